/* engine/report/rehearsal.c: the times of somebody's last rehearsal, and the minutes that they
 * propose for the course. */
#include "record/rehearsal.h"

#include "report/build.h"
#include "report/formats.h"

#include <math.h>

#define MINUTE_MS 60000.0

/* Half minutes, rounded up: a class takes longer than a rehearsal, never less. */
static double proposed(int64_t ms)
{
    return ms > 0 ? ceil((double)ms / MINUTE_MS * 2 - 1e-9) / 2 : NAN;
}

static void put_row(kj_build *build, kj_span id, kj_span title, double minutes, int64_t ms)
{
    kj_cell_put(build, kj_cell_text(id));
    kj_cell_put(build, kj_cell_text(title));
    kj_cell_put(build, kj_cell_duration(ms > 0 ? (double)ms : NAN));
    kj_cell_put(build, kj_cell_number(minutes));
    kj_cell_put(build, kj_cell_number(proposed(ms)));
}

static void put_slides(const kj_report_request *request, const kj_rehearsal *rehearsal,
                       kj_build *build)
{
    static const kj_column_row columns[] = {
        {"slide", KJ_W_REPORT_CLASS_SLIDE, KJ_W_NONE, 0},
        {"title", KJ_W_REPORT_TITLE, KJ_W_NONE, 0},
        {"time_ms", KJ_W_REPORT_REHEARSAL_TIME, KJ_W_REPORT_REHEARSAL_TIME_IS, 0},
        {"minutes", KJ_W_REPORT_REHEARSAL_MINUTES, KJ_W_REPORT_REHEARSAL_MINUTES_IS, 1},
        {"proposed", KJ_W_REPORT_REHEARSAL_PROPOSED, KJ_W_REPORT_REHEARSAL_PROPOSED_IS, 1},
    };
    const kj_course *course = request->course;

    kj_table_say(build, "slides", KJ_W_REPORT_REHEARSAL_SLIDES);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < course->slides.count; i++) {
        const kj_slide *slide = &course->slides.ptr[i];
        put_row(build, slide->id, slide->title.plain, slide->minutes,
                kj_rehearsal_ms(rehearsal, slide->id));
    }
}

static bool make(kj_store *store, const kj_report_request *request, kj_arena *arena,
                 kj_report_result *out, kj_sink *sink)
{
    kj_build build = kj_build_begin(out, "rehearsal", KJ_W_REPORT_REHEARSAL, request->words, arena);
    const size_t errors = sink->errors;
    kj_rehearsal rehearsal;
    int64_t all = 0;

    if (!request->course) {
        kj_report(sink, KJ_NOWHERE, "E0901", "of which course? give --course");
        return false;
    }
    if (!kj_rehearsal_load(store, request->subject, request->course->id, &rehearsal, arena, sink)) {
        if (sink->errors == errors)
            kj_report(sink, KJ_NOWHERE, "E0804", "'%.*s' has not rehearsed this course",
                      KJ_ARG(request->subject));
        return false;
    }
    for (size_t i = 0; i < rehearsal.times.count; i++)
        all += rehearsal.times.ptr[i].ms;
    kj_head_say(&build, "presenter", KJ_W_REPORT_CLASS_PRESENTER, kj_cell_text(request->subject));
    kj_head_say(&build, "course", KJ_W_REPORT_COURSE,
                kj_cell_text(kj_arena_format(arena, "%.*s %.*s", KJ_ARG(request->course->title),
                                             KJ_ARG(request->course->version))));
    kj_head_say(&build, "rehearsed", KJ_W_REPORT_REHEARSAL_AT,
                kj_cell_time((kj_time){rehearsal.at_ms, request->now.offset_min}));
    kj_head_say(&build, "time_ms", KJ_W_REPORT_REHEARSAL_ALL, kj_cell_duration((double)all));
    kj_head_say(&build, "made", KJ_W_REPORT_MADE, kj_cell_time(request->now));
    put_slides(request, &rehearsal, &build);
    return true;
}

const kj_report_row kj_report_rehearsal = {
    "rehearsal", "the last rehearsal of a presenter: time per slide, and the minutes it proposes",
    KJ_REPORT_OF_ONE, make};
