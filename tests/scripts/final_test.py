#!/usr/bin/env python3
"""A final test failed, then passed: the events, and what the reports make of them.

    final_test.py KEJIAN

The course is small/: kinds has the questions k-1 to k-3 (k-3 gives half a point for one of its two),
water w-01 to w-12 (so does w-12); tests and final test ask all of them and are passed from 80 % on.
What must come out is worked out by hand here, never asked of the program:

  刘欣, 2 November  test of kinds     0 + 1 + 0.5 = 1.5 of 3, 50 %, not passed; again 3 of 3
                    test of water     12 of 12
                    final test        3 + 0 = 3 of 15, 20 %, not passed
        3 November  final test        1 + 1 + 0.5 + 0 + 10 + 0.5 = 13 of 15, 86.67 %, passed
  陈默, 2 November  test of kinds     1 + 0 + 1 = 2 of 3, 66.67 %
  周宁              on the roster, has not come
"""
import csv
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
COURSE = HERE / "small"
ITEMS = {i["id"]: i for p in ("one.json", "two.json")
         for i in json.loads((COURSE / p).read_text(encoding="utf-8"))["items"]}
KINDS = ["k-1", "k-2", "k-3"]
WATER = [f"w-{n:02}" for n in range(1, 13)]
ROSTER = "工号,姓名,部门\nE1,刘欣,华东销售部\nE2,陈默,华东销售部\nE3,周宁,华南销售部\n"

CLICKS = {("single", 1): ["yes"], ("single", 0): ["no"],
          ("multiple", 1): ["a", "b"], ("multiple", 0.5): ["a"], ("multiple", 0): ["c"]}

FIRST_KINDS = {"k-1": 0, "k-2": 1, "k-3": 0.5}
FAILED = {**dict.fromkeys(KINDS, 1), **dict.fromkeys(WATER, 0)}
PASSED = {**dict.fromkeys(KINDS + WATER, 1), "k-3": 0.5, "w-01": 0, "w-12": 0.5}

# Of each kind of event that a test leaves: object, score, most, passed.
EVENTS = {
    "run.finished": [("kinds", 1.5, 3, False), ("kinds", 3, 3, True), ("water", 12, 12, True), ("small", 3, 15, False),
                     ("small", 13, 15, True)],
    "part.completed": [("kinds",), ("water",)],
    "attempt.finished": [("small", 20, 100, False), ("small", 13 / 15 * 100, 100, True)],
    "course.completed": [("small",)],
}

# Report, table (its columns begin so), and the rows that it has, as far as they are named.
COMPLETION = [
    ("course,staff", [{"course": "泡茶", "staff": "3", "started": "2", "completed": "1", "completion_rate": 1 / 3,
                       "passed": "1", "pass_rate": 1, "scored": "1", "first": 0.2, "best": 13 / 15,
                       "finished_attempts": "1"}]),
]
LEARNER = [
    ("attempt,course", [{"course": "small", "started": "2026-11-02 09:00:00", "score": 13 / 15, "passed": "是"}]),
    ("part,title", [{"part": "kinds", "slides_viewed": "3", "slides": "3", "tests": "2", "test_first": 0.5,
                     "test_best": 1, "test_last": 1},
                    {"part": "water", "slides_viewed": "1", "slides": "1", "tests": "1", "test_first": 1,
                     "test_best": 1, "test_last": 1}]),
    ("item,title", [{"item": "k-1", "answers": "4", "first": 0, "last": 1},
                    {"item": "k-2", "answers": "4", "first": 1, "last": 1},
                    {"item": "k-3", "answers": "4", "first": 0.5, "last": 0.5},
                    {"item": "w-01", "answers": "3", "first": 1, "last": 0},
                    *({"item": w, "answers": "3", "first": 1, "last": 1} for w in WATER[1:11]),
                    {"item": "w-12", "answers": "3", "first": 1, "last": 0.5}]),
]
OTHER = [
    ("attempt,course", [{"course": "small", "started": "2026-11-02 09:00:00", "finished": "", "score": "", "passed": ""}]),
    ("part,title", [{"part": "kinds", "slides_viewed": "0", "tests": "1", "test_first": 2 / 3, "test_best": 2 / 3},
                    {"part": "water", "slides_viewed": "0", "tests": "0", "test_first": ""}]),
    ("item,title", [{"item": "k-1", "answers": "1", "first": 1, "last": 1}, {"item": "k-2", "answers": "1", "first": 0, "last": 0},
                    {"item": "k-3", "answers": "1", "first": 1, "last": 1}]),
]


