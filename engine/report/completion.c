/* engine/report/completion.c: who has got how far, in all and by department or region. */
#include "report/build.h"
#include "report/completion_fold.h"
#include "report/formats.h"
#include "report/query.h"

#include <math.h>
#include <stdlib.h>

#define COURSE_COLUMN \
    { \
        "course", KJ_W_REPORT_COURSE, KJ_W_NONE, 0 \
    }
#define FIGURE_COLUMNS \
    {"started", KJ_W_REPORT_STARTED, KJ_W_REPORT_STARTED_IS, 0}, \
        {"completed", KJ_W_REPORT_COMPLETED, KJ_W_REPORT_COMPLETED_IS, 0}, \
        {"completion_rate", KJ_W_REPORT_COMPLETION_RATE, KJ_W_REPORT_COMPLETION_RATE_IS, 1}, \
        {"passed", KJ_W_REPORT_PASSED, KJ_W_REPORT_PASSED_IS, 0}, \
        {"pass_rate", KJ_W_REPORT_PASS_RATE, KJ_W_REPORT_PASS_RATE_IS, 1}, \
        {"scored", KJ_W_REPORT_SCORED, KJ_W_REPORT_SCORED_IS, 0}, \
        {"first", KJ_W_REPORT_FIRST, KJ_W_REPORT_FIRST_IS, 1}, \
        {"best", KJ_W_REPORT_BEST, KJ_W_REPORT_BEST_IS, 1}, \
        {"finished_attempts", KJ_W_REPORT_FINISHED_ATTEMPTS, KJ_W_REPORT_FINISHED_ATTEMPTS_IS, 0}, \
    { \
        "median_duration_ms", KJ_W_REPORT_MEDIAN_DURATION, KJ_W_REPORT_MEDIAN_DURATION_IS, 0 \
    }

static int compare_doubles(const void *a, const void *b)
{
    const double one = *(const double *)a, other = *(const double *)b;

    return (one > other) - (one < other);
}

static double median(double *values, size_t count)
{
    if (count == 0)
        return NAN;
    qsort(values, count, sizeof *values, compare_doubles);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : NAN;
}

static void put_figures(kj_build *build, kj_completion_figures *f)
{
    kj_cell_put(build, kj_cell_number((double)f->people));
    kj_cell_put(build, kj_cell_number((double)f->started));
    kj_cell_put(build, kj_cell_number((double)f->completed));
    kj_cell_put(build, kj_cell_share(ratio((double)f->completed, (double)f->people)));
    kj_cell_put(build, kj_cell_number((double)f->passed));
    kj_cell_put(build, kj_cell_share(ratio((double)f->passed, (double)f->completed)));
    kj_cell_put(build, kj_cell_number((double)f->scored_best));
    kj_cell_put(build, kj_cell_share(ratio(f->first_sum, (double)f->scored_first)));
    kj_cell_put(build, kj_cell_share(ratio(f->best_sum, (double)f->scored_best)));
    kj_cell_put(build, kj_cell_number((double)f->durations.count));
    kj_cell_put(build, kj_cell_duration(median(f->durations.ptr, f->durations.count)));
}

static kj_span course_name(const kj_completion *w, kj_span id)
{
    const kj_course *course = w->request->course;

    return course && kj_span_equal(course->id, id) && course->title.len > 0 ? course->title : id;
}

static void put_overall(kj_completion *w, kj_build *build)
{
    static const kj_column_row columns[] = {
        COURSE_COLUMN, {"staff", KJ_W_REPORT_PEOPLE, KJ_W_REPORT_STAFF_IS, 0}, FIGURE_COLUMNS};

    kj_table_say(build, "overall", KJ_W_REPORT_OVERALL);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < w->courses.count; i++) {
        kj_cell_put(build, kj_cell_text(course_name(w, w->courses.ptr[i].course)));
        put_figures(build, &w->courses.ptr[i].staff);
    }
}

