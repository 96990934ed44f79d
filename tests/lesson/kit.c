/* tests/lesson/kit.c: a course from texts and a shell without a disk. */
#include "lesson/kit.h"

#include <inttypes.h>
#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* ---- a visual ---- */

typedef struct plain_element {
    kj_at at;
    kj_span id;
} plain_element;

typedef struct plain {
    kj_at at;
    int32_t steps;
    KJ_LIST(plain_element) elements;
    plain_element alone;
} plain;

static const kj_field element_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(plain_element, id),
     .ref = KJ_REF_LOCAL,
     .about = "Its id."},
};
static const kj_object element_object = {.name = "plain-element",
                                         .fields = element_fields,
                                         .field_count = KJ_COUNT(element_fields),
                                         .size = sizeof(plain_element),
                                         .align = _Alignof(plain_element),
                                         .about = "An element."};
static const kj_field plain_fields[] = {
    {.key = "steps",
     .kind = KJ_FIELD_INT,
     .offset = offsetof(plain, steps),
     .min = 0,
     .max = 9,
     .about = "Presses until all is shown."},
    {.key = "elements",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_MANY,
     .offset = offsetof(plain, elements),
     .object = &element_object,
     .about = "Its elements."},
    {.key = "alone",
     .kind = KJ_FIELD_OBJECT,
     .offset = offsetof(plain, alone),
     .object = &element_object,
     .about = "An element in no list."},
};

static size_t plain_steps(const void *data)
{
    return (size_t)((const plain *)data)->steps;
}

static const kj_form_type plain_type = {.name = "plain",
                                        .fields = plain_fields,
                                        .field_count = KJ_COUNT(plain_fields),
                                        .size = sizeof(plain),
                                        .align = _Alignof(plain),
                                        .about = "A visual for tests.",
                                        .steps = plain_steps};
static const kj_form_type *const visual_rows[] = {&plain_type};

/* ---- a course ---- */

typedef struct texts {
    const char *folder;
    const kj_test_file *files;
    size_t count;
} texts;

static bool load(void *ctx, kj_span path, kj_loc at, kj_arena *arena, kj_span *out, kj_sink *sink)
{
    const texts *t = ctx;
    for (size_t i = 0; i < t->count; i++) {
        if (kj_span_is(path, t->files[i].path)) {
            *out = kj_span_of(t->files[i].text);
            return true;
        }
    }
    const kj_span name =
        kj_arena_format(arena, "%s/%.*s", t->folder ? t->folder : "", KJ_ARG(path));
    FILE *file = t->folder ? fopen(name.ptr, "rb") : NULL;
    if (!file) {
        kj_report(sink, at, "E0210", "no file '%.*s'", KJ_ARG(path));
        return false;
    }
    kj_text_buffer text = {.arena = arena};
    char block[4096];
    for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;)
        kj_put(&text, (kj_span){block, got});
    fclose(file);
    *out = kj_put_span(&text);
    return true;
}

static const kj_course *read(texts *t, kj_forms visuals, kj_arena *arena, kj_test_sink *sink)
{
    const kj_loader loader = {.load = load, .ctx = t};
    const kj_forms forms[] = {visuals, kj_item_forms(), kj_drill_forms()};
    const kj_tables tables = {forms, KJ_COUNT(forms)};
    return kj_course_read(&loader, &tables, arena, &sink->sink);
}

const kj_course *kj_test_read(const char *folder, const kj_test_file *files, size_t count,
                              kj_arena *arena, kj_test_sink *sink)
{
    texts t = {folder, files, count};
    return read(&t, (kj_forms){.name = "visual", .rows = visual_rows, .count = 1}, arena, sink);
}

const kj_course *kj_test_key_account(const kj_forms *visuals, kj_arena *arena)
{
    kj_test_sink *sink = kj_test_sink_new(arena);
    texts t = {KJ_TESTS "/../courses/key-account", NULL, 0};
    const kj_course *course = read(&t, *visuals, arena, sink);
    if (!course)
        fail_msg("not a course:\n%.*s", KJ_ARG(kj_test_sink_text(sink)));
    return course;
}

