/* engine/course/text.c: inline markup becomes plain text and marks; figures are put in. */
#include "course/reader.h"

/* One text while it is taken apart. */
typedef struct markup {
    kj_reader *r;
    const kj_json *json;
    kj_span in;
    size_t pos;
    bool open;      /* inside a mark */
    kj_mark mark;   /* the open one */
    size_t mark_at; /* where it began in `in` */
    bool example;
    bool sound;
} markup;

static size_t place(const markup *m, size_t pos)
{
    return kj_reader_within(m->r, m->json, pos);
}

/* The first mistake of a text; what follows from it would only be noise. */
static void wrong(markup *m, size_t pos, const char *message, const char *hint)
{
    if (m->sound)
        kj_reader_report(m->r, place(m, pos), "E0208", kj_span_of(hint), "%s", message);
    m->sound = false;
}

static bool at(const markup *m, size_t pos, const char *word)
{
    const size_t len = strlen(word);
    return m->in.len - pos >= len && memcmp(m->in.ptr + pos, word, len) == 0;
}

static void open_mark(markup *m, kj_mark_kind kind, size_t sign_len)
{
    if (m->open) {
        wrong(m, m->pos, "marks cannot stand in one another", "close the first mark before it");
    } else {
        m->open = true;
        m->mark = (kj_mark){.kind = kind, .start = (uint32_t)m->r->text.len};
        m->mark_at = m->pos;
    }
    m->pos += sign_len;
}

static void close_mark(markup *m, size_t sign_len)
{
    m->mark.len = (uint32_t)m->r->text.len - m->mark.start;
    if (m->mark.len == 0)
        wrong(m, m->mark_at, "there is nothing between the signs of this mark",
              "write a \\\\ before a sign that is meant as itself");
    else
        *KJ_PUSH(m->r->scratch, &m->r->marks, &m->r->mark_capacity, kj_mark) = m->mark;
    m->open = false;
    m->pos += sign_len;
}

static void put_figure(markup *m)
{
    const size_t begin = m->pos;
    const char *close = memchr(m->in.ptr + begin, '}', m->in.len - begin);
    const size_t end = close ? (size_t)(close - m->in.ptr) : m->in.len;
    const kj_span id = kj_span_sub(m->in, begin + 1, end);
    if (!close || !kj_id_is_valid(id)) {
        wrong(m, begin, close ? "between { and } stands the id of a figure" : "{ without its }",
              "write \\\\{ for a brace that is meant as itself");
        m->pos = close ? end + 1 : begin + 1;
        return;
    }
    m->pos = end + 1;
    bool usable;
    const kj_figure *figure = kj_figure_find(m->r, id, place(m, begin), &usable);
    if (!figure || !usable) {
        m->sound = false;
        return;
    }
    m->example |= figure->kind == KJ_FIGURE_EXAMPLE;
    kj_put(&m->r->text, figure->text);
}

/* "](term:pain-point)" or "](slide:p2-stages)" ends a label. */
static void close_label(markup *m)
{
    static const char *const hint =
        "write [words](term:id) or [words](slide:id), and \\\\[ or \\\\] for the sign itself";
    const size_t begin = m->pos;
    const bool term = at(m, begin, "](term:"), slide = at(m, begin, "](slide:");
    const char *close = memchr(m->in.ptr + begin, ')', m->in.len - begin);
    if (!(term || slide) || !close) {
        wrong(m, begin, "after [words] stands (term:…) or (slide:…)", hint);
        m->open = false;
        m->pos = begin + 1;
        return;
    }
    const size_t from = begin + (term ? strlen("](term:") : strlen("](slide:"));
    const size_t end = (size_t)(close - m->in.ptr);
    const kj_span id = kj_span_sub(m->in, from, end);
    if (!kj_id_is_valid(id)) {
        wrong(m, from, "this is not a valid id", hint);
    } else {
        m->mark.kind = term ? KJ_MARK_TERM : KJ_MARK_LINK;
        m->mark.target = kj_reader_keep(m->r, id);
        *KJ_PUSH(m->r->scratch, &m->r->references, &m->r->reference_capacity, kj_reference) =
            (kj_reference){term ? KJ_REF_TERM : KJ_REF_SLIDE,
                           {m->r->source, (uint32_t)place(m, from)},
                           m->mark.target};
    }
    close_mark(m, end + 1 - begin);
}

static void read_escape(markup *m)
{
    const char c = m->pos + 1 < m->in.len ? m->in.ptr[m->pos + 1] : '\0';
    if (c && strchr("*=[]`{}\\", c)) {
        kj_put_char(&m->r->text, c);
        m->pos += 2;
    } else {
        wrong(m, m->pos, "a backslash stands only before * = [ ] ` { } or \\",
              "write \\\\\\\\ for a backslash that is meant as itself");
        m->pos++;
    }
}

