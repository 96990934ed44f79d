/* engine/author/diff.c: two versions of a course, thing by thing. */
#include "author/diff.h"

#include "base/json.h"
#include "course/reader.h"
#include "course/walk.h"
#include "lesson/key.h"
#include "report/build.h"

#include <math.h>

enum { KEYS_MAX = 64 };

/* --- content as text, a key's values one after another ------------------------------------- */

typedef struct content {
    kj_arena *arena;
    const char *keys[KEYS_MAX]; /* in the order of their first value */
    kj_text_buffer values[KEYS_MAX];
    size_t count;
} content;

static void put_value(kj_text_buffer *out, const kj_field *field, const void *value)
{
    switch (field->kind) {
    case KJ_FIELD_BOOL:
        kj_put(out, *(const bool *)value ? KJ_LIT("1") : KJ_LIT("0"));
        break;
    case KJ_FIELD_INT:
        kj_putf(out, "%d", (int)*(const int32_t *)value);
        break;
    case KJ_FIELD_NUMBER:
        if (isfinite(*(const double *)value)) /* NaN: left out */
            kj_json_put_number(out, *(const double *)value);
        break;
    case KJ_FIELD_WORD:
        kj_putf(out, "%u", (unsigned)*(const uint32_t *)value);
        break;
    case KJ_FIELD_ID:
    case KJ_FIELD_REF:
    case KJ_FIELD_STRING:
    case KJ_FIELD_PATH:
        kj_put(out, *(const kj_span *)value);
        break;
    case KJ_FIELD_TEXT: {
        const kj_text *text = value;
        kj_put(out, text->plain);
        for (size_t i = 0; i < text->mark_count; i++)
            kj_putf(out, "\x1f%d,%u,%u,%.*s", (int)text->marks[i].kind, text->marks[i].start,
                    text->marks[i].len, KJ_ARG(text->marks[i].target));
        break;
    }
    case KJ_FIELD_MAP: {
        const KJ_LIST(kj_pair) *pairs = value;
        for (size_t i = 0; i < pairs->count; i++) {
            kj_putf(out, "%.*s=", KJ_ARG(pairs->ptr[i].key));
            kj_json_put_number(out, pairs->ptr[i].value);
            kj_put_char(out, ',');
        }
        break;
    }
    case KJ_FIELD_OBJECT: /* walked into */
    case KJ_FIELD_FORM:
        break;
    }
}

static void gather(void *ctx, const kj_field *field, const void *value, kj_at object, size_t index)
{
    (void)object;
    (void)index;
    content *c = ctx;
    size_t at = 0;
    while (at < c->count && strcmp(c->keys[at], field->key) != 0)
        at++;
    if (at == c->count) {
        if (c->count == KEYS_MAX)
            at = KEYS_MAX - 1; /* the last key stands for all that come after it */
        else
            c->keys[c->count] = field->key, c->values[c->count++].arena = c->arena;
    }
    put_value(&c->values[at], field, value);
    kj_put_char(&c->values[at], '\x1e');
}

/* Lists of further things, which are compared by themselves. */
static bool is_list_of_things(const kj_object *object, const kj_field *field)
{
    return (object == &kj_object_course || object == &kj_object_part) &&
           (field->flags & (KJ_MANY | KJ_KEYED)) &&
           (field->kind == KJ_FIELD_OBJECT || field->kind == KJ_FIELD_PATH);
}

static content *content_of(const kj_object *object, const void *thing, kj_arena *arena)
{
    content *c = KJ_NEW(arena, content, 1);
    c->arena = arena;
    const kj_walk walk = {.visit = gather, .ctx = c};
    kj_field *own = KJ_NEW(arena, kj_field, object->field_count);
    kj_object without = *object;
    without.field_count = 0;
    for (size_t i = 0; i < object->field_count; i++)
        if (!is_list_of_things(object, &object->fields[i]))
            own[without.field_count++] = object->fields[i];
    without.fields = own;
    kj_walk_object(&without, thing, &walk);
    return c;
}

static kj_span values_of(const content *c, const char *key)
{
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->keys[i], key) == 0)
            return kj_put_span(&c->values[i]);
    return (kj_span){NULL, 0};
}

static void put_differing(kj_text_buffer *out, const content *a, const content *b, bool all)
{
    for (size_t i = 0; i < a->count; i++) {
        const kj_span other = values_of(b, a->keys[i]);
        if (all ? !kj_span_equal(kj_put_span(&a->values[i]), other) : other.len == 0)
            kj_putf(out, "%s%s", out->len ? ", " : "", a->keys[i]);
    }
}

