#!/usr/bin/env python3
"""In which language the program speaks: --lang, else the locale.

    tests/cli/lang_test.py KEJIAN COURSE FOLDER
"""
import os
import subprocess
import sys
from pathlib import Path

EN, ZH = "Start learning", "开始学习"
CASES = [  # name, options, environment, exit code, expected on the screen
    ("default", [], {}, 0, ZH),
    ("option", ["--lang", "en"], {"LANG": "zh_CN.UTF-8"}, 0, EN),
    ("option against the locale", ["--lang", "zh-Hans"], {"LANG": "en_GB.UTF-8"}, 0, ZH),
    ("LANG", [], {"LANG": "en_GB.UTF-8"}, 0, EN),
    ("LC_MESSAGES before LANG", [], {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US"}, 0, EN),
    ("LC_ALL before all", [], {"LC_ALL": "zh_CN", "LC_MESSAGES": "en_US"}, 0, ZH),
    ("an unknown locale", [], {"LANG": "de_DE.UTF-8"}, 0, ZH),
    ("an unknown language", ["--lang", "de"], {}, 2, None),
]


def main():
    kejian, course, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    for name, options, locale, code, words in CASES:
        script, store = folder / "home.kjs", folder / "records.db"
        script.write_text(f"expect text {words}\nkey ?\nkey Escape\n", encoding="utf-8")
        for old in folder.glob("records.db*"):
            old.unlink()
        clean = {k: v for k, v in os.environ.items() if k != "LANG" and not k.startswith("LC_")}
        run = subprocess.run(
            [kejian, "play", course, "--headless", "--script", script, "--store", store,
             "--learner", "L1", "--clock", "2026-11-23T09:15:00+08:00", *options],
            env={**clean, **locale}, capture_output=True, text=True, check=False)
        if run.returncode != code or (code == 2 and "--lang de" not in run.stderr):
            print(f"{name}: exit {run.returncode}, not {code}\n{run.stderr}")
            failed = 1
    sys.exit(failed)


if __name__ == "__main__":
    main()
