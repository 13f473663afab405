package paint

import (
	"fmt"
	"math"
	"math/rand/v2"

	"redthread/app/chart/scene"
	"redthread/store/ontology"
)

// big makes a scene of clusters of things tied mostly to their neighbours, as
// a large case is. The same numbers give the same scene.
func big(nodes, edges int) *scene.Scene {
	r := rand.New(rand.NewPCG(6, uint64(nodes)))
	s := &scene.Scene{Nodes: make([]scene.Node, nodes), At: make([]scene.Point, nodes)}
	groups := ontology.Groups()
	side := math.Sqrt(float64(nodes)) * 55
	clusters := make([]scene.Point, max(nodes/60, 1))
	for i := range clusters {
		clusters[i] = scene.Point{X: float32(r.Float64() * side), Y: float32(r.Float64() * side)}
	}
	for i := range s.Nodes {
		c := clusters[i%len(clusters)]
		s.At[i] = scene.Point{X: c.X + float32(r.NormFloat64()*170), Y: c.Y + float32(r.NormFloat64()*170)}
		s.Nodes[i] = scene.Node{
			Key: fmt.Sprint(i), Kind: string(groups[r.IntN(len(groups))]), Label: fmt.Sprintf("Harbour Works %d", i),
			Rank: r.Float32(), R: 9 + 5*r.Float32(), Badge: fmt.Sprint(r.IntN(20)), Halo: i%97 == 0, Pinned: i%53 == 0,
		}
	}
	for i := range edges {
		from := r.IntN(nodes)
		to := (from + len(clusters)*(1+r.IntN(20))) % nodes
		if i%25 == 0 {
			to = r.IntN(nodes)
		}
		s.Edges = append(s.Edges, scene.Edge{Key: fmt.Sprint(i), From: int32(from), To: int32(to), Dashed: i%9 == 0, Directed: i%2 == 0})
	}
	return s
}
