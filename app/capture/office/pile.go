package office

import (
	"errors"
	"slices"
	"strings"

	"redthread/app/capture/document"
)

var errFull = errors.New("enough was read")

// block is a finished paragraph or row.
type block struct {
	page int
	text string
}

type frameKind byte

const (
	frameBody frameKind = iota
	frameTable
	frameRow
	frameCell
	frameBox
	frameAside
)

// frame is a place that takes text: the body, a cell of a table, a text box, a
// note. A row takes cells and no text.
type frame struct {
	kind   frameKind
	aside  string    // of a note: the heading it goes under
	lead   string    // goes before the first words: the number of a note
	blocks []block   // finished here
	late   []block   // boxes that wait until the paragraph they hang on ends
	cells  [][]block // of a row
	para   []byte
	open   bool
	page   int // where the open paragraph began
}

// pile gathers what a handler finds into passages.
type pile struct {
	doc    *document.Document
	limits document.Limits
	page   int // 0: none
	size   int // bytes of text taken
	full   bool
	stack  []*frame
	asides []*aside
	noted  map[string]bool
}

// aside is what stands beside the text under one heading.
type aside struct {
	title  string
	rest   bool
	blocks []block
}

// longRow is how many bytes a row may have and still be one passage when its
// cells hold several paragraphs; a longer one is a page laid out as a table.
const longRow = 1500

func newPile(doc *document.Document, limits document.Limits) *pile {
	return &pile{doc: doc, limits: limits, stack: []*frame{{kind: frameBody}}, noted: map[string]bool{}}
}

func (p *pile) stop() error {
	if p.full {
		return errFull
	}
	return nil
}

func (p *pile) top() *frame { return p.stack[len(p.stack)-1] }

// note adds a sentence to the notes, once.
func (p *pile) note(sentence string) {
	if sentence != "" && !p.noted[sentence] && len(p.doc.Notes) < 100 {
		p.noted[sentence] = true
		p.doc.Notes = append(p.doc.Notes, sentence)
	}
}

// say adds text to the open paragraph and opens one where there is none.
func (p *pile) say(s string) {
	if p.full || s == "" {
		return
	}
	if p.size += len(s); p.size > p.limits.Text {
		p.brim()
		return
	}
	f := p.taker()
	if !f.open {
		f.open, f.page = true, p.page
	}
	if f.lead != "" {
		f.para = append(f.para, f.lead...)
		f.lead = ""
	}
	f.para = append(f.para, s...)
}

// lead keeps what goes before the first words of the innermost frame.
func (p *pile) lead(s string) {
	if p.size += len(s); len(p.stack) > 1 && p.size <= p.limits.Text {
		p.top().lead = s
	}
}

// taker gives the frame that takes text now: not a table or row, in which
// nothing can be said.
func (p *pile) taker() *frame {
	for i := len(p.stack) - 1; i > 0; i-- {
		if k := p.stack[i].kind; k != frameRow && k != frameTable {
			return p.stack[i]
		}
	}
	return p.stack[0]
}

func (p *pile) brim() {
	p.full = true
	p.note("The file holds more text than is read; this is its beginning.")
}

// paragraph ends the open paragraph, if there is one, and starts the next.
func (p *pile) paragraph() {
	f := p.taker()
	if f.open {
		text := tidy(string(f.para))
		f.para, f.open = f.para[:0], false
		p.put(f, block{f.page, text})
	}
	if len(f.late) > 0 {
		late := f.late
		f.late = nil
		for _, b := range late {
			p.put(f, b)
		}
	}
}

// put gives a finished block to a frame; in the body it becomes a passage.
func (p *pile) put(f *frame, b block) {
	if b.text == "" {
		return
	}
	if f.kind == frameBody {
		p.pass(b)
		return
	}
	f.blocks = append(f.blocks, b)
}

// pass adds a passage, as long as there is room for one.
func (p *pile) pass(b block) {
	if len(p.doc.Passages) >= p.limits.Passages {
		p.brim()
		return
	}
	p.doc.Passages = append(p.doc.Passages, document.Passage{Page: b.page, Text: b.text})
}

// mostFrames is how deep tables, boxes and notes may stand in one another and
// have their rows made one passage each.
const mostFrames = 40

func (p *pile) push(f *frame) {
	p.stack = append(p.stack, f)
}

// crowded says that rows are not joined any more: joining at every depth would
// copy the same words as often as the tables are deep.
func (p *pile) crowded() bool { return len(p.stack) > mostFrames }

func (p *pile) startTable() {
	p.push(&frame{kind: frameTable})
}

func (p *pile) startRow() {
	p.push(&frame{kind: frameRow})
}

func (p *pile) startCell() {
	p.push(&frame{kind: frameCell})
}

func (p *pile) startBox() {
	p.push(&frame{kind: frameBox})
}

