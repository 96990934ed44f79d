/* engine/paint/decode.c: the child that reads pictures. */
#define _DEFAULT_SOURCE
#include "paint/decode.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECONDS_MAX 5
#define MEMORY_MAX ((rlim_t)1 << 30) /* beyond what the player itself has mapped */

bool kj_decode_fail(kj_decoded *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(out->problem, sizeof out->problem, format, args);
    va_end(args);
    return false;
}

bool kj_decode_size(const kj_decode_job *job, kj_decoded *out, double width, double height)
{
    if (!(width >= 1 && height >= 1))
        return kj_decode_fail(out, "it has no size");
    if (width > KJ_PICTURE_SIDE_MAX || height > KJ_PICTURE_SIDE_MAX)
        return kj_decode_fail(out, "it is %.0f by %.0f pixels; at most %d a side are allowed",
                              width, height, KJ_PICTURE_SIDE_MAX);
    if (width * height > KJ_PICTURE_PIXELS_MAX)
        return kj_decode_fail(out, "it has %.0f million pixels; at most %d million are allowed",
                              width * height / 1e6, KJ_PICTURE_PIXELS_MAX / 1000000);
    const double fit = fmin(job->box_width / width, job->box_height / height);
    out->natural_width = width;
    out->natural_height = height;
    out->width = (int)fmin(job->box_width, fmax(1, round(width * fit)));
    out->height = (int)fmin(job->box_height, fmax(1, round(height * fit)));
    return true;
}

static cairo_surface_t *result_surface(kj_decoded *out)
{
    return cairo_image_surface_create_for_data(kj_decoded_pixels(out), CAIRO_FORMAT_ARGB32,
                                               out->width, out->height, out->width * 4);
}

bool kj_decode_scale(kj_decoded *out, unsigned char *pixels, int width, int height)
{
    cairo_surface_t *from =
        cairo_image_surface_create_for_data(pixels, CAIRO_FORMAT_ARGB32, width, height, width * 4);
    cairo_surface_t *to = result_surface(out);
    cairo_t *cairo = cairo_create(to);
    cairo_set_operator(cairo, CAIRO_OPERATOR_SOURCE);
    cairo_scale(cairo, (double)out->width / width, (double)out->height / height);
    cairo_set_source_surface(cairo, from, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_GOOD);
    cairo_pattern_set_extend(cairo_get_source(cairo), CAIRO_EXTEND_PAD);
    cairo_paint(cairo);
    const cairo_status_t status = cairo_status(cairo);
    cairo_destroy(cairo);
    cairo_surface_destroy(to);
    cairo_surface_destroy(from);
    if (status != CAIRO_STATUS_SUCCESS)
        return kj_decode_fail(out, "it cannot be scaled: %s", cairo_status_to_string(status));
    return true;
}

static void limit(void)
{
    const struct rlimit seconds = {SECONDS_MAX, SECONDS_MAX + 1}, none = {0, 0};
    setrlimit(RLIMIT_CPU, &seconds);
    setrlimit(RLIMIT_FSIZE, &none);
    setrlimit(RLIMIT_CORE, &none);
#if !defined(__SANITIZE_ADDRESS__) /* which maps terabytes of shadow */
    FILE *statm = fopen("/proc/self/statm", "r");
    unsigned long pages = 0;
    if (statm && fscanf(statm, "%lu", &pages) == 1) {
        const rlim_t most = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + MEMORY_MAX;
        const struct rlimit memory = {most, most};
        setrlimit(RLIMIT_AS, &memory);
    }
    if (statm)
        fclose(statm);
#endif
}

static void read_picture(const kj_decode_job *job, kj_decoded *out)
{
    const kj_span png = KJ_LIT("\x89PNG\r\n\x1a\n"), jpeg = KJ_LIT("\xff\xd8\xff");
    const kj_span mark = KJ_LIT("\xef\xbb\xbf");
    const kj_span text = kj_span_starts(job->bytes, mark)
                             ? kj_span_sub(job->bytes, mark.len, job->bytes.len)
                             : job->bytes;
    if (kj_span_starts(job->bytes, png))
        out->done = kj_decode_png(job, out);
    else if (kj_span_starts(job->bytes, jpeg))
        out->done = kj_decode_jpeg(job, out);
    else if (kj_span_starts(kj_span_trim(text), KJ_LIT("<")))
        out->done = kj_decode_svg(job, out);
    else
        kj_decode_fail(out, "it is neither PNG, JPEG nor SVG");
}

static bool run_child(const kj_decode_job *job, kj_decoded *out)
{
    const pid_t child = fork();
    int status = 0;
    if (child == 0) {
        limit();
        read_picture(job, out);
        _exit(0);
    }
    if (child < 0)
        return kj_decode_fail(out, "no process could be started to read it");
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return kj_decode_fail(out, "the process that read it was lost");
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return out->done;
    out->done = false;
    return kj_decode_fail(out, "reading it takes too long or too much memory");
}

static void unmap(void *data)
{
    kj_decoded *decoded = data;
    munmap(decoded, decoded->mapped);
}

/* The surface reads the shared memory itself and unmaps it at its end. */
static cairo_surface_t *adopt(kj_decoded *decoded, size_t size)
{
    static const cairo_user_data_key_t key;
    cairo_surface_t *surface = result_surface(decoded);
    decoded->mapped = size;
    if (cairo_surface_set_user_data(surface, &key, decoded, unmap) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(surface);
        unmap(decoded);
        return NULL;
    }
    return surface;
}

cairo_surface_t *kj_decode(const kj_decode_job *job, kj_picture_info *info, char *problem)
{
    if (job->bytes.len > KJ_PICTURE_BYTES_MAX) {
        snprintf(problem, sizeof((kj_decoded *)0)->problem,
                 "it has %zu bytes; at most %zu are allowed", job->bytes.len, KJ_PICTURE_BYTES_MAX);
        return NULL;
    }
    const size_t size = sizeof(kj_decoded) + (size_t)job->box_width * (size_t)job->box_height * 4;
    kj_decoded *decoded =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (decoded == MAP_FAILED) {
        snprintf(problem, sizeof decoded->problem, "there is no memory for it");
        return NULL;
    }
    /* The child has written this: nothing in it is believed unseen. */
    const bool done = run_child(job, decoded) && decoded->width >= 1 && decoded->height >= 1 &&
                      decoded->width <= job->box_width && decoded->height <= job->box_height;
    if (!done) {
        decoded->problem[sizeof decoded->problem - 1] = '\0';
        memcpy(problem, decoded->problem, sizeof decoded->problem);
        munmap(decoded, size);
        return NULL;
    }
    *info = (kj_picture_info){decoded->natural_width, decoded->natural_height};
    return adopt(decoded, size);
}
