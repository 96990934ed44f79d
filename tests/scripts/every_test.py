#!/usr/bin/env python3
"""Plays every item type and drill family with right, wrong, partial, absurd and empty answers.

    every_test.py KEJIAN

Each row of every/scores.tsv, worked out by hand, is played with keys only (Tab leads to an area, Space presses it) and with the mouse only: clicks, and once more with drags wherever one thing goes to
one place.  `option:a>target:b` is a drag, which keys cannot do.  What is recorded must have the row's
score, and a row without a score must record nothing.

Then the same in a course that asks how sure the learner is: tests ask it after each answer, drills never,
and the scores are the same.
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
COURSE = HERE / "every"
REAL = HERE.parents[1] / "courses/key-account"

# What cannot be answered so, and why; every other type has a row of each kind.
KINDS = ("empty", "right", "wrong", "partial", "absurd")
ALL_OR_NOTHING = {"partial": "one answer, right or not"}
CHOSEN = {**ALL_OR_NOTHING, "absurd": "what is not offered cannot be chosen"}
NEVER = {
    "test:p-single": CHOSEN, "test:p-true": CHOSEN, "test:p-spot": CHOSEN, "test:p-number": ALL_OR_NOTHING,
    "test:p-fill": ALL_OR_NOTHING, "drill:sort": CHOSEN, "drill:rapid": CHOSEN, "calm:rapid": CHOSEN,
}


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
    if action.startswith("wait:"):
        return [action.replace(":", " ")]
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


def asks_sure(where, sure):
    return sure and where.startswith("test:")


def leave(mode, answered):
    """From the feedback over the result, or from the question, home."""
    if mode == "keys":
        return (["key Return"] if answered else []) + ["key Escape", "expect screen home"]
    return (["click next"] if answered else []) + ["click home", "expect screen home"]


def script(mode, sure):
    parts = [read(COURSE / path) for path in read(COURSE / "course.json")["parts"]]
    part_of = {thing["id"]: part["id"] for part in parts for thing in [part, *part["drills"]]}
    lines = []
    for at, (where, answer, acts, score, _) in enumerate(rows(mode)):
        if mode == "drags":
            acts = dragged(acts)
        if mode == "drags" and where == "drill:chain":
            acts = [act if ">" in act else f"{act}>end" for act in acts]
        lines += press(mode, f"part:{part_of[where.split(':')[1]]}") + press(mode, where.replace("calm:", "drill:"))
        if where.startswith("calm:"):
            lines.append("key U" if mode == "keys" else f"click {where}")
        # After two tests that were not passed come the slides to see again.
        lines += ["if screen advice", *press(mode, where), "end"]
        lines.append("expect screen question")
        for act in acts:
            lines += write(mode, act[1:]) if act[0] == "=" else press(mode, act)
        if where not in ("drill:rapid", "calm:rapid"):  # there the choice is the answer
            lines += press(mode, "submit")
        if asks_sure(where, sure) and score != "-":  # thinks again, and then says it
            lines += ["expect screen sure"] + press(mode, "close") + ["expect screen question"]
            lines += press(mode, "submit") + press(mode, f"sure:{at % 3 + 1}")
        lines.append(f"expect screen {'question' if score == '-' else 'feedback'}")
        lines += leave(mode, score != "-")
    return "\n".join(lines) + "\n"


def play(kejian, mode, sure, folder):
    path = Path(folder) / f"{mode}-{sure}.kjs"
    path.write_text(script(mode, sure), encoding="utf-8")
    done = subprocess.run(
        [kejian, "play", Path(folder) / "sure" if sure else COURSE, "--headless", "--script", path, "--trace", "--learner", "E1", "--store",
         path.with_suffix(".db"), "--seed", "7", "--clock", "2026-11-23T09:00:00+08:00"],
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


def make_sure(folder):
    """The course again, with the question how sure one is."""
    shutil.copytree(COURSE, Path(folder) / "sure")
    path = Path(folder) / "sure" / "course.json"
    course = json.loads(path.read_text(encoding="utf-8"))
    course["pass"]["confidence"] = True
    path.write_text(json.dumps(course), encoding="utf-8")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def types_of(folder):
    parts = [read(folder / path) for path in read(folder / "course.json")["parts"]]
    return {(kind, thing["type"]) for part in parts for kind in ("items", "drills") for thing in part[kind]}


def nothing_is_left_out():
    """Every type of the real course is in this one, and everything here is answered in every way."""
    missing = [f"{kind} of type {name}" for kind, name in sorted(types_of(REAL) - types_of(COURSE))]
    parts = [read(COURSE / path) for path in read(COURSE / "course.json")["parts"]]
    tests = [f"test:{part['id']}" for part in parts]
    drills = [f"drill:{drill['id']}" for part in parts for drill in part["drills"]]
    there = {(where, kind) for where, kind, *_ in rows("mouse")}
    missing += [f"{kind} answers of {where}" for where in [*tests, *drills, "calm:rapid"] for kind in KINDS
                if (where, kind) not in there and kind not in NEVER.get(where, {})]
    if missing:
        sys.exit(f"nobody plays: {missing}")


def main():
    wrong = 0
    nothing_is_left_out()
    with tempfile.TemporaryDirectory() as folder:
        strict_names_weak_models(sys.argv[1], folder)
        a_drag_elsewhere_is_refused(sys.argv[1], folder)
        make_sure(folder)
        for mode, sure in [(m, s) for s in (False, True) for m in ("keys", "mouse", "drags")]:
            answers = play(sys.argv[1], mode, sure, folder)
            wanted = [row for row in rows(mode) if row[3] != "-"]
            said = [at % 3 + 1 if asks_sure(row[0], sure) else None
                    for at, row in enumerate(rows(mode)) if row[3] != "-"]
            if [event["data"].get("confidence") for event in answers] != said:
                sys.exit(f"{mode}: how sure the learner was is not recorded as it was said")
            if len(answers) != len(wanted):
                sys.exit(f"{mode}: {len(answers)} answers recorded, not {len(wanted)}")
            for row, event in zip(wanted, answers):
                data = event["data"]
                if abs(data["score"] - float(row[3])) > 5e-5 or data["max"] != float(row[4]):
                    print(f"{mode}: {row[0]} {row[1]} {' '.join(row[2])}: {data['score']}/{data['max']}, not {row[3]}/{row[4]}")
                    wrong += 1
            print(f"{mode}{', asked how sure' if sure else ''}: {len(wanted)} answers, {len(list(rows(mode))) - len(wanted)} that are none")
    sys.exit(1 if wrong else 0)


main()
