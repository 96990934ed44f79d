#!/usr/bin/env python3
"""Three scripted learners play the part; what was traced, stored and reported must agree.

    learners_test.py KEJIAN FOLDER

The report is not asked whether it is right: it is worked out here again from the traced events.
"""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

KEJIAN, FOLDER = Path(sys.argv[1]), Path(sys.argv[2])
ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "courses/key-account"
SCRIPTS = ROOT / "tests/scripts"
PARTS = [json.loads((COURSE / path).read_text(encoding="utf-8"))
         for path in json.loads((COURSE / "course.json").read_text(encoding="utf-8"))["parts"]]
TESTED = [p["id"] for p in PARTS if p["draw"]]
BEST = [e["id"] for p in PARTS for path in p["roleplays"]
        for e in json.loads((COURSE / path).read_text(encoding="utf-8"))["endings"] if e["grade"] == "excellent"]


def run(*arguments, expect=0):
    done = subprocess.run([str(KEJIAN), *map(str, arguments)], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != expect:
        sys.exit(f"kejian {' '.join(map(str, arguments))}: exit {done.returncode}, not {expect}\n"
                 f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def play(learner, script, store, seed=7, **options):
    extra = [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", value)]
    out = run("play", COURSE, "--headless", "--script", SCRIPTS / f"{script}.kjs", "--trace", "--learner",
              learner, "--store", store, "--seed", seed, "--clock", "2026-11-23T09:00:00+08:00", *extra)
    return [json.loads(line) for line in out.splitlines() if line.startswith('{"id"')]


def check(condition, what):
    if not condition:
        sys.exit(f"FAILED: {what}")


def close(a, b):
    return a is not None and b is not None and abs(a - b) < 1e-9


def stored(store, learner):
    lines = run("events", "export", "--store", store, "--learner", learner).splitlines()
    return [json.loads(line) for line in lines]


def report(store, learner):
    text = run("report", "learner", learner, "--store", store, "--course", COURSE, "--format", "json")
    return {name: table["rows"] for name, table in json.loads(text)["tables"].items()}


def share(event):
    return event["data"]["score"] / event["data"]["max"]


def of_type(events, kind):
    return [e for e in events if e["type"] == kind]


def agree(events, tables):
    """Every figure of the learner's report, worked out from the events."""
    answers = of_type(events, "item.answered")
    by_item = {}
    for e in answers:
        by_item.setdefault(e["object"], []).append(share(e))
    rows = {r["item"]: r for r in tables["items"]}
    check(set(rows) == set(by_item), "the report names other items than were answered")
    for item, shares in by_item.items():
        check(rows[item]["answers"] == len(shares), f"{item}: number of answers")
        check(close(rows[item]["first"], shares[0]) and close(rows[item]["last"], shares[-1]), f"{item}: shares")
    finished = of_type(events, "run.finished")
    drills = {}
    for e in finished:
        if e["object"] not in TESTED:
            drills.setdefault(e["object"], []).append(share(e))
    for row in tables["drills"]:
        shares = drills.get(row["drill"], [])
        check(row["runs"] == len(shares), f"{row['drill']}: runs")
        if shares:
            check(close(row["best"], max(shares)) and close(row["last"], shares[-1]), f"{row['drill']}: shares")
    for part in TESTED:
        tests = [share(e) for e in finished if e["object"] == part]
        row = next(r for r in tables["parts"] if r["part"] == part)
        check(row["tests"] == len(tests), f"{part}: tests taken")
        if tests:
            check(close(row["test_first"], tests[0]) and close(row["test_best"], max(tests)), f"{part}: test shares")


def same_events(traced, kept):
    check([e["id"] for e in traced] == [e["id"] for e in kept], "traced and stored events differ")
    for a, b in zip(traced, kept):
        b.pop("chain", None)
        check(a == b, f"event {a['id']} was traced and stored differently")


def good():
    store = FOLDER / "good.db"
    events = play("E1", "good-learner", store, shots=FOLDER / "good")
    same_events(events, stored(store, "E1"))
    agree(events, report(store, "E1"))
    finished = of_type(events, "attempt.finished")
    check(len(finished) == 1 and finished[0]["data"]["passed"] and share(finished[0]) == 1, "the course is passed")
    # All slides come first: a part without a test is complete then.
    in_order = [p["id"] for p in PARTS if not p["draw"]] + TESTED
    check([e["object"] for e in of_type(events, "part.completed")] == in_order, "every part completed")
    check([e["data"]["ending"] for e in of_type(events, "roleplay.ended")] == BEST, "the best ending of each")
    check(len(list((FOLDER / "good").glob("*.png"))) > 50, "pictures of every screen")


def good_in_every_shape():
    """The same lesson in other shapes: nothing that a learner needs is out of reach."""
    for n, (size, seed) in enumerate((("1024x768", 3), ("768x1024", 4), ("2560x1080", 5))):
        store = FOLDER / f"shape{n}.db"
        events = play("E1", "good-learner", store, seed=seed, window=size)
        check(len(of_type(events, "attempt.finished")) == 1, f"the course is passed at {size}")


def poor():
    store = FOLDER / "poor.db"
    events = play("E2", "poor-learner", store)
    same_events(events, stored(store, "E2"))
    agree(events, report(store, "E2"))
    check(not of_type(events, "attempt.finished"), "a poor learner has not passed")
    check(all(share(e) < 1 for e in of_type(events, "item.answered")), "every answer was wrong or partly so")
    check(of_type(events, "roleplay.ended")[0]["data"]["ending"] == "lost", "the worst ending")


def returning():
    store = FOLDER / "returning.db"
    events = []
    for part in (1, 2, 3):
        events += play("E3", f"returning-learner-{part}", store)
    same_events(events, stored(store, "E3"))
    check(len(of_type(events, "attempt.started")) == 1, "one attempt, three sittings")
    check(len(of_type(events, "attempt.resumed")) == 2, "resumed twice")
    run("events", "verify", "--store", store)


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    os.environ["KEJIAN_STORE"] = str(FOLDER / "unused.db")
    for learner in (good, good_in_every_shape, poor, returning):
        learner()
        print(f"ok {learner.__name__}")


main()
