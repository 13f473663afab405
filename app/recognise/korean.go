package recognise

import (
	"strings"
	"unicode/utf8"
)

// Korean writes a number, its scale, its counter and a particle in one run:
// 3만여명이 is 3, ten thousand, a little over, persons, subject. The cutter
// cuts such runs into their parts so that one grammar serves all languages.

// particles are the endings that may follow a counter, a name or a unit.
var particles = set(`은 는 이 가 을 를 의 에 와 과 도 만 로 으로 에서 에게 한테 께 께서 부터 까지 보다 라고 이라고 라는 이라는 란 이란 이나 나 이며 며
	이고 고 씩 이다 다 입니다 이었다 였다 인 와의 과의 에는 에도 에서는 에만 로서 으로서 로부터 으로부터 까지는 부터는 들 들이 들은 들을 들의
	측 측은 측이 측의 대표 씨 씨는 씨가 씨의 사 사는 이라 라 조차 마저 밖에 처럼 가량 쯤 정도 측에 와는 과는 에게서 에서의 만이 만을 뿐 간 중 중에 내 당 당시 째 대 대의 이상의 이하의
	으로는 로는 인데 이지만 지만 이었으며 였으며 이었고 였고 이라며 라며 이라는데 이어서 어치 이내 이내에 이내로 이후 이전 말 초 전 후 짜리 선 선을 선에`)

// laterDate are the words that set which side of a date is meant and that may
// carry a particle of their own.
var laterDate = []string{"부터", "까지", "이후", "이전", "말", "초"}

// countedAlone are the counters believed when they stand in one run with a
// number in words: 두명 is two persons, but 백인 is no hundred of anything.
var countedAlone = set(`명 개 곳 척 건 사람 원 달러 가지 개월 여명`)

// korean adds the Hangul run t, cut if it belongs to a number.
func (c *cutter) korean(t token) {
	run := c.text[t.start:t.stop]
	if n := len(c.toks); n > 0 && c.gap <= spaced {
		last := &c.toks[n-1]
		counted := last.kind == digitsToken || last.is(koScale|koNative|percentWord) || last.is(koAfter) && last.gap == glued
		if counted && c.parts(t, run, c.gap == glued) {
			return
		}
	}
	if m := lexicon[run]; m != nil && len(run) < longestWord {
		t.lex = m
		c.add(t)
		return
	}
	if c.wordNumber(t, run) {
		return
	}
	if n, m := beforeParticle(run); m != nil {
		bare := t
		bare.stop, bare.lex = t.start+int32(n), m
		c.add(bare)
		c.particle(t, run[n:])
		return
	}
	c.add(t)
}

// affix is the longest part of a number that run begins with, of at most five
// syllables.
func affix(run string, wanted class) (n int, m *meaning) {
	for i, k := 0, 0; k < 5 && i < len(run); k++ {
		_, size := utf8.DecodeRuneInString(run[i:])
		i += size
		if e := lexicon[run[:i]]; e != nil && e.class&wanted != 0 {
			n, m = i, e
		}
	}
	return n, m
}

// parts cuts a run that follows a number. Unless it is glued to the number,
// nothing but a particle may be left over.
func (c *cutter) parts(t token, run string, close bool) bool {
	const wanted = koScale | koCounter | currency | koAfter | koDate | percentWord | timeUnit | koDigit
	var cuts [6]token
	n, i := 0, 0
	for n < len(cuts) && i < len(run) {
		want := wanted
		if n > 0 && cuts[n-1].lex.class&(koScale|koDigit) == 0 {
			want = koAfter
			if cuts[n-1].lex.class&koAfter != 0 {
				want = koCounter | currency
			}
		}
		size, m := affix(run[i:], want)
		if size == 0 || n == 0 && m.class&wanted == koDigit {
			break
		}
		part := t
		part.start, part.stop, part.lex = t.start+int32(i), t.start+int32(i+size), m
		cuts[n] = part
		n++
		i += size
	}
	rest := run[i:]
	if n == 0 || rest != "" && !close && !particles[rest] {
		return false
	}
	for _, part := range cuts[:n] {
		c.add(part)
	}
	c.particle(t, rest)
	return true
}

func (c *cutter) particle(t token, rest string) {
	if rest == "" {
		return
	}
	t.start, t.lex = t.stop-int32(len(rest)), nil
	for _, later := range laterDate {
		if tail, ok := strings.CutPrefix(rest, later); ok && particles[tail] {
			first := t
			first.stop = t.start + int32(len(later))
			c.add(first)
			t.start = first.stop
			break
		}
	}
	if m := lexicon[rest]; m != nil {
		t.lex = m
	}
	c.add(t)
}

// wordNumber cuts a run that is a number in words: 두명, 스물다섯, 오천만원.
func (c *cutter) wordNumber(t token, run string) bool {
	var cuts [10]token
	n, i, scales := 0, 0, 0
	native := false
	for n < len(cuts) && i < len(run) {
		size, m := affix(run[i:], koDigit|koScale|koNative)
		if size == 0 || n > 0 && native != (m.class&koNative != 0) {
			break
		}
		native = m.class&koNative != 0
		if m.class&koScale != 0 {
			scales++
		}
		cuts[n] = t
		cuts[n].start, cuts[n].stop, cuts[n].lex = t.start+int32(i), t.start+int32(i+size), m
		n++
		i += size
	}
	if n == 0 || !native && scales == 0 {
		return false
	}
	if i < len(run) && n < len(cuts) {
		if size, m := affix(run[i:], koAfter); size > 0 && scales > 0 && run[i:i+size] == "여" {
			cuts[n] = t
			cuts[n].start, cuts[n].stop, cuts[n].lex = t.start+int32(i), t.start+int32(i+size), m
			n++
			i += size
		}
	}
	if i < len(run) && n < len(cuts) {
		size, m := affix(run[i:], koCounter|currency)
		if size == 0 || !countedAlone[run[i:i+size]] || run[i+size:] != "" && !particles[run[i+size:]] {
			return false
		}
		cuts[n] = t
		cuts[n].start, cuts[n].stop, cuts[n].lex = t.start+int32(i), t.start+int32(i+size), m
		n++
		i += size
	}
	if n == 1 && i < len(run) {
		return false
	}
	for _, part := range cuts[:n] {
		c.add(part)
	}
	c.particle(t, run[i:])
	return true
}

// beforeParticle is the meaning of the word that run is with a particle.
// The particle begins at byte n.
func beforeParticle(run string) (n int, m *meaning) {
	const syllable = 3
	for _, tail := range [2]int{syllable, 2 * syllable} {
		if len(run) <= tail+syllable {
			break
		}
		n = len(run) - tail
		if particles[run[n:]] {
			if m := lexicon[run[:n]]; m != nil && m.class&(schemeWord|phoneWord|partWord|payWord|koAfter) != 0 {
				return n, m
			}
		}
	}
	return 0, nil
}
