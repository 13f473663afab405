package names

import (
	"cmp"
	"slices"
	"strings"
)

// A Name is a name made ready to be compared. Preparing costs more than comparing, so a name that is compared often is
// prepared once. It is never changed; the zero Name is like nothing.
type Name struct {
	raw    string
	kind   Kind
	tokens []*Token
	forms  uint32 // classes of legal forms, a bit each
	script Script // that most letters are of
}

// Raw is the name as it was given.
func (n Name) Raw() string { return n.raw }

// Kind is what the name was prepared as.
func (n Name) Kind() Kind { return n.kind }

// Empty tells whether nothing in the name can be compared.
func (n Name) Empty() bool { return len(n.tokens) == 0 }

// Prepare makes a name ready to be compared.
func Prepare(raw string, kind Kind) Name {
	var buf [mostPieces]piece
	var room [mostPieces]word
	ws, forms := read(spell(raw, kind, buf[:0]), kind, room[:0])
	n := Name{raw: raw, kind: kind, forms: forms, tokens: make([]*Token, 0, len(ws))}
	store := make([]Token, len(ws))
	for i, w := range ws {
		store[i] = newToken(w.piece, w.mark, kind)
		if store[i].fold != "" {
			n.tokens = append(n.tokens, &store[i])
		}
	}
	n.settle()
	return n
}

// settle puts the parts of a person's name into an order that does not depend on how they were given.
func (n *Name) settle() {
	if n.kind.personal() {
		slices.SortStableFunc(n.tokens, func(a, b *Token) int {
			if c := strings.Compare(a.fold, b.fold); c != 0 {
				return c
			}
			return cmp.Or(strings.Compare(a.text, b.text), cmp.Compare(a.mark, b.mark))
		})
	}
	var count [Hebrew + 1]int
	for _, t := range n.tokens {
		count[t.script] += len(t.latin)
	}
	for s, c := range count {
		if c > count[n.script] {
			n.script = Script(s)
		}
	}
}

// A word is a piece with what the tables say of it.
type word struct {
	piece
	mark mark
}

// read looks the pieces of a name up in the tables: legal forms go aside, business words become their concepts, particles,
// titles, patronymics, initials and numbers are marked.
func read(pieces []piece, kind Kind, words []word) ([]word, uint32) {
	if kind.personal() {
		for _, p := range pieces {
			words = append(words, word{p, personMark(p)})
		}
		return words, 0
	}
	l := tables()
	var forms uint32
	var keys [mostPieces]string
	for i, p := range pieces {
		keys[i] = keyOf(p)
	}
	for i := 0; i < len(pieces) && len(words) < mostPieces; {
		p := pieces[i]
		if ph, n := l.phraseAt(keys[i:len(pieces)]); n > 0 {
			for _, s := range ph.is {
				if s.class >= 0 {
					forms |= 1 << s.class
				} else {
					words = append(words, word{piece{l.concepts[s.concept], Roman}, business})
				}
			}
			i += n
			continue
		}
		i++
		if p.script == Han || p.script == Hangul || p.script == Kana {
			l.segment(p, func(text string, is []sense) {
				if is == nil {
					words = append(words, word{piece{text, p.script}, 0})
				}
				for _, s := range is {
					if s.class >= 0 {
						forms |= 1 << s.class
					} else {
						words = append(words, word{piece{l.concepts[s.concept], Roman}, business})
					}
				}
			})
			continue
		}
		m := firmMark(p)
		if m == 0 {
			if c, ok := l.stem(string(foldOf(p.text))); ok && len(p.text) > 3 {
				p, m = piece{l.concepts[c], Roman}, business
			}
		}
		words = append(words, word{p, m})
	}
	if len(words) > mostPieces {
		words = words[:mostPieces]
	}
	if len(words) == 0 { // a name of nothing but legal forms
		for _, p := range pieces {
			words = append(words, word{p, firmMark(p)})
		}
		forms = 0
	}
	return words, forms
}

// phraseAt finds the longest phrase that the keys begin with, and how many words it has.
func (l *lexicon) phraseAt(keys []string) (phrase, int) {
	for _, p := range l.phrases[keys[0]] {
		if len(p.rest) < len(keys) && slices.Equal(p.rest, keys[1:1+len(p.rest)]) {
			return p, 1 + len(p.rest)
		}
	}
	return phrase{}, 0
}

func personMark(p piece) mark {
	m := plainMark(p)
	if m != 0 {
		return m
	}
	l := tables()
	k := keyOf(p)
	if m = l.small[k]; m != 0 {
		return m
	}
	if (p.script == Roman || p.script == Cyrillic) && len(p.text) > 5 {
		var buf [64]byte
		if l.fathers(string(onlyPlain(appendLatin(buf[:0], p.text, false)))) {
			return patronymic
		}
	}
	return 0
}

func firmMark(p piece) mark {
	if m := plainMark(p); m != 0 {
		return m
	}
	if m := tables().small[keyOf(p)]; m&particle != 0 {
		return particle
	}
	return 0
}

// plainMark tells numbers and initials.
func plainMark(p piece) mark {
	if p.script == Digit || p.text[0] >= '0' && p.text[0] <= '9' {
		return number
	}
	if p.script == Han || p.script == Hangul || p.script == Kana {
		return 0
	}
	for i := range p.text {
		if i > 0 {
			return 0
		}
	}
	return initial
}
