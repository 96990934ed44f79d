/* engine/player/draw.c: what the session shows, at the size of the page. */
#include "player/inner.h"

#include "os/files.h"

kj_list kj_player_draw(const kj_player *player, const kj_session *session, kj_arena *arena)
{
    const kj_time now = kj_player_now(player);
    const kj_scene scene = {
        .course = player->course,
        .theme = player->theme,
        .words = player->words,
        .speaks = player->voice != NULL,
        .typesetter = player->typesetter,
        .canvas = kj_canvas_for(player->width, player->height, player->text_scale),
        .arena = arena,
        .now_ms = now.ms,
        .local_hour = kj_time_local(now).hour,
        .local_day = kj_time_local_day(now),
    };
    return kj_scene_draw(&scene, session);
}

kj_view kj_view_of(const kj_session *session)
{
    const kj_lesson *lesson = session->lesson;
    kj_view view = {.screen = session->screen,
                    .place = lesson->place,
                    .part = session->part,
                    .peek = session->peek,
                    .sub = session->sub,
                    .term = session->term,
                    .from = session->beside.from,
                    .over = session->help || session->leaving || session->asks_sure};
    switch (lesson->place) {
    case KJ_PLACE_NOWHERE:
        break;
    case KJ_PLACE_SLIDE:
        view.object = lesson->slide;
        view.step = kj_lesson_slide(lesson, lesson->slide)->step;
        break;
    case KJ_PLACE_RUN:
    case KJ_PLACE_RESULT:
        view.object = lesson->run.object * 4 + (uint32_t)lesson->run.kind;
        view.index = lesson->run.shown * 2 + (lesson->run.answered > lesson->run.shown);
        break;
    case KJ_PLACE_ROLEPLAY:
    case KJ_PLACE_DEBRIEF:
        view.object = lesson->play.roleplay;
        view.index = lesson->play.turn_count;
        break;
    }
    if (session->screen == KJ_SCREEN_COVER)
        view.object = session->cover;
    if (session->screen == KJ_SCREEN_WHO) {
        view.object = (uint32_t)session->who.step;
        view.index = (uint32_t)session->who.why;
    }
    return view;
}

bool kj_view_same(const kj_view *a, const kj_view *b)
{
    return a->screen == b->screen && a->place == b->place && a->part == b->part &&
           a->object == b->object && a->index == b->index && a->peek == b->peek &&
           a->sub == b->sub && a->term == b->term && a->from == b->from && a->over == b->over;
}

void kj_player_take(kj_player *player, kj_list list)
{
    const kj_view view = kj_view_of(&player->session);
    player->list = list;
    if (!kj_view_same(&view, &player->view) || kj_player_focus(player) < 0)
        player->focus[0] = '\0';
    player->view = view;
}

double kj_player_scale(const kj_player *player)
{
    return kj_canvas_scale(kj_canvas_for(player->width, player->height, player->text_scale),
                           player->width, player->height);
}

bool kj_player_text_scale(kj_player *player, double scale)
{
    if (!(scale >= 0.999 && scale <= 2.001))
        return false;
    player->text_scale = scale;
    return true;
}

bool kj_player_shot(kj_player *player, const char *path, kj_sink *sink)
{
    kj_arena *arena = kj_arena_new();
    kj_span png;
    const bool done =
        kj_paint_png(player->painter, &player->list, player->width, arena, &png, sink) &&
        kj_file_write(path, png, sink);
    kj_arena_free(arena);
    return done;
}
