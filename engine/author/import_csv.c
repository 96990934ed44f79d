/* engine/author/import_csv.c: questions in a table, one a row.  The first row names the columns, in
 * Chinese or English, in any order; a column that is not known is left out, with a word. */
#include "author/import.h"
#include "record/csv.h"

enum { OPTIONS = 8 };

typedef enum column {
    TYPE,
    STEM,
    ANSWER,
    WHY,
    FEEDBACK,
    UNIT,
    TOLERANCE,
    FORMULA,
    EXPLAINS,
    OBJECTIVE,
    DIFFICULTY,
    OPTION,                       /* A … H */
    TEMPTING = OPTION + OPTIONS,  /* what an option's feedback says, A … H */
    COLUMNS = TEMPTING + OPTIONS, /* of no meaning */
} column;

static const struct {
    const char *name; /* in small letters; '?' stands for the option's letter */
    column column;
} names[] = {
    {"type", TYPE},           {"题型", TYPE},
    {"类型", TYPE},           {"stem", STEM},
    {"question", STEM},       {"题干", STEM},
    {"题目", STEM},           {"answer", ANSWER},
    {"key", ANSWER},          {"答案", ANSWER},
    {"正确答案", ANSWER},     {"why", WHY},
    {"explanation", WHY},     {"解析", WHY},
    {"feedback", FEEDBACK},   {"反馈", FEEDBACK},
    {"unit", UNIT},           {"单位", UNIT},
    {"tolerance", TOLERANCE}, {"误差", TOLERANCE},
    {"formula", FORMULA},     {"算式", FORMULA},
    {"explains", EXPLAINS},   {"slide", EXPLAINS},
    {"页", EXPLAINS},         {"objective", OBJECTIVE},
    {"目标", OBJECTIVE},      {"difficulty", DIFFICULTY},
    {"难度", DIFFICULTY},     {"?", OPTION},
    {"option ?", OPTION},     {"选项?", OPTION},
    {"feedback ?", TEMPTING}, {"反馈?", TEMPTING},
};

static const struct {
    const char *name;
    kj_imported_kind kind;
} types[] = {
    {"single", KJ_IMPORTED_SINGLE},
    {"单选", KJ_IMPORTED_SINGLE},
    {"单选题", KJ_IMPORTED_SINGLE},
    {"multiple", KJ_IMPORTED_MULTIPLE},
    {"多选", KJ_IMPORTED_MULTIPLE},
    {"多选题", KJ_IMPORTED_MULTIPLE},
    {"true-false", KJ_IMPORTED_TRUE_FALSE},
    {"判断", KJ_IMPORTED_TRUE_FALSE},
    {"判断题", KJ_IMPORTED_TRUE_FALSE},
    {"numeric", KJ_IMPORTED_NUMERIC},
    {"数值", KJ_IMPORTED_NUMERIC},
    {"计算题", KJ_IMPORTED_NUMERIC},
    {"fill-in", KJ_IMPORTED_FILL_IN},
    {"填空", KJ_IMPORTED_FILL_IN},
    {"填空题", KJ_IMPORTED_FILL_IN},
    {"order", KJ_IMPORTED_ORDER},
    {"排序", KJ_IMPORTED_ORDER},
    {"排序题", KJ_IMPORTED_ORDER},
};

static const struct {
    const char *name;
    bool answer;
} statements[] = {
    {"true", true},   {"t", true},  {"yes", true}, {"对", true},  {"正确", true},  {"是", true},
    {"false", false}, {"f", false}, {"no", false}, {"错", false}, {"错误", false}, {"否", false},
};

typedef struct table {
    const kj_source *source;
    kj_imported *out;
    kj_sink *sink;
    column columns[KJ_CSV_CELLS_MAX];
    size_t count;
    bool sound;
} table;

static void wrong(table *t, size_t offset, kj_span hint, const char *format, kj_span what)
{
    t->sound = false;
    const kj_span message = kj_arena_format(t->out->arena, "'%.*s' %s", KJ_ARG(what), format);
    kj_report_hint(t->sink, (kj_loc){t->source, offset}, "E0812", hint, "%.*s", KJ_ARG(message));
}

static kj_span small(kj_span s, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    for (size_t i = 0; i < s.len; i++)
        kj_put_char(&out,
                    s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? (char)(s.ptr[i] - 'A' + 'a') : s.ptr[i]);
    return kj_put_span(&out);
}

