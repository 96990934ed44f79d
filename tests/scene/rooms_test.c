/* tests/scene/rooms_test.c: both pictures of a class, on every page of theirs, in every shape and
 * language; and that the room's knows nothing of the presenter's. */
#include "classroom.h"

#include "course/read.h"
#include "golden.h"
#include "os/files.h"
#include "proof.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

typedef struct shape {
    const char *name;
    int width, height;
} shape;

static const shape room_shapes[] = {
    {"16x9", 1920, 1080}, {"4x3", 1024, 768}, {"16x10", 1280, 800}, {"21x9", 2560, 1080}};
static const shape console_shapes[] = {
    {"16x9", 1920, 1080}, {"16x10", 1280, 800}, {"4x3", 1024, 768}};
static const char *const languages[] = {"zh-Hans", "en"};

/* ---- every page holds ---- */

static double least_height(const kj_area *area)
{
    /* Between panes one drags along the whole edge. */
    if (kj_span_starts(area->action, KJ_LIT("pane:")))
        return 24;
    /* A console is dense: its rows and key caps are 40 units high, which at 1280 by 800 are 30
     * pixels (WCAG 2.2 asks for 24). */
    return 40;
}

static void small_text(const kj_list *list, double least, kj_text_buffer *out)
{
    for (size_t i = 0; i < list->commands.count; i++) {
        const kj_command *c = &list->commands.ptr[i];
        if (c->kind == KJ_DRAW_GLYPHS && c->text.len && c->size < least - 0.01)
            kj_putf(out, "'%.*s' is only %.1f units high\n", KJ_ARG(c->text), c->size);
    }
}

static size_t say(const kj_class_stop *stop, const char *which, const char *at,
                  const char *language, kj_text_buffer *found)
{
    if (found->len == 0)
        return 0;
    print_error("%s, %s, %s, %s:\n%.*s", which, stop->name, at, language,
                (int)(found->len < 600 ? found->len : 600), found->ptr);
    return 1;
}

/* Ink, a pointer or a zoom lie across whatever is there; the rest of the page is proved without. */
static bool is_marked(const kj_room *room)
{
    return room->zoom.w > 0 || room->frame.w > 0 || room->point.on || room->drawing.count > 0;
}

static size_t prove_room(kj_gallery *g, const kj_class_stop *stop, const kj_test_room *room,
                         const shape *s, const char *language)
{
    static const kj_theme *const themes[] = {&kj_theme_light, &kj_theme_dark, &kj_theme_contrast};
    const kj_theme *theme = themes[(size_t)(stop - kj_class_stops) % KJ_COUNT(themes)];
    const kj_room *shown = kj_show_room(&room->show);
    const kj_list list = kj_gallery_room(g, room, shown, s->width, s->height, theme);
    kj_text_buffer found = {.arena = g->frame};
    if (list.overfull)
        kj_putf(&found, "%zu texts do not fit\n", list.overfull);
    if (!is_marked(shown) && room->class.ink.count == 0)
        kj_put(&found, kj_prove(&list, g->frame));
    if (shown->zoom.w <= 0)
        small_text(&list, KJ_SIZE_SMALLEST, &found);
    return say(stop, "room", s->name, language, &found);
}

