package app_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redthread/app"
	"redthread/store"
)

func TestAPlaceAsTyped(t *testing.T) {
	for text, want := range map[string]app.Cite{
		"12":                  {Passage: 12},
		" ¶ 12 ":              {Passage: 12},
		"note 7":              {Passage: 7},
		"¶12:34-56":           {Passage: 12, Start: 34, Stop: 56},
		"¶ 12: 34–56":         {Passage: 12, Start: 34, Stop: 56},
		"#2:0-5":              {Passage: 2, Stop: 5},
		"12:30-45":            {Quote: "12:30-45"}, // a time in a recording, or words
		"¶12:56-34":           {Quote: "¶12:56-34"},
		"¶12:x-y":             {Quote: "¶12:x-y"},
		"p. 3":                {Locator: "p. 3"},
		"Table 2, row 14":     {Locator: "Table 2, row 14"},
		"0":                   {Quote: "0"},
		"sixteen hours a day": {Quote: "sixteen hours a day"},
	} {
		if got := (app.Cite{}).At(text); got != want {
			t.Errorf("%q is read as %+v, want %+v", text, got, want)
		}
	}
}

// texted makes a source with notes and a newer text.
func texted(t *testing.T, c *store.Case, passages ...string) (source, layer store.ID) {
	t.Helper()
	ctx := t.Context()
	source, err := app.AddSource(ctx, c, app.SourceEntry{Source: store.Source{Title: "Extract"}, Passages: []store.Passage{{Number: 1, Text: "A note about pay."}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = c.Update(ctx, "Give it a text", func(tx *store.Tx) error {
		l := store.Layer{Kind: "text", Tool: "test"}
		for i, p := range passages {
			l.Passages = append(l.Passages, store.Passage{Number: i + 1, Text: p})
		}
		layer, err = tx.AddText(source, l)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return source, layer
}

func TestPlace(t *testing.T) {
	ctx, c := t.Context(), newCase(t)
	source, layer := texted(t, c,
		"The firm pays its workers late.",
		"Их было не менее 700. «Морские работы» заплатила\n16 000 рублей – и молчит.",
		"북한 노동자 700명이 평양에서 왔다.",
		"The firm pays. The port pays, and the\u00ad firm “pays” again.",
	)
	for _, try := range []struct {
		name string
		k    app.Cite
		want app.Cite // without source and layer
		err  error
	}{
		{"words that stand once", app.Cite{Quote: "workers late"}, app.Cite{Passage: 1, Start: 18, Stop: 30, Quote: "workers late"}, nil},
		{"capitals do not matter where nothing else fits", app.Cite{Quote: "THE PORT"}, app.Cite{Passage: 4, Start: 15, Stop: 23, Quote: "The port"}, nil},
		{"other quotation marks, dashes and line breaks", app.Cite{Quote: `"Морские работы" заплатила 16 000 рублей - и`}, app.Cite{Passage: 2, Start: 22, Stop: 66, Quote: "«Морские работы» заплатила\n16 000 рублей – и"}, nil},
		{"a soft hyphen", app.Cite{Quote: `and the firm "pays"`}, app.Cite{Passage: 4, Start: 30, Stop: 50, Quote: "and the\u00ad firm “pays”"}, nil},
		{"Korean words that go on", app.Cite{Quote: "평양"}, app.Cite{Passage: 3, Start: 13, Stop: 15, Quote: "평양"}, nil},
		{"no part of a word", app.Cite{Quote: "irm pay"}, app.Cite{Quote: "irm pay"}, nil},
		{"words that stand in two passages", app.Cite{Quote: "firm pays"}, app.Cite{Quote: "firm pays"}, store.ErrAmbiguous},
		{"the passage decides", app.Cite{Passage: 4, Quote: "firm pays"}, app.Cite{Passage: 4, Start: 4, Stop: 13, Quote: "firm pays"}, nil},
		{"words that the named passage does not have", app.Cite{Passage: 1, Quote: "Морские"}, app.Cite{Passage: 1, Quote: "Морские"}, nil},
		{"words that stand nowhere", app.Cite{Quote: "in my own words"}, app.Cite{Quote: "in my own words"}, nil},
		{"an older text is looked through too", app.Cite{Quote: "note about"}, app.Cite{Passage: 1, Start: 2, Stop: 12, Quote: "note about"}, nil},
		{"offsets give the words", app.Cite{Passage: 3, Start: 0, Stop: 6}, app.Cite{Passage: 3, Start: 0, Stop: 6, Quote: "북한 노동자"}, nil},
		{"offsets beyond the end", app.Cite{Passage: 3, Start: 0, Stop: 60}, app.Cite{Passage: 3, Stop: 60}, store.ErrInvalid},
		{"a passage that is not there", app.Cite{Passage: 9, Start: 0, Stop: 6}, app.Cite{Passage: 9, Stop: 6}, store.ErrNotFound},
		{"a passage alone stays as it is", app.Cite{Passage: 2}, app.Cite{Passage: 2}, nil},
		{"a locator alone stays as it is", app.Cite{Locator: "p. 3"}, app.Cite{Locator: "p. 3"}, nil},
	} {
		try.k.Source, try.want.Source = source, source
		got, err := app.Place(ctx, c, try.k)
		if !errors.Is(err, try.err) {
			t.Errorf("%s: %v", try.name, err)
		}
		if placed := got.Stop > 0 && err == nil; placed == got.Layer.IsZero() {
			t.Errorf("%s: the layer is %s", try.name, got.Layer)
		}
		if got.Layer == layer == (try.name == "an older text is looked through too") && got.Stop > 0 && err == nil {
			t.Errorf("%s: it was found in the wrong text", try.name)
		}
		got.Layer = store.ID{}
		if got != try.want {
			t.Errorf("%s: %+v, want %+v", try.name, got, try.want)
		}
	}
	_, err := app.Place(ctx, c, app.Cite{Source: source, Quote: "firm pays"})
	if err == nil || err.Error() != "These words stand in ¶ 1 and ¶ 4; name the passage, or quote more of it." {
		t.Errorf("two passages: %v", err)
	}
}

func TestPlaceNeedsASource(t *testing.T) {
	k := app.Cite{Quote: "anything"}
	if got, err := app.Place(t.Context(), newCase(t), k); err != nil || got != k {
		t.Errorf("%+v, %v", got, err)
	}
}

// Whatever words of a text are cited, they are found, and what is found reads
// like what was cited.
func TestCitedWordsAreFound(t *testing.T) {
	c := newCase(t)
	words := []string{"pays", "Pays", "700", "«Морские", "работы»", "мая", "노동자", "16\u00a0000", "a–b", "x"}
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.SliceOfN(rapid.SampledFrom(words), 1, 12).Draw(r, "text")
		from := rapid.IntRange(0, len(text)-1).Draw(r, "from")
		to := rapid.IntRange(from+1, len(text)).Draw(r, "to")
		source, _ := texted(t, c, strings.Join(text, " "))
		quote := strings.Join(text[from:to], rapid.SampledFrom([]string{" ", "\n", "  "}).Draw(r, "blank"))
		k, err := app.Place(t.Context(), c, app.Cite{Source: source, Quote: quote})
		if err != nil || k.Passage != 1 {
			r.Fatalf("%q was not found: %+v, %v", quote, k, err)
		}
		if got := string([]rune(strings.Join(text, " "))[k.Start:k.Stop]); got != k.Quote || strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(quote), " ") {
			r.Fatalf("%q was found as %q", quote, got)
		}
	})
}
