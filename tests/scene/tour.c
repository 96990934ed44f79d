/* tests/scene/tour.c: see tour.h.  The learner knows the answers as the judge does: a probe is
 * judged, and its verdict tells what would have been right. */
#include "tour.h"

#include "base/random.h"
#include "lesson/kit.h"
#include "lesson/pass.h"

#include <assert.h>

#define ACTS_MAX 64

typedef struct tour {
    kj_gallery *gallery;
    kj_personal personal;
    kj_test_shell *shell;
    kj_arena *arena; /* of the whole tour */
    bool hard;       /* the next role-play: hard and standard take turns */
    kj_stop_at *stop_at;
    void *ctx;
} tour;

static void stop(tour *t, const char *kind, const char *what, kj_span name)
{
    const kj_stop at = {
        .kind = kind,
        .what = what,
        .name = kj_arena_format(t->arena, "%s%s%.*s", what, name.len ? " " : "", KJ_ARG(name)),
        .session = &t->shell->session,
        .now_ms = t->shell->now.ms,
    };
    t->stop_at(t->ctx, &at);
}

static void act(tour *t, kj_span action)
{
    kj_test_act(t->shell, kj_arena_copy(t->arena, action).ptr, 1500);
}

static void act_on(tour *t, const char *verb, kj_span id)
{
    act(t, kj_arena_format(t->arena, "%s:%.*s", verb, KJ_ARG(id)));
}

/* ---- knowing the answer ---- */

/* A response that the judge takes, most probably a wrong one. */
static void probe(const kj_question *q, kj_span prefix, kj_span *values, size_t *count,
                  kj_arena *arena)
{
    const kj_span first = q->option_count ? q->options[0].id : (kj_span){NULL, 0};
    const size_t picks = q->control == KJ_CONTROL_CHAIN ? q->pick_count : q->option_count;
    switch (q->control) {
    case KJ_CONTROL_CHOICE:
    case KJ_CONTROL_CHOICES:
        values[(*count)++] = kj_arena_format(arena, "%.*s%.*s", KJ_ARG(prefix), KJ_ARG(first));
        return;
    case KJ_CONTROL_ORDER:
    case KJ_CONTROL_CHAIN:
        for (size_t i = 0; i < picks; i++)
            values[(*count)++] =
                kj_arena_format(arena, "%.*s%.*s", KJ_ARG(prefix), KJ_ARG(q->options[i].id));
        return;
    case KJ_CONTROL_PAIRS:
    case KJ_CONTROL_BINS:
        for (size_t i = 0; i < q->option_count; i++)
            values[(*count)++] =
                kj_arena_format(arena, "%.*s%.*s=%.*s", KJ_ARG(prefix), KJ_ARG(q->options[i].id),
                                KJ_ARG(q->targets[i % q->target_count].id));
        return;
    case KJ_CONTROL_NUMBER:
        values[(*count)++] = kj_arena_format(arena, "%.*s0.125", KJ_ARG(prefix));
        return;
    case KJ_CONTROL_TEXT:
    case KJ_CONTROL_HOTSPOT:
        values[(*count)++] = kj_arena_format(arena, "%.*s你们为什么还不换？", KJ_ARG(prefix));
        return;
    case KJ_CONTROL_CASE:
        for (size_t i = 0; i < q->sub_count; i++)
            probe(&q->subs[i], kj_arena_format(arena, "%.*s:", KJ_ARG(q->subs[i].sub_id)), values,
                  count, arena);
        return;
    }
}

static void judge(tour *t, const kj_response *response, kj_verdict *out)
{
    const kj_course *course = t->gallery->course;
    const kj_run *run = &t->shell->lesson->run;
    const uint32_t index = run->question[run->shown];
    if (run->kind == KJ_RUN_DRILL)
        kj_drill_judge(&course->drills.ptr[run->object], index, response, t->arena, out);
    else
        kj_item_judge(&course->items.ptr[index], response, t->arena, out);
}

/* What the learner does, one thing after another: an action, or a text to type. */
typedef struct plan {
    kj_span acts[ACTS_MAX];
    size_t count;
} plan;

static void then(plan *p, kj_span what)
{
    if (p->count < ACTS_MAX)
        p->acts[p->count++] = what;
}

static const kj_option_verdict *verdict_of(const kj_verdict *v, kj_span id)
{
    for (size_t i = 0; i < v->option_count; i++)
        if (kj_span_equal(v->options[i].id, id))
            return &v->options[i];
    return NULL;
}

static bool is_key(const kj_verdict *v, kj_span id)
{
    const kj_option_verdict *o = verdict_of(v, id);
    return o && (o->mark == KJ_OF_RIGHT || o->mark == KJ_OF_MISSED);
}

static kj_span option_of(tour *t, kj_span id)
{
    return kj_arena_format(t->arena, "option:%.*s", KJ_ARG(id));
}

