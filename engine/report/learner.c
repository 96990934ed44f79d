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

static kj_cell yes_no(bool known, bool yes)
{
    return known ? kj_cell_text(yes ? KJ_LIT("是") : KJ_LIT("否")) : (kj_cell){0};
}

static kj_cell time_or_empty(bool known, kj_time time)
{
    return known ? kj_cell_time(time) : (kj_cell){0};
}

static void put_attempts(const kj_learner_work *w, kj_build *build)
{
    static const kj_column columns[] = {
        {"attempt", {KJ_SPAN("学习编号")}, {0}, 0},
        {"course", {KJ_SPAN("课程")}, {0}, 0},
        {"version", {KJ_SPAN("版本")}, {KJ_SPAN("开始时的课程版本")}, 0},
        {"started", {KJ_SPAN("开始")}, {0}, 0},
        {"finished", {KJ_SPAN("结束")}, {0}, 0},
        {"score", {KJ_SPAN("成绩")}, {KJ_SPAN("结束时的得分 ÷ 满分")}, 1},
        {"passed", {KJ_SPAN("通过")}, {0}, 0},
        {"duration_ms", {KJ_SPAN("学习时长")}, {KJ_SPAN("结束时记录的时长（时:分:秒）")}, 0},
    };

    kj_table_begin(build, "attempts", KJ_LIT("学习"));
    kj_columns_put(build, columns, KJ_COUNT(columns));
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
    static const kj_column columns[] = {
        {"part", {KJ_SPAN("部分")}, {0}, 0},
        {"title", {KJ_SPAN("名称")}, {0}, 0},
        {"slides_viewed", {KJ_SPAN("看过的页")}, {KJ_SPAN("打开过的不同页数（n 见总页数）")}, 0},
        {"slides", {KJ_SPAN("总页数")}, {KJ_SPAN("课程中该部分的页数")}, 0},
        {"tests", {KJ_SPAN("测验次数")}, {KJ_SPAN("做完的测验次数（n）")}, 0},
        {"test_first", {KJ_SPAN("首次")}, {KJ_SPAN("第一次做完的测验的得分率")}, 1},
        {"test_best", {KJ_SPAN("最好")}, {KJ_SPAN("做完的测验中最高的得分率")}, 1},
        {"test_last", {KJ_SPAN("最近")}, {KJ_SPAN("最后一次做完的测验的得分率")}, 1},
        {"completed", {KJ_SPAN("学完")}, {KJ_SPAN("该部分第一次学完的时间")}, 0},
    };

    kj_table_begin(build, "parts", KJ_LIT("各部分"));
    kj_columns_put(build, columns, KJ_COUNT(columns));
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
    static const kj_column columns[] = {
        {"item", {KJ_SPAN("题号")}, {0}, 0},
        {"title", {KJ_SPAN("题目")}, {0}, 0},
        {"answers", {KJ_SPAN("作答次数")}, {KJ_SPAN("该题的全部作答（n）")}, 0},
        {"first", {KJ_SPAN("首次")}, {KJ_SPAN("第一次作答的得分率")}, 0},
        {"last", {KJ_SPAN("最近")}, {KJ_SPAN("最后一次作答的得分率")}, 0},
        {"last_response", {KJ_SPAN("最近的回答")}, {0}, 0},
        {"contested", {KJ_SPAN("提出异议")}, {KJ_SPAN("对该题判分提出异议的次数")}, 0},
        {"first_at", {KJ_SPAN("首次时间")}, {0}, 0},
        {"last_at", {KJ_SPAN("最近时间")}, {0}, 0},
    };

    kj_table_begin(build, "items", KJ_LIT("试题"));
    kj_columns_put(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < w->items.count; i++) {
        const kj_item_row *row = &w->items.ptr[i];
        kj_cell_put(build, kj_cell_text(row->id));
        kj_cell_put(build, kj_cell_text(item_title(w, row->course, row->id)));
        kj_cell_put(build, kj_cell_number((double)row->answers));
        kj_cell_put(build, kj_cell_share(row->first));
        kj_cell_put(build, kj_cell_share(row->last));
        kj_cell_put(build, kj_cell_text(row->response));
        kj_cell_put(build, kj_cell_number((double)row->contested));
        kj_cell_put(build, kj_cell_time(row->first_at));
        kj_cell_put(build, kj_cell_time(row->last_at));
    }
}

