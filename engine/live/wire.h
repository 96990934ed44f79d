/* engine/live/wire.h: what goes over the network, as text.  Pure. */
#ifndef KJ_LIVE_WIRE_H
#define KJ_LIVE_WIRE_H

#include "live/live.h"

/* A line that somebody typed: valid UTF-8, white space at its ends taken off, line feeds and tabs
 * within made spaces.  false: it is empty, longer than `max` bytes, or holds a character that
 * controls, hides or turns round others. */
bool kj_wire_line(kj_span typed, size_t max, kj_arena *arena, kj_span *out);

/* The body of a POST: a JSON object with `seq` and what its kind needs.  `seq` numbers the posts of
 * a phone upwards: the same number is the same post, sent again. */
typedef struct kj_wire_post {
    uint64_t seq;    /* 1 … 2^53 */
    kj_span text;    /* JOINED: the name; ASKED: the question */
    kj_span poll;    /* VOTED */
    uint32_t chosen; /* VOTED: as kj_live_event.chosen */
} kj_wire_post;
bool kj_wire_post_read(kj_live_kind kind, kj_span body, kj_arena *arena, kj_wire_post *out);

bool kj_wire_is_client(kj_span id); /* KJ_LIVE_CLIENT_LEN lower-case hexadecimal digits */

/* What all phones see, as members of a JSON object without its braces; neither votes nor which
 * choice is right unless `revealed`. */
kj_span kj_wire_state(const kj_live_state *state, kj_arena *arena);

/* In time that does not depend on where they differ. */
bool kj_wire_same(kj_span secret, kj_span given);

/* As text and attribute values of HTML want it. */
void kj_wire_put_html(kj_text_buffer *out, kj_span text);

#endif
