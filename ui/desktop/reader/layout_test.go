package reader

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"redthread/ui/desktop/look"
)

// square is a meter in which every letter is ten wide, so that tests can count.
func square() *meter {
	m := newMeter(nil, 10, func(s string) float32 { return float32(10 * clusterCount(s)) })
	for c := range m.ascii {
		m.ascii[c] = 10
	}
	m.ascii['\t'], m.ascii['\n'] = tabGap, 0
	return m
}

func clusterCount(s string) int {
	n := 0
	for i := 0; i < len(s); n++ {
		i += clusterAt(s, i).size
	}
	return n
}

func drawn(text string, l layout) string {
	var out []string
	for _, ln := range l.lines {
		out = append(out, text[ln.from:ln.to])
	}
	return strings.Join(out, "|")
}

func TestLinesBreakWhereTheyMay(t *testing.T) {
	cases := []struct {
		name, text string
		letters    float32
		want       string
	}{
		{"empty", "", 5, ""},
		{"fits", "word", 5, "word"},
		{"spaces hang", "one   two", 4, "one|two"},
		{"leading space stays", " one", 9, " one"},
		{"greedy", "a bb ccc dddd", 6, "a bb|ccc|dddd"},
		{"exact", "aaa bbb", 7, "aaa bbb"},
		{"own lines", "one\n\ntwo", 9, "one||two"},
		{"long word", "abcdefgh", 3, "abc|def|gh"},
		{"hyphen", "well-known fact", 6, "well-|known|fact"},
		{"minus stays", "at -50 now", 5, "at|-50|now"},
		{"range stays", "in 10-20 now", 6, "in|10-20|now"},
		{"slash", "either/or", 7, "either/|or"},
		{"no-break space", "10\u00a0000 rubles", 7, "10\u00a0000|rubles"},
		{"dash", "one—two", 4, "one—|two"},
		{"soft hyphen", "ab\u00adcd", 3, "ab\u00ad|cd"},
		{"hanja anywhere", "朝鮮對外建設", 4, "朝鮮對外|建設"},
		{"no line begins with a stop", "朝鮮對外。建設", 4, "朝鮮對|外。建設"},
		{"no line ends with a bracket", "朝鮮對「外建」設", 4, "朝鮮對|「外建」|設"},
		{"hangul at spaces", "조선 대외건설", 5, "조선|대외건설"},
		{"hanja holds its particle", "大韓의 法", 3, "大韓의|法"},
		{"marks stay with their letter", "e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301"},
		{"right-to-left words are whole", "مرحبا بالعالم", 2, "مرحبا|بالعالم"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := square().lay(c.text, c.letters*10)
			if got := drawn(c.text, l); got != c.want {
				t.Errorf("%q is set as %q, want %q", c.text, got, c.want)
			}
			if l.rows != len(l.lines) {
				t.Errorf("%d rows for %d lines", l.rows, len(l.lines))
			}
		})
	}
}

// anyText draws letters of all kinds, with the marks and spaces between them.
func anyText(t *rapid.T) string {
	return rapid.StringOf(rapid.SampledFrom([]rune("ab cd-е/ё 조선朝鮮。「」,.0\n\u0301\u00a0\u00adمرव्\u200d👍🏽"))).Draw(t, "text")
}

func faced(t testing.TB) *meter {
	t.Helper()
	app := test.NewTempApp(t.(*testing.T))
	th := look.New(look.Light)
	app.Settings().SetTheme(th)
	f, err := newFace(th.Font(fyne.TextStyle{}))
	if err != nil {
		t.Fatal(err)
	}
	return newMeter(f, 15, measureText(15, fyne.TextStyle{}))
}

