package names

// Fold writes a word in small ASCII letters with the habits of the transcriptions taken out, so that the
// usual spellings of one name in Latin and Cyrillic letters come out the same or nearly so: ts is c, ch q, sh and shch w, zh x;
// y, iy, ij, yi and ee are i; ya is ia, ye is e; w is v, ph f, kh h, ou and oo u; doubled letters are single. It is for comparing,
// never for showing. Letters that Latin leaves as they are stay so here.
//
//	Evgeniy, Yevgeny, Jewgenij, Евгений → evgeni
func Fold(word string) string {
	var latin, buf [64]byte
	return string(appendFold(buf[:0], appendLatin(latin[:0], word, true)))
}

// appendFold folds small Latin letters.
func appendFold(dst, s []byte) []byte {
	from := len(dst)
	for i := 0; i < len(s); {
		out, n := foldStep(s, i)
		i += n
		for j := 0; j < len(out); j++ {
			b := out[j]
			if len(dst) > from && dst[len(dst)-1] == b && b >= 'a' {
				continue
			}
			dst = append(dst, b)
		}
	}
	return dst
}

// foldStep folds what starts at s[i]: what it becomes, and how many letters that takes up.
func foldStep(s []byte, i int) (string, int) {
	rest := s[i:]
	next := at(rest, 1)
	switch rest[0] {
	case 'd':
		switch {
		case starts(rest, "dsch"):
			return "x", 4
		case starts(rest, "dzh"):
			return "x", 3
		case next == 'j' && vowel(at(rest, 2)):
			return "x", 2
		case next == 'h':
			return "d", 2
		}
	case 'c':
		switch {
		case starts(rest, "cz"), starts(rest, "ch"):
			return "q", 2
		case next == 'k':
			return "k", 2
		case next == 'e' || next == 'i' || next == 'y':
			return "c", 1
		}
		return "k", 1
	case 'e':
		if next == 'e' || next == 'y' && !vowel(at(rest, 2)) {
			return "i", 2
		}
	case 'g':
		if next == 'h' {
			return "g", 2
		}
	case 'i', 'y', 'j':
		return foldGlide(s, i)
	case 'k':
		switch next {
		case 'h':
			return "h", 2
		case 's':
			return "ks", 2
		}
	case 'o':
		switch next {
		case 'u', 'o':
			return "u", 2
		}
	case 'p':
		if next == 'h' {
			return "f", 2
		}
	case 'q':
		if next == 'u' && vowel(at(rest, 2)) {
			return "kv", 2
		}
		return "k", 1
	case 's':
		switch {
		case starts(rest, "shch"):
			return "w", 4
		case starts(rest, "schtsch"):
			return "w", 7
		case starts(rest, "szcz"):
			return "w", 4
		case starts(rest, "stch"):
			return "w", 4
		case starts(rest, "sch"):
			return "w", 3
		case next == 'h' || next == 'z':
			return "w", 2
		}
	case 't':
		switch {
		case starts(rest, "tsch"):
			return "q", 4
		case starts(rest, "tch"):
			return "q", 3
		case next == 's' && at(rest, 2) != 'h' && at(rest, 2) != 'c', next == 'z' && at(rest, 2) != 'h':
			return "c", 2
		case next == 'h':
			return "t", 2
		}
	case 'w':
		return "v", 1
	case 'x':
		return "ks", 1
	case 'z':
		if next == 'h' {
			return "x", 2
		}
	}
	return everyByte[rest[0]:][:1], 1
}

// foldGlide folds i, y and j, alone and with the vowel after them.
func foldGlide(s []byte, i int) (string, int) {
	n := 1
	for n < 3 && (at(s[i:], n) == 'y' || at(s[i:], n) == 'i' || at(s[i:], n) == 'j') {
		n++
	}
	if at(s[i:], n) == 'e' {
		return "e", n + 1
	}
	return "i", n
}

// everyByte holds every byte once, so that one of them is a string without being copied.
var everyByte = func() string {
	var all [256]byte
	for i := range all {
		all[i] = byte(i)
	}
	return string(all[:])
}()

func at(s []byte, i int) byte {
	if i < len(s) {
		return s[i]
	}
	return 0
}

func starts(s []byte, with string) bool { return len(s) >= len(with) && string(s[:len(with)]) == with }
