/* engine/xapi/activity.c: what events are about: ids, definitions, interactions. */
#include "xapi/inner.h"

#include "lesson/key.h"

#define SEPARATOR "[,]"

/* In the order of kj_activity_kind: its place below the course, how many ids that takes, its type.
 */
static const struct kind_row {
    const char *path, *type;
} kinds[] = {
    [KJ_ACTIVITY_COURSE] = {"", "http://adlnet.gov/expapi/activities/course"},
    [KJ_ACTIVITY_PART] = {"/parts/", "http://adlnet.gov/expapi/activities/module"},
    [KJ_ACTIVITY_SLIDE] = {"/slides/", "http://activitystrea.ms/schema/1.0/page"},
    [KJ_ACTIVITY_ITEM] = {"/items/", "http://adlnet.gov/expapi/activities/cmi.interaction"},
    [KJ_ACTIVITY_TEST] = {"/parts/", "http://adlnet.gov/expapi/activities/assessment"},
    [KJ_ACTIVITY_FINAL] = {"/final", "http://adlnet.gov/expapi/activities/assessment"},
    [KJ_ACTIVITY_REVIEW] = {"/review", "http://adlnet.gov/expapi/activities/assessment"},
    [KJ_ACTIVITY_DRILL] = {"/drills/", "http://adlnet.gov/expapi/activities/assessment"},
    [KJ_ACTIVITY_ROUND] = {"/drills/", "http://adlnet.gov/expapi/activities/cmi.interaction"},
    [KJ_ACTIVITY_ROLEPLAY] = {"/roleplays/", "http://adlnet.gov/expapi/activities/simulation"},
    [KJ_ACTIVITY_NODE] = {"/roleplays/", "http://adlnet.gov/expapi/activities/cmi.interaction"},
    [KJ_ACTIVITY_CLASS] = {"/classes/", "http://adlnet.gov/expapi/activities/meeting"},
};

/* ---- JSON ---- */

static void comma(kj_text_buffer *out)
{
    const char last = out->len > 0 ? out->ptr[out->len - 1] : '{';
    if (last != '{' && last != '[')
        kj_put_char(out, ',');
}

void kj_xapi_key(kj_text_buffer *out, const char *key)
{
    comma(out);
    kj_json_put_string(out, kj_span_of(key));
    kj_put_char(out, ':');
}

void kj_xapi_text(kj_text_buffer *out, const char *key, kj_span value)
{
    kj_xapi_key(out, key);
    kj_json_put_string(out, value);
}

void kj_xapi_open(kj_text_buffer *out, const char *key, char bracket)
{
    if (key)
        kj_xapi_key(out, key);
    else
        comma(out);
    kj_put_char(out, bracket);
}

void kj_xapi_close(kj_text_buffer *out, char bracket)
{
    kj_put_char(out, bracket);
}

static void put_language(kj_text_buffer *out, const char *key, const kj_course *course,
                         kj_span said)
{
    kj_xapi_open(out, key, '{');
    kj_xapi_key(out, kj_arena_copy(out->arena, course->language).ptr);
    kj_json_put_string(out, said);
    kj_xapi_close(out, '}');
}

/* ---- ids ---- */

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

/* RFC 3986: what is not unreserved is written as bytes in percent. */
static void put_segment(kj_text_buffer *out, kj_span id)
{
    for (size_t i = 0; i < id.len; i++)
        if (is_plain(id.ptr[i]))
            kj_put_char(out, id.ptr[i]);
        else
            kj_putf(out, "%%%02X", (unsigned)(unsigned char)id.ptr[i]);
}

kj_span kj_activity_iri(kj_span home, kj_span course, const kj_activity *activity, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    kj_put(&out, home);
    kj_put(&out, KJ_LIT("courses/"));
    put_segment(&out, course);
    kj_put(&out, kj_span_of(kinds[activity->kind].path));
    put_segment(&out, activity->id);
    if (activity->kind == KJ_ACTIVITY_TEST)
        kj_put(&out, KJ_LIT("/test"));
    if (activity->kind == KJ_ACTIVITY_ROUND || activity->kind == KJ_ACTIVITY_NODE) {
        kj_put(&out, activity->kind == KJ_ACTIVITY_ROUND ? KJ_LIT("/rounds/") : KJ_LIT("/nodes/"));
        put_segment(&out, activity->sub.len > 0 ? activity->sub : KJ_LIT("1"));
    }
    return kj_put_span(&out);
}

