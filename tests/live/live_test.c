/* tests/live/live_test.c: the pure pieces of the page for phones, and what opening it refuses. */
#include "test.h"

#include "live/address.h"
#include "live/ballot.h"
#include "live/limit.h"
#include "live/wire.h"
#include "support.h"

#include <stdio.h>

/* ---- ballot ---- */

static void the_last_vote_counts_once(void **state)
{
    kj_ballot *ballot = kj_ballot_new(*state);
    kj_ballot_begin(ballot, KJ_LIT("first"));
    static const struct {
        kj_span voter;
        uint32_t chosen, votes[3], voters;
    } steps[] = {
        {{KJ_SPAN("E00001")}, 1, {1, 0, 0}, 1}, {{KJ_SPAN("E00002")}, 1, {2, 0, 0}, 2},
        {{KJ_SPAN("E00001")}, 2, {1, 1, 0}, 2}, {{KJ_SPAN("E00001")}, 2, {1, 1, 0}, 2},
        {{KJ_SPAN("E00003")}, 6, {1, 2, 1}, 3}, {{KJ_SPAN("E00003")}, 4, {1, 1, 1}, 3},
        {{KJ_SPAN("E00003")}, 1, {2, 1, 0}, 3},
    };
    for (size_t i = 0; i < KJ_COUNT(steps); i++) {
        assert_true(kj_ballot_cast(ballot, steps[i].voter, steps[i].chosen));
        assert_int_equal(kj_ballot_of(ballot, steps[i].voter), steps[i].chosen);
        assert_int_equal(kj_ballot_voters(ballot), steps[i].voters);
        for (uint32_t k = 0; k < 3; k++)
            if (kj_ballot_votes(ballot, k) != steps[i].votes[k])
                fail_msg("step %zu: choice %u has %u votes", i, k, kj_ballot_votes(ballot, k));
    }
    assert_int_equal(kj_ballot_of(ballot, KJ_LIT("E00009")), 0);
    kj_ballot_begin(ballot, KJ_LIT("first")); /* goes on */
    assert_int_equal(kj_ballot_voters(ballot), 3);
    kj_ballot_begin(ballot, KJ_LIT("second"));
    assert_int_equal(kj_ballot_voters(ballot), 0);
    assert_int_equal(kj_ballot_votes(ballot, 0), 0);
    assert_true(kj_span_is(kj_ballot_poll(ballot), "second"));
}

static void a_full_ballot_says_so(void **state)
{
    kj_ballot *ballot = kj_ballot_new(*state);
    kj_ballot_begin(ballot, KJ_LIT("q"));
    char key[16];
    for (unsigned i = 0; i < KJ_BALLOT_VOTERS_MAX; i++) {
        (void)snprintf(key, sizeof key, "E%05u", i);
        assert_true(kj_ballot_cast(ballot, kj_span_of(key), 1u << i % 4));
    }
    assert_false(kj_ballot_cast(ballot, KJ_LIT("one more"), 1));
    assert_true(kj_ballot_cast(ballot, KJ_LIT("E00000"), 2)); /* whoever is on it may change */
    assert_int_equal(kj_ballot_votes(ballot, 0), KJ_BALLOT_VOTERS_MAX / 4 - 1);
    assert_int_equal(kj_ballot_votes(ballot, 1), KJ_BALLOT_VOTERS_MAX / 4 + 1);
    assert_int_equal(kj_ballot_voters(ballot), KJ_BALLOT_VOTERS_MAX);
}

/* ---- limits ---- */

static void a_bucket_fills_in_time(void **state)
{
    (void)state;
    const kj_rate rate = {.burst = 3, .per_1000s = 2000}; /* two a second */
    static const struct {
        int64_t at_ms;
        bool may;
    } comings[] = {
        {0, true},    {0, true},     {0, true},     {0, false},   {499, false},
        {500, true},  {999, false},  {1000, true},  {9000, true}, {9000, true},
        {9000, true}, {9000, false}, {8000, false}, {9500, true}, /* a clock that goes back */
    };
    kj_bucket bucket = {0};
    for (size_t i = 0; i < KJ_COUNT(comings); i++)
        if (kj_bucket_take(&bucket, rate, comings[i].at_ms) != comings[i].may)
            fail_msg("coming %zu", i);
}

