package form

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// Option is one thing a Pick offers.
type Option struct {
	Key string // the owner's own name for it
	Row part.Row
	// Make says that the thing does not exist yet: choosing it asks the form to
	// make it when it is saved.
	Make bool
	// Name is what the entry shows once it is chosen; "" is the row's title.
	Name string
	// Note is what stands beneath the field once it is chosen.
	Note string
}

func (o Option) name() string {
	if o.Name != "" {
		return o.Name
	}
	return o.Row.Title
}

const (
	pickShown  = 5  // rows open at a time
	pickRow    = 62 // of one line and a subtitle
	pickSingle = 42 // without a subtitle
)

// Pick is an entry that searches as one types and shows what it found beneath
// itself until one is chosen: Enter takes the first, arrows walk, Escape
// closes. An Enter that comes before the answer never takes an option that
// makes something new. What was typed and not chosen counts for nothing unless Free is set.
type Pick struct {
	widget.BaseWidget

	// Entry is the field; OnChanged, OnFocus and Keys belong to the Pick.
	Entry *Entry
	// Free lets typed text stand without a choice.
	Free bool
	// OnQuery finds options for a text, at once or later; an answer to an older
	// question is dropped.
	OnQuery func(text string, answer func([]Option))
	// OnChange is called when the choice or the text changed.
	OnChange func()
	// OnResize is called when the options open or close.
	OnResize func()
	// OnChosen is called when a person chose, after OnChange.
	OnChosen func(Option)

	list    *part.List
	options []Option
	chosen  *Option
	open    bool
	asked   int
	settled int  // the newest question that has been answered
	hasty   bool // Enter came before the answer: its first option is meant, where there is such a thing
	setting bool
}

// NewPick returns an empty pick.
func NewPick(hint string) *Pick {
	p := &Pick{Entry: NewEntry(hint, 1)}
	p.list = part.NewList(func() int { return len(p.options) }, func(i int) part.Row { return p.options[i].Row })
	p.list.KeepFocus = true
	p.list.OnTap = p.take
	p.Entry.OnChanged = p.typed
	p.Entry.Keys = p.key
	p.Entry.OnFocus = p.focus
	p.ExtendBaseWidget(p)
	return p
}

// Choose sets the choice without a word; nil empties the field.
func (p *Pick) Choose(o *Option) {
	p.chosen = o
	p.setting = true
	if o == nil {
		p.Entry.SetText("")
	} else {
		p.Entry.SetText(o.name())
	}
	p.setting = false
	p.show(false)
}

// Chosen returns the choice; ok is false where there is none.
func (p *Pick) Chosen() (o Option, ok bool) {
	if p.chosen == nil {
		return Option{}, false
	}
	return *p.chosen, true
}

// Text returns what was typed, or the whole name of what is chosen.
func (p *Pick) Text() string {
	if p.chosen != nil {
		return p.chosen.name()
	}
	return strings.TrimSpace(p.Entry.Text)
}

// Options returns what is offered now.
func (p *Pick) Options() []Option { return p.options }

// Open reports whether the options are shown.
func (p *Pick) Open() bool { return p.open && len(p.options) > 0 }

// Waiting reports whether the answer for the text at hand is still on its way.
func (p *Pick) Waiting() bool {
	return p.OnQuery != nil && p.chosen == nil && p.settled != p.asked
}

func (p *Pick) typed(text string) {
	if p.setting {
		return
	}
	p.chosen = nil
	p.ask(text)
	p.changed()
}

func (p *Pick) changed() {
	if p.OnChange != nil {
		p.OnChange()
	}
}

// ask looks for a text and opens the options when they come.
func (p *Pick) ask(text string) {
	p.asked++
	p.hasty = false
	number := p.asked
	if p.OnQuery == nil {
		return
	}
	p.OnQuery(strings.TrimSpace(text), func(all []Option) {
		if number != p.asked || p.chosen != nil {
			return
		}
		p.options, p.settled = all, number
		p.list.Refresh()
		p.list.ScrollToTop()
		first := part.None
		if len(all) > 0 && (strings.TrimSpace(text) != "" || !p.Free) {
			first = 0
		}
		p.list.Select(first)
		p.show(true)
		if len(all) == 0 {
			p.changed() // only now is it known that nothing fits
		}
		if p.hasty {
			p.hasty = false
			// Nothing is made that nobody has seen on offer.
			if i := p.list.Selected(); i >= 0 && i < len(all) && !all[i].Make {
				p.take(i)
			}
		}
	})
}

