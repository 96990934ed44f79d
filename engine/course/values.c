/* engine/course/values.c: single values of each kind but objects and forms. */
#include "course/reader.h"

#include <math.h>

static const char *type_words(kj_json_type type)
{
    switch (type) {
    case KJ_JSON_NULL:
        return "null";
    case KJ_JSON_FALSE:
    case KJ_JSON_TRUE:
        return "true or false";
    case KJ_JSON_NUMBER:
        return "a number";
    case KJ_JSON_STRING:
        return "a text";
    case KJ_JSON_ARRAY:
        return "a list";
    case KJ_JSON_OBJECT:
        return "an object";
    }
    return "";
}

bool kj_reader_wrong_type(kj_reader *r, const kj_json *json, kj_label label, const char *wanted,
                          kj_span hint)
{
    if (json->type == KJ_JSON_NULL)
        hint = KJ_LIT("leave the key out where there is nothing to say");
    kj_reader_report(r, json->offset, "E0203", hint, "%.*s must be %s, not %s",
                     KJ_ARG(kj_label_words(r, label)), wanted, type_words(json->type));
    return false;
}

/* "'options'", or the key that stands before the value. */
kj_span kj_label_words(kj_reader *r, kj_label label)
{
    if (label.index == SIZE_MAX)
        return kj_reader_format(r, "'%s'", label.key);
    return kj_reader_format(r, "element %zu of '%s'", label.index + 1, label.key);
}

kj_at kj_reader_at(const kj_reader *r, const kj_json *json)
{
    return (kj_at){r->source, json->offset};
}

static bool read_number(kj_reader *r, const kj_field *field, const kj_json *json, kj_label label,
                        double *out)
{
    double number = json->number;
    if (json->type == KJ_JSON_STRING && field->kind == KJ_FIELD_NUMBER) {
        const kj_span s = json->string;
        const bool braces = s.len > 2 && s.ptr[0] == '{' && s.ptr[s.len - 1] == '}';
        if (!braces || !kj_id_is_valid(kj_span_sub(s, 1, s.len - 1)))
            return kj_reader_wrong_type(
                r, json, label, "a number or the name of a figure in braces",
                KJ_LIT("write a number without quotes, a figure as \"{its-id}\""));
        bool usable;
        const kj_span id = kj_span_sub(s, 1, s.len - 1);
        const kj_figure *figure = kj_figure_find(r, id, json->offset, &usable);
        if (!figure || !usable)
            return false;
        if (isnan(figure->value)) {
            kj_reader_report(r, json->offset, "E0203",
                             KJ_LIT("give the figure a 'value' or a 'formula'"),
                             "%.*s needs a number, but figure '%.*s' is only a text",
                             KJ_ARG(kj_label_words(r, label)), KJ_ARG(id));
            return false;
        }
        if (figure->kind == KJ_FIGURE_EXAMPLE && r->in_form)
            *KJ_PUSH(r->scratch, &r->example_numbers, &r->example_number_capacity, kj_at) =
                kj_reader_at(r, json);
        number = figure->value;
    } else if (json->type != KJ_JSON_NUMBER) {
        return kj_reader_wrong_type(
            r, json, label, field->kind == KJ_FIELD_INT ? "a whole number" : "a number",
            json->type == KJ_JSON_STRING ? KJ_LIT("write a number without quotes") : (kj_span){0});
    }

    double min = field->min, max = field->max;
    if (min >= max) { /* both 0 */
        min = -INFINITY;
        max = INFINITY;
        if (field->kind == KJ_FIELD_INT) {
            min = INT32_MIN;
            max = INT32_MAX;
        }
    }
    if (field->kind == KJ_FIELD_INT && floor(number) < number) {
        kj_reader_report(r, json->offset, "E0203", (kj_span){0}, "%.*s must be a whole number",
                         KJ_ARG(kj_label_words(r, label)));
        return false;
    }
    if (number < min || number > max) {
        kj_text_buffer words = {.arena = r->tree};
        kj_json_put_number(&words, min);
        kj_put(&words, KJ_LIT(" to "));
        kj_json_put_number(&words, max);
        kj_text_buffer given = {.arena = r->tree};
        kj_json_put_number(&given, number);
        kj_reader_report(r, json->offset, "E0204", (kj_span){0}, "%.*s is %.*s, allowed is %.*s",
                         KJ_ARG(kj_label_words(r, label)), KJ_ARG(kj_put_span(&given)),
                         KJ_ARG(kj_put_span(&words)));
        return false;
    }
    *out = number;
    return true;
}

/* "a, b or c", to be read by people. */
kj_span kj_word_list(kj_reader *r, const kj_span *words, size_t count)
{
    kj_text_buffer out = {.arena = r->tree};
    for (size_t i = 0; i < count; i++)
        kj_putf(&out, "%s'%.*s'", i == 0 ? "" : i + 1 < count ? ", " : " or ", KJ_ARG(words[i]));
    return kj_put_span(&out);
}

