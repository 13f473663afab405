package recognise

import (
	"strings"
	"unicode/utf8"

	"redthread/app/names"
	"redthread/store/value"
)

// Known are the names of a case, ready to be found in texts. It never changes;
// With gives a larger one and shares what is there.
type Known struct {
	layers []*layer
}

// NewKnown builds the names of a case.
func NewKnown(list []KnownName) *Known { return (*Known)(nil).With(list...) }

// With gives the names of k and those of list. It costs about as much as list
// is long: the names lie in layers, and small layers are put together.
func (k *Known) With(list ...KnownName) *Known {
	var layers []*layer
	if k != nil {
		layers = append(layers, k.layers...)
	}
	for n := len(layers); n > 0 && len(layers[n-1].names) <= 2*len(list); n-- {
		list = append(append([]KnownName(nil), layers[n-1].names...), list...)
		layers = layers[:n-1]
	}
	if len(list) > 0 {
		layers = append(layers, newLayer(list))
	}
	return &Known{layers: layers}
}

// layer is a trie of names over the numbers of their words.
type layer struct {
	names []KnownName
	words map[string]int32   // folded word → its number
	stems map[string][]int32 // Russian word without its ending
	keys  map[string][]int32 // key across scripts
	spelt []string
	edges map[edge]int32
	ends  map[int32]int32 // node → name
	alone map[int32]bool  // names of one word that are common words or very short
}

type edge struct{ node, word int32 }

// Bounds of a name and of a look-up.
const (
	mostNameWords = 12
	mostSharers   = 24 // words behind one key that are compared
	mostStates    = 16
)

func newLayer(list []KnownName) *layer {
	l := &layer{
		names: list, words: map[string]int32{}, stems: map[string][]int32{}, keys: map[string][]int32{},
		edges: map[edge]int32{}, ends: map[int32]int32{}, alone: map[int32]bool{},
	}
	nodes := int32(0)
	add := func(name int32, words []string, weak bool) {
		if len(words) == 0 || len(words) > mostNameWords {
			return
		}
		node := int32(0)
		for _, w := range words {
			e := edge{node, l.number(w)}
			next, ok := l.edges[e]
			if !ok {
				nodes++
				next = nodes
				l.edges[e] = next
			}
			node = next
		}
		if _, taken := l.ends[node]; !taken {
			l.ends[node] = name
			l.alone[node] = weak
		}
	}
	c := cutter{}
	for i, name := range list {
		if len(name.Text) > 1<<10 {
			continue
		}
		words := nameWords(&c, name.Text)
		weak := false
		if len(words) == 1 {
			m := lexicon[strings.ToLower(words[0])]
			n := utf8.RuneCountInString(words[0])
			weak = m != nil || n <= 3 && !strings.ContainsFunc(words[0], isHangul) || n < 2
			if parts := names.KoreanParts(words[0]); name.Schema == "Person" || name.Schema == "" {
				for _, p := range parts {
					if len(p) > 2 || len(parts) == 1 {
						add(int32(i), p, false)
					}
				}
			}
		}
		add(int32(i), words, weak)
		if name.Schema == "Person" || name.Schema == "" {
			for _, order := range orders(words) {
				add(int32(i), order, false)
			}
		}
	}
	return l
}

// nameWords are the words of a name without its legal forms.
func nameWords(c *cutter, text string) []string {
	for _, long := range longForms {
		if len(text) > len(long) && strings.EqualFold(text[:len(long)], long) {
			text = text[len(long):]
			break
		}
	}
	var all, kept []string
	units := unitsOf(text, c.cut(text, 0, len(text)), nil)
	for _, u := range units {
		all = append(all, u.text)
		if !u.legal {
			kept = append(kept, u.text)
		}
	}
	if len(kept) == 0 {
		return all
	}
	return kept
}

// orders are the other ways in which the words of a person's name are put: the
// surname first or last, the patronymic left out. A Latin or Korean name of
// three words is left as it is.
func orders(words []string) [][]string {
	switch len(words) {
	case 2:
		return [][]string{{words[1], words[0]}}
	case 3:
		for i, w := range words {
			if !patronymic(w) || i == 0 {
				continue
			}
			given, family := words[i-1], words[(i+1)%3]
			return [][]string{{given, w, family}, {family, given, w}, {given, family}, {family, given}}
		}
	}
	return nil
}

func patronymic(word string) bool {
	w := value.Fold(word)
	for _, end := range [...]string{"вич", "вна", "ична", "ильич", "кузьмич", "vich", "vna", "ichna"} {
		if strings.HasSuffix(w, end) && len(w) > len(end)+2 {
			return true
		}
	}
	return false
}

// longForms are legal forms in full, as registers print them.
var longForms = []string{
	"Общество с ограниченной ответственностью", "Публичное акционерное общество", "Закрытое акционерное общество",
	"Открытое акционерное общество", "Акционерное общество", "Индивидуальный предприниматель",
}

