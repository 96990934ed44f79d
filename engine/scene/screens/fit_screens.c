/* engine/scene/screens/fit_screens.c: proves that each question and each node of a role-play fits
 * one shape of page: before the answer, and with the feedback of every answer that brings words of
 * its own.
 *
 * The pages are those that a learner meets: a lesson is set to the place, and drawn. */
#include "scene/screens/screens.h"

typedef struct fit {
    const kj_scene *scene;
    kj_arena *arena; /* of the whole check */
    kj_lesson *lesson;
    kj_session session;
} fit;

/* Draws what the session shows; false: it does not fit, and has been reported. */
static bool fits(fit *f, kj_at at, kj_span what)
{
    kj_draw draw;
    kj_arena_reset(f->scene->arena);
    kj_draw_begin(&draw, f->scene);
    kj_screen_draw(&draw, &f->session);
    kj_draw_report(&draw, at, what);
    return draw.list.overfull == 0;
}

/* ---- questions ---- */

typedef struct response {
    kj_span values[KJ_RESPONSES_MAX];
    size_t count;
} response;

static void say(fit *f, response *r, const kj_question *q, kj_span value)
{
    if (r->count == KJ_RESPONSES_MAX)
        return;
    r->values[r->count++] =
        q->sub_id.len ? kj_arena_format(f->arena, "%.*s:%.*s", KJ_ARG(q->sub_id), KJ_ARG(value))
                      : value;
}

/* The `n`-th answer that may bring words of its own; false: there are no more. */
static bool answer(fit *f, const kj_question *q, size_t n, response *out)
{
    const size_t picks = q->control == KJ_CONTROL_CHAIN ? q->pick_count : q->option_count;
    switch (q->control) {
    case KJ_CONTROL_CHOICE:
        if (n >= q->option_count)
            return false;
        say(f, out, q, q->options[n].id);
        return true;
    case KJ_CONTROL_CHOICES:
        for (size_t i = 0; i < q->option_count; i++)
            say(f, out, q, q->options[i].id);
        return n == 0;
    case KJ_CONTROL_ORDER:
    case KJ_CONTROL_CHAIN:
        for (size_t i = 0; i < picks && i < q->option_count; i++)
            say(f, out, q, q->options[n ? i : q->option_count - 1 - i].id);
        return n < 2;
    case KJ_CONTROL_PAIRS:
    case KJ_CONTROL_BINS:
        for (size_t i = 0; i < q->option_count && q->target_count; i++)
            say(f, out, q,
                kj_arena_format(f->arena, "%.*s=%.*s", KJ_ARG(q->options[i].id),
                                KJ_ARG(q->targets[(i + n) % q->target_count].id)));
        return n < q->target_count && q->option_count;
    case KJ_CONTROL_NUMBER:
        say(f, out, q, KJ_LIT("0.125"));
        return n == 0;
    case KJ_CONTROL_TEXT:
    case KJ_CONTROL_HOTSPOT:
        say(f, out, q, KJ_LIT("你们为什么还不换？我们的又快又好，价格也低，您说是不是？"));
        return n == 0;
    case KJ_CONTROL_CASE:
        break;
    }
    return false;
}

static void give(kj_run *run, const response *r)
{
    run->response_bytes = run->response_count = 0;
    for (size_t i = 0; i < r->count; i++) {
        const kj_span value = r->values[i];
        if (run->response_bytes + value.len + 1 > KJ_RESPONSE_BYTES_MAX)
            return;
        memcpy(run->response + run->response_bytes, value.ptr, value.len);
        run->response[run->response_bytes + value.len] = '\0';
        run->response_bytes += (uint32_t)value.len + 1;
        run->response_count++;
    }
}

static bool answered_fits(fit *f, const kj_question *whole, const kj_question *shown, kj_at at,
                          kj_span what)
{
    f->lesson->run.answered = 1;
    bool good = true;
    for (size_t n = 0; good; n++) {
        response r = {.count = 0};
        if (!answer(f, shown, n, &r))
            break;
        for (size_t i = 0; i < whole->sub_count; i++) /* the others are answered somehow */
            if (&whole->subs[i] != shown)
                answer(f, &whole->subs[i], 0, &r);
        give(&f->lesson->run, &r);
        good = fits(f, at, what);
    }
    f->lesson->run.answered = 0;
    return good;
}

