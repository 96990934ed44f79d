/* tests/course/fields_test.c: each kind of field, read and refused. */
#include "course/kit.h"
#include "test.h"

/* The visual stands on line 2, so columns are those of the text here. */
static const struct {
    const char *name, *visual;
    const char *expected; /* "line:column code", NULL: accepted */
    const char *words;    /* in message or hint */
} cases[] = {
    {"bool", "{\"type\":\"probe\",\"flag\":true}", NULL, NULL},
    {"bool from a number", "{\"type\":\"probe\",\"flag\":1}", "2:24 E0203", "true or false"},
    {"whole", "{\"type\":\"probe\",\"whole\":9}", NULL, NULL},
    {"whole from 9.0", "{\"type\":\"probe\",\"whole\":9.0}", NULL, NULL},
    {"whole from 2.5", "{\"type\":\"probe\",\"whole\":2.5}", "2:25 E0203", "whole number"},
    {"whole below", "{\"type\":\"probe\",\"whole\":0}", "2:25 E0204", "1 to 9"},
    {"whole above", "{\"type\":\"probe\",\"whole\":10}", "2:25 E0204", "'whole' is 10"},
    {"whole in quotes", "{\"type\":\"probe\",\"whole\":\"3\"}", "2:25 E0203", "without quotes"},
    {"number", "{\"type\":\"probe\",\"number\":-1e300}", NULL, NULL},
    {"number from a figure", "{\"type\":\"probe\",\"number\":\"{rate}\"}", NULL, NULL},
    {"number from a textual figure", "{\"type\":\"probe\",\"number\":\"{words}\"}", "2:26 E0203",
     "only a text"},
    {"number from no figure", "{\"type\":\"probe\",\"number\":\"{rates}\"}", "2:26 E0303",
     "did you mean 'rate'?"},
    {"word", "{\"type\":\"probe\",\"word\":\"blue\"}", NULL, NULL},
    {"word misspelt", "{\"type\":\"probe\",\"word\":\"bleu\"}", "2:24 E0206",
     "did you mean 'blue'?"},
    {"word unlike any", "{\"type\":\"probe\",\"word\":\"violet\"}", "2:24 E0206",
     "'red', 'green' or 'blue'"},
    {"id", "{\"type\":\"probe\",\"id\":\"o2.1-a\"}", NULL, NULL},
    {"id with a hyphen first", "{\"type\":\"probe\",\"id\":\"-a\"}", "2:22 E0207", "valid id"},
    {"id with capitals", "{\"type\":\"probe\",\"id\":\"Two_B\"}", "2:22 E0207", "write 'two-b'"},
    {"reference", "{\"type\":\"probe\",\"slide\":\"s\"}", NULL, NULL},
    {"reference to nothing", "{\"type\":\"probe\",\"slide\":\"t\"}", "2:25 E0302", "no slide 't'"},
    {"string, shortest", "{\"type\":\"probe\",\"string\":\"两字\"}", NULL, NULL},
    {"string, longest", "{\"type\":\"probe\",\"string\":\"四个汉字\"}", NULL, NULL},
    {"string too short", "{\"type\":\"probe\",\"string\":\"一\"}", "2:26 E0204",
     "1 characters, at least 2"},
    {"string too long", "{\"type\":\"probe\",\"string\":\"五个汉字啊\"}", "2:26 E0204",
     "5 characters, at most 4"},
    {"string keeps markup", "{\"type\":\"probe\",\"string\":\"**a\"}", NULL, NULL},
    {"path", "{\"type\":\"probe\",\"path\":\"images/图.svg\"}", NULL, NULL},
    {"path upwards", "{\"type\":\"probe\",\"path\":\"a/../b.svg\"}", "2:24 E0209", "leads out"},
    {"path with a drive", "{\"type\":\"probe\",\"path\":\"C:/b.svg\"}", "2:24 E0209", "absolute"},
    {"path with two slashes", "{\"type\":\"probe\",\"path\":\"a//b.svg\"}", "2:24 E0209",
     "empty part"},
    {"object", "{\"type\":\"probe\",\"entry\":{\"id\":\"a\"}}", NULL, NULL},
    {"object without its id", "{\"type\":\"probe\",\"entry\":{}}", "2:25 E0202", "no key 'id'"},
    {"object from a text", "{\"type\":\"probe\",\"entry\":\"a\"}", "2:25 E0203", "an object"},
    {"map", "{\"type\":\"probe\",\"map\":{\"a\":1,\"b\":-5,\"c\":\"{loss}\"}}", NULL, NULL},
    {"map, empty", "{\"type\":\"probe\",\"map\":{}}", NULL, NULL},
    {"map out of range", "{\"type\":\"probe\",\"map\":{\"a\":6}}", "2:28 E0204", "'a' is 6"},
    {"map with a bad key", "{\"type\":\"probe\",\"map\":{\"A\":1}}", "2:24 E0207", "write 'a'"},
    {"map of texts", "{\"type\":\"probe\",\"map\":{\"a\":\"x\"}}", "2:28 E0203", "'a' must be"},
    {"list", "{\"type\":\"probe\",\"entries\":[{\"id\":\"a\"},{\"id\":\"b\"}]}", NULL, NULL},
    {"list, empty", "{\"type\":\"probe\",\"entries\":[]}", "2:27 E0205", "at least 1"},
    {"list with an id twice",
     "{\"type\":\"probe\",\"entries\":[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"a\"}]}",
     "2:56 E0301", "the first one is at p.json:2:34"},
    {"list from one", "{\"type\":\"probe\",\"entries\":{\"id\":\"a\"}}", "2:27 E0203",
     "put it into [ ]"},
    {"list with a wrong element", "{\"type\":\"probe\",\"texts\":[\"a\",2]}", "2:30 E0203",
     "element 2 of 'texts'"},
    {"keyed", "{\"type\":\"probe\",\"keyed\":{\"a\":{\"text\":\"x\"}}}", NULL, NULL},
    {"keyed by a bad id", "{\"type\":\"probe\",\"keyed\":{\"A b\":{\"text\":\"x\"}}}", "2:26 E0207",
     "write 'a-b'"},
    {"keyed, not objects", "{\"type\":\"probe\",\"keyed\":{\"a\":1}}", "2:30 E0203",
     "'a' must be an object"},
    {"nested", "{\"type\":\"probe\",\"nested\":[[\"a\",\"b\"],[],[\"c\"]]}", NULL, NULL},
    {"nested, one level too few", "{\"type\":\"probe\",\"nested\":[\"a\"]}", "2:27 E0203",
     "must be a list"},
    {"inner form", "{\"type\":\"probe\",\"inner\":{\"type\":\"plain\"}}", NULL, NULL},
    {"inner form unknown", "{\"type\":\"probe\",\"inner\":{\"type\":\"plian\"}}", "2:33 E0206",
     "did you mean 'plain'?"},
    {"form without type", "{}", "2:1 E0202", "no key 'type'"},
    {"form of an unknown type takes every key", "{\"type\":\"?\",\"x\":1}", "2:9 E0206",
     "'probe' or 'plain'"},
    {"unknown key", "{\"type\":\"probe\",\"numbr\":1}", "2:17 E0201", "did you mean 'number'?"},
    {"null", "{\"type\":\"probe\",\"text\":null}", "2:24 E0203", "leave the key out"},
    {"the form's own check", "{\"type\":\"probe\",\"whole\":7}", "2:25 E0502",
     "seven is not allowed here"},
    {"inner form's own check", "{\"type\":\"probe\",\"inner\":{\"type\":\"probe\",\"whole\":7}}",
     "2:49 E0502", "take another"},
};

