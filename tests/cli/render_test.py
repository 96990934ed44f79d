#!/usr/bin/env python3
"""kejian render: what other programs find in its PDF and its folders.

    render_test.py KEJIAN
"""
import json
import os
import re
import struct
import shutil
import subprocess
import sys
import tempfile

KEJIAN = sys.argv[1]

SLIDES = [
    {"id": "cover", "title": "小课", "menu": "封面", "visual": {"type": "cover", "line": "写给试的人"},
     "notes": "先停五秒。", "minutes": 1},
    {"id": "steps", "title": "一步一步来", "menu": "几步", "lead": "先看[卡片](slide:cards)，再回来。",
     "visual": {"type": "map", "stops": [
         {"id": "s1", "number": 1, "verb": "先问", "text": "问清楚", "part": "one"},
         {"id": "s2", "number": 2, "verb": "再答", "text": "答到点上", "part": "two"}]},
     "notes": "每步只用**一句话**。", "ask": "哪一步最难？", "minutes": 2.5},
    {"id": "cards", "title": "三张卡各说一件事", "menu": "卡片", "lead": "从左到右读。",
     "visual": {"type": "cards", "cards": [
         {"id": "a", "title": "甲卡", "text": "说的是人。"},
         {"id": "b", "title": "乙卡", "text": "说的是时间。"},
         {"id": "c", "title": "丙卡", "text": "说的是钱。"}]},
     "notes": "别念卡片。", "minutes": 1},
    {"id": "last", "title": "收尾", "menu": "收尾", "visual": {"type": "cards", "cards": [
        {"id": "a", "title": "带走一句", "text": "回去就试。"},
        {"id": "b", "title": "留下一问", "text": "下次再见。"}]}, "notes": "谢谢大家。", "minutes": 1},
]
TEXTS = {
    2: ["一步一步来", "先看卡片，再回来。", "先问", "问清楚", "再答", "答到点上"],
    3: ["三张卡各说一件事", "从左到右读。", "甲卡", "说的是人。", "乙卡", "说的是时间。", "丙卡", "说的是钱。"],
    4: ["收尾", "带走一句", "回去就试。", "留下一问", "下次再见。"],
}
BESIDE = {2: ["2几步", "约2.5分钟", "问大家", "哪一步最难？", "讲解", "每步只用一句话。", "2/4"],
          3: ["3卡片", "约1分钟", "讲解", "别念卡片。", "3/4"]}


def check(condition, what):
    if not condition:
        sys.exit(f"FAILED: {what}")


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    check(done.returncode == 0, f"{command}: exit {done.returncode}: {done.stderr}")
    return done.stdout


def write_course(folder):
    def write(name, value):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            json.dump(value, out, ensure_ascii=False)
    os.makedirs(os.path.join(folder, "parts"))
    for slide in SLIDES:
        slide.update(alt="图：" + slide["title"], objectives=[])
    write("course.json", {"id": "small", "title": "小课", "subtitle": "给测试的", "version": "1.0.0",
                          "language": "zh-Hans", "theme": "light", "notice": "示例",
                          "objectives": [], "figures": {}, "terms": [],
                          "parts": ["parts/1.json", "parts/2.json"]})
    for number, (name, slides) in enumerate([("one", SLIDES[:2]), ("two", SLIDES[2:])], 1):
        write(f"parts/{number}.json", {"id": name, "number": number, "title": f"部分{number}", "verb": "试",
                                       "objectives": [], "draw": 0, "drills_pass": 0.5, "slides": slides,
                                       "items": [], "drills": [], "roleplays": []})


def in_order(pdf, page, texts):
    """Every text once, each behind the one before it, line breaks and blanks apart."""
    found = re.sub(r"\s", "", run("pdftotext", "-raw", "-f", str(page), "-l", str(page), pdf, "-"))
    at = 0
    for text in texts:
        where = found.find(text, at)
        check(where >= 0, f"page {page} of {pdf}: '{text}' not after {at} in: {found}")
        at = where + len(text)


