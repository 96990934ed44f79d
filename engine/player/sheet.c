/* engine/player/sheet.c: the certificate, or before that the learning record, from within the
 * window: to the learner's documents, and said where. */
#include "player/inner.h"

#include "os/documents.h"
#include "os/files.h"
#include "player/certificate.h"

#include <stdlib.h>

/* Home said as "~", so that the notice is short. */
static kj_span short_path(const char *path, kj_arena *arena)
{
    const char *home = getenv("HOME");
    const kj_span whole = kj_span_of(path);

    if (home && home[1] && kj_span_starts(whole, kj_span_of(home)))
        return kj_arena_format(arena, "~%s", path + kj_span_of(home).len);
    return whole;
}

/* Employee numbers may hold a slash. */
static kj_span file_name(const kj_player *player, kj_word_id title, kj_arena *arena)
{
    const kj_span name =
        kj_arena_format(arena, "%.*s-%.*s-%.*s.pdf", KJ_ARG(kj_words_get(player->words, title)),
                        KJ_ARG(player->course->id), KJ_ARG(player->learner));
    char *bytes = kj_arena_take(arena, name.len + 1, 1, 1);
    for (size_t i = 0; i < name.len; i++)
        bytes[i] = name.ptr[i] == '/' || name.ptr[i] == ' ' ? '_' : name.ptr[i];
    return (kj_span){bytes, name.len};
}

/* What is to be told: where it is, or why it is not. */
static kj_word_id save(kj_player *player, bool record, kj_span *path)
{
    const kj_certificate_order order = {.course = player->course,
                                        .store = player->store,
                                        .store_path = player->options->store_path,
                                        .learner = player->learner,
                                        .record = record,
                                        .words = player->words,
                                        .theme = player->given_theme,
                                        .fonts = &player->files,
                                        .now = kj_player_now(player)};
    const kj_span folder = kj_documents_folder(player->call);
    kj_certificate_made made;

    if (folder.len == 0) {
        kj_report(player->sink, KJ_NOWHERE, "E0903", "there is no home folder to write to");
        return KJ_W_NOTICE_NO_FOLDER;
    }
    *path = kj_arena_format(
        player->call, "%.*s/%.*s", KJ_ARG(folder),
        KJ_ARG(file_name(player, record ? KJ_W_CERTIFICATE_RECORD_TITLE : KJ_W_CERTIFICATE_TITLE,
                         player->call)));
    if (!kj_certificate_make(&order, &made, player->call, player->sink))
        return KJ_W_NOTICE_NO_SHEET;
    return kj_file_write(path->ptr, made.pdf, player->sink) ? KJ_W_NOTICE_SHEET
                                                            : KJ_W_NOTICE_NO_FOLDER;
}

void kj_player_sheet(kj_player *player)
{
    kj_span path = {NULL, 0};

    const size_t errors = player->sink->errors;
    kj_learner known;

    /* The sheet bears a name: who is not on the roster yet is asked for it. */
    if (!kj_learner_get(player->store, player->learner, &known, player->call, player->sink) &&
        player->sink->errors == errors) {
        kj_who_open_own(&player->session, player->learner);
        return;
    }
    const kj_word_id told = save(player, !player->lesson->passed, &path);
    const bool saved = told == KJ_W_NOTICE_SHEET;
    const kj_span said = saved ? KJ_FILL(player->words, player->call, told,
                                         kj_w("path", short_path(path.ptr, player->call)))
                               : kj_words_get(player->words, told);
    kj_player_tell(player, said, !saved);
}
