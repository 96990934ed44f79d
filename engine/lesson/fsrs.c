/* engine/lesson/fsrs.c: the formulas of FSRS-6.  w0 … w20 are named as its authors name them. */
#include "lesson/fsrs.h"

#include <assert.h>
#include <stddef.h>

const double kj_fsrs_weights[KJ_FSRS_WEIGHTS] = {
    0.212,  1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001,  1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
};
#define W(i) kj_fsrs_weights[i]

#define STABILITY_MIN 0.001
#define STABILITY_MAX 36500.0
#define INTERVAL_MAX 36500
#define RETENTION 0.9 /* at which an item is due */

/* ---- exp, log, pow ---- */

#define LN2_HIGH 0x1.62e42fefa3800p-1 /* low bits zero: k × LN2_HIGH is exact */
#define LN2_LOW 0x1.ef35793c76730p-45
#define LN2 0x1.62e42fefa39efp-1

static double times_two_to(double x, int k)
{
    for (; k > 0; k--)
        x *= 2;
    for (; k < 0; k++)
        x *= 0.5;
    return x;
}

/* x = k ln 2 + r with |r| ≤ ln 2 / 2, then the power series: 17 terms leave less than 2^-60. */
double kj_exp(double x)
{
    if (x > 690)
        x = 690;
    if (x < -690)
        x = -690;
    const int k = (int)(x / LN2 + (x < 0 ? -0.5 : 0.5));
    const double r = (x - k * LN2_HIGH) - k * LN2_LOW;
    double sum = 1;
    for (int i = 17; i > 0; i--)
        sum = 1 + sum * r / i;
    return times_two_to(sum, k);
}

/* x = 2^k m with m within [√½, √2), then 2 artanh((m − 1) / (m + 1)). */
double kj_log(double x)
{
    assert(x > 0);
    int k = 0;
    while (x >= 1.4142135623730951) {
        x *= 0.5;
        k++;
    }
    while (x < 0.70710678118654757) {
        x *= 2;
        k--;
    }
    const double s = (x - 1) / (x + 1), square = s * s;
    double sum = 0;
    for (int i = 25; i > 0; i -= 2)
        sum = sum * square + 1.0 / i;
    return k * LN2_HIGH + (2 * s * sum + k * LN2_LOW);
}

double kj_pow(double x, double y)
{
    return kj_exp(y * kj_log(x));
}

/* ---- the model ---- */

static double limit(double value, double min, double max)
{
    return value < min ? min : value > max ? max : value;
}

static double first_difficulty(kj_rating rating) /* not limited */
{
    return W(4) - kj_exp(W(5) * ((int)rating - 1)) + 1;
}

/* The nearer to 10, the less it grows; and a little of it returns to that of an easy one. */
double kj_fsrs_difficulty(double difficulty, kj_rating rating)
{
    const double change = -W(6) * ((int)rating - 3);
    const double next = difficulty + (10 - difficulty) * change / 9;
    return limit(W(7) * first_difficulty(KJ_RATING_EASY) + (1 - W(7)) * next, 1, 10);
}

double kj_fsrs_stability_recalled(double stability, double difficulty, double recall,
                                  kj_rating rating)
{
    const double hard = rating == KJ_RATING_HARD ? W(15) : 1;
    const double easy = rating == KJ_RATING_EASY ? W(16) : 1;
    return stability * (1 + kj_exp(W(8)) * (11 - difficulty) * kj_pow(stability, -W(9)) *
                                (kj_exp((1 - recall) * W(10)) - 1) * hard * easy);
}

double kj_fsrs_stability_forgotten(double stability, double difficulty, double recall)
{
    const double longer = W(11) * kj_pow(difficulty, -W(12)) * (kj_pow(stability + 1, W(13)) - 1) *
                          kj_exp((1 - recall) * W(14));
    const double shorter = stability / kj_exp(W(17) * W(18));
    return longer < shorter ? longer : shorter;
}

double kj_fsrs_stability_same_day(double stability, kj_rating rating)
{
    double growth = kj_exp(W(17) * ((int)rating - 3 + W(18))) * kj_pow(stability, -W(19));
    if (rating >= KJ_RATING_GOOD && growth < 1)
        growth = 1;
    return stability * growth;
}

static double factor(void)
{
    return kj_pow(RETENTION, -1 / W(20)) - 1;
}

double kj_fsrs_recall(kj_memory memory, int64_t days)
{
    if (!(memory.stability > 0))
        return 0;
    const double t = days > 0 ? (double)days : 0;
    return kj_pow(1 + factor() * t / memory.stability, -W(20));
}

kj_memory kj_fsrs_rate(kj_memory memory, kj_rating rating, int64_t days)
{
    kj_memory next;
    assert(rating >= KJ_RATING_AGAIN && rating <= KJ_RATING_EASY);
    if (!(memory.stability > 0)) {
        next.stability = W(rating - 1);
        next.difficulty = limit(first_difficulty(rating), 1, 10);
        return next;
    }
    const double s = memory.stability, d = memory.difficulty;
    if (days < 1)
        next.stability = kj_fsrs_stability_same_day(s, rating);
    else if (rating == KJ_RATING_AGAIN)
        next.stability = kj_fsrs_stability_forgotten(s, d, kj_fsrs_recall(memory, days));
    else
        next.stability = kj_fsrs_stability_recalled(s, d, kj_fsrs_recall(memory, days), rating);
    next.stability = limit(next.stability, STABILITY_MIN, STABILITY_MAX);
    next.difficulty = kj_fsrs_difficulty(d, rating);
    return next;
}

/* With a wanted recall of 90 % the interval is the stability itself. */
int64_t kj_fsrs_interval(kj_memory memory)
{
    const double days = memory.stability + 0.5;
    return days < 1 ? 1 : days > INTERVAL_MAX ? INTERVAL_MAX : (int64_t)days;
}
