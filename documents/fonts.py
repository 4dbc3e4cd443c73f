#!/usr/bin/env python3
"""Puts the two faces of the printed documents together from the npm package named in data/fonts/FONTLOG.txt.

    pip install fonttools brotli
    python documents/fonts.py <package>/files data/fonts

The package has each weight in four files by alphabet, in the browsers' compression. A PDF needs one file for a weight, as
it is: names and addresses may be of any letter of the four.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

ALPHABETS = ["cyrillic", "latin", "cyrillic-ext", "latin-ext"]
WEIGHTS = {400: "Regular", 600: "SemiBold"}


def main(source, target):
    for weight, style in WEIGHTS.items():
        with TemporaryDirectory() as folder:
            parts = []
            for alphabet in ALPHABETS:
                font = TTFont(Path(source) / f"golos-text-{alphabet}-{weight}-normal.woff2")
                font.flavor = None
                part = Path(folder) / f"{alphabet}.ttf"
                font.save(part)
                parts.append(str(part))
            # Hints are for screens of another age.
            font = Merger(Options(drop_tables=["prep", "fpgm", "cvt ", "gasp", "DSIG", "vhea", "vmtx"])).merge(parts)
        # The day of the build would make the file another one each time.
        font.recalcTimestamp = False
        font.save(Path(target) / f"golos-text-{style.lower()}.ttf")


if __name__ == "__main__":
    main(*sys.argv[1:])
