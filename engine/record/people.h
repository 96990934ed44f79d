/* engine/record/people.h: everybody whom a store knows: the roster, and who has learned without
 * standing on it. */
#ifndef KJ_RECORD_PEOPLE_H
#define KJ_RECORD_PEOPLE_H

#include "record/store.h"

typedef struct kj_known {
    kj_span id, name, department, left; /* `left` YYYY-MM-DD; name empty: not on the roster */
    int64_t last_ms;                    /* of the last event; 0: none */
    bool begun, passed;                 /* of the course */
    bool pin;
} kj_known;
typedef KJ_LIST(kj_known) kj_known_list;

/* In the order of employee numbers.  A store of an earlier version that can only be read (the
 * others have been migrated) tells of nobody. */
bool kj_people_known(kj_store *store, kj_span course, kj_known_list *out, kj_arena *arena,
                     kj_sink *sink);

/* The only one whom the store knows: `count` 0 none, 1 this one, 2 there are more.  Quick, whatever
 * the store holds. */
typedef struct kj_only {
    size_t count;
    kj_span id; /* in `arena`; empty unless count is 1 */
} kj_only;
bool kj_people_only(kj_store *store, kj_only *out, kj_arena *arena, kj_sink *sink);

#endif
