package value

import "strings"

// This file holds the grammar that quantities, money and shares have in common: how two bounds with their
// doubt are read, printed and worded.

// printedBound is a bound whose number is already text; an empty text is an open end.
type printedBound struct {
	text          string
	strict, about bool
}

func (b printedBound) mark() string {
	if b.about {
		return "~" + b.text
	}
	return b.text
}

// joinCanonical prints two bounds: 91, ~24000, 16000..20000, >10..<25, >=700, <=~5, unknown.
func joinCanonical(low, high printedBound) string {
	switch {
	case low.text == "" && high.text == "":
		return "unknown"
	case high.text == "" && low.strict:
		return ">" + low.mark()
	case high.text == "":
		return ">=" + low.mark()
	case low.text == "" && high.strict:
		return "<" + high.mark()
	case low.text == "":
		return "<=" + high.mark()
	case low == high:
		return low.mark()
	}
	var b strings.Builder
	if low.strict {
		b.WriteByte('>')
	}
	b.WriteString(low.mark())
	b.WriteString("..")
	if high.strict {
		b.WriteByte('<')
	}
	b.WriteString(high.mark())
	return b.String()
}

func (b printedBound) words() string {
	if b.about {
		return "about " + b.text
	}
	return b.text
}

// joinWords words two bounds in a way that scanRange reads back as the same bounds.
func joinWords(low, high printedBound) string {
	switch {
	case low.text == "" && high.text == "":
		return "unknown"
	case high.text == "" && low.strict:
		return "more than " + low.words()
	case high.text == "":
		return "at least " + low.words()
	case low.text == "" && high.strict:
		return "less than " + high.words()
	case low.text == "":
		return "up to " + high.words()
	case low == high:
		return low.words()
	case low.strict || high.strict:
		from, to := "at least ", "at most "
		if low.strict {
			from = "more than "
		}
		if high.strict {
			to = "less than "
		}
		return from + low.words() + " and " + to + high.words()
	case low.about != high.about || strings.HasPrefix(low.text, "−"):
		return "from " + low.words() + " to " + high.words()
	}
	return low.words() + "–" + high.text
}

// relation is how a written bound stands to the value.
type relation byte

const (
	equals relation = iota
	atLeast
	moreThan
	atMost
	lessThan
)

// writtenBound is one bound as it was written.
type writtenBound struct {
	number   number
	relation relation
	about    bool
}

func (w writtenBound) open() bool { return w.number.rat == nil }

func (w writtenBound) bound() Bound {
	if w.open() {
		return Bound{}
	}
	return Bound{value: w.number.rat, Strict: w.relation == moreThan || w.relation == lessThan, About: w.about}
}

// scanRange reads one or two bounds from folded text. An end that is open comes back with a nil number;
// why is not empty when the text is no range.
func scanRange(folded string) (low, high writtenBound, why string) {
	switch folded {
	case "unknown", "not known", "неизвестно":
		return low, high, ""
	}
	s := &scanner{text: folded}
	fence := s.fence()
	first, ok := s.bound(fence == "")
	if !ok {
		return low, high, s.trouble()
	}
	mark := s.separator()
	if mark == "" && s.done() {
		if fence == "between" {
			return low, high, "it has a first number but no second"
		}
		if fence == "from" && first.relation == equals {
			first.relation = atLeast
		}
		low, high = alone(first)
		return low, high, ""
	}
	second, ok := s.bound(false)
	if !ok || !s.done() {
		return low, high, s.trouble()
	}
	closing := second.relation == atMost || second.relation == lessThan
	switch {
	case first.relation == atMost || first.relation == lessThan, second.relation == atLeast || second.relation == moreThan:
		return low, high, "its bounds point away from each other"
	case (mark == "" || mark == "and") && !closing && fence != "between":
		return low, high, "it holds two numbers and nothing says how they belong together"
	case second.number.scaled && !first.number.scaled && first.number.rat.Sign() != 0:
		return low, high, "the first number has no word for its size"
	}
	// "About 16,000–20,000" is about both ends; the canonical ~16000..20000 is about the first alone.
	if first.about && first.relation == equals && fence == "" && mark != ".." {
		second.about = true
	}
	return first, second, ""
}

// alone spreads a single written bound over the two ends.
func alone(b writtenBound) (low, high writtenBound) {
	switch b.relation {
	case atLeast, moreThan:
		return b, high
	case atMost, lessThan:
		return low, b
	}
	return b, b
}

func (s *scanner) trouble() string {
	if s.why != "" {
		return s.why
	}
	return plainlyNot
}

// fence takes the word that opens a range in words.
func (s *scanner) fence() string {
	if s.digitsAt(s.pos) != "" {
		return ""
	}
	switch {
	case s.word("between", "между"):
		return "between"
	case s.word("from", "от"):
		return "from"
	}
	return ""
}

// separator takes what stands between two bounds: "..", a dash, "to", "and".
func (s *scanner) separator() string {
	s.spaces()
	switch {
	case s.word("..", "…"):
		return ".."
	case s.word("and", "и", "but"):
		return "and"
	case s.word("–", "—", "-", "to", "до"):
		return "to"
	}
	return ""
}

// bound reads marks of doubt and a number. Words after the number ("700 or more", "700+") count only
// where trailing is set, so that a range cannot carry them on its first number.
func (s *scanner) bound(trailing bool) (writtenBound, bool) {
	var b writtenBound
	for s.doubt(&b) {
		continue
	}
	n, ok := s.number()
	if !ok {
		return b, false
	}
	b.number = n
	if trailing && b.relation == equals {
		start := s.pos
		s.spaces()
		switch {
		case s.word("+", "or more", "and more", "or above", "или более"):
			b.relation = atLeast
		case s.word("or less", "or fewer", "or below", "или менее"):
			b.relation = atMost
		default:
			s.pos = start
		}
	}
	return b, true
}

// doubt takes one mark or wording of doubt before a number.
func (s *scanner) doubt(b *writtenBound) bool {
	s.spaces()
	if s.digitsAt(s.pos) != "" {
		return false
	}
	set := func(r relation) bool {
		if b.relation != equals {
			s.fail("it has two signs where one is enough")
			return false
		}
		b.relation = r
		return true
	}
	switch {
	case s.word("~", "≈"):
		b.about = true
		return true
	case s.word("about", "approximately", "approx.", "approx", "around", "roughly", "circa", "ca.", "some",
		"около", "примерно", "приблизительно", "порядка", "约", "大约", "약"):
		b.about = true
		return true
	case s.word(">=", "≥", "at least", "no less than", "not less than", "no fewer than", "not fewer than", "a minimum of",
		"minimum", "min.", "не менее чем", "не менее", "не меньше", "минимум"):
		return set(atLeast)
	case s.word("<=", "≤", "up to", "at most", "as much as", "as many as", "no more than", "not more than", "a maximum of",
		"maximum", "max.", "не более чем", "не более", "не больше", "максимум", "до"):
		return set(atMost)
	case s.word(">", "more than", "greater than", "over", "above", "exceeding", "более чем", "более", "больше", "свыше"):
		return set(moreThan)
	case s.word("<", "less than", "fewer than", "under", "below", "менее чем", "менее", "меньше"):
		return set(lessThan)
	}
	return false
}
