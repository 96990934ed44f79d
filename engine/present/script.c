/* engine/present/script.c: what a script can do in a class, and ask of its two screens.
 *
 * The language is that of a lesson (player/script.h); its own are
 *
 *   key, act, type, wait, shot, size, place   as there; size is the room's
 *   click ACTION · click text "T"    on the console
 *   point X Y                        the pointer on the room's page, in its canvas units
 *   drag X Y X Y …                   pressed at the first place, let go at the last
 *   vote ITEM=OPTION · vote NODE=CHOICE   of a phone
 *   room                             prints what the room's screen says, as a JSON line
 *   phones N                         waits, in real time, until phones have sent so much: joins,
 *                                    votes, questions (--live)
 *   console WxH                      the console's size
 *   screens 1|2                      whether there is a second screen
 *   expect [no] room T               on the room's screen
 *   expect [no] console T            on the console
 *   expect [no] action A             an area of the console that can be pressed
 *   expect [no] place W…             slide ID STEP, question ITEM, roleplay ID TURN, countdown … */
#include "present/headless.h"

#include "os/clock.h"
#include "os/files.h"

#include <stdio.h>
#include <time.h>

static kj_headless *headless_of(const kj_script *script)
{
    return script->host->ctx;
}

static kj_presenter *presenter_of(const kj_script *script)
{
    return headless_of(script)->presenter;
}

static void pass(const kj_script *script)
{
    kj_headless_pass(headless_of(script), KJ_SCRIPT_INPUT_MS);
}

static bool act(kj_script *script, const kj_script_line *line, kj_span action)
{
    const kj_span copy = kj_arena_copy(script->arena, action);
    if (!kj_presenter_action(presenter_of(script), copy))
        return kj_script_fail(script, line, "'%.*s' means nothing here", KJ_ARG(copy));
    return true;
}

static bool run_act(kj_script *script, const kj_script_line *line, kj_span rest)
{
    pass(script);
    return act(script, line, rest);
}

static bool run_key(kj_script *script, const kj_script_line *line, kj_span rest)
{
    const kj_key key = kj_script_key(rest);
    kj_presenter *p = presenter_of(script);
    pass(script);
    if (kj_presenter_key(p, key.name, key.shift, key.ctrl))
        return true;
    return kj_script_fail(script, line, "the key '%.*s' does nothing here", KJ_ARG(rest));
}

static bool run_click(kj_script *script, const kj_script_line *line, kj_span rest)
{
    kj_span text = rest;
    pass(script);
    const kj_list *list = &presenter_of(script)->console_drawn.list;
    const bool by_text = kj_span_is(kj_script_word(&text), "text") && text.len > 0;
    const int area =
        by_text ? kj_script_area(list, kj_script_unquote(text)) : kj_list_action(list, rest);
    if (area < 0)
        return kj_script_fail(script, line, "there is nothing to click for '%.*s'", KJ_ARG(rest));
    if (list->areas.ptr[area].disabled)
        return kj_script_fail(script, line, "'%.*s' cannot be pressed now", KJ_ARG(rest));
    return act(script, line, list->areas.ptr[area].action);
}

static bool run_type(kj_script *script, const kj_script_line *line, kj_span rest)
{
    kj_presenter *p = presenter_of(script);
    pass(script);
    if (!p->show.finding)
        return kj_script_fail(script, line, "there is nothing to type into");
    return kj_presenter_input(
        p, (kj_show_input){.kind = KJ_SHOW_TEXT, .text = kj_script_unquote(rest)});
}

static bool run_wait(kj_script *script, const kj_script_line *line, kj_span rest)
{
    int64_t ms = 0;
    if (!kj_script_time(rest, &ms))
        return kj_script_fail(script, line, "'wait' wants a time: 500ms or 3s");
    kj_headless_pass(headless_of(script), ms);
    return true;
}

