package part

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"redthread/ui/desktop/look"
)

func rulers(t *testing.T) []*ruler {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	return []*ruler{newRuler(14, false), newRuler(14, true), newRuler(12, false)}
}

// Adding up advances is only right while the face has no kerning.
func TestRulerAgreesWithTheShaper(t *testing.T) {
	for _, r := range rulers(t) {
		for _, s := range []string{"AVATAR To. Ty", "Сакоренма ООО «Зенко»", "조선대외건설총회사", "朝鮮對外建設總會社", "16,000–20,000 ≤ →"} {
			want := fyne.MeasureText(s, r.size, fyne.TextStyle{Bold: r.bold}).Width
			if got := r.width(s); got < want-1 || got > want+1 {
				t.Errorf("size %v bold %v: %q is %.2f wide, the shaper says %.2f", r.size, r.bold, s, got, want)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	r := rulers(t)[0]
	word := r.width("word ")
	cases := []struct {
		name, text string
		width      float32
		most       int
		want       []string
	}{
		{"short", "word", 400, 0, []string{"word"}},
		{"empty", "", 400, 0, []string{""}},
		{"at spaces", "word word word", 2*word + 1, 0, []string{"word word", "word"}},
		{"own breaks", "one\n\ntwo", 400, 0, []string{"one", "", "two"}},
		{"last line cut", "word word word word", 1.3 * word, 1, []string{"word…"}},
		{"long word", "wordwordword", r.width("wordword"), 0, []string{"wordword", "word"}},
		{"hanja anywhere", "朝鮮對外", r.width("朝鮮") + 1, 0, []string{"朝鮮", "對外"}},
		{"hangul at spaces", "조선 대외건설", r.width("조선 대외건"), 0, []string{"조선", "대외건설"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			wantCalls(t, c.name, r.wrap(c.text, c.width, c.most), c.want)
		})
	}
}

func TestWrapKeepsEveryLetterAndTheWidth(t *testing.T) {
	r := rulers(t)[0]
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("ab cде 조선朝鮮,."))).Draw(t, "text")
		width := rapid.Float32Range(30, 200).Draw(t, "width")
		lines := r.wrap(text, width, 0)
		bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := bare(strings.Join(lines, " ")); got != bare(text) {
			t.Fatalf("wrapped %q into %q: letters were lost", text, lines)
		}
		for _, line := range lines {
			if w := r.width(strings.TrimSpace(line)); w > width {
				t.Fatalf("line %q is %.1f wide, more than %.1f", line, w, width)
			}
		}
	})
}

func TestCutFits(t *testing.T) {
	r := rulers(t)[0]
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("ab cд조朝"))).Draw(t, "text")
		width := rapid.Float32Range(20, 120).Draw(t, "width")
		got := r.cut(text, width)
		if r.width(got) > width {
			t.Fatalf("%q cut to %q is wider than %.1f", text, got, width)
		}
		if r.width(text) <= width && got != text {
			t.Fatalf("%q fits in %.1f but was cut to %q", text, width, got)
		}
	})
}
