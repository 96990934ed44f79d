/* engine/scene/screens/list_page.c: what can be looked for: one page for the results of a search,
 * the glossary, bookmarks, notes and the questions answered so far.  Tabs above, the query, rows;
 * a list that is longer than the page is turned over. */
#include "lesson/search.h"
#include "scene/screens/screens.h"

#include <math.h>

#define ROW_GAP 12
#define ROW_PADDING 14
#define INSET 24

typedef struct list_kind {
    kj_screen screen;
    kj_search search; /* but for its query */
    kj_word_id ghost, empty;
} list_kind;

static const list_kind kinds[] = {
    {KJ_SCREEN_SEARCH,
     {.kinds = KJ_HITS_OF(KJ_HIT_TERM) | KJ_HITS_OF(KJ_HIT_SLIDE) | KJ_HITS_OF(KJ_HIT_NOTE) |
               KJ_HITS_OF(KJ_HIT_ITEM)},
     KJ_W_LIST_ASK_SEARCH,
     KJ_W_LIST_BEGIN},
    {KJ_SCREEN_GLOSSARY,
     {.kinds = KJ_HITS_OF(KJ_HIT_TERM), .all = true},
     KJ_W_LIST_ASK_SEARCH,
     KJ_W_LIST_NO_TERMS},
    {KJ_SCREEN_BOOKMARKS,
     {.kinds = KJ_HITS_OF(KJ_HIT_SLIDE), .all = true, .bookmarked = true},
     KJ_W_LIST_ASK,
     KJ_W_LIST_NO_BOOKMARKS},
    {KJ_SCREEN_NOTES,
     {.kinds = KJ_HITS_OF(KJ_HIT_NOTE), .all = true},
     KJ_W_LIST_ASK,
     KJ_W_LIST_NO_NOTES},
    {KJ_SCREEN_ITEMS,
     {.kinds = KJ_HITS_OF(KJ_HIT_ITEM), .all = true},
     KJ_W_LIST_ASK,
     KJ_W_LIST_NO_ITEMS},
};

static const list_kind *kind_of(kj_screen screen)
{
    size_t i = 0;
    while (i + 1 < KJ_COUNT(kinds) && kinds[i].screen != screen)
        i++;
    return &kinds[i];
}

/* ---- a row ---- */

/* One line of a text with marks, cut where the room ends. */
static kj_text_block one_line(kj_draw *draw, kj_text text, double width, kj_text_style style)
{
    const kj_text_block whole = kj_draw_measure(draw, text, 0, 0, style);
    if (whole.width <= width || whole.paragraph.line_count == 0)
        return whole;
    const kj_line *line = &whole.paragraph.lines[0];
    const double room = width / whole.size - 2.2; /* of the dots */
    size_t keep = line->cluster_count;
    while (keep > 1 && (double)line->clusters[keep - 1].x_em > room)
        keep--;
    const size_t end = keep ? line->clusters[keep - 1].start : 0;
    kj_mark *marks = KJ_NEW(draw->scene->arena, kj_mark, text.mark_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < text.mark_count; i++)
        if (text.marks[i].start + text.marks[i].len <= end)
            marks[count++] = text.marks[i];
    const kj_text cut = {.plain = kj_arena_format(draw->scene->arena, "%.*s%.*s",
                                                  KJ_ARG(kj_span_sub(text.plain, 0, end)),
                                                  KJ_ARG(kj_draw_word(draw, KJ_W_SAY_CUT))),
                         .marks = marks,
                         .mark_count = count};
    return kj_draw_measure(draw, cut, 0, 0, style);
}

static kj_text_style title_style(void)
{
    return kj_style(KJ_SIZE_SECOND, KJ_FONT_SANS, KJ_COLOR_INK);
}

static kj_text_style more_style(void)
{
    return kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2);
}

static double line_of(const kj_draw *draw, kj_text_style style)
{
    return 4 * round(kj_draw_size(draw, style.size) * 1.55 / 4);
}

static kj_span place_of(kj_draw *draw, const kj_session *session, const kj_hit *hit)
{
    const kj_course *course = draw->scene->course;
    switch (hit->kind) {
    case KJ_HIT_TERM:
        return session->screen == KJ_SCREEN_GLOSSARY ? course->terms.ptr[hit->index].english
                                                     : kj_draw_word(draw, KJ_W_LIST_OF_TERM);
    case KJ_HIT_SLIDE:
        return KJ_DRAW_FILL(draw, KJ_W_LIST_OF_PAGE, kj_n("n", hit->index + 1));
    case KJ_HIT_NOTE:
        return KJ_DRAW_FILL(draw, KJ_W_LIST_OF_NOTE, kj_n("n", hit->index + 1));
    case KJ_HIT_ITEM: {
        const double last = kj_lesson_item(session->lesson, hit->index)->last;
        return last >= 1 - 1e-9
                   ? kj_draw_word(draw, KJ_W_LIST_ITEM_RIGHT)
                   : KJ_DRAW_FILL(draw, KJ_W_LIST_ITEM_SHARE, kj_n("n", lrint(last * 100)));
    }
    }
    return (kj_span){NULL, 0};
}

