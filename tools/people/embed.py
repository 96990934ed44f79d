#!/usr/bin/env python3
"""Puts the drawings of assets/people into the executable.

    tools/people/embed.py FOLDER OUT     writes the C header OUT from FOLDER/*.svg; the build runs it
"""
import sys
from pathlib import Path


def table(data):
    rows = (data[i:i + 24] for i in range(0, len(data), 24))
    return "\n".join("    " + ",".join(str(byte) for byte in row) + "," for row in rows)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    files = sorted(Path(sys.argv[1]).glob("*.svg"))
    if not files:
        sys.exit(f"embed.py: no drawings in {sys.argv[1]}")
    out = ["/* Made by tools/people/embed.py. */"]
    rows = []
    for path in files:
        name = path.stem.replace("-", "_")
        out.append(f"static const unsigned char {name}[] = {{\n{table(path.read_bytes())}\n}};")
        rows.append(f'    {{"assets/people/{path.name}", {name}, sizeof {name}}},')
    out += ["static const own owns[] = {", *rows, "};"]
    Path(sys.argv[2]).write_text("\n".join(out) + "\n", encoding="ascii")


main()
