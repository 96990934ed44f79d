/* engine/scene/screens/debrief.c: a role-play looked back at: the way as a map, where it turned,
 * what was found out and what was not; or one turn of it. */
#include "scene/screens/debrief.h"

#include <math.h>

typedef struct note {
    kj_span head;
    kj_color_name color;
    kj_text text;
    bool accent; /* a turning point */
} note;

static double put_note(kj_draw *draw, const note *n, kj_rect box, double size)
{
    const kj_text_block head =
        kj_draw_measure(draw, kj_plain(n->head), box.w - 56, 0,
                        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, n->color));
    const kj_text_block body =
        kj_draw_measure(draw, n->text, box.w - 56, 0,
                        (kj_text_style){.size = size, .leading = 1.45, .color = KJ_COLOR_INK2});
    const kj_rect rect = {box.x, box.y, box.w, head.height + body.height + 28};
    kj_draw_panel(draw, rect, n->accent);
    kj_draw_block(draw, &head, box.x + 28, box.y + 12);
    kj_draw_block(draw, &body, box.x + 28, box.y + 14 + head.height);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, kj_say(draw, n->head, n->text.plain),
                 rect);
    return rect.h;
}

/* ---- what there is to say of the whole ---- */

#define NOTES_MAX 4

typedef struct notes {
    note all[NOTES_MAX];
    size_t count;
} notes;

static void add_note(notes *n, kj_span head, kj_color_name color, kj_span text, bool accent)
{
    if (text.len)
        n->all[n->count++] = (note){head, color, kj_plain(text), accent};
}

static const kj_choice *choice_of(const kj_look_back *look, const kj_turn *turn)
{
    return &look->play->nodes.ptr[turn->node].choices.ptr[turn->choice];
}

static kj_span came_to(kj_draw *draw, const kj_look_back *look, kj_word_id word,
                       const kj_turn *turn, uint32_t ending)
{
    const kj_span said = KJ_DRAW_FILL(draw, word, kj_w("said", choice_of(look, turn)->text.plain));
    if (ending >= look->play->endings.count)
        return said;
    const kj_ending *e = &look->play->endings.ptr[ending];
    return KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_CAME_TO, kj_w("said", said), kj_w("title", e->title),
                        kj_w("grade", kj_grade_name(draw, e->grade)));
}

/* A replay: what was said at the branch before and now, and where both led. */
static kj_span two_ways(kj_draw *draw, const kj_look_back *look, bool brief)
{
    const kj_play *s = look->state;
    if (s->branch >= s->old_count || s->branch >= look->debrief->turn_count)
        return (kj_span){NULL, 0};
    return kj_arena_format(draw->scene->arena, "%.*s\n%.*s",
                           KJ_ARG(came_to(draw, look, KJ_W_DEBRIEF_WAS, &s->old[s->branch],
                                          brief ? KJ_NONE : s->old_ending)),
                           KJ_ARG(came_to(draw, look, KJ_W_DEBRIEF_IS, &s->turns[s->branch],
                                          look->debrief->end.ending)));
}

static kj_span found(kj_draw *draw, const kj_look_back *look)
{
    kj_text_buffer out = {.arena = draw->scene->arena};
    for (size_t i = 0; i < look->play->facts.count && i < KJ_ROLEPLAY_FACTS_MAX; i++)
        if (look->debrief->found >> i & 1)
            kj_putf(&out, "%s%.*s", out.len ? "\n" : "",
                    KJ_ARG(look->play->facts.ptr[i].text.plain));
    return kj_put_span(&out);
}

/* The question that would have found it. */
static kj_span question(kj_draw *draw, const kj_look_back *look, const kj_missed_fact *m)
{
    if (m->turn == KJ_NONE)
        return KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_COULD,
                            kj_w("hint", look->play->facts.ptr[m->fact].hint.plain));
    const kj_turn asked = {m->node, m->choice}, at = look->debrief->turns[m->turn].turn;
    const kj_span said = choice_of(look, &asked)->text.plain;
    if (m->node == at.node && m->choice == m->first)
        return KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_ASK_AT, kj_n("n", m->turn + 1), kj_w("said", said));
    const kj_turn first = {at.node, m->first};
    return KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_ASK_DETOUR, kj_n("n", m->turn + 1),
                        kj_w("first", choice_of(look, &first)->text.plain), kj_w("said", said));
}

static kj_span missed(kj_draw *draw, const kj_look_back *look, bool questions)
{
    kj_text_buffer out = {.arena = draw->scene->arena};
    for (uint32_t i = 0; i < look->debrief->missed_count; i++) {
        const kj_missed_fact *m = &look->debrief->missed[i];
        kj_putf(&out, "%s%.*s", out.len ? "\n" : "",
                KJ_ARG(look->play->facts.ptr[m->fact].text.plain));
        if (questions)
            kj_putf(&out, "\n%.*s", KJ_ARG(question(draw, look, m)));
    }
    return kj_put_span(&out);
}

