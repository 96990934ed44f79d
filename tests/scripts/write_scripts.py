#!/usr/bin/env python3
"""Writes the play scripts of three learners from the course, so that they answer by its keys.

    tests/scripts/write_scripts.py [--check] [FOLDER]

good-learner       sees everything, answers everything right, finds the best ending
poor-learner       answers what a beginner would, fails the test, ends the role-play badly
returning-learner  leaves in the middle of everything: two scripts, before and after

With --check nothing is written; a script that is not what would be written is named, exit 1.
"""
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "courses/key-account"


def read(path):
    return json.loads((COURSE / path).read_text(encoding="utf-8"))


course = read("course.json")
parts = [read(p) for p in course["parts"]]
needs = next(p for p in parts if p["id"] == "needs")
tested = [p for p in parts if p["draw"]]


def mark(text, length=24):
    """A piece of a text that the screen shows as it stands: no figure and no markup in it."""
    pieces = re.split(r"\{[^}]*\}|\*\*|`|\[|\]\([^)]*\)", text)
    return max(pieces, key=len)[:length]


def value_of(number):
    """A number of the course as it is typed: itself, or the figure that `{id}` names."""
    if not isinstance(number, str):
        return number
    figure = course["figures"][number.strip("{}")]
    if "value" in figure:
        return figure["value"]
    operand = re.compile(r"[a-z](?:[a-z0-9.-]*[a-z0-9])?")
    return eval(operand.sub(lambda m: repr(value_of("{%s}" % m[0])), figure["formula"]), {"__builtins__": {}})


class Script:
    def __init__(self, about):
        self.lines = [f"# {line}" for line in about]

    def add(self, *lines):
        self.lines += lines
        return self

    def text(self):
        return "\n".join(self.lines) + "\n"


# ---- answering an item ----


def options_right(item):
    return [o["id"] for o in item["options"] if o.get("right")]


def options_wrong(item):
    return [next(o["id"] for o in item["options"] if not o.get("right"))]


def picks(ids):
    return [f"click option:{i}" for i in ids]


def right(item):
    kind = item["type"]
    if kind in ("single", "multiple"):
        return picks(options_right(item))
    if kind == "true-false":
        return picks(["true" if item["answer"] else "false"])
    if kind == "order":
        return picks([s["id"] for s in item["steps"]])
    if kind == "match":
        return [c for p in item["pairs"] for c in (f"click option:{p['id']}", f"click target:{p['id']}")]
    if kind == "categorise":
        return [c for t in item["things"] for c in (f"click option:{t['id']}", f"click target:{t['bin']}")]
    if kind == "numeric":
        return [f"type {value_of(item['answer']):.12g}"]
    if kind == "fill-in":
        return [f"type {item['answers'][0]}"]
    if kind == "hotspot":
        return picks([item["answer"]])
    if kind == "case":
        return [c for n, q in enumerate(item["questions"]) for c in [f"click sub:{n}"] + right(q)]
    raise SystemExit(f"no answer for type {kind}")


def wrong(item):
    kind = item["type"]
    if kind in ("single", "multiple"):
        return picks(options_wrong(item))
    if kind == "true-false":
        return picks(["false" if item["answer"] else "true"])
    if kind == "order":
        return picks([s["id"] for s in reversed(item["steps"])])
    if kind == "match":
        ids = [p["id"] for p in item["pairs"]]
        return [c for i, t in zip(ids, ids[1:] + ids[:1]) for c in (f"click option:{i}", f"click target:{t}")]
    if kind == "categorise":
        bins = [b["id"] for b in item["bins"]]
        after = dict(zip(bins, bins[1:] + bins[:1]))
        return [c for t in item["things"] for c in (f"click option:{t['id']}", f"click target:{after[t['bin']]}")]
    if kind == "numeric":
        return [f"type {value_of(item['near'][0]['value']):.12g}"]
    if kind == "fill-in":
        return [f"type {item['near'][0]['text']}"]
    if kind == "hotspot":
        return picks([item["near"][0]["element"]])
    if kind == "case":
        return [c for n, q in enumerate(item["questions"]) for c in [f"click sub:{n}"] + wrong(q)]
    raise SystemExit(f"no answer for type {kind}")


