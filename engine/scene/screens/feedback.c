/* engine/scene/screens/feedback.c: the panel beside a question. */
#include "scene/screens/feedback.h"

#include <math.h>

#define PADDING 36
#define HEADING_MAX 36 /* characters */
#define RING 21        /* its letter is then as large as the smallest text */

typedef struct cursor {
    kj_draw *draw;
    double x, y, w;
} cursor;

static void put(cursor *at, kj_text text, kj_text_style style, double after)
{
    if (text.plain.len == 0)
        return;
    const kj_text_block block = kj_draw_measure(at->draw, text, at->w, 0, style);
    kj_draw_block(at->draw, &block, at->x, at->y);
    kj_draw_area(at->draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, text.plain,
                 (kj_rect){at->x, at->y, at->w, block.height});
    at->y += block.height + after;
}

/* ---- before the answer ---- */

static void timer(cursor *at, double left, int32_t seconds)
{
    const kj_color_name color = left < 0.34 ? KJ_COLOR_ZHU : KJ_COLOR_DAI;
    put(at,
        kj_plain(KJ_DRAW_FILL(at->draw, KJ_W_RUN_SECONDS_LEFT,
                              kj_n("n", lrint(ceil(left * (double)seconds))))),
        kj_style(KJ_SIZE_BODY, KJ_FONT_SANS_BOLD, color), 8);
    kj_draw_bar(at->draw, (kj_rect){at->x, at->y, at->w, 12}, left, color);
    at->y += 36;
}

static bool can_clear(kj_control control)
{
    return control == KJ_CONTROL_ORDER || control == KJ_CONTROL_PAIRS ||
           control == KJ_CONTROL_BINS || control == KJ_CONTROL_CHAIN;
}

/* Picking is answering where the clock runs; then there is only the way out of the hurry. */
static size_t asking_buttons(kj_draw *draw, const kj_panel *panel, kj_button out[2])
{
    const kj_question *q = panel->asked->question;
    const kj_run *run = &panel->asked->session->lesson->run;
    size_t count = 0;
    if (q->seconds > 0) {
        if (panel->time_left >= 0 && panel->asked->drill)
            out[count++] = (kj_button){
                KJ_BUTTON_QUIET, kj_action(draw->scene->arena, "calm", panel->asked->drill->id),
                run->shown == 0 ? kj_draw_word(draw, KJ_W_RUN_CALM)
                                : kj_draw_word(draw, KJ_W_RUN_CALM_AGAIN),
                "U"};
        return count;
    }
    if (can_clear(q->control))
        out[count++] =
            (kj_button){KJ_BUTTON_QUIET, KJ_LIT("clear"),
                        q->control == KJ_CONTROL_CHAIN ? kj_draw_word(draw, KJ_W_RUN_TAKE_BACK)
                                                       : kj_draw_word(draw, KJ_W_RUN_CLEAR),
                        "Backspace"};
    out[count++] = (kj_button){
        panel->complete || panel->leads_on ? KJ_BUTTON_PRIMARY : KJ_BUTTON_SECOND, KJ_LIT("submit"),
        panel->leads_on ? kj_draw_word(draw, KJ_W_RUN_NEXT_SUB)
                        : kj_draw_word(draw, KJ_W_RUN_SUBMIT),
        "Return"};
    return count;
}

static void asking(cursor *at, const kj_panel *panel, double size)
{
    const kj_question *q = panel->asked->question;
    kj_draw *draw = at->draw;
    if (panel->time_left >= 0)
        timer(at, panel->time_left, q->seconds);
    put(at, kj_plain(kj_draw_word(draw, KJ_W_RUN_HOW)),
        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI), 4);
    put(at,
        kj_plain(q->seconds > 0 ? kj_draw_word(draw, KJ_W_RUN_HOW_RAPID)
                                : kj_draw_word(draw, kj_control_how(panel->control))),
        kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK2), 20);
    put(at, kj_plain(panel->hint), kj_style(size, KJ_FONT_SANS_BOLD, KJ_COLOR_ZHU), 20);
    kj_button buttons[2];
    const size_t count = asking_buttons(draw, panel, buttons);
    if (count)
        at->y += kj_draw_buttons(draw, buttons, count, (kj_rect){at->x, at->y, at->w, 0}, true);
    else
        at->y -= 20;
}

/* ---- after it ---- */