def pages(pdf):
    info = run("pdfinfo", pdf)
    return int(re.search(r"Pages: +(\d+)", info)[1]), re.search(r"Page size: +(.*)", info)[1]


def fonts_are_subsets(pdf):
    rows = run("pdffonts", pdf).splitlines()[2:]
    check(len(rows) >= 2, rows)
    for row in rows:
        check(re.match(r"[A-Z]{6}\+", row) and re.search(r" yes yes yes ", row), row)


def links(pdf):
    """Where the links of the file lead, in its order; and each name is a page of it."""
    raw = open(pdf, "rb").read().decode("latin-1")
    names = re.findall(r'(\d+) \[ XYZ .*"(page-\d+)"', run("pdfinfo", "-dests", pdf))
    check([f"page-{int(page):06d}" for page, _ in names] == [name for _, name in names], names)
    found = re.findall(r"/Subtype /Link.*?/Dest \((page-\d+)\)", raw, re.S)
    for link in found:
        check(link in [name for _, name in names], f"{link} leads nowhere")
    return [int(link[5:]) for link in found]


def slides(course, out):
    pdf = os.path.join(out, "slides.pdf")
    run(KEJIAN, "render", course, "-o", pdf)
    check(pages(pdf) == (4, "960 x 540 pts"), pages(pdf))
    for page, texts in TEXTS.items():
        in_order(pdf, page, texts)
    fonts_are_subsets(pdf)
    check(sorted(links(pdf)) == [1, 3, 3], links(pdf))
    titles = [bytes.fromhex(t).decode("utf-16") for t in
              re.findall(r"/Title <([0-9A-F]+)>", open(pdf, "rb").read().decode("latin-1"))]
    for title in ["第一部分　部分1", "封面", "几步", "第二部分　部分2", "卡片", "收尾"]:
        check(title in titles, f"{title} in {titles}")
    # A part of the slides: links out of it are left out.
    run(KEJIAN, "render", course, "-o", pdf, "--slides", "2")
    check(pages(pdf)[0] == 1 and links(pdf) == [], links(pdf))


def paper(course, out):
    pdf = os.path.join(out, "notes.pdf")
    run(KEJIAN, "render", course, "-o", pdf, "--notes")
    check(pages(pdf) == (4, "595.276 x 841.89 pts (A4)"), pages(pdf))
    for page, beside in BESIDE.items():
        in_order(pdf, page, TEXTS[page] + beside)
    fonts_are_subsets(pdf)
    check(sorted(links(pdf)) == [1, 3, 3], links(pdf))
    for a_page, count in {"1": 4, "2": 2, "3": 2, "6": 1}.items():
        pdf = os.path.join(out, f"handout-{a_page}.pdf")
        run(KEJIAN, "render", course, "-o", pdf, "--handout", a_page)
        check(pages(pdf) == (count, "595.276 x 841.89 pts (A4)"), (a_page, pages(pdf)))
    in_order(pdf, 1, TEXTS[2] + ["2几步"] + TEXTS[3] + ["3卡片"] + TEXTS[4] + ["4收尾"])
    check(sorted(links(pdf)) == [1, 1, 1], links(pdf))


def folders(course, out):
    folder = os.path.join(out, "pictures")
    run(KEJIAN, "render", course, "-o", folder, "--notes", "--slides", "2-3")
    run(KEJIAN, "render", course, "-o", folder, "--handout=3")
    run(KEJIAN, "render", course, "-o", folder, "--slides", "4", "--size", "640x360")
    sizes = {name: struct.unpack(">II", open(os.path.join(folder, name), "rb").read(24)[16:])
             for name in os.listdir(folder)}
    sheet = (1240, 1754)
    check(sizes == {"notes-02-steps.png": sheet, "notes-03-cards.png": sheet, "handout-01.png": sheet,
                    "handout-02.png": sheet, "04-last.png": (640, 360)}, sizes)


