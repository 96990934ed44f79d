/* engine/class/show_play.c: a role-play whose turns the room chooses. */
#include "class/show_inner.h"

const kj_class_play *kj_show_play(const kj_class *class, const kj_room *room)
{
    return room->under == KJ_ROOM_PLAY && room->vote.play < class->plays.count
               ? &class->plays.ptr[room->vote.play]
               : NULL;
}

uint32_t kj_show_choice(const kj_show_press *p, uint32_t shown)
{
    uint32_t choices[KJ_ROLEPLAY_CHOICES_MAX];
    const kj_class_play *play = kj_show_play(p->class, &p->show->room);
    if (!play)
        return KJ_NONE;
    return shown < kj_class_choices(p->course, play, choices) ? choices[shown] : KJ_NONE;
}

bool kj_show_begin_play(kj_show_press *p, uint32_t roleplay)
{
    kj_show *show = p->show;
    if (show->room.under == KJ_ROOM_QUESTION)
        kj_show_tally(p);
    for (uint32_t i = (uint32_t)p->class->plays.count; i > 0; i--) {
        const kj_class_play *play = &p->class->plays.ptr[i - 1];
        if (play->roleplay != roleplay)
            continue;
        if (play->state.node == KJ_NONE)
            break;
        if (show->room.vote.play != i - 1) {
            memset(&show->room.vote, 0, sizeof show->room.vote);
            show->room.vote.play = i - 1;
        }
        show->room.page = show->room.under = KJ_ROOM_PLAY;
        show->console = KJ_CONSOLE_SLIDE;
        show->finding = false;
        kj_show_coming(p, KJ_ROOM_PLAY);
        return true;
    }
    kj_event *event =
        kj_show_event(p, KJ_EVENT_CLASS_PLAYED, p->course->roleplays.ptr[roleplay].id);
    event->has = KJ_HAS_SEED;
    event->seed = p->input->seed;
    kj_show_coming(p, KJ_ROOM_PLAY);
    return true;
}

bool kj_show_act_play(kj_show_press *p, kj_span arg)
{
    const uint32_t roleplay = kj_course_find(p->course, KJ_REF_ROLEPLAY, arg);
    return roleplay != KJ_NONE && kj_show_begin_play(p, roleplay);
}

static uint32_t votes_of(const kj_room *room, uint32_t choice)
{
    return room->vote.votes[choice] + room->vote.phones[choice];
}

static bool choose(kj_show_press *p, const kj_class_play *play, uint32_t choice)
{
    const kj_roleplay *roleplay = &p->course->roleplays.ptr[play->roleplay];
    if (!kj_roleplay_offered(roleplay, &play->state, choice) ||
        play->turn_count >= KJ_ROLEPLAY_TURNS_MAX || kj_show_held(p, KJ_ROOM_PLAY))
        return false;
    const kj_node *node = &roleplay->nodes.ptr[play->state.node];
    kj_event *event = kj_show_event(p, KJ_EVENT_CLASS_CHOSE, roleplay->id);
    event->has = KJ_HAS_WITHIN | KJ_HAS_CHOICE | KJ_HAS_RESPONSE;
    event->within = kj_arena_copy(p->arena, kj_span_of(play->id));
    event->node = node->id;
    event->choice = node->choices.ptr[choice].id;
    for (uint32_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++)
        if (kj_roleplay_offered(roleplay, &play->state, c))
            event->response[event->response_count++] = kj_arena_format(
                p->arena, "%.*s=%u", KJ_ARG(node->choices.ptr[c].id), votes_of(&p->show->room, c));
    p->out->first_save = true;
    return true;
}

bool kj_show_choose_most(kj_show_press *p)
{
    const kj_room *room = &p->show->room;
    const kj_class_play *play = kj_show_play(p->class, room);
    uint32_t choices[KJ_ROLEPLAY_CHOICES_MAX];
    uint32_t best = KJ_NONE, most = 0;
    bool tie = false;
    if (!play)
        return false;
    const uint32_t count = kj_class_choices(p->course, play, choices);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t votes = votes_of(room, choices[i]);
        tie = votes == most || (tie && votes < most);
        if (votes > most) {
            most = votes;
            best = choices[i];
        }
    }
    if (best == KJ_NONE)
        return kj_show_tell(p, KJ_W_SHOW_NO_VOTES);
    return tie ? kj_show_tell(p, KJ_W_SHOW_TIE) : choose(p, play, best);
}

static uint32_t choice_of(const kj_course *course, const kj_class_play *play, kj_span id)
{
    const kj_roleplay *roleplay = &course->roleplays.ptr[play->roleplay];
    for (uint32_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++)
        if (kj_roleplay_offered(roleplay, &play->state, c) &&
            kj_span_equal(roleplay->nodes.ptr[play->state.node].choices.ptr[c].id, id))
            return c;
    return KJ_NONE;
}

bool kj_show_act_choice(kj_show_press *p, kj_span arg)
{
    const kj_class_play *play = kj_show_play(p->class, &p->show->room);
    const uint32_t choice = play ? choice_of(p->course, play, arg) : KJ_NONE;
    return choice != KJ_NONE && choose(p, play, choice);
}

bool kj_show_act_turn_back(kj_show_press *p, kj_span arg)
{
    (void)arg;
    const kj_class_play *play = kj_show_play(p->class, &p->show->room);
    if (!play || play->turn_count == 0 || kj_show_held(p, KJ_ROOM_PLAY))
        return false;
    kj_event *event =
        kj_show_event(p, KJ_EVENT_CLASS_RETURNED, p->course->roleplays.ptr[play->roleplay].id);
    event->has = KJ_HAS_WITHIN | KJ_HAS_STEP;
    event->within = kj_arena_copy(p->arena, kj_span_of(play->id));
    event->step = play->turn_count - 1;
    return true;
}

bool kj_show_play_vote(kj_show_press *p, kj_span node, kj_span choice)
{
    kj_room *room = &p->show->room;
    const kj_class_play *play = kj_show_play(p->class, room);
    if (!play || play->state.node == KJ_NONE ||
        !kj_span_equal(node,
                       p->course->roleplays.ptr[play->roleplay].nodes.ptr[play->state.node].id))
        return false;
    const uint32_t now = choice_of(p->course, play, choice);
    const kj_span replaced = p->input->text;
    const uint32_t before = replaced.len > 0 ? choice_of(p->course, play, replaced) : KJ_NONE;
    if (now == KJ_NONE || (replaced.len > 0 && before == KJ_NONE))
        return false;
    if (before != KJ_NONE && room->vote.phones[before] > 0)
        room->vote.phones[before]--;
    room->vote.phones[now]++;
    return true;
}
