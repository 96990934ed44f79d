#!/usr/bin/env python3
"""Plays a small role-play to each of its endings, replays it from turns, standard and hard.

    roleplay_test.py KEJIAN

Everything is done twice: with keys only (Tab leads to an area, Space presses it) and with
clicks only.  The events that are recorded must be those of ACTS, worked out by hand from
../player/course/talk.json: trust 40, time 20; n1: ask +10 −5, learns the secret; tell −10 −12;
wait −2; n2: sum (needs the secret) +20 −3, plan +5 −3, later −1.  Won with trust 70 and the secret,
again with trust 35, lost else.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

COURSE = Path(__file__).resolve().parent.parent / "player" / "course"

# What is pressed, and what it records: plays are numbered as they begin.
#   started NUMBER kind [within NUMBER from TURN] · chose NODE CHOICE · ended ENDING SCORE
ACTS = [
    ("cover:talk", ""),
    ("fresh:talk", "started 1 standard"),
    ("choice:ask", "chose n1 ask"),
    ("?没有说话", ""),                                     # n2: nobody speaks, something is seen
    ("choice:sum", "chose n2 sum; ended win 100"),         # 40 + 10 + 20 = 70, the secret known
    ("?到过1/3种结局", ""),
    ("turn:0", ""),
    ("replay:0", "started 2 standard within 1 from 0"),
    ("choice:wait", "chose n1 wait"),
    ("choice:plan", "chose n2 plan; ended again 85"),      # 40 + 5 = 45
    ("?到过2/3种结局", ""),
    ("?第1步换了走法", ""),
    ("turn:0", ""),
    ("look:1", ""),
    ("replay:0", "started 3 standard within 2 from 0"),
    ("choice:tell", "chose n1 tell"),
    ("choice:later", "chose n2 later; ended lost 0"),      # 40 − 10 = 30
    ("?到过3/3种结局", ""),
    ("next", ""),
    ("cover:talk", ""),
    ("hard:talk", "started 4 hard"),
    ("choice:ask", "chose n1 ask"),
    ("!问到了。", ""),                                     # the reason comes in the debrief
    ("!信任", ""),
    ("?剩余时间", ""),
    ("choice:plan", "chose n2 plan; ended again 85"),
    ("?高难度", ""),
    ("?信任", ""),
    ("?第2步　转折点", ""),                                # after ask 优 was still open
    ("replay:1", "started 5 hard within 4 from 1"),
    ("choice:sum", "chose n2 sum; ended win 100"),         # the secret is still known
    ("next", ""),
]


def script(mode):
    lines = []
    for act, _ in [("part:one", ""), *ACTS]:
        if act[0] in "?!":
            lines.append(f'expect {"no text" if act[0] == "!" else "text"} "{act[1:]}"')
        elif mode == "mouse":
            lines.append(f"click {act}")
        else:
            lines += [f"repeat 60 until focus {act}", "key Tab", "end", "key Space"]
    return "\n".join(lines) + "\n"


def told(events):
    plays, out = {}, []
    for e in events:
        data = e["data"]
        if e["type"] == "roleplay.started":
            plays[e["id"]] = len(plays) + 1
            branch = f" within {plays[data['within']]} from {data['step']}" if "within" in data else ""
            out.append(f"started {plays[e['id']]} {data['kind']}{branch}")
        elif e["type"] == "roleplay.chose":
            assert plays[data["within"]] == len(plays)
            out.append(f"chose {data['node']} {data['choice']}")
        elif e["type"] == "roleplay.ended":
            assert plays[data["within"]] == len(plays) and data["max"] == 100
            out.append(f"ended {data['ending']} {data['score']:g}")
    return out


def main():
    wanted = [event for _, said in ACTS for event in said.split("; ") if event]
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for mode in ("keys", "mouse"):
            path = Path(folder) / f"{mode}.kjs"
            path.write_text(script(mode), encoding="utf-8")
            done = subprocess.run(
                [sys.argv[1], "play", COURSE, "--headless", "--script", path, "--trace", "--learner", "E1",
                 "--store", Path(folder) / f"{mode}.db", "--seed", "7", "--clock", "2026-11-23T09:00:00+08:00"],
                capture_output=True, text=True, check=False)
            if done.returncode != 0:
                sys.exit(f"{mode}: exit {done.returncode}\n{done.stderr}")
            got = told([json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"id"')])
            if got != wanted:
                bad += 1
                print(f"{mode}: recorded\n  {got}\nnot\n  {wanted}")
            print(f"{mode}: {len(got)} events")
    sys.exit(1 if bad else 0)


main()
