/* engine/load/packfonts.c: fonts out of a pack, mapped where they lie in it. */
#include "load/packfonts.h"

#include "os/fontfiles.h"
#include "pack/subset.h"

static bool take(const kj_pack *pack, kj_span name, kj_font_file *out, kj_sink *sink)
{
    const kj_zip_member *member = kj_zip_find(&pack->zip, name);
    if (!member)
        return false;
    *out = (kj_font_file){.bytes = member->bytes, .name = member->name};
    if (kj_font_usable(out))
        return true;
    kj_report(sink, KJ_NOWHERE, "E0607", "%.*s: '%.*s' is not a font", KJ_ARG(pack->path),
              KJ_ARG(name));
    return false;
}

static void put_behind(kj_font_files *files, const kj_font_file *font)
{
    if (font->bytes.ptr && files->count < KJ_FONT_MAX)
        files->files[files->count++] = *font;
}

bool kj_load_pack_fonts(const kj_pack *pack, const kj_font_files *before, kj_font_files *out,
                        kj_arena *arena, kj_sink *sink)
{
    kj_font_files system;
    kj_font_file more;
    if (!pack || !kj_zip_find(&pack->zip, kj_span_of(kj_pack_font_of(KJ_FONT_SANS))))
        return kj_font_files_find_again(out, before, arena, sink);
    const size_t errors = sink->errors;
    *out = (kj_font_files){.count = KJ_FONT_ROLE_COUNT};
    for (int role = 0; role < KJ_FONT_ROLE_COUNT; role++)
        if (!take(pack, kj_span_of(kj_pack_font_of((kj_font_role)role)), &out->files[role], sink) &&
            sink->errors == errors)
            out->files[role] = out->files[KJ_FONT_SANS];
    for (size_t n = 0; take(pack, kj_pack_font_more(n, arena), &more, sink); n++)
        put_behind(out, &more);
    put_behind(out, &out->files[KJ_FONT_SANS]);
    kj_font_files_look(&system, before, arena);
    put_behind(out, &system.files[KJ_FONT_SANS]);
    for (size_t i = KJ_FONT_ROLE_COUNT; i < system.count; i++)
        put_behind(out, &system.files[i]);
    return sink->errors == errors;
}