static void addresses_have_their_own(void **state)
{
    kj_address_limits *limits = KJ_NEW(*state, kj_address_limits, 1);
    const kj_rate rate = {.burst = 2, .per_1000s = 1};
    assert_true(kj_address_take(limits, 0xC0A80101, rate, 0));
    assert_true(kj_address_take(limits, 0xC0A80101, rate, 0));
    assert_false(kj_address_take(limits, 0xC0A80101, rate, 0));
    assert_true(kj_address_take(limits, 0xC0A80102, rate, 0));
    /* More addresses than it has places: none is refused the first time. */
    for (uint32_t a = 0; a < 5000; a++)
        assert_true(kj_address_take(limits, 0x0A000000 + a, rate, 1 + a));
}

/* ---- addresses ---- */

static void reads_where_to_listen(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
        uint32_t address;
        uint16_t port;
    } cases[] = {
        {"", true, 0, 0},
        {":8080", true, 0, 8080},
        {"192.168.1.2", true, 0xC0A80102, 0},
        {"192.168.1.2:8080", true, 0xC0A80102, 8080},
        {"127.0.0.1:65535", true, 0x7F000001, 65535},
        {"0.0.0.0:80", true, 0, 80},
        {"192.168.1.2:65536", false, 0, 0},
        {"192.168.1.256", false, 0, 0},
        {"192.168.1", false, 0, 0},
        {"192.168.1.2.3", false, 0, 0},
        {"192.168.01.2", false, 0, 0},
        {"192.168.1.2:", false, 0, 0},
        {"192.168.1.2:80x", false, 0, 0},
        {"224.0.0.1", false, 0, 0},
        {"255.255.255.255", false, 0, 0},
        {"0.1.2.3", false, 0, 0},
        {"8080", false, 0, 0},
        {"::1", false, 0, 0},
        {"here", false, 0, 0},
        {"4294967297.0.0.1", false, 0, 0},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        uint32_t address;
        uint16_t port;
        const bool good = kj_live_bind_read(kj_span_of(cases[i].text), &address, &port);
        if (good != cases[i].good ||
            (good && (address != cases[i].address || port != cases[i].port)))
            fail_msg("'%s': %d %x %u", cases[i].text, good, address, port);
    }
}

#define NET(name, at, ...) \
    { \
        .interface = {KJ_SPAN(name)}, .address = (at), __VA_ARGS__ \
    }
#define UP .up = true

static void chooses_the_rooms_network(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t best;
        kj_live_network networks[2];
    } cases[] = {
        {"none", SIZE_MAX, {{.up = false}}},
        {"only itself", SIZE_MAX, {NET("lo", 0x7F000001, UP, .loopback = true)}},
        {"not what is down", SIZE_MAX, {NET("wlan0", 0xC0A80102, .up = false)}},
        {"Wi-Fi before a cable", 1, {NET("eth0", 0xC0A80102, UP), NET("wlp2s0", 0xC0A80203, UP)}},
        {"a cable before Docker",
         1,
         {NET("docker0", 0xAC110001, UP), NET("enp3s0", 0x08080808, UP)}},
        {"no tunnel where there is a room",
         1,
         {NET("wg0", 0x0A000001, UP, .point_to_point = true), NET("usb0", 0xC0A82A02, UP)}},
        {"a tunnel rather than nothing",
         1,
         {NET("lo", 0x7F000001, UP, .loopback = true),
          NET("tun0", 0x0A000001, UP, .point_to_point = true)}},
        {"an address that was given before one that was made up",
         1,
         {NET("wlan0", 0xA9FE0102, UP), NET("eth0", 0xC0A80102, UP)}},
        {"of two cables the private one",
         1,
         {NET("eth0", 0x08080808, UP), NET("eth1", 0xAC1F0001, UP)}},
        {"the first of equals", 0, {NET("eth0", 0x0A000001, UP), NET("eth1", 0x0A000101, UP)}},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const size_t best = kj_live_choose(cases[i].networks, KJ_COUNT(cases[i].networks));
        if (best != cases[i].best)
            fail_msg("%s: %zu", cases[i].name, best);
    }
}

/* ---- what goes over the network ---- */

