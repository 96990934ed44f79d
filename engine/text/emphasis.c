#include "text/emphasis.h"

#include "text/marks.h"

kj_emphasis kj_emphasis_at(kj_span text, size_t offset)
{
    const uint32_t code = kj_utf8_next(text, &offset);
    if (kj_is_han(code))
        return KJ_EMPHASIS_DOT;
    if (kj_is_western(code, kj_ucd(code)))
        return KJ_EMPHASIS_LINE;
    return code < 0x80 || code == 0x00A0 || code == 0x2019 || code == 0x2011 ? KJ_EMPHASIS_JOIN
                                                                             : KJ_EMPHASIS_NONE;
}
