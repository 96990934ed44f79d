#!/usr/bin/env python3
"""A class with phones: kejian present --live, played by a script, and phones beside it.

    tests/live/in_class.py KEJIAN COURSE
"""
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import phones
from phones import Gone, Phone, check
from serve import Address

ROSTER = "工号,姓名,部门\nE00001,韩川,华东\nE00002,姚敏,华北\nE00003,罗正,华南\nT00001,陶老师,培训\n"


class Present:
    """The program at its script; what it traces."""

    def __init__(self, program, course, store, script):
        self.process = subprocess.Popen(
            [program, "present", course, "--live=127.0.0.1", "--store", store, "--learner", "T00001",
             "--headless", "--script", script, "--trace", "--seed", "7",
             "--clock", "2026-11-24T09:00:00+08:00"], stdout=subprocess.PIPE, text=True)
        self.events = []
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit(f"kejian present ended with {self.process.wait()}")
            said = json.loads(line)
            if "live" in said:
                break
            self.events.append(said)
        self.address = Address(said["live"])

    def end(self):
        out, _ = self.process.communicate(timeout=60)
        self.events += [json.loads(line) for line in out.splitlines() if "\"type\"" in line]
        return self.process.returncode

    def of(self, kind):
        return [e for e in self.events if e["type"] == kind]


def text_of(value):
    return value if isinstance(value, str) else value["text"]


def question_of(course):
    """An item with one right option of four, in words that stand as they are written."""
    for path in sorted(Path(course, "parts").glob("*.json")):
        for item in json.loads(path.read_text(encoding="utf-8")).get("items", []):
            if item["type"] == "single" and len(item["options"]) == 4 \
                    and not re.search(r"[{}\[\]*_]", "".join(text_of(o["text"]) for o in item["options"])):
                return item
    raise SystemExit("the course has no question for this test")


def attempt_of(program, course, store, learner):
    """An attempt of self-study, so that the answers in class find one."""
    script = store + ".script"
    Path(script).write_text("key Right\n", encoding="utf-8")
    out = subprocess.run([program, "play", course, "--store", store, "--learner", learner,
                          "--headless", "--script", script, "--trace",
                          "--clock", "2026-11-23T09:00:00+08:00"],
                         stdout=subprocess.PIPE, text=True, check=True).stdout
    return next(e["attempt"] for e in map(json.loads, out.splitlines())
                if e.get("type") == "attempt.started")


async def next_state(phone, wanted):
    """The next news that are of that page."""
    for _ in range(20):
        status, state = await phone.state()
        if status != 200 or state.get("page") == wanted:
            return status, state
    return None, {}


async def play(present, item):
    """What each phone does; who chose what in the end, as option ids by phone."""
    a, b, second, guest = (Phone(present.address, i) for i in range(4))
    for phone, name in ((a, "e00001"), (b, "E00002"), (guest, "小陈 <b>")):
        status, _ = await phone.join(name)
        check(f"{name} joins", status == 200, status)
    _, state = await next_state(a, "question")
    shown = [c["text"] for c in state["choices"]]
    check("phones see the options of the room",
          sorted(shown) == sorted(text_of(o["text"]) for o in item["options"]), shown)
    check("and nothing of the answer", "right" not in json.dumps(state)
          and "votes" not in json.dumps(state), state)
    poll = state["poll"]
    for phone, chosen in ((a, 0), (b, 1), (guest, 2), (a, 3)):  # the first one changes its mind
        status, _ = await phone.vote(poll, chosen)
        check("a vote is acknowledged", status == 200, status)
    status, _ = await a.vote(poll, 3)
    check("the same again is no other vote", status == 200, status)
    await second.join("E00001")  # the same person takes another phone
    status, _ = await second.vote(poll, 1)
    check("a second phone of the same person replaces the first one's vote", status == 200, status)
    status, _ = await guest.post("ask", guest.body(text="谁来评估？"))
    check("a question is with the instructor", status == 200, status)
    for phone in (a, b, guest):
        phone.v = ""
    for _ in range(20):
        _, state = await a.state()
        if state.get("revealed") or state.get("page") != "question":
            break
    votes = {c["text"]: c["votes"] for c in state.get("choices", []) if "votes" in c}
    check("the distribution comes when it is shown", votes == {
        shown[0]: 0, shown[1]: 2, shown[2]: 1, shown[3]: 0}, state)
    check("and the answer", [c["text"] for c in state["choices"] if c.get("right")] ==
          [text_of(o["text"]) for o in item["options"] if o.get("right")], state)
    status, _ = await b.vote(poll, 0)
    check("then it is too late", status == 410, status)
    await b.post("ask", b.body(text="多久回复？"))  # the script waits for it
    _, state = await next_state(b, "play")
    check("a role-play says whose turn it is", state.get("quote") and len(state["choices"]) > 1,
          state)
    choices = [c["text"] for c in state["choices"]]
    for phone, chosen in ((a, 1), (b, 1), (guest, 0)):
        status, _ = await phone.vote(state["poll"], chosen)
        check("a vote in the role-play is acknowledged", status == 200, status)
    statuses = []
    for _ in range(20):  # until the page is closed
        try:
            statuses.append((await guest.state(10))[0])
        except (Gone, ConnectionError):
            statuses.append(None)
        if statuses[-1] != 200:
            break
    check("in the end phones hear that the page is closed", statuses[-1] in (410, None), statuses)
    for phone in (a, b, second, guest):
        await phone.close()
    return shown, choices


