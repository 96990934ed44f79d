/* engine/scene/handout.c: sheets of paper with slides on them. */
#include "scene/handout.h"

#include "scene/draw.h"

#include <assert.h>
#include <math.h>

#define SIDE 120 /* 21 mm, room for a binding */
#define HEAD 60
#define TOP 108
#define FOOT 84 /* of the last line's top above the edge */
#define SMALL 18
#define BODY 22
#define LABEL 28
#define RULE_GAP 44 /* 7.8 mm: a line of handwriting */
#define SLIDE_MOST 640
#define SLIDE_LEAST 320
#define NOTES_USUAL 540
#define WHITE 0xFFFFFFFF

typedef struct sheet {
    const kj_scene *slides; /* what the slides are drawn by */
    const kj_handout *handout;
    uint32_t page;
} sheet;

/* The slide as large as `room` allows, at its top left corner, in a hairline; where it stands. */
static kj_rect place_slide(kj_draw *draw, const sheet *s, uint32_t slide, kj_rect room)
{
    const kj_list list = s->handout->pictures ? s->handout->pictures[slide].list
                                              : kj_scene_slide(s->slides, slide, UINT32_MAX);
    const double k = fmin(room.w / list.width, room.h / list.height);
    const kj_rect at = {room.x, room.y, list.width * k, list.height * k};
    kj_draw_clip(draw, at, 0);
    kj_draw_box(draw, at, (kj_box_style){.fill = KJ_COLOR_PAPER, .filled = true});
    draw->list.commands.ptr[draw->list.commands.count - 1].fill = list.ground;
    const size_t from = draw->list.commands.count;
    kj_draw_placed(draw, &list, at.x, at.y, k);
    for (size_t i = from; i < draw->list.commands.count; i++)
        draw->list.commands.ptr[i].shadow = false; /* on paper it is dirt */
    kj_draw_end(draw);
    kj_draw_box(draw, at,
                (kj_box_style){.stroke = KJ_COLOR_LINE, .stroked = true, .stroke_width = 1.5});
    return at;
}

static double put(kj_draw *draw, kj_text text, kj_rect box, double size, kj_font_role role,
                  kj_color_name color)
{
    return kj_draw_text(draw, text, box, kj_style(size, role, color));
}

static void put_right(kj_draw *draw, kj_span text, double right, double y, kj_color_name color)
{
    const kj_text_block block =
        kj_draw_measure(draw, kj_plain(text), 0, 0, kj_style(SMALL, KJ_FONT_SANS, color));
    kj_draw_block(draw, &block, right - block.width, y);
}

static void put_foot(kj_draw *draw, const sheet *s)
{
    const double y = draw->list.height - FOOT;
    put(draw, kj_plain(draw->scene->course->title), (kj_rect){SIDE, y, 0, 0}, SMALL, KJ_FONT_SANS,
        KJ_COLOR_INK3);
    put_right(draw,
              kj_arena_format(draw->scene->arena, "%u / %u", (unsigned)s->page + 1,
                              (unsigned)kj_handout_pages(s->handout)),
              draw->list.width - SIDE, y, KJ_COLOR_INK3);
}

static void put_small_head(kj_draw *draw, kj_span head)
{
    put(draw, kj_plain(head), (kj_rect){SIDE, HEAD, 0, 0}, SMALL, KJ_FONT_SANS_BOLD, KJ_COLOR_ZHU);
}

/* The part that a slide stands in. */
static void put_head(kj_draw *draw, uint32_t slide)
{
    const kj_course *course = draw->scene->course;
    const kj_part *part = &course->parts.ptr[course->slides.ptr[slide].part];
    const kj_span name = kj_part_name(draw->scene->words, part, draw->scene->arena);
    const kj_span head = name.len ? KJ_DRAW_FILL(draw, KJ_W_PART_HEADING, kj_w("part", name),
                                                 kj_w("title", part->title))
                                  : part->title;
    put_small_head(draw, head);
}

static void put_rules(kj_draw *draw, kj_rect room)
{
    for (int i = 1; RULE_GAP * i <= room.h + 0.5; i++) {
        const double y = room.y + RULE_GAP * i;
        kj_draw_line(draw, room.x, y, room.x + room.w, y, KJ_COLOR_LINE, 1.2);
    }
}

static kj_span name_of(const kj_slide *slide)
{
    return slide->menu.len ? slide->menu : slide->title.plain;
}

