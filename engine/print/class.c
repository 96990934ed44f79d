/* engine/print/class.c: the hand-out of a class, from its events. */
#include "load/load.h"
#include "paint/paint.h"
#include "print/print.h"
#include "report/alone.h"
#include "scene/handout.h"
#include "scene/room.h"

/* A slide, or a question to the room. */
typedef struct thing {
    bool is_question;
    uint32_t index; /* of slides, of class.questions */
} thing;

typedef struct job {
    const kj_print_class_order *order;
    kj_class class;
    KJ_LIST(thing) things; /* in the order in which they came up first */
    size_t capacity;
    kj_arena *arena;
    kj_sink *sink;
} job;

static void note(job *j, bool is_question, uint32_t index)
{
    *KJ_PUSH(j->arena, &j->things, &j->capacity, thing) = (thing){is_question, index};
}

static bool fold(void *ctx, const kj_event *event)
{
    job *j = ctx;
    const size_t questions = j->class.questions.count;

    kj_class_step(j->order->course, &j->class, event);
    if (j->class.questions.count > questions)
        note(j, true, (uint32_t)questions);
    else if (event->type == KJ_EVENT_CLASS_SHOWN && j->class.slide != KJ_NONE) {
        for (size_t i = 0; i < j->things.count; i++)
            if (!j->things.ptr[i].is_question && j->things.ptr[i].index == j->class.slide)
                return true;
        note(j, false, j->class.slide);
    }
    return true;
}

static bool has_ink(const kj_class *class, uint32_t slide)
{
    for (size_t i = 0; i < class->ink.count; i++)
        if (class->ink.ptr[i].slide == slide && !class->ink.ptr[i].erased)
            return true;
    return false;
}

/* A slide that was only paged past was not shown; what was drawn on is kept in any case. */
static void drop_passed(job *j)
{
    size_t kept = 0;

    for (size_t i = 0; i < j->things.count; i++) {
        const thing t = j->things.ptr[i];
        if (t.is_question || has_ink(&j->class, t.index) ||
            kj_class_credits(j->order->course, &j->class, t.index, j->class.last_ms))
            j->things.ptr[kept++] = t;
    }
    j->things.count = kept;
}

static bool read_class(job *j)
{
    const kj_print_class_order *order = j->order;
    const kj_event_filter filter = {.class = order->class};

    kj_class_init(&j->class, order->course, j->arena);
    if (!kj_store_events(order->store, &filter, fold, j, j->sink))
        return false;
    if (j->class.id[0] == '\0') {
        kj_report_hint(j->sink, KJ_NOWHERE, "E0804", KJ_LIT("'kejian report class' lists them"),
                       "there is no class '%.*s' of this course", KJ_ARG(order->class));
        return false;
    }
    drop_passed(j);
    if (j->things.count > 0)
        return true;
    kj_report(j->sink, KJ_NOWHERE, "E0805", "class '%.*s' has shown nothing", KJ_ARG(order->class));
    return false;
}

/* What the room saw at the end of it: everything of a slide, the answer of a question. */
static bool room_of(job *j, thing t, kj_room *out)
{
    const kj_course *course = j->order->course;
    kj_alone_answers alone;

    *out = (kj_room){.slide = t.index, .poll = {.question = KJ_NONE}, .picked = KJ_NONE};
    out->vote.play = KJ_NONE;
    if (!t.is_question) {
        out->step = course->slides.ptr[t.index].steps;
        return true;
    }
    const kj_class_question *asked = &j->class.questions.ptr[t.index];
    out->page = out->under = KJ_ROOM_QUESTION;
    out->slide = 0;
    out->poll.question = t.index;
    out->poll.tally = asked->tallied;
    out->poll.revealed = true;
    memcpy(out->poll.hands, asked->votes, sizeof out->poll.hands);
    if (!kj_alone_count(j->order->store, course, asked->item, &alone, j->arena, j->sink))
        return false;
    if (alone.people >= KJ_ALONE_LEAST && asked->tallied) {
        out->poll.compared = true;
        out->alone.n = alone.people;
        memcpy(out->alone.votes, alone.votes, sizeof out->alone.votes);
    }
    return true;
}

