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
 * Actions, with what stands behind the colon.  On the screen lies a slide, or over it a question or
 * a role-play, or over any of these a countdown, who was picked, groups, what a phone has asked or
 * how to join; "next" goes on with what lies on top.
 *   next                  under a cover: only takes it away.  Of a slide the next step, then the
 *                         next slide, none after the last; of a question first the distribution,
 *                         then the answer, then back to the slide; of a role-play the choice with
 *                         most votes (refused where two have as many), after its ending back to
 *                         the slide; what lies on top of these is taken away
 *   back                  the same the other way: a step, the slide before with all its steps; the
 *                         answer, the distribution are hidden again; one turn of a role-play
 *   first, last           jumps
 *   again                 this slide from its first step
 *   return                where it was before the last jump; and back again
 *   digit:N, erase, enter a slide's number from 1, typed; enter jumps there; without a number it
 *                         takes the row of the list that is open, else it is "next"
 *   slide:ID              a jump
 *   black, white, freeze  the same again comes back
 *   overview, find        all slides to choose from, which the room does not see; words to find
 *                         among them, or among the rows of the list that is open
 *   at:SLIDE              of the overview: the one looked at; enter goes there
 *   left, right, up, down of the overview (KJ_OVERVIEW_COLUMNS a row) and lists
 *   bookmark              of the slide, in the overview of the one looked at: puts one or takes it
 *   tool:WORD             ink.h; the same again puts it away
 *   undo, clear           the last stroke of the slide; all of them
 *   unzoom
 *   keys                  all keys, on the console only; the same again puts them away
 *   close                 takes away one thing: the number typed, the list or keys on the console,
 *                         the tool, the zoom, what lies over the slide, the cover; else "quit"
 *   notes:+, notes:-, notes:down, notes:up   size and scrolling
 *   pane:NAME=N           "side" or "notes": the share of the console, in thousandths
 *   swap                  the two screens; the shell does it
 *   questions, ask:ITEM   items to choose from; asks the room
 *   option:N              of a question or role-play: the N-th on the screen, from 1, is the one
 *                         that + and - count for; the same again counts one more hand for it, so
 *                         that one finger counts while the eyes go through the room
 *   hand:+, hand:-
 *   tally, reveal         shows the distribution, or hides it; the answer, with the distribution
 *   compare               the distribution beside that of self-study
 *   roleplays, play:ROLEPLAY, choice:ID, turn-back   one that is not over goes on
 *   countdown:SECONDS, countdown:+, countdown:-   begins, a minute more or less
 *   pick, groups:N, groups:+, groups:-            somebody; N groups, one more or less
 *   roster, attend:ID     who is there, by hand: toggles
 *   live                  the page for phones on or off; the shell does it
 *   join                  how to join by phone, on the screen; again: not
 *   questions-of-room, release:N, dismiss:N       what phones have asked; N: its number.  release
 *                         again takes it from the screen
 *   handout               the class's slides with what was drawn, as PDF; the shell does it
 *   quit, quit:yes, quit:no   while it is asked, any other action stands for no and is done
 *
 * While the picture is frozen, nothing is drawn on it, and a role-play that it shows stays at its
 * turn: both would be seen. */
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
    bool chosen;                     /* by option:N, so that the same again counts */
    bool several;                    /* more than one may be chosen */
    bool tally, revealed, compared;
    uint32_t answered; /* of kj_show_room: hands and phones together, also while the distribution is
                          hidden; 0 where several may be chosen: votes are not people */
} kj_poll;

/* How those who study alone have answered, by the shell from the records; n under it: hidden. */
#define KJ_ALONE_LEAST 5
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
    kj_room_page under; /* SLIDE, QUESTION or PLAY: what the others lie on; of these, itself */
    kj_cover cover;
    uint32_t slide, step;
    kj_poll poll;
    kj_alone alone;
    struct {
        uint32_t play; /* into class->plays; KJ_NONE */
        uint32_t votes[KJ_ROLEPLAY_CHOICES_MAX], phones[KJ_ROLEPLAY_CHOICES_MAX]; /* by choice */
        uint32_t current;
        bool chosen, tally; /* as in kj_poll */
        uint32_t answered;
    } vote;
    int64_t countdown_until_ms; /* 0: none; over: 0:00 is shown until it is taken away */
    uint32_t picked;            /* into class->attendees; KJ_NONE */
    uint32_t groups;
    uint64_t groups_seed;
    kj_room_area zoom;  /* what fills the screen, canvas units; w 0: all */
    kj_room_area frame; /* being dragged, to fill the screen next; w 0: none */
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

