/* engine/scene/theme_read.c: JSON → theme, and whether it can be read. */
#include "scene/theme_read.h"

#include "base/json.h"

#include <math.h>

#define NAME_MAX 60 /* code points */

#define AS_WORD(name, word) word,
static const char *const color_words[KJ_COLOR_COUNT] = {KJ_COLORS(AS_WORD)};
#undef AS_WORD
static const char *const keys[] = {"name", "base", "colors", "logo", "fonts"};
static const char *const logo_keys[] = {"file", "on-opener"};
static const char *const font_keys[KJ_FONT_ROLE_COUNT] = {
    [KJ_FONT_SANS] = "sans",
    [KJ_FONT_SANS_BOLD] = "sans-bold",
    [KJ_FONT_SERIF_BOLD] = "serif-bold",
    [KJ_FONT_MONO] = "mono",
};
static const char *const bases[] = {"light", "dark", "high-contrast"};

typedef struct reading {
    const kj_source *source;
    kj_arena *arena;
    kj_sink *sink;
    kj_theme *theme;
    const kj_theme *base;
    const kj_json *set[KJ_COLOR_COUNT]; /* by the file, else NULL */
} reading;

static kj_loc at(const reading *r, size_t offset)
{
    return (kj_loc){r->source, offset};
}

/* "did you mean '…'?", or all the words where there are few. */
static kj_span hint_of(const reading *r, kj_span given, const char *const *words, size_t count)
{
    kj_span *names = KJ_NEW(r->arena, kj_span, count);
    for (size_t i = 0; i < count; i++)
        names[i] = kj_span_of(words[i]);
    const kj_span nearest = kj_nearest(given, names, count);
    if (nearest.len)
        return kj_arena_format(r->arena, "did you mean '%.*s'?", KJ_ARG(nearest));
    kj_text_buffer out = {.arena = r->arena};
    for (size_t i = 0; i < count; i++)
        kj_putf(&out, "%s%s", i ? ", " : "there are: ", words[i]);
    return kj_put_span(&out);
}

static size_t index_of(kj_span given, const char *const *words, size_t count)
{
    size_t i = 0;
    while (i < count && !kj_span_is(given, words[i]))
        i++;
    return i;
}

