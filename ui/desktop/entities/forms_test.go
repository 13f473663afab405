package entities

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
)

// actions counts the actions of a case.
func actions(t *testing.T, d *desktest.Desk) int {
	t.Helper()
	info, err := d.Case().Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return info.Actions
}

func TestAnEntityIsAddedInOneAction(t *testing.T) {
	d := desktest.New(t)
	f := &Forms{}
	var made store.ID
	before := actions(t, d)
	f.Entity(d, "Company", "", app.Cite{Source: firstSource(t, d), Passage: 41}, func(id store.ID) { made = id })
	typeText(d, "Firm of the letter")
	d.OpenSheet().Save()
	if made.IsZero() || actions(t, d) != before+1 || !d.Sheets[0].Closed {
		t.Fatalf("made %v in %d actions", made, actions(t, d)-before)
	}
	all, err := app.Load(t.Context(), d.Case(), made)
	if err != nil {
		t.Fatal(err)
	}
	if all.Name != "Firm of the letter" || all.Facts[0].Rows[0].Marks[0].String() != "[1] ¶ 41" {
		t.Errorf("%s %v", all.Name, all.Facts[0].Rows[0].Marks)
	}
	d.NoFailure()
}

func TestAFormSaysWhatIsMissingAndStays(t *testing.T) {
	d := desktest.New(t)
	f := &Forms{}
	before := actions(t, d)
	f.Entity(d, "Company", "", app.Cite{Source: firstSource(t, d)}, nil)
	d.OpenSheet().Save()
	if said := texts(d.OpenSheet().Content); !strings.Contains(said, "Fill in “Name”") || actions(t, d) != before {
		t.Errorf("it says:\n%s", said)
	}
	typeText(d, "A firm")
	f2 := &Forms{}
	f2.Entity(d, "Company", "Another firm", app.Cite{}, nil)
	d.OpenSheet().Save()
	if said := texts(d.OpenSheet().Content); !strings.Contains(said, "Choose a source, or mark this as unsourced.") {
		t.Errorf("it says:\n%s", said)
	}
}

func TestAFormThatWasFilledInKnowsIt(t *testing.T) {
	d := desktest.New(t)
	f := &Forms{}
	f.Entity(d, "Company", "", app.Cite{Source: firstSource(t, d), Passage: 3}, nil)
	draft := d.OpenSheet().Content.(desk.Draft)
	if draft.Changed() {
		t.Error("a form nobody touched asks to be saved")
	}
	typeText(d, "A firm")
	if !draft.Changed() {
		t.Error("what was typed would be dropped without asking")
	}
}

func TestTheKindIsChosenByTyping(t *testing.T) {
	d := desktest.New(t)
	(&Forms{}).Entity(d, "", "", app.Cite{}, nil)
	typeText(d, "pay obs")
	d.Type(fyne.KeyReturn)
	if got := d.OpenSheet().Title; got != "Add pay observation" {
		t.Errorf("opened %q", got)
	}
}

func TestEveryKindOpensItsForm(t *testing.T) {
	d := desktest.NewEmpty(t)
	for _, r := range kindRows(ontology.Default(), "") {
		if r.schema == nil {
			continue
		}
		(&Forms{}).Entity(d, r.schema.Name, "", app.Cite{}, nil)
		if !strings.EqualFold(d.OpenSheet().Title, "Add "+r.schema.Label) {
			t.Errorf("%s opens %q", r.schema.Name, d.OpenSheet().Title)
		}
		d.OpenSheet().Content.MinSize()
		d.Window().Canvas().Unfocus()
	}
	d.NoFailure()
}

