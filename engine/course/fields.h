/* engine/course/fields.h: what a JSON object of a course may hold, as data.
 *
 * One table per object says its keys, their types and limits, where the value goes in the C
 * struct, and what it is for.  The reader fills structs by it, `kejian schema` prints it, the
 * did-you-mean takes its words from it, and strict checks find places by it.  Item types (lesson),
 * drill families (lesson) and visuals (scene) bring their own tables and are handed to the reader
 * as data, so that `course` knows none of them.
 *
 * Every struct that is read from a JSON object begins with `kj_at at;`. */
#ifndef KJ_COURSE_FIELDS_H
#define KJ_COURSE_FIELDS_H

#include "base/diag.h"

#include <stddef.h>

/* Where an object stands: which file of the course, and the offset of its brace. */
typedef struct kj_at {
    uint32_t source, offset;
} kj_at;

/* Inline markup of a text field, taken apart when the course is read:
 *   **重点**                 KJ_MARK_STRONG
 *   ==重点==                 KJ_MARK_DOTS, 着重号 under its characters
 *   [痛点](term:pain-point)  KJ_MARK_TERM, target is the term's id
 *   [四阶段](slide:p2-stages) KJ_MARK_LINK, target is the slide's id
 *   `代码`                   KJ_MARK_CODE
 *   {rev80}                  the text of a figure, before all else
 * A backslash takes the meaning from * = [ ] ` { } \.  Marks do not nest.  (Not CommonMark: its
 * flanking rules refuse **“重点”**是, where full-width punctuation meets Han.) */
typedef enum kj_mark_kind {
    KJ_MARK_STRONG,
    KJ_MARK_TERM,
    KJ_MARK_LINK,
    KJ_MARK_CODE,
    KJ_MARK_DOTS
} kj_mark_kind;

typedef struct kj_mark {
    kj_mark_kind kind;
    uint32_t start, len; /* bytes of `plain` */
    kj_span target;
} kj_mark;

typedef struct kj_text {
    kj_span plain; /* what is read, spoken, searched and judged */
    const kj_mark *marks;
    size_t mark_count;
    bool example; /* a figure of kind 例 stands in it */
} kj_text;

typedef enum kj_field_kind {
    KJ_FIELD_BOOL,   /* bool */
    KJ_FIELD_INT,    /* int32_t in [min, max] */
    KJ_FIELD_NUMBER, /* double in [min, max]; JSON may give "{figure}" instead of a number */
    KJ_FIELD_WORD,   /* uint32_t: index into `words` */
    KJ_FIELD_ID,     /* kj_span: kebab-case, [a-z0-9] first, then [a-z0-9.-], at most 64 bytes */
    KJ_FIELD_REF,    /* kj_span: an id that must exist; `ref` says among what */
    KJ_FIELD_STRING, /* kj_span without markup; min..max are code points */
    KJ_FIELD_TEXT,   /* kj_text with markup; min..max are code points of `plain` */
    KJ_FIELD_PATH,   /* kj_span: a file of the course, relative to its folder; with `ref` NONE a
                        picture, with PART or ROLEPLAY a JSON file that the reader goes on to */
    KJ_FIELD_OBJECT, /* a struct of type `object`, in place */
    KJ_FIELD_MAP,    /* KJ_LIST(kj_pair): JSON object of numbers; min..max hold for each */
    KJ_FIELD_FORM    /* kj_form: "type" picks a row of the forms named by `forms`.  Under the key
                        "type" it is inline: the row's own keys stand in the same JSON object as
                        the fields around it (an item's stem and its options).  Under any other
                        key it is an object of its own: "visual": {"type": "pyramid", …}. */
} kj_field_kind;

/* Limits where min and max are both 0: STRING 1..KJ_STRING_MAX, TEXT 1..KJ_TEXT_MAX code points
 * (an empty text is an error: leave the key out), arrays and KEYED objects up to KJ_LIST_MAX
 * elements and, where required, at least one; numbers any.  An element of an array has its kind's
 * own limits. */
#define KJ_STRING_MAX 500
#define KJ_TEXT_MAX 2000
#define KJ_LIST_MAX 1000
#define KJ_PATH_MAX 200
#define KJ_ID_BYTES_MAX 64
#define KJ_FIELDS_MAX 64 /* of one table */
/* Any object may have this key, a string for whoever writes the course; the program passes it over.
 * (JSON has no comments; the name is JSON Schema's.) */
