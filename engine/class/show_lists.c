/* engine/class/show_lists.c: the overview and the lists of the console, and finding in them. */
#include "class/show_inner.h"

#include "lesson/draft.h"
#include "lesson/search.h"

#define WORDS_BYTES_MAX 192

static kj_span query(const kj_show *show)
{
    return kj_span_trim((kj_span){show->find.text, show->find.text_len});
}

/* ---- rows ---- */

uint32_t kj_show_found(const kj_course *course, const kj_show *show, kj_arena *arena,
                       uint32_t **out)
{
    uint32_t *slides = KJ_NEW(arena, uint32_t, course->slides.count + 1);
    bool *found = KJ_NEW(arena, bool, course->slides.count + 1);
    const kj_search search = {.query = query(show), .kinds = KJ_HITS_OF(KJ_HIT_SLIDE), .all = true};
    const kj_hits hits = kj_search_run(course, NULL, NULL, &search, arena);
    uint32_t count = 0;
    for (size_t i = 0; i < hits.count; i++)
        found[hits.ptr[i].index] = true;
    for (uint32_t i = 0; i < course->slides.count; i++)
        if (found[i])
            slides[count++] = i;
    *out = slides;
    return count;
}

/* Those of `rows` whose texts, `columns` each in the order of the rows, have the words. */
static uint32_t filter(const kj_show *show, const kj_span *texts, size_t columns, uint32_t *rows,
                       uint32_t count, kj_arena *arena)
{
    uint32_t *found = KJ_NEW(arena, uint32_t, count + 1);
    const uint32_t left = (uint32_t)kj_search_rows(query(show), texts, columns, count, found);
    for (uint32_t i = 0; i < left; i++)
        rows[i] = rows[found[i]];
    return left;
}

/* 0: about the slide on the screen, 1: of its part, 2: neither. */
static uint32_t nearness(const kj_course *course, const kj_show *show, const kj_item *item)
{
    const kj_slide *slide = &course->slides.ptr[show->room.slide];
    return kj_span_equal(item->explains, slide->id) ? 0 : item->part == slide->part ? 1 : 2;
}

static uint32_t item_rows(const kj_course *course, const kj_show *show, kj_arena *arena,
                          uint32_t **out)
{
    uint32_t *rows = KJ_NEW(arena, uint32_t, course->items.count + 1);
    kj_span *texts = KJ_NEW(arena, kj_span, course->items.count + 1);
    bool *can = KJ_NEW(arena, bool, course->items.count + 1);
    uint32_t count = 0;
    kj_arena *scratch = kj_arena_new();
    for (uint32_t i = 0; i < course->items.count; i++) {
        can[i] = kj_show_can_ask_in(&course->items.ptr[i], scratch);
        kj_arena_reset(scratch);
    }
    kj_arena_free(scratch);
    for (uint32_t near = 0; near < 3; near++)
        for (uint32_t i = 0; i < course->items.count; i++)
            if (can[i] && nearness(course, show, &course->items.ptr[i]) == near) {
                texts[count] = course->items.ptr[i].stem.plain;
                rows[count++] = i;
            }
    *out = rows;
    return filter(show, texts, 1, rows, count, arena);
}

static uint32_t roleplay_rows(const kj_course *course, const kj_show *show, kj_arena *arena,
                              uint32_t **out)
{
    uint32_t *rows = KJ_NEW(arena, uint32_t, course->roleplays.count + 1);
    kj_span *texts = KJ_NEW(arena, kj_span, course->roleplays.count + 1);
    const uint32_t part = course->slides.ptr[show->room.slide].part;
    uint32_t count = 0;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < course->roleplays.count; i++)
            if ((course->roleplays.ptr[i].part == part) == (pass == 0)) {
                texts[count] = course->roleplays.ptr[i].title;
                rows[count++] = i;
            }
    *out = rows;
    return filter(show, texts, 1, rows, count, arena);
}

static uint32_t roster_rows(const kj_show *show, kj_arena *arena, uint32_t **out)
{
    uint32_t *rows = KJ_NEW(arena, uint32_t, show->roster.count + 1);
    kj_span *texts = KJ_NEW(arena, kj_span, 3 * show->roster.count + 1);
    const uint32_t count = (uint32_t)show->roster.count;
    for (uint32_t i = 0; i < count; i++) {
        const kj_roster_name *who = &show->roster.ptr[i];
        texts[3 * (size_t)i] = who->name;
        texts[3 * (size_t)i + 1] = who->id;
        texts[3 * (size_t)i + 2] = who->department;
        rows[i] = i;
    }
    *out = rows;
    return filter(show, texts, 3, rows, count, arena);
}

