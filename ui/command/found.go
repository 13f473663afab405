package command

import (
	"context"
	"fmt"

	"redthread/app"
	"redthread/app/recognise"
	"redthread/store"
)

func sourceFoundCommand() command {
	return command{
		name: "source found", args: []arg{argCase, {name: "ID"}}, brief: "list what was recognised in a source's text and is not cited yet", answer: sourceFoundAnswer{}, run: runSourceFound,
		flags: []flag{
			{name: "all", help: "names of the case too, and what is cited or was set aside"},
			{name: "layer", value: "ID", help: "an older text: its number in \"source show\", or its full id"},
			flagLimit,
		},
		more: "Sums of money, counts, shares, dates, registry numbers and addresses, each with its place, as --passage takes it, the value it would be " +
			"stored as, its words of doubt, and what a citation of it may be filled with. Nothing of it enters the case by itself.",
	}
}

type suggestion struct {
	Label    string  `json:"label" doc:"for people"`
	Schema   string  `json:"schema" doc:"kind of entity it would be said of"`
	Property string  `json:"property" doc:"property it would be the value of"`
	Value    string  `json:"value" doc:"the value as it would be stored"`
	Hedge    string  `json:"hedge" doc:"words of doubt, as written"`
	Basis    string  `json:"basis" doc:"of a wage: paid, declared, received, withheld, or \"\" where no word tells"`
	Entity   *entity `json:"entity,omitempty" doc:"the one name of the case in the same sentence; left out where there is none or more than one"`
}

type finding struct {
	Passage     int          `json:"passage" doc:"number of the passage"`
	Page        int          `json:"page" doc:"0 where the source has no pages"`
	Start       int          `json:"start" doc:"first code point in the passage"`
	Stop        int          `json:"stop" doc:"code point after the last"`
	Kind        string       `json:"kind" doc:"money, count, share, date, identifier, email, phone, url or name"`
	Text        string       `json:"text" doc:"as written"`
	Value       string       `json:"value" doc:"as it would be stored; \"\" of a name, and of a day without a year"`
	Shown       string       `json:"shown" doc:"the value for people"`
	Unit        string       `json:"unit" doc:"what is counted"`
	Hedge       string       `json:"hedge" doc:"words of doubt, as written"`
	Scheme      string       `json:"scheme" doc:"of an identifier: INN, IMO and so on"`
	Warning     string       `json:"warning" doc:"what a person should look at"`
	Lang        string       `json:"lang" doc:"en, ru or ko"`
	Cited       bool         `json:"cited" doc:"true where a live statement cites these words"`
	Aside       bool         `json:"set_aside" doc:"true where somebody put it out of the inbox"`
	Entity      *entity      `json:"entity,omitempty" doc:"whose name it is; left out of what is no name"`
	Suggestions []suggestion `json:"suggestions" doc:"what a citation may be filled with, the likeliest first"`
}

type sourceFoundAnswer struct {
	source
	Layer layer     `json:"layer" doc:"which of the source's texts it is"`
	Found []finding `json:"found" doc:"in the order of the text"`
	Total int       `json:"total" doc:"how many there are, those beyond --limit too"`
	all   bool
}

func (a sourceFoundAnswer) print(p *page) {
	p.line("[%d] %s  %s", a.Number, flat(a.Title), a.ID)
	if a.Total == 0 {
		p.line("%s", map[bool]string{true: "Nothing was recognised in its text.", false: "Nothing waits to be looked at."}[a.all])
		return
	}
	last := 0
	for _, f := range a.Found {
		if f.Passage != last {
			place := fmt.Sprintf("¶ %d", f.Passage)
			if f.Page > 0 {
				place += fmt.Sprintf(", p. %d", f.Page)
			}
			p.head("%s", place)
			last = f.Passage
		}
		f.print(p)
	}
	printMore(p, len(a.Found), a.Total)
}