static kj_span caption_of(const job *j, thing t)
{
    const kj_course *course = j->order->course;

    if (t.is_question)
        return course->items.ptr[j->class.questions.ptr[t.index].item].stem.plain;
    const kj_slide *slide = &course->slides.ptr[t.index];
    return slide->menu.len > 0 ? slide->menu : slide->title.plain;
}

static bool draw_all(job *j, const kj_scene *scene, kj_handout_picture *out)
{
    for (size_t i = 0; i < j->things.count; i++) {
        kj_room room;
        if (!room_of(j, j->things.ptr[i], &room))
            return false;
        out[i].list = kj_room_draw(scene, &j->class, &room, NULL, 0);
        out[i].caption = caption_of(j, j->things.ptr[i]);
    }
    return true;
}

static void put_pages(const job *j, const kj_scene *scene, const kj_handout *handout, kj_pdf *pdf)
{
    if (j->order->a_page == 0) {
        for (uint32_t i = handout->first; i <= handout->last; i++) {
            kj_pdf_outline(pdf, handout->pictures[i].caption, 0);
            kj_pdf_page(pdf, &handout->pictures[i].list, (kj_span){0});
        }
        return;
    }
    for (uint32_t page = 0; page < kj_handout_pages(handout); page++) {
        uint32_t first, last;
        const kj_list list = kj_handout_page(scene, handout, page);
        kj_handout_slides(handout, page, &first, &last);
        for (uint32_t i = first; i <= last; i++)
            kj_pdf_outline(pdf, handout->pictures[i].caption, 0);
        kj_pdf_page(pdf, &list, (kj_span){0});
    }
}

static bool print(job *j, const kj_font_files *files, kj_typesetter *typesetter, kj_span *pdf)
{
    const kj_print_class_order *order = j->order;
    const kj_theme paper = kj_handout_theme(order->theme ? order->theme : &kj_theme_light);
    const kj_scene scene = {
        .course = order->course,
        .theme = &paper,
        .words = order->words,
        .typesetter = typesetter,
        .canvas = kj_canvas_for((int)j->class.width, (int)j->class.height, 1),
        .arena = j->arena,
    };
    kj_handout_picture *pictures = KJ_NEW(j->arena, kj_handout_picture, j->things.count);
    const kj_handout handout = {
        .last = (uint32_t)j->things.count - 1,
        .a_page = order->a_page,
        .pictures = pictures,
        .head =
            kj_arena_format(j->arena, "%.*s　%.*s", KJ_ARG(order->course->title),
                            KJ_ARG(kj_date_write(kj_time_local_day(j->class.started), j->arena))),
    };

    if (!draw_all(j, &scene, pictures))
        return false;
    kj_painter *painter =
        kj_painter_new(files, kj_load_pictures(order->course, order->theme, j->arena));
    kj_pdf *out = kj_pdf_new(painter, handout.head);
    put_pages(j, &scene, &handout, out);
    const bool done = kj_pdf_finish(out, j->arena, pdf, j->sink);
    kj_painter_free(painter);
    return done;
}

bool kj_print_class(const kj_print_class_order *order, kj_span *pdf, kj_arena *arena, kj_sink *sink)
{
    job j = {.order = order, .arena = arena, .sink = sink};
    kj_font_files files;
    bool done = false;

    if (!read_class(&j) || !kj_load_fonts(order->course, order->theme, NULL, &files, arena, sink))
        return false;
    kj_typesetter *typesetter = kj_typesetter_new(&files);
    done = print(&j, &files, typesetter, pdf);
    kj_typesetter_free(typesetter);
    return done;
}
