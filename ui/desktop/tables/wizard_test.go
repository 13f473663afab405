package tables

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"redthread/store"
	"redthread/ui/desktop/desk/desktest"
)

// The sheet of TestAnUnseenSheet: people and firms with their links, under
// headings that no list of words has.
const unseen = `Ref,Who,When seen,Where from,Outfit,Outfit code,Cut,Doing what
1,Kim Chol,02.05.1961,КНДР,Mokran LLC,7811489970,"49,5",Boss
2,Pak Il,13.02.1970,КНДР,Mokran LLC,7811489970,"50,5",Deputy
3,Ri Song,7,КНДР,Zenco-39,7707083893,100,Boss
`

const known = `Full name,Date of birth,Nationality,Position,Company,INN,Share %
Kim Chol,1961-05-02,North Korea,Director,Mokran LLC,7811489970,"49,5"
Pak Il,13/02/1970,North Korea,Deputy director,Mokran LLC,7811489970,"50,5"
Ri Song,12,North Korea,Cook,Zenco-39,7707083893,100
`

func opened(t *testing.T, d *desktest.Desk, name, text string) *wizard {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	w := openPath(d, path)
	d.NoFailure()
	if w == nil {
		t.Fatal("no form was opened")
	}
	return w
}

// hand counts what a person does.
type hand struct {
	t       *testing.T
	w       *wizard
	actions int
}

// choose opens a menu and goes down its items: the button and each item are an
// action.
func (h *hand) choose(menu *fyne.Menu, path ...string) {
	h.t.Helper()
	h.actions++
	for n, name := range path {
		var found *fyne.MenuItem
		var names []string
		for _, i := range menu.Items {
			names = append(names, i.Label)
			if strings.HasPrefix(i.Label, name) && found == nil {
				found = i
			}
		}
		if found == nil {
			h.t.Fatalf("the menu has no %q, it has %q", name, names)
		}
		h.actions++
		if n == len(path)-1 {
			found.Action()
			return
		}
		menu = found.ChildMenu
	}
}

func (w *wizard) preview() string {
	var b strings.Builder
	for _, r := range w.shown {
		b.WriteString(r.Title + " | " + r.Subtitle + "\n")
	}
	return b.String()
}

// An unseen sheet of people and firms with their links is mapped by mouse in
// at most 25 actions, from the choice of the file on.
func TestAnUnseenSheet(t *testing.T) {
	d := desktest.NewEmpty(t)
	w := opened(t, d, "unseen.csv", unseen)
	h := &hand{t: t, w: w, actions: 3} // Ctrl+Shift+I, the file, its button
	before := w.preview()
	for _, e := range w.draft.Query().Entities { // what was guessed is not needed here
		w.draft.Query().RemoveEntity(e.Name)
	}
	w.changed()
	h.choose(w.kindMenu(), "Company")
	h.choose(w.kindMenu(), "Person")
	h.choose(w.columnMenu("Outfit"), "Company", "Name")
	h.choose(w.columnMenu("Outfit code"), "Company", "INN")
	h.choose(w.columnMenu("Who"), "Person", "Name")
	h.choose(w.linkMenu(), "Person → company", "Ownership")
	h.choose(w.columnMenu("Cut"), "Ownership", "Share")
	if !strings.Contains(w.preview(), "Kim Chol owns Mokran LLC | Share: 49.5%") {
		t.Errorf("the rows become\n%s\n(guessed: %s)", w.preview(), before)
	}
	h.actions++
	w.start()
	d.NoFailure()
	if h.actions > 25 {
		t.Errorf("it took %d actions", h.actions)
	}
	t.Logf("%d actions", h.actions)
	rows, _, err := d.Case().Entities(t.Context(), store.EntityFilter{Schemata: []string{"Ownership"}})
	if err != nil || len(rows) != 3 {
		t.Errorf("%d links went in (%v)", len(rows), err)
	}
	if len(d.Said) != 1 || !d.Said[0].Undo || !strings.HasPrefix(d.Said[0].Text, "Imported unseen.csv: 3 rows, ") {
		t.Errorf("said %+v", d.Said)
	}
}

