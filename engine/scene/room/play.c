/* engine/scene/room/play.c: a role-play steered by the room: the person, what was said, what can be
 * said with the votes for it; then how it ended. */
#include "lesson/debrief.h"
#include "scene/room/parts.h"
#include "scene/screens/play_parts.h"

#include <math.h>

bool kj_room_play_of(const kj_class *class, const kj_room *room, kj_play *out)
{
    if (room->vote.play >= class->plays.count)
        return false;
    const kj_class_play *play = &class->plays.ptr[room->vote.play];
    *out = (kj_play){.roleplay = play->roleplay,
                     .seed = play->seed,
                     .state = play->state,
                     .turn_count = play->turn_count,
                     .branch = KJ_NONE,
                     .old_ending = KJ_NONE};
    for (uint32_t i = 0; i < play->turn_count; i++)
        out->turns[i] = play->turns[i];
    return true;
}

typedef struct talk {
    const kj_roleplay *play;
    const kj_play *state;
    const kj_room *room;
    uint32_t order[KJ_ROLEPLAY_CHOICES_MAX], count, sum;
} talk;

static double said_at(kj_draw *draw, const talk *t, kj_rect box, double size)
{
    const kj_node *node = &t->play->nodes.ptr[t->state->state.node];
    const kj_person *speaker = kj_play_person(t->play, node->by);
    double y = box.y;
    if (t->state->turn_count > 0) {
        const kj_turn *turn = &t->state->turns[t->state->turn_count - 1];
        const kj_choice *choice = &t->play->nodes.ptr[turn->node].choices.ptr[turn->choice];
        const kj_person *by = kj_play_person(t->play, choice->by.len ? choice->by : node->by);
        const kj_bubble own = {kj_draw_word(draw, KJ_W_ROOM_WE), choice->text, true};
        const kj_bubble reply = {by ? by->name : KJ_LIT(""), choice->reply, false};
        y += kj_draw_bubble(draw, &own, (kj_rect){box.x, y, box.w, 0}, size);
        y += kj_draw_bubble(draw, &reply, (kj_rect){box.x, y, box.w, 0}, size);
    } else {
        const kj_bubble scene = {kj_draw_word(draw, KJ_W_PLAY_SITUATION), t->play->situation, true};
        const kj_bubble goal = {kj_draw_word(draw, KJ_W_PLAY_GOAL), t->play->goal, true};
        y += kj_draw_bubble(draw, &scene, (kj_rect){box.x, y, box.w, 0}, size - 2);
        y += kj_draw_bubble(draw, &goal, (kj_rect){box.x, y, box.w, 0}, size - 2);
    }
    const kj_bubble say = {speaker ? speaker->name : KJ_LIT(""), kj_play_opening(node), false};
    y += kj_draw_bubble(draw, &say, (kj_rect){box.x, y, box.w, 0}, size);
    return y - box.y;
}

#define ROW_GAP 12.0
#define BAR 12.0

