package recognise

import (
	"strings"

	"redthread/store/value"
)

// amount is a numeral with the currency or percent sign beside it.
type amount struct {
	numeral
	code    string // of the currency, "?won" where two are possible
	percent bool
	per     value.Period // of the sum that a change ends with
	noun    int          // where the noun of a change stands, "rose from 700 to 1,550 workers"; or 0
}

// quantity reads a sum, a share or a count whose number or currency begins at
// token i, with what stands around it.
func (s *reading) quantity(i int) []found {
	if i < s.done {
		return nil
	}
	first, ok := s.amountAt(i)
	if !ok {
		return nil
	}
	at := first.from
	if at > s.done && s.signAt(at-1, "\\") && s.glued(at) {
		at-- // Markdown writes \$
	}
	h := s.hedgeBefore(at)
	h.from = min(h.from, first.from)
	if h.from == at && at < first.from {
		h.from = first.from
	}
	second, ranged := s.rangeAfter(&first, &h)
	last := first.to
	q := quantityOf{s: s, first: first, hedge: h, low: first.numeral, high: first.numeral}
	if ranged {
		q.high, last, q.ranged = second.numeral, second.to, true
		q.code, q.percent = either(first.code, second.code), first.percent || second.percent
	} else {
		q.code, q.percent = first.code, first.percent
	}
	q.to = last
	if !ranged && h.fence == "from" && h.words == "" && q.code != "" && s.is(h.fenced, "от") {
		// "От 45 000 руб." names the least.
		q.hedge.side, q.hedge.from = ">=", h.fenced
		q.hedge.words = s.text[s.begin(h.fenced):s.end(h.fenced+1)]
	}
	if q.code == "" && !q.percent && first.fraction == "" && s.labelled(h.from, first.from) {
		return nil
	}
	switch {
	case first.fraction != "":
		return q.fraction()
	case q.code != "":
		return q.money()
	case q.percent:
		return q.share()
	}
	return q.count(first.noun)
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// labelled tells whether the number at token i is the label of something:
// Resolution 2397, дом 12, 제5조.
func (s *reading) labelled(from, i int) bool {
	if from < i {
		return false // "about 5" is a number
	}
	k := i - 1
	if s.signAt(k, ".") && s.glued(k) || s.signAt(k, "#№§:") && s.toks[i].gap <= spaced && !s.signAt(k, ":") {
		if s.signAt(k, "#№§") {
			return true
		}
		k--
	}
	return s.a(k, reference) && s.toks[i].gap <= apart && !s.a(k, currency)
}

// amountAt reads a number with its currency: $180,000, 2 млн долларов США.
func (s *reading) amountAt(i int) (a amount, ok bool) {
	if i >= len(s.toks) {
		return a, false
	}
	code, k := s.currencyBefore(i)
	if code == "" && k != i {
		return a, false
	}
	if k > i && (k >= len(s.toks) || s.toks[k].gap > spaced) {
		return a, false
	}
	if a.numeral, ok = s.numeralAt(k); !ok {
		return a, false
	}
	if code != "" {
		// "$1.2m": behind a sign of money the letter is a scale.
		if k := a.to; s.glued(k) && !a.scaled {
			if exp := shortScale(s.word(k)); exp > 0 {
				a.value.e += exp
				a.to, a.scaled, a.scale, a.bare = k+1, true, exp, false
			}
		}
		if s.glued(a.to) && s.toks[a.to].kind == wordToken && s.toks[a.to].script == latin && !s.toks[a.to].is(currencyISO) {
			return a, false
		}
	}
	a.from, a.code = i, code
	if i > s.done && s.signAt(i, "$") && s.glued(i) && dollars[s.word(i-1)] != "" {
		a.from = i - 1
	}
	if k := a.from - 1; a.words && code == "" && k >= s.done && s.oneOf(k, "a", "an") && a.value.c != 5 && s.near(k+1) && !s.toks[k].named {
		a.from = k // a dozen, a hundred
	}
	if a.fraction != "" {
		return a, true
	}
	if after, to := s.currencyAfter(a.to, a.numeral); after != "" && (code == "" || after == code || code == "USD") {
		a.code, a.to = after, to
	} else if to := s.percentAt(a.to); to > 0 && code == "" {
		a.percent, a.to = true, to
	}
	return a, true
}

func shortScale(w string) int {
	switch w {
	case "k", "K":
		return 3
	case "m", "M", "mn", "mln", "MM", "mm":
		return 6
	case "b", "B", "bn", "BN", "bln":
		return 9
	case "tn", "T":
		return 12
	}
	return 0
}

// percentAt gives the token after a percent sign or word at token i, or 0.
func (s *reading) percentAt(i int) int {
	if !s.near(i) {
		return 0
	}
	if s.signAt(i, "-") && s.glued(i) && s.a(i+1, percentWord) {
		return i + 2
	}
	if s.is(i, "per") && s.is(i+1, "cent") {
		i++
	} else if !s.toks[i].is(percentWord) || s.toks[i].gap > spaced {
		return 0
	}
	if s.oneOf(i+1, "point", "points") || s.is(i+1, "пункта") || s.is(i+1, "пунктов") || s.is(i+1, "포인트") {
		return 0
	}
	if s.glued(i+1) && s.word(i+1) == "p" || s.glued(i+1) && s.word(i+1) == "포인트" {
		return 0
	}
	return i + 1
}

// rangeAfter reads the second number of a range: to 20,000; –20 000; и 20 тысяч.
func (s *reading) rangeAfter(a *amount, h *hedge) (b amount, ok bool) {
	k := a.to
	if k >= len(s.toks) || !s.near(k) && s.toks[k].gap != glued || a.fraction != "" {
		return b, false
	}
	if s.a(k, koCounter) { // 3명에서 5명
		k++
	}
	sep := s.separator(k, h.fence)
	if sep == 0 {
		return b, false
	}
	next := k + sep
	s.pair = next
	b, ok = s.amountAt(next)
	s.pair = 0
	if !ok {
		return b, false
	}
	or := s.oneOf(k, "or", "или")
	switch {
	case b.fraction != "" || a.code != "" && b.code != "" && a.code != b.code, a.percent && !b.percent, a.words != b.words && s.signAt(k, "-–—"):
		return b, false
	case s.changes(*h) || s.is(b.to, "으로") || s.is(b.to+1, "으로") || s.is(b.to, "로") || s.is(b.to+1, "로"):
		if a.code == "" && !a.percent && !s.a(a.to, noun) {
			a.code, a.percent, a.noun = b.code, b.percent, b.to
			a.per, _, _ = s.periodAfter(b.to)
		}
		s.turn = k
		return b, false
	case or && (!a.bare && !a.words || b.value.float() != a.value.float()+1):
		return b, false
	case a.bare && b.bare && len(s.word(a.from)) == 4 && b.code == "" && !b.percent && s.signAt(k, "-") && b.to-b.from == 1 && len(s.word(b.from)) < 3:
		return b, false // 2018-07
	}
	if b.scaled && !a.scaled && a.value.float() < pow10(3) && (a.code == "" || a.percent == b.percent) {
		shared := a.value
		shared.e += b.scale
		if !b.value.less(shared) && b.scale > 0 {
			a.value = shared
			a.scaled = true
		}
	}
	if !a.value.less(b.value) {
		return b, false
	}
	if s.glued(b.to) && s.signAt(b.to, "-–/") && s.glued(b.to+1) && s.toks[b.to+1].kind == digitsToken {
		return b, false // the parts of a telephone number
	}
	return b, true
}

// separator gives how many tokens part two numbers of a range at token k.
func (s *reading) separator(k int, fence string) int {
	switch {
	case s.signAt(k, "-–—~∼〜～‒"):
		return 1
	case s.is(k, "to"), s.is(k, "до"), s.is(k, "내지"), s.is(k, "에서") || s.is(k, "부터"):
		return 1
	case fence == "between" && s.oneOf(k, "and", "и"):
		return 1
	case s.oneOf(k, "or", "или"):
		return 1
	}
	return 0
}

// changes tells whether the range is a change, "rose from 700 to 1,550": then
// its ends are two counts.
func (s *reading) changes(h hedge) bool {
	if h.fence != "from" {
		return false
	}
	for k := h.fenced - 1; k >= 0 && k > h.fenced-7; k-- {
		if s.toks[k].kind == signToken && s.toks[k].sign != ',' && s.toks[k].sign != '-' {
			return false
		}
		if s.toks[k].is(changeWord) {
			return true
		}
	}
	return s.is(h.fenced, "с") // с 700 до 1550 is a change unless the noun says otherwise
}

// quantityOf is a quantity under construction.
type quantityOf struct {
	s         *reading
	first     amount
	hedge     hedge
	low, high numeral
	ranged    bool
	code      string
	percent   bool
	to        int    // the token after it
	after     string // doubt after the number, as written
}

// canonical composes the text that package value reads.
func (q *quantityOf) canonical(sign string) string {
	mark := ""
	if q.hedge.about {
		mark = "~"
	}
	low, high := q.low.value.text()+sign, q.high.value.text()+sign
	if q.ranged {
		if mark != "" {
			return mark + low + ".." + mark + high
		}
		return low + ".." + high
	}
	return q.hedge.side + mark + low
}

// item finishes a found item.
func (q *quantityOf) item(kind Kind, v value.Kind, text string) (found, bool) {
	s := q.s
	canonical, err := value.Canonical(v, text)
	if err != nil {
		return found{}, false
	}
	from := q.first.from
	if q.hedge.words != "" {
		from = q.hedge.from
	}
	words := q.hedge.words
	if q.ranged && q.hedge.fence != "" {
		from = q.hedge.fenced
		written := s.text[s.begin(from):s.end(from+1)]
		if words != "" {
			written += " " + words
		}
		words = written
	}
	switch {
	case words != "" && q.after != "":
		words += " … " + q.after
	case q.after != "":
		words = q.after
	}
	f := found{Item: Item{Kind: kind, Value: canonical, Hedge: words, Score: 0.95}, start: s.begin(from), stop: s.end(q.to), next: q.to}
	if q.low.doubtful || q.high.doubtful {
		f.Warning = "The sign inside the number could part thousands or decimals; compare it with the source."
		f.Score = 0.7
	}
	return f, true
}

// share finishes a percentage.
func (q *quantityOf) share() []found {
	q.trailing()
	f, ok := q.item(Share, value.KindShare, q.canonical("%"))
	if !ok {
		// More than the whole, as in "rose by 150%", is no share.
		if f, ok = q.item(Count, value.KindQuantity, q.canonical("")); !ok {
			return nil
		}
		f.Unit = "%"
	}
	return []found{f}
}

// fraction finishes 1/3, two thirds.
func (q *quantityOf) fraction() []found {
	s := q.s
	n := q.first.numeral
	if !n.words && !s.oneOf(q.to, "of", "share", "доли", "доля", "долей", "stake") && !(s.is(q.to, "in") && s.is(q.to+1, "the")) {
		return nil
	}
	mark := ""
	if q.hedge.about {
		mark = "~"
	}
	f, ok := q.item(Share, value.KindShare, q.hedge.side+mark+n.fraction)
	if !ok {
		return nil
	}
	return []found{f}
}

// folded is a unit as it is given out.
func folded(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }
