/* engine/class/class.h: what happened in one class, folded from its events.  Pure.
 *
 * A class is a run of the course in a room.  Its events are of the course, with the presenter as
 * learner; `attempt` of each is the class, which is the id of its class.started.  A trainee's own
 * events in a class (attendance, an answer by phone) have the trainee as learner and name the class
 * in data.within; an answer belongs to the trainee's attempt, if there is one, and carries no
 * `try`: the figures of items are of answers given alone.
 *
 *   class.started    object course, kind "WIDTHxHEIGHT" of the audience's picture, seed
 *   class.shown      object slide, step: the room sees it from now on; kind where something else
 *                    is shown instead: "black", "white", "frozen", "question", "roleplay",
 *                    "countdown", "picked", "groups", "asked", "join"
 *   class.attended   object course, within class, kind "hand", "list", "qr" or "live"; passed
 *                    false: taken back; learner: the trainee.  Once more when the class is over,
 *                    of each who is there, with response: ids of slides that the class has shown
 *                    (credit.c), several events where they are many
 *   class.asked      object item, seed of its shuffling: a question to the room
 *   class.tallied    object item, within its class.asked; response "OPTION=HANDS" …: hands and
 *                    phones together, as they stood when it was revealed or left; the last counts
 *   class.played     object role-play, seed: begun by the room
 *   class.chose      object role-play, within its class.played; node, choice; response
 *                    "CHOICE=VOTES" …
 *   class.returned   object role-play, within its class.played, step: the turn that it went back to
 *   class.picked     object learner's id: the picker's choice; within class
 *   class.drew       object slide; round the tool; response: the stroke's points (ink.h)
 *   class.erased     object slide, within the class.drew that is gone (undo, eraser); without:
 *                    all that is drawn on the slide
 *   class.ended      object course, duration_ms; what comes later counts only if it is attendance
 *
 * Self-study and class are one record: the slides of a trainee's class.attended count as seen in
 * every attempt at the course (lesson.h folds them; kj_event_filter.credits finds them), and travel
 * with the trainee's own events to another machine.  Attendance of the class is what counts, not of
 * each slide: who comes late has what the class has.
 *
 * A rehearsal makes the same values and saves none of them. */
#ifndef KJ_CLASS_CLASS_H
#define KJ_CLASS_CLASS_H

#include "class/ink.h"
#include "lesson/lesson.h"

#define KJ_VOTES_MAX 9 /* options that the room can be asked for: keys 1 to 9 */

typedef enum kj_presence { KJ_ABSENT, KJ_BY_HAND, KJ_BY_LIST, KJ_BY_QR, KJ_BY_LIVE } kj_presence;

typedef struct kj_attendee {
    kj_span id;           /* the trainee */
    kj_presence presence; /* ABSENT: was taken back */
    int64_t since_ms;
    uint32_t picked; /* how often the picker chose this one */
} kj_attendee;

typedef struct kj_class_question {
    char id[37]; /* of its class.asked */
    uint32_t item;
    uint64_t seed;
    int64_t asked_ms;
    bool tallied;
    uint32_t votes[KJ_OPTIONS_MAX]; /* by the option's place in the course's file */
} kj_class_question;

typedef struct kj_class_play {
    char id[37]; /* of its class.played */
    uint32_t roleplay;
    uint64_t seed;
    kj_turn turns[KJ_ROLEPLAY_TURNS_MAX];
    uint32_t turn_count;
    uint32_t returns;        /* how often the room went back */
    kj_roleplay_state state; /* after these turns */
} kj_class_play;

typedef struct kj_slide_time {
    uint32_t slide;
    int64_t ms; /* shown, in all; covered and frozen counts for the slide below */
    uint32_t visits;
} kj_slide_time;

typedef struct kj_class {
    kj_arena *arena; /* of the lists */
    char id[37];     /* empty: has not begun */
    uint64_t seed;
    uint32_t width,
        height; /* of the audience's picture, pixels: the shape that drawings belong to */
    kj_time started;
    int64_t last_ms; /* of the latest event */
    bool ended;
    int64_t duration_ms;
    uint32_t slide, step; /* on the screen; slide KJ_NONE: nothing yet */
    int64_t slide_since_ms;
    kj_slide_time *times; /* one a slide of the course */
    KJ_LIST(kj_attendee) attendees;
    size_t attendee_capacity;
    KJ_LIST(kj_class_question) questions;
    size_t question_capacity;
    KJ_LIST(kj_class_play) plays;
    size_t play_capacity;
    kj_ink ink;
    uint64_t events, refused; /* refused: fit nothing, as in kj_lesson */
} kj_class;

/* Lists live in `arena`, which outlives the class. */
void kj_class_init(kj_class *class, const kj_course *course, kj_arena *arena);
/* Total: an event that does not fit changes nothing but `refused`; other types are ignored. */
void kj_class_step(const kj_course *course, kj_class *class, const kj_event *event);

/* How many are there; and who, NULL: nobody of that id was ever noted. */
uint32_t kj_class_present(const kj_class *class);
const kj_attendee *kj_class_attendee(const kj_class *class, kj_span id);

/* The question with its options in the course's order: their places are those of the votes. */
void kj_class_options(const kj_course *course, const kj_class_question *asked, kj_arena *arena,
                      kj_question *out);
/* The question on which hands are counted, shuffled as the room sees it. */
void kj_class_ask(const kj_course *course, const kj_class_question *asked, kj_arena *arena,
                  kj_question *out);

/* The choices of a play's node in the order in which the room sees them (kj_play_choices); returns
 * how many. */
uint32_t kj_class_choices(const kj_course *course, const kj_class_play *play,
                          uint32_t out[KJ_ROLEPLAY_CHOICES_MAX]);

/* The next to be picked: of those present the least often picked, among them by chance. KJ_NONE:
 * nobody is there.  Index into attendees. */
uint32_t kj_class_pick(const kj_class *class, uint64_t seed);
#define KJ_GROUPS_MAX 40
/* Those present dealt into groups whose sizes differ by at most one: out[i] is the group, from 0,
 * of attendee i, KJ_NONE of who is absent.  Dealt in rounds, in the order in which they were noted,
 * by chance within a round: who comes later is added and moves nobody. */
void kj_class_groups(const kj_class *class, uint32_t groups, uint64_t seed, uint32_t *out);

/* credit.c: what the trainees take home.  Slides count that were on the screen for
 * pass.slide_seconds in all: one that was only paged past has not been taught. */
bool kj_class_credits(const kj_course *course, const kj_class *class, uint32_t slide,
                      int64_t now_ms);
/* The class.attended events of everybody who is there at the end: all but id and device is filled.
 * To be appended with the end of the class, all at once (kj_store_append_all); not of a rehearsal.
 */
typedef KJ_LIST(kj_event) kj_class_events;
void kj_class_credit(const kj_course *course, const kj_class *class, kj_time now,
                     kj_class_events *out, kj_arena *arena);
/* "hand", "list", "qr", "live"; empty: absent. */
kj_span kj_presence_word(kj_presence presence);

#endif
