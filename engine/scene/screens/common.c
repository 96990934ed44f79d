/* engine/scene/screens/common.c: what several screens share. */
#include "scene/screens/screens.h"

#include <math.h>

const kj_option_verdict *kj_verdict_of(const kj_verdict *verdict, kj_span id)
{
    for (size_t i = 0; verdict && i < verdict->option_count; i++)
        if (kj_span_equal(verdict->options[i].id, id))
            return &verdict->options[i];
    return NULL;
}

kj_span kj_option_key(kj_arena *arena, size_t index)
{
    return kj_arena_format(arena, "%c", (int)('A' + (index % 26)));
}

kj_span kj_action(kj_arena *arena, const char *verb, kj_span id)
{
    return kj_arena_format(arena, "%s:%.*s", verb, KJ_ARG(id));
}

kj_span kj_points(kj_arena *arena, double points)
{
    const double tenths = round(points * 10);
    if (fmod(tenths, 10) == 0.0)
        return kj_arena_format(arena, "%.0f", tenths / 10);
    return kj_arena_format(arena, "%.1f", tenths / 10);
}

kj_span kj_count_text(kj_arena *arena, uint64_t count)
{
    return kj_arena_format(arena, "%llu", (unsigned long long)count);
}

void kj_draw_row(kj_draw *draw, kj_rect rect, kj_row_look look)
{
    static const struct {
        kj_color_name fill, stroke;
        double width;
    } looks[] = {
        [KJ_ROW_PLAIN] = {KJ_COLOR_CARD, KJ_COLOR_LINE, 1.5},
        [KJ_ROW_SELECTED] = {KJ_COLOR_DAI_WASH, KJ_COLOR_DAI, 2.5},
        [KJ_ROW_RIGHT] = {KJ_COLOR_SONG_WASH, KJ_COLOR_SONG, 2.5},
        [KJ_ROW_WRONG] = {KJ_COLOR_ZHU_WASH, KJ_COLOR_ZHU, 2.5},
        [KJ_ROW_QUIET] = {KJ_COLOR_WASH, KJ_COLOR_WASH, 1.5},
    };
    kj_draw_box(draw, rect,
                (kj_box_style){.fill = looks[look].fill,
                               .filled = true,
                               .stroke = looks[look].stroke,
                               .stroked = true,
                               .stroke_width = looks[look].width,
                               .radius = 12});
}

static void notice(kj_draw *draw, const char *text, kj_color_name fill, kj_color_name color)
{
    const kj_text_block block =
        kj_draw_measure(draw, kj_plain(kj_span_of(text)), draw->list.width * 0.8, 0,
                        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, color));
    const double inner = fmin(block.width, block.paragraph.width_em * block.size);
    const double w = inner + 48, h = block.height + 16;
    const double x = draw->list.width - kj_draw_margin(draw) - w, y = 24;
    kj_draw_box(draw, (kj_rect){x, y, w, h},
                (kj_box_style){.fill = fill, .filled = true, .radius = 12});
    kj_draw_block(draw, &block, x + 24, y + 8);
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, kj_span_of(text), (kj_rect){x, y, w, h});
}

void kj_draw_notices(kj_draw *draw, const kj_session *session)
{
    if (session->unsaved)
        notice(draw, "存不上：磁盘已满或不可写。可以接着看，答案暂不算数", KJ_COLOR_ZHU_WASH,
               KJ_COLOR_ZHU);
    else if (session->welcome)
        notice(draw, "欢迎回来，接着上次的地方学", KJ_COLOR_DAI_WASH, KJ_COLOR_DAI);
}

kj_span kj_grade_name(uint32_t grade)
{
    static const char *const names[] = {"优", "良", "中", "败"};
    return kj_span_of(names[grade < KJ_COUNT(names) ? grade : KJ_COUNT(names) - 1]);
}

kj_color_name kj_grade_color(uint32_t grade)
{
    switch (grade) {
    case KJ_GRADE_EXCELLENT:
        return KJ_COLOR_SONG;
    case KJ_GRADE_GOOD:
        return KJ_COLOR_DAI;
    case KJ_GRADE_FAIR:
        return KJ_COLOR_INK2;
    default:
        return KJ_COLOR_ZHU;
    }
}

kj_span kj_slide_label(const kj_draw *draw, uint32_t slide)
{
    const kj_slide *s = &draw->scene->course->slides.ptr[slide];
    return kj_arena_format(draw->scene->arena, "第%u页　%.*s", slide + 1, KJ_ARG(s->menu));
}
