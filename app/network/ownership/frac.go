package ownership

import (
	"math/big"
	"math/bits"
)

// frac is an exact part of a whole. Shares are small fractions, so it is two
// machine words as long as they hold it and a big.Rat beyond.
type frac struct {
	n, d int64    // d > 0; unused when r is set
	r    *big.Rat // never changed once set
}

var (
	none  = frac{n: 0, d: 1}
	whole = frac{n: 1, d: 1}
)

func fracOf(r *big.Rat) frac {
	if r.Num().IsInt64() && r.Denom().IsInt64() {
		return frac{n: r.Num().Int64(), d: r.Denom().Int64()}
	}
	return frac{r: new(big.Rat).Set(r)}
}

// rat gives the number; the caller must not change it.
func (f frac) rat() *big.Rat {
	if f.r != nil {
		return f.r
	}
	return big.NewRat(f.n, f.d)
}

func (f frac) add(g frac) frac {
	if f.r == nil && g.r == nil {
		if f.d == g.d {
			if s := f.n + g.n; (s > f.n) == (g.n > 0) {
				return frac{n: s, d: f.d}
			}
		} else if small(f) && small(g) {
			n, d := f.n*g.d+g.n*f.d, f.d*g.d
			if k := gcd(n, d); k > 1 {
				n, d = n/k, d/k
			}
			return frac{n: n, d: d}
		}
	}
	return fracOf(new(big.Rat).Add(f.rat(), g.rat()))
}

func (f frac) neg() frac {
	if f.r == nil && f.n != -1<<63 {
		return frac{n: -f.n, d: f.d}
	}
	return fracOf(new(big.Rat).Neg(f.rat()))
}

func (f frac) sub(g frac) frac { return f.add(g.neg()) }

func (f frac) cmp(g frac) int {
	if f.r == nil && g.r == nil {
		if f.d == g.d {
			switch {
			case f.n < g.n:
				return -1
			case f.n > g.n:
				return 1
			}
			return 0
		}
		if f.n >= 0 && g.n >= 0 {
			ah, al := bits.Mul64(uint64(f.n), uint64(g.d))
			bh, bl := bits.Mul64(uint64(g.n), uint64(f.d))
			switch {
			case ah < bh || ah == bh && al < bl:
				return -1
			case ah > bh || al > bl:
				return 1
			}
			return 0
		}
	}
	return f.rat().Cmp(g.rat())
}

func (f frac) sign() int { return f.cmp(none) }

// float is near the number.
func (f frac) float() float64 {
	if f.r == nil {
		return float64(f.n) / float64(f.d)
	}
	x, _ := f.r.Float64()
	return x
}

// small numbers can be multiplied and added without overflow.
func small(f frac) bool {
	const most = 1 << 30
	return f.d < most && f.n < most && f.n > -most
}

func gcd(a, b int64) int64 {
	if a < 0 {
		a = -a
	}
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func least(f, g frac) frac {
	if f.cmp(g) <= 0 {
		return f
	}
	return g
}

func most(f, g frac) frac {
	if f.cmp(g) >= 0 {
		return f
	}
	return g
}
