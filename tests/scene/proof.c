/* tests/scene/proof.c: see proof.h.  A glyph run without characters is an ornament: it may lie
 * behind texts and need not be read, but must stay on the page. */
#include "proof.h"

#include <math.h>

#define LEAST_CONTRAST 4.5
#define TOUCH 1.0 /* units that boxes may touch */

/* The box of a line's ink: the ideographic em box, a little tighter, since marks keep away from its
 * edges and a piece of a line may end in the gap between scripts. */
static kj_rect ink(const kj_command *c)
{
    kj_rect box = kj_command_em_box(c);
    double *along = c->vertical ? &box.h : &box.w;
    double *across = c->vertical ? &box.x : &box.y;
    *along = fmax(0, *along - 0.08 * c->size);
    *across += 0.04 * c->size;
    *(c->vertical ? &box.w : &box.h) -= 0.08 * c->size;
    return box;
}

static bool is_text(const kj_command *c)
{
    return c->kind == KJ_DRAW_GLYPHS && c->text.len > 0;
}

static bool overlap(kj_rect a, kj_rect b)
{
    return a.x + TOUCH < b.x + b.w && b.x + TOUCH < a.x + a.w && a.y + TOUCH < b.y + b.h &&
           b.y + TOUCH < a.y + a.h;
}

static bool holds(kj_rect r, double x, double y)
{
    return x >= r.x && x <= r.x + r.w && y >= r.y && y <= r.y + r.h;
}

static bool within(kj_rect inner, kj_rect outer, double slack)
{
    return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
           inner.x + inner.w <= outer.x + outer.w + slack &&
           inner.y + inner.h <= outer.y + outer.h + slack;
}

