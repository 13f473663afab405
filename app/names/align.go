package names

import (
	"slices"

	"redthread/app/names/letters"
)

// A bond ties one or two words of a name to one or two of another.
type bond struct {
	a, b    int8 // the words
	a2, b2  int8 // the second word of each side, -1: none
	like    float32
	initial bool
}

// leastBond is how alike two words must be to be tied.
const leastBond = 0.45

// mostWords bounds the words of a name that are compared with each other.
const mostWords = 12

// alignment is how the words of two names go together. It is reused from pair to pair.
type alignment struct {
	a, b  []*Token
	all   []bond // candidates, then those chosen
	bonds []bond
	usedA [mostWords]bool
	usedB [mostWords]bool
	buf   []byte
	speaker
	ranked [mostWords * mostWords * 2]bond
}

// tie pairs the words of two names, the likeliest first, each word once.
func (al *alignment) tie(a, b []*Token, free bool) {
	al.a, al.b = a[:min(len(a), mostWords)], b[:min(len(b), mostWords)]
	al.all, al.bonds = al.ranked[:0], al.bonds[:0]
	al.usedA, al.usedB = [mostWords]bool{}, [mostWords]bool{}
	for i, x := range al.a {
		for j, y := range al.b {
			if s, first := al.alikeTokens(x, y); s > leastBond {
				al.all = append(al.all, bond{int8(i), int8(j), -1, -1, s, first})
			}
		}
	}
	al.join(al.a, al.b, free, false)
	al.join(al.b, al.a, free, true)
	slices.SortFunc(al.all, func(x, y bond) int {
		switch {
		case x.like > y.like:
			return -1
		case x.like < y.like:
			return 1
		}
		if wx, wy := al.weightOf(x), al.weightOf(y); wx != wy {
			if wx > wy {
				return -1
			}
			return 1
		}
		if x.a != y.a {
			return int(x.a) - int(y.a)
		}
		return int(x.b) - int(y.b)
	})
	for _, c := range al.all {
		if al.usedA[c.a] || al.usedB[c.b] || c.a2 >= 0 && al.usedA[c.a2] || c.b2 >= 0 && al.usedB[c.b2] {
			continue
		}
		al.usedA[c.a], al.usedB[c.b] = true, true
		if c.a2 >= 0 {
			al.usedA[c.a2] = true
		}
		if c.b2 >= 0 {
			al.usedB[c.b2] = true
		}
		al.bonds = append(al.bonds, c)
	}
}

func (al *alignment) weightOf(c bond) float32 {
	wa, wb := al.a[c.a].weight, al.b[c.b].weight
	if c.a2 >= 0 {
		wa += al.a[c.a2].weight
	}
	if c.b2 >= 0 {
		wb += al.b[c.b2].weight
	}
	return wa + wb
}

// leastJoined is how alike two words run together must be to one that stands for both.
const leastJoined = 0.75

// mostJoined bounds the words among which any two are tried together.
const mostJoined = 6

// join tries two words of many run together against one word of the others: Abd al-Rahman and Abdurrahman. Where the order of
// words is free, any two; else neighbours.
func (al *alignment) join(many, others []*Token, free, turned bool) {
	if len(many) < 2 || free && len(many) > mostJoined {
		return
	}
	for i, x := range many {
		if x.is(number) {
			continue
		}
		for k, z := range many {
			if k == i || z.is(number) || !free && k != i+1 {
				continue
			}
			if len(x.native) > 0 && len(z.native) > 0 && x.script == z.script && x.script != Han {
				al.joinSpoken(x, z, i, k, others, turned)
				continue
			}
			length := len(x.fold) + len(z.fold)
			var mask uint32
			built := false
			for j, y := range others {
				if len(y.fold) < 4 || y.is(number) || length > len(y.fold)+2 || len(y.fold) > length+2 || length > mostFolded {
					continue
				}
				if y.fold[0] != x.fold[0] && costs[code[y.fold[0]]][code[x.fold[0]]] >= fullCost {
					continue
				}
				if missing(x.mask|z.mask, y.mask) > 2 {
					continue
				}
				if !built {
					al.buf = append(append(al.buf[:0], x.fold...), z.fold...)
					if n := len(x.fold); al.buf[n] == al.buf[n-1] {
						al.buf = append(al.buf[:n], al.buf[n+1:]...)
					}
					mask, built = x.mask|z.mask, true
				}
				s := alikeFolded(string(al.buf), y.fold, mask, y.mask)
				if s < leastJoined {
					continue
				}
				c := bond{int8(i), int8(j), int8(k), -1, s - 0.01, false}
				if turned {
					c = bond{int8(j), int8(i), -1, int8(k), s - 0.01, false}
				}
				if len(al.all) < cap(al.all) {
					al.all = append(al.all, c)
				}
			}
		}
	}
}

