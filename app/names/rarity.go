package names

import (
	"bytes"
	"math"
	"strconv"
)

// rarities tells how often words stand in names: a shared Petrov says less than a shared Zaumov. A word that is not in the table
// is rare.
type rarities struct {
	people, firms map[string]float32 // nats
}

// Nats of a word that no table has, and from which on a word counts in full.
const (
	rarest     = 10.5
	rareEnough = 8
)

// readRarities reads lines of a folded word and how many of a million names of people and of firms have it.
func readRarities(table []byte) rarities {
	r := rarities{people: make(map[string]float32, 20000), firms: make(map[string]float32, 8000)}
	for len(table) > 0 {
		var line []byte
		line, table, _ = bytes.Cut(table, []byte("\n"))
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		word, counts, _ := bytes.Cut(line, []byte("\t"))
		people, firms, _ := bytes.Cut(counts, []byte("\t"))
		w := string(word)
		if n, _ := strconv.Atoi(string(people)); n > 0 {
			r.people[w] = nats(n)
		}
		if n, _ := strconv.Atoi(string(firms)); n > 0 {
			r.firms[w] = nats(n)
		}
	}
	return r
}

// nats is how surprising it is to meet a word by chance that n of a million names have.
func nats(n int) float32 { return float32(min(rarest, math.Log(1e6/float64(n)))) }

func (r *rarities) of(fold string, firm bool) float32 {
	m := r.people
	if firm {
		m = r.firms
	}
	if v, ok := m[fold]; ok {
		return v
	}
	return rarest
}

func (l *lexicon) rarity(fold string, firm bool) float32 { return l.rare.of(fold, firm) }
