/* engine/author/phrases.c: the strings of a course's files that people read. */
#include "author/phrases.h"

#include "base/json.h"
#include "course/reader.h"
#include "load/load.h"

typedef struct finder {
    const kj_course *course;
    kj_arena *arena;
    kj_tables tables;
    uint32_t source;
    kj_phrases phrases;
    size_t capacity;
} finder;

static void walk_object(finder *f, const kj_json *json, const kj_field *fields, size_t count,
                        kj_span path);

/* Behind the closing quote of the string that begins at `at`. */
static uint32_t string_end(kj_span text, uint32_t at)
{
    at++;
    while (at < text.len && text.ptr[at] != '"')
        at += text.ptr[at] == '\\' ? 2 : 1;
    return at + 1;
}

static void put_phrase(finder *f, const kj_json *json, const kj_field *field, kj_span path)
{
    if (json->type != KJ_JSON_STRING)
        return;
    kj_phrase *phrase = KJ_PUSH(f->arena, &f->phrases, &f->capacity, kj_phrase);
    const kj_source *source = &f->course->sources.ptr[f->source];
    *phrase = (kj_phrase){
        .source = f->source,
        .start = json->offset,
        .end = string_end(source->text, json->offset),
        .text = json->string,
        .context = kj_arena_format(f->arena, "%.*s:%.*s", KJ_ARG(source->name), KJ_ARG(path)),
        .about = field->about,
    };
}

static kj_span below(finder *f, kj_span path, kj_span name)
{
    return kj_arena_format(f->arena, "%.*s%s%.*s", KJ_ARG(path), path.len ? "/" : "", KJ_ARG(name));
}

/* By its id; else by its place. */
static kj_span element_path(finder *f, kj_span path, const kj_json *element, size_t index)
{
    const kj_json *id = element->type == KJ_JSON_OBJECT ? kj_json_get(element, "id") : NULL;
    if (id && id->type == KJ_JSON_STRING)
        return below(f, path, id->string);
    return below(f, path, kj_arena_format(f->arena, "%zu", index));
}

/* A form's own keys, in the object that names its type. */
static void walk_form(finder *f, const kj_json *json, const char *forms, kj_span path)
{
    const kj_forms *table = kj_forms_named(&f->tables, forms);
    const kj_json *type = kj_json_get(json, "type");
    for (size_t i = 0; table && type && i < table->count; i++)
        if (kj_span_is(type->string, table->rows[i]->name))
            walk_object(f, json, table->rows[i]->fields, table->rows[i]->field_count, path);
}

static void walk_value(finder *f, const kj_json *json, const kj_field *field, kj_span path)
{
    if (field->kind == KJ_FIELD_TEXT ||
        (field->kind == KJ_FIELD_STRING && !(field->flags & KJ_TOKEN)))
        put_phrase(f, json, field, path);
    else if (field->kind == KJ_FIELD_OBJECT && json->type == KJ_JSON_OBJECT)
        walk_object(f, json, field->object->fields, field->object->field_count, path);
    else if (field->kind == KJ_FIELD_FORM && json->type == KJ_JSON_OBJECT)
        walk_form(f, json, field->forms, path);
}

static void walk_list(finder *f, const kj_json *json, const kj_field *field, kj_span path)
{
    size_t index = 0;
    for (const kj_json *element = json->first; element; element = element->next, index++)
        if (element->type == KJ_JSON_ARRAY)
            walk_list(f, element, field, element_path(f, path, element, index));
        else
            walk_value(f, element, field, element_path(f, path, element, index));
}

static void walk_member(finder *f, const kj_json *member, const kj_field *field, kj_span path)
{
    if (field->flags & KJ_MANY) {
        walk_list(f, member, field, path);
    } else if (field->flags & KJ_KEYED) {
        for (const kj_json *entry = member->first; entry; entry = entry->next)
            walk_value(f, entry, field, below(f, path, entry->key));
    } else {
        walk_value(f, member, field, path);
    }
}

/* In the order of the file: members, not fields. */
static void walk_object(finder *f, const kj_json *json, const kj_field *fields, size_t count,
                        kj_span path)
{
    for (size_t i = 0; i < count; i++)
        if (fields[i].kind == KJ_FIELD_FORM && strcmp(fields[i].key, "type") == 0)
            walk_form(f, json, fields[i].forms, path);
    for (const kj_json *member = json->first; member; member = member->next)
        for (size_t i = 0; i < count; i++)
            if (kj_span_is(member->key, fields[i].key) && strcmp(fields[i].key, "type") != 0)
                walk_member(f, member, &fields[i], below(f, path, member->key));
}

/* What a file holds is told by who stands in it. */
static const kj_object *object_of(const kj_course *course, uint32_t source)
{
    if (course->at.source == source)
        return &kj_object_course;
    for (size_t i = 0; i < course->roleplays.count; i++)
        if (course->roleplays.ptr[i].at.source == source)
            return &kj_object_roleplay;
    return &kj_object_part;
}

kj_phrases kj_phrases_of(const kj_course *course, kj_arena *arena)
{
    kj_forms forms[KJ_LOAD_FORMS];
    finder f = {.course = course, .arena = arena, .tables = kj_load_tables(forms)};
    for (f.source = 0; f.source < course->sources.count; f.source++) {
        kj_sink none = kj_sink_silent(); /* it was read before: nothing is wrong with it */
        const kj_json *root = kj_json_parse(&course->sources.ptr[f.source], arena, &none);
        const kj_object *object = object_of(course, f.source);
        if (root)
            walk_object(&f, root, object->fields, object->field_count, (kj_span){NULL, 0});
    }
    return f.phrases;
}
