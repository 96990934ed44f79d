/* engine/player/terminal.c: a lesson in a terminal or a pipe: pages as lines of text, lines as
 * keys.
 *
 * What is printed is read from the display list that a window would show (scene/speak.h), without
 * colours or other codes: a Braille line and a screen reader get nothing but words.  An empty line
 * ends what one input has brought.  A line of input is one or several keys as on the page, or,
 * where something is to be written, the text itself; then a slash goes before keys. */
#include "player/teller.h"
#include "player/voice.h"

#include "base/width.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define LINE_BYTES_MAX 4096
#define WIDTH_LEAST 20
#define WIDTH_MOST 80 /* longer lines are hard to follow */

typedef struct terminal {
    kj_player *player;
    kj_arena *frames[2];
    unsigned turn;
    kj_teller teller;
    kj_arena *call;
    size_t width; /* 0: lines are not broken */
    bool asks;    /* somebody sits there: show where to write */
    char bytes[LINE_BYTES_MAX];
    size_t held; /* of `bytes` */
    bool ended;  /* nothing more will come */
} terminal;

static void show(void *ctx, kj_player *player)
{
    terminal *t = ctx;
    t->turn ^= 1;
    kj_arena_reset(t->frames[t->turn]);
    kj_player_take(player, kj_player_draw(player, &player->session, t->frames[t->turn]));
}

/* ---- writing ---- */

/* Control characters in a course's text do not command a terminal. */
static void put_plain(kj_span text)
{
    for (size_t at = 0; at < text.len;) {
        const size_t start = at;
        const uint32_t c = kj_utf8_next(text, &at);
        if (c == KJ_UTF8_BAD || c < ' ' || (c >= 0x7F && c < 0xA0))
            putchar(' ');
        else
            fwrite(text.ptr + start, 1, at - start, stdout);
    }
}

static kj_span without_blanks_behind(kj_span line)
{
    const kj_span wide = KJ_LIT("　");
    for (;;)
        if (kj_span_ends(line, KJ_LIT(" ")))
            line.len--;
        else if (kj_span_ends(line, wide))
            line.len -= wide.len;
        else
            return line;
}

static void print(const terminal *t, kj_span text)
{
    for (size_t from = 0; from < text.len;) {
        const size_t to = t->width ? kj_width_break(text, from, t->width) : text.len;
        put_plain(without_blanks_behind(kj_span_sub(text, from, to)));
        putchar('\n');
        from = to;
    }
}

static void print_word(const terminal *t, kj_word_id word)
{
    print(t, kj_words_get(t->player->words, word));
}

/* An empty line: all is said, and it is the learner's turn. */
static void end_turn(const terminal *t)
{
    fputs(t->asks ? "\n> " : "\n", stdout);
    fflush(stdout);
}

/* ---- what is typed for what ---- */

static bool pressable(const kj_passage *p)
{
    return p->action.len > 0 && !p->disabled && p->role != KJ_ROLE_TEXT_FIELD && !p->within;
}

static bool is_digit(kj_span key)
{
    return key.len == 1 && key.ptr[0] >= '1' && key.ptr[0] <= '9';
}

/* Digits that are no keys of the page number what has no key: from here on. */
static unsigned first_free(const kj_reading *reading)
{
    unsigned most = 0;
    for (size_t i = 0; i < reading->passages.count; i++) {
        const kj_span key = kj_first_key(reading->passages.ptr[i].keys);
        if (is_digit(key) && (unsigned)(key.ptr[0] - '0') > most)
            most = (unsigned)(key.ptr[0] - '0');
    }
    return most + 1;
}

/* The number of a passage that has no key; 0: it has one, or cannot be pressed. */
static unsigned number_of(const kj_reading *reading, const kj_passage *passage)
{
    unsigned number = first_free(reading);
    for (size_t i = 0; i < reading->passages.count; i++) {
        const kj_passage *p = &reading->passages.ptr[i];
        const bool counted = pressable(p) && p->keys.len == 0;
        if (p == passage)
            return counted ? number : 0;
        number += counted ? 1 : 0;
    }
    return 0;
}

/* Of several keys the one that is typed most easily: Enter, a letter or digit, else the first. */
static kj_span easiest_key(kj_span keys)
{
    kj_span letter = {NULL, 0};
    for (size_t at = 0; at < keys.len;) {
        const kj_span key = kj_first_key(kj_span_sub(keys, at, keys.len));
        if (kj_span_is(key, "Return"))
            return KJ_LIT("Enter");
        if (letter.len == 0 && kj_utf8_count(key) == 1)
            letter = key;
        at += key.len + 1;
    }
    return letter.len > 0 ? letter : kj_first_key(keys);
}

