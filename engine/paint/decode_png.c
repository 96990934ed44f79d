/* engine/paint/decode_png.c: PNG by libpng's simplified reader. */
#include "paint/decode.h"

#include <png.h>
#include <stdlib.h>

static void premultiply(unsigned char *pixels, size_t count)
{
    for (size_t i = 0; i < count; i++, pixels += 4) {
        const unsigned alpha = pixels[3];
        for (size_t c = 0; c < 3; c++)
            pixels[c] = (unsigned char)((pixels[c] * alpha + 127) / 255);
    }
}

bool kj_decode_png(const kj_decode_job *job, kj_decoded *out)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    unsigned char *pixels = NULL;
    bool done = false;

    if (!png_image_begin_read_from_memory(&image, job->bytes.ptr, job->bytes.len))
        return kj_decode_fail(out, "it is a damaged PNG: %s", image.message);
    if (!kj_decode_size(job, out, image.width, image.height))
        goto end;
    image.format = PNG_FORMAT_BGRA;
    pixels = malloc(PNG_IMAGE_SIZE(image));
    if (!pixels) {
        kj_decode_fail(out, "there is no memory for it");
        goto end;
    }
    if (!png_image_finish_read(&image, NULL, pixels, 0, NULL)) {
        kj_decode_fail(out, "it is a damaged PNG: %s", image.message);
        goto end;
    }
    premultiply(pixels, (size_t)image.width * image.height);
    done = kj_decode_scale(out, pixels, (int)image.width, (int)image.height);

end:
    png_image_free(&image);
    free(pixels);
    return done;
}
