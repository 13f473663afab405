package pdftext

import (
	"math"
	"unicode"
	"unicode/utf8"
)

// sheet collects the letters of a page as words, in the order of drawing.
type sheet struct {
	wide, high float64
	letters    []byte
	words      []word
	frames     []frame // directions beside the axes
	open       bool    // the last word may still grow
	last       glyphBox
	lastText   string
	count      int  // letters taken
	dumb       int  // letters that the file gives no meaning
	pictures   int  // pictures drawn
	hidden     bool // text on layers that are off was passed over
}

// word is letters that stand close together on one line. Its coordinates are
// those of a page turned so that the word reads from left to right: x0 and x1
// along the line, base across it, downwards.
type word struct {
	from, to     int32 // in sheet.letters
	x0, x1, base float32
	size         float32
	turn         byte
	spaced       bool // a blank follows
}

// Gaps as shares of the size of the letters, near to those pdftotext uses.
const (
	breakGap   = 0.1  // ends a word while it is drawn
	spaceGap   = 0.15 // makes a blank between words of a line
	leastBlank = 0.06 // what a drawn blank must leave free to be one
	overlap    = 0.3  // a letter so far back begins a new word
	offBase    = 0.2  // a baseline so far off begins a new word
	sameLetter = 0.15 // the same letter so near is drawn twice, to look bold
)

func (s *sheet) text(w word) []byte { return s.letters[w.from:w.to] }

// frame is a direction that text runs to: 0 to the right, 1 down, 2 to the
// left, 3 up, and those found on the page.
type frame struct{ cos, sin float64 }

var axes = [4]frame{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}

const mostFrames = 64

// turn gives the number of a direction. What is within some degrees of an axis
// counts as the axis, as a scanned page lies never quite straight.
func (s *sheet) turn(x, y float64) byte {
	const near = 0.985 // cosine of ten degrees
	long := math.Hypot(x, y)
	if long == 0 || math.IsNaN(long) || math.IsInf(long, 0) {
		return 0
	}
	x, y = x/long, y/long
	nearest, best := 0, -1.0
	for i, a := range axes {
		if c := a.cos*x + a.sin*y; c > best {
			nearest, best = i, c
		}
	}
	if best > near {
		return byte(nearest)
	}
	const same = 0.9986 // cosine of three degrees
	for i, a := range s.frames {
		if a.cos*x+a.sin*y > same {
			return byte(i + len(axes))
		}
	}
	if len(s.frames) >= mostFrames {
		return byte(nearest)
	}
	s.frames = append(s.frames, frame{x, y})
	return byte(len(s.frames) - 1 + len(axes))
}

// upright turns a place so that text of its direction runs to the right.
func (s *sheet) upright(b *glyphBox) (along, across, width float64) {
	if b.turn == 0 {
		return b.x, b.y, b.dx
	}
	f := axes[b.turn&3]
	if i := int(b.turn) - len(axes); i >= 0 {
		f = s.frames[i]
	}
	return b.x*f.cos + b.y*f.sin, b.y*f.cos - b.x*f.sin, b.dx*f.cos + b.dy*f.sin
}

func (s *sheet) add(text string, b glyphBox) {
	if s.count >= lettersPage {
		return
	}
	if text == "" {
		s.dumb++
		return
	}
	x, base, width := s.upright(&b)
	if !s.inside(&b) {
		return
	}
	if blankText(text) {
		if n := len(s.words); n > 0 && s.open {
			s.words[n-1].spaced = true
			s.open = false
		}
		return
	}
	if text[0] < ' ' || text[0] == 127 {
		return
	}
	s.count++
	if s.open {
		w := &s.words[len(s.words)-1]
		lastX, lastBase, _ := s.upright(&s.last)
		if b.turn == w.turn {
			if s.accent(w, text, &b, x, width) {
				return
			}
			if text == s.lastText && abs(x-lastX) < sameLetter*b.size && abs(base-lastBase) < sameLetter*b.size {
				return
			}
			gap := x - float64(w.x1)
			if gap < breakGap*b.size && gap > -overlap*b.size && abs(base-float64(w.base)) < offBase*b.size &&
				b.size < 1.3*float64(w.size) && float64(w.size) < 1.3*b.size {
				s.letters = append(s.letters, text...)
				w.to = int32(len(s.letters))
				w.x1 = max(w.x1, float32(x+width))
				s.last, s.lastText = b, text
				return
			}
		}
	}
	from := int32(len(s.letters))
	s.letters = append(s.letters, text...)
	s.words = append(s.words, word{
		from: from, to: int32(len(s.letters)), x0: float32(min(x, x+width)), x1: float32(max(x, x+width)), base: float32(base),
		size: float32(b.size), turn: b.turn,
	})
	s.open, s.last, s.lastText = true, b, text
}

// inside tells whether some of a letter is on the page; the half of its height
// is taken for its width where it has none.
func (s *sheet) inside(b *glyphBox) bool {
	x0, x1 := min(b.x, b.x+b.dx), max(b.x, b.x+b.dx)
	y0, y1 := min(b.y, b.y+b.dy), max(b.y, b.y+b.dy)
	if b.turn&1 == 0 {
		y0 -= b.size
	}
	return x1 >= 0 && x0 <= s.wide && y1 >= 0 && y0 <= s.high
}

func blankText(t string) bool {
	r, n := utf8.DecodeRuneInString(t)
	if n != len(t) {
		return false
	}
	switch r {
	case ' ', '\t', '\n', '\r', '\u00a0', '\u3000', '\u202f', '\u200b':
		return true
	}
	return r >= '\u2000' && r <= '\u200a'
}

// marksFor maps accents that stand alone to those that join a letter. Old
// typesetting systems draw "¨" and then "a" under it.
var marksFor = map[string]string{
	"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "^": "\u0302", "¨": "\u0308", "˜": "\u0303", "~": "\u0303", "¯": "\u0304",
	"˘": "\u0306", "˙": "\u0307", "˚": "\u030a", "˝": "\u030b", "ˇ": "\u030c", "¸": "\u0327", "˛": "\u0328",
}

// accent joins an accent and the letter it stands over, whichever came first.
func (s *sheet) accent(w *word, text string, b *glyphBox, x, width float64) bool {
	before, after := marksFor[s.lastText], marksFor[text]
	if before == "" && after == "" || before != "" && after != "" {
		return false
	}
	lastX, lastBase, lastWidth := s.upright(&s.last)
	_, base, _ := s.upright(b)
	off := lastX + lastWidth/2 - x - width/2
	if abs(off) > 0.25*max(width, lastWidth) || abs(base-lastBase) > 0.4*b.size {
		return false
	}
	letter, mark := text, before
	if after != "" {
		letter, mark = s.lastText, after
	}
	r, _ := utf8.DecodeRuneInString(letter)
	switch {
	case r == 'ı':
		letter = "i"
	case r == 'ȷ':
		letter = "j"
	case !unicode.IsLetter(r):
		return false
	}
	s.letters = append(s.letters[:int(w.to)-len(s.lastText)], letter...)
	s.letters = append(s.letters, mark...)
	w.to = int32(len(s.letters))
	w.x0, w.x1 = min(w.x0, float32(x)), max(w.x1, float32(x+width))
	if after == "" {
		s.last = *b
	}
	s.lastText = letter + mark
	return true
}
