package chart

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/app"
	casechart "redthread/app/chart"
	"redthread/app/chart/scene"
	"redthread/app/network"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/drawing"
	"redthread/ui/desktop/part"
)

// Forms are what other screens write with and this one offers in place.
type Forms interface {
	// LinkTo ties two entities, and asks for the kind and the source.
	LinkTo(d desk.Desk, from, to store.ID)
	// Fact adds a property to an entity, such as a date to a link.
	Fact(d desk.Desk, entity store.ID, schema *ontology.Schema, property string)
	// Correct, Support, Dispute and Withdraw change one statement.
	Correct(d desk.Desk, schema *ontology.Schema, row app.FactRow, s store.Statement)
	Support(d desk.Desk, row app.FactRow, s store.Statement)
	Dispute(d desk.Desk, row app.FactRow, s store.Statement)
	Withdraw(d desk.Desk, row app.FactRow, s store.Statement, mark string)
	// WithdrawEntity takes back everything said of an entity, a link too.
	WithdrawEntity(d desk.Desk, id store.ID, name string)
}

// TabAdd in a route puts what its ID names on the chart.
const TabAdd = "add"

// Screen is the Chart screen. All its fields belong to the window's goroutine.
type Screen struct {
	d     desk.Desk
	forms Forms

	charts  []store.ChartRow
	graph   *network.Graph // nil before it was read
	stale   bool           // the case has changed since
	id      store.ID       // the chart that is shown
	drawing *casechart.Drawing
	path    *network.Path
	preview *casechart.Filter // the filter while its slider is moved
	cameras map[store.ID]scene.View

	reading int // number of the newest reading
	writing int // acts on their way
	wanted  desk.Route
	opened  bool
	narrow  bool
	laying  context.CancelFunc // stops the layout at work
	after   func(time.Duration, func()) (cancel func())
	detail  int // number of the newest detail asked for

	content *fyne.Container
	middle  *fyne.Container
	side    *side
	bar     *bar
	view    *drawing.View
	foot    *foot
	tools   *tools
}

var _ desk.Screen = (*Screen)(nil)

// New makes the screen.
func New(d desk.Desk, forms Forms) *Screen { return newScreen(d, forms, d.Do) }

func newScreen(d desk.Desk, forms Forms, do func(func())) *Screen {
	s := &Screen{d: d, forms: forms, stale: true, cameras: map[store.ID]scene.View{}}
	s.after = func(pause time.Duration, f func()) func() {
		t := time.AfterFunc(pause, func() { d.Do(f) })
		return func() { t.Stop() }
	}
	s.view = drawing.New(do)
	s.view.OnSelect = s.selected
	s.view.OnMoved = s.moved
	s.view.OnNoteMoved = s.noteMoved
	s.view.OnLink = s.linked
	s.view.OnOpen = s.expand
	s.view.OnOpenNote = func(i int) { s.editNote(s.noteOf(i)) }
	s.view.OnMenu = s.menu
	s.view.OnKey = s.Key
	s.view.Describe = s.describe
	s.side = newSide(s)
	s.bar = newBar(s)
	s.foot = newFoot(s)
	s.tools = newTools(s)
	s.view.OnTool = s.tools.show
	s.middle = container.NewStack()
	s.content = container.NewStack()
	s.arrange()
	return s
}

// Content is part of desk.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// arrange sets the parts for the width of the window.
func (s *Screen) arrange() {
	sheet := part.Frame(part.Down(0, s.bar.content, part.NewRule()), nil, part.Down(0, part.NewRule(), s.foot.content), nil, s.middle)
	if s.side.open {
		s.content.Objects = []fyne.CanvasObject{part.Frame(nil, nil, nil, s.side.content, sheet)}
	} else {
		s.content.Objects = []fyne.CanvasObject{sheet}
	}
	s.content.Refresh()
}

// Open is part of desk.Screen.
func (s *Screen) Open(r desk.Route) {
	s.wanted = r
	if !s.opened || s.stale {
		s.opened = true
		s.read()
		return
	}
	s.arrive()
	s.inspect()
	s.d.Window().Canvas().Focus(s.view)
}

// Changed is part of desk.Screen.
func (s *Screen) Changed(ch store.Change) {
	if ch.All || len(ch.Entities) > 0 || len(ch.Sources) > 0 {
		s.stale = true
	}
	if s.opened && (s.stale || ch.Charts) {
		s.read()
	}
}

// Find is part of desk.Screen: the cursor goes to the search for things to add.
func (s *Screen) Find() {
	if !s.side.open {
		s.side.toggle(true)
	}
	s.d.Window().Canvas().Focus(s.side.search)
	s.side.search.SelectAll()
}

// Resize is part of desk.Screen.
func (s *Screen) Resize(narrow bool) {
	if s.narrow != narrow {
		s.narrow = narrow
		s.side.toggle(!narrow)
	}
}

// reading is what is read of the case for this screen.
type readings struct {
	charts  []store.ChartRow
	graph   *network.Graph
	id      store.ID
	drawing *casechart.Drawing
}

