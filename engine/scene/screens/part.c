/* engine/scene/screens/part.c: one part: its slides, its test and role-plays, its drills. */
#include "scene/screens/screens.h"

#include <math.h>

#define GAP 12
#define TALLEST 64
#define LOWEST 44 /* of a line in a list */
#define PROOF 56  /* of a test's and a role-play's */

/* A line that leads somewhere: its words, and at the end how far it is. */
typedef struct entry {
    kj_span action, label, spoken, state;
    kj_span level;    /* of a drill, before the state; empty: it has none */
    bool unlevelled;  /* there is no room for it; it is spoken all the same */
    kj_span brief;    /* instead of the label where that would take two lines; empty: nothing */
    const char *keys; /* NULL: none */
    bool done, bold;
} entry;

static kj_text_style words_style(const entry *e, double size)
{
    return (kj_text_style){.size = size,
                           .leading = 1.3,
                           .role = e->bold ? KJ_FONT_SANS_BOLD : KJ_FONT_SANS,
                           .color = KJ_COLOR_INK};
}

static kj_text_block state_block(kj_draw *draw, const entry *e)
{
    return kj_draw_measure(
        draw, kj_plain(e->state), 0, 0,
        kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, e->done ? KJ_COLOR_SONG : KJ_COLOR_INK2));
}

static kj_text_block level_block(kj_draw *draw, const entry *e)
{
    return kj_draw_measure(draw, kj_plain(e->unlevelled ? (kj_span){NULL, 0} : e->level), 0, 0,
                           kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2));
}

#define INSET 14
#define LEVEL_GAP 16

/* What stands at the end of a line: level, tick, state. */
static double tail_width(kj_draw *draw, const entry *e)
{
    const double level = level_block(draw, e).width, state = state_block(draw, e).width;
    const double badge = e->done ? 2 * kj_draw_size(draw, 13) + 8 : 0;
    return state + badge + level + (level > 0 && state + badge > 0 ? LEVEL_GAP : 0);
}

/* What is left of a line's width for its words. */
static double words_room(kj_draw *draw, const entry *e, double width)
{
    const double tail = tail_width(draw, e);
    return width - 2 * INSET - (tail > 0 ? tail + 12 : 0);
}

static kj_span spoken(const kj_draw *draw, const entry *e)
{
    kj_text_buffer out = {.arena = draw->scene->arena};
    kj_put(&out, e->spoken.len ? e->spoken : e->label);
    const kj_span said[] = {e->level, e->state};
    for (size_t i = 0; i < KJ_COUNT(said); i++) {
        if (said[i].len)
            kj_put(&out, kj_draw_word(draw, KJ_W_SAY_COMMA));
        kj_put(&out, said[i]);
    }
    if (e->done)
        kj_put(&out, kj_draw_word(draw, KJ_W_SAY_DONE));
    return kj_put_span(&out);
}

static void line(kj_draw *draw, const entry *e, kj_rect box, double size)
{
    const kj_text_block state = state_block(draw, e);
    const kj_text_block text = kj_draw_measure(
        draw, kj_plain(e->label), fmax(1, words_room(draw, e, box.w)), 0, words_style(e, size));
    const double badge = kj_draw_size(draw, 13);
    draw->list.overfull += text.height > box.h - 4 || !text.fits ? 1 : 0;
    kj_draw_row(draw, box, KJ_ROW_PLAIN);
    kj_draw_block(draw, &text, box.x + INSET, box.y + (box.h - text.height) / 2);
    if (state.height > 0)
        kj_draw_block(draw, &state, box.x + box.w - INSET - state.width,
                      box.y + (box.h - state.height) / 2);
    if (e->done)
        kj_draw_badge(draw, KJ_BADGE_TICK,
                      box.x + box.w - INSET - state.width - (state.width > 0 ? badge + 8 : badge),
                      box.y + box.h / 2, badge);
    const kj_text_block level = level_block(draw, e);
    if (level.height > 0)
        kj_draw_block(draw, &level, box.x + box.w - INSET - tail_width(draw, e),
                      box.y + (box.h - level.height) / 2);
    kj_area *area = kj_draw_area(draw, KJ_ROLE_BUTTON, e->action, spoken(draw, e), box);
    if (e->keys)
        area->keys = kj_span_of(e->keys);
}

