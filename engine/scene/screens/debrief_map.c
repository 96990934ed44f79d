/* engine/scene/screens/debrief_map.c: the way of a role-play as a map. */
#include "scene/screens/debrief.h"

#include <math.h>

typedef struct map {
    const kj_look_back *look;
    kj_rect rings;  /* where the options of each turn stand */
    double x, step; /* of the first column, from column to column */
    double radius;  /* of a ring */
    double label_w; /* of the names at the left */
    double pill_x, pill_w;
    uint32_t columns;
} map;

static double column_x(const map *m, uint32_t turn)
{
    return m->x + m->step * (double)turn;
}

static const kj_node *node_of(const map *m, const kj_turn *turn)
{
    return &m->look->play->nodes.ptr[turn->node];
}

static double option_y(const map *m, uint32_t turn, uint32_t choice)
{
    const double n = (double)node_of(m, &m->look->state->turns[turn])->choices.count;
    const double gap = fmin(130, (m->rings.h - 2 * m->radius - 16) / fmax(1, n - 1));
    return m->rings.y + m->rings.h / 2 + gap * ((double)choice - (n - 1) / 2);
}

static void connect(kj_draw *draw, kj_point from, kj_point to, kj_color_name color, double width)
{
    kj_path_step *steps = KJ_NEW(draw->scene->arena, kj_path_step, 2);
    const double mid = (from.x + to.x) / 2;
    steps[0] = (kj_path_step){.verb = KJ_PATH_MOVE, .x = {from.x}, .y = {from.y}};
    steps[1] =
        (kj_path_step){.verb = KJ_PATH_CURVE, .x = {mid, mid, to.x}, .y = {from.y, from.y, to.y}};
    kj_command *line = kj_draw_path(draw, steps, 2);
    line->stroke = kj_draw_color(draw, color);
    line->stroke_width = width;
}

static kj_point option_point(const map *m, uint32_t turn, uint32_t choice)
{
    return (kj_point){column_x(m, turn), option_y(m, turn, choice)};
}

/* ---- rings ---- */

static void mark_in(kj_draw *draw, kj_span mark, double x, double y, double r, kj_color_name color)
{
    const kj_text_block text = kj_draw_measure(draw, kj_plain(mark), 0, 0,
                                               (kj_text_style){.size = r / kj_draw_size(draw, 1),
                                                               .role = KJ_FONT_SANS_BOLD,
                                                               .color = color});
    if (text.height > 0)
        kj_draw_block(draw, &text, x - text.width / 2, y - text.height / 2);
}

static void taken_ring(kj_draw *draw, const map *m, uint32_t turn)
{
    const kj_debrief_turn *t = &m->look->debrief->turns[turn];
    const bool point = t->turning != KJ_TURNING_NONE;
    const kj_color_name fill = point ? KJ_COLOR_ZHU : KJ_COLOR_DAI;
    const kj_point at = option_point(m, turn, t->turn.choice);
    const kj_span number = kj_count_text(draw->scene->arena, turn + 1);
    kj_draw_circle(draw, at.x, at.y, m->radius, (kj_box_style){.fill = fill, .filled = true});
    mark_in(draw, point ? kj_draw_word(draw, KJ_W_DEBRIEF_TURNED) : number, at.x, at.y, m->radius,
            point ? KJ_COLOR_ON_ZHU : KJ_COLOR_ON_DAI);
    const double a = fmax(56, 2 * m->radius);
    kj_area *area = kj_draw_area(
        draw, KJ_ROLE_BUTTON, kj_arena_format(draw->scene->arena, "turn:%u", turn),
        KJ_DRAW_FILL(draw, point ? KJ_W_DEBRIEF_TURNING_SAID : KJ_W_DEBRIEF_STEP_SAID,
                     kj_n("n", turn + 1),
                     kj_w("said", node_of(m, &t->turn)->choices.ptr[t->turn.choice].text.plain)),
        (kj_rect){at.x - a / 2, at.y - a / 2, a, a});
    if (turn < 9)
        area->keys = number;
}

