/* engine/course/link_roleplay.c: what a role-play refers to within itself.  What only playing can
 * tell (what is reached, where it may end) is proved by lesson. */
#include "course/reader.h"

/* The ids of one list of a role-play: at most a few dozen. */
typedef struct names {
    const char *kind; /* "node", "fact" … */
    kj_span ids[KJ_ROLEPLAY_NODES_MAX + 1];
    size_t count;
    bool needed; /* a role-play cannot do without one */
} names;
_Static_assert(KJ_ROLEPLAY_NODES_MAX >= KJ_ROLEPLAY_FACTS_MAX &&
                   KJ_ROLEPLAY_NODES_MAX >= KJ_ROLEPLAY_VARIABLES_MAX &&
                   KJ_ROLEPLAY_NODES_MAX >= KJ_ROLEPLAY_CHOICES_MAX,
               "the longest list of a role-play");

static uint32_t find(const names *list, kj_span id)
{
    for (size_t i = 0; i < list->count; i++)
        if (kj_span_equal(list->ids[i], id))
            return (uint32_t)i;
    return KJ_NONE;
}

static size_t place(kj_reader *r, kj_at at, const char *key, size_t index)
{
    return kj_json_locate(r->sources[at.source].text, at.offset, kj_span_of(key), index);
}

static void dangling(kj_reader *r, const names *list, kj_span id, size_t offset, const char *who)
{
    if (list->count == 0 && list->needed)
        return; /* the list itself is wrong, and that is reported */
    kj_span hint = kj_reader_suggest(r, id, list->ids, list->count);
    if (hint.len == 0 && list->count == 0)
        hint = kj_reader_format(r, "the role-play has no %ss", list->kind);
    kj_reader_report(r, offset, "E0302", hint, "%s %s '%.*s', which does not exist", who,
                     list->kind, KJ_ARG(id));
}

static void need_one(kj_reader *r, const names *list, kj_span id, kj_at at, const char *key,
                     const char *who)
{
    if (id.ptr && find(list, id) == KJ_NONE)
        dangling(r, list, id, place(r, at, key, SIZE_MAX), who);
}

static void need_each(kj_reader *r, const names *list, kj_span_list ids, kj_at at, const char *key,
                      const char *who)
{
    for (size_t i = 0; i < ids.count; i++)
        if (ids.ptr[i].ptr && find(list, ids.ptr[i]) == KJ_NONE)
            dangling(r, list, ids.ptr[i], place(r, at, key, i), who);
}

static void need_pairs(kj_reader *r, const names *list, const kj_pair *pairs, size_t count,
                       const char *who)
{
    for (size_t i = 0; i < count; i++)
        if (pairs[i].key.ptr && find(list, pairs[i].key) == KJ_NONE)
            dangling(r, list, pairs[i].key, pairs[i].at.offset, who);
}

/* Ids of a list whose elements begin alike; `stride` is their size. */
static void collect(names *out, const char *kind, const void *first, size_t count, size_t stride,
                    size_t id_offset)
{
    out->kind = kind;
    out->count = 0;
    for (size_t i = 0; i < count && out->count < KJ_ROLEPLAY_NODES_MAX; i++)
        memcpy(&out->ids[out->count++], (const char *)first + i * stride + id_offset,
               sizeof(kj_span));
}
#define COLLECT(out, kind, list, T) \
    collect((out), (kind), (list).ptr, (list).count, sizeof(T), offsetof(T, id))

typedef struct all_names {
    names persons, variables, facts, nodes;
} all_names;

static void link_choice(kj_reader *r, const all_names *all, kj_choice *choice)
{
    const char *who = kj_reader_format(r, "choice '%.*s' names", KJ_ARG(choice->id)).ptr;
    need_each(r, &all->facts, choice->needs, choice->at, "needs", who);
    need_each(r, &all->facts, choice->learns, choice->at, "learns", who);
    need_pairs(r, &all->variables, choice->effects.ptr, choice->effects.count, who);
    need_one(r, &all->persons, choice->by, choice->at, "by", who);
    choice->next_index = KJ_NONE;
    if (!choice->next.ptr || kj_span_is(choice->next, "end"))
        return;
    choice->next_index = find(&all->nodes, choice->next);
    if (choice->next_index == KJ_NONE)
        dangling(r, &all->nodes, choice->next, place(r, choice->at, "goto", SIZE_MAX),
                 kj_reader_format(r, "choice '%.*s' goes to", KJ_ARG(choice->id)).ptr);
}

