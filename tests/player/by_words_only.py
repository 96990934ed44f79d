#!/usr/bin/env python3
"""A learner who gets words only completes part two.

    by_words_only.py KEJIAN FOLDER text|voice

`text` reads what `kejian play --text` prints; `voice` reads what the voice says (--voice-log) and
uses the printed lines as a clock only: an empty one says that the program waits.  Knowledge comes
from the course's files, by the wording of questions and answers, never by an id.  Every slide is
read, every drill passed, the test passed, the role-play ends well; the events prove it.
"""
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "courses/key-account"
WORDS = json.loads((ROOT / "assets/words/zh-Hans.json").read_text(encoding="utf-8"))


def squeeze(text):
    return re.sub(r"\s", "", text)


def fail(what, lines=()):
    sys.exit(f"FAILED: {what}\n" + "\n".join(lines))


# ---- what the learner knows ----

def pattern(stem):
    """A stem as it is read: figures stand where their names are, blanks as they are."""
    plain = re.sub(r"==|\*\*|\[\[|\]\]", "", squeeze(stem))
    return re.compile(".*?".join(re.escape(part) for part in re.split(r"\{[^}]*\}", plain)))


def figure(course, name):
    figures = course["figures"]
    row = figures[name]
    if "value" in row:
        return row["value"]
    names = sorted(figures, key=len, reverse=True)
    formula = re.sub("|".join(re.escape(n) for n in names), lambda m: f"({figure(course, m.group())})",
                     row["formula"])
    return eval(formula, {"__builtins__": {}})  # digits and + - * / ( ) of our own course


class Knowledge:
    def __init__(self):
        self.course = json.loads((COURSE / "course.json").read_text(encoding="utf-8"))
        parts = [json.loads((COURSE / p).read_text(encoding="utf-8")) for p in self.course["parts"]]
        self.part = next(p for p in parts if p["number"] == 2)
        self.play = json.loads((COURSE / self.part["roleplays"][0]).read_text(encoding="utf-8"))
        self.slides = {s["id"]: s for s in self.part["slides"]}

    def item(self, heard):
        """The item whose stem is heard; of several the longest."""
        stems = [(i.get("passage") or i["stem"], i) for i in self.part["items"]]  # a case shows its passage
        found = [(stem, i) for stem, i in stems if pattern(stem).search(heard)]
        return max(found, key=lambda pair: len(pair[0]), default=(None, None))[1]

    def number(self, answer):
        value = figure(self.course, answer.strip("{}")) if isinstance(answer, str) else answer
        return f"{value:g}" if abs(value - round(value, 6)) < 1e-9 else f"{value:.3f}"

    def better(self, offered):
        """The best of the choices that are offered."""
        for node in self.play["nodes"]:
            best = next((c for c in node["choices"] if c["id"] == node.get("better")), None)
            if best and any(squeeze(best["text"]) in squeeze(said) for _, said in offered):
                return best["text"]
        return None


# ---- ears and hands ----

