/* engine/player/script_inner.h: a script while it is played, and what it is played on. */
#ifndef KJ_PLAYER_SCRIPT_INNER_H
#define KJ_PLAYER_SCRIPT_INNER_H

#include "player/script.h"

#define KJ_SCRIPT_DEPTH_MAX 32
#define KJ_SCRIPT_INPUT_MS \
    1000 /* passes with every input, so that records look like a person's \
          */

typedef struct kj_script_line {
    size_t offset; /* in the source */
    kj_span word, rest;
    bool block;        /* `if` without a command, `repeat` */
    size_t other, end; /* lines of its `else` (or `end`) and `end` */
} kj_script_line;

typedef struct kj_condition {
    bool no;
    kj_span kind, what;
} kj_condition;

typedef struct kj_script kj_script;

/* Commands and conditions beside the language's own (if, repeat, expect, stop). */
typedef struct kj_script_command_row {
    const char *word;
    bool (*run)(kj_script *script, const kj_script_line *line, kj_span rest); /* false: reported */
} kj_script_command_row;

typedef struct kj_script_condition_row {
    const char *kind;
    bool (*holds)(kj_script *script, kj_span what);
} kj_script_condition_row;

/* What a script is played on. */
typedef struct kj_script_host {
    void *ctx; /* of the rows */
    kj_sink *sink;
    const kj_script_command_row *commands;
    size_t command_count;
    const kj_script_condition_row *conditions;
    size_t condition_count;
    kj_span (*shown)(kj_script *script); /* what is on the screen, for a message: lines */
} kj_script_host;

struct kj_script {
    const kj_script_host *host;
    const kj_source *source;
    kj_arena *arena;
    KJ_LIST(kj_script_line) lines;
    bool stopped;
};

bool kj_script_run(const kj_script_host *host, const kj_source *source);

/* The script that the options name, and the folder for its pictures; false: reported.  `out->text`
 * is empty where there is no script. */
bool kj_script_open(const kj_play_options *options, kj_source *out, kj_arena *arena, kj_sink *sink);

kj_span kj_script_word(kj_span *rest); /* the first word; `rest` is what follows it */
kj_span kj_script_unquote(kj_span text);
bool kj_script_number(kj_span text, uint64_t *out);
bool kj_script_time(kj_span text, int64_t *ms); /* 500ms, 3s */
bool kj_script_size(kj_span text, int *width, int *height);
bool kj_script_names_file(kj_span text); /* a name without a folder */
kj_key kj_script_key(kj_span text);      /* Ctrl+Shift+A */
bool kj_script_fail(kj_script *script, const kj_script_line *line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Of a lesson.  Time passes: what is due on the way happens at its own instant. */
void kj_headless_wait(kj_player *player, int64_t ms);
/* The page anew: after a change of size, theme or scale. */
void kj_headless_redraw(kj_player *player);

#endif
