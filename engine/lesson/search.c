/* engine/lesson/search.c: see search.h. */
#include "lesson/search.h"

#include "base/pinyin.h"
#include "course/walk.h"

#include <stdlib.h>

/* ---- one word ---- */

/* Without case and width. */
static uint32_t folded(uint32_t c)
{
    if (c == 0x3000)
        return ' ';
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 'a';
    return c == 0xFC || c == 0xDC ? 'v' : c; /* ü, as pinyin is typed */
}

typedef struct word {
    uint32_t chars[64];
    size_t count;
    char letters[64]; /* as pinyin; empty: it is none */
    size_t letter_count;
} word;

static bool put_word(word *w, uint32_t c)
{
    if (w->count == KJ_COUNT(w->chars))
        return false;
    w->chars[w->count++] = c;
    return true;
}

static size_t split(kj_span query, word words[KJ_QUERY_WORDS_MAX])
{
    size_t count = 0;
    bool within = false;
    for (size_t at = 0; at < query.len;) {
        const uint32_t c = folded(kj_utf8_next(query, &at));
        if (c == ' ' || c == '\t' || c == '\n') {
            within = false;
            continue;
        }
        if (!within && count == KJ_QUERY_WORDS_MAX)
            break;
        if (!within)
            words[count++] = (word){.count = 0};
        within = true;
        put_word(&words[count - 1], c);
    }
    for (size_t i = 0; i < count; i++) {
        word *w = &words[i];
        bool letters = true;
        for (size_t k = 0; k < w->count; k++)
            letters = letters && w->chars[k] >= 'a' && w->chars[k] <= 'z';
        for (size_t k = 0; letters && k < w->count; k++)
            w->letters[w->letter_count++] = (char)w->chars[k];
    }
    return count;
}

typedef struct place {
    size_t from, to; /* SIZE_MAX: nowhere */
} place;
static const place nowhere = {SIZE_MAX, SIZE_MAX};

static size_t end_here(const word *w, kj_span text, size_t at)
{
    for (size_t i = 0; i < w->count; i++)
        if (at >= text.len || folded(kj_utf8_next(text, &at)) != w->chars[i])
            return SIZE_MAX;
    return at;
}

static place find_in(const word *w, kj_span text)
{
    for (size_t at = 0; at < text.len;) {
        size_t next = at;
        if (folded(kj_utf8_next(text, &next)) == w->chars[0]) {
            const size_t end = end_here(w, text, at);
            if (end != SIZE_MAX)
                return (place){at, end};
        }
        at = next;
    }
    return nowhere;
}

/* A single initial would be found everywhere. */
static place find_pinyin(const word *w, kj_span title)
{
    const kj_span letters = {w->letters, w->letter_count};
    for (size_t at = 0; letters.len && at < title.len;) {
        const size_t from = at;
        const uint32_t c = kj_utf8_next(title, &at);
        if (kj_pinyin(c).len == 0)
            continue;
        const size_t end = kj_pinyin_match(title, from, letters);
        if (end != SIZE_MAX)
            return (place){from, end};
        if (letters.len == 1)
            break;
    }
    return nowhere;
}

/* ---- one thing: does it have every word? ---- */

typedef struct finder {
    const word *words;
    size_t word_count;
    kj_arena *arena;
    /* of the thing that is being looked at */
    uint32_t rank[KJ_QUERY_WORDS_MAX];
    bool found[KJ_QUERY_WORDS_MAX];
    kj_span more; /* the first text, not a title, that a word was found in */
} finder;

static void note_rank(finder *f, size_t i, uint32_t rank)
{
    if (!f->found[i] || rank < f->rank[i])
        f->rank[i] = rank;
    f->found[i] = true;
}

