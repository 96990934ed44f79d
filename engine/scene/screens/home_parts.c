/* engine/scene/screens/home_parts.c: the parts of the course on the home page. */
#include "scene/screens/home_parts.h"
#include "lesson/pass.h"

#include <math.h>

typedef struct progress {
    kj_span said;
    double share;
    bool done;
} progress;

static progress part_progress(kj_draw *draw, const kj_lesson *lesson, uint32_t p)
{
    const kj_course *course = draw->scene->course;
    const kj_part *part = &course->parts.ptr[p];
    uint32_t seen = 0;
    for (uint32_t i = 0; i < part->slide_count; i++)
        seen += kj_lesson_slide(lesson, part->first_slide + i)->seen;
    const kj_part_record *record = kj_lesson_part(lesson, p);
    progress out = {.share = (double)seen / (double)(part->slide_count ? part->slide_count : 1)};
    out.done = kj_part_done(course, lesson, p);
    if (part->draw > 0 && record->tests > 0)
        out.said =
            KJ_DRAW_FILL(draw, KJ_W_HOME_TEST_POINTS, kj_n("n", lrint(record->test_best * 100)));
    else if (seen > 0)
        out.said = KJ_DRAW_FILL(draw, KJ_W_HOME_PAGES_SEEN, kj_n("n", seen),
                                kj_n("all", part->slide_count));
    else
        out.said = KJ_DRAW_FILL(draw, KJ_W_HOME_PART_MINUTES, kj_n("n", lrint(part->minutes)));
    return out;
}

/* "7页 · 测验10题 · 练习23组". */
static kj_span contents(kj_draw *draw, const kj_part *part)
{
    kj_text_buffer out = {.arena = draw->scene->arena};
    kj_put(&out, KJ_DRAW_FILL(draw, KJ_W_COUNT_PAGES, kj_n("n", part->slide_count)));
    if (part->draw > 0)
        kj_put(&out, KJ_DRAW_FILL(draw, KJ_W_HOME_TEST_QUESTIONS, kj_n("n", part->draw)));
    uint32_t drills = 0;
    for (uint32_t d = part->first_drill; d < part->first_drill + part->drill_count; d++)
        drills += !draw->scene->course->drills.ptr[d].placement;
    if (drills)
        kj_put(&out, KJ_DRAW_FILL(draw, KJ_W_HOME_DRILLS, kj_n("n", drills)));
    if (part->roleplay_count)
        kj_put(&out, kj_draw_word(draw, KJ_W_HOME_ROLEPLAY));
    return kj_put_span(&out);
}

static kj_text_style contents_style(void)
{
    return kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2);
}

#define PADDING 32

/* Whether every card has room for a line about what its part holds, which is only what the part's
 * own page shows. */
static bool contents_fit(kj_draw *draw, double width, double height)
{
    const kj_course *course = draw->scene->course;
    if (height < 90 + kj_draw_size(draw, 130))
        return false;
    for (size_t i = 0; i < course->parts.count; i++)
        if (kj_draw_measure(draw, kj_plain(contents(draw, &course->parts.ptr[i])), 0, 0,
                            contents_style())
                .width > width - 2 * PADDING)
            return false;
    return true;
}

/* What every look draws of a part. */
typedef struct shown {
    const kj_part *part;
    progress pr;
    kj_text_block numeral, said;
    double tick;
} shown;

static shown show(kj_draw *draw, const kj_session *session, uint32_t p)
{
    const kj_part *part = &draw->scene->course->parts.ptr[p];
    shown s = {.part = part, .pr = part_progress(draw, session->lesson, p)};
    const kj_span number =
        part->number > 0 ? kj_number_word(draw->scene->words, part->number, draw->scene->arena)
                         : kj_draw_word(draw, p == 0 ? KJ_W_HOME_PREFACE : KJ_W_HOME_CLOSING);
    s.numeral = kj_draw_measure(draw, kj_plain(number), 0, 0,
                                kj_style(30, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK3));
    s.said = kj_draw_measure(draw, kj_plain(s.pr.said), 0, 0,
                             kj_style(26, s.pr.done ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS,
                                      s.pr.done ? KJ_COLOR_SONG : KJ_COLOR_INK2));
    s.tick = kj_draw_size(draw, 15);
    return s;
}

