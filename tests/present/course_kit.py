"""The real course as tests of a class see it: its slides in order, and what the room must never see."""
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "courses/key-account"
CLOCK = "2026-11-23T09:15:00+08:00"


def read(path):
    return json.loads((COURSE / path).read_text(encoding="utf-8"))


PARTS = [read(path) for path in read("course.json")["parts"]]
SLIDES = [slide for part in PARTS for slide in part["slides"]]
ITEMS = {item["id"]: item for part in PARTS for item in part["items"]}
WORDS = json.loads((ROOT / "assets/words/zh-Hans.json").read_text(encoding="utf-8"))
WORDS = WORDS.get("words", WORDS)


def squeeze(text):
    return re.sub(r"\s", "", text)


def clause(text):
    """The longest run of it without marks or markup: what a script can look for."""
    return max(re.split(r"[^\w\u4e00-\u9fff]+", text), key=len, default="")


def texts(value):
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\n".join(texts(v) for v in value.values())
    return "\n".join(texts(v) for v in value) if isinstance(value, list) else ""


# All that a room may see of slides, questions and role-plays.
PUBLIC = squeeze("\n".join(
    [texts({k: v for k, v in s.items() if k not in ("notes", "ask", "alt")}) for s in SLIDES]
    + [texts([i["stem"], [o["text"] for o in i.get("options", []) if isinstance(o, dict) and "text" in o]])
       for i in ITEMS.values()]))


def secret(values, least=7):
    found = {clause(v) for v in values if v}
    return sorted(c for c in found if len(c) >= least and c not in PUBLIC)


NOTES = secret(s.get("notes", "") for s in SLIDES) + secret(s.get("ask", "") for s in SLIDES)
KEYS = secret(o.get("feedback", "") for i in ITEMS.values() for o in i.get("options", []) if isinstance(o, dict))
CONSOLE = [WORDS[f"console.{name}"] for name in ("elapsed", "remaining", "notes", "next-slide")
           if f"console.{name}" in WORDS] + ["PgDn", "PgUp"]