static void ring(kj_draw *draw, const map *m, uint32_t turn, uint32_t choice)
{
    const kj_debrief_turn *t = &m->look->debrief->turns[turn];
    if (t->turn.choice == choice) {
        taken_ring(draw, m, turn);
        return;
    }
    const bool offered = kj_roleplay_offered(m->look->play, &t->before, choice);
    const bool better = kj_debrief_better(m->look->play, &t->before) == choice;
    const kj_point at = option_point(m, turn, choice);
    kj_draw_circle(draw, at.x, at.y, m->radius,
                   (kj_box_style){.fill = KJ_COLOR_CARD,
                                  .filled = true,
                                  .stroke = better ? KJ_COLOR_SONG : KJ_COLOR_INK3,
                                  .stroked = true,
                                  .stroke_width = 3,
                                  .dash = offered ? 0 : 5}); /* it needed a fact */
    if (better)
        mark_in(draw, kj_draw_word(draw, KJ_W_DEBRIEF_BETTER_MARK), at.x, at.y, m->radius,
                KJ_COLOR_SONG);
}

static void ways(kj_draw *draw, const map *m, double pill_y, double pill_gap)
{
    const kj_debrief *d = m->look->debrief;
    const uint32_t n = d->turn_count, ending = d->end.ending;
    for (int taken = 0; taken < 2; taken++) { /* the way itself lies over the others */
        const kj_color_name color = taken ? KJ_COLOR_DAI : KJ_COLOR_LINE;
        const double width = taken ? 7 : 4;
        for (uint32_t t = 0; t + 1 < n; t++) {
            const kj_turn *next = &d->turns[t + 1].turn;
            for (uint32_t c = 0; c < node_of(m, next)->choices.count; c++)
                if ((c == next->choice) == (taken == 1))
                    connect(draw, option_point(m, t, d->turns[t].turn.choice),
                            option_point(m, t + 1, c), color, width);
        }
        for (uint32_t e = 0; n > 0 && e < m->look->play->endings.count; e++)
            if ((e == ending) == (taken == 1))
                connect(draw, option_point(m, n - 1, d->turns[n - 1].turn.choice),
                        (kj_point){m->pill_x, pill_y + pill_gap * e}, color, width);
    }
}

static void options(kj_draw *draw, const map *m)
{
    const kj_debrief *d = m->look->debrief;
    const kj_roleplay *play = m->look->play;
    const double count = (double)(play->endings.count ? play->endings.count : 1);
    const double gap = fmin(120, m->rings.h / count);
    const double h = fmin(fmax(56, kj_draw_size(draw, 26) * 1.9), gap - 8);
    const double y = m->rings.y + m->rings.h / 2 - gap * (count - 1) / 2;
    ways(draw, m, y, gap);
    for (uint32_t t = 0; t < d->turn_count; t++)
        for (uint32_t c = 0; c < node_of(m, &d->turns[t].turn)->choices.count; c++)
            ring(draw, m, t, c);
    const kj_roleplay_record *record =
        kj_lesson_roleplay(m->look->session->lesson, m->look->state->roleplay);
    for (uint32_t e = 0; e < play->endings.count; e++)
        kj_draw_ending(draw, &play->endings.ptr[e], e == d->end.ending,
                       e == d->end.ending || kj_ending_seen(record, e),
                       (kj_rect){m->pill_x, y + gap * e - h / 2, m->pill_w, h});
}

/* ---- the rows below ---- */

static void row_name(kj_draw *draw, const map *m, kj_span name, double middle, double height)
{
    const kj_text_block text = kj_draw_measure(draw, kj_plain(name), m->label_w, height,
                                               (kj_text_style){.size = KJ_SIZE_CAPTION,
                                                               .smallest = KJ_SIZE_SMALLEST,
                                                               .leading = 1.2,
                                                               .color = KJ_COLOR_INK2});
    kj_draw_block(draw, &text, m->rings.x, middle - text.height / 2);
}

