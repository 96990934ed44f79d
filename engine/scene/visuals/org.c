/* engine/scene/visuals/org.c: "org", who stands under whom, on three levels at most, with the part
 * each plays in a decision and the attitude.  Where the page is narrow, it is an indented list. */
#include "scene/visuals/kit.h"

#include <math.h>

typedef enum attitude { UNSAID, POSITIVE, NEUTRAL, NEGATIVE, UNKNOWN } attitude;
static const char *const attitude_words[] = {"unsaid",   "positive", "neutral",
                                             "negative", "unknown",  NULL};

typedef struct person {
    kj_at at;
    kj_span id, under;
    kj_text name, role, part;
    uint32_t attitude;
    bool accent;
} person;

typedef struct org {
    kj_at at;
    KJ_LIST(person) people;
    kj_text foot;
} org;

#define PEOPLE_MAX 12
#define LEVELS 3
#define UNDER_MAX 6

static const kj_field person_fields[] = {
    {.key = "id",
     .kind = KJ_FIELD_ID,
     .flags = KJ_REQUIRED,
     .offset = offsetof(person, id),
     .ref = KJ_REF_LOCAL,
     .about = "Names the person."},
    {.key = "under",
     .kind = KJ_FIELD_REF,
     .offset = offsetof(person, under),
     .ref = KJ_REF_LOCAL,
     .about = "Whom the person reports to; nobody without it."},
    {.key = "name",
     .kind = KJ_FIELD_TEXT,
     .flags = KJ_REQUIRED,
     .offset = offsetof(person, name),
     .min = 1,
     .max = 8,
     .about = "The name."},
    {.key = "role",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(person, role),
     .min = 1,
     .max = 12,
     .about = "The post."},
    {.key = "part",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(person, part),
     .min = 1,
     .max = 8,
     .about = "The part that the person plays in the decision."},
    {.key = "attitude",
     .kind = KJ_FIELD_WORD,
     .offset = offsetof(person, attitude),
     .words = attitude_words,
     .about = "For us, neither, against us, or not known yet."},
    {.key = "accent",
     .kind = KJ_FIELD_BOOL,
     .offset = offsetof(person, accent),
     .about = "Whether this person is the one that matters."},
};
static const kj_object person_object = {
    .name = "org-person",
    .fields = person_fields,
    .field_count = KJ_COUNT(person_fields),
    .size = sizeof(person),
    .align = _Alignof(person),
    .id_offset = offsetof(person, id),
    .about = "A person of the visual 'org'.",
};

static const kj_field fields[] = {
    {.key = "people",
     .kind = KJ_FIELD_OBJECT,
     .flags = KJ_REQUIRED | KJ_MANY,
     .offset = offsetof(org, people),
     .min = 1,
     .max = PEOPLE_MAX,
     .object = &person_object,
     .about = "The people; those who report to one another are joined by lines."},
    {.key = "foot",
     .kind = KJ_FIELD_TEXT,
     .offset = offsetof(org, foot),
     .min = 1,
     .max = 80,
     .about = "One line under the chart."},
};

#define NOBODY SIZE_MAX

static size_t index_of(const org *data, kj_span id)
{
    for (size_t i = 0; i < data->people.count; i++)
        if (kj_span_equal(data->people.ptr[i].id, id))
            return i;
    return NOBODY;
}

static size_t over(const org *data, size_t i)
{
    const kj_span id = data->people.ptr[i].under;
    return id.len ? index_of(data, id) : NOBODY;
}

/* 0 at the top; LEVELS where the chain is too long or leads round. */
static size_t level_of(const org *data, size_t i)
{
    size_t level = 0;
    for (size_t at = over(data, i); at != NOBODY && level < LEVELS; at = over(data, at))
        level++;
    return level;
}

