/* engine/player/open.c: what a lesson needs before it can begin, and its resumption. */
#include "player/inner.h"

#include "base/random.h"
#include "load/load.h"
#include "os/clock.h"
#include "os/files.h"
#include "player/voice.h"
#include "record/kept_fold.h"
#include "record/pin.h"

#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

#define DEFAULT_WIDTH 1920
#define DEFAULT_HEIGHT 1080

kj_span kj_player_system_user(kj_arena *arena)
{
    const char *name = getenv("USER");
    if (!name || !*name) {
        const struct passwd *user = getpwuid(getuid());
        name = user ? user->pw_name : NULL;
    }
    return kj_arena_copy(arena, name && *name ? kj_span_of(name) : KJ_LIT("learner"));
}

static bool open_page(kj_player *player)
{
    const kj_play_options *options = player->options;
    player->width = options->width > 0 ? options->width : DEFAULT_WIDTH;
    player->height = options->height > 0 ? options->height : DEFAULT_HEIGHT;
    player->text_scale = options->text_scale >= 1 ? options->text_scale : 1.0;
    player->words = options->words;
    player->reduced_motion = options->reduced_motion;
    player->fixed.text = options->text_scale >= 1;
    player->fixed.theme = options->theme.len > 0;
    player->fixed.words = options->has_words;
    player->fixed.motion = options->reduced_motion;
    player->fixed.voice = options->voice || options->voice_log;
    player->theme = kj_load_theme(player->course, options->theme, player->arena, player->sink);
    player->given_theme = player->theme;
    if (!player->theme || !kj_load_fonts(player->course, player->theme, NULL, &player->files,
                                         player->arena, player->sink))
        return false;
    player->typesetter = kj_typesetter_new(&player->files);
    player->painter = kj_painter_new(
        &player->files, kj_load_pictures(player->course, player->theme, player->arena));
    return true;
}

static bool fold(void *ctx, const kj_event *event)
{
    kj_player *player = ctx;
    kj_lesson_step(player->course, player->lesson, event);
    return true;
}

/* The program's way to fold, and every byte of the course. */
static kj_span fold_key(const kj_player *player)
{
    const size_t count = player->course->sources.count;
    kj_span *parts = KJ_NEW(player->call, kj_span, count + 1);
    parts[0] = kj_span_of(kj_lesson_made);
    for (size_t i = 0; i < count; i++)
        parts[i + 1] = player->course->sources.ptr[i].text;
    return kj_fold_key(parts, count + 1, player->own);
}

static bool resume(kj_player *player)
{
    const kj_event_filter learner = {
        .learner = player->learner, .course = player->course->id, .credits = true};
    kj_event_filter filter = learner;
    const size_t errors = player->sink->errors;

    filter.attempt =
        kj_store_attempt(player->store, learner.learner, learner.course, player->own, player->sink);
    /* Who has not begun may have been in a class. */
    if (filter.attempt.len == 0 && player->sink->errors == errors &&
        !kj_store_events(player->store, &filter, fold, player, player->sink))
        return false;
    if (filter.attempt.len > 0 &&
        !kj_fold_resume(player->store, &filter, fold_key(player), player->lesson,
                        player->lesson->bytes, fold, player, NULL, player->sink))
        return false;
    return player->sink->errors == errors;
}

static void set_clock(kj_player *player)
{
    player->timer = kj_timer_begin(player->options);
    player->random = player->options->has_seed ? player->options->seed : kj_random_seed();
    player->seed = kj_random_next(&player->random);
}

/* A script's time may have run ahead of the real one: it goes on from there. */
static void keep_clock_ahead(kj_player *player)
{
    kj_timer *timer = &player->timer;
    const int64_t now = timer->began.ms + timer->moved_ms;
    if (now <= player->lesson->last_ms)
        timer->began.ms += player->lesson->last_ms + 1000 - now;
}

static bool read_record(kj_player *player)
{
    kj_learner known;
    if (!resume(player))
        return false;
    kj_session_init(&player->session, player->lesson);
    if (kj_learner_get(player->store, player->learner, &known, player->own, player->sink))
        player->session.learner_name = known.name;
    player->session.personal = &player->personal;
    player->session.has_pin =
        kj_pin_has(player->store, player->learner, player->call, player->sink);
    keep_clock_ahead(player);
    return kj_player_read_own(player);
}

bool kj_player_enter(kj_player *player, kj_span learner)
{
    kj_arena *own = kj_arena_new();
    if (player->own_behind.count > 0) { /* the last chance of who was here before */
        const kj_outcome nothing = {.change_count = 0};
        kj_player_save_own(player, &nothing, kj_player_now(player));
    }
    player->learner = kj_arena_copy(own, learner);
    kj_arena_free(player->own);
    player->own = own;
    player->own_behind.ptr = NULL;
    player->own_behind.count = player->own_capacity = 0;
    kj_lesson_init(player->lesson, player->course);
    if (!read_record(player)) {
        kj_lesson_init(player->lesson, player->course);
        player->learner = (kj_span){NULL, 0};
        return false;
    }
    kj_player_apply_settings(player);
    return true;
}

static bool at_is_there(kj_player *player)
{
    const kj_span at = player->options->at;
    if (at.len == 0 || kj_course_find(player->course, KJ_REF_SLIDE, at) != KJ_NONE)
        return true;
    kj_report(player->sink, KJ_NOWHERE, "E0302", "the course has no slide '%.*s'", KJ_ARG(at));
    return false;
}

bool kj_player_start(kj_player *player)
{
    if (!at_is_there(player))
        return false;
    if (player->session.screen == KJ_SCREEN_WHO)
        kj_voice_sync(player);
    else
        kj_player_begin(player);
    return true;
}

void kj_player_begin(kj_player *player)
{
    const kj_span at = player->options->at;
    kj_player_input(player, (kj_input){.kind = KJ_INPUT_START});
    kj_voice_sync(player);
    if (at.len > 0)
        kj_player_action(player, kj_arena_format(player->own, "slide:%.*s", KJ_ARG(at)));
}

bool kj_player_open(kj_player *player, const kj_play_options *options, kj_sink *sink)
{
    *player = (kj_player){
        .options = options, .sink = sink, .arena = kj_arena_new(), .call = kj_arena_new()};
    const bool later = !options->headless && !options->text; /* when the window stands */
    player->course = later
                         ? kj_load_course_later_proved(options->course_folder, player->arena, sink)
                         : kj_load_course(options->course_folder, player->arena, sink);
    if (!player->course || !open_page(player))
        return false;
    if (later)
        player->proof = kj_load_proof(player->course, player->arena, sink);
    player->store = kj_store_open(options->store_path, KJ_STORE_WRITE, sink);
    if (!player->store)
        return false;
    player->lesson =
        kj_arena_take(player->arena, 1, kj_lesson_bytes(player->course), _Alignof(max_align_t));
    kj_lesson_init(player->lesson, player->course);
    set_clock(player);
    return kj_player_meet(player, kj_player_system_user(player->arena));
}

void kj_player_close(kj_player *player)
{
    kj_voice_close(player);
    kj_store_close(player->store);
    kj_painter_free(player->painter);
    kj_typesetter_free(player->typesetter);
    kj_arena_free(player->people_arena);
    kj_arena_free(player->own);
    kj_arena_free(player->call);
    kj_arena_free(player->arena);
}
