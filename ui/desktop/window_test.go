package desktop

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

func TestTheSampleOpens(t *testing.T) {
	s := withSample(t)
	s.until("the claims are weighed", func() bool { return s.bench.tally.weighed })
	info := s.bench.tally.info
	if info.Sources == 0 || info.Entities == 0 || s.bench.tally.single == 0 {
		t.Errorf("the tally is %+v", s.bench.tally)
	}
	if got := s.win.Title(); got != info.Title+" – Redthread" {
		t.Errorf("the window is titled %q", got)
	}
	if got := s.env.Recent(); len(got) != 1 || got[0] != s.bench.c.Path() {
		t.Errorf("the recent cases are %v", got)
	}
}

func TestScreensAreBuiltWhenTheyAreVisited(t *testing.T) {
	s := withSample(t)
	if s.fakes[desk.Overview] == nil || s.fakes[desk.Sources] != nil {
		t.Fatal("only the first screen should be built at the start")
	}
	s.menu(menuGo, desk.Sources)
	s.menu(menuGo, desk.Entities)
	s.menu(menuGo, "Back")
	if got := s.bench.seat.name; got != desk.Sources {
		t.Errorf("Back leads to %s", got)
	}
	s.menu(menuGo, "Back")
	s.menu(menuGo, "Back") // the trail has ended
	if got := s.bench.frame.rail.Selected(); got != desk.Overview {
		t.Errorf("the rail shows %s", got)
	}
	s.menu(menuGo, "Forward")
	s.menu(menuEdit, "Find on this screen")
	if s.fakes[desk.Sources].found != 1 {
		t.Error("the screen was not told to find")
	}
	s.menu(menuGo, desk.Settings)
	if got := s.bench.seat.name; got != desk.Settings {
		t.Errorf("the menu leads to %s", got)
	}
}

func TestAHiddenScreenHearsOfChangesWhenItIsShown(t *testing.T) {
	s := withSample(t)
	s.menu(menuGo, desk.Sources)
	s.menu(menuGo, desk.Overview)
	for range 2 {
		s.note("a note")
	}
	if got := len(s.fakes[desk.Sources].heard); got != 0 {
		t.Errorf("the hidden screen heard of %d changes", got)
	}
	if got := len(s.fakes[desk.Overview].heard); got != 2 {
		t.Errorf("the screen shown heard of %d changes, want 2", got)
	}
	s.menu(menuGo, desk.Sources)
	heard := s.fakes[desk.Sources].heard
	if len(heard) != 1 || !heard[0].Case && !heard[0].All {
		t.Errorf("shown, it heard %+v, want both changes as one", heard)
	}
}

func TestTheInspectorBelongsToItsScreen(t *testing.T) {
	s := withSample(t)
	overview, said := s.fakes[desk.Overview], part.NewText("on the overview", part.Body)
	overview.d.Inspect(said)
	s.menu(menuGo, desk.Sources)
	if s.shows("on the overview") {
		t.Error("the inspector shows what another screen put there")
	}
	overview.d.Inspect(part.NewText("an answer that came late", part.Body))
	if s.shows("an answer that came late") {
		t.Error("a hidden screen changed the inspector")
	}
	s.menu(menuGo, desk.Overview)
	if !s.shows("an answer that came late") {
		t.Error("the inspector does not show what its screen put there")
	}
}

func TestUndoAndRedoByMenu(t *testing.T) {
	s := withSample(t)
	before := s.bench.tally.info.Notes
	s.note("a note to be taken back")
	if got := s.bench.frame.undo.Tip; got != "Undo: Add note" {
		t.Errorf("the button says %q", got)
	}
	s.menu(menuEdit, "Undo")
	s.settled()
	if got := s.bench.tally.info.Notes; got != before {
		t.Errorf("after undo there are %d notes, want %d", got, before)
	}
	s.menu(menuEdit, "Redo")
	s.settled()
	if got := s.bench.tally.info.Notes; got != before+1 {
		t.Errorf("after redo there are %d notes, want %d", got, before+1)
	}
}

func TestUndoInATextFieldUndoesTyping(t *testing.T) {
	s := withSample(t)
	s.note("a note that stays")
	want := s.bench.tally.info.Notes
	s.menu(menuGo, desk.Settings)
	s.askName()
	e := s.win.Canvas().Focused().(*part.TextEntry)
	test.Type(e, "Anna")
	s.menu(menuEdit, "Undo")
	s.settled()
	if e.Text == "Anna" {
		t.Error("typing was not undone")
	}
	if got := s.bench.tally.info.Notes; got != want {
		t.Errorf("the case was undone too: %d notes, want %d", got, want)
	}
}

