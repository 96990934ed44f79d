/* engine/live/wire.c */
#include "live/wire.h"

#include "base/json.h"

/* Characters that are no text: controls, what turns the direction round, what is not seen
 * (Unicode's Default_Ignorable_Code_Point but for joiners and variation selectors of emoji and Han,
 * and the blanks of Hangul and Braille). */
static const struct {
    uint32_t from, to;
} unseen[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD},   {0x034F, 0x034F}, {0x061C, 0x061C},
    {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F},   {0x200B, 0x200C}, {0x200E, 0x200F},
    {0x2028, 0x202E}, {0x2060, 0x206F}, {0x2800, 0x2800},   {0x3164, 0x3164}, {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFF}, {0xE0000, 0xE00FF},
};

static bool is_unseen(uint32_t c)
{
    for (size_t i = 0; i < KJ_COUNT(unseen); i++)
        if (c >= unseen[i].from && c <= unseen[i].to)
            return true;
    return false;
}

bool kj_wire_line(kj_span typed, size_t max, kj_arena *arena, kj_span *out)
{
    const kj_span copy = kj_arena_copy(arena, typed);
    char *bytes = (char *)copy.ptr; /* the copy is ours */
    for (size_t i = 0; i < copy.len; i++)
        if (bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t')
            bytes[i] = ' ';
    const kj_span line = kj_span_trim(copy);
    if (line.len == 0 || line.len > max || kj_utf8_bad(line) != SIZE_MAX)
        return false;
    bool joined = true; /* by nothing: a joiner needs a character before it */
    for (size_t pos = 0; pos < line.len;) {
        const uint32_t c = kj_utf8_next(line, &pos);
        const bool joins = c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F);
        if (is_unseen(c) || (joins && joined))
            return false;
        joined = joins;
    }
    *out = line;
    return true;
}

static bool read_chosen(const kj_json *list, uint32_t *chosen)
{
    if (!list || list->type != KJ_JSON_ARRAY)
        return false;
    for (const kj_json *e = list->first; e; e = e->next) {
        if (e->type != KJ_JSON_NUMBER || e->number < 0 || e->number >= KJ_OPTIONS_MAX)
            return false;
        const uint32_t place = (uint32_t)e->number;
        if (e->number > place || *chosen & (1u << place))
            return false; /* no whole number, or named twice */
        *chosen |= 1u << place;
    }
    return *chosen != 0;
}

bool kj_wire_post_read(kj_live_kind kind, kj_span body, kj_arena *arena, kj_wire_post *out)
{
    const kj_source source = {.name = KJ_LIT("post"), .text = body, .json = true};
    kj_sink silent = kj_sink_silent();
    const kj_json *root = kj_json_parse(&source, arena, &silent);
    if (!root || root->type != KJ_JSON_OBJECT)
        return false;
    *out = (kj_wire_post){0};
    const kj_json *seq = kj_json_get(root, "seq");
    if (!seq || seq->type != KJ_JSON_NUMBER || seq->number < 1 || seq->number > 9007199254740992.0)
        return false;
    out->seq = (uint64_t)seq->number;
    if (kind == KJ_LIVE_VOTED) {
        const kj_json *poll = kj_json_get(root, "poll");
        if (!poll || poll->type != KJ_JSON_STRING || poll->string.len == 0 ||
            poll->string.len > KJ_LIVE_POLL_MAX)
            return false;
        out->poll = poll->string;
        return read_chosen(kj_json_get(root, "chosen"), &out->chosen);
    }
    const kj_json *text = kj_json_get(root, kind == KJ_LIVE_JOINED ? "name" : "text");
    return text && text->type == KJ_JSON_STRING &&
           kj_wire_line(text->string, kind == KJ_LIVE_JOINED ? KJ_LIVE_NAME_MAX : KJ_LIVE_ASK_MAX,
                        arena, &out->text);
}

bool kj_wire_is_client(kj_span id)
{
    if (id.len != KJ_LIVE_CLIENT_LEN)
        return false;
    for (size_t i = 0; i < id.len; i++)
        if (!((id.ptr[i] >= '0' && id.ptr[i] <= '9') || (id.ptr[i] >= 'a' && id.ptr[i] <= 'f')))
            return false;
    return true;
}

static void put_member(kj_text_buffer *out, const char *key, kj_span text)
{
    if (text.len == 0)
        return;
    kj_putf(out, ",\"%s\":", key);
    kj_json_put_string(out, text);
}

static const char *word_of(bool yes)
{
    return yes ? "true" : "false";
}

static void put_poll(kj_text_buffer *out, const kj_live_state *state)
{
    put_member(out, "poll", state->poll);
    put_member(out, "quote", state->quote);
    put_member(out, "by", state->by);
    put_member(out, "stem", state->stem);
    kj_putf(out, ",\"number\":%u,\"several\":%s,\"open\":%s,\"revealed\":%s,\"choices\":[",
            state->number, word_of(state->several), word_of(state->open), word_of(state->revealed));
    for (uint32_t i = 0; i < state->choice_count; i++) {
        kj_put(out, i > 0 ? KJ_LIT(",{\"text\":") : KJ_LIT("{\"text\":"));
        kj_json_put_string(out, state->choices[i].text);
        if (state->revealed)
            kj_putf(out, ",\"votes\":%u,\"right\":%s", state->choices[i].votes,
                    word_of(state->choices[i].right));
        kj_put_char(out, '}');
    }
    kj_put_char(out, ']');
}

kj_span kj_wire_state(const kj_live_state *state, kj_arena *arena)
{
    static const char *const pages[] = {
        [KJ_LIVE_WAIT] = "wait",
        [KJ_LIVE_QUESTION] = "question",
        [KJ_LIVE_PLAY] = "play",
        [KJ_LIVE_COUNTDOWN] = "countdown",
    };
    kj_text_buffer out = {.arena = arena};
    kj_putf(&out, "\"page\":\"%s\"", pages[state->page]);
    if (state->page == KJ_LIVE_QUESTION || state->page == KJ_LIVE_PLAY)
        put_poll(&out, state);
    put_member(&out, "asked", state->asked);
    put_member(&out, "asker", state->asked_by);
    return kj_put_span(&out);
}

bool kj_wire_same(kj_span secret, kj_span given)
{
    if (secret.len != given.len)
        return false;
    unsigned differ = 0;
    for (size_t i = 0; i < secret.len; i++)
        differ |= (unsigned)((unsigned char)secret.ptr[i] ^ (unsigned char)given.ptr[i]);
    return differ == 0;
}

void kj_wire_put_html(kj_text_buffer *out, kj_span text)
{
    static const struct {
        char c;
        kj_span entity;
    } entities[] = {
        {'&', {KJ_SPAN("&amp;")}},  {'<', {KJ_SPAN("&lt;")}},   {'>', {KJ_SPAN("&gt;")}},
        {'"', {KJ_SPAN("&quot;")}}, {'\'', {KJ_SPAN("&#39;")}},
    };
    for (size_t i = 0; i < text.len; i++) {
        kj_span as = {text.ptr + i, 1};
        for (size_t k = 0; k < KJ_COUNT(entities); k++)
            if (entities[k].c == text.ptr[i])
                as = entities[k].entity;
        kj_put(out, as);
    }
}
