/* engine/scene/visual.c: the table of visuals, and what they share. */
#include "scene/visual.h"

#include <math.h>

/* A new visual is a row here and a file that defines kj_visual_NAME. */
/* clang-format off */
#define VISUALS(X) \
    X(cover) \
    X(map) \
    X(numbers) \
    X(cards) \
    X(checklist) \
    X(opener) \
    X(pyramid) \
    X(arrow) \
    X(table) \
    X(matrix) \
    X(columns) \
    X(bars) \
    X(funnel) \
    X(donut) \
    X(radar) \
    X(line) \
    X(balance) \
    X(scatter) \
    X(ladder) \
    X(cycle) \
    X(ring) \
    X(flow) \
    X(timeline) \
    X(org) \
    X(quote) \
    X(dialogue) \
    X(image) \
    X(two_columns) \
    X(points)
/* clang-format on */

#define DECLARE(name) extern const kj_visual_type kj_visual_##name;
VISUALS(DECLARE)

#define TYPE(name) &kj_visual_##name,
const kj_visual_type *const kj_visual_types[] = {VISUALS(TYPE)};
const size_t kj_visual_type_count = KJ_COUNT(kj_visual_types);

/* The same rows as the reader sees them: each begins with its kj_form_type. */
#define FORM(name) &kj_visual_##name.form,
static const kj_form_type *const rows[] = {VISUALS(FORM)};

kj_forms kj_visual_forms(void)
{
    return (kj_forms){.name = "visual", .rows = rows, .count = KJ_COUNT(rows)};
}

static bool builds(const kj_visual_frame *frame)
{
    return frame->slide->build && !frame->hotspot;
}

bool kj_visual_shows(const kj_visual_frame *frame, size_t element)
{
    return !builds(frame) || element <= frame->step;
}

void kj_visual_at(kj_draw *draw, const kj_visual_frame *frame, size_t element)
{
    draw->build = builds(frame) ? (uint32_t)element : 0;
}

static void outline(kj_draw *draw, kj_rect r, kj_color_name color)
{
    kj_draw_box(draw, (kj_rect){r.x - 2, r.y - 2, r.w + 4, r.h + 4},
                (kj_box_style){.stroke = color, .stroked = true, .stroke_width = 4, .radius = 15});
}

void kj_draw_element(kj_draw *draw, const kj_visual_frame *frame, kj_element e)
{
    if (!frame->hotspot) {
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, e.label, e.rect);
        return;
    }
    kj_arena *arena = draw->scene->arena;
    const bool picked = kj_span_equal(frame->picked, e.id);
    const bool right = frame->answered && kj_span_equal(frame->right, e.id);
    const char letter = (char)('A' + e.index % 26);
    if (right)
        outline(draw, e.rect, KJ_COLOR_SONG);
    else if (picked)
        outline(draw, e.rect, frame->answered ? KJ_COLOR_ZHU : KJ_COLOR_DAI);
    if (right)
        kj_draw_badge(draw, KJ_BADGE_TICK, e.badge.x, e.badge.y, KJ_BADGE_RADIUS);
    else if (picked && frame->answered)
        kj_draw_badge(draw, KJ_BADGE_CROSS, e.badge.x, e.badge.y, KJ_BADGE_RADIUS);
    else
        kj_draw_letter(draw, kj_arena_format(arena, "%c", letter), e.badge.x, e.badge.y,
                       KJ_BADGE_RADIUS, picked);
    kj_area *area = kj_draw_area(
        draw, KJ_ROLE_OPTION, kj_arena_format(arena, "option:%.*s", KJ_ARG(e.id)), e.label, e.rect);
    area->keys = kj_arena_format(arena, "%c", letter);
    area->selected = picked;
    area->disabled = frame->answered;
}

void kj_draw_panel(kj_draw *draw, kj_rect rect, bool accent)
{
    kj_draw_box(draw, rect,
                (kj_box_style){.fill = KJ_COLOR_CARD,
                               .filled = true,
                               .stroke = accent ? KJ_COLOR_ZHU : KJ_COLOR_LINE,
                               .stroked = true,
                               .stroke_width = accent ? 3 : 1.5,
                               .radius = 14,
                               .shadow = accent});
}

void kj_say_more(const kj_draw *draw, kj_text_buffer *out, kj_word_id mark, kj_span text)
{
    if (text.len > 0 && out->len > 0)
        kj_put(out, kj_draw_word(draw, mark));
    kj_put(out, text);
}

kj_span kj_say(const kj_draw *draw, kj_span a, kj_span b)
{
    kj_text_buffer out = {.arena = draw->scene->arena};
    kj_put(&out, a);
    kj_say_more(draw, &out, KJ_W_SAY_COLON, b);
    return kj_put_span(&out);
}

kj_span kj_say_aside(const kj_draw *draw, kj_span a, kj_span aside)
{
    return aside.len ? KJ_DRAW_FILL(draw, KJ_W_SAY_ASIDE, kj_w("said", a), kj_w("aside", aside))
                     : a;
}

double kj_padding(double size, double least, double most)
{
    const double share = (size - KJ_SIZE_CAPTION) / ((double)KJ_SIZE_BODY - KJ_SIZE_CAPTION);
    const double from = floor(least / KJ_RHYTHM); /* the smallest letters need all the room */
    return KJ_RHYTHM * round(from + (most / KJ_RHYTHM - from) * fmin(1, fmax(0, share)));
}

double kj_row_share(double room, size_t row_count)
{
    return 2 * KJ_RHYTHM * floor(room / (double)row_count / (2 * KJ_RHYTHM));
}

double kj_centred(kj_rect box, double height)
{
    return box.y + fmax(0, floor((box.h - height) * 0.46));
}

#define KEY_PADDING 28.0
#define KEY_GAP 36.0

kj_key_line kj_measure_key_line(kj_draw *draw, kj_text text, double width, double size)
{
    kj_key_line line = {.height = 0};
    if (text.plain.len == 0)
        return line;
    line.block = kj_draw_measure(draw, text, width - 2 * KEY_PADDING - 12, 0,
                                 kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK));
    line.height = KEY_GAP + line.block.height + 2 * (KEY_PADDING - 8);
    return line;
}

void kj_draw_key_line(kj_draw *draw, const kj_key_line *line, double x, double bottom, double width)
{
    if (line->height <= 0)
        return;
    const double height = line->height - KEY_GAP, top = bottom - height;
    kj_draw_box(draw, (kj_rect){x, top, width, height},
                (kj_box_style){.fill = KJ_COLOR_WASH, .filled = true, .radius = 12});
    kj_draw_box(draw, (kj_rect){x, top + 16, 6, height - 32},
                (kj_box_style){.fill = KJ_COLOR_ZHU, .filled = true, .radius = 3});
    kj_draw_block(draw, &line->block, x + KEY_PADDING + 4, top + KEY_PADDING - 8);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, line->block.text.plain,
                 (kj_rect){x, top, width, height});
}
