/* engine/base/codes.c: the list of codes.h as a table. */
#include "base/codes.h"
#include "base/diag.h"

#define AS_ROW(code, meaning) {code, meaning},
const kj_code kj_codes[] = {KJ_CODES(AS_ROW)};
#undef AS_ROW

const size_t kj_code_count = KJ_COUNT(kj_codes);
