/* engine/scene/screens/debrief.c: the path taken as a map, the turn looked at beside it, what was
 * found out and what was not, and the way back to any turn. */
#include "scene/screens/play_parts.h"

#include <math.h>

#define SEARCH_MAX 20000 /* steps of "what if": beyond it the answer is left out */

/* The best grade that is still open from a state, by trying; KJ_NONE: not found out. */
static uint32_t best_open(const kj_roleplay *play, kj_roleplay_state s, size_t *budget)
{
    if (s.node == KJ_NONE)
        return s.ending == KJ_NONE ? KJ_NONE : play->endings.ptr[s.ending].grade;
    uint32_t best = KJ_NONE;
    for (uint32_t i = 0; i < play->nodes.ptr[s.node].choices.count; i++) {
        if (*budget == 0)
            return KJ_NONE;
        if (!kj_roleplay_offered(play, &s, i))
            continue;
        (*budget)--;
        const uint32_t grade = best_open(play, kj_roleplay_step(play, s, i), budget);
        if (grade < best)
            best = grade;
        if (best == KJ_GRADE_EXCELLENT)
            return best;
    }
    return best;
}

static uint32_t open_after(const kj_roleplay *play, kj_roleplay_state s, uint32_t choice)
{
    size_t budget = SEARCH_MAX;
    return best_open(play, kj_roleplay_step(play, s, choice), &budget);
}

static uint32_t better_choice(const kj_node *node)
{
    for (uint32_t i = 0; i < node->choices.count; i++)
        if (kj_span_equal(node->choices.ptr[i].id, node->better))
            return i;
    return KJ_NONE;
}

/* A turning point: after it the best ending still open was worse than before. */
static bool turned(const kj_draw *draw, const kj_play *state, const kj_roleplay *play,
                   uint32_t turn)
{
    const kj_roleplay_state before = kj_play_state_at(draw->scene->course, state, turn);
    size_t budget = SEARCH_MAX;
    const uint32_t had = best_open(play, before, &budget);
    const uint32_t left = open_after(play, before, state->turns[turn].choice);
    return had != KJ_NONE && left != KJ_NONE && left > had;
}

static kj_path_step *curve(kj_draw *draw, double x0, double y0, double x1, double y1)
{
    kj_path_step *steps = KJ_NEW(draw->scene->arena, kj_path_step, 2);
    const double mid = (x0 + x1) / 2;
    steps[0] = (kj_path_step){.verb = KJ_PATH_MOVE, .x = {x0}, .y = {y0}};
    steps[1] = (kj_path_step){.verb = KJ_PATH_CURVE, .x = {mid, mid, x1}, .y = {y0, y1, y1}};
    return steps;
}

static void connect(kj_draw *draw, double x0, double y0, double x1, double y1, bool taken)
{
    kj_command *line = kj_draw_path(draw, curve(draw, x0, y0, x1, y1), 2);
    line->stroke = kj_draw_color(draw, taken ? KJ_COLOR_DAI : KJ_COLOR_LINE);
    line->stroke_width = taken ? 7 : 4;
}

/* The map: a column a turn, a ring an option that was on offer, the path in full colour. */
typedef struct map {
    const kj_roleplay *play;
    const kj_play *state;
    kj_rect box;
    double step, radius;
} map;

static double column_x(const map *m, uint32_t turn)
{
    return m->box.x + m->radius + 8 + m->step * (double)turn;
}

static double option_y(const map *m, uint32_t turn, uint32_t choice)
{
    const double n = (double)m->play->nodes.ptr[m->state->turns[turn].node].choices.count;
    const double gap = fmin(170, (m->box.h - 2 * m->radius - 20) / fmax(1, n - 1));
    return m->box.y + m->box.h / 2 + gap * ((double)choice - (n - 1) / 2);
}

