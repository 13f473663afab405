package layout

import (
	"bufio"
	"compress/gzip"
	"encoding/binary"
	"os"
	"testing"
)

// declarations is a real graph: which declarations of Go's standard library and
// tools (functions, methods and types of version 1.26) use which others, as
// their sources say. The file holds numbers only: nodes; then for each node with edges to
// later ones the step from the one before, how many, and the steps between them.
func declarations(t testing.TB, most int) Graph {
	t.Helper()
	f, err := os.Open("testdata/declarations.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(z)
	next := func() (int32, bool) {
		v, err := binary.ReadUvarint(r)
		return int32(v), err == nil
	}
	n, _ := next()
	g := Graph{N: int(n)}
	at := int32(0)
	for {
		step, ok := next()
		if !ok {
			break
		}
		at += step
		count, _ := next()
		to := at
		for range count {
			step, _ := next()
			to += step
			g.Edges = append(g.Edges, Edge{From: at, To: to})
		}
	}
	if len(g.Edges) < 200_000 {
		t.Fatalf("only %d edges were read", len(g.Edges))
	}
	return around(g, most)
}

// around takes the nodes nearest to one in the middle.
func around(g Graph, most int) Graph {
	if most >= g.N {
		return g
	}
	a := adjacent(g)
	as := make([]int32, g.N)
	for i := range as {
		as[i] = -1
	}
	queue := []int32{int32(g.N / 3)}
	as[queue[0]] = 0
	for k := 0; k < len(queue); k++ {
		for _, j := range a.to[a.start[queue[k]]:a.start[queue[k]+1]] {
			if as[j] < 0 && len(queue) < most {
				as[j] = int32(len(queue))
				queue = append(queue, j)
			}
		}
	}
	p := Graph{N: len(queue)}
	for _, e := range g.Edges {
		if as[e.From] >= 0 && as[e.To] >= 0 {
			p.Edges = append(p.Edges, Edge{From: as[e.From], To: as[e.To]})
		}
	}
	return p
}

func TestARealGraphIsLaidOutWell(t *testing.T) {
	g := declarations(t, 2000)
	if g.N != 2000 {
		t.Fatalf("%d nodes", g.N)
	}
	q, e := measured(mustRun(t, Force, g, Options{Seed: 1}), g)
	t.Logf("%d edges, variation %.3f", len(e), variation(q, e))
	if v := variation(q, e); v > 0.9 {
		t.Errorf("lengths vary by %.2f", v)
	}
}
