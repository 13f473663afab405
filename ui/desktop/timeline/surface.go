package timeline

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	casetimeline "redthread/app/timeline"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// zoom is by how much the picture is larger than its measures in points, so that its
// letters are about as large as those around it.
const zoom = 1.25

// noHit is the index of no place on the picture.
const noHit = -1

// painting is what was painted last.
type painting struct {
	picture *casetimeline.Picture
	image   image.Image
	view    casetimeline.View
	top     float64 // of the picture, in points: what stands under the head
	size    fyne.Size
	scale   float32
	dark    bool
}

// surface shows a timeline. The wheel moves down, with Ctrl it zooms, with Shift it moves
// through time; dragging moves both ways. A click selects, a second one or Enter opens the
// source; the arrow keys walk the events.
type surface struct {
	widget.BaseWidget

	onStale func()    // what is shown is not what should be: paint anew
	onPick  func(int) // a hit was chosen
	onOpen  func(int) // and this is the place to go to
	onMenu  func(int, fyne.Position)
	onWhole func() casetimeline.View // the view of everything

	now      painting
	view     casetimeline.View
	top      float64
	hovered  int
	current  int
	focused  bool
	dragging bool
	tip      *part.TipCard
}

func newSurface() *surface {
	s := &surface{hovered: noHit, current: noHit, tip: part.NewTipCard()}
	s.ExtendBaseWidget(s)
	return s
}

func (s *surface) dark() bool { return look.VariantOf(s) == theme.VariantDark }

func (s *surface) scale() float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		return c.Scale()
	}
	return 1
}

// points is the size in the measure of the picture.
func (s *surface) points() (width, height float64) {
	return float64(s.Size().Width) / zoom, float64(s.Size().Height) / zoom
}

// set shows a painting. What was chosen stays chosen where it is still there.
func (s *surface) set(p painting) {
	chosen := s.chosen()
	s.now = p
	s.hovered, s.current = noHit, noHit
	if chosen != nil {
		s.current = find(p.picture.Hits, *chosen)
	}
	s.top = s.held(s.top)
	s.Refresh()
}

// chosen is the hit that is chosen.
func (s *surface) chosen() *casetimeline.Hit {
	if s.current == noHit || s.now.picture == nil || s.current >= len(s.now.picture.Hits) {
		return nil
	}
	h := s.now.picture.Hits[s.current]
	return &h
}

// find looks for the hit that speaks of the same things.
func find(hits []casetimeline.Hit, like casetimeline.Hit) int {
	for i, h := range hits {
		if h.Lane == like.Lane && h.Law == like.Law && h.Title == like.Title && h.Mark == nil && len(h.Events) == len(like.Events) &&
			(len(h.Events) == 0 || h.Events[0] == like.Events[0]) {
			return i
		}
	}
	return noHit
}

// held keeps the top where there is something to see.
func (s *surface) held(top float64) float64 {
	if s.now.picture == nil {
		return max(top, 0)
	}
	_, height := s.points()
	return max(min(top, s.now.picture.Height-height), 0)
}

// look shows another part or another time.
func (s *surface) look(v casetimeline.View, top float64) {
	s.view, s.top = v, s.held(top)
	s.hovered = noHit
	s.Refresh()
	s.stale()
}

func (s *surface) stale() {
	if s.onStale != nil && s.Size().Width > 0 {
		s.onStale()
	}
}

// fits tells whether the last painting is what should be seen.
func (s *surface) fits() bool {
	p := s.now
	return p.image != nil && p.view == s.view && p.top == s.top && p.size == s.Size() && p.scale == s.scale() && p.dark == s.dark()
}

// Resize is part of fyne.CanvasObject: another size is another painting.
func (s *surface) Resize(size fyne.Size) {
	if size == s.Size() {
		return
	}
	s.BaseWidget.Resize(size)
	s.stale()
}

// MinSize is part of fyne.CanvasObject.
func (s *surface) MinSize() fyne.Size { return fyne.NewSize(300, 200) }

// at is the hit under a place of the widget. The head lies over what was moved under it.
func (s *surface) at(pos fyne.Position) int {
	p := s.now.picture
	if p == nil {
		return noHit
	}
	x, y := float64(pos.X)/zoom, float64(pos.Y)/zoom
	if y < p.Head {
		if i := p.At(x, y); i != noHit && p.Hits[i].Law >= 0 {
			return i
		}
		return noHit
	}
	i := p.At(x, y+s.now.top)
	if i != noHit && p.Hits[i].Law >= 0 {
		return noHit
	}
	return i
}

// box is where a hit lies on the widget.
func (s *surface) box(i int) (fyne.Position, fyne.Size) {
	h := s.now.picture.Hits[i]
	y := h.Rect.Y
	if h.Law < 0 {
		y -= s.now.top
	}
	return fyne.NewPos(float32(h.Rect.X*zoom), float32(y*zoom)), fyne.NewSize(float32(h.Rect.W*zoom), float32(h.Rect.H*zoom))
}

