/* engine/player/inner.h: inside of the player: one lesson being played, whatever shows it.
 *
 * Not here: SDL (window.c and what belongs to it) and scripts (headless.c, script.c). */
#ifndef KJ_PLAYER_INNER_H
#define KJ_PLAYER_INNER_H

#include "paint/paint.h"
#include "player/timer.h"

#define KJ_ACTION_MAX 160

/* Which page is shown: where it changes, the focus starts anew and the change may move. */
typedef struct kj_view {
    kj_screen screen;
    kj_place_kind place;
    uint32_t part, object, index, peek, sub;
    uint32_t term, from;
    bool over;     /* help, or the question whether to leave */
    uint32_t step; /* of a slide: not part of which page it is */
} kj_view;

typedef struct kj_player kj_player;

/* How the shell shows what the session has become: sets player->list. */
typedef struct kj_shower {
    void (*show)(void *ctx, kj_player *player);
    void *ctx;
} kj_shower;

struct kj_player {
    const kj_play_options *options;
    kj_sink *sink;
    kj_arena *arena; /* of the run */
    kj_arena *call;  /* of one input */
    kj_shower shower;

    const kj_course *course;
    kj_font_files files;
    kj_typesetter *typesetter;
    kj_painter *painter;
    const kj_theme *theme;
    const kj_theme *given_theme; /* of the command line or the course */
    kj_store *store;
    kj_span learner;  /* empty until it is known */
    kj_arena *own;    /* of one learner */
    kj_people people; /* as last asked for */
    kj_arena *people_arena;

    kj_session session;
    kj_personal personal;
    kj_lesson *lesson;
    kj_timer timer;
    uint64_t random, seed; /* seed: for the next input that needs one */
    uint32_t uuid_counter;

    int width, height; /* pixels */
    double text_scale;
    const kj_words *words;
    bool reduced_motion;
    bool keys_off; /* single letters and signs are no shortcuts (WCAG 2.1.4) */
    struct {
        bool text, theme, words, motion,
            voice; /* by the command line, until it is set in the program */
    } fixed;
    kj_list list;              /* what is on the screen now */
    char focus[KJ_ACTION_MAX]; /* action of the area that has it; empty: none */
    kj_view view;              /* of `list` */
    struct kj_voice *voice;    /* voice.h; NULL: silent */
    bool voiceless;            /* wanted, and there is none on this computer */
    bool quit;
    bool failed; /* something could not be saved */
    /* Of the learner's own: the last change of each thing that could not be saved yet, also that it
     * was taken away. */
    KJ_LIST(kj_own) own_behind;
    size_t own_capacity;
    char told[512]; /* session.told */

    struct kj_player_watch *watch; /* watch.h: the course is being written; else NULL */
    struct kj_pack_proof *proof;   /* of a pack that is being proved while it plays; else NULL */
    bool unsound;                  /* it is not as it was packed */
};

/* Opens course, fonts and store and reads what was; false: reported. */
bool kj_player_open(kj_player *player, const kj_play_options *options, kj_sink *sink);
/* Begins or resumes the attempt, or asks who learns: only when there is something to show it on. */
bool kj_player_start(kj_player *player);
/* The learner's record becomes the lesson; what was another's goes.  false: reported, and the
 * lesson is a new one of nobody. */
bool kj_player_enter(kj_player *player, kj_span learner);
void kj_player_begin(kj_player *player); /* that lesson, at the slide that was asked for */
void kj_player_close(kj_player *player);

/* $USER, else the account's name. */
kj_span kj_player_system_user(kj_arena *arena);

/* The clock: real in a window, a script's otherwise; never before the last event. */
kj_time kj_player_now(const kj_player *player);

/* One input: events are saved, folded in and traced; false: the action means nothing here. */
bool kj_player_input(kj_player *player, kj_input input);
bool kj_player_action(kj_player *player, kj_span action);
/* The answer's time may be over: says so to the lesson. */
void kj_player_check_deadline(kj_player *player);

/* Fills what the shell knows of an event. */
void kj_player_fill(const kj_player *player, const kj_lesson *lesson, kj_event *event);

kj_view kj_view_of(const kj_session *session);
bool kj_view_same(const kj_view *a, const kj_view *b); /* steps aside */

/* Takes a new list: the focus stays where its area is still there. */
void kj_player_take(kj_player *player, kj_list list);

/* A list of what `session` shows, in `arena`. */
kj_list kj_player_draw(const kj_player *player, const kj_session *session, kj_arena *arena);
double kj_player_scale(const kj_player *player); /* pixels a unit */
bool kj_player_shot(kj_player *player, const char *path, kj_sink *sink);
bool kj_player_text_scale(kj_player *player, double scale); /* 1 … 2; false: out of it */

/* own.c: what is the learner's own.  Read at the start; false: reported. */
bool kj_player_read_own(kj_player *player);
/* Saves the outcome's changes, and first what could not be saved before (player->failed and
 * session.own_unsaved when that fails), takes them over and lets settings act. */
void kj_player_save_own(kj_player *player, const kj_outcome *outcome, kj_time now);
/* Text scale, theme, language and motion as the settings say, but for what is fixed. */
void kj_player_apply_settings(kj_player *player);

/* who.c.  Who learns, as options and store say, or the page that asks. */
bool kj_player_meet(kj_player *player, kj_span system_user);
void kj_player_check_pin(kj_player *player);
/* What the session asks for; the answer is on the page. */
void kj_player_answer(kj_player *player, kj_ask ask);
/* In the session until the next input. */
void kj_player_tell(kj_player *player, kj_span said, bool bad);

/* sheet.c: saves the certificate, or of who has not passed the learning record; the session tells
 * where, or why it could not be. */
void kj_player_sheet(kj_player *player);

/* Keys, by the names that SDL gives them. */
typedef struct kj_key {
    kj_span name;
    bool ctrl, alt, shift;
} kj_key;

/* What a key did. */
typedef enum kj_key_result {
    KJ_KEY_NOTHING,
    KJ_KEY_TEXT,  /* goes into the text as what it types: nothing done yet */
    KJ_KEY_FOCUS, /* the focus has moved */
    KJ_KEY_DONE   /* an input was given */
} kj_key_result;
kj_key_result kj_player_key(kj_player *player, kj_key key);

int kj_player_focus(const kj_player *player); /* area that has the focus; -1: none */
void kj_player_set_focus(kj_player *player, int area);
/* Whether typing goes into the text control. */
bool kj_player_types(const kj_player *player);
/* What is selected in the text control. */
kj_span kj_player_selection(const kj_player *player);

/* Where the learner is, as words: "slide p2-levels 2", "question test-needs 3" …; the first word
 * names the screen. */
kj_span kj_player_place(const kj_player *player, kj_arena *arena);
kj_span kj_player_screen(const kj_player *player);

/* Shells: exit codes. */
int kj_headless_run(kj_player *player);
int kj_window_run(kj_player *player);
int kj_terminal_run(kj_player *player);

#endif
