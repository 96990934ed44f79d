/* engine/scene/screens/roleplay.c: the person and the gauges at the left, the talk at the right. */
#include "scene/screens/play_parts.h"

#include <math.h>

#define PADDING 28

/* The choice of the last turn; NULL before the first. */
static const kj_choice *last_choice(const kj_roleplay *play, const kj_play *state)
{
    if (state->turn_count == 0)
        return NULL;
    const kj_turn *turn = &state->turns[state->turn_count - 1];
    return &play->nodes.ptr[turn->node].choices.ptr[turn->choice];
}

static kj_span change_of(kj_draw *draw, const kj_choice *choice, kj_span variable)
{
    for (size_t i = 0; choice && i < choice->effects.count; i++) {
        const double change = choice->effects.ptr[i].value;
        if (kj_span_equal(choice->effects.ptr[i].key, variable) && fabs(change) > 0)
            return kj_arena_format(draw->scene->arena, "%s%.0f", change > 0 ? "+" : "−",
                                   fabs(change));
    }
    return (kj_span){NULL, 0};
}

/* A gauge: name, the last change, a bar. */
static double gauge(kj_draw *draw, const kj_variable *v, double value, kj_span change, kj_rect box)
{
    const double range = v->max - v->min;
    const double share = range > 0 ? (value - v->min) / range : 0;
    const kj_color_name fill = v->lower_is_better ? KJ_COLOR_ZHU : KJ_COLOR_DAI;
    kj_arena *arena = draw->scene->arena;
    const kj_span name = v->lower_is_better
                             ? KJ_DRAW_FILL(draw, KJ_W_PLAY_LOWER_BETTER, kj_w("name", v->name))
                             : v->name;
    const kj_text_block text =
        kj_draw_measure(draw, kj_plain(name), 0, 0, kj_style(26, KJ_FONT_SANS, KJ_COLOR_INK2));
    const kj_span said = v->clock ? kj_arena_format(arena, "%.0f%.*s", value, KJ_ARG(v->unit))
                                  : kj_arena_format(arena, "%.0f", value);
    const kj_text_block number =
        kj_draw_measure(draw, kj_plain(said), 0, 0, kj_style(26, KJ_FONT_SANS_BOLD, KJ_COLOR_INK));
    const kj_text_block moved = kj_draw_measure(
        draw, kj_plain(change), 0, 0, kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2));
    const double moved_x = box.x + box.w - number.width - 14 - moved.width;
    draw->list.overfull += box.x + text.width + 8 > moved_x ? 1 : 0;
    kj_draw_block(draw, &text, box.x, box.y);
    kj_draw_block(draw, &number, box.x + box.w - number.width, box.y);
    if (moved.height > 0)
        kj_draw_block(draw, &moved, moved_x, box.y + text.ascent - moved.ascent);
    kj_draw_bar(draw, (kj_rect){box.x, box.y + text.height + 2, box.w, 10}, share, fill);
    kj_text_buffer spoken = {.arena = arena};
    kj_putf(&spoken, "%.*s%.*s", KJ_ARG(v->name), KJ_ARG(said));
    kj_say_more(draw, &spoken, KJ_W_SAY_COMMA, change);
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, kj_put_span(&spoken),
                 (kj_rect){box.x, box.y, box.w, text.height + 12});
    return text.height + 12;
}

#define GAUGE_GAP 16

/* Where it is hard only the time that is left is told. */
static bool is_shown(const kj_play *state, const kj_variable *v)
{
    return !state->hard || v->clock;
}

static double gauges_height(const kj_draw *draw, const kj_roleplay *play, const kj_play *state)
{
    const double one = 4 * round(kj_draw_size(draw, 26) * 1.55 / 4) + 12;
    double height = 0;
    for (size_t i = 0; i < play->variables.count; i++)
        height += is_shown(state, &play->variables.ptr[i]) ? one + GAUGE_GAP : 0;
    return fmax(0, height - GAUGE_GAP);
}

static void gauges(kj_draw *draw, const kj_roleplay *play, const kj_play *state, kj_rect box)
{
    double y = box.y;
    for (size_t i = 0; i < play->variables.count; i++) {
        const kj_variable *v = &play->variables.ptr[i];
        if (!is_shown(state, v))
            continue;
        y += gauge(draw, v, state->state.vars[i], change_of(draw, last_choice(play, state), v->id),
                   (kj_rect){box.x, y, box.w, 0}) +
             GAUGE_GAP;
    }
    draw->list.overfull += y - (y > box.y ? GAUGE_GAP : 0) > box.y + box.h + 0.5 ? 1 : 0;
}

