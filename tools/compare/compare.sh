#!/bin/sh
# Draws the two pictures of the README: one slide set by kejian and, from equal HTML (same fonts,
# sizes and boxes, every setting for Chinese that a browser has), by Chromium.
#
#   tools/compare/compare.sh        needs build/release/kejian, chromium and ImageMagick
set -eu
cd "$(dirname "$0")/../.."
command -v chromium >/dev/null && command -v convert >/dev/null || {
    echo "compare.sh: chromium and imagemagick are needed (apt-get install chromium imagemagick)" >&2
    exit 3
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
build/release/kejian render tools/compare/course -o "$scratch/ours" --size 1920x1080
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1920,1080 \
    --screenshot="$scratch/browser.png" "file://$PWD/tools/compare/page.html" 2>/dev/null
small() { convert "$1" -crop 1920x860+0+20 +repage -resize 1280x +dither -colors 255 "$2"; }
small "$scratch/ours/01-page.png" docs/pictures/set-by-kejian.png
small "$scratch/browser.png" docs/pictures/set-by-a-browser.png
