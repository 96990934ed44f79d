/* engine/author/beginning.c: a new course from the files of assets/new. */
#include "author/beginning.h"

#include "beginning_data.h"
#include "author/markup.h"
#include "base/json.h"
#include "load/load.h"
#include "os/files.h"

kj_span kj_beginning_title(kj_span folder)
{
    while (folder.len > 1 && folder.ptr[folder.len - 1] == '/')
        folder.len--;
    size_t from = folder.len, end, count = 0;
    while (from > 0 && folder.ptr[from - 1] != '/')
        from--;
    for (end = from; end < folder.len && count < KJ_BEGINNING_TITLE_MAX; count++)
        (void)kj_utf8_next(folder, &end);
    return kj_span_sub(folder, from, end);
}

kj_span kj_beginning_id(kj_span folder, kj_arena *arena)
{
    const kj_span name = kj_beginning_title(folder);
    kj_text_buffer out = {.arena = arena};
    for (size_t i = 0; i < name.len && out.len < KJ_ID_BYTES_MAX; i++) {
        const char c = name.ptr[i];
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            kj_put_char(&out, upper ? (char)(c - 'A' + 'a') : c);
        else if (out.len > 0 && out.ptr[out.len - 1] != '-')
            kj_put_char(&out, '-');
    }
    while (out.len > 0 && out.ptr[out.len - 1] == '-')
        out.len--;
    return out.len > 0 ? kj_put_span(&out) : KJ_LIT("course");
}

/* As it stands between the quotes of a JSON string. */
static kj_span quoted(kj_span text, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    kj_json_put_string(&out, text);
    return kj_span_sub(kj_put_span(&out), 1, out.len - 1);
}

typedef struct filling {
    kj_span name, value; /* "@TITLE@" and what stands there instead */
} filling;

static kj_span filled(kj_span text, const filling *fillings, size_t count, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    for (size_t at = 0; at < text.len;) {
        const kj_span rest = kj_span_sub(text, at, text.len);
        size_t i = 0;
        while (i < count && !kj_span_starts(rest, fillings[i].name))
            i++;
        if (i < count)
            kj_put(&out, fillings[i].value);
        else
            kj_put_char(&out, text.ptr[at]);
        at += i < count ? fillings[i].name.len : 1;
    }
    return kj_put_span(&out);
}

static bool write_schema(const char *folder, kj_arena *arena, kj_sink *sink)
{
    kj_forms forms[KJ_LOAD_FORMS];
    const kj_tables tables = kj_load_tables(forms);
    return kj_file_write_below(folder, KJ_LIT("course.schema.json"),
                               kj_course_schema(&tables, arena), sink);
}

static bool write_all(const kj_beginning *b, kj_arena *arena, kj_sink *sink)
{
    const filling fillings[] = {
        {KJ_LIT("@ID@"), b->id},
        {KJ_LIT("@TITLE@"), quoted(b->title, arena)},
        {KJ_LIT("@TITLE-TEXT@"), quoted(kj_markup_escape(b->title, arena), arena)},
    };
    const kj_span last = KJ_LIT("course.json");
    if (!write_schema(b->folder, arena, sink))
        return false;
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < KJ_COUNT(embedded); i++) {
            const kj_span path = kj_span_of(embedded[i].path);
            const kj_span text = {(const char *)embedded[i].bytes, embedded[i].len};
            if (kj_span_equal(path, last) == (round == 1) &&
                !kj_file_write_below(b->folder, path,
                                     filled(text, fillings, KJ_COUNT(fillings), arena), sink))
                return false;
        }
    return true;
}

bool kj_beginning_write(const kj_beginning *beginning, kj_sink *sink)
{
    if (!kj_folder_is_free(beginning->folder)) {
        kj_report_hint(sink, KJ_NOWHERE, "E0903",
                       KJ_LIT("name a folder that does not exist yet, or an empty one"),
                       "'%s' is not empty", beginning->folder);
        return false;
    }
    kj_arena *arena = kj_arena_new();
    const bool done = write_all(beginning, arena, sink);
    kj_arena_free(arena);
    return done;
}
