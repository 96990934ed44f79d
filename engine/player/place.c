/* engine/player/place.c: where the learner is, in words that scripts and tests compare. */
#include "player/inner.h"

static bool shows_feedback(const kj_run *run)
{
    return run->answered > run->shown;
}

kj_span kj_player_screen(const kj_player *player)
{
    const kj_session *session = &player->session;
    if (session->leaving)
        return KJ_LIT("leaving");
    if (session->help)
        return KJ_LIT("help");
    if (session->asks_sure)
        return KJ_LIT("sure");
    if (session->term != KJ_NONE)
        return KJ_LIT("term");
    if (session->peek != KJ_NONE)
        return KJ_LIT("peek");
    if (session->screen != KJ_SCREEN_PLACE)
        return kj_screen_name(session->screen);
    switch (player->lesson->place) {
    case KJ_PLACE_NOWHERE:
        return KJ_LIT("home");
    case KJ_PLACE_SLIDE:
        return KJ_LIT("slide");
    case KJ_PLACE_RUN:
        return shows_feedback(&player->lesson->run) ? KJ_LIT("feedback") : KJ_LIT("question");
    case KJ_PLACE_RESULT:
        return KJ_LIT("result");
    case KJ_PLACE_ROLEPLAY:
        return KJ_LIT("roleplay");
    case KJ_PLACE_DEBRIEF:
        return KJ_LIT("debrief");
    }
    return (kj_span){0};
}

static kj_span run_object(const kj_player *player)
{
    const kj_run *run = &player->lesson->run;
    switch (run->kind) {
    case KJ_RUN_TEST:
        return player->course->parts.ptr[run->object].id;
    case KJ_RUN_DRILL:
        return player->course->drills.ptr[run->object].id;
    case KJ_RUN_FINAL:
    case KJ_RUN_REVIEW:
        break;
    }
    return kj_run_word(run->kind, false);
}

/* A log that was cut off may stand between a last choice and its ending. */
static kj_span node_id(const kj_roleplay *play, uint32_t node)
{
    return node < play->nodes.count ? play->nodes.ptr[node].id : KJ_LIT("over");
}

static kj_span ending_id(const kj_roleplay *play, uint32_t ending)
{
    return ending < play->endings.count ? play->endings.ptr[ending].id : KJ_LIT("none");
}

kj_span kj_player_place(const kj_player *player, kj_arena *arena)
{
    const kj_course *course = player->course;
    const kj_lesson *lesson = player->lesson;
    const kj_span screen = kj_player_screen(player);
    const kj_roleplay *play = NULL;

    if (player->session.screen == KJ_SCREEN_PART)
        return kj_arena_format(arena, "%.*s %.*s", KJ_ARG(screen),
                               KJ_ARG(course->parts.ptr[player->session.part].id));
    if (player->session.screen == KJ_SCREEN_COVER)
        return kj_arena_format(arena, "%.*s %.*s", KJ_ARG(screen),
                               KJ_ARG(course->roleplays.ptr[player->session.cover].id));
    if (player->session.screen != KJ_SCREEN_PLACE)
        return screen;
    switch (lesson->place) {
    case KJ_PLACE_NOWHERE:
        break;
    case KJ_PLACE_SLIDE:
        return kj_arena_format(arena, "%.*s %.*s %u", KJ_ARG(screen),
                               KJ_ARG(course->slides.ptr[lesson->slide].id),
                               kj_lesson_slide(lesson, lesson->slide)->step);
    case KJ_PLACE_RUN:
        return kj_arena_format(arena, "%.*s %.*s %u", KJ_ARG(screen), KJ_ARG(run_object(player)),
                               lesson->run.shown);
    case KJ_PLACE_RESULT:
        return kj_arena_format(arena, "%.*s %.*s", KJ_ARG(screen), KJ_ARG(run_object(player)));
    case KJ_PLACE_ROLEPLAY:
        play = &course->roleplays.ptr[lesson->play.roleplay];
        return kj_arena_format(arena, "%.*s %.*s %.*s %u", KJ_ARG(screen), KJ_ARG(play->id),
                               KJ_ARG(node_id(play, lesson->play.state.node)),
                               lesson->play.turn_count);
    case KJ_PLACE_DEBRIEF:
        play = &course->roleplays.ptr[lesson->play.roleplay];
        return kj_arena_format(arena, "%.*s %.*s %.*s", KJ_ARG(screen), KJ_ARG(play->id),
                               KJ_ARG(ending_id(play, lesson->play.state.ending)));
    }
    return screen;
}
