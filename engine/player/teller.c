/* engine/player/teller.c: see teller.h. */
#include "player/teller.h"

void kj_teller_open(kj_teller *teller)
{
    *teller = (kj_teller){.arenas = {kj_arena_new(), kj_arena_new()}};
}

void kj_teller_close(kj_teller *teller)
{
    kj_arena_free(teller->arenas[0]);
    kj_arena_free(teller->arenas[1]);
}

/* The list that it was read from is gone when the next one comes. */
static kj_reading keep(const kj_reading *reading, kj_arena *arena)
{
    kj_reading kept = {
        {KJ_NEW(arena, kj_passage, reading->passages.count), reading->passages.count}};
    for (size_t i = 0; i < reading->passages.count; i++) {
        kj_passage *p = &kept.passages.ptr[i];
        *p = reading->passages.ptr[i];
        p->text = kj_arena_copy(arena, p->text);
        p->action = kj_arena_copy(arena, p->action);
        p->keys = kj_arena_copy(arena, p->keys);
    }
    return kept;
}

/* A question and its verdict, the questions of a case, the turns of a talk are one page going on.
 */
static bool goes_on(const kj_view *from, const kj_view *to)
{
    if (from->screen != to->screen || from->place != to->place || from->object != to->object ||
        from->peek != KJ_NONE || to->peek != KJ_NONE || from->over || to->over ||
        to->screen != KJ_SCREEN_PLACE)
        return false;
    if (to->place == KJ_PLACE_RUN)
        return from->index / 2 == to->index / 2 && from->index <= to->index;
    return to->place == KJ_PLACE_ROLEPLAY && to->index == from->index + 1;
}

static kj_telling telling(const kj_teller *teller, const kj_view *to)
{
    if (!teller->begun)
        return KJ_TELL_PAGE;
    if (kj_view_same(&teller->view, to))
        return KJ_TELL_CHANGE;
    return goes_on(&teller->view, to) ? KJ_TELL_TURN : KJ_TELL_PAGE;
}

static const kj_passage *focused(const kj_teller *teller)
{
    for (size_t i = 0; i < teller->reading.passages.count; i++)
        if (kj_span_is(teller->reading.passages.ptr[i].action, teller->focus) &&
            teller->reading.passages.ptr[i].role != KJ_ROLE_KEY)
            return &teller->reading.passages.ptr[i];
    return NULL;
}

kj_news_list kj_teller_news(kj_teller *teller, const kj_player *player)
{
    const kj_reading before = teller->reading;
    teller->turn ^= 1;
    kj_arena *arena = teller->arenas[teller->turn];
    kj_arena_reset(arena);
    const kj_reading now = kj_read(player->words, &player->list, arena);
    const kj_telling how = telling(teller, &player->view);
    const bool moved = strcmp(teller->focus, player->focus) != 0 && player->focus[0] != '\0';
    teller->reading = keep(&now, arena);
    teller->view = player->view;
    teller->begun = true;
    memcpy(teller->focus, player->focus, sizeof teller->focus);
    const kj_news_list news = kj_read_news(&before, &teller->reading, how, arena);
    const kj_passage *stop = moved ? focused(teller) : NULL;
    if (!stop)
        return news;
    kj_news_list out = {KJ_NEW(arena, kj_news, news.count + 1), 0};
    for (size_t i = 0; i < news.count; i++)
        out.ptr[out.count++] = news.ptr[i];
    out.ptr[out.count++] = (kj_news){.passage = stop, .detail = KJ_DETAIL_FOCUS};
    return out;
}

kj_news_list kj_teller_again(kj_teller *teller)
{
    const kj_reading nothing = {{NULL, 0}};
    return kj_read_news(&nothing, &teller->reading, KJ_TELL_PAGE, teller->arenas[teller->turn]);
}