static void link_node(kj_reader *r, const all_names *all, kj_node *node)
{
    if (kj_span_is(node->id, "end"))
        kj_reader_report(r, place(r, node->at, "id", SIZE_MAX), "E0207",
                         KJ_LIT("'goto': 'end' leads to the endings; give the node another id"),
                         "a node cannot have the id 'end'");
    if (!node->scene.plain.ptr && !node->say.plain.ptr)
        kj_reader_report(r, node->at.offset, "E0202",
                         KJ_LIT("say: what the person says; scene: what is seen"),
                         "node '%.*s' has neither 'say' nor 'scene'", KJ_ARG(node->id));
    need_one(r, &all->persons, node->by, node->at, "by",
             kj_reader_format(r, "node '%.*s' names", KJ_ARG(node->id)).ptr);
    for (size_t i = 0; i < node->choices.count; i++)
        link_choice(r, all, &node->choices.ptr[i]);
    names *choices = KJ_NEW(r->tree, names, 1);
    COLLECT(choices, "choice", node->choices, kj_choice);
    need_one(r, choices, node->better, node->at, "better",
             kj_reader_format(r, "node '%.*s' recommends", KJ_ARG(node->id)).ptr);
}

static void check_variables(kj_reader *r, const kj_roleplay *play)
{
    const kj_variable *clock = NULL;
    for (size_t i = 0; i < play->variables.count; i++) {
        const kj_variable *v = &play->variables.ptr[i];
        if (!v->id.ptr)
            continue;
        if (!(v->min < v->max))
            kj_reader_report(r, place(r, v->at, "max", SIZE_MAX), "E0204", (kj_span){0},
                             "variable '%.*s': 'max' must be greater than 'min'", KJ_ARG(v->id));
        else if (v->start < v->min || v->start > v->max)
            kj_reader_report(r, place(r, v->at, "start", SIZE_MAX), "E0204", (kj_span){0},
                             "variable '%.*s' starts at %g, which is not between %g and %g",
                             KJ_ARG(v->id), v->start, v->min, v->max);
        if (v->clock && clock)
            kj_reader_report(r, place(r, v->at, "clock", SIZE_MAX), "E0502",
                             kj_reader_format(r, "'%.*s' is one already", KJ_ARG(clock->id)),
                             "a role-play can have one clock only");
        else if (v->clock)
            clock = v;
    }
}

static bool has_condition(const kj_ending *ending)
{
    return ending->at_least.count || ending->at_most.count || ending->facts.count;
}

static void check_endings(kj_reader *r, const all_names *all, const kj_roleplay *play)
{
    const size_t count = play->endings.count;
    for (size_t i = 0; i < count; i++) {
        const kj_ending *ending = &play->endings.ptr[i];
        const char *who = kj_reader_format(r, "ending '%.*s' names", KJ_ARG(ending->id)).ptr;
        need_pairs(r, &all->variables, ending->at_least.ptr, ending->at_least.count, who);
        need_pairs(r, &all->variables, ending->at_most.ptr, ending->at_most.count, who);
        need_each(r, &all->facts, ending->facts, ending->at, "facts", who);
    }
    if (count && has_condition(&play->endings.ptr[count - 1]))
        kj_reader_report(r, play->endings.ptr[count - 1].at.offset, "E0502",
                         KJ_LIT("add an ending without conditions, for all who reach no other"),
                         "the last ending must not have conditions");
}

void kj_link_roleplay(kj_reader *r, kj_roleplay *play)
{
    all_names *all = KJ_NEW(r->tree, all_names, 1);
    COLLECT(&all->persons, "person", play->cast, kj_person);
    COLLECT(&all->variables, "variable", play->variables, kj_variable);
    COLLECT(&all->facts, "fact", play->facts, kj_fact);
    COLLECT(&all->nodes, "node", play->nodes, kj_node);
    all->persons.needed = all->variables.needed = all->nodes.needed = true;
    check_variables(r, play);
    for (size_t i = 0; i < play->nodes.count; i++)
        link_node(r, all, &play->nodes.ptr[i]);
    check_endings(r, all, play);
}
