/* engine/report/build.h: fills a kj_report_result, cell after cell. */
#ifndef KJ_REPORT_BUILD_H
#define KJ_REPORT_BUILD_H

#include "report/report.h"

typedef struct kj_build {
    kj_arena *arena;
    kj_report_result *out;
    size_t heads, tables;  /* capacities */
    size_t columns, cells; /* of the last table, which is the one being filled */
} kj_build;

/* A column as reports write it down: its texts are words of the program. */
typedef struct kj_column_row {
    const char *key;
    kj_word_id title, definition; /* definition: may be KJ_W_NONE */
    int decimals;
} kj_column_row;

/* Empties `out`; titles are in the language of `words`. */
kj_build kj_build_begin(kj_report_result *out, const char *key, kj_word_id title,
                        const kj_words *words, kj_arena *arena);
void kj_head_say(kj_build *build, const char *key, kj_word_id title, kj_cell value);
void kj_table_say(kj_build *build, const char *key, kj_word_id title);
void kj_columns_say(kj_build *build, const kj_column_row *columns, size_t count);
void kj_cell_put(kj_build *build, kj_cell cell);
/* The same with texts as they are: for authors, who are told everything in English. */
void kj_head_put(kj_build *build, const char *key, kj_span title, kj_cell value);
void kj_table_begin(kj_build *build, const char *key, kj_span title);
void kj_columns_put(kj_build *build, const kj_column *columns, size_t count);
kj_span kj_build_word(const kj_build *build, kj_word_id id);

kj_cell kj_cell_text(kj_span text);    /* empty: an empty cell */
kj_cell kj_cell_number(double number); /* not a number: an empty cell; so below */
kj_cell kj_cell_share(double share);
kj_cell kj_cell_duration(double ms);
kj_cell kj_cell_time(kj_time time);
kj_cell kj_cell_yes(bool yes);
kj_cell kj_cell_code(const char *code, kj_span text);

/* How attendance was recorded (class/class.h), as in class.attended. */
kj_cell kj_how_cell(const kj_build *build, kj_span how);

/* From one day to another, with words for an open end. */
kj_span kj_period_text(const kj_build *build, int64_t since, int64_t until);

#endif
