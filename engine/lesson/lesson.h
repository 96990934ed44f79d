/* engine/lesson/lesson.h: state + event → state.
 *
 * The state of one attempt is a flat block without pointers, sized by its course: stepped in
 * place, copied by one memcpy; the same events give the same bytes.  Folding any prefix of any log
 * gives a valid state; an event that does not fit (a damaged log, an id that the course no longer
 * has) changes nothing but `refused`.  Time, seed and learner come in events.
 *
 * What an event says of a slide, item, drill, role-play or part counts wherever the learner stands
 * (two laptops' logs of one attempt interleave); it moves the place only where it fits the run or
 * play that is on.  An event's score is taken as it was judged then. */
#ifndef KJ_LESSON_LESSON_H
#define KJ_LESSON_LESSON_H

#include "lesson/event.h"
#include "lesson/question.h"
#include "lesson/roleplay.h"

#define KJ_RUN_MAX 64 /* questions of one run */

typedef enum kj_place_kind {
    KJ_PLACE_NOWHERE, /* the attempt has just begun */
    KJ_PLACE_SLIDE,
    KJ_PLACE_RUN,      /* a question, or its feedback, of a test or drill */
    KJ_PLACE_RESULT,   /* of the run just finished */
    KJ_PLACE_ROLEPLAY, /* a node */
    KJ_PLACE_DEBRIEF   /* after an ending */
} kj_place_kind;

typedef struct kj_slide_record {
    bool seen; /* stayed on for pass.slide_seconds by the events' times, all steps shown or not */
    bool visited;
    uint32_t step; /* where it was left */
} kj_slide_record;

typedef struct kj_item_record {
    uint32_t tries;
    double first, best, last; /* shares 0..1 */
    bool contested;
} kj_item_record;

typedef struct kj_drill_record {
    uint32_t runs; /* finished */
    double best, last;
    bool passed;
} kj_drill_record;

typedef struct kj_roleplay_record {
    uint32_t ended;
    uint64_t endings;    /* bit i: ending i was reached */
    uint32_t best_grade; /* kj_grade; KJ_NONE: none */
} kj_roleplay_record;

typedef struct kj_part_record {
    uint32_t tests; /* finished */
    double test_first, test_best;
    bool completed;
} kj_part_record;

typedef struct kj_run {
    bool drill;      /* else a part test */
    bool timed;      /* the rounds' time limit holds */
    uint32_t object; /* drill or part */
    char id[37];     /* of the event that started it */
    uint64_t seed;
    int64_t started_ms;
    uint32_t count;                /* questions */
    uint32_t question[KJ_RUN_MAX]; /* item indices, or rounds of the drill */
    double score[KJ_RUN_MAX], max[KJ_RUN_MAX];
    uint32_t duration_ms[KJ_RUN_MAX]; /* of the answers */
    uint32_t answered;                /* questions 0 … answered-1 have an answer */
    uint32_t shown; /* the question on the screen: answered (its question) or answered-1
                       (its feedback) */
    uint32_t tries; /* answers that the question shown has had in this run */
    bool finished;
    bool contested; /* the answer whose feedback is shown */
    /* The last answer given: its feedback is on the screen, or it is being tried again. */
    char response[KJ_RESPONSE_BYTES_MAX]; /* values one after another, each ended by NUL */
    uint32_t response_bytes, response_count;
} kj_run;

typedef struct kj_turn {
    uint32_t node, choice; /* choice: index within the node */
} kj_turn;

typedef struct kj_play {
    uint32_t roleplay;
    char id[37];
    uint64_t seed; /* shuffles the choices */
    kj_roleplay_state state;
    kj_turn turns[KJ_ROLEPLAY_TURNS_MAX];
    uint32_t turn_count;
} kj_play;

