/* engine/cli/commands.c: the subcommands, as --help lists them.  A new one is a line here and a
 * file cmd_NAME.c that defines `const kj_command_row kj_command_NAME`. */
#include "cli/command.h"

#define KJ_COMMANDS(X) \
    X(play) \
    X(present) \
    X(check) \
    X(new) \
    X(render) \
    X(layout) \
    X(simulate) \
    X(stats) \
    X(diff) \
    X(import) \
    X(translate) \
    X(schema) \
    X(pack) \
    X(learners) \
    X(events) \
    X(report) \
    X(certificate) \
    X(verify) \
    X(xapi) \
    X(sync) \
    X(drill)

#define DECLARED(name) extern const kj_command_row kj_command_##name;
KJ_COMMANDS(DECLARED)
#undef DECLARED

#define ADDRESS(name) &kj_command_##name,
const kj_command_row *const kj_command_rows[] = {KJ_COMMANDS(ADDRESS)};
#undef ADDRESS

const size_t kj_command_row_count = KJ_COUNT(kj_command_rows);
