package layout

// adjacency holds the neighbours of each node one after another: each pair
// once, without loops, the weights of parallel edges added up.
type adjacency struct {
	start  []int32
	to     []int32
	weight []float32
	mass   []float32 // how many nodes of the graph stand behind each
}

func (a *adjacency) n() int { return len(a.start) - 1 }

func (a *adjacency) degree(i int32) int32 { return a.start[i+1] - a.start[i] }

// adjacent makes the neighbours out of edges.
func adjacent(g Graph) *adjacency {
	a := &adjacency{start: make([]int32, g.N+1), mass: make([]float32, g.N)}
	for i := range a.mass {
		a.mass[i] = 1
	}
	for _, e := range g.Edges {
		if e.From != e.To {
			a.start[e.From]++
			a.start[e.To]++
		}
	}
	sum := int32(0)
	for i, n := range a.start {
		a.start[i] = sum
		sum += n
	}
	a.to, a.weight = make([]int32, sum), make([]float32, sum)
	next := append([]int32(nil), a.start...)
	put := func(i, j int32, w float32) {
		a.to[next[i]], a.weight[next[i]] = j, w
		next[i]++
	}
	for _, e := range g.Edges {
		if e.From == e.To {
			continue
		}
		w := e.Weight
		if !(w > 0) || !finite(w) {
			w = 1
		}
		put(e.From, e.To, w)
		put(e.To, e.From, w)
	}
	a.join()
	return a
}

// join makes parallel edges one.
func (a *adjacency) join() {
	n := a.n()
	at := make([]int32, n) // where a neighbour stands, plus one
	out := int32(0)
	for i := range n {
		first, from, end := out, a.start[i], a.start[i+1]
		for k := from; k < end; k++ {
			j, w := a.to[k], a.weight[k]
			if at[j] > first {
				a.weight[at[j]-1] += w
				continue
			}
			a.to[out], a.weight[out] = j, w
			out++
			at[j] = out
		}
		a.start[i] = first
	}
	a.start[n] = out
	a.to, a.weight = a.to[:out], a.weight[:out]
}

// components numbers the connected parts in the order of their first nodes.
func (a *adjacency) components() (of []int32, n int) {
	of = make([]int32, a.n())
	for i := range of {
		of[i] = -1
	}
	var queue []int32
	for i := range of {
		if of[i] >= 0 {
			continue
		}
		of[i] = int32(n)
		queue = append(queue[:0], int32(i))
		for len(queue) > 0 {
			x := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			for _, j := range a.to[a.start[x]:a.start[x+1]] {
				if of[j] < 0 {
					of[j] = int32(n)
					queue = append(queue, j)
				}
			}
		}
		n++
	}
	return of, n
}
