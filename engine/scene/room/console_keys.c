/* engine/scene/room/console_keys.c: which key does what: a few beside the slide, all on a page of
 * their own.  Both come from the table by which keys are read (class/clicker.c), so they cannot
 * lie; each line is also the button of its action. */
#include "scene/room/console.h"

#include <math.h>

#define LINE 54.0
#define GAP 22.0 /* between two keys of a line */

/* What is pressed beside the last key of "Shift+F5". */
static bool pressed_with(kj_span keys, const char *modifier)
{
    return kj_span_find(keys, kj_span_of(modifier), 0) != SIZE_MAX;
}

static kj_span bare(kj_span key)
{
    size_t from = 0;
    for (size_t i = 0; i + 1 < key.len; i++)
        if (key.ptr[i] == '+')
            from = i + 1;
    return kj_span_sub(key, from, key.len);
}

/* Its action is made by the digit that is pressed. */
static bool takes_digit(const kj_show_key_row *row)
{
    return kj_span_ends(kj_span_of(row->action), KJ_LIT(":N"));
}

static bool is_in_force(const kj_show *show, const kj_show_key_row *row)
{
    if (!row->keys[0])
        return false;
    const kj_span key = kj_span_of(row->keys[0]);
    if (takes_digit(row)) /* "0-9" stands for keys, and is none */
        return show->room.under == KJ_ROOM_SLIDE;
    const char *action =
        kj_show_key(show, bare(key), pressed_with(key, "Shift+"), pressed_with(key, "Ctrl+"));
    return action && kj_span_is(kj_span_of(action), row->action);
}

/* "Shift + F5": a cap for each part.  Returns the width. */
static double put_caps(kj_draw *draw, kj_span key, double x, double baseline)
{
    const kj_span last = bare(key);
    double used = 0;
    if (last.len < key.len)
        used += kj_draw_keycap(draw, x, baseline, kj_span_sub(key, 0, key.len - last.len - 1),
                               (kj_span){NULL, 0}) +
                6;
    return used + kj_draw_keycap(draw, x + used, baseline, last, (kj_span){NULL, 0});
}

static double caps_width(kj_draw *draw, kj_span key)
{
    const kj_draw before = *draw;
    const double width = put_caps(draw, key, 0, 0);
    *draw = before;
    return width;
}

/* ---- a few ---- */

/* Their short names, in the order in which they are wanted. */
typedef struct wanted {
    const char *action;
    kj_word_id word;
} wanted;
static const wanted of_slide[] = {
    {"next", KJ_W_CONSOLE_FEW_NEXT},
    {"back", KJ_W_CONSOLE_FEW_BACK},
    {"black", KJ_W_CONSOLE_FEW_BLACK},
    {"white", KJ_W_CONSOLE_FEW_WHITE},
    {"tool:laser", KJ_W_CONSOLE_FEW_LASER},
    {"tool:pen", KJ_W_CONSOLE_FEW_PEN},
    {"tool:zoom", KJ_W_CONSOLE_FEW_ZOOM},
    {"tool:eraser", KJ_W_CONSOLE_FEW_ERASER},
    {"overview", KJ_W_CONSOLE_FEW_OVERVIEW},
    {"digit:N", KJ_W_CONSOLE_FEW_NUMBER},
    {"freeze", KJ_W_CONSOLE_FEW_FREEZE},
    {"questions", KJ_W_CONSOLE_FEW_QUESTIONS},
    {"notes:+", KJ_W_CONSOLE_FEW_NOTES},
    {"pick", KJ_W_CONSOLE_FEW_PICK},
    {"roleplays", KJ_W_CONSOLE_FEW_ROLEPLAYS},
    {"undo", KJ_W_CONSOLE_FEW_UNDO},
    {"countdown:300", KJ_W_CONSOLE_FEW_COUNTDOWN},
    {"bookmark", KJ_W_CONSOLE_FEW_BOOKMARK},
    {"roster", KJ_W_CONSOLE_FEW_ROSTER},
    {"return", KJ_W_CONSOLE_FEW_RETURN},
    {"swap", KJ_W_CONSOLE_FEW_SWAP},
};
static const wanted of_votes[] = {
    {"next", KJ_W_CONSOLE_FEW_NEXT},       {"hand:+", KJ_W_CONSOLE_FEW_HANDS},
    {"tally", KJ_W_CONSOLE_FEW_TALLY},     {"reveal", KJ_W_CONSOLE_FEW_REVEAL},
    {"compare", KJ_W_CONSOLE_FEW_COMPARE}, {"back", KJ_W_CONSOLE_FEW_BACK},
    {"close", KJ_W_CONSOLE_FEW_CLOSE},     {"black", KJ_W_CONSOLE_FEW_BLACK},
    {"freeze", KJ_W_CONSOLE_FEW_FREEZE},   {"pick", KJ_W_CONSOLE_FEW_PICK},
    {"roster", KJ_W_CONSOLE_FEW_ROSTER},   {"swap", KJ_W_CONSOLE_FEW_SWAP},
};
static const wanted to_all = {"keys", KJ_W_CONSOLE_FEW_ALL};

