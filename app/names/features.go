package names

import (
	"bytes"
	"slices"
)

// Features are the figures by which a pair of names is judged. The trained model reads nothing else.
type Features [featureCount]float32

// The features. Pairs of low and high are the figure of either side, the lower first, so that the sides can be exchanged.
const (
	fMean         = iota // likeness of what is tied, by weight
	fCoverLow            // share of weight that is tied
	fCoverHigh           //
	fWeakest             // least likeness of what is tied
	fOverall             // likeness by weight of all words
	fBest                // greatest likeness times weight
	fSecond              // the next
	fStrayLow            // weight of the heaviest word that is not tied
	fStrayHigh           //
	fTied                // how many words are tied
	fExact               // how many of them are the same
	fJoined              // likeness of the names written as one word
	fNumbers             // 1: the same numbers, -1: other ones, 0: none, -0.5 in fNumberOnce
	fNumberOnce          // 1: one side has numbers and the other none
	fForms               // 1: legal forms agree, -1: they do not
	fFormOnce            // 1: one side has a legal form and the other none
	fAcronym             // 1: a word is made of the initials of the other side
	fWordsLow            // how many words
	fWordsHigh           //
	fScripts             // which scripts are compared
	fKind                // of the bearer
	fEvidence            // nats of what is tied, by likeness
	fLackLow             // nats of what is not tied
	fLackHigh            //
	fFather              // patronymics: 1 alike, -1 unlike, 0 not on both sides
	fRarestLow           // likeness of the rarest word of a side to what it is tied to
	fRarestHigh          //
	fInitials            // how many initials are tied
	fCoreLow             // share of weight tied, without business words and particles
	fCoreHigh            //
	fConcepts            // business words tied
	fMerged              // words tied two to one
	fFirstLetters        // share of tied words that begin alike
	fSkeleton            // likeness of the consonants of all words
	fLost                // nats that the spellings of the words tied lose
	fLostMost            // by the worst of them
	fLettersLow          // letters of the names
	fLettersHigh         //
	fInverted            // order of firm's words turned
	fLooseTied           // likeness of the heaviest stray to any word of the other side
	fHead                // whether the first words of firms' names are tied to each other
	fStraysLow           // how many words of weight are not tied
	fStraysHigh          //
	fTrigrams            // share of letters in threes that both names have
	fBestNats            // the rarest word tied
	fSecondNats          // the next
	fSurnameTied         // surnames among what is tied
	fSurnameLow          // surnames among what is not
	fSurnameHigh         //
	fGivenLow            // given names among what is not tied
	fGivenHigh           //
	featureCount
)

// FeaturesOf measures a pair of names, for training.
func FeaturesOf(a, b Name) Features {
	c := borrow()
	defer c.giveBack()
	c.score(a, b)
	return c.f
}

func (c *comparer) measure(a, b *Name) {
	f := &c.f
	*f = Features{}
	var tiedA, tiedB, nats, sum, all float32
	var best, second float32
	weakest := float32(1)
	var coreA, coreB float32
	firsts := 0
	for _, p := range c.bonds {
		x, y := c.alignment.a[p.a], c.alignment.b[p.b]
		wa, wb := x.weight, y.weight
		ra, rb := x.rarity, y.rarity
		if p.a2 >= 0 {
			wa += c.alignment.a[p.a2].weight
			ra += c.alignment.a[p.a2].rarity
			f[fMerged]++
		}
		if p.b2 >= 0 {
			wb += c.alignment.b[p.b2].weight
			rb += c.alignment.b[p.b2].rarity
			f[fMerged]++
		}
		tiedA += wa
		tiedB += wb
		sum += p.like * (wa + wb)
		all += wa + wb
		weakest = min(weakest, p.like)
		if v := p.like * (wa + wb) / 2; v > best {
			best, second = v, best
		} else if v > second {
			second = v
		}
		nats += max(0, p.like-0.4) / 0.6 * min(ra, rb)
		f[fTied]++
		if n := max(0, p.like-0.4) / 0.6 * min(ra, rb); n > f[fBestNats] {
			f[fBestNats], f[fSecondNats] = n, f[fBestNats]
		} else {
			f[fSecondNats] = max(f[fSecondNats], n)
		}
		f[fSurnameTied] += p.like * max(0, (x.role+y.role)/2)
		if p.like > 0.985 {
			f[fExact]++
		}
		if p.initial {
			f[fInitials]++
		} else if p.like < 1 && p.a2 < 0 && p.b2 < 0 && x.latin != y.latin && x.mark&number == 0 {
			lost := respelt(x, y)
			f[fLost] += lost
			f[fLostMost] = min(f[fLostMost], lost)
		}
		if x.mark&(business|particle) == 0 {
			coreA += wa
		}
		if y.mark&(business|particle) == 0 {
			coreB += wb
		}
		if x.mark&business != 0 && y.mark&business != 0 {
			f[fConcepts]++
		}
		if x.mark&patronymic != 0 && y.mark&patronymic != 0 {
			f[fFather] = 1
		}
		if x.fold[0] == y.fold[0] {
			firsts++
		}
	}
	wholeA, coreAllA, strayA, lackA, rareA := c.side(c.alignment.a, c.usedA[:], true)
	wholeB, coreAllB, strayB, lackB, rareB := c.side(c.alignment.b, c.usedB[:], false)
	if all > 0 {
		f[fMean] = sum / all
		f[fWeakest] = weakest
		f[fFirstLetters] = float32(firsts) / float32(len(c.bonds))
	}
	f[fCoverLow], f[fCoverHigh] = lowHigh(share(tiedA, wholeA), share(tiedB, wholeB))
	f[fCoreLow], f[fCoreHigh] = lowHigh(share(coreA, coreAllA), share(coreB, coreAllB))
	f[fOverall] = share(sum, wholeA+wholeB)
	f[fBest], f[fSecond] = best, second
	f[fStrayLow], f[fStrayHigh] = lowHigh(strayA, strayB)
	f[fEvidence] = nats
	f[fLackLow], f[fLackHigh] = lowHigh(lackA, lackB)
	f[fRarestLow], f[fRarestHigh] = lowHigh(rareA, rareB)
	f[fWordsLow], f[fWordsHigh] = lowHigh(float32(len(a.tokens)), float32(len(b.tokens)))
	if f[fFather] == 0 && has(a.tokens, patronymic) && has(b.tokens, patronymic) {
		f[fFather] = -1
	}
	c.numbers()
	if a.forms != 0 && b.forms != 0 {
		f[fForms] = -1
		if a.forms&b.forms != 0 {
			f[fForms] = 1
		}
	} else if a.forms|b.forms != 0 {
		f[fFormOnce] = 1
	}
	f[fScripts] = scriptPair(a.script, b.script)
	f[fKind] = float32(max(a.kind, b.kind))
	if acronym(a.tokens, b.tokens) || acronym(b.tokens, a.tokens) {
		f[fAcronym] = 1
	}
	if !a.kind.personal() {
		last := int8(-1)
		slices.SortFunc(c.bonds, func(x, y bond) int { return int(x.a) - int(y.a) })
		for _, p := range c.bonds {
			if p.b < last {
				f[fInverted]++
			}
			last = p.b
		}
	}
	c.roles()
	c.head(a, b)
	c.wholes(a, b)
}

