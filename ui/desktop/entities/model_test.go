package entities

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/ui/desktop/desk/desktest"
)

func schema(t *testing.T, name string) *ontology.Schema {
	t.Helper()
	s, ok := schemaOf(name)
	if !ok {
		t.Fatalf("no schema %s", name)
	}
	return s
}

func TestKindRows(t *testing.T) {
	o := ontology.Default()
	first := func(text string) string {
		for _, r := range kindRows(o, text) {
			if r.schema != nil {
				return r.schema.Name
			}
		}
		return ""
	}
	for text, want := range map[string]string{"": "Company", "pay obs": "WageObservation", "permit": "WorkPermit", "ship": "Vessel", "owner": "Ownership"} {
		if got := first(text); got != want {
			t.Errorf("%q offers %s first, want %s", text, got, want)
		}
	}
	if rows := kindRows(o, "no such kind"); len(rows) != 0 {
		t.Errorf("headings stand over nothing: %v", rows)
	}
	for _, r := range kindRows(o, "") {
		if r.schema != nil && (r.schema.Abstract || r.schema.Hidden) {
			t.Errorf("%s is offered unasked", r.schema.Name)
		}
	}
}

func TestLinkKinds(t *testing.T) {
	o := ontology.Default()
	tests := []struct{ from, to, first string }{
		{"Company", "Company", "A owns B"},
		{"Person", "Company", "A works for B"},
		{"WorkerGroup", "Company", "A, employer: B"},
		{"Company", "WorkerGroup", "B, employer: A"},
		{"Claim", "Company", "A, about: B"},
		{"Company", "Contract", "A was awarded B"},
	}
	for _, tt := range tests {
		kinds := linkKinds(o, schema(t, tt.from), schema(t, tt.to))
		if len(kinds) == 0 || kinds[0].sentence("A", "B") != tt.first {
			var all []string
			for _, k := range kinds {
				all = append(all, k.sentence("A", "B"))
			}
			t.Errorf("%s and %s: %q, want %q first", tt.from, tt.to, all, tt.first)
		}
	}
	if linkKinds(o, schema(t, "Company"), nil) != nil {
		t.Error("a link to nobody is offered")
	}
}

// Every form has what its entity is called by, or both ends of the link.
func TestEveryKindCanBeAdded(t *testing.T) {
	for _, s := range ontology.Default().Schemata() {
		if s.Abstract {
			continue
		}
		all := asked(s)
		if len(all) == 0 {
			t.Errorf("%s has an empty form", s.Name)
			continue
		}
		ends := 0
		for _, p := range all {
			if needed(s, p) {
				ends++
			}
		}
		if s.Edge != nil && ends != 2 || s.Edge == nil && captionName(s) != "" && ends != 1 {
			t.Errorf("%s needs %d fields", s.Name, ends)
		}
	}
}

