package form

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/part"
)

func TestAFieldSaysHowItReadsWhatIsTyped(t *testing.T) {
	d := desktest.NewEmpty(t)
	f := NewField(d, property(t, "WorkerGroup", "approved"))
	shown(d, f)
	put(d, f.entry, "about 24000")
	if !strings.Contains(f.Message(), "about 24,000") || f.Fact().Text != "about 24000" {
		t.Errorf("it says %q of %+v", f.Message(), f.Fact())
	}
	put(d, f.entry, " or so")
	if f.Check() || !strings.Contains(f.Message(), "is not a quantity") {
		t.Errorf("it says %q", f.Message())
	}
}

func TestAnEntityIsFoundWithAFewLettersAndEnter(t *testing.T) {
	d := desktest.New(t)
	f := NewField(d, property(t, "WorkerGroup", "employer"))
	shown(d, f)
	put(d, f.pick.Entry, "zen")
	if !f.pick.Open() {
		t.Fatal("nothing is offered")
	}
	d.Type(fyne.KeyReturn)
	if f.pick.Open() || f.Value().Target != company(t, d, "Zenco-39") || f.pick.Entry.Text != "Zenco-39" {
		t.Errorf("chosen: %+v %q", f.Value(), f.pick.Entry.Text)
	}
	if !strings.Contains(f.Message(), "Krasnodar") {
		t.Errorf("beneath it stands %q", f.Message())
	}
	d.NoFailure()
}

// Enter pressed before the answer came means the first option of the answer.
func TestEnterWaitsForTheAnswer(t *testing.T) {
	d := desktest.NewEmpty(t)
	answers := map[string]func([]Option){}
	p := NewPick("name")
	p.OnQuery = func(text string, answer func([]Option)) { answers[text] = answer }
	shown(d, p)
	put(d, p.Entry, "a")
	answers["a"]([]Option{{Key: "old", Row: part.Row{Title: "old"}}})
	put(d, p.Entry, "b")
	d.Type(fyne.KeyReturn)
	if _, ok := p.Chosen(); ok {
		t.Fatal("an option for an older text was chosen")
	}
	answers["ab"]([]Option{{Key: "new", Row: part.Row{Title: "new"}}})
	if o, ok := p.Chosen(); !ok || o.Key != "new" {
		t.Errorf("chosen: %+v %v", o, ok)
	}
}

func TestTypingAfterAChoiceDropsIt(t *testing.T) {
	d := desktest.New(t)
	f := NewField(d, property(t, "WorkerGroup", "employer"))
	shown(d, f)
	put(d, f.pick.Entry, "zen")
	d.Type(fyne.KeyReturn)
	put(d, f.pick.Entry, "x")
	if !f.Value().Target.IsZero() {
		t.Error("the choice outlived the typing")
	}
	if f.Check() {
		t.Error("a name that is nobody's passed for a value")
	}
}

func TestANewNameCanBeCreatedInPlace(t *testing.T) {
	d := desktest.New(t)
	f := NewField(d, property(t, "WorkerGroup", "employer"))
	shown(d, f)
	put(d, f.pick.Entry, "Firm nobody logged")
	var titles []string
	for _, o := range f.pick.Options() {
		titles = append(titles, o.Row.Title)
	}
	if len(titles) == 0 || titles[0] != "Create company “Firm nobody logged”" {
		t.Fatalf("offered: %q", titles)
	}
	d.Type(fyne.KeyReturn)
	if v := f.Value(); v.Make != "Company" || v.Text != "Firm nobody logged" || !f.Check() {
		t.Errorf("chosen: %+v", v)
	}
}

func TestALateAnswerIsDropped(t *testing.T) {
	d := desktest.New(t)
	f := NewField(d, property(t, "WorkerGroup", "employer"))
	shown(d, f)
	d.Window().Canvas().Focus(f.pick.Entry)
	d.Hold = true
	f.pick.Entry.TypedRune('z')
	f.pick.Entry.SetText("sako")
	d.Release(true) // the newer question is answered first
	if o := f.pick.Options(); len(o) == 0 || o[0].Name != "Sakorenma Ltd." {
		t.Errorf("the older answer stands: %+v", o)
	}
}

