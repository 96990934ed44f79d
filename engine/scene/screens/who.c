/* engine/scene/screens/who.c: who is learning: everybody with a query, and the form of somebody
 * new. */
#include "scene/screens/screens.h"

#include <math.h>

#define ROW_GAP 12
#define ROW_PADDING 14
#define INSET 24

static double line_of(const kj_draw *draw, double size)
{
    return 4 * round(kj_draw_size(draw, size) * 1.55 / 4);
}

/* ---- a row ---- */

static kj_span standing_word(const kj_draw *draw, kj_standing standing)
{
    static const kj_word_id words[] = {
        [KJ_STANDING_NEW] = KJ_W_WHO_STANDING_NEW,
        [KJ_STANDING_LEARNING] = KJ_W_WHO_STANDING_LEARNING,
        [KJ_STANDING_PASSED] = KJ_W_WHO_STANDING_PASSED,
    };
    return kj_draw_word(draw, words[standing]);
}

static kj_span last_word(const kj_draw *draw, int64_t day)
{
    const int64_t ago = draw->scene->local_day - day;
    if (day < 0)
        return (kj_span){NULL, 0};
    if (ago <= 0)
        return kj_draw_word(draw, KJ_W_WHO_LAST_TODAY);
    if (ago == 1)
        return kj_draw_word(draw, KJ_W_WHO_LAST_YESTERDAY);
    if (ago <= 30)
        return KJ_DRAW_FILL(draw, KJ_W_WHO_LAST_DAYS, kj_n("n", ago));
    return KJ_DRAW_FILL(draw, KJ_W_WHO_LAST_DATE,
                        kj_w("date", kj_date_write(day, draw->scene->arena)));
}

static kj_span joined(kj_draw *draw, const kj_span *parts, size_t count)
{
    kj_text_buffer out = {.arena = draw->scene->arena};
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len == 0)
            continue;
        if (out.len)
            kj_put(&out, KJ_LIT(" · "));
        kj_put(&out, parts[i]);
    }
    return kj_put_span(&out);
}

static void put_row(kj_draw *draw, const kj_member *person, kj_rect box, bool first)
{
    kj_arena *arena = draw->scene->arena;
    const kj_span about[] = {kj_span_equal(person->name, person->id) ? (kj_span){NULL, 0}
                                                                     : person->id,
                             person->department};
    const kj_span done[] = {last_word(draw, person->last_day),
                            standing_word(draw, person->standing)};
    const kj_span more = joined(draw, about, KJ_COUNT(about));
    const kj_span said = joined(draw, done, KJ_COUNT(done));
    const kj_span pin = person->pin ? kj_draw_word(draw, KJ_W_WHO_MARK_PIN) : (kj_span){NULL, 0};
    const double width = box.w - 2 * INSET, tall = line_of(draw, KJ_SIZE_SECOND);
    const double small = line_of(draw, KJ_SIZE_CAPTION);
    const kj_text_style quiet = kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2);
    const kj_text_block right = kj_draw_measure(draw, kj_plain(said), 0, 0, quiet);
    const kj_text_block mark = kj_draw_measure(
        draw, kj_plain(pin), 0, 0, kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_DAI));
    const kj_text_block name =
        kj_measure_cut(draw, person->name, width - mark.width - 24, tall,
                       kj_style(KJ_SIZE_SECOND, KJ_FONT_SANS_BOLD, KJ_COLOR_INK));
    const kj_text_block under =
        kj_measure_cut(draw, more, fmax(60, width - right.width - 32), small, quiet);
    kj_draw_row(draw, box, KJ_ROW_PLAIN);
    const double y = box.y + ROW_PADDING, end = box.x + box.w - INSET;
    kj_draw_block(draw, &name, box.x + INSET, y);
    if (pin.len)
        kj_draw_block(draw, &mark, end - mark.width, y + name.ascent - mark.ascent);
    if (more.len)
        kj_draw_block(draw, &under, box.x + INSET, y + tall);
    kj_draw_block(draw, &right, end - right.width, y + tall);
    kj_area *area =
        kj_draw_area(draw, KJ_ROLE_BUTTON, kj_action(arena, "who", person->id),
                     kj_say(draw, kj_say(draw, person->name, more), kj_say(draw, said, pin)), box);
    if (first)
        area->keys = KJ_LIT("Return");
}

