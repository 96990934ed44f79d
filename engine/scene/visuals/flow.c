/* engine/scene/visuals/flow.c: "flow", boxes joined by arrows, with branches and, in broken lines,
 * ways back.  It runs to the right; where the page is narrow, downwards.
 *
 * Everything is laid out along the way (u) and across it (v), and turned into x and y when it is
 * drawn. */
#include "scene/visuals/flow_plan.h"
#include "scene/visuals/kit.h"

#include <math.h>

typedef struct node {
    kj_at at;
    kj_span id;
    kj_text title, text;
    bool decision, accent;
} node;

typedef struct flow_link {
    kj_at at;
    kj_span from, to;
    kj_text label;
    bool back;
} flow_link;

typedef struct flow {
    kj_at at;
    KJ_LIST(node) nodes;
    KJ_LIST(flow_link) links;
    kj_text foot;
} flow;

static const kj_field node_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(node, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the box."},
    {.key = "title",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(node, title),
     .min = 1,
     .max = 16,
     .about = "Stands in the box."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(node, text),
     .min = 1,
     .max = 40,
     .about = "More about it."},
    {.key = "decision",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(node, decision),
     .about = "Whether the ways part here: it is drawn pointed."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(node, accent),
     .about = "Whether this box is the one that matters."},
};
static const kj_object node_object = {
    .name = "flow-node",
    .fields = node_fields,
    .field_count = KJ_COUNT(node_fields),
    .size = sizeof(node),
    .align = _Alignof(node),
    .id_offset = offsetof(node, id),
    .about = "A box of the visual 'flow'.",
};

static const kj_field link_fields[] = {
    {.key = "from",
     .kind = KJ_FIELD_REF,
     .flags = KJ_REQUIRED,
     .offset = offsetof(flow_link, from),
     .ref = KJ_REF_LOCAL,
     .about = "The box that the arrow leaves."},
    {.key = "to",
     .kind = KJ_FIELD_REF,
     .flags = KJ_REQUIRED,
     .offset = offsetof(flow_link, to),
     .ref = KJ_REF_LOCAL,
     .about = "The box that it leads to."},
    {.key = "label",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(flow_link, label),
     .min = 1,
     .max = 8,
     .about = "When this way is taken."},
    {.key = "back",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(flow_link, back),
     .about = "Whether it leads back; drawn as a broken line."},
};
static const kj_object link_object = {
    .name = "flow-link",
    .fields = link_fields,
    .field_count = KJ_COUNT(link_fields),
    .size = sizeof(flow_link),
    .align = _Alignof(flow_link),
    .about = "An arrow of the visual 'flow'.",
};

static const kj_field fields[] = {
    {.key = "nodes",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(flow, nodes),
     .min = 2,
     .max = KJ_FLOW_NODES,
     .object = &node_object,
     .about = "The boxes, in reading order."},
    {.key = "links",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(flow, links),
     .min = 1,
     .max = KJ_FLOW_LINKS,
     .object = &link_object,
     .about = "The arrows."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(flow, foot),
     .min = 1,
     .max = 80,
     .about = "One line under it."},
};

static size_t index_of(const flow *data, kj_span id)
{
    for (size_t i = 0; i < data->nodes.count; i++)
        if (kj_span_equal(data->nodes.ptr[i].id, id))
            return i;
    return SIZE_MAX;
}

static void links_of(const flow *data, kj_flow_link *out)
{
    for (size_t i = 0; i < data->links.count; i++) {
        const flow_link *l = &data->links.ptr[i];
        out[i] = (kj_flow_link){index_of(data, l->from), index_of(data, l->to), l->back};
    }
}

