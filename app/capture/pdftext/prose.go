package pdftext

import "slices"

// Shares of the size of the letters.
const (
	cellGap  = 2.5  // a gap so wide parts cells where no gutter was found
	sameEdge = 0.4  // edges so near are one edge
	lineEnd  = 1.3  // lines end so near to their edge; widths of fonts that a file leaves out are guessed
	sameGap  = 0.12 // gaps so much alike were stretched together
)

// stretched tells a strip that runs by chance through the stretched blanks of
// justified lines from a gutter. In such lines all blanks are equally wide, the
// words beside the strip begin and end wherever the words before them make them,
// and a line of the same text mostly goes on over or under the strip. The cells
// of a table share an edge or their middle; where the words beside the strip do
// so too, it takes both of the other signs to call it stretched.
func (g *gutter) stretched(rows []row) bool {
	middle := (g.x0 + g.x1) / 2
	both, judged, even := 0, 0, 0
	var ends, starts, middles []float32
	for i := g.top; i <= g.bottom; i++ {
		words := rows[i].words
		n := 0
		for n < len(words) && words[n].x0 < middle {
			n++
		}
		if n == 0 || n == len(words) {
			continue
		}
		both++
		if len(words) > 2 {
			judged++ // two words have no other gap to compare with
		}
		if evenGap(words, n, sameGap*g.size) {
			even++
		}
		ends = append(ends, words[n-1].x1)
		starts = append(starts, words[n].x0)
		middles = append(middles, (words[n].x0+words[n].x1)/2)
	}
	if both == 0 {
		return false
	}
	alike, crossed := judged > 0 && 2*even >= judged, g.crossed(rows)
	near := sameEdge * g.size
	for _, places := range [][]float32{ends, starts, middles} {
		if 4*mostAt(places, near) >= 3*both {
			return alike && crossed
		}
	}
	return alike || crossed
}

// crossed tells whether a line of text goes on over or under the strip, as wide
// as most of the rows that the strip runs through.
func (g *gutter) crossed(rows []row) bool {
	inner := rows[g.top : g.bottom+1]
	for _, i := range [2]int{g.top - 1, g.bottom + 1} {
		if i < 0 || i >= len(rows) {
			continue
		}
		r := &rows[i]
		apart := inner[0].base - r.base
		if i > g.bottom {
			apart = r.base - inner[len(inner)-1].base
		}
		if apart > 2*g.size || len(r.words) < 2 || widestGap(r) > cellGap*r.size {
			continue
		}
		same := 0
		for j := range inner {
			left, right := inner[j].left()-r.left(), inner[j].right()-r.right()
			if max(left, -left) < sameEdge*g.size && max(right, -right) < lineEnd*g.size {
				same++
			}
		}
		if 3*same >= 2*len(inner) {
			return true
		}
	}
	return false
}

// evenGap tells whether the gap before word n is as wide as a gap next to it.
func evenGap(words []word, n int, within float32) bool {
	gap := words[n].x0 - words[n-1].x1
	like := func(n int) bool {
		if n < 1 || n >= len(words) {
			return false
		}
		d := words[n].x0 - words[n-1].x1 - gap
		return d < within && -d < within
	}
	return like(n-1) || like(n+1)
}

// mostAt sorts places along a line and gives how many of them lie together.
func mostAt(places []float32, within float32) int {
	slices.Sort(places)
	most, from := 0, 0
	for i, p := range places {
		for p-places[from] > within {
			from++
		}
		most = max(most, i-from+1)
	}
	return most
}

// edges is where the lines of a text begin and end.
type edges struct {
	left, right float32
	justified   bool // many lines go from one to the other
}

// fills tells whether a row is a full line of running text, stretched evenly, so
// that its blanks may be as wide as they like.
func (e edges) fills(r *row) bool {
	if !e.justified || r.left() >= e.left+2.5*r.size || e.right-r.right() >= lineEnd*r.size {
		return false
	}
	wide := widestGap(r)
	for i := 1; i < len(r.words); i++ {
		if r.words[i].x0-r.words[i-1].x1 < 0.5*wide {
			return false
		}
	}
	return true
}

// edgesOf finds the edges of rows. They count as justified where at least four
// of them, and four in ten, reach from one common edge to the other and have no gap
// as wide as those between cells.
func edgesOf(rows []row) edges {
	e := edges{left: 1e9, right: -1e9}
	for i := range rows {
		e.left, e.right = min(e.left, rows[i].left()), max(e.right, rows[i].right())
	}
	full := 0
	for i := range rows {
		r := &rows[i]
		if len(r.words) > 2 && e.right-r.right() < lineEnd*r.size && r.left() < e.left+2.5*r.size && widestGap(r) < cellGap*r.size {
			full++
		}
	}
	e.justified = full >= 4 && 10*full >= 4*len(rows)
	return e
}

// even tells whether all gaps of a row are equally wide.
func even(r *row) bool {
	for n := 1; n < len(r.words); n++ {
		if !evenGap(r.words, n, sameGap*r.size) {
			return false
		}
	}
	return true
}

func widestGap(r *row) float32 {
	var wide float32
	for i := 1; i < len(r.words); i++ {
		wide = max(wide, r.words[i].x0-r.words[i-1].x1)
	}
	return wide
}

// leastRun is how many rows have edges of their own; fewer may be the lines of an
// address or a program that are equally long by chance.
const leastRun = 6

// textEdges gives the edges of the text that each row belongs to: those of
// the rows that follow one another at the usual distance where they are
// justified, else those of them all. A row apart from these, as the running
// title of a page, is justified only with even gaps.
func textEdges(rows []row, lead float32) []edges {
	all := edgesOf(rows)
	out := make([]edges, len(rows))
	for from := 0; from < len(rows); {
		to := from + 1
		for to < len(rows) && rows[to].base-rows[to-1].base <= 1.3*lead*max(rows[to].size, rows[to-1].size) {
			to++
		}
		e := edgesOf(rows[from:to])
		e.left = all.left // lists hang behind their numbers
		for i := from; i < to; i++ {
			out[i] = e
			if !e.justified || to-from < leastRun {
				out[i] = all
				out[i].justified = all.justified && (e.justified || even(&rows[i]))
			}
		}
		from = to
	}
	return out
}
