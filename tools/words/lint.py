#!/usr/bin/env python3
"""Proves that the program's words stand in assets/words and nowhere else.

    tools/words/lint.py     from the project's folder

A key that engine/ never uses is wrong, and so is a text with Han characters in engine/'s code,
comments aside. What is data rather than something said is allowed below, with
its reason.
"""
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # no __pycache__ among the sources
import words  # noqa: E402

ALLOWED = {
    "engine/author/import_csv.c": "column titles and words that a table of questions may have",
    "engine/lesson/items/numeric.c": "examples of units in the schema",
    "engine/lesson/judge.c": "the judge's knowledge of Chinese",
    "engine/lesson/judge_mask.c": "the judge's knowledge of Chinese",
    "engine/lesson/judge_reply.c": "the judge's knowledge of Chinese",
    "engine/lesson/judge_request.c": "the judge's knowledge of Chinese",
    "engine/lesson/judge_rubric.c": "the judge's knowledge of Chinese",
    "engine/lesson/judge_signs.c": "the judge's knowledge of Chinese",
    "engine/lesson/judge_text.c": "the judge's knowledge of Chinese",
    "engine/lesson/judge_tone.c": "the judge's knowledge of Chinese",
    "engine/record/roster.c": "column titles that a roster may have",
    "engine/scene/screens/fit_screens.c": "a customer's question to try the fit with",
    "engine/text/units.c": "units that stay with their number",
}
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"', re.S)
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def literals(text):
    """(offset, literal) of all string literals outside of comments."""
    for found in COMMENT.finditer(text):
        if found.group().startswith('"'):
            yield found.start(), found.group()


def main():
    wrong = []
    sources = {str(p): p.read_text(encoding="utf-8")
               for p in sorted(Path("engine").rglob("*.[ch]"))}
    used = set(re.findall(r"\bKJ_W_\w+", "".join(sources.values())))
    page = Path("assets/live/page.html").read_text(encoding="utf-8")
    used |= {words.constant(key) for key in re.findall(r"\{\{(live\.[a-z.-]+)\}\}", page)}
    table = Path("assets/words/zh-Hans.json")
    wrong += [f"{at}: '{key}' is never used" for key, _, at in words.read(table)
              if words.constant(key) not in used]
    needed = set()
    for name, text in sources.items():
        for offset, literal in literals(text):
            if not HAN.search(literal):
                continue
            needed.add(name)
            if name not in ALLOWED:
                line = text.count("\n", 0, offset) + 1
                wrong.append(f"{name}:{line}: {literal} belongs in assets/words")
    wrong += [f"tools/words/lint.py: {name} needs no exception" for name in ALLOWED
              if name not in needed]
    print("\n".join(wrong), end="\n" if wrong else "")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
