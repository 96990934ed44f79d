/* engine/xapi/xapi.h: events said as xAPI 1.0.3 statements.  Pure but for the courses it reads.
 *
 * A statement is derived from one event, so that sending it twice is harmless: its id is the
 * UUIDv5 of (the event's id as name space, the verb's IRI).  It has no `version` (the request's
 * header says 1.0.3), its timestamp is UTC with Z, its duration in seconds, its registration the
 * attempt.  Ids of activities are absolute ASCII IRIs below `home`:
 *
 *   courses/C                       course            courses/C/parts/P           module
 *   courses/C/slides/S              page              courses/C/parts/P/test      assessment
 *   courses/C/items/I               interaction       courses/C/final, /review    assessment
 *   courses/C/drills/D              assessment        courses/C/drills/D/rounds/R interaction
 *   courses/C/roleplays/R           simulation        courses/C/roleplays/R/nodes/N interaction
 *   courses/C/classes/ID            meeting
 *
 *   attempt.started   initialized   attempt.resumed  resumed      slide.viewed    experienced
 *   run.started       initialized   run.finished     terminated   part.completed  experienced
 *   item.answered     answered      drill.answered   answered     review.answered answered
 *   roleplay.started  initialized   roleplay.chose   answered     roleplay.ended  terminated
 *   attempt.finished  passed or failed, and terminated            course.completed completed
 *   answer.contested  commented     review.undone    voided (the answer that it takes back)
 *   class.attended    attended, or where it was taken back, voided
 *
 * Where one is left is nobody's business elsewhere (run.moved), and what a room did together is no
 * one's statement: these give none.  A registration has at most one `completed` and one `passed`.
 * Interactions follow the specification's table of response formats (xAPI 1.0.3, Data, 2.4.4.1 and
 * Appendix C); what of the learner's sentence it would take for a delimiter stays as it was typed
 * only in fill-ins, where there is but one. */
#ifndef KJ_XAPI_XAPI_H
#define KJ_XAPI_XAPI_H

#include "lesson/event.h"
#include "lesson/lesson.h"

#define KJ_XAPI_VERSION "1.0.3"
#define KJ_XAPI_HOME "https://kejian.invalid/" /* where a company has not named its own */
#define KJ_XAPI_STATEMENTS_MAX 2               /* of one event */

typedef struct kj_xapi_options {
    kj_span home; /* absolute ASCII IRI with a slash at its end */
    bool names;   /* the actor's name beside the account; off: employee numbers only */
} kj_xapi_options;

/* Whether it is one: http or https, a host, no blank, quotation mark, query or fragment. */
bool kj_xapi_home_good(kj_span home);

typedef struct kj_xapi kj_xapi;
/* Lives in `arena`, with a few bytes for each attempt that it meets; events of other courses give
 * statements whose activities have no definition but their type. */
kj_xapi *kj_xapi_new(const kj_course *const *courses, size_t course_count, kj_xapi_options options,
                     kj_arena *arena);

/* The statements of an event, in the order in which they are to be stored; returns how many.
 * Events must come in the order of their ids: the first completion of a registration is the one
 * that is said.  `name`: of the learner, used where options.names is on; may be empty. */
size_t kj_xapi_statements(kj_xapi *xapi, const kj_event *event, kj_span name, kj_arena *arena,
                          kj_span out[KJ_XAPI_STATEMENTS_MAX]);

#endif