static void plan_choice(tour *t, const kj_question *q, const kj_verdict *v, bool right, plan *p)
{
    const bool several = q->control == KJ_CONTROL_CHOICES;
    bool any = false;
    for (size_t i = 0; i < q->option_count; i++)
        if (is_key(v, q->options[i].id) == right && (several || !any)) {
            then(p, option_of(t, q->options[i].id));
            any = true;
        }
}

/* In the places that the verdict names; wrongly: from the last to the first. */
static void plan_order(tour *t, const kj_question *q, const kj_verdict *v, bool right, plan *p)
{
    const size_t picks = q->control == KJ_CONTROL_CHAIN ? q->pick_count : q->option_count;
    for (size_t place = 0; place < picks; place++) {
        const size_t wanted = right ? place + 1 : picks - place;
        const kj_span digits = kj_arena_format(t->arena, "%zu", wanted);
        for (size_t i = 0; i < q->option_count; i++)
            if (kj_span_equal(verdict_of(v, q->options[i].id)->right, digits))
                then(p, option_of(t, q->options[i].id));
    }
}

static void plan_sort(tour *t, const kj_question *q, const kj_verdict *v, bool right, plan *p)
{
    for (size_t i = 0; i < q->option_count; i++) {
        size_t target = 0;
        while (target + 1 < q->target_count &&
               !kj_span_equal(q->targets[target].id, verdict_of(v, q->options[i].id)->right))
            target++;
        if (!right)
            target = (target + 1) % q->target_count;
        then(p, option_of(t, q->options[i].id));
        then(p, kj_arena_format(t->arena, "target:%.*s", KJ_ARG(q->targets[target].id)));
    }
}

/* The number of "144万元". */
static kj_span digits_of(kj_span key)
{
    size_t end = 0;
    while (end < key.len && ((key.ptr[end] >= '0' && key.ptr[end] <= '9') || key.ptr[end] == '.' ||
                             key.ptr[end] == '-'))
        end++;
    return kj_span_sub(key, 0, end);
}

static kj_span typed(tour *t, const kj_question *q, const kj_verdict *v, bool right)
{
    if (q->control == KJ_CONTROL_NUMBER)
        return right ? digits_of(v->key) : KJ_LIT("0.125");
    if (!right)
        return KJ_LIT("你们为什么还不换？我们的设备又快又好，价格也最低，您说是不是？");
    if (v->model_count == 0)
        return v->key;
    const kj_span model = v->models[0].plain; /* in quotation marks */
    const size_t mark = strlen("“");
    return kj_span_starts(model, KJ_LIT("“"))
               ? kj_arena_copy(t->arena, kj_span_sub(model, mark, model.len - mark))
               : model;
}

/* What can be pressed in the figure is known from its picture. */
static void plan_hotspot(tour *t, const kj_verdict *v, bool right, plan *p)
{
    const kj_list list = kj_gallery_screen(t->gallery, &t->shell->session, t->shell->now.ms, 1920,
                                           1080, 1, &kj_theme_light);
    for (size_t i = 0; i < list.areas.count; i++) {
        const kj_span action = list.areas.ptr[i].action;
        if (!kj_span_starts(action, KJ_LIT("option:")))
            continue;
        if (is_key(v, kj_span_sub(action, strlen("option:"), action.len)) == right) {
            then(p, kj_arena_copy(t->arena, action));
            return;
        }
    }
}

static void plan_answer(tour *t, const kj_question *q, const kj_verdict *v, bool right, plan *p)
{
    switch (q->control) {
    case KJ_CONTROL_CHOICE:
    case KJ_CONTROL_CHOICES:
        plan_choice(t, q, v, right, p);
        return;
    case KJ_CONTROL_ORDER:
    case KJ_CONTROL_CHAIN:
        plan_order(t, q, v, right, p);
        return;
    case KJ_CONTROL_PAIRS:
    case KJ_CONTROL_BINS:
        plan_sort(t, q, v, right, p);
        return;
    case KJ_CONTROL_NUMBER:
    case KJ_CONTROL_TEXT:
        then(p, kj_arena_format(t->arena, "type %.*s", KJ_ARG(typed(t, q, v, right))));
        return;
    case KJ_CONTROL_HOTSPOT:
        plan_hotspot(t, v, right, p);
        return;
    case KJ_CONTROL_CASE:
        for (size_t i = 0; i < q->sub_count; i++) {
            then(p, kj_arena_format(t->arena, "sub:%zu", i));
            plan_answer(t, &q->subs[i], &v->subs[i], right, p);
        }
        return;
    }
}

static void follow(tour *t, const plan *p, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < p->count; i++) {
        if (kj_span_starts(p->acts[i], KJ_LIT("type ")))
            kj_test_type(t->shell, p->acts[i].ptr + strlen("type "));
        else
            act(t, p->acts[i]);
    }
}

