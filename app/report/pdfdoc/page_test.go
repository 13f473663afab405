package pdfdoc

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// pagesOf paginates slabs of the given heights into pages 100 high and tells
// which slab is on which page.
func pagesOf(slabs []slab) (out [][]int) {
	index := make(map[*slab]int)
	for i := range slabs {
		index[&slabs[i]] = i
	}
	for _, page := range paginate(slabs, 0, 100).pages {
		var here []int
		for _, p := range page {
			if i, ok := index[p.slab]; ok {
				here = append(here, i)
			} else {
				here = append(here, -1) // a repeated header
			}
		}
		out = append(out, here)
	}
	return out
}

func TestPageEnds(t *testing.T) {
	head := []slab{{height: 10, keep: true}}
	for _, tt := range []struct {
		name  string
		slabs []slab
		want  string
	}{
		{"fills and turns", []slab{{height: 60}, {height: 40}, {height: 1}}, "[[0 1] [2]]"},
		{"space between counts", []slab{{height: 60, after: 1}, {height: 40}}, "[[0] [1]]"},
		{"larger space counts, not both", []slab{{height: 60, after: 5}, {before: 5, height: 35}}, "[[0 1]]"},
		{"space at the top does not", []slab{{height: 100}, {before: 50, height: 100}}, "[[0] [1]]"},
		{"heading goes along", []slab{{height: 80}, {height: 10, keep: true}, {height: 20}}, "[[0] [1 2]]"},
		{"chain goes along", []slab{{height: 50}, {height: 20, keep: true}, {height: 20, keep: true}, {height: 20}}, "[[0] [1 2 3]]"},
		{"a group higher than a page is cut", []slab{{height: 60, keep: true}, {height: 60, keep: true}, {height: 60}}, "[[0] [1] [2]]"},
		{"asked page", []slab{{height: 5, keep: true}, {newPage: true}, {height: 5}}, "[[0] [2]]"},
		{"asked page at the top", []slab{{newPage: true}, {height: 5}, {newPage: true}, {newPage: true}, {height: 5}}, "[[1] [4]]"},
		{"header repeats", []slab{{height: 10, keep: true}, {height: 60, head: &head}, {height: 60, head: &head}}, "[[0 1] [-1 2]]"},
		{"header that leaves no room does not", []slab{{height: 10, keep: true}, {height: 60, head: &head}, {height: 95, head: &head}}, "[[0 1] [2]]"},
		{"nothing", nil, "[[]]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := fmt.Sprint(pagesOf(tt.slabs)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestEverySlabHasOnePlace(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		head := []slab{{height: 8, items: []item{ruleItem{}}}}
		slabs := make([]slab, rapid.IntRange(0, 60).Draw(rt, "n"))
		for i := range slabs {
			slabs[i] = slab{
				height: rapid.Float64Range(1, 90).Draw(rt, "height"), before: rapid.Float64Range(0, 20).Draw(rt, "before"),
				after: rapid.Float64Range(0, 20).Draw(rt, "after"), keep: rapid.Bool().Draw(rt, "keep"),
				newPage: rapid.IntRange(0, 9).Draw(rt, "new") == 0, items: []item{ruleItem{}},
			}
			if rapid.Bool().Draw(rt, "table") {
				slabs[i].head = &head
			}
		}
		next := 0
		for n, page := range paginate(slabs, 50, 150).pages {
			y := 50.0
			for _, p := range page {
				if p.top < y-1e-9 {
					rt.Fatalf("page %d: a slab at %.1f begins above %.1f", n, p.top, y)
				}
				y = p.top + p.slab.height
				if y > 150+1e-9 {
					rt.Fatalf("page %d: a slab ends at %.1f", n, y)
				}
				if p.repeat {
					continue
				}
				if p.slab != &slabs[next] {
					rt.Fatalf("page %d: slab %d is missing or out of order", n, next)
				}
				next++
			}
		}
		if next != len(slabs) {
			rt.Fatalf("%d of %d slabs placed", next, len(slabs))
		}
	})
}

func TestParagraphsDoNotLeaveSingleLines(t *testing.T) {
	for lineCount := 1; lineCount <= 6; lineCount++ {
		ls := make([]line, lineCount)
		slabs := textSlabs(ls, textStyle{size: 10, leading: 1}, 0, nil)
		for i, s := range slabs {
			cut := i < lineCount-1 && !s.keep
			if cut && (i == 0 || i == lineCount-2) {
				t.Errorf("%d lines: a page may end after line %d", lineCount, i+1)
			}
		}
	}
}
