package tables

import (
	"context"
	"strings"

	"redthread/app/capture/document"
	"redthread/app/tables/records"
	"redthread/store/ontology"
	"redthread/store/value"
)

// sampleRows is how many rows a guess looks at.
const sampleRows = 200

// column is what a guess knows of a column.
type column struct {
	name     string
	words    []string
	subject  string // firm, person, owner, director, "": of whom the table is
	property string // as headings.yaml has it, "": not known
	told     bool   // by its heading, not by its content
	filled   []document.Cell
}

// Guess proposes a mapping for one sheet or one place of records: one that
// comes with the program where the table is of its kind, else by the headings
// and what stands below them. What it cannot tell it leaves out; the mapping
// has no entities when it can tell nothing.
func Guess(ctx context.Context, f *records.File, part records.Part) (Mapping, error) {
	columns, rows, err := f.Sample(ctx, part, sampleRows)
	if err != nil {
		return Mapping{}, err
	}
	if m, ok := readyFor(f, columns); ok {
		return m, nil
	}
	return GuessFrom(f, part, columns, rows), nil
}

// GuessFrom is Guess for rows that were read already, without the mappings
// that come with the program.
func GuessFrom(f *records.File, part records.Part, columns []string, rows []document.Row) Mapping {
	all := make([]*column, len(columns))
	for i, name := range columns {
		c := &column{name: name, words: headingTokens(lastOf(f, name))}
		for _, r := range rows {
			if i < len(r.Cells) && !isEmpty(strings.TrimSpace(r.Cells[i].Visible())) {
				c.filled = append(c.filled, r.Cells[i])
			}
		}
		c.byHeading()
		if c.property == "" {
			c.byContent()
		}
		all[i] = c
	}
	g := &guess{columns: all, file: f}
	g.settle()
	q := Query{Sheet: part.Sheet, Header: part.Header, Records: part.Records, Rows: part.Rows, Entities: g.entities()}
	name := strings.ToLower(strings.Join(headingTokens(strings.TrimSuffix(f.Name, "."+f.Format)), "_"))
	if name == "" {
		name = "table"
	}
	return Mapping{Name: name, Queries: []Query{q}}
}

// lastOf is the part of a path that is read as a heading, with what it stands
// in: "employer.name" reads as two words.
func lastOf(f *records.File, name string) string {
	if f != nil && f.Tree() {
		return strings.NewReplacer("/@", " ", "/", " ", "@", " ", ".", " ", "_", " ").Replace(name)
	}
	return strings.ReplaceAll(name, "_", " ")
}

// byHeading reads a heading: whom it is about, and what it says.
func (c *column) byHeading() {
	w := headingWords()
	c.property, _ = best(w.properties, c.words, nil)
	c.subject, _ = best(w.subjects, c.words, nil)
	if c.property == "" && c.subject != "" {
		c.property = "name"
	}
	// A heading such as "Owner's share" names the tie's end, and the tie says it.
	if c.property == "name" && len(c.filled) > 0 && c.mostly(0.9, isFigure) {
		c.property, c.subject = "", ""
	}
	c.told = c.property != ""
}

// byContent looks at what the cells hold, where the heading says nothing.
func (c *column) byContent() {
	if len(c.filled) < 2 {
		return
	}
	for _, k := range []struct {
		property string
		fits     func(document.Cell) bool
	}{
		{"email", func(x document.Cell) bool { return kindFits(value.KindEmail, x) && strings.Contains(x.Text, "@") }},
		{"ogrnCode", func(x document.Cell) bool { return numbered("OGRN", x, 13, 15) }},
		{"innCode", func(x document.Cell) bool { return numbered("INN", x, 10, 12) }},
		{"leiCode", func(x document.Cell) bool { return numbered("LEI", x, 20, 20) }},
		{"website", func(x document.Cell) bool {
			return strings.HasPrefix(x.Text, "http") || strings.HasPrefix(x.Text, "www.")
		}},
		{"phone", func(x document.Cell) bool { return strings.HasPrefix(x.Text, "+") && kindFits(value.KindPhone, x) }},
		{"country", func(x document.Cell) bool { return len(x.Text) > 2 && kindFits(value.KindCountry, x) }},
	} {
		if c.mostly(0.8, k.fits) {
			c.property = k.property
			return
		}
	}
	w := headingWords()
	if c.mostly(0.5, func(x document.Cell) bool { return anyIn(w.firms, headingTokens(x.Text)) }) {
		c.property, c.subject = "name", "firm"
	}
}