static void look_in_title(finder *f, kj_span title)
{
    for (size_t i = 0; i < f->word_count; i++) {
        const place p = find_in(&f->words[i], title);
        if (p.from != SIZE_MAX)
            note_rank(f, i, p.from == 0 ? 0 : 1);
        else if (find_pinyin(&f->words[i], title).from != SIZE_MAX)
            note_rank(f, i, 2);
    }
}

static void look_in_text(finder *f, kj_span text)
{
    for (size_t i = 0; i < f->word_count; i++) {
        if (f->found[i] || find_in(&f->words[i], text).from == SIZE_MAX)
            continue;
        note_rank(f, i, 3);
        if (f->more.len == 0)
            f->more = text;
    }
}

static bool all_found(const finder *f, uint32_t *rank)
{
    *rank = 0;
    for (size_t i = 0; i < f->word_count; i++) {
        if (!f->found[i])
            return false;
        *rank = f->rank[i] > *rank ? f->rank[i] : *rank;
    }
    return true;
}

/* ---- marks ---- */

static int by_start(const void *a, const void *b)
{
    const kj_mark *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

/* The places of the words in a text; those that overlap an earlier one are left out. */
static kj_text marked(const finder *f, kj_span text, bool title)
{
    kj_mark *marks = KJ_NEW(f->arena, kj_mark, KJ_QUERY_WORDS_MAX);
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < f->word_count; i++) {
        place p = find_in(&f->words[i], text);
        if (p.from == SIZE_MAX && title)
            p = find_pinyin(&f->words[i], text);
        if (p.from != SIZE_MAX)
            marks[count++] =
                (kj_mark){KJ_MARK_STRONG, (uint32_t)p.from, (uint32_t)(p.to - p.from), {0}};
    }
    qsort(marks, count, sizeof *marks, by_start);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || marks[i].start >= marks[kept - 1].start + marks[kept - 1].len)
            marks[kept++] = marks[i];
    return (kj_text){.plain = text, .marks = marks, .mark_count = kept};
}

#define BEFORE_HIT 12 /* characters of a text that are shown before what was found in it */

/* An excerpt begins with a line of its own, and not with the end of a sentence. */
static size_t past_marks(kj_span text, size_t from, size_t hit)
{
    const size_t feed = kj_span_find(kj_span_sub(text, 0, hit), KJ_LIT("\n"), from);
    size_t next = feed == SIZE_MAX ? from : feed + 1;
    for (from = next; next < hit; from = next) {
        const uint32_t c = kj_utf8_next(text, &next);
        if (c != 0x3001 && c != 0x3002 && c != 0xFF0C && c != 0xFF1B && c != 0xFF1A &&
            c != 0xFF1F && c != 0x201D)
            break;
    }
    return from;
}

static bool is_ascii(char c)
{
    return (unsigned char)c < 0x80;
}

/* The text from a little before its first hit. */
static kj_text excerpt(const finder *f, kj_span text)
{
    size_t first = SIZE_MAX, from = 0;
    for (size_t i = 0; i < f->word_count; i++) {
        const size_t at = find_in(&f->words[i], text).from;
        first = at < first ? at : first;
    }
    if (first != SIZE_MAX && kj_utf8_count(kj_span_sub(text, 0, first)) > BEFORE_HIT) {
        size_t left = kj_utf8_count(kj_span_sub(text, 0, first)) - BEFORE_HIT;
        while (left-- > 0)
            kj_utf8_next(text, &from);
    }
    if (from > 0)
        from = past_marks(text, from, first);
    const kj_span shown = kj_span_sub(text, from, text.len);
    char *one_line = KJ_NEW(f->arena, char, shown.len + 4);
    size_t len = 0;
    const kj_span before = KJ_LIT("…");
    for (size_t i = 0; from > 0 && i < before.len; i++)
        one_line[len++] = before.ptr[i];
    for (size_t i = 0; i < shown.len; i++) {
        if (shown.ptr[i] != '\n')
            one_line[len++] = shown.ptr[i];
        else if (i == 0 || i + 1 == shown.len || is_ascii(shown.ptr[i - 1]) ||
                 is_ascii(shown.ptr[i + 1]))
            one_line[len++] = ' '; /* Chinese lines follow each other without one */
    }
    return marked(f, (kj_span){one_line, len}, false);
}

