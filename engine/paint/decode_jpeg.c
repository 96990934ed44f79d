/* engine/paint/decode_jpeg.c: JPEG by libjpeg-turbo. */
#include "paint/decode.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>
#include <jerror.h>

/* libjpeg leaves by error_exit; ours jumps back to the reader. */
typedef struct escape {
    struct jpeg_error_mgr manager; /* first: libjpeg knows only this */
    jmp_buf back;
} escape;

static void leave(j_common_ptr info)
{
    longjmp(((escape *)(void *)info->err)->back, 1);
}

static void keep_quiet(j_common_ptr info)
{
    (void)info;
}

static bool fail(j_common_ptr info, kj_decoded *out)
{
    char text[JMSG_LENGTH_MAX];
    info->err->format_message(info, text);
    return kj_decode_fail(out, "it is a damaged JPEG: %s", text);
}

/* libjpeg can leave out detail while it reads: as small as still fills the box. */
static unsigned reduction(const struct jpeg_decompress_struct *info, const kj_decoded *out)
{
    unsigned by = 8;
    while (by > 1 && ((int)(info->image_width / by) < out->width ||
                      (int)(info->image_height / by) < out->height))
        by /= 2;
    return by;
}

static bool read_rows(struct jpeg_decompress_struct *info, unsigned char **pixels, kj_decoded *out)
{
    info->scale_num = 1;
    info->scale_denom = reduction(info, out);
    info->out_color_space = JCS_EXT_BGRA;
    jpeg_start_decompress(info);
    const size_t stride = (size_t)info->output_width * 4;
    *pixels = malloc(stride * info->output_height);
    if (!*pixels)
        return kj_decode_fail(out, "there is no memory for it");
    while (info->output_scanline < info->output_height) {
        JSAMPROW row = *pixels + stride * info->output_scanline;
        jpeg_read_scanlines(info, &row, 1);
    }
    jpeg_finish_decompress(info);
    if (info->err->num_warnings > 0) /* libjpeg fills up with grey what is cut off */
        return fail((j_common_ptr)info, out);
    return kj_decode_scale(out, *pixels, (int)info->output_width, (int)info->output_height);
}

bool kj_decode_jpeg(const kj_decode_job *job, kj_decoded *out)
{
    struct jpeg_decompress_struct info = {0};
    escape errors;
    unsigned char *volatile pixels = NULL;
    volatile bool done = false;

    info.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = leave;
    errors.manager.output_message = keep_quiet;
    if (setjmp(errors.back)) {
        fail((j_common_ptr)&info, out);
        goto end;
    }
    jpeg_create_decompress(&info);
    info.mem->max_memory_to_use = 512L << 20;
    jpeg_mem_src(&info, (const unsigned char *)job->bytes.ptr, (unsigned long)job->bytes.len);
    jpeg_read_header(&info, TRUE);
    if (!kj_decode_size(job, out, info.image_width, info.image_height))
        goto end;
    if (info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK) {
        kj_decode_fail(out, "its colours are for print (CMYK); save it as RGB");
        goto end;
    }
    unsigned char *rows = NULL;
    done = read_rows(&info, &rows, out);
    pixels = rows;

end:
    jpeg_destroy_decompress(&info);
    free(pixels);
    return done;
}