static size_t prove_console(kj_gallery *g, const kj_class_stop *stop, const kj_test_room *room,
                            const shape *s, const char *language)
{
    const kj_console console = kj_gallery_console(g, room, s->width, s->height);
    const kj_list *list = &console.list;
    kj_text_buffer found = {.arena = g->frame};
    kj_put(&found, kj_prove(list, g->frame));
    kj_put(&found, kj_prove_presses(list, least_height, g->frame));
    small_text(list, 20, &found);
    const kj_rect places[] = {console.now, console.next, console.seen};
    for (size_t i = 0; i < KJ_COUNT(places) + console.thumbs.count; i++) {
        const kj_rect r =
            i < KJ_COUNT(places) ? places[i] : console.thumbs.ptr[i - KJ_COUNT(places)].rect;
        if (r.w > 0 && (r.x < 0 || r.y < 0 || r.x + r.w > list->width || r.y + r.h > list->height ||
                        r.w / r.h < 1.77 || r.w / r.h > 1.79))
            kj_putf(&found, "a picture stands at %.0f,%.0f %.0fx%.0f\n", r.x, r.y, r.w, r.h);
        /* What the shell paints covers nothing that is read. */
        for (size_t k = 0; r.w > 0 && k < list->commands.count; k++) {
            const kj_rect em = kj_command_em_box(&list->commands.ptr[k]);
            if (list->commands.ptr[k].kind == KJ_DRAW_GLYPHS && em.x < r.x + r.w &&
                r.x < em.x + em.w && em.y + 2 < r.y + r.h && r.y < em.y + em.h - 2)
                kj_putf(&found, "'%.*s' lies under a picture\n",
                        KJ_ARG(list->commands.ptr[k].text));
        }
    }
    return say(stop, "console", s->name, language, &found);
}

static void every_page_holds(void **state)
{
    kj_gallery *g = *state;
    size_t faulty = 0;
    for (size_t i = 0; i < kj_class_stop_count; i++) {
        const kj_class_stop *stop = &kj_class_stops[i];
        kj_arena *arena = kj_arena_new();
        const kj_test_room *room = kj_class_at(g->course, stop, arena);
        for (size_t l = 0; l < KJ_COUNT(languages); l++) {
            g->words = kj_words_for(kj_span_of(languages[l]));
            for (size_t s = 0; s < KJ_COUNT(room_shapes) && stop->room; s++)
                faulty += prove_room(g, stop, room, &room_shapes[s], languages[l]);
            for (size_t s = 0; s < KJ_COUNT(console_shapes) && stop->console; s++)
                faulty += prove_console(g, stop, room, &console_shapes[s], languages[l]);
        }
        g->words = NULL;
        kj_arena_free(arena);
    }
    assert_int_equal(faulty, 0);
}

/* ---- whatever the course has ---- */

/* A page proved in two shapes, wide and narrow, with the console beside it. */
static size_t prove_both(kj_gallery *g, const kj_test_room *room, const char *what, kj_span id)
{
    static const size_t wide = 0, narrow = 1;
    const size_t at[] = {wide, narrow};
    size_t faulty = 0;
    for (size_t i = 0; i < KJ_COUNT(at); i++) {
        const shape *s = &room_shapes[at[i]];
        const kj_list list = kj_gallery_room(g, room, kj_show_room(&room->show), s->width,
                                             s->height, &kj_theme_light);
        kj_text_buffer found = {.arena = g->frame};
        kj_put(&found, kj_prove(&list, g->frame));
        small_text(&list, KJ_SIZE_SMALLEST, &found);
        if (found.len > 0) {
            print_error("%s %.*s, %s:\n%.*s", what, KJ_ARG(id), s->name,
                        (int)(found.len < 400 ? found.len : 400), found.ptr);
            faulty++;
        }
        const kj_console c = kj_gallery_console(g, room, s->width, s->height);
        found = (kj_text_buffer){.arena = g->frame};
        kj_put(&found, kj_prove(&c.list, g->frame));
        if (found.len > 0) {
            print_error("console of %s %.*s, %s:\n%.*s", what, KJ_ARG(id), s->name,
                        (int)(found.len < 400 ? found.len : 400), found.ptr);
            faulty++;
        }
    }
    return faulty;
}

