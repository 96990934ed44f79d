/* engine/scene/visuals/quote.c: "quote", what somebody said, in large letters; its opening mark
 * hangs in the margin, so that the words begin on one edge. */
#include "scene/visuals/kit.h"

#include <math.h>

typedef struct quote {
    kj_at at;
    kj_text text, by, about, note;
} quote;

static const kj_field fields[] = {
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(quote, text),
     .min = 1,
     .max = 120,
     .about = "What was said, without quotation marks around it."},
    {.key = "by",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(quote, by),
     .min = 1,
     .max = 20,
     .about = "Who said it."},
    {.key = "about",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(quote, about),
     .min = 1,
     .max = 40,
     .about = "Who that is, or where it was said."},
    {.key = "note",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(quote, note),
     .min = 1,
     .max = 80,
     .about = "What it means here."},
};

#define RULE 64.0
#define RULE_GAP 36.0

typedef struct layout {
    kj_text_block mark, words, by, about, note;
    double hang, width, height; /* hang: how far the mark stands left of the words */
    bool fits;
} layout;

/* The words with the closing mark; the opening one is set apart. */
static kj_text closed(kj_arena *arena, kj_text text)
{
    text.plain = kj_arena_format(arena, "%.*s”", KJ_ARG(text.plain));
    return text;
}

static layout measure(kj_draw *draw, const quote *data, kj_rect box, double size)
{
    layout l = {0};
    const kj_text_style style = {.size = size,
                                 .leading = 1.4,
                                 .role = KJ_FONT_SERIF_BOLD,
                                 .color = KJ_COLOR_INK,
                                 .balance = true};
    kj_text_style mark = style;
    mark.color = KJ_COLOR_ZHU;
    mark.balance = false;
    l.mark = kj_draw_measure(draw, kj_plain(KJ_LIT("“")), 0, 0, mark);
    l.hang = l.mark.width;
    /* Where the margin is narrower than the mark, the words move in. */
    const double inset = fmax(0, l.hang + 8 - (kj_draw_margin(draw) - 24));
    l.width = fmin(box.w - inset, 22 * kj_draw_size(draw, size));
    l.words = kj_draw_measure(draw, closed(draw->scene->arena, data->text), l.width, 0, style);
    const double small = fmin(KJ_SIZE_BODY, fmax(KJ_SIZE_SECOND, size * 0.6));
    const double width = fmin(box.w - inset, 34 * kj_draw_size(draw, small));
    l.by =
        kj_draw_measure(draw, data->by, width, 0, kj_style(small, KJ_FONT_SANS_BOLD, KJ_COLOR_INK));
    l.about = kj_draw_measure(draw, data->about, width, 0,
                              kj_style(KJ_SIZE_SECOND, KJ_FONT_SANS, KJ_COLOR_INK3));
    l.note =
        kj_draw_measure(draw, data->note, width, 0, kj_style(small, KJ_FONT_SANS, KJ_COLOR_INK2));
    const double source = l.by.height + l.about.height;
    l.height = l.words.height + (source > 0 ? RULE_GAP + 24 + source : 0) +
               (l.note.height > 0 ? 28 + l.note.height : 0);
    l.fits = l.words.fits && l.by.fits && l.about.fits && l.note.fits && l.height <= box.h;
    return l;
}

/* As large as four lines of it allow, then whatever fits. */
static layout choose(kj_draw *draw, const quote *data, kj_rect box)
{
    static const double sizes[] = {72, 64, 60, 56, 52, 48, 44, 40, 36, 32, 28};
    layout l = {0};
    for (int pass = 0; pass < 2; pass++)
        for (size_t s = 0; s < KJ_COUNT(sizes); s++) {
            l = measure(draw, data, box, sizes[s]);
            if (l.fits && (pass == 1 || l.words.paragraph.line_count <= 4))
                return l;
        }
    draw->list.overfull++;
    return l;
}

static void draw_quote(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const quote *data = p;
    const kj_rect box = frame->box;
    const layout l = choose(draw, data, box);
    const double inset = fmax(0, l.hang + 8 - (kj_draw_margin(draw) - 24));
    const double x = box.x + inset, top = kj_centred(box, l.height);
    double y = top;
    kj_draw_block(draw, &l.mark, x - l.hang - 4, y);
    kj_draw_block(draw, &l.words, x, y);
    kj_arena *arena = draw->scene->arena;
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                 kj_arena_format(arena, "“%.*s”", KJ_ARG(data->text.plain)),
                 (kj_rect){x, y, l.width, l.words.height});
    y += l.words.height;
    if (l.by.height + l.about.height > 0) {
        y += RULE_GAP;
        kj_draw_box(draw, (kj_rect){x, y, RULE, 4},
                    (kj_box_style){.fill = KJ_COLOR_ZHU, .filled = true});
        y += 24;
        kj_draw_block(draw, &l.by, x, y);
        kj_draw_block(draw, &l.about, x, y + l.by.height);
        kj_text_buffer who = {.arena = draw->scene->arena};
        kj_put(&who, data->by.plain);
        kj_say_more(draw, &who, KJ_W_SAY_COMMA, data->about.plain);
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, kj_put_span(&who),
                     (kj_rect){x, y, box.w - inset, l.by.height + l.about.height});
        y += l.by.height + l.about.height;
    }
    if (l.note.height > 0) {
        y += 28;
        kj_draw_block(draw, &l.note, x, y);
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, data->note.plain,
                     (kj_rect){x, y, box.w - inset, l.note.height});
    }
}

const kj_visual_type kj_visual_quote = {
    .form = {.name = "quote",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(quote),
             .align = _Alignof(quote),
             .about = "What somebody said, in large letters."},
    .draw = draw_quote,
};
