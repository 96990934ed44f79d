#!/usr/bin/env python3
"""kejian drill judge: a line in, a line out, as scripts rely on it.

    drill_test.py KEJIAN
"""
import json
import subprocess
import sys

KEJIAN = sys.argv[1]


def judge(text, *arguments):
    done = subprocess.run([KEJIAN, "drill", "judge", *arguments], input=text.encode(), capture_output=True)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def check(condition, what):
    if not condition:
        sys.exit(f"FAILED: {what}")


def lines_in_lines_out():
    task = {"text": "你们为什么还用两家？", "anchors": ["外包", "两家"], "avoid": [], "original": "您对他们满意吗？"}
    code, out, err = judge("\ufeff您还有哪些顾虑？\r\n" + json.dumps(task) + "\n\n预算批了没有\n", "--json", "-")
    rows = [json.loads(line) for line in out.splitlines()]
    check(code == 0 and err == "", f"exit {code}: {err}")
    check([r["form"] for r in rows] == ["open", "open", "none", "closed"], out)
    check([r["rule"] for r in rows] == ["wide", "wide", "statement", "a-not-a"], out)
    check(set(rows[0]) == {"form", "rule", "score", "passed", "criteria"}, rows[0])
    check([c["points"] for c in rows[1]["criteria"]] == [40, 20, 0, 15, 0], rows[1])
    check(all(set(c) == {"name", "points", "max", "reason"} for r in rows for c in r["criteria"]), out)
    check(rows[1]["score"] == 75 and not rows[1]["passed"], rows[1])
    check(rows[2]["score"] is None and rows[2]["criteria"] == [] and rows[2]["hint"], rows[2])


def wrong_lines_are_named():
    code, out, err = judge('{"text":3}\n{"text":"您怎么看？",}\n{"txt":"您怎么看？"}\n满不满意？\n', "--json")
    check(code == 1, f"exit {code}")
    check(len(out.splitlines()) == 1, "the good line is judged, and only that")
    for place in (":1:9:", "[E0203]", ":2:", "[E0101]", ":3:2:", "[E0201]", "[E0202]"):
        check(place in err, f"{place} in {err}")
    code, out, err = judge("x", "--jsn")
    check(code == 2 and "--json" in err, err)
    code, out, err = judge("", "--json", "/nowhere/at/all")
    check(code == 3 and "[E0902]" in err, f"exit {code}: {err}")
    done = subprocess.run([KEJIAN, "drill", "jugde"], capture_output=True)
    check(done.returncode == 2 and b"judge" in done.stderr, done.stderr)


lines_in_lines_out()
wrong_lines_are_named()