typedef struct kj_lesson {
    size_t bytes; /* of the whole block */
    char attempt[37];
    uint64_t seed;
    uint64_t events, refused;
    int64_t started_ms, last_ms;
    int64_t active_ms; /* time spent: gaps over 5 minutes between events count as 5; the gap
                          before attempt.resumed counts nothing, nobody was there */
    bool started, finished;
    bool completed; /* course.completed has been said */
    double score;   /* of attempt.finished */
    kj_place_kind place;
    uint32_t slide; /* the slide of KJ_PLACE_SLIDE, or the last one that was on the screen */
    int64_t slide_since_ms;
    kj_run run;
    kj_play play;
    uint32_t slide_count, item_count, drill_count, roleplay_count, part_count;
    /* The arrays follow the struct; reach them by the functions below. */
} kj_lesson;

size_t kj_lesson_bytes(const kj_course *course);
void kj_lesson_init(kj_lesson *lesson, const kj_course *course); /* of kj_lesson_bytes bytes */
void kj_lesson_step(const kj_course *course, kj_lesson *lesson, const kj_event *event);

kj_slide_record *kj_lesson_slide(const kj_lesson *lesson, uint32_t slide);
kj_item_record *kj_lesson_item(const kj_lesson *lesson, uint32_t item);
kj_drill_record *kj_lesson_drill(const kj_lesson *lesson, uint32_t drill);
kj_roleplay_record *kj_lesson_roleplay(const kj_lesson *lesson, uint32_t roleplay);
kj_part_record *kj_lesson_part(const kj_lesson *lesson, uint32_t part);

/* The items of a part test: `part.draw` of the bank, at least one an objective while the number
 * allows it, types mixed as in the bank, in any order, the same for the same seed.  Returns how
 * many. */
uint32_t kj_test_draw(const kj_course *course, uint32_t part, uint64_t seed,
                      uint32_t out[KJ_RUN_MAX]);
/* The questions of a run: items of a part's test, or the rounds of a drill in the file's order. */
uint32_t kj_run_questions(const kj_course *course, bool drill, uint32_t object, uint64_t seed,
                          uint32_t out[KJ_RUN_MAX]);

/* The id of a drill's round in records; empty: it has none (a drill of one round). */
kj_span kj_drill_round_id(const kj_drill *drill, uint32_t round, kj_arena *arena);
uint32_t kj_drill_find_round(const kj_drill *drill, kj_span id); /* KJ_NONE: no such round */

/* The seed of a question within a run: option order is a function of it. */
uint64_t kj_run_question_seed(const kj_run *run, uint32_t index);
/* The question on the screen and, when it is answered, its verdict. */
void kj_run_question(const kj_course *course, const kj_run *run, kj_arena *arena, kj_question *out);
/* false: no question is answered on the screen. */
bool kj_run_verdict(const kj_course *course, const kj_run *run, kj_arena *arena, kj_verdict *out);
/* Points so far; for a finished drill the family's own total (share × 100 of 100). */
void kj_run_total(const kj_course *course, const kj_run *run, double *score, double *max);

/* The order in which the offered choices of the current node are shown; returns how many. */
uint32_t kj_play_choices(const kj_course *course, const kj_play *play,
                         uint32_t out[KJ_ROLEPLAY_CHOICES_MAX]);
/* The state before turn `turn` of a play: for the debrief and for replays. */
kj_roleplay_state kj_play_state_at(const kj_course *course, const kj_play *play, uint32_t turn);

/* Rules of passing (course.pass): all slides of the part seen, best test share enough. */
bool kj_part_slides_seen(const kj_course *course, const kj_lesson *lesson, uint32_t part);
bool kj_part_done(const kj_course *course, const kj_lesson *lesson, uint32_t part);
/* Every numbered part done, its share of drills passed, and each of its role-plays ended at least
 * once with 良 or better. */
bool kj_course_done(const kj_course *course, const kj_lesson *lesson);
/* Out of 100: the mean of the numbered parts' best tests (100 where there is no test). */
double kj_course_score(const kj_course *course, const kj_lesson *lesson);

#endif
