"""The parts that persons are made of, drawn round the middle line x = 120 of a picture 240 x 210.

Eyes stand at y = 86, the chin at about 132, shoulders leave the picture at its bottom edge. Each
part is a function of its colours and gives SVG; `both` repeats what it is given on the other side.
"""


def mix(colour, other, share):
    """`colour` with a share of another one."""
    pairs = zip(*(tuple(int(c[i:i + 2], 16) for i in (1, 3, 5)) for c in (colour, other)))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def dark(colour, share=0.22):
    return mix(colour, "#101418", share)


def light(colour, share=0.3):
    return mix(colour, "#FFFFFF", share)


def shape(d, fill):
    return f'<path d="{d}" fill="{fill}"/>'


def stroke(d, colour, width=3.0):
    return (f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:g}"'
            ' stroke-linecap="round" stroke-linejoin="round"/>')


def disc(x, y, r, fill, extra=""):
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}"{extra}/>'


def both(svg):
    return svg + f'<g transform="matrix(-1 0 0 1 240 0)">{svg}</g>'


# Heads: half the width, how far down the cheeks stay wide, half the width of the chin, the chin.
FACES = {
    "oval": (32, 28, 18, 132),
    "round": (34, 32, 22, 130),
    "square": (34, 36, 26, 133),
    "long": (31, 32, 19, 136),
    "heart": (33, 26, 15, 131),
    "broad": (36, 36, 25, 133),
}


def head(kind, skin, ears):
    w, cheek, jaw, chin = FACES[kind]
    shadow = dark(skin, 0.1)
    ear = (f'<ellipse cx="{120 - w:g}" cy="91" rx="6" ry="9" fill="{skin}"/>'
           + stroke(f"M{118 - w:g} 87 Q{122 - w:g} 90 {119 - w:g} 95", shadow, 2))
    face = (f"M{120 - w} 82 C{120 - w} 54 {120 - w * 0.6:g} 42 120 42 C{120 + w * 0.6:g} 42"
            f" {120 + w} 54 {120 + w} 82 C{120 + w} {82 + cheek} {120 + jaw} {chin} 120 {chin}"
            f" C{120 - jaw} {chin} {120 - w} {82 + cheek} {120 - w} 82 Z")
    return (both(ear) if ears else "") + shape(face, skin)


def neck(skin, wide):
    w = 15 if wide else 12.5
    shadow = dark(skin, 0.14)
    return (shape(f"M{120 - w} 112 L{120 - w} 142 Q{120 - w} 154 {112 - w} 157 L{128 + w} 157"
                  f" Q{120 + w} 154 {120 + w} 142 L{120 + w} 112 Z", skin)
            + shape(f"M{120 - w} 124 Q120 146 {120 + w} 124 L{120 + w} 132 Q120 154 {120 - w} 132 Z"
                    f" M{120 - w} 118 L{120 + w} 118 L{120 + w} 126 Q120 146 {120 - w} 126 Z",
                    shadow))


def nose(skin, kind):
    shadow = dark(skin, 0.2)
    return stroke({"small": "M120 92 Q117 98 121 99", "long": "M121 86 Q115 100 122 101",
                   "wide": "M120 90 Q112 100 120 101 Q124 101 125 99"}[kind], shadow, 2.6)


# Clothes.

def body(s, colour):
    return shape(f"M{120 - s} 210 C{121 - s} 176 {142 - s} 162 {106} 150 L134 150"
                 f" C{98 + s} 162 {119 + s} 176 {120 + s} 210 Z", colour)


def collar(colour, low=172):
    """Two leaves of a shirt."""
    return both(shape(f"M105 144 L97 152 L110 {low} L120 {low - 10} Z", colour))


def throat(skin):
    return shape("M105 146 L120 164 L135 146 Z", skin)


