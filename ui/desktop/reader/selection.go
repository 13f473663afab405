package reader

import "strings"

// stretch is a selection under way: from where it was begun to where the
// caret is, which may lie before.
type stretch struct {
	anchor, caret spot
}

// ends returns the two ends in the order of the text.
func (s stretch) ends() (from, to spot) {
	if s.caret.before(s.anchor) {
		return s.caret, s.anchor
	}
	return s.anchor, s.caret
}

func (s stretch) empty() bool { return s.anchor == s.caret }

// part returns which code points of a passage are selected. A selection that
// goes on into the next passage reaches past the end of this one.
func (s stretch) part(passage, length int) (start, stop int, ok bool) {
	from, to := s.ends()
	if s.empty() || passage < from.passage || passage > to.passage {
		return 0, 0, false
	}
	stop = length
	if passage == from.passage {
		start = from.point
	}
	if passage == to.passage {
		stop = to.point
	}
	return start, stop, start < stop || passage < to.passage
}

// grain is what a selection grows by.
type grain int

const (
	byCluster grain = iota
	byWord
	byPassage
)

// grown returns the stretch around a spot in a grain.
func (f *flow) grown(s spot, g grain) (from, to spot) {
	from, to = s, s
	if len(f.text.Passages) == 0 {
		return from, to
	}
	text := f.text.Passages[s.passage].Text
	switch g {
	case byWord:
		from.point, to.point = wordAt(text, s.point)
	case byPassage:
		from.point, to.point = 0, points(text)
	}
	return from, to
}

// extend returns the selection from what was first pressed to a spot, both
// taken in a grain.
func (f *flow) extend(first, to spot, g grain) stretch {
	a, b := f.grown(first, g)
	c, d := f.grown(to, g)
	if to.before(first) {
		return stretch{anchor: b, caret: c}
	}
	return stretch{anchor: a, caret: d}
}

// selection says what is selected to others. What is folded away within it is
// not part of its text.
func (f *flow) selection(s stretch) Selection {
	if len(f.text.Passages) == 0 {
		return Selection{}
	}
	from, to := s.ends()
	out := Selection{
		First: f.text.Passages[from.passage].Number, Last: f.text.Passages[to.passage].Number,
		Start: from.point, Stop: to.point,
	}
	if s.empty() {
		return out
	}
	var b strings.Builder
	for i := from.passage; i <= to.passage; i++ {
		text := f.text.Passages[i].Text
		start, stop, _ := s.part(i, whole)
		if i > from.passage {
			if f.folded(i) {
				continue
			}
			b.WriteString(f.seam(i))
		}
		b.WriteString(between(text, start, stop))
	}
	out.Text = b.String()
	return out
}

// seam is what stands between a passage and the one before it in copied text.
func (f *flow) seam(i int) string {
	if f.tables[i] >= 0 && f.tables[i] == f.tables[i-1] {
		return "\n"
	}
	return "\n\n"
}

// stretchOf finds a selection in the text; false when its passages are gone.
func (f *flow) stretchOf(s Selection) (stretch, bool) {
	first, ok := f.index(s.First)
	if !ok {
		return stretch{}, false
	}
	last, ok := f.index(max(s.Last, s.First))
	if !ok {
		return stretch{}, false
	}
	return stretch{anchor: f.bound(spot{first, s.Start}), caret: f.bound(spot{last, s.Stop})}, true
}

// bound brings a spot into its passage.
func (f *flow) bound(s spot) spot {
	s.point = min(max(s.point, 0), points(f.text.Passages[s.passage].Text))
	return s
}

// step returns the spot one passage on or back that is shown, or the same
// passage when there is none.
func (f *flow) step(i, by int) (int, bool) {
	for k := i + by; k >= 0 && k < len(f.text.Passages); k += by {
		if !f.folded(k) {
			return k, true
		}
	}
	return i, false
}

// move is one way in which a key moves the caret.
type move int

const (
	left move = iota
	right
	wordLeft
	wordRight
	lineStart
	lineEnd
	textStart
	textEnd
)

// moved returns where the caret goes from a spot.
func (f *flow) moved(s spot, how move) spot {
	text := f.text.Passages[s.passage].Text
	switch how {
	case left, wordLeft:
		if s.point == 0 {
			if k, ok := f.step(s.passage, -1); ok {
				return spot{k, points(f.text.Passages[k].Text)}
			}
			return s
		}
		if how == wordLeft {
			return spot{s.passage, wordBefore(text, s.point)}
		}
		before, _ := boundaries(text, s.point-1)
		return spot{s.passage, before}
	case right, wordRight:
		if s.point >= points(text) {
			if k, ok := f.step(s.passage, 1); ok {
				return spot{passage: k}
			}
			return s
		}
		if how == wordRight {
			return spot{s.passage, wordAfter(text, s.point)}
		}
		_, after := boundaries(text, s.point+1)
		return spot{s.passage, after}
	case lineStart, lineEnd:
		l := f.lay(s.passage)
		ln := l.lines[l.lineOf(s.point)]
		if how == lineStart {
			return spot{s.passage, ln.start}
		}
		return spot{s.passage, ln.stop}
	case textStart:
		return f.first()
	}
	k, _ := f.step(len(f.text.Passages), -1)
	k = min(k, len(f.text.Passages)-1)
	return spot{k, points(f.text.Passages[k].Text)}
}

// first returns the first spot that is shown.
func (f *flow) first() spot {
	k, _ := f.step(-1, 1)
	return spot{passage: max(k, 0)}
}

// movedRow returns the spot one row up or down, at a distance from the left.
func (f *flow) movedRow(s spot, by int, x float32) spot {
	l := f.lay(s.passage)
	row := l.lines[l.lineOf(s.point)].row + by
	if row < 0 || row >= l.rows {
		k, ok := f.step(s.passage, by)
		if !ok {
			return s
		}
		s.passage, l = k, f.lay(k)
		if row = 0; by < 0 {
			row = l.rows - 1
		}
	}
	return spot{s.passage, f.meter.pointAt(f.text.Passages[s.passage].Text, l.lines[l.lineAt(row, x)], x)}
}