/* Where room is short, what the map and the pages of the turns show as well is left out: BRIEF, the
 * texts of it; BRIEFEST, also the turning point; BARE, also the questions that were missed, which
 * the pages of their turns recommend. */
typedef enum detail { FULL, BRIEF, BRIEFEST, BARE } detail;

static notes collect(kj_draw *draw, const kj_look_back *look, detail how)
{
    const uint32_t turning = look->debrief->turning;
    notes n = {.count = 0};
    if (look->state->branch != KJ_NONE)
        add_note(&n, KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_TWO_WAYS, kj_n("n", look->state->branch + 1)),
                 KJ_COLOR_DAI, two_ways(draw, look, how != FULL), false);
    if (turning != KJ_NONE && how < BRIEFEST) {
        const kj_choice *choice = choice_of(look, &look->debrief->turns[turning].turn);
        const kj_span said = how != FULL ? KJ_LIT("") : choice->text.plain;
        add_note(&n, KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_TURNING_AT, kj_n("n", turning + 1)),
                 KJ_COLOR_ZHU,
                 kj_arena_format(draw->scene->arena, "%.*s%.*s", KJ_ARG(said),
                                 KJ_ARG(choice->why.plain)),
                 true);
    }
    add_note(&n, kj_draw_word(draw, KJ_W_DEBRIEF_FOUND), KJ_COLOR_SONG, found(draw, look), false);
    add_note(&n, kj_draw_word(draw, KJ_W_DEBRIEF_MISSED), KJ_COLOR_ZHU,
             missed(draw, look, how != BARE), false);
    return n;
}

#define NOTE_GAP 14

static double column(kj_draw *draw, const notes *n, size_t from, size_t to, kj_rect box,
                     double size)
{
    double y = box.y;
    for (size_t i = from; i < to; i++)
        y += put_note(draw, &n->all[i], (kj_rect){box.x, y, box.w, 0}, size) + NOTE_GAP;
    return fmax(0, y - NOTE_GAP - box.y);
}

/* In one column, or where it is wide in two, parted where both come out lowest.  Returns the height
 * used. */
static double put_notes(kj_draw *draw, const notes *n, kj_rect box, double size)
{
    const double gap = 24, half = (box.w - gap) / 2;
    const kj_rect left = {box.x, box.y, half, 0}, right = {box.x + half + gap, box.y, half, 0};
    const kj_draw before = *draw;
    double lowest = 0;
    size_t parted = 0;
    if (box.w < 900 || n->count < 2)
        return column(draw, n, 0, n->count, box, size);
    for (size_t at = 1; at < n->count; at++) {
        const double h =
            fmax(column(draw, n, 0, at, left, size), column(draw, n, at, n->count, right, size));
        *draw = before;
        if (parted == 0 || h < lowest) {
            lowest = h;
            parted = at;
        }
    }
    column(draw, n, 0, parted, left, size);
    column(draw, n, parted, n->count, right, size);
    return lowest;
}

static void side(kj_draw *draw, const kj_look_back *look, kj_rect box)
{
    static const struct {
        double size;
        detail how;
    } tries[] = {{26, FULL},  {24, FULL},     {24, BRIEF}, {22, FULL},
                 {22, BRIEF}, {22, BRIEFEST}, {22, BARE}};
    for (size_t i = 0;; i++) {
        const kj_draw before = *draw;
        const notes n = collect(draw, look, tries[i].how);
        const bool fits = put_notes(draw, &n, box, tries[i].size) <= box.h + 0.5;
        if (fits || i + 1 == KJ_COUNT(tries)) {
            draw->list.overfull += !fits;
            return;
        }
        *draw = before;
    }
}

static size_t ways_on(kj_draw *draw, const kj_look_back *look, kj_button out[3])
{
    const kj_debrief *d = look->debrief;
    const uint32_t turn = d->turning != KJ_NONE ? d->turning : 0;
    size_t count = 0;
    out[count++] = (kj_button){KJ_BUTTON_PRIMARY, KJ_LIT("next"),
                               kj_draw_word(draw, KJ_W_DEBRIEF_DONE), "Return"};
    if (d->turn_count)
        out[count++] =
            (kj_button){KJ_BUTTON_SECOND, kj_arena_format(draw->scene->arena, "replay:%u", turn),
                        KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_REPLAY, kj_n("n", turn + 1)), "R"};
    count += kj_review_button(draw, look->play, &out[count]);
    return count;
}

