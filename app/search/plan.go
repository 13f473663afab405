package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"redthread/app/names"
	"redthread/store"
)

// How well a word fits what was asked for.
const (
	fitExact  = 1.0
	fitPrefix = 0.9
	fitForm   = 0.85
	fitName   = 0.8 // the parts of a Korean name in a row
	fitKey    = 0.4 // and up to fitKeyMore more, as alike as it sounds
	fitMore   = 0.35
)

// leastAlike is how alike a word must sound to one with which it shares a key, and shortMore how much more for each letter that
// a word has less than seven: July is not Юрий. Of spellings of one name in two scripts few fall below, of strangers most.
const (
	leastAlike     = 0.6
	shortMore      = 0.06
	leastRomanised = 0.45 // for two Latin spellings of a Korean name, such as Rhee and Lee
	leastHangul    = 0.55 // for a word in Hangul, which has no f, v or z and puts vowels between
)

// plan is a query made ready: the question to the index, and what marks its words in a text. Both say the same.
type plan struct {
	node  store.SearchNode
	root  *expr
	wants map[*term]*want
	names []nameWant
	terms int // that are to be found
}

// want is what one term looks for: any of these words, or a name that sounds so.
type want struct {
	words []phrase
	keys  []string
	open  bool   // keys may go on
	raw   string // for likeness

	// The same words for matching: those that are one whole word with their fit, and the rest.
	single map[string]float64
	longer []phrase
}

// phrase is words in a row, as store.SearchFold gives them.
type phrase struct {
	words  []string
	prefix bool // the last may go on
	fit    float64
}

// nameWant is a Korean name asked for in one or several terms, as a row of words each of which has one of some keys.
type nameWant struct {
	terms []*term
	row   [][]string
	open  bool // the last key may go on: a particle may follow
}

// prepare makes a query ready. While typing, the last word may go on.
func prepare(q Query, typing bool) plan {
	p := plan{root: q.root, wants: map[*term]*want{}}
	if q.root != nil {
		last := lastTerm(q.root)
		p.node = p.build(q.root, typing, last, false)
	}
	return p
}

func lastTerm(e *expr) *term {
	if e.op == store.SearchTerm {
		return e.term
	}
	if len(e.kids) == 0 {
		return nil
	}
	return lastTerm(e.kids[len(e.kids)-1])
}

func (p *plan) build(e *expr, typing bool, last *term, negative bool) store.SearchNode {
	switch e.op {
	case store.SearchTerm:
		if !negative {
			p.terms++
		}
		w := wantOf(e.term, typing && e.term == last && e.term.open, negative)
		w.sort()
		p.wants[e.term] = w
		node := w.node()
		if !negative && !e.term.phrase {
			return p.withNames(node, e.term, names.KoreanParts(bareWord(e.term.text)))
		}
		return node
	case store.SearchOr:
		node := store.SearchNode{Op: store.SearchOr}
		for _, k := range e.kids {
			node.Kids = append(node.Kids, p.build(k, typing, last, negative))
		}
		return node
	case store.SearchNot: // by itself: the caller has seen to it that something is asked for elsewhere
		return p.build(e.kids[0], typing, last, true)
	}
	return p.buildAnd(e, typing, last, negative)
}

// buildAnd joins what must be there and takes off what must not.
func (p *plan) buildAnd(e *expr, typing bool, last *term, negative bool) store.SearchNode {
	var must, not []store.SearchNode
	for i := 0; i < len(e.kids); {
		k := e.kids[i]
		if k.op == store.SearchNot {
			not = append(not, p.build(k.kids[0], typing, last, true))
			i++
			continue
		}
		run := 1
		if !negative {
			run = nameRun(e.kids[i:])
		}
		var nodes []store.SearchNode
		for _, k := range e.kids[i : i+run] {
			nodes = append(nodes, p.build(k, typing, last, negative))
		}
		if run > 1 {
			nodes = []store.SearchNode{p.joinedName(e.kids[i:i+run], nodes)}
		}
		must = append(must, nodes...)
		i += run
	}
	node := store.SearchNode{Op: store.SearchAnd, Kids: must}
	if len(must) == 1 {
		node = must[0]
	}
	if len(not) > 0 {
		node = store.SearchNode{Op: store.SearchNot, Kids: append([]store.SearchNode{node}, not...)}
	}
	return node
}

// wantOf reads a term. What must not be there is meant as it is written: a name that only sounds alike stays.
func wantOf(t *term, open, negative bool) *want {
	words := store.SearchFold(t.text)
	w := &want{open: open, raw: bareWord(t.text)}
	if len(words) == 0 {
		return w
	}
	w.words = append(w.words, phrase{words, open, fitExact})
	if t.phrase {
		return w
	}
	// The last word of Южно-Сахалинске is inflected, the ones before it stand.
	cut := strings.LastIndexFunc(t.text, func(r rune) bool { return !wordRune(r) })
	before, tail := store.SearchFold(t.text[:cut+1]), t.text
	if cut >= 0 {
		_, size := utf8.DecodeRuneInString(t.text[cut:])
		tail = t.text[cut+size:]
	}
	for _, f := range names.Forms(tail, "") {
		w.words = append(w.words, phrase{append(slices.Clone(before), store.SearchFold(f.Text)...), f.Prefix, fitForm})
	}
	if !negative && keyed(w.raw) {
		w.keys = names.Keys(w.raw)
	}
	return w
}