// Tapped is part of fyne.Tappable.
func (s *surface) Tapped(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s)
	}
	i := s.at(e.Position)
	if i != noHit && s.now.picture.Hits[i].Mark != nil {
		s.onOpen(i)
		return
	}
	if i != noHit && i == s.current {
		s.onOpen(i)
		return
	}
	s.pick(i)
}

// TappedSecondary is part of fyne.SecondaryTappable.
func (s *surface) TappedSecondary(e *fyne.PointEvent) {
	i := s.at(e.Position)
	if i != noHit {
		s.pick(i)
	}
	if s.onMenu != nil {
		s.onMenu(i, e.AbsolutePosition)
	}
}

func (s *surface) pick(i int) {
	s.current = i
	s.Refresh()
	s.onPick(i)
}

// Dragged is part of fyne.Draggable.
func (s *surface) Dragged(e *fyne.DragEvent) {
	s.dragging = true
	width, _ := s.points()
	s.look(s.view.Pan(-float64(e.Dragged.DX)/zoom/s.plot(width)), s.top-float64(e.Dragged.DY)/zoom)
}

// plot is how wide the part with time on it is.
func (s *surface) plot(width float64) float64 {
	if s.now.picture != nil {
		_, plot := s.now.picture.Plot()
		return plot
	}
	return width
}

// DragEnd is part of fyne.Draggable.
func (s *surface) DragEnd() { s.dragging = false }

// Scrolled is part of fyne.Scrollable.
func (s *surface) Scrolled(e *fyne.ScrollEvent) {
	width, _ := s.points()
	mods := modifiers()
	switch {
	case mods&fyne.KeyModifierShortcutDefault != 0:
		s.zoomAt(zoomStep(e.Scrolled.DY), s.shareOf(e.Position))
	case mods&fyne.KeyModifierShift != 0 && e.Scrolled.DX == 0:
		s.look(s.view.Pan(-float64(e.Scrolled.DY)/zoom/s.plot(width)), s.top)
	default:
		s.look(s.view.Pan(-float64(e.Scrolled.DX)/zoom/s.plot(width)), s.top-float64(e.Scrolled.DY)/zoom)
	}
}

func modifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

func zoomStep(by float32) float64 {
	const step = 1.15
	if by < 0 {
		return 1 / step
	}
	return step
}

// shareOf is where in the time shown a place of the widget is, from 0 to 1.
func (s *surface) shareOf(pos fyne.Position) float64 {
	if s.now.picture == nil {
		return 0.5
	}
	left, plot := s.now.picture.Plot()
	return min(max((float64(pos.X)/zoom-left)/plot, 0), 1)
}

func (s *surface) zoomAt(factor, share float64) { s.look(s.view.Zoom(factor, share), s.top) }

// MouseIn is part of desktop.Hoverable.
func (s *surface) MouseIn(e *desktop.MouseEvent) { s.MouseMoved(e) }

// MouseMoved tells of what is under the pointer.
func (s *surface) MouseMoved(e *desktop.MouseEvent) {
	if i := s.at(e.Position); i != s.hovered && !s.dragging {
		s.hovered = i
		s.Refresh()
	}
}

// MouseOut is part of desktop.Hoverable.
func (s *surface) MouseOut() {
	s.hovered = noHit
	s.Refresh()
}

