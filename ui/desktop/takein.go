package desktop

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/app/capture"
	"redthread/app/job"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// takeIn takes files and pasted things into the case as one job, shows the
// first of them and says what became of all. left is how many things were left
// out of folders before.
func (s *seat) takeIn(items []capture.Item, o capture.Options, left int) {
	if len(items) == 0 || !s.mayWrite() {
		return
	}
	if o.Reader == nil {
		o.Reader = s.Reader()
	}
	var results []capture.Result
	var titles map[store.ID]string
	s.Ask("Taking in "+plural(len(items), "file", "files"), func(ctx context.Context, progress func(float64, string)) (err error) {
		results, err = capture.TakeIn(ctx, s.c, items, o, func(done, total int, name string) {
			progress(float64(done)/float64(total), name)
		})
		if err == nil {
			titles, err = sourceTitles(ctx, s.c)
		}
		return err
	}, func(err error) {
		t := tallyOf(results, len(items), left)
		t.stopped, t.titles = job.Cancelled(err), titles
		if id := t.first(); !id.IsZero() {
			s.goToSource(id)
		}
		if err != nil && !t.stopped {
			s.Fail(err)
			return
		}
		s.tellIntake(t)
	})
}

// sourceTitles gives each source as it is called in a list: "[3] Title".
func sourceTitles(ctx context.Context, c *store.Case) (map[store.ID]string, error) {
	rows, err := c.Sources(ctx)
	if err != nil {
		return nil, err
	}
	all := make(map[store.ID]string, len(rows))
	for _, r := range rows {
		all[r.ID] = fmt.Sprintf("[%d] %s", r.Number, r.Title)
	}
	return all, nil
}

// tellIntake says what became of a job: in one line where that is enough.
func (b *bench) tellIntake(t intakeTally) {
	if t.plain() {
		b.Say(t.said(), t.taken > 0)
		return
	}
	b.showIntake(t)
}

func (b *bench) goToSource(id store.ID) { b.Go(desk.Route{Screen: desk.Sources, ID: id}) }

// intakeTally is what became of the files of one job.
type intakeTally struct {
	taken, known int
	asked        int // how many there were
	left         int // left out of folders before
	stopped      bool
	results      []capture.Result
	titles       map[store.ID]string // of the sources, as far as they are known
}

func tallyOf(results []capture.Result, asked, left int) intakeTally {
	t := intakeTally{asked: asked, left: left, results: results}
	for _, r := range results {
		switch r.Outcome {
		case capture.Taken:
			t.taken++
		case capture.Known:
			t.known++
		}
	}
	return t
}

// first is the source to show: the first taken in, else the first known.
func (t intakeTally) first() store.ID {
	known := store.ID{}
	for _, r := range t.results {
		switch {
		case r.Outcome == capture.Taken:
			return r.Source
		case r.Outcome == capture.Known && known.IsZero():
			known = r.Source
		}
	}
	return known
}

// plain tells whether there is nothing to say but how many were taken in.
func (t intakeTally) plain() bool {
	for _, r := range t.results {
		if r.Outcome != capture.Taken || len(r.Notes) > 0 {
			return false
		}
	}
	return !t.stopped && t.left == 0
}

// said is what became of a job in one line.
func (t intakeTally) said() string {
	if t.taken == 0 && t.known == len(t.results) && t.known > 0 && !t.stopped {
		return "Already in the case: " + plural(t.known, "file", "files") + "; nothing was stored twice."
	}
	parts := []string{plural(t.taken, "file", "files") + " taken in"}
	if t.known > 0 {
		parts = append(parts, fmt.Sprintf("%d already in the case", t.known))
	}
	if n := len(t.results) - t.taken - t.known; n > 0 {
		parts = append(parts, fmt.Sprintf("%d not taken in", n))
	}
	if t.left > 0 {
		parts = append(parts, fmt.Sprintf("%d hidden or not a file, left out", t.left))
	}
	text := strings.Join(parts, ", ") + "."
	if t.stopped {
		text = fmt.Sprintf("Stopped after %d of %s: ", len(t.results), plural(t.asked, "file", "files")) + text
	}
	return text
}

// intakeRow is one line of the summary, and the source it leads to.
type intakeRow struct {
	part.Row
	source store.ID
}

// rows are the files that something is to be said of, under their headings.
func (t intakeTally) rows() []intakeRow {
	var not, known, noted []intakeRow
	for _, r := range t.results {
		row := intakeRow{Row: part.Row{Title: r.Name, Plain: true}, source: r.Source}
		switch {
		case r.Outcome == capture.Known:
			row.Subtitle = "The same bytes are there already; nothing was stored twice."
			if title := t.titles[r.Source]; title != "" {
				row.Subtitle = "The same bytes are there as " + title + "; nothing was stored twice."
			}
			known = append(known, row)
		case r.Outcome != capture.Taken:
			row.Subtitle = "It could not be taken in."
			if r.Err != nil {
				row.Subtitle = sentence(r.Err)
			}
			row.source = store.ID{}
			not = append(not, row)
		case len(r.Notes) > 0:
			row.Subtitle = strings.Join(r.Notes, " ")
			noted = append(noted, row)
		}
	}
	var all []intakeRow
	add := func(title string, rows []intakeRow) {
		if len(rows) > 0 {
			all = append(all, intakeRow{Row: part.Row{Title: fmt.Sprintf("%s (%d)", title, len(rows)), Heading: true}})
			all = append(all, rows...)
		}
	}
	add("Not taken in", not)
	add("Already in the case", known)
	add("Taken in, with something to know", noted)
	return all
}

// The room of the summary's list, in which it scrolls.
const (
	intakeWidth float32 = 720
	intakeMost  float32 = 420
)

// showIntake shows the summary; a row leads to its source.
func (b *bench) showIntake(t intakeTally) {
	rows := t.rows()
	list := part.NewList(func() int { return len(rows) }, func(i int) part.Row { return rows[i].Row })
	high := min(float32(len(rows))*58, intakeMost)
	content := part.Down(12, part.NewText(t.said(), part.Body))
	if len(rows) > 0 {
		content.Add(container.New(fixedSize{fyne.NewSize(intakeWidth, high)}, list))
	}
	s := b.w.openSheet("What became of the files", content, "", nil)
	list.OnTap = func(i int) {
		if id := rows[i].source; !id.IsZero() {
			s.shut()
			b.goToSource(id)
		}
	}
	list.OnOpen = list.OnTap
	list.Select(1) // below the first heading
	if t.taken > 0 {
		s.part.SetExtra(part.NewBareButton("Undo", func() {
			s.shut()
			b.undo()
		}))
	}
}

// fixedSize gives its one object a smallest size.
type fixedSize struct{ least fyne.Size }

func (l fixedSize) MinSize([]fyne.CanvasObject) fyne.Size { return l.least }

func (l fixedSize) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(s)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(n) + " " + many
}
