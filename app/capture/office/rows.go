package office

import "strings"

// mostGap is how many empty cells between two filled ones are given as tabs, so
// that columns stand under their headings; a longer gap is one tab.
const mostGap = 40

// row gathers the cells of one row of a sheet. Foreign files name columns as
// they like; what is given grows only with what the cells hold.
type row struct {
	text []byte
	at   int // column after the last filled cell
}

// cell adds what a cell shows, at a column counted from 0.
func (r *row) cell(column int, shown string) {
	shown = flat(tidy(shown))
	if shown == "" {
		return
	}
	gap := column - r.at
	if len(r.text) > 0 {
		gap++ // the tab after the cell before
	}
	switch {
	case gap > mostGap:
		gap = 1
	case gap < 1 && len(r.text) > 0:
		gap = 1 // columns out of order
	case gap < 0:
		gap = 0
	}
	for range gap {
		r.text = append(r.text, '\t')
	}
	r.text = append(r.text, shown...)
	r.at = column + 1
}

// take gives the row and makes it empty.
func (r *row) take() string {
	s := string(r.text)
	r.text, r.at = r.text[:0], 0
	return s
}

// passRow adds a row of a sheet as a passage and counts its size.
func (p *pile) passRow(s string) {
	if s == "" || p.full {
		return
	}
	if p.size += len(s); p.size > p.limits.Text {
		p.brim()
		return
	}
	p.pass(block{text: s})
}

// columnOf gives the column of a reference such as "BC12", counted from 0; -1
// where it has none.
func columnOf(ref string) int {
	n := 0
	for i := 0; i < len(ref) && i < 4; i++ {
		c := ref[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n - 1
}

// sheetTitle is the name of a sheet as it heads a section.
func sheetTitle(name, otherwise string) string {
	name = flat(tidy(name))
	if len(name) > 200 {
		name = strings.ToValidUTF8(name[:200], "")
	}
	if name == "" {
		return otherwise
	}
	return name
}
