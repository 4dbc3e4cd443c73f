#!/bin/sh
# Joins styles into the one file that trunk puts into a page: style/join.sh OUT [FOLDER]. What both front ends
# share comes with the folder of one of them: pages (the portal's) or kiosk. Runs from anywhere, needs nothing
# but a shell. Comments and indentation stay at home: they are for readers of the sources.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
own=${2:-pages}
mkdir -p "$(dirname "$1")"
# Written anew only when it changed, so that a watching trunk does not build for ever.
cat "$here"/00-layers.css "$here"/[!0]*.css "$here"/components/*.css "$here/$own"/*.css |
  sed -e 's/^[[:space:]]*//' -e 's|/\*.*\*/||' -e '\|^/\*|,\|\*/$|d' -e '/^$/d' >"$1.new"
if cmp -s "$1.new" "$1"; then rm "$1.new"; else mv "$1.new" "$1"; fi
