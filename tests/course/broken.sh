#!/bin/sh
# tests/course/broken.sh KEJIAN: each folder of broken/ is a course with a mistake.  `kejian check`
# must say exactly what its expect.txt holds and exit with 1.  Courses that no repository should
# hold (huge files, pipes) are made here.  With KJ_UPDATE_GOLDEN the expect.txt are rewritten.
set -u
kejian=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
count=0

fail() {
    echo "$*"
    bad=1
}

# NAME FOLDER EXPECTED: the check of FOLDER says what the file EXPECTED holds.
compare() {
    count=$((count + 1))
    "$kejian" check "$2" >"$work/out" 2>"$work/err"
    code=$?
    [ "$code" = 1 ] || fail "$1: exit code $code, not 1"
    [ -s "$work/out" ] && fail "$1: something stands on standard output"
    if [ -n "${KJ_UPDATE_GOLDEN:-}" ] && [ "$3" = "$2/expect.txt" ]; then
        cp "$work/err" "$3"
    fi
    diff -u "$3" "$work/err" || fail "$1: other messages than $3"
    # The same as JSON lines: as many, each an object with a place.
    "$kejian" check --json "$2" 2>"$work/json" >/dev/null
    code=$?
    [ "$code" = 1 ] || fail "$1: exit code $code with --json"
    [ "$(grep -c ' \[[EW][0-9]*\]$' "$work/err")" = "$(grep -c '^{"file":.*"hint":.*}$' "$work/json")" ] ||
        fail "$1: --json gives other messages"
    [ "$(grep -c . "$work/json")" = "$(grep -c '"code":"[EW][0-9]*"' "$work/json")" ] ||
        fail "$1: a line of --json is no message"
}

for folder in "$here"/broken/*; do
    if [ ! -f "$folder/expect.txt" ] && [ -z "${KJ_UPDATE_GOLDEN:-}" ]; then
        fail "$folder has no expect.txt"
    fi
    compare "$(basename "$folder")" "$folder" "$folder/expect.txt"
done

# A sound course with one thing wrong that is made on the spot.
made() {
    rm -rf "$work/course"
    cp -R "$here/sound" "$work/course"
}

made
truncate -s 67108865 "$work/course/parts/one.json"
cat >"$work/expect" <<'END'
course.json:17:13: error: 'parts/one.json' is larger than 67108864 bytes, the most that is read [E0107]
END
compare 'too large' "$work/course" "$work/expect"

made
rm "$work/course/parts/one.json"
mkfifo "$work/course/parts/one.json"
cat >"$work/expect" <<'END'
course.json:17:13: error: cannot read 'parts/one.json': it is not a regular file [E0210]
END
compare 'a pipe' "$work/course" "$work/expect"

made
ln -sf /dev/zero "$work/course/images/lin.svg"
cat >"$work/expect" <<'END'
roleplays/talk.json:9:78: error: cannot read 'images/lin.svg': a symbolic link is not followed [E0209]
END
compare 'a link to a device' "$work/course" "$work/expect"

# More problems than anybody reads: a thousand, then one line about the rest.
made
{
    printf '{"id":"one","number":1,"title":"第一部分","slides":['
    i=0
    while [ $i -lt 1200 ]; do
        [ $i = 0 ] || printf ','
        printf '{"id":"s%d","menu":"页","visual":{"type":"cover"}}' $i
        i=$((i + 1))
    done
    printf '],"items":[]}'
} >"$work/course/parts/one.json"
"$kejian" check "$work/course" 2>"$work/err"
[ $? = 1 ] || fail 'many problems: not exit code 1'
[ "$(grep -c E0202 "$work/err")" = 1000 ] || fail 'many problems: not a thousand of them'
[ "$(tail -n 1 "$work/err")" = 'kejian: error: there are more than 1000 problems; the others are not shown [E0213]' ] ||
    fail 'many problems: no last word'

# The sound one is sound; a file of it stands for all of it.
for path in "$here/sound" "$here/sound/course.json" "$here/sound/parts/one.json"; do
    "$kejian" check --strict "$path" >"$work/out" 2>"$work/err" || {
        fail "$path: not exit code 0"
        cat "$work/err"
    }
    grep -q ': 1 part, 1 slide, 1 item, 0 drills, 1 role-play$' "$work/out" ||
        fail "$path: $(cat "$work/out")"
    # The two distributions differ, and each says which one it is: of the 11 ways 5 are won (45.5 %).
    grep -q '^  talk: 6 states, 11 different paths$' "$work/out" &&
        grep -q '^    of the paths, each counted once, end in: won 45.5 %, lost 54.5 %$' "$work/out" &&
        grep -q '^    of plays at random, each choice on offer equally likely, end in: won 34.3 %, lost 65.7 %$' "$work/out" ||
        fail "$path: $(cat "$work/out")"
done

(cd "$here/sound/parts" && "$kejian" check one.json >"$work/out" 2>&1) || fail 'a part by its bare name'

# Where there is no course, the surroundings failed: one line, exit code 3.
mkdir "$work/empty"
for path in "$work/nothing" "$work/empty" "$work/nothing/parts/one.json"; do
    "$kejian" check "$path" >"$work/out" 2>"$work/err"
    code=$?
    [ "$code" = 3 ] || fail "$path: exit code $code, not 3"
    [ "$(grep -c E0902 "$work/err")" = 1 ] || fail "$path: $(cat "$work/err")"
done

[ "$count" -ge 60 ] || fail "only $count broken courses"
echo "$count broken courses"
exit $bad
