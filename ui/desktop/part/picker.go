package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

// Result is one thing that a picker offers. The key is the owner's own name
// for it.
type Result struct {
	Key string
	Row Row
}

// SearchPicker is a field with its results below: the arrows walk them, Enter
// chooses, and a last row can offer to create what was typed.
type SearchPicker struct {
	widget.BaseWidget

	// Entry is the field. Its OnChanged and OnKey belong to the picker.
	Entry *TextEntry

	// OnQuery is called with each new text. It finds results, at once or
	// later, and hands them to answer on the UI goroutine; an answer to an
	// older question is dropped.
	OnQuery func(query string, answer func([]Result))
	// OnChoose is called with the result a person chose.
	OnChoose func(Result)
	// OnCreate is called with the text of the last row; nil offers none.
	OnCreate func(text string)
	// CreateText says what the last row offers; nil says Create “text”.
	CreateText func(text string) string
	// OnCancel is called by Escape; without it Escape travels on.
	OnCancel func()

	asked    int
	answered int  // the newest question that has been answered
	hasty    bool // Enter came before the answer: its first result is meant
	query    string
	results  []Result
	list     *List
	maxShown int
}

// NewSearchPicker returns a picker that is as tall as the given number of
// results of one line with a subtitle.
func NewSearchPicker(placeholder string, shown int) *SearchPicker {
	p := &SearchPicker{Entry: NewTextEntry(placeholder), maxShown: max(shown, 1)}
	p.list = NewList(p.length, p.row)
	p.list.KeepFocus = true
	p.list.OnTap = p.choose
	p.list.OnOpen = p.choose
	p.Entry.OnChanged = p.Query
	p.Entry.OnKey = p.key
	p.ExtendBaseWidget(p)
	return p
}

// Query asks for the results of a text, as typing it does.
func (p *SearchPicker) Query(text string) {
	p.asked++
	p.query, p.hasty = text, false
	number := p.asked
	if p.OnQuery == nil {
		p.answered = number
		p.set(nil)
		return
	}
	p.OnQuery(text, func(results []Result) {
		if number != p.asked {
			return
		}
		p.answered = number
		p.set(results)
		if p.hasty {
			p.hasty = false
			p.choose(p.list.Selected())
		}
	})
}

// Offer shows results for the text at hand while the answer is on its way.
// They can be clicked; Enter waits for the answer.
func (p *SearchPicker) Offer(results []Result) { p.set(results) }

// Results returns what is offered now, the row for creating not included.
func (p *SearchPicker) Results() []Result { return p.results }

func (p *SearchPicker) set(results []Result) {
	p.results = results
	p.list.Refresh()
	p.list.ScrollToTop()
	p.list.Select(p.list.free(0, 1))
}

func (p *SearchPicker) creates() bool { return p.OnCreate != nil && p.query != "" }

func (p *SearchPicker) length() int {
	if p.creates() {
		return len(p.results) + 1
	}
	return len(p.results)
}

func (p *SearchPicker) row(i int) Row {
	if i < len(p.results) {
		return p.results[i].Row
	}
	text := "Create “" + p.query + "”"
	if p.CreateText != nil {
		text = p.CreateText(p.query)
	}
	return Row{Title: text, Plain: true}
}

func (p *SearchPicker) choose(i int) {
	switch {
	case i >= 0 && i < len(p.results):
		if p.OnChoose != nil {
			p.OnChoose(p.results[i])
		}
	case i == len(p.results) && p.creates():
		p.OnCreate(p.query)
	}
}

// key answers the keys of the field.
func (p *SearchPicker) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyDown:
		p.step(1)
	case fyne.KeyUp:
		p.step(-1)
	case fyne.KeyPageDown:
		p.step(p.list.page())
	case fyne.KeyPageUp:
		p.step(-p.list.page())
	case fyne.KeyReturn, fyne.KeyEnter:
		if p.answered != p.asked {
			p.hasty = true // what is shown answers an older text
			return true
		}
		if p.list.Selected() == None {
			return false
		}
		p.choose(p.list.Selected())
	case fyne.KeyEscape:
		if p.OnCancel == nil {
			return false
		}
		p.OnCancel()
	default:
		return false
	}
	return true
}

// step moves the choice without choosing.
func (p *SearchPicker) step(by int) {
	n := p.length()
	if n == 0 {
		return
	}
	dir := 1
	if by < 0 {
		dir = -1
	}
	p.list.Select(p.list.free(min(max(p.list.Selected()+by, 0), n-1), dir))
}

// CreateRenderer is part of fyne.Widget.
func (p *SearchPicker) CreateRenderer() fyne.WidgetRenderer {
	frame := box(look.Corner)
	const line = 60
	r := &renderer{objects: []fyne.CanvasObject{frame, p.Entry, p.list}}
	r.min = func() fyne.Size {
		return fyne.NewSize(240, p.Entry.MinSize().Height+look.Step+float32(p.maxShown)*line+2)
	}
	r.layout = func(s fyne.Size) {
		h := p.Entry.MinSize().Height
		put(p.Entry, 0, 0, s.Width, h)
		top := h + look.Step
		put(frame, 0, top, s.Width, s.Height-top)
		put(p.list, 1, top+1, s.Width-2, s.Height-top-2)
	}
	r.refresh = func() {
		v := look.VariantOf(p)
		paint(frame, look.Surface(v), look.Hairline(v), look.HairWidth)
		p.Entry.Refresh()
		p.list.Refresh()
		r.layout(p.Size())
	}
	r.refresh()
	return r
}
