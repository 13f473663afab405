package entities

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// rowSaying finds a row of the tab by its value.
func rowSaying(t *testing.T, s *Screen, value string) factView {
	t.Helper()
	for _, r := range s.profile.rows {
		if r.fact.row.Shown == value {
			return r
		}
	}
	t.Fatalf("no row says %q", value)
	return factView{}
}

// all finds every object of a type under another.
func all[T fyne.CanvasObject](o fyne.CanvasObject) []T {
	var out []T
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if o == nil {
			return
		}
		if t, ok := o.(T); ok {
			out = append(out, t)
		}
		switch t := o.(type) {
		case *fyne.Container:
			for _, c := range t.Objects {
				walk(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(t).Objects() {
				walk(c)
			}
		}
	}
	walk(o)
	return out
}

func texts(o fyne.CanvasObject) string {
	var b strings.Builder
	for _, t := range all[*part.Text](o) {
		b.WriteString(t.Text() + "\n")
	}
	return b.String()
}

func TestTheFirstEntityIsShownWithoutAsking(t *testing.T) {
	d := desktest.New(t)
	s := New(d, &Forms{})
	d.Show(s, desk.Route{Screen: desk.Entities})
	if s.dossier == nil || s.rows.Selected() != 0 {
		t.Error("the screen opens empty")
	}
	d.NoFailure()
}

func TestAnEmptyCaseOffersTheFirstStep(t *testing.T) {
	d := desktest.NewEmpty(t)
	s := New(d, &Forms{})
	d.Show(s, desk.Route{Screen: desk.Entities})
	if !s.profile.nothing.Visible() || s.profile.page.Visible() {
		t.Error("an empty case shows no first step")
	}
}

func TestACitationMarkOpensTheSourceAtThePassage(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, sakorenma)
	marks := s.citations(rowSaying(t, s, genco).fact.row.Marks)
	marks[0].OnTapped()
	r := d.Last()
	if r.Screen != desk.Sources || r.ID != firstSource(t, d) || r.Passage != 32 {
		t.Errorf("it leads to %+v", r)
	}
}

func TestALinkOpensTheOtherEnd(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, sakorenma)
	row := rowSaying(t, s, genco)
	row.row.OnSelect()
	if len(d.Went) != 0 || s.picked.zero() {
		t.Fatal("the first click shows the statement and stays")
	}
	row.row.OnSelect()
	if d.Last().ID != named(t, d, genco) {
		t.Errorf("it leads to %+v", d.Last())
	}
}

func TestTheInspectorWeighsAStatement(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, genco)
	s.pick(rowSaying(t, s, "KOREA GENERAL CORPORATION FOR EXTERNAL CONSTRUCTION").fact)
	said := texts(d.Inspected)
	for _, want := range []string{"2 sources  ·  1 origin  ·  A1", "none", "Noted 2 Mar 2026 by Sample researcher"} {
		if !strings.Contains(said, want) {
			t.Errorf("the inspector does not say %q:\n%s", want, said)
		}
	}
}

func TestASlowProfileDoesNotReplaceANewerOne(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, sakorenma)
	d.Hold = true
	s.Open(desk.Route{ID: named(t, d, genco)})
	s.Open(desk.Route{ID: named(t, d, "Zenco-39")})
	d.Release(true)
	if s.dossier.Name != "Zenco-39" {
		t.Errorf("shown: %s", s.dossier.Name)
	}
}

func TestTheArrowsWalkTheList(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, sakorenma)
	d.Window().Canvas().Focus(s.rows)
	at := s.rows.Selected()
	d.Type(fyne.KeyDown)
	if s.rows.Selected() != at+1 || s.dossier.Name == sakorenma {
		t.Errorf("row %d, shown %s", s.rows.Selected(), s.dossier.Name)
	}
}

func TestSearchNarrowsAndEnterOpens(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, sakorenma)
	s.Find()
	typeText(d, "zenco-39")
	first, _ := s.list.row(0)
	d.Type(fyne.KeyReturn)
	if s.dossier.ID != first.ID || d.Window().Canvas().Focused() != fyne.Focusable(s.rows) {
		t.Errorf("shown: %s, first: %s", s.dossier.Name, first.Name)
	}
}

