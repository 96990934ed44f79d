#!/usr/bin/env python3
"""Packs of enemies and of bad disks: each is refused with its code, its place and exit 1; nothing is
written anywhere.

    hostile_test.py KEJIAN COURSE            runs all
    hostile_test.py KEJIAN COURSE --seeds    writes small ones into tests/pack/corpus, for the fuzzer
"""
import hashlib
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

KEJIAN, COURSE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
WITH_DISPLAY = pathlib.Path(__file__).resolve().parent.parent / "with_display.py"
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="kejian-hostile-"))
REGULAR = 0o100644 << 16


def run(*args, code=0, says=()):
    env = {**os.environ, "KEJIAN_STORE": str(FOLDER / "elsewhere/s.db")}
    done = subprocess.run([KEJIAN, *map(str, args)], env=env, capture_output=True, text=True)
    assert done.returncode == code, f"{args}: {done.returncode}, not {code}\n{done.stdout}{done.stderr}"
    for part in says:
        assert part in done.stdout + done.stderr, f"{args}: no '{part}' in\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


class Member:
    """A member with every field of its own, so that each can lie."""

    def __init__(self, name, data, **lies):
        self.name = name if isinstance(name, bytes) else name.encode()
        self.data = data
        self.lies = lies

    def fields(self, local):
        get = lambda key, value: self.lies.get(("local_" if local else "listed_") + key, self.lies.get(key, value))
        return struct.pack("<HHHHHIIIHH", 20, get("flags", 0x800), get("method", 0), 0, 0x21,
                           get("crc", zlib.crc32(self.data)), get("packed", len(self.data)),
                           get("size", len(self.data)), get("name_len", len(self.name)), get("extra", 0))


def archive(members, *, before=b"", between=b"", behind=b"", comment=b"", count=None, list_size=None, offset=None,
            ordered=True, disk=0, listed=None):
    out, entries = bytearray(before), bytearray()
    for m in sorted(members, key=lambda m: m.name) if ordered else members:
        place = m.lies.get("offset", len(out))
        entries += struct.pack("<IH", 0x02014B50, m.lies.get("made_by", 3 << 8 | 20)) + m.fields(False)
        entries += struct.pack("<HHHII", m.lies.get("comment", 0), 0, 0, m.lies.get("mode", REGULAR), place)
        entries += m.lies.get("listed_name", m.name)
        out += struct.pack("<I", 0x04034B50) + m.fields(True) + m.lies.get("local_name", m.name) + m.data + between
    if listed is not None:
        entries = listed
    start = len(out)
    n = len(members) if count is None else count
    out += entries + struct.pack("<IHHHHIIH", 0x06054B50, disk, disk, n, n,
                                 len(entries) if list_size is None else list_size,
                                 start if offset is None else offset, len(comment)) + comment + behind
    return bytes(out)


def rows(members):
    return [{"name": m.name.decode("utf-8", "replace"), "bytes": len(m.data),
             "sha256": hashlib.sha256(m.data).hexdigest()} for m in sorted(members, key=lambda m: m.name)]


def manifest(members, /, **changes):
    value = {"format": 1, "engine": "0.1.0", "course": {"id": "small", "version": "1.0.0", "title": "小课"},
             "members": rows(members), **changes}
    return Member("manifest.json", json.dumps({k: v for k, v in value.items() if v is not None},
                                              ensure_ascii=False).encode())


def good_members():
    """The course as kejian packs it, without its fonts, which a pack may lack."""
    run("pack", COURSE, "-o", FOLDER / "good.kej")
    with zipfile.ZipFile(FOLDER / "good.kej") as pack:
        return [Member(n, pack.read(n)) for n in pack.namelist() if n.startswith("course/")]


def changed(members, name, data=None, **lies):
    return [Member(m.name, m.data if data is None else data, **lies) if m.name == name.encode() else m
            for m in members]


def with_manifest(members, /, **changes):
    return [*members, manifest(members, **changes)]


def extra(good, name, data=b"x", **lies):
    return archive(with_manifest([*good, Member(name, data, **lies)]))


