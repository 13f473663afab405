package recognise

import (
	"strings"
)

// found is an item before its code points are counted. Positions are in bytes.
type found struct {
	Item
	start, stop int
	next        int // the first token after it
}

// reading is one walk over the tokens of a piece of text.
type reading struct {
	text string
	toks []token
	lang string // of most letters

	out  []found
	done int // tokens before this one are taken
	turn int // the token of "to" in a change from one number to another
	pair int // the token of the second number of a range, which may be glued to the first
	key  []byte
}

// word is the text of token i, or "".
func (s *reading) word(i int) string {
	if i < 0 || i >= len(s.toks) {
		return ""
	}
	return s.text[s.toks[i].start:s.toks[i].stop]
}

// is tells whether token i is the given word of small letters.
func (s *reading) is(i int, word string) bool {
	if i < 0 || i >= len(s.toks) || s.toks[i].kind != wordToken {
		return false
	}
	w := s.word(i)
	return w == word || len(w) == len(word) && strings.EqualFold(w, word)
}

// oneOf tells whether token i is one of a few words, parted by spaces.
func (s *reading) oneOf(i int, words ...string) bool {
	for _, w := range words {
		if s.is(i, w) {
			return true
		}
	}
	return false
}

// a tells whether token i has a class.
func (s *reading) a(i int, c class) bool {
	return i >= 0 && i < len(s.toks) && s.toks[i].is(c)
}

func (s *reading) signAt(i int, signs string) bool {
	return i >= 0 && i < len(s.toks) && s.toks[i].kind == signToken && strings.ContainsRune(signs, s.toks[i].sign)
}

func (s *reading) glued(i int) bool { return i > 0 && i < len(s.toks) && s.toks[i].gap == glued }

// near tells whether token i follows in the same line or the next.
func (s *reading) near(i int) bool { return i > 0 && i < len(s.toks) && s.toks[i].gap <= apart }

// endsSentence tells whether the point at token i ends a sentence rather than
// an abbreviation: a capital or nothing follows.
func (s *reading) endsSentence(i int) bool {
	if i+1 >= len(s.toks) {
		return true
	}
	next := &s.toks[i+1]
	return next.gap != glued && (next.gap >= severed || next.kind == wordToken && next.cased != small && next.script != hangul)
}

// walk reads all tokens, from left to right.
func (s *reading) walk() {
	for i := 0; i < len(s.toks); {
		if i < s.done {
			i = s.done
			continue
		}
		t := &s.toks[i]
		switch {
		case t.named:
			i++
			continue
		case t.kind == emailToken:
			s.put(found{Item: Item{Kind: Email, Score: 0.99}, start: int(t.start), stop: int(t.stop), next: i + 1})
		case t.kind == urlToken:
			s.put(found{Item: Item{Kind: URL, Score: 0.95}, start: int(t.start), stop: int(t.stop), next: i + 1})
		case t.kind == digitsToken:
			s.atDigits(i)
		case t.kind == signToken:
			s.atSign(i)
		case t.lex != nil:
			s.atWord(i)
		case t.script == latin && t.cased == capitals:
			s.putAll(s.bareIdentifier(i))
		}
		i = max(i+1, s.done)
	}
}

func (s *reading) atDigits(i int) {
	if s.putAll(s.bareIdentifier(i)) || s.put(s.phone(i)) || s.putAll(s.date(i)) {
		return
	}
	s.putAll(s.quantity(i))
}

func (s *reading) atSign(i int) {
	t := &s.toks[i]
	switch {
	case t.sign == '+', t.sign == '(':
		s.put(s.phone(i))
	case t.is(currency):
		s.putAll(s.quantity(i))
	}
}

func (s *reading) atWord(i int) {
	t := &s.toks[i]
	if t.is(schemeWord) && s.putAll(s.identifier(i)) {
		return
	}
	if t.script == latin && t.cased == capitals && s.putAll(s.bareIdentifier(i)) {
		return
	}
	if t.is(reference) && s.putAll(s.register(i)) {
		return
	}
	if t.is(monthName) && s.putAll(s.date(i)) {
		return
	}
	if t.is(partWord) && !s.half(i) && s.putAll(s.part(i)) {
		return
	}
	if t.is(numberWord | scaleWord | oddNumber | koNative | koScale | koDigit | currency | currencyISO | partWord) {
		if t.is(numberWord) && s.putAll(s.date(i)) {
			return
		}
		s.putAll(s.quantity(i))
	}
}

func (s *reading) put(f found) bool {
	if f.Kind == "" {
		return false
	}
	if n := len(s.out); n > 0 && f.start < s.out[n-1].stop || f.stop <= f.start {
		return false
	}
	s.out = append(s.out, f)
	s.done = max(s.done, f.next)
	return true
}

func (s *reading) putAll(all []found) bool {
	any := false
	for _, f := range all {
		any = s.put(f) || any
	}
	return any
}

// begin and end are the byte positions of tokens.
func (s *reading) begin(i int) int { return int(s.toks[i].start) }

// end is where the token before i stops.
func (s *reading) end(i int) int { return int(s.toks[i-1].stop) }

// phraseBefore finds the longest phrase of at most five words that ends before
// token i and that known accepts. It gives the token where the phrase begins.
func (s *reading) phraseBefore(i int, end class, known func(string) bool) (from int) {
	from = i
	if !s.a(i-1, end) || i-1 < s.done || s.toks[i-1].named || s.toks[i].gap > apart {
		return i
	}
	start := i
	for start > s.done && i-start < 5 {
		t := &s.toks[start-1]
		if t.kind > digitsToken || t.named || start < i && s.toks[start].gap > apart {
			break
		}
		start--
	}
	for k := start; k < i; k++ {
		if known(s.phrase(k, i)) {
			return k
		}
	}
	return from
}

// phrase is the folded words of tokens from to to with single spaces. It is
// good until the next call.
func (s *reading) phrase(from, to int) string {
	s.key = s.key[:0]
	for k := from; k < to; k++ {
		if k > from {
			s.key = append(s.key, ' ')
		}
		for _, r := range s.word(k) {
			s.key = appendLower(s.key, r)
		}
	}
	return string(s.key)
}

func appendLower(b []byte, r rune) []byte {
	if r < 0x80 {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(b, byte(r))
	}
	return append(b, string(lower(r))...)
}