static void lines_that_somebody_typed(void **state)
{
    static const struct {
        kj_span typed;
        const char *line; /* NULL: refused */
    } cases[] = {
        {{KJ_SPAN("E00123")}, "E00123"},
        {{KJ_SPAN(" \u3000张三\t")}, "张三"},
        {{KJ_SPAN("a\r\nb")}, "a  b"},
        {{KJ_SPAN("𠀀👩\u200D🌾")}, "𠀀👩\u200D🌾"},
        {{KJ_SPAN("葛\U000E0100")}, "葛\U000E0100"},
        {{KJ_SPAN("1234567890123456")}, "1234567890123456"},
        {{KJ_SPAN("12345678901234567")}, NULL},
        {{KJ_SPAN("")}, NULL},
        {{KJ_SPAN(" \n ")}, NULL},
        {{KJ_SPAN("a\0b")}, NULL},
        {{KJ_SPAN("a\x1B[31m")}, NULL},
        {{KJ_SPAN("a\x7F")}, NULL},
        {{KJ_SPAN("\u202Eabc")}, NULL},
        {{KJ_SPAN("a\u2066")}, NULL},
        {{KJ_SPAN("\uFEFF")}, NULL},
        {{KJ_SPAN("\u200D")}, NULL},
        {{KJ_SPAN("a\u200D\u200D")}, NULL},
        {{KJ_SPAN("\u3164")}, NULL},
        {{KJ_SPAN("\xC0\xAF")}, NULL},
        {{KJ_SPAN("\xED\xA0\x80")}, NULL},
        {{KJ_SPAN("a\xE5\xBC")}, NULL},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_span line;
        const bool good = kj_wire_line(cases[i].typed, 16, *state, &line);
        if (good != (cases[i].line != NULL) || (good && !kj_span_is(line, cases[i].line)))
            fail_msg("case %zu: %d '%.*s'", i, good, good ? (int)line.len : 0, line.ptr);
    }
}

static void posts(void **state)
{
    static const struct {
        kj_live_kind kind;
        const char *body;
        bool good;
        uint64_t seq;
        uint32_t chosen;
        const char *text, *poll;
    } cases[] = {
        {KJ_LIVE_JOINED, "{\"seq\":1,\"name\":\" a \"}", true, 1, 0, "a", ""},
        {KJ_LIVE_VOTED, "{\"seq\":1774000000000,\"poll\":\"q\",\"chosen\":[2,0]}", true,
         1774000000000, 5, "", "q"},
        {KJ_LIVE_ASKED, "{\"seq\":9007199254740992,\"text\":\"?\",\"more\":[]}", true,
         9007199254740992, 0, "?", ""},
        {KJ_LIVE_JOINED, "{\"name\":\"a\"}", false, 0, 0, "", ""},
        {KJ_LIVE_JOINED, "{\"seq\":\"1\",\"name\":\"a\"}", false, 0, 0, "", ""},
        {KJ_LIVE_JOINED, "{\"seq\":-1,\"name\":\"a\"}", false, 0, 0, "", ""},
        {KJ_LIVE_JOINED, "{\"seq\":1e300,\"name\":\"a\"}", false, 0, 0, "", ""},
        {KJ_LIVE_VOTED, "{\"seq\":1,\"poll\":\"\",\"chosen\":[0]}", false, 0, 0, "", ""},
        {KJ_LIVE_VOTED, "{\"seq\":1,\"poll\":\"q\",\"chosen\":[]}", false, 0, 0, "", ""},
        {KJ_LIVE_VOTED, "{\"seq\":1,\"poll\":\"q\",\"chosen\":[24]}", false, 0, 0, "", ""},
        {KJ_LIVE_VOTED, "{\"seq\":1,\"poll\":\"q\",\"chosen\":0}", false, 0, 0, "", ""},
        {KJ_LIVE_VOTED, "{\"seq\":1,\"poll\":\"q\",\"chosen\":[1,1]}", false, 0, 0, "", ""},
        {KJ_LIVE_VOTED, "[]", false, 0, 0, "", ""},
        {KJ_LIVE_VOTED, "", false, 0, 0, "", ""},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_wire_post post;
        const bool good =
            kj_wire_post_read(cases[i].kind, kj_span_of(cases[i].body), *state, &post);
        if (good != cases[i].good)
            fail_msg("%s: %d", cases[i].body, good);
        if (good &&
            (post.seq != cases[i].seq || post.chosen != cases[i].chosen ||
             !kj_span_is(post.text, cases[i].text) || !kj_span_is(post.poll, cases[i].poll)))
            fail_msg("%s: read wrongly", cases[i].body);
    }
}