/* Every question that the room can be asked, with everything there is to show. */
static void every_question_fits(void **state)
{
    kj_gallery *g = *state;
    size_t faulty = 0, asked = 0;
    for (size_t i = 0; i < g->course->items.count; i++) {
        const kj_item *item = &g->course->items.ptr[i];
        if (!kj_show_can_ask(item))
            continue;
        kj_arena *arena = kj_arena_new();
        const kj_class_stop stop = {
            .name = "", .actions = kj_arena_format(arena, "ask:%.*s hand:+", KJ_ARG(item->id)).ptr};
        kj_test_room *room = kj_class_at(g->course, &stop, arena);
        faulty += prove_both(g, room, "asked:", item->id);
        room->show.room.join_url = KJ_LIT("http://192.168.10.23:8080/c/7QF4");
        room->show.room.alone.n = 412;
        room->show.room.alone.votes[0] = 401;
        kj_test_room_do(room, "reveal compare");
        room->show.room.alone.n = 412; /* … which a shell would have filled */
        faulty += prove_both(g, room, "revealed:", item->id);
        asked++;
        kj_arena_free(arena);
    }
    assert_true(asked > 30);
    assert_int_equal(faulty, 0);
}

/* Every turn that a room may come to by taking the first line, or the last one. */
static void every_turn_fits(void **state)
{
    kj_gallery *g = *state;
    size_t faulty = 0, turns = 0;
    for (size_t i = 0; i < g->course->roleplays.count; i++)
        for (int last = 0; last < 2; last++) {
            const kj_roleplay *play = &g->course->roleplays.ptr[i];
            kj_arena *arena = kj_arena_new();
            const kj_class_stop stop = {
                .name = "", .actions = kj_arena_format(arena, "play:%.*s", KJ_ARG(play->id)).ptr};
            kj_test_room *room = kj_class_at(g->course, &stop, arena);
            while (room->class.plays.ptr[0].state.node != KJ_NONE) {
                uint32_t order[KJ_ROLEPLAY_CHOICES_MAX];
                const uint32_t n = kj_class_choices(g->course, &room->class.plays.ptr[0], order);
                kj_test_room_do(room,
                                kj_arena_format(arena, "option:%u hand:+ tally", last ? n : 1).ptr);
                faulty += prove_both(g, room, "turn of", play->id);
                kj_test_room_do(room, "next");
                turns++;
            }
            faulty += prove_both(g, room, "end of", play->id);
            kj_arena_free(arena);
        }
    assert_true(turns > 30);
    assert_int_equal(faulty, 0);
}

/* From two groups to as many as can be, of a small class and of 200. */
static void groups_fit(void **state)
{
    static const struct {
        uint32_t people, groups;
    } rows[] = {{2, 2},  {9, 4},    {29, 2},   {32, 16},
                {60, 7}, {120, 20}, {200, 25}, {200, KJ_GROUPS_MAX}};
    kj_gallery *g = *state;
    size_t faulty = 0;
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        kj_arena *arena = kj_arena_new();
        const kj_class_stop stop = {.name = "", .actions = ""};
        kj_test_room *room = kj_class_at(g->course, &stop, arena);
        room->class.attendees.count = 0;
        for (uint32_t k = 0; k < rows[i].people; k++)
            *KJ_PUSH(arena, &room->class.attendees, &room->class.attendee_capacity, kj_attendee) =
                (kj_attendee){.id = room->show.roster.ptr[k % room->show.roster.count].id,
                              .presence = KJ_BY_LIVE};
        room->show.room.groups = rows[i].groups;
        room->show.room.groups_seed = 7;
        room->show.room.page = KJ_ROOM_GROUPS;
        faulty += prove_both(g, room, "groups",
                             kj_arena_format(arena, "%u of %u", rows[i].groups, rows[i].people));
        kj_arena_free(arena);
    }
    assert_int_equal(faulty, 0);
}

/* ---- the lists that people have read ---- */

