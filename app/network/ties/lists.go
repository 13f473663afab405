package ties

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"redthread/app/names"
	"redthread/assets"
	"redthread/store/value"
)

// lists is what assets/ties knows.
type lists struct {
	free, hosting, public map[string]bool
	crowded               []crowdedAddress
	classes               []string   // of business, as they begin
	trades                [][]string // folded words; one that ends in * stands for any ending
	words                 addressWords
	legal                 map[string][][]string // forms by their first folded word, longest first
	dial                  map[string]dialling
}

// crowdedAddress is an address of mass registration.
type crowdedAddress struct {
	at    address
	words string // of one that has no house number
	why   string
}

// dialling is how numbers of a country begin.
type dialling struct {
	Code, Trunk string
	Least, Most int
}

// known reads the lists once; they are part of the program, and a test reads
// them too.
var known = sync.OnceValue(func() *lists {
	l, err := readLists()
	if err != nil {
		panic(err)
	}
	return l
})

func readLists() (*lists, error) {
	var mail struct{ Free, Hosting, Public []string }
	var crowded struct{ Addresses []struct{ At, Why string } }
	var trades struct{ Classes, Words []string }
	var words struct {
		Streets                                         map[string][]string
		Houses, Parts, Units, Towns, Regions, Countries []string
		Same                                            map[string][]string
		Legal                                           []string
	}
	var dial struct{ Countries map[string]dialling }
	for name, into := range map[string]any{"mail": &mail, "addresses": &crowded, "trades": &trades, "words": &words, "dialling": &dial} {
		text, err := assets.Ties.ReadFile("ties/" + name + ".yaml")
		if err == nil {
			err = yaml.Unmarshal(text, into)
		}
		if err != nil {
			return nil, fmt.Errorf("reading the list %s: %w", name, err)
		}
	}
	l := &lists{
		free: setOf(mail.Free), hosting: setOf(mail.Hosting), public: setOf(mail.Public), classes: trades.Classes, dial: dial.Countries,
		legal: map[string][][]string{},
	}
	l.words = addressWords{
		street: map[string]string{}, house: foldedSet(words.Houses), part: foldedSet(words.Parts), unit: foldedSet(words.Units),
		town: foldedSet(words.Towns), region: foldedSet(words.Regions), country: foldedSet(words.Countries), same: map[string]string{},
	}
	for kind, all := range words.Streets {
		for _, w := range all {
			l.words.street[addressFold(w)] = kind
		}
	}
	for one, all := range words.Same {
		for _, w := range all {
			l.words.same[addressFold(w)] = one
		}
	}
	for _, phrase := range trades.Words {
		var all []string
		for _, w := range strings.Fields(phrase) {
			stem, open := strings.CutSuffix(w, "*")
			w = value.Fold(stem)
			if open {
				w += "*"
			}
			all = append(all, w)
		}
		l.trades = append(l.trades, all)
	}
	for _, form := range words.Legal {
		var all []string
		for _, w := range names.Words(form) {
			all = append(all, w.Folded)
		}
		l.legal[all[0]] = append(l.legal[all[0]], all)
	}
	for _, forms := range l.legal {
		slices.SortFunc(forms, func(a, b []string) int { return len(b) - len(a) })
	}
	for _, a := range crowded.Addresses {
		l.crowded = append(l.crowded, crowdedAddress{l.words.read(a.At), wordsOf(a.At), a.Why})
	}
	return l, nil
}

func setOf(all []string) map[string]bool {
	m := make(map[string]bool, len(all))
	for _, s := range all {
		m[s] = true
	}
	return m
}

func foldedSet(all []string) map[string]bool {
	m := make(map[string]bool, len(all))
	for _, s := range all {
		m[addressFold(s)] = true
	}
	return m
}

// lends tells whether a text names a trade that lends its details to clients.
func (l *lists) lends(text string) bool {
	words := strings.Fields(value.Fold(text))
	for _, phrase := range l.trades {
		for i := 0; i+len(phrase) <= len(words); i++ {
			if fits(phrase, words[i:]) {
				return true
			}
		}
	}
	return false
}

func fits(phrase, words []string) bool {
	for i, w := range phrase {
		if stem, open := strings.CutSuffix(w, "*"); open && !strings.HasPrefix(words[i], stem) || !open && words[i] != w {
			return false
		}
	}
	return true
}

// lendsByClass does the same for a code of a class of business.
func (l *lists) lendsByClass(code string) bool {
	for _, c := range l.classes {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(code), c); ok && (rest == "" || rest[0] < '0' || rest[0] > '9') {
			return true
		}
	}
	return false
}
