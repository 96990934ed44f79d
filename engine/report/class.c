/* engine/report/class.c: the classes there were; and one of them: who was there, where the time
 * went, what the room answered and how it played. */
#include "report/class.h"

#include "report/formats.h"
#include "report/query.h"

#include <math.h>

/* ---- all classes ---- */

enum {
    CLASS,
    COURSE,
    VERSION,
    PRESENTER,
    STARTED_MS,
    OFFSET,
    DAY,
    LENGTH,
    QUESTIONS,
    PLAYS,
    THERE
};

/* A store of an earlier version that is only read has no table of classes, and no class. */
static bool has_classes(kj_store *store, bool *failed, kj_sink *sink)
{
    sqlite3_stmt *query = kj_query(store, "SELECT 1 FROM sqlite_schema WHERE name = 'class'", sink);
    bool has = false;

    *failed = !query;
    while (query && kj_query_next(store, query, failed, sink))
        has = true;
    return has;
}

static bool in_period(const kj_report_request *request, int64_t day)
{
    const int64_t until = request->until != KJ_NO_DAY ? request->until : request->at;

    return (request->since == KJ_NO_DAY || day >= request->since) &&
           (until == KJ_NO_DAY || day <= until);
}

static kj_cell number_or_empty(sqlite3_stmt *row, int column)
{
    return kj_cell_number(kj_query_null(row, column) ? NAN : sqlite3_column_double(row, column));
}

static void put_class(const kj_report_request *request, kj_build *build, sqlite3_stmt *row)
{
    const kj_course *course = request->course;
    const kj_span id = kj_arena_copy(build->arena, kj_query_text(row, COURSE));

    kj_cell_put(build, kj_cell_text(kj_arena_copy(build->arena, kj_query_text(row, CLASS))));
    kj_cell_put(build, kj_query_null(row, STARTED_MS)
                           ? (kj_cell){0}
                           : kj_cell_time((kj_time){sqlite3_column_int64(row, STARTED_MS),
                                                    sqlite3_column_int(row, OFFSET)}));
    kj_cell_put(build, kj_cell_text(course ? course->title : id));
    kj_cell_put(build, kj_cell_text(kj_arena_copy(build->arena, kj_query_text(row, VERSION))));
    kj_cell_put(build, kj_cell_text(kj_arena_copy(build->arena, kj_query_text(row, PRESENTER))));
    kj_cell_put(build, number_or_empty(row, THERE));
    kj_cell_put(build, kj_cell_duration(
                           kj_query_null(row, LENGTH) ? NAN : sqlite3_column_double(row, LENGTH)));
    kj_cell_put(build, number_or_empty(row, QUESTIONS));
    kj_cell_put(build, number_or_empty(row, PLAYS));
}

static bool put_classes(kj_store *store, const kj_report_request *request, kj_build *build,
                        size_t *count, kj_sink *sink)
{
    static const kj_column_row columns[] = {
        {"class", KJ_W_REPORT_CLASS, KJ_W_REPORT_CLASS_ID_IS, 0},
        {"started", KJ_W_REPORT_START, KJ_W_NONE, 0},
        {"course", KJ_W_REPORT_COURSE, KJ_W_NONE, 0},
        {"version", KJ_W_REPORT_VERSION, KJ_W_NONE, 0},
        {"presenter", KJ_W_REPORT_CLASS_PRESENTER, KJ_W_NONE, 0},
        {"attendees", KJ_W_REPORT_CLASS_ATTENDEES, KJ_W_REPORT_CLASS_ATTENDEES_IS, 0},
        {"duration_ms", KJ_W_REPORT_CLASS_LENGTH, KJ_W_REPORT_CLASS_LENGTH_IS, 0},
        {"questions", KJ_W_REPORT_CLASS_QUESTIONS, KJ_W_NONE, 0},
        {"roleplays", KJ_W_REPORT_CLASS_PLAYS, KJ_W_NONE, 0},
    };
    sqlite3_stmt *query = NULL;
    bool failed = false;

    kj_table_say(build, "classes", KJ_W_REPORT_CLASSES);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    if (!has_classes(store, &failed, sink))
        return !failed;
    query = kj_query(store,
                     "SELECT c.class, c.course, c.version, c.presenter, c.started_ms,"
                     " c.offset_min, c.started_day, c.duration_ms, c.questions, c.plays,"
                     " (SELECT coalesce(sum(a.present), 0) FROM attendance a"
                     "  WHERE a.class = c.class) FROM class c"
                     " WHERE ?1 = '' OR c.course = ?1 ORDER BY c.started_ms, c.class",
                     sink);
    failed = !query;
    if (query)
        kj_query_bind(query, 1, request->course ? request->course->id : (kj_span){0});
    while (query && kj_query_next(store, query, &failed, sink)) {
        if (!in_period(request, sqlite3_column_int64(query, DAY)))
            continue;
        ++*count;
        put_class(request, build, query);
    }
    return !failed;
}

static bool make_list(kj_store *store, const kj_report_request *request, kj_arena *arena,
                      kj_report_result *out, kj_sink *sink)
{
    kj_build build = kj_build_begin(out, "class", KJ_W_REPORT_CLASSES, request->words, arena);
    const int64_t until = request->until != KJ_NO_DAY ? request->until : request->at;
    size_t count = 0;

    if (!put_classes(store, request, &build, &count, sink))
        return false;
    kj_head_say(&build, "period", KJ_W_REPORT_PERIOD,
                kj_cell_text(kj_period_text(&build, request->since, until)));
    kj_head_say(&build, "classes", KJ_W_REPORT_CLASSES_COUNT, kj_cell_number((double)count));
    kj_head_say(&build, "made", KJ_W_REPORT_MADE, kj_cell_time(request->now));
    return true;
}

