/* engine/present/inner.h: inside of the shell of a class, whatever shows it.  Not here: SDL
 * (window.h) and scripts. */
#ifndef KJ_PRESENT_INNER_H
#define KJ_PRESENT_INNER_H

#include "class/show.h"
#include "paint/paint.h"
#include "player/timer.h"
#include "present/present.h"
#include "scene/room.h"

#define KJ_SHOW_ACTION_MAX 160
#define KJ_SHOW_TEXT_MAX 4096
#define KJ_RETRY_MS 5000   /* what could not be saved is tried again after so long */
#define KJ_PATIENCE_MS 100 /* a disk that takes longer for an event is tried again later */
#define KJ_PANES_MS 1000   /* a size of the console that stands for so long is remembered */

typedef struct kj_presenter kj_presenter;
typedef struct kj_phones kj_phones; /* phones.h */

/* How what has changed gets onto the screens: the room's comes first, then the disk, then the
 * console's. */
typedef struct kj_screens {
    void (*room)(void *ctx);
    void (*console)(void *ctx);
    void (*swap)(void *ctx); /* who asks for the console on the only screen, or for the other way */
    void *ctx;
} kj_screens;

typedef struct kj_picture_size {
    int width, height; /* pixels */
} kj_picture_size;

struct kj_presenter {
    const kj_present_options *options;
    kj_sink *sink;
    kj_arena *arena; /* of the run */
    kj_arena *call;  /* of one input */
    kj_screens screens;

    const kj_course *course;
    kj_font_files files;
    kj_typesetter *typesetter;
    kj_painter *painter;
    const kj_theme *theme; /* of the room; the console's is the dark one */
    const kj_words *words;
    kj_store *store;
    kj_span learner; /* who presents */

    kj_class class;
    kj_show show;
    kj_timer timer;
    uint64_t random, seed; /* seed: for the next input that needs one */
    uint32_t uuid_counter;
    char told[512];   /* show.told */
    uint64_t changes; /* of what the room sees, or would see next */

    kj_picture_size room, console; /* of the two pictures */
    kj_list room_list; /* what is on the screens now; of `console` the areas can be clicked */
    kj_console console_drawn;
    int64_t panes_ms;  /* when a size of the console has changed that is not saved yet; 0: none */
    int64_t ticked_ms; /* when the clocks on the screens were last set */
    uint64_t *bookmarks_saved; /* as show.bookmarks when they were last saved */

    /* Events that could not be saved yet, in their order. */
    struct {
        kj_arena *arena;
        KJ_LIST(kj_event) events;
        size_t capacity;
        int64_t again_ms; /* when to try again */
    } behind;
    bool handout;      /* is wanted when the class is over */
    kj_phones *phones; /* NULL: there was no page for them yet */
    /* Given by the shell: wakes its loop, from any thread; it then calls kj_presenter_phones_woken
     * in its own. */
    void (*wake)(void *ctx);
    void *wake_ctx;
    bool quit;
    bool failed; /* something could not be saved */
};

/* Opens course, fonts and store; false: reported. */
bool kj_presenter_open(kj_presenter *presenter, const kj_present_options *options, kj_sink *sink);
/* The class begins, at the slide that was asked for; `room` is known. */
bool kj_presenter_begin(kj_presenter *presenter);
/* It is over: what is still to be saved is. */
void kj_presenter_end(kj_presenter *presenter);
void kj_presenter_close(kj_presenter *presenter);

kj_time kj_presenter_now(const kj_presenter *presenter); /* never before the last event */

/* One input; false: it means nothing here. */
bool kj_presenter_input(kj_presenter *presenter, kj_show_input input);
bool kj_presenter_action(kj_presenter *presenter, kj_span action);
/* A key by the name that SDL gives it; false: it means nothing, or types what it is. */
bool kj_presenter_key(kj_presenter *presenter, kj_span name, bool shift, bool ctrl);
/* What is due by now: a countdown, clocks, events that are tried again. */
void kj_presenter_tick(kj_presenter *presenter);
/* When that is; 0: nothing is timed. */
int64_t kj_presenter_deadline(const kj_presenter *presenter);
/* On the console, until something else is to be said there; copied. */
void kj_presenter_tell(kj_presenter *presenter, kj_span said, bool bad);

/* Of an event: id, course, version, attempt (of class.started: itself) and, where it has none, the
 * presenter as learner. */
void kj_presenter_sign(kj_presenter *presenter, kj_event *event, kj_span attempt, kj_arena *arena);
/* Both pictures anew. */
void kj_presenter_show(kj_presenter *presenter);

/* save.c: in one commit, behind what could not be saved before; what cannot be is kept. */
void kj_presenter_save(kj_presenter *presenter, kj_event *events, size_t count);
void kj_presenter_retry(kj_presenter *presenter);

/* act.c: signs an event of the class. */
void kj_presenter_fill(kj_presenter *presenter, kj_event *event, kj_span class);

/* leave.c: what a class leaves behind.  The hand-out is made when it is over. */
void kj_presenter_credit(kj_presenter *presenter);
void kj_presenter_ask_handout(kj_presenter *presenter);
void kj_presenter_handout(kj_presenter *presenter);
/* Those of trainees: at once and together, or false, and they are not kept: the phones send them
 * again. */
bool kj_presenter_save_now(kj_presenter *presenter, kj_event *events, size_t count);

/* phones.c: the page for phones. */
bool kj_presenter_phones_on(kj_presenter *presenter); /* false: reported, and said on the console */
void kj_presenter_phones_off(kj_presenter *presenter);
void kj_presenter_phones_free(kj_presenter *presenter);
void kj_presenter_phones_publish(kj_presenter *presenter); /* if the room's picture has changed */
void kj_presenter_phones_woken(kj_presenter *presenter);
/* What has come is taken when its time has come, or at once. */
void kj_presenter_phones_tick(kj_presenter *presenter, bool at_once);
int kj_presenter_phones_rest(const kj_presenter *presenter); /* ms until then; -1: nothing came */
uint64_t kj_presenter_phones_taken(const kj_presenter *presenter); /* posts, so far */

/* asks.c: what the show wants of its shell. */
void kj_presenter_answer(kj_presenter *presenter, kj_show_ask ask);

/* own.c: bookmarks, sizes and times of the last rehearsal are the presenter's own. */
bool kj_presenter_read_own(kj_presenter *presenter);
void kj_presenter_save_bookmarks(kj_presenter *presenter);
void kj_presenter_save_panes(kj_presenter *presenter);
void kj_presenter_save_rehearsal(kj_presenter *presenter);

/* draw.c: lists in `arena`. */
kj_list kj_presenter_draw_room(const kj_presenter *presenter, const kj_room *room, kj_arena *arena);
kj_list kj_presenter_draw_slide(const kj_presenter *presenter, uint32_t slide, kj_arena *arena);
kj_console kj_presenter_draw_console(const kj_presenter *presenter, kj_arena *arena);
kj_canvas kj_presenter_room_canvas(const kj_presenter *presenter);
double kj_presenter_room_scale(const kj_presenter *presenter); /* pixels a unit */
double kj_presenter_console_scale(const kj_presenter *presenter);

/* Where the presenter is, as words: "slide p2-levels 2", "question needs-q01" … */
kj_span kj_presenter_place(const kj_presenter *presenter, kj_arena *arena);

/* Shells: exit codes. */
int kj_present_headless(kj_presenter *presenter);
int kj_present_windows(kj_presenter *presenter);

#endif