func (w *want) sort() {
	w.single = map[string]float64{}
	for _, p := range w.words {
		if len(p.words) == 1 {
			w.single[p.words[0]] = max(w.single[p.words[0]], p.fit)
		}
		if len(p.words) > 1 || p.prefix {
			w.longer = append(w.longer, p)
		}
	}
}

// bareWord is a term with its hyphens and other marks left out: Chol-su is one word to the keys.
func bareWord(s string) string {
	return strings.Map(func(r rune) rune {
		if wordRune(r) {
			return r
		}
		return -1
	}, s)
}

// keyed tells whether a word is looked up by its sound: not numbers, and not what is too short to sound like anything.
func keyed(word string) bool {
	words := names.Words(word)
	if len(words) != 1 || strings.ContainsAny(word, "0123456789") {
		return false
	}
	n := utf8.RuneCountInString(word)
	switch words[0].Script {
	case names.Hangul, names.Kana:
		return true
	}
	return n >= 2
}

// longKey is how long a key must be to be looked up as the beginning of others.
const longKey = 3

func (w *want) node() store.SearchNode {
	node := store.SearchNode{Op: store.SearchTerm}
	for _, p := range w.words {
		node.Any = append(node.Any, store.SearchWords{Words: p.words, Prefix: p.prefix})
	}
	for _, k := range w.keys {
		node.Any = append(node.Any, store.SearchWords{Words: []string{k}, Key: true, Prefix: w.goesOn(k)})
	}
	return node
}

// goesOn tells whether a key is that of the beginning of a word: of one being typed, or of a Korean word that a
// particle may follow.
func (w *want) goesOn(key string) bool {
	if key[0] == '0' {
		return len(key) > longKey
	}
	return w.open && len(key) >= longKey
}

// nameRun tells how many terms from the first on may be one Korean name: two to four words of at most four syllables,
// the first or the last of them a surname of one.
func nameRun(kids []*expr) int {
	syllables, n := 0, 0
	var each []int
	for _, k := range kids {
		if k.op != store.SearchTerm || k.term.phrase {
			break
		}
		keys := names.SyllableKeys(bareWord(k.term.text))
		if len(keys) == 0 || syllables+len(keys) > 4 {
			break
		}
		syllables += len(keys)
		each = append(each, len(keys))
		n++
	}
	if n < 2 || each[0] != 1 && each[n-1] != 1 {
		return 1
	}
	return n
}

// joinedName adds to the words of a name the ways in which it is spelt with other gaps: in one word, with the given name in
// one, with the given name apart, and with the surname first where it was last.
func (p *plan) joinedName(kids []*expr, nodes []store.SearchNode) store.SearchNode {
	var words []string
	var terms []*term
	for _, k := range kids {
		words = append(words, bareWord(k.term.text))
		terms = append(terms, k.term)
	}
	either := store.SearchNode{Op: store.SearchOr, Kids: []store.SearchNode{{Op: store.SearchAnd, Kids: nodes}}}
	n := len(words)
	orders := [][]string{words}
	if len(names.SyllableKeys(words[n-1])) == 1 {
		orders = append(orders, append([]string{words[n-1]}, words[:n-1]...))
	}
	for _, order := range orders {
		if len(names.SyllableKeys(order[0])) != 1 {
			continue
		}
		rows := []nameWant{{terms, [][]string{names.JoinedKeys(order...)}, true}}
		if n > 2 {
			var each [][]string
			for _, w := range order {
				each = append(each, names.JoinedKeys(w))
			}
			rows = append(rows, nameWant{terms, each, false}, nameWant{terms, [][]string{names.JoinedKeys(order[0]), names.JoinedKeys(order[1:]...)}, false})
		} else if given := names.SyllableKeys(order[1]); len(given) == 2 {
			rows = append(rows, nameWant{terms, [][]string{names.JoinedKeys(order[0]), given[:1], given[1:]}, false})
		}
		for _, r := range rows {
			if node, ok := r.node(); ok {
				p.names = append(p.names, r)
				either.Kids = append(either.Kids, node)
			}
		}
	}
	return either
}

// withNames adds the ways in which a Korean name in one word is spelt in several.
func (p *plan) withNames(node store.SearchNode, t *term, parts [][]string) store.SearchNode {
	if parts == nil {
		return node
	}
	either := store.SearchNode{Op: store.SearchOr, Kids: []store.SearchNode{node}}
	for _, row := range parts {
		n := nameWant{terms: []*term{t}}
		for _, word := range row {
			n.row = append(n.row, names.JoinedKeys(word))
		}
		if node, ok := n.node(); ok {
			p.names = append(p.names, n)
			either.Kids = append(either.Kids, node)
		}
	}
	return either
}

// node asks the index for a name; ok is false when there is nothing to ask for. Of three words it asks for two: the last may
// be written small (Chol-su), and what is small has no keys. Match sees to the third.
func (n nameWant) node() (store.SearchNode, bool) {
	node := store.SearchNode{Op: store.SearchAnd}
	for _, keys := range n.row[:min(len(n.row), 2)] {
		if len(keys) == 0 {
			return node, false
		}
		one := store.SearchNode{Op: store.SearchTerm}
		for _, k := range keys {
			one.Any = append(one.Any, store.SearchWords{Words: []string{k}, Key: true, Prefix: n.open && len(k) > longKey})
		}
		node.Kids = append(node.Kids, one)
	}
	return node, true
}
