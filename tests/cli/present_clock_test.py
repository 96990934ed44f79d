#!/usr/bin/env python3
"""The clocks of a class go by themselves: the countdown for the room, the time on the console.

    present_clock_test.py KEJIAN
"""
import subprocess
import sys
import tempfile
from pathlib import Path

COURSE = Path(__file__).resolve().parents[2] / "courses" / "key-account"
SCRIPT = """\
expect console 00:00
wait 65s
expect console 01:05
key C
expect room 05:00
wait 10s
expect room 04:50
expect console 04:50
wait 300s
expect room 时间到
expect no room 00:00
"""


def main():
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "clock.kjs"
        script.write_text(SCRIPT, encoding="utf-8")
        run = subprocess.run(
            [sys.argv[1], "present", COURSE, "--headless", "--script", script, "--store",
             Path(folder) / "class.db", "--learner", "1001", "--lang", "zh-Hans",
             "--clock", "2026-11-23T09:15:00+08:00"],
            capture_output=True, text=True, timeout=120, check=False)
    if run.returncode != 0:
        sys.exit(f"present: {run.returncode}\n{run.stdout}{run.stderr}")


main()
