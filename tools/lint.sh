#!/bin/sh
# What a compiler does not prove: layers, purity, form, clang-tidy.  `--fix` writes the form.
# Everything that is wrong is shown, then the exit code is 1.
set -eu
cd "$(dirname "$0")/.."
BUILD=build/release
STAMPS=build/lint
bad=0

say() {
    echo "lint: $*"
    bad=1
}

sources() {
    find engine tests tools -name '*.[ch]' -not -path '*/build/*' | sort
}

# A folder may include itself and what stands after the colon.
LAYERS="
base:
os:base,text/fonts.h
course:base
lesson:base,course
text:base
class:base,course,lesson
scene:base,course,lesson,class,text
paint:base,os,course,lesson,class,text,scene
record:base,os,lesson/event.h
xapi:base,course,lesson
sync:base,os,course,lesson,record,xapi
report:base,os,course,lesson,class,record
pack:base,os,course,text,record/seal.h
load:base,os,course,lesson,class,text,scene,paint,pack
print:base,os,course,lesson,class,text,scene,paint,record,report,load
author:base,os,course,lesson,record/csv.h,report,load
player:base,os,course,lesson,class,text,scene,paint,record,load,pack
live:base,os,course,lesson,class
present:base,os,course,lesson,class,text,scene,paint,record,report,load,pack,player,live,print
cli:base,os,course,lesson,class,text,scene,paint,record,xapi,sync,report,pack,load,author,player,live,present,print
"
PURE="base course lesson class text scene xapi"

check_layers() {
    for rule in $LAYERS; do
        folder=${rule%%:*}
        [ -d "engine/$folder" ] || continue
        allowed=$(echo "$folder,${rule#*:}" | sed 's/,$//; s/\./\\./g; s/,/|/g')
        upwards=$(grep -rnE '#include "[a-z]+/' "engine/$folder" --include='*.[ch]' |
            grep -vE "#include \"($allowed)(/|\")" || true)
        [ -z "$upwards" ] || say "engine/$folder includes what it may not:
$upwards"
    done
    for folder in engine/*/; do
        folder=$(basename "$folder")
        echo "$LAYERS" | grep -q "^$folder:" || say "engine/$folder has no rule in tools/lint.sh"
    done
}

# Files, clocks, environment, terminal, randomness, other libraries.  The one exception is the
# arena, which may say on stderr that memory ended, and exit.
IMPURE='(SDL|TTF|sqlite3|cairo|sodium|rsvg)_\w+|f?open(at)?(64)?|fdopen|freopen|fread|read|write'
IMPURE="$IMPURE|stat(64)?|unlink|rename|mmap|time|clock|clock_gettime|gettimeofday|localtime(_r)?"
IMPURE="$IMPURE|mktime|getenv|setenv|setlocale|v?printf|puts|putchar|stdin|stdout|system|popen"
IMPURE="$IMPURE|fork|socket|s?rand|random|getrandom|getentropy|pthread_\w+"
FATAL='v?fprintf|fputs|fwrite|stderr|_?exit'

check_purity() {
    for folder in $PURE; do
        library=$BUILD/engine/$folder/libkj_$folder.a
        [ -d "engine/$folder" ] || continue
        if [ ! -f "$library" ]; then
            say "$library is not built"
            continue
        fi
        never=$IMPURE
        [ "$folder" = base ] || never="$never|$FATAL"
        calls=$(nm -u "$library" 2>/dev/null | awk '$1 == "U" { print $2 }' | sed 's/@.*//' |
            grep -xE "$never" | sort -u || true)
        [ -z "$calls" ] || say "kj_$folder is not pure, it uses:" $calls
        data=$(size -A "$library" | awk '/:$/ { object = $1 }
            /^\.(t?data|t?bss)[ .]/ && !/\.rel\.ro/ && $2 > 0 { print object, $1, $2 " bytes" }')
        [ -z "$data" ] || say "kj_$folder has mutable data:
$data"
    done
}

check_form() {
    if [ "${1-}" = --fix ]; then
        sources | xargs clang-format -i
        return
    fi
    malformed=$(sources | xargs clang-format --dry-run 2>&1 |
        sed -n 's/^\([^:]*\):[0-9]*:.*\[-Wclang-format-violations\]$/\1/p' | sort -u)
    [ -z "$malformed" ] || say "form (tools/lint.sh --fix writes it):
$malformed"
    trailing=$(find engine tests tools docs fonts courses -type f \( -name '*.[ch]' -o -name '*.sh' \
        -o -name '*.txt' -o -name '*.json' -o -name '*.py' \) -not -path '*/golden/*' \
        -not -path '*/broken/*' -not -path '*/corpus/*' -print0 2>/dev/null |
        xargs -0 grep -nE '[[:blank:]]+$' | head -20 || true)
    [ -z "$trailing" ] || say "white space at the end of lines:
$trailing"
}

# One line an object: its source, then all files of ours that it was made of.
dependencies() {
    ninja -C "$BUILD" -t deps | awk -v root="$PWD/" '
        /^[^ ]/ { if (line) print line; line = "" }
        /^ /    { if (index($1, root) == 1) line = line " " substr($1, length(root) + 1) }
        END     { if (line) print line }' | grep -E '^ (engine|tests|tools)/' | sort -u
}

# Only sources that changed, or whose headers or .clang-tidy did, since they were last clean.
tidy_needed() {
    dependencies | while read -r source others; do
        stamp=$STAMPS/$source.ok
        for file in .clang-tidy "$source" $others; do
            if [ ! -f "$stamp" ] || [ "$file" -nt "$stamp" ]; then
                echo "$source"
                break
            fi
        done
    done | sort -u
}

check_tidy() {
    needed=$(tidy_needed)
    [ -n "$needed" ] || return 0
    export BUILD STAMPS
    # shellcheck disable=SC2016 # expanded by the inner shell
    echo "$needed" | xargs -P "$(nproc)" -n 1 sh -c '
        stamp=$STAMPS/$1.ok
        mkdir -p "$(dirname "$stamp")"
        touch "$stamp.new"
        if out=$(clang-tidy -p "$BUILD" --quiet "$1" 2>/dev/null); then
            mv "$stamp.new" "$stamp"
        else
            rm -f "$stamp" "$stamp.new"
            echo "$out"
            exit 1
        fi' tidy || say "clang-tidy"
}

cmake --preset release >/dev/null
cmake --build --preset release
check_layers
check_purity
check_form "${1-}"
check_tidy
[ "$bad" -eq 0 ] && echo "lint: clean"
exit "$bad"
