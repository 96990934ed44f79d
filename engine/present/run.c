/* engine/present/run.c: a class from its beginning to its end. */
#include "present/inner.h"

#include "os/files.h"

int kj_present_run(const kj_present_options *options)
{
    kj_sink sink = kj_stderr_sink(false);
    kj_presenter presenter;
    int code;

    if (!kj_presenter_open(&presenter, options, &sink))
        code = sink.world > 0 ? 3 : 1;
    else if (options->play.headless)
        code = kj_present_headless(&presenter);
    else
        code = kj_present_windows(&presenter);
    kj_presenter_close(&presenter);
    return code;
}