func TestACountryIsFoundInAnyLanguage(t *testing.T) {
	d := desktest.NewEmpty(t)
	for text, want := range map[string]string{"north k": "kp", "rus": "ru", "Южная Корея": "kr", "KP": "kp"} {
		f := NewField(d, property(t, "Company", "country"))
		shown(d, f)
		put(d, f.pick.Entry, text)
		d.Type(fyne.KeyReturn)
		if f.Value().Text != want {
			t.Errorf("%q gives %q, want %q", text, f.Value().Text, want)
		}
	}
}

func TestAStoredValueIsNotChangedByShowingIt(t *testing.T) {
	d := desktest.NewEmpty(t)
	for _, p := range []struct{ schema, name, stored string }{
		{"Company", "country", "kp"}, {"WageObservation", "basis", "declared"}, {"WorkerGroup", "approved", ">=700"}, {"Company", "topics", "sanction"},
	} {
		f := NewField(d, property(t, p.schema, p.name))
		f.Set(p.stored)
		if !f.Check() || f.Value().Text != p.stored || f.Changed() {
			t.Errorf("%s: %q became %+v (%s)", p.name, p.stored, f.Value(), f.Message())
		}
	}
}

func TestCtrlEnterSavesFromAnyEntry(t *testing.T) {
	d := desktest.New(t)
	saved := 0
	ctrlEnter := &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}
	for _, name := range []string{"approved", "employer", "nationality"} {
		f := NewField(d, property(t, "WorkerGroup", name))
		f.OnSave(func() { saved++ })
		f.Focus().(fyne.Shortcutable).TypedShortcut(ctrlEnter)
	}
	k := NewCitation(d, nil, app.Cite{})
	k.OnSave(func() { saved++ })
	k.Focus().(fyne.Shortcutable).TypedShortcut(ctrlEnter)
	if saved != 4 {
		t.Errorf("saved %d times, want 4", saved)
	}
}

func TestEveryKindHasAnEditor(t *testing.T) {
	d := desktest.NewEmpty(t)
	for _, p := range []struct{ schema, name string }{
		{"Claim", "claim"},
		{"Company", "name"},
		{"Company", "incorporationDate"},
		{"WorkerGroup", "present"},
		{"WageObservation", "amount"},
		{"Ownership", "percentage"},
		{"Company", "ogrnCode"},
		{"Company", "country"},
		{"WorkerGroup", "place"},
		{"Company", "website"},
		{"Company", "email"},
		{"Company", "phone"},
		{"Person", "spokenLanguage"},
		{"Company", "topics"},
		{"WageObservation", "basis"},
		{"WorkerGroup", "employer"},
	} {
		f := NewField(d, property(t, p.schema, p.name))
		shown(d, f)
		if !f.Value().Empty() || !f.Check() || f.MinSize().Height < 30 {
			t.Errorf("%s.%s: an empty field holds %+v and says %q", p.schema, p.name, f.Value(), f.Message())
		}
	}
	if e := NewField(d, property(t, "Claim", "claim")).entry; !e.MultiLine {
		t.Error("a claim has one line only")
	}
}

func sourceNumbered(t *testing.T, d *desktest.Desk, n int) store.SourceRow {
	t.Helper()
	all, err := d.Case().Sources(t.Context())
	if err != nil || len(all) < n {
		t.Fatal("no such source", err)
	}
	return all[n-1]
}

func TestACitationShowsThePassageAndRefusesOneThatIsNotThere(t *testing.T) {
	d := desktest.New(t)
	s := sourceNumbered(t, d, 1)
	k := NewCitation(d, nil, app.Cite{})
	shown(d, k.Rows...)
	put(d, k.source.Entry, "1")
	d.Type(fyne.KeyReturn)
	put(d, k.place, "¶ 31")
	if !strings.Contains(k.placeRow.Message(), "Sakorenma") {
		t.Errorf("beneath the place stands %q", k.placeRow.Message())
	}
	cite, log, problem := k.Cite()
	if cite.Source != s.ID || cite.Passage != 31 || log != "" || problem != "" || k.Sentence() != "says [1]" {
		t.Errorf("%+v %q %q %q", cite, log, problem, k.Sentence())
	}
	put(d, k.place, "9")
	if _, _, problem = k.Cite(); !strings.Contains(problem, "no passage 319") {
		t.Errorf("passage 319: %q", problem)
	}
}