func TestLinesKeepEveryLetterAndTheWidth(t *testing.T) {
	m := faced(t)
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(t)
		width := rapid.Float32Range(20, 200).Draw(t, "width")
		l := m.lay(text, width)
		at := 0
		for i, ln := range l.lines {
			if between := text[at:ln.from]; strings.Trim(between, " \n") != "" {
				t.Fatalf("%q is lost before line %d", between, i)
			}
			if points(text[:ln.from]) != ln.start || points(text[:ln.to]) != ln.stop {
				t.Fatalf("line %d counts %d to %d, its bytes %d to %d", i, ln.start, ln.stop, points(text[:ln.from]), points(text[:ln.to]))
			}
			if w := m.width(text[ln.from:ln.to]); w > width+0.01 && clusterCount(text[ln.from:ln.to]) > 1 {
				t.Fatalf("line %q is %.1f wide, more than %.1f", text[ln.from:ln.to], w, width)
			}
			at = ln.to
		}
		if strings.Trim(text[at:], " \n") != "" {
			t.Fatalf("%q is lost at the end", text[at:])
		}
	})
}

// A place in the text and a place on screen are the same thing, told twice.
func TestOffsetsAndPositionsRoundTrip(t *testing.T) {
	m := faced(t)
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(t)
		l := m.lay(text, rapid.Float32Range(20, 200).Draw(t, "width"))
		point := rapid.IntRange(0, points(text)).Draw(t, "point")
		before, after := boundaries(text, point)
		if before > point || after < point {
			t.Fatalf("%d is not between %d and %d", point, before, after)
		}
		ln := l.lines[l.lineOf(before)]
		x := m.across(text, ln, before, false)
		got := m.pointAt(text, ln, x)
		if back := m.across(text, ln, got, false); back != x {
			t.Fatalf("point %d is at %.2f, which is point %d at %.2f", before, x, got, back)
		}
		if got < before && before <= ln.stop && m.width(between(text, got, before)) > 0 {
			t.Fatalf("point %d came back as %d", before, got)
		}
	})
}

func TestTheMeterAgreesWithTheShaper(t *testing.T) {
	m := faced(t)
	for _, s := range []string{"AVATAR To. Ty", "Сакоренма ООО «Зенко»", "조선대외건설총회사", "朝鮮對外建設總會社", "16,000–20,000 ≤ →", "e\u0301crit"} {
		want := fyne.MeasureText(s, 15, fyne.TextStyle{}).Width
		if got := m.width(s); abs(got-want) > 1 {
			t.Errorf("%q is %.2f wide, the shaper says %.2f", s, got, want)
		}
	}
}

func TestColumnsLineUp(t *testing.T) {
	m := square()
	rows := []string{"ab\tlong cell here\tx", "abcd\ty\tzz"}
	c := m.fitColumns(rows, 1000)
	if len(c.x) != 3 || c.x[1] != 41+columnGap {
		t.Fatalf("columns stand at %v", c.x)
	}
	text := rows[0]
	l := m.layRow(text, m.fitColumns(rows, 200))
	if got := drawn(text, l); got != "ab|long cell|here|x" || l.rows != 2 {
		t.Errorf("the row is set as %q in %d rows", got, l.rows)
	}
	if got := l.lineAt(1, l.lines[3].x+2); l.lines[got].row != 0 || got != 3 {
		t.Errorf("below a short cell is line %d, want the cell itself", got)
	}
	if c := m.fitColumns([]string{strings.Repeat("a\t", 20)}, 100); c.x != nil {
		t.Errorf("twenty columns do not fit into 100 pixels, but stand at %v", c.x)
	}
	if got := drawn("a\tb", m.lay("a\tb", 1000)); got != "a\tb" {
		t.Errorf("without columns the row is %q", got)
	}
}

func TestHeights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		each := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 50), func(n int) float32 { return float32(n) }), 1, 40).Draw(t, "heights")
		h := newHeights(append([]float32(nil), each...))
		for range rapid.IntRange(0, 5).Draw(t, "changes") {
			i := rapid.IntRange(0, len(each)-1).Draw(t, "i")
			each[i] = float32(rapid.IntRange(0, 50).Draw(t, "v"))
			h.set(i, each[i])
		}
		var sum float64
		for i, v := range each {
			if got := h.before(i); got != sum {
				t.Fatalf("before %d: %v, want %v", i, got, sum)
			}
			if v > 0 {
				if at, into := h.at(sum + float64(v)/2); at != i || into != float64(v)/2 {
					t.Fatalf("the middle of %d is found as %d + %v", i, at, into)
				}
			}
			sum += float64(v)
		}
		if h.total() != sum {
			t.Fatalf("total %v, want %v", h.total(), sum)
		}
	})
}