/* ---- questions ---- */

static kj_span question_name(tour *t)
{
    const kj_course *course = t->gallery->course;
    const kj_run *run = &t->shell->lesson->run;
    if (run->kind != KJ_RUN_DRILL)
        return course->items.ptr[run->question[run->shown]].id;
    return kj_arena_format(t->arena, "%.*s %u", KJ_ARG(course->drills.ptr[run->object].id),
                           run->shown + 1);
}

static void stop_at_subs(tour *t, const kj_question *q, const char *kind, const char *what)
{
    const uint32_t sub = t->shell->session.sub;
    stop(t, kind, what, question_name(t));
    for (uint32_t i = 0; i < q->sub_count; i++) {
        act(t, kj_arena_format(t->arena, "sub:%u", i));
        stop(t, kind, what, question_name(t));
    }
    if (q->sub_count)
        act(t, kj_arena_format(t->arena, "sub:%u", sub));
}

/* Answers the question on the screen; `show`: stops at what it looks like meanwhile. */
static void answer(tour *t, bool right, bool show)
{
    kj_question *q = KJ_NEW(t->arena, kj_question, 1);
    kj_verdict *v = KJ_NEW(t->arena, kj_verdict, 1);
    kj_span values[KJ_RESPONSES_MAX];
    kj_response response = {values, 0};
    plan *p = KJ_NEW(t->arena, plan, 1);
    kj_run_question(t->gallery->course, &t->shell->lesson->run, t->arena, q);
    probe(q, (kj_span){NULL, 0}, values, &response.count, t->arena);
    judge(t, &response, v);
    plan_answer(t, q, v, right, p);
    if (show)
        stop_at_subs(t, q, "question", "empty");
    const bool at_once = q->control == KJ_CONTROL_CHOICE && q->seconds > 0;
    follow(t, p, 0, at_once ? 0 : (p->count + 1) / 2);
    if (show && !at_once)
        stop_at_subs(t, q, "question", "half-filled");
    follow(t, p, at_once ? 0 : (p->count + 1) / 2, p->count);
    if (!at_once) {
        if (show)
            stop_at_subs(t, q, "question", "filled");
        act(t, KJ_LIT("submit"));
    }
    if (t->shell->session.asks_sure) {
        stop(t, "sure", right ? "of what is right" : "of what is wrong", question_name(t));
        act(t, right ? KJ_LIT("sure:1") : KJ_LIT("sure:3"));
    }
    if (show)
        stop_at_subs(t, q, "feedback", right ? "right" : "wrong");
}

static void go_through_test(tour *t, uint32_t part, uint64_t seed, bool right, bool *seen)
{
    const kj_course *course = t->gallery->course;
    t->shell->seed = seed;
    act_on(t, "test", course->parts.ptr[part].id);
    if (t->shell->session.screen == KJ_SCREEN_ADVICE) {
        stop(t, "advice", "test", course->parts.ptr[part].id);
        t->shell->seed = seed;
        act_on(t, "test", course->parts.ptr[part].id);
    }
    const kj_run *run = &t->shell->lesson->run;
    while (t->shell->lesson->place == KJ_PLACE_RUN) {
        bool *known = &seen[run->question[run->shown]];
        answer(t, right, !*known);
        if (!*known) {
            act(t, KJ_LIT("contest"));
            stop(t, "feedback", "contested", question_name(t));
        }
        *known = true;
        act(t, KJ_LIT("next"));
    }
    stop(t, "result", right ? "passed" : "failed", course->parts.ptr[part].id);
    act(t, KJ_LIT("next"));
}

/* Tests of other seeds until each item of the bank was met. */
static void tests(tour *t, uint32_t part, bool right)
{
    const kj_course *course = t->gallery->course;
    const kj_part *p = &course->parts.ptr[part];
    bool *seen = KJ_NEW(t->arena, bool, course->items.count + 1);
    uint32_t left = p->item_count;
    for (uint64_t seed = 1; left > 0 && seed < 500; seed++) {
        uint32_t drawn[KJ_RUN_MAX], fresh = 0;
        const uint32_t count = kj_test_draw(course, part, seed, drawn);
        for (uint32_t i = 0; i < count; i++)
            fresh += seen[drawn[i]] ? 0 : 1;
        if (fresh == 0)
            continue;
        go_through_test(t, part, seed, right, seen);
        left -= fresh;
    }
}

/* An answer that is none: the judge says why. */
static void hint(tour *t)
{
    kj_test_act(t->shell, "submit", 100);
    if (t->shell->session.hint)
        stop(t, "question", "hint", question_name(t));
}

