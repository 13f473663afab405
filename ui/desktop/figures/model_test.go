package figures

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"redthread/app"
	casefigures "redthread/app/figures"
	"redthread/app/redact"
	"redthread/app/sample"
	"redthread/store"
	"redthread/ui/desktop/desk"
)

// sampleCase is the sample case in a folder of the test.
func sampleCase(t *testing.T) *store.Case {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sakhalin.rtcase")
	if err := sample.Create(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	c, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func spread(t *testing.T, c *store.Case, o casefigures.WageOptions) *casefigures.WageSpread {
	t.Helper()
	gate, err := redact.Open(t.Context(), c, redact.Public)
	if err != nil {
		t.Fatal(err)
	}
	w, err := casefigures.Wages(t.Context(), c, gate, o)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// observe adds an observation of pay to a case.
func observe(t *testing.T, c *store.Case, name, basis, amount string, cite app.Cite) {
	t.Helper()
	_, err := app.AddEntity(t.Context(), c, "WageObservation", name, "", []app.Fact{
		{Property: "basis", Text: basis},
		{Property: "amount", Text: amount},
		{Property: "place", Text: "Vladivostok"},
		{Property: "date", Text: "2017"},
	}, cite)
	if err != nil {
		t.Fatal(err)
	}
}

func firstColumn(t *table) []string {
	var all []string
	for _, r := range t.Rows {
		all = append(all, r.Cells[0])
	}
	return all
}

func TestTableSortsAmountsAsNumbers(t *testing.T) {
	c := sampleCase(t)
	source, err := c.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	observe(t, c, "Pay of one crew", "received", "9000 RUB/month", app.Cite{Source: source[0].ID})
	w := spread(t, c, casefigures.WageOptions{})
	tb := newTable(w)
	natural := firstColumn(tb)

	const low = 2
	tb.sortBy(w, low, false)
	up := firstColumn(tb)
	if !strings.Contains(up[0], "Pay of one crew") || !strings.HasPrefix(up[2], "Paid by developers") {
		t.Errorf("upwards: %q", up)
	}
	tb.sortBy(w, low, true)
	down := firstColumn(tb)
	if !strings.HasPrefix(down[0], "Paid by developers") || !strings.Contains(down[2], "Pay of one crew") {
		t.Errorf("downwards: %q", down)
	}
	for _, rows := range [][]string{up, down} {
		if !strings.HasPrefix(rows[len(rows)-1], "The same gap") {
			t.Errorf("what is derived does not stand last: %q", rows)
		}
	}
	tb.sortBy(w, low, false)
	if got := firstColumn(tb); !slices.Equal(got, natural) {
		t.Errorf("asked a third time: %q, want the order of the figure %q", got, natural)
	}
}

func TestRowsLeadToTheirPassages(t *testing.T) {
	w := spread(t, sampleCase(t), casefigures.WageOptions{})
	tb := newTable(w)
	for _, r := range tb.Rows {
		want := 1
		if r.Derived {
			want = 2 // the sums it comes from
		}
		if got := passages(r); len(got) != want {
			t.Errorf("%q leads to %v, want %d places", r.Cells[0], got, want)
		}
	}
	m := passages(tb.Rows[0])[0]
	if r := placeOf(m); r.Screen != desk.Sources || r.ID != m.Source || r.Passage != 16 {
		t.Errorf("the fee leads to %+v", r)
	}
}

func TestTheGapIsNeverCalledALevy(t *testing.T) {
	w := spread(t, sampleCase(t), casefigures.WageOptions{})
	all := []string{w.Title, w.Subtitle}
	all = append(all, w.Notes...)
	for _, g := range w.Gaps {
		all = append(all, g.Label)
	}
	for _, r := range w.Table().Rows {
		all = append(all, r.Cells...)
	}
	text := strings.ToLower(strings.Join(all, "\n"))
	if strings.Contains(text, "levy") || !strings.Contains(text, "gap between fee and listed pay, about 80–84 %") {
		t.Errorf("the figure says:\n%s", text)
	}
}

func TestTipSaysWhatStandsBehindAMark(t *testing.T) {
	c := sampleCase(t)
	observe(t, c, "Rumour of a wage", "received", "400 USD/month", app.Cite{})
	w := spread(t, c, casefigures.WageOptions{})
	_, all := w.Image(800, 0, 1, false)
	said := map[string]bool{}
	for _, h := range all {
		text := tip(w, h)
		switch {
		case strings.Contains(text, "about 100,000 RUB a month"):
			said["fee"] = strings.Contains(text, "Said by Local developers") && strings.Contains(text, "[1] ¶16  Report on North Korean labour")
		case strings.Contains(text, "16,000–20,000 RUB a month"):
			said["listed"] = strings.Contains(text, "“listed pay; nothing shows that it is paid”")
		case strings.Contains(text, "400 USD"):
			said["unsourced"] = strings.Contains(text, "Unsourced") && placeOfHit(h).Screen == desk.Entities
		}
	}
	for _, what := range []string{"fee", "listed", "unsourced"} {
		if !said[what] {
			t.Errorf("the tip of the mark %q does not say what it should", what)
		}
	}
}

func TestConvertedMarksSayTheOriginalToo(t *testing.T) {
	c := sampleCase(t)
	rate := spread(t, c, casefigures.WageOptions{}).ImpliedRates()[0]
	w := spread(t, c, casefigures.WageOptions{Currency: "USD", Rate: &rate})
	_, all := w.Image(800, 0, 1, false)
	text := tip(w, all[0])
	if !strings.Contains(text, "RUB a month") || !strings.Contains(text, "shown as about 1,600 USD") {
		t.Errorf("tip: %s", text)
	}
}

func TestCurrenciesOnOffer(t *testing.T) {
	w := spread(t, sampleCase(t), casefigures.WageOptions{})
	if got := currencies(w); !slices.Equal(got, []string{"RUB", "USD"}) {
		t.Errorf("on offer: %q", got)
	}
	if got := foreign(w, "USD"); got != "RUB" {
		t.Errorf("to convert for USD: %q", got)
	}
	if got := foreign(w, "RUB"); got != "" {
		t.Errorf("to convert for RUB: %q, want nothing", got)
	}
}

func TestHits(t *testing.T) {
	id := func(n byte) store.ID { return store.ID{n} }
	h := hits{
		{Rect: casefigures.Rect{X: 0, Y: 0, W: 10, H: 10}, Statement: id(1), Source: id(8)},
		{Rect: casefigures.Rect{X: 5, Y: 0, W: 10, H: 10}, Statement: id(1), Source: id(8)},
		{Rect: casefigures.Rect{X: 20, Y: 0, W: 5, H: 10}, Statement: id(1), Source: id(9)},
		{Rect: casefigures.Rect{X: 0, Y: 50, W: 10, H: 10}, Statement: id(2), Source: id(8)},
	}
	for _, c := range []struct {
		x, y float64
		want int
	}{{1, 1, 0}, {7, 1, 1}, {22, 9, 2}, {3, 55, 3}, {30, 30, noHit}, {10, 50, noHit}} {
		if got := h.at(c.x, c.y); got != c.want {
			t.Errorf("at %v, %v: %d, want %d", c.x, c.y, got, c.want)
		}
	}
	if got := h.stops(); !slices.Equal(got, []int{0, 2, 3}) {
		t.Errorf("stops %v: one for each observation and source", got)
	}
	for _, c := range []struct{ from, by, want int }{
		{noHit, 1, 0}, {noHit, -1, 3}, {0, 1, 2}, {1, 1, 2}, {2, 1, 3}, {3, 1, 3}, {3, -1, 2}, {0, -1, 0},
	} {
		if got := h.step(c.from, c.by); got != c.want {
			t.Errorf("from %d by %d: %d, want %d", c.from, c.by, got, c.want)
		}
	}
	if (hits{}).step(noHit, 1) != noHit {
		t.Error("a plot without marks has one to step to")
	}
	if h.of(id(2)) != 3 || h.of(id(7)) != noHit {
		t.Error("the place of an observation is wrong")
	}
}

func TestRateForm(t *testing.T) {
	good := rateForm{target: "USD", other: "RUB", number: "62.5", date: "2018-08-02", source: "The central bank"}
	r, err := good.read()
	if err != nil || r.From != "RUB" || r.To != "USD" || r.Value.Show() != "62.5" || r.Implied {
		t.Fatalf("read %+v, %v", r, err)
	}
	for name, spoil := range map[string]func(*rateForm){
		"no rate":         func(f *rateForm) { f.number = "" },
		"a rate of words": func(f *rateForm) { f.number = "dear" },
		"a rate of zero":  func(f *rateForm) { f.number = "0" },
		"below zero":      func(f *rateForm) { f.number = "-3" },
		"no date":         func(f *rateForm) { f.date = " " },
		"a wrong date":    func(f *rateForm) { f.date = "yesterday" },
		"no source":       func(f *rateForm) { f.source = "" },
		"one currency":    func(f *rateForm) { f.other = "USD" },
		"no currency":     func(f *rateForm) { f.target = "" },
		"not a currency":  func(f *rateForm) { f.other = "ROUBLE" },
	} {
		f := good
		spoil(&f)
		if _, err := f.read(); err == nil || !strings.HasSuffix(err.Error(), ".") {
			t.Errorf("%s: %v, want one sentence", name, err)
		}
	}
}

func TestAnImpliedRateStaysOneUntilItIsChanged(t *testing.T) {
	all := spread(t, sampleCase(t), casefigures.WageOptions{}).ImpliedRates()
	for _, c := range []struct{ target, other, question string }{
		{"USD", "RUB", "RUB for 1 USD"},
		{"RUB", "USD", "RUB for 1 USD"}, // the number stays the one that the source implies
	} {
		fit := offers(all, c.target, c.other)
		if len(fit) != 1 {
			t.Fatalf("%d rates on offer from %s to %s", len(fit), c.other, c.target)
		}
		f := rateForm{target: c.target, other: c.other}
		f.fill(fit[0])
		if f.question() != c.question {
			t.Errorf("question %q, want %q", f.question(), c.question)
		}
		if r := f.implied(fit); r == nil || !r.Implied {
			t.Error("a rate that was taken as it is is no longer implied")
		}
		f.number = "63"
		if f.implied(fit) != nil {
			t.Error("a changed rate still counts as implied")
		}
		r, err := f.read()
		if err != nil || r.From != "RUB" || r.Implied {
			t.Errorf("read %+v, %v", r, err)
		}
	}
	if len(offers(all, "EUR", "RUB")) != 0 {
		t.Error("a rate is offered between other currencies")
	}
}

func TestFilesAreNamedAfterTheCase(t *testing.T) {
	if got := fileName(filepath.Join("x", "sakhalin.rtcase"), redact.Full); got != "sakhalin wages full" {
		t.Errorf("name %q", got)
	}
}
