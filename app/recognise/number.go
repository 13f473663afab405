package recognise

import (
	"strconv"
	"strings"
)

// number is an exact decimal: c × 10^e.
type number struct {
	c int64
	e int
}

// mostDigits keeps a coefficient within an int64 through every sum.
const mostDigits = 15

func (n number) text() string {
	digits := strconv.FormatInt(n.c, 10)
	switch {
	case n.c == 0:
		return "0"
	case n.e >= 0:
		return digits + strings.Repeat("0", n.e)
	}
	if pad := -n.e - len(digits) + 1; pad > 0 {
		digits = strings.Repeat("0", pad) + digits
	}
	whole, part := digits[:len(digits)+n.e], strings.TrimRight(digits[len(digits)+n.e:], "0")
	if part == "" {
		return whole
	}
	return whole + "." + part
}

// less compares roughly, which is enough for the order of a range.
func (n number) less(m number) bool { return n.float() < m.float() }

func (n number) float() float64 {
	f := float64(n.c)
	for range max(n.e, -n.e) {
		if n.e > 0 {
			f *= 10
		} else {
			f /= 10
		}
	}
	return f
}

// plus adds; ok is false where the sum would not fit.
func (n number) plus(m number) (sum number, ok bool) {
	for n.e > m.e {
		if n.c > 1<<58 {
			return n, false
		}
		n.c, n.e = n.c*10, n.e-1
	}
	for m.e > n.e {
		if m.c > 1<<58 {
			return n, false
		}
		m.c, m.e = m.c*10, m.e-1
	}
	return number{n.c + m.c, n.e}, n.c < 1<<61 && m.c < 1<<61
}

// numeral is a number as it was written.
type numeral struct {
	value    number
	fraction string // "2/3"; value is then unset
	from, to int    // tokens, to not included
	grouped  bool   // with marks between thousands
	scaled   bool   // with a word such as "million"
	scale    int    // its power of ten
	words    bool   // in words
	bare     bool   // digits alone
	doubtful bool   // the point could stand for thousands
}

// numeralAt reads the number that begins at token i.
func (s *reading) numeralAt(i int) (n numeral, ok bool) {
	if i >= len(s.toks) {
		return n, false
	}
	switch t := &s.toks[i]; {
	case t.kind == digitsToken:
		return s.digitsAt(i)
	case t.kind != wordToken:
		return n, false
	case t.is(koNative|koScale|koDigit) && t.script == hangul:
		return s.koreanAt(i)
	case t.is(numberWord | scaleWord | partWord):
		return s.wordsAt(i)
	case t.is(oddNumber):
		return s.oddWord(i)
	}
	return n, false
}

// oddWord reads полтора миллиона and полмиллиона.
func (s *reading) oddWord(i int) (n numeral, ok bool) {
	n = numeral{from: i, to: i + 1, words: true, value: number{15, -1}}
	if s.is(i, "полмиллиона") {
		n.value, n.scaled = number{5, 5}, true
		return n, true
	}
	if s.near(i+1) && s.toks[i+1].is(scaleWord) {
		n.value.e += int(s.toks[i+1].lex.n)
		n.scaled = true
		n.to++
	}
	return n, true
}

// digitsAt reads digits with their marks and scales: 16,000; 1.2 bn; 3만 5천.
func (s *reading) digitsAt(i int) (n numeral, ok bool) {
	if i != s.pair && s.tail(i) {
		return n, false
	}
	if s.word(i+1) == "분" && s.word(i+2) == "의" && s.near(i+3) && s.toks[i+3].kind == digitsToken && len(s.word(i+3)) <= 2 && len(s.word(i)) <= 2 {
		return numeral{from: i, to: i + 4, fraction: s.word(i+3) + "/" + s.word(i), words: true}, s.number(i+3) < s.number(i)
	}
	n = numeral{from: i}
	n.value, n.to, ok = s.grouped(i, &n)
	if !ok {
		return n, false
	}
	n.bare = n.to == i+1
	if s.after(n.to, '.') || s.after(n.to, ',') || s.after(n.to, ':') || s.after(n.to, '_') {
		return n, false // a version, a time
	}
	if s.after(n.to, '/') && n.bare {
		return s.fractionAt(i)
	}
	s.scales(&n)
	if n.to < len(s.toks) && !n.scaled {
		next := &s.toks[n.to]
		if next.gap == glued && next.kind == wordToken && next.script != hangul &&
			!next.is(currency|currencyISO|scaleWord|unitAllowed|timeUnit|percentWord|yearWord) && !s.suffix(n.to) {
			return n, false // 12th, 5G
		}
		if next.gap == glued && next.sign == '-' && s.glued(n.to+1) && s.toks[n.to+1].kind == wordToken {
			if s.suffix(n.to + 1) {
				n.to += 2
				n.bare = false
			} else if !s.toks[n.to+1].is(percentWord) {
				return n, false // 39-storey
			}
		}
	}
	return n, true
}

