package recognise

import (
	"slices"
	"strings"
)

// Words around a name that show that its bearer is only heard in the sentence:
// what a newspaper reports is not said of the newspaper. Each stands next to
// the name; small words between them are passed over.
var (
	// Before the name, alone or before "by", "to", "with", "in" and "of".
	hearing = stems(`told$ tells$ telling quot citing$ cites$ cited$ said$ says$ asked$ wrote$ added$ сообщи сообща заявил заявля рассказ пишет$ написал
		утвержда цитир передает$ передал отмеча отметил сказал ссыл согласно$ словам$ данным$ сведениям$ информации$`)
	hearingWith = stems(`review reported$ said$ seen$ obtain quoted$ cited$ publish interview according$ report$ article spoke$ speaking statement told$ heard$
		examin verif accessed$ analys analyz investigation$ account$ wrote$ written$ collected$ data$ estimat`)
	linking = stems("by$ to$ with$ in$ of$ from$")
	// After the name.
	speaking = stems(`said$ says$ saying$ told$ tells$ wrote$ writes$ claim$ claims$ claimed$ stated$ states$ adds$ added$ explained$ explains$ quoted$ quotes$
		cited$ cites$ citing$ сообщи сообща заявил заявля рассказ пишет$ написал утвержда передает$ передал отмеча отметил сказал 따르면$ 의하면$ 보도 전했 밝혔 말했`)
	reporting = stems("reported$ reports$ found$ noted$ notes$ revealed$ reveals$ estimated$ estimates$")
	// Between a name and the word that tells.
	between = stems("the$ a$ an$ newspaper$ agency$ magazine$ website$ also$ has$ have$ had$ later$ recently$ earlier$ previously$ first$ газет агентств издан журнал также$ позже$ ранее$ 에$ 은$ 는$ 이$ 가$ 도$ 신문 통신")
)

// mostBetween is how many small words between a name and its verb are passed over.
const mostBetween = 3

func oneOfStems(w placed, list []string) bool { return slices.ContainsFunc(list, w.begins) }

// speaks tells whether the bearer of a name only speaks at this place of the
// sentence, or is spoken to.
func (s *suggesting) speaks(name Item) bool {
	before, _ := slices.BinarySearchFunc(s.words, name.Start, func(p placed, at int) int { return p.at - at })
	after, _ := slices.BinarySearchFunc(s.words, name.Stop, func(p placed, at int) int { return p.at - at })
	k := before - 1
	for n := 0; n < mostBetween && k >= 0 && oneOfStems(s.words[k], between); n++ {
		k--
	}
	if k >= 0 && s.sameBreath(s.words[k].at, name.Start) {
		switch {
		case oneOfStems(s.words[k], linking):
			if k > 0 && oneOfStems(s.words[k-1], hearingWith) && s.sameBreath(s.words[k-1].at, name.Start) {
				return true
			}
		case oneOfStems(s.words[k], hearing):
			return true
		}
	}
	k = after
	for n := 0; n < mostBetween && k < len(s.words) && oneOfStems(s.words[k], between); n++ {
		k++
	}
	if k >= len(s.words) || !s.sameBreath(name.Stop, s.words[k].at) {
		return false
	}
	if oneOfStems(s.words[k], speaking) {
		return true
	}
	// A firm that reports 500 workers has them; a paper that reports that there
	// are some, or about them at the end of a sentence, speaks.
	if !oneOfStems(s.words[k], reporting) {
		return false
	}
	if k+1 == len(s.words) {
		return s.it.Start < name.Start
	}
	switch s.words[k+1].text {
	case "that", "on", "in", "last", "earlier":
		return true
	}
	return false
}

// sameBreath tells whether two places are near enough to belong together.
func (s *suggesting) sameBreath(from, to int) bool { return to-from <= 60 }

// lasts tells whether a count is of time: "3 years", "3 рабочих дня".
func (s *suggesting) lasts() bool {
	words := strings.Fields(s.it.Unit)
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	if oneOfStems(placed{text: last}, timeWords) {
		return true
	}
	if !strings.HasPrefix(last, "рабоч") {
		return false
	}
	for _, w := range s.words {
		if w.at >= s.it.Stop {
			return w.at-s.it.Stop <= 1 && oneOfStems(w, timeWords)
		}
	}
	return false
}

// owns tells whether the sentence speaks of owning. "His own" owns nothing,
// "an 80% difference" is one whoever else is named, and a share of a wage is
// none of a firm.
func (s *suggesting) owns() bool {
	var previous placed
	own, near := false, 0
	pay := s.says(wageWords)
	for _, w := range s.words {
		within := w.at >= s.it.Start && w.at < s.it.Stop
		if w.at >= s.it.Stop && w.at-s.it.Stop <= 20 && near < 2 {
			if near++; oneOfStems(w, otherParts) {
				return false
			}
		}
		if !within && oneOfStems(w, ownWords) &&
			!(w.text == "own" && oneOfStems(previous, ownersOwn)) && !(pay && oneOfStems(w, partWords)) {
			own = true
		}
		previous = w
	}
	return own
}
