/* engine/player/script_commands.c: the commands of a script, a row each. */
#include "player/script_inner.h"

#include "os/files.h"
#include "player/voice.h"
#include "scene/drag.h"
#include "scene/speak.h"

#include <stdio.h>

static kj_player *player_of(const kj_script *script)
{
    return script->host->ctx;
}

static bool act(kj_script *script, const kj_script_line *line, kj_span action)
{
    const kj_span copy = kj_arena_copy(script->arena, action);
    if (!kj_player_action(player_of(script), copy))
        return kj_script_fail(script, line, "'%.*s' means nothing here", KJ_ARG(copy));
    return true;
}

static bool run_act(kj_script *script, const kj_script_line *line, kj_span rest)
{
    kj_headless_wait(player_of(script), KJ_SCRIPT_INPUT_MS);
    return act(script, line, rest);
}

/* What the mouse can hit: many an action also has a key without a place. */
static int clickable(const kj_list *list, kj_span action)
{
    for (size_t i = 0; action.len > 0 && i < list->areas.count; i++)
        if (list->areas.ptr[i].rect.w > 0 && kj_span_equal(list->areas.ptr[i].action, action))
            return (int)i;
    return -1;
}

static bool run_click(kj_script *script, const kj_script_line *line, kj_span rest)
{
    kj_player *player = player_of(script);
    kj_span text = rest;
    kj_headless_wait(player, KJ_SCRIPT_INPUT_MS);
    const bool by_text = kj_span_is(kj_script_word(&text), "text") && text.len > 0;
    const int area = by_text ? kj_script_area(&player->list, kj_script_unquote(text))
                             : clickable(&player->list, rest);
    if (area < 0)
        return kj_script_fail(script, line, "there is nothing to click for '%.*s'", KJ_ARG(rest));
    if (player->list.areas.ptr[area].disabled)
        return kj_script_fail(script, line, "'%.*s' cannot be pressed now", KJ_ARG(rest));
    kj_player_set_focus(player, -1);
    return act(script, line, player->list.areas.ptr[area].action);
}

/* The place where something is dropped may have no action of its own: `end`, that of a chain. */
static int dropped_on(const kj_list *list, kj_span what)
{
    for (size_t i = 0; kj_span_is(what, "end") && i < list->areas.count; i++)
        if (list->areas.ptr[i].drag == KJ_DRAG_END)
            return (int)i;
    return kj_list_action(list, what);
}

static bool run_drag(kj_script *script, const kj_script_line *line, kj_span rest)
{
    kj_player *player = player_of(script);
    kj_span onto_what = rest;
    const kj_span what = kj_script_word(&onto_what);
    const int from = kj_list_action(&player->list, what);
    const int onto = dropped_on(&player->list, onto_what);
    kj_headless_wait(player, KJ_SCRIPT_INPUT_MS);
    if (!kj_drag_takes(&player->list, from))
        return kj_script_fail(script, line, "'%.*s' cannot be dragged", KJ_ARG(what));
    if (!kj_drag_lands(&player->list, from, onto))
        return kj_script_fail(script, line, "'%.*s' does not go to '%.*s'", KJ_ARG(what),
                              KJ_ARG(onto_what));
    const kj_drop drop = kj_drag_drop(&player->list, from, onto, script->arena);
    kj_player_set_focus(player, -1);
    bool done = true;
    for (size_t i = 0; i < drop.count && done; i++)
        done = act(script, line, drop.actions[i]);
    return done;
}

static bool run_key(kj_script *script, const kj_script_line *line, kj_span rest)
{
    const kj_key key = kj_script_key(rest);
    kj_headless_wait(player_of(script), KJ_SCRIPT_INPUT_MS);
    switch (kj_player_key(player_of(script), key)) {
    case KJ_KEY_NOTHING:
        return kj_script_fail(script, line, "the key '%.*s' does nothing here", KJ_ARG(rest));
    case KJ_KEY_TEXT:
        kj_player_input(player_of(script),
                        (kj_input){.kind = KJ_INPUT_TEXT,
                                   .text = kj_span_is(key.name, "Space") ? KJ_LIT(" ") : key.name});
        return true;
    case KJ_KEY_FOCUS:
    case KJ_KEY_DONE:
        break;
    }
    return true;
}

static bool run_type(kj_script *script, const kj_script_line *line, kj_span rest)
{
    kj_headless_wait(player_of(script), KJ_SCRIPT_INPUT_MS);
    if (!kj_player_types(player_of(script)))
        return kj_script_fail(script, line, "there is nothing to type into");
    kj_player_input(player_of(script),
                    (kj_input){.kind = KJ_INPUT_TEXT, .text = kj_script_unquote(rest)});
    return true;
}

static bool run_wait(kj_script *script, const kj_script_line *line, kj_span rest)
{
    int64_t ms = 0;
    if (!kj_script_time(rest, &ms))
        return kj_script_fail(script, line, "'wait' wants a time: 500ms or 3s");
    kj_headless_wait(player_of(script), ms);
    return true;
}

