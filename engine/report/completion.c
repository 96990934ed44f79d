/* engine/report/completion.c: who has got how far, in all and by department or region.
 *
 * One pass a course over the kept-up table of attempts, which comes sorted by learner.  People are
 * folded one by one into the figures of their groups. */
#include "report/build.h"
#include "report/formats.h"
#include "report/query.h"

#include <math.h>
#include <stdlib.h>

#define SMALL_GROUP 5 /* fewer people than this are not shown apart */

/* What one person's attempts of one course come to. */
typedef struct person {
    bool started, completed, passed;
    kj_span first_attempt; /* of first_ms, while folding */
    int64_t first_ms, finished_day, passed_day;
    double first, best;
    KJ_LIST(double) durations;
    size_t durations_size;
} person;

typedef struct figures {
    size_t people, started, completed, passed, scored_first, scored_best;
    double first_sum, best_sum;
    KJ_LIST(double) durations;
    size_t durations_size;
} figures;

typedef struct stay {
    int64_t since;
    kj_span group;
} stay;

typedef struct member {
    kj_span id, group;
    size_t group_index; /* of work.groups */
    bool leaver;
    KJ_LIST(stay) stays; /* by since */
    size_t stays_size;
} member;

typedef struct stranger {
    kj_span course, id;
    person person;
    size_t attempts;
} stranger;

typedef struct course_figures {
    kj_span course;
    figures staff, leavers;
    figures *groups; /* of work.groups */
    size_t strangers;
} course_figures;

typedef struct work {
    kj_store *store;
    const kj_report_request *request;
    kj_arena *arena;
    kj_sink *sink;
    int64_t date, until; /* the report's date; the end of the period */
    KJ_LIST(member) members;
    KJ_LIST(kj_span) groups; /* sorted */
    KJ_LIST(course_figures) courses;
    KJ_LIST(stranger) strangers;
    size_t members_size, courses_size, strangers_size;
} work;

/* ---- roster ---- */

static kj_span copy_group(work *w, kj_span name)
{
    return name.len > 0 ? kj_arena_copy(w->arena, name)
                        : kj_words_get(w->request->words, KJ_W_REPORT_UNNAMED);
}

static bool read_members(work *w)
{
    const bool by_region = kj_span_is(w->request->by, "region");
    sqlite3_stmt *query = kj_query(
        w->store, "SELECT learner, department, region, left_on FROM learner ORDER BY learner",
        w->sink);
    bool failed = !query;

    while (query && kj_query_next(w->store, query, &failed, w->sink)) {
        member *m = KJ_PUSH(w->arena, &w->members, &w->members_size, member);
        int64_t left = 0;
        m->id = kj_arena_copy(w->arena, kj_query_text(query, 0));
        m->group = copy_group(w, kj_query_text(query, by_region ? 2 : 1));
        m->leaver = kj_date_read(kj_query_text(query, 3), &left) && left <= w->date;
    }
    return !failed;
}

static int compare_member(const void *key, const void *element)
{
    return kj_span_compare(*(const kj_span *)key, ((const member *)element)->id);
}

static member *find_member(const work *w, kj_span id)
{
    if (w->members.count == 0)
        return NULL;
    return bsearch(&id, w->members.ptr, w->members.count, sizeof(member), compare_member);
}

static bool read_stays(work *w)
{
    const bool by_region = kj_span_is(w->request->by, "region");
    sqlite3_stmt *query = kj_query(
        w->store, "SELECT learner, since, department, region FROM stay ORDER BY 1, 2", w->sink);
    bool failed = !query;

    while (query && kj_query_next(w->store, query, &failed, w->sink)) {
        member *m = find_member(w, kj_query_text(query, 0));
        if (!m)
            continue;
        stay *s = KJ_PUSH(w->arena, &m->stays, &m->stays_size, stay);
        if (!kj_date_read(kj_query_text(query, 1), &s->since))
            s->since = INT64_MIN;
        s->group = copy_group(w, kj_query_text(query, by_region ? 3 : 2));
    }
    return !failed;
}

static int compare_spans(const void *a, const void *b)
{
    return kj_span_compare(*(const kj_span *)a, *(const kj_span *)b);
}

