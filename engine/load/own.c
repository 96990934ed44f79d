/* engine/load/own.c: pictures of the program's own, out of a table that the build makes. */
#include "load/own.h"

#include "own_data.h"

bool kj_own_path(kj_span path)
{
    const kj_span folder = KJ_LIT("assets/");
    return path.len > folder.len && kj_span_equal(kj_span_sub(path, 0, folder.len), folder);
}

bool kj_own_picture(kj_span path, kj_span *bytes)
{
    for (size_t i = 0; i < KJ_COUNT(embedded); i++)
        if (kj_span_is(path, embedded[i].path)) {
            *bytes = (kj_span){(const char *)embedded[i].bytes, embedded[i].len};
            return true;
        }
    return false;
}

kj_span kj_own_nearest(kj_span path, kj_arena *arena)
{
    kj_span *paths = KJ_NEW(arena, kj_span, KJ_COUNT(embedded));
    for (size_t i = 0; i < KJ_COUNT(embedded); i++)
        paths[i] = kj_span_of(embedded[i].path);
    return kj_nearest(path, paths, KJ_COUNT(embedded));
}
