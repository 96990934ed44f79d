#!/usr/bin/env python3
"""The page for phones in a real browser: Chromium, driven through chromedriver's WebDriver.

    tests/live/browser.py LIVE_SERVE [FOLDER]     FOLDER: pictures of every page
"""
import base64
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from serve import Serve

failures = []


def check(what, is_so, more=""):
    if not is_so:
        failures.append(what)
        print(f"FAILED: {what} {more}", flush=True)


class Browser:
    """One Chromium of a phone's size with a profile of its own."""

    def __init__(self, folder):
        options = ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                   "--disable-background-networking", "--disable-component-update",
                   "--hide-scrollbars", f"--user-data-dir={folder}/profile"]
        if os.geteuid() == 0:
            options.append("--no-sandbox")
        self.log = open(f"{folder}/driver.log", "w+", encoding="utf-8")
        self.driver, self.session = None, None
        try:
            self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE,
                                           stderr=self.log, text=True, start_new_session=True,
                                           env={**os.environ, "HOME": folder, "LANG": "C.UTF-8"})
            port = None
            while not port:
                line = self.driver.stdout.readline()
                if not line:
                    raise OSError(f"chromedriver ended with {self.driver.wait()}")
                port = re.search(r"started successfully on port (\d+)", line)
            self.base = f"http://127.0.0.1:{port.group(1)}/session"
            made = self.call("POST", "", {"capabilities": {"alwaysMatch": {
                "goog:loggingPrefs": {"browser": "ALL"},
                "goog:chromeOptions": {"binary": "/usr/bin/chromium", "args": options,
                                       "mobileEmulation": {"deviceMetrics": {
                                           "width": 390, "height": 844, "pixelRatio": 2,
                                           "touch": True}}}}}})
            self.session = made["sessionId"]
        except (OSError, KeyError) as error:
            self.close()
            raise SystemExit(f"Chromium does not start: {error}\n"
                             "(packages chromium and chromium-driver are needed)") from error

    def call(self, method, path, body=None, timeout=20):
        url = self.base + (f"/{self.session}{path}" if self.session else path)
        data = None if method != "POST" else json.dumps(body or {}).encode()
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"},
                                         method=method)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise OSError(f"{path}: {error.read().decode()[:400]}") from error

    def close(self):
        try:
            if self.session:
                self.call("DELETE", "", timeout=5)
        except OSError:
            pass
        if self.driver:
            try:
                os.killpg(self.driver.pid, signal.SIGKILL)  # it and its browser, nothing else
            except ProcessLookupError:
                pass
            self.driver.wait()
            self.driver.stdout.close()
        self.log.close()

    def go(self, url):
        self.call("POST", "/url", {"url": url})

    def js(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def devtools(self, command, **parameters):
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def element(self, selector):
        return next(iter(self.call("POST", "/element", {"using": "css selector",
                                                        "value": selector}).values()))

    def tap(self, selector):
        self.call("POST", f"/element/{self.element(selector)}/click")

    def type(self, selector, text):
        self.call("POST", f"/element/{self.element(selector)}/value", {"text": text})

    def clear(self, selector):
        self.call("POST", f"/element/{self.element(selector)}/clear")

    def until(self, what, script, timeout=8):
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            if self.js(f"return {script}"):
                return
            time.sleep(0.03)
        check(what, False, self.js("return document.body.getAttribute('data-page') + ': ' + "
                                   "document.body.innerText"))

    def page(self, name, timeout=8):
        self.until(f"the page {name} comes",
                   f"document.body.getAttribute('data-page') === '{name}'", timeout)


FITS = """
var bad = [], page = document.documentElement;
if (page.scrollWidth > window.innerWidth) bad.push('wider than the screen');
[].forEach.call(document.querySelectorAll('button, input, textarea'), function (e) {
  var r = e.getBoundingClientRect();
  if (r.width && r.height < 56) bad.push(e.id + ' is ' + r.height + ' high');
  if (r.width && (r.left < 0 || r.right > window.innerWidth)) bad.push(e.id + ' leaves the screen');
});
[].forEach.call(document.querySelectorAll('h1, p, li, button, span'), function (e) {
  if (e.offsetWidth && e.scrollWidth > e.clientWidth + 1 && e.clientWidth)
    bad.push('cut off: ' + e.textContent);
});
return bad;
"""


class Test:
    def __init__(self, browser, folder):
        self.browser, self.folder = browser, folder

    def look(self, name):
        """In two sizes, by day and by night: nothing is cut off; keeps a picture of each."""
        for width, height, scheme in ((390, 844, "light"), (320, 568, "light"), (390, 844, "dark")):
            self.browser.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height,
                                  deviceScaleFactor=2, mobile=True)
            self.browser.devtools("Emulation.setEmulatedMedia", features=[
                {"name": "prefers-color-scheme", "value": scheme}])
            bad = self.browser.js(FITS)
            check(f"{name} fits {width} x {height}", not bad, bad)
            if self.folder:
                picture = base64.b64decode(self.browser.call("GET", "/screenshot"))
                Path(self.folder, f"{name}-{width}-{scheme}.png").write_bytes(picture)

    def joins(self, serve):
        b = self.browser
        b.go(serve.url)
        b.page("join")
        self.look("join")
        b.tap("#enter")
        b.until("an empty name is refused", "document.getElementById('join-bad').offsetHeight > 0")
        b.type("#name", " E00123 ")
        b.tap("#enter")
        b.page("wait")
        check("one has joined", serve.figures()[0] == 1)
        serve.do("wait")  # with a question of the room that was released
        b.until("a question of the room is read", "/报价单/.test(document.body.innerText)")
        self.look("wait")

    def answers(self, serve):
        b = self.browser
        serve.do("question first 4")
        b.page("vote")
        check("nothing can be sent before a choice", b.js(
            "return document.getElementById('submit').disabled"))
        b.tap("#choices li:nth-child(3) button")
        self.look("question")
        b.tap("#submit")
        b.until("it is told that it counted", "/收到了/.test(document.body.innerText)")
        self.look("sent")
        check("it counted", serve.tally() == (1, [0, 0, 1, 0]), serve.tally())
        b.tap("#change")
        b.page("vote")
        check("its choice is remembered", b.js(
            "return document.querySelectorAll('.picked').length") == 1)
        b.tap("#choices li:nth-child(2) button")
        b.tap("#submit")
        b.until("it is told again", "/收到了/.test(document.body.innerText)")
        check("the change counted in its place", serve.tally() == (1, [0, 1, 0, 0]), serve.tally())

    def loses_the_connection(self, serve, again):
        """The server is gone; a choice made meanwhile arrives when it is back."""
        b = self.browser
        serve.do("question second 4")
        b.page("vote")
        serve.kill()
        b.tap("#choices li:nth-child(4) button")
        b.tap("#submit")
        b.until("it says that the connection is lost",
                "document.getElementById('net').offsetHeight > 0")
        b.until("it does not say that it counted", "!/收到了/.test(document.body.innerText)")
        self.look("offline")
        b.js("location.reload()")  # the page is gone with the server, its choice is not
        serve = again()
        serve.do("question second 4")
        b.go(serve.url)
        b.until("what was chosen without a connection counts in the end",
                "/收到了/.test(document.body.innerText)", 12)
        check("it counted once", serve.tally() == (1, [0, 0, 0, 1]), serve.tally())
        b.until("it no longer says that the connection is lost",
                "document.getElementById('net').offsetHeight === 0")
        b.go(serve.url)
        b.page("sent")
        check("after a reload it is as before", serve.tally() == (1, [0, 0, 0, 1]))
        return serve

    def drops_and_comes_back(self, serve, again):
        """The server is gone and back while the page stays open."""
        b = self.browser
        serve.kill()
        b.until("it notices", "document.getElementById('net').offsetHeight > 0")
        serve = again()
        serve.do("question third 4 several")
        b.page("vote", 12)
        b.tap("#choices li:nth-child(1) button")
        b.tap("#choices li:nth-child(4) button")
        self.look("several")
        b.tap("#submit")
        b.page("sent")
        b.until("it counts there", "/收到了/.test(document.body.innerText)")
        check("both choices count", serve.tally() == (1, [1, 0, 0, 1]), serve.tally())
        return serve

    def asks(self, serve):
        b = self.browser
        b.type("#ask-text", "报价之前，\n怎么知道谁来评估？")
        b.tap("#ask-send")
        b.until("the question is with the instructor",
                "/已经交给老师/.test(document.body.innerText)")
        check("it came once", serve.events()[2] == 1)
        self.look("asked")

    def sees(self, serve):
        b = self.browser
        serve.do("reveal")
        b.page("result")
        check("the right answer is marked by a word", b.js(
            "return /正确/.test(document.querySelector('.right').innerText)"))
        check("its own choice is, too", "你选的" in b.js("return document.body.innerText"))
        self.look("result")
        serve.do("play turn-1 3")
        b.page("vote")
        self.look("play")
        serve.do("over")
        b.page("sent")
        self.look("over")
        serve.do("countdown 95")
        b.page("countdown")
        check("what to do in the end is not said before", b.js(
            "return document.getElementById('clock-text').offsetHeight") == 0)
        b.until("time runs", "document.getElementById('clock').innerText === '1:34'")
        self.look("countdown")

    def is_closed(self, serve):
        """Another class has the address: the page of this one is over."""
        b = self.browser
        other = Serve(sys.argv[1], "--bind", f"{serve.host}:{serve.port}", "--lang", "en")
        b.until("it is told that class is over", "document.body.getAttribute('data-page') === 'ended'",
                12)
        self.look("ended")
        b.go(other.url)
        b.page("join")
        check("the other class does not know who it is", b.js(
            "return document.getElementById('name').value") == "")
        check("it is in its language", b.js("return document.documentElement.lang") == "en")
        self.look("join-en")
        b.type("#name", "<b>Anna</b> & \"co\"")
        b.tap("#enter")
        b.page("wait")
        check("a name is text", "<b>Anna</b> & \"co\"" in b.js("return document.body.innerText"))
        self.look("wait-en")
        check("it ends in order", other.end() == 0)


def main(program, pictures):
    signal.alarm(100)  # whatever hangs, this test does not
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        log = f"{folder}/log"
        serve = Serve(program, "--log", log)

        def again():
            return Serve(program, "--log", log, "--token", serve.token,
                         "--bind", f"{serve.host}:{serve.port}")
        browser = None
        try:
            browser = Browser(folder)
            test = Test(browser, pictures)
            test.joins(serve)
            test.answers(serve)
            serve = test.loses_the_connection(serve, again)
            serve = test.drops_and_comes_back(serve, again)
            test.asks(serve)
            test.sees(serve)
            check("it ends in order", serve.end() == 0)
            test.is_closed(serve)
            for entry in browser.call("POST", "/se/log", {"type": "browser"}):
                check("the browser has nothing to complain of but the network",
                      entry["source"] == "network", entry)
        except OSError as error:
            check("the browser can be driven", False, error)
        finally:
            if browser:
                browser.close()
            if serve.process.poll() is None:
                serve.kill()
    print(f"browser: {time.monotonic() - begun:.1f} s")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else None)
    print("browser:", f"{len(failures)} failed" if failures else "ok")
    sys.exit(1 if failures else 0)
