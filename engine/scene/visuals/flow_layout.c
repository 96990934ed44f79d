/* engine/scene/visuals/flow_layout.c: how large the boxes of a flow are, and where they stand. */
#include "scene/visuals/flow.h"

#include <math.h>

#define GAP_ACROSS 56.0 /* between ranks, without labels */
#define GAP_DOWN 44.0
#define SIDE_GAP 28.0 /* between neighbours of a rank */
#define LANE_GAP 30.0 /* between the boxes and the first lane */
#define MARGIN 34.0   /* for a way that leaves at an end */

static double text_width(const kj_flow_drawing *d, size_t i, double box)
{
    return box - 2 * d->l.pad - (d->data->nodes.ptr[i].decision && !d->l.down ? KJ_FLOW_POINT : 0);
}

static double measure_node(kj_flow_drawing *d, size_t i, double box)
{
    const kj_flow_node *n = &d->data->nodes.ptr[i];
    kj_flow_layout *l = &d->l;
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
                        (n->decision && l->down ? KJ_FLOW_POINT : 0));
}

static void measure_labels(kj_flow_drawing *d)
{
    for (size_t i = 0; i < d->data->links.count; i++)
        d->l.labels[i] = kj_draw_measure(d->draw, d->data->links.ptr[i].label, 0, 0,
                                         (kj_text_style){.size = KJ_SIZE_CAPTION,
                                                         .leading = 1.35,
                                                         .role = KJ_FONT_SANS_BOLD,
                                                         .color = KJ_COLOR_DAI});
}

/* The widest and the highest label on one side. */
static kj_point largest_label(const kj_flow_drawing *d, kj_flow_side side)
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
static kj_flow_lanes measure_lanes(const kj_flow_drawing *d, kj_flow_side side)
{
    kj_flow_lanes out = {.count = 0};
    for (size_t i = 0; i < d->data->links.count; i++)
        out.count += d->plan.sides[i] == side ? 1 : 0;
    if (out.count == 0)
        return out;
    const kj_point label = largest_label(d, side);
    const double own = d->l.down ? (label.x > 0 ? label.x + KJ_FLOW_LABEL_GAP : 0) : label.y;
    const bool outwards = d->l.down == (side == KJ_FLOW_BELOW); /* the label lies outside */
    out.first = LANE_GAP + (outwards ? 0 : own);
    out.pitch = fmax(26, own + 16);
    out.taken = out.first + out.pitch * (double)(out.count - 1) + (outwards ? own : 0) + 4;
    return out;
}

/* Where ways leave or reach a rank at its side, the ends need room. */
static void margins(const kj_flow_drawing *d, double *before, double *after)
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
static void place_across(kj_flow_drawing *d)
{
    kj_flow_layout *l = &d->l;
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

static void place_along(kj_flow_drawing *d, double before, double after)
{
    kj_flow_layout *l = &d->l;
    double u = before;
    for (size_t r = 0; r < d->plan.ranks; r++) {
        l->start[r] = u;
        u += l->box_u[r] + (r + 1 < d->plan.ranks ? l->gaps[r] : 0);
    }
    l->u = u + after;
}

/* Boxes take some of the room that is left, up to half as much again. */
static void stretch(kj_flow_drawing *d, kj_rect box)
{
    kj_flow_layout *l = &d->l;
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
static double measure_gaps(kj_flow_drawing *d)
{
    kj_flow_layout *l = &d->l;
    double all = 0;
    for (size_t r = 0; r + 1 < d->plan.ranks; r++) {
        l->gaps[r] = l->down ? GAP_DOWN : GAP_ACROSS;
        for (size_t i = 0; i < d->data->links.count; i++) {
            const kj_text_block *label = &l->labels[i];
            if (d->plan.sides[i] != KJ_FLOW_DIRECT || label->height <= 0 ||
                d->plan.places[d->links[i].from].rank != r)
                continue;
            const double room = l->down ? label->height + 8 : label->width + 20;
            l->gaps[r] = fmax(l->gaps[r], KJ_FLOW_STUB + room + KJ_FLOW_TIP);
        }
        all += l->gaps[r];
    }
    return all;
}

static void measure_across(kj_flow_drawing *d, kj_rect box)
{
    kj_flow_layout *l = &d->l;
    double before, after;
    margins(d, &before, &after);
    const double ranks = (double)d->plan.ranks;
    const double room = box.w - before - after - measure_gaps(d);
    const double width = fmin(380, room / ranks);
    if (width - 2 * l->pad - KJ_FLOW_POINT < 3.2 * kj_draw_size(d->draw, l->size)) {
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

static void measure_down(kj_flow_drawing *d, kj_rect box)
{
    kj_flow_layout *l = &d->l;
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

static void measure(kj_flow_drawing *d, kj_rect box, bool down, double size)
{
    kj_flow_layout *l = &d->l;
    *l =
        (kj_flow_layout){.down = down, .size = size, .pad = kj_padding(size, 12, 24), .fits = true};
    l->key = kj_measure_key_line(d->draw, d->data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    measure_labels(d);
    if (down)
        measure_down(d, box);
    else
        measure_across(d, box);
    const double width = down ? l->all_v : l->u, height = down ? l->u : l->all_v;
    l->fits = l->fits && width <= box.w + 0.5 && height + l->key.height <= box.h;
}

void kj_flow_measure(kj_flow_drawing *d, kj_rect box)
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
