/* engine/pack/zip.c: reading and writing a ZIP file of stored members. */
#include "pack/zip.h"

#include <assert.h>
#include <stdlib.h>
#include <zlib.h>

#define LOCAL_MAGIC 0x04034B50u
#define ENTRY_MAGIC 0x02014B50u
#define END_MAGIC 0x06054B50u
enum { LOCAL_SIZE = 30, ENTRY_SIZE = 46, END_SIZE = 22 };

/* What is written; read, versions and times may be any. */
#define VERSION 20u          /* 2.0: folders and stored members */
#define MADE_BY (3u << 8)    /* Unix: then the mode below is read */
#define MODE (0100644u)      /* a regular file that everybody may read */
#define UTF8_NAMES 0x0800u   /* flag 11 */
#define FIRST_DATE 0x0021u   /* 1 January 1980, the first that there is */
#define FILE_TYPE 0170000u   /* of a mode */
#define REGULAR 0100000u     /* or 0: said nothing */
#define ENCRYPTED 0x2041u    /* flags 0, 6 and 13 */
#define SIZES_BEHIND 0x0008u /* flag 3 */

static uint32_t u16(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static uint32_t u32(const unsigned char *at)
{
    return u16(at) | u16(at + 2) << 16;
}

static uint32_t crc_of(kj_span bytes)
{
    return (uint32_t)crc32_z(0, (const unsigned char *)bytes.ptr, bytes.len);
}

bool kj_zip_is_whole(const kj_zip_member *member)
{
    return crc_of(member->bytes) == member->crc;
}

/* ---- names ---- */

static const char *part_fault(kj_span part)
{
    if (part.len == 0 || kj_span_is(part, "."))
        return "each part of a name between '/' must be a name";
    if (kj_span_is(part, ".."))
        return "'..' leads out of a folder";
    return NULL;
}

const char *kj_zip_name_fault(kj_span name)
{
    if (name.len == 0)
        return "it has no name";
    if (name.len > KJ_ZIP_NAME_BYTES_MAX)
        return "its name is too long";
    if (kj_utf8_bad(name) != SIZE_MAX)
        return "its name is not UTF-8";
    if (name.ptr[0] == '/')
        return "a name must not begin with '/'";
    if (name.len > 1 && name.ptr[1] == ':')
        return "a name must not begin with the letter of a drive";
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '\\')
            return "a name must not hold '\\'";
        if ((unsigned char)name.ptr[i] < 0x20 || name.ptr[i] == 0x7F)
            return "a name must not hold control characters";
    }
    for (size_t from = 0; from <= name.len;) {
        size_t to = kj_span_find(name, KJ_LIT("/"), from);
        if (to == SIZE_MAX)
            to = name.len;
        const char *fault = part_fault(kj_span_sub(name, from, to));
        if (fault)
            return fault;
        from = to + 1;
    }
    return NULL;
}

/* ---- reading ---- */

typedef struct reader {
    kj_span file, name;
    size_t next;  /* where the next member must begin */
    size_t entry; /* where the list is being read */
    size_t end;   /* of the list: where the end record begins */
    kj_sink *sink;
} reader;

static const unsigned char *at(const reader *r, size_t offset)
{
    return (const unsigned char *)r->file.ptr + offset;
}

static bool damaged(const reader *r, size_t offset, const char *what)
{
    kj_report(r->sink, KJ_NOWHERE, "E1101", "%.*s, byte %zu: %s", KJ_ARG(r->name), offset, what);
    return false;
}

static bool refused(const reader *r, kj_span member, const char *why)
{
    const kj_span text = kj_span_sub(member, 0, KJ_ZIP_NAME_BYTES_MAX);
    kj_report(r->sink, KJ_NOWHERE, "E1102", "%.*s, byte %zu, member '%.*s': %s", KJ_ARG(r->name),
              r->entry, KJ_ARG(text), why);
    return false;
}

