/* engine/base/diag.h: the one way for a message to leave any layer. */
#ifndef KJ_BASE_DIAG_H
#define KJ_BASE_DIAG_H

#include "base/arena.h"
#include "base/span.h"

/* A text that messages point into: a file of a course, a roster, a bundle. */
typedef struct kj_source {
    kj_span name; /* as the user should see it: relative to the course folder */
    kj_span text; /* its bytes; they outlive every message */
    bool json;    /* then a message also carries the JSON pointer of its place */
} kj_source;

typedef struct kj_loc {
    const kj_source *source; /* file name and bytes; NULL: no place */
    size_t offset;           /* line and column are computed only when printed */
} kj_loc;
#define KJ_NOWHERE ((kj_loc){NULL, 0})

typedef struct kj_diag {
    kj_loc at;
    const char *code;      /* "E0412": stable; codes.h holds severity and meaning */
    kj_span message, hint; /* kj_report_hint gives the hint, which may be empty */
} kj_diag;

typedef struct kj_sink {
    void (*emit)(void *ctx, const kj_diag *diag); /* compiler style, JSON lines, a test's list */
    void *ctx;
    size_t errors, warnings;
    size_t world; /* of the errors, those of the surroundings: 07, 09, E0603; not E0704, E0901 */
} kj_sink;

/* Counts, and tells nobody. */
kj_sink kj_sink_silent(void);

void kj_report(kj_sink *sink, kj_loc at, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void kj_report_hint(kj_sink *sink, kj_loc at, const char *code, kj_span hint, const char *format,
                    ...) __attribute__((format(printf, 5, 6)));

/* 'E' counts as an error, 'W' as a warning, by the code's first letter; every code stands in
 * codes.h once (a test walks the list). */
typedef struct kj_code {
    const char *code, *meaning;
} kj_code;
extern const kj_code kj_codes[];
extern const size_t kj_code_count;

/* Line and column of an offset, both from 1; the column counts code points. */
typedef struct kj_place {
    size_t line, column;
} kj_place;
kj_place kj_place_of(kj_span text, size_t offset);

/* One message as text, without colour or with: `file:line:col: error: message [E0412]`, then the
 * hint on an indented line of its own; and as one JSON line with the keys file, line, column,
 * pointer, code, severity, message, hint.  Both end with a line feed and live in `arena`. */
kj_span kj_diag_text(const kj_diag *diag, bool colour, kj_arena *arena);
kj_span kj_diag_json(const kj_diag *diag, kj_arena *arena);

/* "did you mean": the nearest of `words` by Damerau-Levenshtein distance, at most a third of the
 * length (at least 1) away; empty: none. */
kj_span kj_nearest(kj_span given, const kj_span *words, size_t count);

#endif