static bool run_shot(kj_script *script, const kj_script_line *line, kj_span rest)
{
    const char *folder = presenter_of(script)->options->play.shots;
    if (!kj_script_names_file(rest))
        return kj_script_fail(script, line, "'%.*s' cannot name a picture", KJ_ARG(rest));
    return !folder || kj_headless_shot(headless_of(script), folder, rest);
}

/* A JSON line on standard output. */
static void print(kj_script *script, const char *key, kj_span text)
{
    kj_text_buffer out = {.arena = script->arena};
    kj_putf(&out, "{\"%s\":", key);
    kj_json_put_string(&out, text);
    kj_put(&out, KJ_LIT("}"));
    printf("%.*s\n", KJ_ARG(kj_put_span(&out)));
    fflush(stdout);
}

static bool run_place(kj_script *script, const kj_script_line *line, kj_span rest)
{
    (void)line;
    (void)rest;
    print(script, "place", kj_presenter_place(presenter_of(script), script->arena));
    return true;
}

static bool run_room(kj_script *script, const kj_script_line *line, kj_span rest)
{
    (void)line;
    (void)rest;
    print(script, "room", kj_script_texts(&presenter_of(script)->room_list, script->arena));
    return true;
}

static bool resize(kj_script *script, const kj_script_line *line, kj_span rest,
                   kj_picture_size *size)
{
    if (!kj_script_size(rest, &size->width, &size->height))
        return kj_script_fail(script, line, "'%.*s' wants WxH, from 320x240 to %dx%d",
                              KJ_ARG(line->word), KJ_PICTURE_SIDE_MAX, KJ_PICTURE_SIDE_MAX);
    kj_console_views_forget(&headless_of(script)->views);
    kj_headless_draw(headless_of(script));
    return true;
}

static bool run_size(kj_script *script, const kj_script_line *line, kj_span rest)
{
    return resize(script, line, rest, &presenter_of(script)->room);
}

static bool run_console(kj_script *script, const kj_script_line *line, kj_span rest)
{
    return resize(script, line, rest, &presenter_of(script)->console);
}

static bool run_screens(kj_script *script, const kj_script_line *line, kj_span rest)
{
    if (!kj_span_is(rest, "1") && !kj_span_is(rest, "2"))
        return kj_script_fail(script, line, "'screens' wants 1 or 2");
    presenter_of(script)->show.one_screen = kj_span_is(rest, "1");
    kj_headless_draw(headless_of(script));
    return true;
}

#define PHONES_WAIT_MS 30000

/* Real time, not the script's: whoever holds the phones is another program. */
static bool run_phones(kj_script *script, const kj_script_line *line, kj_span rest)
{
    kj_presenter *p = presenter_of(script);
    const int64_t until_ns = kj_clock_monotonic_ns() + PHONES_WAIT_MS * 1000000LL;
    const struct timespec pause = {.tv_nsec = 2000000};
    uint64_t posts = 0;
    if (!kj_script_number(rest, &posts))
        return kj_script_fail(script, line, "'phones' wants how much they have sent so far");
    while (kj_presenter_phones_taken(p) < posts) {
        if (kj_clock_monotonic_ns() > until_ns)
            return kj_script_fail(script, line, "phones have sent %llu only",
                                  (unsigned long long)kj_presenter_phones_taken(p));
        (void)nanosleep(&pause, NULL);
        kj_presenter_phones_tick(p, true);
    }
    return true;
}

static bool run_vote(kj_script *script, const kj_script_line *line, kj_span rest)
{
    pass(script);
    if (kj_presenter_input(presenter_of(script),
                           (kj_show_input){.kind = KJ_SHOW_VOTE, .action = rest}))
        return true;
    return kj_script_fail(script, line, "the vote '%.*s' does not count now", KJ_ARG(rest));
}

/* ---- the pointer ---- */

#define PLACES_MAX 256

typedef struct places {
    double x[PLACES_MAX], y[PLACES_MAX];
    size_t count;
} places;