static const struct {
    const char *name;
    bool console;
    const char *shape;
    int width, height;
} kept[] = {
    {"slide", false, "16x9", 1920, 1080},
    {"black", false, "16x9", 1920, 1080},
    {"ink", false, "16x9", 1920, 1080},
    {"question-hidden", false, "16x9", 1920, 1080},
    {"question-tally", false, "16x9", 1920, 1080},
    {"question-revealed", false, "16x9", 1920, 1080},
    {"question-compared", false, "4x3", 1024, 768},
    {"play-votes", false, "16x9", 1920, 1080},
    {"play-end", false, "16x9", 1920, 1080},
    {"countdown", false, "16x9", 1920, 1080},
    {"picked", false, "16x9", 1920, 1080},
    {"groups", false, "16x9", 1920, 1080},
    {"join", false, "16x9", 1920, 1080},
    {"slide", true, "16x9", 1920, 1080},
    {"slide", true, "16x10", 1280, 800},
    {"slide", true, "4x3", 1024, 768},
    {"frozen", true, "16x9", 1920, 1080},
    {"question-hidden", true, "16x10", 1280, 800},
    {"overview", true, "16x10", 1280, 800},
    {"keys", true, "16x10", 1280, 800},
    {"roster", true, "16x10", 1280, 800},
    {"questions", true, "16x10", 1280, 800},
};

static const kj_class_stop *stop_of(const char *name)
{
    for (size_t i = 0; i < kj_class_stop_count; i++)
        if (strcmp(kj_class_stops[i].name, name) == 0)
            return &kj_class_stops[i];
    fail_msg("no stop is called '%s'", name);
    return NULL;
}

static void put_pictures(kj_text_buffer *out, const kj_console *c)
{
    const struct {
        const char *name;
        kj_rect r;
    } places[] = {{"now", c->now}, {"next", c->next}, {"seen", c->seen}};
    for (size_t i = 0; i < KJ_COUNT(places); i++)
        kj_putf(out, "%s %.1f,%.1f %.1fx%.1f\n", places[i].name, places[i].r.x, places[i].r.y,
                places[i].r.w, places[i].r.h);
    for (size_t i = 0; i < c->thumbs.count; i++)
        kj_putf(out, "thumb %u %.1f,%.1f\n", (unsigned)c->thumbs.ptr[i].slide,
                c->thumbs.ptr[i].rect.x, c->thumbs.ptr[i].rect.y);
}

static void lists_as_agreed(void **state)
{
    kj_gallery *g = *state;
    for (size_t i = 0; i < KJ_COUNT(kept); i++) {
        kj_arena *arena = kj_arena_new();
        const kj_test_room *room = kj_class_at(g->course, stop_of(kept[i].name), arena);
        kj_text_buffer out = {.arena = arena};
        if (kept[i].console) {
            const kj_console c = kj_gallery_console(g, room, kept[i].width, kept[i].height);
            put_pictures(&out, &c);
            kj_put(&out, kj_list_dump(&c.list, arena));
        } else {
            const kj_list list = kj_gallery_room(g, room, kj_show_room(&room->show), kept[i].width,
                                                 kept[i].height, &kj_theme_light);
            kj_put(&out, kj_list_dump(&list, arena));
        }
        kj_golden_check(kj_arena_format(arena, "scene/golden/rooms/%s-%s.%s.txt",
                                        kept[i].console ? "console" : "room", kept[i].name,
                                        kept[i].shape)
                            .ptr,
                        kj_put_span(&out));
        kj_arena_free(arena);
    }
}

/* ---- what the room may not know ---- */

/* Words of the presenter's: sentences of notes, of at least so many bytes. */
#define SENTENCE_BYTES 24

static void find_notes(const kj_course *course, const kj_list *list, kj_text_buffer *out)
{
    for (size_t s = 0; s < course->slides.count; s++) {
        const kj_span notes = course->slides.ptr[s].notes.plain;
        for (size_t i = 0; i < list->commands.count; i++) {
            const kj_span said = list->commands.ptr[i].text;
            if (said.len >= SENTENCE_BYTES && kj_span_find(notes, said, 0) != SIZE_MAX &&
                kj_span_find(course->slides.ptr[s].title.plain, said, 0) == SIZE_MAX)
                kj_putf(out, "notes of slide %zu: '%.*s'\n", s, KJ_ARG(said));
        }
    }
}

