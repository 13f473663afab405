package recognise

import (
	"strings"

	"redthread/store/value"
)

// dollars are the letters before a dollar sign.
var dollars = map[string]string{
	"US": "USD", "A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD", "HK": "HKD", "S": "SGD", "NT": "TWD", "NZ": "NZD", "R": "BRL", "U": "",
}

// currencyBefore reads a currency before a number at token i and gives the
// token of the number.
func (s *reading) currencyBefore(i int) (code string, next int) {
	t := &s.toks[i]
	switch {
	case t.kind == signToken && t.is(currency):
		if t.sign == '$' && i > 0 && s.glued(i) && i-1 >= s.done {
			if c := dollars[s.word(i-1)]; c != "" {
				return c, i + 1
			}
		}
		return t.lex.code, i + 1
	case t.kind == wordToken && t.script == latin && t.cased == capitals || t.kind == wordToken && len(s.word(i)) == 1 && t.cased == capital:
		if s.glued(i+1) && s.signAt(i+1, "$") {
			if c := dollars[s.word(i)]; c != "" {
				return c, i + 2
			}
		}
		if t.is(currencyISO) && !t.is(schemeWord) {
			if s.signAt(i+1, "$€") {
				return t.lex.code, i + 2
			}
			return t.lex.code, i + 1
		}
		return "", i + 1
	case t.kind == wordToken && t.is(currency) && !t.is(numberWord|scaleWord):
		return "", i + 1
	}
	return "", i
}

// currencyAfter reads a currency after a number at token i and gives the token
// after it.
func (s *reading) currencyAfter(i int, n numeral) (code string, to int) {
	if !s.near(i) || s.toks[i].gap > apart || s.toks[i].named {
		return "", i
	}
	t := &s.toks[i]
	switch {
	case s.oneOf(i, "U", "US") && t.cased != small: // US dollars, U.S. dollars
		k := i + 1
		for k < i+4 && (s.signAt(k, ".") || s.is(k, "S")) && s.glued(k) {
			k++
		}
		if s.a(k, currency) && s.toks[k].lex.code == "USD" {
			return "USD", k + 1
		}
		return "", i
	case s.word(i) == "Hong" && s.is(i+1, "Kong") && s.oneOf(i+2, "dollar", "dollars"):
		return "HKD", i + 3
	case s.oneOf(i, "Australian", "Canadian", "Singapore", "Taiwan") && s.oneOf(i+1, "dollar", "dollars"):
		return map[byte]string{'A': "AUD", 'C': "CAD", 'S': "SGD", 'T': "TWD"}[s.word(i)[0]&^0x20], i + 2
	case s.oneOf(i, "North", "South") && s.oneOf(i+1, "Korean") && s.is(i+2, "won"):
		if s.is(i, "North") {
			return "KPW", i + 3
		}
		return "KRW", i + 3
	case s.oneOf(i, "Russian", "российских") && s.a(i+1, currency) && s.toks[i+1].lex.code == "RUB",
		s.oneOf(i, "Chinese", "китайских") && s.a(i+1, currency) && s.toks[i+1].lex.code == "CNY",
		s.oneOf(i, "Japanese") && s.is(i+1, "yen"),
		s.oneOf(i, "американских") && s.a(i+1, currency) && s.toks[i+1].lex.code == "USD":
		return s.toks[i+1].lex.code, i + 2
	case s.is(i, "pounds") && s.is(i+1, "sterling"), s.is(i, "British") && s.is(i+1, "pounds"):
		return "GBP", i + 2
	case s.word(i) == "미국" && s.word(i+1) == "달러":
		return "USD", i + 2
	case s.word(i) == "북한" && s.word(i+1) == "원":
		return "KPW", i + 2
	case s.word(i) == "홍콩" && s.word(i+1) == "달러":
		return "HKD", i + 2
	}
	if t.kind == wordToken && t.is(currencyISO) && t.cased == capitals {
		return t.lex.code, i + 1
	}
	if !t.is(currency) || t.kind == wordToken && t.script == latin && t.cased == capitals && !n.scaled && t.stop-t.start < 3 {
		return "", i
	}
	if s.is(i, "р") && t.gap != glued && !s.signAt(i+1, ".") {
		return "", i
	}
	if t.kind == signToken && t.sign == '$' && s.glued(i+1) && s.toks[i+1].kind == digitsToken {
		return "", i // a range of sums without a sign between them
	}
	code, to = t.lex.code, i+1
	if t.script == cyrillic && s.signAt(to, ".") && s.glued(to) && t.stop-t.start <= 8 && (!s.endsSentence(to) || s.is(to+1, "США")) {
		to++
	}
	if code == "USD" && s.is(to, "США") {
		to++
	}
	return code, to
}

const (
	wonWarning = "Both Koreas call their currency won; the South Korean one was taken."
	yenWarning = "The sign stands for yen and for yuan; yen was taken."
)

