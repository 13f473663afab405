package ownership

import (
	"math/big"
	"slices"
)

// solver works out interests exactly: each cycle is a small system of linear
// equations, solved once the owners outside it are known.
type solver struct {
	g    *Graph
	keep []bool
}

// term is a share of an owner; the share of owners who are not recorded has owner −1.
type term struct {
	owner int
	share frac
}

func (s *solver) least(of int) *big.Rat {
	x := make([]*big.Rat, len(s.g.Owners))
	for _, group := range components(s.g) {
		if !s.keep[group[0]] {
			continue
		}
		choose := map[int][]term{}
		for _, a := range group {
			low, _ := lows(s.g.Owners[a], nil)
			for i, h := range s.g.Owners[a] {
				choose[a] = append(choose[a], term{h.Owner, low[i].value})
			}
		}
		s.equations(group, choose, x, func(st Standing) bool { return st == Yes })
	}
	return x[of]
}

// most chooses the shares that make the interest greatest: it starts with some
// choice, works it out, and chooses better until nothing is better.
func (s *solver) most(of int, open bool) *big.Rat {
	counted := func(st Standing) bool { return st != No }
	x := make([]*big.Rat, len(s.g.Owners))
	for _, group := range components(s.g) {
		if !s.keep[group[0]] {
			continue
		}
		choose := map[int][]term{}
		for _, a := range group {
			choose[a] = s.best(a, open && s.g.Open[a], nil)
		}
		for {
			s.equations(group, choose, x, counted)
			better := false
			for _, a := range group {
				if counted(s.g.Counted[a]) {
					continue
				}
				c := s.best(a, open && s.g.Open[a], x)
				if s.worth(c, x).Cmp(s.worth(choose[a], x)) > 0 {
					choose[a], better = c, true
				}
			}
			if !better {
				break
			}
		}
	}
	return x[of]
}

func (s *solver) worth(choice []term, x []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, t := range choice {
		if t.owner < 0 {
			sum.Add(sum, t.share.rat())
		} else if x[t.owner] != nil {
			sum.Add(sum, new(big.Rat).Mul(t.share.rat(), x[t.owner]))
		}
	}
	return sum
}

// best gives the shares that make a party's interest greatest where its owners'
// are as given.
func (s *solver) best(a int, open bool, x []*big.Rat) []term {
	low, _ := lows(s.g.Owners[a], nil)
	left := whole
	var all []term
	order := make([]int, len(low))
	for i, h := range s.g.Owners[a] {
		all = append(all, term{h.Owner, low[i].value})
		left = left.sub(low[i].value)
		order[i] = i
	}
	left = most(left, none)
	if open {
		return append(all, term{-1, left})
	}
	if x != nil {
		slices.SortStableFunc(order, func(i, j int) int { return x[all[j].owner].Cmp(x[all[i].owner]) })
	}
	for _, i := range order {
		take := least(most(s.g.Owners[a][i].Any.value.sub(all[i].share), none), left)
		all[i].share = all[i].share.add(take)
		left = left.sub(take)
	}
	return all
}

// equations solves x = shares × x for a cycle. Parties from which no way leads to a
// counted one have none of it; without them the system has one solution.
func (s *solver) equations(group []int, choose map[int][]term, x []*big.Rat, counted func(Standing) bool) {
	at := map[int]int{}
	for _, a := range group {
		switch {
		case counted(s.g.Counted[a]):
			x[a] = big.NewRat(1, 1)
		default:
			x[a] = new(big.Rat)
			at[a] = -1
		}
	}
	reach := func(a int) bool {
		return slices.ContainsFunc(choose[a], func(t term) bool {
			if t.share.sign() <= 0 {
				return false
			}
			if t.owner < 0 {
				return true
			}
			i, inside := at[t.owner]
			return inside && i >= 0 || !inside && x[t.owner].Sign() > 0
		})
	}
	var order []int
	for grown := true; grown; {
		grown = false
		for _, a := range group {
			if i, inside := at[a]; inside && i < 0 && reach(a) {
				at[a] = len(order)
				order = append(order, a)
				grown = true
			}
		}
	}
	n := len(order)
	m := make([][]*big.Rat, n)
	for i, a := range order {
		m[i] = make([]*big.Rat, n+1)
		for j := range m[i] {
			m[i][j] = new(big.Rat)
		}
		m[i][i].SetInt64(1)
		for _, t := range choose[a] {
			switch j, inside := at[t.owner]; {
			case t.owner < 0:
				m[i][n].Add(m[i][n], t.share.rat())
			case inside && j >= 0:
				m[i][j].Sub(m[i][j], t.share.rat())
			case !inside:
				m[i][n].Add(m[i][n], new(big.Rat).Mul(t.share.rat(), x[t.owner]))
			}
		}
	}
	eliminate(m)
	for i, a := range order {
		x[a] = m[i][n]
	}
}

// eliminate brings a system with one solution into the form in which its last
// column is the solution.
func eliminate(m [][]*big.Rat) {
	n := len(m)
	for i := range n {
		p := i
		for p < n-1 && m[p][i].Sign() == 0 {
			p++
		}
		m[i], m[p] = m[p], m[i]
		inverse := new(big.Rat).Inv(m[i][i])
		for j := i; j <= n; j++ {
			m[i][j].Mul(m[i][j], inverse)
		}
		for k := range n {
			if k == i || m[k][i].Sign() == 0 {
				continue
			}
			f := new(big.Rat).Set(m[k][i])
			for j := i; j <= n; j++ {
				m[k][j].Sub(m[k][j], new(big.Rat).Mul(f, m[i][j]))
			}
		}
	}
}
