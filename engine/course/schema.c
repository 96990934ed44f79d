/* engine/course/schema.c: the tables as JSON Schema (draft 2020-12), for editors.
 *
 * Every object is an entry of $defs.  One whose keys depend on its "type" has an entry that sends
 * on by the type, and one for each type that knows all keys, so that nothing else is allowed. */
#include "course/reader.h"

#include <assert.h>

/* --- writing JSON, two blanks a level ----------------------------------------------------- */

typedef struct writer {
    kj_text_buffer out;
    unsigned depth;
    bool first; /* nothing stands in the innermost bracket yet */
} writer;

static void line(writer *w)
{
    if (!w->first)
        kj_put_char(&w->out, ',');
    if (w->depth) {
        kj_put_char(&w->out, '\n');
        for (unsigned i = 0; i < w->depth; i++)
            kj_put(&w->out, KJ_LIT("  "));
    }
    w->first = false;
}

static void put_key(writer *w, const char *key)
{
    line(w);
    kj_json_put_string(&w->out, kj_span_of(key));
    kj_put(&w->out, KJ_LIT(": "));
}

static void begin(writer *w, char bracket)
{
    kj_put_char(&w->out, bracket);
    w->depth++;
    w->first = true;
}

static void end(writer *w, char bracket)
{
    w->depth--;
    if (!w->first) {
        w->first = true;
        line(w);
    }
    kj_put_char(&w->out, bracket);
    w->first = false;
}

static void put_word(writer *w, const char *key, kj_span word)
{
    put_key(w, key);
    kj_json_put_string(&w->out, word);
}

static void put_number(writer *w, const char *key, double number)
{
    put_key(w, key);
    kj_json_put_number(&w->out, number);
}

/* --- definitions -------------------------------------------------------------------------- */

/* An entry of $defs: an object, or the forms of a name where they have an object of their own. */
typedef struct entry {
    const kj_object *object;
    const kj_forms *forms;
    kj_span name;
} entry;

typedef struct schema {
    writer w;
    const kj_tables *tables;
    kj_arena *arena;
    KJ_LIST(entry) entries;
    size_t capacity;
} schema;

/* The entry's name; it is added when met first.  Two tables of one name are told apart. */
static kj_span entry_of(schema *s, const kj_object *object, const kj_forms *forms)
{
    assert(object || forms);
    const kj_span wanted = kj_span_of(object ? object->name : forms->name);
    unsigned same = 1;
    for (size_t i = 0; i < s->entries.count; i++) {
        const entry *e = &s->entries.ptr[i];
        if (e->object == object && e->forms == forms)
            return e->name;
        same += kj_span_equal(kj_span_of(e->object ? e->object->name : e->forms->name), wanted);
    }
    entry *e = KJ_PUSH(s->arena, &s->entries, &s->capacity, entry);
    *e = (entry){object, forms, wanted};
    if (same > 1)
        e->name = kj_arena_format(s->arena, "%.*s-%u", KJ_ARG(wanted), same);
    return e->name;
}

static void put_reference(writer *w, kj_span name)
{
    put_key(w, "$ref");
    kj_put(&w->out, KJ_LIT("\"#/$defs/"));
    kj_put(&w->out, name);
    kj_put_char(&w->out, '"');
}

static void put_bounds(writer *w, const kj_field *field, const char *low, const char *high)
{
    if (field->min < field->max) {
        put_number(w, low, field->min);
        put_number(w, high, field->max);
    }
}

static void put_lengths(writer *w, const kj_field *field, double most)
{
    put_number(w, "minLength", field->max > 0 ? field->min : 1);
    put_number(w, "maxLength", field->max > 0 ? field->max : most);
}

static void put_words(writer *w, const char *const *words)
{
    put_key(w, "enum");
    begin(w, '[');
    for (; *words; words++) {
        line(w);
        kj_json_put_string(&w->out, kj_span_of(*words));
    }
    end(w, ']');
}

