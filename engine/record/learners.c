/* engine/record/learners.c: who is who. */
#include "record/db.h"

#include <string.h>

#define NAME_BYTES_MAX 200

/* What would let a name hide or disguise another: control and directional characters. */
static bool has_control(kj_span s)
{
    for (size_t at = 0; at < s.len;) {
        const uint32_t c = kj_utf8_next(s, &at);
        if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == KJ_UTF8_BAD || c == 0x200e || c == 0x200f ||
            (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff)
            return true;
    }
    return false;
}

static bool has_space(kj_span s)
{
    for (size_t at = 0; at < s.len;) {
        const uint32_t c = kj_utf8_next(s, &at);
        if (c == ' ' || c == 0xa0 || c == 0x3000)
            return true;
    }
    return false;
}

static bool is_date(kj_span s)
{
    int64_t day;

    return s.len == 0 || kj_date_read(s, &day);
}

const char *kj_learner_problem(const kj_learner *learner, size_t *column)
{
    const kj_span texts[] = {learner->id,    learner->name,   learner->department, learner->region,
                             learner->email, learner->joined, learner->left};

    for (*column = 0; *column < KJ_COUNT(texts); ++*column) {
        if (texts[*column].len > NAME_BYTES_MAX)
            return "longer than 200 bytes";
        if (has_control(texts[*column]))
            return "a control or directional character";
    }
    *column = 0;
    if (learner->id.len == 0)
        return "no employee number";
    if (learner->id.len > KJ_ID_MAX)
        return "an employee number of more than 64 bytes";
    if (has_space(learner->id))
        return "an employee number with white space";
    *column = 1;
    if (learner->name.len == 0)
        return "no name";
    *column = 4;
    if (learner->email.len > 0 &&
        (has_space(learner->email) || kj_span_find(learner->email, KJ_LIT("@"), 1) == SIZE_MAX))
        return "not an e-mail address";
    *column = 5;
    if (!is_date(learner->joined))
        return "not a date such as 2026-11-23";
    *column = 6;
    if (!is_date(learner->left))
        return "not a date such as 2026-11-23";
    if (learner->left.len > 0 && learner->joined.len > 0 &&
        kj_span_compare(learner->left, learner->joined) < 0)
        return "leaving before joining";
    return NULL;
}

bool kj_learner_same(const kj_learner *a, const kj_learner *b)
{
    return kj_span_equal(a->id, b->id) && kj_span_equal(a->name, b->name) &&
           kj_span_equal(a->department, b->department) && kj_span_equal(a->region, b->region) &&
           kj_span_equal(a->email, b->email) && kj_span_equal(a->joined, b->joined) &&
           kj_span_equal(a->left, b->left);
}

static void read_row(sqlite3_stmt *row, kj_learner *out, kj_arena *arena)
{
    kj_span *const texts[] = {&out->id,    &out->name,   &out->department, &out->region,
                              &out->email, &out->joined, &out->left};

    for (size_t i = 0; i < KJ_COUNT(texts); i++)
        *texts[i] = kj_arena_copy(arena, kj_column_text(row, (int)i));
}

bool kj_learner_get(kj_store *store, kj_span id, kj_learner *out, kj_arena *arena, kj_sink *sink)
{
    sqlite3_stmt *get = kj_sql_kept(store, KJ_SQL_LEARNER_GET, "E0706", sink);
    int result;

    *out = (kj_learner){0};
    if (!get)
        return false;
    kj_bind(get, 1, id);
    result = sqlite3_step(get);
    if (result == SQLITE_ROW)
        read_row(get, out, arena);
    else if (result != SQLITE_DONE)
        kj_sql_failed(store, "E0706", "the store cannot be read", sink);
    sqlite3_reset(get);
    return result == SQLITE_ROW;
}

bool kj_learner_all(kj_store *store, kj_learner_list *out, kj_arena *arena, kj_sink *sink)
{
    sqlite3_stmt *select =
        kj_sql_new(store,
                   "SELECT learner, name, department, region, email, joined_on, left_on"
                   " FROM learner ORDER BY learner",
                   "E0706", sink);
    size_t capacity = 0;
    int result = SQLITE_DONE;

    *out = (kj_learner_list){0};
    if (!select)
        return false;
    while ((result = sqlite3_step(select)) == SQLITE_ROW)
        read_row(select, KJ_PUSH(arena, out, &capacity, kj_learner), arena);
    if (result != SQLITE_DONE)
        kj_sql_failed(store, "E0706", "the store cannot be read", sink);
    sqlite3_finalize(select);
    return result == SQLITE_DONE;
}

/* A new learner belongs from the first; a move counts from the day on which it is told. */
static bool write_stay(kj_store *store, bool is_new, const kj_learner *learner, kj_sink *sink)
{
    sqlite3_stmt *put = kj_sql_kept(store, KJ_SQL_STAY_PUT, "E0701", sink);
    kj_arena *arena = kj_arena_new();
    bool done = false;

    if (put) {
        kj_bind(put, 1, learner->id);
        kj_bind(put, 2,
                is_new ? (kj_span){0} : kj_date_write(kj_time_local_day(kj_clock_now()), arena));
        kj_bind(put, 3, learner->department);
        kj_bind(put, 4, learner->region);
        done = kj_sql_run(store, put, "E0701", "the learner is not saved", sink);
    }
    kj_arena_free(arena);
    return done;
}

bool kj_learner_write(kj_store *store, const kj_learner *before, const kj_learner *after,
                      kj_sink *sink)
{
    sqlite3_stmt *put = kj_sql_kept(store, KJ_SQL_LEARNER_PUT, "E0701", sink);
    const kj_span texts[] = {after->id,    after->name,   after->department, after->region,
                             after->email, after->joined, after->left};

    if (!put)
        return false;
    for (size_t i = 0; i < KJ_COUNT(texts); i++)
        kj_bind(put, (int)i + 1, texts[i]);
    if (!kj_sql_run(store, put, "E0701", "the learner is not saved", sink))
        return false;
    if (before->id.len > 0 && kj_span_equal(before->department, after->department) &&
        kj_span_equal(before->region, after->region))
        return true;
    return write_stay(store, before->id.len == 0, after, sink);
}

bool kj_learner_put(kj_store *store, const kj_learner *learner, kj_sink *sink)
{
    size_t column = 0;
    const char *problem = kj_learner_problem(learner, &column);
    kj_arena *arena = NULL;
    kj_learner before;
    const size_t errors = sink->errors;
    bool saved = false;

    if (problem) {
        kj_report(sink, KJ_NOWHERE, "E0801", "learner %.*s: %s", KJ_ARG(learner->id), problem);
        return false;
    }
    if (!kj_transaction_begin(store, "E0701", sink))
        return false;
    arena = kj_arena_new();
    kj_learner_get(store, learner->id, &before, arena, sink);
    saved = sink->errors == errors && kj_learner_write(store, &before, learner, sink);
    saved = kj_transaction_end(store, saved, "E0701", sink) && saved;
    kj_arena_free(arena);
    return saved;
}