func (f finding) print(p *page) {
	what := f.Shown
	switch {
	case f.Unit != "" && f.Kind == string(recognise.Money):
		what += " for each " + f.Unit
	case f.Unit != "":
		what += " " + f.Unit
	}
	if f.Entity != nil {
		what = fmt.Sprintf("%s (%s)", f.Entity.Caption, f.Entity.ID)
	}
	state := ""
	switch {
	case f.Cited:
		state = "cited"
	case f.Aside:
		state = "set aside"
	}
	p.line("  ¶%d:%d-%d  %s  %s", f.Passage, f.Start, f.Stop, pad(f.Kind, len("identifier")),
		joined(f.Scheme, flat(what), quoted(flat(f.Text)), after("hedge: ", f.Hedge), state, f.Warning))
	for _, s := range f.Suggestions {
		said := ""
		if s.Entity != nil {
			said = " of " + flat(s.Entity.Caption)
		}
		p.line("      %s  (%s %s%s)", flat(s.Label), s.Schema, s.Property, said)
	}
}

func runSourceFound(ctx context.Context, k *call) (answer, error) {
	limit, err := k.limit()
	if err != nil {
		return nil, err
	}
	a := sourceFoundAnswer{Found: []finding{}, all: k.has("all")}
	err = k.reading(ctx, func(c *store.Case) error {
		card, err := k.card(ctx, c)
		if err != nil {
			return err
		}
		if !card.HasText {
			return refuse(store.ErrNotFound, "%s has no text; \"redthread source show\" says what was tried.", card.Title)
		}
		a.source, a.Layer = sourceOf(c, card.SourceRow), shownLayer(card)
		known, err := app.KnownNames(ctx, c)
		if err != nil {
			return err
		}
		all, err := app.Findings(ctx, c, card, known)
		if err != nil {
			return err
		}
		s, err := newSpeller(ctx, c)
		if err != nil {
			return err
		}
		for _, p := range card.Text {
			n := 0
			for n < len(all) && all[n].Passage == p.Number {
				n++
			}
			if err := a.add(ctx, s, p, all[:n], limit); err != nil {
				return err
			}
			all = all[n:]
		}
		return nil
	})
	return a, err
}

// add spells what was found in one passage.
func (a *sourceFoundAnswer) add(ctx context.Context, s *speller, p store.Passage, all []app.Finding, limit int) error {
	items := make([]recognise.Item, len(all))
	for i, f := range all {
		items[i] = f.Item
	}
	var may []recognise.Suggestion
	for i, f := range all {
		if !f.Waiting() && !a.all {
			continue
		}
		if a.Total++; a.Total > limit {
			continue
		}
		if may == nil {
			may = recognise.Suggest(items, p.Text)
		}
		out := finding{
			Passage: f.Passage, Page: p.Page, Start: f.Start, Stop: f.Stop, Kind: string(f.Kind), Text: f.Text, Value: f.Value, Shown: f.Shown,
			Unit: f.Unit, Hedge: f.Hedge, Scheme: f.Scheme, Warning: f.Warning, Lang: f.Lang, Cited: f.Cited, Aside: !f.Aside.IsZero(), Suggestions: []suggestion{},
		}
		var err error
		if out.Entity, err = s.known(ctx, f.Entity); err != nil {
			return err
		}
		for _, m := range may {
			if m.Items[0] != i {
				continue
			}
			of, err := s.known(ctx, m.Entity)
			if err != nil {
				return err
			}
			out.Suggestions = append(out.Suggestions, suggestion{Label: m.Label, Schema: m.Schema, Property: m.Property, Value: m.Value, Hedge: m.Hedge, Basis: m.Basis, Entity: of})
		}
		a.Found = append(a.Found, out)
	}
	return nil
}

// known spells an entity, nil for none.
func (s *speller) known(ctx context.Context, id store.ID) (*entity, error) {
	if id.IsZero() {
		return nil, nil
	}
	e, err := s.entity(ctx, id)
	return &e, err
}
