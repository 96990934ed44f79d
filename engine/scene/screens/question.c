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
    if (drill)
        return KJ_DRAW_FILL(draw, KJ_W_RUN_DRILL_EYEBROW, kj_w("title", drill->title),
                            kj_n("n", run->shown + 1), kj_n("all", run->count));
    if (run->kind != KJ_RUN_TEST)
        return KJ_DRAW_FILL(draw,
                            run->kind == KJ_RUN_FINAL ? KJ_W_FINAL_QUESTION : KJ_W_REVIEW_QUESTION,
                            kj_n("n", run->shown + 1), kj_n("all", run->count));
    const kj_part *part = &course->parts.ptr[run->object];
    return KJ_DRAW_FILL(draw, KJ_W_RUN_TEST_EYEBROW,
                        kj_w("part", kj_part_name(draw->scene->words, part, draw->scene->arena)),
                        kj_w("title", part->title), kj_n("n", run->shown + 1),
                        kj_n("all", run->count));
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
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, kj_say(draw, by, text.plain), rect);
    return h + 20;
}

/* One tab of a case, at (x, y); its key works where it is not shown, too. */
static kj_rect tab(kj_draw *draw, const kj_session *session, const kj_question *q, size_t i,
                   bool with_key, double x, double y)
{
    const kj_span label = q->subs[i].sub_label.len
                              ? q->subs[i].sub_label
                              : KJ_DRAW_FILL(draw, KJ_W_RUN_SUB, kj_n("n", (int64_t)(i + 1)));
    /* Where targets have the digits, → and ← lead from question to question. */
    const bool digits = q->subs[session->sub < q->sub_count ? session->sub : 0].target_count == 0;
    const kj_span keys = digits ? kj_count_text(draw->scene->arena, i + 1) : kj_span_of("");
    const kj_rect rect = kj_draw_button(
        draw, (kj_rect){x, y, 0, 64}, session->sub == i ? KJ_BUTTON_PRIMARY : KJ_BUTTON_SECOND,
        kj_arena_format(draw->scene->arena, "sub:%zu", i), label, with_key ? keys.ptr : "");
    draw->list.areas.ptr[draw->list.areas.count - 1].keys = keys;
    return rect;
}

#define TAB_GAP 16.0

/* How many tabs stand in a row: all, or where they are too wide together, rows of like number. */
static size_t tabs_a_row(kj_draw *draw, const kj_session *session, const kj_question *q,
                         bool with_key, double width)
{
    const kj_draw before = *draw;
    double *widths = KJ_NEW(draw->scene->arena, double, q->sub_count);
    for (size_t i = 0; i < q->sub_count; i++)
        widths[i] = tab(draw, session, q, i, with_key, 0, 0).w + TAB_GAP;
    *draw = before;
    for (size_t rows = 1; rows < q->sub_count; rows++) {
        const size_t a_row = (q->sub_count + rows - 1) / rows;
        double sum = 0, widest = 0;
        for (size_t i = 0; i < q->sub_count; i++) {
            sum = (i % a_row ? sum : 0) + widths[i];
            widest = fmax(widest, sum);
        }
        if (widest - TAB_GAP <= width + 0.5)
            return a_row;
    }
    return 1;
}

/* The tabs of a case's questions. */
static double tabs(kj_draw *draw, const kj_session *session, const kj_question *q,
                   const kj_verdict *v, kj_rect box)
{
    /* One row, if need be without the keys on them; else several. */
    const bool with_key = tabs_a_row(draw, session, q, true, box.w) == q->sub_count;
    const size_t a_row = tabs_a_row(draw, session, q, with_key, box.w);
    double x = box.x, y = box.y, bottom = box.y;
    for (size_t i = 0; i < q->sub_count; i++) {
        if (i && i % a_row == 0) {
            x = box.x;
            y = bottom + TAB_GAP;
        }
        const kj_rect rect = tab(draw, session, q, i, with_key, x, y);
        kj_area *area = &draw->list.areas.ptr[draw->list.areas.count - 1];
        area->selected = session->sub == i;
        area->drag = session->sub == i && !v ? KJ_DRAG_SLOT : KJ_DRAG_NONE;
        if (v && i < v->sub_count)
            kj_draw_badge(draw, v->subs[i].passed ? KJ_BADGE_TICK : KJ_BADGE_CROSS,
                          rect.x + rect.w - 6, rect.y + 6, 16);
        x += rect.w + TAB_GAP;
        bottom = rect.y + rect.h;
        draw->list.overfull += x - TAB_GAP > box.x + box.w + 0.5 ? 1 : 0;
    }
    return bottom - box.y + 20;
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
        y += boxed(draw, l->whole->quote, l->whole->by, (kj_rect){box.x, y, box.w, 0}, l->size + 4,
                   KJ_ROW_PLAIN);
    if (q != l->whole)
        y += tabs(draw, l->session, l->whole, l->whole_verdict, (kj_rect){box.x, y, box.w, 0});
    if (q->control != KJ_CONTROL_CHAIN) /* there the quote begins the talk */
        y += boxed(draw, q->quote, q->by, (kj_rect){box.x, y, box.w, 0}, l->size + 4, KJ_ROW_PLAIN);
    y += boxed(draw, q->original, kj_draw_word(draw, KJ_W_RUN_ORIGINAL),
               (kj_rect){box.x, y, box.w, 0}, l->size + 2, KJ_ROW_QUIET);
    y += stem(draw, l, (kj_rect){box.x, y, box.w, 0});
    const double room = fmax(0, box.y + box.h - y);
    return y - box.y + kj_control_draw(draw, &l->asked, (kj_rect){box.x, y, box.w, room});
}