/* A face of few strokes: the mood without its colour, brows and mouth say it. */
static void face(kj_draw *draw, uint32_t mood, double x, double y, double r)
{
    static const struct {
        double corners, middle; /* of the mouth, downwards from its line */
        double inner, outer;    /* of the brows, downwards */
        kj_color_name color;
    } looks[] = {
        [KJ_MOOD_CALM] = {0, 0, 0, 0, KJ_COLOR_INK2},
        [KJ_MOOD_HESITANT] = {0.06, -0.08, -0.12, 0.06, KJ_COLOR_INK2},
        [KJ_MOOD_DISPLEASED] = {0.18, -0.1, 0.14, -0.1, KJ_COLOR_ZHU},
        [KJ_MOOD_APPROVING] = {-0.12, 0.2, -0.06, -0.06, KJ_COLOR_SONG},
    };
    const kj_color_name color = looks[mood].color;
    kj_draw_circle(
        draw, x, y, r,
        (kj_box_style){.stroke = color, .stroked = true, .stroke_width = 2.5, .filled = false});
    for (int side = -1; side <= 1; side += 2) {
        const kj_point brow[] = {{x + side * 0.16 * r, y + (-0.42 + looks[mood].inner) * r},
                                 {x + side * 0.52 * r, y + (-0.42 + looks[mood].outer) * r}};
        kj_draw_polyline(draw, brow, 2, color, 2.5);
        kj_draw_circle(draw, x + side * 0.34 * r, y - 0.1 * r, 0.11 * r,
                       (kj_box_style){.fill = color, .filled = true});
    }
    kj_point mouth[9];
    for (size_t i = 0; i < KJ_COUNT(mouth); i++) {
        const double u = (double)i / 4 - 1; /* -1 … 1 */
        const double dip = looks[mood].middle + (looks[mood].corners - looks[mood].middle) * u * u;
        mouth[i] = (kj_point){x + 0.42 * u * r, y + (0.42 + dip) * r};
    }
    kj_draw_polyline(draw, mouth, KJ_COUNT(mouth), color, 2.5);
}

static void moods(kj_draw *draw, const map *m, double middle, double height)
{
    const kj_debrief *d = m->look->debrief;
    const double r = fmin(m->radius, height * 0.42);
    kj_text_buffer said = {.arena = draw->scene->arena};
    row_name(draw, m, kj_draw_word(draw, KJ_W_DEBRIEF_MOODS), middle, height);
    for (uint32_t t = 0; t < d->turn_count; t++) {
        const kj_turn *turn = &d->turns[t].turn;
        const uint32_t mood = node_of(m, turn)->choices.ptr[turn->choice].mood;
        face(draw, mood, column_x(m, t), middle, r);
        kj_putf(&said, "%s%.*s", t ? " " : "", KJ_ARG(kj_draw_word(draw, kj_mood_word(mood))));
    }
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                 KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_GAUGE_SAID,
                              kj_w("name", kj_draw_word(draw, KJ_W_DEBRIEF_MOODS)),
                              kj_w("values", kj_put_span(&said))),
                 (kj_rect){m->rings.x, middle - height / 2, m->pill_x - m->rings.x, height});
}

/* The way that was left: grey from the turn of the branch on. */
static void old_way(kj_draw *draw, const map *m, double middle, double height)
{
    const kj_play *s = m->look->state;
    const kj_roleplay *play = m->look->play;
    const double r = KJ_SIZE_SMALLEST;
    row_name(draw, m, kj_draw_word(draw, KJ_W_DEBRIEF_OLD_WAY), middle, height);
    const double first = column_x(m, s->branch), last = column_x(m, s->old_count - 1);
    kj_draw_line(draw, first, middle, s->old_ending == KJ_NONE ? last : m->pill_x, middle,
                 KJ_COLOR_INK3, 3);
    for (uint32_t t = s->branch; t < s->old_count; t++) {
        const kj_choice *choice = &node_of(m, &s->old[t])->choices.ptr[s->old[t].choice];
        const double x = column_x(m, t);
        kj_draw_circle(draw, x, middle, r,
                       (kj_box_style){.fill = KJ_COLOR_WASH,
                                      .filled = true,
                                      .stroke = KJ_COLOR_INK3,
                                      .stroked = true,
                                      .stroke_width = 3});
        mark_in(draw, kj_count_text(draw->scene->arena, t + 1), x, middle, r, KJ_COLOR_INK2);
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                     KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_OLD_SAID, kj_n("n", t + 1),
                                  kj_w("said", choice->text.plain)),
                     (kj_rect){x - r, middle - r, 2 * r, 2 * r});
    }
    if (s->old_ending >= play->endings.count)
        return;
    const kj_text_block ending = kj_draw_measure(
        draw, kj_plain(play->endings.ptr[s->old_ending].title), m->pill_w - 16, height,
        (kj_text_style){.size = KJ_SIZE_CAPTION,
                        .smallest = KJ_SIZE_SMALLEST,
                        .leading = 1.2,
                        .color = KJ_COLOR_INK2});
    kj_draw_block(draw, &ending, m->pill_x + 16, middle - ending.height / 2);
}

