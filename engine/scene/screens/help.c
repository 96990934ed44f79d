/* engine/scene/screens/help.c: what lies over a page: its keys, and the question whether to leave.
 *
 * The keys are read from the areas of the page below, so this list cannot lie.  The page's own
 * areas go, as nothing under the panel can be pressed. */
#include "scene/screens/screens.h"

#include <math.h>

void kj_draw_veil(kj_draw *draw)
{
    draw->list.areas.count = 0;
    draw->list.caret.w = 0;
    const kj_color paper = kj_draw_color(draw, KJ_COLOR_PAPER);
    draw->list.covered = draw->list.commands.count;
    kj_draw_box(draw, (kj_rect){0, 0, draw->list.width, draw->list.height},
                (kj_box_style){.fill = KJ_COLOR_PAPER, .filled = true});
    draw->list.commands.ptr[draw->list.commands.count - 1].fill = (paper & 0xFFFFFF00u) | 0xD8u;
}

void kj_draw_over_panel(kj_draw *draw, kj_rect rect)
{
    kj_draw_box(draw, rect,
                (kj_box_style){.fill = KJ_COLOR_CARD,
                               .filled = true,
                               .stroke = KJ_COLOR_LINE,
                               .stroked = true,
                               .stroke_width = 1.5,
                               .radius = 14,
                               .shadow = true});
}

/* Actions that differ only behind the colon share a row: "A–D  选这一项". */
static const struct {
    const char *verb;
    kj_word_id label;
} shared[] = {{"option", KJ_W_HELP_OPTION}, {"target", KJ_W_HELP_TARGET}, {"sub", KJ_W_HELP_SUB},
              {"choice", KJ_W_HELP_CHOICE}, {"turn", KJ_W_HELP_TURN},     {"part", KJ_W_HELP_PART}};

typedef struct key_row {
    kj_span action, label;
    kj_span first, last; /* of a shared row: its keys */
    kj_span keys;        /* else: all names, blank between */
    size_t count;        /* areas of a shared row */
} key_row;

#define ROWS_MAX 40
#define CAPS_MAX 3 /* of the keys that an action has */

static size_t shared_by(kj_span action)
{
    for (size_t i = 0; i < KJ_COUNT(shared); i++) {
        const kj_span verb = kj_span_of(shared[i].verb);
        if (kj_span_starts(action, verb) && action.len > verb.len && action.ptr[verb.len] == ':')
            return i;
    }
    return SIZE_MAX;
}

static bool joins(const key_row *row, kj_span action)
{
    const size_t kind = shared_by(action);
    return kind != SIZE_MAX ? shared_by(row->action) == kind : kj_span_equal(row->action, action);
}

/* A row an action, in the order of the page. */
static size_t collect(const kj_draw *draw, key_row *rows)
{
    const kj_list *list = &draw->list;
    kj_arena *arena = draw->scene->arena;
    size_t count = 0;
    for (size_t i = 0; i < list->areas.count; i++) {
        const kj_area *area = &list->areas.ptr[i];
        if (area->keys.len == 0 || area->action.len == 0 || area->disabled ||
            kj_span_is(area->action, "help"))
            continue;
        const size_t kind = shared_by(area->action);
        size_t at = 0;
        while (at < count && !joins(&rows[at], area->action))
            at++;
        if (at == ROWS_MAX)
            continue;
        key_row *row = &rows[at];
        if (at == count) {
            *row = (key_row){.action = area->action,
                             .label = kind == SIZE_MAX ? area->label
                                                       : kj_draw_word(draw, shared[kind].label),
                             .first = area->keys,
                             .keys = area->keys};
            count++;
        } else {
            row->keys = kj_arena_format(arena, "%.*s %.*s", KJ_ARG(row->keys), KJ_ARG(area->keys));
        }
        row->last = area->keys;
        row->count++;
    }
    return count;
}

