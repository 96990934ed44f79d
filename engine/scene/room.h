/* engine/scene/room.h: the two pictures of a class.  Pure, as scene.h.
 *
 * The room's picture is a function of kj_room, the class and the names of its people alone, so that
 * nothing of the presenter's can get there. */
#ifndef KJ_SCENE_ROOM_H
#define KJ_SCENE_ROOM_H

#include "class/show.h"
#include "scene/scene.h"

/* What the room sees; scene->canvas is its screen's shape.  `names`: whom the picker and the groups
 * name (show->roster); who is not among them goes by id. */
kj_list kj_room_draw(const kj_scene *scene, const kj_class *class, const kj_room *room,
                     const kj_roster_name *names, size_t name_count);
/* Where a place on the room's canvas lies on its page, which fills it but for a zoom: how the
 * pointer of the preview and of the screen itself become places on the page. */
void kj_room_to_page(const kj_room *room, kj_canvas canvas, double x, double y, double *page_x,
                     double *page_y);

/* The presenter's console.  The pictures of the room in it are painted by the shell, which has most
 * of them already; the list leaves their places empty, with a frame.
 *
 *   now    show->room without its cover: what is worked on, which the room does not see while it is
 *          frozen or covered
 *   next   what "next" leads to: kj_show_next's room; where that is a whole new slide, all of it:
 *          thumbs[0], and next_is_slide
 *   seen   kj_show_room: what the room really sees, where that is not `now`
 *   thumbs whole slides, all steps shown: the next one, those of the overview */
typedef struct kj_console_thumb {
    uint32_t slide;
    kj_rect rect;
} kj_console_thumb;
typedef struct kj_console {
    kj_list list;
    kj_rect now, next, seen; /* w 0: not on this page; of the room's shape */
    bool next_is_slide;
    KJ_LIST(kj_console_thumb) thumbs;
    double notes_most; /* lines that the notes can be scrolled by; show->notes_from beyond it shows
                          their end */
} kj_console;
/* `room_canvas`: shape of the room's picture; scene->canvas, ->theme: the console's own (it is
 * dark, kj_theme_dark, whatever the room's is). */
kj_console kj_console_draw(const kj_scene *scene, kj_canvas room_canvas, const kj_show *show);

#endif
