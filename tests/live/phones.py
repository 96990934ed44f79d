#!/usr/bin/env python3
"""Two hundred phones, and others that mean no good, on raw sockets.

    tests/live/phones.py LIVE_SERVE
"""
import asyncio
import json
import os
import sys
import tempfile
import time

from serve import Serve

PHONES = 200
failures = []


def check(what, is_so, more=""):
    if not is_so:
        failures.append(what)
        print(f"FAILED: {what} {more}", flush=True)


class Gone(Exception):
    """The other side has closed the connection."""


class Line:
    """One connection, from an address of its own."""

    def __init__(self, serve, source="127.0.0.1"):
        self.serve, self.source, self.writer = serve, source, None

    async def open(self):
        self.reader, self.writer = await asyncio.open_connection(
            self.serve.host, self.serve.port, local_addr=(self.source, 0))

    async def send(self, raw):
        if not self.writer:
            await self.open()
        self.writer.write(raw)
        await self.writer.drain()

    async def answer(self, timeout=40):
        async def read():
            head = await self.reader.readuntil(b"\r\n\r\n")
            lines = head.decode().split("\r\n")
            fields = {k.lower(): v for k, v in (f.split(": ", 1) for f in lines[1:] if f)}
            body = await self.reader.readexactly(int(fields.get("content-length", 0)))
            return int(lines[0].split()[1]), fields, body
        try:
            status, fields, body = await asyncio.wait_for(read(), timeout)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            await self.close()
            raise Gone from error
        if fields.get("connection", "").lower() == "close":
            await self.close()
        return status, fields, body

    async def close(self):
        if self.writer:
            self.writer.close()
            try:
                await self.writer.wait_closed()
            except ConnectionError:
                pass
            self.writer = None

    def request(self, method, path, body=b"", fields=()):
        head = [f"{method} {path} HTTP/1.1", f"Host: {self.serve.host}", *fields]
        if method == "POST":
            head.append(f"Content-Length: {len(body)}")
        return "\r\n".join(head).encode() + b"\r\n\r\n" + body

    async def ask(self, method, path, body=b"", fields=(), timeout=40):
        """As browsers do: a kept connection that was closed meanwhile is opened anew."""
        kept = self.writer is not None
        try:
            await self.send(self.request(method, path, body, fields))
            return await self.answer(timeout)
        except (Gone, ConnectionError):
            await self.close()
            if not kept:
                raise
        await self.send(self.request(method, path, body, fields))
        return await self.answer(timeout)


class Phone:
    def __init__(self, serve, number, source=None):
        self.serve, self.number, self.seq, self.v = serve, number, 0, ""
        self.source = source or f"127.0.{1 + number // 250}.{1 + number % 250}"
        self.posts, self.news = Line(serve, self.source), Line(serve, self.source)
        self.id = os.urandom(16).hex()

    def path(self, what):
        return f"/{self.serve.token}/{what}?client={self.id}"

    def body(self, again=False, **values):
        self.seq += 0 if again else 1
        return json.dumps({"seq": self.seq, **values}).encode()

    async def post(self, what, body, timeout=40):
        status, _, answer = await self.posts.ask("POST", self.path(what), body, timeout=timeout)
        return status, json.loads(answer)

    async def join(self, name=None):
        return await self.post("join", self.body(name=f"E{self.number:05}" if name is None else name))

    async def vote(self, poll, *chosen, again=False):
        return await self.post("vote", self.body(again, poll=poll, chosen=chosen))

    async def state(self, timeout=40):
        status, _, answer = await self.news.ask("GET", self.path("state") + f"&since={self.v}",
                                                timeout=timeout)
        state = json.loads(answer)
        self.v = state.get("v", self.v)
        return status, state

    async def close(self):
        await self.posts.close()
        await self.news.close()


# ---- a class ----

async def once(phone, poll):
    first = phone.number % 4
    return await phone.vote(poll, first), first


