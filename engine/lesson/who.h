/* engine/lesson/who.h: before a lesson: who is learning, who is new, and the PIN.
 *
 * A page of the session like the others, so that keys, mouse, voice and terminal need nothing of
 * their own.  What needs the store is asked of the shell: kj_outcome.ask says what, the session
 * holds the rest, and the functions below tell the session what came of it. */
#ifndef KJ_LESSON_WHO_H
#define KJ_LESSON_WHO_H

#include "base/arena.h"
#include "base/span.h"
#include "base/words.h"

typedef enum kj_standing { KJ_STANDING_NEW, KJ_STANDING_LEARNING, KJ_STANDING_PASSED } kj_standing;

typedef struct kj_member {
    kj_span id, name, department; /* name: the id where the roster has none */
    int64_t last_day;             /* local day on which something was last learned; -1: never */
    kj_standing standing;         /* in this course */
    bool pin;
} kj_member;
typedef KJ_LIST(kj_member) kj_people;

#define KJ_PIN_LEAST 4
#define KJ_PIN_MOST 12

typedef enum kj_who_step { KJ_WHO_LIST, KJ_WHO_FORM, KJ_WHO_PIN } kj_who_step;
typedef enum kj_pin_why {
    KJ_PIN_ENTER, /* to learn as `chosen` */
    KJ_PIN_OLD,   /* before another one is set */
    KJ_PIN_AWAY,  /* before it is taken away */
    KJ_PIN_NEW,
    KJ_PIN_AGAIN /* the new one once more */
} kj_pin_why;

typedef enum kj_who_field { KJ_WHO_NAME, KJ_WHO_ID, KJ_WHO_DEPARTMENT, KJ_WHO_FIELDS } kj_who_field;

typedef struct kj_who {
    const kj_people *people; /* owned by the shell */
    kj_who_step step;
    bool home;       /* somebody's lesson is open: closing leads back to it */
    kj_span chosen;  /* of `people`; of a form of one's own, whose id is known, the learner */
    bool own;        /* the form is of the learner who is here */
    uint32_t field;  /* the one that is written in; the texts are session.drafts[] */
    kj_word_id said; /* what was wrong; KJ_W_NONE: nothing */
    kj_span said_of; /* its {name} */
    kj_pin_why why;
    char pin[KJ_PIN_MOST], first[KJ_PIN_MOST]; /* digits; `first` before they are repeated */
    uint32_t pin_len, first_len;
    int64_t until_ms; /* no PIN is taken before; 0: it is */
    uint32_t back;    /* kj_screen that closing leads to */
} kj_who;

/* What the shell is asked for. */
typedef enum kj_ask {
    KJ_ASK_NOTHING,
    KJ_ASK_SHEET,  /* save the certificate or the learning record, and tell */
    KJ_ASK_PEOPLE, /* kj_who_open with everybody */
    KJ_ASK_ENTER,  /* learn as who.chosen, who has no PIN */
    KJ_ASK_ADD,    /* who.own: the learner who is here, else a new one, with the form's texts */
    KJ_ASK_CHECK,  /* who.pin: then kj_who_pin_right or kj_who_pin_wrong; `why` says what for */
    KJ_ASK_SET     /* who.pin is the learner's from now on */
} kj_ask;

/* Most recent first, then by pinyin. */
void kj_people_sort(kj_people *people);
/* Those that a query finds, in their order: letters of the number, name as text or pinyin,
 * department.  As kj_search: every word must be found. */
size_t kj_people_find(const kj_people *people, kj_span query, uint32_t *out, kj_arena *arena);
const kj_member *kj_people_get(const kj_people *people, kj_span id); /* NULL: nobody */

struct kj_session;
/* The page with everybody; `home`: it can be closed. */
void kj_who_open(struct kj_session *session, const kj_people *people, bool home);
/* The form of the learner who is here. */
void kj_who_open_own(struct kj_session *session, kj_span learner);
/* Asks for a PIN; the person must outlive it. */
void kj_who_open_pin(struct kj_session *session, kj_pin_why why, kj_span person);
/* Not right: said why; none is taken before `until_ms` (0: at once). */
void kj_who_pin_wrong(struct kj_session *session, kj_word_id said, int64_t until_ms);
void kj_who_refuse(struct kj_session *session, kj_word_id said);
/* Back to where the page was opened from. */
void kj_who_leave(struct kj_session *session);
/* A text of the form, without blanks around. */
kj_span kj_who_text(const struct kj_session *session, kj_who_field field);

#endif
