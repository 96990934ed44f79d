/* engine/record/store_path.c: where the store is when nobody says it. */
#include "record/store_path.h"

#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

static const char *filled(const char *s)
{
    return s && *s ? s : NULL;
}

const char *kj_store_path(const char *given, kj_arena *arena, kj_sink *sink)
{
    const char *path = filled(given) ? given : filled(getenv("KEJIAN_STORE"));
    const char *data = filled(getenv("XDG_DATA_HOME"));
    const char *home = filled(getenv("HOME"));

    if (path)
        return kj_arena_copy(arena, kj_span_of(path)).ptr;
    /* The XDG specification: a path that is not absolute does not count. */
    if (data && data[0] == '/')
        return kj_arena_format(arena, "%s/kejian/records.db", data).ptr;
    if (!home) {
        const struct passwd *user = getpwuid(getuid());
        home = user ? filled(user->pw_dir) : NULL;
    }
    if (home)
        return kj_arena_format(arena, "%s/.local/share/kejian/records.db", home).ptr;
    kj_report(sink, KJ_NOWHERE, "E0702",
              "there is no home folder for the store: name one with --store FILE");
    return NULL;
}