static bool wrong_word(kj_reader *r, const kj_json *json, kj_label label, const kj_span *words,
                       size_t count)
{
    kj_span hint = kj_reader_suggest(r, json->string, words, count);
    if (hint.len == 0)
        hint = kj_reader_format(r, "allowed is %.*s", KJ_ARG(kj_word_list(r, words, count)));
    kj_reader_report(r, json->offset, "E0206", hint, "%.*s cannot be '%.*s'",
                     KJ_ARG(kj_label_words(r, label)), KJ_ARG(json->string));
    return false;
}

static bool read_word(kj_reader *r, const kj_field *field, const kj_json *json, kj_label label,
                      uint32_t *out)
{
    if (json->type != KJ_JSON_STRING)
        return kj_reader_wrong_type(r, json, label, "a word in quotes", (kj_span){0});
    uint32_t count = 0;
    for (; field->words[count]; count++) {
        if (kj_span_is(json->string, field->words[count])) {
            *out = count;
            return true;
        }
    }
    kj_span *words = KJ_NEW(r->tree, kj_span, count);
    for (uint32_t i = 0; i < count; i++)
        words[i] = kj_span_of(field->words[i]);
    return wrong_word(r, json, label, words, count);
}

bool kj_id_is_valid(kj_span id)
{
    if (id.len == 0 || id.len > KJ_ID_BYTES_MAX || id.ptr[0] == '-' || id.ptr[0] == '.')
        return false;
    for (size_t i = 0; i < id.len; i++) {
        const char c = id.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'))
            return false;
    }
    return true;
}

