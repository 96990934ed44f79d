/* engine/scene/room/console_votes.c: hands and phones, option by option, whether the room sees them
 * or not, and which one the next hand counts for. */
#include "scene/room/console.h"

#include <math.h>

#define TOP 16.0
#define HEAD 52.0
#define BELOW 16.0
#define ROW 60.0
#define ROW_GAP 8.0
#define LEAST 48.0 /* of a row */
#define BUTTON 52.0

typedef struct vote {
    kj_span letter, text;
    uint32_t hands, phones;
    bool right, current;
} vote;

typedef struct votes {
    vote rows[KJ_OPTIONS_MAX];
    size_t count;
    kj_span head;
    bool shown, revealed;
} votes;

static bool of_question(kj_draw *draw, const kj_show *show, votes *out)
{
    const kj_room *room = &show->room;
    kj_arena *arena = draw->scene->arena;
    kj_tally *t = KJ_NEW(arena, kj_tally, 1);
    if (!kj_tally_of(draw, show->class, room, t))
        return false;
    for (size_t i = 0; i < t->question.option_count; i++)
        out->rows[out->count++] = (vote){.letter = kj_option_key(arena, i),
                                         .text = t->question.options[i].text.plain,
                                         .hands = t->hands[i],
                                         .phones = t->votes[i] - t->hands[i],
                                         .right = t->right[i],
                                         .current = i == room->poll.current};
    const uint32_t present = kj_class_present(show->class);
    out->head =
        present > 0 && t->people > 0
            ? KJ_DRAW_FILL(draw, KJ_W_ROOM_QUESTION_OF, kj_n("n", t->people), kj_n("all", present))
            : KJ_DRAW_FILL(draw, KJ_W_CONSOLE_VOTES, kj_n("n", t->sum));
    out->shown = room->poll.tally;
    out->revealed = room->poll.revealed;
    return true;
}

static bool of_play(kj_draw *draw, const kj_show *show, votes *out)
{
    const kj_course *course = draw->scene->course;
    const kj_room *room = &show->room;
    kj_play *state = KJ_NEW(draw->scene->arena, kj_play, 1);
    uint32_t order[KJ_ROLEPLAY_CHOICES_MAX], sum = 0;
    if (!kj_room_play_of(show->class, room, state) || state->roleplay >= course->roleplays.count)
        return false;
    const kj_roleplay *play = &course->roleplays.ptr[state->roleplay];
    if (state->state.node < play->nodes.count) {
        const kj_node *node = &play->nodes.ptr[state->state.node];
        const uint32_t count = kj_play_choices(course, state, order);
        for (uint32_t i = 0; i < count; i++) {
            const kj_choice *choice = &node->choices.ptr[order[i]];
            out->rows[out->count++] = (vote){.letter = kj_count_text(draw->scene->arena, i + 1),
                                             .text = choice->text.plain,
                                             .hands = room->vote.votes[order[i]],
                                             .phones = room->vote.phones[order[i]],
                                             .right = kj_span_equal(choice->id, node->better),
                                             .current = i == room->vote.current};
            sum += room->vote.votes[order[i]] + room->vote.phones[order[i]];
        }
    }
    out->head = KJ_DRAW_FILL(draw, KJ_W_CONSOLE_PLAY_VOTES, kj_w("title", play->title),
                             kj_n("turn", (int64_t)state->turn_count + 1), kj_n("n", sum));
    out->shown = room->vote.tally;
    return true;
}

static void put_number(kj_draw *draw, const vote *v, double right, double middle)
{
    const kj_text_block all = kj_draw_measure(
        draw, kj_plain(kj_count_text(draw->scene->arena, (uint64_t)v->hands + v->phones)), 0, 0,
        kj_style(38, KJ_FONT_SANS_BOLD, v->current ? KJ_COLOR_ZHE : KJ_COLOR_INK));
    kj_draw_block(draw, &all, right - all.width, middle - all.height / 2);
}