/* ---- the things ---- */

typedef struct run {
    const kj_course *course;
    const kj_lesson *lesson;
    const kj_personal *personal;
    const kj_search *search;
    finder finder;
    KJ_LIST(kj_hit) hits;
    size_t capacity;
} run;

static void begin(run *r)
{
    memset(r->finder.found, 0, sizeof r->finder.found);
    r->finder.more = (kj_span){NULL, 0};
}

/* `otherwise`: what is shown where only the title has the words. */
static void end(run *r, kj_hit_kind kind, uint32_t index, kj_span title, kj_span otherwise)
{
    uint32_t rank;
    if (!all_found(&r->finder, &rank))
        return;
    const kj_span more = r->finder.more.len ? r->finder.more : otherwise;
    *KJ_PUSH(r->finder.arena, &r->hits, &r->capacity, kj_hit) =
        (kj_hit){.kind = kind,
                 .index = index,
                 .rank = rank,
                 .title = marked(&r->finder, title, true),
                 .more = more.len ? excerpt(&r->finder, more) : (kj_text){.mark_count = 0}};
}

static void visit(void *ctx, const kj_field *field, const void *value, kj_at at, size_t index)
{
    (void)at;
    (void)index;
    if (field->kind == KJ_FIELD_TEXT)
        look_in_text(ctx, ((const kj_text *)value)->plain);
    else if (field->kind == KJ_FIELD_STRING)
        look_in_text(ctx, *(const kj_span *)value);
}

static void slides(run *r)
{
    for (uint32_t i = 0; i < r->course->slides.count; i++) {
        const kj_slide *slide = &r->course->slides.ptr[i];
        if (r->search->bookmarked && kj_own_get(r->personal, KJ_OWN_BOOKMARK, slide->id).len == 0)
            continue;
        begin(r);
        look_in_title(&r->finder, slide->title.plain);
        look_in_title(&r->finder, slide->menu);
        look_in_text(&r->finder, slide->lead.plain);
        if (r->finder.word_count > 0)
            kj_walk_form(&slide->visual, &(kj_walk){.visit = visit, .ctx = &r->finder});
        end(r, KJ_HIT_SLIDE, i, slide->title.plain, slide->lead.plain);
    }
}

static void terms(run *r)
{
    for (uint32_t i = 0; i < r->course->terms.count; i++) {
        const kj_term *term = &r->course->terms.ptr[i];
        begin(r);
        look_in_title(&r->finder, term->name);
        look_in_title(&r->finder, term->english);
        look_in_text(&r->finder, term->meaning);
        end(r, KJ_HIT_TERM, i, term->name, term->meaning);
    }
}

static void notes(run *r)
{
    for (uint32_t i = 0; i < r->course->slides.count; i++) {
        const kj_slide *slide = &r->course->slides.ptr[i];
        const kj_span note = kj_own_get(r->personal, KJ_OWN_NOTE, slide->id);
        if (note.len == 0)
            continue;
        begin(r);
        if (r->search->kinds == KJ_HITS_OF(KJ_HIT_NOTE)) /* else the slide itself is found */
            look_in_title(&r->finder, slide->title.plain);
        look_in_text(&r->finder, note);
        end(r, KJ_HIT_NOTE, i, slide->title.plain, note);
    }
}

static void items(run *r)
{
    for (uint32_t i = 0; i < r->course->items.count; i++) {
        const kj_item *item = &r->course->items.ptr[i];
        const kj_item_record *record = kj_lesson_item(r->lesson, i);
        if (record->tries == 0 || (r->search->missed && record->last >= 1 - 1e-9))
            continue;
        begin(r);
        look_in_text(&r->finder, item->stem.plain);
        r->finder.more = (kj_span){NULL, 0}; /* the stem is shown anyway */
        look_in_text(&r->finder, item->why.plain);
        end(r, KJ_HIT_ITEM, i, item->stem.plain, item->why.plain);
    }
}

