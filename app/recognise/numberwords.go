package recognise

import (
	"strconv"
	"strings"
)

// wordsAt reads a number in English or Russian words: two hundred and fifty,
// half a dozen, двадцать пять тысяч, two thirds.
func (s *reading) wordsAt(i int) (n numeral, ok bool) {
	n = numeral{from: i, to: i, words: true}
	var total, current number
	seen, lastScale := false, 99
	const most = 12
	for n.to < len(s.toks) && n.to < i+most {
		t := &s.toks[n.to]
		if n.to > i && t.gap > apart {
			break
		}
		switch {
		case t.is(partWord) && s.half(n.to) && !seen:
			// half a dozen, half a million
			next := &s.toks[n.to+2]
			current, seen = number{5, -1}, true
			if next.is(scaleWord) {
				current.e += int(next.lex.n)
			} else {
				current = number{next.lex.n / 2, 0}
			}
			n.to += 3
			n.value = current
			return n, true
		case t.is(partWord) && seen && t.lex.n > 2 && current.c > 0 && current.c < t.lex.n && total.c == 0 && t.cased == small:
			n.fraction = number{current.c, 0}.text() + "/" + number{t.lex.n, 0}.text()
			n.to++
			return n, true
		case t.is(numberWord):
			v := t.lex.n
			switch {
			case (v == 100 || v == 12) && t.script == latin && seen && current.c > 0 && current.c < 100 && (v == 100 || s.is(n.to, "dozen")):
				current.c *= v
			case seen && current.c > 0 && !fits(current.c, v):
				return s.summed(n, total, current, seen)
			default:
				current.c += v
			}
			seen = true
			n.to++
		case t.is(scaleWord) && int(t.lex.n) < lastScale && (seen || s.aThousand(i)):
			if !seen || current.c == 0 {
				current.c = 1
			}
			current.e = int(t.lex.n)
			lastScale = current.e
			sum, fine := total.plus(current)
			if !fine {
				return n, false
			}
			total, current = sum, number{}
			seen, n.scaled = true, true
			n.to++
		case seen && t.sign == '-' && t.gap == glued && s.glued(n.to+1) && (s.toks[n.to+1].is(numberWord) || s.toks[n.to+1].is(partWord) && s.toks[n.to+1].lex.n > 2):
			n.to++
		case seen && s.is(n.to, "and") && n.to+1 < len(s.toks) && s.toks[n.to+1].is(numberWord) && (current.c >= 100 || total.c > 0 && current.c == 0):
			n.to++
		default:
			return s.summed(n, total, current, seen)
		}
	}
	return s.summed(n, total, current, seen)
}

// fits tells whether a number word can follow a smaller part: twenty five, but
// not five twenty.
func fits(have, v int64) bool {
	switch {
	case have%100 == 0:
		return v < 100
	case have%10 == 0 && have%100 >= 20:
		return v < 10
	}
	return false
}

func (s *reading) summed(n numeral, total, current number, seen bool) (numeral, bool) {
	sum, ok := total.plus(current)
	n.value = sum
	if n.to < len(s.toks) && s.glued(n.to) && s.toks[n.to].sign == '-' && s.glued(n.to+1) && !s.toks[n.to+1].is(percentWord) {
		return n, false // three-year, two-storey
	}
	return n, ok && seen && sum.c > 0
}

// aThousand tells whether a scale word alone is a number: a thousand, тысяча,
// about a million, but not thousands of.
func (s *reading) aThousand(i int) bool {
	switch t := &s.toks[i]; {
	case t.script == latin:
		return s.oneOf(i-1, "a", "one") && !strings.HasSuffix(s.word(i), "s")
	case s.oneOf(i, "тысяча", "тысячу", "миллион", "миллиард"):
		return true
	}
	return s.oneOf(i, "тысячи", "миллиона", "миллиарда") && s.a(i-1, doubtEnd)
}

// part reads a share in one word, "a third of", "half the", треть, 절반, at
// token i.
func (s *reading) part(i int) []found {
	t := &s.toks[i]
	from, to := i, i+1
	switch {
	case t.script == hangul:
	case t.script == cyrillic:
		if s.near(i) && strings.ContainsAny(s.word(i - 1)[max(len(s.word(i-1))-2, 0):], "яйю") && strings.Contains("первая вторая первой второй первую вторую третья третью последняя последней", strings.ToLower(s.word(i-1))) {
			return nil
		}
		if u := s.wordUnit(to, numeral{}); u.text == "" && !s.a(i-1, doubtEnd) {
			return nil
		}
	case s.is(i, "half"):
		if s.glued(to) || s.oneOf(to, "a", "an", "past", "dozen") || !s.oneOf(to, "of", "the", "its", "their", "his") && !s.a(i-1, doubtEnd) ||
			s.oneOf(i-1, "first", "second", "other", "and") {
			return nil
		}
	default:
		if !s.oneOf(i-1, "a", "one") || i-1 < s.done || !s.is(to, "of") || s.oneOf(to+1, "a", "an") {
			return nil
		}
		from = i - 1
	}
	n := numeral{from: from, to: to, fraction: "1/" + strconv.FormatInt(t.lex.n, 10), words: true}
	q := quantityOf{s: s, first: amount{numeral: n}, hedge: s.hedgeBefore(from), low: n, high: n, to: to}
	q.hedge.fence = ""
	return q.fraction()
}

// half tells whether "half a dozen" or "half a million" stands at token i.
func (s *reading) half(i int) bool {
	return s.is(i, "half") && s.is(i+1, "a") && i+2 < len(s.toks) && (s.is(i+2, "dozen") || s.toks[i+2].is(scaleWord))
}

// koreanAt reads a number in Korean words: 두, 스물다섯, 오천만, 천.
func (s *reading) koreanAt(i int) (n numeral, ok bool) {
	n = numeral{from: i, to: i, words: true}
	var total, section, digit int64 // section: below 만
	for n.to < len(s.toks) && n.to < i+10 {
		t := &s.toks[n.to]
		if t.kind != wordToken || n.to > i && t.gap != glued {
			break
		}
		if t.is(koNative) && section == 0 && total == 0 && (digit == 0 || digit%10 == 0 && t.lex.n < 10) {
			digit += t.lex.n
			n.to++
			continue
		}
		if t.is(koDigit) && digit == 0 && !t.is(koDate) {
			digit = t.lex.n
			n.to++
			continue
		}
		if !t.is(koScale) {
			break
		}
		unit := int64(1)
		for range t.lex.n {
			unit *= 10
		}
		if unit < 10_000 {
			section += max(digit, 1) * unit
		} else {
			if section += digit; section == 0 {
				section = 1
			}
			total += section * unit
			section = 0
			n.scaled = true
		}
		digit = 0
		n.to++
	}
	n.value = number{total + section + digit, 0}
	return n, n.to > i && n.value.c > 0
}
