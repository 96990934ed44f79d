#!/usr/bin/env python3
"""A pack is the course: the same pictures, marks and messages as of the folder, the same bytes again,
and no fonts needed beside its own.

    pack_test.py KEJIAN ROOT
"""
import filecmp
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

KEJIAN, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
COURSE, GALLERY = ROOT / "courses/key-account", ROOT / "courses/gallery"
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="kejian-pack-"))
PACK = FOLDER / "key-account.kej"
NOTHING = FOLDER / "no-fonts"
BYTES_MAX = 12_000_000


def run(*args, code=0, says="", fonts=True):
    env = {**os.environ, "KEJIAN_STORE": str(FOLDER / "elsewhere/s.db")}
    if not fonts:
        env.update(KEJIAN_FONTS=str(NOTHING), FONTCONFIG_FILE=str(NOTHING / "fonts.conf"),
                   FONTCONFIG_PATH=str(NOTHING))
    done = subprocess.run([KEJIAN, *map(str, args)], env=env, capture_output=True, text=True)
    assert done.returncode == code, f"{args}: {done.returncode}, not {code}\n{done.stdout}{done.stderr}"
    assert says in done.stdout + done.stderr, f"{args}: no '{says}' in\n{done.stdout}{done.stderr}"
    return done.stdout


def same_pictures(one, other):
    names = sorted(p.relative_to(one) for p in one.rglob("*.png"))
    assert names, f"no pictures in {one}"
    assert names == sorted(p.relative_to(other) for p in other.rglob("*.png"))
    differ = [str(n) for n in names if not filecmp.cmp(one / n, other / n, shallow=False)]
    assert not differ, f"pictures of the folder and of the pack differ: {differ}"


