/* engine/scene/screens/roleplay.c: the person and the gauges at the left, the talk at the right. */
#include "scene/screens/screens.h"

#include <math.h>

#define PADDING 28

static const kj_person *person_of(const kj_roleplay *play, kj_span id)
{
    for (size_t i = 0; i < play->cast.count; i++)
        if (kj_span_equal(play->cast.ptr[i].id, id))
            return &play->cast.ptr[i];
    return play->cast.count ? &play->cast.ptr[0] : NULL;
}

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
    const kj_text_style style = kj_style(26, KJ_FONT_SANS, KJ_COLOR_INK2);
    kj_arena *arena = draw->scene->arena;
    const kj_span name =
        v->lower_is_better ? kj_arena_format(arena, "%.*s（越低越好）", KJ_ARG(v->name)) : v->name;
    const kj_text_block text = kj_draw_measure(draw, kj_plain(name), 0, 0, style);
    const kj_span said = v->clock ? kj_arena_format(arena, "%.0f%.*s", value, KJ_ARG(v->unit))
                                  : kj_arena_format(arena, "%.0f", value);
    const kj_text_block number =
        kj_draw_measure(draw, kj_plain(said), 0, 0, kj_style(26, KJ_FONT_SANS_BOLD, KJ_COLOR_INK));
    const kj_text_block moved = kj_draw_measure(
        draw, kj_plain(change), 0, 0, kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2));
    kj_draw_block(draw, &text, box.x, box.y);
    kj_draw_block(draw, &number, box.x + box.w - number.width, box.y);
    if (moved.height > 0)
        kj_draw_block(draw, &moved, box.x + box.w - number.width - 16 - moved.width,
                      box.y + text.ascent - moved.ascent);
    kj_draw_bar(draw, (kj_rect){box.x, box.y + text.height + 2, box.w, 10}, share, fill);
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0},
                 kj_arena_format(arena, "%.*s%.*s%s%.*s", KJ_ARG(v->name), KJ_ARG(said),
                                 change.len ? "，" : "", KJ_ARG(change)),
                 (kj_rect){box.x, box.y, box.w, text.height + 12});
    return text.height + 12;
}

static void person_panel(kj_draw *draw, const kj_roleplay *play, const kj_play *state, kj_rect box)
{
    const kj_node *node = &play->nodes.ptr[state->state.node];
    const kj_choice *choice = last_choice(play, state);
    const kj_person *person = person_of(play, choice && choice->by.len ? choice->by : node->by);
    const uint32_t mood = choice ? choice->mood : node->mood;
    static const char *const moods[] = {"平静", "迟疑", "不悦", "认可"};
    static const char *const variants[] = {"mood-calm", "mood-hesitant", "mood-displeased",
                                           "mood-approving"};
    kj_draw_panel(draw, box, false);
    const double w = box.w - 2 * PADDING;
    double y = box.y + PADDING;
    /* The picture gives way before the gauges do. */
    const double gauges = (double)play->variables.count * (kj_draw_size(draw, 26) * 1.55 + 12 + 16);
    const double words = kj_draw_size(draw, 38) * 1.3 + kj_draw_size(draw, 24) * 1.55 * 2 + 40;
    const double picture_h = fmin(w * 210 / 240, box.h - 2 * PADDING - gauges - words);
    if (person) {
        if (person->portrait.len && picture_h >= 80) {
            const kj_rect at = {box.x + PADDING, y, w, picture_h};
            kj_draw_box(draw, at,
                        (kj_box_style){.fill = KJ_COLOR_DAI_WASH, .filled = true, .radius = 14});
            kj_draw_image(draw, at, person->portrait, kj_span_of(variants[mood]));
            kj_draw_area(draw, KJ_ROLE_FIGURE, (kj_span){NULL, 0},
                         kj_arena_format(draw->scene->arena, "%.*s，神情%s", KJ_ARG(person->name),
                                         moods[mood]),
                         at);
            y += picture_h + 16;
        }
        const kj_text_block name =
            kj_draw_measure(draw, kj_plain(person->name), 0, 0,
                            kj_style(KJ_SIZE_HEADING, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK));
        const kj_text_block feel =
            kj_draw_measure(draw, kj_plain(kj_span_of(moods[mood])), 0, 0,
                            kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD,
                                     mood == KJ_MOOD_DISPLEASED  ? KJ_COLOR_ZHU
                                     : mood == KJ_MOOD_APPROVING ? KJ_COLOR_SONG
                                                                 : KJ_COLOR_INK2));
        kj_draw_block(draw, &name, box.x + PADDING, y);
        kj_draw_block(draw, &feel, box.x + PADDING + w - feel.width, y + name.ascent - feel.ascent);
        y += name.height;
        y += kj_draw_text(draw, kj_plain(person->role), (kj_rect){box.x + PADDING, y, w, 0},
                          kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2)) +
             20;
    }
    for (size_t i = 0; i < play->variables.count; i++) {
        const kj_variable *v = &play->variables.ptr[i];
        y += gauge(draw, v, state->state.vars[i], change_of(draw, choice, v->id),
                   (kj_rect){box.x + PADDING, y, w, 0}) +
             16;
    }
    if (y - 16 > box.y + box.h - PADDING / 2.0)
        draw->list.overfull++;
}

typedef struct bubble {
    kj_span who;
    kj_text text;
    bool own;
} bubble;

