package overview

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/desk/desktest"
	"redthread/ui/desktop/part"
)

func opened(t *testing.T) (*desktest.Desk, *Screen) {
	t.Helper()
	d := desktest.New(t)
	s := New(d)
	d.Show(s, desk.Route{Screen: desk.Overview})
	return d, s
}

func TestShowsTheQuestionAndEveryConflict(t *testing.T) {
	d, s := opened(t)
	d.NoFailure()
	if !desktest.Says(s.Content(), s.board.Question) {
		t.Error("the question is not shown")
	}
	for _, c := range conflicts(s.board) {
		if !desktest.Says(s.Content(), c.title) || !desktest.Says(s.Content(), c.caution) {
			t.Errorf("%s is not shown with its caution", c.title)
		}
		for _, k := range c.sides {
			if k.value != "" && !desktest.Says(s.Content(), k.value) {
				t.Errorf("%s: the side %q is not shown", c.title, k.value)
			}
		}
	}
	if d.Inspected != nil {
		t.Error("the overview has nothing to inspect")
	}
}

func TestAMarkLeadsToThePassage(t *testing.T) {
	d, s := opened(t)
	m := conflicts(s.board)[0].sides[0].marks[0]
	for _, mark := range desktest.Parts[*part.CitationMark](s.Content()) {
		if mark.Text() == m.String() {
			test.Tap(mark)
			break
		}
	}
	if want := (desk.Route{Screen: desk.Sources, ID: m.Source, Passage: m.Passage}); d.Last() != want {
		t.Errorf("went to %+v, want %+v", d.Last(), want)
	}
}

func TestWhatIsWeakUnfoldsAndLeadsThere(t *testing.T) {
	d, s := opened(t)
	row := s.board.SingleOrigin[0]
	if desktest.Says(s.Content(), row.Detail) {
		t.Error("the list is open before it was asked for")
	}
	d.Press(s.Content(), "Show")
	if b, ok := d.Window().Canvas().Focused().(*part.Button); !ok || b.Text() != "Hide" {
		t.Error("the button that was pressed has lost the keyboard")
	}
	d.Press(s.Content(), "Show all "+plural(len(s.board.SingleOrigin), "row", "rows"))
	for _, r := range desktest.Parts[*part.FactRow](s.Content()) {
		if desktest.Says(r, row.Title) && desktest.Says(r, row.Detail) {
			test.Tap(r)
			break
		}
	}
	if d.Last().ID != row.ID || d.Last().Screen != desk.Entities {
		t.Errorf("went to %+v", d.Last())
	}
}

func TestTasksAreAddedTickedAndRemoved(t *testing.T) {
	d, s := opened(t)
	before := len(s.board.Tasks)
	test.Type(s.addTask, "Ask the registry")
	s.addTask.OnSubmitted(s.addTask.Text)
	if len(s.board.Tasks) != before+1 || s.addTask.Text != "" {
		t.Fatalf("%d tasks, the line says %q", len(s.board.Tasks), s.addTask.Text)
	}
	ticks := desktest.Parts[*widget.Check](s.Content())
	ticks[len(ticks)-1].SetChecked(true)
	open, done := splitTasks(s.board.Tasks)
	if len(done) != 1 || done[0].Text != "Ask the registry" || len(open) != before {
		t.Fatalf("finished: %+v", done)
	}
	d.Press(s.Content(), "Show 1 finished task")
	if !desktest.Says(s.Content(), "Ask the registry") {
		t.Error("the finished task is not shown")
	}
	s.editTask(done[0])
	d.Press(d.OpenSheet().Content, "Remove")
	if len(s.board.Tasks) != before {
		t.Errorf("%d tasks after one was removed", len(s.board.Tasks))
	}
	for _, said := range d.Said {
		if !said.Undo {
			t.Errorf("%q cannot be taken back", said.Text)
		}
	}
	d.NoFailure()
}

func TestATaskLeadsToWhatItIsAbout(t *testing.T) {
	d, s := opened(t)
	s.editTask(s.board.Tasks[0])
	d.Press(d.OpenSheet().Content, "Open what it is about")
	if d.Last().ID != s.board.Tasks[0].About || d.Last().Screen != desk.Entities {
		t.Errorf("went to %+v", d.Last())
	}
	s.follow(s.board.SingleOrigin[0].Marks[0].Source)
	if d.Last().Screen != desk.Sources {
		t.Errorf("a source leads to %+v", d.Last())
	}
}

