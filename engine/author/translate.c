/* engine/author/translate.c: translated phrases take the place of the texts in a course's files. */
#include "author/translate.h"

#include "base/json.h"
#include "course/ids.h"
#include "load/files.h"
#include "os/files.h"

#include <stdlib.h>

enum { TOKENS_MAX = 32 };

typedef struct translator {
    const kj_course *course;
    const char *to;
    kj_arena *arena;
    kj_sink *sink;
    kj_phrases phrases;
    const kj_span *translations; /* a phrase's; empty: it stays */
    kj_span language;
    bool whole;
} translator;

/* --- what must be in both: {figures}, (term:…), (slide:…) ---------------------------------- */

typedef struct tokens {
    kj_span list[TOKENS_MAX];
    size_t count;
} tokens;

static void find_tokens(kj_span text, const char *open, char close, tokens *out)
{
    const kj_span mark = kj_span_of(open);
    for (size_t at = kj_span_find(text, mark, 0); at != SIZE_MAX && out->count < TOKENS_MAX;
         at = kj_span_find(text, mark, at + 1)) {
        size_t end = at;
        while (end < text.len && text.ptr[end] != close)
            end++;
        if (end < text.len && (at == 0 || text.ptr[at - 1] != '\\'))
            out->list[out->count++] = kj_span_sub(text, at, end + 1);
    }
}

static tokens tokens_of(kj_span text)
{
    tokens out = {.count = 0};
    find_tokens(text, "{", '}', &out);
    find_tokens(text, "](term:", ')', &out);
    find_tokens(text, "](slide:", ')', &out);
    return out;
}

/* One of `a` that `b` has not as often; empty: none. */
static kj_span lacking(const tokens *a, tokens b)
{
    for (size_t i = 0; i < a->count; i++) {
        size_t k = 0;
        while (k < b.count && !kj_span_equal(b.list[k], a->list[i]))
            k++;
        if (k == b.count)
            return a->list[i];
        b.list[k] = (kj_span){NULL, 0};
    }
    return (kj_span){NULL, 0};
}

static void check_tokens(const translator *t, const kj_phrase *phrase, kj_span translation)
{
    const tokens ours = tokens_of(phrase->text), theirs = tokens_of(translation);
    const kj_span lost = lacking(&ours, theirs), added = lacking(&theirs, ours);
    const kj_loc at = {&t->course->sources.ptr[phrase->source], phrase->start};
    if (lost.len)
        kj_report_hint(t->sink, at, "W0505", KJ_LIT("figures, terms and links stay in the text"),
                       "the translation of this text lacks '%.*s'", KJ_ARG(lost));
    if (added.len)
        kj_report_hint(t->sink, at, "W0505", KJ_LIT("figures, terms and links stay in the text"),
                       "the translation of this text has '%.*s', which is not in it",
                       KJ_ARG(added));
}

/* --- which translation belongs to which phrase --------------------------------------------- */

static void match(translator *t, const kj_po *po, kj_translation *out)
{
    kj_ids ids = {0};
    kj_span *translations = KJ_NEW(t->arena, kj_span, t->phrases.count + 1);
    kj_ids_reserve(&ids, t->phrases.count + 1, t->arena);
    for (uint32_t i = 0; i < t->phrases.count; i++)
        kj_ids_add(&ids, 0, t->phrases.ptr[i].context, i);
    out->phrases = t->phrases.count;
    for (size_t i = 0; i < po->messages.count; i++) {
        const kj_po_message *m = &po->messages.ptr[i];
        const uint32_t at = kj_ids_find(&ids, 0, m->context);
        if (at == KJ_NONE) {
            out->unknown++;
        } else if (m->fuzzy) {
            out->fuzzy++;
        } else if (!kj_span_equal(m->id, t->phrases.ptr[at].text)) {
            out->stale++;
        } else if (m->translation.len) {
            out->translated++;
            translations[at] = m->translation;
            check_tokens(t, &t->phrases.ptr[at], m->translation);
        }
    }
    t->translations = translations;
}

/* --- the files ------------------------------------------------------------------------------ */

typedef struct edit {
    size_t start, end;
    kj_span text;
} edit;

static int by_start(const void *a, const void *b)
{
    const edit *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

/* "language", which no phrase is. */
static bool language_edit(const translator *t, uint32_t source, edit *out)
{
    if (source != t->course->at.source || t->language.len == 0)
        return false;
    const kj_span text = t->course->sources.ptr[source].text;
    const size_t at = kj_json_locate(text, t->course->at.offset, KJ_LIT("language"), SIZE_MAX);
    *out = (edit){at, at + 2 + t->course->language.len, t->language};
    return at + 2 + t->course->language.len <= text.len && text.ptr[at] == '"';
}

static kj_span edited(translator *t, uint32_t source)
{
    const kj_span text = t->course->sources.ptr[source].text;
    edit *edits = KJ_NEW(t->arena, edit, t->phrases.count + 1);
    size_t count = language_edit(t, source, &edits[0]);
    for (size_t i = 0; i < t->phrases.count; i++)
        if (t->phrases.ptr[i].source == source && t->translations[i].len)
            edits[count++] =
                (edit){t->phrases.ptr[i].start, t->phrases.ptr[i].end, t->translations[i]};
    qsort(edits, count, sizeof *edits, by_start);
    kj_text_buffer out = {.arena = t->arena};
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        kj_put(&out, kj_span_sub(text, at, edits[i].start));
        kj_json_put_string(&out, edits[i].text);
        at = edits[i].end;
    }
    kj_put(&out, kj_span_sub(text, at, text.len));
    return kj_put_span(&out);
}

/* Everything that is no source of the course. */
static bool copy_file(void *ctx, const char *relative)
{
    translator *t = ctx;
    const kj_span path = kj_span_of(relative);
    for (size_t i = 0; i < t->course->sources.count; i++)
        if (kj_span_equal(t->course->sources.ptr[i].name, path))
            return true;
    kj_span bytes;
    kj_arena *scratch = kj_arena_new();
    t->whole = kj_files_read(t->course->files, path, (size_t)256 << 20, KJ_NOWHERE, scratch, &bytes,
                             t->sink) &&
               kj_file_write_below(t->to, path, bytes, t->sink);
    kj_arena_free(scratch);
    return t->whole;
}

static bool write_all(translator *t)
{
    const uint32_t last = t->course->at.source;
    if (!kj_files_each(t->course->files, copy_file, t, t->sink) || !t->whole)
        return false;
    for (uint32_t i = 0; i < t->course->sources.count; i++)
        if (i != last &&
            !kj_file_write_below(t->to, t->course->sources.ptr[i].name, edited(t, i), t->sink))
            return false;
    return kj_file_write_below(t->to, t->course->sources.ptr[last].name, edited(t, last), t->sink);
}

bool kj_translate(const kj_course *course, const kj_po *po, const char *to, kj_translation *out,
                  kj_sink *sink)
{
    *out = (kj_translation){.phrases = 0};
    if (!kj_folder_is_free(to)) {
        kj_report_hint(sink, KJ_NOWHERE, "E0903",
                       KJ_LIT("name a folder that does not exist yet, or an empty one"),
                       "'%s' is not empty", to);
        return false;
    }
    kj_arena *arena = kj_arena_new();
    translator t = {.course = course,
                    .to = to,
                    .arena = arena,
                    .sink = sink,
                    .phrases = kj_phrases_of(course, arena),
                    .language = po->language,
                    .whole = true};
    match(&t, po, out);
    const bool done = write_all(&t);
    kj_arena_free(arena);
    return done;
}