#define BESIDE_WIDTH 300
#define PERSON_HEIGHT 124 /* name and position */

double kj_person_panel_height(const kj_draw *draw, const kj_roleplay *play, const kj_play *state)
{
    return fmax(kj_draw_size(draw, PERSON_HEIGHT), gauges_height(draw, play, state)) + 2 * PADDING;
}

void kj_draw_person_panel(kj_draw *draw, const kj_roleplay *play, const kj_play *state, kj_rect box,
                          bool across)
{
    const kj_node *node = &play->nodes.ptr[state->state.node];
    const kj_choice *choice = last_choice(play, state);
    /* Who speaks now; where that is another than who has answered, in the mood of the new scene. */
    const kj_person *person = kj_play_person(play, node->by);
    const bool same = choice && (!choice->by.len || kj_span_equal(choice->by, node->by));
    const uint32_t mood = same ? choice->mood : node->mood;
    kj_draw_panel(draw, box, false);
    kj_rect room = {box.x + PADDING, box.y + PADDING, box.w - 2 * PADDING, box.h - 2 * PADDING};
    const double needed = gauges_height(draw, play, state);
    if (across) {
        const double w = fmin(kj_draw_size(draw, BESIDE_WIDTH), room.w * 0.4);
        if (person) {
            kj_draw_portrait(draw, person, mood, (kj_rect){room.x, room.y, w, room.h});
            room.x += w + 48;
            room.w -= w + 48;
        }
        room.y += fmax(0, (room.h - needed) / 2);
    } else if (person) {
        const double used = kj_draw_portrait(
            draw, person, mood, (kj_rect){room.x, room.y, room.w, room.h - needed - 24});
        room.y += used + 24;
        room.h -= used + 24;
    }
    gauges(draw, play, state, room);
}

static double choice_row(kj_draw *draw, const kj_choice *choice, size_t index, kj_rect box,
                         double size)
{
    const double indent = 36 + kj_draw_size(draw, KJ_SIZE_SMALLEST) * 1.6 + 28;
    const kj_text_block text =
        kj_draw_measure(draw, choice->text, box.w - indent - 32, 0,
                        (kj_text_style){.size = size, .leading = 1.4, .color = KJ_COLOR_INK});
    const kj_rect rect = {box.x, box.y, box.w, fmax(76, text.height + 32)};
    const kj_span key = kj_count_text(draw->scene->arena, index + 1);
    kj_draw_row(draw, rect, KJ_ROW_PLAIN);
    kj_draw_keycap(draw, rect.x + 36,
                   rect.y + rect.h / 2 + 0.38 * kj_draw_size(draw, KJ_SIZE_SMALLEST), key,
                   (kj_span){NULL, 0});
    kj_draw_block(draw, &text, rect.x + indent, rect.y + (rect.h - text.height) / 2);
    kj_area *area =
        kj_draw_area(draw, KJ_ROLE_OPTION, kj_action(draw->scene->arena, "choice", choice->id),
                     choice->text.plain, rect);
    area->keys = key;
    return rect.h + 12;
}

/* What is seen, as it stands behind a name: without that name before it and the full stop behind.
 */
static kj_span stage_words(kj_span scene, kj_span name)
{
    const kj_span stop = KJ_LIT("。");
    if (name.len && kj_span_starts(scene, name))
        scene = kj_span_sub(scene, name.len, scene.len);
    if (kj_span_ends(scene, stop))
        scene = kj_span_sub(scene, 0, scene.len - stop.len);
    return scene;
}