static bool read_places(kj_span rest, places *out)
{
    uint64_t x = 0, y = 0;
    for (out->count = 0; rest.len > 0; out->count++) {
        if (out->count == PLACES_MAX || !kj_script_number(kj_script_word(&rest), &x) ||
            !kj_script_number(kj_script_word(&rest), &y))
            return false;
        out->x[out->count] = (double)x;
        out->y[out->count] = (double)y;
    }
    return out->count > 0;
}

static void give(kj_script *script, kj_show_kind kind, double x, double y)
{
    kj_presenter_input(presenter_of(script),
                       (kj_show_input){.kind = kind, .x = x, .y = y, .pressure = 500});
}

static bool run_point(kj_script *script, const kj_script_line *line, kj_span rest)
{
    places at;
    pass(script);
    if (!read_places(rest, &at))
        return kj_script_fail(script, line, "'point' wants places: X Y …");
    for (size_t i = 0; i < at.count; i++)
        give(script, KJ_SHOW_HOVER, at.x[i], at.y[i]);
    return true;
}

static bool run_drag(kj_script *script, const kj_script_line *line, kj_span rest)
{
    places at;
    pass(script);
    if (!read_places(rest, &at))
        return kj_script_fail(script, line, "'drag' wants places: X Y X Y …");
    give(script, KJ_SHOW_PRESS, at.x[0], at.y[0]);
    for (size_t i = 1; i < at.count; i++)
        give(script, KJ_SHOW_DRAG, at.x[i], at.y[i]);
    give(script, KJ_SHOW_LIFT, at.x[at.count - 1], at.y[at.count - 1]);
    return true;
}

/* ---- what is asked ---- */

static bool in_room(kj_script *script, kj_span what)
{
    return kj_script_shows(&presenter_of(script)->room_list, what);
}

static bool on_console(kj_script *script, kj_span what)
{
    return kj_script_shows(&presenter_of(script)->console_drawn.list, what);
}

static bool has_action(kj_script *script, kj_span what)
{
    const kj_list *list = &presenter_of(script)->console_drawn.list;
    const int area = kj_list_action(list, what);
    return area >= 0 && !list->areas.ptr[area].disabled;
}

static bool is_place(kj_script *script, kj_span what)
{
    const kj_span place = kj_presenter_place(presenter_of(script), script->arena);
    return kj_span_starts(place, what) && (place.len == what.len || place.ptr[what.len] == ' ');
}

static kj_span shown(kj_script *script)
{
    const kj_presenter *p = presenter_of(script);
    return kj_arena_format(script->arena, "(%.*s): room: %.*sconsole: %.*s",
                           KJ_ARG(kj_presenter_place(p, script->arena)),
                           KJ_ARG(kj_script_texts(&p->room_list, script->arena)),
                           KJ_ARG(kj_script_texts(&p->console_drawn.list, script->arena)));
}

bool kj_headless_play(kj_headless *headless, const kj_source *source)
{
    static const kj_script_command_row commands[] = {
        {"key", run_key},         {"act", run_act},   {"click", run_click},
        {"type", run_type},       {"wait", run_wait}, {"shot", run_shot},
        {"place", run_place},     {"size", run_size}, {"console", run_console},
        {"screens", run_screens}, {"vote", run_vote}, {"point", run_point},
        {"room", run_room},       {"drag", run_drag}, {"phones", run_phones},
    };
    static const kj_script_condition_row conditions[] = {
        {"room", in_room},
        {"console", on_console},
        {"action", has_action},
        {"place", is_place},
    };
    const kj_script_host host = {.ctx = headless,
                                 .sink = headless->presenter->sink,
                                 .commands = commands,
                                 .command_count = KJ_COUNT(commands),
                                 .conditions = conditions,
                                 .condition_count = KJ_COUNT(conditions),
                                 .shown = shown};
    return kj_script_run(&host, source);
}
