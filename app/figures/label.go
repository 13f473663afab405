package figures

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"redthread/store/value"
)

// label says what a row is: "Paid by developers". A party that the case names only
// by what it is, such as "Developers, St Petersburg (not named)", is written small and without
// the place that the row has anyway.
func (r *wageReader) label(o Observation) string {
	word := map[Basis]string{Paid: "Paid", Declared: "Declared", Received: "Received", Withheld: "Withheld"}[o.Basis]
	party := map[Basis]string{Paid: o.Payer, Declared: o.Employer, Received: o.Workers, Withheld: o.Employer}[o.Basis]
	if party == "" {
		if o.Name != "" && o.Name != "Pay observation" {
			return word + ": " + o.Name
		}
		return word
	}
	return word + " by " + described(party, o.Place)
}

func described(party, place string) string {
	plain := party
	for _, remark := range []string{"(not named)", "(unnamed)"} {
		plain = strings.ReplaceAll(plain, remark, "")
	}
	plain = strings.TrimSpace(plain)
	if plain == party || plain == "" {
		return party
	}
	if place != "" {
		plain = strings.TrimSuffix(plain, ", "+place)
	}
	return lowerFirst(plain)
}

// lowerFirst writes a common noun small; an abbreviation such as DPRK stays.
func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// showMoney words an amount, see [showAmount].
func showMoney(m value.Money) string {
	shown := m.Show()
	return strings.Replace(shown, m.Amount.Show(), showAmount(m.Amount), 1)
}

// showAmount words a number exactly where it ends within two places, as those of
// sources do. What a conversion made longer is shown to the whole unit from one hundred
// on, and to the hundredth below; the value stays exact.
func showAmount(q value.Quantity) string {
	if exact := q.Show(); exact == q.ShowTo(2) {
		return exact
	}
	for _, end := range []func() (value.Bound, bool){q.Low, q.High} {
		if b, ok := end(); ok && b.Value().Cmp(big.NewRat(100, 1)) >= 0 {
			return q.ShowTo(0)
		}
	}
	return q.ShowTo(2)
}

// describe words the figure as a whole.
func (w *WageSpread) describe() {
	kinds := map[Basis]bool{}
	var places []string
	var earliest, latest value.Day
	for _, o := range w.Observations {
		kinds[o.Basis] = true
		places = addNew(places, o.Place)
		from, to := o.span.bounds()
		if from != (value.Day{}) && (earliest == (value.Day{}) || from.Compare(earliest) < 0) {
			earliest = from
		}
		if to != (value.Day{}) && to.Compare(latest) > 0 {
			latest = to
		}
	}
	switch {
	case kinds[Paid] && kinds[Declared]:
		w.Title = "What is paid for a worker, and what is listed as pay"
	default:
		w.Title = "What is said of pay"
	}
	var parts []string
	switch {
	case len(places) > 3:
		parts = append(parts, fmt.Sprintf("%d places", len(places)))
	case len(places) > 0:
		parts = append(parts, strings.Join(places, ", "))
	}
	if years := yearsOf(earliest, latest); years != "" {
		parts = append(parts, years)
	}
	parts = append(parts, counted(len(w.Observations), "observation"))
	w.Subtitle = strings.Join(parts, " · ")
	w.remark()
}

// remark adds the notes that the reader needs.
func (w *WageSpread) remark() {
	if len(w.Gaps) > 0 {
		w.note(caution)
	}
	w.remarkOnRates()
	var left []string
	for _, o := range w.Observations {
		if c := w.Options.Currency; c != "" && o.Drawn.Currency != c {
			left = addNew(left, o.Drawn.Currency)
		}
	}
	if len(left) > 0 {
		w.note(fmt.Sprintf("No rate is given for %s, so these amounts keep their own axis.", strings.Join(left, ", ")))
	}
	if per := w.Options.Per; per != "" && slices.ContainsFunc(w.Observations, func(o Observation) bool { return o.Drawn.Per != per }) {
		w.note(fmt.Sprintf("Amounts for another time than a %s have no exact factor and keep their own axis.", per))
	}
	if slices.ContainsFunc(w.Observations, func(o Observation) bool { return o.Disputed }) {
		w.note("A disputed amount is disputed by another source of the case.")
	}
}

// remarkOnRates tells at which rate amounts are converted: under the figure where
// it shows them, under the table where only that does.
func (w *WageSpread) remarkOnRates() {
	for _, o := range w.Observations {
		stated := o.Converted != nil && o.Rate == nil
		switch r := o.Rate; {
		case stated:
			w.TableNotes = addNew(w.TableNotes, fmt.Sprintf("%s in %s is the source’s own figure (%s).", upperFirst(showAmount(o.Converted.Amount)), w.target, o.cited()))
		case r == nil:
		case w.Options.Currency == "":
			w.TableNotes = addNew(w.TableNotes, rateNote(w.target, *r))
		default:
			w.note(rateNote(w.target, *r))
		}
	}
}

func rateNote(target string, r Rate) string {
	if r.Implied {
		return fmt.Sprintf("Amounts in %s are reckoned at %s. The rate follows from the two figures of that source; nobody quoted it.", target, r)
	}
	return fmt.Sprintf("Amounts in %s are converted at %s.", target, r)
}

func yearsOf(from, to value.Day) string {
	switch {
	case from.Year == 0 && to.Year == 0:
		return ""
	case from.Year == 0:
		return fmt.Sprintf("up to %d", to.Year)
	case to.Year == 0:
		return fmt.Sprintf("from %d", from.Year)
	case from.Year == to.Year:
		return fmt.Sprint(from.Year)
	}
	return fmt.Sprintf("%d–%d", from.Year, to.Year)
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
