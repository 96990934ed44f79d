/* engine/record/rehearsal.c: the times of the last rehearsal, as one row of the presenter's own:
 * "SLIDE MS", a line a slide. */
#include "record/rehearsal.h"

#include "record/personal.h"

#include <assert.h>
#include <inttypes.h>

#define MS_MAX ((int64_t)7 * 24 * 3600 * 1000)

static kj_personal_row key_of(kj_span presenter, kj_span course)
{
    return (kj_personal_row){
        .learner = presenter, .course = course, .kind = KJ_LIT("rehearsal"), .object = {0}};
}

bool kj_rehearsal_save(kj_store *store, kj_span presenter, kj_span course,
                       const kj_rehearsed *times, size_t count, int64_t at_ms, kj_sink *sink)
{
    kj_arena *arena = kj_arena_new();
    kj_text_buffer text = {.arena = arena};
    kj_personal_row row = key_of(presenter, course);
    bool saved = true;

    for (size_t i = 0; i < count; i++) {
        assert(times[i].slide.len > 0 && kj_span_find(times[i].slide, KJ_LIT(" "), 0) == SIZE_MAX);
        if (times[i].ms > 0)
            kj_putf(&text, "%.*s %" PRId64 "\n", KJ_ARG(times[i].slide),
                    times[i].ms < MS_MAX ? times[i].ms : MS_MAX);
    }
    row.value = kj_put_span(&text);
    row.at_ms = at_ms;
    if (row.value.len > 0)
        saved = kj_personal_put(store, &row, 1, sink);
    kj_arena_free(arena);
    return saved;
}

/* "SLIDE MS"; false: not such a line. */
static bool read_line(kj_span line, kj_rehearsed *out)
{
    const size_t space = kj_span_find(line, KJ_LIT(" "), 0);

    *out = (kj_rehearsed){.slide = kj_span_sub(line, 0, space == SIZE_MAX ? 0 : space)};
    if (out->slide.len == 0 || space + 1 == line.len)
        return false;
    for (size_t i = space + 1; i < line.len; i++) {
        const char c = line.ptr[i];
        if (c < '0' || c > '9' || out->ms > MS_MAX)
            return false;
        out->ms = out->ms * 10 + (c - '0');
    }
    return out->ms <= MS_MAX;
}

bool kj_rehearsal_load(kj_store *store, kj_span presenter, kj_span course, kj_rehearsal *out,
                       kj_arena *arena, kj_sink *sink)
{
    const kj_personal_row key = key_of(presenter, course);
    kj_personal_row row;
    size_t capacity = 0;

    *out = (kj_rehearsal){0};
    if (!kj_personal_get(store, &key, &row, arena, sink))
        return false;
    out->at_ms = row.at_ms;
    for (size_t at = 0; at < row.value.len;) {
        size_t end = kj_span_find(row.value, KJ_LIT("\n"), at);
        kj_rehearsed one;
        end = end == SIZE_MAX ? row.value.len : end;
        /* What a later program has written otherwise is passed over. */
        if (read_line(kj_span_sub(row.value, at, end), &one))
            *KJ_PUSH(arena, &out->times, &capacity, kj_rehearsed) = one;
        at = end + 1;
    }
    return true;
}

int64_t kj_rehearsal_ms(const kj_rehearsal *rehearsal, kj_span slide)
{
    for (size_t i = 0; i < rehearsal->times.count; i++)
        if (kj_span_equal(rehearsal->times.ptr[i].slide, slide))
            return rehearsal->times.ptr[i].ms;
    return -1;
}
