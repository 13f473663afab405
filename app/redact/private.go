package redact

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// The properties of the ontology that the gate treats in a special way.
var (
	// nameProperties hold names of the thing itself.
	nameProperties = map[string]bool{"name": true, "alias": true, "previousName": true, "weakAlias": true}

	// openProperties of a hidden person may leave: roles and countries.
	openProperties = map[string]bool{
		"position": true, "profession": true, "classification": true, "topics": true,
		"country": true, "mainCountry": true, "nationality": true, "citizenship": true,
	}

	// ownerProperties point from a thing to the party it belongs to.
	ownerProperties = map[string]bool{"holder": true, "owner": true, "operator": true, "caller": true, "receiver": true}

	// privateTexts are texts that find a person as surely as a number does.
	privateTexts = map[string]bool{"address": true, "birthPlace": true, "username": true}

	// sharedNumbers name a list or programme, not whoever is on it.
	sharedNumbers = map[string]bool{"programId": true}

	// privateKinds are the kinds of value that single a person out.
	privateKinds = map[value.Kind]bool{value.KindIdentifier: true, value.KindEmail: true, value.KindPhone: true, value.KindURL: true}
)

// isPrivate tells whether a value of that property singles a person out.
func isPrivate(property string, kind value.Kind) bool {
	return privateTexts[property] || property == "birthDate" || privateKinds[kind] && !sharedNumbers[property]
}

func hasOwnerProperty(s *ontology.Schema) bool {
	for name := range ownerProperties {
		if _, ok := s.Property(name); ok {
			return true
		}
	}
	return false
}

func standInWord(c store.Class) string {
	switch c {
	case store.ClassWorker:
		return "Worker"
	case store.ClassSource:
		return "Source"
	}
	return "Person"
}

// letters counts A, B … Z, AA, AB …
func letters(n int) string {
	s := ""
	for n++; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// isStandIn tells whether a name already is one the gate could give.
func isStandIn(name string) bool {
	word, letter, ok := strings.Cut(name, " ")
	if !ok || letter == "" || len(letter) > 2 || word != "Worker" && word != "Source" && word != "Person" {
		return false
	}
	return strings.Trim(letter, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

func atLeast(s string, runes int) bool { return utf8.RuneCountInString(compact(s)) >= runes }

// authors takes a list of authors apart.
func authors(s string) []string {
	all := []string{s}
	parts := strings.FieldsFunc(strings.ReplaceAll(s, " and ", ";"), func(r rune) bool { return r == ';' || r == '&' || r == '/' || r == ',' })
	if len(parts) < 2 {
		return all
	}
	for _, p := range parts {
		if p = strings.TrimSpace(p); len(strings.Fields(p)) > 1 {
			all = append(all, p)
		}
	}
	return all
}

// dayForms are the ways in which a day is commonly written. A month or a year
// alone singles nobody out and gives none.
func dayForms(canonical string) []string {
	d, err := value.ParseDate(canonical)
	if err != nil {
		return nil
	}
	day, ok := d.Earliest()
	last, closed := d.Latest()
	if !ok || !closed || day != last {
		return nil
	}
	month := day.Time().Month().String()
	year, number, m := strconv.Itoa(day.Year), strconv.Itoa(day.Day), strconv.Itoa(day.Month)
	return []string{
		day.String(),
		number + " " + month + " " + year, month + " " + number + " " + year,
		day.Time().Format("02.01.2006"), number + "." + m + "." + year,
	}
}