/* Lines of one list are of one size: the largest at which each has its words on one line, else the
 * smallest. */
static double common_size(kj_draw *draw, const entry *entries, size_t count, double width)
{
    for (double size = 28; size >= KJ_SIZE_CAPTION; size -= 2) {
        bool all = true;
        for (size_t i = 0; i < count && all; i++)
            all = kj_draw_measure(draw, kj_plain(entries[i].label), 0, 0,
                                  words_style(&entries[i], size))
                      .width <= words_room(draw, &entries[i], width);
        if (all)
            return size;
    }
    return KJ_SIZE_SMALLEST;
}

/* What would take two lines even in small letters is named briefly; it is spoken in full. */
static void shorten(kj_draw *draw, entry *e, double width)
{
    if (e->brief.len == 0 ||
        kj_draw_measure(draw, kj_plain(e->label), 0, 0, words_style(e, KJ_SIZE_CAPTION)).width <=
            words_room(draw, e, width))
        return;
    e->spoken = e->label;
    e->label = e->brief;
}

static double heading_height(const kj_draw *draw)
{
    return 4 * round(kj_draw_size(draw, 28) * 1.55 / 4) + 8;
}

static void heading(kj_draw *draw, kj_word_id text, kj_span more, double x, double y, double w)
{
    const kj_text_block block = kj_draw_measure(draw, kj_plain(kj_draw_word(draw, text)), 0, 0,
                                                kj_style(28, KJ_FONT_SANS_BOLD, KJ_COLOR_DAI));
    const kj_text_block right = kj_draw_measure(
        draw, kj_plain(more), 0, 0, kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2));
    draw->list.overfull += block.width + 12 + right.width > w ? 1 : 0;
    kj_draw_block(draw, &block, x, y);
    if (right.height > 0)
        kj_draw_block(draw, &right, x + w - right.width, y + block.ascent - right.ascent);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0},
                 kj_say(draw, kj_draw_word(draw, text), more), (kj_rect){x, y, w, block.height});
}

/* A list of entries. */
typedef struct entries {
    entry *ptr;
    size_t count;
} entries;

static entries slide_entries(kj_draw *draw, const kj_session *session, const kj_part *part)
{
    const kj_course *course = draw->scene->course;
    kj_arena *arena = draw->scene->arena;
    entries out = {KJ_NEW(arena, entry, part->slide_count + 1), part->slide_count};
    for (uint32_t i = 0; i < part->slide_count; i++) {
        const kj_slide *slide = &course->slides.ptr[part->first_slide + i];
        const bool seen = kj_lesson_slide(session->lesson, part->first_slide + i)->seen;
        out.ptr[i] = (entry){
            .action = kj_action(arena, "slide", slide->id),
            .label = KJ_DRAW_FILL(draw, KJ_W_SAY_NUMBERED, kj_n("n", part->first_slide + i + 1),
                                  kj_w("text", slide->title.plain)),
            .done = seen,
            .keys = i == 0 ? "S" : NULL,
        };
    }
    return out;
}

static entry test_entry(kj_draw *draw, const kj_session *session, uint32_t p)
{
    const kj_course *course = draw->scene->course;
    const kj_part *part = &course->parts.ptr[p];
    const kj_part_record *record = kj_lesson_part(session->lesson, p);
    kj_arena *arena = draw->scene->arena;
    return (entry){
        .action = kj_action(arena, "test", part->id),
        .label = KJ_DRAW_FILL(draw, KJ_W_PART_TEST, kj_n("n", part->draw)),
        .state = record->tests ? KJ_DRAW_FILL(draw, KJ_W_PART_BEST,
                                              kj_n("points", lrint(record->test_best * 100)))
                               : kj_draw_word(draw, KJ_W_PART_NO_TEST),
        .done = record->tests > 0 && record->test_best >= course->pass.test - 1e-9,
        .bold = true,
        .keys = "T",
    };
}