// number gives a word its number and puts it under its stems and keys.
func (l *layer) number(word string) int32 {
	folded := value.Fold(word)
	if n, ok := l.words[folded]; ok {
		return n
	}
	n := int32(len(l.spelt))
	l.words[folded] = n
	l.spelt = append(l.spelt, word)
	if r, _ := utf8.DecodeRuneInString(folded); scriptOf(r) == cyrillic {
		for _, end := range nominative {
			if stem, ok := strings.CutSuffix(folded, end); ok && len(stem) >= 2*leastStem {
				l.stems[stem] = append(l.stems[stem], n)
			}
		}
	}
	if !isDigit(folded[max(len(folded)-1, 0)%max(len(folded), 1)]) {
		for _, key := range names.Keys(word) {
			l.keys[key] = append(l.keys[key], n)
		}
	}
	return n
}

// Russian names decline: what a name ends with where it stands alone, and
// what it can end with in a sentence, in singular.
var (
	nominative = []string{"", "а", "я", "о", "е", "ь", "й", "ий", "ый", "ой", "ая", "ия", "ие", "ое", "ы", "и"}
	oblique    = []string{
		"", "а", "я", "у", "ю", "ом", "ем", "ой", "ей", "ою", "ею", "ы", "и", "е", "ого", "его", "ому", "ему", "ым", "им", "ий", "ый",
		"ая", "ую", "ое", "ых", "их", "ию", "ии", "ией", "ием", "ия", "ью", "ам", "ами", "ах",
	}
)

const leastStem = 3

// like is a word of the layer that a word of a text can be.
type like struct {
	word    int32
	cut     int32 // bytes of a particle at the end of the text's word
	quality float32
}

// How sure a word is.
const (
	exact     = 1
	inflected = 0.96
	leastLike = 0.72 // of names.Likeness across scripts
	// Two spellings of a Korean syllable can differ in half their letters: Il and Ир.
	leastSyllable = 0.5
	leastSame     = 0.90 // within one script, where another spelling is usually another name
)

// find gives the words of the layer that a word of a text can be.
func (l *layer) find(word string) []like {
	folded := value.Fold(word)
	if folded == "" {
		return nil
	}
	var all []like
	add := func(n int32, cut int, q float32) {
		for i := range all {
			if all[i].word == n {
				if q > all[i].quality {
					all[i] = like{n, int32(cut), q}
				}
				return
			}
		}
		all = append(all, like{n, int32(cut), q})
	}
	if n, ok := l.words[folded]; ok {
		add(n, 0, exact)
	}
	first, _ := utf8.DecodeRuneInString(folded)
	switch script := scriptOf(first); {
	case isDigit(folded[0]) || script == otherScript && first >= utf8.RuneSelf:
		return all
	case script == cyrillic:
		l.across(word, 0, add)
		for _, end := range oblique {
			if stem, ok := strings.CutSuffix(folded, end); ok && len(stem) >= 2*leastStem {
				for _, n := range l.stems[stem] {
					add(n, 0, inflected)
				}
				if len(stem) >= 2*(leastStem+1) {
					l.across(word[:max(len(word)-len(end), 0)], 0, add)
				}
			}
		}
	case script == hangul:
		for _, bare := range withoutParticles(word) {
			if n, ok := l.words[bare]; ok {
				add(n, len(word)-len(bare), inflected)
			}
			l.across(bare, len(word)-len(bare), add)
		}
		l.across(word, 0, add)
	default:
		l.across(word, 0, add)
	}
	return all
}

// across adds the words that sound alike, above all those of other scripts.
func (l *layer) across(bare string, cut int, add func(int32, int, float32)) {
	if !utf8.ValidString(bare) {
		return
	}
	first, _ := utf8.DecodeRuneInString(bare)
	script := scriptOf(first)
	for _, key := range names.Keys(bare) {
		sharers := l.keys[key]
		for _, n := range sharers[:min(len(sharers), mostSharers)] {
			other, _ := utf8.DecodeRuneInString(l.spelt[n])
			q := float32(names.Likeness(bare, l.spelt[n]))
			if theirs := kindOfScript(other); theirs == kindOfScript(first) {
				if q < leastSame || script == hangul || script == cyrillic || len(bare) < 6 {
					continue
				}
			} else if q < leastLike && (key[0] != '0' || q < leastSyllable) {
				continue
			}
			add(n, cut, 0.75+0.2*q)
		}
	}
}

func kindOfScript(r rune) uint8 {
	if r < utf8.RuneSelf {
		return latin
	}
	return scriptOf(r)
}

// withoutParticles are the words that a Korean run can be without its particle.
func withoutParticles(run string) []string {
	const syllable = 3
	var bare []string
	for n := 1; n <= 4 && len(run)-n*syllable >= 2*syllable; n++ {
		at := len(run) - n*syllable
		if utf8.RuneStart(run[at]) && particles[run[at:]] {
			bare = append(bare, run[:at])
		}
	}
	return bare
}
