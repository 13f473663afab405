package timeline

import (
	"strconv"
	"strings"

	"redthread/app/figures"
	"redthread/app/figures/vector"
	"redthread/store/ontology"
)

// Measures of a picture, in points.
const (
	axisHeight  = 26.0
	lawHeight   = 17.0
	rowHeight   = 21.0
	barHeight   = 15.0
	lanePadding = 7.0
	dotRadius   = 4.6
	openFade    = 56.0 // how long an end without a bound fades
	aboutFade   = 12.0 // how far an end that is "about" fades past its day
	between     = 8.0  // things on one row
	longestText = 260.0
	leastText   = 130.0 // a shorter one is set on the other side of its mark
	edge        = 12.0
)

var (
	titleType = vector.Weight{Size: 10.5, Bold: true}
	textType  = vector.Weight{Size: 10}
	axisType  = vector.Weight{Size: 9.5}
)

// Hit is a place of a picture that tells of something. Rect is in points from the
// upper left corner.
type Hit struct {
	Rect   figures.Rect
	Lane   int           // of the timeline; −1 for a law
	Events []int         // of the lane; several where they are drawn as one
	Law    int           // of the timeline; −1 for events
	Mark   *figures.Mark // of the "[1]" beside an event
	Title  bool          // the name of the lane
}

// Picture is a timeline laid out for a view.
type Picture struct {
	View          View
	Width, Height float64
	Head          float64 // height of the axis and the names of laws, which stay in sight
	Hits          []Hit

	t      *Timeline
	set    vector.Type
	colors palette
	left   float64 // of the plot
	ticks  []tick
	laws   []lawItem
	lanes  []laneItem
}

type lawItem struct {
	law  int
	x, y float64
	text string
	at   float64 // where the text begins
}

type laneItem struct {
	lane        int
	top, height float64
	title       []string
	items       []item
}

// item is what is drawn for one event, or for several that are alike.
type item struct {
	events         []int
	x0, x1         float64 // from where it may have been to where it may have been
	solid0, solid1 float64 // where it certainly was; equal or crossed: nowhere
	fadeL, fadeR   bool    // beyond the days, since an end is open or about
	dot            bool
	moment         bool
	text           string
	textAt         float64
	beside         bool // the text stands beside the mark, not on it
	cite           string
	citeAt         float64
	mark           *figures.Mark
	y              float64 // its middle
	alarm          bool
	disputed       bool
	group          ontology.Group
}

// Lay lays the timeline out for a view.
func (t *Timeline) Lay(v View) (*Picture, error) {
	set, err := vector.LoadType()
	if err != nil {
		return nil, err
	}
	p := &Picture{View: v, Width: v.Width, t: t, set: set, colors: paletteOf(v.Dark)}
	p.left = v.Labels
	if p.left == 0 {
		p.left = p.titleWidth()
	}
	p.ticks = ticks(v, p.plot())
	y := axisHeight
	y = p.layLaws(y)
	p.Head = y
	for i := range t.Lanes {
		y = p.layLane(i, y)
	}
	p.Height = y + 1
	return p, nil
}

// Plot is where the part with time on it begins, and how wide it is.
func (p *Picture) Plot() (left, width float64) { return p.left, p.plot() }

func (p *Picture) plot() float64 { return max(p.Width-p.left-edge, 50) }

// x is where a day stands.
func (p *Picture) x(day float64) float64 {
	return p.left + (day-p.View.From)/(p.View.To-p.View.From)*p.plot()
}

// titleWidth is as much as the names of lanes need, at most a quarter of the picture.
func (p *Picture) titleWidth() float64 {
	widest := 80.0
	for _, l := range p.t.Lanes {
		widest = max(widest, p.set.Width(titleType, p.set.Drawable(l.Title)))
	}
	return min(widest+38, max(p.Width*0.2, 130))
}

// layLaws sets the names of laws beside their lines, each on the first row where it has room.
func (p *Picture) layLaws(y float64) float64 {
	var rows []float64 // where each row is free
	for i, l := range p.t.Laws {
		x := p.x(float64(l.day))
		if x < p.left || x > p.Width-edge {
			continue
		}
		text := p.set.Drawable(l.Text())
		width := p.set.Width(axisType, text)
		at := x + 5
		if at+width > p.Width-edge {
			at = x - 5 - width
		}
		row := 0
		for row < len(rows) && rows[row] > min(at, x) {
			row++
		}
		if row == len(rows) {
			rows = append(rows, 0)
		}
		rows[row] = max(at+width, x) + between
		top := y + float64(row)*lawHeight
		p.laws = append(p.laws, lawItem{law: i, x: x, y: top + lawHeight/2, text: text, at: at})
		p.Hits = append(p.Hits, Hit{Rect: figures.Rect{X: min(at, x) - 3, Y: top, W: max(at+width, x) - min(at, x) + 6, H: lawHeight}, Lane: -1, Law: i})
	}
	return y + float64(len(rows))*lawHeight + 4
}

