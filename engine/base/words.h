/* engine/base/words.h: what the program itself says, in the learner's language.
 *
 * The texts stand in assets/words/LANGUAGE.json and become constant tables at build time
 * (tools/words/words.py, which also proves that all languages say the same).  A course's own
 * texts are not here, nor are messages for authors on the command line, which are English. */
#ifndef KJ_BASE_WORDS_H
#define KJ_BASE_WORDS_H

#include "base/arena.h"

#include "words_ids.h" /* kj_word_id: "home.continue" is KJ_W_HOME_CONTINUE; KJ_W_NONE is "" */

/* One language; NULL stands for the default, zh-Hans, in all that follows. */
typedef struct kj_words kj_words;

/* By its tag: "zh-Hans" or "en"; NULL: the program does not speak it. */
const kj_words *kj_words_for(kj_span language);
/* By a locale's name as in LANG, "en_GB.UTF-8", or a wider tag, "zh"; NULL as above. */
const kj_words *kj_words_for_locale(kj_span locale);
kj_span kj_words_language(const kj_words *words);

/* A text without values. */
kj_span kj_words_get(const kj_words *words, kj_word_id id);
/* The key in the files, for messages and tests. */
const char *kj_word_key(kj_word_id id);

/* A value for {name}; a number also chooses within {name|one|other}. */
typedef struct kj_word_arg {
    const char *name; /* NULL: none */
    kj_span text;     /* of a number: how it is written, where not in digits */
    int64_t number;
    bool is_number;
} kj_word_arg;
static inline kj_word_arg kj_w(const char *name, kj_span text)
{
    return (kj_word_arg){.name = name, .text = text};
}
static inline kj_word_arg kj_n(const char *name, int64_t number)
{
    return (kj_word_arg){.name = name, .number = number, .is_number = true};
}

/* A number that is written in a form of its own. */
static inline kj_word_arg kj_n_as(const char *name, int64_t number, kj_span text)
{
    return (kj_word_arg){.name = name, .text = text, .number = number, .is_number = true};
}

/* The text with its values, in the arena.  Each value that the text names must be given, and each
 * given must be named (asserted). */
kj_span kj_words_fill(const kj_words *words, kj_word_id id, const kj_word_arg *args, size_t count,
                      kj_arena *arena);
#define KJ_FILL(words, arena, id, ...) \
    kj_words_fill((words), (id), (const kj_word_arg[]){__VA_ARGS__}, \
                  KJ_COUNT(((const kj_word_arg[]){__VA_ARGS__})), (arena))

#endif
