/* engine/present/own.c: what is the presenter's own (record/personal.h): bookmarks, which are those
 * of a lesson, sizes of the console, and the times of the last rehearsal. */
#include "present/inner.h"

#include "lesson/personal.h"
#include "record/personal.h"
#include "record/rehearsal.h"

#include <math.h>

#define KIND "present" /* object: a size's name; value: its thousandths */

static size_t bookmark_words(const kj_presenter *p)
{
    return (p->course->slides.count + 63) / 64;
}

/* The sizes by the names of their rows. */
static double *size_of(kj_show *show, kj_span name)
{
    if (kj_span_is(name, "side"))
        return &show->pane_side;
    if (kj_span_is(name, "notes"))
        return &show->pane_notes;
    return kj_span_is(name, "size") ? &show->notes_size : NULL;
}
static const char *const size_names[] = {"side", "notes", "size"};

static bool read_size(kj_span text, double *out)
{
    int64_t thousandths = 0;
    if (text.len == 0 || text.len > 4)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        thousandths = thousandths * 10 + (text.ptr[i] - '0');
    }
    *out = (double)thousandths / 1000;
    return true;
}

static bool take_row(void *ctx, const kj_personal_row *row)
{
    kj_presenter *p = ctx;
    double size = 0;
    if (kj_span_equal(row->kind, kj_own_word(KJ_OWN_BOOKMARK))) {
        const uint32_t slide = kj_course_find(p->course, KJ_REF_SLIDE, row->object);
        if (slide != KJ_NONE)
            p->show.bookmarks[slide / 64] |= UINT64_C(1) << slide % 64;
    } else if (kj_span_is(row->kind, KIND)) {
        double *place = size_of(&p->show, row->object);
        if (place && read_size(row->value, &size))
            *place = size;
    }
    return true;
}

static bool read_plan(kj_presenter *p)
{
    const size_t errors = p->sink->errors;
    kj_rehearsal last;
    if (!kj_rehearsal_load(p->store, p->learner, p->course->id, &last, p->arena, p->sink))
        return p->sink->errors == errors;
    int64_t *plan = KJ_NEW(p->arena, int64_t, p->course->slides.count + 1);
    for (uint32_t i = 0; i < p->course->slides.count; i++)
        plan[i] = kj_rehearsal_ms(&last, p->course->slides.ptr[i].id);
    p->show.plan_ms = plan;
    p->show.plan_rehearsed = true;
    return true;
}

bool kj_presenter_read_own(kj_presenter *p)
{
    const size_t words = bookmark_words(p);
    if (!kj_personal_each(p->store, p->learner, p->course->id, take_row, p, p->sink) ||
        !read_plan(p))
        return false;
    p->bookmarks_saved = KJ_NEW(p->arena, uint64_t, words + 1);
    memcpy(p->bookmarks_saved, p->show.bookmarks, words * sizeof(uint64_t));
    return true;
}

static void put(kj_presenter *p, const kj_personal_row *rows, size_t count)
{
    if (!kj_personal_put(p->store, rows, count, p->sink))
        p->failed = true;
}

void kj_presenter_save_bookmarks(kj_presenter *p)
{
    const size_t words = bookmark_words(p);
    if (memcmp(p->bookmarks_saved, p->show.bookmarks, words * sizeof(uint64_t)) == 0)
        return;
    kj_personal_row *rows = KJ_NEW(p->call, kj_personal_row, p->course->slides.count + 1);
    size_t count = 0;
    for (uint32_t i = 0; i < p->course->slides.count; i++) {
        const uint64_t bit = UINT64_C(1) << i % 64;
        if (((p->bookmarks_saved[i / 64] ^ p->show.bookmarks[i / 64]) & bit) == 0)
            continue;
        rows[count++] = (kj_personal_row){
            .learner = p->learner,
            .course = p->course->id,
            .kind = kj_own_word(KJ_OWN_BOOKMARK),
            .object = p->course->slides.ptr[i].id,
            .value = p->show.bookmarks[i / 64] & bit ? KJ_LIT("1") : (kj_span){NULL, 0},
            .at_ms = kj_presenter_now(p).ms,
        };
    }
    put(p, rows, count);
    memcpy(p->bookmarks_saved, p->show.bookmarks, words * sizeof(uint64_t));
}

void kj_presenter_save_panes(kj_presenter *p)
{
    kj_personal_row rows[KJ_COUNT(size_names)];
    for (size_t i = 0; i < KJ_COUNT(size_names); i++) {
        const kj_span name = kj_span_of(size_names[i]);
        const int thousandths = (int)lround(*size_of(&p->show, name) * 1000);
        rows[i] = (kj_personal_row){.learner = p->learner,
                                    .kind = KJ_LIT(KIND),
                                    .object = name,
                                    .value = kj_arena_format(p->call, "%d", thousandths),
                                    .at_ms = kj_presenter_now(p).ms};
    }
    put(p, rows, KJ_COUNT(rows));
    p->panes_ms = 0;
}

void kj_presenter_save_rehearsal(kj_presenter *p)
{
    const size_t count = p->course->slides.count;
    kj_rehearsed *times = KJ_NEW(p->call, kj_rehearsed, count + 1);
    for (size_t i = 0; i < count; i++)
        times[i] = (kj_rehearsed){p->course->slides.ptr[i].id, p->class.times[i].ms};
    if (!kj_rehearsal_save(p->store, p->learner, p->course->id, times, count,
                           kj_presenter_now(p).ms, p->sink))
        p->failed = true;
}
