package value

import (
	"errors"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestQuantityArithmetic(t *testing.T) {
	div := func(a, b Quantity) Quantity {
		q, err := a.Div(b)
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	for _, c := range []struct {
		a, op, b, want string
	}{
		{"100000", "-", "16000..20000", "80000..84000"},
		{"80000..84000", "/", "100000", "0.8..0.84"},
		{"80000..84000", "/", "~100000", "~0.8..~0.84"},
		{"~100000", "-", "16000..20000", "~80000..~84000"},
		{"100000", "-", "16000..~20000", "~80000..84000"},
		{">=700", "+", "50", ">=750"},
		{">10000", "+", "1..2", ">10001"},
		{">10000", "+", "<=5", "unknown"},
		{"10", "-", ">=3", "<=7"},
		{">=3", "-", ">=1", "unknown"},
		{">10..<25", "*", "2", ">20..<50"},
		{"0..5", "*", ">3", ">=0"},
		{">0", "*", ">0", ">0"},
		{"0", "*", ">=~3", "0"},
		{"~0", "*", ">=3", "~0"},
		{"-2..3", "*", "-5..7", "-15..21"},
		{"-2..<3", "*", "5", "-10..<15"},
		{"1", "/", "3", "1/3"},
		{"1", "/", ">=2", ">0..0.5"},
		{"1", "/", "<-2", ">-0.5..<0"},
		{"1", "/", ">0", ">0"},
		{"12", "/", ">0..<=4", ">=3"},
		{"0.1", "+", "0.2", "0.3"},
		{"1600", "*", "62.5", "100000"},
		{"100000", "/", "62.5", "1600"},
	} {
		a, b := quantity(t, c.a), quantity(t, c.b)
		var got Quantity
		switch c.op {
		case "+":
			got = a.Add(b)
		case "-":
			got = a.Sub(b)
		case "*":
			got = a.Mul(b)
		case "/":
			got = div(a, b)
		}
		if got.String() != c.want {
			t.Errorf("%s %s %s = %s, want %s", c.a, c.op, c.b, got, c.want)
		}
	}
	for _, zero := range []string{"0", "-1..1", ">=0", "<=0", "0..5", ">~0", "unknown", "-1..0"} {
		if q, err := Whole(1).Div(quantity(t, zero)); !errors.Is(err, ErrDivideByZero) {
			t.Errorf("1 / %s = %s, %v, want ErrDivideByZero", zero, q, err)
		}
	}
}

// within tells whether a number satisfies a quantity.
func within(q Quantity, x *big.Rat) bool {
	b := Bound{value: x}
	return below(q.low, b) && below(b, q.high)
}

// pointIn draws a number that satisfies q.
func pointIn(t *rapid.T, q Quantity, label string) *big.Rat {
	low, high := q.low, q.high
	step := big.NewRat(rapid.Int64Range(1, 1000).Draw(t, label+" step"), 7)
	switch {
	case low.open() && high.open():
		return genRat().Draw(t, label)
	case high.open():
		return step.Add(low.value, step)
	case low.open():
		return step.Sub(high.value, step)
	}
	// A share of the way, ends included where they belong to q.
	share := big.NewRat(rapid.Int64Range(0, 16).Draw(t, label+" way"), 16)
	if low.Strict && share.Sign() == 0 || high.Strict && share.Cmp(one) == 0 {
		share = big.NewRat(1, 2)
	}
	span := new(big.Rat).Sub(high.value, low.value)
	return span.Add(low.value, span.Mul(span, share))
}

func TestPropertyArithmeticHoldsEveryResult(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := genQuantity().Draw(t, "a"), genQuantity().Draw(t, "b")
		x, y := pointIn(t, a, "x"), pointIn(t, b, "y")
		if !within(a, x) || !within(b, y) {
			t.Fatalf("%v is not in %s or %v not in %s", x, a, y, b)
		}
		check := func(op string, q Quantity, z *big.Rat) {
			if !within(q, z) {
				t.Fatalf("%s %s %s = %s leaves out %v %s %v = %v", a, op, b, q, x, op, y, z)
			}
			if q.About() && !a.About() && !b.About() {
				t.Fatalf("%s %s %s = %s is about nothing", a, op, b, q)
			}
		}
		check("+", a.Add(b), new(big.Rat).Add(x, y))
		check("-", a.Sub(b), new(big.Rat).Sub(x, y))
		check("*", a.Mul(b), new(big.Rat).Mul(x, y))
		if q, err := a.Div(b); err == nil {
			check("/", q, new(big.Rat).Quo(x, y))
		} else if !within(b, new(big.Rat)) && !b.About() {
			t.Fatalf("%s / %s: %v", a, b, err)
		}
	})
}

func TestPropertyArithmeticLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := genQuantity().Draw(t, "a"), genQuantity().Draw(t, "b")
		equal := func(law string, p, q Quantity) {
			if !p.Equal(q) {
				t.Fatalf("%s fails for %s and %s: %s and %s", law, a, b, p, q)
			}
		}
		equal("a+b = b+a", a.Add(b), b.Add(a))
		equal("ab = ba", a.Mul(b), b.Mul(a))
		equal("−(−a) = a", a.Neg().Neg(), a)
		equal("a−b = −(b−a)", a.Sub(b), b.Sub(a).Neg())
		equal("a+0 = a", a.Add(Whole(0)), a)
		equal("1a = a", a.Mul(Whole(1)), a)
		equal("−1a = −a", a.Mul(Whole(-1)), a.Neg())
	})
}

// Bounded and closed intervals reach the bounds of their product at two of their corners.
func TestPropertyProductIsTight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var corners []*big.Rat
		var ends [4]*big.Rat
		for i := range ends {
			ends[i] = genRat().Draw(t, "end")
		}
		interval := func(x, y *big.Rat) Quantity {
			if x.Cmp(y) > 0 {
				x, y = y, x
			}
			q, _ := newQuantity(Bound{value: x}, Bound{value: y})
			return q
		}
		product := interval(ends[0], ends[1]).Mul(interval(ends[2], ends[3]))
		for _, x := range ends[:2] {
			for _, y := range ends[2:] {
				corners = append(corners, new(big.Rat).Mul(x, y))
			}
		}
		low, high := corners[0], corners[0]
		for _, c := range corners {
			if c.Cmp(low) < 0 {
				low = c
			}
			if c.Cmp(high) > 0 {
				high = c
			}
		}
		if want := interval(low, high); !product.Equal(want) {
			t.Fatalf("product %s, want %s", product, want)
		}
	})
}
