/* engine/live/page.c: the page for phones, assets/live/page.html, in the class's language. */
#include "live/inner.h"

typedef enum page_value {
    PAGE_NOTHING,
    PAGE_LANGUAGE,
    PAGE_TITLE,
    PAGE_GROUP,
    PAGE_CLIENT /* the phone's id */
} page_value;

/* One of the three. */
typedef struct piece {
    kj_span text;
    kj_word_id word;
    page_value value;
} piece;

#include "page_pieces.h" /* policy, pieces */

const char *const kj_live_policy = policy;

static void put_value(kj_text_buffer *out, page_value value, const kj_live_options *options)
{
    switch (value) {
    case PAGE_LANGUAGE:
        kj_wire_put_html(out, kj_words_language(options->words));
        break;
    case PAGE_TITLE:
        kj_wire_put_html(out, options->title);
        break;
    case PAGE_GROUP:
        if (options->group.len > 0)
            kj_put(out, KJ_LIT(" \xC2\xB7 ")); /* a middle dot */
        kj_wire_put_html(out, options->group);
        break;
    case PAGE_NOTHING:
    case PAGE_CLIENT:
        break;
    }
}

void kj_live_page_make(kj_live *live, const kj_live_options *options)
{
    kj_text_buffer out = {.arena = live->arena};
    for (size_t i = 0; i < KJ_COUNT(pieces); i++) {
        const piece *p = &pieces[i];
        if (p->value == PAGE_CLIENT) {
            live->page_before = kj_put_span(&out);
            out = (kj_text_buffer){.arena = live->arena};
        }
        kj_put(&out, p->text);
        if (p->word != KJ_W_NONE)
            kj_wire_put_html(&out, kj_words_get(options->words, p->word));
        put_value(&out, p->value, options);
    }
    live->page_after = kj_put_span(&out);
}