/* The keys whose values are not the same, in a list; empty: all are. */
static kj_span differing(const content *old, const content *new, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    put_differing(&out, old, new, true);
    put_differing(&out, new, old, false); /* those that only the new one has */
    return kj_put_span(&out);
}

/* --- kinds of things ----------------------------------------------------------------------- */

typedef struct thing {
    kj_span id;
    const void *data;
} thing;

typedef struct kind {
    const char *name, *plural;
    kj_ref_kind ref;
    const kj_object *object; /* NULL: that of course.json's list `plural` */
    size_t (*list)(const kj_course *course, thing *out); /* out NULL: how many */
    /* What it means for learners and for records that it came, went, or changed. */
    const char *came, *went, *records_went;
} kind;

#define LIST(function, list_) \
    static size_t function(const kj_course *course, thing *out) \
    { \
        for (size_t i = 0; out && i < course->list_.count; i++) \
            out[i] = (thing){course->list_.ptr[i].id, &course->list_.ptr[i]}; \
        return course->list_.count; \
    }
LIST(list_parts, parts)
LIST(list_slides, slides)
LIST(list_items, items)
LIST(list_drills, drills)
LIST(list_roleplays, roleplays)
LIST(list_objectives, objectives)
LIST(list_figures, figures)
LIST(list_terms, terms)

static const kind kinds[] = {
    {"part", "parts", KJ_REF_PART, &kj_object_part, list_parts,
     "must be passed, by who has not passed", "is no longer asked for",
     "its tests stay under this id"},
    {"slide", "slides", KJ_REF_SLIDE, &kj_object_slide, list_slides,
     "is to be seen, in a passed part too", "is no longer shown", "time on it stays under this id"},
    {"item", "items", KJ_REF_ITEM, &kj_object_item, list_items, "may be drawn",
     "is neither drawn nor reviewed", "answers stay under this id"},
    {"drill", "drills", KJ_REF_DRILL, &kj_object_drill, list_drills,
     "counts among its part's drills", "no longer counts in its part", "runs stay under this id"},
    {"role-play", "roleplays", KJ_REF_ROLEPLAY, &kj_object_roleplay, list_roleplays,
     "can be played", "can no longer be played", "plays stay under this id"},
    {"objective", "objectives", KJ_REF_OBJECTIVE, NULL, list_objectives,
     "is measured by items that name it", "is no longer measured", "is no longer reported"},
    {"figure", "figures", KJ_REF_FIGURE, NULL, list_figures, "", "", ""},
    {"term", "terms", KJ_REF_TERM, NULL, list_terms, "stands in the glossary",
     "is gone from the glossary", ""},
};

static const kj_object *object_of(const kind *k)
{
    if (k->object)
        return k->object;
    for (size_t i = 0; i < kj_object_course.field_count; i++)
        if (strcmp(kj_object_course.fields[i].key, k->plural) == 0)
            return kj_object_course.fields[i].object;
    return NULL;
}

/* --- the changes --------------------------------------------------------------------------- */

typedef struct change {
    const char *what; /* "added", "removed", "changed", "moved", "renamed" */
    const char *kind;
    kj_span id, keys, learners, records;
    kj_at at; /* in the new version; of what was removed not set */
    bool anew;
} change;

struct kj_diff {
    const kj_course *old, *new;
    kj_arena *arena;
    KJ_LIST(change) changes;
    size_t capacity;
};
typedef kj_diff diff;

static change *put(diff *d, const char *what, const kind *k, kj_span id)
{
    change *c = KJ_PUSH(d->arena, &d->changes, &d->capacity, change);
    c->what = what;
    c->kind = k->name;
    c->id = id;
    return c;
}

static const thing *find(const thing *things, size_t count, kj_span id)
{
    for (size_t i = 0; i < count; i++)
        if (kj_span_equal(things[i].id, id))
            return &things[i];
    return NULL;
}

static kj_span part_of(const kj_course *course, const kind *k, const void *data)
{
    uint32_t part = KJ_NONE;
    if (k->ref == KJ_REF_SLIDE)
        part = ((const kj_slide *)data)->part;
    else if (k->ref == KJ_REF_ITEM)
        part = ((const kj_item *)data)->part;
    else if (k->ref == KJ_REF_DRILL)
        part = ((const kj_drill *)data)->part;
    else if (k->ref == KJ_REF_ROLEPLAY)
        part = ((const kj_roleplay *)data)->part;
    return part == KJ_NONE ? (kj_span){NULL, 0} : course->parts.ptr[part].id;
}

static bool gets_all(const kj_verdict *verdict, double enough)
{
    return verdict->judged && verdict->max > 0 && verdict->score >= enough * verdict->max - 1e-9;
}