/* A cap here is the letter of an option or the number of a choice, and nothing else. */
static void find_keys(const kj_list *list, kj_text_buffer *out)
{
    for (size_t i = 0; i < list->commands.count; i++)
        if (list->commands.ptr[i].cap && list->commands.ptr[i].text.len != 1)
            kj_putf(out, "a key: '%.*s'\n", KJ_ARG(list->commands.ptr[i].text));
    for (size_t i = 0; i < list->areas.count; i++)
        if (list->areas.ptr[i].action.len > 0 || list->areas.ptr[i].keys.len > 0)
            kj_putf(out, "something to press: %.*s %.*s\n", KJ_ARG(list->areas.ptr[i].action),
                    KJ_ARG(list->areas.ptr[i].keys));
}

/* Everywhere, and along a walk through the whole course. */
static void knows_no_notes_and_no_keys(void **state)
{
    kj_gallery *g = *state;
    kj_text_buffer found = {.arena = g->arena};
    kj_arena *arena = kj_arena_new();
    for (size_t i = 0; i < kj_class_stop_count; i++) {
        const kj_test_room *room = kj_class_at(g->course, &kj_class_stops[i], arena);
        const kj_list list =
            kj_gallery_room(g, room, kj_show_room(&room->show), 1920, 1080, &kj_theme_light);
        find_notes(g->course, &list, &found);
        find_keys(&list, &found);
    }
    kj_test_room *walk = kj_test_room_begun(g->course, arena);
    uint32_t pages = 0;
    do {
        const kj_list list =
            kj_gallery_room(g, walk, kj_show_room(&walk->show), 1920, 1080, &kj_theme_light);
        find_notes(g->course, &list, &found);
        find_keys(&list, &found);
        pages++;
    } while (kj_test_room_act(walk, KJ_LIT("next")));
    kj_arena_free(arena);
    assert_true(pages > g->course->slides.count);
    if (found.len)
        fail_msg("%.*s", (int)(found.len < 2000 ? found.len : 2000), found.ptr);
}

/* A course whose question has another key: "right" goes from the one option to the other. */
#define RIGHT ",\n          \"right\": true"
#define OTHER "{ \"id\": \"a\", \"text\": \"报出能给的底价，先占住位置再慢慢谈\""

static bool load_turned(void *ctx, kj_span path, kj_loc at, kj_arena *arena, kj_span *out,
                        kj_sink *sink)
{
    kj_span text;
    if (!kj_file_read_below(ctx, path, KJ_COURSE_FILE_BYTES_MAX, arena, &text, at, sink))
        return false;
    const size_t item = kj_span_find(text, KJ_LIT("\"id\": \"needs-q07\""), 0);
    if (item == SIZE_MAX) {
        *out = text;
        return true;
    }
    const size_t other = kj_span_find(text, KJ_LIT(OTHER), item) + sizeof OTHER - 1;
    const size_t right = kj_span_find(text, KJ_LIT(RIGHT), other);
    const size_t after = right + sizeof RIGHT - 1;
    *out = kj_arena_format(arena, "%.*s, \"right\": true%.*s%.*s", (int)other, text.ptr,
                           (int)(right - other), text.ptr + other, (int)(text.len - after),
                           text.ptr + after);
    return true;
}

static const kj_course *turned_course(kj_gallery *g, kj_arena *arena)
{
    char folder[] = KJ_TESTS "/../courses/key-account";
    const kj_loader loader = {.load = load_turned, .ctx = folder};
    const kj_forms forms[] = {kj_visual_forms(), kj_item_forms(), kj_drill_forms()};
    const kj_tables tables = {forms, KJ_COUNT(forms)};
    const kj_course *course = kj_course_read(&loader, &tables, arena, &g->sink->sink);
    assert_non_null(course);
    return course;
}

static kj_span picture_of(kj_gallery *g, const kj_course *course, const char *stop, kj_arena *arena)
{
    const kj_course *before = g->course;
    g->course = course;
    const kj_test_room *room = kj_class_at(course, stop_of(stop), arena);
    const kj_list list =
        kj_gallery_room(g, room, kj_show_room(&room->show), 1920, 1080, &kj_theme_light);
    const kj_span text = kj_list_dump(&list, arena);
    g->course = before;
    return text;
}

