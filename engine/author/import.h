/* engine/author/import.h: what was written elsewhere becomes a part of a course.
 *
 *   .md           an outline (CommonMark): # the part's title; ## a slide: its first paragraph is
 *                 the lead, a list its points (numbered where the list is), a list of lists its
 *                 columns, a picture its picture, a quotation the presenter's notes
 *   .gift, .txt   questions in GIFT (Moodle): single and multiple choice, true or false, numbers,
 *                 short answers (fill-in) and matching, with feedback
 *   .csv          questions, one a row; the first row names the columns (import_csv.c has their
 *                 names, Chinese and English)
 *
 * Nothing is made up: what a course needs and the file has not (the slide that explains an item,
 * why a wrong option is wrong) is left out, and `check` asks for it at its place. */
#ifndef KJ_AUTHOR_IMPORT_H
#define KJ_AUTHOR_IMPORT_H

#include "base/diag.h"

#define KJ_IMPORT_BYTES_MAX ((size_t)16 << 20)
#define KJ_IMPORTED_OPTIONS_MAX 12

typedef enum kj_imported_kind {
    KJ_IMPORTED_SINGLE,
    KJ_IMPORTED_MULTIPLE,
    KJ_IMPORTED_TRUE_FALSE,
    KJ_IMPORTED_NUMERIC,
    KJ_IMPORTED_FILL_IN,
    KJ_IMPORTED_MATCH,
    KJ_IMPORTED_ORDER
} kj_imported_kind;

typedef struct kj_imported_option {
    kj_span text;     /* of a fill-in: an answer; of a pair: the left side */
    kj_span to;       /* of a pair: the right side; of an extra right side `text` is empty */
    kj_span feedback; /* may be empty; so all below */
    bool right;
} kj_imported_option;

/* A question; texts are plain. */
typedef struct kj_imported_item {
    kj_imported_kind kind;
    kj_span stem, why, feedback, formula, unit, explains, objective;
    kj_imported_option options[KJ_IMPORTED_OPTIONS_MAX];
    size_t option_count;
    bool answer;              /* TRUE_FALSE */
    double number, tolerance; /* NUMERIC */
    int difficulty;           /* 0: not said */
    kj_loc at;
} kj_imported_item;

/* A slide, whose content is JSON already: texts with markup. */
typedef struct kj_imported_slide {
    kj_span title, lead, notes; /* with markup */
    kj_span visual;             /* JSON; empty: it has none */
    kj_loc at;
} kj_imported_slide;

typedef struct kj_imported {
    kj_arena *arena;
    kj_span title; /* of the part, plain; may be empty */
    KJ_LIST(kj_imported_slide) slides;
    KJ_LIST(kj_imported_item) items;
    size_t slide_capacity, item_capacity;
} kj_imported;

/* Adds what the source holds.  Its name's ending says what it is (E0812: none of ours).  Errors are
 * E0812, what has no place in a course W0812, both at their place.  false: there was an error. */
bool kj_import(const kj_source *source, kj_imported *out, kj_sink *sink);

bool kj_import_outline(const kj_source *source, kj_imported *out, kj_sink *sink);
bool kj_import_gift(const kj_source *source, kj_imported *out, kj_sink *sink);
bool kj_import_csv(const kj_source *source, kj_imported *out, kj_sink *sink);
/* For them: a number and nothing else, its ends trimmed; a new item or slide. */
bool kj_import_number(kj_span text, double *out);
kj_imported_item *kj_imported_add_item(kj_imported *out, kj_loc at);
kj_imported_slide *kj_imported_add_slide(kj_imported *out, kj_loc at);

typedef struct kj_import_frame {
    kj_span part;                /* its id, and what ids begin with */
    int number;                  /* of the part */
    kj_span explains, objective; /* of items that do not say; empty: they stay without */
} kj_import_frame;
/* The part as a file of a course. */
kj_span kj_import_write(const kj_imported *all, const kj_import_frame *frame, kj_arena *arena);

#endif