func TestASourceIsNamedOrItsAbsenceIs(t *testing.T) {
	d := desktest.New(t)
	k := NewCitation(d, nil, app.Cite{})
	if _, _, problem := k.Cite(); problem == "" {
		t.Error("an empty citation was taken")
	}
	k.sourced.Select(bareKey)
	k.shown()
	cite, _, problem := k.Cite()
	if problem != "" || !cite.Source.IsZero() || k.Sentence() != "unsourced" || k.sourceRow.Visible() {
		t.Errorf("%+v %q", cite, problem)
	}
}

func TestASourceCanBeLoggedInPlace(t *testing.T) {
	d := desktest.New(t)
	k := NewCitation(d, nil, app.Cite{})
	shown(d, k.Rows...)
	put(d, k.source.Entry, "A letter to the mayor")
	d.Type(fyne.KeyReturn)
	put(d, k.place, "p. 2")
	cite, log, problem := k.Cite()
	if log != "A letter to the mayor" || problem != "" || cite.Locator != "p. 2" {
		t.Errorf("%+v %q %q", cite, log, problem)
	}
}

func TestTheSessionRemembersTheSourceAndNobodysWords(t *testing.T) {
	d := desktest.New(t)
	var s Session
	if k := NewCitation(d, &s, app.Cite{}); k.Number() != 0 {
		t.Error("a new session remembers a source")
	}
	s.Remember(app.Cite{Source: sourceNumbered(t, d, 3).ID, Passage: 2, SaidBy: "a ministry", Hedge: "appears", Credibility: 3})
	k := NewCitation(d, &s, app.Cite{})
	cite, _, _ := k.Cite()
	if want := (app.Cite{Source: sourceNumbered(t, d, 3).ID}); cite != want || k.Number() != 3 || k.Changed() {
		t.Errorf("the next form begins with %+v", cite)
	}
	s.Remember(app.Cite{})
	if k := NewCitation(d, &s, app.Cite{}); !k.bare() {
		t.Error("an unsourced entry is not remembered")
	}
}

func TestAPrefilledCitationComesBackWhole(t *testing.T) {
	d := desktest.New(t)
	want := app.Cite{Source: sourceNumbered(t, d, 1).ID, Passage: 32, Quote: "one of the owners", SaidBy: "company papers", Hedge: "seems", Origin: "a register", Credibility: 2}
	k := NewCitation(d, nil, want)
	if got, _, problem := k.Cite(); got != want || problem != "" {
		t.Errorf("%+v became %+v (%s)", want, got, problem)
	}
	k.place.SetText("¶ 31")
	if got, _, _ := k.Cite(); got.Quote != "" {
		t.Error("words of one passage were cited for another")
	}
}

// A form longer than its sheet scrolls to the field that Tab reaches.
func TestAFieldWithTheKeyboardComesIntoSight(t *testing.T) {
	d := desktest.NewEmpty(t)
	d.Resize(fyne.NewSize(800, 400))
	column := NewColumn()
	var rows []fyne.CanvasObject
	var last *Entry
	for range 30 {
		last = NewEntry("", 1)
		rows = append(rows, NewRow("Name", last))
	}
	column.Set(rows...)
	sheet := part.NewSheet("Long", column, "Save", "Cancel")
	sheet.Open(d.Window().Canvas())
	d.Window().Canvas().Focus(last)
	if y := fyne.CurrentApp().Driver().AbsolutePositionForObject(last).Y; y > 400 {
		t.Errorf("the field lies at %v in a window of 400", y)
	}
}

func TestAnEarlyEnterMakesNothingNew(t *testing.T) {
	d := desktest.New(t)
	p := NewPick("")
	var answer func([]Option)
	p.OnQuery = func(_ string, a func([]Option)) { answer = a }
	shown(d, p)
	put(d, p.Entry, "Zen")
	d.Type(fyne.KeyReturn)
	answer([]Option{{Key: "Company", Make: true, Row: part.Row{Title: "Create company “Zen”"}}})
	if o, ok := p.Chosen(); ok {
		t.Fatalf("Enter before the answer chose %+v", o)
	}
	if !p.Open() {
		t.Error("what can be made is not offered")
	}
	d.Type(fyne.KeyReturn)
	if o, ok := p.Chosen(); !ok || !o.Make {
		t.Error("Enter on the row that is shown does not choose it")
	}
}
