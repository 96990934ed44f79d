/* engine/course/fields.c: the one reader of all JSON objects of a course, driven by their tables.
 *
 * Keys are looked for from where the last one was found: files mostly hold them in the table's
 * order, so one comparison a key is the rule. */
#include "course/reader.h"

#include <assert.h>

/* A table and the struct it fills.  An object with an inline form has two. */
typedef struct table {
    const kj_field *fields;
    size_t count;
    char *base;
    uint64_t seen; /* bit i: fields[i] was given */
    bool sound;    /* nothing of it was wrong */
} table;

void kj_field_layout(const kj_field *field, size_t *size, size_t *align)
{
#define LAYOUT(T) \
    *size = sizeof(T); \
    *align = _Alignof(T); \
    return
    switch (field->kind) {
    case KJ_FIELD_BOOL:
        LAYOUT(bool);
    case KJ_FIELD_INT:
        LAYOUT(int32_t);
    case KJ_FIELD_NUMBER:
        LAYOUT(double);
    case KJ_FIELD_WORD:
        LAYOUT(uint32_t);
    case KJ_FIELD_ID:
    case KJ_FIELD_REF:
    case KJ_FIELD_STRING:
    case KJ_FIELD_PATH:
        LAYOUT(kj_span);
    case KJ_FIELD_TEXT:
        LAYOUT(kj_text);
    case KJ_FIELD_OBJECT:
        *size = field->object->size;
        *align = field->object->align;
        return;
    case KJ_FIELD_MAP:
        LAYOUT(kj_any_list);
    case KJ_FIELD_FORM:
        LAYOUT(kj_form);
    }
#undef LAYOUT
    *size = 0;
    *align = 1;
}

const kj_forms *kj_forms_named(const kj_tables *tables, const char *name)
{
    for (size_t i = 0; i < tables->count; i++)
        if (strcmp(tables->forms[i].name, name) == 0)
            return &tables->forms[i];
    return NULL;
}

kj_span kj_reader_subject(kj_reader *r, const char *name, const kj_json *json)
{
    const kj_json *id = json->type == KJ_JSON_OBJECT ? kj_json_get(json, "id") : NULL;
    if (id && id->type == KJ_JSON_STRING && kj_id_is_valid(id->string))
        return kj_reader_format(r, "%s '%.*s'", name, KJ_ARG(id->string));
    return kj_reader_format(r, "this %s", name);
}

/* Forms. */

static const kj_form_type *pick_row(kj_reader *r, const kj_field *field, const kj_json *type)
{
    const kj_forms *forms = kj_forms_named(r->tables, field->forms);
    assert(forms); /* the caller of kj_course_read brings every table that a field names */
    if (type->type != KJ_JSON_STRING) {
        kj_reader_wrong_type(r, type, (kj_label){"type", SIZE_MAX}, "a word in quotes",
                             (kj_span){0});
        return NULL;
    }
    for (size_t i = 0; i < forms->count; i++)
        if (kj_span_is(type->string, forms->rows[i]->name))
            return forms->rows[i];
    kj_span *names = KJ_NEW(r->tree, kj_span, forms->count);
    for (size_t i = 0; i < forms->count; i++)
        names[i] = kj_span_of(forms->rows[i]->name);
    kj_span hint = kj_reader_suggest(r, type->string, names, forms->count);
    if (hint.len == 0)
        hint = kj_reader_format(r, "allowed is %.*s", KJ_ARG(kj_word_list(r, names, forms->count)));
    kj_reader_report(r, type->offset, "E0206", hint, "there is no %s of type '%.*s'", field->forms,
                     KJ_ARG(type->string));
    return NULL;
}

static bool read_members(kj_reader *r, const kj_json *json, const char *name, table tables[2],
                         const kj_field *type_field, bool type_known);

static void *new_data(kj_reader *r, const kj_form_type *row, const kj_json *json)
{
    assert(row->size >= sizeof(kj_at) && row->field_count <= KJ_FIELDS_MAX);
    kj_at *data = kj_arena_take(r->arena, 1, row->size, row->align);
    *data = kj_reader_at(r, json);
    return data;
}

static void keep_form(kj_reader *r, kj_form *out, const kj_form_type *row, const void *data)
{
    *out = (kj_form){row, data};
    *KJ_PUSH(r->arena, &r->forms, &r->form_capacity, kj_form) = *out;
}