static double caps(kj_draw *draw, const key_row *row, double x, double baseline)
{
    kj_arena *arena = draw->scene->arena;
    if (row->count > 1 && shared_by(row->action) != SIZE_MAX) {
        const kj_span between =
            row->count == 2 ? kj_draw_word(draw, KJ_W_KEY_BETWEEN) : KJ_LIT("–");
        return kj_draw_keycap(draw, x, baseline,
                              kj_arena_format(arena, "%.*s%.*s%.*s", KJ_ARG(row->first),
                                              KJ_ARG(between), KJ_ARG(row->last)),
                              (kj_span){NULL, 0});
    }
    double used = 0;
    size_t shown = 0;
    for (size_t at = 0; at < row->keys.len && shown < CAPS_MAX; shown++) {
        size_t end = at;
        while (end < row->keys.len && row->keys.ptr[end] != ' ')
            end++;
        used += kj_draw_keycap(draw, x + used, baseline, kj_span_sub(row->keys, at, end),
                               (kj_span){NULL, 0}) +
                10;
        at = end + 1;
    }
    return used - 10;
}

static double caps_width(kj_draw *draw, const key_row *row)
{
    const kj_draw before = *draw;
    const double width = caps(draw, row, 0, 0);
    *draw = before;
    return width;
}

static double line_height(const kj_draw *draw)
{
    return fmax(56, 4 * ceil(kj_draw_size(draw, KJ_SIZE_SECOND) * 1.9 / 4));
}

static size_t columns_for(const kj_draw *draw, size_t count, double width)
{
    return count > 5 && width > 1000 * kj_draw_size(draw, 1) ? 2 : 1;
}

/* Where the foot has no room for all keys, the mouse finds them here. */
static void row_area(kj_draw *draw, const key_row *row, kj_rect box)
{
    const bool one = row->count == 1 || shared_by(row->action) == SIZE_MAX;
    kj_draw_area(draw, one ? KJ_ROLE_BUTTON : KJ_ROLE_TEXT, one ? row->action : (kj_span){NULL, 0},
                 kj_say(draw, kj_draw_key_name(draw, row->keys), row->label), box);
}

static void key_rows(kj_draw *draw, const key_row *rows, size_t count, kj_rect box)
{
    const size_t columns = columns_for(draw, count, box.w);
    const size_t per_column = (count + columns - 1) / columns;
    const double line = line_height(draw), gap = 48;
    const double width = (box.w - gap * (double)(columns - 1)) / (double)columns;
    for (size_t c = 0; c < columns; c++) {
        double widest = 0;
        for (size_t i = c * per_column; i < count && i < (c + 1) * per_column; i++)
            widest = fmax(widest, caps_width(draw, &rows[i]));
        for (size_t i = c * per_column; i < count && i < (c + 1) * per_column; i++) {
            const double x = box.x + (width + gap) * (double)c;
            const double y = box.y + line * (double)(i - c * per_column);
            const double room = width - widest - 28;
            draw->list.overfull += room < 4 * kj_draw_size(draw, KJ_SIZE_SECOND) ? 1 : 0;
            const kj_text_block block =
                kj_measure_cut(draw, rows[i].label, fmax(1, room), line,
                               kj_style(KJ_SIZE_SECOND, KJ_FONT_SANS, KJ_COLOR_INK2));
            const double top = y + (line - block.line_height) / 2;
            caps(draw, &rows[i], x, top + block.ascent);
            kj_draw_block(draw, &block, x + widest + 28, top);
            row_area(draw, &rows[i], (kj_rect){x, y, width, line});
        }
    }
}

#define PADDING 48

