/* tests/golden.h: what a test puts out against a file that people have read and agreed to.
 *
 * tools/update-golden.sh sets KJ_UPDATE_GOLDEN and so rewrites the files; ctest never does. */
#ifndef KJ_TESTS_GOLDEN_H
#define KJ_TESTS_GOLDEN_H

#include "base/span.h"

/* `name` is relative to tests/, as "scene/golden/points.txt".  Fails the running cmocka test with
 * the first line that differs. */
void kj_golden_check(const char *name, kj_span actual);

#endif