static void add_figures(kj_completion *w, kj_completion_figures *sum,
                        const kj_completion_figures *f)
{
    sum->people += f->people;
    sum->started += f->started;
    sum->completed += f->completed;
    sum->passed += f->passed;
    sum->first_sum += f->first_sum;
    sum->best_sum += f->best_sum;
    sum->scored_first += f->scored_first;
    sum->scored_best += f->scored_best;
    for (size_t i = 0; i < f->durations.count; i++)
        *KJ_PUSH(w->arena, &sum->durations, &sum->durations_size, double) = f->durations.ptr[i];
}

/* The groups that are too small to be shown come together in one row; where even that one is too
 * small, only their number of people is told. */
static void put_course_groups(kj_completion *w, kj_build *build, kj_completion_course *course)
{
    kj_completion_figures small = {0};
    size_t small_count = 0;

    for (size_t g = 0; g < w->groups.count; g++) {
        kj_completion_figures *f = &course->groups[g];
        if (f->people == 0)
            continue;
        if (f->people < KJ_SMALL_GROUP && !w->request->small_groups) {
            add_figures(w, &small, f);
            small_count++;
            continue;
        }
        kj_cell_put(build, kj_cell_text(course_name(w, course->course)));
        kj_cell_put(build, kj_cell_text(w->groups.ptr[g]));
        put_figures(build, f);
    }
    if (small_count == 0)
        return;
    kj_cell_put(build, kj_cell_text(course_name(w, course->course)));
    kj_cell_put(build, kj_cell_text(KJ_FILL(w->request->words, w->arena, KJ_W_REPORT_GROUPS_SMALL,
                                            kj_n("limit", KJ_SMALL_GROUP),
                                            kj_n("n", (int64_t)small_count))));
    if (small.people >= KJ_SMALL_GROUP) {
        put_figures(build, &small);
        return;
    }
    kj_cell_put(build, kj_cell_number((double)small.people));
    while (build->out->tables.ptr[build->out->tables.count - 1].cells.count %
               build->out->tables.ptr[build->out->tables.count - 1].columns.count !=
           0)
        kj_cell_put(build, (kj_cell){0});
}

static void put_groups(kj_completion *w, kj_build *build)
{
    const bool by_region = kj_span_is(w->request->by, "region");
    const kj_column_row columns[] = {
        COURSE_COLUMN,
        {by_region ? "region" : "department",
         by_region ? KJ_W_REPORT_REGION : KJ_W_REPORT_DEPARTMENT,
         w->request->department_then ? KJ_W_REPORT_GROUP_THEN_IS : KJ_W_REPORT_GROUP_NOW_IS, 0},
        {"staff", KJ_W_REPORT_PEOPLE, KJ_W_REPORT_SAME, 0},
        FIGURE_COLUMNS};

    if (w->request->by.len == 0)
        return;
    kj_table_say(build, "groups", by_region ? KJ_W_REPORT_BY_REGION : KJ_W_REPORT_BY_DEPARTMENT);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < w->courses.count; i++)
        put_course_groups(w, build, &w->courses.ptr[i]);
}

static void put_leavers(kj_completion *w, kj_build *build)
{
    static const kj_column_row columns[] = {
        COURSE_COLUMN, {"leavers", KJ_W_REPORT_PEOPLE, KJ_W_REPORT_LEAVERS_ARE, 0}, FIGURE_COLUMNS};

    kj_table_say(build, "leavers", KJ_W_REPORT_LEAVERS);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < w->courses.count; i++) {
        kj_completion_course *course = &w->courses.ptr[i];
        if (course->leavers.people == 0)
            continue;
        kj_cell_put(build, kj_cell_text(course_name(w, course->course)));
        put_figures(build, &course->leavers);
    }
}

