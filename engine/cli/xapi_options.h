/* engine/cli/xapi_options.h: what `xapi export` and `sync` take alike. */
#ifndef KJ_CLI_XAPI_OPTIONS_H
#define KJ_CLI_XAPI_OPTIONS_H

#include "xapi/xapi.h"

#define KJ_CLI_COURSES_MAX 64

/* --home, else the name that means nobody in particular; false: reported (E0901). */
bool kj_cli_home(const char *given, kj_span *out, kj_sink *sink);
/* The courses whose statements are made; false: reported. */
bool kj_cli_courses(const char **paths, size_t count, const kj_course **out, kj_arena *arena,
                    kj_sink *sink);

#endif