/* The question that the run shows. */
static void question(fit *f, kj_at at, kj_span what)
{
    kj_question *q = KJ_NEW(f->arena, kj_question, 1);
    q->words = f->scene->words;
    kj_run_question(f->scene->course, &f->lesson->run, f->arena, q);
    const size_t count = q->sub_count ? q->sub_count : 1;
    bool good = true;
    for (size_t i = 0; i < count && good; i++) {
        f->session.sub = (uint32_t)i;
        good = fits(f, at, what) && answered_fits(f, q, q->sub_count ? &q->subs[i] : q, at, what);
    }
    f->session.sub = 0;
}

static void items(fit *f)
{
    const kj_course *course = f->scene->course;
    for (uint32_t i = 0; i < course->items.count; i++) {
        const kj_item *item = &course->items.ptr[i];
        f->lesson->run = (kj_run){.object = item->part, .count = 1, .question = {i}};
        question(f, item->at, item->id);
    }
}

static void drills(fit *f)
{
    const kj_course *course = f->scene->course;
    for (uint32_t d = 0; d < course->drills.count; d++) {
        const kj_drill *drill = &course->drills.ptr[d];
        const size_t rounds = kj_drill_rounds(drill);
        for (uint32_t r = 0; r < rounds; r++) {
            const kj_span round = kj_drill_round_id(drill, r, f->arena);
            f->lesson->run =
                (kj_run){.kind = KJ_RUN_DRILL, .object = d, .count = 1, .question = {r}};
            question(f, drill->at,
                     round.len
                         ? kj_arena_format(f->arena, "%.*s %.*s", KJ_ARG(drill->id), KJ_ARG(round))
                         : drill->id);
        }
    }
}

/* ---- role-plays ---- */

/* Every node after every choice that leads to it, with all that can be said in it. */
static void roleplay(fit *f, uint32_t index)
{
    const kj_roleplay *play = &f->scene->course->roleplays.ptr[index];
    kj_play *on = &f->lesson->play;
    *on = (kj_play){.roleplay = index, .state = kj_roleplay_start(play)};
    on->state.facts = UINT32_MAX;
    if (play->nodes.count)
        fits(f, play->nodes.ptr[on->state.node].at, play->nodes.ptr[on->state.node].id);
    for (uint32_t n = 0; n < play->nodes.count; n++)
        for (uint32_t c = 0; c < play->nodes.ptr[n].choices.count; c++) {
            const kj_choice *choice = &play->nodes.ptr[n].choices.ptr[c];
            if (choice->next_index >= play->nodes.count)
                continue;
            on->turns[0] = (kj_turn){n, c};
            on->turn_count = 1;
            on->state.node = choice->next_index;
            if (!fits(f, play->nodes.ptr[choice->next_index].at,
                      kj_arena_format(f->arena, "%.*s after %.*s",
                                      KJ_ARG(play->nodes.ptr[choice->next_index].id),
                                      KJ_ARG(choice->id))))
                break;
        }
}

void kj_screen_check_fit(const kj_scene *scene)
{
    fit f = {.scene = scene, .arena = kj_arena_new()};
    f.lesson = kj_arena_take(f.arena, 1, kj_lesson_bytes(scene->course), 16);
    kj_lesson_init(f.lesson, scene->course);
    kj_session_init(&f.session, f.lesson);
    f.session.screen = KJ_SCREEN_PLACE;
    f.lesson->place = KJ_PLACE_RUN;
    items(&f);
    drills(&f);
    f.lesson->place = KJ_PLACE_ROLEPLAY;
    for (uint32_t i = 0; i < scene->course->roleplays.count; i++)
        roleplay(&f, i);
    kj_arena_free(f.arena);
}
