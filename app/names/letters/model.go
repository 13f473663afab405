package letters

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
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
	roots  []root  // of the spans, by hash
	mask   uint32
	nodes  []node
	chunks map[uint32][]Chunk // of a span: its letters, the likeliest first
}

// root leads from a span to the tree of the letters by which it is written.
type root struct {
	span uint32 // 0: none
	node int32
	best float32 // of the likeliest letters
}

// node is a place in a tree of letters: which letters go on from here, where the first of them is, and what it costs to end here.
type node struct {
	next uint32 // bits of letters
	at   int32
	logP float32 // impossible: no piece ends here
}

// Chunk is a way to write a span.
type Chunk struct {
	Letters string
	LogP    float32
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

func mix(span uint32) uint32 {
	h := span * 0x9e3779b1
	h ^= h >> 15
	h *= 0x2c1b3c6d
	return h ^ h>>13
}

// New makes a model of what was counted. Symbols of the spans are letters counted from base.
func New(spans map[string][]Chunk, base rune) *Model {
	size := 16
	for size < 2*len(spans) {
		size *= 2
	}
	m := &Model{Slope: 0.3, base: base, roots: make([]root, size), mask: uint32(size - 1), chunks: make(map[uint32][]Chunk, len(spans))}
	for _, span := range Spans(spans) {
		chunks := spans[span]
		code := spanCode(symbolsOf(span, base))
		if len(chunks) == 0 || code == 0 {
			continue
		}
		m.chunks[code] = chunks
		best := chunks[0].LogP
		for _, c := range chunks {
			best = max(best, c.LogP)
		}
		i := mix(code) & m.mask
		for m.roots[i].span != 0 {
			i = (i + 1) & m.mask
		}
		m.nodes = append(m.nodes, node{})
		at := int32(len(m.nodes) - 1)
		m.roots[i] = root{code, at, best}
		sorted := slices.Clone(chunks)
		slices.SortFunc(sorted, func(a, b Chunk) int { return strings.Compare(a.Letters, b.Letters) })
		m.grow(at, sorted, 0)
	}
	return m
}

// grow makes the tree below a node for chunks that are sorted and alike up to depth.
func (m *Model) grow(at int32, chunks []Chunk, depth int) {
	m.nodes[at].logP = impossible
	for len(chunks) > 0 && len(chunks[0].Letters) == depth {
		m.nodes[at].logP = chunks[0].LogP
		chunks = chunks[1:]
	}
	var ends []int
	for i := range chunks {
		m.nodes[at].next |= 1 << (chunks[i].Letters[depth] & 31)
		if i == 0 || chunks[i].Letters[depth] != chunks[i-1].Letters[depth] {
			ends = append(ends, i)
		}
	}
	first := int32(len(m.nodes))
	m.nodes[at].at = first
	m.nodes = append(m.nodes, make([]node, len(ends))...)
	for k, from := range ends {
		to := len(chunks)
		if k+1 < len(ends) {
			to = ends[k+1]
		}
		m.grow(first+int32(k), chunks[from:to], depth+1)
	}
}

// symbolsOf turns a span as text, a letter for each symbol, into its symbols.
func symbolsOf(span string, base rune) []uint16 {
	var s []uint16
	for _, r := range span {
		s = append(s, uint16(r-base))
	}
	return s
}

func (m *Model) root(span uint32) *root {
	for i := mix(span) & m.mask; ; i = (i + 1) & m.mask {
		r := &m.roots[i]
		if r.span == span {
			return r
		}
		if r.span == 0 {
			return nil
		}
	}
}

// A Word is a word in symbols of a script, made ready to be held against Latin words.
type Word struct {
	n     int
	roots [MostSymbols][mostSpan]int32 // of the spans that begin at a symbol; -1: none
	rest  [MostSymbols + 1]float32     // chance of the likeliest letters from a symbol on
}

// Prepare makes a word ready.
func (m *Model) Prepare(w *Word, symbols []uint16) {
	symbols = symbols[:min(len(symbols), MostSymbols)]
	w.n = len(symbols)
	w.rest[w.n] = 0
	for i := w.n - 1; i >= 0; i-- {
		best := w.rest[i+1] + noLetter
		var span uint32
		for s := range mostSpan {
			w.roots[i][s] = -1
			if i+s >= w.n {
				continue
			}
			span = span<<8 | uint32(symbols[i+s])
			if r := m.root(span); r != nil {
				w.roots[i][s] = r.node
				best = max(best, w.rest[i+s+1]+r.best)
			}
		}
		w.rest[i] = best
	}
}

// Ideal is the log chance of the likeliest Latin word for a word, which Fit is held against.
func (w *Word) Ideal() float32 { return w.rest[0] }

// Fit is the log chance that a word is written as latin, by the likeliest way of cutting both; below least it need not be
// right.
func (m *Model) Fit(w *Word, latin string, least float32) float32 {
	n, l := w.n, min(len(latin), MostLetters)
	var rows [mostSpan + 1][MostLetters + 1]float32
	var code [MostLetters]uint8
	for j := range l {
		code[j] = latin[j] & 31
	}
	for r := range rows {
		for j := 0; j <= l; j++ {
			rows[r][j] = impossible
		}
	}
	rows[0][0] = 0
	for i := 0; i <= n; i++ {
		row := &rows[i%(mostSpan+1)]
		after := &rows[(i+1)%(mostSpan+1)]
		rest := w.rest[i]
		for j := 0; j <= l; j++ {
			b := row[j]
			if b+rest < least {
				continue
			}
			if j < l {
				row[j+1] = max(row[j+1], b+noSymbol)
			}
			if i == n {
				continue
			}
			after[j] = max(after[j], b+noLetter)
			if j < l {
				after[j+1] = max(after[j+1], b+otherLetter)
			}
			for s := range mostSpan {
				at := w.roots[i][s]
				if at < 0 {
					continue
				}
				to := &rows[(i+s+1)%(mostSpan+1)]
				for k := j; ; k++ {
					x := &m.nodes[at]
					if v := b + x.logP; v > to[k] {
						to[k] = v
					}
					if k == l || x.next>>code[k]&1 == 0 {
						break
					}
					at = x.at + int32(bits.OnesCount32(x.next&(1<<code[k]-1)))
				}
			}
		}
		if i < n {
			for j := 0; j <= l; j++ {
				row[j] = impossible // it is the row mostSpan+1 further on
			}
		}
	}
	return rows[n%(mostSpan+1)][l]
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

// leastLike is the likeness below which Like need not be right.
const leastLike = 0.3

// Like tells how well a word is written as latin, from 0 to 1.
func (m *Model) Like(w *Word, latin string) float32 {
	if len(latin) == 0 || w.n == 0 {
		return 0
	}
	perNat := m.Slope / float32(max(len(latin), 2))
	f := m.Fit(w, latin, w.rest[0]-(1-leastLike)/perNat) - w.rest[0]
	return min(1, max(0, 1+perNat*f))
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
