package part

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// numbered is a list of n rows, the first a heading, that notes its calls.
func numbered(n int, calls *[]string) *List {
	l := NewList(func() int { return n }, func(i int) Row {
		return Row{Title: fmt.Sprintf("Row %d", i), Subtitle: "below", Heading: i == 0}
	})
	note := func(what string) func(int) {
		return func(i int) { *calls = append(*calls, fmt.Sprintf("%s %d", what, i)) }
	}
	l.OnSelect, l.OnOpen = note("select"), note("open")
	l.OnMenu = func(i int, _ fyne.Position) { *calls = append(*calls, fmt.Sprintf("menu %d", i)) }
	return l
}

func TestListDrawsOnlyWhatIsVisible(t *testing.T) {
	var calls []string
	l := numbered(100_000, &calls)
	stage(t, l, 300, 400)
	if n := len(l.body.drawn); n < 5 || n > 12 {
		t.Errorf("%d rows are drawn in 400 pixels", n)
	}
	l.ScrollTo(99_999)
	if _, ok := l.body.visible[99_999]; !ok {
		t.Error("the last row cannot be reached")
	}
	if made := len(l.body.visible) + len(l.body.spare); made > 25 {
		t.Errorf("%d row objects were made", made)
	}
}

func TestListMouse(t *testing.T) {
	var calls []string
	l := numbered(20, &calls)
	w := stage(t, l, 300, 400)
	click(l.body, desktop.MouseButtonPrimary, 20, l.top(2)+5)
	l.body.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(20, l.top(2)+5)})
	click(l.body, desktop.MouseButtonSecondary, 20, l.top(3)+5)
	click(l.body, desktop.MouseButtonPrimary, 20, 5) // the heading
	click(l.body, desktop.MouseButtonPrimary, 20, l.top(20)+5)
	wantCalls(t, "mouse", calls, []string{"select 2", "open 2", "select 3", "menu 3"})
	if l.Selected() != 3 {
		t.Errorf("row %d is selected, want 3", l.Selected())
	}
	if w.Canvas().Focused() != fyne.Focusable(l) {
		t.Error("a click did not give the list the keyboard")
	}
}

func TestTwoQuickClicksOnTwoRowsOpenNothing(t *testing.T) {
	var calls []string
	l := numbered(20, &calls)
	stage(t, l, 300, 400)
	second := fyne.NewPos(20, l.top(3)+5)
	click(l.body, desktop.MouseButtonPrimary, 20, l.top(2)+5)
	click(l.body, desktop.MouseButtonPrimary, second.X, second.Y)
	l.body.DoubleTapped(&fyne.PointEvent{Position: second})
	click(l.body, desktop.MouseButtonPrimary, second.X, second.Y)
	l.body.DoubleTapped(&fyne.PointEvent{Position: second})
	wantCalls(t, "two rows", calls, []string{"select 2", "select 3", "select 3", "open 3"})
}

func TestListKeys(t *testing.T) {
	var calls []string
	l := numbered(30, &calls)
	w := stage(t, l, 300, 400)
	var passed []fyne.KeyName
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { passed = append(passed, e.Name) })
	w.Canvas().Focus(l)
	key(t, w, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyHome, fyne.KeyEscape)
	// The heading at 0 is stepped over and never selected.
	wantCalls(t, "keys", calls, []string{"select 1", "select 2", "select 1", "open 1", "select 29", "select 1"})
	if len(passed) != 1 || passed[0] != fyne.KeyEscape {
		t.Errorf("the window was passed %v, want Escape", passed)
	}
}

func TestListSetterDoesNotCallBack(t *testing.T) {
	var calls []string
	l := numbered(30, &calls)
	stage(t, l, 300, 400)
	l.Select(20)
	if l.Selected() != 20 || len(calls) != 0 {
		t.Errorf("selected %d with calls %q", l.Selected(), calls)
	}
	if _, ok := l.body.visible[20]; !ok {
		t.Error("the selected row was not scrolled to")
	}
	l.Select(99)
	if l.Selected() != None {
		t.Errorf("a row that does not exist is selected: %d", l.Selected())
	}
}

func TestListForgetsASelectionThatIsGone(t *testing.T) {
	n := 10
	l := NewList(func() int { return n }, func(i int) Row { return Row{Title: fmt.Sprint(i)} })
	stage(t, l, 300, 400)
	l.Select(9)
	n = 3
	l.Refresh()
	if l.Selected() != None {
		t.Errorf("row %d of 3 is selected", l.Selected())
	}
	if len(l.body.drawn) != 3 {
		t.Errorf("%d rows are drawn, want 3", len(l.body.drawn))
	}
}

func TestLongTitlesTakeTwoLinesAtMost(t *testing.T) {
	long := "A title that goes on for much longer than two lines of a narrow list could ever hold, and then some"
	l := NewList(func() int { return 3 }, func(i int) Row {
		return Row{Title: []string{"Short", "A title that takes two lines here", long}[i]}
	})
	stage(t, l, 200, 400)
	one, two, many := l.top(1), l.top(2)-l.top(1), l.top(3)-l.top(2)
	if !(one < two) || two != many {
		t.Errorf("heights are %v, %v, %v: want one line, two, two", one, two, many)
	}
}

