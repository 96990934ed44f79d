#!/usr/bin/env python3
"""with_display.py COMMAND…: runs it with an X server of its own, and ends with its status.

The server chooses a free display itself and says which (-displayfd), so that tests may run side by
side; what happens while it is taken down changes nothing of the result.
"""
import os
import subprocess
import sys


def display(size="1920x1080", *options):
    """Starts a server without a display's hardware; (process, the name of its display)."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset",
         *options],
        pass_fds=[writer], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as told:
        number = told.readline().strip()
    if not number:
        server.wait()
        sys.exit("with_display: no X server starts")
    return server, f":{number}"


def main():
    server, name = display()
    try:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DISPLAY": name}, check=False).returncode
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    code = main()
    sys.exit(code if code >= 0 else 128 - code)
