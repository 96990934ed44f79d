#!/usr/bin/env python3
"""kejian xapi export: the statements of a whole course and of events made by hand, against the rules
of xAPI 1.0.3 written down here once more.

    export_test.py KEJIAN ROOT
"""
import collections
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import uuid

KEJIAN, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
COURSE = ROOT / "courses/key-account"
HOME = "https://training.example.com/kejian/"
VERBS = "http://adlnet.gov/expapi/verbs/"
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="kejian-xapi-"))

# Data, 2.4.4.1: which lists an interaction may have.
LISTS = {"choice": {"choices"}, "sequencing": {"choices"}, "matching": {"source", "target"}, "true-false": set(),
         "numeric": set(), "fill-in": set(), "long-fill-in": set(), "performance": {"steps"}, "other": set()}


def run(*args, store, code=0, says=""):
    done = subprocess.run([KEJIAN, *map(str, args)], env={**os.environ, "KEJIAN_STORE": str(store)},
                          capture_output=True, text=True)
    assert done.returncode == code, f"{args}: {done.returncode}\n{done.stderr}"
    assert says in done.stderr, f"{args}: no '{says}' in\n{done.stderr}"
    return done.stdout


def iri(text):
    assert re.fullmatch(r"https?://[!-~]+", text) and not re.search(r'["<>\\^`{|}]', text), text


