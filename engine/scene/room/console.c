/* engine/scene/room/console.c: what the presenter sees: which page, what its parts share, and the
 * question whether to leave. */
#include "scene/room/console.h"

#include <math.h>

void kj_console_panel(kj_draw *draw, kj_rect rect)
{
    kj_draw_box(draw, rect, (kj_box_style){.fill = KJ_COLOR_CARD, .filled = true, .radius = 14});
}

void kj_console_frame(kj_draw *draw, kj_rect rect, kj_color_name color, double width)
{
    const double out = width / 2;
    kj_draw_box(draw, (kj_rect){rect.x - out, rect.y - out, rect.w + 2 * out, rect.h + 2 * out},
                (kj_box_style){.fill = KJ_COLOR_WASH,
                               .filled = true,
                               .stroke = color,
                               .stroked = true,
                               .stroke_width = width,
                               .radius = 4});
}

double kj_console_line(kj_draw *draw, kj_span said, double x, double y, double width,
                       kj_text_style style)
{
    const kj_text_block whole = kj_draw_measure(draw, kj_plain(said), 0, 0, style);
    if (width < 2 * style.size && whole.width > width)
        return 0; /* not even its beginning has room */
    if (whole.width <= width) {
        kj_draw_block(draw, &whole, x, y);
        return whole.width;
    }
    const kj_text_block cut = kj_measure_cut(draw, said, width, whole.line_height, style);
    kj_draw_block(draw, &cut, x, y);
    return width;
}

void kj_console_thumb_at(kj_draw *draw, kj_console_view *view, uint32_t slide, kj_rect rect)
{
    *KJ_PUSH(draw->scene->arena, &view->out->thumbs, &view->thumb_capacity, kj_console_thumb) =
        (kj_console_thumb){slide, rect};
}

static kj_text_style button_style(bool primary)
{
    return kj_style(26, KJ_FONT_SANS_BOLD, primary ? KJ_COLOR_ON_DAI : KJ_COLOR_DAI);
}

double kj_console_button_width(kj_draw *draw, kj_span label)
{
    return kj_draw_measure(draw, kj_plain(label), 0, 0, button_style(false)).width + 40;
}

kj_rect kj_console_button(kj_draw *draw, kj_rect rect, kj_span action, kj_span label, bool primary)
{
    const kj_text_block block = kj_draw_measure(draw, kj_plain(label), 0, 0, button_style(primary));
    rect.w = fmax(rect.w, block.width + 40);
    kj_draw_box(draw, rect,
                (kj_box_style){
                    .fill = primary ? KJ_COLOR_DAI : KJ_COLOR_WASH, .filled = true, .radius = 10});
    kj_draw_block(draw, &block, rect.x + (rect.w - block.width) / 2,
                  rect.y + (rect.h - block.height) / 2);
    kj_draw_area(draw, KJ_ROLE_BUTTON, action, label, rect);
    return rect;
}

kj_span kj_slide_name(const kj_course *course, uint32_t slide)
{
    const kj_slide *s = &course->slides.ptr[slide];
    return s->menu.len ? s->menu : s->title.plain;
}

uint32_t kj_slide_after(const kj_course *course, uint32_t slide)
{
    return (size_t)slide + 1 < course->slides.count ? slide + 1 : KJ_NONE;
}

kj_span kj_wall_clock(const kj_draw *draw, const kj_show *show, int64_t ms)
{
    const kj_date at = kj_time_local((kj_time){ms, show->class->started.offset_min});
    return kj_arena_format(draw->scene->arena, "%02d:%02d", (int)at.hour, (int)at.minute);
}

/* ---- which page ---- */

static void leaving(kj_draw *draw)
{
    const kj_button buttons[] = {
        {KJ_BUTTON_PRIMARY, KJ_LIT("quit:no"), kj_draw_word(draw, KJ_W_CONSOLE_STAY), "Escape"},
        {KJ_BUTTON_SECOND, KJ_LIT("quit:yes"), kj_draw_word(draw, KJ_W_CONSOLE_END), "Return"}};
    kj_draw_asking(draw, KJ_W_CONSOLE_LEAVE_TITLE, KJ_W_CONSOLE_LEAVE_TEXT, buttons,
                   KJ_COUNT(buttons));
}

static void (*const pages[])(kj_draw *draw, kj_console_view *view) = {
    [KJ_CONSOLE_SLIDE] = kj_console_main,     [KJ_CONSOLE_OVERVIEW] = kj_console_overview,
    [KJ_CONSOLE_QUESTIONS] = kj_console_list, [KJ_CONSOLE_ROLEPLAYS] = kj_console_list,
    [KJ_CONSOLE_ROSTER] = kj_console_list,    [KJ_CONSOLE_ASKED] = kj_console_list,
    [KJ_CONSOLE_KEYS] = kj_console_keys,
};

kj_console kj_console_draw(const kj_scene *scene, kj_canvas room_canvas, const kj_show *show)
{
    kj_scene dark = *scene;
    dark.theme = &kj_theme_dark;
    dark.canvas.text_scale = 1; /* the notes have a size of their own */
    kj_console out = {.next_is_slide = false};
    kj_console_view view = {
        .show = show, .shape = room_canvas.width / room_canvas.height, .out = &out};
    kj_draw draw;
    kj_draw_begin(&draw, &dark);
    pages[show->console](&draw, &view);
    if (show->leaving) {
        leaving(&draw);
        out.now.w = out.next.w = out.seen.w = 0; /* nothing may cover the question */
        out.thumbs.count = 0;
    }
    out.list = draw.list;
    return out;
}
