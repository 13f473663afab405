package store

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// words asks for passages and things that hold all of the words, the last one
// as the beginning of a word.
func words(text string) SearchNode {
	n := SearchNode{Op: SearchAnd}
	fields := strings.Fields(text)
	for i, w := range fields {
		n.Kids = append(n.Kids, SearchNode{Any: []SearchWords{{Words: SearchFold(w), Prefix: i == len(fields)-1}}})
	}
	return n
}

func finds(t testing.TB, c *Case, n SearchNode, f SearchFilter) []string {
	t.Helper()
	res, err := c.Search(context.Background(), n, f, 50)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, h := range res.Hits {
		all = append(all, fmt.Sprintf("%d %s", h.Kind, h.Text))
	}
	return all
}

func searchCase(t testing.TB) (*Case, ID) {
	c := newCase(t)
	source := article(t, c)
	alter(t, c, func(tx *Tx) error {
		_, err := tx.AddText(source, Layer{Kind: "text", Tool: "test", Passages: []Passage{
			{Number: 1, Page: 1, Text: "Платёжное поручение на 20 000 рублей"},
			{Number: 2, Page: 1, Text: "한빛무역은 서울에서 일한다"},
			{Number: 3, Page: 2, Text: "The builder of the island paid the crew in cash"},
		}, Sections: []Section{{First: 3, Title: "Annex"}}})
		return err
	})
	return c, source
}

func alter(t testing.TB, c *Case, fn func(*Tx) error) {
	t.Helper()
	if _, err := c.Update(context.Background(), "Change", fn); err != nil {
		t.Fatal(err)
	}
}

func TestSearchFindsWhatWasWritten(t *testing.T) {
	c, source := searchCase(t)
	firm(t, c, source, "Mokran LLC")
	alter(t, c, func(tx *Tx) error {
		if _, err := tx.AddNote(Note{Text: "Ask the harbour master"}); err != nil {
			return err
		}
		_, err := tx.AddTask(Task{Text: "Call the registry office"})
		return err
	})
	for _, tc := range []struct{ question, want string }{
		{"платежн", "0 Платёжное поручение"},
		{"20 000", "0 Платёжное"},
		{"서울", "0 한빛무역은"},
		{"빛무", "0 한빛무역은"},
		{"crew paid", "0 The builder"},
		{"mokr", "1 Mokran"},
		{"harbour", "4 Ask"},
		{"registry", "5 Call"},
	} {
		got := finds(t, c, words(tc.question), SearchFilter{})
		if len(got) != 1 || !strings.HasPrefix(got[0], tc.want) {
			t.Errorf("%q finds %q; want %q", tc.question, got, tc.want)
		}
	}
	if got := finds(t, c, words("crew cashier"), SearchFilter{}); len(got) != 0 {
		t.Errorf("a word that is not there finds %q", got)
	}
	not := SearchNode{Op: SearchNot, Kids: []SearchNode{words("the"), words("builder")}}
	if got := finds(t, c, not, SearchFilter{Kinds: []HitKind{HitPassage}}); len(got) != 0 {
		t.Errorf("without builder: %q", got)
	}
	phrase := SearchNode{Any: []SearchWords{{Words: []string{"paid", "the", "crew"}}}}
	if got := finds(t, c, phrase, SearchFilter{}); len(got) != 1 {
		t.Errorf("the phrase finds %q", got)
	}
	phrase.Any[0].Words = []string{"paid", "crew"}
	if got := finds(t, c, phrase, SearchFilter{}); len(got) != 0 {
		t.Errorf("words apart are no phrase: %q", got)
	}
	if got := finds(t, c, words("crew"), SearchFilter{Sources: []ID{}}); len(got) != 0 {
		t.Errorf("no source at all: %q", got)
	}
	if got := finds(t, c, words("crew"), SearchFilter{Sources: []ID{source}}); len(got) != 1 {
		t.Errorf("this source: %q", got)
	}
}