func (p *Pick) focus(gained bool) {
	switch {
	case !gained:
		p.settle()
		p.show(false)
	case p.chosen == nil:
		p.ask(p.Entry.Text)
	default:
		p.Entry.SelectAll() // typing looks for another
	}
}

// fit shows as much of a chosen name as the entry is wide: Fyne would scroll
// to its end.
func (p *Pick) fit(width float32) {
	if p.chosen == nil || width <= 0 {
		return
	}
	text := p.chosen.name()
	for r := []rune(text); len(r) > 1 && fyne.MeasureText(text, look.TextSize, fyne.TextStyle{}).Width > width-20; {
		r = r[:len(r)-1]
		text = strings.TrimSpace(string(r)) + "…"
	}
	if text != p.Entry.Text {
		p.setting = true
		p.Entry.SetText(text)
		p.setting = false
	}
}

// settle takes the option whose name was typed in full, so that Tab after a
// whole name does not lose it.
func (p *Pick) settle() {
	if p.chosen != nil || p.Text() == "" {
		return
	}
	for i, o := range p.options {
		if !o.Make && strings.EqualFold(o.name(), p.Text()) {
			p.take(i)
			return
		}
	}
}

func (p *Pick) take(i int) {
	if i < 0 || i >= len(p.options) {
		return
	}
	o := p.options[i]
	p.asked++ // an answer still on its way is too late
	p.Choose(&o)
	p.changed()
	if p.OnChosen != nil {
		p.OnChosen(o)
	}
}

func (p *Pick) key(name fyne.KeyName) bool {
	enter := name == fyne.KeyReturn || name == fyne.KeyEnter
	if enter && p.OnQuery != nil && p.chosen == nil && p.settled != p.asked && p.Text() != "" {
		p.hasty = true // what is shown answers an older text
		return true
	}
	if !p.Open() {
		if name == fyne.KeyDown {
			p.ask(p.Entry.Text)
			return true
		}
		return false
	}
	switch name {
	case fyne.KeyDown:
		p.list.Select(min(p.list.Selected()+1, len(p.options)-1))
	case fyne.KeyUp:
		p.list.Select(max(p.list.Selected()-1, 0))
	case fyne.KeyReturn, fyne.KeyEnter:
		if p.list.Selected() == part.None {
			return false
		}
		p.take(p.list.Selected())
	case fyne.KeyEscape:
		p.show(false)
	default:
		return false
	}
	return true
}

func (p *Pick) show(open bool) {
	if !p.open && !open {
		return
	}
	p.open = open
	p.Refresh()
	if p.OnResize != nil {
		p.OnResize()
	}
}

// height is the room the options take.
func (p *Pick) height() float32 {
	var h float32
	for _, o := range p.options[:min(len(p.options), pickShown)] {
		if o.Row.Subtitle == "" {
			h += pickSingle
		} else {
			h += pickRow
		}
	}
	return h
}

// CreateRenderer is part of fyne.Widget.
func (p *Pick) CreateRenderer() fyne.WidgetRenderer {
	frame := canvas.NewRectangle(color.Transparent)
	frame.CornerRadius = look.Corner
	r := &pickRenderer{p: p, frame: frame}
	r.Refresh()
	return r
}

type pickRenderer struct {
	p     *Pick
	frame *canvas.Rectangle
}

func (r *pickRenderer) Destroy() {}

func (r *pickRenderer) Objects() []fyne.CanvasObject {
	if !r.p.Open() {
		return []fyne.CanvasObject{r.p.Entry}
	}
	return []fyne.CanvasObject{r.p.Entry, r.frame, r.p.list}
}

func (r *pickRenderer) MinSize() fyne.Size {
	h := r.p.Entry.MinSize().Height
	if r.p.Open() {
		h += look.Step + r.p.height() + 2
	}
	return fyne.NewSize(160, h)
}

func (r *pickRenderer) Layout(s fyne.Size) {
	h := r.p.Entry.MinSize().Height
	place(r.p.Entry, 0, 0, s.Width, h)
	r.p.fit(s.Width)
	place(r.frame, 0, h+look.Step, s.Width, r.p.height()+2)
	place(r.p.list, 1, h+look.Step+1, s.Width-2, r.p.height())
}

func (r *pickRenderer) Refresh() {
	v := look.VariantOf(r.p)
	r.frame.FillColor, r.frame.StrokeColor, r.frame.StrokeWidth = look.Surface(v), look.Hairline(v), look.HairWidth
	r.Layout(r.p.Size())
	r.p.Entry.Refresh()
	if r.p.Open() {
		r.frame.Refresh()
		r.p.list.Refresh()
	}
	canvas.Refresh(r.p)
}
