// Package quality measures how well a picture shows a graph, so that layouts can
// be compared by more than their speed.
//
// [Neighbourhood] tells how much of what is near in the graph is near on the
// plane: for each node, the nodes within some hops are set beside as many
// nearest ones on the plane, and what both have in common is divided by what
// either has (Jaccard); the mean over all nodes counts, 1 is best. [Variation] is
// the standard deviation of the lengths of edges over their mean, 0 is best. Neither
// depends on the scale of the picture.
package quality

import (
	"math"
	"slices"
)

// Point is a place on the plane.
type Point struct{ X, Y float64 }

// Variation is how much the lengths of edges differ.
func Variation(at []Point, edges [][2]int32) float64 {
	var sum, squares float64
	n := 0.0
	for _, e := range edges {
		if e[0] == e[1] {
			continue
		}
		d := math.Hypot(at[e[0]].X-at[e[1]].X, at[e[0]].Y-at[e[1]].Y)
		sum += d
		squares += d * d
		n++
	}
	if n == 0 || sum == 0 {
		return 0
	}
	mean := sum / n
	return math.Sqrt(max(0, squares/n-mean*mean)) / mean
}

// Neighbourhood is how well those within some hops are kept together. On graphs of
// more than sample nodes, evenly chosen ones stand for all; 0 takes all. A
// node with nobody within reach does not count.
func Neighbourhood(at []Point, edges [][2]int32, hops, sample int) float64 {
	n := len(at)
	start, to := neighbours(n, edges)
	index := newIndex(at)
	step := 1.0
	if sample > 0 && n > sample {
		step = float64(n) / float64(sample)
	}
	seen := make([]int32, n)
	var near []int32
	var sum, count float64
	for f := 0.0; int(f) < n; f += step {
		i := int32(f)
		mark := i + 1
		near = append(near[:0], i)
		seen[i] = mark
		from := 0
		for range hops {
			end := len(near)
			for ; from < end; from++ {
				v := near[from]
				for _, j := range to[start[v]:start[v+1]] {
					if seen[j] != mark {
						seen[j] = mark
						near = append(near, j)
					}
				}
			}
		}
		k := len(near) - 1
		if k == 0 {
			continue
		}
		both := 0
		for _, j := range index.nearest(i, k) {
			if seen[j] == mark {
				both++
			}
		}
		sum += float64(both) / float64(2*k-both)
		count++
	}
	if count == 0 {
		return 1
	}
	return sum / count
}

func neighbours(n int, edges [][2]int32) (start, to []int32) {
	start = make([]int32, n+1)
	for _, e := range edges {
		if e[0] != e[1] {
			start[e[0]]++
			start[e[1]]++
		}
	}
	sum := int32(0)
	for i, c := range start {
		start[i] = sum
		sum += c
	}
	to = make([]int32, sum)
	next := slices.Clone(start)
	for _, e := range edges {
		if e[0] != e[1] {
			to[next[e[0]]] = e[1]
			next[e[0]]++
			to[next[e[1]]] = e[0]
			next[e[1]]++
		}
	}
	return start, to
}