static entry play_entry(kj_draw *draw, const kj_session *session, uint32_t r, bool first)
{
    const kj_roleplay *play = &draw->scene->course->roleplays.ptr[r];
    const kj_roleplay_record *record = kj_lesson_roleplay(session->lesson, r);
    kj_arena *arena = draw->scene->arena;
    return (entry){
        .action = kj_action(arena, "cover", play->id),
        .label = KJ_DRAW_FILL(draw, KJ_W_PART_ROLEPLAY, kj_w("title", play->title)),
        .brief = play->title,
        .state = record->ended
                     ? KJ_DRAW_FILL(draw, KJ_W_PART_BEST_ENDING,
                                    kj_w("grade", kj_grade_name(draw, record->best_grade)))
                     : kj_draw_word(draw, KJ_W_PART_NO_PLAY),
        .done = record->ended && record->best_grade <= KJ_GRADE_GOOD,
        .bold = true,
        .keys = first ? "R" : NULL,
    };
}

static entries proof_entries(kj_draw *draw, const kj_session *session, uint32_t p)
{
    const kj_part *part = &draw->scene->course->parts.ptr[p];
    entries out = {KJ_NEW(draw->scene->arena, entry, part->roleplay_count + 1), 0};
    if (part->draw > 0)
        out.ptr[out.count++] = test_entry(draw, session, p);
    for (uint32_t i = 0; i < part->roleplay_count; i++)
        out.ptr[out.count++] = play_entry(draw, session, part->first_roleplay + i, i == 0);
    return out;
}

/* ---- drills ---- */

/* A drill's title without the word before its colon, which heads the group. */
static kj_span own_title(const kj_drill *drill, kj_span *group)
{
    const kj_span colon = KJ_LIT("：");
    const size_t at = kj_span_find(drill->title, colon, 0);
    *group = kj_span_sub(drill->title, 0, at == SIZE_MAX ? 0 : at);
    return at == SIZE_MAX ? drill->title
                          : kj_span_sub(drill->title, at + colon.len, drill->title.len);
}

static entry drill_entry(kj_draw *draw, const kj_session *session, uint32_t d, bool next)
{
    const kj_drill *drill = &draw->scene->course->drills.ptr[d];
    const kj_drill_record *record = kj_lesson_drill(session->lesson, d);
    kj_span group;
    entry e = {
        .action = kj_action(draw->scene->arena, "drill", drill->id),
        .label = own_title(drill, &group),
        .spoken = drill->title,
        .done = drill->placement ? record->runs > 0 : record->passed,
        .keys = next ? "D" : NULL,
    };
    if (!drill->placement)
        e.level = KJ_DRAW_FILL(
            draw, KJ_W_PART_LEVEL,
            kj_w("n", kj_number_word(draw->scene->words, drill->level, draw->scene->arena)));
    if (record->runs && !drill->placement && !record->passed)
        e.state = KJ_DRAW_FILL(draw, KJ_W_PART_POINTS, kj_n("points", lrint(record->best * 100)));
    e.unlevelled = e.done || e.state.len > 0; /* how it went tells more */
    return e;
}

typedef struct drill_grid {
    const kj_part *part;
    entries tiles;
    size_t columns, rows;
    double label_w, tile_w, size;
} drill_grid;

/* How many drills from `from` on are of one group. */
static size_t group_length(const kj_draw *draw, const kj_part *part, size_t from)
{
    const kj_drill *drills = &draw->scene->course->drills.ptr[part->first_drill];
    kj_span name, other;
    own_title(&drills[from], &name);
    size_t to = from + 1;
    while (to < part->drill_count) {
        own_title(&drills[to], &other);
        if (!kj_span_equal(name, other))
            break;
        to++;
    }
    return to - from;
}

static kj_text_block group_block(kj_draw *draw, const kj_part *part, size_t first)
{
    kj_span name;
    own_title(&draw->scene->course->drills.ptr[part->first_drill + first], &name);
    return kj_draw_measure(draw, kj_plain(name), 0, 0,
                           kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS_BOLD, KJ_COLOR_INK2));
}

