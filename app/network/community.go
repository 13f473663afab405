package network

import (
	"cmp"
	"context"
	"slices"
)

// Components tells for each node to which connected part of the graph it
// belongs; part 0 is the largest, and equally large ones stand in the order of their
// first nodes.
func (g *Graph) Components(f Filter) (of []int, n int) {
	c := g.csr(f)
	of = make([]int, len(g.Nodes))
	for i := range of {
		of[i] = -1
	}
	var queue []int32
	for i := range of {
		if of[i] >= 0 {
			continue
		}
		of[i] = n
		queue = append(queue[:0], int32(i))
		for len(queue) > 0 {
			x := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			for _, o := range c.of(int(x)) {
				if of[o] < 0 {
					of[o] = n
					queue = append(queue, o)
				}
			}
		}
		n++
	}
	return bySize(of, n), n
}

// bySize numbers groups anew: the largest first.
func bySize(of []int, n int) []int {
	size, order := make([]int, n), make([]int, n)
	for _, k := range of {
		size[k]++
	}
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(size[y], size[x]) })
	as := make([]int, n)
	for rank, k := range order {
		as[k] = rank
	}
	for i := range of {
		of[i] = as[of[i]]
	}
	return of
}

// Communities groups nodes that are tied to one another more than to the rest,
// by the method of Louvain. Group 0 is the largest. Nodes are tried in the order
// of the graph and ties go to the smaller number, so that the same graph gives the same groups.
func (g *Graph) Communities(ctx context.Context, f Filter) (of []int, n int, err error) {
	c := g.csr(f)
	of = make([]int, len(g.Nodes))
	for i := range of {
		of[i] = i
	}
	n = len(of)
	self := make([]float64, n) // twice the weight that lies inside a merged node
	for {
		if ctx.Err() != nil {
			return nil, 0, ctx.Err()
		}
		l := newLouvain(c, self)
		moved := l.settle(ctx)
		groups, count := l.groups()
		for i := range of {
			of[i] = groups[of[i]]
		}
		n = count
		if !moved || count == len(c.start)-1 {
			break
		}
		c, self = c.merged(groups, count, self)
	}
	first := make([]int, n) // number groups by their first node before sizes decide
	for i := range first {
		first[i] = -1
	}
	next := 0
	for i, k := range of {
		if first[k] < 0 {
			first[k] = next
			next++
		}
		of[i] = first[k]
	}
	return bySize(of, n), n, nil
}

// louvain moves nodes between groups while that raises modularity.
type louvain struct {
	c     *csr
	self  []float64
	total float64 // twice the weight of all edges
	own   []float64
	in    []int32
	sum   []float64 // weight of the ends in each group
	to    []float64 // weight from one node to each group, while it is tried
}

func newLouvain(c *csr, self []float64) *louvain {
	n := len(c.start) - 1
	l := &louvain{c: c, self: self, own: make([]float64, n), in: make([]int32, n), sum: make([]float64, n), to: make([]float64, n)}
	for i := range n {
		l.own[i] = self[i]
		for k := c.start[i]; k < c.start[i+1]; k++ {
			l.own[i] += c.weigh[k]
		}
		l.total += l.own[i]
		l.in[i], l.sum[i] = int32(i), l.own[i]
	}
	return l
}

func (l *louvain) settle(ctx context.Context) (moved bool) {
	if l.total == 0 {
		return false
	}
	const rounds = 100
	var near []int32
	for range rounds {
		changed := 0
		for i := range l.in {
			if i&4095 == 0 && ctx.Err() != nil {
				return false
			}
			here := l.in[i]
			near = near[:0]
			for k := l.c.start[i]; k < l.c.start[i+1]; k++ {
				g := l.in[l.c.to[k]]
				if l.to[g] == 0 {
					near = append(near, g)
				}
				l.to[g] += l.c.weigh[k]
			}
			l.sum[here] -= l.own[i]
			best, gain := here, l.to[here]-l.sum[here]*l.own[i]/l.total
			for _, g := range near {
				if v := l.to[g] - l.sum[g]*l.own[i]/l.total; v > gain+1e-12 || v > gain-1e-12 && g < best && best != here {
					best, gain = g, v
				}
			}
			l.sum[best] += l.own[i]
			if best != here {
				l.in[i] = best
				changed++
			}
			for _, g := range near {
				l.to[g] = 0
			}
		}
		if changed == 0 {
			break
		}
		moved = true
		if changed*1000 < len(l.in) {
			break
		}
	}
	return moved
}

// groups numbers the groups that are left in the order of their first nodes.
func (l *louvain) groups() (of []int, n int) {
	as := make([]int, len(l.in))
	of = make([]int, len(l.in))
	for i, g := range l.in {
		if as[g] == 0 {
			n++
			as[g] = n
		}
		of[i] = as[g] - 1
	}
	return of, n
}

// merged makes one node of each group.
func (c *csr) merged(of []int, n int, self []float64) (*csr, []float64) {
	members := make([][]int32, n)
	inner := make([]float64, n)
	for i, k := range of {
		members[k] = append(members[k], int32(i))
		inner[k] += self[i]
	}
	m := &csr{start: make([]int32, 1, n+1)}
	at := make([]int32, n)
	for k := range n {
		first := len(m.to)
		for _, i := range members[k] {
			for e := c.start[i]; e < c.start[i+1]; e++ {
				o := of[c.to[e]]
				switch {
				case o == k:
					inner[k] += c.weigh[e]
				case int(at[o]) > first:
					m.weigh[at[o]-1] += c.weigh[e]
				default:
					m.to = append(m.to, int32(o))
					m.weigh = append(m.weigh, c.weigh[e])
					at[o] = int32(len(m.to))
				}
			}
		}
		m.start = append(m.start, int32(len(m.to)))
	}
	return m, inner
}
