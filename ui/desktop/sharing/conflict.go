package sharing

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	casesharing "redthread/app/sharing"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// The choices of a card, beside the numbers of the sides.
const (
	undecided = "later"
	both      = "both"
)

// card shows a conflict with its sides, and takes a decision.
type card struct {
	conflict store.Conflict
	choice   *part.Facets
	why      *part.TextEntry
	content  fyne.CanvasObject
}

// newCard makes the card. Where later is true, a conflict may be left for another day.
func newCard(f store.Conflict, names map[store.ID]string, later bool) *card {
	c := &card{conflict: f, why: part.NewTextEntry("The reason, for those who read it later")}
	call := called(names)
	rows := part.Down(8, part.NewText(heading(f, call), part.Strong))
	facets := []part.Facet{{Key: undecided, Text: "Decide later", Count: part.Uncounted}}
	if !later {
		facets[0].Text = "Not now"
	}
	for i, s := range f.Sides {
		letter := string(rune('A' + i))
		text := s.Text
		if !s.Target.IsZero() {
			text = call(s.Target)
		}
		var sources []string
		for _, id := range s.Sources {
			sources = append(sources, call(id))
		}
		note := s.Author
		if !s.At.IsZero() {
			note += ", " + s.At.Format("2 January 2006")
		}
		if len(sources) > 0 {
			note += " · " + strings.Join(sources, "; ")
		}
		if s.Why != "" {
			note += " · " + s.Why
		}
		rows.Add(part.NewFactRow(letter, text, note))
		if f.Kind != store.ConflictSource {
			facets = append(facets, part.Facet{Key: strconv.Itoa(i), Text: letter + " stands", Count: part.Uncounted})
		}
	}
	switch f.Kind {
	case store.ConflictSource:
		facets = append(facets, part.Facet{Key: "0", Text: "One source", Count: part.Uncounted}, part.Facet{Key: both, Text: "Two sources", Count: part.Uncounted})
	case store.ConflictValue:
		facets = append(facets, part.Facet{Key: both, Text: "Keep both", Count: part.Uncounted})
	}
	c.choice = part.NewFacets(nil)
	c.choice.SetFacets(facets)
	c.choice.Select(undecided)
	rows.Add(c.choice)
	rows.Add(c.why)
	c.content = part.NewCard("", rows)
	return c
}

// heading says what the two sides differ in.
func heading(f store.Conflict, call func(store.ID) string) string {
	switch f.Kind {
	case store.ConflictText:
		return "The text of a " + f.What + " was changed on both sides"
	case store.ConflictValue:
		return call(f.About) + ": " + f.Field + " can be only one"
	case store.ConflictJudgement:
		return "Are " + call(f.About) + " and " + call(f.Other) + " the same?"
	}
	why := "the same address"
	if f.Field == "bytes" {
		why = "the same file"
	}
	return "Two sources with " + why + " may be one"
}

// chosen are the decisions made on some cards.
func chosen(cards []*card) []casesharing.Choice {
	var all []casesharing.Choice
	for _, c := range cards {
		choice := casesharing.Choice{Conflict: c.conflict, Side: -1, Why: strings.TrimSpace(c.why.Text)}
		switch key := c.choice.Selected(); key {
		case undecided:
			continue
		case both:
		default:
			choice.Side, _ = strconv.Atoi(key) // the keys are numbers of sides
		}
		all = append(all, choice)
	}
	return all
}

// AskConflicts shows what is to be decided in the case.
func AskConflicts(d desk.Desk) {
	var all []store.Conflict
	var names map[store.ID]string
	d.Ask("Looking for conflicts", func(ctx context.Context, _ func(float64, string)) (err error) {
		if all, err = d.Case().Conflicts(ctx); err == nil {
			names = captions(ctx, all, d.Case())
		}
		return err
	}, func(err error) {
		switch {
		case err != nil:
			d.Fail(err)
		case len(all) == 0:
			d.Say("There is nothing to decide: no two people hold different things here.", false)
		default:
			askConflicts(d, all, names)
		}
	})
}

// shownConflicts is how many cards a form shows at once.
const shownConflicts = 40

func askConflicts(d desk.Desk, all []store.Conflict, names map[store.ID]string) {
	rows := part.Down(12)
	var cards []*card
	for i, f := range all {
		if i == shownConflicts {
			rows.Add(part.NewText("There are "+strconv.Itoa(len(all)-i)+" more; they come when these are decided.", part.Small))
			break
		}
		c := newCard(f, names, false)
		cards = append(cards, c)
		rows.Add(c.content)
	}
	d.Sheet("Decide conflicts", scrolled(rows), "Decide", func() bool {
		choices := chosen(cards)
		if len(choices) == 0 {
			d.Fail(sentence("Choose a side on one of the cards, or close the form."))
			return false
		}
		d.Ask("Deciding", func(ctx context.Context, _ func(float64, string)) error {
			return casesharing.DecideAll(ctx, d.Case(), choices)
		}, func(err error) {
			if err != nil {
				d.Fail(err)
				return
			}
			d.Say(decidedWords(len(choices)), true)
		})
		return true
	})
}

func decidedWords(n int) string {
	if n == 1 {
		return "Decided 1 conflict."
	}
	return "Decided " + strconv.Itoa(n) + " conflicts."
}

// mergedWords says what a merge brought, in a line.
func mergedWords(j store.Joined, decided int) string {
	words := casesharing.Words(j)
	const most = 4
	if len(words) > most {
		words = append(words[:most:most], "more")
	}
	text := "Merged: " + strings.Join(words, ", ") + "."
	if left := len(j.Conflicts) - decided; left > 0 {
		text += " " + strconv.Itoa(left) + " to decide."
	}
	return text
}