def tie(colour):
    return (shape("M114.5 162 L125.5 162 L123.5 171 L116.500 171 Z", dark(colour, 0.12))
            + shape("M116.5 171 L123.500 171 L128 202 L120 210 L112 202 Z", colour))


def lapels(colour):
    return both(shape("M104 147 L88 157 L94 173 L87 178 L112 210 L120 210 L120 196 L100 152 Z",
                      dark(colour, 0.2)))


def v_neck(c, skin, s):
    return (body(s, c[0]) + shape("M98 150 L120 190 L142 150 Z", "#F1EDE3") + throat(skin)
            + collar("#FFFFFF")
            + both(shape("M98 149 L93 153 L118 193 L120 193 L120 188 Z", dark(c[0], 0.16))))


def suit(c, skin, s):
    return (body(s, c[0]) + shape("M101 150 L120 210 L139 150 Z", "#F1EDE3") + throat(skin)
            + tie(c[1]) + collar("#FFFFFF", 170) + lapels(c[0]))


def open_suit(c, skin, s):
    """A jacket over a shirt or blouse of the second colour, without a tie."""
    return (body(s, c[0]) + shape("M101 150 L120 210 L139 150 Z", c[1])
            + shape("M104 146 L120 178 L136 146 Z", skin)
            + both(shape("M105 144 L97 151 L108 174 L120 182 L120 176 Z", light(c[1], 0.35)))
            + lapels(c[0]))


def blouse(c, skin, s):
    """A jacket without a collar over a round blouse."""
    return (body(s, c[0]) + shape("M101 150 Q104 196 120 210 Q136 196 139 150 Z", c[1])
            + shape("M104 147 Q107 161 120 162 Q133 161 136 147 Z", skin)
            + both(shape("M104 148 L97 151 Q102 192 116 210 L120 210 Q106 190 101 150 Z",
                         dark(c[0], 0.2))))


def crew(c, skin, s):
    return (body(s, c[0]) + shape("M103 147 Q120 168 137 147 Z", skin)
            + shape("M104 147 Q120 164 136 147 L142 151 Q120 178 98 151 Z", c[1]))


def turtleneck(c, skin, s):
    del skin
    return body(s, c[0]) + shape("M103 132 Q120 143 137 132 L140 153 Q120 163 100 153 Z",
                                 dark(c[0], 0.18))


def coat(c, skin, s):
    """A white coat over a pullover with a high neck."""
    white = "#FFFFFF"
    return (body(s, white) + shape("M99 150 L120 206 L141 150 Z", c[0])
            + turtleneck((c[0],), skin, 0).split("/>", 1)[1]
            + both(shape("M103 147 L86 158 L93 172 L87 177 L113 210 L120 210 L120 200 L100 152 Z",
                         "#D3DCE1"))
            + stroke("M156 196 h18", "#D3DCE1", 3) + shape("M164 184 h4 v11 h-4 z", c[1]))


def work_jacket(c, skin, s):
    """A jacket of the shop floor: a collar, a zip, a band that shines."""
    return (body(s, c[0]) + throat(skin)
            + shape(f"M{126 - s} 190 L{114 + s} 190 L{117 + s} 200 L{123 - s} 200 Z", c[1])
            + both(shape("M104 144 L92 153 L108 176 L120 166 L120 164 Z", dark(c[0], 0.2)))
            + stroke("M120 166 V208.500", dark(c[0], 0.35), 2.6))


def polo(c, skin, s):
    return (body(s, c[0]) + throat(skin) + shape("M116 164 h8 v30 h-8 z", dark(c[0], 0.15))
            + both(shape("M104 144 L94 153 L109 174 L120 166 Z", c[1]))
            + disc(120, 176, 1.6, c[1]) + disc(120, 185, 1.6, c[1]))


def hoodie(c, skin, s):
    return (body(s, c[0])
            + shape("M106 139 C84 143 82 160 96 166 C108 176 132 176 144 166 C158 160 156 143"
                    " 134 139 L134 148 Q133 160 120 161 Q107 160 106 148 Z", dark(c[0], 0.18))
            + both(stroke("M109 170 V188", c[1], 2.6)))


