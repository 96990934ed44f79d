#!/usr/bin/env python3
"""kejian import: outlines, GIFT and tables become items and slides; what is wrong is said at its place."""
import json
import pathlib
import subprocess
import sys
import tempfile

KEJIAN = pathlib.Path(sys.argv[1]).resolve()
AT = pathlib.Path(tempfile.mkdtemp(prefix="kejian-import-"))


def run(*args, code=0, says=""):
    done = subprocess.run([KEJIAN, *map(str, args)], capture_output=True, text=True, cwd=AT)
    assert done.returncode == code, f"{args}: {done.returncode}, not {code}\n{done.stdout}{done.stderr}"
    for words in [says] if isinstance(says, str) else says:
        assert words in done.stdout + done.stderr, f"{args}: no '{words}' in\n{done.stdout}{done.stderr}"
    return done.stdout, done.stderr


def file(name, text):
    data = text.encode("utf-8") if isinstance(text, str) else text
    (AT / name).write_bytes(data)
    return name


def part(*args, says=""):
    return json.loads(run("import", *args, says=says)[0])


def core(item):
    return {k: v for k, v in item.items() if k not in ("$comment", "id", "difficulty")}


# ---- GIFT: the forms of its documentation, and what comes of each ----
GIFT = r"""
// a comment
$CATEGORY: tests/one

::Q1:: 谁先开口？ {=客户 #对，让他说 ~销售 #还没问就讲 ~都不说}

[html]二加二等于 { =4 =四 =four }。

太阳从东边升起。{T#想反了#看见过}

::Q4:: 一年几个月？ {#12:0.5#按公历}

几度合适？{#18..22}

{=甲 -> 1
 =乙 -> 2
 // a comment inside
 =丙 -> 3} 各配一个

哪些是开放的？{~%50%请讲讲 ~%50%怎么办的 ~%-50%是不是 ~对吗####开放的问题不能一个字答完}

花括号 \{ 和 \= 号\~ {=有 \: 冒号 ~没有}

多于一个数？{#=12 =%50%13}
"""
WANTED = [
    {"type": "single", "stem": "谁先开口？", "options": [{"id": "a", "text": "客户", "right": True, "feedback": "对，让他说"},
                                                  {"id": "b", "text": "销售", "feedback": "还没问就讲"}, {"id": "c", "text": "都不说"}]},
    {"type": "fill-in", "stem": "二加二等于____。", "answers": ["4", "四", "four"]},
    {"type": "true-false", "stem": "太阳从东边升起。", "answer": True, "feedback": "想反了", "why": "看见过"},
    {"type": "numeric", "stem": "一年几个月？", "answer": 12, "tolerance": 0.5, "formula": "按公历"},
    {"type": "numeric", "stem": "几度合适？", "answer": 20, "tolerance": 2},
    {"type": "match", "stem": "____各配一个", "pairs": [{"id": "a", "left": "甲", "right": "1"}, {"id": "b", "left": "乙", "right": "2"},
                                                  {"id": "c", "left": "丙", "right": "3"}]},
    {"type": "multiple", "stem": "哪些是开放的？", "why": "开放的问题不能一个字答完",
     "options": [{"id": "a", "text": "请讲讲", "right": True}, {"id": "b", "text": "怎么办的", "right": True},
                 {"id": "c", "text": "是不是"}, {"id": "d", "text": "对吗"}]},
    {"type": "single", "stem": "花括号 \\{ 和 \\= 号~", "options": [{"id": "a", "text": "有 : 冒号", "right": True}, {"id": "b", "text": "没有"}]},
    {"type": "numeric", "stem": "多于一个数？", "answer": 12},
]
told = part(file("q.gift", GIFT))
assert [core(i) for i in told["items"]] == WANTED, json.dumps([core(i) for i in told["items"]], ensure_ascii=False, indent=1)
assert told["id"] == "q" and told["items"][0]["$comment"] == "q.gift:5" and told["items"][0]["id"] == "q-q01"
assert part(file("bom.gift", "\ufeff问？{T}"))["items"][0]["stem"] == "问？"
part(file("rest.gift", "只是一段话\n\n写一篇。{}\n\n问？{T}"), says=["rest.gift:1:1: warning: left out: a text without", "rest.gift:3:1: warning: left out: an essay"])
for text, where, words in (
        ("问？{=甲 ~乙", "1:3", "no end"), ("\n\n问？{# 十二 }", "3:6", "no number"), ("问？{~甲 ~乙}", "1:4", "none of the options"),
        ("问？{甲}", "1:4", "no answer of a kind"), ("{T}", "1:1", "no text"), ("问？{=甲 -> 1 =乙}", "1:4", "some are not"),
        ("问？{= ~乙}", "1:6", "empty"), ("问？{#5..2}", "1:5", "no number"), ("问？{" + "~x " * 13 + "=y}", "1:41", "too many")):
    run("import", file("bad.gift", text), "-o", "never.json", code=1, says=[f"bad.gift:{where}: error", words, "E0812"])