static bool check_ends(const flow *data, const kj_checker *checker)
{
    const kj_span none = {NULL, 0};
    bool sound = true;
    for (size_t i = 0; i < data->links.count; i++) {
        const flow_link *l = &data->links.ptr[i];
        const kj_span ends[] = {l->from, l->to};
        static const char *const keys[] = {"from", "to"};
        for (size_t k = 0; k < KJ_COUNT(ends); k++)
            if (index_of(data, ends[k]) == SIZE_MAX) {
                sound = false;
                kj_check_report(checker, l->at, keys[k], SIZE_MAX, "E0302", none,
                                "'%.*s' is none of the boxes of this flow", KJ_ARG(ends[k]));
            }
        if (kj_span_equal(l->from, l->to)) {
            sound = false;
            kj_check_report(checker, l->at, "to", SIZE_MAX, "E0502", none,
                            "the arrow leads from '%.*s' to itself", KJ_ARG(l->to));
        }
    }
    return sound;
}

static void check(const void *p, const kj_checker *checker)
{
    const flow *data = p;
    if (!check_ends(data, checker))
        return;
    kj_flow_link links[KJ_FLOW_LINKS];
    kj_flow_plan plan;
    size_t where = 0;
    links_of(data, links);
    const kj_span none = {NULL, 0};
    switch (kj_flow_plan_make(data->nodes.count, links, data->links.count, &plan, &where)) {
    case KJ_FLOW_SOUND:
        break;
    case KJ_FLOW_ROUND:
        kj_check_report(checker, data->links.ptr[where].at, "from", SIZE_MAX, "E0502",
                        KJ_LIT("mark the one that leads back with \"back\": true"),
                        "the arrows lead round");
        break;
    case KJ_FLOW_FORWARD:
        kj_check_report(checker, data->links.ptr[where].at, "back", SIZE_MAX, "E0502", none,
                        "the arrow to '%.*s' does not lead back",
                        KJ_ARG(data->links.ptr[where].to));
        break;
    case KJ_FLOW_TOO_LONG:
        kj_check_report(checker, data->nodes.ptr[where].at, "id", SIZE_MAX, "E0502", none,
                        "'%.*s' is more than the %dth box of its way",
                        KJ_ARG(data->nodes.ptr[where].id), KJ_FLOW_RANKS);
        break;
    case KJ_FLOW_TOO_WIDE:
        kj_check_report(checker, data->nodes.ptr[where].at, "id", SIZE_MAX, "E0502", none,
                        "'%.*s' is one more than the %d boxes that can stand side by side",
                        KJ_ARG(data->nodes.ptr[where].id), KJ_FLOW_WIDE);
        break;
    }
}

#define GAP_ACROSS 56.0 /* between ranks, without labels */
#define GAP_DOWN 44.0
#define SIDE_GAP 28.0 /* between neighbours of a rank */
#define STUB 22.0     /* before a bend */
#define TIP 18.0
#define POINT 26.0    /* how far a decision is pointed */
#define LANE_GAP 30.0 /* between the boxes and the first lane */
#define MARGIN 34.0   /* for a way that leaves at an end */
#define LABEL_GAP 12.0

/* The lanes of one side. */
typedef struct lanes {
    size_t count;
    double first, pitch, taken; /* from the boxes: to the first, between two, to the end */
} lanes;

typedef struct layout {
    bool down;
    double size, pad;
    kj_text_block titles[KJ_FLOW_NODES], texts[KJ_FLOW_NODES], labels[KJ_FLOW_LINKS];
    double box_u[KJ_FLOW_RANKS], box_v; /* sizes of boxes: by rank, and all */
    double start[KJ_FLOW_RANKS];        /* where a rank begins */
    double gaps[KJ_FLOW_RANKS];         /* behind it */
    double v[KJ_FLOW_NODES];            /* middles */
    double body_v;                      /* of all boxes, without the lanes */
    lanes above, below;
    double u, all_v; /* sizes of all of it */
    kj_key_line key;
    bool fits;
} layout;

typedef struct drawing {
    kj_draw *draw;
    const flow *data;
    kj_flow_link links[KJ_FLOW_LINKS];
    kj_flow_plan plan;
    layout l;
    kj_point origin;
} drawing;

static double text_width(const drawing *d, size_t i, double box)
{
    return box - 2 * d->l.pad - (d->data->nodes.ptr[i].decision && !d->l.down ? POINT : 0);
}