static drill_grid lay_grid(kj_draw *draw, const kj_part *part, entries tiles, double width,
                           size_t columns)
{
    drill_grid g = {.part = part, .tiles = tiles, .columns = columns};
    for (size_t i = 0; i < part->drill_count;) {
        const size_t n = group_length(draw, part, i);
        g.label_w = fmax(g.label_w, group_block(draw, part, i).width);
        g.rows += (n + columns - 1) / columns;
        i += n;
    }
    g.label_w += g.label_w > 0 ? 20 : 0;
    g.tile_w = (width - g.label_w - GAP * (double)(columns - 1)) / (double)columns;
    g.size = common_size(draw, tiles.ptr, tiles.count, g.tile_w);
    return g;
}

static double tile_height(const kj_draw *draw, const drill_grid *g, double height)
{
    const double rows = (double)(g->rows ? g->rows : 1);
    return fmin(kj_draw_size(draw, TALLEST), (height - GAP * (rows - 1)) / rows);
}

static bool grid_fits(kj_draw *draw, const drill_grid *g, double height)
{
    const double h = tile_height(draw, g, height);
    if (h < LOWEST)
        return false;
    for (size_t i = 0; i < g->tiles.count; i++) {
        const double room = words_room(draw, &g->tiles.ptr[i], g->tile_w);
        if (room < 4 * kj_draw_size(draw, g->size) ||
            kj_draw_measure(draw, kj_plain(g->tiles.ptr[i].label), room, 0,
                            words_style(&g->tiles.ptr[i], g->size))
                    .height > h - 4)
            return false;
    }
    return true;
}

/* As many columns as leave the words on one line each; else as many as hold them at all. */
static drill_grid choose_grid(kj_draw *draw, const kj_part *part, entries tiles, kj_rect box)
{
    drill_grid best = lay_grid(draw, part, tiles, box.w, 3);
    bool found = false;
    for (size_t columns = 3; columns > 0; columns--) {
        const drill_grid g = lay_grid(draw, part, tiles, box.w, columns);
        if (!grid_fits(draw, &g, box.h))
            continue;
        if (!found || (best.size <= KJ_SIZE_SMALLEST && g.size > KJ_SIZE_SMALLEST))
            best = g;
        found = true;
    }
    return best;
}

#define LEVEL_COSTS 4 /* what titles may become smaller for it */

/* Levels are shown where the titles stay about as large, and on one line each. */
static bool levels_have_room(kj_draw *draw, const drill_grid *g, kj_rect box)
{
    entries plain = {KJ_NEW(draw->scene->arena, entry, g->tiles.count + 1), g->tiles.count};
    for (size_t i = 0; i < plain.count; i++) {
        plain.ptr[i] = g->tiles.ptr[i];
        plain.ptr[i].unlevelled = true;
    }
    const drill_grid without = choose_grid(draw, g->part, plain, box);
    return grid_fits(draw, g, box.h) && g->size >= without.size - LEVEL_COSTS &&
           g->size > KJ_SIZE_SMALLEST;
}

/* A group of drills a line or more; returns the height. */
static double put_grid(kj_draw *draw, const drill_grid *g, kj_rect box)
{
    const double h = tile_height(draw, g, box.h);
    draw->list.overfull += h < LOWEST ? 1 : 0;
    double y = box.y;
    for (size_t i = 0; i < g->part->drill_count;) {
        const size_t n = group_length(draw, g->part, i);
        const kj_text_block name = group_block(draw, g->part, i);
        kj_draw_block(draw, &name, box.x, y + (h - name.height) / 2);
        for (size_t k = 0; k < n; k++)
            line(draw, &g->tiles.ptr[i + k],
                 (kj_rect){box.x + g->label_w + (g->tile_w + GAP) * (double)(k % g->columns),
                           y + (h + GAP) * (double)(k / g->columns), g->tile_w, h},
                 g->size);
        y += (h + GAP) * (double)((n + g->columns - 1) / g->columns);
        i += n;
    }
    return y - GAP - box.y;
}

