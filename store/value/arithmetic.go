package value

import (
	"errors"
	"math/big"
)

// Interval arithmetic on quantities, exact. The rules are those of closed and half-open real
// intervals (R. E. Moore, Interval Analysis, 1966): the result holds every value that the operation can
// give when each operand is any value within its bounds, and no more. A bound of the result is strict when it
// cannot be reached, and "about" when a bound that it was made from is. Operands are taken as independent: x − x of
// a range is not zero.

// ErrDivideByZero is the error of dividing by a quantity that could be zero.
var ErrDivideByZero = errors.New("the number to divide by could be zero; state one that is clearly above or below it")

// Neg is −q.
func (q Quantity) Neg() Quantity {
	return Quantity{low: q.high.neg(), high: q.low.neg()}
}

func (b Bound) neg() Bound {
	if !b.open() {
		b.value = new(big.Rat).Neg(b.value)
	}
	return b
}

// Add is q + r.
func (q Quantity) Add(r Quantity) Quantity {
	return joined(q.low.plus(r.low), q.high.plus(r.high))
}

// Sub is q − r.
func (q Quantity) Sub(r Quantity) Quantity { return q.Add(r.Neg()) }

func (b Bound) plus(c Bound) Bound {
	if b.open() || c.open() {
		return Bound{}
	}
	return Bound{value: new(big.Rat).Add(b.value, c.value), Strict: b.Strict || c.Strict, About: b.About || c.About}
}

// joined makes a result of two bounds that arithmetic has already put in order.
func joined(low, high Bound) Quantity {
	if !low.open() && !high.open() && low.value.Cmp(high.value) == 0 {
		low.About = low.About || high.About
		high = low
	}
	return Quantity{low: low, high: high}
}

// Mul is q × r.
func (q Quantity) Mul(r Quantity) Quantity {
	var low, high corner
	first := true
	for _, a := range q.corners() {
		for _, b := range r.corners() {
			c := a.times(b)
			if first {
				low, high, first = c, c, false
				continue
			}
			low, high = low.pick(c, -1), high.pick(c, 1)
		}
	}
	return joined(low.bound(), high.bound())
}

// Div is q ÷ r. It gives ErrDivideByZero when r could be zero; "more than 0" could not, "about 0" could.
func (q Quantity) Div(r Quantity) (Quantity, error) {
	inverse, ok := r.inverse()
	if !ok {
		return Quantity{}, ErrDivideByZero
	}
	return q.Mul(inverse), nil
}

// inverse is 1 ÷ q, where q lies wholly on one side of zero.
func (q Quantity) inverse() (Quantity, bool) {
	if !q.low.open() && q.low.clearOfZero(1) {
		return Quantity{low: q.high.inverse(), high: q.low.inverse()}, true
	}
	if !q.high.open() && q.high.clearOfZero(-1) {
		return Quantity{low: q.high.inverse(), high: q.low.inverse()}, true
	}
	return Quantity{}, false
}

// clearOfZero tells whether the bound keeps zero out of a quantity that lies on the given side of it.
func (b Bound) clearOfZero(side int) bool {
	sign := b.value.Sign()
	return sign == side || (sign == 0 && b.Strict && !b.About)
}

// inverse of an open end is a zero that is never reached; of a strict zero, an open end.
func (b Bound) inverse() Bound {
	if b.open() {
		return Bound{value: new(big.Rat), Strict: true}
	}
	if b.value.Sign() == 0 {
		return Bound{}
	}
	b.value = new(big.Rat).Inv(b.value)
	return b
}

// corner is an end of an interval, infinity included, as multiplication needs it.
type corner struct {
	infinite int // −1, 0 or +1
	value    *big.Rat
	strict   bool
	about    bool
}

func (q Quantity) corners() [2]corner {
	return [2]corner{q.low.corner(-1), q.high.corner(1)}
}

func (b Bound) corner(side int) corner {
	if b.open() {
		return corner{infinite: side, strict: true}
	}
	return corner{value: b.value, strict: b.Strict, about: b.About}
}

func (c corner) sign() int {
	if c.infinite != 0 {
		return c.infinite
	}
	return c.value.Sign()
}

// times multiplies two corners. Zero times anything is zero, and it is reached, and exact, when a zero that
// takes part in it is.
func (c corner) times(d corner) corner {
	sign := c.sign() * d.sign()
	if sign == 0 {
		zero := corner{value: new(big.Rat), strict: true, about: c.about || d.about}
		for _, f := range []corner{c, d} {
			if f.sign() == 0 && !f.strict {
				zero.strict = false
				zero.about = zero.about && f.about
			}
		}
		return zero
	}
	if c.infinite != 0 || d.infinite != 0 {
		return corner{infinite: sign, strict: true}
	}
	return corner{
		value:  new(big.Rat).Mul(c.value, d.value),
		strict: c.strict || d.strict,
		about:  c.about || d.about,
	}
}

// pick keeps the corner that lies further towards side. Of two equal ones it keeps what is reached, and "about"
// if either has it.
func (c corner) pick(d corner, side int) corner {
	switch order := c.cmp(d) * side; {
	case order > 0:
		return c
	case order < 0:
		return d
	}
	c.strict = c.strict && d.strict
	c.about = c.about || d.about
	return c
}

func (c corner) cmp(d corner) int {
	if c.infinite != 0 || d.infinite != 0 {
		return c.infinite - d.infinite
	}
	return c.value.Cmp(d.value)
}

func (c corner) bound() Bound {
	if c.infinite != 0 {
		return Bound{}
	}
	return Bound{value: c.value, Strict: c.strict, About: c.about}
}
