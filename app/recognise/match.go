package recognise

import (
	"strings"
	"unicode/utf8"

	"redthread/app/names"
)

// nameUnit is what a name is made of: a word, a number, a whole Korean run.
type nameUnit struct {
	text      string
	from, to  int // tokens
	legal     bool
	cased     uint8
	script    uint8
	startable bool // a name can begin here
}

// unitsOf puts tokens together to the words of names.
func unitsOf(text string, toks []token, units []nameUnit) []nameUnit {
	units = units[:0]
	for i := 0; i < len(toks); {
		t := &toks[i]
		if t.kind > digitsToken {
			i++
			continue
		}
		to := i + 1
		if t.kind == wordToken && t.script == hangul {
			for to < len(toks) && toks[to].kind == wordToken && toks[to].script == hangul && toks[to].gap == glued {
				to++
			}
		}
		u := nameUnit{from: i, to: to, cased: t.cased, script: t.script, text: text[t.start:toks[to-1].stop]}
		u.legal = t.is(legalForm) && to == i+1
		if u.text == "주" && i > 0 && toks[i-1].sign == '(' {
			u.legal = true
		}
		u.startable = t.kind == wordToken && (t.cased != small || t.script == hangul || t.script == otherScript)
		units = append(units, u)
		i = to
	}
	return units
}

// matcher finds names in the pieces of one text and remembers the words it met.
type matcher struct {
	known *Known
	memo  []map[string][]like // by layer
	units []nameUnit
}

// mostMemo bounds what is remembered of the words of a text.
const mostMemo = 50_000

func (m *matcher) find(l int, word string) []like {
	if m.memo == nil {
		m.memo = make([]map[string][]like, len(m.known.layers))
	}
	if m.memo[l] == nil || len(m.memo[l]) > mostMemo {
		m.memo[l] = map[string][]like{}
	}
	found, ok := m.memo[l][word]
	if !ok {
		if len(word) <= 96 {
			found = m.known.layers[l].find(word)
		}
		m.memo[l][word] = found
	}
	return found
}

// names gives the known names in toks and marks their tokens.
func (m *matcher) names(text string, toks []token) []found {
	if m.known == nil || len(m.known.layers) == 0 {
		return nil
	}
	m.units = unitsOf(text, toks, m.units)
	var out []found
	for i := 0; i < len(m.units); {
		if !m.units[i].startable || m.units[i].legal {
			i++
			continue
		}
		best := m.longest(toks, i)
		if best.units == 0 || !m.trusted(toks, i, best) {
			i++
			continue
		}
		f, next := m.item(toks, i, best)
		for k := m.units[i].from; k < f.next; k++ {
			toks[k].named = true
		}
		out = append(out, f)
		i = max(next, i+1)
	}
	return out
}

// match is a name found from some unit on.
type match struct {
	units   int
	name    KnownName
	quality float32
	cut     int // bytes of a particle after it
	weak    bool
	words   int
}

// state is a place in a trie.
type state struct {
	node    int32
	quality float32
	cut     int32
	words   int8
}

// longest follows all layers from unit i and gives the longest name.
func (m *matcher) longest(toks []token, i int) match {
	var best match
	for l, layer := range m.known.layers {
		states := []state{{quality: 1}}
		for k := i; k < len(m.units) && k < i+mostNameWords && len(states) > 0; k++ {
			if k > i && !m.follows(toks, k) {
				break
			}
			if m.units[k].legal && k > i { // Sakorenma LLC Trading
				if !m.has(l, states, m.units[k].text) {
					continue
				}
			}
			states = m.step(l, states, m.units[k])
			for _, s := range states {
				end, ok := layer.ends[s.node]
				if !ok {
					continue
				}
				n := k - i + 1
				if n > best.units || n == best.units && s.quality > best.quality {
					best = match{units: n, name: layer.names[end], quality: s.quality, cut: int(s.cut), weak: layer.alone[s.node], words: int(s.words)}
				}
			}
			// A particle ends a name.
			kept := states[:0]
			for _, s := range states {
				if s.cut == 0 {
					kept = append(kept, s)
				}
			}
			states = kept
		}
	}
	return best
}

func (m *matcher) has(l int, states []state, word string) bool {
	for _, s := range states {
		for _, like := range m.find(l, word) {
			if _, ok := m.known.layers[l].edges[edge{s.node, like.word}]; ok {
				return true
			}
		}
	}
	return false
}

// follows tells whether unit k stands close enough to the one before it to be
// of one name.
func (m *matcher) follows(toks []token, k int) bool {
	from, to := m.units[k-1].to, m.units[k].from
	if to-from > 3 {
		return false
	}
	for j := from; j <= to; j++ {
		if toks[j].gap > apart {
			return false
		}
		if j < to && !strings.ContainsRune("-–‐.,'’\"«»“”„‘&()", toks[j].sign) {
			return false
		}
	}
	return true
}

