/* engine/scene/speak.c: from commands and areas to passages, and from passages to what is new. */
#include "scene/speak.h"

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x00A0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200B);
}

kj_span kj_squeeze(kj_span text, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    for (size_t pos = 0; pos < text.len;) {
        const size_t start = pos;
        if (!is_blank(kj_utf8_next(text, &pos)))
            kj_put(&out, kj_span_sub(text, start, pos));
    }
    return kj_put_span(&out);
}

#define FIGURE_MAX \
    16 /* characters of a figure's label that is no more than its number and unit \
        */

/* ---- what stands on the page ---- */

/* A paragraph or a sign, and where it belongs. */
typedef struct piece {
    kj_span text, squeezed;
    kj_rect box;
    size_t command;
    bool cap, sign;
    int owner; /* area on which it stands; -1: none */
} piece;

typedef struct page {
    const kj_words *words;
    const kj_list *list;
    kj_arena *arena;
    KJ_LIST(piece) pieces;
    size_t piece_capacity, passage_capacity;
    kj_span *labels; /* of the areas, squeezed */
    kj_reading reading;
} page;

static kj_rect around(kj_rect a, kj_rect b)
{
    const double x = a.x < b.x ? a.x : b.x, y = a.y < b.y ? a.y : b.y;
    const double right = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
    const double bottom = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;
    return (kj_rect){x, y, right - x, bottom - y};
}

/* Lines of one paragraph follow each other and share its text. */
static void collect(page *p)
{
    kj_span base = {NULL, 0};
    for (size_t i = p->list->covered; i < p->list->commands.count; i++) {
        const kj_command *c = &p->list->commands.ptr[i];
        const bool glyphs = c->kind == KJ_DRAW_GLYPHS;
        if ((!glyphs && c->kind != KJ_DRAW_RECT) || c->text.len == 0)
            continue;
        const kj_rect box = glyphs ? kj_command_em_box(c) : c->rect;
        if (glyphs && c->base.len > 0 && c->base.ptr == base.ptr && c->base.len == base.len) {
            piece *last = &p->pieces.ptr[p->pieces.count - 1];
            last->box = around(last->box, box);
            continue;
        }
        base = glyphs ? c->base : (kj_span){NULL, 0};
        const kj_span text = base.len > 0 ? base : c->text;
        *KJ_PUSH(p->arena, &p->pieces, &p->piece_capacity, piece) =
            (piece){.text = text,
                    .squeezed = kj_squeeze(text, p->arena),
                    .box = box,
                    .command = i,
                    .cap = c->cap,
                    .sign = !glyphs};
    }
}

/* The smallest area that holds the middle of a piece.  A figure's area holds its elements, which
 * are read on their own. */
static int owner_of(const kj_list *list, kj_rect box)
{
    const double x = box.x + box.w / 2, y = box.y + box.h / 2;
    double least = 0;
    int found = -1;
    for (size_t i = 0; i < list->areas.count; i++) {
        const kj_rect r = list->areas.ptr[i].rect;
        if (r.w <= 0 || list->areas.ptr[i].role == KJ_ROLE_FIGURE || x < r.x || x > r.x + r.w ||
            y < r.y || y > r.y + r.h)
            continue;
        if (found < 0 || r.w * r.h < least) {
            found = (int)i;
            least = r.w * r.h;
        }
    }
    return found;
}

/* Whether a label says a text; one that was cut for want of room ends with an ellipsis. */
static bool says(kj_span label, kj_span squeezed)
{
    static const kj_span dots[] = {{KJ_SPAN("……")}, {KJ_SPAN("…")}};
    for (size_t i = 0; i < KJ_COUNT(dots); i++)
        if (kj_span_ends(squeezed, dots[i]) && kj_span_find(label, squeezed, 0) == SIZE_MAX)
            return kj_span_find(label, kj_span_sub(squeezed, 0, squeezed.len - dots[i].len), 0) !=
                   SIZE_MAX;
    return kj_span_find(label, squeezed, 0) != SIZE_MAX;
}

/* Every part of it is said, as 形式 and 0 and 40 of "形式　0 / 40". */
static bool says_parts(kj_span label, kj_span text)
{
    size_t from = 0, parts = 0;
    for (size_t at = 0; at <= text.len;) {
        const size_t start = at;
        const uint32_t c = at < text.len ? kj_utf8_next(text, &at) : ' ';
        if (c != '/' && !is_blank(c))
            continue;
        const kj_span part = kj_span_sub(text, from, start);
        if (part.len > 0 && ++parts > 0 && kj_span_find(label, part, 0) == SIZE_MAX)
            return false;
        if (start == text.len)
            break;
        from = at;
    }
    return parts > 1;
}

static bool holds(kj_rect outer, kj_rect inner)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

