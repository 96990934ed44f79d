/* engine/scene/speak.h: a display list in words: what a voice says of it and a terminal prints.
 *
 * Both read the list that is on the screen and nothing else, so what is drawn is also heard: the
 * labels of the areas in their order, and every text that none of them says, where it stands. Pure.
 */
#ifndef KJ_SCENE_SPEAK_H
#define KJ_SCENE_SPEAK_H

#include "base/words.h"
#include "scene/list.h"

/* Something that is read in one go: an area with all that stands on it, or a text of no area. */
typedef struct kj_passage {
    kj_role role;
    kj_span text;         /* signs, the label, and what it does not say of the texts on the area */
    kj_span action, keys; /* of its area; action empty: only read */
    bool disabled, selected;
    bool within;           /* a button on an option: said when the focus comes to it */
    uint32_t place, count; /* options and targets: the second of four; 0: neither */
} kj_passage;

typedef struct kj_reading {
    KJ_LIST(kj_passage) passages;
} kj_reading;

/* What can be read of a list, in reading order; what lies under a veil cannot.  Keys whose action
 * something on the page has as well are left out. */
kj_reading kj_read(const kj_words *words, const kj_list *list, kj_arena *arena);

/* How much is said: */
typedef enum kj_detail {
    KJ_DETAIL_PAGE,  /* in its place on a page */
    KJ_DETAIL_FOCUS, /* as the focus comes to it: role, state, place, key */
    KJ_DETAIL_STATE, /* what it has become: its key and its state */
    KJ_DETAIL_TYPED, /* a field: what has been added or taken away */
} kj_detail;

/* What is new on a page. */
typedef struct kj_news {
    const kj_passage *passage; /* of the later reading */
    kj_detail detail;
    kj_span typed; /* TYPED: the letters */
    bool removed;  /* TYPED: they are gone */
} kj_news;
typedef KJ_LIST(kj_news) kj_news_list;

typedef enum kj_telling {
    KJ_TELL_PAGE,  /* another page: all of it */
    KJ_TELL_TURN,  /* the same page goes on (a verdict, the next turn of a talk): the texts that are
                      new, and all that can be pressed */
    KJ_TELL_CHANGE /* the same page: what is not as before */
} kj_telling;
kj_news_list kj_read_news(const kj_reading *before, const kj_reading *after, kj_telling telling,
                          kj_arena *arena);

/* Without marks of its own at the end. */
kj_span kj_say_news(const kj_words *words, const kj_news *news, kj_arena *arena);
/* A key of kj_area.keys as it is spoken: "Right" is 右方向键. */
kj_span kj_say_key(const kj_words *words, kj_span key);
/* The first of several. */
kj_span kj_first_key(kj_span keys);

/* Without any white space: texts are compared so. */
kj_span kj_squeeze(kj_span text, kj_arena *arena);

#endif
