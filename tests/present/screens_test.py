#!/usr/bin/env python3
"""A class in real windows on two monitors, by the keys of a clicker: what the room has on its screen.

    screens_test.py KEJIAN FOLDER

After each key the projector must show, pixel by pixel, what the same class without windows says that
the room sees at that step: so no notes, no keys, no answers, and never the desktop.  The projector
is unplugged and plugged in between, and the screens are swapped.
"""
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from course_kit import CLOCK, COURSE, ROOT
from screens import LAPTOP, PROJECTOR, Screens, picture

KEJIAN, HOME = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
ENV = dict(os.environ, LSAN_OPTIONS=f"suppressions={ROOT}/tests/player/lsan.supp")
COMMON = ["--learner", "T1", "--seed", "7", "--clock", CLOCK, "--at", "p2-levels"]

# What is done; as a script says it, as xdotool does, and where the room looks afterwards.
KEY = {"PageDown": "Next", "PageUp": "Prior", "Escape": "Escape", "Return": "Return", ".": "period",
       ",": "comma", "/": "slash", "?": "shift+slash", "+": "KP_Add"}


def steps():
    """(command of the script, on which monitor the room's picture is afterwards)."""
    on_b = [("key " + k, PROJECTOR) for k in
            ("PageDown", "PageDown", "B", "B", "PageDown", "W", "W", "O", "Right", "Escape", "?", "Escape",
             "F", "PageDown", "PageDown", "F", "PageUp", "2", "3", "Return", "PageDown", "R")]
    on_b += [("drag 270 270 594 405 729 594", PROJECTOR), ("key PageDown", PROJECTOR), ("key PageUp", PROJECTOR)]
    on_a = [("unplug", None), ("key PageDown", None), ("swap", LAPTOP), ("key PageDown", LAPTOP), ("key B", LAPTOP),
            ("key B", LAPTOP), ("plug", PROJECTOR)]
    question = [("key " + k, PROJECTOR) for k in
                ("V", "Return", "2", "2", "1", "1", "T", "N", "PageDown")]
    play = [("key " + k, PROJECTOR) for k in ("P", "Return", "1", "1", "PageDown", "2", "2", "T", "PageDown")]
    swapped = [("swap", LAPTOP), ("key Escape", LAPTOP), ("key PageDown", LAPTOP), ("key O", LAPTOP),
               ("key Escape", LAPTOP), ("swap", PROJECTOR)]
    return on_b + on_a + question + play + swapped + [("key PageDown", PROJECTOR)]


def expected():
    """The same class without windows: the room's picture after each step, in the size of its monitor."""
    lines = ["size 1280x800", "shot 0"]
    size = PROJECTOR
    for number, (command, monitor) in enumerate(steps(), 1):
        if monitor and monitor != size:
            size = monitor
            lines.append(f"size {size[0]}x{size[1]}")
        if command.startswith(("key", "drag")):
            lines += ["key D", command, "key D"] if command.startswith("drag") else [command]
        lines.append(f"shot {number}")
    (HOME / "class.kjs").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = subprocess.run([KEJIAN, "present", COURSE, *COMMON, "--headless", "--window", "1280x800", "--store",
                           HOME / "headless.db", "--script", HOME / "class.kjs", "--shots", HOME / "shots"],
                          env=ENV, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"without windows: exit {done.returncode}\n{done.stderr[-3000:]}")


def key(screens, name):
    screens.run("xdotool", "key", KEY.get(name, name.lower() if len(name) == 1 else name))


def drag(screens, command):
    """In canvas units of the page, 1080 of which are the projector's height."""
    numbers = [int(n) for n in command.split()[1:]]
    places = [(PROJECTOR[2] + round(x * PROJECTOR[1] / 1080), round(y * PROJECTOR[1] / 1080))
              for x, y in zip(numbers[::2], numbers[1::2])]
    key(screens, "D")
    screens.run("xdotool", "mousemove", *map(str, places[0]), "mousedown", "1")
    for place in places[1:]:
        time.sleep(0.1)
        screens.run("xdotool", "mousemove", *map(str, place))
    time.sleep(0.1)
    screens.run("xdotool", "mouseup", "1")
    time.sleep(0.1)
    key(screens, "D")
    screens.run("xdotool", "mousemove", "1600", "540")  # the cursor is none of the picture


def do(screens, command):
    last_key = getattr(do, "last", "")
    if command == "unplug":
        screens.unplug()
        time.sleep(1.3)
    elif command == "plug":
        screens.plug()
    elif command.startswith("drag"):
        drag(screens, command)
    else:
        name = "x" if command == "swap" else command.split()[1]
        if name == last_key:
            time.sleep(0.4)  # sooner it might be a bounce, where the machine is busy
        key(screens, name)
    do.last = "x" if command == "swap" else command.split()[-1]


def main():
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    expected()
    with Screens() as screens:
        process = subprocess.Popen([KEJIAN, "present", COURSE, *COMMON, "--store", HOME / "windows.db"],
                                   env={**screens.env, **ENV, "DISPLAY": screens.env["DISPLAY"]})
        try:
            watch(screens, process)
        finally:
            process.kill()
            process.wait()


def watch(screens, process):
    checked, wanted = 0, picture(HOME / "shots/0-room.png")
    if screens.wait_for(PROJECTOR, wanted, 20):
        sys.exit("FAILED: the first page is not on the projector")
    for number, (command, monitor) in enumerate(steps(), 1):
        do(screens, command)
        if process.poll() is not None:
            sys.exit(f"FAILED: after step {number}, '{command}', the program has ended: {process.returncode}")
        wrong = screens.wait_for(monitor, picture(HOME / f"shots/{number}-room.png")) if monitor else 0
        if wrong:
            subprocess.run(["import", "-window", "root", str(HOME / "failed.png")], env=screens.env, check=False)
            sys.exit(f"FAILED: step {number}, '{command}': {wrong} bytes are not as they should be ({HOME}/failed.png)")
        checked += monitor is not None
        if not monitor and b"\xff\x00\xff\x00" * 100 in screens.pixels(LAPTOP):
            sys.exit(f"FAILED: step {number}, '{command}': the desktop is on the laptop's screen")
    for name in ("Escape", "Escape", "Escape", "y"):
        key(screens, name)
        time.sleep(0.2)
    code = process.wait(20)
    if code:
        sys.exit(f"FAILED: exit {code}")
    print(f"ok  {len(steps())} steps, {checked} pictures of the room are as they should be")


main()
