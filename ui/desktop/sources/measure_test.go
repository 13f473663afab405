package sources

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/look"
)

func TestPropertyLinesHoldTheWholeTextAndFit(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	m := newMeasure(look.TextSize)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab il жш 한국 漢字\n,.")), 0, 200, -1).Draw(t, "text")
		width := float32(rapid.IntRange(10, 300).Draw(t, "width"))
		at := 0
		for i, l := range m.lines(text, width) {
			if l.from < at || strings.Trim(text[at:l.from], "\n") != "" {
				t.Fatalf("line %d begins at %d, the one before ended at %d", i, l.from, at)
			}
			line := strings.TrimRight(text[l.from:l.to], " ")
			if len([]rune(line)) > 1 && m.width(line) > width+0.01 {
				t.Fatalf("line %q is %v wide, not %v", line, m.width(line), width)
			}
			at = l.to
		}
		if strings.Trim(text[at:], "\n") != "" {
			t.Fatalf("%q is in no line", text[at:])
		}
	})
}

func TestAcrossFindsAMarkInItsLine(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	m := newMeasure(look.TextSize)
	text := "one two three"
	x, w, ok := m.across(text, span{0, 8}, span{4, 13})
	if !ok || x != m.width("one ") || w != m.width("two") {
		t.Errorf("the mark lies at %v, %v wide, %v", x, w, ok)
	}
	if _, _, ok := m.across(text, span{0, 4}, span{4, 13}); ok {
		t.Error("a mark was found in a line before it")
	}
}

// A text of two million letters must be laid out at once; see the rule on
// long text in the notes on Fyne. The bound is loose for slow machines.
func TestALongTextIsLaidOutQuickly(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	card := &app.SourceCard{Passages: map[int]int{}}
	for i := range 4000 {
		card.Text = append(card.Text, store.Passage{Number: i + 1, Text: strings.Repeat("A sentence of some words. ", 20)})
	}
	r := newReader()
	started := time.Now()
	r.set(blocks(card))
	for i := range r.blocks {
		r.height(i, 600)
	}
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("laying out took %v", took)
	}
}