def stand_collar(c, skin, s):
    return (body(s, c[0]) + shape("M106 146 L120 158 L134 146 Z", skin)
            + both(shape("M104 138 Q103 144 98 152 L119 168 L120 156 Q110 150 104 138 Z",
                         dark(c[0], 0.22)))
            + stroke("M120 168 V208.500", dark(c[0], 0.4), 2.2)
            + "".join(disc(120, y, 2, c[1]) for y in (176, 190, 204)))


def lanyard(c, skin, s):
    """A shirt and the badge of a guest."""
    return (body(s, c[0]) + throat(skin) + stroke("M120 172 V210", dark(c[0], 0.12), 2.4)
            + both(stroke("M102 152 L119 192", c[1], 3.2)) + collar(light(c[0], 0.5))
            + '<rect x="109" y="190" width="22" height="20" rx="3" fill="#FFFFFF"/>'
            + disc(120, 198, 3.4, c[1]) + shape("M114 210 a6 6 0 0 1 12 0 z", c[1]))


def scarf(c, skin, s):
    return (body(s, c[0]) + throat(skin)
            + shape("M101 140 Q120 160 139 140 L144 152 Q120 178 96 152 Z", c[1])
            + shape("M112 163 L128 163 L138 196 L122 200 Z", dark(c[1], 0.14))
            + shape("M114 160 h14 l2 9 h-18 z", c[1]))


def waistcoat(c, skin, s):
    return (body(s, "#F1EDE3") + throat(skin) + tie(c[1]) + collar("#FFFFFF", 170)
            + both(shape("M97 152 L81 160 Q76 186 77 210 L120 210 L120 204 Z", c[0])))


def cardigan(c, skin, s):
    return (body(s, c[0]) + shape("M100 149 L112 210 L128 210 L140 149 Z", c[1])
            + shape("M104 147 Q107 160 120 161 Q133 160 136 147 Z", skin)
            + both(shape("M103 148 L97 151 L107 210 L114 210 L103 152 Z", dark(c[0], 0.18))))


CLOTHES = {f.__name__: f for f in (v_neck, suit, open_suit, blouse, crew, turtleneck, coat,
                                   work_jacket, polo, hoodie, stand_collar, lanyard, scarf,
                                   waistcoat, cardigan)}


# Hair: behind the neck, over the clothes but behind the face, before the face. `w` is half the
# width of the head.

def crop(c, w):
    return "", "", shape(
        f"M{118 - w} 88 C{112 - w} 48 98 33 121 33 C144 33 {128 + w} 48 {122 + w} 88 L{118 + w} 88"
        f" Q{119 + w} 70 {112 + w} 62 Q132 57 108 58 Q{130 - w} 59 {126 - w} 66 Q{121 - w} 72"
        f" {122 - w} 88 Z", c)


def sides(c, w):
    """Short hair above the ears."""
    return both(shape(f"M{118 - w} 88 C{113 - w} 72 {113 - w} 60 {119 - w} 52 L{132 - w} 54"
                      f" Q{123 - w} 64 {122 - w} 88 Z", c))


def grey_sides(c, w):
    return "", "", sides(light(c, 0.5), w) + shape(
        f"M{117 - w} 60 C{116 - w} 42 104 34 120 34 C136 34 {124 + w} 42 {123 + w} 60"
        f" Q{116 + w} 62 {110 + w} 57 Q120 52 {130 - w} 57 Q{124 - w} 62 {117 - w} 60 Z", c)


def side_part(c, w):
    return "", "", shape(
        f"M{118 - w} 90 C{111 - w} 52 96 34 124 33 C148 33 {129 + w} 52 {122 + w} 90 L{118 + w} 88"
        f" Q{120 + w} 74 {112 + w} 66 C136 66 114 62 103 52 Q102 62 {130 - w} 66"
        f" Q{122 - w} 74 {122 - w} 88 Z", c)