static kj_span code_of(const terminal *t, const kj_passage *p)
{
    const unsigned number = number_of(&t->teller.reading, p);
    return number ? kj_arena_format(t->call, "%u", number) : easiest_key(p->keys);
}

/* ---- what is printed of a page ---- */

static kj_span with_state(const terminal *t, const kj_passage *p)
{
    if (!p->selected)
        return p->text;
    return KJ_FILL(t->player->words, t->call, KJ_W_TERMINAL_SELECTED, kj_w("text", p->text));
}

static void print_passage(const terminal *t, const kj_passage *p)
{
    const kj_words *words = t->player->words;
    kj_span text = with_state(t, p);
    const kj_span code = p->role == KJ_ROLE_TEXT_FIELD ? (kj_span){NULL, 0} : code_of(t, p);
    if (p->role == KJ_ROLE_TEXT_FIELD && !p->disabled)
        text = KJ_FILL(words, t->call, KJ_W_TERMINAL_FIELD, kj_w("text", text));
    if (p->action.len > 0 && code.len > 0)
        text = KJ_FILL(words, t->call, KJ_W_TERMINAL_CHOOSE, kj_w("key", code), kj_w("text", text));
    print(t, text);
}

static void print_news(terminal *t, kj_news_list news)
{
    const kj_words *words = t->player->words;
    for (size_t i = 0; i < news.count; i++) {
        const kj_news *n = &news.ptr[i];
        switch (n->detail) {
        case KJ_DETAIL_PAGE:
            print_passage(t, n->passage);
            break;
        case KJ_DETAIL_FOCUS:
        case KJ_DETAIL_STATE:
            print(t, kj_say_news(words, n, t->call));
            break;
        case KJ_DETAIL_TYPED:
            print(t,
                  KJ_FILL(words, t->call, KJ_W_TERMINAL_WRITTEN, kj_w("text", n->passage->text)));
            break;
        }
    }
}

static void tell(terminal *t)
{
    print_news(t, kj_teller_news(&t->teller, t->player));
}

/* Everything that can be pressed, and how. */
static void help(terminal *t)
{
    static const kj_word_id lines[] = {KJ_W_TERMINAL_HELP, KJ_W_TERMINAL_HELP_ENTER,
                                       KJ_W_TERMINAL_HELP_DOT, KJ_W_TERMINAL_HELP_QUESTION,
                                       KJ_W_TERMINAL_HELP_QUIT};
    for (size_t i = 0; i < t->teller.reading.passages.count; i++)
        if (pressable(&t->teller.reading.passages.ptr[i]))
            print_passage(t, &t->teller.reading.passages.ptr[i]);
    for (size_t i = 0; i < KJ_COUNT(lines); i++)
        print_word(t, lines[i]);
    if (kj_session_wants_text(t->player->course, &t->player->session))
        print_word(t, KJ_W_TERMINAL_HELP_SLASH);
}

/* ---- reading ---- */

/* Full-width signs are typed where a Chinese input method is on. */
static kj_span half_width(kj_span text, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    for (size_t at = 0; at < text.len;) {
        const size_t start = at;
        const uint32_t c = kj_utf8_next(text, &at);
        if (c >= 0xFF01 && c <= 0xFF5E)
            kj_put_char(&out, (char)(c - 0xFEE0));
        else if (c == 0x3000 || c == 0x3001 || c == ',') /* 　 、 */
            kj_put_char(&out, ' ');
        else if (c == 0x3002) /* 。 */
            kj_put_char(&out, '.');
        else
            kj_put(&out, kj_span_sub(text, start, at));
    }
    return kj_put_span(&out);
}

static bool same_word(kj_span a, const char *b)
{
    const kj_span other = kj_span_of(b);
    if (a.len != other.len)
        return false;
    for (size_t i = 0; i < a.len; i++) {
        const char c = a.ptr[i] >= 'A' && a.ptr[i] <= 'Z' ? (char)(a.ptr[i] + 32) : a.ptr[i];
        if (c != b[i])
            return false;
    }
    return true;
}

