/* engine/scene/room/poll.c: a question to the room: its options, and once they are asked for the
 * distribution, the answer, and how those who study alone have answered. */
#include "scene/room/parts.h"
#include "scene/symbol.h"

#include <math.h>

#define NUMBER_SIZE 56
#define SYMBOL_SIDE 148.0
#define ALIKE 0.05 /* shares that differ by less are much the same */

/* ---- figures ---- */

static bool is_right(const kj_item *item, kj_span option, kj_arena *arena)
{
    const kj_response picked = {&option, 1};
    kj_verdict *verdict = KJ_NEW(arena, kj_verdict, 1);
    kj_item_judge(item, &picked, arena, verdict);
    const kj_option_verdict *v = kj_verdict_of(verdict, option);
    return v && v->mark == KJ_OF_RIGHT;
}

/* Votes are kept by the option's place in the course's file. */
static size_t place_in(const kj_question *plain, kj_span option)
{
    size_t i = 0;
    while (i < plain->option_count && !kj_span_equal(plain->options[i].id, option))
        i++;
    return i;
}

bool kj_tally_of(const kj_draw *draw, const kj_class *class, const kj_room *room, kj_tally *out)
{
    const kj_course *course = draw->scene->course;
    kj_arena *arena = draw->scene->arena;
    if (room->poll.question >= class->questions.count)
        return false;
    const kj_class_question *asked = &class->questions.ptr[room->poll.question];
    if (asked->item >= course->items.count)
        return false;
    const kj_item *item = &course->items.ptr[asked->item];
    *out = (kj_tally){.question = {.words = draw->scene->words}};
    kj_class_ask(course, asked, arena, &out->question);
    kj_question *plain = KJ_NEW(arena, kj_question, 1);
    kj_class_options(course, asked, arena, plain);
    for (size_t i = 0; i < out->question.option_count; i++) {
        const size_t at = place_in(plain, out->question.options[i].id);
        if (at >= plain->option_count)
            continue;
        out->hands[i] = room->poll.hands[at];
        out->votes[i] = room->poll.hands[at] + room->poll.phones[at];
        out->alone[i] = room->alone.votes[at];
        out->right[i] = is_right(item, out->question.options[i].id, arena);
        out->sum += out->votes[i];
        out->most = out->votes[i] > out->most ? out->votes[i] : out->most;
    }
    /* Where votes are hidden, how many there are is still known (kj_show_room). */
    if (out->question.control == KJ_CONTROL_CHOICE)
        out->people = room->poll.answered > out->sum ? room->poll.answered : out->sum;
    return true;
}

/* Of those who answered, or where everybody could choose several of those who are there. */
static double share_here(const kj_tally *t, const kj_class *class, size_t i)
{
    const uint32_t of = t->people ? t->people : kj_class_present(class);
    return of ? fmin(1, (double)t->votes[i] / of) : 0;
}

static kj_span percent(kj_arena *arena, double share)
{
    return kj_arena_format(arena, "%.0f%%", share * 100);
}

static kj_span eyebrow(const kj_draw *draw, const kj_class *class, const kj_tally *t)
{
    const uint32_t present = kj_class_present(class);
    if (t->question.control != KJ_CONTROL_CHOICE)
        return kj_draw_word(draw, KJ_W_ROOM_QUESTION_SEVERAL);
    if (present >= t->people && present > 0)
        return KJ_DRAW_FILL(draw, KJ_W_ROOM_QUESTION_OF, kj_n("n", t->people),
                            kj_n("all", present));
    if (t->people > 0)
        return KJ_DRAW_FILL(draw, KJ_W_ROOM_QUESTION_ANSWERED, kj_n("n", t->people));
    return kj_draw_word(draw, KJ_W_ROOM_QUESTION);
}

/* ---- beside self-study ---- */

