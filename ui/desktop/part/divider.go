package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

// divider is the line between two panes, which can be dragged.
type divider struct {
	widget.BaseWidget
	panes   *Panes
	move    func(by float32)
	hovered bool
}

func newDivider(p *Panes, move func(by float32)) *divider {
	d := &divider{panes: p, move: move}
	d.ExtendBaseWidget(d)
	return d
}

// Dragged is part of fyne.Draggable.
func (d *divider) Dragged(e *fyne.DragEvent) { d.move(e.Dragged.DX) }

// DragEnd is part of fyne.Draggable.
func (d *divider) DragEnd() { d.panes.dragged() }

// MouseDown keeps the press from what lies below.
func (d *divider) MouseDown(*desktop.MouseEvent) {}

// MouseUp is part of desktop.Mouseable.
func (d *divider) MouseUp(*desktop.MouseEvent) {}

// Cursor is part of desktop.Cursorable.
func (d *divider) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// MouseIn is part of desktop.Hoverable.
func (d *divider) MouseIn(*desktop.MouseEvent) {
	d.hovered = true
	d.Refresh()
}

// MouseMoved is part of desktop.Hoverable.
func (d *divider) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is part of desktop.Hoverable.
func (d *divider) MouseOut() {
	d.hovered = false
	d.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (d *divider) CreateRenderer() fyne.WidgetRenderer {
	line := box(0)
	r := &renderer{objects: []fyne.CanvasObject{line}}
	r.min = func() fyne.Size { return fyne.NewSize(dividerWidth, 20) }
	r.layout = func(s fyne.Size) {
		w := look.HairWidth
		if d.hovered {
			w = 3
		}
		put(line, centre(s.Width, w), 0, w, s.Height)
	}
	r.refresh = func() {
		paint(line, look.Hairline(look.VariantOf(d)), nil, 0)
		r.layout(d.Size())
	}
	r.refresh()
	return r
}

// foldButton folds the detail away and opens it again.
type foldButton struct {
	press
	panes *Panes
}

func newFoldButton(p *Panes) *foldButton {
	f := &foldButton{panes: p}
	f.do = p.toggle
	f.tip = func() string {
		if p.Folded() {
			return "Show the details"
		}
		return "Fold the details away"
	}
	f.extend(f)
	return f
}

// CreateRenderer is part of fyne.Widget.
func (f *foldButton) CreateRenderer() fyne.WidgetRenderer {
	ground, line, ring := box(look.Step), box(0), box(look.Step)
	sign := label(look.TextSize, false)
	r := &renderer{objects: []fyne.CanvasObject{ground, line, sign, ring}}
	r.min = func() fyne.Size { return fyne.NewSize(foldedWidth, 24) }
	r.layout = func(s fyne.Size) {
		size := sign.MinSize()
		put(ground, 0, 0, s.Width, s.Height)
		put(line, 0, 0, 1, s.Height)
		put(ring, 1, 1, s.Width-2, s.Height-2)
		y := centre(s.Height, size.Height)
		if f.panes.Folded() {
			y = 10
		}
		put(sign, centre(s.Width, size.Width), y, size.Width, size.Height)
	}
	r.refresh = func() {
		v := look.VariantOf(f)
		fill, ink := look.Ground(v), look.Muted(v)
		if f.hovered {
			fill, ink = look.Selection(v), look.Ink(v)
		}
		paint(ground, fill, nil, 0)
		paint(line, look.Hairline(v), nil, 0)
		show(line, f.panes.Folded())
		drawRing(ring, f.focused, v)
		text := "›"
		if f.panes.Folded() {
			text = "‹"
		}
		say(sign, text, ink)
		r.layout(f.Size())
	}
	r.refresh()
	return r
}
