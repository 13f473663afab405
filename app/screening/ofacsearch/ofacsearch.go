// Package ofacsearch estimates what the public Sanctions List Search of OFAC
// would say of a name: a whole number from 0 to 100.
//
// It follows the description that OFAC gives in its answers to frequent
// questions, numbers 247 and 249. Candidates share the first letter of a term
// and are at least half alike by edit distance. Two scores are made: the whole
// names by Jaro-Winkler, and the parts of the names by Jaro-Winkler and Soundex,
// put together over the parts that were typed; the higher one is shown.
//
// OFAC says neither how the two are weighed nor how names are cleaned. Here
// punctuation is dropped, a part that sounds the same goes half of the way from
// its likeness to 1, and a name's parts count by their length. So this is an
// approximation, shown beside our own score and never mixed with it. Like the
// original it knows Latin letters alone: a name in another script finds nothing.
package ofacsearch

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// Name is a name made ready.
type Name struct {
	whole string
	parts []string
}

const mostLetters = 200

// Prepare makes a name ready to be compared.
func Prepare(name string) Name {
	parts := strings.FieldsFunc(strings.ToUpper(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	})
	n := Name{}
	size := 0
	for _, p := range parts {
		p = strings.ReplaceAll(p, "'", "")
		if size += len(p); p == "" || size > mostLetters {
			continue
		}
		n.parts = append(n.parts, p)
	}
	n.whole = strings.Join(n.parts, " ")
	return n
}

// Score is the estimate for a name that is typed and a name on the list.
func Score(typed, listed Name) int {
	if typed.whole == "" || listed.whole == "" {
		return 0
	}
	if typed.whole == listed.whole {
		return 100
	}
	s := parts(typed, listed)
	if firstLetter(typed.whole) == firstLetter(listed.whole) && alike(typed.whole, listed.whole) {
		s = max(s, jaroWinkler(typed.whole, listed.whole))
	}
	return min(99, int(math.Floor(s*100+0.5))) // 100 is for the same letters alone
}

// Best is the highest score of any of the names.
func Best(typed []Name, listed []Name) int {
	best := 0
	for _, t := range typed {
		for _, l := range listed {
			best = max(best, Score(t, l))
		}
	}
	return best
}

func firstLetter(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// alike tells whether half of the letters stand by edit distance, which OFAC
// looks at first, together with the first letter.
func alike(a, b string) bool {
	x, y := []rune(a), []rune(b)
	long := max(len(x), len(y))
	if 2*min(len(x), len(y)) < long {
		return false
	}
	return 2*edits(x, y) <= long
}

func edits(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}

func parts(typed, listed Name) float64 {
	sum, weight := 0.0, 0.0
	for _, p := range typed.parts {
		best := 0.0
		for _, q := range listed.parts {
			if firstLetter(p) != firstLetter(q) || !alike(p, q) {
				continue
			}
			s := jaroWinkler(p, q)
			if code := soundex(p); code != "" && code == soundex(q) {
				s = (s + 1) / 2
			}
			best = max(best, s)
		}
		w := float64(len([]rune(p)))
		sum, weight = sum+w*best, weight+w
	}
	if weight == 0 {
		return 0
	}
	return sum / weight
}

// jaroWinkler is Winkler's likeness of 1990: Jaro's, raised by a tenth of what
// is missing for each of the first four letters in common.
func jaroWinkler(s, t string) float64 {
	a, b := []rune(s), []rune(t)
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	window := max(0, max(len(a), len(b))/2-1)
	usedA, usedB := make([]bool, len(a)), make([]bool, len(b))
	matches := 0
	for i := range a {
		for j := max(0, i-window); j < min(len(b), i+window+1); j++ {
			if !usedB[j] && a[i] == b[j] {
				usedA[i], usedB[j] = true, true
				matches++
				break
			}
		}
	}
	if matches == 0 {
		return 0
	}
	turned, j := 0, 0
	for i := range a {
		if !usedA[i] {
			continue
		}
		for !usedB[j] {
			j++
		}
		if a[i] != b[j] {
			turned++
		}
		j++
	}
	m := float64(matches)
	jaro := (m/float64(len(a)) + m/float64(len(b)) + (m-float64(turned/2))/m) / 3
	prefix := 0
	for prefix < min(4, len(a), len(b)) && a[prefix] == b[prefix] {
		prefix++
	}
	return jaro + float64(prefix)*0.1*(1-jaro)
}

// soundex is the American code: a letter and three digits; "" for a word
// without a Latin letter in front.
func soundex(s string) string {
	code := make([]byte, 0, 4)
	last := byte('0')
	for i, r := range s {
		if r < 'A' || r > 'Z' {
			if i == 0 {
				return ""
			}
			continue
		}
		d := "01230120022455012623010202"[r-'A']
		switch {
		case i == 0:
			code = append(code, byte(r))
		case r == 'H' || r == 'W':
			continue // letters with the same code around them count once
		case d != '0' && d != last:
			code = append(code, d)
		}
		last = d
		if len(code) == 4 {
			break
		}
	}
	for len(code) < 4 {
		code = append(code, '0')
	}
	return string(code)
}

// All makes several names ready.
func All(names []string) []Name {
	out := make([]Name, 0, len(names))
	for _, n := range names {
		if p := Prepare(n); p.whole != "" && !slices.ContainsFunc(out, func(o Name) bool { return o.whole == p.whole }) {
			out = append(out, p)
		}
	}
	return out
}
