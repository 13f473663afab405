package sources

import (
	"strings"

	"redthread/app"
	"redthread/app/recognise"
	"redthread/store/ontology"
	"redthread/store/value"
)

// heldKinds are the kinds of value that things recognised in a text have.
var heldKinds = map[recognise.Kind]value.Kind{
	recognise.Money: value.KindMoney, recognise.Count: value.KindQuantity, recognise.Share: value.KindShare,
	recognise.Date: value.KindDate, recognise.Identifier: value.KindIdentifier, recognise.Email: value.KindEmail,
	recognise.Phone: value.KindPhone, recognise.URL: value.KindURL,
}

// heldIn are the values that selected words hold, by kind. A kind of which the
// words hold several values is left out: which one is meant, a person says.
func heldIn(card *app.SourceCard, saw *seen, q quote) map[value.Kind]string {
	if q.words == "" {
		return nil
	}
	held := map[value.Kind]string{}
	several := map[value.Kind]bool{}
	for _, it := range itemsAt(card, saw, q) {
		k, ok := heldKinds[it.Kind]
		if !ok || it.Value == "" {
			continue
		}
		if was, has := held[k]; has && was != it.Value {
			several[k] = true
		}
		held[k] = it.Value
	}
	for k := range several {
		delete(held, k)
	}
	return held
}

// valueFor is what a property of an entity is asked with: the value of its kind
// that the words hold, or for running words, names and places the words
// themselves. It is "" where the words say nothing that fits.
func (f fill) valueFor(p *ontology.Property) string {
	if f.named || f.words == "" {
		return ""
	}
	text := f.held[p.Kind]
	if text == "" {
		switch p.Kind {
		case value.KindEntity, value.KindChoice, value.KindTopic, value.KindQuantity:
			return ""
		}
		text = trimmed(f.words)
	}
	if _, err := value.Canonical(p.Kind, text); err != nil {
		return ""
	}
	return text
}

// trimmed takes the punctuation off the end of words that were selected.
func trimmed(words string) string {
	words = strings.TrimRight(strings.TrimSpace(words), ".,;:!?… \t\n")
	for _, pair := range []struct{ open, shut string }{{"(", ")"}, {"[", "]"}, {"“", "”"}, {"«", "»"}, {"\"", "\""}} {
		// A bracket that is shut within the words belongs to them.
		if strings.HasSuffix(words, pair.shut) && !strings.Contains(strings.TrimSuffix(words, pair.shut), pair.open) {
			words = strings.TrimRight(strings.TrimSuffix(words, pair.shut), ".,;:!?… ")
		}
	}
	return words
}
