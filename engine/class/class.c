/* engine/class/class.c: the fold of a class. */
#include "class/class.h"

#include "base/random.h"

#include <assert.h>

void kj_class_init(kj_class *class, const kj_course *course, kj_arena *arena)
{
    *class = (kj_class){.arena = arena, .slide = KJ_NONE};
    class->times = KJ_NEW(arena, kj_slide_time, course->slides.count + 1);
    for (uint32_t i = 0; i < course->slides.count; i++)
        class->times[i].slide = i;
}

/* ---- small things ---- */

/* false: no id of ours. */
static bool set_id(char to[37], kj_span id)
{
    if (id.len == 0 || id.len > 36)
        return false;
    memset(to, 0, 37);
    memcpy(to, id.ptr, id.len);
    return true;
}

static kj_attendee *find_attendee(const kj_class *class, kj_span id)
{
    for (size_t i = 0; i < class->attendees.count; i++)
        if (kj_span_equal(class->attendees.ptr[i].id, id))
            return &class->attendees.ptr[i];
    return NULL;
}

static kj_class_question *find_question(const kj_class *class, kj_span id)
{
    for (size_t i = class->questions.count; id.len > 0 && i > 0; i--)
        if (kj_span_is(id, class->questions.ptr[i - 1].id))
            return &class->questions.ptr[i - 1];
    return NULL;
}

static kj_class_play *find_play(const kj_class *class, kj_span id)
{
    for (size_t i = class->plays.count; id.len > 0 && i > 0; i--)
        if (kj_span_is(id, class->plays.ptr[i - 1].id))
            return &class->plays.ptr[i - 1];
    return NULL;
}

/* ---- the slides ---- */

/* A clock that was set back gives no time. */
static void leave_slide(kj_class *class, int64_t now_ms)
{
    if (class->slide != KJ_NONE && now_ms > class->slide_since_ms)
        class->times[class->slide].ms += now_ms - class->slide_since_ms;
    class->slide_since_ms = now_ms;
}

static bool started(const kj_course *course, kj_class *class, const kj_event *event)
{
    const size_t by = kj_span_find(event->kind, KJ_LIT("x"), 0);
    uint32_t width, height;
    if (class->id[0] != '\0' || !kj_span_equal(event->object, course->id) || by == SIZE_MAX ||
        !kj_span_count(kj_span_sub(event->kind, 0, by), 99999, &width) ||
        !kj_span_count(kj_span_sub(event->kind, by + 1, event->kind.len), 99999, &height) ||
        width == 0 || height == 0 || !set_id(class->id, event->id))
        return false;
    class->seed = event->seed;
    class->width = width;
    class->height = height;
    class->started = event->at;
    return true;
}

static bool shown(const kj_course *course, kj_class *class, const kj_event *event)
{
    const uint32_t slide = kj_course_find(course, KJ_REF_SLIDE, event->object);
    if (slide == KJ_NONE)
        return false;
    const uint32_t steps = course->slides.ptr[slide].steps;
    leave_slide(class, event->at.ms);
    if (class->slide != slide)
        class->times[slide].visits++;
    class->slide = slide;
    class->step = event->step < steps ? event->step : steps;
    return true;
}

static bool ended(const kj_course *course, kj_class *class, const kj_event *event)
{
    if (!kj_span_equal(event->object, course->id))
        return false;
    leave_slide(class, event->at.ms);
    class->ended = true;
    class->duration_ms = event->duration_ms > 0 ? event->duration_ms : 0;
    return true;
}

/* ---- the people ---- */

