#!/usr/bin/env python3
"""Turns the page for phones, assets/live/page.html, into a table at build time.

    tools/live/page.py PAGE OUT     writes OUT

{{live.key}} is a word of the program's own (assets/words), {{=name}} a value that the program puts
in.  The page's one style and one script are the same in every language and every class, so its
Content-Security-Policy names them by their hashes, and no other can run.
"""
import base64
import hashlib
import re
import sys
from pathlib import Path

PLACE = re.compile(r"\{\{(=?)([a-z][a-z0-9.-]*)\}\}")
CHUNK = 2000  # bytes of a C string literal, well below the 4,095 that every compiler takes


class Refused(Exception):
    pass


def the_only(tag, page):
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
    if len(found) != 1 or len(re.findall(rf"<{tag}\b", page)) != 1:
        raise Refused(f"one <{tag}> without attributes is wanted")
    if PLACE.search(found[0]):
        raise Refused(f"<{tag}> holds a place for a word: its hash would differ by language")
    digest = hashlib.sha256(found[0].encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def pieces(page):
    at = 0
    for found in PLACE.finditer(page):
        yield "text", page[at:found.start()]
        yield ("value" if found.group(1) else "word"), found.group(2)
        at = found.end()
    yield "text", page[at:]


def rows(page):
    for kind, text in pieces(page):
        if kind == "word":
            yield f"{{.word = KJ_W_{re.sub('[.-]', '_', text).upper()}}}"
        elif kind == "value":
            yield f"{{.value = PAGE_{text.upper()}}}"
        else:
            for i in range(0, len(text), CHUNK):
                yield f"{{.text = {{KJ_SPAN({literal(text[i:i + CHUNK])})}}}}"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        page = Path(sys.argv[1]).read_text(encoding="ascii")
        if re.search(r"(?:src|href)\s*=|url\(|@import", page):
            raise Refused("the page fetches something: it must stand alone")
        if re.search(r"\sstyle\s*=\s*[\"']|\son[a-z]+\s*=\s*[\"']", page):
            raise Refused("style or script in an attribute: its policy forbids them")
        policy = "; ".join([
            "default-src 'none'", f"style-src '{the_only('style', page)}'",
            f"script-src '{the_only('script', page)}'", "connect-src 'self'", "base-uri 'none'",
            "form-action 'none'", "frame-ancestors 'none'"])
        made = f"/* Made from {Path(sys.argv[1]).name} by tools/live/page.py. */\n"
        made += f"static const char policy[] = {literal(policy)};\n"
        made += "static const piece pieces[] = {\n"
        made += "".join(f"    {row},\n" for row in rows(page)) + "};\n"
        Path(sys.argv[2]).write_text(made, encoding="ascii")
    except (Refused, OSError, UnicodeError) as error:
        sys.exit(f"page.py: {sys.argv[1]}: {error}")


if __name__ == "__main__":
    main()
