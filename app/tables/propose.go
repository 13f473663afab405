package tables

import (
	"slices"
	"strings"

	"redthread/app/capture/document"
	"redthread/store/ontology"
)

// order in which the parties of a row are listed.
var parties = []string{"firm", "person", "owner", "director"}

// entities makes the entities and links that the columns tell of.
func (g *guess) entities() []Entity {
	var all []Entity
	by := map[string]*Entity{}
	var firm *Entity
	for _, subject := range parties {
		e := g.party(subject, firm)
		if e == nil {
			continue
		}
		all = append(all, *e)
		by[subject] = e
		if subject == "firm" {
			firm = e
		}
	}
	if firm == nil {
		return all
	}
	links := g.links(by)
	return append(all, links...)
}

// party makes the entity of a subject, nil where no column tells who it is.
func (g *guess) party(subject string, firm *Entity) *Entity {
	schema := map[string]string{"firm": "Company", "person": "Person", "owner": "Person", "director": "Person"}[subject]
	var columns []*column
	for _, c := range g.columns {
		if c.subject == subject && c.property != "" && !strings.HasPrefix(c.property, "link.") && c.property != "currency" {
			columns = append(columns, c)
		}
	}
	if subject == "owner" || subject == "director" {
		schema = kindOf(columns, schema)
	}
	s, _ := ontology.Default().Schema(schema)
	e := &Entity{Name: subject, Schema: schema}
	for _, c := range columns {
		property := c.property
		if _, ok := s.Property(property); !ok {
			if property = (map[string]string{"nationality": "country", "jurisdiction": "country", "sector": "description"})[property]; property == "" {
				continue
			}
			if _, ok := s.Property(property); !ok {
				continue
			}
		}
		p := Property{Name: property, Columns: []string{c.name}}
		g.refine(&p, s, c)
		e.Properties = append(e.Properties, p)
	}
	e.joinNames()
	if !g.keyed(e, firm) {
		return nil
	}
	return e
}

// kindOf tells by their names whether parties are firms or people.
func kindOf(columns []*column, otherwise string) string {
	w := headingWords()
	for _, c := range columns {
		if c.property != "name" || len(c.filled) == 0 {
			continue
		}
		n := 0
		for _, x := range c.filled {
			if anyIn(w.firms, headingTokens(x.Visible())) {
				n++
			}
		}
		switch {
		case n*10 >= len(c.filled)*9:
			return "Company"
		case n*20 >= len(c.filled):
			return "LegalEntity"
		}
	}
	return otherwise
}

// joinNames makes a name of its parts, family name first in Russian order.
func (e *Entity) joinNames() {
	has := map[string]string{}
	for _, p := range e.Properties {
		if len(p.Columns) == 1 {
			has[p.Name] = p.Columns[0]
		}
	}
	if has["name"] != "" || has["lastName"] == "" {
		return
	}
	var parts []string
	order := []string{"firstName", "fatherName", "lastName"}
	if has["fatherName"] != "" {
		order = []string{"lastName", "firstName", "fatherName"}
	}
	for _, n := range order {
		if has[n] != "" {
			parts = append(parts, has[n])
		}
	}
	e.Properties = slices.Insert(e.Properties, 0, Property{Name: "name", Columns: parts, Join: " ", Joined: true})
}

// Literals of the keys that guesses and the mappings of the program share, so
// that what they make of different files meets.
var sharedKeys = []struct{ property, literal string }{
	{"innCode", "ru-inn"},
	{"ogrnCode", "ru-ogrn"},
	{"uscCode", "cn-uscc"},
	{"leiCode", "lei"},
	{"registrationNumber", "registration-number"},
	{"taxNumber", "tax-number"},
	{"passportNumber", "passport"},
	{"idNumber", "id-number"},
}

// keyed chooses the columns that tell the entity from others. People of whom
// only the name is known are told apart by the firm they stand beside.
func (g *guess) keyed(e *Entity, firm *Entity) bool {
	columns := func(property string) []string {
		for _, p := range e.Properties {
			if p.Name == property {
				return p.Columns
			}
		}
		return nil
	}
	var sets []Keys
	for _, k := range sharedKeys {
		if c := columns(k.property); len(c) == 1 {
			sets = append(sets, Keys{c, k.literal})
			break
		}
	}
	if name := columns("name"); len(name) > 0 {
		k := Keys{slices.Clone(name), strings.ToLower(e.Schema) + "-name"}
		if e.Schema == "Person" {
			if born := columns("birthDate"); len(born) > 0 {
				k.Columns = append(k.Columns, born...)
			} else if firm != nil && len(firm.Keys) > 0 {
				k.Columns = append(k.Columns, firm.Keys...)
			}
		}
		sets = append(sets, k)
	}
	if len(sets) == 0 {
		return false
	}
	e.Keys, e.KeyLiteral, e.Else = sets[0].Columns, sets[0].Literal, sets[1:]
	return true
}

