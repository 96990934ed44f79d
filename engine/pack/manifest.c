/* engine/pack/manifest.c: what a pack says of itself. */
#include "pack/manifest.h"

#include "base/json.h"

#include <math.h>

/* ---- writing ---- */

static void put_text(kj_text_buffer *out, const char *key, kj_span value)
{
    kj_putf(out, ",\n\"%s\":", key);
    kj_json_put_string(out, value);
}

static void put_member(kj_text_buffer *out, const kj_zip_member *member)
{
    const kj_sha256 hash = kj_sha256_of(member->bytes);
    kj_put(out, KJ_LIT("{\"name\":"));
    kj_json_put_string(out, member->name);
    kj_putf(out, ",\"bytes\":%zu,\"sha256\":\"", member->bytes.len);
    for (size_t i = 0; i < KJ_SHA256_BYTES; i++)
        kj_putf(out, "%02x", hash.bytes[i]);
    kj_put(out, KJ_LIT("\"}"));
}

kj_span kj_pack_manifest(const kj_pack_facts *facts, const kj_zip_member *members, size_t count,
                         kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena};
    kj_putf(&out, "{\"format\":%d", KJ_PACK_FORMAT);
    put_text(&out, "engine", facts->engine);
    kj_put(&out, KJ_LIT(",\n\"course\":{\"id\":"));
    kj_json_put_string(&out, facts->id);
    kj_put(&out, KJ_LIT(",\"version\":"));
    kj_json_put_string(&out, facts->version);
    kj_put(&out, KJ_LIT(",\"title\":"));
    kj_json_put_string(&out, facts->title);
    kj_put_char(&out, '}');
    if (facts->by.len)
        put_text(&out, "by", facts->by);
    kj_put(&out, KJ_LIT(",\n\"members\":["));
    for (size_t i = 0; i < count; i++) {
        kj_put(&out, i ? KJ_LIT(",\n") : KJ_LIT("\n"));
        put_member(&out, &members[i]);
    }
    kj_put(&out, KJ_LIT("]}"));
    return kj_put_span(&out);
}

/* ---- reading ---- */

typedef struct reader {
    kj_pack *pack;
    const kj_source *source;
    kj_sink *sink;
} reader;

static kj_loc place(const reader *r, const kj_json *json)
{
    return (kj_loc){r->source, json->offset};
}

static bool wrong(const reader *r, const kj_json *json, const char *what)
{
    kj_report(r->sink, place(r, json), "E1104", "%s", what);
    return false;
}

static const kj_json *get(const reader *r, const kj_json *object, const char *key,
                          kj_json_type type)
{
    const kj_json *value = kj_json_get(object, key);
    if (value && value->type == type)
        return value;
    kj_report(r->sink, place(r, value ? value : object), "E1104",
              value ? "'%s' is not of the kind that a manifest has"
                    : "the manifest says no '%s' here",
              key);
    return NULL;
}

static bool get_text(const reader *r, const kj_json *object, const char *key, kj_span *out)
{
    const kj_json *value = get(r, object, key, KJ_JSON_STRING);
    if (value)
        *out = value->string;
    return value != NULL;
}

/* "1.12.0" as a number that grows with it; -1: no version. */
static int64_t version_number(kj_span text)
{
    int64_t number = 0;
    size_t pos = 0;
    for (int part = 0; part < 3; part++) {
        int64_t value = 0;
        const size_t from = pos;
        while (pos < text.len && pos < from + 6 && text.ptr[pos] >= '0' && text.ptr[pos] <= '9')
            value = value * 10 + (text.ptr[pos++] - '0');
        const bool last = part == 2;
        if (pos == from || (last ? pos != text.len : pos == text.len || text.ptr[pos++] != '.'))
            return -1;
        number = number * 1000000 + value;
    }
    return number;
}

/* First of all: of a later form nothing else need be as we know it. */
static bool read_engine(const reader *r, const kj_json *root)
{
    const kj_json *format = get(r, root, "format", KJ_JSON_NUMBER);
    kj_span engine;
    if (!format || !get_text(r, root, "engine", &engine))
        return false;
    const int64_t needed = version_number(engine);
    if (needed < 0)
        return wrong(r, kj_json_get(root, "engine"), "'engine' is no version, such as 1.2.0");
    if (format->number > KJ_PACK_FORMAT || needed > version_number(KJ_LIT(KJ_VERSION))) {
        kj_report_hint(r->sink, place(r, format), "E1105",
                       KJ_LIT("install a newer kejian; your records stay as they are"),
                       "%.*s needs kejian %.*s; this is %s", KJ_ARG(r->pack->path), KJ_ARG(engine),
                       KJ_VERSION);
        return false;
    }
    if (format->number < KJ_PACK_FORMAT || isnan(format->number))
        return wrong(r, format, "there is no such form of packs");
    r->pack->facts.engine = engine;
    return true;
}

