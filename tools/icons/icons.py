#!/usr/bin/env python3
"""Turns the drawings of assets/icons into tables that the scene draws from.

    tools/icons/icons.py FOLDER OUT     writes the C header OUT from FOLDER/*.svg; the build runs it

An icon stands on a grid of 48 x 48 and has one colour, currentColor, in three layers: a tint
(opacity .3), flat shapes, and strokes 3 units wide with round ends and corners. Each layer becomes
one path. A shape's holes become holes by their direction, so that the even-odd rule is not needed;
a stroke's round ends become discs among the flat shapes, since the painter's strokes end bluntly.
Whatever else an SVG may hold is refused: it would be drawn otherwise than here.
"""
import math
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

GRID = 48.0
STROKE = 3.0
UNITS = 100  # of the tables, in one unit of the grid
SVG = "{http://www.w3.org/2000/svg}"
ATTRIBUTES = {
    "fill": {"none", "currentColor"}, "stroke": {"currentColor"}, "stroke-width": {"3"},
    "stroke-linecap": {"round"}, "stroke-linejoin": {"round"}, "opacity": {".3"},
    "fill-rule": {"evenodd"}, "d": None,
}
ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "A": 7, "Z": 0}


class Refused(Exception):
    pass


def tokens(d):
    """Letters and numbers of a path; the flags of an arc may stand without a blank."""
    at, command, taken = 0, "", 0
    while at < len(d):
        if d[at] in " ,\t\n":
            at += 1
            continue
        if d[at].isalpha():
            command, taken = d[at], 0
            yield command
            at += 1
            continue
        flag = command in "Aa" and taken % 7 in (3, 4)
        found = re.compile(r"[01]" if flag else r"[+-]?(\d+\.?\d*|\.\d+)").match(d, at)
        if not command or not found:
            raise Refused(f"'{d[at:at + 12]}' is not part of a path")
        taken += 1
        yield float(found.group())
        at = found.end()


def commands(d):
    """(letter, numbers) one by one, also where the letter is not repeated."""
    letter, numbers, complete = "", [], True
    for token in tokens(d):
        if isinstance(token, str):
            if numbers or not complete:
                raise Refused(f"too few numbers after '{letter}'")
            letter, complete = token, token in "Zz"
            if letter.upper() not in ARGUMENTS:
                raise Refused(f"'{letter}' is not a command that is understood")
            if complete:
                yield letter, []
            continue
        numbers.append(token)
        if letter in "Zz":
            raise Refused("a number after z")
        if len(numbers) == ARGUMENTS[letter.upper()]:
            yield letter, numbers
            numbers, complete = [], True
            letter = {"M": "L", "m": "l"}.get(letter, letter)
    if numbers or not complete:
        raise Refused(f"too few numbers after '{letter}'")


def arc(x0, y0, rx, ry, turn, large, sweep, x, y):
    """An SVG arc as curves of a quarter at most (SVG 2, appendix B.2)."""
    if rx == 0 or ry == 0 or (x0 == x and y0 == y):
        return [("L", [x, y])]
    rx, ry, phi = abs(rx), abs(ry), math.radians(turn)
    c, s = math.cos(phi), math.sin(phi)
    px, py = c * (x0 - x) / 2 + s * (y0 - y) / 2, -s * (x0 - x) / 2 + c * (y0 - y) / 2
    grow = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    below = (rx * py) ** 2 + (ry * px) ** 2
    root = math.sqrt(max(0.0, (rx * ry) ** 2 - below) / below) * (-1 if large == sweep else 1)
    qx, qy = root * rx * py / ry, -root * ry * px / rx
    cx, cy = c * qx - s * qy + (x0 + x) / 2, s * qx + c * qy + (y0 + y) / 2
    a0 = math.atan2((py - qy) / ry, (px - qx) / rx)
    a1 = math.atan2((-py - qy) / ry, (-px - qx) / rx)
    span = (a1 - a0) % (2 * math.pi) if sweep else -((a0 - a1) % (2 * math.pi))
    pieces = max(1, math.ceil(abs(span) / (math.pi / 2) - 1e-9))
    step = span / pieces
    k = 4 / 3 * math.tan(step / 4)

    def point(a, along):
        u, v = math.cos(a) - along * math.sin(a), math.sin(a) + along * math.cos(a)
        return [cx + rx * u * c - ry * v * s, cy + rx * u * s + ry * v * c]

    curves = []
    for i in range(pieces):
        a, b = a0 + i * step, a0 + (i + 1) * step
        curves.append(("C", point(a, k) + point(b, -k) + point(b, 0)))
    curves[-1][1][4:] = [x, y]
    return curves


