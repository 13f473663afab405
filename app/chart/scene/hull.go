package scene

import (
	"math"
	"slices"
)

// Hull is the closed line around the marks of an outline, with room between
// them, on the surface.
func Hull(s *Scene, at []Point, v View, o *Outline) []Spot {
	const corners = 12
	pad := 10 + 8*math.Min(v.Grow(), 1)
	var all []Spot
	for _, i := range o.Members {
		x, y := v.On(at[i])
		r := v.Radius(&s.Nodes[i]) + pad
		for k := range corners {
			sin, cos := math.Sincos(2 * math.Pi * float64(k) / corners)
			all = append(all, Spot{X: x + r*cos, Y: y + r*sin})
		}
	}
	return convex(all)
}

// convex is the convex hull of points, by Andrew's monotone chain.
func convex(all []Spot) []Spot {
	if len(all) < 3 {
		return all
	}
	slices.SortFunc(all, func(a, b Spot) int {
		if a.X != b.X {
			if a.X < b.X {
				return -1
			}
			return 1
		}
		switch {
		case a.Y < b.Y:
			return -1
		case a.Y > b.Y:
			return 1
		}
		return 0
	})
	turn := func(o, a, b Spot) float64 { return (a.X-o.X)*(b.Y-o.Y) - (a.Y-o.Y)*(b.X-o.X) }
	var hull []Spot
	half := func(points []Spot) {
		from := len(hull)
		for _, p := range points {
			for len(hull)-from >= 2 && turn(hull[len(hull)-2], hull[len(hull)-1], p) <= 0 {
				hull = hull[:len(hull)-1]
			}
			hull = append(hull, p)
		}
		hull = hull[:len(hull)-1]
	}
	half(all)
	slices.Reverse(all)
	half(all)
	return hull
}
