/* engine/class/credit.c: the slides that a class has shown, for the record of each of its trainees.
 */
#include "class/class.h"

kj_span kj_presence_word(kj_presence presence)
{
    static const char *const words[] = {
        [KJ_ABSENT] = NULL, [KJ_BY_HAND] = "hand", [KJ_BY_LIST] = "list",
        [KJ_BY_QR] = "qr",  [KJ_BY_LIVE] = "live",
    };
    return kj_span_of(words[presence]);
}

bool kj_class_credits(const kj_course *course, const kj_class *class, uint32_t slide,
                      int64_t now_ms)
{
    const kj_slide_time *shown = &class->times[slide];
    int64_t ms = shown->ms;
    if (shown->visits == 0)
        return false;
    if (!class->ended && class->slide == slide) /* it still is */
        ms += now_ms - class->slide_since_ms;
    return (double)ms >= course->pass.slide_seconds * 1000;
}

/* The next event, with as many of the slides from *at on as it can hold. */
static void fill(const kj_course *course, const kj_class *class, int64_t now_ms, uint32_t *at,
                 kj_event *event)
{
    size_t bytes = 0;
    for (; *at < course->slides.count && event->response_count < KJ_RESPONSES_MAX; (*at)++) {
        const kj_span id = course->slides.ptr[*at].id;
        if (!kj_class_credits(course, class, *at, now_ms))
            continue;
        bytes += id.len + 1;
        if (bytes > KJ_RESPONSE_BYTES_MAX)
            return;
        event->response[event->response_count++] = id;
    }
}

void kj_class_credit(const kj_course *course, const kj_class *class, kj_time now,
                     kj_class_events *out, kj_arena *arena)
{
    size_t capacity = 0;
    *out = (kj_class_events){0};
    for (size_t i = 0; i < class->attendees.count && class->id[0]; i++) {
        const kj_attendee *one = &class->attendees.ptr[i];
        for (uint32_t at = 0; one->presence != KJ_ABSENT && at < course->slides.count;) {
            kj_event event = {
                .type = KJ_EVENT_CLASS_ATTENDED,
                .at = now,
                .learner = one->id,
                .course = course->id,
                .version = course->version,
                .attempt = kj_span_of(class->id),
                .object = course->id,
                .within = kj_span_of(class->id),
                .kind = kj_presence_word(one->presence),
                .passed = true,
                .has = KJ_HAS_WITHIN | KJ_HAS_KIND | KJ_HAS_PASSED | KJ_HAS_RESPONSE,
            };
            fill(course, class, now.ms, &at, &event);
            if (event.response_count > 0)
                *KJ_PUSH(arena, out, &capacity, kj_event) = event;
        }
    }
}
