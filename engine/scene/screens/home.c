/* engine/scene/screens/home.c: one big thing to do next, practice beside it, the parts below. */
#include "lesson/pass.h"
#include "lesson/review.h"
#include "scene/screens/screens.h"

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
    if (lesson->events <= 1)
        return kj_draw_word(draw, KJ_W_HOME_NEW);
    if (left == 0)
        return kj_missing_words(draw, lesson);
    return KJ_DRAW_FILL(draw, KJ_W_HOME_LEFT_AND_TIME,
                        kj_w("left", KJ_DRAW_FILL(draw, KJ_W_HOME_PARTS_LEFT, kj_n("n", left))),
                        kj_w("time", kj_time_words(draw, session)));
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
        const kj_span name = run->kind == KJ_RUN_DRILL    ? course->drills.ptr[run->object].title
                             : run->kind == KJ_RUN_FINAL  ? kj_draw_word(draw, KJ_W_FINAL_EYEBROW)
                             : run->kind == KJ_RUN_REVIEW ? kj_draw_word(draw, KJ_W_REVIEW_EYEBROW)
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

#define ABOVE 40 /* and below the words of a card */

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
                                               kj_style(30, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI));
    const kj_text_block minutes =
        kj_draw_measure(draw, kj_plain(g.minutes), 0, 0, kj_style(28, KJ_FONT_SANS, KJ_COLOR_DAI));
    const double button_h = fmax(72, verb.line_height + 20);
    const double foot = box.y + box.h - ABOVE - button_h;
    kj_draw_box(draw, box, (kj_box_style){.fill = KJ_COLOR_OPENER, .filled = true, .radius = 14});
    double y = box.y + ABOVE;
    y += kj_draw_text(draw, kj_plain(g.where), (kj_rect){box.x + pad, y, w, 0},
                      kj_style(26, KJ_FONT_SANS, KJ_COLOR_ON_OPENER)) +
         12;
    const kj_text_block more = kj_draw_measure(draw, kj_plain(g.more), w, 0,
                                               kj_style(28, KJ_FONT_SANS, KJ_COLOR_ON_OPENER));
    y += kj_draw_text(draw, kj_plain(g.what),
                      (kj_rect){box.x + pad, y, w, fmax(1, foot - y - 24 - more.height)},
                      (kj_text_style){.size = 52,
                                      .smallest = 32,
                                      .role = KJ_FONT_SERIF_BOLD,
                                      .color = KJ_COLOR_ON_OPENER,
                                      .balance = true}) +
         8;
    kj_draw_block(draw, &more, box.x + pad, y);
    const double bw = verb.width + (minutes.height > 0 ? 24 + minutes.width : 0) + 84;
    draw->list.overfull += bw > w ? 1 : 0;
    const kj_rect button = {box.x + pad, foot, bw, button_h};
    kj_draw_box(draw, button, (kj_box_style){.fill = KJ_COLOR_CARD, .filled = true, .radius = 12});
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

static void second_card(kj_draw *draw, const kj_session *session, kj_rect box)
{
    kj_home_card card;
    kj_draw_panel(draw, box, false);
    if (!choose_second(draw, session, &card))
        return;
    const double pad = 44, w = box.w - 2 * pad;
    double y = box.y + ABOVE;
    y += kj_draw_text(draw, kj_plain(card.where), (kj_rect){box.x + pad, y, w, 0},
                      kj_style(26, KJ_FONT_SANS_BOLD, KJ_COLOR_ZHU)) +
         12;
    const kj_text_block said =
        kj_draw_measure(draw, kj_plain(card.more), w, 0, kj_style(26, KJ_FONT_SANS, KJ_COLOR_INK2));
    const kj_button start = {KJ_BUTTON_SECOND, card.action, card.verb, card.keys};
    const double foot = box.y + box.h - ABOVE - kj_measure_buttons(draw, &start, 1, w);
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

typedef struct progress {
    kj_span said;
    double share;
    bool done;
} progress;

static progress part_progress(kj_draw *draw, const kj_lesson *lesson, uint32_t p)
{
    const kj_course *course = draw->scene->course;
    const kj_part *part = &course->parts.ptr[p];
    uint32_t seen = 0;
    for (uint32_t i = 0; i < part->slide_count; i++)
        seen += kj_lesson_slide(lesson, part->first_slide + i)->seen;
    const kj_part_record *record = kj_lesson_part(lesson, p);
    progress out = {.share = (double)seen / (double)(part->slide_count ? part->slide_count : 1)};
    out.done = kj_part_done(course, lesson, p);
    if (part->draw > 0 && record->tests > 0)
        out.said =
            KJ_DRAW_FILL(draw, KJ_W_HOME_TEST_POINTS, kj_n("n", lrint(record->test_best * 100)));
    else if (seen > 0)
        out.said = KJ_DRAW_FILL(draw, KJ_W_HOME_PAGES_SEEN, kj_n("n", seen),
                                kj_n("all", part->slide_count));
    else
        out.said = KJ_DRAW_FILL(draw, KJ_W_HOME_PART_MINUTES, kj_n("n", lrint(part->minutes)));
    return out;
}

/* "7页 · 测验10题 · 练习23组". */
static kj_span contents(kj_draw *draw, const kj_part *part)
{
    kj_text_buffer out = {.arena = draw->scene->arena};
    kj_put(&out, KJ_DRAW_FILL(draw, KJ_W_COUNT_PAGES, kj_n("n", part->slide_count)));
    if (part->draw > 0)
        kj_put(&out, KJ_DRAW_FILL(draw, KJ_W_HOME_TEST_QUESTIONS, kj_n("n", part->draw)));
    uint32_t drills = 0;
    for (uint32_t d = part->first_drill; d < part->first_drill + part->drill_count; d++)
        drills += !draw->scene->course->drills.ptr[d].placement;
    if (drills)
        kj_put(&out, KJ_DRAW_FILL(draw, KJ_W_HOME_DRILLS, kj_n("n", drills)));
    if (part->roleplay_count)
        kj_put(&out, kj_draw_word(draw, KJ_W_HOME_ROLEPLAY));
    return kj_put_span(&out);
}

static kj_text_style contents_style(void)
{
    return kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2);
}

