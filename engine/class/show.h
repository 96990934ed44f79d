/* engine/class/show.h: the presentation as it stands: (course, class, show, input) → events.  Pure.
 *
 * As lesson/session.h for a learner: the show is what is on the two screens but need not be
 * remembered.  A shell gives inputs, saves the events that come back (after the frame that they
 * change, but votes before) and commits them; scene draws both screens anew:
 *
 *   action → kj_show_input → events → the shell shows, saves → kj_show_commit folds each in.
 *
 * Two pictures follow from it, and the one for the room knows less: what only the presenter may
 * see (notes, keys, answers, hidden tallies, a search) is no part of kj_room.
 *
 * Actions, with what stands behind the colon:
 *   next, back            step, slide; of a question: tally, answer, on; of a role-play: the choice
 *                         with most votes
 *   first, last, return   the first slide, the last; where it was before the last jump
 *   digit:N, erase, enter a slide's number, typed; enter jumps, or takes the choice of overview
 *   slide:ID
 *   black, white, freeze  the same again comes back
 *   overview, find        all slides to choose from, which the room does not see; words to find
 *   at:SLIDE              of the overview: the one looked at; enter goes there
 *   left, right, up, down of the overview and lists
 *   bookmark              of the slide: puts one or takes it away
 *   tool:WORD             ink.h; the same again puts it away
 *   undo, clear           the last stroke of the slide; all of them
 *   unzoom
 *   keys, close           all keys, on the console only; back from there, from overview and lists
 *   notes:+, notes:-, notes:down, notes:up   size and scrolling
 *   pane:NAME=N           the share of the console, in thousandths, that a pane takes
 *   swap                  the two screens; the shell does it
 *   questions, ask:ITEM   items to choose from; asks the room
 *   option:N              of a question or role-play: the N-th, from 1, is the one that + and -
 *   hand:+, hand:-        count for
 *   tally, reveal         shows the distribution; the answer
 *   compare               the distribution beside that of self-study
 *   roleplays, play:ROLEPLAY, choice:ID, turn-back
 *   countdown:SECONDS, countdown:+, countdown:-   begins, a minute more or less
 *   pick, groups:N
 *   roster, attend:ID     who is there, by hand: toggles
 *   live                  the page for phones on or off; the shell does it
 *   questions-of-room, release:N, dismiss:N       what phones have asked
 *   handout               the class's slides with what was drawn, as PDF; the shell does it
 *   quit, quit:yes, quit:no */
#ifndef KJ_CLASS_SHOW_H
#define KJ_CLASS_SHOW_H

#include "class/class.h"
#include "lesson/session.h"

typedef enum kj_cover { KJ_COVER_NONE, KJ_COVER_BLACK, KJ_COVER_WHITE } kj_cover;

/* What the room sees under a cover. */
typedef enum kj_room_page {
    KJ_ROOM_SLIDE,
    KJ_ROOM_QUESTION,
    KJ_ROOM_PLAY,
    KJ_ROOM_COUNTDOWN,
    KJ_ROOM_PICKED,
    KJ_ROOM_GROUPS,
    KJ_ROOM_ASKED, /* a question from a phone, released */
    KJ_ROOM_JOIN   /* how to join by phone */
} kj_room_page;

/* A question to the room while it is on. */
typedef struct kj_poll {
    uint32_t question;               /* into class->questions; KJ_NONE: none */
    uint32_t hands[KJ_OPTIONS_MAX];  /* by the option's place in the course's file */
    uint32_t phones[KJ_OPTIONS_MAX]; /* by the shell: answers that came so far */
    uint32_t current;                /* the option on the screen that + and - count for, from 0 */
    bool tally, revealed, compared;
} kj_poll;

/* How those who study alone have answered, by the shell from the records; n under 5: hidden. */
typedef struct kj_alone {
    uint32_t n;
    uint32_t votes[KJ_OPTIONS_MAX];
} kj_alone;

