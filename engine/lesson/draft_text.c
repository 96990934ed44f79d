/* engine/lesson/draft_text.c: typing.
 *
 * What belongs together on the screen is rather more than the marks below (text/typeset.h knows
 * all of it), but this layer does not see text/, and an answer to a course is Chinese prose: marks,
 * selectors, joined emoji and flags are what a keyboard can bring in. */
#include "lesson/draft.h"

/* What a record's JSON refuses: control characters and bidirectional overrides; and what is no
 * character at all. */
static bool allowed(uint32_t c)
{
    return c != KJ_UTF8_BAD && c >= 0x20 && !(c >= 0x7F && c <= 0x9F) &&
           !(c >= 0x202A && c <= 0x202E) && !(c >= 0x2066 && c <= 0x2069) && c != 0x2028 &&
           c != 0x2029 && c != 0xFEFF && (c & 0xFFFE) != 0xFFFE && !(c >= 0xFDD0 && c <= 0xFDEF) &&
           c != 0x200E && c != 0x200F && c != 0x061C;
}

/* Goes on with the character before it. */
static bool extends(uint32_t c)
{
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
           (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
           (c >= 0x302A && c <= 0x302F) || c == 0x3099 || c == 0x309A ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFE20 && c <= 0xFE2F) || c == 0x200D ||
           (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0020 && c <= 0xE007F) ||
           (c >= 0xE0100 && c <= 0xE01EF);
}

static bool flag_letter(uint32_t c)
{
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

static uint32_t next_character(kj_span text, uint32_t at)
{
    if (at >= text.len)
        return (uint32_t)text.len;
    size_t pos = at;
    uint32_t before = kj_utf8_next(text, &pos);
    bool paired = false;
    while (pos < text.len) {
        size_t after = pos;
        const uint32_t c = kj_utf8_next(text, &after);
        const bool flag = flag_letter(before) && flag_letter(c) && !paired;
        if (!extends(c) && before != 0x200D && !flag)
            break;
        paired = paired || flag;
        before = c;
        pos = after;
    }
    return (uint32_t)pos;
}

/* From the start, since a flag's letters pair up from the left.  A draft is short. */
static uint32_t previous_character(kj_span text, uint32_t at)
{
    uint32_t from = 0;
    for (uint32_t next = 0; next < at;) {
        from = next;
        next = next_character(text, next);
    }
    return from;
}

static uint32_t low(const kj_draft *draft)
{
    return draft->caret < draft->anchor ? draft->caret : draft->anchor;
}

static uint32_t high(const kj_draft *draft)
{
    return draft->caret > draft->anchor ? draft->caret : draft->anchor;
}

/* Puts `with` in the place of the bytes from … to, and the caret behind it. */
static void replace(kj_draft *draft, uint32_t from, uint32_t to, kj_span with)
{
    kj_draft_remember(draft, from, (kj_span){draft->text + from, to - from}, with);
    kj_draft_put(draft, from, to - from, with);
}

static bool insert(kj_draft *draft, kj_span text, size_t max_bytes, bool lines)
{
    char clean[KJ_DRAFT_BYTES_MAX];
    const uint32_t from = low(draft), to = high(draft);
    const size_t kept = draft->text_len - (to - from);
    if (max_bytes > sizeof draft->text)
        max_bytes = sizeof draft->text;
    const size_t room = max_bytes > kept ? max_bytes - kept : 0;
    size_t len = 0;
    for (size_t pos = 0; pos < text.len;) {
        const size_t start = pos;
        const uint32_t c = kj_utf8_next(text, &pos);
        if (!allowed(c) && !(lines && c == '\n'))
            continue;
        if (pos - start > room - len)
            break;
        memcpy(clean + len, text.ptr + start, pos - start);
        len += pos - start;
    }
    if (len == 0)
        return false;
    replace(draft, from, to, (kj_span){clean, len});
    return true;
}

bool kj_draft_insert(kj_draft *draft, kj_span text, size_t max_bytes)
{
    return insert(draft, text, max_bytes, false);
}

bool kj_draft_insert_lines(kj_draft *draft, kj_span text, size_t max_bytes)
{
    return insert(draft, text, max_bytes, true);
}

static bool move(kj_draft *draft, uint32_t caret, bool select)
{
    const bool moved = caret != draft->caret || (!select && draft->anchor != caret);
    draft->caret = caret;
    if (!select)
        draft->anchor = caret;
    return moved;
}

static bool erase(kj_draft *draft, uint32_t from, uint32_t to)
{
    if (draft->caret != draft->anchor) {
        from = low(draft);
        to = high(draft);
    }
    if (from == to)
        return false;
    replace(draft, from, to, (kj_span){NULL, 0});
    return true;
}

/* What a word is made of: 0 blank, 1 mark, 2 Latin letter or digit, 3 any other character. */
static int kind_at(kj_span text, size_t at)
{
    const uint32_t c = kj_utf8_next(text, &at);
    if (c == ' ' || c == 0x3000 || c == 0xA0)
        return 0;
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
        (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7))
        return 2;
    if (c < 0x80 || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3001 && c <= 0x303F) ||
        (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20))
        return 1;
    return 3;
}

