#!/usr/bin/env python3
"""A scripted class of the real course without windows: what the room sees, and what is on record.

    class_test.py KEJIAN FOLDER

Over forty slides, with jumps, black, white, freeze, drawing, a question by hands, a role-play by
votes, a second screen that goes and comes, attendance, picker and groups.  After every step none of
the presenter's texts is on the room's screen, and its events are those of the table.
"""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from course_kit import CLOCK, CONSOLE, COURSE, ITEMS, KEYS, NOTES, ROOT, SLIDES, clause, squeeze

KEJIAN, HOME = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
STORE = HOME / "records.db"
NAMES = ("刘欣", "王岚", "陈可", "赵敏", "孙立", "周扬")
ENV = dict(os.environ, LSAN_OPTIONS=f"suppressions={ROOT}/tests/cli/lsan.supp")
BUILDS = {slide["id"]: bool(slide.get("build")) for slide in SLIDES}
ORDER = [slide["id"] for slide in SLIDES]
QUESTION = ITEMS["needs-q04"]
WHY = clause(QUESTION["why"])
SAME = "same"

steps = []


def do(command, *events, place=SAME, shows=(), hides=()):
    """A line of the script, the events that must come of it, and where it leads: words, SAME, or a
    function of the place before and after."""
    steps.append((command, events, place, shows, hides))


def shown(slide=None, step=None, kind=None):
    """slide None: as the place says afterwards."""
    return ("class.shown", slide, {"step": step, "kind": kind})


def onward(before, after):
    """The next step of the slide, or the next slide from its beginning."""
    slide, step = before.split()[1], int(before.split()[2])
    if BUILDS[slide] and after == f"slide {slide} {step + 1}":
        return True
    return after == f"slide {ORDER[ORDER.index(slide) + 1]} 0"


def walk(presses):
    for _ in range(presses):
        do("key PageDown", shown(), place=onward)


def covers():
    for key, kind in (("B", "black"), (".", "black"), ("W", "white"), (",", "white")):
        do(f"key {key}", shown(kind=kind), hides=["大客户开发"])
        do(f"key {key}", shown(), shows=["大客户开发"])
    do("key B", shown(kind="black"), hides=["大客户开发"])
    do("key PageDown", shown())


def jumps():
    do("key 1")
    do("key 4")
    do("key Return", shown("p2-levels", 0), place="slide p2-levels 0", shows=["说出口的只是塔底"])
    for key in ("O", "Right", "Right", "Down", "Up"):
        do(f"key {key}", shows=["说出口的只是塔底"])
    do("key Return", shown("p2-types", 0), place="slide p2-types 0")
    do("key R", shown("p2-levels", 0), place="slide p2-levels 0")
    do("key /")
    do("type 异议处理", shows=["说出口的只是塔底"])
    do("key Right", shows=["说出口的只是塔底"])
    do("key Return", shown("p4-object", 0), place="slide p4-object 0")
    do("key M")


def freeze():
    do("key F", shown("p4-object", 0, "frozen"))
    do("key PageDown")
    do("key PageDown")
    do("key F", shown("p4-object", 2), place="slide p4-object 2")


def drawing():
    do("key D")
    do("drag 300 300 420 330 600 420 720 600", ("class.drew", "p4-object", {"round": "pen"}))
    do("drag 300 700 900 700", ("class.drew", "p4-object", {"round": "pen"}))
    do("key U", ("class.erased", "p4-object", {}))
    do("key H")
    do("drag 300 500 900 510", ("class.drew", "p4-object", {"round": "highlighter"}))
    do("key H")
    do("key L")
    do("point 500 500 520 510")
    do("key L")


def people():
    attended = lambda there: ("class.attended", "key-account", {"kind": "hand", "passed": there})
    do("key A")
    for n in range(1, 7):
        do(f"act attend:E{n}", attended(True), hides=NAMES)
    do("act attend:E6", attended(False))
    do("key Escape")
    do("key K", ("class.picked", None, {}), shown(kind="picked"), place="picked")
    do("key K", ("class.picked", None, {}), place="picked")
    do("key Escape", shown(), place="slide p4-object 2")
    do("key G", shown(kind="groups"), place="groups")
    do("key Escape", shown(), place="slide p4-object 2")
    do("key C", shown(kind="countdown"), place="countdown")
    do("wait 61s")
    do("key Escape", shown(), place="slide p4-object 2")


def question():
    """Hands are counted by their number; the answer is out only when it is asked for."""
    do("act ask:needs-q04", ("class.asked", "needs-q04", {}), shown("p4-object", 2, "question"),
       place="question needs-q04", shows=[clause(QUESTION["stem"])], hides=[WHY])
    for key in ("2", "2", "2", "2", "1", "1", "+", "3", "3"):
        do(f"key {key}", hides=[WHY])
    do("key T", ("class.tallied", "needs-q04", {"votes": 6}), hides=[WHY])
    do("key N")
    do("key PageDown", shown("p4-object", 2), place="slide p4-object 2")


