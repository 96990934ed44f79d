/* engine/scene/list.h: a picture is a display list.
 *
 * A flat list of drawing commands in canvas units (1080 high; x rightwards, y downwards), and a
 * flat list of areas: what can be pressed or spoken, in reading and focus order.  The window, PNG,
 * PDF, thumbnails, the mouse, the keyboard and the screen reader all read this one value.  It
 * lives in a frame's arena and points into it and into the course. */
#ifndef KJ_SCENE_LIST_H
#define KJ_SCENE_LIST_H

#include "base/arena.h"
#include "scene/theme.h"
#include "text/typeset.h"

typedef struct kj_rect {
    double x, y, w, h;
} kj_rect;

typedef enum kj_path_verb { KJ_PATH_MOVE, KJ_PATH_LINE, KJ_PATH_CURVE, KJ_PATH_CLOSE } kj_path_verb;
typedef struct kj_path_step {
    kj_path_verb verb;
    double x[3], y[3]; /* CURVE: two control points, end; else the first only */
} kj_path_step;

typedef enum kj_command_kind {
    KJ_DRAW_RECT,   /* rect, radius; fill, stroke */
    KJ_DRAW_PATH,   /* path; fill, stroke, dash */
    KJ_DRAW_GLYPHS, /* glyphs at (x, y) = rect's origin, size; fill */
    KJ_DRAW_IMAGE,  /* picture, variant, into rect, keeping its aspect, centred */
    KJ_DRAW_CLIP,   /* rect, radius: until the matching END */
    KJ_DRAW_GROUP,  /* opacity, dy: until the matching END */
    KJ_DRAW_END
} kj_command_kind;

/* What is painted only with the picture before it, or only in its place where it cannot be had;
 * never of a CLIP, a GROUP or their END. */
typedef enum kj_when { KJ_ALWAYS, KJ_WITH_PICTURE, KJ_WITHOUT_PICTURE } kj_when;

typedef struct kj_command {
    kj_command_kind kind;
    kj_when when;
    kj_rect rect;
    kj_color fill, stroke; /* alpha 0: none */
    double stroke_width, radius, dash, opacity, dy;
    bool shadow; /* RECT: the one soft shadow */
    const kj_path_step *path;
    size_t path_count;
    /* GLYPHS: one line of text; positions in em of `size`, relative to (rect.x, rect.y), which is
     * the line's left end on its baseline; rect.w is its width, rect.h its line height.  Vertical:
     * the same line turned clockwise about that origin (text/typeset.h): rect.x is its axis, rect.y
     * its top, rect.w how far it runs down. */
    bool vertical;
    const kj_glyph *glyphs;
    size_t glyph_count;
    const kj_cluster *clusters;
    size_t cluster_count;
    kj_span text; /* the line's own text: PDF, screen reader, tests; of a RECT: what is said of the
                     sign that is drawn on it, a tick or a cross */
    bool cap;     /* GLYPHS: the key of what it stands on, not words */
    kj_span base; /* the paragraph's text that glyph and cluster offsets refer to */
    double size;
    kj_span picture, variant; /* IMAGE: path in the course or "assets/…"; SVG group to show */
    uint32_t build;           /* step with which it appears, 0: from the start */
} kj_command;

typedef enum kj_role {
    KJ_ROLE_BUTTON,
    KJ_ROLE_OPTION,
    KJ_ROLE_TARGET,
    KJ_ROLE_LINK,
    KJ_ROLE_TEXT_FIELD,
    KJ_ROLE_HEADING,
    KJ_ROLE_TEXT,
    KJ_ROLE_FIGURE,
    KJ_ROLE_STATUS,
    KJ_ROLE_KEY /* a key; with a rect there is a sign for the mouse, too, which the focus passes by
                 */
} kj_role;

/* What an area is to somebody who drags (scene/drag.h). */
typedef enum kj_drag_part {
    KJ_DRAG_NONE,
    KJ_DRAG_THING,  /* goes to a target */
    KJ_DRAG_TARGET, /* takes things */
    KJ_DRAG_STEP,   /* of an order: changes its place */
    KJ_DRAG_CARD,   /* of a chain: goes to a place in it, or to its end */
    KJ_DRAG_END,    /* the end of the chain */
    KJ_DRAG_CHOICE, /* a card of which one is chosen: goes to where it would stand */
    KJ_DRAG_SLOT    /* there */
} kj_drag_part;

typedef struct kj_area {
    kj_role role;
    kj_span action; /* "next", "option:b" … (lesson/session.h); empty: only spoken */
    kj_span label;  /* what a screen reader says */
    kj_span keys;   /* names as SDL gives them, blank between: "Right Space PageDown" */
    kj_rect rect;   /* the hit area; w 0: none */
    size_t drawn;   /* commands that stood before it: where on the page it is read */
    bool disabled, selected;
    kj_drag_part drag;
    uint8_t place; /* STEP, CARD: the place it has now, from 1; 0: none yet */
} kj_area;

typedef struct kj_list {
    double width, height; /* canvas: height 1080, or more width for portrait */
    kj_color ground;
    KJ_LIST(kj_command) commands;
    KJ_LIST(kj_area) areas;
    size_t covered;                  /* commands under what lies over the page: not to be read */
    kj_rect caret;                   /* of the text control, for the input method; w 0: none */
    size_t caret_above, caret_below; /* the byte on the line above and below it, as far along; the
                                        text's start and end where there is none */
    size_t overfull; /* texts that did not fit their box even at the smallest size */
} kj_list;

/* What the letters of a GLYPHS command cover, roughly: their line's em boxes. */
kj_rect kj_command_em_box(const kj_command *command);

/* The area under a point, the last one drawn first; -1: none.  Text-only areas do not count. */
int kj_list_hit(const kj_list *list, double x, double y);
/* The byte of a text field's text before which a caret at that point would stand, on the nearest
 * line; 0 where nothing is written yet. */
size_t kj_list_caret_at(const kj_list *list, int field, double x, double y);
/* Next (+1) or previous (-1) area that can take the focus, from `from` (-1: from the end); wraps
 * round; -1: there is none. */
int kj_list_focus(const kj_list *list, int from, int direction);
/* The area that names this key; -1: none. */
int kj_list_key(const kj_list *list, kj_span key);
int kj_list_action(const kj_list *list, kj_span action);

/* The list as text, one command or area a line, positions to 0.1 unit: for golden tests. */
kj_span kj_list_dump(const kj_list *list, kj_arena *arena);

#endif