func TestKeysOpenTheForms(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, sakorenma)
	d.Window().Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { s.Key(e) })
	d.Window().Canvas().Capture() // only what was drawn can have the keyboard
	s.profile.focus()
	d.Type(fyne.KeyL)
	if len(d.Forms) != 1 || d.Forms[0].What != "link" || d.Forms[0].From != s.id {
		t.Errorf("L: %+v", d.Forms)
	}
	d.Type(fyne.KeyW) // nothing is selected: nothing is withdrawn
	if len(d.Sheets) != 0 {
		t.Fatal("W without a statement opened a form")
	}
	s.forms.session.Remember(app.Cite{Source: firstSource(t, d)})
	s.pick(rowSaying(t, s, "Russia").fact)
	for key, title := range map[fyne.KeyName]string{fyne.KeyW: "Withdraw a statement", fyne.KeyD: "Dispute a statement", fyne.KeyE: "Correct “Country: Russia”"} {
		d.Window().Canvas().Focus(rowSaying(t, s, "Russia").row)
		d.Type(key)
		if got := d.OpenSheet().Title; got != title {
			t.Errorf("%s opens %q, want %q", key, got, title)
		}
		d.Type(fyne.KeyEscape)
	}
	d.NoFailure()
}

// A name typed where the rail led to must not open a form at its first "e".
func TestLettersTypedInTheListLookForAName(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, sakorenma)
	d.Window().Canvas().Unfocus()
	s.Open(desk.Route{Screen: desk.Entities})
	for _, r := range "zenco-39" {
		at := d.Window().Canvas().Focused()
		if name := fyne.KeyName(strings.ToUpper(string(r))); at == fyne.Focusable(s.rows) {
			at.TypedKey(&fyne.KeyEvent{Name: name})
		}
		s.Key(&fyne.KeyEvent{Name: fyne.KeyName(strings.ToUpper(string(r)))})
		d.Window().Canvas().Focused().TypedRune(r)
	}
	if len(d.Sheets)+len(d.Forms) != 0 {
		t.Fatal("typing a name opened a form")
	}
	if s.search.Text != "zenco-39" || s.list.text != "zenco-39" {
		t.Errorf("the search holds %q, the list was narrowed to %q", s.search.Text, s.list.text)
	}
	d.Window().Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { s.Key(e) })
	d.Window().Canvas().Capture() // only what was drawn can have the keyboard
	rowSaying(t, s, "Russia").row.OnSelect()
	d.Type(fyne.KeyW)
	if d.OpenSheet().Title != "Withdraw a statement" {
		t.Error("a clicked statement does not take its keys")
	}
}

func TestAWithdrawalNeedsItsReasonAndStaysInSight(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, sakorenma)
	s.pick(rowSaying(t, s, "Russia").fact)
	s.act(s.withdraw)
	d.OpenSheet().Save()
	if d.OpenSheet(); len(d.Said) != 0 {
		t.Fatal("a withdrawal without a reason was taken")
	}
	typeText(d, "misread")
	d.Type(fyne.KeyReturn) // Enter confirms
	if len(d.Said) != 1 || !d.Said[0].Undo {
		t.Fatalf("said: %+v", d.Said)
	}
	if len(s.dossier.Withdrawn) != 1 {
		t.Fatalf("withdrawn: %d", len(s.dossier.Withdrawn))
	}
	s.Open(desk.Route{ID: s.id, Tab: tabStatements})
	last := s.profile.rows[len(s.profile.rows)-1]
	if last.fact.row.Statement.Live || !strings.Contains(texts(s.profile.body), "misread") {
		t.Error("the withdrawn statement and its reason are not shown")
	}
	if _, err := d.Case().Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.Changed()
	if len(s.dossier.Withdrawn) != 0 {
		t.Error("undo did not bring it back")
	}
	d.NoFailure()
}

func TestALinkIsWithdrawnWhole(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, sakorenma)
	s.pick(rowSaying(t, s, genco).fact)
	s.act(s.withdraw)
	typeText(d, "another firm")
	d.OpenSheet().Save()
	if !holdings(s.dossier, nil).empty() {
		t.Error("the owner is still shown")
	}
	rows, n, err := d.Case().Entities(t.Context(), store.EntityFilter{Schemata: []string{"Ownership"}})
	if err != nil || n != 1 {
		t.Errorf("%d ownerships are left of 2: %v %v", n, rows, err)
	}
	label, err := d.Case().Undo(t.Context())
	if err != nil || label != "Withdraw an entity" {
		t.Errorf("undo takes back %q, %v", label, err)
	}
}

