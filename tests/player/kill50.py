#!/usr/bin/env python3
"""Kills a lesson 50 times and looks whether anything is lost.

    kill50.py KEJIAN COURSE [ROUNDS] [SEED]

A scripted learner walks through slides, a test, a drill and a role-play with --trace; SIGKILL
comes at a random moment.  After each kill:
  - every event that --trace had printed whole is in the store, and in the same words;
  - the store holds at most the one event more that was saved and not yet printed;
  - the next start is at the place that the last events say, computed here from the JSON alone.
At the end the chain of events is proved.
"""
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

KEJIAN, COURSE = sys.argv[1], Path(sys.argv[2])
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 50
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else int(time.time())
TALK = json.loads((COURSE / "talk.json").read_text(encoding="utf-8"))
GOTO = {(n["id"], c["id"]): c["goto"] for n in TALK["nodes"] for c in n["choices"]}

# Each way round differs, since the place where it begins does.
WALK = """place
repeat 1000
  if screen home: key Return
  if screen advice: key Return
  if screen slide
    repeat 3
      if screen slide: key Right
      wait 3s
    end
    act test:one
  end
  if screen question
    repeat 9 until no screen question
      if text "一加一": click text "得一个"
      if text "二比一": click text "对"
      if text "展开": type 开放
      if text "您怎么看": click text "开放式"
      if text "行吗": click text "开放式"
      if action submit: click submit
    end
  end
  if screen sure: click sure:2
  if screen feedback: click next
  if place "result one": act drill:quick
  if place "result quick": act roleplay:talk
  if action choice:sum: click choice:sum
  if action choice:later: click choice:later
  if action choice:ask: click choice:ask
  if screen debrief: act slide:front
  if screen part: act slide:steps
end
"""


def place_after(events):
    """The words of `place`, from the events alone; None: they do not say."""
    place = "home"
    index = 0
    node, turns = None, 0
    for e in events:
        kind, thing, data = e["type"], e["object"], e["data"]
        if kind == "slide.viewed":
            place = f"slide {thing} {data['step']}"
        elif kind == "run.started":
            index, run = 0, thing
            place = f"question {run} 0"
        elif kind in ("item.answered", "drill.answered"):
            place = f"feedback {run} {index}"
        elif kind == "run.moved":
            index = data["step"]
            place = f"question {run} {index}"
        elif kind == "run.finished":
            place = f"result {run}"
        elif kind == "roleplay.started":
            node, turns = TALK["nodes"][0]["id"], 0
            place = f"roleplay {thing} {node} 0"
        elif kind == "roleplay.chose":
            turns += 1
            node = GOTO[(data["node"], data["choice"])]
            place = f"debrief {thing}" if node == "end" else f"roleplay {thing} {node} {turns}"
        elif kind == "roleplay.ended":
            place = f"debrief {thing} {data['ending']}"
    return place


def store_events(store, nothing_yet):
    out = subprocess.run([KEJIAN, "events", "export", "--store", store], capture_output=True,
                         check=False)
    if out.returncode != 0 and nothing_yet:
        return []  # killed while the store was being made: the next start makes it anew
    if out.returncode != 0:
        sys.exit(f"the store cannot be read: {out.stderr.decode()}")
    events = [json.loads(line) for line in out.stdout.decode().splitlines()]
    for e in events:
        e.pop("chain", None)
    return events


def whole_lines(data):
    return [json.loads(line) for line in data.decode().split("\n")[:-1] if line]


def main():
    print(f"seed {SEED}")
    chance = random.Random(SEED)
    traced, kills, busy = {}, 0, set()
    with tempfile.TemporaryDirectory(prefix="kejian-kill-") as folder:
        store = f"{folder}/store.db"
        script = Path(folder) / "walk.kjs"
        script.write_text(WALK, encoding="utf-8")
        events = []
        while kills < ROUNDS:
            player = subprocess.Popen(
                [KEJIAN, "play", str(COURSE), "--headless", "--trace", "--script", str(script),
                 "--store", store, "--learner", "E00123"], stdout=subprocess.PIPE,
                stderr=subprocess.PIPE)
            try:
                out, err = player.communicate(timeout=chance.uniform(0.0, 0.4))
                print(f"the walk ended by itself: {err.decode()[:2000]}")
                return 1
            except subprocess.TimeoutExpired:
                player.send_signal(signal.SIGKILL)
                out, err = player.communicate()
            kills += 1
            lines = whole_lines(out)
            begun = [line["place"] for line in lines if "place" in line]
            if begun:
                expected = place_after(events)
                if not (begun[0] + " ").startswith(expected + " "):
                    print(f"kill {kills}: began at '{begun[0]}', not at '{expected}'")
                    return 1
                busy.add(expected.split()[0])
            for line in lines:
                if "id" in line:
                    traced[line["id"]] = line
            if not Path(store).exists():
                continue
            events = store_events(store, not traced)
            known = {e["id"]: e for e in events}
            for key, event in traced.items():
                if known.get(key) != event:
                    print(f"kill {kills}: the event {key} was printed and is not in the store")
                    return 1
            silent = [e for e in events if e["id"] not in traced]
            if len(silent) > 1:
                print(f"kill {kills}: {len(silent)} events were saved and not printed")
                return 1
            for e in silent:
                traced[e["id"]] = e
        proof = subprocess.run([KEJIAN, "events", "verify", "--store", store], capture_output=True,
                               check=False)
        if proof.returncode != 0:
            print(f"the chain does not hold: {proof.stderr.decode()}")
            return 1
    print(f"{kills} kills, {len(events)} events, all there; began anew at: {', '.join(sorted(busy))}")
    if len(events) < kills or len(busy) < 3:
        print("too little happened between the kills to prove anything")
        return 1
    return 0


sys.exit(main())
