/* engine/player/voice.c: see voice.h. */
#define _DEFAULT_SOURCE
#define _POSIX_C_SOURCE 200809L
#include "player/voice.h"

#include "os/speech.h"
#include "player/teller.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define RATE_STEP 25
#define RATE_LEAST 50
#define RATE_MOST 300

struct kj_voice {
    kj_teller teller;
    kj_speech *speech; /* NULL: only the log */
    int log;           /* -1: none */
    kj_arena *call, *said;
    kj_text_buffer heard; /* in `said`: since the last input */
    uint32_t caret;       /* of the text control, as last told */
};

/* ---- saying ---- */

static bool is_english(kj_span text, bool otherwise)
{
    bool letters = false;
    for (size_t at = 0; at < text.len;) {
        const uint32_t c = kj_utf8_next(text, &at);
        if (c >= 0x2E80)
            return false;
        letters = letters || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
    return letters || otherwise;
}

static bool speaks_english(const kj_player *player)
{
    return kj_span_is(kj_words_language(player->words), "en");
}

/* An utterance a line, and an empty line when all is said. */
static void write_log(const kj_voice *voice, const kj_utterance *utterances, size_t count)
{
    kj_text_buffer out = {.arena = voice->call};
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < utterances[i].text.len; k++) {
            const char c = utterances[i].text.ptr[k];
            kj_put_char(&out, (unsigned char)c < ' ' ? ' ' : c);
        }
        kj_put_char(&out, '\n');
    }
    kj_put_char(&out, '\n');
    for (kj_span rest = kj_put_span(&out); rest.len > 0;) {
        const ssize_t written = write(voice->log, rest.ptr, rest.len);
        if (written <= 0)
            return; /* who listened is gone */
        rest = kj_span_sub(rest, (size_t)written, rest.len);
    }
}

static void say(kj_player *player, const kj_utterance *utterances, size_t count)
{
    const kj_settings settings = kj_own_settings(&player->personal);
    for (size_t i = 0; i < count; i++) {
        kj_put(&player->voice->heard, utterances[i].text);
        kj_put_char(&player->voice->heard, '\n');
    }
    if (player->voice->log >= 0)
        write_log(player->voice, utterances, count);
    if (player->voice->speech && count > 0)
        kj_speech_say(player->voice->speech, utterances, count,
                      settings.rate_percent > 0 ? settings.rate_percent : 100);
}

static void say_news(kj_player *player, kj_news_list news)
{
    kj_voice *voice = player->voice;
    kj_utterance *out = KJ_NEW(voice->call, kj_utterance, news.count);
    for (size_t i = 0; i < news.count; i++) {
        out[i].text = kj_say_news(player->words, &news.ptr[i], voice->call);
        out[i].english = is_english(out[i].text, speaks_english(player));
    }
    say(player, out, news.count);
}

static void forget(kj_voice *voice)
{
    kj_arena_reset(voice->call);
    kj_arena_reset(voice->said);
    voice->heard = (kj_text_buffer){.arena = voice->said};
}

void kj_voice_say(kj_player *player, kj_span text)
{
    if (!player->voice)
        return;
    kj_arena_reset(player->voice->call);
    const kj_utterance one = {text, is_english(text, speaks_english(player))};
    say(player, &one, 1);
}

/* The caret moved and nothing else: the letter that it stands before. */
static kj_span at_caret(const kj_player *player, const kj_draft *draft)
{
    const kj_span text = {draft->text, draft->text_len};
    size_t end = draft->caret;
    if (draft->caret >= draft->text_len)
        return kj_words_get(player->words, KJ_W_VOICE_TEXT_END);
    kj_utf8_next(text, &end);
    return kj_span_sub(text, draft->caret, end);
}

void kj_voice_tell(kj_player *player)
{
    kj_voice *voice = player->voice;
    if (!voice || player->list.commands.count == 0)
        return;
    forget(voice);
    const kj_draft *draft = kj_session_text(player->course, &player->session);
    const uint32_t caret = draft ? draft->caret : 0;
    const bool moved = draft && caret != voice->caret;
    voice->caret = caret;
    const kj_news_list news = kj_teller_news(&voice->teller, player);
    if (news.count == 0 && moved) {
        const kj_span letter = at_caret(player, draft);
        const kj_utterance one = {letter, is_english(letter, speaks_english(player))};
        say(player, &one, 1);
        return;
    }
    say_news(player, news);
}

kj_span kj_voice_heard(const kj_player *player)
{
    return player->voice ? kj_put_span(&player->voice->heard) : (kj_span){NULL, 0};
}

void kj_voice_hush(kj_player *player)
{
    if (player->voice && player->voice->speech)
        kj_speech_stop(player->voice->speech);
}

/* ---- on and off ---- */

static void close_voice(kj_voice *voice)
{
    kj_speech_close(voice->speech);
    if (voice->log >= 0)
        close(voice->log);
    kj_teller_close(&voice->teller);
    kj_arena_free(voice->call);
    kj_arena_free(voice->said);
}

static bool open_voice(kj_player *player)
{
    kj_voice made = {.log = -1};
    if (player->options->voice_log)
        made.log =
            open(player->options->voice_log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    else
        made.speech = kj_speech_open();
    if (!made.speech && made.log < 0)
        return false;
    made.call = kj_arena_new();
    made.said = kj_arena_new();
    made.heard.arena = made.said;
    kj_teller_open(&made.teller);
    player->voice = KJ_NEW(player->arena, kj_voice, 1);
    *player->voice = made;
    return true;
}

/* What is said of the switch is the page itself, or one last word. */
void kj_voice_sync(kj_player *player)
{
    const bool wanted =
        player->fixed.voice || kj_own_settings(&player->personal).voice == KJ_SWITCH_ON;
    if (!wanted) {
        kj_voice_say(player, kj_words_get(player->words, KJ_W_VOICE_OFF));
        kj_voice_close(player);
    } else if (!player->voice && !player->voiceless && !open_voice(player))
        player->voiceless = player->session.mute = true;
}

void kj_voice_close(kj_player *player)
{
    if (player->voice)
        close_voice(player->voice);
    player->voice = NULL;
    player->voiceless = false;
}

/* ---- keys ---- */

static void change_rate(kj_player *player, int by)
{
    const kj_settings settings = kj_own_settings(&player->personal);
    int rate = (settings.rate_percent > 0 ? settings.rate_percent : 100) + by;
    char action[32];
    rate = rate < RATE_LEAST ? RATE_LEAST : rate > RATE_MOST ? RATE_MOST : rate;
    snprintf(action, sizeof action, "set:rate=%d", rate);
    kj_player_action(player, kj_span_of(action));
    kj_voice_say(player, KJ_FILL(player->words, player->call, KJ_W_VOICE_RATE, kj_n("n", rate)));
}

bool kj_voice_key(kj_player *player, kj_key key)
{
    kj_voice_hush(player);
    const bool first = kj_span_is(key.name, "F9"), second = kj_span_is(key.name, "F10");
    if (key.ctrl || key.alt || (!first && !second) || (!player->voice && (second || key.shift)))
        return false;
    if (key.shift) {
        change_rate(player, first ? -RATE_STEP : RATE_STEP);
    } else if (first) {
        kj_player_action(player, player->voice ? KJ_LIT("set:voice=off") : KJ_LIT("set:voice=on"));
    } else {
        forget(player->voice);
        say_news(player, kj_teller_again(&player->voice->teller));
    }
    return true;
}
