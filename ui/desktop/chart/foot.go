package chart

import (
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	casechart "redthread/app/chart"
	"redthread/ui/desktop/part"
)

// foot is below the drawing: the time that is shown, and the legend.
type foot struct {
	s       *Screen
	content *fyne.Container
	mode    *part.Facets
	span    *span
	words   *part.Text
	legend  *fyne.Container
	known   bool // the slider says when the case noted it, not when it was true
	first   int  // month of the left end, counted from year 0
	last    int
}

// Keys of the two meanings of time.
const (
	modeTrue  = "true"
	modeKnown = "known"
)

func newFoot(s *Screen) *foot {
	f := &foot{s: s, words: part.NewWord("", part.Small)}
	f.mode = part.NewFacets(func(key string) {
		f.known = key == modeKnown
		f.show()
	})
	f.mode.OneLine = true
	f.mode.SetFacets([]part.Facet{{Key: modeTrue, Text: "True then", Count: part.Uncounted}, {Key: modeKnown, Text: "Known then", Count: part.Uncounted}})
	f.span = newSpan()
	f.span.onMove = func() { s.tryFilter(f.filter()); f.say() }
	f.span.onDone = func() { s.setFilter(f.filter()) }
	f.legend = container.New(flowing{})
	line := part.Frame(nil, part.Inset(4, 0, 0, 10, f.words), nil, part.Inset(0, 10, 0, 0, f.mode), f.span)
	f.content = part.Inset(6, 14, 8, 14, part.Down(6, line, f.legend)).(*fyne.Container)
	return f
}

// show draws the foot for what is shown.
func (f *foot) show() {
	s := f.s
	if s.drawing == nil {
		f.content.Hide()
		return
	}
	f.content.Show()
	first, last, dated := casechart.Span(s.graph)
	if f.known {
		first, last, dated = knownSpan(s)
	}
	f.first, f.last = first*12, last*12+11
	filter := s.drawing.Filter
	f.span.single = f.known
	f.span.set(0, float64(f.last-f.first), strconv.Itoa(first), strconv.Itoa(last), dated && f.last > f.first)
	low, high := 0.0, float64(f.last-f.first)
	if f.known {
		if m, ok := monthOf(filter.KnownBy); ok {
			high = float64(m - f.first)
		}
	} else {
		if m, ok := monthOf(filter.From); ok {
			low = float64(m - f.first)
		}
		if m, ok := monthOf(filter.To); ok {
			high = float64(m - f.first)
		}
	}
	if !f.span.held() {
		f.span.place(low, high)
	}
	f.say()
	f.drawLegend()
}

// knownSpan is from the first to the last year in which a tie was noted.
func knownSpan(s *Screen) (first, last int, ok bool) {
	for i := range s.graph.Edges {
		y := s.graph.Edges[i].Known.Year()
		if s.graph.Edges[i].Known.IsZero() {
			continue
		}
		if !ok {
			first, last, ok = y, y, true
		}
		first, last = min(first, y), max(last, y)
	}
	return first, last, ok
}

func monthOf(day string) (int, bool) {
	t, err := time.Parse("2006-01-02", day)
	if err != nil {
		return 0, false
	}
	return t.Year()*12 + int(t.Month()) - 1, true
}

// filter is what the slider asks for, with the rest of the chart's filter.
func (f *foot) filter() casechart.Filter {
	now := f.s.drawing.Filter
	low, high := f.first+int(f.span.low+0.5), f.first+int(f.span.high+0.5)
	begin := func(m int) string { return fmt.Sprintf("%04d-%02d-01", m/12, m%12+1) }
	end := func(m int) string {
		return time.Date(m/12, time.Month(m%12+2), 0, 0, 0, 0, 0, time.UTC).Format("2006-01-02")
	}
	if f.known {
		now.KnownBy = ""
		if high < f.last {
			now.KnownBy = end(high)
		}
		return now
	}
	now.From, now.To = "", ""
	if low > f.first {
		now.From = begin(low)
	}
	if high < f.last {
		now.To = end(high)
	}
	return now
}

// say words what the slider shows.
func (f *foot) say() {
	month := func(m int) string { return fmt.Sprintf("%s %d", time.Month(m%12 + 1).String()[:3], m/12) }
	low, high := f.first+int(f.span.low+0.5), f.first+int(f.span.high+0.5)
	text := "any time"
	switch {
	case !f.span.able:
		text = "no dates"
	case f.known && high < f.last:
		text = "noted by " + month(high)
	case f.known:
		text = "all that is noted"
	case low > f.first && high < f.last:
		text = month(low) + " – " + month(high)
	case low > f.first:
		text = "since " + month(low)
	case high < f.last:
		text = "until " + month(high)
	}
	f.words.SetText(text)
}

// drawLegend explains the signs in sight.
func (f *foot) drawLegend() {
	d := f.s.drawing
	f.legend.Objects = nil
	for _, l := range d.Legends() {
		f.legend.Objects = append(f.legend.Objects, part.Across(5, part.NewKindDot(l.Kind), part.NewWord(l.Label, part.Small)))
	}
	listed, doubt := false, false
	for i := range d.Scene.Nodes {
		listed = listed || d.Scene.Nodes[i].Halo
	}
	for i := range d.Scene.Edges {
		doubt = doubt || d.Scene.Edges[i].Dashed
	}
	if listed {
		f.legend.Objects = append(f.legend.Objects, part.NewWord("◎ on a sanctions list", part.Small).WithTone(part.Alarm))
	}
	if doubt {
		f.legend.Objects = append(f.legend.Objects, part.NewWord("╌╌ suspected or disputed", part.Small).WithTone(part.Alarm))
	}
	if d.Hidden > 0 {
		f.legend.Objects = append(f.legend.Objects, part.NewWord(fmt.Sprintf("%d hidden", d.Hidden), part.Small))
	}
	if d.Left > 0 {
		f.legend.Objects = append(f.legend.Objects, part.NewWord(fmt.Sprintf("%d left out by the filter", d.Left), part.Small))
	}
	f.legend.Refresh()
}

// flowing sets objects one after another, in two lines at the most.
type flowing struct{}

const flowGap, flowLine = 14, 19

func (flowing) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 2*flowLine) }

func (flowing) Layout(o []fyne.CanvasObject, s fyne.Size) {
	x, y := float32(0), float32(0)
	for _, each := range o {
		m := each.MinSize()
		if x > 0 && x+m.Width > s.Width {
			x, y = 0, y+flowLine
		}
		each.Move(fyne.NewPos(x, y+(flowLine-m.Height)/2))
		each.Resize(m)
		x += m.Width + flowGap
	}
}
