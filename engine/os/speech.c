/* engine/os/speech.c: see speech.h.  speech-dispatcher is spoken to in SSIP, its own protocol of
 * lines over a local socket; espeak-ng is a child process that reads its text from us and is ended
 * when it shall be silent. */
#include "os/speech.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define USUAL_WORDS_A_MINUTE 175 /* of espeak-ng */

/* espeak-ng's plain "cmn" is of no use in 1.51: it reads each character's tone as an English number
 * (its issues 1028 and 1236).  The voice that takes Latin letters for pinyin reads Chinese well, so
 * it gets the Chinese and an English voice the Latin words.  Through speech-dispatcher the voices
 * have other names; a synthesizer that does not know them goes by the language. */
#define ESPEAK_MANDARIN "cmn-latn-pinyin"
#define SSIP_MANDARIN "Chinese (Mandarin, latin as Pinyin)"
#define SSIP_ENGLISH "English (America)"

struct kj_speech {
    int socket;  /* of speech-dispatcher; -1: espeak-ng is the voice */
    pid_t child; /* espeak-ng that speaks now; 0: none */
    kj_arena *call;
};

/* ---- what is sent ---- */

/* -100 … 100; 0 is the usual speed, and 100 about three times it. */
static int ssip_rate(int percent)
{
    const int rate = percent >= 100 ? (percent - 100) / 2 : (percent - 100) * 2;
    return rate < -100 ? -100 : rate > 100 ? 100 : rate;
}

/* Lines that begin with a full stop get another one; a text is one line, as ours have none. */
static void put_line(kj_text_buffer *out, kj_span text)
{
    if (kj_span_starts(text, KJ_LIT(".")))
        kj_put_char(out, '.');
    for (size_t i = 0; i < text.len; i++)
        kj_put_char(out, (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i]);
    kj_put(out, KJ_LIT("\r\n"));
}

/* The next stretch of an utterance in one language, from *pos: in Chinese, a Latin word of two
 * letters or more is English; a single one is the name of a key. */
static kj_span stretch(const kj_utterance *u, size_t *pos, bool *english)
{
    const size_t from = *pos;
    size_t at = from;
    while (at < u->text.len && !u->english) {
        size_t end = at;
        while (end < u->text.len && ((u->text.ptr[end] >= 'A' && u->text.ptr[end] <= 'Z') ||
                                     (u->text.ptr[end] >= 'a' && u->text.ptr[end] <= 'z')))
            end++;
        if (end > at + 1) {
            *english = at == from;
            *pos = at == from ? end : at;
            return kj_span_sub(u->text, from, *pos);
        }
        if (end > at)
            at = end;
        else
            kj_utf8_next(u->text, &at);
    }
    *pos = u->text.len;
    *english = u->english;
    return kj_span_sub(u->text, from, *pos);
}

kj_span kj_speech_ssip(const kj_utterance *utterances, size_t count, int percent, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    kj_putf(&out, "SET self RATE %d\r\n", ssip_rate(percent));
    for (size_t i = 0; i < count; i++)
        for (size_t pos = 0; pos < utterances[i].text.len;) {
            bool english = false;
            const kj_span text = stretch(&utterances[i], &pos, &english);
            kj_putf(&out, "SET self LANGUAGE %s\r\nSET self SYNTHESIS_VOICE %s\r\nSPEAK\r\n",
                    english ? "en" : "zh", english ? SSIP_ENGLISH : SSIP_MANDARIN);
            put_line(&out, text);
            kj_put(&out, KJ_LIT(".\r\n"));
        }
    return kj_put_span(&out);
}

static void put_escaped(kj_text_buffer *out, kj_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c == '&')
            kj_put(out, KJ_LIT("&amp;"));
        else if (c == '<')
            kj_put(out, KJ_LIT("&lt;"));
        else if (c == '>')
            kj_put(out, KJ_LIT("&gt;"));
        else
            kj_put_char(out, (unsigned char)c < ' ' ? ' ' : c);
    }
}

kj_span kj_speech_ssml(const kj_utterance *utterances, size_t count, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    kj_put(&out, KJ_LIT("<speak>"));
    for (size_t i = 0; i < count; i++) {
        kj_put(&out, KJ_LIT("<p>"));
        for (size_t pos = 0; pos < utterances[i].text.len;) {
            bool english = false;
            const kj_span text = stretch(&utterances[i], &pos, &english);
            kj_putf(&out, "<voice name=\"%s\">", english ? "en" : ESPEAK_MANDARIN);
            put_escaped(&out, text);
            kj_put(&out, KJ_LIT("</voice>"));
        }
        kj_put(&out, KJ_LIT("</p>\n"));
    }
    kj_put(&out, KJ_LIT("</speak>\n"));
    return kj_put_span(&out);
}

/* ---- speech-dispatcher ---- */

