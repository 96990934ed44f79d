#!/usr/bin/env python3
"""kejian sync against a Learning Record Store of ours that answers as stores and networks do: busy,
too large, conflict, nobody let in, half an answer, silence, one bad statement.  It ends with each
statement there once and the guilty ones named; killed at any moment it goes on.

    sync_test.py KEJIAN ROOT SEED
"""
import base64
import http.server
import json
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

KEJIAN, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
RANDOM = random.Random(int(sys.argv[3]))
COURSE = ROOT / "courses/key-account"
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="kejian-sync-"))
HOME = "https://training.example.com/kejian/"
AUTH = "kejian:a:密码"


class Store(http.server.ThreadingHTTPServer):
    """What came, by id; `mood` says for a request how to answer: a word of `do_POST`."""
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock, self.statements, self.requests, self.again = threading.Lock(), {}, 0, 0
        self.mood, self.bad, self.most = (lambda n: "ok"), set(), 1 << 30
        self.conflict = set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/xapi"

    def handle_error(self, request, client_address):
        pass  # a client that was killed


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version, disable_nagle_algorithm = "HTTP/1.1", True

    def log_message(self, *args):
        pass

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        server, body = self.server, self.rfile.read(int(self.headers["Content-Length"]))
        with server.lock:
            server.requests += 1
            mood = server.mood(server.requests)
        assert self.path == "/xapi/statements"
        assert self.headers["X-Experience-API-Version"] == "1.0.3"
        assert self.headers["Content-Type"] == "application/json"
        if self.headers["Authorization"] != "Basic " + base64.b64encode(AUTH.encode()).decode():
            return self.answer(401, b"who are you\x1b[31m?")
        if mood == "503":
            return self.answer(503, b"busy")
        if mood == "429":
            return self.answer(429, b"slowly", [("Retry-After", "1")])
        if mood == "silence":
            time.sleep(0.6)
            self.close_connection = True
            return None
        if mood == "hang-up":
            self.close_connection = True
            return None
        if mood == "slow":
            time.sleep(0.02)
        if len(body) > server.most:
            return self.answer(413, b"too large")
        said = json.loads(body)
        ids = [s["id"] for s in said]
        if any(i in server.bad for i in ids):
            return self.answer(400, "有一条不对".encode())
        if any(i in server.conflict for i in ids):
            return self.answer(409, b"another is here")
        with server.lock:
            for s in said:
                old = server.statements.get(s["id"])
                assert old is None or old == s, "the same id with other content"
                server.again += old is not None
                server.statements[s["id"]] = s
        answer = json.dumps(ids).encode()
        if mood == "half":  # it was taken, but the answer breaks off
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer[:len(answer) // 2])
            self.close_connection = True
            return None
        return self.answer(200, answer)


def env(store):
    return {**os.environ, "KEJIAN_STORE": str(store)}


def run(*args, store, code=0, says=()):
    done = subprocess.run([KEJIAN, *map(str, args)], env=env(store), capture_output=True, text=True)
    assert done.returncode == code, f"{args}: {done.returncode}, not {code}\n{done.stderr}"
    for part in says:
        assert part in done.stderr, f"{args}: no '{part}' in\n{done.stderr}"
    assert "密码" not in done.stderr and "\x1b" not in done.stderr
    return done


def sync(server, store, *more, code=0, says=()):
    return run("sync", COURSE, "--to", server.url, "--auth-file", SECRET, "--home", HOME, "--wait", "0.05", *more,
               store=store, code=code, says=says)


def fresh(name):
    """A copy of the record of one learner's course."""
    path = FOLDER / f"{name}.db"
    path.write_bytes(WHOLE.read_bytes())
    return path


def moods(server, store):
    """Everything that passes, at every third request and at random: each arrives, none is other."""
    words = ["503", "429", "silence", "hang-up", "half"]
    server.mood = lambda n: RANDOM.choice(words) if n % 3 == 0 else "ok"
    server.most = 60_000
    sync(server, store, "--timeout", "0.5", "--tries", "50", says=[f"{len(EXPECTED)} statements of"])
    assert server.statements == EXPECTED
    assert server.again > 0, "no answer was lost, so nothing was tried"
    before = server.requests
    sync(server, store, says=["0 statements of 0 events sent, 0 kept back"])
    assert server.requests == before


def guilty(server, store):
    """Bad ones and conflicts are found among the hundreds, named, kept, and never sent again."""
    ids = list(EXPECTED)
    server.bad, server.conflict = {ids[5], ids[300]}, {ids[77]}
    done = sync(server, store, code=1, says=["3 kept back"])
    for i in server.bad:
        assert re.search(rf"refused is statement {i}: 有一条不对 \[E0813\]", done.stderr), done.stderr
    assert re.search(rf"there is another statement {ids[77]}: another is here \[E0814\]", done.stderr), done.stderr
    assert set(EXPECTED) - set(server.statements) == server.bad | server.conflict
    before = server.requests
    sync(server, store, says=["0 kept back"])
    assert server.requests == before
    kept = run("sync", "--to", server.url, "--kept", store=store).stdout.splitlines()
    assert len(kept) == 3 and sum(" conflict " in k for k in kept) == 1 and sum(" refused " in k for k in kept) == 2


def too_large(server, store):
    """Those that are too large even alone are kept back; all others arrive, in smaller requests."""
    size = {i: len(json.dumps(s, ensure_ascii=False, separators=(",", ":")).encode()) for i, s in EXPECTED.items()}
    server.most = max(size.values()) + 1  # with its brackets the largest is one byte too long
    large = {i for i in size if size[i] + 2 > server.most}
    sync(server, store, code=1, says=[f"{len(large)} kept back", *(f"too large is statement {i}" for i in large)])
    assert set(EXPECTED) - set(server.statements) == large


def two_of_one(server, store):
    passed = next(s for s in EXPECTED.values() if s["verb"]["id"].endswith("/passed"))
    server.bad = {passed["id"]}
    sync(server, store, code=1, says=["1 kept back", passed["id"]])
    assert set(EXPECTED) - set(server.statements) == {passed["id"]}


def given_up(server, store):
    """The other side stays away: it says so, and the next sync goes on from there."""
    server.mood = lambda n: "ok" if n <= 2 else "503"
    sync(server, store, "--tries", "3", code=3, says=["answers 503: busy", "[E0710]", "goes on from here"])
    some = len(server.statements)
    assert 0 < some < len(EXPECTED) and server.requests == 5
    server.mood = lambda n: "ok"
    sync(server, store)
    assert server.statements == EXPECTED and server.again == 0


def nobody(server, store):
    wrong = FOLDER / "wrong.txt"
    wrong.write_text("kejian:no\n")
    wrong.chmod(0o600)
    done = run("sync", "--to", server.url, "--auth-file", wrong, "--wait", "0", store=store, code=3,
               says=["does not let us in (401)", "[E0711]"])
    assert server.requests == 1, done.stderr
    for text, mode, what in (("kejian:no", 0o644, "others may read"), ("kejian", 0o600, "one line is wanted"),
                             ("a:b\nc:d", 0o600, "one line is wanted"), (None, 0, "E0902")):
        wrong.unlink(missing_ok=True)
        if text is not None:
            wrong.write_text(text)
            wrong.chmod(mode)
        run("sync", "--to", server.url, "--auth-file", wrong, store=store, code=3, says=[what])
    for to in ("ftp://x/", "lrs.example.com", "https://user:password@lrs.example.com/"):
        run("sync", "--to", to, store=store, code=2, says=["E0901"])
    run("sync", store=store, code=2, says=["give the address"])
    for option in ("--tries", "--wait", "--timeout"):
        for value in ("x", "-1", "1e99", "nan", "3s"):
            run("sync", "--to", server.url, option, value, store=store, code=2, says=["a number from"])
    assert server.requests == 1
    with socket.socket() as free:  # nobody listens there
        free.bind(("127.0.0.1", 0))
        run("sync", "--to", f"http://127.0.0.1:{free.getsockname()[1]}/xapi", "--wait", "0", "--tries", "2",
            store=store, code=3, says=["cannot be reached", "E0710"])


def tls_is_proved(server, store):
    """A certificate that nobody vouches for."""
    import ssl
    key, cert = FOLDER / "key.pem", FOLDER / "cert.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out",
                    cert, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], check=True,
                   capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    url = f"https://localhost:{server.server_address[1]}/xapi"
    args = ["sync", COURSE, "--to", url, "--auth-file", SECRET, "--home", HOME, "--wait", "0", "--tries", "1"]
    run(*args, store=store, code=3, says=["cannot be reached", "certificate"])
    assert not server.statements
    run(*args, "--ca-file", cert, store=store)
    assert server.statements == EXPECTED


