/* engine/scene/screens/today.c: what the day holds: reviews, the final test, what is missing. */
#include "lesson/pass.h"
#include "lesson/review.h"
#include "scene/screens/screens.h"

#include <math.h>

static kj_span minutes_words(const kj_draw *draw, double minutes)
{
    return KJ_DRAW_FILL(draw, KJ_W_HANDOUT_MINUTES, kj_n("n", (int64_t)fmax(1, ceil(minutes))));
}

bool kj_review_card(const kj_draw *draw, const kj_session *session, kj_home_card *out)
{
    const kj_course *course = draw->scene->course;
    const uint32_t count = kj_review_today(course, session->lesson, draw->scene->local_day);
    if (count == 0)
        return false;
    *out = (kj_home_card){
        .where = kj_draw_word(draw, KJ_W_HOME_REVIEW),
        .what = KJ_DRAW_FILL(draw, KJ_W_HOME_REVIEW_N, kj_n("n", count)),
        .minutes = minutes_words(draw, kj_review_minutes(course, session->lesson, count)),
        .more = kj_draw_word(draw, KJ_W_HOME_REVIEW_MORE),
        .verb = kj_draw_word(draw, KJ_W_HOME_REVIEW_START),
        .action = KJ_LIT("review"),
        .keys = "Return",
    };
    return true;
}

static int64_t percent(double share)
{
    return (int64_t)floor(share * 100 + 1e-6);
}

bool kj_final_card(const kj_draw *draw, const kj_session *session, kj_home_card *out)
{
    const kj_course *course = draw->scene->course;
    const kj_lesson *lesson = session->lesson;
    if (lesson->passed || !kj_final_open(course, lesson))
        return false;
    const int64_t need = percent(course->pass.final);
    *out = (kj_home_card){
        .where = kj_draw_word(draw, KJ_W_HOME_FINAL),
        .what = KJ_DRAW_FILL(draw, KJ_W_HOME_FINAL_N, kj_n("n", kj_final_count(course))),
        .more = lesson->final.tests ? KJ_DRAW_FILL(draw, KJ_W_HOME_FINAL_BEST,
                                                   kj_n("best", percent(lesson->final.test_best)),
                                                   kj_n("need", need))
                                    : KJ_DRAW_FILL(draw, KJ_W_HOME_FINAL_MORE, kj_n("need", need)),
        .verb = kj_draw_word(draw, KJ_W_HOME_FINAL_START),
        .action = KJ_LIT("final"),
        .keys = "F",
    };
    return true;
}

static kj_span missing_word(const kj_draw *draw, const kj_missing *m)
{
    const kj_span part =
        m->part == KJ_NONE ? (kj_span){NULL, 0} : draw->scene->course->parts.ptr[m->part].title;
    switch (m->kind) {
    case KJ_MISSING_SLIDES:
        return KJ_DRAW_FILL(draw, KJ_W_MISSING_SLIDES, kj_w("part", part), kj_n("n", m->count));
    case KJ_MISSING_TEST:
        return KJ_DRAW_FILL(draw, KJ_W_MISSING_TEST, kj_w("part", part));
    case KJ_MISSING_DRILLS:
        return KJ_DRAW_FILL(draw, KJ_W_MISSING_DRILLS, kj_w("part", part), kj_n("n", m->count));
    case KJ_MISSING_ROLEPLAYS:
        return KJ_DRAW_FILL(draw, KJ_W_MISSING_ROLEPLAYS, kj_n("n", m->count));
    case KJ_MISSING_AMONG:
        return kj_draw_word(draw, KJ_W_MISSING_AMONG);
    case KJ_MISSING_FINAL:
        break;
    }
    return kj_draw_word(draw, KJ_W_MISSING_FINAL);
}

#define NAMED_MAX 3 /* more would be no sentence */

kj_span kj_missing_words(const kj_draw *draw, const kj_lesson *lesson)
{
    kj_missing missing[KJ_MISSING_MAX];
    const size_t count = kj_course_missing(draw->scene->course, lesson, missing);
    kj_text_buffer out = {.arena = draw->scene->arena};
    for (size_t i = 0; i < count && i < NAMED_MAX; i++) {
        if (i > 0)
            kj_put(&out, kj_draw_word(draw, KJ_W_MISSING_JOIN));
        kj_put(&out, missing_word(draw, &missing[i]));
    }
    return count ? KJ_DRAW_FILL(draw, KJ_W_MISSING_LEAD, kj_w("what", kj_put_span(&out)))
                 : (kj_span){NULL, 0};
}