static double choice_row(kj_draw *draw, const talk *t, uint32_t i, kj_rect box, double size)
{
    const kj_node *node = &t->play->nodes.ptr[t->state->state.node];
    const kj_choice *choice = &node->choices.ptr[t->order[i]];
    const uint32_t votes = t->room->vote.votes[t->order[i]] + t->room->vote.phones[t->order[i]];
    const double r = kj_draw_size(draw, 24), indent = 28 + 2 * r + 24;
    const double number = kj_draw_size(draw, 44) * 1.5;
    const kj_text_block text = kj_draw_measure(
        draw, choice->text, box.w - indent - number - 32, 0,
        (kj_text_style){.size = size, .leading = 1.4, .color = KJ_COLOR_INK, .balance = true});
    const kj_rect rect = {box.x, box.y, box.w, fmax(88, text.height + 48)};
    const double middle = rect.y + rect.h / 2;
    kj_draw_row(draw, rect, KJ_ROW_PLAIN);
    kj_draw_letter(draw, kj_count_text(draw->scene->arena, i + 1), rect.x + 28 + r, middle, r,
                   false);
    /* The room of the bar is kept from the start. */
    kj_draw_block(draw, &text, rect.x + indent, middle - text.height / 2 - BAR / 2);
    kj_span said = choice->text.plain;
    if (t->room->vote.tally) {
        kj_text_style style = kj_style(44, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK2);
        style.leading = 1;
        const kj_text_block figure =
            kj_draw_measure(draw, kj_plain(kj_count_text(draw->scene->arena, votes)), 0, 0, style);
        kj_draw_block(draw, &figure, rect.x + rect.w - 28 - figure.width,
                      middle - figure.height / 2);
        if (votes > 0) /* along the lower edge of the row, within its rounding */
            kj_draw_box(draw,
                        (kj_rect){rect.x + indent, rect.y + rect.h - BAR - 10,
                                  fmax(BAR, (rect.w - indent - number - 32) * votes / t->sum), BAR},
                        (kj_box_style){.fill = KJ_COLOR_DAI3, .filled = true, .radius = BAR / 2});
        said = KJ_DRAW_FILL(draw, KJ_W_ROOM_OPTION_VOTES, kj_w("option", said), kj_n("n", votes));
    }
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, said, rect);
    return rect.h + ROW_GAP;
}

static double choices_at(kj_draw *draw, const talk *t, kj_rect box, double size)
{
    double y = box.y;
    for (uint32_t i = 0; i < t->count; i++)
        y += choice_row(draw, t, i, (kj_rect){box.x, y, box.w, 0}, size);
    return y - ROW_GAP - box.y;
}

/* What was said stands above, what can be said at the foot; letters as large as both have room. */
static void put_talk(kj_draw *draw, const talk *t, kj_rect box)
{
    for (double size = 40;; size -= 2) {
        const kj_draw before = *draw;
        const double said = said_at(draw, t, box, size);
        const kj_draw after = *draw;
        const double choices = choices_at(draw, t, box, size);
        const bool fits = said + 10 + choices <= box.h + 0.5;
        if (fits || size <= KJ_SIZE_CAPTION) {
            *draw = after;
            draw->list.overfull += fits ? 0 : 1;
            choices_at(draw, t,
                       (kj_rect){box.x, fmax(box.y + said + 10, box.y + box.h - choices), box.w, 0},
                       size);
            return;
        }
        *draw = before;
    }
}

static double head(kj_draw *draw, kj_span eyebrow, kj_span title)
{
    const double x = kj_draw_margin(draw), width = draw->list.width - 2 * x;
    double y = 44;
    y += kj_draw_text(draw, kj_plain(eyebrow), (kj_rect){x, y, width, 0},
                      kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_ZHU)) +
         8;
    const double h = kj_draw_text(
        draw, kj_plain(title), (kj_rect){x, y, width, 0},
        (kj_text_style){.size = 42, .role = KJ_FONT_SERIF_BOLD, .color = KJ_COLOR_INK});
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, title, (kj_rect){x, y, width, h});
    return y + h + 20;
}

static void node_page(kj_draw *draw, talk *t)
{
    t->count = kj_play_choices(draw->scene->course, t->state, t->order);
    for (uint32_t i = 0; i < t->count; i++)
        t->sum += t->room->vote.votes[t->order[i]] + t->room->vote.phones[t->order[i]];
    const double x = kj_draw_margin(draw), width = draw->list.width - 2 * x;
    const double y = head(draw,
                          KJ_DRAW_FILL(draw, KJ_W_PLAY_HEAD, kj_w("title", t->play->title),
                                       kj_n("n", t->state->turn_count + 1)),
                          t->play->place);
    const double bottom = draw->list.height - 48;
    if (draw->list.width >= 1300) {
        const double left = fmin(kj_draw_size(draw, 420), width * 0.34), gap = 40;
        kj_draw_person_panel(draw, t->play, t->state, (kj_rect){x, y, left, bottom - y}, false);
        put_talk(draw, t, (kj_rect){x + left + gap, y, width - left - gap, bottom - y});
    } else {
        const double h = kj_person_panel_height(draw, t->play, t->state);
        kj_draw_person_panel(draw, t->play, t->state, (kj_rect){x, y, width, h}, true);
        put_talk(draw, t, (kj_rect){x, y + h + 24, width, bottom - y - h - 24});
    }
}

