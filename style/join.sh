#!/bin/sh
# Joins styles into a file that trunk puts into a page or beside it: style/join.sh OUT WHAT. Runs from anywhere,
# needs nothing but a shell. Comments and indentation stay at home: they are for readers of the sources.
#   portal   in the portal's page: the frame, and the pages that a stranger opens first
#   later    comes with the first part of the portal beyond those
#   kiosk    in the terminal's page: all of it
set -eu
mkdir -p "$(dirname "$1")"
out=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
what=$2
cd "$(dirname "$0")"
# A media query and a chosen theme cannot share a rule: the contrast theme is written once and joined twice.
contrast() {
  echo '@layer tokens { @media (prefers-contrast: more) { :root:not([data-theme]) {'
  sed -n '/^  :root\[data-theme="contrast"\] {$/,/^  }$/{/[{}]$/d;p;}' tokens.css
  echo '} } }'
}
case $what in
portal) asked=$(contrast) && set -- 00-layers.css [!0]*.css components/*.css pages/*.css ;;
later) asked= && set -- components/later/*.css pages/later/*.css ;;
kiosk) asked=$(contrast) && set -- 00-layers.css [!0]*.css components/*.css components/later/*.css kiosk/*.css ;;
*) echo "join.sh: portal, later or kiosk, not $what" >&2 && exit 2 ;;
esac
# Written anew only when it changed, so that a watching trunk does not build for ever.
{ cat "$@" && echo "$asked"; } | sed -e 's/^[[:space:]]*//' -e 's|/\*.*\*/||' -e '\|^/\*|,\|\*/$|d' -e '/^$/d' >"$out.new"
if cmp -s "$out.new" "$out"; then rm "$out.new"; else mv "$out.new" "$out"; fi
