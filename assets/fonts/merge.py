"""Merge Noto Sans and Noto Sans KR into one face, Redthread Sans.

Usage: merge.py NOTO_SANS NOTO_SANS_KR NOTO_SYMBOLS2 NOTO_MATH STYLE OUT

STYLE is Regular or Bold. Every input is checked against a known SHA-256,
so that the same inputs always give the same bytes: an input of another
version is refused rather than built into a face that nobody compared.

Each character comes from the first face that has it, in this order:
Noto Sans (Latin, Greek, Cyrillic), Noto Sans KR (Hangul, Jamo, kana,
Hanja of KS X 1001, punctuation, arrows, mathematics, boxes), Noto Sans
Symbols 2 and Noto Sans Math (the few signs that the window itself draws).
"""

import hashlib
import os
import sys
import tempfile

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

FAMILY = "Redthread Sans"
VERSION = "1.000"

# Seconds from 1904-01-01 to 1970-01-01: font dates count from the former.
MAC_EPOCH = 2082844800

# Ascent and descent of Noto Sans. Noto Sans KR has 1160/-288, which would
# make every row taller as soon as one Hangul syllable stands in it.
ASCENT, DESCENT = 1069, -293

# Layout and vertical tables are dropped: merging them fails, and neither
# the window nor the PDF writer needs them for these scripts.
DROPPED = [
    "GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "VORG", "DSIG",
    "gasp", "kern",
]

WESTERN = [
    (0x0020, 0x007E), (0x00A0, 0x052F),
    (0x1AB0, 0x1AFF), (0x1C80, 0x1C8F), (0x1D00, 0x1FFF),
    (0x2000, 0x20CF), (0x2100, 0x218F), (0x25CC, 0x25CC),
    (0x2C60, 0x2C7F), (0x2DE0, 0x2E7F),
    (0xA640, 0xA69F), (0xA700, 0xA7FF), (0xAB30, 0xAB6F),
    (0xFB00, 0xFB06), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xFFFC, 0xFFFD),
]

EASTERN = [
    (0x1100, 0x11FF), (0xA960, 0xA97C), (0xD7B0, 0xD7FB),  # Jamo
    (0xAC00, 0xD7A3),  # the 11,172 syllables
    (0x2010, 0x205E), (0x20A0, 0x20BF), (0x2100, 0x218F),
    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF),
    (0x2460, 0x24FF), (0x2500, 0x257F), (0x2580, 0x259F),
    (0x25A0, 0x25FF), (0x2600, 0x26FF), (0x2700, 0x27BF),
    (0x3000, 0x303F), (0x3040, 0x30FF), (0x3130, 0x318F),
    (0x3200, 0x33FF), (0xFF01, 0xFFEE),
]

# Drawn by the window and the report, and in neither face.
SIGNS = "☐☑☒▾▸◂▴↩↪⌥"

# The inputs this face was built from, by SHA-256.
KNOWN = {
    "NotoSans-Regular.ttf": "89c3c497f618fdaa0b2d1e98fef93582f28c71debd2c4a8cdf41f190ced2909d",
    "NotoSans-Bold.ttf": "e83493c945848ecd4a9ad0f6d19164541a0d3e23a9c952304a00a46e00272ac5",
    "NotoSansKR_400Regular.ttf": "8cbc9b353bb9ce848fd69bb6a507319dfacc659cf5fd643db5d88f3c4970e1dd",
    "NotoSansKR_700Bold.ttf": "4ffa20c272ae6d689f7c8d34ff9c8039a326e9c334d9fc8852b2a7396227d077",
    "NotoSansSymbols2-Regular.ttf": "876598db5f1e3bef2bc77c4d94c5b0d5d2c1620be4878a06f18fb5434e331688",
    "NotoSansMath-Regular.ttf": "8242bd1e55368b27e32455260754cf9aa58f3ad7ea80664b66c21f1b09910d6c",
}


