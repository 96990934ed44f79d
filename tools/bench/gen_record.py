#!/usr/bin/env python3
"""Writes the events of one diligent learner as a bundle: tests taken over and over.

    tools/bench/gen_record.py COURSE ANSWERS OUT.jsonl
"""
import datetime
import json
import random
import sys
import uuid
from pathlib import Path

course, answers, out = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
head = json.loads((course / "course.json").read_text(encoding="utf-8"))
parts = [json.loads((course / name).read_text(encoding="utf-8")) for name in head["parts"]]
parts = [part for part in parts if part["items"]]
chance = random.Random(1)
zone = datetime.timezone(datetime.timedelta(hours=8))
now, made, attempt = 1_700_000_000_000, 0, None


def put(file, kind, thing, data):
    global made, attempt
    made += 1
    event = str(uuid.UUID(int=now << 80 | 7 << 76 | (made & 0xFFF) << 64 | 2 << 62 | chance.getrandbits(62)))
    attempt = attempt or event
    at = datetime.datetime.fromtimestamp(now / 1000, zone).isoformat(timespec="milliseconds")
    file.write(json.dumps({
        "id": event, "at": at, "device": "11111111-1111-7111-8111-111111111111", "learner": "D1",
        "course": head["id"], "version": head["version"], "attempt": attempt, "type": kind,
        "object": thing, "data": data}, ensure_ascii=False) + "\n")
    return event


with open(out, "w", encoding="utf-8") as file:
    put(file, "attempt.started", head["id"], {"seed": "00000000000000aa"})
    given = 0
    while given < answers:
        now += 60_000
        part = chance.choice(parts)
        run = put(file, "run.started", part["id"], {"kind": "test", "seed": f"{chance.getrandbits(64):016x}"})
        for _ in range(10):
            now += 8_000
            item = chance.choice(part["items"])
            put(file, "item.answered", item["id"],
                {"response": ["a"], "score": chance.choice([0, 1, 1]), "max": 1, "duration_ms": 7000,
                 "try": 1, "within": run})
            given += 1
        now += 1_000
        put(file, "run.finished", part["id"],
            {"score": 7, "max": 10, "passed": False, "duration_ms": 80_000, "within": run})
