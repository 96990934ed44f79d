/* engine/record/store.c: opens, makes and closes the file. */
#include "record/db.h"

#include "os/files.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MS 15000 /* the longest that another program may hold the write lock */

static const char NOT_OURS[] = "%s is not a store of kejian; it is left as it is";
static const char NEWER[] =
    "the store %s is of version %lld, and this program knows version %d; it is left as it is";

/* Short naps: a commit takes well under a millisecond, so nobody sees this wait.  The library's
 * own handler grows to naps of 100 ms. */
static int nap(void *ctx, int count)
{
    const kj_store *store = ctx;
    if (count > (store->patience_ms > 0 ? store->patience_ms : BUSY_MS))
        return 0;
    sqlite3_sleep(1);
    return 1;
}

static kj_span folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return KJ_LIT(".");
    return (kj_span){path, slash == path ? 1 : (size_t)(slash - path)};
}

/* Makes an empty file that only its owner can read; SQLite gives its side files the same mode. */
static bool make_file(const char *path, kj_sink *sink)
{
    kj_arena *arena = kj_arena_new();
    const char *folder = kj_arena_copy(arena, folder_of(path)).ptr;
    bool made = false;
    int file = -1, directory = -1;

    if (!kj_path_is_folder(folder) && !kj_folder_make(folder, sink))
        goto done;
    file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 && errno != EEXIST) {
        kj_report(sink, KJ_NOWHERE, "E0702", "the store %s cannot be made: %s", path,
                  strerror(errno));
        goto done;
    }
    directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory >= 0)
        (void)fsync(directory); /* some file systems cannot: then the name is as safe as they are */
    made = true;

done:
    if (file >= 0)
        close(file);
    if (directory >= 0)
        close(directory);
    kj_arena_free(arena);
    return made;
}

static int64_t big_endian(const unsigned char *bytes)
{
    return (int64_t)(((uint32_t)bytes[0] << 24) | ((uint32_t)bytes[1] << 16) |
                     ((uint32_t)bytes[2] << 8) | bytes[3]);
}

/* Looks at the first bytes before SQLite does: opening a file of somebody else, or of a newer
 * version, would already make side files beside it. */
static bool header_fits(const char *path, kj_sink *sink)
{
    unsigned char head[100] = {0};
    struct stat status;
    bool fits = false;
    ssize_t got = 0;
    const int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (file < 0 || fstat(file, &status) != 0) {
        kj_report(sink, KJ_NOWHERE, "E0702", "the store %s cannot be opened: %s", path,
                  strerror(errno));
        goto done;
    }
    if (!S_ISREG(status.st_mode)) {
        kj_report(sink, KJ_NOWHERE, "E0702", NOT_OURS, path);
        goto done;
    }
    got = pread(file, head, sizeof head, 0);
    if (got < 0) {
        kj_report(sink, KJ_NOWHERE, "E0702", "the store %s cannot be read: %s", path,
                  strerror(errno));
        goto done;
    }
    if (got == 0) { /* made a moment ago, its tables are still to come */
        fits = true;
        goto done;
    }
    const int64_t version = big_endian(head + 60), application = big_endian(head + 68);
    if (got < (ssize_t)sizeof head || memcmp(head, "SQLite format 3", 16) != 0 ||
        (application != 0 && application != KJ_APPLICATION_ID)) {
        kj_report(sink, KJ_NOWHERE, "E0702", NOT_OURS, path);
        goto done;
    }
    if (application == KJ_APPLICATION_ID && version > KJ_STORE_VERSION) {
        kj_report(sink, KJ_NOWHERE, "E0703", NEWER, path, (long long)version, KJ_STORE_VERSION);
        goto done;
    }
    fits = true;

done:
    if (file >= 0)
        close(file);
    return fits;
}

