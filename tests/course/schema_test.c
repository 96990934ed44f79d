/* tests/course/schema_test.c: the schema says what the reader's tables say, no more and no less. */
#include "course/kit.h"
#include "course/reader.h"
#include "test.h"

typedef struct check {
    const kj_json *defs;
    kj_tables tables;
    const void *seen[128];
    size_t seen_count;
    size_t keys;
} check;

static const kj_json *need(const kj_json *object, const char *key, const char *where)
{
    const kj_json *member = kj_json_get(object, key);
    if (!member)
        fail_msg("%s: no \"%s\"", where, key);
    return member;
}

static const kj_json *follow(const check *c, const kj_json *reference, const char *where)
{
    static const char prefix[] = "#/$defs/";
    const kj_span path = need(reference, "$ref", where)->string;
    assert_true(kj_span_starts(path, kj_span_of(prefix)));
    kj_arena *scratch = kj_arena_new();
    const kj_span name = kj_arena_copy(scratch, kj_span_sub(path, strlen(prefix), path.len));
    const kj_json *found = need(c->defs, name.ptr, where);
    kj_arena_free(scratch);
    return found;
}

static bool listed(const kj_json *array, const char *word)
{
    for (const kj_json *element = array->first; element; element = element->next)
        if (kj_span_is(element->string, word))
            return true;
    return false;
}

static bool begin(check *c, const void *table)
{
    for (size_t i = 0; i < c->seen_count; i++)
        if (c->seen[i] == table)
            return false;
    assert_true(c->seen_count < KJ_COUNT(c->seen));
    c->seen[c->seen_count++] = table;
    return true;
}

static bool is_inline(const kj_field *field)
{
    return field->kind == KJ_FIELD_FORM && strcmp(field->key, "type") == 0;
}

static void check_object(check *c, const kj_object *object, const kj_json *def);
static void check_rows(check *c, const kj_forms *forms, const kj_field *own, size_t own_count,
                       const kj_json *dispatch);

static const kj_json *value_of(const kj_field *field, const kj_json *property)
{
    const kj_json *value = property;
    if (field->flags & KJ_MANY)
        value = need(value, "items", field->key);
    if (field->flags & KJ_NESTED)
        value = need(value, "items", field->key);
    if (field->flags & KJ_KEYED)
        value = need(value, "additionalProperties", field->key);
    return value;
}

static void check_field(check *c, const kj_field *field, const kj_json *property)
{
    const kj_json *value = value_of(field, property);
    if (field->about[0])
        need(property, "description", field->key);
    if (field->flags & KJ_MANY)
        assert_true(kj_span_is(need(property, "type", field->key)->string, "array"));
    if (field->kind == KJ_FIELD_OBJECT)
        check_object(c, field->object, follow(c, value, field->key));
    if (field->kind == KJ_FIELD_FORM)
        check_rows(c, kj_forms_named(&c->tables, field->forms), NULL, 0,
                   follow(c, value, field->key));
    if (field->kind == KJ_FIELD_WORD)
        for (size_t i = 0; field->words[i]; i++)
            assert_true(listed(need(value, "enum", field->key), field->words[i]));
    if (field->kind == KJ_FIELD_INT && field->max > field->min && !(field->flags & KJ_MANY)) {
        assert_true(need(value, "minimum", field->key)->number >= field->min);
        assert_true(need(value, "maximum", field->key)->number <= field->max);
    }
}

/* All keys of the tables, `type` where given, and nothing else. */
static void check_keys(check *c, const kj_json *def, const kj_field *const tables[2],
                       const size_t counts[2], const char *type, const char *where)
{
    const kj_json *properties = need(def, "properties", where);
    const kj_json *required = need(def, "required", where);
    size_t count = type ? 1 : 0, needed = count;
    assert_true(
        kj_span_is(need(need(properties, KJ_COMMENT_KEY, where), "type", where)->string, "string"));
    count++;
    if (type)
        assert_true(
            kj_span_is(need(need(properties, "type", where), "const", where)->string, type));
    for (size_t t = 0; t < 2; t++) {
        for (size_t i = 0; i < counts[t]; i++) {
            const kj_field *field = &tables[t][i];
            if (is_inline(field))
                continue;
            check_field(c, field, need(properties, field->key, where));
            const bool is_needed = (field->flags & KJ_REQUIRED) != 0;
            if (listed(required, field->key) != is_needed)
                fail_msg("%s: \"required\" is wrong about '%s'", where, field->key);
            count++;
            needed += is_needed;
        }
    }
    if (properties->count != count || required->count != needed)
        fail_msg("%s: the schema has %u keys, the tables %zu", where, properties->count, count);
    assert_int_equal(need(def, "additionalProperties", where)->type, KJ_JSON_FALSE);
    c->keys += count - 1; /* the comment is in no table */
}