static const kj_show_key_row *row_of(const kj_show *show, kj_span action)
{
    for (size_t i = 0; i < kj_show_key_count; i++)
        if (kj_span_is(action, kj_show_keys[i].action) && kj_show_keys[i].word != KJ_W_NONE &&
            is_in_force(show, &kj_show_keys[i]))
            return &kj_show_keys[i];
    return NULL;
}

/* One key, or the two of a pair: "+ −". */
typedef struct few {
    const kj_show_key_row *row;
    kj_word_id label;
    kj_text_block word;
    double caps[2], width;
    size_t count;
} few;

static bool measure_few(kj_draw *draw, const kj_show *show, const wanted *w, few *out)
{
    *out = (few){.row = row_of(show, kj_span_of(w->action)), .label = w->word};
    if (!out->row)
        return false;
    out->word = kj_draw_measure(draw, kj_plain(kj_draw_word(draw, w->word)), 0, 0,
                                kj_style(26, KJ_FONT_SANS, KJ_COLOR_INK2));
    out->width = 4 + out->word.width;
    out->count = out->row->last ? 2 : 1;
    for (size_t i = 0; i < out->count; i++) {
        out->caps[i] = caps_width(draw, kj_span_of(out->row->keys[i]));
        out->width += out->caps[i] + 6;
    }
    return true;
}

/* Two keys that do the one and the other have their areas each; the word goes with the first. */
static void put_few(kj_draw *draw, const few *f, double x, double y)
{
    const double top = y + (LINE - f->word.height) / 2;
    double at = x;
    for (size_t i = f->count; i-- > 0;) {
        double left = x;
        for (size_t k = 0; k < i; k++)
            left += f->caps[k] + 6;
        put_caps(draw, kj_span_of(f->row->keys[i]), left, top + f->word.ascent);
        at = fmax(at, left + f->caps[i] + 6);
    }
    kj_draw_block(draw, &f->word, at + 4, top);
    if (takes_digit(f->row)) {
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, kj_draw_word(draw, f->label),
                     (kj_rect){x - 6, y, f->width + 12, LINE});
        return;
    }
    const double first = f->count > 1 ? f->caps[0] + 3 : f->width + 6;
    kj_draw_area(draw, KJ_ROLE_BUTTON, kj_span_of(f->row->action), kj_draw_word(draw, f->label),
                 (kj_rect){x - 6, y, first + 6, LINE})
        ->keys = kj_span_of(f->row->keys[0]);
    if (f->count > 1)
        kj_draw_area(draw, KJ_ROLE_BUTTON, kj_span_of(f->row->last),
                     kj_draw_word(draw, f->row->word),
                     (kj_rect){x + first, y, f->caps[1] + 6, LINE})
            ->keys = kj_span_of(f->row->keys[1]);
}