static bool run_shot(kj_script *script, const kj_script_line *line, kj_span rest)
{
    const char *folder = player_of(script)->options->shots;
    if (!kj_script_names_file(rest))
        return kj_script_fail(script, line, "'%.*s' cannot name a picture", KJ_ARG(rest));
    if (!folder)
        return true;
    const kj_span path = kj_arena_format(script->arena, "%s/%.*s.png", folder, KJ_ARG(rest));
    return kj_player_shot(player_of(script), path.ptr, player_of(script)->sink);
}

static bool run_place(kj_script *script, const kj_script_line *line, kj_span rest)
{
    (void)line;
    (void)rest;
    kj_text_buffer out = {.arena = script->arena};
    kj_put(&out, KJ_LIT("{\"place\":"));
    kj_json_put_string(&out, kj_player_place(player_of(script), script->arena));
    kj_put(&out, KJ_LIT("}"));
    printf("%.*s\n", KJ_ARG(kj_put_span(&out)));
    fflush(stdout);
    return true;
}

static bool run_size(kj_script *script, const kj_script_line *line, kj_span rest)
{
    kj_player *player = player_of(script);
    if (!kj_script_size(rest, &player->width, &player->height))
        return kj_script_fail(script, line, "'size' wants WxH, from 320x240 to %dx%d",
                              KJ_PICTURE_SIDE_MAX, KJ_PICTURE_SIDE_MAX);
    kj_headless_redraw(player_of(script));
    return true;
}

static bool run_theme(kj_script *script, const kj_script_line *line, kj_span rest)
{
    const kj_theme *theme = kj_theme_find(rest);
    if (!theme)
        return kj_script_fail(script, line, "there is no theme '%.*s'", KJ_ARG(rest));
    player_of(script)->theme = theme;
    kj_headless_redraw(player_of(script));
    return true;
}

static bool run_scale(kj_script *script, const kj_script_line *line, kj_span rest)
{
    uint64_t percent = 0;
    if (!kj_script_number(rest, &percent) ||
        !kj_player_text_scale(player_of(script), (double)percent / 100))
        return kj_script_fail(script, line, "'scale' wants 100 to 200");
    kj_headless_redraw(player_of(script));
    return true;
}

static bool run_focus(kj_script *script, const kj_script_line *line, kj_span rest)
{
    const int area = kj_list_action(&player_of(script)->list, rest);
    if (area < 0 || player_of(script)->list.areas.ptr[area].disabled)
        return kj_script_fail(script, line, "'%.*s' cannot have the focus", KJ_ARG(rest));
    kj_player_set_focus(player_of(script), area);
    return true;
}

static bool shows_text(kj_script *script, kj_span what)
{
    return kj_script_shows(&player_of(script)->list, what);
}

static bool is_spoken(kj_script *script, kj_span what)
{
    return kj_span_find(kj_squeeze(kj_voice_heard(player_of(script)), script->arena),
                        kj_squeeze(what, script->arena), 0) != SIZE_MAX;
}

static bool has_action(kj_script *script, kj_span what)
{
    const kj_list *list = &player_of(script)->list;
    const int area = kj_list_action(list, what);
    return area >= 0 && !list->areas.ptr[area].disabled;
}

static bool has_focus(kj_script *script, kj_span what)
{
    return kj_player_focus(player_of(script)) >= 0 && kj_span_is(what, player_of(script)->focus);
}

static bool is_screen(kj_script *script, kj_span what)
{
    return kj_span_equal(kj_player_screen(player_of(script)), what);
}

static bool is_place(kj_script *script, kj_span what)
{
    const kj_span place = kj_player_place(player_of(script), script->arena);
    return kj_span_starts(place, what) && (place.len == what.len || place.ptr[what.len] == ' ');
}

static kj_span shown(kj_script *script)
{
    const kj_player *player = player_of(script);
    return kj_arena_format(script->arena, "(%.*s): %.*s",
                           KJ_ARG(kj_player_place(player, script->arena)),
                           KJ_ARG(kj_script_texts(&player->list, script->arena)));
}

static const kj_script_command_row commands[] = {
    {"key", run_key},   {"click", run_click}, {"drag", run_drag},   {"act", run_act},
    {"type", run_type}, {"wait", run_wait},   {"shot", run_shot},   {"place", run_place},
    {"size", run_size}, {"theme", run_theme}, {"scale", run_scale}, {"focus", run_focus},
};

static const kj_script_condition_row conditions[] = {
    {"text", shows_text}, {"spoken", is_spoken}, {"action", has_action},
    {"focus", has_focus}, {"screen", is_screen}, {"place", is_place},
};

bool kj_script_play(kj_player *player, const kj_source *source)
{
    const kj_script_host host = {.ctx = player,
                                 .sink = player->sink,
                                 .commands = commands,
                                 .command_count = KJ_COUNT(commands),
                                 .conditions = conditions,
                                 .condition_count = KJ_COUNT(conditions),
                                 .shown = shown};
    return kj_script_run(&host, source);
}