/* "^(light|dark)$|\\.json$" */
static void put_words_or_file(writer *w, const char *const *words)
{
    put_key(w, "pattern");
    kj_text_buffer pattern = {.arena = w->out.arena};
    for (size_t i = 0; words[i]; i++)
        kj_putf(&pattern, "%s%s", i ? "|" : "^(", words[i]);
    kj_put(&pattern, KJ_LIT(")$|\\.json$"));
    kj_json_put_string(&w->out, kj_put_span(&pattern));
}

static void put_number_or_figure(writer *w, const kj_field *field)
{
    put_key(w, "anyOf");
    begin(w, '[');
    line(w);
    begin(w, '{');
    put_word(w, "type", KJ_LIT("number"));
    put_bounds(w, field, "minimum", "maximum");
    end(w, '}');
    line(w);
    begin(w, '{');
    put_reference(w, KJ_LIT("figure-name"));
    end(w, '}');
    end(w, ']');
}

/* What holds for one value; the members of an object that the caller has begun. */
static void put_value(schema *s, const kj_field *field)
{
    writer *w = &s->w;
    switch (field->kind) {
    case KJ_FIELD_BOOL:
        put_word(w, "type", KJ_LIT("boolean"));
        break;
    case KJ_FIELD_INT:
        put_word(w, "type", KJ_LIT("integer"));
        put_bounds(w, field, "minimum", "maximum");
        break;
    case KJ_FIELD_NUMBER:
        put_number_or_figure(w, field);
        break;
    case KJ_FIELD_WORD:
        put_words(w, field->words);
        break;
    case KJ_FIELD_ID:
    case KJ_FIELD_REF:
        put_reference(w, KJ_LIT("id"));
        break;
    case KJ_FIELD_STRING:
        put_word(w, "type", KJ_LIT("string"));
        put_lengths(w, field, KJ_STRING_MAX);
        if (field->words)
            put_words_or_file(w, field->words);
        break;
    case KJ_FIELD_TEXT:
        put_reference(w, KJ_LIT("text"));
        break;
    case KJ_FIELD_PATH:
        put_reference(w, KJ_LIT("path"));
        break;
    case KJ_FIELD_OBJECT:
        put_reference(w, entry_of(s, field->object, NULL));
        break;
    case KJ_FIELD_MAP:
        put_word(w, "type", KJ_LIT("object"));
        put_number(w, "maxProperties", KJ_LIST_MAX);
        put_key(w, "propertyNames");
        begin(w, '{');
        put_reference(w, KJ_LIT("id"));
        end(w, '}');
        put_key(w, "additionalProperties");
        begin(w, '{');
        put_number_or_figure(w, field);
        end(w, '}');
        break;
    case KJ_FIELD_FORM:
        put_reference(w, entry_of(s, NULL, kj_forms_named(s->tables, field->forms)));
        break;
    }
}

static void put_counts(writer *w, const kj_field *field, const char *low, const char *high)
{
    const bool own = field->max > 0;
    put_number(w, low, own ? field->min : field->flags & KJ_REQUIRED ? 1 : 0);
    put_number(w, high, own ? field->max : KJ_LIST_MAX);
}

static void put_list(schema *s, const kj_field *field)
{
    writer *w = &s->w;
    kj_field inner = *field; /* elements have their kind's own limits */
    inner.min = inner.max = 0;
    inner.flags = field->flags & KJ_NESTED ? KJ_MANY : 0;
    put_word(w, "type", KJ_LIT("array"));
    put_counts(w, field, "minItems", "maxItems");
    put_key(w, "items");
    begin(w, '{');
    if (inner.flags)
        put_list(s, &inner);
    else
        put_value(s, &inner);
    end(w, '}');
}