/* "3　二八法则" and, at the right, how long it takes.  Returns the height used. */
static double put_label(kj_draw *draw, uint32_t index, double y)
{
    const kj_slide *slide = &draw->scene->course->slides.ptr[index];
    const double width = draw->list.width - 2 * SIDE;
    const double height =
        put(draw,
            kj_plain(KJ_DRAW_FILL(draw, KJ_W_SAY_NUMBERED, kj_n("n", index + 1),
                                  kj_w("text", name_of(slide)))),
            (kj_rect){SIDE, y, width - 140, 0}, LABEL, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK);
    if (slide->minutes > 0)
        put_right(
            draw,
            KJ_DRAW_FILL(draw, KJ_W_HANDOUT_MINUTES,
                         kj_w("n", kj_arena_format(draw->scene->arena, "%g", slide->minutes))),
            SIDE + width, y + 6, KJ_COLOR_INK2);
    return height;
}

/* The question to the room, on a quiet ground. */
static double put_question(kj_draw *draw, kj_text ask, double y)
{
    const double pad = 18, label = 96, width = draw->list.width - 2 * SIDE;
    kj_text_style style = kj_style(24, KJ_FONT_SANS_BOLD, KJ_COLOR_INK);
    style.plain_marks = true;
    const kj_text_block block = kj_draw_measure(draw, ask, width - 2 * pad - label, 0, style);
    const double height = block.height + 2 * pad;
    kj_draw_box(draw, (kj_rect){SIDE, y, width, height},
                (kj_box_style){.fill = KJ_COLOR_DAI_WASH, .filled = true, .radius = 8});
    put(draw, kj_plain(kj_draw_word(draw, KJ_W_HANDOUT_ASK)),
        (kj_rect){SIDE + pad, y + pad + 4, 0, 0}, 20, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI);
    kj_draw_block(draw, &block, SIDE + pad + label, y + pad);
    return height;
}

static kj_text_style notes_style(void)
{
    return (kj_text_style){.size = BODY,
                           .smallest = 16,
                           .leading = 1.6,
                           .role = KJ_FONT_SANS,
                           .color = KJ_COLOR_INK,
                           .align = KJ_ALIGN_JUSTIFY};
}

/* Long notes take room from the slide, before they become smaller. */
static double slide_height(kj_draw *draw, kj_text notes)
{
    const kj_text_block block =
        kj_draw_measure(draw, notes, draw->list.width - 2 * SIDE, 0, notes_style());
    return block.height > NOTES_USUAL ? SLIDE_LEAST : SLIDE_MOST;
}

/* What the presenter says; smaller where it is very long, down to eight points. */
static double put_notes(kj_draw *draw, kj_text notes, double y, double bottom)
{
    const double width = draw->list.width - 2 * SIDE, top = y;
    y += put(draw, kj_plain(kj_draw_word(draw, KJ_W_HANDOUT_NOTES)), (kj_rect){SIDE, y, 0, 0}, 20,
             KJ_FONT_SANS_BOLD, KJ_COLOR_DAI) +
         6;
    y +=
        kj_draw_text(draw, notes, (kj_rect){SIDE, y, width, fmax(BODY, bottom - y)}, notes_style());
    return y - top;
}

static void draw_notes(kj_draw *draw, const sheet *s)
{
    const uint32_t index = s->handout->first + s->page;
    const kj_slide *slide = &draw->scene->course->slides.ptr[index];
    const double width = draw->list.width - 2 * SIDE, bottom = draw->list.height - FOOT - 28;
    put_head(draw, index);
    const kj_rect at =
        place_slide(draw, s, index, (kj_rect){SIDE, TOP, width, slide_height(draw, slide->notes)});
    double y = at.y + at.h + 32;
    y += put_label(draw, index, y) + 16;
    if (slide->ask.plain.len)
        y += put_question(draw, slide->ask, y) + 24;
    if (slide->notes.plain.len)
        y += put_notes(draw, slide->notes, y, bottom) + 12;
    put_rules(draw, (kj_rect){SIDE, y, width, fmax(0, bottom - y)});
    put_foot(draw, s);
}

/* Columns and rows of a handout, by slides a page; `lines`: to write on. */
typedef struct grid {
    uint32_t a_page, columns, rows;
    bool beside, below;
} grid;

static grid grid_of(uint32_t a_page)
{
    static const grid grids[] = {{1, 1, 1, false, true},
                                 {2, 1, 2, false, false},
                                 {3, 1, 3, true, false},
                                 {6, 2, 3, false, false}};
    size_t i = 0;
    while (i + 1 < KJ_COUNT(grids) && grids[i].a_page != a_page)
        i++;
    assert(grids[i].a_page == a_page);
    return grids[i];
}

