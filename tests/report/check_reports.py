#!/usr/bin/env python3
"""Calculates every figure of the reports from the exported events and the roster alone, by the
definitions of what each figure means, and compares.

usage: check_reports.py PROGRAM SEED…    PROGRAM is report_company, which makes a company a seed"""
import datetime
import json
import math
import pathlib
import statistics
import subprocess
import sys
import tempfile

figures = 0  # compared


def fail(message):
    sys.exit(f"check_reports: {message}")


def same(where, got, want):
    global figures
    figures += 1
    if isinstance(want, float) and isinstance(got, (int, float)):
        if not math.isclose(got, want, rel_tol=1e-9, abs_tol=1e-9):
            fail(f"{where}: {got}, not {want}")
    elif got != want:
        fail(f"{where}: {got!r}, not {want!r}")


def day(event):
    return event["at"][:10]


def instant(event):
    return datetime.datetime.fromisoformat(event["at"])


def share(event):
    data = event["data"]
    return min(data["score"] / data["max"], 1.0) if data.get("max", 0) > 0 else None


class Attempt:
    def __init__(self, events):
        by_id = sorted(events, key=lambda e: e["id"])
        started = [e for e in by_id if e["type"] == "attempt.started"]
        finished = [e for e in by_id if e["type"] == "attempt.finished"]
        self.id = by_id[0]["attempt"]
        self.start = day((started or by_id)[0])
        self.end = finished[0] if finished else None


def within(period, d):
    since, until = period
    return (since is None or d >= since) and (until is None or d <= until)


class Person:
    """What somebody's attempts of one course come to in a period."""

    def __init__(self, attempts, period):
        self.attempts = len(attempts)
        done = [a for a in attempts if a.end and within(period, day(a.end))]
        self.started = bool(done) or any(within(period, a.start) for a in attempts)
        self.completed = bool(done)
        passed = [a for a in done if a.end["data"]["passed"]]
        self.passed = bool(passed)
        done.sort(key=lambda a: (instant(a.end), a.id))
        self.first = share(done[0].end) if done else None
        shares = [share(a.end) for a in done if share(a.end) is not None]
        self.best = max(shares) if shares else None
        self.times = [a.end["data"]["duration_ms"] for a in done]
        self.day = min((day(a.end) for a in (passed or done)), default=None)


NOBODY = Person([], (None, None))


def mean(values):
    return sum(values) / len(values) if values else None


def row_of(people):
    """Figures over people: a list of Person."""
    completed = [p for p in people if p.completed]
    passed = [p for p in people if p.passed]
    first = [p.first for p in people if p.first is not None]
    best = [p.best for p in people if p.best is not None]
    times = [t for p in people for t in p.times]
    return {
        "started": sum(p.started for p in people),
        "completed": len(completed),
        "completion_rate": len(completed) / len(people) if people else None,
        "passed": len(passed),
        "pass_rate": len(passed) / len(completed) if completed else None,
        "scored": len(best),
        "first": mean(first),
        "best": mean(best),
        "finished_attempts": len(times),
        "median_duration_ms": float(statistics.median(times)) if times else None,
    }


def compare_row(where, got, want):
    for key, value in want.items():
        same(f"{where} {key}", got[key], value)


def is_staff(member, date):
    return not member["left"] or member["left"] > date


def group_of(member, person, by, then):
    name = member[by]
    if then and person.completed:
        index = {"department": 1, "region": 2}[by]
        name = member["stays"][0][index]
        for stay in member["stays"]:
            if stay[0] <= person.day:
                name = stay[index]
    return name or "（未填）"


def check_groups(where, asked, rows, members, people):
    groups = {}
    for m in members:
        person = people.get(m["id"], NOBODY)
        groups.setdefault(group_of(m, person, asked["by"], asked["then"]), []).append(person)
    small = {n: g for n, g in groups.items() if len(g) < 5 and not asked["small"]}
    shown = {r[asked["by"]]: r for r in rows}
    for name, group in groups.items():
        if name in small:
            if name in shown:
                fail(f"{where}: the small group {name} is shown")
            continue
        same(f"{where} {name} staff", shown[name]["staff"], len(group))
        compare_row(f"{where} {name}", shown[name], row_of(group))
    same(f"{where} groups", len(rows), len(groups) - len(small) + bool(small))
    if small:
        together = [p for g in small.values() for p in g]
        row = next(r for n, r in shown.items() if n not in groups)
        same(f"{where} small staff", row["staff"], len(together))
        want = row_of(together)
        if len(together) < 5:
            want = dict.fromkeys(want)
        compare_row(f"{where} small", row, want)