assert not (AT / "never.json").exists()

# ---- tables: three separators, two charsets, Chinese and English heads ----
HEAD = "题型,题干,A,B,C,答案,解析,反馈A,反馈B,反馈C,单位,算式,难度,目标,页"
ROWS = ["单选,谁先开口？,客户,销售,都不说,A,让他说,对,抢了话,冷了场,,,1,o1.1,s1", "判断,一问就够。,,,,错,还要追问,,,,,,2,,",
        "数值,一年几个月？,,,,12,公历,,,,个月,按月数,,,", "多选,哪些开放？,请讲讲,怎么办,是不是,AB,,,,,,,,,", "填空,二加二得几？,,,,四|4,,,,,,,,,",
        "排序,先后？,查,问,核对,,,,,,,,,,", ",不说题型？,甲,乙,,b,,,,,,,,,"]
TYPES = ["single", "true-false", "numeric", "multiple", "fill-in", "order", "single"]
first = None
for name, separator, charset in (("a.csv", ",", "utf-8"), ("b.csv", ";", "utf-8-sig"), ("c.csv", "\t", "gb18030")):
    told = part(file(name, "\r\n".join([HEAD, *ROWS]).replace(",", separator).encode(charset)), "--part", "bank")
    items = [core(i) for i in told["items"]]
    assert [i["type"] for i in items] == TYPES, items
    first = first or items
    assert items == first, name
assert first[0] == {"type": "single", "stem": "谁先开口？", "why": "让他说", "explains": "s1", "objective": "o1.1",
                    "options": [{"id": "a", "text": "客户", "right": True, "feedback": "对"}, {"id": "b", "text": "销售", "feedback": "抢了话"},
                                {"id": "c", "text": "都不说", "feedback": "冷了场"}]}, first[0]
assert first[2] == {"type": "numeric", "stem": "一年几个月？", "answer": 12, "unit": "个月", "formula": "按月数", "why": "公历"}, first[2]
assert first[4]["answers"] == ["四", "4"] and [s["text"] for s in first[5]["steps"]] == ["查", "问", "核对"]
assert [o.get("right", False) for o in first[6]["options"]] == [False, True]
english = part(file("e.csv", "question,Option A,Option B,key,Feedback A,colour\nWho?,a,b,B,no,red\nTrue?,,,yes,,\n"), "--objective", "o1", "--explains", "s1",
               says="left out: the column 'colour'")
assert [i["type"] for i in english["items"]] == ["single", "true-false"] and english["items"][1]["explains"] == "s1"
for row, words in (("单选,问？,甲,乙,,C,,,,,,,,,", "names an option that is empty"), ("单选,问？,甲,乙,,AB,,,,,,,,,", "not the key"),
                   ("判断,问？,,,,也许,,,,,,,,,", "neither true nor false"), ("数值,问？,,,,许多,,,,,,,,,", "no number"),
                   ("抢答,问？,甲,乙,,A,,,,,,,,,", "no type"), ("单选,,甲,乙,,A,,,,,,,,,", "no question"), ("单选,问？,甲,,丙,A,,,,,,,,,", "behind a gap"),
                   ("单选,问？,甲,乙,,A,,,,,,,9,,", "no difficulty"), ("排序,问？,甲,,,,,,,,,,,,", "fewer than two"), ("填空,问？,,,,,,,,,,,,,", "no answer")):
    run("import", file("bad.csv", f"{HEAD}\n{row}\n"), code=1, says=["bad.csv:2:", words, "E0812"])