def a_zip_file_that_says_what_is_in_it():
    run("pack", COURSE, "-o", PACK, says="files and")
    assert PACK.stat().st_size < BYTES_MAX, f"{PACK.stat().st_size} bytes"
    with zipfile.ZipFile(PACK) as pack:
        assert pack.testzip() is None
        names = pack.namelist()
        assert names == sorted(names) and "manifest.json" in names
        assert {i.date_time for i in pack.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        manifest = json.loads(pack.read("manifest.json"))
        course = json.loads((COURSE / "course.json").read_text("utf-8"))
        assert manifest["course"] == {k: course[k] for k in ("id", "version", "title")}
        assert manifest["format"] == 1 and manifest["engine"]
        assert [m["name"] for m in manifest["members"]] == [n for n in names if n != "manifest.json"]
        for member in manifest["members"]:
            data = pack.read(member["name"])
            assert len(data) == member["bytes"]
            assert hashlib.sha256(data).hexdigest() == member["sha256"], member["name"]
            if member["name"].startswith("course/"):
                assert data == (COURSE / member["name"][len("course/"):]).read_bytes()


def equal_input_equal_bytes():
    """Again; and from a copy whose files are of another day, lie in another order, and beside others."""
    run("pack", COURSE, "-o", FOLDER / "again.kej")
    copy = FOLDER / "copy"
    for path in sorted((p for p in COURSE.rglob("*") if p.is_file()), reverse=True):
        target = copy / path.relative_to(COURSE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
        target.chmod(0o600)
        os.utime(target, (1_000_000_000, 1_000_000_000))
    (copy / "notes of mine.txt").write_text("nothing refers to this")
    run("pack", copy, "-o", FOLDER / "copied.kej")
    run("pack", copy / "course.json", "-o", FOLDER / "named.kej")
    # A pack can be packed: with the fonts of this machine, so to the same bytes.
    run("pack", PACK, "-o", FOLDER / "repacked.kej")
    for name in ("again", "copied", "named", "repacked"):
        assert filecmp.cmp(PACK, FOLDER / f"{name}.kej", shallow=False), name


def every_picture_without_any_font():
    for course, pack in ((COURSE, PACK), (GALLERY, FOLDER / "gallery.kej")):
        if not pack.exists():
            run("pack", course, "-o", pack)
        size = ("--size", "1024x768", "--theme", "light")
        run("render", course, "-o", FOLDER / "of-folder", *size)
        run("render", pack, "-o", FOLDER / "of-pack", *size, fonts=False)
        same_pictures(FOLDER / "of-folder", FOLDER / "of-pack")
        shutil.rmtree(FOLDER / "of-folder")
        shutil.rmtree(FOLDER / "of-pack")


def table():
    text = (ROOT / "assets/characters/tgh-2013.txt").read_text("utf-8")
    return [c for line in text.splitlines() if not line.startswith("#") for c in line]


def play(course, name, script, fonts):
    (FOLDER / "typed.kjs").write_text(script, "utf-8")
    return run("play", course, "--learner", "E1", "--store", FOLDER / f"{name}.db", "--headless", "--seed", 7,
               "--clock", "2026-10-08T09:00:00+08:00", "--script", FOLDER / "typed.kjs", "--shots", FOLDER / name,
               "--window", "1280x720", "--trace", fonts=fonts)


def without_ids(trace):
    return re.sub(r'"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}"', '"ID"', trace)


def plays_as_its_folder():
    script = (ROOT / "tests/scripts/good-learner.kjs").read_text("utf-8")
    folder, pack = play(COURSE, "folder", script, True), play(PACK, "pack", script, False)
    assert without_ids(folder) == without_ids(pack)
    # What was begun in the folder goes on in the pack: ids, version and bytes are the course's.
    shutil.copy(FOLDER / "folder.db", FOLDER / "goes-on.db")
    again = play(PACK, "goes-on", "shot on\n", False)
    assert "attempt.started" not in again and "attempt.resumed" in again, again


def rare_characters_are_typed():
    """Characters of the table that the course does not use come out as of the system's font."""
    characters = table()
    used = "".join(p.read_text("utf-8") for p in COURSE.rglob("*.json"))
    rare = [c for c in characters if c not in used]
    assert len(characters) == len(set(characters)) == 8105 and len(rare) > 5000
    lines = (ROOT / "tests/scripts/good-learner.kjs").read_text("utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("type ")) - 3
    assert lines[first].startswith("repeat ") and lines[first + 2].startswith("if ")
    script = "\n".join([*lines[:first], "expect screen question", f"type {''.join(rare[::97])}", "shot typed", ""])
    play(COURSE, "typed-folder", script, True)
    play(PACK, "typed-pack", script, False)
    same_pictures(FOLDER / "typed-folder", FOLDER / "typed-pack")


def a_company_s_theme_goes_along():
    """Its file in a folder of the course, with a logo and a font beside it."""
    course, pack = FOLDER / "branded", FOLDER / "branded.kej"
    shutil.copytree(GALLERY, course)
    (course / "look").mkdir()
    shutil.copy("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", course / "look/brand.ttf")
    (course / "look/logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" width="90" '
                                          'height="30"><rect width="90" height="30" fill="#0B5D3B"/></svg>')
    (course / "look/theme.json").write_text(json.dumps(
        {"base": "light", "colors": {}, "logo": {"file": "logo.svg"}, "fonts": {"sans": "brand.ttf"}}))
    data = json.loads((course / "course.json").read_text("utf-8"))
    data.update(theme="look/theme.json", specimen=False)
    (course / "course.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    run("pack", course, "-o", pack)
    with zipfile.ZipFile(pack) as file:
        assert {f"course/look/{n}" for n in ("brand.ttf", "logo.svg", "theme.json")} <= set(file.namelist())
    for place, name, fonts in ((course, "of-folder", True), (pack, "of-pack", False)):
        run("render", place, "-o", FOLDER / name, "--slides", "1-4", fonts=fonts)
    same_pictures(FOLDER / "of-folder", FOLDER / "of-pack")
    run("render", course, "-o", FOLDER / "plain", "--slides", "1-4", "--theme", "light")
    assert not all(filecmp.cmp(p, FOLDER / "plain" / p.name, shallow=False) for p in (FOLDER / "of-pack").glob("*.png"))


def stands_wherever_a_course_does():
    assert run("check", PACK).split(": ", 1)[1] == run("check", COURSE).split(": ", 1)[1]
    run("diff", COURSE, PACK, says="changes: 0\n")
    run("translate", "export", PACK, "--to", "en", "-o", FOLDER / "course.po")
    run("translate", "import", PACK, FOLDER / "course.po", "-o", FOLDER / "translated")
    run("pack", FOLDER / "translated", "-o", FOLDER / "translated.kej")
    assert json.loads((FOLDER / "translated/course.json").read_text("utf-8"))["language"] == "en"
    store = ("--store", FOLDER / "folder.db", "--format", "json")
    for command in (("stats", "COURSE"), ("simulate", "COURSE", "--learners", 20, "--seed", 3),
                    ("translate", "export", "COURSE", "--to", "en"),
                    ("report", "completion", "--course", "COURSE", *store),
                    ("report", "learner", "E1", "--course", "COURSE", *store)):
        told = [re.sub(r'"made": *"[^"]*"|took .*', "", run(*(place if a == "COURSE" else a for a in command)))
                for place in (COURSE, PACK)]
        assert told[0] and told[0].replace(str(COURSE), "X") == told[1].replace(str(PACK), "X"), command


def refuses_a_course_with_errors():
    broken = FOLDER / "broken"
    shutil.copytree(COURSE, broken)
    text = (broken / "course.json").read_text("utf-8")
    (broken / "course.json").write_text(text.replace('"version"', '"vresion"', 1), "utf-8")
    run("pack", broken, "-o", FOLDER / "no.kej", code=1, says="E0201")
    (broken / "course.json").write_text(text, "utf-8")
    picture = next(broken.rglob("*.svg"))
    picture.write_text("this is no picture")
    run("pack", broken, "-o", FOLDER / "no.kej", code=1, says="E0602")
    run("pack", FOLDER / "nowhere", "-o", FOLDER / "no.kej", code=3, says="E0902")
    run("pack", COURSE, "-o", FOLDER / "no.zip", code=2, says="FILE.kej")
    run("pack", COURSE, code=2)
    run("pack", COURSE, "-o", FOLDER / "no/such/folder.kej", code=3, says="E0903")
    run("pack", COURSE, "-o", FOLDER / "no.kej", code=3, says="E0603", fonts=False)
    assert not (FOLDER / "no.kej").exists() and not list(FOLDER.glob("no.kej*"))


try:
    NOTHING.mkdir()
    a_zip_file_that_says_what_is_in_it()
    equal_input_equal_bytes()
    every_picture_without_any_font()
    plays_as_its_folder()
    rare_characters_are_typed()
    a_company_s_theme_goes_along()
    stands_wherever_a_course_does()
    refuses_a_course_with_errors()
finally:
    shutil.rmtree(FOLDER)
