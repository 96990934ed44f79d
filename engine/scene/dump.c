/* engine/scene/dump.c: a display list as text, for golden tests. */
#include "scene/list.h"

#include <math.h>

static const char *const command_words[] = {"rect", "path",  "text", "image",
                                            "clip", "group", "end"};
static const char *const role_words[] = {"button",  "option", "target", "link",   "text-field",
                                         "heading", "text",   "figure", "status", "key"};

/* -0.0 and 0.0 print alike, so that rounding never makes a golden file flicker. */
static double tidy(double value)
{
    const double rounded = round(value * 10) / 10;
    return fabs(rounded) < 0.05 ? 0 : rounded;
}

static void put_rect(kj_text_buffer *out, kj_rect r)
{
    kj_putf(out, " %.1f,%.1f %.1fx%.1f", tidy(r.x), tidy(r.y), tidy(r.w), tidy(r.h));
}

static void put_color(kj_text_buffer *out, const char *word, kj_color color)
{
    if ((color & 0xFFu) != 0)
        kj_putf(out, " %s=%08X", word, (unsigned)color);
}

static void put_quoted(kj_text_buffer *out, kj_span text)
{
    kj_put_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n')
            kj_put(out, KJ_LIT("\\n"));
        else
            kj_put_char(out, text.ptr[i]);
    }
    kj_put_char(out, '"');
}

static void put_path(kj_text_buffer *out, const kj_command *command)
{
    static const char letters[] = "MLCZ";
    for (size_t i = 0; i < command->path_count; i++) {
        const kj_path_step *step = &command->path[i];
        const int points = step->verb == KJ_PATH_CURVE ? 3 : step->verb == KJ_PATH_CLOSE ? 0 : 1;
        kj_putf(out, " %c", letters[step->verb]);
        for (int p = 0; p < points; p++)
            kj_putf(out, "%s%.1f,%.1f", p ? " " : "", tidy(step->x[p]), tidy(step->y[p]));
    }
}

static void put_command(kj_text_buffer *out, const kj_command *command)
{
    kj_put(out, kj_span_of(command_words[command->kind]));
    if (command->build)
        kj_putf(out, " build=%u", (unsigned)command->build);
    if (command->when != KJ_ALWAYS)
        kj_put(out, command->when == KJ_WITH_PICTURE ? KJ_LIT(" with-picture")
                                                     : KJ_LIT(" without-picture"));
    if (command->kind == KJ_DRAW_PATH)
        put_path(out, command);
    else if (command->kind != KJ_DRAW_END && command->kind != KJ_DRAW_GROUP)
        put_rect(out, command->rect);
    if (command->kind == KJ_DRAW_GLYPHS) {
        kj_putf(out, " size=%.1f", tidy(command->size));
        if (command->vertical)
            kj_put(out, KJ_LIT(" vertical"));
        if (command->glyph_count)
            kj_putf(out, " font=%u", (unsigned)command->glyphs[0].font);
    }
    put_color(out, "fill", command->fill);
    put_color(out, "stroke", command->stroke);
    if ((command->stroke & 0xFFu) != 0)
        kj_putf(out, " width=%.1f", tidy(command->stroke_width));
    if (command->dash > 0)
        kj_putf(out, " dash=%.1f", tidy(command->dash));
    if (command->radius > 0)
        kj_putf(out, " radius=%.1f", tidy(command->radius));
    if (command->shadow)
        kj_put(out, KJ_LIT(" shadow"));
    if (command->kind == KJ_DRAW_GROUP)
        kj_putf(out, " opacity=%.2f dy=%.1f", command->opacity, tidy(command->dy));
    if (command->kind == KJ_DRAW_IMAGE)
        kj_putf(out, " %.*s#%.*s", KJ_ARG(command->picture), KJ_ARG(command->variant));
    if (command->kind == KJ_DRAW_GLYPHS) {
        kj_put_char(out, ' ');
        put_quoted(out, command->text);
    }
    kj_put_char(out, '\n');
}

static void put_area(kj_text_buffer *out, const kj_area *area)
{
    kj_putf(out, "area %s", role_words[area->role]);
    put_rect(out, area->rect);
    if (area->action.len)
        kj_putf(out, " action=%.*s", KJ_ARG(area->action));
    if (area->keys.len)
        kj_putf(out, " keys=[%.*s]", KJ_ARG(area->keys));
    if (area->disabled)
        kj_put(out, KJ_LIT(" disabled"));
    if (area->selected)
        kj_put(out, KJ_LIT(" selected"));
    kj_put_char(out, ' ');
    put_quoted(out, area->label);
    kj_put_char(out, '\n');
}

kj_span kj_list_dump(const kj_list *list, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    kj_putf(&out, "canvas %.1fx%.1f ground=%08X\n", tidy(list->width), tidy(list->height),
            (unsigned)list->ground);
    for (size_t i = 0; i < list->commands.count; i++)
        put_command(&out, &list->commands.ptr[i]);
    for (size_t i = 0; i < list->areas.count; i++)
        put_area(&out, &list->areas.ptr[i]);
    if (list->caret.w > 0) {
        kj_put(&out, KJ_LIT("caret"));
        put_rect(&out, list->caret);
        kj_put_char(&out, '\n');
    }
    if (list->overfull)
        kj_putf(&out, "overfull %zu\n", list->overfull);
    return kj_put_span(&out);
}
