#!/usr/bin/env python3
"""Measures what the design promises, each line with its floor, both in this one run.

    tools/bench/run.py [--quick]

Builds the release with its benches, then drives real windows under virtual screens of 1920 × 1080
and 3840 × 2160 with SDL's software renderer.  A line is: what, ours, the floor, the ratio, the goal, met or not.
Exit 1 when a goal is not met.
"""
import asyncio
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/release"
BIN = BUILD / "tools/bench"
COURSE = "courses/key-account"
sys.path.insert(0, str(ROOT / "tests/live"))
from phones import Gone, Phone  # noqa: E402
from serve import Address  # noqa: E402
QUICK = "--quick" in sys.argv
ROUNDS = 3 if QUICK else 7
lines = []


def line(what, ours, floor, goal, unit="ms", form="{:.2f}"):
    ratio = ours / floor if floor else 0
    met = ratio <= goal
    lines.append(met)
    print(f"{what:<46} {form.format(ours):>9} {unit:<4} floor {form.format(floor):>9}   "
          f"{ratio:6.2f} ×   goal ≤ {goal:g}   {'met' if met else 'NOT MET'}", flush=True)


def run(*command, env=None):
    done = subprocess.run([str(c) for c in command], cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(str(c) for c in command)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def build():
    run("cmake", "--preset", "release", "-DKJ_BENCH=ON")
    run("cmake", "--build", "--preset", "release")


FRAME_MS = 1000 / 60


class Screen:
    """A virtual screen, ours alone."""

    def __init__(self, size="1920x1080"):
        self.size = size

    def __enter__(self):
        number = next(n for n in range(90, 200) if not Path(f"/tmp/.X11-unix/X{n}").exists())
        self.xvfb = subprocess.Popen(
            ["Xvfb", f":{number}", "-screen", "0", f"{self.size}x24", "-nolisten", "tcp", "-noreset"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.env = dict(os.environ, DISPLAY=f":{number}")
        while not Path(f"/tmp/.X11-unix/X{number}").exists():
            time.sleep(0.05)
        return self

    def __exit__(self, *_):
        self.xvfb.terminate()
        self.xvfb.wait()

    def measure(self, *command, key="Right", turns=22, idle=0, more=()):
        return json.loads(run(BIN / "bench_screen", *more, "--key", key, "--turns", turns, "--idle", idle,
                              "--", *command, env=self.env))


def player(folder, name, at="p2-title", size="1920x1080", course=COURSE):
    """The program at a slide of a fresh store, so that nothing is resumed."""
    return [BUILD / "kejian", "play", course, "--store", Path(folder) / f"{name}.db", "--learner", "B1",
            "--window", size, "--reduced-motion", "--at", at]


def evict(command, *others):
    """Drops what the command reads from the page cache."""
    files = [command[0]]
    for row in run("ldd", command[0]).splitlines():
        files += [part for part in row.split() if part.startswith("/")]
    files += [str(p) for p in Path("/usr/share/fonts/opentype/noto").glob("*.ttc")]
    files += [str(p) for p in (ROOT / COURSE).rglob("*") if p.is_file()]
    for file in [*files, *others]:
        with open(file, "rb") as f:
            os.posix_fadvise(f.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def screens(folder):
    page, one = [BIN / "bench_floor", "page"], [BIN / "bench_floor", "line"]
    with Screen() as screen:
        warm = {"ours": [], "page": []}
        cold = {"ours": [], "page": []}
        for r in range(ROUNDS):
            for name, command in (("page", page), ("ours", player(folder, f"warm{r}"))):
                warm[name].append(screen.measure(*command, turns=1)["start_ms"])
            for name, command in (("page", page), ("ours", player(folder, f"cold{r}"))):
                evict(command)
                cold[name].append(screen.measure(*command, turns=1)["start_ms"])
        med = statistics.median
        line("start: exec to the first painted slide, warm", med(warm["ours"]), med(warm["page"]), 1.5)
        line("start: the same, cold page cache", med(cold["ours"]), med(cold["page"]), 1.5)

        turn = {"ours": [], "page": [], "line": [], "jump": []}
        last = None
        for r in range(ROUNDS):
            turn["line"].append(screen.measure(*one, turns=22))
            turn["page"].append(screen.measure(*page, turns=22))
            last = screen.measure(*player(folder, f"turn{r}", "open-cover"), turns=22, idle=2)
            turn["ours"].append(last)
            turn["jump"].append(screen.measure(*player(folder, f"jump{r}"), key="Escape,Return", turns=22))
        of = lambda name, key: med([m[key] for m in turn[name]])
        line("turn: key to pixels, next page prepared, p50", of("ours", "turn_p50_ms"), of("line", "turn_p50_ms"), 2)
        line("turn: the same, p95", of("ours", "turn_p95_ms"), of("line", "turn_p50_ms"), 3)
        line("jump: key to pixels, another page, p50", of("jump", "turn_p50_ms"), of("page", "turn_p50_ms"), 0.6)
        line("memory after 22 turns (PSS)", of("ours", "pss_kib") / 1024, of("page", "pss_kib") / 1024, 2.5, "MiB", "{:.1f}")
        wakeups = of("ours", "wakeups_per_s")
        lines.append(wakeups == 0)
        print(f"{'idle: wake-ups a second':<46} {wakeups:>9.2f} {'':<4} {'':<15}   {'':>8}   "
              f"goal   0   {'met' if wakeups == 0 else 'NOT MET'}", flush=True)
        missed = sum(m["missed"] for m in turn["ours"] + turn["jump"])
        if missed:
            lines.append(False)
            print(f"{missed} keys changed nothing on the screen: NOT MET")


def large_screen(folder):
    """Four times the pixels: the frames of a 60 Hz screen are the floor."""
    size = "3840x2160"
    turn, jump = [], []
    with Screen(size) as screen:
        for r in range(ROUNDS):
            turn.append(screen.measure(*player(folder, f"4k-turn{r}", "open-cover", size), turns=22))
            jump.append(screen.measure(*player(folder, f"4k-jump{r}", size=size),
                                       key="Escape,Return", turns=22))
    p95 = lambda rows: statistics.median(row["turn_p95_ms"] for row in rows)
    line("3840 × 2160: turn, next page prepared, p95", p95(turn), FRAME_MS, 1)
    line("3840 × 2160: jump to another page, p95", p95(jump), FRAME_MS, 2)
    missed = sum(row["missed"] for row in turn + jump)
    if missed:
        lines.append(False)
        print(f"{missed} keys changed nothing on the large screen: NOT MET")


def long_record(folder):
    """Ten thousand answers deep: as quick to start, and to turn a page, as on the first day."""
    bundle, deep = Path(folder) / "deep.jsonl", Path(folder) / "deep.db"
    run("python3", ROOT / "tools/bench/gen_record.py", COURSE, 10000, bundle)
    run(BUILD / "kejian", "events", "import", "--store", deep, bundle)
    def play(store):
        return [BUILD / "kejian", "play", COURSE, "--store", store, "--learner", "D1",
                "--window", "1920x1080", "--reduced-motion"]
    fresh, long, turn = [], [], []
    with Screen() as screen:
        screen.measure(*play(deep), turns=1)  # the first start after an import reads it all
        for r in range(2 * ROUNDS):
            fresh.append(screen.measure(*play(Path(folder) / f"fresh{r}.db"), turns=1)["start_ms"])
            row = screen.measure(*play(deep), key="Escape,Return", turns=12)
            long.append(row["start_ms"])
            turn.append(row["turn_p95_ms"])
    line("start with 10,000 answers, beside an empty store", statistics.median(long),
         statistics.median(fresh), 1.2)
    line("a key press there, p95, beside one 60 Hz frame", statistics.median(turn), FRAME_MS, 1)


def who_learns(folder):
    """Forty learners, and one with a PIN: the page that asks stands as soon as an empty store's first."""
    folder = Path(folder)
    roster, pin, script = folder / "roster.csv", folder / "pin.db", folder / "pin.kjs"
    roster.write_text("工号,姓名,部门\n" + "".join(f"E{n},学员{n},第{n % 5}部\n" for n in range(40)))
    run(BUILD / "kejian", "learners", "import", roster, "--store", folder / "who.db")
    pad = "".join(f"click digit:{d}\n" for d in "4711") + "click submit\n"
    script.write_text(f"click screen:settings\nclick pin:set\n{pad}{pad}")
    run(BUILD / "kejian", "play", COURSE, "--headless", "--store", pin, "--learner", "E1", "--script", script)
    def play(store, *more):
        return [BUILD / "kejian", "play", COURSE, "--store", store, "--window", "1920x1080", "--reduced-motion", *more]
    took = {"empty": [], "who": [], "pin": []}
    with Screen() as screen:
        for r in range(2 * ROUNDS):
            for name, command in (("empty", play(folder / f"nobody{r}.db", "--learner", "E1")),
                                  ("who", play(folder / "who.db")),
                                  ("pin", play(pin, "--learner", "E1"))):
                took[name].append(screen.measure(*command, key="Tab", turns=1)["start_ms"])
    med = {name: statistics.median(times) for name, times in took.items()}
    line("start to who learns, of 40, beside an empty store", med["who"], med["empty"], 1.2)
    line("start to a learner's PIN, beside the same", med["pin"], med["empty"], 1.2)


def packed(folder):
    """The course in one file: as quick to start as from its folder, and it needs no other fonts."""
    pack = Path(folder) / "course.kej"
    run(BUILD / "kejian", "pack", COURSE, "-o", pack)
    warm, cold = {"folder": [], "pack": []}, {"folder": [], "pack": []}
    with Screen() as screen:
        for r in range(2 * ROUNDS):
            for name, course in (("folder", COURSE), ("pack", pack)):
                warm[name].append(screen.measure(*player(folder, f"{name}{r}", course=course), turns=1)["start_ms"])
        for r in range(ROUNDS):
            for name, course in (("folder", COURSE), ("pack", pack)):
                command = player(folder, f"{name}-cold{r}", course=course)
                evict(command, pack)
                cold[name].append(screen.measure(*command, turns=1)["start_ms"])
    med = statistics.median
    line("start from a pack, beside the folder, warm", med(warm["pack"]), med(warm["folder"]), 1.05)
    line("start: the same, cold page cache", med(cold["pack"]), med(cold["folder"]), 1.05)
    megabytes = pack.stat().st_size / 1e6
    line("the pack's size, beside what is allowed", megabytes, 12, 1, "MB", "{:.1f}")


def courses(folder):
    big = Path(folder) / "big"
    run("python3", ROOT / "tools/bench/gen_course.py", "10000", big)
    m = json.loads(run(BIN / "bench_load", big, ROUNDS))
    line(f"load {m['slides']} slides, {m['bytes'] / 1e6:.1f} MB", m["load_ms"], m["cjson_ms"], 2)
    line("memory that it holds, beside its bytes", m["held_bytes"] / 1e6, m["bytes"] / 1e6, 3, "MB")
    took = []
    for _ in range(ROUNDS):
        begun = time.monotonic()
        run(BUILD / "kejian", "check", big)
        took.append((time.monotonic() - begun) * 1e3)
    line("check the same (the whole command)", statistics.median(took), m["cjson_ms"], 4)


def disk(folder):
    m = json.loads(run(BIN / "bench_append", folder, 200 if QUICK else 1000))
    line("one answer on disk, p50", m["append_p50_ms"], m["floor_p50_ms"], 1.5, form="{:.3f}")


def layout():
    m = json.loads(run(BIN / "bench_layout", "--json"))
    line("layout of the same paragraphs again, warm", m["warm_us"], m["floor_us"], 0.35, "µs")
    line("re-flow at a new width", m["reflow_us"], m["floor_us"], 0.1, "µs")
    rows = {row["name"]: row for row in map(json.loads, run(BIN / "bench_layout_pango").splitlines())}
    for name, what in (("warm", "re-flow at a new width, beside PangoLayout"),
                       ("cold", "first layout of a long text, beside Pango")):
        line(what, rows[name]["ours_us"], rows[name]["pango_us"], rows[name]["goal"], "µs")


class TwoScreens(Screen):
    """A laptop's panel and, to the right of it, what the room sees."""

    def __init__(self, room, panel=(1440, 900)):
        self.room, self.panel = room, panel
        super().__init__(f"{panel[0] + room[0]}x{max(panel[1], room[1])}")

    def __enter__(self):
        super().__enter__()
        for name, (w, h), x, output in (("A", self.panel, 0, "screen"), ("B", self.room, self.panel[0], "none")):
            run("xrandr", "--setmonitor", name, f"{w}/300x{h}/200+{x}+0", output, env=self.env)
        return self

    def advance(self, folder, name, turns):
        command = [BUILD / "kejian", "present", COURSE, "--store", Path(folder) / f"{name}.db", "--learner", "B1"]
        region = f"{self.room[0]}x{self.room[1]}+{self.panel[0]}+0"
        # Three keys by turns: the same one within 150 ms would be its bounce.
        return self.measure(*command, key="Next,Right,space", turns=turns, idle=3,
                            more=("--region", region, "--rewind", "Home,190"))


def classroom(folder):
    """A clicker's key until the room's screen has changed, with the console on the other."""
    turns = 200 if QUICK else 1000
    for what, room, panel, most in (("1920 × 1080", (1920, 1080), (1440, 900), FRAME_MS),
                                    ("two of 3840 × 2160", (3840, 2160), (3840, 2160), 33)):
        with TwoScreens(room, panel) as screen:
            m = screen.advance(folder, f"class-{room[0]}", turns)
        line(f"class, {what}: key to the room's pixels, p50", m["turn_p50_ms"], most, 1)
        line(f"class, {what}: the same, p99", m["turn_p99_ms"], most, 1)
        line(f"class, {what}: the slowest of {m['turns']}", m["turn_max_ms"], most, 2 if most == FRAME_MS else 1)
        if m["missed"]:
            lines.append(False)
            print(f"{m['missed']} keys changed nothing on the room's screen: NOT MET")
    if not QUICK:  # eight hours: it fails by itself where memory has grown or a descriptor is left over
        print(run(BUILD / "tests/present/present_long_test", 20000, 500, 200).strip())


class Phones:
    """Two hundred of them, all of which answer the question that is on in each second.  In a room they
    are no work for the presenter's computer: here they yield to everything else."""
    COUNT = 200

    def __init__(self, told):
        self.told, self.votes, self.end = told, multiprocessing.Value("i"), multiprocessing.Event()
        self.process = multiprocessing.Process(target=self.run)

    def run(self):
        os.nice(19)
        asyncio.run(self.answer())

    async def one(self, address, number):
        phone, turn = Phone(address, number), 0
        try:
            await phone.join(f"P{number}")
            _, state = await phone.state()
            while state.get("page") != "question":
                _, state = await phone.state()
            began = time.monotonic() + number / self.COUNT
            while not self.end.is_set():
                await asyncio.sleep(max(0.0, began + turn - time.monotonic()))
                status, _ = await phone.vote(state["poll"], turn % 2)
                self.votes.value += status == 200
                turn += 1
        except (Gone, OSError):
            pass  # the class is over
        await phone.close()

    def url(self):
        """Where the page is, once the program has said it."""
        said = self.told.read_text() if self.told.exists() else ""
        return next((json.loads(text)["live"] for text in said.split("\n")[:-1] if text.startswith('{"live"')), None)

    async def answer(self):
        while not self.url():
            await asyncio.sleep(0.02)
        address = Address(self.url())
        await asyncio.gather(*(self.one(address, number) for number in range(self.COUNT)))

    def __enter__(self):
        self.process.start()
        return self

    def __exit__(self, *_):
        self.end.set()
        self.process.join()


def phones(folder):
    """The presenter's keys while two hundred phones answer in each second, beside the same without."""
    turns = 70 if QUICK else 334

    def presses(screen, name):
        command = ["sh", "-c", 'out=$1; shift; exec "$@" > "$out"', "present", Path(folder) / f"{name}.txt",
                   BUILD / "kejian", "present", COURSE, "--store", Path(folder) / f"{name}.db", "--learner", "B1",
                   "--live=127.0.0.1", "--trace"]
        more = ("--region", f"{screen.room[0]}x{screen.room[1]}+{screen.panel[0]}+0", "--before", "v,Return")
        m = screen.measure(*command, key="b,w", turns=turns, more=more)
        if m["missed"]:
            lines.append(False)
            print(f"{m['missed']} keys changed nothing on the room's screen: NOT MET")
        return m["turn_p99_ms"]

    alone, crowded, votes = [], [], 0
    with TwoScreens((1920, 1080)) as screen:
        for turn in range(3):  # by turns: what else the machine does meets both
            alone.append(presses(screen, f"alone-{turn}"))
            with Phones(Path(folder) / f"crowded-{turn}.txt") as crowd:
                crowded.append(presses(screen, f"crowded-{turn}"))
            votes += crowd.votes.value
    line("class, 200 phones answering: key to the room's pixels, p99", statistics.median(crowded),
         statistics.median(alone), 1.2)
    print(f"{votes} votes were acknowledged meanwhile")
    if votes < 3 * Phones.COUNT:
        lines.append(False)
        print("hardly a phone was answered: NOT MET")


def main():
    build()
    print("floors: SDL2 + SDL2_ttf drawing one line / a whole page, cJSON_Parse, hb_shape,\n"
          "PangoLayout, append of 4 KB + fdatasync, a frame at 60 Hz; all in this run, medians\n")
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        screens(folder)
        packed(folder)
        large_screen(folder)
        classroom(folder)
        phones(folder)
        long_record(folder)
        who_learns(folder)
        layout()
        courses(folder)
        disk(folder)
    print("\nall goals are met" if all(lines) else "\nnot all goals are met")
    sys.exit(0 if all(lines) else 1)


main()
