#!/usr/bin/env python3
"""Holds classes of some seeds, calculates every figure of their reports from `kejian events export`
and the roster alone, and compares; then the commands as scripts use them.

usage: check_class.py KEJIAN COURSE SEED…"""
import csv
import datetime
import io
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile

KEJIAN, COURSE = sys.argv[1], pathlib.Path(sys.argv[2])
compared = 0


def run(*args, code=0, store=None):
    environment = {k: v for k, v in os.environ.items()
                   if k not in ("LANG", "LC_ALL", "LC_MESSAGES")}
    environment["KEJIAN_STORE"] = str(store)
    done = subprocess.run([KEJIAN, *map(str, args)], env=environment, capture_output=True)
    out, err = (s.decode("utf-8", "replace") for s in (done.stdout, done.stderr))
    if done.returncode != code:
        sys.exit(f"kejian {' '.join(map(str, args))}: exit {done.returncode}, not {code}\n"
                 f"{out}{err}")
    if code and "[E" not in err:
        sys.exit(f"kejian {' '.join(map(str, args))}: failed without saying why")
    return done.stdout if "pdf" in args else out


def same(where, got, want):
    global compared
    compared += 1
    if isinstance(want, float) and isinstance(got, (int, float)) and not isinstance(got, bool):
        if math.isclose(got, want, rel_tol=1e-9, abs_tol=1e-9):
            return
    elif got == want:
        return
    sys.exit(f"check_class: {where}: {got!r}, not {want!r}")


# ---- the course, read as JSON ----

def load_course():
    main = json.loads((COURSE / "course.json").read_text("utf-8"))
    parts = [json.loads((COURSE / p if p.endswith(".json") else COURSE / "parts" / p)
                        .read_text("utf-8")) for p in main["parts"]]
    plays = {}
    for file in sorted((COURSE / "roleplays").glob("*.json")):
        play = json.loads(file.read_text("utf-8"))
        plays[play["id"]] = play
    return main, parts, plays


MAIN, PARTS, PLAYS = load_course()
SLIDES = {s["id"]: (p["id"], s) for p in PARTS for s in p.get("slides", [])}
SINGLE = {i["id"]: i for p in PARTS for i in p.get("items", []) if i["type"] == "single"}
MULTIPLE = {i["id"]: i for p in PARTS for i in p.get("items", []) if i["type"] == "multiple"}
ITEMS = {**SINGLE, **MULTIPLE}
SEEN_MS = MAIN.get("pass", {}).get("slide_seconds", 3) * 1000


def key_of(item):
    """The options that are marked right."""
    return {o["id"] for o in ITEMS[item]["options"] if o.get("right")}


# ---- a class ----

