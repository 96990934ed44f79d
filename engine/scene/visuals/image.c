/* engine/scene/visuals/image.c: "image", a picture of the course and what it shows; beside a text
 * where there is one.  A picture that cannot be had leaves its caption in its place. */
#include "scene/visuals/kit.h"

#include <math.h>

typedef struct image {
    kj_at at;
    kj_span picture;
    double aspect;
    kj_text caption, text;
} image;

static const kj_field fields[] = {
    {.key = "picture",
     .kind = KJ_FIELD_PATH,
     .flags = KJ_REQUIRED,
     .offset = offsetof(image, picture),
     .about = "The file, from the course folder on: SVG, PNG or JPEG."},
    {.key = "aspect",
     .kind = KJ_FIELD_NUMBER,
     .offset = offsetof(image, aspect),
     .min = 0.2,
     .max = 5,
     .about = "Its width divided by its height; 1.6 without it."},
    {.key = "caption",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(image, caption),
     .min = 1,
     .max = 80,
     .about = "What it shows."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(image, text),
     .min = 1,
     .max = 160,
     .about = "What is to be said about it."},
};

#define ASPECT 1.6
#define COLUMN_GAP 64.0
#define CAPTION_GAP 20.0
#define TEXT_GAP 32.0
#define LEAST_HEIGHT 220.0 /* a picture smaller than that shows nothing */
#define PADDING 40.0

typedef struct layout {
    bool beside; /* the words beside the picture, else under it */
    double width, height;
    kj_text_block caption, text, instead;
    double words_width, words_height;
    bool fits;
} layout;

static void measure_words(kj_draw *draw, const image *data, double width, double size, layout *l)
{
    l->words_width = width;
    l->caption = kj_draw_measure(
        draw, data->caption, fmin(width, 34 * kj_draw_size(draw, KJ_SIZE_CAPTION)), 0,
        (kj_text_style){
            .size = fmax(KJ_SIZE_CAPTION, size - 4), .leading = 1.45, .color = KJ_COLOR_INK3});
    l->text = kj_draw_measure(draw, data->text, fmin(width, 34 * kj_draw_size(draw, size)), 0,
                              kj_style(size, KJ_FONT_SANS, KJ_COLOR_INK2));
    l->words_height = l->caption.height + (l->text.height > 0 ? TEXT_GAP + l->text.height : 0);
    l->fits = l->caption.fits && l->text.fits;
}

static layout measure(kj_draw *draw, const image *data, kj_rect box, bool beside, double size)
{
    const double aspect = data->aspect > 0 ? data->aspect : ASPECT;
    layout l = {.beside = beside};
    if (beside) {
        const double least = 12 * kj_draw_size(draw, size);
        l.height = fmin(box.h, (box.w - COLUMN_GAP - least) / aspect);
        l.width = l.height * aspect;
        measure_words(draw, data, fmax(1, box.w - COLUMN_GAP - l.width), size, &l);
        l.fits = l.fits && l.words_height <= box.h && l.height >= LEAST_HEIGHT;
    } else {
        measure_words(draw, data, box.w, size, &l);
        l.height = fmin(box.h - CAPTION_GAP - l.words_height, box.w / aspect);
        l.width = l.height * aspect;
        l.fits = l.fits && l.height >= fmin(LEAST_HEIGHT, box.w / aspect * 0.9);
    }
    l.fits = l.fits && l.width > 2 * PADDING;
    return l;
}

/* Where the picture gets larger. */
static layout choose(kj_draw *draw, const image *data, kj_rect box)
{
    layout best = {0};
    for (size_t s = 0; s < KJ_WORD_SIZES; s++) {
        const layout under = measure(draw, data, box, false, kj_word_sizes[s]);
        const layout beside = measure(draw, data, box, true, kj_word_sizes[s]);
        /* A long text stands beside the picture, unless that makes it much smaller. */
        const double wish = data->text.plain.len ? 0.8 : 1.15;
        best = beside.fits && (!under.fits || beside.width >= under.width * wish) ? beside : under;
        if (best.fits)
            return best;
    }
    draw->list.overfull++;
    return best;
}

/* How far the words under a picture reach. */
static double words_reach(const layout *l)
{
    return fmax(l->caption.paragraph.width_em * l->caption.size,
                l->text.paragraph.width_em * l->text.size);
}

static void draw_picture(kj_draw *draw, const image *data, const layout *l, kj_rect rect)
{
    kj_draw_image(draw, rect, data->picture, (kj_span){NULL, 0});
    draw->when = KJ_WITHOUT_PICTURE;
    kj_draw_box(draw, rect,
                (kj_box_style){.fill = KJ_COLOR_WASH,
                               .filled = true,
                               .stroke = KJ_COLOR_INK3,
                               .stroked = true,
                               .stroke_width = 2,
                               .dash = 10,
                               .radius = 14});
    kj_draw_block(draw, &l->instead, rect.x + (rect.w - l->instead.width) / 2,
                  rect.y + (rect.h - l->instead.height) / 2);
    draw->when = KJ_ALWAYS;
}

static void draw_image(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const image *data = p;
    const kj_rect box = frame->box;
    layout l = choose(draw, data, box);
    if (l.width <= 2 * PADDING)
        return; /* overfull, and said so */
    l.instead = kj_draw_measure(draw, data->caption, l.width - 2 * PADDING, l.height - 2 * PADDING,
                                (kj_text_style){.size = KJ_SIZE_BODY,
                                                .smallest = KJ_SIZE_CAPTION,
                                                .color = KJ_COLOR_INK2,
                                                .align = KJ_ALIGN_CENTRE,
                                                .balance = true});
    const double height =
        l.beside ? fmax(l.height, l.words_height) : l.height + CAPTION_GAP + l.words_height;
    const double top = kj_centred(box, height);
    const kj_rect rect = {l.beside ? box.x : box.x + (box.w - l.width) / 2,
                          l.beside ? top + (height - l.height) / 2 : top, l.width, l.height};
    draw_picture(draw, data, &l, rect);
    const double x =
        l.beside ? rect.x + rect.w + COLUMN_GAP : fmin(rect.x, box.x + box.w - words_reach(&l));
    const double words =
        l.beside ? top + (height - l.words_height) / 2 : rect.y + rect.h + CAPTION_GAP;
    double y = words;
    draw->when = KJ_WITH_PICTURE;
    if (l.beside && l.text.height > 0) { /* the text first, the caption as its foot */
        draw->when = KJ_ALWAYS;
        kj_draw_block(draw, &l.text, x, y);
        y += l.text.height + TEXT_GAP;
        draw->when = KJ_WITH_PICTURE;
        kj_draw_block(draw, &l.caption, x, y);
    } else {
        kj_draw_block(draw, &l.caption, x, y);
        y += l.caption.height + TEXT_GAP;
        draw->when = KJ_ALWAYS;
        kj_draw_block(draw, &l.text, x, y);
    }
    draw->when = KJ_ALWAYS;
    kj_draw_area(draw, KJ_ROLE_FIGURE, (kj_span){NULL, 0}, data->caption.plain, rect);
    if (data->text.plain.len)
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, data->text.plain,
                     (kj_rect){x, words, l.text.width, l.words_height});
}

const kj_visual_type kj_visual_image = {
    .form = {.name = "image",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(image),
             .align = _Alignof(image),
             .about = "A picture of the course and what it shows."},
    .draw = draw_image,
};
