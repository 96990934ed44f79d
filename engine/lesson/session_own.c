/* engine/lesson/session_own.c: what an input changes of the learner's own. */
#include "lesson/press.h"

#include <assert.h>

void kj_press_own(kj_press *press, kj_own own)
{
    kj_outcome *out = press->out;

    assert(out->change_count < KJ_COUNT(out->changes));
    own.object = kj_arena_copy(press->arena, own.object);
    own.value = kj_arena_copy(press->arena, own.value);
    out->changes[out->change_count++] = own;
}

/* "set:text=150"; nothing behind the sign: back to the default. */
bool kj_act_set(kj_press *p, kj_span arg)
{
    const size_t sign = kj_span_find(arg, KJ_LIT("="), 0);

    if (sign == SIZE_MAX || !p->session->personal)
        return false;
    const kj_own own = {KJ_OWN_SETTING, kj_span_sub(arg, 0, sign),
                        kj_span_sub(arg, sign + 1, arg.len)};
    if (!kj_own_fits(&own))
        return false;
    kj_press_own(p, own);
    return true;
}

/* "bookmark:SLIDE": put there, or taken away again. */
bool kj_act_bookmark(kj_press *p, kj_span arg)
{
    if (!p->session->personal || kj_course_find(p->course, KJ_REF_SLIDE, arg) == KJ_NONE)
        return false;
    const bool is_there = kj_own_get(p->session->personal, KJ_OWN_BOOKMARK, arg).len > 0;
    kj_press_own(p, (kj_own){KJ_OWN_BOOKMARK, arg, is_there ? (kj_span){0} : KJ_LIT("1")});
    return true;
}
