package reader

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

func TestMatches(t *testing.T) {
	r, _ := stage(t, look.Light, longText(300), 500, 300)
	var told []string
	r.OnMatch = func(i, n int) { told = append(told, fmt.Sprintf("%d/%d", i, n)) }
	r.SetMatches([]Match{{10, 0, 4}, {150, 5, 10}, {290, 0, 4}})
	r.TypedRune('n')
	r.TypedRune('т')
	key(r, fyne.KeyF3, fyne.KeyF3)
	withShift(r, fyne.KeyF3)
	r.TypedRune('p')
	if got := strings.Join(told, " "); got != "1/3 2/3 3/3 1/3 3/3 2/3" {
		t.Errorf("went through the matches as %s", got)
	}
	if i, n := r.Match(); i != 2 || n != 3 || !r.page.sees(spot{149, 5}) {
		t.Errorf("match %d of %d; in sight: %v", i, n, r.page.sees(spot{149, 5}))
	}
}

func TestCard(t *testing.T) {
	r, _ := stage(t, look.Light, longText(60), 500, 400)
	hidden := 0
	r.OnCardHidden = func() { hidden++ }
	small, large := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	small.SetMinSize(fyne.NewSize(100, 40))
	large.SetMinSize(fyne.NewSize(100, 140))
	_, before := r.page.find(spot{2, 0})
	r.ShowCard(Selection{First: 2, Last: 2, Start: 0, Stop: 5}, small)
	r.ShowCard(Selection{First: 2, Last: 2, Start: 0, Stop: 5}, large)
	room := float32(140 + 2*cardPad + cardAbove + cardBelow)
	if _, y := r.page.find(spot{2, 0}); y != before+room {
		t.Errorf("the text below the card is at %v, want %v", y, before+room)
	}
	if r.Card() != fyne.CanvasObject(large) || len(r.layer.Objects) != 2 {
		t.Errorf("%d objects above the text; the card is %v", len(r.layer.Objects), r.Card())
	}
	large.SetMinSize(fyne.NewSize(100, 100))
	r.layer.Refresh()
	if _, y := r.page.find(spot{2, 0}); y != before+room-40 {
		t.Errorf("a card that shrank leaves the text at %v", y)
	}
	r.page.scroll(3000)
	r.redraw()
	if len(r.layer.Objects) != 0 {
		t.Error("the card is drawn where it is not")
	}
	key(r, fyne.KeyEscape)
	if r.Card() != nil || hidden != 1 {
		t.Errorf("Escape left the card %v; told %d times", r.Card(), hidden)
	}
	r.ShowCard(Selection{First: 60, Last: 60, Stop: 4}, large)
	if !r.card.shown || r.card.top(r.page.view)+r.card.size.Height > 400 {
		t.Error("a card at the end of the text is not wholly in sight")
	}
	r.SetText(texts("one"))
	if r.Card() != nil {
		t.Error("another text keeps the card")
	}
}

func TestShowRange(t *testing.T) {
	text := longText(1000)
	text.Sections = []Section{{First: 990, Title: "Around", Rest: true}}
	r, _ := stage(t, look.Light, text, 500, 400)
	if !r.ShowRange(700, 5, 10) || !r.page.sees(spot{699, 5}) {
		t.Error("passage 700 is not in sight")
	}
	_, y := r.page.find(spot{699, 5})
	r.ShowRange(700, 0, 4)
	if _, now := r.page.find(spot{699, 5}); now != y {
		t.Error("what is in sight was moved")
	}
	if !r.ShowPassage(995) || !r.page.sees(spot{994, 0}) {
		t.Error("a folded passage was not unfolded")
	}
	if r.ShowPassage(5000) {
		t.Error("a passage that is not there was shown")
	}
}

func TestShowBeforeThereIsASize(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	r := New()
	r.SetText(longText(300))
	r.ShowPassage(200)
	w := test.NewTempWindow(t, r)
	w.Resize(fyne.NewSize(500, 400))
	if !r.page.sees(spot{199, 0}) {
		t.Errorf("the view begins at %d", r.Top())
	}
}

func TestUpdateKeepsThePlace(t *testing.T) {
	text := longText(400)
	r, _ := stage(t, look.Light, text, 500, 400)
	r.ShowPassage(200)
	r.Select(Selection{First: 200, Last: 201, Start: 3, Stop: 4})
	r.ShowCard(r.Selection(), widget.NewLabel("a form"))
	sel := r.Selection()
	_, y := r.page.find(spot{199, 0})
	again := longText(400)
	again.Passages[0].Text += strings.Repeat("more words ", 200)
	again.Passages[199].Spans = []Span{{Start: 0, Stop: 4, Style: Cited}}
	r.Update(again)
	if _, now := r.page.find(spot{199, 0}); now != y {
		t.Errorf("the text moved from %v to %v", y, now)
	}
	if r.Selection() != sel || r.Card() == nil {
		t.Errorf("selection %+v, card %v", r.Selection(), r.Card())
	}
}

