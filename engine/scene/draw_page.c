/* engine/scene/draw_page.c: what every page has: margins, head, foot, buttons, key caps. */
#include "scene/draw.h"

#include <math.h>

#define FOOT_BELOW 34
#define BAR_HEIGHT 4
#define BAR_GAP 20
#define BAR_SHORTEST 96
#define BUTTON_HEIGHT 64
#define BUTTON_PADDING 40
#define CAP_PADDING 9
#define CAP_GAP 8     /* a cap and its verb in the footer */
#define BUTTON_CAP 16 /* a button's words and their cap */
#define LOGO_TOP 32
#define LOGO_WIDEST 280

double kj_draw_margin(const kj_draw *draw)
{
    /* 112 of 1920, the same share elsewhere: 84 of 1440, 64 of a portrait's 1080. */
    return fmax(56, 4 * round(draw->list.width * 112 / 1920 / 4));
}

void kj_draw_logo(kj_draw *draw, double height)
{
    const kj_theme *theme = draw->scene->theme;
    const bool opener = draw->list.ground == kj_draw_color(draw, KJ_COLOR_OPENER);
    const bool own = opener && theme->logo_on_opener_shape > 0;
    const double shape = own ? theme->logo_on_opener_shape : theme->logo_shape;
    if (shape <= 0)
        return;
    /* A wide one is made lower, so that it stays in its corner. */
    const double width = fmin(height * shape, LOGO_WIDEST), high = width / shape;
    const double right = draw->list.width - kj_draw_margin(draw);
    const kj_rect at = {right - width, LOGO_TOP + (height - high) / 2, width, high};
    if (opener && !own)
        kj_draw_box(draw, (kj_rect){at.x - 16, at.y - 12, at.w + 32, at.h + 24},
                    (kj_box_style){.fill = KJ_COLOR_CARD, .filled = true, .radius = 12});
    kj_draw_image(draw, at, kj_span_of(own ? KJ_LOGO_OPENER_PICTURE : KJ_LOGO_PICTURE),
                  (kj_span){NULL, 0});
}

static kj_text_style title_style(void)
{
    return (kj_text_style){.size = KJ_SIZE_TITLE,
                           .smallest = 50,
                           .role = KJ_FONT_SERIF_BOLD,
                           .color = KJ_COLOR_INK,
                           .balance = true};
}

/* A title stands on one line where it can, a little smaller if need be; else on two or three of
 * like length in its full size. */
static kj_text_block measure_title(kj_draw *draw, kj_text title, double width)
{
    const kj_text_style style = title_style();
    const double line = 4 * round(kj_draw_size(draw, style.size) * 1.3 / 4);
    const kj_text_block one = kj_draw_measure(draw, title, width, line, style);
    if (one.fits)
        return one;
    return kj_draw_measure(draw, title, width, 3 * line, style);
}

static kj_text_block measure_lead(kj_draw *draw, kj_text lead)
{
    return kj_draw_measure(draw, lead, draw->list.width - 2 * kj_draw_margin(draw), 0,
                           (kj_text_style){.size = KJ_SIZE_BODY, .color = KJ_COLOR_INK2});
}

double kj_draw_lead_height(kj_draw *draw, kj_span lead)
{
    return measure_lead(draw, kj_plain(lead)).height;
}

kj_rect kj_draw_head(kj_draw *draw, kj_span eyebrow, kj_text title, kj_text lead)
{
    const double x = kj_draw_margin(draw), width = draw->list.width - 2 * x;
    double y = eyebrow.len ? 44 : 72;
    if (eyebrow.len) {
        y += kj_draw_text(draw, kj_plain(eyebrow), (kj_rect){x, y, width, 0},
                          (kj_text_style){.size = KJ_SIZE_CAPTION,
                                          .role = KJ_FONT_SANS_BOLD,
                                          .color = KJ_COLOR_ZHU});
        y += 4;
    }
    if (title.plain.len) {
        const kj_text_block block = measure_title(draw, title, width);
        kj_draw_block(draw, &block, x, y);
        kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, title.plain,
                     (kj_rect){x, y, width, block.height});
        y += block.height;
    }
    if (lead.plain.len) {
        y += 12;
        const kj_text_block block = measure_lead(draw, lead);
        kj_draw_block(draw, &block, x, y);
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, lead.plain,
                     (kj_rect){x, y, width, block.height});
        y += block.height;
    }
    y += 36;
    const double bottom = kj_draw_foot_top(draw) - 36;
    return (kj_rect){x, y, width, fmax(0, bottom - y)};
}

static kj_text_style foot_style(void)
{
    return (kj_text_style){.size = KJ_SIZE_CAPTION, .color = KJ_COLOR_INK3};
}

static double foot_height(const kj_draw *draw)
{
    return 4 * round(kj_draw_size(draw, KJ_SIZE_CAPTION) * 1.55 / 4);
}

