/* engine/course/read.c: the files of a course, one after another, into one model. */
#include "course/reader.h"

#include <assert.h>

enum { SUGGESTIONS_MAX = 2000000 }; /* words compared in one reading: a second at most */

static void pass_on(void *ctx, const kj_diag *diag)
{
    kj_limited *l = ctx;
    const size_t count = l->sink.errors + l->sink.warnings;
    if (count <= KJ_COURSE_MESSAGES_MAX)
        kj_report_hint(l->outer, diag->at, diag->code, diag->hint, "%.*s", KJ_ARG(diag->message));
    else if (count == KJ_COURSE_MESSAGES_MAX + 1)
        kj_report(l->outer, KJ_NOWHERE, "E0213",
                  "there are more than %d problems; the others are not shown",
                  KJ_COURSE_MESSAGES_MAX);
}

void kj_limited_init(kj_limited *limited, kj_sink *outer)
{
    *limited = (kj_limited){{.emit = pass_on, .ctx = limited}, outer};
}

void kj_reader_report(kj_reader *r, size_t offset, const char *code, kj_span hint,
                      const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const kj_span message = kj_arena_vformat(r->tree, format, args);
    va_end(args);
    kj_report_hint(r->sink, (kj_loc){&r->sources[r->source], offset}, code, hint, "%.*s",
                   KJ_ARG(message));
}

kj_span kj_reader_format(kj_reader *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const kj_span text = kj_arena_vformat(r->tree, format, args);
    va_end(args);
    return text;
}

kj_span kj_reader_keep(kj_reader *r, kj_span s)
{
    const kj_span file = r->sources[r->source].text;
    const uintptr_t first = (uintptr_t)file.ptr, at = (uintptr_t)s.ptr;
    return at >= first && at < first + file.len ? s : kj_arena_copy(r->arena, s);
}

kj_span kj_reader_suggest(kj_reader *r, kj_span given, const kj_span *words, size_t count)
{
    if (r->suggestions < count)
        return (kj_span){0};
    r->suggestions -= count;
    const kj_span nearest = kj_nearest(given, words, count);
    if (nearest.len == 0)
        return nearest;
    return kj_reader_format(r, "did you mean '%.*s'?", KJ_ARG(nearest));
}

/* Loads and parses a file and makes it the one that is being read. */
static const kj_json *open_file(kj_reader *r, const kj_loader *loader, kj_span path, kj_loc at)
{
    kj_span text;
    if (!loader->load(loader->ctx, path, at, r->arena, &text, r->sink)) {
        r->incomplete = true;
        return NULL;
    }
    r->source = (uint32_t)r->course->sources.count++;
    kj_source *source = &r->sources[r->source];
    *source = (kj_source){.name = path, .text = text, .json = true};
    kj_arena_reset(r->tree);
    if (text.len > KJ_COURSE_FILE_BYTES_MAX) {
        kj_reader_report(r, 0, "E0107", KJ_LIT("divide it into several parts"),
                         "the file has %zu bytes, at most %zu are allowed", text.len,
                         KJ_COURSE_FILE_BYTES_MAX);
        r->incomplete = true;
        return NULL;
    }
    const kj_json *json = kj_json_parse(source, r->tree, r->sink);
    if (json && json->type != KJ_JSON_OBJECT) {
        kj_reader_report(r, json->offset, "E0203", KJ_LIT("the whole file stands in { }"),
                         "a file of a course holds one object");
        json = NULL;
    }
    if (!json)
        r->incomplete = true;
    return json;
}

/* A file that another one names. */
typedef struct named_file {
    kj_span path;
    kj_loc at;
} named_file;
typedef KJ_LIST(named_file) named_files;

/* The paths of `key` with their places, each once: the JSON itself is gone when they are read. */
static named_files files_named(kj_reader *r, const kj_json *json, const char *key,
                               kj_span_list paths)
{
    named_files files = {KJ_NEW(r->scratch, named_file, paths.count), 0};
    const kj_json *array = kj_json_get(json, key);
    const kj_json *element = array && paths.count ? array->first : NULL;
    for (size_t i = 0; i < paths.count && element; i++, element = element->next) {
        if (!paths.ptr[i].ptr)
            continue;
        bool twice = false;
        for (size_t k = 0; k < files.count && !twice; k++)
            twice = kj_span_equal(files.ptr[k].path, paths.ptr[i]);
        if (twice)
            kj_reader_report(r, element->offset, "E0301", (kj_span){0},
                             "the file '%.*s' is named twice", KJ_ARG(paths.ptr[i]));
        else
            files.ptr[files.count++] =
                (named_file){paths.ptr[i], {&r->sources[r->source], element->offset}};
    }
    return files;
}