/* Where the time goes.
 *
 * Behind or before the plan counts what has been shown, in whatever order: of each slide shown
 * before, its time less what was planned for it, if it was seen (pass.slide_seconds), all its time
 * if it was only passed over; of the slide that is on, what it takes beyond its plan.  A slide
 * that is jumped over neither saves nor costs anything: it may still come. */
typedef struct kj_pace {
    int64_t elapsed_ms;
    int64_t planned_ms; /* of everything: `minutes` of the slides, or the last rehearsal's times */
    int64_t end_ms;     /* when it should end: show->end_ms, or planned from the start */
    int64_t remaining_ms; /* until then, below 0: over */
    int64_t behind_ms;    /* of what is shown now: behind the plan (+) or before it (-) */
    int64_t slide_ms, slide_planned_ms;
    int64_t part_ms, part_planned_ms; /* of the part that the slide is of */
    bool rehearsed;                   /* the plan is of a rehearsal */
} kj_pace;

typedef struct kj_show {
    kj_room room;
    kj_room frozen;
    bool is_frozen; /* the room sees `frozen` */
    kj_console_page console;
    kj_draft find;                /* words typed in the overview or a list */
    bool finding;                 /* letters go there */
    uint32_t at;                  /* overview: the slide looked at; lists: the row */
    uint32_t from;                /* the first row shown */
    uint32_t number;              /* digits typed; 0: none */
    uint32_t before, before_step; /* the slide before the last jump; KJ_NONE */
    uint64_t *bookmarks;          /* a bit a slide */
    double notes_size;            /* 1.0 … 2.5 */
    double notes_from;            /* scrolled by so much, in lines */
    double pane_side, pane_notes; /* shares of width and height */
    kj_tool tool;
    bool leaving;
    bool one_screen; /* there is no second one: the console shows what the room sees on demand */
    bool rehearsal;
    const int64_t *plan_ms; /* a slide each, below 0: not rehearsed, its `minutes` stand; NULL: of
                               none; owned by the shell */
    bool plan_rehearsed;
    int64_t end_ms; /* when the class should end; 0: started + planned */
    kj_span told;   /* what is to be said on the console, until the next action: of the shell, and
                       owned by it, or why an action was refused, in told_text */
    char told_text[192];
    bool told_bad, unsaved;
    KJ_LIST(kj_roster_name) roster; /* by the shell */
    KJ_LIST(kj_room_asked) asked;   /* by the shell: questions of phones */
    uint32_t phones;                /* joined */
    kj_class *class;                /* owned by the shell */
    /* Of class/ alone. */
    kj_room *seen;       /* kj_show_room's */
    kj_ink_point *drawn; /* KJ_STROKE_POINTS_MAX: the stroke that room.drawing points into */
    struct {
        bool on; /* pressed, and not lifted yet */
        double x, y;
    } drag;
    struct {
        uint32_t slide, step; /* as the last class.shown has it; slide KJ_NONE: none */
        const char *kind;
    } said;
} kj_show;

/* Rows that the overview and the lists of the console show; `from` follows `at` by them. */
#define KJ_OVERVIEW_COLUMNS 5
#define KJ_OVERVIEW_ROWS 4
#define KJ_LIST_ROWS 12

