package listfile

import (
	"fmt"
	"strings"
)

// OFAC's advanced XML keeps what a party is called, its documents, its places
// and its listing in four parts that point to each other by number, with the
// words for all kinds in a fifth. The parts that the parties point to are read
// first and held; then the parties are read one by one.

type advanced struct {
	words   map[string]string // "AliasType 1400": "A.K.A."
	country map[string]string
	places  map[string][2]string // address, country
	papers  map[string][][3]string
	listing map[string]*advListing
	held    int
}

type advListing struct {
	dates, programs, bases, measures []string
}

// mostHeld bounds what the first pass keeps.
const mostHeld = 3_000_000

func (a *advanced) hold(f File) error {
	if a.held++; a.held > mostHeld {
		return errBroken{f.Name + " refers to more places and documents than any list does; see whether it is the right file."}
	}
	return nil
}

func (r *reading) readOFACAdvanced() error {
	f := r.files[0]
	a := &advanced{words: map[string]string{}, country: map[string]string{}, places: map[string][2]string{}, papers: map[string][][3]string{}, listing: map[string]*advListing{}}
	first := map[string]func(*node) error{
		"DateOfIssue": func(n *node) error {
			if d, ok := numbered(n.at("Year"), n.at("Month"), n.at("Day")); ok && r.report.Date == "" {
				r.report.Date = d
			}
			return nil
		},
		"ReferenceValueSets": func(n *node) error { return a.sets(f, n) },
		"Location":           func(n *node) error { return a.location(f, n) },
		"IDRegDocument":      func(n *node) error { return a.paper(f, n) },
		"SanctionsEntry":     func(n *node) error { return a.entry(f, n) },
		// Parties are passed over whole, so that a place inside one is none of these.
		"DistinctParty": func(*node) error { return nil },
	}
	if err := r.elements(f, nil, first); err != nil {
		return err
	}
	r.report.Records, r.report.Malformed, r.report.Problems, r.report.More = 0, 0, []Problem{}, 0
	return r.elements(f, nil, map[string]func(*node) error{
		"DistinctParty":      func(n *node) error { return r.record(a.party(n)) },
		"ReferenceValueSets": func(*node) error { return nil },
	})
}

func (a *advanced) sets(f File, n *node) error {
	for _, set := range n.kids {
		for _, v := range set.kids {
			if err := a.hold(f); err != nil {
				return err
			}
			a.words[v.name+" "+v.get("ID")] = clean(v.text)
			if v.name == "Country" {
				a.country[v.get("ID")] = clean(v.text)
			}
		}
	}
	return nil
}

func (a *advanced) location(f File, n *node) error {
	if err := a.hold(f); err != nil {
		return err
	}
	var parts []string
	for _, p := range n.all("LocationPart") {
		for _, v := range p.all("LocationPartValue") {
			parts = append(parts, v.at("Value"))
			break // the first is the primary one
		}
	}
	country := ""
	if c := n.kid("LocationCountry"); c != nil {
		country = a.country[c.get("CountryID")]
	}
	if country == "" {
		if c := n.kid("LocationAreaCode"); c != nil {
			country = a.words["AreaCode "+c.get("AreaCodeID")]
		}
	}
	a.places[n.get("ID")] = [2]string{join(", ", append(parts, country)...), country}
	return nil
}

func (a *advanced) paper(f File, n *node) error {
	if err := a.hold(f); err != nil {
		return err
	}
	id := n.get("IdentityID")
	a.papers[id] = append(a.papers[id], [3]string{
		a.words["IDRegDocType "+n.get("IDRegDocTypeID")], n.at("IDRegistrationNo"), a.country[n.get("IssuedBy-CountryID")],
	})
	return nil
}

func (a *advanced) entry(f File, n *node) error {
	if err := a.hold(f); err != nil {
		return err
	}
	id := n.get("ProfileID")
	l := a.listing[id]
	if l == nil {
		l = &advListing{}
		a.listing[id] = l
	}
	for _, e := range n.all("EntryEvent") {
		if d, ok := advDate(e.kid("Date")); ok {
			l.dates = append(l.dates, d)
		}
		l.bases = append(l.bases, a.words["LegalBasis "+e.get("LegalBasisID")])
	}
	for _, m := range n.all("SanctionsMeasure") {
		kind := a.words["SanctionsType "+m.get("SanctionsTypeID")]
		if strings.EqualFold(kind, "Program") {
			l.programs = append(l.programs, m.at("Comment"))
		} else {
			l.measures = append(l.measures, kind)
		}
	}
	return nil
}

func advDate(n *node) (string, bool) {
	if n == nil {
		return "", false
	}
	return numbered(n.at("Year"), n.at("Month"), n.at("Day"))
}

func (a *advanced) party(n *node) *Entry {
	e := &Entry{ID: n.get("FixedRef"), Line: n.line}
	profile := n.kid("Profile")
	if profile == nil {
		return e
	}
	subtype := a.words["PartySubType "+profile.get("PartySubTypeID")]
	switch strings.ToLower(subtype) {
	case "vessel":
		e.Schema = "Vessel"
	case "aircraft":
		e.Schema = "Vehicle"
	case "unknown", "":
		// Individuals and entities have no subtype of their own; their kinds of name tell.
		e.Schema = a.schema(profile)
	default:
		e.Schema, _ = schemaOf(subtype)
	}
	e.listed("authorityId", e.ID)
	for _, identity := range profile.all("Identity") {
		a.names(e, identity)
		for _, p := range a.papers[identity.get("ID")] {
			e.identify(p[0], p[1], p[2])
		}
	}
	for _, f := range profile.all("Feature") {
		a.feature(e, f)
	}
	if l := a.listing[profile.get("ID")]; l != nil {
		for i, d := range l.dates {
			if i == 0 {
				e.listed("listingDate", d)
			} else {
				e.say("notes", "Listed again on "+d)
			}
		}
		e.listed("program", l.programs...)
		e.listed("reason", l.bases...)
		e.listed("provisions", l.measures...)
	}
	e.say("notes", n.at("Comment"))
	return e
}