double kj_draw_foot_top(const kj_draw *draw)
{
    return draw->list.height - FOOT_BELOW - foot_height(draw);
}

double kj_draw_foot_baseline(const kj_draw *draw)
{
    const double size = kj_draw_size(draw, KJ_SIZE_CAPTION);
    return kj_draw_foot_top(draw) + (foot_height(draw) - size) / 2 + 0.88 * size;
}

static void segments_at(kj_draw *draw, const kj_segment *segments, size_t count, double x, double y,
                        double width)
{
    const double gap = count > 1 ? 3 : 0;
    double total = 0;
    for (size_t i = 0; i < count; i++)
        total += segments[i].weight;
    if (total <= 0)
        return;
    for (size_t i = 0; i < count; i++) {
        const double w = (width - gap * (double)(count - 1)) * segments[i].weight / total;
        const double share = fmin(1, fmax(0, segments[i].share));
        kj_draw_box(draw, (kj_rect){x, y, w, BAR_HEIGHT},
                    (kj_box_style){.fill = KJ_COLOR_LINE, .filled = true});
        if (share > 0)
            kj_draw_box(draw, (kj_rect){x, y, w * share, BAR_HEIGHT},
                        (kj_box_style){.fill = KJ_COLOR_DAI, .filled = true});
        x += w + gap;
    }
}

void kj_draw_foot_segments(kj_draw *draw, kj_span left, const kj_segment *segments, size_t count,
                           kj_span right)
{
    const double margin = kj_draw_margin(draw), y = kj_draw_foot_top(draw);
    const double room = draw->list.width - 2 * margin;
    const kj_text_block l = kj_draw_measure(draw, kj_plain(left), 0, 0, foot_style());
    const kj_text_block r = kj_draw_measure(draw, kj_plain(right), 0, 0, foot_style());
    const double right_width = right.len ? r.width + BAR_GAP : 0;
    double left_width = left.len ? l.width + BAR_GAP : 0;
    /* Where large letters leave no room for the bar, the text at the left is the one to go. */
    if (room - left_width - right_width < BAR_SHORTEST)
        left_width = 0;
    if (left_width > 0)
        kj_draw_block(draw, &l, margin, y);
    const double bar = room - left_width - right_width;
    if (bar >= BAR_SHORTEST)
        segments_at(draw, segments, count, margin + left_width,
                    y + (foot_height(draw) - BAR_HEIGHT) / 2, bar);
    if (right.len) {
        kj_draw_block(draw, &r, draw->list.width - margin - r.width, y);
        kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, right,
                     (kj_rect){draw->list.width - margin - r.width, y, r.width, r.height});
    }
}

void kj_draw_foot(kj_draw *draw, kj_span left, double share, kj_span right)
{
    const kj_segment whole = {1, share};
    kj_draw_foot_segments(draw, left, &whole, 1, right);
}

kj_span kj_draw_key_name(const kj_draw *draw, kj_span keys)
{
    static const struct {
        const char *key, *shown;
    } names[] = {{"Right", "→"},      {"Left", "←"},     {"Up", "↑"},          {"Down", "↓"},
                 {"Return", "Enter"}, {"Escape", "Esc"}, {"PageDown", "PgDn"}, {"PageUp", "PgUp"}};
    size_t end = 0;
    while (end < keys.len && keys.ptr[end] != ' ')
        end++;
    const kj_span first = kj_span_sub(keys, 0, end);
    for (size_t i = 0; i < KJ_COUNT(names); i++)
        if (kj_span_is(first, names[i].key))
            return kj_span_of(names[i].shown);
    if (kj_span_is(first, "Space"))
        return kj_draw_word(draw, KJ_W_KEY_SPACE);
    if (kj_span_is(first, "Backspace"))
        return kj_draw_word(draw, KJ_W_KEY_BACKSPACE);
    return first;
}

static kj_text_block measure_cap(kj_draw *draw, kj_span key)
{
    return kj_draw_measure(draw, kj_plain(kj_draw_key_name(draw, key)), 0, 0,
                           (kj_text_style){.size = KJ_SIZE_SMALLEST, .color = KJ_COLOR_INK2});
}

/* As kj_draw_block, for the key of what it stands on. */
static void put_key(kj_draw *draw, const kj_text_block *block, double x, double y)
{
    const size_t from = draw->list.commands.count;
    kj_draw_block(draw, block, x, y);
    for (size_t i = from; i < draw->list.commands.count; i++)
        draw->list.commands.ptr[i].cap = true;
}

static double cap_width(const kj_text_block *block)
{
    return fmax(block->size * 1.6, block->width + 2 * CAP_PADDING);
}

