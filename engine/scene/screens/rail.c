/* engine/scene/screens/rail.c: the signs in the page's right margin: a slide's bookmark and note,
 * and for the mouse what otherwise only has a key: turning the page, the way home, all the keys. */
#include "scene/screens/screens.h"

#include "scene/speak.h"

#define RAIL_WIDTH 60
#define RAIL_TOP 32
#define SIGN_HEIGHT 28

static void ribbon(kj_draw *draw, double cx, double y, bool full)
{
    const kj_point points[] = {
        {cx - 10, y}, {cx + 10, y}, {cx + 10, y + 28}, {cx, y + 20}, {cx - 10, y + 28}};
    if (full) {
        kj_draw_polygon(draw, points, KJ_COUNT(points), KJ_COLOR_ZHU);
        return;
    }
    const kj_point outline[] = {points[0], points[1], points[2], points[3], points[4], points[0]};
    kj_draw_polyline(draw, outline, KJ_COUNT(outline), KJ_COLOR_INK3, 2);
}

static void sheet(kj_draw *draw, double cx, double y, bool full)
{
    kj_draw_box(draw, (kj_rect){cx - 11, y, 22, 28},
                (kj_box_style){.fill = full ? KJ_COLOR_ZHU : KJ_COLOR_CARD,
                               .filled = true,
                               .stroke = full ? KJ_COLOR_ZHU : KJ_COLOR_INK3,
                               .stroked = true,
                               .stroke_width = 2,
                               .radius = 4});
    for (int i = 0; i < 3; i++)
        kj_draw_line(draw, cx - 6, y + 8 + 6 * i, cx + 6, y + 8 + 6 * i,
                     full ? KJ_COLOR_CARD : KJ_COLOR_INK3, 2);
}

static void chevron(kj_draw *draw, double cx, double y, double way)
{
    const kj_point points[] = {
        {cx - 5 * way, y + 3}, {cx + 6 * way, y + 14}, {cx - 5 * way, y + 25}};
    kj_draw_polyline(draw, points, KJ_COUNT(points), KJ_COLOR_INK2, 3);
}

static void onwards(kj_draw *draw, double cx, double y, bool full)
{
    (void)full;
    chevron(draw, cx, y, 1);
}

static void backwards(kj_draw *draw, double cx, double y, bool full)
{
    (void)full;
    chevron(draw, cx, y, -1);
}

static void house(kj_draw *draw, double cx, double y, bool full)
{
    const kj_point roof[] = {{cx - 14, y + 14}, {cx, y + 2}, {cx + 14, y + 14}};
    const kj_point walls[] = {
        {cx - 9, y + 12}, {cx - 9, y + 26}, {cx + 9, y + 26}, {cx + 9, y + 12}};
    (void)full;
    kj_draw_polyline(draw, roof, KJ_COUNT(roof), KJ_COLOR_INK3, 2);
    kj_draw_polyline(draw, walls, KJ_COUNT(walls), KJ_COLOR_INK3, 2);
}

static void keyboard(kj_draw *draw, double cx, double y, bool full)
{
    (void)full;
    kj_draw_box(
        draw, (kj_rect){cx - 15, y + 4, 30, 20},
        (kj_box_style){.stroke = KJ_COLOR_INK3, .stroked = true, .stroke_width = 2, .radius = 4});
    for (int i = 0; i < 4; i++)
        kj_draw_line(draw, cx - 10 + 6 * i, y + 11, cx - 8 + 6 * i, y + 11, KJ_COLOR_INK3, 2);
    kj_draw_line(draw, cx - 8, y + 18, cx + 8, y + 18, KJ_COLOR_INK3, 2);
}

typedef struct sign {
    kj_span key;
    bool full;
    void (*shape)(kj_draw *draw, double cx, double y, bool full);
    size_t area; /* in the list: gets its place */
} sign;

#define SIGNS_MAX 4
typedef struct plate {
    sign signs[SIGNS_MAX];
    size_t count;
} plate;

static double cap_height(void)
{
    return 1.6 * KJ_SIZE_SMALLEST;
}

static double sign_height(void)
{
    return 10 + SIGN_HEIGHT + 8 + cap_height() + 10;
}

