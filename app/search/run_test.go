package search_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redthread/app/names"
	"redthread/app/sample"
	"redthread/app/search"
	"redthread/store"
)

// openCase makes the sample case with three sources in Russian, Korean and English beside it.
func openCase(t *testing.T) *store.Case {
	t.Helper()
	o := sample.Options()
	o.Keys, o.KeysName = names.Keys, names.KeysVersion
	c, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "case.rtcase"), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := sample.Write(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	_, err = c.Update(t.Context(), "Add texts", func(tx *store.Tx) error {
		add := func(s store.Source, passages ...string) store.ID {
			id, err := tx.AddSource(s)
			if err != nil {
				t.Fatal(err)
			}
			var all []store.Passage
			for i, p := range passages {
				all = append(all, store.Passage{Number: i + 1, Page: i/2 + 1, Text: p})
			}
			if _, err := tx.AddPassages(id, "text", "test", all); err != nil {
				t.Fatal(err)
			}
			return id
		}
		russian := add(store.Source{Title: "Реестр стройки", Kind: "registry", Published: "2017-05", Language: "ru", Grade: store.Grade{Reliability: 'B', Credibility: 2}},
			"На стройке заняты рабочие из КНДР.", "Директор Щербаков нанял иностранцев.", "Бригадир Ким Чхоль Су подписал договор аренды.", "На рынке тихо.")
		add(store.Source{Title: "현장 기록", Kind: "interview", Published: "2019", Language: "ko", Grade: store.Grade{Reliability: 'C'}},
			"북한 노동자들이 러시아에서 일한다.", "반장 김철수는 임금을 나눈다.", "이바노프 사장이 왔다.")
		add(store.Source{Title: "Site notes", Kind: "document", Published: "2016-11-02", Language: "en-GB", Grade: store.Grade{Reliability: 'A', Credibility: 1}},
			"Mr Ivanov keeps the rental contract.", "Shcherbakov pays the crew.", "The contract for rent ended.")
		person, err := tx.AddEntity("Person")
		if err != nil {
			return err
		}
		if _, err := tx.Assert(store.Statement{Entity: person, Property: "name", Value: "Хабаров Юрий Сергеевич", Source: russian}, store.Noting{}); err != nil {
			return err
		}
		if _, err := tx.AddNote(store.Note{About: person, Text: "Ask about the barracks."}); err != nil {
			return err
		}
		if _, err := tx.AddTask(store.Task{Text: "Visit the barracks"}); err != nil {
			return err
		}
		_, err = tx.AddTag(store.Tag{About: person, Text: "Urgent"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for { // the index follows the history from behind
		a, err := search.Run(t.Context(), c, "index", search.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if a.Behind == 0 {
			return c
		}
	}
}

func TestRun(t *testing.T) {
	c := openCase(t)
	for _, q := range []struct {
		query string
		want  string // a line that must be among the results, marks in braces
		first bool   // and be the first
	}{
		{"рабочих", "На стройке заняты {рабочие} из КНДР.", true},
		{"стройка", "На {стройке} заняты рабочие из КНДР.", true},
		{"рынок", "На {рынке} тихо.", true},
		{"иностранец", "Директор Щербаков нанял {иностранцев}.", true},
		{"노동자를", "북한 {노동자}들이 러시아에서 일한다.", true},
		{"임금", "반장 김철수는 {임금}을 나눈다.", true},
		{"Scherbakow", "Директор {Щербаков} нанял иностранцев.", false},
		{"щербаков", "{Shcherbakov} pays the crew.", false},
		{"Ivanov", "{이바노프} 사장이 왔다.", false},
		{"이바노프", "Mr {Ivanov} keeps the rental contract.", false},
		{"Kim Chol-su", "반장 {김철수는} 임금을 나눈다.", false},
		{"Kim Cheolsu", "Бригадир {Ким Чхоль Су} подписал договор аренды.", false},
		{"김철수", "Бригадир {Ким Чхоль Су} подписал договор аренды.", false},
		{"Khabarov", "{Хабаров} Юрий Сергеевич", true},
		{"하바로프", "{Хабаров} Юрий Сергеевич", true},
		{"Yuri Habarow", "{Хабаров} {Юрий} Сергеевич", true},
		{"genco", "{Genco}", true},
		{"zenco-39", "{Zenco-39}", true},
		{"Kanson Ltd", "{Kanson} {Ltd}.", true},
		{`"rental contract"`, "Mr Ivanov keeps the {rental contract}.", true},
		{`contract -rental "for rent"`, "The {contract} {for rent} ended.", true},
		{"barracks", "Ask about the {barracks}.", true},
		{"barracks in:notes", "Visit the {barracks}", false},
		{"site in:sources", "{Site} notes", true},
		{"Щербаков OR 임금", "반장 김철수는 {임금}을 나눈다.", false},
		{"contract kind:document before:2017", "Mr Ivanov keeps the rental {contract}.", false},
		{"contract lang:en source:\"site notes\"", "Mr Ivanov keeps the rental {contract}.", false},
		{"юрий tag:urgent", "Хабаров {Юрий} Сергеевич", true},
		{"kind:registry before:2018-01 grade:B", "2017-05 · registry", true},
	} {
		a, err := search.Run(t.Context(), c, q.query, search.Options{})
		if err != nil {
			t.Fatalf("%s: %v", q.query, err)
		}
		var lines []string
		for _, r := range a.Results {
			lines = append(lines, braces(r))
		}
		at := -1
		for i, l := range lines {
			if l == q.want {
				at = i
				break
			}
		}
		if at < 0 || q.first && at > 0 || a.Behind != 0 || len(a.Warnings) > 0 {
			t.Errorf("%s: %q stands at %d of\n%s\n(behind %d, %q)", q.query, q.want, at, strings.Join(lines, "\n"), a.Behind, a.Warnings)
		}
	}
}

func braces(r search.Result) string {
	points := []rune(r.Snippet)
	var b strings.Builder
	at := 0
	for _, m := range r.Marks {
		fmt.Fprintf(&b, "%s{%s}", string(points[at:m[0]]), string(points[m[0]:m[1]]))
		at = m[1]
	}
	return b.String() + string(points[at:])
}

func TestRunFindsNothingElse(t *testing.T) {
	c := openCase(t)
	for _, query := range []string{
		"", "-contract", "бригадир in:names", "contract lang:ko", "contract before:2016", "contract after:2016 source:\"site notes\"", "contract grade:B source:\"site notes\"",
		`"contract rental"`, "рабочие NOT стройке", "rental kind:law", "Петрова", "Park Chol-su", "김영수", "юрий tag:later", "юрий -tag:urgent in:names",
		"contract in:text -in:text", "cited:no kind:registry",
	} {
		a, err := search.Run(t.Context(), c, query, search.Options{})
		if err != nil || len(a.Results) != 0 {
			t.Errorf("%q finds %+v, %v", query, a.Results, err)
		}
	}
}

func TestRunSaysWhere(t *testing.T) {
	c := openCase(t)
	one := func(query string) search.Result {
		t.Helper()
		a, err := search.Run(t.Context(), c, query, search.Options{Limit: 1})
		if err != nil || len(a.Results) == 0 {
			t.Fatalf("%s: %+v, %v", query, a, err)
		}
		return a.Results[0]
	}
	rows, err := c.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	number := rows[len(rows)-3].Number
	r := one("бригадир")
	if want := fmt.Sprintf("[%d] ¶ 3, p. 2", number); r.Place != want || r.Title != "Реестр стройки" || r.Passage != 3 || r.Page != 2 || r.Source != rows[len(rows)-3].ID || r.Layer.IsZero() {
		t.Errorf("%+v, want the place %s", r, want)
	}
	if word := []rune("Бригадир Ким Чхоль Су подписал договор аренды.")[r.Start:r.Stop]; string(word) != "Бригадир" {
		t.Errorf("it leads to %q in the passage", string(word))
	}
	if r := one("Khabarov"); r.Kind != store.HitEntity || r.Place != "Person" || r.Title != "Хабаров Юрий Сергеевич" || r.Entity.IsZero() || r.Schema != "Person" {
		t.Errorf("%+v", r)
	}
	if r := one("barracks"); r.Kind != store.HitNote || r.Place != "on Хабаров Юрий Сергеевич" || r.Title != "Note" || r.Note.IsZero() {
		t.Errorf("%+v", r)
	}
	if r := one("Krasnodar in:statements"); r.Kind != store.HitStatement || !strings.HasPrefix(r.Title, "Zenco-39 · ") || r.Statement.IsZero() || !strings.HasPrefix(r.Place, "[1] ¶ 38") {
		t.Errorf("%+v", r)
	}
	for _, query := range []string{"site in:sources", "kind:document before:2017 grade:A"} {
		if r := one(query); r.Kind != store.HitSource || r.Title != "Site notes" || r.Grade.String() != "A1" {
			t.Errorf("%s: %+v", query, r)
		}
	}
	a, err := search.Run(t.Context(), c, "contract", search.Options{Limit: 1})
	if err != nil || !a.More {
		t.Errorf("one of many: more %v, %v", a.More, err)
	}
}

func TestRunWhileTyping(t *testing.T) {
	c := openCase(t)
	for _, query := range []string{"р", "раб", "рабо", "рабоч", "рабочи", "рабочие", "Щер", "Shcherb", "김철", "kon:", `"rental con`, "(contract", "contract o", "Site notes kind:"} {
		a, err := search.Run(t.Context(), c, query, search.Options{Typing: true, Limit: 20})
		if err != nil || len(a.Warnings) > 0 {
			t.Errorf("%q: %v %q", query, err, a.Warnings)
		}
		if len(a.Results) == 0 && query != "kon:" {
			t.Errorf("%q finds nothing", query)
		}
	}
	if a, err := search.Run(t.Context(), c, "kond:x y", search.Options{}); err != nil || len(a.Warnings) != 1 {
		t.Errorf("%q, %v", a.Warnings, err)
	}
}

func TestASearcherSeesChanges(t *testing.T) {
	c := openCase(t)
	s := search.New(c)
	defer s.Close()
	find := func() int {
		a, err := s.Run(t.Context(), "kind:analysis source:\"late paper\"", search.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return len(a.Results)
	}
	if n := find(); n != 0 {
		t.Fatalf("%d found before there is any", n)
	}
	if _, err := c.Update(t.Context(), "Add a source", func(tx *store.Tx) error {
		_, err := tx.AddSource(store.Source{Title: "Late paper", Kind: "analysis"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(5 * time.Second); find() != 1; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the new source is not found")
		}
	}
}
