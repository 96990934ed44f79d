/* engine/player/script_commands.c: the commands of a script, a row each. */
#include "player/script_inner.h"

#include "os/files.h"
#include "scene/drag.h"

#include <stdio.h>

#define INPUT_MS 1000 /* passes with every input, so that records look like a person's */

bool kj_script_number(kj_span text, uint64_t *out)
{
    uint64_t number = 0;
    if (text.len == 0 || text.len > 12)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        number = number * 10 + (uint64_t)(text.ptr[i] - '0');
    }
    *out = number;
    return true;
}

static bool act(kj_script *script, const kj_script_line *line, kj_span action)
{
    const kj_span copy = kj_arena_copy(script->arena, action);
    if (!kj_player_action(script->player, copy))
        return kj_script_fail(script, line, "'%.*s' means nothing here", KJ_ARG(copy));
    return true;
}

static bool run_act(kj_script *script, const kj_script_line *line, kj_span rest)
{
    kj_headless_wait(script->player, INPUT_MS);
    return act(script, line, rest);
}

static bool run_click(kj_script *script, const kj_script_line *line, kj_span rest)
{
    kj_player *player = script->player;
    kj_span text = rest;
    kj_headless_wait(player, INPUT_MS);
    const bool by_text = kj_span_is(kj_script_word(&text), "text") && text.len > 0;
    const int area = by_text ? kj_script_area(&player->list, kj_script_unquote(text))
                             : kj_list_action(&player->list, rest);
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
    kj_player *player = script->player;
    kj_span onto_what = rest;
    const kj_span what = kj_script_word(&onto_what);
    const int from = kj_list_action(&player->list, what);
    const int onto = dropped_on(&player->list, onto_what);
    kj_headless_wait(player, INPUT_MS);
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

static bool cut(kj_span *name, kj_span prefix)
{
    if (!kj_span_starts(*name, prefix) || name->len <= prefix.len)
        return false;
    *name = kj_span_sub(*name, prefix.len, name->len);
    return true;
}

static bool run_key(kj_script *script, const kj_script_line *line, kj_span rest)
{
    kj_key key = {.name = rest};
    for (bool more = true; more;) {
        more = false;
        if (cut(&key.name, KJ_LIT("Ctrl+")))
            more = key.ctrl = true;
        else if (cut(&key.name, KJ_LIT("Alt+")))
            more = key.alt = true;
        else if (cut(&key.name, KJ_LIT("Shift+")))
            more = key.shift = true;
    }
    kj_headless_wait(script->player, INPUT_MS);
    switch (kj_player_key(script->player, key)) {
    case KJ_KEY_NOTHING:
        return kj_script_fail(script, line, "the key '%.*s' does nothing here", KJ_ARG(rest));
    case KJ_KEY_TEXT:
        kj_player_input(script->player,
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
    kj_headless_wait(script->player, INPUT_MS);
    if (!kj_player_types(script->player))
        return kj_script_fail(script, line, "there is nothing to type into");
    kj_player_input(script->player,
                    (kj_input){.kind = KJ_INPUT_TEXT, .text = kj_script_unquote(rest)});
    return true;
}

static bool run_wait(kj_script *script, const kj_script_line *line, kj_span rest)
{
    uint64_t number = 0, unit = 0;
    if (kj_span_ends(rest, KJ_LIT("ms"))) {
        unit = 1;
        rest.len -= 2;
    } else if (kj_span_ends(rest, KJ_LIT("s"))) {
        unit = 1000;
        rest.len -= 1;
    }
    if (unit == 0 || !kj_script_number(rest, &number) || number > 100000000)
        return kj_script_fail(script, line, "'wait' wants a time: 500ms or 3s");
    kj_headless_wait(script->player, (int64_t)(number * unit));
    return true;
}

static bool run_shot(kj_script *script, const kj_script_line *line, kj_span rest)
{
    const char *folder = script->player->options->shots;
    if (rest.len == 0 || rest.ptr[0] == '.' || kj_span_find(rest, KJ_LIT("/"), 0) != SIZE_MAX)
        return kj_script_fail(script, line, "'%.*s' cannot name a picture", KJ_ARG(rest));
    if (!folder)
        return true;
    const kj_span path = kj_arena_format(script->arena, "%s/%.*s.png", folder, KJ_ARG(rest));
    return kj_player_shot(script->player, path.ptr, script->player->sink);
}

static bool run_place(kj_script *script, const kj_script_line *line, kj_span rest)
{
    (void)line;
    (void)rest;
    kj_text_buffer out = {.arena = script->arena};
    kj_put(&out, KJ_LIT("{\"place\":"));
    kj_json_put_string(&out, kj_player_place(script->player, script->arena));
    kj_put(&out, KJ_LIT("}"));
    printf("%.*s\n", KJ_ARG(kj_put_span(&out)));
    fflush(stdout);
    return true;
}

static bool run_size(kj_script *script, const kj_script_line *line, kj_span rest)
{
    uint64_t width = 0, height = 0;
    const size_t by = kj_span_find(rest, KJ_LIT("x"), 0);
    if (by == SIZE_MAX || !kj_script_number(kj_span_sub(rest, 0, by), &width) ||
        !kj_script_number(kj_span_sub(rest, by + 1, rest.len), &height) || width < 320 ||
        height < 240 || width > KJ_PICTURE_SIDE_MAX || height > KJ_PICTURE_SIDE_MAX)
        return kj_script_fail(script, line, "'size' wants WxH, from 320x240 to %dx%d",
                              KJ_PICTURE_SIDE_MAX, KJ_PICTURE_SIDE_MAX);
    script->player->width = (int)width;
    script->player->height = (int)height;
    kj_headless_redraw(script->player);
    return true;
}

static bool run_theme(kj_script *script, const kj_script_line *line, kj_span rest)
{
    const kj_theme *theme = kj_theme_find(rest);
    if (!theme)
        return kj_script_fail(script, line, "there is no theme '%.*s'", KJ_ARG(rest));
    script->player->theme = theme;
    kj_headless_redraw(script->player);
    return true;
}

static bool run_scale(kj_script *script, const kj_script_line *line, kj_span rest)
{
    uint64_t percent = 0;
    if (!kj_script_number(rest, &percent) ||
        !kj_player_text_scale(script->player, (double)percent / 100))
        return kj_script_fail(script, line, "'scale' wants 100 to 200");
    kj_headless_redraw(script->player);
    return true;
}

static bool run_focus(kj_script *script, const kj_script_line *line, kj_span rest)
{
    const int area = kj_list_action(&script->player->list, rest);
    if (area < 0 || script->player->list.areas.ptr[area].disabled)
        return kj_script_fail(script, line, "'%.*s' cannot have the focus", KJ_ARG(rest));
    kj_player_set_focus(script->player, area);
    return true;
}

static bool run_stop(kj_script *script, const kj_script_line *line, kj_span rest)
{
    (void)line;
    (void)rest;
    script->stopped = true;
    return true;
}

/* The end of a block: reached when the `if` part before an `else` is over, or by falling out. */
static bool run_nothing(kj_script *script, const kj_script_line *line, kj_span rest)
{
    (void)script;
    (void)line;
    (void)rest;
    return true;
}

static const struct {
    const char *word;
    bool (*run)(kj_script *script, const kj_script_line *line, kj_span rest);
} commands[] = {
    {"key", run_key},      {"click", run_click}, {"drag", run_drag},
    {"act", run_act},      {"type", run_type},   {"wait", run_wait},
    {"shot", run_shot},    {"place", run_place}, {"expect", kj_script_expect},
    {"size", run_size},    {"theme", run_theme}, {"scale", run_scale},
    {"focus", run_focus},  {"stop", run_stop},   {"end", run_nothing},
    {"else", run_nothing},
};

bool kj_script_command(kj_script *script, const kj_script_line *line)
{
    kj_span words[KJ_COUNT(commands)];
    for (size_t i = 0; i < KJ_COUNT(commands); i++) {
        words[i] = kj_span_of(commands[i].word);
        if (kj_span_equal(line->word, words[i]))
            return commands[i].run(script, line, line->rest);
    }
    const kj_span near = kj_nearest(line->word, words, KJ_COUNT(words));
    return near.len > 0
               ? kj_script_fail(script, line, "there is no command '%.*s'; '%.*s'?",
                                KJ_ARG(line->word), KJ_ARG(near))
               : kj_script_fail(script, line, "there is no command '%.*s'", KJ_ARG(line->word));
}
