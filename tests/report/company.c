/* tests/report/company.c: makes a company of some seed in a folder: its store, its events and
 * roster as files, and reports as JSON with what was asked.  check_reports.py then calculates every
 * figure from the files alone and compares.
 *
 *   report_company FOLDER SEED */
#include "base/random.h"
#include "os/files.h"
#include "report/report.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { PEOPLE = 140, STRANGERS = 6 };

typedef struct company {
    const char *folder;
    kj_store *store;
    kj_arena *arena;
    kj_sink sink;
    uint64_t seed;
    size_t requests;
} company;

static void show(void *ctx, const kj_diag *diag)
{
    (void)ctx;
    fprintf(stderr, "%s %.*s\n", diag->code, KJ_ARG(diag->message));
}

static void must(bool done)
{
    if (!done)
        exit(1);
}

static uint32_t below(company *c, uint32_t bound)
{
    return kj_random_below(&c->seed, bound);
}

static kj_span path(company *c, const char *name)
{
    return kj_arena_format(c->arena, "%s/%s", c->folder, name);
}

static kj_span date(company *c, uint32_t from, uint32_t days)
{
    /* From 2026-01-01 on. */
    return kj_date_write(20454 + from + below(c, days), c->arena);
}

static void hire(company *c, sqlite3 *db)
{
    /* One department too small to be shown, two small ones that are big enough together with it. */
    static const char *const departments[] = {"华东销售部", "华南销售部", "北方大区", "行业客户部"};
    static const char *const regions[] = {"东", "南", "北", "北"};

    for (uint32_t i = 0; i < PEOPLE; i++) {
        const uint32_t d = below(c, 4);
        const bool small = i < 9;
        kj_learner l = {.id = kj_arena_format(c->arena, "E%05u", i),
                        .name = kj_arena_format(c->arena, "员工%u", i),
                        .department = small ? kj_arena_format(c->arena, "小组%u", i % 3)
                                            : kj_span_of(below(c, 20) ? departments[d] : ""),
                        .region = small ? KJ_LIT("西") : kj_span_of(regions[d])};
        /* Three on the very days that decide. */
        static const char *const edges[] = {"2026-11-23", "2026-11-24", "2026-06-30"};
        if (below(c, 6) == 0)
            l.left = date(c, 30, 330);
        if (i >= 20 && i < 23)
            l.left = kj_span_of(edges[i - 20]);
        must(kj_learner_put(c->store, &l, &c->sink));
        /* A move some day, as a roster of that day would have brought it. */
        if (below(c, 4) == 0) {
            const uint32_t old = below(c, 4);
            const kj_span text =
                kj_arena_format(c->arena,
                                "UPDATE stay SET since = '%.*s' WHERE learner = '%.*s';"
                                "INSERT INTO stay VALUES ('%.*s', '', '%s', '%s')",
                                KJ_ARG(date(c, 0, 300)), KJ_ARG(l.id), KJ_ARG(l.id),
                                departments[old], regions[old]);
            must(sqlite3_exec(db, text.ptr, NULL, NULL, NULL) == SQLITE_OK);
        }
    }
}

static void append(company *c, kj_event event)
{
    must(kj_store_append(c->store, &event, c->arena, &c->sink));
}

static void attempt(company *c, kj_span learner, kj_span course, kj_time at)
{
    kj_event e = {.type = KJ_EVENT_ATTEMPT_STARTED,
                  .at = at,
                  .learner = learner,
                  .course = course,
                  .version = below(c, 3) ? KJ_LIT("1.0.0") : KJ_LIT("1.1.0"),
                  .object = course};
    kj_event started = e;

    must(kj_store_append(c->store, &started, c->arena, &c->sink));
    e.attempt = started.attempt;
    for (uint32_t i = below(c, 8); i > 0; i--) {
        e.at.ms += 1000 + below(c, 90000);
        e.type = below(c, 4) ? KJ_EVENT_ITEM_ANSWERED : KJ_EVENT_DRILL_ANSWERED;
        e.object = kj_arena_format(c->arena, "q%02u", below(c, 12));
        e.has = KJ_HAS_SCORE | KJ_HAS_RESPONSE | KJ_HAS_TRY;
        e.response[0] = kj_arena_format(c->arena, "%c", (char)('a' + below(c, 4)));
        e.response_count = 1;
        e.max = 1 + below(c, 2);
        e.score = e.max * below(c, 4) / 3.0;
        e.try_count = 1 + below(c, 2);
        append(c, e);
    }
    if (below(c, 3) == 0)
        return;
    e.at.ms += (int64_t)below(c, 40) * 86400000 + (int64_t)below(c, 5) * 3600000;
    e.type = KJ_EVENT_ATTEMPT_FINISHED;
    e.object = course;
    e.has = KJ_HAS_SCORE | KJ_HAS_PASSED | KJ_HAS_DURATION;
    e.max = below(c, 12) ? 100 : 0; /* now and then nothing could be scored */
    e.score = e.max > 0 ? below(c, 101) : 0;
    e.passed = e.score >= 60;
    e.duration_ms = 60000 + below(c, 9000000);
    append(c, e);
}

static void learn(company *c)
{
    for (uint32_t i = 0; i < PEOPLE + STRANGERS; i++)
        for (uint32_t n = below(c, 4); n > 0; n--) {
            /* Late hours and far offsets: the local day is not UTC's. */
            const kj_time at = {.ms = 1767225600000 + (int64_t)below(c, 25920000) * 1000,
                                .offset_min = below(c, 3) ? 480 : (int32_t)below(c, 1400) - 700};
            attempt(c,
                    i < PEOPLE ? kj_arena_format(c->arena, "E%05u", i)
                               : kj_arena_format(c->arena, "X%u", i),
                    below(c, 5) ? KJ_LIT("key-account") : KJ_LIT("other"), at);
        }
}

