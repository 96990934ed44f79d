#!/usr/bin/env python3
"""Turns the program's own words, assets/words/*.json, into tables at build time.

    tools/words/words.py FOLDER OUT     writes OUT/words_ids.h and OUT/words_table.h

Each file is a flat object, one entry a line: "home.continue": "继续学习". A place for a value is
{name}; {n|page|pages} writes its first word where the value of n is 1 and its second otherwise.
All languages have the same keys, in the order of the alphabet, and each text names the same
values.
"""
import json
import re
import sys
from pathlib import Path

LANGUAGES = ["zh-Hans", "en"]  # the first one is the default
KEY = re.compile(r"[a-z][a-z0-9]*(\.[a-z0-9]+(-[a-z0-9]+)*)+")
ENTRY = re.compile(r'\s*("(?:[^"\\]|\\.)*")\s*:\s*("(?:[^"\\]|\\.)*")\s*,?\s*')
PLACE = re.compile(r"\{([a-z]+)(\|[^{}|]*\|[^{}|]*)?\}")


class Refused(Exception):
    pass


def constant(key):
    return "KJ_W_" + re.sub(r"[.-]", "_", key).upper()


def names(text, at):
    if re.search(r"[{}]", PLACE.sub("", text)):
        raise Refused(f"{at}: a brace that is not {{name}} or {{name|one|other}}")
    return {m.group(1) for m in PLACE.finditer(text)}


def read(path):
    """[(key, text, "file:line")]"""
    rows, seen = [], {}
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        at = f"{path}:{number}"
        if line.strip() in ("", "{", "}"):
            continue
        entry = ENTRY.fullmatch(line)
        if not entry:
            raise Refused(f'{at}: one entry a line, "key": "text",')
        key, text = json.loads(entry.group(1)), json.loads(entry.group(2))
        if not KEY.fullmatch(key):
            raise Refused(f"{at}: '{key}' is not a key: words in lower case with dots between")
        if constant(key) in seen:
            raise Refused(f"{at}: '{key}' stands in line {seen[constant(key)]} already")
        if not text.strip():
            raise Refused(f"{at}: '{key}' has no text")
        if rows and constant(key) < constant(rows[-1][0]):
            raise Refused(f"{at}: '{key}' stands behind '{rows[-1][0]}': keys are in order")
        seen[constant(key)] = number
        names(text, at)
        rows.append((key, text, at))
    try:
        json.loads("\n".join(lines))
    except ValueError as error:
        raise Refused(f"{path}: {error}") from error
    return rows


def compare(first, other):
    known = {key: (text, at) for key, text, at in first}
    for key, text, at in other:
        if key not in known:
            raise Refused(f"{at}: '{key}' is unknown to the other language")
        if names(text, at) != names(*known[key]):
            raise Refused(f"{at}: '{key}' names other values than {known[key][1]}")
    missing = [row for row in first if row[0] not in {key for key, _, _ in other}]
    if missing:
        raise Refused(f"{missing[0][2]}: '{missing[0][0]}' is missing in the other language")


def literal(text):
    return json.dumps(text, ensure_ascii=False)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    try:
        tables = {name: read(folder / f"{name}.json") for name in LANGUAGES}
        for name in LANGUAGES[1:]:
            compare(tables[LANGUAGES[0]], tables[name])
    except (Refused, OSError) as error:
        sys.exit(f"words.py: {error}")
    keys = [key for key, _, _ in tables[LANGUAGES[0]]]
    made = "/* Made from assets/words by tools/words/words.py. */\n"
    ids = made + "typedef enum kj_word_id {\n    KJ_W_NONE,\n"
    ids += "".join(f"    {constant(key)}, /* {literal(text)} */\n"
                   for key, text, _ in tables[LANGUAGES[0]])
    ids += "    KJ_W_COUNT\n} kj_word_id;\n"
    table = made + "static const char *const keys[] = {\n    \"\",\n"
    table += "".join(f"    {literal(key)},\n" for key in keys) + "};\n"
    table += "static const kj_words tables[] = {\n"
    for name in LANGUAGES:
        table += f"    {{{{KJ_SPAN({literal(name)})}},\n     {{{{NULL, 0}},\n"
        table += "".join(f"      {{KJ_SPAN({literal(text)})}},\n" for _, text, _ in tables[name])
        table += "     }},\n"
    table += "};\n"
    (out / "words_ids.h").write_text(ids, encoding="utf-8")
    (out / "words_table.h").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