class Log:
    """Events in the order of their making, with UUIDv7s that say so."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.at = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.timezone(
            datetime.timedelta(hours=8)))
        self.lines, self.count = [], 0

    def id(self):
        self.count += 1
        ms = int(self.at.timestamp() * 1000)
        return f"{ms >> 16:08x}-{ms & 0xffff:04x}-7000-8000-{self.count:012x}"

    def wait(self, seconds):
        self.at += datetime.timedelta(milliseconds=int(seconds * 1000))

    def say(self, learner, attempt, type, object, **data):
        own = self.id()
        self.lines.append({
            "id": own, "at": self.at.isoformat(timespec="milliseconds"), "device": "d1",
            "learner": learner, "course": MAIN["id"], "version": "1.0.0",
            "attempt": attempt or own, "type": type, "object": object, "data": data})
        return own


def learn_alone(log, people):
    for learner in people:
        for _ in range(log.random.choice([1, 1, 2])):
            attempt = log.say(learner, "", "attempt.started", MAIN["id"], seed="0" * 16)
            tries = {}
            for item in log.random.choices(list(ITEMS), k=40):
                options = [o["id"] for o in ITEMS[item]["options"]]
                many = item in MULTIPLE
                picks = log.random.sample(options, log.random.randint(1, 2) if many else 1)
                tries[item] = tries.get(item, 0) + 1
                log.wait(2)
                log.say(learner, attempt, "item.answered", item, response=picks,
                        score=float(set(picks) == key_of(item)), max=1, **{"try": tries[item]})


DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def stroke(points):
    """As class/ink.h writes it: steps in zigzag, five bits a character; then the pressure."""
    text, last = "", (0, 0)
    for x, y, pressure in points:
        for step in (x - last[0], y - last[1]):
            left = step * 2 if step >= 0 else -step * 2 - 1
            while left >= 32:
                text += DIGITS[32 + left % 32]
                left //= 32
            text += DIGITS[left]
        text += DIGITS[pressure // 20]
        last = (x, y)
    return text


def draw(log, presenter, me, slide):
    """Two lines of the pen, of which one is erased, and the highlighter."""
    r = log.random
    lines = []
    for tool in ("pen", "pen", "highlighter"):
        x, y = r.randint(1000, 15000), r.randint(1000, 9000)
        points = [(x + 200 * i, y + r.randint(-150, 150), r.randint(0, 1000)) for i in range(12)]
        lines.append(log.say(presenter, me, "class.drew", slide, round=tool,
                             response=[stroke(points)]))
        log.wait(1)
    log.say(presenter, me, "class.erased", slide, within=lines[0])


def hold_class(log, presenter, people, few):
    r = log.random
    me = log.say(presenter, "", "class.started", MAIN["id"], seed=f"{r.getrandbits(64):016x}",
                 kind="1920x1080")

    def attend(who, kind, there=None):
        log.say(who, me, "class.attended", MAIN["id"], within=me, kind=kind,
                **({} if there is None else {"passed": there}))

    for who in people:
        attend(who, r.choice(["hand", "list", "qr", "live"]))
        if r.random() < 0.2:
            log.wait(5)
            attend(who, "hand", False)
            if r.random() < 0.5:
                log.wait(5)
                attend(who, "qr", True)
    asked = r.sample(list(ITEMS), 5)
    plays = r.sample(sorted(PLAYS), 3)
    for number in range(60):
        slide = r.choice(list(SLIDES)[:30])
        for step in range(r.randint(1, 3)):
            log.say(presenter, me, "class.shown", slide, step=step)
            log.wait(r.choice([0.5, 2.9, 3, 20, 200]))
        if number % 7 == 3:
            draw(log, presenter, me, slide)
        if number % 10 == 4:
            item = r.choice(asked)
            options = [o["id"] for o in ITEMS[item]["options"]]
            log.say(presenter, me, "class.shown", slide, step=0, kind="question")
            question = log.say(presenter, me, "class.asked", item, seed="0" * 16)
            votes = {o: 0 if few else r.randint(0, 9) for o in options}
            if few:
                votes[options[0]] = 2
            for who in people[:3]:
                log.wait(1)
                log.say(who, me, "item.answered", item, within=me, response=[options[0]],
                        score=0, max=1)
            for _ in range(r.choice([0, 1, 2])):
                log.say(presenter, me, "class.tallied", item, within=question,
                        response=[f"{o}={v}" for o, v in votes.items()])
                votes[options[1]] += 0 if few else 1
        if number % 20 == 9:
            play = PLAYS[plays.pop()]
            began = log.say(presenter, me, "class.played", play["id"], seed="0" * 16)
            nodes = {n["id"]: n for n in play["nodes"]}
            node, turns = play["nodes"][0], 0
            while turns < 12 and node:
                open_to_all = [c for c in node["choices"] if not c.get("needs")]
                choice = r.choice(open_to_all)
                log.wait(9)
                log.say(presenter, me, "class.chose", play["id"], within=began, node=node["id"],
                        choice=choice["id"],
                        response=[f"{c['id']}={r.randint(0, 5)}" for c in open_to_all]
                        if r.random() < 0.7 else [])
                turns += 1
                node = nodes.get(choice.get("goto", choice.get("next")))
                if turns == 3 and node and r.random() < 0.8:
                    log.say(presenter, me, "class.returned", play["id"], within=began, step=1)
                    break
        if number % 15 == 14:
            log.say(presenter, me, "class.picked", r.choice(people), within=me)
    log.wait(30)
    shown = sorted(SLIDES)[:3]
    for who in people[:2]:
        log.say(who, me, "class.attended", MAIN["id"], within=me, kind="hand", passed=True,
                response=shown)
    ended = r.random() < 0.8
    if ended:
        log.say(presenter, me, "class.ended", MAIN["id"], duration_ms=5400000)
        log.wait(100)
        attend(people[-1], "list", True)  # after the end: it counts
    return me


# ---- the figures, once more ----

def ms_of(event):
    return round(datetime.datetime.fromisoformat(event["at"]).timestamp() * 1000)


class Held:
    """One class from the events alone."""

    def __init__(self, events, me):
        own = sorted((e for e in events if e["attempt"] == me), key=lambda e: e["id"])
        self.ended = next((e for e in own if e["type"] == "class.ended"), None)
        inside = [e for e in own if not self.ended or e["id"] <= self.ended["id"]]
        self.of = lambda type: [e for e in inside if e["type"] == type]
        self.start = self.of("class.started")[0]
        self.people = {}
        for e in own:
            if e["type"] != "class.attended":
                continue
            person = self.people.setdefault(e["learner"], {"there": False})
            there = e["data"].get("passed", True)
            if there and not person["there"]:
                person["since"] = e["at"]
            if there:
                person["how"] = e["data"]["kind"]
            person["there"] = there
        shows = self.of("class.shown")
        end = self.ended or [e for e in inside if e["type"].startswith("class.")
                             or e["data"].get("within")][-1]
        end = self.ended or [e for e in inside if e["type"].startswith("class.")][-1]
        self.time, self.visits = {}, {}
        for i, e in enumerate(shows):
            until = shows[i + 1] if i + 1 < len(shows) else end
            slide = e["object"]
            self.time[slide] = self.time.get(slide, 0) + ms_of(until) - ms_of(e)
            new = i == 0 or shows[i - 1]["object"] != slide
            self.visits[slide] = self.visits.get(slide, 0) + new
        self.answers = [e for e in events if e["type"] == "item.answered" and
                        e["data"].get("within") == me and "try" not in e["data"]]

    def there(self):
        return {w for w, p in self.people.items() if p["there"]}


def first_answers(events):
    """{item: {learner: response}} of self-study."""
    started = {}
    for e in events:
        if e["type"] == "attempt.started":
            started[e["attempt"]] = (ms_of(e), e["attempt"])
    firsts = {}
    for e in sorted(events, key=lambda e: e["id"]):
        if e["type"] == "item.answered" and e["data"].get("try") == 1:
            own = firsts.setdefault(e["object"], {}).setdefault(e["learner"], [])
            own.append((started[e["attempt"]], e["data"]["response"]))
    return {item: {who: min(all)[1] for who, all in people.items()}
            for item, people in firsts.items()}


def votes_of(event):
    return {v.rsplit("=", 1)[0]: int(v.rsplit("=", 1)[1]) for v in event["data"]["response"]}


def check_people(where, report, held, roster, small):
    tables = {k: t["rows"] for k, t in report["tables"].items()}
    known = {m["id"]: m for m in roster}
    rows = tables["attendance"]
    same(f"{where} register", [r["learner"] for r in rows],
         [w for w, p in held.people.items() if p["there"]])
    picks = [e["object"] for e in held.of("class.picked")]
    for r in rows:
        who = r["learner"]
        same(f"{where} {who}", [r["name"], r["department"], r["since"], r["how"]],
             [known[who]["name"] if who in known else None,
              known[who]["department"] if who in known else None,
              held.people[who]["since"], held.people[who]["how"]])
        same(f"{where} {who} picked", r["picked"], picks.count(who))
        same(f"{where} {who} phone", r["phone_answers"],
             sum(e["learner"] == who for e in held.answers))
    same(f"{where} picks", [r["learner"] for r in tables["picks"]], picks)
    head = report["head"]
    same(f"{where} attendees", head["attendees"], len(held.there()))
    same(f"{where} phones", head["phones"],
         sum(p["there"] and p["how"] == "live" for p in held.people.values()))
    same(f"{where} phone answers", head["phone_answers"], len(held.answers))
    groups = {}
    for m in roster:
        groups.setdefault(m["department"], []).append(m["id"])
    shown = {r["department"]: r for r in tables["groups"]}
    little = [g for g in groups.values() if len(g) < 5 and not small]
    for name, group in groups.items():
        if group in little:
            same(f"{where} {name} is hidden", name in shown, False)
            continue
        there = len(held.there() & set(group))
        row = shown[name]
        same(f"{where} {name}", [row["staff"], row["attended"]], [len(group), there])
        same(f"{where} {name} rate", row["attendance_rate"], there / len(group))
    if little:
        row = next(r for n, r in shown.items() if n not in groups)
        together = {m for g in little for m in g}
        same(f"{where} small", row["staff"], len(together))
        same(f"{where} small there", row["attended"],
             len(held.there() & together) if len(together) >= 5 else None)


def check_times(where, report, held):
    tables = {k: t["rows"] for k, t in report["tables"].items()}
    same(f"{where} slides", [r["slide"] for r in tables["slides"]], list(held.time))
    for r in tables["slides"]:
        part, slide = SLIDES[r["slide"]]
        ms = held.time[r["slide"]]
        planned = slide["minutes"] * 60000.0
        same(f"{where} {r['slide']}", [r["time_ms"], r["visits"], r["seen"]],
             [ms, held.visits[r["slide"]], ms >= SEEN_MS])
        same(f"{where} {r['slide']} plan", r["planned_ms"], planned)
        same(f"{where} {r['slide']} over", r["over_minutes"], (ms - planned) / 60000)
    with_slides = [p for p in PARTS if p.get("slides")]
    same(f"{where} parts", [r["part"] for r in tables["parts"]], [p["id"] for p in with_slides])
    for r, part in zip(tables["parts"], with_slides):
        ids = [s["id"] for s in part["slides"]]
        shown = [s for s in ids if s in held.time]
        same(f"{where} {part['id']}", [r["slides_shown"], r["slides"], r["time_ms"]],
             [len(shown), len(ids), sum(held.time[s] for s in shown)])
        same(f"{where} {part['id']} plan", r["planned_ms"],
             sum(s["minutes"] for s in part["slides"]) * 60000.0)


def check_questions(where, report, held, firsts, small):
    tables = {k: t["rows"] for k, t in report["tables"].items()}
    asked = held.of("class.asked")
    same(f"{where} questions", [r["item"] for r in tables["questions"]],
         [e["object"] for e in asked])
    for number, (r, e) in enumerate(zip(tables["questions"], asked), 1):
        at, item = f"{where} question {number}", e["object"]
        tallies = [t for t in held.of("class.tallied") if t["data"]["within"] == e["id"]]
        votes = votes_of(tallies[-1]) if tallies else {}
        later = [o["id"] for o in asked if o["object"] == item and o["id"] > e["id"]]
        phones = [a for a in held.answers if a["object"] == item and a["id"] > e["id"] and
                  (not later or a["id"] < later[0])]
        total, right = sum(votes.values()), sum(v for o, v in votes.items() if o in key_of(item))
        told = total >= 5 or small
        same(f"{at} n", [r["votes"], r["phones"], r["at"]], [total, len(phones), e["at"]])
        same(f"{at} right", r["right"], right / total if told and total else None)
        alone = list(firsts.get(item, {}).values())
        picks = [p for own in alone for p in own] if len(alone) >= 5 or small else []
        same(f"{at} alone", r["alone"], len(alone))
        same(f"{at} alone right", r["alone_right"],
             sum(p in key_of(item) for p in picks) / len(picks) if picks else None)
        rows = [o for o in tables["options"] if o["number"] == number]
        same(f"{at} options", [o["option"] for o in rows],
             [o["id"] for o in ITEMS[item]["options"]])
        for o in rows:
            n = votes.get(o["option"], 0)
            same(f"{at} {o['option']}", [o["is_right"], o["votes"]],
                 [o["option"] in key_of(item), n if told else None])
            same(f"{at} {o['option']} share", o["share"], n / total if told and total else None)
            same(f"{at} {o['option']} alone", o["alone_share"],
                 picks.count(o["option"]) / len(alone) if picks else None)


def check_plays(where, report, held, small):
    tables = {k: t["rows"] for k, t in report["tables"].items()}
    plays = held.of("class.played")
    same(f"{where} plays", [(r["roleplay"], r["at"]) for r in tables["roleplays"]],
         [(e["object"], e["at"]) for e in plays])
    want = []
    turns_of = {e["id"]: [] for e in plays}
    for e in held.of("class.chose") + held.of("class.returned"):
        turns_of[e["data"]["within"]].append(e)
    for number, (r, p) in enumerate(zip(tables["roleplays"], plays), 1):
        stands, returns = [], 0
        for e in sorted(turns_of[p["id"]], key=lambda e: e["id"]):
            if e["type"] == "class.returned":
                for gone in stands[e["data"]["step"]:]:
                    gone["stands"] = False
                stands = stands[:e["data"]["step"]]
                returns += 1
                continue
            turn = {"play": number, "turn": len(stands) + 1, "node": e["data"]["node"],
                    "choice": e["data"]["choice"], "votes": votes_of(e), "stands": True,
                    "id": e["id"]}
            stands.append(turn)
            want.append(turn)
        same(f"{where} play {number}", [r["turns"], r["returns"]], [len(stands), returns])
    want.sort(key=lambda t: t["id"])
    rows = iter(tables["choices"])
    for t in want:
        total = sum(t["votes"].values())
        for choice in list(t["votes"]) or [t["choice"]]:
            r = next(rows)
            n = t["votes"].get(choice) if total >= 5 or small else None
            same(f"{where} choice", [r["play"], r["turn"], r["node"], r["choice"], r["chosen"],
                                     r["stands"], r["votes"], r["all_votes"]],
                 [t["play"], t["turn"], t["node"], choice, choice == t["choice"], t["stands"],
                  n, total])
    same(f"{where} no choice more", next(rows, None), None)


def check_list(where, report, events, classes):
    rows = report["tables"]["classes"]["rows"]
    same(f"{where} classes", [r["class"] for r in rows], classes)
    for r in rows:
        held = Held(events, r["class"])
        same(f"{where} {r['class']}",
             [r["started"], r["version"], r["presenter"], r["attendees"], r["duration_ms"],
              r["questions"], r["roleplays"]],
             [held.start["at"], held.start["version"], held.start["learner"], len(held.there()),
              held.ended["data"]["duration_ms"] if held.ended else None,
              len(held.of("class.asked")), len(held.of("class.played"))])


def check_record(where, store, events, who):
    """The trainee's own record: slides opened alone and shown in class are one."""
    report = json.loads(run("report", "learner", who, "--format", "json", "--course", COURSE,
                            store=store))
    own = [e for e in events if e["learner"] == who]
    seen = {e["object"] for e in own if e["type"] == "slide.viewed"}
    seen |= {s for e in own if e["type"] == "class.attended" for s in e["data"].get("response", [])}
    for r in report["tables"]["parts"]["rows"]:
        ids = {s["id"] for p in PARTS if p["id"] == r["part"] for s in p.get("slides", [])}
        same(f"{where} {who} {r['part']}", r["slides_viewed"], len(ids & seen))
    same(f"{where} {who} attempts", [r["attempt"] for r in report["tables"]["attempts"]["rows"]],
         list(dict.fromkeys(e["attempt"] for e in sorted(own, key=lambda e: e["id"])
                            if not e["type"].startswith("class.") and
                            (e["type"] != "item.answered" or "try" in e["data"]))))
    answers = {}
    for e in own:
        if e["type"] == "item.answered" and "try" in e["data"]:
            answers[e["object"]] = answers.get(e["object"], 0) + 1
    same(f"{where} {who} answers", {r["item"]: r["answers"] for r in
                                    report["tables"]["items"]["rows"]}, answers)