// Cursor is part of desktop.Cursorable.
func (s *surface) Cursor() desktop.Cursor {
	if s.hovered != noHit {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained is part of fyne.Focusable.
func (s *surface) FocusGained() { s.focused = true; s.Refresh() }

// FocusLost is part of fyne.Focusable.
func (s *surface) FocusLost() { s.focused = false; s.Refresh() }

// TypedRune zooms: + and −, and 0 for everything.
func (s *surface) TypedRune(r rune) {
	switch r {
	case '+', '=':
		s.zoomAt(1.4, 0.5)
	case '-', '_':
		s.zoomAt(1/1.4, 0.5)
	case '0':
		s.whole()
	}
}

// whole shows all of the time there is.
func (s *surface) whole() {
	if s.now.picture != nil && s.onWhole != nil {
		s.look(s.onWhole(), s.top)
	}
}

// TypedKey walks the events, moves and opens.
func (s *surface) TypedKey(e *fyne.KeyEvent) {
	_, height := s.points()
	switch e.Name {
	case fyne.KeyDown, fyne.KeyRight:
		s.walk(1)
	case fyne.KeyUp, fyne.KeyLeft:
		s.walk(-1)
	case fyne.KeyPageDown:
		s.look(s.view, s.top+height*0.8)
	case fyne.KeyPageUp:
		s.look(s.view, s.top-height*0.8)
	case fyne.KeyHome:
		s.look(s.view, 0)
	case fyne.KeyEnd:
		if s.now.picture != nil {
			s.look(s.view, s.now.picture.Height)
		}
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if s.current != noHit {
			s.onOpen(s.current)
		}
	default:
		part.PassKey(s, e)
	}
}

// walk goes to the next event, and scrolls to it.
func (s *surface) walk(by int) {
	if s.now.picture == nil {
		return
	}
	hits := s.now.picture.Hits
	i := s.current
	if i == noHit && by < 0 {
		i = len(hits)
	}
	for i += by; i >= 0 && i < len(hits); i += by {
		if hits[i].Mark == nil && !hits[i].Title && hits[i].Law < 0 {
			s.pick(i)
			s.reveal(hits[i])
			return
		}
	}
}

// reveal scrolls to a hit.
func (s *surface) reveal(h casetimeline.Hit) {
	_, height := s.points()
	head := s.now.picture.Head
	switch {
	case h.Rect.Y < s.top+head:
		s.look(s.view, h.Rect.Y-head-8)
	case h.Rect.Y+h.Rect.H > s.top+height:
		s.look(s.view, h.Rect.Y+h.Rect.H-height+8)
	}
}

// told is what is told of: under the pointer, else under the keyboard.
func (s *surface) told() int {
	if s.hovered != noHit || !s.focused {
		return s.hovered
	}
	return s.current
}

// CreateRenderer is part of fyne.Widget.
func (s *surface) CreateRenderer() fyne.WidgetRenderer {
	r := &surfaceRenderer{
		s: s, image: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest},
		ring: canvas.NewRectangle(color.Transparent), edge: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent),
		words: part.NewText("Drawing …", part.Small),
	}
	r.ring.CornerRadius, r.bar.CornerRadius = look.Step, 3
	r.Refresh()
	return r
}

type surfaceRenderer struct {
	s          *surface
	image      *canvas.Image
	ring, edge *canvas.Rectangle // around a mark; around the picture
	bar        *canvas.Rectangle // how far down one is
	words      *part.Text
}

func (r *surfaceRenderer) Destroy() {}

func (r *surfaceRenderer) MinSize() fyne.Size { return r.s.MinSize() }

func (r *surfaceRenderer) Objects() []fyne.CanvasObject {
	if r.s.now.image == nil {
		return []fyne.CanvasObject{r.words}
	}
	return []fyne.CanvasObject{r.image, r.ring, r.bar, r.edge, r.s.tip}
}

func (r *surfaceRenderer) Layout(size fyne.Size) {
	s := r.s
	r.words.Move(fyne.NewPos(16, 16))
	r.words.Resize(fyne.NewSize(size.Width, r.words.MinSize().Height))
	r.edge.Resize(size)
	if s.now.picture == nil {
		return
	}
	// The last painting, stretched to where it was painted for.
	r.image.Move(fyne.NewPos(0, 0))
	r.image.Resize(s.now.size)
	if i := s.current; i != noHit && i < len(s.now.picture.Hits) {
		at, box := s.box(i)
		r.ring.Move(at)
		r.ring.Resize(box)
	}
	if i := s.told(); i != noHit && i < len(s.now.picture.Hits) {
		at, box := s.box(i)
		s.tip.Place(at, box, size)
	}
	_, height := s.points()
	if whole := s.now.picture.Height; whole > height {
		long := max(size.Height*float32(height/whole), 24)
		y := (size.Height - long) * float32(s.top/(whole-height))
		r.bar.Move(fyne.NewPos(size.Width-7, y))
		r.bar.Resize(fyne.NewSize(4, long))
	}
}

func (r *surfaceRenderer) Refresh() {
	s, v := r.s, look.VariantOf(r.s)
	r.image.Image = s.now.image
	r.ring.StrokeColor, r.ring.StrokeWidth = look.Muted(v), 2
	shown := s.current != noHit && s.now.picture != nil && s.current < len(s.now.picture.Hits)
	if shown && s.now.picture.Hits[s.current].Law < 0 {
		at, _ := s.box(s.current)
		shown = float64(at.Y)/zoom >= s.now.picture.Head-4
	}
	r.ring.Hidden = !shown
	r.edge.StrokeColor, r.edge.StrokeWidth = look.Muted(v), 2
	r.edge.Hidden = !s.focused || s.current != noHit
	_, height := s.points()
	r.bar.FillColor = look.Hairline(v)
	r.bar.Hidden = s.now.picture == nil || s.now.picture.Height <= height
	text := ""
	if i := s.told(); i != noHit && s.now.picture != nil && i < len(s.now.picture.Hits) && !s.dragging {
		text = s.now.picture.Tell(s.now.picture.Hits[i])
	}
	s.tip.Set(text)
	r.Layout(s.Size())
	if r.image.Image != nil {
		r.image.Refresh()
	}
	canvas.Refresh(s)
	if s.now.picture != nil && !s.fits() {
		s.stale()
	}
}
