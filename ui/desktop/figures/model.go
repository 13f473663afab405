package figures

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	casefigures "redthread/app/figures"
	"redthread/store"
	"redthread/store/value"
	"redthread/ui/desktop/desk"
)

// unsorted is the order of the figure.
const unsorted = -1

// table is the table beneath the plot, in the order a person chose.
type table struct {
	casefigures.Table
	column     int // sorted by; unsorted is the order of the figure
	descending bool
}

// newTable takes the table of a spread.
func newTable(w *casefigures.WageSpread) *table {
	return &table{Table: w.Table(), column: unsorted}
}

// sortBy orders the rows by a column. What is derived stands last, since it
// belongs to two rows at once. Asking a third time brings the order of the figure back.
func (t *table) sortBy(w *casefigures.WageSpread, column int, descending bool) {
	if column == t.column && t.descending && !descending {
		column, descending = unsorted, false
	}
	t.Table, t.column, t.descending = w.Table(), column, descending
	if column == unsorted {
		return
	}
	slices.SortStableFunc(t.Rows, func(a, b casefigures.TableRow) int {
		switch {
		case a.Derived && b.Derived:
			return 0
		case a.Derived:
			return 1
		case b.Derived:
			return -1
		}
		order := t.compare(a, b)
		if descending {
			return -order
		}
		return order
	})
}

// compare orders two observed rows by the chosen column: amounts as numbers,
// an open end first; the rest as text.
func (t *table) compare(a, b casefigures.TableRow) int {
	amount := func(r casefigures.TableRow) (*big.Rat, bool) {
		switch name := t.Columns[t.column]; {
		case strings.HasPrefix(name, "Low"):
			bound, ok := r.Observed.Money.Amount.Low()
			return bound.Value(), ok
		case strings.HasPrefix(name, "High"):
			bound, ok := r.Observed.Money.Amount.High()
			return bound.Value(), ok
		case strings.HasPrefix(name, "In ") && r.Observed.Converted != nil:
			bound, ok := r.Observed.Converted.Amount.Low()
			return bound.Value(), ok
		case strings.HasPrefix(name, "In ") && strings.HasSuffix(name, r.Observed.Money.Currency):
			bound, ok := r.Observed.Money.Amount.Low()
			return bound.Value(), ok
		}
		return nil, false
	}
	if t.numeric(t.column) {
		x, xok := amount(a)
		y, yok := amount(b)
		switch {
		case xok && yok:
			return x.Cmp(y)
		case xok:
			return 1
		case yok:
			return -1
		}
		return 0
	}
	return strings.Compare(a.Cells[t.column], b.Cells[t.column])
}

// numeric tells whether a column holds amounts.
func (t *table) numeric(column int) bool {
	name := t.Columns[column]
	return strings.HasPrefix(name, "Low") || strings.HasPrefix(name, "High") || strings.HasPrefix(name, "In ")
}

// source is the column that leads to the sources.
func (t *table) source() int { return len(t.Columns) - 1 }

// row is the row of an observation, or −1.
func (t *table) row(statement store.ID) int {
	return slices.IndexFunc(t.Rows, func(r casefigures.TableRow) bool {
		return r.Observed != nil && r.Statement == statement
	})
}

// observed are the observations a row stands on: itself, or both ends of a gap.
func observed(r casefigures.TableRow) []*casefigures.Observation {
	switch {
	case r.Observed != nil:
		return []*casefigures.Observation{r.Observed}
	case r.Gap != nil:
		return []*casefigures.Observation{r.Gap.Paid, r.Gap.Declared}
	}
	return nil
}

