/* tests/class/ink_test.c: fewer points, their text, hostile texts, what lies under a place. */
#include "class/ink.h"
#include "base/random.h"
#include "lesson/event.h"

#include <inttypes.h>
#include <math.h>

#include "test.h"

#define SEEDS 300

/* ---- fewer points ---- */

static const struct {
    const char *name;
    kj_ink_point points[6];
    size_t count, left;
} strokes[] = {
    {"nothing", {{0, 0, 500}}, 0, 0},
    {"a dot", {{7, 7, 500}}, 1, 1},
    {"two points stay", {{0, 0, 500}, {1, 0, 500}}, 2, 2},
    {"a straight line", {{0, 0, 500}, {100, 1, 500}, {200, 0, 500}, {300, 0, 500}}, 4, 2},
    {"just within half a unit", {{0, 0, 500}, {100, 5, 500}, {200, 0, 500}}, 3, 2},
    {"beyond half a unit", {{0, 0, 500}, {100, 6, 500}, {200, 0, 500}}, 3, 3},
    {"there and back", {{0, 0, 500}, {100, 0, 500}, {0, 0, 500}}, 3, 3},
    {"beyond its own end", {{0, 0, 500}, {200, 0, 500}, {100, 0, 500}}, 3, 3},
    {"a corner among steps",
     {{0, 0, 500}, {50, 0, 500}, {100, 0, 500}, {100, 50, 500}, {100, 100, 500}},
     5,
     3},
    {"a dot drawn for long", {{3, 3, 1}, {3, 3, 2}, {3, 3, 3}, {3, 3, 4}}, 4, 2},
};

static void simplifies(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(strokes); i++) {
        kj_ink_point points[6];
        memcpy(points, strokes[i].points, sizeof points);
        const size_t left = kj_stroke_simplify(points, strokes[i].count);
        if (left != strokes[i].left)
            fail_msg("%s: %zu points are left, not %zu", strokes[i].name, left, strokes[i].left);
        if (left > 1 && memcmp(&points[left - 1], &strokes[i].points[strokes[i].count - 1],
                               sizeof points[0]) != 0)
            fail_msg("%s: the last point is another", strokes[i].name);
    }
}

static double apart(kj_ink_point p, kj_ink_point a, kj_ink_point b)
{
    const double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    double along = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;
    along = fmin(fmax(along, 0), 1);
    return hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

static size_t scribble(uint64_t *seed, kj_ink_point *points)
{
    const size_t count = 1 + kj_random_below(seed, KJ_STROKE_POINTS_MAX);
    const uint32_t reach = 1 + kj_random_below(seed, 60);
    kj_ink_point at = {(int32_t)kj_random_below(seed, 19200), (int32_t)kj_random_below(seed, 10800),
                       500};
    for (size_t i = 0; i < count; i++) {
        points[i] = at;
        at.x += (int32_t)kj_random_below(seed, 2 * reach + 1) - (int32_t)reach;
        at.y += (int32_t)kj_random_below(seed, 2 * reach + 1) - (int32_t)reach;
        at.pressure = (uint16_t)(20 * kj_random_below(seed, 51));
    }
    return count;
}

/* Every point that is gone lies within half a unit of the line between the kept ones around it. */
static void stays_beside(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        kj_ink_point all[KJ_STROKE_POINTS_MAX], kept[KJ_STROKE_POINTS_MAX];
        uint64_t random = seed;
        const size_t count = scribble(&random, all);
        memcpy(kept, all, sizeof kept);
        const size_t left = kj_stroke_simplify(kept, count);
        size_t next = 0;
        for (size_t i = 0; i < count; i++) {
            if (next < left && memcmp(&all[i], &kept[next], sizeof all[i]) == 0)
                next++;
            else if (next == 0 || next == left || apart(all[i], kept[next - 1], kept[next]) > 5.001)
                fail_msg("seed %" PRIu64 ": point %zu lies too far", seed, i);
        }
        if (next != left)
            fail_msg("seed %" PRIu64 ": %zu of %zu points are of the stroke", seed, next, left);
    }
}

/* ---- as text ---- */

