/* engine/course/strict_balance.c: what shows only over a whole course: how keys, options and
 * statements are balanced, what nothing tests, how much there is to read. */
#include "course/options.h"
#include "course/strict_inner.h"
#include "course/walk.h"

/* From MANY single choices up a twentieth is no longer chance. */
enum { SINGLES_MIN = 8, MANY = 40, STATEMENTS_MIN = 6, CHARACTERS_MAX = 420 };

#define KEY_SHARE_FEW 0.5
#define KEY_SHARE_MANY 0.35
#define LENGTH_RATIO \
    2.5 /* of the longest option to the shortest, where they differ by more than \
         */
#define LENGTH_DIFFERENCE 12

/* --- options ------------------------------------------------------------------------------ */

static void check_twins(kj_strict *s, const kj_choice_options *o)
{
    for (size_t i = 0; i < o->count; i++) {
        size_t k = 0;
        while (k < i && !kj_span_equal(o->texts[k], o->texts[i]))
            k++;
        if (k < i)
            kj_object_to(s, o->at[i], "text", SIZE_MAX, "make them differ, or leave one out",
                         "'%.*s' stands there twice", KJ_ARG(o->texts[i]));
    }
}

/* A key that stands out by its length answers the question by itself. */
static void check_lengths(kj_strict *s, const kj_choice_options *o)
{
    const size_t key = kj_choice_key(o);
    if (key == SIZE_MAX)
        return;
    size_t shortest = SIZE_MAX, longest = 0;
    for (size_t i = 0; i < o->count; i++) {
        const size_t length = kj_utf8_count(o->texts[i]);
        shortest = length < shortest ? length : shortest;
        longest = length > longest ? length : longest;
    }
    const size_t own = kj_utf8_count(o->texts[key]);
    if ((own == longest || own == shortest) && longest - shortest > LENGTH_DIFFERENCE &&
        (double)longest > LENGTH_RATIO * (double)shortest)
        kj_object_to(s, o->at[key], "text", SIZE_MAX, "write options of like length",
                     "the right option stands out: options have %zu to %zu characters", shortest,
                     longest);
}

static void check_spread(kj_strict *s)
{
    const kj_key_spread spread = kj_course_keys(s->course, s->scratch);
    if (spread.singles < SINGLES_MIN)
        return;
    const double most =
        (double)spread.singles * (spread.singles < MANY ? KEY_SHARE_FEW : KEY_SHARE_MANY);
    for (size_t i = 0; i < KJ_KEY_POSITIONS; i++)
        if ((double)spread.at[i] > most)
            kj_object_to(s, s->course->at, "parts", SIZE_MAX,
                         "in print options stand as written: vary the position of the right one",
                         "in %zu of %zu single choices the right option is number %zu",
                         spread.at[i], spread.singles, i + 1);
    if ((double)spread.longest > most)
        kj_object_to(s, s->course->at, "parts", SIZE_MAX,
                     "learners guess by length: write options of like length",
                     "in %zu of %zu single choices the right option is the longest", spread.longest,
                     spread.singles);
}

static void check_options(kj_strict *s)
{
    const kj_course_index *index = s->course->index;
    kj_choice_options *o = KJ_NEW(s->scratch, kj_choice_options, 1);
    for (size_t i = 0; i < index->form_count; i++) {
        kj_choice_options_of(&index->forms[i], o);
        check_twins(s, o);
        check_lengths(s, o);
    }
    check_spread(s);
}

/* --- statements: an item whose answer is true or false ------------------------------------ */

typedef struct statement {
    bool found, answer;
} statement;

static void find_answer(void *ctx, const kj_field *field, const void *value, kj_at object,
                        size_t index)
{
    (void)object;
    (void)index;
    if (field->kind == KJ_FIELD_BOOL && strcmp(field->key, "answer") == 0)
        *(statement *)ctx = (statement){true, *(const bool *)value};
}

static void check_statements(kj_strict *s)
{
    size_t all = 0, sound = 0;
    for (size_t i = 0; i < s->course->items.count; i++) {
        statement found = {false, false};
        const kj_walk walk = {.visit = find_answer, .ctx = &found, .shallow = true};
        kj_walk_form(&s->course->items.ptr[i].form, &walk);
        all += found.found;
        sound += found.answer;
    }
    if (all >= STATEMENTS_MIN && (sound * 5 < all * 2 || sound * 5 > all * 3))
        kj_object_to(s, s->course->at, "parts", SIZE_MAX, "make about half of them true",
                     "%zu of %zu statements are true", sound, all);
}

/* --- slides ------------------------------------------------------------------------------- */

static void mark(const kj_strict *s, bool *asked, kj_span slide)
{
    const uint32_t index = kj_course_find(s->course, KJ_REF_SLIDE, slide);
    if (index != KJ_NONE)
        asked[index] = true;
}

/* What teaches something is asked for: by an item, a drill or a role-play's debrief. */
static void check_tested(kj_strict *s)
{
    const kj_course *c = s->course;
    bool *asked = KJ_NEW(s->scratch, bool, c->slides.count + 1);
    for (size_t i = 0; i < c->items.count; i++)
        mark(s, asked, c->items.ptr[i].explains);
    for (size_t i = 0; i < c->drills.count; i++)
        mark(s, asked, c->drills.ptr[i].explains);
    for (size_t i = 0; i < c->roleplays.count; i++)
        for (size_t k = 0; k < c->roleplays.ptr[i].review.count; k++)
            mark(s, asked, c->roleplays.ptr[i].review.ptr[k]);
    for (size_t i = 0; i < c->slides.count; i++) {
        const kj_slide *slide = &c->slides.ptr[i];
        const kj_part *part = &c->parts.ptr[slide->part];
        if (!asked[i] && slide->objectives.count && part->draw > 0 &&
            i != part->first_slide) /* a part's first slide announces what the others teach */
            kj_object_to(s, slide->at, "id", SIZE_MAX, "write an item that it explains",
                         "nothing tests what slide '%.*s' teaches", KJ_ARG(slide->id));
    }
}

static void check_load(kj_strict *s)
{
    for (size_t i = 0; i < s->course->slides.count; i++) {
        const kj_slide *slide = &s->course->slides.ptr[i];
        const size_t characters = kj_slide_characters(slide);
        if (characters > CHARACTERS_MAX)
            kj_object_to(s, slide->at, "visual", SIZE_MAX,
                         "a room reads about 300 characters a minute: make two slides of it",
                         "slide '%.*s' shows %zu characters", KJ_ARG(slide->id), characters);
    }
}

void kj_strict_balance(kj_strict *s)
{
    check_options(s);
    check_statements(s);
    check_tested(s);
    check_load(s);
}