def swept_back(c, w):
    return "", "", shape(
        f"M{118 - w} 90 C{110 - w} 50 98 32 121 32 C144 32 {130 + w} 50 {122 + w} 90 L{118 + w} 90"
        f" Q{119 + w} 74 {114 + w} 66 Q{106 + w} 50 134 49 Q126 56 120 57 Q114 56 106 49"
        f" Q{134 - w} 50 {126 - w} 66 Q{121 - w} 74 {122 - w} 90 Z", c) + both(stroke(
            "M112 40 Q100 44 96 56", light(c, 0.22), 2.4))


def bald(c, w):
    return "", "", both(shape(
        f"M{119 - w} 98 C{110 - w} 88 {110 - w} 64 {127 - w} 56 Q{123 - w} 64 {124 - w} 70"
        f" Q{121 - w} 80 {123 - w} 92 Z", c)) + stroke("M128 49 Q137 51 141 58", "#FFFFFF66", 4)


def quiff(c, w):
    return "", "", shape(
        f"M{118 - w} 90 Q{112 - w} 62 {122 - w} 52 C{120 - w} 36 112 28 132 29 C152 28 {132 + w} 44"
        f" {122 + w} 90 L{118 + w} 88 Q{119 + w} 74 {113 + w} 66 Q140 56 126 58 Q106 62 98 54"
        f" Q{130 - w} 62 {126 - w} 68 Q{122 - w} 76 {122 - w} 88 Z", c)


def undercut(c, w):
    return "", "", sides(light(c, 0.3), w) + shape(
        f"M{117 - w} 60 Q{116 - w} 34 118 32 Q{124 + w} 32 {123 + w} 58 Q{116 + w} 62 {110 + w} 58"
        f" Q124 52 106 60 Q{128 - w} 64 {117 - w} 60 Z", c)


def curls(c, w):
    rings = [(122 - w, 66, 10), (124 - w, 54, 12), (104, 43, 13), (120, 39, 14), (136, 43, 13),
             (116 + w, 54, 12), (118 + w, 66, 10), (109, 52, 11), (124, 52, 11), (136, 54, 10)]
    return "", "", "".join(disc(x, y, r, c) for x, y, r in rings) + both(
        shape(f"M{117 - w} 66 L{125 - w} 66 L{122 - w} 88 L{118 - w} 88 Z", c))


def bob(c, w):
    back = shape(f"M{114 - w} 118 C{104 - w} 50 92 28 120 28 C148 28 {136 + w} 50 {126 + w} 118"
                 f" Q{126 + w} 126 {118 + w} 126 L{122 - w} 126 Q{114 - w} 126 {114 - w} 118 Z", c)
    front = shape(f"M{115 - w} 118 C{106 - w} 52 94 32 120 32 C146 32 {134 + w} 52 {125 + w} 118"
                  f" Q{119 + w} 122 {114 + w} 118 Q{119 + w} 84 {113 + w} 68 C138 63 108 63"
                  f" {127 - w} 68 Q{121 - w} 84 {126 - w} 118 Q{121 - w} 122 {115 - w} 118 Z", c)
    return back, "", front


def wavy(c, w):
    back = shape(f"M{116 - w} 70 C{98 - w} 92 {108 - w} 112 {100 - w} 132 C{96 - w} 150 {104 - w} 166"
                 f" {118 - w} 166 L{122 + w} 166 C{136 + w} 166 {144 + w} 150 {140 + w} 132"
                 f" C{132 + w} 112 {142 + w} 92 {124 + w} 70 Z", dark(c, 0.25))
    over = both(shape(f"M{121 - w} 88 C{112 - w} 104 {120 - w} 116 {113 - w} 130"
                      f" C{110 - w} 148 {120 - w} 156 {112 - w} 168 C{96 - w} 164 {94 - w} 148"
                      f" {99 - w} 130 C{106 - w} 110 {100 - w} 92 {114 - w} 72 Z", c))
    front = shape(f"M{118 - w} 98 C{104 - w} 54 94 31 122 31 C150 31 {136 + w} 54 {122 + w} 98"
                  f" Q{116 + w} 84 {114 + w} 72 C142 66 128 58 108 47 C106 58 {132 - w} 66"
                  f" {126 - w} 76 Q{124 - w} 88 {118 - w} 98 Z", c)
    return back, over, front


