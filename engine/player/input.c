/* engine/player/input.c: SDL's events: keys, mouse, input method, clipboard, the window itself. */
#include "player/window.h"

#include <math.h>
#include <stdio.h>

static void end_motion(kj_window *window)
{
    if (window->motion == KJ_MOTION_NONE)
        return;
    window->motion = KJ_MOTION_NONE;
    kj_window_present(window);
}

/* Where "next" is what is pressed, the page may be ready. */
static void press(kj_window *window, int area)
{
    const kj_span action = window->player->list.areas.ptr[area].action;
    window->taking_next = kj_span_is(action, "next");
    kj_player_action(window->player, action);
    window->taking_next = false;
}

/* Text. */

void kj_window_sync_text(kj_window *window)
{
    const bool wanted = kj_player_types(window->player);
    const kj_rect caret = window->player->list.caret;
    if (wanted && caret.w > 0) {
        int width = 1, height = 1;
        SDL_GetWindowSize(window->screen.window, &width, &height);
        const double s =
            kj_player_scale(window->player) * width / (double)window->screen.surface->w;
        const SDL_Rect rect = {(int)(caret.x * s), (int)(caret.y * s), (int)(caret.w * s) + 1,
                               (int)(caret.h * s) + 1};
        SDL_SetTextInputRect(&rect);
    }
    if (wanted && !SDL_IsTextInputActive())
        SDL_StartTextInput();
    else if (!wanted && SDL_IsTextInputActive()) {
        SDL_StopTextInput();
        window->preedit[0] = '\0';
    }
}

static void put_text(kj_window *window, const char *text)
{
    if (window->preedit[0] != '\0')
        window->preedit[0] = '\0';
    if (kj_player_types(window->player))
        kj_player_input(window->player,
                        (kj_input){.kind = KJ_INPUT_TEXT, .text = kj_span_of(text)});
}

static void compose(kj_window *window, const char *text)
{
    if (!kj_player_types(window->player) || (text[0] == '\0' && window->preedit[0] == '\0'))
        return;
    snprintf(window->preedit, sizeof window->preedit, "%s", text);
    kj_window_repaint(window);
}

/* What comes from elsewhere may have lines; a text control has one, but for a note's. */
static void paste(kj_window *window)
{
    char *text = SDL_GetClipboardText();
    if (!text)
        return;
    const bool lines = window->player->session.screen == KJ_SCREEN_NOTE;
    for (char *c = text; *c; c++)
        if (((unsigned char)*c < ' ' && !(lines && *c == '\n')) || *c == 0x7F)
            *c = ' ';
    if (kj_utf8_bad(kj_span_of(text)) == SIZE_MAX)
        put_text(window, text);
    SDL_free(text);
}

static void copy(kj_window *window)
{
    char text[KJ_DRAFT_BYTES_MAX + 1];
    const kj_span selected = kj_player_selection(window->player);
    if (selected.len == 0)
        return;
    memcpy(text, selected.ptr, selected.len);
    text[selected.len] = '\0';
    SDL_SetClipboardText(text);
}

/* Keys. */

static kj_key key_of(const SDL_Keysym *sym)
{
    return (kj_key){.name = kj_key_name(sym->sym),
                    .ctrl = (sym->mod & KMOD_CTRL) != 0,
                    .alt = (sym->mod & KMOD_ALT) != 0,
                    .shift = (sym->mod & KMOD_SHIFT) != 0};
}

static void change_text_scale(kj_window *window, double by)
{
    const int percent = (int)lround(100 * (by == 0 ? 1.0 : window->player->text_scale + by));
    char action[32];
    snprintf(action, sizeof action, "set:text=%d", percent);
    kj_player_action(window->player, kj_span_of(action));
}