static bool read_end(reader *r, size_t *count)
{
    const bool begins = r->file.len >= 4 && u32(at(r, 0)) == LOCAL_MAGIC;
    if (r->file.len < END_SIZE || (!begins && u32(at(r, r->file.len - END_SIZE)) != END_MAGIC))
        return damaged(r, 0, begins ? "the file is cut off" : "this is not a pack, a ZIP file");
    r->end = r->file.len - END_SIZE;
    const unsigned char *end = at(r, r->end);
    if (u32(end) != END_MAGIC || u16(end + 20) != 0)
        return damaged(r, r->end,
                       "there is no end of a pack here: the file is cut off, or "
                       "something stands behind its end");
    if (u16(end + 8) == 0xFFFF || u16(end + 10) == 0xFFFF || u32(end + 12) == UINT32_MAX ||
        u32(end + 16) == UINT32_MAX)
        return damaged(r, r->end, "ZIP64 is not used by packs");
    if (u16(end + 4) != 0 || u16(end + 6) != 0 || u16(end + 8) != u16(end + 10))
        return damaged(r, r->end, "packs are not split into several files");
    *count = u16(end + 10);
    r->entry = u32(end + 16);
    if (r->entry > r->end || r->end - r->entry != u32(end + 12))
        return damaged(r, r->end, "the list of members does not end where it should");
    if (*count <= KJ_ZIP_MEMBERS_MAX)
        return true;
    kj_report(r->sink, KJ_NOWHERE, "E1106", "%.*s has %zu members; at most %u are allowed",
              KJ_ARG(r->name), *count, KJ_ZIP_MEMBERS_MAX);
    return false;
}

/* NULL: a member of a form that packs have. */
static const char *form_fault(const unsigned char *entry)
{
    const uint32_t flags = u16(entry + 8), type = (u32(entry + 38) >> 16) & FILE_TYPE;
    if (flags & ENCRYPTED)
        return "it is encrypted";
    if (u32(entry + 20) == UINT32_MAX || u32(entry + 24) == UINT32_MAX ||
        u32(entry + 42) == UINT32_MAX)
        return "ZIP64 is not used by packs";
    if (u16(entry + 10) != 0 || u32(entry + 20) != u32(entry + 24))
        return "it is compressed; the members of a pack are stored as they are";
    if (flags & SIZES_BEHIND)
        return "its size stands behind it";
    if (flags & ~UTF8_NAMES)
        return "it has flags that packs do not use";
    if (u16(entry + 30) != 0 || u16(entry + 32) != 0)
        return "it has extra fields or a comment";
    if (u16(entry + 34) != 0)
        return "it is on another disk";
    if (entry[5] == MADE_BY >> 8 && type != 0 && type != REGULAR)
        return "it is a link, a folder or a device, not a file";
    return NULL;
}

/* What stands in front of the member says the same as the list. */
static bool local_agrees(const reader *r, const unsigned char *entry, kj_span name)
{
    const unsigned char *local = at(r, r->next);
    return u32(local) == LOCAL_MAGIC && u16(local + 6) == u16(entry + 8) &&
           u16(local + 8) == u16(entry + 10) && memcmp(local + 14, entry + 16, 12) == 0 &&
           u16(local + 26) == name.len && u16(local + 28) == 0 &&
           memcmp(local + LOCAL_SIZE, name.ptr, name.len) == 0;
}

static bool read_member(reader *r, size_t list, kj_zip_member *out)
{
    const unsigned char *entry = at(r, r->entry);
    if (r->end - r->entry < ENTRY_SIZE || u32(entry) != ENTRY_MAGIC ||
        r->end - r->entry - ENTRY_SIZE < u16(entry + 28))
        return damaged(r, r->entry, "here a member should be listed");
    out->name =
        kj_span_sub(r->file, r->entry + ENTRY_SIZE, r->entry + ENTRY_SIZE + u16(entry + 28));
    out->crc = u32(entry + 16);
    const char *fault = form_fault(entry);
    if (!fault)
        fault = kj_zip_name_fault(out->name);
    if (fault)
        return refused(r, out->name, fault);
    const size_t size = u32(entry + 24), room = list - r->next;
    if (u32(entry + 42) != r->next || room < LOCAL_SIZE + out->name.len ||
        room - LOCAL_SIZE - out->name.len < size || !local_agrees(r, entry, out->name))
        return damaged(r, r->next, "here the next member of the list should begin");
    const size_t from = r->next + LOCAL_SIZE + out->name.len;
    out->bytes = kj_span_sub(r->file, from, from + size);
    r->next = from + size;
    r->entry += ENTRY_SIZE + out->name.len;
    return true;
}

static bool in_order(const reader *r, const kj_zip_member *before, const kj_zip_member *member)
{
    const int order = kj_span_compare(before->name, member->name);
    if (order < 0)
        return true;
    return refused(r, member->name,
                   order == 0 ? "the name is there twice" : "it is not in the order of the names");
}

