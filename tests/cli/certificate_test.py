#!/usr/bin/env python3
"""Certificates: written for who has passed, signed, proved, and refused when anything is altered."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

KEJIAN = pathlib.Path(sys.argv[1]).resolve()
ROOT = pathlib.Path(__file__).resolve().parents[2]
COURSE = ROOT / "courses/key-account"
SCRIPTS = ROOT / "tests/scripts"
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="kejian-certificate-"))
ENVIRONMENT = {**os.environ, "KEJIAN_STORE": str(FOLDER / "elsewhere" / "s.db")}
STORE, PDF, KEY = FOLDER / "s.db", FOLDER / "c.pdf", FOLDER / "keys/device.pub"


def run(*args, code=0, says=""):
    done = subprocess.run([KEJIAN, *map(str, args)], env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode == code, f"{args}: {done.returncode}, not {code}\n{done.stdout}{done.stderr}"
    assert says in done.stdout + done.stderr, f"{args}: no '{says}' in\n{done.stdout}{done.stderr}"
    return done.stdout


def verify(data, code=0, says="", key=KEY, name="try.pdf"):
    (FOLDER / name).write_bytes(data)
    return run("verify", FOLDER / name, *(["--key", key] if key else []), code=code, says=says)


def certificate(learner, out, *more, store=STORE, **expected):
    return run("certificate", COURSE, "--learner", learner, "--store", store, "-o", out, *more, **expected)


def play(learner, script):
    run("play", COURSE, "--learner", learner, "--store", STORE, "--headless", "--seed", 7,
        "--clock", "2026-10-08T09:00:00+08:00", "--script", SCRIPTS / f"{script}.kjs")


def written_and_proved():
    certificate("E1", PDF)
    facts = run("verify", PDF, "--key", KEY, says="good\n")
    for line in ("learner: E1", "name: 刘欣", "department: 华东销售部", "from: 2026-10-08", "to: 2026-10-08",
                 "level: 优秀", "score: 100", "course: key-account"):
        assert f"\n{line}\n" in facts, f"no '{line}' in\n{facts}"
    number = next(line.split(": ")[1] for line in facts.splitlines() if line.startswith("number: "))
    text = subprocess.run(["pdftotext", "-raw", PDF, "-"], capture_output=True, text=True, check=True).stdout
    places = [text.replace(" ", "").replace("\n", "").find(part)
              for part in ("结业证书", "刘欣（华东销售部）", "成绩：100.0分，等级：优秀", number, "课程版本")]
    assert -1 not in places and places == sorted(places), f"order of the text: {places}\n{text}"
    fonts = subprocess.run(["pdffonts", PDF], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    # Usually 183 kB.  Where the number has a letter whose outline Cairo's CFF subset cannot follow, it
    # keeps all subroutines of that font: 1.0 MB.
    assert PDF.stat().st_size < 1_200_000, f"{PDF.stat().st_size} bytes"
    assert fonts and all(line.split()[-5] == "yes" for line in fonts), f"embedded: {fonts}"
    # The same facts give the same number, at any time.
    certificate("E1", FOLDER / "again.pdf")
    assert f"number: {number}\n" in run("verify", FOLDER / "again.pdf", "--key", KEY)
    assert (FOLDER / "keys/device.key").stat().st_mode & 0o777 == 0o600


def facts_of(pdf):
    start = pdf.rindex(b"stream\n", 0, pdf.rindex(b"\nendstream")) + len(b"stream\n")
    return start, pdf.rindex(b"\nendstream")


def altered_anywhere():
    good = PDF.read_bytes()
    start, end = facts_of(good)
    # Each byte of the facts, some in the page and in what stands round the facts.
    places = [*range(start, end, 17), *range(0, start, max(1, start // 12)), *range(end, len(good), 23)]
    for at in places:
        bad = bytearray(good)
        bad[at] ^= 1
        verify(bytes(bad), code=1, says="E0806")
    verify(good + b"\n", code=1, says="added to the file")
    verify(good[:start + 40], code=1)
    verify(good[:1000], code=1, says="no signature")
    facts = good[start:end]
    assert "good\n" in verify(facts, name="facts.json")
    verify(facts.replace("刘欣".encode(), "刘鑫".encode()), code=1, says="altered", name="facts.json")
    verify(b"", code=1, says="no signature", name="facts.json")


def other_keys():
    verify(PDF.read_bytes(), key=None, code=1, says="unknown key")
    other = FOLDER / "other.pub"
    other.write_text("kejian-public-key " + "00" * 32 + "\n")
    verify(PDF.read_bytes(), key=other, code=1, says="unknown key")
    other.write_text("no key\n")
    verify(PDF.read_bytes(), key=other, code=3, says="E0707")
    verify(PDF.read_bytes(), key=FOLDER / "none.pub", code=3, says="E0902")
    run("verify", FOLDER / "none.pdf", "--key", KEY, code=3, says="E0902")
    run("verify", code=2)


def not_passed():
    certificate("E2", FOLDER / "no.pdf", code=1, says="not passed")
    assert not (FOLDER / "no.pdf").exists()
    certificate("E2", FOLDER / "record.pdf", "--record")
    assert "kejian: learning record\n" in run("verify", FOLDER / "record.pdf", "--key", KEY)
    text = subprocess.run(["pdftotext", FOLDER / "record.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "学习记录" in text.replace("\n", "").replace(" ", ""), text
    certificate("E3", FOLDER / "no.pdf", "--record", code=1, says="not begun")
    certificate("E9", FOLDER / "no.pdf", code=1, says="E0804")
    run("certificate", FOLDER, "--learner", "E1", "--store", STORE, "-o", FOLDER / "no.pdf", code=3)
    run("certificate", COURSE, "--store", STORE, "-o", FOLDER / "no.pdf", code=2)
    certificate("E1", FOLDER / "no/such/c.pdf", code=3, says="E0903")


def bad_keys():
    """In a copy: the key may be read by others, is no key, or cannot be made."""
    home = FOLDER / "home"
    (home / "keys").mkdir(parents=True)
    shutil.copy(STORE, home / "s.db")
    key = home / "keys/device.key"
    key.write_text("kejian-secret-key " + "00" * 64 + "\n")
    key.chmod(0o644)
    certificate("E1", FOLDER / "no.pdf", store=home / "s.db", code=3, says="others may read")
    key.write_text("damaged\n")
    key.chmod(0o600)
    certificate("E1", FOLDER / "no.pdf", store=home / "s.db", code=3, says="not a key")
    shutil.rmtree(home / "keys")
    (home / "keys").write_text("a file where the folder should be")
    certificate("E1", FOLDER / "no.pdf", store=home / "s.db", code=3)
    assert not (FOLDER / "no.pdf").exists()


def in_the_window(learner, press, says, home, name=None, title="kejian: certificate\n", why=""):
    """By a key and by the mouse; what is saved is proved like any other.  `why`: of what is not."""
    script = FOLDER / "sheet.kjs"
    # A narrow page has no room for this key: then the mouse finds it in the help.
    shape = ["--window", "768x1024"] if press.startswith("click help") else []
    # Who has reviews waiting comes to home anyway.
    go = "" if learner in ("E2", "E9") else "act home\n"
    script.write_text(f"{go}{press}\nexpect text \"{says}\"\nkey ?\n")
    done = subprocess.run([KEJIAN, "play", COURSE, "--learner", learner, "--store", STORE, "--headless", *shape,
                           "--clock", "2026-10-09T09:00:00+08:00", "--script", script],
                          env={**ENVIRONMENT, "HOME": str(home)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    if name:
        assert title in run("verify", home / name, "--key", KEY, says="good\n")
    else:
        assert why in done.stderr, done.stderr


def from_the_window():
    home = FOLDER / "someone"
    (home / ".config").mkdir(parents=True)
    (home / ".config/user-dirs.dirs").write_text('XDG_DOCUMENTS_DIR="$HOME/文档"\n')
    in_the_window("E1", "key S", "已存到~/结业证书-key-account-E1.pdf", home, "结业证书-key-account-E1.pdf")
    (home / "文档").mkdir()
    in_the_window("E1", "click sheet", "已存到~/文档/结业证书-key-account-E1.pdf", home,
                  "文档/结业证书-key-account-E1.pdf")
    in_the_window("E2", "key S", "已存到~/文档/学习记录-key-account-E2.pdf", home,
                  "文档/学习记录-key-account-E2.pdf", "kejian: learning record\n")
    (home / "文档/学习记录-key-account-E2.pdf").unlink()
    in_the_window("E2", "click help\nclick sheet", "已存到~/文档/学习记录-key-account-E2.pdf", home,
                  "文档/学习记录-key-account-E2.pdf", "kejian: learning record\n")
    in_the_window("E1", "key S", "没有存成：文件夹写不进去", FOLDER / "nowhere", why="E0903")
    play("E9", "poor-learner")
    in_the_window("E9", "key S", "先写下你的姓名", home)
    (FOLDER / "keys/device.key").chmod(0o644)
    in_the_window("E1", "key S", "没有存成：这份文件没能做出来", home, why="others may read")
    (FOLDER / "keys/device.key").chmod(0o600)


try:
    (FOLDER / "roster.csv").write_text("工号,姓名,部门\nE1,刘欣,华东销售部\nE2,陈默,华南销售部\nE3,周宁,\n")
    run("learners", "import", FOLDER / "roster.csv", "--store", STORE)
    play("E1", "good-learner")
    play("E2", "poor-learner")
    written_and_proved()
    altered_anywhere()
    other_keys()
    not_passed()
    from_the_window()
    bad_keys()
finally:
    shutil.rmtree(FOLDER)
