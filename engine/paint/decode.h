/* engine/paint/decode.h: a picture's bytes become pixels, in a process of its own.
 *
 * A picture is untrusted input and its readers are large; a child does the reading, under limits
 * of time and memory, and only pixels come back.  It also keeps librsvg out of the player: loading
 * it takes 6 ms (47 ms cold) and it holds 13 MB after one drawing, which the child takes with it.
 * A child costs about a millisecond. */
#ifndef KJ_PAINT_DECODE_H
#define KJ_PAINT_DECODE_H

#include "paint/paint.h"

#include <cairo.h>

/* What is asked for: the picture, as large as it fits into the box. */
typedef struct kj_decode_job {
    kj_span bytes, variant;
    int box_width, box_height; /* pixels, at least 1 */
} kj_decode_job;

/* What comes back, in memory that parent and child share; the pixels (premultiplied BGRA, rows
 * without gaps) follow it. */
typedef struct kj_decoded {
    bool done;
    double natural_width, natural_height;
    int width, height;
    size_t mapped;     /* set by the parent when the child has ended */
    char problem[200]; /* when not done: what is wrong, as half a sentence */
} kj_decoded;

static inline unsigned char *kj_decoded_pixels(kj_decoded *decoded)
{
    return (unsigned char *)(decoded + 1);
}

/* NULL: not decoded, and `problem` (200 bytes) says why. */
cairo_surface_t *kj_decode(const kj_decode_job *job, kj_picture_info *info, char *problem);

/* In the child: the readers, each for its format. */
bool kj_decode_png(const kj_decode_job *job, kj_decoded *out);
bool kj_decode_jpeg(const kj_decode_job *job, kj_decoded *out);
bool kj_decode_svg(const kj_decode_job *job, kj_decoded *out);

/* Checks the natural size against the limits and chooses width and height within the box. */
bool kj_decode_size(const kj_decode_job *job, kj_decoded *out, double width, double height);
/* Scales premultiplied pixels into the result. */
bool kj_decode_scale(kj_decoded *out, unsigned char *pixels, int width, int height);
bool kj_decode_fail(kj_decoded *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
