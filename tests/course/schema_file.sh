#!/bin/sh
# tests/course/schema_file.sh KEJIAN: docs/course.schema.json, which the courses name for editors,
# is what `kejian schema` prints.  With KJ_UPDATE_GOLDEN it is rewritten.
set -eu
file=$(cd "$(dirname "$0")/../.." && pwd)/docs/course.schema.json
if [ -n "${KJ_UPDATE_GOLDEN:-}" ]; then
    "$1" schema >"$file"
fi
"$1" schema | diff -u "$file" - | head -n 40
"$1" schema | cmp -s "$file" -