kj_span kj_verdict_word(const kj_draw *draw, const kj_verdict *v, kj_control control,
                        kj_color_name *color)
{
    *color = v->passed ? KJ_COLOR_SONG : KJ_COLOR_ZHU;
    if (v->passed)
        return kj_draw_word(draw, KJ_W_VERDICT_RIGHT);
    if (v->score <= 0)
        return kj_draw_word(draw, KJ_W_VERDICT_CLOSE);
    return control == KJ_CONTROL_CHOICE ? kj_draw_word(draw, KJ_W_VERDICT_BETTER)
                                        : kj_draw_word(draw, KJ_W_VERDICT_PARTLY);
}

kj_span kj_score_word(const kj_draw *draw, const kj_verdict *v)
{
    kj_arena *arena = draw->scene->arena;
    const kj_span got = kj_points(arena, v->score);
    if (v->score <= 0 || v->score >= v->max - 1e-9)
        return KJ_DRAW_FILL(draw, KJ_W_VERDICT_POINTS, kj_w("points", got));
    return KJ_DRAW_FILL(draw, KJ_W_VERDICT_POINTS_OF, kj_w("points", got),
                        kj_w("max", kj_points(arena, v->max)));
}

static void headline(cursor *at, const kj_panel *panel)
{
    const kj_verdict *v = panel->asked->verdict;
    kj_color_name color;
    const kj_span word = kj_verdict_word(at->draw, v, panel->asked->question->control, &color);
    const bool part = panel->control == KJ_CONTROL_CASE;
    put(at,
        kj_plain(KJ_DRAW_FILL(at->draw, part ? KJ_W_VERDICT_OF_PART : KJ_W_VERDICT_OF_WHOLE,
                              kj_w("word", word),
                              kj_w("points", kj_score_word(at->draw, panel->whole)))),
        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, color), 12);
}

static void option_note(cursor *at, kj_span letter, kj_text text, double size)
{
    kj_draw *draw = at->draw;
    const double ring = kj_draw_size(draw, RING), indent = 2 * ring + 12;
    const kj_text_block block =
        kj_draw_measure(draw, text, at->w - indent, 0, kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK));
    const double height = fmax(block.height, 2 * ring);
    const double y = block.paragraph.line_count > 1 ? at->y : at->y + (height - block.height) / 2;
    kj_draw_letter(draw, letter, at->x + ring, y + block.line_height / 2, ring, false);
    kj_draw_block(draw, &block, at->x + indent, y);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, text.plain,
                 (kj_rect){at->x, at->y, at->w, height});
    at->y += height + 12;
}

/* The feedback to what was picked, then to what was missed: what the learner did comes first. */
static void options(cursor *at, const kj_asked *asked, kj_panel_look look)
{
    static const kj_mark_of order[] = {KJ_OF_WRONG, KJ_OF_MISSED, KJ_OF_RIGHT};
    const kj_verdict *v = asked->verdict;
    const kj_question *q = asked->question;
    /* Where each row already shows what belongs there, only the first few mistakes need words. */
    const bool choice = q->control == KJ_CONTROL_CHOICE || q->control == KJ_CONTROL_CHOICES;
    size_t left = !choice ? 3 : look.brief ? 2 : KJ_OPTIONS_MAX;
    bool any_wrong = false;
    for (size_t k = 0; k < KJ_COUNT(order); k++)
        for (size_t i = 0; i < q->option_count; i++) {
            const kj_option_verdict *o = kj_verdict_of(v, q->options[i].id);
            if (!o || o->mark != order[k] || o->feedback.plain.len == 0)
                continue;
            /* What was right needs no words where something was wrong. */
            if (left == 0 || (o->mark == KJ_OF_RIGHT && (any_wrong || !choice)))
                continue;
            left--;
            any_wrong = any_wrong || o->mark != KJ_OF_RIGHT;
            option_note(at, kj_option_key(at->draw->scene->arena, i), o->feedback, look.size);
        }
}

bool kj_says_reason(const kj_verdict *v, kj_span text)
{
    for (size_t i = 0; i < v->criterion_count; i++)
        if (kj_span_equal(v->criteria[i].reason, text))
            return true;
    return false;
}

