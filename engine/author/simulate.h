/* engine/author/simulate.h: learners of different ability play a course, before people do.
 *
 * The model, which is meant to find a course's weak places and not to foretell people:
 * - Ability is normal, mean 1, standard deviation 1 (logits).  A question of difficulty 1, 2, 3
 *   (item.difficulty, drill.level) lies at -1, 0, 1.  It is known with the probability
 *   1 / (1 + e^-1.7(ability - difficulty)), the logistic model of item response theory (Birnbaum
 *   1968); who does not know a choice guesses evenly among all its options, who does not know
 *   anything else gives one of its near misses.  What an answer scores, its own judge says.
 * - Tests are drawn as a learner's are.  All slides are seen; a part's test is taken until it is
 *   passed, each failure adding 0.4 to the ability in this part; every drill likewise; every
 *   role-play is played once, then further ones until pass.roleplays and pass.among hold; then the
 *   final test.  Who has not passed anything after KJ_SIMULATED_TRIES tries is stuck.
 * - In a role-play the choice that the debrief recommends is known with the probability above, at
 *   difficulty 0.5; otherwise any that is offered, evenly.
 * - Time: 5 characters a second to read, 8 s to think over a question, 30 s to write a sentence.
 *
 * Facility, discrimination: as in reports (design of records): over first answers; discrimination
 * is Pearson's r of the item's share with the mean of the learner's other first answers. */
#ifndef KJ_AUTHOR_SIMULATE_H
#define KJ_AUTHOR_SIMULATE_H

#include "lesson/pass.h"
#include "report/report.h"

#define KJ_SIMULATED_TRIES 8
#define KJ_SIMULATED_LEARNERS_MAX 100000
#define KJ_QUANTILES 5 /* of 5, 25, 50, 75, 95 % of the learners, by the nearest rank */

typedef struct kj_spread {
    double at[KJ_QUANTILES];
    double mean;
} kj_spread;

typedef struct kj_simulated_item {
    double right; /* share that the key gets: under 1 the item cannot be answered */
    uint32_t n;   /* first answers */
    double facility, discrimination; /* discrimination NaN: n is under 50 or one side is constant */
} kj_simulated_item;

typedef struct kj_simulated_drill {
    double right;
    double passed_first, passed; /* shares of the learners */
    double runs;                 /* mean */
} kj_simulated_drill;

typedef struct kj_simulated_part {
    double passed_first, passed;
    double tests;    /* mean number */
    kj_spread first; /* shares of the first test; of a part without one not used */
    double minutes;  /* median: slides, tests, drills and role-plays of it */
} kj_simulated_part;

typedef struct kj_simulated_roleplay {
    uint64_t plays, ended[KJ_ROLEPLAY_ENDINGS_MAX];
    uint64_t stuck; /* plays that met a node without any choice on offer */
} kj_simulated_roleplay;

typedef struct kj_simulation {
    uint32_t learners;
    uint64_t seed;
    uint32_t passed;
    uint32_t missing[KJ_MISSING_FINAL + 1]; /* learners who are stuck there, by what is missing */
    kj_spread final_first, final_best;      /* shares; without a final test not used */
    kj_spread minutes;                      /* the whole course */
    kj_simulated_item *items;               /* as course.items, and so on */
    kj_simulated_drill *drills;
    kj_simulated_part *parts;
    kj_simulated_roleplay *roleplays;
} kj_simulation;

/* The same course, number and seed give the same result.  It lives in `arena`. */
kj_simulation *kj_simulate(const kj_course *course, uint32_t learners, uint64_t seed,
                           kj_arena *arena);

/* What it shows of the course's faults, at their places (W0503): questions whose key does not get
 * all points, negative discrimination, endings that nobody met, dead ends, learners stuck.  An
 * ending counts as unmet, and an item as badly answered, only from 500 learners up. */
void kj_simulation_check(const kj_course *course, const kj_simulation *simulation, kj_sink *sink);

/* As tables, for any format of reports. */
void kj_simulation_report(const kj_course *course, const kj_simulation *s, kj_arena *arena,
                          kj_report_result *out);

#endif