static bool attended(const kj_course *course, kj_class *class, const kj_event *event)
{
    static const struct {
        const char *word;
        kj_presence presence;
    } kinds[] = {
        {"hand", KJ_BY_HAND}, {"list", KJ_BY_LIST}, {"qr", KJ_BY_QR}, {"live", KJ_BY_LIVE}};
    size_t kind = 0;
    while (kind < KJ_COUNT(kinds) && !kj_span_is(event->kind, kinds[kind].word))
        kind++;
    if (kind == KJ_COUNT(kinds) || event->learner.len == 0 ||
        !kj_span_equal(event->object, course->id))
        return false;
    const bool here = !(event->has & KJ_HAS_PASSED) || event->passed;
    kj_attendee *who = find_attendee(class, event->learner);
    if (!who) {
        if (!here)
            return false; /* there is nothing to take back */
        who = KJ_PUSH(class->arena, &class->attendees, &class->attendee_capacity, kj_attendee);
        who->id = kj_arena_copy(class->arena, event->learner);
    }
    if (here && who->presence == KJ_ABSENT)
        who->since_ms = event->at.ms;
    who->presence = here ? kinds[kind].presence : KJ_ABSENT;
    return true;
}

static bool picked(kj_class *class, const kj_event *event)
{
    kj_attendee *who = find_attendee(class, event->object);
    if (!who || !kj_span_is(event->within, class->id))
        return false;
    who->picked++;
    return true;
}

uint32_t kj_class_present(const kj_class *class)
{
    uint32_t count = 0;
    for (size_t i = 0; i < class->attendees.count; i++)
        count += class->attendees.ptr[i].presence != KJ_ABSENT;
    return count;
}

const kj_attendee *kj_class_attendee(const kj_class *class, kj_span id)
{
    return find_attendee(class, id);
}

uint32_t kj_class_pick(const kj_class *class, uint64_t seed)
{
    uint32_t least = UINT32_MAX, candidates = 0;
    for (size_t i = 0; i < class->attendees.count; i++) {
        const kj_attendee *who = &class->attendees.ptr[i];
        if (who->presence == KJ_ABSENT)
            continue;
        if (who->picked < least) {
            least = who->picked;
            candidates = 0;
        }
        candidates += who->picked == least;
    }
    if (candidates == 0)
        return KJ_NONE;
    uint32_t chosen = kj_random_below(&seed, candidates);
    for (uint32_t i = 0; i < class->attendees.count; i++) {
        const kj_attendee *who = &class->attendees.ptr[i];
        if (who->presence != KJ_ABSENT && who->picked == least && chosen-- == 0)
            return i;
    }
    return KJ_NONE;
}

void kj_class_groups(const kj_class *class, uint32_t groups, uint64_t seed, uint32_t *out)
{
    uint32_t order[KJ_GROUPS_MAX];
    uint32_t dealt = 0;
    assert(groups > 0 && groups <= KJ_GROUPS_MAX);
    for (size_t i = 0; i < class->attendees.count; i++) {
        out[i] = KJ_NONE;
        if (class->attendees.ptr[i].presence == KJ_ABSENT)
            continue;
        if (dealt % groups == 0) {
            for (uint32_t g = 0; g < groups; g++)
                order[g] = g;
            kj_random_shuffle(&seed, order, groups);
        }
        out[i] = order[dealt++ % groups];
    }
}

/* ---- questions ---- */

static bool asked(const kj_course *course, kj_class *class, const kj_event *event)
{
    const uint32_t item = kj_course_find(course, KJ_REF_ITEM, event->object);
    char id[37];
    if (item == KJ_NONE || find_question(class, event->id) || !set_id(id, event->id))
        return false;
    kj_class_question *question =
        KJ_PUSH(class->arena, &class->questions, &class->question_capacity, kj_class_question);
    memcpy(question->id, id, sizeof id);
    question->item = item;
    question->seed = event->seed;
    question->asked_ms = event->at.ms;
    return true;
}

/* "ID=COUNT" */
static bool read_votes(kj_span text, kj_span *id, uint32_t *votes)
{
    const size_t equals = kj_span_find(text, KJ_LIT("="), 0);
    if (equals == SIZE_MAX)
        return false;
    *id = kj_span_sub(text, 0, equals);
    return kj_span_count(kj_span_sub(text, equals + 1, text.len), 999999, votes);
}