static void check(const void *p, const kj_checker *checker)
{
    const org *data = p;
    const kj_span none = {NULL, 0};
    size_t tops = 0;
    for (size_t i = 0; i < data->people.count; i++) {
        const person *one = &data->people.ptr[i];
        size_t under = 0;
        for (size_t k = 0; k < data->people.count; k++)
            under += over(data, k) == i ? 1 : 0;
        tops += over(data, i) == NOBODY ? 1 : 0;
        if (one->under.len && over(data, i) == NOBODY)
            kj_check_report(checker, one->at, "under", SIZE_MAX, "E0302", none,
                            "'%.*s' is none of the people of this chart", KJ_ARG(one->under));
        else if (level_of(data, i) >= LEVELS)
            kj_check_report(checker, one->at, "under", SIZE_MAX, "E0502", none,
                            "'%.*s' stands lower than the third level, or under itself",
                            KJ_ARG(one->id));
        if (under > UNDER_MAX)
            kj_check_report(checker, one->at, "id", SIZE_MAX, "E0502", none,
                            "%zu people report to '%.*s', at most %d can be drawn", under,
                            KJ_ARG(one->id), UNDER_MAX);
    }
    if (tops > UNDER_MAX)
        kj_check_report(checker, data->at, "people", SIZE_MAX, "E0502", none,
                        "%zu people report to nobody, at most %d can be drawn", tops, UNDER_MAX);
}

#define GAP 20.0
#define LEVEL_GAP 56.0 /* with the lines */
#define HANG 32.0      /* indent of those who hang under one another */
#define ROW_GAP 16.0
#define SIGN 11.0 /* radius */
#define SIGN_WIDTH 32.0
#define NAME_GAP 14.0 /* between a name and the post beside it */

/* SPREAD: a tree, each above the middle of those under it.  HANGING: the lowest level under one
 * another.  LISTED: all of them under one another. */
typedef enum form { SPREAD, HANGING, LISTED, FORM_COUNT } form;

typedef struct measured {
    kj_text_block name, role, part, attitude;
} measured;

typedef struct layout {
    form form;
    size_t count;
    double size, pad, box_width, box_height; /* of a person */
    size_t lowest;                           /* level */
    kj_rect places[PEOPLE_MAX];              /* relative to the room */
    measured people[PEOPLE_MAX];
    bool tight;       /* name and post on one line */
    bool marks_apart; /* part and attitude on a line each */
    double width, height;
    kj_key_line key;
    bool fits;
} layout;

static kj_span attitude_name(const kj_draw *draw, uint32_t word)
{
    static const kj_word_id names[] = {KJ_W_NONE, KJ_W_ORG_POSITIVE, KJ_W_ORG_NEUTRAL,
                                       KJ_W_ORG_NEGATIVE, KJ_W_ORG_UNKNOWN};
    return kj_draw_word(draw, names[word]);
}

static kj_color_name attitude_color(uint32_t word)
{
    return word == POSITIVE ? KJ_COLOR_SONG : word == NEGATIVE ? KJ_COLOR_ZHU : KJ_COLOR_INK3;
}

static double marks_width(const measured *m)
{
    const double part = m->part.height > 0 ? m->part.width + 24 : 0;
    const double sign = m->attitude.height > 0 ? SIGN_WIDTH + m->attitude.width : 0;
    return part + sign + (part > 0 && sign > 0 ? 16 : 0);
}

/* In a width (0: on one line each). */
static measured measure_person(kj_draw *draw, const person *one, double width, double size)
{
    measured m;
    m.name = kj_draw_measure(draw, one->name, width, 0,
                             (kj_text_style){.size = fmin(KJ_SIZE_HEADING, size + 4),
                                             .leading = 1.3,
                                             .role = KJ_FONT_SERIF_BOLD,
                                             .color = one->accent ? KJ_COLOR_ZHU : KJ_COLOR_INK});
    m.role = kj_draw_measure(draw, one->role, width, 0,
                             (kj_text_style){.size = fmax(KJ_SIZE_CAPTION, size - 4),
                                             .leading = 1.4,
                                             .role = KJ_FONT_SANS,
                                             .color = KJ_COLOR_INK2});
    const kj_text_style mark = {
        .size = KJ_SIZE_CAPTION, .leading = 1.4, .role = KJ_FONT_SANS_BOLD, .color = KJ_COLOR_DAI};
    m.part = kj_draw_measure(draw, one->part, 0, 0, mark);
    kj_text_style sign = mark;
    sign.color = attitude_color(one->attitude);
    m.attitude = kj_draw_measure(draw, kj_plain(attitude_name(draw, one->attitude)), 0, 0, sign);
    return m;
}

