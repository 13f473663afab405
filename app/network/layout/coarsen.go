package layout

import (
	"math/bits"
)

// coarser joins nodes to fewer, heavier ones, and says which went where.
//
// Nodes with few neighbours choose first, and choose the neighbour they are
// tied to most for its weight. A cluster takes few members; leaves of one hub that
// found no room with it join one another.
func (a *adjacency) coarser(seed uint64, fixed []bool) (c *adjacency, of []int32) {
	n := a.n()
	order := byDegree(a, seed)
	of = make([]int32, n)
	for i := range of {
		of[i] = -1
	}
	const most = 4
	size := make([]int32, 0, n/2)
	mass := make([]float32, 0, n/2)
	lone := make([]int32, n) // a node that found no room beside this one, plus one
	for _, i := range order {
		if of[i] >= 0 || fixed != nil && fixed[i] {
			continue
		}
		best, score := int32(-1), float32(0)
		full := int32(-1)
		for k := a.start[i]; k < a.start[i+1]; k++ {
			j := a.to[k]
			if fixed != nil && fixed[j] {
				continue
			}
			m := a.mass[j]
			if g := of[j]; g >= 0 {
				if size[g] >= most {
					if full < 0 || a.degree(j) > a.degree(full) {
						full = j
					}
					continue
				}
				m = mass[g]
			}
			if s := a.weight[k] / m; s > score || s == score && best >= 0 && mix(seed, uint64(j)) < mix(seed, uint64(best)) {
				best, score = j, s
			}
		}
		switch {
		case best >= 0 && of[best] >= 0:
			g := of[best]
			of[i] = g
			size[g]++
			mass[g] += a.mass[i]
		case best >= 0:
			of[i], of[best] = int32(len(size)), int32(len(size))
			size = append(size, 2)
			mass = append(mass, a.mass[i]+a.mass[best])
		case full >= 0:
			if l := lone[full] - 1; l >= 0 && size[of[l]] < most {
				g := of[l]
				of[i] = g
				size[g]++
				mass[g] += a.mass[i]
			} else {
				of[i] = int32(len(size))
				size = append(size, 1)
				mass = append(mass, a.mass[i])
				lone[full] = i + 1
			}
		}
	}
	for i := range of {
		if of[i] < 0 {
			of[i] = int32(len(size))
			size = append(size, 1)
			mass = append(mass, a.mass[i])
		}
	}
	return a.joined(of, len(size), mass), of
}

// joined makes one node of each cluster.
func (a *adjacency) joined(of []int32, n int, mass []float32) *adjacency {
	c := &adjacency{start: make([]int32, n+1), mass: mass}
	members := make([]int32, len(of))
	first := make([]int32, n+1)
	for _, g := range of {
		first[g+1]++
	}
	for g := range n {
		first[g+1] += first[g]
	}
	next := append([]int32(nil), first...)
	for i, g := range of {
		members[next[g]] = int32(i)
		next[g]++
	}
	c.to = make([]int32, 0, len(a.to))
	c.weight = make([]float32, 0, len(a.to))
	at := make([]int32, n)
	for g := range n {
		begin := int32(len(c.to))
		c.start[g] = begin
		for _, i := range members[first[g]:first[g+1]] {
			for k := a.start[i]; k < a.start[i+1]; k++ {
				h := of[a.to[k]]
				if h == int32(g) {
					continue
				}
				if at[h] > begin {
					c.weight[at[h]-1] += a.weight[k]
					continue
				}
				c.to = append(c.to, h)
				c.weight = append(c.weight, a.weight[k])
				at[h] = int32(len(c.to))
			}
		}
	}
	c.start[n] = int32(len(c.to))
	return c
}

// byDegree orders nodes by their number of neighbours, those with equally many
// by chance.
func byDegree(a *adjacency, seed uint64) []int32 {
	n := a.n()
	keys, spare := make([]uint64, n), make([]uint64, n)
	for i := range n {
		d := min(a.degree(int32(i)), 1<<12-1)
		keys[i] = (uint64(d)<<20|mix(seed, uint64(i))&(1<<20-1))<<32 | uint64(i)
	}
	keys, _ = sortKeys(keys, spare)
	order := make([]int32, n)
	for k, key := range keys {
		order[k] = int32(uint32(key))
	}
	return order
}

// mix gives an even spread of numbers for a seed and a number.
func mix(seed, i uint64) uint64 {
	hi, lo := bits.Mul64(i^0x9e3779b97f4a7c15, seed^0xbf58476d1ce4e5b9|1)
	v := hi ^ lo
	v ^= v >> 31
	v *= 0x94d049bb133111eb
	return v ^ v>>29
}

// chance gives a number from 0 up to 1 for a seed and a number.
func chance(seed, i uint64) float32 { return float32(mix(seed, i)>>40) / (1 << 24) }
