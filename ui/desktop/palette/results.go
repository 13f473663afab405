package palette

import (
	"time"

	"fyne.io/fyne/v2"

	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// glance is how long an arrow rests on a hit before it is shown: a key that is
// held down does not open everything it passes.
const glance = 140 * time.Millisecond

// Results is the list of all hits, which stays while one reads. The arrows
// walk it and show each hit; the field keeps the keyboard. Enter shows a hit
// and leaves the list; Escape closes it.
type Results struct {
	board   *board
	content fyne.CanvasObject
	count   *part.Text
	canvas  fyne.Canvas
	shut    func()
}

// NewResults returns an empty list for a window. shut takes it away.
func NewResults(c fyne.Canvas, s Search, shut func()) *Results {
	r := &Results{board: newBoard(s, "Search the whole case", true), count: part.NewWord("", part.Small), canvas: c, shut: shut}
	b := r.board
	b.arrange = r.rows
	b.chosen = r.open
	b.walked = func(i int) {
		b.hush()
		if b.After == nil {
			r.show(i)
			return
		}
		b.later(glance, func() { r.show(i) })
	}
	own := b.key
	b.entry.OnKey = func(name fyne.KeyName) bool {
		if name == fyne.KeyEscape {
			r.Close()
			return true
		}
		return own(name)
	}
	b.list.OnTap = r.show
	x := part.NewBareButton("×", r.Close)
	x.Tip = "Close the list (Esc)"
	head := part.Frame(nil, part.Across(12, part.Inset(0, 0, 0, 16, r.count), x), nil, nil, b.entry)
	r.content = part.NewPanel(look.ColorNameSurface, part.Frame(
		part.Down(0, part.NewRule(), part.Inset(8, 12, 8, 12, head), part.NewRule()), nil,
		part.Down(0, part.NewRule(), part.Inset(4, 16, 5, 16, b.hint)), nil, b.list))
	b.query("")
	return r
}

// Content is the list with its field.
func (r *Results) Content() fyne.CanvasObject { return r.content }

// Search shows the hits of a text; empty leaves what there is. The field gets
// the keyboard.
func (r *Results) Search(text string) {
	if text != "" && text != r.board.entry.Text {
		r.board.entry.SetText(text)
	}
	r.focus()
	r.board.entry.SelectAll()
}

// Again asks once more, after the case has changed.
func (r *Results) Again() {
	b := r.board
	if b.text == "" {
		return
	}
	number := b.asked
	b.Find(b.text, func(f Found) {
		if number != b.asked {
			return
		}
		at := b.list.Selected()
		b.last, b.rows = f, r.rows(b.text, &f)
		b.list.Refresh()
		b.list.Select(min(at, len(b.rows)-1))
	})
}

// Close takes the list away.
func (r *Results) Close() {
	r.board.hush()
	r.board.asked++ // no answer counts any more
	r.shut()
}

func (r *Results) rows(text string, f *Found) []row {
	if f == nil {
		return nil
	}
	switch {
	case text == "":
		r.count.SetText("")
	case len(f.Hits) == 0:
		r.count.SetText("No hits")
		return []row{{heading: "Nothing in the case fits “" + text + "”"}}
	case f.More:
		r.count.SetText(f.All())
	default:
		r.count.SetText(plural(len(f.Hits), "hit", "hits"))
	}
	rows, _ := rowsOf(f.Hits, false)
	return rows
}

func (r *Results) hit(i int) func() {
	if i < 0 || i >= len(r.board.rows) {
		return nil
	}
	return r.board.rows[i].do
}

// show shows a hit and keeps the keyboard.
func (r *Results) show(i int) {
	if do := r.hit(i); do != nil {
		do()
		r.focus()
	}
}

// open shows a hit and leaves the keyboard to it.
func (r *Results) open(i int) {
	r.board.hush()
	if do := r.hit(i); do != nil {
		r.canvas.Unfocus()
		do()
	}
}

func (r *Results) focus() {
	if r.canvas.Overlays().Top() == nil {
		r.canvas.Focus(r.board.entry)
	}
}