static void criteria(cursor *at, const kj_verdict *v, kj_panel_look look)
{
    kj_draw *draw = at->draw;
    kj_arena *arena = draw->scene->arena;
    for (size_t i = 0; i < v->criterion_count; i++) {
        const kj_criterion *c = &v->criteria[i];
        const bool full = c->points >= c->max - 1e-9;
        const double badge = kj_draw_size(draw, 15), indent = 2 * badge + 12;
        const kj_span reason = look.brief && full ? KJ_LIT("") : c->reason;
        const kj_word_arg points = kj_w("points", kj_points(arena, c->points)),
                          most = kj_w("max", kj_points(arena, c->max));
        const kj_span said =
            reason.len ? KJ_DRAW_FILL(draw, KJ_W_JUDGED_CRITERION_WHY, kj_w("name", c->name),
                                      points, most, kj_w("reason", reason))
                       : KJ_DRAW_FILL(draw, KJ_W_JUDGED_CRITERION_MARKS, kj_w("name", c->name),
                                      points, most);
        /* The name and its points stand out. */
        kj_mark *mark = KJ_NEW(arena, kj_mark, 1);
        *mark = (kj_mark){KJ_MARK_STRONG, 0, (uint32_t)c->name.len, (kj_span){NULL, 0}};
        const kj_text text = {.plain = said, .marks = mark, .mark_count = 1};
        const kj_text_block block = kj_draw_measure(
            draw, text, at->w - indent, 0,
            (kj_text_style){
                .size = look.size, .leading = 1.45, .color = KJ_COLOR_INK2, .plain_marks = true});
        kj_draw_badge(draw, full ? KJ_BADGE_TICK : KJ_BADGE_CROSS, at->x + badge,
                      at->y + block.line_height / 2, badge);
        kj_draw_block(draw, &block, at->x + indent, at->y);
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, said,
                     (kj_rect){at->x, at->y, at->w, block.height});
        at->y += block.height + 8;
    }
    at->y += v->criterion_count ? 8 : 0;
}

static void link_box(cursor *at, kj_span explains)
{
    kj_draw *draw = at->draw;
    kj_arena *arena = draw->scene->arena;
    const uint32_t slide = kj_course_find(draw->scene->course, KJ_REF_SLIDE, explains);
    if (slide == KJ_NONE)
        return;
    const kj_draw before = *draw;
    const double cap = kj_draw_keycap(draw, 0, 0, KJ_LIT("S"), (kj_span){NULL, 0});
    *draw = before;
    const double w = at->w - 48 - cap - 20;
    const kj_text_block small =
        kj_draw_measure(draw, kj_plain(kj_draw_word(draw, KJ_W_FEEDBACK_TAUGHT_AT)), w, 0,
                        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2));
    const kj_text_block name = kj_draw_measure(
        draw, kj_plain(kj_slide_label(draw, slide)), w, 0,
        (kj_text_style){
            .size = 28, .leading = 1.4, .role = KJ_FONT_SANS_BOLD, .color = KJ_COLOR_DAI});
    const kj_rect box = {at->x, at->y, at->w, small.height + name.height + 24};
    kj_draw_box(draw, box, (kj_box_style){.fill = KJ_COLOR_DAI_WASH, .filled = true, .radius = 12});
    kj_draw_block(draw, &small, box.x + 24, box.y + 12);
    kj_draw_block(draw, &name, box.x + 24, box.y + 12 + small.height);
    kj_draw_keycap(draw, box.x + box.w - 24 - cap,
                   box.y + box.h / 2 + 0.38 * kj_draw_size(draw, KJ_SIZE_SMALLEST), KJ_LIT("S"),
                   (kj_span){NULL, 0});
    kj_area *area = kj_draw_area(
        draw, KJ_ROLE_LINK, kj_action(arena, "peek", explains),
        KJ_DRAW_FILL(draw, KJ_W_FEEDBACK_LOOK_BACK, kj_w("page", kj_slide_label(draw, slide))),
        box);
    area->keys = KJ_LIT("S");
    at->y += box.h + 20;
}

/* Whether the feedback repeats that of an option: then one of the two is enough. */
static bool repeats_option(const kj_verdict *v)
{
    for (size_t i = 0; i < v->option_count; i++)
        if (v->options[i].feedback.plain.len &&
            kj_span_find(v->feedback.plain, v->options[i].feedback.plain, 0) != SIZE_MAX)
            return true;
    return false;
}

