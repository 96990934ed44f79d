/* engine/course/course.h: the immutable model of a course.
 *
 * Read once (read.h), then shared by everybody.  Lists keep the order of the files; a number such
 * as "slide 3" is the index into kj_course.slides and never leaves the process: records hold ids.
 */
#ifndef KJ_COURSE_COURSE_H
#define KJ_COURSE_COURSE_H

#include "course/fields.h"

#define KJ_NONE UINT32_MAX

typedef struct kj_objective {
    kj_at at;
    kj_span id; /* "o2.1" */
    kj_text text, brief;
} kj_objective;

typedef enum kj_figure_kind { KJ_FIGURE_EXAMPLE, KJ_FIGURE_DEFINITION } kj_figure_kind;

/* A figure that a company may replace.  `text` is what {id} puts into a text; where it is left
 * out, it is made of value and unit.  `formula` computes `value` from other figures: + - * / ( ),
 * numbers and ids (blanks around a minus, since ids hold hyphens). */
typedef struct kj_figure {
    kj_at at;
    kj_span id;
    uint32_t kind; /* kj_figure_kind */
    double value;  /* NaN where it is only a text */
    kj_span unit, text, formula, about;
} kj_figure;

typedef struct kj_term {
    kj_at at;
    kj_span id, name, english, meaning;
} kj_term;

typedef struct kj_slide {
    kj_at at;
    kj_span id;
    kj_text title; /* the message */
    kj_span menu;  /* the short name */
    kj_text lead;  /* a line under the title; may be empty */
    kj_form visual;
    kj_text notes, ask; /* for the instructor; a question to the room */
    kj_text alt;        /* the visual in a sentence, with its figures */
    double minutes;
    kj_span_list objectives;
    bool build;     /* steps appear one by one */
    bool example;   /* shows figures of kind 例: the label goes with it (set by the reader) */
    uint32_t part;  /* set by the reader */
    uint32_t steps; /* presses of → until all is shown; set by the reader from the form */
} kj_slide;

typedef struct kj_item {
    kj_at at;
    kj_span id;
    kj_form form; /* "type" and the type's own keys; lesson/items.h knows the rows */
    kj_text stem;
    kj_text why;      /* why the key is right, shown after any answer */
    kj_span explains; /* the slide that teaches it */
    kj_span objective;
    int32_t difficulty; /* 1 easy … 3 hard */
    double points;
    uint32_t part;
} kj_item;

typedef struct kj_drill {
    kj_at at;
    kj_span id;
    kj_form form; /* "type" names the family; lesson/drills.h knows the rows */
    kj_span title;
    kj_text brief; /* what to do */
    kj_span objective, explains;
    int32_t level;  /* 1..3 */
    bool placement; /* sets the starting level; does not count for passing */
    uint32_t part;
} kj_drill;

typedef enum kj_mood {
    KJ_MOOD_CALM,
    KJ_MOOD_HESITANT,
    KJ_MOOD_DISPLEASED,
    KJ_MOOD_APPROVING
} kj_mood;
extern const char *const kj_mood_words[]; /* "calm", "hesitant", "displeased", "approving", NULL */

typedef struct kj_person {
    kj_at at;
    kj_span id, name, role, about;
    kj_span portrait; /* SVG of the course; groups mood-calm … hold what a mood changes */
} kj_person;

typedef struct kj_variable {
    kj_at at;
    kj_span id, name, unit;
    double start, min, max;
    bool lower_is_better;
    bool clock; /* the remaining time: at min the scene goes at once to the endings */
} kj_variable;

typedef struct kj_fact {
    kj_at at;
    kj_span id;
    kj_text text; /* the hidden fact */
    kj_text hint; /* the question that would have found it */
} kj_fact;

typedef struct kj_choice {
    kj_at at;
    kj_span id;
    kj_text text;       /* what the learner says */
    kj_span_list needs; /* offered only when these facts are known */
    KJ_LIST(kj_pair) effects;
    kj_span_list learns; /* facts that become known */
    kj_text reply;       /* the customer's answer */
    kj_span by;          /* who answers; empty: the node's speaker */
    uint32_t mood;       /* kj_mood, with the answer */
    kj_text why;         /* what this choice did, for the debrief */
    kj_span next;        /* node id, or "end" */
    uint32_t next_index; /* into nodes; KJ_NONE: the endings; set by the reader */
} kj_choice;

typedef struct kj_node {
    kj_at at;
    kj_span id;
    kj_span by;    /* person */
    uint32_t mood; /* kj_mood */
    kj_text scene; /* what is seen; may be empty */
    kj_text say;   /* what the person says; may be empty */
    KJ_LIST(kj_choice) choices;
    kj_span better;  /* id of the choice that the debrief recommends */
    kj_text because; /* and its reason */
} kj_node;

typedef enum kj_grade {
    KJ_GRADE_EXCELLENT,
    KJ_GRADE_GOOD,
    KJ_GRADE_FAIR,
    KJ_GRADE_FAILED
} kj_grade;
extern const char *const kj_grade_words[]; /* "excellent", "good", "fair", "failed", NULL */

/* Tested from the first to the last; the first whose conditions all hold is taken; the last has
 * none (the reader proves it). */
