/* tests/scene/classroom.c: see classroom.h. */
#include "classroom.h"

#include <math.h>
#include <string.h>

static const kj_roster_name people[] = {
    {{KJ_SPAN("1001")}, {KJ_SPAN("方舟")}, {KJ_SPAN("华东大区")}},
    {{KJ_SPAN("1002")}, {KJ_SPAN("林夏")}, {KJ_SPAN("华南大区")}},
    {{KJ_SPAN("1003")}, {KJ_SPAN("陶然")}, {KJ_SPAN("华东大区")}},
    {{KJ_SPAN("1004")}, {KJ_SPAN("欧阳若溪")}, {KJ_SPAN("重点客户部")}},
    {{KJ_SPAN("1005")}, {KJ_SPAN("贺知远")}, {KJ_SPAN("华北大区")}},
    {{KJ_SPAN("1006")}, {KJ_SPAN("宋清")}, {KJ_SPAN("华南大区")}},
    {{KJ_SPAN("1007")}, {KJ_SPAN("孟云帆")}, {KJ_SPAN("西南大区")}},
    {{KJ_SPAN("1008")}, {KJ_SPAN("Anna Lindqvist")}, {KJ_SPAN("海外业务部")}},
    {{KJ_SPAN("1009")}, {KJ_SPAN("邵一鸣")}, {KJ_SPAN("华东大区")}},
    {{KJ_SPAN("1010")}, {KJ_SPAN("罗珊")}, {KJ_SPAN("华中大区")}},
    {{KJ_SPAN("1011")}, {KJ_SPAN("秦朗")}, {KJ_SPAN("华北大区")}},
    {{KJ_SPAN("1012")}, {KJ_SPAN("段雨桐")}, {KJ_SPAN("华南大区")}},
    {{KJ_SPAN("1013")}, {KJ_SPAN("白露")}, {KJ_SPAN("西南大区")}},
    {{KJ_SPAN("1014")}, {KJ_SPAN("沈思齐")}, {KJ_SPAN("华东大区")}},
    {{KJ_SPAN("1015")}, {KJ_SPAN("康宁")}, {KJ_SPAN("华中大区")}},
    {{KJ_SPAN("1016")}, {KJ_SPAN("叶舒")}, {KJ_SPAN("重点客户部")}},
};

#define PEOPLE 32 /* the second half under other numbers */

static void add_people(kj_test_room *room)
{
    room->show.roster.ptr = KJ_NEW(room->arena, kj_roster_name, PEOPLE);
    room->show.roster.count = PEOPLE;
    for (size_t i = 0; i < PEOPLE; i++) {
        kj_roster_name *who = &room->show.roster.ptr[i];
        *who = people[i % KJ_COUNT(people)];
        who->id = kj_arena_format(room->arena, "%zu", 1001 + i);
    }
}

static void set_join(kj_test_room *room)
{
    room->show.room.join_url = KJ_LIT("http://192.168.10.23:8080/c/7QF4");
    room->show.room.join_code = KJ_LIT("7QF4");
    room->show.phones = 24;
}

/* 28 of the 32 have answered: hands and phones. */
static void set_votes(kj_test_room *room)
{
    static const uint32_t hands[] = {3, 2, 6, 1}, phones[] = {4, 1, 10, 1};
    kj_poll *poll = &room->show.room.poll;
    for (size_t i = 0; i < KJ_COUNT(hands); i++) {
        poll->hands[i] = hands[i];
        poll->phones[i] = phones[i];
    }
}

static void set_votes_and_join(kj_test_room *room)
{
    set_join(room);
    set_votes(room);
}

static void set_alone(kj_test_room *room)
{
    static const uint32_t votes[] = {169, 61, 152, 30};
    set_votes_and_join(room);
    room->show.room.alone.n = 412;
    for (size_t i = 0; i < KJ_COUNT(votes); i++)
        room->show.room.alone.votes[i] = votes[i];
}

static void set_turn_votes(kj_test_room *room)
{
    static const uint32_t votes[KJ_ROLEPLAY_CHOICES_MAX] = {4, 17, 9, 2};
    memcpy(room->show.room.vote.votes, votes, sizeof votes);
}

/* To its end, by the first choice that is offered each time. */
static void play_on(kj_test_room *room)
{
    while (room->class.plays.ptr[0].state.node != KJ_NONE)
        kj_test_room_do(room, "option:1 hand:+ next");
}

