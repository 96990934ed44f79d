#!/usr/bin/env python3
"""tests/course/schema_check.py KEJIAN: an independent validator agrees with the reader.

Sound courses are valid by `kejian schema`; of the broken ones, those whose form is wrong are not.
"""
import json
import pathlib
import subprocess
import sys

import jsonschema

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# What no schema can see: references, uniqueness, figures, markup, role-plays, files, JSON itself.
BY_FORM = ("key-", "keys-", "type-", "range-", "word-", "list-", "id-capital", "id-chinese",
           "id-too-long", "path-out", "path-absolute", "path-backslash", "path-folder", "path-dot",
           "text-empty", "text-line-feed", "play-mood", "play-variables-too-many")


def files(folder):
    course = json.loads((folder / "course.json").read_text(encoding="utf-8"))
    yield "course", folder / "course.json"
    for part in course.get("parts", []):
        path = folder / part
        if not path.is_file() or ".." in part or part.startswith("/"):
            continue
        yield "part", path
        for play in json.loads(path.read_text(encoding="utf-8")).get("roleplays", []):
            yield "role-play", folder / play


def main():
    schema = json.loads(subprocess.run([sys.argv[1], "schema"], check=True, capture_output=True).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    kinds = {kind: jsonschema.Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]})
             for kind in ("course", "part", "role-play")}
    whole = jsonschema.Draft202012Validator(schema)
    bad = 0
    for folder in (ROOT / "courses" / "key-account", HERE / "sound"):
        for kind, path in files(folder):
            value = json.loads(path.read_text(encoding="utf-8"))
            for error in kinds[kind].iter_errors(value):
                print(f"{path}: {error.json_path}: {error.message[:300]}")
                bad += 1
            if not whole.is_valid(value):
                print(f"{path}: the whole schema refuses it")
                bad += 1
    refused = 0
    for folder in sorted((HERE / "broken").iterdir()):
        if not folder.name.startswith(BY_FORM):
            continue
        if all(kinds[kind].is_valid(json.loads(path.read_text(encoding="utf-8")))
               for kind, path in files(folder)):
            print(f"{folder}: the reader refuses it, the schema does not")
            bad += 1
        refused += 1
    print(f"{refused} broken courses refused by their form")
    return 1 if bad or refused < 30 else 0


sys.exit(main())
