/* engine/cli/cmd_layout.c: kejian layout: what the typesetter makes of a plain text, as JSON. */
#include "base/json.h"
#include "cli/command.h"
#include "os/files.h"
#include "os/fontfiles.h"
#include "text/typeset.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define TEXT_BYTES_MAX ((size_t)16 << 20)
#define WIDTH_EM_MAX 100000.0

typedef struct layout {
    kj_arena *arena;
    kj_sink sink;
    kj_source source;
    kj_paragraph_style style;
} layout;

static bool read_number(layout *l, const char *option, const char *text, double least, double *out)
{
    char *end = NULL;
    *out = text ? strtod(text, &end) : 0;
    if (text && end != text && *end == '\0' && isfinite(*out) && *out >= least &&
        *out <= WIDTH_EM_MAX)
        return true;
    kj_report(&l->sink, KJ_NOWHERE, "E0901", "%s takes a number from %g to %g, not '%s'", option,
              least, WIDTH_EM_MAX, text ? text : "");
    return false;
}

static bool read_align(layout *l, const char *word)
{
    if (!word || strcmp(word, "left") == 0)
        l->style.align = KJ_ALIGN_LEFT;
    else if (strcmp(word, "justify") == 0)
        l->style.align = KJ_ALIGN_JUSTIFY;
    else {
        kj_report_hint(&l->sink, KJ_NOWHERE, "E0901", KJ_LIT("'justify' or 'left'"),
                       "--align does not know '%s'", word);
        return false;
    }
    return true;
}

/* The file is a text of lines: the line feed at its very end ends the last one. */
static bool read_text(layout *l, const char *path)
{
    const bool standard = strcmp(path, "-") == 0;
    l->source.name = standard ? KJ_LIT("standard input") : kj_span_of(path);
    if (!(standard ? kj_stdin_read(TEXT_BYTES_MAX, l->arena, &l->source.text, &l->sink)
                   : kj_file_read(path, TEXT_BYTES_MAX, l->arena, &l->source.text, &l->sink)))
        return false;
    const size_t bad = kj_utf8_bad(l->source.text);
    if (bad != SIZE_MAX) {
        kj_report(&l->sink, (kj_loc){&l->source, bad}, "E0102", "this is not valid UTF-8");
        return false;
    }
    kj_span *text = &l->source.text;
    if (kj_span_ends(*text, KJ_LIT("\r\n")))
        text->len -= 2;
    else if (kj_span_ends(*text, KJ_LIT("\n")))
        text->len--;
    return true;
}

static void put_line(kj_text_buffer *out, const kj_line *line, kj_span text)
{
    kj_put(out, KJ_LIT("{\"text\":"));
    kj_json_put_string(out, line->text);
    kj_putf(out, ",\"width_em\":%.4f,\"clusters\":[", line->width_em);
    for (size_t i = 0; i < line->cluster_count; i++) {
        const kj_cluster *c = &line->clusters[i];
        kj_put(out, i > 0 ? KJ_LIT(",{\"text\":") : KJ_LIT("{\"text\":"));
        kj_json_put_string(out, kj_span_sub(text, c->start, (size_t)c->start + c->len));
        kj_putf(out, ",\"x_em\":%.4f,\"advance_em\":%.4f}", (double)c->x_em, (double)c->advance_em);
    }
    kj_put(out, KJ_LIT("]}"));
}

static void put_paragraph(layout *l, const kj_paragraph *paragraph)
{
    kj_text_buffer out = {.arena = l->arena};
    kj_put(&out, KJ_LIT("{\"lines\":["));
    for (size_t i = 0; i < paragraph->line_count; i++) {
        kj_put(&out, i > 0 ? KJ_LIT(",\n") : KJ_LIT("\n"));
        put_line(&out, &paragraph->lines[i], l->source.text);
    }
    kj_put(&out, KJ_LIT("\n]}\n"));
    fwrite(out.ptr, 1, out.len, stdout);
}

static void lay_out(layout *l)
{
    kj_font_files files;
    if (!kj_font_files_find(&files, l->arena, &l->sink))
        return;
    kj_typesetter *typesetter = kj_typesetter_new(&files);
    const kj_paragraph paragraph = kj_typeset(typesetter, l->source.text, l->style, l->arena,
                                              &l->sink, (kj_loc){&l->source, 0});
    put_paragraph(l, &paragraph);
    kj_typesetter_free(typesetter);
}

static int run(int argc, char **argv)
{
    layout l = {.sink = kj_stderr_sink(false)};
    const char *width = NULL, *px = NULL, *align = NULL, *vertical = NULL, *path = "-";
    const kj_option_row rows[] = {
        {"--width-em", false, &width, "how wide a line may be, in em"},
        {"--font-px", false, &px, "the size of an em in pixels; positions are in em all the same"},
        {"--align", false, &align, "justify or left (left)"},
        {"--vertical", true, &vertical, "lines run from top to bottom"},
    };
    size_t count = 0;
    double font_px = 0;
    if (!kj_options_read(argc, argv, rows, KJ_COUNT(rows), &path, 1, &count, &l.sink) ||
        !read_number(&l, "--width-em", width, 0, &l.style.width_em) ||
        (px && !read_number(&l, "--font-px", px, 1, &font_px)) || !read_align(&l, align))
        return KJ_EXIT_USAGE;
    l.style.vertical = vertical != NULL;
    l.arena = kj_arena_new();
    if (read_text(&l, path))
        lay_out(&l);
    const int code = kj_exit_for(&l.sink);
    kj_arena_free(l.arena);
    return code;
}

const kj_command_row kj_command_layout = {
    .name = "layout",
    .usage = "usage: kejian layout --width-em N [--font-px N] [--align justify|left] [--vertical]\n"
             "                     [FILE|-]\n\n"
             "Reads plain text (UTF-8; line feeds break lines) and prints\n"
             "{\"lines\":[{\"text\", \"width_em\", \"clusters\":[{\"text\", \"x_em\", "
             "\"advance_em\"}]}]}.\n"
             "  --width-em N   how wide a line may be, in em; 0: no limit\n"
             "  --font-px N    the size of an em in pixels; positions are in em all the same\n"
             "  --align A      justify or left (left)\n"
             "  --vertical     lines run from top to bottom; x_em counts down along them",
    .about = "Typesets a plain text and prints its lines as JSON.",
    .run = run,
};
