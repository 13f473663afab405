package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

const (
	listWidth    = 400
	listNarrow   = 320
	listLeast    = 240
	thingLeast   = 320
	detailLeast  = 260
	narrowBelow  = 1280 - 196 // a window of 1280 without its rail
	dividerWidth = 7          // what can be grabbed; a hairline is drawn
	foldedWidth  = 22
)

// Panes is the three-part rhythm of every screen: list, thing, detail. Either
// list or detail may be missing. The dividers can be dragged. The detail can
// be folded, and in a narrow window it lies over the thing when it is opened.
type Panes struct {
	widget.BaseWidget

	// OnMoved is called after a drag, with the widths to remember.
	OnMoved func(list, detail float32)
	// OnFold is called when a person folds or opens the detail.
	OnFold func(folded bool)

	list, thing, detail fyne.CanvasObject
	listWide, detailWid float32 // 0 is the usual width
	folded              bool
	over                bool // the detail is open in a narrow window
	left, right         *divider
	fold                *foldButton
}

// NewPanes returns the panes. List and detail may be nil.
func NewPanes(list, thing, detail fyne.CanvasObject) *Panes {
	p := &Panes{list: list, thing: thing, detail: detail}
	p.left = newDivider(p, p.dragLeft)
	p.right = newDivider(p, p.dragRight)
	p.fold = newFoldButton(p)
	p.ExtendBaseWidget(p)
	return p
}

// SetWidths sets remembered widths; 0 is the usual one.
func (p *Panes) SetWidths(list, detail float32) {
	p.listWide, p.detailWid = list, detail
	p.Refresh()
}

// Widths returns the widths now drawn.
func (p *Panes) Widths() (list, detail float32) {
	l, d := p.widths(p.Size().Width)
	return l, d
}

// SetThing changes the middle.
func (p *Panes) SetThing(thing fyne.CanvasObject) {
	p.thing = thing
	p.Refresh()
}

// SetDetail changes the right part; nil takes it away.
func (p *Panes) SetDetail(detail fyne.CanvasObject) {
	p.detail = detail
	p.Refresh()
}

// Fold folds or opens the detail.
func (p *Panes) Fold(folded bool) {
	if p.Narrow() {
		p.over = !folded
	} else {
		p.folded = folded
	}
	p.Refresh()
}

// Folded reports whether the detail is out of sight.
func (p *Panes) Folded() bool {
	if p.Narrow() {
		return !p.over
	}
	return p.folded
}

// Narrow reports whether the window is too narrow for three parts, so that
// the detail lies over the thing.
func (p *Panes) Narrow() bool { return p.Size().Width > 0 && p.Size().Width < narrowBelow }

func (p *Panes) toggle() {
	p.Fold(!p.Folded())
	if p.OnFold != nil {
		p.OnFold(p.Folded())
	}
}

// widths returns the widths of list and detail in a given width.
func (p *Panes) widths(w float32) (list, detail float32) {
	if p.detail != nil {
		detail = p.detailWid
		if detail == 0 {
			detail = look.InspectorWidth
		}
		detail = max(min(detail, w-thingLeast), detailLeast)
	}
	if p.list != nil {
		list = p.listWide
		if list == 0 {
			list = listWidth
			if w < narrowBelow {
				list = listNarrow
			}
		}
		rest := w - thingLeast
		if !p.Folded() && !p.Narrow() {
			rest -= detail
		}
		list = max(min(list, rest), listLeast)
	}
	return list, detail
}

func (p *Panes) dragLeft(by float32) {
	list, _ := p.Widths()
	p.listWide = max(list+by, listLeast)
	p.Refresh()
}

func (p *Panes) dragRight(by float32) {
	_, detail := p.Widths()
	p.detailWid = max(detail-by, detailLeast)
	p.Refresh()
}

func (p *Panes) dragged() {
	list, detail := p.Widths()
	p.listWide, p.detailWid = list, detail
	if p.OnMoved != nil {
		p.OnMoved(list, detail)
	}
}

// CreateRenderer is part of fyne.Widget.
func (p *Panes) CreateRenderer() fyne.WidgetRenderer {
	surface, ground := box(0), box(0)
	r := &renderer{}
	r.min = func() fyne.Size { return fyne.NewSize(600, 200) }
	r.layout = func(s fyne.Size) {
		list, detail := p.widths(s.Width)
		put(surface, 0, 0, s.Width, s.Height)
		from, to := float32(0), s.Width
		if p.list != nil {
			put(p.list, 0, 0, list, s.Height)
			put(p.left, list-dividerWidth/2, 0, dividerWidth, s.Height)
			from = list + 1
		}
		if p.detail != nil {
			at := s.Width - detail
			put(ground, at, 0, detail, s.Height)
			put(p.detail, at, 0, detail, s.Height)
			put(p.right, at-dividerWidth/2-1, 0, dividerWidth, s.Height)
			switch {
			case p.Folded():
				to = s.Width - foldedWidth
				put(p.fold, to, 0, foldedWidth, s.Height)
			case p.Narrow():
				to = s.Width - foldedWidth
				put(p.fold, at-foldedWidth, 0, foldedWidth, 36)
			default:
				to = at - 1
				put(p.fold, s.Width-foldedWidth-4, 8, foldedWidth, 24)
			}
		}
		if p.thing != nil {
			put(p.thing, from, 0, to-from, s.Height)
		}
	}
	r.refresh = func() {
		v := look.VariantOf(p)
		paint(surface, look.Surface(v), nil, 0)
		paint(ground, look.Ground(v), nil, 0)
		r.objects = []fyne.CanvasObject{surface}
		if p.thing != nil {
			r.objects = append(r.objects, p.thing)
		}
		if p.list != nil {
			r.objects = append(r.objects, p.list, p.left)
		}
		if p.detail != nil {
			if !p.Folded() {
				r.objects = append(r.objects, ground, p.detail, p.right)
			}
			r.objects = append(r.objects, p.fold)
			p.fold.Refresh()
		}
		r.layout(p.Size())
		canvas.Refresh(p)
	}
	r.refresh()
	return r
}

// Resize lays the panes out for a new width, which may make them narrow.
func (p *Panes) Resize(s fyne.Size) {
	before := p.Folded()
	p.BaseWidget.Resize(s)
	if p.Folded() != before {
		p.Refresh()
	}
}
