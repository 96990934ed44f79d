#!/usr/bin/env python3
"""Draws the persons of the role-plays from one set of parts, so that all are of one hand.

    tools/people/people.py FOLDER [ID…]        writes FOLDER/<id>.svg, of all or of those named
    tools/people/people.py --sheet FILE ID…    writes them side by side, in all moods

A person is a row: face, skin, hair, brows, clothes, what else there is. A mood changes brows, eyes
and mouth only; each mood is a group mood-calm, mood-hesitant, mood-displeased, mood-approving, of
which a viewer shows the calm one and the player the one that it is asked for. Flat shapes, no
outlines, clothes in the colours of the palette.
"""
import re
import sys
from pathlib import Path

import parts as P

EYE = "#2A2420"
MOODS = ("calm", "hesitant", "displeased", "approving")
HIDDEN = ' display="none"'
BLACK, BROWN, CHESTNUT, IRON, SILVER = "#24211F", "#43302A", "#6B4433", "#4A4F55", "#A9AFB5"
FAIR, WARM, SAND, TAN, OLIVE = "#F4D9C7", "#EBC9AF", "#E2B894", "#D3A079", "#C48F68"
ZHU, DAI, DAI2, SONG, ZHE, ZI, INK = ("#B8341B", "#1E4A63", "#47708A", "#3E6B52", "#C9872B",
                                      "#6A4C7D", "#1C2530")
CREAM, STONE, MOSS, ROSE, SKY = "#F1EDE3", "#8B8577", "#5C6B55", "#B4685C", "#C8D6DD"

# face, skin, nose, hair, brows (colour, width), clothes, shoulders; more: drawn over the face,
# before the moods; over: drawn over the moods.
PEOPLE = {
    # customers
    "shao-yuan": dict(face="square", skin=TAN, nose="wide", hair=("crop", BLACK),
                      clothes=("work_jacket", MOSS, "#D9D2A8"), more=["stubble"], brow=4.2),
    "min-lan": dict(face="oval", skin=FAIR, nose="small", hair=("bob", BLACK),
                    clothes=("v_neck", ZHU), woman=True),
    "qin-yue": dict(face="heart", skin=WARM, nose="small", hair=("wavy", CHESTNUT),
                    clothes=("open_suit", DAI, CREAM), woman=True, more=["earrings"]),
    "huo-yan": dict(face="long", skin=WARM, nose="long", hair=("side_part", IRON),
                    clothes=("suit", DAI, ZI), over=("square_glasses", INK)),
    "ruan-rui": dict(face="oval", skin=FAIR, nose="small", hair=("low_tail", BLACK),
                     clothes=("blouse", DAI2, CREAM), woman=True, over=("half_glasses", ZI)),
    "luo-zheng": dict(face="broad", skin=OLIVE, nose="wide", hair=("grey_sides", IRON),
                      clothes=("work_jacket", DAI2, ZHE), more=["lines", "moustache"], brow=4.6),
    "jiang-li": dict(face="round", skin=FAIR, nose="small", hair=("bun", BLACK),
                     clothes=("v_neck", SONG), woman=True, over=("round_glasses", INK)),
    "qi-yue": dict(face="square", skin=WARM, nose="long", hair=("swept_back", SILVER),
                   clothes=("suit", INK, ZHU), more=["lines"], brows="#70757B", brow=4.2),
    "qu-heng": dict(face="broad", skin=TAN, nose="wide", hair=("bald", IRON),
                    clothes=("suit", DAI2, ZHE), more=["lines"], brow=4),
    "jiao-lan": dict(face="oval", skin=SAND, nose="small", hair=("long_straight", BROWN),
                     clothes=("coat", ZI, ZHU), woman=True),
    "ge-chuan": dict(face="long", skin=SAND, nose="long", hair=("crop", SILVER),
                     clothes=("stand_collar", INK, "#C8D6DD"), more=["lines"], brows="#70757B",
                     over=("round_glasses", INK)),
    "zou-xing": dict(face="round", skin=SAND, nose="wide", hair=("curls", BROWN),
                     clothes=("hoodie", ZI, CREAM), more=["beard"]),
    "shu-yang": dict(face="heart", skin=SAND, nose="long", hair=("quiff", CHESTNUT),
                     clothes=("open_suit", ZHE, CREAM), brow=3.8),
    # colleagues
    "liang-mu": dict(face="round", skin=WARM, nose="small", hair=("pixie", IRON),
                     clothes=("open_suit", ZHU, "#F1EDE3"), woman=True, more=["lines", "earrings"],
                     gold=ZHE),
    "zhou-yu": dict(face="long", skin=TAN, nose="long", hair=("undercut", BLACK),
                    clothes=("lanyard", SKY, DAI), over=("square_glasses", BLACK)),
    "xu-tang": dict(face="oval", skin=SAND, nose="small", hair=("high_tail", BLACK),
                    clothes=("scarf", SONG, ZHE), woman=True),
    "he-miao": dict(face="round", skin=WARM, nose="small", hair=("short_curls", CHESTNUT),
                    clothes=("cardigan", "#5E8C76", CREAM), woman=True, more=["freckles"]),
    "gu-heng": dict(face="oval", skin=WARM, nose="long", hair=("side_part", BLACK),
                    clothes=("waistcoat", IRON, SONG), over=("half_glasses", BLACK)),
}


def brow(left, right, colour, width):
    return P.stroke(left, colour, width) + P.stroke(right, colour, width)


