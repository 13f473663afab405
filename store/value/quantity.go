package value

import (
	"math/big"
	"strings"
)

// Bound is one end of a quantity.
type Bound struct {
	value *big.Rat // nil where the quantity is open; never changed once set

	// Strict means that the number itself is left out: "more than 10,000".
	Strict bool
	// About means that the source gave the number as approximate.
	About bool
}

// Value is the number at the bound, exact, as a copy the caller may change.
func (b Bound) Value() *big.Rat {
	if b.value == nil {
		return new(big.Rat)
	}
	return new(big.Rat).Set(b.value)
}

func (b Bound) open() bool { return b.value == nil }

// Quantity is a number with its doubt: exact (91), a range (16000..20000), at least (>=700), more than
// (>10000), up to (<=2000000000), less than (<2000), about (~24000), and combinations, since each bound
// carries its own flags. The zero Quantity is open at both ends and prints as "unknown".
type Quantity struct {
	low, high Bound
}

// Whole is the exact quantity n.
func Whole(n int64) Quantity {
	b := Bound{value: new(big.Rat).SetInt64(n)}
	return Quantity{low: b, high: b}
}

// ParseQuantity reads a quantity as a person or a source may write it: "16,000", "2e9",
// "16 000–20 000", "about 24000", "at least 700", "more than 10,000", "as much as 2 bn". The error is an [*Error].
func ParseQuantity(text string) (Quantity, error) {
	folded, why := tidy(text)
	if why == "" {
		var q Quantity
		if q, why = quantityOf(folded); why == "" {
			return q, nil
		}
	}
	return Quantity{}, refuse(KindQuantity, text, why)
}

// quantityOf reads folded text; why is not empty when it is no quantity.
func quantityOf(folded string) (q Quantity, why string) {
	low, high, why := scanRange(folded)
	if why != "" {
		return Quantity{}, why
	}
	for _, end := range []writtenBound{low, high} {
		if end.number.percent {
			return Quantity{}, "a percentage is a share"
		}
	}
	return newQuantity(low.bound(), high.bound())
}

// newQuantity keeps the two invariants: the bounds are in order and leave something between them, and
// equal bounds are one number with one "about".
func newQuantity(low, high Bound) (q Quantity, why string) {
	if !low.open() && !high.open() {
		switch order := low.value.Cmp(high.value); {
		case order > 0:
			return Quantity{}, "the first number is larger than the second"
		case order == 0 && (low.Strict || high.Strict):
			return Quantity{}, "nothing lies between the two numbers"
		case order == 0:
			low.About = low.About || high.About
			high = low
		}
	}
	return Quantity{low: low, high: high}, ""
}

// canonicalQuantity hands a plain number straight back, the common case of an import.
func canonicalQuantity(text string) (string, error) {
	if plainQuantity(text) {
		return text, nil
	}
	q, err := ParseQuantity(text)
	if err != nil {
		return "", err
	}
	return q.String(), nil
}

// plainQuantity tells whether text is certainly canonical: a plain number, or a range of two whole ones. Other
// canonical texts are left to the parser.
func plainQuantity(text string) bool {
	low, high, isRange := strings.Cut(text, "..")
	if !isRange {
		return plainNumber(text)
	}
	if !allDigits(low) || !allDigits(high) || !plainNumber(low) || !plainNumber(high) {
		return false
	}
	return len(low) < len(high) || (len(low) == len(high) && low < high)
}

// plainNumber tells whether text is a canonical decimal, perhaps after one mark of doubt.
func plainNumber(text string) bool {
	i := 0
	if i < len(text) && (text[i] == '>' || text[i] == '<') {
		i++
		if i < len(text) && text[i] == '=' {
			i++
		}
	}
	if i < len(text) && text[i] == '~' {
		i++
	}
	start := i
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	whole := i - start
	if whole == 0 || whole > maxDigits || (whole > 1 && text[start] == '0') {
		return false
	}
	if i == len(text) {
		return true
	}
	if text[i] != '.' {
		return false
	}
	i++
	start = i
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	return i == len(text) && i > start && i-start <= maxDigits && text[i-1] != '0'
}

// Low is the lower bound; ok is false when the quantity is open downwards.
func (q Quantity) Low() (b Bound, ok bool) { return q.low, !q.low.open() }

// High is the upper bound; ok is false when the quantity is open upwards.
func (q Quantity) High() (b Bound, ok bool) { return q.high, !q.high.open() }

// About tells whether either bound is approximate.
func (q Quantity) About() bool { return q.low.About || q.high.About }

// Exact is the one number of q; ok is false when q is a range, open or approximate.
func (q Quantity) Exact() (n *big.Rat, ok bool) {
	if !q.single() || q.About() {
		return nil, false
	}
	return q.low.Value(), true
}

func (q Quantity) single() bool {
	return !q.low.open() && !q.high.open() && q.low.value.Cmp(q.high.value) == 0
}

// Equal tells whether two quantities say the same: same numbers, same strictness, same "about".
func (q Quantity) Equal(r Quantity) bool {
	return q.low.equal(r.low) && q.high.equal(r.high)
}

func (b Bound) equal(c Bound) bool {
	if b.open() || c.open() {
		return b.open() == c.open()
	}
	return b.Strict == c.Strict && b.About == c.About && b.value.Cmp(c.value) == 0
}

// Overlaps tells whether one number could satisfy both quantities. "About" widens nothing: ~100 and 101 do not
// overlap, and a caller who wants to treat them as near must say by how much.
func (q Quantity) Overlaps(r Quantity) bool {
	return below(q.low, r.high) && below(r.low, q.high)
}

// below tells whether a lower bound leaves room under an upper one.
func below(low, high Bound) bool {
	if low.open() || high.open() {
		return true
	}
	order := low.value.Cmp(high.value)
	return order < 0 || (order == 0 && !low.Strict && !high.Strict)
}

// String is the canonical text. Numbers are decimals where one ends within 30 places, else fractions.
func (q Quantity) String() string {
	return joinCanonical(q.low.printed(printNumber), q.high.printed(printNumber))
}

// Show words the quantity for people, numbers exact: "16,000–20,000", "at least about 700".
func (q Quantity) Show() string { return q.show(printNumber) }

// ShowTo words the quantity with at most the given number of digits after the point. Each bound is rounded to
// the nearest, halves away from zero; the stored value stays exact.
func (q Quantity) ShowTo(digits int) string { return q.show(roundTo(digits)) }

func (q Quantity) show(number func(*big.Rat) string) string {
	grouped := func(r *big.Rat) string { return showNumber(number(r)) }
	return joinWords(q.low.printed(grouped), q.high.printed(grouped))
}

// roundTo prints a number with at most the given digits after the point.
func roundTo(digits int) func(*big.Rat) string {
	digits = min(max(digits, 0), maxDigits)
	return func(r *big.Rat) string {
		rounded, _ := new(big.Rat).SetString(r.FloatString(digits))
		return printNumber(rounded)
	}
}

func (b Bound) printed(number func(*big.Rat) string) printedBound {
	if b.open() {
		return printedBound{}
	}
	return printedBound{text: number(b.value), strict: b.Strict, about: b.About}
}
