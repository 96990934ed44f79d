/* engine/scene/screens/question.c: a question of a test or drill, before and after its answer. */
#include "scene/screens/feedback.h"

#include <math.h>

/* The answer that the record holds, as the draft that gave it: for the screen after an answer or a
 * resume. */
static size_t find_option(const kj_question *q, kj_span id)
{
    for (size_t i = 0; i < q->option_count; i++)
        if (kj_span_equal(q->options[i].id, id))
            return i;
    return SIZE_MAX;
}

static void pair_value(kj_draft *draft, const kj_question *q, kj_span value)
{
    const size_t equals = kj_span_find(value, KJ_LIT("="), 0);
    if (equals == SIZE_MAX)
        return;
    const size_t i = find_option(q, kj_span_sub(value, 0, equals));
    const kj_span target = kj_span_sub(value, equals + 1, value.len);
    for (size_t t = 0; i != SIZE_MAX && t < q->target_count; t++)
        if (kj_span_equal(q->targets[t].id, target))
            draft->value[i] = (uint8_t)(t + 1);
}

static void draft_value(kj_draft *draft, const kj_question *q, kj_span value, uint8_t place)
{
    const size_t i = find_option(q, value);
    switch (q->control) {
    case KJ_CONTROL_CHOICE:
    case KJ_CONTROL_CHOICES:
        if (i != SIZE_MAX)
            draft->value[i] = 1;
        return;
    case KJ_CONTROL_ORDER:
    case KJ_CONTROL_CHAIN:
        if (i != SIZE_MAX)
            draft->value[i] = place;
        return;
    case KJ_CONTROL_PAIRS:
    case KJ_CONTROL_BINS:
        pair_value(draft, q, value);
        return;
    case KJ_CONTROL_NUMBER:
    case KJ_CONTROL_TEXT:
    case KJ_CONTROL_HOTSPOT:
        draft->text_len =
            (uint32_t)(value.len < KJ_DRAFT_BYTES_MAX ? value.len : KJ_DRAFT_BYTES_MAX);
        if (draft->text_len)
            memcpy(draft->text, value.ptr, draft->text_len);
        return;
    case KJ_CONTROL_CASE:
        return;
    }
}

static kj_draft given(const kj_run *run, const kj_question *q)
{
    kj_draft draft = {.held = KJ_NONE};
    uint32_t at = 0;
    uint8_t place = 0;
    for (uint32_t i = 0; i < run->response_count && at < run->response_bytes; i++) {
        const kj_span value = kj_span_of(run->response + at);
        at += (uint32_t)value.len + 1;
        const size_t prefix = q->sub_id.len + 1;
        if (q->sub_id.len == 0)
            draft_value(&draft, q, value, ++place);
        else if (value.len >= prefix && value.ptr[prefix - 1] == ':' &&
                 kj_span_starts(value, q->sub_id))
            draft_value(&draft, q, kj_span_sub(value, prefix, value.len), ++place);
    }
    return draft;
}

static kj_span eyebrow(kj_draw *draw, const kj_run *run, const kj_drill *drill)
{
    const kj_course *course = draw->scene->course;
    kj_arena *arena = draw->scene->arena;
    if (drill)
        return kj_arena_format(arena, "提问练习 · %.*s　第%u题，共%u题", KJ_ARG(drill->title),
                               run->shown + 1, run->count);
    const kj_part *part = &course->parts.ptr[run->object];
    return kj_arena_format(arena, "%.*s　%.*s · 测验　第%u题，共%u题",
                           KJ_ARG(kj_part_name(arena, part)), KJ_ARG(part->title), run->shown + 1,
                           run->count);
}

static double boxed(kj_draw *draw, kj_text text, kj_span by, kj_rect box, double size,
                    kj_row_look look)
{
    if (text.plain.len == 0)
        return 0;
    const kj_text_block name = kj_draw_measure(
        draw, kj_plain(by), 0, 0, kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2));
    const kj_text_block block =
        kj_draw_measure(draw, text, box.w - 56, 0,
                        (kj_text_style){.size = size, .leading = 1.5, .color = KJ_COLOR_INK});
    const double h = name.height + block.height + 32;
    const kj_rect rect = {box.x, box.y, box.w, h};
    kj_draw_row(draw, rect, look);
    kj_draw_block(draw, &name, box.x + 28, box.y + 16);
    kj_draw_block(draw, &block, box.x + 28, box.y + 16 + name.height);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, kj_say(draw->scene->arena, by, text.plain),
                 rect);
    return h + 20;
}

