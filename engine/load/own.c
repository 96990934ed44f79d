/* engine/load/own.c: pictures of the program's own, out of a table that the build makes. */
#include "load/own.h"

typedef struct own {
    const char *path;
    const unsigned char *bytes;
    size_t len;
} own;

#include "own_data.h"

bool kj_own_path(kj_span path)
{
    const kj_span folder = KJ_LIT("assets/");
    return path.len > folder.len && kj_span_equal(kj_span_sub(path, 0, folder.len), folder);
}

bool kj_own_picture(kj_span path, kj_span *bytes)
{
    for (size_t i = 0; i < KJ_COUNT(owns); i++)
        if (kj_span_is(path, owns[i].path)) {
            *bytes = (kj_span){(const char *)owns[i].bytes, owns[i].len};
            return true;
        }
    return false;
}

kj_span kj_own_nearest(kj_span path, kj_arena *arena)
{
    kj_span *paths = KJ_NEW(arena, kj_span, KJ_COUNT(owns));
    for (size_t i = 0; i < KJ_COUNT(owns); i++)
        paths[i] = kj_span_of(owns[i].path);
    return kj_nearest(path, paths, KJ_COUNT(owns));
}
