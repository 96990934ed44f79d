/* engine/scene/screens/settings.c: what the learner can have otherwise.  A setting is a row of the
 * table; its values are those of lesson/personal.h, which says which there are. */
#include "scene/screens/screens.h"

#include <assert.h>
#include <math.h>

typedef struct value {
    const char *value; /* "": the default */
    kj_word_id word;   /* KJ_W_NONE: a percentage */
} value;

#define VALUES_MAX 5
typedef struct setting {
    const char *name, *key; /* the key takes the next value */
    kj_word_id label;
    value values[VALUES_MAX];
    size_t count;
} setting;

static const setting settings[] = {
    {"text",
     "T",
     KJ_W_SETTINGS_TEXT,
     {{"100", KJ_W_NONE},
      {"125", KJ_W_NONE},
      {"150", KJ_W_NONE},
      {"175", KJ_W_NONE},
      {"200", KJ_W_NONE}},
     5},
    {"theme",
     "P",
     KJ_W_SETTINGS_THEME,
     {{"", KJ_W_SETTINGS_THEME_OWN},
      {"light", KJ_W_SETTINGS_THEME_LIGHT},
      {"dark", KJ_W_SETTINGS_THEME_DARK},
      {"high-contrast", KJ_W_SETTINGS_THEME_CONTRAST}},
     4},
    {"language",
     "L",
     KJ_W_SETTINGS_LANGUAGE,
     {{"", KJ_W_SETTINGS_LANGUAGE_OWN},
      {"zh-Hans", KJ_W_SETTINGS_OWN_NAME},
      {"en", KJ_W_SETTINGS_OWN_NAME}},
     3},
    {"motion",
     "M",
     KJ_W_SETTINGS_MOTION,
     {{"on", KJ_W_SETTINGS_ON}, {"off", KJ_W_SETTINGS_OFF}},
     2},
    {"keys", "K", KJ_W_SETTINGS_KEYS, {{"on", KJ_W_SETTINGS_ON}, {"off", KJ_W_SETTINGS_OFF}}, 2},
    {"voice", "V", KJ_W_SETTINGS_VOICE, {{"on", KJ_W_SETTINGS_ON}, {"off", KJ_W_SETTINGS_OFF}}, 2},
    {"rate",
     "R",
     KJ_W_SETTINGS_RATE,
     {{"75", KJ_W_NONE},
      {"100", KJ_W_NONE},
      {"125", KJ_W_NONE},
      {"150", KJ_W_NONE},
      {"200", KJ_W_NONE}},
     5},
};

static kj_span label_of(kj_draw *draw, const value *v)
{
    if (v->word == KJ_W_SETTINGS_OWN_NAME) /* a language is found by who reads it */
        return kj_words_get(kj_words_for(kj_span_of(v->value)), v->word);
    if (v->word != KJ_W_NONE)
        return kj_draw_word(draw, v->word);
    return kj_arena_format(draw->scene->arena, "%s%%", v->value);
}

/* Of the speeds shown the nearest: Shift+F9 and F10 know others. */
static size_t rate_near(int32_t percent)
{
    return percent == 0 || (percent > 87 && percent <= 112) ? 1
           : percent <= 87                                  ? 0
           : percent <= 137                                 ? 2
           : percent <= 175                                 ? 3
                                                            : 4;
}

/* The value in force: where nothing is set, the default; of the text the nearest size shown. */
static size_t chosen(kj_draw *draw, const kj_session *session, const setting *s)
{
    const kj_span now = kj_own_get(session->personal, KJ_OWN_SETTING, kj_span_of(s->name));
    if (strcmp(s->name, "text") == 0) {
        const double scale = draw->scene->canvas.text_scale;
        const double at = round(((scale > 1 ? scale : 1) - 1) * 4);
        return (size_t)fmin(4, fmax(0, at));
    }
    if (strcmp(s->name, "voice") == 0)
        return draw->scene->speaks ? 0 : 1;
    if (strcmp(s->name, "rate") == 0)
        return rate_near(kj_own_settings(session->personal).rate_percent);
    for (size_t i = 0; i < s->count; i++)
        if (kj_span_is(now, s->values[i].value))
            return i;
    return 0;
}

