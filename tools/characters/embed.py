#!/usr/bin/env python3
"""Puts the characters of assets/characters/tgh-2013.txt into the program.

    tools/characters/embed.py TABLE OUT     writes the C header OUT; the build runs it
"""
import sys
from pathlib import Path


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    codes = [ord(c) for line in lines if not line.startswith("#") for c in line]
    rows = (codes[i:i + 12] for i in range(0, len(codes), 12))
    out = ["/* Made by tools/characters/embed.py. */", "static const uint32_t tgh[] = {"]
    out += ["    " + ", ".join(f"0x{code:X}" for code in row) + "," for row in rows] + ["};"]
    Path(sys.argv[2]).write_text("\n".join(out) + "\n", encoding="ascii")


main()
