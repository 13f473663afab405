package pdftext

// block is rows that belong together; in a table every row stands for itself.
type block struct {
	rows  []row
	table bool
}

const (
	mostSplits = 40
	birthGap   = 0.9 // a gap between words that may begin a gutter, in sizes
	gutterGap  = 0.5 // what must stay free of it
	leastLine  = 8.5 // what the words of lines of text cover at least, on average, in sizes
)

// gutter is a strip that no word crosses through some rows.
type gutter struct {
	x0, x1            float32
	top, bottom       int // rows of its life
	last              int // last row with words on both sides
	left, right, both int // rows with words only left, only right, on both sides
	size              float32
}

func (g *gutter) sides() int { return min(g.left, g.right) + g.both }

// blocks puts rows into reading order: what stands above columns, then the
// columns one after the other, then what stands below them.
func blocks(rows []row, depth int) []block {
	var out []block
	for len(rows) > 0 {
		g := gutter{}
		if depth < mostSplits {
			g = bestGutter(rows)
		}
		if g.sides() == 0 {
			return append(out, block{rows: rows})
		}
		if g.top > 0 {
			out = append(out, blocks(rows[:g.top], depth+1)...)
		}
		inner := rows[g.top : g.bottom+1]
		rows = rows[g.bottom+1:]
		left, right := split(inner, g)
		if tabular(g, left, right) {
			out = append(out, block{rows: inner, table: true})
			depth++
			continue
		}
		out = append(out, blocks(left, depth+1)...)
		out = append(out, blocks(right, depth+1)...)
		depth++
	}
	return out
}

func split(rows []row, g gutter) (left, right []row) {
	middle := (g.x0 + g.x1) / 2
	for _, r := range rows {
		n := 0
		for n < len(r.words) && r.words[n].x0 < middle {
			n++
		}
		if n > 0 {
			left = append(left, part(r, r.words[:n]))
		}
		if n < len(r.words) {
			right = append(right, part(r, r.words[n:]))
		}
	}
	return left, right
}

// part is some words of a row as a row of their own.
func part(r row, words []word) row {
	p := row{words: words, base: words[0].base, size: words[0].size}
	for _, w := range words {
		if w.size > p.size*1.1 || w.base == r.base && w.size > p.size*0.9 {
			p.base, p.size = w.base, w.size
		}
	}
	return p
}

// tabular tells rows of a table from lines of columns: their halves stand on
// common baselines, and not both of them read like running text.
func tabular(g gutter, left, right []row) bool {
	if float64(g.both) < 0.6*float64(min(len(left), len(right))) {
		return false
	}
	return !running(left) || !running(right)
}

// running tells whether rows fill their width as lines of a text do.
func running(rows []row) bool {
	if len(rows) < 3 {
		return false
	}
	letters, filled, wide := 0, float32(0), float32(0)
	widths := make([]float32, 0, len(rows))
	for i := range rows {
		for _, w := range rows[i].words {
			letters += int(w.to - w.from)
			filled += (w.x1 - w.x0) / max(w.size, 1)
		}
		width := rows[i].right() - rows[i].left()
		wide += width
		widths = append(widths, width)
	}
	// A few lines may be wider, where one more column stands beside them; then
	// the others must show that they are set to one edge.
	most := mostAt(widths, lineEnd*rows[0].size) // sorts the widths, too
	usual := widths[len(widths)-1]
	if 2*most >= len(rows) {
		usual = widths[(len(widths)-1)*3/4]
	}
	n := float32(len(rows))
	return letters >= 18*len(rows) && filled >= leastLine*n && wide >= 0.55*usual*n
}

// bestGutter sweeps down the rows with the gutters that are still open, and
// gives the one with most words on both sides.
func bestGutter(rows []row) (best gutter) {
	var active []gutter
	score := func(g gutter) float32 {
		return float32(g.sides()) * min((g.x1-g.x0)/g.size, 3)
	}
	closing := func(g gutter) {
		g.trim(rows)
		enough := 3
		if g.both >= 2 && g.x1-g.x0 > 2*g.size {
			enough = 2
		}
		if g.sides() >= enough && (best.sides() == 0 || score(g) > score(best)) && !g.stretched(rows) {
			best = g
		}
	}
	for i := range rows {
		r := &rows[i]
		kept := active[:0]
		for _, g := range active {
			if rows[i].base-rows[i-1].base < 6*g.size && g.pass(r, i) {
				kept = append(kept, g)
			} else {
				closing(g)
			}
		}
		active = born(kept, rows, i)
	}
	for _, g := range active {
		closing(g)
	}
	return best
}

// pass takes the gutter through a row and reports whether it is still open.
func (g *gutter) pass(r *row, i int) bool {
	least := gutterGap * g.size
	var at0, at1 float32
	where, wide := -1, float32(0)
	edge := float32(-1e9)
	for n := 0; n <= len(r.words); n++ {
		next := float32(1e9)
		if n < len(r.words) {
			next = r.words[n].x0
		}
		lo, hi := max(edge, g.x0), min(next, g.x1)
		if hi-lo >= least && hi-lo > wide {
			where, wide, at0, at1 = n, hi-lo, lo, hi
		}
		if n < len(r.words) {
			edge = max(edge, r.words[n].x1)
		}
		if edge > g.x1 {
			break
		}
	}
	if where < 0 {
		return false
	}
	g.x0, g.x1, g.bottom = at0, at1, i
	switch {
	case where > 0 && where < len(r.words):
		g.both++
		g.last = i
	case where > 0:
		g.left++
	default:
		g.right++
	}
	return true
}

// born adds the gutters that begin at a row: its wide gaps, and the strip
// between it and the row above where the two stand side by side.
func born(active []gutter, rows []row, i int) []gutter {
	r := &rows[i]
	add := func(x0, x1 float32, g gutter) {
		if x1-x0 < birthGap*r.size || len(active) > 200 {
			return
		}
		for j := range active {
			if active[j].x0 < x1 && active[j].x1 > x0 {
				return
			}
		}
		g.x0, g.x1, g.bottom, g.last, g.size = x0, x1, i, i, max(r.size, 1)
		active = append(active, g)
	}
	edge := r.words[0].x1
	for _, w := range r.words[1:] {
		if w.x0 > edge {
			add(edge, w.x0, gutter{top: i, both: 1})
		}
		edge = max(edge, w.x1)
	}
	if i > 0 {
		above := &rows[i-1]
		if r.base-above.base < 0.8*r.size {
			add(above.right(), r.left(), gutter{top: i - 1, left: 1, right: 1})
			add(edge, above.left(), gutter{top: i - 1, left: 1, right: 1})
		}
	}
	return active
}

// trim ends a gutter where, behind its last row with words on both sides, a
// wide space shows that something else begins.
func (g *gutter) trim(rows []row) {
	for i := g.last + 1; i <= g.bottom; i++ {
		if rows[i].base-rows[i-1].base > 1.8*g.size {
			for _, r := range rows[i : g.bottom+1] {
				if r.left() < g.x0 {
					g.left--
				} else {
					g.right--
				}
			}
			g.bottom = i - 1
			return
		}
	}
}
