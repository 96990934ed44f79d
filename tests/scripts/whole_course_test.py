#!/usr/bin/env python3
"""A scripted learner completes the whole course: the certificate and the report say so.

    whole_course_test.py KEJIAN [FOLDER]

All slides of all parts, every drill, every role-play, every part's test and the final test; then
`kejian certificate`, `kejian verify` and `kejian report`. What they must say is worked out from the
course and from the traced events, not from the program. FOLDER keeps what was written.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

KEJIAN = Path(sys.argv[1]).resolve()
ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "courses/key-account"
HOME = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp(prefix="kejian-whole-"))
STORE = HOME / "records.db"
ROSTER = "工号,姓名,部门,区域\nE1,刘欣,华东销售部,华东\n"


def read(path):
    return json.loads((COURSE / path).read_text(encoding="utf-8"))


course = read("course.json")
parts = [read(p) for p in course["parts"]]
tested = [p for p in parts if p["draw"]]
plays = [read(r) for p in parts for r in p["roleplays"]]


def run(*arguments):
    done = subprocess.run([KEJIAN, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"kejian {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stdout[-1500:]}\n{done.stderr[-3000:]}")
    return done.stdout


def same(what, found, wanted):
    if found != wanted:
        sys.exit(f"FAILED: {what}: {found}, not {wanted}")
    print(f"ok  {what}: {found}")


def learn():
    roster = HOME / "roster.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    run("learners", "import", roster, "--store", STORE)
    out = run("play", COURSE, "--headless", "--trace", "--learner", "E1", "--store", STORE, "--seed", 11, "--clock",
              "2026-11-23T09:00:00+08:00", "--script", ROOT / "tests/scripts/good-learner.kjs")
    return [json.loads(line) for line in out.splitlines() if line.startswith('{"id"')]


def of(events, kind):
    return [e for e in events if e["type"] == kind]


def from_the_events(events):
    """What was done, against what the course holds and asks for."""
    slides = {s["id"] for p in parts for s in p["slides"]}
    same("slides seen", len({e["object"] for e in of(events, "slide.viewed")} & slides), len(slides))
    ended = {e["object"]: e["data"]["ending"] for e in of(events, "roleplay.ended")}
    grades = {r["id"]: next(x["grade"] for x in r["endings"] if x["id"] == ended.get(r["id"])) for r in plays}
    same("role-plays ended excellent", sum(g == "excellent" for g in grades.values()), len(plays))
    finished = of(events, "attempt.finished")
    same("courses finished and passed", [f["data"]["passed"] for f in finished], [True])
    answered = [e for e in of(events, "item.answered") if e["at"] > of(events, "part.completed")[-1]["at"]]
    same("questions of the final test", len(answered), sum(p.get("final", 0) for p in parts))
    same("of each part", [sum(e["object"].startswith(p["id"] + "-") for e in answered) for p in tested],
         [p.get("final", 0) for p in tested])


def certificate():
    pdf = HOME / "certificate.pdf"
    run("certificate", COURSE, "--learner", "E1", "--store", STORE, "-o", pdf)
    facts = dict(line.split(": ", 1) for line in run("verify", pdf, "--key", HOME / "keys/device.pub").splitlines()
                 if ": " in line)
    for key, wanted in (("kejian", "certificate"), ("course", course["id"]), ("version", course["version"]),
                        ("learner", "E1"), ("name", "刘欣"), ("department", "华东销售部"), ("from", "2026-11-23"),
                        ("to", "2026-11-23"), ("score", "100"), ("level", "优秀")):
        same(f"certificate, {key}", facts.get(key), wanted)
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
    text = re.sub(r"\s", "", text)
    for words in ("结业证书", f"学完《{course['title']}》全部", "成绩：100.0分，等级：优秀",
                  f"课程版本{course['version']}，共{course['certificate']['hours']}学时"):
        same("on the certificate", words if words in text else text, words)


def table(rows, key):
    return {row[key]: row for row in rows}


def report(events):
    tables = {name: t["rows"] for name, t in json.loads(
        run("report", "learner", "E1", "--store", STORE, "--course", COURSE, "--format", "json"))["tables"].items()}
    same("report, attempts", [(a["passed"], a["score"]) for a in tables["attempts"]], [(True, 1)])
    by_part = table(tables["parts"], "part")
    same("report, slides", sum(r["slides_viewed"] for r in by_part.values()), sum(len(p["slides"]) for p in parts))
    same("report, tests", [by_part[p["id"]]["test_best"] for p in tested], [1] * len(tested))
    same("report, parts completed", sum(r["completed"] is not None for r in by_part.values()), len(parts))
    drills = table(tables["drills"], "drill")
    for p in tested:
        ids = [d["id"] for d in p["drills"] if not d.get("placement")]
        passed = sum(drills[i]["passed"] is True for i in ids)
        same(f"report, drills passed of {p['id']}", passed, len(ids))
    best = table([e for r in plays for e in [{**next(x for x in r["endings"] if x["grade"] == "excellent"), "of": r["id"]}]], "of")
    same("report, endings", {r["roleplay"]: r["ending"] for r in tables["roleplays"]},
         {i: e["title"] for i, e in best.items()})
    same("report, answers", sum(r["answers"] for r in tables["items"]), len(of(events, "item.answered")))
    overall = json.loads(run("report", "completion", "--store", STORE, "--course", COURSE, "--at", "2026-11-23",
                             "--format", "json"))["tables"]["overall"]["rows"]
    same("report of all, passed", [(r["staff"], r["completed"], r["passed"], r["best"]) for r in overall], [(1, 1, 1, 1)])


def main():
    HOME.mkdir(parents=True, exist_ok=True)
    os.environ["KEJIAN_STORE"] = str(HOME / "unused.db")
    try:
        events = learn()
        from_the_events(events)
        certificate()
        report(events)
    finally:
        if len(sys.argv) < 3:
            shutil.rmtree(HOME, ignore_errors=True)


main()
