package listfile

import (
	"strings"
	"unicode/utf8"
)

// Prop is one thing that an entry says: a property of the ontology and its
// value as the list prints it.
type Prop struct {
	Name, Value string
}

// Entry is one party of a list.
type Entry struct {
	ID     string // the list's own number for it
	Schema string // kind of entity, as the ontology names it
	Line   int    // where its record begins
	Props  []Prop // what is said of the party, its main name first
	Listed []Prop // what is said of the listing: properties of the schema Sanction
}

// Bounds of one entry. The longest of the real lists keep well within them.
const (
	mostProps  = 4000
	mostValue  = 60_000 // bytes of one value
	mostRecord = 8 << 20
)

// Values gives the values of a property of the party.
func (e *Entry) Values(property string) []string { return values(e.Props, property) }

// Listing gives the values of a property of the listing.
func (e *Entry) Listing(property string) []string { return values(e.Listed, property) }

func values(props []Prop, name string) []string {
	var all []string
	for _, p := range props {
		if p.Name == name {
			all = append(all, p.Value)
		}
	}
	return all
}

// Name is what the list calls the party.
func (e *Entry) Name() string {
	for _, p := range e.Props {
		if p.Name == "name" {
			return p.Value
		}
	}
	for _, p := range e.Props {
		if NameProperty(p.Name) {
			return p.Value
		}
	}
	return ""
}

// NameProperty tells whether a property holds a name of the whole party.
func NameProperty(property string) bool {
	switch property {
	case "name", "alias", "weakAlias", "previousName":
		return true
	}
	return false
}

// say adds a value to the party unless it is empty or there already.
func (e *Entry) say(property string, all ...string) { e.Props = add(e.Props, property, all) }

// listed adds a value to the listing.
func (e *Entry) listed(property string, all ...string) { e.Listed = add(e.Listed, property, all) }

func add(props []Prop, name string, all []string) []Prop {
	for _, v := range all {
		v = clean(v)
		if v == "" || len(props) >= mostProps {
			continue
		}
		known := false
		for _, p := range props {
			if p.Value == v && (p.Name == name || p.Name == "name" && NameProperty(name)) {
				known = true
				break
			}
		}
		if !known {
			props = append(props, Prop{name, v})
		}
	}
	return props
}

// clean takes a value out of its white space; what is no text is replaced.
func clean(v string) string {
	if len(v) > mostValue {
		cut := mostValue
		for cut > 0 && !utf8.RuneStart(v[cut]) {
			cut--
		}
		v = v[:cut] + " …"
	}
	if !utf8.ValidString(v) {
		v = strings.ToValidUTF8(v, "\uFFFD")
	}
	if strings.IndexByte(v, 0) >= 0 {
		v = strings.ReplaceAll(v, "\x00", "")
	}
	plain := true
	last := byte(' ')
	for i := 0; i < len(v); i++ {
		c := v[i]
		if c == '\n' || c == '\r' || c == '\t' || c == ' ' && last == ' ' || c == 0xC2 {
			plain = false
			break
		}
		last = c
	}
	if plain && (v == "" || v[len(v)-1] != ' ') {
		return v
	}
	return strings.Join(strings.Fields(v), " ")
}

// join puts the parts of a name or an address together with a separator, the
// empty ones left out.
func join(sep string, parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		p = clean(p)
		if p == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(sep)
		}
		b.WriteString(p)
	}
	return b.String()
}

// country says a country as its code where it is one, and as a note where the
// words are no country.
func (e *Entry) country(property string, all ...string) {
	for _, v := range all {
		v = clean(v)
		if v == "" {
			continue
		}
		if code, ok := countryCode(v); ok {
			e.say(property, code)
		} else {
			e.say("notes", noteLabel(property)+": "+v)
		}
	}
}

// date says a date; what is none is kept in words.
func (e *Entry) date(property string, order dateOrder, all ...string) {
	for _, v := range all {
		v = clean(v)
		if v == "" {
			continue
		}
		d, ok := readDate(v, order)
		switch {
		case ok && isListing(property):
			e.listed(property, d)
		case ok:
			e.say(property, d)
		default:
			e.say("notes", noteLabel(property)+": "+v)
		}
	}
}

func isListing(property string) bool { return property == "listingDate" || property == "endDate" }

func noteLabel(property string) string {
	switch property {
	case "birthDate":
		return "Date of birth as printed"
	case "listingDate":
		return "Listed on, as printed"
	case "endDate":
		return "Listed until, as printed"
	case "flag", "pastFlags":
		return "Flag as printed"
	}
	return "Country as printed"
}