static size_t find_group(const work *w, kj_span group)
{
    const kj_span *found =
        bsearch(&group, w->groups.ptr, w->groups.count, sizeof(kj_span), compare_spans);

    return (size_t)(found - w->groups.ptr);
}

/* The names of all groups that anybody is or was in, each once. */
static void collect_groups(work *w)
{
    size_t size = 0, kept = 0;

    for (size_t i = 0; i < w->members.count; i++) {
        const member *m = &w->members.ptr[i];
        *KJ_PUSH(w->arena, &w->groups, &size, kj_span) = m->group;
        for (size_t s = 0; w->request->department_then && s < m->stays.count; s++)
            *KJ_PUSH(w->arena, &w->groups, &size, kj_span) = m->stays.ptr[s].group;
    }
    if (w->groups.count > 0)
        qsort(w->groups.ptr, w->groups.count, sizeof(kj_span), compare_spans);
    for (size_t i = 0; i < w->groups.count; i++)
        if (i == 0 || !kj_span_equal(w->groups.ptr[i], w->groups.ptr[kept - 1]))
            w->groups.ptr[kept++] = w->groups.ptr[i];
    w->groups.count = kept;
    for (size_t i = 0; i < w->members.count; i++)
        w->members.ptr[i].group_index = find_group(w, w->members.ptr[i].group);
}

/* Then: where the person belonged on the day of the first pass, else of the first finish. */
static size_t group_then(const work *w, const member *m, const person *p)
{
    const int64_t day = p->passed ? p->passed_day : p->finished_day;
    kj_span group = m->group;

    if (!w->request->department_then || !p->completed)
        return m->group_index;
    for (size_t s = 0; s < m->stays.count; s++)
        if (s == 0 || m->stays.ptr[s].since <= day)
            group = m->stays.ptr[s].group;
    return find_group(w, group);
}

/* ---- folding ---- */

static bool in_period(const work *w, int64_t day)
{
    return (w->request->since == KJ_NO_DAY || day >= w->request->since) &&
           (w->until == KJ_NO_DAY || day <= w->until);
}

static void add_person(work *w, figures *f, const person *p)
{
    f->started += p->started;
    f->completed += p->completed;
    f->passed += p->passed;
    if (!isnan(p->first)) {
        f->first_sum += p->first;
        f->scored_first++;
    }
    if (!isnan(p->best)) {
        f->best_sum += p->best;
        f->scored_best++;
    }
    for (size_t i = 0; i < p->durations.count; i++)
        *KJ_PUSH(w->arena, &f->durations, &f->durations_size, double) = p->durations.ptr[i];
}

static void end_person(work *w, kj_span learner, const person *p, size_t attempts)
{
    course_figures *course = &w->courses.ptr[w->courses.count - 1];
    const member *m = find_member(w, learner);

    if (!p->started)
        return; /* nothing of it falls into the period */
    if (!m) {
        course->strangers++;
        *KJ_PUSH(w->arena, &w->strangers, &w->strangers_size, stranger) =
            (stranger){course->course, learner, *p, attempts};
        return;
    }
    if (m->leaver) {
        add_person(w, &course->leavers, p);
        return;
    }
    add_person(w, &course->staff, p);
    if (w->request->by.len == 0)
        return;
    const size_t then = group_then(w, m, p);
    course->groups[m->group_index].people--;
    course->groups[then].people++;
    add_person(w, &course->groups[then], p);
}

/* Everybody counts, with attempts or without. */
static void begin_course(work *w, kj_span id)
{
    course_figures *course = KJ_PUSH(w->arena, &w->courses, &w->courses_size, course_figures);

    course->course = id;
    course->groups = KJ_NEW(w->arena, figures, w->groups.count + 1);
    for (size_t i = 0; i < w->members.count; i++) {
        const member *m = &w->members.ptr[i];
        if (m->leaver) {
            course->leavers.people++;
            continue;
        }
        course->staff.people++;
        if (w->request->by.len > 0)
            course->groups[m->group_index].people++;
    }
}

enum {
    LEARNER,
    ATTEMPT,
    STARTED_DAY,
    FINISHED_MS,
    FINISHED_DAY,
    SCORE,
    MAX,
    BEST,
    PASSED_DAY,
    TIME
};

/* The kept-up best is of all times; here only of what was finished up to the period's end.  Rarely
 * asked: where a later final test was better than the first, and the period ends. */
