/* tools/bench/prose.h: a long Chinese text for the benches of layout: prose of the course's kind,
 * with marks, figures and Latin names. */
#ifndef KJ_BENCH_PROSE_H
#define KJ_BENCH_PROSE_H

#include "base/arena.h"
#include "base/span.h"

#define KJ_PROSE_PARAGRAPHS 300

/* Paragraphs of two to six sentences, each different from the others; returns how many characters
 * they have. */
size_t kj_prose(kj_arena *arena, kj_span paragraphs[KJ_PROSE_PARAGRAPHS]);

#endif
