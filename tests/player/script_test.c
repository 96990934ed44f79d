/* tests/player/script_test.c: the script language: what goes on, and what says why it cannot. */
#include "player/kit.h"

#define TO_TEST "act test:one\n"

static const struct {
    const char *name, *script;
    const char *problem; /* in the message; NULL: it plays to its end */
} cases[] = {
    {"nothing", "", NULL},
    {"no voice says nothing", "expect spoken 第一部分\n", "play.kjs:1:1: error: expected spoken"},
    {"comments and blanks", "# a comment\n\n   expect screen home   \n", NULL},
    {"the first slide", "key Return\nexpect place slide front 0\nexpect text 一行字\n", NULL},
    {"text across lines and blanks", "expect text 第 一 部分\nexpect no text 没有这句话\n", NULL},
    {"a text that is not there", "key Return\nexpect text 没有\n",
     "play.kjs:2:1: error: expected text '没有' [E1001]"},
    {"what is on the screen is told", "expect text 没有\n", "on the screen (home): "},
    {"a text that should not be there", "expect no text \"第一部分\"\n",
     "expected no text '第一部分'"},
    {"another screen", "expect screen slide\n", "expected screen 'slide'"},
    {"another place", "key Return\nexpect place slide front 1\n", "expected place"},
    {"a place by its first words", "key Return\nexpect place slide\nexpect no place sli\n", NULL},
    {"no condition", "expect colour red\n", "none of text, spoken, action, focus, screen, place"},
    {"steps", "act slide:steps\nkey Right\nexpect text 后出现的话\nexpect place slide steps 1\n",
     NULL},
    {"a later step is not shown", "act slide:steps\nexpect no text 后出现的话\n", NULL},
    {"an unknown action", "act slide:nowhere\n", "'slide:nowhere' means nothing here"},
    {"an unknown command", "clik next\n", "there is no command 'clik'; 'click'?"},
    {"nothing to click", "click option:b\n", "there is nothing to click for 'option:b'"},
    {"what is not dragged", "drag part:one end\n", "'part:one' cannot be dragged"},
    {"the focus",
     "repeat 9 until focus part:one\nkey Tab\nend\nexpect focus part:one\nkey Tab\n"
     "expect no focus part:one\n",
     NULL},
    {"a key that does nothing", "key F12\n", "the key 'F12' does nothing here"},
    {"nothing to type into", "type 您好\n", "there is nothing to type into"},
    {"clicking what shows a text",
     TO_TEST "repeat 3 until text \"一加一\"\nif text 展开: type 开放\n"
             "if text 二比一: click text 对\nif action submit: "
             "click submit\nif screen sure: key 2\nclick next\nend\nclick text 得两个\n"
             "expect action submit\n",
     NULL},
    {"what took how long",
     "act drill:quick\nclick option:open\nkey Return\nwait 2s\nclick option:open\nkey Return\n"
     "expect screen result\nexpect text 最慢的几句\nexpect text \"3.0秒　“行吗？”　封闭式\"\n",
     NULL},
    {"no times without the clock",
     "act calm:quick\nclick option:open\nkey Return\nclick option:open\nkey Return\n"
     "expect screen result\nexpect no text 最慢的几句\nexpect no text 3.0秒\n",
     NULL},
    {"times", "wait 500ms\nwait 3s\n", NULL},
    {"no time", "wait 3 minutes\n", "'wait' wants a time"},
    {"no picture's name", "shot ../x\n", "cannot name a picture"},
    {"sizes", "size 1024x768\nexpect text 第一部分\nsize 720x1280\nexpect text 第一部分\n", NULL},
    {"no size", "size 10x10\n", "'size' wants WxH"},
    {"themes", "theme dark\ntheme high-contrast\ntheme light\n", NULL},
    {"no theme", "theme pink\n", "there is no theme 'pink'"},
    {"text scales", "scale 200\nscale 100\n", NULL},
    {"no text scale", "scale 50\n", "100 to 200"},
    {"if and else", "if screen home\nkey Return\nelse\nwait no\nend\nexpect screen slide\n", NULL},
    {"else", "if no screen home\nwait no\nelse\nkey Return\nend\nexpect screen slide\n", NULL},
    {"if on a line", "if text \"第一部分\": key Return\nexpect screen slide\n", NULL},
    {"if without a command", "if text \"第一部分\" key\n", "':' and a command must follow"},
    {"repeat", "act slide:steps\nrepeat 2\nkey Right\nend\nexpect place slide steps 2\n", NULL},
    {"repeat until",
     "act slide:steps\nrepeat 9 until text \"最后的话\"\nkey Right\nend\nexpect place slide steps "
     "2\n",
     NULL},
    {"nested", "repeat 2\nif screen home\nkey Return\nend\nrepeat 2\nwait 1s\nend\nend\n", NULL},
    {"repeat in vain", "repeat 3 until screen result\nwait 1s\nend\n",
     "after 3 times there is still not screen 'result'"},
    {"repeat how often", "repeat often\nend\n", "how many times"},
    {"no end", "repeat 2\nwait 1s\n", "the block has no 'end'"},
    {"no beginning", "wait 1s\nend\n", "'end' without 'if' or 'repeat'"},
    {"else without if", "repeat 2\nelse\nend\n", "'else' without 'if'"},
    {"an open quotation", "if text \"a: wait 1s\n", "quotation mark"},
    {"stop", "repeat 5\nstop\nend\nwait no\n", NULL},
    {"errors end the script", "wait no\nshot never\n", "play.kjs:1:1"},
};

