package names

import (
	"strings"
	"unicode/utf8"
)

// KoreanParts gives the ways in which a Korean name in one word is also written in several: 김철수 is 김 철수, 김 철 수.
// It is nil unless the word is two to four Hangul syllables.
func KoreanParts(word string) [][]string {
	if n := utf8.RuneCountInString(word); n < 2 || n > mostSyllables {
		return nil
	}
	if !syllablesOnly(word) {
		return nil
	}
	syllables := strings.Split(word, "")
	parts := [][]string{{syllables[0], word[len(syllables[0]):]}}
	if len(syllables) > 2 {
		parts = append(parts, syllables)
	}
	if len(syllables) == 4 { // a surname of two syllables, 남궁민수
		parts = append(parts, []string{syllables[0] + syllables[1], syllables[2] + syllables[3]})
	}
	return parts
}

// SyllableKeys gives the key of each syllable of a word that can be a Korean name, in Hangul, Latin or Cyrillic letters; nil
// when it cannot. Keys of a whole name are those of its words run together.
func SyllableKeys(word string) []string {
	var latin, buf [64]byte
	l, script := appendSpoken(latin[:0], word)
	switch script {
	case Hangul:
		if !syllablesOnly(word) || utf8.RuneCountInString(word) > mostSyllables {
			return nil
		}
		var keys []string
		for _, r := range word {
			keys = append(keys, string(appendHangulKey(buf[:0], string(r))))
		}
		return keys
	case Roman, Cyrillic:
		if len(l) == 0 {
			return nil
		}
		var keys []string
		if !eachSyllable(l, script, false, func(_, initial, class, final byte, soft bool) {
			key := append(appendSyllable(append(buf[:0], '0'), 0, initial, soft, true), class)
			if final != 0 {
				key = append(key, final)
			}
			keys = append(keys, string(key))
		}) {
			return nil
		}
		return keys
	}
	return nil
}

// JoinedKeys gives the keys of syllables that the words of a Korean name have when they are written as one, as they
// mostly are in Hangul; nil when they cannot be Korean.
func JoinedKeys(words ...string) []string {
	var keys []string
	for _, k := range Keys(strings.Join(words, "")) {
		if k[0] == '0' {
			keys = append(keys, k)
		}
	}
	return keys
}
