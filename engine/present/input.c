/* engine/present/input.c: SDL's events: keys whichever window has the focus, the pointer on the
 * room's screen and on its picture in the console. */
#include "present/window.h"

#include "os/clock.h"

#include <math.h>
#include <stdio.h>

#define CURSOR_NS 2000000000

/* ---- keys ---- */

static void sync_text(kj_windows *w)
{
    const bool wanted = w->presenter->show.finding;
    if (wanted && !SDL_IsTextInputActive())
        SDL_StartTextInput();
    else if (!wanted && SDL_IsTextInputActive())
        SDL_StopTextInput();
}

static void key_down(kj_windows *w, const SDL_KeyboardEvent *event)
{
    const kj_span name = kj_key_name(event->keysym.sym);
    const bool typing = w->presenter->show.finding;
    if (name.len == 0 ||
        (!typing && !kj_bounce_counts(&w->bounce, name, event->repeat != 0, event->timestamp)))
        return;
    kj_presenter_key(w->presenter, name, (event->keysym.mod & KMOD_SHIFT) != 0,
                     (event->keysym.mod & KMOD_CTRL) != 0);
    sync_text(w);
}

/* ---- the pointer ---- */

/* The window's coordinates as those of the canvas of what it shows. */
static void to_canvas(const kj_windows *w, const kj_stand *stand, int x, int y, double *out_x,
                      double *out_y)
{
    int width = 1, height = 1;
    SDL_GetWindowSize(stand->screen.window, &width, &height);
    const double scale = stand->side == KJ_SIDE_ROOM ? kj_presenter_room_scale(w->presenter)
                                                     : kj_presenter_console_scale(w->presenter);
    *out_x = (double)x * stand->screen.surface->w / width / scale;
    *out_y = (double)y * stand->screen.surface->h / height / scale;
}

/* On the room's screen lies what the room sees; on its picture what is worked on. */
static void give(kj_windows *w, kj_show_kind kind, kj_side side, double x, double y)
{
    const kj_show *show = &w->presenter->show;
    kj_show_input input = {.kind = kind, .x = -1, .y = -1, .pressure = w->pressure};
    if (x >= 0)
        kj_room_to_page(side == KJ_SIDE_ROOM ? kj_show_room(show) : &show->room,
                        kj_presenter_room_canvas(w->presenter), x, y, &input.x, &input.y);
    kj_presenter_input(w->presenter, input);
}

/* On the room's canvas: true where the pointer is on its screen or its picture. */
static bool on_room(const kj_windows *w, const kj_stand *stand, int x, int y, double *room_x,
                    double *room_y)
{
    double canvas_x, canvas_y;
    to_canvas(w, stand, x, y, &canvas_x, &canvas_y);
    *room_x = canvas_x;
    *room_y = canvas_y;
    return stand->side == KJ_SIDE_ROOM ||
           kj_console_to_room(w->presenter, canvas_x, canvas_y, room_x, room_y);
}

static bool points(const kj_windows *w)
{
    return w->presenter->show.tool != KJ_TOOL_NONE;
}

static void leave(kj_windows *w)
{
    if (w->hovering)
        give(w, KJ_SHOW_HOVER, KJ_SIDE_ROOM, -1, -1);
    w->hovering = false;
}

/* ---- panes ---- */

static const kj_area *separator(const kj_windows *w, const char *action)
{
    const kj_list *list = &w->presenter->console_drawn.list;
    const int area = kj_list_action(list, kj_span_of(action));
    return area >= 0 ? &list->areas.ptr[area] : NULL;
}