typedef struct kj_room_area {
    double x, y, w, h; /* canvas units of the audience's page */
} kj_room_area;

/* All that the picture for the room is made of.  A frozen screen keeps a copy of it. */
typedef struct kj_room {
    kj_room_page page;
    kj_cover cover;
    uint32_t slide, step;
    kj_poll poll;
    kj_alone alone;
    struct {
        uint32_t play; /* into class->plays; KJ_NONE */
        uint32_t votes[KJ_ROLEPLAY_CHOICES_MAX], phones[KJ_ROLEPLAY_CHOICES_MAX]; /* by choice */
        uint32_t current;
        bool tally;
    } vote;
    int64_t countdown_until_ms; /* 0: none */
    uint32_t picked;            /* into class->attendees; KJ_NONE */
    uint32_t groups;
    uint64_t groups_seed;
    kj_room_area zoom; /* what fills the screen, canvas units; w 0: all */
    struct {
        kj_tool tool; /* LASER, SPOT: at (x, y) in canvas units */
        double x, y;
        bool on;
    } point;
    kj_stroke drawing;           /* being drawn; count 0: none */
    kj_span asked, asked_by;     /* a released question of the room; by the shell */
    kj_span join_url, join_code; /* of the live page; empty: it is off */
} kj_room;

typedef enum kj_console_page {
    KJ_CONSOLE_SLIDE,
    KJ_CONSOLE_OVERVIEW,
    KJ_CONSOLE_QUESTIONS,
    KJ_CONSOLE_ROLEPLAYS,
    KJ_CONSOLE_ROSTER,
    KJ_CONSOLE_ASKED,
    KJ_CONSOLE_KEYS
} kj_console_page;

/* Somebody of the roster, and a question that came by phone. */
typedef struct kj_roster_name {
    kj_span id, name, department;
} kj_roster_name;
typedef struct kj_room_asked {
    uint32_t number; /* in the order in which they came, from 1 */
    kj_span text, by;
    bool released, dismissed;
} kj_room_asked;

/* Where the time goes. */
typedef struct kj_pace {
    int64_t elapsed_ms;
    int64_t planned_ms; /* of everything: `minutes` of the slides, or the last rehearsal's times */
    int64_t remaining_ms; /* to the end time, below 0: over */
    int64_t behind_ms;    /* of what is shown now: behind the plan (+) or before it (-) */
    int64_t slide_ms, slide_planned_ms;
    bool rehearsed; /* the plan is of a rehearsal */
} kj_pace;

typedef struct kj_show {
    kj_room room;
    kj_room frozen;
    bool is_frozen; /* the room sees `frozen` */
    kj_console_page console;
    kj_draft find;                /* words typed in the overview or the roster */
    uint32_t at;                  /* the row or slide looked at */
    uint32_t from;                /* the first row shown */
    uint32_t number;              /* digits typed; 0: none */
    uint32_t before;              /* the slide before the last jump; KJ_NONE */
    uint64_t *bookmarks;          /* a bit a slide */
    double notes_size;            /* 1.0 … 2.5 */
    double notes_from;            /* scrolled by so much, in lines */
    double pane_side, pane_notes; /* shares of width and height */
    kj_tool tool;
    bool leaving;
    bool one_screen; /* there is no second one: the console shows what the room sees on demand */
    bool rehearsal;
    const int64_t *plan_ms; /* a slide each; owned by the shell */
    bool plan_rehearsed;
    int64_t end_ms; /* when the class should end; 0: started + planned */
    kj_span told;   /* what the shell has to say on the console; owned by it */
    bool told_bad, unsaved;
    KJ_LIST(kj_roster_name) roster; /* by the shell */
    KJ_LIST(kj_room_asked) asked;   /* by the shell: questions of phones */
    uint32_t phones;                /* joined */
    kj_class *class;                /* owned by the shell */
} kj_show;

