package recognise

import "strings"

// hedge is the doubt that stands around a number.
type hedge struct {
	doubt
	from   int    // token where the item begins
	words  string // as written
	fence  string // "between" or "from"
	fenced int    // token of the fence
}

// hedgeBefore reads the words of doubt before token i, several where they add
// up: "at least about".
func (s *reading) hedgeBefore(i int) hedge {
	h := hedge{from: i}
	for range 3 {
		k := h.from
		d, from := s.doubtBefore(k)
		if from == k {
			break
		}
		if d.side != "" && h.side != "" {
			break
		}
		h.from = from
		h.side = either(h.side, d.side)
		h.about = h.about || d.about
		h.weak = d.weak
	}
	if h.from < i {
		h.words = s.text[s.begin(h.from):s.end(i)]
	}
	if k := h.from - 1; k >= s.done && k >= 0 && !s.toks[k].named && s.toks[h.from].gap <= apart {
		switch {
		case s.oneOf(k, "between", "между"):
			h.fence, h.fenced = "between", k
		case s.oneOf(k, "from", "от", "с"):
			h.fence, h.fenced = "from", k
		}
	}
	return h
}

// contrary is what a negation makes of a bound.
var contrary = map[string]string{">": "<=", ">=": "<", "<": ">=", "<=": ">"}

func (s *reading) doubtBefore(i int) (d doubt, from int) {
	if i-1 < s.done || i < 1 {
		return d, i
	}
	if t := &s.toks[i-1]; t.kind == signToken {
		switch t.sign {
		case '~', '≈', '∼', '～':
			if i >= 2 && t.gap == glued && s.toks[i-2].kind != signToken {
				return d, i
			}
			return doubt{about: true}, i - 1
		case '≥':
			return doubt{side: ">="}, i - 1
		case '≤':
			return doubt{side: "<="}, i - 1
		case '=':
			if s.signAt(i-2, ">") && i-2 >= s.done {
				return doubt{side: ">="}, i - 2
			}
			if s.signAt(i-2, "<") && i-2 >= s.done {
				return doubt{side: "<="}, i - 2
			}
		case '>':
			return doubt{side: ">"}, i - 1
		case '<':
			return doubt{side: "<"}, i - 1
		case '.':
			if s.oneOf(i-2, "approx", "ca") && i-2 >= s.done {
				return doubt{about: true}, i - 2
			}
		}
		return d, i
	}
	from = s.phraseBefore(i, doubtEnd, func(p string) bool { _, ok := doubts[p]; return ok })
	if from < i {
		if from == s.turn && from > 0 {
			return d, i
		}
		d = doubts[s.phrase(from, i)]
		// "Does not exceed" is the contrary of "exceeds".
		if k := from - 1; k >= s.done && d.side != "" && s.near(from) && s.oneOf(k, "not", "never", "cannot", "не", "ни") {
			d.side, from = contrary[d.side], k
		}
	}
	return d, from
}

// trailing reads doubt after the number: or more, и более, 이상.
func (q *quantityOf) trailing() {
	s, k := q.s, q.to
	for range 2 {
		if k >= len(s.toks) || !s.near(k) {
			return
		}
		from, side, about, n := k, "", false, 0
		switch {
		case s.signAt(k, "+") && s.glued(k):
			side, n = ">=", 1
		case s.is(k, "plus"):
			side, n = ">=", 1
		case s.is(k, "or") && s.oneOf(k+1, "more", "above", "over"), s.is(k, "and") && s.oneOf(k+1, "more", "above", "over"), (s.is(k, "и") || s.is(k, "или")) && s.oneOf(k+1, "более", "больше", "выше"):
			side, n = ">=", 2
		case s.is(k, "or") && s.oneOf(k+1, "less", "fewer"), s.is(k, "или") && s.oneOf(k+1, "менее", "меньше"), s.is(k, "и") && s.oneOf(k+1, "менее", "меньше"):
			side, n = "<=", 2
		case s.is(k, "с") && s.is(k+1, "лишним"):
			side, n = ">", 2
		case s.is(k, "at") && s.is(k+1, "least"):
			side, n = ">=", 2
		case s.is(k, "at") && s.is(k+1, "most"):
			side, n = "<=", 2
		case s.is(k, "이상"):
			side, n = ">=", 1
		case s.is(k, "이하"), s.is(k, "이내"):
			side, n = "<=", 1
		case s.is(k, "미만"):
			side, n = "<", 1
		case s.is(k, "초과"), s.is(k, "넘는"), s.is(k, "넘게"), s.is(k, "넘어"), s.is(k, "남짓"):
			side, n = ">", 1
			if s.is(k, "남짓") {
				side, about = "", true
			}
		case s.is(k, "정도"), s.is(k, "가량"), s.is(k, "안팎"), s.is(k, "내외"), s.is(k, "여"):
			about, n = true, 1
		case s.oneOf(k, "이", "을", "를", "가") && s.glued(k) && s.is(k+1, "넘지") && strings.HasPrefix(s.word(k+2), "않"):
			from, side, n = k+1, "<=", 3
		case s.is(k, "도") && s.glued(k) && s.is(k+1, "되지") && strings.HasPrefix(s.word(k+2), "않"), s.is(k, "에") && s.glued(k) && s.is(k+1, "못") && strings.HasPrefix(s.word(k+2), "미치"):
			from, side, n = k+1, "<", 3
		case s.oneOf(k, "이", "을", "를", "가") && s.glued(k) && (s.is(k+1, "넘는") || s.is(k+1, "넘게") || s.is(k+1, "초과")) && s.toks[k+1].gap == spaced:
			from, side, n = k+1, ">", 2
		}
		if n == 0 || k+n > len(s.toks) || side != "" && q.hedge.side != "" {
			return
		}
		q.hedge.side = either(q.hedge.side, side)
		q.hedge.about = q.hedge.about || about
		written := s.text[s.begin(from):s.end(k+n)]
		if q.after != "" {
			written = q.after + " " + written
		}
		q.after = written
		k += n
		q.to = k
		if s.is(k-1, "여") {
			return
		}
	}
}