/* How high the words of a person get in a panel. */
static double name_height(const measured *m, bool tight)
{
    return tight ? fmax(m->name.height, m->role.height) : m->name.height + m->role.height;
}

static double name_width(const measured *m, bool tight)
{
    const double role = m->role.paragraph.width_em * m->role.size;
    return tight ? m->name.width + (m->role.height > 0 ? NAME_GAP + role : 0)
                 : fmax(m->name.width, role);
}

static double words_height(const measured *m, bool tight, bool marks_apart)
{
    const double marks = marks_apart ? m->part.height + m->attitude.height +
                                           (m->part.height > 0 && m->attitude.height > 0 ? 6 : 0)
                                     : fmax(m->part.height, m->attitude.height);
    return name_height(m, tight) + (marks > 0 ? 8 + marks : 0);
}

static void measure_people(kj_draw *draw, const org *data, double width, layout *l)
{
    const double inner = width - 2 * l->pad;
    l->box_width = width;
    l->fits = inner >= 3.4 * kj_draw_size(draw, l->size);
    if (!l->fits)
        return;
    for (size_t i = 0; i < data->people.count; i++) {
        l->people[i] = measure_person(draw, &data->people.ptr[i], l->tight ? 0 : inner, l->size);
        l->marks_apart = l->marks_apart || marks_width(&l->people[i]) > inner;
        l->fits = l->fits && l->people[i].name.fits && l->people[i].role.fits &&
                  l->people[i].name.paragraph.line_count <= 1 &&
                  name_width(&l->people[i], l->tight) <= inner + 0.5;
    }
    for (size_t i = 0; i < data->people.count; i++) {
        const measured *m = &l->people[i];
        l->box_height = fmax(l->box_height, words_height(m, l->tight, l->marks_apart) +
                                                2 * kj_padding(l->size, 10, 18));
        l->fits = l->fits && (!l->marks_apart || (m->part.width + 24 <= inner &&
                                                  SIGN_WIDTH + m->attitude.width <= inner));
    }
}

/* In columns: how many the one at i and those under it take. */
static double columns_of(const org *data, const layout *l, size_t i)
{
    double columns = 0;
    if (!(l->form == HANGING && level_of(data, i) + 1 == l->lowest))
        for (size_t k = 0; k < data->people.count; k++)
            columns += over(data, k) == i ? columns_of(data, l, k) : 0;
    return fmax(1, columns);
}

/* Places those under `top` (NOBODY: the whole chart) in the columns from `from` on. */
static void place_tree(const org *data, layout *l, size_t top, double from, double y)
{
    const double column = l->box_width + (l->form == HANGING ? HANG : 0) + GAP;
    for (size_t k = 0; k < data->people.count; k++) {
        if (over(data, k) != top)
            continue;
        const double columns = columns_of(data, l, k);
        const double x = (from + columns / 2) * column - GAP / 2 - (column - GAP) / 2;
        l->places[k] = (kj_rect){x, y, l->box_width, l->box_height};
        double below = y + l->box_height;
        l->height = fmax(l->height, below);
        if (l->form == HANGING && level_of(data, k) + 1 == l->lowest) {
            for (size_t h = 0; h < data->people.count; h++)
                if (over(data, h) == k) {
                    l->places[h] =
                        (kj_rect){x + HANG, below + ROW_GAP, l->box_width, l->box_height};
                    below += ROW_GAP + l->box_height;
                    l->height = fmax(l->height, below);
                }
        } else {
            place_tree(data, l, k, from, y + l->box_height + LEVEL_GAP);
        }
        from += columns;
    }
}

