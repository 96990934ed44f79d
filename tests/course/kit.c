/* tests/course/kit.c */
#include "course/kit.h"

static const char *const words[] = {"red", "green", "blue", NULL};

static const kj_field entry_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kit_entry, id),
     .ref = KJ_REF_LOCAL,
     .about = "Its id."},
    {.key = "text", .kind = KJ_FIELD_TEXT, .offset = offsetof(kit_entry, text), .about = "Words."},
};
static const kj_object entry = {.name = "entry",
                                .fields = entry_fields,
                                .field_count = KJ_COUNT(entry_fields),
                                .size = sizeof(kit_entry),
                                .align = _Alignof(kit_entry),
                                .about = "An entry."};

static const kj_field keyed_fields[] = {
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kit_entry, text),
     .about = "Words."},
};
static const kj_object keyed = {.name = "entry", /* the same name: the schema tells them apart */
                                .fields = keyed_fields,
                                .field_count = KJ_COUNT(keyed_fields),
                                .size = sizeof(kit_entry),
                                .align = _Alignof(kit_entry),
                                .id_offset = offsetof(kit_entry, id),
                                .about = "An entry with a key."};

#define ROW(k, member, ...) \
    { \
        .key = #member, .kind = (k), .offset = offsetof(kit_probe, member), .about = "A probe.", \
        __VA_ARGS__ \
    }
static const kj_field probe_fields[] = {
    ROW(KJ_FIELD_BOOL, flag, .flags = 0),
    ROW(KJ_FIELD_INT, whole, .min = 1, .max = 9),
    ROW(KJ_FIELD_NUMBER, number, .flags = 0),
    ROW(KJ_FIELD_WORD, word, .words = words),
    ROW(KJ_FIELD_ID, id, .ref = KJ_REF_NONE),
    ROW(KJ_FIELD_REF, slide, .ref = KJ_REF_SLIDE),
    ROW(KJ_FIELD_STRING, string, .min = 2, .max = 4),
    ROW(KJ_FIELD_PATH, path, .flags = 0),
    ROW(KJ_FIELD_TEXT, text, .flags = 0),
    ROW(KJ_FIELD_OBJECT, entry, .object = &entry),
    ROW(KJ_FIELD_MAP, map, .min = -5, .max = 5),
    ROW(KJ_FIELD_OBJECT, entries, .flags = KJ_MANY, .min = 1, .max = 40, .object = &entry),
    ROW(KJ_FIELD_OBJECT, keyed, .flags = KJ_KEYED, .object = &keyed),
    ROW(KJ_FIELD_ID, nested, .flags = KJ_MANY | KJ_NESTED),
    ROW(KJ_FIELD_TEXT, texts, .flags = KJ_MANY),
    ROW(KJ_FIELD_FORM, inner, .forms = "visual"),
};

static size_t probe_steps(const void *data)
{
    return ((const kit_probe *)data)->entries.count;
}

static void probe_check(const void *data, const kj_checker *checker)
{
    const kit_probe *probe = data;
    if (probe->whole == 7)
        kj_check_report(checker, probe->at, "whole", SIZE_MAX, "E0502", KJ_LIT("take another"),
                        "%s is not allowed here", "seven");
    if (checker->strict && probe->whole == 8)
        kj_check_report(checker, probe->at, "whole", SIZE_MAX, "W0501", (kj_span){0}, "eight");
}

static const kj_form_type probe = {.name = "probe",
                                   .fields = probe_fields,
                                   .field_count = KJ_COUNT(probe_fields),
                                   .size = sizeof(kit_probe),
                                   .align = _Alignof(kit_probe),
                                   .about = "A field of each kind.",
                                   .steps = probe_steps,
                                   .check = probe_check};

typedef struct bare {
    kj_at at;
} bare;
static const kj_form_type plain = {
    .name = "plain", .size = sizeof(bare), .align = _Alignof(bare), .about = "Nothing."};

