/* engine/cli/xapi_options.c: see xapi_options.h. */
#include "cli/xapi_options.h"

#include "load/load.h"

bool kj_cli_home(const char *given, kj_span *out, kj_sink *sink)
{
    *out = given ? kj_span_of(given) : KJ_LIT(KJ_XAPI_HOME);
    if (kj_xapi_home_good(*out))
        return true;
    kj_report_hint(sink, KJ_NOWHERE, "E0901", KJ_LIT("as in https://training.example.com/kejian/"),
                   "--home %.*s: an absolute http or https IRI in ASCII is wanted, a slash at its "
                   "end",
                   KJ_ARG(*out));
    return false;
}

bool kj_cli_courses(const char **paths, size_t count, const kj_course **out, kj_arena *arena,
                    kj_sink *sink)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = kj_load_course(paths[i], arena, sink);
        if (!out[i])
            return false;
    }
    return true;
}
