package pdfdoc

import (
	"slices"
	"strings"
	"unicode"
)

// attr is the look and the destination of a piece of text. Pieces of one span
// share one attr, so a link keeps its identity over line ends.
type attr struct {
	bold  bool
	size  float64
	rise  float64 // distance above the baseline
	color Color
	link  *link
	cite  bool
}

// link is a destination, with its structure element once it is painted.
type link struct {
	anchor, url string
	elem        *elem
}

// run is a stretch of glyphs of one face and look. Width is in points.
type run struct {
	attr   *attr
	face   *face
	glyphs []glyph
	width  float64
}

// box is what no line may cut, with the spaces that follow it. The spaces count
// only when another box stands on the same line.
type box struct {
	runs    []run
	width   float64
	gap     []run
	gapWide float64
	hard    bool // the line ends here
}

// line is one set line.
type line struct {
	runs  []run
	width float64 // without the spaces at its end
	hard  bool
}

// citeSpace stands between a word and its citation, so that "2015" with source 3
// is not read as 20153 by whoever takes the text out of the file. It is drawn as
// a narrow space and never breaks the line.
const citeSpace = '\u2060'

// setter turns spans into boxes and boxes into lines.
type setter struct{ fonts *fonts }

// styled is a rune with its look.
type styled struct {
	r rune
	a *attr
}

func (s setter) styled(ts textStyle, spans []Span) []styled {
	var out []styled
	// Citations that stand alone, as in a column of sources, are not raised.
	alone := !slices.ContainsFunc(spans, func(sp Span) bool { return sp.cite == 0 })
	for i, sp := range spans {
		sp.noteLike = sp.noteLike && !alone
		if sp.cite > 0 && i > 0 {
			part := s.attr(ts, Span{noteLike: sp.noteLike, colored: true, color: sp.color})
			part.cite = true
			if spans[i-1].cite > 0 {
				out = append(out, styled{',', part})
			} else if n := len(out); n > 0 && !isGap(out[n-1].r) {
				part.size *= narrow
				out = append(out, styled{citeSpace, part})
			}
		}
		a := s.attr(ts, sp)
		for _, r := range clean(sp.text, s.fonts.has) {
			out = append(out, styled{r, a})
		}
	}
	return out
}

func (s setter) attr(ts textStyle, sp Span) *attr {
	a := &attr{bold: ts.bold || sp.bold, size: ts.size, color: ts.color, cite: sp.cite > 0}
	if sp.colored {
		a.color = sp.color
	}
	if sp.small {
		a.size *= 0.85
	}
	if sp.noteLike {
		a.size, a.rise, a.bold = ts.size*raised, ts.size*rise, false
	}
	if sp.anchor != "" || safeURL(sp.url) {
		a.link = &link{anchor: sp.anchor, url: sp.url}
	}
	return a
}

// A citation is two thirds as large as its text and a third of it higher. The
// space before it is a part of a space of that size.
const raised, rise, narrow = 0.66, 0.34, 0.6

// safeURL tells whether an address may be opened by a click.
func safeURL(address string) bool {
	low := strings.ToLower(address)
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if strings.HasPrefix(low, scheme) {
			return true
		}
	}
	return false
}

// boxes cuts text at every place where a line may end.
func (s setter) boxes(ts textStyle, spans []Span) []box {
	text := s.styled(ts, spans)
	var out []box
	for i := 0; i < len(text); {
		word := i
		for i < len(text) && !isGap(text[i].r) && (i == word || !mayBreak(text, i)) {
			i++
		}
		end := i
		hard := false
		for i < len(text) && isGap(text[i].r) && !hard {
			hard = text[i].r == '\n'
			i++
		}
		b := box{runs: s.runs(text[word:end]), gap: s.runs(text[end:i]), hard: hard}
		b.width, b.gapWide = widthOf(b.runs), widthOf(b.gap)
		out = append(out, b)
	}
	return out
}

func (s setter) runs(text []styled) []run {
	var out []run
	for i := 0; i < len(text); {
		a, f, start := text[i].a, s.fonts.choose(text[i].a.bold, text[i].r), i
		var rs []rune
		for ; i < len(text) && text[i].a == a; i++ {
			r := text[i].r
			if r == zeroWidthSpace {
				continue
			}
			if r == '\n' || r == citeSpace {
				r = ' ' // parts the words for readers of the text
			}
			if i > start && s.fonts.choose(a.bold, r) != f {
				break
			}
			rs = append(rs, r)
		}
		if len(rs) > 0 {
			out = append(out, newRun(a, f, f.shape(rs)))
		}
	}
	return out
}

