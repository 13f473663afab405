package plain

import (
	_ "embed" // the table
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"

	"redthread/app/capture/plain/symbol"
)

//go:embed stats.txt
var statsText string

// statistics are costs in nats: of a symbol after another, and of a character
// among those of its symbol in a language.
type statistics struct {
	index map[rune]int
	pairs [][]float64
	chars map[string]map[rune]float64
}

// likelihoods is read once, at first use.
var likelihoods = sync.OnceValue(func() statistics {
	s := statistics{index: map[rune]int{}, chars: map[string]map[rune]float64{}}
	for i, r := range symbol.All() {
		s.index[r] = i
	}
	rows := strings.Split(strings.TrimSpace(statsText), "\n")
	n, err := strconv.Atoi(rows[0])
	if err != nil || n != len(s.index) || len(rows) < n+1 {
		panic(fmt.Sprintf("stats.txt does not fit package symbol: %d symbols there, %d here", n, len(s.index)))
	}
	for _, row := range rows[1 : n+1] {
		costs := make([]float64, n)
		for i := range costs {
			costs[i] = symbol.Cost(row[i])
		}
		s.pairs = append(s.pairs, costs)
	}
	language, left := "", 0
	for _, row := range rows[n+1:] {
		if left == 0 {
			code, count, _ := strings.Cut(row, " ")
			language = code
			left, _ = strconv.Atoi(count)
			s.chars[language] = uncommon(language)
			continue
		}
		left--
		for _, r := range row[1:] {
			s.chars[language][r] = symbol.Cost(row[0])
		}
	}
	return s
})

// uncommon gives the characters that a language's charset has room for, at the
// cost of one that the texts counted did not hold: those of the first level of
// the national standard are in use, those of the second seldom.
func uncommon(language string) map[rune]float64 {
	m := map[rune]float64{}
	area := func(decode func([]byte) ([]byte, error), first, last byte, cost float64) {
		for lead := first; lead <= last; lead++ {
			for trail := byte(0xA1); trail < 0xFF; trail++ {
				text, err := decode([]byte{lead, trail})
				if r := []rune(string(text)); err == nil && len(r) == 1 && unicode.IsLetter(r[0]) {
					m[r[0]] = cost
				}
			}
		}
	}
	switch language {
	case "ko":
		area(korean.EUCKR.NewDecoder().Bytes, 0xB0, 0xC8, 10.5)
		area(korean.EUCKR.NewDecoder().Bytes, 0xCA, 0xFD, 10)
	case "zh":
		area(simplifiedchinese.GBK.NewDecoder().Bytes, 0xB0, 0xD7, 10.5)
		area(simplifiedchinese.GBK.NewDecoder().Bytes, 0xD8, 0xF7, 13)
	case "ja":
		area(japanese.EUCJP.NewDecoder().Bytes, 0xB0, 0xCF, 10.5)
		area(japanese.EUCJP.NewDecoder().Bytes, 0xD0, 0xF4, 13)
	}
	return m
}

// within is the cost of one character among those of its symbol, where they
// are not counted one by one.
var within = map[rune]float64{
	symbol.Hangul: 14, symbol.Han: 15, symbol.Hiragana: 8, symbol.Katakana: 8, symbol.Fullstop: 6, symbol.Half: 4.1,
	symbol.Box: 4.8, symbol.Greek: 3.9, symbol.Control: 7, symbol.Broken: 12, symbol.Other: 9, symbol.Sign: 3.3, symbol.Mark: 3, symbol.Stop: 1,
}

// strayCyrillic is the cost of a few Cyrillic letters in a Latin text, which are
// more often a pound sign or an accent misread.
const strayCyrillic = 6

// costIn is how unlikely a text is, in nats, in the likeliest of languages.
func costIn(text string, languages ...string) float64 {
	s := likelihoods()
	total := 0.0
	latin, cyrillic := 0, 0
	wide := make([]float64, len(languages))
	prev, shape := s.index[symbol.Space], byte(0)
	for _, r := range text {
		sym := symbol.Of(r)
		i := s.index[sym]
		total += s.pairs[prev][i]
		switch {
		case sym >= 'a' && sym <= 'z':
			latin++
		case sym >= 'а' && sym <= 'ў':
			cyrillic++
		}
		prev = i
		switch {
		case symbol.Wide(sym):
			for k, l := range languages {
				if cost, ok := s.chars[l][r]; ok {
					wide[k] += cost
				} else {
					wide[k] += within[sym]
				}
			}
		default:
			total += within[sym]
		}
		var cost float64
		cost, shape = caseCost(shape, r, sym)
		total += cost
	}
	if cyrillic > 0 && latin > 10*cyrillic {
		total += strayCyrillic
	}
	if len(wide) > 0 {
		best := wide[0]
		for _, w := range wide[1:] {
			best = min(best, w)
		}
		total += best
	}
	return total
}

// oddness is the mean cost of the characters of a text beyond ASCII. Where it
// is higher than texts of any language counted have it, the best of the
// charsets weighed is no more than the least bad.
func oddness(text string) float64 {
	s := likelihoods()
	prev, n := s.index[symbol.Space], 0
	total := 0.0
	for _, r := range text {
		sym := symbol.Of(r)
		i := s.index[sym]
		if r >= 0x80 {
			n++
			total += s.pairs[prev][i]
			if symbol.Wide(sym) {
				least := within[sym]
				for _, chars := range s.chars {
					if cost, ok := chars[r]; ok {
						least = min(least, cost)
					}
				}
				total += 0.45 * least
			} else {
				total += within[sym]
			}
		}
		prev = i
	}
	return total / float64(max(1, n))
}

// caseCost weighs the case of a letter by that before it; shape is the
// beginning of a word (0), one capital (1), small letters (2), capitals (3).
func caseCost(shape byte, r, sym rune) (float64, byte) {
	if r == sym && !unicode.IsLetter(r) || !unicode.IsLetter(r) {
		return 0, 0
	}
	upper := r != sym && unicode.IsUpper(r)
	switch {
	case !upper && shape == 0:
		return 0.2, 2
	case !upper && shape == 1:
		return 0.2, 2
	case !upper && shape == 3:
		return 4, 2
	case !upper:
		return 0.01, 2
	case shape == 0:
		return 1.7, 1
	case shape == 1:
		return 1.7, 3
	case shape == 3:
		return 0.1, 3
	}
	return 5.5, 3
}
