/* engine/present/asks.c: what the show wants of its shell: a row each. */
#include "present/inner.h"

#include "report/alone.h"

/* How those who study alone have answered what the room is asked. */
static void ask_alone(kj_presenter *p)
{
    kj_room *room = &p->show.room;
    if (room->poll.question >= p->class.questions.count)
        return;
    const uint32_t item = p->class.questions.ptr[room->poll.question].item;
    kj_alone_answers found = {0};

    room->alone = (kj_alone){0};
    if (!kj_alone_count(p->store, p->course, item, &found, p->call, p->sink))
        return;
    room->alone.n = found.people;
    memcpy(room->alone.votes, found.votes, sizeof room->alone.votes);
}

static void ask_swap(kj_presenter *p)
{
    if (p->screens.swap)
        p->screens.swap(p->screens.ctx);
}

/* A pane is dragged through many sizes: saved when it stands. */
static void ask_panes(kj_presenter *p)
{
    p->panes_ms = kj_presenter_now(p).ms;
}

static void ask_live(kj_presenter *p)
{
    if (p->show.room.join_url.len > 0)
        kj_presenter_phones_off(p);
    else
        (void)kj_presenter_phones_on(p);
    p->changes++;
}

static const struct {
    kj_show_ask ask;
    void (*run)(kj_presenter *presenter);
} rows[] = {
    {KJ_SHOW_ASK_SWAP, ask_swap},
    {KJ_SHOW_ASK_LIVE, ask_live},
    {KJ_SHOW_ASK_ALONE, ask_alone},
    {KJ_SHOW_ASK_PANES, ask_panes},
    {KJ_SHOW_ASK_HANDOUT, kj_presenter_ask_handout},
};

void kj_presenter_answer(kj_presenter *p, kj_show_ask ask)
{
    for (size_t i = 0; i < KJ_COUNT(rows); i++)
        if (rows[i].ask == ask)
            rows[i].run(p);
}
