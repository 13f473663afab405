//go:build bench

package layout

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"redthread/app/network/layout/quality"
)

// drawnBy is a picture with what it took.
type drawnBy struct {
	who     string
	seconds float64
	at      []quality.Point
}

func (d drawnBy) quality(g Graph) string {
	_, e := measured(nil, g)
	return fmt.Sprintf("%.3f / %.3f / %.3f", quality.Neighbourhood(d.at, e, 1, 1500), quality.Neighbourhood(d.at, e, 2, 600), quality.Variation(d.at, e))
}

func ours(t *testing.T, g Graph, effort float32) drawnBy {
	t.Helper()
	start := time.Now()
	at, err := Run(context.Background(), Force, g, Options{Seed: 1, Effort: effort})
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(start).Seconds()
	q, _ := measured(at, g)
	return drawnBy{fmt.Sprintf("ours, effort %g", effort), took, q}
}

// sfdp runs Graphviz; reading and writing of its text, which is part of what it
// takes, is some hundredths of its time.
func sfdp(t *testing.T, g Graph) (d drawnBy, ok bool) {
	t.Helper()
	if _, err := exec.LookPath("sfdp"); err != nil {
		return d, false
	}
	var in, out bytes.Buffer
	fmt.Fprintln(&in, "graph {")
	for i := range g.N {
		fmt.Fprintln(&in, i)
	}
	for _, e := range g.Edges {
		fmt.Fprintf(&in, "%d--%d\n", e.From, e.To)
	}
	fmt.Fprintln(&in, "}")
	c := exec.Command("sfdp", "-Tplain")
	c.Stdin, c.Stdout = &in, &out
	start := time.Now()
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	d = drawnBy{who: "sfdp", seconds: time.Since(start).Seconds(), at: make([]quality.Point, g.N)}
	for s := bufio.NewScanner(&out); s.Scan(); {
		if f := strings.Fields(s.Text()); len(f) > 3 && f[0] == "node" {
			d.set(t, f[1], f[2], f[3])
		}
	}
	return d, true
}

func (d *drawnBy) set(t *testing.T, node, x, y string) {
	i, err := strconv.Atoi(node)
	if err != nil || i < 0 || i >= len(d.at) {
		t.Fatalf("%s names node %q", d.who, node)
	}
	d.at[i].X, _ = strconv.ParseFloat(x, 64)
	d.at[i].Y, _ = strconv.ParseFloat(y, 64)
}

const igraphScript = `
import sys, time, igraph
n, kind = int(sys.argv[1]), sys.argv[2]
g = igraph.Graph(n=n, edges=[tuple(map(int, l.split())) for l in sys.stdin])
t = time.time()
l = g.layout_drl() if kind == "drl" else g.layout_fruchterman_reingold(grid=True)
print(time.time() - t)
for i, p in enumerate(l.coords):
    print(i, p[0], p[1])
`

// igraph runs a layout of igraph through a python that has it.
func igraph(t *testing.T, g Graph, kind string) (d drawnBy, ok bool) {
	t.Helper()
	python := ""
	for _, p := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(p, "-c", "import igraph").Run() == nil {
			python = p
		}
	}
	if python == "" {
		return d, false
	}
	var in, out bytes.Buffer
	for _, e := range g.Edges {
		fmt.Fprintln(&in, e.From, e.To)
	}
	c := exec.Command(python, "-c", igraphScript, strconv.Itoa(g.N), kind)
	c.Stdin, c.Stdout = &in, &out
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	d = drawnBy{who: "igraph " + kind, at: make([]quality.Point, g.N)}
	s := bufio.NewScanner(&out)
	for s.Scan() {
		f := strings.Fields(s.Text())
		if len(f) == 1 {
			d.seconds, _ = strconv.ParseFloat(f[0], 64)
		} else {
			d.set(t, f[0], f[1], f[2])
		}
	}
	return d, true
}

