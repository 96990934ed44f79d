/* engine/scene/visuals/donut.c: "donut", parts of a whole, each named beside it; the whole stands
 * in the middle.  Shares and total are computed here. */
#include "scene/visuals/chart.h"

#include <math.h>

#define SLICES_MAX 8
#define WHOLE_SLACK 0.05 /* shares that are rounded may add up to a little more */

typedef struct slice {
    kj_at at;
    kj_span id;
    kj_text label, note;
    double value;
    bool accent;
} slice;

typedef struct donut {
    kj_at at;
    kj_span unit;
    KJ_LIST(slice) slices;
    kj_text middle, foot;
} donut;

static const kj_field slice_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(slice, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the slice."},
    {.key = "label",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(slice, label),
     .min = 1,
     .max = 16,
     .about = "What the slice is."},
    {.key = "value",
     .kind = KJ_FIELD_NUMBER,
     .flags = KJ_REQUIRED,
     .offset = offsetof(slice, value),
     .min = 0,
     .max = KJ_CHART_MOST,
     .about = "How much it is, in the unit of the donut."},
    {.key = "note",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(slice, note),
     .min = 1,
     .max = 30,
     .about = "A few words under the label."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(slice, accent),
     .about = "Whether this slice is the one that matters."},
};
static const kj_object slice_object = {
    .name = "slice",
    .fields = slice_fields,
    .field_count = KJ_COUNT(slice_fields),
    .size = sizeof(slice),
    .align = _Alignof(slice),
    .id_offset = offsetof(slice, id),
    .about = "A slice of the visual 'donut'.",
};

static const kj_field fields[] = {
    {.key = "unit",
     .kind = KJ_FIELD_STRING,
     .offset = offsetof(donut, unit),
     .min = 1,
     .max = 8,
     .about = "Of all values; with %, they are shares of 100 and what is missing stays open."},
    {.key = "slices",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(donut, slices),
     .min = 2,
     .max = SLICES_MAX,
     .object = &slice_object,
     .about = "The parts, clockwise from the top."},
    {.key = "middle",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(donut, middle),
     .min = 1,
     .max = 16,
     .about = "What the whole is; its sum stands above."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(donut, foot),
     .min = 1,
     .max = 100,
     .about = "One line under the donut."},
};

static double sum_of(const donut *data)
{
    double sum = 0;
    for (size_t i = 0; i < data->slices.count; i++)
        sum += data->slices.ptr[i].value;
    return sum;
}

static bool of_hundred(const donut *data)
{
    return kj_span_is(data->unit, "%");
}

static double whole_of(const donut *data)
{
    const double sum = sum_of(data);
    return of_hundred(data) ? fmax(100, sum) : sum;
}

static void check(const void *p, const kj_checker *checker)
{
    const donut *data = p;
    const double sum = sum_of(data);
    char buffer[32];
    if (sum <= 0)
        kj_check_report(checker, data->at, "slices", SIZE_MAX, "E0502", (kj_span){NULL, 0},
                        "all slices are zero: there is no whole to share");
    else if (of_hundred(data) && sum > 100 + WHOLE_SLACK)
        kj_check_report(checker, data->at, "slices", SIZE_MAX, "E0502",
                        KJ_LIT("give amounts with their own unit, and the shares are computed"),
                        "the shares add up to %.*s %%", KJ_ARG(kj_check_number(buffer, sum)));
}

/* Whole percents where they add up to the whole, else one place for all. */
static int decimals_of(const donut *data)
{
    double sum = 0, exact = 0;
    int given = 0;
    for (size_t i = 0; i < data->slices.count; i++) {
        const double percent = 100 * data->slices.ptr[i].value / whole_of(data);
        sum += round(percent);
        exact += percent;
        given += percent > 0 && percent < 0.5 ? 1 : 0;
        if (of_hundred(data))
            given += kj_chart_decimals(data->slices.ptr[i].value) > 0 ? 1 : 0;
    }
    return given == 0 && fabs(sum - exact) < 0.5 ? 0 : 1;
}

#define TURN 6.283185307179586
#define LEADER 58.0    /* room between the ring and the words */
#define KNEE 20.0      /* where a leader turns, from the ring */
#define THICKNESS 0.36 /* of the radius */
#define PIECE_GAP 5.0
#define LARGEST 300.0
#define TURNS 48   /* places where the first slice may begin */
#define APART 10.0 /* between leaders that run side by side */
#define TOO_CLOSE 150.0
#define AT_TOP 90.0 /* units of distance that the usual beginning is worth */