static void forget_the_last(scratch *s)
{
    remove(scratch_path(s, "store.db"));
    remove(scratch_path(s, "store.db-wal"));
    remove(scratch_path(s, "store.db-shm"));
    s->sink = kj_test_sink_new(s->arena);
}

static void plays_or_says_why_not(void **state)
{
    scratch *s = *state;
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        forget_the_last(s);
        kj_span said;
        const int code = kj_kit_play(s, cases[i].script, &said);
        if (code != (cases[i].problem ? 1 : 0))
            fail_msg("%s: exit %d: %.*s", cases[i].name, code, KJ_ARG(said));
        if (cases[i].problem &&
            (s->sink->diags.count != 1 || !kj_test_sink_find(s->sink, "E1001") ||
             kj_span_find(said, kj_span_of(cases[i].problem), 0) == SIZE_MAX))
            fail_msg("%s: no word of '%s' in: %.*s", cases[i].name, cases[i].problem, KJ_ARG(said));
    }
    assert_int_equal(access(scratch_path(s, "shots/never.png"), F_OK), -1);
}

/* With the voice on; "动画" stands on the settings' page and is not what has changed. */
static const struct {
    const char *name, *script, *problem;
} spoken[] = {
    {"a page as it comes", "expect spoken 第一部分\n", NULL},
    {"what is not said", "key Return\nexpect spoken 第一部分\n",
     "play.kjs:2:1: error: expected spoken '第一部分' [E1001]"},
    {"what should not be said", "\nexpect no spoken 第一部分\n",
     "play.kjs:2:1: error: expected no spoken '第一部分' [E1001]"},
    {"only what the last input brought",
     "key F2\nexpect spoken 动画\nkey R\nexpect spoken 朗读语速\n"
     "expect no spoken 动画\n",
     NULL},
    {"all of it again", "key F2\nkey R\nexpect no spoken 动画\nkey F10\nexpect spoken 动画\n",
     NULL},
    {"the keys for the speed",
     "key Shift+F10\nexpect spoken 125%\nkey F2\nexpect text 朗读语速：125%\n", NULL},
    {"off and on in the settings",
     "key F2\nexpect text 朗读：开\nkey V\nexpect text 朗读：关\nexpect no spoken 朗读\nkey "
     "Escape\n"
     "expect no spoken 第一部分\nkey F2\nkey V\nexpect text 朗读：开\nexpect spoken 朗读\n",
     NULL},
    {"off and on by its key", "key F9\nexpect no spoken 第一部分\nkey F9\nexpect spoken 第一部分\n",
     NULL},
};

static void hears_the_voice(void **state)
{
    scratch *s = *state;
    for (size_t i = 0; i < KJ_COUNT(spoken); i++) {
        kj_player_kit kit = {.options = kj_kit_options(s)};
        kj_span said;
        forget_the_last(s);
        kit.options.voice_log = "/dev/null";
        const int code = kj_kit_run(&kit, s, spoken[i].script, &said);
        if (code != (spoken[i].problem ? 1 : 0) ||
            (spoken[i].problem && kj_span_find(said, kj_span_of(spoken[i].problem), 0) == SIZE_MAX))
            fail_msg("%s: exit %d: %.*s", spoken[i].name, code, KJ_ARG(said));
    }
}

static void takes_pictures(void **state)
{
    scratch *s = *state;
    kj_span png, said;
    assert_int_equal(kj_kit_play(s, "shot home\n", &said), 0);
    assert_true(
        kj_file_read(scratch_path(s, "shots/home.png"), 1 << 22, s->arena, &png, &s->sink->sink));
    assert_true(kj_span_starts(png, KJ_LIT("\x89PNG")));
    assert_memory_equal(png.ptr + 16, "\0\0\x05\0\0\0\x02\xd0", 8); /* 1280 by 720 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(plays_or_says_why_not),
        SCRATCH_TEST(hears_the_voice),
        SCRATCH_TEST(takes_pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
