package pdfdoc

// slab is a strip of a page that is never cut: a line of text, a table row, a
// figure. Slabs are stacked down the page.
type slab struct {
	height        float64
	before, after float64 // the larger of two neighbours counts; none at the top of a page
	keep          bool    // the next slab stands on the same page
	newPage       bool    // begins a page
	items         []item
	frames        []*frame
	head          *[]slab // repeated above this slab when it begins a page
	marks         []mark
}

// item is something drawn on a slab. X is counted from the left edge of the
// page, y downwards from the top of it.
type item interface {
	paint(p *painter, top float64)
}

// frame is drawn behind the slabs that share it, once on every page they are on.
type frame struct {
	x, width   float64
	fill, line bool
	bar        bool    // a bar at the left, for quotations
	overhang   float64 // added where a page end cuts the frame
	slabs      int     // how many share it
}

// placed is a slab on its page.
type placed struct {
	slab   *slab
	top    float64
	repeat bool // a repeated table header: no part of the text
}

// spot is where something stands.
type spot struct {
	page int // from 0
	top  float64
}

// book is the outcome of pagination.
type book struct {
	pages    [][]placed
	anchors  map[string]spot
	headings map[*heading]spot
}

// paginator stacks slabs between top and bottom.
type paginator struct {
	top, bottom float64
	book        *book
	y           float64
	last        *slab // nil at the top of a page
}

// paginate puts all slabs on pages. Groups that keep together move to the next
// page as one; a group taller than a page is cut between slabs.
func paginate(slabs []slab, top, bottom float64) *book {
	pg := &paginator{top: top, bottom: bottom, book: &book{
		pages: [][]placed{nil}, anchors: make(map[string]spot), headings: make(map[*heading]spot),
	}, y: top}
	for i := 0; i < len(slabs); {
		end := i
		for end < len(slabs)-1 && slabs[end].keep && !slabs[end+1].newPage {
			end++
		}
		pg.group(slabs[i : end+1])
		i = end + 1
	}
	return pg.book
}

func (pg *paginator) group(group []slab) {
	if group[0].newPage {
		pg.turn()
	}
	if pg.last != nil && !pg.fits(group) && (pg.fitsAlone(group) || pg.y > pg.top+(pg.bottom-pg.top)*2/3) {
		pg.turn()
	}
	for i := range group {
		s := &group[i]
		if pg.last != nil && pg.y+pg.gap(s)+s.height > pg.bottom {
			pg.turn()
		}
		if pg.last == nil && s.head != nil && pg.roomBelow(*s.head, s) {
			for j := range *s.head {
				pg.place(&(*s.head)[j], true)
			}
		}
		pg.place(s, false)
	}
}

// turn begins a page, unless nothing stands on this one.
func (pg *paginator) turn() {
	if pg.last == nil {
		return
	}
	pg.book.pages = append(pg.book.pages, nil)
	pg.y, pg.last = pg.top, nil
}

func (pg *paginator) gap(s *slab) float64 {
	if pg.last == nil {
		return 0
	}
	return max(pg.last.after, s.before)
}

func (pg *paginator) fits(group []slab) bool {
	return pg.y+pg.gap(&group[0])+heightOf(group) <= pg.bottom
}

func (pg *paginator) fitsAlone(group []slab) bool {
	height := heightOf(group)
	if head := group[0].head; head != nil {
		height += heightOf(*head)
	}
	return height <= pg.bottom-pg.top
}

// roomBelow tells whether a slab fits on a fresh page below a repeated header.
func (pg *paginator) roomBelow(head []slab, s *slab) bool {
	last := &head[len(head)-1]
	return heightOf(head)+max(last.after, s.before)+s.height <= pg.bottom-pg.top
}

// heightOf is the height of slabs with the spaces between them.
func heightOf(slabs []slab) float64 {
	var h float64
	for i := range slabs {
		h += slabs[i].height
		if i > 0 {
			h += max(slabs[i-1].after, slabs[i].before)
		}
	}
	return h
}

func (pg *paginator) place(s *slab, repeat bool) {
	if pg.last == nil && s.height == 0 && len(s.items) == 0 && len(s.marks) == 0 {
		return // space at the top of a page
	}
	pg.y += pg.gap(s)
	page := len(pg.book.pages) - 1
	pg.book.pages[page] = append(pg.book.pages[page], placed{slab: s, top: pg.y, repeat: repeat})
	if !repeat {
		for _, m := range s.marks {
			at := spot{page: page, top: pg.y}
			if m.anchor != "" {
				pg.book.anchors[m.anchor] = at
			}
			if m.head != nil {
				pg.book.headings[m.head] = at
			}
		}
	}
	pg.y += s.height
	pg.last = s
}
