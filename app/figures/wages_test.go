package figures

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"redthread/app/redact"
	"redthread/app/sample"
	"redthread/store"
	"redthread/store/value"
)

// sampleCase is the sample that travels with the program.
func sampleCase(t *testing.T) *build {
	t.Helper()
	c, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "sample.rtcase"), sample.Options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := sample.Write(context.Background(), c); err != nil {
		t.Fatal(err)
	}
	return &build{t, c}
}

func TestTheSampleGivesTheKnownFigures(t *testing.T) {
	w := sampleCase(t).wages(WageOptions{})
	if len(w.Observations) != 2 || len(w.Gaps) != 1 || len(w.ImpliedRates()) != 1 {
		t.Fatalf("%d observations, %d gaps, %d rates", len(w.Observations), len(w.Gaps), len(w.ImpliedRates()))
	}
	g, r := w.Gaps[0], w.ImpliedRates()[0]
	for _, tt := range []struct{ what, got, want string }{
		{"share", g.Share.String(), "~80..~84"},
		{"sum", g.Sum.String(), "~80000..~84000 RUB/month"},
		{"sum in dollars", g.Converted.String(), "~1280..~1344 USD/month"},
		{"label", g.Label, "gap between fee and listed pay, about 80–84 %"},
		{"rate", r.Value.String() + " " + r.From + " " + r.To, "~62.5 RUB USD"},
		{"rate in words", r.String(), "about 62.5 RUB for 1 USD, 2018, implied by [1] ¶16"},
		{"paid", w.Observations[0].Label, "Paid by developers"},
		{"declared", w.Observations[1].Label, "Declared by labour suppliers"},
		{"paid in dollars", w.Observations[0].Converted.String(), "~1600 USD/month"},
		{"declared in dollars", w.Observations[1].Converted.String(), "~256..~320 USD/month"},
		{"title", w.Title, "What is paid for a worker, and what is listed as pay"},
		{"subtitle", w.Subtitle, "St Petersburg · 2018 · 2 observations"},
		{"hedge", w.Observations[1].Hedge, "listed pay; nothing shows that it is paid"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.what, tt.got, tt.want)
		}
	}
	if w.Observations[0].Rate != nil {
		t.Error("what the source itself converts is converted again")
	}
	for _, id := range []string{w.Observations[0].Statements[0], w.Observations[1].Statements[0]} {
		if !strings.Contains(g.Formula, id) || !strings.Contains(g.SumFormula(), id) {
			t.Errorf("formulas %q, %q do not name %s", g.Formula, g.SumFormula(), id)
		}
	}
	if all := strings.ToLower(w.texts()); strings.Contains(all, "levy") || strings.Contains(all, "does not reach") {
		t.Error("the gap is called more than a gap")
	}
}

