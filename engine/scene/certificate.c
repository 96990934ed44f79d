/* engine/scene/certificate.c: the sheet. */
#include "scene/certificate.h"

#include "scene/draw.h"
#include "scene/handout.h"

#include <math.h>

#define FRAME 54
#define INNER 65
#define LEFT 212
#define RIGHT (KJ_SHEET_HEIGHT - LEFT)
#define TITLE_SIZE 104
#define TITLE_TOP 142
#define TITLE_WIDEST 1100
#define TITLE_PITCH 138
#define RULE_Y 288
#define BODY_TOP 386
#define BODY_SIZE 44
#define FOOT_TOP 762
#define SYMBOL_SIDE 190
#define SMALL 25
#define SMALL_PITCH 44
#define SIGN 36
#define RING 92
#define LOGO_TOP 86 /* above the title, which may be as wide as the sheet */
#define LOGO_HEIGHT 52
#define LOGO_WIDEST 280

static kj_span day(const kj_draw *draw, kj_date date)
{
    return KJ_DRAW_FILL(draw, KJ_W_CERTIFICATE_DATE, kj_n("year", date.year),
                        kj_n("month", date.month), kj_n("day", date.day));
}

/* One day, or from one to another, the year said once where it is one. */
static kj_span period(const kj_draw *draw, kj_date from, kj_date to)
{
    if (from.year != to.year)
        return KJ_DRAW_FILL(draw, KJ_W_CERTIFICATE_PERIOD, kj_w("from", day(draw, from)),
                            kj_w("to", day(draw, to)));
    if (from.month == to.month && from.day == to.day)
        return day(draw, from);
    return KJ_DRAW_FILL(draw, KJ_W_CERTIFICATE_PERIOD_YEAR, kj_n("year", from.year),
                        kj_n("month", from.month), kj_n("day", from.day),
                        kj_n("lastmonth", to.month), kj_n("lastday", to.day));
}

static void put_frame(kj_draw *draw)
{
    const double w = draw->list.width, h = draw->list.height;

    kj_draw_box(draw, (kj_rect){FRAME, FRAME, w - 2 * FRAME, h - 2 * FRAME},
                (kj_box_style){.stroke = KJ_COLOR_DAI, .stroked = true, .stroke_width = 2.5});
    kj_draw_box(draw, (kj_rect){INNER, INNER, w - 2 * INNER, h - 2 * INNER},
                (kj_box_style){.stroke = KJ_COLOR_LINE, .stroked = true, .stroke_width = 1.2});
}

/* The company's, in the corner of the frame. */
static void put_logo(kj_draw *draw)
{
    const double shape = draw->scene->theme->logo_shape;
    const double width = fmin(LOGO_HEIGHT * shape, LOGO_WIDEST);

    if (shape > 0)
        kj_draw_image(draw, (kj_rect){LEFT - 112, LOGO_TOP, width, width / shape},
                      kj_span_of(KJ_LOGO_PICTURE), (kj_span){NULL, 0});
}

static kj_text_block title_block(kj_draw *draw, kj_span text)
{
    kj_text_style style = kj_style(TITLE_SIZE, KJ_FONT_SERIF_BOLD, KJ_COLOR_DAI);
    style.smallest = 48;
    return kj_draw_measure(draw, kj_plain(text), TITLE_WIDEST, TITLE_SIZE * 1.5, style);
}

/* Four Han characters stand apart, as on documents; other scripts do not. */
static void put_title(kj_draw *draw, kj_span title)
{
    const double middle = draw->list.width / 2;

    if (title.len == 12 && (unsigned char)title.ptr[0] >= 0xE4) {
        for (size_t i = 0; i < 4; i++) {
            const kj_text_block block = title_block(draw, kj_span_sub(title, 3 * i, 3 * i + 3));
            kj_draw_block(draw, &block, middle + ((double)i - 1.5) * TITLE_PITCH - block.width / 2,
                          TITLE_TOP);
        }
    } else {
        const kj_text_block block = title_block(draw, title);
        kj_draw_block(draw, &block, middle - block.width / 2, TITLE_TOP);
    }
    kj_draw_box(draw, (kj_rect){middle - 53, RULE_Y, 106, 5},
                (kj_box_style){.fill = KJ_COLOR_ZHU, .filled = true});
}

/* The last place where `part` stands becomes strong; marks must come in the order of the text. */
static void emphasise(kj_text *text, kj_mark *marks, kj_span part)
{
    size_t at = SIZE_MAX;

    for (size_t next = 0; part.len > 0 && next != SIZE_MAX;) {
        next = kj_span_find(text->plain, part, at == SIZE_MAX ? 0 : at + 1);
        if (next != SIZE_MAX)
            at = next;
    }
    if (at != SIZE_MAX)
        marks[text->mark_count++] =
            (kj_mark){.kind = KJ_MARK_STRONG, .start = (uint32_t)at, .len = (uint32_t)part.len};
}

