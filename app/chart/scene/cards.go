package scene

import "math"

// NoteSize is the size of letters of notes.
const NoteSize = 11.5

// Card is a note where it is drawn.
type Card struct {
	Note  int
	About int
	Lines []string
	Box   Rect
}

// Cards gives the notes in sight. A note about a mark stands to the right of
// it and below; looked at from far away notes are left out.
func Cards(s *Scene, at []Point, v View, measure Measure) []Card {
	const least, chars, rows, pad = 0.12, 30, 8, 8
	if v.Zoom < least {
		return nil
	}
	var all []Card
	for i := range s.Notes {
		n := &s.Notes[i]
		c := Card{Note: i, About: int(n.About), Lines: Wrap(n.Text, chars, rows)}
		w := 0.0
		for _, line := range c.Lines {
			w = math.Max(w, measure(line, NoteSize, false))
		}
		c.Box = Rect{W: w + 2*pad, H: float64(len(c.Lines))*NoteSize*LineHeight + pad}
		if n.About == None {
			c.Box.X, c.Box.Y = v.On(n.At)
		} else {
			x, y := v.On(at[n.About])
			r := v.Radius(&s.Nodes[n.About])
			c.Box.X, c.Box.Y = x+r+16, y+r+8
		}
		if c.Box.Meets(Rect{W: v.W, H: v.H}) {
			all = append(all, c)
		}
	}
	return all
}