/* The one between notes and slide begins at the page's margin. */
static void drag_pane(kj_windows *w, double x, double y)
{
    const kj_list *list = &w->presenter->console_drawn.list;
    const kj_area *notes = separator(w, "pane:notes"), *at = separator(w, w->pressed);
    char action[KJ_SHOW_ACTION_MAX + sizeof "=1000000000"]; /* one too long is refused */
    if (!notes || !at)
        return;
    const double margin = notes->rect.x;
    const double share = at == notes ? (list->height - margin - y - at->rect.h / 2) / list->height
                                     : (list->width - margin - x - at->rect.w / 2) / list->width;
    snprintf(action, sizeof action, "%.32s=%d", w->pressed,
             (int)lround(1000 * fmin(1, fmax(0, share))));
    kj_presenter_action(w->presenter, kj_span_of(action));
}

static bool drags_pane(const kj_windows *w)
{
    return strncmp(w->pressed, "pane:", 5) == 0;
}

static void move(kj_windows *w, const SDL_MouseMotionEvent *event)
{
    const kj_stand *stand = kj_stand_by_id(w, event->windowID);
    double x, y;
    w->moved_ns = kj_clock_monotonic_ns();
    kj_windows_cursor(w);
    if (!stand)
        return;
    const bool there = on_room(w, stand, event->x, event->y, &x, &y);
    w->holds = SDL_HasEvent(SDL_MOUSEMOTION) == SDL_TRUE;
    if (drags_pane(w) && stand->side == KJ_SIDE_CONSOLE) {
        to_canvas(w, stand, event->x, event->y, &x, &y);
        drag_pane(w, x, y);
        w->holds = false;
        return;
    }
    if (there && w->drawing && stand->side == w->drawing_on)
        give(w, KJ_SHOW_DRAG, stand->side, x, y);
    else if (there && points(w)) {
        w->hovering = true;
        give(w, KJ_SHOW_HOVER, stand->side, x, y);
    } else
        leave(w);
    w->holds = false;
}

static kj_span action_at(const kj_windows *w, double x, double y)
{
    const kj_list *list = &w->presenter->console_drawn.list;
    const int area = kj_list_hit(list, x, y);
    return area >= 0 && !list->areas.ptr[area].disabled ? list->areas.ptr[area].action
                                                        : (kj_span){NULL, 0};
}

static void press_console(kj_windows *w, kj_span action)
{
    w->pressed[0] = '\0';
    if (action.len == 0 || action.len >= sizeof w->pressed)
        return;
    memcpy(w->pressed, action.ptr, action.len);
    w->pressed[action.len] = '\0';
}

static void release_console(kj_windows *w, kj_span action)
{
    const bool same = action.len > 0 && kj_span_is(action, w->pressed);
    w->pressed[0] = '\0';
    if (same && !kj_span_starts(action, KJ_LIT("pane:")))
        kj_presenter_action(w->presenter, action);
    sync_text(w);
}

static void button(kj_windows *w, const SDL_MouseButtonEvent *event)
{
    const kj_stand *stand = kj_stand_by_id(w, event->windowID);
    const bool down = event->state == SDL_PRESSED;
    double x, y, room_x, room_y;
    if (!stand || event->button != SDL_BUTTON_LEFT)
        return;
    w->moved_ns = kj_clock_monotonic_ns();
    to_canvas(w, stand, event->x, event->y, &x, &y);
    const bool there = on_room(w, stand, event->x, event->y, &room_x, &room_y);
    if (!down && w->drawing) {
        w->drawing = false;
        give(w, KJ_SHOW_LIFT, stand->side, there ? room_x : -1, room_y);
        return;
    }
    if (down && there) {
        w->drawing = true;
        w->drawing_on = stand->side;
        give(w, KJ_SHOW_PRESS, stand->side, room_x, room_y);
    } else if (stand->side == KJ_SIDE_CONSOLE && down)
        press_console(w, action_at(w, x, y));
    else if (stand->side == KJ_SIDE_CONSOLE)
        release_console(w, action_at(w, x, y));
}

