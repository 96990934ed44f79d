/* engine/scene/list.c: finding areas in a display list. */
#include "scene/list.h"

#include <assert.h>
#include <limits.h>
#include <math.h>

static bool pressable(const kj_area *area)
{
    return area->action.len > 0 && !area->disabled;
}

kj_rect kj_command_em_box(const kj_command *c)
{
    if (c->vertical)
        return (kj_rect){c->rect.x - c->size / 2, c->rect.y, c->size, c->rect.w};
    return (kj_rect){c->rect.x, c->rect.y - 0.88 * c->size, c->rect.w, c->size};
}

int kj_list_hit(const kj_list *list, double x, double y)
{
    assert(list->areas.count < INT_MAX);
    for (size_t i = list->areas.count; i-- > 0;) {
        const kj_area *area = &list->areas.ptr[i];
        const kj_rect r = area->rect;
        if (pressable(area) && r.w > 0 && x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h)
            return (int)i;
    }
    return -1;
}

/* Where along a line: before the first character whose middle lies behind `x`. */
static size_t byte_at(const kj_command *line, double x)
{
    size_t end = 0; /* of line->base */
    for (size_t i = 0; i < line->cluster_count; i++) {
        const kj_cluster *c = &line->clusters[i];
        if (x < line->rect.x + ((double)c->x_em + (double)c->advance_em / 2) * line->size)
            return c->start;
        end = c->start + c->len;
    }
    return end;
}

size_t kj_list_caret_at(const kj_list *list, int field, double x, double y)
{
    const kj_span text = list->areas.ptr[field].label; /* of a field: what is written in it */
    const kj_command *nearest = NULL;
    double least = 0;
    for (size_t i = 0; i < list->commands.count; i++) {
        const kj_command *c = &list->commands.ptr[i];
        /* Of the field's text, or of a line of it. */
        const uintptr_t base = (uintptr_t)c->base.ptr, first = (uintptr_t)text.ptr;
        if (c->kind != KJ_DRAW_GLYPHS || c->vertical || base < first || base > first + text.len)
            continue;
        const kj_rect em = kj_command_em_box(c);
        const double away = fabs(em.y + em.h / 2 - y);
        if (!nearest || away < least) {
            nearest = c;
            least = away;
        }
    }
    return nearest ? (size_t)(nearest->base.ptr - text.ptr) + byte_at(nearest, x) : 0;
}

int kj_list_focus(const kj_list *list, int from, int direction)
{
    const int count = (int)list->areas.count;
    int at = from;
    for (int tried = 0; tried < count; tried++) {
        at += direction < 0 ? -1 : 1;
        if (at >= count)
            at = 0;
        if (at < 0)
            at = count - 1;
        const kj_area *area = &list->areas.ptr[at];
        if (pressable(area) && area->rect.w > 0 && area->role != KJ_ROLE_KEY)
            return at;
    }
    return -1;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_key(kj_span a, kj_span b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return false;
    return true;
}

static bool names_key(kj_span keys, kj_span key)
{
    for (size_t start = 0; start < keys.len;) {
        size_t end = start;
        while (end < keys.len && keys.ptr[end] != ' ')
            end++;
        if (same_key(kj_span_sub(keys, start, end), key))
            return true;
        start = end + 1;
    }
    return false;
}

int kj_list_key(const kj_list *list, kj_span key)
{
    if (key.len == 0)
        return -1;
    for (size_t i = 0; i < list->areas.count; i++)
        if (pressable(&list->areas.ptr[i]) && names_key(list->areas.ptr[i].keys, key))
            return (int)i;
    return -1;
}

int kj_list_action(const kj_list *list, kj_span action)
{
    if (action.len == 0)
        return -1;
    for (size_t i = 0; i < list->areas.count; i++)
        if (pressable(&list->areas.ptr[i]) && kj_span_equal(list->areas.ptr[i].action, action))
            return (int)i;
    return -1;
}
