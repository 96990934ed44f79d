/* tests/record/kit.h: what the tests of the store share: a folder of their own, a sink that
 * remembers, and events to write. */
#ifndef KJ_TESTS_RECORD_KIT_H
#define KJ_TESTS_RECORD_KIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "record/store.h"

typedef struct kit {
    char folder[64]; /* removed at the end */
    kj_arena *arena;
    kj_sink sink;
    kj_text_buffer said; /* every message as text */
} kit;

int kit_set_up(void **state);
int kit_tear_down(void **state);
/* A path in the folder; lives as long as the kit. */
const char *kit_path(kit *k, const char *name);
void kit_forget(kit *k);                       /* the messages so far */
bool kit_said(const kit *k, const char *part); /* is in the messages */
kj_store *kit_open(kit *k, const char *name);  /* for writing; fails the test if it cannot */
void kit_write(kit *k, const char *name, kj_span bytes);
void kit_sql(const char *path, const char *text); /* straight into the file */
int64_t kit_number(const char *path, const char *text);

/* 2026-11-23T09:00:00+08:00 and `seconds` later. */
kj_time kit_time(int64_t seconds);
kj_event kit_answer(const char *learner, const char *attempt, const char *item, int64_t seconds,
                    double score, uint32_t try_count);
kj_event kit_event(kj_event_type type, const char *learner, const char *attempt, const char *object,
                   int64_t seconds);
void kit_append(kit *k, kj_store *store, kj_event event);
/* The whole export as one text. */
kj_span kit_export(kit *k, kj_store *store);
bool kit_import(kit *k, kj_store *store, const char *name, kj_span text, kj_import_count *count);

#endif
