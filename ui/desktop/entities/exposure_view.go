package entities

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app/network/ownership"
	"redthread/store"
	"redthread/store/value"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// exposureView is the part of a profile that says how an entity is owned: a row a rule with its
// verdict, the picture of the chosen one, and its arithmetic.
type exposureView struct {
	s       *Screen
	content *fyne.Container

	asked  int // of the answer asked for last
	known  *exposure
	rule   string // chosen by hand; "" for the worst
	on     string
	opened bool // the arithmetic is shown
}

func newExposureView(s *Screen) *exposureView {
	return &exposureView{s: s, content: part.Down(0)}
}

// load works the ownership out beside the window and draws it when it is known.
func (v *exposureView) load(id store.ID) {
	v.asked++
	number, on := v.asked, v.on
	if v.known != nil && v.known.id != id {
		v.known = nil
		v.rule, v.opened = "", false
	}
	v.draw()
	var e *exposure
	v.s.d.Ask("Work out the ownership", func(ctx context.Context, _ func(float64, string)) (err error) {
		e, err = examine(ctx, v.s.d.Case(), id, on)
		return err
	}, func(err error) {
		if number != v.asked {
			return
		}
		if err != nil {
			v.s.d.Fail(err)
			return
		}
		v.known = e
		v.draw()
	})
}

func (v *exposureView) draw() {
	var rows []fyne.CanvasObject
	date := part.NewMenuButton(when(v.on), v.dates)
	head := part.Frame(nil, date, nil, nil, part.Inset(9, 0, 0, 0, part.NewLine("Ownership, with sanctions exposure", part.Capital)))
	rows = append(rows, part.Inset(18, 0, 6, 0, head))
	if v.known == nil {
		rows = append(rows, part.NewText("Working it out …", part.Body).WithTone(part.Quiet))
	} else {
		rows = append(rows, v.verdicts()...)
	}
	v.content.Objects = rows
	v.content.Refresh()
}

func (v *exposureView) chosen() string {
	if v.rule != "" {
		return v.rule
	}
	return v.known.worst()
}

// verdicts draws a row for each rule, and below the chosen one what it rests on.
func (v *exposureView) verdicts() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	chosen := v.chosen()
	for _, a := range v.known.answers {
		note := ""
		if a.Rule.Key == chosen {
			note = a.Because
			if a.Otherwise != "" {
				note += " Otherwise " + a.Otherwise + "."
			}
		}
		row := part.NewFactRow(a.Rule.Label, verdictWord(a.Verdict), note)
		row.SetTone(verdictTone(a.Verdict))
		row.Select(a.Rule.Key == chosen)
		key := a.Rule.Key
		row.OnSelect = func() {
			v.rule = key
			v.draw()
		}
		rows = append(rows, row)
	}
	a := v.known.answer(chosen)
	boxes, lines := chainOf(a)
	if len(lines) > 0 {
		rows = append(rows, part.Inset(16, 0, 0, 0, v.picture(a, boxes, lines)))
	}
	word := "Arithmetic and sources"
	if v.opened {
		word = "Hide the arithmetic"
	}
	toggle := part.NewButton(word, func() {
		v.opened = !v.opened
		v.draw()
	})
	rows = append(rows, part.Inset(14, 0, 0, 0, part.Across(0, toggle)))
	if v.opened {
		rows = append(rows, v.arithmetic(a)...)
	}
	return rows
}

func verdictWord(v ownership.Verdict) string {
	w := string(v)
	return strings.ToUpper(w[:1]) + w[1:]
}

func verdictTone(v ownership.Verdict) part.Tone {
	switch v {
	case ownership.VerdictCertain:
		return part.Alarm
	case ownership.VerdictNo:
		return part.Good
	}
	return part.Caution
}

// picture draws a short chain from left to right, as the links of the profile are, and a long one
// from top to bottom.
func (v *exposureView) picture(a *ownership.Answer, boxes [][]chainBox, lines []chainLine) fyne.CanvasObject {
	d := v.s.dossier
	if len(boxes) > 2 || d == nil || d.ID != v.known.id {
		return newChain(boxes, lines, v.s.visit)
	}
	var h holding
	for _, l := range lines {
		for _, b := range boxes[0] {
			if b.party == l.from && len(h.owners) < mostBoxes {
				h.owners = append(h.owners, owned{id: b.id, name: b.name, share: l.word, listed: b.alarm, note: b.note})
			}
		}
	}
	h.assets = holdings(d, v.s.around).assets
	return newOwnership(d, h, a.Verdict == ownership.VerdictCertain, v.s.visit)
}

