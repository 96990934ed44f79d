/* engine/class/show_room.c: what lies over a slide or question for a while: a countdown, who was
 * picked, groups, how to join; and where the time goes. */
#include "class/show_inner.h"

#define MINUTE_MS ((int64_t)60 * 1000)
#define COUNTDOWN_MOST_S 99999u

static bool lay_over(kj_show_press *p, kj_room *next, kj_room_page page)
{
    next->page = page;
    p->show->console = KJ_CONSOLE_SLIDE;
    p->show->finding = false;
    return kj_show_become(p, next);
}

/* ---- the countdown ---- */

static bool shift_countdown(kj_show_press *p, bool more)
{
    int64_t *until = &p->show->room.countdown_until_ms;
    const int64_t now = p->input->now.ms;
    if (p->show->room.page != KJ_ROOM_COUNTDOWN)
        return false;
    const int64_t from = *until > now ? *until : now;
    if (more ? from - now > COUNTDOWN_MOST_S * (int64_t)1000 : *until <= now)
        return false;
    *until = more ? from + MINUTE_MS : from - MINUTE_MS > now ? from - MINUTE_MS : now;
    return true;
}

bool kj_show_act_countdown(kj_show_press *p, kj_span arg)
{
    kj_room next = p->show->room;
    uint32_t seconds;
    if (kj_span_is(arg, "+") || kj_span_is(arg, "-"))
        return shift_countdown(p, kj_span_is(arg, "+"));
    if (!kj_span_count(arg, COUNTDOWN_MOST_S, &seconds) || seconds == 0)
        return false;
    next.countdown_until_ms = p->input->now.ms + (int64_t)seconds * 1000;
    return lay_over(p, &next, KJ_ROOM_COUNTDOWN);
}

/* ---- people ---- */

bool kj_show_act_pick(kj_show_press *p, kj_span arg)
{
    (void)arg;
    const uint32_t who = kj_class_pick(p->class, p->input->seed);
    if (who == KJ_NONE)
        return kj_show_tell(p, KJ_W_SHOW_NOBODY);
    kj_event *event = kj_show_event(p, KJ_EVENT_CLASS_PICKED, p->class->attendees.ptr[who].id);
    event->has = KJ_HAS_WITHIN;
    event->within = kj_arena_copy(p->arena, kj_span_of(p->class->id));
    kj_show_coming(p, KJ_ROOM_PICKED);
    return true;
}

/* One more or less: the same deal anew. */
static bool read_groups(const kj_show_press *p, kj_span arg, uint32_t *groups)
{
    const kj_room *room = &p->show->room;
    const bool more = kj_span_is(arg, "+");
    if (!more && !kj_span_is(arg, "-"))
        return kj_span_count(arg, KJ_GROUPS_MAX, groups);
    *groups = more ? room->groups + 1 : room->groups - 1;
    return room->page == KJ_ROOM_GROUPS;
}

bool kj_show_act_groups(kj_show_press *p, kj_span arg)
{
    kj_room next = p->show->room;
    const uint32_t present = kj_class_present(p->class);
    uint32_t groups;
    if (!read_groups(p, arg, &groups) || groups < 2 || groups > KJ_GROUPS_MAX)
        return false;
    if (present == 0)
        return kj_show_tell(p, KJ_W_SHOW_NOBODY);
    if (groups > present)
        return kj_show_tell_of(
            p, KJ_W_SHOW_TOO_FEW,
            (const kj_word_arg[]){kj_n("count", present), kj_n("groups", groups)}, 2);
    next.groups = groups;
    next.groups_seed = p->input->seed ^ (uint64_t)p->input->now.ms; /* again: dealt anew */
    return lay_over(p, &next, KJ_ROOM_GROUPS);
}

bool kj_show_act_join(kj_show_press *p, kj_span arg)
{
    (void)arg;
    kj_room next = p->show->room;
    if (next.page == KJ_ROOM_JOIN)
        return kj_room_uncover_page(&next) && kj_show_become(p, &next);
    return next.join_url.len > 0 && lay_over(p, &next, KJ_ROOM_JOIN);
}

/* ---- time ---- */

int64_t kj_show_plan(const kj_course *course, const kj_show *show, uint32_t slide)
{
    if (show->plan_ms && show->plan_ms[slide] >= 0)
        return show->plan_ms[slide];
    return (int64_t)(course->slides.ptr[slide].minutes * (double)MINUTE_MS + 0.5);
}

kj_pace kj_show_pace(const kj_course *course, const kj_show *show, int64_t now_ms)
{
    const kj_class *class = show->class;
    kj_pace pace = {.rehearsed = show->plan_ms && show->plan_rehearsed};
    const bool running = class->id[0] != '\0' && !class->ended;
    for (uint32_t i = 0; i < course->slides.count; i++)
        pace.planned_ms += kj_show_plan(course, show, i);
    const int64_t since = now_ms - class->started.ms;
    pace.elapsed_ms = class->ended ? class->duration_ms : running && since > 0 ? since : 0;
    const int64_t start_ms = class->id[0] != '\0' ? class->started.ms : now_ms;
    pace.end_ms = show->end_ms > 0 ? show->end_ms : start_ms + pace.planned_ms;
    pace.remaining_ms =
        pace.end_ms - (class->ended ? class->started.ms + class->duration_ms : now_ms);
    const int64_t seen_ms = (int64_t)(course->pass.slide_seconds * 1000);
    for (uint32_t i = 0; i < course->slides.count; i++) {
        const int64_t planned = kj_show_plan(course, show, i);
        int64_t ms = class->times[i].ms;
        if (i == class->slide && running && now_ms > class->slide_since_ms)
            ms += now_ms - class->slide_since_ms;
        if (course->slides.ptr[i].part == course->slides.ptr[class->slide].part) {
            pace.part_ms += ms;
            pace.part_planned_ms += planned;
        }
        if (i == class->slide) {
            pace.slide_ms = ms;
            pace.slide_planned_ms = planned;
            pace.behind_ms += ms > planned ? ms - planned : 0;
        } else if (class->times[i].visits > 0) {
            pace.behind_ms += ms >= seen_ms ? ms - planned : ms;
        }
    }
    return pace;
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int64_t kj_show_deadline(const kj_show *show, int64_t now_ms)
{
    const kj_class *class = show->class;
    const int64_t left = show->room.countdown_until_ms - now_ms;
    if (class->id[0] == '\0' || class->ended || now_ms < 0)
        return 0;
    const int64_t second = now_ms - now_ms % 1000 + 1000;
    if (show->room.page != KJ_ROOM_COUNTDOWN || left <= 0)
        return second;
    return sooner(second, now_ms + (left % 1000 == 0 ? 1000 : left % 1000));
}
