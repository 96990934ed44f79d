/* engine/lesson/items/parts.c: what item types and drill families have in common. */
#include "lesson/items/parts.h"

#include <assert.h>

static const kj_field option_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_item_option, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the option in records."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_item_option, text),
     .about = "What the learner reads."},
    {.key = "right",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(kj_item_option, right),
     .about = "Whether it belongs to the right answer."},
    {.key = "feedback",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_item_option, feedback),
     .about = "What is tempting in it and why it is wrong, or why it is right."},
};
const kj_object kj_object_item_option = {
    .name = "option",
    .fields = option_fields,
    .field_count = KJ_COUNT(option_fields),
    .size = sizeof(kj_item_option),
    .align = _Alignof(kj_item_option),
    .about = "An option of a question.",
};

static const kj_field label_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_item_label, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names it in records."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(kj_item_label, text),
     .about = "What the learner reads."},
};
const kj_object kj_object_item_label = {
    .name = "label",
    .fields = label_fields,
    .field_count = KJ_COUNT(label_fields),
    .size = sizeof(kj_item_label),
    .align = _Alignof(kj_item_label),
    .about = "An id with its text.",
};

size_t kj_response_find(const kj_response *response, kj_span id)
{
    for (size_t i = 0; i < response->count; i++)
        if (kj_span_equal(response->values[i], id))
            return i;
    return SIZE_MAX;
}

kj_span kj_response_pair(const kj_response *response, kj_span left)
{
    for (size_t i = 0; i < response->count; i++) {
        const kj_span value = response->values[i];
        if (value.len > left.len && value.ptr[left.len] == '=' && kj_span_starts(value, left))
            return kj_span_sub(value, left.len + 1, value.len);
    }
    return (kj_span){NULL, 0};
}

kj_span kj_response_under(const kj_response *response, kj_span id)
{
    for (size_t i = 0; i < response->count; i++) {
        const kj_span value = response->values[i];
        if (value.len > id.len && value.ptr[id.len] == ':' && kj_span_starts(value, id))
            return kj_span_sub(value, id.len + 1, value.len);
    }
    return (kj_span){NULL, 0};
}

kj_span kj_response_text(const kj_response *response)
{
    return response->count > 0 ? kj_span_trim(response->values[0]) : (kj_span){NULL, 0};
}

void kj_question_option(kj_question *question, kj_span id, kj_text text)
{
    assert(question->option_count < KJ_OPTIONS_MAX);
    question->options[question->option_count++] = (kj_option){.id = id, .text = text};
}

void kj_question_target(kj_question *question, kj_span id, kj_text text)
{
    assert(question->target_count < KJ_OPTIONS_MAX);
    question->targets[question->target_count++] = (kj_option){.id = id, .text = text};
}

kj_option_verdict *kj_verdict_option(kj_verdict *out, kj_span id, kj_mark_of mark)
{
    assert(out->option_count < KJ_OPTIONS_MAX);
    kj_option_verdict *option = &out->options[out->option_count++];
    *option = (kj_option_verdict){.id = id, .mark = mark};
    return option;
}

kj_mark_of kj_mark_for(bool chosen, bool right)
{
    if (chosen)
        return right ? KJ_OF_RIGHT : KJ_OF_WRONG;
    return right ? KJ_OF_MISSED : KJ_OF_NOTHING;
}

void kj_verdict_refuse(kj_verdict *out, kj_word_id next)
{
    out->judged = false;
    out->score = 0;
    out->passed = false;
    out->next = kj_words_get(out->words, next);
}

void kj_verdict_whole(kj_verdict *out, bool right)
{
    out->judged = true;
    out->score = right ? 1 : 0;
    out->max = 1;
}

kj_text kj_text_of(kj_span plain)
{
    return (kj_text){.plain = plain};
}

kj_text kj_text_join(kj_text a, kj_text b, kj_arena *arena)
{
    if (a.plain.len == 0)
        return b;
    if (b.plain.len == 0)
        return a;
    kj_mark *marks = KJ_NEW(arena, kj_mark, a.mark_count + b.mark_count + 1);
    for (size_t i = 0; i < a.mark_count; i++)
        marks[i] = a.marks[i];
    for (size_t i = 0; i < b.mark_count; i++) {
        marks[a.mark_count + i] = b.marks[i];
        marks[a.mark_count + i].start += (uint32_t)a.plain.len;
    }
    return (kj_text){
        .plain = kj_arena_format(arena, "%.*s%.*s", KJ_ARG(a.plain), KJ_ARG(b.plain)),
        .marks = marks,
        .mark_count = a.mark_count + b.mark_count,
        .example = a.example || b.example,
    };
}

static bool is_dropped(uint32_t c)
{
    return c <= ' ' || c == 0xA0 || c == 0x3000 || c == '"' || c == '\'' ||
           (c >= 0x2018 && c <= 0x201F) || (c >= 0x300C && c <= 0x300F);
}

kj_span kj_answer_fold(kj_span text, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    size_t kept = 0; /* what stands behind it is full stops only */
    for (size_t i = 0; i < text.len;) {
        uint32_t c = kj_utf8_next(text, &i);
        if (c >= 0xFF01 && c <= 0xFF5E)
            c -= 0xFF01 - '!';
        if (c == KJ_UTF8_BAD || is_dropped(c))
            continue;
        if (c >= 'A' && c <= 'Z')
            c += 'a' - 'A';
        char bytes[4];
        kj_put(&out, (kj_span){bytes, kj_utf8_put(bytes, c)});
        if (c != '.' && c != 0x3002)
            kept = out.len;
    }
    return (kj_span){out.ptr, kept};
}

kj_span kj_number_text(size_t number, kj_arena *arena)
{
    return kj_arena_format(arena, "%zu", number);
}
