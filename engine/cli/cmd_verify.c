/* engine/cli/cmd_verify.c: kejian verify: whether a certificate or a pack is as it was written, and
 * by whom. */
#include "base/json.h"
#include "cli/verbs.h"
#include "os/files.h"
#include "pack/pack.h"
#include "paint/attach.h"
#include "record/seal.h"
#include "record/store_path.h"

#include <unistd.h>

#define FILE_BYTES_MAX ((size_t)32 << 20)

typedef struct job {
    const char *path;
    unsigned char known[KJ_SEAL_PUBLIC_BYTES];
    bool has_key;
    kj_arena *arena;
    kj_sink *sink;
} job;

static bool bad(const job *j, const char *why)
{
    kj_report(j->sink, KJ_NOWHERE, "E0806", "%s: %s", j->path, why);
    return false;
}

/* Every byte: the page is the one that was signed, and the rest is what an update of it with these
 * facts is. */
static bool whole(const job *j, kj_span pdf, kj_span sealed, const kj_json *facts)
{
    const kj_json *bytes = kj_json_get(facts, "pdf_bytes"),
                  *hash = kj_json_get(facts, "pdf_blake2b");
    kj_span again;

    if (!bytes || !hash || !(bytes->number >= 0 && bytes->number < (double)pdf.len))
        return bad(j, "altered: the facts do not belong to this page");
    const kj_span body = kj_span_sub(pdf, 0, (size_t)bytes->number);
    if (!kj_span_equal(kj_seal_hash(body, j->arena), hash->string))
        return bad(j, "altered: the page is not the one that was signed");
    if (!kj_pdf_attach(body, KJ_LIT("kejian-facts.json"), sealed, j->arena, &again, j->sink) ||
        !kj_span_equal(again, pdf))
        return bad(j, "altered: something was added to the file or changed in it");
    return true;
}

static bool signed_well(const job *j, kj_seal_state state, const unsigned char *key)
{
    if (state == KJ_SEAL_NONE)
        return bad(j, "there is no signature in it");
    if (state == KJ_SEAL_ALTERED)
        return bad(j, "altered, or signed with another key: the signature does not fit");
    for (size_t i = 0; key && i < KJ_SEAL_PUBLIC_BYTES; i++)
        if (!j->has_key || key[i] != j->known[i])
            return bad(j, "unknown key: the signature fits, but not with the key that is known here"
                          " (name it with --key)");
    return true;
}

static bool verify_line(const job *j, kj_span line)
{
    if (!j->has_key)
        return bad(j, "unknown key: a code's line can be proved only with --key");
    if (!signed_well(j, kj_seal_check_line(line, j->known), NULL))
        return false;
    kj_cli_write(NULL, kj_arena_format(j->arena, "good\n%.*s\n", KJ_ARG(line)), j->sink);
    return true;
}

static kj_span listed(const job *j, const kj_json *facts)
{
    kj_text_buffer out = {.arena = j->arena};

    kj_put(&out, KJ_LIT("good\n"));
    for (const kj_json *m = facts->first; m; m = m->next)
        if (m->type == KJ_JSON_STRING)
            kj_putf(&out, "%.*s: %.*s\n", KJ_ARG(m->key), KJ_ARG(m->string));
        else if (m->type == KJ_JSON_NUMBER)
            kj_putf(&out, "%.*s: %.*g\n", KJ_ARG(m->key), 15, m->number);
    return kj_put_span(&out);
}

static bool verify(const job *j, const kj_source *file)
{
    const bool pdf = kj_span_starts(file->text, KJ_LIT("%PDF-"));
    unsigned char key[KJ_SEAL_PUBLIC_BYTES];
    kj_source sealed = {.name = file->name, .text = file->text};

    if (pdf && !kj_pdf_attached(file->text, &sealed.text))
        return bad(j, "there is no signature in it");
    while (!pdf && sealed.text.len > 0 && sealed.text.ptr[sealed.text.len - 1] == '\n')
        sealed.text.len--;
    if (kj_span_starts(sealed.text, KJ_LIT("kejian|")))
        return verify_line(j, sealed.text);
    if (!signed_well(j, kj_seal_check(sealed.text, key), key))
        return false;
    const kj_json *facts = kj_json_parse(&sealed, j->arena, j->sink);
    const kj_json *number = facts ? kj_json_get(facts, "number") : NULL;
    if (facts && (!number || !kj_seal_number_fits(number->string)))
        return bad(j, "it is signed, but has no number of a certificate");
    if (!facts || (pdf && !whole(j, file->text, sealed.text, facts)))
        return false;
    kj_cli_write(NULL, listed(j, facts), j->sink);
    return true;
}

/* ---- packs ---- */

