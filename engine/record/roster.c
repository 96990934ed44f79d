/* engine/record/roster.c: a list of learners from a spreadsheet. */
#include "record/csv.h"
#include "record/db.h"

#include <stdio.h>
#include <stdlib.h>

/* The columns in the order of kj_learner.  Headers are compared without case and white space. */
static const struct {
    size_t offset;
    const char *names[12];
    bool date;
} columns[] = {
    {offsetof(kj_learner, id),
     {"工号", "员工编号", "员工号", "人员编号", "employee_id", "employeeid", "employee id",
      "employee number", "id"},
     false},
    {offsetof(kj_learner, name), {"姓名", "名字", "员工姓名", "name", "full name"}, false},
    {offsetof(kj_learner, department), {"部门", "所属部门", "department", "dept"}, false},
    {offsetof(kj_learner, region), {"区域", "大区", "地区", "region", "area"}, false},
    {offsetof(kj_learner, email),
     {"邮箱", "电子邮箱", "电子邮件", "邮件", "email", "e-mail", "mail"},
     false},
    {offsetof(kj_learner, joined),
     {"入职日期", "入职时间", "入职", "joined", "hire date", "hire_date", "start date"},
     true},
    {offsetof(kj_learner, left),
     {"离职日期", "离职时间", "离职", "left", "leave date", "leave_date", "end date"},
     true},
};

typedef struct import {
    kj_store *store;
    kj_source source; /* decoded */
    kj_csv_rows rows;
    size_t at[KJ_COUNT(columns)]; /* cell of each column; SIZE_MAX: the file has it not */
    kj_learner *learners;         /* of rows 1 … */
    kj_import_count *count;
    kj_arena *arena;
    kj_sink *sink;
    size_t problems;
} import;

__attribute__((format(printf, 3, 4))) static void wrong(import *in, size_t offset,
                                                        const char *format, ...)
{
    char message[512];
    va_list args;

    if (++in->problems > KJ_PROBLEMS_MAX)
        return;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    kj_report(in->sink, (kj_loc){&in->source, offset}, "E0801", "%s", message);
}

static bool same_word(kj_span given, const char *word)
{
    const kj_span want = kj_span_of(word);

    if (given.len != want.len)
        return false;
    for (size_t i = 0; i < want.len; i++) {
        char c = given.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != want.ptr[i])
            return false;
    }
    return true;
}

static size_t find_column(kj_span header)
{
    for (size_t c = 0; c < KJ_COUNT(columns); c++)
        for (size_t n = 0; n < KJ_COUNT(columns[c].names) && columns[c].names[n]; n++)
            if (same_word(header, columns[c].names[n]))
                return c;
    return SIZE_MAX;
}

static bool read_header(import *in)
{
    const kj_csv_row *head;

    if (in->rows.count == 0) {
        wrong(in, 0, "the roster is empty");
        return false;
    }
    head = &in->rows.ptr[0];
    for (size_t c = 0; c < KJ_COUNT(columns); c++)
        in->at[c] = SIZE_MAX;
    for (size_t i = 0; i < head->cells.count; i++) {
        const kj_csv_cell *cell = &head->cells.ptr[i];
        const size_t column = find_column(cell->text);
        if (column == SIZE_MAX) /* other columns of a spreadsheet are none of our business */
            continue;
        if (in->at[column] != SIZE_MAX)
            wrong(in, cell->offset, "a second column for '%s'", columns[column].names[0]);
        in->at[column] = i;
    }
    if (in->at[0] == SIZE_MAX)
        wrong(in, head->offset, "no column for the employee number (工号, employee_id or id)");
    if (in->at[1] == SIZE_MAX)
        wrong(in, head->offset, "no column for the name (姓名 or name)");
    return in->problems == 0;
}

/* 2026-11-23, 2026/11/23, 2026.11.23 and 2026年11月23日 become the first; anything else stays. */
static kj_span read_date(kj_span s, kj_arena *arena)
{
    int32_t numbers[3] = {0};
    size_t count = 0, digits = 0, at = 0;

    while (at < s.len) {
        const uint32_t c = kj_utf8_next(s, &at);
        if (c >= '0' && c <= '9' && count < 3 && digits < 4) {
            numbers[count] = numbers[count] * 10 + (int32_t)(c - '0');
            digits++;
        } else if (digits > 0 && (c == '-' || c == '/' || c == '.' || c == 0x5e74 || c == 0x6708 ||
                                  (c == 0x65e5 && at == s.len))) {
            count++;
            digits = 0;
        } else
            return s;
    }
    count += digits > 0;
    if (count != 3 || numbers[0] < 1900)
        return s;
    return kj_arena_format(arena, "%04d-%02d-%02d", numbers[0], numbers[1], numbers[2]);
}

static size_t cell_offset(const import *in, const kj_csv_row *row, size_t column)
{
    const size_t at = in->at[column];

    return at < row->cells.count ? row->cells.ptr[at].offset : row->offset;
}