/* On the console the wheel goes through the notes or a list; slides are not turned by it. */
static void wheel(kj_windows *w, const SDL_MouseWheelEvent *event)
{
    const kj_stand *stand = kj_stand_by_id(w, event->windowID);
    const int32_t y = event->direction == SDL_MOUSEWHEEL_FLIPPED ? -event->y : event->y;
    if (!stand || stand->side != KJ_SIDE_CONSOLE || y == 0)
        return;
    if (w->presenter->show.console == KJ_CONSOLE_SLIDE)
        kj_presenter_action(w->presenter, y < 0 ? KJ_LIT("notes:down") : KJ_LIT("notes:up"));
    else
        kj_presenter_action(w->presenter, y < 0 ? KJ_LIT("down") : KJ_LIT("up"));
}

/* ---- the cursor ---- */

/* On the room's screen it is in the way: gone after two seconds, at once where a tool shows the
 * place itself. */
static bool wants_hidden(kj_windows *w, int64_t now_ns)
{
    const SDL_Window *under = SDL_GetMouseFocus();
    const kj_stand *room = kj_stand_of(w, KJ_SIDE_ROOM);
    const kj_tool tool = w->presenter->show.tool;
    if (!room || under != room->screen.window)
        return false;
    return tool == KJ_TOOL_LASER || tool == KJ_TOOL_SPOT || now_ns - w->moved_ns >= CURSOR_NS;
}

void kj_windows_cursor(kj_windows *w)
{
    const bool hidden = wants_hidden(w, kj_clock_monotonic_ns());
    if (hidden == w->cursor_hidden)
        return;
    w->cursor_hidden = hidden;
    SDL_ShowCursor(hidden ? SDL_DISABLE : SDL_ENABLE);
}

int kj_windows_cursor_rest(const kj_windows *w)
{
    const int64_t left = w->moved_ns + CURSOR_NS - kj_clock_monotonic_ns();
    if (w->cursor_hidden || left < 0)
        return -1;
    return (int)(left / 1000000) + 1;
}

/* ---- windows ---- */

static void window_event(kj_windows *w, const SDL_WindowEvent *event)
{
    kj_stand *stand = kj_stand_by_id(w, event->windowID);
    if (!stand)
        return;
    switch (event->event) {
    case SDL_WINDOWEVENT_EXPOSED:
        kj_windows_expose(w, stand);
        break;
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        if (kj_surface_resize(&stand->screen))
            kj_stands_resized(w);
        break;
    case SDL_WINDOWEVENT_LEAVE:
        leave(w);
        kj_windows_cursor(w);
        break;
    case SDL_WINDOWEVENT_ENTER:
        w->moved_ns = kj_clock_monotonic_ns();
        kj_windows_cursor(w);
        break;
    case SDL_WINDOWEVENT_CLOSE:
        kj_presenter_action(w->presenter, KJ_LIT("quit"));
        break;
    default: /* moves, focus …: nothing of ours changes */
        break;
    }
}

void kj_windows_event(kj_windows *w, const SDL_Event *event)
{
    if (event->type == w->phones_event)
        kj_presenter_phones_woken(w->presenter);
    switch (event->type) {
    case SDL_QUIT: /* the system ends; windows that are closed ask */
        w->presenter->quit = true;
        break;
    case SDL_KEYDOWN:
        key_down(w, &event->key);
        break;
    case SDL_TEXTINPUT:
        if (w->presenter->show.finding)
            kj_presenter_input(w->presenter, (kj_show_input){.kind = KJ_SHOW_TEXT,
                                                             .text = kj_span_of(event->text.text)});
        break;
    case SDL_MOUSEMOTION:
        move(w, &event->motion);
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        button(w, &event->button);
        break;
    case SDL_MOUSEWHEEL:
        wheel(w, &event->wheel);
        break;
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION: /* the mouse's events come besides, with the place */
        w->pressure = (uint16_t)(event->tfinger.pressure * 1000);
        break;
    case SDL_FINGERUP:
        w->pressure = 500;
        break;
    case SDL_WINDOWEVENT:
        window_event(w, &event->window);
        break;
    default: /* drops, devices: nothing here uses them */
        break;
    }
}