func (c *column) mostly(share float64, fits func(document.Cell) bool) bool {
	n := 0
	for _, x := range c.filled {
		if fits(x) {
			n++
		}
	}
	return n > 0 && float64(n) >= share*float64(len(c.filled))
}

func kindFits(k value.Kind, c document.Cell) bool {
	_, err := value.Canonical(k, c.Visible())
	return err == nil
}

// numbered says whether a cell is a number of a scheme with its check digit.
func numbered(scheme string, c document.Cell, short, long int) bool {
	s := numberKept(c)
	if len(s) != short && len(s) != long {
		return false
	}
	_, ok := value.CheckScheme(scheme, s)
	return ok
}

func isFigure(c document.Cell) bool {
	return c.Kind == document.CellNumber || onlyDigits(strings.ReplaceAll(strings.ReplaceAll(strings.TrimSuffix(c.Text, "%"), ".", ""), ",", "")) && c.Text != ""
}

// guess puts columns together to entities.
type guess struct {
	columns []*column
	file    *records.File
}

// settle gives columns that name nobody to whom the table is about.
func (g *guess) settle() {
	named := map[string]bool{}
	for _, c := range g.columns {
		if c.property == "name" || strings.HasSuffix(c.property, "Name") {
			named[c.subject] = true
		}
	}
	personal, firmly := 0, 0
	person, _ := ontology.Default().Schema("Person")
	company, _ := ontology.Default().Schema("Company")
	for _, c := range g.columns {
		if c.subject != "" || c.property == "" || c.property == "name" || strings.HasPrefix(c.property, "link.") {
			continue
		}
		_, p := person.Property(c.property)
		_, f := company.Property(c.property)
		switch {
		case p && !f:
			personal++
		case f && !p:
			firmly++
		case c.property == "innCode" || c.property == "ogrnCode":
			firmly++
		}
	}
	// Whom a bare "Name" names.
	main := "firm"
	switch {
	case named["firm"] && !named["person"] && named[""]:
		main = "person"
	case named["firm"]:
	case personal > firmly || named["person"] && firmly == 0:
		main = "person"
	}
	w := headingWords()
	if main == "person" && !named["firm"] && !named["person"] {
		for _, c := range g.columns { // "Name" of what are firms by their words
			if c.property == "name" && c.subject == "" && c.mostly(0.5, func(x document.Cell) bool { return anyIn(w.firms, headingTokens(x.Text)) }) {
				main = "firm"
			}
		}
	}
	last := main
	for _, c := range g.columns {
		if strings.HasPrefix(c.property, "link.") || c.property == "currency" || c.property == "" {
			continue
		}
		if c.subject == "" {
			c.subject = g.fitting(c, main, last, named)
		}
		last = c.subject
	}
	// One subject has one name; a second one is an alias.
	seen := map[string]bool{}
	for _, c := range g.columns {
		if c.property != "name" {
			continue
		}
		if seen[c.subject] {
			c.property = "alias"
		}
		seen[c.subject] = true
	}
}

// fitting finds whom a property without a subject is of.
func (g *guess) fitting(c *column, main, last string, named map[string]bool) string {
	property := c.property
	person, _ := ontology.Default().Schema("Person")
	company, _ := ontology.Default().Schema("Company")
	_, p := person.Property(property)
	_, f := company.Property(property)
	switch {
	case property == "innCode" && named["firm"]: // ten digits for a firm, twelve for a person
		if c.mostly(0.5, func(x document.Cell) bool { return len(numberKept(x)) == 12 }) && last != "firm" {
			return main
		}
		return "firm"
	case p && f && main == "person" && named["firm"]:
		return last // what stands behind a firm's name is the firm's
	case p && f:
		return main
	case p && main == "firm":
		for _, s := range []string{"person", "director", "owner"} {
			if named[s] || named[""] && s == "person" && named["firm"] {
				return s
			}
		}
		if last != "firm" {
			return last
		}
		return "person"
	case f && main == "person" && named["firm"]:
		return "firm"
	case f:
		return "firm"
	case p:
		return "person"
	}
	return main
}
