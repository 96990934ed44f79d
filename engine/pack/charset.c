/* engine/pack/charset.c: sets of characters, and which ones a pack cannot do without. */
#include "pack/charset.h"

#include "base/json.h"
#include "base/words.h"

#include "tgh_data.h"

_Static_assert(KJ_COUNT(tgh) == 8105, "the table has 8,105 characters");

void kj_charset_add(kj_charset *set, uint32_t code)
{
    if (code < KJ_CODE_COUNT)
        set->bits[code / 64] |= UINT64_C(1) << code % 64;
}

bool kj_charset_has(const kj_charset *set, uint32_t code)
{
    return code < KJ_CODE_COUNT && (set->bits[code / 64] >> code % 64 & 1) != 0;
}

size_t kj_charset_count(const kj_charset *set)
{
    size_t count = 0;
    for (size_t i = 0; i < KJ_COUNT(set->bits); i++)
        for (uint64_t bits = set->bits[i]; bits; bits &= bits - 1)
            count++;
    return count;
}

void kj_charset_add_all(kj_charset *set, const kj_charset *others)
{
    for (size_t i = 0; i < KJ_COUNT(set->bits); i++)
        set->bits[i] |= others->bits[i];
}

void kj_charset_add_text(kj_charset *set, kj_span text)
{
    for (size_t pos = 0; pos < text.len;)
        kj_charset_add(set, kj_utf8_next(text, &pos));
}

static void add_value(kj_charset *set, const kj_json *value)
{
    kj_charset_add_text(set, value->string);
    for (const kj_json *child = value->first; child; child = child->next)
        add_value(set, child); /* as deep as the reader allows: KJ_JSON_DEPTH_MAX */
}

void kj_charset_add_json(kj_charset *set, const kj_source *source)
{
    kj_arena *tree = kj_arena_new();
    kj_sink silent = {0};
    const kj_json *root = kj_json_parse(source, tree, &silent);
    if (root)
        add_value(set, root);
    kj_arena_free(tree);
}

void kj_charset_add_words(kj_charset *set)
{
    const kj_words *languages[] = {kj_words_for(KJ_LIT("zh-Hans")), kj_words_for(KJ_LIT("en"))};
    for (size_t i = 0; i < KJ_COUNT(languages); i++)
        for (int id = 0; id < KJ_W_COUNT; id++)
            kj_charset_add_text(set, kj_words_get(languages[i], (kj_word_id)id));
}

void kj_charset_add_signs(kj_charset *set)
{
    static const struct {
        uint32_t first, last;
    } blocks[] = {
        {0x0020, 0x007E}, {0x00A0, 0x017F}, {0x02B0, 0x02FF}, {0x0370, 0x03FF}, {0x2000, 0x206F},
        {0x2070, 0x209F}, {0x20A0, 0x20CF}, {0x2100, 0x218F}, {0x2190, 0x22FF}, {0x2460, 0x24FF},
        {0x2500, 0x25FF}, {0x2600, 0x26FF}, {0x2700, 0x27BF}, {0x3000, 0x303F}, {0xFF00, 0xFFEF},
    };
    for (size_t i = 0; i < KJ_COUNT(blocks); i++)
        for (uint32_t code = blocks[i].first; code <= blocks[i].last; code++)
            kj_charset_add(set, code);
}

void kj_charset_add_table(kj_charset *set)
{
    for (size_t i = 0; i < KJ_COUNT(tgh); i++)
        kj_charset_add(set, tgh[i]);
}
