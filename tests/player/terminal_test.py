#!/usr/bin/env python3
"""`kejian play --text` as a program: pipes, terminals, odd input, the voice beside it.

    terminal_test.py KEJIAN COURSE FOLDER
"""
import json
import os
import pty
import re
import select
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

KEJIAN, COURSE, FOLDER = sys.argv[1], sys.argv[2], Path(sys.argv[3])
CLEAN = {k: v for k, v in os.environ.items()
         if k not in ("COLUMNS", "LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "SPEECHD_ADDRESS", "XDG_RUNTIME_DIR")}


def fail(what, text=""):
    sys.exit(f"FAILED: {what}\n{text}")


def check(condition, what, text=""):
    if not condition:
        fail(what, text)


class Run:
    def __init__(self, name, lines, *options, expect=0, **environment):
        self.store = FOLDER / f"{name}.db"
        given = lines if isinstance(lines, bytes) else "".join(f"{line}\n" for line in lines).encode()
        done = subprocess.run([KEJIAN, "play", COURSE, "--text", "--store", str(self.store), "--learner", "t",
                               "--seed", "7", *options], input=given, capture_output=True, timeout=60,
                              env={**CLEAN, **environment})
        self.out, self.err = done.stdout.decode(), done.stderr.decode()
        check(done.returncode == expect, f"{name}: exit {done.returncode}, not {expect}", self.out + self.err)
        check("\x1b" not in self.out, f"{name}: a terminal's codes in the text")
        self.turns = self.out.split("\n\n")

    def events(self):
        out = subprocess.run([KEJIAN, "events", "export", "--store", str(self.store)], capture_output=True, text=True,
                             check=True).stdout
        return [json.loads(line) for line in out.splitlines()]


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def fresh():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*"):
        old.unlink()


def ends_and_goes_on():
    first = Run("resume", ["", "", ""])
    check(first.turns[-1].strip() == "已保存。下次从这里继续。", "the end of input is an end", first.out)
    check("Enter　下一步" in first.turns[1], "an empty line is Enter", first.out)
    again = Run("resume", b"")
    check("上次" in again.turns[0] or "欢迎" in again.turns[0], "it goes on where it was", again.out)
    check(Run("unended", b"2").out.count("客户需求挖掘") > 1, "a last line without its end counts")


def odd_lines():
    run = Run("odd", [b"\xff\xfe".decode("latin-1"), "zzz", "？", "．", "２", "q", "never"])
    check("这里没有这个操作" in run.turns[2], "a word that is no key", run.out)
    check("再读一遍" in run.turns[3], "a full-width question mark helps", run.out)
    check(run.turns[4] == run.turns[0], "a full-width full stop reads the page again", run.out)
    check("客户需求挖掘" in run.turns[5].split("\n")[1], "a full-width digit is a key", run.out)
    bad = Run("bad", b"\xff\xfe\n" + b"x" * 9000 + b"\n2\n")
    check("客户需求挖掘" in bad.turns[-2], "bytes that are no text, and lines that are too long", bad.out)


def narrow():
    for columns in ("40", "20", "1"):
        run = Run(f"narrow{columns}", ["2", "T", "."], COLUMNS=columns)
        limit = max(20, int(columns))
        for line in run.out.split("\n"):
            check(width(line) <= limit, f"{width(line)} columns of {limit}", line)
            check(not re.match("[，。、；：？！”’）》」』】]", line), "no mark begins a line", line)
    wide = Run("wide", ["2", "R", ""])
    check(max(width(line) for line in wide.out.split("\n")) > 60, "a pipe gets whole paragraphs")


def answers_are_kept():
    run = Run("answer", ["2", "T", "A B", "", "q"], "--trace")
    traced = [json.loads(line) for line in run.out.splitlines() if line.startswith('{"id"')]
    stored = run.events()
    check([e["id"] for e in traced] == [e["id"] for e in stored], "--trace tells each event that is stored")
    check(any(e["type"] == "run.started" for e in stored), "the test has begun")
    lines = run.out.splitlines()
    answer = next(i for i, line in enumerate(lines) if '"item.answered"' in line)
    check(any("得" in line and "分" in line for line in lines[answer + 1:answer + 6]),
          "the event comes before the verdict", "\n".join(lines[answer - 3:answer + 6]))


def letters_stay():
    """Single letters can be switched off as shortcuts; here a line is meant."""
    run = Run("letters", ["F2", "K", "Esc", "G"])
    check("查找" in run.turns[-2] and "词汇（已选）" in run.turns[-2], "a letter still is a key", run.out)


def time_runs_out():
    """A rapid round without any input ends by itself and is told."""
    store = FOLDER / "late.db"
    process = subprocess.Popen([KEJIAN, "play", COURSE, "--text", "--store", store, "--seed", "7"], env=CLEAN,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdin.write("2\n".encode())
    process.stdin.flush()
    text = ""

    def turn():
        out = b""
        while not out.endswith(b"\n\n"):
            ready, _, _ = select.select([process.stdout], [], [], 30)
            check(ready, "nothing comes", out.decode(errors="replace"))
            byte = os.read(process.stdout.fileno(), 1)
            check(byte, "the program ended", out.decode(errors="replace"))
            out += byte
        return out.decode()

    turn()
    text = turn()
    key = re.search(r"(\d+)　快答：开放式还是封闭式", text).group(1)
    process.stdin.write(f"{key}\n".encode())
    process.stdin.flush()
    check("还剩" in turn(), "the time is told")
    began = time.monotonic()
    late = turn()
    check(4 < time.monotonic() - began < 20, "the round ends in its time")
    check("下一题" in late, "what follows is told", late)
    process.stdin.close()
    check(process.wait(timeout=30) == 0, "it ends")


def on_a_terminal():
    master, slave = pty.openpty()
    process = subprocess.Popen([KEJIAN, "play", COURSE, "--text", "--store", FOLDER / "pty.db", "--lang", "en"],
                               stdin=slave, stdout=slave, stderr=slave, env={**CLEAN, "TERM": "xterm"})
    os.close(slave)
    out = b""
    os.write(master, b"q\n")
    try:
        while True:
            got = os.read(master, 4096)
            if not got:
                break
            out += got
    except OSError:  # the other end is closed
        pass
    os.close(master)
    check(process.wait(timeout=30) == 0, "it ends", out.decode())
    check(b"\x1b" not in out, "a terminal's codes", out.decode())
    check(b"> " in out and "Saved. Next time you go on from here." in out.decode(), "it asks and says goodbye",
          out.decode())


def voice():
    log = FOLDER / "voice.txt"
    Run("spoken", ["2", "T", "Tab", "A", "q"], "--voice-log", str(log))
    said = log.read_text(encoding="utf-8")
    for wanted in (r"选项，未选，第1项，共\d项，按A", r"\nA，已选\n", r"\n提交，按钮，按回车键\n"):
        check(re.search(wanted, said), f"'{wanted}' is not said", said)
    log.unlink()
    Run("typed", ["F3", "客户", "/Left", "/F10", "/F9", "q"], "--voice-log", str(log))
    said = log.read_text(encoding="utf-8")
    for wanted in (r"\n客户\n", r"\n户\n", r"输入框", r"\n朗读已关\n"):
        check(re.search(wanted, said), f"'{wanted}' is not said", said)
    none = Run("mute", ["", "q"], "--voice", PATH="/nonexistent", HOME=str(FOLDER))
    check("没有朗读程序" in none.turns[0] and "没有朗读程序" not in none.turns[1], "the learner is told once", none.out)
    check(none.err == "", "no voice is no error", none.err)
    unwritable = Run("deaf", ["q"], "--voice-log", str(FOLDER / "no" / "where"))
    check("没有朗读程序" in unwritable.turns[0], "a log that cannot be written", unwritable.out)


def refusals():
    for options, said in ((("--headless",), "exclude"), (("--script", "x"), "need")):
        run = Run("refused", b"", *options, expect=2)
        check(said in run.err, f"{options}", run.err)


def main():
    fresh()
    for test in (ends_and_goes_on, odd_lines, narrow, answers_are_kept, letters_stay, time_runs_out, on_a_terminal, voice, refusals):
        test()
    print("all hold")


if __name__ == "__main__":
    main()
