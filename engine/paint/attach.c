/* engine/paint/attach.c: reads of a PDF just so much as an update of it needs. */
#include "paint/attach.h"

#include <string.h>

#define FILE_HEAD "/Type /EmbeddedFile /Subtype /application#2Fjson /Length "
#define STREAM " >>\nstream\n"

/* SIZE_MAX: nowhere. */
static size_t find_last(kj_span text, kj_span part)
{
    for (size_t i = text.len + 1; i-- > 0;)
        if (i + part.len <= text.len && memcmp(text.ptr + i, part.ptr, part.len) == 0)
            return i;
    return SIZE_MAX;
}

/* The whole number behind the last `key`; false: there is none. */
static bool number_after(kj_span text, kj_span key, size_t *out)
{
    size_t at = find_last(text, key), count = 0;

    *out = 0;
    if (at == SIZE_MAX)
        return false;
    for (at += key.len; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9' && count < 10;
         at++, count++)
        *out = *out * 10 + (size_t)(text.ptr[at] - '0');
    return count > 0;
}

/* The catalog's dictionary between "<<" and its last ">>". */
static bool find_catalog(kj_span pdf, size_t root, kj_span *out, kj_arena *arena)
{
    const kj_span head = kj_arena_format(arena, "\n%zu 0 obj\n<<", root);
    const size_t at = find_last(pdf, head);

    if (at == SIZE_MAX)
        return false;
    const size_t end = kj_span_find(pdf, KJ_LIT("endobj"), at);
    if (end == SIZE_MAX)
        return false;
    const kj_span body = kj_span_sub(pdf, at + head.len, end);
    const size_t close = find_last(body, KJ_LIT(">>"));
    if (close == SIZE_MAX)
        return false;
    *out = kj_span_sub(body, 0, close);
    return kj_span_find(*out, KJ_LIT("/Catalog"), 0) != SIZE_MAX &&
           kj_span_find(*out, KJ_LIT("/Names"), 0) == SIZE_MAX;
}

bool kj_pdf_attach(kj_span pdf, kj_span name, kj_span file, kj_arena *arena, kj_span *out,
                   kj_sink *sink)
{
    const size_t trailer = find_last(pdf, KJ_LIT("trailer"));
    const kj_span tail = trailer == SIZE_MAX ? (kj_span){0} : kj_span_sub(pdf, trailer, pdf.len);
    kj_text_buffer o = {.arena = arena};
    size_t size = 0, root = 0, before = 0, places[3];
    kj_span catalog;

    if (!number_after(tail, KJ_LIT("/Size "), &size) ||
        !number_after(tail, KJ_LIT("/Root "), &root) ||
        !number_after(tail, KJ_LIT("startxref\n"), &before) ||
        !find_catalog(pdf, root, &catalog, arena)) {
        kj_report(sink, KJ_NOWHERE, "E0903", "nothing can be attached to this PDF");
        return false;
    }
    kj_put(&o, pdf);
    places[0] = kj_put_span(&o).len;
    kj_putf(&o,
            "%zu 0 obj\n<<%.*s   /Names << /EmbeddedFiles << /Names [ (%.*s) %zu 0 R ] >> >>\n"
            "   /AF [ %zu 0 R ]\n>>\nendobj\n",
            root, KJ_ARG(catalog), KJ_ARG(name), size + 1, size + 1);
    places[1] = kj_put_span(&o).len;
    kj_putf(&o, "%zu 0 obj\n<< " FILE_HEAD "%zu" STREAM, size, file.len);
    kj_put(&o, file);
    kj_putf(&o, "\nendstream\nendobj\n");
    places[2] = kj_put_span(&o).len;
    kj_putf(&o,
            "%zu 0 obj\n<< /Type /Filespec /F (%.*s) /UF (%.*s) /AFRelationship /Data"
            " /EF << /F %zu 0 R >> >>\nendobj\n",
            size + 1, KJ_ARG(name), KJ_ARG(name), size);
    const size_t table = kj_put_span(&o).len;
    kj_putf(&o,
            "xref\n%zu 1\n%010zu 00000 n \n%zu 2\n%010zu 00000 n \n%010zu 00000 n \n"
            "trailer\n<< /Size %zu /Root %zu 0 R /Prev %zu >>\nstartxref\n%zu\n%%%%EOF\n",
            root, places[0], size, places[1], places[2], size + 2, root, before, table);
    *out = kj_put_span(&o);
    return true;
}

bool kj_pdf_attached(kj_span pdf, kj_span *file)
{
    const size_t at = find_last(pdf, KJ_LIT(FILE_HEAD));
    size_t len = 0;

    if (at == SIZE_MAX || !number_after(kj_span_sub(pdf, at, pdf.len), KJ_LIT(FILE_HEAD), &len))
        return false;
    const size_t stream = kj_span_find(pdf, KJ_LIT(STREAM), at);
    if (stream == SIZE_MAX || len > pdf.len - stream - (sizeof STREAM - 1))
        return false;
    *file = (kj_span){pdf.ptr + stream + sizeof STREAM - 1, len};
    return true;
}
