package figures

import "image/color"

// Look says how a figure is dressed.
type Look struct {
	Dark bool // for the dark window; files are light
	Bare bool // without title, notes and list of sources, where these stand around the figure anyway
}

// palette holds the colours of the house for one ground. Text colours have a
// contrast of 4.5 to 1 or more on the surface, marks of 3 to 1.
type palette struct {
	surface, ink, muted, hairline, thread color.NRGBA
	basis                                 map[Basis]color.NRGBA
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xFF}
}

func (l Look) palette() palette {
	if l.Dark {
		return palette{
			surface: rgb(0x1D2024), ink: rgb(0xE9E6E0), muted: rgb(0x9AA0A8), hairline: rgb(0x2F3339), thread: rgb(0xF06D63),
			basis: map[Basis]color.NRGBA{Paid: rgb(0xEF6A60), Declared: rgb(0xC09BE0), Received: rgb(0x58B4BE), Withheld: rgb(0xD3A75A)},
		}
	}
	return palette{
		surface: rgb(0xFFFFFF), ink: rgb(0x1D2024), muted: rgb(0x60666E), hairline: rgb(0xE2DFD8), thread: rgb(0xB5302A),
		basis: map[Basis]color.NRGBA{Paid: rgb(0xB5302A), Declared: rgb(0x7A4E9B), Received: rgb(0x1F6F78), Withheld: rgb(0x8A6420)},
	}
}

// faint is the paler colour of a soft end. It is opaque, so that it looks the same
// in every program.
func (p palette) faint(c color.NRGBA) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8((uint16(a)*30 + uint16(b)*70) / 100) }
	return color.NRGBA{R: mix(c.R, p.surface.R), G: mix(c.G, p.surface.G), B: mix(c.B, p.surface.B), A: 0xFF}
}
