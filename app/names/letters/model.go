package letters

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Bounds of what is compared.
const (
	MostSymbols = 24
	MostLetters = 24
	mostSpan    = 4
	mostChunk   = 6
)

// What pieces cost that no model knows, in nats.
const (
	otherLetter = -9 // a symbol for a letter it was never seen with
	noLetter    = -7 // a symbol that is not written
	noSymbol    = -6 // a letter that nothing stands for
	impossible  = -1e9
)

// A Model tells how words of a script are written in Latin letters.
type Model struct {
	Slope  float32 // likeness lost per nat and letter
	base   rune    // that symbols are counted from
	table  []slot
	mask   uint32
	best   map[uint32]float32 // of a span: the chance of its likeliest letters
	chunks map[uint32][]Chunk // of a span: its letters, the likeliest first
}

// Chunk is a way to write a span.
type Chunk struct {
	Letters string
	LogP    float32
}

type slot struct {
	span, chunk uint32
	logP        float32
}

// spanCode packs up to four symbols of eight bits, or one of sixteen. Symbols begin at 1.
func spanCode(s []uint16) uint32 {
	var c uint32
	for _, x := range s {
		c = c<<8 | uint32(x)
	}
	return c
}

// chunkCode packs up to six letters.
func chunkCode(s string) uint32 {
	var c uint32
	for i := range len(s) {
		c = c<<5 | uint32(s[i]&31)
	}
	return c
}

func mix(span, chunk uint32) uint32 {
	h := span*0x9e3779b1 ^ chunk*0x85ebca77
	h ^= h >> 15
	h *= 0x2c1b3c6d
	return h ^ h>>13
}

// New makes a model of what was counted. Symbols of the spans are letters counted from base.
func New(spans map[string][]Chunk, base rune) *Model {
	n := 0
	for _, c := range spans {
		n += len(c)
	}
	size := 16
	for size < 2*n {
		size *= 2
	}
	m := &Model{Slope: 0.3, base: base, table: make([]slot, size), mask: uint32(size - 1), best: make(map[uint32]float32, len(spans)), chunks: make(map[uint32][]Chunk, len(spans))}
	for span, chunks := range spans {
		code := spanCode(symbolsOf(span, base))
		m.chunks[code] = chunks
		for _, c := range chunks {
			if b, ok := m.best[code]; !ok || c.LogP > b {
				m.best[code] = c.LogP
			}
			i := mix(code, chunkCode(c.Letters)) & m.mask
			for m.table[i].span != 0 {
				i = (i + 1) & m.mask
			}
			m.table[i] = slot{code, chunkCode(c.Letters), c.LogP}
		}
	}
	return m
}

// symbolsOf turns a span as text, a letter for each symbol, into its symbols.
func symbolsOf(span string, base rune) []uint16 {
	var s []uint16
	for _, r := range span {
		s = append(s, uint16(r-base))
	}
	return s
}

func (m *Model) look(span, chunk uint32) (float32, bool) {
	for i := mix(span, chunk) & m.mask; ; i = (i + 1) & m.mask {
		s := &m.table[i]
		if s.span == 0 {
			return 0, false
		}
		if s.span == span && s.chunk == chunk {
			return s.logP, true
		}
	}
}

// Ideal is the log chance of the likeliest Latin word for the symbols, which Fit is held against.
func (m *Model) Ideal(symbols []uint16) float32 {
	symbols = symbols[:min(len(symbols), MostSymbols)]
	var best [MostSymbols + 1]float32
	for i := 1; i <= len(symbols); i++ {
		best[i] = best[i-1] + noLetter
		for n := 1; n <= mostSpan && n <= i; n++ {
			if p, ok := m.best[spanCode(symbols[i-n:i])]; ok {
				best[i] = max(best[i], best[i-n]+p)
			}
		}
	}
	return best[len(symbols)]
}

// Fit is the log chance that the symbols are written as word, by the likeliest way of cutting both.
func (m *Model) Fit(symbols []uint16, word string) float32 {
	n, l := min(len(symbols), MostSymbols), min(len(word), MostLetters)
	var best [MostSymbols + 1][MostLetters + 1]float32
	for i := 0; i <= n; i++ {
		for j := 0; j <= l; j++ {
			best[i][j] = impossible
		}
	}
	best[0][0] = 0
	for i := 0; i <= n; i++ {
		for j := 0; j <= l; j++ {
			b := best[i][j]
			if b < -60 {
				continue
			}
			if j < l {
				best[i][j+1] = max(best[i][j+1], b+noSymbol)
			}
			if i == n {
				continue
			}
			best[i+1][j] = max(best[i+1][j], b+noLetter)
			if j < l {
				best[i+1][j+1] = max(best[i+1][j+1], b+otherLetter)
			}
			var span uint32
			for s := 1; s <= mostSpan && i+s <= n; s++ {
				span = span<<8 | uint32(symbols[i+s-1])
				if s > 1 {
					if _, ok := m.best[span]; !ok {
						continue
					}
				}
				var chunk uint32
				for k := 0; k <= mostChunk && j+k <= l; k++ {
					if k > 0 {
						chunk = chunk<<5 | uint32(word[j+k-1]&31)
					}
					if p, ok := m.look(span, chunk); ok && b+p > best[i+s][j+k] {
						best[i+s][j+k] = b + p
					}
				}
			}
		}
	}
	return best[n][l]
}

