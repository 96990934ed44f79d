/* engine/report/learner.c: one learner's record: what was seen, answered, practised and played,
 * and when.  Everything is counted from the learner's own events, in the order of their ids. */
#include "report/build.h"
#include "report/formats.h"
#include "report/learner_fold.h"
#include "report/query.h"

#include <math.h>

/* ---- titles of the course, where it is given ---- */

static const kj_course *course_for(const kj_learner_work *w, kj_span id)
{
    const kj_course *course = w->request->course;

    return course && kj_span_equal(course->id, id) ? course : NULL;
}

static uint32_t find(const kj_learner_work *w, kj_span course, kj_ref_kind kind, kj_span id)
{
    const kj_course *c = course_for(w, course);

    return c ? kj_course_find(c, kind, id) : KJ_NONE;
}

static kj_span part_title(const kj_learner_work *w, kj_span course, kj_span id)
{
    const uint32_t part = find(w, course, KJ_REF_PART, id);

    return part == KJ_NONE ? id : w->request->course->parts.ptr[part].title;
}

static kj_span item_title(const kj_learner_work *w, kj_span course, kj_span id)
{
    const uint32_t item = find(w, course, KJ_REF_ITEM, id);

    return item == KJ_NONE ? id : w->request->course->items.ptr[item].stem.plain;
}

static kj_span drill_title(const kj_learner_work *w, kj_span course, kj_span id)
{
    const uint32_t drill = find(w, course, KJ_REF_DRILL, id);

    return drill == KJ_NONE ? id : w->request->course->drills.ptr[drill].title;
}

static kj_span roleplay_title(const kj_learner_work *w, kj_span course, kj_span id)
{
    const uint32_t roleplay = find(w, course, KJ_REF_ROLEPLAY, id);

    return roleplay == KJ_NONE ? id : w->request->course->roleplays.ptr[roleplay].title;
}

static kj_span ending_title(const kj_learner_work *w, kj_span course, kj_span id, kj_span ending)
{
    const uint32_t index = find(w, course, KJ_REF_ROLEPLAY, id);

    if (index != KJ_NONE) {
        const kj_roleplay *roleplay = &w->request->course->roleplays.ptr[index];
        for (size_t i = 0; i < roleplay->endings.count; i++)
            if (kj_span_equal(roleplay->endings.ptr[i].id, ending))
                return roleplay->endings.ptr[i].title;
    }
    return ending;
}

/* ---- the tables ---- */

/* Empty: was not asked, or nothing that we know. */
static kj_cell confidence(const kj_build *build, uint32_t said)
{
    static const char *const codes[] = {"", "guess", "fair", "sure"};
    const kj_word_id word = kj_confidence_word(said);
    return word == KJ_W_NONE ? (kj_cell){0} : kj_cell_code(codes[said], kj_build_word(build, word));
}

static kj_cell yes_no(bool known, bool yes)
{
    return known ? kj_cell_yes(yes) : (kj_cell){0};
}

static kj_cell time_or_empty(bool known, kj_time time)
{
    return known ? kj_cell_time(time) : (kj_cell){0};
}

static void put_attempts(const kj_learner_work *w, kj_build *build)
{
    static const kj_column_row columns[] = {
        {"attempt", KJ_W_REPORT_ATTEMPT, KJ_W_NONE, 0},
        {"course", KJ_W_REPORT_COURSE, KJ_W_NONE, 0},
        {"version", KJ_W_REPORT_VERSION, KJ_W_REPORT_VERSION_IS, 0},
        {"started", KJ_W_REPORT_START, KJ_W_NONE, 0},
        {"finished", KJ_W_REPORT_FINISHED, KJ_W_NONE, 0},
        {"score", KJ_W_REPORT_SCORE_AT_END, KJ_W_REPORT_SCORE_AT_END_IS, 1},
        {"passed", KJ_W_REPORT_PASS, KJ_W_NONE, 0},
        {"duration_ms", KJ_W_REPORT_TIME_SPENT, KJ_W_REPORT_TIME_SPENT_IS, 0},
    };

    kj_table_say(build, "attempts", KJ_W_REPORT_ATTEMPTS);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < w->attempts.count; i++) {
        const kj_attempt_row *row = &w->attempts.ptr[i];
        kj_cell_put(build, kj_cell_text(row->id));
        kj_cell_put(build, kj_cell_text(row->course));
        kj_cell_put(build, kj_cell_text(row->version));
        kj_cell_put(build, time_or_empty(row->has_started, row->started));
        kj_cell_put(build, time_or_empty(row->has_finished, row->finished));
        kj_cell_put(build, kj_cell_share(row->has_finished ? row->share : NAN));
        kj_cell_put(build, yes_no(row->has_result, row->passed));
        kj_cell_put(build, kj_cell_duration(row->has_finished ? row->duration_ms : NAN));
    }
}

