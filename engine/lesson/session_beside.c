/* engine/lesson/session_beside.c: pages beside the lesson: lists with a query, a note, settings.
 *
 * They lie on a stack: `close` leads back to where each was opened, so that they can be looked at
 * in the middle of anything without moving the place. */
#include "lesson/plan.h"
#include "lesson/press.h"

#include <assert.h>

/* A note is saved so long after the first letter that is not. */
#define NOTE_SAVED_AFTER_MS 3000
#define QUERY_BYTES_MAX 192
#define PLAN_BYTES_MAX 40

static const struct {
    kj_span name;
    bool field;
} screens[KJ_SCREEN_COUNT] = {
    [KJ_SCREEN_HOME] = {{KJ_SPAN("home")}, false},
    [KJ_SCREEN_PART] = {{KJ_SPAN("part")}, false},
    [KJ_SCREEN_COVER] = {{KJ_SPAN("cover")}, false},
    [KJ_SCREEN_WHO] = {{KJ_SPAN("who")}, true},
    [KJ_SCREEN_ADVICE] = {{KJ_SPAN("advice")}, false},
    [KJ_SCREEN_SEARCH] = {{KJ_SPAN("search")}, true},
    [KJ_SCREEN_GLOSSARY] = {{KJ_SPAN("glossary")}, true},
    [KJ_SCREEN_BOOKMARKS] = {{KJ_SPAN("bookmarks")}, true},
    [KJ_SCREEN_NOTES] = {{KJ_SPAN("notes")}, true},
    [KJ_SCREEN_ITEMS] = {{KJ_SPAN("items")}, true},
    [KJ_SCREEN_SETTINGS] = {{KJ_SPAN("settings")}, false},
    [KJ_SCREEN_PLAN] = {{KJ_SPAN("plan")}, true},
    [KJ_SCREEN_NOTE] = {{KJ_SPAN("note")}, true},
};

kj_span kj_screen_name(kj_screen screen)
{
    return screens[screen].name;
}

bool kj_beside_writes(const kj_session *session)
{
    return kj_session_beside(session) || session->screen == KJ_SCREEN_WHO;
}

bool kj_session_beside(const kj_session *session)
{
    return session->screen >= KJ_SCREEN_SEARCH;
}

/* ---- opening and closing ---- */

static void reset_list(kj_session *session)
{
    kj_draft_reset(&session->beside.query);
    session->beside.from = 0;
}

/* A page that is open already is gone back to. */
static void open_screen(kj_press *p, kj_screen screen)
{
    kj_session *session = p->session;
    if (!kj_session_beside(session))
        session->beside.depth = 0;
    kj_press_leave_slide(p);
    for (uint32_t i = 0; i < session->beside.depth; i++)
        if (session->beside.under[i] == screen) {
            session->beside.depth = i;
            session->screen = screen;
            return;
        }
    assert(session->beside.depth < KJ_COUNT(session->beside.under));
    session->beside.under[session->beside.depth++] = session->screen;
    session->screen = screen;
}

/* Lists follow each other, so that closing any of them leads back to the lesson. */
static bool is_list(kj_screen screen)
{
    return screen >= KJ_SCREEN_SEARCH && screen <= KJ_SCREEN_ITEMS;
}

static void write_plan(kj_session *session, kj_span date)
{
    kj_draft_reset(&session->beside.plan);
    (void)kj_draft_insert(&session->beside.plan, date, PLAN_BYTES_MAX);
}

