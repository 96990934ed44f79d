/* engine/course/strict.c: what a careful editor would refuse and a player would not mind. */
#include "course/strict_inner.h"
#include "course/walk.h"

enum { NOTES_MIN = 60, NOTES_MAX = 150 };

void kj_object_to(kj_strict *s, kj_at at, const char *key, size_t index, const char *hint,
                  const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const kj_span message = kj_arena_vformat(s->scratch, format, args);
    va_end(args);
    kj_report_hint(s->sink, kj_course_place(s->course, at, key, index), "W0501", kj_span_of(hint),
                   "%.*s", KJ_ARG(message));
}

/* --- slides ------------------------------------------------------------------------------- */

static void check_slide(kj_strict *s, const kj_slide *slide)
{
    const kj_span id = slide->id;
    if (!slide->notes.plain.ptr) {
        kj_object_to(s, slide->at, "notes", SIZE_MAX,
                     "notes tell the instructor what to say and ask", "slide '%.*s' has no notes",
                     KJ_ARG(id));
    } else {
        const size_t count = kj_utf8_count(slide->notes.plain);
        if (count < NOTES_MIN || count > NOTES_MAX)
            kj_object_to(s, slide->at, "notes", SIZE_MAX,
                         "60 to 150 characters can be taken in at a glance while speaking",
                         "the notes of slide '%.*s' have %zu characters", KJ_ARG(id), count);
    }
    if (!slide->alt.plain.ptr)
        kj_object_to(s, slide->at, "alt", SIZE_MAX,
                     "alt: the visual in a sentence, with its figures, for those who do not see it",
                     "slide '%.*s' has no alt", KJ_ARG(id));
    if (!(slide->minutes > 0))
        kj_object_to(s, slide->at, "minutes", SIZE_MAX, "minutes: how long it takes in class",
                     "slide '%.*s' has no minutes", KJ_ARG(id));
}

/* --- objectives, items and tests ---------------------------------------------------------- */

/* Which objectives something names; by their index in course.objectives. */
static void note(const kj_strict *s, bool *named, kj_span_list ids)
{
    for (size_t i = 0; i < ids.count; i++) {
        const uint32_t index = kj_course_find(s->course, KJ_REF_OBJECTIVE, ids.ptr[i]);
        if (index != KJ_NONE)
            named[index] = true;
    }
}

static void check_objectives(kj_strict *s)
{
    const kj_course *c = s->course;
    const size_t count = c->objectives.count;
    bool *owned = KJ_NEW(s->scratch, bool, count), *taught = KJ_NEW(s->scratch, bool, count),
         *tested = KJ_NEW(s->scratch, bool, count);
    for (size_t i = 0; i < c->parts.count; i++)
        note(s, owned, c->parts.ptr[i].objectives);
    for (size_t i = 0; i < c->slides.count; i++)
        note(s, taught, c->slides.ptr[i].objectives);
    for (size_t i = 0; i < c->items.count; i++) {
        kj_span objective = c->items.ptr[i].objective;
        const kj_span_list one = {&objective, 1};
        note(s, tested, one);
    }
    for (size_t i = 0; i < count; i++) {
        const kj_objective *o = &c->objectives.ptr[i];
        if (!owned[i])
            kj_object_to(s, o->at, "id", SIZE_MAX, "name it in the 'objectives' of its part",
                         "no part has the objective '%.*s'", KJ_ARG(o->id));
        if (!taught[i])
            kj_object_to(s, o->at, "id", SIZE_MAX, "name it in the 'objectives' of a slide",
                         "no slide teaches the objective '%.*s'", KJ_ARG(o->id));
        if (!tested[i])
            kj_object_to(s, o->at, "id", SIZE_MAX, "write an item whose 'objective' it is",
                         "no item tests the objective '%.*s'", KJ_ARG(o->id));
    }
}

static void check_test(kj_strict *s, const kj_part *part)
{
    if (part->draw <= 0)
        return;
    if ((uint32_t)part->draw > part->item_count)
        kj_object_to(s, part->at, "draw", SIZE_MAX, "write more items or draw fewer",
                     "the test of part '%.*s' draws %d items, but its bank has %u",
                     KJ_ARG(part->id), part->draw, part->item_count);
    if ((size_t)part->draw < part->objectives.count)
        kj_object_to(s, part->at, "draw", SIZE_MAX, "draw at least one item an objective",
                     "the test of part '%.*s' draws %d items for %zu objectives", KJ_ARG(part->id),
                     part->draw, part->objectives.count);
}

