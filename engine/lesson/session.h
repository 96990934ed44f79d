/* engine/lesson/session.h: what one press does: (course, session, input, now) → events.
 *
 * The session is the lesson's state and what is on the screen but need not be remembered: which
 * screen, the unfinished answer, the overlay.  Pure: a shell (window, headless script, terminal)
 * gives inputs and commits the events that come back.
 *
 *   action → kj_session_input → events → the shell saves them (answers before, moves after their
 *   frame) → kj_session_commit folds each in → scene draws again.
 *
 * Actions are the ids of the display list's areas (scene/list.h), so `click option:b`, a key that
 * an area names, and a mouse press are the same thing. */
#ifndef KJ_LESSON_SESSION_H
#define KJ_LESSON_SESSION_H

#include "lesson/lesson.h"
#include "lesson/personal.h"
#include "lesson/who.h"

/* The actions, with what stands behind the colon:
 *   next, back            step, slide, next question, leave a result or debrief
 *   home, continue, part:PART, slide:SLIDE, test:PART, drill:DRILL, roleplay:ROLEPLAY
 *   calm:DRILL            a rapid-fire drill without the clock; counts equally
 *   final                 the final test, when everything else is there
 *   review, more          today's cards; further ones that are due, ten at a time
 *   undo                  of a review: the answer whose feedback is shown was a slip
 *   peek:SLIDE, close     look at a slide from feedback or debrief; close it, or the help
 *   option:ID             pick, toggle, pick up (pairs, bins), place (order, chain), choose
 * (hotspot) target:ID             puts the held option there;  up:ID, down:ID  move within an order
 *   move:ID=N             to place N (from 1) of an order or a chain; the others close ranks
 *   caret:N, select:N     the text control's caret at byte N (a character's start); select: what
 *                         lies between it and where the caret was put
 *   clear, submit, sub:N  the unfinished answer; the N-th question of a case
 *   sure:N                how sure of what was submitted (kj_confidence): then it is an answer
 *   retry, again          answer the same round of a drill once more; a fresh run
 *   contest               我认为判错了
 *   cover:ROLEPLAY        what a role-play is about, before it begins
 *   fresh:ROLEPLAY        from the beginning even if one is on; hard:ROLEPLAY with hidden gauges
 *   choice:ID             of a role-play;  turn:N, look:C, replay:N  of its debrief: the turn
 *                         looked at (from 0), the choice of it looked at, once more from turn N
 *   set:NAME=VALUE        a setting (personal.h); bookmark:SLIDE puts one or takes it away
 *   screen:NAME           a page beside the lesson (kj_screen_name); close goes back from it
 *   list:N, missed        of such a page: begin with row N; only what was missed
 *   term:TERM             its meaning, over the page
 *   plan:save, plan:none  to be done by the day that is written; by no day
 *   plan:+N, plan:-N      so many days later or earlier
 *   note:SLIDE, newline   write about a slide; a new line in it
 *   sheet                 the shell saves the certificate or the learning record
 *   people, who:ID        at home: somebody else learns; who
 *   newcomer, fill:N      somebody new; the N-th text of that form is written in
 *   pin:set, pin:change, pin:remove, digit:N, erase   the learner's PIN, in the settings
 *   help, quit, quit:yes, quit:no */
typedef enum kj_screen {
    KJ_SCREEN_HOME,
    KJ_SCREEN_PLACE,  /* what lesson.place says: slide, question, result, role-play, debrief */
    KJ_SCREEN_PART,   /* one part: its slides, test, drills and role-plays to choose from */
    KJ_SCREEN_COVER,  /* one role-play, before it begins */
    KJ_SCREEN_WHO,    /* who is learning (who.h): before the lesson, or instead of it */
    KJ_SCREEN_ADVICE, /* two tests in a row were not passed: the slides to see before the next one
                        (kj_missed_slides); `part` as there, KJ_NONE the final test */
    /* Beside the lesson: closed, they lead back to where they were opened. */
    KJ_SCREEN_SEARCH,
    KJ_SCREEN_GLOSSARY,
    KJ_SCREEN_BOOKMARKS,
    KJ_SCREEN_NOTES, /* the list of them */
    KJ_SCREEN_ITEMS, /* questions answered so far */
    KJ_SCREEN_SETTINGS,
    KJ_SCREEN_PLAN, /* the day to be done by, being written */
    KJ_SCREEN_NOTE, /* one note, being written */
    KJ_SCREEN_COUNT
} kj_screen;

