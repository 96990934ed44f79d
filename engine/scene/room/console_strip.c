/* engine/scene/room/console_strip.c: where the class stands, and in words whatever makes the room's
 * picture another one than what is worked on. */
#include "scene/room/console.h"

#include <math.h>

typedef enum tone { CALM, SPECIAL, ALARM } tone;

typedef struct chip {
    kj_span said;
    tone tone;
} chip;

#define CHIPS_MAX 10
#define CHIP_HEIGHT 44.0
#define CHIP_GAP 10.0
#define CHIP_PADDING 16.0

static void add(chip *chips, size_t *count, kj_span said, tone how)
{
    if (said.len > 0 && *count < CHIPS_MAX)
        chips[(*count)++] = (chip){said, how};
}

static kj_word_id tool_word(kj_tool tool)
{
    switch (tool) {
    case KJ_TOOL_NONE:
    case KJ_TOOL_COUNT:
        break;
    case KJ_TOOL_LASER:
        return KJ_W_CONSOLE_TOOL_LASER;
    case KJ_TOOL_SPOT:
        return KJ_W_CONSOLE_TOOL_SPOT;
    case KJ_TOOL_ZOOM:
        return KJ_W_CONSOLE_TOOL_ZOOM;
    case KJ_TOOL_PEN:
        return KJ_W_CONSOLE_TOOL_PEN;
    case KJ_TOOL_HIGHLIGHTER:
        return KJ_W_CONSOLE_TOOL_HIGHLIGHTER;
    case KJ_TOOL_ERASER:
        return KJ_W_CONSOLE_TOOL_ERASER;
    }
    return KJ_W_NONE;
}

/* What lies over the slide, where it is not to be seen from the notes' pane anyway. */
static kj_span page_words(const kj_draw *draw, const kj_show *show)
{
    static const kj_word_id words[] = {
        [KJ_ROOM_SLIDE] = KJ_W_NONE,
        [KJ_ROOM_QUESTION] = KJ_W_NONE,
        [KJ_ROOM_PLAY] = KJ_W_NONE,
        [KJ_ROOM_COUNTDOWN] = KJ_W_NONE,
        [KJ_ROOM_PICKED] = KJ_W_CONSOLE_ON_PICKED,
        [KJ_ROOM_GROUPS] = KJ_W_CONSOLE_ON_GROUPS,
        [KJ_ROOM_ASKED] = KJ_W_CONSOLE_ON_ASKED,
        [KJ_ROOM_JOIN] = KJ_W_CONSOLE_ON_JOIN,
    };
    const kj_room *room = &show->room;
    if (room->countdown_until_ms > 0) {
        const int64_t left = room->countdown_until_ms - draw->scene->now_ms;
        return left > 0 ? KJ_DRAW_FILL(draw, KJ_W_CONSOLE_COUNTDOWN,
                                       kj_w("time", kj_clock_text(draw->scene->arena,
                                                                  (left + 999) / 1000 * 1000)))
                        : kj_draw_word(draw, KJ_W_CONSOLE_COUNTDOWN_OVER);
    }
    return kj_draw_word(draw, words[room->page]);
}

/* The most pressing first: where there is no room for all, the last ones go. */
static size_t collect(const kj_draw *draw, const kj_show *show, chip *chips)
{
    const kj_room *seen = kj_show_room(show);
    size_t count = 0;
    if (show->unsaved)
        add(chips, &count, kj_draw_word(draw, KJ_W_CONSOLE_UNSAVED), ALARM);
    if (seen->cover == KJ_COVER_BLACK)
        add(chips, &count, kj_draw_word(draw, KJ_W_CONSOLE_BLACK), ALARM);
    if (seen->cover == KJ_COVER_WHITE)
        add(chips, &count, kj_draw_word(draw, KJ_W_CONSOLE_WHITE), ALARM);
    if (show->is_frozen)
        add(chips, &count,
            show->frozen.page == KJ_ROOM_SLIDE
                ? KJ_DRAW_FILL(draw, KJ_W_CONSOLE_FROZEN,
                               kj_n("n", (int64_t)show->frozen.slide + 1))
                : kj_draw_word(draw, KJ_W_CONSOLE_FROZEN_OTHER),
            ALARM);
    if (show->number > 0)
        add(chips, &count, KJ_DRAW_FILL(draw, KJ_W_CONSOLE_GO_TO, kj_n("n", show->number)),
            SPECIAL);
    add(chips, &count, page_words(draw, show), SPECIAL);
    if (show->room.zoom.w > 0)
        add(chips, &count, kj_draw_word(draw, KJ_W_CONSOLE_ZOOMED), SPECIAL);
    add(chips, &count, kj_draw_word(draw, tool_word(show->tool)), SPECIAL);
    if (show->rehearsal)
        add(chips, &count, kj_draw_word(draw, KJ_W_CONSOLE_REHEARSAL), CALM);
    if (show->one_screen)
        add(chips, &count, kj_draw_word(draw, KJ_W_CONSOLE_ONE_SCREEN), CALM);
    if (show->phones > 0)
        add(chips, &count, KJ_DRAW_FILL(draw, KJ_W_CONSOLE_PHONES, kj_n("n", show->phones)), CALM);
    return count;
}

