/* engine/record/schema.c: the tables, and every statement that is used more than once.
 *
 * A store is migrated forward only: step i is applied once and never edited after a release.
 * Plain SQL with text keys (UUIDs, employee numbers), so that PostgreSQL takes the same tables
 * and queries; STRICT and WITHOUT ROWID are SQLite's only extras. */
#include "record/db.h"

const char *const kj_schema_steps[KJ_STORE_VERSION] = {
    /* Devices whose chains are held; the head also shows when the end of a chain is cut off.
     * `here`: this store's own. */
    "CREATE TABLE device("
    " device TEXT NOT NULL PRIMARY KEY, here INTEGER NOT NULL DEFAULT 0,"
    " seq INTEGER NOT NULL DEFAULT 0, hash BLOB NOT NULL, event TEXT NOT NULL DEFAULT ''"
    ") STRICT, WITHOUT ROWID;"

    /* `line` is the event's JSON as it was made: the chain covers exactly these bytes, and a
     * later program that writes its keys in another order can still prove it.  The columns are
     * what queries need of it; `verify` holds them against the line.  Not WITHOUT ROWID: rows of
     * some 600 bytes would stand in the inner pages too, six to a page. */
    "CREATE TABLE event("
    " id TEXT NOT NULL, at_ms INTEGER NOT NULL, at_offset_min INTEGER NOT NULL,"
    " device TEXT NOT NULL, learner TEXT NOT NULL, course TEXT NOT NULL, version TEXT NOT NULL,"
    " attempt TEXT NOT NULL, type TEXT NOT NULL, object TEXT NOT NULL,"
    " score REAL, max REAL, passed INTEGER, duration_ms INTEGER, try INTEGER, within TEXT,"
    " seq INTEGER, prev BLOB, hash BLOB, line TEXT NOT NULL,"
    " CHECK ((seq IS NULL) = (hash IS NULL) AND (seq IS NULL) = (prev IS NULL))"
    ") STRICT;"
    "CREATE UNIQUE INDEX event_id ON event(id);"
    "CREATE INDEX event_chain ON event(device, seq) WHERE seq IS NOT NULL;"
    "CREATE INDEX event_learner ON event(learner, id);"

    /* Kept up with every event, in the same transaction; reports read these.  Each value is that
     * of the event with the smallest id (largest, for `last`), so the order of import does not
     * matter.  Days are local days since 1970-01-01. */
    "CREATE TABLE attempt("
    " learner TEXT NOT NULL, course TEXT NOT NULL, attempt TEXT NOT NULL,"
    " first_id TEXT NOT NULL, first_ms INTEGER NOT NULL, first_day INTEGER NOT NULL,"
    " started_id TEXT, started_ms INTEGER, started_day INTEGER, version TEXT,"
    " finished_id TEXT, finished_ms INTEGER, finished_day INTEGER,"
    " score REAL, max REAL, passed INTEGER, duration_ms INTEGER,"
    " PRIMARY KEY (learner, course, attempt)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX attempt_id ON attempt(attempt);"

    /* First answers (`try` 1), for facility, discrimination and distractors. */
    "CREATE TABLE answer("
    " course TEXT NOT NULL, item TEXT NOT NULL, learner TEXT NOT NULL, attempt TEXT NOT NULL,"
    " answers INTEGER NOT NULL, last_id TEXT NOT NULL, last_score REAL, last_max REAL,"
    " first_id TEXT, first_ms INTEGER, first_score REAL, first_max REAL,"
    " first_duration_ms INTEGER, first_response TEXT,"
    " PRIMARY KEY (course, item, learner, attempt)"
    ") STRICT, WITHOUT ROWID;"

    /* Who is who.  People of events need not be here. */
    "CREATE TABLE learner("
    " learner TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, department TEXT NOT NULL,"
    " region TEXT NOT NULL, email TEXT NOT NULL, joined_on TEXT NOT NULL, left_on TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;"

    /* Where somebody belonged from which local date on; '' is the first known. */
    "CREATE TABLE stay("
    " learner TEXT NOT NULL REFERENCES learner(learner), since TEXT NOT NULL,"
    " department TEXT NOT NULL, region TEXT NOT NULL,"
    " PRIMARY KEY (learner, since)"
    ") STRICT, WITHOUT ROWID;",

    /* What is the learner's own (personal.h); `course` '' is of no single one. */
    "CREATE TABLE personal("
    " learner TEXT NOT NULL, course TEXT NOT NULL, kind TEXT NOT NULL, object TEXT NOT NULL,"
    " value TEXT NOT NULL, at_ms INTEGER NOT NULL,"
    " PRIMARY KEY (learner, course, kind, object)"
    ") STRICT, WITHOUT ROWID;",

    /* An attempt may be finished several times, once a final test: the columns before are of the
     * first; these are the best share of the points, and the first local day on which one
     * passed. */
    "ALTER TABLE attempt ADD COLUMN best_share REAL;"
    "ALTER TABLE attempt ADD COLUMN passed_day INTEGER;"
    "UPDATE attempt SET best_share = e.share, passed_day = e.day FROM"
    " (SELECT learner, course, attempt,"
    "  max(CASE WHEN max > 0 THEN min(score / max, 1.0) END) AS share,"
    "  min(CASE WHEN passed THEN"
    "   CAST(floor((at_ms + at_offset_min * 60000) / 86400000.0) AS INTEGER) END) AS day"
    "  FROM event WHERE type = 'attempt.finished' GROUP BY 1, 2, 3) AS e"
    " WHERE e.learner = attempt.learner AND e.course = attempt.course"
    " AND e.attempt = attempt.attempt;",

    /* Folds that were made before (kept_fold.h): a cache, which may be emptied at any time. */
    "CREATE TABLE kept_fold("
    " learner TEXT NOT NULL, course TEXT NOT NULL, attempt TEXT NOT NULL,"
    " made_by TEXT NOT NULL, upto TEXT NOT NULL, known INTEGER NOT NULL,"
    " events INTEGER NOT NULL, state BLOB NOT NULL, hash BLOB NOT NULL,"
    " PRIMARY KEY (learner, course, attempt)"
    ") STRICT;",

    /* Classes: `attempt` of their events is the class, so that none of them is an attempt.  A
     * partial index costs other events nothing.  The tables are kept up as the others; the values
     * are of the event with the smallest id, `questions` counts, and an attendance is as the
     * event with the largest id says. */
    "CREATE INDEX event_class ON event(attempt, id) WHERE " KJ_SQL_OF_CLASS ";"
    "CREATE TABLE class("
    " class TEXT NOT NULL PRIMARY KEY, course TEXT NOT NULL, questions INTEGER NOT NULL,"
    " plays INTEGER NOT NULL, started_id TEXT, started_ms INTEGER, started_day INTEGER,"
    " offset_min INTEGER, version TEXT, presenter TEXT,"
    " ended_id TEXT, ended_ms INTEGER, duration_ms INTEGER"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE attendance("
    " class TEXT NOT NULL, learner TEXT NOT NULL, last_id TEXT NOT NULL,"
    " present INTEGER NOT NULL, PRIMARY KEY (class, learner)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX attendance_learner ON attendance(learner);"
    "INSERT INTO class " KJ_SQL_CLASS_WANTED ";"
    "INSERT INTO attendance " KJ_SQL_ATTENDANCE_WANTED ";"
    "DELETE FROM attempt WHERE attempt IN (SELECT class FROM class);",

    /* What other systems have (outbox.h). */
    "CREATE TABLE outbox("
    " target TEXT NOT NULL, event TEXT NOT NULL, state INTEGER NOT NULL, note TEXT NOT NULL,"
    " PRIMARY KEY (target, event)"
    ") STRICT, WITHOUT ROWID;",
};

#define WHERE_PERSONAL " learner = ?1 AND course = ?2 AND kind = ?3 AND object = ?4"
#define WHERE_ATTEMPT " WHERE learner = ?1 AND course = ?2 AND attempt = ?3"

const char *const kj_sql_texts[KJ_SQL_COUNT] = {
    /* IMMEDIATE: the write lock is taken, or waited for, at the start; a reader that turns into a
     * writer half-way could be refused at once. */
    [KJ_SQL_BEGIN] = "BEGIN IMMEDIATE",
    [KJ_SQL_COMMIT] = "COMMIT",
    [KJ_SQL_HEAD] = "SELECT seq, hash, event FROM device WHERE device = ?1",
    [KJ_SQL_HEAD_PUT] =
        "INSERT INTO device(device, seq, hash, event) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT(device) DO UPDATE SET seq = excluded.seq, hash = excluded.hash,"
        " event = excluded.event WHERE excluded.seq > device.seq"
        " OR (excluded.seq = device.seq AND excluded.hash < device.hash)",
    [KJ_SQL_EVENT_PUT] =
        "INSERT INTO event(id, at_ms, at_offset_min, device, learner, course, version, attempt,"
        " type, object, score, max, passed, duration_ms, try, within, seq, prev, hash, line)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
        " ?18, ?19, ?20)",
    [KJ_SQL_EVENT_GET] = "SELECT line, seq, prev, hash FROM event WHERE id = ?1",
    [KJ_SQL_EVENT_CHAIN] = "UPDATE event SET seq = ?2, prev = ?3, hash = ?4 WHERE id = ?1",
    [KJ_SQL_ATTEMPT_PUT] =
        "INSERT INTO attempt(learner, course, attempt, first_id, first_ms, first_day)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        " ON CONFLICT(learner, course, attempt) DO UPDATE SET first_id = excluded.first_id,"
        " first_ms = excluded.first_ms, first_day = excluded.first_day"
        " WHERE excluded.first_id < attempt.first_id",
    [KJ_SQL_ATTEMPT_STARTED] =
        "UPDATE attempt SET started_id = ?4, started_ms = ?5, started_day = ?6,"
        " version = ?7" WHERE_ATTEMPT " AND (started_id IS NULL OR started_id > ?4)",
    [KJ_SQL_ATTEMPT_FINISHED] =
        "UPDATE attempt SET finished_id = ?4, finished_ms = ?5, finished_day = ?6, score = ?7,"
        " max = ?8, passed = ?9, duration_ms = ?10" WHERE_ATTEMPT
        " AND (finished_id IS NULL OR finished_id > ?4)",
    /* max and min of two are NULL where one of them is. */
    [KJ_SQL_ATTEMPT_BEST] = "UPDATE attempt SET best_share = coalesce(max(best_share,"
                            "  CASE WHEN ?8 > 0 THEN min(?7 / ?8, 1.0) END), best_share,"
                            "  CASE WHEN ?8 > 0 THEN min(?7 / ?8, 1.0) END),"
                            " passed_day = CASE WHEN ?9 THEN min(coalesce(passed_day, ?6), ?6)"
                            "  ELSE passed_day END" WHERE_ATTEMPT,
    [KJ_SQL_CLASS_PUT] =
        "INSERT INTO class(class, course, questions, plays) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT(class) DO UPDATE SET course = min(course, excluded.course),"
        " questions = questions + excluded.questions, plays = plays + excluded.plays",
    [KJ_SQL_CLASS_STARTED] =
        "UPDATE class SET started_id = ?2, started_ms = ?3, started_day = ?4, offset_min = ?5,"
        " version = ?6, presenter = ?7 WHERE class = ?1"
        " AND (started_id IS NULL OR started_id > ?2)",
    [KJ_SQL_CLASS_ENDED] = "UPDATE class SET ended_id = ?2, ended_ms = ?3, duration_ms = ?4"
                           " WHERE class = ?1 AND (ended_id IS NULL OR ended_id > ?2)",
    [KJ_SQL_ATTENDANCE_PUT] =
        "INSERT INTO attendance(class, learner, last_id, present) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT(class, learner) DO UPDATE SET last_id = excluded.last_id,"
        " present = excluded.present WHERE excluded.last_id > last_id",
    [KJ_SQL_ANSWER_PUT] =
        "INSERT INTO answer(learner, course, attempt, item, answers, last_id, last_score,"
        " last_max) VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7)"
        " ON CONFLICT(course, item, learner, attempt) DO UPDATE SET answers = answers + 1,"
        " last_score = CASE WHEN excluded.last_id > last_id THEN excluded.last_score"
        " ELSE last_score END,"
        " last_max = CASE WHEN excluded.last_id > last_id THEN excluded.last_max"
        " ELSE last_max END,"
        " last_id = max(last_id, excluded.last_id)",
    [KJ_SQL_ANSWER_FIRST] =
        "UPDATE answer SET first_id = ?5, first_ms = ?6, first_score = ?7, first_max = ?8,"
        " first_duration_ms = ?9, first_response = ?10" WHERE_ATTEMPT
        " AND item = ?4 AND (first_id IS NULL OR first_id > ?5)",
    [KJ_SQL_ATTEMPT_NEWEST] =
        "SELECT attempt FROM attempt WHERE learner = ?1 AND course = ?2"
        " ORDER BY finished_id IS NOT NULL, coalesce(started_id, first_id) DESC LIMIT 1",
    [KJ_SQL_LEARNER_GET] =
        "SELECT learner, name, department, region, email, joined_on, left_on FROM learner"
        " WHERE learner = ?1",
    [KJ_SQL_LEARNER_PUT] =
        "INSERT INTO learner(learner, name, department, region, email, joined_on, left_on)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        " ON CONFLICT(learner) DO UPDATE SET name = excluded.name,"
        " department = excluded.department, region = excluded.region, email = excluded.email,"
        " joined_on = excluded.joined_on, left_on = excluded.left_on",
    [KJ_SQL_STAY_PUT] =
        "INSERT INTO stay(learner, since, department, region) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT(learner, since) DO UPDATE SET department = excluded.department,"
        " region = excluded.region",
    [KJ_SQL_PERSONAL_PUT] =
        "INSERT INTO personal(learner, course, kind, object, value, at_ms)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        " ON CONFLICT(learner, course, kind, object) DO UPDATE SET value = excluded.value,"
        " at_ms = excluded.at_ms",
    [KJ_SQL_PERSONAL_REMOVE] = "DELETE FROM personal WHERE" WHERE_PERSONAL,
    [KJ_SQL_OUTBOX_PUT] = "INSERT INTO outbox(target, event, state, note) VALUES (?1, ?2, ?3, ?4)"
                          " ON CONFLICT(target, event) DO UPDATE SET state = excluded.state,"
                          " note = excluded.note",
    [KJ_SQL_PERSONAL_GET] = "SELECT value, at_ms FROM personal WHERE" WHERE_PERSONAL,
};
