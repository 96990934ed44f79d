/* engine/author/simulate_report.c: a simulation as tables, and what it says is wrong. */
#include "author/simulate.h"
#include "report/build.h"

#include <math.h>

enum { LEARNERS_FOR_A_VERDICT = 500 };

#define TOO_EASY 0.95
#define TOO_HARD 0.4

#define COLUMN(key_, title_, definition_, decimals_) \
    { \
        .key = key_, .title = {KJ_SPAN(title_)}, .definition = {KJ_SPAN(definition_)}, \
        .decimals = (decimals_) \
    }

static const kj_column spread_columns[] = {
    COLUMN("figure", "figure", "", 0), COLUMN("p5", "5 %", "", 0),   COLUMN("p25", "25 %", "", 0),
    COLUMN("p50", "median", "", 0),    COLUMN("p75", "75 %", "", 0), COLUMN("p95", "95 %", "", 0),
    COLUMN("mean", "mean", "", 0),
};

static const kj_column part_columns[] = {
    COLUMN("part", "part", "", 0),
    COLUMN("passed_first", "passed at once", "share of the learners who pass the first test", 0),
    COLUMN("passed", "passed", "share of the learners who pass within eight tests", 0),
    COLUMN("tests", "tests", "mean number of tests taken", 2),
    COLUMN("first_p25", "first, 25 %", "share of the points of the first test, lower quartile", 0),
    COLUMN("first_p50", "median", "", 0),
    COLUMN("first_p75", "75 %", "", 0),
    COLUMN("minutes", "minutes", "median time for slides, tests, drills and role-plays of the part",
           0),
};

static const kj_column roleplay_columns[] = {
    COLUMN("roleplay", "role-play", "", 0),
    COLUMN("ending", "ending", "", 0),
    COLUMN("grade", "grade", "", 0),
    COLUMN("times", "reached", "plays that ended there", 0),
    COLUMN("share", "share", "of all plays of this role-play", 1),
};

static const kj_column drill_columns[] = {
    COLUMN("drill", "drill", "", 0),
    COLUMN("passed_first", "passed at once", "share of the learners who pass the first run", 0),
    COLUMN("passed", "passed", "share of the learners who pass within eight runs", 0),
    COLUMN("runs", "runs", "mean number of runs", 2),
};

static const kj_column item_columns[] = {
    COLUMN("item", "item", "", 0),
    COLUMN("type", "type", "", 0),
    COLUMN("n", "n", "first answers", 0),
    COLUMN("facility", "facility", "mean share of the points over first answers", 2),
    COLUMN("discrimination", "discrimination",
           "Pearson's r with the mean of the same learner's other first answers", 2),
    COLUMN("remark", "remark", "too easy: facility over 0.95; too hard: under 0.40", 0),
};

static void put_spread(kj_build *b, const char *name, const kj_spread *spread, bool share)
{
    kj_cell (*const cell)(double) = share ? kj_cell_share : kj_cell_number;
    kj_cell_put(b, kj_cell_text(kj_span_of(name)));
    for (size_t i = 0; i < KJ_QUANTILES; i++)
        kj_cell_put(b, cell(spread->at[i]));
    kj_cell_put(b, cell(spread->mean));
}

static void put_spreads(kj_build *b, const kj_course *course, const kj_simulation *s)
{
    kj_table_begin(b, "spread", KJ_LIT("Spread over the learners"));
    kj_columns_put(b, spread_columns, KJ_COUNT(spread_columns));
    if (kj_final_count(course)) {
        put_spread(b, "first final test", &s->final_first, true);
        put_spread(b, "best final test", &s->final_best, true);
    }
    put_spread(b, "minutes for the whole course", &s->minutes, false);
}