func (p *pile) startAside(title string) {
	p.push(&frame{kind: frameAside, aside: title})
}

// finish closes the innermost frame of a kind and what still stands open in it.
func (p *pile) finish(kind frameKind) {
	i := len(p.stack) - 1
	for i > 0 && p.stack[i].kind != kind {
		i--
	}
	if i == 0 {
		return
	}
	for len(p.stack) > i {
		p.pop()
	}
}

func (p *pile) pop() {
	f := p.top()
	if f.kind != frameRow && f.kind != frameTable {
		p.paragraph()
	}
	p.stack = p.stack[:len(p.stack)-1]
	up := p.top()
	switch f.kind {
	case frameCell:
		if up.kind == frameRow {
			up.cells = append(up.cells, f.blocks)
			return
		}
		p.pour(f.blocks)
	case frameRow:
		p.pour(p.rowBlocks(f))
	case frameTable:
		p.pour(f.blocks)
	case frameBox:
		if t := p.taker(); t.open {
			t.late = append(t.late, f.blocks...)
			return
		}
		p.pour(f.blocks)
	case frameAside:
		a := p.asideOf(f.aside)
		a.blocks = append(a.blocks, f.blocks...)
	}
}

// pour gives blocks to the frame that takes text now.
func (p *pile) pour(blocks []block) {
	if len(blocks) == 0 {
		return
	}
	f := p.taker()
	if f.open {
		f.late = append(f.late, blocks...)
		return
	}
	if f.kind != frameBody {
		if len(f.blocks) == 0 {
			f.blocks = blocks
		} else {
			f.blocks = append(f.blocks, blocks...)
		}
		return
	}
	for _, b := range blocks {
		p.pass(b)
	}
}

// rowBlocks makes one block of a row, or several where the table is there for
// the layout of a page: when a single cell has text, or when cells hold long
// paragraphs.
func (p *pile) rowBlocks(f *frame) []block {
	size, filled, count, only := 0, 0, 0, 0
	for i, c := range f.cells {
		if len(c) > 0 {
			filled++
			count += len(c)
			only = i
		}
		for _, b := range c {
			size += len(b.text)
		}
	}
	switch {
	case filled == 0:
		return nil
	case filled == 1:
		return f.cells[only]
	case size > longRow && count > filled || p.crowded():
		return slices.Concat(f.cells...)
	}
	page := 0
	var row strings.Builder
	for i, c := range f.cells {
		if i > 0 && i < 1000 {
			row.WriteByte('\t')
		}
		for j, b := range c {
			if j > 0 {
				row.WriteByte(' ')
			}
			if page == 0 {
				page = b.page
			}
			row.WriteString(flat(b.text))
		}
	}
	return []block{{page, strings.TrimRight(row.String(), "\t")}}
}

func (p *pile) asideOf(title string) *aside {
	for _, a := range p.asides {
		if a.title == title {
			return a
		}
	}
	a := &aside{title: title, rest: title == asideHeaders}
	p.asides = append(p.asides, a)
	return a
}

// Headings of what stands aside.
const (
	asideHeaders   = "Headers and footers"
	asideFootnotes = "Footnotes"
	asideEndnotes  = "Endnotes"
	asideComments  = "Comments"
	asideCharts    = "Charts and diagrams"
)

// section starts a section at the next passage.
func (p *pile) section(title string, rest bool) {
	n := len(p.doc.Passages)
	if k := len(p.doc.Sections); k > 0 && p.doc.Sections[k-1].First == n {
		p.doc.Sections = p.doc.Sections[:k-1] // nothing stood in the one before
	}
	p.doc.Sections = append(p.doc.Sections, document.Section{First: n, Title: title, Rest: rest})
}

// close ends whatever is open and adds what stood aside.
func (p *pile) close() {
	for len(p.stack) > 1 {
		p.pop()
	}
	p.paragraph()
	p.lay()
	if k := len(p.doc.Sections); k > 0 && p.doc.Sections[k-1].First >= len(p.doc.Passages) {
		p.doc.Sections = p.doc.Sections[:k-1]
	}
}

// lay adds what stood aside until now as sections of their own.
func (p *pile) lay() {
	for _, a := range p.asides {
		if len(a.blocks) == 0 {
			continue
		}
		if a.title != "" {
			p.section(a.title, a.rest)
		}
		seen := map[string]bool{}
		for _, b := range a.blocks {
			if a.rest && seen[b.text] {
				continue
			}
			if a.rest {
				seen[b.text] = true
			}
			p.pass(b)
		}
	}
	p.asides = nil
}

// unpaged takes the page numbers off again where they cannot be trusted.
func (p *pile) unpaged() {
	for i := range p.doc.Passages {
		p.doc.Passages[i].Page = 0
	}
}
