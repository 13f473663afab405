package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// EmptyState says what belongs in an empty place and offers the first step.
type EmptyState struct {
	widget.BaseWidget
	title, sentence *Text
	button          *Button
}

// NewEmptyState returns the words in the middle of their place. The button
// may be nil.
func NewEmptyState(title, sentence string, button *Button) *EmptyState {
	e := &EmptyState{title: NewText(title, Heading), sentence: NewText(sentence, Body).WithTone(Quiet), button: button}
	e.ExtendBaseWidget(e)
	return e
}

// Set changes the words.
func (e *EmptyState) Set(title, sentence string) {
	e.title.SetText(title)
	e.sentence.SetText(sentence)
	e.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (e *EmptyState) CreateRenderer() fyne.WidgetRenderer {
	const widest, gap = 380, 8
	r := &renderer{objects: []fyne.CanvasObject{e.title, e.sentence}}
	if e.button != nil {
		r.objects = append(r.objects, e.button)
	}
	r.min = func() fyne.Size { return fyne.NewSize(200, 160) }
	r.layout = func(s fyne.Size) {
		w := min(s.Width-48, widest)
		th, sh := widen(e.title, w), widen(e.sentence, w)
		total := th + gap + sh
		if e.button != nil {
			total += 2*gap + buttonHeight
		}
		x, y := centre(s.Width, w), max(centre(s.Height, total)-24, 24)
		e.title.Move(fyne.NewPos(x, y))
		e.sentence.Move(fyne.NewPos(x, y+th+gap))
		if e.button != nil {
			put(e.button, x, y+th+gap+sh+2*gap, e.button.MinSize().Width, buttonHeight)
		}
	}
	r.refresh = func() { r.layout(e.Size()) }
	return r
}
