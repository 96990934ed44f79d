/* engine/base/json_inner.h: what the files of the JSON reader share; for them only. */
#ifndef KJ_BASE_JSON_INNER_H
#define KJ_BASE_JSON_INNER_H

#include "base/json.h"

/* Numbers.  `*pos` is at '-' or a digit and moves behind the number. */
typedef enum kj_json_number_result {
    KJ_NUMBER_OK,
    KJ_NUMBER_LEADING_ZERO, /* "012"; *pos stays */
    KJ_NUMBER_NO_DIGIT,     /* "-", "1.", "1e": *pos is where a digit should be */
    KJ_NUMBER_RANGE         /* a double cannot hold it; *pos is behind the number */
} kj_json_number_result;
kj_json_number_result kj_json_read_number(kj_span text, size_t *pos, double *out);

/* Escapes.  `*pos` is at a backslash within a text's content and moves behind the escape. */
typedef enum kj_json_escape_result {
    KJ_ESCAPE_OK,
    KJ_ESCAPE_UNKNOWN,  /* "\x", or \u without four hexadecimal digits; *pos stays */
    KJ_ESCAPE_SURROGATE /* half of a pair; *pos is behind that half */
} kj_json_escape_result;
kj_json_escape_result kj_json_read_escape(kj_span raw, size_t *pos, uint32_t *code_point);

/* Whether a text of ours may hold it: no control characters but line feed and tab, no
 * bidirectional overrides and isolates. */
bool kj_json_allowed(uint32_t code_point);

/* What the reader expected where the text went wrong. */
typedef enum kj_json_expected {
    KJ_EXPECTED_VALUE,        /* first of all, after ':' or after ',' in an array */
    KJ_EXPECTED_ELEMENT,      /* after '[' */
    KJ_EXPECTED_KEY,          /* after ',' in an object */
    KJ_EXPECTED_FIRST_KEY,    /* after '{' */
    KJ_EXPECTED_COLON,        /* after a key */
    KJ_EXPECTED_COMMA_OBJECT, /* after a value in an object */
    KJ_EXPECTED_COMMA_ARRAY,  /* after a value in an array */
    KJ_EXPECTED_END           /* after the whole value */
} kj_json_expected;

/* Reports the syntax error at `offset`, with what stands there and how to mend it.  `opened` is
 * the offset of the innermost open bracket; SIZE_MAX: none. */
void kj_json_explain(const kj_source *source, size_t offset, kj_json_expected expected,
                     size_t opened, kj_sink *sink);

#endif
