/* engine/player/keys.c: what a key means: by the areas of the list, by the focus, by the text.
 *
 * In this order: the text that is being typed, the area with the focus (Enter, Space), the area
 * that names the key, and what is left moves the focus. */
#include "player/voice.h"

#include <stdio.h>

int kj_player_focus(const kj_player *player)
{
    if (player->focus[0] == '\0')
        return -1;
    const int area = kj_list_action(&player->list, kj_span_of(player->focus));
    return area >= 0 && !player->list.areas.ptr[area].disabled ? area : -1;
}

void kj_player_set_focus(kj_player *player, int area)
{
    player->focus[0] = '\0';
    if (area < 0)
        return;
    const kj_span action = player->list.areas.ptr[area].action;
    if (action.len > 0 && action.len < sizeof player->focus) {
        memcpy(player->focus, action.ptr, action.len);
        player->focus[action.len] = '\0';
    }
}

bool kj_player_types(const kj_player *player)
{
    if (!kj_session_wants_text(player->course, &player->session))
        return false;
    if (kj_session_beside(&player->session) || player->session.screen == KJ_SCREEN_WHO)
        return true; /* a list's query goes on being typed while a row has the focus */
    const int focus = kj_player_focus(player);
    return focus < 0 || player->list.areas.ptr[focus].role == KJ_ROLE_TEXT_FIELD;
}

kj_span kj_player_selection(const kj_player *player)
{
    const kj_draft *draft = kj_session_text(player->course, &player->session);
    if (!draft)
        return (kj_span){NULL, 0};
    const kj_span text = {draft->text, draft->text_len};
    return draft->caret < draft->anchor ? kj_span_sub(text, draft->caret, draft->anchor)
                                        : kj_span_sub(text, draft->anchor, draft->caret);
}

static bool edit(kj_player *player, kj_key key)
{
    static const struct {
        const char *name;
        bool ctrl, shift;
        kj_edit edit;
    } edits[] = {
        {"Left", false, false, KJ_EDIT_LEFT},
        {"Right", false, false, KJ_EDIT_RIGHT},
        {"Home", false, false, KJ_EDIT_HOME},
        {"End", false, false, KJ_EDIT_END},
        {"Left", false, true, KJ_EDIT_SELECT_LEFT},
        {"Right", false, true, KJ_EDIT_SELECT_RIGHT},
        {"Home", false, true, KJ_EDIT_SELECT_HOME},
        {"End", false, true, KJ_EDIT_SELECT_END},
        {"Backspace", false, false, KJ_EDIT_BACKSPACE},
        {"Delete", false, false, KJ_EDIT_DELETE},
        {"Backspace", false, true, KJ_EDIT_BACKSPACE},
        {"A", true, false, KJ_EDIT_ALL},
        {"Left", true, false, KJ_EDIT_WORD_LEFT},
        {"Right", true, false, KJ_EDIT_WORD_RIGHT},
        {"Left", true, true, KJ_EDIT_SELECT_WORD_LEFT},
        {"Right", true, true, KJ_EDIT_SELECT_WORD_RIGHT},
        {"Z", true, false, KJ_EDIT_UNDO},
        {"Z", true, true, KJ_EDIT_REDO},
        {"Y", true, false, KJ_EDIT_REDO},
    };
    for (size_t i = 0; i < KJ_COUNT(edits); i++)
        if (kj_span_is(key.name, edits[i].name) && edits[i].ctrl == key.ctrl &&
            edits[i].shift == key.shift && !key.alt) {
            kj_player_input(player, (kj_input){.kind = KJ_INPUT_EDIT, .edit = edits[i].edit});
            return true;
        }
    return false;
}

/* Up and down in a text of several lines. */
static bool move_by_line(kj_player *player, kj_key key)
{
    const bool up = kj_span_is(key.name, "Up");
    const int focus = kj_player_focus(player);
    char action[32];
    if (player->session.screen != KJ_SCREEN_NOTE || key.ctrl || key.alt ||
        (!up && !kj_span_is(key.name, "Down")) ||
        (focus >= 0 && player->list.areas.ptr[focus].role != KJ_ROLE_TEXT_FIELD))
        return false;
    snprintf(action, sizeof action, "%s:%zu", key.shift ? "select" : "caret",
             up ? player->list.caret_above : player->list.caret_below);
    kj_player_action(player, kj_span_of(action));
    return true;
}