static void row(kj_draw *draw, const vote *v, size_t index, kj_rect box)
{
    kj_arena *arena = draw->scene->arena;
    const double middle = box.y + box.h / 2, r = 20;
    kj_draw_box(draw, box,
                (kj_box_style){.fill = KJ_COLOR_WASH,
                               .filled = true,
                               .stroke = KJ_COLOR_ZHE,
                               .stroked = v->current,
                               .stroke_width = 3,
                               .radius = 10});
    if (v->right)
        kj_draw_badge(draw, KJ_BADGE_TICK, box.x + 34, middle, r);
    else
        kj_draw_letter(draw, v->letter, box.x + 34, middle, r, v->current);
    const uint64_t counted = (uint64_t)v->hands + v->phones;
    const double buttons = v->current ? 2 * (BUTTON + 6) : 0;
    const double number = counted < 100 ? 72 : counted < 1000 ? 100 : 124; /* room for its digits */
    const double x = box.x + 34 + r + 18;
    const kj_span text =
        v->right ? kj_arena_format(arena, "%.*s　%.*s", KJ_ARG(v->letter), KJ_ARG(v->text))
                 : v->text;
    const kj_span by_phone = v->phones > 0
                                 ? KJ_DRAW_FILL(draw, KJ_W_CONSOLE_BY_PHONE, kj_n("n", v->phones))
                                 : (kj_span){NULL, 0};
    const kj_text_block phones =
        kj_draw_measure(draw, kj_plain(by_phone), 0, 0, kj_style(22, KJ_FONT_SANS, KJ_COLOR_INK2));
    const double right = box.x + box.w - 16 - buttons;
    /* That some of them came by phone is the first to go. */
    const bool both = by_phone.len > 0 && right - number - phones.width - 12 - x > 7 * 28;
    const double beside = both ? phones.width + 12 : 0;
    kj_console_line(draw, text, x, middle - 22, right - number - beside - x,
                    kj_style(28, KJ_FONT_SANS, KJ_COLOR_INK));
    if (both)
        kj_draw_block(draw, &phones, right - number - phones.width + 12,
                      middle - phones.height / 2);
    put_number(draw, v, right - 8, middle);
    kj_area *area =
        kj_draw_area(draw, KJ_ROLE_OPTION, kj_arena_format(arena, "option:%zu", index + 1),
                     KJ_DRAW_FILL(draw, KJ_W_ROOM_OPTION_VOTES, kj_w("option", v->text),
                                  kj_n("n", (int64_t)v->hands + v->phones)),
                     (kj_rect){box.x, box.y, box.w - buttons - (v->current ? 16 : 0), box.h});
    area->selected = v->current;
    if (!v->current)
        return;
    static const struct {
        const char *action, *sign;
        kj_word_id label;
    } hands[] = {{"hand:-", "−", KJ_W_CONSOLE_HAND_LESS}, {"hand:+", "+", KJ_W_CONSOLE_HAND_MORE}};
    for (size_t i = 0; i < KJ_COUNT(hands); i++) {
        const kj_rect at = {box.x + box.w - 6 - (BUTTON + 6) * (double)(2 - i), box.y + 4, BUTTON,
                            box.h - 8};
        const kj_text_block sign = kj_draw_measure(draw, kj_plain(kj_span_of(hands[i].sign)), 0, 0,
                                                   kj_style(30, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI));
        kj_draw_box(draw, at, (kj_box_style){.fill = KJ_COLOR_CARD, .filled = true, .radius = 8});
        kj_draw_block(draw, &sign, at.x + (at.w - sign.width) / 2, at.y + (at.h - sign.height) / 2);
        kj_draw_area(draw, KJ_ROLE_BUTTON, kj_span_of(hands[i].action),
                     kj_draw_word(draw, hands[i].label), at);
    }
}

static void put_head(kj_draw *draw, const votes *v, kj_rect box)
{
    const kj_word_id said = v->revealed ? KJ_W_CONSOLE_ANSWER_SHOWN
                            : v->shown  ? KJ_W_CONSOLE_TALLY_SHOWN
                                        : KJ_W_CONSOLE_TALLY_HIDDEN;
    const kj_text_block state =
        kj_draw_measure(draw, kj_plain(kj_draw_word(draw, said)), 0, 0,
                        kj_style(26, KJ_FONT_SANS_BOLD, v->shown ? KJ_COLOR_SONG : KJ_COLOR_ZHE));
    kj_draw_block(draw, &state, box.x + box.w - state.width, box.y);
    kj_console_line(draw, v->head, box.x, box.y, box.w - state.width - 24,
                    kj_style(26, KJ_FONT_SANS, KJ_COLOR_INK2));
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0},
                 kj_say(draw, v->head, kj_draw_word(draw, said)),
                 (kj_rect){box.x, box.y, box.w, 44});
}

static bool collect(kj_draw *draw, const kj_show *show, votes *out)
{
    return show->room.under == KJ_ROOM_QUESTION ? of_question(draw, show, out)
           : show->room.under == KJ_ROOM_PLAY   ? of_play(draw, show, out)
                                                : false;
}

/* One column for a few, two for more. */
static size_t columns_of(const votes *v)
{
    return v->count > 4 ? 2 : 1;
}

static size_t rows_of(const votes *v)
{
    return (v->count + columns_of(v) - 1) / columns_of(v);
}

double kj_console_votes_height(kj_draw *draw, const kj_console_view *view)
{
    votes *v = KJ_NEW(draw->scene->arena, votes, 1);
    if (!collect(draw, view->show, v) || v->count == 0)
        return 0;
    return TOP + HEAD + (double)rows_of(v) * (ROW + ROW_GAP) - ROW_GAP + BELOW;
}

void kj_console_votes(kj_draw *draw, const kj_console_view *view, kj_rect box)
{
    votes *v = KJ_NEW(draw->scene->arena, votes, 1);
    kj_console_panel(draw, box);
    if (!collect(draw, view->show, v) || v->count == 0)
        return;
    const kj_rect room = {box.x + 20, box.y + TOP + HEAD, box.w - 40, box.h - TOP - HEAD - BELOW};
    put_head(
        draw, v,
        (kj_rect){box.x + KJ_CONSOLE_PADDING, box.y + TOP, box.w - 2 * KJ_CONSOLE_PADDING, 44});
    const bool one = (double)v->count * (LEAST + ROW_GAP) - ROW_GAP <= room.h;
    const size_t columns = one ? 1 : columns_of(v), rows = one ? v->count : rows_of(v);
    const double w = (room.w - 12 * (double)(columns - 1)) / (double)columns;
    const double h = fmin(ROW, (room.h + ROW_GAP) / (double)rows - ROW_GAP);
    draw->list.overfull += h < LEAST - 4 ? 1 : 0;
    for (size_t i = 0; i < v->count; i++)
        row(draw, &v->rows[i], i,
            (kj_rect){room.x + (w + 12) * (double)(i / rows),
                      room.y + (h + ROW_GAP) * (double)(i % rows), w, h});
}
