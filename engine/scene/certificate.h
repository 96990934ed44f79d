/* engine/scene/certificate.h: the certificate, and for who is not there yet the learning record:
 * A4 across, in half points as the handouts; white whatever the theme. */
#ifndef KJ_SCENE_CERTIFICATE_H
#define KJ_SCENE_CERTIFICATE_H

#include "scene/symbol.h"

typedef struct kj_certificate_page {
    bool record;              /* not a certificate, but 学习记录 */
    kj_span name, department; /* department may be empty */
    kj_date from, to, issued; /* local days */
    uint32_t parts, done;     /* numbered parts: all, and those that are passed */
    double score;             /* out of 100 */
    kj_word_id level;         /* KJ_W_CERTIFICATE_…; a certificate's only */
    kj_span issuer;           /* may be empty */
    kj_span number, version;
    double hours;   /* 0: not said */
    kj_span symbol; /* what the QR code holds, at most KJ_SYMBOL_BYTES_MAX */
} kj_certificate_page;

/* What cannot fit is reported as E0605. */
kj_list kj_certificate_draw(const kj_scene *scene, const kj_certificate_page *page);

#endif
