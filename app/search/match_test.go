package search

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"redthread/app/names"
	"redthread/store"
)

func checkMarks(t interface{ Fatalf(string, ...any) }, line string, marks [][2]int) {
	points, last := []rune(line), 0
	for _, m := range marks {
		if m[0] < last || m[1] <= m[0] || m[1] > len(points) {
			t.Fatalf("marks %v do not lie in %q", marks, line)
		}
		last = m[1]
	}
}

// marked gives what was marked, with strokes between.
func marked(line string, marks [][2]int) string {
	var parts []string
	for _, m := range marks {
		parts = append(parts, string([]rune(line)[m[0]:m[1]]))
	}
	return strings.Join(parts, "|")
}

func TestMatchMarksWhatWasAskedFor(t *testing.T) {
	for _, c := range []struct{ query, text, want string }{
		{"workers", "The Worker and the workers’ workshop", "Worker|workers"},
		{"рабочих", "Рабочие, рабочего, работа", "Рабочие|рабочего"},
		{"суда", "Суд, судно и судом", "Суд|судом"},
		{"노동자를", "북한 노동자가 러시아에서", "노동자"},
		{"노동", "노동자와 중노동", "노동|노동"},
		{"北京", "在北京市", "北京"},
		{"Schröder", "SCHRODER & Schröder", "SCHRODER|Schröder"},
		{"ёлка", "елка Ёлки", "елка|Ёлки"},
		{"Южно-Сахалинске", "в Южно-Сахалинск и Южно сахалинском", "Южно-Сахалинск|Южно сахалинском"},
		{`"construction work"`, "construction work, constructions work", "construction work"},
		{`"рабочих"`, "рабочие", ""},
		{"Ivanov", "гражданин Иванов, директор", "Иванов"},
		{"Иванов", "Mr Ivanov and Mr Iwanow met", "Ivanov|Iwanow"},
		{"Щербаков", "Shcherbakov, Sherbrooke", "Shcherbakov"},
		{"Kim Chol Su", "총리 김철수는 말했다", "김철수는"},
		{"Chol-su Kim", "김철수", "김철수"},
		{"김철수", "Kim Chol Su and Chol-su Kim, Kim", "Kim Chol Su|Chol-su Kim"},
		{"Ким Чхоль Су", "Kim Cheol-su", "Kim Cheol-su"},
		{"Kim Cheolsu", "Ким Чхоль Су", "Ким Чхоль Су"},
		{"정은", "Kim Jong-un", "Jong-un"},
		{"푸틴", "Putin", "Putin"},
		{"wages -salary", "wages", "wages"},
		{"wages OR pay", "pay rise", "pay"},
		{"Zenco-39", "ZENCO 39 and Zenco-40", "ZENCO 39"},
		{"39", "39 of 390", "39"},
	} {
		p := prepare(Parse(c.query), false)
		f := p.match(c.text, false)
		line, marks := snippet(c.text, f.marks, 1000)
		checkMarks(t, line, marks)
		if got := marked(line, marks); got != c.want || f.holds != (c.want != "") {
			t.Errorf("%q in %q marks %q (%v), want %q", c.query, c.text, got, f.holds, c.want)
		}
	}
}

func TestTypingGoesOn(t *testing.T) {
	for _, c := range []struct{ query, text, want string }{
		{"work", "workshop", "workshop"},
		{"work ", "workshop", ""},
		{"new work", "new workshops", "new|workshops"},
		{"Щерба", "Shcherbakov", "Shcherbakov"},
		{`"new wor`, "new world", "new world"},
		{`"new wor"`, "new world", ""},
		{"work -wor", "workshop", ""},
	} {
		p := prepare(Parse(c.query), true)
		f := p.match(c.text, false)
		if got := marked(c.text, ranges(f.marks)); f.holds != (c.want != "") || f.holds && got != c.want {
			t.Errorf("%q in %q marks %q (%v), want %q", c.query, c.text, got, f.holds, c.want)
		}
	}
}

func ranges(marks []mark) [][2]int {
	var all [][2]int
	for _, m := range marks {
		all = append(all, [2]int{m.start, m.end})
	}
	return all
}

func TestAWordOfATextIsFoundInIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-zа-яё가-힣0-9]{1,9}[ .,-]){1,9}`)).Draw(t, "text")
		var words []string
		for _, w := range foldedWords(text) {
			words = append(words, w.word)
		}
		// The same words as in the index, save where letters of two kinds are put together across words.
		if !slices.Equal(words, store.SearchFold(text)) && !strings.ContainsFunc(text, func(r rune) bool { return r > 0xD7A3 || r >= 0x3040 && r < 0xAC00 || r >= 0x1100 && r < 0x1200 }) {
			t.Fatalf("%q has the words %q, the index %q", text, words, store.SearchFold(text))
		}
		for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !wordRune(r) && !foldsToWord(r) }) {
			if p := prepare(Parse(`"`+w+`"`), false); p.terms > 0 && len(store.SearchFold(w)) > 0 && !p.match(text, false).holds {
				t.Fatalf("%q is not found in %q", w, text)
			}
		}
	})
}

func TestMarksLieInTheSnippet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-c가나 \n\x{00AD}\x{202E}]{1,30}[ .-]){1,20}`).Draw(t, "text")
		query := rapid.StringMatching(`[a-c가나]{1,2}( "?[a-c]( [a-c])?"?)?`).Draw(t, "query")
		p := prepare(Parse(query), rapid.Bool().Draw(t, "typing"))
		f := p.match(text, true)
		length := rapid.IntRange(40, 160).Draw(t, "length")
		line, marks := snippet(text, f.marks, length)
		checkMarks(t, line, marks)
		start, stop := firstShown(text, f.marks, length)
		if want, _ := snippet(string([]rune(text)[start:stop]), nil, 1000); len(marks) > 0 && !strings.HasPrefix(want, marked(line, marks[:1])) && !strings.HasSuffix(want, marked(line, marks[:1])) {
			t.Fatalf("the text is opened at %q, but %q is shown first in %q", want, marked(line, marks[:1]), line)
		}
		if len(f.marks) > 0 && len(marks) == 0 {
			t.Fatalf("no mark of %v is shown in %q", f.marks, line)
		}
		if strings.ContainsAny(line, "\n\u202e\u00ad") {
			t.Fatalf("%q is not one plain line", line)
		}
	})
}

func TestSnippetShowsWhereTermsMeet(t *testing.T) {
	far := strings.Repeat("and so on ", 40)
	text := "wages " + far + "the wages of these workers " + far + "workers"
	p := prepare(Parse("wages workers"), false)
	line, marks := snippet(text, p.match(text, false).marks, snippetLength)
	if got := marked(line, marks); got != "wages|workers" || !strings.HasPrefix(line, "…") || !strings.HasSuffix(line, "…") {
		t.Errorf("%q marks %q", line, got)
	}
	if n := len([]rune(line)); n > snippetLength+2 || n < snippetLength-40 {
		t.Errorf("the snippet has %d characters", n)
	}
}

func TestALongTextIsMatchedInTime(t *testing.T) {
	text := firstPart(strings.Repeat("김철수는 노동자 worker рабочий Kim ", 10_000))
	p := prepare(Parse("Kim Chol Su рабочие workers 노동자"), false)
	start := time.Now()
	if f := p.match(text, false); !f.holds || len(f.marks) < 10_000 {
		t.Errorf("%d marks, holds %v", len(f.marks), f.holds)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("matching took %s", took)
	}
}

// TestEnglishWordsAreNoNames: a common word half typed does not stand for a
// name that shares a key with it, and a name spelt otherwise still does.
func TestEnglishWordsAreNoNames(t *testing.T) {
	for _, tc := range []struct {
		typed, has string
		alike      bool
	}{
		{"wages", "Assets", false},
		{"wages", "WJS", false},
		{"cpppp", "Sayari", false},
		{"Rhee", "Lee", true},
		{"Scherbakow", "Shcherbakov", true},
		{"Habarov", "Khabarov", true},
		{"хабар", "Khabarov", true},
	} {
		w := want{raw: tc.typed, open: true, keys: names.Keys(tc.typed)}
		if got := w.like(spoken{text: tc.has, keys: names.Keys(tc.has)}) > 0; got != tc.alike {
			t.Errorf("%s for %s: %v", tc.typed, tc.has, got)
		}
	}
}
