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

double kj_letter_radius(const kj_draw *draw, double usual, double text_size)
{
    const double grown = kj_draw_size(draw, 1);
    const double least = 22; /* its letter is the smallest that there are */
    return fmax(least, fmin(usual * (1 + 0.6 * (grown - 1)), 0.875 * text_size * grown));
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
        [KJ_ROW_FIELD] = {KJ_COLOR_CARD, KJ_COLOR_INK3, 1.5},
    };
    kj_draw_box(draw, rect,
                (kj_box_style){.fill = looks[look].fill,
                               .filled = true,
                               .stroke = looks[look].stroke,
                               .stroked = true,
                               .stroke_width = looks[look].width,
                               .radius = 12});
}

double kj_button_width(kj_draw *draw, const kj_button *button)
{
    const kj_draw before = *draw;
    const kj_rect rect = kj_draw_button(draw, (kj_rect){0, 0, 0, 0}, button->kind, button->action,
                                        button->label, button->keys);
    *draw = before;
    return rect.w;
}

#define BUTTON_GAP 16
#define BUTTON_HEIGHT 68

/* One row of them; returns its height. */
static double button_row(kj_draw *draw, const kj_button *buttons, const double *widths,
                         size_t count, kj_rect box, double spare)
{
    double x = box.x, height = 0;
    for (size_t i = 0; i < count; i++) {
        const double w = widths[i] + spare / (double)count;
        const kj_rect rect =
            kj_draw_button(draw, (kj_rect){x, box.y, w, BUTTON_HEIGHT}, buttons[i].kind,
                           buttons[i].action, buttons[i].label, buttons[i].keys);
        x += rect.w + BUTTON_GAP;
        height = fmax(height, rect.h);
    }
    return height;
}

double kj_draw_buttons(kj_draw *draw, const kj_button *buttons, size_t count, kj_rect box,
                       bool fill)
{
    double *widths = KJ_NEW(draw->scene->arena, double, count);
    double y = box.y;
    for (size_t from = 0; from < count;) {
        double used = 0;
        size_t to = from;
        for (; to < count; to++) {
            widths[to] = kj_button_width(draw, &buttons[to]);
            const double wanted = used + (to > from ? BUTTON_GAP : 0) + widths[to];
            if (to > from && wanted > box.w + 0.5)
                break;
            used = wanted;
        }
        draw->list.overfull += used > box.w + 0.5 ? 1 : 0;
        y += button_row(draw, &buttons[from], &widths[from], to - from,
                        (kj_rect){box.x, y, box.w, 0}, fill ? fmax(0, box.w - used) : 0) +
             BUTTON_GAP;
        from = to;
    }
    return y - BUTTON_GAP - box.y;
}

double kj_measure_buttons(kj_draw *draw, const kj_button *buttons, size_t count, double width)
{
    const kj_draw before = *draw;
    const double height = kj_draw_buttons(draw, buttons, count, (kj_rect){0, 0, width, 0}, false);
    *draw = before;
    return height;
}

double kj_draw_columns(kj_draw *draw, const kj_asked *asked, kj_draw_option *option, size_t columns,
                       double gap, double least, kj_rect box)
{
    const size_t n = asked->question->option_count, rows = (n + columns - 1) / columns;
    const double width = (box.w - gap * (double)(columns - 1)) / (double)columns;
    double heights[KJ_OPTIONS_MAX] = {0}, bottom = box.y;
    const kj_draw before = *draw;
    for (size_t i = 0; i < n; i++)
        heights[i % rows] = fmax(fmax(least, heights[i % rows]),
                                 option(draw, asked, i, (kj_rect){box.x, box.y, width, 0}, least));
    *draw = before;
    for (size_t c = 0; c < columns; c++) {
        double y = box.y;
        for (size_t r = 0; r < rows && c * rows + r < n; r++) {
            const kj_rect at = {box.x + (width + gap) * (double)c, y, width, 0};
            (void)option(draw, asked, c * rows + r, at, heights[r]);
            y += heights[r] + gap;
        }
        bottom = fmax(bottom, y);
    }
    return bottom - gap - box.y;
}

size_t kj_paging(const kj_draw *draw, size_t first, size_t count, size_t room, size_t all,
                 kj_button *out)
{
    kj_arena *arena = draw->scene->arena;
    size_t ways = 0;
    if (first + count < all)
        out[ways++] = (kj_button){.action = kj_arena_format(arena, "list:%zu", first + count),
                                  .label = kj_draw_word(draw, KJ_W_LIST_ON),
                                  .keys = "PageDown"};
    if (first > 0)
        out[ways++] = (kj_button){
            .action = kj_arena_format(arena, "list:%zu", first > room ? first - room : 0),
            .label = kj_draw_word(draw, KJ_W_LIST_UP),
            .keys = "PageUp"};
    return ways;
}