static double best_until(const work *w, sqlite3_stmt *row, kj_span course, bool *failed)
{
    sqlite3_stmt *query =
        kj_query(w->store,
                 "SELECT max(min(score / max, 1.0)) FROM event WHERE learner = ?1 AND course = ?2"
                 " AND attempt = ?3 AND type = 'attempt.finished' AND max > 0"
                 " AND CAST(floor((at_ms + at_offset_min * 60000) / 86400000.0) AS INTEGER) <= ?4",
                 w->sink);
    double best = NAN;

    *failed = !query;
    if (!query)
        return NAN;
    kj_query_bind(query, 1, kj_query_text(row, LEARNER));
    kj_query_bind(query, 2, course);
    kj_query_bind(query, 3, kj_query_text(row, ATTEMPT));
    sqlite3_bind_int64(query, 4, w->until);
    while (kj_query_next(w->store, query, failed, w->sink))
        if (!kj_query_null(query, 0))
            best = sqlite3_column_double(query, 0);
    return best;
}

static void add_attempt(work *w, person *p, sqlite3_stmt *row, kj_span course, bool *failed)
{
    const int64_t finished_ms = sqlite3_column_int64(row, FINISHED_MS);
    const int64_t finished_day = sqlite3_column_int64(row, FINISHED_DAY);
    const double share = kj_query_share(row, SCORE, MAX);
    const kj_span attempt = kj_query_text(row, ATTEMPT);

    if (in_period(w, sqlite3_column_int64(row, STARTED_DAY)))
        p->started = true;
    if (kj_query_null(row, FINISHED_MS) || !in_period(w, finished_day))
        return;
    p->started = true;
    if (!p->completed || finished_ms < p->first_ms ||
        (finished_ms == p->first_ms && kj_span_compare(attempt, p->first_attempt) < 0)) {
        p->first_attempt = kj_arena_copy(w->arena, attempt);
        p->first_ms = finished_ms;
        p->first = share;
    }
    if (!p->completed || finished_day < p->finished_day)
        p->finished_day = finished_day;
    p->completed = true;
    double best = kj_query_null(row, BEST) ? NAN : sqlite3_column_double(row, BEST);
    if (w->until != KJ_NO_DAY && !isnan(best) && (isnan(share) || best > share))
        best = best_until(w, row, course, failed);
    if (!isnan(best) && (isnan(p->best) || best > p->best))
        p->best = best;
    const int64_t passed_day = sqlite3_column_int64(row, PASSED_DAY);
    if (!kj_query_null(row, PASSED_DAY) && in_period(w, passed_day)) {
        if (!p->passed || passed_day < p->passed_day)
            p->passed_day = passed_day;
        p->passed = true;
    }
    if (!kj_query_null(row, TIME))
        *KJ_PUSH(w->arena, &p->durations, &p->durations_size, double) =
            sqlite3_column_double(row, TIME);
}

/* With the course fixed, the order is that of the table's key: nothing is sorted. */
static bool read_attempts(work *w, kj_span course)
{
    const person nobody = {.first = NAN, .best = NAN};
    sqlite3_stmt *query = kj_query(
        w->store,
        "SELECT learner, attempt, coalesce(started_day, first_day), finished_ms, finished_day,"
        " score, max, best_share, passed_day, duration_ms FROM attempt WHERE course = ?1"
        " ORDER BY learner, course, attempt",
        w->sink);
    person p = nobody;
    kj_span learner = {0};
    size_t attempts = 0;
    bool failed = !query, lost = false;

    begin_course(w, course);
    if (query)
        kj_query_bind(query, 1, course);
    while (query && !lost && kj_query_next(w->store, query, &failed, w->sink)) {
        const kj_span next = kj_query_text(query, LEARNER);
        if (attempts == 0 || !kj_span_equal(learner, next)) {
            if (attempts > 0)
                end_person(w, learner, &p, attempts);
            learner = kj_arena_copy(w->arena, next);
            p = nobody;
            attempts = 0;
        }
        attempts++;
        add_attempt(w, &p, query, course, &lost);
    }
    if (attempts > 0)
        end_person(w, learner, &p, attempts);
    if (lost)
        sqlite3_finalize(query);
    return !failed && !lost;
}