static void ring(kj_draw *draw, const map *m, uint32_t turn, uint32_t choice, bool selected)
{
    const bool taken = m->state->turns[turn].choice == choice;
    const kj_node *node = &m->play->nodes.ptr[m->state->turns[turn].node];
    const bool better = better_choice(node) == choice;
    const bool turn_point = taken && turned(draw, m->state, m->play, turn);
    const double cx = column_x(m, turn), cy = option_y(m, turn, choice), r = m->radius;
    kj_draw_circle(
        draw, cx, cy, r,
        (kj_box_style){.fill = turn_point ? KJ_COLOR_ZHU : (taken ? KJ_COLOR_DAI : KJ_COLOR_CARD),
                       .filled = true,
                       .stroke = turn_point ? KJ_COLOR_ZHU
                                 : taken    ? KJ_COLOR_DAI
                                 : better   ? KJ_COLOR_SONG
                                            : KJ_COLOR_INK3,
                       .stroked = true,
                       .stroke_width = 3});
    const kj_word_id word = turn_point         ? KJ_W_DEBRIEF_TURNED
                            : !taken && better ? KJ_W_DEBRIEF_BETTER_MARK
                                               : KJ_W_NONE;
    const kj_span said = word    ? kj_draw_word(draw, word)
                         : taken ? kj_count_text(draw->scene->arena, turn + 1)
                                 : (kj_span){NULL, 0};
    const kj_text_block text = kj_draw_measure(
        draw, kj_plain(said), 0, 0,
        (kj_text_style){.size = r / kj_draw_size(draw, 1),
                        .role = KJ_FONT_SANS_BOLD,
                        .color = turn_point ? KJ_COLOR_ON_ZHU
                                            : (taken ? KJ_COLOR_ON_DAI : KJ_COLOR_SONG)});
    if (text.height > 0)
        kj_draw_block(draw, &text, cx - text.width / 2, cy - text.height / 2);
    if (taken && selected)
        kj_draw_circle(draw, cx, cy, r + 8,
                       (kj_box_style){.stroke = KJ_COLOR_DAI, .stroked = true, .stroke_width = 3});
    if (taken) {
        const double a = fmax(56, 2 * r);
        kj_area *area = kj_draw_area(
            draw, KJ_ROLE_BUTTON, kj_arena_format(draw->scene->arena, "turn:%u", turn),
            KJ_DRAW_FILL(draw, turn_point ? KJ_W_DEBRIEF_TURNING_SAID : KJ_W_DEBRIEF_STEP_SAID,
                         kj_n("n", turn + 1), kj_w("said", node->choices.ptr[choice].text.plain)),
            (kj_rect){cx - a / 2, cy - a / 2, a, a});
        area->selected = selected;
        if (turn < 9)
            area->keys = kj_count_text(draw->scene->arena, turn + 1);
    }
}

