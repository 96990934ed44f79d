/* engine/xapi/inner.h: what the files of xapi/ share. */
#ifndef KJ_XAPI_INNER_H
#define KJ_XAPI_INNER_H

#include "xapi/xapi.h"

#include "base/json.h"

/* What an activity is, and so where its id lies below its course. */
typedef enum kj_activity_kind {
    KJ_ACTIVITY_COURSE,
    KJ_ACTIVITY_PART,
    KJ_ACTIVITY_SLIDE,
    KJ_ACTIVITY_ITEM,
    KJ_ACTIVITY_TEST, /* of a part */
    KJ_ACTIVITY_FINAL,
    KJ_ACTIVITY_REVIEW,
    KJ_ACTIVITY_DRILL,
    KJ_ACTIVITY_ROUND, /* of a drill */
    KJ_ACTIVITY_ROLEPLAY,
    KJ_ACTIVITY_NODE, /* of a role-play */
    KJ_ACTIVITY_CLASS
} kj_activity_kind;

typedef struct kj_activity {
    kj_activity_kind kind;
    kj_span id, sub; /* sub: round or node */
} kj_activity;

/* Writing JSON: a comma where one is due, then the key. */
void kj_xapi_key(kj_text_buffer *out, const char *key);
void kj_xapi_text(kj_text_buffer *out, const char *key, kj_span value);
void kj_xapi_open(kj_text_buffer *out, const char *key, char bracket); /* key NULL: in an array */
void kj_xapi_close(kj_text_buffer *out, char bracket);

/* Its absolute id. */
kj_span kj_activity_iri(kj_span home, kj_span course, const kj_activity *activity, kj_arena *arena);
/* As an object: id and definition; `course` NULL: not known, or another version without it. */
void kj_activity_put(kj_text_buffer *out, const char *key, kj_span home, kj_span course_id,
                     const kj_course *course, const kj_activity *activity);
/* What it belongs to: the part of a slide, item, drill …, the drill of a round; false: nothing that
 * the course knows. */
bool kj_activity_parent(const kj_course *course, const kj_activity *activity, kj_activity *out);

/* The interaction's response as the specification writes it. */
kj_span kj_interaction_response(const kj_course *course, const kj_activity *activity,
                                const kj_event *event, kj_arena *arena);

#endif