// layLane sets the events of a lane on rows, so that none covers another.
func (p *Picture) layLane(lane int, y float64) float64 {
	l := laneItem{lane: lane, top: y, title: p.set.Wrap(titleType, p.t.Lanes[lane].Title, p.left-38)}
	if len(l.title) > 3 {
		l.title = append(l.title[:2:2], l.title[2]+" …")
	}
	var rows [][][2]float64
	for _, events := range p.t.Lanes[lane].gathered() {
		it, from, to, ok := p.place(lane, events)
		if !ok {
			continue
		}
		row := 0
		for row < len(rows) && taken(rows[row], from, to) {
			row++
		}
		if row == len(rows) {
			rows = append(rows, nil)
		}
		rows[row] = append(rows[row], [2]float64{from, to})
		it.y = y + lanePadding + (float64(row)+0.5)*rowHeight
		l.items = append(l.items, it)
		p.hits(lane, it)
	}
	const titleLine = 14.0
	l.height = max(float64(len(rows))*rowHeight, float64(len(l.title))*titleLine, rowHeight) + 2*lanePadding
	p.Hits = append(p.Hits, Hit{Rect: figures.Rect{Y: y, W: p.left - 8, H: l.height}, Lane: lane, Law: -1, Title: true})
	p.lanes = append(p.lanes, l)
	return y + l.height
}

func taken(row [][2]float64, from, to float64) bool {
	for _, r := range row {
		if from < r[1]+between && r[0] < to+between {
			return true
		}
	}
	return false
}

// mostAlike is how many events of one kind and one time are drawn one by one.
const mostAlike = 3

// gathered lists the events of a lane in the order in which they are drawn, those of one
// kind and one time together where they are many.
func (l *Lane) gathered() [][]int {
	alike := map[string][]int{}
	key := func(e Event) string {
		return e.Schema + "\x00" + e.Time.Words + "\x00" + e.After
	}
	for i, e := range l.Events {
		alike[key(e)] = append(alike[key(e)], i)
	}
	var all [][]int
	for i, e := range l.Events {
		switch same := alike[key(e)]; {
		case len(same) <= mostAlike:
			all = append(all, []int{i})
		case same[0] == i:
			all = append(all, same)
		}
	}
	return all
}

// place works out where an item stands on its row and how much of it is taken.
func (p *Picture) place(lane int, events []int) (it item, from, to float64, ok bool) {
	e := p.t.Lanes[lane].Events[events[0]]
	it = item{events: events, dot: e.Time.Day(), moment: e.Time.Moment, alarm: e.After != "", group: e.Group}
	for _, i := range events {
		it.disputed = it.disputed || p.t.Lanes[lane].Events[i].Disputed
	}
	p.span(&it, e.Time)
	if it.x1 < p.left || it.x0 > p.Width-edge {
		return it, 0, 0, false
	}
	from, to = max(it.x0, p.left), min(it.x1, p.Width-edge)
	if it.dot {
		from, to = it.x0-dotRadius, it.x0+dotRadius
	}
	text, cite := p.words(lane, events)
	if len(events) == 1 {
		it.mark = first(e.Marks)
	}
	citeWidth := 0.0
	if cite != "" {
		citeWidth = p.set.Width(axisType, cite) + 4
	}
	it.text, it.cite = p.cut(text, min(longestText, p.plot()*0.5)), cite
	width := p.set.Width(textType, it.text) + citeWidth
	switch {
	case !it.dot && to-from >= width+12: // inside
		it.textAt = from + 6
		if it.fadeL || it.solid0 > it.x0 { // on the solid part where that has room
			it.textAt = max(it.textAt, min(it.solid0+4, to-width-6))
		}
	case to+6+width <= p.Width-edge:
		it.textAt, it.beside = to+6, true
		to = it.textAt + width
	case p.Width-edge-to-6-citeWidth >= leastText: // shorter, but where the eye looks for it
		it.text = p.cut(text, p.Width-edge-to-6-citeWidth)
		it.textAt, it.beside = to+6, true
		to = it.textAt + p.set.Width(textType, it.text) + citeWidth
	case from-6-width >= p.left:
		it.textAt, it.beside = from-6-width, true
		from = it.textAt
	default:
		it.text = p.cut(text, max(p.Width-edge-to-6-citeWidth, 40))
		it.textAt, it.beside = to+6, true
		to = it.textAt + p.set.Width(textType, it.text) + citeWidth
	}
	it.citeAt = it.textAt + p.set.Width(textType, it.text) + 4
	return it, from, to, true
}