static bool tallied(const kj_course *course, kj_class *class, const kj_event *event)
{
    kj_class_question *question = find_question(class, event->within);
    uint32_t votes[KJ_OPTIONS_MAX] = {0};
    if (!question || !kj_span_equal(event->object, course->items.ptr[question->item].id))
        return false;
    kj_arena *scratch = kj_arena_new();
    kj_question *asked_as = KJ_NEW(scratch, kj_question, 1);
    kj_class_options(course, question, scratch, asked_as);
    bool fits = true;
    for (size_t i = 0; fits && i < event->response_count; i++) {
        kj_span id;
        uint32_t count;
        fits = read_votes(event->response[i], &id, &count);
        size_t option = 0;
        while (fits && option < asked_as->option_count &&
               !kj_span_equal(asked_as->options[option].id, id))
            option++;
        fits = fits && option < asked_as->option_count;
        if (fits)
            votes[option] = count;
    }
    kj_arena_free(scratch);
    if (!fits)
        return false;
    memcpy(question->votes, votes, sizeof votes);
    question->tallied = true;
    return true;
}

void kj_class_options(const kj_course *course, const kj_class_question *asked, kj_arena *arena,
                      kj_question *out)
{
    const kj_item *item = &course->items.ptr[asked->item];
    *out = (kj_question){.words = out->words, .prompt = item->stem};
    kj_item_type(item)->ask(item->form.data, 0, arena, out);
}

void kj_class_ask(const kj_course *course, const kj_class_question *asked, kj_arena *arena,
                  kj_question *out)
{
    kj_item_ask(&course->items.ptr[asked->item], asked->seed, arena, out);
}

/* ---- role-plays ---- */

static bool played(const kj_course *course, kj_class *class, const kj_event *event)
{
    const uint32_t roleplay = kj_course_find(course, KJ_REF_ROLEPLAY, event->object);
    char id[37];
    if (roleplay == KJ_NONE || find_play(class, event->id) || !set_id(id, event->id))
        return false;
    kj_class_play *play =
        KJ_PUSH(class->arena, &class->plays, &class->play_capacity, kj_class_play);
    memcpy(play->id, id, sizeof id);
    play->roleplay = roleplay;
    play->seed = event->seed;
    play->state = kj_roleplay_start(&course->roleplays.ptr[roleplay]);
    return true;
}

/* The play that the event is of; NULL: it fits none. */
static kj_class_play *play_of(const kj_course *course, const kj_class *class, const kj_event *event)
{
    kj_class_play *play = find_play(class, event->within);
    return play && kj_span_equal(event->object, course->roleplays.ptr[play->roleplay].id) ? play
                                                                                          : NULL;
}

static bool chose(const kj_course *course, kj_class *class, const kj_event *event)
{
    kj_class_play *play = play_of(course, class, event);
    if (!play || play->turn_count >= KJ_ROLEPLAY_TURNS_MAX)
        return false;
    const kj_roleplay *roleplay = &course->roleplays.ptr[play->roleplay];
    const uint32_t at = play->state.node;
    if (at >= roleplay->nodes.count || !kj_span_equal(event->node, roleplay->nodes.ptr[at].id))
        return false;
    const kj_node *node = &roleplay->nodes.ptr[at];
    uint32_t choice = 0;
    while (choice < node->choices.count &&
           !kj_span_equal(node->choices.ptr[choice].id, event->choice))
        choice++;
    if (!kj_roleplay_offered(roleplay, &play->state, choice))
        return false;
    play->turns[play->turn_count++] = (kj_turn){at, choice};
    play->state = kj_roleplay_step(roleplay, play->state, choice);
    return true;
}

static bool returned(const kj_course *course, kj_class *class, const kj_event *event)
{
    kj_class_play *play = play_of(course, class, event);
    if (!play || event->step >= play->turn_count)
        return false;
    play->turn_count = event->step;
    play->returns++;
    play->state =
        kj_roleplay_after(&course->roleplays.ptr[play->roleplay], play->turns, play->turn_count);
    return true;
}

uint32_t kj_class_choices(const kj_course *course, const kj_class_play *play,
                          uint32_t out[KJ_ROLEPLAY_CHOICES_MAX])
{
    return kj_roleplay_choices(&course->roleplays.ptr[play->roleplay], &play->state, play->seed,
                               out);
}

/* ---- what is drawn ---- */

