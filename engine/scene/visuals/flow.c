/* engine/scene/visuals/flow.c: "flow", boxes joined by arrows, with branches and, in broken lines,
 * ways back.  It runs to the right; where the page is narrow, downwards. */
#include "scene/visuals/flow.h"

#include <math.h>

static const kj_field node_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_flow_node, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the box."},
    {.key = "title",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_flow_node, title),
     .min = 1,
     .max = 16,
     .about = "Stands in the box."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(kj_flow_node, text),
     .min = 1,
     .max = 40,
     .about = "More about it."},
    {.key = "decision",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(kj_flow_node, decision),
     .about = "Whether the ways part here: it is drawn pointed."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(kj_flow_node, accent),
     .about = "Whether this box is the one that matters."},
};
static const kj_object node_object = {
    .name = "flow-node",
    .fields = node_fields,
    .field_count = KJ_COUNT(node_fields),
    .size = sizeof(kj_flow_node),
    .align = _Alignof(kj_flow_node),
    .id_offset = offsetof(kj_flow_node, id),
    .about = "A box of the visual 'flow'.",
};

static const kj_field link_fields[] = {
    {.key = "from",
     .kind = KJ_FIELD_REF,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_flow_arrow, from),
     .ref = KJ_REF_LOCAL,
     .about = "The box that the arrow leaves."},
    {.key = "to",
     .kind = KJ_FIELD_REF,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_flow_arrow, to),
     .ref = KJ_REF_LOCAL,
     .about = "The box that it leads to."},
    {.key = "label",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(kj_flow_arrow, label),
     .min = 1,
     .max = 8,
     .about = "When this way is taken."},
    {.key = "back",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(kj_flow_arrow, back),
     .about = "Whether it leads back; drawn as a broken line."},
};
static const kj_object link_object = {
    .name = "flow-link",
    .fields = link_fields,
    .field_count = KJ_COUNT(link_fields),
    .size = sizeof(kj_flow_arrow),
    .align = _Alignof(kj_flow_arrow),
    .about = "An arrow of the visual 'flow'.",
};

static const kj_field fields[] = {
    {.key = "nodes",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(kj_flow, nodes),
     .min = 2,
     .max = KJ_FLOW_NODES,
     .object = &node_object,
     .about = "The boxes, in reading order."},
    {.key = "links",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(kj_flow, links),
     .min = 1,
     .max = KJ_FLOW_LINKS,
     .object = &link_object,
     .about = "The arrows."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(kj_flow, foot),
     .min = 1,
     .max = 80,
     .about = "One line under it."},
};

static size_t index_of(const kj_flow *data, kj_span id)
{
    for (size_t i = 0; i < data->nodes.count; i++)
        if (kj_span_equal(data->nodes.ptr[i].id, id))
            return i;
    return SIZE_MAX;
}

static void links_of(const kj_flow *data, kj_flow_link *out)
{
    for (size_t i = 0; i < data->links.count; i++) {
        const kj_flow_arrow *l = &data->links.ptr[i];
        out[i] = (kj_flow_link){index_of(data, l->from), index_of(data, l->to), l->back};
    }
}

