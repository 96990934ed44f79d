/* tests/fuzz/course_fuzz.c: the course reader with the forms of lesson and scene.
 *
 * The input is the files of a course with U+001E between them: course.json, then parts and
 * role-plays in the order in which they are asked for, whatever they are called. */
#include "course/read.h"
#include "lesson/question.h"
#include "scene/scene.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILES_MAX = 8 };

typedef struct files {
    kj_span text[FILES_MAX];
    size_t count, next;
} files;

static files split(const uint8_t *data, size_t size)
{
    files f = {.count = 0};
    const kj_span all = {(const char *)data, size};
    for (size_t from = 0; from <= size && f.count < FILES_MAX;) {
        size_t to = kj_span_find(all, KJ_LIT("\x1e"), from);
        if (to == SIZE_MAX)
            to = size;
        f.text[f.count++] = kj_span_sub(all, from, to);
        from = to + 1;
    }
    return f;
}

static bool load(void *ctx, kj_span path, kj_loc at, kj_arena *arena, kj_span *out, kj_sink *sink)
{
    (void)path;
    (void)arena;
    files *f = ctx;
    if (f->next == f->count) {
        kj_report(sink, at, "E0210", "there are no more files");
        return false;
    }
    *out = f->text[f->next++];
    return true;
}

/* Every message has a place within its file and can be printed. */
static void look_at(void *ctx, const kj_diag *diag)
{
    kj_arena *arena = ctx;
    if (diag->at.source && diag->at.offset > diag->at.source->text.len)
        abort();
    if (kj_diag_text(diag, false, arena).len == 0 || kj_diag_json(diag, arena).len == 0)
        abort();
    if (kj_utf8_bad(diag->hint) != SIZE_MAX)
        abort();
}

static void check_text(const kj_text *text)
{
    size_t from = 0;
    for (size_t i = 0; i < text->mark_count; i++) {
        const kj_mark *mark = &text->marks[i];
        if (mark->start < from || mark->len == 0 || mark->start + mark->len > text->plain.len)
            abort();
        if (kj_utf8_bad(kj_span_sub(text->plain, mark->start, mark->start + mark->len)) != SIZE_MAX)
            abort();
        from = mark->start + mark->len;
    }
    if (kj_utf8_bad(text->plain) != SIZE_MAX)
        abort();
}

/* What the model promises to everybody behind it. */
static void check_course(const kj_course *c)
{
    for (uint32_t i = 0; i < c->slides.count; i++) {
        const kj_slide *slide = &c->slides.ptr[i];
        if (kj_course_find(c, KJ_REF_SLIDE, slide->id) != i || !slide->visual.type)
            abort();
        if (slide->part >= c->parts.count)
            abort();
        check_text(&slide->title);
        check_text(&slide->notes);
    }
    for (uint32_t i = 0; i < c->items.count; i++) {
        const kj_item *item = &c->items.ptr[i];
        if (kj_course_find(c, KJ_REF_ITEM, item->id) != i || !item->form.type ||
            kj_course_find(c, KJ_REF_SLIDE, item->explains) == KJ_NONE || !(item->points > 0))
            abort();
        check_text(&item->stem);
    }
    for (size_t i = 0; i < c->roleplays.count; i++) {
        const kj_roleplay *play = &c->roleplays.ptr[i];
        if (play->nodes.count == 0 || play->nodes.count > KJ_ROLEPLAY_NODES_MAX ||
            play->endings.count == 0)
            abort();
        for (size_t n = 0; n < play->nodes.count; n++)
            for (size_t k = 0; k < play->nodes.ptr[n].choices.count; k++) {
                const uint32_t next = play->nodes.ptr[n].choices.ptr[k].next_index;
                if (next != KJ_NONE && next >= play->nodes.count)
                    abort();
            }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kj_arena *arena = kj_arena_new();
    const kj_forms forms[] = {kj_visual_forms(), kj_item_forms(), kj_drill_forms()};
    const kj_tables tables = {forms, KJ_COUNT(forms)};
    files f = split(data, size);
    const kj_loader loader = {.load = load, .ctx = &f};
    kj_sink sink = {.emit = look_at, .ctx = arena};
    const kj_course *course = kj_course_read(&loader, &tables, arena, &sink);
    if ((course == NULL) != (sink.errors > 0))
        abort(); /* refused without saying why, or taken in spite of it */
    if (course) {
        check_course(course);
        kj_course_check_strict(course, &sink);
    }
    kj_arena_free(arena);
    return 0;
}
