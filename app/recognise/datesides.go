package recognise

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"redthread/store/value"
)

// sidesOf are the words before and after a date.
type sidesOf struct {
	side
	from    int
	words   string
	between bool
	weak    bool // the words could stand before any number
}

// sidesBefore reads what stands before a date: since, by the end of, в конце.
func (s *reading) sidesBefore(i int) sidesOf {
	h := sidesOf{from: i, weak: true}
	for range 3 {
		k := h.from
		at := k
		if k-1 >= s.done && s.glued(k) && s.signAt(k-1, "-") && s.is(k-2, "mid") && k-2 >= s.done { // mid-2018
			h.part, h.from, h.weak = true, k-2, false
			continue
		}
		// "in", "в" between the words and the date are passed over.
		for at-1 >= s.done && at > k-2 && s.oneOf(at-1, "in", "on", "the", "of", "в", "of") {
			at--
		}
		from := s.phraseBefore(k, sideEnd, knownSide)
		if from == k && at < k {
			from = s.phraseBefore(at, sideEnd, knownSide)
			if from == at {
				break
			}
			k = at
		}
		if from == k || s.is(from, "and") {
			break
		}
		p := sides[s.phrase(from, k)]
		if h.bound != "" && p.bound != "" {
			break
		}
		switch s.phrase(from, k) {
		case "about", "around", "from", "до", "около", "с", "по", "к", "through", "약", "적어도", "c", "ca", "end", "end of":
		default:
			h.weak = false
		}
		h.bound = either(h.bound, p.bound)
		h.about, h.part = h.about || p.about, h.part || p.part
		if p.first > 0 {
			h.first, h.last = p.first, p.last
		}
		h.from = from
	}
	if h.from < i {
		h.words = s.text[s.begin(h.from):s.end(i)]
	}
	if k := h.from - 1; k >= s.done && s.oneOf(k, "between", "между") {
		h.between = true
	}
	return h
}

func knownSide(p string) bool { _, ok := sides[p]; return ok }

// periodSign gives how many tokens part the two dates of a period at token k.
func (s *reading) periodSign(k int, h sidesOf) int {
	switch {
	case s.signAt(k, "–—-~∼") && s.near(k):
		return 1
	case s.is(k, "부터") || s.is(k, "에서"):
		return 1
	case s.oneOf(k, "to", "until", "till", "through", "по", "до") && (h.words != "" || s.toks[k-1].kind == digitsToken):
		return 1
	case h.between && s.oneOf(k, "and", "и"):
		return 1
	}
	return 0
}

// period gives the items of two dates: one moment between them, or a start and
// an end.
func (s *reading) period(d, e day, h sidesOf) []found {
	if e.month == 0 && d.month == 0 && d.year == e.year {
		return nil
	}
	if h.between {
		at := h.from - 1
		f := found{Item: Item{Kind: Date, Hedge: s.text[s.begin(at):s.end(at+1)], Score: 0.95}, start: s.begin(at), stop: s.end(e.to), next: e.to}
		f.Value = s.canonicalDay("[" + d.edtf() + ".." + e.edtf() + "]")
		return []found{f}
	}
	first := s.dated(d, h)
	if first.Kind == "" {
		return nil
	}
	if s.word(d.to) == "부터" {
		first.stop, first.Hedge = s.end(d.to+1), "부터"
	}
	second := s.dated(e, sidesOf{from: e.from})
	if second.Kind == "" {
		return []found{first}
	}
	if k := e.from - 1; s.toks[k].kind == wordToken && s.toks[k].script != hangul {
		second.start, second.Hedge = s.begin(k), s.word(k)
	}
	return []found{first, second}
}

func (s *reading) canonicalDay(text string) string {
	v, err := value.Canonical(value.KindDate, text)
	if err != nil {
		return ""
	}
	return v
}

// dated makes the item of a date.
func (s *reading) dated(d day, h sidesOf) found {
	f := found{Item: Item{Kind: Date, Hedge: h.words, Score: 0.95}, start: s.begin(h.from), stop: s.end(d.to), next: d.to}
	if !d.certain {
		f.Score = 0.8
	}
	s.laterWords(&d, &h, &f)
	switch {
	case d.year == 0:
		f.Warning = "The year is not given."
		f.Shown = strconv.Itoa(d.day) + " " + time.Month(d.month).String()
		f.Score = 0.7
		return f
	case d.swapped:
		a, b := d, d
		a.day, a.month = d.month, d.day
		if b.month < a.month || b.month == a.month && b.day < a.day {
			a, b = b, a
		}
		f.Value = s.canonicalDay("[" + a.edtf() + ".." + b.edtf() + "]")
		f.Warning = fmt.Sprintf("Day and month could be swapped: %s or %s.", value.Show(value.KindDate, a.edtf()), value.Show(value.KindDate, b.edtf()))
		return f
	}
	text := d.edtf()
	if h.first > 0 && d.month == 0 {
		text = fmt.Sprintf("[%04d-%02d..%04d-%02d]", d.year, h.first, d.year, h.last)
	} else if h.about || h.part && h.bound == "" {
		text += "~"
	}
	switch {
	case strings.HasPrefix(text, "["):
	case h.bound == "by":
		text = "[.." + text + "]"
	case h.bound == "from":
		text = "[" + text + "..]"
	case h.bound == "before":
		text = "before " + text
	case h.bound == "after":
		text = "after " + text
	}
	if f.Value = s.canonicalDay(text); f.Value == "" {
		return found{}
	}
	return f
}

// laterWords reads what Korean sets after a date: 부터, 까지, 이후, 초, 말.
func (s *reading) laterWords(d *day, h *sidesOf, f *found) {
	k := d.to
	if !s.near(k) || s.toks[k].script != hangul || s.toks[k].gap > spaced {
		return
	}
	w := s.word(k)
	n := 1
	switch w {
	case "초", "말", "중순", "초반", "후반", "중반", "하순", "초순", "초에", "말에", "말부터", "초부터", "말까지", "중순에", "초쯤":
		h.part = true
	case "상반기", "상반기에":
		h.first, h.last = 1, 6
	case "하반기", "하반기에":
		h.first, h.last = 7, 12
	case "이전", "이전에", "이전부터":
		h.bound = "by"
	case "이후", "이후로", "부터", "까지", "까지는", "부터는", "경", "쯤", "무렵":
		if w == "경" || w == "쯤" || w == "무렵" {
			h.about = true
		}
	default:
		return
	}
	if h.words != "" {
		f.Hedge = h.words + " … " + w
	} else {
		f.Hedge = w
	}
	f.Hedge = strings.TrimSuffix(f.Hedge, "에")
	f.stop, f.next = s.end(k+n), k+n
	if strings.HasSuffix(w, "에") {
		f.stop -= len("에")
	}
}