static size_t slides_seen(const kj_learner_work *w, const kj_part_row *row, uint32_t part)
{
    size_t count = 0;

    for (size_t i = 0; i < w->slides.count; i++) {
        const kj_slide_row *slide = &w->slides.ptr[i];
        const uint32_t index = find(w, row->course, KJ_REF_SLIDE, slide->id);
        count += index != KJ_NONE && kj_span_equal(slide->course, row->course) &&
                 w->request->course->slides.ptr[index].part == part;
    }
    return count;
}

static void put_parts(const kj_learner_work *w, kj_build *build)
{
    static const kj_column_row columns[] = {
        {"part", KJ_W_REPORT_PART, KJ_W_NONE, 0},
        {"title", KJ_W_REPORT_TITLE, KJ_W_NONE, 0},
        {"slides_viewed", KJ_W_REPORT_SLIDES_VIEWED, KJ_W_REPORT_SLIDES_VIEWED_IS, 0},
        {"slides", KJ_W_REPORT_SLIDES, KJ_W_REPORT_SLIDES_IS, 0},
        {"tests", KJ_W_REPORT_TESTS, KJ_W_REPORT_TESTS_IS, 0},
        {"test_first", KJ_W_REPORT_FIRST_ANSWER, KJ_W_REPORT_TEST_FIRST_IS, 1},
        {"test_best", KJ_W_REPORT_MAX_SCORE, KJ_W_REPORT_TEST_BEST_IS, 1},
        {"test_last", KJ_W_REPORT_LAST, KJ_W_REPORT_TEST_LAST_IS, 1},
        {"completed", KJ_W_REPORT_PART_COMPLETED, KJ_W_REPORT_PART_COMPLETED_IS, 0},
    };

    kj_table_say(build, "parts", KJ_W_REPORT_PARTS);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < w->parts.count; i++) {
        const kj_part_row *row = &w->parts.ptr[i];
        const uint32_t part = find(w, row->course, KJ_REF_PART, row->id);
        const bool known = part != KJ_NONE;
        kj_cell_put(build, kj_cell_text(row->id));
        kj_cell_put(build, kj_cell_text(part_title(w, row->course, row->id)));
        kj_cell_put(build, kj_cell_number(known ? (double)slides_seen(w, row, part) : NAN));
        kj_cell_put(
            build,
            kj_cell_number(known ? (double)w->request->course->parts.ptr[part].slide_count : NAN));
        kj_cell_put(build, kj_cell_number((double)row->tests));
        kj_cell_put(build, kj_cell_share(row->tests > 0 ? row->first : NAN));
        kj_cell_put(build, kj_cell_share(row->tests > 0 ? row->best : NAN));
        kj_cell_put(build, kj_cell_share(row->tests > 0 ? row->last : NAN));
        kj_cell_put(build, time_or_empty(row->completed, row->completed_at));
    }
}

