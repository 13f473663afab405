package names

import "slices"

// An Alias is one of the names of a record.
type Alias struct {
	Text     string
	Weak     bool // a nickname or a name shared by many: it counts only with a second fact
	Previous bool // a name borne before
}

// An ID is a number or address by which a register, a bank or a post office knows somebody.
type ID struct {
	Kind  string // as FollowTheMoney calls the property: innCode, imoNumber, passportNumber, email …
	Value string
}

// A Record is what is known of a bearer besides a name. Whatever is not known stays empty, and then neither speaks for a
// match nor against it.
type Record struct {
	Schema     string   // of FollowTheMoney: Person, Company, Vessel …; "" where not known
	Names      []Alias  //
	BirthDates []string // of people; of firms and ships the dates they came to be. 1961, 1961-05 or 1961-05-03; any may be right
	Countries  []string // codes of two letters, or names
	IDs        []ID     //
	Gender     string   // male, female; anything else is not known
	Addresses  []string //
}

// NameRecord is a record of nothing but a name.
func NameRecord(name, schema string) Record {
	return Record{Schema: schema, Names: []Alias{{Text: name}}}
}

// RecordOf reads a record from the properties of an entity, named as in FollowTheMoney.
func RecordOf(schema string, properties map[string][]string) Record {
	r := Record{Schema: schema}
	for _, key := range [...]string{"name", "alias", "previousName", "weakAlias", "abbreviation"} {
		for _, v := range properties[key] {
			a := Alias{Text: v, Weak: key == "weakAlias", Previous: key == "previousName"}
			if !slices.ContainsFunc(r.Names, func(b Alias) bool { return b.Text == v }) {
				r.Names = append(r.Names, a)
			}
		}
	}
	if len(r.Names) == 0 { // first and last name alone
		for _, last := range properties["lastName"] {
			for _, first := range properties["firstName"] {
				r.Names = append(r.Names, Alias{Text: first + " " + last})
			}
		}
	}
	for _, key := range [...]string{"birthDate", "incorporationDate", "buildDate"} {
		r.BirthDates = append(r.BirthDates, properties[key]...)
	}
	for _, key := range [...]string{"country", "nationality", "citizenship", "jurisdiction", "mainCountry", "flag", "birthCountry"} {
		for _, v := range properties[key] {
			if !slices.Contains(r.Countries, v) {
				r.Countries = append(r.Countries, v)
			}
		}
	}
	for _, key := range idKinds {
		for _, v := range properties[key] {
			r.IDs = append(r.IDs, ID{key, v})
		}
	}
	if g := properties["gender"]; len(g) == 1 {
		r.Gender = g[0]
	}
	r.Addresses = append(r.Addresses, properties["address"]...)
	return r
}

// mostAliases bounds the names of a record that are compared.
const mostAliases = 24

// A Party is a record made ready to be compared.
type Party struct {
	kind      Kind
	names     []Name
	weak      []bool
	dates     []day
	countries []string
	ids       []ID
	gender    byte
	addresses [][]string
}

// PrepareRecord makes a record ready to be compared.
func PrepareRecord(r Record) Party {
	kind := KindOf(r.Schema)
	var all []Name
	var weak []bool
	for _, a := range r.Names {
		if len(all) == mostAliases {
			break
		}
		n := Prepare(a.Text, kind)
		if n.Empty() || slices.ContainsFunc(all, func(m Name) bool { return identical(&m, &n) }) {
			continue
		}
		all = append(all, n)
		weak = append(weak, a.Weak)
	}
	return PrepareFacts(r, all, weak)
}

