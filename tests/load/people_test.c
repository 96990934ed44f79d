/* tests/load/people_test.c: every person in every mood, as the painter draws them. */
#include "load/load.h"
#include "os/fontfiles.h"
#include "support.h"
#include "test.h"

#include <stdlib.h>

#define W 240
#define H 210

static const char *const people[] = {
    "shao-yuan", "min-lan",  "qin-yue", "huo-yan",  "ruan-rui", "luo-zheng",
    "jiang-li",  "qi-yue",   "qu-heng", "jiao-lan", "ge-chuan", "zou-xing",
    "shu-yang",  "liang-mu", "zhou-yu", "xu-tang",  "he-miao",  "gu-heng",
};
static const char *const moods[] = {"mood-calm", "mood-hesitant", "mood-displeased",
                                    "mood-approving"};
enum { PEOPLE = KJ_COUNT(people), MOODS = KJ_COUNT(moods) };

static const uint32_t ground = 0xE4EEF3;

typedef uint32_t portrait[H][W];

static void paint(kj_painter *painter, const char *person, const char *mood, kj_arena *arena,
                  portrait out)
{
    kj_command image = {
        .kind = KJ_DRAW_IMAGE,
        .rect = {0, 0, W, H},
        .picture = kj_arena_format(arena, "assets/people/%s.svg", person),
        .variant = kj_span_of(mood),
    };
    const kj_list list = {.width = W, .height = H, .ground = 0xFFFFFFFF, .commands = {&image, 1}};
    const kj_pixels pixels = {(unsigned char *)out, W, H, W * 4};
    kj_paint(painter, &list, pixels, 1);
}

static portrait *paint_all(kj_arena *arena)
{
    kj_test_sink *sink = kj_test_sink_new(arena);
    kj_font_files files;
    assert_true(kj_font_files_find(&files, arena, &sink->sink));
    kj_painter *painter = kj_painter_new(&files, kj_load_pictures(&(kj_course){0}, NULL, arena));
    portrait *all = (portrait *)kj_arena_take(arena, (size_t)PEOPLE * MOODS, sizeof(portrait),
                                              _Alignof(uint32_t));
    for (size_t p = 0; p < PEOPLE; p++)
        for (size_t m = 0; m < MOODS; m++)
            paint(painter, people[p], moods[m], arena, all[p * MOODS + m]);
    kj_painter_free(painter);
    return all;
}

static int channel(uint32_t pixel, int shift)
{
    return (int)(pixel >> shift & 0xFF);
}

static bool unlike(uint32_t a, uint32_t b)
{
    int far = 0;
    for (int shift = 0; shift <= 16; shift += 8)
        far += abs(channel(a, shift) - channel(b, shift));
    return far > 48;
}

/* Pixels that can be told apart, in a part of the picture. */
static int difference(portrait a, portrait b, int x0, int y0, int x1, int y1)
{
    int count = 0;
    for (int y = y0; y < y1; y++)
        for (int x = x0; x < x1; x++)
            count += unlike(a[y][x], b[y][x]) ? 1 : 0;
    return count;
}

static void nobody_is_taken_for_another(portrait *all)
{
    for (size_t p = 0; p < PEOPLE; p++)
        for (size_t q = 0; q < p; q++) {
            const int body = difference(all[p * MOODS], all[q * MOODS], 0, 0, W, H);
            const int face = difference(all[p * MOODS], all[q * MOODS], 70, 15, 170, 135);
            if (body < W * H / 25 || face < 100 * 120 / 25)
                fail_msg("%s and %s differ in %d pixels, %d of the head", people[p], people[q],
                         body, face);
        }
}

/* A mood is read from brows, eyes and mouth; all else stands still. */
static void moods_change_the_face_and_nothing_else(portrait *all)
{
    for (size_t p = 0; p < PEOPLE; p++)
        for (size_t m = 0; m < MOODS; m++)
            for (size_t k = 0; k < m; k++) {
                portrait *a = &all[p * MOODS + m], *b = &all[p * MOODS + k];
                const int whole = difference(*a, *b, 0, 0, W, H);
                const int face = difference(*a, *b, 88, 62, 152, 126);
                const int brows_and_eyes = difference(*a, *b, 88, 62, 152, 94);
                const int mouth = difference(*a, *b, 100, 104, 140, 126);
                if (whole != face || brows_and_eyes < 90 || mouth < 15)
                    fail_msg("%s, %s and %s: %d pixels, %d in the face, %d above, %d at the mouth",
                             people[p], moods[m], moods[k], whole, face, brows_and_eyes, mouth);
            }
}

/* Heads stand on necks, necks in clothes, and clothes reach the edge. */
static void everybody_is_in_one_piece(portrait *all)
{
    for (size_t p = 0; p < PEOPLE; p++) {
        portrait *a = &all[p * MOODS];
        assert_int_equal((*a)[20][20] & 0xFFFFFF, ground);
        for (int y = 60; y < H; y++)
            if (((*a)[y][120] & 0xFFFFFF) == ground)
                fail_msg("%s: there is a hole at 120, %d", people[p], y);
        for (int x = 60; x <= 180; x++)
            if (((*a)[H - 2][x] & 0xFFFFFF) == ground)
                fail_msg("%s: clothes end before the edge at %d", people[p], x);
    }
}

static void persons_are_themselves_in_every_mood(void **state)
{
    portrait *all = paint_all(*state);
    nobody_is_taken_for_another(all);
    moods_change_the_face_and_nothing_else(all);
    everybody_is_in_one_piece(all);
}

static void every_drawing_can_be_used(void **state)
{
    kj_arena *arena = *state;
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_picture_source pictures = kj_load_pictures(&(kj_course){0}, NULL, arena);
    for (size_t p = 0; p < PEOPLE; p++) {
        kj_span bytes;
        kj_picture_info info;
        const kj_span path = kj_arena_format(arena, "assets/people/%s.svg", people[p]);
        assert_true(pictures.load(pictures.ctx, path, arena, &bytes));
        assert_true(kj_picture_check(bytes, &info, KJ_NOWHERE, &sink->sink));
        assert_true(info.width > W - 0.1 && info.width < W + 0.1);
    }
    kj_span bytes;
    assert_false(pictures.load(pictures.ctx, KJ_LIT("assets/people/nobody.svg"), arena, &bytes));
    assert_false(pictures.load(pictures.ctx, KJ_LIT("assets/people/"), arena, &bytes));
}

/* A misspelt person is a located message with the name that was meant. */
static void says_who_is_meant(void **state)
{
    kj_arena *arena = *state;
    kj_test_sink *sink = kj_test_sink_new(arena);
    const char *json = "{\"portrait\": \"assets/people/min-lam.svg\"}";
    kj_source source = {.name = KJ_LIT("play.json"), .text = kj_span_of(json), .json = true};
    const kj_at at = {0, 13};
    kj_span path = KJ_LIT("assets/people/min-lam.svg");
    const kj_course course = {.sources = {&source, 1}, .pictures = {&path, 1}, .picture_at = &at};
    kj_load_check_pictures(&course, &sink->sink);
    const kj_diag *found = kj_test_sink_find(sink, "E0601");
    assert_non_null(found);
    assert_true(kj_span_is(found->hint, "did you mean 'assets/people/min-lan.svg'?"));
    assert_int_equal(found->at.offset, 13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(every_drawing_can_be_used),
        KJ_TEST(persons_are_themselves_in_every_mood),
        KJ_TEST(says_who_is_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