static double said_width(const shown *s)
{
    return s->said.width + (s->pr.done ? 12 + 2 * s->tick : 0);
}

/* What is said of a part, with its tick, so that it ends at `right` on that base line. */
static void draw_said(kj_draw *draw, const shown *s, double right, double baseline)
{
    const double y = baseline - s->said.ascent;
    kj_draw_block(draw, &s->said, right - s->said.width, y);
    if (s->pr.done)
        kj_draw_badge(draw, KJ_BADGE_TICK, right - s->said.width - 12 - s->tick,
                      y + s->said.line_height / 2, s->tick);
}

static void draw_bar(kj_draw *draw, const shown *s, kj_rect box, double pad, double y)
{
    kj_draw_bar(draw, (kj_rect){box.x + pad, y, box.w - 2 * pad, 8}, s->pr.share,
                s->pr.done ? KJ_COLOR_SONG : KJ_COLOR_DAI);
}

static void card(kj_draw *draw, const shown *s, bool with_contents, kj_rect box)
{
    const double pad = PADDING, w = box.w - 2 * pad, bar = box.y + box.h - 36;
    double y = box.y + 28;
    draw->list.overfull += s->numeral.width + 16 + said_width(s) > w ? 1 : 0;
    kj_draw_block(draw, &s->numeral, box.x + pad, y);
    draw_said(draw, s, box.x + box.w - pad, y + s->numeral.ascent);
    y += fmax(s->numeral.height, s->said.height) + 8;
    y += kj_draw_text(
             draw, kj_plain(s->part->title), (kj_rect){box.x + pad, y, w, fmax(1, bar - 10 - y)},
             (kj_text_style){
                 .size = 38, .smallest = 30, .role = KJ_FONT_SERIF_BOLD, .color = KJ_COLOR_INK}) +
         4;
    if (with_contents)
        y += kj_draw_text(draw, kj_plain(contents(draw, s->part)), (kj_rect){box.x + pad, y, w, 0},
                          contents_style());
    draw->list.overfull += y > bar - 8 ? 1 : 0;
    draw_bar(draw, s, box, pad, bar);
}

/* The title on one line behind the number, which leaves it that room. */
static kj_text_block one_line_title(kj_draw *draw, const shown *s, double size)
{
    return kj_draw_measure(draw, kj_plain(s->part->title), 0, 0,
                           kj_style(size, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK));
}

static void compact(kj_draw *draw, const shown *s, double size, kj_rect box)
{
    const double pad = 24, bar = box.y + box.h - 26, x = box.x + pad + s->numeral.width + 14;
    const kj_text_block title = one_line_title(draw, s, size);
    const double free = bar - 8 - box.y - 12 - title.line_height - s->said.line_height;
    const double y = box.y + 12 + free / 3;
    draw->list.overfull +=
        free < 0 || x + title.width > box.x + box.w - pad || said_width(s) > box.w - 2 * pad ? 1
                                                                                             : 0;
    kj_draw_block(draw, &s->numeral, box.x + pad, y + title.ascent - s->numeral.ascent);
    kj_draw_block(draw, &title, x, y);
    draw_said(draw, s, box.x + box.w - pad, y + title.line_height + free / 3 + s->said.ascent);
    draw_bar(draw, s, box, pad, bar);
}

static void line(kj_draw *draw, const shown *s, bool bare, double size, kj_rect box)
{
    const double pad = 20, bar = box.y + box.h - 18, x = box.x + pad + s->numeral.width + 12;
    const double right = box.x + box.w - pad;
    const double tail = !bare ? 20 + said_width(s) : s->pr.done ? 2 * s->tick + 12 : 0;
    const kj_text_block title = one_line_title(draw, s, size);
    const double free = bar - 6 - box.y - 6 - title.line_height, y = box.y + 6 + free / 2;
    draw->list.overfull += free < 0 || x + title.width + tail > right ? 1 : 0;
    kj_draw_block(draw, &s->numeral, box.x + pad, y + title.ascent - s->numeral.ascent);
    kj_draw_block(draw, &title, x, y);
    if (!bare)
        draw_said(draw, s, right, y + title.ascent);
    else if (s->pr.done)
        kj_draw_badge(draw, KJ_BADGE_TICK, right - s->tick, y + title.line_height / 2, s->tick);
    draw_bar(draw, s, box, pad, bar);
}

