/* engine/scene/visuals/dialogue.c: "dialogue", lines of talk by persons, with what is to be noticed
 * in the margin; where the page is narrow, it stands under the line. */
#include "scene/visuals/kit.h"

#include <math.h>

typedef struct speaker {
    kj_at at;
    kj_span id;
    kj_text name;
    bool own;
} speaker;

typedef struct line {
    kj_at at;
    kj_span id, by;
    kj_text text, aside;
    bool accent;
} line;

typedef struct dialogue {
    kj_at at;
    KJ_LIST(speaker) people;
    KJ_LIST(line) lines;
    kj_text foot;
} dialogue;

static const kj_field speaker_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(speaker, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the person for 'by'."},
    {.key = "name",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(speaker, name),
     .min = 1,
     .max = 8,
     .about = "Stands before what the person says."},
    {.key = "own",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(speaker, own),
     .about = "Whether the person is on the learner's side of the table."},
};
static const kj_object speaker_object = {
    .name = "speaker",
    .fields = speaker_fields,
    .field_count = KJ_COUNT(speaker_fields),
    .size = sizeof(speaker),
    .align = _Alignof(speaker),
    .id_offset = offsetof(speaker, id),
    .about = "A person of the visual 'dialogue'.",
};

static const kj_field line_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(line, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the line."},
    {.key = "by",
     .kind = KJ_FIELD_REF,
     .flags = KJ_REQUIRED,
     .offset = offsetof(line, by),
     .ref = KJ_REF_LOCAL,
     .about = "Who speaks, one of 'people'."},
    {.key = "text",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(line, text),
     .min = 1,
     .max = 80,
     .about = "What is said."},
    {.key = "aside",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(line, aside),
     .min = 1,
     .max = 40,
     .about = "What is to be noticed."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(line, accent),
     .about = "Whether this line is the one that matters."},
};
static const kj_object line_object = {
    .name = "dialogue-line",
    .fields = line_fields,
    .field_count = KJ_COUNT(line_fields),
    .size = sizeof(line),
    .align = _Alignof(line),
    .id_offset = offsetof(line, id),
    .about = "A line of the visual 'dialogue'.",
};

static const kj_field fields[] = {
    {.key = "people",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(dialogue, people),
     .min = 1,
     .max = 4,
     .object = &speaker_object,
     .about = "Who takes part."},
    {.key = "lines",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(dialogue, lines),
     .min = 1,
     .max = 8,
     .object = &line_object,
     .about = "The lines, in the order in which they are spoken."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(dialogue, foot),
     .min = 1,
     .max = 80,
     .about = "One line under the talk."},
};

#define GAP 14.0
#define INDENT 48.0   /* of the learner's side */
#define NAME_GAP 24.0 /* between the names and the talk */
#define ASIDE_GAP 40.0
#define ASIDE_RULE 4.0

static const speaker *who(const dialogue *data, kj_span id)
{
    for (size_t i = 0; i < data->people.count; i++)
        if (kj_span_equal(data->people.ptr[i].id, id))
            return &data->people.ptr[i];
    return NULL;
}

static void check(const void *p, const kj_checker *checker)
{
    const dialogue *data = p;
    for (size_t i = 0; i < data->lines.count; i++)
        if (!who(data, data->lines.ptr[i].by))
            kj_check_report(checker, data->lines.ptr[i].at, "by", SIZE_MAX, "E0302",
                            (kj_span){NULL, 0}, "'%.*s' is none of the people of this dialogue",
                            KJ_ARG(data->lines.ptr[i].by));
}

typedef struct measured {
    kj_text_block name, text, aside;
    double bubble, height; /* of the panel; of all of it */
    bool own;
} measured;

typedef struct layout {
    bool names_beside, asides_beside;
    double size, pad_x, pad_y, names, talk, asides; /* widths of the columns */
    double height;
    measured *lines;
    kj_key_line key;
    bool fits;
} layout;

static kj_text_block measure_name(kj_draw *draw, const speaker *s, double size)
{
    return kj_draw_measure(draw, s->name, 0, 0,
                           kj_style(size, KJ_FONT_SANS_BOLD, s->own ? KJ_COLOR_DAI : KJ_COLOR_INK));
}

