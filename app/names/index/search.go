package index

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"redthread/app/names"
)

const (
	mostCandidates = 60    // names that are compared in full for each name asked for
	heavy          = 3000  // names that a word has from which on it is only looked up among names that others found
	mostTouched    = 40000 // names that heavy words may bring in where there are no others
	leastFold      = 0.62  // likeness from which on a word of the list stands for one of the query
	leastShort     = 0.75  // the same for words of four letters and less
	mostMemo       = 1 << 16
)

// secondShare is what the second best name of an entry counts in the order of candidates.
const secondShare = 0.3

// odds spreads scores that are near 1.
func odds(score float64) float64 { return math.Log((score + 1e-5) / (max(0, 1-score) + 1e-5)) }

// A Hit is a candidate without its reasons.
type Hit struct {
	Number int
	Score  float64
}

// Search finds the entries that are likest to a record, the likeliest first, at most limit of them, each with its reasons.
func (x *Index) Search(q names.Record, limit int) []Candidate {
	party := names.PrepareRecord(q)
	hits := x.Find(party, limit)
	out := make([]Candidate, 0, len(hits))
	for _, h := range hits {
		m := names.CompareParties(party, names.PrepareRecord(unpack(x.records.at(h.Number))))
		out = append(out, Candidate{Number: h.Number, ID: x.entries.at(h.Number), Match: m})
	}
	slices.SortStableFunc(out, func(a, b Candidate) int { return cmp.Compare(b.Match.Score, a.Match.Score) })
	return out
}

// Find is Search without reasons, for many questions: it tells entries by their numbers.
func (x *Index) Find(q names.Party, limit int) []Hit {
	s, _ := x.searches.Get().(*searcher)
	if s == nil {
		s = newSearcher(x)
	}
	defer x.searches.Put(s)
	return s.find(q, limit)
}

// FindAll asks for many parties on all cores and calls f for each, in no order, from several goroutines at a time.
func (x *Index) FindAll(ctx context.Context, parties []names.Party, limit int, f func(n int, hits []Hit)) error {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for ctx.Err() == nil {
				n := int(next.Add(1)) - 1
				if n >= len(parties) {
					return
				}
				f(n, x.Find(parties[n], limit))
			}
		}()
	}
	wait.Wait()
	return ctx.Err()
}

// searcher has the room that a search needs.
type searcher struct {
	x       *Index
	sum     []float32 // name to what it shares with the query
	turn    []uint16  // name to the word of the query that last added to it
	word    uint16
	touched []uint32
	memo    map[string][]like
	seen    []uint32 // fold to the last look-up that met it
	look    uint32
	add     []float32          // fold to what it is worth, of the heavy ones
	score   map[uint32]float64 // entry to the score of its best name
	second  map[uint32]float64 // and of the next, which decides between entries whose best are nearly alike
	tokens  []*names.Token
}

// like is a fold that is like a word.
type like struct {
	fold uint32
	s    float32
}

func newSearcher(x *Index) *searcher {
	return &searcher{
		x: x, sum: make([]float32, len(x.nameOf)), turn: make([]uint16, len(x.nameOf)), memo: map[string][]like{},
		seen: make([]uint32, x.folds.len()), add: make([]float32, x.folds.len()), score: map[uint32]float64{}, second: map[uint32]float64{},
	}
}

func (s *searcher) find(q names.Party, limit int) []Hit {
	clear(s.score)
	clear(s.second)
	for _, n := range q.Names() {
		s.name(n)
	}
	for _, v := range q.IDValues() {
		s.x.numbers.look(hash([]byte(v), seedWhole), func(e uint32) { s.score[e] = max(s.score[e], 1.5) })
	}
	hits := make([]Hit, 0, len(s.score))
	for e, v := range s.score {
		hits = append(hits, Hit{int(e), v})
	}
	order := func(a, b Hit) int {
		x, y := odds(a.Score)+secondShare*s.second[uint32(a.Number)], odds(b.Score)+secondShare*s.second[uint32(b.Number)]
		return cmp.Or(cmp.Compare(y, x), cmp.Compare(b.Score, a.Score), cmp.Compare(a.Number, b.Number))
	}
	slices.SortFunc(hits, order)
	if q.Bare() { // nothing else can change the scores of the names
		return hits[:min(len(hits), limit)]
	}
	hits = hits[:min(len(hits), 2*limit+4)]
	for i := range hits {
		hits[i].Score = names.ScoreParties(q, s.x.party(hits[i].Number))
	}
	slices.SortFunc(hits, order)
	return hits[:min(len(hits), limit)]
}