// roles looks at what the words that are not tied are in people's names.
func (c *comparer) roles() {
	look := func(tokens []*Token, used []bool) (count, surname, given float32) {
		for i, t := range tokens {
			if used[i] || t.mark&(particle|title|initial) != 0 {
				continue
			}
			if t.weight > 0.3 {
				count++
			}
			surname, given = max(surname, t.role), max(given, -t.role)
		}
		return
	}
	ca, sa, ga := look(c.alignment.a, c.usedA[:])
	cb, sb, gb := look(c.alignment.b, c.usedB[:])
	f := &c.f
	f[fStraysLow], f[fStraysHigh] = lowHigh(ca, cb)
	f[fSurnameLow], f[fSurnameHigh] = lowHigh(sa, sb)
	f[fGivenLow], f[fGivenHigh] = lowHigh(ga, gb)
}

// head tells whether the first own words of two firms are tied: 1 to each other, 0.5 elsewhere, 0 not both.
func (c *comparer) head(a, b *Name) {
	if a.kind.personal() || b.kind.personal() {
		return
	}
	first := func(tokens []*Token) int8 {
		for i, t := range tokens {
			if t.mark&(business|particle|number) == 0 {
				return int8(i)
			}
		}
		return -1
	}
	i, j := first(c.alignment.a), first(c.alignment.b)
	ti, tj := false, false
	for _, p := range c.bonds {
		x, y := p.a == i || p.a2 == i && i >= 0, p.b == j || p.b2 == j && j >= 0
		if x && y {
			c.f[fHead] = 1
			return
		}
		ti, tj = ti || x, tj || y
	}
	if ti && tj {
		c.f[fHead] = 0.5
	}
}

// mostThrees bounds the letters in threes of a name.
const mostThrees = 128

// trigrams is the share of letters in threes that both names have, each word by itself.
func trigrams(a, b []*Token) float32 {
	var x, y [mostThrees]uint32
	n, m := threes(x[:], a), threes(y[:], b)
	if n == 0 || m == 0 {
		return 0
	}
	both := 0
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case x[i] == y[j]:
			both++
			i++
			j++
		case x[i] < y[j]:
			i++
		default:
			j++
		}
	}
	return float32(both) / float32(n+m-both)
}

// threes collects the letters in threes of words, sorted.
func threes(dst []uint32, tokens []*Token) int {
	n := 0
	for _, t := range tokens {
		if t.mark&particle != 0 {
			continue
		}
		g := uint32(0)
		for i := 0; i <= len(t.fold) && n < len(dst); i++ {
			var b byte
			if i < len(t.fold) {
				b = t.fold[i]
			}
			g = (g<<8 | uint32(b)) & 0xFFFFFF
			if i > 0 {
				dst[n] = g
				n++
			}
		}
	}
	slices.Sort(dst[:n])
	return n
}