kj_text_block kj_measure_cut(kj_draw *draw, kj_span said, double width, double height,
                             kj_text_style style)
{
    const kj_text_block whole = kj_draw_measure(draw, kj_plain(said), width, 0, style);
    const double room = floor((height + 0.5) / whole.line_height);
    const size_t lines = room < 1 ? 1 : (size_t)room;
    if (whole.paragraph.line_count <= lines)
        return whole;
    const kj_line *line = &whole.paragraph.lines[lines - 1];
    const size_t start = (size_t)(line->text.ptr - said.ptr);
    kj_text_block cut = whole;
    for (size_t end = line->cluster_count; end > 1; end--) {
        const size_t at = line->clusters[end - 1].start;
        const kj_span kept = kj_span_sub(said, 0, at > start ? at : start);
        cut = kj_draw_measure(draw,
                              kj_plain(kj_arena_format(draw->scene->arena, "%.*s%.*s", KJ_ARG(kept),
                                                       KJ_ARG(kj_draw_word(draw, KJ_W_SAY_CUT)))),
                              width, 0, style);
        if (cut.paragraph.line_count <= lines)
            break;
    }
    return cut;
}

bool kj_list_taken(const kj_list *list, kj_rect r)
{
    for (size_t i = 0; i < list->commands.count; i++) {
        const kj_command *c = &list->commands.ptr[i];
        const kj_rect em = kj_command_em_box(c);
        if (c->kind == KJ_DRAW_GLYPHS && em.x < r.x + r.w && r.x < em.x + em.w &&
            em.y < r.y + r.h && r.y < em.y + em.h)
            return true;
    }
    for (size_t i = 0; i < list->areas.count; i++) {
        const kj_area *a = &list->areas.ptr[i];
        if (a->action.len && a->rect.w > 0 && a->rect.x < r.x + r.w &&
            r.x < a->rect.x + a->rect.w && a->rect.y < r.y + r.h && r.y < a->rect.y + a->rect.h)
            return true;
    }
    return false;
}

/* At the top right, as large as the learner's letters where nothing is in the way, else in smaller
 * ones nearer to the page's edge: above the first line of every page there is room for the least of
 * them. */
static void notice(kj_draw *draw, kj_span said, kj_color_name fill, kj_color_name color)
{
    const double grown = kj_draw_size(draw, 1), margin = kj_draw_margin(draw);
    for (double size = KJ_SIZE_CAPTION;; size = fmax(KJ_SIZE_CAPTION / grown, size - 2)) {
        const bool last = size <= KJ_SIZE_CAPTION / grown;
        const kj_text_block block = kj_draw_measure(
            draw, kj_plain(said), 0, 0,
            (kj_text_style){
                .size = size, .leading = 1.3, .role = KJ_FONT_SANS_BOLD, .color = color});
        for (int high = 0; high < 2; high++) {
            const double h = block.height + (high ? 4 : 16), w = block.width + 48;
            const kj_rect r = {draw->list.width - margin - w, high ? 3 : 22, w, h};
            const bool room = w <= draw->list.width - 2 * margin && !kj_list_taken(&draw->list, r);
            if (!room && !(last && high))
                continue;
            kj_draw_box(draw, r, (kj_box_style){.fill = fill, .filled = true, .radius = 12});
            kj_draw_block(draw, &block, r.x + 24, r.y + (h - block.height) / 2);
            kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, said, r);
            return;
        }
    }
}

void kj_draw_notices(kj_draw *draw, const kj_session *session)
{
    if (session->unsaved)
        notice(draw, kj_draw_word(draw, KJ_W_NOTICE_UNSAVED), KJ_COLOR_ZHU_WASH, KJ_COLOR_ZHU);
    else if (session->own_unsaved)
        notice(draw, kj_draw_word(draw, KJ_W_NOTICE_OWN_UNSAVED), KJ_COLOR_ZHU_WASH, KJ_COLOR_ZHU);
    else if (session->mute)
        notice(draw, kj_draw_word(draw, KJ_W_VOICE_MISSING), KJ_COLOR_DAI_WASH, KJ_COLOR_DAI);
    else if (session->told.len > 0)
        notice(draw, session->told, session->told_bad ? KJ_COLOR_ZHU_WASH : KJ_COLOR_DAI_WASH,
               session->told_bad ? KJ_COLOR_ZHU : KJ_COLOR_DAI);
    else if (session->welcome) /* home says itself what is to do */
        notice(draw,
               kj_draw_word(draw, session->screen == KJ_SCREEN_HOME ? KJ_W_NOTICE_WELCOME_HOME
                                                                    : KJ_W_NOTICE_WELCOME),
               KJ_COLOR_DAI_WASH, KJ_COLOR_DAI);
}

kj_span kj_grade_name(const kj_draw *draw, uint32_t grade)
{
    static const kj_word_id names[] = {KJ_W_GRADE_EXCELLENT, KJ_W_GRADE_GOOD, KJ_W_GRADE_FAIR,
                                       KJ_W_GRADE_POOR};
    return kj_draw_word(draw, names[grade < KJ_COUNT(names) ? grade : KJ_COUNT(names) - 1]);
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
    return KJ_DRAW_FILL(draw, KJ_W_SLIDE_LABEL, kj_n("n", slide + 1), kj_w("title", s->menu));
}
