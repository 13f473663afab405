package names

import "unicode/utf8"

// A Korean or Chinese name is written in one where Latin letters have a space. Which syllables go with which Latin word shows only
// when the two are compared: 황광희 is Hwang Kwanghee, Kwang-hee Hwang and Hwang Kwang Hee.

// mostParted is how many syllables a word has at most to be parted, and mostPartners with how many Latin words.
const (
	mostParted   = 5
	mostPartners = 6
)

// parted holds the parts of the word that was parted last.
type partedWord struct {
	of    *Token
	n     int
	spans [mostParted][mostParted + 1]*Token
}

func (p *partedWord) set(t *Token) {
	if p.of == t {
		return
	}
	*p = partedWord{of: t}
	var at [mostParted + 1]int
	for i := range t.text {
		at[p.n] = i
		p.n++
	}
	at[p.n] = len(t.text)
	kind := Person
	if t.company {
		kind = Company
	}
	room := make([]Token, 0, p.n*(p.n+1)/2)
	for i := range p.n {
		for j := i + 1; j <= p.n; j++ {
			if j-i == p.n {
				p.spans[i][j] = t
				continue
			}
			room = append(room, newToken(piece{t.text[at[i]:at[j]], t.script}, 0, kind))
			p.spans[i][j] = &room[len(room)-1]
		}
	}
}

// mayPart tells whether a word is written in one that Latin letters would part.
func mayPart(t *Token) bool {
	if t.script != Hangul && t.script != Han || t.mark != 0 {
		return false
	}
	n := utf8.RuneCountInString(t.text)
	return n >= 2 && n <= mostParted
}

// part gives the words of a name with the first that can be parted cut as fits the words of the other name best.
func (c *comparer) part(tokens, others []*Token) []*Token {
	which := -1
	for i, t := range tokens {
		if mayPart(t) {
			which = i
			break
		}
	}
	if which < 0 {
		return tokens
	}
	var partners [mostPartners]*Token
	m := 0
	for _, t := range others {
		if t.script == Roman && t.mark&(business|number) == 0 && m < mostPartners {
			partners[m] = t
			m++
		}
	}
	if m < 2 {
		return tokens
	}
	c.parted.set(tokens[which])
	n := c.parted.n
	var gain [mostParted][mostParted + 1][mostPartners]float32
	for i := range n {
		for j := i + 1; j <= n; j++ {
			for k := range m {
				if v, _ := c.alikeTokens(c.parted.spans[i][j], partners[k]); v > leastBond {
					gain[i][j][k] = (v - 0.3) * float32(len(partners[k].latin))
				}
			}
		}
	}
	// best[i][u]: the most that the syllables from i on can bring when the partners in u are taken.
	var best [mostParted + 1][1 << mostPartners]float32
	var next [mostParted + 1][1 << mostPartners]int8
	for i := n - 1; i >= 0; i-- {
		for u := range 1 << m {
			top, to := float32(-1), int8(n)
			for j := n; j > i; j-- {
				// A cut must bring something: a syllable by itself that fits nothing is none.
				v := best[j][u] - 0.01
				if v > top {
					top, to = v, int8(j)
				}
				for k := range m {
					if u&(1<<k) == 0 && gain[i][j][k] > 0 {
						if v := gain[i][j][k] + best[j][u|1<<k] - 0.01; v > top {
							top, to = v, int8(j)
						}
					}
				}
			}
			best[i][u], next[i][u] = top, to
		}
	}
	out := append(c.partedTokens[:0], tokens[:which]...)
	for i, u := 0, 0; i < n; {
		j := int(next[i][u])
		out = append(out, c.parted.spans[i][j])
		for k := range m { // which partner it was
			if u&(1<<k) == 0 && gain[i][j][k] > 0 && gain[i][j][k]+best[j][u|1<<k]-0.01 == best[i][u] {
				u |= 1 << k
				break
			}
		}
		i = j
	}
	out = append(out, tokens[which+1:]...)
	c.partedTokens = out
	return out
}
