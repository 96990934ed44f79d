/* engine/present/leave.c: what a class leaves behind: to each of its trainees what they have seen,
 * and the hand-out. */
#include "present/inner.h"

#include "os/documents.h"
#include "os/files.h"
#include "print/print.h"

#include <stdio.h>

void kj_presenter_credit(kj_presenter *p)
{
    kj_class_events credits;

    if (p->options->rehearse)
        return;
    kj_class_credit(p->course, &p->class, kj_presenter_now(p), &credits, p->call);
    for (size_t i = 0; i < credits.count; i++)
        kj_presenter_fill(p, &credits.ptr[i], kj_span_of(p->class.id));
    kj_presenter_save(p, credits.ptr, credits.count);
}

/* "课堂讲义-key-account-2026-11-20-0900.pdf" among the presenter's documents; empty: no home. */
static kj_span handout_path(const kj_presenter *p, kj_arena *arena)
{
    const kj_span folder = kj_documents_folder(arena);
    const kj_time at = p->class.started;
    const int64_t minutes = at.ms / 60000 + at.offset_min;

    if (folder.len == 0)
        return folder;
    return kj_arena_format(arena, "%.*s/%.*s-%.*s-%.*s-%02d%02d.pdf", KJ_ARG(folder),
                           KJ_ARG(kj_words_get(p->words, KJ_W_HANDOUT_OF_CLASS)),
                           KJ_ARG(p->course->id),
                           KJ_ARG(kj_date_write(kj_time_local_day(at), arena)),
                           (int)(minutes / 60 % 24), (int)(minutes % 60));
}

/* Nothing may stall while the room looks on, and a class that goes on has more to come: it is made
 * when the class is over. */
void kj_presenter_ask_handout(kj_presenter *p)
{
    const kj_span path = handout_path(p, p->call);
    const bool can = path.len > 0 && !p->options->rehearse;

    p->handout = can;
    kj_presenter_tell(p,
                      can ? KJ_FILL(p->words, p->call, KJ_W_HANDOUT_AT_THE_END, kj_w("path", path))
                          : kj_words_get(p->words, p->options->rehearse ? KJ_W_HANDOUT_REHEARSED
                                                                        : KJ_W_NOTICE_NO_FOLDER),
                      !can);
}

void kj_presenter_handout(kj_presenter *p)
{
    const kj_print_class_order order = {.course = p->course,
                                        .store = p->store,
                                        .class = kj_span_of(p->class.id),
                                        .theme = p->theme,
                                        .words = p->words};
    const kj_span path = handout_path(p, p->call);
    kj_span pdf;

    if (!kj_print_class(&order, &pdf, p->call, p->sink) || !kj_file_write(path.ptr, pdf, p->sink))
        p->failed = true;
    else
        fprintf(stderr, "%.*s\n", KJ_ARG(path));
}
