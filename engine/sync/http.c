/* engine/sync/http.c: see http.h. */
#include "sync/http.h"

#include "xapi/xapi.h"

#include <curl/curl.h>
#include <sodium.h>
#include <stdlib.h>

#define BODY_MAX ((size_t)16 << 10)

struct kj_http {
    CURL *curl;
    struct curl_slist *headers;
    char *auth;
    size_t auth_len;
    char error[CURL_ERROR_SIZE];
};

static char *copy_secret(const char *secret, size_t *len)
{
    *len = strlen(secret);
    char *copy = malloc(*len + 1);
    if (copy)
        memcpy(copy, secret, *len + 1);
    return copy;
}

static bool set_up(kj_http *http, const char *url, const char *ca_file, double timeout_s)
{
    CURL *curl = http->curl;
    static const char version[] = "X-Experience-API-Version: " KJ_XAPI_VERSION;
    static const char *const headers[] = {"Content-Type: application/json", version, "Expect:"};
    for (size_t i = 0; i < KJ_COUNT(headers); i++) {
        struct curl_slist *more = curl_slist_append(http->headers, headers[i]);
        if (!more)
            return false;
        http->headers = more;
    }
    return curl_easy_setopt(curl, CURLOPT_URL, url) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_HTTPHEADER, http->headers) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, http->error) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)(timeout_s * 1000)) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_USERAGENT, "kejian") == CURLE_OK &&
           (!ca_file || curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file) == CURLE_OK) &&
           (!http->auth || (curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC) == CURLE_OK &&
                            curl_easy_setopt(curl, CURLOPT_USERPWD, http->auth) == CURLE_OK));
}

kj_http *kj_http_open(const char *url, const char *auth, const char *ca_file, double timeout_s,
                      kj_sink *sink)
{
    kj_http *http = NULL;
    if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
        http = calloc(1, sizeof *http);
    if (http) {
        http->curl = curl_easy_init();
        if (auth)
            http->auth = copy_secret(auth, &http->auth_len);
        if (http->curl && (http->auth || !auth) && set_up(http, url, ca_file, timeout_s))
            return http;
    }
    kj_http_close(http);
    kj_report(sink, KJ_NOWHERE, "E0710", "%s cannot be asked: libcurl does not take it", url);
    return NULL;
}

void kj_http_close(kj_http *http)
{
    if (!http)
        return;
    curl_easy_cleanup(http->curl);
    curl_slist_free_all(http->headers);
    if (http->auth)
        sodium_memzero(http->auth, http->auth_len);
    free(http->auth);
    free(http);
    curl_global_cleanup();
}

/* All of the body is read, so that the connection can be used again; what is kept is short. */
static size_t take_body(char *bytes, size_t size, size_t count, void *ctx)
{
    kj_text_buffer *body = ctx;
    const size_t len = size * count, room = BODY_MAX - body->len;
    kj_put(body, (kj_span){bytes, len < room ? len : room});
    return len;
}

kj_http_answer kj_http_post(kj_http *http, kj_span json, kj_arena *arena)
{
    kj_text_buffer body = {.arena = arena};
    kj_http_answer answer = {.retry_after_s = -1};
    curl_off_t retry = 0;
    http->error[0] = '\0';
    curl_easy_setopt(http->curl, CURLOPT_POSTFIELDS, json.ptr);
    curl_easy_setopt(http->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)json.len);
    curl_easy_setopt(http->curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(http->curl, CURLOPT_WRITEDATA, &body);
    const CURLcode done = curl_easy_perform(http->curl);
    if (done != CURLE_OK) {
        answer.why = kj_arena_copy(
            arena, kj_span_of(http->error[0] ? http->error : curl_easy_strerror(done)));
        return answer;
    }
    curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &answer.status);
    if (curl_easy_getinfo(http->curl, CURLINFO_RETRY_AFTER, &retry) == CURLE_OK && retry > 0)
        answer.retry_after_s = (double)retry;
    answer.body = kj_put_span(&body);
    return answer;
}