static void drills(kj_draw *draw, const kj_session *session, const kj_part *part, kj_rect box)
{
    const kj_course *course = draw->scene->course;
    uint32_t passed = 0, count = 0, next = KJ_NONE;
    for (uint32_t d = part->first_drill; d < part->first_drill + part->drill_count; d++) {
        if (course->drills.ptr[d].placement)
            continue;
        count++;
        passed += kj_lesson_drill(session->lesson, d)->passed;
        if (next == KJ_NONE && !kj_lesson_drill(session->lesson, d)->passed)
            next = d;
    }
    heading(draw, KJ_W_PART_DRILLS,
            KJ_DRAW_FILL(draw, KJ_W_PART_DRILLS_PASSED, kj_n("n", passed), kj_n("all", count)),
            box.x, box.y, box.w);
    entries tiles = {KJ_NEW(draw->scene->arena, entry, part->drill_count), part->drill_count};
    for (uint32_t i = 0; i < part->drill_count; i++)
        tiles.ptr[i] =
            drill_entry(draw, session, part->first_drill + i, part->first_drill + i == next);
    const double top = heading_height(draw);
    const kj_rect room = {box.x, box.y + top, box.w, box.h - top};
    drill_grid grid = choose_grid(draw, part, tiles, room);
    if (!levels_have_room(draw, &grid, room)) {
        for (size_t i = 0; i < tiles.count; i++)
            tiles.ptr[i].unlevelled = true;
        grid = choose_grid(draw, part, tiles, room);
    }
    put_grid(draw, &grid, room);
}

/* ---- the page ---- */

/* Heading and lines of a height; returns what it takes. */
static double list(kj_draw *draw, kj_word_id title, kj_span more, entries e, kj_rect box,
                   double height, double gap)
{
    if (e.count == 0)
        return 0;
    heading(draw, title, more, box.x, box.y, box.w);
    for (size_t i = 0; i < e.count; i++)
        shorten(draw, &e.ptr[i], box.w);
    const double size = common_size(draw, e.ptr, e.count, box.w);
    double y = box.y + heading_height(draw);
    for (size_t i = 0; i < e.count; i++) {
        line(draw, &e.ptr[i], (kj_rect){box.x, y, box.w, height}, size);
        y += height + gap;
    }
    return y - gap - box.y;
}

#define CLOSE 8    /* between lines, where there are many */
#define BETWEEN 28 /* two lists */

/* How high lines are: those of slides, and those of test and role-plays. */
typedef struct line_heights {
    double slide, proof, gap;
} line_heights;

static line_heights share_height(const kj_draw *draw, size_t slides, size_t proofs, bool stacked,
                                 double height, double gap)
{
    const size_t most = slides > proofs ? slides : proofs;
    const double n = (double)(stacked ? slides + proofs : most);
    const double fixed =
        heading_height(draw) * (stacked ? 2 : 1) + (stacked ? BETWEEN - gap : 0) + gap * (n - 1);
    line_heights h = {.slide = fmin(kj_draw_size(draw, TALLEST), (height - fixed) / fmax(1, n)),
                      .gap = gap};
    h.proof = fmax(PROOF, h.slide);
    if (stacked && h.slide < PROOF)
        h.slide = (height - fixed - h.proof * (double)proofs) / fmax(1, (double)slides);
    return h;
}

/* The slides, and what proves that they were understood: one under the other, or side by side.
 * Returns the height. */
