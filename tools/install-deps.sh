#!/bin/sh
# Installs what tools/packages.txt lists.  Does nothing, and needs no network, when all is there.
set -eu
cd "$(dirname "$0")/.."

missing=
for package in $(sed 's/#.*//' tools/packages.txt | awk 'NF { print $1 }'); do
    case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true) in
    installed*) ;;
    *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif command -v sudo >/dev/null; then
    as_root="sudo env DEBIAN_FRONTEND=noninteractive"
else
    echo "install-deps: as root, run: apt-get install --no-install-recommends$missing" >&2
    exit 3
fi

echo "install-deps: installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086 # one word a package
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