// Three keystrokes and a name: the name, Enter, a digit, Enter.
func TestAQuickLinkIsThreeKeysAndAName(t *testing.T) {
	d := desktest.New(t)
	f := &Forms{}
	f.session.Remember(app.Cite{Source: firstSource(t, d)})
	before := actions(t, d)
	f.QuickLink(d, named(t, d, genco))
	typeText(d, "zenco")
	d.Type(fyne.KeyReturn)
	typeText(d, "4")
	d.Type(fyne.KeyReturn)
	if len(d.Said) != 1 || d.Said[0].Text != genco+" controls Zenco-39, says [1]" || !d.Said[0].Undo {
		t.Fatalf("said: %+v; open: %s", d.Said, texts(d.Sheets[0].Content))
	}
	if actions(t, d) != before+1 {
		t.Errorf("it took %d actions", actions(t, d)-before)
	}
	all := dossier(t, d, "Zenco-39")
	found := false
	for _, l := range all.Links {
		found = found || l.Other == named(t, d, genco) && !l.Outgoing && l.Marks[0].Number == 1
	}
	if !found {
		t.Errorf("links: %+v", all.Links)
	}
	d.NoFailure()
}

func TestAPlainPropertyIsAQuickLinkToo(t *testing.T) {
	d := desktest.New(t)
	f := &Forms{}
	f.session.Remember(app.Cite{Source: firstSource(t, d)})
	f.QuickLink(d, named(t, d, "Zenco-39"))
	typeText(d, "building crews")
	d.Type(fyne.KeyReturn, fyne.KeyReturn)
	if len(d.Said) != 1 || d.Said[0].Text != "DPRK building crews, St Petersburg, employer: Zenco-39, says [1]" {
		t.Fatalf("said: %+v", d.Said)
	}
}

func TestANewPartyIsMadeFromTheSameSource(t *testing.T) {
	d := desktest.New(t)
	f := &Forms{}
	f.session.Remember(app.Cite{Source: firstSource(t, d)})
	f.QuickLink(d, named(t, d, "Zenco-39"))
	typeText(d, "Holding nobody logged")
	d.Type(fyne.KeyReturn) // create company
	d.Type(fyne.KeyReturn) // owns
	if len(d.Said) != 1 || d.Said[0].Text != "Zenco-39 owns Holding nobody logged, says [1]" {
		t.Fatalf("said: %+v", d.Said)
	}
	all := dossier(t, d, "Holding nobody logged")
	if all.EntityRow.Schema != "Company" || all.Facts[0].Rows[0].Marks[0].Number != 1 || len(all.Links) != 1 {
		t.Errorf("%+v", all)
	}
}

func TestAQuickLinkNeedsBothEnds(t *testing.T) {
	d := desktest.New(t)
	f := &Forms{}
	f.QuickLink(d, named(t, d, genco))
	d.OpenSheet().Save()
	if said := texts(d.OpenSheet().Content); !strings.Contains(said, "Choose both ends of the link.") {
		t.Errorf("it says:\n%s", said)
	}
}

func TestAPropertyIsAddedByItsName(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, "Zenco-39")
	s.forms.session.Remember(app.Cite{Source: firstSource(t, d)})
	s.addFact("")
	typeText(d, "legal form")
	d.Type(fyne.KeyReturn)
	typeText(d, "OOO")
	d.OpenSheet().Save()
	row := rowSaying(t, s, "OOO").fact.row
	if row.Label != "Legal form" || row.Marks[0].Number != 1 {
		t.Errorf("%+v", row)
	}
}

func TestAValueThatCannotBeReadIsNotSaved(t *testing.T) {
	d := desktest.New(t)
	s := opened(t, d, "DPRK workers approved for Zenco-39")
	s.forms.session.Remember(app.Cite{Source: firstSource(t, d)})
	s.addFact("present")
	before := actions(t, d)
	typeText(d, "a lot")
	d.OpenSheet().Save()
	if actions(t, d) != before || !strings.Contains(texts(d.OpenSheet().Content), "is not a quantity") {
		t.Errorf("it says:\n%s", texts(d.OpenSheet().Content))
	}
}

func TestAPersonsClassSaysWhatItMeans(t *testing.T) {
	for _, c := range append(store.Classes(), "") {
		hidden := strings.Contains(strings.ToLower(classWords(c)), "hidden")
		if hidden != hiddenClass(c) {
			t.Errorf("%q: %s", c, classWords(c))
		}
	}
	d := desktest.New(t)
	s := opened(t, d, "Contractor (unnamed)")
	if !strings.Contains(texts(s.profile.head), "Hidden in every export") {
		t.Error("the profile does not say that the person is hidden")
	}
}
