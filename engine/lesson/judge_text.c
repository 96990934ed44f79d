/* engine/lesson/judge_text.c: normalising, splitting and searching for the judge. */
#include "lesson/judge_text.h"

/* Forms that mean the same to the judge.  `from` is replaced wherever it stands; with `final`,
 * only before a mark or at the end. */
static const struct {
    kj_word from, to;
    bool final;
} folds[] = {
    {U"为啥", U"为什么", false},   {U"干啥", U"干什么", false}, {U"啥", U"什么", false},
    {U"甚么", U"什么", false},     {U"咋", U"怎么", false},     {U"多会儿", U"什么时候", false},
    {U"干嘛", U"干什么", false},   {U"干吗", U"干什么", false}, {U"嘛", U"吗", true},
    {U"有木有", U"有没有", false}, {U"麽", U"么", false},
};

/* Traditional forms of the characters that the rules ask for, and their simplified ones. */
static const char32_t traditional[] =
    U"嗎麼麽為誰幾還沒裡裏說談請貴講聽樣個們問對時後難嗎會來從給無論過這應該別開見長";
static const char32_t simplified[] =
    U"吗么么为谁几还没里里说谈请贵讲听样个们问对时后难吗会来从给无论过这应该别开见长";

static const char32_t final_particles[] = U"呢呀啊哦啦哈哇呐噢喔诶哟嘞嗳";
static const char32_t clause_marks[] = U"。！？；\n";
static const char32_t segment_marks[] = U"，：";

bool kj_one_of(char32_t c, const char32_t *set)
{
    for (; *set; set++)
        if (*set == c)
            return true;
    return false;
}

static bool is_space(char32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == 0xA0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200D) || c == 0xFEFF;
}