static uint32_t asked_rows(const kj_show *show, kj_arena *arena, uint32_t **out)
{
    uint32_t *rows = KJ_NEW(arena, uint32_t, show->asked.count + 1);
    kj_span *texts = KJ_NEW(arena, kj_span, 2 * show->asked.count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < show->asked.count; i++) {
        const kj_room_asked *asked = &show->asked.ptr[i];
        if (asked->dismissed)
            continue;
        texts[2 * (size_t)count] = asked->by;
        texts[2 * (size_t)count + 1] = asked->text;
        rows[count++] = i;
    }
    *out = rows;
    return filter(show, texts, 2, rows, count, arena);
}

uint32_t kj_show_rows(const kj_course *course, const kj_show *show, kj_arena *arena, uint32_t **out)
{
    switch (show->console) {
    case KJ_CONSOLE_OVERVIEW:
        return kj_show_found(course, show, arena, out);
    case KJ_CONSOLE_QUESTIONS:
        return item_rows(course, show, arena, out);
    case KJ_CONSOLE_ROLEPLAYS:
        return roleplay_rows(course, show, arena, out);
    case KJ_CONSOLE_ROSTER:
        return roster_rows(show, arena, out);
    case KJ_CONSOLE_ASKED:
        return asked_rows(show, arena, out);
    case KJ_CONSOLE_SLIDE:
    case KJ_CONSOLE_KEYS:
        break;
    }
    *out = NULL;
    return 0;
}

/* ---- the row looked at ---- */

static uint32_t place_at(const kj_show *show, const uint32_t *rows, uint32_t count)
{
    if (show->console != KJ_CONSOLE_OVERVIEW)
        return show->at < count ? show->at : 0;
    for (uint32_t i = 0; i < count; i++)
        if (rows[i] == show->at)
            return i;
    return 0;
}

static void look_at(kj_show *show, const uint32_t *rows, uint32_t place)
{
    const bool grid = show->console == KJ_CONSOLE_OVERVIEW;
    const uint32_t row = grid ? place / KJ_OVERVIEW_COLUMNS : place;
    const uint32_t shown = grid ? KJ_OVERVIEW_ROWS : KJ_LIST_ROWS;
    show->at = grid ? rows[place] : place;
    if (row < show->from)
        show->from = row;
    if (row >= show->from + shown)
        show->from = row - shown + 1;
}

static bool move(kj_show_press *p, uint32_t by, bool on)
{
    uint32_t *rows;
    const uint32_t count = kj_show_rows(p->course, p->show, p->arena, &rows);
    const uint32_t place = place_at(p->show, rows, count);
    if (on ? place + by >= count : place < by)
        return false;
    look_at(p->show, rows, on ? place + by : place - by);
    return true;
}

static bool is_grid(const kj_show_press *p)
{
    return p->show->console == KJ_CONSOLE_OVERVIEW;
}

bool kj_show_act_left(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return is_grid(p) && move(p, 1, false);
}

bool kj_show_act_right(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return is_grid(p) && move(p, 1, true);
}

bool kj_show_act_up(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return move(p, is_grid(p) ? KJ_OVERVIEW_COLUMNS : 1, false);
}

bool kj_show_act_down(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return move(p, is_grid(p) ? KJ_OVERVIEW_COLUMNS : 1, true);
}

bool kj_show_act_at(kj_show_press *p, kj_span arg)
{
    const uint32_t slide = kj_course_find(p->course, KJ_REF_SLIDE, arg);
    uint32_t *rows;
    if (!is_grid(p))
        return false;
    const uint32_t count = kj_show_rows(p->course, p->show, p->arena, &rows);
    for (uint32_t i = 0; i < count; i++)
        if (rows[i] == slide) {
            look_at(p->show, rows, i);
            return true;
        }
    return false;
}

/* ---- opening ---- */

static void open(kj_show_press *p, kj_console_page page)
{
    kj_show *show = p->show;
    uint32_t *rows;
    show->console = page;
    kj_draft_reset(&show->find);
    show->finding = false;
    show->at = show->from = 0;
    if (page != KJ_CONSOLE_OVERVIEW)
        return;
    (void)kj_show_rows(p->course, show, p->arena, &rows);
    look_at(show, rows, show->room.slide); /* without words all are there, in their order */
}

static bool toggle(kj_show_press *p, kj_console_page page)
{
    if (p->show->console == page) {
        p->show->console = KJ_CONSOLE_SLIDE;
        p->show->finding = false;
    } else {
        open(p, page);
    }
    return true;
}

bool kj_show_act_overview(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return toggle(p, KJ_CONSOLE_OVERVIEW);
}

bool kj_show_act_questions(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return toggle(p, KJ_CONSOLE_QUESTIONS);
}

bool kj_show_act_roleplays(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return toggle(p, KJ_CONSOLE_ROLEPLAYS);
}

bool kj_show_act_roster(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return toggle(p, KJ_CONSOLE_ROSTER);
}

bool kj_show_act_of_room(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return toggle(p, KJ_CONSOLE_ASKED);
}

