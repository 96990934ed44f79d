/* engine/print/paper.h: pages of A4 that are filled from top to bottom, for the files of print/. */
#ifndef KJ_PRINT_PAPER_H
#define KJ_PRINT_PAPER_H

#include "paint/paint.h"
#include "print/print.h"
#include "scene/draw.h"

#define KJ_PAPER_SIDE 96 /* 17 mm */
#define KJ_PAPER_TOP 84
#define KJ_PAPER_SMALL 17 /* half points: 8.5 pt */
#define KJ_PAPER_BODY 19

typedef struct kj_paper_page {
    kj_draw draw;
    kj_span entry; /* of the outline; empty: none */
} kj_paper_page;

typedef struct kj_paper {
    kj_scene scene;
    kj_theme theme;
    kj_span title; /* in the foot */
    KJ_LIST(kj_paper_page *) pages;
    size_t capacity;
    double y; /* where the page goes on */
    kj_font_files files;
    kj_arena *arena;
    kj_sink *sink;
} kj_paper;

/* White, A4 across or upright.  false: no fonts (reported).  What was opened is to be closed. */
bool kj_paper_open(kj_paper *paper, const kj_course *course, const kj_words *words, bool across,
                   kj_span title, kj_arena *arena, kj_sink *sink);
void kj_paper_close(kj_paper *paper);

kj_draw *kj_paper_draw(kj_paper *paper); /* of the page that is being filled */
double kj_paper_width(const kj_paper *paper);
double kj_paper_bottom(const kj_paper *paper);
void kj_paper_turn(kj_paper *paper); /* a new page */
/* A new page where less than `height` is left; true: it is a new one. */
bool kj_paper_need(kj_paper *paper, double height);
/* The page, as it is now, is the one of this entry. */
void kj_paper_entry(kj_paper *paper, kj_span title);
/* A text across the page, and down by its height; `x` from the margin. */
void kj_paper_put(kj_paper *paper, kj_span text, double x, kj_text_style style);

/* Feet with page numbers, then everything as a PDF. */
bool kj_paper_finish(kj_paper *paper, const kj_course *course, kj_span *pdf);

#endif
