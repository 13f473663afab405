package sources

import (
	"fmt"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"redthread/store"
	"redthread/ui/desktop/part"
	"redthread/ui/desktop/reader"
)

// findBar finds words in the text that is shown: Enter and F3 go on, the
// arrows go both ways, Escape closes it.
type findBar struct {
	p       *textPage
	content *fyne.Container
	entry   *part.TextEntry
	count   *part.Text
}

func newFindBar(p *textPage) *findBar {
	b := &findBar{p: p, entry: part.NewTextEntry("Find in this text"), count: part.NewWord("", part.Small)}
	b.entry.OnChanged = func(string) { b.search(true) }
	b.entry.OnKey = b.key
	before := part.NewButton("↑", p.reader.PreviousMatch)
	before.Tip = "The match before (Up)"
	after := part.NewButton("↓", p.reader.NextMatch)
	after.Tip = "The next match (Enter, F3)"
	x := part.NewBareButton("×", b.close)
	x.Tip = "Close (Esc)"
	b.content = part.Down(0, part.Inset(6, 12, 6, 24, part.Frame(nil, part.Inset(0, 0, 0, 8, part.Across(6, b.count, before, after, x)), nil, nil, b.entry)), part.NewRule())
	b.content.Hide()
	p.reader.OnMatch = func(int, int) { b.say() }
	return b
}

// open shows the bar, with words to find where some are given.
func (b *findBar) open(words string) {
	if !b.p.shown {
		return
	}
	b.content.Show()
	if words = strings.Join(strings.Fields(words), " "); words != "" {
		b.entry.SetText(words)
	}
	b.p.s.d.Window().Canvas().Focus(b.entry)
	b.entry.SelectAll()
	b.search(true)
	b.p.relay()
}

// close takes the bar away and gives the keyboard back to the text.
func (b *findBar) close() {
	if b.content.Visible() {
		b.away()
		b.p.focus()
		b.p.relay()
	}
}

func (b *findBar) away() {
	b.content.Hide()
	b.p.reader.SetMatches(nil)
}

// again finds anew after the text changed, without moving.
func (b *findBar) again() {
	if b.content.Visible() {
		b.search(false)
	}
}

func (b *findBar) search(move bool) {
	var text []store.Passage
	if b.p.s.card != nil {
		text = b.p.s.card.Text
	}
	b.p.reader.SetMatches(matchesIn(text, b.entry.Text))
	if move {
		b.p.reader.NextMatch()
	}
	b.say()
}

func (b *findBar) say() {
	i, n := b.p.reader.Match()
	switch {
	case strings.TrimSpace(b.entry.Text) == "":
		b.count.SetText("")
	case n == 0:
		b.count.SetText("nothing")
	case n >= mostMatches:
		b.count.SetText(fmt.Sprintf("%d of %d or more", i, n))
	default:
		b.count.SetText(fmt.Sprintf("%d of %d", i, n))
	}
	b.content.Refresh()
}

func (b *findBar) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown:
		b.p.reader.NextMatch()
	case fyne.KeyUp:
		b.p.reader.PreviousMatch()
	case fyne.KeyEscape:
		b.close()
	default:
		return false
	}
	return true
}

// mostMatches bounds what is found; nobody walks through more.
const mostMatches = 5000

// matchesIn finds words in a text as they stand, whatever their capitals and
// whatever space stands between them; ё is е.
func matchesIn(text []store.Passage, words string) []reader.Match {
	want := folded(strings.TrimSpace(words))
	if len(want) == 0 {
		return nil
	}
	var all []reader.Match
	for _, p := range text {
		have := folded(p.Text)
		for i := 0; i+1 <= len(have); i++ {
			stop, ok := matchAt(have, i, want)
			if !ok {
				continue
			}
			all = append(all, reader.Match{Passage: p.Number, Start: i, Stop: stop})
			if len(all) == mostMatches {
				return all
			}
			i = stop - 1
		}
	}
	return all
}

// matchAt tells where the words end that begin at i.
func matchAt(have []rune, i int, want []rune) (stop int, ok bool) {
	for k := 0; k < len(want); {
		if i >= len(have) {
			return 0, false
		}
		if want[k] == ' ' {
			if have[i] != ' ' {
				return 0, false
			}
			for k < len(want) && want[k] == ' ' {
				k++
			}
			for i < len(have) && have[i] == ' ' {
				i++
			}
			continue
		}
		if have[i] != want[k] {
			return 0, false
		}
		i, k = i+1, k+1
	}
	return i, true
}

// folded makes small letters of a text, one for one, so that places stay.
func folded(s string) []rune {
	out := []rune(s)
	for i, r := range out {
		out[i] = foldRune(r)
	}
	return out
}

func foldRune(r rune) rune {
	switch {
	case unicode.IsSpace(r), r == '\u00a0', r == '\u202f':
		return ' '
	case r == '\u2019', r == '\u2018':
		return '\''
	case r == '\u201c', r == '\u201d', r == '«', r == '»':
		return '"'
	case r == '\u2013', r == '\u2014', r == '\u2010', r == '\u2011':
		return '-'
	}
	if r = unicode.ToLower(r); r == 'ё' {
		return 'е'
	}
	return r
}
