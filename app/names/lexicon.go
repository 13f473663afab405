package names

import (
	"bufio"
	"bytes"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"redthread/assets"
)

// lexicon is what the tables in assets/names say of words.
type lexicon struct {
	phrases  map[string][]phrase // by the key of their first word, the longest first
	stems    map[string]int32    // stem to the concept of its words, number in concepts
	whole    map[string][]sense  // Han and Hangul, by letters
	small    map[string]mark     // particles and titles, by key
	father   []string            // endings of patronymics
	given    map[string]int16    // key of a given name to what name it is
	roles    map[string]float32  // folded word to what it is in people's names
	concepts []string
	classes  []class
	rare     rarities
	han      map[rune]hanReading
}

// class is a class of legal forms.
type class struct{ name, title string }

// phrase is a row of words with a meaning.
type phrase struct {
	rest []string // keys of the words after the first
	is   []sense
}

// sense is what a word or phrase means: a class of legal forms, or a concept.
type sense struct {
	class   int8 // -1: none
	concept int32
}

var tables = sync.OnceValue(readTables)

func readTables() *lexicon {
	l := &lexicon{phrases: map[string][]phrase{}, stems: map[string]int32{}, whole: map[string][]sense{}, small: map[string]mark{}, given: map[string]int16{}}
	l.rare = readRarities(asset("rarity.tsv"))
	l.han = readHan(asset("han.tsv"))
	l.roles = readRoles(asset("roles.tsv"))
	lines(asset("legal.txt"), func(head, rest string) {
		title, words, _ := strings.Cut(rest, ":")
		l.classes = append(l.classes, class{head, strings.TrimSpace(title)})
		l.add(words, []sense{{int8(len(l.classes) - 1), -1}})
	})
	lines(asset("words.txt"), func(head, words string) {
		var is []sense
		for _, part := range strings.Split(head, "+") {
			if i := slices.IndexFunc(l.classes, func(c class) bool { return c.name == part }); i >= 0 && strings.Contains(head, "+") {
				is = append(is, sense{int8(i), -1})
				continue
			}
			is = append(is, sense{-1, l.concept(part)})
		}
		l.add(words, is)
	})
	lines(asset("small.txt"), func(head, words string) {
		for _, w := range strings.Split(words, ",") {
			w = strings.TrimSpace(w)
			switch head {
			case "patronymic":
				l.father = append(l.father, w)
			case "particle":
				l.small[l.keyOf(w)] |= particle
			case "title":
				l.small[l.keyOf(w)] |= title
			}
		}
	})
	number := int16(0)
	lines(asset("given.txt"), func(all, _ string) {
		number++
		for _, w := range strings.Split(all, ",") {
			if k := l.keyOf(strings.TrimSpace(w)); k != "" && l.given[k] == 0 && !strings.Contains(strings.TrimSpace(w), " ") {
				l.given[k] = number
			}
		}
	})
	for _, p := range l.phrases {
		slices.SortStableFunc(p, func(a, b phrase) int { return len(b.rest) - len(a.rest) })
	}
	return l
}

func asset(name string) []byte {
	b, err := assets.Names.ReadFile("names/" + name)
	if err != nil {
		return nil // a table that has not been made yet
	}
	return b
}

// lines calls f with what stands before and after the first colon of each line that is no comment.
func lines(table []byte, f func(head, rest string)) {
	s := bufio.NewScanner(bytes.NewReader(table))
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		if line := s.Text(); line != "" && line[0] != '#' {
			head, rest, _ := strings.Cut(line, ":")
			f(head, rest)
		}
	}
}

func (l *lexicon) concept(name string) int32 {
	if i := slices.Index(l.concepts, name); i >= 0 {
		return int32(i)
	}
	l.concepts = append(l.concepts, name)
	return int32(len(l.concepts) - 1)
}

// add enters the words of a line.
func (l *lexicon) add(words string, is []sense) {
	for _, w := range strings.Split(words, ",") {
		w = strings.TrimSpace(w)
		if w == "" {
			continue
		}
		if stem, ok := strings.CutSuffix(w, "*"); ok {
			if k := string(foldOf(stem)); len(is) == 1 {
				if _, ok := l.stems[k]; !ok {
					l.stems[k] = is[0].concept
				}
			}
			continue
		}
		pieces := spell(w, Company, nil)
		if len(pieces) == 0 {
			continue
		}
		if len(pieces) == 1 && (pieces[0].script == Han || pieces[0].script == Hangul || pieces[0].script == Kana) {
			if text := l.simple(pieces[0]); l.whole[text] == nil {
				l.whole[text] = is
			}
			continue
		}
		var p phrase
		for _, other := range pieces[1:] {
			p.rest = append(p.rest, keyOf(other))
		}
		p.is = is
		first := keyOf(pieces[0])
		if slices.ContainsFunc(l.phrases[first], func(q phrase) bool { return slices.Equal(q.rest, p.rest) }) {
			continue // the first meaning counts
		}
		l.phrases[first] = append(l.phrases[first], p)
	}
}

