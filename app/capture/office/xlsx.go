package office

import (
	"context"
	"fmt"
	"strings"

	"redthread/app/capture/document"
)

// ReadXLSX reads a workbook of Excel (Office Open XML, both editions). A sheet
// is a section, a row with something in it a passage, its cells as they are
// shown, parted by tabs. Comments, the text of shapes and of charts come last.
//
// Sheets are read cell by cell: a library that gives whole rows took 51 s and
// 22 GB for a file of 100 KB whose rows hold one cell each, in the last column.
func ReadXLSX(ctx context.Context, in document.Input) (document.Document, error) {
	k, err := opened(ctx, in, "xlsx")
	if err != nil {
		return document.Document{}, err
	}
	doc := document.Document{Format: "xlsx"}
	p := newPile(&doc, limitsOf(in))
	f := &fields{doc: &doc}
	k.properties(f)
	main := k.target("", "officeDocument", "xl/workbook.xml")
	if !k.has(main) {
		return document.Document{}, fmt.Errorf("reading the xlsx file: it has no workbook: %w", document.ErrDamaged)
	}
	if strings.HasSuffix(partKey(main), ".bin") {
		return document.Document{}, fmt.Errorf("reading the xlsx file: it is a binary workbook: %w", document.ErrUnknown)
	}
	book := &book{ooxml: k, pile: p, fields: f, main: main}
	fault := book.read(ctx)
	return finished(ctx, p, k.archive, passing(fault))
}

// book is a workbook that is being read.
type book struct {
	*ooxml
	*pile
	fields *fields
	main   string

	sheets  []sheetRef
	from04  bool // days are counted from 1904
	strings []string
	formats []*format // by the index that cells name
	bare    int       // formulas without a stored result
}

type sheetRef struct{ name, id, state string }

func (b *book) read(ctx context.Context) error {
	fault := walk(ctx, b.part(b.main), mostToken, &visit{on: func(name string, at attrs) bool {
		switch name {
		case "x:workbookPr":
			v := at.get("date1904")
			b.from04 = v == "1" || v == "true"
		case "x:sheet":
			if len(b.sheets) < b.limits.Parts {
				b.sheets = append(b.sheets, sheetRef{at.get("name"), at.get("r:id"), at.get("state")})
			}
		}
		return true
	}})
	s := &sharedStrings{most: 2 * b.limits.Text}
	b.note(unfinished(passing(walk(ctx, b.part(b.target(b.main, "sharedStrings", "xl/sharedStrings.xml")), mostToken, s))))
	b.strings = s.all
	st := &sheetStyles{codes: map[int]string{}}
	b.note(unfinished(walk(ctx, b.part(b.target(b.main, "styles", "xl/styles.xml")), mostToken, st)))
	b.formats = st.settle()
	byID := map[string]string{}
	for _, r := range b.relations(b.main) {
		byID[r.id] = r.target
	}
	for i, sh := range b.sheets {
		part := byID[sh.id]
		if part == "" {
			part = fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)
		}
		title := sheetTitle(sh.name, fmt.Sprintf("Sheet %d", i+1))
		b.section(title, false)
		switch sh.state {
		case "hidden", "veryHidden":
			b.note(fmt.Sprintf("The sheet %q is hidden in the file.", title))
		}
		h := &sheetText{book: b}
		err := walk(ctx, b.part(part), mostToken, h)
		b.passRow(h.row.take())
		if h.concealed > 0 {
			b.note(fmt.Sprintf("On the sheet %q %s hidden; what they hold is given.", title, many(h.concealed, "row or column is", "rows or columns are")))
		}
		if fault == nil {
			fault = passing(err)
		}
		b.beside(ctx, part, title)
		if ctx.Err() != nil || b.full {
			break
		}
	}
	if b.bare > 0 {
		b.note(fmt.Sprintf("%s no stored result; the formula is given in its place.", many(b.bare, "cell has", "cells have")))
	}
	return fault
}

// beside reads comments and drawings of a sheet.
func (b *book) beside(ctx context.Context, part, title string) {
	for _, r := range b.relations(part) {
		switch {
		case r.external && r.kind == "hyperlink":
			b.fields.link(r.target)
		case r.external:
		case r.kind == "comments":
			c := &cellComments{pile: b.pile, sheet: title}
			b.note(unfinished(passing(walk(ctx, b.part(r.target), mostToken, c))))
			b.stackDown()
		case r.kind == "threadedComment":
			c := &cellComments{pile: b.pile, sheet: title}
			b.note(unfinished(passing(walk(ctx, b.part(r.target), mostToken, c))))
			b.stackDown()
		case r.kind == "drawing":
			b.drawing(ctx, r.target, 0)
		}
	}
}

// drawing reads the words of shapes, charts and diagrams.
func (b *book) drawing(ctx context.Context, part string, depth int) {
	b.startAside(asideCharts)
	b.note(unfinished(passing(walk(ctx, b.part(part), mostToken, &wordText{pile: b.pile, part: asideCharts, marks: map[string]int{}}))))
	b.stackDown()
	if depth > 0 {
		return
	}
	for _, r := range b.relations(part) {
		if !r.external && (r.kind == "chart" || r.kind == "diagramData") {
			b.drawing(ctx, r.target, depth+1)
		}
	}
}

// sharedStrings is the handler of the texts that cells name by number.
type sharedStrings struct {
	all    []string
	text1  []byte
	taking bool
	most   int
	full   bool
}

func (s *sharedStrings) start(name string, _ attrs) bool {
	switch name {
	case "x:si":
		s.text1 = s.text1[:0]
	case "x:t":
		s.taking = true
	case "x:rPh", "x:rPr", "x:phoneticPr":
		return false
	}
	return true
}

