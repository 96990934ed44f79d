/* engine/scene/speak_words.c: a passage as it is said. */
#include "scene/speak.h"

kj_span kj_first_key(kj_span keys)
{
    size_t end = 0;
    while (end < keys.len && keys.ptr[end] != ' ')
        end++;
    return kj_span_sub(keys, 0, end);
}

kj_span kj_say_key(const kj_words *words, kj_span key)
{
    static const struct {
        const char *key;
        kj_word_id said;
    } names[] = {{"Right", KJ_W_VOICE_KEY_RIGHT},
                 {"Left", KJ_W_VOICE_KEY_LEFT},
                 {"Up", KJ_W_VOICE_KEY_UP},
                 {"Down", KJ_W_VOICE_KEY_DOWN},
                 {"Return", KJ_W_VOICE_KEY_RETURN},
                 {"Escape", KJ_W_VOICE_KEY_ESCAPE},
                 {"Space", KJ_W_VOICE_KEY_SPACE},
                 {"Backspace", KJ_W_VOICE_KEY_BACKSPACE},
                 {"PageDown", KJ_W_VOICE_KEY_PAGE_DOWN},
                 {"PageUp", KJ_W_VOICE_KEY_PAGE_UP},
                 {"?", KJ_W_VOICE_KEY_QUESTION}};
    for (size_t i = 0; i < KJ_COUNT(names); i++)
        if (kj_span_is(key, names[i].key))
            return kj_words_get(words, names[i].said);
    return key;
}

static kj_word_id role_word(kj_role role)
{
    switch (role) {
    case KJ_ROLE_BUTTON:
        return KJ_W_VOICE_BUTTON;
    case KJ_ROLE_OPTION:
        return KJ_W_VOICE_OPTION;
    case KJ_ROLE_TARGET:
        return KJ_W_VOICE_TARGET;
    case KJ_ROLE_LINK:
        return KJ_W_VOICE_LINK;
    case KJ_ROLE_TEXT_FIELD:
        return KJ_W_VOICE_FIELD;
    case KJ_ROLE_HEADING:
    case KJ_ROLE_TEXT:
    case KJ_ROLE_FIGURE:
    case KJ_ROLE_STATUS:
    case KJ_ROLE_KEY:
        break;
    }
    return KJ_W_NONE;
}

static void join(const kj_words *words, kj_text_buffer *out, kj_span text)
{
    if (text.len > 0 && out->len > 0)
        kj_put(out, kj_words_get(words, KJ_W_SAY_COMMA));
    kj_put(out, text);
}

static kj_span press(const kj_words *words, const kj_passage *p, kj_arena *arena)
{
    const kj_span key = kj_first_key(p->keys);
    if (key.len == 0 || p->disabled)
        return (kj_span){NULL, 0};
    return KJ_FILL(words, arena, KJ_W_VOICE_PRESS, kj_w("key", kj_say_key(words, key)));
}

static bool is_choice(const kj_passage *p)
{
    return p->role == KJ_ROLE_OPTION || p->role == KJ_ROLE_TARGET;
}

static kj_span in_place(const kj_words *words, const kj_passage *p, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    if (is_choice(p) && p->keys.len > 0) {
        kj_put(&out, KJ_FILL(words, arena, KJ_W_VOICE_CHOICE, kj_w("key", kj_first_key(p->keys)),
                             kj_w("text", p->text)));
    } else {
        kj_put(&out, p->text);
        if (p->action.len > 0)
            join(words, &out, kj_words_get(words, role_word(p->role)));
    }
    if (p->selected)
        join(words, &out, kj_words_get(words, KJ_W_VOICE_SELECTED));
    if (!is_choice(p))
        join(words, &out, press(words, p, arena));
    return kj_put_span(&out);
}

static kj_span as_focus(const kj_words *words, const kj_passage *p, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    kj_put(&out, p->text);
    join(words, &out, kj_words_get(words, role_word(p->role)));
    if (p->selected || is_choice(p))
        join(words, &out,
             kj_words_get(words, p->selected ? KJ_W_VOICE_SELECTED : KJ_W_VOICE_UNSELECTED));
    if (p->count > 1)
        join(words, &out,
             KJ_FILL(words, arena, KJ_W_VOICE_PLACE, kj_n("n", p->place), kj_n("all", p->count)));
    join(words, &out, press(words, p, arena));
    return kj_put_span(&out);
}

static kj_span as_state(const kj_words *words, const kj_passage *p, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    const kj_span key = kj_first_key(p->keys);
    kj_put(&out, key.len > 0 ? key : p->text);
    join(words, &out,
         kj_words_get(words, p->selected ? KJ_W_VOICE_SELECTED : KJ_W_VOICE_UNSELECTED));
    return kj_put_span(&out);
}

kj_span kj_say_news(const kj_words *words, const kj_news *news, kj_arena *arena)
{
    switch (news->detail) {
    case KJ_DETAIL_PAGE:
        return in_place(words, news->passage, arena);
    case KJ_DETAIL_FOCUS:
        return as_focus(words, news->passage, arena);
    case KJ_DETAIL_STATE:
        return as_state(words, news->passage, arena);
    case KJ_DETAIL_TYPED:
        break;
    }
    return news->removed ? KJ_FILL(words, arena, KJ_W_VOICE_REMOVED, kj_w("text", news->typed))
                         : news->typed;
}