static bool bad_pack(const job *j, const char *why)
{
    kj_report(j->sink, KJ_NOWHERE, "E1107", "%s: %s", j->path, why);
    return false;
}

/* Without a signature a pack is whole, but of nobody: enough where no key is asked for. */
static bool pack_signed_well(const job *j, kj_seal_state state, const unsigned char *key,
                             bool key_given)
{
    if (state == KJ_SEAL_NONE)
        return !key_given || bad_pack(j, "it is not signed");
    if (!j->has_key || memcmp(key, j->known, KJ_SEAL_PUBLIC_BYTES) != 0)
        return bad_pack(j, "unknown key: the signature fits, but not with the key that is known "
                           "here (name it with --key)");
    return true;
}

static void put_fact(kj_text_buffer *out, const char *name, kj_span value)
{
    if (value.len)
        kj_putf(out, "%s: %.*s\n", name, KJ_ARG(value));
}

static kj_span pack_listed(const job *j, const kj_pack *pack, const unsigned char *key)
{
    const kj_pack_facts *facts = &pack->facts;
    kj_text_buffer out = {.arena = j->arena};
    size_t bytes = 0;

    for (size_t i = 0; i < pack->zip.members.count; i++)
        bytes += pack->zip.members.ptr[i].bytes.len;
    kj_putf(&out, "%s\n", key ? "good" : "whole, not signed");
    put_fact(&out, "course", facts->id);
    put_fact(&out, "version", facts->version);
    put_fact(&out, "title", facts->title);
    put_fact(&out, "engine", facts->engine);
    put_fact(&out, "by", facts->by);
    if (key)
        put_fact(&out, "key", kj_seal_digits(key, j->arena));
    kj_putf(&out, "members: %zu\nbytes: %zu\n", pack->zip.members.count, bytes);
    return kj_put_span(&out);
}

static bool verify_pack(const job *j, bool key_given)
{
    unsigned char key[KJ_SEAL_PUBLIC_BYTES];
    const kj_pack *pack = kj_pack_open(j->path, j->arena, j->sink);

    if (!pack || !kj_pack_prove(pack, j->sink))
        return false;
    const kj_seal_state state = kj_seal_check(pack->manifest, key);
    if (!pack_signed_well(j, state, key, key_given))
        return false;
    const unsigned char *by = state == KJ_SEAL_GOOD ? key : NULL;
    return kj_cli_write(NULL, pack_listed(j, pack, by), j->sink);
}

/* --key, else the key of this machine, where there is one. */
static bool find_key(job *j, const char *given)
{
    if (given)
        return j->has_key = kj_seal_read_public(given, j->known, j->arena, j->sink);
    const char *store = kj_store_path(NULL, j->arena, j->sink);
    if (!store)
        return false;
    const char *path =
        kj_arena_format(j->arena, "%s/device.pub", kj_seal_folder(store, j->arena)).ptr;
    if (access(path, F_OK) != 0)
        return true;
    return j->has_key = kj_seal_read_public(path, j->known, j->arena, j->sink);
}

static int run(int argc, char **argv)
{
    const char *key = NULL, *path = NULL;
    const kj_option_row options[] = {
        {"--key", false, &key, "the public key of who should have signed it"}};
    size_t count;
    kj_sink sink = kj_stderr_sink(false);
    kj_source file;

    if (!kj_options_read(argc, argv, options, KJ_COUNT(options), &path, 1, &count, &sink))
        return KJ_EXIT_USAGE;
    if (!path) {
        kj_report(&sink, KJ_NOWHERE, "E0901", "name the file to verify");
        return KJ_EXIT_USAGE;
    }
    job j = {.path = path, .arena = kj_arena_new(), .sink = &sink};
    int code = KJ_EXIT_DONE;
    const bool good =
        find_key(&j, key) &&
        (kj_pack_path(path)
             ? verify_pack(&j, key != NULL)
             : kj_cli_read(path, FILE_BYTES_MAX, j.arena, &file, &sink) && verify(&j, &file));
    if (!good || sink.errors > 0)
        code = kj_exit_for(&sink);
    kj_arena_free(j.arena);
    return code;
}

const kj_command_row kj_command_verify = {
    .name = "verify",
    .usage =
        "usage: kejian verify FILE [--key device.pub]\n\n"
        "Says `good` and the facts, or what is wrong: altered, signed with a key that is not\n"
        "known here, not signed.  FILE: a certificate's PDF, its facts as JSON, the line that\n"
        "its QR code holds, or - for standard input; or a pack, FILE.kej, which need not be\n"
        "signed unless --key asks for it.  Without --key the key of this machine's own store\n"
        "counts.\n\n"
        "Exit codes: 0 good, 1 not good, 2 wrong usage, 3 the file or key cannot be read.",
    .about = "Proves that a certificate or a pack is as it was written.",
    .run = run,
};
