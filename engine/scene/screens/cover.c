/* engine/scene/screens/cover.c: a role-play before it begins: who will be there, what it is about
 * and what for, how hard it is to be, and the endings reached so far. */
#include "scene/screens/play_parts.h"

#include <math.h>

#define PADDING 28

static size_t ways_in(kj_draw *draw, const kj_session *session, const kj_roleplay *play,
                      kj_button out[3])
{
    kj_arena *arena = draw->scene->arena;
    const kj_play *on = &session->lesson->play;
    const bool goes_on = kj_play_is_on(on, session->cover);
    size_t count = 0;
    if (goes_on)
        out[count++] = (kj_button){
            KJ_BUTTON_PRIMARY, kj_action(arena, "roleplay", play->id),
            KJ_DRAW_FILL(draw, KJ_W_COVER_GO_ON, kj_n("n", on->turn_count + 1)), "Return"};
    out[count++] = (kj_button){goes_on ? KJ_BUTTON_SECOND : KJ_BUTTON_PRIMARY,
                               kj_action(arena, "fresh", play->id),
                               kj_draw_word(draw, goes_on ? KJ_W_COVER_FRESH : KJ_W_COVER_START),
                               goes_on ? "A" : "Return"};
    out[count++] = (kj_button){KJ_BUTTON_SECOND, kj_action(arena, "hard", play->id),
                               kj_draw_word(draw, KJ_W_COVER_HARD), "D"};
    return count;
}

/* The best so far, and with hidden gauges. */
static kj_span best(kj_draw *draw, const kj_roleplay_record *record)
{
    kj_text_buffer out = {.arena = draw->scene->arena};
    if (record->best_grade != KJ_NONE)
        kj_put(&out, KJ_DRAW_FILL(draw, KJ_W_COVER_BEST,
                                  kj_w("grade", kj_grade_name(draw, record->best_grade))));
    if (record->best_hard != KJ_NONE)
        kj_put(&out, KJ_DRAW_FILL(draw, KJ_W_COVER_BEST_HARD,
                                  kj_w("grade", kj_grade_name(draw, record->best_hard))));
    return kj_put_span(&out);
}

/* As many to a row as have room for their names. */
static double endings(kj_draw *draw, const kj_session *session, const kj_roleplay *play,
                      kj_rect box)
{
    const kj_roleplay_record *record = kj_lesson_roleplay(session->lesson, session->cover);
    const size_t count = play->endings.count;
    const double least = kj_draw_size(draw, 220), gap = 12;
    const size_t fit = (size_t)fmax(1, floor((box.w + gap) / (least + gap)));
    const size_t rows = (count + fit - 1) / fit, columns = (count + rows - 1) / rows;
    const double w = (box.w - gap * (double)(columns - 1)) / (double)columns;
    const double h = fmax(56, kj_draw_size(draw, 26) * 1.9);
    const kj_span head =
        kj_say(draw->scene->arena,
               KJ_DRAW_FILL(draw, KJ_W_DEBRIEF_ENDINGS, kj_n("n", kj_endings_seen(play, record)),
                            kj_n("all", (int64_t)count)),
               best(draw, record));
    const double top = kj_draw_text(draw, kj_plain(head), (kj_rect){box.x, box.y, box.w, 0},
                                    kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI)) +
                       10;
    for (uint32_t e = 0; e < count; e++) {
        const double row = (double)(e / columns), column = (double)(e % columns);
        kj_draw_ending(draw, &play->endings.ptr[e], false, kj_ending_seen(record, e),
                       (kj_rect){box.x + (w + gap) * column, box.y + top + (h + gap) * row, w, h});
    }
    return top + (h + gap) * (double)rows - gap;
}

static double words(kj_draw *draw, const kj_session *session, const kj_roleplay *play, kj_rect box,
                    double size)
{
    const kj_bubble told[] = {
        {kj_draw_word(draw, KJ_W_PLAY_SITUATION), play->situation, true},
        {kj_draw_word(draw, KJ_W_PLAY_GOAL), play->goal, true},
    };
    double y = box.y;
    for (size_t i = 0; i < KJ_COUNT(told); i++)
        y += kj_draw_bubble(draw, &told[i], (kj_rect){box.x, y, box.w, 0}, size);
    y += 6;
    return y + endings(draw, session, play, (kj_rect){box.x, y, box.w, 0}) - box.y;
}

