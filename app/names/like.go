package names

// Likeness tells how alike two words sound, from 0 to 1, whatever their scripts. It sorts what a shared key has found; it
// does not say that two names are one.
func Likeness(a, b string) float64 {
	var la, lb, fa, fb [64]byte
	wa, sa := appendSpoken(la[:0], a)
	wb, sb := appendSpoken(lb[:0], b)
	x, y := appendFold(fa[:0], wa), appendFold(fb[:0], wb)
	longer := max(len(x), len(y))
	if longer == 0 || longer > mostCompared {
		return 0
	}
	liquid := 1.0 // l for r
	if sa != sb && (sa == Hangul || sb == Hangul || sa == Kana || sb == Kana) {
		liquid = alike // they have one letter for both
	}
	return 1 - distance(x, y, liquid)/float64(longer)
}

// alike is the distance of two consonants of one class.
const alike = 0.3

// mostCompared is the longest word that Likeness compares.
const mostCompared = 64

// distance is an edit distance in which sounds that the scripts confuse lie near each other.
func distance(x, y []byte, liquid float64) float64 {
	var rows [2][mostCompared + 1]float64
	before, row := &rows[0], &rows[1]
	for j := range y {
		before[j+1] = before[j] + dropped(y[j])
	}
	for i := range x {
		row[0] = before[0] + dropped(x[i])
		for j := range y {
			row[j+1] = min(before[j]+swapped(x[i], y[j], liquid), before[j+1]+dropped(x[i]), row[j]+dropped(y[j]))
		}
		before, row = row, before
	}
	return before[len(y)]
}

func dropped(b byte) float64 {
	if vowel(b) || b == 'h' {
		return 0.5
	}
	return 1
}

func swapped(a, b byte, liquid float64) float64 {
	switch {
	case a == b:
		return 0
	case vowel(a) && vowel(b):
		return 0.35
	case a == 'l' && b == 'r' || a == 'r' && b == 'l':
		return liquid
	case soundClass[a] != 0 && soundClass[a] == soundClass[b]:
		return alike
	}
	return 1
}

// soundClass groups the consonants of Fold as skeletons do.
var soundClass = [256]byte{
	'b': 'p', 'p': 'p', 'f': 'p', 'v': 'p', 'g': 'k', 'k': 'k', 'd': 't', 't': 't', 's': 's', 'z': 's', 'c': 's', 'q': 's', 'w': 's', 'x': 's',
}
