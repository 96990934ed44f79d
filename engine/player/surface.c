/* engine/player/surface.c: the pixels of a window and of kept pages, and where two pages differ:
 * only that is blended and sent to the display (1 instead of 4 ms for a step).
 *
 * SDL's window surface, which X11 shares with us: without a GPU the accelerated way runs through
 * a software rasteriser of its own (start 218 instead of 49 ms, a page 17 instead of 2.7 ms). */
#define _DEFAULT_SOURCE
#include "player/surface.h"

#include <stdlib.h>
#include <sys/mman.h>

#define HUGE_PAGE ((size_t)2 << 20)
#define NEAR_ROWS 24 /* bands nearer than that become one */

/* SDL would take a window that nobody sees rather than none, and Wayland's library talks on
 * stderr where there is no Wayland: so only what can be there is tried.  $SDL_VIDEODRIVER still
 * says otherwise. */
static void choose_driver(void)
{
    const bool wayland = SDL_getenv("WAYLAND_DISPLAY") != NULL;
    SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, wayland ? "x11,wayland" : "x11",
                            SDL_HINT_DEFAULT);
}

bool kj_video_open(void)
{
    SDL_SetHint(SDL_HINT_APP_NAME, "kejian");
    SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    choose_driver();
    if (SDL_Init(SDL_INIT_VIDEO | SDL_INIT_EVENTS) != 0)
        return false;
    if (SDL_strcmp(SDL_GetCurrentVideoDriver(), "x11") == 0)
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_StopTextInput();
    return true;
}

kj_span kj_key_name(SDL_Keycode key)
{
    const kj_span name = kj_span_of(SDL_GetKeyName(key)), keypad = KJ_LIT("Keypad ");
    const kj_span bare =
        kj_span_starts(name, keypad) ? kj_span_sub(name, keypad.len, name.len) : name;
    return kj_span_is(bare, "Enter") ? KJ_LIT("Return") : bare;
}

/* Large pages where the system has them: the first touch of 8 MB is then 4 faults, not 2000. */
bool kj_pixels_make(kj_pixels *pixels, int width, int height)
{
    const size_t stride = ((size_t)width * 4 + 63) & ~(size_t)63;
    const size_t bytes = stride * (size_t)height;
    free(pixels->data);
    *pixels = (kj_pixels){NULL, width, height, (int)stride};
    pixels->data = aligned_alloc(HUGE_PAGE, (bytes + HUGE_PAGE - 1) & ~(HUGE_PAGE - 1));
    if (pixels->data)
        madvise(pixels->data, bytes & ~(HUGE_PAGE - 1), MADV_HUGEPAGE);
    return pixels->data != NULL;
}

void kj_pixels_free(kj_pixels *pixels)
{
    free(pixels->data);
    *pixels = (kj_pixels){0};
}

void kj_page_free(kj_page *page)
{
    kj_pixels_free(&page->pixels);
    kj_arena_free(page->arena);
    page->arena = NULL;
}

bool kj_surface_resize(kj_surface *surface)
{
    surface->surface = SDL_GetWindowSurface(surface->window);
    if (!surface->surface)
        return false;
    const int width = surface->surface->w, height = surface->surface->h;
    if (surface->converts)
        kj_pixels_free(&surface->target);
    surface->target = (kj_pixels){surface->surface->pixels, width, height, surface->surface->pitch};
    surface->converts = surface->surface->format->format != SDL_PIXELFORMAT_RGB888;
    if (!surface->converts)
        return true;
    surface->target.data = NULL;
    return kj_pixels_make(&surface->target, width, height) || SDL_OutOfMemory() == 0;
}

void kj_surface_free(kj_surface *surface)
{
    if (surface->converts)
        kj_pixels_free(&surface->target);
    if (surface->window)
        SDL_DestroyWindow(surface->window);
    *surface = (kj_surface){0};
}

void kj_surface_flush(const kj_surface *surface, const kj_bands *bands)
{
    const kj_pixels from = surface->target;
    if (surface->converts)
        SDL_ConvertPixels(from.width, from.height, SDL_PIXELFORMAT_RGB888, from.data, from.stride,
                          surface->surface->format->format, surface->surface->pixels,
                          surface->surface->pitch);
    if (!bands)
        SDL_UpdateWindowSurface(surface->window);
    else if (bands->count > 0)
        SDL_UpdateWindowSurfaceRects(surface->window, bands->rects, bands->count);
}

kj_pixels kj_pixels_part(kj_pixels pixels, SDL_Rect rect)
{
    return (kj_pixels){pixels.data + (size_t)rect.y * (size_t)pixels.stride + (size_t)rect.x * 4,
                       rect.w, rect.h, pixels.stride};
}

static const uint32_t *row(kj_pixels pixels, int y)
{
    return (const uint32_t *)(const void *)(pixels.data + (size_t)y * (size_t)pixels.stride);
}

static void widen(SDL_Rect *band, const uint32_t *a, const uint32_t *b, int width)
{
    int x0 = 0, x1 = width;
    while (x0 < band->x && a[x0] == b[x0])
        x0++;
    while (x1 > band->x + band->w && a[x1 - 1] == b[x1 - 1])
        x1--;
    const int right = x1 > band->x + band->w ? x1 : band->x + band->w;
    band->x = x0 < band->x ? x0 : band->x;
    band->w = right - band->x;
}

kj_bands kj_bands_between(kj_pixels a, kj_pixels b)
{
    kj_bands bands = {.count = 0};
    SDL_Rect *band = NULL;
    const size_t bytes = (size_t)a.width * 4;
    for (int y = 0; y < a.height; y++) {
        const uint32_t *above = row(a, y), *below = row(b, y);
        if (memcmp(above, below, bytes) == 0)
            continue;
        if (!band || (y > band->y + band->h + NEAR_ROWS && bands.count < KJ_BANDS_MAX)) {
            int x = 0;
            while (above[x] == below[x])
                x++;
            band = &bands.rects[bands.count++];
            *band = (SDL_Rect){x, y, 1, 1};
        }
        widen(band, above, below, a.width);
        band->h = y + 1 - band->y;
    }
    return bands;
}
