package part

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

// toastTime is how long a toast stays: long enough to read a sentence and to
// reach Undo.
const toastTime = 7 * time.Second

// Root is the content of a window: the frame, with tips and toasts above it.
// Parts find it through their canvas, so it must be the window's content.
type Root struct {
	widget.BaseWidget

	content fyne.CanvasObject
	tips    *tipLayer
	toast   *toast
	cancel  func()
	after   After
}

// NewRoot returns the root of a window. Without after, tips come at once and
// toasts stay until they are replaced or dismissed.
func NewRoot(content fyne.CanvasObject, after After) *Root {
	r := &Root{content: content, tips: newTipLayer(), toast: newToast(), after: after}
	r.tips.after = after
	r.toast.close.OnTapped = r.HideToast
	r.ExtendBaseWidget(r)
	return r
}

// SetContent changes the frame.
func (r *Root) SetContent(content fyne.CanvasObject) {
	r.content = content
	r.Refresh()
}

func (r *Root) showTip(owner fyne.CanvasObject, text string) { r.tips.ask(owner, text) }
func (r *Root) hideTip(owner fyne.CanvasObject)              { r.tips.drop(owner) }

// Toast shows a sentence at the foot of the window for a few seconds, with an
// action such as Undo unless act is nil.
func (r *Root) Toast(sentence, action string, act func()) {
	r.HideToast()
	r.toast.text.SetText(sentence)
	r.toast.action.SetText(action)
	r.toast.action.OnTapped = func() {
		r.HideToast()
		if act != nil {
			act()
		}
	}
	show(r.toast.action, act != nil)
	r.toast.Show()
	r.Refresh()
	if r.after != nil {
		r.cancel = r.after(toastTime, r.HideToast)
	}
}

// HideToast takes the toast away.
func (r *Root) HideToast() {
	if r.cancel != nil {
		r.cancel()
		r.cancel = nil
	}
	show(r.toast, false)
}

// CreateRenderer is part of fyne.Widget.
func (r *Root) CreateRenderer() fyne.WidgetRenderer {
	d := &renderer{}
	d.min = func() fyne.Size { return r.content.MinSize() }
	d.layout = func(s fyne.Size) {
		put(r.content, 0, 0, s.Width, s.Height)
		put(r.tips, 0, 0, s.Width, s.Height)
		size := r.toast.wanted(s.Width - 48)
		put(r.toast, centre(s.Width, size.Width), s.Height-look.StatusHeight-16-size.Height, size.Width, size.Height)
	}
	d.refresh = func() {
		d.objects = []fyne.CanvasObject{r.content, r.toast, r.tips}
		d.layout(r.Size())
	}
	d.refresh()
	return d
}

// toast is a sentence with an action and a way to dismiss it.
type toast struct {
	widget.BaseWidget
	text   *Text
	action *Button
	close  *Button
}

func newToast() *toast {
	t := &toast{
		text:   NewLine("", Body),
		action: NewBareButton("", nil),
		close:  newQuietButton("×", "Dismiss", nil),
	}
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

// wanted is the size of the toast, no wider than most.
func (t *toast) wanted(most float32) fyne.Size {
	w := t.text.NaturalWidth() + 16 + t.close.MinSize().Width + 16
	if t.action.Visible() {
		w += t.action.MinSize().Width + 12
	}
	return fyne.NewSize(min(w, most), 44)
}

// CreateRenderer is part of fyne.Widget.
func (t *toast) CreateRenderer() fyne.WidgetRenderer {
	frame := box(look.Corner)
	r := &renderer{objects: []fyne.CanvasObject{frame, t.text, t.action, t.close}}
	r.min = func() fyne.Size { return fyne.NewSize(120, 44) }
	r.layout = func(s fyne.Size) {
		put(frame, 0, 0, s.Width, s.Height)
		right := s.Width - 8
		for _, b := range []*Button{t.close, t.action} {
			if !b.Visible() {
				continue
			}
			w := b.MinSize().Width
			right -= w
			put(b, right, centre(s.Height, buttonHeight), w, buttonHeight)
		}
		h := t.text.MinSize().Height
		put(t.text, 16, centre(s.Height, h), right-16-8, h)
	}
	r.refresh = func() {
		v := look.VariantOf(t)
		paint(frame, look.Surface(v), look.Muted(v), look.HairWidth)
		r.layout(t.Size())
	}
	r.refresh()
	return r
}
