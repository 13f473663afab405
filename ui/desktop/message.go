package desktop

import (
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/app/job"
	"redthread/store"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// plainError is a sentence for people.
type plainError string

func (e plainError) Error() string { return string(e) }

// Fail shows an error as one sentence, with the details behind a button. Over
// an open form it stands in the form, else in a bar that stays until it is
// dismissed. Work that a person stopped is no error.
func (w *Window) Fail(err error) {
	switch {
	case err == nil:
		return
	case job.Cancelled(err):
		w.root.Toast("Stopped; nothing of it was kept.", "", nil)
		return
	}
	text, more := sentence(err), details(err)
	show := func() { w.showDetails(text, more) }
	if n := len(w.sheets); n > 0 {
		s := w.sheets[n-1].part
		s.SetProblem(text)
		if more != "" {
			s.SetExtra(part.NewBareButton("Details", show))
		}
		return
	}
	var buttons []*part.Button
	if more != "" {
		buttons = append(buttons, part.NewButton("Details", show))
	}
	w.bars.set(barError, part.Alarm, text, func() { w.bars.drop(barError) }, buttons...)
}

// sentence finds the sentence for people in an error. An error that holds none
// gets one, and stands under Details.
func sentence(err error) string {
	if s := deepest(err); s != "" {
		return s
	}
	return "This did not work; the details say where it stopped."
}

// deepest looks for the innermost error that ends as a sentence does: what is
// wrapped around it says where in the program it happened.
func deepest(err error) string {
	var inner []error
	switch e := err.(type) {
	case nil:
		return ""
	case interface{ Unwrap() []error }:
		inner = e.Unwrap()
	default:
		inner = []error{errors.Unwrap(err)}
	}
	for _, e := range inner {
		if s := deepest(e); s != "" {
			return s
		}
	}
	if text := strings.TrimSpace(err.Error()); strings.HasSuffix(text, ".") && !strings.Contains(text, "\n") {
		return text
	}
	return ""
}

// details is what stands behind the button, or "" when the sentence says all.
func details(err error) string {
	var all []string
	if s := sentence(err); s != err.Error() {
		all = append(all, err.Error())
	}
	if d := store.Details(err); d != "" {
		all = append(all, d)
	}
	return strings.Join(all, "\n")
}

func (w *Window) showDetails(text, more string) {
	said := part.NewNoteEntry("", 6)
	said.SetText(more)
	copied := part.NewBareButton("Copy", func() { w.app.Clipboard().SetContent(text + "\n" + more) })
	s := w.openSheet("What went wrong", part.Down(12, part.NewText(text, part.Body), said), "", nil)
	s.part.SetExtra(copied)
}

// The bars under the top bar, from top to bottom.
const (
	barReadOnly = iota
	barSynced
	barName
	barError
	barCount
)

// bars are the calm messages under the top bar.
type bars struct {
	box  *fyne.Container
	rows [barCount]fyne.CanvasObject
	text [barCount]string
}

func newBars() *bars { return &bars{box: part.Down(0)} }

// set shows a bar with a sentence, and buttons; dismiss may be nil.
func (b *bars) set(which int, tone part.Tone, text string, dismiss func(), buttons ...*part.Button) {
	var right []fyne.CanvasObject
	for _, button := range buttons {
		right = append(right, button)
	}
	if dismiss != nil {
		right = append(right, part.NewButton("Dismiss", dismiss))
	}
	line := part.Frame(nil, part.Across(8, right...), nil, nil, part.Inset(8, 16, 6, 0, part.NewText(text, part.Body).WithTone(tone)))
	ground := look.ColorNameSelection
	if tone == part.Alarm {
		ground = look.ColorNameThreadWash
	}
	b.rows[which] = part.NewPanel(ground, part.Inset(3, 16, 3, 16, line))
	b.text[which] = text
	b.fill()
}

func (b *bars) drop(which int) {
	b.rows[which], b.text[which] = nil, ""
	b.fill()
}

func (b *bars) clear() {
	*b = bars{box: b.box}
	b.fill()
}

func (b *bars) fill() {
	b.box.Objects = nil
	for _, r := range b.rows {
		if r != nil {
			b.box.Add(part.Down(0, r, part.NewRule()))
		}
	}
	b.box.Refresh()
}

// warn shows the bars that belong to the case itself.
func (b *bench) warn() {
	if ro, why := b.c.ReadOnly(); ro {
		b.w.bars.set(barReadOnly, part.Plain, why, nil, part.NewButton("Save a copy as…", b.askCopy))
	}
	if service := app.SyncedFolder(b.c.Path()); service != "" {
		b.w.bars.set(barSynced, part.Plain, fmt.Sprintf("This case lies in a %s folder, which may copy it while it is being written; keep it elsewhere and put finished copies there.", service),
			func() { b.w.bars.drop(barSynced) }, part.NewButton("Save a copy as…", b.askCopy))
	}
	if ro, _ := b.c.ReadOnly(); !ro && !b.w.env.Named() {
		b.w.bars.set(barName, part.Plain, fmt.Sprintf("Your changes are noted under “%s”; choose the name you want beside them.", b.c.Author()),
			func() { b.w.bars.drop(barName) }, part.NewButton("Choose a name…", b.w.askName))
	}
}