static bool put_line(void *ctx, kj_span line)
{
    kj_put(ctx, line);
    kj_put_char(ctx, '\n');
    return true;
}

/* The roster with its history, one JSON object a line. */
static void write_files(company *c, sqlite3 *db)
{
    kj_text_buffer events = {.arena = c->arena}, roster = {.arena = c->arena};
    sqlite3_stmt *rows = NULL;

    must(kj_bundle_export(c->store, &(kj_event_filter){0}, put_line, &events, &c->sink));
    must(kj_file_write(path(c, "events.jsonl").ptr, kj_put_span(&events), &c->sink));
    must(sqlite3_prepare_v2(
             db,
             "SELECT json_object('id', learner, 'department', department, 'region', region,"
             " 'left', left_on, 'stays', (SELECT json_group_array(json_array(since, department,"
             " region)) FROM (SELECT * FROM stay s WHERE s.learner = l.learner ORDER BY since)))"
             " FROM learner l ORDER BY learner",
             -1, &rows, NULL) == SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW)
        kj_putf(&roster, "%s\n", (const char *)sqlite3_column_text(rows, 0));
    sqlite3_finalize(rows);
    must(kj_file_write(path(c, "roster.jsonl").ptr, kj_put_span(&roster), &c->sink));
}

static kj_span day_json(company *c, int64_t day)
{
    const kj_span text = day == KJ_NO_DAY ? (kj_span){0} : kj_date_write(day, c->arena);

    return text.len == 0 ? KJ_LIT("null") : kj_arena_format(c->arena, "\"%.*s\"", KJ_ARG(text));
}

static void report(company *c, const char *name, kj_report_request request)
{
    kj_report_result result;
    const kj_report_row *row = NULL;
    const kj_report_format *json = NULL;
    kj_span text;

    for (size_t i = 0; i < kj_report_count; i++)
        if (strcmp(kj_reports[i]->name, name) == 0)
            row = kj_reports[i];
    for (size_t i = 0; i < kj_report_format_count; i++)
        if (strcmp(kj_report_formats[i]->name, "json") == 0)
            json = kj_report_formats[i];
    must(row && json && row->make(c->store, &request, c->arena, &result, &c->sink));
    text = kj_arena_format(
        c->arena,
        "{\"name\":\"%s\",\"learner\":\"%.*s\",\"by\":\"%.*s\",\"then\":%s,\"since\":%.*s,"
        "\"until\":%.*s,\"at\":%.*s,\"today\":\"2026-11-23\",\"small\":%s,\"course\":\"%.*s\","
        "\"report\":%.*s}\n",
        name, KJ_ARG(request.subject), KJ_ARG(request.by),
        request.department_then ? "true" : "false", KJ_ARG(day_json(c, request.since)),
        KJ_ARG(day_json(c, request.until)), KJ_ARG(day_json(c, request.at)),
        request.small_groups ? "true" : "false",
        KJ_ARG(request.course ? request.course->id : (kj_span){0}),
        KJ_ARG(json->write(&result, c->arena)));
    must(kj_file_write(path(c, kj_arena_format(c->arena, "report-%zu.json", c->requests++).ptr).ptr,
                       text, &c->sink));
}

static void reports(company *c)
{
    kj_report_request r = {.since = KJ_NO_DAY, .until = KJ_NO_DAY, .at = KJ_NO_DAY};
    const kj_course course = {.id = KJ_LIT("key-account")};
    int64_t since = 0, until = 0;

    must(kj_time_read(KJ_LIT("2026-11-23T17:40:00.000+08:00"), &r.now));
    must(kj_date_read(KJ_LIT("2026-03-01"), &since));
    must(kj_date_read(KJ_LIT("2026-06-30"), &until));
    report(c, "completion", r);
    r.by = KJ_LIT("department");
    report(c, "completion", r);
    r.department_then = true;
    report(c, "completion", r);
    r.small_groups = true;
    report(c, "completion", r);
    r.department_then = false;
    r.since = since;
    r.until = until;
    report(c, "completion", r);
    r.by = KJ_LIT("region");
    r.course = &course;
    report(c, "completion", r);
    r.since = r.until = KJ_NO_DAY;
    r.at = until;
    report(c, "completion", r);
    for (uint32_t i = 0; i < 12; i++) {
        kj_report_request one = {
            .since = i == 3 ? since : KJ_NO_DAY, .until = KJ_NO_DAY, .at = KJ_NO_DAY, .now = r.now};
        one.subject = kj_arena_format(c->arena, "E%05u", i * 7);
        report(c, "learner", one);
    }
}

int main(int argc, char **argv)
{
    company c = {.arena = kj_arena_new(), .sink = {.emit = show}};
    sqlite3 *db = NULL;

    if (argc != 3)
        return 2;
    c.folder = argv[1];
    c.seed = strtoull(argv[2], NULL, 10);
    must(kj_folder_make(c.folder, &c.sink));
    (void)remove(path(&c, "records.db").ptr);
    c.store = kj_store_open(path(&c, "records.db").ptr, KJ_STORE_WRITE, &c.sink);
    must(c.store);
    must(sqlite3_open(path(&c, "records.db").ptr, &db) == SQLITE_OK);
    /* A company of thousands of events need not be on the disk. */
    must(sqlite3_exec(kj_store_handle(c.store), "PRAGMA synchronous = OFF", NULL, NULL, NULL) ==
         SQLITE_OK);
    hire(&c, db);
    learn(&c);
    write_files(&c, db);
    reports(&c);
    sqlite3_close(db);
    kj_store_close(c.store);
    kj_arena_free(c.arena);
    return 0;
}
