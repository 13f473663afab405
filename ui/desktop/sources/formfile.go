package sources

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app/capture"
	"redthread/app/job"
	"redthread/store"
	"redthread/store/value"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// formFile is the file of a source being logged, or the text that was pasted,
// and what became of looking at it.
type formFile struct {
	how    string
	pasted bool
	item   capture.Item
	given  draft // what the caller filled in: not to be changed

	number int // of the newest look; answers to older ones are dropped
	stop   context.CancelFunc
	busy   bool              // it is being read
	saving bool              // the form is saved when it has been read
	read   *capture.Prepared // nil: nothing, or not yet
	err    error             // why it cannot be taken in
	held   []heldBy          // the sources that hold the same bytes
	again  bool              // they are logged again all the same

	text *part.Text      // what was found, or is going on
	note *fyne.Container // that the case has the bytes; hidden while it has not
}

// heldBy is a source that holds the same bytes.
type heldBy struct {
	id     store.ID
	number int
	title  string
}

func (h heldBy) String() string {
	title := []rune(h.title)
	if len(title) > longestTitle {
		title = append(title[:longestTitle-1], '…')
	}
	return fmt.Sprintf("[%d] %s", h.number, string(title))
}

// longestTitle is how much of a title stands in a sentence, in letters.
const longestTitle = 80

const keptWhole = "Kept in the case byte for byte, with its hash."

// fileRows are the file, what was found in it, and the place where the form
// says that the case has it already.
func (f *sourceForm) fileRows() []fyne.CanvasObject {
	t := &f.taken
	t.note = part.Down(0)
	t.note.Hide()
	t.text = part.NewText(keptWhole, part.Small)
	if t.pasted {
		original := part.Inset(9, 0, 9, 0, part.NewLine("The pasted text, kept as a file in UTF-8", part.Body))
		return []fyne.CanvasObject{f.row("", "Original", part.Down(2, original, t.text)), t.note}
	}
	f.file = f.line("No file", &f.draft.path)
	f.file.OnFocus = func(gained bool) {
		if !gained {
			f.lookAtPath()
		}
	}
	choose := part.NewButton("Choose…", func() {
		chooser.Several(f.d, chooser.Wanted{Title: "Choose the original", Verb: "Choose", One: true}, func(paths []string) {
			t.how = "chosen"
			f.file.SetText(paths[0])
			f.lookAtPath()
		})
	})
	line := part.Frame(nil, part.Inset(0, 0, 0, 8, choose), nil, nil, f.file)
	return []fyne.CanvasObject{f.row("", "File", part.Down(2, line, t.text)), t.note}
}

// tell says beneath the file what was found, or is going on.
func (f *sourceForm) tell(text string, tone part.Tone) {
	f.taken.text.SetTone(tone)
	f.taken.text.SetText(text)
	f.column.Grow()
}

// lookAtPath looks at the file whose path stands in the form, unless that is
// the one looked at already.
func (f *sourceForm) lookAtPath() {
	path := strings.TrimSpace(f.draft.path)
	if path == f.taken.item.Path || f.taken.pasted {
		return
	}
	f.look(capture.Item{Path: path})
}

// look reads a thing in the background, and asks whether the case has its
// bytes already. Nothing is written.
func (f *sourceForm) look(item capture.Item) {
	t := &f.taken
	if t.stop != nil {
		t.stop()
	}
	t.number++
	t.item, t.read, t.err, t.held, t.again, t.saving = item, nil, nil, nil, false, false
	t.note.Hide()
	if item.Path == "" && item.Data == nil {
		t.busy = false
		f.tell(keptWhole, part.Quiet)
		return
	}
	number := t.number
	ctx, stop := context.WithCancel(context.Background())
	t.stop, t.busy = stop, true
	f.tell("Reading it…", part.Quiet)
	asked := func(title string, work func(context.Context) error, done func(error)) {
		f.d.Ask(title, func(outer context.Context, _ func(float64, string)) error {
			defer context.AfterFunc(outer, stop)()
			return work(ctx)
		}, func(err error) {
			if number == t.number {
				done(err)
			}
		})
	}
	var held []heldBy
	asked("Looking for the same bytes", func(ctx context.Context) (err error) {
		held, err = holding(ctx, f.d.Case(), item)
		return err
	}, func(err error) {
		if err == nil { // what is wrong with the file, the reading says
			t.held = held
			f.showHeld()
		}
	})
	var read *capture.Prepared
	asked("Reading "+store.CleanName(item.Name+filepath.Base(item.Path)), func(ctx context.Context) (err error) {
		read, err = capture.Prepare(ctx, item, capture.Options{Reader: f.d.Reader(), How: t.how})
		return err
	}, func(err error) { f.looked(read, err) })
}