typedef enum kj_show_kind {
    KJ_SHOW_BEGIN,  /* class.started, at the slide `action` (id; empty: the first); `text`: the
                       audience's picture in pixels, "1920x1080" */
    KJ_SHOW_ACTION, /* `action` */
    KJ_SHOW_TEXT,   /* `text` into what is being typed */
    KJ_SHOW_EDIT,   /* `edit` of it */
    KJ_SHOW_PRESS,  /* the pointer on the room's page at (x, y), wherever it was pressed: on the */
    KJ_SHOW_DRAG,   /* audience's screen or on its preview; pressure 0 … 1000 */
    KJ_SHOW_LIFT,
    KJ_SHOW_HOVER, /* it moved there, nothing pressed; x < 0: it has left */
    KJ_SHOW_VOTE,  /* a phone's, for the question or turn that is on (refused: for another, or the
                      answer is out): `action` "ITEM=OPTION", "NODE=CHOICE", of a question with
                      several "ITEM=OPTION,OPTION"; `text`: "OPTION,…" that it chose before and
                      now does not count any more; empty: its first */
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

/* What the room sees: frozen, or as it is; without the votes of a distribution that is hidden, and
 * without self-study's unless it is compared with and n >= KJ_ALONE_LEAST.  The console, which
 * shows those, reads show->room.  Holds until the next call. */
const kj_room *kj_show_room(const kj_show *show);
/* What "next" would lead to: the room's next picture, to be drawn ahead; false: it has none.  As
 * kj_show_room: nothing else is in it. */
bool kj_show_next(const kj_course *course, const kj_show *show, kj_room *out);
kj_pace kj_show_pace(const kj_course *course, const kj_show *show, int64_t now_ms);
/* What a slide is planned to take: of the rehearsal, else its `minutes`. */
int64_t kj_show_plan(const kj_course *course, const kj_show *show, uint32_t slide);
/* Slides that the words find, in the order of the course; no words: all.  Returns how many. */
uint32_t kj_show_found(const kj_course *course, const kj_show *show, kj_arena *arena,
                       uint32_t **out);
/* Rows of the list on the console, as far as the words find them: of the overview as above, items
 * that the room can be asked (those about the slide on the screen, then its part's, then the rest),
 * role-plays (its part's first), into roster, into asked (not dismissed).  Returns how many. */
uint32_t kj_show_rows(const kj_course *course, const kj_show *show, kj_arena *arena,
                      uint32_t **out);
/* Whether the room can be asked it: one or several of at most KJ_VOTES_MAX options. */
bool kj_show_can_ask(const kj_item *item);
/* The instant at which KJ_SHOW_TICK is due, at most the next second while a clock is on the page;
 * 0: nothing is timed. */
int64_t kj_show_deadline(const kj_show *show, int64_t now_ms);

/* clicker.c: what a key means while presenting; NULL: nothing.  `name` as SDL names keys ("Keypad
 * 1" and "1" alike); while words are typed (show->finding) letters are text. */
const char *kj_show_key(const kj_show *show, kj_span name, bool shift, bool ctrl);
/* The same table as a page of keys: what is pressed, in the groups' order. */
typedef enum kj_key_group {
    KJ_KEYS_MOVE,
    KJ_KEYS_SCREEN,
    KJ_KEYS_FIND,
    KJ_KEYS_TOOLS,
    KJ_KEYS_ROOM,
    KJ_KEYS_CONSOLE,
    KJ_KEYS_GROUP_COUNT
} kj_key_group;
typedef struct kj_show_key_row {
    const char *keys[6]; /* "PageDown", "Shift+F5", "0-9"; NULL: no more */
    uint32_t when;       /* clicker.c's */
    const char *action;  /* "digit:N", "option:N": N is the digit pressed */
    const char *last;    /* what the last of the keys does; NULL: the same */
    kj_word_id word;     /* what it does; KJ_W_NONE: not on the page of keys */
    kj_key_group group;
} kj_show_key_row;
extern const kj_show_key_row kj_show_keys[];
extern const size_t kj_show_key_count;
kj_word_id kj_key_group_word(kj_key_group group);

/* Presses within 150 ms of the last of the same key are its bounce, repeats are no presses. */
#define KJ_BOUNCE_MS 150
typedef struct kj_bounce {
    char last[32]; /* name of the key */
    int64_t last_ms;
} kj_bounce;
bool kj_bounce_counts(kj_bounce *bounce, kj_span name, bool repeat, int64_t now_ms);

#endif
