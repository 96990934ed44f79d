/* engine/present/monitors.c: see monitors.h. */
#include "present/monitors.h"

#include <SDL.h>
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct kj_monitor_watch {
    Display *display; /* NULL: SDL is asked */
    bool managed;
};

bool kj_monitor_is_panel(const kj_monitor *monitor)
{
    static const char *const panels[] = {"eDP", "LVDS", "DSI"};
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++)
        if (strncmp(monitor->name, panels[i], strlen(panels[i])) == 0)
            return true;
    return false;
}

int kj_monitors_find(const kj_monitors *monitors, const char *name)
{
    for (size_t i = 0; i < monitors->count; i++)
        if (strcmp(monitors->list[i].name, name) == 0)
            return (int)i;
    return -1;
}

/* The more, the more it is the presenter's own. */
static int closeness(const kj_monitor *monitor)
{
    return (kj_monitor_is_panel(monitor) ? 2 : 0) + (monitor->primary ? 1 : 0);
}

static bool mirrors(const kj_monitor *a, const kj_monitor *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

kj_monitor_choice kj_monitors_choose(const kj_monitors *monitors)
{
    kj_monitor_choice choice = {-1, -1};
    for (size_t i = 0; i < monitors->count; i++)
        if (choice.presenter < 0 ||
            closeness(&monitors->list[i]) > closeness(&monitors->list[choice.presenter]))
            choice.presenter = (int)i;
    for (size_t i = 0; i < monitors->count; i++)
        if ((int)i != choice.presenter && choice.room < 0 &&
            !mirrors(&monitors->list[i], &monitors->list[choice.presenter]))
            choice.room = (int)i;
    return choice;
}

/* ---- X11 ---- */

/* Who manages windows leaves its sign on the root window. */
static bool is_managed(Display *display)
{
    const Atom sign = XInternAtom(display, "_NET_SUPPORTING_WM_CHECK", True);
    unsigned char *value = NULL;
    unsigned long count = 0, left = 0;
    Atom type = None;
    int format = 0;
    if (sign == None)
        return false;
    XGetWindowProperty(display, DefaultRootWindow(display), sign, 0, 1, False, XA_WINDOW, &type,
                       &format, &count, &left, &value);
    if (value)
        XFree(value);
    return type == XA_WINDOW && count == 1;
}

static void put(kj_monitors *out, const char *name, kj_monitor monitor)
{
    if (out->count == KJ_MONITORS_MAX || monitor.width <= 0 || monitor.height <= 0)
        return;
    snprintf(monitor.name, sizeof monitor.name, "%s", name ? name : "");
    out->list[out->count++] = monitor;
}

static void ask_x11(Display *display, kj_monitors *out)
{
    int count = 0;
    XRRMonitorInfo *found = XRRGetMonitors(display, DefaultRootWindow(display), True, &count);
    for (int i = 0; found && i < count; i++) {
        char *name = XGetAtomName(display, found[i].name);
        put(out, name,
            (kj_monitor){.x = found[i].x,
                         .y = found[i].y,
                         .width = found[i].width,
                         .height = found[i].height,
                         .primary = found[i].primary != 0});
        if (name)
            XFree(name);
    }
    if (found)
        XRRFreeMonitors(found);
}

/* ---- others ---- */

static void ask_sdl(kj_monitors *out)
{
    const int count = SDL_GetNumVideoDisplays();
    for (int i = 0; i < count; i++) {
        SDL_Rect rect;
        if (SDL_GetDisplayBounds(i, &rect) == 0)
            put(out, SDL_GetDisplayName(i),
                (kj_monitor){.x = rect.x,
                             .y = rect.y,
                             .width = rect.w,
                             .height = rect.h,
                             .primary = rect.x == 0 && rect.y == 0});
    }
}

void kj_monitors_ask(kj_monitor_watch *watch, kj_monitors *out)
{
    *out = (kj_monitors){.count = 0};
    if (watch->display)
        ask_x11(watch->display, out);
    if (out->count == 0)
        ask_sdl(out);
}

kj_monitor_watch *kj_monitor_watch_open(void)
{
    kj_monitor_watch *watch = calloc(1, sizeof *watch);
    int event = 0, error = 0, major = 0, minor = 0;
    if (!watch)
        return NULL;
    watch->managed = true;
    if (SDL_strcmp(SDL_GetCurrentVideoDriver(), "x11") != 0)
        return watch;
    watch->display = XOpenDisplay(NULL);
    if (!watch->display)
        return watch;
    watch->managed = is_managed(watch->display);
    /* Monitors came with RandR 1.5. */
    if (!XRRQueryExtension(watch->display, &event, &error) ||
        !XRRQueryVersion(watch->display, &major, &minor) || major < 1 ||
        (major == 1 && minor < 5)) {
        XCloseDisplay(watch->display);
        watch->display = NULL;
    }
    return watch;
}

void kj_monitor_watch_close(kj_monitor_watch *watch)
{
    if (watch && watch->display)
        XCloseDisplay(watch->display);
    free(watch);
}

bool kj_monitor_watch_managed(const kj_monitor_watch *watch)
{
    return watch->managed;
}