typedef enum kj_show_kind {
    KJ_SHOW_BEGIN,  /* class.started, at the slide `action` (id; empty: the first) */
    KJ_SHOW_ACTION, /* `action` */
    KJ_SHOW_TEXT,   /* `text` into what is being typed */
    KJ_SHOW_EDIT,   /* `edit` of it */
    KJ_SHOW_PRESS,  /* the pointer on the room's page at (x, y), wherever it was pressed: on the */
    KJ_SHOW_DRAG,   /* audience's screen or on its preview; pressure 0 … 1000 */
    KJ_SHOW_LIFT,
    KJ_SHOW_HOVER, /* it moved there, nothing pressed; x < 0: it has left */
    KJ_SHOW_VOTE,  /* a phone's: `action` "ITEM-OR-NODE=OPTION"; counts in the tallies */
    KJ_SHOW_TICK,  /* time has passed: a countdown is over */
    KJ_SHOW_END    /* the class is over */
} kj_show_kind;

typedef struct kj_show_input {
    kj_show_kind kind;
    kj_span action, text;
    kj_edit edit;
    double x, y;
    uint16_t pressure;
    kj_time now;
    uint64_t seed;
} kj_show_input;

/* What the shell does besides. */
typedef enum kj_show_ask {
    KJ_SHOW_ASK_NOTHING,
    KJ_SHOW_ASK_SWAP,
    KJ_SHOW_ASK_LIVE, /* on, or off */
    KJ_SHOW_ASK_HANDOUT,
    KJ_SHOW_ASK_ALONE, /* how the item of room.poll was answered in self-study: fills room.alone */
    KJ_SHOW_ASK_PANES  /* a pane's size or the notes' has changed: to be remembered */
} kj_show_ask;

typedef struct kj_show_outcome {
    kj_event events[4]; /* id, device, learner (where it is the presenter's), course, version and
                           attempt are filled by the shell */
    size_t event_count;
    bool first_save;    /* a tally or a vote: on disk before it is shown */
    bool room, console; /* which picture changes */
    bool quit;
    kj_show_ask ask;
    bool refused; /* the action means nothing here */
} kj_show_outcome;

void kj_show_init(kj_show *show, const kj_course *course, kj_class *class, kj_arena *arena);
/* Strings of the outcome live in `arena`. */
kj_show_outcome kj_show_input_take(const kj_course *course, kj_show *show,
                                   const kj_show_input *input, kj_arena *arena);
/* After the event was made: folds it in; show->room follows. */
void kj_show_commit(const kj_course *course, kj_show *show, const kj_event *event);

/* What the room sees: frozen, or as it is. */
const kj_room *kj_show_room(const kj_show *show);
/* What "next" would lead to: the room's next picture, to be drawn ahead; false: it has none. */
bool kj_show_next(const kj_course *course, const kj_show *show, kj_room *out);
kj_pace kj_show_pace(const kj_course *course, const kj_show *show, int64_t now_ms);
/* Slides that the words find, in the order of the course; empty words: all.  Returns how many. */
uint32_t kj_show_found(const kj_course *course, const kj_show *show, kj_arena *arena,
                       uint32_t **out);
/* The instant at which KJ_SHOW_TICK is due, at most the next second while a clock is on the page;
 * 0: nothing is timed. */
int64_t kj_show_deadline(const kj_show *show, int64_t now_ms);

/* clicker.c: what a key means while presenting; NULL: nothing.  `name` as SDL names keys; while
 * words are typed (show->console overview with find) letters are text. */
const char *kj_show_key(const kj_show *show, kj_span name, bool shift, bool ctrl);
/* Presses within 150 ms of the last of the same key are its bounce, repeats are no presses. */
#define KJ_BOUNCE_MS 150
typedef struct kj_bounce {
    char last[32]; /* name of the key */
    int64_t last_ms;
} kj_bounce;
bool kj_bounce_counts(kj_bounce *bounce, kj_span name, bool repeat, int64_t now_ms);

#endif
