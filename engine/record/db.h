/* engine/record/db.h: what the files of record/ share: the handle and its prepared statements.
 * Not for others; report/ asks kj_store_handle. */
#ifndef KJ_RECORD_DB_H
#define KJ_RECORD_DB_H

#include "os/clock.h"
#include "record/store.h"

#include <sqlite3.h>

/* "KJR1": tells our files from other SQLite databases. */
#define KJ_APPLICATION_ID 0x4b4a5231
#define KJ_HASH_BYTES 32
#define KJ_LINE_BYTES_MAX ((size_t)1 << 20) /* of one event in a bundle */
#define KJ_PROBLEMS_MAX 100                 /* reported of one file; the rest is counted */

/* An index of its own serves these events, where a query says exactly this. */
#define KJ_SQL_OF_CLASS "type >= 'class.' AND type < 'class/'"

/* What the tables of classes hold, from the events alone.  A bare column beside min() or max() is
 * of the row that has it (SQLite's rule). */
#define KJ_SQL_CLASS_WANTED \
    "SELECT a.attempt, a.course, a.questions, a.plays, s.id, s.at_ms," \
    " CAST(floor((s.at_ms + s.at_offset_min * 60000) / 86400000.0) AS INTEGER)," \
    " s.at_offset_min, s.version, s.learner, e.id, e.at_ms, e.duration_ms FROM" \
    " (SELECT attempt, min(course) AS course, sum(type = 'class.asked') AS questions," \
    "  sum(type = 'class.played') AS plays FROM event WHERE " KJ_SQL_OF_CLASS " GROUP BY 1) a" \
    " LEFT JOIN (SELECT attempt, min(id) AS id, at_ms, at_offset_min, version, learner" \
    "  FROM event WHERE " KJ_SQL_OF_CLASS " AND type = 'class.started' GROUP BY 1) s" \
    "  USING (attempt)" \
    " LEFT JOIN (SELECT attempt, min(id) AS id, at_ms, duration_ms" \
    "  FROM event WHERE " KJ_SQL_OF_CLASS " AND type = 'class.ended' GROUP BY 1) e" \
    "  USING (attempt)"
#define KJ_SQL_ATTENDANCE_WANTED \
    "SELECT attempt, learner, id, present FROM (SELECT attempt, learner, max(id) AS id," \
    " coalesce(passed, 1) AS present FROM event WHERE " KJ_SQL_OF_CLASS \
    " AND type = 'class.attended' GROUP BY 1, 2)"

/* Statements are prepared when first used and kept: preparing costs more than stepping. */
typedef enum kj_sql {
    KJ_SQL_BEGIN,
    KJ_SQL_COMMIT,
    KJ_SQL_HEAD,
    KJ_SQL_HEAD_PUT,
    KJ_SQL_EVENT_PUT,
    KJ_SQL_EVENT_GET,
    KJ_SQL_EVENT_CHAIN,
    KJ_SQL_ATTEMPT_PUT,
    KJ_SQL_ATTEMPT_STARTED,
    KJ_SQL_ATTEMPT_FINISHED,
    KJ_SQL_ATTEMPT_BEST,
    KJ_SQL_CLASS_PUT,
    KJ_SQL_CLASS_STARTED,
    KJ_SQL_CLASS_ENDED,
    KJ_SQL_ATTENDANCE_PUT,
    KJ_SQL_ANSWER_PUT,
    KJ_SQL_ANSWER_FIRST,
    KJ_SQL_ATTEMPT_NEWEST,
    KJ_SQL_LEARNER_GET,
    KJ_SQL_LEARNER_PUT,
    KJ_SQL_STAY_PUT,
    KJ_SQL_PERSONAL_PUT,
    KJ_SQL_PERSONAL_REMOVE,
    KJ_SQL_PERSONAL_GET,
    KJ_SQL_OUTBOX_PUT,
    KJ_SQL_COUNT
} kj_sql;

struct kj_store {
    sqlite3 *db;
    sqlite3_stmt *kept[KJ_SQL_COUNT];
    char *path;
    bool read_only;
    int patience_ms; /* 0: as long as it takes */
    uint32_t uuid_counter;
    char device[KJ_UUID_LEN + 1];
};

/* A place in a device's chain. */
typedef struct kj_link {
    int64_t seq; /* from 1; 0: no chain */
    unsigned char prev[KJ_HASH_BYTES], hash[KJ_HASH_BYTES];
} kj_link;

/* schema.c */
extern const char *const kj_schema_steps[KJ_STORE_VERSION]; /* step i leads to version i + 1 */
extern const char *const kj_sql_texts[KJ_SQL_COUNT];

/* sql.c: NULL: reported as `code` with the library's own words. */
sqlite3_stmt *kj_sql_kept(kj_store *store, kj_sql which, const char *code, kj_sink *sink);
sqlite3_stmt *kj_sql_new(kj_store *store, const char *text, const char *code, kj_sink *sink);
void kj_sql_failed(kj_store *store, const char *code, const char *doing, kj_sink *sink);
void kj_bind(sqlite3_stmt *statement, int at, kj_span s);    /* empty: '' */
kj_span kj_column_text(sqlite3_stmt *statement, int column); /* valid until the next step */
/* Runs a kept statement that gives no rows, its parameters bound. */
bool kj_sql_run(kj_store *store, sqlite3_stmt *statement, const char *code, const char *doing,
                kj_sink *sink);
bool kj_transaction_begin(kj_store *store, const char *code, kj_sink *sink);
/* keep: commits; else, or when that fails, all is undone.  true: committed. */
bool kj_transaction_end(kj_store *store, bool keep, const char *code, kj_sink *sink);

/* append.c: within a transaction.  Writes the event's row, its device's head and the kept-up
 * tables.  `line` is its JSON without a chain. */
bool kj_event_insert(kj_store *store, const kj_event *event, kj_span line, const kj_link *link,
                     kj_arena *arena, const char *code, kj_sink *sink);
void kj_chain_hash(const unsigned char prev[KJ_HASH_BYTES], kj_span line,
                   unsigned char out[KJ_HASH_BYTES]);
/* The head of a device's chain; seq 0 and zeroes: it has none yet. */
bool kj_chain_head(kj_store *store, kj_span device, kj_link *head, char id[KJ_UUID_LEN + 1],
                   const char *code, kj_sink *sink);
/* The head moves only forward: order of import does not matter. */
bool kj_chain_head_put(kj_store *store, kj_span device, const kj_link *link, kj_span id,
                       const char *code, kj_sink *sink);
/* The answer's response as a JSON array, as it stands in the event's line. */
kj_span kj_response_json(const kj_event *event, kj_arena *arena);

/* learners.c.  What is wrong with a learner's data, and with which of the seven columns (in the
 * order of kj_learner): NULL: nothing. */
const char *kj_learner_problem(const kj_learner *learner, size_t *column);
/* Within a transaction; remembers since when somebody belongs to a department. */
bool kj_learner_write(kj_store *store, const kj_learner *before, const kj_learner *after,
                      kj_sink *sink);
bool kj_learner_same(const kj_learner *a, const kj_learner *b);

/* events.c */
/* An event's line as the store has it; false: it cannot be read, reported as E0706 with its id. */
bool kj_event_of_line(const kj_store *store, kj_span line, kj_span id, kj_event *out,
                      kj_arena *arena, kj_sink *sink);
void kj_chain_put(kj_text_buffer *out, kj_span line, const kj_link *link);

#endif
