package desktop

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"redthread/app"
	"redthread/app/capture"
	"redthread/app/sample"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

func TestMain(m *testing.M) {
	_ = os.Setenv("LANG", "en_US.UTF-8")
	os.Exit(m.Run())
}

// queue is the dispatcher of tests: what workers send waits until the test
// drains it on its own goroutine.
type queue struct {
	mu   sync.Mutex
	all  []func()
	news chan struct{}
}

func newQueue() *queue { return &queue{news: make(chan struct{}, 1)} }

func (q *queue) Do(f func()) {
	q.mu.Lock()
	q.all = append(q.all, f)
	q.mu.Unlock()
	select {
	case q.news <- struct{}{}:
	default:
	}
}

// drain runs what is queued.
func (q *queue) drain() {
	for {
		q.mu.Lock()
		if len(q.all) == 0 {
			q.mu.Unlock()
			return
		}
		f := q.all[0]
		q.all = q.all[1:]
		q.mu.Unlock()
		f()
	}
}

// fake is a screen that remembers what it was told.
type fake struct {
	d      desk.Desk
	routes []desk.Route
	heard  []store.Change
	found  int
	narrow bool
	keys   []fyne.KeyName
}

func (f *fake) Key(e *fyne.KeyEvent) bool {
	f.keys = append(f.keys, e.Name)
	return true
}

func (f *fake) Content() fyne.CanvasObject { return part.NewText("a screen", part.Body) }
func (f *fake) Open(r desk.Route)          { f.routes = append(f.routes, r) }
func (f *fake) Changed(ch store.Change)    { f.heard = append(f.heard, ch) }
func (f *fake) Find()                      { f.found++ }
func (f *fake) Resize(narrow bool)         { f.narrow = narrow }
func (f *fake) last() desk.Route           { return f.routes[len(f.routes)-1] }

// stage is a window under test, with fakes for its screens and forms.
type stage struct {
	*Window
	t     *testing.T
	q     *queue
	fakes map[string]*fake
	asked []string // the forms that were opened

	items    []capture.Item // that a form was opened for
	itemDone func(store.ID)
}

func (s *stage) catalogue() catalogue {
	c := catalogue{
		source: func(_ desk.Desk, e app.SourceEntry, _ func(store.ID)) {
			s.asked = append(s.asked, "source "+e.Title+e.URL)
		},
		item: func(_ desk.Desk, i capture.Item, how string, known store.Source, done func(store.ID)) {
			s.items, s.itemDone = append(s.items, i), done
			s.asked = append(s.asked, how+" "+i.Name+filepath.Base(i.Path)+" "+known.Title)
		},
		entity: func(_ desk.Desk, schema, name string, _ func(store.ID)) {
			s.asked = append(s.asked, "entity "+schema+name)
		},
		link: func(desk.Desk, store.ID) { s.asked = append(s.asked, "link") },
	}
	for _, name := range []string{desk.Overview, desk.Sources, desk.Entities} {
		c.screens = append(c.screens, screenDef{name: name, make: func(d desk.Desk) desk.Screen {
			s.fakes[name] = &fake{d: d}
			return s.fakes[name]
		}})
	}
	c.screens[1].listed = func(i store.Info) int { return i.Sources }
	c.screens[1].adds = func(d desk.Desk) { d.AddSource(nil) }
	return c
}

func newStage(t *testing.T) *stage {
	t.Helper()
	env, err := app.LoadEnv(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return newStageWith(t, env)
}

func newStageWith(t *testing.T, env *app.Env) *stage {
	t.Helper()
	a := test.NewTempApp(t)
	q := newQueue()
	s := &stage{t: t, q: q, fakes: map[string]*fake{}}
	s.Window = newWindow(a, env, q, s.catalogue, Options{})
	s.showWelcome()
	s.win.Resize(fyne.NewSize(1440, 900))
	t.Cleanup(func() {
		s.shutDown()
	})
	return s
}

// shutDown closes the case and waits for everything that was started.
func (s *stage) shutDown() {
	if s.bench != nil && !s.leaving {
		s.sheets = nil
		s.leave(func() {})
	}
	s.until("the case is closed", func() bool { return s.bench == nil && !s.leaving })
	s.chores.Close()
	s.small.Wait()
	s.q.drain()
}

// until drains the queue until something holds.
func (s *stage) until(what string, holds func() bool) {
	s.t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		s.q.drain()
		if holds() {
			return
		}
		select {
		case <-s.q.news:
		case <-time.After(20 * time.Millisecond):
		case <-deadline:
			s.t.Fatalf("waited in vain until %s", what)
		}
	}
}

// settled drains until no work is under way.
func (s *stage) settled() {
	s.t.Helper()
	s.until("all work is done", func() bool { return s.bench != nil && len(s.bench.work) == 0 && len(s.bench.board.Running()) == 0 })
}

// sampleCase writes the sample and gives its path.
func sampleCase(t *testing.T) string {
	t.Helper()
	whole, err := sampleBytes()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "sakhalin.rtcase")
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// sampleBytes writes the sample once for all tests.
var sampleBytes = sync.OnceValues(func() ([]byte, error) {
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

// withSample opens the sample in a window.
func withSample(t *testing.T) *stage {
	t.Helper()
	s := newStage(t)
	s.Open(sampleCase(t))
	s.until("the sample is open", func() bool { return s.bench != nil })
	s.settled()
	return s
}

// status is the first text of the status bar.
func (s *stage) status() string { return s.bench.frame.said[0] }

// job is the job the status bar shows, or nil.
func (s *stage) job() *part.Job { return s.bench.frame.job }

// note adds a note to the case and waits until the window has heard of it.
func (s *stage) note(text string) {
	s.t.Helper()
	if err := app.SetNote(s.t.Context(), s.bench.c, store.Note{Text: text}); err != nil {
		s.t.Fatal(err)
	}
	s.settled()
}

// key types a key where the focus is.
func (s *stage) key(name fyne.KeyName) {
	c := s.win.Canvas()
	if f := c.Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: name})
		return
	}
	c.OnTypedKey()(&fyne.KeyEvent{Name: name})
}

// shows tells whether a text can be seen.
func (s *stage) shows(text string) bool {
	for _, o := range test.LaidOutObjects(s.win.Canvas().Content()) {
		if t, ok := o.(*canvas.Text); ok && t.Visible() && strings.Contains(t.Text, text) {
			return true
		}
	}
	return false
}

// menu does what an entry of the main menu does.
func (s *stage) menu(menu, name string) {
	s.t.Helper()
	for _, m := range s.win.MainMenu().Items {
		if m.Label != menu {
			continue
		}
		for _, i := range m.Items {
			if i.Label == name {
				i.Action()
				return
			}
		}
	}
	s.t.Fatalf("there is no %q in the menu %s", name, menu)
}