static void measure_tree(kj_draw *draw, const org *data, kj_rect box, layout *l)
{
    double columns = 0;
    for (size_t i = 0; i < data->people.count; i++)
        columns += over(data, i) == NOBODY ? columns_of(data, l, i) : 0;
    const double indent = l->form == HANGING ? HANG : 0;
    measure_people(draw, data, fmin(340, (box.w + GAP) / columns - GAP - indent), l);
    if (!l->fits)
        return;
    place_tree(data, l, NOBODY, 0, 0);
    l->width = columns * (l->box_width + indent + GAP) - GAP;
}

static void place_list(const org *data, layout *l, size_t top, double *y, double width)
{
    for (size_t k = 0; k < data->people.count; k++) {
        if (over(data, k) != top)
            continue;
        const double indent = HANG * 1.5 * (double)level_of(data, k);
        l->places[k] = (kj_rect){indent, *y, width - indent, l->box_height};
        *y += l->box_height + ROW_GAP;
        place_list(data, l, k, y, width);
    }
}

static double row_height(const measured *m, bool tight, bool marks_apart)
{
    const double words = name_height(m, tight);
    const double marks = marks_apart ? m->part.height + m->attitude.height + 6
                                     : fmax(m->part.height, m->attitude.height);
    return fmax(words, marks);
}

static void measure_list(kj_draw *draw, const org *data, kj_rect box, layout *l)
{
    l->width = fmin(box.w, 900);
    double words = 0, marks = 0;
    for (size_t i = 0; i < data->people.count; i++) {
        l->people[i] = measure_person(draw, &data->people.ptr[i], 0, l->size);
        words = fmax(words, name_width(&l->people[i], l->tight));
        marks = fmax(marks, marks_width(&l->people[i]));
    }
    const double room = l->width - HANG * 1.5 * (double)l->lowest - 2 * l->pad;
    l->marks_apart = words + 24 + marks > room;
    l->fits = true;
    for (size_t i = 0; i < data->people.count; i++) {
        const measured *m = &l->people[i];
        const double wide = fmax(m->part.width + 24, SIGN_WIDTH + m->attitude.width);
        l->box_height = fmax(l->box_height, row_height(m, l->tight, l->marks_apart));
        l->fits = l->fits && words + 24 + (l->marks_apart ? wide : marks_width(m)) <= room;
    }
    l->box_height = fmax(56, l->box_height + 2 * kj_padding(l->size, 6, 14));
    double y = 0;
    place_list(data, l, NOBODY, &y, l->width);
    l->height = y - ROW_GAP;
}

static layout measure(kj_draw *draw, const org *data, kj_rect box, form way, bool tight,
                      double size)
{
    layout l = {.form = way,
                .tight = tight,
                .count = data->people.count,
                .size = size,
                .pad = kj_padding(size, 14, 22)};
    for (size_t i = 0; i < data->people.count; i++) {
        const size_t level = level_of(data, i);
        l.lowest = level > l.lowest ? level : l.lowest;
    }
    if (way == HANGING && l.lowest == 0)
        return l;
    l.key = kj_measure_key_line(draw, data->foot, box.w, fmax(KJ_SIZE_SECOND, size));
    if (way == LISTED)
        measure_list(draw, data, box, &l);
    else
        measure_tree(draw, data, box, &l);
    l.height += l.key.height;
    l.fits = l.fits && l.height <= box.h && l.width <= box.w + 0.5;
    return l;
}

static layout choose(kj_draw *draw, const org *data, kj_rect box)
{
    const bool tall = box.h > box.w;
    for (size_t s = 0; !tall && s < 3; s++) { /* a tree says most, if need be in smaller letters */
        const layout l = measure(draw, data, box, SPREAD, false, kj_word_sizes[s]);
        if (l.fits)
            return l;
    }
    for (size_t s = 0; s < KJ_WORD_SIZES; s++)
        for (int k = 0; k < 2 * FORM_COUNT; k++) {
            const int which = k / 2;
            const form way = tall ? (form)(FORM_COUNT - 1 - which) : (form)which;
            const layout l = measure(draw, data, box, way, k % 2 == 1, kj_word_sizes[s]);
            if (l.fits)
                return l;
        }
    draw->list.overfull++;
    return measure(draw, data, box, LISTED, true, KJ_SIZE_CAPTION);
}

