/* engine/scene/screens/play_parts.c: what the pages of a role-play have in common: the person, a
 * thing said, the endings. */
#include "scene/screens/play_parts.h"

#include <math.h>

const kj_person *kj_play_person(const kj_roleplay *play, kj_span id)
{
    for (size_t i = 0; i < play->cast.count; i++)
        if (kj_span_equal(play->cast.ptr[i].id, id))
            return &play->cast.ptr[i];
    return play->cast.count ? &play->cast.ptr[0] : NULL;
}

kj_word_id kj_mood_word(uint32_t mood)
{
    static const kj_word_id words[] = {KJ_W_MOOD_CALM, KJ_W_MOOD_HESITANT, KJ_W_MOOD_DISPLEASED,
                                       KJ_W_MOOD_APPROVING};
    return words[mood];
}

/* Who speaks, and in which mood; the picture takes the height that the words leave. */
kj_text kj_play_opening(const kj_node *node)
{
    return node->say.plain.len ? node->say : node->scene;
}

double kj_draw_portrait(kj_draw *draw, const kj_person *person, uint32_t mood, kj_rect box)
{
    static const char *const variants[] = {"mood-calm", "mood-hesitant", "mood-displeased",
                                           "mood-approving"};
    const kj_text_block name =
        kj_draw_measure(draw, kj_plain(person->name), 0, 0,
                        kj_style(KJ_SIZE_HEADING, KJ_FONT_SERIF_BOLD, KJ_COLOR_INK));
    const kj_text_block feel =
        kj_draw_measure(draw, kj_plain(kj_draw_word(draw, kj_mood_word(mood))), 0, 0,
                        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD,
                                 mood == KJ_MOOD_DISPLEASED  ? KJ_COLOR_ZHU
                                 : mood == KJ_MOOD_APPROVING ? KJ_COLOR_SONG
                                                             : KJ_COLOR_INK2));
    const kj_text_block role = kj_draw_measure(
        draw, kj_plain(person->role), box.w, 0,
        (kj_text_style){.size = KJ_SIZE_CAPTION, .leading = 1.4, .color = KJ_COLOR_INK2});
    const double words = name.height + role.height;
    const double picture_h = fmin(box.w * 210 / 240, box.h - words - 16);
    draw->list.overfull += name.width + feel.width + 12 > box.w || words > box.h ? 1 : 0;
    double y = box.y;
    if (person->portrait.len && picture_h >= 80) {
        const kj_rect at = {box.x, y, box.w, picture_h};
        kj_draw_box(draw, at,
                    (kj_box_style){.fill = KJ_COLOR_DAI_WASH, .filled = true, .radius = 14});
        kj_draw_image(draw, at, person->portrait, kj_span_of(variants[mood]));
        kj_draw_area(draw, KJ_ROLE_FIGURE, (kj_span){NULL, 0},
                     KJ_DRAW_FILL(draw, KJ_W_PLAY_MOOD, kj_w("name", person->name),
                                  kj_w("mood", kj_draw_word(draw, kj_mood_word(mood)))),
                     at);
        y += picture_h + 16;
    }
    kj_draw_block(draw, &name, box.x, y);
    kj_draw_block(draw, &feel, box.x + box.w - feel.width, y + name.ascent - feel.ascent);
    kj_draw_block(draw, &role, box.x, y + name.height);
    return y + words - box.y;
}

double kj_draw_bubble(kj_draw *draw, const kj_bubble *b, kj_rect box, double size)
{
    if (b->text.plain.len == 0)
        return 0;
    const kj_text_block who = kj_draw_measure(
        draw, kj_plain(b->who), 0, 0, kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2));
    const kj_text_block text =
        kj_draw_measure(draw, b->text, box.w - 80, 0,
                        (kj_text_style){.size = size, .leading = 1.45, .color = KJ_COLOR_INK});
    const double h = who.height + text.height + 32;
    const kj_rect rect = {box.x, box.y, box.w, h};
    if (b->own)
        kj_draw_box(draw, rect,
                    (kj_box_style){.fill = KJ_COLOR_DAI_WASH, .filled = true, .radius = 14});
    else
        kj_draw_panel(draw, rect, false);
    kj_draw_block(draw, &who, box.x + 40, box.y + 14);
    kj_draw_block(draw, &text, box.x + 40, box.y + 14 + who.height);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0}, kj_say(draw, b->who, b->text.plain), rect);
    return h + 14;
}

/* ---- endings ---- */

uint32_t kj_endings_seen(const kj_roleplay *play, const kj_roleplay_record *record)
{
    uint32_t seen = 0;
    for (uint32_t e = 0; e < play->endings.count && e < 64; e++)
        seen += (uint32_t)(record->endings >> e & 1);
    return seen;
}

bool kj_ending_seen(const kj_roleplay_record *record, uint32_t ending)
{
    return ending < 64 && (record->endings >> ending & 1);
}

/* One that was not reached is a blank: neither its name nor its worth is told. */
void kj_draw_ending(kj_draw *draw, const kj_ending *ending, bool reached, bool seen, kj_rect box)
{
    const kj_span worth = KJ_DRAW_FILL(draw, KJ_W_PLAY_ENDING, kj_w("title", ending->title),
                                       kj_n("points", lrint(kj_grade_points(ending->grade))));
    const kj_span said = seen ? worth : kj_draw_word(draw, KJ_W_DEBRIEF_UNSEEN);
    kj_draw_box(draw, box,
                (kj_box_style){.fill = reached ? KJ_COLOR_DAI : KJ_COLOR_WASH,
                               .filled = reached || seen,
                               .stroke = KJ_COLOR_INK3,
                               .stroked = !seen,
                               .stroke_width = 2,
                               .dash = seen ? 0 : 8,
                               .radius = box.h / 2});
    const kj_text_style style = {.size = 26,
                                 .smallest = KJ_SIZE_SMALLEST,
                                 .leading = 1.25,
                                 .align = KJ_ALIGN_CENTRE,
                                 .color = reached ? KJ_COLOR_ON_DAI : KJ_COLOR_INK2};
    kj_text_block text = kj_draw_measure(draw, kj_plain(said), box.w - 24, box.h, style);
    if (!text.fits && seen) /* its points go before its name does */
        text = kj_draw_measure(draw, kj_plain(ending->title), box.w - 24, box.h, style);
    kj_draw_block(draw, &text, box.x + 12, box.y + (box.h - text.height) / 2);
    kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                 KJ_DRAW_FILL(draw, reached ? KJ_W_DEBRIEF_YOUR_ENDING : KJ_W_DEBRIEF_ENDING,
                              kj_w("title", said)),
                 box);
}
