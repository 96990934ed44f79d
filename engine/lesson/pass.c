/* engine/lesson/pass.c: the rules of passing. */
#include "lesson/lesson.h"

/* Shares are sums of fractions: 8 of 10 points is 80 % however they were added up. */
#define CLOSE 1e-9

bool kj_part_slides_seen(const kj_course *course, const kj_lesson *lesson, uint32_t part)
{
    const kj_part *p = &course->parts.ptr[part];
    for (uint32_t i = 0; i < p->slide_count; i++) {
        if (!kj_lesson_slide(lesson, p->first_slide + i)->seen)
            return false;
    }
    return true;
}

static bool has_test(const kj_part *part)
{
    return part->draw > 0 && part->item_count > 0;
}

bool kj_part_done(const kj_course *course, const kj_lesson *lesson, uint32_t part)
{
    const kj_part *p = &course->parts.ptr[part];
    const kj_part_record *record = kj_lesson_part(lesson, part);
    if (has_test(p) && (record->tests == 0 || record->test_best < course->pass.test - CLOSE))
        return false;
    return kj_part_slides_seen(course, lesson, part);
}

static bool drills_done(const kj_course *course, const kj_lesson *lesson, const kj_part *part)
{
    uint32_t count = 0, passed = 0;
    for (uint32_t i = 0; i < part->drill_count; i++) {
        const uint32_t drill = part->first_drill + i;
        if (course->drills.ptr[drill].placement)
            continue;
        count++;
        passed += kj_lesson_drill(lesson, drill)->passed;
    }
    return passed >= part->drills_pass * count - CLOSE;
}

static bool roleplays_done(const kj_lesson *lesson, const kj_part *part)
{
    for (uint32_t i = 0; i < part->roleplay_count; i++) {
        if (kj_lesson_roleplay(lesson, part->first_roleplay + i)->best_grade > KJ_GRADE_GOOD)
            return false;
    }
    return true;
}

bool kj_course_done(const kj_course *course, const kj_lesson *lesson)
{
    bool any = false;
    for (uint32_t i = 0; i < course->parts.count; i++) {
        const kj_part *part = &course->parts.ptr[i];
        if (part->number < 1)
            continue;
        any = true;
        if (!kj_part_done(course, lesson, i) || !drills_done(course, lesson, part) ||
            !roleplays_done(lesson, part))
            return false;
    }
    return any;
}

double kj_course_score(const kj_course *course, const kj_lesson *lesson)
{
    double sum = 0;
    uint32_t tests = 0;
    for (uint32_t i = 0; i < course->parts.count; i++) {
        const kj_part *part = &course->parts.ptr[i];
        if (part->number < 1 || !has_test(part))
            continue;
        tests++;
        sum += kj_lesson_part(lesson, i)->test_best;
    }
    return tests > 0 ? 100 * sum / tests : 100;
}
