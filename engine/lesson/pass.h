/* engine/lesson/pass.h: the rules of passing, as course.json's `pass` and the parts give them.
 *
 * Part passed: every slide seen, and the best test good enough (a part without items or with
 * `draw` 0 has no test).  Course passed: every numbered part passed, its share of drills passed,
 * `pass.roleplays` different role-plays ended with 良 or better and one of `pass.among` among them,
 * and the final test good enough, where the parts give it items.  The final test opens when
 * everything else is there. */
#ifndef KJ_LESSON_PASS_H
#define KJ_LESSON_PASS_H

#include "lesson/lesson.h"

bool kj_part_has_test(const kj_part *part);
bool kj_part_slides_seen(const kj_course *course, const kj_lesson *lesson, uint32_t part);
bool kj_part_done(const kj_course *course, const kj_lesson *lesson, uint32_t part);

/* What stands between the learner and a passed course, in the order in which it is best done. */
typedef enum kj_missing_kind {
    KJ_MISSING_SLIDES,    /* `count` slides of `part` */
    KJ_MISSING_TEST,      /* of `part` */
    KJ_MISSING_DRILLS,    /* `count` more of `part` */
    KJ_MISSING_ROLEPLAYS, /* `count` more with 良 or better */
    KJ_MISSING_AMONG,     /* one of pass.among */
    KJ_MISSING_FINAL
} kj_missing_kind;

typedef struct kj_missing {
    kj_missing_kind kind;
    uint32_t part, count;
} kj_missing;
#define KJ_MISSING_MAX 128

/* Returns how many there are; at most KJ_MISSING_MAX are written. */
size_t kj_course_missing(const kj_course *course, const kj_lesson *lesson,
                         kj_missing out[KJ_MISSING_MAX]);
bool kj_course_done(const kj_course *course, const kj_lesson *lesson);

/* How many items the final test has; 0: there is none. */
uint32_t kj_final_count(const kj_course *course);
/* There is one, and nothing else is missing. */
bool kj_final_open(const kj_course *course, const kj_lesson *lesson);

/* Out of 100: the best final test; without one the mean of the numbered parts' best tests (100
 * where there is no test at all).  What attempt.finished says. */
double kj_course_score(const kj_course *course, const kj_lesson *lesson);

typedef enum kj_level { KJ_LEVEL_PASS, KJ_LEVEL_GOOD, KJ_LEVEL_EXCELLENT } kj_level;
/* Out of 100, for the certificate: the course's score and the best role-play's grade, weighted as
 * course.certificate says; where none ended with 良 or better, the score alone. */
double kj_certificate_total(const kj_course *course, const kj_lesson *lesson);
kj_level kj_certificate_level(const kj_course *course, double total);

#endif
