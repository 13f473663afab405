package reader

// place is where the view stands: at a passage, and so far into it. Nothing
// above it can move what is seen.
type place struct {
	top  int
	into float32
}

// view is a window of a height onto a flow.
type view struct {
	*flow
	place
	height float32
}

// viewPad is the room above the first passage.
const viewPad = 16

// scroll moves by a distance and stops at both ends.
func (v *view) scroll(by float32) {
	v.into += by
	v.settle()
}

// settle brings the place into the text: into lies within the passage at the
// top, and no emptiness shows below the end unless the text is short.
func (v *view) settle() {
	n := len(v.text.Passages)
	if n == 0 {
		v.place = place{}
		return
	}
	v.top = min(max(v.top, 0), n-1)
	for v.into < 0 && v.top > 0 {
		v.top--
		v.into += v.flow.height(v.top)
	}
	for v.top < n-1 && v.into >= v.flow.height(v.top) {
		v.into -= v.flow.height(v.top)
		v.top++
	}
	if v.top == 0 {
		v.into = max(v.into, -viewPad)
	}
	v.stopAtEnd()
}

// stopAtEnd moves back where the text ends above the lower edge.
func (v *view) stopAtEnd() {
	n := len(v.text.Passages)
	y := -v.into
	for i := v.top; i < n; i++ {
		y += v.flow.height(i)
		if y >= v.height {
			return
		}
	}
	lack := v.height - y
	for lack > 0 {
		step := min(lack, v.into)
		if v.top == 0 {
			step = min(lack, v.into+viewPad)
		}
		v.into -= max(step, 0)
		lack -= max(step, 0)
		if v.top == 0 || lack <= 0 {
			return
		}
		v.top--
		v.into = v.flow.height(v.top)
	}
}

// offset is how far the view is from the beginning, as far as heights are known.
func (v *view) offset() float64 { return v.tall.before(v.top) + float64(v.into) + viewPad }

// room is how far the view can scroll.
func (v *view) room() float64 {
	return max(v.tall.total()+viewPad-float64(v.height), 0)
}

// jump goes to a share of the text, for the scrollbar.
func (v *view) jump(share float64) {
	y := v.room()*min(max(share, 0), 1) - viewPad
	if y <= 0 {
		v.place = place{into: float32(y)}
	} else {
		top, into := v.tall.at(y)
		v.place = place{top: top, into: float32(into)}
	}
	v.settle()
}

// each calls do with every passage in sight and where its top is. It stops
// when do returns false.
func (v *view) each(do func(i int, y float32) bool) {
	y := -v.into
	for i := v.top; i < len(v.text.Passages) && y < v.height; i++ {
		h := v.flow.height(i)
		if h > 0 && !do(i, y) {
			return
		}
		y += h
	}
}

// spot is a place in the text: before code point `point` of a passage.
type spot struct{ passage, point int }

func (a spot) before(b spot) bool {
	return a.passage < b.passage || a.passage == b.passage && a.point < b.point
}

// spotAt returns the place in the text that is nearest to a point of the view,
// x from the left of the column.
func (v *view) spotAt(x, y float32) spot {
	best, found := spot{passage: v.top}, false
	v.each(func(i int, top float32) bool {
		if v.folded(i) {
			return true
		}
		if found && y < top+v.above(i) {
			return false // between two passages: the end of the upper one
		}
		text, bottom := v.text.Passages[i].Text, top+v.flow.height(i)
		best, found = spot{i, points(text)}, true
		if y < bottom {
			l := v.lay(i)
			ln := l.lines[l.lineAt(v.rowAt(i, y-top), x)]
			best.point = v.meter.pointAt(text, ln, x)
		}
		return y >= bottom
	})
	return best
}

// find returns where the line of a spot stands: the top of it in the view, and
// the spot from the left of the column. It is exact wherever the view is, but
// costs the layout of what lies between: use it near the view.
func (v *view) find(s spot) (x, y float32) {
	l := v.lay(s.passage)
	ln := l.lines[l.lineOf(s.point)]
	y = -v.into
	for i := v.top; i < s.passage; i++ {
		y += v.flow.height(i)
	}
	for i := s.passage; i < v.top; i++ {
		y -= v.flow.height(i)
	}
	return v.meter.across(v.text.Passages[s.passage].Text, ln, s.point, false), y + v.rowTop(s.passage, ln.row)
}

// near reports whether a passage is close enough to the view to be scrolled to
// in sight; others are jumped to.
func (v *view) near(passage int) bool {
	d := v.tall.before(passage) - v.offset()
	return d > -3*float64(v.height) && d < 3*float64(v.height)
}

// reveal scrolls as little as shows the line of a spot, with room lines of
// text around it.
func (v *view) reveal(s spot, room float32) {
	if v.near(s.passage) {
		_, y := v.find(s)
		pad := min(room*v.size.line, (v.height-v.size.line)/2)
		switch {
		case y < pad:
			v.scroll(y - pad)
		case y+v.size.line > v.height-pad:
			v.scroll(y + v.size.line - v.height + pad)
		}
		return
	}
	v.bring(s)
}

// bring scrolls so that the line of a spot stands in the upper third.
func (v *view) bring(s spot) {
	l := v.lay(s.passage)
	v.place = place{s.passage, v.rowTop(s.passage, l.lines[l.lineOf(s.point)].row) - v.height/3}
	v.settle()
}

// held is what a view holds on to while the text is laid out anew: a line near
// its top, and where that line stands.
type held struct {
	number int // of the passage
	point  int
	y      float32
}

// hold remembers the first line that is wholly in sight.
func (v *view) hold() held {
	var h held
	v.each(func(i int, y float32) bool {
		h.number = v.text.Passages[i].Number
		if h.y = y; v.folded(i) {
			return y < 0
		}
		l := v.lay(i)
		row := min(max(v.rowAt(i, -y+v.size.line-1), 0), l.rows-1)
		h.y = y + v.rowTop(i, row)
		h.point = l.lines[l.lineAt(row, 0)].start
		return h.y < 0
	})
	return h
}

// regain brings the line that was held back to where it stood.
func (v *view) regain(h held) {
	i, ok := v.index(h.number)
	if !ok {
		v.settle()
		return
	}
	at := float32(0)
	if !v.folded(i) {
		l := v.lay(i)
		at = v.rowTop(i, l.lines[l.lineOf(h.point)].row)
	}
	v.place = place{i, at - h.y}
	v.settle()
}
