package listfile

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"redthread/store"
	"redthread/store/ontology"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// Mapping says which column of a table is what. In words a part reads
// "name=Full name", "alias=Other names[;]" where a field holds several values
// parted by the sign in brackets, and "schema:=Company" for a value that no
// column holds; commas stand between the parts.
type Mapping struct {
	Parts []MapPart
}

// MapPart is one column, or one fixed value.
type MapPart struct {
	Property string // of the ontology; id and schema for the number and the kind
	Column   string
	Fixed    string
	Sep      string // between the values of a field; "" for one value
}

// listingProperties go to the listing and not to the party.
var listingProperties = []string{"authority", "authorityId", "unscId", "program", "provisions", "reason", "status", "listingDate", "endDate"}

// ParseMapping reads a mapping in words.
func ParseMapping(text string) (*Mapping, error) {
	m := &Mapping{}
	for part := range strings.SplitSeq(text, ",") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		if p, fixed, ok := strings.Cut(part, ":="); ok {
			m.Parts = append(m.Parts, MapPart{Property: strings.TrimSpace(p), Fixed: clean(fixed)})
			continue
		}
		p, column, ok := strings.Cut(part, "=")
		if !ok {
			return nil, store.Sentence(store.ErrInvalid, "%q says no column; write it as name=Full name.", strings.TrimSpace(part))
		}
		mp := MapPart{Property: strings.TrimSpace(p), Column: strings.TrimSpace(column)}
		if i := strings.LastIndexByte(mp.Column, '['); i > 0 && strings.HasSuffix(mp.Column, "]") {
			mp.Column, mp.Sep = strings.TrimSpace(mp.Column[:i]), mp.Column[i+1:len(mp.Column)-1]
		}
		m.Parts = append(m.Parts, mp)
	}
	return m, m.check()
}

// String gives the words that ParseMapping reads.
func (m *Mapping) String() string {
	var all []string
	for _, p := range m.Parts {
		switch {
		case p.Fixed != "":
			all = append(all, p.Property+":="+p.Fixed)
		case p.Sep != "":
			all = append(all, p.Property+"="+p.Column+"["+p.Sep+"]")
		default:
			all = append(all, p.Property+"="+p.Column)
		}
	}
	return strings.Join(all, ", ")
}

func (m *Mapping) check() error {
	named := false
	for _, p := range m.Parts {
		named = named || p.Property == "name"
		if p.Property == "id" || p.Property == "schema" || slices.Contains(listingProperties, p.Property) {
			continue
		}
		known := false
		for _, s := range []string{"Person", "Company", "Vessel", "PublicBody"} {
			schema, _ := ontology.Default().Schema(s)
			q, ok := schema.Property(p.Property)
			known = known || ok && q.Kind != "entity"
		}
		if !known {
			return store.Sentence(store.ErrInvalid, "A party has no %q; use names such as name, alias, birthDate, country, address, innCode, imoNumber, program.", p.Property)
		}
	}
	if !named {
		return store.Sentence(store.ErrInvalid, "The mapping says no column for the name; write name=Column.")
	}
	return nil
}

// guesses are the headings under which tables usually have these.
var guesses = []struct {
	property string
	columns  []string
}{
	{"id", []string{"id", "uid", "ref", "reference", "number", "entryid"}},
	{"schema", []string{"schema", "type", "kind", "entitytype"}},
	{"name", []string{"name", "fullname", "caption", "entityname", "party", "имя", "название", "наименование", "이름", "성명"}},
	{"alias", []string{"alias", "aliases", "aka", "altnames", "othernames"}},
	{"birthDate", []string{"birthdate", "dob", "dateofbirth", "born"}},
	{"country", []string{"country", "countries", "nationality"}},
	{"address", []string{"address", "addresses"}},
	{"innCode", []string{"inn", "инн", "inncode"}},
	{"ogrnCode", []string{"ogrn", "огрн", "ogrncode"}},
	{"imoNumber", []string{"imo", "imonumber"}},
	{"idNumber", []string{"identifiers", "idnumber", "identifier"}},
	{"program", []string{"program", "programme", "programs", "regime", "sanctions", "dataset"}},
	{"notes", []string{"notes", "remarks", "comment", "comments"}},
}

// guess makes a mapping of what the headings tell; nil where none is a name.
func guess(h header) *Mapping {
	m := &Mapping{}
	for _, g := range guesses {
		for _, c := range g.columns {
			if _, ok := h[c]; ok {
				sep := ""
				if strings.HasSuffix(c, "s") && g.property != "notes" && g.property != "address" || c == "addresses" {
					sep = ";"
				}
				m.Parts = append(m.Parts, MapPart{Property: g.property, Column: c, Sep: sep})
				break
			}
		}
	}
	if m.check() != nil {
		return nil
	}
	return m
}

