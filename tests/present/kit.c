/* tests/present/kit.c */
#include "present/kit.h"

kj_present_options kj_class_kit_options(const scratch *s)
{
    return (kj_present_options){.play = {
                                    .course_folder = KJ_COURSE,
                                    .store_path = scratch_path(s, "store.db"),
                                    .learner = KJ_LIT("T1"),
                                    .headless = true,
                                    .has_clock = true,
                                    .clock = {1795396502120, 480},
                                    .has_seed = true,
                                    .seed = 7,
                                }};
}

void kj_class_kit_open(kj_class_kit *kit, scratch *s)
{
    kit->scratch = s;
    if (!kit->options.play.store_path)
        kit->options = kj_class_kit_options(s);
    if (!kj_presenter_open(&kit->presenter, &kit->options, &s->sink->sink) ||
        !kj_presenter_begin(&kit->presenter))
        fail_msg("%.*s", KJ_ARG(kj_test_sink_text(s->sink)));
}

void kj_class_kit_close(kj_class_kit *kit)
{
    kj_presenter_end(&kit->presenter);
    kj_presenter_close(&kit->presenter);
}

void kj_class_kit_act(kj_class_kit *kit, const char *action)
{
    kit->presenter.timer.moved_ms += 1000;
    kj_presenter_tick(&kit->presenter);
    if (!kj_presenter_action(&kit->presenter, kj_span_of(action)))
        fail_msg("'%s' means nothing here", action);
}

typedef struct counting {
    const char *type;
    size_t count;
} counting;

static bool count(void *ctx, const kj_event *event)
{
    counting *c = ctx;
    c->count += !c->type || strcmp(kj_event_words[event->type], c->type) == 0;
    return true;
}

size_t kj_class_kit_count(kj_class_kit *kit, const char *type)
{
    counting c = {type, 0};
    const kj_event_filter all = {.attempt = {NULL, 0}};
    assert_true(kj_store_events(kit->presenter.store, &all, count, &c, kit->presenter.sink));
    return c.count;
}
