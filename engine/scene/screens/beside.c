/* engine/scene/screens/beside.c: the ways to the pages beside the lesson, on every page. */
#include "scene/screens/screens.h"

#include <math.h>

/* The lists, in the order of their tabs. */
const kj_list_page kj_list_pages[KJ_LIST_PAGES] = {
    {KJ_SCREEN_SEARCH, {KJ_SPAN("screen:search")}, KJ_W_LIST_SEARCH, "F3", "/ F3"},
    {KJ_SCREEN_GLOSSARY, {KJ_SPAN("screen:glossary")}, KJ_W_LIST_GLOSSARY, "F4", "G F4"},
    {KJ_SCREEN_BOOKMARKS, {KJ_SPAN("screen:bookmarks")}, KJ_W_LIST_BOOKMARKS, "F5", "B F5"},
    {KJ_SCREEN_NOTES, {KJ_SPAN("screen:notes")}, KJ_W_LIST_NOTES, "F6", "N F6"},
    {KJ_SCREEN_ITEMS, {KJ_SPAN("screen:items")}, KJ_W_LIST_ITEMS, "F7", "W F7"},
};

/* ---- a row of key caps that can be pressed ---- */

#define FOOT_GAP 32
#define FOOT_GAP_CLOSE 20 /* where more of them find room so */

static double foot_action_width(kj_draw *draw, const kj_button *b)
{
    const kj_draw before = *draw;
    const double width = kj_draw_keycap(draw, 0, 0, kj_span_of(b->keys), b->label);
    *draw = before;
    return width;
}

/* How many of them have room. */
static size_t caps_in(kj_draw *draw, const kj_button *actions, size_t count, double room,
                      double gap)
{
    double used = 0;
    for (size_t i = 0; i < count; i++) {
        used += (i ? gap : 0) + foot_action_width(draw, &actions[i]);
        if (used > room)
            return i;
    }
    return count;
}

void kj_draw_foot_actions(kj_draw *draw, const kj_button *actions, size_t count, kj_span right)
{
    const double margin = kj_draw_margin(draw), baseline = kj_draw_foot_baseline(draw);
    const kj_text_block status =
        kj_draw_measure(draw, kj_plain(right), 0, 0,
                        (kj_text_style){.size = KJ_SIZE_CAPTION, .color = KJ_COLOR_INK2});
    const double end = draw->list.width - margin - (right.len ? status.width + FOOT_GAP : 0);
    const double middle = baseline - 0.38 * kj_draw_size(draw, KJ_SIZE_SMALLEST);
    const double height = fmax(56, 1.6 * kj_draw_size(draw, KJ_SIZE_SMALLEST) + 8);
    const double top = fmin(middle - height / 2, draw->list.height - height - 2);
    const double room = end - margin;
    const bool close = caps_in(draw, actions, count, room, FOOT_GAP_CLOSE) >
                       caps_in(draw, actions, count, room, FOOT_GAP);
    const double gap = close ? FOOT_GAP_CLOSE : FOOT_GAP;
    double x = margin;
    bool full = false;
    for (size_t i = 0; i < count; i++) {
        const double width = foot_action_width(draw, &actions[i]);
        full = full || x + width > end;
        if (full) {
            if (actions[i].action.len)
                kj_draw_area(draw, KJ_ROLE_KEY, actions[i].action, actions[i].label,
                             (kj_rect){0, 0, 0, 0})
                    ->keys = kj_span_of(actions[i].keys);
            continue;
        }
        kj_draw_keycap(draw, x, baseline, kj_span_of(actions[i].keys), actions[i].label);
        if (actions[i].action.len)
            kj_draw_area(draw, KJ_ROLE_BUTTON, actions[i].action, actions[i].label,
                         (kj_rect){x - gap * 0.375, top, width + gap * 0.75, height})
                ->keys = kj_span_of(actions[i].keys);
        x += width + gap;
    }
    if (right.len) {
        const kj_rect at = {draw->list.width - margin - status.width, baseline - status.ascent,
                            status.width, status.height};
        kj_draw_block(draw, &status, at.x, at.y);
        kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, right, at);
    }
}

void kj_key_unless_taken(kj_draw *draw, kj_span action, kj_word_id label, const char *keys)
{
    kj_span free_keys = {NULL, 0};
    const kj_span all = kj_span_of(keys);
    for (size_t at = 0; at < all.len;) {
        size_t end = at;
        while (end < all.len && all.ptr[end] != ' ')
            end++;
        const kj_span key = kj_span_sub(all, at, end);
        const int taken = kj_list_key(&draw->list, key);
        if (taken < 0)
            free_keys = free_keys.len ? kj_arena_format(draw->scene->arena, "%.*s %.*s",
                                                        KJ_ARG(free_keys), KJ_ARG(key))
                                      : key;
        at = end + 1;
    }
    if (free_keys.len)
        kj_draw_area(draw, KJ_ROLE_KEY, action, kj_draw_word(draw, label), (kj_rect){0, 0, 0, 0})
            ->keys = free_keys;
}

void kj_draw_ways(kj_draw *draw, const kj_session *session)
{
    const bool play = !kj_session_beside(session) && session->screen == KJ_SCREEN_PLACE;
    const kj_run *run = &session->lesson->run;
    const bool busy =
        play && (session->lesson->place == KJ_PLACE_ROLEPLAY ||
                 (session->lesson->place == KJ_PLACE_RUN && run->shown == run->answered));
    for (size_t i = 0; i < KJ_LIST_PAGES && !busy; i++)
        if (kj_list_pages[i].screen != session->screen)
            kj_key_unless_taken(draw, kj_list_pages[i].action, kj_list_pages[i].name,
                                play && session->lesson->place != KJ_PLACE_SLIDE
                                    ? kj_list_pages[i].key
                                    : kj_list_pages[i].keys);
    if (session->screen != KJ_SCREEN_SETTINGS)
        kj_key_unless_taken(draw, KJ_LIT("screen:settings"), KJ_W_LIST_SETTINGS, "F2");
}