/* The sizes that are tried, of the options' text and the stem: the first that fits is taken. */
static const struct left_size {
    double size, stem;
} left_sizes[] = {{32, 44}, {30, 40}, {28, 38}, {26, 34}, {24, 32}, {22, 28}};

static double left_height(kj_draw *draw, left_side *l, kj_rect box, size_t i)
{
    const kj_draw before = *draw;
    l->size = left_sizes[i].size;
    l->stem_size = left_sizes[i].stem;
    const double used = left_at(draw, l, box);
    const size_t overfull = draw->list.overfull - before.list.overfull;
    *draw = before;
    return overfull ? INFINITY : used;
}

/* The question in the largest letters that fit, a little above the middle where there is room to
 * spare.  Where it stands depends on nothing that the answer changes.  Returns its top. */
static double left_fit(kj_draw *draw, left_side *l, kj_rect box)
{
    size_t i = 0;
    double used;
    while ((used = left_height(draw, l, box, i)) > box.h + 0.5 && i + 1 < KJ_COUNT(left_sizes))
        i++;
    draw->list.overfull += used > box.h + 0.5 ? 1 : 0;
    const double spare = used < box.h ? floor((box.h - used) * 0.36) : 0;
    const double top = box.y + (spare > 24 ? spare : 0);
    left_at(draw, l, (kj_rect){box.x, top, box.w, box.y + box.h - top});
    return top;
}

static const kj_panel_look panel_looks[] = {
    {28, false}, {26, false}, {24, false}, {24, true}, {22, true}};

/* Large letters give way before words do: what is brief is for the smallest scale only. */
static size_t look_count(const kj_draw *draw)
{
    size_t count = 0;
    while (count < KJ_COUNT(panel_looks) && (draw->text_scale <= 1 || !panel_looks[count].brief))
        count++;
    return count;
}

/* Question and panel side by side; the panel begins beside the question's top, or higher where it
 * needs the room. */
static void side_by_side(kj_draw *draw, left_side *left, const kj_panel *panel, kj_rect box)
{
    const double width = fmin(620, fmax(box.w * 0.36, 470)), gap = box.w > 1500 ? 48 : 36;
    const double top = left_fit(draw, left, (kj_rect){box.x, box.y, box.w - width - gap, box.h});
    const size_t looks = look_count(draw);
    size_t i = 0;
    double h;
    while ((h = kj_measure_panel_beside(draw, panel, width, panel_looks[i])) > box.h + 0.5 &&
           i + 1 < looks)
        i++;
    draw->list.overfull += h > box.h + 0.5 ? 1 : 0;
    const double y = fmax(box.y, fmin(top, box.y + box.h - h));
    kj_draw_panel_beside(draw, panel, (kj_rect){box.x + box.w - width, y, width, 0},
                         panel_looks[i]);
}

#define STACK_GAP 32

/* The panel follows the question; both shrink together. */
static void stacked(kj_draw *draw, left_side *left, const kj_panel *panel, kj_rect box)
{
    static const struct {
        size_t left, panel;
    } tries[] = {{0, 0}, {1, 0}, {2, 1}, {3, 1}, {3, 2}, {4, 2}, {5, 2}, {4, 3}, {4, 4}, {5, 4}};
    size_t tries_count = 0;
    while (tries_count < KJ_COUNT(tries) && tries[tries_count].panel < look_count(draw))
        tries_count++;
    double used = 0, below = 0;
    size_t i = 0;
    for (;; i++) {
        below = kj_measure_panel_beside(draw, panel, box.w, panel_looks[tries[i].panel]);
        const double room = box.h - STACK_GAP - below;
        used =
            left_height(draw, left, (kj_rect){box.x, box.y, box.w, fmax(0, room)}, tries[i].left);
        if (used <= room + 0.5 || i + 1 == tries_count)
            break;
    }
    const double spare = box.h - STACK_GAP - below - used;
    draw->list.overfull += spare < -0.5 ? 1 : 0;
    const double top = box.y + fmin(96, floor(fmax(0, spare) * 0.2));
    left_at(draw, left, (kj_rect){box.x, top, box.w, fmax(0, fmin(used, box.h))});
    kj_draw_panel_beside(draw, panel,
                         (kj_rect){box.x, top + fmin(used, box.h) + STACK_GAP, box.w, 0},
                         panel_looks[tries[i].panel]);
}

static double time_left(const kj_draw *draw, const kj_session *session, const kj_question *q)
{
    const int64_t due = kj_session_deadline(draw->scene->course, session);
    if (due == 0 || q->seconds <= 0)
        return -1;
    const double share = (double)(due - draw->scene->now_ms) / (1000.0 * (double)q->seconds);
    return fmin(1, fmax(0, share));
}

