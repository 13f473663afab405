package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

const (
	badgeWidth  = 30
	badgeHeight = 22
	dotSize     = 10
)

// GradeTone is the tone of a grade such as "B2": good for a reliable source
// with confirmed or probable content, alarm for an unreliable one or improbable
// content, quiet where nothing could be judged, caution between.
func GradeTone(grade string) Tone {
	if len(grade) == 0 {
		return Quiet
	}
	reliability, credibility := grade[0], byte('6')
	if len(grade) > 1 {
		credibility = grade[1]
	}
	switch {
	case reliability == 'E' || credibility == '5':
		return Alarm
	case reliability == 'F' && credibility == '6':
		return Quiet
	case reliability == 'A' && credibility <= '2':
		return Good
	}
	return Caution
}

// badge is a small bordered box with a bold word, as drawn in rows.
type badge struct {
	frame *canvas.Rectangle
	word  *canvas.Text
}

func newBadge() badge {
	return badge{box(look.Step), label(look.SmallSize, true)}
}

func (b badge) objects() []fyne.CanvasObject { return []fyne.CanvasObject{b.frame, b.word} }

func (b badge) show(yes bool) {
	show(b.frame, yes)
	show(b.word, yes)
}

func (b badge) set(word string, tone Tone, v fyne.ThemeVariant) {
	paint(b.frame, look.Surface(v), look.Hairline(v), look.HairWidth)
	say(b.word, word, tone.ink(v))
}

func (b badge) width() float32 {
	return max(badgeWidth, ceil(b.word.MinSize().Width)+12)
}

func (b badge) place(x, y float32) {
	w, size := b.width(), b.word.MinSize()
	put(b.frame, x, y, w, badgeHeight)
	put(b.word, x+centre(w, size.Width), y+centre(badgeHeight, size.Height), size.Width, size.Height)
}

// Badge is a small bordered box with a bold word: a grade, or a score.
type Badge struct {
	widget.BaseWidget
	word string
	tone Tone
}

// NewGradeBadge returns the badge of a grade such as "B2", or of no grade.
func NewGradeBadge(grade string) *Badge {
	if grade == "" {
		return NewBadge("–", Quiet)
	}
	return NewBadge(grade, GradeTone(grade))
}

// NewBadge returns a badge with any short word.
func NewBadge(word string, tone Tone) *Badge {
	b := &Badge{word: word, tone: tone}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes word and tone.
func (b *Badge) Set(word string, tone Tone) {
	b.word, b.tone = word, tone
	b.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	drawn := newBadge()
	r := &renderer{objects: drawn.objects()}
	r.min = func() fyne.Size { return fyne.NewSize(drawn.width(), badgeHeight) }
	r.layout = func(s fyne.Size) { drawn.place(0, centre(s.Height, badgeHeight)) }
	r.refresh = func() {
		drawn.set(b.word, b.tone, look.VariantOf(b))
		r.layout(b.Size())
	}
	r.refresh()
	return r
}

// KindDot is the mark of a group of things: a colour and a shape of its own.
type KindDot struct {
	widget.BaseWidget
	group string
}

// NewKindDot returns the mark of a group such as "firm"; see look.KindColour.
func NewKindDot(group string) *KindDot {
	d := &KindDot{group: group}
	d.ExtendBaseWidget(d)
	return d
}

// SetGroup changes the group.
func (d *KindDot) SetGroup(group string) {
	d.group = group
	d.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (d *KindDot) CreateRenderer() fyne.WidgetRenderer {
	drawn := newDot()
	r := &renderer{objects: drawn.objects()}
	r.min = func() fyne.Size { return fyne.NewSize(dotSize, dotSize) }
	r.layout = func(s fyne.Size) { drawn.place(centre(s.Width, dotSize), centre(s.Height, dotSize)) }
	r.refresh = func() {
		drawn.set(d.group, look.VariantOf(d))
		r.layout(d.Size())
	}
	r.refresh()
	return r
}

// KeyCap is the drawing of a key, such as Ctrl K.
type KeyCap struct {
	widget.BaseWidget
	key string
}

// NewKeyCap returns the drawing of a key.
func NewKeyCap(key string) *KeyCap {
	k := &KeyCap{key: key}
	k.ExtendBaseWidget(k)
	return k
}

// CreateRenderer is part of fyne.Widget.
func (k *KeyCap) CreateRenderer() fyne.WidgetRenderer {
	frame, word := box(look.Step), label(look.LabelSize, false)
	r := &renderer{objects: []fyne.CanvasObject{frame, word}}
	r.min = func() fyne.Size {
		return fyne.NewSize(ceil(word.MinSize().Width)+12, 18)
	}
	r.layout = func(s fyne.Size) {
		size := word.MinSize()
		put(frame, 0, 0, s.Width, s.Height)
		put(word, centre(s.Width, size.Width), centre(s.Height, size.Height), size.Width, size.Height)
	}
	r.refresh = func() {
		v := look.VariantOf(k)
		paint(frame, look.Surface(v), look.Hairline(v), look.HairWidth)
		say(word, k.key, look.Muted(v))
	}
	r.refresh()
	return r
}
