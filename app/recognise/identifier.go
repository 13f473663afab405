package recognise

import (
	"strings"

	"redthread/store/value"
)

// lengths are how many characters the numbers of a scheme have.
var lengths = map[string][]int{
	"INN": {10, 12}, "OGRN": {13, 15}, "OGRNIP": {15}, "KPP": {9}, "OKPO": {8, 10}, "IMO": {7}, "LEI": {20}, "USCC": {18}, "tax": {10, 12},
}

// identifier reads a number after the name of its scheme at token i, as in
// "ИНН: 7811489970" and "ИНН/КПП 7811489970/781101001".
func (s *reading) identifier(i int) []found {
	scheme := s.toks[i].lex.code
	k := i + 1
	if s.signAt(k, "/") && s.a(k+1, schemeWord) {
		second := s.toks[k+1].lex.code
		n := s.leadIn(k + 2)
		first := s.numberOf(i, n, scheme)
		if first.Kind == "" || !s.signAt(first.next, "/,;") {
			return nil
		}
		other := s.numberOf(first.next+1, first.next+1, second)
		if other.Kind == "" {
			return []found{first}
		}
		return []found{first, other}
	}
	f := s.numberOf(i, s.leadIn(k), scheme)
	if f.Kind == "" {
		return nil
	}
	return []found{f}
}

// leadIn passes over what stands between a scheme and its number.
func (s *reading) leadIn(k int) int {
	for n := 0; n < 5 && k < len(s.toks); n++ {
		switch {
		case s.signAt(k, ":№#.-–(") && !s.glued(k+1), s.signAt(k, ":№#."):
		case s.oneOf(k, "no", "number", "nr", "num", "code", "is", "серия", "серии", "номер", "код", "n") || s.is(k, "번호") || s.is(k, "번호는") ||
			s.toks[k].script == hangul && particles[s.word(k)] || s.is(k, "등록번호") || s.is(k, "등록번호는") || s.is(k, "№"):
		default:
			return k
		}
		k++
	}
	return k
}

// register reads the number after a generic cue: registration number, рег. номер.
func (s *reading) register(i int) []found {
	at := i - 1
	switch {
	case s.is(i, "number") || s.is(i, "no"):
		if !s.oneOf(at, "registration", "reg", "company") && !(s.signAt(at, ".") && s.is(at-1, "reg")) {
			return nil
		}
		if s.signAt(at, ".") {
			at--
		}
	case s.is(i, "номер"):
		if s.signAt(at, ".") {
			at--
		}
		if !s.oneOf(at, "регистрационный", "рег", "учетный", "учётный") {
			return nil
		}
	default:
		return nil
	}
	scheme := "register"
	if s.is(at, "registration") && s.is(at-1, "business") {
		scheme, at = "brn", at-1
	}
	if at < s.done {
		return nil
	}
	f := s.numberOf(at, s.leadIn(i+1), scheme)
	if f.Kind == "" {
		return nil
	}
	return []found{f}
}

// numberOf reads the number of a scheme at token k for an item from token i.
func (s *reading) numberOf(i, k int, scheme string) found {
	if k >= len(s.toks) || !s.near(k) {
		return found{}
	}
	number, to := "", k
	switch scheme {
	case "INN", "OGRN", "OGRNIP", "OKPO", "IMO", "tax", "KPP":
		number, to = s.grown(k, lengths[scheme])
	case "LEI", "USCC":
		number, to = s.run(k, false)
	case "IBAN":
		number, to = s.iban(k)
	case "passport":
		number, to = s.passport(k)
	case "brn":
		number, to = s.hyphened(k)
		if digitsIn(number) != 10 {
			return found{}
		}
	case "register":
		number, to = s.run(k, true)
		if digitsIn(number) < 4 {
			return found{}
		}
	}
	least := 6
	if scheme == "register" {
		least = 4
	}
	if number == "" || len(number) < least || digitsIn(number) == 0 {
		return found{}
	}
	f := found{Item: Item{Kind: Identifier, Scheme: scheme, Score: 0.97}, start: s.begin(i), stop: s.end(to), next: to}
	text := number
	switch scheme {
	case "tax":
		f.Scheme = ""
		if _, ok := value.CheckScheme("INN", number); ok {
			f.Scheme, text = "INN", "INN "+number
		}
	case "brn":
		f.Scheme = "BRN"
		if !businessNumber(number) {
			f.Warning = "The check digit of the business number " + number + " does not fit; compare the number with the source."
		}
	case "register":
		f.Scheme = ""
	case "passport":
		f.Scheme = "passport"
	default:
		text = scheme + " " + number
	}
	v, err := value.Canonical(value.KindIdentifier, text)
	if err != nil {
		return found{}
	}
	f.Value = v
	if id, err := value.ParseIdentifier(v); err == nil && f.Warning == "" {
		f.Warning, _ = id.Check()
	}
	return f
}

