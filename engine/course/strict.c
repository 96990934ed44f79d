/* engine/course/strict.c: what a careful editor would refuse and a player would not mind. */
#include "course/reader.h"

enum { NOTES_MIN = 60, NOTES_MAX = 150, SINGLES_MIN = 8, POSITIONS_MAX = 12 };

typedef struct strict {
    const kj_course *course;
    kj_sink *sink;
    kj_arena *scratch;
} strict;

static void object_to(strict *s, kj_at at, const char *key, size_t index, const char *hint,
                      const char *format, ...) __attribute__((format(printf, 6, 7)));
static void object_to(strict *s, kj_at at, const char *key, size_t index, const char *hint,
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

static void check_slide(strict *s, const kj_slide *slide)
{
    const kj_span id = slide->id;
    if (!slide->notes.plain.ptr) {
        object_to(s, slide->at, "notes", SIZE_MAX, "notes tell the instructor what to say and ask",
                  "slide '%.*s' has no notes", KJ_ARG(id));
    } else {
        const size_t count = kj_utf8_count(slide->notes.plain);
        if (count < NOTES_MIN || count > NOTES_MAX)
            object_to(s, slide->at, "notes", SIZE_MAX,
                      "60 to 150 characters can be taken in at a glance while speaking",
                      "the notes of slide '%.*s' have %zu characters", KJ_ARG(id), count);
    }
    if (!slide->alt.plain.ptr)
        object_to(s, slide->at, "alt", SIZE_MAX,
                  "alt: the visual in a sentence, with its figures, for those who do not see it",
                  "slide '%.*s' has no alt", KJ_ARG(id));
    if (!(slide->minutes > 0))
        object_to(s, slide->at, "minutes", SIZE_MAX, "minutes: how long it takes in class",
                  "slide '%.*s' has no minutes", KJ_ARG(id));
}

/* --- objectives, items and tests ---------------------------------------------------------- */

/* Which objectives something names; by their index in course.objectives. */
static void note(const strict *s, bool *named, kj_span_list ids)
{
    for (size_t i = 0; i < ids.count; i++) {
        const uint32_t index = kj_course_find(s->course, KJ_REF_OBJECTIVE, ids.ptr[i]);
        if (index != KJ_NONE)
            named[index] = true;
    }
}

static void check_objectives(strict *s)
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
            object_to(s, o->at, "id", SIZE_MAX, "name it in the 'objectives' of its part",
                      "no part has the objective '%.*s'", KJ_ARG(o->id));
        if (!taught[i])
            object_to(s, o->at, "id", SIZE_MAX, "name it in the 'objectives' of a slide",
                      "no slide teaches the objective '%.*s'", KJ_ARG(o->id));
        if (!tested[i])
            object_to(s, o->at, "id", SIZE_MAX, "write an item whose 'objective' it is",
                      "no item tests the objective '%.*s'", KJ_ARG(o->id));
    }
}

static void check_test(strict *s, const kj_part *part)
{
    if (part->draw <= 0)
        return;
    if ((uint32_t)part->draw > part->item_count)
        object_to(s, part->at, "draw", SIZE_MAX, "write more items or draw fewer",
                  "the test of part '%.*s' draws %d items, but its bank has %u", KJ_ARG(part->id),
                  part->draw, part->item_count);
    if ((size_t)part->draw < part->objectives.count)
        object_to(s, part->at, "draw", SIZE_MAX, "draw at least one item an objective",
                  "the test of part '%.*s' draws %d items for %zu objectives", KJ_ARG(part->id),
                  part->draw, part->objectives.count);
}

static void check_item(strict *s, const kj_item *item)
{
    const uint32_t slide = kj_course_find(s->course, KJ_REF_SLIDE, item->explains);
    if (slide == KJ_NONE || s->course->slides.ptr[slide].objectives.count)
        return;
    object_to(s, item->at, "explains", SIZE_MAX, "name a slide that has objectives",
              "slide '%.*s' teaches nothing: it cannot explain item '%.*s'", KJ_ARG(item->explains),
              KJ_ARG(item->id));
}

static void check_stems(strict *s)
{
    kj_ids stems = {0};
    kj_ids_reserve(&stems, s->course->items.count, s->scratch);
    for (uint32_t i = 0; i < s->course->items.count; i++) {
        const kj_item *item = &s->course->items.ptr[i];
        if (!item->stem.plain.ptr)
            continue;
        const uint32_t other = kj_ids_add(&stems, 0, item->stem.plain, i);
        if (other != KJ_NONE)
            object_to(s, item->at, "stem", SIZE_MAX, "ask it once, or in another situation",
                      "item '%.*s' asks the same as item '%.*s'", KJ_ARG(item->id),
                      KJ_ARG(s->course->items.ptr[other].id));
    }
}

