package parties

import (
	"slices"
	"strings"

	"redthread/app/names"
	"redthread/store/ontology"
	"redthread/store/value"
)

// Agreement says how the two sides of a row stand to each other.
type Agreement string

// The agreements.
const (
	Same    Agreement = "same"
	Close   Agreement = "close"
	Differs Agreement = "differs"
	OneSide Agreement = "one side"
)

// Row is one thing of two parties, side by side.
type Row struct {
	Label       string
	Left, Right []string // as people read them
	Agreement   Agreement
}

// rowsOf are the rows in their order; properties in one row are held against
// each other.
var rowsOf = []struct {
	label      string
	properties []string
}{
	{"Name", []string{"name"}},
	{"Also known as", []string{"alias", "previousName", "weakAlias"}},
	{"Type", nil},
	{"Country", []string{"country", "nationality", "citizenship", "jurisdiction", "mainCountry", "flag"}},
	{"Born", []string{"birthDate"}},
	{"Place of birth", []string{"birthPlace"}},
	{"Gender", []string{"gender"}},
	{"Founded", []string{"incorporationDate"}},
	{"Numbers", []string{
		"innCode", "ogrnCode", "kppCode", "registrationNumber", "taxNumber", "vatCode", "leiCode", "uscCode", "dunsCode", "okpoCode", "swiftBic",
		"imoNumber", "mmsi", "callSign", "passportNumber", "idNumber", "socialSecurityNumber", "licenseNumber",
	}},
	{"Position", []string{"position"}},
	{"Address", []string{"address"}},
	{"Contact", []string{"phone", "email", "website"}},
}

// Align puts two parties side by side, row by row; rows with nothing on either
// side are left out. match is what comparing them gave.
func Align(leftSchema string, left map[string][]string, rightSchema string, right map[string][]string, match names.Match) []Row {
	var out []Row
	for _, r := range rowsOf {
		if r.properties == nil {
			out = append(out, typeRow(leftSchema, rightSchema))
			continue
		}
		l, lk := gather(leftSchema, left, r.properties)
		rt, rk := gather(rightSchema, right, r.properties)
		if len(l) == 0 && len(rt) == 0 {
			continue
		}
		row := Row{Label: r.label, Left: l, Right: rt, Agreement: agree(r.label, lk, rk, match)}
		if r.label == "Name" && row.Agreement != Same {
			// A name that is an alias of the other is the same name.
			_, la := gather(leftSchema, left, []string{"alias", "previousName", "weakAlias"})
			_, ra := gather(rightSchema, right, []string{"alias", "previousName", "weakAlias"})
			if meet(lk, ra) || meet(la, rk) {
				row.Agreement = Same
			}
		}
		out = append(out, row)
	}
	return out
}

// gather gives the values of properties as people read them, and reduced to
// what is compared.
func gather(schema string, values map[string][]string, properties []string) (shown, keys []string) {
	s, _ := ontology.Default().Schema(schema)
	for _, name := range properties {
		for _, v := range values[name] {
			kind := value.KindText
			label := ""
			if s != nil {
				if p, ok := s.Property(name); ok {
					kind, label = p.Kind, p.Label
				}
			}
			text := value.Show(kind, v)
			key := value.Fold(value.Normal(kind, v))
			if kind == value.KindIdentifier {
				text = strings.TrimSpace(strings.SplitN(label, " (", 2)[0] + " " + text)
			}
			if !slices.Contains(keys, key) { // "Genco" and "GENCO" are said once
				shown, keys = append(shown, text), append(keys, key)
			}
		}
	}
	return shown, keys
}

func typeRow(left, right string) Row {
	label := func(schema string) string {
		if s, ok := ontology.Default().Schema(schema); ok {
			return s.Label
		}
		return schema
	}
	r := Row{Label: "Type", Left: []string{label(left)}, Right: []string{label(right)}, Agreement: Differs}
	switch a, b := names.KindOf(left), names.KindOf(right); {
	case left == right:
		r.Agreement = Same
	case a == b, a == names.Thing, b == names.Thing:
		r.Agreement = Close
	}
	return r
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

func agree(label string, left, right []string, match names.Match) Agreement {
	switch {
	case len(left) == 0 || len(right) == 0:
		return OneSide
	case meet(left, right):
		return Same
	}
	switch label {
	case "Name", "Also known as":
		if match.Score >= names.Candidate {
			return Close
		}
	case "Born", "Founded":
		for _, a := range left {
			for _, b := range right {
				if a, b := strings.TrimRight(a, "~?"), strings.TrimRight(b, "~?"); strings.HasPrefix(a, b) || strings.HasPrefix(b, a) {
					return Close // the year alone, or the month
				}
			}
		}
	case "Address", "Place of birth", "Position":
		for _, a := range left {
			for _, b := range right {
				if shareWord(a, b) {
					return Close
				}
			}
		}
	}
	return Differs
}

// shareWord tells whether two texts have a word of four letters or more in
// common.
func shareWord(a, b string) bool {
	words := value.Words(b)
	return slices.ContainsFunc(value.Words(a), func(w string) bool { return len([]rune(w)) >= 4 && slices.Contains(words, w) })
}
