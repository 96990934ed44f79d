#!/usr/bin/env python3
"""What tools/words/words.py refuses, each with file and line.

    tests/base/words_refusal_test.py GENERATOR
"""
import subprocess
import sys
import tempfile
from pathlib import Path

GOOD = '{\n    "a.one": "一{n}",\n    "b.two": "二"\n}\n', \
    '{\n    "a.one": "One {n|page|pages}",\n    "b.two": "Two"\n}\n'
CASES = [  # name, zh-Hans, en, what is said; None: as in GOOD, "": nothing is wrong
    ("sound", None, None, ""),
    ("missing", None, '{\n    "a.one": "One {n}"\n}\n', "zh-Hans.json:3: 'b.two' is missing"),
    ("unknown", '{\n    "a.one": "一{n}"\n}\n', None, "en.json:3: 'b.two' is unknown"),
    ("other values", None, '{\n    "a.one": "One {m}",\n    "b.two": "Two"\n}\n',
     "en.json:2: 'a.one' names other values"),
    ("twice", '{\n    "a.one": "一{n}",\n    "a.one": "二"\n}\n', None,
     "zh-Hans.json:3: 'a.one' stands in line 2 already"),
    ("empty", '{\n    "a.one": " ",\n    "b.two": "二"\n}\n', None,
     "zh-Hans.json:2: 'a.one' has no text"),
    ("open brace", '{\n    "a.one": "一{n",\n    "b.two": "二"\n}\n', None,
     "zh-Hans.json:2: a brace"),
    ("no key", '{\n    "One": "一",\n    "b.two": "二"\n}\n', None, "zh-Hans.json:2: 'One'"),
    ("order", '{\n    "b.two": "二",\n    "a.one": "一{n}"\n}\n', None,
     "zh-Hans.json:3: 'a.one' stands behind 'b.two'"),
    ("two a line", '{\n    "a.one": "一{n}", "b.two": "二"\n}\n', None,
     "zh-Hans.json:2: one entry a line"),
    ("no comma", '{\n    "a.one": "一{n}"\n    "b.two": "二"\n}\n', None, "zh-Hans.json: "),
]


def main():
    generator, failed = sys.argv[1], 0
    for name, zh, en, wanted in CASES:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "zh-Hans.json").write_text(zh or GOOD[0], encoding="utf-8")
            Path(folder, "en.json").write_text(en or GOOD[1], encoding="utf-8")
            run = subprocess.run([sys.executable, generator, folder, folder],
                                 capture_output=True, text=True, check=False)
            made = Path(folder, "words_ids.h").exists()
            if (run.returncode == 0) != (wanted == "") or made != (wanted == "") or \
                    wanted not in run.stderr:
                print(f"{name}: exit {run.returncode}, {run.stderr.strip()!r}, not {wanted!r}")
                failed = 1
    sys.exit(failed)


if __name__ == "__main__":
    main()
