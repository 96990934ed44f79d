#!/usr/bin/env python3
"""The README's section for authors, done to the letter: its commands, one after another, in an empty folder.

`play` is given a script and no window; that it shows saved files is watch_test's to prove.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

KEJIAN, README = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
section = re.search(r"## For the author\n```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.S)[1]
lines = [line.split("#")[0].strip() for line in section.splitlines()]
verbs = [line.split()[1] for line in lines]
for needed in ("new", "play", "check", "pack"):
    assert needed in verbs, f"the section says nothing of {needed}"
with tempfile.TemporaryDirectory() as temporary:
    at = pathlib.Path(temporary)
    (at / "learner.kjs").write_text("key Right\nkey Right\nexpect text 三项准备\n", encoding="utf-8")
    for line in lines:
        words = line.split()
        assert words[0] == "build/release/kejian", line
        if words[1] == "play":
            words = [w for w in words if w != "--watch"] + ["--headless", "--script", "learner.kjs", "--store", f"{len(verbs)}.db"]
        done = subprocess.run([KEJIAN, *words[1:]], cwd=at, capture_output=True, text=True)
        assert done.returncode == 0, f"{line}: {done.returncode}\n{done.stdout}{done.stderr}"
        for number, word in enumerate(words):
            if words[number - 1] == "-o":
                assert (at / word).stat().st_size > 1000, f"{line}: no {word}"
