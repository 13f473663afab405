package exchange

import (
	"fmt"
	"slices"
	"strings"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// plainForm says as what a kind of ours leaves when the file must be plain
// FollowTheMoney. Properties that the form does not name go into the summary.
type plainForm struct {
	schema string
	props  map[string]string // ours to theirs
	tie    *plainTie
}

// plainTie is a link that a form needs, since the kind has no property for it.
type plainTie struct {
	schema, here, there string // there takes what stands in the properties named
	props               []string
	role                string
}

// plainForms follow what FollowTheMoney's own documentation uses the kinds
// for: it has no counted workers, no pay and no claims.
var plainForms = map[string]plainForm{
	"WorkerGroup": {schema: "Event", props: map[string]string{"name": "name", "employer": "involved", "sender": "involved", "nationality": "country", "place": "location", "startDate": "startDate", "endDate": "endDate"}},
	"WorkPermit": {
		schema: "License", props: map[string]string{"name": "name", "authority": "authority", "number": "procedureNumber", "issued": "contractDate"},
		tie: &plainTie{schema: "ContractAward", here: "contract", there: "supplier", props: []string{"employer", "holder"}, role: "work permit"},
	},
	"JobAdvert": {
		schema: "Article", props: map[string]string{"name": "title", "publishedAt": "publishedAt", "languageSought": "language"},
		tie: &plainTie{schema: "Documentation", here: "document", there: "entity", props: []string{"employer"}, role: "job advert"},
	},
	"WageObservation": {schema: "Note", props: map[string]string{"name": "name", "payer": "entity", "employer": "entity", "workers": "entity"}},
	"Claim":           {schema: "Note", props: map[string]string{"claim": "description", "about": "entity", "speaker": "entity"}},
	"Observation":     {schema: "Note", props: map[string]string{"name": "name", "about": "entity"}},
	"CommentRequest":  {schema: "Note", props: map[string]string{"name": "name", "asked": "entity", "askedBy": "entity", "answer": "description"}},
	"Conflict":        {schema: "Note", props: map[string]string{"name": "name", "side": "entity", "caution": "description"}},
	"OtherRecord":     {schema: "Note", props: map[string]string{"name": "name"}},
}

// told is a value as FollowTheMoney carries it. derived ones follow from
// another and are left out when the file is read back.
type told struct {
	prop, value, lang string
	derived           bool
	raw               bool // as an imported file had it
}

// teller turns facts into what FollowTheMoney can say.
type teller struct {
	w     *walker
	plain bool
	flat  counter
}

// schema is the schema under which a thing leaves.
func (y *teller) schema(t thing) string {
	if t.kept.Schema != "" {
		return t.kept.Schema
	}
	if y.plain && t.schema.Extension {
		if f, ok := plainForms[t.schema.Name]; ok {
			y.flat.add(t.caption, "%s written as %s", t.schema.Label, f.schema)
			return f.schema
		}
	}
	return t.schema.Name
}

// currencyOf is the property that holds the currency of a sum, "" for none.
func currencyOf(schema *ontology.Schema, prop string) string {
	for _, name := range []string{
		strings.TrimSuffix(strings.TrimSuffix(prop, "Value"), "Amount") + "Currency", "currency",
	} {
		if _, ok := schema.Property(name); ok {
			return name
		}
	}
	return ""
}

// currencies finds, for each property that holds a currency, the one currency
// of a thing's sums. Sums of one source only are compared: across sources an
// amount and a currency would meet that no source put together.
func currencies(t thing) map[string]string {
	code := map[string]string{}
	for _, f := range t.facts {
		if f.kind != value.KindMoney || f.dispute || f.hedged() || f.prop == "amountUsd" || f.prop == "amountEur" {
			continue
		}
		if _, c, ok := plainValue(f.kind, f.value); ok {
			key := currencyOf(t.schema, f.prop) + "\x00" + f.source.String()
			if have, there := code[key]; there && have != c {
				code[key] = "" // two: none is written bare
			} else if !there {
				code[key] = c
			}
		}
	}
	return code
}

// sole tells whether sums of a thing leave as bare numbers in a form that does
// not tell sources apart: all of them must be of one source.
func sole(t thing) bool {
	first := true
	var source store.ID
	for _, f := range t.facts {
		if f.kind != value.KindMoney {
			continue
		}
		if !first && f.source != source {
			return false
		}
		source, first = f.source, false
	}
	return true
}

func (f fact) hedged() bool {
	return slices.ContainsFunc(f.notings, func(n noting) bool { return n.Hedge != "" })
}

// tell gives what of a fact can be said; the first is the fact itself unless
// it is derived. codes comes from currencies; joined tells that sources are
// not told apart.
func (y *teller) tell(t thing, f fact, codes map[string]string, joined bool) []told {
	prop, ok := f.prop, true
	p, _ := t.schema.Property(f.prop)
	if t.kept.Schema == "" && (y.plain || p != nil && p.Extension && !t.schema.Extension) {
		// What is ours on a kind of FollowTheMoney is in no schema file either.
		prop, ok = y.plainProp(t, p, f.value)
	}
	if raw, found := t.kept.Raw[f.prop][f.value]; found && !f.dispute && !f.hedged() && ok && f.kind != value.KindMoney {
		return []told{{prop: prop, value: raw, lang: f.lang, raw: true}}
	}
	ours := p != nil && p.Extension
	text, code, exact := plainValue(f.kind, f.value)
	money := f.kind == value.KindMoney
	switch {
	case f.dispute:
		y.flat.add(f.value, "Disputed values are in the summary, in words")
		return []told{y.inWords(t, f, "disputed")}
	case !ok:
		return []told{y.inWords(t, f, "")}
	case ours && !y.plain && !(isMeasure(f.kind) && f.hedged()):
		text, exact, money = f.value, true, false
	case isMeasure(f.kind) && (!exact || f.hedged()):
		y.flat.add(f.value, "Values with doubt are in the summary, in words")
		return []told{y.inWords(t, f, "")}
	case money && f.prop != "amountUsd" && f.prop != "amountEur" && (codes[currencyOf(t.schema, f.prop)+"\x00"+f.source.String()] != code || currencyOf(t.schema, f.prop) == "" || joined && !sole(t)):
		y.flat.add(f.value, "Sums in several currencies or of several sources are in the summary, in words")
		return []told{y.inWords(t, f, "")}
	}
	if money {
		if raw, found := t.kept.Raw[f.prop][f.value]; found {
			text = raw
		}
	}
	all := []told{{prop: prop, value: text, lang: f.lang}}
	if money && f.prop != "amountUsd" && f.prop != "amountEur" {
		all = append(all, told{prop: currencyOf(t.schema, f.prop), value: code, derived: true})
	}
	if f.hedged() || f.from != "" || f.to != "" {
		y.flat.add(f.value, "Hedges and times of values are in the summary, in words")
		line := y.inWords(t, f, "")
		line.derived = true
		all = append(all, line)
	}
	return all
}

// plainProp is the property of FollowTheMoney that takes one of ours.
func (y *teller) plainProp(t thing, p *ontology.Property, example string) (string, bool) {
	if p == nil {
		return "", false
	}
	form, ours := plainForms[t.schema.Name]
	if !t.schema.Extension || !ours {
		if p.Extension {
			y.flat.add(example, "%s is in the summary, in words", p.Label)
		}
		return p.Name, !p.Extension
	}
	if name, ok := form.props[p.Name]; ok {
		return name, true
	}
	if s, ok := ontology.Default().Schema(form.schema); ok {
		if q, ok := s.Property(p.Name); ok && !q.Extension {
			return q.Name, true
		}
	}
	if form.tie == nil || !slices.Contains(form.tie.props, p.Name) {
		y.flat.add(example, "%s is in the summary, in words", p.Label)
	}
	return "", false
}

// inWords says a fact in the summary, with its doubt.
func (y *teller) inWords(t thing, f fact, how string) told {
	shown := value.Show(f.kind, f.value)
	if f.kind == value.KindEntity {
		shown = f.value
	}
	text := f.label + ": " + shown
	var notes []string
	if how != "" {
		notes = append(notes, how)
	}
	for _, n := range f.notings {
		if n.Hedge != "" && !slices.Contains(notes, "“"+n.Hedge+"”") {
			notes = append(notes, "“"+n.Hedge+"”")
		}
		if n.SaidBy != "" && !slices.Contains(notes, "says "+n.SaidBy) {
			notes = append(notes, "says "+n.SaidBy)
		}
	}
	if f.from != "" || f.to != "" {
		notes = append(notes, strings.TrimSpace(strings.TrimPrefix(fmt.Sprintf("%s to %s", value.Show(value.KindDate, f.from), value.Show(value.KindDate, f.to)), " to")))
	}
	if len(notes) > 0 {
		text += " (" + strings.Join(notes, "; ") + ")"
	}
	prop := "summary"
	if _, ok := t.schema.Property(prop); !ok {
		prop = "notes"
	}
	return told{prop: prop, value: text}
}
