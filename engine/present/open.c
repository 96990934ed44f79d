/* engine/present/open.c: what a class needs before it can begin, and its end. */
#include "present/inner.h"

#include "base/random.h"
#include "load/load.h"
#include "os/clock.h"
#include "player/inner.h"
#include "record/people.h"

static bool open_pages(kj_presenter *p)
{
    p->theme = kj_load_theme(p->course, p->options->play.theme, p->arena, p->sink);
    if (!p->theme || !kj_load_fonts(p->course, p->theme, NULL, &p->files, p->arena, p->sink))
        return false;
    p->typesetter = kj_typesetter_new(&p->files);
    p->painter = kj_painter_new(&p->files, kj_load_pictures(p->course, p->theme, p->arena));
    return true;
}

static kj_picture_size size_or(int width, int height, kj_picture_size otherwise)
{
    return width > 0 && height > 0 ? (kj_picture_size){width, height} : otherwise;
}

/* As with a lesson: who was named, else the only one whom the store knows, else the system's
 * user. */
static bool find_presenter(kj_presenter *p)
{
    kj_only only;
    p->learner = p->options->play.learner;
    if (p->learner.len > 0)
        return true;
    if (!kj_people_only(p->store, &only, p->arena, p->sink))
        return false;
    p->learner = only.count == 1 ? only.id : kj_player_system_user(p->arena);
    return true;
}

static bool is_expected(const kj_presenter *p, kj_span id)
{
    kj_span rest = p->options->class_list;
    if (rest.len == 0)
        return true;
    while (rest.len > 0) {
        size_t end = kj_span_find(rest, KJ_LIT("\n"), 0);
        if (end == SIZE_MAX)
            end = rest.len;
        if (kj_span_equal(kj_span_trim(kj_span_sub(rest, 0, end)), id))
            return true;
        rest = end < rest.len ? kj_span_sub(rest, end + 1, rest.len) : (kj_span){NULL, 0};
    }
    return false;
}

/* Who may be there: the roster, but for those who have left. */
static bool read_roster(kj_presenter *p)
{
    const int64_t today = kj_time_local_day(kj_presenter_now(p));
    kj_learner_list all;
    int64_t left;

    if (!kj_learner_all(p->store, &all, p->arena, p->sink))
        return false;
    kj_roster_name *names = KJ_NEW(p->arena, kj_roster_name, all.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < all.count; i++) {
        const kj_learner *l = &all.ptr[i];
        const bool gone = l->left.len > 0 && kj_date_read(l->left, &left) && left < today;
        if (!gone && is_expected(p, l->id))
            names[count++] = (kj_roster_name){l->id, l->name, l->department};
    }
    p->show.roster.ptr = names;
    p->show.roster.count = count;
    return true;
}

static bool at_is_there(const kj_presenter *p)
{
    const kj_span at = p->options->play.at;
    if (at.len == 0 || kj_course_find(p->course, KJ_REF_SLIDE, at) != KJ_NONE)
        return true;
    kj_report(p->sink, KJ_NOWHERE, "E0302", "the course has no slide '%.*s'", KJ_ARG(at));
    return false;
}

bool kj_presenter_open(kj_presenter *p, const kj_present_options *options, kj_sink *sink)
{
    const kj_play_options *play = &options->play;
    *p = (kj_presenter){.options = options,
                        .sink = sink,
                        .arena = kj_arena_new(),
                        .call = kj_arena_new(),
                        .words = play->words,
                        .behind = {.arena = kj_arena_new()}};
    p->course = kj_load_course(play->course_folder, p->arena, sink);
    if (!p->course || !at_is_there(p) || !open_pages(p))
        return false;
    p->store = kj_store_open(play->store_path, KJ_STORE_WRITE, sink);
    if (!p->store || !find_presenter(p))
        return false;
    kj_store_patience(p->store, KJ_PATIENCE_MS);
    p->room = size_or(play->width, play->height, (kj_picture_size){1920, 1080});
    p->console =
        size_or(options->console_width, options->console_height, (kj_picture_size){1440, 900});
    p->timer = kj_timer_begin(play);
    p->random = play->has_seed ? play->seed : kj_random_seed();
    p->seed = kj_random_next(&p->random);
    kj_class_init(&p->class, p->course, p->arena);
    kj_show_init(&p->show, p->course, &p->class, p->arena);
    p->show.rehearsal = options->rehearse;
    return read_roster(p) && kj_presenter_read_own(p);
}

bool kj_presenter_begin(kj_presenter *p)
{
    const kj_show_input begin = {
        .kind = KJ_SHOW_BEGIN,
        .action = p->options->play.at,
        .text = kj_arena_format(p->arena, "%dx%d", p->room.width, p->room.height)};
    if (!kj_presenter_input(p, begin))
        return false;
    if (p->options->live) /* without a network the class goes on; the console says so */
        (void)kj_presenter_phones_on(p);
    return true;
}

void kj_presenter_end(kj_presenter *p)
{
    p->screens = (kj_screens){0};
    kj_store_patience(p->store, 0); /* the last chance */
    kj_presenter_phones_tick(p, true);
    kj_presenter_phones_off(p);
    if (p->class.id[0] != '\0' && !p->class.ended)
        kj_presenter_input(p, (kj_show_input){.kind = KJ_SHOW_END});
    kj_presenter_retry(p);
    if (p->panes_ms != 0)
        kj_presenter_save_panes(p);
    if (p->behind.events.count > 0)
        p->failed = true;
    if (p->handout && p->class.id[0] != '\0')
        kj_presenter_handout(p);
    if (p->options->rehearse)
        kj_presenter_save_rehearsal(p);
}

void kj_presenter_close(kj_presenter *p)
{
    kj_presenter_phones_free(p);
    kj_store_close(p->store);
    kj_painter_free(p->painter);
    kj_typesetter_free(p->typesetter);
    kj_arena_free(p->behind.arena);
    kj_arena_free(p->call);
    kj_arena_free(p->arena);
}
