/* engine/os/documents.c: see documents.h. */
#include "os/documents.h"

#include "os/files.h"

#include <stdlib.h>
#include <unistd.h>

#define BYTES_MAX ((size_t)64 << 10)

static kj_span value_of(kj_span line, kj_span home, kj_arena *arena)
{
    const kj_span head = KJ_LIT("XDG_DOCUMENTS_DIR=\""), relative = KJ_LIT("$HOME");
    kj_text_buffer out = {.arena = arena};

    if (!kj_span_starts(line, head))
        return (kj_span){NULL, 0};
    kj_span rest = kj_span_sub(line, head.len, line.len);
    if (kj_span_starts(rest, relative)) {
        kj_put(&out, home);
        rest = kj_span_sub(rest, relative.len, rest.len);
    }
    if (rest.len == 0 || (rest.ptr[0] != '/' && !(out.len > 0 && rest.ptr[0] == '"')))
        return (kj_span){NULL, 0};
    for (size_t i = 0; i < rest.len; i++) {
        if (rest.ptr[i] == '"')
            return kj_arena_copy(arena, kj_put_span(&out));
        if (rest.ptr[i] == '\\' && i + 1 < rest.len)
            i++;
        kj_put_char(&out, rest.ptr[i]);
    }
    return (kj_span){NULL, 0}; /* not closed */
}

kj_span kj_documents_read(kj_span user_dirs, kj_span home, kj_arena *arena)
{
    kj_span found = {NULL, 0};

    for (size_t at = 0; at < user_dirs.len;) {
        size_t end = kj_span_find(user_dirs, KJ_LIT("\n"), at);
        if (end == SIZE_MAX)
            end = user_dirs.len;
        const kj_span value = value_of(kj_span_sub(user_dirs, at, end), home, arena);
        if (value.len > 0)
            found = value;
        at = end + 1;
    }
    return found;
}

kj_span kj_documents_folder(kj_arena *arena)
{
    const char *home = getenv("HOME"), *config = getenv("XDG_CONFIG_HOME");
    kj_sink quiet = kj_sink_silent(); /* the file need not be there */
    kj_span text;

    if (!home || home[0] != '/')
        return (kj_span){NULL, 0};
    const kj_span path = config && config[0] == '/'
                             ? kj_arena_format(arena, "%s/user-dirs.dirs", config)
                             : kj_arena_format(arena, "%s/.config/user-dirs.dirs", home);
    if (access(path.ptr, R_OK) == 0 && kj_file_read(path.ptr, BYTES_MAX, arena, &text, &quiet)) {
        const kj_span folder = kj_documents_read(text, kj_span_of(home), arena);
        if (folder.len > 0 && kj_path_is_folder(folder.ptr))
            return folder;
    }
    return kj_arena_copy(arena, kj_span_of(home));
}
