/* engine/scene/room.h: the two pictures of a class.  Pure, as scene.h.
 *
 * The room's picture is a function of kj_room and the class alone, so that nothing of the
 * presenter's can get there. */
#ifndef KJ_SCENE_ROOM_H
#define KJ_SCENE_ROOM_H

#include "class/show.h"
#include "scene/scene.h"

/* What the room sees; scene->canvas is its screen's shape. */
kj_list kj_room_draw(const kj_scene *scene, const kj_class *class, const kj_room *room);
/* Where an area of the room's page (zoom) stands on its canvas, and back: how the pointer of the
 * preview and of the screen itself become places on the page. */
void kj_room_to_page(const kj_room *room, kj_canvas canvas, double x, double y, double *page_x,
                     double *page_y);

/* The presenter's console.  The pictures of the room in it are painted by the shell, which has them
 * already: into `now` the room's, into `next` what comes; the list leaves them empty, with a frame.
 * The other slides of the overview are `thumbs`. */
typedef struct kj_console_thumb {
    uint32_t slide;
    kj_rect rect;
} kj_console_thumb;
typedef struct kj_console {
    kj_list list;
    kj_rect now, next;  /* w 0: not on this page */
    bool next_is_slide; /* … and which one, all steps shown: thumbs[0] */
    KJ_LIST(kj_console_thumb) thumbs;
} kj_console;
/* `room_canvas`: shape of the room's picture; scene->canvas, ->theme: the console's own (it is
 * dark). */
kj_console kj_console_draw(const kj_scene *scene, kj_canvas room_canvas, const kj_show *show);

#endif