/* A sign for each attitude that is told apart without its colour. */
static void draw_sign(kj_draw *draw, uint32_t word, double x, double y)
{
    const kj_color_name color = attitude_color(word);
    const double r = SIGN;
    const kj_point up[] = {{x, y - r}, {x + r, y + r * 0.8}, {x - r, y + r * 0.8}};
    const kj_point down[] = {{x, y + r}, {x + r, y - r * 0.8}, {x - r, y - r * 0.8}};
    if (word == POSITIVE)
        kj_draw_polygon(draw, up, 3, color);
    else if (word == NEGATIVE)
        kj_draw_polygon(draw, down, 3, color);
    else
        kj_draw_circle(draw, x, y, r - 1,
                       (kj_box_style){.stroke = color,
                                      .stroked = true,
                                      .stroke_width = 3,
                                      .dash = word == UNKNOWN ? 5 : 0});
}

static void draw_part(kj_draw *draw, const measured *m, double x, double y)
{
    if (m->part.height <= 0)
        return;
    kj_draw_box(draw, (kj_rect){x, y, m->part.width + 24, m->part.height},
                (kj_box_style){.fill = KJ_COLOR_DAI_WASH, .filled = true, .radius = 8});
    kj_draw_block(draw, &m->part, x + 12, y);
}

static void draw_attitude(kj_draw *draw, const person *one, const measured *m, double x, double y)
{
    if (m->attitude.height <= 0)
        return;
    draw_sign(draw, one->attitude, x + SIGN, y + m->attitude.height / 2);
    kj_draw_block(draw, &m->attitude, x + SIGN_WIDTH, y);
}

static void draw_marks(kj_draw *draw, const person *one, const measured *m, bool apart, double x,
                       double y)
{
    draw_part(draw, m, x, y);
    if (apart)
        draw_attitude(draw, one, m, x, y + (m->part.height > 0 ? m->part.height + 6 : 0));
    else
        draw_attitude(draw, one, m, x + (m->part.height > 0 ? m->part.width + 40 : 0), y);
}

static void draw_name(kj_draw *draw, const measured *m, bool tight, double x, double y)
{
    kj_draw_block(draw, &m->name, x, y);
    if (tight) /* on its baseline */
        kj_draw_block(draw, &m->role, x + m->name.width + NAME_GAP,
                      y + m->name.ascent - m->role.ascent);
    else
        kj_draw_block(draw, &m->role, x, y + m->name.height);
}

static void draw_row(kj_draw *draw, const person *one, const measured *m, const layout *l,
                     kj_rect rect)
{
    const double height = l->marks_apart
                              ? m->part.height + m->attitude.height +
                                    (m->part.height > 0 && m->attitude.height > 0 ? 6 : 0)
                              : fmax(m->part.height, m->attitude.height);
    /* Marks of all rows begin on one edge. */
    double width = 0;
    for (size_t i = 0; i < l->count; i++) {
        const measured *other = &l->people[i];
        width = fmax(width, l->marks_apart
                                ? fmax(other->part.width + 24, SIGN_WIDTH + other->attitude.width)
                                : marks_width(other));
    }
    draw_name(draw, m, l->tight, rect.x + l->pad, rect.y + (rect.h - name_height(m, l->tight)) / 2);
    draw_marks(draw, one, m, l->marks_apart, rect.x + rect.w - l->pad - width,
               rect.y + (rect.h - height) / 2);
}

