/* engine/course/ids.h: a hash table from (kind, id) to a number.  Inside `course` only. */
#ifndef KJ_COURSE_IDS_H
#define KJ_COURSE_IDS_H

#include "course/course.h"

typedef struct kj_id_slot {
    kj_span id; /* ptr NULL: free */
    uint32_t kind, index;
} kj_id_slot;

/* Open addressing, never more than half full: the caller says beforehand how many there will be,
 * or grows it by kj_ids_reserve. */
typedef struct kj_ids {
    kj_id_slot *slots;
    size_t mask, count; /* mask: slots - 1 */
} kj_ids;

void kj_ids_reserve(kj_ids *ids, size_t count, kj_arena *arena);
/* KJ_NONE: added; else the number that the id has already. */
uint32_t kj_ids_add(kj_ids *ids, uint32_t kind, kj_span id, uint32_t index);
uint32_t kj_ids_find(const kj_ids *ids, uint32_t kind, kj_span id);

/* What kj_course.index points to. */
typedef struct kj_course_index {
    kj_ids ids;
    const kj_form *forms; /* every form of the course, nested ones too */
    size_t form_count;
} kj_course_index;

#endif
