/* engine/scene/screens/pin.c: a PIN is typed, or pressed on a pad of digits. */
#include "scene/screens/screens.h"

#include <math.h>

#define PAD_GAP 16

static kj_word_id title_of(kj_pin_why why)
{
    static const kj_word_id words[] = {
        [KJ_PIN_ENTER] = KJ_W_PIN_TITLE_ENTER, [KJ_PIN_OLD] = KJ_W_PIN_TITLE_OLD,
        [KJ_PIN_AWAY] = KJ_W_PIN_TITLE_OLD,    [KJ_PIN_NEW] = KJ_W_PIN_TITLE_NEW,
        [KJ_PIN_AGAIN] = KJ_W_PIN_TITLE_AGAIN,
    };
    return words[why];
}

static kj_span lead_of(const kj_draw *draw, const kj_session *session)
{
    const kj_who *who = &session->who;
    if (who->why == KJ_PIN_NEW || who->why == KJ_PIN_AGAIN)
        return kj_draw_word(draw, KJ_W_PIN_LEAD_NEW);
    const kj_member *person = kj_people_get(who->people, who->chosen);
    const kj_span name = person ? person->name : session->learner_name;
    return name.len ? name : who->chosen;
}

static bool waits(const kj_draw *draw, const kj_session *session)
{
    return session->who.until_ms > draw->scene->now_ms;
}

static kj_span said_of(const kj_draw *draw, const kj_session *session)
{
    const kj_who *who = &session->who;
    if (waits(draw, session))
        return KJ_DRAW_FILL(draw, KJ_W_PIN_WAIT,
                            kj_n("n", (who->until_ms - draw->scene->now_ms + 999) / 1000));
    return kj_draw_word(draw, who->said == KJ_W_PIN_WAIT ? KJ_W_PIN_WRONG : who->said);
}

#define DOT_STEP 3.2 /* from dot to dot, of the radius */

/* How many digits are there, never which: a ring for each of the least, a disc for each typed. */
static double put_dots(kj_draw *draw, const kj_session *session, double x, double y, double width)
{
    const uint32_t typed = session->who.pin_len;
    const uint32_t count = typed > KJ_PIN_LEAST ? typed : KJ_PIN_LEAST;
    /* So large that the most of them have room: they do not shrink while one types. */
    const double r = fmin(kj_draw_size(draw, 11), width / (DOT_STEP * KJ_PIN_MOST));
    const double step = DOT_STEP * r;
    for (uint32_t i = 0; i < count; i++)
        kj_draw_circle(draw, x + r + step * i, y + r, r,
                       (kj_box_style){.fill = i < typed ? KJ_COLOR_INK : KJ_COLOR_CARD,
                                      .filled = true,
                                      .stroke = KJ_COLOR_INK3,
                                      .stroked = true,
                                      .stroke_width = 2});
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0},
                 typed ? KJ_DRAW_FILL(draw, KJ_W_PIN_TYPED, kj_n("n", typed))
                       : kj_draw_word(draw, KJ_W_PIN_NONE),
                 (kj_rect){x, y, step * count, 2 * r});
    return 2 * r + 28;
}

static void put_key(kj_draw *draw, const kj_session *session, size_t i, kj_rect box)
{
    kj_arena *arena = draw->scene->arena;
    static const char digits[] = "123456789.0";
    const bool erase = i == 9, ok = i == 11;
    const kj_span digit = {digits + i, 1};
    const kj_span action = erase ? KJ_LIT("erase")
                           : ok  ? KJ_LIT("submit")
                                 : kj_action(arena, "digit", digit);
    const kj_span label = erase ? kj_draw_word(draw, KJ_W_PIN_ERASE)
                          : ok  ? kj_draw_word(draw, KJ_W_PIN_OK)
                                : digit;
    kj_draw_button(draw, box, ok ? KJ_BUTTON_PRIMARY : KJ_BUTTON_SECOND, action, label, "");
    kj_area *area = &draw->list.areas.ptr[draw->list.areas.count - 1];
    area->keys = erase ? KJ_LIT("Backspace") : ok ? KJ_LIT("Return") : digit;
    area->disabled = (erase && session->who.pin_len == 0) || (ok && waits(draw, session)) ||
                     (!erase && !ok && session->who.pin_len == KJ_PIN_MOST);
}

/* Height of a key where the pad has so much room; too little of it is not its matter. */
static double key_height(kj_draw *draw, double room)
{
    const kj_button one = {KJ_BUTTON_SECOND, KJ_LIT("digit:0"), KJ_LIT("0"), ""};
    const double least = kj_measure_buttons(draw, &one, 1, draw->list.width);
    return fmax(least, fmin(96, (room - 3 * PAD_GAP) / 4));
}

static void put_pad(kj_draw *draw, const kj_session *session, kj_rect box)
{
    const double h = key_height(draw, box.h);
    const double w = fmin(kj_draw_size(draw, 170), (box.w - 2 * PAD_GAP) / 3);
    draw->list.overfull += 4 * h + 3 * PAD_GAP > box.h + 0.5 ? 1 : 0;
    for (size_t i = 0; i < 12; i++)
        put_key(draw, session, i,
                (kj_rect){box.x + (w + PAD_GAP) * (double)(i % 3),
                          box.y + (h + PAD_GAP) * (double)(i / 3), w, h});
}

void kj_screen_pin(kj_draw *draw, const kj_session *session)
{
    kj_rect box = kj_draw_head(draw, (kj_span){NULL, 0},
                               kj_plain(kj_draw_word(draw, title_of(session->who.why))),
                               kj_plain(lead_of(draw, session)));
    const bool wide = draw->list.width >= 1300;
    if (wide) {
        const double top = kj_centred(box, 4 * key_height(draw, box.h) + 3 * PAD_GAP);
        box = (kj_rect){box.x, top, box.w, box.y + box.h - top};
    }
    const double left = wide ? box.w * 0.42 : box.w;
    double y = box.y + put_dots(draw, session, box.x, box.y, left);
    const bool wrong = session->who.said != KJ_W_NONE || waits(draw, session);
    const bool asks = session->who.why != KJ_PIN_NEW && session->who.why != KJ_PIN_AGAIN;
    if (wrong) {
        const kj_span said = said_of(draw, session);
        const double h = kj_draw_text(draw, kj_plain(said), (kj_rect){box.x, y, left, 0},
                                      kj_style(KJ_SIZE_SECOND, KJ_FONT_SANS_BOLD, KJ_COLOR_ZHU));
        kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, said, (kj_rect){box.x, y, left, h});
        y += h + 12;
    }
    if (wrong && asks)
        y += kj_draw_text(draw, kj_plain(kj_draw_word(draw, KJ_W_PIN_FORGOT)),
                          (kj_rect){box.x, y, left, 0},
                          kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2)) +
             20;
    const double x = wide ? box.x + left + 64 : box.x, top = wide ? box.y : y;
    draw->list.overfull += y > box.y + box.h ? 1 : 0;
    put_pad(draw, session, (kj_rect){x, top, box.x + box.w - x, fmax(1, box.y + box.h - top)});
    const kj_button close = {
        .action = KJ_LIT("close"), .label = kj_draw_word(draw, KJ_W_LIST_CLOSE), .keys = "Escape"};
    kj_draw_foot_actions(draw, &close, 1, (kj_span){NULL, 0});
}
