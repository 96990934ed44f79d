/* tests/scene/gallery.c: opens the gallery course with the fonts of this machine. */
#include "gallery.h"

#include "course/read.h"
#include "os/files.h"
#include "os/fontfiles.h"

#include <stdio.h>

static bool load(void *ctx, kj_span path, kj_loc at, kj_arena *arena, kj_span *out, kj_sink *sink)
{
    return kj_file_read_below(ctx, path, KJ_COURSE_FILE_BYTES_MAX, arena, out, at, sink);
}

static int open_folder(void **state, char *folder)
{
    kj_arena *arena = kj_arena_new();
    kj_gallery *gallery = KJ_NEW(arena, kj_gallery, 1);
    gallery->arena = arena;
    gallery->frame = kj_arena_new();
    gallery->sink = kj_test_sink_new(arena);
    *state = gallery;
    const kj_loader loader = {.load = load, .ctx = folder};
    const kj_forms forms[] = {kj_visual_forms(), kj_item_forms(), kj_drill_forms()};
    const kj_tables tables = {forms, KJ_COUNT(forms)};
    gallery->course = kj_course_read(&loader, &tables, arena, &gallery->sink->sink);
    const bool fonts = kj_font_files_find(&gallery->fonts, arena, &gallery->sink->sink);
    if (!gallery->course || !fonts) {
        fprintf(stderr, "%.*s", KJ_ARG(kj_test_sink_text(gallery->sink)));
        return -1;
    }
    gallery->typesetter = kj_typesetter_new(&gallery->fonts);
    return 0;
}

int kj_gallery_open(void **state)
{
    char folder[] = KJ_TESTS "/../courses/gallery";
    return open_folder(state, folder);
}

int kj_gallery_open_course(void **state)
{
    char folder[] = KJ_TESTS "/../courses/key-account";
    return open_folder(state, folder);
}

int kj_gallery_close(void **state)
{
    kj_gallery *gallery = *state;
    kj_typesetter_free(gallery->typesetter);
    kj_arena_free(gallery->frame);
    kj_arena_free(gallery->arena);
    return 0;
}

kj_list kj_gallery_draw(kj_gallery *gallery, uint32_t slide, uint32_t step, int width, int height,
                        double text_scale, const kj_theme *theme)
{
    kj_arena_reset(gallery->frame);
    const kj_scene scene = {
        .course = gallery->course,
        .theme = theme,
        .words = gallery->words,
        .typesetter = gallery->typesetter,
        .canvas = kj_canvas_for(width, height, text_scale),
        .arena = gallery->frame,
        .sink = &gallery->sink->sink,
    };
    return kj_scene_slide(&scene, slide, step);
}

kj_list kj_gallery_screen(kj_gallery *gallery, const kj_session *session, int64_t now_ms, int width,
                          int height, double text_scale, const kj_theme *theme)
{
    kj_arena_reset(gallery->frame);
    const kj_scene scene = {
        .course = gallery->course,
        .theme = theme,
        .words = gallery->words,
        .typesetter = gallery->typesetter,
        .canvas = kj_canvas_for(width, height, text_scale),
        .arena = gallery->frame,
        .sink = &gallery->sink->sink,
        .now_ms = now_ms,
        .local_hour = 9,
        .local_day = kj_time_local_day((kj_time){now_ms, 480}),
    };
    return kj_scene_draw(&scene, session);
}
