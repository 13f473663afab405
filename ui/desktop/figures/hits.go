package figures

import (
	casefigures "redthread/app/figures"
	"redthread/store"
)

// noHit is the index of no place on the plot.
const noHit = -1

// hits are the places on a plot that lead somewhere.
type hits []casefigures.Hit

// enlarge makes the places those of a picture that is shown larger.
func (h hits) enlarge(by float64) {
	for i := range h {
		r := &h[i].Rect
		r.X, r.Y, r.W, r.H = by*r.X, by*r.Y, by*r.W, by*r.H
	}
}

// at is the place under a point. Where two overlap, the later one lies on top.
func (h hits) at(x, y float64) int {
	for i := len(h) - 1; i >= 0; i-- {
		if h[i].Rect.Contains(x, y) {
			return i
		}
	}
	return noHit
}

// stops are the places the arrow keys walk: each observation once, and once
// more for each further source it has.
func (h hits) stops() []int {
	type stop struct{ statement, source store.ID }
	seen := map[stop]bool{}
	var all []int
	for i, one := range h {
		s := stop{one.Statement, one.Source}
		if !seen[s] {
			seen[s] = true
			all = append(all, i)
		}
	}
	return all
}

// step is the stop before (−1) or after (1) a place; from no place it is the
// last or the first. At either end it stays.
func (h hits) step(from, by int) int {
	stops := h.stops()
	if len(stops) == 0 {
		return noHit
	}
	if from == noHit {
		if by < 0 {
			return stops[len(stops)-1]
		}
		return stops[0]
	}
	at := 0
	for i, s := range stops {
		if s <= from {
			at = i
		}
	}
	return stops[min(max(at+by, 0), len(stops)-1)]
}

// of is the first place of an observation, or noHit.
func (h hits) of(statement store.ID) int {
	for i, one := range h {
		if one.Statement == statement {
			return i
		}
	}
	return noHit
}