static bool get_number(kj_store *store, const char *text, int64_t *out)
{
    sqlite3_stmt *statement = NULL;
    bool got = false;

    if (sqlite3_prepare_v2(store->db, text, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        *out = sqlite3_column_int64(statement, 0);
        got = true;
    }
    sqlite3_finalize(statement);
    return got;
}

/* "file:…?immutable=1" reads a store on a medium where no side file can be made. */
static char *immutable_uri(const char *path)
{
    const size_t size = 3 * strlen(path) + sizeof "file:?immutable=1";
    char *uri = malloc(size);
    size_t len = 5;

    if (!uri)
        return NULL;
    snprintf(uri, size, "file:");
    for (const char *p = path; *p; p++) {
        if (*p == '%' || *p == '?' || *p == '#')
            len += (size_t)snprintf(uri + len, size - len, "%%%02X", (unsigned)*p);
        else
            uri[len++] = *p;
    }
    snprintf(uri + len, size - len, "?immutable=1");
    return uri;
}

static bool wal_is_empty(const char *path)
{
    struct stat status;
    const size_t len = strlen(path);
    char *wal = malloc(len + sizeof "-wal");
    bool empty = false;

    if (wal) {
        memcpy(wal, path, len);
        memcpy(wal + len, "-wal", sizeof "-wal");
        empty = stat(wal, &status) != 0 || status.st_size == 0;
    }
    free(wal);
    return empty;
}

/* Can files beside it be written as well?  WAL needs that. */
static bool may_write(const char *path)
{
    kj_arena *arena = kj_arena_new();
    const char *folder = kj_arena_copy(arena, folder_of(path)).ptr;
    const bool may = access(path, W_OK) == 0 && access(folder, W_OK) == 0;

    kj_arena_free(arena);
    return may;
}

/* Who may write opens for writing, also to read only: such a connection tidies up the side files
 * when it is the last to leave. */
static bool open_database(kj_store *store, kj_sink *sink)
{
    const int flags = may_write(store->path) ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    int64_t ignored = 0;

    if (sqlite3_open_v2(store->path, &store->db, flags, NULL) == SQLITE_OK &&
        sqlite3_busy_handler(store->db, nap, store) == SQLITE_OK &&
        get_number(store, "PRAGMA user_version", &ignored))
        return true;
    const int why = sqlite3_errcode(store->db) & 0xff;
    if (store->read_only && (why == SQLITE_CANTOPEN || why == SQLITE_READONLY)) {
        if (!wal_is_empty(store->path)) {
            kj_report(sink, KJ_NOWHERE, "E0702",
                      "the newest answers of %s are in %s-wal, which can be read only in a folder "
                      "that may be written: copy both files into one",
                      store->path, store->path);
            return false;
        }
        char *uri = immutable_uri(store->path);
        sqlite3_close(store->db);
        store->db = NULL;
        const bool opened = uri &&
                            sqlite3_open_v2(uri, &store->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                                            NULL) == SQLITE_OK &&
                            get_number(store, "PRAGMA user_version", &ignored);
        free(uri);
        if (opened)
            return true;
    }
    if (!store->db)
        kj_report(sink, KJ_NOWHERE, "E0702", "the store %s cannot be opened", store->path);
    else
        kj_sql_failed(store, "E0702", "the store cannot be opened", sink);
    return false;
}

/* All settings are the connection's own; only the journal's mode is the file's. */
static bool configure(kj_store *store, kj_sink *sink)
{
    static const char settings[] = "PRAGMA synchronous = FULL;"
                                   "PRAGMA foreign_keys = ON;"
                                   "PRAGMA trusted_schema = OFF;"
                                   "PRAGMA cache_size = -1024;"
                                   "PRAGMA mmap_size = 0;"
                                   "PRAGMA wal_autocheckpoint = 1000;";

    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (sqlite3_exec(store->db, settings, NULL, NULL, NULL) != SQLITE_OK) {
        kj_sql_failed(store, "E0702", "the store cannot be opened", sink);
        return false;
    }
    if (store->read_only)
        return sqlite3_exec(store->db, "PRAGMA query_only = ON", NULL, NULL, NULL) == SQLITE_OK;
    /* Turning a new file to WAL needs it alone, and SQLite does not call the busy handler in
     * every case of that: two programs may be making the store at once. */
    for (int i = 0; i < BUSY_MS; i++) {
        const int result =
            sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) & 0xff;
        if (result == SQLITE_OK)
            return true;
        if (result != SQLITE_BUSY && result != SQLITE_LOCKED)
            break;
        sqlite3_sleep(1);
    }
    kj_sql_failed(store, "E0702", "the store cannot be opened", sink);
    return false;
}

static bool is_new(kj_store *store, int64_t application, int64_t version)
{
    int64_t tables = 1;

    return application == 0 && version == 0 &&
           get_number(store, "SELECT count(*) FROM sqlite_schema", &tables) && tables == 0;
}

/* Within a transaction: the steps that are missing. */
static bool apply_steps(kj_store *store, int64_t version)
{
    char text[160];

    for (int64_t i = version; i < KJ_STORE_VERSION; i++)
        if (sqlite3_exec(store->db, kj_schema_steps[i], NULL, NULL, NULL) != SQLITE_OK)
            return false;
    if (version == 0) {
        char device[KJ_UUID_LEN + 1];
        kj_uuid7(kj_clock_now().ms, &store->uuid_counter, device);
        snprintf(text, sizeof text,
                 "INSERT INTO device(device, here, hash) VALUES ('%s', 1, zeroblob(%d))", device,
                 KJ_HASH_BYTES);
        if (sqlite3_exec(store->db, text, NULL, NULL, NULL) != SQLITE_OK)
            return false;
    }
    snprintf(text, sizeof text, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             KJ_APPLICATION_ID, KJ_STORE_VERSION);
    return sqlite3_exec(store->db, text, NULL, NULL, NULL) == SQLITE_OK;
}