/* Even-odd, straight sides: what visuals fill has no curves. */
static bool path_holds(const kj_command *c, double x, double y)
{
    bool in = false;
    for (size_t i = 0, j = c->path_count; i < c->path_count; i++) {
        if (c->path[i].verb == KJ_PATH_CLOSE)
            continue;
        if (j == c->path_count)
            for (j = c->path_count - 1; c->path[j].verb == KJ_PATH_CLOSE; j--)
                ;
        const double ax = c->path[i].x[0], ay = c->path[i].y[0];
        const double bx = c->path[j].x[0], by = c->path[j].y[0];
        if ((ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax)
            in = !in;
        j = i;
    }
    return in;
}

static bool covers(const kj_command *c, double x, double y)
{
    if ((c->fill & 0xFFu) == 0)
        return false;
    if (c->kind == KJ_DRAW_RECT)
        return holds(c->rect, x, y);
    if (c->kind == KJ_DRAW_PATH)
        return path_holds(c, x, y);
    return c->kind == KJ_DRAW_GLYPHS && !is_text(c) && holds(ink(c), x, y);
}

/* Behind the last translucent ground over the whole page; 0: there is none. */
static size_t behind_veil(const kj_list *list)
{
    for (size_t i = list->commands.count; i-- > 0;) {
        const kj_command *c = &list->commands.ptr[i];
        const kj_color alpha = c->fill & 0xFFu;
        if (c->kind == KJ_DRAW_RECT && alpha > 0 && alpha < 0xFF &&
            within((kj_rect){0, 0, list->width, list->height}, c->rect, 0))
            return i + 1;
    }
    return 0;
}

static kj_color blend(kj_color under, kj_color over)
{
    const double alpha = (over & 0xFFu) / 255.0;
    kj_color out = 0xFF;
    for (int shift = 8; shift <= 24; shift += 8) {
        const double a = (under >> shift) & 0xFFu, b = (over >> shift) & 0xFFu;
        out |= (kj_color)lround(a + (b - a) * alpha) << shift;
    }
    return out;
}

kj_color kj_prove_ground(const kj_list *list, size_t before, double x, double y)
{
    kj_color color = list->ground;
    for (size_t i = 0; i < before; i++)
        if (covers(&list->commands.ptr[i], x, y))
            color = blend(color, list->commands.ptr[i].fill);
    return color;
}

static void prove_contrast(const kj_list *list, size_t index, kj_text_buffer *out)
{
    const kj_command *c = &list->commands.ptr[index];
    const kj_rect box = ink(c);
    double least = 21;
    for (int i = 0; i <= 4; i++)
        for (int k = 0; k <= 2; k++) {
            const double x = box.x + box.w * i / 4, y = box.y + box.h * k / 2;
            least = fmin(least, kj_contrast(c->fill, kj_prove_ground(list, index, x, y)));
        }
    if (least < LEAST_CONTRAST)
        kj_putf(out, "'%.*s' has a contrast of %.2f\n", KJ_ARG(c->text), least);
}

/* The last panel that holds all of a text: what lies under it does not matter. */
static size_t ground_of(const kj_list *list, size_t index)
{
    const kj_rect box = ink(&list->commands.ptr[index]);
    size_t from = 0;
    for (size_t i = 0; i < index; i++)
        if (list->commands.ptr[i].kind == KJ_DRAW_RECT &&
            (list->commands.ptr[i].fill & 0xFFu) == 0xFF &&
            within(box, list->commands.ptr[i].rect, 2))
            from = i;
    return from;
}

/* What is drawn before a text either holds all of it or touches none of it. */
static void prove_panels(const kj_list *list, size_t index, kj_text_buffer *out)
{
    const kj_command *c = &list->commands.ptr[index];
    const kj_rect box = ink(c);
    const double corners[4][2] = {{box.x, box.y},
                                  {box.x + box.w, box.y},
                                  {box.x, box.y + box.h},
                                  {box.x + box.w, box.y + box.h}};
    for (size_t i = ground_of(list, index); i < list->commands.count; i++) {
        const kj_command *panel = &list->commands.ptr[i];
        if ((panel->fill & 0xFFu) == 0)
            continue;
        if (panel->kind == KJ_DRAW_RECT && overlap(box, panel->rect) &&
            (i > index || !within(box, panel->rect, 2)))
            kj_putf(out, "'%.*s' stands across the edge of a panel at %.0f,%.0f\n", KJ_ARG(c->text),
                    panel->rect.x, panel->rect.y);
        if (panel->kind == KJ_DRAW_PATH) {
            size_t in = 0;
            for (size_t k = 0; k < 4; k++)
                in += path_holds(panel, corners[k][0], corners[k][1]) ? 1 : 0;
            if (in > 0 && (in < 4 || i > index))
                kj_putf(out, "'%.*s' stands across the edge of a shape\n", KJ_ARG(c->text));
        }
    }
}

/* Liang and Barsky: whether a straight line enters a box. */
static bool enters(kj_rect box, double ax, double ay, double bx, double by)
{
    const double p[4] = {ax - bx, bx - ax, ay - by, by - ay};
    const double q[4] = {ax - box.x, box.x + box.w - ax, ay - box.y, box.y + box.h - ay};
    double first = 0, last = 1;
    for (int i = 0; i < 4; i++) {
        if (fabs(p[i]) < 1e-9) {
            if (q[i] < 0)
                return false;
            continue;
        }
        if (p[i] < 0)
            first = fmax(first, q[i] / p[i]);
        else
            last = fmin(last, q[i] / p[i]);
    }
    return first < last;
}

/* No line runs through a text; those under words lie below their ink. */
static void prove_lines(const kj_list *list, size_t index, kj_text_buffer *out)
{
    const kj_command *c = &list->commands.ptr[index];
    kj_rect box = ink(c);
    box = (kj_rect){box.x + TOUCH, box.y + TOUCH, box.w - 2 * TOUCH, box.h - 2 * TOUCH};
    for (size_t i = ground_of(list, index); i < list->commands.count; i++) {
        const kj_command *line = &list->commands.ptr[i];
        if (line->kind != KJ_DRAW_PATH || (line->stroke & 0xFFu) == 0 || box.w <= 0)
            continue;
        for (size_t k = 1; k < line->path_count; k++) {
            const kj_path_step *a = &line->path[k - 1], *b = &line->path[k];
            if (b->verb != KJ_PATH_LINE)
                continue;
            const int last = a->verb == KJ_PATH_CURVE ? 2 : 0;
            if (enters(box, a->x[last], a->y[last], b->x[0], b->y[0])) {
                kj_putf(out, "a line runs through '%.*s'\n", KJ_ARG(c->text));
                break;
            }
        }
    }
}

static void prove_inside(const kj_list *list, const kj_command *c, kj_text_buffer *out)
{
    const kj_rect page = {0, 0, list->width, list->height};
    bool in = true;
    if (c->kind == KJ_DRAW_PATH)
        for (size_t i = 0; i < c->path_count; i++) {
            const int points = c->path[i].verb == KJ_PATH_CURVE   ? 3
                               : c->path[i].verb == KJ_PATH_CLOSE ? 0
                                                                  : 1;
            for (int p = 0; p < points; p++)
                in = in && holds(page, c->path[i].x[p], c->path[i].y[p]);
        }
    else if (c->kind == KJ_DRAW_GLYPHS)
        in = within(ink(c), page, 0);
    else if (c->kind == KJ_DRAW_RECT || c->kind == KJ_DRAW_IMAGE || c->kind == KJ_DRAW_CLIP)
        in = within(c->rect, page, 0);
    if (!in)
        kj_putf(out, "something leaves the page: '%.*s' at %.0f,%.0f\n", KJ_ARG(c->text), c->rect.x,
                c->rect.y);
}

static void prove_apart(const kj_list *list, size_t from, size_t index, kj_text_buffer *out)
{
    const kj_command *c = &list->commands.ptr[index];
    for (size_t i = from; i < index; i++) {
        const kj_command *other = &list->commands.ptr[i];
        if (is_text(other) && overlap(ink(c), ink(other)))
            kj_putf(out, "'%.*s' lies over '%.*s'\n", KJ_ARG(c->text), KJ_ARG(other->text));
    }
}

kj_span kj_prove(const kj_list *list, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    if (list->overfull)
        kj_putf(&out, "%zu texts do not fit\n", list->overfull);
    const size_t from = behind_veil(list);
    for (size_t i = 0; i < list->commands.count; i++) {
        prove_inside(list, &list->commands.ptr[i], &out);
        if (i < from || !is_text(&list->commands.ptr[i]))
            continue;
        prove_apart(list, from, i, &out);
        prove_panels(list, i, &out);
        prove_lines(list, i, &out);
        prove_contrast(list, i, &out);
    }
    for (size_t i = 0; i < list->areas.count; i++)
        if (list->areas.ptr[i].rect.w > 0 &&
            !within(list->areas.ptr[i].rect, (kj_rect){0, 0, list->width, list->height}, 0))
            kj_putf(&out, "the area '%.*s' leaves the page\n", KJ_ARG(list->areas.ptr[i].label));
    return kj_put_span(&out);
}

static bool pressable(const kj_area *area)
{
    return area->action.len > 0 && !area->disabled;
}

/* The next of the names in `keys`, from *at on; empty: no more. */
static kj_span next_key(kj_span keys, size_t *at)
{
    while (*at < keys.len && keys.ptr[*at] == ' ')
        (*at)++;
    const size_t start = *at;
    while (*at < keys.len && keys.ptr[*at] != ' ')
        (*at)++;
    return kj_span_sub(keys, start, *at);
}

/* The first area that names a key is the one that the key acts on: no other must hope for it. */
static void prove_keys(const kj_list *list, const kj_area *area, kj_text_buffer *out)
{
    size_t at = 0;
    for (kj_span key = next_key(area->keys, &at); key.len; key = next_key(area->keys, &at)) {
        const int taken = kj_list_key(list, key);
        if (taken < 0 || !kj_span_equal(list->areas.ptr[taken].action, area->action))
            kj_putf(out, "the key %.*s of '%.*s' is taken\n", KJ_ARG(key), KJ_ARG(area->action));
    }
}

static bool can_be_hit(const kj_list *list, size_t index)
{
    const kj_rect r = list->areas.ptr[index].rect;
    for (int i = 1; i < 8; i++)
        for (int k = 1; k < 8; k++)
            if (kj_list_hit(list, r.x + r.w * i / 8, r.y + r.h * k / 8) == (int)index)
                return true;
    return false;
}

static void prove_tab(const kj_list *list, kj_text_buffer *out)
{
    size_t count = 0, met = 0;
    for (size_t i = 0; i < list->areas.count; i++)
        count += pressable(&list->areas.ptr[i]) && list->areas.ptr[i].rect.w > 0 &&
                         list->areas.ptr[i].role != KJ_ROLE_KEY
                     ? 1
                     : 0;
    int at = -1;
    do {
        const int next = kj_list_focus(list, at, 1);
        if (next <= at)
            break;
        at = next;
        met++;
    } while (met <= count);
    if (met != count)
        kj_putf(out, "Tab meets %zu of %zu areas\n", met, count);
}

/* What leads out, what the arrows turn, and the keys, where each can be pressed. */
static void prove_mouse(const kj_list *list, kj_text_buffer *out)
{
    const int right = kj_list_key(list, KJ_LIT("Right")), left = kj_list_key(list, KJ_LIT("Left"));
    const char *ways[] = {"home", "help", "close", "next", "back"};
    const bool on = right >= 0 && kj_span_is(list->areas.ptr[right].action, "next");
    const bool back = left >= 0 && kj_span_is(list->areas.ptr[left].action, "back");
    for (size_t w = 0; w < KJ_COUNT(ways); w++) {
        if ((w == 3 && !on) || (w == 4 && !back))
            continue;
        bool named = false, hit = false;
        for (size_t i = 0; i < list->areas.count && !hit; i++)
            if (pressable(&list->areas.ptr[i]) && kj_span_is(list->areas.ptr[i].action, ways[w])) {
                named = true;
                hit = can_be_hit(list, i);
            }
        if (named && !hit)
            kj_putf(out, "the mouse finds no '%s'\n", ways[w]);
    }
}

static void prove_crossing(const kj_list *list, size_t from, const kj_area *area,
                           kj_text_buffer *out)
{
    for (size_t i = from; i < list->commands.count; i++) {
        const kj_command *c = &list->commands.ptr[i];
        if (is_text(c) && overlap(ink(c), area->rect) && !within(ink(c), area->rect, 2))
            kj_putf(out, "'%.*s' stands across the edge of '%.*s'\n", KJ_ARG(c->text),
                    KJ_ARG(area->action));
    }
}

kj_span kj_prove_presses(const kj_list *list, double (*least_height)(const kj_area *area),
                         kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    const size_t from = behind_veil(list);
    for (size_t i = 0; i < list->areas.count; i++) {
        const kj_area *area = &list->areas.ptr[i];
        if (!pressable(area))
            continue;
        prove_keys(list, area, &out);
        if (area->rect.w <= 0)
            continue;
        if (area->rect.h < least_height(area) - 0.5)
            kj_putf(&out, "'%.*s' is only %.1f units high\n", KJ_ARG(area->action), area->rect.h);
        if (!can_be_hit(list, i))
            kj_putf(&out, "'%.*s' cannot be hit\n", KJ_ARG(area->action));
        prove_crossing(list, from, area, &out);
    }
    prove_tab(list, &out);
    prove_mouse(list, &out);
    return kj_put_span(&out);
}
