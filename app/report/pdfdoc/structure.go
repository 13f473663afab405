package pdfdoc

// elem is an element of the structure tree: a heading, a paragraph, a cell. The
// tree is what makes the order and the meaning of the text known to readers
// that do not look at the page.
type elem struct {
	kind   string
	parent *elem
	kids   []kid
	alt    string
	scope  string    // of a header cell: "Row" or "Column"
	list   bool      // a bullet list
	bbox   []float64 // of a figure
	ref    int       // object number
}

// kid is one child: an element, marked content on a page, or an annotation.
type kid struct {
	elem  *elem
	page  int
	mcid  int
	annot int // object number of a link annotation
}

func (e *elem) child(kind string) *elem {
	c := &elem{kind: kind, parent: e}
	e.kids = append(e.kids, kid{elem: c})
	return c
}

// bare tells whether nothing at all is in an element, so that it is left out.
func (e *elem) bare() bool {
	for _, k := range e.kids {
		if k.elem == nil || !k.elem.bare() {
			return false
		}
	}
	return e.kind != "TD" && e.kind != "TH" // an empty cell still holds its place
}

// write gives the element and all below it their objects.
func (e *elem) write(f *file, pages []int, parent int) {
	var kids []byte
	page := -1
	for _, k := range e.kids {
		if k.elem == nil && k.annot == 0 && page < 0 {
			page = k.page
		}
	}
	for _, k := range e.kids {
		switch {
		case k.elem != nil:
			if k.elem.bare() {
				continue
			}
			k.elem.write(f, pages, e.ref)
			kids = appendf(kids, "%d 0 R ", k.elem.ref)
		case k.annot != 0:
			kids = appendf(kids, "<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>> ", k.annot, pages[k.page])
		case k.page == page:
			kids = appendf(kids, "%d ", k.mcid)
		default:
			kids = appendf(kids, "<</Type/MCR/Pg %d 0 R/MCID %d>> ", pages[k.page], k.mcid)
		}
	}
	d := appendf(nil, "<</Type/StructElem/S/%s/P %d 0 R/K[%s]", e.kind, parent, trimSpace(kids))
	if page >= 0 {
		d = appendf(d, "/Pg %d 0 R", pages[page])
	}
	if e.alt != "" {
		d = appendf(d, "/Alt %s", textString(e.alt))
	}
	switch {
	case e.scope != "":
		d = appendf(d, "/A<</O/Table/Scope/%s>>", e.scope)
	case e.list:
		d = appendf(d, "/A<</O/List/ListNumbering/Disc>>")
	case e.bbox != nil:
		d = appendf(d, "/A<</O/Layout/Placement/Block/BBox[%s]>>", nums(e.bbox...))
	}
	f.set(e.ref, append(d, ">>"...))
}

// number reserves an object for every element that will be written.
func (e *elem) number(f *file) {
	e.ref = f.alloc()
	for _, k := range e.kids {
		if k.elem != nil && !k.elem.bare() {
			k.elem.number(f)
		}
	}
}