static bool has(kj_span text, const char *words)
{
    return kj_span_find(text, kj_span_of(words), 0) != SIZE_MAX;
}

static void says_what_is_wrong_and_where(void **state)
{
    kj_arena *arena = *state;
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        kj_test_sink *sink = kj_test_sink_new(arena);
        const kj_course *course = kit_read_visual(cases[i].visual, arena, sink);
        const kj_span said = kj_test_sink_text(sink);
        if (!cases[i].expected) {
            if (!course)
                fail_msg("%s: refused:\n%.*s", cases[i].name, KJ_ARG(said));
            continue;
        }
        if (course || sink->diags.count != 1)
            fail_msg("%s: %zu messages, not one:\n%.*s", cases[i].name, sink->diags.count,
                     KJ_ARG(said));
        const kj_diag *diag = &sink->diags.ptr[0];
        const kj_place place = kj_place_of(diag->at.source->text, diag->at.offset);
        const kj_span found =
            kj_arena_format(arena, "%zu:%zu %s", place.line, place.column, diag->code);
        if (!kj_span_is(found, cases[i].expected))
            fail_msg("%s: %.*s, not %s:\n%.*s", cases[i].name, KJ_ARG(found), cases[i].expected,
                     KJ_ARG(said));
        if (!has(said, cases[i].words))
            fail_msg("%s: nothing about \"%s\":\n%.*s", cases[i].name, cases[i].words,
                     KJ_ARG(said));
    }
}

