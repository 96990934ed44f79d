/* engine/lesson/fsrs.h: when a missed item should come back: FSRS-6, the published spaced-
 * repetition model of memory, with its 21 default weights.
 *
 * Formulas and weights: open-spaced-repetition, py-fsrs 6 (fsrs/scheduler.py) and fsrs-rs
 * (src/model_v6.rs); in words at github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm.
 * A memory is two numbers: stability S, the days after which recall has fallen to 90 %, and
 * difficulty D, 1 to 10.  Recall after t days: R = (1 + F·t/S)^−w20 with F = 0.9^(−1/w20) − 1.
 *
 * Not used of them: learning steps of minutes (a review round is a day's matter), and the random
 * fuzz on intervals (the same events must give the same state).
 *
 * Pure, and the same bits on every machine: only + − × ÷ on doubles, with exp and log of our own,
 * since the C library's last bit differs between libraries and versions. */
#ifndef KJ_LESSON_FSRS_H
#define KJ_LESSON_FSRS_H

#include <stdint.h>

#define KJ_FSRS_WEIGHTS 21
extern const double kj_fsrs_weights[KJ_FSRS_WEIGHTS];

typedef enum kj_rating {
    KJ_RATING_AGAIN = 1, /* wrong */
    KJ_RATING_HARD,      /* partly right */
    KJ_RATING_GOOD,      /* right */
    KJ_RATING_EASY
} kj_rating;

typedef struct kj_memory {
    double stability;  /* days; 0: never rated */
    double difficulty; /* 1 … 10 */
} kj_memory;

/* The memory after an answer `days` after the one before (0: the same day; a negative number
 * counts as 0).  A memory never rated takes its first values and `days` means nothing. */
kj_memory kj_fsrs_rate(kj_memory memory, kj_rating rating, int64_t days);

/* Probability of recall `days` after the last answer; 0 for a memory never rated. */
double kj_fsrs_recall(kj_memory memory, int64_t days);

/* Days until recall has fallen to 90 %: stability to the nearest day, 1 … 36,500. */
int64_t kj_fsrs_interval(kj_memory memory);

/* The parts, for whoever checks them against published values. */
double kj_fsrs_stability_recalled(double stability, double difficulty, double recall,
                                  kj_rating rating);
double kj_fsrs_stability_forgotten(double stability, double difficulty, double recall);
double kj_fsrs_stability_same_day(double stability, kj_rating rating);
double kj_fsrs_difficulty(double difficulty, kj_rating rating);

/* Relative error under 1e-14 for results within 1e-300 … 1e300. */
double kj_exp(double x);
double kj_log(double x);           /* x > 0 */
double kj_pow(double x, double y); /* x > 0 */

#endif
