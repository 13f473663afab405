package names

import (
	"bytes"
	"unicode/utf8"
)

// hanReading is how a Han letter is read.
type hanReading struct {
	mandarin  string // pinyin without tones
	korean    string // readings in Hangul, the usual one of names first
	cantonese string
	simple    rune // the simplified letter, where it is another
}

// readHan reads the table of Han letters.
func readHan(table []byte) map[rune]hanReading {
	m := make(map[rune]hanReading, 13000)
	for len(table) > 0 {
		var line []byte
		line, table, _ = bytes.Cut(table, []byte("\n"))
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		var cell [5]string
		for i := range cell {
			var c []byte
			c, line, _ = bytes.Cut(line, []byte("\t"))
			if string(c) != "-" {
				cell[i] = string(c)
			}
		}
		r, _ := utf8.DecodeRuneInString(cell[0])
		h := hanReading{mandarin: cell[1], korean: cell[2], cantonese: cell[3]}
		h.simple, _ = utf8.DecodeRuneInString(cell[4])
		if cell[4] == "" {
			h.simple = 0
		}
		m[r] = h
	}
	return m
}

// appendHan writes Han letters in pinyin.
func appendHan(dst []byte, text string) []byte {
	han := tables().han
	for _, r := range text {
		if h, ok := han[r]; ok {
			dst = append(dst, h.mandarin...)
		} else {
			dst = appendLetter(dst, r, ScriptOf(r), false)
		}
	}
	return dst
}

// HanReadings are how a Han letter is read in Mandarin, in Korean and in Cantonese, in plain Latin letters; "" where that is not
// known.
func HanReadings(r rune) (mandarin, korean, cantonese string) {
	h, ok := tables().han[r]
	if !ok {
		return "", "", ""
	}
	return h.plainly()
}

func (h hanReading) plainly() (mandarin, korean, cantonese string) {
	_, w := utf8.DecodeRuneInString(h.korean)
	return h.mandarin, Latin(h.korean[:w]), h.cantonese
}
