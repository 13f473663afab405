package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"redthread/app/names"
	"redthread/store"
)

// mark is a place in a text where something was found, in code points, and how well it fits.
type mark struct {
	start, end int
	fit        float64
	term       int // which of the query's terms, for telling places apart
}

// found is what matching a text gave.
type found struct {
	marks []mark
	fits  map[*term]float64
	holds bool // the whole query is true of the text
}

// folded is one word of a text as the index has it, with its place.
type folded struct {
	word       string
	start, end int
}

// match looks for everything that a plan wants. With name set every word may be a name; else only words that begin
// with a capital letter or have none, as in the index.
func (p *plan) match(text string, name bool) found {
	f := found{fits: map[*term]float64{}}
	words := foldedWords(text)
	spoken, compounds := p.spokenWords(text, name)
	number := map[*term]int{}
	p.each(p.root, false, func(t *term, negative bool) {
		w := p.wants[t]
		number[t] = len(number)
		add := func(start, end int, fit float64) {
			f.fits[t] = max(f.fits[t], fit)
			if !negative {
				f.marks = append(f.marks, mark{start, end, fit, number[t]})
			}
		}
		for i := range words {
			if n, fit := w.at(words[i:]); n > 0 {
				add(words[i].start, words[i+n-1].end, fit)
			}
		}
		for _, s := range slices.Concat(spoken, compounds) {
			if like := w.like(s); like > 0 {
				add(s.start, s.end, fitKey+fitMore*like)
			}
		}
	})
	for _, n := range p.names {
		for i := range spoken {
			if k := n.at(spoken[i:]); k > 0 {
				for _, t := range n.terms {
					f.fits[t] = max(f.fits[t], fitName)
				}
				f.marks = append(f.marks, mark{spoken[i].start, spoken[i+k-1].end, fitName, number[n.terms[0]]})
			}
		}
	}
	f.marks = merge(surest(f.marks))
	f.holds = p.root == nil || holds(p.root, f.fits)
	return f
}

// each visits the terms of a query.
func (p *plan) each(e *expr, negative bool, visit func(t *term, negative bool)) {
	if e == nil {
		return
	}
	if e.op == store.SearchTerm {
		visit(e.term, negative)
		return
	}
	for _, k := range e.kids {
		p.each(k, negative || e.op == store.SearchNot, visit)
	}
}

func holds(e *expr, fits map[*term]float64) bool {
	switch e.op {
	case store.SearchTerm:
		return fits[e.term] > 0
	case store.SearchNot:
		return !holds(e.kids[0], fits)
	case store.SearchOr:
		return slices.ContainsFunc(e.kids, func(k *expr) bool { return holds(k, fits) })
	}
	return !slices.ContainsFunc(e.kids, func(k *expr) bool { return !holds(k, fits) })
}

// sameAlphabet tells whether both are in plain Latin letters: then one need not
// guess, while typing, what the letters to come would sound like.
func sameAlphabet(a, b string) bool {
	plain := func(s string) bool {
		return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
	}
	return plain(a) && plain(b)
}

// at tells how many words from the first on are wanted, 0 for none, and how well they fit.
func (w *want) at(words []folded) (n int, fit float64) {
	if fit, ok := w.single[words[0].word]; ok {
		return 1, fit
	}
	for _, ph := range w.longer {
		if n, fit := ph.at(words); n > 0 {
			return n, fit
		}
	}
	return 0, 0
}

// at tells how many words from the first on are the phrase, 0 for none, and how well they fit.
func (ph phrase) at(words []folded) (n int, fit float64) {
	n = len(ph.words)
	if n == 0 || n > len(words) {
		return 0, 0
	}
	for i, want := range ph.words[:n-1] {
		if words[i].word != want {
			return 0, 0
		}
	}
	last, want := words[n-1].word, ph.words[n-1]
	switch {
	case last == want:
		return n, ph.fit
	case ph.prefix && strings.HasPrefix(last, want):
		return n, min(ph.fit, fitPrefix)
	}
	return 0, 0
}

// spoken is a word of a text with its keys and its place.
type spoken struct {
	text       string
	keys       []string
	start, end int
}

// spokenWords gives the words of a text that have keys in the index, and the compounds of two of them: Jong-un.
func (p *plan) spokenWords(text string, name bool) (all, compounds []spoken) {
	wanted := len(p.names) > 0
	for _, w := range p.wants {
		wanted = wanted || len(w.keys) > 0
	}
	if !wanted {
		return nil, nil
	}
	words, points := names.Words(text), []rune(text)
	plain := !name || strings.ContainsFunc(text, unicode.IsUpper) // capitals tell what is a name
	for i, w := range words {
		first, _ := firstRune(w.Text)
		joined := i > 0 && w.Start == words[i-1].End+1 && isHyphen(points[w.Start-1])
		if w.Script == names.Digit || plain && unicode.IsLower(first) && !joined {
			continue
		}
		if keys := names.Keys(w.Text); len(keys) > 0 {
			all = append(all, spoken{w.Text, keys, w.Start, w.End})
		}
		if n := len(all); joined && n > 1 && all[n-1].start == w.Start && all[n-2].end == w.Start-1 {
			both := all[n-2].text + w.Text
			compounds = append(compounds, spoken{both, names.Keys(both), all[n-2].start, w.End})
		}
	}
	return all, compounds
}

