package ownership

import "math/big"

// End is a bound of a share, exact. Strict leaves the number itself out: "more
// than 25%".
type End struct {
	value  frac
	Strict bool
}

// EndAt makes a bound.
func EndAt(v *big.Rat, strict bool) End { return End{fracOf(v), strict} }

// Value is the number at the bound, as a copy.
func (e End) Value() *big.Rat { return new(big.Rat).Set(e.value.rat()) }

// Holding is what one party owns of another. Low is what is certain. High is the
// most that is stated. Any is the most that is conceivable: all of it where
// the size is not known.
type Holding struct {
	Owner          int
	Low, High, Any End
}

// Control is direction of one party by another without regard to shares.
type Control struct {
	By      int
	Certain bool
}

// Standing tells whether a party is one of those whose ownership counts.
type Standing byte

// The standings. Perhaps is for what a source doubts or another denies.
const (
	No Standing = iota
	Perhaps
	Yes
)

// Graph is who owns and controls whom, by number.
type Graph struct {
	Owners   [][]Holding // of each party; an owner stands once
	Controls [][]Control // of each party; may be nil
	Counted  []Standing  // listed, or of the government the rule speaks of
	// Open tells of whom further owners may exist that are not recorded: of a
	// firm always, unless its owners make up the whole; of a person never.
	Open []bool
}

// Test is when an owned party counts itself.
type Test struct {
	Threshold *big.Rat
	More      bool // more than the threshold; otherwise the threshold is enough
	Alone     bool // certain only where one counted party and those it owns reach it
	Direct    bool // certain only of those whom counted parties own themselves
	Control   bool // control counts like ownership
}

// World is how much of what is not known is taken against a party.
type World int

// The worlds, each wider than the one before.
const (
	Certain  World = iota // only what is certain
	Stated                // the upper ends of what is stated
	Recorded              // shares of recorded owners that are not known, too
	Open                  // owners who are not recorded, too
	worlds
)

// reaches tells whether a sum may be, or in the certain world is, at the
// threshold.
func (t *Test) reaches(w World, sum End) bool {
	c := sum.value.cmp(fracOf(t.Threshold))
	switch {
	case c != 0:
		return c > 0
	case w == Certain:
		return !t.More || sum.Strict // "more than 50%" is more than 50%
	}
	return !t.More && !sum.Strict
}

// lows gives the lower bounds of an asset's holdings. Where they make up more than
// the whole, one of them is wrong and nobody knows which: each is then certain
// only as far as it would be if it carried the whole excess.
func lows(all []Holding, into []End) (ends []End, excess frac) {
	sum := none
	for i := range all {
		into = append(into, all[i].Low)
		sum = sum.add(all[i].Low.value)
	}
	if excess = sum.sub(whole); excess.sign() <= 0 {
		return into, none
	}
	for i := range into {
		into[i] = End{value: most(into[i].value.sub(excess), none)}
	}
	return into, excess
}