typedef struct words {
    kj_text_block label, share, amount, note;
    double width, height;
} words;

typedef struct layout {
    double size, radius, side; /* side: width of the words' columns */
    words items[SLICES_MAX];
    double start;            /* turns, clockwise from the top */
    double tops[SLICES_MAX]; /* of the words, from the middle */
    bool right[SLICES_MAX];
    kj_figure_block total;
    kj_text_block middle;
    kj_key_line foot;
    double height;
    bool fits;
} layout;

static double share_of(const donut *data, size_t i)
{
    return data->slices.ptr[i].value / whole_of(data);
}

static double middle_turn(const donut *data, const layout *l, size_t i)
{
    double at = l->start;
    for (size_t k = 0; k < i; k++)
        at += share_of(data, k);
    at += share_of(data, i) / 2;
    return at - floor(at);
}

static words measure_words(kj_draw *draw, const donut *data, size_t i, double width, double size,
                           bool stressed)
{
    const slice *s = &data->slices.ptr[i];
    const bool accent = stressed && s->accent;
    kj_arena *arena = draw->scene->arena;
    words w = {0};
    w.label = kj_draw_measure(draw, s->label, width, 0,
                              (kj_text_style){.size = size,
                                              .leading = 1.3,
                                              .role = KJ_FONT_SANS_BOLD,
                                              .color = accent ? KJ_COLOR_ZHU : KJ_COLOR_INK});
    w.share = kj_chart_words(
        draw, kj_chart_number(arena, 100 * share_of(data, i), decimals_of(data), KJ_LIT("%")),
        size + 10, KJ_FONT_SERIF_BOLD, accent ? KJ_COLOR_ZHU : KJ_COLOR_DAI);
    if (!of_hundred(data))
        w.amount = kj_chart_words(draw, kj_chart_number(arena, s->value, KJ_AS_GIVEN, data->unit),
                                  fmax(KJ_SIZE_CAPTION, size - 4), KJ_FONT_SANS, KJ_COLOR_INK2);
    w.note = kj_draw_measure(draw, s->note, width, 0,
                             (kj_text_style){.size = fmax(KJ_SIZE_CAPTION, size - 4),
                                             .leading = 1.3,
                                             .role = KJ_FONT_SANS,
                                             .color = KJ_COLOR_INK2});
    const double figures = w.share.width + (w.amount.width > 0 ? 16 + w.amount.width : 0);
    w.width = fmax(figures, fmax(w.label.paragraph.width_em * w.label.size,
                                 w.note.paragraph.width_em * w.note.size));
    w.height = w.label.height + w.share.height + w.note.height;
    return w;
}

static double knee_y(const donut *data, const layout *l, size_t i)
{
    return -(l->radius + KNEE) * cos(middle_turn(data, l, i) * TURN);
}

/* Words of one side, from the top to the bottom: where each wants to stand, and where it can.
 * Returns how far the worst is pushed away; below 0: they do not fit. */
static double place_side(const donut *data, layout *l, bool right, double room)
{
    size_t order[SLICES_MAX], count = 0;
    double tops[SLICES_MAX] = {0}, heights[SLICES_MAX] = {0}, wanted[SLICES_MAX] = {0};
    double worst = 0, close = 0;
    for (size_t k = 0; k < data->slices.count; k++) {
        if (l->right[k] != right)
            continue;
        const double top = knee_y(data, l, k) - l->items[k].label.line_height / 2;
        size_t at = count++;
        for (; at > 0 && wanted[at - 1] > top; at--) {
            wanted[at] = wanted[at - 1];
            order[at] = order[at - 1];
        }
        wanted[at] = top;
        order[at] = k;
    }
    for (size_t i = 0; i < count; i++) {
        tops[i] = wanted[i];
        heights[i] = fmax(60, l->items[order[i]].height) + 12;
    }
    if (!kj_spread(tops, heights, count, -room / 2, room / 2))
        return -1;
    for (size_t i = 0; i < count; i++) {
        l->tops[order[i]] = tops[i];
        worst = fmax(worst, fabs(tops[i] - wanted[i]));
        if (i > 0 && fabs(knee_y(data, l, order[i]) - knee_y(data, l, order[i - 1])) < APART)
            close += TOO_CLOSE;
    }
    return worst + close;
}

