package overview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

const (
	pageGap  = 12
	sideWide = 190 // narrowest column of a conflict
	sideGap  = 22
)

// page scrolls the screen. It takes the keyboard, so that the arrows and the
// page keys move it, and gives its content its width before it asks how tall
// the content is.
type page struct {
	container.Scroll
}

func newPage(content fyne.CanvasObject) *page {
	p := &page{}
	p.Direction = container.ScrollVerticalOnly
	p.Content = content
	p.ExtendBaseWidget(p)
	return p
}

// Resize lets the text wrap at the new width, and then measures it.
func (p *page) Resize(s fyne.Size) {
	p.Scroll.Resize(s)
	p.settle()
}

// settle gives the content the height it needs now.
func (p *page) settle() {
	w := p.Size().Width
	for range 2 { // what wraps inside what wraps is right the second time
		p.Content.Resize(fyne.NewSize(w, max(p.Content.MinSize().Height, p.Size().Height)))
	}
	p.Scroll.Refresh()
}

// FocusGained is part of fyne.Focusable.
func (p *page) FocusGained() {}

// FocusLost is part of fyne.Focusable.
func (p *page) FocusLost() {}

// TypedRune is part of fyne.Focusable.
func (p *page) TypedRune(rune) {}

// TypedKey moves the page.
func (p *page) TypedKey(k *fyne.KeyEvent) {
	const line = 48
	high := p.Size().Height
	most := max(p.Content.Size().Height-high, 0)
	y := p.Offset.Y
	switch k.Name {
	case fyne.KeyDown:
		y += line
	case fyne.KeyUp:
		y -= line
	case fyne.KeyPageDown:
		y += high - line
	case fyne.KeyPageUp:
		y -= high - line
	case fyne.KeyHome:
		y = 0
	case fyne.KeyEnd:
		y = most
	default:
		if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil && c.OnTypedKey() != nil {
			c.OnTypedKey()(k)
		}
		return
	}
	p.ScrollToOffset(fyne.NewPos(0, min(max(y, 0), most)))
}

// twoColumns sets a wide column beside a narrower one.
type twoColumns struct{}

// aside is the width of the narrower column in a page of a width.
func aside(w float32) float32 {
	if w < 1000 {
		return 296
	}
	return 360
}

func (l twoColumns) each(objects []fyne.CanvasObject, w float32, f func(o fyne.CanvasObject, x, w float32)) {
	right := aside(w)
	f(objects[0], 0, w-right-pageGap)
	f(objects[1], w-right, right)
}

// MinSize is part of fyne.Layout.
func (l twoColumns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var h float32
	for _, o := range objects {
		h = max(h, o.MinSize().Height)
	}
	return fyne.NewSize(600, h)
}

// Layout is part of fyne.Layout.
func (l twoColumns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.each(objects, size.Width, func(o fyne.CanvasObject, x, w float32) {
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(w, o.MinSize().Height))
		o.Resize(fyne.NewSize(w, o.MinSize().Height))
	})
}

// sidesLayout sets the sides of a conflict next to each other in columns of
// one width, in as many lines as the width asks for.
type sidesLayout struct{ width float32 }

// columns is how many sides stand in a line: all of them, or as many as share
// the lines evenly.
func (l *sidesLayout) columns(n int) int {
	fit := max(int((l.width+sideGap)/(sideWide+sideGap)), 1)
	if n <= fit {
		return max(n, 1)
	}
	lines := (n + fit - 1) / fit
	return (n + lines - 1) / lines
}

// MinSize is part of fyne.Layout.
func (l *sidesLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var total, line float32
	n := l.columns(len(objects))
	for i, o := range objects {
		line = max(line, o.MinSize().Height)
		if (i+1)%n == 0 || i == len(objects)-1 {
			total += line + sideGap/2
			line = 0
		}
	}
	return fyne.NewSize(sideWide, max(total-sideGap/2, 0))
}

// Layout is part of fyne.Layout.
func (l *sidesLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	n := l.columns(len(objects))
	w := (size.Width - sideGap*float32(n-1)) / float32(n)
	var y, line float32
	for i, o := range objects {
		o.Resize(fyne.NewSize(w, o.MinSize().Height))
		o.Resize(fyne.NewSize(w, o.MinSize().Height))
		o.Move(fyne.NewPos(float32(i%n)*(w+sideGap), y))
		line = max(line, o.MinSize().Height)
		if (i+1)%n == 0 {
			y += line + sideGap/2
			line = 0
		}
	}
}
