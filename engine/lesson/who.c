/* engine/lesson/who.c: see who.h. */
#include "base/pinyin.h"
#include "lesson/press.h"
#include "lesson/search.h"

#include <assert.h>
#include <stdlib.h>

#define TEXT_BYTES_MAX 200 /* as the roster's */

/* ---- everybody ---- */

static int by_day_and_name(const void *left, const void *right)
{
    const kj_member *a = left, *b = right;
    if (a->last_day != b->last_day)
        return a->last_day > b->last_day ? -1 : 1;
    const int names = kj_pinyin_compare(a->name, b->name);
    return names ? names : kj_span_compare(a->id, b->id);
}

void kj_people_sort(kj_people *people)
{
    if (people->count > 1)
        qsort(people->ptr, people->count, sizeof *people->ptr, by_day_and_name);
}

size_t kj_people_find(const kj_people *people, kj_span query, uint32_t *out, kj_arena *arena)
{
    const size_t columns = 3;
    kj_span *texts = KJ_NEW(arena, kj_span, columns * people->count + 1);
    for (size_t i = 0; i < people->count; i++) {
        texts[columns * i] = people->ptr[i].name;
        texts[columns * i + 1] = people->ptr[i].id;
        texts[columns * i + 2] = people->ptr[i].department;
    }
    return kj_search_rows(query, texts, columns, people->count, out);
}

const kj_member *kj_people_get(const kj_people *people, kj_span id)
{
    for (size_t i = 0; people && i < people->count; i++)
        if (kj_span_equal(people->ptr[i].id, id))
            return &people->ptr[i];
    return NULL;
}

/* ---- opening and closing ---- */

static void clear(kj_session *session)
{
    session->help = session->leaving = session->hint = session->welcome = false;
    session->peek = session->term = KJ_NONE;
    for (size_t i = 0; i < KJ_WHO_FIELDS; i++)
        kj_draft_reset(&session->drafts[i]);
    session->who.said = KJ_W_NONE;
    session->who.pin_len = session->who.first_len = 0;
    session->who.until_ms = 0;
    session->who.field = 0;
}

static void open_list(kj_session *session)
{
    clear(session);
    session->screen = KJ_SCREEN_WHO;
    session->who.step = KJ_WHO_LIST;
    session->who.own = false;
    session->beside.from = 0;
    kj_draft_reset(&session->beside.query);
}

void kj_who_open(kj_session *session, const kj_people *people, bool home)
{
    session->who = (kj_who){.people = people, .home = home};
    open_list(session);
}

static void open_form(kj_session *session, bool own, kj_span learner)
{
    clear(session);
    session->screen = KJ_SCREEN_WHO;
    session->who.step = KJ_WHO_FORM;
    session->who.own = own;
    session->who.chosen = learner;
    if (own)
        (void)kj_draft_insert(&session->drafts[KJ_WHO_ID], learner, TEXT_BYTES_MAX);
}

void kj_who_open_own(kj_session *session, kj_span learner)
{
    session->who = (kj_who){.home = true, .back = (uint32_t)session->screen};
    open_form(session, true, learner);
}

void kj_who_open_pin(kj_session *session, kj_pin_why why, kj_span person)
{
    clear(session);
    session->screen = KJ_SCREEN_WHO;
    session->who.step = KJ_WHO_PIN;
    session->who.why = why;
    session->who.chosen = person;
}

void kj_who_leave(kj_session *session)
{
    const kj_screen back = (kj_screen)session->who.back;
    clear(session);
    session->who = (kj_who){.people = NULL};
    session->screen = back;
}

void kj_who_refuse(kj_session *session, kj_word_id said)
{
    session->who.said = said;
}

void kj_who_pin_wrong(kj_session *session, kj_word_id said, int64_t until_ms)
{
    session->who.said = said;
    session->who.until_ms = until_ms;
    session->who.pin_len = 0;
}

bool kj_act_people(kj_press *p, kj_span arg)
{
    (void)arg;
    if (p->session->screen != KJ_SCREEN_HOME)
        return false;
    p->out->ask = KJ_ASK_PEOPLE;
    return true;
}

bool kj_who_close(kj_press *p)
{
    kj_session *session = p->session;
    const kj_who *who = &session->who;
    if (session->screen != KJ_SCREEN_WHO)
        return false;
    if (who->step != KJ_WHO_LIST && who->people)
        open_list(session);
    else if (who->home)
        kj_who_leave(session);
    else
        return false;
    return true;
}

/* ---- the list ---- */

bool kj_act_who(kj_press *p, kj_span arg)
{
    kj_session *session = p->session;
    const kj_member *person = kj_people_get(session->who.people, arg);
    if (session->screen != KJ_SCREEN_WHO || session->who.step != KJ_WHO_LIST || !person)
        return false;
    if (person->pin) {
        kj_who_open_pin(session, KJ_PIN_ENTER, person->id);
        p->out->ask = KJ_ASK_CHECK; /* without digits: only whether some may be given yet */
        return true;
    }
    session->who.chosen = person->id;
    p->out->ask = KJ_ASK_ENTER;
    return true;
}

/* ---- the form ---- */

bool kj_act_newcomer(kj_press *p, kj_span arg)
{
    (void)arg;
    kj_session *session = p->session;
    if (session->screen != KJ_SCREEN_WHO || session->who.step != KJ_WHO_LIST)
        return false;
    open_form(session, false, (kj_span){NULL, 0});
    return true;
}

bool kj_act_fill(kj_press *p, kj_span arg)
{
    kj_who *who = &p->session->who;
    uint32_t field;
    if (p->session->screen != KJ_SCREEN_WHO || who->step != KJ_WHO_FORM ||
        !kj_read_index(arg, KJ_WHO_FIELDS, &field) || (who->own && field == KJ_WHO_ID))
        return false;
    who->field = field;
    return true;
}

