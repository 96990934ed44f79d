/* tests/os/speech_test.c: what a voice is sent, and by which way. */
#include "os/speech.h"

#include "scratch.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

static const kj_utterance both[] = {{{KJ_SPAN("算一算ROI，按S")}, false},
                                    {{KJ_SPAN("Next, press <Enter> & go")}, true},
                                    {{KJ_SPAN(".一点\n在前")}, false}};

static void languages_and_marks(void **state)
{
    (void)state;
    kj_arena *arena = kj_arena_new();
    const kj_span ssml = kj_speech_ssml(both, KJ_COUNT(both), arena);
    assert_true(kj_span_is(ssml,
                           "<speak><p><voice name=\"cmn-latn-pinyin\">算一算</voice>"
                           "<voice name=\"en\">ROI</voice>"
                           "<voice name=\"cmn-latn-pinyin\">，按S</voice></p>\n"
                           "<p><voice name=\"en\">Next, press &lt;Enter&gt; &amp; go</voice></p>\n"
                           "<p><voice name=\"cmn-latn-pinyin\">.一点 在前</voice></p>\n"
                           "</speak>\n"));
    const kj_span ssip = kj_speech_ssip(&both[2], 1, 150, arena);
    assert_true(kj_span_is(ssip, "SET self RATE 25\r\nSET self LANGUAGE zh\r\n"
                                 "SET self SYNTHESIS_VOICE Chinese (Mandarin, latin as Pinyin)\r\n"
                                 "SPEAK\r\n..一点 在前\r\n.\r\n"));
    kj_arena_free(arena);
}

static void rates(void **state)
{
    (void)state;
    static const struct {
        int percent;
        const char *command;
    } cases[] = {{50, "SET self RATE -100\r\n"},
                 {75, "SET self RATE -50\r\n"},
                 {100, "SET self RATE 0\r\n"},
                 {300, "SET self RATE 100\r\n"}};
    kj_arena *arena = kj_arena_new();
    for (size_t i = 0; i < KJ_COUNT(cases); i++)
        if (!kj_span_is(kj_speech_ssip(NULL, 0, cases[i].percent, arena), cases[i].command))
            fail_msg("%d %%", cases[i].percent);
    kj_arena_free(arena);
}

/* What the other end got, until nothing more comes for a moment. */
static kj_span heard(int fd, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    char bytes[4096];
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    while (poll(&ready, 1, 300) > 0) {
        const ssize_t got = read(fd, bytes, sizeof bytes);
        if (got <= 0)
            break;
        kj_put(&out, (kj_span){bytes, (size_t)got});
    }
    return kj_put_span(&out);
}

static bool tells(kj_span all, const char *text)
{
    return kj_span_find(all, kj_span_of(text), 0) != SIZE_MAX;
}

/* A daemon that listens, and then goes away: the voice falls silent, no more. */
static void through_the_daemon(void **state)
{
    scratch *s = *state;
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    snprintf(at.sun_path, sizeof at.sun_path, "%s/speechd.sock", s->folder);
    const int door = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(door, (const struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(door, 1), 0);
    setenv("SPEECHD_ADDRESS", kj_arena_format(s->arena, "unix_socket:%s", at.sun_path).ptr, 1);
    kj_speech *speech = kj_speech_open();
    assert_non_null(speech);
    assert_string_equal(kj_speech_name(speech), "speech-dispatcher");
    const int fd = accept(door, NULL, NULL);
    kj_speech_say(speech, both, KJ_COUNT(both), 100);
    const kj_span all = heard(fd, s->arena);
    assert_true(kj_span_starts(all, KJ_LIT("SET self CLIENT_NAME user:kejian:lesson\r\n")));
    assert_true(tells(all, "CANCEL self\r\n") && tells(all, "SPEAK\r\n..一点 在前\r\n.\r\n"));
    kj_speech_stop(speech);
    assert_true(kj_span_is(heard(fd, s->arena), "CANCEL self\r\n"));
    close(fd);
    close(door);
    kj_speech_say(speech, both, 1, 100); /* nobody is there: found out, not fatal */
    kj_speech_say(speech, both, 1, 100);
    kj_speech_close(speech);
}

/* An espeak-ng of our own. */
static void put_program(const scratch *s, const char *name, const char *text)
{
    assert_int_equal(chmod(scratch_make(s, name, text), 0755), 0);
}

static kj_span wait_for(const scratch *s, const char *name)
{
    const char *path = scratch_path(s, name);
    for (int i = 0; i < 100; i++) {
        FILE *file = fopen(path, "r");
        char bytes[1024];
        const size_t got = file ? fread(bytes, 1, sizeof bytes, file) : 0;
        if (file)
            fclose(file);
        if (got > 0)
            return kj_arena_copy(s->arena, (kj_span){bytes, got});
        usleep(50000);
    }
    return (kj_span){NULL, 0};
}

static void by_the_command(void **state)
{
    scratch *s = *state;
    char *path = getenv("PATH");
    setenv("SPEECHD_ADDRESS", "unix_socket:/nonexistent/speechd.sock", 1);
    put_program(s, "espeak-ng",
                "#!/bin/sh\n[ \"$1\" = --version ] && exit 0\n"
                "echo \"$*\" >\"$HERE/asked\"\n/bin/cat >\"$HERE/part\"\n"
                "/bin/mv \"$HERE/part\" \"$HERE/said\"\nexec /bin/sleep 60\n");
    setenv("HERE", s->folder, 1);
    const kj_span before = kj_arena_copy(s->arena, kj_span_of(path));
    setenv("PATH", s->folder, 1);
    kj_speech *speech = kj_speech_open();
    assert_non_null(speech);
    assert_string_equal(kj_speech_name(speech), "espeak-ng");
    kj_speech_say(speech, both, 1, 200);
    assert_true(tells(wait_for(s, "asked"), "-s 350"));
    assert_true(tells(wait_for(s, "said"), "算一算"));
    kj_speech_close(speech); /* ends what is still speaking: no wait of a minute here */
    /* Neither of them: no voice, and no error. */
    put_program(s, "espeak-ng", "#!/bin/sh\nexit 1\n");
    assert_null(kj_speech_open());
    setenv("PATH", before.ptr, 1);
    kj_speech_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_and_marks),
        cmocka_unit_test(rates),
        SCRATCH_TEST(through_the_daemon),
        SCRATCH_TEST(by_the_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