func TestTable(t *testing.T) {
	table := sampleCase(t).wages(WageOptions{}).Table()
	var got []string
	got = append(got, strings.Join(table.Columns, "|"))
	for _, r := range table.Rows {
		if len(r.Cells) != len(table.Columns) {
			t.Errorf("%d cells under %d columns", len(r.Cells), len(table.Columns))
		}
		got = append(got, strings.Join(r.Cells[:6], "|"))
	}
	want := []string{
		"Observation|Kind|Low (RUB)|High (RUB)|Per|In USD|Source",
		"Paid by developers, St Petersburg, 2018|paid|about 100,000|about 100,000|month|about 1,600",
		"Declared by labour suppliers, St Petersburg, 2018|declared|16,000|20,000|month|about 256–320",
		"Gap between fee and listed pay|derived|about 80 %|about 84 %||",
		"The same gap as a sum|derived|about 80,000|about 84,000|month|about 1,280–1,344",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestOnlyWhatCanBeComparedIsPaired changes one thing at a time in a pair that has a gap.
func TestOnlyWhatCanBeComparedIsPaired(t *testing.T) {
	at := []fact{{"place", "Korsakov"}, {"date", "2018"}}
	for _, tt := range []struct {
		name           string
		paid, declared string
		more           []fact // of the declared sum
		gaps           int
		share          string
	}{
		{"the same", "100 RUB/month", "20 RUB/month", at, 1, "80"},
		{"ranges", "~90..100 RUB/month", "10..20 RUB/month", at, 1, "~" + "700/9..90"},
		{"within the year", "100 RUB/month", "20 RUB/month", []fact{{"place", "korsakov"}, {"startDate", "2018-05"}}, 1, "80"},
		{"declared open upwards", "100 RUB/month", ">=20 RUB/month", at, 1, "<=80"},
		{"more declared than paid", "100 RUB/month", "150 RUB/month", at, 1, "-50"},
		{"paid could be nothing", "0..100 RUB/month", "20 RUB/month", at, 1, "unknown"},
		{"another place", "100 RUB/month", "20 RUB/month", []fact{{"place", "Moscow"}, {"date", "2018"}}, 0, ""},
		{"no place", "100 RUB/month", "20 RUB/month", []fact{{"date", "2018"}}, 0, ""},
		{"another year", "100 RUB/month", "20 RUB/month", []fact{{"place", "Korsakov"}, {"date", "2017"}}, 0, ""},
		{"no date", "100 RUB/month", "20 RUB/month", []fact{{"place", "Korsakov"}}, 0, ""},
		{"another currency", "100 RUB/month", "20 USD/month", at, 0, ""},
		{"another time", "100 RUB/month", "20 RUB/year", at, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newCase(t)
			s := b.source("A")
			b.wage(s, Paid, tt.paid, at...)
			b.wage(s, Declared, tt.declared, tt.more...)
			b.wage(s, Received, "5 RUB/month", at...)
			b.wage(s, Withheld, "5 RUB/month", at...)
			w := b.wages(WageOptions{})
			if len(w.Gaps) != tt.gaps {
				t.Fatalf("%d gaps, want %d", len(w.Gaps), tt.gaps)
			}
			if tt.gaps > 0 && w.Gaps[0].Share.String() != tt.share {
				t.Errorf("share %s, want %s", w.Gaps[0].Share, tt.share)
			}
		})
	}
}

func TestAnotherEmployerIsNotCompared(t *testing.T) {
	b := newCase(t)
	s := b.source("A")
	one, two := b.entity("Company", "", s, fact{"name", "One"}), b.entity("Company", "", s, fact{"name", "Two"})
	b.wage(s, Paid, "100 RUB/month", fact{"place", "Korsakov"}, fact{"date", "2018"}, fact{"employer", one})
	b.wage(s, Declared, "20 RUB/month", fact{"place", "Korsakov"}, fact{"date", "2018"}, fact{"employer", two})
	if w := b.wages(WageOptions{}); len(w.Gaps) != 0 {
		t.Errorf("a gap between the fee for one employer and the pay of another: %s", w.Gaps[0].Label)
	}
}

func TestCurrenciesAndTimesStandOnTheirOwnAxes(t *testing.T) {
	b := newCase(t)
	s := b.source("A")
	b.wage(s, Paid, "100 RUB/month")
	b.wage(s, Paid, "100 USD/month")
	b.wage(s, Declared, "1200 USD/year")
	units := func(o WageOptions) []string {
		var all []string
		for _, p := range b.wages(o).panels {
			all = append(all, p.unit())
		}
		slices.Sort(all)
		return all
	}
	if got := units(WageOptions{}); !slices.Equal(got, []string{"RUB a month", "USD a month", "USD a year"}) {
		t.Errorf("axes %q", got)
	}
	if got := units(WageOptions{Per: value.PerMonth}); !slices.Equal(got, []string{"RUB a month", "USD a month"}) {
		t.Errorf("axes for each month: %q", got)
	}
	rate := Rate{From: "RUB", To: "USD", Value: value.Whole(50), Date: "2018-08-02", Source: "Bank of Russia"}
	if got := units(WageOptions{Per: value.PerYear, Currency: "USD", Rate: &rate}); !slices.Equal(got, []string{"USD a year"}) {
		t.Errorf("axes in dollars a year: %q", got)
	}
	// The rate is turned round where it has to be.
	w := b.wages(WageOptions{Currency: "RUB", Rate: &rate})
	for _, o := range w.Observations {
		if o.Money.String() == "1200 USD/year" && o.Drawn.String() != "60000 RUB/year" {
			t.Errorf("1,200 USD are %s", o.Drawn)
		}
	}
	if !strings.Contains(strings.Join(w.Notes, " "), "50 RUB for 1 USD, 2 August 2018, Bank of Russia") {
		t.Errorf("the rate is not told of: %q", w.Notes)
	}
}

func TestPeriodsConvertOnlyByExactFactors(t *testing.T) {
	for _, tt := range []struct {
		from, to value.Period
		want     string
	}{
		{value.PerMonth, value.PerYear, "12"},
		{value.PerYear, value.PerMonth, "1/12"},
		{value.PerDay, value.PerWeek, "7"},
		{value.PerMonth, value.PerMonth, "1"},
		{value.PerWeek, value.PerMonth, ""},
		{value.PerHour, value.PerMonth, ""},
		{value.Once, value.PerMonth, ""},
	} {
		q, ok := perFactor(tt.from, tt.to)
		if ok != (tt.want != "") || ok && q.String() != tt.want {
			t.Errorf("%q to %q: %s, %v", tt.from, tt.to, q, ok)
		}
	}
}

func TestConversionNeedsARateWithDateAndSource(t *testing.T) {
	b := newCase(t)
	b.wage(b.source("A"), Paid, "100 RUB/month")
	gate, err := redact.Open(context.Background(), b.c, redact.Public)
	if err != nil {
		t.Fatal(err)
	}
	rate := Rate{From: "RUB", To: "USD", Value: value.Whole(50), Date: "2018", Source: "Bank"}
	with := func(f func(*Rate)) *Rate {
		r := rate
		f(&r)
		return &r
	}
	for name, o := range map[string]WageOptions{
		"no rate":           {Currency: "USD"},
		"no date":           {Currency: "USD", Rate: with(func(r *Rate) { r.Date = "" })},
		"no source":         {Currency: "USD", Rate: with(func(r *Rate) { r.Source = " " })},
		"a date of its own": {Currency: "USD", Rate: with(func(r *Rate) { r.Date = "someday" })},
		"zero":              {Currency: "USD", Rate: with(func(r *Rate) { r.Value = value.Whole(0) })},
		"no number":         {Currency: "USD", Rate: with(func(r *Rate) { r.Value = value.Quantity{} })},
		"one currency":      {Currency: "USD", Rate: with(func(r *Rate) { r.From = "USD" })},
		"not a currency":    {Currency: "roubles"},
		"not a time":        {Per: "fortnight"},
		"for each hour":     {Per: value.PerHour},
	} {
		if _, err := Wages(context.Background(), b.c, gate, o); err == nil || !strings.HasSuffix(err.Error(), ".") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Wages(context.Background(), b.c, gate, WageOptions{Currency: "USD", Rate: &rate}); err != nil {
		t.Error(err)
	}
	if _, err := Wages(context.Background(), b.c, gate, WageOptions{Currency: "RUB"}); err != nil {
		t.Errorf("nothing is to be converted: %v", err)
	}
}

func TestUnsourcedDisputedAndTwiceSourced(t *testing.T) {
	b := newCase(t)
	one, two := b.source("One"), b.source("Two")
	id := b.wage(one, Paid, "100 RUB/month")
	b.do(func(tx *store.Tx) error {
		st := store.Statement{Entity: id, Property: "amount", Value: "100 RUB/month", Source: two}
		if _, err := tx.Assert(st, store.Noting{Hedge: "so they say"}); err != nil {
			return err
		}
		st.Stance = store.Disputes
		_, err := tx.Assert(st, store.Noting{})
		return err
	})
	b.wage(store.ID{}, Declared, "20 RUB/month")
	b.entity("WageObservation", "", one, fact{"amount", "7 RUB/month"}, fact{"name", "No kind"})
	w := b.wages(WageOptions{})
	if len(w.Observations) != 2 {
		t.Fatalf("%d observations", len(w.Observations))
	}
	paid, declared := w.Observations[0], w.Observations[1]
	if paid.cited() != "[1] ¶12, [2]" || !paid.Disputed || paid.Hedge != "so they say" || len(paid.Statements) != 2 {
		t.Errorf("paid: %s, disputed %v, hedge %q, %d statements", paid.cited(), paid.Disputed, paid.Hedge, len(paid.Statements))
	}
	if declared.cited() != "unsourced" {
		t.Errorf("declared: %s", declared.cited())
	}
	if !strings.Contains(strings.Join(w.Notes, " "), "No kind is left out") {
		t.Errorf("nothing is said of what is left out: %q", w.Notes)
	}
	b.do(func(tx *store.Tx) error {
		all, err := b.c.Statements(context.Background(), store.StatementFilter{Entity: id, Property: "amount"})
		for _, st := range all {
			if err == nil {
				err = tx.Withdraw(st.ID, "test")
			}
		}
		return err
	})
	if w := b.wages(WageOptions{}); len(w.Observations) != 1 {
		t.Errorf("%d observations after one was withdrawn", len(w.Observations))
	}
}

func TestTheOrder(t *testing.T) {
	w := manyCase(t).wages(WageOptions{})
	for i := 1; i < len(w.Observations); i++ {
		a, b := w.Observations[i-1], w.Observations[i]
		if a.Place == "" && b.Place != "" {
			t.Error("no place comes before a place")
		}
		if a.Place == b.Place && a.group == b.group && a.Time == b.Time && slices.Index(Bases(), a.Basis) > slices.Index(Bases(), b.Basis) {
			t.Errorf("%s comes before %s", a.Basis, b.Basis)
		}
	}
}

func TestNothingButWhatPassedTheGate(t *testing.T) {
	b := newCase(t)
	s := b.source("Talk with Zorvex Qilmar")
	boss := b.entity("Person", store.ClassWorker, s, fact{"name", "Zorvex Qilmar"})
	id := b.wage(s, Declared, "20 RUB/month", fact{"employer", boss}, fact{"name", "Book of Qilmar"}, fact{"place", "Hut of Zorvex Qilmar"}, fact{"seenIn", "Qilmar's book"})
	b.do(func(tx *store.Tx) error {
		_, err := tx.Assert(store.Statement{Entity: id, Property: "amount", Value: "20 RUB/month", Source: s},
			store.Noting{SaidBy: "Zorvex Qilmar", Hedge: "Qilmar thinks", Citation: store.Citation{Locator: "Qilmar's page"}})
		return err
	})
	w := b.wages(WageOptions{})
	if got := w.Observations[0].Label; got != "Declared by Worker A" {
		t.Errorf("label %q", got)
	}
	for _, format := range Formats() {
		out := written(t, w, format)
		if strings.Contains(strings.ToLower(string(out)), "qilmar") {
			t.Errorf("%s holds the name", format)
		}
	}
	w.Title = "What Zorvex Qilmar says"
	if err := w.Write(&strings.Builder{}, SVG, Size{}); err == nil || strings.Contains(err.Error(), "Qilmar") {
		t.Errorf("a name that went round the gate was written, or shown in the error: %v", err)
	}
}