/* digits.digits.digits, then what semver allows behind - and +. */
static bool is_version(kj_span s)
{
    size_t pos = 0;
    for (int part = 0; part < 3; part++) {
        const size_t begin = pos;
        while (pos < s.len && s.ptr[pos] >= '0' && s.ptr[pos] <= '9')
            pos++;
        if (pos == begin || (s.ptr[begin] == '0' && pos > begin + 1))
            return false;
        if (part < 2 && (pos == s.len || s.ptr[pos++] != '.'))
            return false;
    }
    if (pos < s.len && s.ptr[pos] != '-' && s.ptr[pos] != '+')
        return false;
    for (size_t i = pos; i < s.len; i++) {
        const char c = s.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              c == '.' || c == '-' || c == '+'))
            return false;
    }
    return pos == s.len || pos + 1 < s.len;
}

static bool is_language(kj_span s)
{
    size_t run = 0;
    for (size_t i = 0; i <= s.len; i++) {
        const char c = i < s.len ? s.ptr[i] : '-';
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == '-') {
            if (run == 0 || run > 8 || (i == run && run < 2))
                return false;
            run = 0;
        } else if (letter || (c >= '0' && c <= '9')) {
            run++;
        } else {
            return false;
        }
    }
    return true;
}

static size_t place_of(const kj_json *json, const char *key)
{
    const kj_json *member = kj_json_get(json, key);
    return member ? member->offset : json->offset;
}

static void check_head(kj_reader *r, const kj_json *json)
{
    const kj_course *course = r->course;
    if (course->version.ptr && !is_version(course->version))
        kj_reader_report(r, place_of(json, "version"), "E0212",
                         KJ_LIT("write three numbers: 1.0.0"), "'%.*s' is not a semantic version",
                         KJ_ARG(course->version));
    if (course->language.ptr && !is_language(course->language))
        kj_reader_report(r, place_of(json, "language"), "E0212",
                         KJ_LIT("write it as zh-Hans-CN or en"), "'%.*s' is not a language tag",
                         KJ_ARG(course->language));
    for (size_t i = 0; i < course->figures.count && !course->notice.ptr; i++) {
        if (course->figures.ptr[i].kind != KJ_FIGURE_EXAMPLE || !course->figures.ptr[i].id.ptr)
            continue;
        kj_reader_report(r, json->offset, "E0202",
                         KJ_LIT("notice: the label that slides with figures of kind example carry"),
                         "the course has example figures, but no key 'notice'");
        break;
    }
}

static void default_to(double *value, double fallback)
{
    if (!(*value > 0))
        *value = fallback;
}

/* course.json; what it names is still to be read. */
static named_files read_head(kj_reader *r, const kj_json *json)
{
    kj_course_file *file = (kj_course_file *)(void *)r->course;
    const kj_json *figures = kj_json_get(json, "figures");
    for (size_t i = 0; i < kj_object_course.field_count && figures; i++)
        if (strcmp(kj_object_course.fields[i].key, "figures") == 0)
            kj_read_field(r, figures, &kj_object_course.fields[i], file);
    kj_figures_resolve(r, figures);
    r->done = figures;
    kj_read_object(r, json, &kj_object_course, file);
    r->done = NULL;
    if (!file->course.theme.ptr)
        file->course.theme = kj_span_of(kj_theme_words[0]);
    default_to(&file->course.pass.test, 0.8);
    default_to(&file->course.pass.drill, 0.8);
    default_to(&file->course.pass.slide_seconds, 3);
    default_to(&file->course.pass.final, 0.8);
    default_to(&file->course.certificate.good, 90);
    default_to(&file->course.certificate.excellent, 96);
    default_to(&file->course.certificate.final_weight, 60);
    default_to(&file->course.certificate.good_roleplay, 85);
    check_head(r, json);
    return files_named(r, json, "parts", file->part_paths);
}

typedef struct capacities {
    size_t parts, slides, items, drills, roleplays;
} capacities;

static void read_roleplay(kj_reader *r, const kj_loader *loader, named_file named, uint32_t part,
                          capacities *room)
{
    if (r->course->roleplays.count == KJ_COURSE_ROLEPLAYS_MAX) {
        kj_report(r->sink, named.at, "E0205", "the course has more than %d role-plays",
                  KJ_COURSE_ROLEPLAYS_MAX);
        return;
    }
    const kj_json *json = open_file(r, loader, named.path, named.at);
    if (!json)
        return;
    kj_roleplay *play = KJ_PUSH(r->arena, &r->course->roleplays, &room->roleplays, kj_roleplay);
    kj_read_object(r, json, &kj_object_roleplay, play);
    play->part = part;
    kj_link_roleplay(r, play);
}