func TestWidthThemeAndSizeKeepThePlace(t *testing.T) {
	r, w := stage(t, look.Light, longText(400), 700, 400)
	r.page.jump(0.5)
	r.redraw()
	h := r.page.hold()
	check := func(what string) {
		t.Helper()
		i, _ := r.page.index(h.number)
		if _, y := r.page.find(spot{i, h.point}); abs(y-h.y) > 26 {
			t.Errorf("%s: the line went from %v to %v", what, h.y, y)
		}
	}
	w.Resize(fyne.NewSize(420, 400))
	check("narrower")
	w.Resize(fyne.NewSize(900, 500))
	check("wider")
	fyne.CurrentApp().Settings().SetTheme(larger{look.New(look.Dark)})
	if r.page.meters[body].size != 20+largerBy {
		t.Errorf("the letters are %v tall", r.page.meters[body].size)
	}
	check("larger")
}

// larger is our look in larger type.
type larger struct{ *look.Theme }

func (l larger) Size(n fyne.ThemeSizeName) float32 {
	if s := l.Theme.Size(n); n != "text" {
		return s
	}
	return 20
}

func TestFoldLineOpens(t *testing.T) {
	r, _ := stage(t, look.Light, sample(), 520, 860)
	x, y := where(r, 7, 0)
	for ; r.foldAt(fyne.NewPos(x, y)) < 0 && y < 860; y++ {
	}
	click(r, desktop.MouseButtonPrimary, x, y+3, 0)
	if !r.page.open[1] || r.page.folded(8) {
		t.Error("a click did not unfold the rest")
	}
	click(r, desktop.MouseButtonPrimary, x, y+3, 0)
	if r.page.open[1] {
		t.Error("a second click did not fold it")
	}
}

func TestPointerAndTip(t *testing.T) {
	r, _ := stage(t, look.Light, sample(), 520, 860)
	r.OnOpenSpan = func(int, Span) {}
	r.Tip = func(p int, s Span) string { return fmt.Sprint("tip of ", p) }
	over := func(x, y float32) desktop.Cursor {
		e := &desktop.MouseEvent{}
		e.Position = fyne.NewPos(x, y)
		r.MouseMoved(e)
		return r.Cursor()
	}
	x, y := where(r, 1, 85)
	if over(x+1, y) != desktop.PointerCursor || !r.tip.Visible() || r.tip.lines[0] != "tip of 1" {
		t.Errorf("over a citation: pointer %v, tip %v %q", r.Cursor(), r.tip.Visible(), r.tip.lines)
	}
	x, y = where(r, 1, 2)
	if over(x, y) != desktop.TextCursor || r.tip.Visible() {
		t.Errorf("over plain words: pointer %v, tip %v", r.Cursor(), r.tip.Visible())
	}
	if over(10, y) != desktop.DefaultCursor {
		t.Error("over the gutter the pointer is not an arrow")
	}
}

func TestScrollbar(t *testing.T) {
	r, _ := stage(t, look.Light, longText(3000), 500, 400)
	y, h := r.thumbAt()
	if y != 0 || h != leastThumb {
		t.Errorf("the thumb is at %v, %v tall", y, h)
	}
	down(r, 495, 5)
	drag(r, 495, 205)
	if top := r.Top(); top < 1200 || top > 1800 {
		t.Errorf("in the middle of the bar the view is at passage %d", top)
	}
	drag(r, 495, 2000)
	if !r.page.sees(spot{2999, 0}) {
		t.Error("at the end of the bar the end is not in sight")
	}
	drag(r, 495, -2000)
	if r.page.place != (place{into: -viewPad}) {
		t.Errorf("back at the top the view is at %+v", r.page.place)
	}
	r.DragEnd()
	want(t, r, "the bar", "")
}

func TestOddTexts(t *testing.T) {
	for name, text := range map[string]Text{
		"nothing":       {},
		"empty passage": texts("", "", "\n\n", "\t"),
		"a megabyte":    texts(strings.Repeat("x", 1<<20)),
		"marks only":    texts(strings.Repeat("\u0301", 5000)),
		"no width":      texts(strings.Repeat("\u200b", 5000)),
		"bad bytes":     texts("\xff\xfe\x80 abc \xc3"),
		"many tabs":     texts(strings.Repeat("\t", 3000), strings.Repeat("a\t", 3000)),
		"all folded":    {Passages: []Passage{{Number: 1, Text: "a"}}, Sections: []Section{{Rest: true}}},
		"right to left": texts(strings.Repeat("مرحبا ", 500), strings.Repeat("م", 500)),
	} {
		t.Run(name, func(t *testing.T) {
			r, w := stage(t, look.Light, text, 400, 300)
			w.Canvas().Focus(r)
			r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -50)})
			click(r, desktop.MouseButtonPrimary, 100, 100, 0)
			click(r, desktop.MouseButtonPrimary, 100, 100, 0)
			key(r, fyne.KeyRight, fyne.KeyDown, fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyUp, fyne.KeyReturn)
			withShift(r, fyne.KeyLeft, fyne.KeyHome)
			withCtrl(r, fyne.KeyEnd, fyne.KeyModifierShift)
			withCtrl(r, fyne.KeyLeft, 0)
			r.TypedShortcut(&fyne.ShortcutSelectAll{})
			r.ShowCard(r.Selection(), widget.NewLabel("x"))
			r.MouseMoved(&desktop.MouseEvent{})
			r.Update(text)
			w.Resize(fyne.NewSize(60, 40))
			w.Resize(fyne.NewSize(900, 40))
			w.Canvas().Capture()
			if n := len(r.scene.runs) + len(r.scene.odd); n > 3000 {
				t.Errorf("%d runs are drawn", n)
			}
		})
	}
}
