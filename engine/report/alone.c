/* engine/report/alone.c: first answers to an item by its options. */
#include "report/alone.h"

#include "report/query.h"

/* A row a person: the index of `answer` begins with course and item. */
#define FIRST_ANSWERS \
    "WITH ranked AS (SELECT w.first_response AS response, row_number() OVER" \
    "  (PARTITION BY w.learner ORDER BY coalesce(a.started_id, a.first_id)) AS rank" \
    "  FROM answer w JOIN attempt a USING (learner, course, attempt)" \
    "  WHERE w.course = ?1 AND w.item = ?2 AND w.first_response IS NOT NULL)"

static const char by_option[] =
    FIRST_ANSWERS " SELECT NULL, count(*) FROM ranked WHERE rank = 1"
                  " UNION ALL SELECT o.value, count(*) FROM ranked, json_each(ranked.response) o"
                  " WHERE rank = 1 GROUP BY o.value";

static void count_option(const kj_question *question, kj_span option, uint32_t votes,
                         kj_alone_answers *out)
{
    for (size_t i = 0; i < question->option_count; i++)
        if (kj_span_equal(question->options[i].id, option))
            out->votes[i] = votes;
}

bool kj_alone_count(kj_store *store, const kj_course *course, uint32_t item, kj_alone_answers *out,
                    kj_arena *arena, kj_sink *sink)
{
    const kj_item *asked = &course->items.ptr[item];
    kj_question *question = KJ_NEW(arena, kj_question, 1);
    sqlite3_stmt *query = kj_query(store, by_option, sink);
    bool failed = false;

    *out = (kj_alone_answers){0};
    if (!query)
        return false;
    kj_item_type(asked)->ask(asked->form.data, 0, arena, question);
    kj_query_bind(query, 1, course->id);
    kj_query_bind(query, 2, asked->id);
    while (kj_query_next(store, query, &failed, sink)) {
        const uint32_t count = (uint32_t)sqlite3_column_int(query, 1);
        if (kj_query_null(query, 0))
            out->people = count;
        else
            count_option(question, kj_query_text(query, 0), count, out);
    }
    return !failed;
}
