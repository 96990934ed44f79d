/* engine/player/certificate.h: the certificate of who has passed a course, or the learning record
 * of who has begun it: a signed PDF, for the command line and for the window. */
#ifndef KJ_PLAYER_CERTIFICATE_H
#define KJ_PLAYER_CERTIFICATE_H

#include "record/store.h"
#include "scene/scene.h"

typedef struct kj_certificate_order {
    const kj_course *course;
    kj_store *store;
    const char *store_path;     /* the device's key is beside it */
    kj_span learner;            /* on the roster */
    bool record;                /* the learning record, passed or not */
    const kj_words *words;      /* the sheet's; NULL: zh-Hans */
    const kj_theme *theme;      /* gives its logo and its fonts; may be NULL */
    const kj_font_files *fonts; /* mapped already; NULL: none (os/fontfiles.h) */
    kj_time now;                /* the day of issue */
} kj_certificate_order;

typedef struct kj_certificate_made {
    kj_span pdf, number;
} kj_certificate_made;

/* Of the attempt with the best result.  false: reported; not on the roster E0804, not begun or not
 * passed E0805, no key E0707.  The result lives in `arena`. */
bool kj_certificate_make(const kj_certificate_order *order, kj_certificate_made *out,
                         kj_arena *arena, kj_sink *sink);

#endif
