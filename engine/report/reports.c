/* engine/report/reports.c: the reports and the formats there are, a row each. */
#include "report/formats.h"

const kj_report_row *const kj_reports[] = {
    &kj_report_completion,
    &kj_report_learner,
    &kj_report_class,
    &kj_report_rehearsal,
};
const size_t kj_report_count = KJ_COUNT(kj_reports);

const kj_report_format *const kj_report_formats[] = {
    &kj_format_text,
    &kj_format_csv,
    &kj_format_json,
};
const size_t kj_report_format_count = KJ_COUNT(kj_report_formats);