/* Before it is revealed, the picture is the same whichever option is right. */
static void knows_no_answer(void **state)
{
    static const char *const hidden[] = {"question", "question-hidden", "question-tally"};
    kj_gallery *g = *state;
    kj_arena *arena = kj_arena_new();
    const kj_course *turned = turned_course(g, arena);
    for (size_t i = 0; i < KJ_COUNT(hidden); i++)
        if (!kj_span_equal(picture_of(g, g->course, hidden[i], arena),
                           picture_of(g, turned, hidden[i], arena)))
            fail_msg("%s tells the answer", hidden[i]);
    assert_false(kj_span_equal(picture_of(g, g->course, "question-revealed", arena),
                               picture_of(g, turned, "question-revealed", arena)));
    kj_arena_free(arena);
}

/* Before it is shown, nothing of the distribution but how many have answered. */
static void knows_no_tally(void **state)
{
    kj_gallery *g = *state;
    kj_arena *arena = kj_arena_new();
    kj_test_room *room = kj_class_at(g->course, stop_of("question-hidden"), arena);
    kj_poll *poll = &room->show.room.poll;
    kj_list list = kj_gallery_room(g, room, kj_show_room(&room->show), 1920, 1080, &kj_theme_light);
    const kj_span some = kj_list_dump(&list, arena);
    poll->hands[0] += poll->hands[1];
    poll->hands[1] = 0;
    list = kj_gallery_room(g, room, kj_show_room(&room->show), 1920, 1080, &kj_theme_light);
    assert_true(kj_span_equal(some, kj_list_dump(&list, arena)));
    poll->tally = true;
    list = kj_gallery_room(g, room, kj_show_room(&room->show), 1920, 1080, &kj_theme_light);
    assert_false(kj_span_equal(some, kj_list_dump(&list, arena)));
    kj_arena_free(arena);
}

static void black_is_black(void **state)
{
    static const struct {
        const char *stop;
        kj_color ground;
    } covers[] = {{"black", 0x000000FF}, {"white", 0xFFFFFFFF}};
    kj_gallery *g = *state;
    kj_arena *arena = kj_arena_new();
    for (size_t i = 0; i < KJ_COUNT(covers); i++) {
        const kj_test_room *room = kj_class_at(g->course, stop_of(covers[i].stop), arena);
        const kj_list list =
            kj_gallery_room(g, room, kj_show_room(&room->show), 1920, 1080, &kj_theme_light);
        assert_int_equal(list.commands.count, 0);
        assert_int_equal(list.areas.count, 0);
        assert_int_equal(list.ground, covers[i].ground);
    }
    kj_arena_free(arena);
}

/* ---- zoom, ink ---- */

static bool near(double a, double b)
{
    return a - b < 1e-6 && b - a < 1e-6;
}

/* Places of the screen are places of the page, exactly, with a zoom and without. */
static void places_are_exact(void **state)
{
    (void)state;
    static const struct {
        kj_room_area zoom;
        double x, y, page_x, page_y;
    } rows[] = {
        {{0, 0, 0, 0}, 700, 300, 700, 300},
        {{480, 270, 960, 540}, 0, 0, 480, 270},
        {{480, 270, 960, 540}, 1920, 1080, 1440, 810},
        {{480, 270, 960, 540}, 960, 540, 960, 540},
        {{0, 0, 540, 540}, 960, 540, 270, 270}, /* upright: as high as the screen */
        {{0, 0, 540, 540}, 960, 0, 270, 0},
        {{0, 0, 1920, 540}, 0, 540, 0, 270}, /* low: as wide */
    };
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        const kj_room room = {.zoom = rows[i].zoom};
        double x, y;
        kj_room_to_page(&room, (kj_canvas){1920, 1080, 1}, rows[i].x, rows[i].y, &x, &y);
        if (!near(x, rows[i].page_x) || !near(y, rows[i].page_y))
            fail_msg("row %zu: %g,%g", i, x, y);
    }
}