def check(seed, folder):
    store = folder / f"{seed}.db"
    log = Log(seed)
    departments = ["东"] * 7 + ["南"] * 6 + ["北"] * 2 + (["西"] * 4 if int(seed) % 2 else [])
    roster = [{"id": f"E{n}", "name": f"人{n}", "department": d}
              for n, d in enumerate(departments, 1)]
    for m in roster:
        run("learners", "add", m["id"], m["name"], "--department", m["department"], store=store)
    people = [m["id"] for m in roster] + ["X1"]  # one is on no roster
    learn_alone(log, log.random.sample(people, 11))
    classes = [hold_class(log, "T1", log.random.sample(people, 9), few)
               for few in (False, int(seed) % 2 == 0)]
    bundle = folder / f"{seed}.jsonl"
    log.random.shuffle(log.lines)
    bundle.write_text("".join(json.dumps(l, ensure_ascii=False) + "\n" for l in log.lines), "utf-8")
    run("events", "import", bundle, store=store)
    run("events", "verify", store=store)
    events = [json.loads(l) for l in run("events", "export", store=store).splitlines()]
    same("events", len(events), len(log.lines))
    firsts = first_answers(events)
    check_list(f"seed {seed}", json.loads(run("report", "class", "--format", "json", store=store)),
               events, classes)
    for me in classes:
        held = Held(events, me)
        for small in ((), ("--small-groups",)):
            report = json.loads(run("report", "class", me, "--format", "json", "--course", COURSE,
                                    *small, store=store))
            where = f"seed {seed} {me} {small}"
            check_people(where, report, held, roster, bool(small))
            check_times(where, report, held)
            check_questions(where, report, held, firsts, bool(small))
            check_plays(where, report, held, bool(small))
        check_handout(f"seed {seed} {me}", store, me, held, folder)
        bare = json.loads(run("report", "class", me, "--format", "json", store=store))
        same("without the course", [r["time_ms"] for r in bare["tables"]["slides"]["rows"]],
             list(held.time.values()))
    for who in people:
        if any(e["learner"] == who for e in events):
            check_record(f"seed {seed}", store, events, who)
    started = json.loads(run("report", "completion", "--format", "json", store=store))
    alone = {e["learner"] for e in events if e["type"] == "attempt.started"}
    same("nobody starts by attending", started["tables"]["overall"]["rows"][0]["started"],
         len(alone & {m["id"] for m in roster}))
    return store, classes


