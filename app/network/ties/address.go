package ties

import (
	"slices"
	"strings"
	"unicode"

	"redthread/app/names"
	"redthread/store/value"
)

// address is what of an address two spellings share.
type address struct {
	street string // folded words of the street, in order of the alphabet
	house  string // number with its part: "12", "12a", "71-75 k2"
	town   string // "" where it is not told
	post   string // postal code
}

// key is what addresses are grouped by before their towns are compared.
func (a address) key() string {
	if a.street == "" || a.house == "" {
		return ""
	}
	return a.street + " " + a.house
}

// addressWords are the words an address is read by, folded by addressFold.
type addressWords struct {
	street                                   map[string]string // to its kind
	house, part, unit, town, region, country map[string]bool
	same                                     map[string]string // a town's spellings
}

// addressFold is the form in which words of addresses are looked up: small
// letters, no points; a hyphen stays, since "пр-кт" and "р-н" are words.
func addressFold(s string) string {
	s = strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(s, "ё", "е"), ".", ""))
	return strings.Join(strings.Fields(s), " ")
}

// read takes an address apart. It goes by the pieces between commas and by the
// words that say what a piece is; what it cannot place counts as part of the street when it
// stands with the house number, and as a town otherwise.
func (w *addressWords) read(text string) address {
	var a address
	var towns, streets, loose []string
	place := func(p piece) {
		switch {
		case len(p.street) > 0:
			streets = append(streets, p.street...)
		case len(p.loose) > 0 && p.house != "" && a.house == "":
			streets = append(streets, p.loose...)
		default:
			loose = append(loose, p.loose...)
		}
		towns = append(towns, p.town...)
		if a.house == "" {
			a.house = p.house
		}
		if p.part != "" && a.house != "" {
			a.house += " " + p.part
		}
		if a.post == "" {
			a.post = p.post
		}
	}
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' || r == '，' }) {
		place(w.piece(part))
	}
	if len(towns) == 0 && len(loose) > 0 && len(streets) > 0 {
		towns = loose
	} else if len(streets) == 0 {
		streets = loose
	}
	a.street, a.town = w.name(streets), w.townName(towns)
	return a
}

// name brings the words of a street into one form, whatever their script and order.
func (w *addressWords) name(words []string) string {
	var all []string
	for _, s := range words {
		if f := fold(s); f != "" {
			all = append(all, f)
		} else {
			all = append(all, s)
		}
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " ")
}

func (w *addressWords) townName(words []string) string {
	if len(words) == 0 {
		return ""
	}
	whole := strings.Join(words, " ")
	if one, ok := w.same[whole]; ok {
		return one
	}
	for i := range words { // the town may stand among other words
		for j := min(len(words), i+3); j > i; j-- {
			if one, ok := w.same[strings.Join(words[i:j], " ")]; ok {
				return one
			}
		}
	}
	return w.name(words)
}

// piece is what stands between two commas.
type piece struct {
	street, town, loose []string
	house, part, post   string
}

func (w *addressWords) piece(text string) piece {
	var p piece
	folded := addressFold(text)
	if w.country[folded] {
		return p
	}
	words := strings.Fields(spacedNumbers(folded))
	if w.same[strings.Join(words, " ")] != "" {
		p.town = words
		return p
	}
	inStreet := slices.ContainsFunc(words, func(x string) bool { return w.street[x] != "" })
	for _, x := range words {
		if w.region[x] && !inStreet {
			return p
		}
	}
	isStreet, isTown := false, false
	for i := 0; i < len(words); i++ {
		x := strings.Trim(words[i], "\"'«»()№")
		next := ""
		if i+1 < len(words) {
			next = strings.Trim(words[i+1], "\"'«»()№")
		}
		switch {
		case x == "":
		case w.unit[x] && (i+1 == len(words) || hasDigit(next) || len([]rune(next)) <= 2):
			i++ // the unit and its number
		case w.part[x] && next != "" && (hasDigit(next) || len([]rune(next)) == 1):
			p.part = strings.TrimSpace(p.part + " " + partMark(x) + names.Latin(next))
			i++
		case w.house[x] && hasDigit(next) && p.house == "":
			p.house, p.part = houseOf(next), joinPart(p.part, houseTail(next))
			i++
		case w.street[x] != "" && !(x == "st" && i == 0 && next != "" && !hasDigit(next) && w.same["st "+next] != ""):
			isStreet = true
		case w.town[x] && (next == "" || !hasDigit(next)) && len(words) > 1:
			isTown = true
		case isPostcode(x) && p.post == "" && !(len(x) == 5 && i == 0 && inStreet): // "16192 Coastal Highway" is a house
			p.post = x
		case hasDigit(x) && p.house == "" && !ordinal(x):
			p.house, p.part = houseOf(x), joinPart(p.part, houseTail(x))
		case hasDigit(x) && !ordinal(x) && len(p.loose) > 0:
			// a second number in the piece: a flat or a code
		default:
			p.loose = append(p.loose, strings.Trim(x, "-–—"))
		}
	}
	switch {
	case isStreet:
		p.street, p.loose = p.loose, nil
	case isTown && p.house == "":
		p.town, p.loose = p.loose, nil
	}
	return p
}

// spacedNumbers parts "д12" into "д 12".
func spacedNumbers(s string) string {
	var b strings.Builder
	last := rune(0)
	for _, r := range s {
		if unicode.IsDigit(r) && unicode.IsLetter(last) && last > unicode.MaxLatin1 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// ordinal tells whether a number belongs to a street's name: 2-я, 5th, 1905.
func ordinal(s string) bool {
	for _, end := range []string{"-я", "-й", "-ая", "-ый", "-ой", "-го", "st", "nd", "rd", "th"} {
		if head, ok := strings.CutSuffix(s, end); ok && hasDigit(head) {
			return true
		}
	}
	return false
}

func isPostcode(s string) bool {
	return (len(s) == 5 || len(s) == 6) && strings.Trim(s, "0123456789") == ""
}

// houseOf is the number of a house: "12" of "12a", "12/3" and "71-75" as they are.
func houseOf(s string) string {
	end := strings.IndexFunc(s, unicode.IsLetter)
	if end > 0 {
		s = s[:end]
	}
	return strings.Trim(strings.ReplaceAll(s, "–", "-"), "-/")
}

// houseTail is the letter behind a number: "a" of "12А".
func houseTail(s string) string {
	at := strings.IndexFunc(s, unicode.IsLetter)
	if at <= 0 {
		return ""
	}
	return names.Latin(s[at:])
}

func joinPart(a, b string) string { return strings.TrimSpace(a + " " + b) }

// partMark tells a building from a letter of one: "к 2" is not "лит 2", but "12А" is "12 лит. А".
func partMark(word string) string {
	switch names.Latin(word) {
	case "lit", "liter", "litera":
		return ""
	case "str", "stroenie":
		return "s"
	}
	return "k"
}

// telling are the words of an address in which no house stands, less the town and what is
// larger: "warehouse on an estate" tells something, "St Petersburg, Russia" does not.
func (w *addressWords) telling(text, town string) bool {
	n := 0
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		p := w.piece(part)
		if len(p.street) > 0 {
			n += 3
		}
		for _, x := range p.loose {
			if !slices.Contains(strings.Fields(addressFold(town)), x) && len([]rune(x)) > 3 {
				n++
			}
		}
	}
	return n >= 3
}

// plain is the form of an address in which no house is told.
func plain(text string) string { return strings.Join(value.Words(text), " ") }
