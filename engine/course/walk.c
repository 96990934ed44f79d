/* engine/course/walk.c: every value of a struct, by its table. */
#include "course/walk.h"

#include "course/reader.h"

static void walk_value(const kj_field *field, const char *value, kj_at at, size_t index,
                       const kj_walk *walk)
{
    if (field->kind == KJ_FIELD_OBJECT)
        kj_walk_object(field->object, value, walk);
    else if (field->kind == KJ_FIELD_FORM)
        kj_walk_form((const kj_form *)(const void *)value, walk);
    else
        walk->visit(walk->ctx, field, value, at, index);
}

static void walk_list(const kj_field *field, const char *value, kj_at at, bool nested,
                      const kj_walk *walk)
{
    kj_any_list list;
    memcpy(&list, value, sizeof list);
    size_t size, align;
    kj_field_layout(field, &size, &align);
    if (nested)
        size = sizeof list;
    for (size_t i = 0; i < list.count; i++) {
        const char *element = (const char *)list.ptr + i * size;
        if (nested)
            walk_list(field, element, at, false, walk);
        else
            walk_value(field, element, at, i, walk);
    }
}

static void walk_fields(const kj_field *fields, size_t count, const void *base, const kj_walk *walk)
{
    const kj_at at = *(const kj_at *)base;
    for (size_t i = 0; i < count; i++) {
        const kj_field *field = &fields[i];
        if (field->offset == KJ_NOT_KEPT || (walk->shallow && field->kind == KJ_FIELD_FORM))
            continue;
        const char *value = (const char *)base + field->offset;
        if (field->flags & (KJ_MANY | KJ_KEYED))
            walk_list(field, value, at, (field->flags & KJ_NESTED) != 0, walk);
        else
            walk_value(field, value, at, SIZE_MAX, walk);
    }
}

void kj_walk_object(const kj_object *object, const void *base, const kj_walk *walk)
{
    walk_fields(object->fields, object->field_count, base, walk);
}

void kj_walk_form(const kj_form *form, const kj_walk *walk)
{
    if (form->type)
        walk_fields(form->type->fields, form->type->field_count, form->data, walk);
}

static void count_characters(void *ctx, const kj_field *field, const void *value, kj_at object,
                             size_t index)
{
    (void)object;
    (void)index;
    if (field->kind == KJ_FIELD_TEXT)
        *(size_t *)ctx += kj_utf8_count(((const kj_text *)value)->plain);
    else if (field->kind == KJ_FIELD_STRING)
        *(size_t *)ctx += kj_utf8_count(*(const kj_span *)value);
}

size_t kj_slide_characters(const kj_slide *slide)
{
    size_t count = kj_utf8_count(slide->title.plain) + kj_utf8_count(slide->lead.plain);
    const kj_walk walk = {.visit = count_characters, .ctx = &count};
    kj_walk_form(&slide->visual, &walk);
    return count;
}