static bool prints(kj_key key)
{
    return !key.ctrl && !key.alt && (kj_utf8_count(key.name) == 1 || kj_span_is(key.name, "Space"));
}

static bool is_press(kj_key key)
{
    return !key.ctrl && !key.alt && !key.shift &&
           (kj_span_is(key.name, "Return") || kj_span_is(key.name, "Space"));
}

/* Enter on an option that is already picked is for the page: it submits. */
static bool press_focused(kj_player *player, kj_key key)
{
    const int focus = kj_player_focus(player);
    if (focus < 0 || !is_press(key))
        return false;
    const kj_area *area = &player->list.areas.ptr[focus];
    const bool enter = kj_span_is(key.name, "Return");
    if (area->role == KJ_ROLE_TEXT_FIELD)
        return false;
    if (enter && area->selected && (area->role == KJ_ROLE_OPTION || area->role == KJ_ROLE_TARGET)) {
        const int other = kj_list_key(&player->list, key.name);
        if (other >= 0 && !player->list.areas.ptr[other].disabled)
            return false;
    }
    kj_player_action(player, area->action);
    return true;
}

/* "Ctrl+Shift+Left", and a sign by what it types: Shift+/ is "?". */
static int named_area(const kj_player *player, kj_key key)
{
    char name[64];
    const int len = snprintf(name, sizeof name, "%s%s%s%.*s", key.ctrl ? "Ctrl+" : "",
                             key.alt ? "Alt+" : "", key.shift ? "Shift+" : "", KJ_ARG(key.name));
    if (len < 0 || len >= (int)sizeof name)
        return -1;
    /* A PIN's digits are no shortcuts. */
    if (player->keys_off && player->session.screen != KJ_SCREEN_WHO && !key.ctrl && !key.alt &&
        kj_utf8_count(key.name) == 1)
        return -1;
    const int area = kj_list_key(&player->list, (kj_span){name, (size_t)len});
    if (area >= 0 || !key.shift || key.ctrl || key.alt)
        return area;
    if (kj_span_is(key.name, "/"))
        return kj_list_key(&player->list, KJ_LIT("?"));
    return kj_utf8_count(key.name) == 1 ? kj_list_key(&player->list, key.name) : -1;
}

static int focus_step(kj_key key)
{
    if (key.ctrl || key.alt)
        return 0;
    if (kj_span_is(key.name, "Tab"))
        return key.shift ? -1 : 1;
    if (key.shift)
        return 0;
    if (kj_span_is(key.name, "Down") || kj_span_is(key.name, "Right"))
        return 1;
    return kj_span_is(key.name, "Up") || kj_span_is(key.name, "Left") ? -1 : 0;
}

kj_key_result kj_player_key(kj_player *player, kj_key key)
{
    if (kj_voice_key(player, key))
        return KJ_KEY_DONE;
    if (kj_player_types(player)) {
        if (edit(player, key) || move_by_line(player, key))
            return KJ_KEY_DONE;
        if (prints(key))
            return KJ_KEY_TEXT;
    }
    if (press_focused(player, key))
        return KJ_KEY_DONE;
    const int area = named_area(player, key);
    if (area >= 0) {
        if (player->list.areas.ptr[area].disabled)
            return KJ_KEY_NOTHING;
        kj_player_action(player, player->list.areas.ptr[area].action);
        return KJ_KEY_DONE;
    }
    const int step = focus_step(key);
    if (step != 0) {
        int from = kj_player_focus(player);
        const bool beside = kj_session_beside(&player->session);
        if (from < 0 &&
            (beside || player->session.screen == KJ_SCREEN_WHO)) /* who types goes on from there */
            from = kj_list_action(&player->list, KJ_LIT("field"));
        kj_player_set_focus(player, kj_list_focus(&player->list, from, step));
        kj_voice_tell(player);
        return KJ_KEY_FOCUS;
    }
    return KJ_KEY_NOTHING;
}