def eyes(x, y):
    return P.disc(104 + x, 86 + y, 3.6, EYE) + P.disc(136 + x, 86 + y, 3.6, EYE)


def lids():
    """Narrowed eyes: half discs under lids that fall inwards."""
    lid = P.shape("M99.500 84.500 L109 86 A3.800 3.800 0 0 1 101 87.500 Z", EYE)
    return P.both(lid + P.stroke("M98 84 L110 86", EYE, 2.6))


def lashes(mood):
    at = {"calm": "M101.500 84 L97 81.500", "hesitant": "M103 82.500 L98.500 80.500",
          "displeased": "M98 84 L95 82", "approving": "M98 88 L95 86.500"}[mood]
    return P.both(P.stroke(at, EYE, 2.4))


def mood(name, row):
    colour = row.get("brows", row["hair"][1])
    colour, width = P.dark(colour, 0.15), row.get("brow", 2.8 if row.get("woman") else 3.4)
    lip = P.mix("#A63D2F", row["skin"], 0.1) if row.get("woman") else P.mix("#7E3A2D",
                                                                          row["skin"], 0.12)
    cheek = P.mix(row["skin"], "#D9694F", 0.32)
    drawn = {
        "calm": brow("M96 75.500 Q104 71.500 112 74.500", "M128 74.500 Q136 71.500 144 75.500",
                     colour, width) + eyes(0, 0) + P.stroke("M111 113 Q120 114.500 129 113", lip),
        "hesitant": brow("M96 74.500 Q103 67.500 112 70.500", "M128 75.500 Q136 74.500 144 78.500", colour,
                         width) + eyes(2.4, -1) + P.stroke("M112 115 Q118 110.500 129 112.500", lip),
        "displeased": brow("M96 74 L112 78", "M128 78 L144 74", colour, width) + lids()
                      + P.stroke("M111 115.500 Q120 110.500 129 115.500", lip),
        "approving": P.both(P.disc(97, 95 if "beard" in row.get("more", []) else 101, 6, cheek, ' opacity=".55"'))
                     + brow("M96 74 Q104 68 112 71.500", "M128 71.500 Q136 68 144 74", colour,
                            width)
                     + P.both(P.stroke("M98 88 Q104 80.500 110 88", EYE, 3.2))
                     + P.stroke("M106 109 Q120 123.500 134 109", lip, 3.4),
    }[name]
    return drawn + (lashes(name) if row.get("woman") else "")


def extras(row):
    colour, skin, face = row["hair"][1], row["skin"], row["face"]
    draw = {"stubble": lambda: P.stubble(colour, face), "beard": lambda: P.beard(colour, face),
            "moustache": lambda: P.moustache(P.dark(colour, 0.1)), "lines": lambda: P.lines(skin),
            "freckles": lambda: P.freckles(skin),
            "earrings": lambda: P.earrings(row.get("gold", "#E8C27A"), face)}
    return "".join(draw[name]() for name in row.get("more", []))


def without_mood(row):
    """What stands below the mood, and what stands on it."""
    style, colour = row["hair"]
    back, over_clothes, front = P.HAIR[style](colour, P.FACES[row["face"]][0])
    cut, *cloth = row["clothes"]
    woman = row.get("woman", False)
    below = [
        '<rect width="240" height="210" rx="14" fill="#E4EEF3"/>',
        back, P.neck(row["skin"], not woman),
        P.CLOTHES[cut](cloth, row["skin"], 74 if woman else 82), over_clothes,
        P.head(row["face"], row["skin"], style not in P.EARS_HIDDEN), extras(row), front,
        P.nose(row["skin"], row["nose"]),
    ]
    return below, getattr(P, row["over"][0])(row["over"][1]) if "over" in row else ""


def written(lines):
    text = "\n".join(line for line in lines if line) + "\n"
    return re.sub(r"(\d\.\d*?[1-9])0+(?!\d)", r"\1", text)


def person(row):
    below, above = without_mood(row)
    return written([
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 210">', *below,
        *(f'<g id="mood-{name}"{"" if name == "calm" else HIDDEN}>{mood(name, row)}</g>'
          for name in MOODS),
        above, "</svg>"])


def sheet(names):
    """Persons in two columns, each in all moods."""
    rows = -(-len(names) // 2)
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2052 {rows * 246 - 36}">']
    for i, name in enumerate(names):
        row = PEOPLE[name]
        below, above = without_mood(row)
        lines += [f'<defs><g id="{name}">', *below, "</g></defs>"]
        for k, feeling in enumerate(MOODS):
            x, y = i % 2 * 1056 + k * 252, i // 2 * 246
            lines += [f'<g transform="translate({x} {y})"><use href="#{name}"/>',
                      mood(feeling, row), above, "</g>"]
    return written([*lines, "</svg>"])


def main():
    if len(sys.argv) < 2 or (sys.argv[1] == "--sheet" and len(sys.argv) < 4):
        sys.exit(__doc__)
    names = sys.argv[3 if sys.argv[1] == "--sheet" else 2:] or list(PEOPLE)
    for name in names:
        if name not in PEOPLE:
            sys.exit(f"people.py: there is no '{name}'")
    if sys.argv[1] == "--sheet":
        Path(sys.argv[2]).write_text(sheet(names), encoding="utf-8")
        return
    for name in names:
        Path(sys.argv[1], f"{name}.svg").write_text(person(PEOPLE[name]), encoding="utf-8")


if __name__ == "__main__":
    main()