static void drill(tour *t, uint32_t index)
{
    const kj_course *course = t->gallery->course;
    const kj_drill *d = &course->drills.ptr[index];
    const kj_run *run = &t->shell->lesson->run;
    act_on(t, "calm", d->id);
    for (bool first = true; t->shell->lesson->place == KJ_PLACE_RUN; first = false) {
        kj_question *q = KJ_NEW(t->arena, kj_question, 1);
        kj_run_question(course, run, t->arena, q);
        if (first && q->control == KJ_CONTROL_TEXT)
            hint(t);
        answer(t, false, true);
        act(t, KJ_LIT("retry"));
        answer(t, true, true);
        act(t, KJ_LIT("next"));
    }
    stop(t, "result", "passed", d->id);
    act(t, KJ_LIT("again"));
    while (t->shell->lesson->place == KJ_PLACE_RUN) {
        answer(t, false, false);
        act(t, KJ_LIT("next"));
    }
    stop(t, "result", "failed", d->id);
    kj_run *timed = &t->shell->lesson->run; /* as against the clock */
    for (uint32_t i = 0; i < timed->answered; i++)
        timed->duration_ms[i] = 1000 + i * 7919 % 5000;
    timed->timed = true;
    stop(t, "result", "against the clock", d->id);
    timed->timed = false;
    act(t, KJ_LIT("next"));
}

/* Against the clock: at the start, near the end, and too late. */
static void rapid(tour *t, uint32_t index)
{
    const kj_course *course = t->gallery->course;
    act_on(t, "drill", course->drills.ptr[index].id);
    const int64_t due = kj_session_deadline(course, &t->shell->session);
    if (due == 0)
        return;
    stop(t, "question", "timed", question_name(t));
    t->shell->now.ms = due - 900;
    stop(t, "question", "in the last second", question_name(t));
    t->shell->now.ms = due;
    const kj_input late = {.kind = KJ_INPUT_TIMEOUT};
    kj_test_give(t->shell, &late);
    stop(t, "feedback", "too late", question_name(t));
    act(t, KJ_LIT("next"));
    stop(t, "question", "timed", question_name(t));
    act(t, KJ_LIT("home"));
}

/* ---- role-plays ---- */

typedef struct path {
    uint32_t choices[KJ_ROLEPLAY_TURNS_MAX];
    uint32_t nodes[KJ_ROLEPLAY_TURNS_MAX];
    uint32_t count, ending;
} path;

static path wander(const kj_roleplay *play, uint64_t *random)
{
    path p = {.ending = KJ_NONE};
    kj_roleplay_state s = kj_roleplay_start(play);
    while (s.node != KJ_NONE && p.count < KJ_ROLEPLAY_TURNS_MAX) {
        const uint32_t n = (uint32_t)play->nodes.ptr[s.node].choices.count;
        const uint32_t c = kj_random_below(random, n);
        if (!kj_roleplay_offered(play, &s, c))
            continue;
        p.nodes[p.count] = s.node;
        p.choices[p.count++] = c;
        s = kj_roleplay_step(play, s, c);
    }
    p.ending = s.ending;
    return p;
}

/* The last of the choices that were on offer has the most to tell that was not seen yet. */
static void look_back(tour *t, const kj_roleplay *play, const path *p, uint32_t turn)
{
    const kj_span ending = play->endings.ptr[p->ending].id;
    const kj_roleplay_state before =
        kj_play_state_at(t->gallery->course, &t->shell->lesson->play, turn);
    uint32_t c = (uint32_t)play->nodes.ptr[before.node].choices.count - 1;
    while (!kj_roleplay_offered(play, &before, c))
        c--;
    act(t, kj_arena_format(t->arena, "turn:%u", turn));
    stop(t, "debrief", "turn of", ending);
    act(t, kj_arena_format(t->arena, "look:%u", c));
    stop(t, "debrief", "another choice at a turn of", ending);
}

/* Once more from the second turn, with the last choice that is on offer to the end. */
static void branch(tour *t, const kj_roleplay *play, const path *p)
{
    const kj_play *on = &t->shell->lesson->play;
    if (p->count < 2)
        return;
    act(t, KJ_LIT("replay:1"));
    while (on->state.node != KJ_NONE) {
        const kj_node *node = &play->nodes.ptr[on->state.node];
        uint32_t c = (uint32_t)node->choices.count - 1;
        while (!kj_roleplay_offered(play, &on->state, c))
            c--;
        act_on(t, "choice", node->choices.ptr[c].id);
    }
    stop(t, "debrief", "replay of", play->endings.ptr[p->ending].id);
}

static void walk(tour *t, const kj_roleplay *play, const path *p)
{
    act_on(t, "cover", play->id);
    stop(t, "cover", "of", play->id);
    act_on(t, t->hard ? "hard" : "fresh", play->id);
    for (uint32_t i = 0; i < p->count; i++) {
        const kj_node *node = &play->nodes.ptr[p->nodes[i]];
        stop(t, "roleplay", t->hard ? "hard, before" : "before", node->id);
        act_on(t, "choice", node->choices.ptr[p->choices[i]].id);
    }
    t->hard = !t->hard;
    stop(t, "debrief", "of", play->endings.ptr[p->ending].id);
    for (uint32_t i = 0; i < p->count; i++)
        look_back(t, play, p, i);
    act(t, KJ_LIT("back"));
    branch(t, play, p);
    act(t, KJ_LIT("next"));
}