/* The states of a way: the start and after each turn. */
typedef struct trail {
    kj_roleplay_state states[KJ_ROLEPLAY_TURNS_MAX + 1];
    uint32_t count;
} trail;

static trail *trail_of(const kj_roleplay *play, const kj_turn *turns, uint32_t count,
                       kj_arena *arena)
{
    trail *out = KJ_NEW(arena, trail, 1);
    out->states[out->count++] = kj_roleplay_start(play);
    for (uint32_t t = 0; t < count && t < KJ_ROLEPLAY_TURNS_MAX; t++) {
        out->states[t + 1] = kj_roleplay_step(play, out->states[t], turns[t].choice);
        out->count++;
    }
    return out;
}

/* The value before turn t stands half a column before it. */
static void curve(kj_draw *draw, const map *m, const trail *way, uint32_t from, size_t v,
                  kj_rect row, kj_color_name color, double width)
{
    const kj_variable *variable = &m->look->play->variables.ptr[v];
    const double range = variable->max - variable->min;
    kj_point points[KJ_ROLEPLAY_TURNS_MAX + 1];
    size_t n = 0;
    for (uint32_t t = from; t < way->count; t++) {
        const double share = range > 0 ? (way->states[t].vars[v] - variable->min) / range : 0;
        points[n++] = (kj_point){column_x(m, t) - m->step / 2, row.y + row.h * (1 - share)};
    }
    if (n > 1)
        kj_draw_polyline(draw, points, n, color, width);
    if (n > 0)
        kj_draw_circle(draw, points[n - 1].x, points[n - 1].y, width + 2,
                       (kj_box_style){.fill = color, .filled = true});
}

static void gauge_row(kj_draw *draw, const map *m, size_t v, const trail *way, const trail *old,
                      double middle, double height)
{
    const kj_play *s = m->look->state;
    const kj_variable *variable = &m->look->play->variables.ptr[v];
    const kj_rect row = {m->x - m->step / 2, middle - height / 2 + 5, m->step * (double)m->columns,
                         height - 10};
    const double end = way->states[way->count - 1].vars[v];
    kj_text_buffer values = {.arena = draw->scene->arena};
    row_name(draw, m, variable->name, middle, height);
    kj_draw_line(draw, row.x, row.y + row.h, row.x + row.w, row.y + row.h, KJ_COLOR_LINE, 1.5);
    if (old)
        curve(draw, m, old, s->branch, v, row, KJ_COLOR_INK3, 2);
    curve(draw, m, way, 0, v, row, variable->lower_is_better ? KJ_COLOR_ZHU : KJ_COLOR_DAI, 3.5);
    const kj_text_block last =
        kj_draw_measure(draw,
                        kj_plain(kj_arena_format(draw->scene->arena, "%.0f → %.0f%.*s",
                                                 variable->start, end, KJ_ARG(variable->unit))),
                        m->pill_w - 16, height,
                        (kj_text_style){.size = KJ_SIZE_CAPTION,
                                        .smallest = KJ_SIZE_SMALLEST,
                                        .leading = 1.2,
                                        .color = KJ_COLOR_INK2});
    kj_draw_block(draw, &last, m->pill_x + 16, middle - last.height / 2);
    for (uint32_t t = 0; t < way->count; t++)
        kj_putf(&values, "%s%.0f", t ? " " : "", way->states[t].vars[v]);
    kj_draw_area(
        draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
        KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_GAUGE_SAID, kj_w("name", variable->name),
                     kj_w("values", kj_put_span(&values))),
        (kj_rect){m->rings.x, middle - height / 2, m->pill_x + m->pill_w - m->rings.x, height});
}

