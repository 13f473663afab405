package part

import (
	"fmt"
	"image"
	"reflect"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"redthread/ui/desktop/look"
)

func TestEveryPressableAnswersToMouseAndKeys(t *testing.T) {
	var calls int
	count := func() { calls++ }
	fact := NewFactRow("Owner", "GENCO", "")
	fact.OnSelect = count
	for name, o := range map[string]interface {
		fyne.Focusable
		fyne.Tappable
		fyne.CanvasObject
	}{
		"button":   NewButton("Undo", count),
		"primary":  NewPrimaryButton("Add", count),
		"chip":     NewChip("All", 3, count),
		"citation": NewCitation("[3]", "", count),
		"search":   NewSearchBox("Search", "Ctrl K", func(string) { calls++ }),
		"fact":     fact,
	} {
		t.Run(name, func(t *testing.T) {
			calls = 0
			w := stage(t, container.NewVBox(o), 300, 100)
			test.Tap(o)
			w.Canvas().Focus(o)
			key(t, w, fyne.KeySpace, fyne.KeyReturn)
			if calls != 3 {
				t.Errorf("answered %d times to a click, Space and Enter", calls)
			}
			before := fmt.Sprint(w.Canvas().Capture())
			w.Canvas().Unfocus()
			if fmt.Sprint(w.Canvas().Capture()) == before {
				t.Error("the focus cannot be seen")
			}
		})
	}
}

func TestDisabledButtonDoesNothing(t *testing.T) {
	b := NewButton("Add", func() { t.Error("a disabled button answered") })
	w := stage(t, b, 100, 40)
	b.Disable()
	test.Tap(b)
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != nil {
		t.Error("a disabled button has the focus")
	}
}

func TestKeysThatAPartDoesNotUseReachTheWindow(t *testing.T) {
	var keys []string
	b := NewButton("Same", nil)
	w := stage(t, b, 100, 40)
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { keys = append(keys, string(e.Name)) })
	w.Canvas().SetOnTypedRune(func(r rune) { keys = append(keys, string(r)) })
	w.Canvas().Focus(b)
	key(t, w, fyne.KeyEscape)
	b.TypedRune('d')
	wantCalls(t, "window", keys, []string{"Escape", "d"})
}

func TestRailTapsWalksAndPins(t *testing.T) {
	var calls []string
	r := NewRail([]RailItem{{Key: "one", Text: "One"}, {Key: "two", Text: "Two"}, {Key: "set", Text: "Settings", Pinned: true}},
		func(k string) { calls = append(calls, k) })
	w := stage(t, r, look.RailWidth, 500)
	test.TapAt(r, fyne.NewPos(30, railTop+railItem+railGap+5))
	test.TapAt(r, fyne.NewPos(30, 500-railTop-5))
	test.TapAt(r, fyne.NewPos(30, 250))
	w.Canvas().Focus(r)
	key(t, w, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyDown)
	wantCalls(t, "rail", calls, []string{"two", "set", "two", "one", "two"})
	r.Select("set")
	if r.Selected() != "set" || len(calls) != 5 {
		t.Errorf("selected %q with %d calls", r.Selected(), len(calls))
	}
	test.AssertRendersToMarkup(t, "rail.xml", w.Canvas())
}

func TestTabs(t *testing.T) {
	var calls []string
	tabs := NewTabs([]Tab{{"a", "Text", Uncounted}, {"b", "Links", 9}, {"c", "History", Uncounted}},
		func(k string) { calls = append(calls, k) })
	w := stage(t, tabs, 300, 40)
	test.TapAt(tabs, fyne.NewPos(tabs.edges[1]+3, 10))
	w.Canvas().Focus(tabs)
	key(t, w, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft)
	wantCalls(t, "tabs", calls, []string{"b", "c", "b"})
	tabs.SetTabs([]Tab{{"x", "Other", Uncounted}})
	if tabs.Selected() != "x" {
		t.Errorf("after the tabs changed, %q is selected", tabs.Selected())
	}
	test.AssertRendersToMarkup(t, "tabs.xml", w.Canvas())
}