def check_completion(where, asked, roster, attempts):
    tables = {k: t["rows"] for k, t in asked["report"]["tables"].items()}
    date = asked["at"] or asked["today"]
    period = (asked["since"], asked["until"] or asked["at"])
    courses = [asked["course"]] if asked["course"] else sorted({c for c, _ in attempts})
    known = {m["id"] for m in roster}
    staff = [m for m in roster if is_staff(m, date)]
    leavers = [m for m in roster if not is_staff(m, date)]
    same(f"{where} courses", [r["course"] for r in tables["overall"]], courses)
    for number, course in enumerate(courses):
        at = f"{where} {course}"
        people = {l: Person(a, period) for (c, l), a in attempts.items() if c == course}
        overall = tables["overall"][number]
        same(f"{at} staff", overall["staff"], len(staff))
        compare_row(at, overall, row_of([people.get(m["id"], NOBODY) for m in staff]))
        rows = [r for r in tables["leavers"] if r["course"] == course]
        same(f"{at} leavers", rows[0]["leavers"] if rows else 0, len(leavers))
        if rows:
            compare_row(f"{at} leavers", rows[0],
                        row_of([people.get(m["id"], NOBODY) for m in leavers]))
        strangers = {l: p for l, p in people.items() if l not in known and p.started}
        rows = [r for r in tables["strangers"] if r["course"] == course]
        same(f"{at} strangers", [r["learner"] for r in rows], sorted(strangers))
        for r in rows:
            p = strangers[r["learner"]]
            same(f"{at} stranger", [r["attempts"], r["completed"], r["passed"]],
                 [p.attempts, p.completed, p.passed])
            same(f"{at} stranger best", r["best"], p.best)
        if asked["by"]:
            rows = [r for r in tables["groups"] if r["course"] == course]
            check_groups(at, asked, rows, staff, people)


def check_learner(where, asked, events):
    tables = {k: t["rows"] for k, t in asked["report"]["tables"].items()}
    own = [e for e in events if e["learner"] == asked["learner"] and
           within((asked["since"], asked["until"]), day(e))]
    own.sort(key=lambda e: e["id"])
    same(f"{where} events", asked["report"]["head"]["events"], len(own))
    same(f"{where} list", [(r["at"], r["type"], r["object"]) for r in tables["events"]],
         [(e["at"], e["type"], e["object"]) for e in own])
    finished = {e["attempt"]: e for e in reversed(own) if e["type"] == "attempt.finished"}
    same(f"{where} attempts", [r["attempt"] for r in tables["attempts"]],
         list(dict.fromkeys(e["attempt"] for e in own)))
    for r in tables["attempts"]:
        e = finished.get(r["attempt"])
        same(f"{where} score", r["score"], share(e) if e else None)
        same(f"{where} time", r["duration_ms"], e["data"]["duration_ms"] if e else None)
        same(f"{where} finished", r["finished"], e["at"] if e else None)
    answers = {}
    for e in own:
        if e["type"] == "item.answered":
            answers.setdefault((e["course"], e["object"]), []).append(e)
    same(f"{where} items", [r["item"] for r in tables["items"]], [o for _, o in answers])
    for r, given in zip(tables["items"], answers.values()):
        same(f"{where} answers", r["answers"], len(given))
        same(f"{where} first", r["first"], share(given[0]))
        same(f"{where} last", r["last"], share(given[-1]))
        same(f"{where} last at", r["last_at"], given[-1]["at"])
    drills = [e for e in own if e["type"] == "drill.answered"]
    same(f"{where} drills", sum(r["rounds"] for r in tables["drills"]), len(drills))


def check(program, seed):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, folder, seed], check=True)
        lines = lambda name: [json.loads(line) for line in
                              (pathlib.Path(folder) / name).read_text("utf-8").splitlines()]
        events, roster = lines("events.jsonl"), lines("roster.jsonl")
        grouped = {}
        for e in events:
            grouped.setdefault((e["course"], e["learner"], e["attempt"]), []).append(e)
        attempts = {}
        for (course, learner, _), own in grouped.items():
            attempts.setdefault((course, learner), []).append(Attempt(own))
        reports = sorted(pathlib.Path(folder).glob("report-*.json"))
        if len(reports) < 10 or len(events) < 300:
            fail("the company is too small to prove anything")
        for file in reports:
            asked = json.loads(file.read_text("utf-8"))
            where = f"seed {seed}, {file.name}:"
            if asked["name"] == "completion":
                check_completion(where, asked, roster, attempts)
            else:
                check_learner(where, asked, events)


for given in sys.argv[2:]:
    check(sys.argv[1], given)
if figures < 1000:
    fail(f"only {figures} figures were compared")
print(f"{figures} figures agree")