// tail tells whether the digits at i are the end of something longer: C4,
// Zenco-39, 10:30, v2.
func (s *reading) tail(i int) bool {
	if i == 0 || s.toks[i].gap != glued {
		return false
	}
	t := &s.toks[i-1]
	if t.kind == wordToken {
		return t.script != hangul && !t.is(currency|currencyISO) || t.is(reference)
	}
	if t.kind != signToken {
		return true
	}
	switch t.sign {
	case '.', ',', ':', '/', '-', '–', '_', '\\', '=', '&', '@', '\'', '’':
		return i > 1 && t.gap == glued && s.toks[i-2].kind != signToken
	case '#', '§':
		return true
	}
	return false
}

// suffix tells whether token i is a Russian case ending after digits: 5-ти.
func (s *reading) suffix(i int) bool {
	if s.toks[i].script != cyrillic {
		return false
	}
	switch s.text[s.toks[i].start:s.toks[i].stop] {
	case "ти", "х", "и", "ю", "мя", "ми", "м":
		return true
	}
	return false
}

// grouped reads whole part and decimals from token i on.
func (s *reading) grouped(i int, n *numeral) (v number, to int, ok bool) {
	digits := s.word(i)
	to = i + 1
	var mark rune
	for groups := 0; len(digits) <= mostDigits-3 && len(s.word(i)) <= 3 && digits[0] != '0' && groups < 5; groups++ {
		m, next, found := s.groupAt(to)
		if !found || mark != 0 && m != mark {
			break
		}
		if m == '.' {
			// One group after a point is a decimal unless it ends in a nought.
			again, _, two := s.groupAt(next)
			if groups == 0 && !(two && again == '.') {
				if g := s.word(next - 1); g[2] != '0' {
					break
				}
				n.doubtful = true
			}
		}
		if m == ',' && groups == 0 && s.near(next) && s.toks[next].is(scaleWord) && s.toks[next].script == cyrillic {
			break // 1,234 млн: a decimal comma
		}
		mark = m
		digits += s.word(next - 1)
		to = next
		n.grouped = true
	}
	if len(digits) > mostDigits {
		return v, to, false
	}
	if (s.after(to, '.') || s.after(to, ',')) && !(n.grouped && mark == s.toks[to].sign) {
		part := s.word(to + 1)
		if s.toks[to].sign == ',' && len(part) == 3 && digits[0] != '0' && !(s.near(to+2) && s.toks[to+2].is(scaleWord)) {
			n.doubtful = true
		}
		if len(digits)+len(part) > mostDigits {
			return v, to, false
		}
		digits += part
		v.e = -len(part)
		to += 2
	}
	c, err := strconv.ParseInt(digits, 10, 64)
	v.c = c
	return v, to, err == nil
}