func (s *sharedStrings) end(name string) {
	switch name {
	case "x:si":
		s.all = append(s.all, string(s.text1))
		if s.most -= len(s.text1) + 16; s.most < 0 {
			s.full = true
		}
	case "x:t":
		s.taking = false
	}
}

func (s *sharedStrings) text(b []byte) {
	if s.taking {
		s.text1 = append(s.text1, b...)
	}
}

func (s *sharedStrings) stop() error {
	if s.full {
		return errFull
	}
	return nil
}

// sheetStyles is the handler of styles.xml.
type sheetStyles struct {
	codes map[int]string // own formats
	cells []int          // number of the format by the index that cells name
	in    bool           // within cellXfs
}

func (s *sheetStyles) start(name string, at attrs) bool {
	switch name {
	case "x:numFmt":
		if code := at.get("formatCode"); len(code) < 1000 && len(s.codes) < 10_000 {
			s.codes[number(at.get("numFmtId"), -1)] = code
		}
	case "x:cellXfs":
		s.in = true
	case "x:xf":
		if s.in && len(s.cells) < 100_000 {
			s.cells = append(s.cells, number(at.get("numFmtId"), 0))
		}
	case "x:dxfs":
		return false
	}
	return true
}

func (s *sheetStyles) end(name string) {
	if name == "x:cellXfs" {
		s.in = false
	}
}
func (s *sheetStyles) text([]byte) {}
func (s *sheetStyles) stop() error { return nil }

func (s *sheetStyles) settle() []*format {
	made := map[int]*format{}
	all := make([]*format, len(s.cells))
	for i, id := range s.cells {
		f, ok := made[id]
		if !ok {
			code := s.codes[id]
			if code == "" {
				code = builtIn(id)
			}
			f = parseFormat(code)
			made[id] = f
		}
		all[i] = f
	}
	return all
}

// sheetText is the handler of a sheet.
type sheetText struct {
	*book
	row       row
	column    int
	kind      string // of the cell
	style     int
	value     []byte
	formula   []byte
	taking    *[]byte
	concealed int
}

func (s *sheetText) start(name string, at attrs) bool {
	switch name {
	case "x:row":
		s.passRow(s.row.take())
		s.column = -1
		if v := at.get("hidden"); v == "1" || v == "true" {
			s.concealed++
		}
	case "x:col":
		if v := at.get("hidden"); v == "1" || v == "true" {
			s.concealed++
		}
		return false
	case "x:c":
		s.column++
		if c := columnOf(at.get("r")); c >= 0 {
			s.column = c
		}
		s.kind, s.style = at.get("t"), number(at.get("s"), 0)
		s.value, s.formula = s.value[:0], s.formula[:0]
	case "x:v", "x:t":
		s.taking = &s.value
	case "x:f":
		s.taking = &s.formula
	case "x:rPh", "x:rPr", "x:conditionalFormatting", "x:dataValidations", "x:extLst", "x:headerFooter":
		return false
	}
	return true
}

func (s *sheetText) end(name string) {
	switch name {
	case "x:v", "x:t", "x:f":
		s.taking = nil
	case "x:c":
		s.row.cell(s.column, s.shown())
		if len(s.row.text) > s.limits.Text {
			s.brim()
		}
	case "x:row":
		s.passRow(s.row.take())
	}
}

func (s *sheetText) text(b []byte) {
	if s.taking != nil {
		*s.taking = append(*s.taking, b...)
	}
}

// shown gives what a cell shows.
func (s *sheetText) shown() string {
	v := string(s.value)
	if v == "" {
		if len(s.formula) > 0 && s.kind != "str" {
			s.bare++
			return "=" + string(s.formula[:min(len(s.formula), 500)])
		}
		return ""
	}
	var f *format
	if s.style < len(s.formats) {
		f = s.formats[s.style]
	}
	switch s.kind {
	case "s":
		if i := number(v, -1); i >= 0 && i < len(s.strings) {
			return f.text(s.strings[i])
		}
		return ""
	case "b":
		if strings.TrimSpace(v) == "1" || v == "true" {
			return "TRUE"
		}
		return "FALSE"
	case "str", "inlineStr":
		return f.text(v)
	case "e", "d":
		return v
	}
	return f.show(strings.TrimSpace(v), s.from04)
}

// cellComments is the handler of comments on cells, old and threaded.
type cellComments struct {
	*pile
	sheet   string
	authors []string
	taking  bool
}

func (c *cellComments) start(name string, at attrs) bool {
	switch name {
	case "x:author":
		c.authors = append(c.authors, "")
		c.taking = true
	case "x:comment", "tc:threadedComment":
		c.startAside(asideComments)
		where := c.sheet + "!" + at.get("ref")
		if i := number(at.get("authorId"), -1); i >= 0 && i < len(c.authors) && c.authors[i] != "" {
			where += ", " + c.authors[i]
		} else if d := day(at.get("dT")); d != "" {
			where += ", " + d
		}
		c.lead(where + ": ")
	case "x:t", "tc:text":
		c.taking = true
	}
	return true
}

func (c *cellComments) end(name string) {
	switch name {
	case "x:author", "x:t", "tc:text":
		c.taking = false
	case "x:comment", "tc:threadedComment":
		c.finish(frameAside)
	}
}

func (c *cellComments) text(b []byte) {
	if !c.taking {
		return
	}
	if c.top().kind == frameAside {
		c.say(lineEnds.Replace(string(b)))
		return
	}
	if n := len(c.authors); n > 0 && len(c.authors[n-1]) < 200 {
		c.authors[n-1] += flat(tidy(string(b[:min(len(b), 200)])))
	}
}