static bool migrate(kj_store *store, kj_sink *sink)
{
    int64_t application = 0, version = 0;
    bool done = true;

    if (!kj_transaction_begin(store, "E0702", sink))
        return false;
    /* Asked again under the lock: another program may have done it meanwhile. */
    if (!get_number(store, "PRAGMA application_id", &application) ||
        !get_number(store, "PRAGMA user_version", &version))
        done = false;
    else if (application != KJ_APPLICATION_ID && !is_new(store, application, version)) {
        kj_report(sink, KJ_NOWHERE, "E0702", NOT_OURS, store->path);
        kj_transaction_end(store, false, "E0702", sink);
        return false;
    } else if (version < KJ_STORE_VERSION)
        done = apply_steps(store, version);
    if (!done)
        kj_sql_failed(store, "E0702", "the store cannot be prepared", sink);
    return kj_transaction_end(store, done, "E0702", sink) && done;
}

static bool find_device(kj_store *store, kj_sink *sink)
{
    sqlite3_stmt *statement =
        kj_sql_new(store, "SELECT device FROM device WHERE here = 1", "E0706", sink);
    bool found = false;

    if (!statement)
        return false;
    if (sqlite3_step(statement) == SQLITE_ROW &&
        sqlite3_column_bytes(statement, 0) == KJ_UUID_LEN) {
        memcpy(store->device, sqlite3_column_text(statement, 0), KJ_UUID_LEN);
        found = true;
    } else
        kj_report(sink, KJ_NOWHERE, "E0706", "the store %s does not say which device it is of",
                  store->path);
    sqlite3_finalize(statement);
    return found;
}

static bool prepare(kj_store *store, kj_sink *sink)
{
    int64_t application = 0, version = 0;

    if (!get_number(store, "PRAGMA application_id", &application) ||
        !get_number(store, "PRAGMA user_version", &version)) {
        kj_sql_failed(store, "E0702", "the store cannot be opened", sink);
        return false;
    }
    if (application == KJ_APPLICATION_ID && version > KJ_STORE_VERSION) {
        kj_report(sink, KJ_NOWHERE, "E0703", NEWER, store->path, (long long)version,
                  KJ_STORE_VERSION);
        return false;
    }
    if (application != KJ_APPLICATION_ID &&
        (store->read_only || !is_new(store, application, version))) {
        kj_report(sink, KJ_NOWHERE, "E0702", NOT_OURS, store->path);
        return false;
    }
    if (!configure(store, sink))
        return false;
    if (version < KJ_STORE_VERSION && !store->read_only && !migrate(store, sink))
        return false;
    return find_device(store, sink);
}

kj_store *kj_store_open(const char *path, kj_store_mode mode, kj_sink *sink)
{
    kj_store *store = NULL;

    if (sodium_init() < 0) {
        kj_report(sink, KJ_NOWHERE, "E0702", "the system gives no randomness");
        return NULL;
    }
    if (access(path, F_OK) != 0) {
        const int why = errno;
        if (mode == KJ_STORE_READ || why != ENOENT) {
            kj_report(sink, KJ_NOWHERE, "E0702", "the store %s cannot be opened: %s", path,
                      why == ENOENT ? "there is no such file" : strerror(why));
            return NULL;
        }
        if (!make_file(path, sink))
            return NULL;
    }
    if (!header_fits(path, sink))
        return NULL;
    store = calloc(1, sizeof *store);
    if (store)
        store->path = strdup(path);
    if (!store || !store->path) {
        kj_report(sink, KJ_NOWHERE, "E0905", "there is not enough memory");
        free(store);
        return NULL;
    }
    /* A store that can only be read still opens for a lesson: the learner can look on, and each
     * append says that nothing is saved. */
    store->read_only = mode == KJ_STORE_READ || !may_write(path);
    if (!open_database(store, sink) || !prepare(store, sink)) {
        kj_store_close(store);
        return NULL;
    }
    return store;
}

void kj_store_close(kj_store *store)
{
    if (!store)
        return;
    for (size_t i = 0; i < KJ_SQL_COUNT; i++)
        sqlite3_finalize(store->kept[i]);
    /* Statements of report/ may be open still: then the library closes when they end. */
    sqlite3_close_v2(store->db);
    free(store->path);
    free(store);
}

void kj_store_patience(kj_store *store, int ms)
{
    store->patience_ms = ms;
}

kj_span kj_store_device(const kj_store *store)
{
    return kj_span_of(store->device);
}

struct sqlite3 *kj_store_handle(kj_store *store)
{
    return store->db;
}