/* ---- what it is in the course ---- */

typedef struct found {
    const kj_part *part;
    const kj_slide *slide;
    const kj_item *item;
    const kj_drill *drill;
    const kj_roleplay *roleplay;
    const kj_node *node;
    uint32_t round;
} found;

static const kj_node *node_of(const kj_roleplay *roleplay, kj_span id)
{
    for (size_t i = 0; i < roleplay->nodes.count; i++)
        if (kj_span_equal(roleplay->nodes.ptr[i].id, id))
            return &roleplay->nodes.ptr[i];
    return NULL;
}

/* A drill of one round has no ids for it. */
static uint32_t round_of(const kj_drill *drill, kj_span id)
{
    if (id.len == 0)
        return kj_drill_rounds(drill) == 1 ? 0 : KJ_NONE;
    return kj_drill_find_round(drill, id);
}

static found find(const kj_course *course, const kj_activity *a)
{
    static const kj_ref_kind refs[] = {
        [KJ_ACTIVITY_PART] = KJ_REF_PART,         [KJ_ACTIVITY_TEST] = KJ_REF_PART,
        [KJ_ACTIVITY_SLIDE] = KJ_REF_SLIDE,       [KJ_ACTIVITY_ITEM] = KJ_REF_ITEM,
        [KJ_ACTIVITY_DRILL] = KJ_REF_DRILL,       [KJ_ACTIVITY_ROUND] = KJ_REF_DRILL,
        [KJ_ACTIVITY_ROLEPLAY] = KJ_REF_ROLEPLAY, [KJ_ACTIVITY_NODE] = KJ_REF_ROLEPLAY,
        [KJ_ACTIVITY_CLASS] = KJ_REF_NONE,
    };
    found f = {.round = KJ_NONE};
    if (!course || refs[a->kind] == KJ_REF_NONE)
        return f;
    const uint32_t index = kj_course_find(course, refs[a->kind], a->id);
    if (index == KJ_NONE)
        return f;
    switch (refs[a->kind]) {
    case KJ_REF_PART:
        f.part = &course->parts.ptr[index];
        break;
    case KJ_REF_SLIDE:
        f.slide = &course->slides.ptr[index];
        f.part = &course->parts.ptr[f.slide->part];
        break;
    case KJ_REF_ITEM:
        f.item = &course->items.ptr[index];
        f.part = &course->parts.ptr[f.item->part];
        break;
    case KJ_REF_DRILL:
        f.drill = &course->drills.ptr[index];
        f.part = &course->parts.ptr[f.drill->part];
        if (a->kind == KJ_ACTIVITY_ROUND)
            f.round = round_of(f.drill, a->sub);
        break;
    case KJ_REF_ROLEPLAY:
        f.roleplay = &course->roleplays.ptr[index];
        f.part = &course->parts.ptr[f.roleplay->part];
        if (a->kind == KJ_ACTIVITY_NODE)
            f.node = node_of(f.roleplay, a->sub);
        break;
    default: /* the other kinds are no activities */
        break;
    }
    return f;
}

bool kj_activity_parent(const kj_course *course, const kj_activity *a, kj_activity *out)
{
    const found f = find(course, a);
    switch (a->kind) {
    case KJ_ACTIVITY_ROUND:
        *out = (kj_activity){.kind = KJ_ACTIVITY_DRILL, .id = a->id};
        return true;
    case KJ_ACTIVITY_NODE:
        *out = (kj_activity){.kind = KJ_ACTIVITY_ROLEPLAY, .id = a->id};
        return true;
    case KJ_ACTIVITY_TEST:
        *out = (kj_activity){.kind = KJ_ACTIVITY_PART, .id = a->id};
        return true;
    case KJ_ACTIVITY_SLIDE:
    case KJ_ACTIVITY_ITEM:
    case KJ_ACTIVITY_DRILL:
    case KJ_ACTIVITY_ROLEPLAY:
        if (!f.part)
            return false;
        *out = (kj_activity){.kind = KJ_ACTIVITY_PART, .id = f.part->id};
        return true;
    case KJ_ACTIVITY_COURSE:
    case KJ_ACTIVITY_PART:
    case KJ_ACTIVITY_FINAL:
    case KJ_ACTIVITY_REVIEW:
    case KJ_ACTIVITY_CLASS:
        break;
    }
    return false;
}