func TestASecondWindowReadsOnly(t *testing.T) {
	first := withSample(t)
	second := newStage(t)
	second.Open(first.bench.c.Path())
	second.until("the case is open twice", func() bool { return second.bench != nil })
	second.settled()
	if ro, _ := second.bench.c.ReadOnly(); !ro {
		t.Fatal("two windows may write")
	}
	_, why := second.bench.c.ReadOnly()
	if got := second.bars.text[barReadOnly]; got != why {
		t.Errorf("the bar says %q, want %q", got, why)
	}
	if !strings.HasPrefix(second.status(), "Reading only: ") {
		t.Errorf("the status bar says %q", second.status())
	}
	second.menu(menuAdd, "Note…")
	if len(second.sheets) != 0 || second.bars.text[barError] != why {
		t.Errorf("adding opened %d forms and said %q", len(second.sheets), second.bars.text[barError])
	}
}

func TestAnErrorIsOneSentenceWithDetails(t *testing.T) {
	s := withSample(t)
	_, cause := store.ParseGrade("Z9")
	s.Fail(fmt.Errorf("reading the form: %w", cause))
	if got := s.bars.text[barError]; got != cause.Error() {
		t.Errorf("shown: %q, want %q", got, cause)
	}
	s.Fail(errors.New("open /x: no such file"))
	if got := s.bars.text[barError]; strings.Contains(got, "/x") || !strings.HasSuffix(got, ".") {
		t.Errorf("shown: %q, want a sentence without the cause", got)
	}
	s.escape()
	if got := s.bars.text[barError]; got != "" {
		t.Errorf("after Escape it still says %q", got)
	}
	s.Fail(context.Canceled)
	if got := s.bars.text[barError]; got != "" {
		t.Errorf("work that was stopped is shown as an error: %q", got)
	}
}

