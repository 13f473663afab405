package main

import (
	"hash/maphash"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// split gives the words of a text: runs of letters, marks and digits, in lower
// case and compatibility form.
func split(text string) []string {
	return strings.FieldsFunc(strings.ToLower(norm.NFKC.String(text)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.M, r) && r != '_'
	})
}

// score compares what ours read with the reference.
func (f *file) score() {
	if !f.known {
		return
	}
	theirs, ours := split(f.reference), split(f.text)
	f.reference, f.text = "", ""
	f.words = len(theirs)
	f.recall, f.runs = shared(theirs, ours, 1), -1
	if len(theirs) >= 5 {
		f.runs = shared(theirs, ours, 5)
	}
}

var seed = maphash.MakeSeed()

// shared is the share of one list's runs of n words that the other has, each
// as often as it stands there.
func shared(want, have []string, n int) float64 {
	count := map[uint64]int{}
	runs := func(words []string, do func(uint64)) {
		for i := range max(0, len(words)-n+1) {
			var h maphash.Hash
			h.SetSeed(seed)
			for _, w := range words[i : i+n] {
				_, _ = h.WriteString(w)
				_ = h.WriteByte(' ')
			}
			do(h.Sum64())
		}
	}
	runs(have, func(k uint64) { count[k]++ })
	all, found := 0, 0
	runs(want, func(k uint64) {
		all++
		if count[k] > 0 {
			count[k]--
			found++
		}
	})
	if all == 0 {
		return 0
	}
	return float64(found) / float64(all)
}
