/* engine/scene/screens/home.c: one big thing to do next, practice beside it, the parts below. */
#include "lesson/pass.h"
#include "lesson/review.h"
#include "scene/screens/home_parts.h"

#include <math.h>
#include <string.h>

static kj_span greeting(kj_draw *draw, const kj_session *session)
{
    static const struct {
        int32_t until;
        kj_word_id word;
    } words[] = {{5, KJ_W_GREET_NIGHT},
                 {11, KJ_W_GREET_MORNING},
                 {13, KJ_W_GREET_NOON},
                 {18, KJ_W_GREET_AFTERNOON},
                 {24, KJ_W_GREET_EVENING}};
    size_t i = 0;
    while (i + 1 < KJ_COUNT(words) && draw->scene->local_hour >= words[i].until)
        i++;
    if (session->learner_name.len == 0)
        return kj_draw_word(draw, words[i].word);
    return KJ_DRAW_FILL(draw, KJ_W_GREET_NAME, kj_w("name", session->learner_name),
                        kj_w("greeting", kj_draw_word(draw, words[i].word)));
}

static uint32_t numbered_left(const kj_course *course, const kj_lesson *lesson)
{
    uint32_t left = 0;
    for (uint32_t p = 0; p < course->parts.count; p++)
        left += course->parts.ptr[p].number > 0 && !kj_part_done(course, lesson, p);
    return left;
}

static kj_span standing(kj_draw *draw, const kj_session *session)
{
    const kj_lesson *lesson = session->lesson;
    const uint32_t left = numbered_left(draw->scene->course, lesson);
    if (lesson->passed)
        return KJ_DRAW_FILL(draw, KJ_W_HOME_FINISHED, kj_n("points", lrint(lesson->score)));
    if (lesson->events <= 1 &&
        kj_own_get(session->personal, KJ_OWN_PLAN, (kj_span){NULL, 0}).len == 0)
        return kj_draw_word(draw, KJ_W_HOME_NEW);
    if (left == 0)
        return kj_missing_words(draw, lesson);
    return KJ_DRAW_FILL(draw, KJ_W_HOME_LEFT_AND_TIME,
                        kj_w("left", KJ_DRAW_FILL(draw, KJ_W_HOME_PARTS_LEFT, kj_n("n", left))),
                        kj_w("time", kj_time_words(draw, session)));
}

/* Days of learning, where there is something pleasant to say of them: those in a row; after a day
 * without, of which nothing is said, all there were. */
static kj_span days(kj_draw *draw, const kj_lesson *lesson)
{
    const uint32_t row = kj_lesson_days_in_row(lesson, draw->scene->local_day);
    if (row >= 2)
        return KJ_DRAW_FILL(draw, KJ_W_HOME_DAYS_IN_ROW, kj_n("n", row));
    if (lesson->days >= 2)
        return KJ_DRAW_FILL(draw, KJ_W_HOME_DAYS, kj_n("n", lesson->days));
    return (kj_span){NULL, 0};
}

/* Said in addition only where it takes no line of its own. */
static kj_span with_days(kj_draw *draw, const kj_session *session, kj_span said)
{
    const kj_span more = days(draw, session->lesson);
    if (more.len == 0 || said.len == 0)
        return more.len ? more : said;
    const kj_span both =
        KJ_DRAW_FILL(draw, KJ_W_HOME_AND_DAYS, kj_w("said", said), kj_w("days", more));
    return kj_draw_lead_height(draw, both) > kj_draw_lead_height(draw, said) ? said : both;
}

/* What "continue" leads to, in words: the eyebrow and the line under it. */
typedef struct going_on {
    kj_span where, what, minutes, more;
    uint32_t part; /* KJ_NONE: not begun */
} going_on;

