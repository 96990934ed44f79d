/* engine/paint/decode_svg.c: SVG by librsvg, which the child loads when it needs it.
 *
 * The few functions are declared here, so that building needs none of its development files and
 * what they drag along.  References out of the picture are not followed: librsvg allows none
 * without a base address, and we give it none. */
#include "paint/decode.h"

#include <dlfcn.h>
#include <stdio.h>

#define LIBRARY "librsvg-2.so.2"

typedef struct svg_rect {
    double x, y, width, height;
} svg_rect;
typedef struct svg_length {
    double length;
    int unit;
} svg_length;
typedef struct svg_error {
    uint32_t domain;
    int code;
    char *message;
} svg_error;
typedef struct svg_handle svg_handle;

typedef struct svg_library {
    svg_handle *(*open)(const uint8_t *data, size_t len, svg_error **error);
    int (*style)(svg_handle *handle, const uint8_t *css, size_t len, svg_error **error);
    int (*size)(svg_handle *handle, double *width, double *height);
    void (*shape)(svg_handle *handle, int *has_width, svg_length *width, int *has_height,
                  svg_length *height, int *has_box, svg_rect *box);
    int (*render)(svg_handle *handle, cairo_t *cairo, const svg_rect *view, svg_error **error);
} svg_library;

/* Fills a function pointer, as POSIX has it: through its bytes. */
static void find(void *library, const char *name, void *function)
{
    void *address = dlsym(library, name);
    memcpy(function, &address, sizeof address);
}

static bool load(svg_library *svg, kj_decoded *out)
{
    void *library = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL);
    if (!library) {
        kj_decode_fail(out, "it is an SVG, and %s is not installed", LIBRARY);
        return false;
    }
    find(library, "rsvg_handle_new_from_data", &svg->open);
    find(library, "rsvg_handle_set_stylesheet", &svg->style);
    find(library, "rsvg_handle_get_intrinsic_size_in_pixels", &svg->size);
    find(library, "rsvg_handle_get_intrinsic_dimensions", &svg->shape);
    find(library, "rsvg_handle_render_document", &svg->render);
    if (svg->open && svg->style && svg->size && svg->shape && svg->render)
        return true;
    kj_decode_fail(out, "it is an SVG, and %s is older than 2.52", LIBRARY);
    return false;
}

static bool fail(kj_decoded *out, const svg_error *error)
{
    const char *message = error && error->message ? error->message : "no more is known";
    const kj_span trimmed = kj_span_trim(kj_span_of(message));
    return kj_decode_fail(out, "it is a damaged SVG: %.*s", KJ_ARG(trimmed));
}

/* Of the groups "mood-calm", "mood-hesitant" … only the one that is asked for is shown; so for any
 * other prefix. */
static bool show_variant(const svg_library *svg, svg_handle *handle, kj_span variant,
                         kj_decoded *out)
{
    char css[256];
    int prefix = 0;
    svg_error *error = NULL;

    for (size_t i = 0; i < variant.len; i++) {
        const char c = variant.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') || variant.len > 64)
            return kj_decode_fail(out, "'%.*s' cannot name a group of it", KJ_ARG(variant));
        if (c == '-' && prefix == 0)
            prefix = (int)i + 1;
    }
    const char *kind = prefix > 0 ? "" : "mood-";
    const int len = snprintf(css, sizeof css,
                             "[id^=\"%s%.*s\"]{display:none!important}"
                             "#%s%.*s{display:inline!important}",
                             kind, prefix, variant.ptr, kind, KJ_ARG(variant));
    return svg->style(handle, (const uint8_t *)css, (size_t)len, &error) || fail(out, error);
}

static bool natural_size(const svg_library *svg, svg_handle *handle, const kj_decode_job *job,
                         kj_decoded *out)
{
    double width = 0, height = 0;
    int has_width, has_height, has_box = 0;
    svg_length wide, high;
    svg_rect box = {0};
    if (!svg->size(handle, &width, &height)) {
        svg->shape(handle, &has_width, &wide, &has_height, &high, &has_box, &box);
        if (!has_box)
            return kj_decode_fail(out, "it is an SVG with neither a size nor a viewBox");
        width = box.width;
        height = box.height;
    }
    return kj_decode_size(job, out, width, height);
}

bool kj_decode_svg(const kj_decode_job *job, kj_decoded *out)
{
    svg_library svg = {0};
    svg_error *error = NULL;
    if (!load(&svg, out))
        return false;
    svg_handle *handle = svg.open((const uint8_t *)job->bytes.ptr, job->bytes.len, &error);
    if (!handle)
        return fail(out, error);
    if (!natural_size(&svg, handle, job, out))
        return false;
    if (job->variant.len > 0 && !show_variant(&svg, handle, job->variant, out))
        return false;
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        kj_decoded_pixels(out), CAIRO_FORMAT_ARGB32, out->width, out->height, out->width * 4);
    cairo_t *cairo = cairo_create(surface);
    const svg_rect view = {0, 0, out->width, out->height};
    const bool drawn = svg.render(handle, cairo, &view, &error) != 0;
    const bool well = cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return (drawn && well) || fail(out, error);
}
