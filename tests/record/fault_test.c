/* tests/record/fault_test.c: each write, truncation and fsync of the store fails in turn.  The
 * append says so, the program goes on, the store stays whole, and every event that was
 * acknowledged is there. */
#include "record/kit.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

/* A file system over the system's own that fails at the n-th change, once or from then on. */
typedef struct shim {
    sqlite3_vfs vfs;
    sqlite3_vfs *below;
    long changes; /* so far */
    long fail_at; /* 0: never */
    bool for_good;
    int with; /* SQLITE_FULL or SQLITE_IOERR_… */
} shim;

typedef struct shim_file {
    sqlite3_file file;
    shim *shim;
    sqlite3_io_methods methods;
} shim_file;

static sqlite3_file *below(sqlite3_file *file)
{
    return (sqlite3_file *)(void *)((shim_file *)(void *)file + 1);
}

static bool fails(sqlite3_file *file)
{
    shim *s = ((shim_file *)(void *)file)->shim;

    s->changes++;
    return s->fail_at > 0 && (s->for_good ? s->changes >= s->fail_at : s->changes == s->fail_at);
}

static int shim_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 at)
{
    const shim *s = ((shim_file *)(void *)file)->shim;

    if (fails(file)) {
        /* A disk that fills up takes a part. */
        if (count > 100)
            (void)below(file)->pMethods->xWrite(below(file), bytes, count / 2, at);
        return s->with == SQLITE_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    return below(file)->pMethods->xWrite(below(file), bytes, count, at);
}

/* The disk is not waited for: nobody pulls the plug here. */
static int shim_sync(sqlite3_file *file, int flags)
{
    (void)flags;
    return fails(file) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    if (fails(file))
        return SQLITE_IOERR_TRUNCATE;
    return below(file)->pMethods->xTruncate(below(file), size);
}

static int shim_close(sqlite3_file *file)
{
    return below(file)->pMethods->xClose(below(file));
}

static int shim_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 at)
{
    return below(file)->pMethods->xRead(below(file), bytes, count, at);
}

static int shim_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return below(file)->pMethods->xFileSize(below(file), size);
}

static int shim_lock(sqlite3_file *file, int level)
{
    return below(file)->pMethods->xLock(below(file), level);
}

static int shim_unlock(sqlite3_file *file, int level)
{
    return below(file)->pMethods->xUnlock(below(file), level);
}

static int shim_reserved(sqlite3_file *file, int *out)
{
    return below(file)->pMethods->xCheckReservedLock(below(file), out);
}

static int shim_control(sqlite3_file *file, int what, void *with)
{
    return below(file)->pMethods->xFileControl(below(file), what, with);
}

static int shim_sector(sqlite3_file *file)
{
    return below(file)->pMethods->xSectorSize(below(file));
}

static int shim_device(sqlite3_file *file)
{
    return below(file)->pMethods->xDeviceCharacteristics(below(file));
}

static int shim_shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **out)
{
    return below(file)->pMethods->xShmMap(below(file), region, size, extend, out);
}

static int shim_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return below(file)->pMethods->xShmLock(below(file), offset, count, flags);
}

static void shim_shm_barrier(sqlite3_file *file)
{
    below(file)->pMethods->xShmBarrier(below(file));
}

static int shim_shm_unmap(sqlite3_file *file, int delete_flag)
{
    return below(file)->pMethods->xShmUnmap(below(file), delete_flag);
}

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    shim *s = vfs->pAppData;
    shim_file *mine = (shim_file *)(void *)file;
    const int result = s->below->xOpen(s->below, name, below(file), flags, out);

    memset(mine, 0, sizeof *mine);
    mine->shim = s;
    mine->methods = (sqlite3_io_methods){.iVersion = 2,
                                         .xClose = shim_close,
                                         .xRead = shim_read,
                                         .xWrite = shim_write,
                                         .xTruncate = shim_truncate,
                                         .xSync = shim_sync,
                                         .xFileSize = shim_size,
                                         .xLock = shim_lock,
                                         .xUnlock = shim_unlock,
                                         .xCheckReservedLock = shim_reserved,
                                         .xFileControl = shim_control,
                                         .xSectorSize = shim_sector,
                                         .xDeviceCharacteristics = shim_device,
                                         .xShmMap = shim_shm_map,
                                         .xShmLock = shim_shm_lock,
                                         .xShmBarrier = shim_shm_barrier,
                                         .xShmUnmap = shim_shm_unmap};
    if (below(file)->pMethods)
        file->pMethods = &mine->methods;
    return result;
}

static shim *shim_new(void)
{
    shim *s = calloc(1, sizeof *s);

    assert_non_null(s);
    s->below = sqlite3_vfs_find(NULL);
    s->vfs = *s->below;
    s->vfs.zName = "shim";
    s->vfs.pNext = NULL;
    s->vfs.pAppData = s;
    s->vfs.szOsFile = (int)sizeof(shim_file) + s->below->szOsFile;
    s->vfs.xOpen = shim_open;
    assert_int_equal(sqlite3_vfs_register(&s->vfs, 1), SQLITE_OK);
    return s;
}