static double draw_bubble(kj_draw *draw, const bubble *b, kj_rect box, double size)
{
    if (b->text.plain.len == 0)
        return 0;
    const kj_text_block who = kj_draw_measure(
        draw, kj_plain(b->who), 0, 0, kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2));
    const kj_text_block text =
        kj_draw_measure(draw, b->text, box.w - 80, 0,
                        (kj_text_style){.size = size, .leading = 1.45, .color = KJ_COLOR_INK});
    const double h = who.height + text.height + 32;
    const kj_rect rect = {box.x, box.y, box.w, h};
    if (b->own)
        kj_draw_box(draw, rect,
                    (kj_box_style){.fill = KJ_COLOR_DAI_WASH, .filled = true, .radius = 14});
    else
        kj_draw_panel(draw, rect, false);
    kj_draw_block(draw, &who, box.x + 40, box.y + 14);
    kj_draw_block(draw, &text, box.x + 40, box.y + 14 + who.height);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                 kj_say(draw->scene->arena, b->who, b->text.plain), rect);
    return h + 14;
}

static double choice_row(kj_draw *draw, const kj_choice *choice, size_t index, kj_rect box,
                         double size)
{
    const kj_text_block text =
        kj_draw_measure(draw, choice->text, box.w - 140, 0,
                        (kj_text_style){.size = size, .leading = 1.4, .color = KJ_COLOR_INK});
    const kj_rect rect = {box.x, box.y, box.w, fmax(76, text.height + 32)};
    const kj_span key = kj_count_text(draw->scene->arena, index + 1);
    kj_draw_row(draw, rect, KJ_ROW_PLAIN);
    kj_draw_keycap(draw, rect.x + 36, rect.y + rect.h / 2 + 9, key, (kj_span){NULL, 0});
    kj_draw_block(draw, &text, rect.x + 108, rect.y + (rect.h - text.height) / 2);
    kj_area *area =
        kj_draw_area(draw, KJ_ROLE_OPTION, kj_action(draw->scene->arena, "choice", choice->id),
                     choice->text.plain, rect);
    area->keys = key;
    return rect.h + 12;
}

static double talk_at(kj_draw *draw, const kj_roleplay *play, const kj_play *state, kj_rect box,
                      double size)
{
    const kj_node *node = &play->nodes.ptr[state->state.node];
    const kj_choice *choice = last_choice(play, state);
    const kj_person *speaker = person_of(play, node->by);
    double y = box.y;
    if (choice) {
        const kj_person *by = person_of(play, choice->by.len ? choice->by : node->by);
        const bubble own = {KJ_LIT("你"), choice->text, true};
        const bubble reply = {by ? by->name : KJ_LIT(""), choice->reply, false};
        y += draw_bubble(draw, &own, (kj_rect){box.x, y, box.w, 0}, size);
        y += draw_bubble(draw, &reply, (kj_rect){box.x, y, box.w, 0}, size);
        if (choice->why.plain.len)
            y += kj_draw_text(draw, choice->why, (kj_rect){box.x + 40, y, box.w - 80, 0},
                              kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2)) +
                 14;
    } else {
        const bubble scene = {KJ_LIT("背景"), play->situation, true};
        const bubble goal = {KJ_LIT("你的目标"), play->goal, true};
        y += draw_bubble(draw, &scene, (kj_rect){box.x, y, box.w, 0}, size - 2);
        y += draw_bubble(draw, &goal, (kj_rect){box.x, y, box.w, 0}, size - 2);
    }
    const kj_span who = kj_arena_format(
        draw->scene->arena, "%.*s%s%.*s%s", KJ_ARG(speaker ? speaker->name : KJ_LIT("")),
        node->scene.plain.len ? "（" : "",
        KJ_ARG(kj_span_ends(node->scene.plain, KJ_LIT("。"))
                   ? kj_span_sub(node->scene.plain, 0, node->scene.plain.len - 3)
                   : node->scene.plain),
        node->scene.plain.len ? "）" : "");
    const bubble say = {who, node->say, false};
    y += draw_bubble(draw, &say, (kj_rect){box.x, y, box.w, 0}, size);
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
    kj_arena *arena = draw->scene->arena;
    const double x = kj_draw_margin(draw), width = draw->list.width - 2 * x;
    double y = 40;
    y += kj_draw_text(draw,
                      kj_plain(kj_arena_format(arena, "角色扮演 · %.*s　第%u回合",
                                               KJ_ARG(play->title), state->turn_count + 1)),
                      (kj_rect){x, y, width, 0},
                      kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_ZHU));
    const kj_text_block place = kj_draw_measure(
        draw, kj_plain(play->place), width, 0,
        (kj_text_style){
            .size = 40, .smallest = 30, .role = KJ_FONT_SERIF_BOLD, .color = KJ_COLOR_INK});
    kj_draw_block(draw, &place, x, y);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, play->place,
                 (kj_rect){x, y, width, place.height});
    y += place.height + 16;
    const double bottom = draw->list.height - 40;
    if (draw->list.width >= 1300) {
        const double left = fmin(420, width * 0.28), gap = 40;
        person_panel(draw, play, state, (kj_rect){x, y, left, bottom - y});
        talk(draw, play, state, (kj_rect){x + left + gap, y, width - left - gap, bottom - y});
    } else {
        const double h =
            (double)play->variables.count * kj_draw_size(draw, 70) + kj_draw_size(draw, 150);
        person_panel(draw, play, state, (kj_rect){x, y, width, h});
        talk(draw, play, state, (kj_rect){x, y + h + 24, width, bottom - y - h - 24});
    }
    kj_draw_key_only(draw, "home", "回首页", "Escape");
    kj_draw_key_only(draw, "help", "看这一页的键", "?");
}