def check_handout(where, store, me, held, folder):
    """What was shown, in the order in which it came up first, with the questions among it."""
    inked = {}
    for e in held.of("class.drew"):
        inked.setdefault(e["object"], set()).add(e["id"])
    for e in held.of("class.erased"):
        inked[e["object"]].discard(e["data"]["within"])
    order = []
    for e in sorted(held.of("class.shown") + held.of("class.asked"), key=lambda e: e["id"]):
        slide = e["object"]
        if e["type"] == "class.asked":
            order.append(ITEMS[slide]["stem"])
        elif slide not in order and (inked.get(slide) or held.time[slide] >= SEEN_MS):
            order.append(slide)
    titles = [SLIDES[o][1].get("menu") or SLIDES[o][1]["title"] if o in SLIDES else o
              for o in order]
    out = folder / "handout.pdf"
    for a_page in (None, 3):
        pages = len(order) if not a_page else -(-len(order) // a_page)
        run("render", COURSE, "--class", me, "-o", out,
            *(("--handout", a_page) if a_page else ()), store=store)
        info = subprocess.run(["pdfinfo", out], capture_output=True, check=True).stdout.decode()
        same(f"{where} pages", int(info.split("Pages:")[1].split()[0]), pages)
        text = subprocess.run(["pdftotext", out, "-"], capture_output=True,
                              check=True).stdout.decode("utf-8").split("\f")
        flat = ["".join(t.split()) for t in text]
        for number, title in enumerate(titles):
            plain = "".join(title.replace("**", "").split())
            if a_page and "[" not in plain and "{" not in plain:
                same(f"{where} {title}", plain[:12] in flat[number // a_page], True)


def check_commands(store, classes, folder):
    me = classes[0]
    for args in (("--class", me, "-o", folder / "pictures"),
                 ("--class", me, "-o", "x.pdf", "--notes"), ("-o", "x.pdf", "--store", "s.db"),
                 ("--class", me, "-o", "x.pdf", "--slides", "1-2"),
                 ("--class", me, "-o", "x.pdf", "--size", "1280x800")):
        run("render", COURSE, *args, code=2, store=store)
    run("render", COURSE, "--class", "nothing", "-o", folder / "x.pdf", code=1, store=store)
    run("render", COURSE, "--class", me, "-o", folder / "no" / "x.pdf", code=3, store=store)
    run("render", COURSE, "--class", me, "-o", folder / "x.pdf", code=3, store=folder / "no.db")
    for args in (["report", "class", me, "more"], ["report", "rehearsal"],
                 ["report", "class", "--by", "height"]):
        run(*args, code=2, store=store)
    run("report", "class", "nothing", code=1, store=store)
    run("report", "rehearsal", "T1", "--course", COURSE, code=1, store=store)
    table = run("report", "class", me, "--format", "csv", store=store)
    same("a mark for spreadsheets", table[0], "\ufeff")
    cells = [c for row in csv.reader(io.StringIO(table)) for c in row]
    same("no formula", [c for c in cells if c[:1] in tuple("=+-@") and c and
                        not c.lstrip("-").replace(".", "", 1).isdigit()], [])
    text = run("report", "class", me, "--course", COURSE, store=store)
    for words in ("课堂报告", "到课名单", "各页用时", "现场提问", "现场演练", "说明"):
        same(words, words in text, True)
    english = run("report", "class", me, "--lang", "en", store=store)
    same("in English", "Attendance by department" in english and "说明" not in english, True)
    same("a period without a class", json.loads(
        run("report", "class", "--since", "2027-01-01", "--format", "json", store=store))
        ["tables"]["classes"]["rows"], [])
    printed = folder / "c.pdf"
    run("report", "class", me, "--course", COURSE, "--format", "pdf", "-o", printed, store=store)
    words = subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True,
                           check=True).stdout.decode("utf-8")
    held = json.loads(run("report", "class", me, "--format", "json", store=store))
    for row in held["tables"]["attendance"]["rows"] + held["tables"]["slides"]["rows"]:
        same("on paper", (row.get("learner") or row["slide"]) in words, True)
    same("a PDF on standard output", run("report", "completion", "--format", "pdf",
                                         store=store)[:5], b"%PDF-")
    run("report", "class", me, "--format", "pdf", "-o", folder / "none" / "c.pdf", code=3,
        store=store)
    run("report", "class", "-o", folder / "c.csv", "--format", "csv", store=store)
    same("a file", me in (folder / "c.csv").read_text("utf-8"), True)


with tempfile.TemporaryDirectory() as name:
    for given in sys.argv[3:]:
        made = check(given, pathlib.Path(name))
    check_commands(*made, pathlib.Path(name))
if compared < 1000:
    sys.exit(f"check_class: only {compared} figures were compared")
print(f"{compared} figures agree")
