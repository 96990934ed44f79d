/* engine/os/fontfiles.c: the table of fonts/README.md, looked up by name: no fontconfig, since
 * opening and mapping a dozen files takes well under a millisecond. */
#include "os/fontfiles.h"

#include "os/files.h"

#include <stdlib.h>
#include <sys/mman.h>

/* Files that can serve, in order of preference; the face is an index into a collection. */
typedef struct candidate {
    const char *file;
    uint32_t face;
} candidate;

#define CANDIDATES_MAX 4

static const struct {
    const char *role;
    candidate candidates[CANDIDATES_MAX];
} roles[KJ_FONT_ROLE_COUNT] = {
    [KJ_FONT_SANS] = {"body text",
                      {{"NotoSansCJK-Regular.ttc", 2},
                       {"NotoSansCJKsc-Regular.otf", 0},
                       {"wqy-zenhei.ttc", 0}}},
    [KJ_FONT_SANS_BOLD] = {"emphasis",
                           {{"NotoSansCJK-Bold.ttc", 2},
                            {"NotoSansCJKsc-Bold.otf", 0},
                            {"wqy-zenhei.ttc", 0}}},
    [KJ_FONT_SERIF_BOLD] = {"titles",
                            {{"NotoSerifCJK-Bold.ttc", 2},
                             {"NotoSerifCJKsc-Bold.otf", 0},
                             {"NotoSansCJK-Bold.ttc", 2},
                             {"wqy-zenhei.ttc", 0}}},
    [KJ_FONT_MONO] = {"code",
                      {{"NotoSansCJK-Regular.ttc", 7},
                       {"NotoSansMonoCJKsc-Regular.otf", 0},
                       {"wqy-zenhei.ttc", 1}}},
};

/* For what the roles' fonts lack, asked in this order. */
static const candidate fall_backs[] = {
    {"wqy-zenhei.ttc", 0},
    {"DejaVuSans.ttf", 0},
    {"NotoSansSymbols-Regular.ttf", 0},
    {"NotoSansSymbols2-Regular.ttf", 0},
    {"Symbola_hint.ttf", 0},
    {"HanaMinA.ttf", 0},
    {"HanaMinB.ttf", 0},
};
/* Of a pack: its roles' fonts, as many beside them as there are fall-backs, its texts' font and the
 * system's behind those; and a theme's own. */
_Static_assert(KJ_FONT_ROLE_COUNT + 2 * KJ_COUNT(fall_backs) + 2 + KJ_FONT_ROLE_COUNT <=
                   KJ_FONT_MAX,
               "more fonts than places");

static const char *const debian_folders[] = {
    "/usr/share/fonts/opentype/noto",     "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/truetype/wqy",      "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/truetype/hanazono", "/usr/share/fonts/truetype/ancient-scripts",
};

static uint32_t read_u32(kj_span bytes, size_t at)
{
    const unsigned char *p = (const unsigned char *)bytes.ptr + at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* By the file's head: enough to pass over an empty or foreign file, and one with fewer faces. */
static bool has_face(kj_span bytes, uint32_t face)
{
    if (bytes.len < 12)
        return false;
    if (kj_span_starts(bytes, KJ_LIT("ttcf")))
        return face < read_u32(bytes, 8);
    return face == 0 && (kj_span_starts(bytes, KJ_LIT("OTTO")) ||
                         kj_span_starts(bytes, KJ_LIT("true")) || read_u32(bytes, 0) == 0x10000);
}

typedef struct finder {
    const char *only; /* $KEJIAN_FONTS; NULL: Debian's folders */
    kj_font_files *out;
    const kj_font_files *before; /* NULL: nothing is mapped yet */
    kj_arena *arena;
} finder;

static bool mapped_in(const kj_font_files *files, const char *path, kj_span *bytes)
{
    for (size_t i = 0; files && i < KJ_FONT_MAX; i++) {
        if (files->files[i].bytes.ptr && kj_span_is(files->files[i].name, path)) {
            *bytes = files->files[i].bytes;
            return true;
        }
    }
    return false;
}

/* A file that another role, or somebody before, already maps is not mapped again. */
static bool already_mapped(const finder *f, const char *path, kj_span *bytes)
{
    return mapped_in(f->out, path, bytes) || mapped_in(f->before, path, bytes);
}

static bool try_path(const finder *f, const char *folder, candidate c, kj_font_file *out)
{
    const kj_span path = kj_arena_format(f->arena, "%s/%s", folder, c.file);
    kj_span bytes;
    const bool shared = already_mapped(f, path.ptr, &bytes);
    if (!shared)
        bytes = kj_file_map(path.ptr);
    if (!bytes.ptr)
        return false;
    if (!has_face(bytes, c.face)) {
        if (!shared)
            munmap((void *)(uintptr_t)bytes.ptr, bytes.len);
        return false;
    }
    *out = (kj_font_file){.bytes = bytes, .face_index = c.face, .name = path};
    return true;
}

static bool find(const finder *f, candidate c, kj_font_file *out)
{
    if (f->only)
        return try_path(f, f->only, c, out);
    for (size_t i = 0; i < KJ_COUNT(debian_folders); i++)
        if (try_path(f, debian_folders[i], c, out))
            return true;
    return false;
}

static bool find_role(const finder *f, size_t role)
{
    for (size_t i = 0; i < CANDIDATES_MAX && roles[role].candidates[i].file; i++)
        if (find(f, roles[role].candidates[i], &f->out->files[role]))
            return true;
    return false;
}

static const char *asked_folder(void)
{
    const char *only = getenv("KEJIAN_FONTS");
    return only && only[0] ? only : NULL;
}

void kj_font_files_look(kj_font_files *out, const kj_font_files *before, kj_arena *arena)
{
    const finder f = {.only = asked_folder(), .out = out, .before = before, .arena = arena};
    *out = (kj_font_files){.count = KJ_FONT_ROLE_COUNT};
    for (size_t role = 0; role < KJ_FONT_ROLE_COUNT; role++)
        find_role(&f, role);
    for (size_t i = 0; i < KJ_COUNT(fall_backs); i++)
        if (find(&f, fall_backs[i], &out->files[out->count]))
            out->count++;
}

bool kj_font_files_find(kj_font_files *out, kj_arena *arena, kj_sink *sink)
{
    return kj_font_files_find_again(out, NULL, arena, sink);
}

bool kj_font_files_find_again(kj_font_files *out, const kj_font_files *before, kj_arena *arena,
                              kj_sink *sink)
{
    const char *only = asked_folder();
    bool complete = true;
    kj_font_files_look(out, before, arena);
    for (size_t role = 0; role < KJ_FONT_ROLE_COUNT; role++) {
        if (out->files[role].bytes.ptr)
            continue;
        complete = false;
        kj_report_hint(sink, KJ_NOWHERE, "E0603",
                       only ? KJ_LIT("unset KEJIAN_FONTS, or put the files there that "
                                     "fonts/README.md names")
                            : KJ_LIT("install Debian's package fonts-noto-cjk: "
                                     "apt-get install fonts-noto-cjk"),
                       "no font for %s: %s is not in %s", roles[role].role,
                       roles[role].candidates[0].file, only ? only : "Debian's font folders");
    }
    return complete;
}