static void put_items(const kj_learner_work *w, kj_build *build)
{
    static const kj_column_row columns[] = {
        {"item", KJ_W_REPORT_ITEM, KJ_W_NONE, 0},
        {"title", KJ_W_REPORT_ITEM_STEM, KJ_W_NONE, 0},
        {"answers", KJ_W_REPORT_ITEM_ANSWERS, KJ_W_REPORT_ITEM_ANSWERS_IS, 0},
        {"first", KJ_W_REPORT_FIRST_ANSWER, KJ_W_REPORT_FIRST_ANSWER_IS, 0},
        {"last", KJ_W_REPORT_LAST, KJ_W_REPORT_LAST_ANSWER_IS, 0},
        {"last_response", KJ_W_REPORT_LAST_RESPONSE, KJ_W_NONE, 0},
        {"last_confidence", KJ_W_REPORT_CONFIDENCE, KJ_W_REPORT_CONFIDENCE_IS, 0},
        {"contested", KJ_W_REPORT_CONTESTED, KJ_W_REPORT_CONTESTED_IS, 0},
        {"first_at", KJ_W_REPORT_FIRST_AT, KJ_W_NONE, 0},
        {"last_at", KJ_W_REPORT_LAST_AT, KJ_W_NONE, 0},
    };

    kj_table_say(build, "items", KJ_W_REPORT_ITEMS);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < w->items.count; i++) {
        const kj_item_row *row = &w->items.ptr[i];
        kj_cell_put(build, kj_cell_text(row->id));
        kj_cell_put(build, kj_cell_text(item_title(w, row->course, row->id)));
        kj_cell_put(build, kj_cell_number((double)row->answers));
        kj_cell_put(build, kj_cell_share(row->first));
        kj_cell_put(build, kj_cell_share(row->last));
        kj_cell_put(build, kj_cell_text(row->response));
        kj_cell_put(build, confidence(build, row->confidence));
        kj_cell_put(build, kj_cell_number((double)row->contested));
        kj_cell_put(build, kj_cell_time(row->first_at));
        kj_cell_put(build, kj_cell_time(row->last_at));
    }
}

static void put_drills(const kj_learner_work *w, kj_build *build)
{
    static const kj_column_row columns[] = {
        {"drill", KJ_W_REPORT_DRILL, KJ_W_NONE, 0},
        {"title", KJ_W_REPORT_TITLE, KJ_W_NONE, 0},
        {"rounds", KJ_W_REPORT_ROUNDS, KJ_W_REPORT_ROUNDS_IS, 0},
        {"runs", KJ_W_REPORT_RUNS, KJ_W_REPORT_RUNS_IS, 0},
        {"best", KJ_W_REPORT_MAX_SCORE, KJ_W_REPORT_DRILL_BEST_IS, 1},
        {"last", KJ_W_REPORT_LAST, KJ_W_REPORT_DRILL_LAST_IS, 1},
        {"passed", KJ_W_REPORT_PASS, KJ_W_NONE, 0},
    };

    kj_table_say(build, "drills", KJ_W_REPORT_DRILLS);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < w->drills.count; i++) {
        const kj_drill_row *row = &w->drills.ptr[i];
        kj_cell_put(build, kj_cell_text(row->id));
        kj_cell_put(build, kj_cell_text(drill_title(w, row->course, row->id)));
        kj_cell_put(build, kj_cell_number((double)row->rounds));
        kj_cell_put(build, kj_cell_number((double)row->runs));
        kj_cell_put(build, kj_cell_share(row->runs > 0 ? row->best : NAN));
        kj_cell_put(build, kj_cell_share(row->runs > 0 ? row->last : NAN));
        kj_cell_put(build, yes_no(row->runs > 0, row->passed));
    }
}

/* Plays of before there was a choice say nothing: they were standard. */
static kj_cell difficulty(const kj_build *build, const kj_play_row *row)
{
    const bool hard = kj_span_is(row->kind, "hard");
    return kj_cell_code(
        hard ? "hard" : "standard",
        kj_build_word(build, hard ? KJ_W_REPORT_DIFFICULTY_HARD : KJ_W_REPORT_DIFFICULTY_STANDARD));
}

