/* tests/course/strict_test.c: what a careful editor objects to. */
#include "course/kit.h"
#include "course/reader.h"
#include "test.h"

static const struct {
    const char *text, *where; /* the sign; NULL: nothing is wrong */
    const char *message;
} texts[] = {
    {"先问，再答。", NULL, NULL},
    {"约3.5年，比例1:2（见A.B）", NULL, NULL},
    {"在Excel里（或WPS里）打开", NULL, NULL},
    {"English, only: fine.", NULL, NULL},
    {"他说“好”。", NULL, NULL},
    {"等一等……再说——好", NULL, NULL},
    {"先问,再答", ",", "half-width"},
    {"先问.", ".", "half-width"},
    {"真的吗?", "?", "half-width"},
    {"说明:先问", ":", "half-width"},
    {"好!”", "!", "half-width"},
    {"先问。。", "。", "twice"},
    {"先问，，再答", "，", "twice"},
    {"他说\"好\"", "\"", "straight quotes"},
    {"先問再答", "問", "traditional"},
};

static void finds_slips_in_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < KJ_COUNT(texts); i++) {
        kj_text_fault fault;
        const bool found = kj_text_fault_find(kj_span_of(texts[i].text), &fault);
        if (found != (texts[i].where != NULL))
            fail_msg("\"%s\": %s", texts[i].text, found ? fault.message : "nothing found");
        if (found &&
            (!kj_span_is(fault.where, texts[i].where) || !strstr(fault.message, texts[i].message)))
            fail_msg("\"%s\": %s at '%.*s'", texts[i].text, fault.message, KJ_ARG(fault.where));
    }
}

#define NOTES \
    "六十个字上下的讲稿才看得过来，所以这里写满六十个字：先讲一个故事，再问一个问题，等学员回答之" \
    "后，" \
    "把答案写在白板上，最后回到这一页来核对一遍。"

#define TEN "一二三四五六七八九十"
#define FORTY TEN TEN TEN TEN
#define LONG FORTY FORTY FORTY FORTY FORTY FORTY FORTY FORTY FORTY FORTY

/* A course without anything to object to; each case puts something in its place. */
static const char course[] =
    "{'id':'c','title':'课','version':'1.0.0','language':'zh',"
    "'objectives':[{'id':'o1','text':'说出好处','brief':'好处'}],'parts':['p.json']}";
static const char part[] =
    "{'id':'p','number':1,'title':'一','objectives':['o1'],'draw':2,'slides':[{'id':'s1','title':"
    "'题','menu':'题','visual':{'type':'probe'},'notes':'" NOTES "','alt':'一张图。',"
    "'minutes':2,'objectives':['o1']}],'items':["
    "{'id':'i1','type':'pick','stem':'问什么？','options':[{'id':'a','text':'甲','right':true},"
    "{'id':'b','text':'乙'}],'why':'因为。','explains':'s1','objective':'o1','difficulty':1},"
    "{'id':'i2','type':'pick','stem':'答什么？','options':[{'id':'a','text':'丙'},"
    "{'id':'b','text':'丁','right':true}],'why':'因为。','explains':'s1','objective':'o1',"
    "'difficulty':1}]}";

static const struct {
    const char *name, *old, *new; /* in the part */
    const char *words;            /* in the one message; NULL: there is none */
} cases[] = {
    {"nothing", "'id':'p'", "'id':'p'", NULL},
    {"no notes", "'notes':'" NOTES "',", "", "has no notes"},
    {"short notes", NOTES, "太短了。", "have 4 characters"},
    {"no alt", "'alt':'一张图。',", "", "has no alt"},
    {"no minutes", "'minutes':2,", "", "has no minutes"},
    {"objective without a slide", "'minutes':2,'objectives':['o1']", "'minutes':2,'objectives':[]",
     "no slide teaches"},
    {"objective without a part", "'title':'一','objectives':['o1'],", "'title':'一',",
     "no part has the objective"},
    {"test larger than its bank", "'draw':2", "'draw':3", "draws 3 items, but its bank has 2"},
    {"stem twice", "答什么？", "问什么？", "asks the same as item 'i1'"},
    {"option twice", "丁", "丙", "stands there twice"},
    {"half-width mark", "一张图。", "一张,图。", "half-width"},
    {"key of another length", "'甲'", "'这一个选项比旁边的那个长出许多来，一眼就看得见'",
     "stands out"},
    {"too much to read", "{'type':'probe'}", "{'type':'probe','text':'" LONG TEN TEN "'}",
     "shows 421 characters"},
    {"the form's own objection", "{'type':'probe'}", "{'type':'probe','whole':8}", "eight"},
};

static kj_span replaced(const char *text, const char *old, const char *new, kj_arena *arena)
{
    const char *found = strstr(text, old);
    if (!found)
        fail_msg("'%s' is not in the text", old);
    return kj_arena_format(arena, "%.*s%s%s", (int)(found - text), text, new, found + strlen(old));
}

static void objects_to_what_an_editor_would(void **state)
{
    kj_arena *arena = *state;
    for (size_t i = 0; i < KJ_COUNT(cases); i++) {
        const kj_span changed = replaced(part, cases[i].old, cases[i].new, arena);
        const kit_file files[] = {{"course.json", kit_json(course, arena).ptr},
                                  {"p.json", kit_json(changed.ptr, arena).ptr},
                                  {NULL, NULL}};
        kj_test_sink *sink = kj_test_sink_new(arena);
        const kj_course *read = kit_read(files, arena, sink);
        if (!read)
            fail_msg("%s: refused:\n%.*s", cases[i].name, KJ_ARG(kj_test_sink_text(sink)));
        kj_course_check_strict(read, &sink->sink);
        const kj_span said = kj_test_sink_text(sink);
        if (!cases[i].words && said.len == 0)
            continue;
        if (!cases[i].words || kj_span_find(said, kj_span_of(cases[i].words), 0) == SIZE_MAX)
            fail_msg("%s:\n%.*s", cases[i].name, KJ_ARG(said));
        /* A slide without objectives also explains nothing: those come together. */
        if (sink->diags.count != 1 && strcmp(cases[i].name, "objective without a slide") != 0)
            fail_msg("%s: not one message:\n%.*s", cases[i].name, KJ_ARG(said));
    }
}