/* The lists of a part go behind those of the parts before it. */
static void append_part(kj_reader *r, kj_part_file *file, capacities *room)
{
    kj_course *course = r->course;
    const uint32_t index = (uint32_t)course->parts.count;
    kj_part *part = &file->part;
    part->first_slide = (uint32_t)course->slides.count;
    part->first_item = (uint32_t)course->items.count;
    part->first_drill = (uint32_t)course->drills.count;
    part->first_roleplay = (uint32_t)course->roleplays.count;
    part->slide_count = (uint32_t)file->slides.count;
    part->item_count = (uint32_t)file->items.count;
    part->drill_count = (uint32_t)file->drills.count;
    for (size_t i = 0; i < file->slides.count; i++) {
        kj_slide *slide = KJ_PUSH(r->arena, &course->slides, &room->slides, kj_slide);
        *slide = file->slides.ptr[i];
        slide->part = index;
        part->minutes += slide->minutes;
    }
    for (size_t i = 0; i < file->items.count; i++) {
        kj_item *item = KJ_PUSH(r->arena, &course->items, &room->items, kj_item);
        *item = file->items.ptr[i];
        item->part = index;
        default_to(&item->points, 1);
    }
    for (size_t i = 0; i < file->drills.count; i++) {
        kj_drill *drill = KJ_PUSH(r->arena, &course->drills, &room->drills, kj_drill);
        *drill = file->drills.ptr[i];
        drill->part = index;
    }
    *KJ_PUSH(r->arena, &course->parts, &room->parts, kj_part) = *part;
}

static void read_part(kj_reader *r, const kj_loader *loader, named_file named, capacities *room)
{
    const kj_json *json = open_file(r, loader, named.path, named.at);
    if (!json)
        return;
    kj_course *course = r->course;
    kj_part_file *file = KJ_NEW(r->scratch, kj_part_file, 1);
    kj_read_object(r, json, &kj_object_part, file);
    const named_files plays = files_named(r, json, "roleplays", file->roleplay_paths);
    if (course->slides.count + file->slides.count > KJ_COURSE_SLIDES_MAX ||
        course->items.count + file->items.count > KJ_COURSE_ITEMS_MAX) {
        kj_reader_report(r, json->offset, "E0205", KJ_LIT("make two courses of it"),
                         "with this part the course has more than %d slides or %d items",
                         KJ_COURSE_SLIDES_MAX, KJ_COURSE_ITEMS_MAX);
        return;
    }
    append_part(r, file, room);
    const uint32_t index = (uint32_t)course->parts.count - 1;
    for (size_t i = 0; i < plays.count; i++)
        read_roleplay(r, loader, plays.ptr[i], index, room);
    course->parts.ptr[index].roleplay_count =
        (uint32_t)course->roleplays.count - course->parts.ptr[index].first_roleplay;
}

static void read_all(kj_reader *r, const kj_loader *loader)
{
    const kj_json *json = open_file(r, loader, KJ_LIT("course.json"), KJ_NOWHERE);
    if (!json)
        return;
    const named_files parts = read_head(r, json);
    capacities room = {0};
    for (size_t i = 0; i < parts.count; i++)
        read_part(r, loader, parts.ptr[i], &room);
    r->course->pictures.ptr = r->pictures.ptr;
    r->course->pictures.count = r->pictures.count;
    r->course->picture_at = r->picture_at.ptr;
    kj_link_course(r);
}

const kj_course *kj_course_read(const kj_loader *loader, const kj_tables *tables, kj_arena *arena,
                                kj_sink *sink)
{
    const size_t files_max = 1 + KJ_COURSE_PARTS_MAX + KJ_COURSE_ROLEPLAYS_MAX;
    kj_limited messages;
    kj_limited_init(&messages, sink);
    kj_course_file *file = KJ_NEW(arena, kj_course_file, 1);
    kj_reader r = {
        .arena = arena,
        .scratch = kj_arena_new(),
        .tree = kj_arena_new(),
        .sink = &messages.sink,
        .tables = tables,
        .course = &file->course,
        .sources = KJ_NEW(arena, kj_source, files_max),
        .suggestions = SUGGESTIONS_MAX,
    };
    r.text.arena = r.scratch;
    r.course->sources.ptr = r.sources;
    r.course->files = loader->files;
    read_all(&r, loader);
    kj_arena_free(r.tree);
    kj_arena_free(r.scratch);
    return messages.sink.errors == 0 ? r.course : NULL;
}