static uint32_t word_right(kj_span text, uint32_t at)
{
    if (at >= text.len)
        return at;
    for (const int kind = kind_at(text, at); at < text.len && kind_at(text, at) == kind;)
        at = next_character(text, at);
    while (at < text.len && kind_at(text, at) == 0)
        at = next_character(text, at);
    return at;
}

/* Where the word before `at` begins: the last start of a word that is not at or behind it. */
static uint32_t word_left(kj_span text, uint32_t at)
{
    uint32_t from = 0;
    for (uint32_t next = word_right(text, 0); next < at; next = word_right(text, next))
        from = next;
    return at == 0 ? 0 : from;
}

bool kj_draft_caret(kj_draft *draft, size_t at, bool select)
{
    const kj_span text = {draft->text, draft->text_len};
    uint32_t start = 0;
    if (at > text.len)
        return false;
    for (uint32_t next = start; next <= at; next = next_character(text, next)) {
        start = next;
        if (next == text.len)
            break;
    }
    move(draft, start, select);
    return true;
}

bool kj_draft_edit(kj_draft *draft, kj_edit edit)
{
    const kj_span text = {draft->text, draft->text_len};
    const bool selected = draft->caret != draft->anchor;
    const uint32_t left = previous_character(text, draft->caret);
    const uint32_t right = next_character(text, draft->caret);
    switch (edit) {
    case KJ_EDIT_LEFT:
        return move(draft, selected ? low(draft) : left, false);
    case KJ_EDIT_RIGHT:
        return move(draft, selected ? high(draft) : right, false);
    case KJ_EDIT_HOME:
        return move(draft, 0, false);
    case KJ_EDIT_END:
        return move(draft, draft->text_len, false);
    case KJ_EDIT_BACKSPACE:
        return erase(draft, left, draft->caret);
    case KJ_EDIT_DELETE:
        return erase(draft, draft->caret, right);
    case KJ_EDIT_ALL:
        draft->anchor = 0;
        draft->caret = draft->text_len;
        return draft->text_len > 0;
    case KJ_EDIT_SELECT_LEFT:
        return move(draft, left, true);
    case KJ_EDIT_SELECT_RIGHT:
        return move(draft, right, true);
    case KJ_EDIT_SELECT_HOME:
        return move(draft, 0, true);
    case KJ_EDIT_SELECT_END:
        return move(draft, draft->text_len, true);
    case KJ_EDIT_WORD_LEFT:
        return move(draft, word_left(text, draft->caret), false);
    case KJ_EDIT_WORD_RIGHT:
        return move(draft, word_right(text, draft->caret), false);
    case KJ_EDIT_SELECT_WORD_LEFT:
        return move(draft, word_left(text, draft->caret), true);
    case KJ_EDIT_SELECT_WORD_RIGHT:
        return move(draft, word_right(text, draft->caret), true);
    case KJ_EDIT_UNDO:
        return kj_draft_undo(draft);
    case KJ_EDIT_REDO:
        return kj_draft_redo(draft);
    case KJ_EDIT_COUNT:
        break;
    }
    return false;
}
