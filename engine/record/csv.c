/* engine/record/csv.c: a table in text becomes cells with their places. */
#include "record/csv.h"

#include <iconv.h>

static bool convert(const char *from, kj_span in, kj_span *out, kj_arena *arena)
{
    iconv_t way = iconv_open("UTF-8", from);
    /* Two bytes become three at most, and no encoding here has characters of one byte beyond
     * ASCII. */
    const size_t size = in.len * 2 + 4;
    char *to = NULL, *to_at = NULL;
    char *from_at = (char *)(uintptr_t)in.ptr; /* iconv does not write there */
    size_t from_left = in.len, to_left = size;
    bool done = false;

    if (way == (iconv_t)-1)
        return false;
    to = to_at = KJ_NEW(arena, char, size);
    done = iconv(way, &from_at, &from_left, &to_at, &to_left) != (size_t)-1 && from_left == 0;
    iconv_close(way);
    *out = (kj_span){to, size - to_left};
    return done;
}

bool kj_csv_decode(const kj_source *in, kj_source *out, kj_arena *arena, kj_sink *sink)
{
    static const struct {
        kj_span mark;
        const char *encoding;
    } marks[] = {{{KJ_SPAN("\xff\xfe")}, "UTF-16LE"}, {{KJ_SPAN("\xfe\xff")}, "UTF-16BE"}};
    const kj_span mark = KJ_LIT("\xef\xbb\xbf");
    size_t bad;

    *out = *in;
    for (size_t i = 0; i < KJ_COUNT(marks); i++)
        if (kj_span_starts(in->text, marks[i].mark)) {
            const kj_span rest = kj_span_sub(in->text, 2, in->text.len);
            if (convert(marks[i].encoding, rest, &out->text, arena))
                return true;
            kj_report(sink, (kj_loc){in, 0}, "E0801", "the text is not valid %s",
                      marks[i].encoding);
            return false;
        }
    if (kj_span_starts(in->text, KJ_LIT("PK\x03\x04"))) {
        kj_report(sink, (kj_loc){in, 0}, "E0801",
                  "this is an Excel workbook: save it as CSV, in UTF-8");
        return false;
    }
    bad = kj_utf8_bad(in->text);
    if (bad == SIZE_MAX) {
        if (kj_span_starts(in->text, mark))
            out->text = kj_span_sub(in->text, mark.len, in->text.len);
        return true;
    }
    /* With UTF-8's mark it says itself that it is not GB18030. */
    if (!kj_span_starts(in->text, mark) && convert("GB18030", in->text, &out->text, arena))
        return true;
    kj_report(sink, (kj_loc){in, bad}, "E0801", "the text is neither valid UTF-8 nor GB18030");
    return false;
}

static char find_separator(kj_span text)
{
    static const char separators[] = {',', ';', '\t'};
    size_t counts[KJ_COUNT(separators)] = {0}, best = 0;
    bool quoted = false;

    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c == '"')
            quoted = !quoted;
        if (!quoted && (c == '\n' || c == '\r'))
            break;
        for (size_t s = 0; s < KJ_COUNT(separators); s++)
            if (!quoted && c == separators[s])
                counts[s]++;
    }
    for (size_t s = 1; s < KJ_COUNT(separators); s++)
        if (counts[s] > counts[best])
            best = s;
    return separators[best];
}

typedef struct reader {
    const kj_source *source;
    kj_span text;
    size_t at;
    char separator;
    kj_arena *arena;
    kj_sink *sink;
    size_t wrongs;
} reader;

/* Not without end: to print a place means to scan the file. */
static void wrong(reader *r, size_t offset, const char *message)
{
    if (r->wrongs++ < KJ_CSV_PROBLEMS_MAX)
        kj_report(r->sink, (kj_loc){r->source, offset}, "E0801", "%s", message);
}

static bool ends_cell(const reader *r)
{
    if (r->at == r->text.len)
        return true;
    const char c = r->text.ptr[r->at];
    return c == r->separator || c == '\n' || c == '\r';
}

/* A quoted cell, from its opening quote to behind its closing one. */
static kj_span read_quoted(reader *r)
{
    const size_t start = r->at++;
    kj_text_buffer out = {.arena = r->arena};

    while (r->at < r->text.len) {
        const char c = r->text.ptr[r->at++];
        if (c != '"') {
            kj_put_char(&out, c);
            continue;
        }
        if (r->at < r->text.len && r->text.ptr[r->at] == '"') {
            kj_put_char(&out, '"');
            r->at++;
            continue;
        }
        if (!ends_cell(r))
            wrong(r, r->at, "text after the closing quotation mark of a cell");
        while (!ends_cell(r))
            r->at++;
        return kj_put_span(&out);
    }
    wrong(r, start, "the quotation mark that opens this cell is never closed");
    return kj_put_span(&out);
}

static kj_csv_cell read_cell(reader *r)
{
    kj_csv_cell cell = {.offset = r->at};

    if (r->at < r->text.len && r->text.ptr[r->at] == '"')
        cell.text = read_quoted(r);
    else {
        while (!ends_cell(r)) {
            if (r->text.ptr[r->at] == '"')
                wrong(r, r->at, "a quotation mark within a cell that does not begin with one");
            r->at++;
        }
        cell.text = kj_span_sub(r->text, cell.offset, r->at);
    }
    cell.text = kj_span_trim(cell.text);
    if (cell.text.len > KJ_CSV_CELL_BYTES_MAX) {
        wrong(r, cell.offset, "the cell is longer than 4096 bytes");
        cell.text.len = 0;
    }
    return cell;
}

/* false: the row holds nothing. */
static bool read_row(reader *r, kj_csv_row *row)
{
    size_t capacity = 0;
    bool filled = false;

    *row = (kj_csv_row){.offset = r->at};
    for (;;) {
        const kj_csv_cell cell = read_cell(r);
        if (row->cells.count == KJ_CSV_CELLS_MAX)
            wrong(r, cell.offset, "the row has more than 256 cells");
        if (row->cells.count <= KJ_CSV_CELLS_MAX)
            *KJ_PUSH(r->arena, &row->cells, &capacity, kj_csv_cell) = cell;
        filled = filled || cell.text.len > 0;
        if (r->at == r->text.len || r->text.ptr[r->at] != r->separator)
            break;
        r->at++;
    }
    if (r->at < r->text.len && r->text.ptr[r->at] == '\r')
        r->at++;
    if (r->at < r->text.len && r->text.ptr[r->at] == '\n')
        r->at++;
    return filled;
}

bool kj_csv_read(const kj_source *source, kj_csv_rows *out, kj_arena *arena, kj_sink *sink)
{
    reader r = {.source = source,
                .text = source->text,
                .separator = find_separator(source->text),
                .arena = arena,
                .sink = sink};
    size_t capacity = 0;
    kj_csv_row row;

    *out = (kj_csv_rows){0};
    while (r.at < r.text.len) {
        if (!read_row(&r, &row))
            continue;
        if (out->count == KJ_CSV_ROWS_MAX) {
            wrong(&r, row.offset, "the table has more than 1,000,000 rows");
            break;
        }
        *KJ_PUSH(arena, out, &capacity, kj_csv_row) = row;
    }
    return r.wrongs == 0;
}