// TestSearchFollowsUndo: what was taken back is found no more, and its words
// are gone from the file.
func TestSearchFollowsUndo(t *testing.T) {
	c, source := searchCase(t)
	alter(t, c, func(tx *Tx) error {
		_, err := tx.AddPassages(source, "notes", "test", []Passage{{Number: 1, Text: "zzsecretzz informant"}})
		return err
	})
	if got := finds(t, c, words("zzsecretzz"), SearchFilter{}); len(got) != 1 {
		t.Fatalf("before: %q", got)
	}
	if _, err := c.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := finds(t, c, words("zzsecretzz"), SearchFilter{}); len(got) != 0 {
		t.Fatalf("after undo: %q", got)
	}
	if _, err := c.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := finds(t, c, words("zzsecretzz"), SearchFilter{}); len(got) != 1 {
		t.Fatalf("after redo: %q", got)
	}
	if _, err := c.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	var stale, n int
	path := c.Path()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	c, err := Open(t.Context(), path, testOptions(1))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if err := c.read.QueryRow("SELECT stale, (SELECT count(*) FROM search_text_words WHERE term = 'zzsecretzz') FROM indexed").Scan(&stale, &n); err != nil || stale+n != 0 {
		t.Errorf("stale %d, word %d, %v", stale, n, err)
	}
	// The history keeps what was undone; the index may not.
	rows, err := query(t.Context(), c.read, "SELECT block FROM search_text_data", scanString)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if bytes.Contains([]byte(r), []byte("secretzz")) {
			t.Error("the word survives in the index")
		}
	}
}