static bool has_type(const reading *r, const kj_json *json, kj_json_type type, const char *what)
{
    if (json->type == type)
        return true;
    kj_report(r->sink, at(r, json->offset), "E0203", "'%.*s' is to be %s", KJ_ARG(json->key), what);
    return false;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* "#RRGGBB", where `glass` is true also "#RRGGBBAA". */
static bool read_color(kj_span text, bool glass, kj_color *out)
{
    const bool alpha = text.len == 9;
    uint32_t value = 0;
    if ((text.len != 7 && !(alpha && glass)) || text.ptr[0] != '#')
        return false;
    for (size_t i = 1; i < text.len; i++) {
        const int digit = hex_digit(text.ptr[i]);
        if (digit < 0)
            return false;
        value = value << 4 | (uint32_t)digit;
    }
    *out = alpha ? value : value << 8 | 0xFF;
    return true;
}

static void read_colors(reading *r, const kj_json *colors)
{
    for (const kj_json *c = colors->first; c; c = c->next) {
        const size_t name = index_of(c->key, color_words, KJ_COLOR_COUNT);
        if (name == KJ_COLOR_COUNT) {
            kj_report_hint(r->sink, at(r, c->key_offset), "E0201",
                           hint_of(r, c->key, color_words, KJ_COLOR_COUNT),
                           "there is no colour '%.*s'", KJ_ARG(c->key));
            continue;
        }
        if (!has_type(r, c, KJ_JSON_STRING, "a colour such as \"#1E4A63\""))
            continue;
        const bool glass = name == KJ_COLOR_GHOST || name == KJ_COLOR_SHADOW;
        if (read_color(c->string, glass, &r->theme->colors[name]))
            r->set[name] = c;
        else
            kj_report_hint(r->sink, at(r, c->offset), "E0212",
                           glass ? KJ_LIT("write #RRGGBB or, with its opacity, #RRGGBBAA")
                                 : KJ_LIT("write #RRGGBB, two hexadecimal digits each"),
                           "'%.*s' is not a colour", KJ_ARG(c->string));
    }
}

static void read_name(reading *r, const kj_json *name)
{
    if (!name || !has_type(r, name, KJ_JSON_STRING, "a text"))
        return;
    const size_t count = kj_utf8_count(name->string);
    if (count < 1 || count > NAME_MAX)
        kj_report(r->sink, at(r, name->offset), "E0204",
                  "'name' has %zu characters; 1 to %d are "
                  "wanted",
                  count, NAME_MAX);
    else
        r->theme->name = kj_arena_copy(r->arena, name->string).ptr;
}

static void read_base(reading *r, const kj_json *base)
{
    if (!base || !has_type(r, base, KJ_JSON_STRING, "the name of a built-in theme"))
        return;
    const kj_theme *found = kj_theme_find(base->string);
    if (found)
        r->base = found;
    else
        kj_report_hint(r->sink, at(r, base->offset), "E0206",
                       hint_of(r, base->string, bases, KJ_COUNT(bases)),
                       "'%.*s' is not a built-in theme", KJ_ARG(base->string));
}

/* An object of file names: each into the place of `out` that its key has among `names`. */
static void read_files(const reading *r, const kj_json *object, const char *const *names,
                       size_t count, kj_theme_file *const *out)
{
    if (!object || !has_type(r, object, KJ_JSON_OBJECT, "an object of file names"))
        return;
    for (const kj_json *m = object->first; m; m = m->next) {
        const size_t i = index_of(m->key, names, count);
        if (i == count)
            kj_report_hint(r->sink, at(r, m->key_offset), "E0201", hint_of(r, m->key, names, count),
                           "'%.*s' has no key '%.*s'", KJ_ARG(object->key), KJ_ARG(m->key));
        else if (has_type(r, m, KJ_JSON_STRING, "the name of a file beside the theme"))
            *out[i] = (kj_theme_file){kj_arena_copy(r->arena, m->string), at(r, m->offset)};
    }
}

static void read_logo(const reading *r, const kj_json *logo)
{
    kj_theme_file *const places[] = {&r->theme->logo, &r->theme->logo_on_opener};
    const size_t errors = r->sink->errors;
    read_files(r, logo, logo_keys, KJ_COUNT(logo_keys), places);
    if (logo && r->sink->errors == errors && !r->theme->logo.path.len)
        kj_report(r->sink, at(r, logo->offset), "E0202", "'logo' needs the key 'file'");
}

static void read_fonts(const reading *r, const kj_json *fonts)
{
    kj_theme_file *places[KJ_FONT_ROLE_COUNT];
    for (size_t i = 0; i < KJ_FONT_ROLE_COUNT; i++)
        places[i] = &r->theme->fonts[i];
    read_files(r, fonts, font_keys, KJ_COUNT(font_keys), places);
}

static void check_keys(const reading *r, const kj_json *root)
{
    for (const kj_json *m = root->first; m; m = m->next)
        if (index_of(m->key, keys, KJ_COUNT(keys)) == KJ_COUNT(keys))
            kj_report_hint(r->sink, at(r, m->key_offset), "E0201",
                           hint_of(r, m->key, keys, KJ_COUNT(keys)), "a theme has no key '%.*s'",
                           KJ_ARG(m->key));
}

/* Each pair that is too near, at the colour of it that the file sets.  What the base gives has been
 * held to the same. */
static void check_pairs(const reading *r)
{
    for (size_t i = 0; i < kj_color_pair_count; i++) {
        const kj_color_pair *pair = &kj_color_pairs[i];
        const kj_json *set = r->set[pair->color] ? r->set[pair->color] : r->set[pair->ground];
        const bool high = r->base == &kj_theme_contrast && pair->least > 4;
        const double least = high ? KJ_HIGH_CONTRAST : pair->least;
        const kj_color color = r->theme->colors[pair->color];
        const kj_color ground = r->theme->colors[pair->ground];
        const double ratio = kj_contrast(color, ground);
        if (!set || ratio >= least)
            continue;
        kj_report_hint(r->sink, at(r, set->offset), "E0606",
                       kj_arena_format(r->arena, "#%06X on #%06X", (unsigned)(color >> 8),
                                       (unsigned)(ground >> 8)),
                       "%s on %s has a contrast of %.2f : 1; at least %.1f : 1 is wanted",
                       color_words[pair->color], color_words[pair->ground],
                       floor(ratio * 100) / 100, least); /* never rounded up to what is wanted */
    }
}

kj_theme *kj_theme_read(const kj_source *source, kj_arena *arena, kj_sink *sink)
{
    const size_t errors = sink->errors;
    const kj_json *root = kj_json_parse(source, arena, sink);
    if (!root)
        return NULL;
    reading r = {source, arena, sink, KJ_NEW(arena, kj_theme, 1), &kj_theme_light, {NULL}};
    if (root->type != KJ_JSON_OBJECT) {
        kj_report(sink, at(&r, root->offset), "E0203", "a theme is an object with 'colors'");
        return NULL;
    }
    check_keys(&r, root);
    read_base(&r, kj_json_get(root, "base"));
    *r.theme = *r.base;
    read_name(&r, kj_json_get(root, "name"));
    const kj_json *colors = kj_json_get(root, "colors");
    if (!colors)
        kj_report(sink, at(&r, root->offset), "E0202", "a theme needs the key 'colors'");
    else if (has_type(&r, colors, KJ_JSON_OBJECT, "an object of colours"))
        read_colors(&r, colors);
    read_logo(&r, kj_json_get(root, "logo"));
    read_fonts(&r, kj_json_get(root, "fonts"));
    if (sink->errors == errors)
        check_pairs(&r);
    return sink->errors == errors ? r.theme : NULL;
}
