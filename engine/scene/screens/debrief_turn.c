/* engine/scene/screens/debrief_turn.c: one turn looked back at: what could be said, and what it
 * would have led to. */
#include "scene/screens/debrief.h"

#include <math.h>

/* Side by side, with a gap. */
static kj_span beside(kj_draw *draw, kj_span a, kj_span b)
{
    if (a.len == 0 || b.len == 0)
        return a.len ? a : b;
    return KJ_DRAW_FILL(draw, KJ_W_SAY_GAP, kj_w("a", a), kj_w("b", b));
}

kj_span kj_moves_text(kj_draw *draw, const kj_roleplay *play, const kj_roleplay_state *before,
                      const kj_roleplay_state *after)
{
    kj_span out = {NULL, 0};
    for (size_t v = 0; v < play->variables.count && v < KJ_ROLEPLAY_VARIABLES_MAX; v++) {
        const kj_variable *variable = &play->variables.ptr[v];
        const double move = after->vars[v] - before->vars[v];
        if (fabs(move) > 0)
            out =
                beside(draw, out,
                       kj_arena_format(draw->scene->arena, "%.*s %s%g%.*s", KJ_ARG(variable->name),
                                       move > 0 ? "+" : "−", fabs(move), KJ_ARG(variable->unit)));
    }
    return out.len ? out : kj_draw_word(draw, KJ_W_DEBRIEF_NO_EFFECT);
}

bool kj_review_button(kj_draw *draw, const kj_roleplay *play, kj_button *out)
{
    const uint32_t slide =
        play->review.count ? kj_course_find(draw->scene->course, KJ_REF_SLIDE, play->review.ptr[0])
                           : KJ_NONE;
    if (slide == KJ_NONE)
        return false;
    *out = (kj_button){KJ_BUTTON_QUIET, kj_action(draw->scene->arena, "peek", play->review.ptr[0]),
                       KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_PAGE, kj_n("n", slide + 1)), "S"};
    return true;
}

/* What is looked at. */
typedef struct view {
    const kj_look_back *look;
    const kj_debrief_turn *at;
    const kj_node *node;
    uint32_t turn, choice;
    double size;
} view;

static kj_span best_after(kj_draw *draw, const view *v, const kj_whatif *w)
{
    const kj_roleplay *play = v->look->play;
    if (w->after.ending < play->endings.count) {
        const kj_ending *ending = &play->endings.ptr[w->after.ending];
        return KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_ENDS_IN, kj_w("title", ending->title),
                            kj_w("grade", kj_grade_name(draw, ending->grade)));
    }
    return w->best == KJ_NONE ? (kj_span){NULL, 0}
                              : KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_BEST_SHORT,
                                             kj_w("grade", kj_grade_name(draw, w->best)));
}

/* "你选的　最好到“良”" */
static kj_span tags(kj_draw *draw, const view *v, uint32_t choice, const kj_whatif *w)
{
    const kj_word_id words[] = {choice == v->at->turn.choice ? KJ_W_DEBRIEF_YOURS : KJ_W_NONE,
                                choice == kj_debrief_better(v->look->play, &v->at->before)
                                    ? KJ_W_DEBRIEF_RECOMMENDED
                                    : KJ_W_NONE};
    kj_span out = {NULL, 0};
    for (size_t i = 0; i < KJ_COUNT(words); i++)
        out = beside(draw, out, kj_draw_word(draw, words[i]));
    return beside(draw, out, best_after(draw, v, w));
}

static double option(kj_draw *draw, const view *v, uint32_t choice, uint32_t index, kj_rect box)
{
    kj_arena *arena = draw->scene->arena;
    const kj_whatif w = kj_debrief_whatif(v->look->debrief, v->turn, choice);
    const kj_span said = v->node->choices.ptr[choice].text.plain, tag = tags(draw, v, choice, &w);
    const kj_span key = kj_count_text(arena, index + 1);
    const double indent = 24 + kj_draw_size(draw, KJ_SIZE_SMALLEST) * 1.6 + 20;
    const kj_text_block text =
        kj_draw_measure(draw, kj_plain(said), box.w - indent - 20, 0,
                        (kj_text_style){.size = v->size, .leading = 1.35, .color = KJ_COLOR_INK});
    const kj_text_block under = kj_draw_measure(
        draw, kj_plain(tag), box.w - indent - 20, 0,
        (kj_text_style){.size = KJ_SIZE_SMALLEST,
                        .leading = 1.3,
                        .role = choice == v->at->turn.choice ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS,
                        .color = w.best == KJ_NONE ? KJ_COLOR_INK2 : kj_grade_color(w.best)});
    const kj_rect rect = {box.x, box.y, box.w, fmax(64, text.height + under.height + 24)};
    const double y = rect.y + (rect.h - text.height - under.height) / 2;
    kj_draw_row(draw, rect, choice == v->choice ? KJ_ROW_SELECTED : KJ_ROW_PLAIN);
    kj_draw_keycap(draw, rect.x + 24,
                   rect.y + rect.h / 2 + 0.38 * kj_draw_size(draw, KJ_SIZE_SMALLEST), key,
                   (kj_span){NULL, 0});
    kj_draw_block(draw, &text, rect.x + indent, y);
    kj_draw_block(draw, &under, rect.x + indent, y + text.height);
    kj_area *area = kj_draw_area(
        draw, KJ_ROLE_OPTION, kj_arena_format(arena, "look:%u", choice),
        kj_say(draw,
               KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_LOOK_SAID, kj_n("n", index + 1), kj_w("said", said)),
               tag),
        rect);
    area->keys = key;
    area->selected = choice == v->choice;
    return rect.h + 12;
}

