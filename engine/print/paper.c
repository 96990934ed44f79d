/* engine/print/paper.c: pages of A4, one after the other. */
#include "print/paper.h"

#include "load/load.h"
#include "os/fontfiles.h"
#include "scene/handout.h"

#define FOOT 76     /* of the foot's top above the edge */
#define FOOT_GAP 26 /* between it and what stands above */
#define WHITE 0xFFFFFFFF

bool kj_paper_open(kj_paper *paper, const kj_course *course, const kj_words *words, bool across,
                   kj_span title, kj_arena *arena, kj_sink *sink)
{
    *paper = (kj_paper){.title = title, .arena = arena, .sink = sink, .theme = kj_theme_light};
    if (course ? !kj_load_fonts(course, NULL, NULL, &paper->files, arena, sink)
               : !kj_font_files_find(&paper->files, arena, sink))
        return false;
    paper->theme.colors[KJ_COLOR_PAPER] = WHITE;
    paper->scene = (kj_scene){
        .course = course,
        .theme = &paper->theme,
        .typesetter = kj_typesetter_new(&paper->files),
        .canvas = {across ? KJ_SHEET_HEIGHT : KJ_SHEET_WIDTH,
                   across ? KJ_SHEET_WIDTH : KJ_SHEET_HEIGHT, 1},
        .arena = arena,
        .words = words,
    };
    kj_paper_turn(paper);
    return true;
}

void kj_paper_close(kj_paper *paper)
{
    kj_typesetter_free(paper->scene.typesetter);
}

kj_draw *kj_paper_draw(kj_paper *paper)
{
    return &paper->pages.ptr[paper->pages.count - 1]->draw;
}

double kj_paper_width(const kj_paper *paper)
{
    return paper->scene.canvas.width - 2 * KJ_PAPER_SIDE;
}

double kj_paper_bottom(const kj_paper *paper)
{
    return paper->scene.canvas.height - FOOT - FOOT_GAP;
}

void kj_paper_turn(kj_paper *paper)
{
    kj_paper_page *page = KJ_NEW(paper->arena, kj_paper_page, 1);

    kj_draw_begin(&page->draw, &paper->scene);
    *KJ_PUSH(paper->arena, &paper->pages, &paper->capacity, kj_paper_page *) = page;
    paper->y = KJ_PAPER_TOP;
}

bool kj_paper_need(kj_paper *paper, double height)
{
    if (paper->y + height <= kj_paper_bottom(paper) || paper->y <= KJ_PAPER_TOP)
        return false;
    kj_paper_turn(paper);
    return true;
}

void kj_paper_entry(kj_paper *paper, kj_span title)
{
    kj_paper_page *page = paper->pages.ptr[paper->pages.count - 1];

    if (page->entry.len == 0)
        page->entry = title;
}

void kj_paper_put(kj_paper *paper, kj_span text, double x, kj_text_style style)
{
    const kj_rect box = {KJ_PAPER_SIDE + x, paper->y, kj_paper_width(paper) - x, 0};

    paper->y += kj_draw_text(kj_paper_draw(paper), kj_plain(text), box, style);
}

static void put_foot(kj_paper *paper, kj_paper_page *page, size_t number)
{
    const kj_text_style style = kj_style(KJ_PAPER_SMALL, KJ_FONT_SANS, KJ_COLOR_INK3);
    const double y = paper->scene.canvas.height - FOOT;
    const kj_span text = kj_arena_format(paper->arena, "%zu / %zu", number, paper->pages.count);
    const kj_text_block block = kj_draw_measure(&page->draw, kj_plain(text), 0, 0, style);

    kj_draw_text(&page->draw, kj_plain(paper->title), (kj_rect){KJ_PAPER_SIDE, y, 0, 0}, style);
    kj_draw_block(&page->draw, &block, paper->scene.canvas.width - KJ_PAPER_SIDE - block.width, y);
}

bool kj_paper_finish(kj_paper *paper, const kj_course *course, kj_span *pdf)
{
    const kj_picture_source none = {0};
    kj_painter *painter =
        kj_painter_new(&paper->files, course ? kj_load_pictures(course, NULL, paper->arena) : none);
    kj_pdf *out = kj_pdf_new(painter, paper->title);

    for (size_t i = 0; i < paper->pages.count; i++) {
        kj_paper_page *page = paper->pages.ptr[i];
        put_foot(paper, page, i + 1);
        if (page->entry.len > 0)
            kj_pdf_outline(out, page->entry, 0);
        kj_pdf_page(out, &page->draw.list, (kj_span){0});
    }
    const bool done = kj_pdf_finish(out, paper->arena, pdf, paper->sink);
    kj_painter_free(painter);
    return done;
}