def subpaths(d):
    """Lists of ("M"|"L"|"C", absolute numbers), and whether each is closed."""
    out, now, x, y, handle = [], None, 0.0, 0.0, None
    for letter, given in commands(d):
        kind, numbers = letter.upper(), list(given)
        if letter.islower() and kind == "A":
            numbers[5:] = [numbers[5] + x, numbers[6] + y]
        elif letter.islower():
            moves = {"H": [x], "V": [y]}.get(kind, [x, y] * (len(numbers) // 2))
            numbers = [n + m for n, m in zip(numbers, moves)]
        if kind == "H":
            kind, numbers = "L", [numbers[0], y]
        elif kind == "V":
            kind, numbers = "L", [x, numbers[0]]
        elif kind == "S":
            kind, numbers = "C", [*(handle or (x, y)), *numbers]
        elif kind == "Q":
            qx, qy, ex, ey = numbers
            kind = "C"
            numbers = [x + (qx - x) * 2 / 3, y + (qy - y) * 2 / 3,
                       ex + (qx - ex) * 2 / 3, ey + (qy - ey) * 2 / 3, ex, ey]
        if kind == "Z":
            if now is None:
                raise Refused("z before anything was drawn")
            now["closed"] = True
            x, y = now["steps"][0][1]
            handle = None
            continue
        if kind == "M":
            now = {"steps": [], "closed": False}
            out.append(now)
        elif now is None or now["closed"]:
            raise Refused("a path begins with M, also behind z")
        steps = arc(x, y, *numbers) if kind == "A" else [(kind, numbers)]
        now["steps"] += steps
        handle = None
        if kind == "C":
            handle = (2 * numbers[4] - numbers[2], 2 * numbers[5] - numbers[3])
        x, y = steps[-1][1][-2:]
    return out


def flattened(sub):
    points = []
    for kind, n in sub["steps"]:
        if kind != "C":
            points.append(tuple(n))
            continue
        x0, y0 = points[-1]
        for i in range(1, 13):
            t, u = i / 12, 1 - i / 12
            weights = (u ** 3, 3 * u * u * t, 3 * u * t * t, t ** 3)
            xs, ys = (x0, *n[0::2]), (y0, *n[1::2])
            points.append((sum(w * v for w, v in zip(weights, xs)),
                           sum(w * v for w, v in zip(weights, ys))))
    return points


def area(points):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1])) / 2


