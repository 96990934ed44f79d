/* engine/scene/room/console_list.c: questions and role-plays to begin, who is there, what the
 * phones have asked: rows to choose from, a kind of row each. */
#include "scene/room/console.h"

#include <math.h>

#define ROW_GAP 8.0
#define SIGN 64.0

/* A row: a sign, a text, what is said of it at its right, its action and further ones. */
typedef struct row {
    kj_span text, beside;
    kj_span action, label;
    bool done; /* a tick before it */
    kj_span sign;
    struct {
        kj_span action, label;
        bool primary;
    } ways[2];
    size_t way_count;
} row;

typedef struct list {
    kj_draw *draw;
    const kj_show *show;
} list;

static const kj_class_question *asked_before(const kj_class *class, uint32_t item)
{
    for (size_t i = 0; i < class->questions.count; i++)
        if (class->questions.ptr[i].item == item)
            return &class->questions.ptr[i];
    return NULL;
}

static row question(const list *l, uint32_t index)
{
    const kj_course *course = l->draw->scene->course;
    const kj_item *item = &course->items.ptr[index];
    const uint32_t slide = kj_course_find(course, KJ_REF_SLIDE, item->explains);
    const bool asked = asked_before(l->show->class, index) != NULL;
    row r = {.text = item->stem.plain,
             .action = kj_action(l->draw->scene->arena, "ask", item->id),
             .done = asked};
    if (slide != KJ_NONE)
        r.beside = kj_slide_label(l->draw, slide);
    return r;
}

static row roleplay(const list *l, uint32_t index)
{
    const kj_roleplay *play = &l->draw->scene->course->roleplays.ptr[index];
    const kj_class *class = l->show->class;
    row r = {.text = play->title,
             .beside = play->place,
             .action = kj_action(l->draw->scene->arena, "play", play->id)};
    for (size_t i = 0; i < class->plays.count; i++)
        r.done = r.done || class->plays.ptr[i].roleplay == index;
    return r;
}

static row attendee(const list *l, uint32_t index)
{
    static const kj_word_id words[] = {KJ_W_CONSOLE_ABSENT, KJ_W_CONSOLE_BY_HAND,
                                       KJ_W_CONSOLE_BY_LIST, KJ_W_CONSOLE_BY_QR,
                                       KJ_W_CONSOLE_BY_LIVE};
    const kj_roster_name *who = &l->show->roster.ptr[index];
    const kj_attendee *at = kj_class_attendee(l->show->class, who->id);
    const kj_presence presence = at ? at->presence : KJ_ABSENT;
    kj_span text = who->name;
    if (who->department.len)
        text = kj_arena_format(l->draw->scene->arena, "%.*s　%.*s", KJ_ARG(who->name),
                               KJ_ARG(who->department));
    return (row){.text = text,
                 .beside = kj_draw_word(l->draw, words[presence]),
                 .action = kj_action(l->draw->scene->arena, "attend", who->id),
                 .done = presence != KJ_ABSENT};
}

static row asked(const list *l, uint32_t index)
{
    kj_arena *arena = l->draw->scene->arena;
    const kj_room_asked *a = &l->show->asked.ptr[index];
    row r = {.text = a->text,
             .beside = a->by,
             .done = a->released,
             .sign = kj_count_text(arena, a->number),
             .action = kj_arena_format(arena, "release:%u", (unsigned)a->number),
             .way_count = 2};
    r.ways[0].action = r.action;
    r.ways[0].label =
        kj_draw_word(l->draw, a->released ? KJ_W_CONSOLE_TAKE_BACK : KJ_W_CONSOLE_RELEASE);
    r.ways[0].primary = !a->released;
    r.ways[1].action = kj_arena_format(arena, "dismiss:%u", (unsigned)a->number);
    r.ways[1].label = kj_draw_word(l->draw, KJ_W_CONSOLE_DISMISS);
    return r;
}

static const struct kind {
    kj_word_id title, none, count;
    row (*make)(const list *l, uint32_t index);
} kinds[] = {
    [KJ_CONSOLE_QUESTIONS] = {KJ_W_CONSOLE_QUESTIONS, KJ_W_CONSOLE_NOTHING_FOUND,
                              KJ_W_CONSOLE_QUESTION_COUNT, question},
    [KJ_CONSOLE_ROLEPLAYS] = {KJ_W_CONSOLE_ROLEPLAYS, KJ_W_CONSOLE_NOTHING_FOUND,
                              KJ_W_CONSOLE_ROLEPLAY_COUNT, roleplay},
    [KJ_CONSOLE_ROSTER] = {KJ_W_CONSOLE_ROSTER, KJ_W_CONSOLE_NO_ROSTER, KJ_W_NONE, attendee},
    [KJ_CONSOLE_ASKED] = {KJ_W_CONSOLE_ASKED, KJ_W_CONSOLE_NO_ASKED, KJ_W_CONSOLE_ASKED_COUNT,
                          asked},
};

static void put_sign(kj_draw *draw, const row *r, double x, double middle)
{
    if (r->done)
        kj_draw_badge(draw, KJ_BADGE_TICK, x, middle, 18);
    else if (r->sign.len > 0)
        kj_draw_letter(draw, r->sign, x, middle, 20, false);
    else
        kj_draw_circle(draw, x, middle, 16,
                       (kj_box_style){.stroke = KJ_COLOR_INK3, .stroked = true, .stroke_width = 2});
}