/* "pick": an item like a single choice. */
typedef struct option {
    kj_at at;
    kj_span id;
    kj_text text;
    bool right;
} option;
typedef struct pick {
    kj_at at;
    KJ_LIST(option) options;
} pick;
static const kj_field option_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(option, id),
     .ref = KJ_REF_LOCAL,
     .about = "Its id."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(option, text),
     .about = "Words."},
    {.key = "right",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(option, right),
     .about = "Whether it is right."},
};
static const kj_object option_object = {.name = "option",
                                        .fields = option_fields,
                                        .field_count = KJ_COUNT(option_fields),
                                        .size = sizeof(option),
                                        .align = _Alignof(option),
                                        .about = "An option."};
static const kj_field pick_fields[] = {
    {.key = "options",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(pick, options),
     .min = 2,
     .max = 8,
     .object = &option_object,
     .about = "The options."},
};
static const kj_form_type pick_type = {.name = "pick",
                                       .fields = pick_fields,
                                       .field_count = KJ_COUNT(pick_fields),
                                       .size = sizeof(pick),
                                       .align = _Alignof(pick),
                                       .about = "One of several."};

static const kj_form_type *const visuals[] = {&probe, &plain};
static const kj_form_type *const items[] = {&pick_type};
static const kj_form_type *const drills[] = {&plain};
static const kj_forms forms[] = {
    {"visual", visuals, KJ_COUNT(visuals)},
    {"item", items, KJ_COUNT(items)},
    {"drill", drills, KJ_COUNT(drills)},
};

kj_tables kit_tables(void)
{
    return (kj_tables){forms, KJ_COUNT(forms)};
}

static bool load(void *ctx, kj_span path, kj_loc at, kj_arena *arena, kj_span *out, kj_sink *sink)
{
    for (const kit_file *file = ctx; file->name; file++) {
        if (kj_span_is(path, file->name)) {
            *out = kj_arena_copy(arena, kj_span_of(file->text));
            return true;
        }
    }
    kj_report(sink, at, "E0210", "there is no '%.*s'", KJ_ARG(path));
    return false;
}

const kj_course *kit_read(const kit_file *files, kj_arena *arena, kj_test_sink *sink)
{
    const kj_tables tables = kit_tables();
    const kj_loader loader = {.load = load, .ctx = (void *)(uintptr_t)files};
    return kj_course_read(&loader, &tables, arena, &sink->sink);
}

const kj_course *kit_read_visual(const char *visual, kj_arena *arena, kj_test_sink *sink)
{
    static const char course[] =
        "{\"id\":\"c\",\"title\":\"课\",\"version\":\"1.0.0\",\"language\":\"zh\",\"notice\":"
        "\"例\","
        "\"figures\":{"
        "\"rate\":{\"kind\":\"example\",\"value\":12.5,\"unit\":\"%\",\"about\":\"a\"},"
        "\"loss\":{\"kind\":\"definition\",\"value\":-3,\"unit\":\"万元\",\"about\":\"a\"},"
        "\"words\":{\"kind\":\"definition\",\"text\":\"三五家\",\"about\":\"a\"}},"
        "\"terms\":[{\"id\":\"pain\",\"name\":\"痛点\",\"meaning\":\"难受的事\"}],"
        "\"parts\":[\"p.json\"]}";
    const kj_span part = kj_arena_format(
        arena,
        "{\"id\":\"p\",\"number\":1,\"title\":\"一\",\"slides\":[{\"id\":\"s\",\"title\":\"题\","
        "\"menu\":\"题\",\"build\":true,\"visual\":\n%s}]}",
        visual);
    const kit_file files[] = {{"course.json", course}, {"p.json", part.ptr}, {NULL, NULL}};
    return kit_read(files, arena, sink);
}

kj_span kit_json(const char *text, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    for (; *text; text++)
        kj_put_char(&out, *text == '\'' ? '"' : *text);
    return kj_arena_copy(arena, kj_put_span(&out));
}