func newRun(a *attr, f *face, glyphs []glyph) run {
	var w float32
	for _, g := range glyphs {
		w += g.advance + g.kern
	}
	return run{attr: a, face: f, glyphs: glyphs, width: float64(w) * a.size / 1000}
}

func widthOf(runs []run) float64 {
	var w float64
	for _, r := range runs {
		w += r.width
	}
	return w
}

// lines fills lines of the given width, each as full as it will go.
func lines(boxes []box, width float64) []line {
	var out []line
	var cur line
	var gap []run
	var gapWide float64
	flush := func(hard bool) {
		cur.runs = append(cur.runs, gap...) // drawn for readers of the text, not measured
		cur.runs, cur.hard = merged(cur.runs), hard
		out = append(out, cur)
		cur, gap, gapWide = line{}, nil, 0
	}
	for _, b := range boxes {
		if len(cur.runs) > 0 && cur.width+gapWide+b.width > width {
			// A box wider than any line may begin on this one if a fair part fits.
			if b.width <= width || width-cur.width-gapWide < width/3 {
				flush(false)
			}
		}
		for cur.width+gapWide+b.width > width && len(b.runs) > 0 {
			head, rest := split(b.runs, width-cur.width-gapWide)
			if len(cur.runs) > 0 && cur.width+gapWide+widthOf(head) > width {
				flush(false) // not even one character fits here
				continue
			}
			if len(rest) == 0 {
				break
			}
			cur.runs = append(append(cur.runs, gap...), head...)
			cur.width += gapWide + widthOf(head)
			gap, gapWide = nil, 0
			flush(false)
			b.runs, b.width = rest, widthOf(rest)
		}
		if len(b.runs) > 0 {
			cur.runs = append(append(cur.runs, gap...), b.runs...)
			cur.width += gapWide + b.width
			gap, gapWide = nil, 0
		}
		gap, gapWide = append(gap, b.gap...), gapWide+b.gapWide
		if b.hard {
			flush(true)
		}
	}
	if len(cur.runs) > 0 || len(gap) > 0 || len(out) == 0 {
		flush(true)
	}
	return out
}

// merged joins neighbours of one look, so that a line is a few stretches of text
// and not a stretch for every word.
func merged(runs []run) []run {
	var out []run
	for i := 0; i < len(runs); {
		end, size := i, 0
		for end < len(runs) && runs[end].attr == runs[i].attr && runs[end].face == runs[i].face {
			size += len(runs[end].glyphs)
			end++
		}
		r := run{attr: runs[i].attr, face: runs[i].face, glyphs: make([]glyph, 0, size), width: widthOf(runs[i:end])}
		for _, part := range runs[i:end] {
			r.glyphs = append(r.glyphs, part.glyphs...)
		}
		out = append(out, r)
		i = end
	}
	return out
}

// split cuts an unbreakable stretch so that the head fits the width: after a
// mark that parts addresses and numbers if one is near, else at any character.
// The head has at least one character.
func split(runs []run, width float64) (head, rest []run) {
	const near = 14
	var seen []glyph // as many as fit, and one more
	used := 0.0
	for _, r := range runs {
		for _, g := range r.glyphs {
			if used > width && len(seen) > 1 {
				break
			}
			seen = append(seen, g)
			used += float64(g.advance+g.kern) * r.attr.size / 1000
		}
	}
	if used <= width || len(seen) == 1 {
		return runs, nil
	}
	fit := len(seen) - 1
	cut := fit
	for cut > 1 && joins(seen[cut].r) {
		cut--
	}
	for i := cut; i > 1 && i > fit-near; i-- {
		if strings.ContainsRune("/-_.,;:?&=#%@+|", seen[i-1].r) {
			cut = i
			break
		}
	}
	from := 0
	for _, r := range runs {
		at := min(max(cut-from, 0), len(r.glyphs))
		from += len(r.glyphs)
		if at > 0 {
			head = append(head, newRun(r.attr, r.face, r.glyphs[:at]))
		}
		if at < len(r.glyphs) {
			rest = append(rest, newRun(r.attr, r.face, r.glyphs[at:]))
		}
	}
	return head, rest
}

// joins tells whether r belongs to the character before it: marks and the inner
// letters of decomposed Hangul.
func joins(r rune) bool {
	return unicode.Is(unicode.M, r) || (r >= 0x1160 && r <= 0x11ff)
}