static going_on next_thing(kj_draw *draw, const kj_lesson *lesson)
{
    const kj_course *course = draw->scene->course;
    going_on g = {
        kj_draw_word(draw, KJ_W_HOME_FROM_START), course->title, {NULL, 0}, {NULL, 0}, KJ_NONE};
    uint32_t part = 0;
    bool whole = false; /* of no part: the final test, a review */
    switch (lesson->place) {
    case KJ_PLACE_NOWHERE:
        g.more = course->subtitle;
        return g;
    case KJ_PLACE_SLIDE: {
        const kj_slide *slide = &course->slides.ptr[lesson->slide];
        part = slide->part;
        double left = 0;
        for (uint32_t s = lesson->slide;
             s < course->slides.count && course->slides.ptr[s].part == part; s++)
            left += course->slides.ptr[s].minutes;
        g.what = slide->title.plain;
        g.minutes = KJ_DRAW_FILL(draw, KJ_W_HANDOUT_MINUTES, kj_n("n", lrint(ceil(left))));
        g.more = KJ_DRAW_FILL(draw, KJ_W_HOME_PAGE_OF, kj_n("n", lesson->slide + 1),
                              kj_n("all", (int64_t)(course->slides.count)));
        break;
    }
    case KJ_PLACE_RUN:
    case KJ_PLACE_RESULT: {
        const kj_run *run = &lesson->run;
        part = kj_run_part(course, run, run->shown < run->count ? run->shown : 0);
        const kj_span name = run->kind == KJ_RUN_DRILL   ? course->drills.ptr[run->object].title
                             : run->kind == KJ_RUN_FINAL ? kj_draw_word(draw, KJ_W_FINAL_EYEBROW)
                             : run->kind == KJ_RUN_REVIEW
                                 ? kj_draw_word(draw, KJ_W_HOME_REVIEW_NAME)
                                 : kj_draw_word(draw, KJ_W_RUN_TEST);
        g.what = lesson->place == KJ_PLACE_RESULT
                     ? KJ_DRAW_FILL(draw, KJ_W_HOME_RESULT_OF, kj_w("name", name))
                     : name;
        g.more = lesson->place == KJ_PLACE_RESULT
                     ? KJ_DRAW_FILL(draw, KJ_W_HOME_ALL_JUDGED, kj_n("n", run->count))
                     : KJ_DRAW_FILL(draw, KJ_W_HOME_QUESTION_OF, kj_n("n", run->shown + 1),
                                    kj_n("all", run->count));
        break;
    }
    case KJ_PLACE_ROLEPLAY:
    case KJ_PLACE_DEBRIEF: {
        const kj_roleplay *play = &course->roleplays.ptr[lesson->play.roleplay];
        part = play->part;
        g.what = lesson->place == KJ_PLACE_DEBRIEF
                     ? KJ_DRAW_FILL(draw, KJ_W_HOME_DEBRIEF_OF, kj_w("name", play->title))
                     : play->title;
        g.more = lesson->place == KJ_PLACE_DEBRIEF
                     ? kj_draw_word(draw, KJ_W_HOME_LOOK_BACK)
                     : KJ_DRAW_FILL(draw, KJ_W_HOME_TURN, kj_n("n", lesson->play.turn_count + 1));
        break;
    }
    }
    if (lesson->place == KJ_PLACE_RUN || lesson->place == KJ_PLACE_RESULT)
        whole = lesson->run.kind == KJ_RUN_FINAL || lesson->run.kind == KJ_RUN_REVIEW;
    if (whole) {
        g.where = KJ_DRAW_FILL(draw, KJ_W_HOME_CONTINUE, kj_w("title", course->title));
        return g;
    }
    const kj_part *p = &course->parts.ptr[part];
    g.part = part;
    g.where =
        p->number > 0
            ? KJ_DRAW_FILL(draw, KJ_W_HOME_CONTINUE_PART,
                           kj_w("part", kj_part_name(draw->scene->words, p, draw->scene->arena)),
                           kj_w("title", p->title))
            : KJ_DRAW_FILL(draw, KJ_W_HOME_CONTINUE, kj_w("title", p->title));
    return g;
}

#define ABOVE 40       /* and below the words of a card */
#define ABOVE_TIGHT 30 /* the same of one that is not higher than TIGHT */
#define TIGHT 340