static bool same(const kj_ink_point *a, const kj_ink_point *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (a[i].x != b[i].x || a[i].y != b[i].y || a[i].pressure != b[i].pressure)
            return false;
    return true;
}

static void comes_back(void **state)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        kj_ink_point points[KJ_STROKE_POINTS_MAX];
        const kj_ink_point *back;
        uint64_t random = seed;
        size_t got;
        const size_t count = scribble(&random, points);
        const kj_span text = kj_stroke_write(points, count, *state);
        if (!kj_stroke_read(text, *state, &back, &got) || got != count ||
            !same(points, back, count))
            fail_msg("seed %" PRIu64 ": '%.*s' does not come back", seed, KJ_ARG(text));
    }
}

/* The longest that there can be: every point at the other end of all. */
static void fits_an_event(void **state)
{
    kj_ink_point points[KJ_STROKE_POINTS_MAX];
    const kj_ink_point *back;
    size_t got;
    for (size_t i = 0; i < KJ_STROKE_POINTS_MAX; i++)
        points[i] = (kj_ink_point){i % 2 ? INT32_MAX : INT32_MIN, i % 2 ? INT32_MIN : INT32_MAX,
                                   UINT16_MAX};
    const kj_span text = kj_stroke_write(points, KJ_STROKE_POINTS_MAX, *state);
    assert_true(text.len < KJ_RESPONSE_BYTES_MAX);
    assert_true(kj_stroke_read(text, *state, &back, &got));
    assert_int_equal(got, KJ_STROKE_POINTS_MAX);
    assert_int_equal(back[0].x, -KJ_INK_MOST_X);
    assert_int_equal(back[0].y, KJ_INK_MOST_Y);
    assert_int_equal(back[1].x, KJ_INK_MOST_X);
    assert_int_equal(back[1].y, KJ_INK_LEAST_Y);
    assert_int_equal(back[1].pressure, 1000);
}

/* By hand: 0 is A, -1 B, 1 C; 16 is 32 as zigzag: no low bits and more to come, then 1. */
static void is_written_so(void **state)
{
    const kj_ink_point points[] = {{0, 0, 0}, {1, -1, 20}, {17, -1, 1000}};
    assert_true(kj_span_is(kj_stroke_write(points, KJ_COUNT(points), *state), "AAACBBgBAy"));
}

static const struct {
    const char *name;
    kj_span text;
    bool good;
} texts[] = {
    {"a point", {KJ_SPAN("AAA")}, true},
    {"two", {KJ_SPAN("AAAAAA")}, true},
    {"written longer than need be", {KJ_SPAN("gAAA")}, true},
    {"empty", {NULL, 0}, false},
    {"no pressure", {KJ_SPAN("AA")}, false},
    {"a step without end", {KJ_SPAN("Ag")}, false},
    {"a half point more", {KJ_SPAN("AAAA")}, false},
    {"pressure beyond its most", {KJ_SPAN("AAz")}, false},
    {"another alphabet", {KJ_SPAN("AA+")}, false},
    {"a blank", {KJ_SPAN("AA A")}, false},
    {"NUL", {KJ_SPAN("AA\0")}, false},
    {"a high byte", {KJ_SPAN("\xff\xff\xff")}, false},
    {"a step of five characters", {KJ_SPAN("ggggAAA")}, false},
    {"beyond the page and its margin", {KJ_SPAN("____AAA")}, false},
    {"the largest step", {KJ_SPAN("-__BAA")}, true},
    {"one too large", {KJ_SPAN("ggg\103AA")}, false},
};

static void reads_only_its_own(void **state)
{
    for (size_t i = 0; i < KJ_COUNT(texts); i++) {
        const kj_ink_point *points = NULL;
        size_t count = 0;
        if (kj_stroke_read(texts[i].text, *state, &points, &count) != texts[i].good)
            fail_msg("%s: %s", texts[i].name, texts[i].good ? "refused" : "taken");
    }
}

