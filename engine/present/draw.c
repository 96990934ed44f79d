/* engine/present/draw.c: what both screens show, at their sizes. */
#include "present/inner.h"

kj_canvas kj_presenter_room_canvas(const kj_presenter *p)
{
    return kj_canvas_for(p->room.width, p->room.height, 1.0);
}

double kj_presenter_room_scale(const kj_presenter *p)
{
    return kj_canvas_scale(kj_presenter_room_canvas(p), p->room.width, p->room.height);
}

static kj_canvas console_canvas(const kj_presenter *p)
{
    return kj_canvas_for(p->console.width, p->console.height, 1.0);
}

double kj_presenter_console_scale(const kj_presenter *p)
{
    return kj_canvas_scale(console_canvas(p), p->console.width, p->console.height);
}

static kj_scene scene_of(const kj_presenter *p, const kj_theme *theme, kj_canvas canvas,
                         kj_arena *arena)
{
    const kj_time now = kj_presenter_now(p);
    return (kj_scene){.course = p->course,
                      .theme = theme,
                      .typesetter = p->typesetter,
                      .canvas = canvas,
                      .arena = arena,
                      .now_ms = now.ms,
                      .local_hour = kj_time_local(now).hour,
                      .local_day = kj_time_local_day(now),
                      .words = p->words};
}

kj_list kj_presenter_draw_room(const kj_presenter *p, const kj_room *room, kj_arena *arena)
{
    const kj_scene scene = scene_of(p, p->theme, kj_presenter_room_canvas(p), arena);
    return kj_room_draw(&scene, &p->class, room, p->show.roster.ptr, p->show.roster.count);
}

kj_list kj_presenter_draw_slide(const kj_presenter *p, uint32_t slide, kj_arena *arena)
{
    const kj_scene scene = scene_of(p, p->theme, kj_presenter_room_canvas(p), arena);
    return kj_scene_slide(&scene, slide, UINT32_MAX);
}

kj_console kj_presenter_draw_console(const kj_presenter *p, kj_arena *arena)
{
    const kj_scene scene = scene_of(p, &kj_theme_dark, console_canvas(p), arena);
    return kj_console_draw(&scene, kj_presenter_room_canvas(p), &p->show);
}

kj_span kj_presenter_place(const kj_presenter *p, kj_arena *arena)
{
    const kj_room *room = kj_show_room(&p->show);
    const kj_class *class = &p->class;
    switch (room->page) {
    case KJ_ROOM_SLIDE:
        break;
    case KJ_ROOM_QUESTION:
        return kj_arena_format(
            arena, "question %.*s",
            KJ_ARG(p->course->items.ptr[class->questions.ptr[room->poll.question].item].id));
    case KJ_ROOM_PLAY:
        return kj_arena_format(
            arena, "roleplay %.*s %u",
            KJ_ARG(p->course->roleplays.ptr[class->plays.ptr[room->vote.play].roleplay].id),
            class->plays.ptr[room->vote.play].turn_count);
    case KJ_ROOM_COUNTDOWN:
        return KJ_LIT("countdown");
    case KJ_ROOM_PICKED:
        return KJ_LIT("picked");
    case KJ_ROOM_GROUPS:
        return KJ_LIT("groups");
    case KJ_ROOM_ASKED:
        return KJ_LIT("asked");
    case KJ_ROOM_JOIN:
        return KJ_LIT("join");
    }
    return kj_arena_format(arena, "slide %.*s %u", KJ_ARG(p->course->slides.ptr[room->slide].id),
                           room->step);
}
