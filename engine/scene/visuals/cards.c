/* engine/scene/visuals/cards.c: "cards", two to six panels side by side, each a figure or word, a
 * title and a sentence. */
#include "scene/icons.h"
#include "scene/visual.h"

#include <assert.h>
#include <math.h>

typedef struct card {
    kj_at at;
    kj_span id;
    kj_text title, text, big, foot;
    uint32_t icon;
    bool accent;
} card;

typedef struct cards {
    kj_at at;
    KJ_LIST(card) cards;
    int32_t together; /* so many appear at a time; 0: one */
    kj_text foot;
} cards;

static const kj_field card_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(card, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the card."},
    {.key = "title",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(card, title),
     .min = 1,
     .max = 30,
     .about = "What the card is about."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(card, text),
     .min = 1,
     .max = 120,
     .about = "Its sentence."},
    {.key = "big",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(card, big),
     .min = 1,
     .max = 12,
     .about = "A figure or a word in large letters above the title."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(card, foot),
     .min = 1,
     .max = 60,
     .about = "What follows from it, under a line."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(card, accent),
     .about = "Whether this card is the one that matters."},
    KJ_ICON_FIELD(card),
};

static const kj_object card_object = {
    .name = "card",
    .fields = card_fields,
    .field_count = KJ_COUNT(card_fields),
    .size = sizeof(card),
    .align = _Alignof(card),
    .id_offset = offsetof(card, id),
    .about = "A card of the visual 'cards'.",
};

static const kj_field fields[] = {
    {.key = "cards",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(cards, cards),
     .min = 2,
     .max = 8,
     .object = &card_object,
     .about = "The cards, in reading order."},
    {.key = "together",
     .kind = KJ_FIELD_INT,
     .offset = offsetof(cards, together),
     .min = 1,
     .max = 8,
     .about = "How many appear at a time where the slide builds; 1 where it is left out."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(cards, foot),
     .min = 1,
     .max = 80,
     .about = "One line under all of them."},
};

#define GAP 24.0
#define NARROWEST_EM 7.0
#define ICON_GAP 16.0 /* between a figure and the icon at the end of its line */

typedef struct measured {
    kj_figure_block big;
    kj_text_block title, text, foot;
} measured;

/* Rows of cards; within one row all figures, titles and texts begin at the same height.  An icon
 * stands where the figure would, or at the end of its line. */
typedef struct row {
    double big, title, text, foot, height;
} row;

typedef struct layout {
    size_t columns, rows;
    double size, padding, width, height, icon;
    size_t lines; /* of the longest text */
    measured *cards;
    row *row;
    kj_key_line key;
    bool fits;
} layout;

static double icon_side(double size)
{
    return round(size * 2.75);
}

static kj_figure_block measure_big(kj_draw *draw, const card *c, double width, double size)
{
    kj_span number, unit;
    kj_figure_split(c->big.plain, &number, &unit);
    return kj_draw_measure_figure(draw, number, unit, width, size, 40,
                                  c->accent ? KJ_COLOR_ZHU : KJ_COLOR_DAI);
}

/* What an icon leaves of a figure's line. */
static double beside_icon(const card *c, double width, double text)
{
    return c->icon ? width - icon_side(text) - ICON_GAP : width;
}

/* One size for all: that of the widest, three times that of the text at most. */
static double big_size(kj_draw *draw, const cards *data, double width, double text)
{
    double size = fmin(KJ_SIZE_FIGURE, 3 * text);
    for (size_t i = 0; i < data->cards.count; i++) {
        const card *c = &data->cards.ptr[i];
        if (c->big.plain.len)
            size = fmin(size, measure_big(draw, c, beside_icon(c, width, text), size).size);
    }
    return size;
}

static measured measure_card(kj_draw *draw, const card *c, double width, double big, double size)
{
    measured m = {.big = {.fits = true}};
    if (c->big.plain.len)
        m.big = measure_big(draw, c, beside_icon(c, width, size), big);
    m.title =
        kj_draw_measure(draw, c->title, width, 0,
                        kj_style(size > KJ_SIZE_BODY ? size + 8 : fmin(KJ_SIZE_HEADING, size + 8),
                                 KJ_FONT_SERIF_BOLD, KJ_COLOR_INK));
    m.text = kj_draw_measure(draw, c->text, fmin(width, 34 * kj_draw_size(draw, size)), 0,
                             kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK2));
    m.foot = kj_draw_measure(draw, c->foot, width, 0,
                             kj_style(fmax(KJ_SIZE_CAPTION, size - 2), KJ_FONT_SANS_BOLD,
                                      c->accent ? KJ_COLOR_ZHU : KJ_COLOR_DAI));
    return m;
}