/* From the top on as clocks go; begun elsewhere where words would be pushed far from their slices.
 */
static bool place_words(const donut *data, layout *l, double room)
{
    double best = HUGE_VAL, best_start = 0;
    for (size_t t = 0; t < TURNS; t++) {
        l->start = (double)t / TURNS;
        for (size_t i = 0; i < data->slices.count; i++)
            l->right[i] = middle_turn(data, l, i) < 0.5;
        const double a = place_side(data, l, true, room), b = place_side(data, l, false, room);
        if (a < 0 || b < 0)
            continue;
        const double cost = fmax(a, b);
        if (cost < best - (best_start > 0 ? 0 : AT_TOP)) {
            best = cost;
            best_start = l->start;
        }
        if (t == 0 && cost < AT_TOP)
            break;
    }
    l->start = best_start;
    for (size_t i = 0; i < data->slices.count; i++)
        l->right[i] = middle_turn(data, l, i) < 0.5;
    place_side(data, l, true, room);
    place_side(data, l, false, room);
    return best < HUGE_VAL;
}

static void measure_middle(kj_draw *draw, const donut *data, layout *l)
{
    const double inner = l->radius * (1 - THICKNESS), width = 1.56 * inner;
    const bool hundred = of_hundred(data);
    if (!hundred || data->middle.plain.len == 0)
        l->total =
            kj_draw_measure_figure(draw,
                                   hundred ? KJ_LIT("100")
                                           : kj_chart_number(draw->scene->arena, sum_of(data),
                                                             KJ_AS_GIVEN, (kj_span){NULL, 0}),
                                   data->unit, width, fmin(76, inner * 0.5), 28, KJ_COLOR_DAI);
    const bool alone = l->total.count == 0;
    l->middle = kj_draw_measure(draw, data->middle, width * 0.94, inner * 1.1 - l->total.height,
                                (kj_text_style){.size = alone ? 34 : fmin(28, l->size),
                                                .smallest = KJ_SIZE_CAPTION,
                                                .leading = 1.3,
                                                .role = alone ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS,
                                                .color = KJ_COLOR_INK2,
                                                .align = KJ_ALIGN_CENTRE,
                                                .balance = true});
    l->fits = l->fits && l->middle.fits && (alone || l->total.fits);
}

static layout measure(kj_draw *draw, const donut *data, kj_rect box, double badges, double size)
{
    layout l = {.size = size, .fits = true};
    const double em = kj_draw_size(draw, size), least = 4 * em;
    /* Long words break before the ring gets small. */
    const double beside = box.w / 2 - LEADER - badges;
    const double most = fmin(11 * em, fmax(5 * em, beside - 7 * em));
    l.fits = most <= beside - least;
    l.foot = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    for (size_t i = 0; i < data->slices.count; i++) {
        l.items[i] = measure_words(draw, data, i, most, size, badges <= 0);
        l.side = fmax(l.side, l.items[i].width);
        l.fits = l.fits && l.items[i].label.fits && l.items[i].note.fits &&
                 l.items[i].width <= most + 0.5;
    }
    l.side = ceil(l.side) + badges;
    const double room = box.h - l.foot.height;
    l.radius = fmin(LARGEST, fmin(room / 2 - KNEE, box.w / 2 - LEADER - l.side));
    if (l.radius < least) {
        l.fits = false;
        l.radius = least;
    }
    measure_middle(draw, data, &l);
    /* No higher than the ring unless the words need it. */
    l.height = fmin(room, 2 * (l.radius + KNEE));
    if (!place_words(data, &l, l.height)) {
        l.height = room;
        l.fits = place_words(data, &l, room) && l.fits;
    }
    l.height += l.foot.height;
    return l;
}

static layout choose(kj_draw *draw, const donut *data, kj_rect box, double badges)
{
    layout l = {0};
    for (size_t s = 0; s < KJ_WORD_SIZES; s++) {
        l = measure(draw, data, box, badges, kj_word_sizes[s]);
        if (l.fits)
            return l;
    }
    draw->list.overfull++;
    return l;
}

/* --- drawing ------------------------------------------------------------------------------- */

/* Cubics along a circle, one for each eighth of it at most; the first point is the path's already.
 */
