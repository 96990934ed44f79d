/* engine/lesson/event.h: what happened, in the words of the record (design: Records).
 *
 * An event is a plain value.  The fold (lesson.h) reads it, record/ stores it, a report counts it.
 * Its JSON form is written and read by event_json.c, the only place that knows the keys. */
#ifndef KJ_LESSON_EVENT_H
#define KJ_LESSON_EVENT_H

#include "base/json.h"
#include "base/time.h"

/* RUN_STARTED, RUN_MOVED and RUN_FINISHED are ours beside the xAPI-derived ones: a part test or a
 * drill run has a seed, a question on the screen and a total, and a kill must lose none of them. */
#define KJ_LESSON_EVENT_TYPES(X) \
    X(ATTEMPT_STARTED, "attempt.started") \
    X(ATTEMPT_RESUMED, "attempt.resumed") \
    X(ATTEMPT_FINISHED, "attempt.finished") \
    X(SLIDE_VIEWED, "slide.viewed") \
    X(RUN_STARTED, "run.started") \
    X(RUN_MOVED, "run.moved") \
    X(RUN_FINISHED, "run.finished") \
    X(ITEM_ANSWERED, "item.answered") \
    X(DRILL_ANSWERED, "drill.answered") \
    X(ROLEPLAY_STARTED, "roleplay.started") \
    X(ROLEPLAY_CHOSE, "roleplay.chose") \
    X(ROLEPLAY_ENDED, "roleplay.ended") \
    X(PART_COMPLETED, "part.completed") \
    X(COURSE_COMPLETED, "course.completed") \
    X(REVIEW_ANSWERED, "review.answered") \
    X(REVIEW_UNDONE, "review.undone") \
    X(ANSWER_CONTESTED, "answer.contested")
/* Of a class in a room: what they hold stands in class/class.h.  A lesson's fold takes one of them:
 * class.attended with a `response`, which names slides that the learner has seen there. */
#define KJ_CLASS_EVENT_TYPES(X) \
    X(CLASS_STARTED, "class.started") \
    X(CLASS_SHOWN, "class.shown") \
    X(CLASS_ATTENDED, "class.attended") \
    X(CLASS_ASKED, "class.asked") \
    X(CLASS_TALLIED, "class.tallied") \
    X(CLASS_PLAYED, "class.played") \
    X(CLASS_CHOSE, "class.chose") \
    X(CLASS_RETURNED, "class.returned") \
    X(CLASS_PICKED, "class.picked") \
    X(CLASS_DREW, "class.drew") \
    X(CLASS_ERASED, "class.erased") \
    X(CLASS_ENDED, "class.ended")
#define KJ_EVENT_TYPES(X) KJ_LESSON_EVENT_TYPES(X) KJ_CLASS_EVENT_TYPES(X)

#define KJ_AS_CONSTANT(name, word) KJ_EVENT_##name,
typedef enum kj_event_type { KJ_EVENT_TYPES(KJ_AS_CONSTANT) KJ_EVENT_COUNT } kj_event_type;
#undef KJ_AS_CONSTANT
/* In a switch over event types: all of a class. */
#define KJ_CASE_OF_EVENT(name, word) case KJ_EVENT_##name:
#define KJ_CASES_OF_CLASS KJ_CLASS_EVENT_TYPES(KJ_CASE_OF_EVENT)

extern const char *const kj_event_words[KJ_EVENT_COUNT];

static inline bool kj_event_of_class(kj_event_type type)
{
    return type >= KJ_EVENT_CLASS_STARTED && type <= KJ_EVENT_CLASS_ENDED;
}

/* Members of `data` that an event holds: the JSON form writes exactly those. */
typedef enum kj_event_has {
    KJ_HAS_SCORE = 1,     /* score, max */
    KJ_HAS_PASSED = 2,    /* passed */
    KJ_HAS_DURATION = 4,  /* duration_ms */
    KJ_HAS_RESPONSE = 8,  /* response */
    KJ_HAS_TRY = 16,      /* try */
    KJ_HAS_WITHIN = 32,   /* within */
    KJ_HAS_STEP = 64,     /* step (of a slide), question (run.moved), turn (roleplay.started),
                             how many (run.started of a review) */
    KJ_HAS_SEED = 128,    /* seed */
    KJ_HAS_ROUND = 256,   /* round: the sentence, situation … of a drill */
    KJ_HAS_CHOICE = 512,  /* node, choice */
    KJ_HAS_ENDING = 1024, /* ending */
    KJ_HAS_KIND = 2048,   /* kind (of a run): "test", "drill", "untimed" (a drill without the
                             clock), "final" or "review"; the object of the last two is the course.
                             Of a role-play: "standard", "hard" (with hidden gauges) */
    KJ_HAS_RATING = 4096, /* rating (of review.answered): 1 again, 2 hard, 3 good, 4 easy */
    /* confidence (of item.answered, where the course asks for it): 1 guessed, 2 fairly sure, 3 very
     * sure, said after choosing and before any feedback; it never counts towards a score.  Said as
     * xAPI it belongs into the statement's result.extensions, a whole number 1 to 3. */
    KJ_HAS_CONFIDENCE = 8192
} kj_event_has;

#define KJ_ID_MAX 64
#define KJ_RESPONSES_MAX 32
#define KJ_RESPONSE_BYTES_MAX 4096 /* of all values, and one more for each */

typedef struct kj_event {
    kj_span id; /* UUIDv7, 36 bytes; given when the event is saved */
    kj_time at;
    kj_span device, learner, course, version, attempt;
    kj_event_type type;
    kj_span object; /* id of the slide, item, drill, role-play, part … */
    uint32_t has;   /* kj_event_has */
    double score, max;
    bool passed;
    int64_t duration_ms;
    /* Option ids; "left=right" for pairs and bins; the text typed; ids in order; "sub:…" in a case
     * group. */
    kj_span response[KJ_RESPONSES_MAX];
    size_t response_count;
    uint32_t try_count;
    kj_span within; /* id of the event that started the run or role-play; of review.undone: of the
                       review.answered that it takes back */
    uint32_t step, rating, confidence;
    uint64_t seed; /* JSON: a string of 16 hexadecimal digits, since a double cannot hold it */
    kj_span round, node, choice, ending, kind;
    /* Members of `data` that this version does not know, as JSON text "\"key\":value,…"; kept so
     * that nothing of a newer program's event is lost. */
    kj_span rest;
} kj_event;

/* One line of JSON without a line feed, keys in the order of the design page. */
kj_span kj_event_write(const kj_event *event, kj_arena *arena);

/* An answer that was given in a class (by phone): it names the class in `within` and has no `try`,
 * since figures of items are of answers given alone. */
static inline bool kj_event_in_class(const kj_event *event)
{
    return kj_event_of_class(event->type) ||
           (event->type == KJ_EVENT_ITEM_ANSWERED && (event->has & KJ_HAS_WITHIN) &&
            !(event->has & KJ_HAS_TRY));
}

/* false: not an event; reported as E0802 with its place.  Spans point into `arena` and source. */
bool kj_event_read(const kj_json *json, const kj_source *source, kj_event *out, kj_arena *arena,
                   kj_sink *sink);

#endif
