/* tests/base/json_place_test.c: from a place to its pointer, and back. */
#include "test.h"

#include "base/json.h"
#include "support.h"

/* `mark` is a piece of the text that begins at the place asked for. */
static void points(void **state)
{
    kj_arena *arena = *state;
    static const char text[] = "{ \"id\" : \"a\", \"list\": [10, [20, 30], {\"x\": null}],\n"
                               "\"a/b~c\": {\"\": 1, \"\\u5ba2\": \"户\"}, \"t\\\"q\": true }";
    static const struct {
        const char *mark, *pointer;
    } cases[] = {
        {"{ \"id\"", ""},
        {" \"id\"", ""},
        {"\"id\"", "/id"},
        {"d\" : \"a\"", "/id"},
        {": \"a\"", "/id"},
        {" \"a\",", "/id"},
        {"\"a\",", "/id"},
        {", \"list\"", ""},
        {"[10", "/list"},
        {"10", "/list/0"},
        {", [20", "/list"},
        {"[20", "/list/1"},
        {"30", "/list/1/1"},
        {"0], {", "/list/1/1"},
        {"], {", "/list/1"},
        {"{\"x\"", "/list/2"},
        {"\"x\"", "/list/2/x"},
        {"null", "/list/2/x"},
        {"ll}", "/list/2/x"},
        {"}],\n", "/list/2"},
        {"],\n", "/list"},
        {"\"a/b", "/a~1b~0c"},
        {"\"\": 1", "/a~1b~0c/"},
        {"1, ", "/a~1b~0c/"},
        {"\"户\"", "/a~1b~0c/客"},
        {"\"t\\\"q", "/t\"q"},
        {"true }", "/t\"q"},
        {"}", "/list/2"},
        {" }", ""},
    };
    const kj_span all = {text, sizeof text - 1};
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const size_t at = kj_span_find(all, kj_span_of(cases[i].mark), 0);
        assert_true(at != SIZE_MAX);
        const kj_span pointer = kj_json_pointer(all, at, arena);
        if (!kj_span_is(pointer, cases[i].pointer))
            fail_msg("%s: '%.*s', not '%s'", cases[i].mark, KJ_ARG(pointer), cases[i].pointer);
    }
    assert_int_equal(kj_json_pointer(all, all.len + 5, arena).len, 0);
}

/* Broken before the place: "", and always an end. */
static void points_nowhere_in_broken_texts(void **state)
{
    kj_arena *arena = *state;
    static const struct {
        kj_span text;
        const char *pointer;
    } cases[] = {
        {{KJ_SPAN("")}, ""},
        {{KJ_SPAN("]]]x")}, ""},
        {{KJ_SPAN("[}x")}, ""},
        {{KJ_SPAN(",x")}, ""},
        {{KJ_SPAN("{\"a\"\0x")}, "/a"},
        {{KJ_SPAN("{\"a\":[1,2 \"x")}, "/a/1"},
        {{KJ_SPAN("{\"a\":\"open x")}, "/a"},
        {{KJ_SPAN("{a:x")}, ""},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const kj_span text = cases[i].text;
        const kj_span pointer = kj_json_pointer(text, text.len > 0 ? text.len - 1 : 0, arena);
        if (!kj_span_is(pointer, cases[i].pointer))
            fail_msg("case %zu: '%.*s'", i, KJ_ARG(pointer));
    }
    kj_text_buffer deep = {.arena = arena};
    for (int i = 0; i < 100000; i++)
        kj_put_char(&deep, '[');
    assert_int_equal(kj_json_pointer(kj_put_span(&deep), 99999, arena).len, 0);
}

