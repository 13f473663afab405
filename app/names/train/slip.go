package main

import (
	"math/rand/v2"
	"strings"
	"unicode"
)

var keyboards = []string{"qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзх", "фывапролджэ", "ячсмитьбю"}

// neighbour is a key next to that of a letter.
func neighbour(r rune, rng *rand.Rand) rune {
	for _, k := range keyboards {
		row := []rune(k)
		for i, c := range row {
			if c != unicode.ToLower(r) {
				continue
			}
			at := i + 1
			if i == len(row)-1 || i > 0 && rng.IntN(2) == 0 {
				at = i - 1
			}
			if unicode.IsUpper(r) {
				return unicode.ToUpper(row[at])
			}
			return row[at]
		}
	}
	return r
}

var scanned = strings.NewReplacer("rn", "m", "m", "rn", "cl", "d", "l", "1", "o", "0", "O", "0", "vv", "w", "ii", "u")

// slip makes one mistake in a name: a key beside the right one, a letter doubled, dropped or swapped, a space lost or gained,
// what a scanner confuses.
func slip(name string, rng *rand.Rand) string {
	r := []rune(name)
	var letters []int
	for i, c := range r {
		if unicode.IsLetter(c) {
			letters = append(letters, i)
		}
	}
	if len(letters) < 4 {
		return name
	}
	i := letters[rng.IntN(len(letters))]
	switch rng.IntN(7) {
	case 0:
		r[i] = neighbour(r[i], rng)
	case 1:
		r = append(r[:i+1], r[i:]...)
	case 2:
		r = append(r[:i:i], r[i+1:]...)
	case 3:
		if i+1 < len(r) && unicode.IsLetter(r[i+1]) {
			r[i], r[i+1] = r[i+1], r[i]
		}
	case 4:
		if at := strings.Index(string(r), " "); at >= 0 {
			return string(r)[:at] + string(r)[at+1:]
		}
	case 5:
		return string(r[:i]) + scanned.Replace(string(r[i:]))
	default:
		r = append(r[:i:i], append([]rune{neighbour(r[i], rng)}, r[i:]...)...)
	}
	return string(r)
}