static double above(kj_rect box)
{
    return box.h <= TIGHT ? ABOVE_TIGHT : ABOVE;
}

static kj_home_card go_on_card(kj_draw *draw, const kj_session *session)
{
    const going_on g = next_thing(draw, session->lesson);
    return (kj_home_card){
        .where = g.where,
        .what = g.what,
        .minutes = g.minutes,
        .more = g.more,
        .verb = kj_draw_word(draw, session->lesson->place == KJ_PLACE_NOWHERE ? KJ_W_HOME_START
                                                                              : KJ_W_HOME_GO_ON),
        .action = KJ_LIT("continue"),
        .keys = "Return Space Right PageDown",
    };
}

/* The one thing to do next: what is due today goes before what comes next in the course. */
static void first_card(kj_draw *draw, const kj_session *session, kj_rect box)
{
    kj_home_card g;
    if (!kj_review_card(draw, session, &g))
        g = go_on_card(draw, session);
    const double pad = fmin(52, box.w * 0.06), w = box.w - 2 * pad;
    const kj_text_block verb = kj_draw_measure(draw, kj_plain(g.verb), 0, 0,
                                               kj_style(30, KJ_FONT_SANS_BOLD, KJ_COLOR_OPENER));
    const kj_text_block minutes = kj_draw_measure(draw, kj_plain(g.minutes), 0, 0,
                                                  kj_style(28, KJ_FONT_SANS, KJ_COLOR_OPENER));
    const double button_h = fmax(72, verb.line_height + 20);
    const double foot = box.y + box.h - above(box) - button_h;
    kj_draw_box(draw, box, (kj_box_style){.fill = KJ_COLOR_OPENER, .filled = true, .radius = 14});
    double y = box.y + above(box);
    const kj_text_style quiet = kj_style(26, KJ_FONT_SANS, KJ_COLOR_ON_OPENER);
    const kj_text_block where = kj_draw_measure(draw, kj_plain(g.where), w, 0, quiet);
    kj_text_block more = kj_draw_measure(draw, kj_plain(g.more), w, 0,
                                         kj_style(28, KJ_FONT_SANS, KJ_COLOR_ON_OPENER));
    kj_draw_block(draw, &where, box.x + pad, y);
    if (box.h <= TIGHT) { /* to the end of that line, where there is room */
        const kj_text_block left = kj_draw_measure(draw, kj_plain(g.where), 0, 0, quiet);
        const kj_text_block right = kj_draw_measure(draw, kj_plain(g.more), 0, 0, quiet);
        if (left.width + 40 + right.width <= w) {
            kj_draw_block(draw, &right, box.x + box.w - pad - right.width, y);
            more = (kj_text_block){0};
        }
    }
    y += where.height + 12;
    y += kj_draw_text(draw, kj_plain(g.what),
                      (kj_rect){box.x + pad, y, w, fmax(1, foot - y - 24 - more.height)},
                      (kj_text_style){.size = 52,
                                      .smallest = 32,
                                      .role = KJ_FONT_SERIF_BOLD,
                                      .color = KJ_COLOR_ON_OPENER,
                                      .balance = true}) +
         8;
    if (more.height > 0)
        kj_draw_block(draw, &more, box.x + pad, y);
    const double bw = verb.width + (minutes.height > 0 ? 24 + minutes.width : 0) + 84;
    draw->list.overfull += bw > w ? 1 : 0;
    const kj_rect button = {box.x + pad, foot, bw, button_h};
    kj_draw_box(draw, button,
                (kj_box_style){.fill = KJ_COLOR_ON_OPENER, .filled = true, .radius = 12});
    kj_draw_block(draw, &verb, button.x + 42, button.y + (button.h - verb.height) / 2);
    if (minutes.height > 0)
        kj_draw_block(draw, &minutes, button.x + 42 + verb.width + 24,
                      button.y + (button.h - verb.height) / 2 + verb.ascent - minutes.ascent);
    kj_draw_area(draw, KJ_ROLE_BUTTON, g.action,
                 KJ_DRAW_FILL(draw, KJ_W_SAY_ITEM, kj_w("name", g.verb), kj_w("text", g.what)),
                 button)
        ->keys = kj_span_of(g.keys);
    if (button.x + bw + 28 + kj_draw_size(draw, 80) < box.x + box.w)
        kj_draw_keycap(draw, button.x + bw + 28,
                       button.y + button.h / 2 + 0.38 * kj_draw_size(draw, KJ_SIZE_SMALLEST),
                       KJ_LIT("Return"), (kj_span){NULL, 0});
}