// party makes an entry ready to be compared.
func (x *Index) party(entry int) names.Party {
	return names.PrepareRecord(unpack(x.records.at(entry)))
}

// similar finds the folds that are like a folded word.
func (s *searcher) similar(word string) []like {
	if found, ok := s.memo[word]; ok {
		return found
	}
	var out []like
	s.look++
	if s.look == 0 {
		clear(s.seen)
		s.look = 1
	}
	x := s.x
	wordKeys(word, func(h uint32) {
		x.keys.look(h, func(f uint32) {
			if s.seen[f] == s.look {
				return
			}
			s.seen[f] = s.look
			from, to := x.folds.from[f], x.folds.from[f+1]
			if d := int(to-from) - len(word); d > 2+len(word)/3 || -d > 2+len(word)/3 {
				return
			}
			if v := names.AlikeFolded(word, x.folds.at(int(f))); v >= leastFold && (v >= leastShort || len(word) > 4) {
				out = append(out, like{f, v})
			}
		})
	})
	slices.SortFunc(out, func(a, b like) int { return cmp.Or(cmp.Compare(b.s, a.s), cmp.Compare(a.fold, b.fold)) })
	if len(out) > 200 {
		out = out[:200]
	}
	if len(s.memo) >= mostMemo {
		clear(s.memo)
	}
	s.memo[word] = out
	return out
}

// give adds to a name what a word of the query brings; of several ways in which a name has the word, the first counts.
func (s *searcher) give(name uint32, v float32) {
	if s.turn[name] == s.word {
		return
	}
	s.turn[name] = s.word
	if s.sum[name] == 0 {
		s.touched = append(s.touched, name)
	}
	s.sum[name] += v
}

// name looks for one name of the query.
func (s *searcher) name(q names.Name) {
	x := s.x
	var whole float32
	type weighed struct {
		fold uint32
		v    float32
	}
	var later []weighed
	for i, t := range q.Tokens() {
		w := worth(t)
		var best [mostParts]float32
		one := func(part int, word string, factor float32) {
			s.word = uint16(i*mostParts + part + 1)
			all := s.similar(word)
			// What is only like the word must not count more than the word itself, however rare it is.
			most := x.mass[0] + 20
			if len(all) > 0 && all[0].s == 1 {
				most = x.mass[all[0].fold]
			}
			for _, l := range all {
				v := min(x.mass[l.fold], most) * sharp(l.s) * w * factor
				best[part] = max(best[part], v)
				if holders := x.holders.at(l.fold); len(holders) > heavy {
					later = append(later, weighed{l.fold, v})
				} else {
					for _, n := range holders {
						s.give(n, v)
					}
				}
			}
			if len(word) >= 4 {
				x.joints.look(hash([]byte(word), seedBones^1), func(n uint32) { s.give(n, 6*factor) })
			}
		}
		one(0, t.Fold(), 1)
		if slip := t.Slips(); slip != "" {
			s.word = uint16(i*mostParts + 1)
			for _, l := range s.slipped(slip) {
				for _, n := range x.holders.at(l) {
					if x.holders.from[l+1]-x.holders.from[l] <= heavy {
						s.give(n, x.mass[l]*slipShare*w)
					}
				}
			}
		}
		t.Spellings(func(part int, spelt string) { one(min(part, mostParts-1), spelt, partShare[min(part, mostParts-1)]) })
		if m := max(best[0], best[1]+best[2]); m > 0 {
			whole += m
		} else {
			whole += 8 * w
		}
	}
	s.word = uint16(len(q.Tokens())*mostParts + 1)
	s.neighbours(q.Tokens())
	if len(later) > 0 {
		slices.SortFunc(later, func(a, b weighed) int {
			return cmp.Or(cmp.Compare(len(x.holders.at(a.fold)), len(x.holders.at(b.fold))), cmp.Compare(a.fold, b.fold))
		})
		for len(later) > 0 && len(s.touched) < 300 && len(x.holders.at(later[0].fold)) < mostTouched {
			s.word++
			for _, n := range x.holders.at(later[0].fold) {
				s.give(n, later[0].v)
			}
			later = later[1:]
		}
		for _, l := range later {
			s.add[l.fold] = max(s.add[l.fold], l.v)
		}
		for _, n := range s.touched {
			for _, f := range x.folded[x.nameFrom[n]:x.nameFrom[n+1]] {
				s.sum[n] += s.add[f]
			}
		}
		for _, l := range later {
			s.add[l.fold] = 0
		}
	}
	s.compare(q, whole)
	for _, n := range s.touched {
		s.sum[n], s.turn[n] = 0, 0
	}
	s.touched = s.touched[:0]
}

