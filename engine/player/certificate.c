/* engine/player/certificate.c: the attempt with the best result becomes a sheet, its facts and
 * their signatures. */
#include "player/certificate.h"

#include "lesson/pass.h"
#include "load/load.h"
#include "os/clock.h"
#include "os/fontfiles.h"
#include "paint/attach.h"
#include "record/seal.h"
#include "scene/certificate.h"

#include <math.h>

/* What one attempt has come to. */
typedef struct standing {
    kj_span attempt;
    bool passed;
    uint32_t parts, done;
    double score; /* one decimal, as it is shown */
    kj_time from, to;
} standing;

typedef struct job {
    const kj_certificate_order *order;
    const kj_course *course;
    kj_store *store;
    kj_arena *arena;
    kj_sink *sink;
    kj_learner learner;
    kj_lesson *lesson;
    standing now, best;
    bool any;
    size_t errors; /* before */
    KJ_LIST(kj_span) attempts;
    size_t capacity;
} job;

static bool note_attempt(void *ctx, const kj_event *event)
{
    job *j = ctx;

    if (kj_event_in_class(event))
        return true;
    for (size_t i = 0; i < j->attempts.count; i++)
        if (kj_span_equal(j->attempts.ptr[i], event->attempt))
            return true;
    *KJ_PUSH(j->arena, &j->attempts, &j->capacity, kj_span) =
        kj_arena_copy(j->arena, event->attempt);
    return true;
}

static bool fold(void *ctx, const kj_event *event)
{
    job *j = ctx;

    if (j->now.from.ms == 0)
        j->now.from = event->at;
    kj_lesson_step(j->course, j->lesson, event);
    /* What follows the passing changes no date. */
    if (!j->now.passed)
        j->now.to = event->at;
    j->now.passed = j->now.passed || j->lesson->passed || kj_course_done(j->course, j->lesson);
    return true;
}

static bool weigh(job *j, kj_span attempt)
{
    const kj_event_filter filter = {
        .learner = j->learner.id, .course = j->course->id, .attempt = attempt, .credits = true};

    kj_lesson_init(j->lesson, j->course);
    j->now = (standing){.attempt = attempt};
    if (!kj_store_events(j->store, &filter, fold, j, j->sink))
        return false;
    for (uint32_t i = 0; i < j->course->parts.count; i++)
        if (j->course->parts.ptr[i].number > 0) {
            j->now.parts++;
            j->now.done += kj_part_done(j->course, j->lesson, i);
        }
    j->now.score = round(10 * kj_certificate_total(j->course, j->lesson)) / 10;
    if (!j->any || (j->now.passed && !j->best.passed) ||
        (j->now.passed == j->best.passed && j->now.score > j->best.score))
        j->best = j->now;
    j->any = true;
    return true;
}

static bool find_best(job *j)
{
    const kj_event_filter filter = {.learner = j->learner.id, .course = j->course->id};

    if (!kj_store_events(j->store, &filter, note_attempt, j, j->sink))
        return false;
    j->lesson = kj_arena_take(j->arena, 1, kj_lesson_bytes(j->course), _Alignof(max_align_t));
    for (size_t i = 0; i < j->attempts.count; i++)
        if (!weigh(j, j->attempts.ptr[i]))
            return false;
    if (j->any)
        return true;
    kj_report(j->sink, KJ_NOWHERE, "E0805", "learner '%.*s' has not begun this course",
              KJ_ARG(j->learner.id));
    return false;
}

static bool may_have_it(const job *j)
{
    if (j->best.passed)
        return true;
    kj_report_hint(j->sink, KJ_NOWHERE, "E0805",
                   KJ_LIT("--record gives the learning record instead"),
                   "the course is not passed: %u of %u parts are", (unsigned)j->best.done,
                   (unsigned)j->best.parts);
    return false;
}

static kj_word_id level_of(const kj_course *course, double score)
{
    static const kj_word_id words[] = {
        [KJ_LEVEL_PASS] = KJ_W_CERTIFICATE_LEVEL_PASS,
        [KJ_LEVEL_GOOD] = KJ_W_CERTIFICATE_LEVEL_GOOD,
        [KJ_LEVEL_EXCELLENT] = KJ_W_CERTIFICATE_LEVEL_EXCELLENT,
    };
    return words[kj_certificate_level(course, score)];
}

static kj_span date_of(kj_time time, kj_arena *arena)
{
    return kj_date_write(kj_time_local_day(time), arena);
}

/* The facts, one way to write them. */
static kj_span facts_json(const job *j, const kj_certificate_page *page, kj_span body)
{
    const struct {
        const char *key;
        kj_span text;
    } texts[] = {
        {"number", page->number},
        {"learner", j->learner.id},
        {"name", page->name},
        {"department", page->department},
        {"course", j->course->id},
        {"title", j->course->title},
        {"version", page->version},
        {"from", date_of(j->best.from, j->arena)},
        {"to", date_of(j->best.to, j->arena)},
        {"level", page->record ? (kj_span){0} : kj_words_get(NULL, page->level)},
        {"attempt", j->best.attempt},
        {"device", kj_store_device(j->store)},
        {"pdf_blake2b", kj_seal_hash(body, j->arena)},
    };
    kj_text_buffer out = {.arena = j->arena};

    kj_putf(&out, "{\"kejian\":\"%s\"", page->record ? "learning record" : "certificate");
    for (size_t i = 0; i < KJ_COUNT(texts); i++) {
        kj_putf(&out, ",\"%s\":", texts[i].key);
        kj_json_put_string(&out, texts[i].text);
    }
    kj_putf(&out, ",\"score\":%.1f,\"parts\":%u,\"parts_passed\":%u,\"pdf_bytes\":%zu}",
            page->score, (unsigned)page->parts, (unsigned)page->done, body.len);
    return kj_put_span(&out);
}