/* The ending, and what it is worth in the colour of its grade: behind it, or under it. */
static kj_rect head(kj_draw *draw, const kj_roleplay *play, const kj_ending *ending, bool hard)
{
    const kj_text nothing = {.plain = {NULL, 0}};
    kj_rect box = kj_draw_head(
        draw, KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_HEAD, kj_w("title", play->title)), nothing, nothing);
    const double bottom = box.y + box.h;
    double y = box.y - 32;
    kj_text_style style = {
        .size = 56, .smallest = 44, .role = KJ_FONT_SERIF_BOLD, .color = KJ_COLOR_INK};
    const kj_span said = KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_ENDING, kj_w("title", ending->title));
    const kj_text_block title = kj_draw_measure(draw, kj_plain(said), box.w, 0, style);
    style.color = kj_grade_color(ending->grade);
    const kj_span worth = KJ_DRAW_FILL(draw, hard ? KJ_W_DEBRIEF_WORTH_HARD : KJ_W_DEBRIEF_WORTH,
                                       kj_w("grade", kj_grade_name(draw, ending->grade)),
                                       kj_n("points", lrint(kj_grade_points(ending->grade))));
    const kj_text_block grade = kj_draw_measure(draw, kj_plain(worth), 0, 0, style);
    const double after = title.paragraph.width_em * title.size + kj_draw_size(draw, 44);
    const bool beside = title.paragraph.line_count == 1 && after + grade.width <= box.w;
    kj_draw_block(draw, &title, box.x, y);
    if (!beside)
        y += title.height;
    kj_draw_block(draw, &grade, beside ? box.x + after : box.x, y);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0},
                 KJ_DRAW_FILL(draw, KJ_W_SAY_PAIR, kj_w("a", said), kj_w("b", worth)),
                 (kj_rect){box.x, y, box.w, title.height});
    y += (beside ? title.height : grade.height) + 8;
    const kj_text_block text = kj_draw_measure(draw, ending->text, box.w, 0,
                                               (kj_text_style){.size = 30, .color = KJ_COLOR_INK2});
    kj_draw_block(draw, &text, box.x, y);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, ending->text.plain,
                 (kj_rect){box.x, y, box.w, text.height});
    y += text.height + 28;
    return (kj_rect){box.x, y, box.w, bottom - y};
}

/* Map and notes side by side where the page is wide, else one under the other. */
static void body(kj_draw *draw, const kj_look_back *look, kj_rect box)
{
    kj_button buttons[3];
    const size_t count = ways_on(draw, look, buttons);
    const bool wide = draw->list.width >= 1300;
    const double side_w = wide ? fmin(620, box.w * 0.38) : box.w;
    const double left_w = wide ? box.w - side_w - 40 : box.w;
    const double foot = kj_measure_buttons(draw, buttons, count, left_w);
    kj_rect map_box = {box.x, box.y, left_w, box.h - foot - 20};
    kj_rect side_box = {box.x + box.w - side_w, box.y, side_w, box.h};
    if (!wide) {
        map_box.h = fmax(kj_way_map_least(look), (box.h - foot - 40) * 0.42);
        side_box.y += map_box.h + 20;
        side_box.h = box.h - foot - 40 - map_box.h;
    }
    kj_draw_way_map(draw, look, map_box);
    side(draw, look, side_box);
    kj_draw_buttons(draw, buttons, count, (kj_rect){box.x, box.y + box.h - foot, left_w, 0}, false);
}

static void keys(kj_draw *draw, bool whole)
{
    kj_draw_key_only(draw, "again", KJ_W_DEBRIEF_AGAIN, "A");
    if (whole)
        kj_draw_key_only(draw, "next", KJ_W_DEBRIEF_DONE, "Right Space PageDown");
    else
        kj_draw_key_only(draw, "next", KJ_W_DEBRIEF_DONE, "Return Space PageDown");
    kj_draw_key_only(draw, "home", KJ_W_KEY_HOME, "Escape H");
    kj_draw_key_only(draw, "help", KJ_W_KEY_HELP, "?");
}

static void map_page(kj_draw *draw, const kj_look_back *look)
{
    const kj_roleplay *play = look->play;
    const kj_rect box =
        head(draw, play, &play->endings.ptr[look->state->state.ending], look->state->hard);
    body(draw, look, box);
    const kj_roleplay_record *record =
        kj_lesson_roleplay(look->session->lesson, look->state->roleplay);
    const uint32_t seen = kj_endings_seen(play, record);
    kj_draw_foot(draw,
                 KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_ENDINGS, kj_n("n", seen),
                              kj_n("all", (int64_t)(play->endings.count))),
                 (double)seen / (double)(play->endings.count ? play->endings.count : 1),
                 kj_draw_word(draw, KJ_W_FOOT_SAVED));
}

void kj_screen_debrief(kj_draw *draw, const kj_session *session)
{
    const kj_play *state = &session->lesson->play;
    const kj_roleplay *play = &draw->scene->course->roleplays.ptr[state->roleplay];
    if (state->state.ending == KJ_NONE)
        return;
    const kj_look_back look = {
        session, play, state,
        kj_debrief_new(play, state->turns, state->turn_count, draw->scene->arena)};
    const bool whole = session->turn >= look.debrief->turn_count;
    if (whole)
        map_page(draw, &look);
    else
        kj_draw_turn_page(draw, &look, session->turn);
    keys(draw, whole);
}
