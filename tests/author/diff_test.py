#!/usr/bin/env python3
"""kejian diff: a course, a change to it, and the rows that say so."""
import copy
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

KEJIAN = pathlib.Path(sys.argv[1]).resolve()


def run(*args, code=0, says=""):
    done = subprocess.run([KEJIAN, *map(str, args)], capture_output=True, text=True)
    assert done.returncode == code, f"{args}: {done.returncode}, not {code}\n{done.stdout}{done.stderr}"
    assert says in done.stdout + done.stderr, f"{args}: no '{says}' in\n{done.stdout}{done.stderr}"
    return done.stdout


def swap_key(c, v, r):
    v["items"][0]["options"][0]["right"] = True
    del v["items"][0]["options"][1]["right"]



# What is changed in (course.json, the part, the role-play); the rows (kind, id, change, keys, for
# learners; None: any), and whether it is only said when the version stands still.
CASES = {
    "nothing": (lambda c, v, r: None, []),
    "wording": (lambda c, v, r: v["items"][0].update(stem="换一种问法？"), [("item", "visit-q01", "changed", "stem", None)]),
    "order of keys and comments": (lambda c, v, r: (v["items"][0].update({"$comment": "改过"}), v["items"][0].update(stem=v["items"][0].pop("stem"))), []),
    "key": (swap_key, [("item", "visit-q01", "changed", "right", "another answer is right than before")]),
    "number": (lambda c, v, r: v["items"][4].update(answer=9), [("item", "visit-q05", "changed", "answer", "another answer is right than before")]),
    "wider tolerance": (lambda c, v, r: v["items"][4].update(tolerance=1), [("item", "visit-q05", "changed", "tolerance", None)]),
    "steps in another order": (lambda c, v, r: v["items"][3]["steps"].reverse(), [("item", "visit-q04", "changed", "id, text", "another answer is right than before")]),
    "class of a sentence": (lambda c, v, r: v["drills"][0]["sentences"][0].update(bin="probing"), [("drill", "visit-cl-1", "changed", "bin", "another answer is right than before")]),
    "item gone": (lambda c, v, r: v["items"].pop(0), [("item", "visit-q01", "removed", None, "is neither drawn nor reviewed")]),
    "item new": (lambda c, v, r: v["items"].append(dict(v["items"][5], id="visit-q07", stem="新的？")), [("item", "visit-q07", "added", None, "may be drawn")]),
    "item renamed": (lambda c, v, r: v["items"][5].update(id="visit-q99"), [("item", "visit-q06", "renamed", None, "is now 'visit-q99'")]),
    "slide moved": (lambda c, v, r: c["parts-moved"](v), [("slide", "v-more", "moved", None, "from part 'visit' to 'opening'")]),
    "figure": (lambda c, v, r: c["figures"]["ask-count"].update(value=6), [("figure", "ask-count", "changed", "value, text", None), ("slide", "v-prepare", "changed", None, None), ("item", "visit-q05", "changed", None, None)]),
    "figure renamed": (lambda c, v, r: c["figures"].update({"spare-2": c["figures"].pop("spare")}), [("figure", "spare", "renamed", None, "is now 'spare-2'")]),
    "pass rule": (lambda c, v, r: c["pass"].update(test=0.9), [("course", "old", "changed", "test", None)]),
    "draw": (lambda c, v, r: v.update(draw=3), [("part", "visit", "changed", "draw", None)]),
    "role-play": (lambda c, v, r: r["nodes"][0]["choices"][0]["effects"].update(trust=9), [("role-play", "first-talk", "changed", "effects", None)]),
    "role-play gone": (lambda c, v, r: v.update(roleplays=[]), [("role-play", "first-talk", "removed", None, "can no longer be played")]),
    "term and objective": (lambda c, v, r: (c["terms"].pop(), c["objectives"][0].update(brief="三项")), [("term", "spare", "removed", None, None), ("objective", "o1.1", "changed", "brief", None)]),
}

with tempfile.TemporaryDirectory() as temporary:
    at = pathlib.Path(temporary)
    old, new = at / "old", at / "new"
    run("new", old)
    files = ("course.json", "parts/1-visit.json", "roleplays/first-talk.json", "parts/0-opening.json")
    sound = [json.loads((old / f).read_text(encoding="utf-8")) for f in files]
    sound[0]["figures"]["spare"] = {"kind": "example", "value": 3, "about": "备用"}
    sound[0]["terms"].append({"id": "spare", "name": "备用", "meaning": "备用的词。"})
    sound[1]["slides"].append(dict(sound[1]["slides"][2], id="v-more", notes=sound[1]["slides"][1]["notes"]))

    def write(folder, data):
        for name, content in zip(files, data):
            (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    write(old, sound)
    for name, (change, wanted) in CASES.items():
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(old, new)
        data = copy.deepcopy(sound)
        data[0]["parts-moved"] = lambda part: data[3]["slides"].append(part["slides"].pop())
        change(data[0], data[1], data[2])
        del data[0]["parts-moved"]
        renamed = any(row[2] == "renamed" for row in wanted)
        write(new, data)
        run("diff", old, new, code=1 if wanted else 0, says="the version is still" if wanted else "")
        data[0]["version"] = "0.2.0"
        write(new, data)
        report = json.loads(run("diff", old, new, "--format", "json", code=1 if renamed else 0,
                                says="keep the old id" if renamed else ""))
        rows = [r for r in report["tables"]["changes"]["rows"] if not (r["kind"] == "course" and r["keys"] == "version")]
        told = [(r["kind"], r["id"], r["change"], r["keys"], r["learners"]) for r in rows]
        wanted = [tuple(t if w is None else w for w, t in zip(row, next((t for t in told if t[:3] == row[:3]), row)))
                  for row in wanted]
        if name == "pass rule":
            told = [(*t[:3], t[3].replace("version, ", "").replace(", version", ""), t[4]) for t in told]
            wanted = [(*w[:3], "test", w[4]) for w in wanted]
        assert sorted(map(str, told)) == sorted(map(str, wanted)), f"{name}:\n{told}\n{wanted}"
    data = copy.deepcopy(sound)
    data[0]["id"] = "another"
    write(new, data)
    run("diff", old, new, code=1, says="records take it for another one")
    run("diff", old, code=2, says="which two versions")
    run("diff", old, at / "nowhere", code=3)
    (new / "course.json").write_text("{", encoding="utf-8")
    run("diff", old, new, code=1, says="E0101")