// read reads the charts, and the graph where the case has changed. An answer
// that is older than the last question is dropped.
func (s *Screen) read() {
	s.reading++
	n, c, id, path := s.reading, s.d.Case(), s.id, s.path
	var preview *casechart.Filter
	if s.preview != nil {
		f := *s.preview
		preview = &f
	}
	r := readings{graph: s.graph}
	fresh := s.stale || s.graph == nil
	s.stale = false
	s.d.Ask("Reading the chart", func(ctx context.Context, _ func(float64, string)) error {
		var err error
		if r.charts, err = c.Charts(ctx); err != nil {
			return err
		}
		if fresh {
			if r.graph, err = network.Build(ctx, c, network.Options{}); err != nil {
				return err
			}
		}
		r.id = id
		if !slices.ContainsFunc(r.charts, func(row store.ChartRow) bool { return row.ID == id }) {
			r.id = store.ID{}
			if len(r.charts) > 0 {
				r.id = r.charts[0].ID
			}
		}
		if r.id.IsZero() {
			return nil
		}
		content, err := c.Chart(ctx, r.id)
		if err != nil {
			return err
		}
		if preview != nil && r.id == id {
			content.Filter = preview.String()
		}
		if r.graph != nil && path != nil && (fresh || r.id != id) {
			path = nil // its numbers are of another graph
		}
		r.drawing = casechart.Draw(r.graph, content, casechart.Look{Path: path})
		return nil
	}, func(err error) {
		switch {
		case n != s.reading:
			s.stale = s.stale || fresh
		case errors.Is(err, context.Canceled):
			s.stale = s.stale || fresh
		case err != nil:
			s.stale = s.stale || fresh
			s.d.Fail(err)
		case s.writing > 0 || s.view.Busy():
			// The act at work ends in a reading of its own; a hand that holds a mark
			// must not have it taken away.
			s.stale = s.stale || fresh
			if s.view.Busy() {
				s.after(60*time.Millisecond, s.read)
			}
		default:
			if path == nil {
				s.path = nil
			}
			s.show(r)
		}
	})
}

// show shows what was read.
func (s *Screen) show(r readings) {
	s.charts, s.graph = r.charts, r.graph
	other := r.id != s.id
	// Laid out another way, by undo too, the marks may lie out of sight.
	again := !other && s.drawing != nil && r.drawing != nil && s.drawing.Content.Layout != r.drawing.Content.Layout
	if other && !s.id.IsZero() {
		s.cameras[s.id] = s.view.Camera()
	}
	s.id, s.drawing = r.id, r.drawing
	s.side.show()
	s.bar.show()
	s.foot.show()
	if s.drawing == nil {
		s.middle.Objects = []fyne.CanvasObject{s.empty()}
		s.middle.Refresh()
		s.view.Set(&scene.Scene{})
		s.inspect()
		s.arrive()
		return
	}
	over := s.tools.content
	if len(s.drawing.Nodes) == 0 && len(s.drawing.Scene.Notes) == 0 {
		over = container.NewStack(s.tools.content, s.bare())
	}
	s.middle.Objects = []fyne.CanvasObject{s.view, over}
	s.middle.Refresh()
	if other || again {
		s.view.Forget()
	}
	s.view.Set(s.drawing.Scene)
	if camera, ok := s.cameras[s.id]; other && ok {
		s.view.SetCamera(camera)
	}
	s.arrive()
	s.inspect()
}

// arrive does what the route asked for that led here.
func (s *Screen) arrive() {
	r := s.wanted
	s.wanted = desk.Route{}
	if r.ID.IsZero() || s.graph == nil {
		return
	}
	if slices.ContainsFunc(s.charts, func(row store.ChartRow) bool { return row.ID == r.ID }) {
		s.open(r.ID)
		return
	}
	node, ok := s.graph.Find(r.ID)
	if !ok {
		return
	}
	if s.drawing != nil {
		if i, there := s.drawing.At(node); there {
			s.view.Select(i)
			s.view.Centre(i)
			s.inspect()
			return
		}
	}
	if r.Tab == TabAdd {
		s.add([]int{node}, nil)
	}
}

// open shows another chart.
func (s *Screen) open(id store.ID) {
	if id == s.id {
		return
	}
	s.stop()
	if !s.id.IsZero() {
		s.cameras[s.id] = s.view.Camera()
	}
	s.id, s.path, s.preview = id, nil, nil
	s.view.Forget()
	s.read()
}

// write runs an act on the case; the reading that follows shows it.
func (s *Screen) write(title string, act func(ctx context.Context) error, done func()) {
	if only, why := s.d.Case().ReadOnly(); only {
		s.d.Say(why, false)
		s.read()
		return
	}
	s.writing++
	s.d.Ask(title, func(ctx context.Context, _ func(float64, string)) error { return act(ctx) }, func(err error) {
		s.writing--
		if err != nil && !errors.Is(err, context.Canceled) {
			s.d.Fail(err)
		}
		s.read()
		if err == nil && done != nil {
			done()
		}
	})
}

// empty is what stands where there is no chart yet.
func (s *Screen) empty() fyne.CanvasObject {
	whole := part.NewPrimaryButton("Chart the whole case", s.whole)
	start := part.NewButton("Start from a party", s.Find)
	return container.NewCenter(container.New(fixedWidth(420), part.Down(10,
		part.NewText("No chart yet", part.Heading),
		part.NewText("A chart shows who is tied to whom, and through what shared thing. Begin with everything the case knows, or with one party and what lies around it.", part.Body).WithTone(part.Quiet),
		part.Inset(8, 0, 0, 0, part.Across(8, whole, start)))))
}

// bare is what stands on a chart that holds nothing.
func (s *Screen) bare() fyne.CanvasObject {
	text := "Type a name in the search on the left, or drag one here."
	if s.drawing.Left > 0 {
		text = "The filter leaves out everything on this chart."
	}
	return container.NewCenter(part.NewWord(text, part.Small))
}