static void put_drills(const kj_learner_work *w, kj_build *build)
{
    static const kj_column columns[] = {
        {"drill", {KJ_SPAN("练习")}, {0}, 0},
        {"title", {KJ_SPAN("名称")}, {0}, 0},
        {"rounds", {KJ_SPAN("作答题数")}, {KJ_SPAN("各轮作答的总数，未做完的也算")}, 0},
        {"runs", {KJ_SPAN("做完次数")}, {KJ_SPAN("做完的轮数（n）")}, 0},
        {"best", {KJ_SPAN("最好")}, {KJ_SPAN("做完的各轮中最高的得分率")}, 1},
        {"last", {KJ_SPAN("最近")}, {KJ_SPAN("最后做完的一轮的得分率")}, 1},
        {"passed", {KJ_SPAN("通过")}, {0}, 0},
    };

    kj_table_begin(build, "drills", KJ_LIT("练习"));
    kj_columns_put(build, columns, KJ_COUNT(columns));
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
static kj_span difficulty(const kj_play_row *row)
{
    return kj_span_is(row->kind, "hard") ? KJ_LIT("高难度") : KJ_LIT("标准");
}

static void put_plays(const kj_learner_work *w, kj_build *build)
{
    static const kj_column columns[] = {
        {"roleplay", {KJ_SPAN("角色扮演")}, {0}, 0},
        {"title", {KJ_SPAN("名称")}, {0}, 0},
        {"started", {KJ_SPAN("开始")}, {0}, 0},
        {"difficulty", {KJ_SPAN("难度")}, {0}, 0},
        {"replay_from",
         {KJ_SPAN("从第几步重来")},
         {KJ_SPAN("接着前一次从这一步另走的，单独成一行；结局照样计入到过的结局")},
         0},
        {"turns", {KJ_SPAN("选择次数")}, {KJ_SPAN("这一次中作出的选择（n）")}, 0},
        {"ending", {KJ_SPAN("结局")}, {0}, 0},
        {"score", {KJ_SPAN("得分率")}, {KJ_SPAN("结局的得分 ÷ 满分")}, 1},
    };

    kj_table_begin(build, "roleplays", KJ_LIT("角色扮演"));
    kj_columns_put(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < w->plays.count; i++) {
        const kj_play_row *row = &w->plays.ptr[i];
        kj_cell_put(build, kj_cell_text(row->id));
        kj_cell_put(build, kj_cell_text(roleplay_title(w, row->course, row->id)));
        kj_cell_put(build, kj_cell_time(row->started));
        kj_cell_put(build, kj_cell_text(difficulty(row)));
        kj_cell_put(build, row->is_replay ? kj_cell_number((double)row->from + 1)
                                          : kj_cell_text((kj_span){NULL, 0}));
        kj_cell_put(build, kj_cell_number((double)row->turns));
        kj_cell_put(build, kj_cell_text(ending_title(w, row->course, row->id, row->ending)));
        kj_cell_put(build, kj_cell_share(row->share));
    }
}

static const char *const event_names[KJ_EVENT_COUNT] = {
    [KJ_EVENT_ATTEMPT_STARTED] = "开始学习",  [KJ_EVENT_ATTEMPT_RESUMED] = "继续学习",
    [KJ_EVENT_ATTEMPT_FINISHED] = "结束学习", [KJ_EVENT_SLIDE_VIEWED] = "看页面",
    [KJ_EVENT_RUN_STARTED] = "开始一轮",      [KJ_EVENT_RUN_MOVED] = "换题",
    [KJ_EVENT_RUN_FINISHED] = "做完一轮",     [KJ_EVENT_ITEM_ANSWERED] = "答题",
    [KJ_EVENT_DRILL_ANSWERED] = "练习作答",   [KJ_EVENT_ROLEPLAY_STARTED] = "开始角色扮演",
    [KJ_EVENT_ROLEPLAY_CHOSE] = "作出选择",   [KJ_EVENT_ROLEPLAY_ENDED] = "角色扮演结束",
    [KJ_EVENT_PART_COMPLETED] = "学完一部分", [KJ_EVENT_COURSE_COMPLETED] = "学完课程",
    [KJ_EVENT_REVIEW_ANSWERED] = "复习作答",  [KJ_EVENT_REVIEW_UNDONE] = "撤回复习作答",
    [KJ_EVENT_ANSWER_CONTESTED] = "提出异议",
};

static void put_events(const kj_learner_work *w, kj_build *build)
{
    static const kj_column columns[] = {
        {"at", {KJ_SPAN("时间")}, {KJ_SPAN("事件发生地的当地时间")}, 0},
        {"event", {KJ_SPAN("事件")}, {0}, 0},
        {"type", {KJ_SPAN("类型")}, {0}, 0},
        {"object", {KJ_SPAN("对象")}, {0}, 0},
        {"detail", {KJ_SPAN("内容")}, {0}, 0},
        {"score", {KJ_SPAN("得分")}, {0}, 2},
        {"max", {KJ_SPAN("满分")}, {0}, 0},
    };

    kj_table_begin(build, "events", KJ_LIT("经过"));
    kj_columns_put(build, columns, KJ_COUNT(columns));
    for (size_t i = 0; i < w->events.count; i++) {
        const kj_event_row *row = &w->events.ptr[i];
        kj_cell_put(build, kj_cell_time(row->at));
        kj_cell_put(build, kj_cell_text(kj_span_of(event_names[row->type])));
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

    kj_head_put(build, "learner", KJ_LIT("工号"), kj_cell_text(request->learner));
    kj_head_put(build, "name", KJ_LIT("姓名"), kj_cell_text(known->name));
    kj_head_put(build, "department", KJ_LIT("部门"), kj_cell_text(known->department));
    kj_head_put(build, "region", KJ_LIT("区域"), kj_cell_text(known->region));
    kj_head_put(build, "status", KJ_LIT("状态"),
                kj_cell_text(!listed ? KJ_LIT("不在名单上")
                             : gone  ? KJ_LIT("已离职")
                                     : KJ_LIT("在职")));
    if (request->course) {
        const kj_course *course = request->course;
        kj_head_put(build, "course", KJ_LIT("课程"),
                    kj_cell_text(kj_arena_format(w->arena, "%.*s %.*s", KJ_ARG(course->title),
                                                 KJ_ARG(course->version))));
    }
    kj_head_put(build, "period", KJ_LIT("期间"),
                kj_cell_text(kj_period_text(request->since, w->until, w->arena)));
    kj_head_put(build, "events", KJ_LIT("事件数"), kj_cell_number((double)w->events.count));
    kj_head_put(build, "made", KJ_LIT("生成时间"), kj_cell_time(request->now));
}

static bool make_within(kj_store *store, const kj_report_request *request, kj_arena *arena,
                        kj_report_result *out, kj_sink *sink)
{
    kj_learner_work w = {.request = request, .arena = arena};
    kj_build build = {.arena = arena, .out = out};
    const kj_event_filter filter = {.learner = request->learner,
                                    .course = request->course ? request->course->id : (kj_span){0}};
    const size_t errors = sink->errors;
    kj_learner known;

    *out = (kj_report_result){.key = "learner", .title = KJ_LIT("个人学习记录")};
    w.until = request->until != KJ_NO_DAY ? request->until : request->at;
    const bool listed = kj_learner_get(store, request->learner, &known, arena, sink);
    kj_learner_add_parts(&w);
    if (sink->errors > errors || !kj_store_events(store, &filter, kj_learner_fold, &w, sink))
        return false;
    if (!listed && w.events.count == 0) {
        kj_report(sink, KJ_NOWHERE, "E0804", "there is no learner '%.*s', and no event of one",
                  KJ_ARG(request->learner));
        return false;
    }
    put_head(&w, &build, &known, listed);
    put_attempts(&w, &build);
    put_parts(&w, &build);
    put_items(&w, &build);
    put_drills(&w, &build);
    put_plays(&w, &build);
    put_events(&w, &build);
    return true;
}

static bool make(kj_store *store, const kj_report_request *request, kj_arena *arena,
                 kj_report_result *out, kj_sink *sink)
{
    bool made = false;

    if (request->learner.len == 0) {
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
    "learner", "one learner's record: slides, tests, answers, drills, role-plays, times", make};
