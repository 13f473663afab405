package names

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// KeysVersion names the rules by which Keys makes its keys. An index that was built by other rules is built anew.
const KeysVersion = "names 2"

// mostKeys is how many keys a word has at most.
const mostKeys = 4

// Keys are up to four short keys of a word, of small ASCII letters and digits, under which other spellings of the same name
// are found too. Take the word as it is spelt, not folded. A word without a letter that Latin can write has none.
//
// A word has the skeleton of its consonants in one to three readings of its letters (j as in Jan and as in John) and, if
// it can be a Korean name, its syllables, told by a leading 0. A Korean word that begins with a surname has the syllables
// of the given name too.
func Keys(word string) []string {
	var latin, buf [64]byte
	l, script := appendSpoken(latin[:0], word)
	if len(l) == 0 {
		return nil
	}
	k := keyring{keys: make([]string, 0, mostKeys)}
	switch script {
	case Hangul:
		k.addHangul(word, l, buf[:0])
		return k.keys
	case Roman, Cyrillic:
		key, ok := appendKoreanKey(buf[:0], l, script, false)
		if ok {
			k.add(key)
		}
		if ok && script == Cyrillic && bytes.IndexByte(l, 'e') >= 0 {
			if key, ok = appendKoreanKey(buf[:0], l, script, true); ok {
				k.add(key)
			}
		}
	}
	k.addSkeletons(l, script, buf[:0])
	return k.keys
}

// keyring collects keys, each once.
type keyring struct{ keys []string }

func (k *keyring) add(key []byte) {
	if len(key) == 0 || len(k.keys) == mostKeys {
		return
	}
	for _, other := range k.keys {
		if other == string(key) {
			return
		}
	}
	k.keys = append(k.keys, string(key))
}

// addSkeletons adds the skeletons of a word in Latin letters. Vowels alone are no skeleton; a word of vowels that has
// no other key is its own.
func (k *keyring) addSkeletons(l []byte, script Script, buf []byte) {
	for _, as := range readings(l, script) {
		if s := appendSkeleton(buf, l, script, as); string(s) != "a" {
			k.add(s)
		}
	}
	if len(k.keys) == 0 {
		if f := appendFold(buf, l); plain(f) {
			k.add(f)
		}
	}
}

// plain tells whether all letters could be written in Latin.
func plain(s []byte) bool {
	for _, b := range s {
		if !(b >= 'a' && b <= 'z' || b >= '0' && b <= '9') {
			return false
		}
	}
	return true
}

func (k *keyring) addHangul(word string, l, buf []byte) {
	if syllablesOnly(word) && utf8.RuneCountInString(word) <= mostSyllables {
		k.add(appendHangulKey(buf, word))
		if given, ok := givenName(word); ok {
			k.add(appendHangulKey(buf, given))
		}
	}
	k.addSkeletons(l, Hangul, buf)
	if bare := withoutLetter(word); bare != word { // 이바노프는
		k.addSkeletons(appendHangulSound(l[:0], bare), Hangul, buf)
	}
}

var (
	oneReading    = []reading{slavic}
	twoReadings   = []reading{slavic, english}
	threeReadings = []reading{slavic, english, german}
	aitchReadings = []reading{slavic, aitch}
	cairoReadings = []reading{slavic, cairo}
)

// readings are the ways in which a word's letters may be meant.
func readings(l []byte, script Script) []reading {
	switch script {
	case Roman:
		if bytes.Contains(l, []byte("ch")) {
			return threeReadings
		}
		return twoReadings
	case Cyrillic:
		if i := bytes.IndexByte(l, 'g'); i == 0 || i > 0 && vowel(l[i-1]) && vowel(at(l, i+1)) {
			return aitchReadings
		}
	case Arabic:
		return cairoReadings
	}
	return oneReading
}

// appendSpoken writes a word in Latin letters close to its sound, and tells the script of its first letter.
func appendSpoken(dst []byte, word string) ([]byte, Script) {
	script := Other
	for _, r := range word {
		if script = ScriptOf(r); script != Other {
			break
		}
	}
	if script == Arabic {
		if bare, ok := strings.CutPrefix(word, "ال"); ok && len(bare) > len("لين") {
			word = bare // the article
		}
	}
	if script == Hangul {
		return appendHangulSound(dst, word), script
	}
	return appendLatin(dst, word, true), script
}