/* The course asked for, or all that anybody has begun. */
static bool read_courses(work *w)
{
    sqlite3_stmt *query = NULL;
    kj_span_list courses = {0};
    size_t size = 0;
    bool failed = false;

    if (w->request->course)
        return read_attempts(w, w->request->course->id);
    query = kj_query(w->store, "SELECT DISTINCT course FROM attempt ORDER BY 1", w->sink);
    failed = !query;
    while (query && kj_query_next(w->store, query, &failed, w->sink))
        *KJ_PUSH(w->arena, &courses, &size, kj_span) =
            kj_arena_copy(w->arena, kj_query_text(query, 0));
    for (size_t i = 0; i < courses.count && !failed; i++)
        failed = !read_attempts(w, courses.ptr[i]);
    if (courses.count == 0)
        begin_course(w, (kj_span){0});
    return !failed;
}

/* ---- the tables ---- */

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

static void put_figures(kj_build *build, figures *f)
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

static kj_span course_name(const work *w, kj_span id)
{
    const kj_course *course = w->request->course;

    return course && kj_span_equal(course->id, id) && course->title.len > 0 ? course->title : id;
}

static void put_overall(work *w, kj_build *build)
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

static void add_figures(work *w, figures *sum, const figures *f)
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
static void put_course_groups(work *w, kj_build *build, course_figures *course)
{
    figures small = {0};
    size_t small_count = 0;

    for (size_t g = 0; g < w->groups.count; g++) {
        figures *f = &course->groups[g];
        if (f->people == 0)
            continue;
        if (f->people < SMALL_GROUP && !w->request->small_groups) {
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
    kj_cell_put(build,
                kj_cell_text(KJ_FILL(w->request->words, w->arena, KJ_W_REPORT_GROUPS_SMALL,
                                     kj_n("limit", SMALL_GROUP), kj_n("n", (int64_t)small_count))));
    if (small.people >= SMALL_GROUP) {
        put_figures(build, &small);
        return;
    }
    kj_cell_put(build, kj_cell_number((double)small.people));
    while (build->out->tables.ptr[build->out->tables.count - 1].cells.count %
               build->out->tables.ptr[build->out->tables.count - 1].columns.count !=
           0)
        kj_cell_put(build, (kj_cell){0});
}

static void put_groups(work *w, kj_build *build)
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

static void put_leavers(work *w, kj_build *build)
{
    static const kj_column_row columns[] = {
        COURSE_COLUMN, {"leavers", KJ_W_REPORT_PEOPLE, KJ_W_REPORT_LEAVERS_ARE, 0}, FIGURE_COLUMNS};

    kj_table_say(build, "leavers", KJ_W_REPORT_LEAVERS);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < w->courses.count; i++) {
        course_figures *course = &w->courses.ptr[i];
        if (course->leavers.people == 0)
            continue;
        kj_cell_put(build, kj_cell_text(course_name(w, course->course)));
        put_figures(build, &course->leavers);
    }
}

static void put_strangers(work *w, kj_build *build)
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
        const stranger *s = &w->strangers.ptr[i];
        kj_cell_put(build, kj_cell_text(course_name(w, s->course)));
        kj_cell_put(build, kj_cell_text(s->id));
        kj_cell_put(build, kj_cell_number((double)s->attempts));
        kj_cell_put(build, kj_cell_yes(s->person.completed));
        kj_cell_put(build, kj_cell_yes(s->person.passed));
        kj_cell_put(build, kj_cell_share(s->person.best));
    }
}

/* The versions that were learnt, as they come. */
static bool put_versions(work *w, kj_build *build)
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
    work w = {.store = store, .request = request, .arena = arena, .sink = sink};
    kj_build build =
        kj_build_begin(out, "completion", KJ_W_REPORT_COMPLETION, request->words, arena);

    w.date = request->at != KJ_NO_DAY ? request->at : kj_time_local_day(request->now);
    w.until = request->until != KJ_NO_DAY ? request->until : request->at;
    if (!read_members(&w) || (request->department_then && !read_stays(&w)))
        return false;
    collect_groups(&w);
    if (!put_versions(&w, &build) || !read_courses(&w))
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
    "completion", "who has started, finished and passed, in all and by department or region", make};