var benchGraphs = []struct {
	name  string
	sizes []int
	make  func(t *testing.T, n int) Graph
}{
	{"registry, made", []int{1000, 10000, 100000}, func(_ *testing.T, n int) Graph { return registry(n, 1) }},
	{"grown, made", []int{1000, 10000, 100000}, func(_ *testing.T, n int) Graph { return grown(n, 1) }},
	{"groups, made", []int{10000}, func(_ *testing.T, n int) Graph { return sociable(n, 1) }},
	{"ring, made", []int{10000}, func(_ *testing.T, n int) Graph { return ring(n, 1) }},
	{"mesh, made", []int{10000}, func(_ *testing.T, n int) Graph { return mesh(int(math.Sqrt(float64(n)))) }},
	{"tree, made", []int{10000}, func(_ *testing.T, n int) Graph { return pine(n, 8, 1) }},
	{"declarations, real", []int{1000, 10000, 100000}, func(t *testing.T, n int) Graph { return declarations(t, n) }},
}

// TestBenchLayout sets the force layout beside sfdp: how many times faster, and
// the quality of both (neighbourhoods over one and two hops, variation of lengths).
func TestBenchLayout(t *testing.T) {
	only := os.Getenv("LAYOUT") // a part of a graph's name, and of a size
	for _, c := range benchGraphs {
		for _, n := range c.sizes {
			name := fmt.Sprintf("%s, %d", c.name, n)
			if only != "" && !strings.Contains(name+"|", only) {
				continue
			}
			t.Run(name, func(t *testing.T) {
				g := c.make(t, n)
				a := ours(t, g, 1)
				b, ok := sfdp(t, g)
				if !ok {
					t.Skip("sfdp of Graphviz is not installed, so there is nothing to measure against")
				}
				goal, met := "", ""
				if n >= 10000 {
					goal, met = ">= 3", "met"
					if b.seconds < 3*a.seconds {
						met = "MISSED"
					}
				}
				fmt.Printf("BENCH | force layout, %s (%d/%d): sfdp's time over ours | %.2f s | %.2f s | %.1f | %s | %s\n", name, g.N, len(g.Edges), a.seconds, b.seconds, b.seconds/a.seconds, goal, met)
				fmt.Printf("BENCH | its quality: neighbours / two hops / variation | %s | %s | | | \n", a.quality(g), b.quality(g))
			})
		}
	}
}

// TestBenchFrontier gives speed and quality of several efforts and of others.
func TestBenchFrontier(t *testing.T) {
	for _, c := range []struct {
		name string
		g    Graph
	}{{"declarations, real, 10000", declarations(t, 10000)}, {"groups, made, 10000", sociable(10000, 1)}, {"registry, made, 10000", registry(10000, 1)}} {
		row := func(d drawnBy) {
			fmt.Printf("BENCH | frontier, %s: %s | %.2f s | %s | | | \n", c.name, d.who, d.seconds, d.quality(c.g))
		}
		for _, effort := range []float32{0.25, 0.5, 1, 2, 4} {
			row(ours(t, c.g, effort))
		}
		if d, ok := sfdp(t, c.g); ok {
			row(d)
		}
		for _, kind := range []string{"fr", "drl"} {
			if d, ok := igraph(t, c.g, kind); ok {
				row(d)
			}
		}
	}
}

// TestBenchGrowth fits how the cost grows: the time over n log n at each size.
func TestBenchGrowth(t *testing.T) {
	var least, most float64
	line := ""
	for _, n := range []int{3000, 10000, 30000, 100000} {
		best := math.Inf(1)
		for range 2 {
			best = min(best, ours(t, registry(n, 1), 1).seconds)
		}
		per := best / (float64(n) * math.Log2(float64(n))) * 1e9
		line += fmt.Sprintf(" %d: %.0f", n, per)
		if least == 0 {
			least, most = per, per
		}
		least, most = min(least, per), max(most, per)
	}
	met := "met"
	if most > 2*least {
		met = "MISSED"
	}
	fmt.Printf("BENCH | force layout, ns by n log2 n at n =%s | %.0f | %.0f | %.2f | <= 2 | %s\n", line, most, least, most/least, met)
}
