/* engine/course/reader.h: what the files of this folder share while a course is being read.
 *
 * Inside `course` only.  A kj_reader lives for one kj_course_read; what it fills lives in the
 * course's arena, what it needs meanwhile in `scratch`. */
#ifndef KJ_COURSE_READER_H
#define KJ_COURSE_READER_H

#include "base/json.h"
#include "course/ids.h"
#include "course/read.h"
#include "course/walk.h"

/* An id that a field named; looked up when everything is read. */
typedef struct kj_reference {
    kj_ref_kind kind;
    kj_at at; /* of the string, or of the place in a text */
    kj_span id;
} kj_reference;

typedef enum kj_figure_state {
    KJ_FIGURE_OPEN,    /* not computed yet */
    KJ_FIGURE_RUNNING, /* being computed: meeting it again is a cycle */
    KJ_FIGURE_DONE,
    KJ_FIGURE_BROKEN /* reported; whoever uses it says nothing more */
} kj_figure_state;

/* Passes messages on until there are too many: a file that is wrong all over would bury what
 * matters, and each message scans its file for line and column. */
typedef struct kj_limited {
    kj_sink sink; /* sink.ctx is the kj_limited itself */
    kj_sink *outer;
} kj_limited;
void kj_limited_init(kj_limited *limited, kj_sink *outer);

typedef struct kj_reader {
    kj_arena *arena;   /* the course's */
    kj_arena *scratch; /* until the course is read */
    kj_arena *tree;    /* the JSON of one file, and what is said about it */
    kj_sink *sink;
    const kj_tables *tables;
    kj_course *course;
    kj_source *sources; /* of the course; never moves, since messages point at it */
    uint32_t source;    /* the file being read */

    KJ_LIST(kj_reference) references;
    size_t reference_capacity;
    KJ_LIST(kj_form) forms; /* read without an error, nested ones too: their own checks follow */
    size_t form_capacity;
    bool in_form; /* in a form with an object of its own: a visual */
    KJ_LIST(kj_at)
    example_numbers; /* numbers of visuals that are figures of kind 例: a double
                        does not tell where it comes from */
    size_t example_number_capacity;

    KJ_LIST(kj_span) pictures;
    size_t picture_capacity;
    KJ_LIST(kj_at) picture_at;
    size_t picture_at_capacity;
    kj_ids picture_ids;

    const kj_json *done; /* the member of course.json that was read before the others */
    kj_ids figure_ids;
    kj_figure_state *figure_states;
    const kj_json **figure_json; /* while course.json is read */

    kj_text_buffer text; /* a marked-up text while it is taken apart */
    KJ_LIST(kj_mark) marks;
    size_t mark_capacity;
    size_t suggestions; /* how many words may still be compared for a did-you-mean */
    bool incomplete;    /* a file could not be read: what refers to it is not to be blamed */
} kj_reader;

/* Reports at a byte of the file being read. */
void kj_reader_report(kj_reader *r, size_t offset, const char *code, kj_span hint,
                      const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The text for good: what points into a file stays, what the JSON reader unescaped is copied. */
kj_span kj_reader_keep(kj_reader *r, kj_span s);
/* The nearest of `words` as a hint "did you mean '…'?", or an empty one. */
kj_span kj_reader_suggest(kj_reader *r, kj_span given, const kj_span *words, size_t count);
kj_span kj_reader_format(kj_reader *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

kj_at kj_reader_at(const kj_reader *r, const kj_json *json);

/* fields.c: fills the struct at `base` from a JSON object by its table.  What is wrong is
 * reported and left zero; false: something was. */
bool kj_read_object(kj_reader *r, const kj_json *json, const kj_object *object, void *base);
/* One member alone, for course.json, whose figures must be known before any text is read. */
bool kj_read_field(kj_reader *r, const kj_json *json, const kj_field *field, void *base);
/* "slide 'p2-levels'", or "this slide" where the JSON has no usable id. */
kj_span kj_reader_subject(kj_reader *r, const char *name, const kj_json *json);

/* Which value a message is about; made into words only when there is one. */
typedef struct kj_label {
    const char *key;
    size_t index; /* element of the array; SIZE_MAX: the value itself */
} kj_label;
kj_span kj_label_words(kj_reader *r, kj_label label); /* "'options'", "element 3 of 'options'" */

/* "'title' must be a text, not a number"; returns false. */
bool kj_reader_wrong_type(kj_reader *r, const kj_json *json, kj_label label, const char *wanted,
                          kj_span hint);
/* Where byte `pos` of the value's string stands in the file; where the string had escapes, the
 * string itself. */
size_t kj_reader_within(const kj_reader *r, const kj_json *json, size_t pos);

/* values.c: one value, neither object nor form, into the place of its field. */
bool kj_read_value(kj_reader *r, const kj_field *field, const kj_json *json, kj_label label,
                   void *dest);
kj_span kj_id_hint(kj_reader *r, kj_span given); /* what a wrong id should be */
kj_span kj_word_list(kj_reader *r, const kj_span *words, size_t count); /* "'a', 'b' or 'c'" */

/* text.c: texts with markup, and without. */
bool kj_read_text(kj_reader *r, const kj_json *json, double min, double max, kj_label label,
                  kj_text *out);
bool kj_read_string(kj_reader *r, const kj_json *json, double min, double max, kj_label label,
                    kj_span *out);
bool kj_id_is_valid(kj_span id);

/* figures.c: computes course.figures, then answers for single ones. */
void kj_figures_resolve(kj_reader *r, const kj_json *figures);
/* NULL: there is none, and that is reported at `offset`; `*usable` is false where the figure
 * itself is wrong. */
const kj_figure *kj_figure_find(kj_reader *r, kj_span id, size_t offset, bool *usable);

/* links.c: index, uniqueness, references, forms' own checks, what the reader derives. */
void kj_link_course(kj_reader *r);
/* link_roleplay.c: what a role-play refers to within itself. */
void kj_link_roleplay(kj_reader *r, kj_roleplay *play);

/* tables.c, tables_roleplay.c: the structs that files are read into; a role-play's is its own. */
typedef struct kj_course_file {
    kj_course course; /* first: `at` */
    kj_span_list part_paths;
} kj_course_file;

typedef struct kj_part_file {
    kj_part part; /* first: `at` */
    KJ_LIST(kj_slide) slides;
    KJ_LIST(kj_item) items;
    KJ_LIST(kj_drill) drills;
    kj_span_list roleplay_paths;
} kj_part_file;

extern const char *const kj_theme_words[]; /* "light", "dark", "high-contrast", NULL */
extern const kj_object kj_object_course, kj_object_part, kj_object_slide, kj_object_item,
    kj_object_drill, kj_object_roleplay;

/* strict_text.c: what is wrong with Chinese punctuation and characters in a text; NULL: nothing. */
typedef struct kj_text_fault {
    const char *message, *hint;
    kj_span where; /* the sign, as it stands in the text */
} kj_text_fault;
bool kj_text_fault_find(kj_span text, kj_text_fault *out);

/* The table of that name; NULL: the caller brought none. */
const kj_forms *kj_forms_named(const kj_tables *tables, const char *name);
/* Bytes and alignment of one value of the field in C, its MANY left aside. */
void kj_field_layout(const kj_field *field, size_t *size, size_t *align);

#endif
