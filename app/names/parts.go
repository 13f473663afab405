package names

import "unicode/utf8"

// A WordKey is what a Token is made from. An index keeps one Token for all names of its list that have the word.
type WordKey struct {
	Text   string
	Script Script
	Mark   uint16
	Kind   Kind // Person, or Company for all others
}

// WordKeys gives what the words of a name are made from, and the bits of its legal forms.
func WordKeys(raw string, kind Kind, keys []WordKey) ([]WordKey, uint32) {
	var buf [mostPieces]piece
	var room [mostPieces]word
	ws, forms := read(spell(raw, kind, buf[:0]), kind, room[:0])
	k := Company
	if kind.personal() {
		k = Person
	}
	for _, w := range ws {
		keys = append(keys, WordKey{w.text, w.script, uint16(w.mark), k})
	}
	return keys, forms
}

// NewToken makes a word ready to be compared.
func NewToken(k WordKey) Token {
	return newToken(piece{k.Text, k.Script}, mark(k.Mark), k.Kind)
}

// Assemble makes a name of words that are ready already. It takes the slice over.
func Assemble(raw string, kind Kind, tokens []*Token, forms uint32) Name {
	n := Name{raw: raw, kind: kind, forms: forms}
	n.tokens = tokens[:0]
	for _, t := range tokens {
		if t.fold != "" {
			n.tokens = append(n.tokens, t)
		}
	}
	n.settle()
	return n
}

// Tokens are the words of a name. They must not be changed.
func (n Name) Tokens() []*Token { return n.tokens }

// Forms are the bits of the name's legal forms.
func (n Name) Forms() uint32 { return n.forms }

// Fold is the word with the habits of transcriptions taken out.
func (t *Token) Fold() string { return t.fold }

// Slips is the word in plain Latin letters where slips of the hand show better in it than in Fold; else "".
func (t *Token) Slips() string {
	if t.script != Roman || t.latin == t.fold || len(t.latin) < leastSlip || len(t.latin) > 12 || t.mark&(number|business|particle) != 0 {
		return ""
	}
	return t.latin
}

// Slight tells whether a word says too little to look for names by it.
func (t *Token) Slight() bool { return t.mark&(particle|title|initial) != 0 }

// IsNumber tells whether the word is a number.
func (t *Token) IsNumber() bool { return t.mark&number != 0 }

// Weight tells how much the word says of who is meant, 0 to 1.
func (t *Token) Weight() float32 { return t.weight }

// mostSpellings bounds the spellings of a word by the model of its script.
const mostSpellings = 5

// Spellings are folded words under which a name with this word may stand in Latin letters, other than Fold: the likeliest
// transcriptions of scripts that Latin letters fit badly, and the parts of a Korean or Chinese name that is written in one. Part
// tells which of them stand for the same letters: 0 for the whole word, then one for each part.
func (t *Token) Spellings(add func(part int, folded string)) {
	switch t.script {
	case Han, Hangul:
		n := utf8.RuneCountInString(t.text)
		if n >= 2 && n <= mostSyllables && t.mark == 0 {
			_, w := utf8.DecodeRuneInString(t.text)
			first, rest := t.text[:w], t.text[w:]
			t.spell(first, 1, 4, add)
			t.spell(rest, 2, 3, add)
			add(0, foldNative(rest+first, t.script))
			if n > 2 {
				part := 3
				for _, r := range rest {
					t.spell(string(r), part, 3, add)
					part++
				}
			}
			return
		}
		if t.script == Hangul {
			t.decode(t.text, 0, mostSpellings, add)
		}
	case Arabic, Hebrew, Kana:
		t.decode(t.text, 0, mostSpellings, add)
	}
}

// spell adds a part of a word by its letters and by its likeliest spellings.
func (t *Token) spell(text string, part, n int, add func(int, string)) {
	add(part, foldNative(text, t.script))
	if t.script == Hangul {
		t.decode(text, part, n, add)
	}
}

// decode adds the likeliest spellings of a text in the word's script.
func (t *Token) decode(text string, part, n int, add func(int, string)) {
	m := scribe(t.script)
	if m == nil || t.mark&(number|business|initial) != 0 {
		return
	}
	for _, w := range m.Decode(Symbols(text, t.script), n) {
		var f [96]byte
		add(part, string(appendFold(f[:0], []byte(w))))
	}
}

func foldNative(s string, script Script) string {
	var buf, f [96]byte
	l := buf[:0]
	if script == Han {
		l = appendHan(l, s)
	} else {
		l = appendLatin(l, s, false)
	}
	return string(appendFold(f[:0], onlyPlain(l)))
}

// AlikeFolded tells how alike two folded words are, from 0 to 1.
func AlikeFolded(a, b string) float32 { return alikeFolded(a, b, letterMask(a), letterMask(b)) }
