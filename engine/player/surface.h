/* engine/player/surface.h: pixels of a window and of pages that are kept, and where two pages
 * differ.  Of every shell with a window. */
#ifndef KJ_PLAYER_SURFACE_H
#define KJ_PLAYER_SURFACE_H

#include "paint/paint.h"

#include <SDL.h>

/* A window's own pixels. */
typedef struct kj_surface {
    SDL_Window *window;
    SDL_Surface *surface;
    kj_pixels target; /* the surface's own pixels where their format allows it */
    bool converts;    /* else `target` is ours and is converted */
} kj_surface;

/* A page painted once and kept. */
typedef struct kj_page {
    kj_arena *arena; /* of the list */
    kj_list list;
    kj_pixels pixels;
} kj_page;

/* Where two pages differ: bands from top to bottom. */
#define KJ_BANDS_MAX 12
typedef struct kj_bands {
    SDL_Rect rects[KJ_BANDS_MAX];
    int count;
} kj_bands;

/* SDL's video as we want it, without text input; false: SDL_GetError says why. */
bool kj_video_open(void);
/* As SDL names it; the keypad's keys as the others, both of Enter "Return".  Until the next call.
 */
kj_span kj_key_name(SDL_Keycode key);

/* After the window was made and whenever its size has changed; false: SDL_GetError says why. */
bool kj_surface_resize(kj_surface *surface);
void kj_surface_free(kj_surface *surface); /* and its window */
/* To the screen: all, or those bands only. */
void kj_surface_flush(const kj_surface *surface, const kj_bands *bands);

/* New pixels in place of what was there; false: there is no memory, and none are left. */
bool kj_pixels_make(kj_pixels *pixels, int width, int height);
void kj_pixels_free(kj_pixels *pixels);
kj_pixels kj_pixels_part(kj_pixels pixels, SDL_Rect rect);
kj_bands kj_bands_between(kj_pixels a, kj_pixels b);

void kj_page_free(kj_page *page);

#endif
