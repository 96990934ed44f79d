#!/usr/bin/env python3
"""The pages around the lesson, each by keys only and by mouse only.

    around_test.py KEJIAN [SECTION]

around.txt has a section a page: what is done, what the screen then shows, and the table, worked out by
hand, of what is recorded and of what becomes the learner's own.  Lines of the script language stand as
they are; these are ours:

    do KEY ACTION     keys: that key; mouse: a click on that action's area
    press ACTION      keys: Tab leads to it, Space presses it; mouse: a click
    open ACTION       the same with Enter, where Space is written into the query
    digits 4711       of a PIN: keys, or clicks on its pad
    keys: …, mouse: … a line in one of the two only
    write TEXT        typed: words are typed either way
    people            first: the record knows E1 刘欣 and E2 陈默, and the program asks who it is
    --- TIME          closed, and opened again at that time
    > TYPE OBJECT     an event, with score/max where it has them; in any order, and no others
    + KIND OBJECT VALUE   a row of the learner's own; `-` for no object; no others
"""
import json
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
KEJIAN = Path(sys.argv[1]).resolve()
BEGINS = "2026-11-24T09:00:00+08:00"
ROSTER = "工号,姓名,部门\nE1,刘欣,华东销售部\nE2,陈默,华南销售部\n"
PASSED_OVER = ("run.moved",)  # a question came onto the screen


def sections():
    found = {}
    for line in (HERE / "around.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            lines = found.setdefault(line[3:], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


def press(mode, action, key):
    return [f"click {action}"] if mode == "mouse" else [f"repeat 60 until focus {action}", "key Tab", "end", f"key {key}"]


def spoken_in(mode, line):
    word, _, rest = line.partition(" ")
    if word in ("keys:", "mouse:"):
        return spoken_in(mode, rest) if word == mode + ":" else []
    if word == "do":
        key, action = rest.split(" ")
        return [f"key {key}" if mode == "keys" else f"click {action}"]
    if word in ("press", "open"):
        return press(mode, rest, "Space" if word == "press" else "Return")
    if word == "digits":
        return [f"key {d}" if mode == "keys" else f"click digit:{d}" for d in rest] + (
            ["key Return"] if mode == "keys" else ["click submit"])
    return [f"type {rest}" if word == "write" else line]


def run(*arguments):
    done = subprocess.run([KEJIAN, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"exit {done.returncode}\n{done.stderr}")
    return done.stdout


def sittings(lines):
    """(time, lines) of each time the program is opened."""
    at, part = BEGINS, []
    for line in lines:
        if line.startswith("--- "):
            yield at, part
            at, part = line[4:], []
        else:
            part.append(line)
    yield at, part


def play(mode, lines, folder):
    store, who = folder / "records.db", ["--learner", "E1"]
    if "people" in lines:
        (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
        run("learners", "import", folder / "roster.csv", "--store", store)
        who = ["--who"]
    script, log = folder / "play.kjs", folder / "voice.txt"
    for at, part in sittings([line for line in lines if line[0] not in ">+" and line != "people"]):
        script.write_text("\n".join(out for line in part for out in spoken_in(mode, line)) + "\n", encoding="utf-8")
        run("play", HERE / "small", "--headless", "--script", script, *who, "--store", store, "--seed", 7, "--clock", at,
            "--voice-log", log, "--lang", "zh-Hans")
    return store


def told(event):
    data = event["data"]
    score = f" {data['score']:g}/{data['max']:g}" if "score" in data else ""
    return f"{event['type']} {event['object']}{score}"


def recorded(store):
    return sorted(told(e) for e in map(json.loads, run("events", "export", "--store", store).splitlines())
                  if e["type"] not in PASSED_OVER)


def own(store):
    db = sqlite3.connect(store)
    rows = db.execute("SELECT kind, object, value FROM personal WHERE value <> '' AND kind <> 'pin'").fetchall()
    db.close()
    return sorted(f"{kind} {thing or '-'} {value}" for kind, thing, value in rows)


def wanted(lines, sign):
    return sorted(line[2:] for line in lines if line.startswith(sign + " "))


def main():
    bad = 0
    for name, lines in sections().items():
        if len(sys.argv) > 2 and sys.argv[2] != name:
            continue
        for mode in ("keys", "mouse"):
            with tempfile.TemporaryDirectory() as folder:
                try:
                    store = play(mode, lines, Path(folder))
                except SystemExit as why:
                    print(f"{name}, {mode}: {why}")
                    bad += 1
                    continue
                for what, found, should in (("recorded", recorded(store), wanted(lines, ">")),
                                            ("own", own(store), wanted(lines, "+"))):
                    if found != should:
                        bad += 1
                        print(f"{name}, {mode}: {what}\n  {found}\nnot\n  {should}")
        print(name)
    sys.exit(1 if bad else 0)


main()
