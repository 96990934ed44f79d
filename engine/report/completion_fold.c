/* engine/report/completion_fold.c: see completion_fold.h. */
#include "report/completion_fold.h"

#include "report/query.h"

#include <math.h>
#include <stdlib.h>

/* ---- roster ---- */

static kj_span copy_group(kj_completion *w, kj_span name)
{
    return name.len > 0 ? kj_arena_copy(w->arena, name)
                        : kj_words_get(w->request->words, KJ_W_REPORT_UNNAMED);
}

static bool read_members(kj_completion *w)
{
    const bool by_region = kj_span_is(w->request->by, "region");
    sqlite3_stmt *query = kj_query(
        w->store, "SELECT learner, department, region, left_on FROM learner ORDER BY learner",
        w->sink);
    bool failed = !query;

    while (query && kj_query_next(w->store, query, &failed, w->sink)) {
        kj_completion_member *m =
            KJ_PUSH(w->arena, &w->members, &w->members_size, kj_completion_member);
        int64_t left = 0;
        m->id = kj_arena_copy(w->arena, kj_query_text(query, 0));
        m->group = copy_group(w, kj_query_text(query, by_region ? 2 : 1));
        m->leaver = kj_date_read(kj_query_text(query, 3), &left) && left <= w->date;
    }
    return !failed;
}

static int compare_member(const void *key, const void *element)
{
    return kj_span_compare(*(const kj_span *)key, ((const kj_completion_member *)element)->id);
}

static kj_completion_member *find_member(const kj_completion *w, kj_span id)
{
    if (w->members.count == 0)
        return NULL;
    return bsearch(&id, w->members.ptr, w->members.count, sizeof(kj_completion_member),
                   compare_member);
}

static bool read_stays(kj_completion *w)
{
    const bool by_region = kj_span_is(w->request->by, "region");
    sqlite3_stmt *query = kj_query(
        w->store, "SELECT learner, since, department, region FROM stay ORDER BY 1, 2", w->sink);
    bool failed = !query;

    while (query && kj_query_next(w->store, query, &failed, w->sink)) {
        kj_completion_member *m = find_member(w, kj_query_text(query, 0));
        if (!m)
            continue;
        kj_completion_stay *s = KJ_PUSH(w->arena, &m->stays, &m->stays_size, kj_completion_stay);
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

static size_t find_group(const kj_completion *w, kj_span group)
{
    const kj_span *found =
        bsearch(&group, w->groups.ptr, w->groups.count, sizeof(kj_span), compare_spans);

    return (size_t)(found - w->groups.ptr);
}

/* The names of all groups that anybody is or was in, each once. */
static void collect_groups(kj_completion *w)
{
    size_t size = 0, kept = 0;

    for (size_t i = 0; i < w->members.count; i++) {
        const kj_completion_member *m = &w->members.ptr[i];
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
static size_t group_then(const kj_completion *w, const kj_completion_member *m,
                         const kj_completion_person *p)
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

static bool in_period(const kj_completion *w, int64_t day)
{
    return (w->request->since == KJ_NO_DAY || day >= w->request->since) &&
           (w->until == KJ_NO_DAY || day <= w->until);
}

static void add_person(kj_completion *w, kj_completion_figures *f, const kj_completion_person *p)
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

static void end_person(kj_completion *w, kj_span learner, const kj_completion_person *p,
                       size_t attempts)
{
    kj_completion_course *course = &w->courses.ptr[w->courses.count - 1];
    const kj_completion_member *m = find_member(w, learner);

    if (!p->started)
        return; /* nothing of it falls into the period */
    if (!m) {
        course->strangers++;
        *KJ_PUSH(w->arena, &w->strangers, &w->strangers_size, kj_completion_stranger) =
            (kj_completion_stranger){course->course, learner, *p, attempts};
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
static void begin_course(kj_completion *w, kj_span id)
{
    kj_completion_course *course =
        KJ_PUSH(w->arena, &w->courses, &w->courses_size, kj_completion_course);

    course->course = id;
    course->groups = KJ_NEW(w->arena, kj_completion_figures, w->groups.count + 1);
    for (size_t i = 0; i < w->members.count; i++) {
        const kj_completion_member *m = &w->members.ptr[i];
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
static double best_until(const kj_completion *w, sqlite3_stmt *row, kj_span course, bool *failed)
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

static void add_attempt(kj_completion *w, kj_completion_person *p, sqlite3_stmt *row,
                        kj_span course, bool *failed)
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
static bool read_attempts(kj_completion *w, kj_span course)
{
    const kj_completion_person nobody = {.first = NAN, .best = NAN};
    sqlite3_stmt *query = kj_query(
        w->store,
        "SELECT learner, attempt, coalesce(started_day, first_day), finished_ms, finished_day,"
        " score, max, best_share, passed_day, duration_ms FROM attempt WHERE course = ?1"
        " ORDER BY learner, course, attempt",
        w->sink);
    kj_completion_person p = nobody;
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
static bool read_courses(kj_completion *w)
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

bool kj_completion_read(kj_completion *w)
{
    if (!read_members(w) || (w->request->department_then && !read_stays(w)))
        return false;
    collect_groups(w);
    return read_courses(w);
}
