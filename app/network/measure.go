package network

import (
	"context"
	"runtime"
	"sync"
)

// csr is what a filter leaves of a graph, each pair of neighbours once.
type csr struct {
	start []int32
	to    []int32
	weigh []float64 // how many edges join the pair
}

func (g *Graph) csr(f Filter) *csr {
	keep := g.Keep(f)
	c := &csr{start: make([]int32, 1, len(g.Nodes)+1)}
	at := make([]int32, len(g.Nodes)) // where a neighbour stands in to, plus one
	for n := range g.Nodes {
		first := len(c.to)
		for _, e := range g.Incident(n) {
			if !keep[e] {
				continue
			}
			other := g.Other(int(e), n)
			if int(at[other]) > first {
				c.weigh[at[other]-1]++
				continue
			}
			c.to = append(c.to, int32(other))
			c.weigh = append(c.weigh, 1)
			at[other] = int32(len(c.to))
		}
		c.start = append(c.start, int32(len(c.to)))
	}
	return c
}

func (c *csr) of(node int) []int32 { return c.to[c.start[node]:c.start[node+1]] }

// betweennessWork is how many edges may be walked; beyond it, some starting
// points stand for all.
const betweennessWork = 100_000_000

// Betweenness gives for each node the number of pairs of other nodes whose
// shortest ways lead through it, ways of equal length sharing one. On a large
// graph it is an estimate from evenly chosen starting points, and exact is false.
func (g *Graph) Betweenness(ctx context.Context, f Filter) (score []float64, exact bool, err error) {
	return g.betweenness(ctx, f, betweennessWork)
}

func (g *Graph) betweenness(ctx context.Context, f Filter, work int) (score []float64, exact bool, err error) {
	c := g.csr(f)
	n := len(g.Nodes)
	score = make([]float64, n)
	if n == 0 {
		return score, true, nil
	}
	sources := min(n, max(64, work/max(1, len(c.to)+n)))
	exact = sources >= n
	// A fixed number of parts, not one a core, so that sums come out the same on every computer.
	const parts = 8
	sums := make([][]float64, parts)
	var wait sync.WaitGroup
	turn := make(chan struct{}, max(1, runtime.GOMAXPROCS(0)))
	for p := range parts {
		wait.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			b := brandes{c: c, sum: make([]float64, n), far: make([]int32, n), ways: make([]float64, n), part: make([]float64, n)}
			for i := p; i < sources && ctx.Err() == nil; i += parts {
				b.from(int32(i * n / sources))
			}
			sums[p] = b.sum
		})
	}
	wait.Wait()
	if ctx.Err() != nil {
		return nil, false, ctx.Err()
	}
	scale := float64(n) / float64(sources) / 2 // every pair was met from both of its ends
	for _, s := range sums {
		for i, v := range s {
			score[i] += v * scale
		}
	}
	return score, exact, nil
}

// brandes adds up the shares of the shortest ways from one node at a time, after
// Brandes, "A faster algorithm for betweenness centrality" (2001).
type brandes struct {
	c     *csr
	sum   []float64
	far   []int32
	ways  []float64
	part  []float64
	queue []int32
}

func (b *brandes) from(s int32) {
	for i := range b.far {
		b.far[i] = -1
	}
	b.far[s], b.ways[s], b.part[s] = 0, 1, 0
	b.queue = append(b.queue[:0], s)
	for i := 0; i < len(b.queue); i++ {
		n := b.queue[i]
		for _, o := range b.c.of(int(n)) {
			if b.far[o] < 0 {
				b.far[o], b.ways[o], b.part[o] = b.far[n]+1, 0, 0
				b.queue = append(b.queue, o)
			}
			if b.far[o] == b.far[n]+1 {
				b.ways[o] += b.ways[n]
			}
		}
	}
	for i := len(b.queue) - 1; i > 0; i-- {
		n := b.queue[i]
		share := (1 + b.part[n]) / b.ways[n]
		for _, o := range b.c.of(int(n)) {
			if b.far[o] == b.far[n]-1 {
				b.part[o] += b.ways[o] * share
			}
		}
		b.sum[n] += b.part[n]
	}
}