/* As many as there is room for; the way to all of them is always the last. */
void kj_console_few_keys(kj_draw *draw, const kj_console_view *view, kj_rect box)
{
    const bool slide = view->show->room.under == KJ_ROOM_SLIDE;
    const wanted *list = slide ? of_slide : of_votes;
    const size_t count = slide ? KJ_COUNT(of_slide) : KJ_COUNT(of_votes);
    few all;
    if (box.h < LINE + 24)
        return;
    kj_console_panel(draw, box);
    const bool more = measure_few(draw, view->show, &to_all, &all);
    const double left = box.x + 24, right = box.x + box.w - 24;
    const double lines = floor((box.h - 24) / LINE);
    const double first = box.y + (box.h - lines * LINE) / 2, last = first + (lines - 1) * LINE;
    bool placed[KJ_COUNT(of_slide)] = {false};
    kj_point end_of = {left, first};
    for (double y = first; y < last + 0.5; y += LINE) {
        const double end = right - (y > last - 0.5 && more ? GAP + all.width : 0);
        double x = left;
        for (size_t i = 0; i < count; i++) { /* a line takes what fits into it, in their order */
            few f;
            if (placed[i] || !measure_few(draw, view->show, &list[i], &f) || x + f.width > end)
                continue;
            put_few(draw, &f, x, y);
            placed[i] = true;
            x += f.width + GAP;
        }
        if (x > left)
            end_of = (kj_point){x, y};
    }
    if (more && end_of.x + all.width > right)
        end_of = (kj_point){left, end_of.y + LINE};
    if (more)
        put_few(draw, &all, end_of.x, end_of.y);
}

/* ---- all ---- */

#define CAPS_MAX 4
#define HEAD_HEIGHT 56.0

static double all_caps(kj_draw *draw, const kj_show_key_row *row, size_t most, double x,
                       double baseline)
{
    double used = 0;
    for (size_t i = 0; i < most && row->keys[i]; i++)
        used += put_caps(draw, kj_span_of(row->keys[i]), x + used, baseline) + 8;
    return used - 8;
}

static double all_caps_width(kj_draw *draw, const kj_show_key_row *row, size_t most)
{
    const kj_draw before = *draw;
    const double width = all_caps(draw, row, most, 0, 0);
    *draw = before;
    return width;
}

typedef struct sheet {
    kj_rect box; /* of the columns */
    double line, size, column, gap;
    size_t columns, caps; /* caps: at most so many a row */
} sheet;

/* A row that does the same as the one before it, elsewhere, is not said again. */
static bool is_listed(size_t i)
{
    if (kj_show_keys[i].word == KJ_W_NONE)
        return false;
    for (size_t k = 0; k < i; k++)
        if (kj_show_keys[k].word == kj_show_keys[i].word &&
            kj_span_is(kj_span_of(kj_show_keys[k].action), kj_show_keys[i].action))
            return false;
    return true;
}

/* A long one takes two lines. */
static kj_text_block measure_row(kj_draw *draw, const sheet *s, const kj_show_key_row *row,
                                 double caps)
{
    kj_text_style style = kj_style(s->size, KJ_FONT_SANS, KJ_COLOR_INK2);
    style.leading = 1.3;
    return kj_draw_measure(draw, kj_plain(kj_draw_word(draw, row->word)),
                           fmax(1, s->column - caps - 16), 0, style);
}

static double row_height(const sheet *s, const kj_text_block *word)
{
    return fmax(s->line, word->height + 10);
}

static void put_row(kj_draw *draw, const sheet *s, const kj_show_key_row *row, double x, double y,
                    double caps)
{
    const kj_text_block word = measure_row(draw, s, row, caps);
    const double h = row_height(s, &word), top = y + (h - word.height) / 2;
    const double middle = y + h / 2 + 0.38 * kj_draw_size(draw, KJ_SIZE_SMALLEST);
    const double used = all_caps(draw, row, s->caps, x, middle);
    kj_draw_block(draw, &word, x + caps + 16, top);
    const kj_span said = kj_draw_word(draw, row->word);
    const kj_rect at = {x - 6, y, s->column + 6, h};
    const bool any = takes_digit(row); /* cannot be pressed here */
    kj_draw_area(draw, any ? KJ_ROLE_TEXT : KJ_ROLE_BUTTON,
                 any ? (kj_span){NULL, 0} : kj_span_of(row->action), said, at);
    if (row->last) { /* the last cap does something else */
        size_t last = 0;
        while (last + 1 < s->caps && row->keys[last + 1])
            last++;
        const double w = caps_width(draw, kj_span_of(row->keys[last]));
        kj_draw_area(draw, KJ_ROLE_BUTTON, kj_span_of(row->last), said,
                     (kj_rect){x + used - w - 4, y, w + 8, h});
    }
}

