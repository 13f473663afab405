package main

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"

	"redthread/app/names"
)

// spellings are the Latin words of the tables of transcription, and which of them are spellings of one name, for they are
// written alike in another script.
type spellings struct {
	words  []string // that stand in several names, in order
	count  map[string]float64
	native map[string][]string // word to language and its letters there
	twins  [][2]string         // spellings of one name
}

// leastCount is in how many names a word stands at least to be taken for a name and no slip.
const leastCount = 3

func readSpellings(data string) (*spellings, error) {
	s := &spellings{count: map[string]float64{}, native: map[string][]string{}}
	sharing := map[string][]string{}
	for _, lang := range []string{"russian", "arabic", "japanese", "hebrew"} {
		err := rowsOf(filepath.Join(data, "translit_"+lang+".tsv"), true, func(c []string) {
			n, _ := strconv.ParseFloat(c[2], 64)
			w := plain(c[0])
			if len(w) < 3 || len(w) > 14 {
				return
			}
			s.count[w] = max(s.count[w], n)
			key := lang + c[1]
			s.native[w] = append(s.native[w], key)
			sharing[key] = append(sharing[key], w)
		})
		if err != nil {
			return nil, err
		}
	}
	for _, w := range slices.Sorted(maps.Keys(s.count)) {
		if s.count[w] >= leastCount {
			s.words = append(s.words, w)
		}
	}
	together := map[[2]string]int{}
	for _, key := range slices.Sorted(maps.Keys(sharing)) {
		all := slices.DeleteFunc(sharing[key], func(w string) bool { return s.count[w] < 2 })
		if len(all) > 12 {
			continue
		}
		for i, a := range all {
			for _, b := range all[i+1:] {
				if a != b {
					together[[2]string{min(a, b), max(a, b)}]++
				}
			}
		}
	}
	for p, n := range together {
		if like := names.AlikeFolded(folded(p[0]), folded(p[1])); like > 0.75 || n > 1 && like > 0.5 {
			s.twins = append(s.twins, p)
		}
	}
	slices.SortFunc(s.twins, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return s, nil
}

func folded(w string) string { return names.Fold(w) }

// one tells whether two words are written alike in some script.
func (s *spellings) one(a, b string) bool {
	for _, k := range s.native[a] {
		if slices.Contains(s.native[b], k) {
			return true
		}
	}
	return false
}

// near lists words that are alike and yet no spellings of one name.
func (s *spellings) near(w string, by map[string][]string) []string {
	var out []string
	for _, k := range names.Keys(w) {
		for _, v := range by[k] {
			if v != w && !s.one(v, w) && !slices.Contains(out, v) {
				if like := names.AlikeFolded(folded(v), folded(w)); like > 0.55 {
					out = append(out, v)
				}
			}
		}
	}
	return out
}

// made makes names of two words of the tables: pairs that are alike and not one, and pairs of two spellings.
func (s *spellings) made(n int) []pair {
	rng := rand.New(rand.NewPCG(11, 3))
	by := map[string][]string{}
	twin := map[string][]string{}
	for _, w := range s.words {
		for _, k := range names.Keys(w) {
			by[k] = append(by[k], w)
		}
	}
	for _, t := range s.twins {
		twin[t[0]], twin[t[1]] = append(twin[t[0]], t[1]), append(twin[t[1]], t[0])
	}
	// Words by how often they stand in names.
	var total float64
	sums := make([]float64, len(s.words))
	for i, w := range s.words {
		total += min(s.count[w], 300)
		sums[i] = total
	}
	word := func() string {
		i, _ := slices.BinarySearch(sums, rng.Float64()*total)
		return s.words[min(i, len(s.words)-1)]
	}
	any := func(all []string) string {
		if len(all) == 0 {
			return ""
		}
		return all[rng.IntN(len(all))]
	}
	var out []pair
	for len(out) < n {
		a, b := word(), word()
		x, y, yes := a, b, false
		switch rng.IntN(6) {
		case 0, 1:
			y = any(s.near(b, by))
		case 2:
			x = any(s.near(a, by))
			if rng.IntN(2) == 0 {
				y = any(s.near(b, by))
			}
		case 3:
			if y = word(); y == b || s.one(b, y) {
				continue
			}
		default:
			yes = true
			if y = any(twin[b]); rng.IntN(2) == 0 {
				x = any(twin[a])
			}
		}
		if x == "" || y == "" || a == b {
			continue
		}
		left, right := a+" "+b, x+" "+y
		if rng.IntN(4) == 0 { // a third name in common
			m := word()
			left, right = a+" "+m+" "+b, x+" "+m+" "+y
		}
		out = append(out, pair{kind: names.Person, a: left, b: right, yes: yes, source: "made", sort: "made", idA: a, idB: b})
	}
	return out
}
