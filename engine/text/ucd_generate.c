/* engine/text/ucd_generate.c: run by the build: reads Debian's unicode-data and writes the table
 * that ucd.c looks things up in.  Usage: kj_ucd_generate /usr/share/unicode OUT.h */
#include "text/ucd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CODE_POINTS = 0x110000, BLOCK = 1 << KJ_UCD_BLOCK_BITS, BLOCKS = CODE_POINTS / BLOCK };

#define AS_WORD(name) #name,
static const char *const lb_words[] = {KJ_LB_CLASSES(AS_WORD)};
static const char *const gcb_words[] = {KJ_GCB_CLASSES(AS_WORD)};
#undef AS_WORD

/* What LineBreak.txt's head says about code points that it does not list. */
static const struct {
    uint32_t first, last;
    kj_lb value;
} lb_defaults[] = {
    {0x3400, 0x4DBF, KJ_LB_ID},   {0x4E00, 0x9FFF, KJ_LB_ID},   {0xF900, 0xFAFF, KJ_LB_ID},
    {0x20000, 0x2FFFD, KJ_LB_ID}, {0x30000, 0x3FFFD, KJ_LB_ID}, {0x1F000, 0x1FAFF, KJ_LB_ID},
    {0x1FC00, 0x1FFFD, KJ_LB_ID}, {0x20A0, 0x20CF, KJ_LB_PR},
};

typedef struct row {
    uint32_t first, last;
    char value[64];
} row;

static void die(const char *what, const char *which)
{
    fprintf(stderr, "kj_ucd_generate: %s: %s\n", what, which);
    exit(1);
}

static FILE *open_below(const char *folder, const char *name)
{
    char path[1024];
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        die("path too long", name);
    FILE *file = fopen(path, "r");
    if (!file)
        die("cannot read (is unicode-data installed?)", path);
    return file;
}

/* The next line of the form `first[..last] ; value # comment`; false at the end. */
static bool next_row(FILE *file, row *out)
{
    char line[1024];
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "#\n")] = '\0';
        char *end = line;
        out->first = (uint32_t)strtoul(line, &end, 16);
        if (end == line)
            continue;
        out->last = out->first;
        if (strncmp(end, "..", 2) == 0)
            out->last = (uint32_t)strtoul(end + 2, &end, 16);
        if (out->last >= CODE_POINTS || sscanf(end, " ; %63s", out->value) != 1)
            die("line not understood", line);
        return true;
    }
    return false;
}

static uint32_t index_of(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0)
            return (uint32_t)i;
    die("unknown property value", word);
    return 0;
}

static void set_bits(uint16_t *table, uint32_t first, uint32_t last, uint32_t clear, uint32_t set)
{
    for (uint32_t c = first; c <= last; c++)
        table[c] = (uint16_t)((table[c] & ~clear) | set);
}

static void read_line_break(const char *folder, uint16_t *table)
{
    for (size_t i = 0; i < sizeof lb_defaults / sizeof *lb_defaults; i++)
        set_bits(table, lb_defaults[i].first, lb_defaults[i].last, KJ_UCD_LB_MASK,
                 lb_defaults[i].value);
    FILE *file = open_below(folder, "LineBreak.txt");
    for (row r; next_row(file, &r);)
        set_bits(table, r.first, r.last, KJ_UCD_LB_MASK,
                 index_of(r.value, lb_words, sizeof lb_words / sizeof *lb_words));
    fclose(file);
}

static void read_grapheme_break(const char *folder, uint16_t *table)
{
    FILE *file = open_below(folder, "auxiliary/GraphemeBreakProperty.txt");
    for (row r; next_row(file, &r);)
        set_bits(table, r.first, r.last, KJ_UCD_GCB_MASK << KJ_UCD_GCB_SHIFT,
                 index_of(r.value, gcb_words, sizeof gcb_words / sizeof *gcb_words)
                     << KJ_UCD_GCB_SHIFT);
    fclose(file);
}