static void put_field(schema *s, const kj_field *field)
{
    writer *w = &s->w;
    kj_span about = kj_span_of(field->about);
    if (field->kind == KJ_FIELD_TEXT && !(field->flags & KJ_MANY))
        about = kj_arena_format(s->arena, "%s (text with markup, at most %g characters)",
                                field->about, field->max > 0 ? field->max : KJ_TEXT_MAX);
    put_key(w, field->key);
    begin(w, '{');
    if (about.len)
        put_word(w, "description", about);
    if (field->flags & KJ_MANY) {
        put_list(s, field);
    } else if (field->flags & KJ_KEYED) {
        put_word(w, "type", KJ_LIT("object"));
        put_counts(w, field, "minProperties", "maxProperties");
        put_key(w, "propertyNames");
        begin(w, '{');
        put_reference(w, KJ_LIT("id"));
        end(w, '}');
        put_key(w, "additionalProperties");
        begin(w, '{');
        put_reference(w, entry_of(s, field->object, NULL));
        end(w, '}');
    } else {
        put_value(s, field);
    }
    end(w, '}');
}

/* Keys of an object, and of a form in the same object. */
typedef struct keys {
    const kj_field *fields;
    size_t count;
} keys;

static bool is_inline_form(const kj_field *field)
{
    return field->kind == KJ_FIELD_FORM && strcmp(field->key, "type") == 0;
}

/* `type`: the one value of "type"; NULL: there is no such key. */
static void put_object(schema *s, const char *about, const keys all[2], const char *type)
{
    writer *w = &s->w;
    begin(w, '{');
    put_word(w, "description", kj_span_of(about));
    put_word(w, "type", KJ_LIT("object"));
    put_key(w, "properties");
    begin(w, '{');
    if (type) {
        put_key(w, "type");
        begin(w, '{');
        put_word(w, "const", kj_span_of(type));
        end(w, '}');
    }
    put_key(w, KJ_COMMENT_KEY);
    begin(w, '{');
    put_word(w, "type", KJ_LIT("string"));
    put_word(w, "description", KJ_LIT("A word to whoever writes the course; not read."));
    end(w, '}');
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < all[k].count; i++)
            if (!is_inline_form(&all[k].fields[i]))
                put_field(s, &all[k].fields[i]);
    end(w, '}');
    put_key(w, "required");
    begin(w, '[');
    if (type) {
        line(w);
        kj_json_put_string(&w->out, KJ_LIT("type"));
    }
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < all[k].count; i++) {
            if (is_inline_form(&all[k].fields[i]) || !(all[k].fields[i].flags & KJ_REQUIRED))
                continue;
            line(w);
            kj_json_put_string(&w->out, kj_span_of(all[k].fields[i].key));
        }
    }
    end(w, ']');
    put_key(w, "additionalProperties");
    kj_put(&w->out, KJ_LIT("false"));
    end(w, '}');
}

static void put_dispatch(schema *s, kj_span name, const char *about, const kj_forms *forms)
{
    writer *w = &s->w;
    begin(w, '{');
    put_word(w, "description", kj_span_of(about));
    put_word(w, "type", KJ_LIT("object"));
    put_key(w, "properties");
    begin(w, '{');
    put_key(w, "type");
    begin(w, '{');
    put_key(w, "oneOf");
    begin(w, '[');
    for (size_t i = 0; i < forms->count; i++) {
        line(w);
        begin(w, '{');
        put_word(w, "const", kj_span_of(forms->rows[i]->name));
        put_word(w, "description", kj_span_of(forms->rows[i]->about));
        end(w, '}');
    }
    end(w, ']');
    end(w, '}');
    end(w, '}');
    put_key(w, "required");
    kj_put(&w->out, KJ_LIT("[\"type\"]"));
    put_key(w, "allOf");
    begin(w, '[');
    for (size_t i = 0; i < forms->count; i++) {
        const char *type = forms->rows[i]->name;
        line(w);
        kj_putf(&w->out, "{\"if\": {\"properties\": {\"type\": {\"const\": \"%s\"}}, ", type);
        kj_putf(&w->out, "\"required\": [\"type\"]}, \"then\": {\"$ref\": \"#/$defs/%.*s-%s\"}}",
                KJ_ARG(name), type);
    }
    end(w, ']');
    end(w, '}');
}

static void put_rows(schema *s, kj_span name, const kj_forms *forms, keys own)
{
    for (size_t i = 0; i < forms->count; i++) {
        const kj_form_type *row = forms->rows[i];
        const keys all[2] = {own, {row->fields, row->field_count}};
        put_key(&s->w, kj_arena_format(s->arena, "%.*s-%s", KJ_ARG(name), row->name).ptr);
        put_object(s, row->about, all, row->name);
    }
}