static void put_parts(kj_build *b, const kj_course *course, const kj_simulation *s)
{
    kj_table_begin(b, "parts", KJ_LIT("Parts"));
    kj_columns_put(b, part_columns, KJ_COUNT(part_columns));
    for (size_t i = 0; i < course->parts.count; i++) {
        const kj_simulated_part *p = &s->parts[i];
        const double none = kj_part_has_test(&course->parts.ptr[i]) ? 0 : NAN;
        kj_cell_put(b, kj_cell_text(course->parts.ptr[i].id));
        kj_cell_put(b, kj_cell_share(p->passed_first + none));
        kj_cell_put(b, kj_cell_share(p->passed + none));
        kj_cell_put(b, kj_cell_number(p->tests + none));
        for (size_t k = 1; k < KJ_QUANTILES - 1; k++)
            kj_cell_put(b, kj_cell_share(p->first.at[k] + none));
        kj_cell_put(b, kj_cell_number(p->minutes));
    }
}

static void put_roleplays(kj_build *b, const kj_course *course, const kj_simulation *s)
{
    kj_table_begin(b, "endings", KJ_LIT("Role-plays and their endings"));
    kj_columns_put(b, roleplay_columns, KJ_COUNT(roleplay_columns));
    for (size_t i = 0; i < course->roleplays.count; i++) {
        const kj_roleplay *play = &course->roleplays.ptr[i];
        const kj_simulated_roleplay *r = &s->roleplays[i];
        for (size_t k = 0; k < play->endings.count && k < KJ_ROLEPLAY_ENDINGS_MAX; k++) {
            kj_cell_put(b, kj_cell_text(play->id));
            kj_cell_put(b, kj_cell_text(play->endings.ptr[k].id));
            kj_cell_put(b, kj_cell_text(kj_span_of(kj_grade_words[play->endings.ptr[k].grade])));
            kj_cell_put(b, kj_cell_number((double)r->ended[k]));
            kj_cell_put(b, kj_cell_share((double)r->ended[k] / (double)r->plays));
        }
    }
}

static void put_drills(kj_build *b, const kj_course *course, const kj_simulation *s)
{
    kj_table_begin(b, "drills", KJ_LIT("Drills"));
    kj_columns_put(b, drill_columns, KJ_COUNT(drill_columns));
    for (size_t i = 0; i < course->drills.count; i++) {
        const kj_simulated_drill *d = &s->drills[i];
        kj_cell_put(b, kj_cell_text(course->drills.ptr[i].id));
        kj_cell_put(b, kj_cell_share(d->passed_first));
        kj_cell_put(b, kj_cell_share(d->passed));
        kj_cell_put(b, kj_cell_number(d->runs));
    }
}

static kj_span remark_on(const kj_simulated_item *item)
{
    if (item->facility > TOO_EASY)
        return KJ_LIT("too easy");
    return item->facility < TOO_HARD ? KJ_LIT("too hard") : (kj_span){NULL, 0};
}

static void put_items(kj_build *b, const kj_course *course, const kj_simulation *s)
{
    kj_table_begin(b, "items", KJ_LIT("Items"));
    kj_columns_put(b, item_columns, KJ_COUNT(item_columns));
    for (size_t i = 0; i < course->items.count; i++) {
        const kj_simulated_item *item = &s->items[i];
        kj_cell_put(b, kj_cell_text(course->items.ptr[i].id));
        kj_cell_put(b, kj_cell_text(kj_span_of(course->items.ptr[i].form.type->name)));
        kj_cell_put(b, kj_cell_number(item->n));
        kj_cell_put(b, kj_cell_number(item->facility));
        kj_cell_put(b, kj_cell_number(item->discrimination));
        kj_cell_put(b, kj_cell_text(remark_on(item)));
    }
}

void kj_simulation_report(const kj_course *course, const kj_simulation *s, kj_arena *arena,
                          kj_report_result *out)
{
    *out = (kj_report_result){
        .key = "simulation", .title = course->title, .words = kj_words_for(KJ_LIT("en"))};
    kj_build b = {.arena = arena, .out = out};
    kj_head_put(&b, "version", KJ_LIT("version"), kj_cell_text(course->version));
    kj_head_put(&b, "learners", KJ_LIT("simulated learners"), kj_cell_number(s->learners));
    kj_head_put(&b, "seed", KJ_LIT("seed"), kj_cell_number((double)s->seed));
    kj_head_put(&b, "passed", KJ_LIT("passed the course"), kj_cell_number(s->passed));
    put_spreads(&b, course, s);
    put_parts(&b, course, s);
    put_roleplays(&b, course, s);
    put_drills(&b, course, s);
    put_items(&b, course, s);
}

