/* engine/scene/fit.c: proves that the content of a course fits every supported shape of page. */
#include "scene/screens/screens.h"

static const struct {
    int width, height;
} shapes[] = {{4, 3}, {16, 10}, {16, 9}, {21, 9}, {3, 4}};

static void check_slides(const kj_scene *scene)
{
    for (uint32_t i = 0; i < scene->course->slides.count; i++) {
        kj_arena_reset(scene->arena);
        kj_scene_slide(scene, i, UINT32_MAX);
    }
}

void kj_scene_check_fit(const kj_scene *scene, kj_sink *sink)
{
    kj_scene shaped = *scene;
    shaped.arena = kj_arena_new();
    shaped.sink = sink;
    for (size_t i = 0; i < KJ_COUNT(shapes); i++) {
        shaped.canvas = kj_canvas_for(shapes[i].width, shapes[i].height, 1);
        check_slides(&shaped);
        kj_screen_check_fit(&shaped);
    }
    kj_arena_free(shaped.arena);
}