bool kj_zip_read(kj_span file, kj_span name, kj_zip *out, kj_arena *arena, kj_sink *sink)
{
    reader r = {.file = file, .name = name, .sink = sink};
    size_t count;
    if (file.len > KJ_ZIP_BYTES_MAX) {
        kj_report(sink, KJ_NOWHERE, "E1106", "%.*s has %zu bytes; at most %zu are allowed",
                  KJ_ARG(name), file.len, KJ_ZIP_BYTES_MAX);
        return false;
    }
    if (!read_end(&r, &count))
        return false;
    const size_t list = r.entry;
    out->members.ptr = KJ_NEW(arena, kj_zip_member, count);
    out->members.count = count;
    for (size_t i = 0; i < count; i++)
        if (!read_member(&r, list, &out->members.ptr[i]) ||
            (i > 0 && !in_order(&r, &out->members.ptr[i - 1], &out->members.ptr[i])))
            return false;
    if (r.next != list)
        return damaged(&r, r.next, "something stands here that no member of the list is");
    return r.entry == r.end || damaged(&r, r.entry, "the list has more than it should");
}

static int by_name(const void *a, const void *b)
{
    const kj_zip_member *x = a, *y = b;
    return kj_span_compare(x->name, y->name);
}

const kj_zip_member *kj_zip_find(const kj_zip *zip, kj_span name)
{
    const kj_zip_member wanted = {.name = name};
    return zip->members.count == 0
               ? NULL
               : bsearch(&wanted, zip->members.ptr, zip->members.count, sizeof wanted, by_name);
}

/* ---- writing ---- */

void kj_zip_sort(kj_zip_member *members, size_t count)
{
    qsort(members, count, sizeof *members, by_name);
}

static void put16(kj_text_buffer *out, uint32_t value)
{
    kj_put_char(out, (char)(value & 0xFF));
    kj_put_char(out, (char)(value >> 8 & 0xFF));
}

static void put32(kj_text_buffer *out, uint32_t value)
{
    put16(out, value & 0xFFFF);
    put16(out, value >> 16);
}

/* From "version needed" to the length of the extra field: the same in front and in the list. */
static void put_common(kj_text_buffer *out, const kj_zip_member *member)
{
    const uint32_t size = (uint32_t)member->bytes.len;
    put16(out, VERSION);
    put16(out, UTF8_NAMES);
    put16(out, 0); /* stored */
    put16(out, 0); /* 00:00:00 */
    put16(out, FIRST_DATE);
    put32(out, member->crc);
    put32(out, size);
    put32(out, size);
    put16(out, (uint32_t)member->name.len);
    put16(out, 0);
}

static void put_entry(kj_text_buffer *out, const kj_zip_member *member, size_t offset)
{
    put32(out, ENTRY_MAGIC);
    put16(out, MADE_BY | VERSION);
    put_common(out, member);
    put16(out, 0); /* no comment */
    put16(out, 0); /* the only disk */
    put16(out, 0);
    put32(out, MODE << 16);
    put32(out, (uint32_t)offset);
    kj_put(out, member->name);
}

static size_t size_of(const kj_zip_member *members, size_t count)
{
    size_t size = END_SIZE;
    for (size_t i = 0; i < count; i++)
        size += LOCAL_SIZE + ENTRY_SIZE + 2 * members[i].name.len + members[i].bytes.len;
    return size;
}

kj_span kj_zip_write(kj_zip_member *members, size_t count, kj_arena *arena)
{
    kj_text_buffer out = {.arena = arena}, list = {.arena = arena};
    assert(count <= KJ_ZIP_MEMBERS_MAX && size_of(members, count) <= KJ_ZIP_BYTES_MAX);
    kj_zip_sort(members, count);
    for (size_t i = 0; i < count; i++) {
        assert(!kj_zip_name_fault(members[i].name));
        assert(i == 0 || by_name(&members[i - 1], &members[i]) < 0);
        members[i].crc = crc_of(members[i].bytes);
        put_entry(&list, &members[i], out.len);
        put32(&out, LOCAL_MAGIC);
        put_common(&out, &members[i]);
        kj_put(&out, members[i].name);
        kj_put(&out, members[i].bytes);
    }
    const uint32_t offset = (uint32_t)out.len;
    kj_put(&out, kj_put_span(&list));
    put32(&out, END_MAGIC);
    put32(&out, 0); /* one disk */
    put16(&out, (uint32_t)count);
    put16(&out, (uint32_t)count);
    put32(&out, (uint32_t)list.len);
    put32(&out, offset);
    put16(&out, 0); /* no comment */
    return kj_put_span(&out);
}
