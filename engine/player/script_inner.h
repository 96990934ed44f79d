/* engine/player/script_inner.h: a script while it is played. */
#ifndef KJ_PLAYER_SCRIPT_INNER_H
#define KJ_PLAYER_SCRIPT_INNER_H

#include "player/script.h"

#define KJ_SCRIPT_DEPTH_MAX 32

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

typedef struct kj_script {
    kj_player *player;
    const kj_source *source;
    kj_arena *arena;
    KJ_LIST(kj_script_line) lines;
    bool stopped;
} kj_script;

kj_span kj_script_word(kj_span *rest); /* the first word; `rest` is what follows it */
kj_span kj_script_unquote(kj_span text);
bool kj_script_number(kj_span text, uint64_t *out);
bool kj_script_fail(kj_script *script, const kj_script_line *line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool kj_script_expect(kj_script *script, const kj_script_line *line, kj_span rest);
/* Any line but `if` and `repeat`. */
bool kj_script_command(kj_script *script, const kj_script_line *line);

/* Time passes: what is due on the way happens at its own instant. */
void kj_headless_wait(kj_player *player, int64_t ms);
/* The page anew: after a change of size, theme or scale. */
void kj_headless_redraw(kj_player *player);

#endif