/* A passed one that has come back; else the first that counts and is not passed, from the starting
 * level on; where all are, the one that went worst. */
static uint32_t next_drill(const kj_course *course, const kj_lesson *lesson, int64_t day)
{
    const int32_t level = kj_start_level(course, lesson);
    uint32_t worst = KJ_NONE;
    for (uint32_t d = 0; d < course->drills.count; d++) {
        if (kj_drill_due(course, lesson, d, day))
            return d;
    }
    for (uint32_t d = 0; level > 1 && d < course->drills.count; d++) {
        const kj_drill *drill = &course->drills.ptr[d];
        if (!drill->placement && drill->level >= level && !kj_lesson_drill(lesson, d)->passed)
            return d;
    }
    for (uint32_t d = 0; d < course->drills.count; d++) {
        if (course->drills.ptr[d].placement)
            continue;
        if (!kj_lesson_drill(lesson, d)->passed)
            return d;
        if (worst == KJ_NONE ||
            kj_lesson_drill(lesson, d)->best < kj_lesson_drill(lesson, worst)->best)
            worst = d;
    }
    return worst;
}

/* The next drill; false: the course has none. */
static bool drill_card(kj_draw *draw, const kj_session *session, kj_home_card *out)
{
    const kj_course *course = draw->scene->course;
    const uint32_t d = next_drill(course, session->lesson, draw->scene->local_day);
    uint32_t passed = 0, all = 0;
    for (uint32_t i = 0; i < course->drills.count; i++) {
        all += !course->drills.ptr[i].placement;
        passed += !course->drills.ptr[i].placement && kj_lesson_drill(session->lesson, i)->passed;
    }
    if (d == KJ_NONE)
        return false;
    const bool done = passed == all;
    *out = (kj_home_card){
        .where = kj_draw_word(draw, KJ_W_HOME_PRACTICE),
        .what = course->drills.ptr[d].title,
        .more =
            done ? KJ_DRAW_FILL(draw, KJ_W_HOME_DRILLS_DONE, kj_n("n", all))
                 : KJ_DRAW_FILL(draw, KJ_W_HOME_DRILLS_PASSED, kj_n("n", passed), kj_n("all", all)),
        .verb = kj_draw_word(draw, done ? KJ_W_HOME_DRILL_AGAIN : KJ_W_HOME_DRILL_START),
        .action = kj_action(draw->scene->arena, "drill", course->drills.ptr[d].id),
        .keys = "D",
    };
    return true;
}

/* Beside the one thing to do: what comes next in the course where that is today's review; the final
 * test once it is open; else a drill. */
static bool choose_second(kj_draw *draw, const kj_session *session, kj_home_card *out)
{
    kj_home_card review;
    if (kj_review_card(draw, session, &review)) {
        *out = go_on_card(draw, session);
        out->keys = "C";
        return true;
    }
    return kj_final_card(draw, session, out) || drill_card(draw, session, out);
}