static size_t put_arc(kj_path_step *steps, kj_point centre, double radius, double from, double to)
{
    const size_t pieces = (size_t)fmax(1, ceil(fabs(to - from) * 8));
    const double turn = (to - from) / (double)pieces;
    const double handle = radius * 4 / 3 * tan(turn * TURN / 4);
    for (size_t i = 0; i < pieces; i++) {
        const double a = (from + turn * (double)i) * TURN, b = a + turn * TURN;
        const double ax = centre.x + radius * sin(a), ay = centre.y - radius * cos(a);
        const double bx = centre.x + radius * sin(b), by = centre.y - radius * cos(b);
        steps[i] = (kj_path_step){
            .verb = KJ_PATH_CURVE,
            .x = {ax + handle * cos(a), bx - handle * cos(b), bx},
            .y = {ay + handle * sin(a), by - handle * sin(b), by},
        };
    }
    return pieces;
}

static void draw_piece(kj_draw *draw, kj_point centre, double radius, double from, double to,
                       kj_color_name fill, bool outlined)
{
    const double inner = radius * (1 - THICKNESS);
    const double outer_gap = PIECE_GAP / 2 / radius / TURN,
                 inner_gap = PIECE_GAP / 2 / inner / TURN;
    if (to - from <= 2 * inner_gap) { /* a sliver: no gap, but seen */
        to = fmax(to, from + 2 / radius / TURN);
    }
    const bool sliver = to - from <= 3 * inner_gap;
    const double a = from + (sliver ? 0 : outer_gap), b = to - (sliver ? 0 : outer_gap);
    const double c = to - (sliver ? 0 : inner_gap), d = from + (sliver ? 0 : inner_gap);
    kj_path_step *steps = KJ_NEW(draw->scene->arena, kj_path_step, 24);
    const kj_point first = kj_on_circle(centre, radius, a), turn = kj_on_circle(centre, inner, c);
    size_t n = 0;
    steps[n++] = (kj_path_step){.verb = KJ_PATH_MOVE, .x = {first.x}, .y = {first.y}};
    n += put_arc(steps + n, centre, radius, a, b);
    steps[n++] = (kj_path_step){.verb = KJ_PATH_LINE, .x = {turn.x}, .y = {turn.y}};
    n += put_arc(steps + n, centre, inner, c, d);
    steps[n++].verb = KJ_PATH_CLOSE;
    kj_command *path = kj_draw_path(draw, steps, n);
    path->fill = kj_draw_color(draw, fill);
    if (outlined) {
        path->stroke = kj_draw_color(draw, KJ_COLOR_DAI2);
        path->stroke_width = 2;
    }
}

/* Neighbours differ, the last and the first too. */
static kj_color_name fill_of(size_t i, size_t n)
{
    static const kj_color_name fills[] = {KJ_COLOR_DAI, KJ_COLOR_DAI2, KJ_COLOR_DAI3};
    if (n == 2)
        return i ? KJ_COLOR_DAI3 : KJ_COLOR_DAI;
    return i + 1 == n && n % 3 == 1 ? KJ_COLOR_DAI2 : fills[i % 3];
}

/* Outwards first, level with its knee, then along the words: so that no leader runs over the ring
 * or another leader. */
static void draw_leader(kj_draw *draw, const donut *data, const layout *l, size_t i,
                        kj_point centre, double edge, double y)
{
    const double turn = middle_turn(data, l, i), side = l->right[i] ? 1 : -1;
    const kj_point from = kj_on_circle(centre, l->radius + 5, turn);
    const kj_point knee = kj_on_circle(centre, l->radius + KNEE, turn);
    const double out = fmax(side * (knee.x - centre.x), l->radius + 10);
    const kj_point points[] = {from, knee, {centre.x + side * out, knee.y}, {edge - side * 10, y}};
    kj_draw_polyline(draw, points, KJ_COUNT(points), KJ_COLOR_INK3, 1.5);
}

/* `x` is the edge towards the ring: words at the left of it end there. */
static void draw_words(kj_draw *draw, const words *w, bool right, double x, double y)
{
    const double label = w->label.paragraph.width_em * w->label.size;
    const double note = w->note.paragraph.width_em * w->note.size;
    const double figures = w->share.width + (w->amount.width > 0 ? 16 + w->amount.width : 0);
    kj_draw_block(draw, &w->label, right ? x : x - label, y);
    y += w->label.height;
    const double share = right ? x : x - figures;
    kj_draw_block(draw, &w->share, share, y);
    if (w->amount.width > 0)
        kj_draw_block(draw, &w->amount, share + w->share.width + 16,
                      y + w->share.ascent - w->amount.ascent);
    kj_draw_block(draw, &w->note, right ? x : x - note, y + w->share.height);
}

