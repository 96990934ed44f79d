/* engine/author/stats.c: a course in figures. */
#include "author/stats.h"

#include "author/answers.h"
#include "course/options.h"
#include "lesson/pass.h"
#include "lesson/roleplay.h"
#include "report/build.h"

#include <math.h>

#define COLUMN(key_, title_, definition_, decimals_) \
    { \
        .key = key_, .title = {KJ_SPAN(title_)}, .definition = {KJ_SPAN(definition_)}, \
        .decimals = (decimals_) \
    }

static const kj_column part_columns[] = {
    COLUMN("part", "part", "", 0),
    COLUMN("slides", "slides", "", 0),
    COLUMN("minutes", "minutes", "the slides' minutes in class", 0),
    COLUMN("items", "items", "a case group counts as one", 0),
    COLUMN("draw", "in a test", "items that its test draws", 0),
    COLUMN("final", "in the final", "items that the final test draws from it", 0),
    COLUMN("drills", "drills", "placements not counted", 0),
    COLUMN("placements", "placements", "", 0),
    COLUMN("roleplays", "role-plays", "", 0),
    COLUMN("objectives", "objectives", "", 0),
};
static const kj_column kind_columns[] = {
    COLUMN("kind", "kind", "", 0),
    COLUMN("type", "type", "", 0),
    COLUMN("count", "count", "", 0),
};
static const kj_column key_columns[] = {
    COLUMN("figure", "keys of single choices", "", 0),
    COLUMN("count", "count", "", 0),
    COLUMN("share", "share", "of all single choices of the course, in drills and cases too", 0),
};
static const kj_column objective_columns[] = {
    COLUMN("objective", "objective", "", 0),  COLUMN("slides", "slides", "", 0),
    COLUMN("items", "items", "", 0),          COLUMN("drills", "drills", "", 0),
    COLUMN("roleplays", "role-plays", "", 0),
};
static const kj_column slide_columns[] = {
    COLUMN("slide", "slide", "", 0),
    COLUMN("visual", "visual", "", 0),
    COLUMN("characters", "characters", "that it shows: title, lead, visual", 0),
    COLUMN("notes", "notes", "characters of the presenter's notes", 0),
    COLUMN("minutes", "minutes", "", 1),
    COLUMN("items", "items", "that it explains", 0),
    COLUMN("drills", "drills", "that it explains", 0),
};
static const kj_column roleplay_columns[] = {
    COLUMN("roleplay", "role-play", "", 0),
    COLUMN("nodes", "nodes", "", 0),
    COLUMN("choices", "choices", "", 0),
    COLUMN("endings", "endings", "", 0),
    COLUMN("facts", "facts", "", 0),
    COLUMN("paths", "paths", "different ways through", 0),
    COLUMN("excellent", "excellent", "share of the paths that end so", 1),
    COLUMN("good", "good", "share of the paths that end so", 1),
};

static void put(kj_build *b, size_t number)
{
    kj_cell_put(b, kj_cell_number((double)number));
}

static void begin(kj_build *b, const char *key, const char *title, const kj_column *columns,
                  size_t count)
{
    kj_table_begin(b, key, kj_span_of(title));
    kj_columns_put(b, columns, count);
}

static void put_parts(kj_build *b, const kj_course *c)
{
    begin(b, "parts", "Parts", part_columns, KJ_COUNT(part_columns));
    for (size_t i = 0; i < c->parts.count; i++) {
        const kj_part *part = &c->parts.ptr[i];
        size_t placements = 0;
        for (uint32_t k = 0; k < part->drill_count; k++)
            placements += c->drills.ptr[part->first_drill + k].placement;
        kj_cell_put(b, kj_cell_text(part->id));
        put(b, part->slide_count);
        kj_cell_put(b, kj_cell_number(part->minutes));
        put(b, part->item_count);
        put(b, (size_t)part->draw);
        put(b, (size_t)part->final);
        put(b, part->drill_count - placements);
        put(b, placements);
        put(b, part->roleplay_count);
        put(b, part->objectives.count);
    }
}