static size_t strokes(kj_gallery *g, const kj_test_room *room)
{
    const kj_list list = kj_gallery_room(g, room, &room->show.room, 1920, 1080, &kj_theme_light);
    size_t count = 0;
    for (size_t i = 0; i < list.commands.count; i++)
        count += list.commands.ptr[i].kind == KJ_DRAW_PATH &&
                 list.commands.ptr[i].path_count > 12 && list.commands.ptr[i].fill != 0;
    return count;
}

/* Of this slide, and not what was rubbed out; text shows through the highlighter. */
static void ink_belongs_to_its_slide(void **state)
{
    kj_gallery *g = *state;
    kj_arena *arena = kj_arena_new();
    kj_test_room *room = kj_class_at(g->course, stop_of("ink"), arena);
    const size_t all = strokes(g, room);
    assert_true(all >= 2);
    kj_test_room_do(room, "undo");
    assert_int_equal(strokes(g, room), all - 1);
    kj_test_room_do(room, "clear");
    assert_int_equal(strokes(g, room), all - 2);
    room = kj_class_at(g->course, stop_of("ink"), arena);
    const kj_list list = kj_gallery_room(g, room, &room->show.room, 1920, 1080, &kj_theme_light);
    size_t translucent = 0;
    for (size_t i = 0; i < list.commands.count; i++) {
        const kj_command *c = &list.commands.ptr[i];
        if (c->kind == KJ_DRAW_PATH && c->path_count > 12 && (c->fill & 0xFFu) < 0xFF) {
            translucent++;
            assert_true((c->fill & 0xFFu) < 0.4 * 0xFF);
        }
    }
    assert_true(translucent >= 1);
    kj_test_room_do(room, "slide:p2-stages");
    assert_int_equal(strokes(g, room), 0);
    kj_arena_free(arena);
}

/* ---- the console ---- */

static bool says(const kj_list *list, kj_span words)
{
    for (size_t i = 0; i < list->areas.count; i++)
        if (kj_span_find(list->areas.ptr[i].label, words, 0) != SIZE_MAX)
            return true;
    return false;
}

/* What makes the room's picture another one than it seems stands there in words. */
static void says_what_matters(void **state)
{
    static const struct {
        const char *stop;
        kj_word_id word;
    } rows[] = {
        {"black", KJ_W_CONSOLE_BLACK},
        {"typing", KJ_W_CONSOLE_ONE_SCREEN},
        {"typing", KJ_W_CONSOLE_LEFT_SOON},
        {"rehearsal", KJ_W_CONSOLE_REHEARSAL},
        {"rehearsal", KJ_W_CONSOLE_OVERTIME},
        {"panes", KJ_W_CONSOLE_UNSAVED},
        {"panes", KJ_W_SHOW_FIRST},
        {"question-hidden", KJ_W_CONSOLE_TALLY_HIDDEN},
        {"question-tally", KJ_W_CONSOLE_TALLY_SHOWN},
        {"question-revealed", KJ_W_CONSOLE_ANSWER_SHOWN},
        {"countdown-over", KJ_W_CONSOLE_COUNTDOWN_OVER},
        {"groups", KJ_W_CONSOLE_ON_GROUPS},
        {"ink", KJ_W_CONSOLE_TOOL_LASER},
        {"frozen", KJ_W_CONSOLE_SEEN},
        {"frozen-play", KJ_W_CONSOLE_FROZEN_OTHER},
        {"play", KJ_W_CONSOLE_MOST_NEXT},
    };
    kj_gallery *g = *state;
    kj_arena *arena = kj_arena_new();
    for (size_t i = 0; i < KJ_COUNT(rows); i++) {
        const kj_test_room *room = kj_class_at(g->course, stop_of(rows[i].stop), arena);
        const kj_console c = kj_gallery_console(g, room, 1280, 800);
        if (!says(&c.list, kj_words_get(NULL, rows[i].word)))
            fail_msg("%s does not say %s", rows[i].stop, kj_word_key(rows[i].word));
    }
    const kj_test_room *calm = kj_class_at(g->course, stop_of("slide"), arena);
    const kj_console c = kj_gallery_console(g, calm, 1280, 800);
    assert_false(says(&c.list, kj_words_get(NULL, KJ_W_CONSOLE_LEFT_SOON)));
    assert_false(says(&c.list, kj_words_get(NULL, KJ_W_CONSOLE_BLACK)));
    kj_arena_free(arena);
}