static void shim_free(shim *s)
{
    sqlite3_vfs_unregister(&s->vfs);
    free(s);
}

enum { APPENDS = 8 };

/* Appends until the end; keeps the ids that were acknowledged.  How many were not? */
static size_t lesson(kit *k, kj_store *store, kj_text_buffer *ids)
{
    size_t refused = 0;

    for (int i = 0; i < APPENDS; i++) {
        kj_event event = kit_answer("E1", "A1", i % 2 ? "q1" : "q2", i, 1, 1);
        if (kj_store_append(store, &event, k->arena, &k->sink))
            kj_put(ids, event.id);
        else {
            refused++;
            assert_int_equal(event.id.len, 0);
        }
    }
    return refused;
}

static void must_be_whole(kit *k, const char *name, kj_span ids, long at)
{
    const char *path = kit_path(k, name);
    kj_verify_count count;
    kj_store *store;

    kit_forget(k);
    assert_int_equal(kit_number(path, "SELECT count(*) FROM pragma_integrity_check"
                                      " WHERE integrity_check <> 'ok'"),
                     0);
    store = kit_open(k, name);
    if (!kj_store_verify(store, &count, k->arena, &k->sink))
        fail_msg("change %ld: %.*s", at, KJ_ARG(kj_put_span(&k->said)));
    const kj_span lines = kit_export(k, store);
    size_t from = 0;
    for (size_t i = 0; i + 36 <= ids.len; i += 36) {
        from = kj_span_find(lines, kj_span_sub(ids, i, i + 36), from);
        if (from == SIZE_MAX)
            fail_msg("change %ld: event %.36s was acknowledged and is gone", at, ids.ptr + i);
    }
    kj_store_close(store);
}

/* A checkpoint within the lesson brings the changes of the main file into play. */
static void run(void **state, int with, bool for_good)
{
    kit *k = *state;
    shim *s = shim_new();
    long total = 0;
    size_t faults = 0, told = 0;

    for (long at = 0; at == 0 || at <= total; at++) {
        const char *name = kj_arena_format(k->arena, "s%ld.db", at).ptr;
        kj_text_buffer ids = {.arena = k->arena};
        s->fail_at = 0;
        s->with = with;
        s->for_good = for_good;
        kj_store *store = kit_open(k, name);
        kit_forget(k);
        s->changes = 0;
        s->fail_at = at;
        size_t refused = lesson(k, store, &ids);
        sqlite3_wal_checkpoint_v2(kj_store_handle(store), NULL, SQLITE_CHECKPOINT_FULL, NULL, NULL);
        refused += lesson(k, store, &ids);
        if (at == 0)
            total = s->changes;
        assert_int_equal(k->sink.errors, refused); /* one sentence each, and no more */
        if (refused > 0) {
            faults++;
            assert_true(kit_said(k, "[E0701]"));
            assert_true(kit_said(k, "nothing is saved: "));
            told += kit_said(k, with == SQLITE_FULL ? "the disk is full" : "the disk reports");
        }
        if (!for_good && refused > 1)
            fail_msg("change %ld: one fault lost %zu answers", at, refused);
        kj_store_close(store);
        s->fail_at = 0;
        must_be_whole(k, name, kj_put_span(&ids), at);
        (void)remove(kit_path(k, name));
    }
    shim_free(s);
    /* The test would show nothing if the faults did not arrive. */
    assert_true(total > 100);
    assert_true(faults > (size_t)total / 2);
    assert_true(told > faults / 2);
}

static void one_write_finds_the_disk_full(void **state)
{
    run(state, SQLITE_FULL, false);
}

static void the_disk_stays_full(void **state)
{
    run(state, SQLITE_FULL, true);
}

static void one_write_fails(void **state)
{
    run(state, SQLITE_IOERR, false);
}

static void the_disk_is_gone(void **state)
{
    run(state, SQLITE_IOERR, true);
}

/* A bundle is taken whole or not at all, whatever fails. */
static void an_import_that_fails(void **state)
{
    kit *k = *state;
    shim *s = shim_new();
    kj_store *store = kit_open(k, "from.db");
    kj_text_buffer ids = {.arena = k->arena};
    long total = 0;

    assert_int_equal(lesson(k, store, &ids), 0);
    const kj_span bundle = kit_export(k, store);
    kj_store_close(store);
    for (long at = 0; at == 0 || at <= total; at++) {
        kj_import_count count;
        s->fail_at = 0;
        s->with = at % 2 ? SQLITE_FULL : SQLITE_IOERR;
        store = kit_open(k, "to.db");
        s->changes = 0;
        s->fail_at = at;
        const bool taken = kit_import(k, store, "bundle", bundle, &count);
        if (at == 0)
            total = s->changes;
        s->fail_at = 0;
        const kj_span after = kit_export(k, store);
        assert_int_equal(after.len, taken ? bundle.len : 0);
        kj_store_close(store);
        (void)remove(kit_path(k, "to.db"));
    }
    assert_true(total > 3);
    shim_free(s);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, kit_set_up, kit_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(one_write_finds_the_disk_full),
        TEST(the_disk_stays_full),
        TEST(one_write_fails),
        TEST(the_disk_is_gone),
        TEST(an_import_that_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