static void draw_map(kj_draw *draw, const kj_session *session, const kj_roleplay *play,
                     uint32_t selected, kj_rect box)
{
    const kj_play *state = &session->lesson->play;
    const uint32_t n = state->turn_count;
    const double pill_w = fmin(kj_draw_size(draw, 300), box.w * 0.4);
    map m = {.play = play, .state = state, .box = box};
    m.step = (box.w - pill_w - 40) / fmax(1, (double)n);
    size_t most = 1; /* rings above one another */
    for (uint32_t t = 0; t < n; t++)
        most = play->nodes.ptr[state->turns[t].node].choices.count > most
                   ? play->nodes.ptr[state->turns[t].node].choices.count
                   : most;
    /* The letter in a ring must not be smaller than the smallest text. */
    m.radius = fmax(KJ_SIZE_SMALLEST, fmin(30, fmin(m.step * 0.36, box.h / (2.4 * (double)most))));
    draw->list.overfull += 2.1 * m.radius * (double)most > box.h || 2 * m.radius > m.step ? 1 : 0;
    const double pill_x = box.x + box.w - pill_w;
    const double pill_gap =
        fmin(130, box.h / (double)(play->endings.count ? play->endings.count : 1));
    const double pill_h = fmin(fmax(68, kj_draw_size(draw, 26) * 1.9), pill_gap - 8);
    const double pill_y = box.y + box.h / 2 - pill_gap * ((double)play->endings.count - 1) / 2;
    for (uint32_t t = 0; t + 1 < n; t++)
        for (uint32_t c = 0; c < play->nodes.ptr[state->turns[t + 1].node].choices.count; c++)
            if (c != state->turns[t + 1].choice)
                connect(draw, column_x(&m, t), option_y(&m, t, state->turns[t].choice),
                        column_x(&m, t + 1), option_y(&m, t + 1, c), false);
    for (uint32_t e = 0; n && e < play->endings.count; e++)
        if (e != state->state.ending)
            connect(draw, column_x(&m, n - 1), option_y(&m, n - 1, state->turns[n - 1].choice),
                    pill_x, pill_y + pill_gap * e, false);
    for (uint32_t t = 0; t + 1 < n; t++)
        connect(draw, column_x(&m, t), option_y(&m, t, state->turns[t].choice), column_x(&m, t + 1),
                option_y(&m, t + 1, state->turns[t + 1].choice), true);
    if (n && state->state.ending != KJ_NONE)
        connect(draw, column_x(&m, n - 1), option_y(&m, n - 1, state->turns[n - 1].choice), pill_x,
                pill_y + pill_gap * state->state.ending, true);
    for (uint32_t t = 0; t < n; t++)
        for (uint32_t c = 0; c < play->nodes.ptr[state->turns[t].node].choices.count; c++)
            ring(draw, &m, t, c, t == selected);
    const kj_roleplay_record *record = kj_lesson_roleplay(session->lesson, state->roleplay);
    for (uint32_t e = 0; e < play->endings.count; e++)
        kj_draw_ending(draw, &play->endings.ptr[e], e == state->state.ending,
                       e == state->state.ending || (e < 64 && (record->endings >> e) & 1),
                       (kj_rect){pill_x, pill_y + pill_gap * e - pill_h / 2, pill_w, pill_h});
}

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
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                 kj_say(draw->scene->arena, n->head, n->text.plain), rect);
    return rect.h;
}

/* What the other options of the turn would still have led to. */
static kj_text others(kj_draw *draw, const kj_roleplay *play, const kj_play *state, uint32_t turn)
{
    const kj_roleplay_state before = kj_play_state_at(draw->scene->course, state, turn);
    const kj_node *node = &play->nodes.ptr[state->turns[turn].node];
    kj_text_buffer out = {.arena = draw->scene->arena};
    for (uint32_t c = 0; c < node->choices.count; c++) {
        if (c == state->turns[turn].choice || !kj_roleplay_offered(play, &before, c))
            continue;
        const uint32_t grade = open_after(play, before, c);
        kj_putf(&out, "%s%.*s", out.len ? "\n" : "", KJ_ARG(node->choices.ptr[c].text.plain));
        if (grade != KJ_NONE)
            kj_put(&out, KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_BEST_AFTER,
                                      kj_w("grade", kj_grade_name(draw, grade))));
    }
    return kj_plain(kj_put_span(&out));
}

static kj_text facts(kj_draw *draw, const kj_roleplay *play, uint32_t known, bool found, bool hints)
{
    kj_text_buffer out = {.arena = draw->scene->arena};
    for (size_t i = 0; i < play->facts.count; i++) {
        if ((((known >> i) & 1) != 0) != found)
            continue;
        const kj_fact *fact = &play->facts.ptr[i];
        kj_putf(&out, "%s%.*s", out.len ? "\n" : "", KJ_ARG(fact->text.plain));
        if (!found && hints)
            kj_put(&out, KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_COULD, kj_w("hint", fact->hint.plain)));
    }
    return kj_plain(kj_put_span(&out));
}

#define NOTES_MAX 5

typedef struct notes {
    note all[NOTES_MAX];
    size_t count, of_turn; /* the first `of_turn` are about the turn, the others about the whole */
} notes;