/* As its own library looks for it. */
static bool socket_path(char *out, size_t size)
{
    const char *address = getenv("SPEECHD_ADDRESS");
    const char *runtime = getenv("XDG_RUNTIME_DIR"), *home = getenv("HOME");
    const kj_span prefix = KJ_LIT("unix_socket:");
    int len;
    if (address && kj_span_starts(kj_span_of(address), prefix))
        len = snprintf(out, size, "%s", address + prefix.len);
    else if (runtime && *runtime)
        len = snprintf(out, size, "%s/speech-dispatcher/speechd.sock", runtime);
    else if (home && *home)
        len = snprintf(out, size, "%s/.cache/speech-dispatcher/speechd.sock", home);
    else
        return false;
    return len > 0 && (size_t)len < size;
}

static int connect_to_daemon(void)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    if (!socket_path(to.sun_path, sizeof to.sun_path))
        return -1;
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&to, sizeof to) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static bool send_all(int fd, kj_span bytes)
{
    while (bytes.len > 0) {
        const ssize_t sent = send(fd, bytes.ptr, bytes.len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        bytes = kj_span_sub(bytes, (size_t)sent, bytes.len);
    }
    return true;
}

static void tell_daemon(kj_speech *speech, kj_span commands)
{
    char replies[4096];
    /* What it answers is of no use, but must not pile up. */
    while (recv(speech->socket, replies, sizeof replies, MSG_DONTWAIT) > 0)
        ;
    if (!send_all(speech->socket, commands)) {
        close(speech->socket);
        speech->socket = -1;
    }
}

/* ---- child processes ---- */

extern char **environ;

/* Its output goes nowhere; `in` becomes its standard input (-1: none).  0: it cannot be had. */
static pid_t start(char *const *arguments, int in)
{
    posix_spawn_file_actions_t actions;
    pid_t child = 0;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return 0;
    if (in >= 0)
        posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    else
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (posix_spawnp(&child, arguments[0], &actions, NULL, arguments, environ) != 0)
        child = 0;
    posix_spawn_file_actions_destroy(&actions);
    return child;
}

static bool runs(char *const *arguments)
{
    const pid_t child = start(arguments, -1);
    int status = 1;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void end_child(kj_speech *speech)
{
    if (speech->child <= 0)
        return;
    kill(speech->child, SIGKILL); /* it has nothing to tidy up, and the wait is short */
    while (waitpid(speech->child, NULL, 0) < 0 && errno == EINTR)
        ;
    speech->child = 0;
}

static void say_by_child(kj_speech *speech, kj_span text, int percent)
{
    char speed[16];
    char name[] = "espeak-ng", markup[] = "-m", input[] = "--stdin", option[] = "-s";
    char *const arguments[] = {name, markup, option, speed, input, NULL};
    int ends[2];
    snprintf(speed, sizeof speed, "%d", USUAL_WORDS_A_MINUTE * percent / 100);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return;
    speech->child = start(arguments, ends[1]);
    close(ends[1]);
    if (speech->child > 0)
        (void)send_all(ends[0], text);
    close(ends[0]);
}

/* ---- the voice ---- */

kj_speech *kj_speech_open(void)
{
    static const char *const probe[] = {"espeak-ng", "--version", NULL};
    static const char *const daemon[] = {"speech-dispatcher", "--spawn", NULL};
    int fd = connect_to_daemon();
    bool espeak = false;
    if (fd < 0)
        espeak = runs((char *const *)(uintptr_t)probe);
    if (fd < 0 && !espeak && runs((char *const *)(uintptr_t)daemon))
        fd = connect_to_daemon();
    if (fd < 0 && !espeak)
        return NULL;
    kj_speech *speech = calloc(1, sizeof *speech);
    if (!speech) {
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    *speech = (kj_speech){.socket = fd, .call = kj_arena_new()};
    if (fd >= 0)
        tell_daemon(speech, KJ_LIT("SET self CLIENT_NAME user:kejian:lesson\r\n"
                                   "SET self PRIORITY message\r\n"));
    return speech;
}

void kj_speech_close(kj_speech *speech)
{
    if (!speech)
        return;
    kj_speech_stop(speech);
    if (speech->socket >= 0)
        close(speech->socket);
    kj_arena_free(speech->call);
    free(speech);
}

const char *kj_speech_name(const kj_speech *speech)
{
    return speech->socket >= 0 ? "speech-dispatcher" : "espeak-ng";
}

void kj_speech_stop(kj_speech *speech)
{
    if (speech->socket >= 0)
        tell_daemon(speech, KJ_LIT("CANCEL self\r\n"));
    end_child(speech);
}

void kj_speech_say(kj_speech *speech, const kj_utterance *utterances, size_t count, int percent)
{
    kj_speech_stop(speech);
    kj_arena_reset(speech->call);
    if (speech->socket >= 0)
        tell_daemon(speech, kj_speech_ssip(utterances, count, percent, speech->call));
    else
        say_by_child(speech, kj_speech_ssml(utterances, count, speech->call), percent);
}
