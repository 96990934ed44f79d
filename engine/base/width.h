/* engine/base/width.h: texts on a terminal. */
#ifndef KJ_BASE_WIDTH_H
#define KJ_BASE_WIDTH_H

#include "base/span.h"

/* Columns that a text takes on a terminal: East Asian wide characters take two, combining marks
 * none (UAX #11; ambiguous ones count as narrow). */
size_t kj_width(kj_span text);

/* Where the line that begins at `from` ends when no line may be wider than `width` columns: after
 * the last blank or beside the last wide character that fits, never before a closing or after an
 * opening mark; a word longer than a line is cut.  Blanks at the break belong to the line. */
size_t kj_width_break(kj_span text, size_t from, size_t width);

#endif
