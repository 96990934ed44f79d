/* engine/course/links.c: what only the whole course can tell. */
#include "course/reader.h"

static const char *const kind_words[] = {
    [KJ_REF_NONE] = "",
    [KJ_REF_PART] = "part",
    [KJ_REF_SLIDE] = "slide",
    [KJ_REF_ITEM] = "item",
    [KJ_REF_DRILL] = "drill",
    [KJ_REF_ROLEPLAY] = "role-play",
    [KJ_REF_OBJECTIVE] = "objective",
    [KJ_REF_FIGURE] = "figure",
    [KJ_REF_TERM] = "term",
    [KJ_REF_LOCAL] = "",
};

/* One flat list of the course, its element type left aside. */
typedef struct flat {
    kj_ref_kind kind;
    const char *first;
    size_t count, size, id_offset;
} flat;

#define FLAT(k, list, T) \
    (flat) \
    { \
        (k), (const char *)(list).ptr, (list).count, sizeof(T), offsetof(T, id) \
    }

enum { FLAT_COUNT = 8 };

static void flats_of(const kj_course *c, flat out[FLAT_COUNT])
{
    out[0] = FLAT(KJ_REF_PART, c->parts, kj_part);
    out[1] = FLAT(KJ_REF_SLIDE, c->slides, kj_slide);
    out[2] = FLAT(KJ_REF_ITEM, c->items, kj_item);
    out[3] = FLAT(KJ_REF_DRILL, c->drills, kj_drill);
    out[4] = FLAT(KJ_REF_ROLEPLAY, c->roleplays, kj_roleplay);
    out[5] = FLAT(KJ_REF_OBJECTIVE, c->objectives, kj_objective);
    out[6] = FLAT(KJ_REF_FIGURE, c->figures, kj_figure);
    out[7] = FLAT(KJ_REF_TERM, c->terms, kj_term);
}

static kj_span id_at(const flat *f, size_t index)
{
    kj_span id;
    memcpy(&id, f->first + index * f->size + f->id_offset, sizeof id);
    return id;
}

static kj_at at_of(const flat *f, size_t index)
{
    kj_at at;
    memcpy(&at, f->first + index * f->size, sizeof at);
    return at;
}

static void report_twice(kj_reader *r, const flat *f, uint32_t first, uint32_t again)
{
    const kj_loc a = kj_course_place(r->course, at_of(f, first), "id", SIZE_MAX);
    const kj_loc b = kj_course_place(r->course, at_of(f, again), "id", SIZE_MAX);
    const kj_place place = kj_place_of(a.source->text, a.offset);
    kj_report_hint(r->sink, b, "E0301",
                   kj_reader_format(r, "the first one is at %.*s:%zu:%zu", KJ_ARG(a.source->name),
                                    place.line, place.column),
                   "the id '%.*s' belongs to another %s already", KJ_ARG(id_at(f, again)),
                   kind_words[f->kind]);
}

static kj_course_index *build_index(kj_reader *r)
{
    flat flats[FLAT_COUNT];
    flats_of(r->course, flats);
    size_t count = 0;
    for (size_t i = 0; i < FLAT_COUNT; i++)
        count += flats[i].count;
    kj_course_index *index = KJ_NEW(r->arena, kj_course_index, 1);
    kj_ids_reserve(&index->ids, count, r->arena);
    for (size_t i = 0; i < FLAT_COUNT; i++) {
        const flat *f = &flats[i];
        for (uint32_t k = 0; k < f->count; k++) {
            const kj_span id = id_at(f, k);
            const uint32_t other = id.ptr ? kj_ids_add(&index->ids, f->kind, id, k) : KJ_NONE;
            if (other != KJ_NONE && f->kind != KJ_REF_FIGURE) /* a key given twice: reported */
                report_twice(r, f, other, k);
        }
    }
    index->forms = r->forms.ptr;
    index->form_count = r->forms.count;
    return index;
}

static kj_span nearest_of_kind(kj_reader *r, const kj_reference *reference)
{
    flat flats[FLAT_COUNT];
    flats_of(r->course, flats);
    for (size_t i = 0; i < FLAT_COUNT; i++) {
        if (flats[i].kind != reference->kind || r->suggestions < flats[i].count)
            continue;
        kj_span *ids = KJ_NEW(r->tree, kj_span, flats[i].count);
        for (size_t k = 0; k < flats[i].count; k++)
            ids[k] = id_at(&flats[i], k);
        return kj_reader_suggest(r, reference->id, ids, flats[i].count);
    }
    return (kj_span){0};
}

