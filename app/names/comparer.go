package names

import (
	"strings"
	"sync"
)

// comparer compares two names at a time; it is reused, for it holds the room that comparing needs.
type comparer struct {
	alignment
	swapped bool // the names were exchanged, so that the order in which they are given is all the same
	same    bool // nothing in which they differ counts
	f       Features
	whole   [2][]byte

	parted       partedWord
	partedTokens []*Token
}

var comparers = sync.Pool{New: func() any { return new(comparer) }}

func borrow() *comparer       { return comparers.Get().(*comparer) }
func (c *comparer) giveBack() { comparers.Put(c) }

// mostApart is the score of two names whose numbers rule out that they are one, per score without them.
const mostApart = 0.3

func (c *comparer) score(a, b Name) float64 {
	c.same, c.swapped = false, false
	c.bonds = c.bonds[:0]
	if len(a.tokens) == 0 || len(b.tokens) == 0 || !a.kind.fits(b.kind) {
		c.f = Features{}
		c.alignment.a, c.alignment.b = a.tokens, b.tokens
		return 0
	}
	if before(b, a) {
		a, b = b, a
		c.swapped = true
	}
	if identical(&a, &b) {
		c.same = true
	} else {
		c.partBoth(&a, &b)
	}
	c.tie(a.tokens, b.tokens, a.kind.personal() || b.kind.personal())
	c.measure(&a, &b)
	if c.same {
		return 1
	}
	s := min(verdict(&c.f), 0.9999)
	if c.f[fNumbers] < 0 {
		s *= mostApart
	}
	return s
}

// partBoth parts a Korean or Chinese word of one name as the other name asks for.
func (c *comparer) partBoth(a, b *Name) {
	x, y := a.script == Hangul || a.script == Han, b.script == Hangul || b.script == Han
	switch {
	case x && !y:
		a.tokens = c.part(a.tokens, b.tokens)
	case y && !x:
		b.tokens = c.part(b.tokens, a.tokens)
	}
}

// before gives names an order of their own.
func before(a, b Name) bool {
	if len(a.tokens) != len(b.tokens) {
		return len(a.tokens) < len(b.tokens)
	}
	for i := range a.tokens {
		if c := strings.Compare(a.tokens[i].text, b.tokens[i].text); c != 0 {
			return c < 0
		}
	}
	if a.forms != b.forms {
		return a.forms < b.forms
	}
	return a.kind < b.kind
}

// identical tells whether two names have the same words and forms.
func identical(a, b *Name) bool {
	if len(a.tokens) != len(b.tokens) || a.forms != b.forms {
		return false
	}
	for i := range a.tokens {
		if a.tokens[i].text != b.tokens[i].text {
			return false
		}
	}
	return true
}
