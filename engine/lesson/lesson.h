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
#include "lesson/fsrs.h"
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
    /* Stayed on for pass.slide_seconds by the events' times, all steps shown or not; or shown in a
     * class that the learner attended. */
    bool seen;
    bool visited;
    uint32_t step;      /* where it was left */
    uint32_t stayed_ms; /* in all; a stay of over 5 minutes counts as 5 */
} kj_slide_record;

/* An item that was missed (share under 1) in a test becomes a card: it comes back by FSRS-6
 * (fsrs.h).  From then on every answer to it, in a test or a review, rates it: wrong again, partly
 * right hard, right good.  A quick answer never makes it easy: how long one takes says more of the
 * item's length than of one's memory.  Days are local days of the answers' own offsets. */
typedef struct kj_card {
    kj_memory memory;     /* stability 0: no card */
    int64_t day, due_day; /* of the last answer; from which on it is due */
} kj_card;

typedef struct kj_item_record {
    uint32_t tries;
    double first, best, last; /* shares 0..1 */
    bool contested;
    uint32_t duration_ms; /* of the last answer */
    kj_card card;
    /* The last answer in a review, as long as nothing followed it: review.undone restores what was
     * before. */
    char review[37]; /* its event; empty: there is nothing to take back */
    kj_card card_before;
    double last_before;
} kj_item_record;

typedef struct kj_drill_record {
    uint32_t runs; /* finished */
    double best, last;
    bool passed;
    uint32_t duration_ms; /* of the last run's answers */
    /* Passed, it comes back after 1, 3 and 7 days; not passed on such a day, the next day again. */
    uint32_t returns; /* how often it came back and was passed, at most KJ_DRILL_RETURNS */
    int64_t due_day;
} kj_drill_record;
#define KJ_DRILL_RETURNS 3

typedef struct kj_roleplay_record {
    uint32_t ended;
    uint64_t endings;    /* bit i: ending i was reached */
    uint32_t best_grade; /* kj_grade; KJ_NONE: none */
    uint32_t best_hard;  /* the best with the gauges hidden; KJ_NONE: none */
} kj_roleplay_record;

typedef struct kj_part_record {
    uint32_t tests; /* finished */
    double test_first, test_best;
    bool completed;
    uint32_t failed; /* tests in a row that were not passed */
} kj_part_record;

/* How sure the learner said to be of an answer; 0: was not asked. */
typedef enum kj_confidence {
    KJ_CONFIDENCE_GUESS = 1,
    KJ_CONFIDENCE_FAIR,
    KJ_CONFIDENCE_SURE,
    KJ_CONFIDENCE_COUNT
} kj_confidence;

typedef enum kj_run_kind {
    KJ_RUN_TEST,
    KJ_RUN_DRILL,
    KJ_RUN_FINAL, /* items of all parts (part.final), no time limit */
    KJ_RUN_REVIEW /* items that are due */
} kj_run_kind;

typedef struct kj_run {
    kj_run_kind kind;
    bool timed;      /* the rounds' time limit holds */
    uint32_t object; /* drill or part; of a final test and a review 0, which means nothing */
    char id[37];     /* of the event that started it */
    uint64_t seed;
    int64_t started_ms;
    uint32_t count;                /* questions */
    uint32_t question[KJ_RUN_MAX]; /* item indices, or rounds of the drill */
    double score[KJ_RUN_MAX], max[KJ_RUN_MAX];
    uint32_t duration_ms[KJ_RUN_MAX]; /* of the answers */
    uint8_t confidence[KJ_RUN_MAX];   /* kj_confidence of the answers; never counts */
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
    bool hard;     /* gauges, effects and reasons are hidden until the debrief */
    kj_roleplay_state state;
    kj_turn turns[KJ_ROLEPLAY_TURNS_MAX];
    uint32_t turn_count;
    /* A replay: the way that was left for it, and the turn at which it was left. */
    uint32_t branch; /* KJ_NONE: no replay */
    kj_turn old[KJ_ROLEPLAY_TURNS_MAX];
    uint32_t old_count, old_ending;
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
    /* attempt.finished is said after each final test (where there is none: once, when the course is
     * passed).  One attempt may so be finished several times: passed by any, its score the best;
     * reports tell the first apart. */
    bool passed;
    double score;          /* out of 100 */
    kj_part_record final;  /* the final test; `completed` means nothing */
    int64_t review_day;    /* the local day of the last answer in a review, */
    uint32_t review_count; /* and how many that day has had */
    /* Local days on which something was learnt (beginning and resuming alone are nothing): how
     * many, how many of them in a row up to the last one, and that one. */
    uint32_t days, days_in_row;
    int64_t learnt_day;
    kj_place_kind place;
    uint32_t slide; /* the slide of KJ_PLACE_SLIDE, or the last one that was on the screen */
    int64_t slide_since_ms;
    kj_run run;
    kj_play play;
    uint32_t slide_count, item_count, drill_count, roleplay_count, part_count;
    /* The arrays follow the struct; reach them by the functions below. */
} kj_lesson;