static void add_note(notes *n, kj_span head, kj_color_name color, kj_text text)
{
    if (text.plain.len)
        n->all[n->count++] = (note){head, color, text, false};
}

/* How much is said: what the other options would have led to is the first to go where room is
 * short, then how the facts could have been found. */
typedef struct detail {
    double size;
    bool others, hints;
} detail;

static notes collect(kj_draw *draw, const kj_session *session, const kj_roleplay *play,
                     uint32_t turn, detail how)
{
    const kj_play *state = &session->lesson->play;
    kj_arena *arena = draw->scene->arena;
    notes n = {.count = 0};
    if (state->turn_count) {
        const kj_turn *t = &state->turns[turn];
        const kj_node *node = &play->nodes.ptr[t->node];
        const kj_choice *choice = &node->choices.ptr[t->choice];
        const uint32_t better = better_choice(node);
        const bool point = turned(draw, state, play, turn);
        add_note(&n,
                 KJ_DRAW_FILL(draw, point ? KJ_W_DEBRIEF_TURNING : KJ_W_DEBRIEF_STEP,
                              kj_n("n", turn + 1)),
                 point ? KJ_COLOR_ZHU : KJ_COLOR_DAI,
                 kj_plain(kj_arena_format(arena, "%.*s%.*s", KJ_ARG(choice->text.plain),
                                          KJ_ARG(choice->why.plain))));
        if (n.count)
            n.all[0].accent = point;
        if (better != KJ_NONE && better != t->choice)
            add_note(&n, kj_draw_word(draw, KJ_W_DEBRIEF_BETTER), KJ_COLOR_SONG,
                     kj_plain(kj_arena_format(arena, "%.*s%.*s",
                                              KJ_ARG(node->choices.ptr[better].text.plain),
                                              KJ_ARG(node->because.plain))));
        if (how.others)
            add_note(&n, kj_draw_word(draw, KJ_W_DEBRIEF_OTHERS), KJ_COLOR_INK2,
                     others(draw, play, state, turn));
    }
    n.of_turn = n.count;
    add_note(&n, kj_draw_word(draw, KJ_W_DEBRIEF_FOUND), KJ_COLOR_SONG,
             facts(draw, play, state->state.facts, true, false));
    add_note(&n, kj_draw_word(draw, KJ_W_DEBRIEF_MISSED), KJ_COLOR_ZHU,
             facts(draw, play, state->state.facts, false, how.hints));
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

/* In one column, or the turn at the left and the whole at the right.  Returns the height used. */
static double put_notes(kj_draw *draw, const notes *n, kj_rect box, double size)
{
    const double gap = 24, half = (box.w - gap) / 2;
    if (box.w < 1000)
        return column(draw, n, 0, n->count, box, size);
    const double a = column(draw, n, 0, n->of_turn, (kj_rect){box.x, box.y, half, 0}, size);
    const double b =
        column(draw, n, n->of_turn, n->count, (kj_rect){box.x + half + gap, box.y, half, 0}, size);
    return fmax(a, b);
}

#define WITHOUT_HINTS 2 /* of the tries below, the last ones */

static void side(kj_draw *draw, const kj_session *session, const kj_roleplay *play, uint32_t turn,
                 kj_rect box)
{
    static const detail tries[] = {{26, true, true},  {24, true, true},  {26, false, true},
                                   {24, false, true}, {22, false, true}, {24, false, false},
                                   {22, false, false}};
    /* Large letters give way before words do. */
    const size_t count = KJ_COUNT(tries) - (draw->text_scale > 1 ? WITHOUT_HINTS : 0);
    for (size_t i = 0; i < count; i++) {
        const kj_draw before = *draw;
        const notes n = collect(draw, session, play, turn, tries[i]);
        if (put_notes(draw, &n, box, tries[i].size) <= box.h + 0.5)
            return;
        if (i + 1 < count)
            *draw = before;
    }
    draw->list.overfull++;
}

static size_t ways_on(kj_draw *draw, const kj_roleplay *play, uint32_t turn, kj_button out[3])
{
    kj_arena *arena = draw->scene->arena;
    size_t count = 0;
    out[count++] = (kj_button){KJ_BUTTON_PRIMARY, KJ_LIT("next"),
                               kj_draw_word(draw, KJ_W_DEBRIEF_DONE), "Return"};
    out[count++] = (kj_button){KJ_BUTTON_SECOND, kj_arena_format(arena, "replay:%u", turn),
                               KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_REPLAY, kj_n("n", turn + 1)), "R"};
    const uint32_t slide =
        play->review.count ? kj_course_find(draw->scene->course, KJ_REF_SLIDE, play->review.ptr[0])
                           : KJ_NONE;
    if (slide != KJ_NONE)
        out[count++] =
            (kj_button){KJ_BUTTON_QUIET, kj_action(arena, "peek", play->review.ptr[0]),
                        KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_PAGE, kj_n("n", slide + 1)), "S"};
    return count;
}

