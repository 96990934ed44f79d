/* engine/report/report.h: a report is a query over events, made into a table, then written in one
 * of the formats.  A report is a row of kj_reports and one file; so is a format. */
#ifndef KJ_REPORT_REPORT_H
#define KJ_REPORT_REPORT_H

#include "base/words.h"
#include "course/course.h"
#include "record/store.h"

typedef enum kj_cell_kind {
    KJ_CELL_EMPTY,
    KJ_CELL_TEXT,
    KJ_CELL_NUMBER,
    KJ_CELL_SHARE,
    KJ_CELL_TIME,
    KJ_CELL_DURATION,
    KJ_CELL_YES, /* or no: number is 1 or 0 */
    KJ_CELL_CODE /* one of a few states: `code` for programs, `text` for people */
} kj_cell_kind;
typedef struct kj_cell {
    kj_cell_kind kind;
    kj_span text;
    const char *code;
    double number; /* SHARE: 0..1; DURATION: ms */
    kj_time time;
} kj_cell;

typedef struct kj_column {
    const char *key;    /* JSON and CSV machine name: "completion_rate" */
    kj_span title;      /* as people read it, in their language; so below */
    kj_span definition; /* what the figure means, with its n's name; may be empty */
    int decimals;
} kj_column;

typedef struct kj_table {
    const char *key;
    kj_span title;
    KJ_LIST(kj_column) columns;
    KJ_LIST(kj_cell) cells; /* row by row: columns.count each */
} kj_table;

#define KJ_NO_DAY INT64_MIN
#define KJ_SMALL_GROUP 5 /* fewer people than this are not shown apart */

typedef struct kj_report_request {
    kj_span subject; /* `report learner ID`, `report class ID` …; empty: of nobody in particular */
    kj_span by;      /* "department", "region" or empty */
    bool department_then;
    /* Local days, edges included; KJ_NO_DAY: not given.  `at`: the day that decides who is staff
     * (default: today); given without `until`, it also ends the period. */
    int64_t since, until, at;
    bool small_groups;
    kj_time now;
    const kj_course *course; /* for titles; NULL: ids are shown */
    const kj_words *words;   /* the language of titles; keys are the same in all; NULL: zh-Hans */
} kj_report_request;

/* One line of a report's head, which names course, version, period and time made. */
typedef struct kj_head {
    const char *key;
    kj_span title;
    kj_cell value;
} kj_head;

typedef struct kj_report_result {
    const char *key; /* the report's name */
    kj_span title;
    const kj_words *words;
    KJ_LIST(kj_head) head;
    KJ_LIST(kj_table) tables;
} kj_report_result;

typedef enum kj_report_subject {
    KJ_REPORT_OF_ALL,
    KJ_REPORT_OF_ONE,       /* request.subject must be given */
    KJ_REPORT_OF_ONE_OR_ALL /* … may be */
} kj_report_subject;

typedef struct kj_report_row {
    const char *name, *about;
    kj_report_subject subject;
    /* false: reported. */
    bool (*make)(kj_store *store, const kj_report_request *request, kj_arena *arena,
                 kj_report_result *out, kj_sink *sink);
} kj_report_row;
extern const kj_report_row *const kj_reports[];
extern const size_t kj_report_count;

typedef struct kj_report_format {
    const char *name, *about; /* "text", "csv", "json" */
    kj_span (*write)(const kj_report_result *report, kj_arena *arena);
} kj_report_format;
extern const kj_report_format *const kj_report_formats[];
extern const size_t kj_report_format_count;

#endif
