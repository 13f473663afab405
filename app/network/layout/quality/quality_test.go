package quality

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestBestAndWorst(t *testing.T) {
	line := []Point{{0, 0}, {1, 0}, {2, 0}, {3, 0}}
	path := [][2]int32{{0, 1}, {1, 2}, {2, 3}}
	if v := Variation(line, path); v != 0 {
		t.Errorf("equal lengths vary by %v", v)
	}
	// The ends have one neighbour each and the middle two: all are nearest.
	if q := Neighbourhood(line, path, 1, 0); q != 1 {
		t.Errorf("a line is kept by %v", q)
	}
	torn := []Point{{0, 0}, {10, 0}, {1, 0}, {11, 0}}
	if q := Neighbourhood(torn, path, 1, 0); q > 0.2 {
		t.Errorf("a torn line is kept by %v", q)
	}
	if v := Variation([]Point{{0, 0}, {1, 0}, {4, 0}}, [][2]int32{{0, 1}, {1, 2}, {2, 2}}); math.Abs(v-0.5) > 1e-12 {
		t.Errorf("lengths 1 and 3 vary by %v, want 0.5", v)
	}
}

func TestNearestFindsWhatSortingFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := make([]Point, rapid.IntRange(1, 60).Draw(t, "n"))
		for i := range at {
			at[i] = Point{float64(rapid.IntRange(0, 9).Draw(t, "x")), float64(rapid.IntRange(0, 9).Draw(t, "y"))}
		}
		i, k := rapid.IntRange(0, len(at)-1).Draw(t, "i"), rapid.IntRange(1, len(at)).Draw(t, "k")
		var all []int32
		for j := range at {
			if j != i {
				all = append(all, int32(j))
			}
		}
		far := func(j int32) float64 {
			dx, dy := at[j].X-at[i].X, at[j].Y-at[i].Y
			return dx*dx + dy*dy
		}
		slices.SortFunc(all, func(x, y int32) int { return cmp.Or(cmp.Compare(far(x), far(y)), cmp.Compare(x, y)) })
		want := slices.Sorted(slices.Values(all[:min(k, len(all))]))
		if got := newIndex(at).nearest(int32(i), k); !slices.Equal(got, want) {
			t.Fatalf("nearest %v, want %v", got, want)
		}
	})
}
