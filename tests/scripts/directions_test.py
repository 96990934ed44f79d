#!/usr/bin/env python3
"""Plays role-plays of the course in chosen directions, to each of their endings.

    directions_test.py KEJIAN

Each row of directions.tsv, worked out by hand from what its choices do, says where a path ends, with
how many points, and what the gauges stand at then.  The path is played with keys only (Tab leads to a choice, Space
takes it) and with clicks only; what is recorded must be the row's choices, ending and points, the
debrief must show its gauges, and a choice is offered from when its facts are known, not before.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
COURSE = HERE.parents[1] / "courses/key-account"


def read(path):
    return json.loads((COURSE / path).read_text(encoding="utf-8"))


PARTS = [read(path) for path in read("course.json")["parts"]]
PLAYS = {play["id"]: (part["id"], play) for part in PARTS for play in map(read, part["roleplays"])}


def rows():
    for line in (HERE / "directions.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            play, choices, ending, points, gauges = line.split("\t")
            yield play, choices.split(" "), ending, float(points), gauges.split(" ")


def press(mode, action):
    return [f"click {action}"] if mode == "mouse" else [f"repeat 99 until focus {action}", "key Tab", "end", "key Space"]


def script(mode):
    lines = []
    for name, choices, _, _, gauges in rows():
        part, play = PLAYS[name]
        lines += press(mode, f"part:{part}") + press(mode, f"cover:{name}") + ["expect screen cover"]
        lines += press(mode, f"fresh:{name}")
        nodes, facts = {n["id"]: n for n in play["nodes"]}, set()
        node = play["nodes"][0]
        for taken in choices:
            lines += ["expect screen roleplay", "wait 5s"]
            for choice in node["choices"]:  # what nobody has found out yet cannot be spoken of
                no = "" if facts.issuperset(choice.get("needs", [])) else "no "
                lines.append(f"expect {no}action choice:{choice['id']}")
            lines += press(mode, f"choice:{taken}")
            choice = next(c for c in node["choices"] if c["id"] == taken)
            facts |= set(choice.get("learns", []))
            node = nodes.get(choice["goto"])
        lines.append("expect screen debrief")
        lines += [f'expect text "{v["start"]} → {end}"' for v, end in zip(play["variables"], gauges, strict=True)]
        lines += [*press(mode, "next"), "expect screen part", "key Escape" if mode == "keys" else "click home"]
    return "\n".join(lines) + "\n"


def played(events):
    """(play, choices, ending, points) of each play that ended, in order."""
    choices = {}
    for e in events:
        if e["type"] == "roleplay.started":
            choices[e["id"]] = []
        elif e["type"] == "roleplay.chose":
            choices[e["data"]["within"]].append(e["data"]["choice"])
        elif e["type"] == "roleplay.ended":
            yield e["object"], choices[e["data"]["within"]], e["data"]["ending"], e["data"]["score"]


def bad_plays(mode):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "directions.kjs"
        path.write_text(script(mode), encoding="utf-8")
        done = subprocess.run(
            [sys.argv[1], "play", COURSE, "--headless", "--script", path, "--trace", "--learner", "E1",
             "--store", Path(folder) / "directions.db", "--seed", "7", "--clock", "2026-11-23T09:00:00+08:00"],
            capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{mode}: exit {done.returncode}\n{done.stderr}")
    got = list(played(json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"id"')))
    wanted = [row[:4] for row in rows()]
    bad = [pair for pair in zip(got, wanted, strict=True) if pair[0] != pair[1]]
    for is_, should in bad:
        print(f"{mode}: recorded\n  {is_}\nnot\n  {should}")
    print(f"{mode}: {len(got)} plays")
    return len(bad)


def main():
    bad = sum(bad_plays(mode) for mode in ("keys", "mouse"))
    missed = {(name, e["id"]) for name, (_, play) in PLAYS.items() for e in play["endings"]}
    missed -= {(name, ending) for name, _, ending, _, _ in rows()}
    for play, ending in sorted(missed):
        print(f"no row leads {play} to its ending '{ending}'")
    sys.exit(1 if bad or missed else 0)


main()