/* ---- the order ---- */

static int by_rank(const void *a, const void *b)
{
    const kj_hit *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static int by_pinyin(const void *a, const void *b)
{
    const kj_hit *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->kind == KJ_HIT_TERM)
        return kj_pinyin_compare(x->title.plain, y->title.plain);
    return (x->index > y->index) - (x->index < y->index);
}

kj_hits kj_search_run(const kj_course *course, const kj_lesson *lesson, const kj_personal *personal,
                      const kj_search *search, kj_arena *arena)
{
    word *words = KJ_NEW(arena, word, KJ_QUERY_WORDS_MAX);
    run r = {.course = course, .lesson = lesson, .personal = personal, .search = search};
    r.finder = (finder){.words = words, .word_count = split(search->query, words), .arena = arena};
    static const struct {
        kj_hit_kind kind;
        void (*look)(run *r);
    } kinds[] = {
        {KJ_HIT_TERM, terms}, {KJ_HIT_SLIDE, slides}, {KJ_HIT_NOTE, notes}, {KJ_HIT_ITEM, items}};
    if (r.finder.word_count == 0 && !search->all)
        return (kj_hits){NULL, 0};
    for (size_t i = 0; i < KJ_COUNT(kinds); i++)
        if (search->kinds & KJ_HITS_OF(kinds[i].kind))
            kinds[i].look(&r);
    if (r.hits.count > 1)
        qsort(r.hits.ptr, r.hits.count, sizeof *r.hits.ptr,
              r.finder.word_count ? by_rank : by_pinyin);
    return (kj_hits){r.hits.ptr, r.hits.count};
}

/* ---- where a term is used ---- */

typedef struct use {
    kj_span term;
    bool found;
} use;

static void look_for_term(use *u, const kj_text *text)
{
    for (size_t i = 0; i < text->mark_count; i++)
        u->found = u->found || (text->marks[i].kind == KJ_MARK_TERM &&
                                kj_span_equal(text->marks[i].target, u->term));
}

static void visit_term(void *ctx, const kj_field *field, const void *value, kj_at at, size_t index)
{
    (void)at;
    (void)index;
    if (field->kind == KJ_FIELD_TEXT)
        look_for_term(ctx, value);
}

size_t kj_term_slides(const kj_course *course, kj_span term, uint32_t *out, size_t max)
{
    size_t count = 0;
    for (uint32_t i = 0; i < course->slides.count; i++) {
        const kj_slide *slide = &course->slides.ptr[i];
        use u = {.term = term};
        look_for_term(&u, &slide->title);
        look_for_term(&u, &slide->lead);
        kj_walk_form(&slide->visual, &(kj_walk){.visit = visit_term, .ctx = &u});
        if (!u.found)
            continue;
        if (count < max)
            out[count] = i;
        count++;
    }
    return count;
}

static bool row_has(const word *w, const kj_span *texts, size_t columns)
{
    for (size_t c = 0; c < columns; c++)
        if (find_in(w, texts[c]).from != SIZE_MAX ||
            (c == 0 && find_pinyin(w, texts[c]).from != SIZE_MAX))
            return true;
    return false;
}

size_t kj_search_rows(kj_span query, const kj_span *texts, size_t columns, size_t rows,
                      uint32_t *out)
{
    word words[KJ_QUERY_WORDS_MAX];
    const size_t word_count = split(query, words);
    size_t count = 0;
    for (size_t r = 0; r < rows; r++) {
        size_t found = 0;
        while (found < word_count && row_has(&words[found], texts + columns * r, columns))
            found++;
        if (found == word_count)
            out[count++] = (uint32_t)r;
    }
    return count;
}