// money finishes a sum.
func (q *quantityOf) money() []found {
	s := q.s
	warning := ""
	switch q.code {
	case "?won":
		q.code, warning = "KRW", wonWarning
	case "?yen":
		q.code, warning = "JPY", yenWarning
	}
	q.trailing()
	period, each, to := s.periodAfter(q.to)
	before, from := s.periodBefore(q.hedge.from)
	if period == value.Once {
		period = value.Period(either(string(before), string(q.first.per)))
	}
	unit := ""
	if each > 0 {
		unit = folded(s.word(each))
	}
	if k := min(from, q.hedge.from) - 1; each == 0 && k > 0 && s.is(k, "당") && s.glued(k) {
		unit = folded(s.word(k - 1)) // 한 사람당
	}
	f, ok := q.item(Money, value.KindMoney, q.canonical("")+" "+q.code)
	if !ok {
		return nil
	}
	if warning != "" {
		f.Warning = warning
	}
	if to > q.to {
		f.stop, f.next = s.end(to), to
	}
	if from < q.hedge.from {
		f.start = s.begin(from)
	}
	f.Unit = unit
	all := []found{f}
	// 100,000 rubles ($1,600) a month: the period belongs to both.
	if s.signAt(q.to, "(") && to == q.to {
		if inner := s.inside(q.to + 1); inner.Kind == Money && s.signAt(inner.next, ")") {
			if p, e, end := s.periodAfter(inner.next + 1); p != value.Once || e > 0 {
				period = p
				if e > 0 {
					all[0].Unit = folded(s.word(e))
					inner.Unit = all[0].Unit
				}
				inner.next = end
			}
			if period != value.Once && !strings.Contains(inner.Value, "/") {
				inner.Value += "/" + string(period)
			}
			all = append(all, inner)
		}
	}
	if period != value.Once {
		all[0].Value += "/" + string(period)
	}
	return all
}

// inside reads a sum within brackets.
func (s *reading) inside(i int) found {
	if i >= len(s.toks) {
		return found{}
	}
	for k := i; k < i+3 && k < len(s.toks); k++ {
		a, ok := s.amountAt(k)
		if !ok {
			continue
		}
		if a.code == "" {
			return found{}
		}
		q := quantityOf{s: s, first: a, hedge: s.hedgeBefore(k), low: a.numeral, high: a.numeral, code: a.code, to: a.to}
		q.hedge.fence = ""
		if strings.HasPrefix(q.code, "?") {
			return found{}
		}
		f, ok := q.item(Money, value.KindMoney, q.canonical("")+" "+q.code)
		if !ok || f.start < s.begin(i) {
			return found{}
		}
		return f
	}
	return found{}
}

// periodAfter reads "a month", "per worker per hour", "/мес." at token i. each
// is the token of the one it is for, or 0.
func (s *reading) periodAfter(i int) (p value.Period, each, to int) {
	to = i
	for range 3 {
		k := to
		if k >= len(s.toks) || !s.near(k) || s.toks[k].named {
			return p, each, to
		}
		switch {
		case s.signAt(k, "/") && s.a(k+1, timeUnit) && p == value.Once:
			p, to = value.Period(s.toks[k+1].lex.code), k+2
			if s.signAt(to, ".") && s.glued(to) && s.toks[k+1].script == cyrillic && !s.endsSentence(to) {
				to++
			}
		case s.oneOf(k, "a", "an", "per", "each", "every", "в", "за") && s.a(k+1, timeUnit) && p == value.Once && s.near(k+1) &&
			!(s.is(k, "за") && !s.oneOf(k+1, "месяц", "час", "день", "сутки")):
			p, to = value.Period(s.toks[k+1].lex.code), k+2
			if s.is(k+1, "мес") && s.signAt(to, ".") && s.glued(to) && !s.endsSentence(to) {
				to++
			}
		case s.a(k, periodWord) && p == value.Once:
			p, to = value.Period(s.toks[k].lex.code), k+1
		case s.is(k, "p") && s.signAt(k+1, ".") && s.is(k+2, "a") && s.glued(k+2) && p == value.Once:
			p, to = value.PerYear, k+3
			if s.signAt(to, ".") && s.glued(to) && !s.endsSentence(to) {
				to++
			}
		case s.oneOf(k, "a", "per", "each", "for", "на", "с", "за") && each == 0:
			e := k + 1
			if s.oneOf(e, "each", "one", "каждого", "одного") {
				e++
			}
			if s.is(k, "for") && e == k+1 || !s.a(e, perPerson) && !(s.oneOf(k, "per") && s.a(e, noun)) {
				return p, each, to
			}
			each, to = e, e+1
		default:
			return p, each, to
		}
	}
	return p, each, to
}

// periodBefore reads "monthly wage of", 월, ежемесячная зарплата before token i.
// A Korean word that stands next to the sum belongs to it.
func (s *reading) periodBefore(i int) (p value.Period, from int) {
	pay := false
	for k := i - 1; k >= 0 && k >= s.done && k >= i-9; k-- {
		t := &s.toks[k]
		if s.toks[k+1].gap > apart || t.kind > signToken || t.kind == digitsToken || t.sign == '.' || t.sign == ';' || t.sign == ',' {
			return "", i
		}
		if t.is(koPeriod) && t.script == hangul {
			if k > 0 && s.toks[k-1].kind == digitsToken && t.gap == glued {
				return "", i
			}
			if s.is(k-1, "한") && s.is(k, "달에") {
				return value.PerMonth, k - 1
			}
			if k == i-1 && !s.a(k, payWord) {
				return value.Period(t.lex.code), k
			}
			if k >= i-3 {
				return value.Period(t.lex.code), i
			}
		}
		if t.is(payWord) {
			pay = true
		}
		if t.is(periodWord) && (pay || s.is(k, "ежемесячно") || s.is(k, "ежегодно")) {
			return value.Period(t.lex.code), i
		}
		if k == i-2 && s.is(k, "달") && s.is(k+1, "에") && s.is(k-1, "한") {
			return value.PerMonth, k - 1
		}
	}
	return "", i
}
