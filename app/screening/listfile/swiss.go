package listfile

import (
	"slices"
	"strings"
)

// The Swiss list (SECO). Programmes and places come before the targets that
// point to them. The whole list keeps those that were taken off it; their
// newest change, the first in the file, says so.

type swiss struct {
	programs map[string]string    // by the number of a set of sanctions
	places   map[string][2]string // words, country
	held     int
}

func (r *reading) readSwiss() error {
	f := r.files[0]
	s := &swiss{programs: map[string]string{}, places: map[string][2]string{}}
	root := func(n *node) {
		if d, ok := readDate(clean(n.get("date")), dayFirst); ok {
			r.report.Date = d
		}
	}
	pass := func(*node) error { return nil }
	err := r.elements(f, root, map[string]func(*node) error{
		"sanctions-program": func(n *node) error { return s.program(f, n) },
		"place":             func(n *node) error { return s.place(f, n) },
		"target":            pass,
	})
	if err != nil {
		return err
	}
	r.report.Records, r.report.Malformed, r.report.Problems, r.report.More = 0, 0, []Problem{}, 0
	return r.elements(f, root, map[string]func(*node) error{
		"sanctions-program": pass,
		"place":             pass,
		"target": func(n *node) error {
			if m := n.kid("modification"); m != nil && m.get("modification-type") == "de-listed" {
				r.other("taken off the list")
				return nil
			}
			return r.record(s.target(n))
		},
	})
}

func (s *swiss) hold(f File) error {
	if s.held++; s.held > mostHeld {
		return errBroken{f.Name + " has more places than any list does; see whether it is the right file."}
	}
	return nil
}

func (s *swiss) program(f File, n *node) error {
	name := ""
	for _, want := range []string{"program-key", "program-name"} {
		for _, k := range n.all(want) {
			if k.get("lang") == "eng" || name == "" {
				name = clean(k.text)
			}
		}
		if name != "" {
			break
		}
	}
	for _, k := range n.all("sanctions-set") {
		if err := s.hold(f); err != nil {
			return err
		}
		id := k.get("ssid")
		if old := s.programs[id]; old == "" || k.get("lang") == "eng" {
			s.programs[id] = join(": ", name, k.text)
		}
	}
	return nil
}

func (s *swiss) place(f File, n *node) error {
	if err := s.hold(f); err != nil {
		return err
	}
	country, code := "", ""
	if c := n.kid("country"); c != nil {
		country, code = clean(c.text), firstOf(strings.ToLower(c.get("iso-code")), clean(c.text))
	}
	s.places[n.get("ssid")] = [2]string{join(", ", n.at("location"), n.at("area"), country), code}
	return nil
}

func (s *swiss) target(n *node) *Entry {
	e := &Entry{ID: n.get("ssid"), Line: n.line}
	var party *node
	switch {
	case n.kid("individual") != nil:
		e.Schema, party = "Person", n.kid("individual")
	case n.kid("entity") != nil:
		e.Schema, party = "LegalEntity", n.kid("entity")
	default:
		party = n.kid("object")
		e.Schema = "Vessel"
		if party != nil && !strings.Contains(strings.ToLower(party.get("object-type")), "vessel") {
			e.Schema = "Vehicle"
		}
	}
	if party == nil {
		return e
	}
	e.listed("authorityId", e.ID)
	for _, id := range n.all("sanctions-set-id") {
		e.listed("program", s.programs[clean(id.text)])
	}
	if id := n.get("sanctions-set-id"); id != "" {
		e.listed("program", s.programs[id])
	}
	mods := n.all("modification")
	for _, m := range slices.Backward(mods) {
		if m.get("modification-type") == "listed" {
			e.date("listingDate", written, firstOf(m.get("effective-date"), m.get("enactment-date"), m.get("publication-date")))
			break
		}
	}
	if e.Schema == "Person" {
		e.gender(party.get("sex"))
	}
	identities := party.all("identity")
	slices.SortStableFunc(identities, func(a, b *node) int {
		return strings.Compare(b.get("main"), a.get("main")) // "true" before "false" and before nothing
	})
	for _, identity := range identities {
		s.identity(e, identity)
	}
	for _, a := range party.all("address") {
		s.address(e, a)
	}
	for _, j := range party.all("justification") {
		e.listed("reason", j.text)
	}
	for _, o := range party.all("other-information") {
		e.say("notes", o.text)
	}
	return e
}