static void put_body(kj_draw *draw, const kj_certificate_page *page)
{
    const kj_span who = page->department.len > 0
                            ? KJ_DRAW_FILL(draw, KJ_W_CERTIFICATE_WHO, kj_w("name", page->name),
                                           kj_w("department", page->department))
                            : page->name;
    const kj_span score = kj_arena_format(draw->scene->arena, "%.1f", page->score);
    const kj_span level = page->record ? (kj_span){0} : kj_draw_word(draw, page->level);
    const kj_span course = draw->scene->course->title;
    const kj_span body =
        page->record
            ? KJ_DRAW_FILL(draw, KJ_W_CERTIFICATE_RECORD_BODY, kj_w("who", who),
                           kj_w("period", period(draw, page->from, page->to)),
                           kj_w("course", course), kj_n("parts", page->parts),
                           kj_n("done", page->done), kj_w("score", score))
            : KJ_DRAW_FILL(draw, KJ_W_CERTIFICATE_BODY, kj_w("who", who),
                           kj_w("period", period(draw, page->from, page->to)),
                           kj_w("course", course),
                           kj_w("parts", kj_count_word(draw->scene->words, (int32_t)page->parts,
                                                       draw->scene->arena)),
                           kj_w("score", score), kj_w("level", level));
    kj_mark *marks = KJ_NEW(draw->scene->arena, kj_mark, 3);
    kj_text text = {.plain = body, .marks = marks};
    kj_text_style style = kj_style(BODY_SIZE, KJ_FONT_SANS, KJ_COLOR_INK);

    if (kj_span_starts(body, page->name))
        marks[text.mark_count++] =
            (kj_mark){.kind = KJ_MARK_STRONG, .len = (uint32_t)page->name.len};
    emphasise(&text, marks, score);
    emphasise(&text, marks, level);
    style.leading = 2.0;
    style.indent_em = 2;
    style.plain_marks = true;
    style.smallest = 28;
    const kj_text_block block =
        kj_draw_measure(draw, text, RIGHT - LEFT, FOOT_TOP - 40 - BODY_TOP, style);
    kj_draw_block(draw, &block, LEFT, BODY_TOP);
}

/* One path: no seams between modules, whatever paints it. */
static void put_symbol(kj_draw *draw, kj_span bytes)
{
    const kj_rect at = {LEFT, FOOT_TOP, SYMBOL_SIDE, SYMBOL_SIDE};

    if (kj_draw_symbol(draw, bytes, at, kj_draw_color(draw, KJ_COLOR_INK)))
        kj_draw_box(draw, at,
                    (kj_box_style){.stroke = KJ_COLOR_LINE, .stroked = true, .stroke_width = 1.2});
}

static void put_small(kj_draw *draw, kj_span text, double y)
{
    kj_draw_text(draw, kj_plain(text),
                 (kj_rect){LEFT + SYMBOL_SIDE + 34, y, RIGHT - 420 - (LEFT + SYMBOL_SIDE + 34), 0},
                 kj_style(SMALL, KJ_FONT_SANS, KJ_COLOR_INK2));
}

static void put_right(kj_draw *draw, kj_span text, double y)
{
    const kj_text_block block =
        kj_draw_measure(draw, kj_plain(text), 0, 0, kj_style(SIGN, KJ_FONT_SANS, KJ_COLOR_INK));
    kj_draw_block(draw, &block, RIGHT - block.width, y);
}

static void put_foot(kj_draw *draw, const kj_certificate_page *page)
{
    const double top = FOOT_TOP + (SYMBOL_SIDE - 3 * SMALL_PITCH) / 2.0;

    put_symbol(draw, page->symbol);
    put_small(draw, KJ_DRAW_FILL(draw, KJ_W_CERTIFICATE_NUMBER, kj_w("number", page->number)), top);
    put_small(draw, kj_draw_word(draw, KJ_W_CERTIFICATE_CHECK), top + SMALL_PITCH);
    put_small(
        draw,
        page->hours > 0
            ? KJ_DRAW_FILL(draw, KJ_W_CERTIFICATE_VERSION_HOURS, kj_w("version", page->version),
                           kj_w("hours", kj_arena_format(draw->scene->arena, "%g", page->hours)))
            : KJ_DRAW_FILL(draw, KJ_W_CERTIFICATE_VERSION, kj_w("version", page->version)),
        top + 2 * SMALL_PITCH);
    kj_draw_circle(draw, RIGHT - 116, FOOT_TOP + SYMBOL_SIDE / 2.0, RING,
                   (kj_box_style){.stroke = KJ_COLOR_ZHU_WASH, .stroked = true, .stroke_width = 6});
    const double sign = FOOT_TOP + SYMBOL_SIDE / 2.0 - (page->issuer.len > 0 ? 64 : 28);
    put_right(draw, page->issuer, sign);
    put_right(draw, day(draw, page->issued), sign + (page->issuer.len > 0 ? 66 : 0));
}

kj_list kj_certificate_draw(const kj_scene *scene, const kj_certificate_page *page)
{
    kj_theme paper = kj_theme_light; /* white, whatever the theme; but for the logo */
    kj_scene sheet = *scene;
    kj_draw draw;

    paper.colors[KJ_COLOR_PAPER] = 0xFFFFFFFF;
    paper.logo_shape = scene->theme->logo_shape;
    sheet.theme = &paper;
    sheet.canvas = (kj_canvas){KJ_SHEET_HEIGHT, KJ_SHEET_WIDTH, 1};
    kj_draw_begin(&draw, &sheet);
    put_frame(&draw);
    put_logo(&draw);
    put_title(&draw, kj_draw_word(&draw, page->record ? KJ_W_CERTIFICATE_RECORD_TITLE
                                                      : KJ_W_CERTIFICATE_TITLE));
    put_body(&draw, page);
    put_foot(&draw, page);
    kj_draw_report(&draw, scene->course->at, page->number);
    return draw.list;
}
