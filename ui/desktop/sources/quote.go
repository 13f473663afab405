package sources

import (
	"fmt"
	"sort"
	"strings"
	"unicode"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/reader"
)

// quote is what of a text is to be cited.
type quote struct {
	passage     int
	start, stop int    // code points; both 0: the passage as a whole
	words       string // "" for the whole passage
	last        int    // a later passage that the words reach into, 0 for none
	caret       int    // where the caret stands, for a whole passage
}

// mostQuote bounds the words that a citation keeps.
const mostQuote = 2000

// quoteOf takes what is selected, without the space around it. A caret alone
// stands for its passage; ok is false where there is no such passage.
func quoteOf(text []store.Passage, s reader.Selection) (q quote, ok bool) {
	for {
		at, found := passageAt(text, s.First)
		if !found {
			return q, false
		}
		points := []rune(text[at].Text)
		if s.Empty() {
			return quote{passage: s.First, caret: s.Start}, true
		}
		q = quote{passage: s.First, start: min(max(s.Start, 0), len(points)), stop: len(points)}
		if s.Last <= s.First {
			q.stop = min(max(s.Stop, q.start), len(points))
		} else {
			q.last = s.Last
		}
		for q.start < q.stop && unicode.IsSpace(points[q.start]) {
			q.start++
		}
		for q.stop > q.start && unicode.IsSpace(points[q.stop-1]) {
			q.stop--
		}
		switch {
		case q.start < q.stop && q.last == 0:
			q.words = clip(string(points[q.start:q.stop]), mostQuote)
			return q, true
		case q.start < q.stop:
			q.words = clip(strings.TrimSpace(s.Text), mostQuote)
			return q, true
		case q.last == 0 || at+1 == len(text):
			return quote{passage: s.First, caret: s.Start}, true
		}
		// Nothing of the first passage is selected but its end.
		s.First, s.Start = text[at+1].Number, 0
	}
}

func passageAt(text []store.Passage, number int) (at int, ok bool) {
	at = sort.Search(len(text), func(i int) bool { return text[i].Number >= number })
	return at, at < len(text) && text[at].Number == number
}

// passageText is the text of a passage, "" where there is none.
func passageText(card *app.SourceCard, number int) string {
	if at, ok := passageAt(card.Text, number); ok {
		return card.Text[at].Text
	}
	return ""
}

// cite is the citation of the quote in a card's text.
func (q quote) cite(card *app.SourceCard) app.Cite {
	k := app.Cite{Source: card.ID, Passage: q.passage, Start: q.start, Stop: q.stop, Quote: q.words}
	if q.passage > 0 {
		k.Layer = card.Layer
	}
	return k
}

// place says where a quote stands: "[3] ¶ 12".
func (q quote) place(card *app.SourceCard) string {
	if q.passage == 0 {
		return fmt.Sprintf("source [%d]", card.Number)
	}
	return fmt.Sprintf("[%d] ¶ %d", card.Number, q.passage)
}

// note says what is cited where that is less than what was selected.
func (q quote) note() string {
	if q.last == 0 {
		return ""
	}
	return fmt.Sprintf("The words reach into ¶ %d. The citation stands at ¶ %d and keeps all of them.", q.last, q.passage)
}

// reach is the stretch in which something to cite is looked for: what is
// selected, or else the sentence of the caret.
func (q quote) reach(text string) (from, to int) {
	if q.words != "" {
		return q.start, q.stop
	}
	points := []rune(text)
	at := min(q.caret, len(points))
	for from = at; from > 0 && !endsSentence(points, from-1); from-- {
	}
	for to = at; to < len(points) && !endsSentence(points, to); to++ {
	}
	return from, min(to+1, len(points))
}

func endsSentence(points []rune, i int) bool {
	if points[i] == '\n' {
		return true
	}
	return strings.ContainsRune(".!?…", points[i]) && i+1 < len(points) && unicode.IsSpace(points[i+1])
}

// clip shortens a text to so many letters.
func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return s
}
