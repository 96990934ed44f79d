/* engine/scene/screens/plan.c: the day to be done by: written or moved by arrows, with what it
 * would ask of the learner, or what is wrong with it. */
#include "lesson/plan.h"
#include "lesson/review.h"
#include "scene/screens/screens.h"

#include <math.h>

static kj_span meaning(kj_draw *draw, const kj_session *session, int64_t day)
{
    const kj_estimate left = kj_time_left(draw->scene->course, session->lesson);
    const int64_t today = draw->scene->local_day;
    if (!(left.likely > 0))
        return kj_draw_word(draw, KJ_W_PLAN_NOTHING);
    const double minutes = kj_plan_minutes_a_day(left, today, day);
    return KJ_DRAW_FILL(draw, left.own ? KJ_W_PLAN_MEANS_OWN : KJ_W_PLAN_MEANS_COURSE,
                        kj_w("date", kj_day_words(draw, day)), kj_n("days", day - today + 1),
                        kj_n("n", (int64_t)ceil(minutes)),
                        kj_n("week", (int64_t)ceil(fmin(left.likely, 7 * minutes))));
}

static kj_span answer(kj_draw *draw, const kj_session *session, kj_plan_read read, int64_t day)
{
    static const kj_word_id wrong[] = {
        [KJ_PLAN_DAY] = KJ_W_NONE,
        [KJ_PLAN_EMPTY] = KJ_W_PLAN_EMPTY,
        [KJ_PLAN_UNREADABLE] = KJ_W_PLAN_UNREADABLE,
        [KJ_PLAN_IMPOSSIBLE] = KJ_W_PLAN_IMPOSSIBLE,
        [KJ_PLAN_PAST] = KJ_W_PLAN_PAST,
        [KJ_PLAN_FAR] = KJ_W_PLAN_FAR,
    };
    return read == KJ_PLAN_DAY ? meaning(draw, session, day) : kj_draw_word(draw, wrong[read]);
}

/* What stands under the title; returns its height. */
static double body(kj_draw *draw, const kj_session *session, kj_rect box)
{
    const kj_draft *field = &session->beside.plan;
    int64_t day = 0;
    const kj_plan_read read =
        kj_plan_day((kj_span){field->text, field->text_len}, draw->scene->local_day, &day);
    const bool good = read == KJ_PLAN_DAY || read == KJ_PLAN_EMPTY;
    double y = box.y;
    const double height = kj_field_height(draw, 1);
    kj_draw_field(draw, field, (kj_rect){box.x, y, fmin(box.w, kj_draw_size(draw, 860)), height},
                  kj_draw_word(draw, KJ_W_PLAN_GHOST));
    y += height + 20;
    const kj_button move[] = {
        {KJ_BUTTON_QUIET, KJ_LIT("plan:-1"), kj_draw_word(draw, KJ_W_PLAN_EARLIER), "Up"},
        {KJ_BUTTON_QUIET, KJ_LIT("plan:+1"), kj_draw_word(draw, KJ_W_PLAN_LATER), "Down"},
        {KJ_BUTTON_QUIET, KJ_LIT("plan:-7"), kj_draw_word(draw, KJ_W_PLAN_WEEK_EARLIER), "PageUp"},
        {KJ_BUTTON_QUIET, KJ_LIT("plan:+7"), kj_draw_word(draw, KJ_W_PLAN_WEEK_LATER), "PageDown"}};
    y += kj_draw_buttons(draw, move, KJ_COUNT(move), (kj_rect){box.x, y, box.w, 0}, false) + 24;
    const kj_span said = answer(draw, session, read, day);
    const kj_text_block block =
        kj_draw_measure(draw, kj_plain(said), box.w, 0,
                        kj_style(KJ_SIZE_BODY, KJ_FONT_SANS, good ? KJ_COLOR_INK2 : KJ_COLOR_ZHU));
    kj_draw_block(draw, &block, box.x, y);
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, said,
                 (kj_rect){box.x, y, box.w, block.height});
    y += block.height + 32;
    const bool planned = kj_own_get(session->personal, KJ_OWN_PLAN, (kj_span){NULL, 0}).len > 0;
    const kj_button buttons[] = {
        {good ? KJ_BUTTON_PRIMARY : KJ_BUTTON_SECOND, KJ_LIT("plan:save"),
         kj_draw_word(draw, KJ_W_PLAN_SAVE), "Return"},
        {KJ_BUTTON_SECOND, KJ_LIT("plan:none"), kj_draw_word(draw, KJ_W_PLAN_REMOVE), "F8"}};
    y += kj_draw_buttons(draw, buttons, planned ? 2 : 1, (kj_rect){box.x, y, box.w, 0}, false);
    const int save = kj_list_action(&draw->list, KJ_LIT("plan:save"));
    if (!good && save >= 0)
        draw->list.areas.ptr[save].disabled = true;
    return y - box.y;
}

void kj_screen_plan(kj_draw *draw, const kj_session *session)
{
    const kj_rect box =
        kj_draw_head(draw, (kj_span){NULL, 0}, kj_plain(kj_draw_word(draw, KJ_W_PLAN_TITLE)),
                     kj_plain(kj_draw_word(draw, KJ_W_PLAN_LEAD)));
    const kj_draw before = *draw;
    const double height = body(draw, session, box);
    *draw = before;
    draw->list.overfull += height > box.h + 12 ? 1 : 0;
    body(draw, session, (kj_rect){box.x, kj_centred(box, height), box.w, box.h});
    const kj_button close = {
        .action = KJ_LIT("close"), .label = kj_draw_word(draw, KJ_W_LIST_CLOSE), .keys = "Escape"};
    kj_draw_foot_actions(draw, &close, 1, (kj_span){NULL, 0});
}