// looked shows what was found.
func (f *sourceForm) looked(read *capture.Prepared, err error) {
	t := &f.taken
	t.busy = false
	if err != nil {
		t.err = err
		said := err.Error()
		if job.Cancelled(err) {
			t.err = plainError("Reading the file was stopped; choose it again.")
			said = t.err.Error()
		}
		f.tell(said, part.Alarm)
		return
	}
	t.read = read
	text, odd := foundIn(read)
	tone := part.Quiet
	if odd {
		tone = part.Caution
	}
	f.fillIn(read.Fields(store.Source{}))
	f.tell(text, tone)
	if t.saving {
		t.saving = false
		f.submit()
	}
}

// fillIn fills the fields that nobody filled with what was found. What was
// filled in so before, from another file, gives way.
func (f *sourceForm) fillIn(s store.Source) {
	g := &f.taken.given
	for _, field := range []struct {
		now, first *string
		given      string
		found      string
	}{
		{&f.draft.title, &f.first.title, g.title, s.Title},
		{&f.draft.publisher, &f.first.publisher, g.publisher, s.Publisher},
		{&f.draft.author, &f.first.author, g.author, s.Author},
		{&f.draft.published, &f.first.published, g.published, s.Published},
		{&f.draft.language, &f.first.language, g.language, s.Language},
		{&f.draft.address, &f.first.address, g.address, s.URL},
	} {
		if field.given != "" || *field.now != *field.first || field.found == *field.now {
			continue
		}
		*field.first = field.found // the form's own doing: nothing is lost with it
		line := f.lines[field.now]
		line.SetText(field.found)
		if f.d.Window().Canvas().Focused() == fyne.Focusable(line) {
			line.SelectAll() // what is typed now is meant instead
		}
	}
	if g.kind == "" && f.draft.kind == f.first.kind {
		f.setKind(s.Kind)
		f.first.kind = f.draft.kind
	}
}

// foundIn says in a line or a few what was found in a file, and whether any of
// it must be known.
func foundIn(p *capture.Prepared) (text string, odd bool) {
	d := p.Document()
	var parts []string
	if name := formatWord(d.Format); name != "" {
		parts = append(parts, name)
	}
	if d.Pages > 0 {
		parts = append(parts, plural(d.Pages, "page", "pages"))
	}
	if n := len(d.Passages); n > 0 {
		parts = append(parts, plural(n, "passage", "passages")+" of text")
		if l := p.Fields(store.Source{}).Language; l != "" {
			parts = append(parts, value.Show(value.KindLanguage, l))
		}
	}
	lines := []string{"Found: " + strings.Join(parts, " · ")}
	if len(parts) == 0 {
		lines[0] = keptWhole
	}
	return strings.Join(append(lines, p.Notes()...), "\n"), len(p.Notes()) > 0
}

// formatWord writes a format for people.
func formatWord(format string) string {
	switch format {
	case "":
		return ""
	case "text", "markdown", "mail", "picture":
		return strings.ToUpper(format[:1]) + format[1:]
	case "html", "mhtml":
		return "Web page"
	}
	return strings.ToUpper(format)
}

// fileReady tells whether the form's file is known, so that the form can be
// saved; else it says what is missing, or saves as soon as the file is read.
func (f *sourceForm) fileReady() bool {
	t := &f.taken
	if f.editing() {
		return true
	}
	f.lookAtPath()
	switch {
	case t.busy:
		t.saving = true
		f.tell("Reading it… The source is saved as soon as it is read.", part.Quiet)
		return false
	case t.err != nil:
		f.d.Fail(t.err)
		return false
	case len(t.held) > 0 && !t.again:
		f.d.Fail(plainError("These bytes are already in the case as " + t.held[0].String() + "; open it, or log them again all the same."))
		return false
	}
	return true
}

// showHeld says in place that the case has these bytes already.
func (f *sourceForm) showHeld() {
	t := &f.taken
	if len(t.held) == 0 {
		return
	}
	first := t.held[0]
	said := "These bytes are already in the case as " + first.String() + "."
	if n := len(t.held) - 1; n > 0 {
		said = fmt.Sprintf("These bytes are already in the case as %s and %s.", first, plural(n, "other source", "other sources"))
	}
	open := part.NewButton("Open it", func() {
		f.close()
		f.d.Go(desk.Route{Screen: desk.Sources, ID: first.id})
	})
	again := part.NewButton("Log again all the same", func() {
		t.again = true
		t.note.Hide()
		f.column.Grow()
	})
	t.note.Objects = []fyne.CanvasObject{part.NewPanel(look.ColorNameThreadWash, part.Inset(10, 12, 12, 12,
		part.Down(8, part.NewText(said, part.Body), part.Across(8, open, again))))}
	t.note.Show()
	f.column.Grow()
}

// holding gives the sources that hold the bytes of a thing already.
func holding(ctx context.Context, c *store.Case, item capture.Item) ([]heldBy, error) {
	sum, err := item.Sum(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := c.Holding(ctx, sum)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	rows, err := c.Sources(ctx)
	if err != nil {
		return nil, err
	}
	var all []heldBy
	for _, id := range ids {
		for _, r := range rows {
			if r.ID == id {
				all = append(all, heldBy{id, r.Number, r.Title})
			}
		}
	}
	return all, nil
}
