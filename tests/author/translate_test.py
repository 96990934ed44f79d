#!/usr/bin/env python3
"""kejian translate: every text goes out, gettext's own tools take it, and it comes back into its place."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

KEJIAN = pathlib.Path(sys.argv[1]).resolve()


def run(*args, code=0, says="", program=KEJIAN):
    done = subprocess.run([program, *map(str, args)], capture_output=True, text=True)
    assert done.returncode == code, f"{args}: {done.returncode}, not {code}\n{done.stdout}{done.stderr}"
    assert says in done.stdout + done.stderr, f"{args}: no '{says}' in\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def strings(value, path=()):
    """What is no id, word or path by its face: strings with Han characters, but for comments."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, path)
    elif isinstance(value, str) and re.search("[\u4e00-\u9fff]", value) and path[-1] != "$comment":
        if path[-2:-1] != ("figures",) and not (len(path) > 2 and path[0] == "figures" and path[-1] == "about"):
            yield value


def entries(po):
    return re.findall(r'msgctxt (".*")\nmsgid (".*")\nmsgstr (".*")', po)


with tempfile.TemporaryDirectory() as temporary:
    at = pathlib.Path(temporary)
    course = at / "visits"
    run("new", course, "--title", 'A "title" \\ {x}')
    (course / "images").mkdir()
    (course / "images/kept.txt").write_text("kept", encoding="utf-8")
    (course / ".hidden").write_text("left", encoding="utf-8")
    po = at / "en.po"
    run("translate", "export", course, "--to", "en", "-o", po)
    text = po.read_text(encoding="utf-8")
    out = {json.loads(ident) for _, ident, _ in entries(text)}
    for file in course.rglob("*.json"):
        if file.name != "course.schema.json":
            missing = set(strings(json.loads(file.read_text(encoding="utf-8")))) - out
            assert not missing, f"{file.name}: not exported: {missing}"
    assert 'A "title" \\ {x}' in out and "0.1.0" not in out and "light" not in out and "zh-Hans" not in out
    contexts = [context for context, _, _ in entries(text)]
    assert len(contexts) == len(set(contexts))
    run("--check-format", "--check-header", "-o", "/dev/null", po, program="msgfmt")
    # Nothing translated: the same course, every byte but the language.
    same = at / "same"
    run("translate", "import", course, po, "-o", same, says=f"0 of {len(contexts)} texts translated")
    for file in course.rglob("*"):
        if file.is_file() and not file.name.startswith("."):
            before, after = file.read_bytes(), (same / file.relative_to(course)).read_bytes()
            if file.name == "course.json":
                before = before.replace(b'"language": "zh-Hans"', b'"language": "en"')
            assert before == after, file
    assert not (same / ".hidden").exists()
    # Everything translated, through gettext's own tools; figures and terms stay.
    done = re.sub(r'msgid (".+")\nmsgstr ""', lambda m: f"msgid {m[1]}\nmsgstr {m[1][:-1]} EN\"", text)
    po.write_text(done, encoding="utf-8")
    run("--no-location", "--width=60", po, "-o", at / "wrapped.po", program="msgcat")
    whole = at / "whole"
    run("translate", "import", course, at / "wrapped.po", "-o", whole, says=f"{len(contexts)} of {len(contexts)}")
    run("check", whole)
    told = json.loads((whole / "course.json").read_text(encoding="utf-8"))
    assert (told["title"], told["language"], told["version"]) == ('A "title" \\ {x} EN', "en", "0.1.0"), told
    part = json.loads((whole / "parts/1-visit.json").read_text(encoding="utf-8"))
    assert part["items"][0]["stem"].endswith(" EN") and part["items"][0]["type"] == "single"
    assert part["slides"][1]["visual"]["cards"][1]["text"] == "写下{ask-count}，最要紧的放在前头。 EN" or \
        "{ask-count}" in part["slides"][1]["visual"]["cards"][1]["text"]
    # Fuzzy, stale and unknown ones stay out; lost and added figures are named.
    one = entries(text)
    first = next(e for e in one if "{ask-count}" in e[1])
    other = next(e for e in one if "{" not in e[1] and "[" not in e[1])
    lead = next(e for e in one if e[0].endswith('v-prepare/lead"'))
    header = text[:text.index("\n#. ")]

    def made(*messages):
        po.write_text(header + "\n" + "\n".join(messages), encoding="utf-8")
        shutil.rmtree(at / "out", ignore_errors=True)
        return po

    def message(context, ident, translation, flag=""):
        return f"{flag}msgctxt {context}\nmsgid {ident}\nmsgstr {translation}\n"

    run("translate", "import", course, made(message(other[0], other[1], '"x"', "#, fuzzy\n")), "-o", at / "out", says="1 fuzzy")
    run("translate", "import", course, made(message(other[0], '"another text"', '"x"')), "-o", at / "out", says="1 changed since")
    run("translate", "import", course, made(message('"nowhere.json:title"', '"a"', '"x"')), "-o", at / "out", says="1 translations are of no text")
    run("translate", "import", course, made(message(first[0], first[1], '"none"')), "-o", at / "out", says="lacks '{ask-count}'")
    run("translate", "import", course, made(message(other[0], other[1], '"{visit-minutes}"')), "-o", at / "out", says="has '{visit-minutes}'")
    # What would be no course is said, at its place.
    run("translate", "import", course, made(message(lead[0], lead[1], '"[x](term:none)"')), "-o", at / "out", code=1, says="none")
    # Broken files: located, and nothing written.
    run("translate", "import", course, made('msgctxt "a"\nmsgid "b\nmsgstr "c"\n'), "-o", at / "out", code=1, says="en.po:")
    assert not (at / "out").exists()
    po.write_bytes(header.encode() + b'\nmsgctxt "a"\nmsgid "\xff\xfe"\nmsgstr "c"\n')
    run("translate", "import", course, po, "-o", at / "out", code=1, says="E0811")
    po.write_text("not a po file\n" * 40, encoding="utf-8")
    run("translate", "import", course, po, "-o", at / "out", code=1, says="E0811")
    run("translate", "import", course, at / "none.po", "-o", at / "out", code=3, says="E0902")
    run("translate", "import", course, at / "wrapped.po", "-o", course, code=3, says="is not empty")
    run("translate", "import", course, at / "wrapped.po", code=2)
    run("translate", "export", code=2, says="which course?")
    run("translate", "export", course, "--to", "e n", code=2, says="no language tag")
    run("translate", "export", at / "none", code=3)
    run("translate", code=2)