// simple writes a piece of Han in simplified letters.
func (l *lexicon) simple(p piece) string {
	if p.script != Han {
		return p.text
	}
	return strings.Map(func(r rune) rune {
		if h, ok := l.han[r]; ok && h.simple != 0 {
			return h.simple
		}
		return r
	}, p.text)
}

func (l *lexicon) keyOf(word string) string {
	p := spell(word, Company, nil)
	if len(p) == 0 {
		return ""
	}
	return keyOf(p[0])
}

// shortKey is how long a word may be to be known by its letters; a longer one is known by its folded form, whatever the
// system of transcription.
const shortKey = 5

// keyOf is what a word is looked up by in the tables.
func keyOf(p piece) string {
	var buf [64]byte
	l := onlyPlain(appendLatin(buf[:0], p.text, false))
	if len(l) == 0 {
		return p.text
	}
	if len(l) <= shortKey {
		return string(l)
	}
	var f [64]byte
	return string(appendFold(f[:0], l))
}

func foldOf(word string) []byte {
	var buf, f [64]byte
	var text []byte
	for _, p := range spell(word, Company, nil) {
		text = append(text, onlyPlain(appendLatin(buf[:0], p.text, false))...)
	}
	return append([]byte(nil), appendFold(f[:0], text)...)
}

// leastStem is how long a stem of the tables is at least.
const leastStem = 3

// mostEnding is how long the ending behind a stem may be: the shorter the stem, the more words begin with it by chance.
func mostEnding(stem int) int {
	if stem >= 6 {
		return 7
	}
	return stem - 1
}

// stem finds the concept of an inflected word by its folded form.
func (l *lexicon) stem(fold string) (int32, bool) {
	for n := len(fold); n >= leastStem; n-- {
		if len(fold)-n > mostEnding(n) {
			break
		}
		if c, ok := l.stems[fold[:n]]; ok {
			return c, true
		}
	}
	return 0, false
}

// fathers tells whether a word in plain Latin letters is a patronymic.
func (l *lexicon) fathers(latin string) bool {
	if len(latin) < 6 {
		return false
	}
	for _, e := range l.father {
		if strings.HasSuffix(latin, e) && len(latin) > len(e)+1 {
			return true
		}
	}
	return false
}

// mostWhole is how many letters a word of the tables has in Han or Hangul.
const mostWhole = 12

// segment cuts a piece of Han or Hangul at the words that the tables know, the longest first. A single letter is a word only
// where it stands alone.
func (l *lexicon) segment(p piece, f func(text string, is []sense)) {
	text := l.simple(p)
	if is := l.whole[text]; is != nil {
		f(text, is)
		return
	}
	from := 0 // of what no table knows
	for i := 0; i < len(text); {
		end, found := longest(l.whole, text[i:])
		if end == 0 {
			_, w := utf8.DecodeRuneInString(text[i:])
			i += w
			continue
		}
		if from < i {
			f(text[from:i], nil)
		}
		f(text[i:i+end], found)
		i += end
		from = i
	}
	if from < len(text) {
		f(text[from:], nil)
	}
}

func longest(whole map[string][]sense, s string) (int, []sense) {
	var ends [mostWhole]int
	n := 0
	for i := range s {
		if i > 0 {
			ends[n] = i
			if n++; n == mostWhole {
				break
			}
		}
	}
	if n < mostWhole {
		ends[n] = len(s)
		n++
	}
	for k := n - 1; k >= 1; k-- {
		if is := whole[s[:ends[k]]]; is != nil {
			return ends[k], is
		}
	}
	return 0, nil
}

// readRoles reads lines of a folded word and, in hundredths, whether it is mostly a surname (100) or a given name (-100).
func readRoles(table []byte) map[string]float32 {
	m := map[string]float32{}
	s := bufio.NewScanner(bytes.NewReader(table))
	for s.Scan() {
		word, share, ok := strings.Cut(s.Text(), "\t")
		if n, err := strconv.Atoi(share); ok && err == nil {
			m[word] = float32(n) / 100
		}
	}
	return m
}
