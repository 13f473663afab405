package form

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// Session remembers, while the window is open, where the last entry came from.
// The zero Session remembers nothing. It belongs to the window's goroutine.
type Session struct {
	source store.ID
	bare   bool // the last entry was unsourced on purpose
	used   bool
}

// Remember keeps the source of an entry for the next one.
func (s *Session) Remember(k app.Cite) {
	s.source, s.bare, s.used = k.Source, k.Source.IsZero(), true
}

// Cite is what the next form begins with.
func (s *Session) Cite() app.Cite {
	return app.Cite{Source: s.source}
}

// Citation is the block that says where a statement comes from. Make it with
// NewCitation.
type Citation struct {
	// Rows are the lines of the block, for the form to stack.
	Rows []fyne.CanvasObject
	// OnChange is called after each change.
	OnChange func()
	// OnResize is called when the block needs another height.
	OnResize func()

	d       desk.Desk
	source  *Pick
	sourced *part.Facets
	place   *Entry
	saidBy  *Entry
	hedge   *Entry
	credit  *part.Facets

	head, sourceRow, placeRow, saidRow, hedgeRow, creditRow *Row

	text   map[int]string // passages of the chosen source
	last   int            // number of its last passage
	chosen *store.SourceRow
	first  app.Cite
	quote  string // cited words that came with the prefill …
	at     int    // … and the passage they stand in
	given  app.Cite
}

// sourcedKey and bareKey are the two states of the block.
const (
	sourcedKey = "sourced"
	bareKey    = "bare"
)

// NewCitation returns the block, filled with a prefill or else with what the
// session remembers.
func NewCitation(d desk.Desk, s *Session, prefill app.Cite) *Citation {
	k := &Citation{d: d}
	k.sourced = part.NewFacets(func(string) { k.shown() })
	k.sourced.SetFacets([]part.Facet{
		{Key: sourcedKey, Text: "From a source", Count: part.Uncounted},
		{Key: bareKey, Text: "Unsourced, to be shown so", Count: part.Uncounted},
	})
	k.source = NewPick("title, publisher or number")
	k.source.OnQuery = k.find
	k.source.OnChange = k.changed
	k.source.OnChosen = func(o Option) { k.took(o) }
	k.place = NewEntry("¶ 12, p. 3, row 14, or the words themselves", 1)
	k.saidBy = NewEntry("who says so, where that is not the source", 1)
	k.hedge = NewEntry("at least, appears, one of its owners", 1)
	for _, e := range []*Entry{k.place, k.saidBy, k.hedge} {
		e.OnChanged = func(string) { k.changed() }
	}
	k.credit = part.NewFacets(func(string) { k.changed() })
	levels := []part.Facet{{Key: "", Text: "as the source", Count: part.Uncounted}}
	for i := byte(1); i <= 6; i++ {
		levels = append(levels, part.Facet{Key: string('0' + i), Text: string('0' + i), Count: part.Uncounted})
	}
	k.credit.SetFacets(levels)
	k.head = NewRow("Where from", part.Inset(6, 0, 4, 0, k.sourced))
	k.sourceRow = NewRow("Source", k.source)
	k.placeRow = NewRow("Place in it", k.place)
	k.saidRow = NewRow("Said by", k.saidBy)
	k.hedgeRow = NewRow("Hedge", k.hedge)
	k.creditRow = NewRow("Credibility", part.Inset(6, 0, 4, 0, k.credit))
	for _, r := range []*Row{k.head, k.sourceRow, k.placeRow, k.saidRow, k.hedgeRow, k.creditRow} {
		r.OnResize = k.resized
		k.Rows = append(k.Rows, r)
	}
	k.source.OnResize = func() {
		k.sourceRow.Refresh()
		k.resized()
	}
	switch {
	case !prefill.Source.IsZero() || prefill.Quote != "" || prefill.SaidBy != "":
		k.fill(prefill)
	case s != nil && s.used && s.bare:
		k.sourced.Select(bareKey)
	case s != nil:
		k.fill(s.Cite())
	}
	k.shown()
	k.first = k.typed()
	return k
}

// fill shows a citation in the fields.
func (k *Citation) fill(c app.Cite) {
	k.quote, k.at, k.given = c.Quote, c.Passage, c
	switch {
	case c.Passage > 0:
		k.place.SetText(fmt.Sprintf("¶ %d", c.Passage))
	case c.Locator != "":
		k.place.SetText(c.Locator)
	case c.Quote != "":
		k.place.SetText(c.Quote)
	}
	k.saidBy.SetText(c.SaidBy)
	k.hedge.SetText(c.Hedge)
	if c.Credibility != 0 {
		k.credit.Select(string('0' + c.Credibility))
	}
	var row store.SourceRow
	k.d.Ask("Read the source", func(ctx context.Context, _ func(float64, string)) error {
		all, err := k.d.Case().Sources(ctx)
		for _, s := range all {
			// Where the case has a single source there is nothing to choose.
			if s.ID == c.Source || c.Source.IsZero() && len(all) == 1 {
				row = s
			}
		}
		return err
	}, func(err error) {
		if _, other := k.source.Chosen(); err != nil || row.ID.IsZero() || other {
			return
		}
		o := sourceOption(row)
		k.source.Choose(&o)
		k.took(o)
		k.first = k.typed()
	})
}