/* The tabs of a case's questions. */
static double tabs(kj_draw *draw, const kj_session *session, const kj_question *q,
                   const kj_verdict *v, kj_rect box)
{
    double x = box.x;
    for (size_t i = 0; i < q->sub_count; i++) {
        const bool current = session->sub == i;
        const kj_span label = kj_arena_format(draw->scene->arena, "第%zu问", i + 1);
        const kj_span keys = kj_count_text(draw->scene->arena, i + 1);
        const kj_rect rect = kj_draw_button(
            draw, (kj_rect){x, box.y, 0, 64}, current ? KJ_BUTTON_PRIMARY : KJ_BUTTON_SECOND,
            kj_arena_format(draw->scene->arena, "sub:%zu", i), label, keys.ptr);
        draw->list.areas.ptr[draw->list.areas.count - 1].selected = current;
        if (v && i < v->sub_count)
            kj_draw_badge(draw, v->subs[i].passed ? KJ_BADGE_TICK : KJ_BADGE_CROSS,
                          rect.x + rect.w - 6, rect.y + 6, 16);
        x += rect.w + 16;
    }
    return 64 + 20;
}

typedef struct left_side {
    const kj_session *session;
    const kj_question *whole;
    const kj_verdict *whole_verdict;
    kj_asked asked;
    double size, stem_size;
} left_side;

static double stem(kj_draw *draw, const left_side *l, kj_rect box)
{
    const kj_question *q = l->asked.question;
    if (q->prompt.plain.len == 0)
        return 0;
    const kj_text_block block = kj_draw_measure(
        draw, q->prompt, box.w, 0,
        (kj_text_style){.size = l->stem_size, .role = KJ_FONT_SERIF_BOLD, .color = KJ_COLOR_INK});
    kj_draw_block(draw, &block, box.x, box.y);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, q->prompt.plain,
                 (kj_rect){box.x, box.y, box.w, block.height});
    return block.height + 28;
}

static double left_at(kj_draw *draw, left_side *l, kj_rect box)
{
    const kj_question *q = l->asked.question;
    double y = box.y;
    l->asked.size = l->size;
    const double small = fmax(KJ_SIZE_CAPTION, l->size - 2);
    y += boxed(draw, l->whole->passage, (kj_span){NULL, 0}, (kj_rect){box.x, y, box.w, 0}, small,
               KJ_ROW_QUIET);
    if (q != l->whole)
        y += tabs(draw, l->session, l->whole, l->whole_verdict, (kj_rect){box.x, y, box.w, 0});
    if (q->control != KJ_CONTROL_CHAIN) /* there the quote begins the talk */
        y += boxed(draw, q->quote, q->by, (kj_rect){box.x, y, box.w, 0}, l->size + 4, KJ_ROW_PLAIN);
    y += boxed(draw, q->original, KJ_LIT("原句"), (kj_rect){box.x, y, box.w, 0}, l->size + 2,
               KJ_ROW_QUIET);
    y += stem(draw, l, (kj_rect){box.x, y, box.w, 0});
    const double room = fmax(0, box.y + box.h - y);
    return y - box.y + kj_control_draw(draw, &l->asked, (kj_rect){box.x, y, box.w, room});
}

/* The question in the largest letters that fit, a little above the middle where there is room to
 * spare.  Where it stands depends on nothing that the answer changes.  Returns its top. */
static double left_fit(kj_draw *draw, left_side *l, kj_rect box)
{
    const kj_draw before = *draw;
    double used;
    l->size = 32;
    l->stem_size = 44;
    while ((used = left_at(draw, l, box)) > box.h + 0.5 && l->size > KJ_SIZE_CAPTION) {
        *draw = before;
        l->size -= 2;
        l->stem_size -= 3;
    }
    if (used > box.h + 0.5)
        draw->list.overfull++;
    const double spare = fmax(0, box.h - used) * 0.36;
    if (spare > 24) {
        *draw = before;
        left_at(draw, l, (kj_rect){box.x, box.y + spare, box.w, box.h - spare});
        return box.y + spare;
    }
    return box.y;
}

/* The panel begins beside the question's top, or higher where it needs the room. */
static void side_panel(kj_draw *draw, const kj_panel *panel, bool answered, kj_rect box, double top)
{
    double (*const put)(kj_draw *, const kj_panel *, kj_rect) =
        answered ? kj_draw_panel_feedback : kj_draw_panel_asking;
    const kj_draw before = *draw;
    const double h = put(draw, panel, box);
    *draw = before;
    const double y = fmax(box.y, fmin(top, box.y + box.h - h));
    put(draw, panel, (kj_rect){box.x, y, box.w, box.y + box.h - y});
}

static double time_left(const kj_draw *draw, const kj_session *session, const kj_question *q)
{
    const int64_t due = kj_session_deadline(draw->scene->course, session);
    if (due == 0 || q->seconds <= 0)
        return -1;
    const double share = (double)(due - draw->scene->now_ms) / (1000.0 * (double)q->seconds);
    return fmin(1, fmax(0, share));
}

