package names

// A reading is one way to take the letters that the languages use for different sounds.
type reading byte

const (
	slavic  reading = iota // j as in Jan, w as in Iwanow, ch as in Chekhov
	english                // j as in John, w as in Wilson, g as in George, r unheard as in Park
	german                 // ch as in Michail
	aitch                  // a Cyrillic г that stands for h: Гитлер
	cairo                  // an Arabic jim that is g
)

// appendSkeleton reduces a word in small Latin letters to its consonants: p for b f p v, k for g k q, t for d t, s for
// every hiss, r for l r, m, n. Vowels, h and glides fall out; "a" stands for them at the start.
func appendSkeleton(dst, s []byte, script Script, as reading) []byte {
	from := len(dst)
	english := as == english
	for i := 0; i < len(s); {
		b, n := s[i], 1
		next := at(s, i+1)
		var class byte
		switch b {
		case 'a', 'e', 'i', 'o', 'u', 'y', 'h':
		case 'b', 'f', 'v':
			class = 'p'
		case 'w':
			if !english {
				class = 'p'
			}
		case 'p':
			class = 'p'
			if next == 'h' {
				n = 2
			}
		case 'm':
			class = 'm'
			if i == 0 && next == 'c' && at(s, 2) != 'h' {
				dst = append(dst, 'm')
				class, n = 'k', 2
			}
		case 'n':
			class = 'n'
			if next == 'g' && !vowel(at(s, i+2)) && at(s, i+2) != 'l' && at(s, i+2) != 'r' {
				n = 2
			}
		case 'l':
			class = 'r'
		case 'r':
			class = 'r'
			if english && i > 0 && next != 'r' && next != 'h' && !vowel(next) && next != 'y' {
				class = 0
			}
		case 's', 'z':
			class = 's'
			switch {
			case starts(s[i:], "schtsch"):
				n = 7
			case next == 'c' && (at(s, i+2) == 'h' || at(s, i+2) == 'z'):
				n = 3
			}
		case 'j':
			switch {
			case as == cairo:
				class = 'k'
			case english || script == Arabic:
				class = 's'
			}
		case 'x':
			class = 's'
			if i > 0 {
				dst = append(dst, 'k')
			}
		case 'q':
			class = 'k'
			if next == 'u' {
				n = 2
			}
		case 't', 'd':
			class = 't'
			switch {
			case next == 's' || next == 'z' || next == 'c' && at(s, i+2) == 'h':
				class = 0 // the hiss that follows stands for both
			case next == 'j':
				class, n = 's', 2
			case english && b == 'd' && next == 'g' && at(s, i+2) == 'e':
				class, n = 's', 2
			}
		case 'g':
			class = 'k'
			switch {
			case english && (next == 'e' || next == 'i' || next == 'y'):
				class = 's'
			case as == aitch && (i == 0 || vowel(s[i-1]) && vowel(next)):
				class = 0
			case next == 'h' && i > 0 && !vowel(at(s, i+2)):
				n = 2
			}
		case 'k':
			class = 'k'
			if next == 'h' {
				n = 2
				if !english {
					class = 0
				}
			}
		case 'c':
			switch {
			case next == 'h':
				n, class = 2, 's'
				switch after := at(s, i+2); {
				case script == Roman && (after == 'r' || after == 'l'), english && after == 'a' && at(s, i+3) == 'e':
					class = 'k'
				case as == german:
					class = 0
				}
			case next == 'z':
				n, class = 2, 's'
			case next == 'e' || next == 'i' || next == 'y':
				class = 's'
			case next == 'k' || next == 'q':
			default:
				class = 'k'
			}
		default:
			if b >= '0' && b <= '9' {
				class = b
			}
		}
		if i == 0 && class == 0 && b != 't' && b != 'd' && (b != 'c' || n == 2) {
			dst = append(dst, 'a')
		}
		i += n
		if class == 0 || len(dst) > from && dst[len(dst)-1] == class && doubled(s, i-n, script) {
			continue
		}
		dst = append(dst, class)
	}
	return dst
}

// doubled tells whether the consonant at s[i] only doubles the one before it.
func doubled(s []byte, i int, script Script) bool {
	if i == 0 || s[i] >= '0' && s[i] <= '9' {
		return false
	}
	switch a, b := s[i-1], s[i]; a {
	case b:
		return true
	case 'c':
		return b == 'k' || b == 'q' || b == 'z'
	case 'd', 't':
		return b == 'd' || b == 't'
	case 'l':
		return b == 'r' && script == Hangul
	case 's', 'z':
		return b == 's' || b == 'z' || b == 'c'
	case 'h':
		return b == 's' || b == 'c'
	}
	return false
}
