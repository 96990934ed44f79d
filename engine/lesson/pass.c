/* engine/lesson/pass.c: the rules of passing. */
#include "lesson/pass.h"

/* Shares are sums of fractions: 8 of 10 points is 80 % however they were added up. */
#define CLOSE 1e-9

static uint32_t slides_left(const kj_lesson *lesson, const kj_part *part)
{
    uint32_t left = 0;
    for (uint32_t i = 0; i < part->slide_count; i++)
        left += !kj_lesson_slide(lesson, part->first_slide + i)->seen;
    return left;
}

bool kj_part_slides_seen(const kj_course *course, const kj_lesson *lesson, uint32_t part)
{
    return slides_left(lesson, &course->parts.ptr[part]) == 0;
}

bool kj_part_has_test(const kj_part *part)
{
    return part->draw > 0 && part->item_count > 0;
}

static bool test_passed(const kj_course *course, const kj_lesson *lesson, uint32_t part)
{
    const kj_part_record *record = kj_lesson_part(lesson, part);
    return !kj_part_has_test(&course->parts.ptr[part]) ||
           (record->tests > 0 && record->test_best >= course->pass.test - CLOSE);
}

bool kj_part_done(const kj_course *course, const kj_lesson *lesson, uint32_t part)
{
    return test_passed(course, lesson, part) && kj_part_slides_seen(course, lesson, part);
}

static uint32_t drills_left(const kj_course *course, const kj_lesson *lesson, const kj_part *part)
{
    uint32_t count = 0, passed = 0;
    for (uint32_t i = 0; i < part->drill_count; i++) {
        const uint32_t drill = part->first_drill + i;
        if (course->drills.ptr[drill].placement)
            continue;
        count++;
        passed += kj_lesson_drill(lesson, drill)->passed;
    }
    const double wanted = part->drills_pass * count - CLOSE;
    uint32_t left = 0;
    while (passed + left < wanted)
        left++;
    return left;
}

static bool well_ended(const kj_lesson *lesson, uint32_t roleplay)
{
    return kj_lesson_roleplay(lesson, roleplay)->best_grade <= KJ_GRADE_GOOD;
}

static bool one_among(const kj_course *course, const kj_lesson *lesson)
{
    for (size_t i = 0; i < course->pass.among.count; i++) {
        const uint32_t play = kj_course_find(course, KJ_REF_ROLEPLAY, course->pass.among.ptr[i]);
        if (play != KJ_NONE && well_ended(lesson, play))
            return true;
    }
    return course->pass.among.count == 0;
}

typedef struct missing_list {
    kj_missing *out;
    size_t count;
} missing_list;

static void add(missing_list *list, kj_missing_kind kind, uint32_t part, uint32_t count)
{
    if (list->count < KJ_MISSING_MAX)
        list->out[list->count] = (kj_missing){kind, part, count};
    list->count++;
}

static void add_part(missing_list *list, const kj_course *course, const kj_lesson *lesson,
                     uint32_t index)
{
    const kj_part *part = &course->parts.ptr[index];
    const uint32_t slides = slides_left(lesson, part);
    const uint32_t drills = drills_left(course, lesson, part);
    if (slides > 0)
        add(list, KJ_MISSING_SLIDES, index, slides);
    if (!test_passed(course, lesson, index))
        add(list, KJ_MISSING_TEST, index, 1);
    if (drills > 0)
        add(list, KJ_MISSING_DRILLS, index, drills);
}

size_t kj_course_missing(const kj_course *course, const kj_lesson *lesson,
                         kj_missing out[KJ_MISSING_MAX])
{
    missing_list list = {out, 0};
    uint32_t ended = 0;
    for (uint32_t i = 0; i < course->parts.count; i++) {
        if (course->parts.ptr[i].number > 0)
            add_part(&list, course, lesson, i);
    }
    for (uint32_t i = 0; i < course->roleplays.count; i++)
        ended += well_ended(lesson, i);
    const uint32_t wanted = course->pass.roleplays > 0 ? (uint32_t)course->pass.roleplays : 0;
    if (ended < wanted)
        add(&list, KJ_MISSING_ROLEPLAYS, KJ_NONE, wanted - ended);
    if (!one_among(course, lesson))
        add(&list, KJ_MISSING_AMONG, KJ_NONE, 1);
    if (kj_final_count(course) > 0 &&
        (lesson->final.tests == 0 || lesson->final.test_best < course->pass.final - CLOSE))
        add(&list, KJ_MISSING_FINAL, KJ_NONE, 1);
    return list.count;
}

static bool has_numbered(const kj_course *course)
{
    for (uint32_t i = 0; i < course->parts.count; i++) {
        if (course->parts.ptr[i].number > 0)
            return true;
    }
    return false;
}

bool kj_course_done(const kj_course *course, const kj_lesson *lesson)
{
    kj_missing missing[KJ_MISSING_MAX];
    return has_numbered(course) && kj_course_missing(course, lesson, missing) == 0;
}

uint32_t kj_final_count(const kj_course *course)
{
    uint32_t items[KJ_RUN_MAX];
    return kj_final_draw(course, 0, items);
}

bool kj_final_open(const kj_course *course, const kj_lesson *lesson)
{
    kj_missing missing[KJ_MISSING_MAX];
    if (!has_numbered(course) || kj_final_count(course) == 0)
        return false;
    const size_t count = kj_course_missing(course, lesson, missing);
    return count == 0 || (count == 1 && missing[0].kind == KJ_MISSING_FINAL);
}

double kj_course_score(const kj_course *course, const kj_lesson *lesson)
{
    double sum = 0;
    uint32_t tests = 0;
    if (kj_final_count(course) > 0)
        return 100 * lesson->final.test_best;
    for (uint32_t i = 0; i < course->parts.count; i++) {
        const kj_part *part = &course->parts.ptr[i];
        if (part->number < 1 || !kj_part_has_test(part))
            continue;
        tests++;
        sum += kj_lesson_part(lesson, i)->test_best;
    }
    return tests > 0 ? 100 * sum / tests : 100;
}

double kj_certificate_total(const kj_course *course, const kj_lesson *lesson)
{
    const kj_certificate *rule = &course->certificate;
    const double score = kj_course_score(course, lesson);
    uint32_t best = KJ_NONE;
    for (uint32_t i = 0; i < course->roleplays.count; i++) {
        const uint32_t grade = kj_lesson_roleplay(lesson, i)->best_grade;
        best = grade < best ? grade : best;
    }
    if (best > KJ_GRADE_GOOD)
        return score;
    const double points = best == KJ_GRADE_GOOD ? rule->good_roleplay : kj_grade_points(best);
    return (rule->final_weight * score + (100 - rule->final_weight) * points) / 100;
}

kj_level kj_certificate_level(const kj_course *course, double total)
{
    if (total >= course->certificate.excellent - CLOSE)
        return KJ_LEVEL_EXCELLENT;
    return total >= course->certificate.good - CLOSE ? KJ_LEVEL_GOOD : KJ_LEVEL_PASS;
}
