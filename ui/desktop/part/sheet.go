package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

const (
	sheetPad = 20
	ringRoom = 4
)

// Sheet lies over the window until it is answered: a title, content that
// scrolls if it must, and buttons at the foot. Escape cancels, Enter confirms.
// What was focused before has the focus again afterwards.
type Sheet struct {
	widget.BaseWidget

	// OnConfirm is called by the red button and by Enter. The sheet stays
	// open: the owner hides it when all is well.
	OnConfirm func()
	// OnCancel is called after the sheet was closed by Escape or Cancel.
	OnCancel func()
	// Width is the width of the sheet; 0 is 520.
	Width float32
	// Top places the sheet near the top, as a palette, and not in the middle.
	Top bool
	// First is what gets the focus when the sheet opens; nil is the first
	// part that can have it.
	First fyne.Focusable
	// Dismiss lets a click beside the sheet close it.
	Dismiss bool

	title   *Text
	problem *Text
	content fyne.CanvasObject
	confirm *Button
	cancel  *Button
	extra   []*Button
	scroll  *container.Scroll // of the content
	tips    *tipLayer
	canvas  fyne.Canvas
	before  fyne.Focusable

	grabbing bool
}

// NewSheet returns a sheet with a red button that confirms and one that
// cancels. An empty word leaves its button out, an empty title the title.
func NewSheet(title string, content fyne.CanvasObject, confirm, cancel string) *Sheet {
	s := &Sheet{
		title:   NewLine(title, Heading),
		problem: NewText("", Body).WithTone(Alarm),
		content: content, tips: newTipLayer(),
	}
	if confirm != "" {
		s.confirm = NewPrimaryButton(confirm, s.accept)
	}
	if cancel != "" {
		s.cancel = NewButton(cancel, s.Cancel)
	}
	s.ExtendBaseWidget(s)
	return s
}

// SetExtra sets further buttons, at the left of the foot.
func (s *Sheet) SetExtra(buttons ...*Button) {
	s.extra = buttons
	s.Refresh()
}

// Confirm returns the red button, or nil, to enable or disable it.
func (s *Sheet) Confirm() *Button { return s.confirm }

// SetProblem shows a sentence in red above the buttons; empty shows none.
func (s *Sheet) SetProblem(sentence string) {
	s.problem.SetText(sentence)
	s.Refresh()
}

// Open shows the sheet over a window.
func (s *Sheet) Open(c fyne.Canvas) {
	if s.IsOpen() {
		return
	}
	s.canvas, s.before = c, c.Focused()
	c.Overlays().Add(s)
	saveByKeys(c)
	s.BaseWidget.Show()
	s.Resize(c.Size())
	if s.First != nil {
		c.Focus(s.First)
	} else {
		c.FocusNext()
	}
	if c.Focused() == nil {
		s.grab()
	}
}

// Hide closes the sheet without a word.
func (s *Sheet) Hide() {
	if s.canvas == nil {
		return
	}
	c := s.canvas
	s.canvas = nil
	c.Overlays().Remove(s)
	saveByKeys(c)
	s.BaseWidget.Hide()
	if s.before != nil {
		c.Focus(s.before)
	}
}

// IsOpen reports whether the sheet is shown.
func (s *Sheet) IsOpen() bool { return s.canvas != nil }

// Cancel closes the sheet and says so.
func (s *Sheet) Cancel() {
	s.Hide()
	if s.OnCancel != nil {
		s.OnCancel()
	}
}

func (s *Sheet) accept() {
	if s.OnConfirm != nil && (s.confirm == nil || !s.confirm.Disabled()) {
		s.OnConfirm()
	}
}

func (s *Sheet) takeKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		s.Cancel()
	case fyne.KeyReturn, fyne.KeyEnter:
		s.accept()
	}
}

func (s *Sheet) showTip(owner fyne.CanvasObject, text string) { s.tips.ask(owner, text) }
func (s *Sheet) hideTip(owner fyne.CanvasObject)              { s.tips.drop(owner) }

// FocusGained is part of fyne.Focusable. The sheet itself has the focus only
// after a click on its own ground, so that Escape and Enter still answer.
func (s *Sheet) FocusGained() {}

// FocusLost is part of fyne.Focusable.
func (s *Sheet) FocusLost() {}

// TypedRune is part of fyne.Focusable.
func (s *Sheet) TypedRune(rune) {}

// TypedKey is part of fyne.Focusable.
func (s *Sheet) TypedKey(e *fyne.KeyEvent) { s.takeKey(e) }

// Enable is part of fyne.Disableable. The sheet calls itself disabled, so that
// the Tab key passes over its ground.
func (s *Sheet) Enable() {}

