package recognise

import (
	"strings"

	"redthread/store/value"
)

// unit is the noun that a number counts.
type unit struct {
	text  string
	to    int  // the token after it
	known bool // the noun stands in the lexicon
}

// count finishes a number of something. The noun of a change stands after its
// second number, at token later.
func (q *quantityOf) count(later int) []found {
	s := q.s
	if !q.ranged {
		q.trailing()
	}
	u := s.unitAt(q.to, q.high)
	borrowed := u.text == "" && later > 0
	if borrowed {
		u = s.unitAt(later, q.high)
	}
	if u.text != "" && (s.a(u.to-1, labelAfter) && !u.known) {
		return nil
	}
	if !q.believed(u) || u.text != "" && s.is(u.to, "당") {
		return nil
	}
	score := 0.9
	if !u.known {
		score = 0.65
	}
	named := borrowed
	if u.text != "" {
		for k := q.to; k < u.to; k++ {
			named = named || s.toks[k].named
		}
		if !named {
			q.to = u.to
		}
	}
	if q.after == "" && !named {
		q.trailing()
	}
	f, ok := q.item(Count, value.KindQuantity, q.canonical(""))
	if !ok {
		return nil
	}
	f.Unit = u.text
	f.Score = min(f.Score, score)
	return []found{f}
}

// believed tells whether the number is a count at all.
func (q *quantityOf) believed(u unit) bool {
	s, n := q.s, q.first.numeral
	strong := q.hedge.words != "" && !q.hedge.weak
	switch {
	case s.is(n.from-1, "in") && s.oneOf(n.from-2, "one", "two"):
		return false // one in three is a share of something else
	case n.words && n.value == (number{1, 0}) && !u.oneThing(s, q):
		return false
	case n.words && s.toks[n.from].script == hangul && !s.a(q.high.to, koCounter|koAfter):
		return false
	case n.words && s.toks[n.from].script == hangul && s.is(n.from, "한") && s.is(n.from+1, "달"):
		return false
	case u.text != "":
		return true
	case q.after != "" && s.toks[n.from].script != hangul:
		return n.grouped || n.scaled || strong || q.after != ""
	}
	year := n.bare && len(s.word(n.from)) == 4
	switch {
	case n.words && !n.scaled:
		return false
	case n.words:
		return q.hedge.words != "" && s.toks[n.from].script != hangul
	case n.bare && n.value.c >= 1900 && year && !strong:
		return false
	case n.grouped || n.scaled:
		return true
	}
	return strong && (n.value.float() >= 10 || q.ranged) || q.hedge.words != "" && n.value.float() >= 100 && !year
}

// oneThing tells whether "one" counts: one worker, but not one of them.
func (u unit) oneThing(s *reading, q *quantityOf) bool {
	if !u.known || q.ranged {
		return false
	}
	if s.toks[q.first.from].script == hangul {
		return true
	}
	return s.a(q.high.to, noun) && (q.hedge.words != "" || !s.a(q.high.to, timeUnit))
}

// mostUnit is how many words after a number are searched for its noun.
const mostUnit = 6

// unitAt finds the noun after a number that ends before token i.
func (s *reading) unitAt(i int, n numeral) unit {
	if i >= len(s.toks) {
		return unit{}
	}
	t := &s.toks[i]
	switch {
	case t.script == hangul && t.kind == wordToken && t.gap <= spaced:
		return s.koreanUnit(i)
	case s.is(i, "a") && s.signAt(i+1, ".") || s.is(i, "p") && s.signAt(i+1, ".") || s.oneOf(i, "am", "pm"):
		return unit{} // the time of day
	case s.is(i, "percentage") || s.is(i, "процентных") || t.is(percentWord):
		return s.percentagePoints(i)
	case s.is(i, "of") && s.oneOf(i+1, "the", "its", "their", "these", "those", "our", "his", "her"):
		return s.wordUnit(i+2, n)
	case s.is(i, "из") && s.near(i+1):
		return s.wordUnit(i+1, n)
	}
	return s.wordUnit(i, n)
}

func (s *reading) percentagePoints(i int) unit {
	if k := i + 1; s.near(k) && s.oneOf(k, "point", "points", "пункта", "пунктов", "пункт") {
		if s.a(i, percentWord) && s.toks[i].kind == signToken {
			return unit{text: "percentage points", to: k + 1, known: true}
		}
		return unit{text: folded(s.text[s.begin(i):s.end(k+1)]), to: k + 1, known: true}
	}
	return unit{}
}

func (s *reading) koreanUnit(i int) unit {
	k := i
	if s.is(k, "여") {
		k++
	}
	if !s.a(k, koCounter) {
		return unit{}
	}
	return unit{text: strings.TrimSuffix(s.word(k), "의"), to: k + 1, known: true}
}