def answer_loop(script, items, count, answer, shots=()):
    """Answers the questions of a test, each found by its stem; then the result is on the screen."""
    script.add(f"repeat {count} until screen result", "expect screen question")
    for item in items:
        # The result shows stems too.
        script.add("if screen question", f'if text "{mark(item.get("passage", item["stem"]))}"')
        if item["type"] in shots:
            script.add(f"shot test-{item['type']}")
        script.add(*answer(item), "click submit", "expect screen feedback")
        if item["type"] in shots:
            script.add(f"shot test-{item['type']}-feedback")
        script.add("wait 2s", "click next", "end", "end")
    script.add("end", "expect screen result")


def test(script, part, answer, shots=()):
    answer_loop(script, part["items"], part["draw"], answer, shots)


def final_test(script):
    """The final test of all parts; every item of them may come."""
    count = sum(p.get("final", 0) for p in parts)
    if not count:
        return
    script.add("expect screen home", "shot home-final", "click final")
    answer_loop(script, [i for p in tested for i in p["items"]], count, right)
    script.add('expect text "100分"', "shot final-result", "click next")


# ---- drills ----


def rounds(drill, good):
    """(what the screen shows, commands, whether it must be submitted) for each round."""
    kind = drill["type"]
    if kind == "classify":
        bins = ["open", "probing", "confirming", "value", "unfit"]
        for s in drill["sentences"]:
            bin_ = s["bin"] if good else bins[(bins.index(s["bin"]) + 1) % len(bins)]
            yield [mark(s["text"])], "用来做什么", picks([bin_]), True
            if drill.get("forms"):
                yield [mark(s["text"])], "这一句的形式", picks([s["form"]]), True
    elif kind == "next-question":
        for r in drill["rounds"]:
            best = max if good else min
            yield [mark(r["quote"])], None, picks([best(r["options"], key=lambda o: o["score"])["id"]]), True
    elif kind == "rewrite":
        for r in drill["rounds"]:
            said = r["models"][0].strip("“”") if good else "你们为什么还不换？"
            yield [mark(r["original"])], None, [f"type {said}"], True
    elif kind == "chain":
        ids = drill["models"][0] if good else [c["id"] for c in reversed(drill["cards"])][: drill["pick"]]
        yield [mark(drill["quote"])], None, picks(ids), True
    elif kind == "rapid":
        ids = [c["id"] for c in drill["choices"]]
        for s in drill["sentences"]:
            pick = s["answer"] if good else ids[(ids.index(s["answer"]) + 1) % len(ids)]
            yield [mark(s["text"])], None, picks([pick]), False
    elif kind == "lscpa":
        for r in drill["rounds"]:
            commands = []
            for n, step in enumerate(("listen", "empathise", "clarify", "handle", "assure")):
                commands.append(f"click sub:{n}")
                if "options" in r[step]:
                    best = max if good else min
                    commands += picks([best(r[step]["options"], key=lambda o: o["score"])["id"]])
                else:
                    said = r[step]["models"][0].strip("“”") if good else "您放心吧。"
                    commands.append(f"type {said}")
            yield [mark(r["quote"])], None, commands, True
    else:
        raise SystemExit(f"no answer for drill {kind}")