/* Returns where the ways begin. */
static double put_ways(kj_draw *draw, const row *r, kj_rect box)
{
    double x = box.x + box.w - 10;
    for (size_t i = r->way_count; i-- > 0;) {
        const double w = kj_console_button_width(draw, r->ways[i].label);
        x -= w;
        kj_console_button(draw, (kj_rect){x, box.y + 6, w, box.h - 12}, r->ways[i].action,
                          r->ways[i].label, r->ways[i].primary);
        x -= 10;
    }
    return r->way_count > 0 ? x : box.x + box.w - 24;
}

static void put_row(kj_draw *draw, const row *r, bool looked, kj_rect box)
{
    const double middle = box.y + box.h / 2;
    kj_draw_box(draw, box,
                (kj_box_style){.fill = KJ_COLOR_CARD,
                               .filled = true,
                               .stroke = KJ_COLOR_ZHE,
                               .stroked = looked,
                               .stroke_width = 3,
                               .radius = 10});
    const size_t area_at = draw->list.areas.count;
    kj_draw_area(draw, KJ_ROLE_BUTTON, r->action, kj_say(draw, r->text, r->beside), box)->selected =
        looked;
    put_sign(draw, r, box.x + 36, middle);
    const double right = put_ways(draw, r, box);
    draw->list.areas.ptr[area_at].rect.w = r->way_count > 0 ? right - box.x : box.w;
    const double most = (right - box.x - SIGN) * 0.34;
    const kj_text_style quiet = kj_style(24, KJ_FONT_SANS, KJ_COLOR_INK2);
    const double w = fmin(most, kj_draw_measure(draw, kj_plain(r->beside), 0, 0, quiet).width);
    if (r->beside.len > 0)
        kj_console_line(draw, r->beside, right - w, middle - 18, w, quiet);
    kj_console_line(draw, r->text, box.x + SIGN + 8, middle - 22,
                    right - w - (w > 0 ? 24 : 0) - box.x - SIGN - 8,
                    kj_style(28, KJ_FONT_SANS, KJ_COLOR_INK));
}

/* What the roster's page can be left with: people are there now. */
static double put_people(kj_draw *draw, const kj_show *show, double bottom)
{
    const struct {
        const char *action;
        kj_word_id label;
    } ways[] = {{"pick", KJ_W_CONSOLE_PICK},
                {"groups:4", KJ_W_CONSOLE_GROUPS},
                {"live", KJ_W_CONSOLE_LIVE},
                {"join", KJ_W_CONSOLE_JOIN}};
    const size_t count = show->room.join_url.len > 0 ? KJ_COUNT(ways) : KJ_COUNT(ways) - 1;
    double x = KJ_CONSOLE_SIDE;
    for (size_t i = 0; i < count; i++) {
        const kj_rect at =
            kj_console_button(draw, (kj_rect){x, bottom - 60, 0, 60}, kj_span_of(ways[i].action),
                              kj_draw_word(draw, ways[i].label), i == 0);
        x += at.w + 12;
    }
    return bottom - 60 - 20;
}

void kj_console_list(kj_draw *draw, kj_console_view *view)
{
    const kj_show *show = view->show;
    const struct kind *kind = &kinds[show->console];
    const list l = {draw, show};
    uint32_t *rows = NULL;
    const uint32_t count = kj_show_rows(draw->scene->course, show, draw->scene->arena, &rows);
    const kj_span said =
        kind->count != KJ_W_NONE
            ? KJ_DRAW_FILL(draw, kind->count, kj_n("n", count))
            : KJ_DRAW_FILL(draw, KJ_W_CONSOLE_PRESENT, kj_n("n", kj_class_present(show->class)),
                           kj_n("all", (int64_t)show->roster.count));
    const double top = kj_console_head(draw, view, kind->title, said, true);
    double bottom = draw->list.height - 32;
    if (show->console == KJ_CONSOLE_ROSTER)
        bottom = put_people(draw, show, bottom);
    const double width = draw->list.width - 2 * KJ_CONSOLE_SIDE;
    if (count == 0) {
        const bool searched = show->find.text_len > 0;
        kj_draw_text(
            draw, kj_plain(kj_draw_word(draw, searched ? KJ_W_CONSOLE_NOTHING_FOUND : kind->none)),
            (kj_rect){KJ_CONSOLE_SIDE, top + 24, width, 0},
            kj_style(30, KJ_FONT_SANS, KJ_COLOR_INK2));
        return;
    }
    const double h = fmin(72, (bottom - top + ROW_GAP) / KJ_LIST_ROWS - ROW_GAP);
    const uint32_t at = show->at < count ? show->at : count - 1;
    uint32_t from = show->from;
    if (at < from)
        from = at;
    if (at >= from + KJ_LIST_ROWS)
        from = at + 1 - KJ_LIST_ROWS;
    for (uint32_t i = from; i < count && i < from + KJ_LIST_ROWS; i++) {
        const row r = kind->make(&l, rows[i]);
        put_row(draw, &r, i == at,
                (kj_rect){KJ_CONSOLE_SIDE, top + (h + ROW_GAP) * (i - from), width, h});
    }
}