/* Random ways until each choice was taken and each ending reached; those that show nothing new
 * are not walked. */
static void roleplay(tour *t, uint32_t index)
{
    const kj_roleplay *play = &t->gallery->course->roleplays.ptr[index];
    bool taken[KJ_ROLEPLAY_NODES_MAX][KJ_ROLEPLAY_CHOICES_MAX] = {{false}};
    bool ended[KJ_ROLEPLAY_ENDINGS_MAX] = {false};
    uint64_t random = 20261123;
    for (int tries = 0; tries < 2000; tries++) {
        const path p = wander(play, &random);
        bool fresh = !ended[p.ending];
        for (uint32_t i = 0; i < p.count; i++)
            fresh = fresh || !taken[p.nodes[i]][p.choices[i]];
        if (!fresh)
            continue;
        ended[p.ending] = true;
        for (uint32_t i = 0; i < p.count; i++)
            taken[p.nodes[i]][p.choices[i]] = true;
        walk(t, play, &p);
    }
}

/* ---- the whole way ---- */

/* The terms that a slide marks, as they can be pressed there. */
static void terms_of_slide(tour *t)
{
    const kj_list list = kj_gallery_screen(t->gallery, &t->shell->session, t->shell->now.ms, 1920,
                                           1080, 1, &kj_theme_light);
    for (size_t i = 0; i < list.areas.count; i++)
        if (kj_span_starts(list.areas.ptr[i].action, KJ_LIT("term:"))) {
            const kj_span action = kj_arena_copy(t->arena, list.areas.ptr[i].action);
            act(t, action);
            stop(t, "term", "on a slide", action);
            act(t, KJ_LIT("close"));
            return;
        }
}

static void slides(tour *t)
{
    const kj_course *course = t->gallery->course;
    for (uint32_t i = 0; i < course->slides.count; i++) {
        act_on(t, "slide", course->slides.ptr[i].id);
        stop(t, "slide", "at step 0", course->slides.ptr[i].id);
        for (uint32_t step = 0; step < course->slides.ptr[i].steps; step++)
            act(t, KJ_LIT("next"));
        t->shell->now.ms += 4000;
        stop(t, "slide", "whole", course->slides.ptr[i].id);
        terms_of_slide(t);
        if (i == course->slides.count / 2) {
            act(t, KJ_LIT("home"));
            stop(t, "home", "on the way", KJ_LIT(""));
        }
    }
    act(t, KJ_LIT("home"));
}

static void parts(tour *t, const char *what)
{
    const kj_course *course = t->gallery->course;
    for (uint32_t i = 0; i < course->parts.count; i++) {
        act_on(t, "part", course->parts.ptr[i].id);
        stop(t, "part", what, course->parts.ptr[i].id);
    }
    act(t, KJ_LIT("home"));
}

/* Every slide looked at from an item's feedback. */
static void peeks(tour *t, uint32_t part)
{
    const kj_course *course = t->gallery->course;
    act_on(t, "test", course->parts.ptr[part].id);
    stop(t, "question", "begun", course->parts.ptr[part].id);
    act(t, KJ_LIT("home"));
    stop(t, "home", "in a test", KJ_LIT(""));
    act(t, KJ_LIT("continue"));
    answer(t, true, false);
    for (uint32_t i = 0; i < course->slides.count; i++) {
        act_on(t, "peek", course->slides.ptr[i].id);
        stop(t, "peek", "at", course->slides.ptr[i].id);
        act(t, KJ_LIT("close"));
    }
    act(t, KJ_LIT("home"));
}

/* A test that asks how sure the learner is: all wrong and yet very sure; half and half. */
static void sureness(tour *t, uint32_t part)
{
    const kj_run *run = &t->shell->lesson->run;
    const kj_span id = t->gallery->course->parts.ptr[part].id;
    bool *asks = (bool *)&t->gallery->course->pass.confidence; /* the reader's own memory */
    *asks = true;
    for (int half = 0; half < 2; half++) {
        act_on(t, "test", id);
        if (t->shell->session.screen == KJ_SCREEN_ADVICE)
            act_on(t, "test", id);
        while (t->shell->lesson->place == KJ_PLACE_RUN) {
            answer(t, half && run->shown % 2, false);
            act(t, KJ_LIT("next"));
        }
        stop(t, "result", half ? "half sure" : "wrongly sure", id);
        act(t, KJ_LIT("home"));
    }
    *asks = false;
}

