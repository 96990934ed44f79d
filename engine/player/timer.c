/* engine/player/timer.c: the clock of a shell. */
#include "player/timer.h"

#include "os/clock.h"

kj_timer kj_timer_begin(const kj_play_options *options)
{
    return (kj_timer){.kind = options->headless    ? KJ_TIMER_STEPPED
                              : options->has_clock ? KJ_TIMER_GIVEN
                                                   : KJ_TIMER_REAL,
                      .began = options->has_clock ? options->clock : kj_clock_now(),
                      .began_ns = kj_clock_monotonic_ns()};
}

kj_time kj_timer_now(const kj_timer *timer)
{
    kj_time now = timer->began;
    switch (timer->kind) {
    case KJ_TIMER_REAL:
        return kj_clock_now();
    case KJ_TIMER_GIVEN:
        now.ms += (kj_clock_monotonic_ns() - timer->began_ns) / 1000000;
        break;
    case KJ_TIMER_STEPPED:
        now.ms += timer->moved_ms;
        break;
    }
    return now;
}
