package recognise

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"redthread/store/value"
)

// mostPiece is how many bytes are cut and read at a time, so that the memory
// taken does not grow with the text. Pieces part at a line or a space; an
// item that lies across is lost.
const mostPiece = 64 << 10

// Scan gives what is seen in text, in order and without overlaps. k may be nil.
// It is safe to call from several goroutines with one k.
func Scan(text string, k *Known) []Item {
	var all []found
	c := cutter{}
	m := matcher{known: k}
	for from := 0; from < len(text); {
		to := pieceEnd(text, from)
		toks := c.cut(text, from, to)
		s := reading{text: text, toks: toks, lang: language(toks)}
		names := m.names(text, toks)
		s.walk()
		all = append(all, merged(names, s.out, s.lang)...)
		from = to
	}
	return counted(text, all)
}

// pieceEnd is where the piece that begins at from ends.
func pieceEnd(text string, from int) int {
	if len(text)-from <= mostPiece {
		return len(text)
	}
	to := from + mostPiece
	half := text[from+mostPiece/2 : to]
	if i := strings.LastIndexByte(half, '\n'); i >= 0 {
		return from + mostPiece/2 + i + 1
	}
	if i := strings.LastIndexByte(half, ' '); i >= 0 {
		return from + mostPiece/2 + i + 1
	}
	for !utf8.RuneStart(text[to]) && to > from+mostPiece-utf8.UTFMax {
		to--
	}
	return to
}

// language is that of most letters.
func language(toks []token) string {
	var letters [4]int
	for i := range toks {
		if t := &toks[i]; t.kind == wordToken {
			letters[t.script] += int(t.stop - t.start)
		}
	}
	switch {
	case letters[hangul] > 0 && 2*letters[hangul] >= letters[latin]+letters[cyrillic]:
		return "ko"
	case letters[cyrillic] > letters[latin]:
		return "ru"
	}
	return "en"
}

// merged puts names and other items in order; where two overlap the name stays.
func merged(names, others []found, lang string) []found {
	all := others
	if len(names) > 0 {
		all = append(names, others...)
		slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(a.start, b.start) })
	}
	kept := all[:0]
	for _, f := range all {
		if n := len(kept); n > 0 && f.start < kept[n-1].stop {
			if f.Kind == Name && kept[n-1].Kind != Name && f.start > kept[n-1].start {
				kept = kept[:n-1]
			} else {
				continue
			}
		}
		f.Lang = lang
		kept = append(kept, f)
	}
	return kept
}

// counted turns bytes into code points and fills what follows from the text.
func counted(text string, all []found) []Item {
	if len(all) == 0 {
		return nil
	}
	items := make([]Item, 0, len(all))
	at, points := 0, 0
	to := func(b int) int {
		points += utf8.RuneCountInString(text[at:b])
		at = b
		return points
	}
	for _, f := range all {
		it := f.Item
		it.Start, it.Stop, it.Text = to(f.start), to(f.stop), text[f.start:f.stop]
		if lang := languageOf(it.Text); lang != "" {
			it.Lang = lang
		}
		switch it.Kind {
		case Email:
			it.Value, _ = value.Canonical(value.KindEmail, it.Text)
		case Phone:
			it.Value, _ = value.Canonical(value.KindPhone, it.Text)
		case URL:
			it.Value, _ = value.Canonical(value.KindURL, it.Text)
		}
		if it.Value == "" && (it.Kind == Email || it.Kind == Phone || it.Kind == URL) {
			continue
		}
		if it.Shown == "" {
			it.Shown = value.Show(it.Kind.valueKind(), it.Value)
		}
		items = append(items, it)
	}
	return items
}

// valueKind is the kind of value that a Kind holds.
func (k Kind) valueKind() value.Kind {
	switch k {
	case Count:
		return value.KindQuantity
	case Name:
		return value.KindName
	}
	return value.Kind(k)
}

// languageOf is the language that the letters of an item tell, or "" where it
// has none of its own.
func languageOf(text string) string {
	for _, r := range text {
		switch scriptOf(r) {
		case hangul:
			return "ko"
		case cyrillic:
			return "ru"
		}
	}
	return ""
}
