/* engine/report/values.c: times, yes and no as the reports write them. */
#include "report/formats.h"

#include <math.h>

kj_span kj_yes_text(const kj_words *words, const kj_cell *cell)
{
    return kj_words_get(words, cell->number > 0 ? KJ_W_REPORT_YES : KJ_W_REPORT_NO);
}

kj_span kj_duration_text(double ms, kj_arena *arena)
{
    const long long seconds = llround(ms / 1000);

    return kj_arena_format(arena, "%lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60,
                           seconds % 60);
}

kj_span kj_time_text(kj_time time, kj_arena *arena)
{
    const kj_date d = kj_time_local(time);

    return kj_arena_format(arena, "%04d-%02d-%02d %02d:%02d:%02d", d.year, d.month, d.day, d.hour,
                           d.minute, d.second);
}
