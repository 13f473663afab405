package ownership

import (
	"slices"
	"strings"

	"redthread/store"
)

// counted tells whether a party's ownership counts under a rule by what is said of
// the party itself, and why, in words.
func (p *Picture) counted(at int, r *Rule) (s Standing, why string, statements []store.ID) {
	switch r.Counts {
	case "listed":
		return p.listed(at, r)
	case "country":
		return p.ofCountry(at, r.Country)
	}
	s, why, statements = p.ofCountry(at, r.Country)
	if s == No {
		return No, "", nil
	}
	party := &p.Parties[at]
	if party.Schema == "PublicBody" {
		return s, "public body, " + why, statements
	}
	for i := range party.facts {
		st := &party.facts[i]
		if st.Stance == store.Disputes {
			continue
		}
		state := st.Property == "topics" && (st.Value == "gov" || strings.HasPrefix(st.Value, "gov.") && st.Value != "gov.igo" || st.Value == "mil")
		form := (st.Property == "legalForm" || st.Property == "classification" || st.Property == "status") && stateForm(st.Value)
		if state || form {
			if suspected(st) {
				s = Perhaps
			}
			return s, "of the state (" + st.Value + "), " + why, append(statements, st.ID)
		}
	}
	return No, "", nil
}

// stateForm tells whether a legal form is one of the state.
func stateForm(text string) bool {
	low := strings.ToLower(text)
	for _, w := range []string{"state", "government", "ministry", "party", "государств", "фгуп", "гуп", "국영", "국가"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// listed tells whether a party is on a list that counts under a rule.
func (p *Picture) listed(at int, r *Rule) (Standing, string, []store.ID) {
	best, why := No, ""
	var statements []store.ID
	records := p.listings[at]
	for i := range records {
		l := &records[i]
		counts := len(l.authorities) == 0 || slices.ContainsFunc(l.authorities, r.listedBy)
		if l.standing == No || !counts || l.standing <= best {
			continue
		}
		best, statements = l.standing, l.statements
		why = "listed"
		if len(l.authorities) == 0 {
			why += " (by whom is not recorded)"
		} else {
			name := ""
			for _, a := range l.authorities { // of two names of one authority the longer says more
				if r.listedBy(a) && len(a) > len(name) {
					name = a
				}
			}
			why += " by " + name
		}
		if l.since != "" {
			why += ", " + l.since
		}
	}
	if best == Yes || len(records) > 0 {
		return best, why, statements // records say whose list and since when; a class or a topic says neither
	}
	party := &p.Parties[at]
	if party.Class == store.ClassListed {
		return Yes, "classed as listed (by whom is not recorded)", nil
	}
	for i := range party.facts {
		st := &party.facts[i]
		if st.Property != "topics" || st.Stance == store.Disputes {
			continue
		}
		switch st.Value {
		case "sanction", "asset.frozen":
			s := Yes
			if suspected(st) {
				s = Perhaps
			}
			if s > best {
				best, why, statements = s, "marked as sanctioned (by whom is not recorded)", []store.ID{st.ID}
			}
		}
	}
	return best, why, statements
}

// ofCountry tells whether a party is of a country.
func (p *Picture) ofCountry(at int, country string) (Standing, string, []store.ID) {
	best := No
	var statements []store.ID
	denied := false
	party := &p.Parties[at]
	for i := range party.facts {
		st := &party.facts[i]
		switch st.Property {
		case "country", "jurisdiction", "nationality", "mainCountry", "citizenship":
		default:
			continue
		}
		if st.Value != country {
			continue
		}
		if st.Stance == store.Disputes {
			denied = true
			continue
		}
		s := Yes
		if suspected(st) {
			s = Perhaps
		}
		best = max(best, s)
		statements = append(statements, st.ID)
	}
	if best == Yes && denied {
		best = Perhaps
	}
	if best == No {
		return No, "", nil
	}
	return best, "of " + countryName(country), statements
}

// otherLists tells of listings that do not count under a rule, for a note.
func (p *Picture) otherLists(at int, r *Rule) string {
	if r.Counts != "listed" {
		return ""
	}
	var names []string
	for _, l := range p.listings[at] {
		if len(l.authorities) > 0 && !slices.ContainsFunc(l.authorities, r.listedBy) {
			names = append(names, l.authorities[0])
		}
		if l.standing == No && slices.ContainsFunc(l.authorities, r.listedBy) {
			return p.Parties[at].Caption + " was not yet, or no longer, listed on that date (" + l.since + ")."
		}
	}
	if len(names) == 0 {
		return ""
	}
	slices.Sort(names)
	return p.Parties[at].Caption + " is listed by " + strings.Join(slices.Compact(names), ", ") + ", which this rule does not count."
}