static double row_height(const row *r, double padding)
{
    return 2 * padding - 8 + (r->big > 0 ? r->big + 12 : 0) + r->title + 8 + r->text +
           (r->foot > 0 ? 20 + 16 + r->foot : 0);
}

static layout measure(kj_draw *draw, const cards *data, kj_rect box, size_t rows, double size)
{
    layout l = {.rows = rows, .size = size, .fits = true};
    const size_t count = data->cards.count;
    l.columns = (count + rows - 1) / rows;
    l.width = (box.w - GAP * (double)(l.columns - 1)) / (double)l.columns;
    l.cards = KJ_NEW(draw->scene->arena, measured, count);
    l.row = KJ_NEW(draw->scene->arena, row, rows);
    l.padding = kj_padding(size, 20, 36);
    l.icon = icon_side(size);
    const double inner = l.width - 2 * l.padding;
    if (rows < count && inner < NARROWEST_EM * kj_draw_size(draw, size)) {
        l.fits = false;
        l.height = HUGE_VAL;
        return l;
    }
    const double big = big_size(draw, data, inner, size);
    for (size_t i = 0; i < count; i++) {
        const measured m = l.cards[i] = measure_card(draw, &data->cards.ptr[i], inner, big, size);
        row *r = &l.row[i / l.columns];
        r->big = fmax(r->big, data->cards.ptr[i].icon ? fmax(l.icon, m.big.height) : m.big.height);
        r->title = fmax(r->title, m.title.height);
        r->text = fmax(r->text, m.text.height);
        if (m.text.paragraph.line_count > l.lines)
            l.lines = m.text.paragraph.line_count;
        r->foot = fmax(r->foot, m.foot.height);
        l.fits = l.fits && m.big.fits && m.title.fits && m.text.fits && m.foot.fits;
    }
    l.key = kj_measure_key_line(draw, data->foot, box.w, fmax(28, size));
    l.height = GAP * (double)(rows - 1) + l.key.height;
    for (size_t i = 0; i < rows; i++)
        l.height += l.row[i].height = row_height(&l.row[i], l.padding);
    l.fits = l.fits && l.height <= box.h;
    return l;
}

/* The largest letters first; among equals the fewest rows. */
static layout choose(kj_draw *draw, const cards *data, kj_rect box)
{
    static const double sizes[] = {32, 30, 28, 26, 24};
    /* A few words may be larger than body text, as long as each sentence keeps to its line. */
    static const double large[] = {38, 36, 34};
    for (size_t s = 0; s < KJ_COUNT(large); s++) {
        const layout l = measure(draw, data, box, 1, large[s]);
        if (l.fits && l.lines <= 1)
            return l;
    }
    layout best = {.height = HUGE_VAL};
    for (size_t s = 0; s < KJ_COUNT(sizes); s++)
        for (size_t rows = 1; rows <= data->cards.count; rows++) {
            const size_t columns = (data->cards.count + rows - 1) / rows;
            if (rows > 1 && (data->cards.count + rows - 2) / (rows - 1) == columns)
                continue;
            const layout l = measure(draw, data, box, rows, sizes[s]);
            if (l.fits)
                return l;
            if (l.height < best.height)
                best = l;
        }
    draw->list.overfull++;
    return best;
}

/* Room that is left goes into the cards, up to half as much again: panels look calmer tall. */
static void stretch(layout *l, kj_rect box)
{
    if (l->rows > 1 || l->height >= box.h)
        return;
    const double wanted = fmin(box.h - l->key.height, fmax(l->row[0].height, l->width * 1.35));
    const double extra = fmin(wanted - l->row[0].height, l->row[0].height * 0.25);
    if (extra > 0) {
        l->row[0].height += extra;
        l->height += extra;
    }
}