/* --- what is wrong ------------------------------------------------------------------------ */

static kj_loc place_of(const kj_course *course, kj_at at)
{
    return kj_course_place(course, at, "id", SIZE_MAX);
}

static void check_questions(const kj_course *course, const kj_simulation *s, kj_sink *sink)
{
    for (size_t i = 0; i < course->items.count; i++) {
        const kj_item *item = &course->items.ptr[i];
        if (s->items[i].right < 1 - 1e-9)
            kj_report_hint(sink, place_of(course, item->at), "W0503",
                           KJ_LIT("see which answer its key leads to"),
                           "the key of item '%.*s' gets %.0f %% of its points", KJ_ARG(item->id),
                           100 * s->items[i].right);
        if (s->learners >= LEARNERS_FOR_A_VERDICT && s->items[i].discrimination < 0)
            kj_report_hint(sink, place_of(course, item->at), "W0503",
                           KJ_LIT("those who are good elsewhere miss it: is its key right?"),
                           "item '%.*s' has a discrimination of %.2f", KJ_ARG(item->id),
                           s->items[i].discrimination);
    }
    for (size_t i = 0; i < course->drills.count; i++) {
        const kj_drill *drill = &course->drills.ptr[i];
        if (s->drills[i].right < course->pass.drill)
            kj_report_hint(sink, place_of(course, drill->at), "W0503",
                           KJ_LIT("its own key or model answer is not enough to pass"),
                           "the key of a round of drill '%.*s' gets %.0f %% of its points",
                           KJ_ARG(drill->id), 100 * s->drills[i].right);
    }
}

static void check_roleplays(const kj_course *course, const kj_simulation *s, kj_sink *sink)
{
    for (size_t i = 0; i < course->roleplays.count; i++) {
        const kj_roleplay *play = &course->roleplays.ptr[i];
        const kj_simulated_roleplay *r = &s->roleplays[i];
        if (r->stuck)
            kj_report_hint(sink, place_of(course, play->at), "W0503",
                           KJ_LIT("every node needs a choice that is always offered"),
                           "%llu plays of role-play '%.*s' met a node without a choice",
                           (unsigned long long)r->stuck, KJ_ARG(play->id));
        for (size_t k = 0; k < play->endings.count && s->learners >= LEARNERS_FOR_A_VERDICT; k++)
            if (r->ended[k] == 0)
                kj_report_hint(sink, place_of(course, play->endings.ptr[k].at), "W0503",
                               KJ_LIT("its conditions are too hard to meet, or come too late"),
                               "in %llu plays nobody met the ending '%.*s'",
                               (unsigned long long)r->plays, KJ_ARG(play->endings.ptr[k].id));
    }
}

static void check_learners(const kj_course *course, const kj_simulation *s, kj_sink *sink)
{
    static const char *const words[] = {
        [KJ_MISSING_SLIDES] = "a part's slides",       [KJ_MISSING_TEST] = "a part's test",
        [KJ_MISSING_DRILLS] = "a part's drills",       [KJ_MISSING_ROLEPLAYS] = "the role-plays",
        [KJ_MISSING_AMONG] = "the role-play required", [KJ_MISSING_FINAL] = "the final test",
    };
    if (s->passed > 0 || s->learners == 0)
        return;
    for (size_t i = 0; i < KJ_COUNT(words); i++)
        if (s->missing[i] == s->learners)
            kj_report_hint(sink, kj_course_place(course, course->at, "pass", SIZE_MAX), "W0503",
                           KJ_LIT("can what the rules of passing ask for be done?"),
                           "not one of %u learners passes the course: %s", s->learners, words[i]);
}

void kj_simulation_check(const kj_course *course, const kj_simulation *s, kj_sink *sink)
{
    check_questions(course, s, sink);
    check_roleplays(course, s, sink);
    check_learners(course, s, sink);
}