/* ---- interactions ---- */

/* How a question is asked, in the specification's words. */
static const char *interaction_of(const kj_question *q, kj_span type)
{
    switch (q->control) {
    case KJ_CONTROL_CHOICE:
        return kj_span_is(type, "true-false") ? "true-false" : "choice";
    case KJ_CONTROL_CHOICES:
    case KJ_CONTROL_HOTSPOT:
        return "choice";
    case KJ_CONTROL_ORDER:
        return "sequencing";
    case KJ_CONTROL_PAIRS:
    case KJ_CONTROL_BINS:
        return "matching";
    case KJ_CONTROL_NUMBER:
        return "numeric";
    case KJ_CONTROL_TEXT:
        return kj_span_is(type, "fill-in") ? "fill-in" : "long-fill-in";
    case KJ_CONTROL_CHAIN:
        return "sequencing";
    case KJ_CONTROL_CASE:
        break;
    }
    return "other";
}

/* Asks the question of an item or a round, in the file's order; false: it is none that is known. */
static bool ask(const found *f, kj_arena *arena, kj_question *q, kj_span *type)
{
    *q = (kj_question){0};
    if (f->item) {
        kj_item_type(f->item)->ask(f->item->form.data, 0, arena, q);
        if (q->prompt.plain.len == 0)
            q->prompt = f->item->stem;
        *type = kj_span_of(f->item->form.type->name);
        return true;
    }
    if (f->drill && f->round != KJ_NONE) {
        kj_drill_type(f->drill)->ask(f->drill->form.data, f->round, arena, q);
        *type = kj_span_of(f->drill->form.type->name);
        return true;
    }
    return false;
}

static kj_span joined(const kj_span *values, size_t count, const char *interaction, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    const bool pairs = strcmp(interaction, "matching") == 0;
    for (size_t i = 0; i < count; i++) {
        const size_t eq = pairs ? kj_span_find(values[i], KJ_LIT("="), 0) : SIZE_MAX;
        if (i > 0)
            kj_put(&out, KJ_LIT(SEPARATOR));
        if (eq == SIZE_MAX) {
            kj_put(&out, values[i]);
            continue;
        }
        kj_put(&out, kj_span_sub(values[i], 0, eq));
        kj_put(&out, KJ_LIT("[.]"));
        kj_put(&out, kj_span_sub(values[i], eq + 1, values[i].len));
    }
    return kj_put_span(&out);
}

kj_span kj_interaction_response(const kj_course *course, const kj_activity *activity,
                                const kj_event *event, kj_arena *arena)
{
    const found f = find(course, activity);
    kj_question q;
    kj_span type = {0};
    const char *interaction = "other";
    if (activity->kind == KJ_ACTIVITY_NODE)
        return event->choice;
    if (ask(&f, arena, &q, &type))
        interaction = interaction_of(&q, type);
    return joined(event->response, event->response_count, interaction, arena);
}

static void put_components(kj_text_buffer *out, const char *key, const kj_course *course,
                           const kj_option *options, size_t count)
{
    kj_xapi_open(out, key, '[');
    for (size_t i = 0; i < count; i++) {
        kj_xapi_open(out, NULL, '{');
        kj_xapi_text(out, "id", options[i].id);
        put_language(out, "description", course, options[i].text.plain);
        kj_xapi_close(out, '}');
    }
    kj_xapi_close(out, ']');
}

/* What is right, where the question has a key that can be said so. */
static void put_key(kj_text_buffer *out, const found *f, const kj_question *q,
                    const char *interaction)
{
    if (q->control == KJ_CONTROL_CASE || q->control == KJ_CONTROL_HOTSPOT ||
        strcmp(interaction, "long-fill-in") == 0)
        return;
    const kj_response key = f->item ? kj_key_of_item(f->item, out->arena)
                                    : kj_key_of_round(f->drill, f->round, out->arena);
    if (key.count == 0)
        return;
    kj_xapi_open(out, "correctResponsesPattern", '[');
    kj_json_put_string(out, joined(key.values, key.count, interaction, out->arena));
    kj_xapi_close(out, ']');
}