// mostParts is how many parts of a word are looked up, and partShare what each counts: the whole word, its first syllable, the
// rest, the syllables of the rest.
const mostParts = 6

var partShare = [mostParts]float32{0.9, 0.8, 0.9, 0.4, 0.4, 0.4}

// slipShare is what a word counts that is one slip of the hand away from a word of the query.
const slipShare = 0.6

// slipped finds the folds of words whose spelling is one slip away from a word.
func (s *searcher) slipped(latin string) []uint32 {
	var out []uint32
	slipKeys(latin, func(h uint32) {
		s.x.keys.look(h, func(f uint32) {
			if !slices.Contains(out, f) && len(out) < 64 {
				out = append(out, f)
			}
		})
	})
	return out
}

// sharp makes little likeness count for little.
func sharp(s float32) float32 {
	v := (s - 0.45) / 0.55
	return v * v
}

// neighbours looks for words of the list that two neighbours of the query are, run together.
func (s *searcher) neighbours(tokens []*names.Token) {
	if len(tokens) > mostJoints+1 {
		return
	}
	var buf []byte
	for i, a := range tokens {
		for k, b := range tokens {
			if i == k || a.IsNumber() || b.IsNumber() {
				continue
			}
			if buf = run(buf[:0], a.Fold(), b.Fold()); len(buf) < 4 {
				continue
			}
			s.word++
			s.x.keys.look(hash(buf, seedWhole), func(f uint32) {
				if s.x.folds.at(int(f)) != string(buf) {
					return
				}
				for _, n := range s.x.holders.at(f) {
					s.give(n, s.x.mass[f])
				}
			})
		}
	}
}

// compare compares the best of the names that were found in full.
func (s *searcher) compare(q names.Name, whole float32) {
	x := s.x
	type ranked struct {
		name uint32
		v    float32
	}
	all := make([]ranked, 0, len(s.touched))
	kind := q.Kind()
	var most float32
	for _, n := range s.touched {
		k := names.Kind(x.kinds[x.nameOf[n]])
		if k != kind && k != names.Thing && kind != names.Thing {
			continue
		}
		v := s.sum[n] / (whole + 0.7*x.bulk[n] + 4)
		most = max(most, v)
		all = append(all, ranked{n, v})
	}
	if len(all) > mostCandidates { // keep the best by a histogram, which needs no sorting
		var count [512]int
		scale := 511 / most
		for _, r := range all {
			count[int(r.v*scale)]++
		}
		slot, n := 511, 0
		for ; slot > 0; slot-- {
			if n += count[slot]; n >= mostCandidates {
				break
			}
		}
		kept := all[:0]
		for _, r := range all {
			if int(r.v*scale) >= slot && len(kept) < 3*mostCandidates {
				kept = append(kept, r)
			}
		}
		all = kept
	}
	for _, r := range all {
		tokens := s.tokens[:0]
		for _, w := range x.wordsOf[x.nameFrom[r.name]:x.nameFrom[r.name+1]] {
			tokens = append(tokens, &x.words[w])
		}
		s.tokens = tokens
		e := x.nameOf[r.name]
		n := names.Assemble("", names.Kind(x.kinds[e]), tokens, x.forms[r.name]&^weakBit)
		v := names.Score(q, n)
		if x.forms[r.name]&weakBit != 0 {
			v *= names.WeakAlone
		}
		switch best := s.score[e]; {
		case v > best:
			s.score[e], s.second[e] = v, best
		case v > s.second[e]:
			s.second[e] = v
		}
	}
}