static void check_rows(check *c, const kj_forms *forms, const kj_field *own, size_t own_count,
                       const kj_json *dispatch)
{
    if (!begin(c, dispatch))
        return;
    const kj_json *branch = need(dispatch, "allOf", forms->name)->first;
    for (size_t i = 0; i < forms->count; i++, branch = branch->next) {
        const kj_form_type *row = forms->rows[i];
        assert_non_null(branch);
        const kj_json *def = follow(c, need(branch, "then", row->name), row->name);
        check_keys(c, def, (const kj_field *const[2]){own, row->fields},
                   (const size_t[2]){own_count, row->field_count}, row->name, row->name);
    }
    assert_null(branch);
}

static void check_object(check *c, const kj_object *object, const kj_json *def)
{
    if (!begin(c, def))
        return;
    for (size_t i = 0; i < object->field_count; i++) {
        if (!is_inline(&object->fields[i]))
            continue;
        c->seen_count--; /* its rows are what is looked at */
        check_rows(c, kj_forms_named(&c->tables, object->fields[i].forms), object->fields,
                   object->field_count, def);
        return;
    }
    check_keys(c, def, (const kj_field *const[2]){object->fields, NULL},
               (const size_t[2]){object->field_count, 0}, NULL, object->name);
}

static void holds_every_key_of_the_tables(void **state)
{
    kj_arena *arena = *state;
    static const kj_object *const files[] = {&kj_object_course, &kj_object_part,
                                             &kj_object_roleplay};
    const kj_tables tables = kit_tables();
    const kj_source *source = kj_test_source(arena, "schema", kj_course_schema(&tables, arena));
    kj_test_sink *sink = kj_test_sink_new(arena);
    const kj_json *root = kj_json_parse(source, arena, &sink->sink);
    if (!root)
        fail_msg("%.*s", KJ_ARG(kj_test_sink_text(sink)));
    check c = {.defs = need(root, "$defs", "schema"), .tables = tables};
    const kj_json *file = need(root, "oneOf", "schema")->first;
    for (size_t i = 0; i < KJ_COUNT(files); i++, file = file->next)
        check_object(&c, files[i], follow(&c, file, files[i]->name));
    assert_true(c.keys > 100); /* it looked at something */
}

/* A table that breaks its own rules would make the reader write beyond a struct. */
static void finds_sound_tables(void **state)
{
    (void)state;
    static const kj_object *const objects[] = {&kj_object_course, &kj_object_part,
                                               &kj_object_slide,  &kj_object_item,
                                               &kj_object_drill,  &kj_object_roleplay};
    for (size_t i = 0; i < KJ_COUNT(objects); i++) {
        const kj_object *object = objects[i];
        assert_true(object->field_count <= KJ_FIELDS_MAX);
        for (size_t k = 0; k < object->field_count; k++) {
            const kj_field *field = &object->fields[k];
            size_t size, align;
            kj_field_layout(field, &size, &align);
            if (field->flags & (KJ_MANY | KJ_KEYED))
                size = sizeof(kj_any_list);
            if (field->offset != KJ_NOT_KEPT && field->offset + size > object->size)
                fail_msg("%s.%s lies outside its struct", object->name, field->key);
            assert_non_null(field->about);
            for (size_t other = 0; other < k; other++)
                assert_string_not_equal(field->key, object->fields[other].key);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KJ_TEST(holds_every_key_of_the_tables),
        KJ_TEST(finds_sound_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