func TestADisputeStandsBesideTheStatement(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, "Zenco-39")
	s.forms.session.Remember(app.Cite{Source: firstSource(t, d)})
	s.pick(rowSaying(t, s, "Krasnodar").fact)
	s.act(s.dispute)
	d.OpenSheet().Save()
	if len(d.Said) != 1 {
		t.Fatal("the dispute was not saved")
	}
	body := texts(s.profile.body)
	if !strings.Contains(body, "disputed") || !strings.Contains(body, "contested") {
		t.Errorf("the profile does not say so:\n%s", body)
	}
	s.pick(rowSaying(t, s, "Krasnodar").fact)
	if said := texts(d.Inspected); !strings.Contains(said, "Denied by [1]") {
		t.Errorf("the inspector does not say so:\n%s", said)
	}
}

func TestASecondSourceJoinsTheRow(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, "Zenco-39")
	sources, _ := d.Case().Sources(t.Context())
	s.forms.session.Remember(app.Cite{Source: sources[8].ID})
	before := len(s.profile.rows)
	s.pick(rowSaying(t, s, "Krasnodar").fact)
	s.act(s.support)
	d.OpenSheet().Save()
	row := rowSaying(t, s, "Krasnodar")
	if len(s.profile.rows) != before || len(row.fact.row.Others) != 1 || len(row.fact.row.Marks) != 2 {
		t.Errorf("%d rows, %+v", len(s.profile.rows), row.fact.row.Marks)
	}
	// What is done next is done to the source that was chosen.
	s.pick(row.fact)
	s.inspect.which.Select(row.fact.row.Others[0].ID.String())
	if s.inspect.chosen(s.picked) != row.fact.row.Others[0].ID {
		t.Error("the second source cannot be chosen")
	}
}

func TestACorrectionReplacesAndKeepsTheCitation(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, sakorenma)
	old := rowSaying(t, s, "Sakhalin").fact.row
	s.pick(rowSaying(t, s, "Sakhalin").fact)
	s.act(s.correct)
	typeText(d, "Yuzhno-")
	d.OpenSheet().Save()
	row := rowSaying(t, s, "Yuzhno-Sakhalin").fact.row
	if row.Marks[0].Passage != old.Marks[0].Passage || row.Marks[0].Source != old.Marks[0].Source {
		t.Errorf("cited %v, before %v", row.Marks, old.Marks)
	}
	if len(s.dossier.Withdrawn) != 1 {
		t.Error("the old statement is not withdrawn")
	}
}

func TestANoteBeingWrittenOutlivesAChange(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, genco)
	s.Open(desk.Route{ID: s.id, Tab: tabNotes})
	s.profile.note.SetText("half a thought")
	s.Changed(store.Change{All: true})
	if s.profile.note.Text != "half a thought" || s.profile.tabs.Selected() != tabNotes {
		t.Error("the note or its tab was lost")
	}
	before := len(s.dossier.Notes)
	s.profile.note.OnSave()
	if len(s.dossier.Notes) != before+1 || s.profile.note.Text != "" {
		t.Errorf("%d notes, entry %q", len(s.dossier.Notes), s.profile.note.Text)
	}
}

func TestTheListNeverInventsAListing(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, sakorenma)
	var marked []string
	for i := range s.list.total {
		for _, m := range s.row(i).Trailing {
			if m.Text == "listed" {
				marked = append(marked, s.row(i).Title)
			}
		}
	}
	if !slices.Equal(marked, []string{genco}) {
		t.Errorf("listed: %q", marked)
	}
}

// The width of the list is remembered as a share, and a narrow window has its own.
func TestTheListKeepsItsWidth(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, sakorenma)
	s.panes.OnMoved(456, 0)
	s.Resize(false)
	if list, _ := s.panes.Widths(); list != 456 {
		t.Errorf("the list is %v wide", list)
	}
	s.Resize(true)
	if list, _ := s.panes.Widths(); list != listNarrow {
		t.Errorf("in a narrow window the list is %v wide", list)
	}
}

func TestDarkAndLightDrawTheSame(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, sakorenma)
	before := s.profile.content.MinSize()
	d.Theme(look.Dark)
	s.Open(desk.Route{ID: s.id})
	if after := s.profile.content.MinSize(); after != before {
		t.Errorf("%v became %v", before, after)
	}
}
