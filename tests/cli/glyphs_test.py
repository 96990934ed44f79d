#!/usr/bin/env python3
"""kejian check names every character that no font has: file, line, column, code point.

    glyphs_test.py KEJIAN

A character for private use is put at the beginning of each kind of text of a new course in turn, once as it is
and once as an escape: wherever a learner or a trainer may read it, it must be found there.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

KEJIAN = sys.argv[1]
NOBODYS = "\U0010FFFD"
SAMPLES = {  # what a font of ours must have: fonts/README.md names them
    "Han of Extension A": "㐀㐂㒰", "Han of Extension B": "𠀀𠮷𪚥", "Han of Extension C": "𪜀𪝀𫝀",
    "Greek": "αβγΩ", "Cyrillic": "Привет", "accents": "éüñçøåžł", "arrows": "←↑→↓↔⇒",
    "signs of mathematics": "±×÷≈≠≤≥∞√∑", "circled numbers": "①②③⑩⑳", "currencies": "￥¥$€£",
    "signs": "℃‰№§©®™※★■●", "fractions and powers": "½¼²³", "kana": "カナかな", "Hangul": "한국어",
}


def fail(what):
    sys.exit(f"FAILED: {what}")


def check(folder):
    done = subprocess.run([KEJIAN, "check", "--strict", str(folder)], capture_output=True, text=True)
    return done.stdout + done.stderr


def messages(folder):
    return [line for line in check(folder).splitlines() if "W0604" in line]


TEXTS = re.compile(r'"([a-z-]+)": "(?=[\u4e00-\u9fff])')


def expect(folder, path, source, at, put):
    """`put` at character `at` of the file is told there."""
    path.write_text(source[:at] + put + source[at:], encoding="utf-8")
    line = source.count("\n", 0, at) + 1
    column = at - (source.rfind("\n", 0, at) + 1) + 1
    found = messages(folder)
    path.write_text(source, encoding="utf-8")
    wanted = f"{path.name}:{line}:{column}: "
    if len(found) != 1 or wanted not in found[0] or "U+10FFFD" not in found[0]:
        fail(f"{path.name}:{line}:{column} not told, but {found}")


with tempfile.TemporaryDirectory() as scratch:
    folder = pathlib.Path(scratch) / "course"
    subprocess.run([KEJIAN, "new", folder], check=True, capture_output=True)
    if messages(folder):
        fail(f"the course itself: {messages(folder)}")
    kinds = set()
    for path in sorted(folder.rglob("*.json")):
        source = path.read_text(encoding="utf-8")
        for match in TEXTS.finditer(source):
            if match.group(1) in kinds:
                continue  # one of each kind: a look takes a whole check
            kinds.add(match.group(1))
            expect(folder, path, source, match.end(), NOBODYS)
            if match.group(1) in ("title", "text"):
                expect(folder, path, source, match.end(), "\\udbff\\udffd")
    for kind in ("title", "subtitle", "text", "notes", "stem", "feedback", "name", "meaning", "hint"):
        if kind not in kinds:
            fail(f"no text of the kind '{kind}' in a new course")

    path = folder / "course.json"
    course = json.loads(path.read_text(encoding="utf-8"))
    for name, sample in SAMPLES.items():
        course["subtitle"] = sample
        path.write_text(json.dumps(course, ensure_ascii=False), encoding="utf-8")
        if messages(folder):
            fail(f"{name}: {messages(folder)}")