func TestListGolden(t *testing.T) {
	rows := storyRows()
	l := NewList(func() int { return len(rows) }, func(i int) Row { return rows[i] })
	w := stage(t, l, 320, 300)
	l.Select(1)
	test.AssertRendersToMarkup(t, "list.xml", w.Canvas())
}

func TestGridSortsSelectsAndOpens(t *testing.T) {
	var calls []string
	g := NewGrid([]Column{{Title: "No", Width: 60, Sort: true}, {Title: "Name", Width: 60, Grow: 1}},
		func() int { return 50 }, func(r, c int) Cell { return Cell{Text: fmt.Sprint(r, c)} })
	g.OnSort = func(c int, down bool) {
		calls = append(calls, fmt.Sprintf("sort %d %v", c, down))
		g.SetSort(c, down)
	}
	g.OnSelect = func(r int) { calls = append(calls, fmt.Sprintf("select %d", r)) }
	g.OnOpen = func(r int) { calls = append(calls, fmt.Sprintf("open %d", r)) }
	g.OnCell = func(r, c int) { calls = append(calls, fmt.Sprintf("cell %d %d", r, c)) }
	g.OnMenu = func(r int, _ fyne.Position) { calls = append(calls, fmt.Sprintf("menu %d", r)) }
	w := stage(t, g, 300, 300)
	test.TapAt(g.head, fyne.NewPos(20, 10))
	test.TapAt(g.head, fyne.NewPos(20, 10))
	test.TapAt(g.head, fyne.NewPos(150, 10)) // a column that does not sort
	click(g.rows.body, desktop.MouseButtonPrimary, 10, 2*gridRow+3)
	key(t, w, fyne.KeyDown, fyne.KeyReturn)
	click(g.rows.body, desktop.MouseButtonSecondary, 10, 3)
	wantCalls(t, "grid", calls, []string{
		"sort 0 false", "sort 0 true", "select 2", "cell 2 0", "select 3", "open 3", "select 0", "menu 0",
	})
	w.Canvas().Focus(g.head)
	calls = nil
	key(t, w, fyne.KeyRight, fyne.KeyReturn, fyne.KeyLeft, fyne.KeyReturn)
	wantCalls(t, "header keys", calls, []string{"sort 0 false"})
}

func TestGridSharesOutItsWidth(t *testing.T) {
	g := NewGrid([]Column{{Width: 100}, {Width: 50, Grow: 1}, {Width: 50, Grow: 3}},
		func() int { return 0 }, func(int, int) Cell { return Cell{} })
	if got := fmt.Sprint(g.edges(400)); got != "[0 100 200 400]" {
		t.Errorf("edges at 400 are %s", got)
	}
	if got := fmt.Sprint(g.edges(100)); got != "[0 100 150 200]" {
		t.Errorf("edges at 100 are %s", got)
	}
}

func TestGridGolden(t *testing.T) {
	g := NewGrid([]Column{{Title: "Name", Width: 80, Grow: 1, Sort: true}, {Title: "Low", Width: 90, Align: fyne.TextAlignTrailing}},
		func() int { return 2 }, func(r, c int) Cell {
			return Cell{Text: [][]string{{"Fee paid to the supplying firm", "100,000"}, {"Pay", "16,000"}}[r][c], Strong: r == 1}
		})
	w := stage(t, g, 260, 140)
	g.SetSort(0, true)
	g.Select(0)
	test.AssertRendersToMarkup(t, "grid.xml", w.Canvas())
}

func BenchmarkListOf10000(b *testing.B) {
	test.NewTempApp(b)
	l := NewList(func() int { return 10_000 }, func(i int) Row {
		return Row{Grade: "B2", Title: "A title that is long enough to be measured and wrapped " + fmt.Sprint(i), Subtitle: "below"}
	})
	l.Resize(fyne.NewSize(400, 600))
	for b.Loop() {
		l.Refresh()
	}
}

func TestAnotherWidthKeepsTheRowOneReads(t *testing.T) {
	l := NewVirtual()
	l.Length = func() int { return 200 }
	l.Height = func(row int, width float32) float32 { return 20 + 20*float32(row%3)*600/max(width, 1) }
	l.Create = func() fyne.CanvasObject { return box(0) }
	l.Update = func(int, fyne.CanvasObject, RowState) {}
	w := stage(t, l, 600, 400)
	l.ScrollTo(199)
	l.ScrollTo(80)
	for _, width := range []float32{300, 900, 400} {
		w.Resize(fyne.NewSize(width, 400))
		if got := l.at(l.scroll.Offset.Y); got != 80 {
			t.Errorf("at a width of %v row %d stands at the top, want 80", width, got)
		}
	}
}

func TestARowChosenBeforeTheListHasASizeIsSeen(t *testing.T) {
	var calls []string
	l := numbered(20, &calls)
	l.Refresh()
	l.Select(0)
	stage(t, l, 300, 200)
	if l.scroll.Offset.Y != 0 {
		t.Errorf("the first row lies %v above the view", l.scroll.Offset.Y)
	}
}
