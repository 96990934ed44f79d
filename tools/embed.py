#!/usr/bin/env python3
"""Puts files into the executable.

    tools/embed.py FOLDER PREFIX OUT

Writes the C header OUT: a table `embedded` of {path, bytes, length}, one row a file below FOLDER,
sorted; its path is PREFIX and what follows FOLDER.  The build runs it.
"""
import sys
from pathlib import Path


def table(data):
    rows = (data[i:i + 24] for i in range(0, len(data), 24))
    return "\n".join("    " + ",".join(str(byte) for byte in row) + "," for row in rows)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    folder, prefix = Path(sys.argv[1]), sys.argv[2]
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if not files:
        sys.exit(f"embed.py: nothing in {folder}")
    out = ["/* Made by tools/embed.py. */"]
    rows = []
    for number, path in enumerate(files):
        out.append(f"static const unsigned char file_{number}[] = {{\n{table(path.read_bytes())}\n}};")
        name = prefix + path.relative_to(folder).as_posix()
        rows.append(f'    {{"{name}", file_{number}, sizeof file_{number}}},')
    out += ["static const struct {\n    const char *path;\n    const unsigned char *bytes;\n    size_t len;\n"
            "} embedded[] = {", *rows, "};"]
    Path(sys.argv[3]).write_text("\n".join(out) + "\n", encoding="ascii")


main()