/* In the page's right margin, where no visual has its text; on a plate, whatever lies under it. */
static void put_plate(kj_draw *draw, const plate *p, double top)
{
    if (p->count == 0)
        return;
    const double each = sign_height(), x = draw->list.width - RAIL_WIDTH - 2;
    kj_draw_box(draw, (kj_rect){x, top, RAIL_WIDTH, each * (double)p->count},
                (kj_box_style){.fill = KJ_COLOR_CARD,
                               .filled = true,
                               .stroke = KJ_COLOR_LINE,
                               .stroked = true,
                               .stroke_width = 1.5,
                               .radius = 12});
    const double scale = draw->text_scale;
    draw->text_scale = 1; /* the margin does not grow with the letters */
    for (size_t i = 0; i < p->count; i++) {
        const sign *s = &p->signs[i];
        const double y = top + each * (double)i, cx = x + RAIL_WIDTH / 2.0;
        s->shape(draw, cx, y + 10, s->full);
        const kj_draw before = *draw;
        const double w = kj_draw_keycap(draw, 0, 0, s->key, (kj_span){NULL, 0});
        *draw = before;
        kj_draw_keycap(draw, cx - w / 2,
                       y + 10 + SIGN_HEIGHT + 8 + cap_height() / 2 + 0.38 * KJ_SIZE_SMALLEST,
                       s->key, (kj_span){NULL, 0});
        draw->list.areas.ptr[s->area].rect = (kj_rect){x, y, RAIL_WIDTH, each};
    }
    draw->text_scale = scale;
}

/* The area that has the action by its key only; SIZE_MAX: there is none, or the page shows it. */
static size_t key_only(const kj_list *list, const char *action)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < list->areas.count; i++) {
        const kj_area *area = &list->areas.ptr[i];
        if (area->disabled || !kj_span_is(area->action, action))
            continue;
        if (area->role != KJ_ROLE_KEY)
            return SIZE_MAX;
        if (found == SIZE_MAX)
            found = i;
    }
    return found;
}

static void add_key(kj_draw *draw, plate *p, const char *action,
                    void (*shape)(kj_draw *draw, double cx, double y, bool full))
{
    const size_t area = key_only(&draw->list, action);
    if (area != SIZE_MAX)
        p->signs[p->count++] =
            (sign){kj_first_key(draw->list.areas.ptr[area].keys), false, shape, area};
}

/* Elsewhere "next" is to be done with it all, and no arrow leads there. */
static void add_turn(kj_draw *draw, plate *p, const char *action, const char *key,
                     void (*shape)(kj_draw *draw, double cx, double y, bool full))
{
    const size_t area = key_only(&draw->list, action);
    if (area != SIZE_MAX && kj_span_is(kj_first_key(draw->list.areas.ptr[area].keys), key))
        add_key(draw, p, action, shape);
}

static void add_mark(kj_draw *draw, plate *p, const sign *mark, kj_span action, kj_word_id label)
{
    p->signs[p->count] = *mark;
    p->signs[p->count++].area = draw->list.areas.count;
    kj_area *area = kj_draw_area(draw, KJ_ROLE_BUTTON, action, kj_draw_word(draw, label),
                                 (kj_rect){0, 0, 0, 0});
    area->keys = mark->key;
    area->selected = mark->full;
}

static kj_span first_term(const kj_list *list)
{
    for (size_t i = 0; i < list->areas.count; i++)
        if (kj_span_starts(list->areas.ptr[i].action, KJ_LIT("term:")))
            return list->areas.ptr[i].action;
    return (kj_span){NULL, 0};
}

static void add_marks(kj_draw *draw, plate *p, const kj_session *session, uint32_t slide)
{
    kj_arena *arena = draw->scene->arena;
    const kj_span id = draw->scene->course->slides.ptr[slide].id;
    const bool kept = kj_own_get(session->personal, KJ_OWN_BOOKMARK, id).len > 0;
    const bool noted = kj_own_get(session->personal, KJ_OWN_NOTE, id).len > 0;
    const sign bookmark = {KJ_LIT("B"), kept, ribbon, 0}, note = {KJ_LIT("N"), noted, sheet, 0};
    add_mark(draw, p, &bookmark, kj_action(arena, "bookmark", id),
             kept ? KJ_W_BESIDE_BOOKMARKED : KJ_W_BESIDE_BOOKMARK);
    add_mark(draw, p, &note, kj_action(arena, "note", id),
             noted ? KJ_W_BESIDE_NOTED : KJ_W_BESIDE_NOTE);
}

void kj_draw_rail(kj_draw *draw, const kj_session *session)
{
    const bool slide =
        session->screen == KJ_SCREEN_PLACE && session->lesson->place == KJ_PLACE_SLIDE;
    plate upper = {.count = 0}, turns = {.count = 0};
    if (slide && session->personal)
        add_marks(draw, &upper, session, session->lesson->slide);
    add_key(draw, &upper, "home", house);
    add_key(draw, &upper, "help", keyboard);
    add_turn(draw, &turns, "back", "Left", backwards);
    add_turn(draw, &turns, "next", "Right", onwards);
    put_plate(draw, &upper, RAIL_TOP);
    const double low = RAIL_TOP + sign_height() * SIGNS_MAX + 24;
    const double middle = (draw->list.height - sign_height() * (double)turns.count) / 2;
    put_plate(draw, &turns, middle > low ? middle : low);
    const kj_span term = slide ? first_term(&draw->list) : (kj_span){NULL, 0};
    if (term.len)
        kj_key_unless_taken(draw, term, KJ_W_BESIDE_TERMS, "T");
}