/* `brief`: without what more there is to say. */
static void second_card(kj_draw *draw, const kj_session *session, kj_rect box, bool brief)
{
    kj_home_card card;
    kj_draw_panel(draw, box, false);
    if (!choose_second(draw, session, &card))
        return;
    if (brief)
        card.more = (kj_span){NULL, 0};
    const double pad = 44, w = box.w - 2 * pad;
    double y = box.y + above(box);
    y += kj_draw_text(draw, kj_plain(card.where), (kj_rect){box.x + pad, y, w, 0},
                      kj_style(26, KJ_FONT_SANS_BOLD, KJ_COLOR_ZHU)) +
         12;
    const kj_text_block said =
        kj_draw_measure(draw, kj_plain(card.more), w, 0, kj_style(26, KJ_FONT_SANS, KJ_COLOR_INK2));
    const kj_button start = {KJ_BUTTON_SECOND, card.action, card.verb, card.keys};
    const double foot = box.y + box.h - above(box) - kj_measure_buttons(draw, &start, 1, w);
    kj_draw_buttons(draw, &start, 1, (kj_rect){box.x + pad, foot, w, 0}, false);
    y += kj_draw_text(draw, kj_plain(card.what),
                      (kj_rect){box.x + pad, y, w, fmax(1, foot - y - 20 - said.height)},
                      (kj_text_style){.size = 40,
                                      .smallest = 28,
                                      .role = KJ_FONT_SERIF_BOLD,
                                      .color = KJ_COLOR_INK,
                                      .balance = true}) +
         8;
    kj_draw_block(draw, &said, box.x + pad, y);
    draw->list.overfull += y + said.height > foot - 8 ? 1 : 0;
}

static void keys(kj_draw *draw, const kj_session *session)
{
    const kj_span sheet = kj_draw_word(draw, session->lesson->passed ? KJ_W_HOME_CERTIFICATE_KEY
                                                                     : KJ_W_HOME_RECORD_KEY);
    const bool offered = kj_session_offers_sheet(session);
    const kj_button actions[] = {
        {.action = KJ_LIT("screen:search"),
         .label = kj_draw_word(draw, KJ_W_LIST_SEARCH),
         .keys = "/ F3"},
        {.action = KJ_LIT("screen:settings"),
         .label = kj_draw_word(draw, KJ_W_LIST_SETTINGS),
         .keys = "F2"},
        {.action = KJ_LIT("screen:plan"),
         .label = kj_draw_word(draw, KJ_W_PLAN_KEY),
         .keys = "P F8"},
        {.action = KJ_LIT("screen:glossary"),
         .label = kj_draw_word(draw, KJ_W_LIST_GLOSSARY),
         .keys = "G F4"},
        {.action = KJ_LIT("screen:bookmarks"),
         .label = kj_draw_word(draw, KJ_W_LIST_BOOKMARKS),
         .keys = "B F5"},
        {.action = KJ_LIT("screen:notes"),
         .label = kj_draw_word(draw, KJ_W_LIST_NOTES),
         .keys = "N F6"},
        {.action = KJ_LIT("screen:items"),
         .label = kj_draw_word(draw, KJ_W_LIST_ITEMS),
         .keys = "W F7"},
        {.action = KJ_LIT("help"), .label = kj_draw_word(draw, KJ_W_KEY_ALL), .keys = "?"},
        {.action = KJ_LIT("quit"), .label = kj_draw_word(draw, KJ_W_KEY_QUIT), .keys = "Escape Q"},
        {.action = KJ_LIT("people"), .label = kj_draw_word(draw, KJ_W_WHO_CHANGE), .keys = "Y"},
        {.action = KJ_LIT("sheet"), .label = sheet, .keys = "S"}};
    kj_draw_foot_actions(draw, actions, KJ_COUNT(actions) - !offered, (kj_span){NULL, 0});
}

#define CARD_GAP 32
#define BETWEEN 48 /* the cards and the parts */

static uint32_t current_part(kj_draw *draw, const kj_session *session)
{
    return next_thing(draw, session->lesson).part;
}

static void beside_by(kj_draw *draw, const kj_session *session, kj_rect box, double share,
                      bool brief, double top, kj_part_look look)
{
    const double right = (box.w - CARD_GAP) * share, h = fmin(top, (box.h - BETWEEN) * 0.58);
    first_card(draw, session, (kj_rect){box.x, box.y, box.w - CARD_GAP - right, h});
    second_card(draw, session, (kj_rect){box.x + box.w - right, box.y, right, h}, brief);
    kj_home_parts(draw, session, look, current_part(draw, session),
                  (kj_rect){box.x, box.y + h + BETWEEN, box.w, box.h - h - BETWEEN});
}

