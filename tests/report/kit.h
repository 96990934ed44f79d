/* tests/report/kit.h: a store in a folder of its own, and reports from it. */
#ifndef KJ_TESTS_REPORT_KIT_H
#define KJ_TESTS_REPORT_KIT_H

#include "record/kit.h"
#include "report/report.h"

/* 2026-11-23T17:40:00+08:00 as the time made, no limits. */
kj_report_request report_request(void);
const kj_report_row *report_row(const char *name);
const kj_report_format *report_format(const char *name);
/* Makes and writes it, or fails the test. */
kj_span report_text(kit *k, kj_store *store, const char *name, const kj_report_request *request,
                    const char *format);

#endif
