#!/usr/bin/env python3
"""kejian new: what it writes is checked, valid by its own schema, and plays; what is in the way stays."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

KEJIAN = pathlib.Path(sys.argv[1]).resolve()


def run(*args, code=0, says="", **more):
    done = subprocess.run([KEJIAN, *map(str, args)], capture_output=True, text=True, **more)
    assert done.returncode == code, f"{args}: {done.returncode}, not {code}\n{done.stdout}{done.stderr}"
    assert says in done.stdout + done.stderr, f"{args}: no '{says}' in\n{done.stdout}{done.stderr}"
    return done.stdout


def content(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_a_course(folder, ident, title):
    course = json.loads((folder / "course.json").read_text(encoding="utf-8"))
    assert (course["id"], course["title"]) == (ident, title), (course["id"], course["title"])
    run("check", "--strict", folder)
    assert run("schema") == (folder / "course.schema.json").read_text(encoding="utf-8")
    for path in content(folder):
        data = json.loads((folder / path).read_text(encoding="utf-8"))
        if path.name != "course.schema.json":
            assert (folder / path).parent.joinpath(data["$schema"]).resolve() == (folder / "course.schema.json").resolve()
            assert "@" not in (folder / path).read_text(encoding="utf-8"), path
    return course


def plays(folder, at):
    script = at / "learner.kjs"
    script.write_text("key Right\nkey Right\nexpect text 三项准备\nclick home\n", encoding="utf-8")
    run("play", folder, "--headless", "--learner", "E1", "--store", at / "s.db", "--script", script, "--seed", 1)
    run("simulate", folder, "--learners", 500)


with tempfile.TemporaryDirectory() as temporary:
    at = pathlib.Path(temporary)
    run("new", at / "visits", says="a course that plays")
    is_a_course(at / "visits", "visits", "visits")
    plays(at / "visits", at)
    # The folder's name gives id and title; both can be said; what is markup elsewhere stays as it is.
    for name, more, ident, title in (
            ("第一课 Sales 101/", (), "sales-101", "第一课 Sales 101"),
            ("课", (), "course", "课"),
            ("deep/er/My.Course", (), "my-course", "My.Course"),
            ("a", ("--title", '好“拜访”*一次* {x} [a](term:b) "q" \\'), "a", '好“拜访”*一次* {x} [a](term:b) "q" \\'),
            ("b", ("--id", "other.id", "--title", "一二三四五六七八九十一二三四五六七八九十一二三四"), "other.id",
             "一二三四五六七八九十一二三四五六七八九十一二三四")):
        if len(title) > 24:
            run("new", at / name, *more, code=2, says="1 to 24 characters")
            continue
        run("new", f"{at}/{name}", *more)
        is_a_course(at / name, ident, title)
    (at / "empty").mkdir()
    run("new", at / "empty")
    # Nothing that is there is touched.
    (at / "full").mkdir()
    (at / "full/notes.txt").write_text("mine", encoding="utf-8")
    (at / "file").write_text("mine", encoding="utf-8")
    (at / "link").symlink_to(at / "nowhere")
    for name in ("full", "file", "link", "visits"):
        before = content(at)
        run("new", at / name, code=3, says="is not empty")
        assert content(at) == before
    run("new", at / "file/below", code=3, says="E0903")
    for bad in (("--title", ""), ("--title", " a"), ("--title", "a\nb"), ("--title", "一" * 25), ("--id", "Sales 1"), ("--id", "")):
        run("new", at / "never", *bad, code=2, says="E0901")
    assert not (at / "never").exists()
    run("new", code=2, says="where should the course begin?")
    if os.path.exists("/dev/full"):
        # A course that was broken off is none: course.json is written last.
        limited = f'ulimit -f 8; exec "{KEJIAN}" new "{at}/small"'
        done = subprocess.run(["bash", "-c", f"trap '' XFSZ; {limited}"], capture_output=True, text=True)
        assert done.returncode == 3 and "E0903" in done.stderr, done
        assert not (at / "small/course.json").exists()