/* ---- everybody ---- */

typedef struct shown_rows {
    size_t first, count, room;
} shown_rows;

static shown_rows put_rows(kj_draw *draw, const kj_session *session, const uint32_t *found,
                           size_t count, kj_rect box)
{
    const double height =
        2 * ROW_PADDING + line_of(draw, KJ_SIZE_SECOND) + line_of(draw, KJ_SIZE_CAPTION);
    const double fit = floor((box.h + ROW_GAP + 0.5) / (height + ROW_GAP));
    draw->list.overfull += fit < 2 ? 1 : 0;
    shown_rows shown = {.room = (size_t)fmax(1, fit)};
    shown.first = session->beside.from < count ? session->beside.from : 0;
    while (shown.count < shown.room && shown.first + shown.count < count) {
        put_row(draw, &session->who.people->ptr[found[shown.first + shown.count]],
                (kj_rect){box.x, box.y + (height + ROW_GAP) * (double)shown.count, box.w, height},
                shown.count == 0);
        shown.count++;
    }
    return shown;
}

static void put_status(kj_draw *draw, kj_span said, kj_rect box)
{
    const kj_text_block block = kj_draw_measure(draw, kj_plain(said), box.w, 0,
                                                (kj_text_style){.size = KJ_SIZE_BODY,
                                                                .role = KJ_FONT_SANS,
                                                                .color = KJ_COLOR_INK2,
                                                                .align = KJ_ALIGN_CENTRE,
                                                                .balance = true});
    draw->list.overfull += block.height > box.h ? 1 : 0;
    const double y = box.y + fmax(0, (box.h - block.height) * 0.4);
    kj_draw_block(draw, &block, box.x, y);
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, said,
                 (kj_rect){box.x, y, box.w, block.height});
}

static void put_foot(kj_draw *draw, const kj_session *session, shown_rows shown, size_t all)
{
    kj_button actions[5];
    size_t count = 0;
    if (session->who.home)
        actions[count++] = (kj_button){.action = KJ_LIT("close"),
                                       .label = kj_draw_word(draw, KJ_W_LIST_CLOSE),
                                       .keys = "Escape"};
    else
        actions[count++] = (kj_button){
            .action = KJ_LIT("quit"), .label = kj_draw_word(draw, KJ_W_KEY_QUIT), .keys = "Escape"};
    count += kj_paging(draw, shown.first, shown.count, shown.room, all, &actions[count]);
    if (shown.count > 0)
        actions[count++] =
            (kj_button){.label = kj_draw_word(draw, KJ_W_WHO_START), .keys = "Return"};
    const kj_span range =
        shown.count < all
            ? KJ_DRAW_FILL(draw, KJ_W_LIST_RANGE, kj_n("from", (int64_t)shown.first + 1),
                           kj_n("to", (int64_t)(shown.first + shown.count)),
                           kj_n("all", (int64_t)all))
            : (kj_span){NULL, 0};
    kj_draw_foot_actions(draw, actions, count, range);
}

static kj_span said_word(const kj_draw *draw, const kj_session *session)
{
    if (session->who.said == KJ_W_WHO_TAKEN)
        return KJ_DRAW_FILL(draw, KJ_W_WHO_TAKEN, kj_w("name", session->who.said_of));
    return kj_draw_word(draw, session->who.said);
}