static kj_span hint_of(kj_draw *draw, const kj_session *session, const kj_run *run,
                       const kj_drill *drill)
{
    kj_response response;
    if (!session->hint)
        return (kj_span){NULL, 0};
    kj_session_response(draw->scene->course, session, draw->scene->arena, &response);
    kj_verdict *v = KJ_NEW(draw->scene->arena, kj_verdict, 1);
    if (drill)
        kj_drill_judge(drill, run->question[run->shown], &response, draw->scene->arena, v);
    else
        kj_item_judge(&draw->scene->course->items.ptr[run->question[run->shown]], &response,
                      draw->scene->arena, v);
    return v->next;
}

static void foot(kj_draw *draw, const kj_run *run)
{
    double score = 0, max = 0;
    for (uint32_t i = 0; i < run->answered; i++) {
        score += run->score[i];
        max += run->max[i];
    }
    kj_arena *arena = draw->scene->arena;
    const kj_span left = run->answered ? kj_arena_format(arena, "已存 · 得%.*s／%.*s分",
                                                         KJ_ARG(kj_points(arena, score)),
                                                         KJ_ARG(kj_points(arena, max)))
                                       : KJ_LIT("答一题，存一题");
    kj_draw_foot(draw, left, (double)run->answered / (double)(run->count ? run->count : 1),
                 kj_arena_format(arena, "%u／%u", run->shown + 1, run->count));
}

void kj_screen_question(kj_draw *draw, const kj_session *session)
{
    const kj_course *course = draw->scene->course;
    kj_arena *arena = draw->scene->arena;
    const kj_run *run = &session->lesson->run;
    const bool answered = run->shown < run->answered;
    const kj_drill *drill = run->drill ? &course->drills.ptr[run->object] : NULL;
    const kj_item *item = drill ? NULL : &course->items.ptr[run->question[run->shown]];

    kj_question *q = KJ_NEW(arena, kj_question, 1);
    kj_verdict *v = KJ_NEW(arena, kj_verdict, 1);
    kj_run_question(course, run, arena, q);
    if (answered)
        kj_run_verdict(course, run, arena, v);
    const uint32_t sub = q->sub_count && session->sub < q->sub_count ? session->sub : 0;
    const kj_question *shown = q->sub_count ? &q->subs[sub] : q;
    kj_draft *draft = KJ_NEW(arena, kj_draft, 1);
    *draft = answered ? given(run, shown) : session->drafts[q->sub_count ? sub : 0];
    left_side left = {
        .session = session,
        .whole = q,
        .whole_verdict = answered ? v : NULL,
        .asked = {.session = session,
                  .question = shown,
                  .verdict =
                      !answered ? NULL : (q->sub_count && sub < v->sub_count ? &v->subs[sub] : v),
                  .draft = draft,
                  .drill = drill,
                  .round = run->question[run->shown]},
    };
    kj_response response;
    const kj_panel panel = {
        .asked = &left.asked,
        .whole = v,
        .control = q->control,
        .why = item ? item->why : (kj_text){.plain = {NULL, 0}},
        .explains = item ? item->explains : drill->explains,
        .last = run->shown + 1 == run->count,
        .complete = !answered && kj_session_response(course, session, arena, &response),
        .hint = answered ? (kj_span){NULL, 0} : hint_of(draw, session, run, drill),
        .time_left = answered ? -1 : time_left(draw, session, shown),
    };

    kj_rect box = kj_draw_head(draw, eyebrow(draw, run, drill), (kj_text){.plain = {NULL, 0}},
                               (kj_text){.plain = {NULL, 0}});
    box.y -= 16;
    box.h += 28;
    if (left.asked.verdict && left.asked.verdict->criterion_count &&
        shown->control == KJ_CONTROL_TEXT) {
        const double used = boxed(draw, shown->original, KJ_LIT("原句"),
                                  (kj_rect){box.x, box.y, box.w, 0}, KJ_SIZE_SECOND, KJ_ROW_QUIET);
        kj_draw_judged_sentence(draw, &panel, (kj_rect){box.x, box.y + used, box.w, box.h - used});
    } else if (draw->list.width >= 1300) {
        const double right_w = fmin(620, box.w * 0.36), gap = 48;
        const double top =
            left_fit(draw, &left, (kj_rect){box.x, box.y, box.w - right_w - gap, box.h});
        side_panel(draw, &panel, answered,
                   (kj_rect){box.x + box.w - right_w, box.y, right_w, box.h}, top);
    } else {
        const double panel_h = answered ? box.h * 0.46 : fmin(box.h * 0.3, 380);
        left_fit(draw, &left, (kj_rect){box.x, box.y, box.w, box.h - panel_h - 32});
        side_panel(draw, &panel, answered,
                   (kj_rect){box.x, box.y + box.h - panel_h, box.w, panel_h}, 0);
    }
    foot(draw, run);
    kj_draw_key_only(draw, "home", "回首页", "Escape");
    kj_draw_key_only(draw, "help", "看这一页的键", "?");
}