static void put_strangers(kj_completion *w, kj_build *build)
{
    static const kj_column_row columns[] = {
        COURSE_COLUMN,
        {"learner", KJ_W_REPORT_NUMBER, KJ_W_REPORT_STRANGERS_ARE, 0},
        {"attempts", KJ_W_REPORT_ATTEMPTS_MADE, KJ_W_NONE, 0},
        {"completed", KJ_W_REPORT_COMPLETED, KJ_W_NONE, 0},
        {"passed", KJ_W_REPORT_PASSED, KJ_W_NONE, 0},
        {"best", KJ_W_REPORT_BEST, KJ_W_NONE, 1},
    };

    kj_table_say(build, "strangers", KJ_W_REPORT_STRANGERS);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < w->strangers.count; i++) {
        const kj_completion_stranger *s = &w->strangers.ptr[i];
        kj_cell_put(build, kj_cell_text(course_name(w, s->course)));
        kj_cell_put(build, kj_cell_text(s->id));
        kj_cell_put(build, kj_cell_number((double)s->attempts));
        kj_cell_put(build, kj_cell_yes(s->person.completed));
        kj_cell_put(build, kj_cell_yes(s->person.passed));
        kj_cell_put(build, kj_cell_share(s->person.best));
    }
}

/* The versions that were learnt, as they come. */
static bool put_versions(kj_completion *w, kj_build *build)
{
    const kj_span only = w->request->course ? w->request->course->id : (kj_span){0};
    sqlite3_stmt *query = kj_query(w->store,
                                   "SELECT DISTINCT course, version FROM attempt"
                                   " WHERE (?1 = '' OR course = ?1) AND version IS NOT NULL"
                                   " ORDER BY 1, 2",
                                   w->sink);
    kj_text_buffer text = {.arena = w->arena};
    bool failed = !query;

    if (query)
        kj_query_bind(query, 1, only);
    while (query && kj_query_next(w->store, query, &failed, w->sink)) {
        const kj_span course = course_name(w, kj_query_text(query, 0));
        const kj_span version = kj_query_text(query, 1);
        if (text.len > 0)
            kj_put(&text, kj_build_word(build, KJ_W_REPORT_AND));
        kj_putf(&text, "%.*s %.*s", KJ_ARG(course), KJ_ARG(version));
    }
    kj_head_say(build, "courses", KJ_W_REPORT_COURSES, kj_cell_text(kj_put_span(&text)));
    return !failed;
}

static bool make_within(kj_store *store, const kj_report_request *request, kj_arena *arena,
                        kj_report_result *out, kj_sink *sink)
{
    kj_completion w = {.store = store, .request = request, .arena = arena, .sink = sink};
    kj_build build =
        kj_build_begin(out, "completion", KJ_W_REPORT_COMPLETION, request->words, arena);

    w.date = request->at != KJ_NO_DAY ? request->at : kj_time_local_day(request->now);
    w.until = request->until != KJ_NO_DAY ? request->until : request->at;
    if (!put_versions(&w, &build) || !kj_completion_read(&w))
        return false;
    kj_head_say(&build, "period", KJ_W_REPORT_PERIOD,
                kj_cell_text(kj_period_text(&build, request->since, w.until)));
    kj_head_say(&build, "date", KJ_W_REPORT_DATE, kj_cell_text(kj_date_write(w.date, arena)));
    kj_head_say(&build, "made", KJ_W_REPORT_MADE, kj_cell_time(request->now));
    put_overall(&w, &build);
    put_groups(&w, &build);
    put_leavers(&w, &build);
    put_strangers(&w, &build);
    return true;
}

static bool make(kj_store *store, const kj_report_request *request, kj_arena *arena,
                 kj_report_result *out, kj_sink *sink)
{
    bool made = false;

    if (kj_query_begin(store, sink)) {
        made = make_within(store, request, arena, out, sink);
        kj_query_end(store);
    }
    return made;
}

const kj_report_row kj_report_completion = {
    "completion", "who has started, finished and passed, in all and by department or region",
    KJ_REPORT_OF_ALL, make};
