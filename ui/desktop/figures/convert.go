package figures

import (
	"strings"

	"fyne.io/fyne/v2"

	casefigures "redthread/app/figures"
	"redthread/ui/desktop/part"
)

// currencyMenu offers the currencies that the case knows, and any other.
func (s *Screen) currencyMenu() *fyne.Menu {
	menu := fyne.NewMenu("")
	original := fyne.NewMenuItem("As each source has it", func() {
		o := s.options
		o.Currency, o.Rate = "", nil
		s.read(o)
	})
	original.Checked = s.options.Currency == ""
	menu.Items = append(menu.Items, original)
	if s.spread == nil {
		return menu
	}
	for _, c := range currencies(s.spread) {
		item := fyne.NewMenuItem("All in "+c+"…", func() { s.askRate(c) })
		item.Checked = s.options.Currency == c
		menu.Items = append(menu.Items, item)
	}
	menu.Items = append(menu.Items, fyne.NewMenuItem("Another currency…", func() { s.askRate("") }))
	return menu
}

// rateSheet is the form of a conversion.
type rateSheet struct {
	form   rateForm
	offers []casefigures.Rate

	target, other        *part.TextEntry
	number, date, source *part.TextEntry
	question             *part.Text
	offered              *fyne.Container
	all                  []casefigures.Rate
}

// askRate asks at which rate to show all amounts in one currency. Where all
// are in that currency already, nothing needs to be asked.
func (s *Screen) askRate(target string) {
	if target != "" && foreign(s.spread, target) == "" {
		o := s.options
		o.Currency, o.Rate = target, nil
		s.read(o)
		return
	}
	f := newRateSheet(target, foreign(s.spread, target), s.spread.ImpliedRates())
	if r := s.options.Rate; r != nil && s.options.Currency == target {
		f.take(*r)
	}
	title := "Show all amounts in one currency"
	if target != "" {
		title = "Show all amounts in " + target
	}
	s.d.Sheet(title, f.content(), "Convert", func() bool {
		rate, err := f.read()
		if err != nil {
			s.d.Fail(err)
			return false
		}
		o := s.options
		o.Currency, o.Rate = f.form.target, rate
		s.read(o)
		return true
	})
}

func newRateSheet(target, other string, implied []casefigures.Rate) *rateSheet {
	f := &rateSheet{
		form: rateForm{target: target, other: other}, all: implied,
		target: part.NewTextEntry("USD"), other: part.NewTextEntry("RUB"),
		number: part.NewTextEntry("62.5"), date: part.NewTextEntry("2018-08-02, 2018-08 or 2018"),
		source:   part.NewTextEntry("A bank, a paper, a source of the case"),
		question: part.NewWord("", part.Body), offered: part.Down(4),
	}
	f.target.SetText(target)
	f.other.SetText(other)
	f.target.OnChanged = func(string) { f.retitle() }
	f.other.OnChanged = func(string) { f.retitle() }
	f.retitle()
	return f
}

// retitle follows a change of the currencies: what the number means, and which
// rates are on offer.
func (f *rateSheet) retitle() {
	f.form.target, f.form.other = code(f.target.Text), code(f.other.Text)
	question := ""
	if f.form.target != "" && f.form.other != "" {
		question = f.form.question()
	}
	f.question.SetText(question)
	f.offers = offers(f.all, f.form.target, f.form.other)
	f.offered.Objects = nil
	if len(f.offers) > 0 {
		f.offered.Add(part.NewText("What the sources reckoned with themselves; nobody quoted these as market rates.", part.Small))
	}
	for _, r := range f.offers {
		b := part.NewButton("Use "+r.String(), func() { f.take(r) })
		f.offered.Add(part.Across(0, b))
	}
	f.offered.Refresh()
}

func code(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

// take fills the form with a rate.
func (f *rateSheet) take(r casefigures.Rate) {
	f.form.fill(r)
	f.number.SetText(f.form.number)
	f.date.SetText(f.form.date)
	f.source.SetText(f.form.source)
	f.question.SetText(f.form.question())
}

// read is the rate as the form now says it. One that a source implies keeps
// where it follows from; one that was changed is the person's own.
func (f *rateSheet) read() (*casefigures.Rate, error) {
	f.form.number, f.form.date, f.form.source = f.number.Text, f.date.Text, f.source.Text
	if r := f.form.implied(f.offers); r != nil {
		return r, nil
	}
	return f.form.read()
}

func (f *rateSheet) content() fyne.CanvasObject {
	field := func(name string, o fyne.CanvasObject) fyne.CanvasObject {
		return part.Down(2, part.NewText(name, part.Small), o)
	}
	rows := part.Down(10)
	if f.form.target == "" {
		rows.Add(field("Show amounts in", f.target))
		f.other.SetText("")
	}
	if f.form.other == "" || f.form.target == "" {
		rows.Add(field("Convert from", f.other))
	}
	rows.Add(f.offered)
	rows.Add(field("Rate", part.Frame(nil, part.Inset(0, 0, 0, 10, part.Across(0, f.question)), nil, nil, f.number)))
	rows.Add(field("Date of the rate", f.date))
	rows.Add(field("Whose rate it is", f.source))
	return rows
}
