package names

import "math/bits"

// mostFolded is how much of a word is compared.
const mostFolded = 40

// mark is what is known of a word besides its letters.
type mark uint16

const (
	number     mark = 1 << iota
	initial         // one letter of an alphabet
	particle        // al, bin, de, the: says little
	patronymic      // a father's name: Ivanovich
	business        // a word of many firms, in the form of its concept
	title           // Dr, Haji, General
	hanzi           // read from Han letters
	place           // a place many firms are named after
)

// A Token is a word of a name, prepared once. It depends on nothing but the word and its kind of name, so that an index
// keeps one for all names that have it.
type Token struct {
	text    string // small letters as they are spelt; of a business word its concept
	latin   string // in plain Latin letters
	fold    string // with the habits of transcriptions taken out
	script  Script
	mark    mark
	weight  float32  // 0 to 1: how much it tells of who is meant
	rarity  float32  // nats: how surprising it is to find it twice by chance
	mask    uint32   // which letters are in fold
	native  []uint16 // the symbols of its script
	company bool
	role    float32 // in people's names: 1 a surname, -1 a given name, 0 not known
	given   int16   // which given name it is, 0: none that is known
}

func (t *Token) is(m mark) bool { return t.mark&m != 0 }

// newToken prepares a word that is already taken apart and marked.
func newToken(p piece, m mark, kind Kind) Token {
	t := Token{text: p.text, script: p.script, mark: m, company: !kind.personal()}
	var buf, fbuf [96]byte
	l := buf[:0]
	switch {
	case m&business != 0:
		l = append(l, p.text...)
	case p.script == Han:
		l = appendHan(l, p.text)
	default:
		l = appendLatin(l, p.text, false)
	}
	l = onlyPlain(l)
	t.latin = string(l)
	f := appendFold(fbuf[:0], l)
	if len(f) > mostFolded {
		f = f[:mostFolded]
	}
	if string(f) == t.latin {
		t.fold = t.latin
	} else {
		t.fold = string(f)
	}
	if t.fold == "" { // a script that has no table: its letters are compared as they are
		t.fold = p.text[:min(len(p.text), mostFolded)]
		t.latin = t.fold
	}
	if !t.company && m&(number|business|initial|particle) == 0 {
		k := t.fold
		if len(t.latin) <= shortKey {
			k = t.latin
		}
		t.given = tables().given[k]
		t.role = tables().roles[t.fold]
	}
	t.mask = letterMask(t.fold)
	if m&number != 0 {
		for len(t.fold) > 1 && t.fold[0] == '0' {
			t.fold = t.fold[1:]
		}
		t.latin = t.fold
	}
	t.sounds()
	t.rarity = tables().rarity(t.fold, t.company)
	t.weight = min(1, max(0.15, t.rarity/rareEnough))
	switch {
	case m&particle != 0:
		t.weight *= 0.25
	case m&title != 0:
		t.weight *= 0.3
	case m&initial != 0:
		t.weight *= 0.5
	case m&patronymic != 0:
		t.weight *= 0.6
	case m&business != 0:
		t.weight = min(t.weight, 0.45)
	case m&place != 0:
		t.weight = min(t.weight, 0.6)
	}
	return t
}

// onlyPlain leaves out what could not be written in Latin letters.
func onlyPlain(l []byte) []byte {
	n := 0
	for _, b := range l {
		if b >= 'a' && b <= 'z' || b >= '0' && b <= '9' {
			l[n] = b
			n++
		}
	}
	return l[:n]
}

func letterMask(s string) uint32 {
	var m uint32
	for i := 0; i < len(s); i++ {
		m |= 1 << (s[i] & 31)
	}
	return m
}

// missing counts the letters of a that b has none of.
func missing(a, b uint32) int { return bits.OnesCount32(a &^ b) }
