#!/usr/bin/env python3
"""What tools/icons refuses: a drawing that it would draw otherwise than the SVG says."""
import subprocess
import sys
import tempfile
from pathlib import Path

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" fill="currentColor">'
STROKE = ('fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" '
          'stroke-linejoin="round"')
SQUARE = '<path d="M4 4h9v9H4z"/>'

CASES = [  # name, what stands in the file, what the message says; empty: it is taken
    ("a square", HEAD + SQUARE + "</svg>", ""),
    ("a stroke", HEAD + f'<path {STROKE} d="M4 4l9 9"/></svg>', ""),
    ("flags without a blank", HEAD + '<path d="M4 24a20 20 0 1140 0a20 20 0 11-40 0z"/></svg>', ""),
    ("another grid", SQUARE.join(['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">',
                                  "</svg>"]), "begins with"),
    ("a rectangle", HEAD + '<rect width="9" height="9"/></svg>', "only <path>"),
    ("a second colour", HEAD + '<path fill="#B8341B" d="M4 4h9v9H4z"/></svg>', "not of this hand"),
    ("a move", HEAD + '<path transform="scale(2)" d="M4 4h9v9H4z"/></svg>', "not of this hand"),
    ("a thin stroke", HEAD + f'<path {STROKE.replace("3", "2")} d="M4 4l9 9"/></svg>', "hand"),
    ("a blunt stroke", HEAD + '<path fill="none" stroke="currentColor" d="M4 4l9 9"/></svg>',
     "3 wide, round"),
    ("a tint alone", HEAD + '<path opacity=".3" d="M4 4h9v9H4z"/></svg>', "too faint"),
    ("over the edge", HEAD + '<path d="M4 4h50v9H4z"/></svg>', "leaves the grid"),
    ("a stroke on the edge", HEAD + f'<path {STROKE} d="M1 4l9 9"/></svg>', "leaves the grid"),
    ("half a point", HEAD + '<path d="M4 4L9z"/></svg>', "too few numbers"),
    ("a letter of another kind", HEAD + '<path d="M4 4T9 9z"/></svg>', "not a command"),
    ("nothing", HEAD + "</svg>", "too faint"),
    ("no XML", "nothing", "syntax error"),
]


def main():
    program = sys.argv[1]
    wrong = 0
    for name, text, message in CASES:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "one.svg").write_text(text, encoding="utf-8")
            out = Path(folder, "out.h")
            run = subprocess.run([sys.executable, program, folder, out], capture_output=True,
                                 text=True, check=False)
            taken = run.returncode == 0 and out.exists()
            said = message in run.stderr and "one.svg" in run.stderr and "Traceback" not in run.stderr
            if taken != (message == "") or (message and not said):
                wrong += 1
                print(f"{name}: exit {run.returncode}, {run.stderr.strip()}")
    sys.exit(wrong > 0)


main()
