/* tests/record/csv_fuzz.c: tables in any encoding and form. */
#include "record/csv.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kj_arena *arena = kj_arena_new();
    kj_sink sink = {.emit = NULL};
    const kj_source in = {.name = KJ_LIT("table"), .text = {(const char *)data, size}};
    kj_source text;
    kj_csv_rows rows;

    if (!kj_csv_decode(&in, &text, arena, &sink)) {
        if (sink.errors == 0)
            abort(); /* refused without saying why */
        kj_arena_free(arena);
        return 0;
    }
    if (kj_utf8_bad(text.text) != SIZE_MAX)
        abort();
    if (!kj_csv_read(&text, &rows, arena, &sink) && sink.errors == 0)
        abort();
    for (size_t r = 0; r < rows.count; r++) {
        bool filled = false;
        for (size_t c = 0; c < rows.ptr[r].cells.count; c++) {
            const kj_csv_cell *cell = &rows.ptr[r].cells.ptr[c];
            filled = filled || cell->text.len > 0;
            if (cell->offset > text.text.len || cell->text.len > text.text.len - cell->offset)
                abort(); /* a cell is never longer than what stands there */
        }
        if (!filled && sink.errors == 0)
            abort(); /* empty rows are left out */
    }
    kj_arena_free(arena);
    return 0;
}