def run(*arguments):
    done = subprocess.run([sys.argv[1], *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"kejian {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stdout[-500:]}{done.stderr}")
    return done.stdout


def test(begin, shares):
    """Answers each question, found by its stem, so that it gets that share."""
    lines = [f"click {begin}", f"repeat {len(shares)} until screen result", "expect screen question"]
    for item, share in shares.items():
        clicks = [f"click option:{o}" for o in CLICKS[ITEMS[item]["type"], share]]
        lines += [f'if text "{ITEMS[item]["stem"]}"', *clicks, "click submit", "click next", "else"]
    return lines + ["expect no screen question"] + ["end"] * len(shares) + ["end", "expect screen result"]


def slides():
    lines = ["click part:kinds", "click slide:k-cover"]
    lines += ["wait 5s", "click next"] * 2 + ["wait 5s", "click home"]
    return lines + ["click part:water", "click slide:w-water", "wait 5s", "click home"]


def first_day():
    return (slides() + ["click part:kinds"] + test("test:kinds", FIRST_KINDS) + ["click next"]
            + test("test:kinds", dict.fromkeys(KINDS, 1)) + ["click next", "click home", "expect no action final"]
            + ["click part:water"] + test("test:water", dict.fromkeys(WATER, 1)) + ["click next", "click home"]
            + test("final", FAILED) + ["expect text 20分", "click home"])


def second_day():
    return ["expect screen home", "click continue", "expect screen result"] + test("again", PASSED) + ["click home", "expect screen home"]


def play(store, learner, day, lines):
    script = store.with_suffix(".kjs")
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run("play", COURSE, "--headless", "--script", script, "--learner", learner, "--store", store, "--seed", 7, "--clock",
        f"2026-11-0{day}T09:00:00+08:00")


def near(found, should):
    if isinstance(should, str):
        return found == should
    return found not in ("", None) and abs(float(found) - should) < 5e-4


def prove_events(store):
    events = [json.loads(line) for line in run("events", "export", "--store", store, "--learner", "E1").splitlines()]
    bad = 0
    for kind, should in EVENTS.items():
        found = [(e["object"], *(e["data"][k] for k in ("score", "max", "passed") if k in e["data"]))
                 for e in events if e["type"] == kind]
        same = len(found) == len(should) and all(
            a[0] == b[0] and a[3:] == b[3:] and all(abs(x - y) < 5e-3 for x, y in zip(a[1:3], b[1:3])) and len(a) == len(b)
            for a, b in zip(found, should))
        if not same:
            bad += 1
            print(f"{kind}:\n  {found}\nnot\n  {should}")
    return bad


def tables(text):
    """The tables of a report as CSV: after an empty line its title, its titles of columns, and their keys."""
    found = []
    for block in text.lstrip("\ufeff").replace("\r\n", "\n").split("\n\n"):
        rows = list(csv.reader(io.StringIO(block)))
        if len(rows) > 2 and len(rows[1]) == len(rows[2]):
            found.append((",".join(rows[2]), [dict(zip(rows[2], row)) for row in rows[3:]]))
    return found


def prove_report(store, name, should, *arguments):
    found = tables(run("report", *arguments, "--store", store, "--course", COURSE, "--format", "csv", "--lang", "zh-Hans"))
    bad = 0
    for columns, rows in should:
        table = next((t for head, t in found if head.startswith(columns)), [])
        key = next(iter(rows[0]))
        table = sorted(table, key=lambda row: row.get(key, ""))
        if len(table) != len(rows):
            bad += 1
            print(f"{name}, {columns}…: {len(table)} rows, not {len(rows)}\n  {table}")
            continue
        for row, want in zip(table, rows):
            wrong = {k: (row.get(k), v) for k, v in want.items() if not near(row.get(k), v)}
            if wrong:
                bad += 1
                print(f"{name}, {columns}…, {row[key]}: found and wanted {wrong}")
    return bad


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "records.db"
        roster = Path(folder) / "roster.csv"
        roster.write_text(ROSTER, encoding="utf-8")
        run("learners", "import", roster, "--store", store)
        play(store, "E1", 2, first_day())
        play(store, "E2", 2, ["click part:kinds", *test("test:kinds", {"k-1": 1, "k-2": 0, "k-3": 1})])
        play(store, "E1", 3, second_day())
        bad = prove_events(store)
        bad += prove_report(store, "completion", COMPLETION, "completion", "--at", "2026-11-03")
        bad += prove_report(store, "learner E1", LEARNER, "learner", "E1")
        bad += prove_report(store, "learner E2", OTHER, "learner", "E2")
    sys.exit(1 if bad else 0)


main()