func (k *Citation) shown() {
	for _, r := range []*Row{k.sourceRow, k.placeRow} {
		if k.bare() {
			r.Hide()
		} else {
			r.Show()
		}
	}
	k.changed()
	k.resized()
}

func (k *Citation) resized() {
	if k.OnResize != nil {
		k.OnResize()
	}
}

func (k *Citation) bare() bool { return k.sourced.Selected() == bareKey }

// Number is the chosen source's number in the list, 0 where none is chosen.
func (k *Citation) Number() int {
	if k.bare() || k.chosen == nil {
		return 0
	}
	return k.chosen.Number
}

// Sentence ends a sentence with where it comes from: "says [3]".
func (k *Citation) Sentence() string {
	o, ok := k.source.Chosen()
	switch {
	case k.bare():
		return "unsourced"
	case !ok:
		return ""
	case o.Make:
		return "says “" + o.Name + "”"
	case k.chosen != nil:
		return fmt.Sprintf("says [%d]", k.chosen.Number)
	}
	return "says " + o.Name
}

func (k *Citation) changed() {
	k.notes()
	if k.OnChange != nil {
		k.OnChange()
	}
}

// notes says beneath each field how it was understood.
func (k *Citation) notes() {
	if k.bare() {
		k.head.SetMessage("It is marked as unsourced wherever it appears.", part.Caution)
	} else {
		k.head.SetMessage("", part.Quiet)
	}
	note := ""
	if o, ok := k.source.Chosen(); ok {
		note = o.Note
	}
	k.sourceRow.SetMessage(note, part.Quiet)
	c := k.typed()
	switch {
	case c.Passage > 0 && k.last > 0 && k.text[c.Passage] == "":
		k.placeRow.SetMessage(k.beyond(c.Passage), part.Alarm)
	case c.Passage > 0:
		k.placeRow.SetMessage(shortened(k.text[c.Passage]), part.Quiet)
	case c.Locator != "":
		k.placeRow.SetMessage("a place in the original", part.Quiet)
	case c.Quote != "":
		k.placeRow.SetMessage("kept as the words cited", part.Quiet)
	default:
		k.placeRow.SetMessage("", part.Quiet)
	}
	if c.Credibility == 0 {
		k.creditRow.SetMessage("", part.Quiet)
	} else {
		k.creditRow.SetMessage(store.Grade{Credibility: c.Credibility}.Words(), part.Quiet)
	}
}

func (k *Citation) beyond(n int) string {
	return fmt.Sprintf("This source has no passage %d; its last is %d.", n, k.last)
}

// mostQuoted is how much of a passage stands beneath the field.
const mostQuoted = 150

func shortened(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > mostQuoted {
		return strings.TrimSpace(string(r[:mostQuoted])) + "…"
	}
	return s
}

// typed reads the fields; the source is zero where none is chosen yet.
func (k *Citation) typed() app.Cite {
	c := app.Cite{SaidBy: strings.TrimSpace(k.saidBy.Text), Hedge: strings.TrimSpace(k.hedge.Text)}
	if s := k.credit.Selected(); s != "" {
		c.Credibility = s[0] - '0'
	}
	if k.bare() {
		return c
	}
	if place := strings.TrimSpace(k.place.Text); place != "" {
		c = c.At(place)
	}
	if c.Passage > 0 && c.Passage == k.at {
		c.Quote, c.Layer, c.Start, c.Stop = k.quote, k.given.Layer, k.given.Start, k.given.Stop
	}
	if o, ok := k.source.Chosen(); ok && !o.Make {
		c.Source, _ = store.ParseID(o.Key)
	}
	if c.Source == k.given.Source {
		c.Origin = k.given.Origin
	}
	return c
}

// Cite returns the citation and the title of a source that is to be logged
// first, "" where it exists. A problem is one sentence, also shown beside the
// field.
func (k *Citation) Cite() (c app.Cite, log, problem string) {
	k.source.settle()
	k.source.show(false)
	k.notes()
	c = k.typed()
	if k.bare() {
		return c, "", ""
	}
	o, ok := k.source.Chosen()
	switch {
	case !ok:
		problem = "Choose a source, or mark this as unsourced."
		k.sourceRow.SetMessage(problem, part.Alarm)
	case o.Make && c.Passage > 0:
		problem = "A new source has no numbered passages yet; give a page or the words."
		k.placeRow.SetMessage(problem, part.Alarm)
	case k.text != nil && c.Passage > 0 && k.text[c.Passage] == "":
		problem = k.beyond(c.Passage)
		if k.last == 0 {
			problem = "This source has no numbered passages; give a page or the words."
		}
		k.placeRow.SetMessage(problem, part.Alarm)
	case o.Make:
		log = o.Name
	}
	return c, log, problem
}

// Changed tells whether something was filled in since the block was made.
func (k *Citation) Changed() bool {
	o, ok := k.source.Chosen()
	return k.typed() != k.first || ok && o.Make || !ok && k.source.Text() != ""
}

// Focus is what takes the cursor first.
func (k *Citation) Focus() fyne.Focusable {
	if _, ok := k.source.Chosen(); ok || k.bare() {
		return k.place
	}
	return k.source.Entry
}

// OnSave sets what Ctrl+Enter does inside the block.
func (k *Citation) OnSave(save func()) {
	for _, e := range []*Entry{k.source.Entry, k.place, k.saidBy, k.hedge} {
		e.OnSave = save
	}
}