def specimen(course, out):
    """A course that calls itself one is drawn in every theme and shape, unless the command says."""
    own = os.path.join(out, "specimen")
    shutil.copytree(course, own)
    path = os.path.join(own, "course.json")
    head = json.load(open(path, encoding="utf-8"))
    head["specimen"] = True
    json.dump(head, open(path, "w", encoding="utf-8"))
    for more, wanted in (([], 15), (["--theme", "dark"], 5), (["--size", "640x360"], 3),
                         (["--theme", "dark", "--size", "640x360"], 1)):
        folder = os.path.join(out, "specimen-" + "".join(more))
        run(KEJIAN, "render", own, "-o", folder, "--slides", "3", *more)
        pictures = [f for _, _, files in os.walk(folder) for f in files]
        check(pictures == ["03-cards.png"] * wanted, (more, pictures))
    run(KEJIAN, "render", own, "-o", os.path.join(out, "specimen.pdf"))
    run(KEJIAN, "render", own, "-o", os.path.join(out, "specimen-paper"), "--handout", "2")


def all_of_them(course, out):
    """One call: a folder a theme, in it one a shape, in it a picture a slide."""
    names = ["light", "dark", "high-contrast"]
    shapes = [(1024, 768), (1280, 800), (1920, 1080), (2560, 1080), (768, 1024)]
    folder = os.path.join(out, "all")
    run(KEJIAN, "render", course, "-o", folder, "--slides", "3", "--theme", "all", "--size", "all")
    check(sorted(os.listdir(folder)) == sorted(names), os.listdir(folder))
    seen = set()
    for name in names:
        wanted = sorted(f"{w}x{h}" for w, h in shapes)
        check(sorted(os.listdir(os.path.join(folder, name))) == wanted, name)
        for w, h in shapes:
            path = os.path.join(folder, name, f"{w}x{h}")
            check(os.listdir(path) == ["03-cards.png"], path)
            data = open(os.path.join(path, "03-cards.png"), "rb").read()
            check(struct.unpack(">II", data[16:24]) == (w, h), path)
            seen.add(data)
    check(len(seen) == 15, "each picture is another")
    folder = os.path.join(out, "themes")
    run(KEJIAN, "render", course, "-o", folder, "--slides", "3", "--theme", "all", "--size", "640x360")
    for name in names:
        check(os.listdir(os.path.join(folder, name)) == ["03-cards.png"], name)
    folder = os.path.join(out, "shapes")
    run(KEJIAN, "render", course, "-o", folder, "--slides", "3", "--size", "all")
    check(len(os.listdir(folder)) == 5, os.listdir(folder))
    with open(os.path.join(out, "file"), "w", encoding="utf-8"):
        pass
    fails(3, "[E09", KEJIAN, "render", course, "-o", os.path.join(out, "file"), "--size", "all")
    fails(2, "[E0901]", KEJIAN, "render", course, "-o", os.path.join(out, "n"), "--size", "all", "--notes")


def wrong_use(course, out):
    for words in (["--handout", "4"], ["--handout", "3", "--notes"], ["--slides", "5"],
                  ["--size", "all"], ["--theme", "all"]):
        done = subprocess.run([KEJIAN, "render", course, "-o", os.path.join(out, "x.pdf"), *words],
                              capture_output=True, text=True)
        check(done.returncode == 2 and "[E0901]" in done.stderr, (words, done))
        check(not os.path.exists(os.path.join(out, "x.pdf")), "a file after wrong use")


def fails(code, said, *command):
    done = subprocess.run(command, capture_output=True, text=True)
    check(done.returncode == code and said in done.stderr, (command, done))


