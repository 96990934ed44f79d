/* engine/scene/screens/scene_draw.c: which page the session shows, and what lies over it. */
#include "scene/screens/screens.h"

#include <assert.h>

static void slide_in_play(kj_draw *draw, const kj_session *session)
{
    const kj_lesson *lesson = session->lesson;
    const kj_slide_record *record = kj_lesson_slide(lesson, lesson->slide);
    draw->terms = true;
    kj_slide_page(draw, lesson->slide, record->step, lesson, true);
    draw->terms = false;
}

static void place(kj_draw *draw, const kj_session *session)
{
    switch (session->lesson->place) {
    case KJ_PLACE_NOWHERE:
        kj_screen_home(draw, session);
        return;
    case KJ_PLACE_SLIDE:
        slide_in_play(draw, session);
        return;
    case KJ_PLACE_RUN:
        kj_screen_question(draw, session);
        return;
    case KJ_PLACE_RESULT:
        kj_screen_result(draw, session);
        return;
    case KJ_PLACE_ROLEPLAY:
        kj_screen_roleplay(draw, session);
        return;
    case KJ_PLACE_DEBRIEF:
        kj_screen_debrief(draw, session);
        return;
    }
}

/* A slide looked at from feedback or a debrief, with the way back: at the top right, or where
 * nothing is in the way. */
static void peeked(kj_draw *draw, const kj_session *session)
{
    kj_slide_page(draw, session->peek, UINT32_MAX, session->lesson, false);
    const kj_button buttons[] = {
        {KJ_BUTTON_PRIMARY, KJ_LIT("close"), kj_draw_word(draw, KJ_W_PEEK_CLOSE), "Escape"},
        {KJ_BUTTON_SECOND,
         kj_action(draw->scene->arena, "slide", draw->scene->course->slides.ptr[session->peek].id),
         kj_draw_word(draw, KJ_W_PEEK_GO), "Return"}};
    const size_t count = kj_session_beside(session) ? 2 : 1;
    const double margin = kj_draw_margin(draw);
    const double w = kj_button_width(draw, &buttons[0]) +
                     (count > 1 ? 16 + kj_button_width(draw, &buttons[1]) : 0);
    const double h = kj_measure_buttons(draw, buttons, count, w),
                 right = draw->list.width - margin - w;
    const kj_point places[] = {{right, 20},
                               {right, kj_draw_foot_top(draw) - 20 - h},
                               {margin, kj_draw_foot_top(draw) - 20 - h},
                               {(draw->list.width - w) / 2, kj_draw_foot_top(draw) - 20 - h},
                               {margin, 20},
                               {right, 4},
                               {right, draw->list.height - 4 - h}};
    size_t i = 0;
    while (i < KJ_COUNT(places) &&
           kj_list_taken(&draw->list, (kj_rect){places[i].x, places[i].y, w, h}))
        i++;
    if (i == KJ_COUNT(places)) {
        draw->list.overfull++;
        i = 0;
    }
    kj_draw_buttons(draw, buttons, count, (kj_rect){places[i].x, places[i].y, w, 0}, false);
    kj_draw_key_only(draw, "close", KJ_W_PEEK_CLOSE,
                     count > 1 ? "Space Backspace" : "Return Space Backspace");
}

static void (*const pages[KJ_SCREEN_COUNT])(kj_draw *draw, const kj_session *session) = {
    [KJ_SCREEN_HOME] = kj_screen_home,      [KJ_SCREEN_PLACE] = place,
    [KJ_SCREEN_PART] = kj_screen_part,      [KJ_SCREEN_COVER] = kj_screen_cover,
    [KJ_SCREEN_WHO] = kj_screen_who,        [KJ_SCREEN_ADVICE] = kj_screen_advice,
    [KJ_SCREEN_SEARCH] = kj_screen_list,    [KJ_SCREEN_GLOSSARY] = kj_screen_list,
    [KJ_SCREEN_BOOKMARKS] = kj_screen_list, [KJ_SCREEN_NOTES] = kj_screen_list,
    [KJ_SCREEN_ITEMS] = kj_screen_list,     [KJ_SCREEN_SETTINGS] = kj_screen_settings,
    [KJ_SCREEN_NOTE] = kj_screen_note,      [KJ_SCREEN_PLAN] = kj_screen_plan,
};

void kj_screen_draw(kj_draw *draw, const kj_session *session)
{
    assert(pages[session->screen]);
    if (session->peek != KJ_NONE) {
        peeked(draw, session);
    } else {
        pages[session->screen](draw, session);
        kj_draw_rail(draw, session);
        if (session->screen != KJ_SCREEN_WHO)
            kj_draw_ways(draw, session);
        kj_draw_notices(draw, session);
    }
    if (session->term != KJ_NONE)
        kj_screen_term(draw, session);
    if (session->asks_sure)
        kj_screen_sure(draw);
    if (session->leaving)
        kj_screen_leaving(draw);
    else if (session->help)
        kj_screen_help(draw);
    if (session->wrong.len > 0)
        kj_draw_wrong(draw, session->wrong);
}

static void page(kj_draw *draw, void *ctx)
{
    kj_screen_draw(draw, ctx);
}

kj_list kj_scene_draw(const kj_scene *scene, const kj_session *session)
{
    kj_draw draw;
    kj_session shown = *session; /* the page function takes no const context */
    kj_draw_fitting(&draw, scene, page, &shown);
    return draw.list;
}