def cases(good):
    """(name, bytes, what the message says)"""
    whole = archive(with_manifest(good))
    first = "course/course.json"
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = deflate.compress(bytes(64 << 20)) + deflate.flush()
    sub = lambda **lies: archive(changed(with_manifest(good), first, **lies))
    says = lambda **changes: archive(with_manifest(good, **changes))

    # Where a name leads.
    for i, name in enumerate(("../x", "course/../../x", "/etc/x", "course\\..\\x", "C:/x", "c:x", "course//x",
                              "course/./x", "course/", "course/a\nb", "", b"course/\xff\xfe", "course/" + "x" * 2000)):
        yield f"path-{i}", extra(good, name), ["E1102", "member '"]
    yield "other-folder", extra(good, "other/x"), ["E1102", "'other/x'"]
    yield "twice", archive(with_manifest([*good, good[0]])), ["E1102", "twice"]
    yield "disorder", archive(with_manifest(good)[::-1], ordered=False), ["E1102", "order"]
    yield "link", extra(good, "course/x", b"/etc/passwd", mode=0o120777 << 16), ["E1102", "link"]
    yield "device", extra(good, "course/x", mode=0o020666 << 16), ["E1102", "device"]
    # What unfolds, hides or is read in two ways.
    yield "bomb", extra(good, "course/x", bomb, method=8, size=64 << 20), ["E1102", "compressed"]
    yield "compressed", sub(method=8), ["E1102", "compressed"]
    yield "size-lies", sub(size=1 << 29), ["E1102", "compressed"]
    yield "too-long", sub(size=1 << 29, packed=1 << 29), ["E1101", "next member"]
    yield "encrypted", sub(flags=0x801), ["E1102", "encrypted"]
    yield "encrypted-strongly", sub(flags=0x841), ["E1102", "encrypted"]
    yield "size-behind", sub(flags=0x808), ["E1102", "behind"]
    yield "odd-flags", sub(flags=0x820), ["E1102", "flags"]
    yield "extra-field", sub(listed_extra=4), ["E1102", "extra"]
    yield "member-comment", sub(comment=5), ["E1102", "comment"]
    yield "zip64-size", sub(listed_size=0xFFFFFFFF, listed_packed=0xFFFFFFFF), ["E1102", "ZIP64"]
    yield "zip64-count", archive(with_manifest(good), count=0xFFFF), ["E1101", "ZIP64"]
    yield "zip64-offset", archive(with_manifest(good), offset=0xFFFFFFFF), ["E1101", "ZIP64"]
    yield "overlap", sub(offset=0) if good[0].name != first.encode() else extra(good, "course/zz", offset=0), ["E1101"]
    yield "other-name-inside", sub(local_name=b"course/cuorse.json"), ["E1101", "next member"]
    yield "other-size-inside", sub(local_size=3), ["E1101", "next member"]
    yield "gap", archive(with_manifest(good), between=b"hidden"), ["E1101", "next member"]
    yield "before", archive(with_manifest(good), before=b"#!/bin/sh\n"), ["E1101"]
    yield "behind", whole + b"more", ["E1101", "behind its end"]
    yield "end-comment", archive(with_manifest(good), comment=b"hello"), ["E1101"]
    yield "disks", archive(with_manifest(good), disk=1), ["E1101", "split"]
    yield "list-too-short", archive(with_manifest(good), list_size=10), ["E1101", "list"]
    yield "fewer-listed", archive(with_manifest(good), count=2), ["E1101"]
    yield "more-listed", archive(with_manifest(good), count=len(good) + 2), ["E1101"]
    yield "unlisted", archive([*with_manifest(good), Member("zz", b"hidden")], listed=archive_list(with_manifest(good)),
                              count=len(good) + 1), ["E1101"]
    yield "empty", b"", ["E1101"]
    yield "text", b"this is no pack, but it is long enough to be one", ["E1101", "not a pack"]
    yield "nothing-in-it", archive([]), ["E1104", "manifest.json"]
    # The manifest.
    yield "no-manifest", archive(good), ["E1104", "has no manifest.json"]
    yield "unnamed", archive([*with_manifest(good), Member("course/zz.json", b"{}")]), ["E1104", "does not name"]
    yield "missing", archive(with_manifest(good)[1:]), ["E1104", "does not have"]
    yield "short", archive(changed(with_manifest(good), first, b"{}")), ["E1103", "not as many"]
    same_size = bytearray(next(m.data for m in good if m.name == first.encode()))
    same_size[-2] ^= 1
    yield "other-bytes", archive(changed(with_manifest(good), first, bytes(same_size))), ["E1103", f"'{first}'"]
    yield "other-crc", sub(crc=1), ["E1103", "course.json'"]
    for i, (changes, what) in enumerate((
            ({"format": 2}, "E1105"), ({"format": 0}, "E1104"), ({"format": "1"}, "E1104"), ({"format": None}, "E1104"),
            ({"engine": "99.0.0"}, "E1105"), ({"engine": "latest"}, "E1104"), ({"engine": "1.0"}, "E1104"),
            ({"engine": None}, "E1104"), ({"course": None}, "E1104"), ({"course": {"id": "x"}}, "E1104"), ({"by": 7}, "E1104"),
            ({"members": None}, "E1104"), ({"members": []}, "E1104"), ({"members": [7]}, "E1104"), ({"more": 1}, "E1104"),
            ({"members": [{**row, "sha256": "00"} for row in rows(good)]}, "E1104"),
            ({"members": [{**row, "sha256": "0" * 64} for row in rows(good)]}, "E1103"),
            ({"members": [{**row, "bytes": -1} for row in rows(good)]}, "E1103"),
            ({"members": rows(good) * 2}, "E1104"))):
        yield f"manifest-{i}", says(**changes), [what] if what == "E1103" else [what, "manifest.json:1:"]
    for i, text in enumerate((b"", b"{", b"[]", b"7", b'{"format":1,"format":1}', b"\xff")):
        yield f"manifest-text-{i}", archive([*good, Member("manifest.json", text)]), ["manifest.json:1:"]
    # Limits.
    yield "crowd", archive([Member(f"course/{i:05}", b"") for i in range(9000)]), ["E1106", "9000 members"]
    yield "long-manifest", archive([*good, Member("manifest.json", b" " * (5 << 20))]), ["E1106", "manifest"]
    # The course in it is as untrusted as a folder's.
    yield "not-a-course", archive(with_manifest([Member("course/course.json", b"{}")])), ["course.json:1:1", "E0202"]
    yield "no-course", archive(with_manifest([Member("course/x.json", b"{}")])), ["E0210", "not in the pack"]
    yield "part-missing", archive(with_manifest([m for m in good if "/parts/" not in m.name.decode()])), ["E0210"]


