package palette

import (
	"strconv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
)

// ruler measures text of one size by adding up the advances of its runes,
// which is exact in a face without kerning.
type ruler struct {
	size  float32
	width [2]map[rune]float32 // plain and bold
	tall  float32
}

func newRuler(size float32) *ruler {
	return &ruler{size: size, width: [2]map[rune]float32{{}, {}}, tall: fyne.MeasureText("M", size, fyne.TextStyle{}).Height}
}

func (r *ruler) of(c rune, bold bool) float32 {
	at := 0
	if bold {
		at = 1
	}
	w, ok := r.width[at][c]
	if !ok {
		w = fyne.MeasureText(string(c), r.size, fyne.TextStyle{Bold: bold}).Width
		r.width[at][c] = w
	}
	return w
}

func (r *ruler) text(s string) float32 {
	var w float32
	for _, c := range s {
		w += r.of(c, false)
	}
	return w
}

// piece is a stretch of a line in one weight.
type piece struct {
	text   string
	marked bool
	bold   bool
	x, w   float32
}

// lay cuts a text into pieces and at a width. Marks are in code points; strong
// has all of it bold. A mark that would lie beyond the width is brought into
// sight: the line then begins later.
func (r *ruler) lay(text string, marks [][2]int, strong bool, width float32) []piece {
	points := []rune(strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return ' '
		}
		return c
	}, text))
	marks = inside(marks, len(points))
	from := r.begin(points, marks, strong, width)
	var all []piece
	var x float32
	add := func(s string, marked bool, w float32) {
		if n := len(all); n > 0 && all[n-1].marked == marked {
			all[n-1].text += s
			all[n-1].w += w
		} else {
			all = append(all, piece{text: s, marked: marked, bold: marked || strong, x: x, w: w})
		}
		x += w
	}
	if from > 0 {
		add("…", false, r.of('…', strong))
	}
	next := 0
	for i := from; i < len(points); i++ {
		for next < len(marks) && marks[next][1] <= i {
			next++
		}
		marked := next < len(marks) && marks[next][0] <= i
		w := r.of(points[i], marked || strong)
		room := width - x - w
		if i < len(points)-1 && room < r.of('…', strong) && r.rest(points[i:], width-x, strong) {
			add("…", false, r.of('…', strong))
			break
		}
		add(string(points[i]), marked, w)
	}
	return all
}

// rest tells whether what is left is too wide, all of it taken as bold.
func (r *ruler) rest(points []rune, room float32, strong bool) bool {
	var w float32
	for _, c := range points {
		if w += r.of(c, strong); w > room {
			return true
		}
	}
	return false
}

// leadIn is how many letters stand before a mark that is brought into sight.
const leadIn = 12

// begin is where a line must begin so that its first mark is seen.
func (r *ruler) begin(points []rune, marks [][2]int, strong bool, width float32) int {
	if len(marks) == 0 {
		return 0
	}
	var w float32
	for _, c := range points[:marks[0][1]] {
		w += r.of(c, true)
	}
	if w < width-2*r.of('…', strong) {
		return 0
	}
	from := max(0, marks[0][0]-leadIn)
	for i := from; i < marks[0][0]; i++ { // rather at a word than within one
		if unicode.IsSpace(points[i]) {
			from = i + 1
			break
		}
	}
	w = 0
	for _, c := range points[from:marks[0][1]] {
		w += r.of(c, true)
	}
	for ; from < marks[0][0] && w > width-2*r.of('…', strong); from++ {
		w -= r.of(points[from], true)
	}
	return from
}

// inside drops marks that do not lie in the text.
func inside(marks [][2]int, length int) [][2]int {
	var all [][2]int
	for _, m := range marks {
		m[0], m[1] = max(m[0], 0), min(m[1], length)
		if m[1] > m[0] {
			all = append(all, m)
		}
	}
	return all
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