#define PART_PADDING 32

/* Whether every card has room for a line about what its part holds, which is only what the part's
 * own page shows. */
static bool contents_fit(kj_draw *draw, double width, double height)
{
    const kj_course *course = draw->scene->course;
    if (height < 90 + kj_draw_size(draw, 130))
        return false;
    for (size_t i = 0; i < course->parts.count; i++)
        if (kj_draw_measure(draw, kj_plain(contents(draw, &course->parts.ptr[i])), 0, 0,
                            contents_style())
                .width > width - 2 * PART_PADDING)
            return false;
    return true;
}

static void part_card(kj_draw *draw, const kj_session *session, uint32_t p, bool with_contents,
                      kj_rect box)
{
    const kj_course *course = draw->scene->course;
    const kj_part *part = &course->parts.ptr[p];
    const progress pr = part_progress(draw, session->lesson, p);
    const bool current = !pr.done && next_thing(draw, session->lesson).part == p;
    kj_draw_panel(draw, box, current);
    const double pad = PART_PADDING, w = box.w - 2 * pad, tick = kj_draw_size(draw, 15);
    const kj_span number =
        part->number > 0 ? kj_number_word(draw->scene->words, part->number, draw->scene->arena)
                         : kj_draw_word(draw, KJ_W_HOME_PREFACE);
    const kj_text_block said =
        kj_draw_measure(draw, kj_plain(pr.said), 0, 0,
                        kj_style(26, pr.done ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS,
                                 pr.done ? KJ_COLOR_SONG : KJ_COLOR_INK2));
    const kj_text_block numeral = kj_draw_measure(draw, kj_plain(number), 0, 0,
                                                  kj_style(30, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK3));
    double y = box.y + 28;
    draw->list.overfull += numeral.width + said.width + 3 * tick + 16 > w ? 1 : 0;
    kj_draw_block(draw, &numeral, box.x + pad, y);
    kj_draw_block(draw, &said, box.x + box.w - pad - said.width, y + numeral.ascent - said.ascent);
    if (pr.done)
        kj_draw_badge(draw, KJ_BADGE_TICK, box.x + box.w - pad - said.width - 12 - tick,
                      y + numeral.ascent - said.ascent + said.line_height / 2, tick);
    y += fmax(numeral.height, said.height) + 8;
    const double bar = box.y + box.h - 36;
    y += kj_draw_text(
             draw, kj_plain(part->title), (kj_rect){box.x + pad, y, w, fmax(1, bar - 10 - y)},
             (kj_text_style){
                 .size = 38, .smallest = 26, .role = KJ_FONT_SERIF_BOLD, .color = KJ_COLOR_INK}) +
         4;
    if (with_contents)
        y += kj_draw_text(draw, kj_plain(contents(draw, part)), (kj_rect){box.x + pad, y, w, 0},
                          contents_style());
    draw->list.overfull += y > bar - 8 ? 1 : 0;
    kj_draw_bar(draw, (kj_rect){box.x + pad, bar, w, 8}, pr.share,
                pr.done ? KJ_COLOR_SONG : KJ_COLOR_DAI);
    kj_area *area =
        kj_draw_area(draw, KJ_ROLE_BUTTON, kj_action(draw->scene->arena, "part", part->id),
                     KJ_DRAW_FILL(draw, pr.done ? KJ_W_HOME_PART_PASSED : KJ_W_HOME_PART_SAID,
                                  kj_w("title", part->title), kj_w("said", pr.said)),
                     box);
    if (part->number > 0 && part->number < 10)
        area->keys = kj_count_text(draw->scene->arena, (uint64_t)part->number);
    else if (part->number == 0 && p == 0)
        area->keys = KJ_LIT("0");
}

