/* engine/scene/screens/cover.c: a role-play before it begins: who will be there, what it is about
 * and what for, how hard it is to be, and the endings reached so far. */
#include "scene/screens/play_parts.h"

#include <math.h>

#define PADDING 28
#define BETWEEN 24        /* the person and the others */
#define PERSON_WORDS 110  /* name and position under the picture */
#define PICTURE_LEAST 180 /* lower than that the others are left out */

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
        kj_say(draw,
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

/* What is at the right, or alone: what is told, the buttons under it, and what hard means. */
typedef struct right {
    const kj_session *session;
    const kj_roleplay *play;
    kj_button buttons[3];
    size_t count;
    double size; /* of what is told */
} right;

static double put_right(kj_draw *draw, const right *r, kj_rect box)
{
    double y = box.y + words(draw, r->session, r->play, box, r->size) + 32;
    y += kj_draw_buttons(draw, r->buttons, r->count, (kj_rect){box.x, y, box.w, 0}, false) + 12;
    const kj_text_block note =
        kj_draw_measure(draw, kj_plain(kj_draw_word(draw, KJ_W_COVER_HARD_IS)), box.w, 0,
                        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2));
    kj_draw_block(draw, &note, box.x, y);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, note.text.plain,
                 (kj_rect){box.x, y, box.w, note.height});
    return y + note.height - box.y;
}

/* The room beside the person. */
static kj_rect right_of(const kj_draw *draw, kj_rect box)
{
    const double w = fmin(kj_draw_size(draw, 420), box.w * 0.34), gap = box.w < 1100 ? 28 : 40;
    return (kj_rect){box.x + w + gap, box.y, box.w - w - gap, box.h};
}

/* The largest letters with which it fits. */
static double choose_size(kj_draw *draw, right *r, kj_rect box)
{
    for (r->size = KJ_SIZE_BODY;; r->size -= 2) {
        const kj_draw before = *draw;
        const double used = put_right(draw, r, box);
        *draw = before;
        if (used <= box.h + 0.5 || r->size <= KJ_SIZE_CAPTION) {
            draw->list.overfull += used > box.h + 0.5;
            return used;
        }
    }
}

/* Another of those who will be there, in one row: a little picture, the name, the position. */
static double other_row(kj_draw *draw, const kj_person *who, kj_rect box)
{
    const double w = kj_draw_size(draw, 84), x = box.x + w + 16;
    const kj_text_block name =
        kj_draw_measure(draw, kj_plain(who->name), box.x + box.w - x, 0,
                        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_INK));
    const kj_text_block role = kj_draw_measure(
        draw, kj_plain(who->role), box.x + box.w - x, 0,
        (kj_text_style){.size = KJ_SIZE_SMALLEST, .leading = 1.35, .color = KJ_COLOR_INK2});
    const double words = name.height + role.height, h = fmax(w * 210 / 240, words);
    if (who->portrait.len) {
        const kj_rect at = {box.x, box.y + (h - w * 210 / 240) / 2, w, w * 210 / 240};
        kj_draw_box(draw, at,
                    (kj_box_style){.fill = KJ_COLOR_DAI_WASH, .filled = true, .radius = 8});
        kj_draw_image(draw, at, who->portrait, KJ_LIT("mood-calm"));
    }
    kj_draw_block(draw, &name, x, box.y + (h - words) / 2);
    kj_draw_block(draw, &role, x, box.y + (h - words) / 2 + name.height);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, kj_say(draw, who->name, who->role),
                 (kj_rect){box.x, box.y, box.w, h});
    return h + 16;
}

static double others(kj_draw *draw, const kj_roleplay *play, const kj_person *first, kj_rect box)
{
    double y = box.y;
    for (size_t i = 0; i < play->cast.count; i++)
        if (&play->cast.ptr[i] != first)
            y += other_row(draw, &play->cast.ptr[i], (kj_rect){box.x, y, box.w, 0});
    return y - box.y;
}

/* Whom the learner meets first, large; the others below, where the page has room for them. */
static double put_people(kj_draw *draw, const kj_roleplay *play, const kj_person *who, kj_rect box)
{
    const kj_rect room = {box.x + PADDING, box.y + PADDING, box.w - 2 * PADDING,
                          box.h - 2 * PADDING};
    const kj_text_block about = kj_draw_measure(
        draw, kj_plain(who->about), room.w, 0,
        (kj_text_style){.size = KJ_SIZE_CAPTION, .leading = 1.4, .color = KJ_COLOR_INK2});
    const kj_draw before = *draw;
    double below = others(draw, play, who, (kj_rect){room.x, room.y, room.w, 0});
    *draw = before;
    const double words = about.height + kj_draw_size(draw, PERSON_WORDS);
    if (below > 0 && room.h - below - BETWEEN - words < PICTURE_LEAST)
        below = 0;
    const double kept = about.height + 8 + (below > 0 ? below + BETWEEN : 0);
    double y = room.y +
               kj_draw_portrait(draw, who, KJ_MOOD_CALM,
                                (kj_rect){room.x, room.y, room.w, room.h - kept}) +
               8;
    kj_draw_block(draw, &about, room.x, y);
    y += about.height;
    if (below > 0)
        y += BETWEEN + others(draw, play, who, (kj_rect){room.x, y + BETWEEN, room.w, 0}) - 16;
    return y - box.y + PADDING;
}

#define LITTLE 120 /* by so much a panel may be higher than its words */

/* Side by side in the middle of the room, as high as one another where little is missing. */
static void beside(kj_draw *draw, const kj_person *who, right *r, kj_rect box)
{
    const kj_rect at_right = right_of(draw, box);
    const double w = fmin(kj_draw_size(draw, 420), box.w * 0.34);
    const kj_draw before = *draw;
    const double person_h = put_people(draw, r->play, who, (kj_rect){box.x, box.y, w, box.h});
    *draw = before;
    const double h = fmax(person_h, choose_size(draw, r, at_right));
    const double y = box.y + fmax(0, (box.h - h) / 2);
    const double panel_h = h - person_h < LITTLE ? h : person_h;
    kj_draw_panel(draw, (kj_rect){box.x, y, w, panel_h}, false);
    put_people(draw, r->play, who, (kj_rect){box.x, y, w, panel_h});
    put_right(draw, r, (kj_rect){at_right.x, y, at_right.w, box.h});
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
    right r = {.session = session, .play = play};
    r.count = ways_in(draw, session, play, r.buttons);
    const kj_person *who =
        kj_play_person(play, play->nodes.count ? play->nodes.ptr[0].by : (kj_span){NULL, 0});
    const kj_draw before = *draw;
    choose_size(draw, &r, right_of(draw, box));
    const bool has_room = draw->list.overfull == before.list.overfull;
    *draw = before;
    if (who && (draw->list.width >= 1300 || has_room)) {
        beside(draw, who, &r, box);
    } else {
        choose_size(draw, &r, box);
        put_right(draw, &r, box);
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
