/* engine/sync/sync.h: sends the record to a Learning Record Store (xAPI 1.0.3), as statements.
 *
 * What has been settled stands in the store's outbox (record/outbox.h), so that whoever is killed,
 * or loses the network, goes on there; a statement that arrives twice is the same one by its id.
 *
 *   2xx             sent
 *   400             a statement is bad: the batch is halved until it is found, kept back and named
 *   409             the same for one that the store has with other content; never tried again
 *   413             halved; one event that is too large alone is kept back
 *   401, 403        stops: the credentials are wrong
 *   429, 5xx, time-outs, broken connections: tried again, after 1, 2, 4 … seconds, each shortened
 *                   at random to no less than a half, or after Retry-After; at most `wait_s`
 *   everything else stops: that is no Learning Record Store */
#ifndef KJ_SYNC_SYNC_H
#define KJ_SYNC_SYNC_H

#include "record/outbox.h"
#include "xapi/xapi.h"

#define KJ_SYNC_BATCH 100                       /* events of a request */
#define KJ_SYNC_BATCH_BYTES ((size_t)512 << 10) /* statements of a request, about */

typedef struct kj_sync_options {
    const char *url;       /* of the endpoint; "/statements" is put behind it */
    const char *auth_file; /* one line, user:password; NULL: none.  Only its owner may read it */
    const char *ca_file;   /* certificates to trust instead of the system's; NULL: the system's */
    const kj_course *const *courses;
    size_t course_count;
    kj_xapi_options xapi;                     /* without names */
    uint32_t tries;                           /* of one request, before it is given up */
    double wait_s;                            /* at most, between them */
    double timeout_s;                         /* of one request */
    void (*progress)(void *ctx, size_t sent); /* may be NULL */
    void *progress_ctx;
} kj_sync_options;

typedef struct kj_sync_count {
    size_t statements, events; /* sent now */
    size_t refused;            /* events kept back now, each reported (E0813, E0814) */
} kj_sync_count;

/* false: reported: E0710 cannot be reached or answers what no such store does, E0711 lets nobody
 * in, E0902 or E0707 of the file, E07… of the store.  What was sent before is settled. */
bool kj_sync(kj_store *store, const kj_sync_options *options, kj_sync_count *count, kj_sink *sink);

#endif
