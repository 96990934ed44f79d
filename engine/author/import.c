/* engine/author/import.c: what was imported, as a file of a course. */
#include "author/import.h"

#include "author/markup.h"
#include "base/json.h"

#include <stdlib.h>

enum { NUMBER_BYTES_MAX = 40 };

static const struct {
    const char *ending;
    bool (*read)(const kj_source *source, kj_imported *out, kj_sink *sink);
} kinds[] = {
    {".md", kj_import_outline}, {".markdown", kj_import_outline}, {".gift", kj_import_gift},
    {".txt", kj_import_gift},   {".csv", kj_import_csv},
};

bool kj_import(const kj_source *source, kj_imported *out, kj_sink *sink)
{
    for (size_t i = 0; i < KJ_COUNT(kinds); i++)
        if (kj_span_ends(source->name, kj_span_of(kinds[i].ending)))
            return kinds[i].read(source, out, sink);
    kj_report_hint(sink, KJ_NOWHERE, "E0812", KJ_LIT("outlines are .md, questions .gift or .csv"),
                   "%.*s: what this file is, its ending does not say", KJ_ARG(source->name));
    return false;
}

bool kj_import_number(kj_span s, double *out)
{
    char digits[NUMBER_BYTES_MAX] = {0}, *end;
    s = kj_span_trim(s);
    if (s.len == 0 || s.len >= sizeof digits)
        return false;
    memcpy(digits, s.ptr, s.len);
    *out = strtod(digits, &end);
    return end == digits + s.len && *out > -1e12 && *out < 1e12;
}

kj_imported_item *kj_imported_add_item(kj_imported *out, kj_loc at)
{
    kj_imported_item *item =
        KJ_PUSH(out->arena, &out->items, &out->item_capacity, kj_imported_item);
    item->at = at;
    return item;
}

kj_imported_slide *kj_imported_add_slide(kj_imported *out, kj_loc at)
{
    kj_imported_slide *slide =
        KJ_PUSH(out->arena, &out->slides, &out->slide_capacity, kj_imported_slide);
    slide->at = at;
    return slide;
}

/* --- writing: a member a line, what is empty left out --------------------------------------- */

typedef struct writer {
    kj_text_buffer out;
    const kj_import_frame *frame;
    bool first; /* of its object or list */
} writer;

static void begin_member(writer *w, const char *indent, const char *key)
{
    kj_putf(&w->out, "%s\n%s", w->first ? "" : ",", indent);
    if (key)
        kj_putf(&w->out, "\"%s\": ", key);
    w->first = false;
}

static void put_plain(writer *w, const char *indent, const char *key, kj_span text)
{
    if (text.len == 0)
        return;
    begin_member(w, indent, key);
    kj_json_put_string(&w->out, text);
}

static void put_text(writer *w, const char *indent, const char *key, kj_span plain)
{
    put_plain(w, indent, key, kj_markup_escape(plain, w->out.arena));
}

static void put_bool(writer *w, const char *indent, const char *key, bool value)
{
    begin_member(w, indent, key);
    kj_put(&w->out, value ? KJ_LIT("true") : KJ_LIT("false"));
}

static void put_number(writer *w, const char *indent, const char *key, double value)
{
    begin_member(w, indent, key);
    kj_json_put_number(&w->out, value);
}

static void put_ids(writer *w, const char *indent, const char *key, kj_span id)
{
    begin_member(w, indent, key);
    kj_put_char(&w->out, '[');
    if (id.len)
        kj_json_put_string(&w->out, id);
    kj_put_char(&w->out, ']');
}

#define ITEM "      "
#define PART "  "

/* The letter of an option: a, b, … */
static void put_letter(writer *w, size_t index)
{
    kj_putf(&w->out, "{\"id\": \"%c\"", (char)('a' + index));
}

static void put_inline(writer *w, const char *key, kj_span plain)
{
    if (plain.len == 0)
        return;
    kj_putf(&w->out, ", \"%s\": ", key);
    kj_json_put_string(&w->out, kj_markup_escape(plain, w->out.arena));
}

static void put_options(writer *w, const kj_imported_item *item)
{
    begin_member(w, ITEM, item->kind == KJ_IMPORTED_ORDER ? "steps" : "options");
    for (size_t i = 0; i < item->option_count; i++) {
        kj_putf(&w->out, "%s\n        ", i ? "," : "[");
        put_letter(w, i);
        put_inline(w, "text", item->options[i].text);
        if (item->kind != KJ_IMPORTED_ORDER && item->options[i].right)
            kj_put(&w->out, KJ_LIT(", \"right\": true"));
        if (item->kind != KJ_IMPORTED_ORDER)
            put_inline(w, "feedback", item->options[i].feedback);
        kj_put_char(&w->out, '}');
    }
    kj_put(&w->out, KJ_LIT("\n      ]"));
}

/* The pairs, or the right sides that belong to nothing. */
static void put_pairs(writer *w, const kj_imported_item *item, bool extra)
{
    size_t count = 0;
    for (size_t i = 0; i < item->option_count; i++) {
        const kj_imported_option *o = &item->options[i];
        if ((o->text.len == 0) != extra)
            continue;
        if (count == 0)
            begin_member(w, ITEM, extra ? "extra" : "pairs");
        kj_putf(&w->out, "%s\n        ", count++ ? "," : "[");
        put_letter(w, i);
        put_inline(w, "left", o->text);
        put_inline(w, extra ? "text" : "right", o->to);
        put_inline(w, "feedback", o->feedback);
        kj_put_char(&w->out, '}');
    }
    if (count)
        kj_put(&w->out, KJ_LIT("\n      ]"));
}