func TestFacetsWrapAndKeepTheChoice(t *testing.T) {
	var calls []string
	f := NewFacets(func(k string) { calls = append(calls, k) })
	f.SetFacets([]Facet{{"all", "All", 14}, {"art", "Articles", 5}, {"reg", "Registry", 4}})
	w := stage(t, f, 400, 100)
	one := f.MinSize().Height
	test.Tap(f.chips[1])
	f.SetFacets([]Facet{{"all", "All", 15}, {"art", "Articles", 6}})
	if f.Selected() != "art" || f.chips[1].Text() != "Articles 6" {
		t.Errorf("%q is chosen, chip says %q", f.Selected(), f.chips[1].Text())
	}
	f.SetFacets([]Facet{{"all", "All", 15}, {"reg", "Registry", 4}})
	if f.Selected() != "all" {
		t.Errorf("the choice is gone, so the first should be chosen, not %q", f.Selected())
	}
	wantCalls(t, "facets", calls, []string{"art"})
	w.Resize(fyne.NewSize(90, 100))
	if f.MinSize().Height <= one {
		t.Error("the chips do not wrap in a narrow window")
	}
}

func TestGradeTone(t *testing.T) {
	for grade, want := range map[string]Tone{
		"A1": Good, "A2": Good, "A3": Caution, "B2": Caution, "C3": Caution,
		"E1": Alarm, "B5": Alarm, "F6": Quiet, "": Quiet,
	} {
		if got := GradeTone(grade); got != want {
			t.Errorf("grade %q has tone %d, want %d", grade, got, want)
		}
	}
}

// A colour is never the only signal: two groups must differ in black and white.
func TestKindShapesAllDiffer(t *testing.T) {
	groups := []string{"firm", "person", "body", "contract", "workers", "identifier", "claim", "place", "document", "event"}
	seen := map[string]string{}
	for _, g := range groups {
		w := stage(t, container.NewCenter(NewKindDot(g)), 16, 16)
		img := w.Canvas().Capture()
		ground := img.At(0, 0)
		shape := ""
		for y := range 16 {
			for x := range 16 {
				if img.At(x, y) == ground {
					shape += " "
				} else {
					shape += "x"
				}
			}
		}
		if other, ok := seen[shape]; ok {
			t.Errorf("%s and %s have the same shape", g, other)
		}
		seen[shape] = g
	}
}

func TestFactRowGrowsWithItsTextAndKeepsItsMarks(t *testing.T) {
	row := NewFactRow("Owner", "General Corporation for External Construction (GENCO)", "“one of its owners”", NewCitation("[3]", "", nil))
	w := stage(t, Down(0, row), 600, 300)
	wide := row.MinSize().Height
	w.Resize(fyne.NewSize(300, 300))
	if row.MinSize().Height <= wide {
		t.Error("the row does not grow when its text wraps")
	}
	if row.Size().Height != row.MinSize().Height {
		t.Errorf("the row is %v tall but needs %v", row.Size().Height, row.MinSize().Height)
	}
	at := row.marks[0].Position().X + row.marks[0].Size().Width
	if at != 300 {
		t.Errorf("the mark ends at %v, want the right edge at 300", at)
	}
	test.AssertRendersToMarkup(t, "fact.xml", w.Canvas())
}

func TestTipComesAfterAMomentAndGoes(t *testing.T) {
	var pending func()
	var wait time.Duration
	after := func(d time.Duration, f func()) func() {
		pending, wait = f, d
		return func() { pending = nil }
	}
	mark := NewCitation("[3]", "Registry extract, page 2", nil)
	root := NewRoot(container.NewVBox(mark), after)
	stage(t, root, 400, 200)
	mark.MouseIn(nil)
	if root.tips.open || pending == nil || wait != tipDelay {
		t.Fatalf("the tip is open %v, after %v", root.tips.open, wait)
	}
	pending()
	if !root.tips.open || root.tips.text != "Registry extract, page 2" {
		t.Errorf("the tip is open %v with %q", root.tips.open, root.tips.text)
	}
	mark.MouseOut()
	if root.tips.open {
		t.Error("the tip stays when the pointer has gone")
	}
	mark.MouseIn(nil)
	mark.MouseOut()
	if pending != nil {
		t.Error("a tip is still waiting when the pointer has gone")
	}
}