// Known headings are told: there is nothing to do but to look.
func TestPrefilled(t *testing.T) {
	d := desktest.NewEmpty(t)
	w := opened(t, d, "people.csv", known)
	for _, want := range []string{"Kim Chol owns Mokran LLC | Share: 49.5% (“49,5”)", "Row 2", "Nationality: North Korea"} {
		if !strings.Contains(w.preview(), want) {
			t.Errorf("%q is not shown in\n%s", want, w.preview())
		}
	}
	if got := w.fills("Date of birth"); got != "Person: Born" {
		t.Errorf("the column fills %q", got)
	}
	w.check()
	if w.found == nil || w.found.Bad != 1 || !strings.Contains(w.preview(), "Row 4, column Date of birth") {
		t.Errorf("checked: %+v\n%s", w.found, w.preview())
	}
	if !strings.Contains(w.says.Text(), "3 rows") || !strings.Contains(w.says.Text(), "1 row is bad: ") {
		t.Errorf("it says %q", w.says.Text())
	}
	w.keepChip.OnTapped()
	w.start()
	d.NoFailure()
	if len(d.Sheets) != 2 {
		t.Errorf("%d forms were opened, want the bad rows listed", len(d.Sheets))
	}
	// The same headings again: remembered.
	again := opened(t, d, "more.csv", known)
	if !strings.Contains(again.origin.Text(), "last time") {
		t.Errorf("the mapping is %q", again.origin.Text())
	}
}

// Every menu can be gone through, and none of its items breaks the form.
func TestMenus(t *testing.T) {
	d := desktest.NewEmpty(t)
	w := opened(t, d, "people.csv", known)
	for _, menu := range []func() *fyne.Menu{
		w.headingMenu, w.charsetMenu, w.delimiterMenu, w.kindMenu, w.linkMenu,
		func() *fyne.Menu { return w.columnMenu("INN") }, func() *fyne.Menu { return w.thingMenu("owns") }, func() *fyne.Menu { return w.thingMenu("firm") },
	} {
		for i := range menu().Items {
			if item := menu().Items[i]; item.Action != nil {
				item.Action()
			}
		}
	}
	d.NoFailure()
	if !w.touched {
		t.Error("closing the form would drop the changes without a word")
	}
	h := &hand{t: t, w: w}
	h.choose(w.charsetMenu(), "Find it out")
	h.choose(w.delimiterMenu(), "comma")
	h.choose(w.mappingMenu(), "Guess it anew")
	h.choose(w.headingMenu(), "Find it")
	h.choose(w.thingMenu("owns"), "It is a", "Directorship")
	if !strings.Contains(w.preview(), "Kim Chol directs Mokran LLC") {
		t.Errorf("the link did not become another:\n%s", w.preview())
	}
	h.choose(w.mappingMenu(), "Russian company register")
	if !w.problem.Visible() || !strings.Contains(w.problem.Text(), "does not") && !strings.Contains(w.problem.Text(), "no column") {
		t.Errorf("a mapping that does not fit: %q", w.problem.Text())
	}
	h.choose(w.mappingMenu(), "Begin with nothing")
	if len(w.shown) != 0 || w.says.Text() != "Nothing would go in yet." {
		t.Errorf("with nothing mapped it says %q", w.says.Text())
	}
}

// A file that is no table says so.
func TestNoTable(t *testing.T) {
	d := desktest.NewEmpty(t)
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, []byte("%PDF-1.4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if w := openPath(d, path); w != nil || len(d.Failed) != 1 || !strings.Contains(d.Failed[0].Error(), "is no table") {
		t.Errorf("failed with %v", d.Failed)
	}
}

func openPath(d *desktest.Desk, path string) *wizard {
	var got *wizard
	open(d, path, "chosen", func(w *wizard) { got = w })
	return got
}

// The pictures are for people to hold beside the design; see desktest.Shoot.
func TestPictures(t *testing.T) {
	desktest.Shoot(t, "import", func(t *testing.T, d *desktest.Desk) { opened(t, d, "people.csv", known) })
	if os.Getenv(desktest.PicturesVariable) == "" {
		return
	}
	desktest.Shoot(t, "import-bad", func(t *testing.T, d *desktest.Desk) { opened(t, d, "people.csv", known).check() })
	desktest.Shoot(t, "import-nothing", func(t *testing.T, d *desktest.Desk) {
		w := opened(t, d, "people.csv", known)
		w.draft.Query().Entities = nil
		w.refresh()
	})
	desktest.Shoot(t, "import-egrul", func(t *testing.T, d *desktest.Desk) {
		if openPath(d, filepath.Join("..", "..", "..", "app", "tables", "testdata", "egrul.xml")) == nil {
			t.Fatal("no form")
		}
	})
}