static void put_entry(schema *s, entry e)
{
    const char *key = kj_arena_copy(s->arena, e.name).ptr;
    const kj_forms *inner = e.forms;
    keys own = {0};
    if (e.object) {
        own = (keys){e.object->fields, e.object->field_count};
        for (size_t i = 0; i < own.count; i++)
            if (is_inline_form(&own.fields[i]))
                inner = kj_forms_named(s->tables, own.fields[i].forms);
    }
    put_key(&s->w, key);
    if (!inner) {
        put_object(s, e.object->about, (const keys[2]){own, {0}}, NULL);
        return;
    }
    put_dispatch(s, e.name, e.object ? e.object->about : "An object whose keys its type decides.",
                 inner);
    put_rows(s, e.name, inner, own);
}

/* What several kinds of field share. */
static const struct {
    const char *name, *about, *pattern;
    double most;
} shared[] = {
    {"id", "Kebab-case; records refer to it, so keep it when the words change.",
     "^[a-z0-9][a-z0-9.-]*$", KJ_ID_BYTES_MAX},
    {"figure-name", "The value of a figure of course.json: {its-id}.",
     "^\\{[a-z0-9][a-z0-9.-]*\\}$", KJ_ID_BYTES_MAX + 2},
    {"text",
     "Text with inline markup: **stress**, ==dots below==, [words](term:id), [words](slide:id), "
     "`code`, {figure}; a backslash takes the meaning from * = [ ] ` { } and itself.",
     "^[^\\n\\t]+$", 0},
    {"path", "A file of the course, from its folder on, with '/'.",
     "^(?!/)(?!.*(^|/)\\.{0,2}(/|$))[^\\\\:*?\"<>|]+$", KJ_PATH_MAX},
};

static void put_shared(writer *w)
{
    for (size_t i = 0; i < KJ_COUNT(shared); i++) {
        put_key(w, shared[i].name);
        begin(w, '{');
        put_word(w, "description", kj_span_of(shared[i].about));
        put_word(w, "type", KJ_LIT("string"));
        put_word(w, "pattern", kj_span_of(shared[i].pattern));
        if (shared[i].most > 0)
            put_number(w, "maxLength", shared[i].most);
        end(w, '}');
    }
}

kj_span kj_course_schema(const kj_tables *tables, kj_arena *arena)
{
    static const kj_object *const files[] = {&kj_object_course, &kj_object_part,
                                             &kj_object_roleplay};
    schema s = {.w = {.out = {.arena = arena}, .first = true}, .tables = tables, .arena = arena};
    writer *w = &s.w;
    begin(w, '{');
    put_word(w, "$schema", KJ_LIT("https://json-schema.org/draft/2020-12/schema"));
    put_word(w, "title", KJ_LIT("A file of a kejian course"));
    put_word(w, "description",
             kj_arena_format(arena,
                             "course.json, a part, or a role-play. A file has at most %zu MiB and "
                             "%d levels of brackets; a course has at most %d parts, %d slides, %d "
                             "items and %d role-plays.",
                             KJ_COURSE_FILE_BYTES_MAX >> 20, KJ_JSON_DEPTH_MAX, KJ_COURSE_PARTS_MAX,
                             KJ_COURSE_SLIDES_MAX, KJ_COURSE_ITEMS_MAX, KJ_COURSE_ROLEPLAYS_MAX));
    put_key(w, "oneOf");
    begin(w, '[');
    for (size_t i = 0; i < KJ_COUNT(files); i++) {
        line(w);
        begin(w, '{');
        put_reference(w, entry_of(&s, files[i], NULL));
        end(w, '}');
    }
    end(w, ']');
    put_key(w, "$defs");
    begin(w, '{');
    put_shared(w);
    for (size_t i = 0; i < s.entries.count; i++)
        put_entry(&s, s.entries.ptr[i]);
    end(w, '}');
    end(w, '}');
    kj_put_char(&w->out, '\n');
    return kj_put_span(&w->out);
}
