/* engine/lesson/session_play.c: choosing in a role-play, and its debrief. */
#include "lesson/press.h"

void kj_press_start_play(kj_press *p, uint32_t roleplay, bool hard)
{
    kj_event *event =
        kj_press_event(p, KJ_EVENT_ROLEPLAY_STARTED, p->course->roleplays.ptr[roleplay].id);
    event->has = KJ_HAS_SEED | KJ_HAS_KIND;
    event->seed = p->input->seed;
    event->kind = hard ? KJ_LIT("hard") : KJ_LIT("standard");
}

/* From turn `turn` of the play that is on or was the last. */
static void start_branch(kj_press *p, uint32_t turn)
{
    const kj_play *play = &p->lesson->play;
    kj_press_start_play(p, play->roleplay, play->hard);
    kj_event *event = &p->out->events[p->out->event_count - 1];
    event->has |= KJ_HAS_WITHIN | KJ_HAS_STEP;
    event->within = kj_arena_copy(p->arena, kj_span_of(play->id));
    event->step = turn;
}

bool kj_act_cover(kj_press *p, kj_span arg)
{
    const uint32_t roleplay = kj_course_find(p->course, KJ_REF_ROLEPLAY, arg);
    if (roleplay == KJ_NONE)
        return false;
    kj_press_leave_slide(p);
    p->session->screen = KJ_SCREEN_COVER;
    p->session->cover = roleplay;
    return true;
}

/* One that is not over goes on where it was left. */
bool kj_act_roleplay(kj_press *p, kj_span arg)
{
    const uint32_t roleplay = kj_course_find(p->course, KJ_REF_ROLEPLAY, arg);
    const kj_play *play = &p->lesson->play;
    if (roleplay == KJ_NONE)
        return false;
    if (!kj_play_is_on(play, roleplay)) {
        kj_press_start_play(p, roleplay, false);
        return true;
    }
    if (p->lesson->place != KJ_PLACE_ROLEPLAY) {
        start_branch(p, play->turn_count);
        p->out->events[p->out->event_count - 1].seed = play->seed;
        return true;
    }
    if (p->session->screen == KJ_SCREEN_PLACE)
        return false;
    p->session->screen = KJ_SCREEN_PLACE;
    p->session->shown_ms = p->input->now.ms;
    return true;
}

static bool start_fresh(kj_press *p, kj_span id, bool hard)
{
    const uint32_t roleplay = kj_course_find(p->course, KJ_REF_ROLEPLAY, id);
    if (roleplay == KJ_NONE)
        return false;
    kj_press_start_play(p, roleplay, hard);
    return true;
}

bool kj_act_fresh(kj_press *p, kj_span arg)
{
    return start_fresh(p, arg, false);
}

bool kj_act_hard(kj_press *p, kj_span arg)
{
    return start_fresh(p, arg, true);
}

void kj_press_end_play(kj_press *p, const kj_roleplay *play, uint32_t ending)
{
    kj_event *event = kj_press_event(p, KJ_EVENT_ROLEPLAY_ENDED, play->id);
    event->has = KJ_HAS_WITHIN | KJ_HAS_ENDING | KJ_HAS_SCORE;
    event->within = kj_arena_copy(p->arena, kj_span_of(p->lesson->play.id));
    event->ending = play->endings.ptr[ending].id;
    event->score = kj_grade_points(play->endings.ptr[ending].grade);
    event->max = 100;
}

static uint32_t find_choice(const kj_node *node, kj_span id)
{
    for (uint32_t c = 0; c < node->choices.count; c++) {
        if (kj_span_equal(node->choices.ptr[c].id, id))
            return c;
    }
    return KJ_NONE;
}

bool kj_act_choice(kj_press *p, kj_span arg)
{
    const kj_play *play = &p->lesson->play;
    if (!kj_at_place(p->session, KJ_PLACE_ROLEPLAY))
        return false;
    const kj_roleplay *roleplay = &p->course->roleplays.ptr[play->roleplay];
    if (play->state.node >= roleplay->nodes.count || play->turn_count >= KJ_ROLEPLAY_TURNS_MAX)
        return false;
    const kj_node *node = &roleplay->nodes.ptr[play->state.node];
    const uint32_t choice = find_choice(node, arg);
    if (choice == KJ_NONE || !kj_roleplay_offered(roleplay, &play->state, choice))
        return false;
    const int64_t took_ms = p->input->now.ms - p->session->shown_ms;
    kj_event *event = kj_press_event(p, KJ_EVENT_ROLEPLAY_CHOSE, roleplay->id);
    event->has = KJ_HAS_WITHIN | KJ_HAS_CHOICE | KJ_HAS_DURATION;
    event->within = kj_arena_copy(p->arena, kj_span_of(play->id));
    event->node = node->id;
    event->choice = node->choices.ptr[choice].id;
    event->duration_ms = took_ms > 0 ? took_ms : 0;
    p->out->first_save = true;
    const kj_roleplay_state after = kj_roleplay_step(roleplay, play->state, choice);
    if (after.ending != KJ_NONE)
        kj_press_end_play(p, roleplay, after.ending);
    return true;
}

bool kj_act_turn(kj_press *p, kj_span arg)
{
    uint32_t turn;
    if (!kj_at_place(p->session, KJ_PLACE_DEBRIEF) ||
        !kj_read_index(arg, p->lesson->play.turn_count, &turn))
        return false;
    p->session->turn = turn;
    p->session->look = KJ_NONE;
    return true;
}

bool kj_act_look(kj_press *p, kj_span arg)
{
    const kj_play *play = &p->lesson->play;
    uint32_t choice;
    if (!kj_at_place(p->session, KJ_PLACE_DEBRIEF) || p->session->turn >= play->turn_count ||
        !kj_read_index(arg, KJ_ROLEPLAY_CHOICES_MAX, &choice))
        return false;
    const kj_roleplay_state before = kj_play_state_at(p->course, play, p->session->turn);
    if (!kj_roleplay_offered(&p->course->roleplays.ptr[play->roleplay], &before, choice))
        return false;
    p->session->look = choice;
    return true;
}

bool kj_act_replay(kj_press *p, kj_span arg)
{
    uint32_t turn;
    if (!kj_at_place(p->session, KJ_PLACE_DEBRIEF) ||
        !kj_read_index(arg, p->lesson->play.turn_count, &turn))
        return false;
    start_branch(p, turn);
    return true;
}
