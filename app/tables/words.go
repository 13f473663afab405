package tables

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"redthread/assets"
	"redthread/store/value"
)

// wordList is assets/headings.yaml in the form in which headings are compared.
type wordList struct {
	subjects   map[string][]phrase
	properties map[string][]phrase
	firms      []phrase
	directors  []phrase
	currencies map[string][]phrase
}

// phrase is words in a row; one that ends with a star is a stem.
type phrase []string

var headingWords = sync.OnceValue(func() *wordList {
	var raw struct {
		Subjects      map[string][]string
		Properties    map[string][]string
		FirmWords     []string `yaml:"firmWords"`
		DirectorWords []string `yaml:"directorWords"`
		Currencies    map[string][]string
	}
	if err := yaml.Unmarshal(assets.Headings(), &raw); err != nil {
		panic(fmt.Sprintf("tables: headings.yaml: %v", err)) // a test reads it
	}
	phrases := func(all []string) []phrase {
		var list []phrase
		for _, s := range all {
			list = append(list, phraseOf(s))
		}
		return list
	}
	lists := func(all map[string][]string) map[string][]phrase {
		m := map[string][]phrase{}
		for k, v := range all {
			m[k] = phrases(v)
		}
		return m
	}
	return &wordList{lists(raw.Subjects), lists(raw.Properties), phrases(raw.FirmWords), phrases(raw.DirectorWords), lists(raw.Currencies)}
})

func phraseOf(s string) phrase {
	var p phrase
	for _, w := range strings.Fields(s) {
		stem, star := strings.CutSuffix(w, "*")
		folded := value.Fold(stem)
		if folded == "" {
			folded = stem // a sign such as $
		}
		if star {
			folded += "*"
		}
		p = append(p, folded)
	}
	return p
}

// headingTokens are the words of a heading; the two halves of a name in camel case
// and signs of currencies are words of their own.
func headingTokens(heading string) []string {
	var b strings.Builder
	last := ' '
	for _, r := range heading {
		if r >= 'A' && r <= 'Z' && last >= 'a' && last <= 'z' {
			b.WriteByte(' ')
		}
		if strings.ContainsRune("$₽€₩¥£%", r) {
			b.WriteString(" " + string(r) + " ")
			last = r
			continue
		}
		b.WriteRune(r)
		last = r
	}
	var all []string
	for _, w := range strings.Fields(b.String()) {
		if f := value.Fold(w); f != "" {
			all = append(all, strings.Fields(f)...)
		} else {
			all = append(all, w)
		}
	}
	return all
}

// in says at which word a phrase stands among words, -1: nowhere. Words of
// Korean and Chinese may run on without a space.
func (p phrase) in(words []string) int {
	for i := 0; i+len(p) <= len(words); i++ {
		fits := true
		for k, w := range p {
			stem, star := strings.CutSuffix(w, "*")
			if words[i+k] != w && !(star && strings.HasPrefix(words[i+k], stem)) {
				fits = false
				break
			}
		}
		if fits {
			return i
		}
	}
	if len(p) == 1 && glued(p[0]) {
		for i, w := range words {
			if strings.Contains(w, p[0]) {
				return i
			}
		}
	}
	return -1
}

// glued says whether a word is of a script that writes words together.
func glued(w string) bool {
	n := 0
	for _, r := range w {
		if r < 0x2E80 || r > 0xD7A3 {
			return false
		}
		n++
	}
	return n > 1
}

// weight is how much of a heading a phrase covers.
func (p phrase) weight() int {
	n := 0
	for _, w := range p {
		n += 4 + len([]rune(w))
	}
	return n
}

// best gives the name whose phrase covers most of the words.
func best(lists map[string][]phrase, words []string, only func(string) bool) (name string, weight int) {
	names := make([]string, 0, len(lists))
	for n := range lists {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		if only != nil && !only(n) {
			continue
		}
		for _, p := range lists[n] {
			if p.in(words) >= 0 && p.weight() > weight {
				name, weight = n, p.weight()
			}
		}
	}
	return name, weight
}

func anyIn(list []phrase, words []string) bool {
	return slices.ContainsFunc(list, func(p phrase) bool { return p.in(words) >= 0 })
}