async def twice(phone, poll):
    """The same post from two connections at once, and again afterwards."""
    body, other = phone.body(poll=poll, chosen=[1]), Line(phone.serve, phone.source)
    both = await asyncio.gather(phone.posts.ask("POST", phone.path("vote"), body),
                                other.ask("POST", phone.path("vote"), body))
    await other.close()
    check("of two equal posts one is answered with 200, the other not counted again",
          200 in [b[0] for b in both] and all(b[0] in (200, 409) for b in both))
    return await phone.vote(poll, 1, again=True), 1


async def changed(phone, poll):
    status, _ = await phone.vote(poll, 0)
    check("a first vote counts", status == 200)
    return await phone.vote(poll, 3), 3


async def not_waiting(phone, poll):
    """Sends, closes before it hears anything, sends again."""
    await phone.posts.send(phone.posts.request("POST", phone.path("vote"),
                                               phone.body(poll=poll, chosen=[2])))
    await phone.posts.close()
    return await phone.vote(poll, 2, again=True), 2


async def half(phone, poll):
    """Is gone in the middle of its post, then comes back with another choice."""
    whole = phone.posts.request("POST", phone.path("vote"), phone.body(poll=poll, chosen=[0]))
    await phone.posts.send(whole[:-9])
    await phone.posts.close()
    return await phone.vote(poll, 1), 1


async def reloaded(phone, poll):
    """Votes, then opens the page anew: it is told its own vote."""
    answer = await phone.vote(poll, 0)
    await phone.close()
    phone.v = ""
    _, state = await phone.state()
    check("after a reload a phone sees its own vote", state.get("mine") == [0], state)
    return answer, 0


WAYS = [once] * 100 + [twice] * 25 + [changed] * 25 + [not_waiting] * 25 + [half] * 15 \
    + [reloaded] * 10


async def a_class(serve):
    phones = [Phone(serve, i) for i in range(PHONES)]
    joined = await asyncio.gather(*(p.join() for p in phones))
    check("all have joined", all(s == 200 for s, _ in joined), joined[:3])
    check("a phone is told its name", joined[7][1]["name"] == "E00007", joined[7])
    await asyncio.gather(*(p.state() for p in phones))
    waiting = [asyncio.ensure_future(p.state()) for p in phones]
    await asyncio.sleep(0.3)
    check("phones wait for news", not any(w.done() for w in waiting))
    serve.do("question first 4")
    states = [s for _, s in await asyncio.gather(*waiting)]
    check("all see the question", all(s.get("poll") == "first" for s in states))
    check("nothing says the answer or the tally before it is shown",
          all("votes" not in json.dumps(s) and "right" not in json.dumps(s) for s in states))

    async def at_some_time(phone, way):
        await asyncio.sleep(0.9 * phone.number / PHONES)
        return await way(phone, "first")
    begun = time.monotonic()
    answers = await asyncio.gather(*(at_some_time(p, w) for p, w in zip(phones, WAYS)))
    took = time.monotonic() - begun
    check("every vote is acknowledged", all(a[0][0] == 200 for a in answers),
          [a for a in answers if a[0][0] != 200][:3])
    expected = [sum(1 for _, last in answers if last == i) for i in range(4)]
    check("the tally is what was sent", serve.tally() == (PHONES, expected),
          (serve.tally(), expected))
    check("each vote came once, a changed one twice", serve.events()[:2] == [PHONES, PHONES + 25],
          serve.events())
    print(f"{PHONES} phones: all acknowledged {took:.2f} s after the first was sent")

    serve.do("reveal")
    _, state = await phones[0].state()
    check("the answer and the tally come when they are shown",
          [c["votes"] for c in state["choices"]] == expected and state["choices"][2]["right"])
    status, _ = await phones[0].vote("first", 1)
    check("then no vote is taken", status == 410 and serve.tally() == (PHONES, expected))
    await several_and_bounds(serve, phones)
    await not_saved(serve, phones)
    return phones