#define KJ_COMMENT_KEY "$comment"
#define KJ_NOT_KEPT SIZE_MAX /* of a STRING: no place in the struct */

typedef enum kj_field_flag {
    KJ_REQUIRED = 1,
    KJ_MANY = 2,  /* a JSON array of it; in C KJ_LIST(T); min..max then count elements */
    KJ_KEYED = 4, /* with KJ_FIELD_OBJECT: a JSON object id → object; in C KJ_LIST(T) in the order
                    of the text, the key goes to the kj_span at object->id_offset */
    KJ_TOKEN = 16, /* of a STRING: nobody reads it, or in no other language: a version, a formula */
    KJ_NESTED = 8  /* with KJ_MANY: an array of arrays; in C a list of KJ_LIST(T), that is, its
                      elements are kj_any_list; min..max count the outer elements */
} kj_field_flag;

/* What an id names.  Ids of one kind are unique in the whole course; LOCAL ones in their list. */
typedef enum kj_ref_kind {
    KJ_REF_NONE,
    KJ_REF_PART,
    KJ_REF_SLIDE,
    KJ_REF_ITEM,
    KJ_REF_DRILL,
    KJ_REF_ROLEPLAY,
    KJ_REF_OBJECTIVE,
    KJ_REF_FIGURE,
    KJ_REF_TERM,
    KJ_REF_LOCAL /* unique among its siblings; references are checked by the form's own check */
} kj_ref_kind;

typedef struct kj_pair {
    kj_at at; /* of the value */
    kj_span key;
    double value;
} kj_pair;

typedef struct kj_object kj_object;
typedef struct kj_forms kj_forms;

typedef struct kj_field {
    const char *key;
    kj_field_kind kind;
    uint32_t flags;
    size_t offset;            /* KJ_NOT_KEPT: read and checked, but of no use to the program */
    double min, max;          /* 0, 0: the kind's own limits, see above */
    const kj_object *object;  /* OBJECT */
    const char *const *words; /* WORD; STRING: or a .json file; ends with NULL */
    kj_ref_kind ref;          /* ID: what it names; REF: among what it is looked up */
    const char *forms;        /* FORM: "visual", "item", "drill" */
    const char *about;        /* one sentence for the editor that completes it; never NULL */
} kj_field;

struct kj_object {
    const char *name; /* of the schema's $defs entry: "slide", "choice" … */
    const kj_field *fields;
    size_t field_count;
    size_t size, align;
    size_t id_offset; /* of the kj_span that KJ_KEYED fills, else 0 */
    const char *about;
};

/* A row of a table of forms: one visual, item type or drill family.  The rows of lesson and scene
 * begin with this struct and add their own functions behind it. */
typedef struct kj_checker kj_checker;
typedef struct kj_form_type {
    const char *name; /* of "type" in JSON */
    const kj_field *fields;
    size_t field_count;
    size_t size, align; /* of the data struct, which begins with kj_at */
    const char *about;
    /* How many presses of → a slide with it takes; NULL: none.  Visuals only. */
    size_t (*steps)(const void *data);
    /* What the table cannot say: reports through kj_check_report.  NULL: nothing. */
    void (*check)(const void *data, const kj_checker *checker);
} kj_form_type;

typedef struct kj_form {
    const kj_form_type *type;
    const void *data;
} kj_form;

/* The table of one name.  `common` are fields that stand in the same JSON object as the form's own
 * and go to the surrounding struct (an item's stem, a drill's title); NULL for visuals. */
struct kj_forms {
    const char *name; /* as kj_field.forms asks for it */
    const kj_form_type *const *rows;
    size_t count;
};

/* For a form's `check`: reports at `key` of the object at `at` (`index`: element; SIZE_MAX: the
 * value itself). */
typedef struct kj_course kj_course;
struct kj_checker {
    const kj_course *course;
    kj_sink *sink;
    bool strict;
};
void kj_check_report(const kj_checker *checker, kj_at at, const char *key, size_t index,
                     const char *code, kj_span hint, const char *format, ...)
    __attribute__((format(printf, 7, 8)));

#endif
