package figures

import (
	"slices"
	"strings"

	"redthread/store/value"
)

// GapName is what the gap is called, always: it compares two figures, and is
// no proof of a levy.
const GapName = "gap between fee and listed pay"

// Gap is the gap between a paid and a declared sum that can be compared.
type Gap struct {
	Paid, Declared *Observation
	Share          value.Quantity // in percent; open where the paid sum could be zero
	Sum            value.Money    // in the currency drawn
	Converted      *value.Money   // Sum in the currency of the table's last column
	Label          string         // "gap between fee and listed pay, about 80–84 %"
	Formula        string         // "1 − declared ÷ paid: 1 − F-2C4D ÷ F-7K3Q"
}

// SumFormula is the formula of the sum.
func (g Gap) SumFormula() string {
	return "paid − declared: " + g.Paid.Statements[0] + " − " + g.Declared.Statements[0]
}

// findGaps pairs every paid with every declared sum that it can be compared to.
func (w *WageSpread) findGaps() {
	for i := range w.Observations {
		paid := &w.Observations[i]
		if paid.Basis != Paid {
			continue
		}
		for j := range w.Observations {
			if declared := &w.Observations[j]; declared.Basis == Declared && pairable(paid, declared) {
				w.Gaps = append(w.Gaps, w.gap(paid, declared))
			}
		}
	}
}

// pairable tells whether two sums are of the same place, currency and period, of
// times that overlap, and, where both name an employer, of the same one.
func pairable(a, b *Observation) bool {
	switch {
	case a.Drawn.Currency != b.Drawn.Currency || a.Drawn.Per != b.Drawn.Per:
		return false
	case a.Employer != "" && b.Employer != "" && a.Employer != b.Employer:
		return false
	case !a.span.overlaps(b.span):
		return false
	case len(a.places) == 0 && len(b.places) == 0:
		return a.Employer != "" && a.Employer == b.Employer
	}
	return slices.ContainsFunc(a.places, func(p string) bool { return slices.Contains(b.places, p) })
}

func (w *WageSpread) gap(paid, declared *Observation) Gap {
	g := Gap{
		Paid: paid, Declared: declared,
		Sum:     value.Money{Amount: paid.Drawn.Amount.Sub(declared.Drawn.Amount), Currency: paid.Drawn.Currency, Per: paid.Drawn.Per},
		Label:   GapName,
		Formula: "1 − declared ÷ paid: 1 − " + declared.Statements[0] + " ÷ " + paid.Statements[0],
	}
	if ratio, err := declared.Drawn.Amount.Div(paid.Drawn.Amount); err == nil {
		g.Share = value.Whole(1).Sub(ratio).Mul(value.Whole(100))
		g.Label += ", " + showShare(g.Share)
	}
	if w.target != "" && w.target != g.Sum.Currency {
		if rate := declared.Rate; rate != nil {
			if m, ok := rate.apply(g.Sum, w.target); ok {
				g.Converted = &m
			}
		}
	}
	return g
}

// showShare words a percentage. At most one decimal is shown; the value stays exact.
func showShare(q value.Quantity) string {
	s := q.ShowTo(1)
	if s == "unknown" {
		return s
	}
	return s + " %"
}

// caution is the sentence under every figure that shows a gap.
const caution = "The gap compares what is paid to a supplier with the pay that is listed. " +
	"The supplier’s costs, tax and profit lie inside it; it does not show what a worker gets or what is passed on."

func joinSorted(set map[string]bool) string {
	var all []string
	for s := range set {
		all = append(all, s)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}