/* ---- beside the lesson ---- */

static void type(tour *t, const char *text)
{
    kj_test_type(t->shell, text);
}

static void own(tour *t, kj_own_kind kind, kj_span object, kj_span value)
{
    const kj_own row = {kind, object, value};
    kj_own_set(&t->personal, &row);
}

/* Every list, as it begins, with something asked, with nothing found, turned to its end. */
static void lists(tour *t, const char *what)
{
    static const kj_span names[] = {{KJ_SPAN("search")},
                                    {KJ_SPAN("glossary")},
                                    {KJ_SPAN("bookmarks")},
                                    {KJ_SPAN("notes")},
                                    {KJ_SPAN("items")}};
    for (size_t i = 0; i < KJ_COUNT(names); i++) {
        act_on(t, "screen", names[i]);
        stop(t, "list", what, names[i]);
        act(t, KJ_LIT("list:7"));
        stop(t, "list", "turned", names[i]);
        type(t, "客户");
        stop(t, "list", "asked", names[i]);
        type(t, " xq 价值 问");
        stop(t, "list", "asked more", names[i]);
        type(t, "，没有这样一句话，再长一点也没有，一直写到框里放不下为止，看它怎么办才好");
        stop(t, "list", "nothing found", names[i]);
    }
    act(t, KJ_LIT("missed"));
    stop(t, "list", what, KJ_LIT("missed"));
    act(t, KJ_LIT("missed"));
    act(t, KJ_LIT("close"));
}

static void note(tour *t, uint32_t slide)
{
    const kj_course *course = t->gallery->course;
    act_on(t, "note", course->slides.ptr[slide].id);
    stop(t, "note", "empty", course->slides.ptr[slide].id);
    for (int i = 0; i < 30; i++) {
        type(t, "王经理说预算要到三季度才批，先把验收标准问清楚。");
        act(t, KJ_LIT("newline"));
        if (i == 1)
            stop(t, "note", "begun", course->slides.ptr[slide].id);
    }
    stop(t, "note", "full", course->slides.ptr[slide].id);
    act(t, KJ_LIT("close"));
}

/* Who is learning, and who is new. */
static void who(tour *t)
{
    const kj_span longest =
        KJ_LIT("an-employee-number-of-sixty-four-letters-which-is-the-longest-one");
    kj_member everybody[] = {
        {KJ_LIT("E00017"), KJ_LIT("欧阳修远"), KJ_LIT("大客户与政企事业部华东大区销售一部"), 20000,
         KJ_STANDING_LEARNING, true},
        {KJ_LIT("E00018"), KJ_LIT("Maximiliane von Hohenstein-Waldburg"),
         KJ_LIT("Key Accounts EMEA"), 19000, KJ_STANDING_PASSED, false},
        {KJ_LIT("E00019"), KJ_LIT("曾子轩"), {NULL, 0}, -1, KJ_STANDING_NEW, false},
        {longest, longest, {NULL, 0}, 20000, KJ_STANDING_LEARNING, true},
        {KJ_LIT("E00021"), KJ_LIT("单晓雨"), KJ_LIT("售前"), -1, KJ_STANDING_NEW, false},
        {KJ_LIT("E00022"), KJ_LIT("李敏"), KJ_LIT("服务"), -1, KJ_STANDING_NEW, false},
        {KJ_LIT("E00023"), KJ_LIT("王芳"), KJ_LIT("服务"), -1, KJ_STANDING_NEW, false},
        {KJ_LIT("E00024"), KJ_LIT("赵磊"), KJ_LIT("服务"), -1, KJ_STANDING_NEW, false},
    };
    const kj_people people = {everybody, KJ_COUNT(everybody)}, nobody = {NULL, 0};
    kj_session *session = &t->shell->session;
    const kj_session before = *session;
    kj_who_open(session, &nobody, false);
    stop(t, "who", "with nobody", KJ_LIT(""));
    kj_who_open(session, &people, true);
    stop(t, "who", "with everybody", KJ_LIT(""));
    act(t, KJ_LIT("list:2"));
    stop(t, "who", "turned", KJ_LIT(""));
    type(t, "e00");
    stop(t, "who", "looked for", KJ_LIT(""));
    type(t, "，没有这样一个人，一直写到框里放不下为止，看它怎么办才好，再长一点也没有");
    stop(t, "who", "nobody found", KJ_LIT(""));
    kj_who_open(session, &people, false);
    kj_who_refuse(session, KJ_W_WHO_UNREADABLE);
    stop(t, "who", "not let in", KJ_LIT(""));
    act(t, KJ_LIT("newcomer"));
    stop(t, "who", "the form", KJ_LIT(""));
    type(t, "夏侯明远，一个很长很长很长很长很长很长的名字");
    act(t, KJ_LIT("fill:1"));
    type(t, "E00017");
    act(t, KJ_LIT("submit"));
    stop(t, "who", "a number that is taken", KJ_LIT(""));
    kj_who_open_own(session, KJ_LIT("E00123"));
    act(t, KJ_LIT("submit"));
    act(t, KJ_LIT("fill:2"));
    stop(t, "who", "one's own form", KJ_LIT(""));
    kj_who_open(session, &people, false);
    kj_who_open_pin(session, KJ_PIN_ENTER, everybody[0].id);
    stop(t, "pin", "asked for", KJ_LIT(""));
    for (int i = 0; i < KJ_PIN_MOST; i++)
        act(t, KJ_LIT("digit:7"));
    stop(t, "pin", "typed", KJ_LIT(""));
    kj_who_pin_wrong(session, KJ_W_PIN_WAIT, t->shell->now.ms + 299500);
    stop(t, "pin", "to be waited for", KJ_LIT(""));
    kj_who_pin_wrong(session, KJ_W_PIN_BROKEN, 0);
    stop(t, "pin", "broken", KJ_LIT(""));
    kj_who_open_pin(session, KJ_PIN_NEW, (kj_span){NULL, 0});
    act(t, KJ_LIT("submit"));
    stop(t, "pin", "a new one", KJ_LIT(""));
    *session = before;
    session->has_pin = true;
    act(t, KJ_LIT("screen:settings"));
    stop(t, "settings", "with a PIN", KJ_LIT(""));
    act(t, KJ_LIT("close"));
    session->has_pin = false;
}