static kj_text_style chip_style(tone how)
{
    static const kj_color_name colors[] = {KJ_COLOR_INK2, KJ_COLOR_DAI, KJ_COLOR_ZHU};
    return kj_style(24, how == CALM ? KJ_FONT_SANS : KJ_FONT_SANS_BOLD, colors[how]);
}

/* From the right; returns where the first one begins. */
static double put_chips(kj_draw *draw, const chip *chips, size_t count, kj_rect box)
{
    static const kj_color_name grounds[] = {KJ_COLOR_CARD, KJ_COLOR_DAI_WASH, KJ_COLOR_ZHU_WASH};
    double x = box.x + box.w;
    for (size_t i = 0; i < count; i++) {
        const kj_text_block block =
            kj_draw_measure(draw, kj_plain(chips[i].said), 0, 0, chip_style(chips[i].tone));
        const double w = block.width + 2 * CHIP_PADDING;
        if (x - w < box.x)
            break;
        x -= w;
        const kj_rect at = {x, box.y + (box.h - CHIP_HEIGHT) / 2, w, CHIP_HEIGHT};
        kj_draw_box(draw, at,
                    (kj_box_style){.fill = grounds[chips[i].tone], .filled = true, .radius = 10});
        kj_draw_block(draw, &block, x + CHIP_PADDING, at.y + (at.h - block.height) / 2);
        kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, chips[i].said, at);
        x -= CHIP_GAP;
    }
    return x;
}

/* "14 / 50　需求金字塔", and how long this slide and its part have been on, as far as there is room
 * for it. */
static kj_span place_of(kj_draw *draw, const kj_show *show, double width, kj_text_style style)
{
    const kj_course *course = draw->scene->course;
    const kj_pace pace = kj_show_pace(course, show, draw->scene->now_ms);
    kj_arena *arena = draw->scene->arena;
    const kj_word_arg n = kj_n("n", (int64_t)show->room.slide + 1),
                      all = kj_n("all", (int64_t)course->slides.count),
                      title = kj_w("title", kj_slide_name(course, show->room.slide)),
                      time = kj_w("time", kj_clock_text(arena, pace.slide_ms)),
                      plan = kj_w("plan", kj_clock_text(arena, pace.slide_planned_ms));
    const kj_span all_said[] = {
        KJ_DRAW_FILL(draw, KJ_W_CONSOLE_PLACE_PART, n, all, title, time, plan,
                     kj_w("part", kj_clock_text(arena, pace.part_ms)),
                     kj_w("partplan", kj_clock_text(arena, pace.part_planned_ms))),
        KJ_DRAW_FILL(draw, KJ_W_CONSOLE_PLACE, n, all, title, time, plan),
    };
    for (size_t i = 0; i < KJ_COUNT(all_said); i++)
        if (kj_draw_measure(draw, kj_plain(all_said[i]), 0, 0, style).width <= width)
            return all_said[i];
    return KJ_DRAW_FILL(draw, KJ_W_CONSOLE_PLACE_SHORT, n, all, title);
}

/* Where it is; or what there is to be told. */
static void put_place(kj_draw *draw, const kj_show *show, kj_rect box)
{
    kj_text_style style = kj_style(26, KJ_FONT_SANS, KJ_COLOR_INK2);
    kj_span said = {NULL, 0};
    if (show->told.len > 0) {
        said = show->told;
        style = kj_style(26, KJ_FONT_SANS_BOLD, show->told_bad ? KJ_COLOR_ZHU : KJ_COLOR_INK);
    } else if (show->room.slide < draw->scene->course->slides.count)
        said = place_of(draw, show, box.w, style);
    kj_console_line(draw, said, box.x, box.y + (box.h - 40) / 2, box.w, style);
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, said, box);
}

void kj_console_strip(kj_draw *draw, const kj_console_view *view, kj_rect box)
{
    chip chips[CHIPS_MAX];
    const size_t count = collect(draw, view->show, chips);
    /* What is told has half the line at least. */
    const double least = view->show->told.len > 0 ? box.w / 2 : fmin(360, box.w / 3);
    const double x =
        put_chips(draw, chips, count, (kj_rect){box.x + least, box.y, box.w - least, box.h});
    put_place(draw, view->show, (kj_rect){box.x, box.y, x - 12 - box.x, box.h});
}