// Decode gives the likeliest Latin words for symbols, the likeliest first, at most n of them.
func (m *Model) Decode(symbols []uint16, n int) []string {
	symbols = symbols[:min(len(symbols), MostSymbols)]
	type guess struct {
		text string
		logP float32
	}
	var at [MostSymbols + 1][]guess
	at[0] = []guess{{}}
	for i := range symbols {
		slices.SortFunc(at[i], func(a, b guess) int {
			if a.logP != b.logP {
				if a.logP > b.logP {
					return -1
				}
				return 1
			}
			return strings.Compare(a.text, b.text)
		})
		if len(at[i]) > 3*n {
			at[i] = at[i][:3*n]
		}
		known := false
		for s := 1; s <= mostSpan && i+s <= len(symbols); s++ {
			chunks := m.chunks[spanCode(symbols[i:i+s])]
			for k, c := range chunks {
				if k == 6 {
					break
				}
				known = true
				for _, g := range at[i] {
					at[i+s] = put(at[i+s], guess{g.text + c.Letters, g.logP + c.LogP}, func(a, b guess) bool { return a.text == b.text }, func(a, b guess) bool { return a.logP > b.logP })
				}
			}
		}
		if !known {
			for _, g := range at[i] {
				at[i+1] = append(at[i+1], guess{g.text, g.logP + noLetter})
			}
		}
	}
	last := at[len(symbols)]
	slices.SortFunc(last, func(a, b guess) int {
		if a.logP != b.logP {
			if a.logP > b.logP {
				return -1
			}
			return 1
		}
		return strings.Compare(a.text, b.text)
	})
	var out []string
	for _, g := range last[:min(n, len(last))] {
		out = append(out, g.text)
	}
	return out
}

// put adds a guess, or betters the one that is there.
func put[T any](all []T, g T, same, better func(a, b T) bool) []T {
	for i := range all {
		if same(all[i], g) {
			if better(g, all[i]) {
				all[i] = g
			}
			return all
		}
	}
	return append(all, g)
}

// Like tells how well a word fits symbols whose ideal is known, from 0 to 1.
func (m *Model) Like(symbols []uint16, ideal float32, word string) float32 {
	if len(word) == 0 || len(symbols) == 0 {
		return 0
	}
	f := m.Fit(symbols, word) - ideal
	return min(1, max(0, 1+m.Slope*f/float32(max(len(word), 2))))
}

// Write writes the model as text: a line with its measure, then a line for each span with its letters and log chances in
// hundredths.
func (m *Model) Write(w io.Writer, spans map[string][]Chunk, order []string) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "letters 1 slope %d base %d\n", int(math.Round(float64(m.Slope)*10000)), m.base)
	for _, span := range order {
		b.WriteString(span)
		for _, c := range spans[span] {
			fmt.Fprintf(b, "\t%s %d", c.Letters, int(math.Round(float64(-c.LogP)*100)))
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}

var errModel = errors.New("this is not a model of letters")

// Read reads a model as Write writes it; lines that begin with # are passed over. More may add spans to those that were read,
// and may be nil.
func Read(r io.Reader, more func(spans map[string][]Chunk)) (*Model, error) {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 1<<16), 1<<20)
	slope, base := 0, rune(0)
	spans := map[string][]Chunk{}
	for s.Scan() {
		line := s.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		if slope == 0 {
			if _, err := fmt.Sscanf(line, "letters 1 slope %d base %d", &slope, &base); err != nil || slope <= 0 {
				return nil, errModel
			}
			continue
		}
		span, rest, _ := strings.Cut(line, "\t")
		var chunks []Chunk
		for c := range strings.SplitSeq(rest, "\t") {
			letters, cost, ok := strings.Cut(c, " ")
			n, err := strconv.Atoi(cost)
			if !ok || err != nil || len(letters) > mostChunk {
				return nil, errModel
			}
			chunks = append(chunks, Chunk{letters, -float32(n) / 100})
		}
		spans[span] = chunks
	}
	if slope == 0 || s.Err() != nil {
		return nil, errModel
	}
	if more != nil {
		more(spans)
	}
	m := New(spans, base)
	m.Slope = float32(slope) / 10000
	return m, nil
}
