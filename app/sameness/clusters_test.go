package sameness_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"redthread/app/sameness"
	"redthread/store"
)

func id(n byte) store.ID { return store.ID{15: n} }

// judged reads "1=2 ann", one judgement an hour.
func judged(lines ...string) []store.Judgement {
	var all []store.Judgement
	for i, l := range lines {
		var a, b byte
		var sign rune
		var author string
		if _, err := fmt.Sscanf(l, "%d%c%d %s", &a, &sign, &b, &author); err != nil {
			panic(l + ": " + err.Error())
		}
		v := map[rune]store.Verdict{'=': store.Same, '!': store.Different, '?': store.Unsure}[sign]
		all = append(all, store.Judgement{ID: id(byte(100 + i)), A: id(a), B: id(b), Verdict: v, Author: author, At: time.Unix(int64(i)*3600, 0)})
	}
	return all
}

func numbers(ids []store.ID) []int {
	var all []int
	for _, i := range ids {
		all = append(all, int(i[15]))
	}
	return all
}

func TestClusters(t *testing.T) {
	for name, tc := range map[string]struct {
		judged         []string
		clusters       [][]int
		contradictions [][]int // the chains
		disputes       int
	}{
		"nothing":                          {},
		"one pair":                         {judged: []string{"2=1 ann"}, clusters: [][]int{{1, 2}}},
		"through a third":                  {judged: []string{"1=2 ann", "3=2 ann"}, clusters: [][]int{{1, 2, 3}}},
		"later opinion of one author":      {judged: []string{"1=2 ann", "1!2 ann"}},
		"taken back and given again":       {judged: []string{"1=2 ann", "1?2 ann", "1=2 ann"}, clusters: [][]int{{1, 2}}},
		"authors differ":                   {judged: []string{"1=2 ann", "1!2 bob"}, disputes: 1},
		"authors differ in doubt":          {judged: []string{"1=2 ann", "1?2 bob"}, disputes: 1},
		"authors agree":                    {judged: []string{"1=2 ann", "2=1 bob"}, clusters: [][]int{{1, 2}}},
		"different stands, whenever said":  {judged: []string{"1=2 ann", "2=3 ann", "1!3 ann"}, clusters: [][]int{{1, 2}}, contradictions: [][]int{{1, 2, 3}}},
		"the first same is kept":           {judged: []string{"2=3 ann", "1=2 ann", "1!3 ann"}, clusters: [][]int{{2, 3}}, contradictions: [][]int{{1, 2, 3}}},
		"different between two clusters":   {judged: []string{"1=2 ann", "3=4 ann", "1!4 bob", "2=3 ann"}, clusters: [][]int{{1, 2}, {3, 4}}, contradictions: [][]int{{1, 2, 3, 4}}},
		"the foes of both go with cluster": {judged: []string{"1!5 ann", "1=2 ann", "2=3 ann", "3=5 ann", "3=6 ann"}, clusters: [][]int{{1, 2, 3, 6}}, contradictions: [][]int{{1, 2, 3, 5}}},
		"a skipped one joins nothing":      {judged: []string{"1=2 ann", "1!3 ann", "2=3 ann", "3=4 ann"}, clusters: [][]int{{1, 2}, {3, 4}}, contradictions: [][]int{{1, 2, 3}}},
	} {
		t.Run(name, func(t *testing.T) {
			c := sameness.Of(judged(tc.judged...))
			var got, chains [][]int
			for _, m := range c.All() {
				got = append(got, numbers(m))
				if c.Face(m[len(m)-1]) != m[0] {
					t.Error("the face is not the smallest member")
				}
			}
			for _, x := range c.Contradictions() {
				chains = append(chains, numbers(x.Chain))
			}
			if d := cmp.Diff(tc.clusters, got); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(tc.contradictions, chains); d != "" {
				t.Error(d)
			}
			if len(c.Disputes()) != tc.disputes {
				t.Errorf("%d disputes", len(c.Disputes()))
			}
		})
	}
}

// Whatever is judged: no cluster holds a "different", every "same" that was
// not skipped is inside one, and the order in which a file lists the
// judgements changes nothing.
func TestNoClusterHoldsADifferent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) store.Judgement {
			a := rapid.ByteRange(1, 9).Draw(t, "a")
			b := rapid.ByteRange(1, 9).Filter(func(b byte) bool { return b != a }).Draw(t, "b")
			return store.Judgement{
				A: id(a), B: id(b), Author: rapid.SampledFrom([]string{"ann", "bob"}).Draw(t, "author"),
				Verdict: rapid.SampledFrom([]store.Verdict{store.Same, store.Same, store.Different, store.Unsure}).Draw(t, "verdict"),
				At:      time.Unix(rapid.Int64Range(0, 5).Draw(t, "hour"), 0),
			}
		}), 0, 25).Draw(t, "judgements")
		for i := range all {
			all[i].ID = id(byte(i))
		}
		c := sameness.Of(all)
		skipped := map[sameness.Pair]bool{}
		for _, x := range c.Contradictions() {
			skipped[x.Same.Pair] = true
			if n := len(x.Chain); n < 2 || x.Chain[0] != x.Different.A || x.Chain[n-1] != x.Different.B {
				t.Fatalf("the chain %v does not explain %v", x.Chain, x.Different.Pair)
			}
		}
		for _, s := range c.Standings() {
			switch together := c.Together(s.A, s.B); {
			case s.Verdict == store.Different && together:
				t.Fatalf("%v stand as different and are in one cluster", s.Pair)
			case s.Verdict == store.Same && together == skipped[s.Pair]:
				t.Fatalf("%v stand as same: together %v, skipped %v", s.Pair, together, skipped[s.Pair])
			}
		}
		turned := slices.Clone(all)
		slices.Reverse(turned)
		if d := cmp.Diff(c.All(), sameness.Of(turned).All()); d != "" {
			t.Fatal(d)
		}
	})
}