/* Names the program's own way to fold: it changes with every change of lesson, course or base. */
extern const char kj_lesson_made[];
size_t kj_lesson_bytes(const kj_course *course);
void kj_lesson_init(kj_lesson *lesson, const kj_course *course); /* of kj_lesson_bytes bytes */
void kj_lesson_step(const kj_course *course, kj_lesson *lesson, const kj_event *event);

/* As it stands on local day `day`: a row goes on until a day was left out; 0 from then on. */
uint32_t kj_lesson_days_in_row(const kj_lesson *lesson, int64_t day);

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
/* The items of a final test: of each part `part.final`, drawn like those of its own test, all in
 * any order.  Returns how many; 0: the course has no final test. */
uint32_t kj_final_draw(const kj_course *course, uint64_t seed, uint32_t out[KJ_RUN_MAX]);
/* The questions of a run: items of a test, or the rounds of a drill in the file's order.  Not of a
 * review, whose items are kj_review_due. */
uint32_t kj_run_questions(const kj_course *course, kj_run_kind kind, uint32_t object, uint64_t seed,
                          uint32_t out[KJ_RUN_MAX]);
/* The word of a run in records, and back; false: none of ours. */
kj_span kj_run_word(kj_run_kind kind, bool timed);
bool kj_run_read(kj_span word, kj_run_kind *kind, bool *timed);
/* The part that question `index` of the run belongs to. */
uint32_t kj_run_part(const kj_course *course, const kj_run *run, uint32_t index);
/* Share of the points that passes it; of a review 0. */
double kj_run_needed(const kj_course *course, const kj_run *run);

/* Whether its answers come with how sure the learner is: tests, where pass.confidence is on. */
bool kj_run_asks_confidence(const kj_course *course, const kj_run *run);

/* What the learner thought of the answers, and what they came to.  `right`: all points. */
typedef struct kj_calibration {
    uint32_t said[KJ_CONFIDENCE_COUNT], right[KJ_CONFIDENCE_COUNT]; /* [0]: was not asked */
    uint32_t over[KJ_RUN_MAX]; /* questions of the run: very sure, and not all points */
    uint32_t over_count;
} kj_calibration;
kj_calibration kj_run_calibration(const kj_run *run);

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

/* Whether this role-play was begun and is not over. */
bool kj_play_is_on(const kj_play *play, uint32_t roleplay);
/* The order in which the offered choices of the current node are shown, those that a fact opened
 * first, both kinds shuffled by the play's seed; returns how many. */
uint32_t kj_play_choices(const kj_course *course, const kj_play *play,
                         uint32_t out[KJ_ROLEPLAY_CHOICES_MAX]);
/* The same of any state, with a seed; and the state after these turns: what a lesson's play and a
 * room's have in common. */
uint32_t kj_roleplay_choices(const kj_roleplay *roleplay, const kj_roleplay_state *state,
                             uint64_t seed, uint32_t out[KJ_ROLEPLAY_CHOICES_MAX]);
kj_roleplay_state kj_roleplay_after(const kj_roleplay *roleplay, const kj_turn *turns,
                                    uint32_t count);
/* The state before turn `turn` of a play: for the debrief and for replays. */
kj_roleplay_state kj_play_state_at(const kj_course *course, const kj_play *play, uint32_t turn);

#endif
