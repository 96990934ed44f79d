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
    {"keys", "K", KJ_W_SETTINGS_KEYS, {{"on", KJ_W_SETTINGS_ON}, {"off", KJ_W_SETTINGS_OFF}}, 2},
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

/* A row of the page: its key and label, and buttons, of which one may be the value in force. */
typedef struct row {
    kj_span name, value;
    const char *key;
    kj_span next, next_label; /* what the key does */
    kj_button buttons[VALUES_MAX];
    size_t count, now; /* now == count: the buttons are no values */
    kj_text_block label;
    double label_w, buttons_w;
} row;

#define ROWS_MAX (KJ_COUNT(settings) + 1)
#define COLUMN_GAP 72

static row measured(kj_draw *draw, row r)
{
    r.label = kj_draw_measure(draw, kj_plain(r.name), 0, 0,
                              kj_style(KJ_SIZE_BODY, KJ_FONT_SANS_BOLD, KJ_COLOR_INK));
    r.label_w = r.label.width + 1.6 * kj_draw_size(draw, KJ_SIZE_SMALLEST) + 14 + 48;
    for (size_t i = 0; i < r.count; i++)
        r.buttons_w += kj_button_width(draw, &r.buttons[i]) + (i ? 16 : 0);
    return r;
}

static row setting_row(kj_draw *draw, const kj_session *session, const setting *s)
{
    row r = {.name = kj_draw_word(draw, s->label),
             .key = s->key,
             .count = s->count,
             .now = chosen(draw, session, s)};
    assert(r.now < r.count);
    for (size_t i = 0; i < s->count; i++)
        r.buttons[i] = (kj_button){i == r.now ? KJ_BUTTON_PRIMARY : KJ_BUTTON_SECOND,
                                   action_of(draw, s, i), label_of(draw, &s->values[i]), ""};
    r.value = r.buttons[r.now].label;
    r.next = action_of(draw, s, (r.now + 1) % r.count);
    r.next_label = r.name;
    return measured(draw, r);
}

/* The learner's PIN is no setting with values: pages of its own set it and take it away. */
static row pin_row(kj_draw *draw, bool has)
{
    const kj_button change = {KJ_BUTTON_SECOND, KJ_LIT("pin:change"),
                              kj_draw_word(draw, KJ_W_SETTINGS_PIN_CHANGE), ""};
    const kj_button away = {KJ_BUTTON_SECOND, KJ_LIT("pin:remove"),
                            kj_draw_word(draw, KJ_W_SETTINGS_PIN_REMOVE), ""};
    const kj_button set = {KJ_BUTTON_SECOND, KJ_LIT("pin:set"),
                           kj_draw_word(draw, KJ_W_SETTINGS_PIN_SET), ""};
    row r = {.name = kj_draw_word(draw, KJ_W_SETTINGS_PIN),
             .value = kj_draw_word(draw, has ? KJ_W_SETTINGS_PIN_ON : KJ_W_SETTINGS_PIN_OFF),
             .key = "N",
             .buttons = {has ? change : set, away},
             .count = has ? 2 : 1};
    r.now = r.count;
    r.next = r.buttons[0].action;
    r.next_label = r.buttons[0].label;
    return measured(draw, r);
}

/* The label with its key, and the buttons beside it or (label_w 0) under it; returns the height. */
static double put_row(kj_draw *draw, const row *r, kj_rect box, double label_w)
{
    const bool beside = label_w > 0;
    const double one = kj_measure_buttons(draw, r->buttons, 1, box.w);
    const double y = beside ? box.y + (one - r->label.height) / 2 : box.y;
    const double cap =
        kj_draw_keycap(draw, box.x, y + r->label.ascent, kj_span_of(r->key), (kj_span){NULL, 0});
    kj_draw_block(draw, &r->label, box.x + cap + 14, y);
    kj_draw_area(
        draw, KJ_ROLE_HEADING, (kj_span){NULL, 0},
        KJ_DRAW_FILL(draw, KJ_W_SETTINGS_ROW, kj_w("name", r->name), kj_w("value", r->value)),
        (kj_rect){box.x, y, cap + 14 + r->label.width, r->label.height});
    const kj_rect at = {box.x + label_w, beside ? box.y : box.y + r->label.height + 8,
                        box.w - label_w, 0};
    const size_t from = draw->list.areas.count;
    const double used = kj_draw_buttons(draw, r->buttons, r->count, at, false);
    for (size_t i = 0; r->now < r->count && i < r->count; i++) {
        kj_area *area = &draw->list.areas.ptr[from + i];
        area->role = KJ_ROLE_OPTION;
        area->selected = i == r->now;
        area->label = kj_say(draw, r->name, r->buttons[i].label);
    }
    kj_draw_area(draw, KJ_ROLE_KEY, r->next, r->next_label, (kj_rect){0, 0, 0, 0})->keys =
        kj_span_of(r->key);
    return at.y + used - box.y;
}