/* "home", "search" …; of KJ_SCREEN_PLACE empty: lesson.place tells more. */
kj_span kj_screen_name(kj_screen screen);

/* What is being typed: the unfinished answer to the question on the screen, a query, a note. */
#define KJ_DRAFT_BYTES_MAX 3072
#define KJ_PAST_BYTES_MAX 7168
typedef struct kj_draft {
    uint8_t value[KJ_OPTIONS_MAX];    /* by the option's place on the screen: CHOICE(S): 1 picked;
                                         ORDER, CHAIN: position from 1, 0 not placed; PAIRS, BINS:
                                         target from 1, 0 none */
    uint32_t held;                    /* PAIRS, BINS: the option picked up; KJ_NONE: none */
    char text[KJ_DRAFT_BYTES_MAX];    /* NUMBER, TEXT; HOTSPOT: the id of the element picked; a
                                         note also has line feeds */
    uint32_t text_len, caret, anchor; /* bytes; anchor != caret: selection */
    /* What was written and erased, oldest first, to be undone and done again (draft_undo.c): the
     * first `past_at` bytes of it stand in the text, the rest was undone. */
    char past[KJ_PAST_BYTES_MAX];
    uint32_t past_len, past_at;
} kj_draft;

typedef struct kj_session {
    kj_screen screen;
    uint32_t part;  /* KJ_SCREEN_PART, KJ_SCREEN_ADVICE */
    uint32_t cover; /* KJ_SCREEN_COVER: the role-play */
    bool help;      /* the keys are shown */
    bool leaving;   /* asked whether to quit */
    uint32_t peek;  /* a slide looked at from feedback or debrief ("回看"), without moving the
                       place; KJ_NONE: none */
    uint32_t term;  /* whose meaning is shown over the page; KJ_NONE: none */
    uint32_t turn;  /* debrief: the turn looked at; KJ_NONE: none */
    uint32_t look;  /* and the choice of that turn; KJ_NONE: the one taken */
    uint32_t sub;   /* the question of a case group on the screen */
    kj_draft drafts[KJ_SUBS_MAX];
    int64_t shown_ms; /* since when the question or node is on the screen */
    bool hint;        /* what was submitted is no answer: its verdict's `next` says why; nothing is
                         recorded, and the next edit takes the hint away */
    bool asks_sure;   /* submitted; how sure the learner is, is asked over the page */
    bool unsaved;     /* the last append failed: the learner is told */
    bool own_unsaved; /* … or what is the learner's own could not be saved; it is tried again */
    bool mute;        /* a voice is wanted and there is none: the learner is told, until the next
                         input */
    bool welcome;     /* just resumed: say where, until the next input */
    struct {
        kj_screen under[KJ_SCREEN_COUNT]; /* what `close` leads back to, the last one first */
        uint32_t depth;
        kj_draft query, note, plan;
        uint32_t from;       /* the first row shown of a list */
        bool missed;         /* KJ_SCREEN_ITEMS: only those */
        uint32_t slide;      /* KJ_SCREEN_NOTE: what it is about */
        int64_t note_due_ms; /* when what was written is saved at the latest; 0: it is */
    } beside;
    kj_who who;
    bool has_pin;  /* the learner */
    kj_span told;  /* what the shell has to say, until the next input; owned by it */
    bool told_bad; /* and it is of something that went wrong */
    kj_span wrong; /* what is wrong with the course's files while it is being written; the page is
                      as it was before.  Owned by the shell */
    kj_span learner_name;
    kj_personal *personal; /* owned by the shell; NULL: nothing can be kept of anybody's own */
    kj_lesson *lesson;     /* owned by the shell */
} kj_session;