def hanja():
    """The 4,888 Hanja of KS X 1001: rows 0xCA to 0xFD of EUC-KR."""
    out = set()
    for lead in range(0xCA, 0xFE):
        for trail in range(0xA1, 0xFF):
            out.add(ord(bytes([lead, trail]).decode("euc_kr")))
    return out


def spread(ranges):
    return {c for low, high in ranges for c in range(low, high + 1)}


def check(path):
    """Refuse an input that is not the version this face is made of."""
    name = os.path.basename(path)
    with open(path, "rb") as f:
        got = hashlib.sha256(f.read()).hexdigest()
    if KNOWN[name] != got:
        sys.exit(
            f"merge.py: {name} is not the version this face is built from "
            f"(SHA-256 {got}); see assets/fonts/README.md."
        )


def cut(path, wanted, out):
    """Write the part of a face that holds the wanted characters."""
    options = subset.Options()
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.layout_features = []
    options.drop_tables += DROPPED
    options.recalc_timestamp = False
    font = subset.load_font(path, options)
    have = set(font.getBestCmap())
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(wanted & have))
    cutter.subset(font)
    for table in DROPPED:
        if table in font:
            del font[table]
    subset.save_font(font, out, options)
    return wanted & have


def rename(font, style):
    table = font["name"]
    table.names = []
    texts = {
        0: "Copyright 2015 Google LLC; (c) 2014-2021 Adobe, with Reserved "
           "Font Name 'Source'. Merged and renamed for Redthread.",
        1: FAMILY,
        2: style,
        3: f"{VERSION};{FAMILY.replace(' ', '')}-{style}",
        4: FAMILY if style == "Regular" else f"{FAMILY} {style}",
        5: f"Version {VERSION}",
        6: f"{FAMILY.replace(' ', '')}-{style}",
        13: "This Font Software is licensed under the SIL Open Font "
            "License, Version 1.1.",
        14: "https://scripts.sil.org/OFL",
    }
    for number, text in sorted(texts.items()):
        table.setName(text, number, 3, 1, 0x409)


def measure(font, style):
    hhea, os2, head = font["hhea"], font["OS/2"], font["head"]
    hhea.ascent, hhea.descent, hhea.lineGap = ASCENT, DESCENT, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ASCENT, DESCENT, 0
    os2.usWinAscent, os2.usWinDescent = ASCENT, -DESCENT
    os2.achVendID = "RDTH"
    os2.fsType = 0
    os2.recalcUnicodeRanges(font)
    bold = style == "Bold"
    os2.usWeightClass = 700 if bold else 400
    os2.fsSelection = 0x20 if bold else 0x40
    head.macStyle = 1 if bold else 0
    when = int(os.environ.get("SOURCE_DATE_EPOCH", "0")) + MAC_EPOCH
    head.created = head.modified = when
    head.fontRevision = float(VERSION)


def main(noto, korean, symbols, math, style, out):
    for path in (noto, korean, symbols, math):
        check(path)
    with tempfile.TemporaryDirectory() as folder:
        def part(n):
            return os.path.join(folder, f"part{n}.ttf")

        taken = cut(noto, spread(WESTERN), part(0))
        eastern = (spread(EASTERN) | hanja()) - taken
        taken |= cut(korean, eastern, part(1))
        parts = [part(0), part(1)]
        for n, path in enumerate((symbols, math), start=2):
            wanted = {ord(c) for c in SIGNS} - taken
            have = wanted & set(TTFont(path).getBestCmap())
            if have:
                taken |= cut(path, have, part(n))
                parts.append(part(n))

        font = Merger().merge(parts)
        rename(font, style)
        measure(font, style)
        font["post"].formatType = 3.0
        font.recalcTimestamp = False
        font.save(out)


if __name__ == "__main__":
    if len(sys.argv) != 7 or sys.argv[5] not in ("Regular", "Bold"):
        sys.exit(__doc__)
    main(*sys.argv[1:])
