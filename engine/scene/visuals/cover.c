/* engine/scene/visuals/cover.c: "cover", the first page: the course's title and subtitle over a
 * quiet drawing: seven rings of one field, and a path that crosses them one by one. */
#include "scene/visual.h"

#include <math.h>

typedef struct cover {
    kj_at at;
    kj_text line;
} cover;

static const kj_field fields[] = {
    {.key = "line",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(cover, line),
     .min = 1,
     .max = 60,
     .about = "A line under the subtitle."},
};

#define RINGS 7
#define QUARTER 0.5522847498 /* of the radius: the control points of a quarter circle */
#define PI 3.14159265358979323846

/* A quarter circle around the page's lower right corner. */
static void ring(kj_draw *draw, double r, kj_color_name color, double width)
{
    const double x = draw->list.width, y = draw->list.height, k = r * QUARTER;
    kj_path_step *steps = KJ_NEW(draw->scene->arena, kj_path_step, 2);
    steps[0] = (kj_path_step){.verb = KJ_PATH_MOVE, .x = {x - r}, .y = {y}};
    steps[1] =
        (kj_path_step){.verb = KJ_PATH_CURVE, .x = {x - r, x - k, x}, .y = {y - k, y - r, y - r}};
    kj_command *path = kj_draw_path(draw, steps, 2);
    path->stroke = kj_draw_color(draw, color);
    path->stroke_width = width;
}

static void ornament(kj_draw *draw, double radius)
{
    const double x = draw->list.width, y = draw->list.height;
    const double first = radius * 0.28, step = (radius - first) / (RINGS - 1);
    kj_draw_clip(draw, (kj_rect){0, 0, x, y}, 0);
    for (int i = 0; i < RINGS; i++)
        ring(draw, first + step * i, i + 1 == RINGS ? KJ_COLOR_DAI2 : KJ_COLOR_DAI3, 2.5);
    kj_point stops[RINGS];
    for (int i = 0; i < RINGS; i++) {
        const double r = first + step * i;
        const double angle = (20 + 52.0 * i / (RINGS - 1)) * PI / 180; /* from the left edge up */
        stops[i] = (kj_point){x - r * cos(angle), y - r * sin(angle)};
    }
    for (int i = 0; i < RINGS; i++) {
        const bool last = i + 1 == RINGS;
        kj_draw_circle(draw, stops[i].x, stops[i].y, last ? 20 : 9 + 1.2 * i,
                       (kj_box_style){.fill = last ? KJ_COLOR_ZHU : KJ_COLOR_DAI, .filled = true});
    }
    kj_draw_end(draw);
}

/* On one line, somewhat smaller if need be; else on two. */
static kj_text_block measure_title(kj_draw *draw, kj_span title, double width)
{
    kj_text_style style = {.size = KJ_SIZE_DISPLAY,
                           .smallest = 96,
                           .role = KJ_FONT_SERIF_BOLD,
                           .color = KJ_COLOR_INK,
                           .balance = true};
    const kj_text_block one =
        kj_draw_measure(draw, kj_plain(title), width, kj_draw_size(draw, 170), style);
    if (one.fits && one.paragraph.line_count == 1)
        return one;
    style.smallest = 72;
    return kj_draw_measure(draw, kj_plain(title), width, 2 * kj_draw_size(draw, 170), style);
}

static void draw_cover(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const cover *data = p;
    const kj_course *course = draw->scene->course;
    const bool tall = draw->list.width < draw->list.height;
    const double x = kj_draw_margin(draw) + (tall ? 0 : 48);
    const double width = tall ? draw->list.width - 2 * x : draw->list.width * 0.62 - x;
    (void)frame;
    /* Across, the lines under the title end before the drawing: it is widest at the page's foot. */
    const double ring = fmin(draw->list.height * 0.86, draw->list.width * 0.46);
    const double wide = tall ? width : fmin(width, draw->list.width - ring * 0.86 - x);
    const double narrow = tall ? width : fmin(width, draw->list.width - ring - x - 24);
    const kj_text_block title = measure_title(draw, course->title, width);
    const kj_text_block subtitle =
        kj_draw_measure(draw, kj_plain(course->subtitle), wide, 0,
                        kj_style(KJ_SIZE_HEADING, KJ_FONT_SANS, KJ_COLOR_INK2));
    const kj_text_block line = kj_draw_measure(
        draw, data->line, narrow, 0, kj_style(KJ_SIZE_SECOND, KJ_FONT_SANS, KJ_COLOR_INK3));
    const double height = title.height + 28 + 6 + 36 + subtitle.height + 20 + line.height;
    const double page = draw->list.height;
    double y = fmax(72, ((tall ? page * 0.62 : page) - height) * 0.46);
    if (y + height > page - 72)
        draw->list.overfull++;
    /* Upright, the drawing takes what the words leave below them. */
    const double radius = tall ? fmin(draw->list.width * 0.72, page - y - height - 60) : ring;
    if (radius > 240)
        ornament(draw, radius);
    kj_draw_block(draw, &title, x, y);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, course->title,
                 (kj_rect){x, y, width, title.height});
    y += title.height + 28;
    kj_draw_box(draw, (kj_rect){x, y, 120, 6},
                (kj_box_style){.fill = KJ_COLOR_ZHU, .filled = true});
    y += 6 + 36;
    kj_draw_block(draw, &subtitle, x, y);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, course->subtitle,
                 (kj_rect){x, y, width, subtitle.height});
    y += subtitle.height + 20;
    kj_draw_block(draw, &line, x, y);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, data->line.plain,
                 (kj_rect){x, y, width, line.height});
}

const kj_visual_type kj_visual_cover = {
    .form = {.name = "cover",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(cover),
             .align = _Alignof(cover),
             .about = "The first page: title and subtitle of the course."},
    .full_page = true,
    .draw = draw_cover,
};