func TestToastUndoesAndGoes(t *testing.T) {
	var pending func()
	after := func(_ time.Duration, f func()) func() {
		pending = f
		return func() { pending = nil }
	}
	undone := 0
	root := NewRoot(container.NewVBox(), after)
	stage(t, root, 600, 300)
	root.Toast("Source withdrawn.", "Undo", func() { undone++ })
	if !root.toast.Visible() {
		t.Fatal("the toast is not shown")
	}
	test.Tap(root.toast.action)
	if undone != 1 || root.toast.Visible() || pending != nil {
		t.Errorf("undone %d, visible %v", undone, root.toast.Visible())
	}
	root.Toast("Saved.", "", nil)
	if root.toast.action.Visible() {
		t.Error("a toast without an act shows a button")
	}
	pending()
	if root.toast.Visible() {
		t.Error("the toast stays after its time")
	}
}

func TestStatusBarCancels(t *testing.T) {
	cancelled := 0
	s := NewStatusBar()
	w := stage(t, s, 800, look.StatusHeight)
	s.SetTexts("All changes saved", "14 sources")
	s.SetJob(&Job{Title: "Reading", Done: 0.5, OnCancel: func() { cancelled++ }})
	test.AssertRendersToMarkup(t, "status.xml", w.Canvas())
	test.Tap(s.cancel)
	s.SetJob(nil)
	if cancelled != 1 || s.cancel.Visible() {
		t.Errorf("cancelled %d times, button visible %v", cancelled, s.cancel.Visible())
	}
}

func TestTopBarGolden(t *testing.T) {
	var opened []string
	b := NewTopBar("Search the case, or type a command", "Ctrl K", func(s string) { opened = append(opened, s) })
	b.SetCase("A case", "a.rtcase")
	b.SetButtons(NewButton("Undo", nil), NewPrimaryButton("+ Add", nil))
	w := stage(t, b, 1100, look.TopBarHeight)
	test.AssertRendersToMarkup(t, "topbar.xml", w.Canvas())
	b.Search.TypedRune('s')
	test.Tap(b.Search)
	wantCalls(t, "search", opened, []string{"s", ""})
}

func TestEmptyStateOffersTheFirstStep(t *testing.T) {
	done := 0
	b := NewPrimaryButton("Add a source", func() { done++ })
	w := stage(t, NewEmptyState("No sources yet", "Add the first one.", b), 500, 300)
	test.TapCanvas(w.Canvas(), b.Position().AddXY(5, 5))
	if done != 1 {
		t.Error("the button does not answer where it is drawn")
	}
}

func TestCardAndHeadGolden(t *testing.T) {
	h := NewListHead("Sources", nil, NewButton("Add", nil))
	h.SetNote("14 in all")
	h.SetFacets([]Facet{{"all", "All", 14}, {"art", "Articles", 5}})
	w := stage(t, Down(8, h, NewCard("Grade", NewText("B2 · usually reliable", Body)), NewRule(), NewKeyCap("F1"), NewGradeBadge("A1")), 320, 260)
	test.AssertRendersToMarkup(t, "card.xml", w.Canvas())
}

// A change of theme must reach every part that is on screen.
func TestThemeChangeReachesEveryPart(t *testing.T) {
	for _, s := range stories() {
		if s.name == "picker" || s.name == "sheet" || s.size.Width > 1400 {
			continue // an entry blinks, and the large pictures show nothing more
		}
		t.Run(s.name, func(t *testing.T) {
			shot := func(change bool) image.Image {
				app := test.NewTempApp(t)
				first := look.Dark
				if change {
					first = look.Light
				}
				app.Settings().SetTheme(look.New(first))
				w := test.NewTempWindow(t, container.NewWithoutLayout())
				w.SetPadded(false)
				w.SetContent(s.make(t, w))
				w.Resize(s.size)
				if change {
					app.Settings().SetTheme(look.New(look.Dark))
				}
				return w.Canvas().Capture()
			}
			if !reflect.DeepEqual(shot(true), shot(false)) {
				t.Error("after a change to dark it does not look like dark from the start")
			}
		})
	}
}