static double option_list(kj_draw *draw, const view *v, kj_rect box)
{
    double y = box.y;
    uint32_t index = 0;
    for (uint32_t c = 0; c < v->node->choices.count; c++)
        if (kj_roleplay_offered(v->look->play, &v->at->before, c))
            y += option(draw, v, c, index++, (kj_rect){box.x, y, box.w, 0});
    return y - 12 - box.y;
}

/* ---- what the choice looked at does ---- */

static double said(kj_draw *draw, kj_span text, kj_rect box, kj_text_style style)
{
    if (text.len == 0)
        return 0;
    const kj_text_block block = kj_draw_measure(draw, kj_plain(text), box.w, 0, style);
    kj_draw_block(draw, &block, box.x, box.y);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, text,
                 (kj_rect){box.x, box.y, box.w, block.height});
    return block.height + 8;
}

/* The later choices as they were: where they would have led. */
static kj_span same_later(kj_draw *draw, const view *v, const kj_whatif *w)
{
    const kj_roleplay *play = v->look->play;
    if (v->choice == v->at->turn.choice || w->after.node == KJ_NONE)
        return (kj_span){NULL, 0};
    if (w->same < play->endings.count)
        return KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_SAME_ENDS,
                            kj_w("title", play->endings.ptr[w->same].title),
                            kj_w("grade", kj_grade_name(draw, play->endings.ptr[w->same].grade)));
    return KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_SAME_STOPS, kj_n("n", w->same_turns + 1));
}

static kj_span learned(kj_draw *draw, const view *v, uint32_t facts)
{
    kj_text_buffer out = {.arena = draw->scene->arena};
    for (size_t f = 0; f < v->look->play->facts.count && f < KJ_ROLEPLAY_FACTS_MAX; f++)
        if (facts >> f & 1)
            kj_putf(&out, "%s%.*s", out.len ? "\n" : "",
                    KJ_ARG(KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_LEARNED,
                                        kj_w("fact", v->look->play->facts.ptr[f].text.plain))));
    return kj_put_span(&out);
}

static double detail_text(kj_draw *draw, const view *v, kj_rect box)
{
    const kj_choice *choice = &v->node->choices.ptr[v->choice];
    const kj_person *by = kj_play_person(v->look->play, choice->by.len ? choice->by : v->node->by);
    const kj_whatif w = kj_debrief_whatif(v->look->debrief, v->turn, v->choice);
    const bool better = v->choice == kj_debrief_better(v->look->play, &v->at->before);
    const kj_text_style body = {.size = v->size, .leading = 1.4, .color = KJ_COLOR_INK};
    const kj_text_style quiet = {.size = v->size - 2 > KJ_SIZE_SMALLEST ? v->size - 2
                                                                        : KJ_SIZE_SMALLEST,
                                 .leading = 1.4,
                                 .color = KJ_COLOR_INK2};
    kj_text_style moved = quiet;
    moved.color = KJ_COLOR_INK;
    moved.role = KJ_FONT_SANS_BOLD;
    kj_text_style found = moved;
    found.color = KJ_COLOR_SONG;
    const struct {
        kj_span text;
        kj_text_style style;
    } lines[] = {
        {by ? KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_SAID_BY, kj_w("name", by->name),
                           kj_w("mood", kj_draw_word(draw, kj_mood_word(choice->mood))))
            : (kj_span){NULL, 0},
         quiet},
        {choice->reply.plain, body},
        {kj_moves_text(draw, v->look->play, &v->at->before, &w.after), moved},
        {learned(draw, v, w.learns), found},
        {choice->why.plain, quiet},
        {better ? v->node->because.plain : (kj_span){NULL, 0}, quiet},
        {same_later(draw, v, &w), body},
    };
    double y = box.y;
    for (size_t i = 0; i < KJ_COUNT(lines); i++)
        y += said(draw, lines[i].text, (kj_rect){box.x, y, box.w, 0}, lines[i].style);
    return y - 8 - box.y;
}

#define PADDING 28

