#!/usr/bin/env python3
"""The drawings that are kept are the ones that tools/people draws, here and in the courses."""
import re
import subprocess
import sys
import tempfile
from pathlib import Path


def sheets(root):
    """Pages of the gallery: each names in its <defs> whom it shows."""
    wrong = shown = 0
    for path in sorted((root / "courses/gallery/images").glob("people-*.svg")):
        names = re.findall(r'<defs><g id="([a-z-]+)">', path.read_text(encoding="utf-8"))
        shown += len(names)
        with tempfile.NamedTemporaryFile(suffix=".svg") as out:
            subprocess.run([sys.executable, "-B", root / "tools/people/people.py", "--sheet",
                            out.name, *names], check=True)
            if Path(out.name).read_bytes() != path.read_bytes():
                wrong += 1
                print(f"{path.name}: tools/people/people.py draws it otherwise")
    return wrong, shown


def main():
    root = Path(sys.argv[1])
    wrong, shown = sheets(root)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-B", root / "tools/people/people.py", folder], check=True)
        drawn = {path.name: path.read_bytes() for path in Path(folder).glob("*.svg")}
    kept = {path.name for path in (root / "assets/people").glob("*.svg")}
    for name in sorted(drawn.keys() ^ kept):
        wrong += 1
        print(f"assets/people/{name}: {'not kept' if name in drawn else 'nobody draws it'}")
    if shown != len(drawn):
        wrong += 1
        print(f"courses/gallery shows {shown} of {len(drawn)} persons")
    for place in ["assets/people", "courses/key-account/images"]:
        for path in sorted((root / place).glob("*.svg")):
            if path.name in drawn and path.read_bytes() != drawn[path.name]:
                wrong += 1
                print(f"{place}/{path.name}: tools/people/people.py draws it otherwise")
    sys.exit(wrong > 0)


main()