static void plan_page(tour *t)
{
    static const char *const typed[] = {"2026-11-31", "2020-1-1", "2060-1-1", "下周", "2028-6-30"};
    const int64_t today = kj_time_local_day(t->shell->now);
    act(t, KJ_LIT("screen:plan"));
    stop(t, "plan", "empty", KJ_LIT(""));
    for (size_t i = 0; i < KJ_COUNT(typed); i++) {
        const kj_input all = {.kind = KJ_INPUT_EDIT, .edit = KJ_EDIT_ALL};
        kj_test_give(t->shell, &all);
        type(t, typed[i]);
        stop(t, "plan", "typed", kj_span_of(typed[i]));
    }
    act(t, KJ_LIT("close"));
    for (int64_t days = -3; days <= 60; days += 63) {
        own(t, KJ_OWN_PLAN, (kj_span){NULL, 0}, kj_date_write(today + days, t->arena));
        stop(t, "home", days < 0 ? "after the plan's day" : "with a plan", KJ_LIT(""));
    }
    act(t, KJ_LIT("screen:plan"));
    act(t, KJ_LIT("plan:+7"));
    stop(t, "plan", "changed", KJ_LIT(""));
    act(t, KJ_LIT("close"));
}

static void beside(tour *t)
{
    const kj_course *course = t->gallery->course;
    for (uint32_t i = 0; i < course->slides.count; i++) {
        own(t, KJ_OWN_BOOKMARK, course->slides.ptr[i].id, KJ_LIT("1"));
        own(t, KJ_OWN_NOTE, course->slides.ptr[i].id,
            KJ_LIT("先问现状，再问影响。\n客户那边谁说了算，还要再打听，别急着报价，也别急着谈产品"
                   "。"));
    }
    lists(t, "full");
    act(t, KJ_LIT("screen:settings"));
    stop(t, "settings", "of", KJ_LIT("home"));
    act(t, KJ_LIT("close"));
    act(t, KJ_LIT("screen:glossary"));
    for (uint32_t i = 0; i < course->terms.count; i++) {
        act_on(t, "term", course->terms.ptr[i].id);
        stop(t, "term", "in the glossary", course->terms.ptr[i].id);
        act(t, KJ_LIT("close"));
    }
    act_on(t, "peek", course->slides.ptr[0].id);
    stop(t, "peek", "from a list at", course->slides.ptr[0].id);
    act(t, KJ_LIT("close"));
    act(t, KJ_LIT("home"));
}

/* The same course with a final test out of each part that has one of its own, and nothing else
 * in its way but slides and tests. */
static const kj_course *add_final(const kj_course *course, kj_course *out, kj_arena *arena)
{
    *out = *course;
    out->parts.ptr = KJ_NEW(arena, kj_part, course->parts.count);
    for (size_t i = 0; i < course->parts.count; i++) {
        out->parts.ptr[i] = course->parts.ptr[i];
        out->parts.ptr[i].final = out->parts.ptr[i].draw > 0 ? 4 : 0;
        out->parts.ptr[i].drills_pass = 0;
    }
    out->pass.roleplays = 0;
    out->pass.among.count = 0;
    return out;
}