static bool read_course(const reader *r, const kj_json *root)
{
    kj_pack_facts *facts = &r->pack->facts;
    const kj_json *course = get(r, root, "course", KJ_JSON_OBJECT);
    const kj_json *by = kj_json_get(root, "by");
    if (by && by->type != KJ_JSON_STRING)
        return wrong(r, by, "'by' must be a text");
    if (by)
        facts->by = by->string;
    return course && get_text(r, course, "id", &facts->id) &&
           get_text(r, course, "version", &facts->version) &&
           get_text(r, course, "title", &facts->title);
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_hash(kj_span text, kj_sha256 *out)
{
    if (text.len != (size_t)2 * KJ_SHA256_BYTES)
        return false;
    for (size_t i = 0; i < KJ_SHA256_BYTES; i++) {
        const int high = digit(text.ptr[2 * i]), low = digit(text.ptr[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out->bytes[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

static bool read_member(const reader *r, const kj_json *row, size_t index)
{
    const kj_zip_member *member = &r->pack->zip.members.ptr[index];
    kj_span name, hash;
    if (row->type != KJ_JSON_OBJECT)
        return wrong(r, row, "a member is an object with name, bytes and sha256");
    const kj_json *bytes = get(r, row, "bytes", KJ_JSON_NUMBER);
    if (!bytes || !get_text(r, row, "name", &name) || !get_text(r, row, "sha256", &hash))
        return false;
    if (!kj_span_equal(name, member->name)) {
        const bool listed = kj_span_compare(name, member->name) > 0;
        kj_report(r->sink, place(r, row), "E1104",
                  listed ? "the pack has a member '%.*s' that the manifest does not name"
                         : "the manifest names a member '%.*s' that the pack does not have",
                  KJ_ARG(listed ? member->name : name));
        return false;
    }
    if (!(bytes->number >= 0 && bytes->number <= (double)KJ_ZIP_BYTES_MAX) ||
        (size_t)bytes->number != member->bytes.len) {
        kj_report(r->sink, place(r, row), "E1103", "'%.*s' has %zu bytes, not as many as packed",
                  KJ_ARG(name), member->bytes.len);
        return false;
    }
    return read_hash(hash, &r->pack->hashes[index]) ||
           wrong(r, row, "'sha256' must be 64 digits of 0-9 and a-f");
}

/* The next member that the manifest must name: all but the manifest itself. */
static size_t next_named(const kj_pack *pack, size_t index)
{
    while (index < pack->zip.members.count &&
           kj_span_is(pack->zip.members.ptr[index].name, KJ_PACK_MANIFEST))
        index++;
    return index;
}

static bool read_members(const reader *r, const kj_json *root)
{
    const kj_zip *zip = &r->pack->zip;
    const kj_json *rows = get(r, root, "members", KJ_JSON_ARRAY);
    size_t index = next_named(r->pack, 0);
    if (!rows)
        return false;
    for (const kj_json *row = rows->first; row; row = row->next) {
        if (index == zip->members.count)
            return wrong(r, row, "the manifest names more members than the pack has");
        if (!read_member(r, row, index))
            return false;
        index = next_named(r->pack, index + 1);
    }
    if (index == zip->members.count)
        return true;
    kj_report(r->sink, place(r, rows), "E1104",
              "the pack has a member '%.*s' that the manifest does not name",
              KJ_ARG(zip->members.ptr[index].name));
    return false;
}

static bool only_known(const reader *r, const kj_json *root)
{
    static const char *const known[] = {"format",  "engine", "course",   "by",
                                        "members", "key",    "signature"};
    for (const kj_json *member = root->first; member; member = member->next) {
        bool found = false;
        for (size_t i = 0; i < KJ_COUNT(known) && !found; i++)
            found = kj_span_is(member->key, known[i]);
        if (!found)
            return wrong(r, member, "a manifest says nothing of this name");
    }
    return true;
}

bool kj_manifest_read(kj_pack *pack, kj_arena *arena, kj_sink *sink)
{
    kj_source *source = KJ_NEW(arena, kj_source, 1);
    *source = (kj_source){
        .name = kj_arena_format(arena, "%.*s/" KJ_PACK_MANIFEST, KJ_ARG(pack->path)),
        .text = pack->manifest,
        .json = true,
    };
    const reader r = {.pack = pack, .source = source, .sink = sink};
    const kj_json *root = kj_json_parse(source, arena, sink);
    if (!root)
        return false;
    if (root->type != KJ_JSON_OBJECT)
        return wrong(&r, root, "a manifest is an object");
    return read_engine(&r, root) && only_known(&r, root) && read_course(&r, root) &&
           read_members(&r, root);
}