// links ties the parties to the firm.
func (g *guess) links(by map[string]*Entity) []Entity {
	ties := map[string]*column{}
	for _, c := range g.columns {
		if p, ok := strings.CutPrefix(c.property, "link."); ok && ties[p] == nil {
			ties[p] = c
		}
	}
	var all []Entity
	taken := map[string]bool{}
	add := func(name, schema, from, to string, properties ...string) {
		s, _ := ontology.Default().Schema(schema)
		if s == nil || s.Edge == nil || by[from] == nil || by[to] == nil {
			return
		}
		e := Entity{Name: name, Schema: schema, Properties: []Property{{Name: s.Edge.Source, Entity: from}, {Name: s.Edge.Target, Entity: to}}}
		for _, p := range properties {
			c := ties[p]
			if c == nil || taken[p] {
				continue
			}
			if _, ok := s.Property(p); !ok {
				continue
			}
			taken[p] = true
			d := Property{Name: p, Columns: []string{c.name}}
			g.refine(&d, s, c)
			e.Properties = append(e.Properties, d)
		}
		all = append(all, e)
	}
	if by["owner"] != nil {
		add("owns", "Ownership", "owner", "firm", "percentage", "sharesValue", "startDate", "endDate")
	}
	if by["director"] != nil {
		add("directs", "Directorship", "director", "firm", "role", "startDate", "endDate")
	}
	if by["person"] == nil {
		return all
	}
	owns := ties["percentage"] != nil && by["owner"] == nil
	if owns {
		add("owns", "Ownership", "person", "firm", "percentage", "sharesValue", "startDate", "endDate")
	}
	switch {
	case ties["role"] != nil && directs(ties["role"]):
		add("directs", "Directorship", "person", "firm", "role", "startDate", "endDate")
	case ties["role"] != nil && !taken["role"]:
		add("works", "Employment", "person", "firm", "role", "startDate", "endDate")
	case !owns:
		add("tie", "UnknownLink", "person", "firm", "startDate", "endDate")
	}
	return all
}

// directs says whether the posts in a column are mostly those of directors.
func directs(c *column) bool {
	w := headingWords()
	return c.mostly(0.9, func(x document.Cell) bool { return anyIn(w.directors, headingTokens(x.Visible())) })
}

// refine tells how the numbers and dates of a column are written.
func (g *guess) refine(p *Property, s *ontology.Schema, c *column) {
	def, ok := s.Property(p.Name)
	if !ok {
		return
	}
	switch def.Kind {
	case "date":
		p.Format = dayFormat(c.filled)
	case "quantity":
		p.Decimal = decimalOf(c.filled)
	case "share":
		p.Decimal, p.Unit = decimalOf(c.filled), unitOf(c)
	case "money":
		p.Decimal = decimalOf(c.filled)
		p.Currency = g.currency(c)
	case "email", "phone":
		for _, sep := range []string{";", ","} {
			n := 0
			for _, x := range c.filled {
				if strings.Contains(x.Text, sep) {
					n++
				}
			}
			if n*20 >= len(c.filled) && n > 0 {
				p.Split = sep
				break
			}
		}
	}
}

// dayFormat tells whether the day or the month comes first where slashes part
// them, if one date of the column decides it.
func dayFormat(cells []document.Cell) string {
	first, second, n := 0, 0, 0
	sep := ""
	for _, c := range cells {
		for _, s := range []string{"/", "-", "."} {
			parts := strings.Split(withoutClock(c.Text), s)
			if len(parts) != 3 || len(parts[2]) != 4 || !onlyDigits(parts[0]) || !onlyDigits(parts[1]) || len(parts[0]) > 2 || len(parts[1]) > 2 {
				continue
			}
			sep = s
			n++
			if parts[0] > "12" && len(parts[0]) == 2 {
				first++
			}
			if parts[1] > "12" && len(parts[1]) == 2 {
				second++
			}
		}
	}
	switch {
	case n == 0 || first > 0 && second > 0:
		return ""
	case first > 0:
		return "%d" + sep + "%m" + sep + "%Y"
	case second > 0:
		return "%m" + sep + "%d" + sep + "%Y"
	}
	return ""
}

// decimalOf tells which mark stands before the decimals.
func decimalOf(cells []document.Cell) string {
	comma, point := 0, 0
	for _, c := range cells {
		if c.Kind != document.CellText {
			continue
		}
		i, j := strings.LastIndexByte(c.Text, ','), strings.LastIndexByte(c.Text, '.')
		tail := func(i int) int {
			n := 0
			for _, r := range c.Text[i+1:] {
				if r < '0' || r > '9' {
					break
				}
				n++
			}
			return n
		}
		switch {
		case i > j && j >= 0, i >= 0 && j < 0 && tail(i) != 3 && strings.Count(c.Text, ",") == 1:
			comma++
		case j > i && i >= 0, j >= 0 && i < 0 && tail(j) != 3 && strings.Count(c.Text, ".") == 1:
			point++
		}
	}
	switch {
	case comma > point:
		return ","
	case point > comma:
		return "."
	}
	return ""
}

// unitOf tells whether bare numbers are percents or parts of one.
func unitOf(c *column) string {
	bare, below := 0, 0
	for _, x := range c.filled {
		if x.Kind == document.CellNumber && strings.Contains(x.Shown, "%") || strings.ContainsAny(x.Text, "%/") {
			continue
		}
		bare++
		t := strings.Replace(x.Text, ",", ".", 1)
		if strings.HasPrefix(t, "0.") || t == "1" || t == "0" {
			below++
		}
	}
	switch {
	case bare == 0:
		return ""
	case below == bare:
		return "fraction"
	}
	return "percent"
}

// currency finds the currency of sums in the heading or in a column of its own.
func (g *guess) currency(c *column) Pick {
	if code, _ := best(headingWords().currencies, c.words, nil); code != "" {
		return Pick{Literal: code}
	}
	for _, o := range g.columns {
		if o.property == "currency" {
			return Pick{Column: o.name}
		}
	}
	return Pick{}
}
