package pdfdoc

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redthread/assets"
)

func testSetter(t testing.TB) setter {
	t.Helper()
	f, err := newFonts(assets.FontRegular(), assets.FontBold())
	if err != nil {
		t.Fatal(err)
	}
	return setter{f}
}

func words(l line) string {
	var b strings.Builder
	for _, r := range l.runs {
		for _, g := range r.glyphs {
			b.WriteRune(g.r)
		}
	}
	return b.String()
}

// TestLineEnds sets text in a column so narrow that every permitted break is
// taken, and so shows where lines may end.
func TestLineEnds(t *testing.T) {
	set := testSetter(t)
	for _, tt := range []struct {
		name  string
		spans []Span
		want  string // pieces parted by |
	}{
		{"latin", []Span{Text("one two three")}, "one |two |three"},
		{"bold inside a word", []Span{Text("un"), Bold("break"), Text("able yes")}, "unbreakable |yes"},
		{"no-break space", []Span{Text("100\u00a0000 RUB")}, "100\u00a0000 |RUB"},
		{"ranges of numbers", []Span{Text("16,000–20,000")}, "16,000–20,000"},
		{"hyphen between words", []Span{Text("Санкт-Петербург")}, "Санкт-|Петербург"},
		{"hyphen before a number", []Span{Text("zenco-39")}, "zenco-39"},
		{"long dash", []Span{Text("yes—no")}, "yes—|no"},
		{"hangul at spaces", []Span{Text("한빛무역은 서울에")}, "한빛무역은 |서울에"},
		{"han anywhere", []Span{Text("朝鮮民主")}, "朝|鮮|民|主"},
		{"no stop at the start of a line", []Span{Text("朝鮮。民")}, "朝|鮮。|民"},
		{"no bracket at the end of a line", []Span{Text("朝「鮮」民")}, "朝|「鮮」|民"},
		{"hanja with a hangul ending", []Span{Text("金正恩의 말")}, "金|正|恩의 |말"},
		{"citation stays", []Span{Text("word"), Cite(1), Text(" next")}, "word 1 |next"},
		{"citation stays with han", []Span{Text("朝鮮"), Cite(1)}, "朝|鮮 1"},
		{"many citations may part", []Span{Text("word"), Cite(1), Cite(2), Cite(3)}, "word 1,|2,|3"},
		{"permitted break", []Span{Text("abc\u200bdef")}, "abc|def"},
		{"new line", []Span{Text("abc\ndef")}, "abc |def"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, b := range set.boxes(Body.text(), tt.spans) {
				got = append(got, words(line{runs: append(slices.Clone(b.runs), b.gap...)}))
			}
			if s := strings.Join(got, "|"); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
		})
	}
}

func TestLongWords(t *testing.T) {
	set := testSetter(t)
	for _, tt := range []struct {
		name, in string
		width    float64
		ends     string // what every line but the last may end with; "" for anything
	}{
		{"hash", strings.Repeat("9f2c41d0", 8), 120, ""},
		{"address", "https://example.org/a/long/path/to/some/page/of/no/interest?id=12", 120, "/=?"},
		{"hangul without a space", strings.Repeat("한빛무역", 12), 100, ""},
		{"narrower than a letter", "abc", 1, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ls := lines(set.boxes(Body.text(), []Span{Text(tt.in)}), tt.width)
			var all string
			for i, l := range ls {
				text := words(l)
				all += text
				if l.width > tt.width && len(text) > 1 {
					t.Errorf("line %d is %.1f wide", i, l.width)
				}
				if i < len(ls)-1 && tt.ends != "" && !strings.ContainsAny(text[len(text)-1:], tt.ends) {
					t.Errorf("line %q ends badly", text)
				}
			}
			if all != tt.in {
				t.Errorf("text became %q", all)
			}
			if len(ls) < 2 {
				t.Error("nothing was broken")
			}
		})
	}
}

// TestNothingIsLost: whatever the text and the width, no line is too wide and
// all that can be drawn is there in order.
func TestNothingIsLost(t *testing.T) {
	set := testSetter(t)
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(
			rapid.RuneFrom([]rune("ab cd, ef-gh/ij.0123 \n\t«»()")), rapid.RuneFrom([]rune("жшё 한빛은 金正。「」")), rapid.Rune(),
		)).Draw(rt, "text")
		width := rapid.Float64Range(1, 300).Draw(rt, "width")
		spans := []Span{Text(text), Cite(3), Bold(text)}
		want := clean(text, set.fonts.has)
		var got []rune
		for _, l := range lines(set.boxes(Body.text(), spans), width) {
			line := []rune(words(l))
			if trimmed := strings.Trim(string(line), " \u3000"); l.width > width+1e-6 && len([]rune(trimmed)) > 1 && !strings.ContainsFunc(trimmed, joins) {
				rt.Fatalf("%q is %.2f wide in %.2f", string(line), l.width, width)
			}
			got = append(got, line...)
		}
		flat := func(rs []rune) string {
			return strings.NewReplacer("\n", "", " ", "", "\u200b", "").Replace(string(rs))
		}
		if a, b := flat(got), flat(want)+"3"+flat(want); a != b {
			rt.Fatalf("got %q, want %q", a, b)
		}
	})
}

func TestColumnWidths(t *testing.T) {
	set := testSetter(t)
	ts := Body.text()
	long := strings.Repeat("many words about nothing ", 12)
	for _, tt := range []struct {
		name  string
		cols  []Column
		cells []string
		whole []int // columns whose text must stay on one line
	}{
		{"all short", []Column{{}, {}}, []string{"a", "b"}, []int{0, 1}},
		{"one long", []Column{{}, {}, {}}, []string{"Site 12, Санкт-Петербург", "16,000", long}, []int{0, 1}},
		{"two long", []Column{{}, {}, {}}, []string{long, "16,000", long}, []int{1}},
		{"stated share", []Column{{Width: 0.5}, {}}, []string{"a", "b"}, []int{0, 1}},
		{"too many", make([]Column, 30), slices.Repeat([]string{"unbreakable"}, 30), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			heads, row := make([][]box, len(tt.cols)), make([][]box, len(tt.cols))
			for i := range tt.cols {
				heads[i], row[i] = set.boxes(ts, []Span{Text("H")}), set.boxes(ts, []Span{Text(tt.cells[i])})
			}
			const width = 459
			got := columnWidths(tt.cols, heads, [][][]box{row}, width)
			var sum float64
			for i, w := range got {
				sum += w
				if tt.cols[i].Width > 0 && math.Abs(w-tt.cols[i].Width*width) > 0.1 {
					t.Errorf("column %d is %.1f wide", i, w)
				}
			}
			if math.Abs(sum-width) > 0.1 {
				t.Errorf("the columns are %.1f wide together", sum)
			}
			for _, i := range tt.whole {
				if n := len(lines(row[i], got[i]-2*cellSide)); n != 1 {
					t.Errorf("column %d was wrapped to %d lines in %.1f", i, n, got[i])
				}
			}
		})
	}
}