bool kj_show_act_keys(kj_show_press *p, kj_span arg)
{
    (void)arg;
    return toggle(p, KJ_CONSOLE_KEYS);
}

/* ---- finding ---- */

bool kj_show_act_find(kj_show_press *p, kj_span arg)
{
    (void)arg;
    kj_show *show = p->show;
    if (show->finding)
        return false;
    if (show->console == KJ_CONSOLE_SLIDE || show->console == KJ_CONSOLE_KEYS)
        open(p, KJ_CONSOLE_OVERVIEW);
    show->finding = true;
    return true;
}

bool kj_show_typed(kj_show_press *p)
{
    kj_show *show = p->show;
    const uint32_t before = show->find.text_len;
    uint32_t *rows;
    if (!show->finding || !(p->input->kind == KJ_SHOW_TEXT
                                ? kj_draft_insert(&show->find, p->input->text, WORDS_BYTES_MAX)
                                : kj_draft_edit(&show->find, p->input->edit)))
        return false;
    if (show->find.text_len == before)
        return true;
    const uint32_t count = kj_show_rows(p->course, show, p->arena, &rows);
    show->from = 0;
    if (count > 0)
        look_at(show, rows, show->console == KJ_CONSOLE_OVERVIEW ? place_at(show, rows, count) : 0);
    return true;
}

/* ---- what a row does ---- */

bool kj_show_take_row(kj_show_press *p)
{
    kj_show *show = p->show;
    uint32_t *rows;
    const uint32_t count = kj_show_rows(p->course, show, p->arena, &rows);
    if (count == 0)
        return false;
    const uint32_t row = rows[place_at(show, rows, count)];
    switch (show->console) {
    case KJ_CONSOLE_OVERVIEW:
        return kj_show_jump(p, row, 0);
    case KJ_CONSOLE_QUESTIONS:
        return kj_show_ask_item(p, row);
    case KJ_CONSOLE_ROLEPLAYS:
        return kj_show_begin_play(p, row);
    case KJ_CONSOLE_ROSTER:
        return kj_show_attend(p, show->roster.ptr[row].id);
    case KJ_CONSOLE_ASKED:
        return kj_show_release(p, &show->asked.ptr[row]);
    case KJ_CONSOLE_SLIDE:
    case KJ_CONSOLE_KEYS:
        break;
    }
    return false;
}

static bool is_known(const kj_show *show, kj_span id)
{
    for (size_t i = 0; i < show->roster.count; i++)
        if (kj_span_equal(show->roster.ptr[i].id, id))
            return true;
    return kj_class_attendee(show->class, id) != NULL;
}

bool kj_show_attend(kj_show_press *p, kj_span id)
{
    const kj_attendee *who = kj_class_attendee(p->class, id);
    if (!is_known(p->show, id))
        return false;
    kj_event *event = kj_show_event(p, KJ_EVENT_CLASS_ATTENDED, p->course->id);
    event->has = KJ_HAS_WITHIN | KJ_HAS_KIND | KJ_HAS_PASSED;
    event->learner = kj_arena_copy(p->arena, id);
    event->within = kj_arena_copy(p->arena, kj_span_of(p->class->id));
    event->kind = KJ_LIT("hand");
    event->passed = !who || who->presence == KJ_ABSENT;
    return true;
}

bool kj_show_act_attend(kj_show_press *p, kj_span arg)
{
    return kj_show_attend(p, arg);
}

/* ---- what phones have asked ---- */

static kj_room_asked *asked_of(const kj_show *show, kj_span number)
{
    uint32_t value;
    for (size_t i = 0; kj_span_count(number, 999999, &value) && i < show->asked.count; i++)
        if (show->asked.ptr[i].number == value)
            return &show->asked.ptr[i];
    return NULL;
}

bool kj_show_release(kj_show_press *p, kj_room_asked *asked)
{
    kj_room next = p->show->room;
    if (next.page == KJ_ROOM_ASKED && kj_span_equal(next.asked, asked->text) &&
        kj_span_equal(next.asked_by, asked->by))
        return kj_room_uncover_page(&next) && kj_show_become(p, &next);
    asked->released = true;
    next.asked = asked->text;
    next.asked_by = asked->by;
    next.page = KJ_ROOM_ASKED;
    p->show->console = KJ_CONSOLE_SLIDE;
    p->show->finding = false;
    return kj_show_become(p, &next);
}

bool kj_show_act_release(kj_show_press *p, kj_span arg)
{
    kj_room_asked *asked = asked_of(p->show, arg);
    return asked && !asked->dismissed && kj_show_release(p, asked);
}

bool kj_show_act_dismiss(kj_show_press *p, kj_span arg)
{
    kj_room_asked *asked = asked_of(p->show, arg);
    if (!asked || asked->dismissed)
        return false;
    asked->dismissed = true;
    return true;
}
