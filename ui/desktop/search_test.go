package desktop

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"redthread/app/search"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/palette"
)

func TestAHitLeadsToItsPlace(t *testing.T) {
	s := withSample(t)
	source, layer, entity, statement := store.ID{1}, store.ID{2}, store.ID{3}, store.ID{4}
	for _, c := range []struct {
		name  string
		r     search.Result
		to    desk.Route
		line  string
		where string
	}{
		{
			"a passage",
			search.Result{Kind: store.HitPassage, Source: source, Layer: layer, Passage: 12, Start: 4, Stop: 9, Title: "A report", Place: "[3] ¶ 12", Snippet: "the wages", Marks: [][2]int{{4, 9}}},
			desk.Route{Screen: desk.Sources, ID: source, Layer: layer, Passage: 12, Start: 4, Stop: 9},
			"the wages", "[3] ¶ 12 · A report",
		},
		{
			"a name",
			search.Result{Kind: store.HitEntity, Entity: entity, Schema: "Company", Title: "Genco", Place: "Company", Snippet: "Genco"},
			desk.Route{Screen: desk.Entities, ID: entity},
			"Genco", "Company",
		},
		{
			"another name",
			search.Result{Kind: store.HitEntity, Entity: entity, Schema: "Company", Title: "Genco", Place: "Company", Snippet: "Дженко", Marks: [][2]int{{0, 6}}},
			desk.Route{Screen: desk.Entities, ID: entity},
			"Genco", "Company · also Дженко",
		},
		{
			"a statement",
			search.Result{Kind: store.HitStatement, Entity: entity, Statement: statement, Source: source, Title: "Fee · Amount", Place: "[1] ¶ 3", Snippet: "100,000 RUB"},
			desk.Route{Screen: desk.Entities, ID: entity, Statement: statement},
			"100,000 RUB", "Fee · Amount · [1] ¶ 3",
		},
		{
			"a source",
			search.Result{Kind: store.HitSource, Source: source, Title: "A report", Place: "[3]", Snippet: "A report The Journal"},
			desk.Route{Screen: desk.Sources, ID: source},
			"A report", "[3] · A report The Journal",
		},
		{
			"a note",
			search.Result{Kind: store.HitNote, Entity: entity, Title: "Note", Place: "on Genco", Snippet: "Ask again"},
			desk.Route{Screen: desk.Entities, ID: entity},
			"Ask again", "Note on Genco",
		},
		{"a task", search.Result{Kind: store.HitTask, Title: "Task", Snippet: "Visit"}, desk.Route{Screen: desk.Overview}, "Visit", "Task"},
	} {
		h := s.bench.hit(c.r)
		if got := routeOf(c.r); got != c.to || h.Line != c.line || h.Where != c.where || h.Section == "" {
			t.Errorf("%s: %+v, %+v", c.name, got, h)
		}
		if len(h.Marked) > 0 {
			if m := h.Marked[0]; string([]rune(h.Where)[m[0]:m[1]]) != "Дженко" {
				t.Errorf("%s: marked %v in %q", c.name, m, h.Where)
			}
		}
	}
}

func TestTheWholeCaseIsSearched(t *testing.T) {
	s := withSample(t)
	found, err := s.bench.lookUp(t.Context(), "workers", 50)
	for err == nil && found.Behind > 0 {
		found, err = s.bench.lookUp(t.Context(), "workers", 50)
	}
	if err != nil {
		t.Fatal(err)
	}
	var in []string
	for _, h := range found.Hits {
		if !slices.Contains(in, h.Section) {
			in = append(in, h.Section)
		}
	}
	for _, section := range []string{"Names", "Text", "Statements", "Sources"} {
		if !slices.Contains(in, section) {
			t.Errorf("nothing is found among %s; only in %v", section, in)
		}
	}
	at := slices.IndexFunc(found.Hits, func(h palette.Hit) bool { return h.Section == "Text" })
	found.Hits[at].Do()
	r := s.fakes[desk.Sources].last()
	layer, err := s.bench.c.Layer(t.Context(), r.ID, r.Layer)
	if err != nil {
		t.Fatal(err)
	}
	text := []rune(layer.Passages[r.Passage-1].Text)
	if word := strings.ToLower(string(text[r.Start:r.Stop])); !strings.HasPrefix(word, "worker") {
		t.Errorf("the hit leads to %q", word)
	}
}

func TestTheListOfAllHitsLiesBesideWhatOneReads(t *testing.T) {
	s := withSample(t)
	s.menu(menuGo, "All hits of a search")
	test.Type(s.win.Canvas().Focused(), "workers")
	s.settled()
	s.key(fyne.KeyDown)
	s.until("a hit is shown", func() bool { return s.bench.seat.name != desk.Overview })
	if s.win.Canvas().Focused() == nil {
		t.Error("the list lost the keyboard")
	}
	s.note("a change asks again")
	s.win.Canvas().Capture()
	s.menu(menuGo, "All hits of a search")
	s.key(fyne.KeyEscape)
	if s.bench.frame.drawer.open() {
		t.Error("Escape does not close the list")
	}
}