/* The rows of a group: measured, and drawn where `x` is not below 0.  Returns the height. */
static double group_at(kj_draw *draw, const sheet *s, kj_key_group group, double x, double y)
{
    double caps = 0, h = 0;
    for (size_t i = 0; i < kj_show_key_count; i++)
        if (kj_show_keys[i].group == group && is_listed(i))
            caps = fmax(caps, all_caps_width(draw, &kj_show_keys[i], s->caps));
    if (caps <= 0)
        return 0;
    if (x >= 0)
        kj_draw_text(draw, kj_plain(kj_draw_word(draw, kj_key_group_word(group))),
                     (kj_rect){x, y + 8, s->column, 0},
                     kj_style(24, KJ_FONT_SANS_BOLD, KJ_COLOR_ZHE));
    h = HEAD_HEIGHT;
    for (size_t i = 0; i < kj_show_key_count; i++) {
        if (kj_show_keys[i].group != group || !is_listed(i))
            continue;
        const kj_text_block word = measure_row(draw, s, &kj_show_keys[i], caps);
        if (x >= 0)
            put_row(draw, s, &kj_show_keys[i], x, y + h, caps);
        h += row_height(s, &word);
    }
    return h + 12;
}

/* Groups one under the other, each whole in a column; the longest is the last, so that it has one
 * of its own.  false: they need more columns. */
static bool put_groups(kj_draw *draw, const sheet *s)
{
    static const kj_key_group order[KJ_KEYS_GROUP_COUNT] = {
        KJ_KEYS_MOVE, KJ_KEYS_SCREEN, KJ_KEYS_FIND, KJ_KEYS_TOOLS, KJ_KEYS_CONSOLE, KJ_KEYS_ROOM};
    const double bottom = s->box.y + s->box.h + 12.5;
    double y = s->box.y;
    size_t column = 0;
    for (size_t g = 0; g < KJ_COUNT(order); g++) {
        const double h = group_at(draw, s, order[g], -1, 0);
        if (y > s->box.y && y + h > bottom) {
            column++;
            y = s->box.y;
        }
        if (column == s->columns || y + h > bottom)
            return false;
        group_at(draw, s, order[g], s->box.x + (s->column + s->gap) * (double)column, y);
        y += h;
    }
    return true;
}

void kj_console_keys(kj_draw *draw, kj_console_view *view)
{
    const double m = KJ_CONSOLE_SIDE, width = draw->list.width - 2 * m;
    const double y = kj_console_head(draw, view, KJ_W_CONSOLE_KEYS, (kj_span){NULL, 0}, false);
    static const struct {
        double line, size;
        size_t columns;
    } tries[] = {{48, 26, 3}, {46, 24, 3}, {44, 24, 3}, {42, 22, 3},
                 {40, 22, 4}, {40, 20, 3}, {40, 20, 4}};
    for (size_t i = 0; i < KJ_COUNT(tries); i++) {
        sheet s = {.box = {m, y, width, draw->list.height - 40 - y},
                   .line = tries[i].line,
                   .size = tries[i].size,
                   .columns = tries[i].columns,
                   .gap = 48};
        s.column = (width - s.gap * (double)(s.columns - 1)) / (double)s.columns;
        s.caps = s.column < 440 ? 2 : CAPS_MAX;
        const kj_draw before = *draw;
        const bool fits = put_groups(draw, &s) && draw->list.overfull == before.list.overfull;
        if (fits)
            return;
        if (i + 1 < KJ_COUNT(tries))
            *draw = before;
        else
            draw->list.overfull++;
    }
}
