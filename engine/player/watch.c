/* engine/player/watch.c: a course that is being written: a saved file shows at once, at the same
 * place.
 *
 * The new course is read beside the old one.  Where it is wrong the old one plays on, and what is
 * wrong lies over the page; where it is right it takes the old one's place: the record is folded
 * anew, and what the session stood on is found again by its id. */
#include "player/watch.h"

#include "load/load.h"
#include "os/watch.h"

enum { MESSAGES_MAX = 6 };

struct kj_player_watch {
    kj_watch *files;
    bool pending;         /* something was saved; it is read once nothing more comes */
    kj_arena *courses[2]; /* of the course that plays, and of the one before it, which pages that
                             are still kept may point to */
    kj_arena *messages;
};

bool kj_player_watch_open(kj_player *player)
{
    kj_player_watch *watch = KJ_NEW(player->arena, kj_player_watch, 1);
    watch->files = kj_watch_new(player->options->course_folder, player->sink);
    watch->messages = kj_arena_new();
    player->watch = watch;
    return watch->files != NULL;
}

void kj_player_watch_close(kj_player *player)
{
    if (!player->watch)
        return;
    kj_watch_free(player->watch->files);
    kj_arena_free(player->watch->courses[0]);
    kj_arena_free(player->watch->courses[1]);
    kj_arena_free(player->watch->messages);
}

/* --- what is wrong, as text ------------------------------------------------------------------ */

typedef struct messages {
    kj_text_buffer out;
    size_t count;
} messages;

static void keep_message(void *ctx, const kj_diag *diag)
{
    messages *m = ctx;
    if (m->count++ < MESSAGES_MAX)
        kj_put(&m->out, kj_diag_text(diag, false, m->out.arena));
}

/* --- the session finds its place again, by ids ----------------------------------------------- */

#define KEPT_MAX 4

/* What in the session is a number of the old course. */
typedef struct kept {
    kj_screen screen;
    kj_span part, cover, peek, term;
    bool has_peek, has_term, help;
    struct {
        kj_screen under[KJ_SCREEN_COUNT];
        uint32_t depth, from;
        kj_span slide;
        kj_draft query, note;
        bool missed;
    } beside;
} kept;

static kj_span copied(const kj_player *player, kj_span id)
{
    return kj_arena_copy(player->call, id);
}

static void keep(const kj_player *player, kept *k)
{
    const kj_session *s = &player->session;
    const kj_course *c = player->course;
    *k = (kept){.screen = s->screen, .help = s->help};
    if (s->part < c->parts.count)
        k->part = copied(player, c->parts.ptr[s->part].id);
    if (s->cover < c->roleplays.count)
        k->cover = copied(player, c->roleplays.ptr[s->cover].id);
    k->has_peek = s->peek < c->slides.count;
    if (k->has_peek)
        k->peek = copied(player, c->slides.ptr[s->peek].id);
    k->has_term = s->term < c->terms.count;
    if (k->has_term)
        k->term = copied(player, c->terms.ptr[s->term].id);
    if (s->beside.slide < c->slides.count)
        k->beside.slide = copied(player, c->slides.ptr[s->beside.slide].id);
    memcpy(k->beside.under, s->beside.under, sizeof k->beside.under);
    k->beside.depth = s->beside.depth;
    k->beside.from = s->beside.from;
    k->beside.query = s->beside.query;
    k->beside.note = s->beside.note;
    k->beside.missed = s->beside.missed;
}

static uint32_t found(const kj_player *player, kj_ref_kind kind, kj_span id)
{
    return id.len ? kj_course_find(player->course, kind, id) : KJ_NONE;
}