/* ---- one class ---- */

static kj_span with_name(kj_class_job *job, kj_span learner)
{
    const kj_span name = kj_class_name(job, learner, NULL);

    return name.len > 0 ? kj_arena_format(job->arena, "%.*s %.*s", KJ_ARG(name), KJ_ARG(learner))
                        : learner;
}

static void put_head(kj_class_job *job, kj_build *build)
{
    const kj_class_work *w = &job->w;
    const kj_span title = job->course ? job->course->title : w->course;
    size_t there = 0, live = 0, answers = 0;

    for (size_t i = 0; i < w->people.count; i++) {
        const kj_class_person_row *person = &w->people.ptr[i];
        there += person->present;
        live += person->present && kj_span_is(person->how, "live");
        answers += person->answers;
    }
    kj_head_say(build, "class", KJ_W_REPORT_CLASS, kj_cell_text(w->id));
    kj_head_say(
        build, "course", KJ_W_REPORT_COURSE,
        kj_cell_text(kj_arena_format(job->arena, "%.*s %.*s", KJ_ARG(title), KJ_ARG(w->version))));
    kj_head_say(build, "presenter", KJ_W_REPORT_CLASS_PRESENTER,
                kj_cell_text(with_name(job, w->presenter)));
    kj_head_say(build, "started", KJ_W_REPORT_START, kj_cell_time(w->started));
    kj_head_say(build, "duration_ms", KJ_W_REPORT_CLASS_LENGTH,
                kj_cell_duration(w->ended ? (double)w->duration_ms : NAN));
    kj_head_say(build, "attendees", KJ_W_REPORT_CLASS_ATTENDEES, kj_cell_number((double)there));
    kj_head_say(build, "phones", KJ_W_REPORT_CLASS_PHONES, kj_cell_number((double)live));
    kj_head_say(build, "phone_answers", KJ_W_REPORT_CLASS_PHONE_ANSWERS,
                kj_cell_number((double)answers));
    kj_head_say(build, "questions", KJ_W_REPORT_CLASS_QUESTIONS,
                kj_cell_number((double)w->asked.count));
    kj_head_say(build, "roleplays", KJ_W_REPORT_CLASS_PLAYS,
                kj_cell_number((double)w->plays.count));
    kj_head_say(build, "made", KJ_W_REPORT_MADE, kj_cell_time(job->request->now));
}

/* Which of the item's questions an answer by phone belongs to: the last that was asked before it.
 */
static void count_answer(kj_class_work *w, kj_span item, kj_span id)
{
    for (size_t i = w->asked.count; i-- > 0;)
        if (kj_span_equal(w->asked.ptr[i].item, item) &&
            kj_span_compare(w->asked.ptr[i].event, id) < 0) {
            w->asked.ptr[i].phones++;
            return;
        }
}

/* They are of the trainees' own attempts: found by whoever attended, behind the class's beginning.
 */
static bool read_answers(kj_class_job *job)
{
    bool failed = false;

    for (size_t i = 0; i < job->w.people.count && !failed; i++) {
        kj_class_person_row *person = &job->w.people.ptr[i];
        sqlite3_stmt *query =
            kj_query(job->store,
                     "SELECT object, id FROM event WHERE learner = ?1 AND id > ?2"
                     " AND type = 'item.answered' AND within = ?2 AND try IS NULL ORDER BY id",
                     job->sink);
        if (!query)
            return false;
        kj_query_bind(query, 1, person->id);
        kj_query_bind(query, 2, job->w.id);
        while (kj_query_next(job->store, query, &failed, job->sink)) {
            person->answers++;
            count_answer(&job->w, kj_query_text(query, 0), kj_query_text(query, 1));
        }
    }
    return !failed;
}

static bool make_one(kj_store *store, const kj_report_request *request, kj_arena *arena,
                     kj_report_result *out, kj_sink *sink)
{
    kj_class_job job = {
        .store = store,
        .request = request,
        .arena = arena,
        .sink = sink,
        .w = {.arena = arena, .id = kj_arena_copy(arena, request->subject), .current = SIZE_MAX}};
    const kj_event_filter filter = {.class = job.w.id};
    kj_build build = kj_build_begin(out, "class", KJ_W_REPORT_OF_CLASS, request->words, arena);
    const size_t errors = sink->errors;

    if (!kj_store_events(store, &filter, kj_class_fold, &job.w, sink))
        return false;
    if (!job.w.began) {
        kj_report_hint(sink, KJ_NOWHERE, "E0804", KJ_LIT("'kejian report class' lists them"),
                       "there is no class '%.*s'", KJ_ARG(job.w.id));
        return false;
    }
    if (request->course && kj_span_equal(request->course->id, job.w.course))
        job.course = request->course;
    kj_class_fold_end(&job.w);
    if (!read_answers(&job))
        return false;
    put_head(&job, &build);
    if (!kj_class_put_groups(&job, &build) || !kj_class_put_attendance(&job, &build))
        return false;
    kj_class_put_times(&job, &build);
    if (!kj_class_put_questions(&job, &build))
        return false;
    kj_class_put_plays(&job, &build);
    return kj_class_put_picks(&job, &build) && sink->errors == errors;
}

static bool make(kj_store *store, const kj_report_request *request, kj_arena *arena,
                 kj_report_result *out, kj_sink *sink)
{
    bool made = false;

    if (kj_query_begin(store, sink)) {
        made = request->subject.len > 0 ? make_one(store, request, arena, out, sink)
                                        : make_list(store, request, arena, out, sink);
        kj_query_end(store);
    }
    return made;
}

const kj_report_row kj_report_class = {
    "class", "classes in a room: all, or one with attendance, times, questions and role-plays",
    KJ_REPORT_OF_ONE_OR_ALL, make};