func first(marks []figures.Mark) *figures.Mark {
	if len(marks) == 0 {
		return nil
	}
	return &marks[0]
}

// span turns the four days of a time into places.
func (p *Picture) span(it *item, when Time) {
	at := func(day int64) float64 { return p.x(float64(day)) }
	it.solid0, it.solid1 = 1, 0
	begin, end := when.Begin, when.End
	if when.Certain() {
		it.solid0, it.solid1 = at(max(when.Begun, Ever+1)), at(min(when.Lasted, Never-1))
	}
	switch known, last := max(when.Begun, Ever), min(when.Lasted, Never); {
	case begin > Ever:
		it.x0 = at(begin)
	case known < Never && !when.Moment:
		it.x0, it.fadeL = at(known)-openFade, true
	default: // a moment before its end
		it.x0, it.fadeL = at(min(end, last))-openFade, true
		if end < Never {
			it.x0 = at(end) - openFade
		}
	}
	switch {
	case end < Never:
		it.x1 = at(end)
	case when.Moment:
		it.x1, it.fadeR = at(begin)+openFade, true
	default:
		known := when.Lasted
		if known <= Ever {
			known = when.Begun
		}
		it.x1, it.fadeR = at(known)+openFade, true
	}
	if when.About {
		if !it.fadeL {
			it.x0, it.fadeL = it.x0-aboutFade, true
		}
		if !it.fadeR {
			it.x1, it.fadeR = it.x1+aboutFade, true
		}
	}
	if !it.dot {
		it.x1 = max(it.x1, it.x0+6)
	}
}

// shortText is how long a text has to be to speak for itself.
const shortText = 10

// words are what stands beside an item, and the mark of its source.
func (p *Picture) words(lane int, events []int) (text, cite string) {
	l := &p.t.Lanes[lane]
	e := l.Events[events[0]]
	if len(events) > 1 {
		if e.Entity == l.Entity {
			return strconv.Itoa(len(events)) + " details of it", ""
		}
		name := e.Kind
		if s, ok := ontology.Default().Schema(e.Schema); ok {
			name = s.Plural
		}
		return strconv.Itoa(len(events)) + " " + strings.ToLower(name), ""
	}
	text = e.Text
	if e.Entity == l.Entity && e.What != "" && !strings.Contains(text, ": ") {
		text = e.What // the lane says whose
	}
	text = strings.TrimPrefix(text, l.Title+": ")
	if len([]rune(text)) < shortText && !strings.EqualFold(text, e.What) {
		text = e.Kind + ": " + text // a mere code says little by itself
	}
	if e.Disputed {
		text = "disputed: " + text
	}
	switch {
	case len(e.Marks) == 0:
		cite = "unsourced"
	case len(e.Marks) == 1:
		cite = "[" + strconv.Itoa(e.Marks[0].Number) + "]"
	default:
		cite = "[" + strconv.Itoa(e.Marks[0].Number) + "] …"
	}
	return p.set.Drawable(text), cite
}

// cut shortens a text to a width.
func (p *Picture) cut(text string, width float64) string {
	if p.set.Width(textType, text) <= width {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes)
	for low < high {
		middle := (low + high + 1) / 2
		if p.set.Width(textType, string(runes[:middle])+"…") <= width {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return strings.TrimRight(string(runes[:low]), " ,.;:") + "…"
}

// hits notes where an item can be met.
func (p *Picture) hits(lane int, it item) {
	from, to := max(it.x0, p.left), min(it.x1, p.Width)
	if it.dot {
		from, to = it.x0-dotRadius-2, it.x0+dotRadius+2
	}
	right := it.textAt + p.set.Width(textType, it.text)
	p.Hits = append(p.Hits, Hit{
		Rect: figures.Rect{X: min(from, it.textAt), Y: it.y - rowHeight/2 + 1, W: max(to, right) - min(from, it.textAt), H: rowHeight - 2},
		Lane: lane, Events: it.events, Law: -1,
	})
	if it.mark != nil {
		p.Hits = append(p.Hits, Hit{
			Rect: figures.Rect{X: it.citeAt - 1, Y: it.y - rowHeight/2 + 1, W: p.set.Width(axisType, it.cite) + 2, H: rowHeight - 2},
			Lane: lane, Events: it.events, Law: -1, Mark: it.mark,
		})
	}
}

// At is the hit under a point of the picture, −1 for none. What was laid later lies on top.
func (p *Picture) At(x, y float64) int {
	for i := len(p.Hits) - 1; i >= 0; i-- {
		if p.Hits[i].Rect.Contains(x, y) {
			return i
		}
	}
	return -1
}