func isHyphen(r rune) bool { return r == '-' || r >= '\u2010' && r <= '\u2013' }

func hangul(word string) bool {
	first, _ := firstRune(word)
	return names.ScriptOf(first) == names.Hangul
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

// like tells how alike a word sounds to the one wanted, 0 when it is a stranger.
func (w *want) like(s spoken) float64 {
	korean := false
	shared := slices.ContainsFunc(w.keys, func(k string) bool {
		on := w.goesOn(k)
		return slices.ContainsFunc(s.keys, func(has string) bool {
			if has != k && !(on && strings.HasPrefix(has, k)) {
				return false
			}
			korean = korean || k[0] == '0'
			return true
		})
	})
	if !shared {
		return 0
	}
	text := s.text
	if w.open { // as much of it as has been typed
		if n := len([]rune(w.raw)) + 2; n < len([]rune(text)) {
			text = string([]rune(text)[:n])
		}
	}
	least := leastAlike + shortMore*float64(max(0, 7-utf8.RuneCountInString(w.raw)))
	if hangul(w.raw) || hangul(text) {
		least = leastHangul
	}
	switch like := names.Likeness(w.raw, text); {
	case korean && (like >= leastRomanised || !sameAlphabet(w.raw, text)):
		return max(like, leastAlike)
	case like >= least, w.open && like >= least-0.2 && !sameAlphabet(w.raw, text):
		return like
	}
	return 0
}

// at tells how many words from the first on are the name, 0 for none. The surname may stand at the end.
func (n nameWant) at(words []spoken) int {
	k := len(n.row)
	if k > len(words) {
		return 0
	}
	for turn := range min(k, 2) {
		fits := true
		for i := range k {
			fits = fits && n.fits(n.row[(i+turn)%k], words[i])
		}
		if fits {
			return k
		}
	}
	return 0
}

func (n nameWant) fits(keys []string, s spoken) bool {
	return slices.ContainsFunc(keys, func(k string) bool {
		return slices.ContainsFunc(s.keys, func(has string) bool {
			return has == k || n.open && len(k) > longKey && strings.HasPrefix(has, k)
		})
	})
}

// surest leaves out the marks of what only sounds right where the letters are right too: of 노동자가 the particle is not
// marked.
func surest(marks []mark) []mark {
	var sure []mark
	for _, m := range marks {
		if m.fit >= fitForm {
			sure = append(sure, m)
		}
	}
	if len(sure) == 0 || len(sure) == len(marks) {
		return marks
	}
	sure = merge(sure)
	return slices.DeleteFunc(marks, func(m mark) bool {
		// The first of them that ends behind the start of this one.
		i, _ := slices.BinarySearchFunc(sure, m.start+1, func(s mark, at int) int { return s.end - at })
		return m.fit < fitForm && i < len(sure) && sure[i].start < m.end
	})
}

// merge puts marks in order and makes one of those that overlap.
func merge(marks []mark) []mark {
	slices.SortStableFunc(marks, func(a, b mark) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	var out []mark
	for _, m := range marks {
		if n := len(out); n > 0 && m.start < out[n-1].end {
			out[n-1].end = max(out[n-1].end, m.end)
			out[n-1].fit = max(out[n-1].fit, m.fit)
			continue
		}
		out = append(out, m)
	}
	return out
}

// foldedWords cuts a text into words as store.SearchFold does, and keeps their places.
func foldedWords(text string) []folded {
	var words []folded
	at, from, start := 0, -1, 0 // code points, byte and code point where the word under way began
	flush := func(to int) {
		if from < 0 {
			return
		}
		parts := store.SearchFold(text[from:to])
		for i, w := range parts {
			f := folded{w, start, at}
			if len(parts) == at-start { // one to a letter: Chinese, Japanese, Korean
				f.start, f.end = start+i, start+i+1
			}
			words = append(words, f)
		}
		from = -1
	}
	alone := false // the word under way is one letter of Chinese, Japanese or Korean
	for i, r := range text {
		switch single := ideographic(r); {
		case !wordRune(r) && !foldsToWord(r):
			flush(i)
		case from < 0 || single || alone && !unicode.IsMark(r):
			flush(i)
			from, start, alone = i, at, single
			if single && settled(r) && !markAfter(text[i:], r) {
				words, from = append(words, folded{string(r), at, at + 1}), -1
			}
		}
		at++
	}
	flush(len(text))
	return words
}

// foldsToWord tells whether a sign stands for letters or digits: ², ½, ™.
func foldsToWord(r rune) bool {
	return r >= 0x80 && (unicode.IsNumber(r) || unicode.IsSymbol(r)) && len(store.SearchFold(string(r))) > 0
}

// settled tells whether folding leaves a letter as it is.
func settled(r rune) bool {
	return r >= 0xAC00 && r <= 0xD7A3 || r >= 0x3400 && r <= 0x9FFF
}

func markAfter(s string, r rune) bool {
	next, ok := firstRune(s[utf8.RuneLen(r):])
	return ok && unicode.IsMark(next)
}

// ideographic tells whether the index has a letter as a word of its own. Letters of Hangul that are not yet put
// together to syllables are left to store.SearchFold.
func ideographic(r rune) bool {
	if r < 0x1200 {
		return false
	}
	switch names.ScriptOf(r) {
	case names.Hangul, names.Han, names.Kana:
		return true
	}
	return false
}
