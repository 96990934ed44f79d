/* engine/text/units.h: what follows a number and must not be parted from it. */
#ifndef KJ_TEXT_UNITS_H
#define KJ_TEXT_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Code points that the number before `codes` holds on to: 十百千万亿 and 多余几来, then one
 * measure word or unit, the longest of the list; 0: none.  Or, when `latin`, one unit in Latin
 * letters that ends there (as in 5 km). */
size_t kj_unit_len(const uint32_t *codes, size_t count, bool latin);

/* A currency's code (RMB, USD …) ends just before `codes + at`. */
bool kj_currency_before(const uint32_t *codes, size_t at);

#endif
