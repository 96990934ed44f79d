/* engine/lesson/personal.c: the kinds of what is the learner's own, and which values they take. */
#include "lesson/personal.h"

#include "base/time.h"
#include "base/words.h"

typedef bool takes(kj_span object, kj_span value);

static bool percent(kj_span value, int32_t least, int32_t most, int32_t *out)
{
    int32_t number = 0;

    if (value.len < 2 || value.len > 3 || value.ptr[0] == '0')
        return false;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9')
            return false;
        number = number * 10 + (value.ptr[i] - '0');
    }
    *out = number;
    return number >= least && number <= most;
}

static kj_switch as_switch(kj_span value)
{
    return kj_span_is(value, "on")    ? KJ_SWITCH_ON
           : kj_span_is(value, "off") ? KJ_SWITCH_OFF
                                      : KJ_SWITCH_UNSET;
}

static bool is_theme(kj_span value)
{
    return kj_span_is(value, "light") || kj_span_is(value, "dark") ||
           kj_span_is(value, "high-contrast");
}

static bool takes_setting(kj_span object, kj_span value)
{
    int32_t number;

    if (kj_span_is(object, "text"))
        return percent(value, 100, 200, &number);
    if (kj_span_is(object, "rate"))
        return percent(value, 50, 300, &number);
    if (kj_span_is(object, "theme"))
        return is_theme(value);
    if (kj_span_is(object, "language"))
        return kj_words_for(value) != NULL;
    if (kj_span_is(object, "motion") || kj_span_is(object, "sound") ||
        kj_span_is(object, "voice") || kj_span_is(object, "keys"))
        return as_switch(value) != KJ_SWITCH_UNSET;
    return false;
}

static bool takes_bookmark(kj_span object, kj_span value)
{
    return object.len > 0 && kj_span_is(value, "1");
}

static bool takes_note(kj_span object, kj_span value)
{
    return object.len > 0 && value.len <= KJ_OWN_VALUE_BYTES_MAX;
}

static bool takes_date(kj_span object, kj_span value)
{
    int64_t day;

    return object.len == 0 && kj_date_read(value, &day);
}

static const struct {
    kj_span word;
    bool of_course;
    takes *takes;
} kinds[KJ_OWN_KIND_COUNT] = {
    [KJ_OWN_SETTING] = {{KJ_SPAN("setting")}, false, takes_setting},
    [KJ_OWN_BOOKMARK] = {{KJ_SPAN("bookmark")}, true, takes_bookmark},
    [KJ_OWN_NOTE] = {{KJ_SPAN("note")}, true, takes_note},
    [KJ_OWN_PLAN] = {{KJ_SPAN("plan")}, true, takes_date},
};

kj_span kj_own_word(kj_own_kind kind)
{
    return kinds[kind].word;
}

bool kj_own_find(kj_span word, kj_own_kind *out)
{
    for (size_t i = 0; i < KJ_COUNT(kinds); i++)
        if (kj_span_equal(kinds[i].word, word)) {
            *out = (kj_own_kind)i;
            return true;
        }
    return false;
}

bool kj_own_of_course(kj_own_kind kind)
{
    return kinds[kind].of_course;
}

bool kj_own_fits(const kj_own *own)
{
    return own->value.len == 0 || kinds[own->kind].takes(own->object, own->value);
}

static kj_own *find(const kj_personal *personal, kj_own_kind kind, kj_span object)
{
    for (size_t i = 0; personal && i < personal->all.count; i++) {
        kj_own *own = &personal->all.ptr[i];
        if (own->kind == kind && kj_span_equal(own->object, object))
            return own;
    }
    return NULL;
}

bool kj_own_set(kj_personal *personal, const kj_own *own)
{
    kj_own *old = find(personal, own->kind, own->object);

    if (!kj_own_fits(own))
        return false;
    if (own->value.len == 0) {
        if (old)
            *old = personal->all.ptr[--personal->all.count];
        return true;
    }
    if (!old) {
        old = KJ_PUSH(personal->arena, &personal->all, &personal->capacity, kj_own);
        *old = (kj_own){.kind = own->kind, .object = kj_arena_copy(personal->arena, own->object)};
    }
    old->value = kj_arena_copy(personal->arena, own->value);
    return true;
}

kj_span kj_own_get(const kj_personal *personal, kj_own_kind kind, kj_span object)
{
    const kj_own *own = find(personal, kind, object);

    return own ? own->value : (kj_span){0};
}

kj_settings kj_own_settings(const kj_personal *personal)
{
    kj_settings out = {0};

#define SETTING(name) kj_own_get(personal, KJ_OWN_SETTING, KJ_LIT(name))
    if (!percent(SETTING("text"), 100, 200, &out.text_percent))
        out.text_percent = 0;
    if (!percent(SETTING("rate"), 50, 300, &out.rate_percent))
        out.rate_percent = 0;
    out.theme = SETTING("theme");
    out.language = SETTING("language");
    out.motion = as_switch(SETTING("motion"));
    out.sound = as_switch(SETTING("sound"));
    out.voice = as_switch(SETTING("voice"));
    out.keys = as_switch(SETTING("keys"));
    return out;
}
