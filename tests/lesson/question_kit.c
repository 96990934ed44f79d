/* tests/lesson/question_kit.c: a course around one item or drill. */
#include "lesson/question_kit.h"

static const char course_text[] =
    "{\"id\":\"c\",\"title\":\"课\",\"version\":\"1.0.0\",\"language\":\"zh-Hans-CN\","
    "\"objectives\":[{\"id\":\"o1\",\"text\":\"会\",\"brief\":\"会\"}],"
    "\"parts\":[\"p.json\"]}";

#define PART_HEAD \
    "{\"id\":\"p\",\"number\":1,\"title\":\"部分\",\"objectives\":[\"o1\"],\"slides\":[{" \
    "\"id\":\"s\",\"title\":\"页\",\"menu\":\"页\",\"visual\":{\"type\":\"plain\"," \
    "\"elements\":[{\"id\":\"left\"},{\"id\":\"right\"}],\"alone\":{\"id\":\"middle\"}}}],"

static const kj_course *around(kj_span part, kj_arena *arena, kj_test_sink *sink)
{
    const kj_test_file files[] = {{"course.json", course_text}, {"p.json", part.ptr}};
    return kj_test_read(NULL, files, KJ_COUNT(files), arena, sink);
}

const kj_item *kj_test_item(const char *body, kj_arena *arena, kj_test_sink *sink)
{
    const kj_course *course = around(
        kj_arena_format(arena,
                        PART_HEAD "\"items\":[{\"id\":\"i\",\"stem\":\"题干\",\"why\":\"因为。"
                                  "\",\"explains\":\"s\",\"objective\":\"o1\","
                                  "\"difficulty\":1,\"points\":1,%s}]}",
                        body),
        arena, sink);
    return course ? &course->items.ptr[0] : NULL;
}

const kj_course *kj_test_drill_course(const char *body, kj_arena *arena, kj_test_sink *sink)
{
    return around(kj_arena_format(arena,
                                  PART_HEAD
                                  "\"drills\":[{\"id\":\"d\",\"title\":\"练\",\"brief\":\"做法。\","
                                  "\"objective\":\"o1\",\"explains\":\"s\",\"level\":1,%s}]}",
                                  body),
                  arena, sink);
}

const kj_drill *kj_test_drill(const char *body, kj_arena *arena, kj_test_sink *sink)
{
    const kj_course *course = kj_test_drill_course(body, arena, sink);
    return course ? &course->drills.ptr[0] : NULL;
}

kj_response kj_test_response(const char *line, kj_arena *arena)
{
    kj_span *values = KJ_NEW(arena, kj_span, strlen(line) + 1);
    size_t count = 0;
    while (*line) {
        const size_t len = strcspn(line, "|");
        values[count++] = kj_arena_copy(arena, (kj_span){line, len});
        line += len + (line[len] == '|');
    }
    return (kj_response){.values = values, .count = count};
}