func TestWorkThatLastsCanBeCancelled(t *testing.T) {
	s := withSample(t)
	var err error
	answered := false
	s.bench.Ask("Drawing everything", func(ctx context.Context, progress func(float64, string)) error {
		progress(0.5, "half")
		<-ctx.Done()
		return ctx.Err()
	}, func(e error) { err, answered = e, true })
	s.until("the job is shown", func() bool { return s.job() != nil })
	if j := s.job(); j.Title != "Drawing everything: half" || j.Done != 0.5 {
		t.Errorf("the status bar shows %+v", j)
	}
	if got := s.status(); got != "All changes saved" {
		t.Errorf("reading is called %q", got)
	}
	s.job().OnCancel()
	s.until("the job has ended", func() bool { return answered && s.job() == nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the work ended with %v", err)
	}
}

func TestSavedIsSaidOnlyWhenItIsTrue(t *testing.T) {
	s := withSample(t)
	if got := s.status(); got != "All changes saved" {
		t.Errorf("at rest it says %q", got)
	}
	hold := make(chan struct{})
	s.bench.Ask("Saving the source", func(context.Context, func(float64, string)) error {
		<-hold
		return nil
	}, nil)
	if got := s.status(); got != "Saving…" {
		t.Errorf("while a change is written it says %q", got)
	}
	close(hold)
	s.settled()
	if got := s.status(); got != "All changes saved" {
		t.Errorf("afterwards it says %q", got)
	}
}

func TestClosingWaitsForAChangeAndStopsReading(t *testing.T) {
	s := withSample(t)
	path, wrote := s.bench.c.Path(), make(chan struct{})
	b := s.bench
	b.Ask("Saving the note", func(ctx context.Context, _ func(float64, string)) error {
		<-wrote
		return app.SetNote(ctx, b.c, store.Note{Text: "the last word"})
	}, nil)
	stopped := false
	b.Ask("Reading for ever", func(ctx context.Context, _ func(float64, string)) error {
		<-ctx.Done()
		stopped = true
		return ctx.Err()
	}, nil)
	closed := false
	s.win.SetOnClosed(func() { closed = true })
	s.Close()
	s.q.drain()
	if closed {
		t.Fatal("the window did not wait for the change")
	}
	close(wrote)
	s.until("the window is closed", func() bool { return closed })
	if !stopped {
		t.Error("reading was not stopped")
	}
	c, err := s.env.Open(t.Context(), path, true)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	notes, err := c.Notes(t.Context(), store.ID{})
	if err != nil || len(notes) == 0 || notes[len(notes)-1].Text != "the last word" {
		t.Errorf("the change was lost: %v %v", notes, err)
	}
}

func TestAChangedFormAsksOnce(t *testing.T) {
	s := withSample(t)
	s.menu(menuAdd, "Note…")
	s.key(fyne.KeyEscape)
	if len(s.sheets) != 0 {
		t.Fatal("an untouched form did not close")
	}
	s.menu(menuAdd, "Note…")
	test.Type(s.win.Canvas().Focused(), "half a thought")
	s.key(fyne.KeyEscape)
	if len(s.sheets) != 1 || !s.sheets[0].part.IsOpen() {
		t.Fatal("what was typed was lost to one Escape")
	}
	s.closeCase()
	if s.bench == nil {
		t.Fatal("the case closed over an unsaved form")
	}
	s.key(fyne.KeyEscape)
	if len(s.sheets) != 0 {
		t.Error("the second Escape did not close the form")
	}
}

func TestANoteIsWrittenThroughItsForm(t *testing.T) {
	s := withSample(t)
	before := s.bench.tally.info.Notes
	s.menu(menuAdd, "Note…")
	s.sheets[0].part.OnConfirm()
	if len(s.sheets) != 1 {
		t.Fatal("an empty note was taken")
	}
	test.Type(s.win.Canvas().Focused(), "ask the ministry")
	s.sheets[0].part.OnConfirm()
	s.until("the form is gone", func() bool { return len(s.sheets) == 0 })
	s.settled()
	if got := s.bench.tally.info.Notes; got != before+1 {
		t.Errorf("there are %d notes, want %d", got, before+1)
	}
}

func TestAFormOverTheWindowKeepsCommandsAway(t *testing.T) {
	s := withSample(t)
	s.menu(menuAdd, "Note…")
	s.menu(menuGo, desk.Sources)
	s.pasted("https://example.org/report")
	if s.bench.seat.name != desk.Overview || len(s.asked) != 0 {
		t.Errorf("under the form the screen is %s and %d forms were opened", s.bench.seat.name, len(s.asked))
	}
}

func TestANewCaseAndTheWayBack(t *testing.T) {
	s := newStage(t)
	s.menu(menuFile, "New case…")
	test.Type(s.win.Canvas().Focused(), "Timber yards, 2024")
	path := filepath.Join(t.TempDir(), "yards")
	s.sheets[0].fields.(*fyne.Container).Objects[3].(*fyne.Container).Objects[0].(*part.TextEntry).SetText(path)
	s.sheets[0].part.OnConfirm()
	s.until("the case is open", func() bool { return s.bench != nil })
	s.settled()
	if s.bench.tally.info.Title != "Timber yards, 2024" || s.bench.c.Path() != path+CaseEnding {
		t.Errorf("made %q at %s", s.bench.tally.info.Title, s.bench.c.Path())
	}
	s.menu(menuFile, "Close case")
	s.until("the welcome page lists it", func() bool { return s.bench == nil && len(s.welcome.Recent()) == 1 })
	if _, err := os.Stat(path + CaseEnding + "-wal"); err == nil {
		t.Error("a closed case is more than one file")
	}
}

func TestAFileThatIsNoCase(t *testing.T) {
	s := newStage(t)
	path := filepath.Join(t.TempDir(), "letter.rtcase")
	if err := os.WriteFile(path, []byte("Dear colleague"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Open(path)
	s.until("it is said", func() bool { return s.bars.text[barError] != "" })
	if got := s.bars.text[barError]; !strings.HasSuffix(got, ".") || s.bench != nil {
		t.Errorf("it says %q", got)
	}
}

func TestACaseThatCannotBeOpenedLeavesTheOtherOpen(t *testing.T) {
	s := withSample(t)
	before := s.bench.c.Path()
	s.Open(filepath.Join(t.TempDir(), "nothing.rtcase"))
	s.until("it is said", func() bool { return s.bars.text[barError] != "" })
	if s.bench == nil || s.bench.c.Path() != before {
		t.Error("the open case was closed")
	}
	s.bars.drop(barError)
	other := sampleCase(t)
	s.Open(other)
	s.until("the other case is open", func() bool { return !s.leaving && s.bench != nil && s.bench.c.Path() == other })
	s.settled()
	if _, err := os.Stat(before + "-wal"); err == nil {
		t.Error("the case before was not closed")
	}
}

func TestTheNameCountsFromNowOn(t *testing.T) {
	s := withSample(t)
	if s.bars.text[barName] == "" {
		t.Fatal("nobody asks for a name")
	}
	s.menu(menuGo, desk.Sources)
	s.setName("Anna")
	s.until("the case is open again", func() bool { return !s.leaving && s.bench != nil && s.bench.c.Author() == "Anna" })
	s.settled()
	if s.bars.text[barName] != "" || s.bench.seat.name != desk.Sources {
		t.Errorf("the bar says %q, the screen is %s", s.bars.text[barName], s.bench.seat.name)
	}
}

func TestTheWidthOfTheWindowIsTold(t *testing.T) {
	s := withSample(t)
	screen := s.fakes[desk.Overview]
	s.win.Resize(fyne.NewSize(1100, 700))
	s.q.drain()
	if !screen.narrow {
		t.Error("the screen was not told that the window is narrow")
	}
	s.win.Resize(fyne.NewSize(1440, 900))
	s.q.drain()
	if screen.narrow {
		t.Error("the screen was not told that the window is wide again")
	}
}
