#!/bin/sh
# Everything that must hold, on a clean clone and in CI: installs, builds, lints, checks the
# courses, runs the tests under the sanitizers and then as released; and what folds events, made by
# the other compiler, must come to the same states bit by bit.  Stops at the first failure.
set -eu
cd "$(dirname "$0")/.."
JOBS=$(nproc)
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export UBSAN_OPTIONS=print_stacktrace=1

step() {
    name=$1
    shift
    echo "== $name"
    "$@" || {
        echo "tools/test.sh: FAILED: $name" >&2
        exit 1
    }
}

check_courses() {
    for course in courses/*/; do
        build/release/kejian check --strict "$course" || return 1
    done
}

step "install" tools/install-deps.sh
step "configure release" cmake --preset release
step "build release" cmake --build --preset release -j "$JOBS"
step "lint" tools/lint.sh
step "check the courses" check_courses
step "configure asan" cmake --preset asan
step "build asan" cmake --build --preset asan -j "$JOBS"
step "test under the sanitizers" ctest --preset asan -j "$JOBS"
step "configure clang" cmake --preset clang
step "build what folds with clang" cmake --build --preset clang -j "$JOBS" --target lesson_whole_log_test
step "the same states by clang" ctest --preset clang -R '^lesson_whole_log_test$' --no-tests=error
step "test the release" ctest --preset release -j "$JOBS"