// TestNewerReadingIsSearched: of two readings of one file only the newer one.
func TestNewerReadingIsSearched(t *testing.T) {
	c, source := searchCase(t)
	read := func(text string) {
		alter(t, c, func(tx *Tx) error {
			e, err := tx.AddEvidence(source, Intake{Name: "a.pdf", Media: "application/pdf", Tool: "test"}, strings.NewReader("bytes of a file"))
			if err != nil {
				return err
			}
			layer, err := tx.AddText(source, Layer{Kind: "text", Tool: "test", Passages: []Passage{{Number: 1, Text: text}}})
			if err != nil {
				return err
			}
			_, err = tx.AddReading(Reading{Source: source, Evidence: e.SHA256, Layer: layer, Tool: "test", Format: "pdf", Pages: 1, Meta: map[string]string{"Producer": "x"}})
			return err
		})
	}
	read("anchorage one")
	read("anchorage two")
	if got := finds(t, c, words("anchorage"), SearchFilter{}); len(got) != 1 || got[0] != "0 anchorage two" {
		t.Fatalf("%q", got)
	}
	layers, err := c.Layers(t.Context(), source)
	if err != nil || len(layers) != 3 || !layers[0].Current || layers[1].Current || layers[0].File != "a.pdf" {
		t.Fatalf("%+v %v", layers, err)
	}
	readings, err := c.Readings(t.Context(), source)
	if err != nil || len(readings) != 2 || readings[0].Meta["Producer"] != "x" || readings[1].Layer != layers[0].ID {
		t.Fatalf("%+v %v", readings, err)
	}
	s, err := c.Source(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	s.Removed = true
	alter(t, c, func(tx *Tx) error { return tx.SetSource(s) })
	if got := finds(t, c, words("anchorage"), SearchFilter{}); len(got) != 0 {
		t.Fatalf("a removed source is searched: %q", got)
	}
}

// TestSearchInACaseThatCannotBeWritten: the index is behind and stays so; the
// search finds all the same.
func TestSearchInACaseThatCannotBeWritten(t *testing.T) {
	c, _ := searchCase(t)
	path := c.Path()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	rawSQL(t, path, "UPDATE indexed SET action = 1")
	o := testOptions(2)
	o.ReadOnly = true
	r, err := Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	if got := finds(t, r, words("builder"), SearchFilter{}); len(got) != 1 {
		t.Fatalf("%q", got)
	}
}

// TestForgedIndexIsNamed: words put into the index by another hand.
func TestForgedIndexIsNamed(t *testing.T) {
	c, _ := searchCase(t)
	path := c.Path()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	rawSQL(t, path, "INSERT INTO search_text (rowid, words, keys) VALUES (900, 'forged', '')")
	c, err := Open(t.Context(), path, testOptions(1))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	v, err := c.Verify(t.Context(), "", nil)
	if err != nil || len(v.Problems) != 1 || !strings.Contains(v.Problems[0], "search index") {
		t.Fatalf("%v %v", v.Problems, err)
	}
	if err := c.followAll(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if v, err = c.Verify(t.Context(), "", nil); err != nil || len(v.Problems) != 0 {
		t.Fatalf("after it was made anew: %v %v", v.Problems, err)
	}
}

// TestKeysOfNames: a name is found under its keys, and other keys make the
// index anew.
func TestKeysOfNames(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.rtcase")
	o := testOptions(1)
	o.KeysName = "first letters"
	o.Keys = func(w string) []string { return []string{"k" + strings.ToLower(w[:1])} }
	c, err := Create(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	source := article(t, c)
	firm(t, c, source, "Mokran")
	key := func(k string) SearchNode { return SearchNode{Any: []SearchWords{{Words: []string{k}, Key: true}}} }
	if got := finds(t, c, key("km"), SearchFilter{Kinds: []HitKind{HitEntity}}); len(got) != 1 {
		t.Fatalf("%q", got)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	o.KeysName = "other"
	o.Keys = func(string) []string { return []string{"other"} }
	if c, err = Open(t.Context(), path, o); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if got := finds(t, c, key("other"), SearchFilter{Kinds: []HitKind{HitEntity}}); len(got) != 1 {
		t.Fatalf("%q", got)
	}
	if got := finds(t, c, key("km"), SearchFilter{Kinds: []HitKind{HitEntity}}); len(got) != 0 {
		t.Fatalf("%q", got)
	}
}

// TestIndexIsWhatTheStateMakes: after any changes, undone and redone, the
// index that followed the history holds the same words as one made anew.
func TestIndexIsWhatTheStateMakes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c, err := Create(context.Background(), filepath.Join(t.TempDir(), fmt.Sprint(rapid.Uint64().Draw(rt, "file"), ".rtcase")), testOptions(1))
		if err != nil {
			rt.Fatal(err)
		}
		defer func() { _ = os.Remove(c.Path()) }()
		defer func() { _ = c.Close() }()
		var sources []ID
		word := rapid.SampledFrom([]string{"alpha", "бета", "감마", "delta-4", "Ёлка", "quay"})
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			text := word.Draw(rt, "w") + " " + word.Draw(rt, "v")
			switch op := rapid.IntRange(0, 6).Draw(rt, "op"); {
			case op == 0 || len(sources) == 0:
				alter(t, c, func(tx *Tx) error {
					id, err := tx.AddSource(Source{Title: text})
					sources = append(sources, id)
					return err
				})
			case op == 1:
				_, _ = c.Undo(context.Background())
			case op == 2:
				_, _ = c.Redo(context.Background())
			case op == 3:
				_, _ = c.Update(context.Background(), "Text", func(tx *Tx) error {
					_, err := tx.AddPassages(sources[len(sources)-1], "text", "t", []Passage{{Number: 1, Text: text}, {Number: 2, Text: word.Draw(rt, "u")}})
					return err
				})
			case op == 4:
				_, _ = c.Update(context.Background(), "Remove", func(tx *Tx) error {
					return tx.SetSource(Source{ID: sources[0], Title: text, Removed: rapid.Bool().Draw(rt, "gone")})
				})
			case op == 5:
				_, _ = c.Update(context.Background(), "Note", func(tx *Tx) error {
					_, err := tx.AddNote(Note{Text: text})
					return err
				})
			default:
				if err := c.followAll(context.Background(), 0); err != nil {
					rt.Fatal(err)
				}
			}
		}
		if err := c.followAll(context.Background(), 0); err != nil {
			rt.Fatal(err)
		}
		v, err := c.Verify(context.Background(), "", nil)
		if err != nil || len(v.Problems) > 0 {
			rt.Fatal(v.Problems, err)
		}
	})
}