static void set_asked(kj_test_room *room)
{
    static const kj_room_asked asked[] = {
        {1,
         {KJ_SPAN("客户只肯发邮件，不肯见面，塔尖的需求怎么问得到？")},
         {KJ_SPAN("罗珊")},
         true,
         false},
        {2, {KJ_SPAN("隐性需求问出来以后，要不要当面说破？")}, {KJ_SPAN("宋清")}, false, false},
        {3,
         {KJ_SPAN("What if the customer answers every question with a question?")},
         {KJ_SPAN("Anna Lindqvist")},
         false,
         false},
    };
    set_join(room);
    room->show.asked.ptr = KJ_NEW(room->arena, kj_room_asked, KJ_COUNT(asked));
    memcpy(room->show.asked.ptr, asked, sizeof asked);
    room->show.asked.count = KJ_COUNT(asked);
    room->show.room.asked = asked[0].text;
    room->show.room.asked_by = asked[0].by;
}

static void set_asked_page(kj_test_room *room)
{
    set_asked(room);
    room->show.room.page = KJ_ROOM_ASKED;
}

static void set_asked_list(kj_test_room *room)
{
    set_asked(room);
    kj_test_room_do(room, "down");
}

/* 200 people, who came by phone. */
static void set_many(kj_test_room *room)
{
    room->class.attendees.count = 0;
    for (size_t k = 0; k < 200; k++)
        *KJ_PUSH(room->arena, &room->class.attendees, &room->class.attendee_capacity, kj_attendee) =
            (kj_attendee){.id = room->show.roster.ptr[k % PEOPLE].id, .presence = KJ_BY_LIVE};
    room->show.room.groups = 25;
}

static void set_late(kj_test_room *room)
{
    room->show.end_ms = room->now.ms + (int64_t)190 * 1000;
    room->show.one_screen = true;
}

static void set_rehearsal(kj_test_room *room)
{
    room->show.rehearsal = true;
    room->show.end_ms = room->now.ms - (int64_t)65 * 1000;
    room->show.notes_size = 2;
    room->show.notes_from = 2;
}

static void set_panes(kj_test_room *room)
{
    room->show.pane_side = 0.44;
    room->show.pane_notes = 0.42;
    room->show.unsaved = true;
}

static void set_zoom(kj_test_room *room)
{
    room->show.room.zoom = (kj_room_area){300, 300, 800, 450};
    room->show.room.point.tool = KJ_TOOL_LASER;
    room->show.room.point.x = 640;
    room->show.room.point.y = 520;
    room->show.room.point.on = true;
}

/* A part being dragged to fill the screen. */
static void set_frame(kj_test_room *room)
{
    kj_test_room_do(room, "tool:zoom");
    kj_test_room_give(room, (kj_show_input){.kind = KJ_SHOW_PRESS, .x = 900, .y = 220});
    kj_test_room_give(room, (kj_show_input){.kind = KJ_SHOW_DRAG, .x = 1740, .y = 620});
}

static void set_spot(kj_test_room *room)
{
    room->show.room.point.tool = KJ_TOOL_SPOT;
    room->show.room.point.x = 520;
    room->show.room.point.y = 560;
    room->show.room.point.on = true;
}

static void draw_stroke(kj_test_room *room, double x0, double y0, double x1, double y1, double bend)
{
    const int steps = 24;
    for (int i = 0; i <= steps; i++) {
        const double t = (double)i / steps;
        const kj_show_input input = {
            .kind = i == 0 ? KJ_SHOW_PRESS : KJ_SHOW_DRAG,
            .x = x0 + (x1 - x0) * t,
            .y = y0 + (y1 - y0) * t + bend * sin(t * 6.2831853),
            .pressure = (uint16_t)(200 + 700 * t),
        };
        kj_test_room_give(room, input);
    }
    kj_test_room_give(room, (kj_show_input){.kind = KJ_SHOW_LIFT, .x = x1, .y = y1});
}

static void set_ink(kj_test_room *room)
{
    kj_test_room_do(room, "tool:highlighter");
    draw_stroke(room, 120, 203, 420, 203, 0);
    kj_test_room_do(room, "tool:pen");
    draw_stroke(room, 620, 470, 1040, 480, 34);
    kj_test_room_do(room, "tool:laser");
    room->show.room.point.tool = KJ_TOOL_LASER;
    room->show.room.point.x = 400;
    room->show.room.point.y = 560;
    room->show.room.point.on = true;
}

static void set_find(kj_test_room *room)
{
    kj_test_room_do(room, "find");
    kj_test_room_give(room, (kj_show_input){.kind = KJ_SHOW_TEXT, .text = KJ_LIT("需求")});
}

#define ASK "slide:p2-levels wait:70 next next wait:50 ask:needs-q07"
#define PLAY "slide:p2-levels wait:70 play:rp-first"

