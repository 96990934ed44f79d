/* tests/record/kit.c: what the tests of the store share. */
#include "record/kit.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void remember(void *ctx, const kj_diag *diag)
{
    kit *k = ctx;

    kj_put(&k->said, kj_diag_text(diag, false, k->arena));
}

int kit_set_up(void **state)
{
    kit *k = calloc(1, sizeof *k);

    if (!k)
        return -1;
    snprintf(k->folder, sizeof k->folder, "/tmp/kj-record-XXXXXX");
    if (!mkdtemp(k->folder))
        return -1;
    k->arena = kj_arena_new();
    k->said.arena = k->arena;
    k->sink = (kj_sink){.emit = remember, .ctx = k};
    *state = k;
    return 0;
}

int kit_tear_down(void **state)
{
    kit *k = *state;
    DIR *folder = opendir(k->folder);

    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            (void)unlink(kit_path(k, entry->d_name));
    if (folder)
        closedir(folder);
    (void)rmdir(k->folder);
    kj_arena_free(k->arena);
    free(k);
    return 0;
}

const char *kit_path(kit *k, const char *name)
{
    return kj_arena_format(k->arena, "%s/%s", k->folder, name).ptr;
}

void kit_forget(kit *k)
{
    k->said = (kj_text_buffer){.arena = k->arena};
    k->sink.errors = k->sink.warnings = 0;
}

bool kit_said(const kit *k, const char *part)
{
    return kj_span_find(kj_put_span(&k->said), kj_span_of(part), 0) != SIZE_MAX;
}

kj_store *kit_open(kit *k, const char *name)
{
    kj_store *store = kj_store_open(kit_path(k, name), KJ_STORE_WRITE, &k->sink);

    if (!store)
        fail_msg("%.*s", KJ_ARG(kj_put_span(&k->said)));
    return store;
}

void kit_write(kit *k, const char *name, kj_span bytes)
{
    FILE *file = fopen(kit_path(k, name), "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

void kit_sql(const char *path, const char *text)
{
    sqlite3 *db = NULL;
    char *error = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, text, NULL, NULL, &error) != SQLITE_OK)
        fail_msg("%s", error);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int64_t kit_number(const char *path, const char *text)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *select = NULL;
    int64_t number = 0;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_prepare_v2(db, text, -1, &select, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    assert_int_equal(sqlite3_step(select), SQLITE_ROW);
    number = sqlite3_column_int64(select, 0);
    sqlite3_finalize(select);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return number;
}

kj_time kit_time(int64_t seconds)
{
    kj_time time;

    assert_true(kj_time_read(KJ_LIT("2026-11-23T09:00:00.000+08:00"), &time));
    time.ms += seconds * 1000;
    return time;
}

kj_event kit_event(kj_event_type type, const char *learner, const char *attempt, const char *object,
                   int64_t seconds)
{
    return (kj_event){.type = type,
                      .at = kit_time(seconds),
                      .learner = kj_span_of(learner),
                      .course = KJ_LIT("key-account"),
                      .version = KJ_LIT("1.0.0"),
                      .attempt = kj_span_of(attempt),
                      .object = kj_span_of(object)};
}

kj_event kit_answer(const char *learner, const char *attempt, const char *item, int64_t seconds,
                    double score, uint32_t try_count)
{
    kj_event event = kit_event(KJ_EVENT_ITEM_ANSWERED, learner, attempt, item, seconds);

    event.has = KJ_HAS_RESPONSE | KJ_HAS_SCORE | KJ_HAS_DURATION | KJ_HAS_TRY;
    event.response[0] = KJ_LIT("b");
    event.response[1] = KJ_LIT("他说\"不\"\\");
    event.response_count = 2;
    event.score = score;
    event.max = 1;
    event.duration_ms = 8350;
    event.try_count = try_count;
    return event;
}

void kit_append(kit *k, kj_store *store, kj_event event)
{
    if (!kj_store_append(store, &event, k->arena, &k->sink))
        fail_msg("%.*s", KJ_ARG(kj_put_span(&k->said)));
}

static bool add_line(void *ctx, kj_span line)
{
    kj_put(ctx, line);
    kj_put_char(ctx, '\n');
    return true;
}

kj_span kit_export(kit *k, kj_store *store)
{
    kj_text_buffer out = {.arena = k->arena};

    assert_true(kj_bundle_export(store, &(kj_event_filter){0}, add_line, &out, &k->sink));
    return kj_put_span(&out);
}

bool kit_import(kit *k, kj_store *store, const char *name, kj_span text, kj_import_count *count)
{
    kj_source *source = KJ_NEW(k->arena, kj_source, 1);

    source->name = kj_span_of(name);
    source->text = text;
    return kj_bundle_import(store, source, count, k->arena, &k->sink);
}
