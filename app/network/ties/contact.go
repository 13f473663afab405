package ties

import (
	"strings"
	"unicode/utf8"

	"redthread/app/names"
	"redthread/store/value"
)

// mailbox gives the forms in which an e-mail address is compared: as it is, and
// as its service reads it, where that differs: without a "+tag", and for Google
// without points.
func mailbox(written string) (exact, loose, host string) {
	exact = value.Normal(value.KindEmail, written)
	user, host, ok := strings.Cut(exact, "@")
	if !ok || user == "" || host == "" {
		return "", "", ""
	}
	host = strings.TrimSuffix(host, ".")
	plain, _, _ := strings.Cut(user, "+")
	service := host
	if host == "gmail.com" || host == "googlemail.com" {
		plain, service = strings.ReplaceAll(plain, ".", ""), "gmail.com"
	}
	if plain == "" {
		plain = user
	}
	return user + "@" + host, plain + "@" + service, host
}

// domain gives the name that a host was registered under: "example.co.uk" of
// "mail.example.co.uk". Hosts that anybody can use are given with why.
func (l *lists) domain(host string) (name, why string) {
	host = strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(host), "."), "www.")
	if at := strings.LastIndexByte(host, ':'); at >= 0 {
		host = host[:at]
	}
	parts := strings.Split(host, ".")
	if len(parts) < 2 || strings.Trim(host, "0123456789.") == "" {
		return "", ""
	}
	for i := range parts[:len(parts)-1] {
		tail := strings.Join(parts[i:], ".")
		switch {
		case l.free[tail]:
			return tail, "A mail service that anybody can use."
		case l.hosting[tail]:
			return tail, "A site that gives anybody a page."
		}
	}
	n := 2
	if top := parts[len(parts)-1]; len(parts) > 2 && len(top) == 2 && l.public[parts[len(parts)-2]] {
		n = 3
	}
	return strings.Join(parts[len(parts)-n:], "."), ""
}

// phone gives the forms in which a telephone number is compared. full is the
// number with its country ("+78125551234"), "" where that is not known; tail is its last
// nine digits, which two spellings share whatever stands before; ext is an
// extension, which is left out of both.
func (l *lists) phone(written, country string) (full, tail string) {
	if at := extensionAt(written); at >= 0 {
		written = written[:at]
	}
	digits := value.Normal(value.KindPhone, written)
	international := strings.HasPrefix(digits, "+")
	digits = strings.TrimPrefix(digits, "+")
	if len(digits) < 5 || placeholder(digits) || placeholder(digits[max(0, len(digits)-7):]) {
		return "", ""
	}
	if international {
		// "+7 (8 812)", "+44 (0)20": the trunk prefix is often printed too.
		for c, d := range l.dial {
			rest, ok := strings.CutPrefix(digits, d.Code)
			if !ok || c != country && country != "" && l.dial[country].Code == d.Code {
				continue
			}
			if cut, ok := strings.CutPrefix(rest, d.Trunk); ok && d.Trunk != "" && len(rest) > d.Most && len(cut) >= d.Least && len(cut) <= d.Most {
				return "+" + d.Code + cut, tailOf(cut)
			}
		}
		return "+" + digits, tailOf(digits)
	}
	if d, ok := l.dial[country]; ok {
		if rest, ok := strings.CutPrefix(digits, d.Code); ok && len(rest) >= d.Least && len(rest) <= d.Most && len(digits) > d.Most {
			return "+" + digits, tailOf(rest)
		}
		if rest, ok := strings.CutPrefix(digits, d.Trunk); ok && d.Trunk != "" && len(rest) >= d.Least && len(rest) <= d.Most {
			return "+" + d.Code + rest, tailOf(rest)
		}
		if len(digits) >= d.Least && len(digits) <= d.Most {
			return "+" + d.Code + digits, tailOf(digits)
		}
	}
	return "", tailOf(digits)
}

// tailOf is the end of a number that its spellings share; a short number is too
// common in the world to be compared without its country.
func tailOf(digits string) string {
	if len(digits) < 9 {
		return ""
	}
	return digits[len(digits)-9:]
}

// extensionAt is where an extension begins: "доб. 12", "ext 12", "x12".
func extensionAt(s string) int {
	low := strings.ToLower(s)
	best := -1
	for _, w := range []string{"доб", "ext", "внутр", "вн.", "#", " x", "내선"} {
		if at := strings.Index(low, w); at > 0 && at < len(s) && (best < 0 || at < best) {
			best = at
		}
	}
	if len(low) != len(s) {
		return -1 // a letter changed its length: leave the number whole
	}
	return best
}

// placeholder tells whether a number is one that stands for none: 000000, 1234567.
func placeholder(number string) bool {
	if number == "" || strings.Trim(number, number[:1]) == "" {
		return true
	}
	return strings.Contains("12345678901234567890", number) || strings.Contains("98765432109876543210", number)
}

// fold is names.Fold for words whose letters it keeps whole: it takes doubled
// bytes for doubled letters, which breaks some Han.
func fold(word string) string {
	if f := names.Fold(word); utf8.ValidString(f) {
		return f
	}
	return value.Fold(word)
}
