#!/usr/bin/env python3
"""Plays role-plays of the course in chosen directions, to each of their endings.

    directions_test.py KEJIAN

Each row of directions.tsv, worked out by hand from what its choices do, says where a path ends, with
how many points, and what the gauges stand at then.  The path is played with clicks; what is recorded
must be the row's choices, ending and points, and the debrief must show its gauges.
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


def script():
    lines = ["key Return"]
    for name, choices, _, _, gauges in rows():
        part, play = PLAYS[name]
        lines += [f"act part:{part}", f"act cover:{name}", "expect screen cover", f"click fresh:{name}"]
        for choice in choices:
            lines += ["expect screen roleplay", "wait 5s", f"click choice:{choice}"]
        lines.append("expect screen debrief")
        lines += [f'expect text "{v["start"]} → {end}"' for v, end in zip(play["variables"], gauges, strict=True)]
        lines += ["click next", "expect screen part"]
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


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "directions.kjs"
        path.write_text(script(), encoding="utf-8")
        done = subprocess.run(
            [sys.argv[1], "play", COURSE, "--headless", "--script", path, "--trace", "--learner", "E1",
             "--store", Path(folder) / "directions.db", "--seed", "7", "--clock", "2026-11-23T09:00:00+08:00"],
            capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"exit {done.returncode}\n{done.stderr}")
    got = list(played(json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"id"')))
    wanted = [row[:4] for row in rows()]
    bad = [pair for pair in zip(got, wanted, strict=True) if pair[0] != pair[1]]
    for is_, should in bad:
        print(f"recorded\n  {is_}\nnot\n  {should}")
    missed = {(play, e["id"]) for play, _, _, _ in wanted for e in PLAYS[play][1]["endings"]}
    missed -= {(play, ending) for play, _, ending, _ in wanted}
    for play, ending in sorted(missed):
        print(f"no row leads {play} to its ending '{ending}'")
    print(f"{len(got)} plays")
    sys.exit(1 if bad or missed else 0)


main()