/* ---- the whole ---- */

#define ROW_LOWEST 32
#define ROW_TALLEST 56
#define OLD_ROW (2 * KJ_SIZE_SMALLEST + 8)

static double name_width(kj_draw *draw, const kj_look_back *look)
{
    const kj_text_style style = kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2);
    double width =
        kj_draw_measure(draw, kj_plain(kj_draw_word(draw, KJ_W_DEBRIEF_OLD_WAY)), 0, 0, style)
            .width;
    for (size_t v = 0; v < look->play->variables.count; v++)
        width = fmax(
            width,
            kj_draw_measure(draw, kj_plain(look->play->variables.ptr[v].name), 0, 0, style).width);
    return width + 4;
}

static size_t most_options(const kj_look_back *look)
{
    size_t most = look->play->endings.count;
    for (uint32_t t = 0; t < look->debrief->turn_count; t++) {
        const size_t n = look->play->nodes.ptr[look->debrief->turns[t].turn.node].choices.count;
        most = n > most ? n : most;
    }
    return most;
}

static bool has_old(const kj_look_back *look)
{
    return look->state->branch != KJ_NONE && look->state->branch < look->state->old_count;
}

static double rings_least(double most)
{
    return 2 * KJ_SIZE_SMALLEST * most + 4 * (most - 1) + 10;
}

double kj_way_map_least(const kj_look_back *look)
{
    return rings_least((double)most_options(look)) + (has_old(look) ? OLD_ROW : 0) +
           ROW_LOWEST * (double)(1 + look->play->variables.count);
}

void kj_draw_way_map(kj_draw *draw, const kj_look_back *look, kj_rect box)
{
    const kj_play *s = look->state;
    const bool old = has_old(look);
    const double rows = (double)(1 + look->play->variables.count);
    const double old_h = old ? OLD_ROW : 0;
    const double most = (double)most_options(look);
    map m = {.look = look, .columns = look->debrief->turn_count};
    if (m.columns == 0)
        return;
    m.columns = old && s->old_count > m.columns ? s->old_count : m.columns;
    m.label_w = fmin(name_width(draw, look), box.w * 0.24);
    m.pill_w = fmin(kj_draw_size(draw, 280), box.w * 0.3);
    m.pill_x = box.x + box.w - m.pill_w;
    m.step = (box.w - m.label_w - m.pill_w - 32) / ((double)m.columns + 0.25);
    m.x = box.x + m.label_w + 16 + m.step / 2;
    /* The letter in a ring must not be smaller than the smallest text. */
    const double least = rings_least(most);
    const double spare = box.h - old_h - rows * ROW_LOWEST; /* of the rings at the most */
    const double room = (box.h - old_h - fmax(least, fmin(spare, box.h * 0.4))) / rows;
    const double row = fmin(ROW_TALLEST, fmax(ROW_LOWEST, room));
    m.rings = (kj_rect){box.x, box.y, box.w, fmin(box.h - old_h - rows * row, 150 * most)};
    const double apart = (m.rings.h - 10 - 4 * (most - 1)) / (2 * most);
    m.radius = fmax(KJ_SIZE_SMALLEST, fmin(30, fmin(m.step * 0.36, apart)));
    draw->list.overfull +=
        m.radius > apart + 0.5 || 2 * m.radius > m.step || room < ROW_LOWEST - 0.5 ? 1 : 0;
    options(draw, &m);
    if (old)
        old_way(draw, &m, m.rings.y + m.rings.h + old_h / 2, old_h);
    double y = m.rings.y + m.rings.h + old_h + row / 2;
    moods(draw, &m, y, row);
    const trail *way =
        trail_of(look->play, s->turns, look->debrief->turn_count, draw->scene->arena);
    const trail *left = old ? trail_of(look->play, s->old, s->old_count, draw->scene->arena) : NULL;
    for (size_t v = 0; v < look->play->variables.count; v++) {
        y += row;
        gauge_row(draw, &m, v, way, left, y, row);
    }
}