func (s *swiss) address(e *Entry, a *node) {
	p := s.places[a.get("place-id")]
	e.say("address", join(", ", a.at("address-details"), a.at("p-o-box"), a.at("zip-code"), p[0]))
	e.country("country", p[1])
}

func (s *swiss) identity(e *Entry, n *node) {
	for _, name := range n.all("name") {
		property := "alias"
		switch kind := name.get("name-type"); {
		case name.get("quality") == "low":
			property = "weakAlias"
		case kind == "primary-name" && len(e.Values("name")) == 0:
			property = "name"
		case strings.HasPrefix(kind, "formerly"):
			property = "previousName"
		}
		whole, spelt := swissName(name)
		e.say(property, whole)
		if property == "name" {
			property = "alias"
		}
		e.say(property, spelt...)
	}
	if e.Schema == "Person" {
		for _, d := range n.all("day-month-year") {
			if v, ok := numbered(d.get("year"), firstOf(d.get("month"), "00"), firstOf(d.get("day"), "00")); ok {
				e.say("birthDate", v)
			}
		}
		for _, d := range n.all("year-range") {
			e.say("notes", "Date of birth as printed: "+join(" to ", d.get("from"), d.get("to")))
		}
		for _, p := range n.all("place-of-birth") {
			at := s.places[p.get("place-id")]
			e.say("birthPlace", at[0])
			e.country("birthCountry", at[1])
		}
	}
	for _, k := range n.all("nationality") {
		if c := k.kid("country"); c != nil {
			e.nation("nationality", firstOf(strings.ToLower(c.get("iso-code")), c.text))
		}
	}
	for _, d := range n.all("identification-document") {
		issuer := ""
		if i := d.kid("issuer"); i != nil {
			issuer = firstOf(clean(i.text), i.get("code"))
		}
		e.identify(d.get("document-type"), d.at("number"), issuer)
	}
	for _, a := range n.all("address") {
		s.address(e, a)
	}
}

// swissOrder is how the parts of a name follow each other when it is said.
var swissOrder = []string{"title", "given-name", "further-given-name", "father-name", "grand-father-name", "maiden-name", "tribal-name", "family-name", "suffix", "whole-name", "other"}

// swissName gives a name and its other spellings. A spelling of a part is put
// in that part's place; spellings in one foreign script are put together.
func swissName(n *node) (whole string, spelt []string) {
	parts := n.all("name-part")
	rank := func(p *node) int {
		if i := slices.Index(swissOrder, p.get("name-part-type")); i >= 0 {
			return i
		}
		return len(swissOrder)
	}
	slices.SortStableFunc(parts, func(a, b *node) int { return rank(a) - rank(b) })
	var words []string
	scripts := map[string][]string{}
	var order []string
	for _, p := range parts {
		words = append(words, p.at("value"))
	}
	whole = join(" ", words...)
	for i, p := range parts {
		taken := map[string]bool{}
		for _, v := range p.all("spelling-variant") {
			script := firstOf(v.get("script"), "LATN")
			if script == "LATN" || len(parts) == 1 {
				other := slices.Clone(words)
				other[i] = clean(v.text)
				spelt = append(spelt, join(" ", other...))
				continue
			}
			if taken[script] {
				continue
			}
			taken[script] = true
			if scripts[script] == nil {
				order = append(order, script)
			}
			scripts[script] = append(scripts[script], clean(v.text))
		}
	}
	for _, script := range order {
		spelt = append(spelt, join(" ", scripts[script]...))
	}
	return whole, spelt
}