/* A form in an object of its own. */
static bool read_form(kj_reader *r, const kj_field *field, const kj_json *json, kj_label label,
                      kj_form *out)
{
    static const kj_field type_field = {.key = "type", .flags = KJ_REQUIRED, .about = ""};
    if (json->type != KJ_JSON_OBJECT)
        return kj_reader_wrong_type(r, json, label, "an object with a \"type\"", (kj_span){0});
    const kj_json *type = kj_json_get(json, "type");
    if (!type) {
        kj_reader_report(r, json->offset, "E0202",
                         kj_reader_format(r, "its \"type\" says which keys a %s has", field->forms),
                         "this %s has no key 'type'", field->forms);
        return false;
    }
    const kj_form_type *row = pick_row(r, field, type);
    if (!row)
        return false;
    void *data = new_data(r, row, json);
    table tables[2] = {{&type_field, 1, NULL, 0, true},
                       {row->fields, row->field_count, data, 0, true}};
    const kj_span name = kj_reader_format(r, "%s of type '%s'", field->forms, row->name);
    const bool outer = r->in_form;
    r->in_form = true;
    const bool sound = read_members(r, json, name.ptr, tables, &type_field, true);
    r->in_form = outer;
    if (!sound)
        return false;
    keep_form(r, out, row, data);
    return true;
}

/* Lists. */

static bool count_fits(kj_reader *r, const kj_field *field, const kj_json *json, kj_label label)
{
    double min = field->min, max = field->max;
    if (max <= 0) {
        min = field->flags & KJ_REQUIRED ? 1 : 0;
        max = KJ_LIST_MAX;
    }
    if (json->count >= min && json->count <= max)
        return true;
    const kj_span words = kj_label_words(r, label);
    const char *plural = json->count == 1 ? "" : "s";
    if (json->count < min)
        kj_reader_report(r, json->offset, "E0205", (kj_span){0},
                         "%.*s has %u element%s; it needs at least %g", KJ_ARG(words), json->count,
                         plural, min);
    else
        kj_reader_report(r, json->offset, "E0205", (kj_span){0},
                         "%.*s has %u element%s; it takes at most %g", KJ_ARG(words), json->count,
                         plural, max);
    return false;
}

static bool read_one(kj_reader *r, const kj_field *field, const kj_json *json, void *dest,
                     kj_label label);

static void report_twice(kj_reader *r, const kj_object *object, const kj_field *id,
                         const kj_json *first, const kj_json *again)
{
    const kj_json *a = kj_json_get(first, id->key), *b = kj_json_get(again, id->key);
    const kj_place place = kj_place_of(r->sources[r->source].text, a->offset);
    kj_reader_report(r, b->offset, "E0301",
                     kj_reader_format(r, "the first one is at %.*s:%zu:%zu",
                                      KJ_ARG(r->sources[r->source].name), place.line, place.column),
                     "%s '%.*s' is there twice in this list", object->name, KJ_ARG(b->string));
}

/* Ids of kind LOCAL are unique among their siblings. */
static bool local_ids_differ(kj_reader *r, const kj_object *object, const kj_json *json,
                             const char *elements)
{
    const kj_field *id = NULL;
    for (size_t i = 0; i < object->field_count && !id; i++)
        if (object->fields[i].kind == KJ_FIELD_ID && object->fields[i].ref == KJ_REF_LOCAL &&
            !(object->fields[i].flags & KJ_MANY))
            id = &object->fields[i];
    if (!id || json->count < 2)
        return true;
    bool differ = true;
    kj_ids ids = {0};
    const kj_json **nodes = KJ_NEW(r->tree, const kj_json *, json->count);
    kj_ids_reserve(&ids, json->count, r->tree);
    uint32_t index = 0;
    for (const kj_json *element = json->first; element; element = element->next, index++) {
        kj_span given;
        memcpy(&given, elements + index * object->size + id->offset, sizeof given);
        nodes[index] = element;
        if (!given.ptr)
            continue; /* missing or wrong: reported */
        const uint32_t other = kj_ids_add(&ids, 0, given, index);
        if (other != KJ_NONE) {
            report_twice(r, object, id, nodes[other], element);
            differ = false;
        }
    }
    return differ;
}