// passages are the places that a row leads to, each once.
func passages(r casefigures.TableRow) []casefigures.Mark {
	var all []casefigures.Mark
	for _, o := range observed(r) {
		for _, m := range o.Marks {
			if !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
	}
	return all
}

// formula is what a derived row is worked out by, without the statements that
// stand behind it: a click shows those.
func formula(s string) string {
	short, _, _ := strings.Cut(s, ":")
	return short
}

// placeOf is where a mark leads: the source, at its passage.
func placeOf(m casefigures.Mark) desk.Route {
	return desk.Route{Screen: desk.Sources, ID: m.Source, Passage: m.Passage}
}

// placeOfHit is where a place on the plot leads: to the source, or where there
// is none, to the observation that lacks it.
func placeOfHit(h casefigures.Hit) desk.Route {
	if h.Source.IsZero() {
		return desk.Route{Screen: desk.Entities, ID: h.Entity, Statement: h.Statement}
	}
	return desk.Route{Screen: desk.Sources, ID: h.Source, Passage: h.Passage}
}

// tip is what hovering tells of a mark: the amount with its hedge, who said
// it, and the source.
func tip(w *casefigures.WageSpread, h casefigures.Hit) string {
	i := slices.IndexFunc(w.Observations, func(o casefigures.Observation) bool { return o.Statement == h.Statement })
	if i < 0 {
		return h.Text
	}
	o := w.Observations[i]
	lines := []string{o.Label + ": " + o.Money.Show()}
	if o.Drawn.Currency != o.Money.Currency || o.Drawn.Per != o.Money.Per {
		lines = append(lines, "shown as "+o.Drawn.ShowTo(2))
	}
	if o.Hedge != "" && !strings.Contains(lines[0], o.Hedge) {
		lines = append(lines, "“"+o.Hedge+"”")
	}
	if o.SaidBy != "" {
		lines = append(lines, "Said by "+o.SaidBy)
	}
	if o.Disputed {
		lines = append(lines, "Disputed by another source")
	}
	lines = append(lines, cited(w, o, h.Source)...)
	return strings.Join(lines, "\n")
}

// cited names the source a hit leads to, with the place in it, and counts the
// others.
func cited(w *casefigures.WageSpread, o casefigures.Observation, source store.ID) []string {
	if len(o.Marks) == 0 {
		return []string{"Unsourced: click to see the observation"}
	}
	var lines []string
	others := map[store.ID]bool{}
	for _, m := range o.Marks {
		if m.Source != source {
			others[m.Source] = true
			continue
		}
		at := slices.IndexFunc(w.Sources, func(s casefigures.SourceLine) bool { return s.ID == m.Source })
		if at >= 0 && len(lines) == 0 {
			lines = append(lines, m.String()+"  "+w.Sources[at].Text)
		}
	}
	switch n := len(others); {
	case n == 1:
		lines = append(lines, "and 1 other source")
	case n > 1:
		lines = append(lines, fmt.Sprintf("and %d other sources", n))
	}
	return lines
}

// currencies are those that the figure can sensibly be shown in: the observed
// ones, and those a source converts to itself.
func currencies(w *casefigures.WageSpread) []string {
	var all []string
	add := func(c string) {
		if c != "" && !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	for _, o := range w.Observations {
		add(o.Money.Currency)
	}
	for _, r := range w.ImpliedRates() {
		add(r.From)
		add(r.To)
	}
	return all
}

// foreign is the currency that has to be converted to show all in one: that
// of most observations, the earlier in the figure of two. "" where there is none.
func foreign(w *casefigures.WageSpread, target string) string {
	count := map[string]int{}
	best := ""
	for _, o := range w.Observations {
		c := o.Money.Currency
		if c == target {
			continue
		}
		count[c]++
		if best == "" || count[c] > count[best] {
			best = c
		}
	}
	return best
}

// currencyWords is what the button of the currency says.
func currencyWords(o casefigures.WageOptions) string {
	if o.Currency == "" {
		return "Currency: original"
	}
	return "Currency: " + o.Currency
}

// periods are the times an amount can be shown for, as observed first.
func periods() []value.Period {
	return []value.Period{value.Once, value.PerDay, value.PerWeek, value.PerMonth, value.PerYear}
}

func periodWords(p value.Period) string {
	if p == value.Once {
		return "as observed"
	}
	return string(p)
}