#define PART_GAP 24
#define PART_LEAST 140 /* the least height of a card */

static size_t columns_of(const kj_draw *draw, double width, double least)
{
    const size_t n = draw->scene->course->parts.count;
    const size_t columns =
        (size_t)fmax(1, floor((width + PART_GAP) / (kj_draw_size(draw, least) + PART_GAP)));
    return columns > n ? n : columns > 4 ? 4 : columns;
}

static double part_height(const kj_draw *draw, kj_rect box, size_t columns)
{
    const size_t rows = (draw->scene->course->parts.count + columns - 1) / columns;
    return fmin(rows > 1 ? 220 : 260, (box.h - PART_GAP * (double)(rows - 1)) / (double)rows);
}

/* Narrower cards where wide ones would be too low. */
static size_t part_columns(const kj_draw *draw, kj_rect box)
{
    const size_t columns = columns_of(draw, box.w, 300);
    return part_height(draw, box, columns) < PART_LEAST ? columns_of(draw, box.w, 210) : columns;
}

static void parts(kj_draw *draw, const kj_session *session, kj_rect box)
{
    const size_t n = draw->scene->course->parts.count, columns = part_columns(draw, box);
    const double gap = PART_GAP;
    const double w = (box.w - gap * (double)(columns - 1)) / (double)columns;
    const double h = part_height(draw, box, columns);
    draw->list.overfull += h < PART_LEAST ? 1 : 0;
    const bool with_contents = contents_fit(draw, w, h);
    for (size_t i = 0; i < n; i++)
        part_card(draw, session, (uint32_t)i, with_contents,
                  (kj_rect){box.x + (w + gap) * (double)(i % columns),
                            box.y + (h + gap) * (double)(i / columns), w, h});
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

static void beside(kj_draw *draw, const kj_session *session, kj_rect box, double share)
{
    const double right = (box.w - CARD_GAP) * share, h = fmin(372, (box.h - BETWEEN) * 0.58);
    first_card(draw, session, (kj_rect){box.x, box.y, box.w - CARD_GAP - right, h});
    second_card(draw, session, (kj_rect){box.x + box.w - right, box.y, right, h});
    parts(draw, session, (kj_rect){box.x, box.y + h + BETWEEN, box.w, box.h - h - BETWEEN});
}

static void under(kj_draw *draw, const kj_session *session, kj_rect box)
{
    /* What the parts leave, as far as that is good to look at. */
    const double rows =
        ceil((double)draw->scene->course->parts.count / (double)columns_of(draw, box.w, 300));
    const double left = box.h - CARD_GAP - BETWEEN - rows * (220 + PART_GAP) + PART_GAP;
    const double h = fmin(380, fmax(left / 2, (box.h - CARD_GAP - BETWEEN) * 0.3));
    first_card(draw, session, (kj_rect){box.x, box.y, box.w, h});
    second_card(draw, session, (kj_rect){box.x, box.y + h + CARD_GAP, box.w, h});
    const double used = 2 * h + CARD_GAP + BETWEEN;
    parts(draw, session, (kj_rect){box.x, box.y + used, box.w, box.h - used});
}

/* The second card gives its place to the parts; its key stays. */
static void without_second(kj_draw *draw, const kj_session *session, kj_rect box)
{
    const double h = fmin(380, (box.h - BETWEEN) * 0.36);
    first_card(draw, session, (kj_rect){box.x, box.y, box.w, h});
    kj_home_card card;
    if (choose_second(draw, session, &card))
        kj_draw_key_only(draw, card.action.ptr, KJ_W_HOME_DRILL_KEY, card.keys);
    parts(draw, session, (kj_rect){box.x, box.y + h + BETWEEN, box.w, box.h - h - BETWEEN});
}

/* On a narrow page the first way that holds: one card under the other, beside it, alone. */
static void narrow(kj_draw *draw, const kj_session *session, kj_rect box)
{
    const kj_draw before = *draw;
    under(draw, session, box);
    if (draw->list.overfull == before.list.overfull)
        return;
    *draw = before;
    beside(draw, session, box, 0.5);
    if (draw->list.overfull == before.list.overfull)
        return;
    *draw = before;
    without_second(draw, session, box);
}

/* The second card is the smaller one, where its words have room in that. */
static void wide(kj_draw *draw, const kj_session *session, kj_rect box)
{
    const kj_draw before = *draw;
    beside(draw, session, box, 0.37);
    if (draw->list.overfull == before.list.overfull)
        return;
    *draw = before;
    beside(draw, session, box, 0.5);
}

void kj_screen_home(kj_draw *draw, const kj_session *session)
{
    const kj_rect box = kj_draw_head(draw, (kj_span){NULL, 0}, kj_plain(greeting(draw, session)),
                                     kj_plain(standing(draw, session)));
    if (draw->list.width >= 1300)
        wide(draw, session, box);
    else
        narrow(draw, session, box);
    keys(draw, session);
}
