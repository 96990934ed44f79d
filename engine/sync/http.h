/* engine/sync/http.h: one request after another over one connection (libcurl). */
#ifndef KJ_SYNC_HTTP_H
#define KJ_SYNC_HTTP_H

#include "base/diag.h"

typedef struct kj_http kj_http;

/* NULL: reported (E0710).  `auth`: "user:password", wiped by close; NULL: none. */
kj_http *kj_http_open(const char *url, const char *auth, const char *ca_file, double timeout_s,
                      kj_sink *sink);
void kj_http_close(kj_http *http); /* NULL is fine */

typedef struct kj_http_answer {
    long status;          /* 0: none came, `why` says it */
    kj_span body;         /* the first 16 KiB of it */
    double retry_after_s; /* below 0: not said */
    kj_span why;
} kj_http_answer;
/* Redirections are not followed: credentials go to the address that was given. */
kj_http_answer kj_http_post(kj_http *http, kj_span json, kj_arena *arena);

#endif
