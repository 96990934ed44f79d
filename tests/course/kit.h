/* tests/course/kit.h: a course from texts in memory, with small forms of its own. */
#ifndef KJ_TESTS_COURSE_KIT_H
#define KJ_TESTS_COURSE_KIT_H

#include "support.h"

#include "course/read.h"

/* Files by name; the last one has name NULL. */
typedef struct kit_file {
    const char *name, *text;
} kit_file;

/* NULL: refused; `sink` holds what was said. */
const kj_course *kit_read(const kit_file *files, kj_arena *arena, kj_test_sink *sink);

/* A course of one part, whose slide has `visual` as its own; texts are JSON. */
const kj_course *kit_read_visual(const char *visual, kj_arena *arena, kj_test_sink *sink);

kj_tables kit_tables(void);

/* The text with ' for ": JSON that can be read in C. */
kj_span kit_json(const char *text, kj_arena *arena);

/* "probe": a visual with a field of each kind. */
typedef struct kit_entry {
    kj_at at;
    kj_span id;
    kj_text text;
} kit_entry;

typedef struct kit_probe {
    kj_at at;
    bool flag;
    int32_t whole;
    double number;
    uint32_t word;
    kj_span id, slide, string, path;
    kj_text text;
    kit_entry entry;
    KJ_LIST(kj_pair) map;
    KJ_LIST(kit_entry) entries, keyed;
    KJ_LIST(kj_span_list) nested;
    KJ_LIST(kj_text) texts;
    kj_form inner;
} kit_probe;

#endif