static void put_answers(writer *w, const kj_imported_item *item)
{
    begin_member(w, ITEM, "answers");
    for (size_t i = 0; i < item->option_count; i++) {
        kj_put(&w->out, i ? KJ_LIT(", ") : KJ_LIT("["));
        kj_json_put_string(&w->out, item->options[i].text);
    }
    kj_put_char(&w->out, ']');
}

static void put_kind(writer *w, const kj_imported_item *item)
{
    switch (item->kind) {
    case KJ_IMPORTED_SINGLE:
    case KJ_IMPORTED_MULTIPLE:
    case KJ_IMPORTED_ORDER:
        put_options(w, item);
        break;
    case KJ_IMPORTED_TRUE_FALSE:
        put_bool(w, ITEM, "answer", item->answer);
        break;
    case KJ_IMPORTED_NUMERIC:
        put_number(w, ITEM, "answer", item->number);
        if (item->tolerance > 0)
            put_number(w, ITEM, "tolerance", item->tolerance);
        put_plain(w, ITEM, "unit", item->unit);
        put_text(w, ITEM, "formula", item->formula);
        break;
    case KJ_IMPORTED_FILL_IN:
        put_answers(w, item);
        break;
    case KJ_IMPORTED_MATCH:
        put_pairs(w, item, false);
        put_pairs(w, item, true);
        break;
    }
    if (item->kind != KJ_IMPORTED_SINGLE && item->kind != KJ_IMPORTED_MULTIPLE &&
        item->kind != KJ_IMPORTED_NUMERIC)
        put_text(w, ITEM, "feedback", item->feedback);
}

static void put_origin(writer *w, kj_loc at)
{
    const kj_place place = kj_place_of(at.source->text, at.offset);
    put_plain(w, ITEM, "$comment",
              kj_arena_format(w->out.arena, "%.*s:%zu", KJ_ARG(at.source->name), place.line));
}

static void put_item(writer *w, const kj_imported_item *item, size_t number)
{
    static const char *const types[] = {"single",  "multiple", "true-false", "numeric",
                                        "fill-in", "match",    "order"};
    const kj_import_frame *f = w->frame;
    begin_member(w, "    ", NULL);
    kj_put_char(&w->out, '{');
    w->first = true;
    put_origin(w, item->at);
    put_plain(w, ITEM, "id", kj_arena_format(w->out.arena, "%.*s-q%02zu", KJ_ARG(f->part), number));
    put_plain(w, ITEM, "type", kj_span_of(types[item->kind]));
    put_text(w, ITEM, "stem", item->stem);
    put_kind(w, item);
    put_text(w, ITEM, "why", item->why);
    put_plain(w, ITEM, "explains", item->explains.len ? item->explains : f->explains);
    put_plain(w, ITEM, "objective", item->objective.len ? item->objective : f->objective);
    put_number(w, ITEM, "difficulty", item->difficulty ? item->difficulty : 2);
    kj_put(&w->out, KJ_LIT("\n    }"));
    w->first = false;
}

static void put_slide(writer *w, const kj_imported_slide *slide, size_t number)
{
    begin_member(w, "    ", NULL);
    kj_put_char(&w->out, '{');
    w->first = true;
    put_origin(w, slide->at);
    put_plain(w, ITEM, "id",
              kj_arena_format(w->out.arena, "%.*s-s%02zu", KJ_ARG(w->frame->part), number));
    put_plain(w, ITEM, "title", slide->title);
    put_plain(w, ITEM, "menu", slide->title);
    put_plain(w, ITEM, "lead", slide->lead);
    if (slide->visual.len) {
        begin_member(w, ITEM, "visual");
        kj_put(&w->out, slide->visual);
    }
    put_plain(w, ITEM, "notes", slide->notes);
    put_ids(w, ITEM, "objectives", w->frame->objective);
    kj_put(&w->out, KJ_LIT("\n    }"));
    w->first = false;
}

kj_span kj_import_write(const kj_imported *all, const kj_import_frame *frame, kj_arena *arena)
{
    writer w = {.out = {.arena = arena}, .frame = frame, .first = true};
    kj_put_char(&w.out, '{');
    put_plain(&w, PART, "id", frame->part);
    put_number(&w, PART, "number", frame->number);
    put_plain(&w, PART, "title", all->title.len ? all->title : frame->part);
    put_ids(&w, PART, "objectives", frame->objective);
    put_number(&w, PART, "draw", (double)(all->items.count < 10 ? all->items.count : 10));
    begin_member(&w, PART, "slides");
    kj_put_char(&w.out, '[');
    w.first = true;
    for (size_t i = 0; i < all->slides.count; i++)
        put_slide(&w, &all->slides.ptr[i], i + 1);
    kj_put(&w.out, all->slides.count ? KJ_LIT("\n  ]") : KJ_LIT("]"));
    w.first = false;
    begin_member(&w, PART, "items");
    kj_put_char(&w.out, '[');
    w.first = true;
    for (size_t i = 0; i < all->items.count; i++)
        put_item(&w, &all->items.ptr[i], i + 1);
    kj_put(&w.out, all->items.count ? KJ_LIT("\n  ]\n}\n") : KJ_LIT("]\n}\n"));
    return kj_put_span(&w.out);
}