static double measure_node(drawing *d, size_t i, double box)
{
    const node *n = &d->data->nodes.ptr[i];
    layout *l = &d->l;
    const double width = text_width(d, i, box);
    l->titles[i] = kj_draw_measure(d->draw, n->title, width, 0,
                                   (kj_text_style){.size = fmin(KJ_SIZE_HEADING, l->size + 2),
                                                   .leading = 1.3,
                                                   .role = KJ_FONT_SERIF_BOLD,
                                                   .color = n->accent ? KJ_COLOR_ZHU : KJ_COLOR_INK,
                                                   .align = KJ_ALIGN_CENTRE,
                                                   .balance = true});
    l->texts[i] = kj_draw_measure(d->draw, n->text, width, 0,
                                  (kj_text_style){.size = fmax(KJ_SIZE_CAPTION, l->size - 4),
                                                  .leading = 1.4,
                                                  .role = KJ_FONT_SANS,
                                                  .color = KJ_COLOR_INK2,
                                                  .align = KJ_ALIGN_CENTRE,
                                                  .balance = true});
    l->fits = l->fits && l->titles[i].fits && l->texts[i].fits;
    return fmax(72, l->titles[i].height + l->texts[i].height + 2 * kj_padding(l->size, 12, 24) +
                        (n->decision && l->down ? POINT : 0));
}

static void measure_labels(drawing *d)
{
    for (size_t i = 0; i < d->data->links.count; i++)
        d->l.labels[i] = kj_draw_measure(d->draw, d->data->links.ptr[i].label, 0, 0,
                                         (kj_text_style){.size = KJ_SIZE_CAPTION,
                                                         .leading = 1.35,
                                                         .role = KJ_FONT_SANS_BOLD,
                                                         .color = KJ_COLOR_DAI});
}

/* The widest and the highest label on one side. */
static kj_point largest_label(const drawing *d, kj_flow_side side)
{
    kj_point most = {0, 0};
    for (size_t i = 0; i < d->data->links.count; i++)
        if (d->plan.sides[i] == side) {
            most.x = fmax(most.x, d->l.labels[i].width);
            most.y = fmax(most.y, d->l.labels[i].height);
        }
    return most;
}

/* A label stands above its lane; down the page, on its right. */
static lanes measure_lanes(const drawing *d, kj_flow_side side)
{
    lanes out = {.count = 0};
    for (size_t i = 0; i < d->data->links.count; i++)
        out.count += d->plan.sides[i] == side ? 1 : 0;
    if (out.count == 0)
        return out;
    const kj_point label = largest_label(d, side);
    const double own = d->l.down ? (label.x > 0 ? label.x + LABEL_GAP : 0) : label.y;
    const bool outwards = d->l.down == (side == KJ_FLOW_BELOW); /* the label lies outside */
    out.first = LANE_GAP + (outwards ? 0 : own);
    out.pitch = fmax(26, own + 16);
    out.taken = out.first + out.pitch * (double)(out.count - 1) + (outwards ? own : 0) + 4;
    return out;
}

static double lane_of(const drawing *d, size_t link)
{
    const layout *l = &d->l;
    const bool above = d->plan.sides[link] == KJ_FLOW_ABOVE;
    const lanes *side = above ? &l->above : &l->below;
    const double out = side->first + side->pitch * (double)d->plan.lanes[link];
    return above ? l->above.taken - out : l->above.taken + l->body_v + out;
}

/* Where ways leave or reach a rank at its side, the ends need room. */
static void margins(const drawing *d, double *before, double *after)
{
    *before = *after = 0;
    for (size_t i = 0; i < d->data->links.count; i++) {
        const kj_flow_side side = d->plan.sides[i];
        const size_t from = d->links[i].from, to = d->links[i].to;
        if (side == KJ_FLOW_DIRECT)
            continue;
        if (!kj_flow_outermost(&d->plan, from, side) &&
            d->plan.places[from].rank + 1 == d->plan.ranks)
            *after = MARGIN;
        if (!kj_flow_outermost(&d->plan, to, side) && d->plan.places[to].rank == 0)
            *before = MARGIN;
    }
}

