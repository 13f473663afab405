package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"redthread/app/names"
	"redthread/app/names/letters"
)

// script is one that is learnt.
type script struct {
	script names.Script
	file   string
	lesson letters.Lesson
}

var scripts = []script{
	{names.Cyrillic, "russian", letters.Lesson{Span: 2, Chunk: 4, Rounds: 6, Least: 4}},
	{names.Arabic, "arabic", letters.Lesson{Span: 3, Chunk: 3, Rounds: 6, Least: 3}},
	{names.Hebrew, "hebrew", letters.Lesson{Span: 3, Chunk: 3, Rounds: 6, Least: 3}},
	{names.Kana, "japanese", letters.Lesson{Span: 2, Chunk: 4, Rounds: 6, Least: 3}},
	{names.Hangul, "korean", letters.Lesson{Span: 4, Chunk: 3, Rounds: 6, Least: 3}},
	{names.Han, "chinese", letters.Lesson{Span: 1, Chunk: 6, Rounds: 6, Least: 1.5}},
}

// learnLetters learns every script, and how spellings in Latin letters differ.
func learnLetters(data string) error {
	if err := learnTwins(data); err != nil || os.Getenv("ONLY_LATIN") != "" {
		return err
	}
	for _, s := range scripts {
		var all []letters.Example
		err := rowsOf(filepath.Join(data, "translit_"+s.file+".tsv"), true, func(c []string) {
			n, _ := strconv.ParseFloat(c[2], 64)
			if e, ok := example(c[0], c[1], s.script); ok {
				e.Weight = math.Sqrt(n)
				all = append(all, e)
			}
		})
		if err != nil {
			return err
		}
		base := names.SymbolBase(s.script)
		if s.script == names.Han {
			s.lesson.Prior = hanPrior
		}
		spans := letters.Learn(all, s.lesson, base)
		if s.script == names.Hangul {
			more, err := koreans(data, letters.New(spans, base))
			if err != nil {
				return err
			}
			all = append(all, more...)
			spans = letters.Learn(all, s.lesson, base)
		}
		m := letters.New(spans, base)
		m.Slope = slope(m, all)
		var out bytes.Buffer
		fmt.Fprintf(&out, "# How %s is written in Latin letters: symbols, then letters and what they cost in hundredths of a nat. Learnt by the program \"train\" from names of Wikidata (CC0); see NOTICE.md.\n", s.script)
		order := letters.Spans(spans)
		if err := m.Write(&out, spans, order); err != nil {
			return err
		}
		fmt.Printf("%-9s %d examples, %d spans, slope %.4f, %d kB\n", s.script, len(all), len(order), m.Slope, out.Len()>>10)
		if err := write("letters-"+strings.ToLower(s.script.String())+".tsv", out.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// example reads a word in Latin and in its script.
func example(latin, native string, s names.Script) (letters.Example, bool) {
	l := plain(latin)
	var text string
	for _, k := range firstOf(names.WordKeys(native, names.Person, nil)) {
		if k.Script != s {
			return letters.Example{}, false
		}
		text += k.Text
	}
	sym := names.Symbols(text, s)
	if l == "" || len(sym) == 0 || len(l) > letters.MostLetters {
		return letters.Example{}, false
	}
	return letters.Example{Symbols: sym, Latin: l, Weight: 1}, true
}

func firstOf[A, B any](a A, _ B) A { return a }

// plain writes a word in plain small Latin letters.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, names.Latin(s))
}

// slope is the likeness lost per nat and letter at which nine of ten true pairs keep seven tenths.
func slope(m *letters.Model, all []letters.Example) float32 {
	var lost []float64
	for i, e := range all {
		if i%7 == 0 {
			lost = append(lost, nats(m, e)/float64(max(2, len(e.Latin))))
		}
	}
	slices.Sort(lost)
	return float32(0.3 / lost[len(lost)*88/100])
}

// koreans reads full names in Latin and Hangul. A Korean name in one word is a Latin one in either order.
func koreans(data string, m *letters.Model) ([]letters.Example, error) {
	held := map[string]bool{}
	err := rowsOf(filepath.Join(data, "name_pairs.tsv"), true, func(c []string) {
		if c[5] == "wdko" {
			held[c[2]], held[c[3]] = true, true
		}
	})
	if err != nil {
		return nil, err
	}
	var all []letters.Example
	err = rowsOf(filepath.Join(data, "wd_korean_extra.tsv"), false, func(c []string) {
		if len(c) < 2 || held[c[0]] || held[c[1]] {
			return
		}
		latin := strings.FieldsFunc(c[0], func(r rune) bool { return r == ' ' || r == '-' })
		native := strings.Fields(c[1])
		switch {
		case len(native) == 1 && len(latin) >= 2 && len(latin) <= 4:
			var best letters.Example
			top := float32(-1)
			turned := append(slices.Clone(latin[len(latin)-1:]), latin[:len(latin)-1]...)
			for _, order := range [][]string{latin, turned} {
				e, ok := example(strings.Join(order, ""), native[0], names.Hangul)
				if !ok {
					continue
				}
				if v := like(m, e); v > top {
					best, top = e, v
				}
			}
			if top > 0.6 {
				all = append(all, best)
			}
		case len(native) == len(latin):
			for i := range native {
				if e, ok := example(latin[i], native[i], names.Hangul); ok && like(m, e) > 0.5 {
					all = append(all, e)
				}
			}
		}
	})
	return all, err
}

// hanPrior are the readings of a Han letter.
func hanPrior(symbol uint16) map[string]float64 {
	out := map[string]float64{}
	mandarin, korean, cantonese := names.HanReadings(rune(symbol))
	if mandarin != "" {
		out[mandarin] += 3
	}
	if korean != "" {
		out[korean] += 0.6
	}
	if cantonese != "" {
		out[cantonese] += 0.6
	}
	return out
}

// learnTwins learns which spellings in Latin letters are of one name: those that are written alike in another script.
func learnTwins(data string) error {
	sp, err := readSpellings(data)
	if err != nil {
		return err
	}
	base := names.SymbolBase(names.Roman)
	var all []letters.Example
	add := func(a, b string, weight float64) {
		all = append(all, letters.Example{Symbols: names.Symbols(a, names.Roman), Latin: b, Weight: weight})
	}
	for _, t := range sp.twins {
		add(t[0], t[1], 1)
		add(t[1], t[0], 1)
	}
	for _, w := range sp.words {
		add(w, w, 0.5)
	}
	spans := letters.Learn(all, letters.Lesson{Span: 3, Chunk: 3, Rounds: 6, Least: 4}, base)
	m := letters.New(spans, base)
	m.Slope = slope(m, all)
	var out bytes.Buffer
	out.WriteString("# How spellings of one name in Latin letters differ: letters, then what stands for them and what that costs in hundredths of a nat. Learnt by the program \"train\" from words of Wikidata (CC0) that another script writes alike; see NOTICE.md.\n")
	order := letters.Spans(spans)
	if err := m.Write(&out, spans, order); err != nil {
		return err
	}
	fmt.Printf("%-9s %d twins, %d spans, slope %.4f, %d kB\n", "Latin", len(sp.twins), len(order), m.Slope, out.Len()>>10)
	return write("letters-latin.tsv", out.Bytes())
}

// nats is what an example loses against the ideal.
func nats(m *letters.Model, e letters.Example) float64 {
	var w letters.Word
	m.Prepare(&w, e.Symbols)
	return float64(w.Ideal() - m.Fit(&w, e.Latin, w.Ideal()-200))
}

func like(m *letters.Model, e letters.Example) float32 {
	var w letters.Word
	m.Prepare(&w, e.Symbols)
	return m.Like(&w, e.Latin)
}