def drill_run(script, drill, good, shot=None):
    script.add(f"act calm:{drill['id']}" if drill["type"] == "rapid" else f"click drill:{drill['id']}")
    all_rounds = list(rounds(drill, good))
    script.add(f"repeat {len(all_rounds)} until screen result", "expect screen question")
    first = True
    for texts, prompt, commands, submit in all_rounds:
        script.add(f'if text "{texts[0]}"')
        if prompt:
            script.add(f'if text "{prompt}"')
        if shot and first:
            script.add(*commands[:-1], f"shot {shot}", commands[-1])
        else:
            script.add(*commands)
        if submit:
            script.add("click submit")
        script.add("expect screen feedback")
        if shot and first:
            script.add(f"shot {shot}-feedback")
        first = False
        script.add("wait 1s", "click next")
        if prompt:
            script.add("end")
        script.add("end")
    script.add("end", "expect screen result")
    if shot:
        script.add(f"shot {shot}-result")
    script.add("click next", "expect screen part")


# ---- the role-play ----


def walk(script, play, choices, shots=True):
    script.add(f"click cover:{play['id']}", "expect screen cover")
    if shots:
        script.add(f"shot {play['id']}-cover")
    script.add(f"click fresh:{play['id']}", "expect screen roleplay")
    for n, choice in enumerate(choices):
        if shots:
            script.add(f"shot {play['id']}-{n + 1}")
        script.add("wait 5s", f"click choice:{choice}")
    script.add("expect screen debrief")


def ending_of(play, state, facts):
    for ending in play["endings"]:
        if (all(state[v] >= bound for v, bound in ending.get("at_least", {}).items())
                and all(state[v] <= bound for v, bound in ending.get("at_most", {}).items())
                and facts.issuperset(ending.get("facts", []))):
            return ending
    raise SystemExit(f"no ending of {play['id']} holds")


def path_to(play, reached, node=None, state=None, facts=frozenset()):
    """The first path, in the order of the file, that ends where `reached` says; None without one."""
    nodes = {n["id"]: n for n in play["nodes"]}
    node = node or play["nodes"][0]["id"]
    state = state or {v["id"]: v["start"] for v in play["variables"]}
    for choice in nodes[node]["choices"]:
        if not facts.issuperset(choice.get("needs", [])):
            continue
        now = {v["id"]: min(v["max"], max(v["min"], state[v["id"]] + choice["effects"].get(v["id"], 0)))
               for v in play["variables"]}
        known = facts | set(choice.get("learns", []))
        over = choice["goto"] == "end" or any(now[v["id"]] == v["min"] for v in play["variables"] if v.get("clock"))
        if over:
            rest = [] if reached(ending_of(play, now, known)) else None
        else:
            rest = path_to(play, reached, choice["goto"], now, known)
        if rest is not None:
            return [choice["id"], *rest]
    return None


def ending_by_grade(play, grade):
    return next(e for e in play["endings"] if e["grade"] == grade)


WORST = ["pitch", "blame", "normal", "later", "letter"]


# ---- learners ----


def slides(script, shots=True):
    for part in parts:
        for slide in part["slides"]:
            script.add(f"act slide:{slide['id']}")
            script.add(*(["wait 1s", "key Right"] * steps_of(slide)), "wait 4s")
            if shots:
                script.add(f"shot {slide['id']}")
    script.add("key Right")


def steps_of(slide):
    visual = slide["visual"]
    if not slide.get("build"):
        return 0
    for key in ("cards", "figures", "levels", "stages", "rows", "columns", "entries", "stops", "nodes"):
        if key in visual and isinstance(visual[key], list):
            return (len(visual[key]) - 1) // visual.get("together", 1)
    return 0


