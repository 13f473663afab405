package form

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/part"
)

const (
	labelWidth = 136
	labelTop   = 9 // brings the label to the line of text in an entry
)

// Row is one line of a form: a label, what is filled in, and beneath it a
// message in small type.
type Row struct {
	widget.BaseWidget

	// OnResize is called when the row needs another height.
	OnResize func()

	label, message *part.Text
	object         fyne.CanvasObject
	width          float32
}

// NewRow returns a row. An empty label leaves the left column free.
func NewRow(label string, object fyne.CanvasObject) *Row {
	r := &Row{}
	r.init(r, label, object)
	return r
}

func (r *Row) init(self fyne.Widget, label string, object fyne.CanvasObject) {
	r.label = part.NewText(label, part.Body).WithTone(part.Quiet)
	r.message = part.NewText("", part.Small)
	r.object = object
	r.ExtendBaseWidget(self)
}

// SetMessage shows a sentence beneath the field; empty shows none.
func (r *Row) SetMessage(text string, tone part.Tone) {
	if r.message.Text() == text {
		r.message.SetTone(tone)
		return
	}
	before := r.message.Text() == ""
	r.message.SetTone(tone)
	r.message.SetText(text)
	r.Refresh()
	if r.OnResize != nil && (before != (text == "") || text != "") {
		r.OnResize()
	}
}

// Message returns what stands beneath the field.
func (r *Row) Message() string { return r.message.Text() }

// Focus gives the row's field the keyboard, which brings it into sight.
func (r *Row) Focus() {
	field, ok := r.object.(fyne.Focusable)
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.object); ok && c != nil {
		c.Focus(field)
		part.Reveal(r.object)
	}
}

// Resize lays the row out for a width, which decides its height.
func (r *Row) Resize(s fyne.Size) {
	r.width = s.Width
	r.BaseWidget.Resize(s)
}

// CreateRenderer is part of fyne.Widget.
func (r *Row) CreateRenderer() fyne.WidgetRenderer { return &rowRenderer{r} }

type rowRenderer struct{ r *Row }

func (d *rowRenderer) Destroy() {}

func (d *rowRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{d.r.label, d.r.object}
	if d.r.message.Text() != "" {
		all = append(all, d.r.message)
	}
	return all
}

// arrange places label, field and message and returns the height they take.
func (d *rowRenderer) arrange(w float32) float32 {
	r := d.r
	if w <= 0 {
		w = 480
	}
	left := float32(labelWidth)
	if r.label.Text() == "" {
		left = 0
	}
	room := w - left
	r.label.Resize(fyne.NewSize(labelWidth-12, r.label.MinSize().Height))
	r.label.Move(fyne.NewPos(0, labelTop))
	if r.object.Size().Width != room {
		r.object.Resize(fyne.NewSize(room, r.object.MinSize().Height))
	}
	h := r.object.MinSize().Height
	place(r.object, left, 0, room, h)
	if r.message.Text() != "" {
		r.message.Resize(fyne.NewSize(room, r.message.MinSize().Height))
		r.message.Move(fyne.NewPos(left, h+2))
		h += 2 + r.message.MinSize().Height
	}
	return max(h, r.label.MinSize().Height+labelTop)
}

func (d *rowRenderer) MinSize() fyne.Size { return fyne.NewSize(labelWidth+200, d.arrange(d.r.width)) }
func (d *rowRenderer) Layout(s fyne.Size) { d.arrange(s.Width) }
func (d *rowRenderer) Refresh() {
	d.arrange(d.r.Size().Width)
	d.r.object.Refresh()
	canvas.Refresh(d.r)
}

// place moves and resizes in one step.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// Grow lets the sheet around a form, and the form itself, take the room they
// need now. Fyne lays out again what asks for more, but a sheet asks for
// nothing: it is as large as the window.
func Grow(column fyne.CanvasObject) {
	column.Refresh()
	c := fyne.CurrentApp().Driver().CanvasForObject(column)
	if c == nil {
		return
	}
	if top := c.Overlays().Top(); top != nil {
		top.Refresh()
	}
}