def languages(value):
    assert value and all(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", k) and v for k, v in value.items()), value


def an_id(text):
    assert text and not re.search(r"\s|\[[,.:]\]", text), text


def activity(a):
    iri(a["id"])
    d = a.get("definition", {})
    if "name" in d:
        languages(d["name"])
    if "type" in d:
        iri(d["type"])
    kind = d.get("interactionType")
    lists = {k for k in d if k in ("choices", "source", "target", "steps", "scale")}
    assert lists <= LISTS.get(kind, set()), d
    for name in lists:
        ids = [c["id"] for c in d[name]]
        assert len(set(ids)) == len(ids), d
        for c in d[name]:
            an_id(c["id"])
            languages(c["description"])
    for pattern in d.get("correctResponsesPattern", []):
        response(pattern, d)


def response(text, d):
    """It is of the interaction's form, and names only what is there."""
    kind = d.get("interactionType")
    if kind in ("choice", "sequencing") and "choices" in d:
        assert set(text.split("[,]")) - {""} <= {c["id"] for c in d["choices"]}, (text, d)
    elif kind == "matching":
        for pair in filter(None, text.split("[,]")):
            left, right = pair.split("[.]")
            assert left in {c["id"] for c in d["source"]} and right in {c["id"] for c in d["target"]}, (text, d)
    elif kind == "true-false":
        assert text in ("true", "false"), text


def statement(s):
    assert set(s) <= {"id", "actor", "verb", "object", "result", "context", "timestamp"}, s
    assert uuid.UUID(s["id"]).version == 5
    assert set(s["actor"]) <= {"objectType", "name", "account"} and s["actor"]["account"]["homePage"] == HOME
    assert s["verb"]["id"].startswith(VERBS)
    languages(s["verb"]["display"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", s["timestamp"]), s["timestamp"]
    if s["verb"]["id"] == VERBS + "voided":
        assert set(s["object"]) == {"objectType", "id"} and s["object"]["objectType"] == "StatementRef"
        uuid.UUID(s["object"]["id"])
        return
    activity(s["object"])
    result = s.get("result", {})
    score = result.get("score")
    if score:
        assert score["min"] <= score["raw"] <= score["max"] and -1 <= score["scaled"] <= 1
        assert abs(score["scaled"] - score["raw"] / score["max"]) < 1e-12
    if "duration" in result:
        assert re.fullmatch(r"PT\d+(\.\d{2})?S", result["duration"]), result
    if s["verb"]["id"] == VERBS + "answered":
        response(result["response"], s["object"]["definition"])
    context = s["context"]
    uuid.UUID(context["registration"])
    for kind, list_ in context["contextActivities"].items():
        assert kind in ("parent", "grouping", "category") and isinstance(list_, list) and list_
        for a in list_:
            activity(a)
    for key in list(result.get("extensions", {})) + list(context.get("extensions", {})):
        iri(key)


def export(store, *args):
    text = run("xapi", "export", COURSE, "--home", HOME, *args, store=store)
    found = json.loads(text)
    for s in found:
        statement(s)
    assert len({s["id"] for s in found}) == len(found), "an id twice"
    return found, text


def word(s):
    return s["verb"]["id"][len(VERBS):]


EXPECTED = {"attempt.started": ["initialized"], "attempt.resumed": ["resumed"], "slide.viewed": ["experienced"],
            "run.started": ["initialized"], "run.moved": [], "run.finished": ["terminated"],
            "item.answered": ["answered"], "drill.answered": ["answered"], "review.answered": ["answered"],
            "roleplay.started": ["initialized"], "roleplay.chose": ["answered"], "roleplay.ended": ["terminated"],
            "part.completed": ["experienced"], "course.completed": ["completed"], "answer.contested": ["commented"],
            "review.undone": ["voided"]}


def whole_course():
    """One learner's whole course: each event gives its statements, with the id that UUIDv5 gives."""
    store = FOLDER / "whole.db"
    run("learners", "add", "E00001", "示例学员", store=store)
    run("play", COURSE, "--headless", "--script", ROOT / "tests/scripts/good-learner.kjs", "--learner", "E00001",
        "--clock", "2026-11-20T09:00:00+08:00", store=store)
    events = [json.loads(line) for line in run("events", "export", store=store).splitlines()]
    found, text = export(store)
    by_id = {s["id"]: s for s in found}
    count, passed = 0, False
    for e in events:
        words = EXPECTED.get(e["type"])
        if e["type"] == "attempt.finished":
            words = (["failed"] if not e["data"]["passed"] else [] if passed else ["passed"]) + ["terminated"]
            passed = passed or e["data"]["passed"]
        for w in words:
            s = by_id[str(uuid.uuid5(uuid.UUID(e["id"]), VERBS + w))]
            count += 1
            assert word(s) == w and s["actor"]["account"]["name"] == "E00001" and "name" not in s["actor"]
            if w == "voided":
                continue
            assert s["context"]["registration"] == e["attempt"]
            at = datetime.datetime.fromisoformat(s["timestamp"].replace("Z", "+00:00"))
            assert at == datetime.datetime.fromisoformat(e["at"])
            data = e["data"]
            if "score" in data and data.get("max"):
                assert s["result"]["score"]["raw"] == data["score"], (e, s)
            if "duration_ms" in data and w != "initialized":
                assert abs(float(s["result"]["duration"][2:-1]) - data["duration_ms"] / 1000) < 0.0051, (e, s)
            if e["type"] == "roleplay.chose":
                assert s["result"]["response"] == data["choice"]
    assert count == len(found), f"{len(found)} statements, {count} expected"
    words = collections.Counter(map(word, found))
    assert words["passed"] == 1 and words["completed"] == 1 and words["answered"] > 300, words
    kinds = {s["object"]["definition"].get("interactionType") for s in found if word(s) == "answered"}
    assert kinds >= {"choice", "true-false", "sequencing", "matching", "numeric", "fill-in", "long-fill-in"}, kinds
    assert text == export(store)[1], "not the same twice"
    assert export(store, "--names")[0][0]["actor"]["name"] == "示例学员"
    assert json.loads(run("xapi", "export", "--learner", "E9", store=store)) == []
    run("xapi", "export", COURSE, "-o", FOLDER / "x.json", "--home", HOME, store=store)
    assert (FOLDER / "x.json").read_text() == text
    # Without the course, the ids and the scores are the same.
    bare = json.loads(run("xapi", "export", "--home", HOME, store=store))

    def gist(s):
        return s["id"], s["object"]["id"], s.get("result", {}).get("score")

    assert list(map(gist, bare)) == list(map(gist, found))


def by_hand():
    """Said once, voided, taken back: what one script does not come by."""
    store, at = FOLDER / "hand.db", iter(range(1, 100))
    attempt, room = "0193a1f2-0000-7000-8000-000000000001", "0193a1f2-0000-7000-8000-0000000000aa"
    lines, ids = [], []

    def event(kind, obj, data, attempt=attempt):
        n = next(at)
        ids.append(f"0193a1f2-0000-7000-8000-0000000001{n:02d}")
        lines.append(json.dumps({"id": ids[-1], "at": f"2026-11-20T09:{n:02d}:00.000+08:00", "device": "d",
                                 "learner": "E1", "course": "key-account", "version": "1.0.0", "attempt": attempt,
                                 "type": kind, "object": obj, "data": data}, ensure_ascii=False))
        return ids[-1]

    event("attempt.started", "key-account", {"seed": "0000000000000001"})
    answered = event("review.answered", "needs-q01", {"response": ["a"], "score": 1, "max": 1, "rating": 3})
    event("review.undone", "needs-q01", {"within": answered})
    failed = {"score": 50, "max": 100, "passed": False, "duration_ms": 1234}
    passed = {"score": 90, "max": 100, "passed": True, "duration_ms": 60000}
    for data in (failed, passed, failed, passed):
        event("attempt.finished", "key-account", data)
    event("course.completed", "key-account", {})
    event("course.completed", "key-account", {})
    event("answer.contested", "needs-q01", {"response": ["我认为\"都对\""]})
    came = event("class.attended", "key-account", {"within": room, "kind": "hand"}, attempt=room)
    event("class.attended", "key-account", {"within": room, "kind": "hand", "passed": False}, attempt=room)
    event("class.attended", "key-account", {"within": room, "kind": "list"}, attempt=room)
    event("item.answered", "no-such-item", {"response": ["x=y", "b"], "score": 1, "max": 2, "try": 1})
    event("drill.answered", "needs-rw-1", {"response": ["话"], "score": 1, "max": 2, "round": "r1"})
    (FOLDER / "hand.jsonl").write_text("\n".join(lines) + "\n")
    run("events", "import", FOLDER / "hand.jsonl", store=store)
    found = json.loads(run("xapi", "export", COURSE, "--home", HOME, store=store))
    said = [(word(s), s.get("result", {}).get("score", {}).get("raw")) for s in found]
    assert said == [("initialized", None), ("answered", 1), ("voided", None),
                    ("failed", 50), ("terminated", 50), ("passed", 90), ("terminated", 90), ("failed", 50),
                    ("terminated", 50), ("terminated", 90), ("completed", None), ("commented", None),
                    ("attended", None), ("voided", None), ("attended", None),
                    ("answered", 1), ("answered", 1)], said
    for s in found:
        statement(s)
    assert found[2]["object"]["id"] == found[1]["id"]
    assert found[4]["result"]["duration"] == "PT1.23S" and found[6]["result"]["duration"] == "PT60S"
    assert found[11]["result"]["response"] == "我认为\"都对\""
    assert found[13]["object"]["id"] == found[12]["id"] == str(uuid.uuid5(uuid.UUID(came), VERBS + "attended"))
    assert found[16]["object"]["id"] == HOME + "courses/key-account/drills/needs-rw-1/rounds/r1"


def refused():
    for home in ("training.example.com", "https://", "https:///x/", "ftp://a/", "https://a/b", "https://a/ b/",
                 "https://a/?x/", "https://例子/"):
        run("xapi", "export", "--home", home, store=FOLDER / "whole.db", code=2, says="an absolute http or https IRI")
    run("xapi", "export", FOLDER / "none", store=FOLDER / "whole.db", code=3, says="E0902")
    run("xapi", "export", store=FOLDER / "none.db", code=3, says="E0702")
    run("xapi", "export", "-o", FOLDER / "no/such/x.json", store=FOLDER / "whole.db", code=3)


whole_course()
by_hand()
refused()
