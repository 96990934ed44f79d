/* tools/bench/screen.c: what a person at the screen would see, measured from outside.
 *
 *   bench_screen [--key NAME] [--turns N] [--settle MS] [--idle SECONDS] [--region WxH+X+Y]
 *                [--rewind NAME,N] [--before A[,B…]] -- COMMAND…
 *
 * Starts COMMAND on $DISPLAY, waits for its first painted page, presses a key through XTEST N
 * times (with a pause, so that a next page can be prepared), and takes for each press the time
 * until the screen has changed (XDAMAGE).  Then it leaves the program alone and counts its
 * wake-ups (voluntary context switches of all its threads), and reads its proportional memory.
 * With a region only changes there count, of a class what the room sees; --rewind presses a key
 * after every N turns, and --before some at the beginning, which are not measured.  One JSON object
 * on stdout. */
#define _GNU_SOURCE
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/extensions/Xdamage.h>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define TURNS_MAX 4096

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

typedef struct screen {
    Display *display;
    Damage damage;
    int damage_event;
    int width, height;
    struct {
        int x, y;
        unsigned w, h;
    } region; /* what counts */
} screen;

static bool counts(const screen *s, const XRectangle *area)
{
    return area->x < s->region.x + (int)s->region.w && s->region.x < area->x + area->width &&
           area->y < s->region.y + (int)s->region.h && s->region.y < area->y + area->height;
}

/* The next change of the screen, at most `timeout` ms from now; the time it came, or -1. */
static double wait_change(screen *s, double timeout)
{
    const double until = now_ms() + timeout;
    for (;;) {
        while (XPending(s->display)) {
            XEvent event;
            XNextEvent(s->display, &event);
            if (event.type == s->damage_event + XDamageNotify) {
                const double at = now_ms();
                if (counts(s, &((XDamageNotifyEvent *)&event)->area))
                    return at;
            }
        }
        const double left = until - now_ms();
        if (left <= 0)
            return -1;
        struct pollfd wait = {ConnectionNumber(s->display), POLLIN, 0};
        poll(&wait, 1, (int)left + 1);
    }
}

static void drain(screen *s, double quiet_ms)
{
    while (wait_change(s, quiet_ms) >= 0) {
    }
}

/* A page is painted when the screen holds many colours (anti-aliased text), not a blank window. */
static bool painted(screen *s)
{
    XImage *image = XGetImage(s->display, DefaultRootWindow(s->display), 0, 0, (unsigned)s->width,
                              (unsigned)s->height, AllPlanes, ZPixmap);
    if (!image)
        return false;
    unsigned long seen[24];
    size_t count = 0;
    const int right = s->region.x + (int)s->region.w, bottom = s->region.y + (int)s->region.h;
    for (int y = s->region.y + (int)s->region.h / 20; y < bottom && count < 24; y += 3)
        for (int x = s->region.x + (int)s->region.w / 20; x < right && count < 24; x += 3) {
            const unsigned long pixel = XGetPixel(image, x, y);
            size_t i = 0;
            while (i < count && seen[i] != pixel)
                i++;
            if (i == count)
                seen[count++] = pixel;
        }
    XDestroyImage(image);
    return count >= 12;
}

static long wakeups(pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    long total = 0;
    for (struct dirent *entry; tasks && (entry = readdir(tasks));) {
        char file[384], line[256];
        snprintf(file, sizeof file, "%s/%s/status", path, entry->d_name);
        FILE *in = fopen(file, "r");
        while (in && fgets(line, sizeof line, in)) {
            long n;
            if (sscanf(line, "voluntary_ctxt_switches: %ld", &n) == 1)
                total += n;
        }
        if (in)
            fclose(in);
    }
    if (tasks)
        closedir(tasks);
    return total;
}