def play():
    do("act play:rp-needs", ("class.played", "rp-needs", {}), shown("p4-object", 3, "roleplay"),
       place="roleplay rp-needs 0")
    for turn in range(3):
        do("key 1")
        do("key 1")
        do("key PageDown", ("class.chose", "rp-needs", {"votes": 1}), place=f"roleplay rp-needs {turn + 1}")
    do("key PageUp", ("class.returned", "rp-needs", {"step": 2}), place="roleplay rp-needs 2")
    do("key Escape", shown("p4-object", 3), place="slide p4-object 3")


def script():
    walk(85)
    covers()
    jumps()
    freeze()
    drawing()
    people()
    question()
    do("screens 1")
    do("key PageDown", shown(), place=onward)
    do("screens 2")
    play()
    walk(75)
    do("key End", shown("end-next", 0), place="slide end-next 0")
    do("key Escape")


def run(*arguments):
    done = subprocess.run([KEJIAN, *map(str, arguments)], cwd=ROOT, env=ENV, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"kejian {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stdout[-1500:]}\n"
                 f"{done.stderr[-3000:]}")
    return done.stdout


def present():
    """What came of each step: its events, the place, and what the room can read."""
    text = []
    for command, *_ in steps:
        text += [command, "room", "place"]
    (HOME / "class.kjs").write_text("place\n" + "\n".join(text) + "\nkey Y\n", encoding="utf-8")
    out = run("present", COURSE, "--headless", "--trace", "--learner", "T1", "--store", STORE, "--seed", 7,
              "--clock", CLOCK, "--script", HOME / "class.kjs")
    came, events, room = [], [], ""
    for row in map(json.loads, out.splitlines()):
        if "place" in row:
            came.append((events, row["place"], room))
            events = []
        elif "room" in row:
            room = row["room"]
        else:
            events.append(row)
    return came, events


def fail(number, what):
    sys.exit(f"FAILED: step {number}, '{steps[number][0]}': {what}")


def votes(event):
    return sum(int(value.partition("=")[2]) for value in event["data"]["response"])


def check_event(number, event, wanted, place):
    kind, thing, data = wanted
    if event["type"] != kind or (thing is not None and event["object"] != thing):
        fail(number, f"{event['type']} of {event['object']}, not {wanted}")
    if kind == "class.shown" and thing is None and place.startswith("slide "):
        data = {**data, "step": int(place.split()[2])}
        if event["object"] != place.split()[1]:
            fail(number, f"{event['object']} is on record, {place} on the screen")
    for key, value in data.items():
        is_ = votes(event) if key == "votes" else event["data"].get(key)
        if is_ != value and not (key == "step" and value is None):
            fail(number, f"{kind}: {key} is {is_!r}, not {value!r}")


def check(came):
    before = came[0][1]
    for number, (_, wanted, place, shows, hides) in enumerate(steps):
        events, now, room = came[number + 1]
        seen = [t for t in (*NOTES, *KEYS, *CONSOLE, *hides) if t in room]
        missing = [t for t in shows if squeeze(t) not in room]
        if seen or missing:
            fail(number, f"the room reads {seen}, and not {missing}")
        right = place(before, now) if callable(place) else now == (before if place == SAME else place)
        if not right:
            fail(number, f"from {before} it leads to {now}, not {place if isinstance(place, str) else place.__name__}")
        if len(events) != len(wanted):
            fail(number, f"{[e['type'] for e in events]}, not {wanted}")
        for event, one in zip(events, wanted):
            check_event(number, event, one, now)
        before = now
    slides = {place.split()[1] for _, place, _ in came if place.startswith("slide ")}
    if len(slides) < 40:
        sys.exit(f"FAILED: only {len(slides)} slides were shown")
    print(f"ok  {len(steps)} steps, {len(slides)} slides, {sum(len(e) for e, _, _ in came)} events")


def check_end(events):
    """The class leaves its slides to everybody who was there, and is over."""
    if events[0]["type"] != "class.ended" or {e["learner"] for e in events[1:]} != {f"E{n}" for n in range(1, 6)}:
        sys.exit(f"FAILED: the class ends with {[(e['type'], e['learner']) for e in events]}")
    print(run("events", "verify", "--store", STORE).strip())


def check_rehearsal():
    """A rehearsal plays the same and leaves no event; its times are the plan of the next class."""
    rehearsed = HOME / "rehearsal.kjs"
    rehearsed.write_text("wait 100s\nkey PageDown\nwait 200s\nkey Escape\nkey Y\n", encoding="utf-8")
    common = ("--headless", "--learner", "T2", "--store", STORE, "--clock", CLOCK)
    before = run("events", "export", "--store", STORE)
    run("present", COURSE, *common, "--rehearse", "--script", rehearsed)
    if run("events", "export", "--store", STORE) != before:
        sys.exit("FAILED: a rehearsal is on record")
    planned = HOME / "planned.kjs"
    planned.write_text("expect console 计划01:41\nkey PageDown\nexpect console 计划03:22\n", encoding="utf-8")
    run("present", COURSE, *common, "--script", planned)


def main():
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    roster = HOME / "roster.csv"
    roster.write_text("工号,姓名,部门,区域\n" + "".join(f"E{n},{name},销售部,华东\n" for n, name in enumerate(NAMES, 1)),
                      encoding="utf-8")
    run("learners", "import", roster, "--store", STORE)
    script()
    came, last = present()
    check(came)
    check_end(last)
    check_rehearsal()


main()
