/* engine/player/script_texts.c: what of a list can be read. */
#include "player/script.h"

#include "scene/speak.h"

/* Lines of one paragraph follow each other and share its text. */
static bool same_paragraph(const kj_command *a, const kj_command *b)
{
    return b->kind == KJ_DRAW_GLYPHS && a->base.ptr == b->base.ptr && a->base.len == b->base.len;
}

kj_span kj_script_texts(const kj_list *list, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    const kj_command *last = NULL;
    for (size_t i = 0; i < list->commands.count; i++) {
        const kj_command *command = &list->commands.ptr[i];
        if (command->kind != KJ_DRAW_GLYPHS || (last && same_paragraph(command, last)))
            continue;
        kj_put(&out, kj_squeeze(command->base.len > 0 ? command->base : command->text, arena));
        kj_put_char(&out, '\n');
        last = command;
    }
    for (size_t i = 0; i < list->areas.count; i++) {
        kj_put(&out, kj_squeeze(list->areas.ptr[i].label, arena));
        kj_put_char(&out, '\n');
    }
    return kj_put_span(&out);
}

bool kj_script_shows(const kj_list *list, kj_span text)
{
    kj_arena *arena = kj_arena_new();
    const bool shown =
        kj_span_find(kj_script_texts(list, arena), kj_squeeze(text, arena), 0) != SIZE_MAX;
    kj_arena_free(arena);
    return shown;
}

static bool inside(kj_rect outer, kj_rect inner)
{
    return inner.x >= outer.x - 1 && inner.x + inner.w <= outer.x + outer.w + 1 &&
           inner.y >= outer.y && inner.y <= outer.y + outer.h;
}

/* How well an area shows a text: 3 its label is it, 2 its label has it, 1 a text within it has
 * it, 0 not at all. */
static int shows(const kj_list *list, const kj_area *area, kj_span needle, kj_arena *arena)
{
    const kj_span label = kj_squeeze(area->label, arena);
    if (kj_span_equal(label, needle))
        return 3;
    if (kj_span_find(label, needle, 0) != SIZE_MAX)
        return 2;
    for (size_t i = 0; i < list->commands.count; i++) {
        const kj_command *command = &list->commands.ptr[i];
        if (command->kind == KJ_DRAW_GLYPHS && inside(area->rect, command->rect) &&
            kj_span_find(kj_squeeze(command->base, arena), needle, 0) != SIZE_MAX)
            return 1;
    }
    return 0;
}

int kj_script_area(const kj_list *list, kj_span text)
{
    kj_arena *arena = kj_arena_new();
    const kj_span needle = kj_squeeze(text, arena);
    int found = -1, best = 0;
    for (size_t i = 0; i < list->areas.count && needle.len > 0; i++) {
        const kj_area *area = &list->areas.ptr[i];
        if (area->action.len == 0 || area->rect.w <= 0)
            continue;
        const int how = shows(list, area, needle, arena);
        if (how > best) {
            best = how;
            found = (int)i;
        }
    }
    kj_arena_free(arena);
    return found;
}