static void draw_middle(kj_draw *draw, const layout *l, kj_point centre)
{
    const double y = centre.y - (l->total.height + l->middle.height) / 2;
    if (l->total.count)
        kj_draw_figure(draw, &l->total, centre.x - l->total.width / 2, y);
    kj_draw_block(draw, &l->middle, centre.x - l->middle.width / 2, y + l->total.height);
}

static kj_span spoken(const kj_draw *draw, const donut *data, const layout *l, size_t i)
{
    const words *w = &l->items[i];
    kj_text_buffer out = {.arena = draw->scene->arena};
    kj_put(&out, kj_say(draw, data->slices.ptr[i].label.plain, w->share.text.plain));
    kj_say_more(draw, &out, KJ_W_SAY_COMMA, w->amount.text.plain);
    kj_say_more(draw, &out, KJ_W_SAY_SEMICOLON, w->note.text.plain);
    return kj_put_span(&out);
}

/* As the figure of a question it keeps to itself what could point at an answer. */
static donut figures_only(kj_arena *arena, const donut *data)
{
    donut plain = *data;
    plain.foot = (kj_text){.plain = {NULL, 0}};
    plain.slices.ptr = KJ_NEW(arena, slice, data->slices.count);
    for (size_t i = 0; i < data->slices.count; i++) {
        plain.slices.ptr[i] = data->slices.ptr[i];
        plain.slices.ptr[i].note = plain.foot;
    }
    return plain;
}

static void draw_donut(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    const donut plain = frame->hotspot ? figures_only(draw->scene->arena, p) : *(const donut *)p;
    const donut *data = &plain;
    const kj_rect box = frame->box;
    const double badges = frame->hotspot ? 2 * KJ_BADGE_RADIUS + 12 : 0;
    const layout l = choose(draw, data, box, badges);
    const double top = kj_centred(box, l.height), room = l.height - l.foot.height;
    const kj_point centre = {box.x + box.w / 2, top + room / 2};
    double from = l.start;
    if (of_hundred(data) && sum_of(data) < 100 - WHOLE_SLACK) /* the rest of the whole */
        draw_piece(draw, centre, l.radius, l.start + sum_of(data) / 100, l.start + 1, KJ_COLOR_WASH,
                   true);
    draw_middle(draw, &l, centre);
    for (size_t i = 0; i < data->slices.count; i++) {
        const slice *s = &data->slices.ptr[i];
        const double to = from + share_of(data, i);
        const words *w = &l.items[i];
        if (kj_visual_shows(frame, i)) {
            kj_visual_at(draw, frame, i);
            const bool accent = s->accent && !frame->hotspot;
            const kj_color_name fill = accent ? KJ_COLOR_ZHU : fill_of(i, data->slices.count);
            if (s->value > 0)
                draw_piece(draw, centre, l.radius, from, to, fill, fill == KJ_COLOR_DAI3);
            const double out = l.radius + LEADER;
            const double edge = l.right[i] ? centre.x + out : centre.x - out;
            const double near = l.right[i] ? edge + badges : edge - badges;
            const double left = l.right[i] ? edge - 4 : near - w->width - 8;
            const double y = centre.y + l.tops[i];
            draw_leader(draw, data, &l, i, centre, edge, y + w->label.line_height / 2);
            draw_words(draw, w, l.right[i], near, y);
            const double h = fmax(60, w->height);
            kj_draw_element(
                draw, frame,
                (kj_element){
                    s->id,
                    spoken(draw, data, &l, i),
                    i,
                    {left, y, w->width + badges + 12, h},
                    {l.right[i] ? edge + KJ_BADGE_RADIUS : edge - KJ_BADGE_RADIUS, y + h / 2}});
        }
        from = to;
    }
    draw->build = 0;
    kj_draw_key_line(draw, &l.foot, box.x, top + l.height, box.w);
}

static size_t steps(const void *p)
{
    return ((const donut *)p)->slices.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const donut *data = p;
    for (size_t i = 0; i < data->slices.count; i++)
        if (kj_span_equal(data->slices.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_donut = {
    .form = {.name = "donut",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(donut),
             .align = _Alignof(donut),
             .about = "Parts of a whole, each with its share; the whole stands in the middle.",
             .steps = steps,
             .check = check},
    .draw = draw_donut,
    .has_element = has_element,
};