static void locates(void **state)
{
    (void)state;
    const kj_span text =
        KJ_LIT("[ {\"id\": \"}\\\"{\", \"goto\" :\n \"x\", \"list\": [ 1, [2,3], \"a\\\"]\", {}],"
               "\"\\u0067\": 5, \"o\": {\"goto\": 6}, \"empty\": []} ]");
    static const struct {
        const char *key;
        size_t index;
        const char *mark; /* what begins there; NULL: the object itself */
    } cases[] = {
        {"id", SIZE_MAX, "\"}"},
        {"goto", SIZE_MAX, "\"x\""},
        {"goto", 3, "\"x\""},
        {"list", SIZE_MAX, "[ 1"},
        {"list", 0, "1,"},
        {"list", 1, "[2"},
        {"list", 2, "\"a\\"},
        {"list", 3, "{}"},
        {"list", 4, "[ 1"},
        {"g", SIZE_MAX, "5"},
        {"o", SIZE_MAX, "{\"goto\""},
        {"empty", 0, "[]}"},
        {"missing", SIZE_MAX, NULL},
        {"missing", 2, NULL},
        {"", SIZE_MAX, NULL},
    };
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const size_t at = kj_json_locate(text, 2, kj_span_of(cases[i].key), cases[i].index);
        const size_t expected =
            cases[i].mark ? kj_span_find(text, kj_span_of(cases[i].mark), 0) : 2;
        if (at != expected)
            fail_msg("%s: %zu, not %zu", cases[i].key, at, expected);
    }
    /* Where nothing is an object, or nothing is whole, the place given comes back. */
    static const kj_span broken[] = {{KJ_SPAN("")},           {KJ_SPAN("x")},
                                     {KJ_SPAN("{")},          {KJ_SPAN("{\"a\"")},
                                     {KJ_SPAN("{\"a\":")},    {KJ_SPAN("{\"b\":[1,{]")},
                                     {KJ_SPAN("{\"b\" 1 }")}, {KJ_SPAN("{\"a")}};
    for (size_t i = 0; i < KJ_COUNT(broken); i++)
        assert_int_equal(kj_json_locate(broken[i], 0, KJ_LIT("a"), 0), 0);
}

/* Whatever is read is found again, at every value of a text. */
static void places_agree(kj_span text, const kj_json *value, kj_span pointer, kj_arena *arena)
{
    const kj_span found = kj_json_pointer(text, value->offset, arena);
    if (!kj_span_equal(found, pointer))
        fail_msg("%.*s was found as %.*s", KJ_ARG(pointer), KJ_ARG(found));
    size_t index = 0;
    for (const kj_json *child = value->first; child; child = child->next, index++) {
        const bool member = value->type == KJ_JSON_OBJECT;
        places_agree(text, child,
                     member
                         ? kj_arena_format(arena, "%.*s/%.*s", KJ_ARG(pointer), KJ_ARG(child->key))
                         : kj_arena_format(arena, "%.*s/%zu", KJ_ARG(pointer), index),
                     arena);
        if (!member)
            continue;
        assert_int_equal(kj_json_locate(text, value->offset, child->key, SIZE_MAX), child->offset);
        size_t i = 0;
        for (const kj_json *e = child->first; child->type == KJ_JSON_ARRAY && e; e = e->next, i++)
            assert_int_equal(kj_json_locate(text, value->offset, child->key, i), e->offset);
    }
}

static void reader_and_scans_agree(void **state)
{
    kj_arena *arena = *state;
    const kj_span text = KJ_LIT(
        "{\"id\":\"needs\",\"slides\":[{\"id\":\"a\",\"visual\":{\"type\":\"points\",\"points\":"
        "[{\"t\":\"一\"},{\"t\":\"二\"}]}},{\"id\":\"b\",\"n\":[[],[1,[2]],{}]}],\"客\":-1}");
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_json *root = kj_json_parse(kj_test_source(arena, "t", text), arena, &sink->sink);
    assert_non_null(root);
    places_agree(text, root, KJ_LIT(""), arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(points),
        KJ_TEST(points_nowhere_in_broken_texts),
        KJ_TEST(locates),
        KJ_TEST(reader_and_scans_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