static void put_cap(kj_draw *draw, const kj_text_block *block, double x, double baseline)
{
    const double width = cap_width(block), height = block->size * 1.6;
    /* Centred on the middle of the em box, as the words beside it are. */
    const double top = baseline - 0.38 * block->size - height / 2;
    kj_draw_box(draw, (kj_rect){x, top + 2, width, height},
                (kj_box_style){.fill = KJ_COLOR_INK3, .filled = true, .radius = 7});
    kj_draw_box(draw, (kj_rect){x, top, width, height},
                (kj_box_style){.fill = KJ_COLOR_CARD,
                               .filled = true,
                               .stroke = KJ_COLOR_INK3,
                               .stroked = true,
                               .stroke_width = 1.5,
                               .radius = 7});
    put_key(draw, block, x + (width - block->width) / 2, baseline - block->ascent);
}

/* Between large letters a gap is wider too, by half as much. */
static double grown_gap(const kj_draw *draw, double gap)
{
    return (gap + kj_draw_size(draw, gap)) / 2;
}

double kj_draw_keycap(kj_draw *draw, double x, double baseline, kj_span key, kj_span verb)
{
    const kj_text_block cap = measure_cap(draw, key);
    const double width = cap_width(&cap);
    put_cap(draw, &cap, x, baseline);
    if (verb.len == 0)
        return width;
    const kj_text_block word = kj_draw_measure(draw, kj_plain(verb), 0, 0, foot_style());
    const double gap = grown_gap(draw, CAP_GAP);
    put_key(draw, &word, x + width + gap, baseline - word.ascent); /* said with the key's action */
    return width + gap + word.width;
}

static kj_color_name button_color(kj_button_kind kind)
{
    switch (kind) {
    case KJ_BUTTON_PRIMARY:
        return KJ_COLOR_ON_DAI;
    case KJ_BUTTON_SECOND:
    case KJ_BUTTON_QUIET:
        break;
    }
    return KJ_COLOR_DAI;
}

static void button_box(kj_draw *draw, kj_rect rect, kj_button_kind kind)
{
    switch (kind) {
    case KJ_BUTTON_PRIMARY:
        kj_draw_box(draw, rect, (kj_box_style){.fill = KJ_COLOR_DAI, .filled = true, .radius = 12});
        return;
    case KJ_BUTTON_SECOND:
        kj_draw_box(draw, rect,
                    (kj_box_style){.fill = KJ_COLOR_CARD,
                                   .filled = true,
                                   .stroke = KJ_COLOR_DAI,
                                   .stroked = true,
                                   .stroke_width = 2,
                                   .radius = 12});
        return;
    case KJ_BUTTON_QUIET:
        return;
    }
}

kj_rect kj_draw_button(kj_draw *draw, kj_rect rect, kj_button_kind kind, kj_span action,
                       kj_span label, const char *keys)
{
    const kj_span key = kj_span_of(keys);
    const kj_text_block word = kj_draw_measure(
        draw, kj_plain(label), 0, 0,
        (kj_text_style){.size = 30, .role = KJ_FONT_SANS_BOLD, .color = button_color(kind)});
    const kj_text_block cap = measure_cap(draw, key);
    const double padding = kind == KJ_BUTTON_QUIET ? 16 : BUTTON_PADDING;
    const double inner = word.width + (key.len ? grown_gap(draw, BUTTON_CAP) + cap_width(&cap) : 0);
    rect.w = fmax(rect.w, inner + 2 * padding);
    rect.h = fmax(fmax(rect.h, BUTTON_HEIGHT), word.line_height + 16);
    button_box(draw, rect, kind);
    const double x = rect.x + (rect.w - inner) / 2;
    const double baseline = rect.y + (rect.h - word.height) / 2 + word.ascent;
    kj_draw_block(draw, &word, x, baseline - word.ascent);
    if (key.len)
        put_cap(draw, &cap, x + word.width + grown_gap(draw, BUTTON_CAP),
                baseline - 0.05 * word.size);
    kj_draw_area(draw, KJ_ROLE_BUTTON, action, label, rect)->keys = key;
    return rect;
}

void kj_draw_letter(kj_draw *draw, kj_span letter, double cx, double cy, double r, bool selected)
{
    kj_draw_circle(draw, cx, cy, r,
                   (kj_box_style){.fill = selected ? KJ_COLOR_DAI : KJ_COLOR_CARD,
                                  .filled = true,
                                  .stroke = selected ? KJ_COLOR_DAI : KJ_COLOR_INK2,
                                  .stroked = true,
                                  .stroke_width = 2});
    /* `r` is the caller's and already scaled, so the letter follows it. */
    const kj_text_block block =
        kj_draw_measure(draw, kj_plain(letter), 0, 0,
                        (kj_text_style){.size = r * 1.05 / kj_draw_size(draw, 1),
                                        .role = KJ_FONT_SANS_BOLD,
                                        .color = selected ? KJ_COLOR_ON_DAI : KJ_COLOR_INK2});
    /* Capitals and digits are 0.733 em high. */
    put_key(draw, &block, cx - block.width / 2, cy + 0.367 * block.size - block.ascent);
}
