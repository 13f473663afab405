package sharing

import (
	"context"
	"errors"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/app"
	"redthread/app/job"
	"redthread/app/keys"
	casesharing "redthread/app/sharing"
	"redthread/store"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// AskMerge lets a person choose another case file and shows what it would bring.
func AskMerge(d desk.Desk) {
	chooser.Open(d.Window(), []string{CaseEnding, casesharing.Ending}, func(path string) { Preview(d, path) })
}

// Preview shows what a file would bring. A sealed one is opened first: by a key of one's own
// that has no passphrase, else by what is asked for.
func Preview(d desk.Desk, path string) {
	ring := keys.Open(d.Env())
	if !casesharing.IsSealed(path) {
		preview(d, ring, path, func() (casesharing.Opener, error) { return casesharing.Opener{}, nil }, false)
		return
	}
	preview(d, ring, path, func() (casesharing.Opener, error) {
		own, err := ring.Unlocked()
		return casesharing.Opener{Keys: own}, err
	}, true)
}

// preview reads the other file and shows what it would bring. With quiet, a seal that does
// not open is asked about in place of being an error.
func preview(d desk.Desk, ring *keys.Ring, path string, opener func() (casesharing.Opener, error), quiet bool) {
	p := &mergeForm{d: d, path: path}
	var entries []keys.Entry
	d.Ask("Comparing with "+filepath.Base(path), func(ctx context.Context, progress func(float64, string)) (err error) {
		if entries, err = ring.List(); err != nil {
			return err
		}
		if p.sender, err = casesharing.CheckSignature(path, ring); err != nil {
			return err
		}
		o, err := opener()
		if err != nil {
			return err
		}
		progress(0.1, "Opening")
		if p.other, err = casesharing.Open(ctx, path, o, d.Env().StoreOptions()); err != nil {
			return err
		}
		progress(0.3, "Comparing")
		if p.compared, err = casesharing.Compare(ctx, d.Case(), p.other); err == nil {
			if ro, _ := d.Case().ReadOnly(); !ro {
				progress(0.6, "Trying the merge")
				p.found, err = casesharing.Preview(ctx, d.Case(), p.other)
			}
		}
		p.captions(ctx)
		if err != nil {
			_ = p.other.Close()
		}
		return err
	}, func(err error) {
		switch {
		case job.Cancelled(err):
		case quiet && errors.Is(err, casesharing.ErrSealed):
			f := NewUnlockForm(ring, entries)
			d.Sheet("Open "+filepath.Base(path), f.Content(path), "Open", func() bool {
				preview(d, ring, path, f.Opener(), false)
				return true
			})
		case err != nil:
			d.Fail(err)
		default:
			p.show()
		}
	})
}

// mergeForm shows what another file would bring.
type mergeForm struct {
	d        desk.Desk
	path     string
	other    *store.Case
	sender   casesharing.Sender
	compared casesharing.Comparison
	found    store.Joined
	names    map[store.ID]string
	cards    []*card
}

// captions reads what the conflicts speak of, while both files are at hand.
func (p *mergeForm) captions(ctx context.Context) {
	p.names = captions(ctx, p.found.Conflicts, p.d.Case(), p.other)
}

// captions names what conflicts speak of, from the first case that knows it.
func captions(ctx context.Context, conflicts []store.Conflict, cases ...*store.Case) map[store.ID]string {
	names := map[store.ID]string{}
	name := func(id store.ID) {
		for _, c := range cases {
			if id.IsZero() || names[id] != "" || c == nil {
				continue
			}
			if s, err := app.Caption(ctx, c, id); err == nil && s != "" {
				names[id] = s
			} else if s, err := c.Source(ctx, id); err == nil && s.Title != "" {
				names[id] = s.Title
			}
		}
	}
	for _, f := range conflicts {
		name(f.About)
		name(f.Other)
		for _, s := range f.Sides {
			name(s.Target)
			for _, id := range s.Sources {
				name(id)
			}
		}
	}
	return names
}

func called(names map[store.ID]string) func(store.ID) string {
	return func(id store.ID) string {
		if s := names[id]; s != "" {
			return s
		}
		return "something without a name"
	}
}

// most is how tall the preview may be before it scrolls.
const most float32 = 460

func (p *mergeForm) show() {
	ro, why := p.d.Case().ReadOnly()
	primary := "Merge"
	rows := part.Down(12)
	if p.sender.Signed {
		tone := part.Plain
		if !p.sender.Valid {
			tone = part.Alarm
		}
		rows.Add(part.NewText(p.sender.Sentence(filepath.Base(p.path)), part.Body).WithTone(tone))
	} else {
		rows.Add(part.NewText("No signature lies beside the file, so nothing shows who made it.", part.Small))
	}
	list := func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		box := part.Down(3, part.NewText(title, part.Strong))
		for _, l := range lines {
			box.Add(part.NewText(l, part.Body))
		}
		rows.Add(box)
	}
	switch {
	case p.compared.Same():
		rows.Add(part.NewText("Both files hold the same; there is nothing to merge.", part.Body))
		primary = ""
	case ro:
		rows.Add(part.NewText("This case is open for reading, so nothing can be merged into it: "+why+".", part.Body))
		primary = ""
	case p.found.Nothing():
		rows.Add(part.NewText("The other file brings nothing that is not here already.", part.Body))
		primary = ""
	default:
		list("A merge brings", casesharing.Words(p.found))
	}
	list("It has more", p.compared.More)
	list("It lacks", p.compared.Less)
	list("It has otherwise", p.compared.Otherwise)
	if n := len(p.found.Conflicts); n > 0 && primary != "" {
		rows.Add(part.NewText("To decide", part.Strong))
		rows.Add(part.NewText("Both sides are kept. Decide now, or later under Edit, Decide conflicts.", part.Small))
		for _, f := range p.found.Conflicts {
			c := newCard(f, p.names, true)
			p.cards = append(p.cards, c)
			rows.Add(c.content)
		}
	}
	rows.Add(part.NewText("The merge is one action: Undo takes it back. A snapshot of this case is taken before, in the folder beside it. Nothing of either file is lost, and the other file stays as it is.", part.Small))
	p.d.Sheet("Merge "+filepath.Base(p.path), scrolled(rows), primary, p.merge)
}

// scrolled gives a form a height of its own where it is long.
func scrolled(o fyne.CanvasObject) fyne.CanvasObject {
	s := container.NewVScroll(part.Inset(0, 12, 0, 0, o))
	s.SetMinSize(fyne.NewSize(720, min(most, o.MinSize().Height+8)))
	return s
}

// merge joins the other file with the decisions made on the cards.
func (p *mergeForm) merge() bool {
	choices := chosen(p.cards)
	var joined store.Joined
	p.d.Ask("Merging "+filepath.Base(p.path), func(ctx context.Context, progress func(float64, string)) (err error) {
		progress(0, "Taking a snapshot")
		if _, _, err = p.d.Case().TakeSnapshot(ctx, 0); err != nil {
			return err
		}
		joined, err = casesharing.Merge(ctx, p.d.Case(), p.other, choices, func(share float64) { progress(share, "") })
		_ = p.other.Close()
		return err
	}, func(err error) {
		switch {
		case job.Cancelled(err):
			p.d.Say("The merge was stopped; nothing was changed.", false)
		case err != nil:
			p.d.Fail(err)
		case joined.Nothing():
			p.d.Say("The other file brought nothing new.", false)
		default:
			p.d.Say(mergedWords(joined, len(choices)), true)
		}
	})
	return true
}
