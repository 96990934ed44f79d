/* engine/lesson/items/hotspot.c: "hotspot", an element of a slide's own figure.
 *
 * One point or none.  The figure is drawn from the slide's visual, so it never differs from what
 * was taught, and its elements can be chosen by keyboard. */
#include "lesson/items/types.h"

#include "lesson/items/parts.h"

#include <string.h>

typedef struct near_element {
    kj_at at;
    kj_span element;
    kj_text feedback;
} near_element;

typedef struct hotspot {
    kj_at at;
    kj_span figure, answer;
    KJ_LIST(near_element) near;
    kj_text feedback;
} hotspot;

static const kj_field near_fields[] = {
    {.key = "element",
     .kind = KJ_FIELD_REF,
     .flags = KJ_REQUIRED,
     .offset = offsetof(near_element, element),
     .ref = KJ_REF_LOCAL,
     .about = "An element that a known mistake leads to."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(near_element, feedback),
     .about = "The mistake that leads there."},
};
static const kj_object near_object = {
    .name = "near-element",
    .fields = near_fields,
    .field_count = KJ_COUNT(near_fields),
    .size = sizeof(near_element),
    .align = _Alignof(near_element),
    .about = "A known wrong answer.",
};

static const kj_field fields[] = {
    {.key = "figure",
     .kind = KJ_FIELD_REF,
     .flags = KJ_REQUIRED,
     .offset = offsetof(hotspot, figure),
     .ref = KJ_REF_SLIDE,
     .about = "The slide whose visual is shown."},
    {.key = "answer",
     .kind = KJ_FIELD_REF,
     .flags = KJ_REQUIRED,
     .offset = offsetof(hotspot, answer),
     .ref = KJ_REF_LOCAL,
     .about = "The id of the right element of that visual."},
    {.key = "near",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_MANY,
     .offset = offsetof(hotspot, near),
     .min = 1,
     .max = 12,
     .object = &near_object,
     .about = "Known wrong answers."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(hotspot, feedback),
     .about = "What to say to any other wrong answer."},
};

static const kj_field *id_field(const kj_object *object)
{
    for (size_t i = 0; i < object->field_count; i++)
        if (object->fields[i].kind == KJ_FIELD_ID && !(object->fields[i].flags & KJ_MANY))
            return &object->fields[i];
    return NULL;
}

/* The ids of a visual's elements: of every object in it, listed or alone, that has one.  Returns
 * how many. */
static size_t element_ids(const kj_form *visual, kj_span *out, size_t max)
{
    size_t count = 0;
    for (size_t i = 0; i < visual->type->field_count; i++) {
        const kj_field *field = &visual->type->fields[i];
        if (field->kind != KJ_FIELD_OBJECT || (field->flags & KJ_NESTED))
            continue;
        const kj_field *id = id_field(field->object);
        const char *value = (const char *)visual->data + field->offset;
        const char *first = value;
        size_t elements = 1;
        if (field->flags & KJ_MANY) {
            kj_any_list list;
            memcpy(&list, value, sizeof list);
            first = list.ptr;
            elements = list.count;
        }
        for (size_t k = 0; id && k < elements && count < max; k++) {
            const char *element = first + k * field->object->size;
            kj_span span;
            memcpy(&span, element + id->offset, sizeof span);
            if (span.len) /* of an object that is left out it is empty */
                out[count++] = span;
        }
    }
    return count;
}

static void check_element(const kj_checker *checker, kj_at at, const char *key, kj_span element,
                          kj_span figure, const kj_span *ids, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (kj_span_equal(ids[i], element))
            return;
    kj_check_report(checker, at, key, SIZE_MAX, "E0302", kj_nearest(element, ids, count),
                    "slide '%.*s' has no element '%.*s'", KJ_ARG(figure), KJ_ARG(element));
}

static void check(const void *data, const kj_checker *checker)
{
    const hotspot *item = data;
    const uint32_t slide = kj_course_find(checker->course, KJ_REF_SLIDE, item->figure);
    if (slide == KJ_NONE)
        return; /* reported with the reference */
    kj_span ids[64];
    const kj_form *visual = &checker->course->slides.ptr[slide].visual;
    if (!visual->type || !visual->data)
        return;
    const size_t count = element_ids(visual, ids, KJ_COUNT(ids));
    check_element(checker, item->at, "answer", item->answer, item->figure, ids, count);
    for (size_t i = 0; i < item->near.count; i++) {
        const near_element *n = &item->near.ptr[i];
        check_element(checker, n->at, "element", n->element, item->figure, ids, count);
        if (kj_span_equal(n->element, item->answer))
            kj_check_report(checker, n->at, "element", SIZE_MAX, "E0502", (kj_span){NULL, 0},
                            "this wrong answer is the right one");
    }
}

static void ask(const void *data, size_t round, kj_arena *arena, kj_question *out)
{
    (void)round;
    (void)arena;
    const hotspot *item = data;
    out->control = KJ_CONTROL_HOTSPOT;
    out->figure = item->figure;
}

static void judge(const void *data, size_t round, const kj_response *response, kj_arena *arena,
                  kj_verdict *out)
{
    (void)round;
    (void)arena;
    const hotspot *item = data;
    const kj_span picked = kj_response_text(response);
    const bool right = kj_span_equal(picked, item->answer);
    kj_verdict_whole(out, right);
    if (picked.len == 0) {
        kj_verdict_refuse(out, KJ_W_REFUSE_PLACE);
        return;
    }
    kj_verdict_option(out, item->answer, kj_mark_for(right, true));
    if (right)
        return;
    out->feedback = item->feedback;
    for (size_t i = 0; i < item->near.count; i++)
        if (kj_span_equal(item->near.ptr[i].element, picked)) {
            out->feedback = item->near.ptr[i].feedback;
            break;
        }
    kj_verdict_option(out, picked, KJ_OF_WRONG)->feedback = out->feedback;
}

const kj_question_type kj_item_hotspot = {
    .form = {.name = "hotspot",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(hotspot),
             .align = _Alignof(hotspot),
             .about = "An element of a slide's figure.",
             .check = check},
    .ask = ask,
    .judge = judge,
};
