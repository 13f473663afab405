package figures

import (
	"math/big"
	"slices"
	"strings"

	"redthread/store/value"
)

// Rate is an exchange rate with what makes it checkable.
type Rate struct {
	From, To string         // Value units of From cost one To: 62.5 RUB for 1 USD
	Value    value.Quantity // with its doubt
	Date     string         // EDTF
	Source   string         // whose rate, in words
	Implied  bool           // follows from one source's two figures; nobody quoted it
	Inputs   []string       // short ids of the statements it follows from
}

// Label is the rate in words: "about 62.5 RUB for 1 USD".
func (r Rate) Label() string { return r.Value.ShowTo(4) + " " + r.From + " for 1 " + r.To }

// String is the rate with its date and source.
func (r Rate) String() string {
	s := r.Label()
	if r.Date != "" {
		s += ", " + value.Show(value.KindDate, r.Date)
	}
	if r.Implied {
		return s + ", implied by " + r.Source
	}
	return s + ", " + r.Source
}

func (o WageOptions) check() error {
	if o.Currency != "" && !slices.ContainsFunc(value.Currencies(), func(c value.Currency) bool { return c.Code == o.Currency }) {
		return sentencef("%q is not a currency; write a code such as USD.", o.Currency)
	}
	switch o.Per {
	case value.Once, value.PerDay, value.PerWeek, value.PerMonth, value.PerYear:
	default:
		return sentencef("Amounts cannot be shown for each %q; choose day, week, month or year.", o.Per)
	}
	if o.Rate == nil {
		return nil
	}
	switch r := o.Rate; {
	case r.From == "" || r.To == "" || r.From == r.To:
		return sentence("A rate is between two currencies; name both, such as RUB and USD.")
	case strings.TrimSpace(r.Date) == "":
		return sentence("A rate needs the date on which it held; add it.")
	case strings.TrimSpace(r.Source) == "":
		return sentence("A rate needs a source; say whose rate it is.")
	}
	if low, ok := o.Rate.Value.Low(); !ok || low.Value().Sign() <= 0 {
		return sentence("A rate is a number above zero; write one such as 62.5.")
	}
	if _, err := value.Canonical(value.KindDate, o.Rate.Date); err != nil {
		return sentencef("The date of the rate cannot be read: %s.", err)
	}
	return nil
}

// apply converts an amount at the rate, in either direction; ok is false when
// the rate is not between the two currencies.
func (r Rate) apply(m value.Money, to string) (out value.Money, ok bool) {
	switch {
	case m.Currency == r.From && to == r.To:
		converted, err := m.Convert(r.Value, to)
		return converted, err == nil
	case m.Currency == r.To && to == r.From:
		return value.Money{Amount: m.Amount.Mul(r.Value), Currency: to, Per: m.Per}, true
	}
	return m, m.Currency == to
}

// perFactor is by how much an amount for one time is multiplied to be one for
// another; ok is false where no exact factor exists, as from week to month.
func perFactor(from, to value.Period) (times value.Quantity, ok bool) {
	whole := func(n int64) (value.Quantity, bool) { return value.Whole(n), true }
	inverse := func(n int64) (value.Quantity, bool) {
		q, err := value.Whole(1).Div(value.Whole(n))
		return q, err == nil
	}
	const monthsInYear, daysInWeek = 12, 7
	switch {
	case from == to:
		return whole(1)
	case from == value.PerMonth && to == value.PerYear:
		return whole(monthsInYear)
	case from == value.PerYear && to == value.PerMonth:
		return inverse(monthsInYear)
	case from == value.PerDay && to == value.PerWeek:
		return whole(daysInWeek)
	case from == value.PerWeek && to == value.PerDay:
		return inverse(daysInWeek)
	}
	return value.Quantity{}, false
}

// impliedRate is the rate between an amount and the same sum as its source
// converts it.
func impliedRate(o Observation) (Rate, bool) {
	if o.Equivalent == nil || o.Equivalent.Currency == o.Money.Currency || o.Equivalent.Per != o.Money.Per {
		return Rate{}, false
	}
	r := Rate{From: o.Money.Currency, To: o.Equivalent.Currency, Date: o.span.date, Implied: true, Source: o.cited(), Inputs: o.Statements}
	var err error
	if r.Value, err = o.Money.Amount.Div(o.Equivalent.Amount); err != nil {
		return Rate{}, false
	}
	if low, ok := r.Value.Low(); ok && low.Value().Cmp(big.NewRat(1, 1)) < 0 { // quoted so that the number is above one
		r.From, r.To = r.To, r.From
		if r.Value, err = o.Equivalent.Amount.Div(o.Money.Amount); err != nil {
			return Rate{}, false
		}
	}
	return r, true
}

// convert fills in what the observations are shown as.
func (w *WageSpread) convert() error {
	for _, o := range w.Observations {
		if r, ok := impliedRate(o); ok && !slices.ContainsFunc(w.implied, r.same) {
			w.implied = append(w.implied, r)
		}
	}
	column := w.Options.Rate
	if column == nil && w.Options.Currency == "" && len(w.implied) == 1 {
		column = &w.implied[0]
	}
	switch {
	case w.Options.Currency != "":
		w.target = w.Options.Currency
	case column != nil:
		w.target = column.To
	}
	missing := map[string]bool{}
	for i := range w.Observations {
		o := &w.Observations[i]
		o.Drawn = o.Money
		if per := w.Options.Per; per != "" {
			if times, ok := perFactor(o.Drawn.Per, per); ok {
				o.Drawn.Amount, o.Drawn.Per = o.Drawn.Amount.Mul(times), per
			}
		}
		if to := w.Options.Currency; to != "" && o.Drawn.Currency != to {
			drawn, ok := value.Money{}, false
			if w.Options.Rate != nil {
				drawn, ok = w.Options.Rate.apply(o.Drawn, to)
			}
			if ok {
				o.Drawn = drawn
			} else {
				missing[o.Money.Currency] = true
			}
		}
		w.fillColumn(o, column)
	}
	if len(missing) > 0 && w.Options.Rate == nil {
		return sentencef("Amounts in %s can be shown in %s only at a stated rate; give one with its date and source.",
			joinSorted(missing), w.Options.Currency)
	}
	return nil
}

// fillColumn converts an amount for the table. What the source itself states comes first.
func (w *WageSpread) fillColumn(o *Observation, column *Rate) {
	switch {
	case w.target == "" || o.Money.Currency == w.target:
	case o.Equivalent != nil && o.Equivalent.Currency == w.target && o.Equivalent.Per == o.Money.Per && (column == nil || column.Implied):
		o.Converted = o.Equivalent
	case column != nil:
		if m, ok := column.apply(o.Money, w.target); ok {
			o.Converted, o.Rate = &m, column
		}
	}
}

func (r Rate) same(s Rate) bool {
	return r.From == s.From && r.To == s.To && r.Value.Equal(s.Value)
}