func TestTheQuestionIsEditedInPlace(t *testing.T) {
	d, s := opened(t)
	d.Press(s.Content(), "Edit…")
	sheet := d.OpenSheet()
	fields := desktest.Parts[*part.TextEntry](sheet.Content)
	if len(fields) != 3 || fields[1].Text != s.board.Question {
		t.Fatalf("the form has %d fields", len(fields))
	}
	fields[1].SetText("Who pays?")
	fields[2].SetText("So far nobody.")
	sheet.Save()
	if !sheet.Closed || s.board.Question != "Who pays?" || !desktest.Says(s.Content(), "So far nobody.") {
		t.Errorf("after saving: %q", s.board.Question)
	}
	s.edit()
	fields = desktest.Parts[*part.TextEntry](d.OpenSheet().Content)
	fields[0].SetText("  ")
	if d.OpenSheet().Save() || len(d.Failed) != 1 {
		t.Errorf("a case without a title was saved: %v", d.Failed)
	}
}

func TestNotesAreWritten(t *testing.T) {
	d, s := opened(t)
	before := len(s.board.Notes)
	d.Press(s.Content(), "Add a note…")
	if d.OpenSheet().Save() || len(d.Failed) != 1 || d.Failed[0].Error() != errNothingWritten.Error() {
		t.Errorf("an empty note: %v", d.Failed)
	}
	desktest.Parts[*part.TextEntry](d.OpenSheet().Content)[0].SetText("Remember this.")
	d.OpenSheet().Save()
	if len(s.board.Notes) != before+1 || !desktest.Says(s.Content(), "Remember this.") {
		t.Error("the note is not shown")
	}
	s.editNote(s.board.Notes[before])
	d.Press(d.OpenSheet().Content, "Remove")
	if len(s.board.Notes) != before {
		t.Error("the note was not removed")
	}
}

func TestVerifyingSaysWhatWasChecked(t *testing.T) {
	d, s := opened(t)
	d.Press(s.Content(), "Verify now")
	if !s.sound || !desktest.Says(s.Content(), s.checked) {
		t.Errorf("after the check: %q", s.checked)
	}
	if _, err := app.AddSource(t.Context(), d.Case(), app.SourceEntry{Source: store.Source{Title: "New"}}); err != nil {
		t.Fatal(err)
	}
	d.Changed()
	if s.checked != "" {
		t.Error("what was checked before a change still counts as checked")
	}
}

func TestWhatIsNewLeadsToTheThing(t *testing.T) {
	d, s := opened(t)
	id, err := app.AddSource(t.Context(), d.Case(), app.SourceEntry{Source: store.Source{Title: "New"}})
	if err != nil {
		t.Fatal(err)
	}
	d.Changed()
	for _, r := range desktest.Parts[*part.FactRow](s.Content()) {
		if desktest.Says(r, "Log source") {
			test.Tap(r)
			break
		}
	}
	if want := (desk.Route{Screen: desk.Sources, ID: id}); d.Last() != want {
		t.Errorf("went to %+v, want %+v", d.Last(), want)
	}
}

func TestAnOlderAnswerIsDropped(t *testing.T) {
	d, s := opened(t)
	d.Hold = true
	s.reload()
	if err := app.SetCase(t.Context(), d.Case(), store.CaseFields{Title: "T", Question: "The newer question?"}); err != nil {
		t.Fatal(err)
	}
	s.reload()
	d.Release(true)
	if s.board.Question != "The newer question?" {
		t.Errorf("shown: %q", s.board.Question)
	}
}

func TestKeysMoveThePage(t *testing.T) {
	d, s := opened(t)
	d.Window().Canvas().Focus(s.page)
	d.Type(fyne.KeyEnd)
	foot := s.page.Offset.Y
	if foot <= 0 || foot > s.page.Content.Size().Height {
		t.Fatalf("the foot of the page is at %v", foot)
	}
	d.Type(fyne.KeyPageUp)
	if s.page.Offset.Y >= foot {
		t.Error("Page up does not move")
	}
	d.Type(fyne.KeyHome, fyne.KeyUp)
	if s.page.Offset.Y != 0 {
		t.Errorf("the top is at %v", s.page.Offset.Y)
	}
	d.Type(fyne.KeyDown)
	s.draw()
	if s.page.Offset.Y <= 0 {
		t.Error("drawing again leaves the place where one was reading")
	}
}

func TestAnEmptyCaseOffersTheFirstSteps(t *testing.T) {
	d := desktest.NewEmpty(t)
	s := New(d)
	d.Show(s, desk.Route{Screen: desk.Overview})
	if !desktest.Says(s.Content(), "This case is empty") {
		t.Fatal("nothing says that the case is empty")
	}
	d.Press(s.Content(), "Log a source…")
	d.Press(s.Content(), "Add an entity…")
	if len(d.Forms) != 2 {
		t.Fatalf("forms: %+v", d.Forms)
	}
	d.Press(s.Content(), "Ask the question…")
	fields := desktest.Parts[*part.TextEntry](d.OpenSheet().Content)
	fields[1].SetText("Who pays?")
	d.OpenSheet().Save()
	if !desktest.Says(s.Content(), "Who pays?") || !desktest.Says(s.Content(), "This case is empty") {
		t.Error("the question is not shown above the first steps")
	}
	d.NoFailure()
}
