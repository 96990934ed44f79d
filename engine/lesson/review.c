/* engine/lesson/review.c: the day's cards, drills that come back, mastery, and the time it takes.
 */
#include "lesson/review.h"

#include "lesson/pass.h"

/* ---- cards ---- */

kj_rating kj_rating_of(double share)
{
    return share >= 1 - 1e-9 ? KJ_RATING_GOOD : share > 0 ? KJ_RATING_HARD : KJ_RATING_AGAIN;
}

typedef struct due_card {
    uint32_t item;
    double recall;
} due_card;

uint32_t kj_review_due(const kj_course *course, const kj_lesson *lesson, int64_t day,
                       uint32_t out[KJ_RUN_MAX])
{
    due_card best[KJ_RUN_MAX];
    uint32_t kept = 0, count = 0;
    for (uint32_t i = 0; i < course->items.count; i++) {
        const kj_card *card = &kj_lesson_item(lesson, i)->card;
        if (!(card->memory.stability > 0) || card->due_day > day)
            continue;
        count++;
        const due_card next = {i, kj_fsrs_recall(card->memory, day - card->day)};
        uint32_t at = kept < KJ_RUN_MAX ? kept++ : KJ_RUN_MAX;
        for (; at > 0 && best[at - 1].recall > next.recall; at--)
            if (at < KJ_RUN_MAX)
                best[at] = best[at - 1];
        if (at < KJ_RUN_MAX)
            best[at] = next;
    }
    for (uint32_t i = 0; i < kept; i++)
        out[i] = best[i].item;
    return count;
}

uint32_t kj_review_today(const kj_course *course, const kj_lesson *lesson, int64_t day)
{
    uint32_t items[KJ_RUN_MAX];
    const uint32_t due = kj_review_due(course, lesson, day, items);
    const uint32_t had = lesson->review_day == day ? lesson->review_count : 0;
    const uint32_t left = had < KJ_REVIEW_A_DAY ? KJ_REVIEW_A_DAY - had : 0;
    return due < left ? due : left;
}

/* ---- drills ---- */

bool kj_drill_due(const kj_course *course, const kj_lesson *lesson, uint32_t drill, int64_t day)
{
    const kj_drill_record *record = kj_lesson_drill(lesson, drill);
    return !course->drills.ptr[drill].placement && record->passed &&
           record->returns < KJ_DRILL_RETURNS && record->due_day <= day;
}

int32_t kj_start_level(const kj_course *course, const kj_lesson *lesson)
{
    int32_t level = 1;
    for (uint32_t i = 0; i < course->drills.count; i++) {
        const kj_drill_record *record = kj_lesson_drill(lesson, i);
        if (course->drills.ptr[i].placement && record->runs > 0)
            level = record->last >= 0.75 - 1e-9 ? 2 : 1;
    }
    return level;
}

/* ---- mastery ---- */

kj_mastery kj_mastery_of(const kj_course *course, const kj_lesson *lesson, kj_span objective)
{
    kj_mastery m = {0, 0, 0};
    double sum = 0;
    for (uint32_t i = 0; i < course->items.count; i++) {
        const kj_item_record *record = kj_lesson_item(lesson, i);
        if (!kj_span_equal(course->items.ptr[i].objective, objective))
            continue;
        m.of++;
        if (record->tries == 0)
            continue;
        m.n++;
        sum += record->last;
    }
    for (uint32_t i = 0; i < course->drills.count; i++) {
        const kj_drill_record *record = kj_lesson_drill(lesson, i);
        const kj_drill *drill = &course->drills.ptr[i];
        if (drill->placement || !kj_span_equal(drill->objective, objective))
            continue;
        m.of++;
        if (record->runs == 0)
            continue;
        m.n++;
        sum += record->best;
    }
    m.share = m.n > 0 ? sum / m.n : 0;
    return m;
}

