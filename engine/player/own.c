/* engine/player/own.c: what is the learner's own, between the store and the session. */
#include "player/inner.h"

#include "record/personal.h"

static bool take_row(void *ctx, const kj_personal_row *row)
{
    kj_player *player = ctx;
    kj_own own = {.object = row->object, .value = row->value};

    /* A kind or value that a later program has written stays in the store, unread. */
    if (kj_own_find(row->kind, &own.kind) && kj_own_of_course(own.kind) == (row->course.len > 0))
        kj_own_set(&player->personal, &own);
    return true;
}

bool kj_player_read_own(kj_player *player)
{
    player->personal = (kj_personal){.arena = player->own};
    return kj_personal_each(player->store, player->learner, player->course->id, take_row, player,
                            player->sink);
}

static bool save(kj_player *player, const kj_own *own_rows, size_t count, kj_time now)
{
    kj_personal_row *rows = KJ_NEW(player->call, kj_personal_row, count + 1);

    for (size_t i = 0; i < count; i++) {
        const kj_own *own = &own_rows[i];
        rows[i] = (kj_personal_row){
            .learner = player->learner,
            .course = kj_own_of_course(own->kind) ? player->course->id : (kj_span){0},
            .kind = kj_own_word(own->kind),
            .object = own->object,
            .value = own->value,
            .at_ms = now.ms,
        };
    }
    return kj_personal_put(player->store, rows, count, player->sink);
}

/* What the learner sets now is meant now. */
static void release(kj_player *player, kj_span setting)
{
    if (kj_span_is(setting, "text"))
        player->fixed.text = false;
    else if (kj_span_is(setting, "theme"))
        player->fixed.theme = false;
    else if (kj_span_is(setting, "language"))
        player->fixed.words = false;
    else if (kj_span_is(setting, "motion"))
        player->fixed.motion = false;
    else if (kj_span_is(setting, "voice"))
        player->fixed.voice = player->voiceless = false; /* one may be installed meanwhile */
}

static bool same_thing(const kj_own *a, const kj_own *b)
{
    return a->kind == b->kind && kj_span_equal(a->object, b->object);
}

/* What was behind, but for what the changes say anew, and the changes. */
static bool save_all(kj_player *player, const kj_own *changes, size_t count, kj_time now)
{
    kj_own *all = KJ_NEW(player->call, kj_own, player->own_behind.count + count + 1);
    size_t rows = 0;

    for (size_t i = 0; i < player->own_behind.count; i++) {
        size_t k = 0;
        while (k < count && !same_thing(&player->own_behind.ptr[i], &changes[k]))
            k++;
        if (k == count)
            all[rows++] = player->own_behind.ptr[i];
    }
    for (size_t i = 0; i < count; i++)
        all[rows++] = changes[i];
    return save(player, all, rows, now);
}

static void leave_behind(kj_player *player, const kj_own *change)
{
    size_t i = 0;

    while (i < player->own_behind.count && !same_thing(&player->own_behind.ptr[i], change))
        i++;
    if (i == player->own_behind.count)
        *KJ_PUSH(player->own, &player->own_behind, &player->own_capacity, kj_own) =
            (kj_own){.kind = change->kind, .object = kj_arena_copy(player->own, change->object)};
    player->own_behind.ptr[i].value = kj_arena_copy(player->own, change->value);
}

void kj_player_save_own(kj_player *player, const kj_outcome *outcome, kj_time now)
{
    const bool saved = save_all(player, outcome->changes, outcome->change_count, now);
    bool settings = false;

    if (saved)
        player->own_behind.count = 0;
    else
        player->failed = true;
    player->session.own_unsaved = !saved;
    for (size_t i = 0; i < outcome->change_count; i++) {
        if (!saved)
            leave_behind(player, &outcome->changes[i]);
        kj_own_set(&player->personal, &outcome->changes[i]);
        if (outcome->changes[i].kind == KJ_OWN_SETTING) {
            release(player, outcome->changes[i].object);
            settings = true;
        }
    }
    if (settings)
        kj_player_apply_settings(player);
}

void kj_player_apply_settings(kj_player *player)
{
    const kj_settings settings = kj_own_settings(&player->personal);
    const kj_theme *theme = kj_theme_find(settings.theme);
    const kj_words *words = kj_words_for(settings.language);

    if (!player->fixed.text)
        player->text_scale = settings.text_percent > 0 ? settings.text_percent / 100.0 : 1.0;
    if (!player->fixed.theme)
        player->theme = theme ? theme : player->given_theme;
    if (!player->fixed.words)
        player->words = words ? words : player->options->words;
    if (!player->fixed.motion)
        player->reduced_motion = settings.motion == KJ_SWITCH_OFF;
    player->keys_off = settings.keys == KJ_SWITCH_OFF;
}