// groupAt finds a mark and three digits at token i.
func (s *reading) groupAt(i int) (mark rune, next int, ok bool) {
	if i >= len(s.toks) {
		return 0, i, false
	}
	t := &s.toks[i]
	if t.kind == digitsToken && t.gap == spaced && t.stop-t.start == 3 && !s.joined(i+1) {
		return ' ', i + 1, true
	}
	if t.kind != signToken || t.gap != glued {
		return 0, i, false
	}
	switch t.sign {
	case ',', '.', '\'', '’':
	default:
		return 0, i, false
	}
	if i+1 >= len(s.toks) {
		return 0, i, false
	}
	if d := &s.toks[i+1]; d.kind != digitsToken || d.gap != glued || d.stop-d.start != 3 {
		return 0, i, false
	}
	if t.sign == '’' {
		return '\'', i + 2, true
	}
	return t.sign, i + 2, true
}

// joined tells whether a hyphen or slash and digits are glued at token i, as
// in a telephone number or a file reference.
func (s *reading) joined(i int) bool {
	return s.glued(i) && (s.toks[i].sign == '/' || s.toks[i].sign == ':') && s.glued(i+1) && s.toks[i+1].kind == digitsToken
}

// after tells whether the sign and then digits are glued at token i.
func (s *reading) after(i int, sign rune) bool {
	return s.glued(i) && s.toks[i].sign == sign && s.glued(i+1) && s.toks[i+1].kind == digitsToken
}

// fractionAt reads 1/3.
func (s *reading) fractionAt(i int) (n numeral, ok bool) {
	above, below := s.word(i), s.word(i+2)
	if len(above) > 2 || len(below) > 2 || above[0] == '0' || below[0] == '0' || s.joined(i+3) || s.after(i+3, '.') {
		return n, false
	}
	a, _ := strconv.Atoi(above)
	b, _ := strconv.Atoi(below)
	return numeral{from: i, to: i + 3, fraction: above + "/" + below}, a < b
}

// scales takes scale words after the number, and the smaller numbers that
// belong to it: 1 млн 200 тыс., 1억 2000만, 3만 5천.
func (s *reading) scales(n *numeral) {
	last, total := 99, number{}
	value := n.value
	for part := 0; part < 4; part++ {
		exp, to := s.scaleAt(n.to)
		if exp == 0 && (part == 0 || value.e < 0) {
			break
		}
		value.e += exp
		if exp >= last || value.c == 0 {
			return
		}
		sum, ok := total.plus(value)
		if !ok {
			return
		}
		total, n.to, last = sum, to, exp
		if exp > 0 {
			n.scaled, n.bare = true, false
			n.scale = exp
		}
		n.value = total
		if exp == 0 || !s.near(to) || s.toks[to].kind != digitsToken {
			break
		}
		// A smaller part only where it is part of the same number.
		var inner numeral
		v, next, ok := s.grouped(to, &inner)
		e, _ := s.scaleAt(next)
		russian := s.toks[to-1].script == cyrillic && s.toks[to].gap == spaced && v.float() < pow10(3)
		if !ok || e >= last || e == 0 && s.toks[to].gap != glued && !russian || s.toks[next-1].stop-s.toks[to].start > 9 {
			break
		}
		value, n.to = v, next
		if e == 0 {
			if v.float() >= pow10(last) {
				n.to = to
				break
			}
			if sum, ok := total.plus(v); ok {
				n.value = sum
			}
			break
		}
	}
}

func pow10(n int) float64 { return number{1, n}.float() }

// scaleAt reads the scale words at token i; Korean ones add up: 천만 is 7.
func (s *reading) scaleAt(i int) (exp, to int) {
	to = i
	for to < len(s.toks) && to < i+3 {
		t := &s.toks[to]
		switch {
		case t.gap > spaced && !(t.gap == apart && t.is(scaleWord)):
			return exp, to
		case t.is(koScale) && t.script == hangul && (to == i || t.gap == glued):
			exp += int(t.lex.n)
			to++
			continue
		case t.is(scaleWord) && exp == 0 && (t.script != latin || t.cased != capitals || t.stop-t.start > 2):
			exp, to = int(t.lex.n), to+1
			if s.glued(to) && s.toks[to].sign == '.' && t.script == cyrillic && t.stop-t.start <= 8 && !s.endsSentence(to) {
				to++
			}
			return exp, to
		case t.is(scaleWord) && exp == 0: // "BN"
			return int(t.lex.n), to + 1
		}
		break
	}
	return exp, to
}
