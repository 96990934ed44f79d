/* engine/author/markup.c: plain text as a text of a course. */
#include "author/markup.h"

kj_span kj_markup_escape(kj_span plain, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    for (size_t i = 0; i < plain.len; i++) {
        const char c = plain.ptr[i];
        if (c != '\0' && strchr("*=[]`{}\\", c))
            kj_put_char(&out, '\\');
        kj_put_char(&out, c == '\n' || c == '\t' || c == '\r' ? ' ' : c);
    }
    return kj_put_span(&out);
}