static void draw_person(kj_draw *draw, const person *one, const measured *m, const layout *l,
                        kj_rect rect)
{
    kj_draw_panel(draw, rect, one->accent);
    if (l->form == LISTED) {
        draw_row(draw, one, m, l, rect);
        return;
    }
    const double x = rect.x + l->pad;
    const double y = rect.y + (rect.h - words_height(m, l->tight, l->marks_apart)) / 2;
    draw_name(draw, m, l->tight, x, y);
    draw_marks(draw, one, m, l->marks_apart, x, y + name_height(m, l->tight) + 8);
}

/* From the one above: down and across in a tree, down its left side in a list. */
static void draw_tie(kj_draw *draw, kj_rect above, kj_rect below, bool side)
{
    if (side) {
        const double x = above.x + HANG / 2, y = below.y + below.h / 2;
        const kj_point bend[] = {{x, above.y + above.h}, {x, y}, {below.x, y}};
        kj_draw_polyline(draw, bend, 3, KJ_COLOR_INK3, 2);
        return;
    }
    const double from = above.x + above.w / 2, to = below.x + below.w / 2;
    const double middle = (above.y + above.h + below.y) / 2;
    const kj_point bend[] = {
        {from, above.y + above.h}, {from, middle}, {to, middle}, {to, below.y}};
    kj_draw_polyline(draw, bend, 4, KJ_COLOR_INK3, 2);
}

static kj_span spoken(kj_draw *draw, const org *data, size_t i)
{
    const person *one = &data->people.ptr[i];
    kj_text_buffer out = {.arena = draw->scene->arena};
    kj_put(&out, one->name.plain);
    const kj_span more[] = {one->role.plain, one->part.plain, attitude_name(draw, one->attitude)};
    for (size_t k = 0; k < KJ_COUNT(more); k++)
        kj_say_more(draw, &out, KJ_W_SAY_COMMA, more[k]);
    const size_t above = over(data, i);
    if (above != NOBODY)
        kj_put(&out,
               KJ_DRAW_FILL(draw, KJ_W_ORG_BOSS, kj_w("name", data->people.ptr[above].name.plain)));
    return kj_put_span(&out);
}

static kj_rect moved(kj_rect r, double x, double y)
{
    return (kj_rect){r.x + x, r.y + y, r.w, r.h};
}

static void draw_org(kj_draw *draw, const void *p, const kj_visual_frame *frame)
{
    org plain = *(const org *)p;
    if (frame->hotspot)
        plain.people.ptr = kj_unstressed(draw->scene->arena, plain.people.ptr, plain.people.count,
                                         sizeof(person), offsetof(person, accent));
    const org *data = &plain;
    const kj_rect box = frame->box;
    const layout l = choose(draw, data, box);
    const double top = kj_centred(box, l.height), left = box.x + (box.w - l.width) / 2;
    for (size_t i = 0; i < data->people.count; i++) {
        if (!kj_visual_shows(frame, i))
            continue;
        kj_visual_at(draw, frame, i);
        const kj_rect rect = moved(l.places[i], left, top);
        const size_t above = over(data, i);
        if (above != NOBODY)
            draw_tie(draw, moved(l.places[above], left, top), rect,
                     l.form == LISTED || (l.form == HANGING && level_of(data, i) == l.lowest));
        draw_person(draw, &data->people.ptr[i], &l.people[i], &l, rect);
        kj_draw_element(draw, frame,
                        (kj_element){data->people.ptr[i].id,
                                     spoken(draw, data, i),
                                     i,
                                     rect,
                                     {rect.x + rect.w - 10, rect.y + 10}});
    }
    draw->build = 0;
    kj_draw_key_line(draw, &l.key, box.x, top + l.height, box.w);
}

static size_t steps(const void *p)
{
    return ((const org *)p)->people.count - 1;
}

static bool has_element(const void *p, kj_span id)
{
    return index_of(p, id) != NOBODY;
}

const kj_visual_type kj_visual_org = {
    .form = {.name = "org",
             .fields = fields,
             .field_count = KJ_COUNT(fields),
             .size = sizeof(org),
             .align = _Alignof(org),
             .about = "Who stands under whom, with the part and the attitude of each.",
             .steps = steps,
             .check = check},
    .draw = draw_org,
    .has_element = has_element,
};