def good_learner():
    s = Script(["A good learner: everything seen, everything right.", "Written by write_scripts.py."])
    s.add("expect screen home", "shot home-first", "key ?", "expect screen help", "shot help", "key Escape")
    slides(s)
    kinds = ("single", "multiple", "order", "match", "categorise", "numeric", "fill-in", "hotspot", "case", "true-false")
    seen = set()
    for part in tested:
        # One part is enough to have a picture of every kind of screen.
        of_needs = part is needs
        s.add(f"act part:{part['id']}", "expect screen part", f"shot {part['id']}-begun")
        for drill in part["drills"]:
            fresh = of_needs and drill["type"] not in seen
            seen.update([drill["type"]] if fresh else [])
            drill_run(s, drill, True, f"drill-{drill['type']}" if fresh else None)
        for play in map(read, part["roleplays"]):
            walk(s, play, path_to(play, lambda e: e["grade"] == "excellent"), shots=of_needs)
            s.add(f'expect text "{ending_by_grade(play, "excellent")["title"]}"', f"shot {play['id']}-debrief",
                  "click turn:3", f"shot {play['id']}-debrief-turn", "key Return")
        s.add(f"click test:{part['id']}")
        test(s, part, right, kinds if of_needs else ())
        s.add('expect text "100分"', f"shot {part['id']}-result", "click next", f"shot {part['id']}-done", "key Escape")
    final_test(s)
    s.add("expect screen home", "shot home-done")
    return s


def poor_learner():
    s = Script(["A poor learner: in a hurry, and often wrong.", "Written by write_scripts.py."])
    s.add("key Return", "expect screen slide", "wait 1s")
    s.add("act part:needs")
    by_type = {}
    for drill in needs["drills"]:
        by_type.setdefault(drill["type"], drill)
    for drill in by_type.values():
        drill_run(s, drill, False)
    play = read(needs["roleplays"][0])
    walk(s, play, WORST, shots=False)
    s.add(f'expect text "{ending_by_grade(play, "failed")["title"]}"', "shot poor-debrief", "key R", "expect screen roleplay", "key Escape")
    s.add("act test:needs")
    test(s, needs, wrong, ("single", "categorise", "numeric", "case"))
    s.add('expect text "还差一步"', "shot poor-result", "click next", "expect screen part", "shot poor-part")
    return s


def leaving():
    """Each step ends where the learner walks away; the next script must find the same place."""
    first = Script(["A learner who leaves in the middle of things, and comes back (script 2).",
                    "Written by write_scripts.py."])
    first.add("key Return", "wait 4s", "act slide:p2-levels", "key Right", "key Right", "wait 4s",
              "expect place slide p2-levels 2")
    second = Script(["The same learner comes back.", "Written by write_scripts.py."])
    second.add("expect place slide p2-levels 2", 'expect text "业务需求"', "shot back-slide", "act part:needs",
               "act roleplay:rp-needs", "click choice:walk", "click choice:effect",
               'expect text "赔付单子一摞一摞的"')
    third = Script(["And once more, in the middle of the role-play.", "Written by write_scripts.py."])
    third.add("expect screen roleplay", 'expect text "赔付单子一摞一摞的"', "shot back-roleplay",
              "click choice:reckon", "click choice:success", "click choice:fear", "click choice:restate",
              'expect text "她替你内部立项"')
    return first, second, third


def scripts():
    one, two, three = leaving()
    return {
        "good-learner.kjs": good_learner(),
        "poor-learner.kjs": poor_learner(),
        "returning-learner-1.kjs": one,
        "returning-learner-2.kjs": two,
        "returning-learner-3.kjs": three,
    }


def only_one_is_found():
    """A question is found by its mark: what stands in two of them would answer the wrong one."""
    seen = {}
    for item in (i for p in tested for i in p["items"]):
        text = item.get("passage", item["stem"])
        if seen.setdefault(mark(text), item["id"]) != item["id"]:
            raise SystemExit(f"{item['id']} and {seen[mark(text)]} look alike to a script: {mark(text)}")


def main():
    only_one_is_found()
    arguments = sys.argv[1:]
    check = "--check" in arguments
    folder = Path(next((a for a in arguments if a != "--check"), Path(__file__).parent))
    stale = 0
    for name, script in scripts().items():
        path = folder / name
        if not check:
            path.write_text(script.text(), encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != script.text():
            print(f"{name} is not what tests/scripts/write_scripts.py writes now", file=sys.stderr)
            stale = 1
    sys.exit(stale)


main()