/* "option ?" is "option a" … "option h"; *letter: which. */
static bool is_name(kj_span given, const char *name, size_t *letter)
{
    const size_t len = strlen(name);
    *letter = 0;
    if (len == 0 || name[len - 1] != '?')
        return kj_span_is(given, name);
    if (given.len != len || memcmp(given.ptr, name, len - 1) != 0)
        return false;
    const char c = given.ptr[len - 1];
    *letter = (size_t)(c - 'a');
    return c >= 'a' && c < 'a' + OPTIONS;
}

static void read_head(table *t, const kj_csv_row *row)
{
    t->count = row->cells.count;
    for (size_t i = 0; i < t->count; i++) {
        const kj_span name = small(row->cells.ptr[i].text, t->out->arena);
        size_t letter = 0, k = 0;
        while (k < KJ_COUNT(names) && !is_name(name, names[k].name, &letter))
            k++;
        t->columns[i] = k < KJ_COUNT(names) ? names[k].column + (column)letter : COLUMNS;
        if (t->columns[i] == COLUMNS && name.len)
            kj_report(t->sink, (kj_loc){t->source, row->cells.ptr[i].offset}, "W0812",
                      "left out: the column '%.*s', which means nothing here",
                      KJ_ARG(row->cells.ptr[i].text));
    }
}

static kj_csv_cell cell(const table *t, const kj_csv_row *row, column wanted)
{
    for (size_t i = 0; i < t->count && i < row->cells.count; i++)
        if (t->columns[i] == wanted)
            return row->cells.ptr[i];
    return (kj_csv_cell){.text = {NULL, 0}, .offset = row->offset};
}

static void read_options(table *t, const kj_csv_row *row, kj_imported_item *item)
{
    for (size_t i = 0; i < OPTIONS; i++) {
        const kj_csv_cell text = cell(t, row, OPTION + (column)i);
        if (text.text.len == 0)
            continue;
        if (item->option_count != i)
            wrong(t, text.offset, KJ_LIT("fill the options from A on"), "stands behind a gap",
                  text.text);
        item->options[item->option_count++] = (kj_imported_option){
            .text = text.text, .feedback = cell(t, row, TEMPTING + (column)i).text};
    }
}

/* "B", "ACD", "A,C" or "A、C": returns how many. */
static size_t read_letters(table *t, const kj_csv_cell *key, kj_imported_item *item)
{
    size_t count = 0;
    for (size_t i = 0; i < key->text.len; i++) {
        const char c =
            key->text.ptr[i] >= 'a' ? (char)(key->text.ptr[i] - 'a' + 'A') : key->text.ptr[i];
        const bool letter = c >= 'A' && c <= 'Z';
        if (!letter)
            continue;
        if ((size_t)(c - 'A') >= item->option_count) {
            wrong(t, key->offset, KJ_LIT("name options that are there"),
                  "names an option that is empty", key->text);
            return count;
        }
        count += !item->options[c - 'A'].right;
        item->options[c - 'A'].right = true;
    }
    return count;
}

static bool read_statement(kj_span word, bool *out, kj_arena *arena)
{
    const kj_span low = small(word, arena);
    for (size_t i = 0; i < KJ_COUNT(statements); i++)
        if (kj_span_is(low, statements[i].name)) {
            *out = statements[i].answer;
            return true;
        }
    return false;
}

/* Several ways to write it, with | between them. */
static void read_answers(kj_span key, kj_imported_item *item)
{
    item->option_count = 0;
    for (size_t at = 0; at <= key.len && item->option_count < KJ_IMPORTED_OPTIONS_MAX;) {
        const size_t bar = kj_span_find(key, KJ_LIT("|"), at);
        const size_t end = bar == SIZE_MAX ? key.len : bar;
        const kj_span one = kj_span_trim(kj_span_sub(key, at, end));
        if (one.len)
            item->options[item->option_count++] = (kj_imported_option){.text = one};
        at = end + 1;
    }
}

/* What it is when no column says so. */
static kj_imported_kind guess(const table *t, const kj_csv_row *row, const kj_imported_item *item)
{
    const kj_span key = cell(t, row, ANSWER).text;
    bool answer;
    double number;
    if (item->option_count) {
        size_t letters = 0;
        for (size_t i = 0; i < key.len; i++)
            letters += (key.ptr[i] >= 'A' && key.ptr[i] <= 'Z') ||
                       (key.ptr[i] >= 'a' && key.ptr[i] <= 'z');
        return letters > 1 ? KJ_IMPORTED_MULTIPLE : KJ_IMPORTED_SINGLE;
    }
    if (read_statement(key, &answer, t->out->arena))
        return KJ_IMPORTED_TRUE_FALSE;
    return kj_import_number(key, &number) ? KJ_IMPORTED_NUMERIC : KJ_IMPORTED_FILL_IN;
}

