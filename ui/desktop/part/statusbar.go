package part

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

const progressWidth = 64

// Job is long work as the status bar shows it.
type Job struct {
	Title string
	// Done is from 0 to 1; a negative number says it is not known.
	Done float64
	// OnCancel is called by the × beside it; nil draws none.
	OnCancel func()
}

// StatusBar is the line at the foot of the window: short texts at the left,
// the job now running at the right.
type StatusBar struct {
	widget.BaseWidget
	texts  []string
	job    *Job
	cancel *Button
}

// NewStatusBar returns an empty bar.
func NewStatusBar() *StatusBar {
	s := &StatusBar{}
	s.cancel = newQuietButton("×", "Stop this work", func() {
		if s.job != nil && s.job.OnCancel != nil {
			s.job.OnCancel()
		}
	})
	s.ExtendBaseWidget(s)
	return s
}

// SetTexts sets the texts at the left.
func (s *StatusBar) SetTexts(texts ...string) {
	s.texts = texts
	s.Refresh()
}

// SetJob shows a job, or none for nil.
func (s *StatusBar) SetJob(job *Job) {
	s.job = job
	s.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (s *StatusBar) CreateRenderer() fyne.WidgetRenderer {
	ground, line := box(0), box(0)
	track, done := box(2), box(2)
	title, share := label(look.SmallSize, false), label(look.SmallSize, false)
	var texts []*canvas.Text
	r := &renderer{}
	r.min = func() fyne.Size { return fyne.NewSize(400, look.StatusHeight) }
	r.layout = func(size fyne.Size) {
		put(ground, 0, 0, size.Width, size.Height)
		put(line, 0, 0, size.Width, 1)
		x := float32(topPad)
		middle := func(h float32) float32 { return centre(size.Height+1, h) }
		for i := range s.texts {
			m := texts[i].MinSize()
			put(texts[i], x, middle(m.Height), m.Width, m.Height)
			x += m.Width + 22
		}
		right := size.Width - topPad
		if s.cancel.Visible() {
			w := s.cancel.MinSize().Width
			right -= w
			put(s.cancel, right+4, 2, w, size.Height-3)
		}
		if share.Visible() {
			m := share.MinSize()
			right -= m.Width
			put(share, right, middle(m.Height), m.Width, m.Height)
			right -= 8 + progressWidth
			put(track, right, middle(6), progressWidth, 6)
			put(done, right, middle(6), progressWidth*float32(s.share()), 6)
			right -= 8
		}
		m := title.MinSize()
		put(title, right-m.Width, middle(m.Height), m.Width, m.Height)
	}
	r.refresh = func() {
		v := look.VariantOf(s)
		paint(ground, look.Surface(v), nil, 0)
		paint(line, look.Hairline(v), nil, 0)
		paint(track, look.Hairline(v), nil, 0)
		paint(done, look.Muted(v), nil, 0)
		for len(texts) < len(s.texts) {
			texts = append(texts, label(look.SmallSize, false))
		}
		for i, t := range texts {
			show(t, i < len(s.texts))
			if i < len(s.texts) {
				say(t, s.texts[i], look.Muted(v))
			}
		}
		measured := s.job != nil && s.job.Done >= 0
		show(title, s.job != nil)
		show(share, measured)
		show(track, measured)
		show(done, measured)
		show(s.cancel, s.job != nil && s.job.OnCancel != nil)
		if s.job != nil {
			say(title, s.job.Title, look.Muted(v))
			say(share, fmt.Sprintf("%.0f %%", 100*s.share()), look.Muted(v))
		}
		r.objects = append([]fyne.CanvasObject{ground, line, track, done, title, share, s.cancel}, asObjects(texts)...)
		r.layout(s.Size())
		canvas.Refresh(s)
	}
	r.refresh()
	return r
}

// share is how much of the job is done, from 0 to 1.
func (s *StatusBar) share() float64 {
	if s.job == nil {
		return 0
	}
	return min(max(s.job.Done, 0), 1)
}