static bool item_takes(const kj_item *item, const kj_response *key, kj_arena *arena)
{
    kj_verdict verdict = {.judged = true};
    kj_item_judge(item, key, arena, &verdict);
    return gets_all(&verdict, 1);
}

static bool round_takes(const kj_course *course, const kj_drill *drill, size_t round,
                        const kj_response *key, kj_arena *arena)
{
    kj_verdict verdict = {.judged = true};
    kj_drill_judge(drill, round, key, arena, &verdict);
    return gets_all(&verdict, course->pass.drill);
}

static bool judged_alike_item(const kj_item *old, const kj_item *new, kj_arena *arena)
{
    const kj_response a = kj_key_of_item(old, arena), b = kj_key_of_item(new, arena);
    return item_takes(new, &a, arena) && item_takes(old, &b, arena);
}

static bool judged_alike_drill(const diff *d, const kj_drill *old, const kj_drill *new,
                               kj_arena *arena)
{
    const size_t rounds = kj_drill_rounds(old);
    if (rounds != kj_drill_rounds(new))
        return false;
    for (size_t i = 0; i < rounds; i++) {
        const kj_response a = kj_key_of_round(old, i, arena), b = kj_key_of_round(new, i, arena);
        if (!round_takes(d->new, new, i, &a, arena) || !round_takes(d->old, old, i, &b, arena))
            return false;
    }
    return true;
}

/* What it means that the thing changed; nothing where only its wording did. */
static void put_meaning(diff *d, const kind *k, const void *old, const void *new, change *c)
{
    bool alike = true;
    kj_arena *scratch = kj_arena_new();
    if (k->ref == KJ_REF_ITEM)
        alike = judged_alike_item(old, new, scratch);
    else if (k->ref == KJ_REF_DRILL)
        alike = judged_alike_drill(d, old, new, scratch);
    kj_arena_free(scratch);
    if (!alike) {
        c->learners = KJ_LIT("another answer is right than before");
        c->records = KJ_LIT("earlier answers keep their points");
    } else if (k->ref == KJ_REF_ROLEPLAY) {
        c->learners = KJ_LIT("its ways or words are others");
        c->records = KJ_LIT("a play goes on where its node still is");
    } else if (k->ref == KJ_REF_FIGURE) {
        c->learners = KJ_LIT("shows in every text that names it");
    }
}

static void compare_things(diff *d, const kind *k, const thing *old, const thing *new)
{
    const kj_span keys = differing(content_of(object_of(k), old->data, d->arena),
                                   content_of(object_of(k), new->data, d->arena), d->arena);
    const kj_span before = part_of(d->old, k, old->data), after = part_of(d->new, k, new->data);
    if (!kj_span_equal(before, after)) {
        change *c = put(d, "moved", k, new->id);
        c->learners =
            kj_arena_format(d->arena, "from part '%.*s' to '%.*s'", KJ_ARG(before), KJ_ARG(after));
        c->records = KJ_LIT("counts in its new part");
        c->anew = true;
        c->at = *(const kj_at *)new->data;
    }
    if (keys.len) {
        change *c = put(d, "changed", k, new->id);
        c->keys = keys;
        c->anew = true;
        c->at = *(const kj_at *)new->data;
        put_meaning(d, k, old->data, new->data, c);
    }
}

/* Of things that are gone: the new one with the same content but for its id. */
static const thing *renamed_to(diff *d, const kind *k, const thing *gone, const thing *things,
                               size_t count, const thing *olds, size_t old_count)
{
    const content *before = content_of(object_of(k), gone->data, d->arena);
    for (size_t i = 0; i < count; i++) {
        if (find(olds, old_count, things[i].id))
            continue;
        const kj_span keys =
            differing(before, content_of(object_of(k), things[i].data, d->arena), d->arena);
        if (kj_span_is(keys, "id") || keys.len == 0) /* a figure's id is its key */
            return &things[i];
    }
    return NULL;
}

static void compare_kind(diff *d, const kind *k)
{
    const size_t old_count = k->list(d->old, NULL), new_count = k->list(d->new, NULL);
    thing *olds = KJ_NEW(d->arena, thing, old_count + 1),
          *news = KJ_NEW(d->arena, thing, new_count + 1);
    k->list(d->old, olds);
    k->list(d->new, news);
    const thing **renamed = KJ_NEW(d->arena, const thing *, old_count + 1);
    for (size_t i = 0; i < old_count; i++) {
        const thing *same = find(news, new_count, olds[i].id);
        if (same) {
            compare_things(d, k, &olds[i], same);
            continue;
        }
        renamed[i] = renamed_to(d, k, &olds[i], news, new_count, olds, old_count);
        change *c = put(d, renamed[i] ? "renamed" : "removed", k, olds[i].id);
        c->learners = renamed[i]
                          ? kj_arena_format(d->arena, "is now '%.*s'", KJ_ARG(renamed[i]->id))
                          : kj_span_of(k->went);
        c->records =
            renamed[i] ? KJ_LIT("old records are not found under it") : kj_span_of(k->records_went);
        if (renamed[i]) {
            c->anew = true;
            c->at = *(const kj_at *)renamed[i]->data;
        }
    }
    for (size_t i = 0; i < new_count; i++) {
        bool known = find(olds, old_count, news[i].id) != NULL;
        for (size_t o = 0; o < old_count && !known; o++)
            known = renamed[o] == &news[i];
        if (known)
            continue;
        change *c = put(d, "added", k, news[i].id);
        c->learners = kj_span_of(k->came);
        c->anew = true;
        c->at = *(const kj_at *)news[i].data;
    }
}

