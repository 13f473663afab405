package value

import (
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a typed number. Nothing a researcher meets comes near them; they keep "1e1000000000" from
// filling the memory.
const (
	maxInput  = 200 // runes of one typed value
	maxDigits = 30  // digits before and, separately, after the point
)

// number is one number as it was written.
type number struct {
	rat      *big.Rat
	fraction string // "1/3" with needless zeros off, when written as a fraction
	percent  bool   // a percent sign or word followed
	scaled   bool   // a word such as "million" followed
}

// scanner reads a text that tidy has folded.
type scanner struct {
	text string
	pos  int
	why  string // the first thing that was wrong
}

// tidy folds a typed value for scanning: full-width characters to ASCII, every kind of space to one
// plain space, the minus sign to a hyphen, letters to small ones. A second result that is not empty says
// why the text cannot be read at all.
func tidy(text string) (folded, why string) {
	if tooLong(text, maxInput) {
		return "", "it is longer than " + strconv.Itoa(maxInput) + " characters"
	}
	if !utf8.ValidString(text) {
		return "", "it is not valid Unicode"
	}
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for _, r := range text {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E: // full-width forms stand in the same order as ASCII
			r -= 0xFEE0
		case r == '\u2212':
			r = '-'
		}
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		if unicode.IsControl(r) {
			return "", "it holds a control character"
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String(), ""
}

func (s *scanner) rest() string { return s.text[s.pos:] }

func (s *scanner) done() bool { return s.pos >= len(s.text) }

func (s *scanner) spaces() {
	for s.pos < len(s.text) && s.text[s.pos] == ' ' {
		s.pos++
	}
}

func (s *scanner) fail(why string) {
	if s.why == "" {
		s.why = why
	}
}

// word takes one of the given words if it stands here and does not run on into a longer word.
func (s *scanner) word(words ...string) bool {
	for _, w := range words {
		tail, ok := strings.CutPrefix(s.rest(), w)
		if !ok {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(w)
		next, _ := utf8.DecodeRuneInString(tail)
		// Chinese and Korean write a number straight after the word.
		if unicode.IsLetter(last) && unicode.IsLetter(next) && !unicode.In(last, unicode.Han, unicode.Hangul) {
			continue
		}
		s.pos += len(w)
		return true
	}
	return false
}

// digitsAt is the run of ASCII digits at position i, which is at most the length of the text.
func (s *scanner) digitsAt(i int) string {
	j := i
	for j < len(s.text) && s.text[j] >= '0' && s.text[j] <= '9' {
		j++
	}
	return s.text[i:j]
}

// groupMark is the length of a thousands separator at position i, or 0.
func (s *scanner) groupMark(i int) int {
	for _, mark := range []string{",", " ", "'", "’"} {
		if strings.HasPrefix(s.text[i:], mark) {
			return len(mark)
		}
	}
	return 0
}

// number reads one number with its sign, thousands separators, decimals, exponent or denominator and a
// word such as "million".
func (s *scanner) number() (number, bool) {
	negative := false
	if s.pos < len(s.text) && (s.text[s.pos] == '-' || s.text[s.pos] == '+') {
		negative = s.text[s.pos] == '-'
		s.pos++
	}
	start := s.pos
	whole := s.whole()
	grouped := s.pos-start > len(whole)
	decimals, ok := s.decimals(whole, grouped)
	if !ok || whole+decimals == "" {
		return number{}, false
	}
	exponent := 0
	if denominator := s.denominator(decimals); denominator != "" {
		return s.asFraction(negative, whole, denominator)
	}
	if e, ok := s.exponent(); ok {
		exponent = e
	}
	n := number{}
	if scale := s.scale(); scale > 0 {
		exponent += scale
		n.scaled = true
	}
	n.percent = s.percent()
	rat, ok := decimal(whole+decimals, exponent-len(decimals))
	if !ok {
		s.fail("it has more than " + strconv.Itoa(maxDigits) + " digits before or after the point")
		return number{}, false
	}
	if negative {
		rat.Neg(rat)
	}
	n.rat = rat
	return n, true
}

// whole reads the digits before the point, thousands separators taken out.
func (s *scanner) whole() string {
	digits := s.digitsAt(s.pos)
	s.pos += len(digits)
	if digits == "" || len(digits) > 3 || digits[0] == '0' {
		return digits
	}
	mark := ""
	for s.pos < len(s.text) {
		n := s.groupMark(s.pos)
		if n == 0 || (mark != "" && mark != s.text[s.pos:s.pos+n]) {
			break
		}
		group := s.digitsAt(s.pos + n)
		if len(group) != 3 {
			break
		}
		mark = s.text[s.pos : s.pos+n]
		digits += group
		s.pos += n + 3
	}
	return digits
}

// decimals reads the digits after a point or a decimal comma; ok is false where the sign could as well part
// thousands. 1,5 and 0,125 are decimals, 16,000 was taken for thousands by whole, 16,0000 is a slip. 16.000 is sixteen thousand to
// half of Europe and is refused; 62.125 has to stay a decimal, since canonical texts look so.
func (s *scanner) decimals(whole string, grouped bool) (digits string, ok bool) {
	if s.done() || (s.text[s.pos] != '.' && s.text[s.pos] != ',') {
		return "", true
	}
	mark := s.text[s.pos]
	digits = s.digitsAt(s.pos + 1)
	small := strings.Trim(whole, "0") == "" // nothing but zeros is no group of thousands
	switch {
	case mark == '.' && !grouped && !small && len(whole) <= 3 && len(digits) == 3 && digits[2] == '0':
		s.fail("the point could stand for thousands or for decimals")
		return "", false
	case mark == ',' && (whole == "" || digits == "" || (len(digits) > 2 && !small)):
		s.fail("the comma could stand for thousands or for decimals")
		return "", false
	}
	if digits != "" {
		s.pos += 1 + len(digits)
	}
	return digits, true
}

func (s *scanner) denominator(decimals string) string {
	if decimals != "" || !strings.HasPrefix(s.rest(), "/") {
		return ""
	}
	digits := s.digitsAt(s.pos + 1)
	if digits != "" {
		s.pos += 1 + len(digits)
	}
	return digits
}

func (s *scanner) asFraction(negative bool, above, below string) (number, bool) {
	above, below = trimZeros(above), trimZeros(below)
	if below == "0" {
		s.fail("nothing can be divided by zero")
		return number{}, false
	}
	if len(above) > maxDigits || len(below) > maxDigits {
		s.fail("it has more than " + strconv.Itoa(maxDigits) + " digits above or below the line")
		return number{}, false
	}
	rat, ok := new(big.Rat).SetString(above + "/" + below)
	if !ok {
		return number{}, false
	}
	if negative {
		rat.Neg(rat)
	}
	return number{rat: rat, fraction: above + "/" + below}, true
}

func (s *scanner) exponent() (int, bool) {
	i := s.pos
	if i >= len(s.text) || s.text[i] != 'e' {
		return 0, false
	}
	i++
	if i < len(s.text) && (s.text[i] == '-' || s.text[i] == '+') {
		i++
	}
	digits := s.digitsAt(i)
	if digits == "" {
		return 0, false
	}
	e, err := strconv.Atoi(s.text[s.pos+1 : i+len(digits)])
	if err != nil || e > 10*maxInput || e < -10*maxInput {
		e = 10 * maxInput // decimal refuses it and says why
	}
	s.pos = i + len(digits)
	return e, true
}

// scale is the power of ten of a word such as "million" after the number. A lone "k" or "m" is not
// taken: m is a thousand to some and a million to others.
func (s *scanner) scale() int {
	start := s.pos
	s.spaces()
	switch {
	case s.word("thousand", "thousands", "тысяч", "тысячи", "тысяча", "тыс.", "тыс"):
		return 3
	case s.word("million", "millions", "mln", "миллионов", "миллиона", "миллион", "млн.", "млн"):
		return 6
	case s.word("billion", "billions", "bn", "bln", "миллиардов", "миллиарда", "миллиард", "млрд.", "млрд"):
		return 9
	}
	s.pos = start
	return 0
}

func (s *scanner) percent() bool {
	start := s.pos
	s.spaces()
	if s.word("%", "percent", "per cent", "процентов", "процента", "процент") {
		return true
	}
	s.pos = start
	return false
}

// decimal makes digits × 10^exponent, or reports that it would be too long.
func decimal(digits string, exponent int) (*big.Rat, bool) {
	digits = strings.TrimLeft(digits, "0")
	short := strings.TrimRight(digits, "0")
	exponent += len(digits) - len(short)
	if short == "" {
		return new(big.Rat), true
	}
	if len(short)+exponent > maxDigits || -exponent > maxDigits {
		return nil, false
	}
	m, ok := new(big.Int).SetString(short, 10)
	if !ok {
		return nil, false
	}
	if exponent >= 0 {
		return new(big.Rat).SetInt(m.Mul(m, powerOfTen(exponent))), true
	}
	return new(big.Rat).SetFrac(m, powerOfTen(-exponent)), true
}

func powerOfTen(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

func trimZeros(digits string) string {
	digits = strings.TrimLeft(digits, "0")
	if digits == "" {
		return "0"
	}
	return digits
}

// printNumber is the canonical text of a number: a decimal where one ends within the limit, else
// a fraction in lowest terms.
func printNumber(r *big.Rat) string {
	if r.IsInt() {
		return r.Num().String()
	}
	if places, exact := r.FloatPrec(); exact && places <= maxDigits {
		return r.FloatString(places)
	}
	return r.RatString()
}

// showNumber sets a true minus sign and groups the digits before the point by thousands. A fraction
// is left ungrouped.
func showNumber(printed string) string {
	var b strings.Builder
	if digits, negative := strings.CutPrefix(printed, "-"); negative {
		b.WriteString("−")
		printed = digits
	}
	if strings.Contains(printed, "/") {
		b.WriteString(printed)
		return b.String()
	}
	whole, _, _ := strings.Cut(printed, ".")
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	b.WriteString(printed[len(whole):])
	return b.String()
}