static bool drew(const kj_course *course, kj_class *class, const kj_event *event)
{
    const uint32_t slide = kj_course_find(course, KJ_REF_SLIDE, event->object);
    const kj_tool tool = kj_tool_read(event->round);
    const kj_ink_point *points;
    size_t count;
    char id[37];
    if (slide == KJ_NONE || (tool != KJ_TOOL_PEN && tool != KJ_TOOL_HIGHLIGHTER) ||
        event->response_count != 1 || !set_id(id, event->id) ||
        !kj_stroke_read(event->response[0], class->arena, &points, &count))
        return false;
    kj_stroke *stroke = KJ_PUSH(class->arena, &class->ink, &class->ink.capacity, kj_stroke);
    memcpy(stroke->id, id, sizeof id);
    stroke->slide = slide;
    stroke->tool = tool;
    stroke->points = points;
    stroke->count = count;
    return true;
}

static bool erased(const kj_course *course, kj_class *class, const kj_event *event)
{
    const uint32_t slide = kj_course_find(course, KJ_REF_SLIDE, event->object);
    const bool all = event->within.len == 0;
    bool any = false;
    for (size_t i = class->ink.count; slide != KJ_NONE && i > 0; i--) {
        kj_stroke *stroke = &class->ink.ptr[i - 1];
        if (stroke->slide != slide || stroke->erased ||
            (!all && !kj_span_is(event->within, stroke->id)))
            continue;
        stroke->erased = any = true;
        if (!all)
            break;
    }
    return any;
}

/* ---- the fold ---- */

static bool fold(const kj_course *course, kj_class *class, const kj_event *event)
{
    switch (event->type) {
    case KJ_EVENT_CLASS_STARTED:
        return started(course, class, event);
    case KJ_EVENT_CLASS_SHOWN:
        return shown(course, class, event);
    case KJ_EVENT_CLASS_ATTENDED:
        return attended(course, class, event);
    case KJ_EVENT_CLASS_ASKED:
        return asked(course, class, event);
    case KJ_EVENT_CLASS_TALLIED:
        return tallied(course, class, event);
    case KJ_EVENT_CLASS_PLAYED:
        return played(course, class, event);
    case KJ_EVENT_CLASS_CHOSE:
        return chose(course, class, event);
    case KJ_EVENT_CLASS_RETURNED:
        return returned(course, class, event);
    case KJ_EVENT_CLASS_PICKED:
        return picked(class, event);
    case KJ_EVENT_CLASS_DREW:
        return drew(course, class, event);
    case KJ_EVENT_CLASS_ERASED:
        return erased(course, class, event);
    case KJ_EVENT_CLASS_ENDED:
        return ended(course, class, event);
        KJ_LESSON_EVENT_TYPES(KJ_CASE_OF_EVENT)
    case KJ_EVENT_COUNT:
        break;
    }
    return false;
}

static bool is_of_class(kj_event_type type)
{
    switch (type) {
        KJ_CASES_OF_CLASS
        return true;
        KJ_LESSON_EVENT_TYPES(KJ_CASE_OF_EVENT)
    case KJ_EVENT_COUNT:
        break;
    }
    return false;
}

/* Of this course and this class.  A trainee's event names the class in `within`, the presenter's as
 * its attempt. */
static bool belongs(const kj_course *course, const kj_class *class, const kj_event *event)
{
    if (event->course.len > 0 && !kj_span_equal(event->course, course->id))
        return false;
    if (event->type == KJ_EVENT_CLASS_STARTED)
        return true;
    if (class->id[0] == '\0' || (class->ended && event->type != KJ_EVENT_CLASS_ATTENDED))
        return false;
    if (event->type == KJ_EVENT_CLASS_ATTENDED)
        return kj_span_is(event->within, class->id);
    return event->attempt.len == 0 || kj_span_is(event->attempt, class->id);
}

void kj_class_step(const kj_course *course, kj_class *class, const kj_event *event)
{
    if (!is_of_class(event->type))
        return;
    if (!belongs(course, class, event) || !fold(course, class, event)) {
        class->refused++;
        return;
    }
    class->events++;
    class->last_ms = event->at.ms;
}
