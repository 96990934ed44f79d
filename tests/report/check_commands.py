#!/usr/bin/env python3
"""The commands about records as scripts use them: what they print, where, and their exit codes.

usage: check_commands.py KEJIAN DATA-FOLDER"""
import csv
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

KEJIAN, DATA = sys.argv[1], pathlib.Path(sys.argv[2])


def run(*args, code=0, store=None, text=None, env=None):
    environment = {k: v for k, v in os.environ.items() if k not in ("KEJIAN_STORE", "LANG", "LC_ALL", "LC_MESSAGES")}
    environment.update(env or {})
    if store:
        environment["KEJIAN_STORE"] = str(store)
    done = subprocess.run([KEJIAN, *map(str, args)], input=text, env=environment,
                          capture_output=True, text=True, encoding="utf-8")
    if done.returncode != code:
        sys.exit(f"kejian {' '.join(map(str, args))}: exit {done.returncode}, not {code}\n"
                 f"{done.stdout}{done.stderr}")
    if code and "[E" not in done.stderr:
        sys.exit(f"kejian {' '.join(map(str, args))}: failed without saying why")
    return done


def check(what, holds):
    if not holds:
        sys.exit(f"check_commands: {what}")


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    store = folder / "s.db"

    # Wrong use.
    for args in (["learners"], ["learners", "lst"], ["learners", "add", "E1"], ["events"],
                 ["events", "import"], ["report"], ["report", "complete"], ["report", "learner"],
                 ["report", "completion", "E1"], ["report", "completion", "--format", "odt"],
                 ["report", "completion", "--since", "yesterday"],
                 ["report", "completion", "--by", "height"],
                 ["report", "completion", "--since", "2026-02-01", "--until", "2026-01-01"],
                 ["events", "verify", "--stor", "x"]):
        run(*args, code=2, store=store)
    check("wrong use makes no store", not store.exists())
    check("a verb is suggested", "did you mean 'list'?" in
          run("learners", "lst", code=2, store=store).stderr)

    # Nothing there, or nothing of ours.
    run("report", "completion", code=3, store=store)
    (folder / "text.db").write_text("no store")
    check("named", "text.db" in run("events", "verify", code=3, store=folder / "text.db").stderr)

    # Learners.
    run("learners", "add", "E1", "张三", "--department", "东", store=store)
    run("learners", "add", "E 1", "张三", code=1, store=store)
    preview = run("learners", "import", "--dry-run", DATA / "roster.csv", store=store)
    check("a preview shows changes", "changed E1: department 东 → 华东销售部" in preview.stdout)
    check("and writes nothing",
          [l["id"] for l in json.loads(run("learners", "list", "--json", store=store).stdout)]
          == ["E1"])
    run("learners", "import", DATA / "roster.csv", store=store)
    people = json.loads(run("learners", "list", "--json", store=store).stdout)
    check("all are in", [p["id"] for p in people] == [f"E{n}" for n in range(1, 8)])
    check("a list for people", "华南销售部" in run("learners", "list", store=store).stdout)
    check("in Chinese", "学员名单" in run("learners", "list", store=store).stdout)
    for args, env in ((["--lang", "en"], {}), ([], {"LANG": "en_GB.UTF-8"})):
        listed = run("learners", "list", *args, store=store, env=env).stdout
        check("in English", "Employee no." in listed and "工号" not in listed)
    run("learners", "list", "--lang", "fr", code=2, store=store)
    both = [run("learners", "list", "--json", "--lang", lang, store=store).stdout
            for lang in ("zh-Hans", "en")]
    check("for programs the same in both", both[0] == both[1])
    bad = run("learners", "import", "-", store=store, code=1, text="id,name\nE8,\n,b\n")
    check("every problem has its place",
          "<stdin>:2:4:" in bad.stderr and "<stdin>:3:1:" in bad.stderr)

    # Events.
    run("events", "import", DATA / "lesson.jsonl", store=store)
    run("events", "import", DATA / "lesson.jsonl", DATA / "lesson.jsonl", store=store)
    lines = (DATA / "lesson.jsonl").read_text("utf-8")
    check("what goes in comes out", run("events", "export", store=store).stdout == lines)
    run("events", "export", "-o", folder / "out.jsonl", store=store)
    check("a file holds the same", (folder / "out.jsonl").read_text("utf-8") == lines)
    own = run("events", "export", "--learner", "=X1", store=store).stdout
    check("of one learner", own.count("\n") == 1 and '"=X1"' in own)
    altered = lines.replace('"score":0.5', '"score":1')
    check("a conflict is named", "[E0803]" in
          run("events", "import", "-", code=1, store=store, text=altered).stderr)
    verified = run("events", "verify", store=store)
    check("unproved", "26 events" in verified.stdout and "[W0705]" in verified.stderr)

    # Reports.
    report = json.loads(run("report", "completion", "--by", "department", "--at", "2026-11-23",
                            "--format", "json", store=store).stdout)
    overall = report["tables"]["overall"]["rows"][0]
    check("figures", overall["staff"] == 6 and overall["completed"] == 1 and
          abs(overall["first"] - 0.86) < 1e-9)
    english = json.loads(run("report", "completion", "--by", "department", "--at", "2026-11-23",
                             "--format", "json", "--lang", "en", store=store).stdout)
    check("titles in English", english["title"] == "Completion")
    for name, one in report["tables"].items():
        other = english["tables"][name]
        check("keys and figures of both languages", [c["key"] for c in one["columns"]] ==
              [c["key"] for c in other["columns"]] and (name == "groups" or
                                                        one["rows"] == other["rows"]))
        check("no Chinese titles", not re.search("[\u4e00-\u9fff]", json.dumps(
            [other["title"], other["columns"]], ensure_ascii=False)))
    record = run("report", "learner", "E1", env={"LC_ALL": "en_US.UTF-8"}, store=store).stdout
    check("a record in English", "Learning record" in record and "说明" not in record)
    table = run("report", "completion", "--format", "csv", store=store).stdout
    check("a mark for spreadsheets", table.startswith("\ufeff"))
    cells = [c for row in csv.reader(io.StringIO(table)) for c in row]
    check("no cell is a formula", not [c for c in cells if c[:1] in "=+-@" and c])
    run("report", "learner", "E1", "-o", folder / "r.txt", store=store)
    check("a report in a file", "张三" in (folder / "r.txt").read_text("utf-8"))
    run("report", "learner", "E404", code=1, store=store)
    run("report", "completion", "-o", folder / "none" / "r.txt", code=3, store=store)

    # Where the store is when nobody says it.
    home = {"XDG_DATA_HOME": str(folder / "data"), "HOME": str(folder / "home")}
    run("learners", "add", "E1", "a", env=home)
    check("in the data folder", (folder / "data/kejian/records.db").exists())
    home["XDG_DATA_HOME"] = ""
    run("learners", "add", "E1", "a", env=home)
    check("at home", (folder / "home/.local/share/kejian/records.db").exists())
    run("learners", "add", "E1", "a", "--store", folder / "given.db", store=store)
    check("as given", (folder / "given.db").exists())
    check("its owner's alone", (folder / "given.db").stat().st_mode & 0o77 == 0)
print("commands behave")