func dossier(t *testing.T, d *desktest.Desk, name string) *app.Dossier {
	t.Helper()
	all, err := app.Load(t.Context(), d.Case(), named(t, d, name))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAHedgeStandsUnderItsValueEverywhere(t *testing.T) {
	d := desktest.New(t)
	rows, _, err := d.Case().Entities(t.Context(), store.EntityFilter{})
	if err != nil {
		t.Fatal(err)
	}
	hedges := 0
	for _, r := range rows {
		all, err := app.Load(t.Context(), d.Case(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range factLines(all) {
			if h := l.fact.row.Hedge; h != "" {
				hedges++
				if !strings.Contains(l.note, h) {
					t.Errorf("%s, %s: %q is not under the value", all.Name, l.label, h)
				}
			}
			if len(l.marks) == 0 && !strings.Contains(l.warn, "unsourced") {
				t.Errorf("%s, %s: neither cited nor marked as unsourced", all.Name, l.label)
			}
		}
	}
	if hedges < 10 {
		t.Errorf("only %d hedges were met; the test looks at nothing", hedges)
	}
}

func TestHoldings(t *testing.T) {
	d := desktest.New(t)
	listed, err := listedAround(t.Context(), d.Case(), dossier(t, d, sakorenma))
	if err != nil {
		t.Fatal(err)
	}
	if len(listed) != 1 || !listed[named(t, d, genco)] {
		t.Errorf("listed: %v, want the General Corporation alone", listed)
	}
	h := holdings(dossier(t, d, sakorenma), listed)
	if len(h.owners) != 1 || len(h.assets) != 0 || h.owners[0].share != "share unknown" || !h.owners[0].listed {
		t.Errorf("Sakorenma: %+v", h)
	}
	h = holdings(dossier(t, d, genco), listed)
	if len(h.assets) != 1 || len(h.owners) != 0 || h.assets[0].listed {
		t.Errorf("its owner: %+v", h)
	}
	if !holdings(dossier(t, d, "Zenco-39"), listed).empty() {
		t.Error("Zenco-39 has owners that nobody named")
	}
}

func TestWeighCountsOriginsAndNotCopies(t *testing.T) {
	row := func(disputed bool, value string, marks ...app.Mark) app.FactRow {
		r := app.FactRow{Shown: value, Disputed: disputed, Contested: true, Marks: marks}
		r.Statement.Value = value
		return r
	}
	mark := func(n byte, origin, grade string) app.Mark {
		return app.Mark{Source: store.ID{n}, Number: int(n), Origin: origin, Grade: grade}
	}
	a := row(false, "700", mark(1, "the paper", "B2"), mark(2, "the paper", "B2"), mark(3, "", "A1"))
	no := row(true, "700", mark(4, "", "C3"))
	other := row(false, "1000", mark(5, "", "B3"))
	w := weigh(subject{row: a, group: []app.FactRow{a, no, other}})
	if w.words() != "3 sources  ·  2 origins  ·  A1, B2" {
		t.Errorf("for: %q", w.words())
	}
	if want := []string{"Denied by [4]", "Also said: 1000 [5]"}; !slices.Equal(w.against, want) {
		t.Errorf("against: %q, want %q", w.against, want)
	}
	if w := weigh(subject{row: row(false, "1")}); w.words() != "no source" {
		t.Errorf("unsourced: %q", w.words())
	}
}

// now answers at once, as the desk of the tests does.
func now(_ string, work func(context.Context, func(float64, string)) error, done func(error)) {
	done(work(context.Background(), func(float64, string) {}))
}

// crowd is a case of n firms and one tie between two of them.
func crowd(t *testing.T, n int) *desktest.Desk {
	t.Helper()
	d := desktest.NewEmpty(t)
	_, err := d.Case().Update(t.Context(), "many", func(tx *store.Tx) error {
		var ids []store.ID
		for i := range n {
			id, err := tx.AddEntity("Company")
			if err != nil {
				return err
			}
			if _, err := tx.Assert(store.Statement{Entity: id, Property: "name", Value: fmt.Sprintf("Firm %05d", i)}, store.Noting{}); err != nil {
				return err
			}
			ids = append(ids, id)
		}
		tie, err := tx.AddEntity("Ownership")
		if err != nil {
			return err
		}
		for i, end := range []string{"owner", "asset"} {
			if _, err := tx.Assert(store.Statement{Entity: tie, Property: end, Target: ids[i]}, store.Noting{}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheListReadsOnlyThePagesLookedAt(t *testing.T) {
	d := crowd(t, 450)
	asked := 0
	l := newListing(d.Case(), func(title string, work func(context.Context, func(float64, string)) error, done func(error)) {
		asked++
		now(title, work, done)
	}, func() {}, func(err error) { t.Error(err) })
	l.reload()
	if l.total != 451 || asked != 1 {
		t.Fatalf("%d rows after %d questions", l.total, asked)
	}
	l.row(5)
	l.row(199)
	if asked != 1 {
		t.Errorf("%d questions for one page", asked)
	}
	if f, _ := l.row(449); f.Name != "Firm 00449" || asked != 2 {
		t.Errorf("row 449 is %q after %d questions", f.Name, asked)
	}
	if f, _ := l.row(450); f.Name != "Firm 00000 → Firm 00001 (ownership)" {
		t.Errorf("links come last; there stands %q", f.Name)
	}
	if at := l.find(mustRow(t, l, 449).ID); at != 449 {
		t.Errorf("found at %d", at)
	}
}

func mustRow(t *testing.T, l *listing, i int) (f struct{ ID store.ID }) {
	t.Helper()
	row, ok := l.row(i)
	if !ok {
		t.Fatalf("no row %d", i)
	}
	f.ID = row.ID
	return f
}

func TestFacetsAndWordsNarrowTheList(t *testing.T) {
	d := desktest.New(t)
	l := newListing(d.Case(), now, func() {}, func(err error) { t.Error(err) })
	l.reload()
	sum := 0
	for _, f := range l.facets() {
		if f.key == facetAll {
			if f.count != l.total {
				t.Errorf("all: %d rows, %d on the chip", l.total, f.count)
			}
			continue
		}
		l.filter(f.key, "", "")
		if l.total != f.count {
			t.Errorf("%s: %d rows, %d on the chip", f.text, l.total, f.count)
		}
		sum += f.count
		for _, k := range l.schemaFacets() {
			l.filter(f.key, k.key, "")
			if l.total != k.count {
				t.Errorf("%s, %s: %d rows, %d on the chip", f.text, k.text, l.total, k.count)
			}
		}
	}
	l.filter(facetAll, "", "")
	if sum != l.total {
		t.Errorf("the facets hold %d of %d", sum, l.total)
	}
	l.filter(facetAll, "", "zenco")
	if l.total == 0 || l.total > 10 {
		t.Errorf("zenco: %d rows", l.total)
	}
	l.filter(facetAll, "", "kogen")
	if f, ok := l.row(0); !ok || f.Name != genco {
		t.Errorf("by another name: %+v", f)
	}
}

func TestAnOlderListIsDropped(t *testing.T) {
	d := desktest.New(t)
	var late []func()
	l := newListing(d.Case(), func(_ string, work func(context.Context, func(float64, string)) error, done func(error)) {
		err := work(context.Background(), nil)
		late = append(late, func() { done(err) })
	}, func() {}, func(err error) { t.Error(err) })
	l.filter(facetAll, "", "sako")
	l.filter(facetAll, "", "zenco")
	late[1]()
	want := l.total
	late[0]()
	if f, _ := l.row(0); l.total != want || !strings.Contains(strings.ToLower(f.Name), "zenco") {
		t.Errorf("the older answer replaced the newer: %d rows, first %q", l.total, f.Name)
	}
}

func TestWhatAPersonIsInAFirmComesFirst(t *testing.T) {
	firm, _ := schemaOf("Company")
	person, _ := schemaOf("Person")
	kinds := linkKinds(ontology.Default(), firm, person)
	for i, want := range []string{"Directorship", "Employment"} {
		if k := kinds[i]; k.link == nil || !k.reversed || k.link.Name != want && kinds[1-i].link.Name != want {
			t.Errorf("kind %d is %q", i+1, k.sentence("the firm", "the person"))
		}
	}
	if k := linkKinds(ontology.Default(), person, firm)[0]; k.reversed {
		t.Errorf("from the person's end the first is %q", k.sentence("the person", "the firm"))
	}
}