static bool window_key(kj_window *window, kj_key key)
{
    const bool types = kj_player_types(window->player);
    if (kj_span_is(key.name, "F11")) {
        const bool full = (SDL_GetWindowFlags(window->screen.window) & SDL_WINDOW_FULLSCREEN) != 0;
        SDL_SetWindowFullscreen(window->screen.window, full ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
        return true;
    }
    if (!key.ctrl || key.alt)
        return false;
    if (kj_span_is(key.name, "=") || kj_span_is(key.name, "+"))
        change_text_scale(window, 0.1);
    else if (kj_span_is(key.name, "-"))
        change_text_scale(window, -0.1);
    else if (kj_span_is(key.name, "0"))
        change_text_scale(window, 0);
    else if (types && kj_span_is(key.name, "C"))
        copy(window);
    else if (types && kj_span_is(key.name, "V"))
        paste(window);
    else if (types && kj_span_is(key.name, "X")) {
        copy(window);
        if (kj_player_selection(window->player).len > 0)
            kj_player_input(window->player,
                            (kj_input){.kind = KJ_INPUT_EDIT, .edit = KJ_EDIT_BACKSPACE});
    } else
        return false;
    return true;
}

static void key_down(kj_window *window, const SDL_KeyboardEvent *event)
{
    const kj_key key = key_of(&event->keysym);
    if (window->preedit[0] != '\0' || key.name.len == 0)
        return; /* the input method's */
    if (event->repeat && !kj_player_types(window->player) && !kj_span_is(key.name, "Tab"))
        return; /* a key held down does not run through the course */
    end_motion(window);
    if (kj_window_drag_end(window, false)) {
        window->pressed[0] = '\0'; /* what is let go of afterwards is no click */
        if (kj_span_is(key.name, "Escape"))
            return;
    }
    if (window_key(window, key))
        return;
    const int area = kj_list_key(&window->player->list, key.name);
    window->taking_next =
        area >= 0 && kj_span_is(window->player->list.areas.ptr[area].action, "next");
    const kj_key_result result = kj_player_key(window->player, key);
    window->taking_next = false;
    if (result == KJ_KEY_FOCUS) {
        kj_window_present(window);
        kj_window_sync_text(window);
    }
}

/* Mouse. */

/* The window's own units a unit of the page. */
static double window_scale(const kj_window *window)
{
    int width = 1, height = 1;
    SDL_GetWindowSize(window->screen.window, &width, &height);
    return kj_player_scale(window->player) * width / (double)window->screen.surface->w;
}

/* The window's coordinates as pixels of the page. */
static void to_pixels(const kj_window *window, int *x, int *y)
{
    int width = 1, height = 1;
    SDL_GetWindowSize(window->screen.window, &width, &height);
    *x = (int)((double)*x * window->screen.surface->w / width);
    *y = (int)((double)*y * window->screen.surface->h / height);
}

static int area_at(const kj_window *window, int x, int y)
{
    const double s = window_scale(window);
    return kj_list_hit(&window->player->list, x / s, y / s);
}

static void point(kj_window *window, int x, int y)
{
    const bool pointing = area_at(window, x, y) >= 0;
    if (pointing == window->pointing)
        return;
    if (!window->hand) {
        window->hand = SDL_CreateSystemCursor(SDL_SYSTEM_CURSOR_HAND);
        window->arrow = SDL_CreateSystemCursor(SDL_SYSTEM_CURSOR_ARROW);
    }
    window->pointing = pointing;
    SDL_SetCursor(pointing ? window->hand : window->arrow);
}

/* In the text control a press places the caret, twice takes the word, thrice all; drawn along, it
 * selects. */
static void point_in_text(kj_window *window, int field, int x, int y, bool select, int clicks)
{
    kj_player *player = window->player;
    const double s = window_scale(window);
    const size_t at = kj_list_caret_at(&player->list, field, x / s, y / s);
    char action[32];
    snprintf(action, sizeof action, "%s:%zu", select ? "select" : "caret", at);
    kj_player_set_focus(player, field);
    kj_player_action(player, kj_span_of(action));
    if (clicks == 2) {
        kj_player_input(player, (kj_input){.kind = KJ_INPUT_EDIT, .edit = KJ_EDIT_WORD_LEFT});
        kj_player_input(player,
                        (kj_input){.kind = KJ_INPUT_EDIT, .edit = KJ_EDIT_SELECT_WORD_RIGHT});
    } else if (clicks > 2)
        kj_player_input(player, (kj_input){.kind = KJ_INPUT_EDIT, .edit = KJ_EDIT_ALL});
}

static int text_field(const kj_window *window)
{
    const kj_list *list = &window->player->list;
    const int field = kj_list_action(list, KJ_LIT("field"));
    return field >= 0 && list->areas.ptr[field].role == KJ_ROLE_TEXT_FIELD &&
                   !list->areas.ptr[field].disabled
               ? field
               : -1;
}

static void move(kj_window *window, int x, int y)
{
    int page_x = x, page_y = y;
    if (window->selecting && text_field(window) >= 0) {
        point_in_text(window, text_field(window), x, y, true, 1);
        return;
    }
    if (SDL_HasEvent(SDL_MOUSEMOTION))
        return; /* a later place is known already */
    to_pixels(window, &page_x, &page_y);
    if (!kj_window_drag_move(window, page_x, page_y))
        point(window, x, y);
}

static void button(kj_window *window, const SDL_MouseButtonEvent *event)
{
    if (event->button != SDL_BUTTON_LEFT)
        return;
    end_motion(window);
    const int field = text_field(window);
    if (event->state == SDL_PRESSED)
        window->selecting = field >= 0 && area_at(window, event->x, event->y) == field &&
                            window->preedit[0] == '\0';
    if (window->selecting) {
        if (event->state == SDL_PRESSED)
            point_in_text(window, field, event->x, event->y, (SDL_GetModState() & KMOD_SHIFT) != 0,
                          event->clicks);
        else
            window->selecting = false;
        return;
    }
    int x = event->x, y = event->y;
    to_pixels(window, &x, &y);
    if (event->state == SDL_RELEASED && kj_window_drag_end(window, true)) {
        window->pressed[0] = '\0';
        point(window, event->x, event->y);
        return;
    }
    const int area = area_at(window, event->x, event->y);
    const kj_span action = area >= 0 ? window->player->list.areas.ptr[area].action : (kj_span){0};
    if (event->state == SDL_PRESSED) {
        window->pressed[0] = '\0';
        if (action.len < sizeof window->pressed && action.len > 0) {
            memcpy(window->pressed, action.ptr, action.len);
            window->pressed[action.len] = '\0';
        }
        kj_window_drag_press(window, x, y);
        return;
    }
    const bool same = action.len > 0 && kj_span_is(action, window->pressed);
    window->pressed[0] = '\0';
    if (!same)
        return;
    kj_player_set_focus(window->player, -1);
    press(window, area);
    point(window, event->x, event->y);
}

/* A list is turned over; slides are not: a wheel that is touched by the way leads nowhere. */
static void wheel(kj_window *window, const SDL_MouseWheelEvent *event)
{
    const kj_list *list = &window->player->list;
    const int32_t y = event->direction == SDL_MOUSEWHEEL_FLIPPED ? -event->y : event->y;
    const int area = kj_list_key(list, y < 0 ? KJ_LIT("PageDown") : KJ_LIT("PageUp"));
    if (y == 0 || area < 0 || !kj_span_starts(list->areas.ptr[area].action, KJ_LIT("list:")))
        return;
    end_motion(window);
    kj_player_action(window->player, list->areas.ptr[area].action);
}

/* The window. */

static void window_event(kj_window *window, const SDL_WindowEvent *event)
{
    switch (event->event) {
    case SDL_WINDOWEVENT_EXPOSED:
        if (window->motion == KJ_MOTION_NONE)
            kj_window_present(window);
        break;
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        if (kj_window_resize(window))
            kj_window_repaint(window);
        break;
    case SDL_WINDOWEVENT_HIDDEN:
    case SDL_WINDOWEVENT_MINIMIZED:
        window->hidden = true;
        break;
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_MAXIMIZED:
        window->hidden = false;
        break;
    case SDL_WINDOWEVENT_FOCUS_LOST:
        if (kj_window_drag_end(window, false))
            window->pressed[0] = '\0';
        break;
    default: /* moves …: nothing of ours changes */
        break;
    }
}

void kj_window_event(kj_window *window, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT:
        window->player->quit = true; /* everything is saved already */
        break;
    case SDL_KEYDOWN:
        key_down(window, &event->key);
        break;
    case SDL_TEXTINPUT:
        put_text(window, event->text.text);
        break;
    case SDL_TEXTEDITING:
        compose(window, event->edit.text);
        break;
    case SDL_MOUSEMOTION:
        move(window, event->motion.x, event->motion.y);
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        button(window, &event->button);
        break;
    case SDL_MOUSEWHEEL:
        wheel(window, &event->wheel);
        break;
    case SDL_WINDOWEVENT:
        window_event(window, &event->window);
        break;
    default: /* drops, devices: nothing here uses them */
        break;
    }
}
