package tables

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"redthread/app"
	"redthread/app/job"
	"redthread/app/tables"
	"redthread/app/tables/records"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// previewed is how many rows are shown as what they become.
const previewed = 40

// wizard is the form for one file.
type wizard struct {
	d     desk.Desk
	draft *tables.Draft
	how   string // how the file came
	close func()
	asked int // number of the newest question; older answers are dropped
	busy  bool

	touched  bool // a person changed the mapping
	keepRest bool
	found    *tables.Found // what the check of the whole file found; nil before it
	lines    []tables.Line
	failed   string // why there is no preview

	problem  *part.Text
	origin   *part.Text
	choices  *fyne.Container // sheet, heading, charset
	filter   *part.TextEntry
	columns  *fyne.Container
	things   *fyne.Container
	views    *part.Facets
	list     *part.List
	says     *part.Text
	shown    []part.Row
	keepChip *part.Chip
}

// Open reads a file and shows how its rows can become statements. how says how
// the file came: "chosen", "dropped".
func Open(d desk.Desk, path, how string) { open(d, path, how, nil) }

func open(d desk.Desk, path, how string, then func(*wizard)) {
	var draft *tables.Draft
	d.Ask("Reading the table", func(ctx context.Context, _ func(float64, string)) (err error) {
		draft, err = tables.OpenDraft(ctx, path, records.Options{}, d.Env().Mappings())
		return err
	}, func(err error) {
		if err != nil {
			d.Fail(err)
			return
		}
		w := &wizard{d: d, draft: draft, how: how}
		w.show()
		if then != nil {
			then(w)
		}
	})
}

// The form takes the window but for a margin.
const (
	marginWide float32 = 96
	marginHigh float32 = 210
	leastWide  float32 = 860
	leastHigh  float32 = 380
)

func (w *wizard) show() {
	w.problem = part.NewText("", part.Body).WithTone(part.Alarm)
	w.problem.Hide()
	w.origin = part.NewText("", part.Small)
	w.choices = part.Across(8)
	w.filter = part.NewTextEntry("Find a column")
	w.filter.OnChanged = func(string) { w.listColumns() }
	w.columns = part.Down(0)
	w.things = part.Down(2)
	w.list = part.NewList(func() int { return len(w.shown) }, func(i int) part.Row { return w.shown[i] })
	w.views = part.NewFacets(func(string) { w.fillList() })
	w.views.OneLine = true
	w.says = part.NewLine("", part.Small)
	w.keepChip = part.NewChip("Keep the rest of bad rows", part.Uncounted, nil)
	w.keepChip.OnTapped = func() {
		w.keepRest = !w.keepRest
		w.keepChip.Select(w.keepRest)
		w.found = nil
		w.fillViews()
	}
	size := w.d.Window().Canvas().Size()
	wide, high := max(size.Width-marginWide, leastWide), max(size.Height-marginHigh, leastHigh)
	left := part.Frame(part.Inset(0, 0, 6, 0, w.filter), nil, nil, nil, container.NewVScroll(w.columns))
	check := part.NewButton("Check the whole file", w.check)
	check.Tip = "Reads every row and lists the bad ones; nothing is written"
	foot := part.Frame(nil, part.Across(8, w.keepChip, check), nil, nil, part.Inset(8, 8, 0, 0, w.says))
	below := part.Frame(part.Inset(6, 0, 4, 0, w.views), nil, part.Inset(6, 0, 0, 0, foot), nil, w.list)
	thingsHigh := min(high*0.36, 230)
	right := part.Frame(part.Down(0,
		container.New(fixed{fyne.NewSize(100, thingsHigh)}, container.NewVScroll(part.Inset(0, 12, 0, 0, w.things))), part.NewRule()), nil, nil, nil, below)
	leftWide := min(wide*0.40, 520)
	middle := part.Frame(nil, nil, nil, container.New(fixed{fyne.NewSize(leftWide, 100)}, left), part.Inset(0, 0, 0, 18, right))
	top := part.Down(6, w.choices, w.origin, w.problem, part.NewRule())
	content := container.New(fixed{fyne.NewSize(wide, high)}, part.Frame(part.Inset(0, 0, 8, 0, top), nil, newUnsaved(w), nil, middle))
	w.refresh()
	w.close = w.d.Sheet("Import the table "+w.draft.File.Name, content, "Import", func() bool { w.start(); return false })
}