static void restore(kj_player *player, const kept *k)
{
    kj_session *s = &player->session;
    const uint32_t part = found(player, KJ_REF_PART, k->part),
                   cover = found(player, KJ_REF_ROLEPLAY, k->cover),
                   slide = found(player, KJ_REF_SLIDE, k->beside.slide);
    const bool gone = (k->screen == KJ_SCREEN_PART && part == KJ_NONE) ||
                      (k->screen == KJ_SCREEN_COVER && cover == KJ_NONE) ||
                      (k->screen == KJ_SCREEN_NOTE && slide == KJ_NONE);
    s->welcome = false;
    s->part = part;
    s->cover = cover == KJ_NONE ? 0 : cover;
    s->screen = gone ? KJ_SCREEN_HOME : k->screen;
    s->help = k->help;
    s->peek = found(player, KJ_REF_SLIDE, k->peek);
    s->term = found(player, KJ_REF_TERM, k->term);
    s->beside.slide = slide == KJ_NONE ? 0 : slide;
    if (gone)
        return;
    memcpy(s->beside.under, k->beside.under, sizeof s->beside.under);
    s->beside.depth = k->beside.depth;
    s->beside.from = k->beside.from;
    s->beside.query = k->beside.query;
    s->beside.note = k->beside.note;
    s->beside.missed = k->beside.missed;
}

/* --- one course in place of the other -------------------------------------------------------- */

/* Course, theme, fonts and painter; the old ones are given up only when all are there. */
typedef struct staged {
    const kj_course *course;
    const kj_theme *theme;
    kj_font_files files;
} staged;

static bool stage(kj_player *player, kj_arena *arena, kj_sink *sink, staged *out)
{
    out->course = kj_load_course(player->options->course_folder, arena, sink);
    out->theme =
        out->course ? kj_load_theme(out->course, player->options->theme, arena, sink) : NULL;
    return out->theme &&
           kj_load_fonts(out->course, out->theme, &player->files, &out->files, arena, sink) &&
           sink->errors == 0;
}

static bool take_over(kj_player *player, kj_arena *arena, const staged *next)
{
    kj_player_watch *watch = player->watch;
    kept place;
    char learner[KJ_ID_BYTES_MAX + 1];
    const kj_span who = player->learner;
    const kj_session before = player->session;
    keep(player, &place);
    if (who.len >= sizeof learner)
        return false;
    if (who.len > 0)
        memcpy(learner, who.ptr, who.len);
    kj_painter_free(player->painter);
    kj_typesetter_free(player->typesetter);
    player->course = next->course;
    player->files = next->files;
    player->theme = player->given_theme = next->theme;
    player->typesetter = kj_typesetter_new(&player->files);
    player->painter =
        kj_painter_new(&player->files, kj_load_pictures(player->course, player->theme, arena));
    player->lesson =
        kj_arena_take(arena, 1, kj_lesson_bytes(player->course), _Alignof(max_align_t));
    kj_lesson_init(player->lesson, player->course);
    kj_arena_free(watch->courses[1]);
    watch->courses[1] = watch->courses[0];
    watch->courses[0] = arena;
    if (who.len > 0 && !kj_player_enter(player, (kj_span){learner, who.len}))
        return false;
    if (before.screen == KJ_SCREEN_WHO) {                  /* who learns is still being asked */
        const kj_span name = player->session.learner_name; /* the old one is gone */
        player->session = before;
        player->session.lesson = player->lesson;
        player->session.learner_name = who.len > 0 ? name : (kj_span){NULL, 0};
        if (before.who.own)
            player->session.who.chosen = player->learner;
        player->session.wrong = (kj_span){NULL, 0};
        return true;
    }
    restore(player, &place);
    return true;
}

bool kj_player_watch_read(kj_player *player)
{
    kj_player_watch *watch = player->watch;
    kj_arena *arena = kj_arena_new();
    kj_arena_reset(watch->messages);
    kj_arena_reset(player->call);
    messages said = {.out = {.arena = watch->messages}};
    kj_sink sink = {.emit = keep_message, .ctx = &said};
    staged next;
    if (stage(player, arena, &sink, &next)) {
        player->session.wrong = (kj_span){NULL, 0};
        if (!take_over(player, arena, &next))
            player->failed = true;
        return true;
    }
    kj_arena_free(arena);
    player->session.wrong = kj_put_span(&said.out);
    return false;
}

bool kj_player_watch_step(kj_player *player)
{
    kj_player_watch *watch = player->watch;
    if (!watch)
        return false;
    if (kj_watch_changed(watch->files)) {
        watch->pending = true; /* an editor may be writing still */
        return false;
    }
    if (!watch->pending)
        return false;
    watch->pending = false;
    kj_player_watch_read(player);
    return true;
}
