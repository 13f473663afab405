package figures

import (
	"slices"
	"strings"

	"redthread/store"
	"redthread/store/value"
)

// Table is the table beneath the figure, as strings ready to be shown.
type Table struct {
	Columns []string
	Rows    []TableRow
}

// TableRow is an observation, or something derived from two.
type TableRow struct {
	Cells     []string // as many as there are columns; the last one holds the citation marks or the formula
	Derived   bool
	Observed  *Observation // nil for what is derived
	Gap       *Gap         // nil for what is observed
	Statement store.ID     // of an observation
}

// Table gives the rows in the order of the figure, each gap below the sums it comes from.
// The column with the converted amount is there only where something is converted.
func (w *WageSpread) Table() Table {
	one := w.oneCurrency()
	low, high := "Low", "High"
	if one != "" {
		low, high = "Low ("+one+")", "High ("+one+")"
	}
	t := Table{Columns: []string{"Observation", "Kind", low, high, "Per"}}
	if w.target != "" {
		t.Columns = append(t.Columns, "In "+w.target)
	}
	t.Columns = append(t.Columns, "Source")
	for i := range w.Observations {
		o := &w.Observations[i]
		t.Rows = append(t.Rows, TableRow{Cells: w.cells(o, one), Observed: o, Statement: o.Statement})
		for j := range w.Gaps {
			if g := &w.Gaps[j]; g.later() == o {
				t.Rows = append(t.Rows, w.gapRows(g, one)...)
			}
		}
	}
	return t
}

// later is that one of the two sums which stands lower in the figure.
func (g *Gap) later() *Observation {
	if g.Declared.order > g.Paid.order {
		return g.Declared
	}
	return g.Paid
}

func (w *WageSpread) cells(o *Observation, one string) []string {
	name := o.Label
	var apart []string
	for _, more := range []string{o.Place, o.Time} {
		if more != "" {
			apart = append(apart, more)
		}
	}
	if len(apart) > 0 {
		name += ", " + strings.Join(apart, ", ")
	}
	kind := string(o.Basis)
	if o.Disputed {
		kind += ", disputed"
	}
	low, high := bounds(o.Money.Amount)
	if one == "" {
		low, high = withCurrency(low, o.Money.Currency), withCurrency(high, o.Money.Currency)
	}
	cells := []string{name, kind, low, high, perWord(o.Money.Per)}
	if w.target != "" {
		cells = append(cells, w.converted(o))
	}
	return append(cells, o.cited())
}

func (w *WageSpread) converted(o *Observation) string {
	switch {
	case o.Money.Currency == w.target:
		return showAmount(o.Money.Amount)
	case o.Converted == nil:
		return "no rate"
	}
	return showAmount(o.Converted.Amount)
}

func (w *WageSpread) gapRows(g *Gap, one string) []TableRow {
	row := func(cells ...string) TableRow {
		if w.target == "" { // no column for it
			cells = slices.Delete(cells, 5, 6)
		}
		return TableRow{Cells: cells, Derived: true, Gap: g}
	}
	var rows []TableRow
	if low, high := bounds(g.Share); low != "" || high != "" {
		rows = append(rows, row(upperFirst(GapName), "derived", percent(low), percent(high), "", "", g.Formula))
	}
	low, high := bounds(g.Sum.Amount)
	if one == "" || one != g.Sum.Currency {
		low, high = withCurrency(low, g.Sum.Currency), withCurrency(high, g.Sum.Currency)
	}
	converted := ""
	switch {
	case g.Converted != nil:
		converted = showAmount(g.Converted.Amount)
	case g.Sum.Currency == w.target:
		converted = showAmount(g.Sum.Amount)
	}
	return append(rows, row("The same gap as a sum", "derived", low, high, perWord(g.Sum.Per), converted, g.SumFormula()))
}

// bounds words the two ends of a quantity; an open end is empty.
func bounds(q value.Quantity) (low, high string) {
	one := func(b value.Bound, ok bool, strict string) string {
		if !ok {
			return ""
		}
		n := value.Whole(0)
		if sum, err := exactly(b); err == nil {
			n = sum
		}
		s := showAmount(n)
		if b.About {
			s = "about " + s
		}
		if b.Strict {
			s = strict + " " + s
		}
		return s
	}
	l, lok := q.Low()
	h, hok := q.High()
	return one(l, lok, "more than"), one(h, hok, "less than")
}

// exactly is the bare number of a bound.
func exactly(b value.Bound) (value.Quantity, error) {
	return value.ParseQuantity(b.Value().RatString())
}

func percent(s string) string {
	if s == "" {
		return ""
	}
	return s + " %"
}

func withCurrency(s, currency string) string {
	if s == "" {
		return ""
	}
	return s + " " + currency
}

func perWord(p value.Period) string {
	if p == value.Once {
		return "once"
	}
	return string(p)
}

// oneCurrency is the currency of all amounts, or "" where there are several.
func (w *WageSpread) oneCurrency() string {
	for _, o := range w.Observations {
		if o.Money.Currency != w.Observations[0].Money.Currency {
			return ""
		}
	}
	if w.Empty() {
		return ""
	}
	return w.Observations[0].Money.Currency
}