// PrepareFacts is PrepareRecord for names that are ready already; weak tells which of them are weak aliases, and may be nil.
func PrepareFacts(r Record, all []Name, weak []bool) Party {
	if weak == nil {
		weak = make([]bool, len(all))
	}
	p := Party{kind: KindOf(r.Schema), names: all, weak: weak}
	for _, d := range r.BirthDates {
		if x, ok := readDay(d); ok {
			p.dates = append(p.dates, x)
		}
	}
	for _, c := range r.Countries {
		if k := countryKey(c); k != "" {
			p.countries = append(p.countries, k)
		}
	}
	for _, id := range r.IDs {
		if n := NormalID(id); n.Value != "" {
			p.ids = append(p.ids, n)
		}
	}
	p.gender = genderOf(r.Gender)
	for _, a := range r.Addresses {
		if w := addressWords(a); len(w) > 0 && len(p.addresses) < 8 {
			p.addresses = append(p.addresses, w)
		}
	}
	return p
}

// Kind is the kind of the party's bearer.
func (p Party) Kind() Kind { return p.kind }

// Names are the names of the party, made ready.
func (p Party) Names() []Name { return p.names }

// CompareRecords compares two records: their names, and what else is known of both.
func CompareRecords(a, b Record) Match { return CompareParties(PrepareRecord(a), PrepareRecord(b)) }

// CompareParties compares two records that are made ready.
func CompareParties(a, b Party) Match {
	c := borrow()
	defer c.giveBack()
	if !a.kind.fits(b.kind) {
		return Match{
			Against: "One is a " + a.kind.String() + ", the other a " + b.kind.String() + ".",
			Reasons: []Reason{{About: Schema, Left: a.kind.String(), Right: b.kind.String(), Weight: 1, Text: "The kinds differ, so they are not one."}},
		}
	}
	facts := weigh(&a, &b)
	best, from, weakly := bestNames(c, &a, &b, facts.seconds > 0)
	m := Match{Score: facts.apply(best)}
	if facts.against != "" {
		m.Against = facts.against
	}
	if from[0] >= 0 {
		c.score(a.names[from[0]], b.names[from[1]])
		m.Reasons = c.reasons(a.names[from[0]], b.names[from[1]])
	}
	m.Reasons = append(facts.reasons, m.Reasons...)
	if weakly {
		m.Reasons = append(m.Reasons, Reason{About: WeakAlias, Weight: 0.5, Text: "The name is a weak alias, which counts because another fact agrees."})
	}
	return m
}

// ScoreParties is the score that CompareParties gives, without the reasons.
func ScoreParties(a, b Party) float64 {
	if !a.kind.fits(b.kind) {
		return 0
	}
	c := borrow()
	defer c.giveBack()
	facts := weigh(&a, &b)
	best, _, _ := bestNames(c, &a, &b, facts.seconds > 0)
	return facts.apply(best)
}

// weakShare is what a weak alias is worth without a second fact, and with one.
const (
	weakAlone = 0.5
	weakShare = 0.93
)

// bestNames finds the two names that are most alike.
func bestNames(c *comparer, a, b *Party, second bool) (best float64, from [2]int, weakly bool) {
	from = [2]int{-1, -1}
	for i := range a.names {
		for j := range b.names {
			s := c.score(a.names[i], b.names[j])
			w := a.weak[i] || b.weak[j]
			if w && second {
				s *= weakShare
			} else if w {
				s *= weakAlone
			}
			if s > best || from[0] < 0 {
				best, from, weakly = s, [2]int{i, j}, w && second
			}
		}
	}
	return
}

// IDValues are the identifiers of the party in the form in which they are compared.
func (p Party) IDValues() []string {
	all := make([]string, 0, len(p.ids))
	for _, id := range p.ids {
		all = append(all, id.Value)
	}
	return all
}

// Bare tells whether nothing but names is known of the party.
func (p Party) Bare() bool {
	return len(p.dates) == 0 && len(p.countries) == 0 && len(p.ids) == 0 && p.gender == 0 && len(p.addresses) == 0
}

// WeakAlone is what the score of a weak alias is multiplied by where no other fact agrees.
const WeakAlone = weakAlone