/* The option about which the room and those alone differ most: that tells nothing of the key. */
static size_t most_apart(const kj_tally *t, const kj_class *class, const kj_alone *alone)
{
    size_t at = 0;
    double most = -1;
    for (size_t i = 0; i < t->question.option_count; i++) {
        const double apart = fabs(share_here(t, class, i) - (double)t->alone[i] / alone->n);
        if (apart > most + 1e-9) {
            most = apart;
            at = i;
        }
    }
    return at;
}

/* What the figures say, and to whom the next question goes, in bold. */
static kj_text compare_text(kj_draw *draw, const kj_tally *t, const kj_room_view *view)
{
    kj_arena *arena = draw->scene->arena;
    const kj_alone *alone = &view->room->alone;
    const size_t i = most_apart(t, view->class, alone);
    const double there = (double)t->alone[i] / alone->n, here = share_here(t, view->class, i);
    const kj_span letter = kj_option_key(arena, i);
    const kj_word_arg n = kj_n("n", alone->n), share = kj_w("share", percent(arena, there)),
                      option = kj_w("option", letter);
    if (t->sum == 0)
        return kj_plain(KJ_DRAW_FILL(draw, KJ_W_ROOM_COMPARE_ALONE, n, share, option));
    const kj_word_id word = here > there + ALIKE   ? KJ_W_ROOM_COMPARE_MORE
                            : here < there - ALIKE ? KJ_W_ROOM_COMPARE_LESS
                                                   : KJ_W_ROOM_COMPARE_SAME;
    const kj_span figures =
        KJ_DRAW_FILL(draw, word, n, share, option, kj_w("here", percent(arena, here)));
    if (t->votes[i] == 0)
        return kj_plain(figures);
    const kj_span ask = KJ_DRAW_FILL(draw, KJ_W_ROOM_COMPARE_ASK, option);
    kj_mark *mark = KJ_NEW(arena, kj_mark, 1);
    *mark =
        (kj_mark){.kind = KJ_MARK_STRONG, .start = (uint32_t)figures.len, .len = (uint32_t)ask.len};
    return (kj_text){.plain = kj_arena_format(arena, "%.*s%.*s", KJ_ARG(figures), KJ_ARG(ask)),
                     .marks = mark,
                     .mark_count = 1};
}

#define COMPARE_PADDING 24.0

/* Returns the top of what it drew, which ends at `bottom`. */
static double compare(kj_draw *draw, const kj_tally *t, const kj_room_view *view, kj_rect box)
{
    const kj_text said = compare_text(draw, t, view);
    const kj_text_block block = kj_draw_measure(draw, said, box.w - 2 * COMPARE_PADDING - 12, 0,
                                                kj_style(30, KJ_FONT_SANS, KJ_COLOR_INK));
    const double h = block.height + 2 * COMPARE_PADDING, y = box.y + box.h - h;
    kj_draw_box(draw, (kj_rect){box.x, y, box.w, h},
                (kj_box_style){.fill = KJ_COLOR_DAI_WASH, .filled = true, .radius = 14});
    kj_draw_block_stressed(draw, &block, box.x + COMPARE_PADDING + 6, y + COMPARE_PADDING,
                           KJ_COLOR_DAI);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, said.plain, (kj_rect){box.x, y, box.w, h});
    return y;
}

/* The room that is kept for it, since it is asked for when the rest stands already. */
static double compare_room(const kj_draw *draw, double w)
{
    const double letters = 58; /* of such a sentence, about */
    const double size = kj_draw_size(draw, 30);
    const double lines = ceil(letters * size / (w - 2 * COMPARE_PADDING - 12));
    return lines * 4 * round(size * 1.55 / 4) + 2 * COMPARE_PADDING;
}

/* ---- options ---- */

typedef struct sheet {
    const kj_tally *tally;
    const kj_room_view *view;
    double size, gap;    /* of the options' text, between rows */
    double bar, bar_gap; /* how high, how far below the text */
} sheet;

