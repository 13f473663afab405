package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// matcher finds protected strings in texts. The strings are held compacted in a
// tree of runes, so that one walk from each word finds the longest.
type matcher struct {
	full  *node // names in full, numbers, addresses
	parts *node // family names alone
	kept  *node // full names of people who are shown
}

type node struct {
	next map[rune]*node
	hit  *secret
}

// secret is a protected string and what stands for it.
type secret struct{ text, standIn string }

// severalOf stands for a name that more than one hidden party has.
const severalOf = "a protected person"

func newMatcher() *matcher { return &matcher{full: &node{}, parts: &node{}, kept: &node{}} }

func (n *node) add(text, standIn string) {
	c := compact(text)
	if c == "" {
		return
	}
	at := n
	for _, r := range c {
		if at.next == nil {
			at.next = map[rune]*node{}
		}
		if at.next[r] == nil {
			at.next[r] = &node{}
		}
		at = at.next[r]
	}
	switch {
	case at.hit == nil:
		at.hit = &secret{text: strings.TrimSpace(text), standIn: standIn}
	case at.hit.standIn != standIn:
		at.hit.standIn = severalOf
	}
}

// protect adds a string that is replaced wherever it stands. Nothing happens
// unless long is true, which spares callers an if.
func (m *matcher) protect(text, standIn string, long bool) {
	if long {
		m.full.add(text, standIn)
	}
}

// protectPart adds a family name, unless it is too short to be looked for.
func (m *matcher) protectPart(text, standIn string) {
	if atLeast(text, surnameLetters) {
		m.parts.add(text, standIn)
	}
}

// keep lets the full name of somebody who is shown stand, its family name included.
func (m *matcher) keep(name string) {
	if len(strings.Fields(name)) > 1 {
		m.kept.add(name, "")
	}
}

// longest walks from word i and gives the match that ends latest, and the word after it.
func (n *node) longest(words []word, i int) (s *secret, end int) {
	at := n
	for j := i; j < len(words); j++ {
		for _, r := range words[j].folded {
			if at = at.next[r]; at == nil {
				return s, end
			}
		}
		if at.hit != nil {
			s, end = at.hit, j+1
		}
	}
	return s, end
}

// begins tells whether the words from i on are the beginning of what is protected.
func (n *node) begins(words []word, i int) bool {
	at := n
	for ; i < len(words); i++ {
		for _, r := range words[i].folded {
			if at = at.next[r]; at == nil {
				return false
			}
		}
	}
	return true
}

// wholeNames takes off the end of a text that was cut what may be the beginning of a protected string.
func (m *matcher) wholeNames(text string) string {
	words := wordsOf(text)
	for i := range words {
		if m.full.begins(words, i) || m.parts.begins(words, i) {
			return strings.TrimRight(text[:words[i].start], " ,;:")
		}
	}
	return text
}

// match is a protected string found between two bytes of a text.
type match struct {
	*secret
	start, end int
}

// matches finds what is protected, left to right, without overlaps.
func (m *matcher) matches(text string) []match {
	if m.full.next == nil && m.parts.next == nil {
		return nil
	}
	var all []match
	words := wordsOf(text)
	past := 0 // words before this one are replaced already
	kept := 0 // words before this one belong to the name of somebody who is shown
	for i := 0; i < len(words); {
		first := i
		s, end := m.full.longest(words, i)
		if s == nil && i >= kept {
			s, end = m.parts.longest(words, i)
			if _, shown := m.kept.longest(words, i); shown > 0 && shown >= end {
				s, kept = nil, shown
			}
			if s != nil {
				first, end = withInitials(text, words, past, i, end)
			}
		}
		if s == nil {
			i++
			continue
		}
		all = append(all, match{s, words[first].start, words[end-1].end})
		i, past = end, end
	}
	return all
}

// withInitials widens a family name by the initials beside it, as in "Z. A. Qilmar" and "Qilmar Z.A.". Words before
// past are taken already.
func withInitials(text string, words []word, past, first, end int) (int, int) {
	for first > past && isInitial(text, words[first-1]) && strings.TrimSpace(text[words[first-1].end+1:words[first].start]) == "" {
		first--
	}
	for last := end - 1; end < len(words) && isInitial(text, words[end]); end++ {
		between := text[words[end-1].end:words[end].start]
		if end-1 > last {
			between = strings.TrimPrefix(between, ".")
		}
		if strings.TrimSpace(between) != "" {
			break
		}
	}
	return first, end
}

// isInitial tells whether a word is one capital letter with a point after it.
func isInitial(text string, w word) bool {
	r, size := utf8.DecodeRuneInString(text[w.start:w.end])
	return size == w.end-w.start && unicode.IsUpper(r) && strings.HasPrefix(text[w.end:], ".")
}

func (m *matcher) replace(text string) (out string, changed bool) {
	normal := norm.NFC.String(text)
	found := m.matches(normal)
	if len(found) == 0 {
		return text, false
	}
	var b strings.Builder
	last := 0
	for _, f := range found {
		b.WriteString(normal[last:f.start])
		b.WriteString(f.standIn)
		last = f.end
	}
	b.WriteString(normal[last:])
	return b.String(), true
}

func (m *matcher) found(text string) []string {
	var all []string
	seen := map[string]bool{}
	for _, f := range m.matches(norm.NFC.String(text)) {
		if !seen[f.text] {
			seen[f.text] = true
			all = append(all, f.text)
		}
	}
	return all
}