def low_tail(c, w):
    back = shape(f"M120 110 L124 134 L142 136 Q{121 + w} 118 {118 + w} 84 Z", dark(c, 0.3))
    over = (shape("M138 122 C152 128 162 146 157 172 C155 184 149 190 144 198 C141 180 148 158"
                  " 134 140 Z", c) + stroke("M136 131 L146 136", dark(c, 0.4), 6))
    front = shape(f"M{117 - w} 96 C{108 - w} 54 96 33 120 33 C144 33 {132 + w} 54 {123 + w} 96"
                  f" Q{118 + w} 80 {114 + w} 72 C140 66 124 58 120 48 C116 58 100 66 {126 - w} 72"
                  f" Q{122 - w} 80 {117 - w} 96 Z", c)
    return back, over, front


def bun(c, w):
    back = disc(120, 27, 12, c) + shape("M110 36 h20 v6 h-20 z", dark(c, 0.3))
    front = shape(f"M{118 - w} 88 C{110 - w} 50 98 34 120 34 C142 34 {130 + w} 50 {122 + w} 88"
                  f" Q{119 + w} 72 {112 + w} 64 C138 62 118 60 104 50 Q102 60 {128 - w} 66"
                  f" Q{121 - w} 74 {118 - w} 88 Z", c)
    return back, "", front


def long_straight(c, w):
    back = shape(f"M{116 - w} 70 C{102 - w} 100 {106 - w} 150 {106 - w} 178 L{134 + w} 178"
                 f" C{134 + w} 150 {138 + w} 100 {124 + w} 70 Z", dark(c, 0.25))
    over = both(shape(f"M{121 - w} 80 C{117 - w} 110 {122 - w} 150 {119 - w} 184 Q{108 - w} 186"
                      f" {101 - w} 180 C{104 - w} 150 {100 - w} 100 {114 - w} 64 Z", c))
    front = shape(f"M{117 - w} 100 C{102 - w} 52 96 30 120 30 C144 30 {138 + w} 52 {123 + w} 100"
                  f" Q{119 + w} 82 {114 + w} 70 C140 66 122 58 112 44 C110 60 {132 - w} 68"
                  f" {127 - w} 78 Q{122 - w} 88 {117 - w} 100 Z", c)
    return back, over, front


def high_tail(c, w):
    back = shape("M132 38 C150 18 176 30 176 62 C178 92 170 112 176 130 C158 124 150 100 154 74"
                 " C156 58 148 48 136 50 Z", dark(c, 0.18)) + disc(136, 39, 7, dark(c, 0.35))
    front = shape(f"M{118 - w} 86 C{112 - w} 50 98 35 122 34 C144 34 {130 + w} 50 {122 + w} 88"
                  f" Q{119 + w} 70 {111 + w} 60 Q128 48 112 52 Q{131 - w} 56 {126 - w} 68"
                  f" Q{121 - w} 74 {118 - w} 86 Z", c)
    return back, "", front


def short_curls(c, w):
    ring = [(114 - w, 82, 12), (113 - w, 98, 12), (117 - w, 112, 10), (117 - w, 66, 13)]
    back = both("".join(disc(x, y, r, c) for x, y, r in ring))
    top = [(126 - w, 54, 12), (104, 44, 13), (120, 40, 14), (136, 44, 13), (114 + w, 54, 12),
           (103, 57, 9), (114, 55, 10), (126, 55, 10), (137, 57, 9)]
    return back, "", "".join(disc(x, y, r, c) for x, y, r in top) + both(
        disc(119 - w, 76, 8, c) + disc(122 - w, 66, 9, c))