/* The sign at m->pos, which is one of those with a meaning. */
static void read_sign(markup *m)
{
    const bool in_code = m->open && m->mark.kind == KJ_MARK_CODE;
    const bool in_label = m->open && m->mark.kind == KJ_MARK_TERM;
    switch (m->in.ptr[m->pos]) {
    case '\\':
        read_escape(m);
        return;
    case '{':
        put_figure(m);
        return;
    case '}':
        wrong(m, m->pos, "} without its {", "write \\\\} for a brace that is meant as itself");
        m->pos++;
        return;
    case '`':
        if (in_code)
            close_mark(m, 1);
        else
            open_mark(m, KJ_MARK_CODE, 1);
        return;
    case '*':
        if (in_code)
            break;
        if (!at(m, m->pos, "**")) {
            wrong(m, m->pos, "a single * has no meaning",
                  "write **words** to stress, \\\\* for a star that is meant as itself");
            m->pos++;
        } else if (m->open && m->mark.kind == KJ_MARK_STRONG) {
            close_mark(m, 2);
        } else {
            open_mark(m, KJ_MARK_STRONG, 2);
        }
        return;
    case '=': /* one alone is an equals sign */
        if (in_code || !at(m, m->pos, "=="))
            break;
        if (m->open && m->mark.kind == KJ_MARK_DOTS)
            close_mark(m, 2);
        else
            open_mark(m, KJ_MARK_DOTS, 2);
        return;
    case '[':
        if (in_code)
            break;
        open_mark(m, KJ_MARK_TERM, 1); /* or a link: its end says which */
        return;
    case ']':
        if (in_code)
            break;
        if (in_label) {
            close_label(m);
        } else {
            wrong(m, m->pos, "] without its [",
                  "write \\\\] for a bracket that is meant as itself");
            m->pos++;
        }
        return;
    }
    kj_put_char(&m->r->text, m->in.ptr[m->pos++]);
}

static const char *unclosed(kj_mark_kind kind)
{
    switch (kind) {
    case KJ_MARK_STRONG:
        return "** is not closed";
    case KJ_MARK_DOTS:
        return "== is not closed";
    case KJ_MARK_TERM:
    case KJ_MARK_LINK:
        return "[ is not closed";
    case KJ_MARK_CODE:
        return "` is not closed";
    }
    return "";
}

static bool has_meaning(char c)
{
    return c == '*' || c == '=' || c == '[' || c == ']' || c == '`' || c == '{' || c == '}' ||
           c == '\\';
}

/* The first byte at or after `from` that markup gives a meaning to. */
static size_t next_sign(kj_span s, size_t from)
{
    while (from < s.len && !has_meaning(s.ptr[from]))
        from++;
    return from;
}

static void take_apart(markup *m)
{
    while (m->pos < m->in.len) {
        const size_t sign = next_sign(m->in, m->pos);
        kj_put(&m->r->text, kj_span_sub(m->in, m->pos, sign));
        m->pos = sign;
        if (sign < m->in.len)
            read_sign(m);
    }
    if (m->open)
        wrong(m, m->mark_at, unclosed(m->mark.kind),
              "close it, or write \\\\ before a sign that is meant as itself");
}

static bool length_fits(kj_reader *r, const kj_json *json, kj_span s, double min, double max,
                        size_t max_default, kj_label label)
{
    const size_t least = max > 0 ? (size_t)min : 1;
    const size_t most = max > 0 ? (size_t)max : max_default;
    /* A code point has 1 to 4 bytes: mostly the bytes tell enough. */
    if (s.len <= most && s.len >= least * 4)
        return true;
    const size_t count = kj_utf8_count(s);
    if (count >= least && count <= most)
        return true;
    const kj_span words = kj_label_words(r, label);
    if (count == 0)
        kj_reader_report(r, json->offset, "E0204",
                         KJ_LIT("write something, or leave the key out if it is optional"),
                         "%.*s is empty", KJ_ARG(words));
    else if (count < least)
        kj_reader_report(r, json->offset, "E0204", (kj_span){0},
                         "%.*s has %zu characters, at least %zu are needed", KJ_ARG(words), count,
                         least);
    else
        kj_reader_report(r, json->offset, "E0204", (kj_span){0},
                         "%.*s has %zu characters, at most %zu are allowed", KJ_ARG(words), count,
                         most);
    return false;
}

/* JSON may hold line feeds and tabs, a text of a course not: the engine breaks lines. */
static bool is_one_line(kj_reader *r, const kj_json *json, kj_label label)
{
    const kj_span s = json->string;
    if (s.len == 0 || !(memchr(s.ptr, '\n', s.len) || memchr(s.ptr, '\t', s.len)))
        return true;
    kj_reader_report(r, json->offset, "E0103",
                     KJ_LIT("the engine breaks lines itself; make two texts of it if need be"),
                     "%.*s has a line feed or a tab", KJ_ARG(kj_label_words(r, label)));
    return false;
}

static bool is_string(kj_reader *r, const kj_json *json, kj_label label)
{
    if (json->type == KJ_JSON_STRING)
        return is_one_line(r, json, label);
    return kj_reader_wrong_type(r, json, label, "a text", KJ_LIT("put it into quotes"));
}

bool kj_read_string(kj_reader *r, const kj_json *json, double min, double max, kj_label label,
                    kj_span *out)
{
    if (!is_string(r, json, label) ||
        !length_fits(r, json, json->string, min, max, KJ_STRING_MAX, label))
        return false;
    *out = kj_reader_keep(r, json->string);
    return true;
}

bool kj_read_text(kj_reader *r, const kj_json *json, double min, double max, kj_label label,
                  kj_text *out)
{
    if (!is_string(r, json, label))
        return false;
    const kj_span in = json->string;
    if (next_sign(in, 0) == in.len) { /* most texts have no markup: nothing is copied */
        if (!length_fits(r, json, in, min, max, KJ_TEXT_MAX, label))
            return false;
        *out = (kj_text){.plain = kj_reader_keep(r, in)};
        return true;
    }
    markup m = {.r = r, .json = json, .in = in, .sound = true};
    r->text.len = 0;
    r->marks.count = 0;
    take_apart(&m);
    const kj_span plain = kj_put_span(&r->text);
    if (!m.sound || !length_fits(r, json, plain, min, max, KJ_TEXT_MAX, label))
        return false;
    kj_mark *marks = KJ_NEW(r->arena, kj_mark, r->marks.count);
    if (r->marks.count)
        memcpy(marks, r->marks.ptr, r->marks.count * sizeof *marks);
    *out = (kj_text){kj_arena_copy(r->arena, plain), marks, r->marks.count, m.example};
    return true;
}