func lowHigh(a, b float32) (float32, float32) {
	if a > b {
		return b, a
	}
	return a, b
}

func share(part, whole float32) float32 {
	if whole <= 0 {
		return 0
	}
	return part / whole
}

// side sums what one side has: its weight, that of its own words, the heaviest stray, the nats not tied, and how well its rarest
// word is tied.
func (c *comparer) side(tokens []*Token, used []bool, isA bool) (whole, core, stray, lack, rare float32) {
	rarestAt, most := -1, float32(-1)
	for i, t := range tokens {
		whole += t.weight
		if t.mark&(business|particle) == 0 {
			core += t.weight
		}
		if !used[i] {
			stray = max(stray, t.weight)
			if t.mark&(particle|initial|title) == 0 {
				lack += t.rarity
			}
		}
		if w := t.weight*20 + t.rarity; w > most {
			rarestAt, most = i, w
		}
	}
	for _, p := range c.bonds {
		if isA && (int(p.a) == rarestAt || int(p.a2) == rarestAt) || !isA && (int(p.b) == rarestAt || int(p.b2) == rarestAt) {
			rare = p.like
		}
	}
	return
}

func has(tokens []*Token, m mark) bool {
	for _, t := range tokens {
		if t.mark&m != 0 {
			return true
		}
	}
	return false
}

// numbers compares the numbers of both names as sets.
func (c *comparer) numbers() {
	count := func(tokens []*Token) (n int) {
		for _, t := range tokens {
			if t.mark&number != 0 {
				n++
			}
		}
		return
	}
	na, nb := count(c.alignment.a), count(c.alignment.b)
	tied := 0
	for _, p := range c.bonds {
		if c.alignment.a[p.a].mark&number != 0 && c.alignment.b[p.b].mark&number != 0 {
			tied++
		}
	}
	switch {
	case na == 0 && nb == 0:
	case na == 0 || nb == 0:
		c.f[fNumberOnce] = 1
	case tied == na && tied == nb:
		c.f[fNumbers] = 1
	case tied == na || tied == nb:
		c.f[fNumberOnce] = 1 // one has a number more
	default:
		c.f[fNumbers] = -1
	}
}

// scriptPair numbers what scripts are compared, near ones near each other.
func scriptPair(a, b Script) float32 {
	if a > b {
		a, b = b, a
	}
	group := func(s Script) int {
		switch s {
		case Roman, Other, Digit:
			return 0
		case Cyrillic, Greek:
			return 1
		case Arabic, Hebrew:
			return 2
		case Hangul:
			return 3
		case Han, Kana:
			return 4
		}
		return 0
	}
	x, y := group(a), group(b)
	if x > y {
		x, y = y, x
	}
	switch {
	case x == y:
		return float32(x)
	case x == 0:
		return 4 + float32(y)
	}
	return 9
}

// leastAcronym is how many letters an acronym has at least.
const leastAcronym = 3

// acronym tells whether the only word of one side is made of the initials of the words of the other.
func acronym(one, many []*Token) bool {
	if len(many) < leastAcronym || len(one) == 0 {
		return false
	}
	var buf [mostPieces]byte
	n := 0
	for _, t := range many {
		if t.mark&particle == 0 && t.latin != "" {
			buf[n] = t.latin[0]
			n++
		}
	}
	for _, t := range one {
		if t.mark&business == 0 && len(t.latin) >= leastAcronym && bytes.Equal([]byte(t.latin), buf[:n]) {
			return true
		}
	}
	return false
}

// wholes compares the names written as one word, and by their consonants.
func (c *comparer) wholes(a, b *Name) {
	var ma, mb uint32
	c.whole[0], ma = run(c.whole[0][:0], a.tokens)
	c.whole[1], mb = run(c.whole[1][:0], b.tokens)
	la, lb := len(c.whole[0]), len(c.whole[1])
	c.f[fLettersLow], c.f[fLettersHigh] = lowHigh(float32(la), float32(lb))
	if c.f[fOverall] < 0.2 {
		return
	}
	c.f[fTrigrams] = trigrams(a.tokens, b.tokens)
	c.f[fJoined] = alikeFolded(string(c.whole[0]), string(c.whole[1]), ma, mb)
	x, y := bare(c.whole[0]), bare(c.whole[1])
	c.f[fSkeleton] = alikeFolded(string(x), string(y), letterMask(string(x)), letterMask(string(y)))
}

// run writes the words of a name as one.
func run(dst []byte, tokens []*Token) ([]byte, uint32) {
	var m uint32
	for _, t := range tokens {
		if t.mark&(particle|title) == 0 {
			dst = append(dst, t.fold...)
			m |= t.mask
		}
	}
	if len(dst) > mostFolded {
		dst = dst[:mostFolded]
		m = letterMask(string(dst))
	}
	return dst, m
}

// bare takes the vowels out, in place.
func bare(s []byte) []byte {
	n := 0
	for _, b := range s {
		switch b {
		case 'a', 'e', 'i', 'o', 'u', 'h':
			continue
		}
		s[n] = b
		n++
	}
	return s[:n]
}