async def several_and_bounds(serve, phones):
    serve.do("question second 4")
    for chosen, want in (([0, 1], 400), ([4], 400), ([], 400), ([-1], 400), ([0.5], 400),
                         (["0"], 400), ([1e9], 400), ([0], 200)):
        status, _ = await phones[1].vote("second", *chosen)
        check(f"a single choice of {chosen} is answered with {want}", status == want, status)
    check("a vote for another question has no place", (await phones[2].vote("first", 0))[0] == 410)
    serve.do("question third 4 several")
    check("several may be chosen", (await phones[1].vote("third", 3, 1))[0] == 200)
    check("none twice", (await phones[2].vote("third", 1, 1))[0] == 400)
    check("they count", serve.tally() == (1, [0, 1, 0, 1]), serve.tally())
    check("a post that a later one has overtaken is not counted",
          (await phones[1].post("vote", json.dumps(
              {"seq": 3, "poll": "third", "chosen": [0]}).encode()))[0] == 409)


async def not_saved(serve, phones):
    """The phone hears that it counted only when it is saved."""
    serve.do("question fourth 4")
    serve.do("saves no")
    check("what is not saved is not acknowledged", (await phones[3].vote("fourth", 1))[0] == 503)
    serve.do("saves yes")
    check("sent again, it counts", (await phones[3].vote("fourth", 1, again=True))[0] == 200)
    serve.do("saves never")
    slow = asyncio.ensure_future(phones[4].vote("fourth", 2))
    check("what nobody settles is not acknowledged", (await slow)[0] == 503)
    serve.do("saves yes")
    check("what was saved counts, once", serve.tally() == (2, [0, 1, 1, 0]), serve.tally())
    serve.do("question fifth 4")
    serve.do("saves refused")
    check("what the class refuses is gone", (await phones[5].vote("fifth", 1))[0] == 410)
    serve.do("saves yes")


# ---- who means no good ----