/* What was wrong, in a line or two; returns the height. */
static double put_wrong(kj_draw *draw, const kj_session *session, double x, double y, double width)
{
    if (session->who.said == KJ_W_NONE)
        return 0;
    const kj_span said = said_word(draw, session);
    const kj_text_block block = kj_draw_measure(
        draw, kj_plain(said), width, 0, kj_style(KJ_SIZE_SECOND, KJ_FONT_SANS_BOLD, KJ_COLOR_ZHU));
    kj_draw_block(draw, &block, x, y);
    kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, said,
                 (kj_rect){x, y, width, block.height});
    return block.height + 16;
}

static void everybody(kj_draw *draw, const kj_session *session)
{
    const kj_people *people = session->who.people;
    uint32_t *found = KJ_NEW(draw->scene->arena, uint32_t, people->count + 1);
    const kj_span query = {session->beside.query.text, session->beside.query.text_len};
    const size_t count = kj_people_find(people, query, found, draw->scene->arena);
    const kj_rect box =
        kj_draw_head(draw, draw->scene->course->title, kj_plain(kj_draw_word(draw, KJ_W_WHO_TITLE)),
                     kj_plain(kj_draw_word(draw, KJ_W_WHO_LEAD)));
    const kj_button newcomer = {KJ_BUTTON_SECOND, KJ_LIT("newcomer"),
                                kj_draw_word(draw, KJ_W_WHO_NEW), "F2"};
    const double button = kj_button_width(draw, &newcomer), field = kj_field_height(draw, 1);
    const bool beside = box.w - button - 24 > kj_draw_size(draw, 420);
    double y = box.y;
    kj_draw_field(draw, &session->beside.query,
                  (kj_rect){box.x, y, beside ? box.w - button - 24 : box.w, field},
                  kj_draw_word(draw, KJ_W_WHO_ASK));
    if (!beside)
        y += field + 16;
    const kj_rect at = kj_draw_button(
        draw, (kj_rect){beside ? box.x + box.w - button : box.x, y, button, beside ? field : 64},
        newcomer.kind, newcomer.action, newcomer.label, newcomer.keys);
    y += fmax(beside ? field : 0, at.h) + 20;
    y += put_wrong(draw, session, box.x, y, box.w);
    const kj_rect rows = {box.x, y, box.w, fmax(1, kj_draw_foot_top(draw) - 24 - y)};
    shown_rows shown = {.count = 0};
    if (count)
        shown = put_rows(draw, session, found, count, rows);
    else
        put_status(draw, kj_draw_word(draw, people->count ? KJ_W_WHO_NONE : KJ_W_WHO_NOBODY), rows);
    put_foot(draw, session, shown, count);
}

/* ---- somebody new ---- */

static double put_label(kj_draw *draw, kj_span label, double x, double y, double width)
{
    return kj_draw_text(draw, kj_plain(label), (kj_rect){x, y, width, 0},
                        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_INK2)) +
           4;
}

/* A field that is not written in now, or whose text cannot change. */
static void put_still(kj_draw *draw, kj_span label, kj_span text, uint32_t field, bool fixed,
                      kj_rect box)
{
    kj_arena *arena = draw->scene->arena;
    const kj_text_block block =
        kj_measure_cut(draw, text.len ? text : KJ_LIT(" "), box.w - 48, box.h - 32,
                       kj_style(KJ_SIZE_BODY, KJ_FONT_SANS, fixed ? KJ_COLOR_INK2 : KJ_COLOR_INK));
    kj_draw_row(draw, box, fixed ? KJ_ROW_QUIET : KJ_ROW_FIELD);
    if (text.len)
        kj_draw_block(draw, &block, box.x + 24, box.y + 16);
    kj_draw_area(draw, fixed ? KJ_ROLE_TEXT : KJ_ROLE_BUTTON,
                 fixed ? (kj_span){NULL, 0} : kj_arena_format(arena, "fill:%u", field),
                 kj_say(draw, label, text), box);
}

/* The next field that can be written in; KJ_WHO_FIELDS: there is none. */
static uint32_t field_after(const kj_who *who, uint32_t field)
{
    const uint32_t next = field + 1;
    return who->own && next == KJ_WHO_ID ? next + 1 : next;
}

