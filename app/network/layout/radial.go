package layout

import (
	"context"
	"math"
)

// radial puts a node in the middle and all others on rings around it, by how many
// hops away they are; each takes as much of the circle as what hangs on it. Parts
// that do not hang together with the root have rings of their own beside it.
func radial(ctx context.Context, g Graph, o Options) ([]Point, error) {
	f := newForces(g, o)
	defer f.crew.dismiss()
	if o.Root >= 0 { // the part with the root comes first
		for k, p := range f.parts {
			for _, i := range p.nodes {
				if int(i) == o.Root {
					copy(f.parts[1:k+1], f.parts[:k])
					f.parts[0] = p
				}
			}
		}
	}
	for _, p := range f.parts {
		if ctx.Err() != nil {
			break
		}
		p.fixed = nil // rings are drawn whole; pinned nodes are put back afterwards
		root := int32(0)
		for k, i := range p.nodes {
			if o.Root >= 0 && int(i) == o.Root {
				root = int32(k)
				break
			}
			if p.a.degree(int32(k)) > p.a.degree(root) {
				root = int32(k)
			}
		}
		p.rings(root, &o)
	}
	f.pack()
	at := f.points()
	// The root stays where it was.
	if o.Root >= 0 && o.placed(o.Root) {
		dx, dy := o.Start[o.Root].X-at[o.Root].X, o.Start[o.Root].Y-at[o.Root].Y
		for i := range at {
			at[i].X += dx
			at[i].Y += dy
		}
		f.stay(at)
		if o.Progress != nil {
			o.Progress(at, 1)
		}
		return at, ctx.Err()
	}
	settleIn(at, &o)
	return at, ctx.Err()
}

// rings lays one part out around a root, which comes to stand at the origin.
func (p *part) rings(root int32, o *Options) {
	n := len(p.nodes)
	up, depth := make([]int32, n), make([]int32, n)
	for i := range up {
		up[i] = -1
	}
	order := []int32{root}
	up[root] = root
	for k := 0; k < len(order); k++ {
		i := order[k]
		for _, j := range p.a.to[p.a.start[i]:p.a.start[i+1]] {
			if up[j] < 0 {
				up[j], depth[j] = i, depth[i]+1
				order = append(order, j)
			}
		}
	}
	// How much room each node and what hangs on it asks for along its ring.
	need := make([]float64, n)
	below := make([]float64, n)
	deepest := depth[order[n-1]]
	ring := make([]float64, deepest+1) // sum of the widths on each
	for k := n - 1; k >= 0; k-- {
		i := order[k]
		own := float64(o.width(int(p.nodes[i])))
		ring[depth[i]] += own
		need[i] = max(own, below[i])
		if i != root {
			below[up[i]] += need[i]
		}
	}
	radius := make([]float64, deepest+1)
	for d := int32(1); d <= deepest; d++ {
		radius[d] = max(radius[d-1]+1.1*float64(o.Spacing), ring[d]/(2*math.Pi))
	}
	from, span := make([]float64, n), make([]float64, n)
	span[root] = 2 * math.Pi
	used := make([]float64, n)
	tight := 1.0 // how much larger the rings have to be for every node to have its width
	for _, i := range order {
		if i == root {
			continue
		}
		u := up[i]
		sight := span[u]
		if u != root {
			// Beyond what a node can see past its own ring, lines would cross.
			sight = min(sight, 2*math.Acos(radius[depth[u]]/radius[depth[i]]))
		}
		span[i] = need[i] / max(below[u], 1e-9) * sight
		from[i] = from[u] + (span[u]-sight)/2 + used[u]
		used[u] += span[i]
		tight = max(tight, float64(o.width(int(p.nodes[i])))/(span[i]*radius[depth[i]]))
	}
	tight = min(tight, 3) // a very full picture is better crowded than lost in space
	for _, i := range order {
		turn := from[i] + span[i]/2 - math.Pi/2
		r := radius[depth[i]] * tight
		p.x[i], p.y[i] = float32(r*math.Cos(turn)), float32(r*math.Sin(turn))
	}
	p.x[root], p.y[root] = 0, 0
}
