/* engine/report/class_people.c: who was in a class. */
#include "report/class.h"
#include "report/query.h"

#include <math.h>
#include <stdlib.h>

kj_span kj_class_name(kj_class_job *job, kj_span learner, kj_learner *out)
{
    kj_learner found = {0};

    if (!kj_learner_get(job->store, learner, &found, job->arena, job->sink))
        found = (kj_learner){0};
    if (out)
        *out = found;
    return found.name;
}

/* A register, by name: who was there is what it is for. */
bool kj_class_put_attendance(kj_class_job *job, kj_build *build)
{
    static const kj_column_row columns[] = {
        {"learner", KJ_W_REPORT_NUMBER, KJ_W_NONE, 0},
        {"name", KJ_W_REPORT_NAME, KJ_W_NONE, 0},
        {"department", KJ_W_REPORT_DEPARTMENT, KJ_W_NONE, 0},
        {"since", KJ_W_REPORT_CLASS_SINCE, KJ_W_REPORT_CLASS_SINCE_IS, 0},
        {"how", KJ_W_REPORT_CLASS_HOW, KJ_W_NONE, 0},
        {"picked", KJ_W_REPORT_CLASS_PICKED, KJ_W_REPORT_CLASS_PICKED_IS, 0},
        {"phone_answers", KJ_W_REPORT_CLASS_PHONE_ANSWERS, KJ_W_REPORT_CLASS_PHONE_ANSWERS_IS, 0},
    };
    const size_t errors = job->sink->errors;

    kj_table_say(build, "attendance", KJ_W_REPORT_CLASS_ATTENDANCE);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < job->w.people.count; i++) {
        const kj_class_person_row *row = &job->w.people.ptr[i];
        kj_learner known;
        if (!row->present)
            continue;
        (void)kj_class_name(job, row->id, &known);
        kj_cell_put(build, kj_cell_text(row->id));
        kj_cell_put(build, kj_cell_text(known.name));
        kj_cell_put(build, kj_cell_text(known.department));
        kj_cell_put(build, kj_cell_time(row->since));
        kj_cell_put(build, kj_how_cell(build, row->how));
        kj_cell_put(build, kj_cell_number(row->picked));
        kj_cell_put(build, kj_cell_number(row->answers));
    }
    return job->sink->errors == errors;
}

/* ---- by department or region ---- */

typedef struct group {
    kj_span name;
    size_t staff, there;
} group;

static void put_group(kj_build *build, kj_span name, const group *g, bool figures)
{
    kj_cell_put(build, kj_cell_text(name));
    kj_cell_put(build, kj_cell_number((double)g->staff));
    kj_cell_put(build, kj_cell_number(figures ? (double)g->there : NAN));
    kj_cell_put(build,
                kj_cell_share(figures && g->staff > 0 ? (double)g->there / (double)g->staff : NAN));
}

/* Staff on the day of the class, in the order of their groups. */
static bool read_groups(kj_class_job *job, group **out, size_t *count)
{
    const bool by_region = kj_span_is(job->request->by, "region");
    const int64_t date =
        job->request->at != KJ_NO_DAY ? job->request->at : kj_time_local_day(job->w.started);
    sqlite3_stmt *query =
        kj_query(job->store,
                 by_region ? "SELECT region, learner, left_on FROM learner ORDER BY 1, 2"
                           : "SELECT department, learner, left_on FROM learner ORDER BY 1, 2",
                 job->sink);
    KJ_LIST(group) groups = {0};
    size_t capacity = 0;
    bool failed = !query;

    while (query && kj_query_next(job->store, query, &failed, job->sink)) {
        const kj_span name = kj_query_text(query, 0);
        int64_t left = 0;
        if (kj_date_read(kj_query_text(query, 2), &left) && left <= date)
            continue;
        if (groups.count == 0 || !kj_span_equal(groups.ptr[groups.count - 1].name, name))
            *KJ_PUSH(job->arena, &groups, &capacity, group) =
                (group){.name = kj_arena_copy(job->arena, name)};
        group *last = &groups.ptr[groups.count - 1];
        const kj_class_person_row *person = kj_class_person(&job->w, kj_query_text(query, 1));
        last->staff++;
        last->there += person && person->present;
    }
    *out = groups.ptr;
    *count = groups.count;
    return !failed;
}

/* Groups too small to be shown come together; where even they are too few, only their number is
 * told. */
static void put_rows(const kj_class_job *job, kj_build *build, const group *groups, size_t count)
{
    group small = {0};
    size_t small_count = 0;

    for (size_t i = 0; i < count; i++) {
        const group *g = &groups[i];
        if (g->staff < KJ_SMALL_GROUP && !job->request->small_groups) {
            small.staff += g->staff;
            small.there += g->there;
            small_count++;
        } else
            put_group(build, g->name.len > 0 ? g->name : kj_build_word(build, KJ_W_REPORT_UNNAMED),
                      g, true);
    }
    if (small_count > 0)
        put_group(build,
                  KJ_FILL(job->request->words, job->arena, KJ_W_REPORT_GROUPS_SMALL,
                          kj_n("limit", KJ_SMALL_GROUP), kj_n("n", (int64_t)small_count)),
                  &small, small.staff >= KJ_SMALL_GROUP);
}

bool kj_class_put_groups(kj_class_job *job, kj_build *build)
{
    const bool by_region = kj_span_is(job->request->by, "region");
    const kj_column_row columns[] = {
        {by_region ? "region" : "department",
         by_region ? KJ_W_REPORT_REGION : KJ_W_REPORT_DEPARTMENT, KJ_W_REPORT_GROUP_NOW_IS, 0},
        {"staff", KJ_W_REPORT_PEOPLE, KJ_W_REPORT_CLASS_STAFF_IS, 0},
        {"attended", KJ_W_REPORT_CLASS_ATTENDED, KJ_W_REPORT_CLASS_ATTENDED_IS, 0},
        {"attendance_rate", KJ_W_REPORT_CLASS_RATE, KJ_W_REPORT_CLASS_RATE_IS, 1},
    };
    group *groups = NULL;
    size_t count = 0;

    kj_table_say(build, "groups",
                 by_region ? KJ_W_REPORT_CLASS_REGIONS : KJ_W_REPORT_CLASS_DEPARTMENTS);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    if (!read_groups(job, &groups, &count))
        return false;
    put_rows(job, build, groups, count);
    return true;
}

bool kj_class_put_picks(kj_class_job *job, kj_build *build)
{
    static const kj_column_row columns[] = {
        {"at", KJ_W_REPORT_AT, KJ_W_NONE, 0},
        {"learner", KJ_W_REPORT_NUMBER, KJ_W_NONE, 0},
        {"name", KJ_W_REPORT_NAME, KJ_W_NONE, 0},
    };
    const size_t errors = job->sink->errors;

    kj_table_say(build, "picks", KJ_W_REPORT_CLASS_PICKS);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < job->w.picks.count; i++) {
        const kj_class_pick_row *row = &job->w.picks.ptr[i];
        kj_cell_put(build, kj_cell_time(row->at));
        kj_cell_put(build, kj_cell_text(row->learner));
        kj_cell_put(build, kj_cell_text(kj_class_name(job, row->learner, NULL)));
    }
    return job->sink->errors == errors;
}