/* The id that was probably meant: lower case, hyphens for blanks and underscores. */
kj_span kj_id_hint(kj_reader *r, kj_span given)
{
    char out[KJ_ID_BYTES_MAX];
    if (given.len == 0 || given.len > sizeof out)
        return KJ_LIT("an id has 1 to 64 of a-z, 0-9, '-' and '.', a letter or digit first");
    for (size_t i = 0; i < given.len; i++) {
        const char c = given.ptr[i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c == ' ' || c == '_' ? '-' : c;
    }
    if (!kj_id_is_valid((kj_span){out, given.len}))
        return KJ_LIT("an id has only a-z, 0-9, '-' and '.', a letter or digit first");
    return kj_reader_format(r, "write '%.*s'", (int)given.len, out);
}

static bool read_id(kj_reader *r, const kj_json *json, kj_label label, kj_span *out)
{
    if (json->type != KJ_JSON_STRING)
        return kj_reader_wrong_type(r, json, label, "an id in quotes", (kj_span){0});
    if (!kj_id_is_valid(json->string)) {
        kj_reader_report(r, json->offset, "E0207", kj_id_hint(r, json->string),
                         "%.*s: '%.*s' is not a valid id", KJ_ARG(kj_label_words(r, label)),
                         KJ_ARG(json->string));
        return false;
    }
    *out = kj_reader_keep(r, json->string);
    return true;
}

static bool read_reference(kj_reader *r, const kj_field *field, const kj_json *json, kj_label label,
                           kj_span *out)
{
    if (!read_id(r, json, label, out))
        return false;
    if (field->ref != KJ_REF_LOCAL && field->ref != KJ_REF_NONE)
        *KJ_PUSH(r->scratch, &r->references, &r->reference_capacity, kj_reference) =
            (kj_reference){field->ref, kj_reader_at(r, json), *out};
    return true;
}

/* Why a path is refused; NULL: it is not.  The loader still proves that no link leads outside. */
static const char *path_fault(kj_span path)
{
    if (path.len == 0)
        return "it is empty";
    if (kj_utf8_count(path) > KJ_PATH_MAX)
        return "it is longer than 200 characters";
    if (path.ptr[0] == '/' || (path.len > 1 && path.ptr[1] == ':'))
        return "it is absolute";
    if (path.ptr[path.len - 1] == '/')
        return "it names a folder, not a file";
    for (size_t i = 0; i < path.len; i++) {
        const char c = path.ptr[i];
        if (c == '\\')
            return "it has a backslash";
        if ((unsigned char)c < 0x20 || strchr(":*?\"<>|", c))
            return "it has a character that not every system takes";
    }
    for (size_t from = 0; from <= path.len;) {
        const char *slash = memchr(path.ptr + from, '/', path.len - from);
        const size_t end = slash ? (size_t)(slash - path.ptr) : path.len;
        const kj_span name = kj_span_sub(path, from, end);
        if (kj_span_is(name, ".."))
            return "it leads out of the course folder";
        if (name.len == 0 || kj_span_is(name, "."))
            return "it has an empty part";
        from = end + 1;
    }
    return NULL;
}

static void note_picture(kj_reader *r, kj_span path, kj_at at)
{
    kj_ids_reserve(&r->picture_ids, r->pictures.count + 1, r->scratch);
    if (kj_ids_add(&r->picture_ids, 0, path, 0) != KJ_NONE)
        return;
    *KJ_PUSH(r->arena, &r->pictures, &r->picture_capacity, kj_span) = path;
    *KJ_PUSH(r->arena, &r->picture_at, &r->picture_at_capacity, kj_at) = at;
}

static bool read_path(kj_reader *r, const kj_field *field, const kj_json *json, kj_label label,
                      kj_span *out)
{
    if (json->type != KJ_JSON_STRING)
        return kj_reader_wrong_type(r, json, label, "the path of a file in quotes", (kj_span){0});
    const char *fault = path_fault(json->string);
    if (fault) {
        kj_reader_report(r, json->offset, "E0209",
                         KJ_LIT("write it from the course folder on, with '/': images/plan.svg"),
                         "%.*s: the path '%.*s' cannot be used: %s",
                         KJ_ARG(kj_label_words(r, label)), KJ_ARG(json->string), fault);
        return false;
    }
    *out = kj_reader_keep(r, json->string);
    if (field->ref == KJ_REF_NONE)
        note_picture(r, *out, kj_reader_at(r, json));
    return true;
}

static bool read_map(kj_reader *r, const kj_field *field, const kj_json *json, kj_label label,
                     kj_any_list *out)
{
    if (json->type != KJ_JSON_OBJECT)
        return kj_reader_wrong_type(r, json, label, "an object of numbers, {\"id\": 1}",
                                    (kj_span){0});
    if (json->count > KJ_LIST_MAX) {
        kj_reader_report(r, json->offset, "E0205", (kj_span){0},
                         "%.*s has %u entries, at most %d are allowed",
                         KJ_ARG(kj_label_words(r, label)), json->count, KJ_LIST_MAX);
        return false;
    }
    kj_pair *pairs = KJ_NEW(r->arena, kj_pair, json->count);
    kj_field number = *field;
    number.kind = KJ_FIELD_NUMBER;
    bool sound = true;
    size_t count = 0;
    for (const kj_json *member = json->first; member; member = member->next) {
        kj_pair *pair = &pairs[count];
        if (!kj_id_is_valid(member->key)) {
            kj_reader_report(r, member->key_offset, "E0207", kj_id_hint(r, member->key),
                             "the key '%.*s' is not a valid id", KJ_ARG(member->key));
            sound = false;
            continue;
        }
        const char *key = kj_arena_copy(r->tree, member->key).ptr;
        if (!read_number(r, &number, member, (kj_label){key, SIZE_MAX}, &pair->value)) {
            sound = false;
            continue;
        }
        pair->at = kj_reader_at(r, member);
        pair->key = kj_reader_keep(r, member->key);
        count++;
    }
    *out = (kj_any_list){pairs, count};
    return sound;
}

bool kj_read_value(kj_reader *r, const kj_field *field, const kj_json *json, kj_label label,
                   void *dest)
{
    double number = 0;
    uint32_t word = 0;
    kj_any_list list = {0};
    bool sound;
    switch (field->kind) {
    case KJ_FIELD_BOOL:
        if (json->type != KJ_JSON_TRUE && json->type != KJ_JSON_FALSE)
            return kj_reader_wrong_type(
                r, json, label, "true or false",
                json->type == KJ_JSON_STRING ? KJ_LIT("write it without quotes") : (kj_span){0});
        *(bool *)dest = json->type == KJ_JSON_TRUE;
        return true;
    case KJ_FIELD_INT:
        sound = read_number(r, field, json, label, &number);
        *(int32_t *)dest = (int32_t)number; /* whole and in range, or 0 */
        return sound;
    case KJ_FIELD_NUMBER:
        return read_number(r, field, json, label, dest);
    case KJ_FIELD_WORD:
        return read_word(r, field, json, label, dest);
    case KJ_FIELD_ID:
        return read_id(r, json, label, dest);
    case KJ_FIELD_REF:
        return read_reference(r, field, json, label, dest);
    case KJ_FIELD_STRING:
        if (field->words && json->type == KJ_JSON_STRING &&
            !kj_span_ends(json->string, KJ_LIT(".json")) &&
            !read_word(r, field, json, label, &word))
            return false;
        return kj_read_string(r, json, field->min, field->max, label, dest);
    case KJ_FIELD_TEXT:
        return kj_read_text(r, json, field->min, field->max, label, dest);
    case KJ_FIELD_PATH:
        return read_path(r, field, json, label, dest);
    case KJ_FIELD_MAP:
        sound = read_map(r, field, json, label, &list);
        memcpy(dest, &list, sizeof list);
        return sound;
    case KJ_FIELD_OBJECT:
    case KJ_FIELD_FORM:
        break; /* fields.c */
    }
    return false;
}