/* As SDL names it. */
static kj_key key_named(kj_span word)
{
    static const struct {
        const char *typed, *key;
    } names[] = {{"enter", "Return"},
                 {"return", "Return"},
                 {"esc", "Escape"},
                 {"escape", "Escape"},
                 {"space", "Space"},
                 {"tab", "Tab"},
                 {"left", "Left"},
                 {"right", "Right"},
                 {"up", "Up"},
                 {"down", "Down"},
                 {"backspace", "Backspace"},
                 {"pageup", "PageUp"},
                 {"pagedown", "PageDown"},
                 {"f1", "F1"},
                 {"f2", "F2"},
                 {"f3", "F3"},
                 {"f4", "F4"},
                 {"f5", "F5"},
                 {"f6", "F6"},
                 {"f7", "F7"},
                 {"f8", "F8"},
                 {"f9", "F9"},
                 {"f10", "F10"}};
    kj_key key = {.name = word};
    if (word.len > strlen("shift+") &&
        same_word(kj_span_sub(word, 0, strlen("shift+")), "shift+")) {
        key.shift = true;
        word = key.name = kj_span_sub(word, strlen("shift+"), word.len);
    }
    for (size_t i = 0; i < KJ_COUNT(names); i++)
        if (same_word(word, names[i].typed))
            key.name = kj_span_of(names[i].key);
    return key;
}

static const kj_passage *numbered(const terminal *t, kj_span word)
{
    for (size_t i = 0; i < t->teller.reading.passages.count; i++) {
        const kj_passage *p = &t->teller.reading.passages.ptr[i];
        const unsigned number = number_of(&t->teller.reading, p);
        if (number && kj_span_equal(word, kj_arena_format(t->call, "%u", number)))
            return p;
    }
    return NULL;
}

/* What one word of a line does; false: nothing. */
static bool press(terminal *t, kj_span word)
{
    const kj_passage *p = numbered(t, word);
    if (p)
        return kj_player_action(t->player, p->action);
    const kj_key key = key_named(word);
    const kj_key_result result = kj_player_key(t->player, key);
    if (result == KJ_KEY_DONE || result == KJ_KEY_FOCUS)
        return true;
    /* Single letters may be switched off in the window, where they are pressed by mistake. */
    const int area = kj_list_key(&t->player->list, key.name);
    return area >= 0 && kj_player_action(t->player, t->player->list.areas.ptr[area].action);
}

/* "BADC", "a2b1": a key each, if all of them are keys here. */
static bool all_keys(const terminal *t, kj_span word)
{
    for (size_t at = 0; at < word.len;) {
        const size_t start = at;
        kj_utf8_next(word, &at);
        if (kj_list_key(&t->player->list, kj_span_sub(word, start, at)) < 0)
            return false;
    }
    return kj_utf8_count(word) > 1;
}

static bool press_word(terminal *t, kj_span word)
{
    const kj_key named = key_named(word);
    if (!numbered(t, word) && named.name.ptr == word.ptr && all_keys(t, word)) {
        for (size_t at = 0; at < word.len;) {
            const size_t start = at;
            kj_utf8_next(word, &at);
            if (!press(t, kj_span_sub(word, start, at)))
                return false;
        }
        return true;
    }
    return press(t, word);
}

/* Words with blanks between; the first one that means nothing ends it.  What of the page is new is
 * told after each, so that the next one means what is then to be seen. */
static void press_line(terminal *t, kj_span line)
{
    size_t at = 0, count = 0;
    bool done = true;
    while (done && !t->player->quit && at < line.len) {
        while (at < line.len && line.ptr[at] == ' ')
            at++;
        const size_t start = at;
        while (at < line.len && line.ptr[at] != ' ')
            at++;
        if (at == start)
            continue;
        done = press_word(t, kj_span_sub(line, start, at));
        tell(t);
        count++;
    }
    if (count == 0) {
        done = press(t, KJ_LIT("Return"));
        tell(t);
    }
    if (!done) {
        print_word(t, KJ_W_VOICE_NOTHING);
        kj_voice_say(t->player, kj_words_get(t->player->words, KJ_W_VOICE_NOTHING));
    }
}

static void write_text(terminal *t, kj_span text)
{
    kj_player *player = t->player;
    kj_player_input(player, (kj_input){.kind = KJ_INPUT_EDIT, .edit = KJ_EDIT_ALL});
    if (!kj_player_input(player, (kj_input){.kind = KJ_INPUT_TEXT, .text = text}))
        print_word(t, KJ_W_VOICE_NOTHING);
    tell(t);
}