static void check_item(kj_strict *s, const kj_item *item)
{
    const uint32_t slide = kj_course_find(s->course, KJ_REF_SLIDE, item->explains);
    if (slide == KJ_NONE || s->course->slides.ptr[slide].objectives.count)
        return;
    kj_object_to(s, item->at, "explains", SIZE_MAX, "name a slide that has objectives",
                 "slide '%.*s' teaches nothing: it cannot explain item '%.*s'",
                 KJ_ARG(item->explains), KJ_ARG(item->id));
}

static void check_stems(kj_strict *s)
{
    kj_ids stems = {0};
    kj_ids_reserve(&stems, s->course->items.count, s->scratch);
    for (uint32_t i = 0; i < s->course->items.count; i++) {
        const kj_item *item = &s->course->items.ptr[i];
        if (!item->stem.plain.ptr)
            continue;
        const uint32_t other = kj_ids_add(&stems, 0, item->stem.plain, i);
        if (other != KJ_NONE)
            kj_object_to(s, item->at, "stem", SIZE_MAX, "ask it once, or in another situation",
                         "item '%.*s' asks the same as item '%.*s'", KJ_ARG(item->id),
                         KJ_ARG(s->course->items.ptr[other].id));
    }
}

/* --- texts -------------------------------------------------------------------------------- */

/* Where the sign stands; where the text was changed on its way, the value that holds it. */
static kj_loc place_in(const kj_strict *s, kj_span sign, kj_at object, const char *key,
                       size_t index)
{
    const kj_source *source = &s->course->sources.ptr[object.source];
    const uintptr_t first = (uintptr_t)source->text.ptr, at = (uintptr_t)sign.ptr;
    if (at >= first && at < first + source->text.len)
        return (kj_loc){source, (size_t)(at - first)};
    return kj_course_place(s->course, object, key, index);
}

static void check_one_text(void *ctx, const kj_field *field, const void *value, kj_at object,
                           size_t index)
{
    kj_strict *s = ctx;
    kj_span text;
    if (field->kind == KJ_FIELD_TEXT)
        text = ((const kj_text *)value)->plain;
    else if (field->kind == KJ_FIELD_STRING)
        text = *(const kj_span *)value;
    else
        return;
    kj_text_fault fault;
    if (text.len && kj_text_fault_find(text, &fault))
        kj_report_hint(s->sink, place_in(s, fault.where, object, field->key, index), "W0501",
                       kj_span_of(fault.hint), "%s: '%.*s'", fault.message, KJ_ARG(fault.where));
}

static void check_texts(kj_strict *s)
{
    const kj_course *c = s->course;
    const kj_walk walk = {.visit = check_one_text, .ctx = s};
    kj_walk_object(&kj_object_course, c, &walk);
    for (size_t i = 0; i < c->slides.count; i++)
        kj_walk_object(&kj_object_slide, &c->slides.ptr[i], &walk);
    for (size_t i = 0; i < c->items.count; i++)
        kj_walk_object(&kj_object_item, &c->items.ptr[i], &walk);
    for (size_t i = 0; i < c->drills.count; i++)
        kj_walk_object(&kj_object_drill, &c->drills.ptr[i], &walk);
    for (size_t i = 0; i < c->roleplays.count; i++)
        kj_walk_object(&kj_object_roleplay, &c->roleplays.ptr[i], &walk);
}

static void check_forms(kj_strict *s)
{
    const kj_course_index *index = s->course->index;
    const kj_checker checker = {.course = s->course, .sink = s->sink, .strict = true};
    for (size_t i = 0; i < index->form_count; i++)
        if (index->forms[i].type->check)
            index->forms[i].type->check(index->forms[i].data, &checker);
}

void kj_course_check_strict(const kj_course *course, kj_sink *sink)
{
    kj_limited messages;
    kj_limited_init(&messages, sink);
    kj_strict s = {course, &messages.sink, kj_arena_new()};
    for (size_t i = 0; i < course->slides.count; i++)
        check_slide(&s, &course->slides.ptr[i]);
    check_objectives(&s);
    for (size_t i = 0; i < course->parts.count; i++)
        check_test(&s, &course->parts.ptr[i]);
    for (size_t i = 0; i < course->items.count; i++)
        check_item(&s, &course->items.ptr[i]);
    check_stems(&s);
    kj_strict_balance(&s);
    check_texts(&s);
    check_forms(&s);
    kj_arena_free(s.scratch);
}
