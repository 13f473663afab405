package scene

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawn makes any scene of marks and lines.
func drawn(t *rapid.T) *Scene {
	s := &Scene{}
	n := rapid.IntRange(1, 60).Draw(t, "nodes")
	for i := range n {
		s.Nodes = append(s.Nodes, Node{
			Key: fmt.Sprint(i), Kind: rapid.SampledFrom([]string{"firm", "person", "claim", ""}).Draw(t, "kind"),
			Label: rapid.SampledFrom([]string{"", "Sakhalin", "A firm of the harbour with a long name of many words", "Производственный кооператив", "한빛무역"}).Draw(t, "label"),
			R:     float32(rapid.IntRange(2, 18).Draw(t, "radius")), Rank: float32(i), Halo: i%5 == 0, Badge: rapid.SampledFrom([]string{"", "7", "3/12"}).Draw(t, "badge"),
		})
		s.At = append(s.At, Point{float32(rapid.IntRange(-400, 400).Draw(t, "x")), float32(rapid.IntRange(-300, 300).Draw(t, "y"))})
	}
	for range rapid.IntRange(0, 80).Draw(t, "edges") {
		s.Edges = append(s.Edges, Edge{
			From: int32(rapid.IntRange(0, n-1).Draw(t, "from")), To: int32(rapid.IntRange(0, n-1).Draw(t, "to")), Label: "owns", Bend: float32(rapid.SampledFrom([]int{0, 17, -17}).Draw(t, "bend")),
		})
	}
	return s
}

func measured(s string, size float64, _ bool) float64 { return float64(len([]rune(s))) * size * 0.55 }

// No name lies on another or on a mark; on a page each has a place.
func TestNamesDoNotCollide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawn(t)
		every := rapid.Bool().Draw(t, "every")
		v := Fit(s, 2400, 1800, 200, 1)
		l := &Labeller{Measure: measured, Every: every}
		all := l.Place(s, s.At, v, nil, nil)
		named := 0
		for i, a := range all {
			if a.Node != None {
				named++
			}
			for _, b := range all[:i] {
				if a.Box.Meets(b.Box) {
					t.Fatalf("%q lies on %q", a.Lines, b.Lines)
				}
			}
			for k := range s.Nodes {
				n := &s.Nodes[k]
				x, y := v.On(s.At[k])
				if r := v.Radius(n); (r >= solid || every) && a.Box.Meets(Rect{x - r, y - r, 2 * r, 2 * r}) {
					t.Fatalf("%q lies on mark %d", a.Lines, k)
				}
			}
		}
		want := 0
		for _, n := range s.Nodes {
			if n.Label != "" {
				want++
			}
		}
		if every && named != want {
			t.Fatalf("%d of %d names are on the page", named, want)
		}
	})
}

// The index finds what looking at every mark finds.
func TestTheIndexFindsTheNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawn(t)
		v := Fit(s, 800, 600, 40, 1).Around(400, 300, rapid.Float64Range(0.3, 4).Draw(t, "zoom"))
		ix := NewIndex(s)
		x, y := rapid.Float64Range(0, 800).Draw(t, "x"), rapid.Float64Range(0, 600).Draw(t, "y")
		best, least := None, math.Inf(1)
		for i := range s.Nodes {
			nx, ny := v.On(s.At[i])
			if d := math.Hypot(nx-x, ny-y); d <= v.Radius(&s.Nodes[i])+reach && d < least {
				best, least = i, d
			}
		}
		if got := ix.Node(s, v, x, y); got != best {
			gx, gy := math.Inf(1), 0.0
			if got != None {
				gx, gy = v.On(s.At[got])
			}
			if math.Abs(math.Hypot(gx-x, gy-y)-least) > 1e-9 {
				t.Fatalf("found %d, want %d", got, best)
			}
		}
		box := []Spot{{100, 80}, {500, 90}, {480, 500}, {120, 460}}
		var want []int
		for i := range s.Nodes {
			nx, ny := v.On(s.At[i])
			in := false
			for k, j := 0, 3; k < 4; j, k = k, k+1 {
				a, b := box[k], box[j]
				if (a.Y > ny) != (b.Y > ny) && nx < (b.X-a.X)*(ny-a.Y)/(b.Y-a.Y)+a.X {
					in = !in
				}
			}
			if in {
				want = append(want, i)
			}
		}
		got := ix.Inside(s, v, box)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("inside are %v, want %v", got, want)
		}
	})
}

func TestZoomingKeepsThePlaceUnderThePointer(t *testing.T) {
	v := View{X: 30, Y: -20, Zoom: 0.7, W: 800, H: 600, Scale: 1}
	before := v.From(123, 456)
	after := v.Around(123, 456, 1.9).From(123, 456)
	if math.Abs(float64(before.X-after.X)) > 0.01 || math.Abs(float64(before.Y-after.Y)) > 0.01 {
		t.Errorf("%v became %v", before, after)
	}
	if z := v.Around(0, 0, 1e9).Zoom; z != MostZoom {
		t.Error("it zooms without end", z)
	}
}

func TestALineIsFoundWhereItBends(t *testing.T) {
	s := &Scene{
		Nodes: []Node{{R: 10}, {R: 10}}, At: []Point{{-100, 0}, {100, 0}},
		Edges: []Edge{{From: 0, To: 1, Bend: 30}, {From: 0, To: 1, Bend: -30}},
	}
	v := View{Zoom: 1, W: 400, H: 300, Scale: 1}
	ix := NewIndex(s)
	for want, y := range map[int]float64{0: 180, 1: 120, None: 150} {
		if got := ix.Edge(s, v, 200, y); got != want {
			t.Errorf("at %g lies line %d, want %d", y, got, want)
		}
	}
}

func TestWrapping(t *testing.T) {
	for text, want := range map[string][]string{
		"Sakorenma Ltd": {"Sakorenma Ltd"},
		"General Corporation for External Construction": {"General", "Corporation…"},
		"":                              nil,
		"Abcdefghijklmnopqrstuvwxyzabc": {"Abcdefghijklmn", "opqrstuvwxyzabc"},
	} {
		if got := Wrap(text, 14, 2); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