func digitsIn(s string) int {
	n := 0
	for i := range len(s) {
		if isDigit(s[i]) {
			n++
		}
	}
	return n
}

// grown reads digits, perhaps in groups parted by spaces, up to a right length.
func (s *reading) grown(k int, lengths []int) (number string, to int) {
	longest := lengths[len(lengths)-1]
	if s.toks[k].kind != digitsToken {
		return "", k
	}
	number = s.word(k)
	to = k + 1
	fits := func() bool {
		for _, n := range lengths {
			if len(number) == n {
				return true
			}
		}
		return false
	}
	// A tax registration reason may hold two letters: 7811AB001.
	if longest == 9 && len(number) == 4 && s.glued(to) && len(s.word(to)) == 2 && s.glued(to+1) {
		return number + strings.ToUpper(s.word(to)) + s.word(to+1), to + 2
	}
	for !fits() && len(number) < longest && to < len(s.toks) && s.toks[to].kind == digitsToken && s.toks[to].gap == spaced && len(number)+len(s.word(to)) <= longest {
		number += s.word(to)
		to++
	}
	if len(number) > longest+5 || len(number) < min(lengths[0], 5) {
		return "", k
	}
	if s.glued(to) && s.toks[to].kind != signToken {
		return "", k
	}
	return number, to
}

// run reads glued letters and digits, with hyphens and slashes where hyphens is set.
func (s *reading) run(k int, hyphens bool) (number string, to int) {
	to = k
	for to < len(s.toks) && to < k+24 {
		t := &s.toks[to]
		if to > k && t.gap != glued || t.kind > signToken {
			break
		}
		if t.kind == signToken && !(hyphens && (t.sign == '-' || t.sign == '/') && to > k && s.glued(to+1) && s.toks[to+1].kind == digitsToken) {
			break
		}
		if t.kind == wordToken && (t.script == hangul || t.cased == small && !hyphens) {
			break
		}
		to++
	}
	if to == k || int(s.toks[to-1].stop-s.toks[k].start) > 60 {
		return "", k
	}
	return s.text[s.begin(k):s.end(to)], to
}

// hyphened reads digits in groups parted by hyphens: 123-45-67890.
func (s *reading) hyphened(k int) (number string, to int) {
	to = k
	for to < len(s.toks) && to < k+9 && (to == k || s.toks[to].gap == glued) && (s.toks[to].kind == digitsToken || s.signAt(to, "-") && to > k) {
		to++
	}
	if to > k && s.toks[to-1].kind == signToken {
		to--
	}
	if to == k {
		return "", k
	}
	return s.text[s.begin(k):s.end(to)], to
}

// iban reads an account number in one run or in groups of four.
func (s *reading) iban(k int) (number string, to int) {
	to = k
	for to < len(s.toks) && to < k+40 && s.toks[to].kind <= digitsToken && len(number) < 34 {
		t := &s.toks[to]
		if to > k && t.gap > spaced || t.kind == wordToken && (t.script != latin || t.cased == small) {
			break
		}
		if to > k && t.gap == spaced && len(number)%4 != 0 {
			break
		}
		number += s.word(to)
		to++
	}
	if len(number) < 15 || len(number) > 34 || digitsIn(number[:2]) > 0 || digitsIn(number[2:4]) != 2 {
		return "", k
	}
	return number, to
}