/* How far an objective is mastered, in a word or two. */
static kj_span mastery_words(const kj_draw *draw, kj_mastery m)
{
    static const kj_word_id words[] = {
        [KJ_MASTERY_NONE] = KJ_W_MASTERY_NONE,
        [KJ_MASTERY_WEAK] = KJ_W_MASTERY_WEAK,
        [KJ_MASTERY_NEARLY] = KJ_W_MASTERY_NEARLY,
        [KJ_MASTERY_FIRM] = KJ_W_MASTERY_FIRM,
    };
    const kj_span word = kj_draw_word(draw, words[kj_mastery_in_a_word(m)]);
    return m.n == 0 ? word
                    : KJ_DRAW_FILL(draw, KJ_W_MASTERY_SAID, kj_w("word", word), kj_n("n", m.n),
                                   kj_n("all", m.of));
}

kj_span kj_part_standing(const kj_draw *draw, const kj_lesson *lesson, uint32_t part)
{
    const kj_course *course = draw->scene->course;
    const uint32_t before = kj_part_required(course, lesson, part);
    if (before != KJ_NONE)
        return KJ_DRAW_FILL(draw, KJ_W_PART_REQUIRED,
                            kj_w("part", course->parts.ptr[before].title));
    kj_text_buffer out = {.arena = draw->scene->arena};
    uint32_t tried = 0;
    for (size_t i = 0; i < course->parts.ptr[part].objectives.count; i++) {
        const kj_span id = course->parts.ptr[part].objectives.ptr[i];
        const uint32_t objective = kj_course_find(course, KJ_REF_OBJECTIVE, id);
        if (objective == KJ_NONE)
            continue;
        const kj_mastery m = kj_mastery_of(course, lesson, id);
        if (out.len > 0)
            kj_put(&out, kj_draw_word(draw, KJ_W_MASTERY_BETWEEN));
        kj_put(&out, KJ_DRAW_FILL(draw, KJ_W_MASTERY_OF,
                                  kj_w("objective", course->objectives.ptr[objective].brief.plain),
                                  kj_w("said", mastery_words(draw, m))));
        tried += m.n;
    }
    return tried > 0 ? kj_put_span(&out) : (kj_span){NULL, 0};
}

/* To five minutes; an estimate knows no better. */
static int64_t fives(double minutes)
{
    return minutes < 5 ? (int64_t)fmax(1, ceil(minutes)) : 5 * (int64_t)lrint(minutes / 5);
}

kj_span kj_time_words(const kj_draw *draw, const kj_session *session)
{
    const kj_estimate left = kj_time_left(draw->scene->course, session->lesson);
    if (!(left.likely > 0))
        return (kj_span){NULL, 0};
    const int64_t today = draw->scene->local_day;
    const kj_span date = kj_own_get(session->personal, KJ_OWN_PLAN, (kj_span){NULL, 0});
    const kj_word_arg low = kj_n("low", fives(left.low)), high = kj_n("high", fives(left.high));
    int64_t day;
    if (!kj_date_read(date, &day))
        return KJ_DRAW_FILL(draw, left.own ? KJ_W_HOME_TIME_OWN : KJ_W_HOME_TIME_COURSE, low, high);
    if (day < today)
        return KJ_DRAW_FILL(draw, KJ_W_HOME_PLAN_OVER, kj_w("date", kj_day_words(draw, day)), low,
                            high);
    const double minutes = kj_plan_minutes_a_day(left, today, day);
    return KJ_DRAW_FILL(draw, KJ_W_HOME_PLAN, kj_w("date", kj_day_words(draw, day)),
                        kj_n("n", (int64_t)ceil(minutes)),
                        kj_n("week", (int64_t)ceil(fmin(left.likely, 7 * minutes))));
}

kj_span kj_day_words(const kj_draw *draw, int64_t day)
{
    const kj_date d = kj_time_local((kj_time){day * 86400000, 0});
    return KJ_DRAW_FILL(draw, KJ_W_CERTIFICATE_DATE, kj_n("year", d.year), kj_n("month", d.month),
                        kj_n("day", d.day));
}
