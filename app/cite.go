package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"redthread/store"
)

// At reads a place in a source as a person types it: "12", "¶12" or "note 12"
// is a passage, "¶12:34-56" code points of it, from the first up to but without
// the last, "p. 3" or "row 14" a locator, and anything else the words themselves.
func (k Cite) At(text string) Cite {
	t := strings.TrimSpace(text)
	bare := t
	for _, p := range []string{"¶", "note ", "#"} {
		bare = strings.TrimSpace(strings.TrimPrefix(bare, p))
	}
	number, span, spanned := strings.Cut(bare, ":")
	// Without its mark "12:30-45" is a time in a recording.
	spanned = spanned && bare != t
	if n, err := strconv.Atoi(strings.TrimSpace(number)); err == nil && n > 0 {
		from, to, _ := strings.Cut(strings.NewReplacer("–", "-", " ", "").Replace(span), "-")
		start, err1 := strconv.Atoi(from)
		stop, err2 := strconv.Atoi(to)
		switch {
		case number == bare:
			k.Passage = n
			return k
		case spanned && err1 == nil && err2 == nil && start >= 0 && stop > start:
			k.Passage, k.Start, k.Stop = n, start, stop
			return k
		}
	}
	for _, p := range []string{"p.", "pp.", "page ", "row ", "table ", "line ", "cell ", "sheet ", "min "} {
		if strings.HasPrefix(strings.ToLower(t), p) {
			k.Locator = t
			return k
		}
	}
	k.Quote = t
	return k
}

// Place puts a citation where its words stand in the text of its source. A
// quote that is found there gets its passage and offsets, and is then spelt as
// the source spells it; blanks, quotation marks, dashes and in the end capitals
// need not be the same. Offsets without a quote get the words they enclose. A
// quote that the text does not have is kept as it is, for texts are cut short
// and people cite what they heard; one that stands in several passages, where
// none is named, is ErrAmbiguous.
func Place(ctx context.Context, c *store.Case, k Cite) (Cite, error) {
	if k.Source.IsZero() || k.Quote == "" && k.Stop == 0 {
		return k, nil
	}
	layers, err := c.Layers(ctx, k.Source)
	if err != nil {
		return k, err
	}
	for _, l := range layers { // the newest first
		if !k.Layer.IsZero() && l.ID != k.Layer {
			continue
		}
		if l, err = c.Layer(ctx, k.Source, l.ID); err != nil {
			return k, err
		}
		if k.Passage == 0 {
			found, err := k.among(l)
			if err != nil || found.Passage > 0 {
				return found, err
			}
			continue
		}
		// A bare number means the newest text that has it.
		if at := slices.IndexFunc(l.Passages, func(p store.Passage) bool { return p.Number == k.Passage }); at >= 0 {
			return k.within(l, l.Passages[at])
		}
	}
	if k.Passage > 0 {
		return k, sentence(store.ErrNotFound, "The source has no passage %d.", k.Passage)
	}
	return k, nil
}

// within places a citation whose passage is known.
func (k Cite) within(l store.Layer, p store.Passage) (Cite, error) {
	if k.Stop == 0 {
		if spans := findQuote(p.Text, k.Quote); len(spans) > 0 {
			return k.at(l, p, spans[0]), nil
		}
		return k, nil
	}
	if n := utf8.RuneCountInString(p.Text); k.Start < 0 || k.Start >= k.Stop || k.Stop > n {
		return k, sentence(store.ErrInvalid, "Passage %d has %s, so %d-%d is no part of it.", k.Passage, count(n, "character", "characters"), k.Start, k.Stop)
	}
	return k.at(l, p, [2]int{k.Start, k.Stop}), nil
}

// among looks for the one passage of a text that has the words.
func (k Cite) among(l store.Layer) (Cite, error) {
	out := k
	var numbers []int
	for _, p := range l.Passages {
		if spans := findQuote(p.Text, k.Quote); len(spans) > 0 {
			if len(numbers) == 0 {
				out = k.at(l, p, spans[0])
			}
			numbers = append(numbers, p.Number)
		}
	}
	if len(numbers) < 2 {
		return out, nil
	}
	var named []string
	for _, n := range numbers[:min(4, len(numbers))] {
		named = append(named, fmt.Sprintf("¶ %d", n))
	}
	if n := len(numbers) - len(named); n > 0 {
		named = append(named, fmt.Sprintf("%d more", n))
	}
	last := len(named) - 1
	return k, sentence(store.ErrAmbiguous, "These words stand in %s and %s; name the passage, or quote more of it.", strings.Join(named[:last], ", "), named[last])
}

func (k Cite) at(l store.Layer, p store.Passage, span [2]int) Cite {
	k.Layer, k.Passage, k.Start, k.Stop = l.ID, p.Number, span[0], span[1]
	k.Quote = string([]rune(p.Text)[span[0]:span[1]])
	return k
}

// findQuote gives where whole words of a text are those of a quote, in code
// points; with capitals as they are if there are such places, else without.
func findQuote(text, quote string) [][2]int {
	quote = strings.TrimSpace(norm.NFC.String(quote))
	for _, loose := range []bool{false, true} {
		in, want := flatten(text, loose), flatten(quote, loose)
		if spans := in.find(want.text); len(spans) > 0 {
			return spans
		}
	}
	return nil
}

// flat is a text in which what printers do differently is the same.
type flat struct {
	text string
	at   []int // for each code point of text, that of the original
}

func flatten(s string, loose bool) flat {
	var f flat
	var b strings.Builder
	blank := true
	i := 0
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			if blank {
				i++
				continue
			}
			r = ' '
		case r == '\u00ad' || unicode.Is(unicode.Cf, r):
			i++
			continue
		case strings.ContainsRune("“”„‟«»″＂", r):
			r = '"'
		case strings.ContainsRune("‘’‚‛′`", r):
			r = '\''
		case unicode.Is(unicode.Pd, r) || r == '−':
			r = '-'
		case loose:
			r = unicode.ToLower(r)
		}
		blank = r == ' '
		b.WriteRune(r)
		f.at = append(f.at, i)
		i++
	}
	f.text = b.String()
	return f
}

// mostPlaces is how many places of one passage are looked at.
const mostPlaces = 1000

func (f flat) find(want string) (spans [][2]int) {
	want = strings.TrimRight(want, " ")
	if want == "" {
		return nil
	}
	points := utf8.RuneCountInString(want)
	from, done := 0, 0 // bytes, code points
	for range mostPlaces {
		n := strings.Index(f.text[from:], want)
		if n < 0 {
			break
		}
		done += utf8.RuneCountInString(f.text[from : from+n])
		from += n
		if !runsOn(f.text[:from], want) && !runsOn(want, f.text[from+len(want):]) {
			spans = append(spans, [2]int{f.at[done], f.at[done+points-1] + 1})
		}
		_, size := utf8.DecodeRuneInString(f.text[from:])
		from, done = from+size, done+1
	}
	return spans
}

// runsOn tells whether a word goes on from one text into the next. Between
// letters of Chinese, Japanese and Korean one cannot tell, and it never does.
func runsOn(a, b string) bool {
	x, _ := utf8.DecodeLastRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	return wordLetter(x) && wordLetter(y)
}

func wordLetter(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) && !unicode.In(r, unicode.Hangul, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// placed is the citation with its place in the text, where that can be told. A
// case that cannot be read says so when the fact is written.
func placed(ctx context.Context, c *store.Case, k Cite) Cite {
	if k.Stop > 0 && k.Quote != "" {
		return k
	}
	if p, err := Place(ctx, c, k); err == nil {
		return p
	}
	return k
}
