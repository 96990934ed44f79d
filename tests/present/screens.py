"""An X server with two monitors, which can be unplugged and plugged, and what is on them."""
import mmap
import os
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from with_display import display  # noqa: E402

LAPTOP = (1920, 1080, 0, 0)
PROJECTOR = (1280, 800, 1920, 0)


class Screens:
    """The laptop's panel A and the projector B on one desktop of a loud colour."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="kejian-screens-")
        self.server, name = display("3200x1080", "-fbdir", self.folder.name)
        self.env = dict(os.environ, DISPLAY=name)
        self.run("xsetroot", "-solid", "#ff00ff")
        self.run("xrandr", "--setmonitor", "A", "1920/500x1080/300+0+0", "screen")
        self.plug()
        with open(f"{self.folder.name}/Xvfb_screen0", "rb") as file:
            self.memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        # The head of an X window dump (XWDFile.h): its own size, …, bytes a row, …, colours.
        head = struct.unpack(">25I", self.memory[:100])
        self.row_bytes, self.start = head[12], head[0] + head[19] * 12
        return self

    def __exit__(self, *_):
        self.memory.close()
        self.server.terminate()
        self.server.wait()
        self.folder.cleanup()

    def run(self, *command):
        subprocess.run(command, env=self.env, check=True, stdout=subprocess.DEVNULL)

    def plug(self):
        self.run("xrandr", "--setmonitor", "B", "1280/300x800/200+1920+0", "none")

    def unplug(self):
        self.run("xrandr", "--delmonitor", "B")

    def pixels(self, monitor):
        """As rows of blue, green, red, nothing."""
        width, height, x, y = monitor
        first = self.start + y * self.row_bytes + x * 4
        rows = bytearray(b"".join(self.memory[at:at + width * 4]
                                  for at in range(first, first + height * self.row_bytes, self.row_bytes)))
        rows[3::4] = bytes(width * height)
        return bytes(rows)

    def wait_for(self, monitor, wanted, seconds=10.0):
        """Whether it comes to show that; how many bytes are not so."""
        until = time.monotonic() + seconds
        while True:
            found = self.pixels(monitor)
            if found == wanted:
                return 0
            if time.monotonic() > until:
                return sum(a != b for a, b in zip(found, wanted)) + abs(len(found) - len(wanted))
            time.sleep(0.02)


def picture(path):
    """A PNG as Screens.pixels has it."""
    raw = bytearray(subprocess.run(["convert", str(path), "-depth", "8", "bgra:-"], check=True,
                                   capture_output=True).stdout)
    raw[3::4] = bytes(len(raw) // 4)
    return bytes(raw)