static void take_line(terminal *t, kj_span given)
{
    kj_player *player = t->player;
    const bool writes = kj_session_wants_text(player->course, &player->session);
    kj_span line = kj_span_trim(given);
    kj_span keys = half_width(line, t->call);
    const bool slash = keys.len > 1 && keys.ptr[0] == '/'; /* alone it is a key of its own */
    if (slash)
        keys = kj_span_sub(keys, 1, keys.len);
    kj_player_check_deadline(player);
    if (same_word(keys, "?"))
        help(t);
    else if (same_word(keys, "."))
        print_news(t, kj_teller_again(&t->teller));
    else if (same_word(keys, "q") && (slash || !writes))
        player->quit = true;
    else if (writes && !slash && line.len > 0)
        write_text(t, line);
    else
        press_line(t, keys);
}

/* ---- lines ---- */

/* How long to wait for input, in ms; -1: for ever. */
static int wait_for(const kj_player *player)
{
    const int64_t due = kj_session_deadline(player->course, &player->session);
    const int64_t left = due - kj_player_now(player).ms;
    if (due == 0)
        return -1;
    return left <= 0 ? 0 : left < 3600000 ? (int)left + 1 : 3600000;
}

/* More bytes; false: time has passed instead, or there are none. */
static bool read_more(terminal *t)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    const int ready = poll(&input, 1, wait_for(t->player));
    if (ready == 0 || (ready < 0 && errno == EINTR))
        return false;
    const ssize_t got = read(STDIN_FILENO, t->bytes + t->held, sizeof t->bytes - t->held);
    if (got < 0 && (errno == EINTR || errno == EAGAIN))
        return false;
    t->ended = got <= 0;
    t->held += got > 0 ? (size_t)got : 0;
    return got > 0;
}

/* A whole line, in t->call; the last one may lack its end, and what is longer than any answer is
 * cut. */
static bool next_line(terminal *t, kj_span *line)
{
    const char *end = t->held ? memchr(t->bytes, '\n', t->held) : NULL;
    if (!end && t->held < sizeof t->bytes && !(t->ended && t->held > 0))
        return false;
    const size_t len = end ? (size_t)(end - t->bytes) : t->held;
    const size_t used = end ? len + 1 : len;
    *line = kj_arena_copy(t->call, (kj_span){t->bytes, len});
    memmove(t->bytes, t->bytes + used, t->held - used);
    t->held -= used;
    return true;
}

static void loop(terminal *t)
{
    kj_span line;
    while (!t->player->quit) {
        kj_arena_reset(t->call);
        if (next_line(t, &line)) {
            if (kj_utf8_bad(line) == SIZE_MAX)
                take_line(t, line);
            else
                print_word(t, KJ_W_VOICE_NOTHING);
            if (!t->player->quit)
                end_turn(t);
            continue;
        }
        if (t->ended)
            return;
        if (!read_more(t) && !t->ended && wait_for(t->player) == 0) {
            kj_player_check_deadline(t->player);
            tell(t);
            end_turn(t);
        }
    }
}

/* $COLUMNS, or what the terminal says; a pipe gets whole paragraphs. */
static size_t width_of_lines(void)
{
    struct winsize size = {0};
    const char *columns = getenv("COLUMNS");
    const long given = columns ? strtol(columns, NULL, 10) : 0;
    long width = given > 0 && given < 10000 ? given : 0;
    if (width == 0 && isatty(STDOUT_FILENO))
        width = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col
                                                                                : WIDTH_MOST;
    if (width == 0)
        return 0;
    return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : (size_t)width;
}

int kj_terminal_run(kj_player *player)
{
    terminal *t = KJ_NEW(player->arena, terminal, 1);
    *t = (terminal){.player = player,
                    .frames = {kj_arena_new(), kj_arena_new()},
                    .call = kj_arena_new(),
                    .width = width_of_lines(),
                    .asks = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)};
    kj_teller_open(&t->teller);
    player->shower = (kj_shower){show, t};
    show(t, player);
    kj_voice_tell(player);
    tell(t);
    end_turn(t);
    loop(t);
    print_word(t, KJ_W_TERMINAL_BYE);
    fflush(stdout);
    player->shower = (kj_shower){0};
    kj_teller_close(&t->teller);
    kj_arena_free(t->frames[0]);
    kj_arena_free(t->frames[1]);
    kj_arena_free(t->call);
    return player->failed ? 3 : 0;
}
