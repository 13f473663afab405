package part

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

// Style is one of the few ways in which text is set.
type Style int

// The styles, from the table of type sizes in package look.
const (
	Body    Style = iota // 14
	Strong               // 14 bold
	Small                // 12, muted unless a tone is set
	Capital              // 11 capitals, muted: the label above a card
	Heading              // 17 bold
	Title                // 22 bold
)

func (s Style) size() float32 {
	switch s {
	case Small:
		return look.SmallSize
	case Capital:
		return look.LabelSize
	case Heading:
		return look.HeadingSize
	case Title:
		return look.TitleSize
	}
	return look.TextSize
}

func (s Style) bold() bool { return s == Strong || s == Heading || s == Title }

// Text is a paragraph that wraps at its width, or one line that is cut there.
// It is lighter than a Fyne label and follows the theme.
type Text struct {
	widget.BaseWidget

	content string
	style   Style
	tone    Tone
	most    int
	whole   bool

	ruler *ruler
	width float32
	lines []string
}

// NewText returns a paragraph that wraps to as many lines as it needs.
func NewText(content string, style Style) *Text { return newText(content, style, 0) }

// NewLine returns a text of one line, cut with an ellipsis where it is too
// wide. Its smallest width is small, so it never pushes its neighbours.
func NewLine(content string, style Style) *Text { return newText(content, style, 1) }

// NewWord returns a text of one line that is never cut: it is as wide as what
// it says, for use beside other parts in a line.
func NewWord(content string, style Style) *Text {
	t := newText(content, style, 1)
	t.whole = true
	return t
}

func newText(content string, style Style, most int) *Text {
	t := &Text{content: content, style: style, most: most, ruler: newRuler(style.size(), style.bold())}
	if style == Small || style == Capital {
		t.tone = Quiet
	}
	t.ExtendBaseWidget(t)
	return t
}

// WithTone sets the tone and returns the text, for use where it is made.
func (t *Text) WithTone(tone Tone) *Text {
	t.SetTone(tone)
	return t
}

// WithLines limits the number of lines, 0 for no limit, and returns the text.
func (t *Text) WithLines(most int) *Text {
	t.most = most
	t.reflow()
	return t
}

// SetTone sets the tone.
func (t *Text) SetTone(tone Tone) {
	if t.tone != tone {
		t.tone = tone
		t.Refresh()
	}
}

// SetText sets what is shown.
func (t *Text) SetText(content string) {
	if t.content != content {
		t.content = content
		t.reflow()
	}
}

// Text returns what is shown.
func (t *Text) Text() string { return t.content }

// NaturalWidth is the width at which the text stands on one line.
func (t *Text) NaturalWidth() float32 { return ceil(t.ruler.width(oneLine(t.shown()))) }

func (t *Text) shown() string {
	if t.style == Capital {
		return strings.ToUpper(t.content)
	}
	return t.content
}

// Resize wraps the text anew when the width changes.
func (t *Text) Resize(s fyne.Size) {
	if s.Width != t.width {
		t.width = s.Width
		t.reflow()
	}
	t.BaseWidget.Resize(s)
}

func (t *Text) reflow() {
	t.lines = t.wrapped()
	t.Refresh()
}

func (t *Text) wrapped() []string {
	if t.width <= 0 || t.whole {
		return []string{t.shown()}
	}
	return t.ruler.wrap(t.shown(), t.width, t.most)
}

// CreateRenderer is part of fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	r := &renderer{}
	var drawn []*canvas.Text
	place := func(fyne.Size) {
		h := t.ruler.height()
		for i, line := range drawn {
			put(line, 0, float32(i)*h, t.width, h)
		}
	}
	r.refresh = func() {
		lines := t.lines
		if lines == nil {
			lines = t.wrapped()
		}
		for len(drawn) < len(lines) {
			line := label(t.style.size(), t.style.bold())
			drawn = append(drawn, line)
			r.objects = append(r.objects, line)
		}
		c := t.tone.ink(look.VariantOf(t))
		for i, line := range drawn {
			show(line, i < len(lines))
			if i < len(lines) {
				say(line, lines[i], c)
			}
		}
		place(fyne.Size{})
		canvas.Refresh(t)
	}
	r.layout = place
	r.min = func() fyne.Size {
		n := max(len(t.lines), 1)
		if t.most > 0 {
			n = min(n, t.most)
		}
		w := t.NaturalWidth()
		if !t.whole {
			w = min(w, 24)
		}
		return fyne.NewSize(w, ceil(float32(n)*t.ruler.height()))
	}
	r.refresh()
	return r
}

func ceil(f float32) float32 {
	whole := float32(int(f))
	if whole < f {
		return whole + 1
	}
	return whole
}
