package names

import (
	"unicode"

	"redthread/store/value"
)

// A Word is one word of a text: letters and digits in a row, of one script. Where the script changes a new word starts, but
// digits and marks go with the letters before them.
type Word struct {
	Text   string // as it is spelt
	Folded string // as value.Fold gives it
	Script Script // of its letters; Digit for a number
	Start  int    // of its first letter, in code points of the whole text
	End    int    // after its last letter
}

// Words are the words of a text in their order. An apostrophe within a word stays with it and is left out of its
// folded form: O’Neil gives "oneil".
func Words(s string) []Word {
	var words []Word
	var word Word
	from, at := -1, 0 // byte offset of the word under way, code points so far
	last, lastEnd := rune(0), 0
	finish := func(to int) {
		if from < 0 {
			return
		}
		word.Text = s[from:to]
		word.Folded = value.Fold(dropApostrophes(word.Text))
		if word.Folded != "" {
			words = append(words, word)
		}
		from = -1
	}
	for i, r := range s {
		switch {
		case isLetter(r):
			script := ScriptOf(r)
			if from >= 0 && changes(word.Script, script) {
				finish(lastEnd)
			}
			if from >= 0 && isApostrophe(last) && script == Digit {
				finish(lastEnd)
			}
			if from < 0 {
				from, word = i, Word{Script: script, Start: at}
			}
			if word.Script == Digit {
				word.Script = script
			}
			word.End, lastEnd = at+1, i+len(string(r))
		case from >= 0 && unicode.IsMark(r):
			word.End, lastEnd = at+1, i+len(string(r))
		case from >= 0 && isApostrophe(r) && !isApostrophe(last):
		default:
			finish(lastEnd)
		}
		last = r
		at++
	}
	finish(lastEnd)
	return words
}

// changes tells whether a letter of one script starts a new word after letters of another.
func changes(word, next Script) bool {
	return word != next && next != Digit && word != Digit && next != Other && word != Other
}

func isLetter(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', 'ʹ', '`', '´', '′':
		return true
	}
	return false
}

func dropApostrophes(s string) string {
	for _, r := range s {
		if isApostrophe(r) {
			out := make([]rune, 0, len(s))
			for _, r := range s {
				if !isApostrophe(r) {
					out = append(out, r)
				}
			}
			return string(out)
		}
	}
	return s
}
