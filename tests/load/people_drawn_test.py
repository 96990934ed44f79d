#!/usr/bin/env python3
"""The drawings that are kept are the ones that tools/people draws, here and in the courses."""
import subprocess
import sys
import tempfile
from pathlib import Path


def main():
    root = Path(sys.argv[1])
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-B", root / "tools/people/people.py", folder], check=True)
        drawn = {path.name: path.read_bytes() for path in Path(folder).glob("*.svg")}
    kept = {path.name for path in (root / "assets/people").glob("*.svg")}
    for name in sorted(drawn.keys() ^ kept):
        wrong += 1
        print(f"assets/people/{name}: {'not kept' if name in drawn else 'nobody draws it'}")
    for place in ["assets/people", "courses/key-account/images"]:
        for path in sorted((root / place).glob("*.svg")):
            if path.name in drawn and path.read_bytes() != drawn[path.name]:
                wrong += 1
                print(f"{place}/{path.name}: tools/people/people.py draws it otherwise")
    sys.exit(wrong > 0)


main()
