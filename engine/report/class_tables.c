/* engine/report/class_tables.c: where the time of a class went, what the room answered beside those
 * who study alone, and how it played. */
#include "class/class.h"
#include "lesson/key.h"
#include "report/alone.h"
#include "report/class.h"

#include <math.h>

#define MINUTE_MS 60000.0

/* ---- times ---- */

static const kj_slide *slide_of(const kj_class_job *job, kj_span id)
{
    const uint32_t index = job->course ? kj_course_find(job->course, KJ_REF_SLIDE, id) : KJ_NONE;

    return index == KJ_NONE ? NULL : &job->course->slides.ptr[index];
}

/* Planned, taken, and by how much more. */
static void put_pace(kj_build *build, double planned_ms, double ms)
{
    kj_cell_put(build, kj_cell_duration(planned_ms));
    kj_cell_put(build, kj_cell_duration(ms));
    kj_cell_put(build, kj_cell_number((ms - planned_ms) / MINUTE_MS));
}

#define PACE_COLUMNS \
    {"planned_ms", KJ_W_REPORT_CLASS_PLANNED, KJ_W_REPORT_CLASS_PLANNED_IS, 0}, \
        {"time_ms", KJ_W_REPORT_CLASS_TIME, KJ_W_REPORT_CLASS_TIME_IS, 0}, \
    { \
        "over_minutes", KJ_W_REPORT_CLASS_OVER, KJ_W_REPORT_CLASS_OVER_IS, 1 \
    }

static void put_parts(const kj_class_job *job, kj_build *build)
{
    static const kj_column_row columns[] = {
        {"part", KJ_W_REPORT_PART, KJ_W_NONE, 0},
        {"title", KJ_W_REPORT_TITLE, KJ_W_NONE, 0},
        {"slides_shown", KJ_W_REPORT_CLASS_SHOWN, KJ_W_REPORT_CLASS_SHOWN_IS, 0},
        {"slides", KJ_W_REPORT_SLIDES, KJ_W_REPORT_SLIDES_IS, 0},
        PACE_COLUMNS};

    kj_table_say(build, "parts", KJ_W_REPORT_CLASS_PARTS);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (uint32_t p = 0; job->course && p < job->course->parts.count; p++) {
        const kj_part *part = &job->course->parts.ptr[p];
        size_t shown = 0;
        int64_t ms = 0;
        for (size_t i = 0; i < job->w.slides.count; i++) {
            const kj_slide *slide = slide_of(job, job->w.slides.ptr[i].id);
            shown += slide && slide->part == p;
            ms += slide && slide->part == p ? job->w.slides.ptr[i].ms : 0;
        }
        if (part->slide_count == 0)
            continue;
        kj_cell_put(build, kj_cell_text(part->id));
        kj_cell_put(build, kj_cell_text(part->title));
        kj_cell_put(build, kj_cell_number((double)shown));
        kj_cell_put(build, kj_cell_number(part->slide_count));
        put_pace(build, part->minutes * MINUTE_MS, (double)ms);
    }
}

static void put_slides(const kj_class_job *job, kj_build *build)
{
    static const kj_column_row columns[] = {
        {"slide", KJ_W_REPORT_CLASS_SLIDE, KJ_W_NONE, 0},
        {"title", KJ_W_REPORT_TITLE, KJ_W_NONE, 0},
        {"visits", KJ_W_REPORT_CLASS_VISITS, KJ_W_REPORT_CLASS_VISITS_IS, 0},
        PACE_COLUMNS,
        {"seen", KJ_W_REPORT_CLASS_SEEN, KJ_W_REPORT_CLASS_SEEN_IS, 0}};

    kj_table_say(build, "slides", KJ_W_REPORT_CLASS_SLIDES);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < job->w.slides.count; i++) {
        const kj_class_slide_row *row = &job->w.slides.ptr[i];
        const kj_slide *slide = slide_of(job, row->id);
        kj_cell_put(build, kj_cell_text(row->id));
        kj_cell_put(build, kj_cell_text(slide ? slide->title.plain : (kj_span){0}));
        kj_cell_put(build, kj_cell_number(row->visits));
        put_pace(build, slide ? slide->minutes * MINUTE_MS : NAN, (double)row->ms);
        kj_cell_put(build,
                    slide ? kj_cell_yes((double)row->ms >= job->course->pass.slide_seconds * 1000)
                          : (kj_cell){0});
    }
}

void kj_class_put_times(const kj_class_job *job, kj_build *build)
{
    put_parts(job, build);
    put_slides(job, build);
}

/* ---- questions ---- */