static kj_span action_of(kj_draw *draw, const setting *s, size_t i)
{
    return kj_arena_format(draw->scene->arena, "set:%s=%s", s->name, s->values[i].value);
}

/* The label with its key, and the values beside it or, where that is too narrow, under it. */
static double put_setting(kj_draw *draw, const kj_session *session, const setting *s, kj_rect box,
                          double label_w)
{
    kj_arena *arena = draw->scene->arena;
    const size_t now = chosen(draw, session, s);
    const size_t count = s->count;
    assert(now < count);
    kj_button buttons[VALUES_MAX];
    for (size_t i = 0; i < s->count; i++)
        buttons[i] = (kj_button){i == now ? KJ_BUTTON_PRIMARY : KJ_BUTTON_SECOND,
                                 action_of(draw, s, i), label_of(draw, &s->values[i]), ""};
    const kj_span name = kj_draw_word(draw, s->label);
    const kj_text_block label = kj_draw_measure(
        draw, kj_plain(name), 0, 0, kj_style(KJ_SIZE_BODY, KJ_FONT_SANS_BOLD, KJ_COLOR_INK));
    const bool beside = label_w > 0;
    const double left = beside ? label_w : 0;
    const double one = kj_measure_buttons(draw, buttons, 1, box.w);
    const double y = beside ? box.y + (one - label.height) / 2 : box.y;
    const double cap =
        kj_draw_keycap(draw, box.x, y + label.ascent, kj_span_of(s->key), (kj_span){NULL, 0});
    kj_draw_block(draw, &label, box.x + cap + 14, y);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0},
                 KJ_DRAW_FILL(draw, KJ_W_SETTINGS_ROW, kj_w("name", name),
                              kj_w("value", label_of(draw, &s->values[now]))),
                 (kj_rect){box.x, y, cap + 14 + label.width, label.height});
    const kj_rect at = {box.x + left, beside ? box.y : box.y + label.height + 8, box.w - left, 0};
    const size_t from = draw->list.areas.count;
    const double used = kj_draw_buttons(draw, buttons, s->count, at, false);
    for (size_t i = 0; i < s->count; i++) {
        kj_area *area = &draw->list.areas.ptr[from + i];
        area->role = KJ_ROLE_OPTION;
        area->selected = i == now;
        area->label = kj_say(arena, name, buttons[i].label);
    }
    kj_draw_area(draw, KJ_ROLE_KEY, action_of(draw, s, (now + 1) % count), name,
                 (kj_rect){0, 0, 0, 0})
        ->keys = kj_span_of(s->key);
    return at.y + used - box.y;
}

static double widest_label(kj_draw *draw)
{
    double widest = 0;
    for (size_t i = 0; i < KJ_COUNT(settings); i++)
        widest =
            fmax(widest, kj_draw_measure(draw, kj_plain(kj_draw_word(draw, settings[i].label)), 0,
                                         0, kj_style(KJ_SIZE_BODY, KJ_FONT_SANS_BOLD, KJ_COLOR_INK))
                             .width);
    return widest + 1.6 * kj_draw_size(draw, KJ_SIZE_SMALLEST) + 14 + 48;
}

static double widest_values(kj_draw *draw)
{
    double widest = 0;
    for (size_t i = 0; i < KJ_COUNT(settings); i++) {
        double width = 0;
        for (size_t k = 0; k < settings[i].count; k++) {
            const kj_button b = {KJ_BUTTON_SECOND, KJ_LIT("set"),
                                 label_of(draw, &settings[i].values[k]), ""};
            width += kj_button_width(draw, &b) + (k ? 16 : 0);
        }
        widest = fmax(widest, width);
    }
    return widest;
}

