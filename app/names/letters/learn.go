package letters

import (
	"maps"
	"math"
	"slices"
)

// An Example is a word in symbols of its script, how it is written in Latin letters, and how much it counts.
type Example struct {
	Symbols []uint16
	Latin   string
	Weight  float64
}

// Lesson says how a script is learnt.
type Lesson struct {
	Span   int // symbols that are learnt together at most
	Chunk  int // letters that one symbol is written with at most
	Rounds int
	Least  float64 // how often a piece must have been seen
	// Prior gives ways to write a symbol that are known beforehand, as if they had been seen so often.
	Prior func(symbol uint16) map[string]float64
}

// learner counts how symbols are written.
type learner struct {
	Lesson
	p map[uint64]float64 // symbol and chunk to the chance
}

func key(symbol uint16, chunk string) uint64 { return uint64(symbol)<<32 | uint64(chunkCode(chunk)) }

// Learn learns from examples. The spans are texts with a letter for each symbol.
func Learn(all []Example, l Lesson, base rune) map[string][]Chunk {
	t := &learner{Lesson: l}
	for round := range l.Rounds {
		t.p = t.round(all, round == 0)
	}
	return t.pieces(all, base)
}

// chance is how likely a chunk is for a symbol; in the first round short ones are.
func (t *learner) chance(symbol uint16, chunk string, first bool) float64 {
	if first {
		return [7]float64{0.1, 1, 0.3, 0.1, 0.03, 0.01, 0.003}[len(chunk)]
	}
	return t.p[key(symbol, chunk)] + 1e-7
}

// round weighs all ways of cutting each example by their chances and counts the pieces.
func (t *learner) round(all []Example, first bool) map[uint64]float64 {
	counts := map[uint64]float64{}
	totals := map[uint16]float64{}
	if t.Prior != nil {
		seen := map[uint16]bool{}
		for _, e := range all {
			for _, s := range e.Symbols {
				if !seen[s] {
					seen[s] = true
					for chunk, n := range t.Prior(s) {
						counts[key(s, chunk)] += n
						totals[s] += n
					}
				}
			}
		}
	}
	var fw, bw [MostSymbols + 1][MostLetters + 1]float64
	for _, e := range all {
		n, l := len(e.Symbols), len(e.Latin)
		if n == 0 || l == 0 || n > MostSymbols || l > MostLetters || l > n*t.Chunk {
			continue
		}
		for i := range n + 1 {
			clear(fw[i][:l+1])
			clear(bw[i][:l+1])
		}
		fw[0][0], bw[n][l] = 1, 1
		for i := range n {
			for j := range l + 1 {
				if fw[i][j] == 0 {
					continue
				}
				for k := 0; k <= t.Chunk && j+k <= l; k++ {
					fw[i+1][j+k] += fw[i][j] * t.chance(e.Symbols[i], e.Latin[j:j+k], first)
				}
			}
		}
		if fw[n][l] == 0 {
			continue
		}
		for i := n - 1; i >= 0; i-- {
			for j := range l + 1 {
				for k := 0; k <= t.Chunk && j+k <= l; k++ {
					bw[i][j] += bw[i+1][j+k] * t.chance(e.Symbols[i], e.Latin[j:j+k], first)
				}
			}
		}
		for i := range n {
			for j := range l + 1 {
				if fw[i][j] == 0 {
					continue
				}
				for k := 0; k <= t.Chunk && j+k <= l; k++ {
					c := fw[i][j] * t.chance(e.Symbols[i], e.Latin[j:j+k], first) * bw[i+1][j+k] / fw[n][l] * e.Weight
					if c > 1e-4 {
						counts[key(e.Symbols[i], e.Latin[j:j+k])] += c
						totals[e.Symbols[i]] += c
					}
				}
			}
		}
	}
	for k := range counts {
		counts[k] /= totals[uint16(k>>32)]
	}
	return counts
}

// cutting is the likeliest way to cut an example: how many letters each symbol has.
func (t *learner) cutting(e Example) []int {
	n, l := len(e.Symbols), len(e.Latin)
	if n == 0 || l == 0 || n > MostSymbols || l > MostLetters || l > n*t.Chunk {
		return nil
	}
	var best [MostSymbols + 1][MostLetters + 1]float64
	var from [MostSymbols + 1][MostLetters + 1]int
	best[0][0] = 1
	for i := range n {
		for j := range l + 1 {
			if best[i][j] == 0 {
				continue
			}
			for k := 0; k <= t.Chunk && j+k <= l; k++ {
				if v := best[i][j] * t.chance(e.Symbols[i], e.Latin[j:j+k], false); v > best[i+1][j+k] {
					best[i+1][j+k], from[i+1][j+k] = v, k
				}
			}
		}
	}
	if best[n][l] == 0 || math.Pow(best[n][l], 1/float64(n)) < 1e-4 {
		return nil // no transcription, but something else
	}
	out := make([]int, n)
	for i, j := n, l; i > 0; i-- {
		out[i-1] = from[i][j]
		j -= from[i][j]
	}
	return out
}

// pieces counts the pieces of the likeliest cuttings, of one symbol and of several in a row.
func (t *learner) pieces(all []Example, base rune) map[string][]Chunk {
	counts := map[string]map[string]float64{}
	add := func(span, chunk string, n float64) {
		if counts[span] == nil {
			counts[span] = map[string]float64{}
		}
		counts[span][chunk] += n
	}
	for _, e := range all {
		lengths := t.cutting(e)
		at := 0
		for i := range lengths {
			to := at
			for n := 1; n <= t.Span && i+n <= len(lengths); n++ {
				to += lengths[i+n-1]
				if to-at > mostChunk {
					break
				}
				add(spanText(e.Symbols[i:i+n], base), e.Latin[at:to], e.Weight)
			}
			at += lengths[i]
		}
	}
	if t.Prior != nil {
		for span := range counts {
			if s := symbolsOf(span, base); len(s) == 1 {
				for chunk, n := range t.Prior(s[0]) {
					add(span, chunk, n)
				}
			}
		}
	}
	out := map[string][]Chunk{}
	for span, chunks := range counts {
		var total float64
		for _, n := range chunks {
			total += n
		}
		single := len(symbolsOf(span, base)) == 1
		for _, chunk := range slices.Sorted(maps.Keys(chunks)) {
			n := chunks[chunk]
			if n < t.Least || !single && n < 2*t.Least || n/total < 0.0007 {
				continue
			}
			// What was seen seldom is trusted less: some of it is left to what was never seen.
			out[span] = append(out[span], Chunk{chunk, float32(math.Log((n - 0.5*min(1, t.Least)) / (total + 1)))})
		}
		slices.SortStableFunc(out[span], func(a, b Chunk) int {
			switch {
			case a.LogP > b.LogP:
				return -1
			case a.LogP < b.LogP:
				return 1
			}
			return 0
		})
	}
	return out
}

func spanText(s []uint16, base rune) string {
	r := make([]rune, len(s))
	for i, x := range s {
		r[i] = base + rune(x)
	}
	return string(r)
}

// Spans lists the spans in an order that is always the same.
func Spans(spans map[string][]Chunk) []string { return slices.Sorted(maps.Keys(spans)) }
