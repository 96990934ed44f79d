/* engine/author/po.c: PO files.  Reading is libgettextpo's, which knows charsets and every form
 * that gettext's tools and editors write. */
#include "author/po.h"

#include "os/files.h"

#include <gettext-po.h>
#include <setjmp.h>
#include <stdlib.h>

/* --- writing ------------------------------------------------------------------------------- */

static void put_string(kj_text_buffer *out, const char *keyword, kj_span text)
{
    kj_putf(out, "%s \"", keyword);
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c == '\n')
            kj_put(out, KJ_LIT("\\n"));
        else if (c == '\t')
            kj_put(out, KJ_LIT("\\t"));
        else {
            if (c == '"' || c == '\\')
                kj_put_char(out, '\\');
            kj_put_char(out, c);
        }
    }
    kj_put(out, KJ_LIT("\"\n"));
}

static void put_header(kj_text_buffer *out, const kj_course *course, kj_span language)
{
    kj_putf(out,
            "# %.*s\n"
            "msgid \"\"\n"
            "msgstr \"\"\n"
            "\"Project-Id-Version: %.*s %.*s\\n\"\n"
            "\"Report-Msgid-Bugs-To: \\n\"\n"
            "\"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n\"\n"
            "\"Last-Translator: FULL NAME <EMAIL@ADDRESS>\\n\"\n"
            "\"Language-Team: LANGUAGE <LL@li.org>\\n\"\n"
            "\"Language: %.*s\\n\"\n"
            "\"MIME-Version: 1.0\\n\"\n"
            "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
            "\"Content-Transfer-Encoding: 8bit\\n\"\n",
            KJ_ARG(course->title), KJ_ARG(course->id), KJ_ARG(course->version), KJ_ARG(language));
}

kj_span kj_po_write(const kj_course *course, const kj_phrases *phrases, kj_span language,
                    kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    put_header(&out, course, language);
    size_t line = 1, at = 0;
    uint32_t source = KJ_NONE;
    for (size_t i = 0; i < phrases->count; i++) {
        const kj_phrase *p = &phrases->ptr[i];
        const kj_source *file = &course->sources.ptr[p->source];
        if (p->source != source || p->start < at) { /* forms' keys come out of order */
            source = p->source;
            line = 1;
            at = 0;
        }
        for (; at < p->start; at++)
            line += file->text.ptr[at] == '\n';
        kj_putf(&out, "\n#. %s\n#: %.*s:%zu\n", p->about, KJ_ARG(file->name), line);
        put_string(&out, "msgctxt", p->context);
        put_string(&out, "msgid", p->text);
        put_string(&out, "msgstr", (kj_span){NULL, 0});
    }
    return kj_put_span(&out);
}

/* --- reading: the library reports through functions without a context ---------------------- */

typedef struct reading {
    kj_sink *sink;
    const char *path;
    kj_arena *arena;
    jmp_buf over; /* a fatal error must not return */
    bool failed;
} reading;

static _Thread_local reading *now; /* while kj_po_read is on */

static void told(int severity, const char *file, size_t line, size_t column, const char *text)
{
    if (severity == PO_SEVERITY_WARNING)
        return;
    now->failed = true;
    const kj_span where = line == (size_t)-1 ? KJ_LIT("")
                          : column == (size_t)-1
                              ? kj_arena_format(now->arena, ":%zu", line)
                              : kj_arena_format(now->arena, ":%zu:%zu", line, column);
    const kj_span words = kj_span_trim(kj_span_of(text));
    kj_report(now->sink, KJ_NOWHERE, "E0811", "%s%.*s: %.*s", file ? file : now->path,
              KJ_ARG(where), KJ_ARG(words));
}

static void on_error(int severity, po_message_t message, const char *file, size_t line,
                     size_t column, int several_lines, const char *text)
{
    (void)message;
    (void)several_lines;
    told(severity, file, line, column, text);
    if (severity == PO_SEVERITY_FATAL_ERROR)
        longjmp(now->over, 1);
}

static void on_two(int severity, po_message_t a, const char *file, size_t line, size_t column,
                   int several_lines, const char *text, po_message_t b, const char *file_b,
                   size_t line_b, size_t column_b, int several_lines_b, const char *text_b)
{
    (void)b;
    (void)file_b;
    (void)line_b;
    (void)column_b;
    (void)several_lines_b;
    (void)text_b;
    on_error(severity, a, file, line, column, several_lines, text);
}

static kj_span copied(const char *text, kj_arena *arena)
{
    return kj_arena_copy(arena, kj_span_of(text));
}

static void take(po_file_t file, kj_arena *arena, kj_po *out)
{
    size_t capacity = 0;
    char *language = po_header_field(po_file_domain_header(file, NULL), "Language");
    out->language = language ? copied(language, arena) : (kj_span){NULL, 0};
    free(language);
    po_message_iterator_t all = po_message_iterator(file, NULL);
    for (po_message_t m = po_next_message(all); m; m = po_next_message(all)) {
        if (po_message_is_obsolete(m) || !po_message_msgctxt(m))
            continue; /* the header has no context */
        *KJ_PUSH(arena, &out->messages, &capacity, kj_po_message) = (kj_po_message){
            .context = copied(po_message_msgctxt(m), arena),
            .id = copied(po_message_msgid(m), arena),
            .translation = copied(po_message_msgstr(m), arena),
            .fuzzy = po_message_is_fuzzy(m) != 0,
        };
    }
    po_message_iterator_free(all);
}

bool kj_po_read(const char *path, kj_arena *arena, kj_po *out, kj_sink *sink)
{
    reading r = {.sink = sink, .path = path, .arena = arena};
    const struct po_xerror_handler handler = {on_error, on_two};
    *out = (kj_po){.language = {NULL, 0}};
    kj_span bytes;
    if (!kj_file_read(path, (size_t)64 << 20, arena, &bytes, sink))
        return false;
    now = &r;
    if (setjmp(r.over) == 0) {
        po_file_t file = po_file_read(path, &handler);
        if (!file && !r.failed)
            told(PO_SEVERITY_ERROR, path, (size_t)-1, (size_t)-1, "cannot be read");
        if (file && !r.failed)
            take(file, arena, out);
        if (file)
            po_file_free(file);
    }
    now = NULL;
    return !r.failed;
}
