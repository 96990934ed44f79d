/* engine/course/walk.h: every value of a struct and of the forms and structs in it, by its tables.
 */
#ifndef KJ_COURSE_WALK_H
#define KJ_COURSE_WALK_H

#include "course/fields.h"

typedef struct kj_walk {
    /* `value` is what the field's kind says; of an array it is called for each element. */
    void (*visit)(void *ctx, const kj_field *field, const void *value, kj_at object, size_t index);
    void *ctx;
    bool shallow; /* forms within are left out */
} kj_walk;
void kj_walk_object(const kj_object *object, const void *base, const kj_walk *walk);
void kj_walk_form(const kj_form *form, const kj_walk *walk);

#endif
