/* engine/scene/room/console.h: the pages of the console, a file each, and what they share.
 * console.c picks one. */
#ifndef KJ_SCENE_ROOM_CONSOLE_H
#define KJ_SCENE_ROOM_CONSOLE_H

#include "scene/room/parts.h"

#define KJ_CONSOLE_MARGIN 28.0
#define KJ_CONSOLE_GAP 24.0
#define KJ_CONSOLE_PADDING 28.0

typedef struct kj_console_view {
    const kj_show *show;
    double shape; /* of the room's picture: width ÷ height */
    kj_console *out;
    size_t thumb_capacity;
} kj_console_view;

void kj_console_main(kj_draw *draw, kj_console_view *view);
void kj_console_overview(kj_draw *draw, kj_console_view *view);
void kj_console_list(kj_draw *draw, kj_console_view *view); /* questions, role-plays, who is there,
                                                               what phones have asked */
void kj_console_keys(kj_draw *draw, kj_console_view *view);

/* Of the main page. */
void kj_console_clock(kj_draw *draw, const kj_console_view *view, kj_rect box);
#define KJ_CONSOLE_CLOCK_HEIGHT 236.0
void kj_console_notes(kj_draw *draw, const kj_console_view *view, kj_rect box);
/* What is voted on, instead of the notes; height that it likes to have, 0: nothing is. */
void kj_console_votes(kj_draw *draw, const kj_console_view *view, kj_rect box);
double kj_console_votes_height(kj_draw *draw, const kj_console_view *view);
void kj_console_few_keys(kj_draw *draw, const kj_console_view *view, kj_rect box);
/* Where the class stands and how what the room sees differs from it, in one line. */
void kj_console_strip(kj_draw *draw, const kj_console_view *view, kj_rect box);
#define KJ_CONSOLE_STRIP_HEIGHT 56.0

/* Of the pages that lie over the main one: their name, what is to be said beside it, what the room
 * sees meanwhile, the words to find, the way back.  Returns where they begin. */
double kj_console_head(kj_draw *draw, kj_console_view *view, kj_word_id title, kj_span said,
                       bool search);
#define KJ_CONSOLE_SIDE 56.0 /* their margins */

/* A panel without an outline; a picture's place, with one. */
void kj_console_panel(kj_draw *draw, kj_rect rect);
void kj_console_frame(kj_draw *draw, kj_rect rect, kj_color_name color, double width);
/* One line of text, cut where it is too long; returns its width. */
double kj_console_line(kj_draw *draw, kj_span said, double x, double y, double width,
                       kj_text_style style);
void kj_console_thumb_at(kj_draw *draw, kj_console_view *view, uint32_t slide, kj_rect rect);
/* A button as high as a line of the console, as wide as its words at least. */
kj_rect kj_console_button(kj_draw *draw, kj_rect rect, kj_span action, kj_span label, bool primary);
double kj_console_button_width(kj_draw *draw, kj_span label);

/* "需求金字塔": the short name of a slide. */
kj_span kj_slide_name(const kj_course *course, uint32_t slide);
/* The slide that comes after this one; KJ_NONE: it is the last. */
uint32_t kj_slide_after(const kj_course *course, uint32_t slide);
/* "14:38", by the clock of the room. */
kj_span kj_wall_clock(const kj_draw *draw, const kj_show *show, int64_t ms);

#endif
