#!/bin/sh
# Rewrites the golden files from what the program puts out now, and shows what changed.  Look at
# the change before you commit it, and say in the commit why it is right.
set -eu
cd "$(dirname "$0")/.."
tools/install-deps.sh
cmake --preset release >/dev/null
cmake --build --preset release
KJ_UPDATE_GOLDEN=1 ctest --preset release -L golden || true # what still fails is shown
git diff --stat -- tests
git ls-files --others --exclude-standard -- tests | sed 's/^/ new: /'