static double lists(kj_draw *draw, const kj_session *session, uint32_t p, kj_rect box, bool beside)
{
    const kj_part *part = &draw->scene->course->parts.ptr[p];
    const entries s = slide_entries(draw, session, part), c = proof_entries(draw, session, p);
    uint32_t seen = 0;
    for (size_t i = 0; i < s.count; i++)
        seen += s.ptr[i].done;
    const kj_span more =
        KJ_DRAW_FILL(draw, KJ_W_PART_PAGES_SEEN, kj_n("n", seen), kj_n("all", part->slide_count));
    const bool both = c.count > 0, stacked = both && !beside;
    line_heights h = share_height(draw, s.count, c.count, stacked, box.h, GAP);
    if (h.slide < LOWEST)
        h = share_height(draw, s.count, c.count, stacked, box.h, CLOSE);
    draw->list.overfull += h.slide < LOWEST ? 1 : 0;
    const double gap = 24, width = both && beside ? (box.w - gap) / 2 : box.w;
    const double used =
        list(draw, KJ_W_PART_PAGES, more, s, (kj_rect){box.x, box.y, width, 0}, h.slide, h.gap);
    if (!both)
        return used;
    const kj_rect under = {box.x, box.y + used + BETWEEN, width, 0};
    const kj_rect right = {box.x + width + gap, box.y, width, 0};
    const double proofs =
        list(draw, KJ_W_PART_PROOF, (kj_span){NULL, 0}, c, beside ? right : under, h.proof, h.gap);
    return beside ? fmax(used, proofs) : used + BETWEEN + proofs;
}

static void keys(kj_draw *draw)
{
    const kj_button actions[] = {
        {.action = KJ_LIT("home"), .label = kj_draw_word(draw, KJ_W_KEY_HOME), .keys = "Escape"},
        {.label = kj_draw_word(draw, KJ_W_PART_CHOOSE), .keys = "Tab"},
        {.label = kj_draw_word(draw, KJ_W_PART_ENTER), .keys = "Return"},
        {.action = KJ_LIT("screen:search"),
         .label = kj_draw_word(draw, KJ_W_LIST_SEARCH),
         .keys = "/ F3"},
        {.action = KJ_LIT("help"), .label = kj_draw_word(draw, KJ_W_KEY_ALL), .keys = "?"}};
    kj_draw_foot_actions(draw, actions, KJ_COUNT(actions), (kj_span){NULL, 0});
    kj_draw_key_only(draw, "home", KJ_W_KEY_HOME, "Escape H");
    kj_draw_key_only(draw, "next", KJ_W_PART_GO_ON, "Right PageDown");
    kj_draw_key_only(draw, "back", KJ_W_PART_TO_PAGES, "Left Backspace PageUp");
}

static void page(kj_draw *draw, const kj_session *session, kj_span standing)
{
    const kj_part *part = &draw->scene->course->parts.ptr[session->part];
    const kj_span eyebrow =
        part->number > 0
            ? KJ_DRAW_FILL(draw, KJ_W_PART_HEADING,
                           kj_w("part", kj_part_name(draw->scene->words, part, draw->scene->arena)),
                           kj_w("title", part->verb))
            : part->verb;
    kj_rect box = kj_draw_head(draw, eyebrow, kj_plain(part->title), kj_plain(standing));
    box.y -= 12;
    box.h += 28;
    if (part->drill_count == 0) {
        lists(draw, session, session->part, box, false);
    } else if (draw->list.width >= 1300) {
        const double left = box.w * (box.w > 1400 ? 0.36 : 0.35), gap = box.w > 1400 ? 48 : 36;
        lists(draw, session, session->part, (kj_rect){box.x, box.y, left, box.h}, false);
        drills(draw, session, part,
               (kj_rect){box.x + left + gap, box.y, box.w - left - gap, box.h});
    } else {
        /* Many slides take what they need; the tiles of drills can be lower. */
        const double slides =
            heading_height(draw) + (LOWEST + GAP) * (double)part->slide_count - GAP;
        const double used = lists(draw, session, session->part,
                                  (kj_rect){box.x, box.y, box.w, fmax(box.h * 0.42, slides)}, true);
        drills(draw, session, part,
               (kj_rect){box.x, box.y + used + BETWEEN, box.w, box.h - used - BETWEEN});
    }
    keys(draw);
}

/* With large letters the lists need the room of what stands under the title. */
void kj_screen_part(kj_draw *draw, const kj_session *session)
{
    const kj_draw before = *draw;
    page(draw, session, kj_part_standing(draw, session->lesson, session->part));
    if (draw->list.overfull == before.list.overfull)
        return;
    *draw = before;
    page(draw, session, (kj_span){NULL, 0});
}
