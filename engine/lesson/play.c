/* engine/lesson/play.c: a role-play while it is on, and looking back at it. */
#include "lesson/lesson.h"

#include "base/random.h"

bool kj_play_is_on(const kj_play *play, uint32_t roleplay)
{
    return play->id[0] != '\0' && play->roleplay == roleplay && play->state.node != KJ_NONE;
}

/* By node, not by turn: after a replay the choices stand where they stood. */
uint32_t kj_roleplay_choices(const kj_roleplay *roleplay, const kj_roleplay_state *now,
                             uint64_t seed, uint32_t out[KJ_ROLEPLAY_CHOICES_MAX])
{
    uint32_t count = 0, earned = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t c = 0; c < KJ_ROLEPLAY_CHOICES_MAX; c++) {
            if (kj_roleplay_offered(roleplay, now, c) &&
                (roleplay->nodes.ptr[now->node].choices.ptr[c].needs.count > 0) == (pass == 0))
                out[count++] = c;
        }
        earned = pass == 0 ? count : earned;
    }
    uint64_t state = seed ^ (uint64_t)(now->node + 1) * 0x9FB21C651E98DF25u;
    kj_random_shuffle(&state, out, earned);
    kj_random_shuffle(&state, out + earned, count - earned);
    return count;
}

uint32_t kj_play_choices(const kj_course *course, const kj_play *play,
                         uint32_t out[KJ_ROLEPLAY_CHOICES_MAX])
{
    return kj_roleplay_choices(&course->roleplays.ptr[play->roleplay], &play->state, play->seed,
                               out);
}

kj_roleplay_state kj_roleplay_after(const kj_roleplay *roleplay, const kj_turn *turns,
                                    uint32_t count)
{
    kj_roleplay_state s = kj_roleplay_start(roleplay);
    for (uint32_t i = 0; i < count; i++)
        s = kj_roleplay_step(roleplay, s, turns[i].choice);
    return s;
}

kj_roleplay_state kj_play_state_at(const kj_course *course, const kj_play *play, uint32_t turn)
{
    return kj_roleplay_after(&course->roleplays.ptr[play->roleplay], play->turns,
                             turn < play->turn_count ? turn : play->turn_count);
}