static void put_plays(const kj_learner_work *w, kj_build *build)
{
    static const kj_column_row columns[] = {
        {"roleplay", KJ_W_REPORT_ROLEPLAY, KJ_W_NONE, 0},
        {"title", KJ_W_REPORT_TITLE, KJ_W_NONE, 0},
        {"started", KJ_W_REPORT_START, KJ_W_NONE, 0},
        {"difficulty", KJ_W_REPORT_DIFFICULTY, KJ_W_NONE, 0},
        {"replay_from", KJ_W_REPORT_REPLAY_FROM, KJ_W_REPORT_REPLAY_FROM_IS, 0},
        {"turns", KJ_W_REPORT_TURNS, KJ_W_REPORT_TURNS_IS, 0},
        {"ending", KJ_W_REPORT_ENDING, KJ_W_NONE, 0},
        {"score", KJ_W_REPORT_SHARE, KJ_W_REPORT_ROLEPLAY_SCORE_IS, 1},
    };

    kj_table_say(build, "roleplays", KJ_W_REPORT_ROLEPLAYS);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < w->plays.count; i++) {
        const kj_play_row *row = &w->plays.ptr[i];
        kj_cell_put(build, kj_cell_text(row->id));
        kj_cell_put(build, kj_cell_text(roleplay_title(w, row->course, row->id)));
        kj_cell_put(build, kj_cell_time(row->started));
        kj_cell_put(build, difficulty(build, row));
        kj_cell_put(build, row->is_replay ? kj_cell_number((double)row->from + 1)
                                          : kj_cell_text((kj_span){NULL, 0}));
        kj_cell_put(build, kj_cell_number((double)row->turns));
        kj_cell_put(build, kj_cell_text(ending_title(w, row->course, row->id, row->ending)));
        kj_cell_put(build, kj_cell_share(row->share));
    }
}

static void put_classes(const kj_learner_work *w, kj_build *build)
{
    static const kj_column_row columns[] = {
        {"class", KJ_W_REPORT_CLASS, KJ_W_NONE, 0},
        {"course", KJ_W_REPORT_COURSE, KJ_W_NONE, 0},
        {"since", KJ_W_REPORT_CLASS_SINCE, KJ_W_REPORT_CLASS_SINCE_IS, 0},
        {"how", KJ_W_REPORT_CLASS_HOW, KJ_W_NONE, 0},
        {"slides", KJ_W_REPORT_CLASS_PAGES, KJ_W_REPORT_CLASS_PAGES_IS, 0},
        {"phone_answers", KJ_W_REPORT_CLASS_PHONE_ANSWERS, KJ_W_REPORT_CLASS_PHONE_ANSWERS_IS, 0},
    };

    kj_table_say(build, "classes", KJ_W_REPORT_CLASSES);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < w->classes.count; i++) {
        const kj_learner_class_row *row = &w->classes.ptr[i];
        if (!row->present)
            continue;
        kj_cell_put(build, kj_cell_text(row->id));
        kj_cell_put(build, kj_cell_text(row->course));
        kj_cell_put(build, kj_cell_time(row->since));
        kj_cell_put(build, kj_how_cell(build, row->how));
        kj_cell_put(build, kj_cell_number((double)row->slides));
        kj_cell_put(build, kj_cell_number((double)row->answers));
    }
}