/* One question with what the course says of its item. */
typedef struct asked {
    const kj_class_asked_row *row;
    const kj_item *item; /* NULL: not known */
    kj_question *question;
    kj_response key;
    kj_alone_answers alone;
    bool compared; /* enough who study alone */
    uint32_t votes;
    bool told; /* enough votes to be shown */
} asked;

static bool is_right(const asked *a, kj_span option)
{
    for (size_t i = 0; a->item && i < a->key.count; i++)
        if (kj_span_equal(a->key.values[i], option))
            return true;
    return false;
}

/* The options in the course's order, else in the order of the tally. */
static size_t option_count(const asked *a)
{
    return a->item ? a->question->option_count : a->row->votes.count;
}

static kj_span option_id(const asked *a, size_t i)
{
    return a->item ? a->question->options[i].id : a->row->votes.ptr[i].id;
}

static uint32_t votes_of(const kj_class_votes_list *votes, kj_span id)
{
    for (size_t i = 0; i < votes->count; i++)
        if (kj_span_equal(votes->ptr[i].id, id))
            return votes->ptr[i].votes;
    return 0;
}

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : NAN;
}

/* Of the votes and of what was picked alone: the share that went to right options. */
static double right_share(const asked *a, bool alone)
{
    uint32_t right = 0, all = 0;

    if (!a->item || !(alone ? a->compared : a->told))
        return NAN;
    for (size_t i = 0; i < option_count(a); i++) {
        const kj_span id = option_id(a, i);
        const uint32_t n = alone ? a->alone.votes[i] : votes_of(&a->row->votes, id);
        all += n;
        right += is_right(a, id) ? n : 0;
    }
    return ratio(right, all);
}

static bool look_up(kj_class_job *job, const kj_class_asked_row *row, asked *out)
{
    const uint32_t index =
        job->course ? kj_course_find(job->course, KJ_REF_ITEM, row->item) : KJ_NONE;

    *out = (asked){.row = row, .votes = kj_class_votes_sum(&row->votes)};
    out->told = out->votes >= KJ_SMALL_GROUP || job->request->small_groups;
    if (index == KJ_NONE)
        return true;
    const kj_class_question question = {.item = index};
    out->item = &job->course->items.ptr[index];
    out->question = KJ_NEW(job->arena, kj_question, 1);
    kj_class_options(job->course, &question, job->arena, out->question);
    out->key = kj_key_of_item(out->item, job->arena);
    if (!kj_alone_count(job->store, job->course, index, &out->alone, job->arena, job->sink))
        return false;
    out->compared = out->alone.people >= KJ_SMALL_GROUP || job->request->small_groups;
    return true;
}

static void put_question(kj_build *build, const asked *a, size_t number)
{
    kj_cell_put(build, kj_cell_number((double)number));
    kj_cell_put(build, kj_cell_time(a->row->at));
    kj_cell_put(build, kj_cell_text(a->row->item));
    kj_cell_put(build, kj_cell_text(a->item ? a->item->stem.plain : (kj_span){0}));
    kj_cell_put(build, kj_cell_number(a->votes));
    kj_cell_put(build, kj_cell_number(a->row->phones));
    kj_cell_put(build, kj_cell_share(right_share(a, false)));
    kj_cell_put(build, kj_cell_number(a->item ? (double)a->alone.people : NAN));
    kj_cell_put(build, kj_cell_share(right_share(a, true)));
}

static void put_options(kj_build *build, const asked *a, size_t number)
{
    for (size_t i = 0; i < option_count(a); i++) {
        const kj_span id = option_id(a, i);
        const double votes = votes_of(&a->row->votes, id);
        kj_cell_put(build, kj_cell_number((double)number));
        kj_cell_put(build, kj_cell_text(a->row->item));
        kj_cell_put(build, kj_cell_text(id));
        kj_cell_put(build,
                    kj_cell_text(a->item ? a->question->options[i].text.plain : (kj_span){0}));
        kj_cell_put(build, a->item ? kj_cell_yes(is_right(a, id)) : (kj_cell){0});
        kj_cell_put(build, kj_cell_number(a->told ? votes : NAN));
        kj_cell_put(build, kj_cell_share(a->told ? ratio(votes, a->votes) : NAN));
        kj_cell_put(build,
                    kj_cell_share(a->compared ? ratio(a->alone.votes[i], a->alone.people) : NAN));
    }
}

