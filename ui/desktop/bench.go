package desktop

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/app/job"
	"redthread/app/search"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/palette"
)

// moment is how long work may take before it shows in the status bar.
const moment = 400 * time.Millisecond

// bench is an open case with everything that belongs to it: its jobs, its
// screens, and the trail of places visited.
type bench struct {
	w     *Window
	c     *store.Case
	fill  catalogue
	board job.Board
	frame *frame
	seats []*seat
	seat  *seat // the one shown
	trail trail
	stop  func() // of the watch

	searching sync.Once // makes the searcher, which workers share
	search    *search.Searcher
	results   *palette.Results // the list of all hits; nil before it is first asked for

	work     map[int]*errand
	drawn    atomic.Bool // a redraw of the jobs is queued
	tally    tally
	counts   counting
	weighing func() // stops the weighing that is to come
	ended    bool
	atRest   func() // called when no change is being saved
}

// errand is one Ask under way.
type errand struct {
	id     int
	writes bool
	long   bool // it has outlived a moment
}

func newBench(w *Window, c *store.Case) *bench {
	b := &bench{w: w, c: c, fill: w.fill(), work: map[int]*errand{}, weighing: func() {}}
	for _, s := range b.fill.screens {
		b.seats = append(b.seats, &seat{bench: b, screenDef: s})
	}
	b.seats = append(b.seats, &seat{bench: b, screenDef: settingsScreen(w)})
	b.frame = newFrame(b)
	return b
}

// start shows the first screen and begins to watch the case.
func (b *bench) start(first desk.Route) {
	b.stop = b.c.Watch(func(ch store.Change) {
		b.w.ui.Do(func() { b.changed(ch) })
	})
	b.board.Watch(func(job.State) {
		if b.drawn.CompareAndSwap(false, true) {
			b.w.ui.Do(func() {
				b.drawn.Store(false)
				b.showJobs()
			})
		}
	})
	b.warn()
	b.w.setMenu()
	b.tally.known = true
	b.showTally()
	b.Go(first)
	b.count()
}

// end closes the case: reading is stopped, a change being saved is waited for.
func (b *bench) end(then func(error)) {
	for _, e := range b.work {
		if !e.writes {
			b.board.Cancel(e.id)
		}
	}
	b.stop()
	b.weighing()
	var wait *sheet
	b.atRest = func() {
		b.atRest = nil
		b.ended = true
		if wait != nil {
			wait.shut()
		}
		go func() {
			b.board.Close()
			b.searcher().Close()
			for _, s := range b.seats {
				if c, ok := s.screen.(interface{ Close() }); ok {
					c.Close()
				}
			}
			err := b.c.Close()
			b.w.ui.Do(func() { then(err) })
		}()
	}
	if b.saving() {
		wait = b.w.waitForSaving(b)
	}
	b.settle()
}

// settle goes on with what waits for the last change to be saved.
func (b *bench) settle() {
	if b.atRest != nil && !b.saving() {
		b.atRest()
	}
}

// saving tells whether a change may be under way.
func (b *bench) saving() bool {
	for _, e := range b.work {
		if e.writes {
			return true
		}
	}
	return false
}

// readingWords begin the title of work that does not change the case. Any
// other title counts as a change, so that "All changes saved" is never said
// too early.
var readingWords = []string{"reading", "read", "loading", "load", "opening", "searching", "search", "looking", "finding", "counting", "drawing", "checking", "verifying", "exporting", "laying", "previewing", "preparing"}

func reads(title string) bool {
	first, _, _ := strings.Cut(strings.ToLower(title), " ")
	return slices.Contains(readingWords, first)
}

// Ask is part of desk.Desk.
func (b *bench) Ask(title string, work func(ctx context.Context, progress func(share float64, what string)) error, done func(error)) {
	if b.ended {
		return
	}
	e := &errand{writes: !reads(title)}
	quiet := b.w.after(moment, func() {
		e.long = true
		b.showJobs()
	})
	e.id = b.board.Start(title, work, func(err error) {
		b.w.ui.Do(func() {
			quiet()
			delete(b.work, e.id)
			b.showState()
			b.showJobs()
			if !b.ended {
				b.answer(err, done)
			}
			b.settle()
		})
	})
	b.work[e.id] = e
	b.showState()
}

func (b *bench) answer(err error, done func(error)) {
	switch {
	case done != nil:
		done(err)
	case err != nil:
		b.Fail(err)
	}
}

// changed hands a change to the screens. A screen that is not shown hears of
// it when it is.
func (b *bench) changed(ch store.Change) {
	if b.ended {
		return
	}
	for _, s := range b.seats {
		s.tell(ch)
	}
	if b.results != nil && b.frame.drawer.open() {
		b.results.Again()
	}
	b.count()
}

// sit returns the seat of a screen, or nil.
func (b *bench) sit(name string) *seat {
	for _, s := range b.seats {
		if strings.EqualFold(s.name, name) {
			return s
		}
	}
	return nil
}

// Go is part of desk.Desk.
func (b *bench) Go(r desk.Route) {
	s := b.sit(r.Screen)
	if s == nil {
		return
	}
	b.trail.visit(r)
	b.show(s, r)
}

// back and forward walk the trail.
func (b *bench) back()    { b.walk(-1) }
func (b *bench) forward() { b.walk(1) }

func (b *bench) walk(by int) {
	if r, ok := b.trail.step(by); ok {
		b.show(b.sit(r.Screen), r)
	}
}

func (b *bench) show(s *seat, r desk.Route) {
	if b.seat != s {
		b.w.win.Canvas().Unfocus()
		b.seat = s
		b.frame.show(s)
	}
	s.open(r)
}

// undo takes the last action back; redo does it again.
func (b *bench) undo() { b.reverse("Undoing", "Undone", "Redo", b.c.Undo, b.redo) }
func (b *bench) redo() { b.reverse("Redoing", "Done again", "Undo", b.c.Redo, b.undo) }

func (b *bench) reverse(title, said, other string, act func(context.Context) (string, error), again func()) {
	if ro, why := b.c.ReadOnly(); ro {
		b.w.Fail(errors.New(why))
		return
	}
	var label string
	b.Ask(title, func(ctx context.Context, _ func(float64, string)) (err error) {
		label, err = act(ctx)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, store.ErrNothingToUndo), errors.Is(err, store.ErrNothingToRedo):
			b.w.root.Toast(sentence(err), "", nil)
		case err != nil:
			b.Fail(err)
		default:
			b.w.root.Toast(said+": "+label, other, again)
		}
	})
}

// Case, Env, Window, Do, Fail and Say are part of desk.Desk.
func (b *bench) Case() *store.Case { return b.c }

// Env is part of desk.Desk.
func (b *bench) Env() *app.Env { return b.w.env }

// Window is part of desk.Desk.
func (b *bench) Window() fyne.Window { return b.w.win }

// Do is part of desk.Desk.
func (b *bench) Do(f func()) { b.w.ui.Do(f) }

// Fail is part of desk.Desk.
func (b *bench) Fail(err error) { b.w.Fail(err) }

// Say is part of desk.Desk.
func (b *bench) Say(text string, undo bool) {
	if undo {
		b.w.root.Toast(text, "Undo", b.undo)
		return
	}
	b.w.root.Toast(text, "", nil)
}

// Sheet is part of desk.Desk.
func (b *bench) Sheet(title string, content fyne.CanvasObject, primary string, save func() bool) (shut func()) {
	return b.w.openSheet(title, content, primary, save).shut
}