/* ---- the end ---- */

/* Where it turned, in a sentence: what was said there, and what the course thinks of it. */
static kj_span turned(kj_draw *draw, const talk *t)
{
    const kj_debrief *d =
        kj_debrief_new(t->play, t->state->turns, t->state->turn_count, draw->scene->arena);
    if (d->turning == KJ_NONE)
        return (kj_span){NULL, 0};
    const kj_turn turn = d->turns[d->turning].turn;
    const kj_choice *choice = &t->play->nodes.ptr[turn.node].choices.ptr[turn.choice];
    return choice->why.plain.len ? KJ_DRAW_FILL(draw, KJ_W_ROOM_TURNED, kj_n("n", d->turning + 1),
                                                kj_w("why", choice->why.plain))
                                 : (kj_span){NULL, 0};
}

static void end_page(kj_draw *draw, const talk *t)
{
    const kj_ending *ending = &t->play->endings.ptr[t->state->state.ending];
    const kj_rect box = kj_draw_head(
        draw, KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_HEAD, kj_w("title", t->play->title)),
        kj_plain(KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_ENDING, kj_w("title", ending->title))),
        (kj_text){.plain = {NULL, 0}});
    const kj_span worth =
        KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_WORTH, kj_w("grade", kj_grade_name(draw, ending->grade)),
                     kj_n("points", lrint(kj_grade_points(ending->grade))));
    const double width = fmin(box.w, 1400);
    const kj_text_block grade =
        kj_draw_measure(draw, kj_plain(worth), width, 0,
                        kj_style(96, KJ_FONT_SERIF_BOLD, kj_grade_color(ending->grade)));
    kj_text_style style = {.size = 48,
                           .smallest = KJ_SIZE_SECOND,
                           .leading = 1.6,
                           .color = KJ_COLOR_INK,
                           .balance = true};
    const kj_text_block text = kj_draw_measure(draw, ending->text, width, box.h * 0.5, style);
    style.size = KJ_SIZE_HEADING;
    style.color = KJ_COLOR_INK2;
    const kj_text_block turn =
        kj_draw_measure(draw, kj_plain(turned(draw, t)), width, box.h * 0.3, style);
    const double gap = 32,
                 h = grade.height + gap + text.height + (turn.height > 0 ? gap + turn.height : 0);
    const double y = kj_centred(box, h);
    draw->list.overfull += h > box.h + 0.5 ? 1 : 0;
    kj_draw_block(draw, &grade, box.x, y);
    kj_draw_block(draw, &text, box.x, y + grade.height + gap);
    if (turn.height > 0)
        kj_draw_block(draw, &turn, box.x, y + grade.height + gap + text.height + gap);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, kj_say(draw, worth, ending->text.plain),
                 (kj_rect){box.x, y, width, h});
}

void kj_draw_room_play(kj_draw *draw, const kj_room_view *view)
{
    const kj_course *course = draw->scene->course;
    kj_play *state = KJ_NEW(draw->scene->arena, kj_play, 1);
    if (!kj_room_play_of(view->class, view->room, state) ||
        state->roleplay >= course->roleplays.count)
        return;
    talk t = {.play = &course->roleplays.ptr[state->roleplay], .state = state, .room = view->room};
    if (state->state.node < t.play->nodes.count)
        node_page(draw, &t);
    else if (state->state.ending < t.play->endings.count)
        end_page(draw, &t);
}