// wordUnit finds the noun among the words from token i on. English and Russian
// put adjectives before it, and English other nouns.
func (s *reading) wordUnit(i int, n numeral) unit {
	head, guess := -1, -1
	for k := i; k < i+mostUnit && k < len(s.toks); k++ {
		t := &s.toks[k]
		if t.kind == signToken && t.sign == '-' && t.gap == glued && k > i && s.glued(k+1) && s.toks[k+1].kind == wordToken {
			continue
		}
		if t.kind == signToken && (t.sign == '\'' || t.sign == '’') && t.gap == glued && k > i {
			if s.is(k+1, "s") {
				guess = -1
			}
			continue
		}
		torn := t.gap > apart && !(k > i && t.is(demonym) && s.oneOf(k-1, "North", "South")) // by a page
		if t.kind != wordToken || torn || t.script == hangul || t.script == otherScript {
			break
		}
		if (t.gap == apart) && head < 0 && t.cased != small && k == i {
			break
		}
		if t.is(noun) && !(t.cased == capitals && t.script == latin && t.stop-t.start < 3) {
			if head >= 0 && !s.joins(head, k) {
				break
			}
			head = k
			if s.plural(k) && t.script == latin {
				break
			}
			continue
		}
		if head >= 0 {
			break
		}
		if t.is(stop|currency|reference|datePlace|monthName) && !t.is(nounPart) {
			break
		}
		if t.is(demonym) && !(s.a(k+1, noun) && s.near(k+1)) {
			head = k
			break
		}
		if t.is(demonym) {
			continue
		}
		if s.candidate(k) {
			guess = k
			if t.script == latin {
				break
			}
			if k+1 < len(s.toks) && !s.a(k+1, noun) {
				break
			}
		} else if k == i && t.cased != small && t.script == cyrillic {
			break
		}
		if s.a(k, labelAfter) {
			return unit{}
		}
	}
	switch {
	case head >= 0:
		return s.named(head, i)
	case guess >= 0 && (n.grouped || n.scaled || n.words || n.bare):
		return unit{text: folded(s.word(guess)), to: guess + 1}
	}
	return unit{}
}

// joins tells whether the noun at k continues the one at head: work permits.
func (s *reading) joins(head, k int) bool {
	return s.toks[head].script == latin && (!s.plural(head) || s.a(k, noun) && k == head+1 && s.toks[k].script == latin)
}

func (s *reading) plural(k int) bool {
	w := s.word(k)
	return s.toks[k].script == cyrillic || strings.HasSuffix(w, "s") || s.oneOf(k, "people", "men", "women", "children", "staff", "crew")
}

// named is the unit whose last word is at token head; words that make one term
// with it are taken along.
func (s *reading) named(head, first int) unit {
	u := unit{to: head + 1, known: true}
	from := head
	t := &s.toks[head]
	if head > first && s.toks[head].gap > glued {
		switch {
		case t.is(demonym) && s.oneOf(head-1, "North", "South"):
			from--
		case s.oneOf(head-1, "work", "labour", "labor", "residence", "employment", "exit", "job", "joint", "spectator") && t.script == latin &&
			!s.oneOf(head, "workers", "worker", "employees", "people"):
			from--
		case s.oneOf(head-1, "percentage") && s.oneOf(head, "points", "point"):
			from--
		case s.oneOf(head-1, "рабочих", "койко") && strings.HasPrefix(s.word(head), "мест"):
			from--
		}
	}
	if strings.HasPrefix(s.word(head), "разрешени") && s.is(head+1, "на") && s.oneOf(head+2, "работу") {
		u.to += 2
	}
	if s.oneOf(head, "рабочих", "рабочие") && (s.is(head+1, "мест") || s.is(head+1, "места")) {
		u.to++
	}
	u.text = folded(s.text[s.begin(from):s.end(u.to)])
	return u
}

// candidate tells whether a word that is not in the lexicon looks like what a
// number counts.
func (s *reading) candidate(k int) bool {
	t, w := &s.toks[k], s.word(k)
	if t.script == latin {
		if t.cased != small || len(w) < 4 || !strings.HasSuffix(w, "s") {
			return false
		}
		for _, end := range [...]string{"ss", "us", "is", "ous"} {
			if strings.HasSuffix(w, end) {
				return false
			}
		}
		switch w {
		case "overseas", "towards", "besides", "perhaps", "always", "news", "across", "whereas", "afterwards", "sometimes", "nowadays":
			return false
		}
		return true
	}
	if t.script != cyrillic || t.cased != small || len(w) < 8 {
		return false
	}
	for _, end := range [...]string{"ых", "их", "ого", "его", "ые", "ие", "ый", "ий", "ой", "ая", "яя", "ую", "ым", "им", "ыми", "ими", "ть", "ли", "лся", "лось", "лись", "ет", "ют", "ит", "ят"} {
		if strings.HasSuffix(w, end) {
			return false
		}
	}
	return true
}