static long pss_kib(pid_t pid)
{
    char path[64], line[256];
    long kib = -1;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    FILE *in = fopen(path, "r");
    while (in && fgets(line, sizeof line, in))
        if (sscanf(line, "Pss: %ld", &kib) == 1)
            break;
    if (in)
        fclose(in);
    return kib;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void press(screen *s, const char *name)
{
    const KeyCode code = XKeysymToKeycode(s->display, XStringToKeysym(name));
    XTestFakeKeyEvent(s->display, code, True, CurrentTime);
    XTestFakeKeyEvent(s->display, code, False, CurrentTime);
    XFlush(s->display);
}

int main(int argc, char **argv)
{
    const char *keys = "Right", *rewind = NULL;
    char *before_keys = NULL;
    int turns = 22, settle = 60, command = 0, rewind_after = 0;
    double idle = 3;
    const char *region = NULL;

    for (int i = 1; i < argc && !command; i++) {
        if (strcmp(argv[i], "--") == 0)
            command = i + 1;
        else if (strcmp(argv[i], "--key") == 0 && i + 1 < argc)
            keys = argv[++i];
        else if (strcmp(argv[i], "--turns") == 0 && i + 1 < argc)
            turns = atoi(argv[++i]);
        else if (strcmp(argv[i], "--region") == 0 && i + 1 < argc)
            region = argv[++i];
        else if (strcmp(argv[i], "--rewind") == 0 && i + 1 < argc) {
            char *name = argv[++i], *comma = strchr(name, ',');
            if (comma) {
                *comma = '\0';
                rewind = name;
                rewind_after = atoi(comma + 1);
            }
        } else if (strcmp(argv[i], "--before") == 0 && i + 1 < argc)
            before_keys = argv[++i];
        else if (strcmp(argv[i], "--settle") == 0 && i + 1 < argc)
            settle = atoi(argv[++i]);
        else if (strcmp(argv[i], "--idle") == 0 && i + 1 < argc)
            idle = atof(argv[++i]);
    }
    if (!command || command >= argc || turns < 1 || turns > TURNS_MAX) {
        fprintf(
            stderr,
            "use: bench_screen [--key A[,B…]] [--turns N] [--settle MS] [--idle S] -- COMMAND\n");
        return 2;
    }
    screen s = {.display = XOpenDisplay(NULL)};
    int error_base;
    if (!s.display || !XDamageQueryExtension(s.display, &s.damage_event, &error_base)) {
        fprintf(stderr, "bench_screen: no display with XDAMAGE\n");
        return 3;
    }
    s.width = DisplayWidth(s.display, DefaultScreen(s.display));
    s.height = DisplayHeight(s.display, DefaultScreen(s.display));
    s.region.w = (unsigned)s.width;
    s.region.h = (unsigned)s.height;
    if (region)
        XParseGeometry(region, &s.region.x, &s.region.y, &s.region.w, &s.region.h);
    s.damage = XDamageCreate(s.display, DefaultRootWindow(s.display), XDamageReportRawRectangles);
    XSync(s.display, False);

    const double begun = now_ms();
    const pid_t pid = fork();
    if (pid == 0) {
        const int null = open("/dev/null", O_WRONLY);
        dup2(null, STDOUT_FILENO);
        execvp(argv[command], argv + command);
        _exit(127);
    }
    double start = -1;
    while (now_ms() - begun < 15000) {
        const double at = wait_change(&s, 1000);
        if (at >= 0 && painted(&s)) {
            start = at - begun;
            break;
        }
        if (waitpid(pid, NULL, WNOHANG) == pid) {
            fprintf(stderr, "bench_screen: the program ended before it painted\n");
            return 1;
        }
    }
    drain(&s, 300);

    for (char *part = before_keys ? strtok(before_keys, ",") : NULL; part;
         part = strtok(NULL, ",")) {
        press(&s, part);
        drain(&s, 700);
    }

    /* The keys take turns: "Right" for the next page; "Home,End" for jumps. */
    char *list = strdup(keys), *name[8];
    int name_count = 0;
    for (char *part = strtok(list, ","); part && name_count < 8; part = strtok(NULL, ","))
        name[name_count++] = part;
    if (name_count == 0) {
        free(list);
        return 2;
    }
    static double took[TURNS_MAX];
    int done = 0, missed = 0;
    for (int i = 0; i < turns; i++) {
        const double sent = now_ms();
        press(&s, name[i % name_count]);
        const double at = wait_change(&s, 1500);
        if (at < 0)
            missed++;
        else
            took[done++] = at - sent;
        drain(&s, settle);
        if (rewind && rewind_after > 0 && (i + 1) % rewind_after == 0) {
            press(&s, rewind);
            drain(&s, 300);
        }
    }
    const long pss = pss_kib(pid);
    usleep(500000);
    const long before = wakeups(pid);
    usleep((useconds_t)(idle * 1e6));
    const long after = wakeups(pid);
    kill(pid, SIGTERM);
    waitpid(pid, NULL, 0);

    qsort(took, (size_t)done, sizeof took[0], by_value);
    printf("{\"start_ms\":%.2f,\"turn_p50_ms\":%.3f,\"turn_p95_ms\":%.3f,\"turn_p99_ms\":%.3f,"
           "\"turn_max_ms\":%.3f,\"turns\":%d,\"missed\":%d,"
           "\"pss_kib\":%ld,\"wakeups_per_s\":%.2f}\n",
           start, done ? took[done / 2] : -1,
           done ? took[(done * 95) / 100 < done ? (done * 95) / 100 : done - 1] : -1,
           done ? took[(done * 99) / 100 < done ? (done * 99) / 100 : done - 1] : -1,
           done ? took[done - 1] : -1, done, missed, pss,
           idle > 0 ? (double)(after - before) / idle : 0);
    free(list);
    XCloseDisplay(s.display);
    return 0;
}