kj_mastery_word kj_mastery_in_a_word(kj_mastery mastery)
{
    if (mastery.n == 0)
        return KJ_MASTERY_NONE;
    if (mastery.share < 0.6 - 1e-9)
        return KJ_MASTERY_WEAK;
    return mastery.share < 0.8 - 1e-9 || mastery.n * 2 < mastery.of ? KJ_MASTERY_NEARLY
                                                                    : KJ_MASTERY_FIRM;
}

/* ---- before another test ---- */

static bool in_scope(const kj_course *course, uint32_t part, const kj_item *item)
{
    return part == KJ_NONE ? course->parts.ptr[item->part].final > 0 : item->part == part;
}

static bool missed(const kj_course *course, const kj_lesson *lesson, uint32_t part, uint32_t item)
{
    const kj_item_record *record = kj_lesson_item(lesson, item);
    return in_scope(course, part, &course->items.ptr[item]) && record->tries > 0 &&
           record->last < 1 - 1e-9;
}

static bool teaches(const kj_slide *slide, kj_span objective)
{
    for (size_t i = 0; i < slide->objectives.count; i++) {
        if (kj_span_equal(slide->objectives.ptr[i], objective))
            return true;
    }
    return false;
}

static bool is_taught(const kj_course *course, kj_span objective)
{
    for (uint32_t i = 0; i < course->slides.count; i++) {
        if (teaches(&course->slides.ptr[i], objective))
            return true;
    }
    return false;
}

static bool worth_seeing(const kj_course *course, const kj_lesson *lesson, uint32_t part,
                         const kj_slide *slide)
{
    for (uint32_t i = 0; i < course->items.count; i++) {
        const kj_item *item = &course->items.ptr[i];
        if (!missed(course, lesson, part, i))
            continue;
        if (is_taught(course, item->objective) ? teaches(slide, item->objective)
                                               : kj_span_equal(slide->id, item->explains))
            return true;
    }
    return false;
}

uint32_t kj_missed_slides(const kj_course *course, const kj_lesson *lesson, uint32_t part,
                          uint32_t *out, uint32_t max)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < course->slides.count && count < max; i++) {
        if (worth_seeing(course, lesson, part, &course->slides.ptr[i]))
            out[count++] = i;
    }
    return count;
}

uint32_t kj_part_required(const kj_course *course, const kj_lesson *lesson, uint32_t part)
{
    const kj_span_list *list = &course->parts.ptr[part].requires;
    for (size_t i = 0; i < list->count; i++) {
        const uint32_t other = kj_course_find(course, KJ_REF_PART, list->ptr[i]);
        if (other != KJ_NONE && other != part && !kj_part_done(course, lesson, other))
            return other;
    }
    return KJ_NONE;
}

/* ---- time ---- */

#define OWN_MIN 5     /* of the learner's own times, before they are trusted */
#define TIMES_MAX 256 /* enough for a median */

typedef struct times {
    double value[TIMES_MAX]; /* ascending */
    uint32_t count;
} times;

static void add_time(times *t, double value)
{
    if (!(value > 0) || t->count == TIMES_MAX)
        return;
    uint32_t at = t->count++;
    for (; at > 0 && t->value[at - 1] > value; at--)
        t->value[at] = t->value[at - 1];
    t->value[at] = value;
}

/* The value below which that share of them lies; between two, in proportion. */
static double quantile(const times *t, double share)
{
    const double place = share * (t->count - 1);
    const uint32_t below = (uint32_t)place;
    if (below + 1 >= t->count)
        return t->value[t->count - 1];
    return t->value[below] + (place - below) * (t->value[below + 1] - t->value[below]);
}

/* Adds `amount` of something, in units whose own times are `t`; without enough of them a unit takes
 * `fallback` minutes. */
static void add_estimate(kj_estimate *e, const times *t, double amount, double fallback)
{
    if (t->count < OWN_MIN) {
        e->low += 0.5 * fallback * amount;
        e->likely += fallback * amount;
        e->high += 1.5 * fallback * amount;
        return;
    }
    e->low += quantile(t, 0.25) * amount;
    e->likely += quantile(t, 0.5) * amount;
    e->high += quantile(t, 0.75) * amount;
    e->own += t->count;
}

#define MINUTE_MS 60000.0