static double talk_at(kj_draw *draw, const kj_roleplay *play, const kj_play *state, kj_rect box,
                      double size)
{
    const kj_node *node = &play->nodes.ptr[state->state.node];
    const kj_choice *choice = last_choice(play, state);
    const kj_person *speaker = kj_play_person(play, node->by);
    double y = box.y;
    if (choice) {
        const kj_person *by = kj_play_person(play, choice->by.len ? choice->by : node->by);
        const kj_bubble own = {kj_draw_word(draw, KJ_W_PLAY_YOU), choice->text, true};
        const kj_bubble reply = {by ? by->name : KJ_LIT(""), choice->reply, false};
        y += kj_draw_bubble(draw, &own, (kj_rect){box.x, y, box.w, 0}, size);
        y += kj_draw_bubble(draw, &reply, (kj_rect){box.x, y, box.w, 0}, size);
        if (choice->why.plain.len && !state->hard)
            y += kj_draw_text(draw, choice->why, (kj_rect){box.x + 40, y, box.w - 80, 0},
                              kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2)) +
                 14;
    } else {
        const kj_bubble scene = {kj_draw_word(draw, KJ_W_PLAY_SITUATION), play->situation, true};
        const kj_bubble goal = {kj_draw_word(draw, KJ_W_PLAY_GOAL), play->goal, true};
        y += kj_draw_bubble(draw, &scene, (kj_rect){box.x, y, box.w, 0}, size - 2);
        y += kj_draw_bubble(draw, &goal, (kj_rect){box.x, y, box.w, 0}, size - 2);
    }
    const kj_span name = speaker ? speaker->name : KJ_LIT("");
    const kj_text opening = kj_play_opening(node);
    const kj_span seen = node->say.plain.len ? stage_words(node->scene.plain, name) : KJ_LIT("");
    const kj_bubble say = {kj_say_aside(draw, name, seen), opening, false};
    y += kj_draw_bubble(draw, &say, (kj_rect){box.x, y, box.w, 0}, size);
    return y - box.y;
}

static double choices_at(kj_draw *draw, const kj_roleplay *play, const kj_play *state, kj_rect box,
                         double size)
{
    const kj_node *node = &play->nodes.ptr[state->state.node];
    uint32_t order[KJ_ROLEPLAY_CHOICES_MAX];
    const uint32_t n = kj_play_choices(draw->scene->course, state, order);
    double y = box.y;
    for (uint32_t i = 0; i < n; i++)
        y += choice_row(draw, &node->choices.ptr[order[i]], i, (kj_rect){box.x, y, box.w, 0}, size);
    return y - 12 - box.y;
}

/* What was said stands above, what can be said always at the foot. */
static void talk(kj_draw *draw, const kj_roleplay *play, const kj_play *state, kj_rect box)
{
    for (double size = KJ_SIZE_BODY;; size -= 2) {
        const kj_draw before = *draw;
        const double said = talk_at(draw, play, state, box, size);
        const kj_draw after = *draw;
        const double choices = choices_at(draw, play, state, box, size);
        const bool fits = said + 10 + choices <= box.h + 0.5;
        if (fits || size <= KJ_SIZE_CAPTION) {
            *draw = after;
            draw->list.overfull += !fits;
            const double y = fmax(box.y + said + 10, box.y + box.h - choices);
            choices_at(draw, play, state, (kj_rect){box.x, y, box.w, choices}, size);
            return;
        }
        *draw = before;
    }
}

void kj_screen_roleplay(kj_draw *draw, const kj_session *session)
{
    const kj_play *state = &session->lesson->play;
    const kj_roleplay *play = &draw->scene->course->roleplays.ptr[state->roleplay];
    if (state->state.node == KJ_NONE || state->state.node >= play->nodes.count)
        return;
    const double x = kj_draw_margin(draw), width = draw->list.width - 2 * x;
    double y = 44;
    y +=
        kj_draw_text(
            draw,
            kj_plain(KJ_DRAW_FILL(draw, state->hard ? KJ_W_PLAY_HEAD_HARD : KJ_W_PLAY_HEAD,
                                  kj_w("title", play->title), kj_n("n", state->turn_count + 1))),
            (kj_rect){x, y, width, 0}, kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_ZHU)) +
        8;
    const kj_text_block place = kj_draw_measure(
        draw, kj_plain(play->place), width, 0,
        (kj_text_style){.size = 42, .role = KJ_FONT_SERIF_BOLD, .color = KJ_COLOR_INK});
    kj_draw_block(draw, &place, x, y);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, play->place,
                 (kj_rect){x, y, width, place.height});
    y += place.height + 20;
    const double bottom = draw->list.height - 48;
    if (draw->list.width >= 1300) {
        const double left = fmin(kj_draw_size(draw, 420), width * 0.34), gap = 40;
        kj_draw_person_panel(draw, play, state, (kj_rect){x, y, left, bottom - y}, false);
        talk(draw, play, state, (kj_rect){x + left + gap, y, width - left - gap, bottom - y});
    } else {
        const double h = kj_person_panel_height(draw, play, state);
        kj_draw_person_panel(draw, play, state, (kj_rect){x, y, width, h}, true);
        talk(draw, play, state, (kj_rect){x, y + h + 24, width, bottom - y - h - 24});
    }
    kj_draw_key_only(draw, "home", KJ_W_KEY_HOME, "Escape");
    kj_draw_key_only(draw, "help", KJ_W_KEY_HELP, "?");
}