def killed(server, store):
    """SIGKILL at any moment: it goes on, and at the end each is there."""
    server.mood = lambda n: "slow"
    kills, most = 0, 0.02
    for _ in range(300):
        child = subprocess.Popen([KEJIAN, "sync", COURSE, "--to", server.url, "--auth-file", SECRET, "--home", HOME],
                                 env=env(store), stderr=subprocess.DEVNULL)
        time.sleep(RANDOM.uniform(0, most))
        most *= 1.03  # until it comes to its end, however busy the machine is
        if child.poll() is None:
            child.send_signal(signal.SIGKILL)
            kills += 1
        if child.wait() == 0:
            break
    else:
        raise AssertionError("never at its end")
    assert kills > 20, kills
    sync(server, store)
    assert server.statements == EXPECTED
    run("events", "verify", store=store)


def later_with_earlier_ids(server, store):
    """Another laptop's events are merged after the first sync: they go as well."""
    events = run("events", "export", store=WHOLE).stdout.splitlines()
    early, late = FOLDER / "early.jsonl", FOLDER / "late.jsonl"
    early.write_text("\n".join(events[:200]) + "\n")
    late.write_text("\n".join(events[200:]) + "\n")
    store.unlink()
    run("events", "import", late, store=store)
    sync(server, store)
    run("events", "import", early, store=store)
    sync(server, store)
    assert set(server.statements) == set(EXPECTED)


WHOLE, SECRET = FOLDER / "whole.db", FOLDER / "secret.txt"
SECRET.write_text(AUTH + "\n")
SECRET.chmod(0o600)
run("play", COURSE, "--headless", "--script", ROOT / "tests/scripts/good-learner.kjs", "--learner", "E00001", "--clock",
    "2026-11-20T09:00:00+08:00", "--seed", "5", store=WHOLE)
EXPECTED = {s["id"]: s for s in json.loads(run("xapi", "export", COURSE, "--home", HOME, store=WHOLE).stdout)}
print("seed", sys.argv[3])
for case in (moods, guilty, too_large, two_of_one, given_up, nobody, tls_is_proved, killed, later_with_earlier_ids):
    lrs, began = Store(), time.monotonic()
    case(lrs, fresh(case.__name__))
    lrs.shutdown()
    print(f"{case.__name__}: {lrs.requests} requests, {time.monotonic() - began:.1f} s")
