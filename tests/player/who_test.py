#!/usr/bin/env python3
"""Several learners on one computer: chosen, registered, let in by a PIN; by keys only, by mouse only,
after a kill, with five thousand of them.

    who_test.py KEJIAN COURSE FOLDER
"""
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

KEJIAN, COURSE, FOLDER = Path(sys.argv[1]).resolve(), sys.argv[2], Path(sys.argv[3])


def run(*args, code=0, says="", **more):
    done = subprocess.run([KEJIAN, *map(str, args)], capture_output=True, text=True, timeout=120, **more)
    assert done.returncode == code, f"{args}: {done.returncode}, not {code}\n{done.stdout}{done.stderr}"
    assert says in done.stdout + done.stderr, f"{args}: no '{says}' in\n{done.stdout}{done.stderr}"
    return done.stdout


def play(store, script, *more, at="2026-11-24T09:00:00+08:00", **expected):
    path = FOLDER / "play.kjs"
    path.write_text(script)
    return run("play", COURSE, "--headless", "--store", store, "--script", path, "--clock", at, "--seed", 7,
               *more, **expected)


def learners(store):
    return json.loads(run("learners", "list", "--json", "--store", store))


def who_began(store):
    lines = run("events", "export", "--store", store).splitlines()
    return [e["learner"] for e in map(json.loads, lines) if e["type"] in ("attempt.started", "attempt.resumed")]


def roster(store):
    path = FOLDER / "roster.csv"
    path.write_text("工号,姓名,部门,离职日期\nE1,刘欣,华东销售部,\nE2,陈默,华南销售部,\nE3,周宁,,2026-10-01\n")
    run("learners", "import", path, "--store", store)


def keys_only():
    store = FOLDER / "keys.db"
    roster(store)
    play(store, """expect screen who
expect text 刘欣
expect text 华东销售部
expect no text 周宁
key c
key m
expect no text 刘欣
key Return
expect screen home
expect text 陈默
key Y
expect screen who
key F2
type 何苗
key Return
type E2
key Down
key Return
expect text 这个工号已经是陈默的
key Backspace
type 9
key Return
type 服务
key Return
expect screen home
expect text 何苗
key Y
key Escape
expect screen home
expect text 何苗
""", "--who")
    assert who_began(store) == ["E2", "E9"], who_began(store)
    new = next(l for l in learners(store) if l["id"] == "E9")
    assert (new["name"], new["department"], new["pin"]) == ("何苗", "服务", False), new


def digits(text):
    return "".join(f"key {d}\n" for d in text) + "key Return\n"


def pad(text):
    return "".join(f"click digit:{d}\n" for d in text) + "click submit\n"


def a_pin():
    """Set, asked for, wrong, waited for, changed, taken away; after restarts; reset."""
    store = FOLDER / "pin.db"
    roster(store)
    play(store, f"key F2\nkey N\n{digits('4711')}{digits('4712')}expect text 两遍不一样\n{digits('4711')}"
                f"{digits('4711')}expect screen settings\nexpect text 密码设好了\nkey Escape\nkey Y\n"
                "expect screen who\nexpect text 要密码\nkey Escape\n", "--learner", "E1")
    assert "E1: has a PIN\n" == run("learners", "pin", "E1", "--store", store)
    assert [l["id"] for l in learners(store) if l["pin"]] == ["E1"]
    # Without a window --learner asks nothing, as ever; by mouse only.
    play(store, "expect screen home\n", "--learner", "E1")
    play(store, f"click who:E1\nexpect text 输入密码\n{pad('1111')}expect text 密码不对，等1秒再试\n"
                f"wait 1s\n{pad('4711')}expect screen home\nexpect text 刘欣\n", "--who")
    # Right at once it counts from the beginning; wrong it is remembered.
    wrong = "".join(f"{pad('0000')}expect text 密码不对，等{2 ** n}秒再试\nwait {2 ** n}s\n" for n in range(4))
    play(store, f"click who:E1\n{wrong}{pad('0000')}expect text 等16秒\n", "--who", at="2026-11-24T10:00:00+08:00")
    play(store, "click who:E1\nexpect text 秒再试\nclick close\nclick who:E2\nexpect text 陈默\n", "--who",
         at="2026-11-24T10:00:40+08:00")
    play(store, f"click who:E1\n{pad('4711')}expect screen home\nclick screen:settings\nclick pin:change\n"
                f"{pad('4711')}{pad('2468')}{pad('2468')}expect text 密码设好了\nclick pin:remove\n{pad('4711')}"
                f"expect text 密码不对\nwait 1s\n{pad('2468')}expect text 密码去掉了\n", "--who",
         at="2026-11-24T11:00:00+08:00")
    assert "E1: has no PIN\n" == run("learners", "pin", "E1", "--store", store)
    # Unreadable: nobody is let in, and the reset helps.
    play(store, f"key F2\nkey N\n{digits('4711')}{digits('4711')}expect text 密码设好了\n", "--learner", "E1",
         at="2026-11-24T12:00:00+08:00")
    with sqlite3.connect(store) as db:
        db.execute("UPDATE personal SET value = 'damaged' WHERE kind = 'pin'")
    db.close()
    play(store, f"click who:E1\nexpect text 密码的记录读不出来\n{pad('4711')}expect text 请管理员重设\n", "--who",
         at="2026-11-24T12:10:00+08:00")
    run("learners", "pin", "E1", "--reset", "--store", store, says="taken away")
    run("learners", "pin", "E1", "--reset", "--store", store, says="has no PIN")
    play(store, "click who:E1\nexpect screen home\n", "--who", at="2026-11-24T12:20:00+08:00")
    run("learners", "pin", "--store", store, code=2)
    run("learners", "pin", "E1", "--store", FOLDER / "none.db", code=3)
    assert "argon2" not in run("events", "export", "--store", store)


