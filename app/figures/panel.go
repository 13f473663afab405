package figures

import (
	"math"
	"strconv"

	"redthread/store/value"
)

// panel is what may share one axis: amounts of one currency for one time.
type panel struct {
	currency string
	per      value.Period
	slots    []slot
	min, max float64 // of the axis, in whole units of the currency
	ticks    []float64
	divisor  float64 // what the axis is labelled in: 1, a thousand, a million
}

// slot is a strip of a panel: the name of a place, an observation, or a gap.
// Exactly one of its fields is set.
type slot struct {
	place string
	row   *Observation
	gap   *Gap
}

// lanesPerRow is how many gaps are drawn for one declared sum. The table has all.
const lanesPerRow = 2

// group parts the observations into panels, in the order in which their currencies
// and times are first met.
func (w *WageSpread) group() {
	type unit struct {
		currency string
		per      value.Period
	}
	at := map[unit]int{}
	last := map[unit]string{}
	places := map[unit]map[string]bool{}
	for i := range w.Observations {
		o := &w.Observations[i]
		u := unit{o.Drawn.Currency, o.Drawn.Per}
		if places[u] == nil {
			places[u] = map[string]bool{}
		}
		places[u][o.Place] = true
	}
	for i := range w.Observations {
		o := &w.Observations[i]
		u := unit{o.Drawn.Currency, o.Drawn.Per}
		n, known := at[u]
		if !known {
			n = len(w.panels)
			at[u] = n
			w.panels = append(w.panels, panel{currency: u.currency, per: u.per})
		}
		p := &w.panels[n]
		if len(places[u]) > 1 && (!known || last[u] != o.Place) {
			name := o.Place
			if name == "" {
				name = "No place stated"
			}
			p.slots = append(p.slots, slot{place: name})
		}
		last[u] = o.Place
		lanes := 0
		for j := range w.Gaps {
			if w.Gaps[j].Declared == o && lanes < lanesPerRow {
				p.slots = append(p.slots, slot{gap: &w.Gaps[j]})
				lanes++
			}
		}
		p.slots = append(p.slots, slot{row: o})
	}
	for i := range w.panels {
		w.panels[i].scale()
	}
}

// scale chooses the axis: it always holds zero, so that lengths can be compared,
// and leaves room at the right for an arrow where an amount is open upwards.
func (p *panel) scale() {
	open := false
	for _, s := range p.slots {
		if s.row == nil {
			continue
		}
		e := endsOf(s.row.Drawn.Amount)
		if e.hasLow {
			p.min, p.max = min(p.min, e.low), max(p.max, e.low)
		}
		if e.hasHigh {
			p.min, p.max = min(p.min, e.high), max(p.max, e.high)
		}
		open = open || !e.hasHigh
	}
	if p.max == p.min {
		p.max = p.min + 1
	}
	room := 0.06
	if open {
		room = 0.2
	}
	p.max += (p.max - p.min) * room
	step := niceStep((p.max - p.min) / 6)
	for n := math.Ceil(p.min / step); n*step <= p.max*1.0000001; n++ {
		p.ticks = append(p.ticks, n*step)
	}
	switch largest := max(p.max, -p.min); {
	case largest >= 5e6:
		p.divisor = 1e6
	case largest >= 1e4:
		p.divisor = 1e3
	default:
		p.divisor = 1
	}
}

// niceStep is the smallest of 1, 2, 2.5 and 5 times a power of ten that is at
// least as large as rough.
func niceStep(rough float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, m := range []float64{1, 2, 2.5, 5} {
		if m*power >= rough*0.9999999 {
			return m * power
		}
	}
	return 10 * power
}

// tickLabel is the number at a tick, in the unit of the axis.
func (p *panel) tickLabel(v float64) string {
	s := strconv.FormatFloat(math.Round(v/p.divisor*1e6)/1e6, 'f', -1, 64)
	if q, err := value.ParseQuantity(s); err == nil {
		return q.Show()
	}
	return s
}

// unit is the text under the axis.
func (p *panel) unit() string {
	s := p.currency
	switch p.divisor {
	case 1e6:
		s = "million " + s
	case 1e3:
		s = "thousand " + s
	}
	switch p.per {
	case value.Once:
		return s + ", once"
	case value.PerHour:
		return s + " an hour"
	}
	return s + " a " + string(p.per)
}

// extent is an amount as places on an axis. Floating point is used for drawing alone.
type extent struct {
	low, high           float64
	hasLow, hasHigh     bool
	aboutLow, aboutHigh bool
}

func endsOf(q value.Quantity) extent {
	var e extent
	if b, ok := q.Low(); ok {
		e.low, _ = b.Value().Float64()
		e.hasLow, e.aboutLow = true, b.About
	}
	if b, ok := q.High(); ok {
		e.high, _ = b.Value().Float64()
		e.hasHigh, e.aboutHigh = true, b.About
	}
	return e
}