bool kj_class_put_questions(kj_class_job *job, kj_build *build)
{
    static const kj_column_row questions[] = {
        {"number", KJ_W_REPORT_CLASS_NUMBER, KJ_W_NONE, 0},
        {"at", KJ_W_REPORT_AT, KJ_W_NONE, 0},
        {"item", KJ_W_REPORT_ITEM, KJ_W_NONE, 0},
        {"title", KJ_W_REPORT_ITEM_STEM, KJ_W_NONE, 0},
        {"votes", KJ_W_REPORT_CLASS_VOTES, KJ_W_REPORT_CLASS_VOTES_IS, 0},
        {"phones", KJ_W_REPORT_CLASS_PHONE_ANSWERS, KJ_W_REPORT_CLASS_PHONE_VOTES_IS, 0},
        {"right", KJ_W_REPORT_CLASS_RIGHT, KJ_W_REPORT_CLASS_RIGHT_IS, 1},
        {"alone", KJ_W_REPORT_CLASS_ALONE, KJ_W_REPORT_CLASS_ALONE_IS, 0},
        {"alone_right", KJ_W_REPORT_CLASS_ALONE_RIGHT, KJ_W_REPORT_CLASS_ALONE_RIGHT_IS, 1},
    };
    static const kj_column_row options[] = {
        {"number", KJ_W_REPORT_CLASS_NUMBER, KJ_W_NONE, 0},
        {"item", KJ_W_REPORT_ITEM, KJ_W_NONE, 0},
        {"option", KJ_W_REPORT_CLASS_OPTION, KJ_W_NONE, 0},
        {"title", KJ_W_REPORT_DETAIL, KJ_W_NONE, 0},
        {"is_right", KJ_W_REPORT_CLASS_IS_RIGHT, KJ_W_NONE, 0},
        {"votes", KJ_W_REPORT_CLASS_VOTES, KJ_W_REPORT_CLASS_OPTION_VOTES_IS, 0},
        {"share", KJ_W_REPORT_CLASS_SHARE, KJ_W_REPORT_CLASS_SHARE_IS, 1},
        {"alone_share", KJ_W_REPORT_CLASS_ALONE_SHARE, KJ_W_REPORT_CLASS_ALONE_SHARE_IS, 1},
    };
    asked *all = KJ_NEW(job->arena, asked, job->w.asked.count + 1);

    for (size_t i = 0; i < job->w.asked.count; i++)
        if (!look_up(job, &job->w.asked.ptr[i], &all[i]))
            return false;
    kj_table_say(build, "questions", KJ_W_REPORT_CLASS_ASKED);
    kj_columns_say(build, questions, KJ_COUNT(questions));
    for (size_t i = 0; i < job->w.asked.count; i++)
        put_question(build, &all[i], i + 1);
    kj_table_say(build, "options", KJ_W_REPORT_CLASS_TALLIES);
    kj_columns_say(build, options, KJ_COUNT(options));
    for (size_t i = 0; i < job->w.asked.count; i++)
        put_options(build, &all[i], i + 1);
    return true;
}

/* ---- role-plays ---- */

static const kj_roleplay *roleplay_of(const kj_class_job *job, kj_span id)
{
    const uint32_t index = job->course ? kj_course_find(job->course, KJ_REF_ROLEPLAY, id) : KJ_NONE;

    return index == KJ_NONE ? NULL : &job->course->roleplays.ptr[index];
}

static const kj_choice *choice_of(const kj_roleplay *play, kj_span node, kj_span choice,
                                  uint32_t *index)
{
    for (size_t n = 0; play && n < play->nodes.count; n++)
        for (uint32_t c = 0; c < play->nodes.ptr[n].choices.count; c++)
            if (kj_span_equal(play->nodes.ptr[n].id, node) &&
                kj_span_equal(play->nodes.ptr[n].choices.ptr[c].id, choice)) {
                *index = c;
                return &play->nodes.ptr[n].choices.ptr[c];
            }
    return NULL;
}

/* Where the turns that stand have led; empty: not over, or the course has changed. */
static kj_span ending_of(const kj_class_job *job, size_t at)
{
    const kj_roleplay *play = roleplay_of(job, job->w.plays.ptr[at].roleplay);
    kj_roleplay_state state;

    if (!play)
        return (kj_span){0};
    state = kj_roleplay_start(play);
    for (size_t i = 0; i < job->w.turns.count; i++) {
        const kj_class_turn_row *turn = &job->w.turns.ptr[i];
        uint32_t index = 0;
        if (turn->play != at || !turn->stands)
            continue;
        if (state.node >= play->nodes.count ||
            !kj_span_equal(play->nodes.ptr[state.node].id, turn->node) ||
            !choice_of(play, turn->node, turn->choice, &index))
            return (kj_span){0};
        state = kj_roleplay_step(play, state, index);
    }
    return state.ending == KJ_NONE ? (kj_span){0} : play->endings.ptr[state.ending].title;
}