/* The learner's PIN is no setting with values: pages of its own set it and take it away. */
static double put_pin(kj_draw *draw, const kj_session *session, kj_rect box, double label_w)
{
    const bool has = session->has_pin;
    const kj_button change = {KJ_BUTTON_SECOND, KJ_LIT("pin:change"),
                              kj_draw_word(draw, KJ_W_SETTINGS_PIN_CHANGE), ""};
    const kj_button away = {KJ_BUTTON_SECOND, KJ_LIT("pin:remove"),
                            kj_draw_word(draw, KJ_W_SETTINGS_PIN_REMOVE), ""};
    const kj_button set = {KJ_BUTTON_SECOND, KJ_LIT("pin:set"),
                           kj_draw_word(draw, KJ_W_SETTINGS_PIN_SET), ""};
    const kj_button buttons[] = {has ? change : set, away};
    const size_t count = has ? 2 : 1;
    const kj_span name = kj_draw_word(draw, KJ_W_SETTINGS_PIN);
    const kj_text_block label = kj_draw_measure(
        draw, kj_plain(name), 0, 0, kj_style(KJ_SIZE_BODY, KJ_FONT_SANS_BOLD, KJ_COLOR_INK));
    const bool beside = label_w > 0;
    const double one = kj_measure_buttons(draw, buttons, 1, box.w);
    const double y = beside ? box.y + (one - label.height) / 2 : box.y;
    const double cap =
        kj_draw_keycap(draw, box.x, y + label.ascent, KJ_LIT("N"), (kj_span){NULL, 0});
    kj_draw_block(draw, &label, box.x + cap + 14, y);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0},
                 KJ_DRAW_FILL(draw, KJ_W_SETTINGS_ROW, kj_w("name", name),
                              kj_w("value", kj_draw_word(draw, has ? KJ_W_SETTINGS_PIN_ON
                                                                   : KJ_W_SETTINGS_PIN_OFF))),
                 (kj_rect){box.x, y, cap + 14 + label.width, label.height});
    const double left = beside ? label_w : 0;
    const kj_rect at = {box.x + left, beside ? box.y : box.y + label.height + 8, box.w - left, 0};
    const double used = kj_draw_buttons(draw, buttons, count, at, false);
    kj_draw_area(draw, KJ_ROLE_KEY, buttons[0].action, buttons[0].label, (kj_rect){0, 0, 0, 0})
        ->keys = KJ_LIT("N");
    return at.y + used - box.y;
}

/* All of them, the labels above (label_w 0) or beside their values; returns where they end. */
static double put_all(kj_draw *draw, const kj_session *session, kj_rect box, double label_w)
{
    const double gap = label_w > 0 ? 28 : 20;
    double y = box.y;
    for (size_t i = 0; i < KJ_COUNT(settings); i++)
        y += put_setting(draw, session, &settings[i], (kj_rect){box.x, y, box.w, 0}, label_w) + gap;
    if (session->personal)
        y += put_pin(draw, session, (kj_rect){box.x, y, box.w, 0}, label_w) + gap;
    return y - gap;
}

void kj_screen_settings(kj_draw *draw, const kj_session *session)
{
    const kj_rect box =
        kj_draw_head(draw, (kj_span){NULL, 0}, kj_plain(kj_draw_word(draw, KJ_W_LIST_SETTINGS)),
                     kj_plain(kj_draw_word(draw, KJ_W_SETTINGS_LEAD)));
    const double label = widest_label(draw), end = box.y + box.h + 12;
    const bool beside = label + widest_values(draw) <= box.w;
    const kj_draw before = *draw;
    double y = put_all(draw, session, box, beside ? label : 0);
    if (y > end && !beside) { /* values in two rows beside the label are lower than all under it */
        *draw = before;
        y = put_all(draw, session, box, label);
    }
    draw->list.overfull += y > end ? 1 : 0;
    const kj_button close = {
        .action = KJ_LIT("close"), .label = kj_draw_word(draw, KJ_W_LIST_CLOSE), .keys = "Escape"};
    const kj_button help = {
        .action = KJ_LIT("help"), .label = kj_draw_word(draw, KJ_W_KEY_ALL), .keys = "?"};
    const kj_button actions[] = {close, help};
    kj_draw_foot_actions(draw, actions, KJ_COUNT(actions), (kj_span){NULL, 0});
}