def holds(points, at):
    inside = False
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1]):
        if (ay > at[1]) != (by > at[1]) and at[0] < ax + (at[1] - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


def reversed_steps(sub):
    """The same outline the other way round."""
    steps = sub["steps"]
    ends = [n[-2:] for _, n in steps]
    out = [("M", ends[-1])]
    for i in range(len(steps) - 1, 0, -1):
        kind, n = steps[i]
        if kind == "C":
            out.append(("C", [*n[2:4], *n[0:2], *ends[i - 1]]))
        else:
            out.append(("L", ends[i - 1]))
    return {"steps": out, "closed": sub["closed"]}


def directed(subs):
    """Outlines one way and holes the other: a point is in, by how many others hold it."""
    shapes = [flattened(s) for s in subs]
    out = []
    for i, sub in enumerate(subs):
        if abs(area(shapes[i])) < 1e-6:
            raise Refused("a shape without an area")
        # The middle of an edge: corners may touch other outlines.
        ax, ay = shapes[i][0]
        bx, by = shapes[i][1]
        depth = sum(holds(s, ((ax + bx) / 2, (ay + by) / 2)) for k, s in enumerate(shapes) if k != i)
        forwards = area(shapes[i]) > 0
        out.append(sub if forwards == (depth % 2 == 0) else reversed_steps(sub))
    return out


def disc(x, y):
    r = STROKE / 2
    return subpaths(f"M{x - r} {y}a{r} {r} 0 1 1 {STROKE} 0a{r} {r} 0 1 1 {-STROKE} 0z")


def layers(path):
    """The three layers of a file: lists of sub-paths."""
    root = ET.parse(path).getroot()
    if root.tag != SVG + "svg" or root.get("viewBox") != "0 0 48 48" or \
            root.get("fill") != "currentColor" or set(root.keys()) != {"viewBox", "fill"}:
        raise Refused('it begins with <svg viewBox="0 0 48 48" fill="currentColor">')
    out = {"tint": [], "flat": [], "stroke": []}
    for element in root:
        if element.tag != SVG + "path" or len(element):
            raise Refused("it holds only <path>")
        for key, value in element.items():
            if key not in ATTRIBUTES or (ATTRIBUTES[key] and value not in ATTRIBUTES[key]):
                raise Refused(f'{key}="{value}" is not of this hand')
        subs = subpaths(element.get("d", ""))
        if not subs:
            raise Refused("a path without anything")
        if element.get("stroke"):
            if len(element.keys()) != 6 or element.get("fill") != "none" or element.get("opacity"):
                raise Refused("a stroke is 3 wide, round, without fill and without tint")
            out["stroke"] += subs
            for sub in (s for s in subs if not s["closed"]):
                out["flat"] += disc(*sub["steps"][0][1]) + disc(*sub["steps"][-1][1][-2:])
        else:
            out["tint" if element.get("opacity") else "flat"] += directed(subs)
    if not out["flat"] and not out["stroke"]:
        raise Refused("a tint alone is too faint")
    for name, half in (("tint", 0), ("flat", 0), ("stroke", STROKE / 2)):
        for sub in out[name]:
            for v in (v for point in flattened(sub) for v in point):
                if not -0.01 <= v - half or not v + half <= GRID + 0.01:
                    raise Refused(f"{v:.2f} leaves the grid")
    return out


def encode(subs):
    verbs, numbers = "", []
    for sub in subs:
        for kind, n in sub["steps"]:
            verbs += kind
            numbers += [round(v * UNITS) for v in n]
        verbs += "Z" if sub["closed"] else ""
    return verbs, numbers


def table(values):
    lines, line = [], "   "
    for value in values:
        if len(line) + len(str(value)) + 2 > 98:
            lines.append(line)
            line = "   "
        line += f" {value},"
    return "\n".join([*lines, line])


def header(folder):
    rows, out = [], [f"/* Made from {len(folder)} drawings by tools/icons/icons.py. */"]
    for path in folder:
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", path.stem) or path.stem == "none":
            raise Refused(f"{path}: a name is kebab-case")
        try:
            drawn = layers(path)
        except (Refused, ET.ParseError) as error:
            raise Refused(f"{path}: {error}") from error
        row = []
        for name in ("tint", "flat", "stroke"):
            verbs, numbers = encode(drawn[name])
            if not verbs:
                row.append("{NULL, NULL}")
                continue
            label = f"{path.stem.replace('-', '_')}_{name}"
            out.append(f"static const int16_t {label}[] = {{\n{table(numbers)}\n}};")
            row.append(f'{{"{verbs}", {label}}}')
        rows.append(f'    {{"{path.stem}",\n     ' + ",\n     ".join(row) + "},")
    out += ["static const icon icons[] = {", *rows, "};",
            "const char *const kj_icon_words[] = {", '    "none",',
            *(f'    "{p.stem}",' for p in folder), "    NULL,", "};"]
    return "\n".join(out) + "\n"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder = sorted(Path(sys.argv[1]).glob("*.svg"))
    if not folder:
        sys.exit(f"icons.py: no drawings in {sys.argv[1]}")
    try:
        text = header(folder)
    except Refused as error:
        sys.exit(f"icons.py: {error}")
    Path(sys.argv[2]).write_text(text, encoding="ascii")


if __name__ == "__main__":
    main()
