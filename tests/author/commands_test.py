#!/usr/bin/env python3
"""stats and simulate: their figures beside the course's own files, read by another reader."""
import json
import pathlib
import subprocess
import sys
import tempfile

KEJIAN = pathlib.Path(sys.argv[1]).resolve()
COURSE = pathlib.Path(sys.argv[2]).resolve()


def run(*args, code=0, says=""):
    done = subprocess.run([KEJIAN, *map(str, args)], capture_output=True, text=True)
    assert done.returncode == code, f"{args}: {done.returncode}, not {code}\n{done.stdout}{done.stderr}"
    assert says in done.stdout + done.stderr, f"{args}: no '{says}' in\n{done.stdout}{done.stderr}"
    return done.stdout


def load(name):
    return json.loads((COURSE / name).read_text(encoding="utf-8"))


def table(report, key):
    return report["tables"][key]["rows"]


def head(report):
    return report["head"]


course = load("course.json")
parts = [load(p) for p in course["parts"]]


def counts_are_the_files():
    report = json.loads(run("stats", COURSE, "--format", "json"))
    drills = [d for p in parts for d in p.get("drills", [])]
    placements = sum(bool(d.get("placement")) for d in drills)
    told = head(report)
    wanted = {
        "parts": len(parts), "slides": sum(len(p["slides"]) for p in parts),
        "items": sum(len(p.get("items", [])) for p in parts), "drills": len(drills) - placements,
        "placements": placements, "roleplays": sum(len(p.get("roleplays", [])) for p in parts),
        "objectives": len(course["objectives"]), "terms": len(course["terms"]),
        "figures": len(course["figures"]), "final": sum(p.get("final", 0) for p in parts),
        "minutes": sum(s["minutes"] for p in parts for s in p["slides"]),
    }
    for key, value in wanted.items():
        assert abs(told[key] - value) < 1e-9, f"{key}: {told[key]}, the files have {value}"
    kinds = {(row["kind"], row["type"]): row["count"] for row in table(report, "types")}
    for kind, things in (("item", [i for p in parts for i in p.get("items", [])]), ("drill", drills)):
        types = {}
        for thing in things:
            types[thing["type"]] = types.get(thing["type"], 0) + 1
        assert types == {t: n for (k, t), n in kinds.items() if k == kind}, types
    by_objective = {row["objective"]: row["items"] for row in table(report, "objectives")}
    for objective in by_objective:
        n = sum(i["objective"] == objective for p in parts for i in p.get("items", []))
        assert n == by_objective[objective], objective


def learners_are_simulated():
    args = ("simulate", COURSE, "--learners", 600, "--seed", 5)
    report = json.loads(run(*args, "--format", "json"))
    assert head(report)["learners"] == 600
    assert run(*args) == run(*args), "the same seed, other figures"
    assert run(*args) != run("simulate", COURSE, "--learners", 600, "--seed", 6)
    reached = table(report, "endings")
    assert reached and all(row["times"] > 0 for row in reached), reached
    assert {row["item"] for row in table(report, "items")} == {i["id"] for p in parts for i in p.get("items", [])}
    assert all((row["discrimination"] or 0) >= 0 for row in table(report, "items"))


def refuses():
    with tempfile.TemporaryDirectory() as folder:
        for command in ("stats", "simulate"):
            run(command, code=2, says="which course?")
            run(command, folder, code=3, says="E0902")
            run(command, COURSE, "--format", "word", code=2, says="no format 'word'")
            run(command, COURSE, "-o", f"{folder}/none/out.txt", code=3)
            run(command, COURSE, "--format", "csv", "-o", f"{folder}/{command}.csv")
            assert pathlib.Path(f"{folder}/{command}.csv").stat().st_size > 200
    for value in ("0", "-1", "many", "100001", "1.5", "99999999999999999999"):
        run("simulate", COURSE, f"--learners={value}", code=2)
    run("simulate", COURSE, "--seed", "x", code=2, says="whole number")


counts_are_the_files()
learners_are_simulated()
refuses()