static void read_flags(const char *folder, uint16_t *table)
{
    FILE *file = open_below(folder, "EastAsianWidth.txt");
    for (row r; next_row(file, &r);)
        if (strlen(r.value) == 1 && strchr("FWH", r.value[0]))
            set_bits(table, r.first, r.last, 0, KJ_UCD_WIDE);
    fclose(file);

    file = open_below(folder, "emoji/emoji-data.txt");
    for (row r; next_row(file, &r);)
        if (strcmp(r.value, "Extended_Pictographic") == 0)
            set_bits(table, r.first, r.last, 0, KJ_UCD_PICTOGRAPH);
    fclose(file);
}

/* General categories: `code;name;category;…`; a range is two lines, <…, First> and <…, Last>. */
static void read_categories(const char *folder, uint16_t *table)
{
    set_bits(table, 0, CODE_POINTS - 1, 0, KJ_UCD_UNASSIGNED);
    FILE *file = open_below(folder, "UnicodeData.txt");
    char line[1024];
    uint32_t first = 0;
    while (fgets(line, sizeof line, file)) {
        char name[512], category[8];
        unsigned code = 0;
        if (sscanf(line, "%x;%511[^;];%7[^;]", &code, name, category) != 3 || code >= CODE_POINTS)
            die("line not understood", line);
        if (strstr(name, ", First>")) {
            first = code;
            continue;
        }
        if (!strstr(name, ", Last>"))
            first = code;
        const bool mark = strcmp(category, "Mn") == 0 || strcmp(category, "Mc") == 0;
        set_bits(table, first, code, KJ_UCD_UNASSIGNED, mark ? KJ_UCD_MARK : 0);
    }
    fclose(file);
}

static void write_table(FILE *out, const uint16_t *table)
{
    uint16_t *index = calloc(BLOCKS, sizeof *index);
    uint32_t *kept = calloc(BLOCKS, sizeof *kept); /* first code point of each distinct block */
    if (!index || !kept)
        die("out of memory", "table");
    uint32_t count = 0;
    for (uint32_t b = 0; b < BLOCKS; b++) {
        uint32_t same = 0;
        while (same < count &&
               memcmp(table + kept[same], table + (size_t)b * BLOCK, BLOCK * sizeof *table) != 0)
            same++;
        if (same == count)
            kept[count++] = b * BLOCK;
        index[b] = (uint16_t)same;
    }
    fprintf(out, "/* Generated by kj_ucd_generate from unicode-data. */\n"
                 "static const unsigned short ucd_index[] = {");
    for (uint32_t b = 0; b < BLOCKS; b++)
        fprintf(out, "%s%u,", b % 16 == 0 ? "\n" : "", (unsigned)index[b]);
    fprintf(out, "\n};\nstatic const unsigned short ucd_blocks[] = {");
    for (uint32_t b = 0; b < count; b++)
        for (uint32_t i = 0; i < BLOCK; i++)
            fprintf(out, "%s%u,", i % 16 == 0 ? "\n" : "", (unsigned)table[kept[b] + i]);
    fprintf(out, "\n};\n");
    free(index);
    free(kept);
}

int main(int argc, char **argv)
{
    if (argc != 3)
        die("usage", "kj_ucd_generate FOLDER OUT.h");
    uint16_t *table = calloc(CODE_POINTS, sizeof *table);
    if (!table)
        die("out of memory", "table");
    read_line_break(argv[1], table);
    read_grapheme_break(argv[1], table);
    read_flags(argv[1], table);
    read_categories(argv[1], table);
    FILE *out = fopen(argv[2], "w");
    if (!out)
        die("cannot write", argv[2]);
    write_table(out, table);
    const bool written = !ferror(out);
    if (fclose(out) != 0 || !written)
        die("cannot write", argv[2]);
    free(table);
    return 0;
}
