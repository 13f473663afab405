package sources

import (
	"slices"
	"strings"

	"redthread/app"
	"redthread/app/recognise"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// The ways in which a passage can be cited.
const (
	asFact   = "fact"
	asLink   = "link"
	asWage   = "wage"
	asCount  = "count"
	asFigure = "figure"
)

// fill is what the form for a citation begins with.
type fill struct {
	quote
	as       string
	schema   string // of what the value belongs to
	property string
	value    string // canonical
	basis    string // of a wage
	hedge    string
	entity   store.ID              // the party that the passage names; zero: none, or more than one
	held     map[value.Kind]string // the values that the words hold, see heldIn
	named    bool                  // the words are the name of the party itself
}

// offer is one line of the card under a selection.
type offer struct {
	text  string
	ready bool // it is complete: choosing it writes it
	fill  fill
}

// mostOffers is how many ready suggestions the card shows.
const mostOffers = 4

// longestScan bounds the passage that is read anew while somebody waits.
const longestScan = 32 << 10

// itemsAt are the things recognised in a quote, and the names of its passage.
func itemsAt(card *app.SourceCard, saw *seen, q quote) []recognise.Item {
	text := passageText(card, q.passage)
	var all []recognise.Item
	switch {
	case saw.of(card):
		for _, f := range saw.in(q.passage) {
			all = append(all, f.Item)
		}
	case len(text) <= longestScan:
		all = recognise.Scan(text, nil)
	}
	from, to := q.reach(text)
	return slices.DeleteFunc(all, func(it recognise.Item) bool {
		return it.Kind != recognise.Name && (it.Stop <= from || to <= it.Start)
	})
}

// offersFor lists what a quote can be cited as, the likeliest first, and what
// was recognised in it in a few words.
func offersFor(card *app.SourceCard, saw *seen, q quote) (all []offer, said string) {
	items := itemsAt(card, saw, q)
	text := passageText(card, q.passage)
	for _, s := range recognise.Suggest(items, text) {
		o := offerOf(s, items, q, saw)
		if len(all) < mostOffers && !slices.ContainsFunc(all, func(p offer) bool { return p.text == o.text }) {
			all = append(all, o)
		}
	}
	// What kind of sum a wage is, a word beside it suggests and a person decides.
	if at := slices.IndexFunc(all, func(o offer) bool { return o.ready && o.fill.as == asWage }); at >= 0 {
		other := offer{text: "Wage of another kind…", fill: all[at].fill}
		other.fill.basis = ""
		all = slices.Insert(all, at+1, other)
	}
	var parts []string
	from, to := q.reach(text)
	for _, it := range items {
		if it.Start < to && from < it.Stop && len(parts) < 3 {
			parts = append(parts, recognised(it))
		}
	}
	if len(parts) > 0 {
		said = "Recognised: " + strings.Join(parts, "; ")
	}
	return all, said
}

func offerOf(s recognise.Suggestion, items []recognise.Item, q quote, saw *seen) offer {
	f := fill{quote: q, schema: s.Schema, property: s.Property, value: s.Value, basis: s.Basis, hedge: s.Hedge, entity: s.Entity, as: asFact}
	if it := items[s.Items[0]]; q.words == "" {
		f.quote = quote{passage: q.passage, start: it.Start, stop: it.Stop, words: it.Text}
	}
	o := offer{text: s.Label}
	schema, _ := ontology.Default().Schema(s.Schema)
	_, counted := countWords[s.Property]
	switch {
	case s.Schema == "WageObservation":
		f.as = asWage
		// Who pays whom, no word of the sentence tells for certain.
		o.ready = s.Property == "amount" && s.Basis != "" && s.Entity.IsZero()
	case s.Schema == "Observation":
		f.as = asFigure
	case counted:
		f.as = asCount
	case schema != nil && schema.Edge != nil:
		f.as = asLink
	case !s.Entity.IsZero() && saw != nil:
		p := saw.parties[s.Entity]
		own, ok := ontology.Default().Schema(p.schema)
		if ok && schema != nil && own.IsA(schema.Name) {
			o.ready = true
			o.text += " · " + p.name
		}
	}
	if !o.ready {
		o.text += "…"
	}
	o.fill = f
	return o
}

// note is what a ready offer writes: what it is about and what is said of it.
func (o offer) note() (about app.Party, said []app.Said) {
	f := o.fill
	fact := app.Said{Fact: app.Fact{Property: f.property, Text: f.value}}
	if f.as == asWage {
		return app.Party{Schema: f.schema, Name: payName(f.basis, f.value)}, []app.Said{{Fact: app.Fact{Property: "basis", Text: f.basis}}, fact}
	}
	return app.Party{ID: f.entity}, []app.Said{fact}
}

// payName is what a wage is called where nobody gives it a name.
func payName(basis, amount string) string {
	return "Pay, " + basis + ": " + value.Show(value.KindMoney, amount)
}

// countWords say each of the four counts of people, which are never mixed.
var countWords = map[string]string{
	"registered": "persons entered in a register",
	"approved":   "places an employer was granted",
	"permitted":  "work permits issued",
	"present":    "persons at work or in the country",
}

// kindWords are the kinds of what is recognised, for people.
var kindWords = map[recognise.Kind]string{
	recognise.Money: "money", recognise.Count: "count", recognise.Share: "share", recognise.Date: "date",
	recognise.Identifier: "number", recognise.Email: "e-mail", recognise.Phone: "phone", recognise.URL: "address", recognise.Name: "name",
}

// recognised says what a thing in a text was taken for: "money range, RUB, per
// month".
func recognised(it recognise.Item) string {
	word := kindWords[it.Kind]
	var more []string
	switch it.Kind {
	case recognise.Money:
		if m, err := value.ParseMoney(it.Value); err == nil {
			more = append(more, m.Currency)
			if m.Per != "" {
				more = append(more, "per "+string(m.Per))
			}
		}
	case recognise.Count:
		more = append(more, it.Unit)
	case recognise.Identifier:
		more = append(more, it.Scheme)
	case recognise.Name:
		more = append(more, it.Shown)
	}
	if (it.Kind == recognise.Money || it.Kind == recognise.Count || it.Kind == recognise.Share) && strings.Contains(it.Value, "..") {
		word += " range"
	}
	if it.Hedge != "" {
		more = append(more, "“"+it.Hedge+"”")
	}
	return joined(", ", append([]string{word}, more...)...)
}

// warned is what speaks against a thing that was recognised.
func warned(items []recognise.Item, q quote, text string) string {
	from, to := q.reach(text)
	for _, it := range items {
		if it.Warning != "" && it.Start < to && from < it.Stop {
			return it.Warning
		}
	}
	return ""
}

// citedSaid says for how much a passage is cited.
func citedSaid(card *app.SourceCard, passage int) string {
	if k := card.Passages[passage]; k > 0 {
		return "cited for " + plural(k, "fact", "facts")
	}
	return "not cited yet"
}

// moved begins another kind of citation with what fits it: a sum stays a sum, a
// number a number.
func (f fill) moved(as string) fill {
	to := fill{quote: f.quote, entity: f.entity, hedge: f.hedge, as: as, held: f.held, named: f.named}
	s, ok := ontology.Default().Schema(f.schema)
	if !ok {
		return to
	}
	p, ok := s.Property(f.property)
	if !ok {
		return to
	}
	switch {
	case as == asFact:
		to.schema, to.property, to.value = f.schema, f.property, f.value
	case p.Kind == value.KindMoney && as == asWage:
		to.schema, to.property, to.value = "WageObservation", "amount", f.value
	case p.Kind == value.KindMoney && as == asFigure:
		to.schema, to.property, to.value = "Observation", "amount", f.value
	case p.Kind == value.KindQuantity && as == asFigure:
		to.schema, to.property, to.value = "Observation", "quantity", f.value
	case p.Kind == value.KindQuantity && as == asCount:
		to.schema, to.property, to.value = "WorkerGroup", "", f.value
	}
	return to
}