/* Empty: there is nothing to look at. */
static kj_span action_of(kj_draw *draw, const kj_hit *hit)
{
    const kj_course *course = draw->scene->course;
    kj_arena *arena = draw->scene->arena;
    switch (hit->kind) {
    case KJ_HIT_TERM:
        return kj_action(arena, "term", course->terms.ptr[hit->index].id);
    case KJ_HIT_SLIDE:
        return kj_action(arena, "peek", course->slides.ptr[hit->index].id);
    case KJ_HIT_NOTE:
        return kj_action(arena, "note", course->slides.ptr[hit->index].id);
    case KJ_HIT_ITEM: {
        const kj_span slide = course->items.ptr[hit->index].explains;
        return slide.len ? kj_action(arena, "peek", slide) : (kj_span){NULL, 0};
    }
    }
    return (kj_span){NULL, 0};
}

static void put_row(kj_draw *draw, const kj_session *session, const kj_hit *hit, kj_rect box,
                    bool first)
{
    const kj_span place = place_of(draw, session, hit);
    const double width = box.w - 2 * INSET, badge = kj_draw_size(draw, 13);
    const bool item = hit->kind == KJ_HIT_ITEM;
    const bool right = item && kj_lesson_item(session->lesson, hit->index)->last >= 1 - 1e-9;
    const kj_text_block at = one_line(draw, kj_plain(place), width * 0.45,
                                      kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_DAI));
    const double tail = at.width + (item ? 2 * badge + 12 : 0) + 24;
    const kj_text_block title = one_line(draw, hit->title, width - tail, title_style());
    kj_draw_row(draw, box, KJ_ROW_PLAIN);
    const bool alone = hit->more.plain.len == 0;
    const double y = alone ? box.y + (box.h - title.line_height) / 2 : box.y + ROW_PADDING;
    kj_draw_block(draw, &title, box.x + INSET, y);
    kj_draw_block(draw, &at, box.x + box.w - INSET - at.width, y + title.ascent - at.ascent);
    if (item)
        kj_draw_badge(draw, right ? KJ_BADGE_TICK : KJ_BADGE_CROSS,
                      box.x + box.w - INSET - at.width - 12 - badge, y + title.line_height / 2,
                      badge);
    if (!alone) {
        const kj_text_block more = one_line(draw, hit->more, width, more_style());
        kj_draw_block(draw, &more, box.x + INSET, y + title.line_height);
    }
    const kj_span action = action_of(draw, hit);
    kj_area *area =
        kj_draw_area(draw, action.len ? KJ_ROLE_BUTTON : KJ_ROLE_TEXT, action,
                     kj_say(draw, kj_say(draw, hit->title.plain, place), hit->more.plain), box);
    if (first && action.len)
        area->keys = KJ_LIT("Return");
}

/* ---- the page ---- */

static double put_tabs(kj_draw *draw, kj_screen screen, kj_rect box)
{
    kj_button tabs[KJ_LIST_PAGES];
    for (size_t i = 0; i < KJ_LIST_PAGES; i++)
        tabs[i] =
            (kj_button){kj_list_pages[i].screen == screen ? KJ_BUTTON_PRIMARY : KJ_BUTTON_QUIET,
                        kj_list_pages[i].action, kj_draw_word(draw, kj_list_pages[i].name),
                        kj_list_pages[i].key};
    const double height = kj_draw_buttons(draw, tabs, KJ_LIST_PAGES, box, false);
    for (size_t i = 0; i < KJ_LIST_PAGES; i++)
        if (kj_list_pages[i].screen == screen) {
            const int area = kj_list_action(&draw->list, kj_list_pages[i].action);
            draw->list.areas.ptr[area].selected = true;
            draw->list.areas.ptr[area].disabled = true;
        }
    return height;
}