def archive_list(members):
    whole = archive(members)
    size, start = struct.unpack("<II", whole[-10:-2])
    return whole[start:start + size]


def refused(name, data, says):
    path = FOLDER / f"{name}.kej"
    path.write_bytes(data)
    told = run("check", path, code=1, says=says)
    assert name in told or "course" in told, f"{name}: without its place\n{told}"
    if says[0].startswith("E11"):
        run("verify", path, code=1, says=says[:1])
    path.unlink()


def cut_anywhere(whole):
    for i in range(60):
        at = len(whole) * i // 60
        refused("cut", whole[:at], ["E1101"])
    for at in range(len(whole) - 25, len(whole)):
        refused("cut", whole[:at], ["E1101"])


def flipped_anywhere(whole):
    """A bit that falls over is seen, wherever it lies, but for what means nothing: times and versions."""
    silent = 0
    for i in range(160):
        at = len(whole) * i // 160
        bad = bytearray(whole)
        bad[at] ^= 1 << i % 8
        (FOLDER / "flipped.kej").write_bytes(bytes(bad))
        done = subprocess.run([KEJIAN, "check", FOLDER / "flipped.kej"], capture_output=True, text=True)
        assert done.returncode in (0, 1), f"byte {at}: {done.returncode}\n{done.stderr}"
        silent += done.returncode == 0
    assert silent <= 3, f"{silent} of 160 changes were not seen"


def too_large(path):
    with open(path, "wb") as file:
        file.truncate((1 << 30) + 1)
    run("check", path, code=1, says=["E1106"])
    path.unlink()


def bad_fonts(good):
    """A font that is none is said when it is to be drawn with."""
    members = [*good, Member("fonts/sans.otf", b"OTTO, it says, but there is nothing in it")]
    (FOLDER / "font.kej").write_bytes(archive(with_manifest(members)))
    run("render", FOLDER / "font.kej", "-o", FOLDER / "pictures", code=1, says=["E0607", "fonts/sans.otf"])
    run("play", FOLDER / "font.kej", "--headless", "--store", FOLDER / "s.db", code=1, says=["E0607"])
    assert not (FOLDER / "pictures").exists()


def every_command_refuses(good):
    path = FOLDER / "changed.kej"
    path.write_bytes(archive(changed(with_manifest(good), "course/course.json", crc=1)))
    for command in (["play", path, "--headless", "--store", FOLDER / "s.db"], ["render", path, "-o", FOLDER / "p.pdf"],
                    ["pack", path, "-o", FOLDER / "p.kej"], ["stats", path], ["simulate", path],
                    ["report", "completion", "--course", path, "--store", FOLDER / "s.db"]):
        run(*command, code=1, says=["E1103"])
    run("check", FOLDER / "none.kej", code=3, says=["E0902"])
    assert not (FOLDER / "p.kej").exists() and not (FOLDER / "p.pdf").exists()


