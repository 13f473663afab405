package desktest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"redthread/app"
	"redthread/app/capture"
	"redthread/app/sample"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// Said is a short message the screen showed.
type Said struct {
	Text string
	Undo bool
}

// Asked is a form the screen asked the frame to open.
type Asked struct {
	What         string // "source", "entity", "link"
	Schema, Name string // of an entity
	From         store.ID
	Done         func(store.ID) // to be called by the test, as the form would
}

// Intake is what the screen gave to be taken in.
type Intake struct {
	Items   []capture.Item
	Options capture.Options
}

// Desk implements desk.Desk for tests. Make it with New or NewEmpty.
type Desk struct {
	// What the screen asked for, oldest first.
	Went   []desk.Route
	Failed []error
	Said   []Said
	Titles []string // of the work given to Ask
	Forms  []Asked
	Taken  []Intake
	Sheets []*Sheet
	// Inspected is what the inspector shows; nil when it is empty.
	Inspected fyne.CanvasObject

	// Hold keeps back what Do and Ask would run on the window's goroutine,
	// until Release.
	Hold bool

	t      testing.TB
	c      *store.Case
	env    *app.Env
	window fyne.Window
	frame  *part.Panes
	queue  []func()
	screen desk.Screen

	mu      sync.Mutex
	changes []store.Change
}

var _ desk.Desk = (*Desk)(nil)

// New opens a copy of the sample case, in the light theme.
func New(t testing.TB) *Desk {
	t.Helper()
	d := start(t, look.Light)
	path := filepath.Join(t.TempDir(), "sakhalin.rtcase")
	whole, err := sampleCase()
	if err != nil {
		t.Fatalf("writing the sample case: %v", err)
	}
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := d.env.Open(t.Context(), path, false)
	if err != nil {
		t.Fatal(err)
	}
	d.use(c)
	return d
}

// NewEmpty makes a case that holds nothing but its title.
func NewEmpty(t testing.TB) *Desk {
	t.Helper()
	d := start(t, look.Light)
	c, err := d.env.Create(t.Context(), filepath.Join(t.TempDir(), "empty.rtcase"), "An empty case")
	if err != nil {
		t.Fatal(err)
	}
	d.use(c)
	return d
}

// sampleCase gives the bytes of the sample case, which is written once in a
// run of tests.
var sampleCase = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "redthread-test-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "sample.rtcase")
	if err := sample.Create(context.Background(), path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func start(t testing.TB, mode look.Mode) *Desk {
	t.Helper()
	if err := os.Setenv("LANG", "en_US.UTF-8"); err != nil {
		t.Fatal(err)
	}
	env, err := app.LoadEnv(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	fyneApp := test.NewApp()
	fyneApp.Settings().SetTheme(look.New(mode))
	d := &Desk{t: t, env: env, window: test.NewWindow(container.NewWithoutLayout())}
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(1440, 900))
	t.Cleanup(func() {
		d.window.Close()
		test.NewApp()
	})
	return d
}

func (d *Desk) use(c *store.Case) {
	d.c = c
	stop := c.Watch(func(ch store.Change) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.changes = append(d.changes, ch)
	})
	d.t.Cleanup(func() {
		stop()
		if err := c.Close(); err != nil {
			d.t.Errorf("closing the case: %v", err)
		}
	})
}

// Theme changes the look.
func (d *Desk) Theme(mode look.Mode) { fyne.CurrentApp().Settings().SetTheme(look.New(mode)) }

// Case is part of desk.Desk.
func (d *Desk) Case() *store.Case { return d.c }

// Env is part of desk.Desk.
func (d *Desk) Env() *app.Env { return d.env }

// Window is part of desk.Desk.
func (d *Desk) Window() fyne.Window { return d.window }

// Do is part of desk.Desk.
func (d *Desk) Do(f func()) {
	if d.Hold {
		d.queue = append(d.queue, f)
		return
	}
	f()
}

// Ask is part of desk.Desk. The work is done at once; done follows, and then
// the screen hears what the work changed.
func (d *Desk) Ask(title string, work func(context.Context, func(float64, string)) error, done func(error)) {
	d.Titles = append(d.Titles, title)
	err := work(d.t.Context(), func(float64, string) {})
	d.Do(func() {
		if done != nil {
			done(err)
		} else if err != nil {
			d.Fail(err)
		}
		d.tell()
	})
}

// Release runs what Hold kept back, in the order it came, or the newest first.
func (d *Desk) Release(newestFirst bool) {
	d.Hold = false
	for len(d.queue) > 0 {
		at := 0
		if newestFirst {
			at = len(d.queue) - 1
		}
		f := d.queue[at]
		d.queue = append(d.queue[:at:at], d.queue[at+1:]...)
		f()
	}
}

// Changed tells the screen what changed since it was last told, as the frame
// does after a change that came from elsewhere.
func (d *Desk) Changed() { d.tell() }

func (d *Desk) tell() {
	for {
		d.mu.Lock()
		if len(d.changes) == 0 || d.screen == nil {
			d.mu.Unlock()
			return
		}
		ch := d.changes[0]
		d.changes = d.changes[1:]
		d.mu.Unlock()
		d.screen.Changed(ch)
	}
}

// Go is part of desk.Desk.
func (d *Desk) Go(r desk.Route) { d.Went = append(d.Went, r) }

// Inspect is part of desk.Desk.
func (d *Desk) Inspect(o fyne.CanvasObject) {
	d.Inspected = o
	if d.frame != nil {
		d.frame.SetDetail(o)
	}
}

// Fail is part of desk.Desk.
func (d *Desk) Fail(err error) { d.Failed = append(d.Failed, err) }

// Say is part of desk.Desk.
func (d *Desk) Say(text string, undo bool) { d.Said = append(d.Said, Said{text, undo}) }

// Reader is part of desk.Desk.
func (d *Desk) Reader() capture.Reader { return capture.InProcess }

// TakeIn is part of desk.Desk.
func (d *Desk) TakeIn(items []capture.Item, o capture.Options) {
	d.Taken = append(d.Taken, Intake{items, o})
}

// AddSource is part of desk.Desk.
func (d *Desk) AddSource(done func(store.ID)) {
	d.Forms = append(d.Forms, Asked{What: "source", Done: done})
}

// AddEntity is part of desk.Desk.
func (d *Desk) AddEntity(schema, name string, done func(store.ID)) {
	d.Forms = append(d.Forms, Asked{What: "entity", Schema: schema, Name: name, Done: done})
}

// QuickLink is part of desk.Desk.
func (d *Desk) QuickLink(from store.ID) {
	d.Forms = append(d.Forms, Asked{What: "link", From: from})
}

// Last gives the newest route, and fails the test where there is none.
func (d *Desk) Last() desk.Route {
	d.t.Helper()
	if len(d.Went) == 0 {
		d.t.Fatal("the screen went nowhere")
	}
	return d.Went[len(d.Went)-1]
}

// NoFailure fails the test when the screen showed an error.
func (d *Desk) NoFailure() {
	d.t.Helper()
	for _, err := range d.Failed {
		d.t.Errorf("the screen failed: %v", err)
	}
}