typedef enum kj_input_kind {
    KJ_INPUT_ACTION, /* `action` */
    KJ_INPUT_TEXT,   /* `text` goes into the text control */
    KJ_INPUT_EDIT,   /* `edit` on the text control */
    KJ_INPUT_START,  /* the program begins: starts or resumes the attempt */
    KJ_INPUT_TIMEOUT /* kj_session_deadline has passed: a rapid-fire round counts as missed, a
                        note is saved */
} kj_input_kind;

typedef enum kj_edit {
    KJ_EDIT_LEFT,
    KJ_EDIT_RIGHT,
    KJ_EDIT_HOME,
    KJ_EDIT_END,
    KJ_EDIT_BACKSPACE,
    KJ_EDIT_DELETE,
    KJ_EDIT_ALL,
    KJ_EDIT_SELECT_LEFT,
    KJ_EDIT_SELECT_RIGHT,
    KJ_EDIT_SELECT_HOME,
    KJ_EDIT_SELECT_END,
    KJ_EDIT_WORD_LEFT, /* over a Latin word, a number, a run of Han up to the next mark */
    KJ_EDIT_WORD_RIGHT,
    KJ_EDIT_SELECT_WORD_LEFT,
    KJ_EDIT_SELECT_WORD_RIGHT,
    KJ_EDIT_UNDO,
    KJ_EDIT_REDO,
    KJ_EDIT_COUNT
} kj_edit;

typedef struct kj_input {
    kj_input_kind kind;
    kj_span action, text;
    kj_edit edit;
    kj_time now;
    uint64_t seed; /* fresh randomness for what this input may start */
} kj_input;

/* Events to save, in this order.  Their id, device, learner, course, version and attempt are
 * filled by the shell (attempt.started's own id is the attempt). */
typedef struct kj_outcome {
    kj_event events[4];
    size_t event_count;
    /* Of the learner's own, to save together; the shell sets them in session->personal also when
     * they cannot be saved, and says so. */
    kj_own changes[4];
    size_t change_count;
    bool first_save; /* an answer: on disk before its feedback is drawn */
    bool redraw, quit;
    kj_ask ask;   /* what the shell is to do besides; then there are no events */
    bool refused; /* the action means nothing here (a script reports it) */
} kj_outcome;

/* Whether a page beside the lesson is open. */
bool kj_session_beside(const kj_session *session);

void kj_session_init(kj_session *session, kj_lesson *lesson);
/* Strings of the outcome live in `arena`. */
kj_outcome kj_session_input(const kj_course *course, kj_session *session, const kj_input *input,
                            kj_arena *arena);
/* After the event is saved: folds it in and shows what follows. */
void kj_session_commit(const kj_course *course, kj_session *session, const kj_event *event);

/* The response that the drafts stand for, and whether it is complete enough to submit. */
bool kj_session_response(const kj_course *course, const kj_session *session, kj_arena *arena,
                         kj_response *out);
/* Why what was submitted is no answer (session->hint); empty: there is nothing to say. */
kj_span kj_session_hint(const kj_course *course, const kj_session *session, const kj_words *words,
                        kj_arena *arena);
/* The instant (ms since 1970) at which KJ_INPUT_TIMEOUT is due; 0: nothing is timed. */
int64_t kj_session_deadline(const kj_course *course, const kj_session *session);
/* What is typed now goes there; NULL: there is no text control. */
const kj_draft *kj_session_text(const kj_course *course, const kj_session *session);
/* Whether "sheet" means something here: at home, and with the result of the final test; whatever
 * lies above. */
bool kj_session_offers_sheet(const kj_session *session);
/* Whether a text control takes what is typed now. */
bool kj_session_wants_text(const kj_course *course, const kj_session *session);

#endif