def the_window_ends(good):
    """It opens before everything is hashed, and ends when that is found wrong."""
    text = next(m.data for m in good if m.name == b"course/course.json")
    title = json.loads(text)["title"].encode()
    assert title in text
    other = changed(with_manifest(good), "course/course.json", text.replace(title, title[::-1] if title.isascii() else
                                                                            title[3:] + title[:3], 1))
    path = FOLDER / "window.kej"
    path.write_bytes(archive(other))
    done = subprocess.run([sys.executable, WITH_DISPLAY, KEJIAN, "play", path, "--store", FOLDER / "w.db"], timeout=120,
                          capture_output=True, text=True)
    assert done.returncode == 1 and "E1103" in done.stderr + done.stdout, f"{done.returncode}\n{done.stderr}"


def signatures():
    """Signed with a key of kejian; proved with its public half; changed in any way, refused."""
    keys, pack = make_keys(), FOLDER / "signed.kej"
    run("pack", COURSE, "-o", pack, "--sign", keys / "device.key", "--by", "培训部")
    told = run("verify", pack, "--key", keys / "device.pub", says=["good\n", "by: 培训部\n", "version: "])
    public = (keys / "device.pub").read_text().split()[1]
    assert f"key: {public}\n" in told
    again = FOLDER / "again.kej"
    run("pack", COURSE, "-o", again, "--sign", keys / "device.key", "--by", "培训部")
    assert again.read_bytes() == pack.read_bytes()
    run("check", pack)
    run("verify", pack, code=1, says=["E1107", "unknown key"])
    run("verify", FOLDER / "good.kej", says=["whole, not signed\n"])
    run("verify", FOLDER / "good.kej", "--key", keys / "device.pub", code=1, says=["E1107", "not signed"])
    with zipfile.ZipFile(pack) as file:
        members = [Member(n, file.read(n)) for n in file.namelist()]
    text = next(m.data for m in members if m.name == b"manifest.json")
    for old, new in (("培训部", "销售部"), (public[:8], "00000000"), ('"format":1', '"format":1 ')):
        pack.write_bytes(archive(changed(members, "manifest.json", text.replace(old.encode(), new.encode()))))
        run("verify", pack, "--key", keys / "device.pub", code=1, says=["E1107"])
        run("check", pack, code=1, says=["E1107"])
    (keys / "device.key").chmod(0o644)
    run("pack", COURSE, "-o", FOLDER / "no.kej", "--sign", keys / "device.key", code=3, says=["others may read"])
    (keys / "device.key").chmod(0o600)
    (keys / "device.key").write_text("no key\n")
    run("pack", COURSE, "-o", FOLDER / "no.kej", "--sign", keys / "device.key", code=3, says=["E0707"])
    run("pack", COURSE, "-o", FOLDER / "no.kej", "--sign", keys / "none.key", code=3, says=["E0902"])
    assert not (FOLDER / "no.kej").exists()


def make_keys():
    """The keys of a device, as the first certificate makes them."""
    home = FOLDER / "home"
    home.mkdir()
    store = ("--store", home / "s.db")
    run("learners", "add", "E1", "刘欣", *store)
    run("play", COURSE, "--learner", "E1", "--headless", *store)
    run("certificate", COURSE, "--learner", "E1", "--record", "-o", home / "record.pdf", *store)
    return home / "keys"


def write_seeds():
    folder = pathlib.Path(__file__).parent / "corpus"
    small = [Member("course/course.json", b"{}"), Member("course/x", b"")]
    folder.mkdir(exist_ok=True)
    (folder / "good.kej").write_bytes(archive(with_manifest(small)))
    for name, data, _ in cases(small):
        if len(data) < 4000:
            (folder / f"{name}.kej").write_bytes(data)


if sys.argv[3:] == ["--seeds"]:
    write_seeds()
    sys.exit()
try:
    GOOD = good_members()
    (FOLDER / "plain.kej").write_bytes(archive(with_manifest(GOOD)))
    run("check", FOLDER / "plain.kej", says=["slide"])
    for case in cases(GOOD):
        refused(*case)
    cut_anywhere(archive(with_manifest(GOOD)))
    flipped_anywhere(archive(with_manifest(GOOD)))
    too_large(FOLDER / "large.kej")
    bad_fonts(GOOD)
    every_command_refuses(GOOD)
    the_window_ends(GOOD)
    signatures()
finally:
    shutil.rmtree(FOLDER)
