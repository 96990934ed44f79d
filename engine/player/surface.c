/* engine/player/surface.c: the pixels of the window and of the kept pages, and where two pages
 * differ: only that is blended and sent to the display (1 instead of 4 ms for a step). */
#define _DEFAULT_SOURCE
#include "player/window.h"

#include <stdlib.h>
#include <sys/mman.h>

#define HUGE_PAGE ((size_t)2 << 20)
#define NEAR_ROWS 24 /* bands nearer than that become one */

/* Large pages where the system has them: the first touch of 8 MB is then 4 faults, not 2000. */
static bool make_pixels(kj_pixels *pixels, int width, int height)
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

void kj_window_free_pages(kj_window *window)
{
    for (size_t i = 0; i < 2; i++) {
        free(window->pages[i].pixels.data);
        kj_arena_free(window->pages[i].arena);
    }
    kj_arena_free(window->spare);
    if (window->converts)
        free(window->target.data);
}

bool kj_window_resize(kj_window *window)
{
    window->surface = SDL_GetWindowSurface(window->window);
    if (!window->surface)
        return false;
    const int width = window->surface->w, height = window->surface->h;
    if (window->converts)
        free(window->target.data);
    window->target = (kj_pixels){window->surface->pixels, width, height, window->surface->pitch};
    window->converts = window->surface->format->format != SDL_PIXELFORMAT_RGB888;
    if (window->converts) {
        window->target.data = NULL;
        if (!make_pixels(&window->target, width, height))
            return SDL_OutOfMemory() == 0;
    }
    for (size_t i = 0; i < 2; i++)
        if (!make_pixels(&window->pages[i].pixels, width, height))
            return SDL_OutOfMemory() == 0;
    window->motion = KJ_MOTION_NONE;
    window->ahead = false;
    window->covered = true; /* nothing of the page is on the screen */
    window->player->width = width;
    window->player->height = height;
    return true;
}

void kj_window_flush(kj_window *window, const kj_bands *bands)
{
    const kj_pixels from = window->target;
    if (window->converts)
        SDL_ConvertPixels(from.width, from.height, SDL_PIXELFORMAT_RGB888, from.data, from.stride,
                          window->surface->format->format, window->surface->pixels,
                          window->surface->pitch);
    if (!bands)
        SDL_UpdateWindowSurface(window->window);
    else if (bands->count > 0)
        SDL_UpdateWindowSurfaceRects(window->window, bands->rects, bands->count);
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