/* Two rows with few buttons can share a line. */
static bool can_share(const row *rows, size_t count, size_t i)
{
    return i + 1 < count && rows[i].count <= 2 && rows[i + 1].count <= 2;
}

/* The widest label of each column, and where the second one begins. */
typedef struct columns {
    double label_w[2], second;
} columns;

static columns measure_columns(const row *rows, size_t count, bool beside)
{
    columns c = {{0, 0}, 0};
    for (size_t i = 0; i < count; i++)
        c.label_w[0] = beside ? fmax(c.label_w[0], rows[i].label_w) : 0;
    for (size_t i = 0; i < count; i++)
        if (can_share(rows, count, i)) {
            const double w = beside ? c.label_w[0] + rows[i].buttons_w
                                    : fmax(rows[i].label_w, rows[i].buttons_w);
            c.second = fmax(c.second, w + COLUMN_GAP);
            i++;
            c.label_w[1] = beside ? fmax(c.label_w[1], rows[i].label_w) : 0;
        }
    return c;
}

/* How the rows stand: labels beside their values or above, and what is between rows. */
typedef struct manner {
    bool beside;
    double gap;
} manner;

/* Values in two rows beside the label are lower than all under it: the last resort. */
static const manner manners[] = {{true, 28}, {false, 20}, {false, 12}, {true, 20}};

/* All of them; returns where they end. */
static double put_all(kj_draw *draw, const row *rows, size_t count, kj_rect box, manner how)
{
    const columns c = measure_columns(rows, count, how.beside);
    const double left = box.w - c.second;
    double y = box.y;
    for (size_t i = 0; i < count; i++) {
        double h = put_row(draw, &rows[i], (kj_rect){box.x, y, box.w, 0}, c.label_w[0]);
        const row *next = &rows[i + 1];
        if (can_share(rows, count, i) && c.label_w[1] + next->buttons_w <= left &&
            next->label_w <= left) {
            h = fmax(h, put_row(draw, next, (kj_rect){box.x + c.second, y, left, 0}, c.label_w[1]));
            i++;
        }
        y += h + how.gap;
    }
    return y - how.gap;
}

void kj_screen_settings(kj_draw *draw, const kj_session *session)
{
    const kj_rect box =
        kj_draw_head(draw, (kj_span){NULL, 0}, kj_plain(kj_draw_word(draw, KJ_W_LIST_SETTINGS)),
                     kj_plain(kj_draw_word(draw, KJ_W_SETTINGS_LEAD)));
    row rows[ROWS_MAX];
    size_t count = 0;
    double label = 0, buttons = 0;
    for (; count < KJ_COUNT(settings); count++)
        rows[count] = setting_row(draw, session, &settings[count]);
    if (session->personal)
        rows[count++] = pin_row(draw, session->has_pin);
    for (size_t i = 0; i < count; i++) {
        label = fmax(label, rows[i].label_w);
        buttons = fmax(buttons, rows[i].buttons_w);
    }
    const double end = box.y + box.h + 12;
    const kj_draw before = *draw;
    double y = end;
    for (size_t i = label + buttons <= box.w ? 0 : 1; i < KJ_COUNT(manners); i++) {
        *draw = before;
        y = put_all(draw, rows, count, box, manners[i]);
        if (y <= end)
            break;
    }
    draw->list.overfull += y > end ? 1 : 0;
    const kj_button close = {
        .action = KJ_LIT("close"), .label = kj_draw_word(draw, KJ_W_LIST_CLOSE), .keys = "Escape"};
    const kj_button help = {
        .action = KJ_LIT("help"), .label = kj_draw_word(draw, KJ_W_KEY_ALL), .keys = "?"};
    const kj_button actions[] = {close, help};
    kj_draw_foot_actions(draw, actions, KJ_COUNT(actions), (kj_span){NULL, 0});
}
