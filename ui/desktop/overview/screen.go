package overview

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// Screen shows the overview. Make it with New.
type Screen struct {
	d       desk.Desk
	board   *app.Board
	asked   int // number of the newest question; older answers are dropped
	known   map[store.ActionID]store.Change
	open    map[string]bool // which weaknesses are unfolded
	showAll map[string]bool // of those, which show every row
	done    bool            // finished tasks are shown
	folding string          // the weakness that was just folded or unfolded
	focused fyne.Focusable  // what has the keyboard after the next drawing
	checked string          // what a check in this session found, or ""
	sound   bool

	content *part.Panel
	page    *page
	body    *fyne.Container
	addTask *part.TextEntry
}

// New makes the screen; it reads nothing until it is opened.
func New(d desk.Desk) *Screen {
	s := &Screen{
		d: d, known: map[store.ActionID]store.Change{},
		open: map[string]bool{}, showAll: map[string]bool{},
	}
	s.body = part.Down(pageGap)
	s.page = newPage(part.Inset(20, 22, 28, 22, s.body))
	s.content = part.NewPanel(look.ColorNameGround, s.page)
	s.addTask = part.NewTextEntry("Add a task, then Enter")
	s.addTask.OnSubmitted = s.newTask
	return s
}

var _ desk.Screen = (*Screen)(nil)

// Content is part of desk.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Open is part of desk.Screen.
func (s *Screen) Open(desk.Route) {
	s.d.Inspect(nil)
	s.reload()
	if c := s.d.Window().Canvas(); c.Focused() == nil {
		c.Focus(s.page)
	}
}

// Changed is part of desk.Screen. The board counts everything, so any change
// is a reason to read again.
func (s *Screen) Changed(ch store.Change) {
	s.known[ch.Action] = ch
	s.checked = ""
	s.reload()
}

// Find is part of desk.Screen. The overview has nothing to search in.
func (s *Screen) Find() {}

// Resize is part of desk.Screen. The columns find their widths by themselves.
func (s *Screen) Resize(bool) {}

func (s *Screen) reload() {
	s.asked++
	number := s.asked
	var b *app.Board
	s.d.Ask("Reading the overview", func(ctx context.Context, _ func(float64, string)) (err error) {
		b, err = app.Overview(ctx, s.d.Case())
		return err
	}, func(err error) {
		switch {
		case number != s.asked:
		case err != nil:
			s.d.Fail(err)
		default:
			s.board = b
			s.draw()
		}
	})
}

// draw builds the page from the board. Where one was reading stays.
func (s *Screen) draw() {
	b := s.board
	if b == nil {
		return
	}
	at := s.page.Offset
	s.body.Objects = []fyne.CanvasObject{s.head(b)}
	if fresh(b) {
		s.body.Objects = append(s.body.Objects, s.firstSteps(b))
	} else {
		left := part.Down(pageGap, s.conflicts(b)...)
		right := part.Down(pageGap, s.weak(b), s.news(b), s.tasks(b), s.notes(b))
		s.body.Objects = append(s.body.Objects, container.New(twoColumns{}, left, right))
	}
	s.body.Refresh()
	s.page.settle()
	s.page.ScrollToOffset(at)
	if s.focused != nil {
		s.d.Window().Canvas().Focus(s.focused)
	}
	s.folding, s.focused = "", nil
}

// head is the question of the case and what it holds.
func (s *Screen) head(b *app.Board) fyne.CanvasObject {
	question := part.NewText(b.Question, part.Heading)
	if b.Question == "" {
		question = part.NewText("What does this case want to find out?", part.Heading).WithTone(part.Quiet)
	}
	words := part.Down(6, part.NewLine("The question", part.Capital), question)
	if b.Summary != "" {
		words.Add(part.NewText(b.Summary, part.Body))
	}
	words.Add(part.NewText(counts(b), part.Small))
	edit := part.NewButton("Edit…", s.edit)
	edit.Tip = "Title, question and summary of the case"
	return part.Frame(nil, part.Inset(14, 0, 0, 24, part.Down(0, edit)), nil, nil, words)
}