static void draw_card(kj_draw *draw, const card *c, const layout *l, size_t i, kj_rect rect)
{
    const measured *m = &l->cards[i];
    const row *r = &l->row[i / l->columns];
    const double padding = l->padding, x = rect.x + padding;
    double y = rect.y + padding - 4;
    kj_draw_panel(draw, rect, c->accent);
    if (r->big > 0) {
        const bool has_big = c->big.plain.len > 0;
        const double icon_x = has_big ? rect.x + rect.w - padding - l->icon : x;
        if (has_big)
            kj_draw_figure(draw, &m->big, x, y + r->big - m->big.height);
        kj_draw_icon(draw, c->icon, (kj_rect){icon_x, y + r->big - l->icon, l->icon, l->icon},
                     c->accent ? KJ_COLOR_ZHU : KJ_COLOR_DAI);
        y += r->big + 12;
    }
    kj_draw_block(draw, &m->title, x, y);
    y += r->title + 8;
    kj_draw_block(draw, &m->text, x, y);
    if (m->foot.height > 0) {
        const double foot = rect.y + rect.h - padding + 4 - r->foot;
        kj_draw_line(draw, x, foot - 16, rect.x + rect.w - padding, foot - 16, KJ_COLOR_LINE, 1.5);
        kj_draw_block(draw, &m->foot, x, foot);
    }
}

static kj_span spoken(const kj_draw *draw, const card *c)
{
    kj_arena *arena = draw->scene->arena;
    kj_text_buffer head = {.arena = arena};
    kj_put(&head, c->title.plain);
    kj_say_more(draw, &head, KJ_W_SAY_COMMA, c->big.plain);
    const kj_span text = kj_say(draw, kj_put_span(&head), c->text.plain);
    return c->foot.plain.len
               ? kj_arena_format(arena, "%.*s %.*s", KJ_ARG(text), KJ_ARG(c->foot.plain))
               : text;
}

/* As the figure of a question it shows names only, and nothing is stressed: the words beside them
 * would tell the answer, and take the room. */
static cards names_only(kj_arena *arena, const cards *data)
{
    cards plain = *data;
    plain.foot = kj_plain((kj_span){NULL, 0});
    plain.cards.ptr = KJ_NEW(arena, card, data->cards.count);
    for (size_t i = 0; i < data->cards.count; i++) {
        plain.cards.ptr[i] = data->cards.ptr[i];
        plain.cards.ptr[i].accent = false;
        if (plain.cards.ptr[i].big.plain.len) /* there the letter would stand on it */
            plain.cards.ptr[i].icon = 0;
        plain.cards.ptr[i].text = plain.cards.ptr[i].foot = kj_plain((kj_span){NULL, 0});
    }
    return plain;
}

/* The step at which a card appears. */
static size_t step_of(const cards *data, size_t i)
{
    return i / (size_t)(data->together > 1 ? data->together : 1);
}

static void draw_cards(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const cards plain = frame->hotspot ? names_only(draw->scene->arena, p) : *(const cards *)p;
    const cards *data = &plain;
    layout l = choose(draw, data, frame->box);
    assert(l.columns > 0);
    stretch(&l, frame->box);
    double y = kj_centred(frame->box, l.height);
    for (size_t i = 0; i < data->cards.count; i++) {
        const card *c = &data->cards.ptr[i];
        const size_t column = i % l.columns;
        const row *r = &l.row[i / l.columns];
        const kj_rect rect = {frame->box.x + (double)column * (l.width + GAP), y, l.width,
                              r->height};
        if (kj_visual_shows(frame, step_of(data, i))) {
            kj_visual_at(draw, frame, step_of(data, i));
            draw_card(draw, c, &l, i, rect);
            kj_draw_element(
                draw, frame,
                (kj_element){c->id, spoken(draw, c), i, rect, {rect.x + rect.w - 10, rect.y + 10}});
        }
        if (column + 1 == l.columns || i + 1 == data->cards.count)
            y += r->height + GAP;
    }
    draw->build = 0;
    kj_draw_key_line(draw, &l.key, frame->box.x, y - GAP + l.key.height, frame->box.w);
}

static size_t steps(const void *p)
{
    const cards *data = p;
    return step_of(data, data->cards.count - 1);
}

static bool has_element(const void *p, kj_span id)
{
    const cards *data = p;
    for (size_t i = 0; i < data->cards.count; i++)
        if (kj_span_equal(data->cards.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_cards = {
    .form = {.name = "cards",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(cards),
             .align = _Alignof(cards),
             .about = "Panels side by side, each a figure or word, a title and a sentence.",
             .steps = steps},
    .draw = draw_cards,
    .has_element = has_element,
};