static void read_learner(import *in, const kj_csv_row *row, kj_learner *learner)
{
    const size_t width = in->rows.ptr[0].cells.count;
    const char *problem;
    size_t column = 0;

    for (size_t c = 0; c < KJ_COUNT(columns); c++) {
        kj_span *text = (kj_span *)(void *)((char *)learner + columns[c].offset);
        if (in->at[c] >= row->cells.count)
            continue;
        *text = row->cells.ptr[in->at[c]].text;
        if (columns[c].date)
            *text = read_date(*text, in->arena);
    }
    for (size_t i = width; i < row->cells.count; i++)
        if (row->cells.ptr[i].text.len > 0) {
            wrong(in, row->cells.ptr[i].offset, "a cell beyond the last column");
            in->count->refused++;
            return;
        }
    problem = kj_learner_problem(learner, &column);
    if (problem) {
        wrong(in, cell_offset(in, row, column), "%s: %s", columns[column].names[0], problem);
        in->count->refused++;
    }
}

typedef struct numbered {
    kj_span id;
    size_t row;
} numbered;

static int by_id(const void *a, const void *b)
{
    const numbered *one = a, *other = b;
    const int order = kj_span_compare(one->id, other->id);

    return order != 0 ? order : (one->row > other->row) - (one->row < other->row);
}

/* By sorting: a table of hashes would be at the mercy of who chooses the numbers. */
static void find_doubles(import *in)
{
    const size_t count = in->count->rows;
    numbered *sorted = KJ_NEW(in->arena, numbered, count + 1);
    size_t *first = KJ_NEW(in->arena, size_t, count + 1);

    for (size_t i = 0; i < count; i++)
        sorted[i] = (numbered){in->learners[i].id, i};
    qsort(sorted, count, sizeof *sorted, by_id);
    for (size_t i = 1; i < count; i++)
        if (sorted[i].id.len > 0 && kj_span_equal(sorted[i].id, sorted[i - 1].id)) {
            const size_t before = first[sorted[i - 1].row];
            first[sorted[i].row] = before > 0 ? before : sorted[i - 1].row + 1;
        }
    for (size_t i = 0; i < count; i++) {
        const kj_csv_row *row = &in->rows.ptr[i + 1];
        if (first[i] == 0)
            continue;
        in->count->refused++;
        const kj_place place = in->problems < KJ_PROBLEMS_MAX
                                   ? kj_place_of(in->source.text, in->rows.ptr[first[i]].offset)
                                   : (kj_place){0};
        wrong(in, cell_offset(in, row, 0), "employee number %.*s stands in line %zu already",
              KJ_ARG(in->learners[i].id), place.line);
    }
}

/* What the file does not have stays as it is. */
static void keep_absent(const import *in, const kj_learner *before, kj_learner *after)
{
    for (size_t c = 0; c < KJ_COUNT(columns); c++)
        if (in->at[c] == SIZE_MAX)
            *(kj_span *)(void *)((char *)after + columns[c].offset) =
                *(const kj_span *)(const void *)((const char *)before + columns[c].offset);
}

static bool compare_and_write(import *in, bool dry_run)
{
    const size_t errors = in->sink->errors;
    size_t capacity = 0;

    for (size_t i = 0; i < in->count->rows; i++) {
        kj_learner before, after = in->learners[i];
        size_t column = 0;
        const bool known = kj_learner_get(in->store, after.id, &before, in->arena, in->sink);
        if (in->sink->errors > errors)
            return false;
        keep_absent(in, &before, &after);
        if (kj_learner_problem(&after, &column)) { /* a new date against a kept one */
            wrong(in, in->rows.ptr[i + 1].offset, "%s: does not fit what is known of %.*s",
                  columns[column].names[0], KJ_ARG(after.id));
            in->count->refused++;
            continue;
        }
        if (known && kj_learner_same(&before, &after)) {
            in->count->same++;
            continue;
        }
        *(known ? &in->count->changed : &in->count->added) += 1;
        *KJ_PUSH(in->arena, &in->count->changes, &capacity, kj_learner_change) =
            (kj_learner_change){before, after};
        if (!dry_run && !kj_learner_write(in->store, &before, &after, in->sink))
            return false;
    }
    return in->problems == 0;
}

static bool read_rows(import *in)
{
    in->count->rows = in->rows.count - 1;
    in->learners = KJ_NEW(in->arena, kj_learner, in->count->rows + 1);
    for (size_t i = 0; i < in->count->rows; i++)
        read_learner(in, &in->rows.ptr[i + 1], &in->learners[i]);
    find_doubles(in);
    return in->problems == 0;
}

bool kj_roster_import(kj_store *store, const kj_source *csv, bool dry_run, kj_import_count *count,
                      kj_arena *arena, kj_sink *sink)
{
    import *in = KJ_NEW(arena, import, 1); /* messages point into its source */
    bool right = false;

    *count = (kj_import_count){0};
    in->store = store;
    in->count = count;
    in->arena = arena;
    in->sink = sink;
    if (!kj_csv_decode(csv, &in->source, arena, sink))
        return false;
    right = kj_csv_read(&in->source, &in->rows, arena, sink);
    if (!read_header(in) || !read_rows(in))
        right = false;
    if (right && dry_run)
        right = compare_and_write(in, true);
    else if (right && kj_transaction_begin(store, "E0701", sink)) {
        right = compare_and_write(in, false);
        right = kj_transaction_end(store, right, "E0701", sink) && right;
    } else
        right = false;
    if (in->problems > KJ_PROBLEMS_MAX)
        kj_report(sink, KJ_NOWHERE, "E0801", "and %zu problems more",
                  in->problems - KJ_PROBLEMS_MAX);
    if (!right) {
        count->added = count->changed = count->same = 0;
        count->changes.count = 0;
    }
    return right;
}
