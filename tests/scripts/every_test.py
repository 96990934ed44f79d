#!/usr/bin/env python3
"""Plays every item type and drill family with right, wrong, partial, absurd and empty answers.

    every_test.py KEJIAN

Each row of every/scores.tsv, worked out by hand, is played with keys only (Tab leads to an area,
Space presses it) and with the mouse only: clicks, and once more with drags wherever one thing goes to
one place.  `option:a>target:b` is a drag, which keys cannot do.  What is recorded must have the row's
score, and a row without a score must record nothing.
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
COURSE = HERE / "every"


def rows(mode):
    for line in (COURSE / "scores.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            where, answer, acts, score, most, _ = line.split("\t")
            acts = acts.split(" ") if acts else []
            if mode != "keys" or not any(">" in act for act in acts):
                yield where, answer, acts, score, most


def tab_to(action, key="Tab"):
    return [f"repeat 60 until focus {action}", f"key {key}", "end"]


def press(mode, action):
    if mode == "keys":
        return tab_to(action) + ["key Space"]
    return [f"drag {action.replace('>', ' ')}" if ">" in action else f"click {action}"]


def write(mode, text):
    """What a field holds is written by keys either way; with the mouse it needs no focus first."""
    return (tab_to("field", "Shift+Tab") if mode == "keys" else []) + ["key Ctrl+A", f"type {text}"]


def dragged(acts):
    """A thing picked up and put somewhere is one drag; a card of a chain goes to the end."""
    out = []
    for act in acts:
        if act.startswith("target:") and out and out[-1].startswith("option:"):
            act = f"{out.pop()}>{act}"
        out.append(act)
    return out


def script(mode):
    lines = []
    for where, answer, acts, score, _ in rows(mode):
        if mode == "drags":
            acts = dragged(acts)
        if mode == "drags" and where == "drill:chain":
            acts = [act if ">" in act else f"{act}>end" for act in acts]
        lines.append(f"act {where}")
        # After two tests that were not passed come the slides to see again.
        lines += ["if screen advice", f"act {where}", "end"]
        lines.append("expect screen question")
        for act in acts:
            lines += write(mode, act[1:]) if act[0] == "=" else press(mode, act)
        if where != "drill:rapid":  # there the choice is the answer
            lines += press(mode, "submit")
        lines.append(f"expect screen {'question' if score == '-' else 'feedback'}")
        lines += ["act next", "act home"] if score != "-" else ["act home"]
    return "\n".join(lines) + "\n"


def play(kejian, mode, folder):
    path = Path(folder) / f"{mode}.kjs"
    path.write_text(script(mode), encoding="utf-8")
    done = subprocess.run(
        [kejian, "play", COURSE, "--headless", "--script", path, "--trace", "--learner", "E1", "--store",
         Path(folder) / f"{mode}.db", "--seed", "7", "--clock", "2026-11-23T09:00:00+08:00"],
        capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{mode}: exit {done.returncode}\n{done.stderr}")
    events = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"id"')]
    return [e for e in events if e["type"] in ("item.answered", "drill.answered")]


def a_drag_elsewhere_is_refused(kejian, folder):
    path = Path(folder) / "elsewhere.kjs"
    path.write_text("act test:p-match\ndrag option:one option:two\n", encoding="utf-8")
    done = subprocess.run(
        [kejian, "play", COURSE, "--headless", "--script", path, "--learner", "E1", "--store", Path(folder) / "x.db"],
        capture_output=True, text=True, check=False)
    if done.returncode != 1 or "'option:one' does not go to 'option:two'" not in done.stderr:
        sys.exit(f"a drag onto what takes nothing: exit {done.returncode}\n{done.stderr}")


def strict_names_weak_models(kejian, folder):
    """A model answer that would lose points contradicts its question."""
    weak = Path(folder) / "weak"
    shutil.copytree(COURSE, weak)
    for name, model in (("p-true", "“换作我看到差这么多，也会犹豫。”"), ("p-short", "先弄清客户看重什么")):
        part = weak / f"{name}.json"
        text = part.read_text(encoding="utf-8")
        assert model in text
        part.write_text(text.replace(model, "请放心就好"), encoding="utf-8")
    said = subprocess.run([kejian, "check", "--strict", weak], capture_output=True, text=True, check=False).stderr
    for line in ("this model answer would get 0 of 20 points", "this model answer would not get all points"):
        if line not in said:
            sys.exit(f"check --strict does not say: {line}\n{said}")


def main():
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        strict_names_weak_models(sys.argv[1], folder)
        a_drag_elsewhere_is_refused(sys.argv[1], folder)
        for mode in ("keys", "mouse", "drags"):
            answers = play(sys.argv[1], mode, folder)
            wanted = [row for row in rows(mode) if row[3] != "-"]
            if len(answers) != len(wanted):
                sys.exit(f"{mode}: {len(answers)} answers recorded, not {len(wanted)}")
            for row, event in zip(wanted, answers):
                data = event["data"]
                if abs(data["score"] - float(row[3])) > 5e-5 or data["max"] != float(row[4]):
                    print(f"{mode}: {row[0]} {row[1]} {' '.join(row[2])}: {data['score']}/{data['max']}, not {row[3]}/{row[4]}")
                    wrong += 1
            print(f"{mode}: {len(wanted)} answers, {len(list(rows(mode))) - len(wanted)} that are none")
    sys.exit(1 if wrong else 0)


main()