/* Of slides: how many times the course's minutes. */
static void own_slides(const kj_course *course, const kj_lesson *lesson, times *t)
{
    for (uint32_t i = 0; i < course->slides.count; i++) {
        const kj_slide_record *record = kj_lesson_slide(lesson, i);
        if (record->seen && course->slides.ptr[i].minutes > 0)
            add_time(t, record->stayed_ms / MINUTE_MS / course->slides.ptr[i].minutes);
    }
}

static void own_items(const kj_lesson *lesson, times *t)
{
    for (uint32_t i = 0; i < lesson->item_count; i++)
        add_time(t, kj_lesson_item(lesson, i)->duration_ms / MINUTE_MS);
}

static void own_drills(const kj_lesson *lesson, times *t)
{
    for (uint32_t i = 0; i < lesson->drill_count; i++)
        add_time(t, kj_lesson_drill(lesson, i)->duration_ms / MINUTE_MS);
}

static double slide_minutes_left(const kj_course *course, const kj_lesson *lesson, uint32_t part)
{
    const kj_part *p = &course->parts.ptr[part];
    double minutes = 0;
    for (uint32_t i = p->first_slide; i < p->first_slide + p->slide_count; i++)
        minutes += kj_lesson_slide(lesson, i)->seen ? 0 : course->slides.ptr[i].minutes;
    return minutes;
}

/* The role-plays that are still wanted, the first ones not ended well. */
static double play_minutes(const kj_course *course, const kj_lesson *lesson, uint32_t wanted)
{
    double minutes = 0;
    for (uint32_t i = 0; i < course->roleplays.count && wanted > 0; i++) {
        if (kj_lesson_roleplay(lesson, i)->best_grade <= KJ_GRADE_GOOD)
            continue;
        minutes += course->roleplays.ptr[i].minutes;
        wanted--;
    }
    return minutes;
}

kj_estimate kj_time_left(const kj_course *course, const kj_lesson *lesson)
{
    kj_missing missing[KJ_MISSING_MAX];
    size_t count = kj_course_missing(course, lesson, missing);
    double slides = 0, plays = 0;
    uint32_t items = 0, drills = 0;
    if (count > KJ_MISSING_MAX)
        count = KJ_MISSING_MAX;
    for (size_t i = 0; i < count; i++) {
        const kj_missing *m = &missing[i];
        if (m->kind == KJ_MISSING_SLIDES)
            slides += slide_minutes_left(course, lesson, m->part);
        else if (m->kind == KJ_MISSING_TEST)
            items += (uint32_t)course->parts.ptr[m->part].draw;
        else if (m->kind == KJ_MISSING_DRILLS)
            drills += m->count;
        else if (m->kind == KJ_MISSING_ROLEPLAYS)
            plays += play_minutes(course, lesson, m->count);
        else if (m->kind == KJ_MISSING_FINAL)
            items += kj_final_count(course);
    }
    kj_estimate e = {0, 0, 0, 0};
    times own = {.count = 0};
    own_slides(course, lesson, &own);
    if (slides > 0)
        add_estimate(&e, &own, slides, 1);
    own.count = 0;
    own_items(lesson, &own);
    if (items > 0)
        add_estimate(&e, &own, items, KJ_MINUTES_ITEM);
    own.count = 0;
    own_drills(lesson, &own);
    if (drills > 0)
        add_estimate(&e, &own, drills, KJ_MINUTES_DRILL);
    own.count = 0;
    add_estimate(&e, &own, plays, 1);
    return e;
}

double kj_review_minutes(const kj_course *course, const kj_lesson *lesson, uint32_t count)
{
    (void)course;
    kj_estimate e = {0, 0, 0, 0};
    times own = {.count = 0};
    own_items(lesson, &own);
    add_estimate(&e, &own, count, KJ_MINUTES_ITEM);
    return e.likely;
}

double kj_plan_minutes_a_day(kj_estimate left, int64_t today, int64_t date)
{
    const int64_t days = date > today ? date - today + 1 : 1;
    return left.likely / (double)days;
}
