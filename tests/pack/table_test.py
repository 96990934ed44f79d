#!/usr/bin/env python3
"""The table of characters that is kept here is the one of the system's Unihan data, whole.

    table_test.py ROOT UNICODE
"""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1])
kept = (ROOT / "assets/characters/tgh-2013.txt").read_text("utf-8")
made = subprocess.run([sys.executable, ROOT / "tools/characters/table.py", sys.argv[2]], capture_output=True,
                      text=True, check=True).stdout
characters = "".join(line for line in kept.splitlines() if not line.startswith("#"))
assert len(characters) == len(set(characters)) == 8105, len(characters)
assert kept == made, "assets/characters/tgh-2013.txt is not what tools/characters/table.py makes"
# The edges of its three levels, as published.
edges = "".join(characters[i - 1] for i in (1, 3500, 3501, 6500, 6501, 8105))
assert edges == "一矗乂齉亍蠼", edges