/* One row a type that occurs, in the order of the types' table. */
static void put_kinds(kj_build *b, const char *kind, const kj_forms *forms, const kj_form *first,
                      size_t count, size_t stride)
{
    for (size_t t = 0; t < forms->count; t++) {
        size_t found = 0;
        for (size_t i = 0; i < count; i++) {
            const char *at = (const char *)first + i * stride;
            found += ((const kj_form *)(const void *)at)->type == forms->rows[t];
        }
        if (found == 0)
            continue;
        kj_cell_put(b, kj_cell_text(kj_span_of(kind)));
        kj_cell_put(b, kj_cell_text(kj_span_of(forms->rows[t]->name)));
        put(b, found);
    }
}

static void put_types(kj_build *b, const kj_course *c)
{
    const kj_forms items = kj_item_forms(), drills = kj_drill_forms();
    begin(b, "types", "Items and drills by type", kind_columns, KJ_COUNT(kind_columns));
    if (c->items.count)
        put_kinds(b, "item", &items, &c->items.ptr->form, c->items.count, sizeof(kj_item));
    if (c->drills.count)
        put_kinds(b, "drill", &drills, &c->drills.ptr->form, c->drills.count, sizeof(kj_drill));
}

static void put_keys(kj_build *b, const kj_course *c)
{
    const kj_key_spread spread = kj_course_keys(c, b->arena);
    const double n = (double)spread.singles;
    begin(b, "keys", "Keys", key_columns, KJ_COUNT(key_columns));
    if (spread.singles == 0)
        return;
    for (size_t i = 0; i < KJ_KEY_POSITIONS; i++) {
        if (spread.at[i] == 0)
            continue;
        kj_cell_put(b, kj_cell_text(kj_arena_format(b->arena, "written as number %zu", i + 1)));
        put(b, spread.at[i]);
        kj_cell_put(b, kj_cell_share((double)spread.at[i] / n));
    }
    kj_cell_put(b, kj_cell_text(KJ_LIT("longer than every other option")));
    put(b, spread.longest);
    kj_cell_put(b, kj_cell_share((double)spread.longest / n));
}

static bool holds(kj_span_list list, kj_span id)
{
    for (size_t i = 0; i < list.count; i++)
        if (kj_span_equal(list.ptr[i], id))
            return true;
    return false;
}

static void put_objectives(kj_build *b, const kj_course *c)
{
    begin(b, "objectives", "Objectives", objective_columns, KJ_COUNT(objective_columns));
    for (size_t i = 0; i < c->objectives.count; i++) {
        const kj_span id = c->objectives.ptr[i].id;
        size_t slides = 0, items = 0, drills = 0, roleplays = 0;
        for (size_t k = 0; k < c->slides.count; k++)
            slides += holds(c->slides.ptr[k].objectives, id);
        for (size_t k = 0; k < c->items.count; k++)
            items += kj_span_equal(c->items.ptr[k].objective, id);
        for (size_t k = 0; k < c->drills.count; k++)
            drills += kj_span_equal(c->drills.ptr[k].objective, id);
        for (size_t k = 0; k < c->roleplays.count; k++)
            roleplays += holds(c->roleplays.ptr[k].objectives, id);
        kj_cell_put(b, kj_cell_text(id));
        put(b, slides);
        put(b, items);
        put(b, drills);
        put(b, roleplays);
    }
}

static void put_slides(kj_build *b, const kj_course *c)
{
    begin(b, "slides", "Slides", slide_columns, KJ_COUNT(slide_columns));
    for (size_t i = 0; i < c->slides.count; i++) {
        const kj_slide *slide = &c->slides.ptr[i];
        size_t items = 0, drills = 0;
        for (size_t k = 0; k < c->items.count; k++)
            items += kj_span_equal(c->items.ptr[k].explains, slide->id);
        for (size_t k = 0; k < c->drills.count; k++)
            drills += kj_span_equal(c->drills.ptr[k].explains, slide->id);
        kj_cell_put(b, kj_cell_text(slide->id));
        kj_cell_put(b,
                    kj_cell_text(kj_span_of(slide->visual.type ? slide->visual.type->name : "")));
        put(b, kj_slide_characters(slide));
        put(b, kj_utf8_count(slide->notes.plain));
        kj_cell_put(b, kj_cell_number(slide->minutes));
        put(b, items);
        put(b, drills);
    }
}

