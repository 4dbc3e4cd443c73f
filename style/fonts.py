#!/usr/bin/env python3
"""Cuts the product's two font files out of the npm package named in public/fonts/FONTLOG.txt.

    pip install fonttools brotli
    python style/fonts.py <package>/files public/fonts

The first file holds everything a Russian page shows: the alphabet with its digits, spaces and signs. In two files,
as the package has them, every space between two words would be a change of font: more to fetch, more to shape, and
the text would be laid out twice. The second file holds the Latin letters and rarer signs, which most pages never need.
"""

import sys
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

RUSSIAN = [0x0401, *range(0x0410, 0x0450), 0x0451, 0x2116]
SIGNS = sorted(map(ord, " !\"%()+,-./0123456789:?@_\xa0«·»×³\u2009–—“„…−"))
LATIN = sorted({*range(0x21, 0x7F), *map(ord, "§©°²éöü‘’”•")} - set(SIGNS))
ROUBLE = 0x20BD
# Drawn like another sign, which differs from it in where a line may break.
ALIKE = {0x202F: 0x2009, 0x2011: 0x2D}
# Advances follow from gvar; nothing is set from top to bottom; hints are for screens of another age.
UNUSED = ["HVAR", "VVAR", "vhea", "vmtx", "prep"]


def cut(path, codes, features):
    font = TTFont(path)
    options = Options()
    options.layout_features = features
    options.drop_tables += UNUSED
    options.hinting = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def tabular(font):
    """What `tnum` puts in the place of each digit."""
    table = font["GSUB"].table
    lookups = {i for record in table.FeatureList.FeatureRecord if record.FeatureTag == "tnum"
               for i in record.Feature.LookupListIndex}
    pairs = {}
    for index in sorted(lookups):
        for subtable in table.LookupList.Lookup[index].SubTable:
            pairs.update(getattr(subtable, "ExtSubTable", subtable).mapping)
    return pairs


def copy(font, other, names):
    """Glyphs of another font of the same family, under names of their own."""
    order = list(font.getGlyphOrder())
    for old, new in names.items():
        glyph = other["glyf"][old]
        if glyph.isComposite():
            for component in glyph.components:
                component.glyphName = names[component.glyphName]
        order.append(new)
        font.setGlyphOrder(order)
        font["glyf"].glyphs[new] = glyph
        font["hmtx"][new] = other["hmtx"][old]
        font["gvar"].variations[new] = other["gvar"].variations.get(old, [])
    font["glyf"].glyphOrder = order
    font["maxp"].numGlyphs = len(order)


def name(font, code, glyph):
    for subtable in font["cmap"].tables:
        if subtable.isUnicode():
            subtable.cmap[code] = glyph


def main(source, target):
    source, target = Path(source), Path(target)
    file = lambda subset: source / f"golos-text-{subset}-wght-normal.woff2"
    text = cut(file("cyrillic"), RUSSIAN, ["kern"])
    signs = cut(file("latin"), SIGNS, ["tnum"])
    rouble = cut(file("latin-ext"), [ROUBLE], [])

    mapped = {}
    for code, glyph in sorted(signs.getBestCmap().items()):
        mapped.setdefault(glyph, f"sign{code:04X}")
    digits = tabular(signs)
    mapped.update({to: f"{mapped[of]}.tnum" for of, to in digits.items()})
    for glyph in signs.getGlyphOrder()[1:]:
        mapped.setdefault(glyph, f"part.{glyph}")
    copy(text, signs, mapped)
    for code, glyph in signs.getBestCmap().items():
        name(text, code, mapped[glyph])
    for code, like in ALIKE.items():
        name(text, code, mapped[signs.getBestCmap()[like]])
    copy(text, rouble, {rouble.getBestCmap()[ROUBLE]: "rouble"})
    name(text, ROUBLE, "rouble")
    rules = " ".join(f"sub {mapped[of]} by {mapped[to]};" for of, to in digits.items())
    addOpenTypeFeaturesFromString(text, f"feature tnum {{ {rules} }} tnum;", tables=["GSUB"])

    latin = cut(file("latin"), LATIN, ["kern"])
    for font, stem in ((text, "russian"), (latin, "latin")):
        font["post"].formatType = 3.0
        font.flavor = "woff2"
        font.save(target / f"golos-text-{stem}.woff2")


if __name__ == "__main__":
    main(*sys.argv[1:])
