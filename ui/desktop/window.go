package desktop

import (
	"context"
	"path/filepath"
	"slices"
	"sync"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/app/job"
	casesharing "redthread/app/sharing"
	"redthread/store"
	"redthread/ui/desktop/part"
	"redthread/ui/desktop/welcome"
)

// Window is the one window of Redthread.
type Window struct {
	app fyne.App
	env *app.Env
	ui  Dispatcher
	win fyne.Window
	o   Options

	fill    func() catalogue
	root    *part.Root
	welcome *welcome.Page
	recents []welcome.Recent
	bench   *bench // nil while no case is open

	chores  job.Board // opening and making cases
	small   sync.WaitGroup
	bars    *bars
	sheets  []*sheet
	cmds    []*command
	leaving bool
}

// New makes the window on its welcome page, without showing it.
func New(a fyne.App, env *app.Env, ui Dispatcher) *Window {
	w := newWindow(a, env, ui, contents, Options{})
	w.showWelcome()
	return w
}

// newWindow makes the window with nothing in it yet.
func newWindow(a fyne.App, env *app.Env, ui Dispatcher, fill func() catalogue, o Options) *Window {
	w := &Window{app: a, env: env, ui: ui, fill: fill, o: o}
	w.dress()
	w.win = a.NewWindow("Redthread")
	w.win.SetPadded(false)
	w.win.SetMaster()
	w.bars = newBars()
	w.cmds = w.commands()
	w.welcome = welcome.New(welcome.Actions{
		New: w.askNew, Open: w.askOpen, Sample: w.askSample,
		OpenPath: w.Open, Forget: w.forget, SetName: w.setName,
	})
	w.root = part.NewRoot(part.Down(0), w.after)
	w.win.SetCloseIntercept(w.Close)
	w.win.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { w.dropped(files) })
	w.bindKeys()
	size := w.remembered()
	if o.Width > 0 && o.Height > 0 {
		size = fyne.NewSize(float32(o.Width), float32(o.Height))
	}
	w.win.Resize(size)
	return w
}

// fillWith sets what the window shows.
func (w *Window) fillWith(content fyne.CanvasObject) {
	w.root.SetContent(content)
	if w.win.Content() != w.root {
		w.win.SetContent(w.root)
	}
}

// Window gives the Fyne window, for dialogs and for tests.
func (w *Window) Window() fyne.Window { return w.win }

// remembered is the size the window was left with.
func (w *Window) remembered() fyne.Size {
	width, ok := w.env.Pane("window width")
	height, tall := w.env.Pane("window height")
	if !ok || !tall {
		return fyne.NewSize(usualWidth, usualHeight)
	}
	return fyne.NewSize(max(float32(width), leastWidth), max(float32(height), leastHeight))
}

// aside does small work that nobody waits for, such as remembering a pane.
func (w *Window) aside(f func()) {
	w.small.Add(1)
	go func() {
		defer w.small.Done()
		f()
	}()
}

// do runs a chore of the window itself: work that belongs to no open case.
func (w *Window) do(title string, work func(context.Context) error, done func(error)) {
	w.welcome.SetBusy(title + "…")
	w.chores.Start(title, func(ctx context.Context, _ func(float64, string)) error { return work(ctx) }, func(err error) {
		w.ui.Do(func() {
			w.welcome.SetBusy("")
			done(err)
		})
	})
}

// Open opens the case at path, in place of the one that is open.
func (w *Window) Open(path string) {
	if w.bench != nil && same(w.bench.c.Path(), path) {
		return
	}
	if casesharing.IsSealed(path) {
		w.askSealed(path)
		return
	}
	var f *found
	w.do("Opening "+filepath.Base(path), func(ctx context.Context) (err error) {
		f, err = open(ctx, w.env, path)
		return err
	}, func(err error) {
		w.opened(f, err)
		w.offerRecovery(path, err)
	})
}

// found is a case that was opened, and what it says of itself.
type found struct {
	c    *store.Case
	info store.Info
}

// open opens a case, and closes it again when it cannot be read.
func open(ctx context.Context, env *app.Env, path string) (*found, error) {
	c, err := env.Open(ctx, path, false)
	if err != nil {
		return nil, err
	}
	return read(ctx, c)
}

func read(ctx context.Context, c *store.Case) (*found, error) {
	info, err := c.Info(ctx)
	if err != nil {
		_ = c.Close()
		return nil, err
	}
	return &found{c, info}, nil
}

// fetch opens or makes a case away from the window's goroutine, and shows it.
func (w *Window) fetch(title string, work func(context.Context) (*found, error), then func()) {
	var f *found
	w.do(title, func(ctx context.Context) (err error) {
		f, err = work(ctx)
		return err
	}, func(err error) {
		w.opened(f, err)
		if err == nil && then != nil && w.bench != nil {
			then()
		}
	})
}

func same(a, b string) bool {
	x, errX := filepath.Abs(a)
	y, errY := filepath.Abs(b)
	return errX == nil && errY == nil && x == y
}

// opened shows a case that was opened, in place of the one before; when it
// could not be opened, that one stays.
func (w *Window) opened(f *found, err error) {
	switch {
	case err != nil:
		if w.bench == nil {
			w.showWelcome()
		}
		w.Fail(err)
	case w.leaving:
		w.aside(func() { _ = f.c.Close() }) // nothing was done in it
	default:
		w.leave(func() { w.take(f) })
	}
}

// take shows an open case.
func (w *Window) take(f *found) {
	w.bars.clear()
	w.bench = newBench(w, f.c)
	w.bench.tally.info = f.info
	w.fillWith(w.bench.frame.content)
	w.bench.start(w.first(w.bench))
	w.aside(func() {
		_ = w.env.AddRecent(f.c.Path()) // without a settings folder there is no list
		w.listRecent()
	})
}

// showWelcome shows the welcome page.
func (w *Window) showWelcome() {
	w.bench = nil
	w.bars.clear()
	w.win.SetTitle("Redthread")
	w.welcome.AskName(!w.env.Named())
	w.fillWith(part.Frame(w.bars.box, nil, nil, nil, w.welcome.Content()))
	w.setMenu()
	w.aside(w.listRecent)
}

// listRecent reads the recent cases, which touches the disk, and shows them on
// the welcome page and in the menu.
func (w *Window) listRecent() {
	all := w.recent()
	w.ui.Do(func() {
		if !slices.Equal(all, w.recents) {
			w.recents = all
			w.welcome.SetRecent(all)
			w.setMenu()
		}
	})
}

// Close is what closing the window asks for: it waits for the change being
// saved, stops other work and closes the case.
func (w *Window) Close() {
	if w.leaving || !w.mayDrop() {
		return
	}
	size := w.win.Canvas().Size()
	_ = w.env.SetPane("window width", float64(size.Width))
	_ = w.env.SetPane("window height", float64(size.Height))
	w.leave(func() {
		w.chores.Close()
		w.small.Wait()
		w.win.SetCloseIntercept(nil)
		w.win.Close()
	})
}

// closeCase goes back to the welcome page.
func (w *Window) closeCase() {
	if w.leaving || !w.mayDrop() {
		return
	}
	w.leave(w.showWelcome)
}

// leave closes the open case, if there is one, and then goes on.
func (w *Window) leave(then func()) {
	if w.leaving {
		return
	}
	if w.bench == nil {
		then()
		return
	}
	w.leaving = true
	w.bench.end(func(err error) {
		w.leaving = false
		w.bench = nil
		for len(w.sheets) > 0 {
			w.sheets[len(w.sheets)-1].shut()
		}
		then()
		if err != nil {
			w.Fail(err)
		}
	})
}