# ---- outlines ----
OUTLINE = """# 第二部分：开口

## 先问后说

他说得*越多*，你**越清楚**。

- 最近 `忙` 什么
- 难在[哪里](https://example.org)

> 先讲一个故事。
> 再问一句。

## 三步走

1. 查
2. 问
3. 核对

## 两边比一比

- 以前
  - 自己讲
  - 讲完就走
- 现在
  - 请他讲

## 一张图

![两个人在谈 {话}](images/talk.png)
"""
told = part(file("2-talk.md", OUTLINE), file("more.gift", "问？{T}"), "--number", "2", "--objective", "o2.1")
assert (told["id"], told["number"], told["title"], told["objectives"]) == ("2-talk", 2, "第二部分：开口", ["o2.1"]), told
a, b, c, d = told["slides"]
assert a["lead"] == "他说得==越多==，你**越清楚**。" and a["notes"].startswith("先讲一个故事。") and a["$comment"] == "2-talk.md:3"
assert [p["lead"] for p in a["visual"]["points"]] == ["最近 `忙` 什么", "难在哪里"] and "numbered" not in a["visual"]
assert b["visual"]["numbered"] is True and len(b["visual"]["points"]) == 3
assert [(col["title"], col["points"]) for col in c["visual"]["columns"]] == [("以前", ["自己讲", "讲完就走"]), ("现在", ["请他讲"])]
assert d["visual"] == {"type": "image", "picture": "images/talk.png", "caption": "两个人在谈 \\{话\\}"}
assert len(told["items"]) == 1
for text, code, says in (
        ("话\n\n## 页\n\n一段\n\n二段\n\n### 小\n\n```\nx\n```\n\n<b>\n\n- 点\n\n- 点二\n\n![x](y.png)\n", 0,
         ["o.md:1:1: warning: left out: what stands before", "o.md:7:1: warning: left out: a second paragraph", "o.md:9:1: warning: left out: a heading below",
          "o.md:11:1: warning: left out: a block of code", "HTML", "a second list or picture"]),
        ("## 页\n\n" + "- 点\n" * 7, 1, "o.md:3:1: error: this list does not fit"), ("##\n", 1, "this heading is empty"),
        ("## 页\n\n- 一\n" + "  - 点\n" * 7 + "- 二\n", 1, "this list is too long")):
    run("import", file("o.md", text), code=code, says=says)

# ---- what was imported becomes part of a course; check asks for what is missing ----
run("new", "visits")
run("import", file("ask.md", "# 追问\n\n## 接着问\n\n他说一句，你问一句。\n\n- 难在哪里\n- 以前怎么办\n"), file("ask.gift", "一问就够。{F#还早#还要追问}"),
    "--objective", "o1.2", "--explains", "ask-s01", "--number", "2", "-o", "visits/parts/2-ask.json")
course = json.loads((AT / "visits/course.json").read_text(encoding="utf-8"))
course["parts"].append("parts/2-ask.json")
(AT / "visits/course.json").write_text(json.dumps(course, ensure_ascii=False), encoding="utf-8")
run("check", "visits")
run("check", "--strict", "visits", code=1, says=["slide 'ask-s01' has no notes", "has no alt"])

# ---- what is no file of ours ----
run("import", code=2, says="which files?")
run("import", "none.gift", code=3, says="E0902")
run("import", file("x.docx", "x"), code=1, says="its ending does not say")
run("import", file("bad.md", b"## \xff\n"), code=1, says=["bad.md:1:4", "not UTF-8"])
run("import", "more.gift", "--part", "A B", code=2, says="is no id")
run("import", "more.gift", "--number", "12", code=2)
run("import", "more.gift", "-o", "no/where.json", code=3)
assert part(file("empty.csv", "题干,答案\n"))["items"] == []
