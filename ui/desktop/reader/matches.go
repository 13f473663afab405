package reader

import "sort"

// SetMatches marks where searched words stand, in the order of the text. None
// is the current one until one goes to it.
func (r *Reader) SetMatches(m []Match) {
	r.page.matches, r.page.current = m, -1
	r.redraw()
}

// NextMatch scrolls to the next match after the current one, or after the top
// of the view, and from the last one to the first.
func (r *Reader) NextMatch() { r.goMatch(1) }

// PreviousMatch scrolls to the match before, and from the first to the last.
func (r *Reader) PreviousMatch() { r.goMatch(-1) }

// Match returns which match is the current one, from 1 (0: none yet), and how
// many there are.
func (r *Reader) Match() (i, n int) { return r.page.current + 1, len(r.page.matches) }

func (r *Reader) goMatch(by int) {
	n := len(r.page.matches)
	if n == 0 || r.empty() {
		return
	}
	next := r.page.current + by
	if r.page.current < 0 {
		top := r.Top()
		next = sort.Search(n, func(i int) bool { return r.page.matches[i].Passage >= top })
		if by < 0 {
			next--
		}
	}
	r.page.current = (next + n) % n
	m := r.page.matches[r.page.current]
	i, ok := r.page.index(m.Passage)
	if !ok {
		return
	}
	r.unfold(i)
	at := r.page.bound(spot{i, m.Start})
	r.page.sel = stretch{anchor: at, caret: at}
	r.goTo(at)
	r.redraw()
	if r.OnMatch != nil {
		r.OnMatch(r.page.current+1, n)
	}
}