/* --- options ------------------------------------------------------------------------------ */

/* The options of one form: elements of one list that have a "text", and perhaps a "right". */
typedef struct options {
    const kj_field *text; /* the field of that name that was met first */
    kj_span texts[64];
    kj_at at[64];
    bool right[64];
    size_t count;
    bool keyed; /* there is a "right" */
} options;

static void gather_option(void *ctx, const kj_field *field, const void *value, kj_at object,
                          size_t index)
{
    (void)index;
    options *o = ctx;
    if (field->kind == KJ_FIELD_TEXT && strcmp(field->key, "text") == 0) {
        const kj_span plain = ((const kj_text *)value)->plain;
        if ((o->text && o->text != field) || o->count == KJ_COUNT(o->texts) || !plain.ptr)
            return;
        o->text = field;
        o->texts[o->count] = plain;
        o->at[o->count++] = object;
    } else if (field->kind == KJ_FIELD_BOOL && strcmp(field->key, "right") == 0 && o->count &&
               o->at[o->count - 1].offset == object.offset) {
        o->keyed = true;
        o->right[o->count - 1] = *(const bool *)value;
    }
}

static void check_twins(strict *s, const options *o)
{
    for (size_t i = 0; i < o->count; i++) {
        size_t k = 0;
        while (k < i && !kj_span_equal(o->texts[k], o->texts[i]))
            k++;
        if (k < i)
            object_to(s, o->at[i], "text", SIZE_MAX, "make them differ, or leave one out",
                      "'%.*s' stands there twice", KJ_ARG(o->texts[i]));
    }
}

/* How the keys of the single choices lie. */
typedef struct key_spread {
    size_t singles, longest;
    size_t at[POSITIONS_MAX];
} key_spread;

static void count_key(key_spread *spread, const options *o)
{
    size_t key = 0, keys = 0, longest = 0;
    for (size_t i = 0; i < o->count; i++) {
        if (o->right[i]) {
            key = i;
            keys++;
        }
    }
    if (!o->keyed || keys != 1 || key >= POSITIONS_MAX)
        return;
    for (size_t i = 0; i < o->count; i++)
        longest += kj_utf8_count(o->texts[i]) >= kj_utf8_count(o->texts[key]);
    spread->singles++;
    spread->at[key]++;
    spread->longest += longest == 1; /* only the key itself is so long */
}

static void check_options(strict *s)
{
    const kj_course_index *index = s->course->index;
    key_spread spread = {0};
    options *o = KJ_NEW(s->scratch, options, 1);
    const kj_walk walk = {.visit = gather_option, .ctx = o, .shallow = true};
    for (size_t i = 0; i < index->form_count; i++) {
        *o = (options){0};
        kj_walk_form(&index->forms[i], &walk);
        check_twins(s, o);
        count_key(&spread, o);
    }
    if (spread.singles < SINGLES_MIN)
        return;
    for (size_t i = 0; i < POSITIONS_MAX; i++)
        if (spread.at[i] * 2 > spread.singles)
            object_to(s, s->course->at, "parts", SIZE_MAX,
                      "in print options stand as written: vary the position of the right one",
                      "in %zu of %zu single choices the right option is number %zu", spread.at[i],
                      spread.singles, i + 1);
    if (spread.longest * 2 > spread.singles)
        object_to(s, s->course->at, "parts", SIZE_MAX,
                  "learners guess by length: write options of like length",
                  "in %zu of %zu single choices the right option is the longest", spread.longest,
                  spread.singles);
}

/* --- texts -------------------------------------------------------------------------------- */

/* Where the sign stands; where the text was changed on its way, the value that holds it. */
static kj_loc place_in(const strict *s, kj_span sign, kj_at object, const char *key, size_t index)
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
    strict *s = ctx;
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

static void check_texts(strict *s)
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

static void check_forms(strict *s)
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
    strict s = {course, &messages.sink, kj_arena_new()};
    for (size_t i = 0; i < course->slides.count; i++)
        check_slide(&s, &course->slides.ptr[i]);
    check_objectives(&s);
    for (size_t i = 0; i < course->parts.count; i++)
        check_test(&s, &course->parts.ptr[i]);
    for (size_t i = 0; i < course->items.count; i++)
        check_item(&s, &course->items.ptr[i]);
    check_stems(&s);
    check_options(&s);
    check_texts(&s);
    check_forms(&s);
    kj_arena_free(s.scratch);
}
