/* engine/lesson/event.c: the words of the record. */
#include "lesson/event.h"

#define KJ_AS_WORD(name, word) word,
const char *const kj_event_words[KJ_EVENT_COUNT] = {KJ_EVENT_TYPES(KJ_AS_WORD)};
#undef KJ_AS_WORD
