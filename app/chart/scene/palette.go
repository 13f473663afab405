package scene

import "image/color"

// Palette holds the colours of a chart.
type Palette struct {
	Ground, Surface, Ink, Muted, Hairline color.NRGBA
	Thread                                color.NRGBA // alarm, and the path that is shown
	Edge                                  color.NRGBA
	Chosen                                color.NRGBA // ring around what is selected
	Note                                  color.NRGBA // ground of a note
	kinds                                 map[string]color.NRGBA
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xFF}
}

var light = Palette{
	Ground: rgb(0xFFFFFF), Surface: rgb(0xFFFFFF), Ink: rgb(0x1D2024), Muted: rgb(0x60666E), Hairline: rgb(0xE2DFD8),
	Thread: rgb(0xB5302A), Edge: rgb(0x8C9198), Chosen: rgb(0x1D2024), Note: rgb(0xF8F1DC),
	kinds: map[string]color.NRGBA{
		"firm": rgb(0x1F6F78), "person": rgb(0x4B5FA8), "body": rgb(0x8A6420), "contract": rgb(0x5D7A2B), "workers": rgb(0x7A4E9B),
		"claim": rgb(0x1D2024), "place": rgb(0x3E7D74), "document": rgb(0x60666E), "event": rgb(0x9A5B3C), "": rgb(0x7B8087),
	},
}

var dark = Palette{
	Ground: rgb(0x15171A), Surface: rgb(0x1D2024), Ink: rgb(0xE9E6E0), Muted: rgb(0x9AA0A8), Hairline: rgb(0x2F3339),
	Thread: rgb(0xF06D63), Edge: rgb(0x7A818A), Chosen: rgb(0xE9E6E0), Note: rgb(0x332E22),
	kinds: map[string]color.NRGBA{
		"firm": rgb(0x58B4BE), "person": rgb(0x93A5EC), "body": rgb(0xD3A75A), "contract": rgb(0xA3C266), "workers": rgb(0xC09BE0),
		"claim": rgb(0xE9E6E0), "place": rgb(0x7CC4B9), "document": rgb(0x9AA0A8), "event": rgb(0xDE9A78), "": rgb(0x9AA0A8),
	},
}

// Light is the palette of paper and of the light window, Dark that of the dark one.
func Light() *Palette { return &light }

// Dark is the palette of the dark window.
func Dark() *Palette { return &dark }

// Kind is the colour of a group of the ontology; an unknown one is grey, as an
// identifier is.
func (p *Palette) Kind(group string) color.NRGBA {
	if c, ok := p.kinds[group]; ok {
		return c
	}
	return p.kinds[""]
}

// Shape is how the mark of a kind is drawn, so that colour is never the only
// sign of it.
type Shape byte

// The shapes.
const (
	Disc Shape = iota
	Ring
	Diamond
	HollowDiamond
	Square
	HollowSquare
	Bar
	Up
	Down
	Crowd
)

// ShapeOf is the shape of a group of the ontology, the same as in lists.
func ShapeOf(group string) Shape {
	switch group {
	case "person":
		return Diamond
	case "claim":
		return HollowDiamond
	case "body":
		return Square
	case "document":
		return HollowSquare
	case "contract":
		return Bar
	case "event":
		return Up
	case "place":
		return Down
	case "workers":
		return Crowd
	case "firm":
		return Disc
	}
	return Ring
}

// Hollow tells whether the shape is a line, not a surface.
func (s Shape) Hollow() bool { return s == Ring || s == HollowDiamond || s == HollowSquare }

// Corner is a corner of a shape, in parts of its radius, to the right and down.
type Corner struct{ X, Y float64 }

// Corners are the corners of a shape that has some; discs, rings and crowds have none.
func (s Shape) Corners() []Corner {
	switch s {
	case Diamond, HollowDiamond:
		return []Corner{{0, -1.1}, {1.1, 0}, {0, 1.1}, {-1.1, 0}}
	case Square, HollowSquare:
		return []Corner{{-0.88, -0.88}, {0.88, -0.88}, {0.88, 0.88}, {-0.88, 0.88}}
	case Bar:
		return []Corner{{-1.1, -0.65}, {1.1, -0.65}, {1.1, 0.65}, {-1.1, 0.65}}
	case Up:
		return []Corner{{0, -1.1}, {1.1, 0.85}, {-1.1, 0.85}}
	case Down:
		return []Corner{{0, 1.1}, {-1.1, -0.85}, {1.1, -0.85}}
	}
	return nil
}

// Heads are the three discs of a crowd, as corners with a common radius.
func Heads() (at []Corner, radius float64) {
	return []Corner{{0, -0.52}, {-0.55, 0.45}, {0.55, 0.45}}, 0.52
}
