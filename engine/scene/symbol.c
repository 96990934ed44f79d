/* engine/scene/symbol.c: QR codes, by libqrencode. */
#include "scene/certificate.h"

#include <qrencode.h>

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
