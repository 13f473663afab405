package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Names under which the theme answers for our colours, for labels and rich
// text that name a colour instead of holding one.
const (
	ColorNameGround      fyne.ThemeColorName = "redthread.ground"
	ColorNameSurface     fyne.ThemeColorName = "redthread.surface"
	ColorNameInk         fyne.ThemeColorName = "redthread.ink"
	ColorNameMuted       fyne.ThemeColorName = "redthread.muted"
	ColorNameHairline    fyne.ThemeColorName = "redthread.hairline"
	ColorNameThread      fyne.ThemeColorName = "redthread.thread"
	ColorNameThreadWash  fyne.ThemeColorName = "redthread.threadWash"
	ColorNameOnThread    fyne.ThemeColorName = "redthread.onThread"
	ColorNameSelection   fyne.ThemeColorName = "redthread.selection"
	ColorNameMarked      fyne.ThemeColorName = "redthread.marked"
	ColorNameGood        fyne.ThemeColorName = "redthread.good"
	ColorNameCaution     fyne.ThemeColorName = "redthread.caution"
	ColorNameCautionMark fyne.ThemeColorName = "redthread.cautionMark"
	ColorNameScrim       fyne.ThemeColorName = "redthread.scrim"
)

// pair is one colour in light and in dark.
type pair struct{ light, dark color.NRGBA }

func (p pair) in(v fyne.ThemeVariant) color.NRGBA {
	if v == theme.VariantDark {
		return p.dark
	}
	return p.light
}

// hex reads 0xRRGGBB as an opaque colour.
func hex(light, dark uint32) pair { return pair{opaque(light), opaque(dark)} }

func opaque(rgb uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 0xFF}
}

// named returns the colour of one of our names, and false for other names.
// Four text colours are a shade off the drawn palette, because the drawn ones
// fall short of 4.5:1 on the selection or the wash: muted, good and caution in
// light, thread in dark.
func named(n fyne.ThemeColorName) (pair, bool) {
	switch n {
	case ColorNameGround:
		return hex(0xF6F5F1, 0x15171A), true
	case ColorNameSurface:
		return hex(0xFFFFFF, 0x1D2024), true
	case ColorNameInk:
		return hex(0x1D2024, 0xE9E6E0), true
	case ColorNameMuted:
		return hex(0x60666E, 0x9AA0A8), true
	case ColorNameHairline:
		return hex(0xE2DFD8, 0x2F3339), true
	case ColorNameThread:
		return hex(0xB5302A, 0xF06D63), true
	case ColorNameThreadWash:
		return hex(0xF7E6E3, 0x3A2220), true
	case ColorNameOnThread:
		return hex(0xFFFFFF, 0x15171A), true
	case ColorNameSelection:
		return hex(0xEFEAE1, 0x2A2E34), true
	case ColorNameMarked:
		return hex(0xF1CFCB, 0x5A2F2B), true
	case ColorNameGood:
		return hex(0x2B7449, 0x62BE88), true
	case ColorNameCaution:
		return hex(0x8F5C12, 0xE0AE55), true
	case ColorNameCautionMark:
		return hex(0xB7791F, 0xE0AE55), true
	case ColorNameScrim:
		return pair{color.NRGBA{0x1D, 0x20, 0x24, 0x52}, color.NRGBA{0x00, 0x00, 0x00, 0x8C}}, true
	}
	return pair{}, false
}

func get(n fyne.ThemeColorName, v fyne.ThemeVariant) color.NRGBA {
	p, _ := named(n)
	return p.in(v)
}

// Ground is the paper of rail, inspector and window.
func Ground(v fyne.ThemeVariant) color.NRGBA { return get(ColorNameGround, v) }

// Surface is the sheet that lists, cards and readers lie on.
func Surface(v fyne.ThemeVariant) color.NRGBA { return get(ColorNameSurface, v) }

// Ink is the colour of text.
func Ink(v fyne.ThemeVariant) color.NRGBA { return get(ColorNameInk, v) }

// Muted is the colour of secondary text.
func Muted(v fyne.ThemeVariant) color.NRGBA { return get(ColorNameMuted, v) }

// Hairline is the colour of borders and dividing lines.
func Hairline(v fyne.ThemeVariant) color.NRGBA { return get(ColorNameHairline, v) }

// Thread is the one red: action, citation, alarm.
func Thread(v fyne.ThemeVariant) color.NRGBA { return get(ColorNameThread, v) }

// ThreadWash is the faint red behind a cited passage or a chosen facet.
func ThreadWash(v fyne.ThemeVariant) color.NRGBA { return get(ColorNameThreadWash, v) }

// OnThread is the colour of text on a surface filled with Thread.
func OnThread(v fyne.ThemeVariant) color.NRGBA { return get(ColorNameOnThread, v) }

// Selection is the ground of the selected row.
func Selection(v fyne.ThemeVariant) color.NRGBA { return get(ColorNameSelection, v) }

// Marked is the ground of text selected with the mouse.
func Marked(v fyne.ThemeVariant) color.NRGBA { return get(ColorNameMarked, v) }

// Good is the text and mark colour of what has been verified or agrees.
func Good(v fyne.ThemeVariant) color.NRGBA { return get(ColorNameGood, v) }

// Caution is the text colour of what needs a second look.
func Caution(v fyne.ThemeVariant) color.NRGBA { return get(ColorNameCaution, v) }

// CautionMark is the brighter caution for bars and dots; it is not for text.
func CautionMark(v fyne.ThemeVariant) color.NRGBA { return get(ColorNameCautionMark, v) }

// Scrim dims the window behind a sheet.
func Scrim(v fyne.ThemeVariant) color.NRGBA { return get(ColorNameScrim, v) }

// KindColour is the mark colour of a group of the ontology: "firm", "person",
// "body", "contract", "workers", "identifier", "claim", "place", "document",
// "event". An unknown group gets the grey of an identifier. It is for shapes,
// with a word or a distinct shape beside it, and not for text.
func KindColour(group string, v fyne.ThemeVariant) color.NRGBA {
	switch group {
	case "firm":
		return hex(0x1F6F78, 0x58B4BE).in(v)
	case "person":
		return hex(0x4B5FA8, 0x93A5EC).in(v)
	case "body":
		return hex(0x8A6420, 0xD3A75A).in(v)
	case "contract":
		return hex(0x5D7A2B, 0xA3C266).in(v)
	case "workers":
		return hex(0x7A4E9B, 0xC09BE0).in(v)
	case "claim":
		return Ink(v)
	case "place":
		return hex(0x3E7D74, 0x7CC4B9).in(v)
	case "document":
		return Muted(v)
	case "event":
		return hex(0x9A5B3C, 0xDE9A78).in(v)
	}
	return hex(0x7B8087, 0x9AA0A8).in(v)
}