const kj_course *kj_test_course(const char *folder, const kj_test_file *files, size_t count,
                                kj_arena *arena)
{
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_course *course = kj_test_read(folder, files, count, arena, sink);
    if (!course)
        fail_msg("not a course:\n%.*s", KJ_ARG(kj_test_sink_text(sink)));
    return course;
}

const kj_course *kj_test_little(kj_arena *arena)
{
    return kj_test_course(KJ_TESTS "/lesson/data/little", NULL, 0, arena);
}

/* ---- a shell ---- */

kj_lesson *kj_test_fold(const kj_course *course, const kj_event *events, size_t count,
                        kj_arena *arena)
{
    kj_lesson *lesson = kj_arena_take(arena, 1, kj_lesson_bytes(course), 16);
    kj_lesson_init(lesson, course);
    for (size_t i = 0; i < count; i++)
        kj_lesson_step(course, lesson, &events[i]);
    return lesson;
}

kj_test_shell *kj_test_shell_new(const kj_course *course, kj_arena *arena)
{
    kj_test_shell *shell = KJ_NEW(arena, kj_test_shell, 1);
    shell->course = course;
    shell->arena = arena;
    shell->now = (kj_time){1795000000000, 480};
    shell->seed = 20261123;
    shell->lesson = kj_test_fold(course, NULL, 0, arena);
    kj_session_init(&shell->session, shell->lesson);
    return shell;
}

void kj_test_shell_restart(kj_test_shell *shell)
{
    shell->lesson = kj_test_fold(shell->course, shell->log.ptr, shell->log.count, shell->arena);
    kj_session_init(&shell->session, shell->lesson);
}

/* As the store does: an id, and the attempt. */
static void save(kj_test_shell *shell, const kj_event *event)
{
    kj_event *kept = KJ_PUSH(shell->arena, &shell->log, &shell->capacity, kj_event);
    *kept = *event;
    kept->id = kj_arena_format(shell->arena, "0193a1f2-0000-7000-8%03" PRIx32 "-%012zu",
                               shell->device, shell->log.count);
    kept->device = KJ_LIT("5f0c8a3e-1111-4222-8333-444455556666");
    kept->learner = KJ_LIT("E00123");
    kept->course = shell->course->id;
    kept->version = shell->course->version;
    kept->attempt = shell->lesson->started ? kj_span_of(shell->lesson->attempt) : kept->id;
    kj_session_commit(shell->course, &shell->session, kept);
}

const kj_outcome *kj_test_give(kj_test_shell *shell, const kj_input *input)
{
    kj_input given = *input;
    given.now = shell->now;
    given.seed = shell->seed++;
    shell->last = kj_session_input(shell->course, &shell->session, &given, shell->arena);
    for (size_t i = 0; i < shell->last.event_count; i++)
        save(shell, &shell->last.events[i]);
    return &shell->last;
}

const kj_outcome *kj_test_act(kj_test_shell *shell, const char *action, int64_t after_ms)
{
    const kj_input input = {.kind = KJ_INPUT_ACTION, .action = kj_span_of(action)};
    shell->now.ms += after_ms;
    const kj_outcome *outcome = kj_test_give(shell, &input);
    if (outcome->refused)
        fail_msg("'%s' means nothing here", action);
    return outcome;
}

const kj_outcome *kj_test_start(kj_test_shell *shell)
{
    const kj_input input = {.kind = KJ_INPUT_START};
    return kj_test_give(shell, &input);
}

void kj_test_type(kj_test_shell *shell, const char *text)
{
    const kj_input input = {.kind = KJ_INPUT_TEXT, .text = kj_span_of(text)};
    if (kj_test_give(shell, &input)->refused)
        fail_msg("nothing takes '%s'", text);
}

kj_span kj_test_words(const kj_outcome *outcome, kj_arena *arena)
{
    kj_text_buffer words = {.arena = arena};
    for (size_t i = 0; i < outcome->event_count; i++)
        kj_putf(&words, "%s%s", i > 0 ? " " : "", kj_event_words[outcome->events[i].type]);
    return kj_put_span(&words);
}