/* The widths of names, talk and asides. */
static bool measure_columns(kj_draw *draw, const dialogue *data, kj_rect box, layout *l)
{
    const double em = kj_draw_size(draw, l->size);
    bool asides = false;
    for (size_t i = 0; i < data->lines.count; i++)
        asides = asides || data->lines.ptr[i].aside.plain.len > 0;
    for (size_t i = 0; l->names_beside && i < data->people.count; i++)
        l->names =
            fmax(l->names, measure_name(draw, &data->people.ptr[i], l->size).width + NAME_GAP);
    l->asides = asides && l->asides_beside ? floor((box.w - l->names) * 0.29) : 0;
    l->talk = box.w - l->names - (l->asides > 0 ? l->asides + ASIDE_GAP : 0);
    l->talk = fmin(l->talk, 34 * em + 2 * l->pad_x + INDENT);
    return l->talk - INDENT - 2 * l->pad_x >= 9 * em && (l->asides <= 0 || l->asides >= 7 * em);
}

static measured measure_line(kj_draw *draw, const dialogue *data, const line *from, const layout *l)
{
    const speaker *s = who(data, from->by);
    const double width = l->talk - INDENT - 2 * l->pad_x;
    measured m = {.own = s && s->own};
    if (s)
        m.name = measure_name(draw, s, l->names_beside ? l->size : KJ_SIZE_CAPTION);
    m.text = kj_draw_measure(
        draw, from->text, width, 0,
        (kj_text_style){
            .size = l->size, .leading = 1.45, .role = KJ_FONT_SANS, .color = KJ_COLOR_INK});
    const double small = fmax(KJ_SIZE_CAPTION, l->size - 4);
    m.aside = kj_draw_measure(
        draw, from->aside, l->asides > 0 ? l->asides - ASIDE_RULE - 16 : width, 0,
        (kj_text_style){
            .size = small, .leading = 1.4, .role = KJ_FONT_SANS, .color = KJ_COLOR_INK2});
    m.bubble = fmax(56, m.text.height + 2 * l->pad_y);
    m.height = m.bubble + (l->names_beside ? 0 : m.name.height);
    if (l->asides > 0)
        m.height = fmax(m.height, m.aside.height);
    else if (m.aside.height > 0)
        m.height += 8 + m.aside.height;
    return m;
}

static layout measure(kj_draw *draw, const dialogue *data, kj_rect box, bool names_beside,
                      bool asides_beside, double size)
{
    layout l = {.names_beside = names_beside,
                .asides_beside = asides_beside,
                .size = size,
                .pad_x = kj_padding(size, 18, 28),
                .pad_y = kj_padding(size, 6, 16),
                .fits = true};
    l.key = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    l.height = l.key.height;
    l.lines = KJ_NEW(draw->scene->arena, measured, data->lines.count);
    if (!measure_columns(draw, data, box, &l)) {
        l.fits = false;
        return l;
    }
    for (size_t i = 0; i < data->lines.count; i++) {
        const measured m = l.lines[i] = measure_line(draw, data, &data->lines.ptr[i], &l);
        l.height += m.height + (i ? GAP : 0);
        l.fits = l.fits && m.text.fits && m.aside.fits;
    }
    l.fits = l.fits && l.height <= box.h;
    return l;
}

static layout choose(kj_draw *draw, const dialogue *data, kj_rect box)
{
    layout l = {0};
    for (size_t s = 0; s < KJ_WORD_SIZES; s++)
        for (int k = 0; k < 3; k++) {
            l = measure(draw, data, box, k < 2, k < 1, kj_word_sizes[s]);
            if (l.fits)
                return l;
        }
    draw->list.overfull++;
    return l;
}

static void draw_aside(kj_draw *draw, const measured *m, double x, double y)
{
    if (m->aside.height <= 0)
        return;
    kj_draw_box(draw, (kj_rect){x, y + 4, ASIDE_RULE, m->aside.height - 8},
                (kj_box_style){.fill = KJ_COLOR_ZHU, .filled = true});
    kj_draw_block(draw, &m->aside, x + ASIDE_RULE + 16, y);
}