static double badge_of(const kj_draw *draw, const sheet *s)
{
    return kj_draw_size(draw, s->size) * 0.86;
}

static double number_room(const kj_draw *draw)
{
    return kj_draw_size(draw, NUMBER_SIZE) * 1.7;
}

/* Not higher than its row. */
static double number_size(const kj_draw *draw, const sheet *s)
{
    const double row = kj_draw_size(draw, s->size) * 1.4 + s->bar_gap + s->bar + s->gap;
    return fmin(NUMBER_SIZE, row * 0.72 / kj_draw_size(draw, 1));
}

static kj_text_block text_of(kj_draw *draw, const sheet *s, size_t i, double width)
{
    const bool right = s->view->room->poll.revealed && s->tally->right[i];
    kj_text_style style = kj_style(s->size, right ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS,
                                   right ? KJ_COLOR_SONG : KJ_COLOR_INK);
    style.leading = 1.4;
    style.plain_marks = true;
    const double x = 2 * badge_of(draw, s) + 28;
    return kj_draw_measure(draw, s->tally->question.options[i].text,
                           width - x - number_room(draw) - 24, 0, style);
}

/* The room of bold letters is kept from the start, so that revealing moves nothing. */
static double row_height(kj_draw *draw, const sheet *s, size_t i, double width)
{
    kj_room room = *s->view->room;
    room.poll.revealed = true;
    kj_room_view view = *s->view;
    view.room = &room;
    kj_tally tally = *s->tally;
    tally.right[i] = true;
    sheet bold = *s;
    bold.tally = &tally;
    bold.view = &view;
    return fmax(text_of(draw, s, i, width).height, text_of(draw, &bold, i, width).height) +
           s->bar_gap + s->bar;
}

static double rows_height(kj_draw *draw, const sheet *s, double width)
{
    double height = 0;
    for (size_t i = 0; i < s->tally->question.option_count; i++)
        height += row_height(draw, s, i, width) + (i ? s->gap : 0);
    return height;
}

static void row(kj_draw *draw, const sheet *s, size_t i, kj_rect box)
{
    const kj_poll *poll = &s->view->room->poll;
    const bool right = poll->revealed && s->tally->right[i];
    const kj_text_block text = text_of(draw, s, i, box.w);
    const double r = badge_of(draw, s), x = box.x + 2 * r + 28;
    const double middle = box.y + text.line_height / 2;
    if (right)
        kj_draw_badge(draw, KJ_BADGE_TICK, box.x + r, middle, r);
    else
        kj_draw_letter(draw, kj_option_key(draw->scene->arena, i), box.x + r, middle, r, false);
    kj_draw_block(draw, &text, x, box.y);
    kj_span said = s->tally->question.options[i].text.plain;
    if (poll->tally) {
        const double room = box.x + box.w - number_room(draw) - 24 - x;
        const double y = box.y + box.h - s->bar;
        const kj_span number = kj_count_text(draw->scene->arena, s->tally->votes[i]);
        kj_text_style style = kj_style(number_size(draw, s), KJ_FONT_SERIF_BOLD,
                                       right ? KJ_COLOR_SONG : KJ_COLOR_INK2);
        style.leading = 1;
        const kj_text_block figure = kj_draw_measure(draw, kj_plain(number), 0, 0, style);
        const double share = share_here(s->tally, s->view->class, i);
        if (s->tally->votes[i] > 0)
            kj_draw_box(draw, (kj_rect){x, y, fmax(s->bar, room * share), s->bar},
                        (kj_box_style){.fill = right ? KJ_COLOR_SONG : KJ_COLOR_DAI3,
                                       .filled = true,
                                       .radius = s->bar / 2});
        kj_draw_block(draw, &figure, box.x + box.w - figure.width,
                      box.y + (box.h - figure.height) / 2);
        said = KJ_DRAW_FILL(draw, KJ_W_ROOM_OPTION_VOTES, kj_w("option", said),
                            kj_n("n", s->tally->votes[i]));
    }
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                 right ? kj_say(draw, said, kj_draw_word(draw, KJ_W_OPTION_RIGHT)) : said, box);
}

