#!/usr/bin/env python3
"""Draws the persons of the role-plays from one set of parts, so that all are of one hand.

    tools/people/people.py FOLDER      writes FOLDER/<id>.svg for every person below

A person is a row: skin, hair, clothes. A mood changes brows, eyes and mouth only; each mood is a
group mood-calm, mood-hesitant, mood-displeased, mood-approving, of which a viewer shows the calm one
and the player the one it is asked for. Flat shapes, no outlines, colours of the palette.
"""
import sys
from pathlib import Path

INK = "#2A2420"

HAIR = {
    # behind the head, before the head
    "bob": (
        '<path d="M78 112 C70 44 98 22 120 22 C142 22 170 44 162 112 C162 120 152 122 146 116'
        ' L94 116 C88 122 78 120 78 112 Z"/>',
        '<path d="M88 72 C86 48 100 38 120 38 C140 38 154 50 152 78 C146 66 138 60 130 55'
        ' C122 60 100 60 88 72 Z"/>',
    ),
}

CLOTHES = {
    "v-neck": (
        '<path d="M42 210 C44 168 68 150 98 147 L142 147 C172 150 196 168 198 210 Z" fill="{cloth}"/>'
        '<path d="M98 147 L120 178 L142 147 L136 143 L104 143 Z" fill="#FFFFFF"/>'
    ),
}

# Brows, eyes and mouth, drawn round the face's middle line x = 120.
MOODS = {
    "calm": (
        '<path d="M98 74 Q105 71 112 74" class="b"/><path d="M128 74 Q135 71 142 74" class="b"/>',
        '<circle cx="105" cy="84" r="3.4" class="e"/><circle cx="135" cy="84" r="3.4" class="e"/>',
        '<path d="M111 111 L129 111" class="m"/>',
    ),
    "hesitant": (
        '<path d="M98 75 Q105 69 112 70" class="b"/><path d="M128 73 Q135 74 142 77" class="b"/>',
        '<circle cx="106" cy="85" r="3.4" class="e"/><circle cx="136" cy="85" r="3.4" class="e"/>',
        '<path d="M111 113 Q119 108 129 111" class="m"/>',
    ),
    "displeased": (
        '<path d="M98 72 L112 76" class="b"/><path d="M128 76 L142 72" class="b"/>',
        '<path d="M100 84 L110 85" class="l"/><path d="M130 85 L140 84" class="l"/>',
        '<path d="M111 114 Q120 108 129 114" class="m"/>',
    ),
    "approving": (
        '<path d="M98 72 Q105 67 112 71" class="b"/><path d="M128 71 Q135 67 142 72" class="b"/>',
        '<path d="M100 85 Q105 79 110 85" class="l"/><path d="M130 85 Q135 79 140 85" class="l"/>',
        '<path d="M108 107 Q120 120 132 107" class="m"/>',
    ),
}

STROKES = {
    "b": f'fill="none" stroke="{INK}" stroke-width="3" stroke-linecap="round"',
    "l": f'fill="none" stroke="{INK}" stroke-width="3" stroke-linecap="round"',
    "m": 'fill="none" stroke="#8A3B2E" stroke-width="3" stroke-linecap="round"',
    "e": f'fill="{INK}"',
}

PEOPLE = {
    "min-lan": {"skin": "#F2D6C4", "shade": "#E3BFA8", "hair": ("bob", "#2B2321"),
                "clothes": ("v-neck", "#B8341B")},
}


def mood_group(mood, parts):
    shapes = "".join(parts)
    for name, stroke in STROKES.items():
        shapes = shapes.replace(f'class="{name}"', stroke)
    hidden = "" if mood == "calm" else ' display="none"'
    return f'  <g id="mood-{mood}"{hidden}>{shapes}</g>'


def person(row):
    style, colour = row["hair"]
    back, front = HAIR[style]
    cut, cloth = row["clothes"]
    skin, shade = row["skin"], row["shade"]
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 210">',
        '  <rect width="240" height="210" rx="14" fill="#E4EEF3"/>',
        *([f'  <g fill="{colour}">{back}</g>'] if back else []),
        "  " + CLOTHES[cut].format(cloth=cloth),
        f'  <path d="M105 118 L135 118 L135 143 Q135 156 120 158 Q105 156 105 143 Z" fill="{shade}"/>',
        f'  <path d="M88 78 C88 52 101 42 120 42 C139 42 152 52 152 78 C152 108 140 130 120 130'
        f' C100 130 88 108 88 78 Z" fill="{skin}"/>',
        f'  <g fill="{colour}">{front}</g>',
        f'  <path d="M120 86 Q116 96 121 98" fill="none" stroke="{shade}" stroke-width="3"'
        ' stroke-linecap="round"/>',
        *(mood_group(mood, parts) for mood, parts in MOODS.items()),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for name, row in PEOPLE.items():
        Path(sys.argv[1], f"{name}.svg").write_text(person(row), encoding="utf-8")


main()
