package command

import (
	"context"
	"fmt"
	"strings"

	"redthread/app"
	"redthread/app/sharing"
	"redthread/store"
)

// callIt names the things of one of some cases.
func callIt(ctx context.Context, all ...*store.Case) func(store.ID) string {
	return func(id store.ID) string {
		for _, c := range all {
			if s, err := app.Caption(ctx, c, id); err == nil && s != "" {
				return s
			}
		}
		return "something without a name"
	}
}

type conflictSide struct {
	Text    string   `json:"text" doc:"what this side holds"`
	Author  string   `json:"author" doc:"who noted it"`
	At      string   `json:"at" doc:"when, by the author's clock"`
	Sources []string `json:"sources" doc:"ids of the sources that say so"`
}

type conflictAnswer struct {
	Number int            `json:"number" doc:"for \"conflict decide\""`
	Kind   string         `json:"kind" doc:"text, value, judgement or source"`
	What   string         `json:"what" doc:"the conflict in a line"`
	Sides  []conflictSide `json:"sides" doc:"from 1 up"`
}

type conflictsAnswer struct {
	Conflicts []conflictAnswer `json:"conflicts" doc:"what is to be decided"`
}

func (a conflictsAnswer) print(p *page) {
	if len(a.Conflicts) == 0 {
		p.line("There is nothing to decide.")
		return
	}
	for _, f := range a.Conflicts {
		p.line("%d  %s", f.Number, flat(f.What))
		for i, s := range f.Sides {
			p.line("   %d. %s", i+1, flat(joined(s.Text, s.Author, moment(s.At), strings.Join(s.Sources, " "))))
		}
	}
}

func runConflicts(ctx context.Context, k *call) (answer, error) {
	a := conflictsAnswer{Conflicts: []conflictAnswer{}}
	return &a, k.reading(ctx, func(c *store.Case) error {
		all, err := c.Conflicts(ctx)
		if err != nil {
			return err
		}
		caption := callIt(ctx, c)
		for i, f := range all {
			one := conflictAnswer{Number: i + 1, Kind: string(f.Kind), What: sharing.ConflictWords(f, caption), Sides: []conflictSide{}}
			for _, s := range f.Sides {
				text := s.Text
				if !s.Target.IsZero() {
					text = caption(s.Target)
				}
				side := conflictSide{Text: text, Author: s.Author, At: stamp(s.At), Sources: []string{}}
				for _, id := range s.Sources {
					side.Sources = append(side.Sources, c.Short(store.KindSource, id))
				}
				one.Sides = append(one.Sides, side)
			}
			a.Conflicts = append(a.Conflicts, one)
		}
		return nil
	})
}

type decidedAnswer struct {
	What   string `json:"what" doc:"the conflict that was decided"`
	Choice string `json:"choice" doc:"the side that stands, or both"`
}

func (a decidedAnswer) print(p *page) { p.line("Decided for %s: %s", a.Choice, flat(a.What)) }

func runDecide(ctx context.Context, k *call) (answer, error) {
	var a decidedAnswer
	var number, side int
	if _, err := fmt.Sscan(k.args[1], &number); err != nil || number < 1 {
		return nil, misusef("NUMBER is one that \"conflict list\" shows, not %q.", k.args[1])
	}
	if a.Choice = strings.ToLower(k.args[2]); a.Choice == store.Both {
		side = -1
	} else if _, err := fmt.Sscan(a.Choice, &side); err != nil || side < 1 {
		return nil, misusef("SIDE is the number of a side, or both, not %q.", k.args[2])
	} else {
		side--
		a.Choice = "side " + a.Choice
	}
	return &a, k.writing(ctx, func(c *store.Case) error {
		all, err := c.Conflicts(ctx)
		if err != nil {
			return err
		}
		if number > len(all) {
			return refuse(store.ErrNotFound, "There is no conflict %d; \"conflict list\" shows those there are.", number)
		}
		f := all[number-1]
		a.What = sharing.ConflictWords(f, callIt(ctx, c))
		return sharing.Decide(ctx, c, f, side, k.text("why"))
	})
}