def pixie(c, w):
    return "", "", shape(
        f"M{117 - w} 92 C{108 - w} 52 94 32 122 31 C150 31 {132 + w} 52 {123 + w} 94"
        f" L{119 + w} 86 Q{119 + w} 72 {112 + w} 63 C138 66 {134 - w} 70 {129 - w} 66"
        f" Q{122 - w} 78 {123 - w} 96 Z", c) + shape(
        "M126 32 C112 37 101 50 97 66 C109 66 122 54 132 33 Z", light(c, 0.5))


HAIR = {f.__name__: f for f in (crop, grey_sides, side_part, swept_back, bald, quiff,
                                undercut, curls, bob, wavy, low_tail, bun, long_straight, high_tail,
                                short_curls, pixie)}
EARS_HIDDEN = {"bob", "wavy", "long_straight", "short_curls"}


# What a face may have besides.

def round_glasses(colour):
    return (both('<circle cx="104" cy="86" r="11.500" fill="none"'
                 f' stroke="{colour}" stroke-width="2.4"/>' + stroke("M92 84 L86 82", colour, 2.4))
            + stroke("M115 85 Q120 81 125 85", colour, 2.4))


def square_glasses(colour):
    return (both('<rect x="91" y="76" width="25" height="19" rx="4" fill="none"'
                 f' stroke="{colour}" stroke-width="2.8"/>' + stroke("M91 82 L86 81", colour, 2.8))
            + stroke("M116 82 Q120 79 124 82", colour, 2.8))


def half_glasses(colour):
    return (both(stroke("M92 80 Q91 95.5 104 95.5 Q117 95.5 116 80", colour, 1.6)
                 + stroke("M91.5 79.5 Q104 76.5 116.5 79.5", colour, 3) + stroke("M91 80 L86 81", colour, 2.4))
            + stroke("M116 81 Q120 78 124 81", colour, 2.2))


def moustache(colour):
    return shape("M120 103 Q128 102 136 110 Q128 110 120 107.500 Q112 110 104 110 Q112 102"
                 " 120 103 Z", colour)


def beard(colour, face, beyond=3):
    """Along the jaw and `beyond` it, open round the mouth."""
    w, cheek, jaw, chin = FACES[face]
    return shape(
        f"M{120 - w} 84 C{120 - w} {82 + cheek} {120 - jaw} {chin + beyond} 120 {chin + beyond}"
        f" C{120 + jaw} {chin + beyond} {120 + w} {82 + cheek} {120 + w} 84 Q{117 + w} 100 {110 + w} 104"
        f" Q132 100 120 103 Q108 100 {130 - w} 104 Q{123 - w} 100 {120 - w} 84 Z"
        " M105 108.500 Q120 104 135 108.500 Q133 121 120 121 Q107 121 105 108.500 Z", colour).replace(
            "<path", '<path fill-rule="evenodd"')


def stubble(colour, face):
    return beard(colour, face, 0).replace("<path", '<path opacity=".16"')


def lines(skin):
    """Of an older face: on the forehead and beside the mouth."""
    shadow = dark(skin, 0.16)
    return (both(stroke("M106 104 Q101 109 102 116", shadow, 2.2))
            + stroke("M109 64 Q120 61 131 64", shadow, 2))


def freckles(skin):
    shadow = dark(skin, 0.28)
    return both(disc(98, 97, 1.3, shadow) + disc(103, 100, 1.3, shadow) + disc(107, 96, 1.3, shadow))


def earrings(colour, face):
    w = FACES[face][0]
    return both(disc(119 - w, 103, 3.2, colour))