def main(program, course):
    item = question_of(course)
    roleplay = json.loads(min(Path(course, "roleplays").glob("*.json")).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        store, roster, script = (os.path.join(folder, n) for n in ("r.db", "r.csv", "s.kjs"))
        Path(roster).write_text(ROSTER, encoding="utf-8")
        subprocess.run([program, "learners", "import", roster, "--store", store], check=True,
                       stdout=subprocess.DEVNULL)
        attempt = attempt_of(program, course, store, "E00002")
        Path(script).write_text(
            f"""phones 3
act ask:{item['id']}
expect place question {item['id']}
phones 10
expect room 3
phones 11
act questions-of-room
expect console 谁来评估
act release:1
expect room 谁来评估
act close
act reveal
phones 12
act play:{roleplay['id']}
phones 15
act next
act roster
expect console 韩川
act close
""", encoding="utf-8")
        present = Present(program, course, store, script)
        shown, choices = asyncio.run(play(present, item))
        check("the class ends in order", present.end() == 0, present.process.returncode)
        records(present, item, roleplay, shown, choices, attempt)
        verify = subprocess.run([program, "events", "verify", "--store", store],
                                stdout=subprocess.PIPE, text=True)
        check("the record is whole", verify.returncode == 0, verify.stdout)
        without_network(program, course, folder)


def without_network(program, course, folder):
    """A wrong address is wrong usage; where the network refuses, the class goes on."""
    store, script = os.path.join(folder, "n.db"), os.path.join(folder, "n.kjs")
    Path(script).write_text("expect console 手机页面打不开\nact next\n",
                            encoding="utf-8")

    def run(live):
        return subprocess.run([program, "present", course, live, "--store", store, "--headless",
                               "--script", script], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)
    wrong = run("--live=here")
    check("a wrong address is wrong usage", wrong.returncode == 2 and "E0901" in wrong.stderr,
          wrong.stderr)
    refused = run("--live=192.0.2.1")
    check("without its network the class goes on, and the console says so",
          refused.returncode == 0 and "E0906" in refused.stderr, refused.stderr)


def records(present, item, roleplay, shown, choices, attempt):
    ids = {text_of(o["text"]): o["id"] for o in item["options"]}
    right = [o["id"] for o in item["options"] if o.get("right")]
    in_class = present.of("class.started")[0]["id"]
    live = [e for e in present.of("class.attended") if "response" not in e["data"]]
    check("trainees are present, once each; a guest is nobody's record",
          sorted(e["learner"] for e in live) == ["E00001", "E00002"]
          and all(e["data"]["kind"] == "live" and e["data"]["within"] == in_class for e in live),
          live)
    answers = present.of("item.answered")
    check("each answer of a trainee is on the record, a changed one again",
          [(e["learner"], e["data"]["response"]) for e in answers] ==
          [("E00001", [ids[shown[0]]]), ("E00002", [ids[shown[1]]]), ("E00001", [ids[shown[3]]]),
           ("E00001", [ids[shown[1]]])], answers)
    check("within the class, without a try",
          all(e["data"]["within"] == in_class and "try" not in e["data"] for e in answers), answers)
    check("judged", [e["data"]["score"] > 0 for e in answers] ==
          [e["data"]["response"] == right for e in answers], answers)
    check("in the trainee's attempt, if there is one",
          [e["attempt"] for e in answers] == [in_class, attempt, in_class, in_class], answers)
    tallied = present.of("class.tallied")[-1]["data"]["response"]
    check("the tally is what was sent, the guest's vote with it",
          sorted(tallied) == sorted(f"{ids[t]}={n}" for t, n in zip(shown, (0, 2, 1, 0))), tallied)
    start = roleplay["nodes"][0]
    said = {text_of(c["text"]): c["id"] for c in start["choices"]}
    chose = present.of("class.chose")[0]["data"]
    check("the room's choice is the one with most votes",
          chose["choice"] == said.get(choices[1]) and f"{chose['choice']}=2" in chose["response"],
          chose)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
    print("in class:", f"{len(phones.failures)} failed" if phones.failures else "ok")
    sys.exit(1 if phones.failures else 0)