/* A text of no area may belong to the one drawn just before or after it, or to the figure that it
 * stands in; a single letter is found anywhere and proves nothing. */
static bool said_beside(const page *p, const piece *text)
{
    const kj_list *list = p->list;
    size_t next = 0;
    const bool is_short = kj_utf8_count(text->squeezed) < 2;
    for (size_t i = 0; i < list->areas.count; i++) /* a figure with its unit: "0", "分" */
        if (is_short && list->areas.ptr[i].role == KJ_ROLE_FIGURE &&
            kj_utf8_count(p->labels[i]) <= FIGURE_MAX && says(p->labels[i], text->squeezed) &&
            list->areas.ptr[i].drawn > text->command)
            return true;
    if (is_short)
        return false;
    while (next < list->areas.count && list->areas.ptr[next].drawn <= text->command)
        next++;
    if (next < list->areas.count && says(p->labels[next], text->squeezed))
        return true;
    if (next > 0 && says(p->labels[next - 1], text->squeezed))
        return true;
    for (size_t i = 0; i < list->areas.count; i++)
        if (list->areas.ptr[i].role == KJ_ROLE_FIGURE && says(p->labels[i], text->squeezed))
            return true;
    return false;
}

/* A cap that stands beside what its key does; what is read of that names the key. */
static bool is_for_keys(const page *p, const piece *cap)
{
    return cap->cap && p->list->areas.count > 0;
}

/* ---- passages ---- */

static void join(const page *p, kj_text_buffer *out, kj_span text)
{
    if (text.len == 0)
        return;
    if (out->len > 0)
        kj_put(out, kj_words_get(p->words, KJ_W_SAY_COMMA));
    kj_put(out, text);
}

/* What of an area's pieces goes before its label (signs and letters that are no keys of it), or
 * behind it (texts that it does not say). */
static void put_pieces(const page *p, size_t area, bool before, kj_text_buffer *out)
{
    const bool keyed = p->list->areas.ptr[area].keys.len > 0;
    for (size_t i = 0; i < p->pieces.count; i++) {
        const piece *o = &p->pieces.ptr[i];
        if (o->owner != (int)area || (o->cap || o->sign) != before || (o->cap && keyed))
            continue;
        if (before ||
            (!says(p->labels[area], o->squeezed) && !says_parts(p->labels[area], o->text)))
            join(p, out, o->text);
    }
}

static kj_passage *add(page *p, kj_passage passage)
{
    kj_passage *made = KJ_PUSH(p->arena, &p->reading.passages, &p->passage_capacity, kj_passage);
    *made = passage;
    return made;
}

static kj_span verb_of(kj_span action)
{
    const size_t colon = kj_span_find(action, KJ_LIT(":"), 0);
    return kj_span_sub(action, 0, colon == SIZE_MAX ? action.len : colon);
}

/* Which of the options, or of the targets. */
static void number(const kj_list *list, size_t area, kj_passage *passage)
{
    if (passage->role != KJ_ROLE_OPTION && passage->role != KJ_ROLE_TARGET)
        return;
    for (size_t i = 0; i < list->areas.count; i++) {
        const kj_area *o = &list->areas.ptr[i];
        if (o->role != passage->role ||
            !kj_span_equal(verb_of(o->action), verb_of(passage->action)))
            continue;
        passage->count++;
        passage->place += i <= area ? 1 : 0;
    }
}

/* The page itself has a place to press for this. */
static bool is_offered(const kj_list *list, size_t area)
{
    for (size_t i = 0; i < list->areas.count; i++)
        if (i != area && list->areas.ptr[i].role != KJ_ROLE_KEY && !list->areas.ptr[i].disabled &&
            kj_span_equal(list->areas.ptr[i].action, list->areas.ptr[area].action))
            return true;
    return false;
}

static bool is_within(const kj_list *list, size_t area)
{
    const kj_rect r = list->areas.ptr[area].rect;
    for (size_t i = 0; i < list->areas.count && r.w > 0; i++)
        if (list->areas.ptr[i].role == KJ_ROLE_OPTION &&
            list->areas.ptr[area].role == KJ_ROLE_BUTTON && holds(list->areas.ptr[i].rect, r))
            return true;
    return false;
}

static void add_area(page *p, size_t i)
{
    const kj_area *area = &p->list->areas.ptr[i];
    kj_text_buffer text = {.arena = p->arena};
    if (area->role == KJ_ROLE_KEY && is_offered(p->list, i))
        return;
    put_pieces(p, i, true, &text);
    join(p, &text, area->label);
    put_pieces(p, i, false, &text);
    if (text.len == 0 && area->action.len == 0)
        return;
    kj_passage *made = add(p, (kj_passage){.role = area->role,
                                           .text = kj_put_span(&text),
                                           .action = area->action,
                                           .keys = area->keys,
                                           .disabled = area->disabled,
                                           .selected = area->selected,
                                           .within = is_within(p->list, i)});
    number(p->list, i, made);
}