// passport reads a series and a number: 4509 123456, M12345678.
func (s *reading) passport(k int) (number string, to int) {
	to = k
	digits, letters := 0, 0
	for to < len(s.toks) && to < k+6 && digits < 10 {
		t := &s.toks[to]
		switch {
		case t.kind == digitsToken && (to == k || t.gap <= spaced) && digits+len(s.word(to)) <= 10:
			digits += len(s.word(to))
		case t.kind == wordToken && to == k && t.cased != small && t.stop-t.start <= 4:
			letters++
		case s.signAt(to, "№") && digits > 0 && digits < 6, s.is(to, "номер") && digits > 0 && digits < 6:
		default:
			to += 100
		}
		to++
	}
	if to > k+90 {
		to -= 101
	}
	if digits < 6 || to <= k {
		return "", k
	}
	return s.text[s.begin(k):s.end(to)], to
}

// businessWeights are those of the Korean business registration number; the
// ninth digit counts five times and its tens are added as well.
var businessWeights = [9]int{1, 3, 7, 1, 3, 7, 1, 3, 5}

// businessNumber tells whether the check digit of a Korean business
// registration number fits.
func businessNumber(number string) bool {
	digits := strings.ReplaceAll(number, "-", "")
	if len(digits) != 10 {
		return false
	}
	sum := 0
	for i, w := range businessWeights {
		sum += int(digits[i]-'0') * w
	}
	sum += int(digits[8]-'0') * 5 / 10
	return (10-sum%10)%10 == int(digits[9]-'0')
}

// bareIdentifier reads a number that its length and check digit betray without
// a name of a scheme.
func (s *reading) bareIdentifier(i int) []found {
	t := &s.toks[i]
	if t.gap == glued && i > 0 && s.toks[i-1].kind <= digitsToken {
		return nil
	}
	w := s.word(i)
	scheme, number, to := "", "", i+1
	score := 0.6
	switch {
	case t.kind == digitsToken && len(w) == 3 && s.after(i+1, '-') && len(s.word(i+2)) == 2 && s.after(i+3, '-') && len(s.word(i+4)) == 5:
		number, to = s.text[t.start:s.toks[i+4].stop], i+5
		if !businessNumber(number) {
			return nil
		}
		scheme, score = "BRN", 0.8
	case t.kind == digitsToken && len(w) == 13 && (w[0] == '1' || w[0] == '5'):
		scheme, number = "OGRN", w
	case t.kind == digitsToken && len(w) == 15 && w[0] == '3':
		scheme, number = "OGRNIP", w
	default:
		if !(s.glued(i+1) && s.toks[i+1].kind <= digitsToken && t.kind <= digitsToken) {
			if t.kind != wordToken || len(w) != 2 {
				return nil
			}
		}
		if t.kind == wordToken && len(w) == 2 && s.glued(i+1) && s.toks[i+1].kind == digitsToken {
			if number, to = s.iban(i); number != "" {
				if _, ok := value.CheckScheme("IBAN", number); ok {
					scheme, score = "IBAN", 0.9
					break
				}
			}
		}
		number, to = s.run(i, false)
		switch {
		case len(number) == 20 && digitsIn(number) < 20:
			scheme = "LEI"
		case len(number) == 18 && number[0] == '9':
			scheme = "USCC"
		default:
			return nil
		}
		score = 0.9
	}
	if s.glued(to) && s.toks[to].kind != signToken || s.glued(to) && s.signAt(to, "-/") && s.glued(to+1) {
		return nil
	}
	f := found{Item: Item{Kind: Identifier, Scheme: scheme, Score: score}, start: int(t.start), stop: s.end(to), next: to}
	if scheme == "BRN" {
		f.Value = number
		return []found{f}
	}
	if _, ok := value.CheckScheme(scheme, number); !ok {
		return nil
	}
	f.Value, _ = value.Canonical(value.KindIdentifier, scheme+" "+number)
	return []found{f}
}
