package part

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

const (
	tipWidth = 320
	tipDelay = 450 * time.Millisecond
)

// tipHost is a window's root or a sheet: whatever can show a tip above the
// content that asks for it.
type tipHost interface {
	showTip(owner fyne.CanvasObject, text string)
	hideTip(owner fyne.CanvasObject)
}

func hostOf(o fyne.CanvasObject) tipHost {
	c := canvasOf(o)
	if c == nil {
		return nil
	}
	if top := c.Overlays().Top(); top != nil {
		h, _ := top.(tipHost)
		return h
	}
	h, _ := c.Content().(tipHost)
	return h
}

func showTip(o fyne.CanvasObject, text string) {
	if h := hostOf(o); h != nil && text != "" {
		h.showTip(o, text)
	}
}

func hideTip(o fyne.CanvasObject) {
	if h := hostOf(o); h != nil {
		h.hideTip(o)
	}
}

// After calls f once on the UI goroutine when d has passed, unless the
// returned function is called before. The window supplies it.
type After func(d time.Duration, f func()) (cancel func())

// tipLayer draws one tip. It catches no clicks: it is made of shapes only.
type tipLayer struct {
	widget.BaseWidget

	after  After
	owner  fyne.CanvasObject
	text   string
	cancel func()
	open   bool
}

func newTipLayer() *tipLayer {
	l := &tipLayer{}
	l.ExtendBaseWidget(l)
	return l
}

func (l *tipLayer) ask(owner fyne.CanvasObject, text string) {
	l.stop()
	l.owner, l.text = owner, text
	if l.after == nil {
		l.setOpen(true)
		return
	}
	l.cancel = l.after(tipDelay, func() {
		if l.owner == owner {
			l.setOpen(true)
		}
	})
}

func (l *tipLayer) drop(owner fyne.CanvasObject) {
	if l.owner != owner {
		return
	}
	l.stop()
	l.owner = nil
	l.setOpen(false)
}

func (l *tipLayer) stop() {
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
}

func (l *tipLayer) setOpen(open bool) {
	if l.open != open || open {
		l.open = open
		l.Refresh()
	}
}

// CreateRenderer is part of fyne.Widget.
func (l *tipLayer) CreateRenderer() fyne.WidgetRenderer {
	frame := box(look.Step)
	rule := newRuler(look.SmallSize, false)
	var lines []*canvas.Text
	r := &renderer{objects: []fyne.CanvasObject{frame}}
	r.min = func() fyne.Size { return fyne.Size{} }
	r.layout = func(size fyne.Size) {
		if !l.open || l.owner == nil {
			return
		}
		driver := fyne.CurrentApp().Driver()
		at := driver.AbsolutePositionForObject(l.owner).Subtract(driver.AbsolutePositionForObject(l))
		text := rule.wrap(l.text, tipWidth-16, 8)
		var w float32
		for _, line := range text {
			w = max(w, rule.width(line))
		}
		w = ceil(w) + 16
		h := float32(len(text))*rule.height() + 12
		x := max(min(at.X, size.Width-w-8), 8)
		y := at.Y + l.owner.Size().Height + 4
		if y+h > size.Height-8 {
			y = max(at.Y-h-4, 8)
		}
		put(frame, x, y, w, h)
		for i, line := range lines {
			put(line, x+8, y+6+float32(i)*rule.height(), w-16, rule.height())
		}
	}
	r.refresh = func() {
		v := look.VariantOf(l)
		open := l.open && l.owner != nil
		var text []string
		if open {
			text = rule.wrap(l.text, tipWidth-16, 8)
		}
		for len(lines) < len(text) {
			line := label(look.SmallSize, false)
			lines = append(lines, line)
			r.objects = append(r.objects, line)
		}
		paint(frame, look.Ink(v), nil, 0)
		show(frame, open)
		for i, line := range lines {
			show(line, i < len(text))
			if i < len(text) {
				say(line, text[i], look.Surface(v))
			}
		}
		r.layout(l.Size())
		canvas.Refresh(l)
	}
	r.refresh()
	return r
}