/* The largest letters with which all that is told stands above the buttons. */
static void tell(kj_draw *draw, const kj_session *session, const kj_roleplay *play, kj_rect box)
{
    kj_button buttons[3];
    const size_t count = ways_in(draw, session, play, buttons);
    const double foot = kj_measure_buttons(draw, buttons, count, box.w);
    kj_text_style quiet = kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2);
    const kj_text_block note =
        kj_draw_measure(draw, kj_plain(kj_draw_word(draw, KJ_W_COVER_HARD_IS)), box.w, 0, quiet);
    const double room = box.h - foot - note.height - 12 - 20;
    for (double size = KJ_SIZE_BODY;; size -= 2) {
        const kj_draw before = *draw;
        const double used = words(draw, session, play, box, size);
        const bool fits = used <= room + 0.5;
        if (fits || size <= KJ_SIZE_CAPTION) {
            draw->list.overfull += !fits;
            break;
        }
        *draw = before;
    }
    const double y = box.y + box.h - foot - note.height - 12;
    kj_draw_buttons(draw, buttons, count, (kj_rect){box.x, y, box.w, 0}, false);
    kj_draw_block(draw, &note, box.x, y + foot + 12);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, note.text.plain,
                 (kj_rect){box.x, y + foot + 12, box.w, note.height});
}

static void person(kj_draw *draw, const kj_roleplay *play, kj_rect box)
{
    const kj_span first = play->nodes.count ? play->nodes.ptr[0].by : (kj_span){NULL, 0};
    const kj_person *who = kj_play_person(play, first);
    if (!who)
        return;
    const kj_rect room = {box.x + PADDING, box.y + PADDING, box.w - 2 * PADDING,
                          box.h - 2 * PADDING};
    const kj_text_block about = kj_draw_measure(
        draw, kj_plain(who->about), room.w, 0,
        (kj_text_style){.size = KJ_SIZE_CAPTION, .leading = 1.4, .color = KJ_COLOR_INK2});
    kj_draw_panel(draw, box, false);
    const double used = kj_draw_portrait(
        draw, who, KJ_MOOD_CALM, (kj_rect){room.x, room.y, room.w, room.h - about.height - 8});
    kj_draw_block(draw, &about, room.x, room.y + used + 8);
}

void kj_screen_cover(kj_draw *draw, const kj_session *session)
{
    const kj_roleplay *play = &draw->scene->course->roleplays.ptr[session->cover];
    const kj_text nothing = {.plain = {NULL, 0}};
    kj_rect box =
        kj_draw_head(draw, KJ_DRAW_FILL(draw, KJ_W_COVER_HEAD, kj_n("n", lrint(play->minutes))),
                     kj_plain(play->title), nothing);
    box.y -= 12;
    box.h += 12;
    box.y += kj_draw_text(draw, kj_plain(play->place), (kj_rect){box.x, box.y - 8, box.w, 0},
                          kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2)) +
             8;
    box.h = kj_draw_foot_top(draw) - 16 - box.y;
    if (draw->list.width >= 1300) {
        const double left = fmin(kj_draw_size(draw, 420), box.w * 0.34), gap = 40;
        person(draw, play, (kj_rect){box.x, box.y, left, box.h});
        tell(draw, session, play, (kj_rect){box.x + left + gap, box.y, box.w - left - gap, box.h});
    } else {
        tell(draw, session, play, box);
    }
    double x = kj_draw_margin(draw);
    x += kj_draw_keycap(draw, x, kj_draw_foot_baseline(draw), KJ_LIT("Backspace"),
                        kj_draw_word(draw, KJ_W_RESULT_TO_PART)) +
         32;
    kj_draw_keycap(draw, x, kj_draw_foot_baseline(draw), KJ_LIT("Escape"),
                   kj_draw_word(draw, KJ_W_KEY_HOME));
    kj_draw_key_only(draw, "back", KJ_W_RESULT_TO_PART, "Left Backspace PageUp");
    kj_draw_key_only(draw, "home", KJ_W_KEY_HOME, "Escape H");
    kj_draw_key_only(draw, "help", KJ_W_KEY_HELP, "?");
}