/* What a key does can be pressed too: on the page of keys, each. */
static void every_key_is_a_button(void **state)
{
    kj_gallery *g = *state;
    kj_arena *arena = kj_arena_new();
    const kj_test_room *room = kj_class_at(g->course, stop_of("keys"), arena);
    const kj_console c = kj_gallery_console(g, room, 1280, 800);
    for (size_t i = 0; i < kj_show_key_count; i++) {
        const kj_show_key_row *row = &kj_show_keys[i];
        if (row->word == KJ_W_NONE || kj_span_ends(kj_span_of(row->action), KJ_LIT(":N")))
            continue;
        if (kj_list_action(&c.list, kj_span_of(row->action)) < 0 ||
            (row->last && kj_list_action(&c.list, kj_span_of(row->last)) < 0))
            fail_msg("%s cannot be pressed", row->action);
    }
    kj_arena_free(arena);
}

/* Panes follow what the presenter drags; the picture keeps its shape. */
static void panes_are_resized(void **state)
{
    kj_gallery *g = *state;
    kj_arena *arena = kj_arena_new();
    kj_test_room *room = kj_class_at(g->course, stop_of("slide"), arena);
    kj_console c = kj_gallery_console(g, room, 1280, 800);
    const double now = c.now.w, next = c.next.w;
    assert_true(kj_list_action(&c.list, KJ_LIT("pane:side")) >= 0);
    assert_true(kj_list_action(&c.list, KJ_LIT("pane:notes")) >= 0);
    kj_test_room_do(room, "pane:side=260");
    c = kj_gallery_console(g, room, 1280, 800);
    assert_true(c.now.w > now && c.next.w < next);
    kj_test_room_do(room, "pane:notes=480");
    c = kj_gallery_console(g, room, 1280, 800);
    assert_true(c.now.w < now);
    kj_arena_free(arena);
}

/* As far as the notes go and no further; none of their lines is half shown. */
static void notes_are_scrolled(void **state)
{
    kj_gallery *g = *state;
    kj_arena *arena = kj_arena_new();
    kj_test_room *room = kj_class_at(g->course, stop_of("slide"), arena);
    room->show.notes_size = 2.5;
    const double most = kj_gallery_console(g, room, 1280, 800).notes_most;
    assert_true(most >= 1);
    room->show.notes_from = most;
    kj_console c = kj_gallery_console(g, room, 1280, 800);
    const kj_span end = kj_list_dump(&c.list, arena);
    room->show.notes_from = most + 5;
    c = kj_gallery_console(g, room, 1280, 800);
    assert_true(kj_span_equal(end, kj_list_dump(&c.list, arena)));
    room->show.notes_size = 1;
    room->show.pane_notes = 0.5;
    assert_true(kj_gallery_console(g, room, 1280, 800).notes_most < 0.5);
    kj_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_holds),         cmocka_unit_test(every_question_fits),
        cmocka_unit_test(every_turn_fits),          cmocka_unit_test(groups_fit),
        cmocka_unit_test(lists_as_agreed),          cmocka_unit_test(knows_no_notes_and_no_keys),
        cmocka_unit_test(knows_no_answer),          cmocka_unit_test(knows_no_tally),
        cmocka_unit_test(black_is_black),           cmocka_unit_test(places_are_exact),
        cmocka_unit_test(ink_belongs_to_its_slide), cmocka_unit_test(says_what_matters),
        cmocka_unit_test(every_key_is_a_button),    cmocka_unit_test(panes_are_resized),
        cmocka_unit_test(notes_are_scrolled),
    };
    return cmocka_run_group_tests(tests, kj_gallery_open_course, kj_gallery_close);
}