class Program:
    """Starts it, sends lines, and hears what came of them."""

    def __init__(self, kejian, folder, way):
        self.way, self.log, self.read = way, folder / f"{way}.txt", 0
        self.store = folder / f"{way}.db"
        for old in [self.log, *folder.glob(f"{way}.db*")]:
            old.unlink(missing_ok=True)
        command = [kejian, "play", COURSE, "--text", "--store", self.store, "--learner", way, "--seed", "11"]
        if way == "voice":
            command += ["--voice-log", self.log]
        environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LANG", "LC_ALL", "LC_MESSAGES")}
        self.process = subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, encoding="utf-8", env=environment)
        self.heard = self.listen()

    def listen(self):
        lines = []
        for line in self.process.stdout:
            if line == "\n":
                break
            lines.append(line.rstrip("\n"))
        else:
            fail("the program ended", lines)
        if self.way == "voice":
            with self.log.open(encoding="utf-8") as log:
                log.seek(self.read)
                lines = [line for line in log.read().split("\n") if line]
                self.read = log.tell()
        return lines

    def send(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        self.heard = self.listen()
        return self.heard

    def all(self):
        return squeeze("".join(self.heard))

    def offers(self):
        """[(key, words)] of what is offered; the key is None where the focus must be led there."""
        out = []
        for line in self.heard:
            if self.way == "text":
                m = re.match(r"(\S{1,9})　(.+)", line)
                if m:
                    out.append((m.group(1), m.group(2)))
                continue
            m = re.match(r"([A-Z]|\d{1,2})：(.+)", line)
            if m:
                out.append((m.group(1), m.group(2)))
                continue
            m = re.match(r"(.+?)，(?:按钮|链接)(?:，已选)?$", line)
            if m:
                out.append((None, m.group(1)))
                continue
            m = re.match(r"(.+?)，(?:(?:按钮|链接)(?:，已选)?，)?按(.+)$", line)
            if m:
                named = {"回车键": "Enter", "右方向键": "Right", "左方向键": "Left", "退格键": "Backspace",
                         "问号键": "?", "Esc键": "Esc"}
                out.append((named.get(m.group(2), m.group(2)), m.group(1)))
        return out

    def key_of(self, words, among=None):
        wanted = squeeze(words)
        for key, said in among or self.offers():
            if wanted in squeeze(said):
                return key
        return fail(f"'{words}' is not offered", self.heard)

    def choose(self, words):
        """Presses what is offered under these words: by its key, or by leading the focus there."""
        offers = self.offers()
        key = self.key_of(words, offers)
        if key is not None:
            return self.send(key)
        for _ in range(80):
            if any(squeeze(words) in squeeze(line) for line in self.send("Tab")):
                return self.send("Enter")
        return fail(f"the focus does not come to '{words}'", self.heard)


# ---- answering ----

class Learner:
    def __init__(self, program, knowledge):
        self.p, self.k = program, knowledge

    def pick(self, texts):
        offers = self.p.offers()
        for text in texts:
            self.p.send(self.p.key_of(text, offers))

    def answer_item(self, item, heard_offers=None):
        kind = item["type"]
        if kind in ("single", "multiple"):
            self.pick([o["text"] for o in item["options"] if o.get("right")])
        elif kind == "true-false":
            offers = self.p.offers()
            said = WORDS["truth.true"] if item["answer"] else WORDS["truth.false"]
            self.p.send(next(k for k, t in offers if squeeze(t) == squeeze(said)))
        elif kind == "order":
            self.pick([s["text"] for s in item["steps"]])
        elif kind == "match":
            offers = self.p.offers()
            letters = [o for o in offers if o[0] and o[0].isalpha()]
            digits = [o for o in offers if o[0] and o[0].isdigit()]
            self.p.send(" ".join(f"{self.p.key_of(x['left'], letters)} {self.p.key_of(x['right'], digits)}"
                                 for x in item["pairs"]))
        elif kind == "categorise":
            names = {b["id"]: b["text"] for b in item["bins"]}
            offers = self.p.offers()
            letters = [o for o in offers if o[0] and o[0].isalpha()]
            digits = [o for o in offers if o[0] and o[0].isdigit()]
            bins = {text: next(k for k, t in digits if squeeze(t) == squeeze(text)) for text in names.values()}
            self.p.send(" ".join(f"{self.p.key_of(x['text'], letters)} {bins[names[x['bin']]]}"
                                 for x in item["things"]))
        elif kind == "numeric":
            self.p.send(self.k.number(item["answer"]))
        elif kind == "fill-in":
            self.p.send(item["answers"][0])
        elif kind == "hotspot":
            self.pick([self.element(item)])
        elif kind == "case":
            for i, question in enumerate(item["questions"]):
                if i:
                    self.p.send("Right")
                self.answer_item(question)
        else:
            fail(f"no knowledge of '{kind}'")

    def element(self, item):
        """How the element is called that the hotspot asks for."""
        slide = self.k.slides[item["figure"]]
        stack = [slide]
        while stack:
            node = stack.pop()
            if isinstance(node, dict):
                if node.get("id") == item["answer"] and node is not slide:
                    return next(node[k] for k in ("name", "title", "label", "verb", "text") if k in node)
                stack += node.values()
            elif isinstance(node, list):
                stack += node
        return fail(f"no element '{item['answer']}'")

    def right_words(self, drill, heard):
        """What to pick or write in the round whose words are heard."""
        kind = drill["type"]
        if kind == "classify":
            for s in drill["sentences"]:
                if squeeze(s["text"]) in heard:
                    form = squeeze(WORDS["classify.ask-form"]) in heard
                    return [WORDS[f"classify.form-{s['form']}" if form else f"classify.{s['bin']}"]]
        elif kind == "rapid":
            names = {c["id"]: c["text"] for c in drill["choices"]}
            for s in drill["sentences"]:
                if squeeze(s["text"]) in heard:
                    return [names[s["answer"]]]
        elif kind == "next-question":
            for r in drill["rounds"]:
                if squeeze(r["quote"]) in heard:
                    return [max(r["options"], key=lambda o: o["score"])["text"]]
        elif kind == "chain":
            cards = {c["id"]: c["text"] for c in drill["cards"]}
            return [cards[c] for c in drill["models"][0]]
        return fail(f"no round of {drill['title']} is heard", self.p.heard)

    def rewritten(self, drill, heard):
        for r in drill["rounds"]:
            if squeeze(r["original"]) in heard:
                return r["models"][0].strip("“”")
        return fail(f"no round of {drill['title']} is heard", self.p.heard)

    def drill(self, drill):
        self.p.choose(drill["title"])
        if drill["type"] == "rapid":
            first = self.p.heard
            self.p.choose(WORDS["run.calm"])
            self.p.heard = first + self.p.heard  # the same sentence, and what has changed
        for _ in range(60):
            heard = self.p.all()
            if squeeze(WORDS["result.to-part"]) in heard:
                self.p.send("")
                return
            if drill["type"] == "rewrite":
                self.p.send(self.rewritten(drill, heard))
            else:
                self.pick(self.right_words(drill, heard))
            if drill["type"] != "rapid":  # there picking is answering
                self.p.send("")
            if squeeze(WORDS["feedback.contest"]) not in self.p.all():
                fail("no verdict is heard", self.p.heard)
            self.p.send("")  # the next one
        fail(f"{drill['title']} does not end", self.p.heard)

    def test(self):
        self.p.send("T")
        for _ in range(40):
            if squeeze(WORDS["result.to-part"]) in self.p.all():
                self.p.send("")
                return
            item = self.k.item(self.p.all())
            if not item:
                fail("no question of the test is heard", self.p.heard)
            self.answer_item(item)
            self.p.send("")
            if squeeze(WORDS["feedback.contest"]) not in self.p.all():
                fail("no verdict is heard", self.p.heard)
            self.p.send("")
        fail("the test does not end", self.p.heard)

    def slides(self):
        self.p.send("S")
        for _ in range(200):
            new_page = squeeze(WORDS["key.next-step"]) in self.p.all()
            if not new_page and len(self.p.heard) > 6:
                return
            if new_page:  # a slide counts as read after so long
                time.sleep(self.k.course["pass"]["slide_seconds"] + 0.2)
            self.p.send("")
        fail("the slides do not end", self.p.heard)

    def roleplay(self):
        self.p.send("R")
        self.p.send("")  # from its cover
        for _ in range(60):
            best = self.k.better(self.p.offers())
            if not best:
                return
            self.p.choose(best)
        fail("the talk does not end", self.p.heard)


# ---- proof ----

def prove(kejian, store, learner, knowledge):
    out = subprocess.run([kejian, "events", "export", "--store", store, "--learner", learner],
                         capture_output=True, text=True, check=True).stdout
    events = [json.loads(line) for line in out.splitlines()]
    seen = {e["object"] for e in events if e["type"] == "slide.viewed"}
    missing = [s["id"] for s in knowledge.part["slides"] if s["id"] not in seen]
    if missing:
        fail(f"slides not seen: {missing}")
    best = {}
    for e in events:
        if e["type"] == "run.finished":
            share = e["data"]["score"] / e["data"]["max"]
            best[e["object"]] = max(best.get(e["object"], 0), share)
    for drill in knowledge.part["drills"]:
        if best.get(drill["id"], 0) < 0.8:
            fail(f"{drill['title']}: {best.get(drill['id'])}")
    if best.get(knowledge.part["id"], 0) < 0.8:
        fail(f"the test: {best.get(knowledge.part['id'])}")
    grades = {e["id"]: e["grade"] for e in knowledge.play["endings"]}
    ended = [grades[e["data"]["ending"]] for e in events if e["type"] == "roleplay.ended"]
    if not set(ended) & {"excellent", "good"}:
        fail(f"the role-play ended {ended}")
    if not any(e["type"] == "part.completed" and e["object"] == knowledge.part["id"] for e in events):
        fail("the part is not completed")
    print(f"{learner}: {len(events)} events, test {best[knowledge.part['id']]:.0%}, worst drill "
          f"{min(best[d['id']] for d in knowledge.part['drills']):.0%}, role-play {ended}")


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    kejian, folder, way = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    folder.mkdir(parents=True, exist_ok=True)
    knowledge = Knowledge()
    program = Program(kejian, folder, way)
    learner = Learner(program, knowledge)
    program.choose(knowledge.part["title"])
    learner.slides()
    for drill in knowledge.part["drills"]:
        learner.drill(drill)
    learner.test()
    learner.roleplay()
    program.process.stdin.close()
    if program.process.wait(timeout=60) != 0:
        fail(f"exit code {program.process.returncode}")
    prove(kejian, program.store, way, knowledge)


if __name__ == "__main__":
    main()