static bool read_array(kj_reader *r, const kj_field *field, const kj_json *json, void *dest,
                       kj_label label, bool nested)
{
    if (json->type != KJ_JSON_ARRAY)
        return kj_reader_wrong_type(r, json, label, "a list", KJ_LIT("put it into [ ]"));
    if (!count_fits(r, field, json, label))
        return false;
    size_t size, align;
    kj_field_layout(field, &size, &align);
    if (nested) {
        size = sizeof(kj_any_list);
        align = _Alignof(kj_any_list);
    }
    kj_field inner = *field; /* of the inner arrays: the kind's own limits */
    inner.min = inner.max = 0;
    const kj_any_list list = {kj_arena_take(r->arena, json->count, size, align), json->count};
    bool sound = true;
    size_t index = 0;
    for (const kj_json *element = json->first; element; element = element->next, index++) {
        char *at = (char *)list.ptr + index * size;
        const kj_label one = {field->key, index};
        sound &= nested ? read_array(r, &inner, element, at, one, false)
                        : read_one(r, &inner, element, at, one);
    }
    if (field->kind == KJ_FIELD_OBJECT && !nested)
        sound &= local_ids_differ(r, field->object, json, list.ptr);
    memcpy(dest, &list, sizeof list);
    return sound;
}

static bool read_keyed(kj_reader *r, const kj_field *field, const kj_json *json, void *dest,
                       kj_label label)
{
    const kj_object *object = field->object;
    if (json->type != KJ_JSON_OBJECT)
        return kj_reader_wrong_type(r, json, label, "an object with ids as its keys", (kj_span){0});
    if (!count_fits(r, field, json, label))
        return false;
    const kj_any_list list = {kj_arena_take(r->arena, json->count, object->size, object->align),
                              json->count};
    bool sound = true;
    size_t index = 0;
    for (const kj_json *member = json->first; member; member = member->next, index++) {
        char *at = (char *)list.ptr + index * object->size;
        if (kj_id_is_valid(member->key)) {
            const kj_span id = kj_reader_keep(r, member->key);
            memcpy(at + object->id_offset, &id, sizeof id);
        } else {
            kj_reader_report(r, member->key_offset, "E0207", kj_id_hint(r, member->key),
                             "the key '%.*s' is not a valid id", KJ_ARG(member->key));
            sound = false;
        }
        if (member->type != KJ_JSON_OBJECT) {
            const char *key = kj_arena_copy(r->tree, member->key).ptr;
            sound = kj_reader_wrong_type(r, member, (kj_label){key, SIZE_MAX}, "an object",
                                         (kj_span){0});
            continue;
        }
        sound &= kj_read_object(r, member, object, at);
    }
    memcpy(dest, &list, sizeof list);
    return sound;
}

static bool read_one(kj_reader *r, const kj_field *field, const kj_json *json, void *dest,
                     kj_label label)
{
    if (field->kind == KJ_FIELD_FORM)
        return read_form(r, field, json, label, dest);
    if (field->kind != KJ_FIELD_OBJECT)
        return kj_read_value(r, field, json, label, dest);
    if (json->type != KJ_JSON_OBJECT)
        return kj_reader_wrong_type(r, json, label, "an object", (kj_span){0});
    return kj_read_object(r, json, field->object, dest);
}

bool kj_read_field(kj_reader *r, const kj_json *json, const kj_field *field, void *base)
{
    const kj_label label = {field->key, SIZE_MAX};
    if (field->offset == KJ_NOT_KEPT) {
        kj_span ignored;
        return kj_read_string(r, json, field->min, field->max, label, &ignored);
    }
    char *dest = (char *)base + field->offset;
    if (field->flags & KJ_MANY)
        return read_array(r, field, json, dest, label, (field->flags & KJ_NESTED) != 0);
    if (field->flags & KJ_KEYED)
        return read_keyed(r, field, json, dest, label);
    return read_one(r, field, json, dest, label);
}

/* Objects. */

static bool same_key(const char *key, kj_span given)
{
    return given.len > 0 && key[0] == given.ptr[0] && strncmp(key, given.ptr, given.len) == 0 &&
           key[given.len] == '\0';
}

/* The field of that key, counted through both tables; the number of all fields: there is none. */
static size_t find_field(const table tables[2], kj_span key, size_t from)
{
    const size_t all = tables[0].count + tables[1].count;
    for (size_t i = 0; i < all; i++) {
        size_t at = from + i;
        if (at >= all)
            at -= all;
        const kj_field *field =
            at < tables[0].count ? &tables[0].fields[at] : &tables[1].fields[at - tables[0].count];
        if (same_key(field->key, key))
            return at;
    }
    return all;
}

static void mark_meant(const kj_json *json, kj_span key, table tables[2])
{
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < tables[k].count; i++) {
            if (!kj_span_is(key, tables[k].fields[i].key) ||
                kj_json_get(json, tables[k].fields[i].key))
                continue;
            tables[k].seen |= (uint64_t)1 << i;
            tables[k].sound = false;
        }
    }
}