static void fills_the_struct(void **state)
{
    kj_arena *arena = *state;
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_course *course = kit_read_visual(
        "{\"type\":\"probe\",\"nested\":[[\"x\",\"y\"],[]],\"keyed\":{\"k2\":{\"text\":\"乙\"},"
        "\"k1\":{\"text\":\"甲\"}},\"map\":{\"b\":2,\"a\":\"{loss}\"},\"path\":\"i.png\","
        "\"texts\":[\"一\",\"二{rate}\"],\"entries\":[{\"id\":\"e1\",\"text\":\"**重**点\"},"
        "{\"id\":\"e2\"}],\"string\":\"\\u56db\\u5b57\",\"slide\":\"s\",\"id\":\"x-1\",\"word\":"
        "\"green\",\"number\":\"{rate}\",\"whole\":3,\"flag\":true,\"inner\":{\"type\":\"probe\","
        "\"path\":\"i.png\",\"entries\":[{\"id\":\"deep\"}]}}",
        arena, sink);
    assert_non_null(course);
    const kj_slide *slide = &course->slides.ptr[0];
    const kit_probe *p = slide->visual.data;
    assert_true(p->flag);
    assert_int_equal(p->whole, 3);
    assert_true(p->number > 12.49 && p->number < 12.51);
    assert_int_equal(p->word, 1);
    assert_true(kj_span_is(p->id, "x-1"));
    assert_true(kj_span_is(p->string, "四字"));
    assert_int_equal(p->entries.count, 2);
    assert_true(kj_span_is(p->entries.ptr[0].text.plain, "重点"));
    assert_int_equal(p->entries.ptr[0].text.mark_count, 1);
    assert_true(kj_span_is(p->texts.ptr[1].plain, "二12.5%"));
    assert_int_equal(p->keyed.count, 2); /* in the order of the text */
    assert_true(kj_span_is(p->keyed.ptr[0].id, "k2"));
    assert_true(kj_span_is(p->keyed.ptr[1].text.plain, "甲"));
    assert_true(p->map.ptr[1].value < -2.9 && p->map.ptr[1].value > -3.1);
    assert_int_equal(p->nested.count, 2);
    assert_int_equal(p->nested.ptr[0].count, 2);
    assert_true(kj_span_is(p->nested.ptr[0].ptr[1], "y"));
    assert_int_equal(p->nested.ptr[1].count, 0);

    assert_int_equal(slide->steps, 2);
    assert_true(slide->example);
    assert_int_equal(course->pictures.count, 1); /* named twice, listed once */
    assert_true(kj_span_is(course->pictures.ptr[0], "i.png"));
    assert_true(kj_form_has_element(&slide->visual, KJ_LIT("e2")));
    assert_true(kj_form_has_element(&slide->visual, KJ_LIT("deep")));
    assert_false(kj_form_has_element(&slide->visual, KJ_LIT("k1"))); /* a key is no element's id */
}

static const struct {
    const char *name, *visual;
    bool example;
} examples[] = {
    {"a text with a figure of kind example", "{\"type\":\"probe\",\"text\":\"约{rate}\"}", true},
    {"a text with a definition", "{\"type\":\"probe\",\"text\":\"约{words}\"}", false},
    {"a number", "{\"type\":\"probe\",\"number\":\"{rate}\"}", true},
    {"a number within a map", "{\"type\":\"probe\",\"map\":{\"a\":\"{loss}\"}}", false},
    {"nothing", "{\"type\":\"plain\"}", false},
};

static void knows_slides_with_example_figures(void **state)
{
    kj_arena *arena = *state;
    for (size_t i = 0; i < KJ_COUNT(examples); i++) {
        const kj_course *course =
            kit_read_visual(examples[i].visual, arena, kj_test_sink_new(arena));
        if (!course || course->slides.ptr[0].example != examples[i].example)
            fail_msg("%s", examples[i].name);
    }
}

/* Every prefix of a sound course is refused with at least one message, and without a crash. */
static void refuses_every_prefix(void **state)
{
    kj_arena *arena = *state;
    static const char whole[] =
        "{\"id\":\"c\",\"title\":\"课\",\"version\":\"1.0.0\",\"language\":\"zh\",\"notice\":"
        "\"例\","
        "\"figures\":{\"a\":{\"kind\":\"example\",\"formula\":\"2 * 3\",\"about\":\"x\"}},"
        "\"parts\":[\"p.json\"]}";
    char text[sizeof whole];
    const kit_file files[] = {{"course.json", text},
                              {"p.json", "{\"id\":\"p\",\"number\":0,\"title\":\"一\"}"},
                              {NULL, NULL}};
    for (size_t len = 0; len < sizeof whole; len++) {
        memcpy(text, whole, len);
        text[len] = '\0';
        kj_test_sink *sink = kj_test_sink_new(arena);
        const kj_course *course = kit_read(files, arena, sink);
        if ((len == sizeof whole - 1) != (course != NULL) ||
            (course != NULL) == (sink->sink.errors > 0))
            fail_msg("a prefix of %zu bytes: %zu errors", len, sink->sink.errors);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(says_what_is_wrong_and_where),
        KJ_TEST(fills_the_struct),
        KJ_TEST(knows_slides_with_example_figures),
        KJ_TEST(refuses_every_prefix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
