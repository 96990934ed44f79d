/* engine/os/watch.c: inotify over a tree of folders. */

#include "os/watch.h"

#include "os/files.h"

#include <dirent.h>
#include <errno.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { FOLDERS_MAX = 256, DEPTH_MAX = 8 };

#define EVENTS \
    (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ONLYDIR | \
     IN_DONT_FOLLOW)

struct kj_watch {
    kj_arena *arena;
    int fd;
    int ids[FOLDERS_MAX]; /* of inotify, and the folder that each stands for */
    const char *folders[FOLDERS_MAX];
    size_t count;
};

static bool counts(const char *name)
{
    const size_t len = strlen(name);
    return len > 0 && name[0] != '.' && name[len - 1] != '~';
}

static void add(kj_watch *watch, const char *folder, int depth)
{
    DIR *entries = depth <= DEPTH_MAX && watch->count < FOLDERS_MAX ? opendir(folder) : NULL;
    if (!entries)
        return;
    const int id = inotify_add_watch(watch->fd, folder, EVENTS);
    if (id >= 0) {
        watch->ids[watch->count] = id;
        watch->folders[watch->count++] = kj_arena_copy(watch->arena, kj_span_of(folder)).ptr;
    }
    for (struct dirent *entry = readdir(entries); entry && id >= 0; entry = readdir(entries))
        if (counts(entry->d_name) && (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN))
            add(watch, kj_arena_format(watch->arena, "%s/%s", folder, entry->d_name).ptr,
                depth + 1);
    closedir(entries);
}

kj_watch *kj_watch_new(const char *folder, kj_sink *sink)
{
    kj_arena *arena = kj_arena_new();
    kj_watch *watch = KJ_NEW(arena, kj_watch, 1);
    *watch = (kj_watch){.arena = arena, .fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC)};
    if (watch->fd >= 0)
        add(watch, folder, 0);
    if (watch->count > 0)
        return watch;
    kj_report(sink, KJ_NOWHERE, "E0902", "cannot watch the folder %s: %s", folder, strerror(errno));
    kj_watch_free(watch);
    return NULL;
}

void kj_watch_free(kj_watch *watch)
{
    if (!watch)
        return;
    if (watch->fd >= 0)
        close(watch->fd);
    kj_arena_free(watch->arena);
}

/* A folder that has come is watched from now on. */
static void follow(kj_watch *watch, const struct inotify_event *event)
{
    for (size_t i = 0; i < watch->count; i++)
        if (watch->ids[i] == event->wd) {
            add(watch, kj_arena_format(watch->arena, "%s/%s", watch->folders[i], event->name).ptr,
                1);
            return;
        }
}

bool kj_watch_changed(kj_watch *watch)
{
    _Alignas(struct inotify_event) char bytes[4096];
    bool changed = false;
    ssize_t len;
    while ((len = read(watch->fd, bytes, sizeof bytes)) > 0)
        for (const char *at = bytes; at < bytes + len;) {
            const struct inotify_event *event = (const struct inotify_event *)(const void *)at;
            at += sizeof *event + event->len;
            if (event->mask & IN_Q_OVERFLOW)
                changed = true;
            if (event->len == 0 || !counts(event->name))
                continue;
            /* What is only created will be written, and closed then. */
            changed = changed || !(event->mask & IN_CREATE) || (event->mask & IN_ISDIR);
            if ((event->mask & IN_ISDIR) && (event->mask & (IN_CREATE | IN_MOVED_TO)))
                follow(watch, event);
        }
    return changed;
}
