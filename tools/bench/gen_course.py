#!/usr/bin/env python3
"""Writes a course of many slides, for measuring: tools/bench/gen_course.py SLIDES FOLDER [PARTS].

The slides are of the kinds and sizes that a written course has (about 2.9 KB each, indented as
people write JSON); the same arguments give the same bytes.
"""
import json
import os
import random
import sys

WHO = "客户 采购经理 设备主管 总经理 财务负责人 一线班组 信息部门 质量工程师 仓储总监 售后团队".split()
DOES = "反复提到 最担心 希望缩短 需要核对 正在比较 还没有说清 愿意投入 想先试用 已经记录 打算调整".split()
WHAT = "停机损失 交付周期 上线时间 培训成本 数据口径 审批流程 备件库存 验收标准 退货比例 响应时限".split()
WHY = "因为去年吃过亏 因为预算只批了一半 因为旺季就要来了 因为总部要看结果 因为同行已经做到了".split()
NEXT = "先问清原因，再谈方案 把数字请对方核对一遍 记下原话，会后整理 约下一次拜访的时间 请他带同事一起来".split()


def sentence(rnd):
    return f"{rnd.choice(WHO)}{rnd.choice(DOES)}{rnd.choice(WHAT)}，{rnd.choice(WHY)}，{rnd.choice(NEXT)}。"


def phrase(rnd):
    return f"{rnd.choice(WHO)}{rnd.choice(DOES)}{rnd.choice(WHAT)}"


def cards(rnd):
    return {"type": "cards", "cards": [
        {"id": f"card-{k}", "title": phrase(rnd), "text": sentence(rnd), "foot": "下一步：" + rnd.choice(NEXT)}
        for k in range(1, 7)]}


def columns(rnd):
    return {"type": "columns", "columns": [
        {"id": f"column-{k}", "title": rnd.choice(WHAT), "points": [phrase(rnd) for _ in range(5)]}
        for k in range(1, 6)]}


def table(rnd):
    return {"type": "table", "columns": ["信号", "看到什么", "可能意味着", "怎样核实"], "rows": [
        {"id": f"row-{k}", "head": rnd.choice(WHAT), "cells": [phrase(rnd), phrase(rnd), phrase(rnd)]}
        for k in range(1, 7)]}


def pyramid(rnd):
    return {"type": "pyramid", "levels": [
        {"id": f"level-{k}", "name": rnd.choice(WHAT), "text": sentence(rnd)} for k in range(1, 7)]}


def arrow(rnd):
    return {"type": "arrow", "output_label": "产出", "stages": [
        {"id": f"stage-{k}", "title": rnd.choice(WHAT), "text": sentence(rnd), "output": phrase(rnd)}
        for k in range(1, 7)]}


FORMS = [cards, columns, table, pyramid, arrow]


def slide(number, rnd):
    return {
        "id": f"s-{number}",
        "title": phrase(rnd) + ("：{rate} 的差距从哪里来" if number % 4 == 0 else ""),
        "menu": f"第{number}页",
        "lead": sentence(rnd),
        "visual": FORMS[number % len(FORMS)](rnd),
        "notes": sentence(rnd) + sentence(rnd) + "**" + phrase(rnd) + "**，" + sentence(rnd),
        "ask": "换作你，" + phrase(rnd) + "时会先问什么？",
        "alt": "六格图：" + sentence(rnd) + sentence(rnd),
        "minutes": 2,
        "objectives": [f"o-{number % 40 + 1}"],
        "build": number % 2 == 0,
    }


def item(number, slide_number, rnd):
    options = [{"id": letter, "text": phrase(rnd) + f"，第{k}种做法", "feedback": sentence(rnd)}
               for k, letter in enumerate("abcd", 1)]
    options[number % 4]["right"] = True
    return {
        "id": f"i-{number}", "type": "single", "stem": sentence(rnd) + "这时你先做哪一件事？",
        "options": options, "why": sentence(rnd), "explains": f"s-{slide_number}",
        "objective": f"o-{slide_number % 40 + 1}", "difficulty": number % 3 + 1,
    }


def write(folder, name, value):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        json.dump(value, out, ensure_ascii=False, indent=2)
        out.write("\n")
    return os.path.getsize(path)


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    parts = int(sys.argv[3]) if len(sys.argv) > 3 else max(1, count // 1000)
    rnd = random.Random(1)
    size = write(folder, "course.json", {
        "id": "large", "title": "大课程", "version": "1.0.0", "language": "zh-Hans-CN", "theme": "light",
        "notice": "教学示例值",
        "objectives": [{"id": f"o-{k}", "text": phrase(rnd), "brief": rnd.choice(WHAT)} for k in range(1, 41)],
        "figures": {"rate": {"kind": "example", "value": 12.5, "unit": "%", "about": "比例"}},
        "parts": [f"parts/{p}.json" for p in range(1, parts + 1)],
    })
    number = 0
    for p in range(1, parts + 1):
        numbers = range(count * (p - 1) // parts + 1, count * p // parts + 1)
        items = []
        for k in numbers:
            if k % 20 == 0:
                number += 1
                items.append(item(number, k, rnd))
        size += write(folder, f"parts/{p}.json", {
            "id": f"p-{p}", "number": p, "title": f"第{p}部分", "draw": min(10, len(items)),
            "objectives": [f"o-{k}" for k in range(1, 11)],
            "slides": [slide(k, rnd) for k in numbers], "items": items,
        })
    print(f"{count} slides, {size} bytes")


main()
