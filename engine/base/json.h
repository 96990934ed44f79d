/* engine/base/json.h: strict JSON (RFC 8259) with the place of every value.
 *
 * Our own reader, because a message must name line and column of the value it means, and no C
 * library in Debian gives the offset of every value and key; and because duplicate keys, invalid
 * UTF-8, U+0000, lone surrogates, control and bidirectional-override characters, and numbers that
 * a double cannot hold must be errors.  All errors that can be found in one run are reported; a
 * syntax error ends the reading of its file. */
#ifndef KJ_BASE_JSON_H
#define KJ_BASE_JSON_H

#include "base/diag.h"

#define KJ_JSON_DEPTH_MAX 32
#define KJ_JSON_BYTES_MAX ((size_t)64 << 20)

typedef enum kj_json_type {
    KJ_JSON_NULL,
    KJ_JSON_FALSE,
    KJ_JSON_TRUE,
    KJ_JSON_NUMBER,
    KJ_JSON_STRING,
    KJ_JSON_ARRAY,
    KJ_JSON_OBJECT
} kj_json_type;

/* A value.  Members and elements form a chain through `next`, in the order of the text. */
typedef struct kj_json kj_json;
struct kj_json {
    kj_json_type type;
    uint32_t offset;      /* of the value's first byte */
    uint32_t key_offset;  /* of the key's opening quote; members only */
    uint32_t count;       /* of members or elements */
    const kj_json *next;  /* sibling; NULL at the end */
    const kj_json *first; /* of an array or object */
    kj_span key;          /* members only; unescaped */
    kj_span string;       /* unescaped: points into the text where it holds no escape */
    double number;
};

/* NULL: refused, and reported with the place.  The result points into source->text and `arena`. */
const kj_json *kj_json_parse(const kj_source *source, kj_arena *arena, kj_sink *sink);

/* The member of that name (case-sensitive); NULL: none. */
const kj_json *kj_json_get(const kj_json *object, const char *key);

/* The RFC 6901 pointer of the innermost value or key at `offset`, by scanning again: only for
 * messages.  "" for the root or when the text is broken before the place. */
kj_span kj_json_pointer(kj_span text, size_t offset, kj_arena *arena);

/* Where in the object that begins at `object_offset` the value of `key` stands (`index` selects
 * an element when it is an array; SIZE_MAX: the value itself); for a missing key the object's own
 * offset.  By scanning again: only for messages. */
size_t kj_json_locate(kj_span text, size_t object_offset, kj_span key, size_t index);

/* Writing: `s` as a JSON string with its quotes; UTF-8 stays as it is, but control and
 * bidirectional-override characters become escapes and invalid bytes U+FFFD.  A number in the
 * shortest form that reads back the same. */
void kj_json_put_string(kj_text_buffer *out, kj_span s);
void kj_json_put_number(kj_text_buffer *out, double number);

#endif