static const kj_word_id event_names[KJ_EVENT_COUNT] = {
    [KJ_EVENT_ATTEMPT_STARTED] = KJ_W_REPORT_EVENT_ATTEMPT_STARTED,
    [KJ_EVENT_ATTEMPT_RESUMED] = KJ_W_REPORT_EVENT_ATTEMPT_RESUMED,
    [KJ_EVENT_ATTEMPT_FINISHED] = KJ_W_REPORT_EVENT_ATTEMPT_FINISHED,
    [KJ_EVENT_SLIDE_VIEWED] = KJ_W_REPORT_EVENT_SLIDE_VIEWED,
    [KJ_EVENT_RUN_STARTED] = KJ_W_REPORT_EVENT_RUN_STARTED,
    [KJ_EVENT_RUN_MOVED] = KJ_W_REPORT_EVENT_RUN_MOVED,
    [KJ_EVENT_RUN_FINISHED] = KJ_W_REPORT_EVENT_RUN_FINISHED,
    [KJ_EVENT_ITEM_ANSWERED] = KJ_W_REPORT_EVENT_ITEM_ANSWERED,
    [KJ_EVENT_DRILL_ANSWERED] = KJ_W_REPORT_EVENT_DRILL_ANSWERED,
    [KJ_EVENT_ROLEPLAY_STARTED] = KJ_W_REPORT_EVENT_ROLEPLAY_STARTED,
    [KJ_EVENT_ROLEPLAY_CHOSE] = KJ_W_REPORT_EVENT_ROLEPLAY_CHOSE,
    [KJ_EVENT_ROLEPLAY_ENDED] = KJ_W_REPORT_EVENT_ROLEPLAY_ENDED,
    [KJ_EVENT_PART_COMPLETED] = KJ_W_REPORT_EVENT_PART_COMPLETED,
    [KJ_EVENT_COURSE_COMPLETED] = KJ_W_REPORT_EVENT_COURSE_COMPLETED,
    [KJ_EVENT_REVIEW_ANSWERED] = KJ_W_REPORT_EVENT_REVIEW_ANSWERED,
    [KJ_EVENT_REVIEW_UNDONE] = KJ_W_REPORT_EVENT_REVIEW_UNDONE,
    [KJ_EVENT_ANSWER_CONTESTED] = KJ_W_REPORT_EVENT_CONTESTED,
    [KJ_EVENT_CLASS_STARTED] = KJ_W_REPORT_EVENT_CLASS_STARTED,
    [KJ_EVENT_CLASS_SHOWN] = KJ_W_REPORT_EVENT_CLASS_SHOWN,
    [KJ_EVENT_CLASS_ATTENDED] = KJ_W_REPORT_EVENT_CLASS_ATTENDED,
    [KJ_EVENT_CLASS_ASKED] = KJ_W_REPORT_EVENT_CLASS_ASKED,
    [KJ_EVENT_CLASS_TALLIED] = KJ_W_REPORT_EVENT_CLASS_TALLIED,
    [KJ_EVENT_CLASS_PLAYED] = KJ_W_REPORT_EVENT_CLASS_PLAYED,
    [KJ_EVENT_CLASS_CHOSE] = KJ_W_REPORT_EVENT_CLASS_CHOSE,
    [KJ_EVENT_CLASS_RETURNED] = KJ_W_REPORT_EVENT_CLASS_RETURNED,
    [KJ_EVENT_CLASS_PICKED] = KJ_W_REPORT_EVENT_CLASS_PICKED,
    [KJ_EVENT_CLASS_DREW] = KJ_W_REPORT_EVENT_CLASS_DREW,
    [KJ_EVENT_CLASS_ERASED] = KJ_W_REPORT_EVENT_CLASS_ERASED,
    [KJ_EVENT_CLASS_ENDED] = KJ_W_REPORT_EVENT_CLASS_ENDED,
};

static void put_events(const kj_learner_work *w, kj_build *build)
{
    static const kj_column_row columns[] = {
        {"at", KJ_W_REPORT_AT, KJ_W_REPORT_AT_IS, 0}, {"event", KJ_W_REPORT_EVENT, KJ_W_NONE, 0},
        {"type", KJ_W_REPORT_TYPE, KJ_W_NONE, 0},     {"object", KJ_W_REPORT_OBJECT, KJ_W_NONE, 0},
        {"detail", KJ_W_REPORT_DETAIL, KJ_W_NONE, 0}, {"score", KJ_W_REPORT_SCORE, KJ_W_NONE, 2},
        {"max", KJ_W_REPORT_MAX, KJ_W_NONE, 0},
    };

    kj_table_say(build, "events", KJ_W_REPORT_EVENTS);
    kj_columns_say(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < w->events.count; i++) {
        const kj_event_row *row = &w->events.ptr[i];
        kj_cell_put(build, kj_cell_time(row->at));
        kj_cell_put(build, kj_cell_text(kj_build_word(build, event_names[row->type])));
        kj_cell_put(build, kj_cell_text(kj_span_of(kj_event_words[row->type])));
        kj_cell_put(build, kj_cell_text(row->object));
        kj_cell_put(build, kj_cell_text(row->detail));
        kj_cell_put(build, kj_cell_number(row->score));
        kj_cell_put(build, kj_cell_number(row->max));
    }
}

