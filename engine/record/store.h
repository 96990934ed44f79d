/* engine/record/store.h: the list of events on disk, and who is who.  SQLite behind it (WAL,
 * synchronous=FULL).
 *
 * Append-only; each device chains its events by hash, so that a gap or an edit shows.  Two
 * processes may use one store at once.  What fails is reported once and leaves the store whole. */
#ifndef KJ_RECORD_STORE_H
#define KJ_RECORD_STORE_H

#include "lesson/event.h"

typedef struct kj_store kj_store;

#define KJ_STORE_VERSION 6

typedef enum kj_store_mode {
    KJ_STORE_WRITE, /* made when it is not there, with its folder; migrated forward when older */
    KJ_STORE_READ   /* must exist */
} kj_store_mode;

/* NULL: reported (E0702, E0703 newer version, E0706 damaged). */
kj_store *kj_store_open(const char *path, kj_store_mode mode, kj_sink *sink);
void kj_store_close(kj_store *store); /* NULL is fine */
/* How long a write waits while another process writes, before it fails; 0: 15 seconds. */
void kj_store_patience(kj_store *store, int ms);
kj_span kj_store_device(const kj_store *store); /* UUID of this store's device */

/* Gives the event its id and device, chains it, and commits it: true means it is on disk.  An id
 * that it has already stays: of a class, whose picture comes before the disk. */
bool kj_store_append(kj_store *store, kj_event *event, kj_arena *arena, kj_sink *sink);

/* All of them or none, in one commit: what a class leaves to each of its trainees. */
bool kj_store_append_all(kj_store *store, kj_event *events, size_t count, kj_arena *arena,
                         kj_sink *sink);

/* Events in the order of their ids (time of making), filtered; false from `each` ends early. */
typedef struct kj_event_filter {
    kj_span learner, course, attempt; /* empty: all */
    kj_span after;                    /* id: only those behind it */
    kj_span class; /* all of one class, whoever's: its class.* events (class/class.h) */
    /* With the learner's attempt (or none: `attempt` empty) also the class.attended of the
     * learner, which say what was seen in classes. */
    bool credits;
} kj_event_filter;
/* What `event` points to lasts for the call of `each`. */
bool kj_store_events(kj_store *store, const kj_event_filter *filter,
                     bool (*each)(void *ctx, const kj_event *event), void *ctx, kj_sink *sink);

/* The learner's newest attempt of a course that is not finished (or the newest, finished): empty
 * span: none.  Lives in `arena`. */
kj_span kj_store_attempt(kj_store *store, kj_span learner, kj_span course, kj_arena *arena,
                         kj_sink *sink);

/* Learners. */
typedef struct kj_learner {
    kj_span id; /* employee number */
    kj_span name, department, region, email;
    kj_span joined, left; /* YYYY-MM-DD; may be empty */
} kj_learner;
bool kj_learner_put(kj_store *store, const kj_learner *learner, kj_sink *sink); /* new or changed */
/* false: there is none (nothing is reported), or the store fails (which is). */
bool kj_learner_get(kj_store *store, kj_span id, kj_learner *out, kj_arena *arena, kj_sink *sink);
typedef KJ_LIST(kj_learner) kj_learner_list;
bool kj_learner_all(kj_store *store, kj_learner_list *out, kj_arena *arena, kj_sink *sink);

/* Roster in CSV: header aliases in Chinese and English, UTF-8 with or without BOM, UTF-16 with one,
 * GB18030, separated by `,` `;` or tab.  A column that the file does not have stays as it is.  All
 * rows are read and every problem is reported (E0801) before anything is written; one
 * transaction. */
typedef struct kj_learner_change {
    kj_learner before, after; /* before.id empty: a new learner */
} kj_learner_change;
typedef struct kj_import_count {
    size_t rows, added, changed, same, refused;
    KJ_LIST(kj_learner_change) changes; /* rosters only: what is (or, dry, would be) written */
} kj_import_count;
bool kj_roster_import(kj_store *store, const kj_source *csv, bool dry_run, kj_import_count *count,
                      kj_arena *arena, kj_sink *sink);

/* Bundles: JSON lines of events.  Idempotent and order-free; an id with other content is a
 * conflict (E0803) and nothing of the bundle is taken. */
bool kj_bundle_import(kj_store *store, const kj_source *lines, kj_import_count *count,
                      kj_arena *arena, kj_sink *sink);
/* Every event as a line, in the order of ids; each line carries its chain: "chain":{"seq","prev",
 * "hash"} behind the design's keys. */
bool kj_bundle_export(kj_store *store, const kj_event_filter *filter,
                      bool (*line)(void *ctx, kj_span line), void *ctx, kj_sink *sink);

/* Proves each device's chain: what is missing or altered is reported (E0704), events without a
 * chain are called unproved (W0705). */
typedef struct kj_verify_count {
    size_t events, devices, unproved, broken;
} kj_verify_count;
bool kj_store_verify(kj_store *store, kj_verify_count *count, kj_arena *arena, kj_sink *sink);

/* For report/: the handle of the library, read-only use. */
struct sqlite3;
struct sqlite3 *kj_store_handle(kj_store *store);

#endif