// likeInitial is how alike an initial and a word are that begins with it.
const likeInitial = 0.7

// alikeTokens tells how alike two words are, and whether only their first letters were compared.
func (al *alignment) alikeTokens(x, y *Token) (float32, bool) {
	if x.mark&number != 0 || y.mark&number != 0 {
		if x.fold == y.fold {
			return 1, false
		}
		return 0, false
	}
	if x.fold == y.fold && (x.script != Han || y.script != Han) {
		return 1, false
	}
	if x.mark&initial != 0 || y.mark&initial != 0 {
		if x.latin[0] == y.latin[0] || x.fold[0] == y.fold[0] {
			return likeInitial, true
		}
		return 0, false
	}
	if x.mark&business != 0 && y.mark&business != 0 {
		return 0, false // two concepts
	}
	if x.script == y.script && (x.script == Han || x.script == Hangul && len(x.text) <= 9 && len(y.text) <= 9) {
		return alikeSigns(x, y), false
	}
	s := alikeFolded(x.fold, y.fold, x.mask, y.mask)
	if x.script != y.script {
		if v, ok := al.speaker.spoken(x, y); ok {
			s = max(v, s*writtenShare)
		}
	}
	if s < slipAlike && x.script == Roman && y.script == Roman && oneSlip(x.latin, y.latin) {
		s = max(s, 1-0.6/float32(max(len(x.latin), len(y.latin))))
	}
	if x.given != 0 && x.given == y.given {
		s = max(s, sameGiven)
	}
	return s, false
}

// sameGiven is how alike two forms of one given name are at least: Mykola and Nikolai.
const sameGiven = 0.88

// writtenShare is what likeness by a table of letters counts beside that of a model.
const writtenShare = 0.95

// soundsOnly is what two Han letters or Hangul syllables count that only sound alike.
const soundsOnly = 0.35

// alikeSigns compares two words of Han, or two short ones of Hangul, sign by sign: another sign is another name, however alike
// the two would be in Latin letters.
func alikeSigns(x, y *Token) float32 {
	if x.text == y.text {
		return 1
	}
	var a, b [mostFolded]rune
	na, nb := signs(a[:], x), signs(b[:], y)
	// The longest row of signs that both have in this order.
	var row [mostFolded + 1]float32
	for i := range na {
		diagonal := float32(0)
		for j := range nb {
			above := row[j+1]
			best := max(above, row[j])
			if a[i] == b[j] {
				best = max(best, diagonal+1)
			} else if x.script == Han && sameSound(a[i], b[j]) {
				best = max(best, diagonal+soundsOnly)
			}
			diagonal, row[j+1] = above, best
		}
	}
	return row[nb] / float32(max(na, nb))
}

func signs(dst []rune, t *Token) int {
	han := tables().han
	n := 0
	for _, r := range t.text {
		if n == len(dst) {
			break
		}
		if h, ok := han[r]; ok && h.simple != 0 {
			r = h.simple
		}
		dst[n] = r
		n++
	}
	return n
}

func sameSound(a, b rune) bool {
	han := tables().han
	return han[a].mandarin != "" && han[a].mandarin == han[b].mandarin
}

// joinSpoken is join for two words of another script and one in Latin letters.
func (al *alignment) joinSpoken(x, z *Token, i, k int, others []*Token, turned bool) {
	m := scribe(x.script)
	var room [2 * letters.MostSymbols]uint16
	n := len(x.native) + len(z.native)
	if n > letters.MostSymbols {
		return
	}
	both := append(append(room[:0], x.native...), z.native...)
	var w letters.Word
	m.Prepare(&w, both)
	for j, y := range others {
		if y.script != Roman || len(y.latin) < 6 || y.mark&(business|number) != 0 || len(y.latin) > 3*n || n > 2*len(y.latin) || len(al.all) == cap(al.all) {
			continue
		}
		if s := m.Like(&w, y.latin); s >= leastJoined {
			c := bond{int8(i), int8(j), int8(k), -1, s - 0.01, false}
			if turned {
				c = bond{int8(j), int8(i), -1, int8(k), s - 0.01, false}
			}
			al.all = append(al.all, c)
		}
	}
}

// leastSlip is how long words are at least that a slip of the hand may part, and slipAlike the likeness beyond which it need
// not be looked for.
const (
	leastSlip = 5
	slipAlike = 0.9
)

// oneSlip tells whether one letter was left out, put in, mistaken or exchanged with its neighbour.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < leastSlip || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	switch {
	case i == len(a):
		return true
	case a[i+1:] == b[i+1:]:
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