static void put_roleplays(kj_build *b, const kj_course *c)
{
    begin(b, "roleplays", "Role-plays", roleplay_columns, KJ_COUNT(roleplay_columns));
    for (size_t i = 0; i < c->roleplays.count; i++) {
        const kj_roleplay *play = &c->roleplays.ptr[i];
        kj_arena *scratch = kj_arena_new();
        kj_sink none = kj_sink_silent(); /* what is wrong with it is check's to say */
        const kj_roleplay_proof proof = kj_roleplay_prove(c, play, scratch, &none);
        size_t choices = 0;
        double by_grade[KJ_GRADE_FAILED + 1] = {0};
        for (size_t k = 0; k < play->nodes.count; k++)
            choices += play->nodes.ptr[k].choices.count;
        for (size_t k = 0; k < play->endings.count && k < KJ_ROLEPLAY_ENDINGS_MAX; k++)
            by_grade[play->endings.ptr[k].grade] += proof.path_share[k];
        kj_cell_put(b, kj_cell_text(play->id));
        put(b, play->nodes.count);
        put(b, choices);
        put(b, play->endings.count);
        put(b, play->facts.count);
        kj_cell_put(b, kj_cell_number(proof.paths));
        kj_cell_put(b, kj_cell_share(by_grade[KJ_GRADE_EXCELLENT]));
        kj_cell_put(b, kj_cell_share(by_grade[KJ_GRADE_GOOD]));
        kj_arena_free(scratch);
    }
}

static void put_head(kj_build *b, const kj_course *c)
{
    size_t placements = 0;
    double minutes = 0;
    for (size_t i = 0; i < c->drills.count; i++)
        placements += c->drills.ptr[i].placement;
    for (size_t i = 0; i < c->parts.count; i++)
        minutes += c->parts.ptr[i].minutes;
    kj_head_put(b, "version", KJ_LIT("version"), kj_cell_text(c->version));
    kj_head_put(b, "parts", KJ_LIT("parts"), kj_cell_number((double)c->parts.count));
    kj_head_put(b, "slides", KJ_LIT("slides"), kj_cell_number((double)c->slides.count));
    kj_head_put(b, "items", KJ_LIT("items"), kj_cell_number((double)c->items.count));
    kj_head_put(b, "drills", KJ_LIT("drills"),
                kj_cell_number((double)(c->drills.count - placements)));
    kj_head_put(b, "placements", KJ_LIT("placement tests"), kj_cell_number((double)placements));
    kj_head_put(b, "roleplays", KJ_LIT("role-plays"), kj_cell_number((double)c->roleplays.count));
    kj_head_put(b, "objectives", KJ_LIT("objectives"), kj_cell_number((double)c->objectives.count));
    kj_head_put(b, "terms", KJ_LIT("glossary terms"), kj_cell_number((double)c->terms.count));
    kj_head_put(b, "figures", KJ_LIT("figures"), kj_cell_number((double)c->figures.count));
    kj_head_put(b, "final", KJ_LIT("items in the final test"), kj_cell_number(kj_final_count(c)));
    kj_head_put(b, "minutes", KJ_LIT("minutes in class"), kj_cell_number(minutes));
}

void kj_stats_report(const kj_course *course, kj_arena *arena, kj_report_result *out)
{
    *out = (kj_report_result){
        .key = "stats", .title = course->title, .words = kj_words_for(KJ_LIT("en"))};
    kj_build b = {.arena = arena, .out = out};
    put_head(&b, course);
    put_parts(&b, course);
    put_types(&b, course);
    put_keys(&b, course);
    put_objectives(&b, course);
    put_slides(&b, course);
    put_roleplays(&b, course);
}