def first_the_name():
    """Who is not on the roster is asked for the name that the sheet bears."""
    store, home = FOLDER / "sheet.db", FOLDER / "someone"
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    play(store, "key Return\nact home\nkey S\nexpect text 先写下你的姓名\nkey Return\nkey Return\n"
                "expect text 还没有写姓名\ntype 许棠\nkey Return\nkey Return\nexpect screen home\n"
                "expect text 已存到~/学习记录\nexpect text 许棠\n", "--learner", "E77", env=environment)
    assert [p.name for p in home.glob("*.pdf")], list(home.iterdir())
    assert [(l["id"], l["name"]) for l in learners(store)] == [("E77", "许棠")]


def after_a_kill():
    """In the terminal, where several are asked for; a wrong PIN is on disk before it is judged."""
    store = FOLDER / "kill.db"
    roster(store)
    play(store, f"key F2\nkey N\n{digits('4711')}{digits('4711')}", "--learner", "E1")
    command = [KEJIAN, "play", COURSE, "--text", "--store", str(store), "--clock", "2026-11-25T09:00:00+08:00"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        process.stdin.write("lx\n/Return\n1\n1\n1\n1\n/Return\n")
        process.stdin.flush()
        said, until = "", time.monotonic() + 30
        while "密码不对" not in said and time.monotonic() < until:
            said += process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert "谁在学习" in said and "密码不对" in said, said
    with sqlite3.connect(store) as db:
        assert db.execute("SELECT value FROM personal WHERE kind = 'pin' AND object = 'wrong'").fetchall() == [("1",)]
    db.close()
    play(store, f"click who:E1\n{pad('4711')}expect screen home\n", "--who", at="2026-11-25T09:01:00+08:00")


def at_a_slide():
    """--at waits for who it is; one that is not there is told at once."""
    store = FOLDER / "at.db"
    roster(store)
    play(store, "expect screen who\nclick who:E2\nexpect screen slide\n", "--who", "--at", "p2-levels")
    play(store, "expect screen who\n", "--who", "--at", "nowhere", code=1, says="E0302")


def five_thousand():
    store = FOLDER / "many.db"
    path = FOLDER / "many.csv"
    path.write_text("工号,姓名,部门\n" + "".join(f"E{n:05},学员{n:05},部门{n % 40}\n" for n in range(1, 5001)))
    run("learners", "import", path, "--store", store)
    began = time.monotonic()
    play(store, "expect screen who\nexpect text 共5000条\nkey PageDown\nkey PageDown\nkey PageUp\n"
                "type e04321\nexpect text 学员04321\nexpect no text 共5000条\nkey Return\nexpect screen home\n"
                "expect text 学员04321\n", "--who")
    assert time.monotonic() - began < 20
    assert who_began(store) == ["E04321"]


shutil.rmtree(FOLDER, ignore_errors=True)
FOLDER.mkdir(parents=True)
keys_only()
a_pin()
first_the_name()
after_a_kill()
at_a_slide()
five_thousand()