def own_theme(course, out):
    """A company's colours: where they are painted, and what is said of those that cannot be read."""
    def theme(name, colors):
        path = os.path.join(out, name)
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"name": "某某公司", "base": "light", "colors": colors}, file)
        return path
    good, bad = theme("good.json", {"zhu": "#0B5D3B"}), theme("bad.json", {"zhu": "#F08070"})
    plain, own = os.path.join(out, "plain.pdf"), os.path.join(out, "own.pdf")
    run(KEJIAN, "render", course, "-o", plain)
    run(KEJIAN, "render", course, "-o", own, "--theme", good)
    colours = {}
    for pdf in (plain, own):
        ppm = subprocess.run(["pdftoppm", "-r", "72", "-f", "3", "-l", "3", pdf], capture_output=True).stdout
        pixels = ppm[ppm.index(b"\n255\n") + 5:]
        colours[pdf] = {pixels[i:i + 3] for i in range(0, len(pixels), 3)}
    zhu, green = bytes.fromhex("B8341B"), bytes.fromhex("0B5D3B")
    check(zhu in colours[plain] and green not in colours[plain], "the light theme's accent")
    check(green in colours[own] and zhu not in colours[own], "the company's accent")
    run(KEJIAN, "render", course, "-o", own, "--theme", good, "--notes")
    fails(1, "bad.json:1:", KEJIAN, "render", course, "-o", own, "--theme", bad)
    fails(1, "zhu on paper has a contrast of 2.48 : 1; at least 4.5 : 1 is wanted [E0606]",
          KEJIAN, "play", course, "--headless", "--store", os.path.join(out, "x.db"), "--theme", bad)
    fails(2, "[E0901]", KEJIAN, "render", course, "-o", own, "--theme", "sepia")
    fails(3, "[E0902]", KEJIAN, "render", course, "-o", own, "--theme", os.path.join(out, "none.json"))
    # The course's own, from its folder.
    path = os.path.join(course, "course.json")
    with open(path, encoding="utf-8") as file:
        head = json.load(file)
    head["theme"] = "own.json"
    with open(path, "w", encoding="utf-8") as file:
        json.dump(head, file)
    fails(1, "own.json", KEJIAN, "check", course)
    os.rename(good, os.path.join(course, "own.json"))
    run(KEJIAN, "check", course)
    run(KEJIAN, "render", course, "-o", own)
    os.rename(bad, os.path.join(course, "own.json"))
    fails(1, "own.json:1:", KEJIAN, "check", course)


def own_logo_and_font(course, out):
    """A company's logo stands on every slide, and its font sets what it has."""
    shutil.copy("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf", os.path.join(out, "brand.ttf"))
    with open(os.path.join(out, "logo.svg"), "w", encoding="utf-8") as file:
        file.write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" width="90" height="30">'
                   '<rect width="90" height="30" fill="#12AB9C"/></svg>')
    brand = os.path.join(out, "brand.json")
    with open(brand, "w", encoding="utf-8") as file:
        json.dump({"colors": {}, "logo": {"file": "logo.svg"},
                   "fonts": {"sans-bold": "brand.ttf", "serif-bold": "brand.ttf"}}, file)
    pdf = os.path.join(out, "brand.pdf")
    run(KEJIAN, "render", course, "-o", pdf, "--theme", brand)
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True).stdout
    check("DejaVuSans" in fonts and "NotoSerifCJK" in fonts, "the company's font, and Chinese behind it")
    pages = int(re.search(r"Pages:\s+(\d+)", subprocess.run(
        ["pdfinfo", pdf], capture_output=True, text=True).stdout).group(1))
    for page in range(1, pages + 1):
        ppm = subprocess.run(["pdftoppm", "-r", "72", "-f", str(page), "-l", str(page), pdf],
                             capture_output=True).stdout
        check(bytes.fromhex("12AB9C") in ppm, f"the logo on page {page}")


with tempfile.TemporaryDirectory() as scratch:
    small = os.path.join(scratch, "course")
    write_course(small)
    run(KEJIAN, "check", small)
    for test in (slides, paper, folders, all_of_them, specimen, wrong_use, own_logo_and_font, own_theme):
        test(small, scratch)