static void draw_cell(kj_draw *draw, const sheet *s, grid g, uint32_t slide, kj_rect cell)
{
    const double caption = 40, gap = 40;
    const double width = g.beside ? (cell.w - gap) / 2 : cell.w;
    const double height = g.below ? cell.h / 2 : cell.h - caption;
    const kj_rect at = place_slide(draw, s, slide, (kj_rect){cell.x, cell.y, width, height});
    const kj_span name = s->handout->pictures ? s->handout->pictures[slide].caption
                                              : name_of(&draw->scene->course->slides.ptr[slide]);
    put(draw,
        kj_plain(KJ_DRAW_FILL(draw, KJ_W_SAY_NUMBERED, kj_n("n", slide + 1), kj_w("text", name))),
        (kj_rect){cell.x, at.y + at.h + 8, width, 0}, SMALL, KJ_FONT_SANS, KJ_COLOR_INK2);
    if (g.beside)
        put_rules(draw, (kj_rect){cell.x + width + gap, cell.y, width, fmax(at.h, cell.h - 90)});
    if (g.below) {
        const double y = at.y + at.h + caption + 12;
        put_rules(draw, (kj_rect){cell.x, y, cell.w, cell.y + cell.h - y});
    }
}

static void draw_slides(kj_draw *draw, const sheet *s)
{
    const grid g = grid_of(s->handout->a_page);
    const double gap = 32, room = draw->list.height - TOP - FOOT - 28;
    const double w =
        (draw->list.width - 2 * SIDE - gap * (double)(g.columns - 1)) / (double)g.columns;
    const double h = (room - gap * (double)(g.rows - 1)) / (double)g.rows;
    uint32_t first, last;
    kj_handout_slides(s->handout, s->page, &first, &last);
    if (s->handout->pictures)
        put_small_head(draw, s->handout->head);
    else
        put_head(draw, first);
    for (uint32_t slide = first; slide <= last; slide++) {
        const uint32_t n = slide - first;
        draw_cell(draw, s, g, slide,
                  (kj_rect){SIDE + (w + gap) * (double)(n % g.columns),
                            TOP + (h + gap) * (double)(n / g.columns), w, h});
    }
    put_foot(draw, s);
}

static uint32_t a_page_of(const kj_handout *handout)
{
    return handout->notes ? 1 : handout->a_page;
}

uint32_t kj_handout_pages(const kj_handout *handout)
{
    const uint32_t count = handout->last - handout->first + 1, a_page = a_page_of(handout);
    return (count + a_page - 1) / a_page;
}

void kj_handout_slides(const kj_handout *handout, uint32_t page, uint32_t *first, uint32_t *last)
{
    *first = handout->first + page * a_page_of(handout);
    *last = *first + a_page_of(handout) - 1;
    if (*last > handout->last)
        *last = handout->last;
}

kj_theme kj_handout_theme(const kj_theme *theme)
{
    kj_theme paper = *theme;
    /* Wholly black ink on a light page is 21:1; 10:1 tells the light themes from the dark ones. */
    if (kj_contrast(paper.colors[KJ_COLOR_PAPER], 0x000000FF) > 10)
        paper.colors[KJ_COLOR_PAPER] = WHITE;
    return paper;
}

kj_list kj_handout_page(const kj_scene *scene, const kj_handout *handout, uint32_t page)
{
    assert(page < kj_handout_pages(handout));
    kj_theme theme = kj_handout_theme(scene->theme), paper = kj_theme_light;
    paper.colors[KJ_COLOR_PAPER] = WHITE;

    kj_scene slides = *scene, sheets = *scene;
    slides.theme = &theme;
    slides.sink = NULL; /* `check` says what is wrong with a slide; here it is about the sheet */
    sheets.theme = &paper;
    sheets.canvas = (kj_canvas){KJ_SHEET_WIDTH, KJ_SHEET_HEIGHT, 1};
    const sheet s = {&slides, handout, page};
    kj_draw draw;
    kj_draw_begin(&draw, &sheets);
    if (handout->notes)
        draw_notes(&draw, &s);
    else
        draw_slides(&draw, &s);
    if (!handout->pictures) {
        const kj_slide *slide =
            &scene->course->slides.ptr[handout->first + page * a_page_of(handout)];
        kj_draw_report(&draw, slide->at, slide->id);
    }
    return draw.list;
}
