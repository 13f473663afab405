package value

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Identifier is a number under which a register or an authority knows somebody or something.
type Identifier struct {
	Scheme string // "INN", "OGRN", "IMO" … or "" when it is not known or has no check
	Number string // without separators where the scheme is known, else as printed
}

// maxIdentifier is the length of an identifier in runes, generous for file references of courts.
const maxIdentifier = 120

// schemeWords are the names of schemes as registers, people and the properties of the ontology write them, in small
// letters.
var schemeWords = map[string]string{
	"inn": "INN", "инн": "INN", "inncode": "INN",
	"ogrn": "OGRN", "огрн": "OGRN", "ogrncode": "OGRN",
	"ogrnip": "OGRNIP", "огрнип": "OGRNIP",
	"kpp": "KPP", "кпп": "KPP", "kppcode": "KPP",
	"okpo": "OKPO", "окпо": "OKPO", "okpocode": "OKPO",
	"imo": "IMO", "imonumber": "IMO",
	"lei": "LEI", "leicode": "LEI",
	"uscc": "USCC", "usc": "USCC", "usccode": "USCC",
	"iban": "IBAN",
}

// Schemes lists the schemes whose numbers are recognised by their name.
func Schemes() []string {
	return []string{"INN", "OGRN", "OGRNIP", "KPP", "OKPO", "IMO", "LEI", "USCC", "IBAN"}
}

// ParseIdentifier reads "INN 7811489970", "ИНН: 7811489970", "IMO9319466", or a number alone. Nothing is refused for
// its digits, only for being empty, over-long or holding control characters. The error is an [*Error].
func ParseIdentifier(text string) (Identifier, error) {
	line, why := oneLine(text, maxIdentifier)
	if why != "" {
		return Identifier{}, refuse(KindIdentifier, text, why)
	}
	end := strings.IndexFunc(line, func(r rune) bool { return !unicode.IsLetter(r) })
	if end > 0 {
		number := strings.TrimLeft(line[end:], " :№#")
		glued := number != "" && unicode.IsDigit(firstRune(line[end:]))
		if scheme := schemeWords[strings.ToLower(line[:end])]; scheme != "" && number != "" && (glued || len(number) < len(line)-end) {
			return Identifier{Scheme: scheme, Number: compact(number)}, nil
		}
	}
	return Identifier{Number: line}, nil
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// compact takes spaces, dots and hyphens out of a number and makes its letters capital. A number with any other character is
// left as printed, so that a doubtful reading such as "78114899?0" survives.
func compact(number string) string {
	plain := true
	for i := range len(number) {
		if c := number[i]; c < '0' || c > 'Z' || (c > '9' && c < 'A') {
			plain = false
			break
		}
	}
	if plain {
		return number
	}
	var b strings.Builder
	for _, r := range number {
		switch {
		case r == ' ' || r == '.' || r == '-':
		case (r >= '0' && r <= '9') || (r >= 'A' && r <= 'Z'):
			b.WriteRune(r)
		case r >= 'a' && r <= 'z':
			b.WriteRune(r - 'a' + 'A')
		default:
			return number
		}
	}
	if b.Len() == 0 {
		return number
	}
	return b.String()
}

// String is the canonical text: scheme and number, or the number alone.
func (id Identifier) String() string {
	if id.Scheme == "" {
		return id.Number
	}
	return id.Scheme + " " + id.Number
}

// Check tries the number against the length and the check digits of its scheme. ok is true when nothing speaks
// against it, also when the scheme is unknown or has no check digit. Otherwise warning is one plain sentence. Numbers
// that fail stand in official lists too, so a failed check is shown and never refused.
func (id Identifier) Check() (warning string, ok bool) {
	return CheckScheme(id.Scheme, id.Number)
}

// CheckScheme is [Identifier.Check] for a number whose scheme is known from elsewhere. scheme is a name as in "INN" or
// a property of the ontology as in "innCode"; other words pass every number. A scheme written before the number wins.
func CheckScheme(scheme, number string) (warning string, ok bool) {
	if id, err := ParseIdentifier(number); err == nil && id.Scheme != "" {
		scheme, number = id.Scheme, id.Number
	}
	known := schemeWords[strings.ToLower(scheme)]
	if known == "" {
		return "", true
	}
	number = compact(strings.TrimSpace(number))
	if known == "OGRN" && len(number) == 15 {
		known = "OGRNIP"
	}
	switch problem := checkNumber(known, number); problem {
	case wrongForm:
		return known + " " + shorten(number) + " does not have the form of such a number; compare it with the source.", false
	case wrongDigit:
		return "The check digit of " + known + " " + shorten(number) + " does not fit; compare the number with the source.", false
	}
	return "", true
}

func canonicalIdentifier(text string) (string, error) {
	id, err := ParseIdentifier(text)
	if err != nil {
		return "", err
	}
	return id.String(), nil
}

// normalIdentifier keeps letters and digits of the number, without its scheme.
func normalIdentifier(canonical string) string {
	id, err := ParseIdentifier(canonical)
	if err != nil {
		return canonical
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, id.Number)
}
