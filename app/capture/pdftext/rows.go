package pdftext

import (
	"cmp"
	"slices"
)

// row is the words on one baseline, from left to right.
type row struct {
	words []word
	base  float32
	size  float32
}

func (r *row) left() float32 { return r.words[0].x0 }

func (r *row) right() float32 {
	var x float32
	for i := range r.words {
		if i == 0 || r.words[i].x1 > x {
			x = r.words[i].x1
		}
	}
	return x
}

// rows sorts words onto baselines, from the top of the page to its foot. Small
// letters set a little higher or lower beside a larger word stay with it.
func (s *sheet) rows(all []word) []row {
	slices.SortStableFunc(all, func(a, b word) int {
		if c := cmp.Compare(a.base, b.base); c != 0 {
			return c
		}
		return cmp.Compare(a.x0, b.x0)
	})
	var rows []row
	for _, w := range all {
		found := false
		for i := len(rows) - 1; i >= 0 && i >= len(rows)-4; i-- {
			if r := &rows[i]; r.takes(w) {
				if w.size > r.size*1.1 {
					r.base, r.size = w.base, w.size
				}
				r.words = append(r.words, w)
				found = true
				break
			}
		}
		if !found {
			rows = append(rows, row{words: []word{w}, base: w.base, size: w.size})
		}
	}
	for i := range rows {
		r := &rows[i]
		slices.SortStableFunc(r.words, func(a, b word) int { return cmp.Compare(a.x0, b.x0) })
		r.words = s.once(r.words)
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.base, b.base) })
	return rows
}

func (r *row) takes(w word) bool {
	off := w.base - r.base
	if off < 0 {
		off = -off
	}
	small, large := min(w.size, r.size), max(w.size, r.size)
	if off <= 0.25*small {
		return true
	}
	if off > 0.6*large || len(r.words) > 300 {
		return false
	}
	if off <= 0.45*small && r.beside(w) {
		return true // a field and what is filled in sit a little apart
	}
	if small > 0.9*large {
		return false
	}
	for i := range r.words {
		have := &r.words[i]
		if w.x0-have.x1 < 0.3*large && have.x0-w.x1 < 0.3*large && max(have.size, w.size) == large {
			return true
		}
	}
	return false
}

// beside tells whether a word covers none of the row.
func (r *row) beside(w word) bool {
	for i := range r.words {
		if w.x0 < r.words[i].x1 && r.words[i].x0 < w.x1 {
			return false
		}
	}
	return true
}

// once drops words that are drawn again over themselves.
func (s *sheet) once(words []word) []word {
	out := words[:0]
	for _, w := range words {
		double := false
		for i := len(out) - 1; i >= 0 && i >= len(out)-4; i-- {
			have := &out[i]
			off := w.base - have.base
			if w.x0-have.x0 < sameLetter*w.size && off < sameLetter*w.size && -off < sameLetter*w.size &&
				string(s.text(w)) == string(s.text(*have)) {
				have.spaced = have.spaced || w.spaced
				double = true
				break
			}
		}
		if !double {
			out = append(out, w)
		}
	}
	return out
}