/* As large as the room allows. */
static void rows(kj_draw *draw, sheet s, kj_rect box)
{
    static const double sizes[] = {40, 38, 36, 34, 32, 30, 28, 26, 24};
    const size_t n = s.tally->question.option_count;
    double height = 0;
    for (size_t k = 0; k < KJ_COUNT(sizes); k++) {
        s.size = sizes[k];
        s.gap = fmax(12, s.size * 0.55);
        height = rows_height(draw, &s, box.w);
        if (height <= box.h)
            break;
    }
    draw->list.overfull += height > box.h + 0.5 ? 1 : 0;
    /* What is left goes between the rows, then round them. */
    const double spare = n > 1 ? fmin(44, fmax(0, box.h - height) * 0.7 / (double)(n - 1)) : 0;
    s.gap += 4 * floor(spare / 4);
    height = rows_height(draw, &s, box.w);
    double y = box.y + fmax(0, (box.h - height) / 2);
    for (size_t i = 0; i < n; i++) {
        const double h = row_height(draw, &s, i, box.w);
        row(draw, &s, i, (kj_rect){box.x, y, box.w, h});
        y += h + s.gap;
    }
}

static double symbol_at(kj_draw *draw, kj_span url, kj_rect box)
{
    const kj_rect at = {box.x + box.w - SYMBOL_SIDE, box.y + box.h - SYMBOL_SIDE, SYMBOL_SIDE,
                        SYMBOL_SIDE};
    kj_draw_box(draw, at,
                (kj_box_style){.fill = KJ_COLOR_CARD,
                               .filled = true,
                               .stroke = KJ_COLOR_LINE,
                               .stroked = true,
                               .stroke_width = 1.5,
                               .radius = 8});
    draw->list.commands.ptr[draw->list.commands.count - 1].fill = 0xFFFFFFFFu;
    kj_draw_symbol(draw, url, at, 0x1C2530FFu);
    return SYMBOL_SIDE;
}

void kj_draw_room_question(kj_draw *draw, const kj_room_view *view)
{
    kj_tally *t = KJ_NEW(draw->scene->arena, kj_tally, 1);
    const kj_course *course = draw->scene->course;
    const kj_room *room = view->room;
    if (!kj_tally_of(draw, view->class, room, t))
        return;
    kj_rect box = kj_draw_head(draw, eyebrow(draw, view->class, t), t->question.prompt,
                               (kj_text){.plain = {NULL, 0}});
    box.h -= 8;
    const bool join = room->join_url.len > 0;
    const double w = box.w - (join ? SYMBOL_SIDE + 40 : 0);
    const bool beside = room->alone.n >= KJ_ALONE_LEAST && room->poll.compared && room->poll.tally;
    const bool many = t->question.option_count > 5; /* those need all the room there is */
    const double below = fmax(join ? SYMBOL_SIDE : 0, beside || !many ? compare_room(draw, w) : 0);
    rows(draw, (sheet){.tally = t, .view = view, .bar = many ? 14 : 20, .bar_gap = many ? 6 : 10},
         (kj_rect){box.x, box.y, box.w, box.h - (below > 0 ? below + 24 : 0)});
    if (beside)
        compare(draw, t, view, (kj_rect){box.x, box.y, w, box.h});
    if (join)
        symbol_at(draw, room->join_url, box);
    kj_draw_foot(draw, course->title,
                 course->slides.count ? (double)(room->slide + 1) / (double)course->slides.count
                                      : 0,
                 kj_draw_word(draw, join ? KJ_W_ROOM_FOOT_SCAN : KJ_W_ROOM_FOOT_HANDS));
}