// arithmetic spells every step with its sources, what to know of it, and the law.
func (v *exposureView) arithmetic(a *ownership.Answer) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	name := func(p int) string { return a.Picture.Parties[p].Caption }
	for _, s := range a.Steps {
		rows = append(rows, part.Inset(14, 0, 2, 0, part.NewText(name(s.Asset), part.Strong)))
		for _, p := range append(append([]ownership.Part{}, s.Parts...), s.Control...) {
			row := part.NewFactRow(p.Share, name(p.Owner), partNote(p), v.s.citations(v.known.marksOf(append(append([]store.ID{}, p.Statements...), p.Standing...)))...)
			if p.Counts && p.Stated {
				row.SetTone(part.Alarm)
			}
			id := a.Picture.Parties[p.Owner].Entity
			row.OnSelect = func() { v.s.visit(id) }
			rows = append(rows, row)
		}
		rows = append(rows, part.Inset(6, 0, 0, 0, part.NewText(s.Sum, part.Body)))
	}
	rows = append(rows, part.Inset(10, 0, 0, 0, part.NewText("Shares multiplied along each way up: those who count have "+a.Through+".", part.Body)))
	for _, n := range a.Notes {
		rows = append(rows, part.Inset(6, 0, 0, 0, part.NewText(n, part.Small)))
	}
	rows = append(rows, part.Inset(14, 0, 2, 0, part.NewLine("The rule", part.Capital)), part.NewText(a.Rule.Name+" ("+a.Rule.Where+"), since "+value.Show(value.KindDate, a.Rule.From)+". "+a.Rule.Says, part.Small),
		part.Inset(6, 0, 0, 0, part.NewText(a.Rule.Caution, part.Small)))
	for _, l := range a.Rule.Sources {
		text := l.Title
		if l.URL != "" {
			text += "  ·  " + l.URL
		}
		rows = append(rows, part.Inset(4, 0, 0, 0, part.NewText(text, part.Small).WithTone(part.Quiet)))
	}
	return rows
}

// lawDates are days a researcher of these cases asks for.
var lawDates = []struct{ on, what string }{
	{"2017-08-05", "Resolution 2371"},
	{"2017-09-11", "Resolution 2375"},
	{"2018-01-09", "joint ventures closed"},
	{"2019-12-22", "workers sent home"},
}

// dates is the menu of the date button.
func (v *exposureView) dates() *fyne.Menu {
	set := func(on string) func() {
		return func() {
			v.on = on
			if v.known != nil {
				v.load(v.known.id)
			}
		}
	}
	items := []*fyne.MenuItem{fyne.NewMenuItem("As last known", set("")), fyne.NewMenuItem("Another date …", v.askDate), fyne.NewMenuItemSeparator()}
	for _, d := range lawDates {
		items = append(items, fyne.NewMenuItem(value.Show(value.KindDate, d.on)+"  ·  "+d.what, set(d.on)))
	}
	if v.known != nil && len(v.known.dates) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
		for _, on := range v.known.dates[:min(len(v.known.dates), 10)] {
			items = append(items, fyne.NewMenuItem(value.Show(value.KindDate, on)+"  ·  a share began or ended", set(on)))
		}
	}
	return fyne.NewMenu("", items...)
}

// askDate asks for a date of one's own.
func (v *exposureView) askDate() {
	entry := form.NewEntry("2018-08-02, or 2018", 1)
	entry.SetText(v.on)
	v.s.d.Sheet("Who owned it when", part.Down(8, part.NewText("A day, a month or a year.", part.Small), entry), "Show", func() bool {
		on := strings.TrimSpace(entry.Text)
		if on != "" {
			d, err := value.ParseDate(on)
			if err == nil {
				_, ok1 := d.Earliest()
				_, ok2 := d.Latest()
				if !ok1 || !ok2 {
					err = &value.Error{Kind: value.KindDate, Input: on, Why: "it has no start or no end"}
				}
			}
			if err != nil {
				v.s.d.Fail(err)
				return false
			}
			on = d.String()
		}
		v.on = on
		if v.known != nil {
			v.load(v.known.id)
		}
		return true
	})
	v.s.d.Window().Canvas().Focus(entry)
}