/* Ranks are centred on one axis. */
static void place_across(drawing *d)
{
    layout *l = &d->l;
    double widest = 0;
    for (size_t r = 0; r < d->plan.ranks; r++)
        widest = fmax(widest, (double)d->plan.in_rank[r]);
    const double pitch = l->box_v + SIDE_GAP;
    l->body_v = pitch * widest - SIDE_GAP;
    l->above = measure_lanes(d, KJ_FLOW_ABOVE);
    l->below = measure_lanes(d, KJ_FLOW_BELOW);
    for (size_t i = 0; i < d->data->nodes.count; i++) {
        const kj_flow_place *at = &d->plan.places[i];
        const double shift = (double)at->order - ((double)d->plan.in_rank[at->rank] - 1) / 2;
        l->v[i] = l->above.taken + l->body_v / 2 + shift * pitch;
    }
    l->all_v = l->above.taken + l->body_v + l->below.taken;
}

static void place_along(drawing *d, double before, double after)
{
    layout *l = &d->l;
    double u = before;
    for (size_t r = 0; r < d->plan.ranks; r++) {
        l->start[r] = u;
        u += l->box_u[r] + (r + 1 < d->plan.ranks ? l->gaps[r] : 0);
    }
    l->u = u + after;
}

/* Boxes take some of the room that is left, up to half as much again. */
static void stretch(drawing *d, kj_rect box)
{
    layout *l = &d->l;
    const size_t ranks = d->plan.ranks;
    if (!l->down) {
        double widest = 1;
        for (size_t r = 0; r < ranks; r++)
            widest = fmax(widest, (double)d->plan.in_rank[r]);
        const double spare = box.h - l->key.height - l->all_v;
        l->box_v += fmin(l->box_v * 0.5, fmax(0, spare) * 0.4 / widest);
        place_across(d);
        return;
    }
    const double spare = fmax(0, box.h - l->key.height - l->u);
    const double gap = ranks > 1 ? fmin(40, spare * 0.4 / (double)(ranks - 1)) : 0;
    const double high = fmin(48, spare * 0.3 / (double)ranks), before = l->start[0];
    const double after = l->u - l->start[ranks - 1] - l->box_u[ranks - 1];
    for (size_t r = 0; r < ranks; r++) {
        l->gaps[r] += gap;
        l->box_u[r] += high;
    }
    place_along(d, before, after);
}

/* Each gap has room for its arrows and their labels; returns all of them. */
static double measure_gaps(drawing *d)
{
    layout *l = &d->l;
    double all = 0;
    for (size_t r = 0; r + 1 < d->plan.ranks; r++) {
        l->gaps[r] = l->down ? GAP_DOWN : GAP_ACROSS;
        for (size_t i = 0; i < d->data->links.count; i++) {
            const kj_text_block *label = &l->labels[i];
            if (d->plan.sides[i] != KJ_FLOW_DIRECT || label->height <= 0 ||
                d->plan.places[d->links[i].from].rank != r)
                continue;
            const double room = l->down ? label->height + 8 : label->width + 20;
            l->gaps[r] = fmax(l->gaps[r], STUB + room + TIP);
        }
        all += l->gaps[r];
    }
    return all;
}

static void measure_across(drawing *d, kj_rect box)
{
    layout *l = &d->l;
    double before, after;
    margins(d, &before, &after);
    const double ranks = (double)d->plan.ranks;
    const double room = box.w - before - after - measure_gaps(d);
    const double width = fmin(380, room / ranks);
    if (width - 2 * l->pad - POINT < 3.2 * kj_draw_size(d->draw, l->size)) {
        l->fits = false;
        return;
    }
    /* Few boxes stand further apart. */
    const double spare = fmax(0, room - width * ranks);
    for (size_t r = 0; r + 1 < d->plan.ranks; r++)
        l->gaps[r] += fmin(56, spare / (ranks - 1));
    for (size_t i = 0; i < d->data->nodes.count; i++) {
        l->box_v = fmax(l->box_v, measure_node(d, i, width));
        l->box_u[d->plan.places[i].rank] = width;
    }
    place_across(d);
    place_along(d, before, after);
}

