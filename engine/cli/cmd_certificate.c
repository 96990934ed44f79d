/* engine/cli/cmd_certificate.c: kejian certificate: the certificate of who has passed a course, or
 * the learning record, as a signed PDF. */
#include "cli/command.h"
#include "load/load.h"
#include "os/clock.h"
#include "os/files.h"
#include "player/certificate.h"
#include "record/store_path.h"

static bool make(kj_certificate_order *order, const char *store, const char *out, kj_arena *arena,
                 kj_sink *sink)
{
    kj_certificate_made made;

    order->theme = kj_load_theme(order->course, (kj_span){0}, arena, sink);
    order->store_path = order->theme ? kj_store_path(store, arena, sink) : NULL;
    order->store = order->store_path ? kj_store_open(order->store_path, KJ_STORE_READ, sink) : NULL;
    return order->store && kj_certificate_make(order, &made, arena, sink) &&
           kj_file_write(out, made.pdf, sink);
}

static int run(int argc, char **argv)
{
    const char *learner = NULL, *store = NULL, *out = NULL, *record = NULL, *lang = NULL;
    const kj_option_row options[] = {
        {"--learner", false, &learner, "whose, by employee number"},
        {"--store", false, &store, "the store's file"},
        {"-o", false, &out, "the PDF to write"},
        {"--record", true, &record, "the learning record, passed or not"},
        {"--lang", false, &lang, "zh-Hans or en"},
    };
    const char *course = NULL;
    size_t count;
    kj_sink sink = kj_stderr_sink(false);

    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), &course, 1, &count, &sink))
        return KJ_EXIT_USAGE;
    if (!course || !learner || !out) {
        kj_report(&sink, KJ_NOWHERE, "E0901",
                  "name the course, with --learner whose, and with -o the file to write");
        return KJ_EXIT_USAGE;
    }
    kj_arena *arena = kj_arena_new();
    int code = KJ_EXIT_USAGE;
    kj_certificate_order order = {.course = kj_load_course(course, arena, &sink),
                                  .learner = kj_span_of(learner),
                                  .record = record != NULL,
                                  .now = kj_clock_now()};
    if (!order.course)
        code = kj_exit_for(&sink);
    else if (kj_options_words(lang, order.course->language, &order.words, &sink))
        code = make(&order, store, out, arena, &sink) ? KJ_EXIT_DONE : kj_exit_for(&sink);
    kj_store_close(order.store);
    kj_arena_free(arena);
    return code;
}

const kj_command_row kj_command_certificate = {
    .name = "certificate",
    .usage = "usage: kejian certificate COURSE --learner ID -o FILE.pdf [--record] [--lang L]\n"
             "                          [--store FILE]\n\n"
             "The certificate of who has passed the course: the attempt with the best result.\n"
             "--record writes the learning record instead, for anybody who has begun.\n\n"
             "It is signed with the key of this device, in the folder keys beside the store\n"
             "(made when first needed); kejian verify proves it with device.pub from there.\n\n"
             "Exit codes: 0 done, 1 not passed, not begun or no such learner, 2 wrong usage,\n"
             "3 no store, no key, or the file cannot be written.",
    .about = "Writes a learner's certificate or learning record as a signed PDF.",
    .run = run,
};