// step moves the states over one unit.
func (m *matcher) step(l int, states []state, u nameUnit) []state {
	layer := m.known.layers[l]
	var next []state
	likes := m.find(l, u.text)
	for _, s := range states {
		for _, like := range likes {
			if len(next) == mostStates {
				return next
			}
			if node, ok := layer.edges[edge{s.node, like.word}]; ok {
				next = append(next, state{node, min(s.quality, like.quality), like.cut, s.words + 1})
			}
		}
		if u.script == hangul && s.node == 0 {
			next = append(next, m.koreanPerson(l, s, u.text)...)
		}
	}
	return next
}

// koreanPerson follows a name that Korean writes in one word and others in
// several: 김철수 for Kim Chol Su.
func (m *matcher) koreanPerson(l int, s state, run string) []state {
	var next []state
	for _, bare := range append(withoutParticles(run), run) {
		for _, parts := range names.KoreanParts(bare) {
			at := []state{s}
			for _, p := range parts {
				var moved []state
				for _, a := range at {
					for _, like := range m.find(l, p) {
						if node, ok := m.known.layers[l].edges[edge{a.node, like.word}]; ok && like.cut == 0 && len(moved) < mostStates {
							moved = append(moved, state{node, min(a.quality, like.quality), 0, a.words + 1})
						}
					}
				}
				at = moved
			}
			for _, a := range at {
				if len(next) < mostStates {
					a.cut = int32(len(run) - len(bare))
					next = append(next, a)
				}
			}
		}
	}
	return next
}

// trusted keeps common words from being taken for names: a name of one word
// needs its capital, and one that is also a word needs a legal form, quotation
// marks, or a place within a sentence and no capitals around it.
func (m *matcher) trusted(toks []token, i int, b match) bool {
	u := m.units[i]
	if b.words > 1 {
		// The last word of a longer name is written large as well, unless the name itself is not.
		last := m.units[i+b.units-1]
		return last.script == hangul || last.cased != small || toks[last.from].kind == digitsToken || b.quality >= inflected
	}
	if u.script == otherScript {
		return utf8.RuneCountInString(u.text) >= 2
	}
	bare := u.text[:len(u.text)-b.cut]
	dressed := m.dressed(toks, i, i+b.units)
	switch {
	case dressed:
		return true
	case b.quality < inflected:
		return utf8.RuneCountInString(bare) >= 4 && b.quality >= 0.75+0.2*0.8
	case !b.weak:
		return utf8.RuneCountInString(bare) > 1
	case u.script == hangul, b.quality < exact:
		return false
	}
	return m.within(toks, i) && !m.besideCapital(toks, i) && strings.Contains(b.name.Text, bare)
}

// dressed tells whether quotation marks or a legal form stand beside units i to j.
func (m *matcher) dressed(toks []token, i, j int) bool {
	if from, to := m.units[i].from, m.units[j-1].to; from > 0 && to < len(toks) &&
		strings.ContainsRune("«\"“„‘<(", toks[from-1].sign) && strings.ContainsRune("»\"”“’>)", toks[to].sign) && toks[from].gap == glued &&
		toks[from-1].sign != '(' {
		return true
	}
	if i > 0 && m.units[i-1].legal && m.follows(toks, i) {
		return true
	}
	return j < len(m.units) && m.units[j].legal && m.follows(toks, j)
}

// within tells whether unit i stands within a sentence.
func (m *matcher) within(toks []token, i int) bool {
	at := m.units[i].from
	return at > 0 && toks[at].gap <= apart && (toks[at-1].kind != signToken || strings.ContainsRune(",-–(/", toks[at-1].sign))
}

func (m *matcher) besideCapital(toks []token, i int) bool {
	near := func(k int) bool { return k >= 0 && k < len(m.units) && m.units[k].cased != small && !m.units[k].legal }
	return near(i+1) && m.follows(toks, i+1) && toks[m.units[i+1].from].gap > glued || near(i-1) && m.follows(toks, i) && m.units[i-1].to == m.units[i].from
}

// item makes the item of a name with the legal forms around it, and gives the
// unit after it.
func (m *matcher) item(toks []token, i int, b match) (found, int) {
	first, next := i, i+b.units
	from, to := m.units[i].from, m.units[next-1].to
	start, stop := int(toks[from].start), int(toks[to-1].stop)-b.cut
	for first > 0 && m.units[first-1].legal && m.follows(toks, first) && !toks[m.units[first-1].from].named {
		first--
		from = m.units[first].from
		start = int(toks[from].start)
		if to < len(toks) && strings.ContainsRune("»\"”“", toks[to].sign) && toks[to].gap == glued && b.cut == 0 {
			stop = int(toks[to].stop)
			to++
		}
	}
	for b.cut == 0 && next < len(m.units) && m.units[next].legal && m.follows(toks, next) {
		to = m.units[next].to
		stop = int(toks[to-1].stop)
		next++
	}
	for k := from; k < to; k++ {
		toks[k].named = true
	}
	return found{
		Item:  Item{Kind: Name, Shown: b.name.Text, Entity: b.name.Entity, Score: float64(b.quality)},
		start: start, stop: stop, next: to,
	}, next
}