static bool is_han(char32_t c)
{
    return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool is_digit(char32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_latin(char32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F);
}

/* Letters, digits and Han count as characters; marks, symbols and pictures do not. */
static bool is_counted(char32_t c)
{
    return is_han(c) || is_digit(c) || is_latin(c) || (c >= 0x250 && c < 0x2000) ||
           (c >= 0x3040 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7AF);
}

/* One code point in the shape that the rules know; 0: dropped. */
static char32_t shape(char32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFF01 - '!';
    if (c >= 'A' && c <= 'Z')
        return c + ('a' - 'A');
    switch (c) {
    case ',':
    case 0x2014: /* dash */
    case 0x2026: /* ellipsis */
        return U'，';
    case '?':
        return U'？';
    case '!':
        return U'！';
    case ';':
        return U'；';
    case ':':
        return U'：';
    case '(':
    case ')':
    case '"':
    case '\'':
    case '[':
    case ']':
    case '~':
    case 0x301C: /* wave dash */
    case 0xB7:   /* middle dot */
    case '*':
    case '_':
        return 0;
    default:
        break;
    }
    if ((c >= 0x2018 && c <= 0x201F) || (c >= 0x3008 && c <= 0x3011))
        return 0; /* quotation marks, brackets */
    for (size_t i = 0; traditional[i]; i++)
        if (traditional[i] == c)
            return simplified[i];
    return c;
}

static void push(kj_sentence *s, char32_t c, size_t start, size_t to)
{
    s->c[s->count] = c;
    s->start[s->count] = (uint32_t)start;
    s->to[s->count] = (uint32_t)to;
    s->count++;
}

/* The full stop of a Latin keyboard ends a clause, but not within a number or a name. */
static bool is_dot(kj_span given, size_t at, size_t next)
{
    if (next >= given.len)
        return false;
    size_t pos = next;
    const char32_t after = kj_utf8_next(given, &pos);
    const char before = at > 0 ? given.ptr[at - 1] : ' ';
    const bool alnum_before = is_digit((char32_t)before) || is_latin((char32_t)(before | 0x20));
    return alnum_before && (is_digit(after) || is_latin(after | 0x20));
}

/* Decodes, counts, and writes one shaped code point for each one kept. */
static void decode(kj_sentence *s, kj_span given)
{
    bool in_latin = false, spaced = false;
    size_t dots = 0;
    for (size_t i = 0; i < given.len;) {
        const size_t at = i;
        const char32_t raw = kj_utf8_next(given, &i);
        if (raw == KJ_UTF8_BAD)
            continue;
        if (is_space(raw)) {
            spaced = true;
            in_latin = false;
            continue;
        }
        char32_t c = shape(raw);
        s->question_marks += c == U'？';
        s->characters += is_counted(c);
        s->han += is_han(c);
        s->latin += is_latin(c) && !in_latin;
        in_latin = is_latin(c);
        dots = c == '.' ? dots + 1 : 0;
        if (c == '.' && !is_dot(given, at, i))
            c = dots > 1 || (i < given.len && given.ptr[i] == '.') ? U'，' : U'。';
        /* "满意吗 哪些……": a blank behind a final particle was meant as a comma. */
        if (spaced && s->count > 0 && is_han(c) && kj_one_of(s->c[s->count - 1], U"吗吧呢"))
            push(s, U'，', at, at);
        spaced = false;
        if (c != 0)
            push(s, c, at, i);
    }
}

static size_t word_length(const char32_t *word)
{
    size_t len = 0;
    while (word[len])
        len++;
    return len;
}

static bool ends_here(const kj_sentence *s, size_t i)
{
    return i >= s->count || kj_one_of(s->c[i], clause_marks) || kj_one_of(s->c[i], segment_marks);
}

/* `s` must have room for what grows: folds at most double. */
static void fold(kj_sentence *s, const kj_sentence *raw)
{
    for (size_t i = 0; i < raw->count;) {
        size_t taken = 0;
        for (size_t f = 0; f < KJ_COUNT(folds) && taken == 0; f++) {
            const size_t len = word_length(folds[f].from);
            if (!kj_word_at(raw, i, raw->count, folds[f].from) ||
                (folds[f].final && !ends_here(raw, i + len)))
                continue;
            for (size_t k = 0; folds[f].to[k]; k++)
                push(s, folds[f].to[k], raw->start[i], raw->to[i + len - 1]);
            taken = len;
        }
        if (taken == 0) {
            push(s, raw->c[i], raw->start[i], raw->to[i]);
            taken = 1;
        }
        i += taken;
    }
}

static void add_segment(kj_sentence *s, size_t from, size_t to)
{
    if (from >= to || s->segment_count >= KJ_SEGMENTS_MAX)
        return;
    size_t end = to;
    while (end > from + 1 && kj_one_of(s->c[end - 1], final_particles))
        end--;
    s->segments[s->segment_count++] = (kj_segment){.from = from, .to = to, .end = end};
}

static void split(kj_sentence *s)
{
    size_t from = 0;
    while (from < s->count && s->clause_count < KJ_CLAUSES_MAX) {
        kj_clause clause = {.from = from, .first_segment = s->segment_count};
        size_t i = from, segment = from;
        for (; i < s->count && !kj_one_of(s->c[i], clause_marks); i++)
            if (kj_one_of(s->c[i], segment_marks)) {
                add_segment(s, segment, i);
                segment = i + 1;
            }
        add_segment(s, segment, i);
        clause.to = i;
        for (; i < s->count && kj_one_of(s->c[i], clause_marks); i++) {
            clause.asked = clause.asked || s->c[i] == U'？';
            clause.stopped = true;
        }
        clause.stopped = clause.stopped && !clause.asked;
        clause.segment_count = s->segment_count - clause.first_segment;
        if (clause.segment_count > 0)
            s->clauses[s->clause_count++] = clause;
        else if (clause.asked && s->clause_count > 0)
            s->clauses[s->clause_count - 1].asked = true; /* "……。？" */
        from = i;
    }
}

static void take_room(kj_sentence *s, size_t size, kj_arena *arena)
{
    s->c = KJ_NEW(arena, char32_t, size);
    s->start = KJ_NEW(arena, uint32_t, size);
    s->to = KJ_NEW(arena, uint32_t, size);
}

void kj_sentence_read(kj_sentence *s, kj_span given, kj_arena *arena)
{
    const size_t room = 2 * given.len + 4;
    kj_sentence raw = {.count = 0};
    take_room(&raw, room, arena);
    decode(&raw, given);
    *s = (kj_sentence){.question_marks = raw.question_marks,
                       .characters = raw.characters,
                       .han = raw.han,
                       .latin = raw.latin};
    take_room(s, 2 * room, arena);
    s->off = KJ_NEW(arena, uint8_t, 2 * room);
    fold(s, &raw);
    split(s);
}

bool kj_word_at(const kj_sentence *s, size_t i, size_t to, const char32_t *word)
{
    size_t k = 0;
    for (; word[k]; k++)
        if (i + k >= to || s->c[i + k] != word[k])
            return false;
    return k > 0;
}

size_t kj_any_at(const kj_sentence *s, size_t i, size_t to, const kj_word *words, size_t count)
{
    size_t best = 0;
    for (size_t w = 0; w < count; w++)
        if (words[w][0] == s->c[i] && kj_word_at(s, i, to, words[w])) {
            const size_t len = word_length(words[w]);
            best = len > best ? len : best;
        }
    return best;
}

size_t kj_any_in(const kj_sentence *s, size_t from, size_t to, const kj_word *words, size_t count,
                 size_t *len)
{
    for (size_t i = from; i < to; i++) {
        const size_t found = kj_any_at(s, i, to, words, count);
        if (found > 0) {
            if (len)
                *len = found;
            return i;
        }
    }
    return SIZE_MAX;
}

size_t kj_any_before(const kj_sentence *s, size_t from, size_t to, const kj_word *words,
                     size_t count)
{
    size_t best = 0;
    for (size_t w = 0; w < count; w++) {
        const size_t len = word_length(words[w]);
        if (len <= to - from && len > best && kj_word_at(s, to - len, to, words[w]))
            best = len;
    }
    return best;
}

size_t kj_word_in(const kj_sentence *s, size_t from, size_t to, const char32_t *word)
{
    for (size_t i = from; i < to; i++)
        if (s->c[i] == word[0] && kj_word_at(s, i, to, word))
            return i;
    return SIZE_MAX;
}

char32_t kj_before(const kj_sentence *s, size_t from, size_t i)
{
    return i > from ? s->c[i - 1] : 0;
}

void kj_switch_off(kj_sentence *s, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < s->count; i++)
        s->off[i] = 1;
}

bool kj_sentence_holds(const kj_sentence *s, kj_span word, kj_arena *arena, size_t *at, size_t *len)
{
    kj_sentence w;
    kj_sentence_read(&w, word, arena);
    for (size_t i = 0; w.count > 0 && i + w.count <= s->count; i++) {
        size_t k = 0;
        while (k < w.count && s->c[i + k] == w.c[k])
            k++;
        if (k == w.count) {
            *at = i;
            *len = w.count;
            return true;
        }
    }
    return false;
}

static size_t next_counted(const kj_sentence *s, size_t i)
{
    while (i < s->count &&
           (!is_counted(s->c[i]) || (kj_one_of(s->c[i], final_particles) && ends_here(s, i + 1))))
        i++;
    return i;
}

bool kj_sentence_same(const kj_sentence *a, const kj_sentence *b)
{
    size_t i = next_counted(a, 0), k = next_counted(b, 0);
    while (i < a->count && k < b->count && a->c[i] == b->c[k]) {
        i = next_counted(a, i + 1);
        k = next_counted(b, k + 1);
    }
    return i >= a->count && k >= b->count;
}