/* What the code holds, for people and programs: the same facts in short. */
static kj_span short_line(const job *j, const kj_certificate_page *page)
{
    return kj_arena_format(j->arena, "kejian|%.*s|%.*s|%.*s|%.*s %.*s|%.*s|%.1f|%.*s",
                           KJ_ARG(page->number), KJ_ARG(j->learner.id), KJ_ARG(page->name),
                           KJ_ARG(j->course->id), KJ_ARG(page->version),
                           KJ_ARG(date_of(j->best.to, j->arena)), page->score,
                           KJ_ARG(page->record ? KJ_LIT("-") : kj_words_get(NULL, page->level)));
}

static bool paint(job *j, const kj_certificate_page *page, kj_span *body)
{
    const kj_certificate_order *order = j->order;
    kj_font_files files;

    if (!kj_load_fonts(j->course, order->theme, order->fonts, &files, j->arena, j->sink))
        return false;
    kj_typesetter *typesetter = kj_typesetter_new(&files);
    kj_painter *painter =
        kj_painter_new(&files, kj_load_pictures(j->course, order->theme, j->arena));
    const kj_scene scene = {.course = j->course,
                            .theme = order->theme ? order->theme : &kj_theme_light,
                            .words = order->words,
                            .typesetter = typesetter,
                            .arena = j->arena,
                            .sink = j->sink};
    const kj_list list = kj_certificate_draw(&scene, page);
    kj_pdf *pdf =
        kj_pdf_new(painter, kj_words_get(order->words, page->record ? KJ_W_CERTIFICATE_RECORD_TITLE
                                                                    : KJ_W_CERTIFICATE_TITLE));
    kj_pdf_page(pdf, &list, (kj_span){0});
    const bool done = kj_pdf_finish(pdf, j->arena, body, j->sink);
    kj_painter_free(painter);
    kj_typesetter_free(typesetter);
    return done && j->sink->errors == j->errors;
}

static bool make_it(job *j, const kj_seal_key *key, kj_certificate_made *out)
{
    const standing *best = &j->best;
    const bool record = j->order->record;
    kj_certificate_page page = {
        .record = record,
        .name = j->learner.name,
        .department = j->learner.department,
        .from = kj_time_local(best->from),
        .to = kj_time_local(best->to),
        .issued = kj_time_local(j->order->now),
        .parts = best->parts,
        .done = best->done,
        .score = best->score,
        .level = level_of(j->course, best->score),
        .issuer = j->course->certificate.issuer,
        .hours = j->course->certificate.hours,
        .version = j->course->version,
    };
    const kj_span device = kj_store_device(j->store);
    kj_span body;

    page.number = kj_seal_number(j->course->certificate.prefix, kj_time_local(best->to).year,
                                 kj_arena_format(j->arena, "%s\n%.*s\n%.*s\n%.*s\n%.*s",
                                                 record ? "record" : "certificate",
                                                 KJ_ARG(j->learner.id), KJ_ARG(j->course->id),
                                                 KJ_ARG(best->attempt), KJ_ARG(device)),
                                 j->arena);
    page.symbol = kj_seal_sign_line(short_line(j, &page), key, j->arena);
    if (page.symbol.len > KJ_SYMBOL_BYTES_MAX) {
        kj_report(j->sink, KJ_NOWHERE, "E0801", "name and course are too long for a QR code");
        return false;
    }
    out->number = page.number;
    return paint(j, &page, &body) &&
           kj_pdf_attach(body, KJ_LIT("kejian-facts.json"),
                         kj_seal_sign(facts_json(j, &page, body), key, j->arena), j->arena,
                         &out->pdf, j->sink);
}

bool kj_certificate_make(const kj_certificate_order *order, kj_certificate_made *out,
                         kj_arena *arena, kj_sink *sink)
{
    job j = {.order = order,
             .course = order->course,
             .store = order->store,
             .arena = arena,
             .sink = sink,
             .errors = sink->errors,
             .learner.id = order->learner};
    kj_seal_key key;

    if (!kj_learner_get(j.store, order->learner, &j.learner, arena, sink)) {
        if (sink->errors == j.errors)
            kj_report(sink, KJ_NOWHERE, "E0804", "there is no learner of that number");
        return false;
    }
    if (!find_best(&j) || (!order->record && !may_have_it(&j)) ||
        !kj_seal_open(kj_seal_folder(order->store_path, arena), &key, arena, sink))
        return false;
    const bool done = make_it(&j, &key, out);
    kj_seal_close(&key);
    return done;
}