static void check_references(kj_reader *r)
{
    for (size_t i = 0; i < r->references.count; i++) {
        const kj_reference *reference = &r->references.ptr[i];
        if (kj_course_find(r->course, reference->kind, reference->id) != KJ_NONE)
            continue;
        kj_report_hint(r->sink, (kj_loc){&r->sources[reference->at.source], reference->at.offset},
                       "E0302", nearest_of_kind(r, reference), "there is no %s '%.*s'",
                       kind_words[reference->kind], KJ_ARG(reference->id));
    }
}

typedef struct example_search {
    const kj_course *course;
    bool found;
} example_search;

static void look_for_example(void *ctx, const kj_field *field, const void *value, kj_at object,
                             size_t index)
{
    (void)object;
    (void)index;
    example_search *search = ctx;
    if (field->kind == KJ_FIELD_TEXT) {
        search->found |= ((const kj_text *)value)->example;
    } else if (field->kind == KJ_FIELD_REF && field->ref == KJ_REF_FIGURE) {
        const uint32_t figure =
            kj_course_find(search->course, KJ_REF_FIGURE, *(const kj_span *)value);
        search->found |=
            figure != KJ_NONE && search->course->figures.ptr[figure].kind == KJ_FIGURE_EXAMPLE;
    }
}

/* The slide whose visual holds the place: the last of the file that begins before it. */
static kj_slide *slide_around(kj_course *course, kj_at at)
{
    size_t low = 0, high = course->slides.count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const kj_at slide = course->slides.ptr[middle].at;
        if (slide.source < at.source || (slide.source == at.source && slide.offset <= at.offset))
            low = middle + 1;
        else
            high = middle;
    }
    kj_slide *slide = low ? &course->slides.ptr[low - 1] : NULL;
    return slide && slide->at.source == at.source ? slide : NULL;
}

static void mark_example_numbers(kj_reader *r)
{
    for (size_t i = 0; i < r->example_numbers.count; i++) {
        const kj_at at = r->example_numbers.ptr[i];
        kj_slide *slide = slide_around(r->course, at);
        if (slide)
            slide->example = true;
    }
}

static void complete_slides(kj_reader *r)
{
    example_search search = {r->course, false};
    const kj_walk walk = {.visit = look_for_example, .ctx = &search};
    for (size_t i = 0; i < r->course->slides.count; i++) {
        kj_slide *slide = &r->course->slides.ptr[i];
        search.found = slide->title.example || slide->lead.example;
        kj_walk_form(&slide->visual, &walk);
        slide->example = search.found;
        const kj_form_type *type = slide->visual.type;
        if (slide->build && type && type->steps)
            slide->steps = (uint32_t)type->steps(slide->visual.data);
    }
    mark_example_numbers(r);
}

static void check_forms(kj_reader *r)
{
    const kj_checker checker = {.course = r->course, .sink = r->sink};
    for (size_t i = 0; i < r->forms.count; i++) {
        const kj_form *form = &r->forms.ptr[i];
        if (form->type->check)
            form->type->check(form->data, &checker);
    }
}

void kj_link_course(kj_reader *r)
{
    r->course->index = build_index(r);
    if (!r->incomplete)
        check_references(r);
    complete_slides(r);
    check_forms(r);
}

uint32_t kj_course_find(const kj_course *course, kj_ref_kind kind, kj_span id)
{
    return course->index ? kj_ids_find(&course->index->ids, kind, id) : KJ_NONE;
}

kj_loc kj_course_place(const kj_course *course, kj_at at, const char *key, size_t index)
{
    const kj_source *source = &course->sources.ptr[at.source];
    return (kj_loc){source, kj_json_locate(source->text, at.offset, kj_span_of(key), index)};
}

void kj_check_report(const kj_checker *checker, kj_at at, const char *key, size_t index,
                     const char *code, kj_span hint, const char *format, ...)
{
    kj_arena *scratch = kj_arena_new();
    va_list args;
    va_start(args, format);
    const kj_span message = kj_arena_vformat(scratch, format, args);
    va_end(args);
    kj_report_hint(checker->sink, kj_course_place(checker->course, at, key, index), code, hint,
                   "%.*s", KJ_ARG(message));
    kj_arena_free(scratch);
}

typedef struct element_search {
    kj_span id;
    bool found;
} element_search;

static void look_for_element(void *ctx, const kj_field *field, const void *value, kj_at object,
                             size_t index)
{
    (void)object;
    (void)index;
    element_search *search = ctx;
    if (field->kind == KJ_FIELD_ID && field->ref == KJ_REF_LOCAL)
        search->found |= kj_span_equal(*(const kj_span *)value, search->id);
}

bool kj_form_has_element(const kj_form *form, kj_span id)
{
    element_search search = {id, false};
    kj_walk_form(form, &(kj_walk){.visit = look_for_element, .ctx = &search});
    return search.found;
}