typedef struct kj_ending {
    kj_at at;
    kj_span id;
    kj_span title;
    uint32_t grade;                     /* kj_grade: 100, 85, 60, 0 points */
    KJ_LIST(kj_pair) at_least, at_most; /* variable id → bound, edges included */
    kj_span_list facts;                 /* all must be known */
    kj_text text;
} kj_ending;

typedef struct kj_roleplay {
    kj_at at;
    kj_span id, title, place;
    kj_text situation, goal;
    kj_span_list objectives;
    KJ_LIST(kj_person) cast;
    KJ_LIST(kj_variable) variables; /* at most KJ_ROLEPLAY_VARIABLES_MAX */
    KJ_LIST(kj_fact) facts;         /* at most KJ_ROLEPLAY_FACTS_MAX */
    KJ_LIST(kj_node) nodes;         /* the first is the start */
    KJ_LIST(kj_ending) endings;
    kj_span_list review; /* slides for the debrief */
    double minutes;
    uint32_t part;
} kj_roleplay;
#define KJ_ROLEPLAY_VARIABLES_MAX 8
#define KJ_ROLEPLAY_FACTS_MAX 16
#define KJ_ROLEPLAY_NODES_MAX 64
#define KJ_ROLEPLAY_CHOICES_MAX 6
#define KJ_ROLEPLAY_ENDINGS_MAX 16
#define KJ_ROLEPLAY_TURNS_MAX 64

typedef struct kj_part {
    kj_at at;
    kj_span id;
    int32_t number; /* 1..; 0: the opening, the closing */
    kj_span title, verb;
    kj_span_list objectives; /* ids of course.objectives */
    int32_t draw;            /* items in its test; 0: no test */
    int32_t final;           /* items that the final test draws from its bank; 0: none */
    double drills_pass;      /* share of its drills to pass, 0..1 */
    kj_span_list requires;   /* parts that are better done before: advice, never a wall */
    double minutes;          /* set by the reader: the sum over its slides */
    /* The part's own elements are [first, first + count) of the course's flat lists. */
    uint32_t first_slide, slide_count, first_item, item_count, first_drill, drill_count,
        first_roleplay, roleplay_count;
} kj_part;

typedef struct kj_pass {
    kj_at at;
    double test;          /* share needed in a part test, 0.8 */
    double drill;         /* share of a drill's points to pass it, 0.8 */
    double slide_seconds; /* a slide counts as seen after so long, 3 */
    double final;         /* share needed in the final test, 0.8 */
    int32_t roleplays;    /* so many different ones ended with 良 or better; 0 where left out */
    kj_span_list among;   /* and one of these is among them; empty: any */
    bool confidence;      /* tests ask with each answer how sure the learner is */
} kj_pass;

/* What a certificate says beside the learner's own.  The total that it gives is out of 100. */
typedef struct kj_certificate {
    kj_at at;
    kj_span issuer;       /* who signs; empty: nobody in particular */
    kj_span prefix;       /* what its number begins with; empty: nothing */
    double hours;         /* 学时; 0: not said */
    double good;          /* the least total of 良好, 90 */
    double excellent;     /* of 优秀, 96; below `good` it is 合格 */
    double final_weight;  /* percent of the total that the final test makes, 60; the rest is the
                             best role-play */
    double good_roleplay; /* points of a role-play of grade 良, 85; 优 is 100 */
} kj_certificate;

struct kj_course {
    kj_at at;
    kj_span id, version, language;
    kj_span theme; /* "light", "dark", "high-contrast", or a .json of the course */
    kj_span title, subtitle;
    kj_span notice; /* the label that figures of kind 例 carry */
    bool specimen;  /* pictures of it are made in every theme and shape where none is asked for */
    KJ_LIST(kj_objective) objectives;
    KJ_LIST(kj_figure) figures;
    KJ_LIST(kj_term) terms;
    KJ_LIST(kj_part) parts;
    KJ_LIST(kj_slide) slides;
    KJ_LIST(kj_item) items;
    KJ_LIST(kj_drill) drills;
    KJ_LIST(kj_roleplay) roleplays;
    KJ_LIST(kj_span) pictures; /* every path that the course names, once */
    const kj_at *picture_at;   /* where each is named first: the offset of its string */
    kj_pass pass;
    kj_certificate certificate;
    KJ_LIST(kj_source) sources; /* the files, as read */
    const struct kj_course_index *index;
    const struct kj_files *files; /* where the files lie: load's, as its loader gave it */
};

/* Index of the element of that id in the flat list of its kind; KJ_NONE: none.  Constant time. */
uint32_t kj_course_find(const kj_course *course, kj_ref_kind kind, kj_span id);

/* Whether an element of that id stands in the form's data: what a hotspot asks for.  Ids of kind
 * KJ_REF_LOCAL at any depth count. */
bool kj_form_has_element(const kj_form *form, kj_span id);

/* Characters that a slide shows: title, lead and what its visual says. */
size_t kj_slide_characters(const kj_slide *slide);

/* The place of `key` in the object at `at`, for a message (see kj_json_locate). */
kj_loc kj_course_place(const kj_course *course, kj_at at, const char *key, size_t index);

#endif