/* Where it is open.  After two that failed there is advice before the next. */
static void final_test(tour *t, bool right)
{
    const kj_lesson *lesson = t->shell->lesson;
    assert(kj_final_open(t->gallery->course, lesson));
    stop(t, "home", "before the final test", KJ_LIT(""));
    act(t, KJ_LIT("final"));
    if (t->shell->session.screen == KJ_SCREEN_ADVICE) {
        stop(t, "advice", "final test", KJ_LIT(""));
        act(t, KJ_LIT("final"));
    }
    assert(lesson->place == KJ_PLACE_RUN && lesson->run.kind == KJ_RUN_FINAL);
    for (bool first = true; lesson->place == KJ_PLACE_RUN; first = false) {
        answer(t, right, first);
        act(t, KJ_LIT("next"));
    }
    assert(lesson->place == KJ_PLACE_RESULT && lesson->run.kind == KJ_RUN_FINAL);
    assert(lesson->passed == right);
    stop(t, "result", right ? "passed the final test" : "failed the final test", KJ_LIT(""));
    act(t, KJ_LIT("next"));
    stop(t, "home", right ? "after the final test" : "after a final test that failed", KJ_LIT(""));
}

/* On three days in a row, and once more after some without. */
static void day_by_day(tour *t)
{
    static const struct {
        int64_t after;
        const char *what;
    } days[] = {{0, "on one day"},
                {1, "on two days in a row"},
                {1, "on three days in a row"},
                {5, "after days without"}};
    for (size_t i = 0; i < KJ_COUNT(days); i++) {
        t->shell->now.ms += days[i].after * 86400000;
        act(t, KJ_LIT("continue"));
        act(t, KJ_LIT("next"));
        act(t, KJ_LIT("home"));
        stop(t, "home", days[i].what, KJ_LIT(""));
    }
}

/* Two days later: what was missed is due. */
static void review(tour *t)
{
    const kj_lesson *lesson = t->shell->lesson;
    t->shell->now.ms += (int64_t)2 * 86400000;
    stop(t, "home", "with reviews", KJ_LIT(""));
    act(t, KJ_LIT("review"));
    assert(lesson->place == KJ_PLACE_RUN && lesson->run.kind == KJ_RUN_REVIEW);
    for (bool first = true; lesson->place == KJ_PLACE_RUN; first = false) {
        answer(t, true, first);
        act(t, KJ_LIT("next"));
    }
    assert(lesson->place == KJ_PLACE_RESULT && lesson->run.kind == KJ_RUN_REVIEW);
    stop(t, "result", "of the reviews", KJ_LIT(""));
    act(t, KJ_LIT("next"));
    t->shell->session.told = KJ_LIT("已存到~/Documents/结业证书-key-account-E00123.pdf");
    stop(t, "home", "told where the certificate is", KJ_LIT(""));
    t->shell->session.told = (kj_span){NULL, 0};
}

void kj_tour(kj_gallery *gallery, kj_arena *arena, kj_stop_at *stop_at, void *ctx)
{
    const kj_course *course = gallery->course;
    tour t = {.gallery = gallery, .arena = arena, .stop_at = stop_at, .ctx = ctx};
    t.shell = kj_test_shell_new(course, arena);
    stop(&t, "home", "before anything", KJ_LIT(""));
    kj_test_start(t.shell);
    stop(&t, "home", "fresh", KJ_LIT(""));
    t.shell->session.learner_name = KJ_LIT("欧阳修远");
    stop(&t, "home", "with a name", KJ_LIT(""));
    t.personal.arena = arena;
    t.shell->session.personal = &t.personal;
    day_by_day(&t);
    lists(&t, "empty");
    who(&t);
    parts(&t, "fresh");
    slides(&t);
    for (uint32_t i = 0; i < course->parts.count; i++)
        if (course->parts.ptr[i].draw > 0)
            tests(&t, i, false);
    for (uint32_t i = 0; i < course->roleplays.count; i++)
        roleplay(&t, i);
    for (uint32_t i = 0; i < course->drills.count; i++) {
        rapid(&t, i);
        drill(&t, i);
    }
    parts(&t, "half done");
    for (uint32_t i = 0; i < course->parts.count; i++)
        if (course->parts.ptr[i].draw > 0) {
            tests(&t, i, true);
            peeks(&t, i);
        }
    parts(&t, "done");
    sureness(&t, (uint32_t)(course->parts.count / 2));
    act(&t, KJ_LIT("continue"));
    note(&t, 3);
    act(&t, KJ_LIT("home"));
    plan_page(&t);
    beside(&t);
    stop(&t, "home", "at the end", KJ_LIT(""));
    kj_course with_final;
    gallery->course = add_final(course, &with_final, arena);
    t.shell->course = gallery->course;
    for (int failed = 0; failed < 2; failed++) {
        with_final.pass.confidence = failed == 1;
        final_test(&t, false);
    }
    with_final.pass.confidence = false;
    final_test(&t, true);
    review(&t);
    gallery->course = course;
}