bool kj_act_screen(kj_press *p, kj_span arg)
{
    kj_session *session = p->session;
    kj_screen screen = KJ_SCREEN_SEARCH;
    while (screen < KJ_SCREEN_NOTE && !kj_span_equal(screens[screen].name, arg))
        screen++;
    if (screen == KJ_SCREEN_NOTE || screen == session->screen ||
        (screen == KJ_SCREEN_PLAN && !session->personal))
        return false;
    /* Open questions ask what is known, not what can be found. */
    const bool busy = kj_at_question(session) || kj_at_place(session, KJ_PLACE_ROLEPLAY);
    if (busy && screen != KJ_SCREEN_SETTINGS)
        return false;
    if (is_list(session->screen) && is_list(screen)) {
        session->screen = screen;
        reset_list(session);
        return true;
    }
    open_screen(p, screen);
    if (is_list(screen))
        reset_list(session);
    if (screen == KJ_SCREEN_PLAN)
        write_plan(session, kj_own_get(session->personal, KJ_OWN_PLAN, (kj_span){NULL, 0}));
    return true;
}

bool kj_beside_close(kj_press *p)
{
    kj_session *session = p->session;
    if (!kj_session_beside(session) || session->beside.depth == 0)
        return false;
    session->screen = session->beside.under[--session->beside.depth];
    if (!kj_session_beside(session))
        session->shown_ms = p->input->now.ms;
    return true;
}

/* ---- lists ---- */

bool kj_act_list(kj_press *p, kj_span arg)
{
    uint32_t row;
    const bool people = p->session->screen == KJ_SCREEN_WHO && p->session->who.step == KJ_WHO_LIST;
    if (!(is_list(p->session->screen) || people) || !kj_read_index(arg, 1000000, &row))
        return false;
    p->session->beside.from = row;
    return true;
}

bool kj_act_missed(kj_press *p, kj_span arg)
{
    (void)arg;
    if (p->session->screen != KJ_SCREEN_ITEMS)
        return false;
    p->session->beside.missed = !p->session->beside.missed;
    p->session->beside.from = 0;
    return true;
}

bool kj_act_term(kj_press *p, kj_span arg)
{
    const uint32_t term = kj_course_find(p->course, KJ_REF_TERM, arg);
    if (term == KJ_NONE || kj_at_question(p->session) || kj_at_place(p->session, KJ_PLACE_ROLEPLAY))
        return false;
    p->session->term = term;
    return true;
}

/* ---- a note ---- */

bool kj_act_note(kj_press *p, kj_span arg)
{
    kj_session *session = p->session;
    const uint32_t slide = kj_course_find(p->course, KJ_REF_SLIDE, arg);
    if (slide == KJ_NONE || !session->personal || session->screen == KJ_SCREEN_NOTE ||
        kj_at_question(session) || kj_at_place(session, KJ_PLACE_ROLEPLAY))
        return false;
    open_screen(p, KJ_SCREEN_NOTE);
    session->beside.slide = slide;
    kj_draft_reset(&session->beside.note);
    (void)kj_draft_insert_lines(
        &session->beside.note, kj_own_get(session->personal, KJ_OWN_NOTE, arg), KJ_DRAFT_BYTES_MAX);
    return true;
}

static bool written(kj_press *p, bool changed)
{
    kj_session *session = p->session;
    if (changed && session->screen == KJ_SCREEN_NOTE && session->beside.note_due_ms == 0)
        session->beside.note_due_ms = p->input->now.ms + NOTE_SAVED_AFTER_MS;
    if (changed && session->screen != KJ_SCREEN_NOTE)
        session->beside.from = 0;
    return changed;
}

bool kj_act_newline(kj_press *p, kj_span arg)
{
    (void)arg;
    return p->session->screen == KJ_SCREEN_NOTE && kj_beside_field(p->session) &&
           written(p, kj_draft_insert_lines(&p->session->beside.note, KJ_LIT("\n"),
                                            KJ_DRAFT_BYTES_MAX));
}

void kj_press_save_note(kj_press *p, kj_screen was)
{
    kj_session *session = p->session;
    const bool left = was == KJ_SCREEN_NOTE && (session->screen != was || p->out->quit);
    if (session->beside.note_due_ms == 0 ||
        !(left || p->input->now.ms >= session->beside.note_due_ms))
        return;
    const kj_draft *field = &session->beside.note;
    kj_press_own(p, (kj_own){KJ_OWN_NOTE, p->course->slides.ptr[session->beside.slide].id,
                             kj_span_trim((kj_span){field->text, field->text_len})});
    session->beside.note_due_ms = 0;
}