// unsaved tells the frame whether closing the form loses anything. It shows
// nothing.
type unsaved struct {
	widget.BaseWidget
	w *wizard
}

func newUnsaved(w *wizard) *unsaved {
	u := &unsaved{w: w}
	u.ExtendBaseWidget(u)
	return u
}

// Changed is part of desk.Draft.
func (u *unsaved) Changed() bool { return u.w.touched }

// CreateRenderer is part of fyne.Widget.
func (u *unsaved) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// fixed gives its one object a smallest size.
type fixed struct{ least fyne.Size }

func (l fixed) MinSize([]fyne.CanvasObject) fyne.Size { return l.least }

func (l fixed) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(s)
}

// say shows why something cannot be done; empty shows nothing.
func (w *wizard) say(err error) {
	if err == nil {
		w.problem.SetText("")
		w.problem.Hide()
		return
	}
	w.problem.SetText(err.Error())
	w.problem.Show()
}

// refresh draws everything anew from the draft.
func (w *wizard) refresh() {
	w.origin.SetText("The mapping is " + w.draft.Origin + ".")
	w.fillChoices()
	w.listColumns()
	w.changed()
}

// changed is called after the mapping changed: what the rows become is shown
// at once.
func (w *wizard) changed() {
	w.found = nil
	w.listThings()
	lines, err := w.draft.Preview(previewed)
	w.lines, w.failed = lines, ""
	if err != nil {
		w.lines, w.failed = nil, err.Error()
	}
	w.fillViews()
}

// edited is called after a person changed the mapping.
func (w *wizard) edited() {
	w.touched = true
	w.draft.Origin = "yours"
	w.origin.SetText("The mapping is yours.")
	w.changed()
}

// ask runs work on the draft away from the window and draws it anew.
func (w *wizard) ask(title string, work func(ctx context.Context) error) {
	if w.busy {
		return
	}
	w.busy = true
	w.d.Ask(title, func(ctx context.Context, _ func(float64, string)) error { return work(ctx) }, func(err error) {
		w.busy = false
		w.say(err)
		w.refresh()
	})
}

// reopen reads the file with another charset or delimiter.
func (w *wizard) reopen(o records.Options) {
	w.ask("Reading the table", func(ctx context.Context) error {
		d, err := tables.OpenDraft(ctx, w.draft.Path, o, w.d.Env().Mappings())
		if err != nil {
			return err
		}
		_ = w.draft.Close()
		w.draft = d
		return nil
	})
}

// check reads the whole file and tells what would go in.
func (w *wizard) check() {
	if w.busy {
		return
	}
	w.busy = true
	w.asked++
	asked := w.asked
	var found tables.Found
	m := w.draft.Mapping
	w.d.Ask("Checking "+w.draft.File.Name, func(ctx context.Context, progress func(float64, string)) (err error) {
		f, err := records.Open(ctx, w.draft.Path, w.draft.Options)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		found, err = tables.Check(ctx, f, m, w.keepRest, told(progress))
		return err
	}, func(err error) {
		w.busy = false
		if asked != w.asked {
			return
		}
		if err != nil {
			if !job.Cancelled(err) {
				w.say(err)
			}
			return
		}
		w.say(nil)
		w.found = &found
		w.fillViews()
		if found.Bad > 0 {
			w.views.Select(viewBad)
			w.fillList()
		}
	})
}

// told turns the progress of a reading into that of a job. Of a packed file
// nobody knows how long it is.
func told(progress func(float64, string)) tables.Progress {
	return func(rows int, read, size int64) {
		share := 0.0
		if size > 0 {
			share = float64(read) / float64(size)
		}
		progress(min(share, 1), count(rows, "row", "rows"))
	}
}