/* What strict checks say of the course with this part. */
static const kj_test_sink *objections(const char *text, kj_arena *arena)
{
    const kit_file files[] = {{"course.json", kit_json(course, arena).ptr},
                              {"p.json", kit_json(text, arena).ptr},
                              {NULL, NULL}};
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_course *read = kit_read(files, arena, sink);
    assert_non_null(read);
    kj_course_check_strict(read, &sink->sink);
    return sink;
}

/* The part with these items instead of its own. */
static kj_span with_items(kj_span items, kj_arena *arena)
{
    const char *begin = strstr(part, "'items':[");
    return kj_arena_format(arena, "%.*s'items':[%.*s]}", (int)(begin - part), part, KJ_ARG(items));
}

/* Ten single choices; the key is the first option in `first` of them, and longer in `longer`. */
static const struct {
    const char *name;
    size_t first, longer;
    const char *words;
} spreads[] = {
    {"evenly", 5, 0, NULL},
    {"mostly first", 6, 0, "number 1"},
    {"mostly second", 4, 0, "number 2"},
    {"half of them longest", 5, 5, NULL},
    {"mostly longest", 5, 6, "is the longest"},
};

static void looks_at_all_keys_together(void **state)
{
    kj_arena *arena = *state;
    for (size_t i = 0; i < KJ_COUNT(spreads); i++) {
        kj_text_buffer items = {.arena = arena};
        for (size_t k = 0; k < 10; k++) {
            const bool first = k < spreads[i].first;
            const char *key = k < spreads[i].longer ? "长一些" : "短", *other = "另";
            kj_putf(
                &items,
                "%s{'id':'n%zu','type':'pick','stem':'第%zu问？','options':[{'id':'a','text':'%s'"
                "%s},{'id':'b','text':'%s'%s}],'why':'因为。','explains':'s1','objective':'o1',"
                "'difficulty':1}",
                k ? "," : "", k, k, first ? key : other, first ? ",'right':true" : "",
                first ? other : key, first ? "" : ",'right':true");
        }
        const kj_span changed = with_items(kj_put_span(&items), arena);
        const kj_test_sink *sink = objections(changed.ptr, arena);
        const kj_span said = kj_test_sink_text(sink);
        const bool sound = spreads[i].words
                               ? kj_span_find(said, kj_span_of(spreads[i].words), 0) != SIZE_MAX
                               : said.len == 0;
        if (!sound)
            fail_msg("%s:\n%.*s", spreads[i].name, KJ_ARG(said));
    }
}

/* Forty and more single choices have a narrower bound: 35 %. */
static void is_stricter_with_many_keys(void **state)
{
    kj_arena *arena = *state;
    for (size_t first = 14; first <= 15; first++) {
        kj_text_buffer items = {.arena = arena};
        for (size_t k = 0; k < 40; k++) {
            const size_t key = k < first ? 0 : 1 + k % 3;
            kj_putf(&items, "%s{'id':'n%zu','type':'pick','stem':'第%zu问？','options':[",
                    k ? "," : "", k, k);
            for (size_t o = 0; o < 4; o++)
                kj_putf(&items, "%s{'id':'o%zu','text':'选%zu'%s}", o ? "," : "", o, o,
                        o == key ? ",'right':true" : "");
            kj_put(&items, KJ_LIT("],'why':'因为。','explains':'s1','objective':'o1',"
                                  "'difficulty':1}"));
        }
        const kj_span changed = with_items(kj_put_span(&items), arena);
        const kj_test_sink *sink = objections(changed.ptr, arena);
        const kj_span said = kj_test_sink_text(sink);
        if ((kj_span_find(said, KJ_LIT("in 15 of 40"), 0) != SIZE_MAX) != (first == 15))
            fail_msg("%zu of 40:\n%.*s", first, KJ_ARG(said));
    }
}

/* Of two slides that teach, the second is explained by nothing; then a drill would do as well. */
static void finds_what_nothing_tests(void **state)
{
    kj_arena *arena = *state;
    static const char second[] =
        "'objectives':['o1']},{'id':'s2','title':'页','menu':'页','visual':{'type':'probe'},"
        "'notes':'" NOTES "','alt':'一张图。','minutes':2,'objectives':['o1']}]";
    const kj_span two = replaced(part, "'objectives':['o1']}]", second, arena);
    const kj_span sound = replaced(two.ptr, "'explains':'s1'", "'explains':'s2'", arena);
    for (int i = 0; i < 2; i++) {
        const kj_test_sink *sink = objections(i ? sound.ptr : two.ptr, arena);
        const kj_span said = kj_test_sink_text(sink);
        if ((kj_span_find(said, KJ_LIT("nothing tests what slide 's2'"), 0) != SIZE_MAX) != !i ||
            sink->diags.count != (i ? 0 : 1))
            fail_msg("%d:\n%.*s", i, KJ_ARG(said));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(finds_slips_in_texts),       KJ_TEST(objects_to_what_an_editor_would),
        KJ_TEST(looks_at_all_keys_together), KJ_TEST(is_stricter_with_many_keys),
        KJ_TEST(finds_what_nothing_tests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