// firstSteps says what belongs into an empty case.
func (s *Screen) firstSteps(b *app.Board) fyne.CanvasObject {
	steps := part.Down(8,
		part.NewText("This case is empty", part.Heading),
		part.NewText("Here will stand what is new, what rests on one origin alone, and what was said that does not fit together. "+
			"Begin with the question, then log the first thing you read.", part.Body).WithTone(part.Quiet),
		part.Inset(6, 0, 0, 0, part.Across(8,
			part.NewPrimaryButton("Log a source…", func() {
				s.d.AddSource(func(id store.ID) { s.d.Go(desk.Route{Screen: desk.Sources, ID: id}) })
			}),
			part.NewButton(askWord(b), s.edit),
			part.NewButton("Add an entity…", func() {
				s.d.AddEntity("", "", func(id store.ID) { s.d.Go(desk.Route{Screen: desk.Entities, ID: id}) })
			}),
		)),
	)
	return part.NewCard("", part.Inset(8, 8, 8, 8, steps))
}

func askWord(b *app.Board) string {
	if b.Question == "" {
		return "Ask the question…"
	}
	return "Change the question…"
}

// edit opens the form with the case's own words.
func (s *Screen) edit() {
	if s.board == nil {
		return
	}
	title := part.NewTextEntry("What the case is called")
	title.SetText(s.board.Title)
	question := part.NewNoteEntry("What the case wants to find out", 4)
	question.SetText(s.board.Question)
	summary := part.NewNoteEntry("What is known so far, in a few sentences", 6)
	summary.SetText(s.board.Summary)
	form := part.Down(4,
		part.NewText("Title", part.Small), title,
		part.NewText("Question", part.Small), question,
		part.NewText("Summary", part.Small), summary,
	)
	s.save("Edit the case", form, "Save", func(ctx context.Context) error {
		return app.SetCase(ctx, s.d.Case(), store.CaseFields{Title: title.Text, Question: question.Text, Summary: summary.Text})
	})
}

// plainError is one sentence for people.
type plainError string

func (e plainError) Error() string { return string(e) }

// errNothingWritten is shown where a form is saved without a word in it.
const errNothingWritten = plainError("There is nothing to keep yet; write a few words first.")

// save opens a small form that closes once the case has taken it.
func (s *Screen) save(title string, form fyne.CanvasObject, primary string, write func(context.Context) error) (shut func()) {
	busy := false
	shut = s.d.Sheet(title, form, primary, func() bool {
		if busy {
			return false
		}
		busy = true
		s.d.Ask("Saving", func(ctx context.Context, _ func(float64, string)) error { return write(ctx) }, func(err error) {
			busy = false
			if err != nil {
				s.d.Fail(err)
				return
			}
			shut()
			s.d.Say("Saved.", true)
		})
		return false
	})
	return shut
}

// change writes something small at once; it can be undone.
func (s *Screen) change(said string, write func(context.Context) error) {
	s.d.Ask("Saving", func(ctx context.Context, _ func(float64, string)) error { return write(ctx) }, func(err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.d.Say(said, true)
	})
}

// follow goes to whatever an id stands for.
func (s *Screen) follow(id store.ID) {
	var ref store.Ref
	s.d.Ask("Looking it up", func(ctx context.Context, _ func(float64, string)) (err error) {
		ref, err = s.d.Case().Resolve(ctx, id.String())
		return err
	}, func(err error) {
		switch {
		case err != nil:
			s.d.Fail(err)
		case ref.Kind == store.KindSource:
			s.d.Go(desk.Route{Screen: desk.Sources, ID: ref.ID})
		default:
			s.d.Go(desk.Route{Screen: desk.Entities, ID: ref.ID})
		}
	})
}
