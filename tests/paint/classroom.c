/* tests/paint/classroom.c: makes pictures of a class, to be looked at: what the room sees and the
 * presenter's console, with the pictures in it.
 *
 *   paint_classroom FOLDER WxH [room|console] [LANGUAGE] [NAME]…
 *
 * Each is FOLDER/room-NAME-WxH.png or FOLDER/console-NAME-WxH.png; NAME as in
 * tests/scene/classroom.c, all of them where none is given. */
#include "scene/classroom.h"

#include "load/load.h"
#include "os/files.h"
#include "paint/paint.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct job {
    const char *folder;
    int width, height;
    kj_gallery *gallery;
    kj_painter *painter;
    kj_arena *arena;
} job;

static kj_pixels blank(kj_arena *arena, int width, int height)
{
    kj_pixels p = {NULL, width, height, 4 * width};
    p.data = KJ_NEW(arena, unsigned char, (size_t)p.stride *(size_t)height);
    return p;
}

static void save(const job *j, kj_pixels p, const char *kind, const char *name)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)p.width,
                       .height = (png_uint_32)p.height,
                       .format = PNG_FORMAT_BGRA};
    for (int y = 0; y < p.height; y++)
        for (int x = 0; x < p.width; x++)
            p.data[(size_t)y * (size_t)p.stride + (size_t)4 * (size_t)x + 3] = 0xFF;
    const kj_span path =
        kj_arena_format(j->arena, "%s/%s-%s-%dx%d.png", j->folder, kind, name, p.width, p.height);
    if (!png_image_write_to_file(&image, path.ptr, 0, p.data, p.stride, NULL))
        fprintf(stderr, "paint_classroom: cannot write %s\n", path.ptr);
}

/* A list in a part of the picture, as large as that is. */
static void paint_in(const job *j, const kj_list *list, kj_pixels out, kj_rect at, double scale)
{
    const int x = (int)(at.x * scale + 0.5), y = (int)(at.y * scale + 0.5);
    const int w = (int)(at.w * scale + 0.5), h = (int)(at.h * scale + 0.5);
    if (w < 1 || h < 1 || x < 0 || y < 0 || x + w > out.width || y + h > out.height)
        return;
    const kj_pixels part = {out.data + (size_t)y * (size_t)out.stride + (size_t)4 * (size_t)x, w, h,
                            out.stride};
    kj_paint(j->painter, list, part, w / list->width);
}

static void paint_room_in(const job *j, const kj_test_room *room, const kj_room *shown,
                          kj_pixels out, kj_rect at, double scale)
{
    if (at.w <= 0)
        return;
    const kj_list list = kj_gallery_room(j->gallery, room, shown, 1920, 1080, &kj_theme_light);
    paint_in(j, &list, out, at, scale);
}

static void console(const job *j, const kj_test_room *room, const char *name)
{
    const kj_pixels p = blank(j->arena, j->width, j->height);
    const double scale =
        kj_canvas_scale(kj_canvas_for(j->width, j->height, 1), j->width, j->height);
    kj_console c = kj_gallery_console(j->gallery, room, j->width, j->height);
    kj_paint(j->painter, &c.list, p, scale);
    const kj_console_thumb *thumbs = c.thumbs.ptr; /* in the frame: they go with the next list */
    kj_console_thumb *kept = KJ_NEW(j->arena, kj_console_thumb, c.thumbs.count);
    for (size_t i = 0; i < c.thumbs.count; i++)
        kept[i] = thumbs[i];
    kj_room now = room->show.room, next;
    now.cover = KJ_COVER_NONE;
    paint_room_in(j, room, &now, p, c.now, scale);
    paint_room_in(j, room, kj_show_room(&room->show), p, c.seen, scale);
    if (!c.next_is_slide && kj_show_next(j->gallery->course, &room->show, &next))
        paint_room_in(j, room, &next, p, c.next, scale);
    for (size_t i = 0; i < c.thumbs.count; i++) {
        const kj_list list =
            kj_gallery_draw(j->gallery, kept[i].slide, UINT32_MAX, 1920, 1080, 1, &kj_theme_light);
        paint_in(j, &list, p, kept[i].rect, scale);
    }
    save(j, p, "console", name);
}

static void picture(const job *j, const kj_test_room *room, const char *name)
{
    const kj_pixels p = blank(j->arena, j->width, j->height);
    const double scale =
        kj_canvas_scale(kj_canvas_for(j->width, j->height, 1), j->width, j->height);
    const kj_list list = kj_gallery_room(j->gallery, room, kj_show_room(&room->show), j->width,
                                         j->height, &kj_theme_light);
    kj_paint(j->painter, &list, p, scale);
    save(j, p, "room", name);
}

static bool is_wanted(const char *name, int argc, char **argv, int from)
{
    for (int i = from; i < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return true;
    return from >= argc;
}

int main(int argc, char **argv)
{
    void *state = NULL;
    char *end = NULL;
    if (argc < 3) {
        fprintf(stderr, "usage: paint_classroom FOLDER WxH [room|console] [LANGUAGE] [NAME]...\n");
        return 2;
    }
    job j = {.folder = argv[1], .width = (int)strtol(argv[2], &end, 10)};
    j.height = *end == 'x' ? (int)strtol(end + 1, NULL, 10) : 0;
    if (j.width < 320 || j.height < 240 || j.width > 7680 || j.height > 4320) {
        fprintf(stderr, "paint_classroom: no such size: %s\n", argv[2]);
        return 2;
    }
    int from = 3;
    const bool rooms = from >= argc || strcmp(argv[from], "console") != 0;
    const bool consoles = from >= argc || strcmp(argv[from], "room") != 0;
    from += from < argc && (!rooms || !consoles);
    if (kj_gallery_open_course(&state) != 0)
        return 1;
    j.gallery = state;
    if (from < argc && kj_words_for(kj_span_of(argv[from])))
        j.gallery->words = kj_words_for(kj_span_of(argv[from++]));
    j.arena = kj_arena_new();
    j.painter =
        kj_painter_new(&j.gallery->fonts, kj_load_pictures(j.gallery->course, NULL, j.arena));
    (void)mkdir(j.folder, 0777); /* or it is there; else the first picture says so */
    for (size_t i = 0; i < kj_class_stop_count; i++) {
        const kj_class_stop *stop = &kj_class_stops[i];
        if (!is_wanted(stop->name, argc, argv, from))
            continue;
        kj_arena *class = kj_arena_new();
        const kj_test_room *room = kj_class_at(j.gallery->course, stop, class);
        if (rooms && stop->room)
            picture(&j, room, stop->name);
        if (consoles && stop->console)
            console(&j, room, stop->name);
        kj_arena_free(class);
    }
    kj_painter_free(j.painter);
    kj_arena_free(j.arena);
    kj_gallery_close(&state);
    return 0;
}