static void measure_down(drawing *d, kj_rect box)
{
    layout *l = &d->l;
    double before, after, widest = 1;
    margins(d, &before, &after);
    measure_gaps(d);
    for (size_t r = 0; r < d->plan.ranks; r++)
        widest = fmax(widest, (double)d->plan.in_rank[r]);
    const double side =
        measure_lanes(d, KJ_FLOW_ABOVE).taken + measure_lanes(d, KJ_FLOW_BELOW).taken;
    l->box_v = fmin(560, (box.w - side - SIDE_GAP * (widest - 1)) / widest);
    if (l->box_v - 2 * l->pad < 3.6 * kj_draw_size(d->draw, l->size)) {
        l->fits = false;
        return;
    }
    for (size_t i = 0; i < d->data->nodes.count; i++) {
        double *high = &l->box_u[d->plan.places[i].rank];
        *high = fmax(*high, measure_node(d, i, l->box_v));
    }
    place_across(d);
    place_along(d, before, after);
}

static void measure(drawing *d, kj_rect box, bool down, double size)
{
    layout *l = &d->l;
    *l = (layout){.down = down, .size = size, .pad = kj_padding(size, 12, 24), .fits = true};
    l->key = kj_measure_key_line(d->draw, d->data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    measure_labels(d);
    if (down)
        measure_down(d, box);
    else
        measure_across(d, box);
    const double width = down ? l->all_v : l->u, height = down ? l->u : l->all_v;
    l->fits = l->fits && width <= box.w + 0.5 && height + l->key.height <= box.h;
}

static void choose(drawing *d, kj_rect box)
{
    const bool tall = box.h > box.w;
    for (size_t k = 0; k < KJ_TRIALS; k++) {
        measure(d, box, tall != kj_trials[k].other, kj_trials[k].size);
        if (d->l.fits) {
            stretch(d, box);
            return;
        }
    }
    d->draw->list.overfull++;
}

static kj_point turned(const drawing *d, double u, double v)
{
    return d->l.down ? (kj_point){d->origin.x + v, d->origin.y + u}
                     : (kj_point){d->origin.x + u, d->origin.y + v};
}

static kj_rect rect_of(const drawing *d, size_t i)
{
    const size_t r = d->plan.places[i].rank;
    const kj_point at = turned(d, d->l.start[r], d->l.v[i] - d->l.box_v / 2);
    return d->l.down ? (kj_rect){at.x, at.y, d->l.box_v, d->l.box_u[r]}
                     : (kj_rect){at.x, at.y, d->l.box_u[r], d->l.box_v};
}

/* A line that ends in a tip; broken where it leads back. */
static void draw_way(const drawing *d, const kj_point *points, size_t count, bool back)
{
    kj_point *line = KJ_NEW(d->draw->scene->arena, kj_point, count);
    for (size_t i = 0; i < count; i++)
        line[i] = points[i];
    const kj_point from = points[count - 2], at = points[count - 1];
    const double length = hypot(at.x - from.x, at.y - from.y);
    line[count - 1].x -= (at.x - from.x) / length * (TIP - 4);
    line[count - 1].y -= (at.y - from.y) / length * (TIP - 4);
    kj_draw_polyline(d->draw, line, count, KJ_COLOR_DAI2, 3)->dash = back ? 10 : 0;
    kj_draw_tip(d->draw, from, at, TIP, KJ_COLOR_DAI2);
}

/* Above a stretch across the page, or on the right of one down the page. */
static void draw_label(const drawing *d, size_t link, double u, double v)
{
    const kj_text_block *label = &d->l.labels[link];
    const kj_point at = turned(d, u, v);
    if (label->height <= 0)
        return;
    if (d->l.down)
        kj_draw_block(d->draw, label, at.x + LABEL_GAP, at.y - label->height / 2);
    else
        kj_draw_block(d->draw, label, at.x - label->width / 2, at.y - label->height - 3);
}

static double end_of(const drawing *d, size_t i)
{
    const size_t r = d->plan.places[i].rank;
    return d->l.start[r] + d->l.box_u[r];
}

/* Whether other arrows leave the box for the next rank too. */
static bool branches(const drawing *d, size_t node_index)
{
    size_t count = 0;
    for (size_t i = 0; i < d->data->links.count; i++)
        count += d->links[i].from == node_index && d->plan.sides[i] == KJ_FLOW_DIRECT ? 1 : 0;
    return count > 1;
}

/* To the next rank.  Ways that part bend where they begin, those of different boxes a little apart;
 * ways that meet bend where they end. */
static void draw_on(const drawing *d, size_t link)
{
    const size_t from = d->links[link].from, to = d->links[link].to;
    const double a = d->l.v[from], b = d->l.v[to];
    const double out = end_of(d, from), in = d->l.start[d->plan.places[to].rank];
    const bool bent = fabs(a - b) > 0.5, parts = branches(d, from);
    const double bend =
        parts ? out + STUB + 6 * (double)(d->plan.places[from].order % 2) : in - TIP - STUB * 0.6;
    kj_point points[4];
    size_t n = 0;
    points[n++] = turned(d, out, a);
    if (bent) {
        points[n++] = turned(d, bend, a);
        points[n++] = turned(d, bend, b);
    }
    points[n++] = turned(d, in, b);
    draw_way(d, points, n, false);
    if (!bent)
        draw_label(d, link, ((parts ? bend : out) + in - TIP) / 2, b);
    else if (parts)
        draw_label(d, link, (bend + in - TIP) / 2, b);
    else
        draw_label(d, link, (out + bend) / 2, a);
}

/* Where on a box's edge a way leaves and arrives, so that none hides another. */
static double port_of(const drawing *d, size_t link, bool leaving)
{
    const size_t at = leaving ? d->links[link].from : d->links[link].to;
    const size_t r = d->plan.places[at].rank;
    const double share =
        d->links[link].back ? (leaving ? -1.0 / 6 : 1.0 / 6) : (leaving ? 1.0 / 3 : -1.0 / 3);
    return d->l.start[r] + d->l.box_u[r] * (0.5 + share);
}

/* Out of a box into a lane, and out of the lane into another box. */
static void draw_round(const drawing *d, size_t link)
{
    const layout *l = &d->l;
    const size_t from = d->links[link].from, to = d->links[link].to;
    const kj_flow_side side = d->plan.sides[link];
    const double lane = lane_of(d, link), sign = side == KJ_FLOW_ABOVE ? -1 : 1;
    kj_point points[6];
    size_t n = 0;
    double out = port_of(d, link, true), in = port_of(d, link, false);
    if (kj_flow_outermost(&d->plan, from, side)) {
        points[n++] = turned(d, out, l->v[from] + sign * l->box_v / 2);
    } else {
        const double v = l->v[from] + sign * l->box_v / 4, end = end_of(d, from);
        out = end + 12;
        points[n++] = turned(d, end, v);
        points[n++] = turned(d, out, v);
    }
    points[n++] = turned(d, out, lane);
    if (kj_flow_outermost(&d->plan, to, side)) {
        points[n++] = turned(d, in, lane);
        points[n++] = turned(d, in, l->v[to] + sign * l->box_v / 2);
    } else {
        const double v = l->v[to] + sign * l->box_v / 4, begin = l->start[d->plan.places[to].rank];
        in = begin - TIP - 10;
        points[n++] = turned(d, in, lane);
        points[n++] = turned(d, in, v);
        points[n++] = turned(d, begin, v);
    }
    draw_way(d, points, n, d->links[link].back);
    draw_label(d, link, (out + in) / 2, lane);
}

static void draw_box(const drawing *d, size_t i, kj_rect r)
{
    const node *n = &d->data->nodes.ptr[i];
    if (!n->decision) {
        kj_draw_panel(d->draw, r, n->accent);
    } else {
        const double p = POINT;
        const kj_point across[] = {{r.x, r.y + r.h / 2},       {r.x + p, r.y},
                                   {r.x + r.w - p, r.y},       {r.x + r.w, r.y + r.h / 2},
                                   {r.x + r.w - p, r.y + r.h}, {r.x + p, r.y + r.h}};
        kj_command *shape = kj_draw_polygon(d->draw, across, KJ_COUNT(across), KJ_COLOR_DAI_WASH);
        shape->stroke = kj_draw_color(d->draw, n->accent ? KJ_COLOR_ZHU : KJ_COLOR_DAI2);
        shape->stroke_width = n->accent ? 3 : 2;
    }
    const kj_text_block *title = &d->l.titles[i], *text = &d->l.texts[i];
    const double y = r.y + (r.h - title->height - text->height) / 2;
    kj_draw_block(d->draw, title, r.x + (r.w - title->width) / 2, y);
    kj_draw_block(d->draw, text, r.x + (r.w - text->width) / 2, y + title->height);
}

/* A box, and where its arrows lead. */
static kj_span spoken(const drawing *d, size_t i)
{
    const node *n = &d->data->nodes.ptr[i];
    kj_text_buffer out = {.arena = d->draw->scene->arena};
    kj_put(&out, kj_say(d->draw->scene->arena, n->title.plain, n->text.plain));
    for (size_t k = 0; k < d->data->links.count; k++) {
        if (d->links[k].from != i)
            continue;
        const flow_link *l = &d->data->links.ptr[k];
        kj_putf(&out, "；%s“%.*s”", l->back ? "退回" : "接着",
                KJ_ARG(d->data->nodes.ptr[d->links[k].to].title.plain));
        if (l->label.plain.len)
            kj_putf(&out, "（%.*s）", KJ_ARG(l->label.plain));
    }
    return kj_put_span(&out);
}

static void draw_links(const drawing *d, const kj_visual_frame *frame)
{
    for (size_t i = 0; i < d->data->links.count; i++) {
        const size_t from = d->links[i].from, to = d->links[i].to, later = from > to ? from : to;
        if (!kj_visual_shows(frame, later))
            continue;
        kj_visual_at(d->draw, frame, later);
        if (d->plan.sides[i] == KJ_FLOW_DIRECT)
            draw_on(d, i);
        else
            draw_round(d, i);
    }
}

static void draw_flow(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    flow plain = *(const flow *)p;
    if (frame->hotspot)
        plain.nodes.ptr = kj_unstressed(draw->scene->arena, plain.nodes.ptr, plain.nodes.count,
                                        sizeof(node), offsetof(node, accent));
    drawing *d = KJ_NEW(draw->scene->arena, drawing, 1);
    *d = (drawing){.draw = draw, .data = &plain};
    size_t where = 0;
    links_of(&plain, d->links);
    if (kj_flow_plan_make(plain.nodes.count, d->links, plain.links.count, &d->plan, &where) !=
        KJ_FLOW_SOUND)
        return; /* such a course is refused by `check` */
    const kj_rect box = frame->box;
    choose(d, box);
    if (d->l.all_v <= 0)
        return; /* overfull, and said so */
    const double width = d->l.down ? d->l.all_v : d->l.u;
    const double height = (d->l.down ? d->l.u : d->l.all_v) + d->l.key.height;
    const double top = kj_centred(box, height);
    d->origin = (kj_point){box.x + (box.w - width) / 2, top};
    draw_links(d, frame);
    for (size_t i = 0; i < plain.nodes.count; i++) {
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        const kj_rect rect = rect_of(d, i);
        draw_box(d, i, rect);
        kj_draw_element(
            draw, frame,
            (kj_element){
                plain.nodes.ptr[i].id, spoken(d, i), i, rect, {rect.x + rect.w - 14, rect.y + 4}});
    }
    draw->build = 0;
    kj_draw_key_line(draw, &d->l.key, box.x, top + height, box.w);
}

static size_t steps(const void *p)
{
    return ((const flow *)p)->nodes.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    return index_of(p, id) != SIZE_MAX;
}

const kj_visual_type kj_visual_flow = {
    .form = {.name = "flow",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(flow),
             .align = _Alignof(flow),
             .about = "Boxes joined by arrows, with branches and ways back.",
             .steps = steps,
             .check = check},
    .draw = draw_flow,
    .has_element = has_element,
};