/* Where a key that is missing was meant, the one mistake is told once. */
static void unknown_key(kj_reader *r, const kj_json *json, const kj_json *member, const char *name,
                        table tables[2])
{
    const size_t all = tables[0].count + tables[1].count;
    kj_span *keys = KJ_NEW(r->tree, kj_span, all);
    kj_text_buffer list = {.arena = r->tree};
    for (size_t i = 0; i < all; i++) {
        keys[i] = kj_span_of(i < tables[0].count ? tables[0].fields[i].key
                                                 : tables[1].fields[i - tables[0].count].key);
        kj_putf(&list, "%s%.*s", i ? ", " : "", KJ_ARG(keys[i]));
    }
    kj_span hint = kj_reader_suggest(r, member->key, keys, all);
    if (hint.len == 0)
        hint = kj_reader_format(r, "the keys here are: %.*s", KJ_ARG(kj_put_span(&list)));
    else
        mark_meant(json, kj_nearest(member->key, keys, all), tables);
    kj_reader_report(r, member->key_offset, "E0201", hint, "unknown key '%.*s' in %.*s",
                     KJ_ARG(member->key), KJ_ARG(kj_reader_subject(r, name, json)));
}

static void report_missing(kj_reader *r, const kj_json *json, const char *name, table *t)
{
    for (size_t i = 0; i < t->count; i++) {
        if (!(t->fields[i].flags & KJ_REQUIRED) || t->seen >> i & 1)
            continue;
        kj_span hint = {0};
        if (t->fields[i].about[0])
            hint = kj_reader_format(r, "%s: %s", t->fields[i].key, t->fields[i].about);
        kj_reader_report(r, json->offset, "E0202", hint, "%.*s has no key '%s'",
                         KJ_ARG(kj_reader_subject(r, name, json)), t->fields[i].key);
        t->sound = false;
    }
}

static bool read_members(kj_reader *r, const kj_json *json, const char *name, table tables[2],
                         const kj_field *type_field, bool type_known)
{
    const size_t all = tables[0].count + tables[1].count;
    size_t next = 0;
    bool sound = true;
    for (const kj_json *member = json->first; member; member = member->next) {
        const size_t at = find_field(tables, member->key, next);
        if (at == all) {
            if (kj_span_is(member->key, KJ_COMMENT_KEY) && member->type == KJ_JSON_STRING)
                continue;
            /* Of an unknown type every key might be right. */
            if (!type_field || type_known) {
                unknown_key(r, json, member, name, tables);
                sound = false;
            }
            continue;
        }
        next = at + 1 < all ? at + 1 : 0;
        table *t = at < tables[0].count ? &tables[0] : &tables[1];
        const size_t index = at < tables[0].count ? at : at - tables[0].count;
        const kj_field *field = &t->fields[index];
        t->seen |= (uint64_t)1 << index;
        if (field == type_field || member == r->done)
            continue; /* read beforehand */
        if (!kj_read_field(r, member, field, t->base))
            t->sound = false;
    }
    report_missing(r, json, name, &tables[0]);
    report_missing(r, json, name, &tables[1]);
    return sound && tables[0].sound && tables[1].sound;
}

static const kj_field *inline_form(const kj_object *object)
{
    for (size_t i = 0; i < object->field_count; i++)
        if (object->fields[i].kind == KJ_FIELD_FORM && strcmp(object->fields[i].key, "type") == 0)
            return &object->fields[i];
    return NULL;
}

bool kj_read_object(kj_reader *r, const kj_json *json, const kj_object *object, void *base)
{
    assert(object->field_count <= KJ_FIELDS_MAX);
    *(kj_at *)base = kj_reader_at(r, json);
    table tables[2] = {{object->fields, object->field_count, base, 0, true}, {.sound = true}};
    const kj_field *type_field = inline_form(object);
    const kj_json *type = type_field ? kj_json_get(json, "type") : NULL;
    const kj_form_type *row = type ? pick_row(r, type_field, type) : NULL;
    if (!row) {
        const bool sound = read_members(r, json, object->name, tables, type_field, false);
        return sound && !type_field;
    }

    void *data = new_data(r, row, json);
    tables[1] = (table){row->fields, row->field_count, data, 0, true};
    const bool sound = read_members(r, json, object->name, tables, type_field, true);
    if (tables[1].sound)
        keep_form(r, (kj_form *)(void *)((char *)base + type_field->offset), row, data);
    return sound;
}