static bool check_ends(const kj_flow *data, const kj_checker *checker)
{
    const kj_span none = {NULL, 0};
    bool sound = true;
    for (size_t i = 0; i < data->links.count; i++) {
        const kj_flow_arrow *l = &data->links.ptr[i];
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
    const kj_flow *data = p;
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

static double lane_of(const kj_flow_drawing *d, size_t link)
{
    const kj_flow_layout *l = &d->l;
    const bool above = d->plan.sides[link] == KJ_FLOW_ABOVE;
    const kj_flow_lanes *side = above ? &l->above : &l->below;
    const double out = side->first + side->pitch * (double)d->plan.lanes[link];
    return above ? l->above.taken - out : l->above.taken + l->body_v + out;
}

static kj_point turned(const kj_flow_drawing *d, double u, double v)
{
    return d->l.down ? (kj_point){d->origin.x + v, d->origin.y + u}
                     : (kj_point){d->origin.x + u, d->origin.y + v};
}

static kj_rect rect_of(const kj_flow_drawing *d, size_t i)
{
    const size_t r = d->plan.places[i].rank;
    const kj_point at = turned(d, d->l.start[r], d->l.v[i] - d->l.box_v / 2);
    return d->l.down ? (kj_rect){at.x, at.y, d->l.box_v, d->l.box_u[r]}
                     : (kj_rect){at.x, at.y, d->l.box_u[r], d->l.box_v};
}

/* A line that ends in a tip; broken where it leads back. */
static void draw_way(const kj_flow_drawing *d, const kj_point *points, size_t count, bool back)
{
    kj_point *line = KJ_NEW(d->draw->scene->arena, kj_point, count);
    for (size_t i = 0; i < count; i++)
        line[i] = points[i];
    const kj_point from = points[count - 2], at = points[count - 1];
    const double length = hypot(at.x - from.x, at.y - from.y);
    line[count - 1].x -= (at.x - from.x) / length * (KJ_FLOW_TIP - 4);
    line[count - 1].y -= (at.y - from.y) / length * (KJ_FLOW_TIP - 4);
    kj_draw_polyline(d->draw, line, count, KJ_COLOR_DAI2, 3)->dash = back ? 10 : 0;
    kj_draw_tip(d->draw, from, at, KJ_FLOW_TIP, KJ_COLOR_DAI2);
}

/* Above a stretch across the page, or on the right of one down the page. */
static void draw_label(const kj_flow_drawing *d, size_t link, double u, double v)
{
    const kj_text_block *label = &d->l.labels[link];
    const kj_point at = turned(d, u, v);
    if (label->height <= 0)
        return;
    if (d->l.down)
        kj_draw_block(d->draw, label, at.x + KJ_FLOW_LABEL_GAP, at.y - label->height / 2);
    else
        kj_draw_block(d->draw, label, at.x - label->width / 2, at.y - label->height - 3);
}

static double end_of(const kj_flow_drawing *d, size_t i)
{
    const size_t r = d->plan.places[i].rank;
    return d->l.start[r] + d->l.box_u[r];
}

/* Whether other arrows leave the box for the next rank too. */
static bool branches(const kj_flow_drawing *d, size_t node_index)
{
    size_t count = 0;
    for (size_t i = 0; i < d->data->links.count; i++)
        count += d->links[i].from == node_index && d->plan.sides[i] == KJ_FLOW_DIRECT ? 1 : 0;
    return count > 1;
}

/* To the next rank.  Ways that part bend where they begin, those of different boxes a little apart;
 * ways that meet bend where they end. */
static void draw_on(const kj_flow_drawing *d, size_t link)
{
    const size_t from = d->links[link].from, to = d->links[link].to;
    const double a = d->l.v[from], b = d->l.v[to];
    const double out = end_of(d, from), in = d->l.start[d->plan.places[to].rank];
    const bool bent = fabs(a - b) > 0.5, parts = branches(d, from);
    const double bend = parts ? out + KJ_FLOW_STUB + 6 * (double)(d->plan.places[from].order % 2)
                              : in - KJ_FLOW_TIP - KJ_FLOW_STUB * 0.6;
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
        draw_label(d, link, ((parts ? bend : out) + in - KJ_FLOW_TIP) / 2, b);
    else if (parts)
        draw_label(d, link, (bend + in - KJ_FLOW_TIP) / 2, b);
    else
        draw_label(d, link, (out + bend) / 2, a);
}

/* Where on a box's edge a way leaves and arrives, so that none hides another. */
static double port_of(const kj_flow_drawing *d, size_t link, bool leaving)
{
    const size_t at = leaving ? d->links[link].from : d->links[link].to;
    const size_t r = d->plan.places[at].rank;
    const double share =
        d->links[link].back ? (leaving ? -1.0 / 6 : 1.0 / 6) : (leaving ? 1.0 / 3 : -1.0 / 3);
    return d->l.start[r] + d->l.box_u[r] * (0.5 + share);
}

/* Out of a box into a lane, and out of the lane into another box. */
static void draw_round(const kj_flow_drawing *d, size_t link)
{
    const kj_flow_layout *l = &d->l;
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
        in = begin - KJ_FLOW_TIP - 10;
        points[n++] = turned(d, in, lane);
        points[n++] = turned(d, in, v);
        points[n++] = turned(d, begin, v);
    }
    draw_way(d, points, n, d->links[link].back);
    draw_label(d, link, (out + in) / 2, lane);
}

static void draw_box(const kj_flow_drawing *d, size_t i, kj_rect r)
{
    const kj_flow_node *n = &d->data->nodes.ptr[i];
    if (!n->decision) {
        kj_draw_panel(d->draw, r, n->accent);
    } else {
        const double p = KJ_FLOW_POINT;
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
static kj_span spoken(const kj_flow_drawing *d, size_t i)
{
    const kj_flow_node *n = &d->data->nodes.ptr[i];
    kj_text_buffer out = {.arena = d->draw->scene->arena};
    kj_put(&out, kj_say(d->draw, n->title.plain, n->text.plain));
    for (size_t k = 0; k < d->data->links.count; k++) {
        if (d->links[k].from != i)
            continue;
        const kj_flow_arrow *l = &d->data->links.ptr[k];
        const kj_span to =
            KJ_DRAW_FILL(d->draw, l->back ? KJ_W_FLOW_BACK : KJ_W_FLOW_ON,
                         kj_w("title", d->data->nodes.ptr[d->links[k].to].title.plain));
        kj_put(&out, kj_say_aside(d->draw, to, l->label.plain));
    }
    return kj_put_span(&out);
}

static void draw_links(const kj_flow_drawing *d, const kj_visual_frame *frame)
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
    kj_flow plain = *(const kj_flow *)p;
    if (frame->hotspot)
        plain.nodes.ptr = kj_unstressed(draw->scene->arena, plain.nodes.ptr, plain.nodes.count,
                                        sizeof(kj_flow_node), offsetof(kj_flow_node, accent));
    kj_flow_drawing *d = KJ_NEW(draw->scene->arena, kj_flow_drawing, 1);
    *d = (kj_flow_drawing){.draw = draw, .data = &plain};
    size_t where = 0;
    links_of(&plain, d->links);
    if (kj_flow_plan_make(plain.nodes.count, d->links, plain.links.count, &d->plan, &where) !=
        KJ_FLOW_SOUND)
        return; /* such a course is refused by `check` */
    const kj_rect box = frame->box;
    kj_flow_measure(d, box);
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
    return ((const kj_flow *)p)->nodes.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    return index_of(p, id) != SIZE_MAX;
}

const kj_visual_type kj_visual_flow = {
    .form = {.name = "flow",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(kj_flow),
             .align = _Alignof(kj_flow),
             .about = "Boxes joined by arrows, with branches and ways back.",
             .steps = steps,
             .check = check},
    .draw = draw_flow,
    .has_element = has_element,
};