/* Ways to share the page; `top` is how high the cards above the parts may be. */
static void beside(kj_draw *draw, const kj_session *session, kj_rect box, double top,
                   kj_part_look look)
{
    beside_by(draw, session, box, 0.37, false, top, look);
}

static void halves(kj_draw *draw, const kj_session *session, kj_rect box, double top,
                   kj_part_look look)
{
    beside_by(draw, session, box, 0.5, false, top, look);
}

/* Large letters: what to do and its button are enough. */
static void brief_halves(kj_draw *draw, const kj_session *session, kj_rect box, double top,
                         kj_part_look look)
{
    beside_by(draw, session, box, 0.5, true, top, look);
}

static void under(kj_draw *draw, const kj_session *session, kj_rect box, double top,
                  kj_part_look look)
{
    const double h = fmin(top, (box.h - CARD_GAP - BETWEEN) * 0.3);
    first_card(draw, session, (kj_rect){box.x, box.y, box.w, h});
    second_card(draw, session, (kj_rect){box.x, box.y + h + CARD_GAP, box.w, h}, false);
    const double used = 2 * h + CARD_GAP + BETWEEN;
    kj_home_parts(draw, session, look, current_part(draw, session),
                  (kj_rect){box.x, box.y + used, box.w, box.h - used});
}

/* The second card gives its place to the parts; its key stays. */
static void without_second(kj_draw *draw, const kj_session *session, kj_rect box, double top,
                           kj_part_look look)
{
    const double h = fmin(top, (box.h - BETWEEN) * 0.5);
    first_card(draw, session, (kj_rect){box.x, box.y, box.w, h});
    kj_home_card card;
    if (choose_second(draw, session, &card))
        kj_draw_area(draw, KJ_ROLE_KEY, card.action, card.verb, (kj_rect){0, 0, 0, 0})->keys =
            kj_span_of(card.keys);
    kj_home_parts(draw, session, look, current_part(draw, session),
                  (kj_rect){box.x, box.y + h + BETWEEN, box.w, box.h - h - BETWEEN});
}

typedef void arrangement(kj_draw *draw, const kj_session *session, kj_rect box, double top,
                         kj_part_look look);

#define WITHOUT_SECOND 1.25 /* larger letters than that give way before the second card does */

/* The first way that holds: rather lower cards on top than less said of the parts, and rather less
 * said of them than no second card. */
static void arrange(kj_draw *draw, const kj_session *session, kj_rect box)
{
    static arrangement *const wide[] = {beside, halves, brief_halves, without_second};
    static arrangement *const narrow[] = {under, halves, brief_halves, without_second};
    static const double tops[] = {372, 336, 304, 284, 440, 520}; /* the last for large letters */
    const bool is_wide = draw->list.width >= 1300;
    arrangement *const *ways = is_wide ? wide : narrow;
    const size_t count = is_wide ? KJ_COUNT(wide) : KJ_COUNT(narrow);
    const kj_draw before = *draw;
    for (size_t w = 0; w < count; w++) {
        if (ways[w] == without_second && draw->text_scale > WITHOUT_SECOND)
            return; /* overfull as it is: smaller letters are tried */
        for (int look = 0; look < KJ_PART_LOOKS; look++)
            for (size_t t = 0; t < KJ_COUNT(tops); t++) {
                *draw = before;
                ways[w](draw, session, box, tops[t], (kj_part_look)look);
                if (draw->list.overfull == before.list.overfull)
                    return;
            }
    }
}

void kj_screen_home(kj_draw *draw, const kj_session *session)
{
    const kj_rect box = kj_draw_head(draw, (kj_span){NULL, 0}, kj_plain(greeting(draw, session)),
                                     kj_plain(with_days(draw, session, standing(draw, session))));
    arrange(draw, session, box);
    keys(draw, session);
}
