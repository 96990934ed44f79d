/* engine/course/options.c: the options of all choices of a course. */
#include "course/options.h"

#include "course/reader.h"
#include "course/walk.h"

static void gather_option(void *ctx, const kj_field *field, const void *value, kj_at object,
                          size_t index)
{
    (void)index;
    kj_choice_options *o = ctx;
    if (field->kind == KJ_FIELD_TEXT && strcmp(field->key, "text") == 0) {
        const kj_span plain = ((const kj_text *)value)->plain;
        if ((o->text && o->text != field) || o->count == KJ_COUNT(o->texts) || !plain.ptr)
            return;
        o->text = field;
        o->texts[o->count] = plain;
        o->at[o->count++] = object;
    } else if (field->kind == KJ_FIELD_BOOL && strcmp(field->key, "right") == 0 && o->count &&
               o->at[o->count - 1].offset == object.offset) {
        o->keyed = true;
        o->right[o->count - 1] = *(const bool *)value;
    }
}

void kj_choice_options_of(const kj_form *form, kj_choice_options *out)
{
    const kj_walk walk = {.visit = gather_option, .ctx = out, .shallow = true};
    *out = (kj_choice_options){0};
    kj_walk_form(form, &walk);
}

size_t kj_choice_key(const kj_choice_options *options)
{
    size_t key = SIZE_MAX, keys = 0;
    for (size_t i = 0; i < options->count; i++)
        if (options->right[i]) {
            key = i;
            keys++;
        }
    return options->keyed && keys == 1 ? key : SIZE_MAX;
}

bool kj_choice_is_longest(const kj_choice_options *options, size_t index)
{
    size_t as_long = 0;
    for (size_t i = 0; i < options->count; i++)
        as_long += kj_utf8_count(options->texts[i]) >= kj_utf8_count(options->texts[index]);
    return as_long == 1; /* only the option itself */
}

kj_key_spread kj_course_keys(const kj_course *course, kj_arena *scratch)
{
    const kj_course_index *index = course->index;
    kj_key_spread spread = {.singles = 0};
    kj_choice_options *options = KJ_NEW(scratch, kj_choice_options, 1);
    for (size_t i = 0; i < index->form_count; i++) {
        kj_choice_options_of(&index->forms[i], options);
        const size_t key = kj_choice_key(options);
        if (key >= KJ_KEY_POSITIONS)
            continue;
        spread.singles++;
        spread.at[key]++;
        spread.longest += kj_choice_is_longest(options, key);
    }
    return spread;
}
