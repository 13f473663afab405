package timeline

import (
	"image/color"

	"redthread/store/ontology"
)

// palette holds the colours of the house for one ground.
type palette struct {
	surface, ink, muted, hairline, thread color.NRGBA
	groups                                map[ontology.Group]color.NRGBA
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xFF}
}

func paletteOf(dark bool) palette {
	if dark {
		return palette{
			surface: rgb(0x1D2024), ink: rgb(0xE9E6E0), muted: rgb(0x9AA0A8), hairline: rgb(0x2F3339), thread: rgb(0xF06D63),
			groups: map[ontology.Group]color.NRGBA{
				ontology.GroupFirm: rgb(0x58B4BE), ontology.GroupPerson: rgb(0x93A5EC), ontology.GroupBody: rgb(0xD3A75A),
				ontology.GroupContract: rgb(0xA3C266), ontology.GroupWorkers: rgb(0xC09BE0),
			},
		}
	}
	return palette{
		surface: rgb(0xFFFFFF), ink: rgb(0x1D2024), muted: rgb(0x60666E), hairline: rgb(0xE2DFD8), thread: rgb(0xB5302A),
		groups: map[ontology.Group]color.NRGBA{
			ontology.GroupFirm: rgb(0x1F6F78), ontology.GroupPerson: rgb(0x4B5FA8), ontology.GroupBody: rgb(0x8A6420),
			ontology.GroupContract: rgb(0x5D7A2B), ontology.GroupWorkers: rgb(0x7A4E9B),
		},
	}
}

// of is the colour of a kind of thing.
func (p palette) of(g ontology.Group) color.NRGBA {
	if c, ok := p.groups[g]; ok {
		return c
	}
	return p.muted
}

// wash is a colour laid thinly on the surface, a share of it from 0 to 1. It is opaque, so
// that it looks the same in every program.
func (p palette) wash(c color.NRGBA, share float64) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8(float64(a)*share + float64(b)*(1-share) + 0.5) }
	return color.NRGBA{R: mix(c.R, p.surface.R), G: mix(c.G, p.surface.G), B: mix(c.B, p.surface.B), A: 0xFF}
}