static void put_interaction(kj_text_buffer *out, const kj_course *course, const found *f)
{
    kj_question q;
    kj_span type = {0};
    if (!ask(f, out->arena, &q, &type))
        return;
    const char *interaction = interaction_of(&q, type);
    kj_xapi_text(out, "interactionType", kj_span_of(interaction));
    put_key(out, f, &q, interaction);
    if ((strcmp(interaction, "choice") == 0 && q.option_count > 0) ||
        strcmp(interaction, "sequencing") == 0)
        put_components(out, "choices", course, q.options, q.option_count);
    if (strcmp(interaction, "matching") == 0) {
        put_components(out, "source", course, q.options, q.option_count);
        put_components(out, "target", course, q.targets, q.target_count);
    }
}

static void put_node(kj_text_buffer *out, const kj_course *course, const kj_node *node)
{
    kj_xapi_text(out, "interactionType", KJ_LIT("choice"));
    kj_xapi_open(out, "choices", '[');
    for (size_t i = 0; i < node->choices.count; i++) {
        kj_xapi_open(out, NULL, '{');
        kj_xapi_text(out, "id", node->choices.ptr[i].id);
        put_language(out, "description", course, node->choices.ptr[i].text.plain);
        kj_xapi_close(out, '}');
    }
    kj_xapi_close(out, ']');
}

/* ---- the object ---- */

static kj_span first_of(kj_span a, kj_span b)
{
    return a.len > 0 ? a : b;
}

/* What people call it; empty: nothing that the course says. */
static kj_span name_of(const kj_course *course, const kj_activity *a, const found *f,
                       kj_arena *arena)
{
    kj_question q;
    kj_span type;
    switch (a->kind) {
    case KJ_ACTIVITY_COURSE:
        return course->title;
    case KJ_ACTIVITY_PART:
    case KJ_ACTIVITY_TEST:
        return f->part ? f->part->title : (kj_span){0};
    case KJ_ACTIVITY_SLIDE:
        return f->slide ? first_of(f->slide->title.plain, f->slide->menu) : (kj_span){0};
    case KJ_ACTIVITY_ITEM:
        return f->item ? f->item->stem.plain : (kj_span){0};
    case KJ_ACTIVITY_DRILL:
        return f->drill ? f->drill->title : (kj_span){0};
    case KJ_ACTIVITY_ROUND:
        return ask(f, arena, &q, &type) ? first_of(q.quote.plain, q.prompt.plain) : (kj_span){0};
    case KJ_ACTIVITY_ROLEPLAY:
        return f->roleplay ? f->roleplay->title : (kj_span){0};
    case KJ_ACTIVITY_NODE:
        return f->node ? first_of(f->node->say.plain, f->node->scene.plain) : (kj_span){0};
    case KJ_ACTIVITY_FINAL:
    case KJ_ACTIVITY_REVIEW:
    case KJ_ACTIVITY_CLASS:
        break;
    }
    return (kj_span){0};
}

static void put_definition(kj_text_buffer *out, const kj_course *course, const kj_activity *a)
{
    const found f = find(course, a);
    kj_xapi_open(out, "definition", '{');
    if (course) {
        const kj_span name = name_of(course, a, &f, out->arena);
        if (name.len > 0)
            put_language(out, "name", course, name);
    }
    kj_xapi_text(out, "type", kj_span_of(kinds[a->kind].type));
    if (a->kind == KJ_ACTIVITY_NODE && f.node)
        put_node(out, course, f.node);
    else if (a->kind == KJ_ACTIVITY_ITEM || a->kind == KJ_ACTIVITY_ROUND)
        put_interaction(out, course, &f);
    kj_xapi_close(out, '}');
}

void kj_activity_put(kj_text_buffer *out, const char *key, kj_span home, kj_span course_id,
                     const kj_course *course, const kj_activity *activity)
{
    kj_xapi_open(out, key, '{');
    kj_xapi_text(out, "id", kj_activity_iri(home, course_id, activity, out->arena));
    put_definition(out, course, activity);
    kj_xapi_close(out, '}');
}