async def strangers(serve):
    line = Line(serve, "127.0.9.1")
    t = serve.token
    wrong = ("0" if t[0] != "0" else "1") + t[1:]
    for method, path, want in (
            ("GET", "/", 404), ("GET", f"/{wrong}", 404), ("GET", f"/{t[:-1]}", 404),
            ("GET", f"/{t}x", 404), ("GET", f"/{t.upper()}", 404), ("GET", f"//{t}", 404),
            ("GET", f"/{t}/", 404), ("GET", f"/{t}/..", 404), ("GET", f"/{t}/../{t}", 404),
            ("GET", f"/{t}%00", 404), ("GET", f"/%{ord(t[0]):x}{t[1:]}", 404),
            ("GET", f"/{t}/state%2f", 404), ("GET", "/../../etc/passwd", 404),
            ("GET", f"/{t}/../../etc/passwd", 404), ("GET", "/favicon.ico", 404),
            ("GET", f"/{wrong}/state", 404), ("POST", f"/{wrong}/vote", 404),
            ("HEAD", f"/{t}", 405), ("PUT", f"/{t}/vote", 405), ("DELETE", f"/{t}", 405),
            ("OPTIONS", f"/{t}/join", 405), ("TRACE", f"/{t}", 405), ("GET", f"/{t}/join", 405),
            ("POST", f"/{t}", 405), ("POST", f"/{t}/state", 405), ("BREW", f"/{t}/ask", 405),
            ("GET", f"/{t}/state", 403), ("GET", f"/{t}/state?client={'f' * 32}", 403),
            ("POST", f"/{t}/vote", 400), ("GET", f"/{t}", 200), ("GET", f"/{t}?a=b", 200)):
        await line.send(line.request(method, path))
        if method == "HEAD":
            head = await line.reader.readuntil(b"\r\n\r\n")
            status, fields = int(head.split()[1]), {}
            await line.close()
        else:
            status, fields, _ = await line.answer()
        check(f"{method} {path} is answered with {want}", status == want, status)
    check("the page's policy is strict", "default-src 'none'" in fields["content-security-policy"]
          and "'unsafe" not in fields["content-security-policy"])
    for name, value in (("x-content-type-options", "nosniff"), ("cache-control", "no-store"),
                        ("referrer-policy", "no-referrer")):
        check(f"{name} is set", fields.get(name) == value)
    await line.close()
    for raw, want in ((b"GARBAGE\r\n\r\n", (400, None)), (b"\0" * 64 + b"\r\n\r\n", (400, None)),
                      (f"GET /{t} HTTP/1.1\r\n\r\n".encode(), (400, None)),
                      (b"GET /" + b"a" * 20000 + b" HTTP/1.1\r\n\r\n", (414, 431, 413, None)),
                      (f"GET /{t} HTTP/1.1\r\nHost: a\r\nX: {'y' * 20000}\r\n\r\n".encode(),
                       (431, 413, None)),
                      (f"GET /{t} HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello".encode(),
                       (400, None)),
                      (f"POST /{t}/vote HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                       .encode(), (411, None)),
                      (f"POST /{t}/vote HTTP/1.1\r\nHost: a\r\n\r\n".encode(), (411, None)),
                      (f"POST /{t}/vote HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n".encode(),
                       (400, 413, None)),
                      (f"POST /{t}/vote HTTP/1.1\r\nHost: a\r\nContent-Length: 2049\r\n\r\n".encode(),
                       (413, None))):
        try:
            await line.send(raw)
            status, _, _ = await line.answer(10)
        except (Gone, ConnectionError):
            status = None
        check(f"{raw[:60]} is refused", status in want, status)
        await line.close()


async def hostile_names(serve):
    refused = ["", "   ", "a" * 65, "张" * 22, "x\u0000y", "a\u0007b", "\u202egnp.exe", "a\u2066b",
               "\u200b", "\ufeff", "\u3164", "\u200d", "a\u0085", "x" * 10240, "a\u001b[31m"]
    taken = [("<script>alert(1)</script>", None), ("  张三  ", "张三"), ("a\tb", None), ("O'Hara & \"co\"", None),
             ("=1+1", None), ("{{live.join}}", None), ("\U00020000\U0001F469\u200d\U0001F33E", None)]
    for i, name in enumerate(refused):
        phone = Phone(serve, 1000 + i)
        try:
            status, _ = await phone.join(name)
        except (Gone, ConnectionError):
            status = None
        check(f"no one joins as {name[:20]!r}", status in (400, 413, None), status)
        await phone.close()
    for i, (name, shown) in enumerate(taken):
        phone = Phone(serve, 1100 + i)
        status, said = await phone.join(name)
        check(f"{name!r} joins", status == 200, status)
        check(f"{name!r} stays a line of text",
              said.get("name") == (shown or name.replace("\t", " ")), said)
        await phone.close()
    phone = Phone(serve, 1200)
    for raw in (b"", b"null", b"[]", b"{", b'{"seq":1}', b'{"seq":0,"name":"a"}',
                b'{"seq":1,"name":7}', b'{"seq":1,"name":"a","name":"b"}', b"\xff\xfe",
                b'{"seq":1,"name":"\xc0\xaf"}', b"[" * 2000):
        status, _ = await phone.post("join", raw)
        check(f"{raw[:40]} is no post", status == 400, status)
    await phone.close()


async def asking(serve):
    phone, before = Phone(serve, 1300), serve.events()[2]
    await phone.join("韩川")
    for text, want in (("报价单什么时候给？", 200), ("问" * 201, 400), ("a\n b", 200), ("\u202e", 400)):
        status, _ = await phone.post("ask", phone.body(text=text))
        check(f"asking {text[:10]!r} is answered with {want}", status == want, status)
    check("questions came once", serve.events()[2] == before + 2)
    check("one who asks without end is asked to wait", 429 in
          [(await phone.post("ask", phone.body(text="?")))[0] for _ in range(8)])
    await phone.close()


async def nameless(serve):
    """Of no phone that has joined: its address has a limit, too."""
    line, refused = Line(serve, "127.0.9.9"), 0
    for _ in range(200):
        try:
            refused += (await line.ask("GET", "/none"))[0] == 429
        except (Gone, ConnectionError):
            pass
    await line.close()
    return refused


async def flood(serve):
    """One phone that asks as fast as it can; another is served all the while."""
    loud, other = Phone(serve, 1400), Phone(serve, 1401)
    await loud.join()
    await other.join()
    statuses = []

    async def shout():
        for _ in range(150):
            try:
                statuses.append((await loud.vote("nothing", 0))[0])
            except (Gone, ConnectionError):
                pass
    async def live_on():
        slowest = 0
        for _ in range(10):
            begun = time.monotonic()
            status, _ = await other.vote("nothing", 0)
            check("beside a flood others are answered", status == 410, status)
            slowest = max(slowest, time.monotonic() - begun)
            await asyncio.sleep(0.2)
        return slowest
    slowest = (await asyncio.gather(live_on(), shout()))[0]
    check("a flood gets 429", statuses.count(429) > 90, statuses.count(429))
    check("others wait no longer", slowest < 1, slowest)
    refused = sum(await asyncio.gather(*(nameless(serve) for _ in range(10))))
    check("an address that floods gets 429", refused > 300, refused)
    await loud.close()
    await other.close()


async def ten_megabytes(serve):
    before, phone = serve.figures()[3], Phone(serve, 1500)
    await phone.join()
    for _ in range(20):
        line, status = Line(serve, phone.source), None
        try:
            await line.send(line.request("POST", phone.path("ask"))[:-22] +
                            b"Content-Length: 10485760\r\n\r\n")
            for _ in range(160):
                await line.send(b"x" * 65536)
        except ConnectionError:
            pass
        try:
            status, _, _ = await line.answer(5)
        except (Gone, ConnectionError, AttributeError):
            pass
        check("10 MB are not taken", status in (413, 429, None), status)
        await line.close()
    grown = serve.figures()[3] - before
    # The sanitizer keeps freed memory for a while.
    check("10 MB do not stay in memory", grown < 4096, f"{grown} KiB")
    check("its phone may go on", (await phone.post("ask", phone.body(text="?")))[0] in (200, 429))
    await phone.close()


async def stall(serve):
    """Half a request, and a byte now and then: cut off."""
    async def silent():
        line = Line(serve, "127.0.9.2")
        await line.send(f"POST /{serve.token}/vote HTTP/1.1\r\nHost: a\r\n".encode())
        return await line.reader.read()

    async def drop_by_drop():
        line = Line(serve, "127.0.9.3")
        await line.send(b"GET /")
        try:
            for _ in range(40):
                await asyncio.sleep(0.7)
                await line.send(b"x")
        except ConnectionError:
            return True
        return False
    begun = time.monotonic()
    _, cut = await asyncio.gather(asyncio.wait_for(silent(), 30), drop_by_drop())
    check("who stalls is cut off", time.monotonic() - begun < 25)
    check("who sends drop by drop is cut off", cut)


async def crowd(serve):
    """Hundreds of connections that say nothing keep nobody out."""
    idle = [Line(serve, f"127.0.8.{1 + i % 2}") for i in range(800)]

    async def come(line):
        try:
            await line.open()
        except OSError:
            pass
    await asyncio.gather(*(come(i) for i in idle))
    phone = Phone(serve, 1600)
    begun = time.monotonic()
    status, _ = await phone.join()
    check("a phone comes in past idle connections", status == 200, status)
    print(f"a crowd of {len(idle)} idle connections: joined after {time.monotonic() - begun:.1f} s")
    await phone.close()
    for i in idle:
        await i.close()


async def one_wait(serve):
    """A phone waits once for news: of two waits the older ends."""
    phone, other = Phone(serve, 1700), Line(serve, "127.0.9.4")
    await phone.join()
    await phone.state()
    older = asyncio.ensure_future(phone.state())
    await asyncio.sleep(0.1)
    newer = asyncio.ensure_future(other.ask("GET", phone.path("state") + f"&since={phone.v}"))
    check("the older wait ends", (await older)[0] == 409)
    serve.do("countdown 90")
    status, _, body = await newer
    state = json.loads(body)
    check("the newer one has the news", status == 200 and state["page"] == "countdown")
    check("how much time is left", 85000 < state["left"] <= 90000, state)
    await other.close()
    await phone.close()


# ---- all of it ----

async def restarted(program, folder):
    """Killed after it saved, before it said so: the same vote, sent again, counts once."""
    log = os.path.join(folder, "log")
    serve = Serve(program, "--log", log)
    phone = Phone(serve, 1)
    await phone.join("姚敏")
    serve.do("question q 4")
    await phone.vote("q", 1)
    serve.do("saves never")  # saved, and nobody is told
    vote = phone.body(poll="q", chosen=[2])
    await phone.posts.send(phone.posts.request("POST", phone.path("vote"), vote))
    while serve.events()[1] < 2:
        await asyncio.sleep(0.02)
    serve.kill()
    await phone.close()
    again = Serve(program, "--log", log, "--token", serve.token,
                  "--bind", f"{serve.host}:{serve.port}")
    status, _ = await phone.post("vote", vote)
    check("a class that began anew asks who it is", status == 403, status)
    await phone.join("姚敏")
    check("before it has said where it is a vote has to wait",
          (await phone.post("vote", vote))[0] == 503)
    again.do("question q 4")
    status, _ = await phone.post("vote", vote)
    check("the phone joins again, and its vote is acknowledged", status == 200, status)
    check("… and counts once", again.tally() == (1, [0, 0, 1, 0]), again.tally())
    with open(log, encoding="utf-8") as lines:
        check("… and was saved once", sum(line.startswith("voted") for line in lines) == 2)
    waiting = asyncio.ensure_future(phone.state())
    await waiting
    waiting = asyncio.ensure_future(phone.state())
    await asyncio.sleep(0.2)
    begun = time.monotonic()
    check("it ends in order", again.end() == 0)
    check("… at once, though a phone waits", time.monotonic() - begun < 3)
    try:
        status = (await waiting)[0]
    except Gone:
        status = None
    check("… which hears of it", status == 410, status)
    await phone.close()


async def main(program):
    serve = Serve(program)
    before = serve.figures()
    stalled = asyncio.ensure_future(stall(serve))  # beside all that follows
    phones = await a_class(serve)
    await strangers(serve)
    await hostile_names(serve)
    await asking(serve)
    await one_wait(serve)
    await asyncio.gather(flood(serve), ten_megabytes(serve))
    await crowd(serve)
    await stalled
    serve.do("question last 4")
    answers = await asyncio.gather(*(p.vote("last", p.number % 4) for p in phones))
    check("after all that the class votes as before", all(s == 200 for s, _ in answers),
          [a for a in answers if a[0] != 200][:3])
    check("… and every vote counts", serve.tally() == (PHONES, [PHONES // 4] * 4), serve.tally())
    await asyncio.gather(*(p.close() for p in phones))
    await asyncio.sleep(1)
    after = serve.figures()
    check("no descriptor is left over", after[4] == before[4], (before, after))
    print(f"memory {before[3]} KiB before, {after[3]} KiB after; {after[1]} requests")
    check("it ends in order", serve.end() == 0)
    with tempfile.TemporaryDirectory() as folder:
        await restarted(program, folder)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    asyncio.run(main(sys.argv[1]))
    print("phones:", f"{len(failures)} failed" if failures else "ok")
    sys.exit(1 if failures else 0)