static void part_area(kj_draw *draw, const shown *s, uint32_t p, kj_rect box)
{
    const kj_part *part = s->part;
    kj_area *area =
        kj_draw_area(draw, KJ_ROLE_BUTTON, kj_action(draw->scene->arena, "part", part->id),
                     KJ_DRAW_FILL(draw, s->pr.done ? KJ_W_HOME_PART_PASSED : KJ_W_HOME_PART_SAID,
                                  kj_w("title", part->title), kj_w("said", s->pr.said)),
                     box);
    if (part->number > 0 && part->number < 10)
        area->keys = kj_count_text(draw->scene->arena, (uint64_t)part->number);
    else if (part->number == 0 && p == 0)
        area->keys = KJ_LIT("0");
}

#define GAP 24
#define TIGHT_GAP 14 /* between lines */
#define LEAST 60     /* the least height of a card: it is a target */

/* Of each look: how high a card grows, and how wide it is at least. */
static const struct {
    double most, width, gap;
} looks[KJ_PART_LOOKS] = {
    {220, 300, GAP}, {150, 250, GAP}, {104, 250, TIGHT_GAP}, {104, 210, TIGHT_GAP}};

typedef struct cells {
    kj_rect box;
    size_t columns;
    double w, h, gap;
} cells;

static void draw_parts(kj_draw *draw, const kj_session *session, kj_part_look look,
                       uint32_t current, double size, const cells *c)
{
    const bool with_contents = look == KJ_PART_CARD && contents_fit(draw, c->w, c->h);
    for (uint32_t p = 0; p < draw->scene->course->parts.count; p++) {
        const kj_rect rect = {c->box.x + (c->w + c->gap) * (double)(p % c->columns),
                              c->box.y + (c->h + c->gap) * (double)(p / c->columns), c->w, c->h};
        const shown s = show(draw, session, p);
        kj_draw_panel(draw, rect, !s.pr.done && p == current);
        if (look == KJ_PART_CARD)
            card(draw, &s, with_contents, rect);
        else if (look == KJ_PART_COMPACT)
            compact(draw, &s, size, rect);
        else
            line(draw, &s, look == KJ_PART_BARE, size, rect);
        part_area(draw, &s, p, rect);
    }
}

/* The largest letters that hold, the same for all. */
static bool in_columns(kj_draw *draw, const kj_session *session, kj_part_look look,
                       uint32_t current, size_t columns, kj_rect box)
{
    const size_t n = draw->scene->course->parts.count, rows = (n + columns - 1) / columns;
    const double gap = looks[look].gap, most = rows > 1 ? looks[look].most : 260;
    const cells c = {box, columns, (box.w - gap * (double)(columns - 1)) / (double)columns,
                     fmin(most, (box.h - gap * (double)(rows - 1)) / (double)rows), gap};
    if (c.h < LEAST || (columns > 1 && c.w < kj_draw_size(draw, looks[look].width)))
        return false;
    const kj_draw before = *draw;
    for (double size = 32; size >= 26; size -= look == KJ_PART_CARD ? 32 : 2) {
        *draw = before;
        draw_parts(draw, session, look, current, size, &c);
        if (draw->list.overfull == before.list.overfull)
            return true;
    }
    return false;
}

void kj_home_parts(kj_draw *draw, const kj_session *session, kj_part_look look, uint32_t current,
                   kj_rect box)
{
    const size_t n = draw->scene->course->parts.count;
    const kj_draw before = *draw;
    for (size_t columns = n > 8 ? 5 : n < 4 ? n : 4; columns > 0; columns--) {
        /* As many rows with wider cards are better. */
        if (columns > 1 && (n + columns - 1) / columns == (n + columns - 2) / (columns - 1))
            continue;
        *draw = before;
        if (in_columns(draw, session, look, current, columns, box))
            return;
    }
    draw->list.overfull = before.list.overfull + 1;
}
