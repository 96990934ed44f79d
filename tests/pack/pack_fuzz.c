/* tests/pack/pack_fuzz.c: packs of enemies.  Refused, a pack is refused with a reason; taken, its
 * members lie within the file and one behind the other, reading any of them is safe, and what is
 * written of them is a pack again with the same members. */
#include "pack/pack.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every message can be printed. */
static void look_at(void *ctx, const kj_diag *diag)
{
    const kj_span text = kj_diag_text(diag, false, ctx);
    if (text.len == 0 || kj_utf8_bad(text) != SIZE_MAX)
        abort();
}

static void check_members(const kj_zip *zip, kj_span file)
{
    const char *from = file.ptr;
    for (size_t i = 0; i < zip->members.count; i++) {
        const kj_zip_member *member = &zip->members.ptr[i];
        if (member->bytes.ptr < from || member->bytes.ptr > file.ptr + file.len ||
            member->bytes.len > (size_t)(file.ptr + file.len - member->bytes.ptr))
            abort();
        from = member->bytes.ptr + member->bytes.len;
        if (kj_zip_name_fault(member->name) || kj_zip_find(zip, member->name) != member)
            abort();
    }
}

static void check_again(const kj_zip *zip, kj_arena *arena, kj_sink *sink)
{
    kj_zip again;
    kj_zip_member *members = KJ_NEW(arena, kj_zip_member, zip->members.count);
    for (size_t i = 0; i < zip->members.count; i++)
        members[i] = zip->members.ptr[i];
    const kj_span file = kj_zip_write(members, zip->members.count, arena);
    if (!kj_zip_read(file, KJ_LIT("again"), &again, arena, sink) ||
        again.members.count != zip->members.count)
        abort();
    for (size_t i = 0; i < zip->members.count; i++)
        if (!kj_span_equal(again.members.ptr[i].name, zip->members.ptr[i].name) ||
            !kj_span_equal(again.members.ptr[i].bytes, zip->members.ptr[i].bytes) ||
            !kj_zip_is_whole(&again.members.ptr[i]))
            abort();
}

static void check_pack(const kj_pack *pack, kj_sink *sink)
{
    kj_span bytes;
    const size_t before = sink->errors;
    if (kj_pack_prove(pack, sink) != (sink->errors == before))
        abort();
    kj_pack_file(pack, KJ_LIT("course.json"), 100, KJ_NOWHERE, &bytes, sink);
    if (kj_pack_file(pack, KJ_LIT("../manifest.json"), 100, KJ_NOWHERE, &bytes, sink))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kj_arena *arena = kj_arena_new();
    kj_sink sink = {.emit = look_at, .ctx = arena};
    const kj_span file = {(const char *)data, size};
    kj_zip zip;
    if (kj_zip_read(file, KJ_LIT("fuzz.kej"), &zip, arena, &sink)) {
        check_members(&zip, file);
        check_again(&zip, arena, &sink);
    } else if (sink.errors == 0) {
        abort(); /* refused without saying why */
    }
    const size_t before = sink.errors;
    const kj_pack *pack = kj_pack_read(file, KJ_LIT("fuzz.kej"), arena, &sink);
    if ((pack == NULL) != (sink.errors > before))
        abort();
    if (pack)
        check_pack(pack, &sink);
    kj_arena_free(arena);
    return 0;
}