static void put_head(const kj_learner_work *w, kj_build *build, const kj_learner *known,
                     bool listed)
{
    const kj_report_request *request = w->request;
    const int64_t date = request->at != KJ_NO_DAY ? request->at : kj_time_local_day(request->now);
    int64_t left = 0;
    const bool gone = listed && kj_date_read(known->left, &left) && left <= date;

    kj_head_say(build, "learner", KJ_W_REPORT_NUMBER, kj_cell_text(request->subject));
    kj_head_say(build, "name", KJ_W_REPORT_NAME, kj_cell_text(known->name));
    kj_head_say(build, "department", KJ_W_REPORT_DEPARTMENT, kj_cell_text(known->department));
    kj_head_say(build, "region", KJ_W_REPORT_REGION, kj_cell_text(known->region));
    kj_head_say(build, "status", KJ_W_REPORT_STATUS,
                !listed
                    ? kj_cell_code("stranger", kj_build_word(build, KJ_W_REPORT_STATUS_STRANGER))
                : gone ? kj_cell_code("left", kj_build_word(build, KJ_W_REPORT_STATUS_LEFT))
                       : kj_cell_code("present", kj_build_word(build, KJ_W_REPORT_STATUS_PRESENT)));
    if (request->course) {
        const kj_course *course = request->course;
        kj_head_say(build, "course", KJ_W_REPORT_COURSE,
                    kj_cell_text(kj_arena_format(w->arena, "%.*s %.*s", KJ_ARG(course->title),
                                                 KJ_ARG(course->version))));
    }
    kj_head_say(build, "period", KJ_W_REPORT_PERIOD,
                kj_cell_text(kj_period_text(build, request->since, w->until)));
    kj_head_say(build, "events", KJ_W_REPORT_EVENTS_COUNT, kj_cell_number((double)w->events.count));
    kj_head_say(build, "made", KJ_W_REPORT_MADE, kj_cell_time(request->now));
}

static bool make_within(kj_store *store, const kj_report_request *request, kj_arena *arena,
                        kj_report_result *out, kj_sink *sink)
{
    kj_learner_work w = {.request = request, .arena = arena};
    kj_build build = kj_build_begin(out, "learner", KJ_W_REPORT_OF_LEARNER, request->words, arena);
    const kj_event_filter filter = {.learner = request->subject,
                                    .course = request->course ? request->course->id : (kj_span){0}};
    const size_t errors = sink->errors;
    kj_learner known;

    w.until = request->until != KJ_NO_DAY ? request->until : request->at;
    const bool listed = kj_learner_get(store, request->subject, &known, arena, sink);
    kj_learner_add_parts(&w);
    if (sink->errors > errors || !kj_store_events(store, &filter, kj_learner_fold, &w, sink))
        return false;
    if (!listed && w.events.count == 0) {
        kj_report(sink, KJ_NOWHERE, "E0804", "there is no learner '%.*s', and no event of one",
                  KJ_ARG(request->subject));
        return false;
    }
    put_head(&w, &build, &known, listed);
    put_attempts(&w, &build);
    put_parts(&w, &build);
    put_items(&w, &build);
    put_drills(&w, &build);
    put_plays(&w, &build);
    put_classes(&w, &build);
    put_events(&w, &build);
    return true;
}

static bool make(kj_store *store, const kj_report_request *request, kj_arena *arena,
                 kj_report_result *out, kj_sink *sink)
{
    bool made = false;

    if (request->subject.len == 0) {
        kj_report(sink, KJ_NOWHERE, "E0901", "whose record? give an employee number");
        return false;
    }
    if (kj_query_begin(store, sink)) {
        made = make_within(store, request, arena, out, sink);
        kj_query_end(store);
    }
    return made;
}

const kj_report_row kj_report_learner = {
    "learner", "one learner's record: slides, tests, answers, drills, role-plays, times",
    KJ_REPORT_OF_ONE, make};