static kj_rect draw_line(kj_draw *draw, const line *from, const measured *m, const layout *l,
                         kj_rect row)
{
    const double x = row.x + l->names + (m->own ? INDENT : 0), width = l->talk - INDENT;
    double y = row.y;
    if (!l->names_beside) {
        kj_draw_block(draw, &m->name, x, y);
        y += m->name.height;
    } else if (l->asides > 0) {
        y += (m->height - m->bubble) / 2;
    }
    const kj_rect bubble = {x, y, width, m->bubble};
    kj_draw_box(draw, bubble,
                (kj_box_style){.fill = m->own ? KJ_COLOR_DAI_WASH : KJ_COLOR_CARD,
                               .filled = true,
                               .stroke = from->accent ? KJ_COLOR_ZHU : KJ_COLOR_LINE,
                               .stroked = from->accent || !m->own,
                               .stroke_width = from->accent ? 3 : 1.5,
                               .radius = 14});
    const double text = y + (m->bubble - m->text.height) / 2;
    kj_draw_block(draw, &m->text, x + l->pad_x, text);
    if (l->names_beside) /* on the baseline of the first line */
        kj_draw_block(draw, &m->name, row.x, text + m->text.ascent - m->name.ascent);
    if (l->asides > 0)
        draw_aside(draw, m, row.x + l->names + l->talk + ASIDE_GAP,
                   row.y + (m->height - m->aside.height) / 2);
    else
        draw_aside(draw, m, x + l->pad_x, y + m->bubble + 8);
    return bubble;
}

static kj_span spoken(const kj_draw *draw, const dialogue *data, const line *from)
{
    const speaker *s = who(data, from->by);
    const kj_span said = s ? kj_say(draw, s->name.plain, from->text.plain) : from->text.plain;
    return kj_say_aside(draw, said, from->aside.plain);
}

static void draw_dialogue(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    dialogue plain = *(const dialogue *)p;
    if (frame->hotspot)
        plain.lines.ptr = kj_unstressed(draw->scene->arena, plain.lines.ptr, plain.lines.count,
                                        sizeof(line), offsetof(line, accent));
    const dialogue *data = &plain;
    const size_t n = data->lines.count;
    const kj_rect box = frame->box;
    const layout l = choose(draw, data, box);
    const double extra = fmin(fmax(0, box.h - l.height) * 0.5 / (double)n, 20);
    const double height = l.height + extra * (double)(n - 1);
    /* Where talk and asides do not fill the width, they stand in its middle. */
    const double used = l.names + l.talk + (l.asides > 0 ? ASIDE_GAP + l.asides : 0);
    const double x = box.x + floor(fmax(0, box.w - used) / 2);
    double y = kj_centred(box, height);
    const double bottom = y + height;
    for (size_t i = 0; i < n; i++) {
        const line *from = &data->lines.ptr[i];
        const measured *m = &l.lines[i];
        const kj_rect row = {x, y, used, m->height};
        y += m->height + GAP + extra;
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        const kj_rect bubble = draw_line(draw, from, m, &l, row);
        kj_draw_element(draw, frame,
                        (kj_element){from->id,
                                     spoken(draw, data, from),
                                     i,
                                     frame->hotspot ? bubble : row,
                                     {bubble.x + bubble.w + 6, bubble.y + bubble.h / 2}});
    }
    draw->build = 0;
    kj_draw_key_line(draw, &l.key, box.x, bottom, box.w);
}

static size_t steps(const void *p)
{
    return ((const dialogue *)p)->lines.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    const dialogue *data = p;
    for (size_t i = 0; i < data->lines.count; i++)
        if (kj_span_equal(data->lines.ptr[i].id, id))
            return true;
    return false;
}

const kj_visual_type kj_visual_dialogue = {
    .form = {.name = "dialogue",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(dialogue),
             .align = _Alignof(dialogue),
             .about = "Lines of talk by persons, with what is to be noticed beside them.",
             .steps = steps,
             .check = check},
    .draw = draw_dialogue,
    .has_element = has_element,
};
