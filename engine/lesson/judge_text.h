/* engine/lesson/judge_text.h: a sentence as the judge reads it; inside judge*.c only.
 *
 * Code points, normalised, each with the bytes of the sentence as given that it stands for, so
 * that what is found can be marked in the learner's own words. */
#ifndef KJ_LESSON_JUDGE_TEXT_H
#define KJ_LESSON_JUDGE_TEXT_H

#include <uchar.h>

#include "base/arena.h"
#include "lesson/question.h"

/* A word of a table: at most seven code points.  Tables hold no pointers, so they need no
 * relocation and a search stays within a few cache lines. */
typedef char32_t kj_word[8];

/* Up to a comma, a colon or a dash.  `end` leaves out final 呢, 呀, 啊 and their like. */
typedef struct kj_segment {
    size_t from, to, end;
} kj_segment;

/* Up to 。！？； or the end of a line. */
typedef struct kj_clause {
    size_t from, to;
    size_t first_segment, segment_count;
    bool asked;   /* a question mark ends it */
    bool stopped; /* another mark ends it */
} kj_clause;

#define KJ_CLAUSES_MAX 32
#define KJ_SEGMENTS_MAX 64

typedef struct kj_sentence {
    char32_t *c;          /* `count` code points, then two zeros */
    uint32_t *start, *to; /* bytes of the sentence as given */
    uint8_t *off; /* not 0: asks nothing here (每几家, 没什么, the frame of a request) */
    size_t count;
    kj_clause clauses[KJ_CLAUSES_MAX];
    size_t clause_count;
    kj_segment segments[KJ_SEGMENTS_MAX];
    size_t segment_count;
    size_t question_marks; /* as given */
    size_t characters;     /* as given, without punctuation and white space */
    size_t han, latin;     /* Han characters; runs of Latin letters */
} kj_sentence;

void kj_sentence_read(kj_sentence *s, kj_span given, kj_arena *arena);

/* The length of the longest word of the table that stands at `i` and ends by `to`; 0: none. */
size_t kj_any_at(const kj_sentence *s, size_t i, size_t to, const kj_word *words, size_t count);
/* The first place of any word in [from, to); SIZE_MAX: none. */
size_t kj_any_in(const kj_sentence *s, size_t from, size_t to, const kj_word *words, size_t count,
                 size_t *len);
/* The length of the longest word that ends at `to` and begins at or after `from`; 0: none. */
size_t kj_any_before(const kj_sentence *s, size_t from, size_t to, const kj_word *words,
                     size_t count);
bool kj_word_at(const kj_sentence *s, size_t i, size_t to, const char32_t *word);
size_t kj_word_in(const kj_sentence *s, size_t from, size_t to, const char32_t *word);
bool kj_one_of(char32_t c, const char32_t *set); /* 0 is in no set */
/* The code point before `i` where there is one in [from, i), else 0. */
char32_t kj_before(const kj_sentence *s, size_t from, size_t i);
void kj_switch_off(kj_sentence *s, size_t from, size_t to);

/* A word folded in the same way, for anchors and words to avoid: its place in `s`. */
bool kj_sentence_holds(const kj_sentence *s, kj_span word, kj_arena *arena, size_t *at,
                       size_t *len);
/* Whether two sentences differ in punctuation, white space and final particles only. */
bool kj_sentence_same(const kj_sentence *a, const kj_sentence *b);

#define KJ_WORDS(table) (table), KJ_COUNT(table)

#endif