kj_span kj_who_text(const kj_session *session, kj_who_field field)
{
    const kj_draft *draft = &session->drafts[field];
    return kj_span_trim((kj_span){draft->text, draft->text_len});
}

static bool has_blank(kj_span text)
{
    for (size_t at = 0; at < text.len;) {
        const uint32_t c = kj_utf8_next(text, &at);
        if (c == ' ' || c == 0xA0 || c == 0x3000)
            return true;
    }
    return false;
}

static bool refuse_form(kj_session *session, uint32_t field, kj_word_id said)
{
    session->who.said = said;
    session->who.field = field;
    return true;
}

static bool submit_form(kj_press *p)
{
    kj_session *session = p->session;
    const kj_span id = kj_who_text(session, KJ_WHO_ID);
    session->who.said = KJ_W_NONE;
    if (kj_who_text(session, KJ_WHO_NAME).len == 0)
        return refuse_form(session, KJ_WHO_NAME, KJ_W_WHO_NO_NAME);
    if (!session->who.own) {
        if (id.len == 0)
            return refuse_form(session, KJ_WHO_ID, KJ_W_WHO_NO_ID);
        if (id.len > KJ_ID_MAX || has_blank(id))
            return refuse_form(session, KJ_WHO_ID, KJ_W_WHO_BAD_ID);
        const kj_member *taken = kj_people_get(session->who.people, id);
        if (taken) {
            session->who.said_of = taken->name;
            return refuse_form(session, KJ_WHO_ID, KJ_W_WHO_TAKEN);
        }
    }
    p->out->ask = KJ_ASK_ADD;
    return true;
}

/* ---- the PIN ---- */

static bool wants_digits(const kj_session *session)
{
    return session->screen == KJ_SCREEN_WHO && session->who.step == KJ_WHO_PIN;
}

bool kj_act_digit(kj_press *p, kj_span arg)
{
    kj_who *who = &p->session->who;
    uint32_t digit;
    if (!wants_digits(p->session) || !kj_read_index(arg, 10, &digit) || arg.len != 1 ||
        who->pin_len == KJ_PIN_MOST)
        return false;
    who->pin[who->pin_len++] = (char)('0' + digit);
    if (who->until_ms == 0)
        who->said = KJ_W_NONE;
    return true;
}

bool kj_act_erase(kj_press *p, kj_span arg)
{
    (void)arg;
    if (!wants_digits(p->session) || p->session->who.pin_len == 0)
        return false;
    p->session->who.pin_len--;
    return true;
}

static bool submit_pin(kj_press *p)
{
    kj_who *who = &p->session->who;
    if (who->until_ms > p->input->now.ms)
        return false;
    who->until_ms = 0;
    if (who->pin_len < KJ_PIN_LEAST) {
        who->said = KJ_W_PIN_SHORT;
        return true;
    }
    if (who->why == KJ_PIN_NEW) {
        memcpy(who->first, who->pin, who->pin_len);
        who->first_len = who->pin_len;
        who->why = KJ_PIN_AGAIN;
        who->pin_len = 0;
        who->said = KJ_W_NONE;
        return true;
    }
    if (who->why == KJ_PIN_AGAIN &&
        (who->pin_len != who->first_len || memcmp(who->pin, who->first, who->pin_len) != 0)) {
        who->why = KJ_PIN_NEW;
        who->pin_len = who->first_len = 0;
        who->said = KJ_W_PIN_DIFFER;
        return true;
    }
    p->out->ask = who->why == KJ_PIN_AGAIN ? KJ_ASK_SET : KJ_ASK_CHECK;
    return true;
}

bool kj_act_pin(kj_press *p, kj_span arg)
{
    kj_session *session = p->session;
    const bool old = kj_span_is(arg, "change"), away = kj_span_is(arg, "remove");
    if (session->screen != KJ_SCREEN_SETTINGS || !session->personal ||
        session->has_pin != (old || away) || !(old || away || kj_span_is(arg, "set")))
        return false;
    session->who = (kj_who){.home = true, .back = KJ_SCREEN_SETTINGS};
    kj_who_open_pin(session,
                    old    ? KJ_PIN_OLD
                    : away ? KJ_PIN_AWAY
                           : KJ_PIN_NEW,
                    (kj_span){NULL, 0});
    if (old || away)
        p->out->ask = KJ_ASK_CHECK;
    return true;
}

bool kj_who_submit(kj_press *p)
{
    if (p->session->screen != KJ_SCREEN_WHO)
        return false;
    switch (p->session->who.step) {
    case KJ_WHO_LIST:
        return false;
    case KJ_WHO_FORM:
        return submit_form(p);
    case KJ_WHO_PIN:
        return submit_pin(p);
    }
    return false;
}

/* The time to wait is over. */
bool kj_who_timeout(kj_press *p)
{
    p->session->who.until_ms = 0;
    p->session->who.said = KJ_W_NONE;
    return true;
}

/* Nothing else means anything while it is not known whose lesson it is. */
bool kj_who_takes(kj_act *act)
{
    static kj_act *const acts[] = {kj_act_who,   kj_act_newcomer, kj_act_fill,  kj_act_digit,
                                   kj_act_erase, kj_act_submit,   kj_act_close, kj_act_list,
                                   kj_act_caret, kj_act_select,   kj_act_quit,  kj_act_help};
    for (size_t i = 0; i < KJ_COUNT(acts); i++)
        if (acts[i] == act)
            return true;
    return false;
}