static void add_piece(page *p, const piece *text)
{
    if (text->owner >= 0 || is_for_keys(p, text) || (!text->sign && said_beside(p, text)))
        return;
    add(p, (kj_passage){.role = KJ_ROLE_TEXT, .text = text->text});
}

kj_reading kj_read(const kj_words *words, const kj_list *list, kj_arena *arena)
{
    page p = {.words = words, .list = list, .arena = arena};
    size_t at = 0;
    p.labels = KJ_NEW(arena, kj_span, list->areas.count);
    for (size_t i = 0; i < list->areas.count; i++)
        p.labels[i] = kj_squeeze(list->areas.ptr[i].label, arena);
    collect(&p);
    for (size_t i = 0; i < p.pieces.count; i++)
        p.pieces.ptr[i].owner = owner_of(list, p.pieces.ptr[i].box);
    for (size_t i = 0; i < list->areas.count; i++) {
        for (; at < p.pieces.count && p.pieces.ptr[at].command < list->areas.ptr[i].drawn; at++)
            add_piece(&p, &p.pieces.ptr[at]);
        add_area(&p, i);
    }
    for (; at < p.pieces.count; at++)
        add_piece(&p, &p.pieces.ptr[at]);
    return p.reading;
}

/* ---- what is new ---- */

static bool same(const kj_passage *a, const kj_passage *b)
{
    return a->role == b->role && kj_span_equal(a->action, b->action) &&
           kj_span_equal(a->text, b->text);
}

static const kj_passage *find_same(const kj_reading *reading, const kj_passage *wanted)
{
    for (size_t i = 0; i < reading->passages.count; i++)
        if (same(&reading->passages.ptr[i], wanted))
            return &reading->passages.ptr[i];
    return NULL;
}

static const kj_passage *find_field(const kj_reading *reading, const kj_passage *wanted)
{
    for (size_t i = 0; i < reading->passages.count; i++)
        if (reading->passages.ptr[i].role == KJ_ROLE_TEXT_FIELD &&
            kj_span_equal(reading->passages.ptr[i].action, wanted->action))
            return &reading->passages.ptr[i];
    return NULL;
}

static size_t step_back(kj_span text, size_t at)
{
    do
        at--;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0u) == 0x80u);
    return at;
}

/* What was put in between, or taken out. */
static void compare_fields(kj_span before, kj_span after, kj_news *out)
{
    size_t start = 0, a = before.len, b = after.len;
    while (start < before.len && start < after.len) {
        size_t x = start, y = start;
        if (kj_utf8_next(before, &x) != kj_utf8_next(after, &y))
            break;
        start = x;
    }
    while (a > start && b > start) {
        const size_t x = step_back(before, a), y = step_back(after, b);
        if (x < start || y < start ||
            !kj_span_equal(kj_span_sub(before, x, a), kj_span_sub(after, y, b)))
            break;
        a = x;
        b = y;
    }
    out->removed = b == start;
    out->typed = out->removed ? kj_span_sub(before, start, a) : kj_span_sub(after, start, b);
}

static bool is_pressed(const kj_passage *passage)
{
    return passage->action.len > 0 && !passage->disabled && passage->role != KJ_ROLE_KEY;
}

/* Whether there is something to say of a passage, and what. */
static bool compare(const kj_reading *before, const kj_passage *now, kj_telling telling,
                    kj_news *out)
{
    *out = (kj_news){.passage = now, .detail = KJ_DETAIL_PAGE};
    if (now->within)
        return false;
    if (telling == KJ_TELL_PAGE || (telling == KJ_TELL_TURN && is_pressed(now)))
        return true;
    const kj_passage *then = find_same(before, now);
    if (then && telling == KJ_TELL_CHANGE && then->selected != now->selected) {
        out->detail = KJ_DETAIL_STATE;
        return true;
    }
    if (then)
        return false;
    if (telling == KJ_TELL_CHANGE && now->role == KJ_ROLE_TEXT_FIELD && !now->disabled &&
        (then = find_field(before, now))) {
        compare_fields(then->text, now->text, out);
        out->detail = KJ_DETAIL_TYPED;
    }
    return true;
}

kj_news_list kj_read_news(const kj_reading *before, const kj_reading *after, kj_telling telling,
                          kj_arena *arena)
{
    kj_news_list out = {NULL, 0};
    size_t capacity = 0;
    kj_news news;
    for (size_t i = 0; i < after->passages.count; i++)
        if (compare(before, &after->passages.ptr[i], telling, &news))
            *KJ_PUSH(arena, &out, &capacity, kj_news) = news;
    return out;
}