/* ---- the plan ---- */

static bool save_plan(kj_press *p, kj_span date)
{
    kj_press_own(p, (kj_own){KJ_OWN_PLAN, {NULL, 0}, date});
    return kj_beside_close(p);
}

/* From the day that is written; where it is none, from today. */
static bool shift_plan(kj_press *p, kj_span arg)
{
    const kj_draft *field = &p->session->beside.plan;
    const int64_t today = kj_time_local_day(p->input->now);
    uint32_t days;
    int64_t day = today;
    if (arg.len < 2 || (arg.ptr[0] != '+' && arg.ptr[0] != '-') ||
        !kj_read_index(kj_span_sub(arg, 1, arg.len), KJ_PLAN_DAYS_MAX, &days))
        return false;
    (void)kj_plan_day((kj_span){field->text, field->text_len}, today, &day);
    day += arg.ptr[0] == '+' ? (int64_t)days : -(int64_t)days;
    if (day < today || day > today + KJ_PLAN_DAYS_MAX)
        return false;
    write_plan(p->session, kj_date_write(day, p->arena));
    return true;
}

bool kj_act_plan(kj_press *p, kj_span arg)
{
    const kj_draft *field = &p->session->beside.plan;
    int64_t day;
    if (p->session->screen != KJ_SCREEN_PLAN)
        return false;
    if (kj_span_is(arg, "none"))
        return save_plan(p, (kj_span){NULL, 0});
    if (!kj_span_is(arg, "save"))
        return shift_plan(p, arg);
    switch (kj_plan_day((kj_span){field->text, field->text_len}, kj_time_local_day(p->input->now),
                        &day)) {
    case KJ_PLAN_DAY:
        return save_plan(p, kj_date_write(day, p->arena));
    case KJ_PLAN_EMPTY:
        return save_plan(p, (kj_span){NULL, 0});
    case KJ_PLAN_UNREADABLE:
    case KJ_PLAN_IMPOSSIBLE:
    case KJ_PLAN_PAST:
    case KJ_PLAN_FAR:
        break; /* the page says what is wrong with it */
    }
    return false;
}

/* ---- typing ---- */

kj_draft *kj_beside_typed(kj_session *session)
{
    if (session->screen == KJ_SCREEN_WHO && session->who.step == KJ_WHO_FORM)
        return &session->drafts[session->who.field];
    switch (session->screen) {
    case KJ_SCREEN_NOTE:
        return &session->beside.note;
    case KJ_SCREEN_PLAN:
        return &session->beside.plan;
    default: /* a list's */
        return &session->beside.query;
    }
}

const kj_draft *kj_beside_field(const kj_session *session)
{
    if (!screens[session->screen].field || kj_session_covered(session))
        return NULL;
    if (session->screen == KJ_SCREEN_WHO && session->who.step != KJ_WHO_LIST)
        return session->who.step == KJ_WHO_FORM ? &session->drafts[session->who.field] : NULL;
    return kj_beside_typed((kj_session *)session); /* the caller may read only */
}

bool kj_beside_text(kj_press *p)
{
    kj_draft *field = kj_beside_typed(p->session);
    if (!kj_beside_field(p->session))
        return false;
    if (p->session->screen == KJ_SCREEN_NOTE)
        return written(p, kj_draft_insert_lines(field, p->input->text, KJ_DRAFT_BYTES_MAX));
    return written(p, kj_draft_insert(field, p->input->text,
                                      p->session->screen == KJ_SCREEN_PLAN ? PLAN_BYTES_MAX
                                                                           : QUERY_BYTES_MAX));
}

bool kj_beside_edit(kj_press *p)
{
    kj_draft *field = kj_beside_typed(p->session);
    const uint32_t before = field->text_len;
    if (!kj_beside_field(p->session) || !kj_draft_edit(field, p->input->edit))
        return false;
    (void)written(p, field->text_len != before);
    return true;
}