static const kind course_itself = {.name = "course", .object = &kj_object_course};

const kj_diff *kj_diff_new(const kj_course *old, const kj_course *new, kj_arena *arena)
{
    diff *d = KJ_NEW(arena, diff, 1);
    *d = (diff){.old = old, .new = new, .arena = arena};
    const kj_span keys = differing(content_of(course_itself.object, old, arena),
                                   content_of(course_itself.object, new, arena), arena);
    if (keys.len) {
        change *c = put(d, "changed", &course_itself, new->id);
        c->keys = keys;
        c->anew = true;
        c->at = new->at;
        c->learners = KJ_LIT("holds for whoever has not passed yet");
        if (!kj_span_equal(old->id, new->id))
            c->records = KJ_LIT("to records it is another course");
    }
    for (size_t i = 0; i < KJ_COUNT(kinds); i++)
        compare_kind(d, &kinds[i]);
    return d;
}

#define COLUMN(key_, title_) \
    { \
        .key = key_, .title = { KJ_SPAN(title_) } \
    }
static const kj_column columns[] = {
    COLUMN("kind", "kind"),
    COLUMN("id", "id"),
    COLUMN("change", "change"),
    COLUMN("keys", "keys"),
    COLUMN("learners", "for learners"),
    COLUMN("records", "for records"),
};

void kj_diff_report(const kj_diff *d, kj_report_result *out)
{
    kj_arena *arena = d->arena;
    *out = (kj_report_result){
        .key = "diff", .title = d->new->title, .words = kj_words_for(KJ_LIT("en"))};
    kj_build b = {.arena = arena, .out = out};
    kj_head_put(&b, "from", KJ_LIT("from version"), kj_cell_text(d->old->version));
    kj_head_put(&b, "to", KJ_LIT("to version"), kj_cell_text(d->new->version));
    kj_head_put(&b, "count", KJ_LIT("changes"), kj_cell_number((double)d->changes.count));
    kj_table_begin(&b, "changes", KJ_LIT("Changes"));
    kj_columns_put(&b, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < d->changes.count; i++) {
        const change *c = &d->changes.ptr[i];
        kj_cell_put(&b, kj_cell_text(kj_span_of(c->kind)));
        kj_cell_put(&b, kj_cell_text(c->id));
        kj_cell_put(&b, kj_cell_text(kj_span_of(c->what)));
        kj_cell_put(&b, kj_cell_text(c->keys));
        kj_cell_put(&b, kj_cell_text(c->learners));
        kj_cell_put(&b, kj_cell_text(c->records));
    }
}

void kj_diff_check(const kj_diff *d, kj_sink *sink)
{
    const kj_course *old = d->old, *new = d->new;
    if (!kj_span_equal(old->id, new->id))
        kj_report_hint(sink, kj_course_place(new, new->at, "id", SIZE_MAX), "W0504",
                       KJ_LIT("keep the id; a new version says it by 'version'"),
                       "the course was '%.*s' and is now '%.*s': records take it for another one",
                       KJ_ARG(old->id), KJ_ARG(new->id));
    if (d->changes.count && kj_span_equal(old->version, new->version))
        kj_report_hint(sink, kj_course_place(new, new->at, "version", SIZE_MAX), "W0504",
                       KJ_LIT("raise 'version', so that records can tell the two apart"),
                       "%zu changes, and the version is still %.*s", d->changes.count,
                       KJ_ARG(new->version));
    for (size_t i = 0; i < d->changes.count; i++) {
        const change *c = &d->changes.ptr[i];
        if (strcmp(c->what, "renamed") == 0)
            kj_report_hint(sink, kj_course_place(new, c->at, "id", SIZE_MAX), "W0504",
                           KJ_LIT("keep the old id: records refer to it"), "%s '%.*s' %.*s",
                           c->kind, KJ_ARG(c->id), KJ_ARG(c->learners));
    }
}