// Disable is part of fyne.Disableable.
func (s *Sheet) Disable() {}

// Disabled is part of fyne.Disableable.
func (s *Sheet) Disabled() bool { return !s.grabbing }

func (s *Sheet) grab() {
	s.grabbing = true
	focus(s)
	s.grabbing = false
}

// Tapped is part of fyne.Tappable.
func (s *Sheet) Tapped(e *fyne.PointEvent) {
	if s.Dismiss && !s.inside(e.Position) {
		s.Cancel()
		return
	}
	s.grab()
}

func (s *Sheet) inside(p fyne.Position) bool {
	at, size := s.place(s.Size())
	return p.X >= at.X && p.Y >= at.Y && p.X < at.X+size.Width && p.Y < at.Y+size.Height
}

func (s *Sheet) footed() bool { return s.confirm != nil || s.cancel != nil || len(s.extra) > 0 }

// heights returns the room taken above and below the content.
func (s *Sheet) heights() (head, foot float32) {
	head, foot = 12, 12
	if s.title.Text() != "" {
		head = sheetPad + s.title.MinSize().Height + 12
	}
	if s.footed() {
		foot = 16 + buttonHeight + 16
	}
	if s.problem.Text() != "" {
		foot += s.problem.MinSize().Height + 8
	}
	return head, foot
}

// place returns where the sheet lies in a window and how large it is.
func (s *Sheet) place(window fyne.Size) (fyne.Position, fyne.Size) {
	w := s.Width
	if w == 0 {
		w = 520
	}
	w = min(w, window.Width-48)
	head, foot := s.heights()
	h := min(head+s.content.MinSize().Height+foot, window.Height-48)
	y := max(centre(window.Height, h)-20, 24)
	if s.Top {
		y = min(72, max(window.Height-h-24, 24))
	}
	return fyne.NewPos(centre(window.Width, w), y), fyne.NewSize(w, h)
}

// CreateRenderer is part of fyne.Widget.
func (s *Sheet) CreateRenderer() fyne.WidgetRenderer {
	scrim, frame := box(0), box(look.Corner+2)
	// The content has a margin inside the scroller, so that focus rings at
	// its edge are not clipped.
	scroll := container.NewVScroll(Inset(ringRoom, ringRoom, ringRoom, ringRoom, s.content))
	s.scroll = scroll
	r := &renderer{}
	r.min = func() fyne.Size { return fyne.NewSize(320, 120) }
	r.layout = func(window fyne.Size) {
		put(scrim, 0, 0, window.Width, window.Height)
		put(s.tips, 0, 0, window.Width, window.Height)
		at, size := s.place(window)
		inner := size.Width - 2*sheetPad
		widen(s.problem, inner)
		widen(s.content, inner)
		at, size = s.place(window)
		put(frame, at.X, at.Y, size.Width, size.Height)
		head, foot := s.heights()
		x, right := at.X+sheetPad, at.X+size.Width-sheetPad
		put(s.title, x, at.Y+sheetPad-2, inner, s.title.MinSize().Height)
		put(scroll, x-ringRoom, at.Y+head-ringRoom, inner+2*ringRoom, size.Height-head-foot+2*ringRoom)
		bottom := at.Y + size.Height
		if s.footed() {
			bottom -= 16 + buttonHeight
		}
		for _, b := range []*Button{s.confirm, s.cancel} {
			if b != nil {
				w := b.MinSize().Width
				right -= w
				put(b, right, bottom, w, buttonHeight)
				right -= 8
			}
		}
		for _, b := range s.extra {
			w := b.MinSize().Width
			put(b, x, bottom, w, buttonHeight)
			x += w + 8
		}
		ph := s.problem.MinSize().Height
		put(s.problem, at.X+sheetPad, bottom-8-ph, inner, ph)
	}
	r.refresh = func() {
		v := look.VariantOf(s)
		paint(scrim, look.Scrim(v), nil, 0)
		paint(frame, look.Surface(v), look.Hairline(v), look.HairWidth)
		show(s.title, s.title.Text() != "")
		show(s.problem, s.problem.Text() != "")
		r.objects = []fyne.CanvasObject{scrim, frame, s.title, scroll, s.problem}
		for _, b := range s.extra {
			r.objects = append(r.objects, b)
		}
		if s.cancel != nil {
			r.objects = append(r.objects, s.cancel)
		}
		if s.confirm != nil {
			r.objects = append(r.objects, s.confirm)
		}
		r.objects = append(r.objects, s.tips)
		r.layout(s.Size())
		canvas.Refresh(s)
	}
	r.refresh()
	return r
}
