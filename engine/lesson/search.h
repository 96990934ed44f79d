/* engine/lesson/search.h: finding slides, terms, questions and notes; and the lists of them.
 *
 * A query is split at white space; every word must be found.  Case and width do not count (Ａ is
 * a).  Chinese needs no word breaks: a word matches anywhere.  Letters also match as pinyin, whole
 * or initials, but only titles, menu names, terms and notes' slides, not running text; a single
 * letter only where the title begins.  Not searched: the presenter's notes, questions that have not
 * been answered yet.
 *
 * Nothing is kept: a search goes through the course once. */
#ifndef KJ_LESSON_SEARCH_H
#define KJ_LESSON_SEARCH_H

#include "lesson/lesson.h"
#include "lesson/personal.h"

typedef enum kj_hit_kind {
    KJ_HIT_TERM,  /* index: of the term */
    KJ_HIT_SLIDE, /* of the slide */
    KJ_HIT_NOTE,  /* of the slide that the learner's note is about */
    KJ_HIT_ITEM   /* of an item that was answered */
} kj_hit_kind;
#define KJ_HITS_OF(kind) (1u << (kind))

typedef struct kj_search {
    kj_span query;
    uint32_t kinds;  /* KJ_HITS_OF … or-ed */
    bool all;        /* an empty query finds everything; else nothing */
    bool bookmarked; /* slides: only those with a bookmark */
    bool missed;     /* items: only those whose last answer was not full */
} kj_search;

/* A text with what was found in it as KJ_MARK_STRONG. */
#define KJ_QUERY_WORDS_MAX 8 /* more are not looked at */
typedef struct kj_hit {
    kj_hit_kind kind;
    uint32_t index;
    uint32_t
        rank; /* 0: a title begins with it, 1: in a title, 2: a title's pinyin, 3: in the text */
    kj_text title; /* of a slide its title, a term its name, a question its stem */
    kj_text more;  /* the text that was found in, or what it is about; may be empty */
} kj_hit;
typedef struct kj_hits {
    kj_hit *ptr;
    size_t count;
} kj_hits;

/* Best first, then terms, slides, notes, questions; without a query terms in the order of pinyin,
 * all else in the course's.  `personal` may be NULL. */
kj_hits kj_search_run(const kj_course *course, const kj_lesson *lesson, const kj_personal *personal,
                      const kj_search *search, kj_arena *arena);

/* Which of `rows` rows of `columns` texts each have every word of the query, in their order; an
 * empty query finds all.  Pinyin counts in the first column.  Returns how many; `out` holds `rows`.
 */
size_t kj_search_rows(kj_span query, const kj_span *texts, size_t columns, size_t rows,
                      uint32_t *out);

/* The slides that mark a term, in their order; returns how many, at most `max` written. */
size_t kj_term_slides(const kj_course *course, kj_span term, uint32_t *out, size_t max);

#endif
