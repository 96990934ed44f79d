/* engine/base/words.c: the tables of words and how values are put into them. */
#include "base/words.h"

#include <assert.h>

struct kj_words {
    kj_span language;
    kj_span texts[KJ_W_COUNT];
};

#include "words_table.h"

static const kj_words *known(const kj_words *words)
{
    return words ? words : &tables[0];
}

const kj_words *kj_words_for(kj_span language)
{
    for (size_t i = 0; i < KJ_COUNT(tables); i++)
        if (kj_span_equal(tables[i].language, language))
            return &tables[i];
    return NULL;
}

/* What is before the first of "-_.@": "zh" of "zh_CN.UTF-8". */
static kj_span first_tag(kj_span name)
{
    size_t len = 0;
    while (len < name.len && !strchr("-_.@", name.ptr[len]))
        len++;
    return kj_span_sub(name, 0, len);
}

const kj_words *kj_words_for_locale(kj_span locale)
{
    for (size_t i = 0; i < KJ_COUNT(tables); i++)
        if (kj_span_equal(first_tag(tables[i].language), first_tag(locale)))
            return &tables[i];
    return NULL;
}

kj_span kj_words_language(const kj_words *words)
{
    return known(words)->language;
}

kj_span kj_words_get(const kj_words *words, kj_word_id id)
{
    assert(id < KJ_W_COUNT);
    return known(words)->texts[id];
}

const char *kj_word_key(kj_word_id id)
{
    assert(id < KJ_W_COUNT);
    return keys[id];
}

/* One {…} without its braces. */
static void put_place(kj_text_buffer *out, kj_span place, const kj_word_arg *args, size_t count,
                      bool *used)
{
    const size_t bar = kj_span_find(place, KJ_LIT("|"), 0);
    const kj_span name = kj_span_sub(place, 0, bar);
    size_t i = 0;
    while (i < count && !kj_span_is(name, args[i].name))
        i++;
    assert(i < count); /* a value is missing */
    used[i] = true;
    if (bar != SIZE_MAX) {
        const size_t second = kj_span_find(place, KJ_LIT("|"), bar + 1);
        assert(args[i].is_number);
        kj_put(out, args[i].number == 1 ? kj_span_sub(place, bar + 1, second)
                                        : kj_span_sub(place, second + 1, place.len));
    } else if (args[i].is_number && !args[i].text.len) {
        kj_putf(out, "%lld", (long long)args[i].number);
    } else {
        kj_put(out, args[i].text);
    }
}

#define ARGS_MAX 8

kj_span kj_words_fill(const kj_words *words, kj_word_id id, const kj_word_arg *args, size_t count,
                      kj_arena *arena)
{
    const kj_span text = kj_words_get(words, id);
    kj_text_buffer out = {.arena = arena};
    bool used[ARGS_MAX] = {false};
    assert(count <= ARGS_MAX);
    for (size_t at = 0; at < text.len;) {
        const size_t open = kj_span_find(text, KJ_LIT("{"), at);
        kj_put(&out, kj_span_sub(text, at, open));
        if (open == SIZE_MAX)
            break;
        const size_t close = kj_span_find(text, KJ_LIT("}"), open);
        put_place(&out, kj_span_sub(text, open + 1, close), args, count, used);
        at = close + 1;
    }
    for (size_t i = 0; i < count; i++)
        assert(used[i]); /* a value that the text does not name */
    return kj_put_span(&out);
}