func (a *advanced) partTypes(identity *node) map[string]string {
	kinds := map[string]string{}
	for _, g := range identity.deep("NamePartGroup") {
		kinds[g.get("ID")] = a.words["NamePartType "+g.get("NamePartTypeID")]
	}
	return kinds
}

func (a *advanced) schema(profile *node) string {
	for _, identity := range profile.all("Identity") {
		for _, kind := range a.partTypes(identity) {
			switch strings.ToLower(kind) {
			case "last name", "first name", "middle name", "patronymic", "matronymic":
				return "Person"
			}
		}
	}
	return "LegalEntity"
}

// givenFirst is the order in which the parts of a person's name are said.
var givenFirst = []string{"first name", "middle name", "patronymic", "", "matronymic", "last name"}

func (a *advanced) names(e *Entry, identity *node) {
	kinds := a.partTypes(identity)
	for _, alias := range identity.all("Alias") {
		property := "alias"
		switch {
		case alias.get("Primary") == "true":
			property = "name"
		case alias.get("LowQuality") == "true":
			property = "weakAlias"
		case strings.HasPrefix(strings.ToUpper(a.words["AliasType "+alias.get("AliasTypeID")]), "F"):
			property = "previousName"
		}
		for i, doc := range alias.all("DocumentedName") {
			parts := map[string][]string{}
			for _, v := range doc.deep("NamePartValue") {
				kind := strings.ToLower(kinds[v.get("NamePartGroupID")])
				switch kind {
				case "first name", "middle name", "patronymic", "matronymic", "last name":
				default:
					kind = ""
				}
				parts[kind] = append(parts[kind], v.text)
			}
			var words []string
			for _, kind := range givenFirst {
				words = append(words, parts[kind]...)
			}
			if property == "name" && i > 0 {
				e.say("alias", join(" ", words...)) // the main name in another script
			} else {
				e.say(property, join(" ", words...))
			}
		}
	}
}

func (a *advanced) feature(e *Entry, f *node) {
	kind := a.words["FeatureType "+f.get("FeatureTypeID")]
	low := strings.ToLower(kind)
	for _, v := range f.all("FeatureVersion") {
		place := [2]string{}
		for _, l := range v.all("VersionLocation") {
			place = a.places[l.get("LocationID")]
		}
		detail := ""
		for _, d := range v.all("VersionDetail") {
			if detail = clean(d.text); detail == "" {
				detail = a.words["DetailReference "+d.get("DetailReferenceID")]
			}
		}
		switch {
		case low == "birthdate":
			if e.Schema == "Person" {
				a.birth(e, v)
			}
		case low == "place of birth":
			e.person("birthPlace", join(", ", place[0], detail))
		case low == "location":
			e.say("address", place[0])
			e.country("country", place[1])
		case strings.HasPrefix(low, "nationality"):
			e.nation("nationality", firstOf(place[1], detail))
		case strings.HasPrefix(low, "citizenship"):
			e.nation("citizenship", firstOf(place[1], detail))
		case low == "gender":
			e.gender(detail)
		case low == "title":
			e.person("position", detail)
		case low == "website":
			e.say("website", detail)
		case low == "email address":
			e.say("email", detail)
		case low == "phone number":
			e.say("phone", detail)
		case e.Schema == "Vessel" && low == "vessel call sign":
			e.say("callSign", detail)
		case e.Schema == "Vessel" && low == "vessel type":
			e.say("type", detail)
		case e.Schema == "Vessel" && low == "vessel flag":
			e.country("flag", firstOf(place[1], detail))
		case strings.HasPrefix(low, "swift"), strings.HasPrefix(low, "bik"):
			e.identify(kind, detail, "")
		default:
			if text := firstOf(detail, place[0]); text != "" {
				e.say("notes", fmt.Sprintf("%s: %s", kind, text))
			}
		}
	}
}

func firstOf(all ...string) string {
	for _, v := range all {
		if v != "" {
			return v
		}
	}
	return ""
}

func (a *advanced) birth(e *Entry, v *node) {
	p := v.kid("DatePeriod")
	from, ok := advDate(p.kid("Start").kid("From"))
	to, okTo := advDate(p.kid("End").kid("To"))
	switch {
	case !ok:
		e.say("notes", "Date of birth as printed: "+v.at("Comment"))
	case !okTo || from == to:
		e.say("birthDate", from)
	case strings.HasSuffix(from, "-01-01") && strings.HasSuffix(to, "-12-31") && from[:4] == to[:4]:
		e.say("birthDate", from[:4])
	case len(from) == 10 && len(to) == 10 && from[:7] == to[:7] && strings.HasSuffix(from, "-01"):
		e.say("birthDate", from[:7])
	default:
		e.say("notes", "Date of birth as printed: "+from+" to "+to)
	}
}