static kj_imported_kind kind_of(table *t, const kj_csv_row *row, const kj_imported_item *item)
{
    const kj_csv_cell type = cell(t, row, TYPE);
    const kj_span name = small(type.text, t->out->arena);
    for (size_t i = 0; i < KJ_COUNT(types); i++)
        if (kj_span_is(name, types[i].name))
            return types[i].kind;
    if (type.text.len)
        wrong(t, type.offset,
              KJ_LIT("single, multiple, true-false, numeric, fill-in or order; or leave it empty"),
              "is no type that a table can hold", type.text);
    return guess(t, row, item);
}

static void read_key(table *t, const kj_csv_row *row, kj_imported_item *item)
{
    const kj_csv_cell key = cell(t, row, ANSWER), tolerance = cell(t, row, TOLERANCE);
    switch (item->kind) {
    case KJ_IMPORTED_SINGLE:
    case KJ_IMPORTED_MULTIPLE: {
        const size_t count = read_letters(t, &key, item);
        if (item->option_count < 2 || count == 0 ||
            (item->kind == KJ_IMPORTED_SINGLE && count != 1))
            wrong(t, key.offset, KJ_LIT("write the letter of the right option, or letters"),
                  "is not the key of these options", key.text);
        break;
    }
    case KJ_IMPORTED_TRUE_FALSE:
        if (!read_statement(key.text, &item->answer, t->out->arena))
            wrong(t, key.offset, KJ_LIT("write true or false"), "is neither true nor false",
                  key.text);
        break;
    case KJ_IMPORTED_NUMERIC:
        item->unit = cell(t, row, UNIT).text;
        item->formula = cell(t, row, FORMULA).text;
        if (!kj_import_number(key.text, &item->number))
            wrong(t, key.offset, KJ_LIT("write digits only; the unit has its own column"),
                  "is no number", key.text);
        if (tolerance.text.len &&
            (!kj_import_number(tolerance.text, &item->tolerance) || item->tolerance < 0))
            wrong(t, tolerance.offset, KJ_LIT("write how far off still counts"), "is no number",
                  tolerance.text);
        break;
    case KJ_IMPORTED_FILL_IN:
        read_answers(key.text, item);
        if (item->option_count == 0)
            wrong(t, key.offset, KJ_LIT("write the answer; several with | between them"),
                  "is no answer", key.text);
        break;
    case KJ_IMPORTED_ORDER:
        if (item->option_count < 2)
            wrong(t, row->offset, KJ_LIT("write the steps as options, in their right order"),
                  "has fewer than two steps", item->stem);
        break;
    case KJ_IMPORTED_MATCH: /* no table holds one */
        break;
    }
}

static void read_row(table *t, const kj_csv_row *row)
{
    const kj_csv_cell stem = cell(t, row, STEM), difficulty = cell(t, row, DIFFICULTY);
    double level = 0;
    kj_imported_item *item = kj_imported_add_item(t->out, (kj_loc){t->source, row->offset});
    item->stem = stem.text;
    if (stem.text.len == 0)
        wrong(t, row->offset, KJ_LIT("every row is a question"), "is no question",
              row->cells.ptr[0].text);
    item->why = cell(t, row, WHY).text;
    item->feedback = cell(t, row, FEEDBACK).text;
    item->explains = cell(t, row, EXPLAINS).text;
    item->objective = cell(t, row, OBJECTIVE).text;
    if (difficulty.text.len &&
        (!kj_import_number(difficulty.text, &level) || level < 1 || level > 3))
        wrong(t, difficulty.offset, KJ_LIT("1 easy, 2, 3 hard"), "is no difficulty",
              difficulty.text);
    item->difficulty = (int)level;
    read_options(t, row, item);
    item->kind = kind_of(t, row, item);
    read_key(t, row, item);
}

bool kj_import_csv(const kj_source *source, kj_imported *out, kj_sink *sink)
{
    table t = {.out = out, .sink = sink, .sound = true};
    kj_csv_rows rows = {.count = 0};
    kj_source *text = KJ_NEW(out->arena, kj_source, 1); /* items' places stay in it */
    t.source = text;
    if (!kj_csv_decode(source, text, out->arena, sink) ||
        !kj_csv_read(text, &rows, out->arena, sink))
        return false;
    if (rows.count == 0)
        return true;
    read_head(&t, &rows.ptr[0]);
    for (size_t i = 1; i < rows.count; i++)
        read_row(&t, &rows.ptr[i]);
    return t.sound;
}
