package palette

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

func window(t testing.TB) fyne.Window {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	w := test.NewTempWindow(t, part.NewRoot(part.NewText("", part.Body), nil))
	w.Resize(fyne.NewSize(1100, 700))
	return w
}

// clock keeps what waits for time to pass.
type clock map[time.Duration][]func()

func (c clock) after(d time.Duration, f func()) func() {
	on := true
	c[d] = append(c[d], func() {
		if on {
			f()
		}
	})
	return func() { on = false }
}

func (c clock) pass(d time.Duration) {
	all := c[d]
	c[d] = nil
	for _, f := range all {
		f()
	}
}

func hits(section string, n int) []Hit {
	var all []Hit
	for range n {
		all = append(all, Hit{Section: section, Line: section, Do: func() {}})
	}
	return all
}

func said(rows []row) string {
	var all []string
	for _, r := range rows {
		if r.heading != "" {
			all = append(all, strings.ToUpper(r.heading))
			continue
		}
		all = append(all, r.hit.Line)
	}
	return strings.Join(all, ",")
}

func TestRowsStandUnderTheirHeadings(t *testing.T) {
	all := append(append(hits("Text", 7), hits("Names", 1)...), hits("Notes", 4)...)
	rows, left := rowsOf(all, true)
	if got := said(rows); got != "TEXT,Text,Text,Text,Text,Text,NAMES,Names,NOTES,Notes,Notes,Notes" || !left {
		t.Errorf("a few: %s, left %v", got, left)
	}
	if rows, left := rowsOf(all, false); len(rows) != 15 || left {
		t.Errorf("all: %d rows, left %v", len(rows), left)
	}
}

func TestWhatThePaletteOffers(t *testing.T) {
	o := Options{
		Commands:   []Command{{Name: "Note…", Menu: "Add", Words: "new"}, {Name: "Settings"}},
		Everything: func(string) {},
		Create:     func(text string) []Command { return []Command{{Name: "Create " + text}} },
	}
	for _, c := range []struct {
		name, text string
		found      *Found
		want       string
	}{
		{"at first", "", &Found{}, "Note…,Settings"},
		{"while the case looks", "sett", nil, "Settings"},
		{"hits before commands", "note", &Found{Hits: hits("Names", 1)}, "Note…,NAMES,Names,NEW,Create note"},
		{"one word may be a command", "set", &Found{Hits: hits("Names", 1)}, "NAMES,Names,COMMANDS,Settings,NEW,Create set"},
		{"several words of a command", "add note", &Found{Hits: hits("Names", 1)}, "Note…,NAMES,Names,NEW,Create add note"},
		{"more than can be shown", "x", &Found{Hits: hits("Text", 6), More: true}, "TEXT,Text,Text,Text,Text,Text,More than 6 hits…,NEW,Create x"},
		{"nothing", "xyz", &Found{}, "NOTHING IN THE CASE FITS “XYZ”,Create xyz"},
	} {
		if got := said(o.rows(c.text, c.found)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestPropertyALineIsCutButNeverItsFirstMark(t *testing.T) {
	window(t)
	r := newRuler(look.TextSize)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zж가 \n]{0,80}`).Draw(t, "text")
		n := len([]rune(text))
		var marks [][2]int
		if n > 4 {
			from := rapid.IntRange(0, n-3).Draw(t, "from")
			marks = append(marks, [2]int{from, from + 2})
		}
		width := float32(rapid.IntRange(120, 900).Draw(t, "width"))
		pieces := r.lay(text, marks, rapid.Bool().Draw(t, "strong"), width)
		var all, shown string
		var end float32
		for _, p := range pieces {
			all += p.text
			if p.marked {
				shown += p.text
			}
			if p.x < end-0.01 || p.x+p.w > width+0.01 {
				t.Fatalf("%q lies at %v to %v of %v, after %v", p.text, p.x, p.x+p.w, width, end)
			}
			end = p.x + p.w
		}
		plain := strings.ReplaceAll(text, "\n", " ")
		if !strings.Contains(plain, strings.Trim(all, "…")) {
			t.Fatalf("%q is no part of %q", all, plain)
		}
		if marks != nil && shown != string([]rune(plain)[marks[0][0]:marks[0][1]]) {
			t.Fatalf("%q is marked in %q, of %q", shown, all, plain)
		}
	})
}

func TestThePaletteWaitsWithWhatItSays(t *testing.T) {
	w := window(t)
	c := clock{}
	asked := 0
	var answer func(Found)
	s := Search{
		Find:  func(_ string, a func(Found)) { asked, answer = asked+1, a },
		Warn:  func(text string) []string { return []string{text + " is odd."} },
		After: c.after,
	}
	b := newBoard(s, "", false)
	b.arrange, b.chosen = Options{Search: s, Commands: []Command{{Name: "Kind…"}}}.rows, func(int) {}
	w.SetContent(b.list)
	b.query("kin")
	if len(b.rows) != 0 || b.hint.Text() != Filters {
		t.Error("something is said before the case answers")
	}
	c.pass(patience)
	if said(b.rows) != "Kind…" {
		t.Errorf("while the case is slow it offers %s", said(b.rows))
	}
	b.query("kind")
	c.pass(pause)
	if b.hint.Text() != "kind is odd." {
		t.Errorf("after a pause it says %q", b.hint.Text())
	}
	answer(Found{Hits: hits("Names", 1), Behind: 3})
	if !strings.Contains(b.hint.Text(), "3 changes") {
		t.Errorf("while the index is behind it says %q", b.hint.Text())
	}
	c.pass(catchUp)
	answer(Found{Hits: hits("Names", 2)})
	if asked != 3 || len(b.last.Hits) != 2 {
		t.Errorf("asked %d times, %d hits", asked, len(b.last.Hits))
	}
}

func TestTheListOfAllHitsStays(t *testing.T) {
	w := window(t)
	c := clock{}
	var went []string
	closed := false
	find := func(_ string, answer func(Found)) {
		var f Found
		for _, name := range []string{"a", "b", "c"} {
			f.Hits = append(f.Hits, Hit{Section: "Text", Line: name, Do: func() { went = append(went, name) }})
		}
		answer(f)
	}
	r := NewResults(w.Canvas(), Search{Find: find, After: c.after}, func() { closed = true })
	w.SetContent(r.Content())
	r.Search("word")
	key := func(k fyne.KeyName) { w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k}) }
	key(fyne.KeyDown)
	key(fyne.KeyDown) // a key held down shows only where it comes to rest
	c.pass(glance)
	if strings.Join(went, "") != "c" || w.Canvas().Focused() != fyne.Focusable(r.board.entry) {
		t.Errorf("the arrows went to %v", went)
	}
	r.Again()
	if r.board.rows[r.board.list.Selected()].hit.Line != "c" || r.count.Text() != "3 hits" {
		t.Errorf("after a change row %d is selected, it says %q", r.board.list.Selected(), r.count.Text())
	}
	key(fyne.KeyUp)
	key(fyne.KeyReturn)
	if strings.Join(went, "") != "cb" || w.Canvas().Focused() != nil {
		t.Errorf("Enter went to %v and keeps the keyboard", went)
	}
	w.Canvas().Capture() // it can be drawn
	r.Search("")
	key(fyne.KeyEscape)
	if !closed {
		t.Error("Escape does not close it")
	}
}
