package overview

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk/desktest"
)

func sampleBoard(t *testing.T) *app.Board {
	t.Helper()
	b, err := app.Overview(t.Context(), desktest.New(t).Case())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The conflicts of the sample, with what each side says.
func TestConflictsStandSideBySide(t *testing.T) {
	all := conflicts(sampleBoard(t))
	want := [][]string{
		{"more than 10,000", "at least 700"},
		{"June 2018", "0 applications"},
		{"80 %", "about 100,000 RUB a month", "16,000–20,000 RUB a month"},
		{"about 24,000 persons", "30,023 persons", "11,490 persons", "19,559 persons"},
	}
	if len(all) < 8 {
		t.Fatalf("%d conflicts, want C1 to C8 at least", len(all))
	}
	for i, c := range all {
		if !strings.HasPrefix(c.title, "C"+string(rune('1'+i))) || c.caution == "" || len(c.sides) < 2 {
			t.Errorf("conflict %d: %q with %d sides, caution %q", i+1, c.title, len(c.sides), c.caution)
		}
		var values []string
		for _, s := range c.sides {
			values = append(values, s.value)
			if s.name == "" || len(s.marks) == 0 {
				t.Errorf("%s: a side without name or citation: %+v", c.title, s)
			}
		}
		if i < len(want) {
			if d := cmp.Diff(want[i], values); d != "" {
				t.Errorf("%s: %s", c.title, d)
			}
		}
	}
	first := all[0].sides[0]
	if first.label != "Registered" || first.when != "September 2017 to about July 2018 · Russia" || first.saidBy == "" {
		t.Errorf("the first side is %+v", first)
	}
	paid := all[2].sides[1]
	if !strings.HasPrefix(paid.label, "Paid") {
		t.Errorf("what kind of sum the fee is stands as %q", paid.label)
	}
}

func TestASideKeepsItsHedge(t *testing.T) {
	fact := func(property, shown, hedge string) app.FactRow {
		return app.FactRow{Statement: store.Statement{ID: store.ID{byte(len(property))}, Property: property}, Label: property, Shown: shown, Hedge: hedge}
	}
	for _, c := range []struct {
		name   string
		schema string
		facts  []app.FactRow
		value  string
		hedge  string
	}{
		{"the value says it", "WorkPermit", []app.FactRow{fact("permitted", "at least 700", "at least")}, "at least 700", ""},
		{"the value does not", "Observation", []app.FactRow{fact("quantity", "80", "in line with others"), fact("unit", "%", "")}, "80 %", "in line with others"},
		{"a claim is its own name", "Claim", []app.FactRow{fact("date", "2017", ""), fact("claim", "Side", "is said to")}, "", "is said to"},
		{"nothing but words", "Event", []app.FactRow{fact("summary", "Something happened", "")}, "Something happened", ""},
		{"nothing at all", "Event", nil, "", ""},
	} {
		s := sideOf(app.SideCard{Name: "Side", Schema: c.schema, Facts: c.facts})
		if s.value != c.value || s.hedge != c.hedge {
			t.Errorf("%s: value %q, hedge %q", c.name, s.value, s.hedge)
		}
	}
}

func TestWeaknessesNameOnlyWhatThereIs(t *testing.T) {
	one := []app.WeakRow{{Title: "x"}}
	b := &app.Board{Unsourced: one, UnsourcedTotal: 1, SingleOrigin: append(one, one...)}
	b.Sources, b.Statements, b.Entities = 2, 5, 3
	var got []string
	for _, w := range weaknesses(b) {
		got = append(got, w.text)
	}
	if d := cmp.Diff([]string{"1 value names no source", "2 claims and counts rest on one origin"}, got); d != "" {
		t.Error(d)
	}
	if s := sound(b); s != "Every source has a grade, every source is cited and every person has a class." {
		t.Errorf("sound: %q", s)
	}
	if s := sound(&app.Board{}); s != "" {
		t.Errorf("of an empty case: %q", s)
	}
}

func TestCountsSayWhatTheCaseHolds(t *testing.T) {
	b := &app.Board{Origins: 1}
	b.Sources, b.Entities, b.Statements, b.Withdrawn = 2, 1, 30, 4
	b.Evidence = make([]store.Evidence, 1)
	if got := counts(b); got != "2 sources · 1 origin · 1 entity · 30 statements · 4 withdrawn · 1 file of evidence" {
		t.Error(got)
	}
}

func TestNewsLeadsWhereItHappened(t *testing.T) {
	e, s := store.ID{1}, store.ID{2}
	set := func(ids ...store.ID) map[store.ID]bool {
		m := map[store.ID]bool{}
		for _, id := range ids {
			m[id] = true
		}
		return m
	}
	for _, c := range []struct {
		name   string
		action store.Action
		change store.Change
		title  string
		to     place
	}{
		{"an entity", store.Action{Label: "Add company"}, store.Change{Entities: set(e), Sources: set(s)}, "Add company", place{"Entities", e}},
		{"a source", store.Action{Label: "Log source"}, store.Change{Sources: set(s)}, "Log source", place{"Sources", s}},
		{"an older source", store.Action{Label: "Log the sources"}, store.Change{}, "Log the sources", place{screen: "Sources"}},
		{"older facts", store.Action{Label: "Record the law"}, store.Change{}, "Record the law", place{screen: "Entities"}},
		{"a task", store.Action{Label: "Finish task"}, store.Change{Case: true}, "Finish task", place{}},
		{"an undo", store.Action{Label: "Add company", Kind: "undo"}, store.Change{Entities: set(e)}, "Took back: Add company", place{"Entities", e}},
		{"many", store.Action{Label: "Import", Kind: "redo"}, store.Change{Entities: set(e, s, store.ID{3})}, "Did again: Import", place{screen: "Entities"}},
	} {
		got := newsOf([]store.Action{c.action}, map[store.ActionID]store.Change{{}: c.change}, "Sources", "Entities")[0]
		if got.title != c.title || got.to != c.to {
			t.Errorf("%s: %q leads to %+v", c.name, got.title, got.to)
		}
	}
}

func TestVerifiedTextShowsTheFirstProblem(t *testing.T) {
	if text, good := verifiedText(store.Verification{Actions: 1, Rows: 20}); !good || text != "Sound: 1 action, 20 rows and 0 files checked." {
		t.Errorf("%q, %v", text, good)
	}
	if text, good := verifiedText(store.Verification{Problems: []string{"A row is not as it was left.", "Another."}}); good || text != "2 problems: A row is not as it was left." {
		t.Errorf("%q, %v", text, good)
	}
}

func TestSidesShareTheirLinesEvenly(t *testing.T) {
	for _, c := range []struct {
		width float32
		n     int
		want  int
	}{
		{800, 2, 2}, {800, 3, 3}, {800, 4, 2}, {800, 7, 3}, {560, 2, 2}, {560, 3, 2}, {100, 3, 1}, {800, 0, 1},
	} {
		l := &sidesLayout{width: c.width}
		if got := l.columns(c.n); got != c.want {
			t.Errorf("%d sides at %v stand in %d columns, want %d", c.n, c.width, got, c.want)
		}
	}
}