static void feedback_buttons(cursor *at, const kj_panel *panel)
{
    const bool contested = panel->asked->session->lesson->run.contested;
    /* A round against the clock is gone. */
    const bool retry = panel->asked->drill != NULL && panel->asked->question->seconds == 0;
    const kj_run *run = &panel->asked->session->lesson->run;
    const bool slip =
        run->kind == KJ_RUN_REVIEW &&
        kj_lesson_item(panel->asked->session->lesson, run->question[run->shown])->review[0] != '\0';
    kj_button buttons[4];
    size_t count = 0;
    if (contested)
        put(at, kj_plain(kj_draw_word(at->draw, KJ_W_FEEDBACK_CONTESTED)),
            kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2), 12);
    else
        buttons[count++] = (kj_button){KJ_BUTTON_QUIET, KJ_LIT("contest"),
                                       kj_draw_word(at->draw, KJ_W_FEEDBACK_CONTEST), "O"};
    if (retry)
        buttons[count++] = (kj_button){KJ_BUTTON_QUIET, KJ_LIT("retry"),
                                       kj_draw_word(at->draw, KJ_W_FEEDBACK_RETRY), "R"};
    if (slip)
        buttons[count++] = (kj_button){KJ_BUTTON_QUIET, KJ_LIT("undo"),
                                       kj_draw_word(at->draw, KJ_W_REVIEW_UNDO), "U"};
    buttons[count++] = (kj_button){KJ_BUTTON_PRIMARY, KJ_LIT("next"),
                                   panel->last ? kj_draw_word(at->draw, KJ_W_FEEDBACK_RESULT)
                                               : kj_draw_word(at->draw, KJ_W_FEEDBACK_NEXT),
                                   "Return"};
    at->y += kj_draw_buttons(at->draw, buttons, count, (kj_rect){at->x, at->y, at->w, 0}, true);
    kj_draw_key_only(at->draw, "next", KJ_W_FEEDBACK_NEXT, "Right Space PageDown");
}

/* What is said to a single choice heads the panel where it is short; else it is text. */
static kj_text_style saying(const kj_panel *panel, kj_panel_look look)
{
    const kj_verdict *v = panel->asked->verdict;
    const bool heads = panel->asked->question->control == KJ_CONTROL_CHOICE && !look.brief &&
                       v->key.len == 0 && kj_utf8_count(v->feedback.plain) <= HEADING_MAX;
    if (!heads)
        return kj_style(look.size, KJ_FONT_SANS, KJ_COLOR_INK);
    return (kj_text_style){.size = look.size + 4,
                           .leading = 1.4,
                           .role = KJ_FONT_SERIF_BOLD,
                           .color = KJ_COLOR_INK,
                           .balance = true};
}

static void feedback(cursor *at, const kj_panel *panel, kj_panel_look look)
{
    const double size = look.size;
    const kj_verdict *v = panel->asked->verdict;
    headline(at, panel);
    if (v->key.len && !v->passed)
        put(at, kj_plain(KJ_DRAW_FILL(at->draw, KJ_W_FEEDBACK_KEY, kj_w("answer", v->key))),
            kj_style(KJ_SIZE_HEADING - 4, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK), 12);
    put(at, v->feedback, saying(panel, look), 12);
    /* The cards of a chain show their own places; what the customer would have said to each is no
     * comment. */
    const bool chain = panel->asked->question->control == KJ_CONTROL_CHAIN;
    if (!repeats_option(v) && !chain)
        options(at, panel->asked, look);
    criteria(at, v, look);
    put(at, panel->why, kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK2), 16);
    if (v->model_count && !chain) {
        const kj_word_id could =
            panel->asked->question->says ? KJ_W_FEEDBACK_COULD_SAY : KJ_W_FEEDBACK_COULD_ASK;
        put(at, kj_plain(kj_draw_word(at->draw, could)),
            kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_SONG), 4);
        for (size_t i = 0; i < v->model_count; i++)
            put(at, v->models[i], kj_style(size, KJ_FONT_SANS, KJ_COLOR_SONG), 8);
        at->y += 8;
    }
    if (v->next.len && !v->passed && !kj_says_reason(v, v->next))
        put(at, kj_plain(v->next), kj_style(size, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI), 12);
    link_box(at, panel->explains);
    feedback_buttons(at, panel);
}

/* ---- both ---- */

static double content(kj_draw *draw, const kj_panel *panel, kj_rect box, kj_panel_look look)
{
    cursor at = {draw, box.x + PADDING, box.y + PADDING - 8, box.w - 2 * PADDING};
    if (panel->asked->verdict)
        feedback(&at, panel, look);
    else
        asking(&at, panel, look.size);
    return at.y + PADDING - 4 - box.y;
}

double kj_measure_panel_beside(kj_draw *draw, const kj_panel *panel, double width,
                               kj_panel_look look)
{
    const kj_draw before = *draw;
    const double height = content(draw, panel, (kj_rect){0, 0, width, 0}, look);
    *draw = before;
    return height;
}

double kj_draw_panel_beside(kj_draw *draw, const kj_panel *panel, kj_rect box, kj_panel_look look)
{
    /* Measured first: the panel must lie under what it holds. */
    box.h = kj_measure_panel_beside(draw, panel, box.w, look);
    kj_draw_panel(draw, box, false);
    content(draw, panel, box, look);
    return box.h;
}
