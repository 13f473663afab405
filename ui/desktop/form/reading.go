package form

import (
	"slices"
	"strings"

	"redthread/store/ontology"
	"redthread/store/value"
)

// Reading is how a typed text was understood as a value of a property.
type Reading struct {
	Canonical string // as it will be stored; "" when nothing was typed or it cannot be read
	Words     string // what to show beneath: canonical form and words, where they differ from what was typed
	Warning   string // something to compare with the source; it does not keep anybody from saving
	Problem   string // why it cannot be read, one sentence
}

// Read understands a text as a value of a property.
func Read(p *ontology.Property, text string) Reading {
	text = strings.TrimSpace(text)
	if text == "" {
		return Reading{}
	}
	for _, c := range p.Choices {
		if strings.EqualFold(c.Label, text) || c.Value == text {
			return Reading{Canonical: c.Value}
		}
	}
	if p.Kind == value.KindChoice {
		return Reading{Problem: "Choose one of the words offered."}
	}
	canonical, err := value.Canonical(p.Kind, text)
	if err != nil {
		return Reading{Problem: sentence(err.Error())}
	}
	r := Reading{Canonical: canonical}
	if p.Kind == value.KindIdentifier {
		r.Warning, _ = value.CheckScheme(p.Scheme, canonical)
	}
	r.Words = words(p.Kind, text, canonical)
	switch {
	case r.Words == "" || p.Kind != value.KindDate:
	case p.Name == "startDate":
		r.Words = "since " + r.Words
	case p.Name == "endDate":
		r.Words = "until " + r.Words
	}
	return r
}

// ReadDate understands a text as a date, for the valid time of a statement.
func ReadDate(text string) Reading { return Read(&ontology.Property{Kind: value.KindDate}, text) }

// words says a value beneath its field: the stored form and the words for it,
// each only where it adds to what the field already shows.
func words(k value.Kind, typed, canonical string) string {
	if k == value.KindText {
		return ""
	}
	said := []string{typed}
	var parts []string
	for _, s := range []string{value.Show(k, canonical), canonical} {
		if !slices.Contains(said, s) {
			said = append(said, s)
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "  ·  ")
}

// sentence gives an error its full stop and its capital.
func sentence(s string) string {
	if s == "" {
		return s
	}
	if first := s[0]; first >= 'a' && first <= 'z' {
		s = string(first-'a'+'A') + s[1:]
	}
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// hint is the example that an empty field shows.
func hint(p *ontology.Property) string {
	switch p.Kind {
	case value.KindDate:
		return "2018-08-02, 2018, by 2015, 2018~"
	case value.KindQuantity:
		return "16000, >=700, about 24000"
	case value.KindMoney:
		return "16000..20000 RUB/month"
	case value.KindShare:
		return "25%, >=50% or unknown"
	case value.KindIdentifier:
		if p.Scheme != "" {
			return p.Scheme + ", as printed"
		}
		return "as printed"
	case value.KindCountry:
		return "a country"
	case value.KindLanguage:
		return "ru, ko, Korean"
	case value.KindTopic:
		return "a topic"
	case value.KindURL:
		return "https://"
	}
	return ""
}

// longTexts are the properties of running text that take more than a line.
var longTexts = []string{
	"claim", "summary", "description", "notes", "answer", "caution", "subject", "outcome", "purpose", "reason",
	"goodsDescription", "seenIn", "appearance",
}

// lines is how many lines the editor of a property shows.
func lines(p *ontology.Property) int {
	switch {
	case p.Kind != value.KindText || !slices.Contains(longTexts, p.Name):
		return 1
	case p.Name == "claim" || p.Name == "answer":
		return 3
	}
	return 2
}

// Makes lists the schemata that a property's picker offers to create, the
// likeliest first.
func Makes(o *ontology.Ontology, p *ontology.Property) []*ontology.Schema {
	if p.Kind != value.KindEntity {
		return nil
	}
	if s, ok := o.Schema(p.Range); ok && !s.Abstract && len(s.Descendants()) == 0 {
		return []*ontology.Schema{s}
	}
	var all []*ontology.Schema
	for _, name := range []string{"Company", "Person", "PublicBody", "Organization", "WorkerGroup", "Contract", "Address"} {
		if s, ok := o.Schema(name); ok && p.Accepts(s) && len(all) < mostMakes {
			all = append(all, s)
		}
	}
	return all
}

// mostMakes keeps the offers to create from hiding what was found.
const mostMakes = 3
