package assets

import (
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func faces(t *testing.T) map[string]*sfnt.Font {
	t.Helper()
	out := map[string]*sfnt.Font{}
	for name, data := range map[string][]byte{"Regular": FontRegular(), "Bold": FontBold()} {
		f, err := sfnt.Parse(data)
		if err != nil {
			t.Fatalf("reading the %s face: %v", name, err)
		}
		out[name] = f
	}
	return out
}

func TestFontsCoverTheScriptsOfACase(t *testing.T) {
	samples := map[string]string{
		"Latin":     "Sakorenma Ltd., Łódź, Çelik, Ĝis, Señor, Đường, ſ ß",
		"Greek":     "Αθήνα ΐ Ώ ᾳ",
		"Russian":   "ООО «Сакоренма», Ёжик, объект № 5 ₽",
		"Ukrainian": "Ґанок, їжак, Єва, ЖК «Львів» ₴",
		"Kazakh":    "Қазақстан, Әлем, Өзен, Ұлт, Үй, Ңғ, Һі ₸",
		"Hangul":    "조선대외건설총회사 사코렌마 뷁 힣",
		"Jamo":      "ㄱㅎㅏㅣ",
		"Hanja":     "朝鮮對外建設總會社",
		"Kana":      "かな カナ",
		"marks":     "→ ← ↑ ↓ ≤ ≥ ≠ ≈ ± × ÷ − ★ ☆ … – — “ ” ‘ ’ · • ¶ § ° № € £ ¥ ₩ ✓",
		"boxes":     "┌─┐│└┘├┤┼ ▲▼■□●○◆◇ ☐☑▾▸",
		"spaces":    "\u0020\u00a0\u2009\u202f",
	}
	for style, face := range faces(t) {
		for name, text := range samples {
			var buf sfnt.Buffer
			for _, r := range text {
				glyph, err := face.GlyphIndex(&buf, r)
				if err != nil {
					t.Fatalf("%s: looking up %q: %v", style, r, err)
				}
				if glyph == 0 {
					t.Errorf("%s has no glyph for %q (%U), wanted for %s", style, r, r, name)
				}
			}
		}
	}
}

func TestFontsHoldEveryHangulSyllable(t *testing.T) {
	for style, face := range faces(t) {
		var buf sfnt.Buffer
		for r := rune(0xAC00); r <= 0xD7A3; r++ {
			if glyph, err := face.GlyphIndex(&buf, r); err != nil || glyph == 0 {
				t.Fatalf("%s has no glyph for %q", style, r)
			}
		}
	}
}

// One line height for every script: otherwise a row grows with its first
// Hangul syllable.
func TestFontsKeepTheMetricsOfNotoSans(t *testing.T) {
	for style, face := range faces(t) {
		var buf sfnt.Buffer
		m, err := face.Metrics(&buf, fixed.I(1000), font.HintingNone)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Ascent.Round(); got != 1069 {
			t.Errorf("%s: ascent %d, want 1069", style, got)
		}
		if got := m.Descent.Round(); got != 293 {
			t.Errorf("%s: descent %d, want 293", style, got)
		}
	}
}

// The Open Font License keeps the names of the sources for unmodified fonts.
func TestFontsCarryTheirOwnName(t *testing.T) {
	for style, face := range faces(t) {
		var buf sfnt.Buffer
		family, err := face.Name(&buf, sfnt.NameIDFamily)
		if err != nil {
			t.Fatal(err)
		}
		if family != FontFamily {
			t.Errorf("%s: family %q, want %q", style, family, FontFamily)
		}
		sub, err := face.Name(&buf, sfnt.NameIDSubfamily)
		if err != nil {
			t.Fatal(err)
		}
		if sub != style {
			t.Errorf("style %q, want %q", sub, style)
		}
	}
}

func TestFontsAreSmallEnoughToShip(t *testing.T) {
	const most = 4_600_000
	for name, data := range map[string][]byte{"Regular": FontRegular(), "Bold": FontBold()} {
		if len(data) > most {
			t.Errorf("%s is %d bytes, want at most %d", name, len(data), most)
		}
	}
}
