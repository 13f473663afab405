package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// The layouts here differ from Fyne's in two ways. They leave exactly the gap
// they are told, and they give a child its width before they ask for its
// height, so that text which wraps is as tall as it must be at once.

// Inset leaves room around an object, in the order of a clock from the top.
func Inset(top, right, bottom, left float32, o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, left, right), o)
}

// Down stacks objects over their whole width, with a gap between them. What
// is left over goes to layout.NewSpacer, or stays free at the foot.
func Down(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(downLayout(gap), objects...)
}

// Across sets objects side by side in the middle of their height, with a gap
// between them. What is left over goes to layout.NewSpacer.
func Across(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(acrossLayout(gap), objects...)
}

// Frame sets objects at the edges of the one in the middle, without gaps. Any
// of them may be nil.
func Frame(top, right, bottom, left, middle fyne.CanvasObject) *fyne.Container {
	f := &frameLayout{top, right, bottom, left, middle}
	c := container.New(f)
	for _, o := range []fyne.CanvasObject{middle, top, right, bottom, left} {
		if o != nil {
			c.Objects = append(c.Objects, o)
		}
	}
	return c
}

func isSpacer(o fyne.CanvasObject) bool {
	_, ok := o.(layout.SpacerObject)
	return ok
}

// widen gives an object a width and returns the height it then needs.
func widen(o fyne.CanvasObject, width float32) float32 {
	if o.Size().Width != width {
		o.Resize(fyne.NewSize(width, o.MinSize().Height))
	}
	return o.MinSize().Height
}

type downLayout float32

func (l downLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		size.Width = max(size.Width, m.Width)
		size.Height += m.Height
		n++
	}
	size.Height += float32(l) * float32(max(n-1, 0))
	return size
}

func (l downLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var used float32
	spacers, n := 0, 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		n++
		if isSpacer(o) {
			spacers++
			continue
		}
		used += widen(o, size.Width)
	}
	spare := max(size.Height-used-float32(l)*float32(max(n-1, 0)), 0)
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := o.MinSize().Height
		if isSpacer(o) {
			h = spare / float32(spacers)
		}
		put(o, 0, y, size.Width, h)
		y += h + float32(l)
	}
}

type acrossLayout float32

func (l acrossLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		size.Width += m.Width
		size.Height = max(size.Height, m.Height)
		n++
	}
	size.Width += float32(l) * float32(max(n-1, 0))
	return size
}

func (l acrossLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	spare, spacers := size.Width-l.MinSize(objects).Width, 0
	for _, o := range objects {
		if o.Visible() && isSpacer(o) {
			spacers++
		}
	}
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if isSpacer(o) {
			m.Width = max(spare, 0) / float32(spacers)
		}
		put(o, x, centre(size.Height, m.Height), m.Width, m.Height)
		x += m.Width + float32(l)
	}
}

type frameLayout struct{ top, right, bottom, left, middle fyne.CanvasObject }

func smallest(o fyne.CanvasObject) fyne.Size {
	if o == nil || !o.Visible() {
		return fyne.Size{}
	}
	return o.MinSize()
}

func (l *frameLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	t, r, b, s, m := smallest(l.top), smallest(l.right), smallest(l.bottom), smallest(l.left), smallest(l.middle)
	return fyne.NewSize(
		max(t.Width, b.Width, s.Width+m.Width+r.Width),
		t.Height+b.Height+max(s.Height, m.Height, r.Height),
	)
}

func (l *frameLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	var top, bottom, left, right float32
	if l.top != nil && l.top.Visible() {
		top = widen(l.top, size.Width)
		put(l.top, 0, 0, size.Width, top)
	}
	if l.bottom != nil && l.bottom.Visible() {
		bottom = widen(l.bottom, size.Width)
		put(l.bottom, 0, size.Height-bottom, size.Width, bottom)
	}
	h := size.Height - top - bottom
	if l.left != nil && l.left.Visible() {
		left = l.left.MinSize().Width
		put(l.left, 0, top, left, h)
	}
	if l.right != nil && l.right.Visible() {
		right = l.right.MinSize().Width
		put(l.right, size.Width-right, top, right, h)
	}
	if l.middle != nil {
		put(l.middle, left, top, size.Width-left-right, h)
	}
}