static void put_path(const kj_class_job *job, kj_build *build)
{
    static const kj_column_row columns[] = {
        {"play", KJ_W_REPORT_CLASS_NUMBER, KJ_W_NONE, 0},
        {"turn", KJ_W_REPORT_CLASS_TURN, KJ_W_NONE, 0},
        {"node", KJ_W_REPORT_CLASS_NODE, KJ_W_NONE, 0},
        {"choice", KJ_W_REPORT_CLASS_CHOICE, KJ_W_NONE, 0},
        {"title", KJ_W_REPORT_DETAIL, KJ_W_NONE, 0},
        {"chosen", KJ_W_REPORT_CLASS_CHOSEN, KJ_W_REPORT_CLASS_CHOSEN_IS, 0},
        {"stands", KJ_W_REPORT_CLASS_STANDS, KJ_W_REPORT_CLASS_STANDS_IS, 0},
        {"votes", KJ_W_REPORT_CLASS_VOTES, KJ_W_REPORT_CLASS_OPTION_VOTES_IS, 0},
        {"all_votes", KJ_W_REPORT_CLASS_ALL_VOTES, KJ_W_REPORT_CLASS_ALL_VOTES_IS, 0},
    };

    kj_table_say(build, "choices", KJ_W_REPORT_CLASS_PATH);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < job->w.turns.count; i++) {
        const kj_class_turn_row *turn = &job->w.turns.ptr[i];
        const kj_roleplay *play = roleplay_of(job, job->w.plays.ptr[turn->play].roleplay);
        const uint32_t all = kj_class_votes_sum(&turn->votes);
        const bool told = all >= KJ_SMALL_GROUP || job->request->small_groups;
        const bool voted = turn->votes.count > 0;
        /* The chosen one, and where the room has voted the others that it voted on. */
        for (size_t v = 0; v < (voted ? turn->votes.count : 1); v++) {
            const kj_span id = voted ? turn->votes.ptr[v].id : turn->choice;
            uint32_t index = 0;
            const kj_choice *choice = choice_of(play, turn->node, id, &index);
            const bool chosen = kj_span_equal(id, turn->choice);
            kj_cell_put(build, kj_cell_number((double)turn->play + 1));
            kj_cell_put(build, kj_cell_number(turn->turn + 1));
            kj_cell_put(build, kj_cell_text(turn->node));
            kj_cell_put(build, kj_cell_text(id));
            kj_cell_put(build, kj_cell_text(choice ? choice->text.plain : (kj_span){0}));
            kj_cell_put(build, kj_cell_yes(chosen));
            kj_cell_put(build, kj_cell_yes(turn->stands));
            kj_cell_put(build,
                        kj_cell_number(told && voted ? (double)turn->votes.ptr[v].votes : NAN));
            kj_cell_put(build, kj_cell_number(all));
        }
    }
}

void kj_class_put_plays(const kj_class_job *job, kj_build *build)
{
    static const kj_column_row columns[] = {
        {"play", KJ_W_REPORT_CLASS_NUMBER, KJ_W_NONE, 0},
        {"at", KJ_W_REPORT_AT, KJ_W_NONE, 0},
        {"roleplay", KJ_W_REPORT_ROLEPLAY, KJ_W_NONE, 0},
        {"title", KJ_W_REPORT_TITLE, KJ_W_NONE, 0},
        {"turns", KJ_W_REPORT_TURNS, KJ_W_REPORT_CLASS_TURNS_IS, 0},
        {"returns", KJ_W_REPORT_CLASS_RETURNS, KJ_W_REPORT_CLASS_RETURNS_IS, 0},
        {"ending", KJ_W_REPORT_ENDING, KJ_W_NONE, 0},
    };

    kj_table_say(build, "roleplays", KJ_W_REPORT_CLASS_ROLEPLAYS);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < job->w.plays.count; i++) {
        const kj_class_play_row *row = &job->w.plays.ptr[i];
        const kj_roleplay *play = roleplay_of(job, row->roleplay);
        kj_cell_put(build, kj_cell_number((double)i + 1));
        kj_cell_put(build, kj_cell_time(row->at));
        kj_cell_put(build, kj_cell_text(row->roleplay));
        kj_cell_put(build, kj_cell_text(play ? play->title : (kj_span){0}));
        kj_cell_put(build, kj_cell_number(row->turns));
        kj_cell_put(build, kj_cell_number(row->returns));
        kj_cell_put(build, kj_cell_text(ending_of(job, i)));
    }
    put_path(job, build);
}
