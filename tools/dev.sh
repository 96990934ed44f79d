#!/bin/sh
# Watches the sources: at each change rebuilds, and runs the tests whose programs changed.
set -eu
cd "$(dirname "$0")/.."

if [ "${1-}" = --once ]; then
    stamp=build/dev-stamp
    touch "$stamp"
    cmake --build --preset release || exit 1
    touched=$(find build/release/tests -type f -perm -u+x -newer "$stamp" -not -name '*.so*' \
        -not -path '*/CMakeFiles/*' -exec basename {} \; | paste -sd '|' -)
    [ -n "$touched" ] || exit 0
    exec ctest --preset release -R "^($touched)\$"
fi

tools/install-deps.sh
cmake --preset release >/dev/null
while :; do
    # entr -d ends when a file is added or removed; then the list is made anew.
    find engine tests courses CMakeLists.txt -type f | entr -d tools/dev.sh --once && break
    [ $? -eq 2 ] || break
done
