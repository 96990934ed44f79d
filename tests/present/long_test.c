/* tests/present/long_test.c: a class of eight hours in accelerated time: what it holds at the end
 * is what it held after the first hour, and no descriptor is left over.
 *
 *   long_test [ADVANCES DRAWINGS POLLS]      in all eight hours; 2400 60 24 without arguments
 *
 * Caches have their limits, which the course is enough to reach: it is gone through once before. */
#include "present/kit.h"

#include <dirent.h>
#include <malloc.h>

#include "present/headless.h"

#ifdef __SANITIZE_ADDRESS__
size_t __sanitizer_get_current_allocated_bytes(void); /* sanitizer/allocator_interface.h */
#endif

#define HOURS 8

static size_t allocated(void)
{
#ifdef __SANITIZE_ADDRESS__
    return __sanitizer_get_current_allocated_bytes();
#else
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
#endif
}

/* Its own memory: what is shared with others changes with them. */
static long own_kib(void)
{
    FILE *in = fopen("/proc/self/smaps_rollup", "r");
    char line[256];
    long kib = -1;
    while (in && fgets(line, sizeof line, in))
        if (sscanf(line, "Anonymous: %ld", &kib) == 1)
            break;
    if (in)
        fclose(in);
    return kib;
}

static size_t descriptors(void)
{
    DIR *folder = opendir("/proc/self/fd");
    size_t count = 0;
    while (folder && readdir(folder))
        count++;
    if (folder)
        closedir(folder);
    return count;
}

static void pointer(kj_presenter *p, kj_show_kind kind, double x, double y)
{
    kj_presenter_input(p, (kj_show_input){.kind = kind, .x = x, .y = y, .pressure = 500});
}

/* A stroke as a hand makes it: many points, in waves. */
static void draw(kj_class_kit *kit, unsigned number)
{
    kj_presenter *p = &kit->presenter;
    const double y = 200 + number % 50 * 14;
    kj_class_kit_act(kit, "tool:pen");
    pointer(p, KJ_SHOW_PRESS, 200, y);
    for (int i = 0; i < 200; i++)
        pointer(p, KJ_SHOW_DRAG, 200 + i * 6, y + (i % 20 < 10 ? i % 10 : 10 - i % 10) * 2);
    pointer(p, KJ_SHOW_LIFT, 1400, y);
    kj_class_kit_act(kit, "tool:pen");
}

static void poll(kj_class_kit *kit)
{
    kj_class_kit_act(kit, "ask:needs-q04");
    for (int i = 0; i < 6; i++)
        kj_class_kit_act(kit, i < 4 ? "option:2" : "option:1");
    kj_class_kit_act(kit, "tally");
    kj_class_kit_act(kit, "reveal");
    kj_class_kit_act(kit, "next");
}

/* At the end of the course it begins again. */
static void advance(kj_class_kit *kit)
{
    kj_room next;
    const kj_presenter *p = &kit->presenter;
    kj_class_kit_act(kit, kj_show_next(p->course, &p->show, &next) ? "next" : "first");
}

typedef struct held {
    size_t bytes, descriptors;
    long own;
} held;

static held now(const char *when)
{
    const held is = {allocated(), descriptors(), own_kib()};
    printf("%s: %.2f MiB allocated, %.2f MiB of its own, %zu descriptors\n", when,
           (double)is.bytes / 1048576, (double)is.own / 1024, is.descriptors);
    return is;
}

static void paint(kj_headless *h)
{
    kj_pixels room, console;
    assert_true(kj_headless_paint(h, &room, &console));
    kj_pixels_free(&room);
    kj_pixels_free(&console);
}

/* Through the course once: what is kept of its texts and pictures is then. */
static void warm_up(kj_class_kit *kit, kj_headless *h)
{
    kj_room next;
    const kj_presenter *p = &kit->presenter;
    while (kj_show_next(p->course, &p->show, &next)) {
        kj_class_kit_act(kit, "next");
        paint(h);
    }
    draw(kit, 0);
    poll(kit);
}

static void run(kj_class_kit *kit, kj_headless *h, unsigned advances, unsigned drawings,
                unsigned polls)
{
    held first = {0};
    warm_up(kit, h);
    for (unsigned i = 0; i < advances; i++) {
        advance(kit);
        for (unsigned k = i * drawings / advances; k < (i + 1) * drawings / advances; k++)
            draw(kit, k);
        for (unsigned k = i * polls / advances; k < (i + 1) * polls / advances; k++)
            poll(kit);
        if (i % 16 == 0)
            paint(h);
        if ((i + 1) == advances / HOURS)
            first = now("after the first hour");
    }
    const held last = now("at the end");
    assert_int_equal(last.descriptors, first.descriptors);
    if ((double)last.bytes > 1.05 * (double)first.bytes)
        fail_msg("%.1f %% more are held", 100 * (double)last.bytes / (double)first.bytes - 100);
#ifndef __SANITIZE_ADDRESS__
    if ((double)last.own > 1.05 * (double)first.own)
        fail_msg("%.1f %% more memory is used", 100 * (double)last.own / (double)first.own - 100);
#endif
}

int main(int argc, char **argv)
{
    void *state = NULL;
    unsigned of[3] = {2400, 60, 24};
    for (int i = 1; i < argc && i <= 3; i++)
        of[i - 1] = (unsigned)strtoul(argv[i], NULL, 10);
    scratch_setup(&state);
    kj_class_kit kit = {0};
    kj_class_kit_open(&kit, state);
    kj_headless h;
    kj_headless_open(&h, &kit.presenter);
    kj_headless_draw(&h);
    run(&kit, &h, of[0], of[1], of[2]);
    kj_headless_close(&h);
    kj_class_kit_close(&kit);
    return scratch_teardown(&state);
}