/* Whether the unfinished answer to one question is whole. */
static bool is_whole(const kj_question *q, const kj_draft *draft)
{
    size_t set = 0;
    for (size_t i = 0; i < q->option_count; i++)
        set += draft->value[i] ? 1 : 0;
    switch (q->control) {
    case KJ_CONTROL_CHOICE:
    case KJ_CONTROL_CHOICES:
        return set > 0;
    case KJ_CONTROL_ORDER:
    case KJ_CONTROL_PAIRS:
    case KJ_CONTROL_BINS:
        return set == q->option_count;
    case KJ_CONTROL_CHAIN:
        return set == q->pick_count;
    case KJ_CONTROL_NUMBER:
    case KJ_CONTROL_TEXT:
    case KJ_CONTROL_HOTSPOT:
        return draft->text_len > 0;
    case KJ_CONTROL_CASE:
        break;
    }
    return false;
}

static void foot(kj_draw *draw, const kj_run *run)
{
    double score = 0, max = 0;
    for (uint32_t i = 0; i < run->answered; i++) {
        score += run->score[i];
        max += run->max[i];
    }
    kj_arena *arena = draw->scene->arena;
    const kj_span left = run->answered ? KJ_DRAW_FILL(draw, KJ_W_RUN_SAVED_SCORE,
                                                      kj_w("points", kj_points(arena, score)),
                                                      kj_w("max", kj_points(arena, max)))
                                       : kj_draw_word(draw, KJ_W_RUN_SAVES_EACH);
    kj_draw_foot(draw, left, (double)run->answered / (double)(run->count ? run->count : 1),
                 KJ_DRAW_FILL(draw, KJ_W_RUN_PLACE, kj_n("n", (int64_t)run->shown + 1),
                              kj_n("count", run->count)));
}

static kj_span explains(const kj_course *course, const kj_run *run)
{
    if (run->kind == KJ_RUN_DRILL)
        return course->drills.ptr[run->object].explains;
    return course->items.ptr[run->question[run->shown]].explains;
}

static kj_text why(const kj_course *course, const kj_run *run)
{
    if (run->kind == KJ_RUN_DRILL)
        return (kj_text){.plain = {NULL, 0}};
    return course->items.ptr[run->question[run->shown]].why;
}

/* Side by side where the page is wide; with large letters the other way may hold more. */
static void lay_out(kj_draw *draw, left_side *left, const kj_panel *panel, kj_rect box)
{
    const bool wide = draw->list.width >= 1300;
    const kj_draw before = *draw;
    if (wide)
        side_by_side(draw, left, panel, box);
    else
        stacked(draw, left, panel, box);
    if (!wide || draw->list.overfull == before.list.overfull)
        return;
    const kj_draw beside = *draw;
    *draw = before;
    stacked(draw, left, panel, box);
    if (draw->list.overfull > before.list.overfull)
        *draw = beside;
}

void kj_screen_question(kj_draw *draw, const kj_session *session)
{
    const kj_course *course = draw->scene->course;
    kj_arena *arena = draw->scene->arena;
    const kj_run *run = &session->lesson->run;
    const bool answered = run->shown < run->answered;
    const kj_drill *drill = run->kind == KJ_RUN_DRILL ? &course->drills.ptr[run->object] : NULL;

    kj_question *q = KJ_NEW(arena, kj_question, 1);
    kj_verdict *v = KJ_NEW(arena, kj_verdict, 1);
    q->words = v->words = draw->scene->words;
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
        .why = why(course, run),
        .explains = explains(course, run),
        .last = run->shown + 1 == run->count,
        .complete = !answered && kj_session_response(course, session, arena, &response),
        .leads_on = !answered && q->sub_count && is_whole(shown, draft) &&
                    !kj_session_response(course, session, arena, &response),
        .hint = kj_session_hint(course, session, draw->scene->words, arena),
        .time_left = answered ? -1 : time_left(draw, session, shown),
    };

    kj_rect box = kj_draw_head(draw, eyebrow(draw, run, drill), (kj_text){.plain = {NULL, 0}},
                               (kj_text){.plain = {NULL, 0}});
    box.y -= 16;
    box.h += 28;
    if (left.asked.verdict && left.asked.verdict->criterion_count &&
        shown->control == KJ_CONTROL_TEXT && drill && !q->sub_count)
        kj_draw_judged_sentence(draw, &panel, (kj_rect){box.x, box.y - 8, box.w, box.h + 8});
    else
        lay_out(draw, &left, &panel, box);
    foot(draw, run);
    if (!answered && q->sub_count) {
        kj_draw_key_only(draw, "next", KJ_W_RUN_NEXT_SUB, "Right PageDown");
        kj_draw_key_only(draw, "back", KJ_W_RUN_BACK_SUB, "Left PageUp");
    }
    kj_draw_key_only(draw, "home", KJ_W_KEY_HOME, "Escape");
    kj_draw_key_only(draw, "help", KJ_W_KEY_HELP, "?");
}
