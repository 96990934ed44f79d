#!/usr/bin/env python3
"""The 8,105 characters of the 通用规范汉字表 (State Council, 2013), as data of this project.

    tools/characters/table.py UNICODE > assets/characters/tgh-2013.txt

UNICODE is the folder of Debian's package unicode-data. The source is the property kTGH of Unicode's
Unihan database (Unihan_OtherMappings.txt): "2013:N" is the number of a character in the table, in
which the first 3,500 are level one, the next 3,000 level two, and 1,605 level three.
"""
import bz2
import re
import sys
from pathlib import Path

LEVELS = (("一级字表", 3500), ("二级字表", 3000), ("三级字表", 1605))
LINE = 50


def read(folder):
    numbers = {}
    for line in bz2.open(Path(folder) / "Unihan_OtherMappings.txt.bz2", "rt", encoding="utf-8"):
        row = re.fullmatch(r"U\+([0-9A-F]+)\tkTGH\t2013:(\d+)\n", line)
        if row:
            numbers[int(row[2])] = chr(int(row[1], 16))
    return numbers


def main():
    numbers = read(sys.argv[1])
    count = sum(size for _, size in LEVELS)
    if sorted(numbers) != list(range(1, count + 1)) or len(set(numbers.values())) != count:
        sys.exit(f"table.py: {len(numbers)} characters, not {count}")
    print("# 通用规范汉字表 (2013), in its order. Made by tools/characters/table.py from the property kTGH")
    print("# of Unicode's Unihan database (Debian's unicode-data; Unicode licence).")
    first = 1
    for name, size in LEVELS:
        print(f"# {name}: {size}")
        text = "".join(numbers[n] for n in range(first, first + size))
        print("\n".join(text[i:i + LINE] for i in range(0, size, LINE)))
        first += size


main()