// start closes the form and imports as a job.
func (w *wizard) start() {
	if w.busy {
		return
	}
	d, draft, m := w.d, w.draft, w.draft.Mapping
	if err := m.Check(); err != nil {
		w.say(err)
		return
	}
	_ = draft.Remember(d.Env().Mappings()) // the import does not depend on it
	o := tables.Options{Records: draft.Options, KeepRest: w.keepRest, How: w.how}
	var r tables.Result
	w.close()
	_ = draft.Close()
	d.Ask("Importing "+draft.File.Name, func(ctx context.Context, progress func(float64, string)) (err error) {
		r, err = tables.Import(ctx, d.Case(), draft.Path, m, o, told(progress))
		return err
	}, func(err error) {
		switch {
		case job.Cancelled(err):
			d.Say("The import was stopped; nothing of it was kept.", false)
		case err != nil:
			d.Fail(err)
		default:
			d.Go(desk.Route{Screen: desk.Sources, ID: r.Source})
			d.Say(outcome(draft.File.Name, r), r.Changed)
			if r.Bad > 0 {
				showFaults(d, draft.File.Name, r)
			}
		}
	})
}

// outcome says what an import did in one line.
func outcome(name string, r tables.Result) string {
	if !r.Changed {
		return "Everything in " + name + " is in the case already."
	}
	s := fmt.Sprintf("Imported %s: %s, %s.", name, count(r.Rows, "row", "rows"), count(r.Statements, "statement", "statements"))
	if r.Bad > 0 {
		s += " " + count(r.Bad, "row is", "rows are") + " bad."
	}
	return s
}

// showFaults lists what did not go in.
func showFaults(d desk.Desk, name string, r tables.Result) {
	rows := faultRows(r.Found)
	list := part.NewList(func() int { return len(rows) }, func(i int) part.Row { return rows[i] })
	text := count(r.Bad, "row of "+name+" was", "rows of "+name+" were") + " bad and left out, or went in without the cells named here. Mend them in the file and import it again: what is in the case stays as it is."
	d.Sheet("What did not go in", part.Down(10, part.NewText(text, part.Body), container.New(fixed{fyne.NewSize(760, min(float32(len(rows))*58, 380))}, list)), "", nil)
}

// loadMapping reads a mapping file.
func (w *wizard) loadMapping() {
	chooser.Several(w.d, chooser.Wanted{Title: "Load a mapping", Verb: "Load", One: true}, func(paths []string) {
		path := paths[0]
		w.ask("Reading the mapping", func(ctx context.Context) error {
			data, err := os.ReadFile(path)
			if err != nil {
				return fmt.Errorf("%s cannot be read; check that you may open it", filepath.Base(path))
			}
			m, err := tables.ParseMapping(data)
			if err != nil {
				return err
			}
			return w.draft.Use(ctx, m, "read from "+filepath.Base(path))
		})
	})
}

// saveMapping writes the mapping to a file that can be given to colleagues.
func (w *wizard) saveMapping() {
	folder := filepath.Dir(w.draft.Path)
	place := chooser.NewPlace(w.d.Window(), chooser.FreeName(folder, strings.TrimSuffix(w.draft.File.Name, filepath.Ext(w.draft.File.Name)), ".yaml"))
	w.d.Sheet("Save the mapping", part.Down(6, place.Content(), part.NewText("Colleagues can load it here, or give it to redthread import --map.", part.Small)), "Save", func() bool {
		path := place.Path()
		if why := chooser.Problem(path, ".yaml"); why != "" {
			w.d.Fail(errors.New(why))
			return false
		}
		y, err := w.draft.Mapping.YAML()
		if err == nil {
			err = app.WriteFile(path, y, 0o644)
		}
		if err != nil {
			w.d.Fail(err)
			return false
		}
		w.d.Say("Saved the mapping as "+filepath.Base(path)+".", false)
		return true
	})
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s + " " + many
}
