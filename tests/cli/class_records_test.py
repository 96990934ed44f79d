#!/usr/bin/env python3
"""A class by a script, and its record afterwards: the report agrees with the script, what was shown
is seen at home, the hand-out lies among the documents, and a rehearsal leaves no event.

usage: class_records_test.py KEJIAN COURSE"""
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

KEJIAN, COURSE = sys.argv[1], pathlib.Path(sys.argv[2])


def fail(message):
    sys.exit(f"class_records_test: {message}")


def run(folder, *args, code=0):
    environment = {k: v for k, v in os.environ.items()
                   if k not in ("LANG", "LC_ALL", "LC_MESSAGES")}
    environment.update(KEJIAN_STORE=str(folder / "s.db"), HOME=str(folder),
                       XDG_CONFIG_HOME=str(folder / "config"))
    done = subprocess.run([KEJIAN, *map(str, args)], env=environment, capture_output=True,
                          text=True, encoding="utf-8")
    if done.returncode != code:
        fail(f"{args}: exit {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    return done.stdout


def same(what, got, want):
    if got != want:
        fail(f"{what}: {got!r}, not {want!r}")


def events_of(text):
    return [json.loads(line) for line in text.splitlines() if line.startswith("{\"id\"")]


def play(folder, learner, clock, *lines):
    script = folder / "play.kjs"
    script.write_text("".join(line + "\n" for line in lines), "utf-8")
    return events_of(run(folder, "play", COURSE, "--headless", "--learner", learner, "--clock",
                         clock, "--script", script, "--trace"))


def present(folder, clock, *lines, options=()):
    script = folder / "class.kjs"
    script.write_text("".join(line + "\n" for line in lines), "utf-8")
    return events_of(run(folder, "present", COURSE, "--headless", "--learner", "T1", "--clock",
                         clock, "--script", script, "--trace", *options))


# All of the opening, which has no test: each slide as long as the course wants, the third longer.
opening = json.loads(next(p for p in (COURSE / "parts").glob("*.json")
                          if json.loads(p.read_text("utf-8")).get("id") == "opening").read_text("utf-8"))
slides = opening["slides"]
stays = {s["id"]: 10 if n == 2 else 4 for n, s in enumerate(slides)}
show = []
for slide in slides:
    show += [f"act slide:{slide['id']}", f"wait {stays[slide['id']]}s"]

with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    for n, who in enumerate("张三 李四 王五".split(), 1):
        run(folder, "learners", "add", f"E{n}", who, "--department", "东")
    # E1 has begun before; E2 begins after the class; E3 is not there.
    play(folder, "E1", "2026-11-20T08:00:00+08:00", "wait 1s")

    # A rehearsal: times for the next plan, and not one event.
    before = run(folder, "events", "export")
    present(folder, "2026-11-21T09:00:00+08:00", *show, "act attend:E2", "act handout",
            options=("--rehearse",))
    same("events after a rehearsal", run(folder, "events", "export"), before)
    report = json.loads(run(folder, "report", "rehearsal", "T1", "--course", COURSE, "--format",
                            "json"))
    for row in report["tables"]["slides"]["rows"]:
        if row["slide"] not in stays:
            same(f"{row['slide']} was not rehearsed", [row["time_ms"], row["proposed"]],
                 [None, None])
            continue
        least = stays[row["slide"]] * 1000
        if not least <= row["time_ms"] <= least + 5000:
            fail(f"rehearsed {row['slide']} for {row['time_ms']} ms, not {least}")
        same(f"{row['slide']} proposed", row["proposed"], math.ceil(row["time_ms"] / 30000) / 2)
        same(f"{row['slide']} minutes", row["minutes"],
             next(s["minutes"] for s in slides if s["id"] == row["slide"]))
    if list(folder.glob("*.pdf")):
        fail("a rehearsal has left a hand-out")

    # The class.
    made = present(folder, "2026-11-22T09:00:00+08:00", "act attend:E1", "act attend:E2",
                   "act attend:E3", "act attend:E3", *show, "act tool:pen",
                   "drag 300 300 500 320 700 300", "act ask:needs-q04", "key 2", "key +", "key +",
                   "key 1", "key +", "act tally", "act reveal", "wait 2s", "act handout",
                   "act quit", "act quit:yes")
    me = made[0]["id"]
    same("one class", {e["attempt"] for e in made}, {me})
    exported = events_of(run(folder, "events", "export"))
    same("what was traced is what is kept", [e["id"] for e in exported if e["attempt"] == me],
         [e["id"] for e in made])
    run(folder, "events", "verify")
    report = json.loads(run(folder, "report", "class", me, "--course", COURSE, "--format", "json",
                            "--small-groups"))
    tables = {k: t["rows"] for k, t in report["tables"].items()}
    same("who was there", [r["learner"] for r in tables["attendance"]], ["E1", "E2"])
    same("what was shown", [r["slide"] for r in tables["slides"]], [s["id"] for s in slides])
    for row in tables["slides"]:
        if row["time_ms"] < stays[row["slide"]] * 1000 or not row["seen"]:
            fail(f"{row['slide']}: {row['time_ms']} ms, {row['seen']}")
    # The keys count by the places on the screen, the report by the options of the course.
    tally = [e for e in made if e["type"] == "class.tallied"][-1]["data"]["response"]
    votes = {r["option"]: r["votes"] for r in tables["options"]}
    same("votes", sorted(votes.values()), [0, 0, 1, 2])
    same("as counted", {o: n for o, n in votes.items() if n},
         {t.split("=")[0]: int(t.split("=")[1]) for t in tally if not t.endswith("=0")})
    same("right", tables["questions"][0]["right"],
         sum(r["votes"] for r in tables["options"] if r["is_right"]) / 3)
    handouts = list(folder.glob("*.pdf"))
    same("a hand-out", len(handouts), 1)
    info = subprocess.run(["pdfinfo", handouts[0]], capture_output=True, check=True, text=True)
    same("its pages", int(info.stdout.split("Pages:")[1].split()[0]), len(slides) + 1)

    # Nobody has begun by it; at home the part is done for who was there, and the reports agree.
    started = json.loads(run(folder, "report", "completion", "--format", "json"))
    same("started", started["tables"]["overall"]["rows"][0]["started"], 1)
    for who, seen in (("E1", True), ("E2", True), ("E3", False)):
        lived = play(folder, who, "2026-11-23T09:00:00+08:00", "wait 1s", "key Right", "wait 1s")
        done = [e["object"] for e in lived if e["type"] == "part.completed"]
        same(f"{who}: the opening is done", done, ["opening"] if seen else [])
        record = json.loads(run(folder, "report", "learner", who, "--course", COURSE, "--format",
                                "json"))
        part = next(r for r in record["tables"]["parts"]["rows"] if r["part"] == "opening")
        if seen:
            same(f"{who}: pages", part["slides_viewed"], len(slides))
            same(f"{who}: class", [(r["class"], r["how"], r["slides"])
                                   for r in record["tables"]["classes"]["rows"]],
                 [(me, "hand", len(slides))])
        elif part["slides_viewed"] >= len(slides):
            fail(f"{who} has seen what was shown to others")
        same(f"{who}: attempts", len(record["tables"]["attempts"]["rows"]), 1)

    # Read again from the disk, with what was kept.
    again = play(folder, "E2", "2026-11-24T09:00:00+08:00", "wait 1s", "key Right", "wait 1s")
    same("done once", [e for e in again if e["type"] == "part.completed"], [])
print("a class and its record agree")