static void the_state_hides_what_is_hidden(void **state)
{
    kj_live_state s = {
        .page = KJ_LIVE_QUESTION,
        .poll = KJ_LIT("q1"),
        .number = 3,
        .stem = KJ_LIT("说“好”?"),
        .choices = {{KJ_LIT("<a>"), 7, false}, {KJ_LIT("b\""), 9, true}},
        .choice_count = 2,
        .open = true,
    };
    assert_true(kj_span_is(
        kj_wire_state(&s, *state),
        "\"page\":\"question\",\"poll\":\"q1\",\"stem\":\"说“好”?\",\"number\":3,\"several\":false,"
        "\"open\":true,\"revealed\":false,\"choices\":[{\"text\":\"<a>\"},{\"text\":\"b\\\"\"}]"));
    s.open = false;
    s.revealed = true;
    s.stem = (kj_span){NULL, 0};
    s.asked = KJ_LIT("?");
    assert_true(kj_span_is(
        kj_wire_state(&s, *state),
        "\"page\":\"question\",\"poll\":\"q1\",\"number\":3,\"several\":false,\"open\":false,"
        "\"revealed\":true,\"choices\":[{\"text\":\"<a>\",\"votes\":7,\"right\":false},"
        "{\"text\":\"b\\\"\",\"votes\":9,\"right\":true}],\"asked\":\"?\""));
    s = (kj_live_state){.poll = KJ_LIT("q1"), .choice_count = 2};
    assert_true(kj_span_is(kj_wire_state(&s, *state), "\"page\":\"wait\""));
}

static void small_ones(void **state)
{
    assert_true(kj_wire_is_client(KJ_LIT("0123456789abcdef0123456789abcdef")));
    assert_false(kj_wire_is_client(KJ_LIT("0123456789ABCDEF0123456789abcdef")));
    assert_false(kj_wire_is_client(KJ_LIT("0123456789abcdef")));
    assert_false(kj_wire_is_client((kj_span){NULL, 0}));
    assert_true(kj_wire_same(KJ_LIT("secret"), KJ_LIT("secret")));
    assert_false(kj_wire_same(KJ_LIT("secret"), KJ_LIT("secreT")));
    assert_false(kj_wire_same(KJ_LIT("secret"), KJ_LIT("secre")));
    assert_false(kj_wire_same(KJ_LIT("secret"), (kj_span){NULL, 0}));
    kj_text_buffer out = {.arena = *state};
    kj_wire_put_html(&out, KJ_LIT("<b a=\"1\" c='2'>&张"));
    assert_true(kj_span_is(kj_put_span(&out), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;张"));
}

/* ---- opening ---- */

static void what_cannot_be_opened(void **state)
{
    kj_test_sink *sink = kj_test_sink_new(*state);
    kj_live_options options = {.bind = KJ_LIT("127.0.0.1:x"), .title = KJ_LIT("t")};
    assert_null(kj_live_open(&options, &sink->sink));
    assert_non_null(kj_test_sink_find(sink, "E0901"));

    options.bind = KJ_LIT("192.0.2.1"); /* TEST-NET-1, of nobody */
    assert_null(kj_live_open(&options, &sink->sink));
    const kj_diag *diag = kj_test_sink_find(sink, "E0906");
    assert_non_null(diag);
    assert_true(kj_span_find(diag->message, KJ_LIT("192.0.2.1"), 0) != SIZE_MAX);

    options.bind = KJ_LIT("127.0.0.1");
    kj_live *first = kj_live_open(&options, &sink->sink);
    assert_non_null(first);
    assert_int_equal(kj_live_token(first).len, KJ_LIVE_TOKEN_LEN);
    assert_true(kj_span_is(kj_live_url(first),
                           kj_arena_format(*state, "http://127.0.0.1:%u/%.*s", kj_live_port(first),
                                           KJ_ARG(kj_live_token(first)))
                               .ptr));
    options.bind = kj_arena_format(*state, "127.0.0.1:%u", kj_live_port(first));
    assert_null(kj_live_open(&options, &sink->sink)); /* the port is taken */
    const kj_span token = kj_arena_copy(*state, kj_live_token(first));
    kj_live_close(first);
    options.token = token;
    kj_live *again = kj_live_open(&options, &sink->sink); /* and free again */
    assert_non_null(again);
    assert_true(kj_span_equal(kj_live_token(again), token));
    kj_live_event_list events;
    kj_live_take(again, *state, &events);
    assert_int_equal(events.count, 0);
    kj_live_settle(again, 12345, KJ_LIVE_SAVED); /* of nothing: nothing happens */
    assert_int_equal(kj_live_counts(again).joined, 0);
    kj_live_close(again);
    kj_live_close(NULL);
    assert_int_equal(sink->sink.errors, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(the_last_vote_counts_once),      KJ_TEST(a_full_ballot_says_so),
        KJ_TEST(a_bucket_fills_in_time),         KJ_TEST(addresses_have_their_own),
        KJ_TEST(reads_where_to_listen),          KJ_TEST(chooses_the_rooms_network),
        KJ_TEST(lines_that_somebody_typed),      KJ_TEST(posts),
        KJ_TEST(the_state_hides_what_is_hidden), KJ_TEST(small_ones),
        KJ_TEST(what_cannot_be_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