/* A panel as high as its words; false: they are higher than the room. */
static bool detail(kj_draw *draw, const view *v, kj_rect box)
{
    const kj_rect in = {box.x + PADDING, box.y + PADDING - 8, box.w - 2 * PADDING, 0};
    const kj_draw before = *draw;
    const double h = detail_text(draw, v, in) + 2 * PADDING - 16;
    *draw = before;
    kj_draw_panel(draw, (kj_rect){box.x, box.y, box.w, h}, false);
    detail_text(draw, v, in);
    return h <= box.h + 0.5;
}

static bool body_at(kj_draw *draw, const view *v, kj_rect box)
{
    if (draw->list.width >= 1300) {
        const double left = (box.w - 40) * 0.48;
        const double h = option_list(draw, v, (kj_rect){box.x, box.y, left, 0});
        return detail(draw, v, (kj_rect){box.x + left + 40, box.y, box.w - left - 40, box.h}) &&
               h <= box.h + 0.5;
    }
    const double h = option_list(draw, v, box) + 24;
    return detail(draw, v, (kj_rect){box.x, box.y + h, box.w, box.h - h});
}

static void body(kj_draw *draw, view *v, kj_rect box)
{
    for (v->size = 30;; v->size -= 2) {
        const kj_draw before = *draw;
        const bool fits = body_at(draw, v, box);
        if (fits || v->size <= KJ_SIZE_SMALLEST) {
            draw->list.overfull += !fits;
            return;
        }
        *draw = before;
    }
}

static kj_span title_of(kj_draw *draw, const view *v)
{
    if (v->at->turning == KJ_TURNING_LOST)
        return KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_TURN_LOST,
                            kj_w("from", kj_grade_name(draw, v->at->best_before)),
                            kj_w("to", kj_grade_name(draw, v->at->best_after)));
    if (v->at->turning == KJ_TURNING_WEIGHTY)
        return kj_draw_word(draw, KJ_W_DEBRIEF_TURN_WEIGHTY);
    return v->at->best_after == KJ_NONE || v->at->after.node == KJ_NONE
               ? KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_TURN_PLAIN, kj_n("n", v->turn + 1))
               : KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_TURN_KEPT,
                              kj_w("grade", kj_grade_name(draw, v->at->best_after)));
}

static size_t ways_on(kj_draw *draw, const view *v, kj_button out[5])
{
    kj_arena *arena = draw->scene->arena;
    size_t count = 0;
    out[count++] =
        (kj_button){KJ_BUTTON_PRIMARY, kj_arena_format(arena, "replay:%u", v->turn),
                    KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_REPLAY, kj_n("n", v->turn + 1)), "R"};
    out[count++] = (kj_button){KJ_BUTTON_SECOND, KJ_LIT("back"),
                               kj_draw_word(draw, KJ_W_DEBRIEF_TO_MAP), "Backspace"};
    if (v->turn > 0)
        out[count++] = (kj_button){KJ_BUTTON_QUIET, kj_arena_format(arena, "turn:%u", v->turn - 1),
                                   kj_draw_word(draw, KJ_W_DEBRIEF_PREVIOUS), "Left"};
    if (v->turn + 1 < v->look->debrief->turn_count)
        out[count++] = (kj_button){KJ_BUTTON_QUIET, kj_arena_format(arena, "turn:%u", v->turn + 1),
                                   kj_draw_word(draw, KJ_W_DEBRIEF_FOLLOWING), "Right"};
    count += kj_review_button(draw, v->look->play, &out[count]);
    return count;
}

void kj_draw_turn_page(kj_draw *draw, const kj_look_back *look, uint32_t turn)
{
    const kj_session *session = look->session;
    const kj_debrief_turn *at = &look->debrief->turns[turn];
    view v = {.look = look,
              .at = at,
              .node = &look->play->nodes.ptr[at->turn.node],
              .turn = turn,
              .choice = at->turn.choice};
    if (session->look != KJ_NONE && kj_roleplay_offered(look->play, &at->before, session->look))
        v.choice = session->look;
    const kj_person *speaker = kj_play_person(look->play, v.node->by);
    kj_rect box = kj_draw_head(draw,
                               KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_TURN_HEAD,
                                            kj_w("title", look->play->title), kj_n("n", turn + 1),
                                            kj_n("all", (int64_t)look->debrief->turn_count)),
                               kj_plain(title_of(draw, &v)),
                               kj_plain(kj_say(draw, speaker ? speaker->name : KJ_LIT(""),
                                               kj_play_opening(v.node).plain)));
    kj_button buttons[5];
    const size_t count = ways_on(draw, &v, buttons);
    box.h = kj_draw_foot_top(draw) - 8 - box.y;
    const double foot = kj_measure_buttons(draw, buttons, count, box.w);
    body(draw, &v, (kj_rect){box.x, box.y, box.w, box.h - foot - 20});
    kj_draw_buttons(draw, buttons, count, (kj_rect){box.x, box.y + box.h - foot, box.w, 0}, false);
}