static void reads_no_longer_one(void **state)
{
    kj_text_buffer text = {.arena = *state};
    const kj_ink_point *points;
    size_t count;
    for (size_t i = 0; i < KJ_STROKE_POINTS_MAX; i++)
        kj_put(&text, KJ_LIT("AAA"));
    assert_true(kj_stroke_read(kj_put_span(&text), *state, &points, &count));
    kj_put(&text, KJ_LIT("AAA"));
    assert_false(kj_stroke_read(kj_put_span(&text), *state, &points, &count));
}

/* Any bytes are taken or not; what is taken, written and read again, is the same. */
static void takes_any_bytes(void **state)
{
    uint32_t taken = 0;
    for (uint64_t seed = 1; seed <= UINT64_C(20) * SEEDS; seed++) {
        char bytes[64];
        const kj_ink_point *points, *again;
        uint64_t random = seed;
        size_t count, count_again;
        const size_t len = kj_random_below(&random, sizeof bytes);
        for (size_t i = 0; i < len; i++)
            bytes[i] = seed % 2 ? (char)kj_random_below(&random, 256)
                                : "ABCDghx_"[kj_random_below(&random, 8)];
        if (!kj_stroke_read((kj_span){bytes, len}, *state, &points, &count))
            continue;
        taken++;
        const kj_span text = kj_stroke_write(points, count, *state);
        if (!kj_stroke_read(text, *state, &again, &count_again) || count != count_again ||
            !same(points, again, count))
            fail_msg("seed %" PRIu64 ": read, it is another stroke", seed);
    }
    assert_true(taken > 100);
}

/* ---- under a place ---- */

static void finds_the_stroke_on_top(void **state)
{
    (void)state;
    static const kj_ink_point across[] = {{0, 1000, 500}, {2000, 1000, 500}},
                              down[] = {{1000, 0, 500}, {1000, 2000, 500}},
                              dot[] = {{300, 300, 500}};
    kj_stroke strokes_of[] = {
        {.id = "across", .tool = KJ_TOOL_PEN, .points = across, .count = 2},
        {.id = "down", .tool = KJ_TOOL_PEN, .points = down, .count = 2},
        {.id = "dot", .tool = KJ_TOOL_PEN, .points = dot, .count = 1},
        {.id = "gone", .tool = KJ_TOOL_PEN, .points = down, .count = 2, .erased = true},
        {.id = "other", .slide = 1, .tool = KJ_TOOL_PEN, .points = down, .count = 2},
    };
    const kj_ink ink = {strokes_of, KJ_COUNT(strokes_of), KJ_COUNT(strokes_of)};
    static const struct {
        uint32_t slide;
        int32_t x, y;
        const char *id;
    } places[] = {
        {0, 500, 1050, "across"}, {0, 1000, 1000, "down"}, {0, 1080, 1000, "down"},
        {0, 300, 390, "dot"},     {0, 300, 401, NULL},     {0, 2099, 1000, "across"},
        {0, 2101, 1000, NULL},    {1, 1000, 500, "other"}, {2, 1000, 500, NULL},
    };
    for (size_t i = 0; i < KJ_COUNT(places); i++) {
        const kj_stroke *hit = kj_ink_hit(&ink, places[i].slide, places[i].x, places[i].y, 100);
        if (!kj_span_is(kj_span_of(hit ? hit->id : NULL), places[i].id ? places[i].id : ""))
            fail_msg("at %d, %d: '%s'", places[i].x, places[i].y, hit ? hit->id : "nothing");
    }
}

static void knows_its_tools(void **state)
{
    (void)state;
    for (kj_tool tool = KJ_TOOL_NONE + 1; tool < KJ_TOOL_COUNT; tool++)
        assert_int_equal(kj_tool_read(kj_tool_word(tool)), tool);
    assert_int_equal(kj_tool_read(KJ_LIT("none")), KJ_TOOL_NONE);
    assert_int_equal(kj_tool_read(KJ_LIT("")), KJ_TOOL_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(simplifies),          KJ_TEST(stays_beside),    KJ_TEST(comes_back),
        KJ_TEST(fits_an_event),       KJ_TEST(is_written_so),   KJ_TEST(reads_only_its_own),
        KJ_TEST(reads_no_longer_one), KJ_TEST(takes_any_bytes), KJ_TEST(finds_the_stroke_on_top),
        KJ_TEST(knows_its_tools),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