void kj_screen_help(kj_draw *draw)
{
    key_row *rows = KJ_NEW(draw->scene->arena, key_row, ROWS_MAX);
    const size_t count = collect(draw, rows);
    const kj_span title = kj_draw_word(draw, KJ_W_HELP_TITLE);
    kj_draw_veil(draw);
    const double w = fmin(draw->list.width - 96, 1400), inner = w - 2 * PADDING;
    const kj_text_block head =
        kj_draw_measure(draw, kj_plain(title), inner, 0,
                        kj_style(KJ_SIZE_HEADING, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK));
    const kj_button close = {KJ_BUTTON_PRIMARY, KJ_LIT("close"),
                             kj_draw_word(draw, KJ_W_HELP_CLOSE), "Escape"};
    const size_t columns = columns_for(draw, count, inner);
    const double rows_h = line_height(draw) * (double)((count + columns - 1) / columns);
    const double h =
        40 + head.height + 16 + rows_h + 24 + kj_measure_buttons(draw, &close, 1, inner) + 40;
    draw->list.overfull += h > draw->list.height - 48 ? 1 : 0;
    const kj_rect rect = {(draw->list.width - w) / 2, fmax(0, (draw->list.height - h) / 2), w, h};
    kj_draw_over_panel(draw, rect);
    const double x = rect.x + PADDING;
    double y = rect.y + 40;
    kj_draw_block(draw, &head, x, y);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, title,
                 (kj_rect){x, y, inner, head.height});
    y += head.height + 16;
    key_rows(draw, rows, count, (kj_rect){x, y, inner, rows_h});
    kj_draw_buttons(draw, &close, 1, (kj_rect){x, y + rows_h + 24, inner, 0}, false);
    kj_draw_key_only(draw, "close", KJ_W_HELP_CLOSE, "? Return Space");
}

void kj_draw_asking(kj_draw *draw, kj_word_id title_word, kj_word_id text_word,
                    const kj_button *buttons, size_t count)
{
    kj_draw_veil(draw);
    const kj_span title = kj_draw_word(draw, title_word), text = kj_draw_word(draw, text_word);
    const double w = fmin(draw->list.width - 96, fmax(860, kj_draw_size(draw, 700)));
    const double inner = w - 2 * PADDING;
    const kj_text_block head =
        kj_draw_measure(draw, kj_plain(title), inner, 0,
                        kj_style(KJ_SIZE_HEADING, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK));
    const kj_text_block body = kj_draw_measure(
        draw, kj_plain(text), inner, 0, kj_style(KJ_SIZE_SECOND, KJ_FONT_SANS, KJ_COLOR_INK2));
    const double h = 44 + head.height + 12 + body.height + 32 +
                     kj_measure_buttons(draw, buttons, count, inner) + 44;
    draw->list.overfull += h > draw->list.height - 48 ? 1 : 0;
    const kj_rect rect = {(draw->list.width - w) / 2, (draw->list.height - h) / 2, w, h};
    kj_draw_over_panel(draw, rect);
    const double x = rect.x + PADDING;
    double y = rect.y + 44;
    kj_draw_block(draw, &head, x, y);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, title,
                 (kj_rect){x, y, inner, head.height});
    y += head.height + 12;
    kj_draw_block(draw, &body, x, y);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, text, (kj_rect){x, y, inner, body.height});
    kj_draw_buttons(draw, buttons, count, (kj_rect){x, y + body.height + 32, inner, 0}, false);
}

void kj_screen_leaving(kj_draw *draw)
{
    const kj_button buttons[] = {
        {KJ_BUTTON_PRIMARY, KJ_LIT("quit:no"), kj_draw_word(draw, KJ_W_LEAVE_STAY), "Return"},
        {KJ_BUTTON_SECOND, KJ_LIT("quit:yes"), kj_draw_word(draw, KJ_W_KEY_QUIT), "Q"}};
    kj_draw_asking(draw, KJ_W_LEAVE_TITLE, KJ_W_LEAVE_TEXT, buttons, KJ_COUNT(buttons));
    kj_draw_key_only(draw, "quit:no", KJ_W_LEAVE_STAY, "Escape");
}