static void put_field_key(kj_draw *draw, uint32_t field, kj_word_id label, const char *keys)
{
    kj_draw_area(draw, KJ_ROLE_KEY, kj_arena_format(draw->scene->arena, "fill:%u", field),
                 kj_draw_word(draw, label), (kj_rect){0, 0, 0, 0})
        ->keys = kj_span_of(keys);
}

static const kj_word_id labels[KJ_WHO_FIELDS] = {
    [KJ_WHO_NAME] = KJ_W_WHO_NAME,
    [KJ_WHO_ID] = KJ_W_WHO_ID,
    [KJ_WHO_DEPARTMENT] = KJ_W_WHO_DEPARTMENT,
};

/* The fields and their buttons; returns the height. */
static double put_fields(kj_draw *draw, const kj_session *session, kj_rect box)
{
    const kj_who *who = &session->who;
    const double width = fmin(box.w, kj_draw_size(draw, 900)), height = kj_field_height(draw, 1);
    const uint32_t next = field_after(who, who->field);
    double y = box.y;
    for (uint32_t i = 0; i < KJ_WHO_FIELDS; i++) {
        const kj_span label = kj_draw_word(draw, labels[i]);
        const kj_rect at = {box.x, y + put_label(draw, label, box.x, y, width), width, height};
        if (i == who->field) {
            kj_draw_field(draw, &session->drafts[i], at, (kj_span){NULL, 0});
            kj_area *area = &draw->list.areas.ptr[draw->list.areas.count - 1];
            area->label = kj_say(draw, label, area->label);
        } else {
            put_still(draw, label, (kj_span){session->drafts[i].text, session->drafts[i].text_len},
                      i, who->own && i == KJ_WHO_ID, at);
        }
        y = at.y + height + 20;
    }
    y += put_wrong(draw, session, box.x, y, width);
    const kj_button buttons[] = {
        {KJ_BUTTON_PRIMARY, KJ_LIT("submit"), kj_draw_word(draw, KJ_W_WHO_FORM_SUBMIT),
         next < KJ_WHO_FIELDS ? "" : "Return"},
        {KJ_BUTTON_QUIET, KJ_LIT("close"), kj_draw_word(draw, KJ_W_LIST_CLOSE), "Escape"}};
    y += 8 + kj_draw_buttons(draw, buttons, KJ_COUNT(buttons), (kj_rect){box.x, y + 8, box.w, 0},
                             false);
    return y - box.y;
}

static void form(kj_draw *draw, const kj_session *session)
{
    const kj_who *who = &session->who;
    const uint32_t next = field_after(who, who->field);
    const kj_rect box =
        kj_draw_head(draw, draw->scene->course->title,
                     kj_plain(kj_draw_word(draw, who->own ? KJ_W_WHO_FORM_OWN : KJ_W_WHO_NEW)),
                     kj_plain(kj_draw_word(draw, KJ_W_WHO_FORM_LEAD)));
    const kj_draw before = *draw;
    const double height = put_fields(draw, session, box);
    *draw = before;
    draw->list.overfull += box.y + height > kj_draw_foot_top(draw) + 24 ? 1 : 0;
    put_fields(draw, session, (kj_rect){box.x, kj_centred(box, height), box.w, box.h});
    if (next < KJ_WHO_FIELDS) {
        kj_draw_key_only(draw, "submit", KJ_W_WHO_FORM_SUBMIT, "Ctrl+Return");
        put_field_key(draw, next, labels[next], "Return Down");
    }
    if (who->field > 0)
        put_field_key(draw, who->own ? 0 : who->field - 1, labels[who->own ? 0 : who->field - 1],
                      "Up");
}

void kj_screen_who(kj_draw *draw, const kj_session *session)
{
    switch (session->who.step) {
    case KJ_WHO_LIST:
        everybody(draw, session);
        return;
    case KJ_WHO_FORM:
        form(draw, session);
        return;
    case KJ_WHO_PIN:
        kj_screen_pin(draw, session);
        return;
    }
}
