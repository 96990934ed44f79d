/* engine/scene/symbol.c: QR codes, by libqrencode. */
#include "scene/symbol.h"

#include <qrencode.h>

#define QUIET 4 /* modules of white round it */

const bool *kj_symbol_make(kj_span bytes, uint32_t *side, kj_arena *arena)
{
    QRcode *code =
        bytes.len > 0 && bytes.len <= KJ_SYMBOL_BYTES_MAX
            ? QRcode_encodeData((int)bytes.len, (const unsigned char *)bytes.ptr, 0, QR_ECLEVEL_M)
            : NULL;
    bool *out = NULL;

    *side = 0;
    if (!code)
        return NULL;
    *side = (uint32_t)code->width;
    out = KJ_NEW(arena, bool, (size_t)*side **side);
    for (size_t i = 0; i < (size_t)*side * *side; i++)
        out[i] = (code->data[i] & 1) != 0;
    QRcode_free(code);
    return out;
}

bool kj_draw_symbol(kj_draw *draw, kj_span bytes, kj_rect square, kj_color ink)
{
    uint32_t side;
    const bool *dark = kj_symbol_make(bytes, &side, draw->scene->arena);
    size_t count = 0;

    if (!dark)
        return false;
    const double module = square.w / (side + 2 * QUIET);
    kj_path_step *steps = KJ_NEW(draw->scene->arena, kj_path_step, 5 * (size_t)side * side);
    for (uint32_t y = 0; y < side; y++)
        for (uint32_t x = 0; x < side; x++) {
            uint32_t end = x;
            while (end < side && dark[y * side + end])
                end++;
            if (end == x)
                continue;
            const double x0 = square.x + (QUIET + x) * module,
                         x1 = square.x + (QUIET + end) * module;
            const double y0 = square.y + (QUIET + y) * module, y1 = y0 + module;
            steps[count++] = (kj_path_step){KJ_PATH_MOVE, {x0}, {y0}};
            steps[count++] = (kj_path_step){KJ_PATH_LINE, {x1}, {y0}};
            steps[count++] = (kj_path_step){KJ_PATH_LINE, {x1}, {y1}};
            steps[count++] = (kj_path_step){KJ_PATH_LINE, {x0}, {y1}};
            steps[count++] = (kj_path_step){.verb = KJ_PATH_CLOSE};
            x = end;
        }
    kj_draw_path(draw, steps, count)->fill = ink;
    return true;
}
