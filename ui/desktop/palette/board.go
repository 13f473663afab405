package palette

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"redthread/ui/desktop/part"
)

// Search is how a list asks the case.
type Search struct {
	// Find looks a text up and answers on the window's goroutine. It must not
	// keep its caller waiting; a new question makes older ones pointless.
	Find func(text string, answer func(Found))
	// Warn says what is odd about a text, such as a filter that is none. It is
	// asked when nothing was typed for a moment; nil has nothing to say.
	Warn func(text string) []string
	// After calls f on the window's goroutine when d has passed; nil never does.
	After func(d time.Duration, f func()) (cancel func())
}

// How long the list waits.
const (
	patience = 150 * time.Millisecond // before it shows what it has without the case
	pause    = 600 * time.Millisecond // in the typing, before anything is said against a text
	catchUp  = 500 * time.Millisecond // for the index, before it asks again
)

// Filters is what the hint line says while there is nothing better to say.
const Filters = `kind:registry   before:2018-01   grade:B   lang:ru   in:notes   "exact words"   -without`

// board is a field with what it finds below: the palette and the list of all
// hits are made of one each.
type board struct {
	Search
	entry *part.TextEntry
	list  *part.Virtual
	hint  *part.Text
	rows  []row

	arrange func(text string, f *Found) []row // f is nil while the case has not answered
	chosen  func(i int)                       // Enter or a click
	walked  func(i int)                       // an arrow; nil does nothing

	text     string
	asked    int
	answered int
	hasty    bool // Enter came before the answer: its first row is meant
	last     Found
	stops    []func() // what waits for a moment to pass
}

func newBoard(s Search, placeholder string, flat bool) *board {
	b := &board{Search: s, entry: part.NewTextEntry(placeholder), list: part.NewVirtual(), hint: part.NewLine(Filters, part.Small)}
	m := newRulers(flat)
	b.list.Length = func() int { return len(b.rows) }
	b.list.Height = func(i int, _ float32) float32 { return m.height(b.rows[i]) }
	b.list.Fixed = func(i int) bool { return b.rows[i].heading != "" }
	b.list.Create = func() fyne.CanvasObject { return newRowView(m) }
	b.list.Update = func(i int, o fyne.CanvasObject, s part.RowState) { o.(*rowView).set(&b.rows[i], s) }
	b.list.KeepFocus = true
	b.list.OnTap = func(i int) { b.chosen(i) }
	b.list.OnOpen = func(i int) { b.chosen(i) }
	b.entry.OnChanged = b.query
	b.entry.OnKey = b.key
	return b
}

// later calls f when d has passed, unless something else is typed before.
func (b *board) later(d time.Duration, f func()) {
	if b.After != nil {
		b.stops = append(b.stops, b.After(d, f))
	}
}

func (b *board) hush() {
	for _, stop := range b.stops {
		stop()
	}
	b.stops = nil
}

// query asks for the hits of a text. What is shown stays until the answer
// comes, so that the list does not flicker at each letter.
func (b *board) query(typed string) {
	b.hush()
	b.asked++
	b.text, b.hasty = strings.TrimSpace(typed), false
	number := b.asked
	if b.text == "" {
		b.answered, b.last = number, Found{}
		b.say("", false)
		b.set(b.arrange("", &b.last))
		return
	}
	b.later(patience, func() {
		if b.answered != number {
			b.set(b.arrange(b.text, nil))
		}
	})
	b.later(pause, b.warn)
	b.Find(b.text, func(f Found) { b.answer(number, f) })
}

func (b *board) answer(number int, f Found) {
	if number != b.asked {
		return
	}
	b.answered, b.last = number, f
	b.set(b.arrange(b.text, &f))
	switch {
	case f.Behind > 0:
		b.say("Still reading what was taken in: "+plural(f.Behind, "change", "changes")+" to go.", false)
		b.later(catchUp, func() {
			if number == b.asked {
				b.Find(b.text, func(f Found) { b.answer(number, f) })
			}
		})
	case len(f.Hits) == 0:
		b.say("Fewer words find more; a name is found in any script. Filters: "+Filters, false)
	default:
		b.say("", false)
	}
	if b.hasty {
		b.hasty = false
		b.chosen(b.list.Selected())
	}
}

func (b *board) warn() {
	if b.Warn == nil {
		return
	}
	if all := b.Warn(b.text); len(all) > 0 {
		b.say(strings.Join(all, " "), true)
	}
}

// say sets the hint line.
func (b *board) say(text string, odd bool) {
	tone := part.Quiet
	if odd {
		tone = part.Caution
	}
	if text == "" {
		text = Filters
	}
	b.hint.SetTone(tone)
	b.hint.SetText(text)
}

// set shows rows with the first that can be chosen selected.
func (b *board) set(rows []row) {
	b.rows = rows
	b.list.Select(part.None)
	b.list.ScrollToTop()
	b.list.Refresh()
	b.list.Select(b.free(0, 1))
	b.list.ScrollToTop() // a heading above the first row is shown too
}

// free is the first row from i on that can be chosen, None without one.
func (b *board) free(i, step int) int {
	for ; i >= 0 && i < len(b.rows); i += step {
		if b.rows[i].heading == "" {
			return i
		}
	}
	return part.None
}

func (b *board) key(name fyne.KeyName) bool {
	const page = 8
	switch name {
	case fyne.KeyDown:
		b.step(1, 1)
	case fyne.KeyUp:
		b.step(-1, -1)
	case fyne.KeyPageDown:
		b.step(page, -1)
	case fyne.KeyPageUp:
		b.step(-page, 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if b.answered != b.asked {
			b.hasty = true // what is shown answers an older text
			return true
		}
		b.chosen(b.list.Selected())
	default:
		return false
	}
	return true
}

// step moves the choice by some rows, and on past a heading.
func (b *board) step(by, on int) {
	at := b.list.Selected()
	to := min(max(at+by, 0), len(b.rows)-1)
	if by == 1 || by == -1 {
		on = by
	}
	to = b.free(to, on)
	if to == part.None || to == at {
		if by < 0 {
			b.list.ScrollToTop()
		}
		return
	}
	b.list.Select(to)
	if b.walked != nil {
		b.walked(to)
	}
}

// put writes a text into the field as if it were typed.
func (b *board) put(text string) {
	b.entry.SetText("")
	for _, letter := range text {
		b.entry.TypedRune(letter)
	}
}
