package office

// Rich Text has no mark where a table begins: a paragraph says that it stands in
// one, a cell and a row say when they end. So rows and cells are opened when the
// first words in them come.

// rows counts the rows that stand open in the innermost box, note or body.
func (r *rich) rows() int {
	n := 0
	for i := len(r.pile.stack) - 1; i > 0; i-- {
		switch r.pile.stack[i].kind {
		case frameRow:
			n++
		case frameBox, frameAside:
			return n
		}
	}
	return n
}

// place opens the rows and cells that the paragraph stands in, or ends those
// that it does not.
func (r *rich) place() {
	want := 0
	if r.state.inTable {
		want = min(max(r.state.nested, 1), mostFrames/4)
	}
	have := r.rows()
	if want == 0 && have == 0 {
		return
	}
	for ; have > want; have-- {
		r.finish(frameRow)
	}
	if have > 0 && r.top().kind == frameRow {
		r.startCell()
	}
	for ; have < want; have++ {
		r.startRow()
		r.startCell()
	}
}

// cell ends a cell of the innermost table or of one around it.
func (r *rich) cell(nested bool) {
	if r.state.to != toBody {
		return
	}
	r.state.inTable = true
	if !nested {
		r.state.nested = 1
	}
	r.place()
	r.finish(frameCell)
}

// row ends a row.
func (r *rich) row(nested bool) {
	if r.state.to != toBody && r.state.to != toSilence {
		return
	}
	if n := r.rows(); n > 0 {
		if !nested {
			for ; n > 1; n-- {
				r.finish(frameRow)
			}
		}
		r.finish(frameRow)
	}
}