static void put_empty(kj_draw *draw, const kj_session *session, bool asked, kj_rect box)
{
    const bool missed = session->screen == KJ_SCREEN_ITEMS && session->beside.missed;
    const kj_span said = kj_draw_word(draw, asked    ? KJ_W_LIST_NONE
                                            : missed ? KJ_W_LIST_NO_MISSED
                                                     : kind_of(session->screen)->empty);
    const kj_text_block block = kj_draw_measure(draw, kj_plain(said), box.w, 0,
                                                (kj_text_style){.size = KJ_SIZE_BODY,
                                                                .role = KJ_FONT_SANS,
                                                                .color = KJ_COLOR_INK2,
                                                                .align = KJ_ALIGN_CENTRE,
                                                                .balance = true});
    draw->list.overfull += block.height > box.h ? 1 : 0;
    const double y = box.y + fmax(0, (box.h - block.height) * 0.4);
    kj_draw_block(draw, &block, box.x, y);
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, said,
                 (kj_rect){box.x, y, box.w, block.height});
}

typedef struct rows_shown {
    size_t first, count, room;
} rows_shown;

static rows_shown put_rows(kj_draw *draw, const kj_session *session, kj_hits hits, kj_rect box)
{
    bool two_lines = false;
    for (size_t i = 0; i < hits.count; i++)
        two_lines = two_lines || hits.ptr[i].more.plain.len > 0;
    const double height = 2 * ROW_PADDING + line_of(draw, title_style()) +
                          (two_lines ? line_of(draw, more_style()) : 0);
    const double fit = floor((box.h + ROW_GAP + 0.5) / (height + ROW_GAP));
    draw->list.overfull += fit < 2 ? 1 : 0;
    rows_shown shown = {.room = (size_t)fmax(1, fit)};
    shown.first = session->beside.from < hits.count ? session->beside.from : 0;
    while (shown.count < shown.room && shown.first + shown.count < hits.count) {
        put_row(draw, session, &hits.ptr[shown.first + shown.count],
                (kj_rect){box.x, box.y + (height + ROW_GAP) * (double)shown.count, box.w, height},
                shown.count == 0);
        shown.count++;
    }
    return shown;
}

static void put_foot(kj_draw *draw, const kj_session *session, rows_shown shown, size_t all)
{
    kj_button actions[6];
    size_t count = 0;
    actions[count++] = (kj_button){
        .action = KJ_LIT("close"), .label = kj_draw_word(draw, KJ_W_LIST_CLOSE), .keys = "Escape"};
    count += kj_paging(draw, shown.first, shown.count, shown.room, all, &actions[count]);
    if (session->screen == KJ_SCREEN_ITEMS)
        actions[count++] =
            (kj_button){.action = KJ_LIT("missed"),
                        .label = kj_draw_word(draw, session->beside.missed ? KJ_W_LIST_WHOLE
                                                                           : KJ_W_LIST_ONLY_MISSED),
                        .keys = "F8"};
    if (shown.count > 0)
        actions[count++] =
            (kj_button){.label = kj_draw_word(draw, KJ_W_LIST_OPEN), .keys = "Return"};
    const kj_span range =
        shown.count < all
            ? KJ_DRAW_FILL(draw, KJ_W_LIST_RANGE, kj_n("from", (int64_t)shown.first + 1),
                           kj_n("to", (int64_t)(shown.first + shown.count)),
                           kj_n("all", (int64_t)all))
            : (kj_span){NULL, 0};
    kj_draw_foot_actions(draw, actions, count, range);
}

void kj_screen_list(kj_draw *draw, const kj_session *session)
{
    const list_kind *kind = kind_of(session->screen);
    const double margin = kj_draw_margin(draw), width = draw->list.width - 2 * margin;
    kj_search search = kind->search;
    search.query = (kj_span){session->beside.query.text, session->beside.query.text_len};
    search.missed = session->screen == KJ_SCREEN_ITEMS && session->beside.missed;
    const kj_hits hits = kj_search_run(draw->scene->course, session->lesson, session->personal,
                                       &search, draw->scene->arena);
    double y = 36;
    y += put_tabs(draw, session->screen, (kj_rect){margin, y, width, 0}) + 20;
    const double field = kj_field_height(draw, 1);
    kj_draw_field(draw, &session->beside.query, (kj_rect){margin, y, width, field},
                  kj_draw_word(draw, kind->ghost));
    y += field + 20;
    const kj_rect box = {margin, y, width, fmax(1, kj_draw_foot_top(draw) - 24 - y)};
    rows_shown shown = {.count = 0};
    if (hits.count)
        shown = put_rows(draw, session, hits, box);
    else
        put_empty(draw, session, kj_span_trim(search.query).len > 0, box);
    put_foot(draw, session, shown, hits.count);
}
