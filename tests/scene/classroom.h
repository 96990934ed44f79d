/* tests/scene/classroom.h: a class of the real course that comes by every page of the room's screen
 * and of the console, by the actions of a presenter. */
#ifndef KJ_TESTS_SCENE_CLASSROOM_H
#define KJ_TESTS_SCENE_CLASSROOM_H

#include "class/kit.h"
#include "gallery.h"
#include "scene/room.h"

typedef struct kj_class_stop {
    const char *name;
    const char *actions;             /* from the class's beginning (class/kit.h) */
    void (*set)(kj_test_room *room); /* … then what a shell would have set; NULL: nothing */
    bool room, console;              /* which picture shows something new */
} kj_class_stop;
extern const kj_class_stop kj_class_stops[];
extern const size_t kj_class_stop_count;

/* A class of 32 with that behind it; lives in `arena`. */
kj_test_room *kj_class_at(const kj_course *course, const kj_class_stop *stop, kj_arena *arena);

/* The pictures, in the gallery's frame, which is reset before. */
kj_list kj_gallery_room(kj_gallery *gallery, const kj_test_room *room, const kj_room *shown,
                        int width, int height, const kj_theme *theme);
kj_console kj_gallery_console(kj_gallery *gallery, const kj_test_room *room, int width, int height);

#endif