const kj_class_stop kj_class_stops[] = {
    {"slide", "slide:p2-levels wait:70 next", NULL, true, true},
    {"slide-whole", "slide:p2-levels wait:70 next next next", NULL, false, true},
    {"ink", "slide:p2-levels next next next", set_ink, true, true},
    {"spot", "slide:p2-levels next next next", set_spot, true, false},
    {"zoom", "slide:p2-levels next next next", set_zoom, true, false},
    {"frame", "slide:p2-levels next next next", set_frame, true, true},
    {"frozen-play", PLAY " freeze close", NULL, false, true},
    {"black", "slide:p2-levels wait:20 next black", NULL, true, true},
    {"white", "slide:p2-levels next white", NULL, true, false},
    {"frozen", "slide:p2-levels next freeze slide:p2-stages wait:10 next", NULL, true, true},
    {"typing", "slide:p2-levels digit:1 digit:4", set_late, false, true},
    {"rehearsal", "slide:p2-levels wait:300 next", set_rehearsal, false, true},
    {"panes", "first !back", set_panes, false, true},
    {"question", ASK, set_join, true, true},
    {"question-hands", ASK " option:3 option:3", NULL, true, true},
    {"question-hidden", ASK, set_votes_and_join, true, true},
    {"question-tally", ASK " tally", set_votes_and_join, true, true},
    {"question-revealed", ASK " reveal", set_votes_and_join, true, true},
    {"question-compared", ASK " reveal compare", set_alone, true, true},
    {"question-several", "ask:strategy-q12 tally", set_votes, true, true},
    {"play-begin", PLAY, NULL, true, true},
    {"play", PLAY " option:1 hand:+ next", NULL, true, true},
    {"play-votes", PLAY " option:2 hand:+ next tally", set_turn_votes, true, true},
    {"play-end", PLAY, play_on, true, true},
    {"countdown", "slide:p2-levels countdown:300 wait:28", NULL, true, true},
    {"countdown-over", "slide:p2-levels countdown:60 wait:90", NULL, true, true},
    {"picked", "slide:p2-levels pick", NULL, true, true},
    {"groups", "slide:p2-levels groups:6", NULL, true, true},
    {"groups-many", "slide:p2-levels groups:6", set_many, true, false},
    {"asked", "slide:p2-levels", set_asked_page, true, true},
    {"join", "slide:p2-levels", set_join, true, false},
    {"overview", "slide:p2-levels next slide:p2-stages bookmark overview right down", NULL, false,
     true},
    {"overview-found", "slide:p2-levels overview", set_find, false, true},
    {"questions", "slide:p2-levels ask:needs-q04 close questions down", NULL, false, true},
    {"roleplays", "slide:p2-levels roleplays", NULL, false, true},
    {"roster", "slide:p2-levels roster down down", NULL, false, true},
    {"asked-list", "slide:p2-levels questions-of-room", set_asked_list, false, true},
    {"keys", "slide:p2-levels keys", NULL, false, true},
    {"leaving", "slide:p2-levels quit", NULL, false, true},
};
const size_t kj_class_stop_count = KJ_COUNT(kj_class_stops);

kj_test_room *kj_class_at(const kj_course *course, const kj_class_stop *stop, kj_arena *arena)
{
    kj_test_room *room = kj_test_room_begun(course, arena);
    add_people(room);
    for (size_t i = 0; i < PEOPLE - 3; i++)
        kj_test_room_do(room, kj_arena_format(arena, "attend:%zu", 1001 + i).ptr);
    kj_test_room_do(room, "wait:1400");
    kj_test_room_do(room, stop->actions);
    if (stop->set)
        stop->set(room);
    if (strcmp(stop->name, "join") == 0)
        kj_test_room_do(room, "join");
    return room;
}

static kj_scene scene_of(kj_gallery *gallery, const kj_test_room *room, int width, int height,
                         const kj_theme *theme)
{
    kj_arena_reset(gallery->frame);
    return (kj_scene){.course = gallery->course,
                      .theme = theme,
                      .words = gallery->words,
                      .typesetter = gallery->typesetter,
                      .canvas = kj_canvas_for(width, height, 1),
                      .arena = gallery->frame,
                      .sink = &gallery->sink->sink,
                      .now_ms = room->now.ms,
                      .local_hour = 9};
}

kj_list kj_gallery_room(kj_gallery *gallery, const kj_test_room *room, const kj_room *shown,
                        int width, int height, const kj_theme *theme)
{
    const kj_scene scene = scene_of(gallery, room, width, height, theme);
    return kj_room_draw(&scene, &room->class, shown, room->show.roster.ptr,
                        room->show.roster.count);
}

kj_console kj_gallery_console(kj_gallery *gallery, const kj_test_room *room, int width, int height)
{
    const kj_scene scene = scene_of(gallery, room, width, height, &kj_theme_dark);
    return kj_console_draw(&scene, kj_canvas_for(1920, 1080, 1), &room->show);
}