func (r *reading) readMapped() error {
	f := r.files[0]
	first, err := firstLine(f)
	if err != nil {
		return err
	}
	var h header
	m := r.o.Mapping
	numberless := false
	err = r.eachRow(f, commaOf(first), func(cells []string, line int) error {
		if h == nil {
			h = headerOf(cells)
			if m == nil {
				if m = guess(h); m == nil {
					return errBroken{fmt.Sprintf("No column of %s is called name; say with a mapping which one is: --map \"name=Column, country=Column\".", f.Name)}
				}
				r.note("The columns were taken by their headings: " + m.String() + ".")
			}
			for _, p := range m.Parts {
				if p.Column != "" && !h.has(p.Column) && m != targetsSimple {
					return errBroken{fmt.Sprintf("%s has no column %q; its columns are %s.", f.Name, p.Column, join(", ", cells...))}
				}
			}
			numberless = !slices.ContainsFunc(m.Parts, func(p MapPart) bool { return p.Property == "id" })
			if numberless {
				r.note("No column holds a number of the entries: each is numbered by what stands in its row.")
			}
			return nil
		}
		e := m.row(h, cells, line)
		if numberless {
			e.ID = fmt.Sprintf("row-%016x", hash64(strings.Join(cells, "\x00")))
		}
		return r.record(e)
	})
	return err
}

func (m *Mapping) row(h header, cells []string, line int) *Entry {
	e := &Entry{Line: line, Schema: "LegalEntity"}
	value := func(p MapPart) []string {
		if p.Fixed != "" {
			return []string{p.Fixed}
		}
		v := h.of(cells, columnKey(p.Column))
		if p.Sep != "" {
			return strings.Split(v, p.Sep)
		}
		return []string{v}
	}
	for _, p := range m.Parts {
		if p.Property == "schema" {
			e.Schema = mappedSchema(value(p)[0])
		}
	}
	schema, _ := ontology.Default().Schema(e.Schema)
	for _, p := range m.Parts {
		all := value(p)
		q, ok := schema.Property(p.Property)
		switch {
		case p.Property == "id":
			e.ID = clean(all[0])
		case p.Property == "schema":
		case isListing(p.Property):
			e.date(p.Property, written, all...)
		case slices.Contains(listingProperties, p.Property):
			e.listed(p.Property, all...)
		case !ok:
			for _, v := range all {
				if v = clean(v); v != "" {
					e.say("notes", p.Property+": "+v)
				}
			}
		case q.Kind == "date":
			e.date(p.Property, written, all...)
		case q.Kind == "country":
			e.country(p.Property, all...)
		default:
			e.say(p.Property, all...)
		}
	}
	return e
}

func mappedSchema(word string) string {
	if s, ok := schemaOf(word); ok {
		return s
	}
	if s, kind := ftmSchema(clean(word)); kind == "" {
		return s
	}
	return "LegalEntity"
}

// bareName is one line of the list format that matching is measured on.
type bareName struct {
	ID      string          `json:"id"`
	Type    string          `json:"type"`
	Names   []string        `json:"names"`
	DOB     string          `json:"dob"`
	Country string          `json:"country"`
	IDs     json.RawMessage `json:"ids"` // a list of numbers, or numbers by property
}

// numbers says the numbers of a bare name.
func (n *bareName) numbers(e *Entry) {
	var list []string
	var by map[string]string
	schema, _ := ontology.Default().Schema(e.Schema)
	switch {
	case json.Unmarshal(n.IDs, &list) == nil:
		if e.Schema == "Vessel" {
			for _, id := range list {
				e.identify("IMO", id, "")
			}
			return
		}
		e.say("idNumber", list...)
	case json.Unmarshal(n.IDs, &by) == nil:
		for _, name := range sortedKeys(by) {
			if p, ok := schema.Property(name); ok && p.Kind == "identifier" {
				e.say(name, by[name])
			} else {
				e.say("notes", by[name])
			}
		}
	}
}

func (r *reading) readBareNames() error {
	return r.eachLine(r.files[0], func(b []byte, line int, _ int64) error {
		var n bareName
		if err := json.Unmarshal(b, &n); err != nil {
			r.report.Records++
			r.malformed(r.files[0].Name, line, "the line is no JSON object with id and names")
			return nil
		}
		e := &Entry{ID: n.ID, Line: line, Schema: mappedSchema(n.Type)}
		for i, name := range n.Names {
			if i == 0 {
				e.say("name", name)
			} else {
				e.say("alias", name)
			}
		}
		if e.Schema == "Person" {
			e.date("birthDate", written, n.DOB)
		}
		e.country("country", strings.FieldsFunc(n.Country, func(r rune) bool { return r == ';' || r == ',' })...)
		n.numbers(e)
		return r.record(e)
	})
}

// targetsSimple is how OpenSanctions' simple CSV maps.
var targetsSimple = &Mapping{Parts: []MapPart{
	{Property: "id", Column: "id"},
	{Property: "schema", Column: "schema"},
	{Property: "name", Column: "name"},
	{Property: "alias", Column: "aliases", Sep: ";"},
	{Property: "birthDate", Column: "birth_date", Sep: ";"},
	{Property: "country", Column: "countries", Sep: ";"},
	{Property: "address", Column: "addresses", Sep: ";"},
	{Property: "idNumber", Column: "identifiers", Sep: ";"},
	{Property: "program", Column: "sanctions", Sep: ";"},
	{Property: "phone", Column: "phones", Sep: ";"},
	{Property: "email", Column: "emails", Sep: ";"},
}}

func (r *reading) readTargetsSimple() error {
	r.o.Mapping = targetsSimple
	return r.readMapped()
}
