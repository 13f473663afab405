package value

import (
	"math/big"
	"strings"
)

// Share is a part of a whole, such as what one owner holds of a firm: exact, a range, a minimum, a maximum, bounds
// left out, or unknown (the share range of the Beneficial Ownership Data Standard). Registers print percents and
// fractions; both are kept as printed and compared as exact numbers. The zero Share is unknown.
type Share struct {
	parts     Quantity // of one whole
	low, high string   // each bound as printed: "25%", "1/3"
}

var (
	hundred = big.NewRat(100, 1)
	one     = big.NewRat(1, 1)
)

// ParseShare reads "25%", "1/3", ">=50%", "10%..25%", ">10%..<25%", "at least 50 percent", "10–25 %" or
// "unknown". A bare number above 1 is a percentage; a bare 0.5 could be either and is refused. The error is an [*Error].
func ParseShare(text string) (Share, error) {
	folded, why := tidy(text)
	if why == "" {
		var s Share
		if s, why = shareOf(folded); why == "" {
			return s, nil
		}
	}
	return Share{}, refuse(KindShare, text, why)
}

func shareOf(folded string) (Share, string) {
	low, high, why := scanRange(folded)
	if why != "" {
		return Share{}, why
	}
	percent := low.number.percent || high.number.percent
	var s Share
	if s.low, why = low.number.asShare(percent); why != "" {
		return Share{}, why
	}
	if s.high, why = high.number.asShare(percent); why != "" {
		return Share{}, why
	}
	lowEnd, ok := low.part(s.low)
	highEnd, alsoOK := high.part(s.high)
	if !ok || !alsoOK {
		return Share{}, "a share lies between nothing and the whole"
	}
	if s.parts, why = newQuantity(lowEnd, highEnd); why != "" {
		return Share{}, why
	}
	if s.parts.single() {
		s.high = s.low
	}
	return s, ""
}

// part is the bound in parts of one, given how it is printed; ok is false outside 0 to 1.
func (w writtenBound) part(printed string) (b Bound, ok bool) {
	b = w.bound()
	if b.open() {
		return b, true
	}
	if strings.HasSuffix(printed, "%") {
		b.value = new(big.Rat).Quo(b.value, hundred)
	}
	return b, b.value.Sign() >= 0 && b.value.Cmp(one) <= 0
}

// asShare prints one number as a share. A number without a sign is a percentage when the other bound is
// one or when it is too large for a fraction.
func (n number) asShare(percent bool) (text, why string) {
	switch {
	case n.rat == nil:
		return "", ""
	case n.fraction != "":
		return n.fraction, ""
	case !n.percent && !percent && n.rat.Sign() > 0 && n.rat.Cmp(one) <= 0:
		return "", "it could be a percentage or a part of one"
	}
	return printNumber(n.rat) + "%", ""
}

func canonicalShare(text string) (string, error) {
	s, err := ParseShare(text)
	if err != nil {
		return "", err
	}
	return s.String(), nil
}

// Parts is the share as parts of one whole: 25% is 0.25, "at least a third" is >=1/3. Open ends stay open.
func (s Share) Parts() Quantity { return s.parts }

// Unknown tells whether nothing is known of the size of the share.
func (s Share) Unknown() bool { return s.parts.low.open() && s.parts.high.open() }

// Equal tells whether two shares say the same, however they are printed: 25% equals 1/4.
func (s Share) Equal(t Share) bool { return s.parts.Equal(t.parts) }

func (s Share) ends() (low, high printedBound) {
	low = printedBound{text: s.low, strict: s.parts.low.Strict, about: s.parts.low.About}
	high = printedBound{text: s.high, strict: s.parts.high.Strict, about: s.parts.high.About}
	return low, high
}

// String is the canonical text.
func (s Share) String() string {
	low, high := s.ends()
	return joinCanonical(low, high)
}

// Show words the share for people: "at least 50%", "more than 10% and less than 25%".
func (s Share) Show() string {
	low, high := s.ends()
	return joinWords(low, high)
}
