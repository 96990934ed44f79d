/* tests/report/kit.c: a store in a folder of its own, and reports from it. */
#include "report/kit.h"

kj_report_request report_request(void)
{
    kj_report_request request = {.since = KJ_NO_DAY, .until = KJ_NO_DAY, .at = KJ_NO_DAY};

    assert_true(kj_time_read(KJ_LIT("2026-11-23T17:40:00.000+08:00"), &request.now));
    return request;
}

const kj_report_row *report_row(const char *name)
{
    for (size_t i = 0; i < kj_report_count; i++)
        if (strcmp(kj_reports[i]->name, name) == 0)
            return kj_reports[i];
    fail_msg("no report '%s'", name);
    return NULL;
}

const kj_report_format *report_format(const char *name)
{
    for (size_t i = 0; i < kj_report_format_count; i++)
        if (strcmp(kj_report_formats[i]->name, name) == 0)
            return kj_report_formats[i];
    fail_msg("no format '%s'", name);
    return NULL;
}

kj_span report_text(kit *k, kj_store *store, const char *name, const kj_report_request *request,
                    const char *format)
{
    kj_report_result result;

    if (!report_row(name)->make(store, request, k->arena, &result, &k->sink))
        fail_msg("%.*s", KJ_ARG(kj_put_span(&k->said)));
    return report_format(format)->write(&result, k->arena);
}