/* The ending, and what it is worth in the colour of its grade: behind it, or under it. */
static kj_rect head(kj_draw *draw, const kj_roleplay *play, const kj_ending *ending)
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
    const kj_span worth =
        KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_WORTH, kj_w("grade", kj_grade_name(draw, ending->grade)),
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
static void body(kj_draw *draw, const kj_session *session, const kj_roleplay *play, uint32_t turn,
                 kj_rect box)
{
    kj_button buttons[3];
    const size_t count = ways_on(draw, play, turn, buttons);
    const bool wide = draw->list.width >= 1500;
    const double side_w = wide ? fmin(640, box.w * 0.4) : box.w;
    const double left_w = wide ? box.w - side_w - 48 : box.w;
    const double foot = kj_measure_buttons(draw, buttons, count, left_w);
    kj_rect map_box = {box.x, box.y, left_w, box.h - foot - 20};
    kj_rect side_box = {box.x + box.w - side_w, box.y, side_w, box.h};
    if (!wide) {
        map_box.h = fmin(320, (box.h - foot) * 0.36);
        side_box.y += map_box.h + 20;
        side_box.h = box.h - foot - 20 - map_box.h - 20;
    }
    if (session->lesson->play.turn_count)
        draw_map(draw, session, play, turn, map_box);
    side(draw, session, play, turn, side_box);
    kj_draw_buttons(draw, buttons, count, (kj_rect){box.x, box.y + box.h - foot, left_w, 0}, false);
}

void kj_screen_debrief(kj_draw *draw, const kj_session *session)
{
    const kj_play *state = &session->lesson->play;
    const kj_roleplay *play = &draw->scene->course->roleplays.ptr[state->roleplay];
    if (state->state.ending == KJ_NONE)
        return;
    const uint32_t last = state->turn_count ? state->turn_count - 1 : 0;
    const uint32_t turn = session->turn != KJ_NONE && session->turn <= last ? session->turn : last;
    const kj_rect box = head(draw, play, &play->endings.ptr[state->state.ending]);
    body(draw, session, play, turn, box);
    const kj_roleplay_record *record = kj_lesson_roleplay(session->lesson, state->roleplay);
    uint32_t seen = 0;
    for (uint32_t e = 0; e < play->endings.count && e < 64; e++)
        seen += (record->endings >> e) & 1 ? 1 : 0;
    kj_draw_foot(draw,
                 KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_ENDINGS, kj_n("n", seen),
                              kj_n("all", (int64_t)(play->endings.count))),
                 (double)seen / (double)(play->endings.count ? play->endings.count : 1),
                 kj_draw_word(draw, KJ_W_FOOT_SAVED));
    kj_draw_key_only(draw, "again", KJ_W_DEBRIEF_AGAIN, "A");
    kj_draw_key_only(draw, "next", KJ_W_DEBRIEF_DONE, "Right Space PageDown");
    kj_draw_key_only(draw, "home", KJ_W_KEY_HOME, "Escape H");
    kj_draw_key_only(draw, "help", KJ_W_KEY_HELP, "?");
}
